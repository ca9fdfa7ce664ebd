//! Pages → PDF/A-2a and PDF/UA-1 together: tagged, archivable, the same bytes anywhere.

use jiff::civil::DateTime;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// Writes a document as PDF, dated as told.
pub fn pdf(document: &PagedDocument, date: DateTime) -> Result<Vec<u8>, Vec<SourceDiagnostic>> {
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .expect("these two standards go together");
    let options = PdfOptions {
        creator: Smart::Custom(Some(concat!("vitae ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: timestamp(date),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|errors| errors.into_iter().collect())
}

/// A date as Typst has it; `None` if it is no date, which PDF/A then refuses.
fn timestamp(date: DateTime) -> Option<Timestamp> {
    let part = |part: i8| u8::try_from(part).ok();
    let datetime = Datetime::from_ymd_hms(
        i32::from(date.year()),
        part(date.month())?,
        part(date.day())?,
        part(date.hour())?,
        part(date.minute())?,
        part(date.second())?,
    )?;
    Some(Timestamp::new_utc(datetime))
}

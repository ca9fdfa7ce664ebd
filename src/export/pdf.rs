//! Pages → PDF: PDF/A-2a and PDF/UA-1 together unless the résumé wants others; tagged, and the same bytes
//! anywhere.

use jiff::civil::DateTime;
use serde_json::json;
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::diagnostics::Diagnostic;
use crate::load::Checked;
use crate::resume::Standard;

use super::pages;

/// Why there is no PDF.
pub enum PdfError {
    /// A standard refuses something that is on the pages.
    Refused(Diagnostic),
    /// Anything else, in Typst's words.
    Other(Vec<SourceDiagnostic>),
}

/// Writes a document as PDF.
pub fn pdf(document: &PagedDocument, checked: &Checked) -> Result<Vec<u8>, PdfError> {
    let output = checked.resume.output.clone().unwrap_or_default();
    let kept = output.standards();
    let document = pages::finished(document, &output);
    let options = PdfOptions {
        creator: Smart::Custom(Some(concat!("vitae ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: timestamp(checked.date),
        standards: standards(&kept).map_err(PdfError::Refused)?,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(&document, &options).map_err(|errors| {
        let refused = errors.iter().find_map(|error| refused(&error.message, &kept, checked));
        refused.map_or_else(|| PdfError::Other(errors.into_iter().collect()), PdfError::Refused)
    })
}

/// Standards as Typst has them. The check has already refused what cannot be kept together.
fn standards(kept: &[Standard]) -> Result<PdfStandards, Diagnostic> {
    let known = |standard: &Standard| serde_json::from_value(json!(standard.name)).ok();
    let list: Vec<PdfStandard> = kept.iter().filter_map(known).collect();
    PdfStandards::new(&list)
        .map_err(|error| Diagnostic::error("bad-standard", error.message().to_string()))
}

/// What a standard refuses of a page, in the words of the résumé, if that is why Typst fails.
fn refused(message: &str, kept: &[Standard], checked: &Checked) -> Option<Diagnostic> {
    let (_, reason) = message.split_once(" error: ")?;
    let titles: Vec<String> = kept.iter().map(|standard| standard.title()).collect();
    let titles = crate::words::list(&titles, "and");
    let (what, help) = if reason.contains("transparency") {
        ("something transparent", "take a photo without transparency, or another standard")
    } else if reason.contains("CMYK") {
        ("colours in CMYK", "write the colours of the theme as rgb, or take another standard")
    } else {
        return None;
    };
    let message = format!("{what} is on the pages, which {titles} refuses");
    let error = Diagnostic::error("bad-standard", message).help(help);
    // Built-in themes have nothing of the kind: it is the photo.
    let photo = checked.root.at("/basics/image").filter(|_| !checked.theme.strange);
    Some(match photo {
        Some(node) => error.at(node.span),
        None => error,
    })
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

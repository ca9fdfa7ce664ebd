//! The date of a document.

use jiff::civil::{Date, DateTime, Time};

use crate::resume::{EndDate, LooseDate, Resume};

/// What a document without a date is of: PDF/A asks for one.
pub const UNDATED: DateTime = DateTime::constant(2000, 1, 1, 0, 0, 0, 0);

/// When the document is of: `SOURCE_DATE_EPOCH`, else `meta.lastModified`, else the newest day that
/// the résumé names. Never the clock, so that the same input gives the same bytes.
pub fn document_date(resume: &Resume) -> Option<DateTime> {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse::<i64>().ok());
    if let Some(timestamp) = epoch.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok()) {
        return Some(timestamp.to_zoned(jiff::tz::TimeZone::UTC).datetime());
    }
    if let Some(modified) = resume.meta.as_ref().and_then(|meta| meta.last_modified) {
        return Some(modified.0);
    }
    named_dates(resume).into_iter().max().map(|newest| newest.to_datetime(Time::midnight()))
}

/// Every day that the résumé names.
fn named_dates(resume: &Resume) -> Vec<Date> {
    let mut dates = Vec::new();
    let entries = resume.entries();
    for entry in entries {
        dates.extend(entry.start_date.map(|date| date.first_day()));
        if let Some(EndDate::On(date)) = entry.end_date {
            dates.push(date.first_day());
        }
        if let Some(LooseDate::On(date)) = &entry.date {
            dates.push(date.first_day());
        }
    }
    for item in resume.publications.iter().flatten() {
        if let Some(LooseDate::On(date)) = &item.release_date {
            dates.push(date.first_day());
        }
    }
    dates
}

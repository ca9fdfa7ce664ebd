//! JSON Resume 1.0.0: its schema, what a résumé is in it, and the patch that gives the rest back.
//!
//! [`plain`] writes a résumé with the names that JSON Resume has, for other programs. What it has no
//! name for is the difference between that and the whole résumé: [`difference`] puts it into a JSON
//! Patch, which stands in `meta` and is applied when the file is read again. So a round trip loses
//! nothing whatever `plain` leaves out or says in another way.

mod difference;
mod plain;
mod uri;

use std::sync::LazyLock;

use serde_json::Value as Json;

use crate::resume::Date;

pub use self::difference::difference;
pub use self::plain::{Plain, plain};
pub use self::uri::is_uri;

/// The address of the schema, which a file names as its `$schema`.
pub const SCHEMA_URL: &str =
    "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json";

/// The key in `meta` that holds the patch.
pub const PATCH_KEY: &str = "vitae";

/// The schema as it was published.
pub fn schema() -> &'static Json {
    static SCHEMA: LazyLock<Json> = LazyLock::new(|| {
        let text = include_str!("../schema/jsonresume-1.0.0.schema.json");
        serde_json::from_str(text).unwrap_or_default()
    });
    &SCHEMA
}

/// The pattern of a date in the schema, which [`is_date`] stands for.
pub const DATE_PATTERN: &str =
    "^([1-2][0-9]{3}-[0-1][0-9]-[0-3][0-9]|[1-2][0-9]{3}-[0-1][0-9]|[1-2][0-9]{3})$";

/// Whether a text is a date by the schema.
pub fn is_date(text: &str) -> bool {
    let figures = |part: &str, length: usize, first: std::ops::RangeInclusive<u8>| {
        part.len() == length
            && part.bytes().all(|b| b.is_ascii_digit())
            && part.bytes().next().is_some_and(|b| first.contains(&b))
    };
    let mut parts = text.split('-');
    parts.next().is_some_and(|year| figures(year, 4, b'1'..=b'2'))
        && parts.next().is_none_or(|month| figures(month, 2, b'0'..=b'1'))
        && parts.next().is_none_or(|day| figures(day, 2, b'0'..=b'3'))
        && parts.next().is_none()
}

/// Whether a text is a date to the day, as the schema wants it of certificates.
pub fn is_whole_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<Date>().is_ok()
}

/// The date in a date with a time, which exporters write: `2022-11-07T00:00:00.000Z`.
pub fn date_of_timestamp(text: &str) -> Option<&str> {
    let (date, time) = (text.get(..10)?, text.get(10..)?);
    let timed =
        time.starts_with(['T', 't', ' ']) && time[1..].starts_with(|c: char| c.is_ascii_digit());
    (timed && is_whole_date(date)).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::{DATE_PATTERN, is_date, schema};

    #[test]
    fn the_schema_has_the_pattern_that_we_know() {
        let pattern = schema().pointer("/definitions/iso8601/pattern");
        assert_eq!(pattern.and_then(|pattern| pattern.as_str()), Some(DATE_PATTERN));
    }

    #[test]
    fn a_date_is_one_by_the_pattern() {
        for text in ["1000", "2018", "2999-19", "2018-02", "2018-02-39", "2018-00-00"] {
            assert!(is_date(text), "{text}");
        }
        for text in [
            "",
            "0999",
            "3000",
            "18",
            "2018-",
            "2018-2",
            "2018-20",
            "2018-02-40",
            "2018-02-01-",
            "2018-02-01-01",
            "present",
            "٢٠١٨",
            " 2018",
        ] {
            assert!(!is_date(text), "{text}");
        }
    }
}

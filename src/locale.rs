//! The words and forms of a language, one data file a language in `src/locale/`.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::diagnostics::Sources;
use crate::resume::LanguageTag;
use crate::yaml;

/// The languages there are, with their data.
const LOCALES: &[(&str, &str)] = &[
    ("ar", include_str!("locale/ar.yaml")),
    ("de", include_str!("locale/de.yaml")),
    ("en", include_str!("locale/en.yaml")),
    ("es", include_str!("locale/es.yaml")),
    ("fr", include_str!("locale/fr.yaml")),
    ("he", include_str!("locale/he.yaml")),
    ("hi", include_str!("locale/hi.yaml")),
    ("ja", include_str!("locale/ja.yaml")),
    ("ko", include_str!("locale/ko.yaml")),
    ("th", include_str!("locale/th.yaml")),
    ("zh", include_str!("locale/zh.yaml")),
    ("zh-Hant", include_str!("locale/zh-Hant.yaml")),
];

/// A language's words and forms.
#[derive(Debug, Clone, Deserialize)]
pub struct Locale {
    /// What a résumé is called.
    pub resume: String,
    /// The usual titles of the sections, by their keys.
    pub sections: BTreeMap<String, String>,
    /// Labels of groups, contacts and fields.
    pub labels: BTreeMap<String, String>,
    /// Which way lines run.
    #[serde(default)]
    pub dir: Direction,
    /// What parts the parts of a line.
    #[serde(default = "comma")]
    pub comma: String,
    /// What parts a label from its value.
    #[serde(default = "colon")]
    pub colon: String,
    /// The word between the last two of some alternatives.
    pub or: String,
    /// A talk and where it was given: `{title} at {event}`.
    pub talk: String,
    /// The foot of a page: `Page {n} of {m}`.
    pub page: String,
    /// How dates are written, by form.
    pub dates: Dates,
    /// The names of the months.
    pub months: Months,
    /// The form that dates are to have.
    #[serde(skip)]
    pub form: DateForm,
    /// What goes on.
    pub present: String,
    /// An end that lies ahead.
    pub expected: String,
    /// An end whose start is not told.
    pub until: String,
    /// Opening and closing quotes, outer then inner.
    pub quotes: Vec<String>,
    /// What differs in a region.
    regions: BTreeMap<String, Region>,
}

/// `, `, which most languages write.
fn comma() -> String {
    ", ".to_owned()
}

/// `: `, which most languages write.
fn colon() -> String {
    ": ".to_owned()
}

/// Which way lines run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From left to right.
    #[default]
    Ltr,
    /// From right to left.
    Rtl,
}

/// How dates with months are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DateForm {
    /// `Mar 2020`
    #[default]
    Short,
    /// `March 2020`
    Long,
    /// `03/2020`
    Numeric,
    /// `2020`
    Year,
}

impl FromStr for DateForm {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Ok(match text {
            "short" => Self::Short,
            "long" => Self::Long,
            "numeric" => Self::Numeric,
            "year" => Self::Year,
            _ => return Err(()),
        })
    }
}

/// How dates are written, by form. A year alone is its number everywhere.
#[derive(Debug, Clone, Deserialize)]
pub struct Dates {
    /// With the short names of the months.
    pub short: DatePatterns,
    /// With their whole names.
    pub long: DatePatterns,
    /// In figures.
    pub numeric: DatePatterns,
}

/// Patterns with `{year}`, `{month}` or, in figures, `{mm}`, `{day}` or `{dd}`. The numeric ones are those
/// of the Unicode CLDR (`yM` and `yMd`), but that months and days have two figures, so that they align.
#[derive(Debug, Clone, Deserialize)]
pub struct DatePatterns {
    /// A month of a year.
    pub month: String,
    /// A day.
    pub day: String,
}

/// The names of the months, from January.
#[derive(Debug, Clone, Deserialize)]
pub struct Months {
    /// Short ones.
    pub short: Vec<String>,
    /// Whole ones, as they stand in a date.
    pub long: Vec<String>,
}

/// What differs in a region.
#[derive(Debug, Clone, Deserialize)]
struct Region {
    resume: Option<String>,
    day: Option<String>,
    numeric: Option<String>,
    quotes: Option<Vec<String>>,
}

impl Locale {
    /// The locale of a language; `None` if there is none.
    pub fn of(language: &str, region: Option<&str>) -> Option<Self> {
        let (_, text) = LOCALES.iter().find(|(name, _)| *name == language)?;
        let mut sources = Sources::default();
        let source = sources.add(language, *text);
        let node = yaml::parse(text, source).node?;
        let mut locale: Self = node.to().ok()?;
        if let Some(region) = region.and_then(|region| locale.regions.remove(region)) {
            locale.resume = region.resume.unwrap_or(locale.resume);
            if let Some(day) = region.day {
                locale.dates.short.day.clone_from(&day);
                locale.dates.long.day = day;
            }
            locale.dates.numeric.day = region.numeric.unwrap_or(locale.dates.numeric.day);
            locale.quotes = region.quotes.unwrap_or(locale.quotes);
        }
        Some(locale)
    }

    /// The locale of a résumé, which [`check`](crate::check) has found to exist.
    pub fn of_tag(tag: Option<&LanguageTag>) -> Self {
        tag.and_then(|tag| Self::of(language(tag), tag.region()))
            .or_else(|| Self::of("en", None))
            .expect("the English locale is embedded and tested")
    }

    /// A label by its key.
    pub fn label(&self, key: &str) -> String {
        self.labels.get(key).cloned().unwrap_or_default()
    }
}

/// The locale of a tag: Chinese has two, by its characters, which the region tells if the script does not.
fn language(tag: &LanguageTag) -> &str {
    match (tag.primary(), tag.script(), tag.region()) {
        ("zh", Some("Hant"), _) | ("zh", None, Some("TW" | "HK" | "MO")) => "zh-Hant",
        (primary, ..) => primary,
    }
}

/// The languages there are.
pub fn languages() -> impl Iterator<Item = &'static str> {
    LOCALES.iter().map(|(name, _)| *name).filter(|name| !name.contains('-'))
}

#[cfg(test)]
mod tests {
    use super::{LOCALES, Locale};

    #[test]
    fn every_locale_is_complete() {
        let english = Locale::of("en", None).expect("English is read");
        for (language, _) in LOCALES {
            let locale = Locale::of(language, None).expect(language);
            assert_eq!(locale.months.short.len(), 12, "{language}");
            assert_eq!(locale.months.long.len(), 12, "{language}");
            assert_eq!(locale.quotes.len(), 4, "{language}");
            assert!(locale.sections.keys().eq(english.sections.keys()), "{language}");
            assert!(locale.labels.keys().eq(english.labels.keys()), "{language}");
        }
    }
}

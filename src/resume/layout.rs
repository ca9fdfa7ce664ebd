//! How the résumé is to be laid out: theme, order of sections, page count; and data about the file.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};

use super::link::Url;
use super::scalar::{FromText, Text, flag};

/// A theme and its options. A bare text is its name, its folder if there is a `/` in it, or a
/// preset if it ends in `.yaml`.
///
/// The options are the theme's own: [`theme`](crate::theme) reads them from the tree, by the types
/// that the theme declares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ThemeChoice {
    /// The theme's name or folder; without it, the theme of a résumé that names none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

impl FromText for ThemeChoice {
    fn from_text(text: String) -> Self {
        Self { name: Some(text) }
    }
}

impl JsonSchema for ThemeChoice {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Theme".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A theme's `name` and its options.",
            "type": "object",
            "properties": { "name": { "type": "string", "description": "The theme's name or folder." } },
        })
    }
}

/// How many pages the résumé shall fill. Leading, gaps and size give way, in that order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Fit {
    /// The number of pages, from 1 to 50.
    #[schemars(example = 1)]
    #[serde(deserialize_with = "pages")]
    #[schemars(range(min = 1, max = 50))]
    pub pages: u32,
}

/// Reads a number where the reader hands over the text as written.
fn pages<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}

/// A section's place in the order. A bare text is its id, or `divider` for a rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SectionRef {
    /// The section: its key in the file, `summary`, or the `id` of a section of your own.
    #[schemars(example = &"work", example = &"divider")]
    pub id: String,
    /// The title to print instead of the usual one.
    #[schemars(example = "Work Experience")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// The variants that the section is for, by their tags. Not printed.
    #[schemars(example = ["backend"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Leave the section out.
    #[schemars(extend("default" = false))]
    #[serde(deserialize_with = "flag", default, skip_serializing_if = "std::ops::Not::not")]
    pub omit: bool,
    /// Begin a new page before the section.
    #[schemars(extend("default" = false))]
    #[serde(deserialize_with = "flag", default, skip_serializing_if = "std::ops::Not::not")]
    pub page_break: bool,
}

impl FromText for SectionRef {
    fn from_text(text: String) -> Self {
        Self { id: text, ..Self::default() }
    }
}

/// About the file itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Meta {
    /// The address of the newest version of the file.
    #[schemars(example = "https://ada.example/resume.yaml")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canonical: Option<Url>,
    /// The version of the file.
    #[schemars(example = "v1.0.0")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<Text>,
    /// When the file was last changed: a date, or a date and time. It dates the PDF.
    #[schemars(example = "2024-05-17", example = "2024-05-17T09:30:00Z")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<Timestamp>,
}

/// A date, or a date and time in ISO 8601.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timestamp(pub jiff::civil::DateTime);

impl std::str::FromStr for Timestamp {
    type Err = super::FieldError;

    fn from_str(text: &str) -> Result<Self, super::FieldError> {
        use jiff::civil::{Date, DateTime};
        let error = || {
            super::FieldError::new("bad-date", format!("`{text}` is not a date and time"))
                .help("write `2024-05-17` or `2024-05-17T09:30:00Z`")
        };
        if !has_form(text) {
            return Err(error());
        }
        // An offset follows the time: `+09:00`, `-0500` or `Z`.
        let has_offset = text.get(11..).is_some_and(|time| time.contains(['Z', 'z', '+', '-']));
        let parsed = if has_offset {
            text.parse::<jiff::Timestamp>().map(|t| t.to_zoned(jiff::tz::TimeZone::UTC).datetime())
        } else if text.len() > 10 {
            text.parse::<DateTime>()
        } else {
            text.parse::<Date>().map(|date| date.to_datetime(jiff::civil::Time::midnight()))
        };
        parsed.map(Self).map_err(|_| error())
    }
}

/// Whether a text has the form that the schema's pattern has; the parser knows more of ISO 8601.
fn has_form(text: &str) -> bool {
    let matches = |part: &str, form: &str| {
        part.len() == form.len()
            && part.bytes().zip(form.bytes()).all(|(byte, form)| match form {
                b'0' => byte.is_ascii_digit(),
                _ => byte == form,
            })
    };
    let date = text.get(..10).unwrap_or_default();
    let Some(rest) = text.get(10..).filter(|_| matches(date, "0000-00-00")) else { return false };
    let Some(time) = rest.strip_prefix(['T', 't', ' ']) else { return rest.is_empty() };
    let zone = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (time, zone) = time.split_at(zone);
    let time = match time.split_once('.') {
        Some((time, part)) if !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()) => time,
        Some(_) => return false,
        None if matches(time, "00:00") => "00:00:00",
        None => time,
    };
    let zones = ["", "Z", "z", "+0000", "-0000", "+00:00", "-00:00"];
    matches(time, "00:00:00") && zones.iter().any(|form| matches(zone, form))
}

impl Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

super::scalar::deserialize_by_from_str!(Timestamp);

impl JsonSchema for Timestamp {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A date, or a date and time in ISO 8601.",
            "type": "string",
            "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?)?$",
            "examples": ["2024-05-17", "2024-05-17T09:30:00Z"],
        })
    }
}

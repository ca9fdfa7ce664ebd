//! What kind of file the pages become: its standards, its ink, and what goes with it.

use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::file_name::FileName;
use super::scalar::{FieldError, deserialize_by_from_str, flag};

/// The PDF that is written.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Output {
    /// What the file is called: `{name}`, `{label}`, `{variant}`, `{lang}`, `{theme}` and `{date}` are filled in.
    /// `-o` comes before it.
    #[schemars(example = &"{name} - {label}.pdf")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<FileName>,
    /// The standards that the PDF keeps. Without it they are PDF/A-2a and PDF/UA-1: the file can be
    /// archived and read aloud.
    #[schemars(example = json!(["a-2a", "ua-1"]), example = json!(["1.7"]))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard: Option<Vec<Standard>>,
    /// Who the PDF is for: a `screen`, as without it, or a `print` shop, which gets black ink alone and
    /// plain links.
    #[schemars(example = &"print")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<InkProfile>,
    /// Write all colours as greys, for an office printer.
    #[schemars(extend("default" = false))]
    #[serde(deserialize_with = "flag", default, skip_serializing_if = "std::ops::Not::not")]
    pub grayscale: bool,
    /// How far the paper's colour reaches over each edge, to be cut off: `3mm`.
    #[schemars(example = "3mm")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bleed: Option<Bleed>,
    /// Attach the data that is shown as `resume.json`, for your own archive: `vitae import` reads it
    /// back.
    #[schemars(extend("default" = false))]
    #[serde(deserialize_with = "flag", default, skip_serializing_if = "std::ops::Not::not")]
    pub embed: bool,
}

impl Output {
    /// The standards that the PDF keeps.
    pub fn standards(&self) -> Vec<Standard> {
        let names: &[&str] = match &self.standard {
            Some(standards) => return standards.clone(),
            // Typst writes no CMYK in PDF/A.
            None if self.is_print() => &["ua-1"],
            // Attachments need the third part of PDF/A.
            None if self.embed => &["a-3a", "ua-1"],
            None => &["a-2a", "ua-1"],
        };
        names.iter().filter_map(|name| name.parse().ok()).collect()
    }

    /// Whether the file is for a print shop.
    pub fn is_print(&self) -> bool {
        self.profile == Some(InkProfile::Print)
    }
}

/// A standard of PDF files, or a version of PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standard {
    /// Its short name: `a-2a`.
    pub name: &'static str,
    /// What it is about.
    pub family: Family,
    /// The oldest and the newest version of PDF that it can be written in, in tenths.
    pub versions: (u8, u8),
}

/// What a standard is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// A version of PDF itself.
    Version,
    /// PDF/A: a file that can be archived.
    Archive,
    /// PDF/UA: a file that can be read aloud.
    Access,
}

/// All that Typst can write.
pub const STANDARDS: &[Standard] = &[
    standard("a-1a", Family::Archive, (14, 14)),
    standard("a-1b", Family::Archive, (14, 14)),
    standard("a-2a", Family::Archive, (15, 17)),
    standard("a-2b", Family::Archive, (14, 17)),
    standard("a-2u", Family::Archive, (14, 17)),
    standard("a-3a", Family::Archive, (15, 17)),
    standard("a-3b", Family::Archive, (14, 17)),
    standard("a-3u", Family::Archive, (14, 17)),
    standard("a-4", Family::Archive, (20, 20)),
    standard("a-4e", Family::Archive, (20, 20)),
    standard("a-4f", Family::Archive, (20, 20)),
    standard("ua-1", Family::Access, (17, 17)),
    standard("1.4", Family::Version, (14, 14)),
    standard("1.5", Family::Version, (15, 15)),
    standard("1.6", Family::Version, (16, 16)),
    standard("1.7", Family::Version, (17, 17)),
    standard("2.0", Family::Version, (20, 20)),
];

/// A row of the table.
const fn standard(name: &'static str, family: Family, versions: (u8, u8)) -> Standard {
    Standard { name, family, versions }
}

impl Standard {
    /// The name that the standard has in print: `PDF/A-2a`.
    pub fn title(self) -> String {
        match self.family {
            Family::Version => format!("PDF {}", self.name),
            Family::Archive => format!("PDF/A-{}", &self.name[2..]),
            Family::Access => format!("PDF/UA-{}", &self.name[3..]),
        }
    }

    /// Whether a file that keeps it may have attachments of any kind.
    pub fn allows_attachments(self) -> bool {
        self.family != Family::Archive
            || self.name.starts_with("a-3")
            || matches!(self.name, "a-4e" | "a-4f")
    }
}

impl FromStr for Standard {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        let text = if text == "2" { "2.0" } else { text };
        let known = STANDARDS.iter().find(|known| known.name == text).copied();
        known.ok_or_else(|| {
            let error = FieldError::new("bad-standard", format!("`{text}` is no standard of PDF"));
            let lower = text.to_lowercase();
            let bare = lower.strip_prefix("pdf").unwrap_or(&lower);
            let bare = bare.trim_start_matches(['/', '-', ' ']);
            let meant = STANDARDS.iter().find(|known| {
                known.name == bare || known.name.replacen('-', "", 1) == bare.replace('-', "")
            });
            match meant {
                Some(meant) => error.help(format!("write `{}`", meant.name)).safe_fix(meant.name),
                None => error.help(
                    "the names are `a-1a` to `a-4f` for PDF/A, `ua-1` for PDF/UA, and `1.4` to `2.0` for versions of \
                     PDF; see `vitae explain bad-standard`",
                ),
            }
        })
    }
}

impl Serialize for Standard {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name)
    }
}

impl JsonSchema for Standard {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Standard".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names = STANDARDS.iter().map(|known| json!(known.name));
        // A version is a number to YAML, unless it is in quotes.
        let versions = STANDARDS.iter().filter_map(|known| known.name.parse::<f64>().ok());
        let names: Vec<_> = names.chain(versions.map(|version| json!(version))).collect();
        json_schema!({
            "description": "A standard of PDF: PDF/A for archives (`a-…`), PDF/UA for readers aloud (`ua-1`), or a version of PDF.",
            "type": ["string", "number"],
            "enum": names,
            "examples": ["a-2a", "ua-1", "a-3b", "a-4"],
        })
    }
}

/// Who a PDF is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InkProfile {
    /// People at a screen, with colours as the theme has them.
    Screen,
    /// A print shop: black ink alone.
    Print,
}

impl InkProfile {
    /// Its name in a file.
    fn name(self) -> &'static str {
        match self {
            Self::Screen => "screen",
            Self::Print => "print",
        }
    }
}

impl FromStr for InkProfile {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        match text {
            "screen" => Ok(Self::Screen),
            "print" => Ok(Self::Print),
            _ => Err(FieldError::new("bad-profile", format!("there is no profile `{text}`"))
                .help("write `screen` or `print`")),
        }
    }
}

impl Serialize for InkProfile {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl JsonSchema for InkProfile {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "InkProfile".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Who the PDF is for.",
            "type": "string",
            "enum": ["screen", "print"],
            "examples": ["print"],
        })
    }
}

/// How far something reaches over the edge of the paper, in points.
#[derive(Debug, Clone, PartialEq)]
pub struct Bleed {
    /// As it is written: `3mm`.
    text: String,
    /// In points.
    pub points: f64,
}

/// The units of a bleed, with their points.
const UNITS: [(&str, f64); 4] =
    [("mm", 72.0 / 25.4), ("cm", 72.0 / 2.54), ("in", 72.0), ("pt", 1.0)];

/// The largest bleed: no shop wants more than an inch.
const MAX_BLEED: f64 = 72.0;

impl FromStr for Bleed {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        let read = || {
            let unit = UNITS.iter().find(|(unit, _)| text.ends_with(unit))?;
            let number = text.strip_suffix(unit.0)?;
            let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
            let figures = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            (figures(whole) && figures(part))
                .then(|| number.parse::<f64>().ok())?
                .map(|n| n * unit.1)
        };
        let error = |message: String| {
            FieldError::new("bad-bleed", message).help("print shops want `3mm`, or `0.125in`")
        };
        let points = read().ok_or_else(|| error(format!("`{text}` is no length with its unit")))?;
        if points > MAX_BLEED {
            return Err(error(format!("a bleed of {text} is more than an inch")));
        }
        Ok(Self { text: text.to_owned(), points })
    }
}

impl Serialize for Bleed {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl JsonSchema for Bleed {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Bleed".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A length with its unit: mm, cm, in or pt; an inch at most.",
            "type": "string",
            "pattern": "^[0-9]+(\\.[0-9]+)?(mm|cm|in|pt)$",
            "examples": ["3mm", "0.125in"],
        })
    }
}

deserialize_by_from_str!(Standard, InkProfile, Bleed);

#[cfg(test)]
mod tests {
    use super::{Bleed, Standard};

    #[test]
    fn a_standard_is_known_by_other_spellings() {
        let meant = |text: &str| text.parse::<Standard>().err().and_then(|error| error.fix);
        for text in ["PDF/A-2b", "pdfa-2b", "A2b", "a2b", "A-2B"] {
            assert_eq!(meant(text).as_deref(), Some("a-2b"), "{text}");
        }
        assert_eq!(meant("PDF/UA-1").as_deref(), Some("ua-1"));
        assert_eq!(meant("x-4"), None);
    }

    #[test]
    fn a_bleed_is_a_length() {
        let points = |text: &str| text.parse::<Bleed>().ok().map(|bleed| bleed.points);
        assert_eq!(points("0.125in"), Some(9.0));
        assert_eq!(points("3mm").map(|points| points.round()), Some(9.0));
        for text in ["3", "3 mm", "-3mm", ".5in", "3em", "2in", "mm"] {
            assert_eq!(points(text), None, "{text}");
        }
    }
}

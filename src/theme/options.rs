//! Options: what a theme declares of them, and the typed values that a résumé gives them.

mod read;
mod resolve;
mod schema;

use std::collections::BTreeMap;
use std::ops::Deref;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::json;

use super::Manifest;

use self::read::length;

pub use self::resolve::{Given, Resolved, check_manifest, resolve};

/// The options of a theme in the order that it declares them.
#[derive(Debug, Clone, Default)]
pub struct Options(Vec<(String, OptionSpec)>);

impl Deref for Options {
    type Target = [(String, OptionSpec)];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Options {
    /// The option of a name.
    pub fn spec(&self, name: &str) -> Option<&OptionSpec> {
        self.iter().find(|(known, _)| known == name).map(|(_, spec)| spec)
    }
}

impl<'de> Deserialize<'de> for Options {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OptionsVisitor;

        impl<'de> Visitor<'de> for OptionsVisitor {
            type Value = Options;

            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("a mapping of options")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Options, A::Error> {
                let mut options = Vec::new();
                while let Some(option) = map.next_entry()? {
                    options.push(option);
                }
                Ok(Options(options))
            }
        }

        deserializer.deserialize_map(OptionsVisitor)
    }
}

/// What a theme declares of an option.
#[derive(Debug, Clone, Deserialize)]
pub struct OptionSpec {
    /// What values it takes.
    #[serde(rename = "type")]
    pub kind: OptionKind,
    /// The value of a résumé that sets none, as it would be written there.
    pub default: String,
    /// What it does, in a sentence.
    pub doc: String,
    /// The smallest value.
    pub min: Option<String>,
    /// The largest value.
    pub max: Option<String>,
    /// The unit of a length: `pt` for absolute ones, `em` for ones relative to the text.
    pub unit: Option<String>,
    /// The values of a choice.
    pub values: Option<Vec<String>>,
    /// Other words for some of them: `letter` for `us-letter`.
    pub also: Option<BTreeMap<String, String>>,
}

/// The types of options.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OptionKind {
    /// One of some words.
    Choice,
    /// A family that is embedded.
    Font,
    /// A length with its unit.
    Length,
    /// One to three lengths: all margins; those over and under the text and those beside it; or those
    /// over, beside and under it.
    Margins,
    /// A number.
    Number,
    /// A colour.
    Color,
    /// `true` or `false`.
    Flag,
}

/// The value of an option, as themes receive it.
#[derive(Debug, Clone, PartialEq)]
pub enum OptionValue {
    /// A word or a family.
    Text(String),
    /// An absolute length in points.
    Pt(f64),
    /// A length relative to the size of the text.
    Em(f64),
    /// Margins in points.
    Margins(Margins),
    /// A number.
    Number(f64),
    /// A colour as `#rrggbb`.
    Rgb(String),
    /// `true` or `false`.
    Flag(bool),
    /// Several texts.
    List(Vec<String>),
}

/// The margins of a page, in points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Margins {
    /// Over the text.
    pub top: f64,
    /// On either side of it.
    pub side: f64,
    /// Under it.
    pub bottom: f64,
    /// Whether they are others than the theme's own: then they are as large on any paper.
    pub exact: bool,
}

impl Serialize for OptionValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => json!({ "text": text }),
            Self::Pt(length) => json!({ "pt": length }),
            Self::Em(length) => json!({ "em": length }),
            Self::Margins(margins) => json!({ "margins": margins }),
            Self::Number(number) => json!({ "number": number }),
            Self::Rgb(color) => json!({ "rgb": color }),
            Self::Flag(flag) => json!({ "flag": flag }),
            Self::List(list) => json!({ "list": list }),
        }
        .serialize(serializer)
    }
}

impl OptionValue {
    /// The same value in a proportion; what is no measure stays.
    pub fn scaled(&self, factor: f64) -> Self {
        match self {
            Self::Pt(length) => Self::Pt(length * factor),
            Self::Em(length) => Self::Em(length * factor),
            Self::Number(number) => Self::Number(number * factor),
            Self::Margins(margins) => Self::Margins(Margins {
                top: margins.top * factor,
                side: margins.side * factor,
                bottom: margins.bottom * factor,
                exact: margins.exact,
            }),
            other => other.clone(),
        }
    }

    /// The measure of a value, for comparisons within its kind.
    fn measure(&self) -> Option<f64> {
        match self {
            Self::Pt(measure) | Self::Em(measure) | Self::Number(measure) => Some(*measure),
            _ => None,
        }
    }
}

/// The value of a font option that follows `font`, if it is the default.
pub const INHERIT: &str = "inherit";

impl Manifest {
    /// The size that text never goes under, in points.
    pub fn floor(&self) -> f64 {
        length(&self.fit.floor, "pt").and_then(|length| length.measure()).unwrap_or(0.0)
    }
}

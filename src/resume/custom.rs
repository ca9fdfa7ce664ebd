//! Sections of the user's own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::basics::Detail;
use super::entry::{Entry, Highlight};
use super::scalar::{FromText, Shorthand, Text};

/// A section of your own, with exactly one of `entries`, `bullets`, `labels` and `text`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Custom {
    /// The name by which `sections` refers to it.
    #[schemars(example = &"exhibitions")]
    pub id: String,
    /// The title that is printed.
    #[schemars(example = &"Exhibitions")]
    pub title: Text,
    /// Entries with a name, dates and highlights.
    #[schemars(example = ["Great Exhibition, London"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entries: Option<Vec<Shorthand<CustomEntry>>>,
    /// A list of bullets.
    #[schemars(example = ["Two rooms at the Great Exhibition"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bullets: Option<Vec<Shorthand<Highlight>>>,
    /// Labels with their values.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<Detail>>,
    /// Paragraphs, parted by blank lines.
    #[schemars(example = "Available from June. References on request.")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// Words to sort it under, for variants. Not printed.
    #[schemars(example = ["backend"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
}

/// An entry of a section of your own. A bare text is its name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomEntry {
    /// What it is.
    #[schemars(example = "Great Exhibition")]
    pub name: Text,
    /// What you were in it.
    #[schemars(example = &"Curator")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Text>,
    /// Where or for whom.
    #[schemars(example = "Royal Society of Arts")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<Text>,
    /// Techniques and tools.
    #[schemars(example = ["looms", "engines"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keywords: Option<Vec<Text>>,
    /// The fields of every entry.
    #[serde(flatten)]
    pub entry: Entry,
}

impl FromText for CustomEntry {
    fn from_text(text: String) -> Self {
        Self { name: Text(text), ..Self::default() }
    }
}

//! What a person can do, speaks and cares about.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::scalar::{FromText, Text};

/// A group of skills. A bare text is its name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Skill {
    /// The group: `Programming Languages`.
    #[schemars(example = "Programming Languages")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// How well: `Master`.
    #[schemars(example = &"Master")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Text>,
    /// The skills.
    #[schemars(example = ["Rust", "C#"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keywords: Option<Vec<Text>>,
    /// Words to sort it under, for variants. Not printed.
    #[schemars(example = ["backend"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Notes for yourself. Never printed.
    #[schemars(example = "Refresh before the interview.")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<Text>,
}

impl FromText for Skill {
    fn from_text(text: String) -> Self {
        Self { name: Some(Text(text)), ..Self::default() }
    }
}

/// A language that you speak. A bare text is its name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Language {
    /// The language: `Korean`.
    #[schemars(example = &"Korean")]
    pub language: Text,
    /// How well: `native`, `C1`.
    #[schemars(example = &"native")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fluency: Option<Text>,
    /// Words to sort it under, for variants. Not printed.
    #[schemars(example = ["backend"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Notes for yourself. Never printed.
    #[schemars(example = "Exam in June.")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<Text>,
}

impl FromText for Language {
    fn from_text(text: String) -> Self {
        Self { language: Text(text), ..Self::default() }
    }
}

/// Something that you care about. A bare text is its name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Interest {
    /// What it is.
    #[schemars(example = "Weaving looms")]
    pub name: Text,
    /// What of it.
    #[schemars(example = ["Jacquard", "punched cards"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keywords: Option<Vec<Text>>,
    /// Words to sort it under, for variants. Not printed.
    #[schemars(example = ["backend"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// Notes for yourself. Never printed.
    #[schemars(example = "Ask the museum.")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<Text>,
}

impl FromText for Interest {
    fn from_text(text: String) -> Self {
        Self { name: Text(text), ..Self::default() }
    }
}

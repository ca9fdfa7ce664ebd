//! Scholarly sections: publications, talks, teaching, grants, patents and courses.

use std::ops::Deref;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::date::LooseDate;
use super::entry::Entry;
use super::scalar::{FieldError, FromText, Shorthand, Text, deserialize_by_from_str};

/// The marks that may follow an author's name.
pub const MARKS: &[char] = &['*', '†', '‡', '§', '¶'];

/// A publication, or a bibliography file whose entries stand here in its order. A bare text is a
/// title.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PublicationItem {
    /// The title.
    #[schemars(example = "Sketch of the Analytical Engine")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// Who wrote it. A trailing `*`, `†` or `‡` is a mark; `footnotes` explains it. Your own name is
    /// emphasised.
    #[schemars(example = ["L. F. Menabrea*", "A. Byron*"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authors: Option<Vec<Shorthand<Author>>>,
    /// Where it appeared: the journal, the conference, the publisher.
    #[schemars(example = "Scientific Memoirs")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Text>,
    /// When it appeared.
    #[schemars(example = "1843-09")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_date: Option<LooseDate>,
    /// The DOI: `10.1000/182`.
    #[schemars(example = "10.1000/182")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doi: Option<Doi>,
    /// A BibTeX (`.bib`) or Hayagriva (`.yaml`) file in the résumé's folder. Stands alone.
    #[schemars(example = "papers.bib")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bibliography: Option<String>,
    /// The fields of every entry.
    #[serde(flatten)]
    pub entry: Entry,
}

impl FromText for PublicationItem {
    fn from_text(text: String) -> Self {
        Self { name: Some(Text(text)), ..Self::default() }
    }
}

/// An author. A bare text is the name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Author {
    /// The name as it is printed.
    #[schemars(example = "A. Byron*")]
    pub name: Text,
    /// Whether this is you. Without it, the one author whose name matches yours is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "self")]
    pub is_self: Option<bool>,
}

impl FromText for Author {
    fn from_text(text: String) -> Self {
        Self { name: Text(text), ..Self::default() }
    }
}

/// A talk. A bare text is its title.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Talk {
    /// The title.
    #[schemars(example = "Poetical Science")]
    pub name: Text,
    /// Where you gave it: `RustConf 2024`.
    #[schemars(example = "RustConf 2024")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<Text>,
    /// The fields of every entry.
    #[serde(flatten)]
    pub entry: Entry,
}

impl FromText for Talk {
    fn from_text(text: String) -> Self {
        Self { name: Text(text), ..Self::default() }
    }
}

/// A course that you taught. A bare text is its name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Teaching {
    /// The course.
    #[schemars(example = "Introduction to Algorithms")]
    pub name: Text,
    /// The school.
    #[schemars(example = "University of London")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution: Option<Text>,
    /// What you were: `Teaching Assistant`.
    #[schemars(example = "Teaching Assistant")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Text>,
    /// The fields of every entry.
    #[serde(flatten)]
    pub entry: Entry,
}

impl FromText for Teaching {
    fn from_text(text: String) -> Self {
        Self { name: Text(text), ..Self::default() }
    }
}

/// Funding that you won. A bare text is its name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Grant {
    /// The name of the grant or fellowship.
    #[schemars(example = "Royal Society Fellowship")]
    pub name: Text,
    /// Who pays.
    #[schemars(example = "Royal Society")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub funder: Option<Text>,
    /// How much: `€120,000`.
    #[schemars(example = "€120,000")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Text>,
    /// What you are in it: `Principal Investigator`.
    #[schemars(example = "Principal Investigator")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Text>,
    /// The fields of every entry.
    #[serde(flatten)]
    pub entry: Entry,
}

impl FromText for Grant {
    fn from_text(text: String) -> Self {
        Self { name: Text(text), ..Self::default() }
    }
}

/// A patent. A bare text is its title.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Patent {
    /// The title.
    #[schemars(example = "Calculating Machine")]
    pub name: Text,
    /// The inventors.
    #[schemars(example = ["A. Byron", "C. Babbage"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authors: Option<Vec<Shorthand<Author>>>,
    /// The number: `EP 1234567 B1`.
    #[schemars(example = "EP 1234567 B1")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<Text>,
    /// The office: `European Patent Office`.
    #[schemars(example = "European Patent Office")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<Text>,
    /// How far it is: `granted`, `pending`.
    #[schemars(example = &"granted")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Text>,
    /// The fields of every entry.
    #[serde(flatten)]
    pub entry: Entry,
}

impl FromText for Patent {
    fn from_text(text: String) -> Self {
        Self { name: Text(text), ..Self::default() }
    }
}

/// A course that you took. A bare text is its name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Course {
    /// The course.
    #[schemars(example = "Machine Learning")]
    pub name: Text,
    /// Who gave it.
    #[schemars(example = &"Coursera")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution: Option<Text>,
    /// The grade.
    #[schemars(example = "1.3")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<Text>,
    /// The fields of every entry.
    #[serde(flatten)]
    pub entry: Entry,
}

impl FromText for Course {
    fn from_text(text: String) -> Self {
        Self { name: Text(text), ..Self::default() }
    }
}

/// A DOI without its resolver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Doi(String);

impl Doi {
    /// The address that resolves the DOI.
    pub fn url(&self) -> String {
        format!("https://doi.org/{}", self.0)
    }
}

impl Deref for Doi {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl FromStr for Doi {
    type Err = FieldError;

    /// Accepts the DOI alone, or behind `doi:` or its resolver.
    fn from_str(text: &str) -> Result<Self, FieldError> {
        let bare = ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "doi:"]
            .iter()
            .find_map(|prefix| text.strip_prefix(prefix))
            .unwrap_or(text);
        let sound = bare.strip_prefix("10.").is_some_and(|rest| {
            rest.split_once('/').is_some_and(|(registrant, suffix)| {
                registrant.len() >= 4
                    && registrant.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                    && !suffix.is_empty()
            })
        }) && !bare.contains(char::is_whitespace);
        if sound {
            return Ok(Self(bare.to_owned()));
        }
        Err(FieldError::new("bad-doi", format!("`{text}` is not a DOI"))
            .help("a DOI begins with `10.`, such as `10.1000/182`"))
    }
}

deserialize_by_from_str!(Doi);

impl JsonSchema for Doi {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Doi".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A DOI.",
            "type": "string",
            "pattern": "^(https?://doi\\.org/|https://dx\\.doi\\.org/|doi:)?10\\.[0-9.]{4,}/[^\\s]+$",
            "examples": ["10.1000/182"],
        })
    }
}

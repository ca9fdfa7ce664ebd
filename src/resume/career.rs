//! Sections of a career: work, education, projects, and what came of them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entry::Entry;
use super::link::{Email, Phone};
use super::scalar::{FromText, Shorthand, Text};

/// A job.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Work {
    /// The employer.
    #[schemars(example = "Analytical Engines Ltd")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// What you were there.
    #[schemars(example = "Software Engineer")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Text>,
    /// Several positions under one employer, newest first, instead of `position`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub positions: Option<Vec<Position>>,
    /// The fields of every entry.
    #[serde(flatten)]
    pub entry: Entry,
}

/// One of several positions under one employer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Position {
    /// What you were.
    #[schemars(example = "Senior Engineer")]
    pub position: Text,
    /// The fields of every entry.
    #[serde(flatten)]
    pub entry: Entry,
}

/// Unpaid work.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Volunteer {
    /// Whom you helped.
    #[schemars(example = "Red Cross")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization: Option<Text>,
    /// What you were there.
    #[schemars(example = "First Aider")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Text>,
    /// The fields of every entry.
    #[serde(flatten)]
    pub entry: Entry,
}

/// A school or a degree.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Education {
    /// The school.
    #[schemars(example = "University of London")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub institution: Option<Text>,
    /// The subject: `Computer Software`.
    #[schemars(example = "Computer Software")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub area: Option<Text>,
    /// The degree: `Bachelor of Science`.
    #[schemars(example = "Bachelor of Science")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub study_type: Option<Text>,
    /// The grade: `3.9`, `1,3`, `first class`.
    #[schemars(example = "3.9", example = "first class")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<Text>,
    /// Courses that matter here.
    #[schemars(example = ["Algorithms", "Compilers"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub courses: Option<Vec<Text>>,
    /// The fields of every entry.
    #[serde(flatten)]
    pub entry: Entry,
}

/// A prize. A bare text is its title.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Award {
    /// The name of the prize.
    #[schemars(example = "Turing Award")]
    pub title: Text,
    /// Who gave it.
    #[schemars(example = "Association for Computing Machinery")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub awarder: Option<Text>,
    /// The fields of every entry.
    #[serde(flatten)]
    pub entry: Entry,
}

impl FromText for Award {
    fn from_text(text: String) -> Self {
        Self { title: Text(text), ..Self::default() }
    }
}

/// A certificate or licence. A bare text is its name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Certificate {
    /// The name of the certificate.
    #[schemars(example = "Certified Kubernetes Administrator")]
    pub name: Text,
    /// Who issued it.
    #[schemars(example = "Linux Foundation")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<Text>,
    /// The fields of every entry.
    #[serde(flatten)]
    pub entry: Entry,
}

impl FromText for Certificate {
    fn from_text(text: String) -> Self {
        Self { name: Text(text), ..Self::default() }
    }
}

/// A project. A bare text is its name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Project {
    /// The name of the project.
    #[schemars(example = "Analytical Engine")]
    pub name: Text,
    /// Techniques and tools.
    #[schemars(example = ["Rust", "Typst"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keywords: Option<Vec<Text>>,
    /// What you were in it.
    #[schemars(example = ["Maintainer"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<Text>>,
    /// For whom: a company, a university.
    #[schemars(example = "Royal Society")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<Text>,
    /// What kind of project: `application`, `talk`.
    #[schemars(example = &"application")]
    #[serde(skip_serializing_if = "Option::is_none")]
    #[serde(rename = "type")]
    pub kind: Option<Text>,
    /// The fields of every entry.
    #[serde(flatten)]
    pub entry: Entry,
}

impl FromText for Project {
    fn from_text(text: String) -> Self {
        Self { name: Text(text), ..Self::default() }
    }
}

/// Somebody who speaks for you. A bare text is their name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Reference {
    /// Who they are.
    #[schemars(example = "Charles Babbage")]
    pub name: Text,
    /// What they are: `Head of Research, Acme`.
    #[schemars(example = "Head of Research, Analytical Engines Ltd")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<Text>,
    /// Their e-mail address.
    #[schemars(example = "charles@example.com")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    /// Their telephone number.
    #[schemars(example = "+44 20 7946 0018")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Shorthand<Phone>>,
    /// What they say of you.
    #[schemars(example = "Ada sees what a machine could do before it is built.")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Text>,
    /// The fields of every entry.
    #[serde(flatten)]
    pub entry: Entry,
}

impl FromText for Reference {
    fn from_text(text: String) -> Self {
        Self { name: Text(text), ..Self::default() }
    }
}

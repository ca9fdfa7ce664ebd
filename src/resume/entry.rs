//! What every dated entry has, whatever its kind.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::basics::Place;
use super::date::{Date, EndDate, LooseDate};
use super::link::Url;
use super::scalar::{FromText, LanguageTag, Shorthand, Text, flag};

/// The fields that all entries share.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// A name by which another file means this entry, where two have the same. Not printed.
    #[schemars(example = "acme-2018")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The page of the employer, school or project; its name links there.
    #[schemars(example = "https://example.com")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Url>,
    /// Where it was.
    #[schemars(example = "London, United Kingdom")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Place>,
    /// When it began. Without an end it goes on.
    #[schemars(example = "2018-03")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date: Option<Date>,
    /// When it ended, `present`, or when it is expected to end.
    #[schemars(example = "2020-12", example = &"present")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<EndDate>,
    /// When it was, for what has one date only.
    #[schemars(example = "2008", example = "Fall 2023")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<LooseDate>,
    /// One line about the employer or the project.
    #[schemars(example = "The research lab of a bank.")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// What you did, in sentences. A blank line parts paragraphs.
    #[schemars(example = "Led the team that built the billing service.")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<Text>,
    /// What you achieved, as bullets.
    #[schemars(example = ["Cut the build from 40 minutes to 6"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highlights: Option<Vec<Shorthand<Highlight>>>,
    /// Words to sort it under, for variants. Not printed.
    #[schemars(example = ["backend", "management"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// The language of what the entry links to, if it is not the résumé's: `ko` prints a small ko.
    #[schemars(example = &"ko")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<LanguageTag>,
    /// Notes for yourself. Never printed.
    #[schemars(example = "Ask Charles before sending.")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<Text>,
    /// Keep the whole entry on one page.
    #[schemars(extend("default" = false))]
    #[serde(deserialize_with = "flag", default, skip_serializing_if = "std::ops::Not::not")]
    pub keep_together: bool,
    /// Begin a new page before the entry.
    #[schemars(extend("default" = false))]
    #[serde(deserialize_with = "flag", default, skip_serializing_if = "std::ops::Not::not")]
    pub page_break: bool,
}

/// A bullet, and bullets under it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Highlight {
    /// What the bullet says.
    #[schemars(example = "Cut the build from 40 minutes to 6")]
    pub text: Text,
    /// Bullets under it.
    #[schemars(example = ["by caching what does not change"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highlights: Option<Vec<Shorthand<Highlight>>>,
    /// Words to sort it under, for variants. Not printed.
    #[schemars(example = ["backend"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
}

impl FromText for Highlight {
    fn from_text(text: String) -> Self {
        Self { text: Text(text), ..Self::default() }
    }
}

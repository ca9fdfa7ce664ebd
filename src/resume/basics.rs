//! Who the person is and how to reach them.

use std::fmt::Formatter;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

use super::link::{Email, LinkedText, Phone, Url};
use super::scalar::{FromText, OneOrMany, Shorthand, Text};

/// Who you are and how to reach you.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Basics {
    /// Your name.
    #[schemars(example = "Ada Byron")]
    pub name: Text,
    /// What you are, in a few words: `Software Engineer`.
    #[schemars(example = "Software Engineer")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    /// Your photo: a file in the résumé's folder. Themes without a place for it leave it out.
    #[schemars(example = "portrait.jpg")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<Shorthand<Image>>,
    /// Your e-mail address.
    #[schemars(example = "ada@example.com")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<Email>,
    /// Your telephone number.
    #[schemars(example = "+44 20 7946 0018")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<Shorthand<Phone>>,
    /// Your web site.
    #[schemars(example = "https://ada.example")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<WebSite>,
    /// Two or three sentences about you. A blank line parts paragraphs.
    #[schemars(example = "Engineer who turns mathematics into programs that run.")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<Text>,
    /// Where you live.
    #[schemars(example = "London, United Kingdom")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Shorthand<Location>>,
    /// Your pages elsewhere.
    #[schemars(example = ["github.com/ada"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profiles: Option<Vec<Shorthand<Profile>>>,
    /// What a country expects besides: nationality, licence, permit, date of birth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<Vec<Detail>>,
}

/// A web site: its address, or its address and the words that stand for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct WebSite(pub LinkedText);

impl<'de> Deserialize<'de> for WebSite {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WebSiteVisitor;

        impl<'de> Visitor<'de> for WebSiteVisitor {
            type Value = WebSite;

            fn expecting(&self, f: &mut Formatter) -> std::fmt::Result {
                f.write_str("a URL or a mapping")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<WebSite, E> {
                let url = text.parse().map_err(E::custom)?;
                Ok(WebSite(LinkedText { text: None, url }))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<WebSite, A::Error> {
                LinkedText::deserialize(MapAccessDeserializer::new(map)).map(WebSite)
            }
        }

        deserializer.deserialize_any(WebSiteVisitor)
    }
}

impl JsonSchema for WebSite {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "WebSite".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let url = generator.subschema_for::<Url>();
        let full = generator.subschema_for::<LinkedText>();
        json_schema!({ "anyOf": [url, full] })
    }
}

/// A photo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Image {
    /// The file, relative to the résumé: PNG, JPEG, GIF, WebP or SVG.
    #[schemars(example = "portrait.jpg")]
    pub path: String,
    /// What the photo shows, for those who cannot see it.
    #[schemars(example = "Ada Byron, smiling")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt: Option<Text>,
}

impl FromText for Image {
    fn from_text(text: String) -> Self {
        Self { path: text, alt: None }
    }
}

/// Where somebody lives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Location {
    /// Street and number.
    #[schemars(example = "12 St James’s Square")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<Text>,
    /// The postal code.
    #[schemars(example = "SW1Y 4JH")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<Text>,
    /// The town, or the whole place as it is printed.
    #[schemars(example = &"London")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<Text>,
    /// The state, province or canton.
    #[schemars(example = "Greater London")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<Text>,
    /// The country as a code of two letters (ISO 3166-1): `DE`.
    #[schemars(example = &"GB")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_code: Option<Text>,
}

impl FromText for Location {
    fn from_text(text: String) -> Self {
        Self { city: Some(Text(text)), ..Self::default() }
    }
}

/// Where something took place, in the same shape as where somebody lives.
pub type Place = Shorthand<Location>;

/// A page about you elsewhere. A bare text is its address: `github.com/ada`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// The network: `GitHub`.
    #[schemars(example = &"GitHub")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network: Option<Text>,
    /// Your name there.
    #[schemars(example = &"ada")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<Text>,
    /// The address of the page.
    #[schemars(example = "https://github.com/ada")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Url>,
    /// Words to sort it under, for variants. Not printed.
    #[schemars(example = ["backend"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
}

impl FromText for Profile {
    /// What has no scheme and looks like a host is one; anything else is printed without a link.
    fn from_text(text: String) -> Self {
        let url = match text.parse::<Url>() {
            Ok(url) => Some(url),
            // A handle such as `@ada@words.example` is not a host.
            Err(_) if text.contains('@') => None,
            Err(error) => error.fix.and_then(|fixed| fixed.parse().ok()),
        };
        match url {
            Some(url) => Self { url: Some(url), ..Self::default() },
            None => Self { username: Some(Text(text)), ..Self::default() },
        }
    }
}

/// One detail with its label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Detail {
    /// What it is: `Nationality`.
    #[schemars(example = &"Nationality")]
    pub label: Text,
    /// What it says; a list is printed with commas.
    #[schemars(example = &"British", example = ["British", "Dutch"])]
    pub value: OneOrMany<Text>,
    /// Words to sort it under, for variants. Not printed.
    #[schemars(example = ["backend"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
}

//! Scalars that are typed by the field they stand in, and the shorthand that lets a bare text stand
//! for a whole object.

use std::fmt::{self, Display, Formatter};
use std::marker::PhantomData;
use std::ops::{Deref, Range};
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

/// Why a scalar is not what its field wants: the words of the diagnostic, and where in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The code of the diagnostic.
    pub code: &'static str,
    /// What is wrong, lowercase, without a full stop.
    pub message: String,
    /// The bytes of the text that are wrong; the whole text if `None`.
    pub range: Option<Range<usize>>,
    /// What to do about it.
    pub help: Option<String>,
    /// The text to write instead of `range`, where there is only one.
    pub fix: Option<String>,
    /// Whether that is what was meant beyond doubt.
    pub safe: bool,
}

impl FieldError {
    /// An error over the whole text.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), range: None, help: None, fix: None, safe: false }
    }

    /// Narrows the error to some bytes of the text.
    pub fn at(mut self, range: Range<usize>) -> Self {
        self.range = Some(range);
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Offers a replacement of the bytes at fault.
    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    /// Offers a replacement that is what was meant beyond doubt.
    pub fn safe_fix(mut self, fix: impl Into<String>) -> Self {
        self.safe = true;
        self.fix(fix)
    }
}

impl Display for FieldError {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for FieldError {}

/// Text in inline Markdown: bold, italic, code, links and `^superscript^`. Quotes and dashes become
/// typographic.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text(pub String);

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl JsonSchema for Text {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Text".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Text in inline Markdown: **bold**, *italic*, `code`, [links](https://example.com) and ^superscript^.",
            "type": ["string", "number", "boolean"],
        })
    }
}

/// The language of a text as a BCP 47 tag: `en`, `pt-BR`, `zh-Hant`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct LanguageTag(String);

impl LanguageTag {
    /// The primary language: `pt` of `pt-BR`.
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or_default()
    }

    /// The script: `Hant` of `zh-Hant-HK`.
    pub fn script(&self) -> Option<&str> {
        self.0.split('-').skip(1).find(|part| part.len() == 4 && part.is_ascii())
    }

    /// The region: `BR` of `pt-BR`.
    pub fn region(&self) -> Option<&str> {
        self.0.split('-').skip(1).find(|part| part.len() == 2)
    }

    /// A tag as it is usually written, from one with other letter case or with underscores: `de-DE` from
    /// `DE_de`. BCP 47 does not tell case apart.
    pub fn tidied(text: &str) -> Option<String> {
        let usual = |(index, part): (usize, &str)| match part.len() {
            _ if index == 0 => part.to_ascii_lowercase(),
            2 => part.to_ascii_uppercase(),
            4 => part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase(),
            _ => part.to_ascii_lowercase(),
        };
        let parts: Vec<String> =
            text.is_ascii().then(|| text.split(['-', '_']).enumerate().map(usual))?.collect();
        let tag = parts.join("-");
        Self::is_well_formed(&tag).then_some(tag)
    }

    /// Whether a text is a tag as it is usually written.
    fn is_well_formed(text: &str) -> bool {
        let mut parts = text.split('-');
        let primary = parts.next().unwrap_or_default();
        matches!(primary.len(), 2 | 3)
            && primary.bytes().all(|b| b.is_ascii_lowercase())
            && parts.all(|part| {
                (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
            })
    }
}

impl Deref for LanguageTag {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl FromStr for LanguageTag {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        if Self::is_well_formed(text) {
            return Ok(Self(text.to_owned()));
        }
        let error = FieldError::new("bad-language", format!("`{text}` is not a language tag"));
        Err(match Self::tidied(text).filter(|tag| tag != text) {
            Some(tag) => error.help(format!("write it as `{tag}`")).safe_fix(tag),
            None => error.help("write a BCP 47 tag such as `en`, `de` or `pt-BR`"),
        })
    }
}

impl JsonSchema for LanguageTag {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "LanguageTag".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A language as a BCP 47 tag.",
            "type": "string",
            "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$",
            "examples": ["en", "ko", "pt-BR"],
        })
    }
}

/// Implements `Deserialize` by `FromStr`, for values that are written as one scalar.
macro_rules! deserialize_by_from_str {
    ($($type:ty),*) => {$(
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}
pub(super) use deserialize_by_from_str;

deserialize_by_from_str!(LanguageTag);

/// Reads `true` and `false` where the reader hands over the text as written.
pub fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    struct FlagVisitor;

    impl Visitor<'_> for FlagVisitor {
        type Value = bool;

        fn expecting(&self, f: &mut Formatter) -> fmt::Result {
            f.write_str("`true` or `false`")
        }

        fn visit_bool<E>(self, value: bool) -> Result<bool, E> {
            Ok(value)
        }

        fn visit_unit<E>(self) -> Result<bool, E> {
            Ok(false)
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<bool, E> {
            match text {
                "true" | "True" | "TRUE" => Ok(true),
                "false" | "False" | "FALSE" => Ok(false),
                _ => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
            }
        }
    }

    deserializer.deserialize_any(FlagVisitor)
}

/// A type whose main field alone may be written in its place.
pub trait FromText {
    /// The value that the bare text stands for.
    fn from_text(text: String) -> Self;
}

/// An object, or a bare text that stands for its main field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Shorthand<T>(pub T);

impl<T> Deref for Shorthand<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<'de, T: Deserialize<'de> + FromText> Deserialize<'de> for Shorthand<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ShorthandVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de> + FromText> Visitor<'de> for ShorthandVisitor<T> {
            type Value = Shorthand<T>;

            fn expecting(&self, f: &mut Formatter) -> fmt::Result {
                f.write_str("text or a mapping")
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Shorthand(T::from_text(text.to_owned())))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(Shorthand)
            }
        }

        deserializer.deserialize_any(ShorthandVisitor(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Shorthand<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("{}OrText", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let text = generator.subschema_for::<Text>();
        let full = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [text, full] })
    }
}

/// One value, or a list of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct OneOrMany<T>(pub Vec<T>);

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for OneOrMany<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'de, T: Deserialize<'de> + From<String>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrManyVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de> + From<String>> Visitor<'de> for OneOrManyVisitor<T> {
            type Value = OneOrMany<T>;

            fn expecting(&self, f: &mut Formatter) -> fmt::Result {
                f.write_str("text or a list")
            }

            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(OneOrMany(vec![T::from(text.to_owned())]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(OneOrMany(items))
            }
        }

        deserializer.deserialize_any(OneOrManyVisitor(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for OneOrMany<T> {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("{}OrList", T::schema_name()).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<T>();
        let many = generator.subschema_for::<Vec<T>>();
        json_schema!({ "anyOf": [one, many] })
    }
}

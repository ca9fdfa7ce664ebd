//! What a reader can follow: web addresses, mail addresses and telephone numbers.

use std::fmt::{self, Display, Formatter};
use std::ops::Deref;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::scalar::{FieldError, FromText, Text, deserialize_by_from_str};

/// The schemes that a link may have; all others are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// `http:`
    Http,
    /// `https:`
    Https,
    /// `mailto:`
    Mailto,
    /// `tel:`
    Tel,
    /// `sms:`
    Sms,
}

impl Scheme {
    /// The scheme of that name.
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "http" => Self::Http,
            "https" => Self::Https,
            "mailto" => Self::Mailto,
            "tel" => Self::Tel,
            "sms" => Self::Sms,
            _ => return None,
        })
    }
}

/// An absolute address with one of the schemes `http`, `https`, `mailto`, `tel` and `sms`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Url(String);

impl Url {
    /// The address without its scheme, `www.` and trailing slash, as people write it.
    pub fn short(&self) -> &str {
        let rest = self.0.split_once(':').map_or(&*self.0, |(_, rest)| rest);
        let rest = rest.strip_prefix("//").unwrap_or(rest);
        let rest = rest.strip_prefix("www.").unwrap_or(rest);
        rest.strip_suffix('/').unwrap_or(rest)
    }
}

impl Deref for Url {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Display for Url {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Url {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        if let Some(at) = text.find(|c: char| c.is_whitespace() || c.is_control()) {
            let end = at + text[at..].chars().next().map_or(1, char::len_utf8);
            return Err(FieldError::new("bad-url", "a URL has no space in it")
                .at(at..end)
                .help("write `%20` for a space that belongs to it, or remove it"));
        }
        let name = text.split_once(':').map(|(name, _)| name.to_ascii_lowercase());
        let scheme_like = name.as_deref().filter(|name| {
            name.starts_with(|c: char| c.is_ascii_alphabetic())
                && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-".contains(&b))
        });
        let Some(name) = scheme_like else {
            let error = FieldError::new("bad-url", format!("`{text}` is not an absolute URL"));
            let host = text.split('/').next().unwrap_or_default();
            let whole = format!("https://{text}");
            return Err(match host.contains('.') && whole.parse::<Self>().is_ok() {
                true => error.help(format!("write `{whole}`")).fix(whole),
                false => error.help("write the whole address, such as `https://example.com/page`"),
            });
        };
        let Some(scheme) = Scheme::of(name) else {
            return Err(FieldError::new("unsafe-link", format!("a link may not use `{name}:`"))
                .at(0..name.len() + 1)
                .help("use `https:`, `http:`, `mailto:`, `tel:` or `sms:`"));
        };
        let rest = &text[name.len() + 1..];
        let sound = match scheme {
            Scheme::Http | Scheme::Https => {
                rest.strip_prefix("//").is_some_and(|host| !host.starts_with('/'))
                    && url::Url::parse(text).is_ok_and(|url| url.host_str().is_some())
            }
            Scheme::Mailto => is_address(rest.split('?').next().unwrap_or_default()),
            Scheme::Tel | Scheme::Sms => rest.bytes().any(|b| b.is_ascii_digit()),
        };
        if !sound {
            return Err(FieldError::new("bad-url", format!("`{text}` is not a valid URL"))
                .help("write the whole address, such as `https://example.com/page`"));
        }
        Ok(Self(text.to_owned()))
    }
}

/// A character of a URL, as a class of the schema's patterns.
const URL_CHAR: &str = r"[^\s\u0000-\u001f\u007f-\u009f]";
/// The first character of a host.
const URL_HEAD: &str = r"[^\s\u0000-\u001f\u007f-\u009f/]";

impl JsonSchema for Url {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Url".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "An absolute address.",
            "type": "string",
            "pattern": format!("^({})$", [
                format!("[Hh][Tt][Tt][Pp][Ss]?://{URL_HEAD}{URL_CHAR}*"),
                format!("[Mm][Aa][Ii][Ll][Tt][Oo]:{}(\\?{URL_CHAR}*)?", address_pattern()),
                format!("([Tt][Ee][Ll]|[Ss][Mm][Ss]):{URL_CHAR}*[0-9]{URL_CHAR}*"),
            ].join("|")),
            "examples": ["https://example.com"],
        })
    }
}

/// The longest mail address.
const MAX_ADDRESS: usize = 254;

/// Whether a text is a mail address: words with dots, an `@`, and a host. What no mail program
/// writes, quotes and comments, is left out, so that the schema can say the same.
fn is_address(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else { return false };
    let letter = |c: char| c.is_ascii_alphanumeric() || !(c.is_ascii() || c.is_whitespace());
    let word = |part: &str| {
        !part.is_empty() && part.chars().all(|c| letter(c) || "!#$%&'*+/=?^_`{|}~-".contains(c))
    };
    let label = |part: &str| {
        part.starts_with(letter)
            && part.ends_with(letter)
            && part.chars().all(|c| letter(c) || c == '-')
    };
    text.chars().count() <= MAX_ADDRESS && local.split('.').all(word) && host.split('.').all(label)
}

/// What [`is_address`] takes, as a pattern.
fn address_pattern() -> String {
    // Classes that name what is not allowed, since letters of all scripts are.
    let word = r#"[^\s\u0000-\u0020"(),.:;<>@\[\\\]\u007f]+"#;
    let letter = r"[^\s\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007f]";
    let inner = r"[^\s\u0000-\u002c\u002e\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007f]";
    let label = format!("{letter}({inner}*{letter})?");
    format!(r"{word}(\.{word})*@{label}(\.{label})*")
}

/// A mail address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Email(String);

impl Deref for Email {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        if is_address(text) {
            return Ok(Self(text.to_owned()));
        }
        let error = FieldError::new("bad-email", format!("`{text}` is not an e-mail address"));
        Err(match text.matches('@').count() {
            0 => error.help("an address has an `@`, such as `ada@example.com`"),
            1 => error.help("write it as in `ada@example.com`"),
            _ => {
                let second = text.rfind('@').unwrap_or_default();
                error.at(second..second + 1).help("an address has one `@`")
            }
        })
    }
}

impl JsonSchema for Email {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Email".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "An e-mail address.",
            "type": "string",
            "pattern": format!("^{}$", address_pattern()),
            "maxLength": MAX_ADDRESS,
            "examples": ["ada@example.com"],
        })
    }
}

deserialize_by_from_str!(Url, Email);

/// A web page with the words that stand for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LinkedText {
    /// What is printed; the address without its scheme if absent.
    #[schemars(example = "ada.example")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
    /// Where it leads.
    #[schemars(example = "https://ada.example")]
    pub url: Url,
}

/// A telephone number; alone, it links as `tel:`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Phone {
    /// The number as it is printed.
    #[schemars(example = "+44 20 7946 0018")]
    pub text: Text,
    /// Where it leads, such as `sms:821012345678`.
    #[schemars(example = "sms:442079460018")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Url>,
}

impl FromText for Phone {
    fn from_text(text: String) -> Self {
        Self { text: Text(text), url: None }
    }
}

//! How the files of a résumé are named: a pattern, what is filled in, and what no file may be called.

use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use super::scalar::{FieldError, deserialize_by_from_str};

/// What may be filled in.
const KEYS: [&str; 6] = ["name", "label", "variant", "lang", "theme", "date"];
/// The endings that a pattern may have; the format settles which one the file gets.
const ENDINGS: [&str; 3] = [".pdf", ".json", ".txt"];
/// The longest name in bytes, without its ending. File systems take 255 with all that comes to it.
const MAX_BYTES: usize = 200;
/// What Windows keeps for devices, whatever ending it has.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// A pattern for the name of a file: `{name} - {label}.pdf`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    /// As it is written.
    text: String,
    /// Its parts, without the ending.
    parts: Vec<Part>,
}

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    /// What stands there as it is.
    Literal(String),
    /// A place to fill in, by its key.
    Key(&'static str),
}

impl FileName {
    /// Whether the pattern has a place for a key.
    pub fn has(&self, key: &str) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Key(known) if *known == key))
    }

    /// The name for some values, without an ending; `None` if nothing is left of it. A place whose
    /// value is missing takes what parts it from the one before with it.
    pub fn fill(&self, value: impl Fn(&str) -> Option<String>) -> Option<String> {
        let mut name = String::new();
        let mut pending = String::new();
        let mut filled = false;
        for part in &self.parts {
            match part {
                Part::Literal(text) => pending.push_str(text),
                Part::Key(key) => match value(key).filter(|value| !clean(value).is_empty()) {
                    Some(value) => {
                        name.push_str(&pending);
                        name.push_str(&value);
                        pending.clear();
                        filled = true;
                    }
                    // Words stay; marks that would part it from its neighbour go.
                    None if pending.chars().any(char::is_alphanumeric) => {
                        name.push_str(pending.trim_end_matches(|c: char| !c.is_alphanumeric()));
                        pending.clear();
                    }
                    None if filled => pending.clear(),
                    None => {}
                },
            }
            // Nothing stands before it, so there is nothing to part it from.
            if !filled && !pending.chars().any(char::is_alphanumeric) {
                pending.clear();
            }
        }
        name.push_str(&pending);
        let name = clean(&name);
        (!name.is_empty()).then_some(name)
    }
}

/// A text as the name of a file on any system.
pub fn clean(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '/' | '\\' | '|' | ':' | '\u{2044}' | '\u{2215}' => name.push('-'),
            '<' | '>' | '"' | '?' | '*' => {}
            // What nobody sees, or what turns round the letters behind it.
            c if c.is_control() || is_invisible(c) => {}
            c if c.is_whitespace() => {
                if !name.ends_with(' ') {
                    name.push(' ');
                }
            }
            c => name.push(c),
        }
    }
    let edge = |c: char| c.is_whitespace() || c == '.';
    let mut name = name.trim_matches(edge);
    if name.len() > MAX_BYTES {
        name = name[..name.floor_char_boundary(MAX_BYTES)].trim_end_matches(edge);
    }
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    match DEVICES.contains(&stem.as_str()) {
        true => format!("_{name}"),
        false => name.to_owned(),
    }
}

/// Whether a character is seen nowhere, and only changes how others are shown.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

impl FromStr for FileName {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        let error = |message: String, help: &str, range: std::ops::Range<usize>| {
            let mut error = FieldError::new("bad-file-name", message).help(help.to_owned());
            error.range = Some(range);
            error
        };
        let known = "these are filled in: `{name}`, `{label}`, `{variant}`, `{lang}`, `{theme}` and `{date}`";
        if let Some(at) = text.find(['/', '\\']) {
            let message = "the name of a file has no folder".to_owned();
            return Err(error(message, "`-o FOLDER/` names the folder", at..at + 1));
        }
        let bare = ENDINGS.iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(text);
        let mut parts = Vec::new();
        let mut at = 0;
        while at < bare.len() {
            let rest = &bare[at..];
            let Some(open) = rest.find(['{', '}']) else {
                parts.push(Part::Literal(rest.to_owned()));
                break;
            };
            if open > 0 {
                parts.push(Part::Literal(rest[..open].to_owned()));
            }
            let start = at + open;
            let close = rest[open..].find('}').filter(|_| rest[open..].starts_with('{'));
            let Some(end) = close.map(|close| start + close) else {
                return Err(error("a brace is alone".to_owned(), known, start..start + 1));
            };
            let key = &bare[start + 1..end];
            let Some(key) = KEYS.into_iter().find(|known| *known == key) else {
                let message = format!("nothing is filled in for `{{{key}}}`");
                return Err(error(message, known, start..end + 1));
            };
            parts.push(Part::Key(key));
            at = end + 1;
        }
        if parts.is_empty() {
            let message = "the file has no name".to_owned();
            return Err(error(message, "write one such as `{name} - {label}.pdf`", 0..text.len()));
        }
        Ok(Self { text: text.to_owned(), parts })
    }
}

impl Serialize for FileName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl JsonSchema for FileName {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FileName".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "The name of a file, in which `{name}`, `{label}`, `{variant}`, `{lang}`, `{theme}` and `{date}` are filled in.",
            "type": "string",
            "pattern": r"^(?!\.(pdf|json|txt)$)([^{}/\\]|\{(name|label|variant|lang|theme|date)\})+$",
            "examples": ["{name} - {label}.pdf"],
        })
    }
}

deserialize_by_from_str!(FileName);

#[cfg(test)]
mod tests {
    use super::{FileName, clean};

    #[test]
    fn what_is_missing_takes_its_marks_with_it() {
        let fill = |pattern: &str, label: Option<&str>| {
            let pattern: FileName = pattern.parse().expect(pattern);
            pattern.fill(|key| match key {
                "name" => Some("Ada Byron".to_owned()),
                "label" => label.map(str::to_owned),
                _ => None,
            })
        };
        for (pattern, label, name) in [
            ("{name} - {label}.pdf", Some("Programmer"), "Ada Byron - Programmer"),
            ("{name} - {label}.pdf", None, "Ada Byron"),
            ("{label} - {name}", None, "Ada Byron"),
            ("{name} ({label})", Some("UI/UX: Lead"), "Ada Byron (UI-UX- Lead)"),
            ("CV {name} - {variant}", None, "CV Ada Byron"),
            ("{name} - {variant} - {label}", Some("Poet"), "Ada Byron - Poet"),
            ("CV {variant}.txt", None, "CV"),
        ] {
            assert_eq!(fill(pattern, label).as_deref(), Some(name), "{pattern}");
        }
        assert_eq!(fill("{variant}", None), None);
    }

    #[test]
    fn a_name_is_one_on_any_system() {
        for (text, name) in [
            ("../../etc/passwd", "-..-etc-passwd"),
            (".hidden", "hidden"),
            ("a\u{202e}fdp.exe\0", "afdp.exe"),
            ("con", "_con"),
            ("LPT1.old", "_LPT1.old"),
            ("Console", "Console"),
            ("what? \"this\" <is>*", "what this is"),
            ("  a \t b. ", "a b"),
            ("Łucja Nguyễn", "Łucja Nguyễn"),
        ] {
            assert_eq!(clean(text), name, "{text}");
        }
        assert_eq!(clean(&"ä".repeat(300)).len(), 200);
    }

    #[test]
    fn only_what_is_known_is_filled_in() {
        for (pattern, message) in [
            ("{nmae}.pdf", "nothing is filled in for `{nmae}`"),
            ("{name", "a brace is alone"),
            ("name}", "a brace is alone"),
            ("out/{name}.pdf", "the name of a file has no folder"),
            (".pdf", "the file has no name"),
        ] {
            let error = pattern.parse::<FileName>().expect_err(pattern);
            assert_eq!(error.to_string(), message);
        }
    }
}

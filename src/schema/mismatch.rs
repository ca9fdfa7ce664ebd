//! Values of the wrong shape: what was wanted, what is there, and how to write it.

use std::ops::Range;

use serde_json::Value as Json;

use crate::diagnostics::{Diagnostic, Sources, Span};
use crate::resume::FieldError;
use crate::words::list;
use crate::yaml::{Node, Value, glued_colon, quoted};

use super::walk::{Place, Schemas, required};
use super::{alternatives, types};

/// Reports a value of the wrong shape.
pub fn wrong_type(
    schemas: Schemas,
    sources: &Sources,
    node: &Node,
    schema: &Json,
    place: &Place,
) -> Diagnostic {
    let wanted = Wanted::of(schemas, schema);
    let found = found(node);
    let message = match &place.key {
        Some((key, _)) if place.item && node.value == Value::Null => {
            format!("an item of `{key}` is empty")
        }
        Some((key, _)) if place.item => {
            format!("an item of `{key}` must be {}, not {found}", wanted.words)
        }
        Some((key, _)) => format!("`{key}` must be {}, not {found}", wanted.words),
        None => format!("expected {}, found {found}", wanted.words),
    };
    let span = match (&node.value, &place.key) {
        // An empty item is where its dash is.
        (Value::Null, Some(_)) => dash_before(sources, node.span).unwrap_or(node.span),
        _ => node.span,
    };
    let error = Diagnostic::error("wrong-type", message).at(span);
    advise(error, schemas, sources, node, schema, &wanted)
}

/// Reports a list that must have a number of items, and has another.
pub fn wrong_length(
    node: &Node,
    length: usize,
    schema: &Json,
    place: &Place,
) -> Option<Diagnostic> {
    let wanted = schema.get("minItems").and_then(Json::as_u64)?;
    let (key, _) = place.key.as_ref()?;
    (length as u64 != wanted).then(|| {
        Diagnostic::error("wrong-type", format!("`{key}` must have {wanted} items, not {length}"))
            .at(node.span)
            .help(format!("write all {wanted}, or remove `{key}`"))
    })
}

/// Adds what to do about a value of the wrong shape.
fn advise(
    error: Diagnostic,
    schemas: Schemas,
    sources: &Sources,
    node: &Node,
    schema: &Json,
    wanted: &Wanted,
) -> Diagnostic {
    let span = node.span;
    let source = sources.slice(span);
    let at = |byte: usize| Span { start: byte, end: byte, ..span };
    match &node.value {
        Value::Null => error.help("write a value, or remove it"),
        Value::Scalar(scalar) if wanted.flag => match scalar.text.to_lowercase().as_str() {
            "yes" | "on" | "y" | "true" | "1" => {
                error.help("write `true`").fix(span, "true").safe()
            }
            "no" | "off" | "n" | "false" | "0" => {
                error.help("write `false`").fix(span, "false").safe()
            }
            _ => error.help("write `true` or `false`"),
        },
        Value::Scalar(scalar) if wanted.number => match scalar.text.parse::<u64>() {
            Ok(_) => error.help("write it without quotes").fix(span, &*scalar.text).safe(),
            Err(_) => error.help(format!("write a whole number{}", bounds(schema, schemas))),
        },
        Value::Scalar(scalar)
            if let Some(colon) = glued_colon(&scalar.text).filter(|_| scalar.plain) =>
        {
            let before = &sources.get(span.source).text[..span.start];
            let line = before.rsplit('\n').next().unwrap_or_default();
            match line.trim_matches([' ', '-']).is_empty() {
                true => error
                    .help("a colon needs a space after it")
                    .fix(at(span.start + colon + 1), " "),
                false => {
                    error.help("a colon needs a space after it, and the key a line of its own")
                }
            }
        }
        Value::Scalar(scalar)
            if scalar.plain
                && wanted.list
                && let Some(dashes) = dashes(source) =>
        {
            let help = match source.starts_with('-') {
                true => "a dash needs a space after it",
                false => "an item of a list begins with a dash and a space",
            };
            let edits = dashes.into_iter().map(|(range, new)| {
                (Span { start: span.start + range.start, end: span.start + range.end, ..span }, new)
            });
            edits.fold(error.help(help), |error, (span, new)| error.fix(span, new)).safe()
        }
        Value::Scalar(scalar) => {
            // What is in quotes stays in them, so that JSON stays JSON.
            let written = if scalar.plain { &*scalar.text } else { source };
            let wrapped = Some(written)
                .filter(|text| !text.contains('\n'))
                .and_then(|text| wrap(schemas, text, schema));
            match (wrapped, wanted.list) {
                (Some(wrapped), true) => error.help("write it as a list").fix(span, wrapped),
                (Some(wrapped), false) => error.help("write it as a mapping").fix(span, wrapped),
                (None, true) => {
                    error.help("write it as a list: a line that begins with `- ` for each item")
                }
                (None, false) => {
                    error.help("write it as a mapping: keys and values, indented under it")
                }
            }
        }
        Value::Mapping(_) if wanted.list => {
            let error = error.help("write it as a list: begin each item with `- `");
            if source.starts_with('{') {
                return error.fix(at(span.start), "[").fix(at(span.end), "]");
            }
            let breaks = source.match_indices('\n').map(|(newline, _)| span.start + newline + 1);
            breaks.fold(error.fix(at(span.start), "- "), |error, line| error.fix(at(line), "  "))
        }
        Value::Mapping(_) if source.starts_with('{') && !source.contains('\n') => {
            error.help("put the value in quotes if it is text").fix(span, quoted(source))
        }
        Value::Mapping(_) => error.help("write one value, without keys"),
        Value::Sequence(items) => {
            let error = error.help("write one value instead of a list");
            match items.as_slice() {
                [only] if schemas.fits(only, schema) && source.starts_with('[') => error
                    .fix(Span { end: only.span.start, ..span }, "")
                    .fix(Span { start: only.span.end, ..span }, ""),
                // A space in the place of the dash keeps the lines under it in line.
                [only] if schemas.fits(only, schema) => match dash_before(sources, only.span) {
                    Some(dash) => error.fix(dash, " "),
                    None => error,
                },
                _ => error,
            }
        }
    }
}

/// The edits that make items of lines that all begin with a dash without a space, or with another
/// bullet.
fn dashes(source: &str) -> Option<Vec<(Range<usize>, &'static str)>> {
    let mut edits = Vec::new();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let at = start + line.len() - line.trim_start().len();
        start += line.len();
        let rest = line.trim_start();
        let mark = rest.chars().next().filter(|mark| "-•–—*·▪".contains(*mark))?;
        let after = rest[mark.len_utf8()..].chars().next()?;
        edits.push(match (mark, after) {
            ('-', ' ') => return None,
            ('-', _) => (at + 1..at + 1, " "),
            (_, ' ') => (at..at + mark.len_utf8(), "-"),
            _ => (at..at + mark.len_utf8(), "- "),
        });
    }
    (!edits.is_empty()).then_some(edits)
}

/// What a schema wants.
struct Wanted {
    /// In words, with an article.
    words: String,
    /// Whether it is a list and nothing else.
    list: bool,
    /// Whether it is `true` or `false` and nothing else.
    flag: bool,
    /// Whether it is a whole number and nothing else.
    number: bool,
}

impl Wanted {
    fn of(schemas: Schemas, schema: &Json) -> Self {
        let mut kinds = Vec::new();
        collect_kinds(schemas, schema, &mut kinds);
        let only = |kind: &str| matches!(kinds.as_slice(), [one] if one == kind);
        let (list_only, flag, number) =
            (only("a list"), only("`true` or `false`"), only("a whole number"));
        Self { words: list(&kinds, "or"), list: list_only, flag, number }
    }
}

/// The kinds of values that a schema allows, in words.
fn collect_kinds(schemas: Schemas, schema: &Json, kinds: &mut Vec<String>) {
    let (name, schema) = schemas.resolve(schema);
    if let Some(alternatives) = alternatives(schema) {
        alternatives.iter().for_each(|alternative| collect_kinds(schemas, alternative, kinds));
        return;
    }
    let types = types(schema);
    let kind = match name {
        Some("Date" | "EndDate" | "LooseDate" | "Timestamp") => "a date",
        Some("Url") => "a URL",
        Some("Email") => "an e-mail address",
        _ if types.contains(&"string") => "text",
        _ if types.contains(&"array") => "a list",
        _ if types.contains(&"object") => "a mapping",
        _ if types.contains(&"boolean") => "`true` or `false`",
        _ if types.contains(&"integer") => "a whole number",
        _ => return,
    };
    if !kinds.iter().any(|known| known == kind) {
        kinds.push(kind.to_owned());
    }
}

/// A text in the shape that a schema wants: `[text]`, `{name: text}`.
fn wrap(schemas: Schemas, text: &str, schema: &Json) -> Option<String> {
    let (name, schema) = schemas.resolve(schema);
    if let Some(alternatives) = alternatives(schema) {
        return alternatives.iter().find_map(|alternative| wrap(schemas, text, alternative));
    }
    let types = types(schema);
    let in_quotes = text.starts_with(['"', '\'']);
    let special = [
        ',', '[', ']', '{', '}', '#', ':', '"', '\'', '\\', '&', '*', '!', '|', '>', '%', '@', '`',
    ];
    if types.contains(&"array") {
        let items = schema.get("items")?;
        // Commas part words, but not sentences.
        let words = schemas.resolve(items).0 == Some("Text") && !text.contains(&special[1..]);
        return match wrap(schemas, text, items) {
            _ if words => Some(format!("[{text}]")),
            wrapped => wrapped.map(|wrapped| format!("[{wrapped}]")),
        };
    }
    if types.contains(&"object") {
        let properties = schema.get("properties")?.as_object()?;
        let required: Vec<&str> = required(schema).collect();
        let key = match required.as_slice() {
            [] => properties.keys().map(String::as_str).next()?,
            [only] => only,
            // Other keys would be missing.
            [_, _, ..] => return None,
        };
        let value = wrap(schemas, text, properties.get(key)?)?;
        return Some(match text.starts_with('"') {
            true => format!("{{\"{key}\": {value}}}"),
            false => format!("{{{key}: {value}}}"),
        });
    }
    let takes_text = match name {
        None | Some("Text") => types.contains(&"string"),
        _ => false,
    };
    let takes_number = types.contains(&"integer") && text.parse::<u64>().is_ok();
    let short = text.len() <= 60 && (in_quotes || !text.contains(special));
    (short && (takes_text || takes_number)).then(|| text.to_owned())
}

/// What a value is, in words.
pub fn found(node: &Node) -> &'static str {
    match &node.value {
        Value::Null => "nothing",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a mapping",
        Value::Scalar(scalar) if scalar.plain && scalar.text.parse::<f64>().is_ok() => "a number",
        Value::Scalar(_) => "text",
    }
}

/// The dash of an empty item.
fn dash_before(sources: &Sources, span: Span) -> Option<Span> {
    let text = sources.get(span.source).text.get(..span.start)?;
    let dash = text.trim_end().strip_suffix('-')?.len();
    Some(Span { start: dash, end: dash + 1, ..span })
}

/// Whether a number is in the schema's range.
pub fn in_range(text: &str, schema: &Json) -> Result<(), FieldError> {
    let (Some((min, max)), Ok(number)) = (range(schema), text.parse::<u64>()) else {
        return Ok(());
    };
    if (min..=max).contains(&number) {
        return Ok(());
    }
    Err(FieldError::new("out-of-range", format!("{text} is not between {min} and {max}"))
        .help(format!("write a whole number from {min} to {max}")))
}

/// The least and the greatest number that a schema allows.
fn range(schema: &Json) -> Option<(u64, u64)> {
    Some((schema.get("minimum")?.as_u64()?, schema.get("maximum")?.as_u64()?))
}

/// ` from 1 to 50`, for the numbers that a schema allows.
fn bounds(schema: &Json, schemas: Schemas) -> String {
    let (_, schema) = schemas.resolve(schema);
    range(schema).map_or_else(String::new, |(min, max)| format!(" from {min} to {max}"))
}

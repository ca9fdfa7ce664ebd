//! The walk of a file by the schema of JSON Resume itself. Nothing is read as it was meant: a value
//! has the type that its looks give it, and no shorthand stands for anything.

use std::str::FromStr;

use serde_json::Value as Json;

use crate::diagnostics::{Diagnostic, MAX_PROBLEMS, Sources, Span};
use crate::json_resume::{self, PATCH_KEY, date_of_timestamp, is_date, is_uri, is_whole_date};
use crate::resume::{Date, Email, FieldError, Url};
use crate::words::{code, code_list, list, only_closest};
use crate::yaml::{Node, Pair, Value, quoted, written_like};

use super::names::{meant, unknown_key};
use super::walk::{Schemas, required};
use super::{alternatives, types, types_schema};

/// Everything in a file that is not by the schema of JSON Resume 1.0.0, and what it does not know.
pub fn validate_json_resume(root: &Node, sources: &Sources) -> Vec<Diagnostic> {
    let schema = json_resume::schema();
    let mut walk = Walk {
        schemas: Schemas(schema),
        ours: Schemas(types_schema()),
        sources,
        diagnostics: Vec::new(),
    };
    walk.value(root, schema, Some(types_schema()), &Place::File);
    walk.diagnostics
}

/// Where a value stands, for messages.
enum Place<'a> {
    /// It is the whole file.
    File,
    /// It is the value of a key.
    Key(&'a str),
    /// It is an item of a list, which is the value of a key.
    Item(&'a str),
}

/// The state of a walk.
struct Walk<'a> {
    schemas: Schemas<'a>,
    /// The schema of vitae files, which knows more keys.
    ours: Schemas<'a>,
    sources: &'a Sources,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    /// Checks a value against a schema. `ours` is what a vitae file may have in its place.
    fn value(&mut self, node: &Node, schema: &'a Json, ours: Option<&'a Json>, place: &Place) {
        if self.diagnostics.len() > MAX_PROBLEMS {
            return;
        }
        let (_, schema) = self.schemas.resolve(schema);
        let wanted = types(schema);
        if !wanted.is_empty() && !wanted.contains(&kind(node)) {
            let error = self.wrong_type(node, schema, &wanted, place);
            self.diagnostics.push(error);
            return;
        }
        match &node.value {
            Value::Mapping(pairs) => self.mapping(node, pairs, schema, ours, place),
            Value::Sequence(items) => {
                let key = match place {
                    Place::File => "",
                    Place::Key(key) | Place::Item(key) => key,
                };
                let ours = ours.and_then(|ours| self.shape(ours, "items"));
                let Some(item_schema) = schema.get("items") else { return };
                for item in items {
                    self.value(item, item_schema, ours, &Place::Item(key));
                }
            }
            Value::Scalar(_) => self.text(node, schema, place),
            Value::Null => {}
        }
    }

    /// What a vitae file's schema says under a keyword, by the alternative that has it.
    fn shape(&self, ours: &'a Json, keyword: &str) -> Option<&'a Json> {
        let (_, ours) = self.ours.resolve(ours);
        match alternatives(ours) {
            Some(alternatives) => alternatives.iter().find_map(|one| self.shape(one, keyword)),
            None => ours.get(keyword),
        }
    }

    /// Checks a mapping's keys and their values.
    fn mapping(
        &mut self,
        node: &Node,
        pairs: &[Pair],
        schema: &'a Json,
        ours: Option<&'a Json>,
        place: &Place,
    ) {
        let properties = schema.get("properties").and_then(Json::as_object);
        let own = ours.and_then(|ours| self.shape(ours, "properties"));
        let closed = schema.get("additionalProperties") == Some(&Json::Bool(false));
        let in_meta = matches!(place, Place::Key("meta"));
        for pair in pairs {
            let known = properties.and_then(|properties| properties.get(&pair.key));
            let own = own.and_then(|own| own.get(&pair.key));
            if let Some(schema) = known {
                self.value(&pair.value, schema, own, &Place::Key(&pair.key));
                continue;
            }
            // What other programs put there is theirs.
            let misspelt = || {
                let known: Vec<&str> =
                    properties.iter().flat_map(|all| all.keys()).map(String::as_str).collect();
                only_closest(&pair.key, known).is_some()
            };
            let theirs = in_meta && (matches!(&*pair.key, PATCH_KEY | "theme") || !misspelt())
                || pair.key.starts_with("x-");
            if theirs && !closed || self.diagnostics.len() > MAX_PROBLEMS {
                continue;
            }
            let Some(properties) = properties else { continue };
            let error = match own {
                Some(_) => own_key(pair),
                None => unknown_key(pair, self.sources.slice(pair.key_span), pairs, properties),
            };
            self.diagnostics.push(if closed { error } else { error.lenient() });
        }
        for key in required(schema) {
            if !pairs.iter().any(|pair| pair.key == key) {
                let known: Vec<&str> =
                    properties.iter().flat_map(|all| all.keys()).map(|k| &**k).collect();
                if pairs.iter().any(|pair| meant(&pair.key, &known) == Some(key)) {
                    continue;
                }
                let span = pairs.first().map_or(node.span, |pair| pair.key_span);
                let error = Diagnostic::error("missing-key", format!("missing key `{key}`"));
                self.diagnostics.push(error.at(span).help(format!("add `{key}: …`")));
            }
        }
    }

    /// Reports a value of the wrong type.
    fn wrong_type(&self, node: &Node, schema: &Json, wanted: &[&str], place: &Place) -> Diagnostic {
        let words: Vec<String> = wanted.iter().map(|kind| in_words(kind).to_owned()).collect();
        let (words, found) = (list(&words, "or"), in_words(kind(node)));
        let message = match place {
            Place::File => format!("the file must be {words}, not {found}"),
            Place::Key(key) => format!("{} must be {words}, not {found}", code(key)),
            Place::Item(key) if node.value == Value::Null => {
                format!("an item of {} is empty", code(key))
            }
            Place::Item(key) => format!("an item of {} must be {words}, not {found}", code(key)),
        };
        let error = Diagnostic::error("wrong-type", message).at(node.span);
        let keys = schema.get("properties").and_then(Json::as_object);
        match &node.value {
            Value::Null => error.help("write a value, or remove it"),
            Value::Scalar(_) if wanted.contains(&"string") => {
                let quotes = quoted(self.sources.slice(node.span));
                error.help("put it in quotes").fix(node.span, quotes)
            }
            _ if wanted.contains(&"array") => error.help("write it as a list"),
            _ if let Some(keys) = keys => {
                let keys = code_list(keys.keys(), "and");
                error.help(format!("write it as a mapping; its keys are {keys}"))
            }
            _ => error.help("write one value, without keys"),
        }
    }

    /// Checks a text by its format or pattern.
    fn text(&mut self, node: &Node, schema: &Json, place: &Place) {
        let text = node.text().unwrap_or_default();
        let is_date_wanted =
            schema.get("pattern").and_then(Json::as_str) == Some(json_resume::DATE_PATTERN);
        let format = schema.get("format").and_then(Json::as_str);
        let empty = |code, what: &str| {
            FieldError::new(code, format!("the {what} is empty"))
                .help("write one, or remove the key")
        };
        let error = match format {
            Some("uri") if text.is_empty() => empty("bad-url", "address"),
            Some("uri") if is_uri(text) => return,
            Some("uri") if matches!(place, Place::Key("$schema")) => {
                FieldError::new("bad-url", format!("`{text}` is not a URI"))
                    .help("write the address of JSON Resume's schema")
                    .fix(json_resume::SCHEMA_URL)
            }
            Some("uri") => uri_error(text),
            Some("email") if text.is_empty() => empty("bad-email", "e-mail address"),
            Some("email") if is_email(text) => return,
            Some("email") => email_error(text),
            Some("date") if text.is_empty() => empty("bad-date", "date"),
            Some("date") if is_whole_date(text) => return,
            Some("date") => whole_date_error(text),
            _ if !is_date_wanted || is_date(text) => return,
            _ if text.is_empty() => empty("bad-date", "date"),
            _ => date_error(text),
        };
        let source = &self.sources.get(node.span.source).text;
        let span: Span = error.range.map_or(node.span, |range| node.span_of(range, source));
        // The types write the user's text as it is; long or odd text is cut here.
        let tidy = |words: String| words.replace(&format!("`{text}`"), &code(text));
        let mut diagnostic = Diagnostic::error(error.code, tidy(error.message)).at(span);
        diagnostic.help = error.help.map(tidy);
        if let Some(fix) = error.fix {
            diagnostic = diagnostic.fix(span, written_like(self.sources.slice(span), &fix));
        }
        self.diagnostics.push(diagnostic);
    }
}

/// The type that a value has by its looks, as JSON Schema calls it.
fn kind(node: &Node) -> &'static str {
    match &node.value {
        Value::Null => "null",
        Value::Sequence(_) => "array",
        Value::Mapping(_) => "object",
        Value::Scalar(scalar) if scalar.is_flag() => "boolean",
        Value::Scalar(scalar) if scalar.is_number() => "number",
        Value::Scalar(_) => "string",
    }
}

/// A type in words, with its article.
fn in_words(kind: &str) -> &'static str {
    match kind {
        "null" => "nothing",
        "array" => "a list",
        "object" => "a mapping",
        "boolean" => "`true` or `false`",
        "number" | "integer" => "a number",
        _ => "text",
    }
}

/// A key that only vitae knows.
fn own_key(pair: &Pair) -> Diagnostic {
    let message =
        format!("{} is a key of vitae's own, which JSON Resume does not have", code(&pair.key));
    Diagnostic::error("unknown-key", message)
        .at(pair.key_span)
        .help("`vitae render -f json` writes a file in which it stands in `meta`")
}

/// Whether a text is an e-mail address by the schema, which says no more than RFC 5321.
fn is_email(text: &str) -> bool {
    let address = text.parse::<email_address::EmailAddress>();
    !text.contains('<')
        && address.is_ok_and(|address| {
            let (local, domain) = (address.local_part(), address.domain());
            let label = |label: &str| {
                (1..=63).contains(&label.len())
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            };
            local.is_ascii() && domain.len() <= 253 && domain.split('.').all(label)
        })
}

/// What is wrong with an address that is no URI.
fn uri_error(text: &str) -> FieldError {
    match Url::from_str(text) {
        Err(error) if error.code == "bad-url" => error,
        // What browsers escape on their own.
        _ => {
            let error = FieldError::new("bad-url", format!("`{text}` is not a URI"));
            match url::Url::parse(text).ok().map(|url| url.to_string()).filter(|url| is_uri(url)) {
                Some(escaped) => error.help(format!("write `{escaped}`")).fix(escaped),
                None => error.help("write the whole address, such as `https://example.com/page`"),
            }
        }
    }
}

/// What is wrong with an e-mail address.
fn email_error(text: &str) -> FieldError {
    Email::from_str(text).err().unwrap_or_else(|| {
        FieldError::new("bad-email", format!("`{text}` is not an e-mail address"))
            .help("write it as in `ada@example.com`")
    })
}

/// What is wrong with a date that has a time behind it.
fn timestamp_error(text: &str) -> Option<FieldError> {
    let date = date_of_timestamp(text)?;
    let error = FieldError::new("bad-date", format!("`{text}` has a time in it"));
    Some(error.help("write the date alone").fix(date))
}

/// What is wrong with a date.
fn date_error(text: &str) -> FieldError {
    if let Some(error) = timestamp_error(text) {
        return error;
    }
    if text.eq_ignore_ascii_case("present") {
        return FieldError::new("bad-date", format!("`{text}` is not a date"))
            .help("remove the key; without an end it goes on");
    }
    Date::from_str(text).err().unwrap_or_else(|| {
        FieldError::new(
            "bad-date",
            format!("year {} is out of range", text.get(..4).unwrap_or(text)),
        )
        .at(0..4)
        .help("years go from `1000` to `2999`")
    })
}

/// What is wrong with a date that must be one to the day.
fn whole_date_error(text: &str) -> FieldError {
    const HELP: &str = "write it to the day, such as `2015-09-30`";
    if let Some(error) = timestamp_error(text) {
        return error;
    }
    match Date::from_str(text) {
        Ok(date) => {
            let lacks = if date.month.is_none() { "month" } else { "day" };
            FieldError::new(
                "bad-date",
                format!("`{text}` has no {lacks}, which JSON Resume wants here"),
            )
            .help(HELP)
        }
        Err(error) if error.range.is_some() => error,
        Err(error) => error.help(HELP),
    }
}

//! The JSON Schema from the types, and the walk of a tree by that schema that collects every
//! problem. One truth: the published schema is what the walk follows.
//!
//! What a schema cannot say about a scalar, which days a month has, say, the domain type says: a
//! definition named `Date` is checked by [`Date`]'s `FromStr`.

use std::str::FromStr;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value as Json, json};

use crate::diagnostics::{Diagnostic, Source, Span};
use crate::markup;
use crate::resume::{
    Date, Doi, Email, EndDate, FieldError, LanguageTag, LooseDate, Resume, Timestamp, Url,
};
use crate::theme;
use crate::words::{closest, list};
use crate::yaml::{Node, Pair, Value};

/// How strict the file wants to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// A vitae file: unknown keys and bad dates are errors.
    Vitae,
    /// A file that says it is JSON Resume: they are warnings.
    JsonResume,
}

/// The JSON Schema of a résumé (draft 2020-12).
pub fn json_schema() -> Json {
    let mut schema = generate();
    describe_themes(&mut schema);
    schema
}

/// The schema from the types alone, which the walk follows.
fn generate() -> Json {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<Resume>().to_value();
    close(&mut schema);
    let object = schema.as_object_mut().expect("a root schema is an object");
    object.insert("$id".into(), json!("https://vitae.example/resume.schema.json"));
    object.insert("title".into(), json!("Résumé"));
    object.remove("default");
    schema
}

/// Closes every object to unknown keys but those that begin with `x-`, and opens plain text fields
/// to numbers and booleans, which the reader takes as written.
fn close(schema: &mut Json) {
    match schema {
        Json::Object(object) => {
            if object.contains_key("properties") && object.get("type") == Some(&json!("object")) {
                object.insert("additionalProperties".into(), json!(false));
                object.insert("patternProperties".into(), json!({ "^x-": true }));
            }
            let refined = ["pattern", "format", "enum", "const"];
            if !refined.iter().any(|key| object.contains_key(*key)) {
                match object.get("type") {
                    Some(Json::String(kind)) if kind == "string" => {
                        object.insert("type".into(), json!(["string", "number", "boolean"]));
                    }
                    Some(kind) if *kind == json!(["string", "null"]) => {
                        let open = json!(["string", "number", "boolean", "null"]);
                        object.insert("type".into(), open);
                    }
                    _ => {}
                }
            }
            object.values_mut().for_each(close);
        }
        Json::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

/// Adds the options of the built-in themes, so that an editor knows them.
fn describe_themes(schema: &mut Json) {
    let Some(theme) = schema.pointer_mut("/$defs/Theme").and_then(Json::as_object_mut) else {
        return;
    };
    let Some(properties) = theme.get_mut("properties").and_then(Json::as_object_mut) else {
        return;
    };
    for (name, option) in theme::builtin_options() {
        properties.entry(name).or_insert(option);
    }
    // A theme of the user's own has options of its own.
    theme.remove("additionalProperties");
    theme.remove("patternProperties");
}

/// Walks a tree by the schema and says everything that is wrong with it.
pub fn validate(root: &Node, source_of: &dyn Fn(Span) -> String, dialect: Dialect) -> Vec<Diagnostic> {
    let schema = generate();
    let mut walk = Walk { schema: &schema, source_of, dialect, diagnostics: Vec::new() };
    match root.value {
        Value::Mapping(_) => walk.value(root, &schema, &Place::default()),
        _ => walk.diagnostics.push(
            Diagnostic::error("wrong-type", "a résumé is a mapping of keys to values")
                .at(root.span)
                .label(format!("this is {}", found(root)))
                .help("begin with `basics:` and, indented under it, `name: Your Name`"),
        ),
    }
    walk.diagnostics
}

/// Where a value stands, for messages.
#[derive(Default, Clone)]
struct Place {
    /// The key that holds the value, or the list that it is in.
    key: Option<String>,
    /// The key's bytes.
    span: Option<Span>,
}

/// The state of a walk.
struct Walk<'a> {
    schema: &'a Json,
    source_of: &'a dyn Fn(Span) -> String,
    dialect: Dialect,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Walk<'a> {
    /// Checks a value against a schema.
    fn value(&mut self, node: &Node, schema: &'a Json, place: &Place) {
        let (name, schema) = self.resolve(schema);
        if node.value == Value::Null && accepts_null(schema) {
            return;
        }
        if let Some(alternatives) = schema.get("anyOf").and_then(Json::as_array) {
            let fitting = alternatives.iter().find(|alternative| self.fits(node, alternative));
            match fitting {
                Some(alternative) => self.value(node, alternative, place),
                None => self.wrong_type(node, schema, place),
            }
            return;
        }
        if !self.fits(node, schema) {
            self.wrong_type(node, schema, place);
            return;
        }
        match &node.value {
            Value::Null => {}
            Value::Scalar(_) => self.scalar(node, name, schema),
            Value::Sequence(items) => {
                let Some(item_schema) = schema.get("items") else { return };
                items.iter().for_each(|item| self.value(item, item_schema, place));
            }
            Value::Mapping(pairs) => self.mapping(node, pairs, name, schema, place),
        }
    }

    /// Follows a reference to its definition.
    fn resolve(&self, schema: &'a Json) -> (Option<&'a str>, &'a Json) {
        let Some(reference) = schema.get("$ref").and_then(Json::as_str) else {
            return (None, schema);
        };
        let name = reference.trim_start_matches("#/$defs/");
        match self.schema.pointer(reference.trim_start_matches('#')) {
            Some(definition) => (Some(name), definition),
            None => (None, schema),
        }
    }

    /// Whether a value has the shape that a schema wants.
    fn fits(&self, node: &Node, schema: &'a Json) -> bool {
        let (_, schema) = self.resolve(schema);
        if let Some(alternatives) = schema.get("anyOf").and_then(Json::as_array) {
            return alternatives.iter().any(|alternative| self.fits(node, alternative));
        }
        let types = types(schema);
        match &node.value {
            Value::Null => types.contains(&"null"),
            Value::Sequence(_) => types.contains(&"array"),
            Value::Mapping(_) => types.contains(&"object"),
            Value::Scalar(scalar) => types.iter().any(|kind| match *kind {
                "string" => true,
                "integer" => scalar.plain && scalar.text.parse::<u64>().is_ok(),
                "number" => scalar.plain && scalar.text.parse::<f64>().is_ok(),
                "boolean" => {
                    scalar.plain
                        && matches!(&*scalar.text, "true" | "True" | "TRUE" | "false" | "False" | "FALSE")
                }
                _ => false,
            }),
        }
    }

    /// Checks a mapping's keys and their values.
    fn mapping(
        &mut self,
        node: &Node,
        pairs: &[Pair],
        name: Option<&str>,
        schema: &'a Json,
        place: &Place,
    ) {
        // The theme's own declaration knows its options.
        if name == Some("Theme") {
            return;
        }
        let properties = schema.get("properties").and_then(Json::as_object);
        for pair in pairs {
            let inner = Place { key: Some(pair.key.clone()), span: Some(pair.key_span) };
            if let Some(property) = properties.and_then(|properties| properties.get(&pair.key)) {
                self.value(&pair.value, property, &inner);
            } else if let Some(values) = schema.get("additionalProperties").filter(|s| s.is_object())
            {
                self.value(&pair.value, values, &inner);
            } else if !pair.key.starts_with("x-")
                && let Some(properties) = properties
            {
                self.unknown_key(pair, pairs, properties);
            }
        }
        let required = schema.get("required").and_then(Json::as_array).into_iter().flatten();
        for key in required.filter_map(Json::as_str) {
            let present =
                pairs.iter().any(|pair| pair.key == key && pair.value.value != Value::Null);
            // A key that is there under a misspelt name has been reported already.
            let misspelt = pairs.iter().any(|pair| {
                properties.is_some_and(|properties| {
                    !properties.contains_key(&pair.key)
                        && closest(&pair.key, properties.keys()) == Some(key)
                })
            });
            if !present && !misspelt {
                self.missing_key(node, key, place);
            }
        }
    }

    /// Reports a key that the mapping does not have.
    fn unknown_key(&mut self, pair: &Pair, pairs: &[Pair], properties: &Map<String, Json>) {
        let message = format!("unknown key `{}`", pair.key);
        let mut diagnostic = Diagnostic::error("unknown-key", message).at(pair.key_span);
        let suggestion = closest(&pair.key, properties.keys())
            .or_else(|| synonym(&pair.key).filter(|key| properties.contains_key(*key)));
        diagnostic = match suggestion {
            Some(key) => match pairs.iter().find(|other| other.key == key) {
                Some(other) => diagnostic
                    .related(other.key_span, "it is there already")
                    .help(format!("the key with a similar name is there already: `{key}`")),
                None => diagnostic
                    .help(format!("a key with a similar name exists: `{key}`"))
                    .fix(pair.key_span, key),
            },
            None => {
                let known: Vec<_> = properties.keys().map(|key| format!("`{key}`")).collect();
                diagnostic.help(format!("the keys here are {}", list(&known, "and")))
            }
        };
        if self.dialect == Dialect::JsonResume {
            diagnostic = diagnostic.lenient();
        }
        self.diagnostics.push(diagnostic);
    }

    /// Reports a key that must be there.
    fn missing_key(&mut self, node: &Node, key: &str, place: &Place) {
        let holder = place.key.as_deref();
        let message = match holder {
            Some(holder) => format!("missing key `{key}` in `{holder}`"),
            None => format!("missing key `{key}`"),
        };
        // The whole mapping lacks the key; its first line stands for it.
        let span = match place.span {
            Some(span) if node.span.start.saturating_sub(span.end) < 200 => {
                // In a list the item says more than the key of the list.
                let item = node.pairs().first().map(|pair| pair.key_span);
                if self.is_list_item(node, span) { item.unwrap_or(node.span) } else { span }
            }
            _ => node.pairs().first().map_or(node.span, |pair| pair.key_span),
        };
        let help = match (holder, key) {
            (None, "basics") => "add `basics:` and, indented under it, `name: Your Name`".to_owned(),
            (_, "name") => "add `name: …`".to_owned(),
            _ => format!("add `{key}: …`"),
        };
        self.diagnostics.push(Diagnostic::error("missing-key", message).at(span).help(help));
    }

    /// Whether a mapping is an item of a list whose key is at `key`.
    fn is_list_item(&self, node: &Node, key: Span) -> bool {
        let between = Span { start: key.end.min(node.span.start), end: node.span.start, ..key };
        (self.source_of)(between).contains(['-', '['])
    }

    /// Reports a value of the wrong shape.
    fn wrong_type(&mut self, node: &Node, schema: &'a Json, place: &Place) {
        let expected = self.expected(schema);
        let what = match &place.key {
            Some(key) => format!("`{key}` wants {expected}, not {}", found(node)),
            None => format!("expected {expected}, found {}", found(node)),
        };
        let mut diagnostic = Diagnostic::error("wrong-type", what).at(node.span);
        let wants_list = expected.starts_with("a list");
        diagnostic = match (&node.value, wants_list) {
            (Value::Scalar(scalar), true) => {
                let text = scalar.text.lines().next().unwrap_or_default();
                let short = text.len() <= 40 && !text.contains([',', '[', ']', '{', '}', '#', ':']);
                if short {
                    diagnostic.help("write it as a list").fix(node.span, format!("[{text}]"))
                } else {
                    diagnostic.help("write it as a list: a line that begins with `- ` for each item")
                }
            }
            (Value::Null, _) => diagnostic.help("write a value, or remove the item"),
            (Value::Mapping(pairs), false) if expected.starts_with("text") && pairs.len() == 1 => {
                diagnostic.help("if this is text, put it in quotes")
            }
            _ => diagnostic,
        };
        self.diagnostics.push(diagnostic);
    }

    /// What a schema wants, in words.
    fn expected(&self, schema: &'a Json) -> String {
        let (name, schema) = self.resolve(schema);
        match name {
            Some("Date" | "EndDate" | "LooseDate") => return "a date".to_owned(),
            Some("Url") => return "a URL".to_owned(),
            Some("Email") => return "an e-mail address".to_owned(),
            _ => {}
        }
        if let Some(alternatives) = schema.get("anyOf").and_then(Json::as_array) {
            let mut words: Vec<String> = Vec::new();
            for alternative in alternatives {
                let word = self.expected(alternative);
                if word != "nothing" && !words.contains(&word) {
                    words.push(word);
                }
            }
            return list(&words, "or");
        }
        let types = types(schema);
        if types.contains(&"string") {
            "text"
        } else if types.contains(&"array") {
            "a list"
        } else if types.contains(&"object") {
            "a mapping"
        } else if types.contains(&"boolean") {
            "`true` or `false`"
        } else if types.contains(&"integer") {
            "a whole number"
        } else {
            "nothing"
        }
        .to_owned()
    }

    /// Checks a scalar by its domain type, its list of values, or its range.
    fn scalar(&mut self, node: &Node, name: Option<&str>, schema: &Json) {
        let text = node.text().unwrap_or_default();
        let result = match name {
            Some("Text") => {
                for error in markup::problems(text) {
                    self.field_error(node, error);
                }
                return;
            }
            Some("Date") => Date::from_str(text).map(drop),
            Some("EndDate") => EndDate::from_str(text).map(drop),
            Some("LooseDate") => LooseDate::from_str(text).map(drop),
            Some("Timestamp") => Timestamp::from_str(text).map(drop),
            Some("Url") => Url::from_str(text).map(drop),
            Some("Email") => Email::from_str(text).map(drop),
            Some("Doi") => Doi::from_str(text).map(drop),
            Some("LanguageTag") => LanguageTag::from_str(text).map(drop),
            _ => in_range(text, schema),
        };
        if let Err(error) = result {
            self.field_error(node, error);
        }
    }

    /// Reports what a domain type says about a scalar.
    fn field_error(&mut self, node: &Node, error: FieldError) {
        let written = (self.source_of)(Span { start: 0, end: usize::MAX, ..node.span });
        let span = match error.range {
            Some(range) => node.span_of(range, &written),
            None => node.span,
        };
        let mut diagnostic = Diagnostic::error(error.code, error.message).at(span);
        diagnostic.help = error.help;
        if let Some(fix) = error.fix {
            diagnostic = diagnostic.fix(span, fix);
        }
        if self.dialect == Dialect::JsonResume && error.code == "bad-date" {
            diagnostic = diagnostic.lenient().and("it is printed as written");
        }
        self.diagnostics.push(diagnostic);
    }
}

/// Whether a number is in the schema's range.
fn in_range(text: &str, schema: &Json) -> Result<(), FieldError> {
    let bound = |key| schema.get(key).and_then(Json::as_f64);
    let (Some(min), Some(max), Ok(number)) = (bound("minimum"), bound("maximum"), text.parse::<f64>())
    else {
        return Ok(());
    };
    if (min..=max).contains(&number) {
        return Ok(());
    }
    Err(FieldError::new("out-of-range", format!("{text} is not between {min} and {max}"))
        .help(format!("write a whole number from {min} to {max}")))
}

/// The types that a schema allows.
fn types(schema: &Json) -> Vec<&str> {
    match schema.get("type") {
        Some(Json::String(kind)) => vec![kind],
        Some(Json::Array(kinds)) => kinds.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Whether a schema allows nothing in the place of a value.
fn accepts_null(schema: &Json) -> bool {
    let alternatives = schema.get("anyOf").and_then(Json::as_array);
    types(schema).contains(&"null")
        || alternatives.is_some_and(|all| all.iter().any(|one| types(one).contains(&"null")))
        // The root's optional sections and flags with a default may be left empty, too.
        || schema.get("default").is_some()
}

/// What a value is, in words.
fn found(node: &Node) -> &'static str {
    match &node.value {
        Value::Null => "nothing",
        Value::Sequence(_) => "a list",
        Value::Mapping(_) => "a mapping",
        Value::Scalar(scalar) if scalar.plain && scalar.text.parse::<f64>().is_ok() => "a number",
        Value::Scalar(_) => "text",
    }
}

/// What people write who know another tool, and what it is called here.
fn synonym(key: &str) -> Option<&'static str> {
    Some(match key.to_lowercase().replace(['_', '-'], "").as_str() {
        "company" | "employer" | "title" => "name",
        "role" | "job" | "jobtitle" => "position",
        "school" | "university" | "college" => "institution",
        "degree" => "studyType",
        "major" | "subject" | "field" => "area",
        "from" | "start" | "begin" => "startDate",
        "to" | "end" | "until" => "endDate",
        "bullets" | "achievements" | "responsibilities" => "highlights",
        "website" | "web" | "link" | "homepage" | "href" => "url",
        "mail" | "emailaddress" => "email",
        "tel" | "telephone" | "mobile" => "phone",
        "photo" | "picture" | "avatar" => "image",
        "headline" | "tagline" => "label",
        "about" | "objective" | "profile" => "summary",
        "experience" | "employment" | "jobs" => "work",
        "certifications" | "licenses" => "certificates",
        "papers" => "publications",
        "hobbies" => "interests",
        "gpa" | "grade" => "score",
        "items" | "tools" | "technologies" => "keywords",
        "venue" | "conference" => "event",
        "level" | "proficiency" => "fluency",
        "city" | "place" | "address" => "location",
        "published" | "year" => "releaseDate",
        "journal" => "publisher",
        _ => return None,
    })
}

/// The text that a source holds between two bytes; for [`validate`]'s `source_of`.
pub fn slice(source: &Source, span: Span) -> String {
    let end = span.end.min(source.text.len());
    source.text.get(span.start.min(end)..end).unwrap_or_default().to_owned()
}

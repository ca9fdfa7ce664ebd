//! The walk of a tree by the schema.

use std::collections::HashSet;
use std::str::FromStr;

use serde_json::Value as Json;

use crate::diagnostics::{Diagnostic, MAX_PROBLEMS, Sources, Span};
use crate::json_resume::date_of_timestamp;
use crate::locale;
use crate::markup;
use crate::resume::{
    AsidePhrase, Bleed, Date, DatePhrase, DayPattern, Doi, Email, EndDate, FieldError, FileName,
    InkProfile, LanguageTag, LooseDate, MonthPattern, OpenPhrase, PagePhrase, RangePhrase,
    Standard, TalkPhrase, Timestamp, Url,
};
use crate::words::code;
use crate::yaml::{Node, Pair, Scalar, Value, quoted, written_like};

use super::mismatch::{found, in_range, wrong_length, wrong_type};
use super::names::{meant, unknown_key};
use super::{Dialect, Validated, alternatives, translations, types};

/// The longest text that a field may hold: ten pages.
const MAX_TEXT: usize = 32 << 10;

/// Walks a tree by a schema.
pub fn walk(root: &Node, schema: &Json, sources: &Sources, dialect: Dialect) -> Validated {
    let mut walk = Walk {
        schemas: Schemas(schema),
        sources,
        dialect,
        diagnostics: Vec::new(),
        translations: HashSet::new(),
    };
    let sound = match root.value {
        Value::Mapping(_) => walk.value(root, schema, &Place::default()),
        _ => {
            walk.diagnostics.push(
                Diagnostic::error("wrong-type", "a résumé is a mapping of keys to values")
                    .at(root.span)
                    .label(format!("this is {}", found(root)))
                    .help("begin with `basics:` and, indented under it, `name: Your Name`"),
            );
            None
        }
    };
    let Walk { diagnostics, translations, .. } = walk;
    Validated { diagnostics, sound, translations }
}

/// Where a value stands, for messages.
#[derive(Default, Clone)]
pub struct Place {
    /// The key that holds the value, or the list that it is in.
    pub key: Option<(String, Span)>,
    /// Whether it is an item of that list.
    pub item: bool,
}

/// The schema, to look definitions up in.
#[derive(Clone, Copy)]
pub struct Schemas<'a>(pub &'a Json);

impl<'a> Schemas<'a> {
    /// Follows a reference to its definition.
    pub fn resolve(self, schema: &'a Json) -> (Option<&'a str>, &'a Json) {
        let reference = schema.get("$ref").and_then(Json::as_str);
        let definition =
            reference.and_then(|reference| self.0.pointer(reference.trim_start_matches('#')));
        match (reference, definition) {
            (Some(reference), Some(definition)) => {
                (Some(reference.trim_start_matches("#/$defs/")), definition)
            }
            _ => (None, schema),
        }
    }

    /// Whether a value has the shape that a schema wants.
    pub fn fits(self, node: &Node, schema: &'a Json) -> bool {
        let (_, schema) = self.resolve(schema);
        if let Some(alternatives) = alternatives(schema) {
            return alternatives.iter().any(|alternative| self.fits(node, alternative));
        }
        let types = types(schema);
        match &node.value {
            Value::Null => types.contains(&"null"),
            Value::Sequence(_) => types.contains(&"array"),
            Value::Mapping(_) => types.contains(&"object"),
            Value::Scalar(scalar) => types.iter().any(|kind| scalar_fits(scalar, kind)),
        }
    }

    /// The alternative of a schema that a value fits; the schema itself if it has none.
    fn alternative(self, node: &Node, schema: &'a Json) -> Option<(Option<&'a str>, &'a Json)> {
        let (name, schema) = self.resolve(schema);
        match alternatives(schema) {
            Some(alternatives) => {
                let fitting =
                    alternatives.iter().find(|alternative| self.fits(node, alternative))?;
                self.alternative(node, fitting)
            }
            None => self.fits(node, schema).then_some((name, schema)),
        }
    }

    /// Something that a schema allows, in the place of what it does not.
    fn placeholder(self, schema: &'a Json, span: Span) -> Node {
        let (name, schema) = self.resolve(schema);
        if let Some(first) = alternatives(schema).and_then(|alternatives| alternatives.first()) {
            return self.placeholder(first, span);
        }
        let text = |text: &str| Value::Scalar(Scalar { text: text.to_owned(), plain: true });
        let types = types(schema);
        let value = if types.contains(&"object") {
            let pairs = required(schema).filter_map(|key| {
                let value = self.placeholder(property(schema, key)?, span);
                Some(Pair { key: key.to_owned(), key_span: span, value })
            });
            Value::Mapping(pairs.collect())
        } else if types.contains(&"array") {
            Value::Sequence(Vec::new())
        } else if types.contains(&"boolean") && !types.contains(&"string") {
            text("false")
        } else if let Some(minimum) = schema.get("minimum").filter(|_| !types.contains(&"string")) {
            text(&minimum.to_string())
        } else {
            // A domain value is like its example; other text must not look like the user's.
            let examples = schema.get("examples").filter(|_| name.is_some());
            let example = examples.and_then(|examples| examples.get(0));
            text(example.and_then(Json::as_str).unwrap_or("…"))
        };
        Node { value, span }
    }
}

/// Whether a scalar can be read as a type. All can be read as text.
fn scalar_fits(scalar: &Scalar, kind: &str) -> bool {
    let text = &*scalar.text;
    match kind {
        "string" => true,
        "integer" => scalar.plain && text.parse::<u64>().is_ok(),
        "boolean" => {
            scalar.plain && matches!(text, "true" | "True" | "TRUE" | "false" | "False" | "FALSE")
        }
        _ => false,
    }
}

/// The keys that a mapping must have.
pub fn required(schema: &Json) -> impl Iterator<Item = &str> {
    schema.get("required").and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_str)
}

/// The schema of a key.
fn property<'a>(schema: &'a Json, key: &str) -> Option<&'a Json> {
    schema.get("properties")?.get(key)
}

/// The state of a walk.
pub struct Walk<'a> {
    /// The schema.
    pub schemas: Schemas<'a>,
    /// The texts behind the tree.
    pub sources: &'a Sources,
    /// How strict the walk is.
    dialect: Dialect,
    /// What was found.
    diagnostics: Vec<Diagnostic>,
    /// Where texts stand in several languages.
    pub translations: HashSet<Span>,
}

impl<'a> Walk<'a> {
    /// Checks a value against a schema. What is sound of it comes back.
    pub fn value(&mut self, node: &Node, schema: &'a Json, place: &Place) -> Option<Node> {
        if self.diagnostics.len() > MAX_PROBLEMS {
            return None;
        }
        if let Some(sound) = self.translations(node, schema) {
            return sound;
        }
        if let Some(error) = self.unquoted_colon(node, schema) {
            self.report(error);
            return None;
        }
        let Some((name, schema)) = self.schemas.alternative(node, schema) else {
            let error = wrong_type(self.schemas, self.sources, node, schema, place);
            self.report(match translations::is_by_language(node) {
                true => Diagnostic { fix: Vec::new(), ..error }
                    .help("write it once: it is the same in every language"),
                false => error,
            });
            return None;
        };
        match &node.value {
            Value::Null => Some(node.clone()),
            Value::Scalar(_) => self.scalar(node, name, schema),
            Value::Sequence(items) => {
                if let Some(error) = wrong_length(node, items.len(), schema, place) {
                    self.report(error);
                    return None;
                }
                Some(self.sequence(node.span, items, schema, place))
            }
            Value::Mapping(pairs) => self.mapping(node, pairs, name, schema, place),
        }
    }

    /// Adds a problem. A JSON Resume file loses what has it, with a warning.
    pub fn report(&mut self, error: Diagnostic) {
        let lenient = self.dialect == Dialect::JsonResume && error.code != "unsafe-link";
        self.diagnostics.push(if lenient { error.lenient().and("it is left out") } else { error });
    }

    /// Checks the items of a list.
    fn sequence(&mut self, span: Span, items: &[Node], schema: &'a Json, place: &Place) -> Node {
        let place = Place { item: true, ..place.clone() };
        let mut sound = Vec::new();
        for item in items {
            let Some(item_schema) = schema.get("items") else { continue };
            match self.value(item, item_schema, &place) {
                Some(item) => sound.push(item),
                // The items after it keep their indices, except where the item is only left out.
                None if self.dialect == Dialect::JsonResume => {}
                None => sound.push(self.schemas.placeholder(item_schema, item.span)),
            }
        }
        Node { value: Value::Sequence(sound), span }
    }

    /// Checks a mapping's keys and their values.
    fn mapping(
        &mut self,
        node: &Node,
        pairs: &[Pair],
        name: Option<&str>,
        schema: &'a Json,
        place: &Place,
    ) -> Option<Node> {
        let lenient = self.dialect == Dialect::JsonResume;
        let mut sound = Vec::new();
        for pair in pairs {
            let inner = Place { key: Some((pair.key.clone(), pair.key_span)), item: false };
            let properties = schema.get("properties").and_then(Json::as_object);
            let known = properties.and_then(|properties| properties.get(&pair.key));
            let schema =
                known.or_else(|| schema.get("additionalProperties").filter(|s| s.is_object()));
            let value = match (schema, properties) {
                // A required key without a value is reported as missing.
                (Some(_), _) if known.is_some() && pair.value.value == Value::Null => None,
                (Some(schema), _) => self.value(&pair.value, schema, &inner),
                // The theme's own declaration knows its options.
                (None, Some(_)) if self.diagnostics.len() > MAX_PROBLEMS => None,
                (None, Some(properties))
                    if name != Some("Theme") && !pair.key.starts_with("x-") =>
                {
                    let written = self.sources.slice(pair.key_span);
                    let error = unknown_key(pair, written, pairs, properties);
                    self.report(error);
                    None
                }
                (None, _) => Some(pair.value.clone()),
            };
            sound.extend(value.map(|value| Pair { value, ..pair.clone() }));
        }
        for key in required(schema) {
            if sound.iter().any(|pair| pair.key == key) {
                continue;
            }
            let properties = schema.get("properties").and_then(Json::as_object);
            let known: Vec<&str> =
                properties.into_iter().flat_map(|all| all.keys()).map(String::as_str).collect();
            let written =
                pairs.iter().find(|pair| pair.key == key && pair.value.value != Value::Null);
            // A key that is there under another name has been reported already.
            let misspelt = pairs.iter().any(|pair| {
                !known.contains(&pair.key.as_str()) && meant(&pair.key, &known) == Some(key)
            });
            let name_of_person = match &place.key {
                None => key == "basics",
                Some((holder, _)) => holder == "basics" && key == "name",
            };
            if name_of_person && written.is_none() && !misspelt {
                self.diagnostics.push(missing_key(node, pairs, key, place));
            } else if lenient && !name_of_person {
                let is_text = property(schema, key)
                    .is_some_and(|schema| self.schemas.resolve(schema).0 == Some("Text"));
                let printed = is_text && !sound.is_empty();
                // A value that is wrong, or a key that is misspelt, has been reported already.
                if written.is_none() && !misspelt {
                    let error = missing_key(node, pairs, key, place).lenient();
                    // JSON Resume demands nothing: what there is of the entry is printed.
                    let note =
                        if printed { "the rest is printed without it" } else { "it is left out" };
                    self.diagnostics.push(error.and(note));
                }
                if !printed {
                    return None;
                }
                let value = Value::Scalar(Scalar { text: String::new(), plain: false });
                let value = Node { value, span: node.span };
                sound.push(Pair { key: key.to_owned(), key_span: node.span, value });
                continue;
            } else if written.is_none() && !misspelt {
                self.report(missing_key(node, pairs, key, place));
            }
            if let Some(schema) = property(schema, key) {
                let value = self.schemas.placeholder(schema, node.span);
                sound.push(Pair { key: key.to_owned(), key_span: node.span, value });
            }
        }
        Some(Node { value: Value::Mapping(sound), span: node.span })
    }

    /// A text with a colon in it, which YAML takes for a mapping: `- Result: ten times faster`.
    fn unquoted_colon(&self, node: &Node, schema: &'a Json) -> Option<Diagnostic> {
        let [pair] = node.pairs() else { return None };
        let text = Node {
            value: Value::Scalar(Scalar { text: String::new(), plain: false }),
            span: node.span,
        };
        let (name, _) = self.schemas.alternative(&text, schema)?;
        let full = self.schemas.alternative(node, schema);
        // The keys of a theme are its options, which its own declaration knows.
        if full.is_some_and(|(name, _)| name == Some("Theme")) {
            return None;
        }
        let keys = full.and_then(|(_, schema)| schema.get("properties")).and_then(Json::as_object);
        let keys: Vec<&str> =
            keys.into_iter().flat_map(|keys| keys.keys()).map(String::as_str).collect();
        let written = self.sources.slice(node.span);
        let colon = pair.key_span.end..pair.key_span.end + 1;
        let is_text = name == Some("Text")
            && pair.value.text().is_some()
            && !written.contains(['\n', '{'])
            && self.sources.slice(Span::new(node.span.source, colon.clone())) == ":"
            && !pair.key.starts_with("x-")
            && meant(&pair.key, &keys).is_none();
        is_text.then(|| {
            Diagnostic::error("unquoted-colon", "a value with a colon in it needs quotes")
                .at(Span::new(node.span.source, colon))
                .help("put the value in quotes")
                .fix(node.span, quoted(written))
                .safe()
        })
    }

    /// Checks a scalar by its domain type, or its range. A JSON Resume file may get back what can be
    /// printed of it.
    fn scalar(&mut self, node: &Node, name: Option<&str>, schema: &Json) -> Option<Node> {
        let text = node.text().unwrap_or_default();
        if let Some((at, c)) = text.char_indices().find(|(_, c)| is_unprintable(*c)) {
            let message = format!("the character U+{:04X} cannot be printed", u32::from(c));
            let error = FieldError::new("unprintable-character", message)
                .at(at..at + c.len_utf8())
                .help("remove it: nobody sees it, and no PDF may hold it");
            if self.dialect == Dialect::Vitae {
                self.field_error(node, error);
                return None;
            }
            self.diagnostics.push(self.at(node, error).lenient().and("it is left out"));
            let text: String = text.chars().filter(|c| !is_unprintable(*c)).collect();
            return self.scalar(&with_text(node, &text), name, schema);
        }
        let result = match name {
            Some("Text") if text.len() > MAX_TEXT => {
                let message = format!("a text cannot be longer than {} KiB", MAX_TEXT >> 10);
                Err(FieldError::new("too-large", message).help("divide it, or shorten it"))
            }
            Some("Text") => {
                let errors = markup::problems(text);
                if self.dialect == Dialect::JsonResume
                    && !errors.is_empty()
                    && errors.iter().all(|error| error.code != "unsafe-link")
                {
                    // JSON Resume says nothing of Markdown, so these may be no links at all.
                    for error in errors {
                        let error = self.at(node, error).lenient().and("it is printed as written");
                        self.diagnostics.push(error);
                    }
                    return Some(with_text(node, &text.replace("](", "]\\(")));
                }
                let sound = errors.is_empty();
                errors.into_iter().for_each(|error| self.field_error(node, error));
                return sound.then(|| node.clone());
            }
            Some("Date" | "EndDate" | "LooseDate")
                if let Some(date) =
                    date_of_timestamp(text).filter(|_| self.dialect == Dialect::JsonResume) =>
            {
                let error = FieldError::new("bad-date", format!("`{text}` has a time in it"));
                let error = error.help("write the date alone").fix(date);
                let error = self.at(node, error).lenient().and(format!("it is read as `{date}`"));
                self.diagnostics.push(error);
                return Some(with_text(node, date));
            }
            Some("Date") => Date::from_str(text).map(drop),
            Some("EndDate") => EndDate::from_str(text).map(drop),
            Some("LooseDate") => LooseDate::from_str(text).map(drop),
            Some("Timestamp") => Timestamp::from_str(text).map(drop),
            Some("Url") => Url::from_str(text).map(drop),
            Some("Email") => Email::from_str(text).map(drop),
            Some("Doi") => Doi::from_str(text).map(drop),
            Some("LanguageTag") => LanguageTag::from_str(text).map(drop),
            Some("DatePhrase") => DatePhrase::from_str(text).map(drop),
            Some("PagePhrase") => PagePhrase::from_str(text).map(drop),
            Some("TalkPhrase") => TalkPhrase::from_str(text).map(drop),
            Some("AsidePhrase") => AsidePhrase::from_str(text).map(drop),
            Some("RangePhrase") => RangePhrase::from_str(text).map(drop),
            Some("OpenPhrase") => OpenPhrase::from_str(text).map(drop),
            Some("MonthPattern") => MonthPattern::from_str(text).map(drop),
            Some("DayPattern") => DayPattern::from_str(text).map(drop),
            Some("Standard") => Standard::from_str(text).map(drop),
            Some("InkProfile") => InkProfile::from_str(text).map(drop),
            Some("FileName") => FileName::from_str(text).map(drop),
            Some("Bleed") => Bleed::from_str(text).map(drop),
            _ => in_range(text, schema),
        };
        let Err(error) = result else { return Some(node.clone()) };
        if self.dialect == Dialect::JsonResume {
            let (sound, note) = match (name, &error.fix) {
                (Some("Date" | "EndDate" | "LooseDate"), _) => {
                    (Some(node.clone()), "it is printed as written".to_owned())
                }
                // An address that only lacks its scheme.
                (Some("Url"), Some(address)) if error.range.is_none() => {
                    (Some(with_text(node, address)), format!("it is read as `{address}`"))
                }
                (Some("Email"), _) if let Some(address) = address_in(text) => {
                    (Some(with_text(node, address)), format!("it is read as `{address}`"))
                }
                _ => (None, String::new()),
            };
            if sound.is_some() {
                self.diagnostics.push(self.at(node, error).lenient().and(note));
                return sound;
            }
        }
        self.field_error(node, error);
        None
    }

    /// Reports what a domain type says about a scalar.
    fn field_error(&mut self, node: &Node, error: FieldError) {
        let error = match (error.code, error.fix.is_none(), node.text().and_then(locale::meant)) {
            ("bad-language", true, Some(tag)) => {
                error.help(format!("the tag of the language is `{tag}`")).fix(tag)
            }
            _ => error,
        };
        let error = self.at(node, error);
        self.report(error);
    }

    /// What a domain type says about a scalar, at its bytes.
    fn at(&self, node: &Node, error: FieldError) -> Diagnostic {
        let text = node.text().unwrap_or_default();
        let source = &self.sources.get(node.span.source).text;
        let span = error.range.map_or(node.span, |range| node.span_of(range, source));
        // The types write the user's text as it is; long or odd text is cut here.
        let tidy = |words: String| match words.len() > text.len() {
            true => words.replace(&format!("`{text}`"), &code(text)),
            false => words,
        };
        let mut diagnostic = Diagnostic::error(error.code, tidy(error.message)).at(span);
        diagnostic.help = error.help.map(tidy);
        if let Some(fix) = error.fix {
            let fix = written_like(self.sources.slice(span), &fix);
            diagnostic = diagnostic.fix(span, fix).safe_if(error.safe);
        }
        diagnostic
    }
}

/// Whether a character is for programs alone: PDF/A and PDF/UA refuse it, or it has no ink and no width.
fn is_unprintable(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
        || c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}')
}

/// The mail address in a text with more around it: blanks, `mailto:`, or a name.
fn address_in(text: &str) -> Option<&str> {
    let bare = text.trim();
    let bare = bare.strip_prefix("mailto:").unwrap_or(bare);
    let inner = bare.split_once('<').and_then(|(_, rest)| rest.strip_suffix('>')).unwrap_or(bare);
    Email::from_str(inner).is_ok().then_some(inner)
}

/// A scalar with another text.
fn with_text(node: &Node, text: &str) -> Node {
    let scalar = Scalar { text: text.to_owned(), plain: false };
    Node { value: Value::Scalar(scalar), span: node.span }
}

/// A key that must be there, and is not.
fn missing_key(node: &Node, pairs: &[Pair], key: &str, place: &Place) -> Diagnostic {
    let error = |message: String| Diagnostic::error("missing-key", message);
    if let Some(empty) = pairs.iter().find(|pair| pair.key == key) {
        let help = if key == "basics" {
            "indent `name: Your Name` under it"
        } else {
            "write a value after it"
        };
        return error(format!("`{key}` is empty")).at(empty.key_span).help(help);
    }
    let first = pairs.first().map_or(node.span, |pair| pair.key_span);
    let missing = match &place.key {
        None => error(format!("missing key `{key}`")).at(first),
        // An item begins with its first key, which says more than the key of the list.
        Some((holder, _)) if place.item => {
            error(format!("missing key `{key}` in an item of `{holder}`")).at(first)
        }
        Some((holder, span)) => error(format!("missing key `{key}` in `{holder}`")).at(*span),
    };
    missing.help(match key {
        "basics" => "add `basics:` and, indented under it, `name: Your Name`".to_owned(),
        _ => format!("add `{key}: …`"),
    })
}

//! Texts that there are in several languages: `{en: …, ko: …}` in the place of a text or of a list of
//! texts. Which fields may be so, and what is wrong with one.

use serde_json::{Map, Value as Json, json};

use crate::diagnostics::Diagnostic;
use crate::locale;
use crate::words::{code, code_list};
use crate::yaml::{Node, Pair, Value};

use super::alternatives;
use super::mismatch::wrong_type;
use super::walk::{Place, Schemas, Walk};

/// The definitions of what may be in several languages.
const TEXTS: &[&str] = &["Text", "LooseDate", "Url"];
/// Definitions for which a bare text stands that is a name, and in no language.
const NAMES: &[&str] = &["SectionRef", "Theme", "Image"];
/// Definitions of mappings that may be there once for each language.
const WHOLES: &[&str] = &["LocaleWords"];
/// The items of lists that may be in several languages.
const ITEMS: &[&str] = &["Text", "Highlight"];

/// What a field takes in each language.
#[derive(Default)]
pub struct Translatable<'a> {
    /// A text.
    pub text: Option<&'a Json>,
    /// A list of texts.
    pub list: Option<&'a Json>,
    /// A mapping as a whole.
    pub whole: Option<&'a Json>,
    /// The keys of the object that it takes, too.
    keys: Vec<&'a str>,
}

impl<'a> Translatable<'a> {
    /// What a schema takes in each language; `None` if it is in no language.
    pub fn of(schemas: Schemas<'a>, schema: &'a Json) -> Option<Self> {
        let mut found = Self::default();
        let sound = found.collect(schemas, schema);
        let takes = [found.text, found.list, found.whole].iter().any(Option::is_some);
        (sound && takes).then_some(found)
    }

    /// Adds an alternative. Whether the field may be in several languages is answered.
    fn collect(&mut self, schemas: Schemas<'a>, schema: &'a Json) -> bool {
        let (name, resolved) = schemas.resolve(schema);
        if let Some(name) = name {
            if NAMES.contains(&name) {
                return false;
            }
            if TEXTS.contains(&name) {
                self.text = Some(schema);
                return true;
            }
            if WHOLES.contains(&name) {
                self.whole = Some(schema);
            }
        }
        if let Some(alternatives) = alternatives(resolved) {
            return alternatives.iter().all(|one| self.collect(schemas, one));
        }
        if resolved.as_object().is_some_and(is_list_of_texts) {
            self.list = Some(resolved);
        }
        let properties = resolved.get("properties").and_then(Json::as_object);
        self.keys.extend(properties.into_iter().flat_map(Map::keys).map(String::as_str));
        true
    }
}

/// Whether a key looks like a tag of a language.
fn looks_like_tag(key: &str) -> bool {
    key.parse::<crate::resume::LanguageTag>().is_ok()
}

/// Whether a value is written once for each language, wherever it stands.
pub fn is_by_language(node: &Node) -> bool {
    !node.pairs().is_empty() && node.pairs().iter().all(|pair| locale::speaks(&pair.key))
}

impl<'a> Walk<'a> {
    /// Checks a mapping of languages to texts; `None` if the node is none.
    pub(super) fn translations(&mut self, node: &Node, schema: &'a Json) -> Option<Option<Node>> {
        let pairs = node.pairs();
        let is_spoken = |pair: &Pair| locale::speaks(&pair.key);
        let is_language = |pair: &Pair| is_spoken(pair) || locale::meant(&pair.key).is_some();
        // One name of a language alone is a word before a colon: `- French: fluent`.
        if !pairs.iter().any(is_spoken) && (pairs.len() < 2 || !pairs.iter().all(is_language)) {
            return None;
        }
        let field = Translatable::of(self.schemas, schema)?;
        let is_key = |pair: &Pair| field.keys.contains(&pair.key.as_str());
        if pairs.iter().any(|pair| !is_spoken(pair) && is_key(pair)) {
            return None;
        }
        // What else may a key be where the languages are keys of the field, too?
        let only_languages =
            pairs.iter().all(|pair| is_language(pair) || looks_like_tag(&pair.key));
        if !only_languages && pairs.iter().all(|pair| !is_spoken(pair) || is_key(pair)) {
            return None;
        }
        let mut sound = Vec::new();
        for pair in pairs {
            if !locale::speaks(&pair.key) {
                self.report(unknown_language(pair, pairs));
                continue;
            }
            let place = Place { key: Some((pair.key.clone(), pair.key_span)), item: false };
            let fitting = match &pair.value.value {
                Value::Scalar(_) => field.text,
                Value::Sequence(_) => field.list,
                Value::Mapping(_) => field.whole,
                Value::Null => None,
            };
            let value = match fitting {
                Some(schema) => self.value(&pair.value, schema, &place),
                None => {
                    let wanted = field.text.or(field.list).or(field.whole).unwrap_or(schema);
                    let found = &pair.value;
                    let error = wrong_type(self.schemas, self.sources, found, wanted, &place);
                    self.report(match is_by_language(found) {
                        true => Diagnostic { fix: Vec::new(), ..error }
                            .help("write the text itself: it is in a language already"),
                        false => error,
                    });
                    None
                }
            };
            sound.extend(value.map(|value| Pair { value, ..pair.clone() }));
        }
        if sound.is_empty() {
            return Some(None);
        }
        self.translations.insert(node.span);
        Some(Some(Node { value: Value::Mapping(sound), span: node.span }))
    }
}

/// A key beside languages that is none.
fn unknown_language(pair: &Pair, pairs: &[Pair]) -> Diagnostic {
    let message = match looks_like_tag(&pair.key) {
        true => format!("vitae does not speak {}", code(&pair.key)),
        false => format!("{} is not the tag of a language", code(&pair.key)),
    };
    let error = Diagnostic::error("unknown-language", message).at(pair.key_span);
    let Some(tag) = locale::meant(&pair.key) else {
        return error.help(format!("the languages are {}", code_list(locale::languages(), "and")));
    };
    match pairs.iter().find(|other| other.key == tag) {
        Some(other) => error
            .related(other.key_span, "this is there already")
            .help(format!("the tag of the language is `{tag}`; remove one of the two")),
        None => error.help(format!("the tag of the language is `{tag}`")).fix(pair.key_span, tag),
    }
}

/// Says in the published schema which fields may be in several languages.
pub fn describe(schema: &mut Json) {
    let tags =
        format!("^({})(-[A-Za-z0-9]{{1,8}})*$", locale::languages().collect::<Vec<_>>().join("|"));
    for name in TEXTS {
        let plain = schema["$defs"][name].clone();
        let mut once = plain.clone();
        if let Some(object) = once.as_object_mut() {
            object.retain(|key, _| key != "description" && key != "examples");
        }
        let several = in_languages(&tags, once.clone(), "The text in each language.");
        let mut new = json!({});
        for key in ["description", "examples"] {
            if let Some(value) = plain.get(key) {
                new[key] = value.clone();
            }
        }
        let words = plain["description"].as_str().unwrap_or_default();
        new["description"] =
            json!(format!("{words} Or one for each language: `{{en: …, ko: …}}`."));
        new["anyOf"] = json!([once, several]);
        schema["$defs"][name] = new;
    }
    let text = schema["$defs"]["Text"]["anyOf"][0].clone();
    open_lists(schema, &tags, &text);
}

/// A mapping of languages to values.
fn in_languages(tags: &str, value: Json, description: &str) -> Json {
    json!({
        "description": description,
        "type": "object",
        "patternProperties": { tags: value },
        "additionalProperties": false,
        "minProperties": 1,
    })
}

/// Opens lists of texts to languages, and closes names to them.
fn open_lists(schema: &mut Json, tags: &str, text: &Json) {
    let object = match schema {
        Json::Array(items) => {
            return items.iter_mut().for_each(|item| open_lists(item, tags, text));
        }
        Json::Object(object) => object,
        _ => return,
    };
    if is_list_of_texts(object) {
        let nullable = object["type"].is_array();
        let list = json!({ "type": "array", "items": object.shift_remove("items") });
        object.shift_remove("type");
        let several = in_languages(tags, list.clone(), "The list in each language.");
        let nothing = nullable.then(|| json!({ "type": "null" }));
        object.insert("anyOf".to_owned(), [list, several].into_iter().chain(nothing).collect());
        return;
    }
    let kind = |one: &Json, names: &[&str]| {
        let reference = one.get("$ref").and_then(Json::as_str).unwrap_or_default();
        names.iter().any(|name| reference == format!("#/$defs/{name}"))
    };
    for (keyword, value) in object.iter_mut() {
        let Some(alternatives) = value.as_array_mut().filter(|_| keyword == "anyOf") else {
            open_lists(value, tags, text);
            continue;
        };
        let is_name = alternatives.iter().any(|one| kind(one, NAMES));
        let takes_text = alternatives.iter().any(|one| kind(one, &["Text"]));
        if let Some(whole) = alternatives.iter().find(|one| kind(one, WHOLES)).cloned() {
            alternatives.push(in_languages(tags, whole, "The words of each language."));
        }
        for one in alternatives {
            if is_name && kind(one, &["Text"]) {
                *one = text.clone();
            } else if takes_text && one.as_object().is_some_and(is_list_of_texts) {
                let value = json!({ "anyOf": [text, one] });
                let several = in_languages(tags, value, "The text or the list in each language.");
                *one = json!({ "anyOf": [one, several] });
            } else {
                open_lists(one, tags, text);
            }
        }
    }
}

/// Whether a schema is of a list whose items may be in several languages.
fn is_list_of_texts(schema: &Map<String, Json>) -> bool {
    let is_text = |one: &Json| {
        let reference = one.get("$ref").and_then(Json::as_str).unwrap_or_default();
        ITEMS.iter().any(|name| reference == format!("#/$defs/{name}"))
    };
    schema.get("items").is_some_and(|items| match alternatives(items) {
        Some(alternatives) => alternatives.iter().all(is_text),
        None => is_text(items),
    })
}

//! The schema as it is published: with what other modules know, themes and languages, and in the form
//! that strict readers of schemas take.

use serde_json::{Map, Value as Json, json};

use crate::locale;
use crate::theme::{self, Manifest, builtin_manifests};

use super::translations;

/// Keywords that hold data, in which nothing is a schema.
const DATA: &[&str] = &["examples", "default", "enum", "const", "required"];

/// Keywords that go with a type, and with no other.
const OF_TYPE: &[(&str, &[&str])] = &[
    ("string", &["pattern", "maxLength"]),
    ("integer", &["minimum", "maximum"]),
    ("number", &["minimum", "maximum"]),
];

/// The schema of the types, as others read it.
pub fn publish(mut schema: Json) -> Json {
    describe_languages(&mut schema);
    describe_themes(&mut schema);
    translations::describe(&mut schema);
    unfold(&mut schema);
    schema
}

/// Says which languages there are: an entry's `lang` may be any, the résumé's is one that has its
/// words in `src/locale/`.
fn describe_languages(schema: &mut Json) {
    let languages: Vec<&str> = locale::languages().collect();
    let tag = json!({
        "type": "string",
        "pattern": format!("^({})(-[A-Za-z0-9]{{1,8}})*$", languages.join("|")),
    });
    for holder in ["", "/$defs/Variant"] {
        let field = schema.pointer_mut(&format!("{holder}/properties/language"));
        if let Some(field) = field {
            field["anyOf"][0] = tag.clone();
            field["examples"] = json!(languages);
        }
    }
}

/// Says which themes there are, and the options of each.
fn describe_themes(schema: &mut Json) {
    let manifests = builtin_manifests();
    let folder = json!({ "type": "string", "pattern": theme::FILE_PATTERN });
    let names = manifests.iter().map(
        |theme| json!({ "type": "string", "const": theme.name, "description": theme.description }),
    );
    let names: Vec<Json> = names.chain([folder.clone()]).collect();
    let cases: Vec<Json> = manifests
        .iter()
        .map(|theme| {
            let name = json!({ "name": named(theme) });
            let mut case = json!({ "if": { "properties": name }, "then": reference(theme) });
            if theme.name != theme::DEFAULT {
                case["if"]["required"] = json!(["name"]);
            }
            case
        })
        .chain([json!({
            "if": { "properties": { "name": folder }, "required": ["name"] },
            "then": { "$ref": "#/$defs/OwnThemeOptions" },
        })])
        .collect();

    for holder in ["", "/$defs/Variant"] {
        if let Some(field) = schema.pointer_mut(&format!("{holder}/properties/theme")) {
            field["anyOf"] = json!([
                { "$ref": "#/$defs/ThemeName" },
                { "$ref": "#/$defs/Theme" },
                { "type": "null" },
            ]);
        }
    }
    let definitions = &mut schema["$defs"];
    definitions["ThemeName"] = json!({
        "description": "The name of a theme, the folder of one of your own, or a preset: a YAML file with a theme's `name` and options.",
        "anyOf": names,
    });
    definitions["Theme"] = json!({
        "description": "A theme's name and its options.",
        "type": "object",
        "properties": {
            "name": {
                "anyOf": [{ "$ref": "#/$defs/ThemeName" }, { "type": "null" }],
                "description": "The theme's name or folder, or a preset.",
                "default": theme::DEFAULT,
                "examples": manifests.iter().map(|theme| &theme.name).collect::<Vec<_>>(),
            },
        },
        "allOf": cases,
    });
    for theme in &manifests {
        let mut properties = Map::from_iter([("name".to_owned(), named(theme))]);
        properties["name"]["description"] = json!("The theme.");
        properties
            .extend(theme.options.iter().map(|(name, spec)| (name.clone(), spec.to_schema())));
        definitions[options_of(theme)] = json!({
            "description": format!("The options of `{}`. {}", theme.name, theme.description),
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
            "patternProperties": { "^x-": true },
        });
    }
    definitions["OwnThemeOptions"] = own_theme_options(&manifests);
}

/// The name of a theme where its options are; the default theme needs none.
fn named(theme: &Manifest) -> Json {
    match theme.name == theme::DEFAULT {
        true => json!({ "enum": [theme.name, null] }),
        false => json!({ "const": theme.name }),
    }
}

/// What the definition of a theme's options is called.
fn options_of(theme: &Manifest) -> String {
    let mut letters = theme.name.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).chain("Options".chars()).collect()
}

/// A reference to a theme's options.
fn reference(theme: &Manifest) -> Json {
    json!({ "$ref": format!("#/$defs/{}", options_of(theme)) })
}

/// The options that a theme of the user's own is likely to have, since built-in ones have them. What
/// values they take is its own affair.
fn own_theme_options(manifests: &[Manifest]) -> Json {
    let mut properties = Map::new();
    for (name, spec) in manifests.iter().flat_map(|theme| theme.options.iter()) {
        let known = spec.to_schema();
        properties
            .entry(name.clone())
            .or_insert_with(|| json!({ "description": spec.doc, "examples": [known["default"]] }));
    }
    json!({
        "description": "The options of a theme of your own; its `theme.yaml` says which it has.",
        "type": "object",
        "properties": properties,
    })
}

/// Writes a list of types out as alternatives, each with the keywords that belong to it, and
/// alternatives among alternatives as one list. It means the same; `ajv` with `strict` and editors
/// understand it better.
fn unfold(schema: &mut Json) {
    let Some(object) = schema.as_object_mut() else {
        schema.as_array_mut().into_iter().flatten().for_each(unfold);
        return;
    };
    for (keyword, inner) in object.iter_mut().filter(|(keyword, _)| !DATA.contains(&&***keyword)) {
        match keyword.as_str() {
            "properties" | "patternProperties" | "$defs" => {
                inner.as_object_mut().into_iter().flat_map(Map::values_mut).for_each(unfold);
            }
            _ => unfold(inner),
        }
    }
    if let Some(alternatives) = object.get_mut("anyOf").and_then(Json::as_array_mut) {
        *alternatives = alternatives.drain(..).flat_map(spread).collect();
    }
    divide_types(object);
}

/// The alternatives of a schema that has nothing else; the schema itself of any other.
fn spread(schema: Json) -> Vec<Json> {
    match schema {
        Json::Object(mut object) if object.len() == 1 && object.contains_key("anyOf") => {
            match object.remove("anyOf") {
                Some(Json::Array(alternatives)) => alternatives,
                other => other.into_iter().collect(),
            }
        }
        schema => vec![schema],
    }
}

/// Writes a list of types as alternatives. A type or nothing is one thing to everybody.
fn divide_types(object: &mut Map<String, Json>) {
    let Some(Json::Array(kinds)) = object.get("type") else { return };
    if kinds.iter().filter(|kind| **kind != "null").count() < 2 {
        return;
    }
    let alternatives = kinds.iter().map(|kind| {
        let mut alternative = Map::from_iter([("type".to_owned(), kind.clone())]);
        for keyword in OF_TYPE.iter().filter(|(name, _)| kind == name).flat_map(|(_, all)| *all) {
            if let Some(value) = object.get(*keyword) {
                alternative.insert((*keyword).to_owned(), value.clone());
            }
        }
        Json::Object(alternative)
    });
    let alternatives: Json = alternatives.collect();
    object.retain(|keyword, _| !OF_TYPE.iter().any(|(_, all)| all.contains(&keyword.as_str())));
    *object = std::mem::take(object)
        .into_iter()
        .map(|(keyword, value)| match keyword.as_str() {
            "type" => ("anyOf".to_owned(), alternatives.clone()),
            _ => (keyword, value),
        })
        .collect();
}

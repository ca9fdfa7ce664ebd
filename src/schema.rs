//! The JSON Schema from the types, and the walk of a tree by that schema that collects every
//! problem. One truth: the published schema is what the walk follows.
//!
//! What a schema cannot say about a scalar, which days a month has, say, the domain type says: a
//! definition named `Date` is checked by its `FromStr`.

mod mismatch;
mod names;
mod publish;
mod strict;
mod translations;
mod walk;

use std::collections::HashSet;
use std::sync::LazyLock;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value as Json, json};

use crate::diagnostics::{Diagnostic, Sources, Span};
use crate::resume::Resume;
use crate::yaml::Node;

pub use self::names::meant;
pub use self::strict::validate_json_resume;

/// How strict the file wants to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// A vitae file: what is wrong is an error.
    Vitae,
    /// A file that says it is JSON Resume: what is wrong is a warning, but for a missing name and an
    /// unsafe link.
    JsonResume,
}

/// What a walk finds.
pub struct Validated {
    /// Every problem, in the order of the walk.
    pub diagnostics: Vec<Diagnostic>,
    /// The tree with what the schema allows in the place of what it does not, so that rules about
    /// several fields can still be checked; `None` if the tree is no mapping.
    pub sound: Option<Node>,
    /// Where texts stand in several languages: the places of the mappings.
    pub translations: HashSet<Span>,
}

/// Walks a tree by the schema.
pub fn validate(root: &Node, sources: &Sources, dialect: Dialect) -> Validated {
    walk::walk(root, types_schema(), sources, dialect)
}

/// The JSON Schema of a résumé (draft 2020-12).
pub fn json_schema() -> Json {
    publish::publish(types_schema().clone())
}

/// The schema from the types alone, which the walk follows.
fn types_schema() -> &'static Json {
    static SCHEMA: LazyLock<Json> = LazyLock::new(|| {
        let generator = SchemaSettings::draft2020_12().into_generator();
        let mut schema = generator.into_root_schema_for::<Resume>().to_value();
        close(&mut schema);
        if let Some(object) = schema.as_object_mut() {
            object.insert("title".into(), json!("Résumé"));
        }
        schema
    });
    &SCHEMA
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
            // The size of a number in Rust is nobody else's affair.
            object.remove("format");
            let refined = ["pattern", "enum", "const"];
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
            if let Some(Json::String(text)) = object.get_mut("description") {
                *text = text.replace('\n', " ");
            }
            allow_nothing(object);
            object.values_mut().for_each(close);
        }
        Json::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

/// Lets an optional flag be empty, which is the same as absent, as all other optional keys may be.
fn allow_nothing(object: &mut Map<String, Json>) {
    let required = object.get("required").cloned().unwrap_or_default();
    let is_required =
        |key: &str| required.as_array().is_some_and(|keys| keys.iter().any(|known| known == key));
    let Some(properties) = object.get_mut("properties").and_then(Json::as_object_mut) else {
        return;
    };
    for (key, property) in properties {
        if !is_required(key) && property.get("type") == Some(&json!("boolean")) {
            property["type"] = json!(["boolean", "null"]);
        }
    }
}

/// The types that a schema allows.
fn types(schema: &Json) -> Vec<&str> {
    match schema.get("type") {
        Some(Json::String(kind)) => vec![kind],
        Some(Json::Array(kinds)) => kinds.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The alternatives that a schema allows.
fn alternatives(schema: &Json) -> Option<&Vec<Json>> {
    schema.get("anyOf").and_then(Json::as_array)
}

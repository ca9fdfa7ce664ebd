//! Variants: several résumés from one file, each for another reader.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::layout::{Fit, SectionRef, ThemeChoice};
use super::scalar::{LanguageTag, Shorthand, Text};

/// What a variant changes of the file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Variant {
    /// What you are in this variant, instead of `basics.label`.
    #[schemars(example = "Backend Engineer")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    /// What is in: all that has no tag, and what has one of these. Without this key all is in.
    #[schemars(example = ["backend", "lead"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// What is out: whatever has one of these tags, though it may have one that is wanted, too.
    #[schemars(example = ["early-career"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub without: Option<Vec<String>>,
    /// The look of this variant instead of the file's; options without a `name` change the file's.
    #[schemars(example = &"classic", example = json!({"size": "10pt"}))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<Shorthand<ThemeChoice>>,
    /// How many pages this variant shall fill.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fit: Option<Fit>,
    /// The language of this variant, unless the command line asks for another.
    #[schemars(example = &"de", example = "pt-BR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguageTag>,
    /// The order of the sections in this variant, as in the file's own `sections`. What is not listed
    /// follows at the end, but what the file leaves out stays out.
    #[schemars(example = json!(["publications", "work", {"id": "skills", "omit": true}]))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sections: Option<Vec<Shorthand<SectionRef>>>,
    /// Other keys to set, as `--set` does: dots lead to the keys under a key, items are counted from 0.
    /// Nothing after a key removes it.
    #[schemars(example = json!({"basics.summary": "Ten years of services that stay up."}))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub set: Option<BTreeMap<String, serde_json::Value>>,
}

/// What a variant may be called, as a pattern: its name is a part of the name of its file, and `all`
/// stands for all of them.
pub const VARIANT_NAME: &str =
    r#"^(?!all$)[^\s\u0000-\u001f/\\:*?"<>|.-][^\s\u0000-\u001f/\\:*?"<>|]*$"#;

/// Whether a variant may be called so; [`VARIANT_NAME`] says the same.
pub fn is_variant_name(name: &str) -> bool {
    let fits = |c: char| !c.is_whitespace() && !c.is_control() && !"/\\:*?\"<>|".contains(c);
    name != "all" && !name.is_empty() && !name.starts_with(['.', '-']) && name.chars().all(fits)
}

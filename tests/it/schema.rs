//! The published schema: fresh, valid, and of one mind with our validator.

use std::fs;
use std::path::Path;

use serde_json::Value as Json;
use vitae::diagnostics::Diagnostic;
use vitae::load::{self, Input, Overrides};

use crate::support::{root, run, samples, stdout};

fn published() -> Json {
    let text = fs::read_to_string(root().join("schema/resume.schema.json")).expect("it is there");
    serde_json::from_str(&text).expect("it is JSON")
}

#[test]
fn the_published_schema_is_fresh() {
    let path = root().join("schema/resume.schema.json");
    let fresh = stdout(&run(root(), &["schema"]));
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(root().join("schema")).expect("the folder can be made");
        fs::write(&path, &fresh).expect("it can be written");
    }
    let stale = fs::read_to_string(&path).unwrap_or_default() != fresh;
    assert!(!stale, "run: cargo run -- schema -o schema/resume.schema.json");
}

#[test]
fn the_schema_is_a_schema() {
    let schema = published();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert!(jsonschema::meta::is_valid(&schema), "{:?}", jsonschema::meta::validate(&schema).err());
}

/// Whether every property of a schema says what it is for.
fn described(schema: &Json, path: &str) {
    match schema {
        Json::Object(object) => {
            for (name, property) in
                object.get("properties").and_then(Json::as_object).into_iter().flatten()
            {
                let told = property.get("description").is_some() || property.get("$ref").is_some();
                assert!(told, "{path}/{name} has no description");
            }
            object.iter().for_each(|(key, value)| described(value, &format!("{path}/{key}")));
        }
        Json::Array(items) => items.iter().for_each(|item| described(item, path)),
        _ => {}
    }
}

#[test]
fn every_field_is_described() {
    described(&published(), "");
}

/// A YAML text as JSON, by the second opinion on YAML.
fn to_json(text: &str) -> Json {
    serde_yaml::from_str(text).expect("both readers take it")
}

#[test]
fn every_sample_is_valid_under_the_schema() {
    let validator = jsonschema::validator_for(&published()).expect("the schema compiles");
    for sample in samples() {
        let text = fs::read_to_string(root().join(&sample)).expect("the sample is there");
        let errors: Vec<String> = validator
            .iter_errors(&to_json(&text))
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", sample.display());
    }
}

/// Whether our validator takes a text.
fn accepts(text: &str) -> Result<(), Vec<Diagnostic>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).to_owned();
    let input = Input { name: "case.yaml".to_owned(), folder, text: text.to_owned() };
    let loaded = load::load(&input, &Overrides::default());
    if loaded.diagnostics.iter().any(Diagnostic::is_error) {
        return Err(loaded.diagnostics);
    }
    Ok(())
}

#[test]
fn schema_and_validator_are_of_one_mind() {
    let validator = jsonschema::validator_for(&published()).expect("the schema compiles");
    let cases = [
        "work: [{name: A, startDate: 2018, endDate: present}]",
        "work: [{name: A, startDate: 2018-13}]",
        "work: [{name: A, startDate: 20188}]",
        "work: [{name: A, startDate: Sept 2015}]",
        "work: [{name: A, startDate: 2018-00}]",
        "work: [{name: A, startDate: 2018-1}]",
        "work: [{name: A, endDate: soon}]",
        "work: [{name: A, endDate: Present}]",
        "awards: [{title: A, date: Fall 2023}]",
        "awards: [{title: A, date: 12/2014}]",
        "work: [{nmae: A}]",
        "work: [{name: A, x-mine: {anything: [1]}}]",
        "work: {name: A}",
        "work: A",
        "work: [A]",
        "work: []",
        "work:",
        "skills: [A, {name: B, keywords: [1, true, x]}]",
        "skills: [{name: B, keywords: x}]",
        "skills: [[x]]",
        "languages: [{fluency: native}]",
        "interests: [{name: [x]}]",
        "fit: {pages: 1}",
        "fit: {pages: 0}",
        "fit: {pages: 51}",
        "fit: {pages: two}",
        "fit: {}",
        "fit: 1",
        "language: de",
        "language: de-CH",
        "language: English",
        "sections: [skills, {id: work, title: Jobs, omit: true}]",
        "sections: [{title: Jobs}]",
        "sections: [{id: work, omit: perhaps}]",
        "publications: [{name: A, doi: 10.1000/182}]",
        "publications: [{name: A, doi: 11.1000/182}]",
        "publications: [{name: A, authors: [B, {name: C, self: true}]}]",
        "publications: [{name: A, authors: [{self: true}]}]",
        "footnotes: {\"*\": Contributed equally.}",
        "footnotes: [a]",
        "meta: {lastModified: 2024-05-17}",
        "meta: {lastModified: May 2024}",
        "projects: [{name: A, url: \"https://example.com\"}]",
        "projects: [{name: A, url: example.com}]",
        "projects: [{name: A, url: \"javascript:x\"}]",
        "projects: [{name: A, keepTogether: true, pageBreak: false}]",
        "projects: [{name: A, highlights: [a, {text: b, highlights: [c]}]}]",
        "projects: [{name: A, highlights: [{highlights: [c]}]}]",
        "theme: duet",
        "theme: {paper: us-letter}",
        "theme:\n  paper: us-letter",
        "theme: {name: sidebar, panel: \"#eeeeee\"}",
        "theme: [duet]",
        "nonsense: 1",
        "x-nonsense: 1",
    ];
    for case in cases {
        let text = format!("basics: {{name: Ada}}\n{case}\n");
        let ours = accepts(&text);
        let theirs = validator.is_valid(&to_json(&text));
        assert_eq!(ours.is_ok(), theirs, "{case}: ours says {ours:?}");
    }
}

#[test]
fn what_a_schema_cannot_say_we_say() {
    let validator = jsonschema::validator_for(&published()).expect("the schema compiles");
    let cases = [
        ("end-before-start", "work: [{name: A, startDate: 2020, endDate: 2018}]"),
        ("bad-date", "work: [{name: A, startDate: 2018-02-30}]"),
        ("unsafe-link", "work: [{name: A, summary: \"[x](javascript:y)\"}]"),
        ("missing-key", "work: [{startDate: 2018}]"),
        ("conflicting-keys", "custom: [{id: a, title: A, text: x, bullets: [y]}]"),
        ("unknown-section", "sections: [nonsense]"),
        ("unknown-theme", "theme: nonsense"),
    ];
    for (code, case) in cases {
        let text = format!("basics: {{name: Ada}}\n{case}\n");
        let found = accepts(&text).expect_err(case);
        assert!(found.iter().any(|diagnostic| diagnostic.code == code), "{case}: {found:?}");
        assert!(validator.is_valid(&to_json(&text)), "{case}: the schema says it, too");
    }
}

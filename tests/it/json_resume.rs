//! JSON Resume: nothing of such a file is lost on the page, `--schema jsonresume` holds a file to its
//! schema, and what `-f json` writes gives the same pages back.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::Validator;
use serde_json::{Map, Value as Json, json};
use vitae::diagnostics::{Diagnostic, Severity, render};
use vitae::export;
use vitae::load::{self, Checked, Input, Loaded, Overrides};
use vitae::{json_resume, theme, typeset};

use crate::support::pdf::Pdf;
use crate::support::{root, run, samples, stderr, stdout};

/// The schema as another program reads it.
fn validator() -> Validator {
    jsonschema::options()
        .should_validate_formats(true)
        .build(json_resume::schema())
        .expect("the schema is one")
}

/// What a text holds, read by another parser than ours.
fn as_json(text: &str) -> Json {
    serde_yaml::from_str(text).expect("it is YAML")
}

/// Loads a text as a file of some name in the folder of the examples.
fn load(name: &str, text: &str) -> Loaded {
    let folder = root().join("examples");
    let input = Input::of_text(name, folder, text);
    load::load(&input, &Overrides::default())
}

/// The JSON of a résumé.
fn to_json(checked: &Checked) -> String {
    String::from_utf8(export::json::json(checked).0).expect("JSON is UTF-8")
}

/// The theme names, as `vitae themes list` has them.
fn themes() -> impl Iterator<Item = &'static str> {
    theme::builtin_names()
}

// --- Nothing is lost ---

/// A field of the schema that holds a value of its own.
struct Leaf {
    /// Its keys; a list has its own with `[]`.
    path: Vec<String>,
    /// What it holds in the test.
    value: Json,
    /// What must be found of it: a word of the page, or a part of an address.
    word: String,
}

/// All such fields, each with a word that no other has.
fn leaves() -> Vec<Leaf> {
    let mut leaves = Vec::new();
    collect_leaves(json_resume::schema(), &mut Vec::new(), &mut leaves);
    leaves
}

fn collect_leaves(schema: &Json, path: &mut Vec<String>, leaves: &mut Vec<Leaf>) {
    let pointer = schema["$ref"].as_str().map(|reference| reference.trim_start_matches('#'));
    let schema = match pointer {
        Some(pointer) => json_resume::schema().pointer(pointer).expect("it is there"),
        None => schema,
    };
    if let Some(properties) = schema["properties"].as_object() {
        for (key, schema) in properties {
            path.push(key.clone());
            collect_leaves(schema, path, leaves);
            path.pop();
        }
    } else if schema["type"] == "array" {
        let last = path.last_mut().expect("a list has a key");
        last.push_str("[]");
        collect_leaves(&schema["items"], path, leaves);
        let last = path.last_mut().expect("a list has a key");
        last.truncate(last.len() - 2);
    } else {
        assert_eq!(schema["type"], "string", "{path:?}");
        let number = leaves.len();
        let mut word = format!("leaf{number:03}");
        let value = match (schema["format"].as_str(), path.last().expect("a key").as_str()) {
            _ if schema["pattern"].is_string() => {
                word = format!("{}", 1800 + number);
                word.clone()
            }
            (Some("date"), _) => {
                word = format!("{}", 1800 + number);
                format!("{word}-03-01")
            }
            (Some("email"), _) => format!("{word}@example.com"),
            (Some("uri"), "$schema") => format!("https://jsonresume.example/{word}"),
            (Some("uri"), _) => format!("https://{word}.example/"),
            (None, "lastModified") => "2017-12-24T15:53:00".to_owned(),
            (None, "image") => "portrait.jpg".to_owned(),
            (None, _) => word.clone(),
            (Some(format), _) => panic!("a format that is new: {format}"),
        };
        leaves.push(Leaf { path: path.clone(), value: json!(value), word });
    }
}

/// Puts a value where a path leads, into the `item`-th item of the lists on the way.
fn put(target: &mut Json, path: &[String], item: usize, value: &Json) {
    let Some((key, rest)) = path.split_first() else {
        *target = value.clone();
        return;
    };
    if target.is_null() {
        *target = json!({});
    }
    match key.strip_suffix("[]") {
        None => put(&mut target[key], rest, item, value),
        Some(key) => {
            if target[key].is_null() {
                target[key] = json!([]);
            }
            let items = target[key].as_array_mut().expect("it is a list");
            while items.len() <= item {
                items.push(Json::Null);
            }
            put(&mut items[item], rest, 0, value);
        }
    }
}

/// Renders a text in every theme, and says which fields are neither on the page nor in a note.
fn lost(name: &str, text: &str, leaves: &[Leaf]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join(name), text).expect("it can be written");
    let portrait = root().join("examples/portrait.jpg");
    fs::copy(portrait, folder.path().join("portrait.jpg")).expect("it can be copied");
    let mut lost = Vec::new();
    for theme in themes() {
        let output = run(folder.path(), &[name, "-t", theme, "-o", "-"]);
        let said = stderr(&output);
        assert!(output.status.success(), "{theme}: {said}");
        let pdf = Pdf::parse(&output.stdout);
        let mut printed: String = pdf.pages().iter().map(|page| page.text() + "\n").collect();
        printed.extend(pdf.links().into_iter().filter_map(|link| link.uri).map(|uri| uri + "\n"));
        for leaf in leaves {
            let field = leaf.path.join(".").replace("[]", "");
            let shown = match field.as_str() {
                "basics.image" => pdf.images() > 0,
                _ => printed.contains(&leaf.word),
            };
            if !shown && !said.contains(&format!("`{field}`")) {
                lost.push(format!("{theme}: {field}"));
            }
        }
    }
    lost
}

#[test]
fn every_field_of_the_schema_is_printed_or_noted() {
    let leaves = leaves();
    assert!(leaves.len() > 70, "only {} fields", leaves.len());
    let mut file = Json::Null;
    for leaf in &leaves {
        put(&mut file, &leaf.path, 0, &leaf.value);
    }
    assert!(validator().is_valid(&file), "{file:#}");
    let none: [String; 0] = [];
    assert_eq!(lost("full.json", &format!("{file:#}"), &leaves), none);
    // The same as YAML, which says by its `$schema` what it is.
    file["$schema"] = json!("https://jsonresume.org/leaf000");
    let yaml = serde_yaml::to_string(&file).expect("it can be YAML");
    assert_eq!(lost("full.yaml", &yaml, &leaves), none);
}

#[test]
fn every_field_is_printed_when_it_stands_alone_in_its_item() {
    let leaves = leaves();
    let mut file = json!({ "basics": { "name": "Ada" } });
    let mut items = Map::new();
    for leaf in leaves.iter().filter(|leaf| leaf.path.iter().any(|key| key.ends_with("[]"))) {
        let section = leaf.path[..2].join(".");
        let section = section.split("[]").next().expect("a list").to_owned();
        let item = items.entry(section).or_insert(json!(0));
        let number = item.as_u64().expect("a number");
        put(&mut file, &leaf.path, number as usize, &leaf.value);
        *item = json!(number + 1);
    }
    assert!(validator().is_valid(&file), "{file:#}");
    let alone: Vec<Leaf> =
        leaves.into_iter().filter(|leaf| leaf.path.iter().any(|key| key.ends_with("[]"))).collect();
    assert_eq!(lost("alone.json", &format!("{file:#}"), &alone), [""; 0]);
}

/// The codes and messages of all that was said.
fn said(loaded: &Loaded) -> Vec<(Severity, &'static str, &str)> {
    loaded.diagnostics.iter().map(|one| (one.severity, one.code, one.message.as_str())).collect()
}

#[test]
fn what_editors_leave_in_unused_fields_says_nothing() {
    let text = r#"{
        "basics": {"name": "Ada", "label": "", "image": "", "email": "", "phone": null, "url": "",
            "summary": "", "location": {"address": "", "postalCode": "", "city": ""},
            "profiles": [{"network": "", "username": "", "url": ""}]},
        "work": [{"name": "Engines", "position": "", "startDate": "2020-01-01", "endDate": "",
            "summary": "", "highlights": ["", "Wrote a program"]}, {"name": "", "highlights": [""]}],
        "volunteer": [], "skills": [{"name": "Sums", "level": "", "keywords": []}],
        "languages": [{"language": "", "fluency": ""}], "meta": {}
    }"#;
    let loaded = load("resume.json", text);
    assert_eq!(said(&loaded), []);
    let view = typeset::view(&loaded.checked.expect("it is fine"));
    assert!(view.contacts.is_empty() && view.label.is_none(), "{:?}", view.contacts);
    let ids: Vec<_> = view.sections.iter().map(|section| section.id.as_str()).collect();
    assert_eq!(ids, ["work", "skills"]);
    assert_eq!(
        (view.sections[0].entries.len(), view.sections[0].entries[0].highlights.len()),
        (1, 1)
    );
}

#[test]
fn the_official_sample_is_printed_whole() {
    let file = root().join("tests/jsonresume/sample.json");
    let text = fs::read_to_string(&file).expect("it is there");
    for theme in themes() {
        let output = run(root(), &["tests/jsonresume/sample.json", "-t", theme, "-o", "-"]);
        let said = stderr(&output);
        assert!(output.status.success(), "{said}");
        assert_eq!(said.matches("warning[").count(), 1, "{said}");
        assert!(said.contains("it is read as `https://missdirection.example.com`"), "{said}");
        let pdf = Pdf::parse(&output.stdout);
        let folded = |text: &str| -> String {
            let quotes = text.to_lowercase().replace(['’', '‘'], "'");
            quotes.chars().filter(|c| !c.is_whitespace() && *c != '\u{ad}').collect()
        };
        let mut printed: String = pdf.pages().iter().map(|page| page.text()).collect();
        printed.extend(pdf.links().into_iter().filter_map(|link| link.uri));
        let printed = folded(&printed);
        let file: Json = serde_json::from_str(&text).expect("it is JSON");
        let mut texts = Vec::new();
        collect_texts(&file, "", &mut texts);
        for (key, text) in texts {
            let is_date = key.ends_with("Date") || key == "date";
            let text = if is_date { &text[..4] } else { text.as_str() };
            let about_the_file = matches!(key.as_str(), "$schema" | "canonical" | "version")
                || key == "lastModified";
            let found = printed.contains(&folded(text)) || about_the_file;
            assert!(found, "{theme}: {key}: {text}");
        }
    }
}

/// The texts of a value, each with the key that holds it.
fn collect_texts(value: &Json, key: &str, texts: &mut Vec<(String, String)>) {
    match value {
        Json::Object(object) => {
            object.iter().for_each(|(key, value)| collect_texts(value, key, texts));
        }
        Json::Array(items) => items.iter().for_each(|item| collect_texts(item, key, texts)),
        Json::String(text) => texts.push((key.to_owned(), text.clone())),
        _ => {}
    }
}

#[test]
fn wrong_dates_are_printed_as_written() {
    let text = r#"{"basics": {"name": "Ada"}, "work": [
        {"name": "A", "startDate": "Spring 2018", "endDate": "2020-13"},
        {"name": "B", "startDate": "2019-19-39"}, {"name": "C", "startDate": "2020-06-01"}]}"#;
    let loaded = load("resume.json", text);
    assert!(
        said(&loaded)
            .iter()
            .all(|(severity, code, _)| { *severity == Severity::Warning && *code == "bad-date" })
    );
    let view = typeset::view(&loaded.checked.expect("it is fine"));
    let dates: Vec<_> =
        view.sections[0].entries.iter().map(|entry| entry.date.as_deref()).collect();
    let expected = [
        Some("Spring 2018\u{a0}– 2020-13"),
        Some("2019-19-39"),
        Some("Jun\u{a0}1,\u{a0}2020 – present"),
    ];
    assert_eq!(dates, expected);
}

#[test]
fn a_character_that_no_font_has_is_printed_as_its_number() {
    let folder = tempfile::tempdir().expect("there is room");
    let text = r#"{"basics": {"name": "Ada 김", "summary": "Shipped \ud83d\ude80\ufe0f twice"}}"#;
    fs::write(folder.path().join("ada.json"), text).expect("it can be written");
    for theme in themes() {
        let output = run(folder.path(), &["ada.json", "-t", theme, "-o", "-"]);
        assert!(output.status.success(), "{}", stderr(&output));
        let messages = stderr(&output);
        assert_eq!(messages.matches("warning[missing-glyph]").count(), 2, "{messages}");
        let pdf = Pdf::parse(&output.stdout);
        let printed: String = pdf.pages().iter().map(|page| page.text()).collect();
        assert!(printed.contains("Ada [U+AE40]"), "{printed}");
        assert!(printed.contains("[U+1F680]"), "{printed}");
    }
    // In a vitae file it stays a mistake.
    fs::write(folder.path().join("ada.yaml"), "basics: {name: Ada 김}\n")
        .expect("it can be written");
    let output = run(folder.path(), &["ada.yaml"]);
    assert_eq!(output.status.code(), Some(1));
}

// --- Image and theme ---

#[test]
fn a_photo_is_a_file_or_is_left_out_with_a_warning() {
    let file = |image: &str| format!(r#"{{"basics": {{"name": "Ada", "image": "{image}"}}}}"#);
    let long = format!("data:image/png;base64,{}", "A".repeat(64 << 10));
    let network = "the photo is on the network, and vitae fetches nothing";
    let inside = "the photo is written into the file, where vitae does not read it";
    let cases = [
        ("portrait.jpg", None),
        ("https://ada.example/portrait.jpg", Some(("image-url", network))),
        ("HTTP://ada.example/portrait.jpg", Some(("image-url", network))),
        ("//ada.example/portrait.jpg", Some(("image-url", network))),
        ("data:image/png;base64,AAAA", Some(("image-url", inside))),
        (long.as_str(), Some(("image-url", inside))),
        (
            "missing.jpg",
            Some(("bad-image", "cannot open the image `missing.jpg`: no such file or folder")),
        ),
    ];
    for (image, expected) in cases {
        let text = file(image);
        let loaded = load("resume.json", &text);
        let expected: Vec<_> = expected
            .map(|(code, message)| (Severity::Warning, code, message))
            .into_iter()
            .collect();
        assert_eq!(said(&loaded), expected, "{image:.40}");
        let checked = loaded.checked.as_ref().expect("it renders");
        assert_eq!(checked.photo.is_some(), expected.is_empty(), "{image:.40}");
        // Other programs may read it, so a conversion keeps it.
        let json: Json = serde_json::from_str(&to_json(checked)).expect("it is JSON");
        assert_eq!(json["basics"]["image"], image, "{image:.40}");
    }
    // In a vitae file it is a mistake.
    let loaded =
        load("resume.yaml", "basics: {name: Ada, image: {path: https://ada.example/a.png}}");
    assert_eq!(said(&loaded), [(Severity::Error, "image-url", network)]);
}

#[test]
fn meta_theme_counts_if_we_have_it_and_nothing_else_names_one() {
    let cases = [
        (r#""meta": {"theme": "duet"}"#, None, "duet", ""),
        (r#""meta": {"theme": "jsonresume-theme-duet"}"#, None, "duet", ""),
        (r#""meta": {"theme": "@ada/jsonresume-theme-sidebar"}"#, None, "sidebar", ""),
        (r#""theme": "sidebar", "meta": {"theme": "duet"}"#, None, "sidebar", ""),
        (r#""theme": {"size": "9pt"}, "meta": {"theme": "duet"}"#, None, "duet", ""),
        (r#""meta": {"theme": "duet"}"#, Some("sidebar"), "sidebar", ""),
        (r#""meta": {"theme": "elegant"}"#, Some("sidebar"), "sidebar", ""),
        (r#""meta": {"theme": "elegant"}"#, None, "classic", "vitae has no theme `elegant`"),
        (r#""meta": {"theme": ""}"#, None, "classic", ""),
    ];
    for (keys, flag, expected, message) in cases {
        let text = format!(r#"{{"basics": {{"name": "Ada"}}, {keys}}}"#);
        let input = Input::of_text("resume.json", ".", text);
        let overrides = Overrides { theme: flag.map(str::to_owned), ..Overrides::default() };
        let loaded = load::load(&input, &overrides);
        let notes: Vec<_> =
            said(&loaded).into_iter().map(|(level, _, text)| (level, text)).collect();
        let wanted: Vec<_> =
            [(Severity::Note, message)].into_iter().filter(|(_, m)| !m.is_empty()).collect();
        assert_eq!(notes, wanted, "{keys}");
        assert_eq!(loaded.checked.expect("it is fine").theme.manifest.name, expected, "{keys}");
    }
    // In a vitae file `meta` has no such key.
    let loaded = load("resume.yaml", "basics: {name: Ada}\nmeta: {theme: duet}");
    assert_eq!(said(&loaded)[0].1, "unknown-key");
}

// --- `check --schema jsonresume` ---

/// The files of the folder for it.
fn strict_files() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("tests/jsonresume")).expect("it is there").flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension != "stderr"));
    files.sort();
    files
}

#[test]
fn every_file_gets_its_whole_message_by_the_schema() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut failures = String::new();
    for path in strict_files() {
        let name = path.file_name().and_then(|name| name.to_str()).expect("a plain name");
        let folder = path.parent().expect("a folder");
        let output = run(folder, &["check", "--schema", "jsonresume", name]);
        let found = stderr(&output);
        let expectation = path.with_extension("stderr");
        let expected = fs::read_to_string(&expectation).unwrap_or_default();
        if found != expected && update {
            fs::write(&expectation, &found).expect("it can be written");
        } else if found != expected {
            let _ = write!(failures, "{name}:\n{found}\n");
        }
        assert_eq!(output.status.success(), !found.contains("error["), "{name}");
    }
    assert!(failures.is_empty(), "UPDATE=1 accepts what is said now\n{failures}");
}

/// Whether we have no error to say of a text, held to the schema.
fn we_accept(text: &str) -> bool {
    let input = Input::of_text("a.yaml", ".", text);
    !load::by_json_resume(&input).diagnostics.iter().any(Diagnostic::is_error)
}

/// Changes of a valid file, and whether it is still one.
const CHANGES: &[(&str, &str, bool)] = &[
    ("/basics/phone", "0", false),
    ("/basics/phone", "null", false),
    ("/basics/phone", "true", false),
    ("/basics/phone", "'+44 20'", true),
    ("/basics/name", "[a]", false),
    ("/basics", "[]", false),
    ("/basics", "{}", true),
    ("/basics", "null", false),
    ("/basics/email", "ada", false),
    ("/basics/email", "''", false),
    ("/basics/email", "a@b", true),
    ("/basics/email", "a@-b.example", false),
    ("/basics/email", "'\"a b\"@c.example'", true),
    ("/basics/url", "ada.example", false),
    ("/basics/url", "''", false),
    ("/basics/url", "javascript:alert(1)", true),
    ("/basics/url", "https://ada.example/ü", false),
    ("/basics/url", "'https://ada.example/a b'", false),
    ("/basics/url", "urn:isbn:0451450523", true),
    ("/basics/image", "no URL at all", true),
    ("/basics/location", "Rome", false),
    ("/basics/location/city", "Rome", true),
    ("/basics/profiles", "{}", false),
    ("/basics/nickname", "Ada", true),
    ("/work/0/startDate", "'2020'", true),
    ("/work/0/startDate", "2020", false),
    ("/work/0/startDate", "2020-13", true),
    ("/work/0/startDate", "2020-20", false),
    ("/work/0/startDate", "2020-1", false),
    ("/work/0/startDate", "'0999'", false),
    ("/work/0/startDate", "''", false),
    ("/work/0/endDate", "present", false),
    ("/work/0/location", "{city: Rome}", false),
    ("/work/0/highlights", "a", false),
    ("/work/0/highlights", "[a, 1]", false),
    ("/work/0/highlights", "[a, '1']", true),
    ("/work/0/positions", "[]", true),
    ("/work/1", "a", false),
    ("/work", "{}", false),
    ("/certificates", "[{date: '2020'}]", false),
    ("/certificates", "[{date: 2020-02-29}]", true),
    ("/certificates", "[{date: 2021-02-29}]", false),
    ("/talks", "[]", false),
    ("/x-talks", "[]", false),
    ("/meta/vitae", "[]", true),
    ("/meta/theme", "duet", true),
    ("/meta/canonical", "here", false),
    ("/$schema", "here", false),
];

#[test]
fn it_and_our_validator_accept_and_reject_alike() {
    let validator = validator();
    let sample =
        fs::read_to_string(root().join("tests/jsonresume/sample.json")).expect("it is there");
    let mut sample: Json = serde_json::from_str(&sample).expect("it is JSON");
    sample["projects"][0]["url"] = json!("https://missdirection.example.com");
    sample["basics"]["profiles"][0]["url"] = json!("https://twitter.example.com");
    assert!(validator.is_valid(&sample));
    let mut failures = Vec::new();
    for (path, value, expected) in CHANGES {
        let mut changed = sample.clone();
        let mut place = &mut changed;
        for step in path.split('/').skip(1) {
            place = match step.parse::<usize>() {
                Ok(index) => {
                    let items = place.as_array_mut().expect("a list");
                    items.resize(items.len().max(index + 1), Json::Null);
                    &mut items[index]
                }
                Err(_) => &mut place[step],
            };
        }
        *place = as_json(value);
        let text = serde_yaml::to_string(&changed).expect("it can be YAML");
        let (theirs, ours) = (validator.is_valid(&as_json(&text)), we_accept(&text));
        if (theirs, ours) != (*expected, *expected) {
            failures.push(format!(
                "{path}: {value}: expected {expected}, theirs {theirs}, ours {ours}"
            ));
        }
    }
    for path in strict_files() {
        let text = fs::read_to_string(&path).expect("it is there");
        let (theirs, ours) = (validator.is_valid(&as_json(&text)), we_accept(&text));
        if theirs != ours {
            failures.push(format!("{}: theirs {theirs}, ours {ours}", path.display()));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

// --- There and back ---

/// Renders a file to bytes.
fn pages(folder: &Path, name: &str, args: &[&str]) -> Vec<u8> {
    let output = run(folder, &[&[name, "-q", "-o", "-"], args].concat());
    assert!(output.status.success(), "{name}: {}", stderr(&output));
    output.stdout
}

#[test]
fn the_json_of_a_sample_is_valid_and_gives_the_same_pages() {
    let validator = validator();
    // Photos and bibliographies are found beside the JSON.
    let folder = tempfile::tempdir().expect("there is room");
    for entry in fs::read_dir(root().join("examples")).expect("they are there").flatten() {
        if entry.path().is_file() {
            fs::copy(entry.path(), folder.path().join(entry.file_name())).expect("a copy");
        }
    }
    fs::copy(root().join("resume.yaml"), folder.path().join("resume.yaml")).expect("a copy");
    for sample in samples() {
        let name = sample.file_name().and_then(|name| name.to_str()).expect("a plain name");
        let output = run(folder.path(), &["render", name, "-f", "json"]);
        assert!(output.status.success(), "{}", stderr(&output));
        let json = name.replace(".yaml", ".json");
        assert!(stderr(&output).starts_with(&format!("wrote {json}: JSON Resume 1.0.0")));

        let text = fs::read_to_string(folder.path().join(&json)).expect("it was written");
        assert!(text.ends_with("}\n"));
        let value: Json = serde_json::from_str(&text).expect("it is JSON");
        let errors: Vec<_> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
        assert!(we_accept(&text), "{name}");
        assert!(!text.contains("\"notes\""), "{name}");

        let checked = stderr(&run(folder.path(), &["check", &json]));
        assert!(!checked.contains("warning[stale-patch]"), "{name}: {checked}");
        // In the file's own theme and fit, and in the others.
        let others = themes().map(|theme| vec!["-t", theme, "--set", "fit="]);
        for args in [vec![]].into_iter().chain(others) {
            let same = pages(folder.path(), name, &args) == pages(folder.path(), &json, &args);
            assert!(same, "{name} {args:?} has other pages");
        }
        let again = run(folder.path(), &[&json, "-q", "-o", "-", "-f", "json"]);
        assert!(stdout(&again) == text, "{name}: the JSON of the JSON differs");
    }
}

#[test]
fn what_json_resume_has_no_name_for_is_in_meta_and_the_rest_is_not() {
    let yaml = r#"
x-source: here
theme: {name: duet, gap: 1.1, justify: true}
basics:
  name: Ada
  url: {text: my page, url: https://ada.example}
  phone: 0049
work:
  - name: Engines
    url: https://engines.example
    location: {city: London, countryCode: GB}
    positions:
      - {position: Head, startDate: 2020, endDate: present, highlights: [{text: a, highlights: [b]}]}
      - {position: Engineer, startDate: 2018-03, endDate: 2020}
  - {name: Sums, position: Reader, date: 2017, notes: secret, x-y: 007}
awards: [Medal, {title: Prize, date: Fall 2019}]
"#;
    let loaded = load("resume.yaml", yaml);
    let checked = loaded.checked.expect("it is fine");
    let json: Json = serde_json::from_str(&to_json(&checked)).expect("it is JSON");
    let employer = |position: &str| {
        json!({"name": "Engines", "location": "London, GB", "position": position,
            "url": "https://engines.example"})
    };
    let mut head = employer("Head");
    head["startDate"] = json!("2020");
    head["highlights"] = json!(["a", "b"]);
    let mut engineer = employer("Engineer");
    engineer["startDate"] = json!("2018-03");
    engineer["endDate"] = json!("2020");
    let positions = json!([
        {"position": "Head", "startDate": "2020", "endDate": "present",
            "highlights": [{"text": "a", "highlights": ["b"]}]},
        {"position": "Engineer", "startDate": "2018-03", "endDate": "2020"},
    ]);
    let expected = json!({
        "$schema": json_resume::SCHEMA_URL,
        "basics": {"name": "Ada", "phone": "0049", "url": "https://ada.example"},
        "work": [
            &head,
            &engineer,
            {"name": "Sums", "position": "Reader", "startDate": "2017", "endDate": "2017"},
        ],
        "awards": [{"title": "Medal"}, {"title": "Prize"}],
        "meta": {"vitae": [
            {"op": "add", "path": "/theme", "value": {"name": "duet", "gap": 1.1, "justify": true}},
            {"op": "add", "path": "/sections", "value": ["work", "awards"]},
            {"op": "replace", "path": "/basics/url",
                "value": {"text": "my page", "url": "https://ada.example"}},
            {"op": "test", "path": "/work/0", "value": &head},
            {"op": "test", "path": "/work/1", "value": &engineer},
            {"op": "remove", "path": "/work/1"},
            {"op": "remove", "path": "/work/0/position"},
            {"op": "remove", "path": "/work/0/startDate"},
            {"op": "remove", "path": "/work/0/highlights"},
            {"op": "add", "path": "/work/0/positions", "value": positions},
            {"op": "replace", "path": "/work/0/location",
                "value": {"city": "London", "countryCode": "GB"}},
            {"op": "test", "path": "/work/1/name", "value": "Sums"},
            {"op": "remove", "path": "/work/1/startDate"},
            {"op": "remove", "path": "/work/1/endDate"},
            {"op": "add", "path": "/work/1/date", "value": "2017"},
            {"op": "add", "path": "/work/1/x-y", "value": "007"},
            {"op": "test", "path": "/awards/1/title", "value": "Prize"},
            {"op": "add", "path": "/awards/1/date", "value": "Fall 2019"},
            {"op": "add", "path": "/x-source", "value": "here"},
        ]},
    });
    assert!(json == expected, "{json:#}");
    assert_eq!(export::json::json(&checked).1, 1, "one private note");
}

#[test]
fn a_theme_of_the_command_line_goes_into_the_json() {
    let folder = tempfile::tempdir().expect("there is room");
    let yaml = "theme: {name: duet, size: 8.5pt, hyphenate: false}\nbasics: {name: Ada}\n";
    fs::write(folder.path().join("resume.yaml"), yaml).expect("it can be written");
    let output = run(folder.path(), &["-t", "classic", "-o", "out.json", "--pages", "2", "-q"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = fs::read_to_string(folder.path().join("out.json")).expect("it was written");
    let json: Json = serde_json::from_str(&text).expect("it is JSON");
    let patch = json["meta"]["vitae"].as_array().expect("a patch");
    assert_eq!(patch[0]["value"], json!({"name": "classic", "size": "8.5pt"}));
    assert_eq!(patch[1], json!({"op": "add", "path": "/fit", "value": {"pages": 2}}));
    assert_eq!(said(&load("out.json", &text))[0].1, "not-printed");
}

#[test]
fn json_never_overwrites_the_resume_and_errors_stop_it() {
    let folder = tempfile::tempdir().expect("there is room");
    let text = "{\"basics\": {\"name\": \"Ada\"}}";
    fs::write(folder.path().join("resume.json"), text).expect("it can be written");
    let output = run(folder.path(), &["resume.json", "-f", "json"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(stderr(&output), "error: `resume.json` is the résumé; name another output\n");
    let kept = fs::read_to_string(folder.path().join("resume.json")).expect("it is there");
    assert_eq!(kept, text);

    fs::write(folder.path().join("bad.yaml"), "basics: {nmae: Ada}\n").expect("it can be written");
    let output = run(folder.path(), &["bad.yaml", "-f", "json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).starts_with("error[unknown-key]"), "{}", stderr(&output));
    assert!(!folder.path().join("bad.json").exists());

    let notes = "basics: {name: Ada}\nwork: [{name: A, notes: a}]\nskills: [{name: B, notes: b}]\n";
    fs::write(folder.path().join("notes.yaml"), notes).expect("it can be written");
    let output = run(folder.path(), &["notes.yaml", "-f", "json"]);
    assert_eq!(
        stderr(&output),
        "wrote notes.json: JSON Resume 1.0.0; 2 private notes stay out of it\n"
    );
    let output = run(folder.path(), &["notes.yaml", "-f", "json", "-o", "-"]);
    assert_eq!(stderr(&output), "2 private notes stay out of it\n");
    assert!(!stdout(&output).contains("notes"));
}

#[test]
fn json_is_one_resume_without_the_variants_that_the_file_has() {
    let folder = tempfile::tempdir().expect("there is room");
    let text = "variants: {b: {set: {basics.phone: '0049'}}, c: {}}\nbasics: {name: Ada}\n\
                work: [{name: A, notes: Ask., highlights: [{text: B, tags: [b]}]}]\n";
    fs::write(folder.path().join("resume.yaml"), text).expect("there is room");
    let written = |args: &[&str]| {
        let output = run(folder.path(), &[&["render", "-f", "json", "-o", "-"], args].concat());
        (stderr(&output), stdout(&output))
    };
    let (said, json) = written(&["--allow", "unused-tag"]);
    assert_eq!(said, "1 private note and 2 variants stay out of it\n");
    assert!(!json.contains("variants") && !json.contains("0049"), "{json}");
    let (said, json) = written(&["--allow", "unused-tag", "--variant", "b"]);
    assert_eq!(said, "1 private note stays out of it\n");
    assert!(json.contains("0049") && !json.contains("tags"), "{json}");
}

#[test]
fn that_json_has_one_language_of_several_is_said() {
    let folder = tempfile::tempdir().expect("there is room");
    let text = "basics: {name: Ada, label: {en: Engineer, de: Ingenieurin}}\n\
                work: [{name: A, position: {en: Head, de: Leiterin}, summary: {en: One.}}]\n";
    fs::write(folder.path().join("resume.yaml"), text).expect("there is room");
    let written = |args: &[&str]| {
        let output = run(folder.path(), &[&["render", "-f", "json", "-o", "-"], args].concat());
        (stderr(&output), stdout(&output))
    };
    let (said, json) = written(&[]);
    assert_eq!(said, "of 2 texts only the words in `en` are in it: `--lang` takes others\n");
    assert!(json.contains("Head") && !json.contains("Leiterin"), "{json}");
    let (said, json) = written(&["--lang", "de", "--allow", "untranslated"]);
    assert_eq!(said, "");
    assert!(json.contains("Leiterin"), "{json}");
}

/// Numbers that look like chance, and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

/// Texts that are easily misread.
const TEXTS: &[&str] = &[
    "",
    " ",
    "null",
    "~",
    "true",
    "007",
    "1.50",
    "2020",
    "2020-03",
    "present",
    "Fall 2023",
    "a: b",
    "- a",
    "#a",
    "*a*",
    "[a](https://b.example)",
    "\"q\"",
    "a\nb",
    "a\n\nb",
    "\\",
    "/",
    "~1",
    "é",
    "0",
    "https://a.example/ü",
    "a@b.example",
    "de",
    "x-a",
    "{a}",
    "a\tb",
    "🙂",
];

/// Changes something of a value.
fn mutate(value: &mut Json, dice: &mut Dice) {
    match value {
        Json::Object(object) if !object.is_empty() => {
            let key = object.keys().nth(dice.roll(object.len())).expect("it is there").clone();
            match dice.roll(8) {
                0 => drop(object.shift_remove(&key)),
                1 => {
                    object.insert(format!("x-{key}"), json!({"a/b~": [1, 1.5, true, null, "007"]}));
                }
                _ => mutate(&mut object[&key], dice),
            }
        }
        Json::Array(items) if !items.is_empty() => {
            let index = dice.roll(items.len());
            match dice.roll(8) {
                0 => drop(items.remove(index)),
                1 => items.insert(index, items[index].clone()),
                2 => items.reverse(),
                _ => mutate(&mut items[index], dice),
            }
        }
        value => *value = json!(TEXTS[dice.roll(TEXTS.len())]),
    }
}

#[test]
fn a_mutated_resume_comes_back_as_it_was() {
    let validator = validator();
    let mut dice = Dice(3);
    let (mut tried, mut fine) = (0, 0);
    for sample in samples() {
        let text = fs::read_to_string(root().join(&sample)).expect("it is there");
        let whole = as_json(&text);
        for _ in 0..60 {
            let mut mutated = whole.clone();
            for _ in 0..1 + dice.roll(12) {
                mutate(&mut mutated, &mut dice);
            }
            tried += 1;
            let yaml = serde_yaml::to_string(&mutated).expect("it can be YAML");
            let Some(before) = load("resume.yaml", &yaml).checked else { continue };
            fine += 1;
            let json = to_json(&before);
            let value: Json = serde_json::from_str(&json).expect("it is JSON");
            let errors: Vec<_> = validator
                .iter_errors(&value)
                .map(|e| format!("{}: {e}", e.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{errors:#?}\n{yaml}");
            let loaded = load("resume.json", &json);
            let Some(after) = loaded.checked else {
                panic!("{}\n{yaml}", render(&loaded.diagnostics, &loaded.sources, false, None));
            };
            let stale = loaded.diagnostics.iter().any(|one| one.code == "stale-patch");
            assert!(!stale, "{}", render(&loaded.diagnostics, &loaded.sources, false, None));
            assert_eq!(typeset::view(&before), typeset::view(&after), "{yaml}\n{json}");
            let again = to_json(&after);
            let differs = again.lines().zip(json.lines()).find(|(after, before)| after != before);
            assert!(again == json, "{differs:?}\n{yaml}\n{json}");
        }
    }
    assert!(fine > 100, "{fine} of {tried} are résumés");
}

#[test]
fn a_mutated_json_resume_breaks_nothing_and_comes_back_as_it_was() {
    let validator = validator();
    let mut dice = Dice(5);
    let sample =
        fs::read_to_string(root().join("tests/jsonresume/sample.json")).expect("it is there");
    let yaml = fs::read_to_string(root().join("examples/everything.yaml")).expect("it is there");
    let written = to_json(&load("resume.yaml", &yaml).checked.expect("it is fine"));
    let (mut tried, mut fine) = (0, 0);
    for text in [sample, written] {
        let whole: Json = serde_json::from_str(&text).expect("it is JSON");
        for _ in 0..150 {
            let mut mutated = whole.clone();
            for _ in 0..1 + dice.roll(12) {
                mutate(&mut mutated, &mut dice);
            }
            tried += 1;
            let text = format!("{mutated:#}");
            let loaded = load("resume.json", &text);
            let internal = loaded.diagnostics.iter().any(|one| one.code == "internal");
            assert!(!internal, "{}", render(&loaded.diagnostics, &loaded.sources, false, None));
            let Some(before) = loaded.checked else { continue };
            fine += 1;
            let json = to_json(&before);
            let value: Json = serde_json::from_str(&json).expect("it is JSON");
            let errors: Vec<_> = validator
                .iter_errors(&value)
                .map(|e| format!("{}: {e}", e.instance_path()))
                .collect();
            assert!(errors.is_empty(), "{errors:#?}\n{text}");
            let loaded = load("resume.json", &json);
            let Some(after) = loaded.checked else {
                panic!("{}\n{text}", render(&loaded.diagnostics, &loaded.sources, false, None));
            };
            assert_eq!(typeset::view(&before), typeset::view(&after), "{text}\n{json}");
            let again = to_json(&after);
            let differs = again.lines().zip(json.lines()).find(|(after, before)| after != before);
            assert!(again == json, "{differs:?}\n{text}\n{json}");
        }
    }
    assert!(fine > 100, "{fine} of {tried} are résumés");
}

/// What is printed, and what is said, of a file after a change of its JSON.
fn after_change(yaml: &str, change: impl Fn(&mut Json)) -> (String, String) {
    let checked = load("resume.yaml", yaml).checked.expect("it is fine");
    let mut json: Json = serde_json::from_str(&to_json(&checked)).expect("it is JSON");
    change(&mut json);
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("resume.json"), json.to_string()).expect("it can be written");
    let output = run(folder.path(), &["resume.json", "-o", "-", "--message-format", "short"]);
    let pdf = Pdf::parse(&output.stdout);
    let text = pdf.pages().iter().map(|page| page.text()).collect::<Vec<_>>().join("\n");
    (text, stderr(&output))
}

#[test]
fn what_is_kept_for_an_entry_does_not_go_to_another_one() {
    let yaml = "\
basics: {name: Ada}
references:
  - {name: Xaver, phone: +49 30 111111, reference: good}
  - {name: Yann, phone: +49 30 222222, reference: fine}
";
    let (text, said) = after_change(yaml, |_| {});
    assert!(text.contains("111111") && text.contains("222222"), "{text}");
    assert!(!said.contains("warning"), "{said}");
    let (text, said) = after_change(yaml, |json| {
        json["references"].as_array_mut().expect("a list").remove(0);
    });
    assert!(!text.contains("111111") && !text.contains("222222"), "{text}");
    assert_eq!(said.matches("warning[stale-patch]").count(), 2, "{said}");
    let (text, said) = after_change(yaml, |json| {
        json["references"].as_array_mut().expect("a list").reverse();
    });
    assert!(!text.contains("111111"), "{text}");
    assert!(said.contains("warning[stale-patch]"), "{said}");
}

#[test]
fn jobs_of_one_employer_that_have_changed_stay_as_they_are() {
    let yaml = "\
basics: {name: Ada}
work:
  - name: Acme
    positions:
      - {position: Boss, startDate: 2020-01}
      - {position: Clerk, startDate: 2018-01, endDate: 2019-12}
";
    let (text, said) = after_change(yaml, |json| json["work"][0]["endDate"] = json!("2024-06"));
    assert!(text.contains("2024") && !text.contains("present"), "{text}");
    assert_eq!(said.matches("warning[stale-patch]").count(), 1, "{said}");
    let (text, _) = after_change(yaml, |json| {
        let between = json!({"name": "Between", "position": "Temp", "startDate": "2019"});
        json["work"].as_array_mut().expect("a list").insert(1, between);
    });
    for word in ["Boss", "Between", "Clerk"] {
        assert_eq!(text.matches(word).count(), 1, "{word}: {text}");
    }
}

#[test]
fn what_is_said_of_an_employer_is_said_to_other_programs_too() {
    let yaml = "\
basics: {name: Ada}
sections: [work, {id: references, omit: true}]
references: [{name: Xaver}]
work:
  - name: Acme
    summary: About Acme.
    highlights: [Won a prize.]
    positions:
      - {position: Boss, startDate: 2020-01, summary: Lead ten., highlights: [Led.]}
      - {position: Clerk, startDate: 2018-01, endDate: 2019-12}
";
    let checked = load("resume.yaml", yaml).checked.expect("it is fine");
    let json: Json = serde_json::from_str(&to_json(&checked)).expect("it is JSON");
    assert_eq!(json["work"][0]["summary"], "About Acme.\n\nLead ten.");
    assert_eq!(json["work"][0]["highlights"], json!(["Won a prize.", "Led."]));
    assert_eq!(json["work"][1].get("summary"), None);
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("resume.yaml"), yaml).expect("it can be written");
    let output = run(folder.path(), &["render", "-f", "json"]);
    let said = "wrote resume.json: JSON Resume 1.0.0; `references` is in it, though not printed\n";
    assert_eq!(stderr(&output), said);
}

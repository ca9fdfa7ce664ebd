//! The JSON Schema: it is the published one, it is valid, and it and our validator agree.

use std::cell::Cell;
use std::fs;

use jsonschema::Validator;
use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use serde_json::Value as Json;
use vitae::diagnostics::Diagnostic;
use vitae::load::{self, Input, Overrides};
use vitae::resume::{Date, EndDate, LooseDate};
use vitae::schema::json_schema;
use vitae::{theme, typeset};

use crate::support::mutate::{Choices, Mutator};
use crate::support::{root, run, samples, stdout};

/// The schema as another program reads it.
fn validator() -> Validator {
    jsonschema::draft202012::new(&json_schema()).expect("the schema is one")
}

/// A YAML text as JSON, read by another parser than ours. A key that is there twice is an error.
fn parse(text: &str) -> Option<Json> {
    let value: serde_yaml::Value = serde_yaml::from_str(text).ok()?;
    serde_json::to_value(value).ok()
}

/// A YAML text as JSON, which it must be.
fn as_json(text: &str) -> Json {
    parse(text).expect("it is YAML")
}

/// A file of that text, beside the examples' pictures and bibliographies.
fn input(text: &str) -> Input {
    let folder = root().join("examples");
    Input::of_text("resume.yaml", folder, text)
}

/// The errors that our validator has to say.
fn our_errors(text: &str) -> Vec<Diagnostic> {
    let input = input(text);
    let jobs = load::every_job(&input, None);
    let mut diagnostics = load::load_jobs(&input, &Overrides::default(), &jobs).diagnostics;
    diagnostics.retain(Diagnostic::is_error);
    diagnostics
}

/// Whether our validator has no error to say.
fn we_accept(text: &str) -> bool {
    our_errors(text).is_empty()
}

#[test]
fn the_published_schema_is_what_the_program_writes() {
    let published =
        fs::read_to_string(root().join("schema/resume.schema.json")).unwrap_or_default();
    let written = stdout(&run(root(), &["schema"]));
    assert!(
        published == written,
        "stale: `cargo run -- schema -o schema/resume.schema.json` writes it"
    );
}

#[test]
fn it_is_a_schema_of_draft_2020_12() {
    let schema = json_schema();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    jsonschema::draft202012::meta::validate(&schema).expect("it holds to its draft");
}

#[test]
fn the_sample_and_the_examples_hold_to_it() {
    let validator = validator();
    for sample in samples() {
        let text = fs::read_to_string(root().join(&sample)).expect("the sample is there");
        let errors: Vec<_> = validator
            .iter_errors(&as_json(&text))
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", sample.display());
    }
}

/// Calls a function for every schema in a schema, with its path.
fn visit(schema: &Json, path: &str, look: &mut dyn FnMut(&Json, &str)) {
    look(schema, path);
    for (keyword, inner) in schema.as_object().into_iter().flatten() {
        let path = format!("{path}/{keyword}");
        match keyword.as_str() {
            "properties" | "patternProperties" | "$defs" => {
                for (name, schema) in inner.as_object().into_iter().flatten() {
                    visit(schema, &format!("{path}/{name}"), look);
                }
            }
            "anyOf" | "allOf" => {
                for (index, schema) in inner.as_array().into_iter().flatten().enumerate() {
                    visit(schema, &format!("{path}/{index}"), look);
                }
            }
            "items" | "additionalProperties" | "propertyNames" | "if" | "then" => {
                visit(inner, &path, look);
            }
            // What else there is holds no schemas; a keyword that does is to be added above.
            "$ref" | "$schema" | "const" | "default" | "description" | "enum" | "examples"
            | "maxItems" | "maxLength" | "maxProperties" | "maximum" | "minItems"
            | "minProperties" | "minimum" | "pattern" | "required" | "title" | "type" => {}
            _ => panic!("{path}: what is this keyword?"),
        }
    }
}

/// The properties of a schema outside of conditions, and its definitions, with their paths.
fn described(schema: &Json) -> Vec<(String, Json)> {
    let mut found = Vec::new();
    visit(schema, "", &mut |schema, path| {
        for keyword in ["properties", "$defs"] {
            for (name, inner) in schema[keyword].as_object().into_iter().flatten() {
                if !path.contains("/if") {
                    found.push((format!("{path}/{keyword}/{name}"), inner.clone()));
                }
            }
        }
    });
    assert!(found.len() > 300, "the schema has only {} fields", found.len());
    found
}

#[test]
fn every_field_has_a_description() {
    let undescribed = described(&json_schema()).into_iter().filter(|(_, schema)| {
        let words = schema["description"].as_str().unwrap_or_default();
        words.trim().is_empty() || words.contains('\n')
    });
    let paths: Vec<_> = undescribed.map(|(path, _)| path).collect();
    assert!(paths.is_empty(), "{paths:#?}");
}

/// What a value may be besides nothing: `text`, `flag`, `words` that are listed, `list of text`, and
/// so on.
fn kinds(root: &Json, schema: &Json) -> Vec<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return kinds(root, root.pointer(&reference[1..]).expect("the reference leads somewhere"));
    }
    if let Some(alternatives) = schema["anyOf"].as_array() {
        return alternatives.iter().flat_map(|one| kinds(root, one)).collect();
    }
    if !schema["enum"].is_null() || !schema["const"].is_null() {
        return vec!["words".to_owned()];
    }
    let types = match &schema["type"] {
        Json::Array(types) => types.clone(),
        one => vec![one.clone()],
    };
    let types = types.iter().filter(|kind| **kind != "null").map(|kind| match kind.as_str() {
        Some("array") => {
            let items = kinds(root, &schema["items"]);
            format!("list of {}", if items.contains(&"text".into()) { "text" } else { "other" })
        }
        Some("object") if schema["additionalProperties"].is_object() => "table".to_owned(),
        Some("object") => "mapping".to_owned(),
        Some("boolean") => "flag".to_owned(),
        _ => "text".to_owned(),
    });
    types.collect()
}

#[test]
fn every_field_has_an_example() {
    let schema = json_schema();
    let needless = ["mapping", "flag", "words", "list of other"];
    let missing = described(&schema).into_iter().filter(|(path, field)| {
        let has_parts = kinds(&schema, field).iter().all(|kind| needless.contains(&&**kind));
        let examples = field["examples"].as_array().map_or(0, Vec::len);
        path.contains("/properties/") && !has_parts && examples == 0
    });
    let paths: Vec<_> = missing.map(|(path, _)| path).collect();
    assert!(paths.is_empty(), "{paths:#?}");
}

#[test]
fn every_flag_and_every_option_has_a_default() {
    let schema = json_schema();
    let mut failures = Vec::new();
    for (path, field) in described(&schema) {
        let is_option = path.contains("Options/properties/")
            && !path.contains("Own")
            && !path.ends_with("/name");
        // Whether an author is you is found out where the file does not say it.
        let is_flag =
            kinds(&schema, &field) == ["flag"] && !path.ends_with("Author/properties/self");
        if (is_option || is_flag) == field["default"].is_null() {
            let named = ["/properties/theme", "/properties/language", "/Theme/properties/name"];
            if !named.iter().any(|name| path.ends_with(name)) || field["default"].is_null() {
                failures.push(path);
            }
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
fn every_example_and_every_default_is_a_value_of_its_field() {
    let root = json_schema();
    let mut failures = Vec::new();
    let mut values = 0;
    visit(&root, "", &mut |schema, path| {
        let examples = schema["examples"].as_array().into_iter().flatten();
        for value in examples.chain(Some(&schema["default"]).filter(|one| !one.is_null())) {
            values += 1;
            let mut alone = schema.clone();
            alone["$defs"] = root["$defs"].clone();
            let validator = jsonschema::draft202012::new(&alone).expect("a part is a schema, too");
            if !validator.is_valid(value) {
                failures.push(format!("{path}: {value}"));
            }
        }
    });
    assert!(failures.is_empty(), "{failures:#?}");
    assert!(values > 200, "only {values}");
}

#[test]
fn a_field_left_out_means_its_default() {
    let view = |text: &str| {
        let loaded = load::load(&input(text), &Overrides::default());
        let checked = loaded.checked.expect("it is fine");
        let view = serde_json::to_value(typeset::view(&checked)).expect("it is data");
        (view, checked.theme.manifest.name.clone(), typeset::options_json(&checked))
    };
    let entry = |flags: &str| format!("basics: {{name: Ada}}\nwork: [{{name: A{flags}}}]");
    let plain = view(&entry(""));
    assert_eq!(view(&entry(", keepTogether: false, pageBreak: false")), plain);
    let schema = json_schema();
    for key in ["theme", "language"] {
        let default = schema["properties"][key]["default"].as_str().expect("it is text");
        assert_eq!(view(&format!("{key}: {default}\n{}", entry(""))), plain, "{key}");
    }
    let order = |flags: &str| view(&format!("{}\nsections: [{{id: work{flags}}}]", entry("")));
    assert_eq!(order(", omit: false, pageBreak: false"), order(""));
    for theme in theme::builtin_manifests() {
        let mut letters = theme.name.chars();
        let capital = letters.next().expect("a theme has a name").to_ascii_uppercase();
        let options = &schema["$defs"][format!("{capital}{}Options", letters.as_str())];
        let mut chosen = serde_json::json!({ "name": theme.name });
        for (option, spec) in options["properties"].as_object().expect("it has options") {
            if option != "name" {
                chosen[option] = spec["default"].clone();
            }
        }
        let name = view(&format!("theme: {}\n{}", theme.name, entry("")));
        assert_eq!(view(&format!("theme: {chosen}\n{}", entry(""))), name, "{}", theme.name);
    }
}

/// Files in which one thing is unusual, and whether a résumé may be so.
const CASES: &[(&str, bool)] = &[
    ("basics: {name: Ada}", true),
    ("basics: {name: Ada}\nx-notes: anything", true),
    ("basics: {name: Ada, x-notes: [1, 2]}", true),
    ("basics: {name: No, label: 3.50, phone: 0049}", true),
    ("basics: {name: Ada, label: null, image: ~}", true),
    ("basics: {name: Ada, phone: {text: 0049 30, url: \"tel:004930\"}}", true),
    ("basics: {name: Ada, url: {text: my page, url: https://ada.example}}", true),
    ("basics: {name: Ada, profiles: [github.com/ada, {network: GitHub, username: ada}]}", true),
    ("basics: {name: Ada, details: [{label: Nationality, value: [British, Dutch]}]}", true),
    ("basics: {name: Ada}\nwork: []", true),
    ("basics: {name: Ada}\nwork: null", true),
    ("basics: {name: Ada}\nwork: [{name: A, startDate: 2018, endDate: present}]", true),
    ("basics: {name: Ada}\nwork: [{name: A, startDate: 2018-03, endDate: 2018-03-31}]", true),
    ("basics: {name: Ada}\nwork: [{name: A, keepTogether: true, pageBreak: null}]", true),
    ("basics: {name: Ada}\nwork: [{name: A, highlights: [b, {text: c, highlights: [d]}]}]", true),
    ("basics: {name: Ada}\neducation: [{institution: A, date: Fall 2023}]", true),
    ("basics: {name: Ada}\ntheme: duet", true),
    (
        "basics: {name: Ada}\ntheme: {name: duet, size: 9pt, gap: 1.5, justify: false, accent: \"#000\"}",
        true,
    ),
    ("basics: {name: Ada}\ntheme: {paper: a4}", true),
    ("basics: {name: Ada}\nfit: {pages: 2}", true),
    ("basics: {name: Ada}\nsections: [work, divider, {id: skills, omit: true}]", true),
    ("basics: {name: Ada}\nfootnotes: {\"*\": Contributed equally.}", true),
    ("basics: {name: Ada}\nmeta: {lastModified: \"2024-05-17T09:30:00Z\"}", true),
    ("basics: {name: Ada}\npublications: [{name: A, doi: 10.1000/182}]", true),
    ("basics: {name: Ada}\nlanguage: de-CH", true),
    ("basics: {name: {en: Ada, ko: 에이다, de-CH: Ada}}", true),
    ("basics: {name: Ada, label: {de: Ingenieurin}}", true),
    ("basics: {name: Ada, phone: {en: \"+44\", ko: \"+82\"}}", true),
    ("basics: {name: Ada, phone: {text: {en: \"+44\", ko: \"+82\"}, url: \"tel:+44\"}}", true),
    ("basics: {name: Ada, url: {en: https://ada.example, de: https://ada.example/de}}", true),
    ("basics: {name: Ada, location: {en: London, de: Londres}}", true),
    ("basics: {name: Ada, details: [{label: {en: A}, value: {en: [a, b], de: c}}]}", true),
    ("basics: {name: Ada, image: {path: portrait.jpg, alt: {en: Ada, ko: 에이다}}}", true),
    (
        "basics: {name: Ada}\nskills: [{en: Rust, ko: 러스트}, {name: a, keywords: {en: [b], ko: []}}]",
        true,
    ),
    ("basics: {name: Ada}\nskills: [{name: a, keywords: [{en: b, ko: c}, d]}]", true),
    ("basics: {name: Ada}\nwork: [{name: A, highlights: {en: [b, {text: c}], ko: [d]}}]", true),
    (
        "basics: {name: Ada}\nwork: [{name: A, highlights: [{en: b, ko: c}, {text: {en: d}, tags: [e]}]}]",
        true,
    ),
    ("basics: {name: Ada}\nwork: [{name: A, date: {en: Fall 2023, de: Herbst 2023}}]", true),
    (
        "basics: {name: Ada}\nsections: [{id: work, title: {en: Jobs, de: Stellen}, tags: [a]}]",
        true,
    ),
    ("basics: {name: Ada}\ncustom: [{id: a, title: {en: A}, bullets: {en: [b], de: [c]}}]", true),
    ("basics: {name: Ada}\nfootnotes: {\"*\": {en: Equal., de: Gleich.}}", true),
    ("basics: {name: Ada}\nlocale: {present: to date}", true),
    ("basics: {name: Ada}\nlocale: {en: {present: to date}, de: {present: bis heute}}", true),
    ("basics: {name: Ada}\nlocale: {en: {presents: to date}}", false),
    ("basics: {name: Ada}\nlocale: {en: to date}", false),
    ("basics: {name: Ada, profiles: [{url: https://a.example, tags: [b]}]}", true),
    ("basics: {name: Ada}\nvariants: {}", true),
    (
        "basics: {name: Ada}\nvariants: {a: {}, b: {label: {en: B}, tags: [], without: [c], set: {}}}",
        true,
    ),
    ("basics: {name: Ada}\nvariants: {a: {theme: duet, fit: {pages: 1}, language: de}}", true),
    ("basics: {name: Ada}\nvariants: {a: {theme: {size: 9pt}, sections: [work]}}", true),
    ("basics: {name: Ada}\nvariants: {a: {set: {basics.label: b, basics.phone: null}}}", true),
    ("basics: {name: {}}", false),
    ("basics: {name: {en: null}}", false),
    ("basics: {name: {en: Ada, xx: Ada}}", false),
    ("basics: {name: {en: [Ada]}}", false),
    ("basics: {name: {en: {en: Ada}}}", false),
    ("basics: {name: Ada, label: {en: a, text: b}}", false),
    ("basics: {name: Ada, email: {en: a@b.example}}", false),
    ("basics: {name: Ada, image: {en: portrait.jpg}}", false),
    ("basics: {name: Ada, url: {en: ada.example}}", false),
    ("basics: {name: Ada}\nwork: {en: [{name: A}]}", false),
    ("basics: {name: Ada}\nwork: [{name: A, startDate: {en: 2018}}]", false),
    ("basics: {name: Ada}\nskills: [{name: a, keywords: {en: b}}]", false),
    ("basics: {name: Ada}\nskills: [{name: a, keywords: {xx: [b]}}]", false),
    ("basics: {name: Ada}\nsections: [{en: work}]", false),
    ("basics: {name: Ada}\nvariants: [a]", false),
    ("basics: {name: Ada}\nvariants: {all: {}}", false),
    ("basics: {name: Ada}\nvariants: {a/b: {}}", false),
    ("basics: {name: Ada}\nvariants: {-a: {}}", false),
    ("basics: {name: Ada}\nvariants: {\"a b\": {}}", false),
    ("basics: {name: Ada}\nvariants: {a: null}", false),
    ("basics: {name: Ada}\nvariants: {a: {tags: backend}}", false),
    ("basics: {name: Ada}\nvariants: {a: {tag: [backend]}}", false),
    ("basics: {name: Ada}\nvariants: {a: {language: English}}", false),
    ("basics: {name: Ada}\nvariants: {a: {theme: {name: duet, colour: red}}}", false),
    ("basics: {name: Ada}\nvariants: {a: {set: [b]}}", false),
    ("basics: {name: Ada}\noutput: {standard: [a-2b, ua-1], profile: screen, embed: false}", true),
    ("basics: {name: Ada}\noutput: {standard: [1.7], bleed: 0.125in, grayscale: true}", true),
    ("basics: {name: Ada}\noutput: {standard: [\"2.0\"]}", true),
    ("basics: {name: Ada}\noutput: {standard: a-2b}", false),
    ("basics: {name: Ada}\noutput: {standard: [PDF/A-2b]}", false),
    ("basics: {name: Ada}\noutput: {standard: [1.8]}", false),
    ("basics: {name: Ada}\noutput: {profile: offset}", false),
    ("basics: {name: Ada}\noutput: {bleed: 3}", false),
    ("work: []", false),
    ("basics: {}", false),
    ("basics: Ada", false),
    ("basics: [Ada]", false),
    ("basics: {name: null}", false),
    ("basics: {name: [Ada]}", false),
    ("basics: {nmae: Ada}", false),
    ("basics: {name: Ada}\nhobbies: [a]", false),
    ("basics: {name: Ada, email: ada}", false),
    ("basics: {name: Ada, email: a@@b.example}", false),
    ("basics: {name: Ada, url: ada.example}", false),
    ("basics: {name: Ada, url: javascript:alert}", false),
    ("basics: {name: Ada, url: {text: my page}}", false),
    ("basics: {name: Ada, profiles: github.com/ada}", false),
    ("basics: {name: Ada, details: [{label: Nationality}]}", false),
    ("basics: {name: Ada}\nwork: {name: A}", false),
    ("basics: {name: Ada}\nwork: [A]", false),
    ("basics: {name: Ada}\nwork: [null]", false),
    ("basics: {name: Ada}\nwork: [{name: A, company: B}]", false),
    ("basics: {name: Ada}\nwork: [{name: A, startDate: 2018-13}]", false),
    ("basics: {name: Ada}\nwork: [{name: A, startDate: Sptember 2015}]", false),
    ("basics: {name: Ada}\nwork: [{name: A, startDate: present}]", false),
    ("basics: {name: Ada}\nwork: [{name: A, startDate: true}]", false),
    ("basics: {name: Ada}\nwork: [{name: A, endDate: now}]", false),
    ("basics: {name: Ada}\nwork: [{name: A, highlights: b}]", false),
    ("basics: {name: Ada}\nwork: [{name: A, highlights: [null]}]", false),
    ("basics: {name: Ada}\nwork: [{name: A, highlights: [[b]]}]", false),
    ("basics: {name: Ada}\nwork: [{name: A, highlights: [{tags: [b]}]}]", false),
    ("basics: {name: Ada}\nwork: [{name: A, keepTogether: yes}]", false),
    ("basics: {name: Ada}\nwork: [{name: A, keepTogether: \"true\"}]", false),
    ("basics: {name: Ada}\nwork: [{name: A, positions: [{startDate: 2018}]}]", false),
    ("basics: {name: Ada}\neducation: [{institution: A, date: 12/2014}]", false),
    ("basics: {name: Ada}\nawards: [{awarder: A}]", false),
    ("basics: {name: Ada}\nlanguages: [{fluency: native}]", false),
    ("basics: {name: Ada}\nskills: [{name: A, keywords: b}]", false),
    ("basics: {name: Ada}\ncustom: [{title: A, text: b}]", false),
    ("basics: {name: Ada}\nfit: 2", false),
    ("basics: {name: Ada}\nfit: {}", false),
    ("basics: {name: Ada}\nfit: {pages: 0}", false),
    ("basics: {name: Ada}\nfit: {pages: 51}", false),
    ("basics: {name: Ada}\nfit: {pages: 1.5}", false),
    ("basics: {name: Ada}\nfit: {pages: \"2\"}", false),
    ("basics: {name: Ada}\nlanguage: English", false),
    ("basics: {name: Ada}\ntheme: [duet]", false),
    ("basics: {name: Ada}\ntheme: {name: duet, paper: a5}", false),
    ("basics: {name: Ada}\ntheme: {name: duet, size: 9}", false),
    ("basics: {name: Ada}\ntheme: {name: duet, size: large}", false),
    ("basics: {name: Ada}\ntheme: {name: duet, leading: 12pt}", false),
    ("basics: {name: Ada}\ntheme: {name: duet, gap: wide}", false),
    ("basics: {name: Ada}\ntheme: {name: duet, gap: \"1\"}", false),
    ("basics: {name: Ada}\ntheme: {name: duet, justify: \"true\"}", false),
    ("basics: {name: Ada}\ntheme: {name: duet, accent: null}", false),
    ("basics: {name: Ada}\ntheme: {name: null, size: 9pt, x-size: 9}", true),
    ("basics: {name: Ada}\ntheme: {name: sidebar, panel: \"#fff\"}", true),
    ("basics: {name: Ada}\ntheme: {panel: \"#fff\"}", false),
    ("basics: {name: Ada}\ntheme: {name: classic, panel: \"#fff\"}", false),
    ("basics: {name: Ada}\ntheme: {name: duet, gap: 99}", false),
    ("basics: {name: Ada}\ntheme: {name: duet, size: 9.pt}", true),
    ("basics: {name: Ada}\ntheme: {name: duet, size: +9pt}", false),
    ("basics: {name: Ada}\ntheme: brutalist", false),
    ("basics: {name: Ada}\ntheme: {name: brutalist}", false),
    ("basics: {name: Ada}\nlanguage: eo", false),
    ("basics: {name: Ada}\nwork: [{name: A, lang: eo}]", true),
    ("basics: {name: Ada}\nwork: [{name: A, startDate: 18}]", false),
    ("basics: {name: Ada}\nwork: [{name: A, startDate: \"0018\"}]", false),
    ("basics: {name: Ada}\neducation: [{institution: A, date: true}]", true),
    ("basics: {name: Ada, email: ädä@exämple.com}", true),
    ("basics: {name: Ada, email: a@b_c.example}", false),
    ("basics: {name: Ada, url: \"https:///a\"}", false),
    ("basics: {name: Ada, url: \"mailto:ada\"}", false),
    ("basics: {name: Ada, url: \"mailto:ada@example.com?subject=a\"}", true),
    ("basics: {name: Ada}\nmeta: {lastModified: \"20240517\"}", false),
    ("basics: {name: Ada}\nmeta: {lastModified: \"2024-05-17T09\"}", false),
    ("basics: {name: Ada}\nmeta: {lastModified: 2024-05-17 09:30:00.5-0500}", true),
    ("basics: {name: Ada}\nfootnotes: {\"*\": null}", false),
    ("basics: {name: Ada}\nmeta: {lastModified: yesterday}", false),
    ("basics: {name: Ada}\npublications: [{name: A, doi: 11.1000/182}]", false),
    ("- name: Ada", false),
];

#[test]
fn it_and_our_validator_accept_and_reject_alike() {
    let validator = validator();
    let mut failures = Vec::new();
    for (text, expected) in CASES {
        let (theirs, ours) = (validator.is_valid(&as_json(text)), we_accept(text));
        if (theirs, ours) != (*expected, *expected) {
            failures
                .push(format!("{text}\n  expected {expected}, the schema {theirs}, ours {ours}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_date_is_a_year_a_month_or_a_day() {
    let wrong = |text: &str| text.parse::<Date>().err().map(|error| (error.message, error.range));
    for text in ["2018", "2018-01", "2018-12", "2018-12-31", "2020-02-29", "1000"] {
        assert_eq!(text.parse::<Date>().map(|date| date.to_string()), Ok(text.to_owned()));
    }
    let cases = [
        ("2018-13", "month 13 does not exist", Some(5..7)),
        ("2018-00-01", "month 00 does not exist", Some(5..7)),
        ("2018-02-29", "day 29 does not exist in 2018-02", Some(8..10)),
        ("2018-06-31", "day 31 does not exist in 2018-06", Some(8..10)),
        ("2018-6", "`2018-6` is not a date", None),
        ("18", "`18` is not a date", None),
        ("0018", "the year 0018 is too early", Some(0..4)),
        ("2018-06-01-01", "`2018-06-01-01` is not a date", None),
        ("٢٠١٨", "`٢٠١٨` is not a date", None),
        ("", "`` is not a date", None),
    ];
    for (text, message, range) in cases {
        assert_eq!(wrong(text), Some((message.to_owned(), range)), "{text}");
    }
    assert_eq!("Present".parse::<EndDate>(), Ok(EndDate::Present));
    assert_eq!("Fall 2023".parse(), Ok(LooseDate::Text("Fall 2023".to_owned())));
    assert!("12/2014".parse::<LooseDate>().is_err(), "figures alone are meant as a date");
}

/// Something that only our validator sees, since a schema cannot say it.
struct Beyond {
    /// What it is.
    what: &'static str,
    /// A file that the schema accepts.
    text: &'static str,
    /// What we say of it: the code, and a part of the message that says it is this.
    said: (&'static str, &'static str),
    /// Whether it is in a text, which may hold anything but these.
    in_text: bool,
}

/// What a schema cannot say. The property test below lets pass nothing else.
const BEYOND_A_SCHEMA: &[Beyond] = &[
    Beyond {
        what: "which fonts there are beside the résumé",
        text: "basics: {name: Ada}\ntheme: {font: Gramond}",
        said: ("unknown-font", "there is no font"),
        in_text: false,
    },
    Beyond {
        what: "which days a month has",
        text: "basics: {name: Ada}\nwork: [{name: A, startDate: 2018-02-30}]",
        said: ("bad-date", "day "),
        in_text: false,
    },
    Beyond {
        what: "which times a day has",
        text: "basics: {name: Ada}\nmeta: {lastModified: \"2018-02-28T25:00\"}",
        said: ("bad-date", "is not a date and time"),
        in_text: false,
    },
    Beyond {
        what: "characters that nobody sees",
        text: "basics: {name: Ada, label: \"a\\x07b\"}",
        said: ("unprintable-character", ""),
        in_text: false,
    },
    Beyond {
        what: "an end after the start",
        text: "basics: {name: Ada}\nwork: [{name: A, startDate: 2020, endDate: 2018}]",
        said: ("end-before-start", ""),
        in_text: false,
    },
    Beyond {
        what: "keys that exclude each other",
        text: "basics: {name: Ada}\nwork: [{name: A, date: 2020, startDate: 2018}]",
        said: ("conflicting-keys", ""),
        in_text: false,
    },
    Beyond {
        what: "an entry that has one of several keys",
        text: "basics: {name: Ada}\nwork: [{startDate: 2018}]",
        said: ("missing-key", " needs "),
        in_text: false,
    },
    Beyond {
        what: "a section with one content",
        text: "basics: {name: Ada}\ncustom: [{id: a, title: A}]",
        said: ("missing-key", " has no content"),
        in_text: false,
    },
    Beyond {
        what: "which standards go together",
        text: "basics: {name: Ada}\noutput: {standard: [a-4, ua-1]}",
        said: ("bad-standard", "cannot be kept together"),
        in_text: false,
    },
    Beyond {
        what: "that a bleed is an inch at most",
        text: "basics: {name: Ada}\noutput: {bleed: 9cm}",
        said: ("bad-bleed", "more than an inch"),
        in_text: false,
    },
    Beyond {
        what: "a name with a letter",
        text: "basics: {name: \" \"}",
        said: ("missing-key", "the name is empty"),
        in_text: false,
    },
    Beyond {
        what: "sections that exist",
        text: "basics: {name: Ada}\nsections: [horses]",
        said: ("unknown-section", ""),
        in_text: false,
    },
    Beyond {
        what: "sections listed once",
        text: "basics: {name: Ada}\nsections: [work, work]",
        said: ("duplicate-section", ""),
        in_text: false,
    },
    Beyond {
        what: "ids that are free",
        text: "basics: {name: Ada}\ncustom: [{id: work, title: A, text: b}]",
        said: ("bad-id", ""),
        in_text: false,
    },
    Beyond {
        what: "links inside text",
        text: "basics: {name: Ada, summary: \"[a](javascript:b)\"}",
        said: ("unsafe-link", ""),
        in_text: true,
    },
    Beyond {
        what: "addresses inside text",
        text: "basics: {name: Ada, summary: \"[a](b)\"}",
        said: ("bad-url", ""),
        in_text: true,
    },
    Beyond {
        what: "pictures inside text",
        text: "basics: {name: Ada, summary: \"![a](https://b.example)\"}",
        said: ("image-in-text", ""),
        in_text: true,
    },
    Beyond {
        what: "what is a host",
        text: "basics: {name: Ada, url: \"https://:80/\"}",
        said: ("bad-url", "is not a valid URL"),
        in_text: false,
    },
    Beyond {
        what: "files that are there",
        text: "basics: {name: Ada, image: nobody.jpg}",
        said: ("bad-image", ""),
        in_text: false,
    },
    Beyond {
        what: "photos that are in a file",
        text: "basics: {name: Ada, image: \"https://ada.example/portrait.jpg\"}",
        said: ("image-url", ""),
        in_text: false,
    },
    Beyond {
        what: "files in the folder",
        text: "basics: {name: Ada, image: ../README.md}",
        said: ("outside-folder", ""),
        in_text: false,
    },
    Beyond {
        what: "bibliographies that are there",
        text: "basics: {name: Ada}\npublications: [{bibliography: nobody.bib}]",
        said: ("bad-bibliography", ""),
        in_text: false,
    },
    Beyond {
        what: "themes' folders that are there",
        text: "basics: {name: Ada}\ntheme: ./nobody",
        said: ("bad-theme", ""),
        in_text: false,
    },
    Beyond {
        what: "ranges of lengths",
        text: "basics: {name: Ada}\ntheme: {name: duet, size: 99pt}",
        said: ("bad-option", "cannot be"),
        in_text: false,
    },
    Beyond {
        what: "what is a colour",
        text: "basics: {name: Ada}\ntheme: {name: duet, accent: \"#12345\"}",
        said: ("bad-option", "must be a colour"),
        in_text: false,
    },
    Beyond {
        what: "characters that were lost",
        text: "basics: {name: \"Ada \u{fffd}\"}",
        said: ("not-utf8", ""),
        in_text: false,
    },
    Beyond {
        what: "names of variants that differ by more than capitals",
        text: "basics: {name: Ada}\nvariants: {a: {}, A: {}}",
        said: ("bad-id", "would have the file of another"),
        in_text: false,
    },
    Beyond {
        what: "keys that a variant can set",
        text: "basics: {name: Ada}\nvariants: {a: {set: {basics..name: ada}}}",
        said: ("bad-set", ""),
        in_text: false,
    },
    Beyond {
        what: "how a number is written",
        text: "basics: {name: Ada}\nfit: {pages: 2.0}",
        said: ("wrong-type", "must be a whole number"),
        in_text: false,
    },
];

#[test]
fn what_a_schema_cannot_say_we_say() {
    let validator = validator();
    for beyond in BEYOND_A_SCHEMA {
        let Beyond { what, text, .. } = beyond;
        assert!(validator.is_valid(&as_json(text)), "the schema can say {what}");
        let errors = our_errors(text);
        let found = errors.iter().any(|error| beyond.is(error, text));
        assert!(found, "we do not say {what}: {errors:#?}");
    }
}

impl Beyond {
    /// Whether an error about a file is of this kind.
    fn is(&self, error: &Diagnostic, text: &str) -> bool {
        let (code, words) = self.said;
        let before = &text[..error.span.map_or(0, |span| span.start)];
        let in_text = before.ends_with(['(', '<']) || error.code == "image-in-text";
        error.code == code && error.message.contains(words) && self.in_text == in_text
    }
}

/// Whether an error is not in the file as a whole, but in what a variant makes of it: a schema does not
/// know what `set` changes.
fn is_of_a_variant(error: &Diagnostic) -> bool {
    error.notes.iter().any(|note| note.starts_with("in the variant"))
}

#[test]
fn what_a_variant_sets_is_held_to_the_rules_of_its_place() {
    let validator = validator();
    for (set, expected) in [
        ("basics.email: ada", "bad-email"),
        ("basics.nmae: Ada", "unknown-key"),
        ("basics: null", "missing-key"),
        ("work: [A]", "wrong-type"),
        ("theme.colour: red", "unknown-option"),
        ("fit.pages: 0", "out-of-range"),
        ("language: xx", "unknown-language"),
    ] {
        let text = format!("basics: {{name: Ada}}\nvariants: {{a: {{set: {{{set}}}}}, b: {{}}}}");
        assert!(validator.is_valid(&as_json(&text)), "{text}");
        let errors = our_errors(&text);
        let said: Vec<_> =
            errors.iter().map(|error| (error.code, is_of_a_variant(error))).collect();
        assert_eq!(said, [(expected, true)], "{text}");
    }
}

/// A file on which the schema and our validator differ.
fn differing(text: &str, theirs: bool, errors: &[Diagnostic]) -> String {
    let said: Vec<_> =
        errors.iter().map(|error| format!("{}: {}", error.code, error.message)).collect();
    let verdict = if theirs { "accepts" } else { "rejects" };
    format!("the schema {verdict} it, we say {said:#?} of\n{text}")
}

/// How many mutated files a run makes in each of its halves, which run side by side.
const FILES: u32 = 3000;

/// Files by chance, always the same, on which the schema and our validator must agree.
fn agree_on_mutated_files(seed: u8) {
    let documents: Vec<Json> = samples()
        .iter()
        .map(|sample| as_json(&fs::read_to_string(root().join(sample)).expect("it is there")))
        .collect();
    let mutator = Mutator::new(&documents);
    let validator = validator();
    let sound = Cell::new(0);
    let config = Config { cases: FILES, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    let result = TestRunner::new_with_rng(config, rng).run(&vec(any::<u8>(), 0..240), |bytes| {
        let text = mutator.document(&mut Choices::new(&bytes));
        let errors = our_errors(&text);
        let theirs = parse(&text).is_some_and(|json| validator.is_valid(&json));
        let beyond =
            |error: &Diagnostic| BEYOND_A_SCHEMA.iter().any(|beyond| beyond.is(error, &text));
        let made = |error: &Diagnostic| is_of_a_variant(error) && text.contains("set");
        let agree = match theirs {
            true => errors.iter().all(|error| beyond(error) || made(error)),
            false => !errors.is_empty(),
        };
        sound.set(sound.get() + u32::from(theirs));
        match agree {
            true => Ok(()),
            false => Err(TestCaseError::fail(differing(&text, theirs, &errors))),
        }
    });
    if let Err(error) = result {
        panic!("the schema and our validator differ on\n{error}");
    }
    // Neither side of the question may be the rare one.
    assert!((FILES / 5..FILES * 4 / 5).contains(&sound.get()), "{} are sound", sound.get());
}

#[test]
fn mutated_files_are_accepted_and_rejected_alike() {
    agree_on_mutated_files(1);
}

#[test]
fn more_mutated_files_are_accepted_and_rejected_alike() {
    agree_on_mutated_files(2);
}

//! The JSON Schema: it is the published one, it is valid, and it and our validator agree.

use std::fs;

use jsonschema::Validator;
use serde_json::Value as Json;
use vitae::load::{self, Input, Overrides};
use vitae::resume::{Date, EndDate, LooseDate};
use vitae::schema::json_schema;

use crate::support::{root, run, samples, stdout};

/// The schema as another program reads it.
fn validator() -> Validator {
    jsonschema::draft202012::options()
        .should_validate_formats(true)
        .build(&json_schema())
        .expect("the schema is one")
}

/// A YAML text as JSON, read by another parser than ours.
fn as_json(text: &str) -> Json {
    serde_yaml::from_str(text).expect("it is YAML")
}

/// Whether our validator has no error to say.
fn we_accept(text: &str) -> bool {
    let folder = root().join("tests/diagnostics");
    let input = Input::of_text("resume.yaml", folder, text);
    load::load(&input, &Overrides::default()).checked.is_some()
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

#[test]
fn every_field_has_a_description() {
    let mut missing = Vec::new();
    collect_undescribed(&json_schema(), "", &mut missing);
    assert!(missing.is_empty(), "{missing:#?}");
}

/// The paths of the properties and definitions of a schema that nothing describes.
fn collect_undescribed(schema: &Json, path: &str, missing: &mut Vec<String>) {
    let Some(object) = schema.as_object() else {
        for (index, item) in schema.as_array().into_iter().flatten().enumerate() {
            collect_undescribed(item, &format!("{path}/{index}"), missing);
        }
        return;
    };
    for (key, inner) in object {
        let path = format!("{path}/{key}");
        if matches!(key.as_str(), "properties" | "$defs") {
            for (name, schema) in inner.as_object().into_iter().flatten() {
                let words = schema["description"].as_str().unwrap_or_default();
                if words.trim().is_empty() || words.contains('\n') {
                    missing.push(format!("{path}/{name}"));
                }
            }
        }
        collect_undescribed(inner, &path, missing);
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
    ("basics: {name: Ada}\ntheme: {name: duet, font: Comic Sans}", false),
    ("basics: {name: Ada}\ntheme: {name: duet, font: source serif 4}", false),
    ("basics: {name: Ada}\ntheme: {name: duet, accent: null}", false),
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
    for text in ["2018", "2018-01", "2018-12", "2018-12-31", "2020-02-29", "0001"] {
        assert_eq!(text.parse::<Date>().map(|date| date.to_string()), Ok(text.to_owned()));
    }
    let cases = [
        ("2018-13", "month 13 does not exist", Some(5..7)),
        ("2018-00-01", "month 00 does not exist", Some(5..7)),
        ("2018-02-29", "day 29 does not exist in 2018-02", Some(8..10)),
        ("2018-06-31", "day 31 does not exist in 2018-06", Some(8..10)),
        ("2018-6", "`2018-6` is not a date", None),
        ("18", "`18` is not a date", None),
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

/// What only our validator sees, since a schema cannot say it: each with a file that the schema
/// accepts.
const BEYOND_A_SCHEMA: &[(&str, &str)] = &[
    ("which days a month has", "basics: {name: Ada}\nwork: [{name: A, startDate: 2018-02-30}]"),
    ("that a year has four figures", "basics: {name: Ada}\nwork: [{name: A, startDate: 18}]"),
    (
        "an end after the start",
        "basics: {name: Ada}\nwork: [{name: A, startDate: 2020, endDate: 2018}]",
    ),
    (
        "keys that exclude each other",
        "basics: {name: Ada}\nwork: [{name: A, date: 2020, startDate: 2018}]",
    ),
    ("an entry that has one of several keys", "basics: {name: Ada}\nwork: [{startDate: 2018}]"),
    ("a section with one content", "basics: {name: Ada}\ncustom: [{id: a, title: A}]"),
    ("sections that exist", "basics: {name: Ada}\nsections: [horses]"),
    ("sections listed once", "basics: {name: Ada}\nsections: [work, work]"),
    ("ids that are free", "basics: {name: Ada}\ncustom: [{id: work, title: A, text: b}]"),
    ("links inside text", "basics: {name: Ada, summary: \"[a](javascript:b)\"}"),
    ("what is a host", "basics: {name: Ada, url: \"https://:80/\"}"),
    ("files that are there", "basics: {name: Ada, image: portrait.jpg}"),
    ("themes that exist", "basics: {name: Ada}\ntheme: brutalist"),
    ("options of one theme", "basics: {name: Ada}\ntheme: {name: classic, panel: \"#fff\"}"),
    ("ranges of lengths", "basics: {name: Ada}\ntheme: {name: duet, size: 99pt}"),
    ("what is a colour", "basics: {name: Ada}\ntheme: {name: duet, accent: \"#12345\"}"),
    ("languages that vitae speaks", "basics: {name: Ada}\nlanguage: eo"),
    ("a name with a letter", "basics: {name: \" \"}"),
];

#[test]
fn what_a_schema_cannot_say_we_say() {
    let validator = validator();
    for (what, text) in BEYOND_A_SCHEMA {
        assert!(validator.is_valid(&as_json(text)), "the schema can say {what}");
        assert!(!we_accept(text), "we do not say {what}");
    }
}

//! What vitae says of bad files: each file of `tests/diagnostics` beside all that `vitae check`
//! prints of it. `UPDATE=1` writes what it prints now; read it before you keep it.

use std::fs;
use std::path::{Path, PathBuf};

use vitae::diagnostics::Diagnostic;
use vitae::load::{self, Input, Overrides};

use crate::support::{root, run, stderr};

/// Every kind of mistake that must be said, with the file that shows it and the code it has.
const KINDS: &[(&str, &str, &str)] = &[
    ("unknown key", "unknown-key.yaml", "unknown-key"),
    ("missing key", "missing-key.yaml", "missing-key"),
    ("wrong type", "wrong-type.yaml", "wrong-type"),
    ("bad month", "bad-date-month.yaml", "bad-date"),
    ("bad day", "bad-date-day.yaml", "bad-date"),
    ("bad form of a date", "bad-date-form.yaml", "bad-date"),
    ("bad e-mail", "bad-email.yaml", "bad-email"),
    ("bad URL", "bad-url.yaml", "bad-url"),
    ("unsafe link in text", "unsafe-link.yaml", "unsafe-link"),
    ("value not in its list", "value-not-in-its-list.yaml", "bad-option"),
    ("duplicate key", "duplicate-key.yaml", "duplicate-key"),
    ("end before start", "end-before-start.yaml", "end-before-start"),
    ("unknown theme", "unknown-theme.yaml", "unknown-theme"),
    ("unknown option", "unknown-option.yaml", "unknown-option"),
    ("option of a wrong type", "bad-option-type.yaml", "bad-option"),
    ("option out of range", "bad-option-range.yaml", "bad-option"),
    ("unknown font", "unknown-font.yaml", "unknown-font"),
    ("image outside the folder", "image-outside.yaml", "outside-folder"),
    ("unclosed quote", "unclosed-quote.yaml", "unclosed-quote"),
    ("unquoted colon", "unquoted-colon.yaml", "unquoted-colon"),
    ("tab", "tab.yaml", "tab"),
    ("wrong indentation", "wrong-indentation.yaml", "indentation"),
    ("top level that is no mapping", "not-a-mapping.yaml", "wrong-type"),
    ("alias bomb", "alias-bomb.yaml", "too-large"),
];

fn folder() -> PathBuf {
    root().join("tests/diagnostics")
}

/// The names of the bad files.
fn cases() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder())
        .expect("the folder is there")
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".yaml") || name.ends_with(".json"))
        .collect();
    names.sort();
    names
}

/// Where the expected output of a bad file stands.
fn expected(name: &str) -> PathBuf {
    folder().join(format!("{name}.stderr"))
}

#[test]
fn every_bad_file_gets_the_messages_beside_it() {
    let mut differing = String::new();
    for name in cases() {
        let output = run(&folder(), &["check", &name]);
        let printed = stderr(&output);
        let code = if printed.contains("error[") { 1 } else { 0 };
        assert_eq!(output.status.code(), Some(code), "{name}: {printed}");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(expected(&name), &printed).expect("it can be written");
        }
        let wanted = fs::read_to_string(expected(&name)).unwrap_or_default();
        if printed != wanted {
            differing += &format!("== {name} wants\n{wanted}== but it prints\n{printed}");
        }
    }
    assert!(differing.is_empty(), "{differing}");
}

#[test]
fn no_expected_output_is_left_without_its_file() {
    for entry in fs::read_dir(folder()).expect("the folder is there").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Some(file) = name.strip_suffix(".stderr") {
            assert!(folder().join(file).exists(), "{name} is of no file");
        }
    }
}

#[test]
fn every_kind_of_mistake_is_shown() {
    for (kind, file, code) in KINDS {
        let printed = fs::read_to_string(expected(file)).expect(file);
        assert!(printed.contains(&format!("error[{code}]:")), "{file} shows no {kind}: {printed}");
    }
}

#[test]
fn seven_mistakes_give_seven_messages_in_the_order_of_the_file() {
    let printed = stderr(&run(&folder(), &["check", "mixed-seven.yaml"]));
    let lines: Vec<usize> = printed
        .lines()
        .filter_map(|line| line.trim_start().strip_prefix("--> mixed-seven.yaml:"))
        .filter_map(|place| place.split(':').next()?.parse().ok())
        .collect();
    assert_eq!(lines.len(), 7, "{printed}");
    assert!(lines.is_sorted(), "{lines:?}");
    assert!(printed.ends_with("mixed-seven.yaml: 7 errors\n"), "{printed}");
}

/// The diagnostics of a text that stands in the folder of bad files.
fn diagnose(name: &str, text: &str) -> Vec<Diagnostic> {
    let input = Input { name: name.to_owned(), folder: folder(), text: text.to_owned() };
    load::load(&input, &Overrides::default()).diagnostics
}

#[test]
fn every_offered_fix_heals_what_it_is_offered_for() {
    let mut fixes = 0;
    for name in cases() {
        let Ok(text) = fs::read_to_string(folder().join(&name)) else { continue };
        let before = diagnose(&name, &text);
        for diagnostic in before.iter().filter(|diagnostic| !diagnostic.fix.is_empty()) {
            let mut edits: Vec<_> = diagnostic.fix.iter().collect();
            edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
            let mut healed = text.clone();
            for (span, replacement) in edits {
                healed.replace_range(span.range(), replacement);
            }
            let after = diagnose(&name, &healed);
            let same = |list: &[Diagnostic]| {
                list.iter()
                    .filter(|one| one.code == diagnostic.code && one.message == diagnostic.message)
                    .count()
            };
            assert!(same(&after) < same(&before), "{name}: {}\n{healed}", diagnostic.message);
            fixes += 1;
        }
    }
    assert!(fixes > 30, "only {fixes} fixes were tried");
}

#[test]
fn every_span_lies_on_characters_of_the_file() {
    for name in cases() {
        let Ok(text) = fs::read_to_string(folder().join(&name)) else { continue };
        let input = Input { name: name.clone(), folder: folder(), text };
        let loaded = load::load(&input, &Overrides::default());
        for diagnostic in &loaded.diagnostics {
            let spans =
                diagnostic.span.iter().chain(diagnostic.related.iter().map(|(span, _)| span));
            for span in spans.chain(diagnostic.fix.iter().map(|(span, _)| span)) {
                let source = &loaded.sources.get(span.source).text;
                assert!(source.get(span.range()).is_some(), "{name}: {diagnostic:?}");
            }
        }
    }
}

#[test]
fn huge_files_end_at_once_with_one_message() {
    let folder = tempfile::tempdir().expect("there is room");
    let message = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("it can be written");
        let output = run(folder.path(), &["check", name, "-q"]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        stderr(&output)
    };
    let too_deep = "error[too-large]: the file nests ";
    assert!(message("flow.yaml", &format!("a: {}", "[".repeat(10_000))).contains(too_deep));
    let block: String = (0..10_000).map(|depth| " ".repeat(depth) + "a:\n").collect();
    let found = message("block.yaml", &block);
    assert!(found.starts_with("error[too-large]: "), "{found}");
    let large = format!("basics: {{name: Ada}}\nx-a: {}\n", "x".repeat(50 << 20));
    let found = message("large.yaml", &large);
    assert!(found.starts_with("error[too-large]: "), "{found}");
    assert_eq!(found.matches("error[").count(), 1, "{found}");
}

#[test]
fn set_has_errors_of_its_own() {
    let cases = [
        ("basics.name", "`basics.name` has no `=`", 1),
        ("basics..name=x", "`basics..name` is not a key", 1),
        ("work[9].name=x", "`work` has 0 items", 5),
        ("basics.nmae=x", "unknown key `nmae`", 8),
        ("basics.name=[a]", "`name` must be text, not a list", 13),
        ("basics.label=\"x", "this `\"` is never closed", 14),
    ];
    let sample = Path::new("examples/student.yaml");
    for (argument, words, column) in cases {
        let output =
            run(root(), &["render", sample.to_str().expect("plain"), "-o", "-", "--set", argument]);
        let printed = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{argument}: {printed}");
        assert!(printed.contains(words), "{argument}: {printed}");
        assert!(printed.contains(&format!("--> --set:1:{column}\n")), "{argument}: {printed}");
    }
}

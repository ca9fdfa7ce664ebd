//! The pages of `vitae explain`: there is one for each code, and their examples are true.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use vitae::explain::{PAGES, codes, page};

use crate::support::{root, run, stderr, stdout};

/// Pages whose case is not in one résumé file: an argument, a theme's folder, a layout, bytes.
const ELSEWHERE: &[&str] = &[
    "ambiguous-item",
    "bad-font",
    "bad-pdf",
    "bad-set",
    "coarse-image",
    "does-not-fit",
    "internal",
    "option-left-out",
    "over-the-margin",
    "photo-left-out",
    "side-by-side",
    "picture-in-colour",
    "place-left-out",
    "system-font",
    "theme-contract",
    "theme-error",
    "theme-limit",
    "theme-warning",
    "too-large",
    "unknown-variant",
];

/// What stands in the first block of code under a heading, with its language.
fn example<'a>(text: &'a str, heading: &str) -> Option<(&'a str, &'a str)> {
    let (_, section) = text.split_once(&format!("\n## {heading}\n"))?;
    let (_, block) = section.split("\n## ").next()?.split_once("```")?;
    let (language, rest) = block.split_once('\n')?;
    Some((language, rest.split("```").next()?))
}

/// The codes that a file gives.
fn codes_of(language: &str, text: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("there is room");
    let name = format!("resume.{language}");
    fs::write(folder.path().join(&name), text).expect("it can be written");
    fs::copy(root().join("tests/lint/portrait.svg"), folder.path().join("portrait.svg"))
        .expect("it can be copied");
    let output = run(folder.path(), &["check", "--lint", "--message-format", "json", &name]);
    let lines = stdout(&output);
    let code = |line: &str| {
        let object: serde_json::Value = serde_json::from_str(line).expect("it is JSON");
        object["code"].as_str().expect("it has a code").to_owned()
    };
    lines.lines().map(code).collect()
}

#[test]
fn each_page_shows_a_file_that_gives_its_code_and_one_that_does_not() {
    let mut failures = Vec::new();
    for page in PAGES {
        let code = page.code;
        let (Some(wrong), Some(right)) = (example(page.text, "Wrong"), example(page.text, "Right"))
        else {
            if code != "internal" {
                failures.push(format!("{code}: an example is missing"));
            }
            continue;
        };
        if ELSEWHERE.contains(&code) {
            continue;
        }
        let found = codes_of(wrong.0, wrong.1);
        if !found.iter().any(|one| one == code) {
            failures.push(format!("{code}: the wrong example gives {found:?}"));
        }
        let found = codes_of(right.0, right.1);
        // Advice about the examples of errors is no matter.
        let is_advice = |code: &str| vitae::lint::CODES.contains(&code);
        if found.iter().any(|one| is_advice(code) || !is_advice(one)) {
            failures.push(format!("{code}: the right example gives {found:?}"));
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
fn each_page_begins_with_its_code_and_has_a_summary() {
    for page in PAGES {
        assert!(page.text.starts_with(&format!("# {}\n\n", page.code)), "{}", page.code);
        let summary = page.summary();
        assert!(summary.ends_with('.') && summary.len() < 160, "{}: {summary}", page.code);
    }
    let known: Vec<_> = codes().collect();
    let mut sorted = known.clone();
    sorted.sort_unstable();
    assert_eq!(known, sorted);
}

/// The codes that the sources hand to diagnostics.
fn codes_in_sources(folder: &Path, found: &mut BTreeSet<String>) {
    let makers = [
        "Diagnostic::error(",
        "Diagnostic::warning(",
        "Diagnostic::note(",
        "FieldError::new(",
        "self.error(",
        "problem.error(",
        "error(kind, \"",
        "code: \"",
    ];
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            codes_in_sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).expect("it is text");
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            for maker in makers {
                for (at, _) in text.match_indices(maker) {
                    let rest = text[at + maker.len()..].trim_start();
                    let rest = rest.strip_prefix('"').unwrap_or(rest);
                    let code = rest.split('"').next().unwrap_or_default();
                    if !code.is_empty()
                        && code.bytes().all(|b| b.is_ascii_lowercase() || b"-78".contains(&b))
                    {
                        found.insert(code.to_owned());
                    }
                }
            }
        }
    }
}

#[test]
fn each_code_of_the_sources_has_a_page_and_each_page_is_needed() {
    let mut found = BTreeSet::new();
    codes_in_sources(&root().join("src"), &mut found);
    assert!(found.len() > 30, "{found:?}");
    let unexplained: Vec<_> = found.iter().filter(|code| page(code).is_none()).collect();
    assert!(unexplained.is_empty(), "{unexplained:?}");
    let pages = fs::read_dir(root().join("src/explain")).expect("it is there").flatten();
    let files: BTreeSet<_> = pages
        .filter_map(|entry| {
            entry.path().file_stem().map(|stem| stem.to_string_lossy().into_owned())
        })
        .collect();
    assert_eq!(files, codes().map(str::to_owned).collect());
}

#[test]
fn explain_prints_a_page_or_the_list() {
    let output = run(root(), &["explain", "bad-date"]);
    assert_eq!(Some(stdout(&output).as_str()), page("bad-date").map(|page| page.text));
    let list = stdout(&run(root(), &["explain"]));
    assert_eq!(list.lines().count(), PAGES.len());
    let line = list.lines().find(|line| line.starts_with("bad-date ")).unwrap_or_default();
    assert!(line.ends_with(" A date is in no form that vitae reads."), "{line}");
    let output = run(root(), &["explain", "bad-dat"]);
    assert_eq!(output.status.code(), Some(2));
    let expected = "error: invalid value 'bad-dat' for '[CODE]': there is no code `bad-dat`; a similar \
                    one exists: `bad-date`\n\nFor more information, try '--help'.\n";
    assert_eq!(stderr(&output), expected);
}

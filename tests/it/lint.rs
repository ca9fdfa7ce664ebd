//! What `--lint` says of a file: each case shows the input and the whole standard error.
//!
//! `tests/lint/NAME.yaml` stands beside `NAME.stderr`, and each code has a file of its name. Files
//! whose name says `silent` are near misses: nothing may be said of them. After a change,
//! `UPDATE=1 cargo test --test it lint` writes what is said now; read the difference.

use std::fs;
use std::path::{Path, PathBuf};

use vitae::lint::CODES;
use vitae::load::{self, Input, Overrides};

use crate::support::pdf::Pdf;
use crate::support::{root, run, samples, stderr};

/// What is said of the samples: they show every field, and what is customary somewhere.
const SAMPLES: &[(&str, &[(usize, &str)])] = &[
    ("resume.yaml", &[]),
    ("examples/academic.yaml", &[]),
    ("examples/designer.yaml", &[(9, "photo-in-region")]),
    (
        "examples/everything.yaml",
        &[
            (54, "photo-in-region"),
            (71, "birth-date-in-region"),
            (91, "mixed-dates"),
            (164, "mixed-dates"),
            (214, "mixed-dates"),
            (350, "referee-phone"),
            (354, "referee-phone"),
        ],
    ),
    ("examples/nurse.yaml", &[(129, "referee-phone"), (136, "referee-phone")]),
    ("examples/student.yaml", &[]),
    ("examples/variants.yaml", &[]),
];

fn folder() -> PathBuf {
    root().join("tests/lint")
}

/// The names of the inputs, without their extension.
fn inputs() -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("the folder is there").flatten();
    let paths = entries.map(|entry| entry.path());
    let inputs = paths.filter(|path| path.extension().is_some_and(|one| one == "yaml"));
    let name = |path: PathBuf| path.file_stem().map(|stem| stem.display().to_string());
    let mut names: Vec<String> = inputs.filter_map(name).collect();
    names.sort();
    names
}

#[test]
fn every_file_gets_its_whole_advice() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut failures = String::new();
    for name in inputs() {
        let output = run(&folder(), &["check", "--lint", &format!("{name}.yaml")]);
        let found = stderr(&output);
        assert_eq!(output.status.code(), Some(0), "advice fails nothing: {name}\n{found}");
        let path = folder().join(format!("{name}.stderr"));
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if found != expected && update {
            fs::write(&path, &found).expect("the expectation can be written");
        } else if found != expected {
            failures += &format!("{name}:\nexpected:\n{expected}\nfound:\n{found}\n");
        }
        if name.contains("silent") {
            assert_eq!(found, format!("{name}.yaml: no problems\n"));
        }
    }
    assert!(failures.is_empty(), "UPDATE=1 accepts what is said now\n{failures}");
}

#[test]
fn every_expectation_has_an_input() {
    for entry in fs::read_dir(folder()).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|one| one == "stderr") {
            assert!(path.with_extension("yaml").exists(), "{}", path.display());
        }
    }
}

#[test]
fn every_code_has_a_file_that_shows_it() {
    for code in CODES {
        let said = fs::read_to_string(folder().join(format!("{code}.stderr"))).unwrap_or_default();
        assert!(said.contains(&format!("warning[{code}]")), "{code} lacks its file");
    }
    let mut codes = CODES.to_vec();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), CODES.len(), "a code stands for one rule");
}

#[test]
fn nothing_is_said_unless_it_is_asked_for() {
    let scratch = tempfile::tempdir().expect("a folder can be made");
    let pdf = scratch.path().join("a.pdf").display().to_string();
    for name in inputs() {
        let file = format!("{name}.yaml");
        let checked = run(&folder(), &["check", &file]);
        // The note that a JSON Resume file gets is no advice.
        assert!(!stderr(&checked).contains("warning["), "{name}");
        assert!(stderr(&checked).ends_with(&format!("{file}: no problems\n")), "{name}");
        let rendered = run(&folder(), &["render", "--allow", "not-printed", &file, "-o", &pdf]);
        let said = stderr(&rendered);
        assert!(said.starts_with("wrote ") && said.lines().count() == 1, "{name}: {said}");
    }
}

#[test]
fn render_gives_the_same_advice_and_writes_the_pdf() {
    let scratch = tempfile::tempdir().expect("a folder can be made");
    let pdf = scratch.path().join("a.pdf");
    let out = pdf.display().to_string();
    for name in ["long-bullet", "mixed-dates", "doubled-word"] {
        let file = format!("{name}.yaml");
        let expected = fs::read_to_string(folder().join(format!("{name}.stderr"))).expect(name);
        let (expected, _) = expected.rsplit_once(&format!("{file}:")).expect("a last line");
        let said = stderr(&run(&folder(), &["render", "--lint", &file, "-o", &out]));
        let (said, last) = said.trim_end().rsplit_once('\n').expect("several lines");
        assert_eq!(format!("{said}\n"), expected, "{name}");
        assert!(last.starts_with("wrote "), "{last}");
        assert!(fs::read(&pdf).expect("the PDF is there").starts_with(b"%PDF"));
    }
    let quiet = run(&folder(), &["render", "--lint", "-q", "long-bullet.yaml", "-o", "-"]);
    assert_eq!(stderr(&quiet), "", "quiet prints errors only");
    assert!(stdout_is_pdf(&quiet.stdout));
}

/// Whether some bytes begin as a PDF does.
fn stdout_is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF")
}

/// All advice about a file: its line, its code and what it says.
fn advice(path: &Path) -> Vec<(usize, &'static str, String)> {
    let name = path.display().to_string();
    let input = Input::read(&name).expect(&name).expect(&name);
    let loaded = load::load(&input, &Overrides::default());
    let checked = loaded.checked.expect(&name);
    let advice = vitae::lint::advice(&checked, &loaded.sources);
    let line = |span| loaded.sources.line(span);
    let told = advice
        .into_iter()
        .map(|one| (line(one.span.expect("advice has a place")), one.code, one.message));
    told.collect()
}

#[test]
fn the_samples_get_the_advice_that_is_listed() {
    let listed: Vec<&str> = SAMPLES.iter().map(|(name, _)| *name).collect();
    for sample in samples() {
        let name = sample.display().to_string();
        assert!(listed.contains(&&*name), "{name} is not listed");
    }
    for (name, expected) in SAMPLES {
        let said = advice(&root().join(name));
        let found: Vec<(usize, &str)> = said.iter().map(|(line, code, _)| (*line, *code)).collect();
        assert_eq!(found, *expected, "{name}");
    }
}

#[test]
fn what_new_writes_is_known_as_left_over() {
    let scratch = tempfile::tempdir().expect("a folder can be made");
    assert!(run(scratch.path(), &["new"]).status.success());
    let said = stderr(&run(scratch.path(), &["check", "--lint"]));
    let left_over = said.matches("warning[placeholder-text]").count();
    // Name, four ways to reach, summary, two employers, an address, a line about it, three bullets,
    // a school.
    assert_eq!(left_over, 14, "{said}");
    assert_eq!(said.matches("warning[").count(), left_over, "{said}");
}

/// A fix that is offered is taken, and nothing is left to say.
#[test]
fn fixes_do_what_the_advice_says() {
    for (name, left) in [("doubled-word", 0), ("mixed-spelling", 1)] {
        let path = folder().join(format!("{name}.yaml"));
        let input = Input::read(&path.display().to_string()).expect(name).expect(name);
        let loaded = load::load(&input, &Overrides::default());
        let checked = loaded.checked.expect(name);
        let advice = vitae::lint::advice(&checked, &loaded.sources);
        let mut edits: Vec<_> = advice.iter().flat_map(|one| one.fix.clone()).collect();
        assert!(!edits.is_empty(), "{name}");
        edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
        let mut text = input.text.clone();
        for (span, replacement) in edits {
            text.replace_range(span.range(), &replacement);
        }
        let scratch = tempfile::tempdir().expect("a folder can be made");
        fs::write(scratch.path().join("resume.yaml"), text).expect("it can be written");
        let said = stderr(&run(scratch.path(), &["check", "--lint"]));
        assert_eq!(said.matches("warning[").count(), left, "{name}: {said}");
    }
}

/// The letters and figures of a text: what is the same however lines break.
fn letters(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The number of lines that a text takes on a page, by the lines of the PDF.
fn lines_in_print(text: &str, print: &[String]) -> Option<usize> {
    let wanted = letters(text);
    let starts = (0..print.len()).filter(|at| wanted.starts_with(&print[*at]));
    starts
        .filter_map(|start| {
            let (mut rest, mut lines) = (wanted.as_str(), 0);
            // Between two lines of it may be a foot, or another column.
            for line in print[start..].iter().take(60) {
                if let Some(after) = rest.strip_prefix(line.as_str()) {
                    (rest, lines) = (after, lines + 1);
                }
            }
            rest.is_empty().then_some(lines)
        })
        .next()
}

/// The counted lines are those of the PDF, where words are hyphenated, and where a bullet goes on in
/// the next column or on the next page.
#[test]
fn lines_of_bullets_are_those_on_the_page() {
    let words = "characterised uncharacteristically uncooperative intercommunications between the \
                 engine and its disproportionate organisations of internationalised misrepresentations";
    let words: Vec<&str> = words.split_whitespace().collect();
    let mut state = 7_usize;
    let mut next = |bound: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let bullets: Vec<String> = (0..36)
        .map(|number| {
            let length = 3 + next(60);
            let mut text = format!("B{number}b");
            for index in 0..length {
                // No word stands twice in a row.
                let half = words.len() / 2;
                text += " ";
                text += words[next(half) + if index % 2 == 0 { 0 } else { half }];
            }
            text
        })
        .collect();
    for theme in vitae::theme::builtin_names() {
        let mut text = format!(
            "theme: {theme}\nbasics: {{name: Ada Byron, email: ada@byron.example}}\n\
             skills: [Arithmetic, Music]\nwork:\n"
        );
        for (job, bullets) in bullets.chunks(3).enumerate() {
            let year = 2020 - job;
            text +=
                &format!("  - name: Engine {job}\n    startDate: {year}\n    endDate: {year}\n");
            text += "    highlights:\n";
            text.extend(bullets.iter().map(|bullet| format!("      - {bullet}\n")));
        }
        let scratch = tempfile::tempdir().expect("a folder can be made");
        let path = scratch.path().join("resume.yaml");
        fs::write(&path, &text).expect("it can be written");
        let pdf = Pdf::parse(&run(scratch.path(), &["render", "-o", "-"]).stdout);
        assert!(pdf.pages().len() > 1, "{theme}");
        let lines = pdf.pages().iter().flat_map(|page| page.lines());
        let print: Vec<String> =
            lines.map(|line| letters(&line.text)).filter(|line| !line.is_empty()).collect();
        let said = advice(&path);
        let mut long = 0;
        for (at, line) in (1..).zip(text.lines()) {
            let Some(bullet) = line.strip_prefix("      - ") else { continue };
            let lines = lines_in_print(bullet, &print).expect(bullet);
            let expected = format!("this bullet takes {lines} lines on the page");
            let found = said.iter().find(|(line, _, _)| *line == at).map(|(_, _, message)| message);
            let expected = (lines > 3).then_some(&expected);
            assert_eq!(found, expected, "{theme}: {bullet}");
            long += usize::from(lines > 3);
        }
        assert!(long > 5, "{theme}");
    }
}

/// Whatever stands in a text, advice about it points at whole characters of the file.
#[test]
fn advice_about_odd_texts_points_into_the_file() {
    let odd = [
        "`",
        "``",
        "](",
        "<",
        ">",
        "[",
        "é",
        "日本 日本",
        "the the",
        "ß-ß",
        "- -",
        "TODO",
        "…",
        "\u{301}",
        "a\u{a0}a",
        "x".repeat(300).leak(),
        "..",
        "🎉🎉",
        "(",
        "*",
        "**",
        "' '",
        "@",
        "://",
        "İİ",
        "\u{1}",
    ];
    let names = inputs().into_iter().map(|name| folder().join(format!("{name}.yaml")));
    let mut state = 1_usize;
    let mut seen = 0;
    for path in names.chain(samples().into_iter().map(|sample| root().join(sample))) {
        let text = fs::read_to_string(&path).expect("it can be read");
        let ends: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
        for piece in odd {
            let mut text = text.clone();
            for _ in 0..3 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let at = ends[(state >> 33) % ends.len()];
                if text.is_char_boundary(at + 1) {
                    text.insert_str(at + 1, &format!("{piece} "));
                }
            }
            let folder = path.parent().expect("a folder").to_owned();
            let input = Input::of_text("resume.yaml", folder, text);
            let loaded = load::load(&input, &Overrides::default());
            let Some(checked) = loaded.checked else { continue };
            seen += 1;
            for one in vitae::lint::lint(&checked, &loaded.sources) {
                let fixes = one.fix.iter().map(|(span, _)| *span);
                let related = one.related.iter().map(|(span, _)| *span);
                for span in one.span.into_iter().chain(fixes).chain(related) {
                    let source = &loaded.sources.get(span.source).text;
                    assert!(source.get(span.range()).is_some(), "{one:?}\n{source}");
                }
            }
        }
    }
    assert!(seen > 100, "{seen} files could be judged");
}

//! What is wrong with a file: each case shows the input and the whole standard error.
//!
//! `tests/diagnostics/NAME.yaml` (or `.json`) stands beside `NAME.stderr`. It is checked, or what
//! `NAME.args` says is done with it. After a change,
//! `UPDATE=1 cargo test --test it diagnostics` writes what is said now; read the difference.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use vitae::diagnostics::{Diagnostic, render};
use vitae::load::{self, Input, Overrides};
use vitae::words::count;

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

/// The names of the files in the folder that have one of some extensions.
fn names(extensions: &[&str]) -> Vec<String> {
    let entries = fs::read_dir(folder()).expect("the folder is there").flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let has_extension = |name: &String| {
        let extension = Path::new(name).extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| extensions.contains(&extension))
    };
    let mut names: Vec<String> = names.filter(has_extension).collect();
    names.sort();
    names
}

/// The name of the file that holds what is expected of an input.
fn expectation(name: &str) -> String {
    Path::new(name).with_extension("stderr").display().to_string()
}

/// The lines of two texts, those that differ marked.
fn difference(expected: &str, found: &str) -> String {
    let (expected, found): (Vec<_>, Vec<_>) = (expected.lines().collect(), found.lines().collect());
    let same = expected.iter().zip(&found).take_while(|(a, b)| a == b).count();
    let same_at_end = expected[same..].iter().rev().zip(found[same..].iter().rev());
    let same_at_end = same_at_end.take_while(|(a, b)| a == b).count();
    let marked = |mark: &str, lines: &[&str]| -> String {
        lines.iter().map(|line| format!("{mark}{line}\n")).collect()
    };
    let (old, new) = (expected.len() - same_at_end, found.len() - same_at_end);
    marked("  ", &expected[..same])
        + &marked("- ", &expected[same..old])
        + &marked("+ ", &found[same..new])
        + &marked("  ", &expected[old..])
}

#[test]
fn every_file_gets_its_whole_message() {
    let update = std::env::var_os("UPDATE").is_some();
    let inputs = names(&["yaml", "json"]);
    let mut failures = String::new();
    for name in &inputs {
        let args = fs::read_to_string(folder().join(name).with_extension("args"));
        let args = args.unwrap_or_else(|_| format!("check {name}"));
        let output = run(&folder(), &args.split_whitespace().collect::<Vec<_>>());
        let found = stderr(&output);
        let path = folder().join(expectation(name));
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if found != expected && update {
            fs::write(&path, &found).expect("the expectation can be written");
        } else if found != expected {
            failures += &format!("{name}:\n{}\n", difference(&expected, &found));
        }
        let failed = found.contains("error[");
        assert_eq!(output.status.code(), Some(i32::from(failed)), "{name}");
    }
    for name in names(&["stderr", "args"]) {
        let name = expectation(&name);
        if !inputs.iter().any(|input| expectation(input) == name) {
            failures += &format!("{name}: there is no input of this name\n");
        }
    }
    assert!(failures.is_empty(), "UPDATE=1 accepts what is said now\n{failures}");
}

#[test]
fn every_kind_of_mistake_has_a_file() {
    for (kind, name, code) in KINDS {
        let said = fs::read_to_string(folder().join(expectation(name))).unwrap_or_default();
        assert!(said.contains(&format!("error[{code}]")), "{kind}: {name} lacks {code}");
    }
}

#[test]
fn every_code_has_a_file() {
    let tests = root().join("tests");
    let mut said = String::new();
    for folder in ["diagnostics", "lint", "jsonresume"] {
        for entry in fs::read_dir(tests.join(folder)).into_iter().flatten().flatten() {
            if entry.path().extension().is_some_and(|extension| extension == "stderr") {
                said += &fs::read_to_string(entry.path()).expect("it is text");
            }
        }
    }
    // What is our own fault has no file: if there were one, we would mend it. A theme that is stopped
    // after a while has its own test, with smaller limits; what fonts a machine has differs; photos for print
    // and PDFs that are read have tests of their own.
    let elsewhere = [
        "bad-pdf",
        "coarse-image",
        "internal",
        "picture-in-colour",
        "system-font",
        "theme-contract",
        "theme-limit",
        "side-by-side",
    ];
    let without: Vec<_> = vitae::explain::codes()
        .filter(|code| !elsewhere.contains(code) && !said.contains(&format!("[{code}]")))
        .collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn seven_mistakes_give_seven_messages() {
    let input = input("mixed-seven.yaml");
    let diagnostics = load::load(&input, &Overrides::default()).diagnostics;
    let codes: Vec<_> = diagnostics.iter().map(|one| one.code).collect();
    let expected = [
        "bad-option",
        "bad-email",
        "bad-url",
        "unknown-key",
        "bad-date",
        "wrong-type",
        "end-before-start",
    ];
    assert_eq!(codes, expected);
}

/// An input of the folder.
fn input(name: &str) -> Input {
    let path = folder().join(name);
    let read = Input::read(&path.display().to_string()).expect(name);
    let text = read.expect(name).text;
    Input::of_text(name, folder(), text)
}

/// What is wrong with an input, each as its code and message.
fn problems(input: &Input) -> Vec<(&'static str, String)> {
    let mut problems: Vec<_> = load::load(input, &Overrides::default())
        .diagnostics
        .into_iter()
        .map(|one| (one.code, one.message))
        .collect();
    problems.sort();
    problems
}

/// A text after the edits of a diagnostic.
fn fixed(text: &str, diagnostic: &Diagnostic) -> String {
    let mut edits = diagnostic.fix.clone();
    edits.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    edits.into_iter().fold(text.to_owned(), |mut text, (span, replacement)| {
        text.replace_range(span.range(), &replacement);
        text
    })
}

#[test]
fn each_fix_removes_its_problem_and_no_other() {
    let mut fixes = 0;
    let mut failures = String::new();
    for name in names(&["yaml", "json"]) {
        let input = input(&name);
        let before = problems(&input);
        let loaded = load::load(&input, &Overrides::default());
        let main = loaded.sources.main();
        for diagnostic in loaded.diagnostics {
            // A fix in another file, such as a preset, is not one of this text.
            let in_file = diagnostic.fix.iter().all(|(span, _)| Some(span.source) == main);
            if diagnostic.fix.is_empty() || !in_file {
                continue;
            }
            fixes += 1;
            let text = fixed(&input.text, &diagnostic);
            let fixed = Input::of_text(name.clone(), folder(), text);
            let mut expected = before.clone();
            let gone = (diagnostic.code, diagnostic.message.clone());
            let at = expected.iter().position(|known| *known == gone).expect("it is among them");
            expected.remove(at);
            let found = problems(&fixed);
            if found != expected {
                let text = &fixed.text;
                failures += &format!(
                    "{name}: {}\n{text}\nwants {expected:#?}\n says {found:#?}\n",
                    diagnostic.message
                );
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
    assert!(fixes > 50, "only {fixes} fixes are offered");
}

/// Everything that is wrong with an input, in each variant and language, as text; every span must lie on
/// characters.
fn said(input: &Input) -> String {
    let jobs = load::every_job(input, Some("all"));
    let loaded = load::load_jobs(input, &Overrides::default(), &jobs);
    for one in &loaded.diagnostics {
        let others = one.related.iter().chain(&one.fix).map(|(span, _)| span);
        for span in one.span.iter().chain(others) {
            let text = &loaded.sources.get(span.source).text;
            assert!(text.get(span.range()).is_some(), "{one:?}\n{}", input.text);
        }
        assert_ne!(one.code, "internal", "{}\n{}", one.message, input.text);
    }
    render(&loaded.diagnostics, &loaded.sources, false, None)
}

#[test]
fn no_damage_to_a_file_breaks_the_check() {
    let damage = [
        "\"", "'", ":", ": ", "- ", "[", "]", "{", "}", ",", "\t", "\n", "#", "&a ", "*a", "!x ",
        "|", "@", "\\", "---\n", "\r", "程", "\u{feff}", "\u{2028}", "\0",
    ];
    let mut next = 0;
    for name in names(&["yaml", "json"]) {
        let text = input(&name).text;
        for (at, _) in text.char_indices().step_by(5).take(60) {
            let bit = damage[next % damage.len()];
            next += 1;
            let damaged = format!("{}{bit}{}", &text[..at], &text[at..]);
            said(&Input::of_text(name.clone(), folder(), damaged));
        }
    }
}

#[test]
fn messages_are_lowercase_without_a_full_stop_and_say_what_to_do() {
    let mut failures = Vec::new();
    for name in names(&["yaml", "json"]) {
        for one in load::load(&input(&name), &Overrides::default()).diagnostics {
            if one.help.is_none() {
                failures.push(format!("{name}: no help: {}", one.message));
            }
            let labels = one.related.iter().map(|(_, label)| label);
            for text in [&one.message].into_iter().chain(&one.help).chain(labels).chain(&one.notes)
            {
                let sentence = text.starts_with(char::is_uppercase) && !text.starts_with("YAML ");
                if text.is_empty()
                    || sentence
                    || text.ends_with('.')
                    || text.contains(char::is_control)
                {
                    failures.push(format!("{name}: {text:?}"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
fn a_file_that_is_no_text_is_named_and_not_printed() {
    let check = |name: &str, bytes: &[u8]| {
        let folder = folder_with(name, bytes);
        let output = run(folder.path(), &["check", name]);
        assert_eq!(output.status.code(), Some(1));
        stderr(&output)
    };
    let pdf = check("resume.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</A [1 2\0\x01");
    assert_eq!(
        pdf,
        "\
error[not-utf8]: `resume.pdf` is a PDF, not a résumé
 |
 = help: `vitae import` takes the data out of a PDF that has it inside, and `vitae readback` shows what a program reads of any

resume.pdf: 1 error
"
    );
    let photo = check("ada.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF");
    assert!(photo.starts_with("error[not-utf8]: `ada.jpg` is a JPEG image, not a résumé\n"));
    let other = check("resume.yaml", b"basics:\n  name: A\0da\n");
    assert!(other.starts_with("error[not-utf8]: `resume.yaml` is no text\n"), "{other}");
}

#[test]
fn no_fix_floods_the_terminal() {
    let text = format!("basics:\n  name: Ada\n  label: {}: b\n", "x".repeat(9000));
    let folder = folder_with("resume.yaml", text.as_bytes());
    let said = stderr(&run(folder.path(), &["check"]));
    assert!(said.contains("\nhelp: put the value in quotes\n"), "{said}");
    let longest = said.lines().map(|line| line.chars().count()).max();
    assert!(longest.is_some_and(|longest| longest < 300), "{said}");
}

/// The file that the cases of `--set` edit.
const ADA: &str = "\
theme: duet
basics:
  name: Ada Byron
work:
  - name: Analytical Engines
  - name: Royal Society
";

/// A folder with a file.
fn folder_with(name: &str, content: &[u8]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join(name), content).expect("a file");
    folder
}

#[test]
fn set_points_into_its_argument() {
    let cases = [
        (
            "basics",
            "\
error[bad-set]: `basics` has no `=`
 --> --set:1:1
  |
1 | basics
  | ^^^^^^
  |
help: write `KEY=VALUE`, such as `basics.label=Engineer`; `KEY=` removes the key

",
        ),
        (
            "work[x].name=Lloyd",
            "\
error[bad-set]: `work[x].name` is not a key
 --> --set:1:1
  |
1 | work[x].name=Lloyd
  | ^^^^^^^^^^^^
  |
help: write keys with dots and indices in brackets, such as `work[0].name`

",
        ),
        (
            "work[9].name=Lloyd",
            "\
error[bad-set]: `work` has 2 items
 --> --set:1:5
  |
1 | work[9].name=Lloyd
  |     ^^^
  |
help: indices go from 0, and `[2]` appends

",
        ),
        (
            "basics[0]=Ada",
            "\
error[bad-set]: `basics` is not a list
 --> --set:1:7
  |
1 | basics[0]=Ada
  |       ^^^
  |
 ::: resume.yaml:3:3
  |
3 |   name: Ada Byron
  |   --------------- this is what it is
  |
help: leave the index out

",
        ),
        (
            "basics.lable=Programmer",
            "\
error[unknown-key]: unknown key `lable`
 --> --set:1:8
  |
1 | basics.lable=Programmer
  |        ^^^^^
  |
help: a key with a similar name exists: `label`
  |
1 - basics.lable=Programmer
1 + basics.label=Programmer
  |

",
        ),
        (
            "work[0].startDate=2018-13",
            "\
error[bad-date]: month 13 does not exist
 --> --set:1:24
  |
1 | work[0].startDate=2018-13
  |                        ^^
  |
  = note: in the job at `Analytical Engines`
help: months go from `01` to `12`

",
        ),
        (
            "theme.size=9",
            "\
error[bad-option]: option `size` must be a length with its unit, not `9`
 --> --set:1:12
  |
1 | theme.size=9
  |            ^
  |
help: write a number and its unit, such as `9pt`
  |
1 | theme.size=9pt
  |             ++

",
        ),
        (
            "basics.label=[Programmer",
            "\
error[unclosed-bracket]: this `[` is never closed
 --> --set:1:14
  |
1 | basics.label=[Programmer
  |              ^
  |
help: close it with `]`
  |
1 | basics.label=[Programmer]
  |                         +

",
        ),
        (
            "basics.name=",
            "\
error[missing-key]: missing key `name` in `basics`
 --> resume.yaml:2:1
  |
2 | basics:
  | ^^^^^^
  |
help: add `name: …`

",
        ),
        (
            "basics.label=",
            "\
warning[bad-set]: there is no `label` to remove
 --> --set:1:8
  |
1 | basics.label=
  |        ^^^^^
  |
help: check how the key is written

wrote resume.pdf: 1 page, theme duet
",
        ),
    ];
    let folder = folder_with("resume.yaml", ADA.as_bytes());
    for (argument, expected) in cases {
        let found = stderr(&run(folder.path(), &["--set", argument, "--allow", "side-by-side"]));
        assert_eq!(found, expected, "{argument}:\n{}", difference(expected, &found));
    }
}

/// What is said of a file that could take long; it must not.
fn said_soon(content: &[u8]) -> String {
    let folder = folder_with("resume.yaml", content);
    let start = Instant::now();
    let output = run(folder.path(), &["check"]);
    assert!(start.elapsed() < Duration::from_secs(20), "it took {:?}", start.elapsed());
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    stderr(&output)
}

#[test]
fn what_is_too_large_or_too_deep_ends_soon_with_one_message() {
    let large = vec![b'a'; 50 << 20];
    assert_eq!(
        said_soon(&large),
        "\
error[too-large]: `resume.yaml` is larger than 4 MiB
 |
 = help: no résumé is as large; is this the right file?

resume.yaml: 1 error
"
    );
    let repeated = |open: &str, close: &str| open.repeat(10_000) + &close.repeat(10_000);
    let block: String = (0..2_000).map(|depth| "  ".repeat(depth) + "a:\n").collect();
    let nested =
        [repeated("[", "]"), repeated("[", ""), repeated("{a: ", "}"), "- ".repeat(10_000), block];
    for text in nested {
        let said = said_soon(text.as_bytes());
        assert!(
            said.starts_with("error[too-large]: the file nests deeper than 64 levels\n"),
            "{said}"
        );
        assert!(said.ends_with("resume.yaml: 1 error\n"), "{said}");
    }
    let one_line = "basics: {name: A, label: ".to_owned() + &"a ".repeat(1 << 20) + "}\n";
    assert!(said_soon(one_line.as_bytes()).contains("a text cannot be longer than 32 KiB"));
}

#[test]
fn thousands_of_mistakes_are_said_soon() {
    let many = |line: &dyn Fn(usize) -> String| -> String { (0..15_000).map(line).collect() };
    let ada = "basics: {name: Ada}\n";
    let unknown_keys = many(&|n| format!("key{n}: value\n"));
    let bad_dates = many(&|_| "  - {name: A, startDate: 2018-13}\n".to_owned());
    let links = many(&|n| format!("    [a](javascript:{n})\n"));
    let colons = many(&|n| format!("key{n}: a: b\n"));
    let texts = [
        (unknown_keys, 1001),
        (format!("{ada}work:\n{bad_dates}"), 1001),
        (format!("basics:\n  name: Ada\n  summary: |\n{links}"), 1),
        // Of faults in the syntax only so many are mended to read on.
        (colons, 61),
    ];
    for (text, errors) in texts {
        let said = said_soon(text.as_bytes());
        let verdict = said.lines().last().unwrap_or_default();
        assert!(verdict.starts_with(&format!("resume.yaml: {}", count(errors, "error"))), "{said}");
    }
}

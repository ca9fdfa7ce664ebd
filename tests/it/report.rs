//! How problems are reported: formats for people and programs, what is denied and allowed, colour,
//! width, and what `--fix` does to a file.

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value as Json;
use tempfile::TempDir;
use vitae::diagnostics;
use vitae::load::{self, Input, Loaded, Overrides};

use crate::support::{root, run, stderr, stdout, vitae};

/// A résumé with a mistake of each severity that a file can have.
const ADA: &str = "\
# My résumé
basics:
  name: Ada Byron   # that is me
  lable: Programmer
work:
  - name: Analytical Engines
    position: Programmer
    startDate: 03/1842
    endDate: now
    hilights: [Wrote: the first program]
  - name: Royal Society
    startDate: 2020-13
publications:
  - {name: Notes, authors: [A. Byron†]}
theme: {name: clasic, size: 10}
";

/// A folder with a résumé.
fn folder(text: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("resume.yaml"), text).expect("it can be written");
    folder
}

/// What a check of a résumé says.
fn check(text: &str, args: &[&str]) -> Output {
    run(folder(text).path(), &[&["check"], args].concat())
}

#[test]
fn short_is_one_line_each() {
    let output = check(ADA, &["--message-format", "short"]);
    let expected = "\
resume.yaml:4:3: error[unknown-key]: unknown key `lable`
resume.yaml:8:16: error[bad-date]: `03/1842` is not a date (in the job at `Analytical Engines`)
resume.yaml:9:14: error[bad-date]: `now` is not a date (in the job at `Analytical Engines`)
resume.yaml:10:5: error[unknown-key]: unknown key `hilights` (in the job at `Analytical Engines`)
resume.yaml:12:21: error[bad-date]: month 13 does not exist (in the job at `Royal Society`)
resume.yaml:14:37: warning[unexplained-mark]: nothing says what the mark `†` means
resume.yaml:15:15: error[unknown-theme]: there is no theme `clasic`
";
    assert_eq!((stderr(&output).as_str(), stdout(&output).as_str()), (expected, ""));
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn github_annotates_lines() {
    let text = "basics:\n  name: Ada\n  e-mial: 50%,\r\nwork:\n  - {}\nmeta: {a: b}\n";
    let output = check(text, &["--message-format", "github"]);
    let expected = "\
::error file=resume.yaml,line=3,endLine=3,col=3,endColumn=8,title=unknown-key::unknown key `e-mial`%0Ahelp: a key with a similar name exists: `email`
::error file=resume.yaml,line=5,endLine=5,col=5,endColumn=6,title=missing-key::a job needs `name`, `position` or `positions`%0Ahelp: add `name`, `position` or `positions`
::error file=resume.yaml,line=6,endLine=6,col=8,endColumn=8,title=unknown-key::unknown key `a`%0Ahelp: the keys here are `canonical`, `version` and `lastModified`
";
    assert_eq!(stdout(&output), expected);
    let folder = folder("basics: {nam: 1}");
    let strange = "50%, or: less.yaml";
    fs::rename(folder.path().join("resume.yaml"), folder.path().join(strange)).expect("it moves");
    let output = run(folder.path(), &["check", "--message-format", "github", strange]);
    assert!(stdout(&output).starts_with("::error file=50%25%2C or%3A less.yaml,line=1"));
}

/// The objects of a JSON report.
fn objects(output: &Output) -> Vec<Json> {
    stdout(output).lines().map(|line| serde_json::from_str(line).expect("it is JSON")).collect()
}

/// A text after the safe edits of a JSON report, made by bytes as any program would.
fn edited(mut text: Vec<u8>, objects: &[Json]) -> String {
    let mut edits: Vec<(usize, usize, String)> = Vec::new();
    for fix in objects.iter().map(|object| &object["fix"]).filter(|fix| fix["safe"] == true) {
        for edit in fix["edits"].as_array().expect("it has edits") {
            let byte = |end: &str| edit["span"][end]["byte"].as_u64().expect("a byte") as usize;
            let replacement = edit["replacement"].as_str().expect("a text").to_owned();
            edits.push((byte("start"), byte("end"), replacement));
        }
    }
    edits.sort();
    for (start, end, replacement) in edits.into_iter().rev() {
        text.splice(start..end, replacement.into_bytes());
    }
    String::from_utf8(text).expect("it is text")
}

#[test]
fn json_carries_the_edits_of_fix() {
    let text = format!("\u{feff}{}", ADA.replace(": [Wrote: the first program]", ": [b]"));
    let folder = folder(&text);
    let found = objects(&run(folder.path(), &["check", "--message-format", "json"]));
    assert_eq!(
        found[1]["span"]["start"],
        serde_json::json!({"line": 8, "column": 16, "byte": 153})
    );
    assert_eq!(found[1]["context"], "in the job at `Analytical Engines`");
    let by_hand = edited(text.into_bytes(), &found);
    run(folder.path(), &["check", "--fix", "--quiet"]);
    let mut by_fix = fs::read_to_string(folder.path().join("resume.yaml")).expect("it is there");
    // What a fix brings to light takes another round.
    by_fix = by_fix.replace("size: 10pt", "size: 10");
    assert_eq!(by_hand, by_fix);
}

#[test]
fn sarif_passes_its_schema() {
    let schema = fs::read_to_string(root().join("tests/report/sarif-schema-2.1.0.json"));
    let mut schema: Json = serde_json::from_str(&schema.expect("it is there")).expect("it is JSON");
    // Its pattern for a language has a bracket too many, which makes it no pattern.
    for holder in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][holder]["properties"]["language"];
        language.as_object_mut().expect("it is a schema").remove("pattern");
    }
    let validator = jsonschema::draft7::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("it is a schema");
    for text in
        [ADA, "basics: {name: Ada}\n", "a: 1\na: 2\n", "", "\"", "basics: {name: 程}\r\nb: c"]
    {
        let output = check(text, &["--message-format", "sarif"]);
        let log: Json = serde_json::from_str(&stdout(&output)).expect("it is JSON");
        let errors: Vec<_> = validator.iter_errors(&log).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{text}: {errors:#?}");
    }
    let output = check(ADA, &["--message-format", "sarif"]);
    let log: Json = serde_json::from_str(&stdout(&output)).expect("it is JSON");
    let run = &log["runs"][0];
    assert_eq!(run["results"].as_array().map(Vec::len), Some(7));
    assert_eq!(run["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"], 4);
    assert_eq!(
        run["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"],
        "label"
    );
    let rules: Vec<_> = run["tool"]["driver"]["rules"].as_array().into_iter().flatten().collect();
    assert_eq!(rules.len(), 4);
}

#[test]
fn what_programs_read_spares_the_pdf_and_the_mended_file() {
    let folder = folder("basics: {name: Ada}\npublications: [{name: A, authors: [B*]}]\n");
    let args = ["render", "-o", "-", "--message-format", "json"];
    let output = run(folder.path(), &args);
    assert!(output.stdout.starts_with(b"%PDF"));
    assert!(stderr(&output).starts_with("{\"severity\":\"warning\""), "{}", stderr(&output));
}

#[test]
fn denied_warnings_fail_and_allowed_ones_are_silent() {
    let text = "basics: {name: Ada}\npublications: [{name: A, authors: [B*]}]\n";
    let said = |args: &[&str]| {
        let output = check(text, &[args, &["--message-format", "short"]].concat());
        (output.status.code(), stderr(&output))
    };
    let line = |level| {
        format!(
            "resume.yaml:2:37: {level}[unexplained-mark]: nothing says what the mark `*` means\n"
        )
    };
    assert_eq!(said(&[]), (Some(0), line("warning")));
    assert_eq!(said(&["--deny", "warnings"]), (Some(1), line("error")));
    assert_eq!(said(&["--deny", "unexplained-mark"]), (Some(1), line("error")));
    assert_eq!(said(&["--allow", "unexplained-mark"]), (Some(0), String::new()));
    assert_eq!(said(&["--deny", "warnings", "--allow", "unexplained-mark"]).0, Some(0));
    assert_eq!(said(&["--deny", "unexplained-marks"]).0, Some(2));

    let folder = folder(text);
    let output = run(folder.path(), &["--deny", "warnings"]);
    let expected = "\
error[unexplained-mark]: nothing says what the mark `*` means
 --> resume.yaml:2:37
  |
2 | publications: [{name: A, authors: [B*]}]
  |                                     ^
  |
  = note: `--deny` makes this an error
help: add `footnotes: {\"*\": …}`, or remove the mark

";
    assert_eq!(stderr(&output), expected);
    assert_eq!(output.status.code(), Some(1));
    assert!(!folder.path().join("resume.pdf").exists());
}

#[test]
fn an_error_cannot_be_allowed() {
    let output = check("basics: {name: Ada, nme: B}\n", &["--allow", "unknown-key"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("= note: `--allow` silences warnings, and this is an error\n")
    );
}

#[test]
fn colour_is_for_terminals_unless_asked_for() {
    let colour = |args: &[&str], variables: &[(&str, &str)]| {
        let folder = folder("basics: {nam: Ada}\n");
        let mut command = vitae(folder.path());
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env_remove("CI");
        command.arg("check").args(args).envs(variables.iter().copied());
        stderr(&command.output().expect("it runs")).contains('\u{1b}')
    };
    assert!(!colour(&[], &[]), "no terminal");
    assert!(colour(&["--color", "always"], &[]));
    assert!(colour(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(colour(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colour(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colour(&[], &[("NO_COLOR", "1")]));
}

#[test]
fn fix_mends_what_is_beyond_doubt_and_shows_it() {
    let folder = folder(ADA);
    let output = run(folder.path(), &["check", "--fix", "--allow", "unexplained-mark"]);
    let said = "\
fixed[unknown-key]: unknown key `lable`
 --> resume.yaml:4:3
  |
4 -   lable: Programmer
4 +   label: Programmer
  |

fixed[bad-date]: `03/1842` is not a date
 --> resume.yaml:8:16
  |
8 -     startDate: 03/1842
8 +     startDate: 1842-03
  |

fixed[bad-date]: `now` is not a date
 --> resume.yaml:9:14
  |
9 -     endDate: now
9 +     endDate: present
  |

fixed[unknown-key]: unknown key `hilights`
  --> resume.yaml:10:7
   |
10 |     highlights: [Wrote: the first program]
   |       ++

fixed[unknown-theme]: there is no theme `clasic`
  --> resume.yaml:15:19
   |
15 | theme: {name: classic, size: 10}
   |                   +

fixed[unquoted-colon]: a value with a colon in it needs quotes
  --> resume.yaml:10:18
   |
10 -     highlights: [Wrote: the first program]
10 +     highlights: [\"Wrote: the first program\"]
   |

fixed[bad-option]: option `size` must be a length with its unit, not `10`
  --> resume.yaml:15:32
   |
15 | theme: {name: classic, size: 10pt}
   |                                ++

error[bad-date]: month 13 does not exist
  --> resume.yaml:12:21
   |
12 |     startDate: 2020-13
   |                     ^^
   |
   = note: in the job at `Royal Society`
help: months go from `01` to `12`

resume.yaml: 7 fixed, 1 error
";
    assert_eq!(stderr(&output), said);
    let mended = "\
# My résumé
basics:
  name: Ada Byron   # that is me
  label: Programmer
work:
  - name: Analytical Engines
    position: Programmer
    startDate: 1842-03
    endDate: present
    highlights: [\"Wrote: the first program\"]
  - name: Royal Society
    startDate: 2020-13
publications:
  - {name: Notes, authors: [A. Byron†]}
theme: {name: classic, size: 10pt}
";
    assert_eq!(read(folder.path()), mended);
}

fn read(folder: &Path) -> String {
    fs::read_to_string(folder.join("resume.yaml")).expect("it is there")
}

#[test]
fn fix_keeps_comments_line_ends_and_a_byte_order_mark() {
    let text = "\u{feff}# a\r\nbasics: # b\r\n    nmae:   \"Ada\"  # c\r\n\r\n\r\nwrok: []\r\n";
    let folder = folder(text);
    let output = run(folder.path(), &["check", "--fix"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let expected = text.replace("nmae", "name").replace("wrok", "work");
    assert_eq!(read(folder.path()), expected);
}

#[test]
fn fix_leaves_what_could_mean_two_things() {
    let texts = [
        // Both mean `highlights`.
        "basics: {name: Ada}\nwork:\n  - name: A\n    hilights: [b]\n    highlihts: [c]\n",
        // Day and month could be swapped.
        "basics: {name: Ada}\nwork:\n  - {name: A, startDate: 03/04/2020}\n",
        // Another word, not another spelling.
        "basics: {name: Ada}\nwork:\n  - {company: A}\n",
    ];
    for text in texts {
        let folder = folder(text);
        let output = run(folder.path(), &["check", "--fix"]);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert_eq!(read(folder.path()), text);
    }
    // What is no UTF-8 cannot be written back.
    let latin = tempfile::tempdir().expect("there is room");
    let bytes = b"basics: {nmae: Programmi\xe8re}\n";
    fs::write(latin.path().join("resume.yaml"), bytes).expect("it can be written");
    run(latin.path(), &["check", "--fix"]);
    assert_eq!(fs::read(latin.path().join("resume.yaml")).expect("it is there"), bytes);
}

#[test]
fn a_second_fix_changes_nothing_and_none_adds_a_problem() {
    let bad = root().join("tests/diagnostics");
    let folder = tempfile::tempdir().expect("there is room");
    let mut mended = 0;
    for entry in fs::read_dir(&bad).expect("it is there").flatten() {
        let path = entry.path();
        if !path.extension().is_some_and(|extension| extension == "yaml" || extension == "json") {
            continue;
        }
        let name = entry.file_name().to_string_lossy().into_owned();
        let copy = folder.path().join(&name);
        let original = fs::read(&path).expect("it is there");
        fs::write(&copy, &original).expect("it can be written");
        let lines = |args: &[&str]| stdout(&run(folder.path(), args)).lines().count();
        let before = lines(&["check", "--message-format", "json", &name]);
        run(folder.path(), &["check", "--fix", &name]);
        let once = fs::read(&copy).expect("it is there");
        let after = lines(&["check", "--message-format", "json", &name]);
        assert!(once == original || after <= before, "{name}: {before} problems became {after}");
        mended += usize::from(once != original);
        run(folder.path(), &["check", "--fix", &name]);
        assert!(fs::read(&copy).expect("it is there") == once, "{name}: a second run changes it");
    }
    assert!(mended > 20, "only {mended} files were mended");
}

#[test]
fn fix_of_stdin_writes_the_mended_file() {
    use std::io::Write;
    use std::process::Stdio;
    let mut child = vitae(root())
        .args(["check", "--fix", "--quiet", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    stdin.write_all(b"basics: {nmae: Ada}\n").expect("it reads");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(stdout(&output), "basics: {name: Ada}\n");
    assert_eq!(stderr(&output), "");
}

#[test]
fn a_file_that_cannot_be_read_does_not_hide_the_others() {
    let folder = folder("basics: {name: Ada}\n");
    let output = run(folder.path(), &["check", "missing.yaml", "resume.yaml"]);
    let expected = "\
error: cannot open `missing.yaml`: no such file or folder
resume.yaml: no problems
";
    assert_eq!(stderr(&output), expected);
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn lines_are_cut_to_the_width_of_the_terminal() {
    let text =
        format!("basics: {{name: Ada, summary: \"{}\", emial: a@b.example}}\n", "word ".repeat(60));
    let input = Input::of_text("resume.yaml", ".", text);
    let Loaded { diagnostics, sources, .. } = load::load(&input, &Overrides::default());
    for width in [50, 80, 140] {
        let said = diagnostics::render(&diagnostics, &sources, false, Some(width));
        let widest = said.lines().map(|line| line.chars().count()).max();
        // The number of the line and the marks of the cut come on top.
        assert!(widest.is_some_and(|widest| widest <= width + 10), "{width}: {widest:?}\n{said}");
        assert!(said.contains("emial") && said.contains("^^^^^"), "{said}");
    }
}

#[test]
fn advice_that_is_denied_by_its_name_is_given() {
    let folder = tempfile::tempdir().expect("there is room");
    let text = "basics: {name: Ada Byron, label: Lorem ipsum, email: ada@example.org}\n";
    fs::write(folder.path().join("resume.yaml"), text).expect("there is room");
    for args in [&["check"][..], &["render", "-o", "-"]] {
        let denied = run(folder.path(), &[args, &["--deny", "placeholder-text"]].concat());
        assert_eq!(denied.status.code(), Some(1), "{args:?}");
        assert!(stderr(&denied).contains("error[placeholder-text]"), "{}", stderr(&denied));
        let warnings = run(folder.path(), &[args, &["--deny", "warnings"]].concat());
        assert!(warnings.status.success(), "{}", stderr(&warnings));
    }
}

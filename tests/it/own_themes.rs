//! Themes of users' own: presets, new folders, and strangers' themes that do harm.

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;
use vitae::theme;

use crate::support::{root, run, stderr, stdout, vitae};

const ADA: &str =
    "basics: {name: Ada Byron}\nwork: [{name: Engines, url: https://engines.example}]\n";

/// A folder with some files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("there is room");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("there is room");
        fs::write(path, text).expect("there is room");
    }
    folder
}

/// The PDF of a résumé with a theme, as `theme:` has it.
fn pdf(folder: &Path, theme: &str, args: &[&str]) -> Vec<u8> {
    fs::write(folder.join("resume.yaml"), format!("theme: {theme}\n{ADA}")).expect("there is room");
    let output = run(folder, &[&["render", "-q", "-o", "-"], args].concat());
    assert_eq!(stderr(&output), "", "{theme} {args:?}");
    output.stdout
}

#[test]
fn a_preset_says_how_resumes_look_and_each_may_differ() {
    let folder = folder(&[
        ("looks/company.yaml", "name: swiss\naccent: \"#0b4f8a\"\nsize: 9.5pt\n"),
        ("looks/own.yaml", "name: ./mine\n"),
        ("looks/classic.yaml", "size: 11pt\n"),
        ("looks/empty.yaml", "# Nothing yet.\n"),
    ]);
    let at = folder.path();
    let plain = pdf(at, "{name: swiss, accent: '#0b4f8a', size: 9.5pt}", &[]);
    assert!(pdf(at, "./looks/company.yaml", &[]) == plain);
    assert!(pdf(at, "looks/company.yaml", &[]) == plain);
    // What the résumé and the command line set comes before it.
    let larger = pdf(at, "{name: swiss, accent: '#0b4f8a', size: 10pt}", &[]);
    assert!(pdf(at, "{name: ./looks/company.yaml, size: 10pt}", &[]) == larger);
    assert!(pdf(at, "./looks/company.yaml", &["--set", "theme.size=10pt"]) != plain);
    // On the command line it is relative to where one is; another theme does without it.
    assert!(pdf(at, "duet", &["-t", "looks/company.yaml"]) == plain);
    assert!(pdf(at, "./looks/company.yaml", &["-t", "duet"]) == pdf(at, "duet", &[]));
    // Without a name it is about the theme of a résumé that names none.
    assert!(pdf(at, "./looks/classic.yaml", &[]) == pdf(at, "{size: 11pt}", &[]));
    assert!(pdf(at, "./looks/empty.yaml", &[]) == pdf(at, "classic", &[]));
    // A theme in a folder stands beside the preset.
    assert!(run(&at.join("looks"), &["themes", "new", "mine", "--from", "ivy"]).status.success());
    assert!(pdf(at, "./looks/own.yaml", &[]) == pdf(at, "ivy", &[]));
}

#[test]
fn check_fix_leaves_a_preset_alone() {
    let folder = folder(&[
        ("company.yaml", "name: swiss\nacent: \"#0b4f8a\"\n"),
        ("resume.yaml", "theme: ./company.yaml\nbasics: {nmae: Ada}\n"),
    ]);
    let output = run(folder.path(), &["check", "--fix"]);
    assert!(stderr(&output).ends_with("resume.yaml: 1 fixed, 1 error\n"), "{}", stderr(&output));
    let preset = fs::read_to_string(folder.path().join("company.yaml")).expect("it is there");
    assert_eq!(preset, "name: swiss\nacent: \"#0b4f8a\"\n");
}

#[test]
fn a_new_theme_prints_at_once_as_the_one_it_is_made_from() {
    for from in theme::builtin_names() {
        let folder = folder(&[]);
        let output = run(folder.path(), &["themes", "new", "mine", "--from", from]);
        let expected = "wrote mine: theme.yaml and theme.typ are yours to change\n\
                        now run: vitae -t ./mine\n";
        assert_eq!(stderr(&output), expected);
        let manifest = fs::read_to_string(folder.path().join("mine/theme.yaml"));
        assert!(manifest.expect("it is there").starts_with("name: mine\n"), "{from}");
        assert!(pdf(folder.path(), "./mine", &[]) == pdf(folder.path(), from, &[]), "{from}");
    }
}

#[test]
fn a_new_theme_needs_a_name_and_room() {
    let folder = folder(&[("mine/theme.typ", "")]);
    let said = |args: &[&str]| {
        let output = run(folder.path(), &[&["themes", "new"], args].concat());
        assert!(!output.status.success());
        stderr(&output)
    };
    assert_eq!(said(&["mine"]), "error: `mine` is there already, and stays as it is\n");
    assert_eq!(
        said(&["a/b"]),
        "error: `a/b` is no name for a theme: use letters, figures, `-` and `_`\n"
    );
    assert!(said(&["ours", "--from", "clasic"]).starts_with("error[unknown-theme]"));
    assert!(!folder.path().join("ours").exists());
}

/// Renders with a theme whose `resume` does something, within so many seconds and little memory.
fn harm(body: &str, args: &[&str], seconds: &str) -> (TempDir, Output) {
    let folder = folder(&[("resume.yaml", &format!("theme: ./mine\n{ADA}"))]);
    assert!(run(folder.path(), &["themes", "new", "mine"]).status.success());
    let source = format!("#let resume(data, options) = {{\n  {body}\n}}\n");
    fs::write(folder.path().join("mine/theme.typ"), source).expect("there is room");
    let output = vitae(folder.path())
        .args(args)
        .env("VITAE_THEME_SECONDS", seconds)
        .env("VITAE_THEME_MEMORY", "400")
        .output()
        .expect("the program runs");
    (folder, output)
}

#[test]
fn a_theme_that_does_not_end_is_stopped() {
    let endless = "for i in range(9000) { for j in range(9000) { let k = calc.sin(i * j) } }";
    let expected = "\
error[theme-limit]: theme `./mine` is not done after 2 s
 --> resume.yaml:1:8
  |
1 | theme: ./mine
  |        ^^^^^^
  |
help: look for a loop in its files; `VITAE_THEME_SECONDS` sets another limit

";
    let (folder, output) = harm(endless, &["render"], "2");
    assert_eq!(stderr(&output), expected);
    assert_eq!(output.status.code(), Some(1));
    let left: Vec<_> = fs::read_dir(folder.path()).expect("it is there").flatten().collect();
    assert_eq!(left.len(), 2, "{left:?}");
    // Advice needs pages, too.
    let (_, output) = harm(endless, &["check", "--lint"], "2");
    assert_eq!(stderr(&output), expected);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_theme_that_eats_memory_is_stopped() {
    for body in ["let all = range(200000000)", "for i in range(20000000) [#i #pagebreak()]"] {
        let (_, output) = harm(body, &["render"], "300");
        let expected = "\
error[theme-limit]: theme `./mine` takes more than 400 MiB of memory
 --> resume.yaml:1:8
  |
1 | theme: ./mine
  |        ^^^^^^
  |
help: look for what it makes so much of; `VITAE_THEME_MEMORY` sets another limit

";
        assert_eq!(stderr(&output), expected, "{body}");
        assert_eq!(output.status.code(), Some(1));
    }
}

#[test]
fn a_guarded_theme_prints_and_fails_as_any_other() {
    let (_, output) = harm("data.nme", &["render"], "300");
    let expected = "\
error[theme-error]: dictionary does not contain key \"nme\"
 --> ./mine/theme.typ:2:8
  |
2 |   data.nme
  |        ^^^

";
    assert_eq!(stderr(&output), expected);
    assert_eq!(output.status.code(), Some(1));
    let (folder, _) = harm("heading(data.name.first())", &["render"], "300");
    let text = fs::read_to_string(folder.path().join("resume.yaml")).expect("it is there");
    let mut child = vitae(folder.path())
        .args(["render", "-", "-o", "-"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the program runs");
    std::io::Write::write_all(&mut child.stdin.take().expect("it is piped"), text.as_bytes())
        .expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.stdout.starts_with(b"%PDF-"), "{}", stderr(&output));
}

#[test]
fn a_theme_reads_nothing_outside_its_folder() {
    for path in ["../resume.yaml", "/etc/passwd", "../../../../etc/passwd"] {
        let (_, output) = harm(&format!("read(\"{path}\")"), &["render"], "300");
        let said = stderr(&output);
        assert!(said.contains("error[theme-error]"), "{path}: {said}");
        assert!(said.contains("--> ./mine/theme.typ:2:"), "{path}: {said}");
    }
    let (_, output) = harm("import \"@preview/cetz:0.3.0\"", &["render"], "300");
    assert!(stderr(&output).contains("error[theme-error]"), "{}", stderr(&output));
}

/// What `themes check` says of classic with a change in it: its exit code, standard output and error.
fn checked(file: &str, old: &str, new: &str) -> (Option<i32>, String, String) {
    let folder = folder(&[]);
    let made = run(folder.path(), &["themes", "new", "mine", "--from", "classic"]);
    assert!(made.status.success());
    let path = folder.path().join("mine").join(file);
    let source = fs::read_to_string(&path).expect("it is there");
    assert!(source.contains(old), "classic has no more: {old}");
    fs::write(&path, source.replacen(old, new, 1)).expect("there is room");
    let output = run(folder.path(), &["themes", "check", "./mine"]);
    (output.status.code(), stdout(&output), stderr(&output))
}

#[test]
fn built_in_themes_hold_to_the_contract() {
    let all = "\
ok  it typesets every kind of section without a warning
ok  it prints every word of every field once
ok  it prints every link
ok  its headings are a table of contents
ok  it reads in order, and breaks pages where it is asked to
ok  programs can read its letters
ok  each of its options does something
ok  tighter settings take no more pages
";
    for theme in theme::builtin_names().chain(["./themes/starter"]) {
        let output = run(root(), &["themes", "check", theme]);
        assert_eq!(stderr(&output), "", "{theme}");
        assert_eq!(stdout(&output), all, "{theme}");
        assert!(output.status.success(), "{theme}");
    }
}

#[test]
fn themes_check_finds_what_a_theme_does_wrong() {
    let typ = "theme.typ";
    let cases = [
        (
            typ,
            "#let facts(options, pairs) = if pairs.len() > 0",
            "#let facts(options, pairs) = if false",
            "it does not print a fact: `Distinction`",
        ),
        (
            typ,
            "    dated(options, item.date)\n  })",
            "  })",
            "it does not print the date of an entry: `Mar\u{a0}2019 – Jul\u{a0}2023`",
        ),
        (
            typ,
            "  footnotes(options, item.footnotes)\n}",
            "}",
            "it does not print a footnote: `*Corresponding author.`",
        ),
        (
            typ,
            "if item.kind == \"text\" { prose(options, item.paragraphs) }",
            "if item.kind == \"text\" {}",
            "it does not print a paragraph of a section: ",
        ),
        (
            typ,
            "  for item in data.sections { section",
            "  par(rich(data.name))\n  for item in data.sections { section",
            "it prints the name 2 times: `Aurelia Blackthorn`",
        ),
        (
            typ,
            "  lib.highlights(item.highlights, rich,",
            "  lib.highlights(item.highlights, lib.plain,",
            "it prints the words of a link without the link: `https://tides.example`",
        ),
        (
            typ,
            "heading(level: level, {",
            "heading(level: level + 1, {",
            "is of level 4, after one of level 2",
        ),
        (
            typ,
            "  heading(level: 2, rich(item.title))",
            "  strong(rich(item.title))",
            "`Summary` is no heading of level 2",
        ),
        (
            typ,
            "  if lib.begins-page(item) { pagebreak(weak: true) }",
            "  place(dx: 400mm)[Watermark]",
            "`Watermark` stands outside of the paper",
        ),
        (
            typ,
            "  show: lib.linked.with(options)",
            "  set text(spacing: 30%)",
            "are so near to each other that programs glue them",
        ),
        (
            typ,
            "  show: lib.typeset.with(options)",
            "  show: lib.typeset.with(options + (bullet: \"•\"))",
            "option `bullet` changes nothing on the pages",
        ),
        (
            typ,
            "#let rich = lib.rich",
            "#let rich = lib.rich\n#read(\"../../secret.txt\")",
            "would escape the project root",
        ),
        (
            "theme.yaml",
            "{leading: [1.12, 0.88], gap: [1.3, 0.6]}",
            "{leading: [0.88, 1.9], gap: [0.6, 2.9]}",
            "the tightest setting of `fit` needs",
        ),
    ];
    for (file, old, new, expected) in cases {
        let (code, _, said) = checked(file, old, new);
        assert!(said.contains(expected), "{new}\nwants {expected}\nsays {said}");
        assert_eq!(code, Some(1), "{new}");
    }
}

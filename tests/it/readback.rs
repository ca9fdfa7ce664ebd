//! What is read back from a PDF: the text, what is found in it, and what is to blame for the rest.

use std::fs;

use vitae::readback::{self, Fields, Unreadable};
use vitae::theme::builtin_names;

use crate::support::{render, root, run, samples, stderr, stdout};

/// The themes with columns beside each other, in which a parser may lose its way.
const COLUMNS: [&str; 2] = ["duet", "sidebar"];

const ADA: &str = "\
theme: duet
sections: [{id: work, title: Where I Was}, skills]
basics:
  name: Ada Byron
  email: ada@byron.example
  phone: +44 20 7946 0018
  profiles: [{network: LinkedIn, username: ada, url: 'https://people.example/in/ada-byron'}]
  location: London, GB
work:
  - {name: Analytical Engines, position: Programmer, startDate: 1942, endDate: 1943,
     highlights: [Wrote the first program.]}
skills: [{name: Mathematics, keywords: [series, tables of numbers]}]
";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("resume.yaml"), ADA).expect("it can be written");
    folder
}

#[test]
fn one_column_gives_all_fields_back() {
    for sample in samples() {
        let sample = sample.to_str().expect("the samples have plain names");
        for theme in builtin_names().filter(|theme| !COLUMNS.contains(theme)) {
            let args = ["readback", sample, "-t", theme, "--set", "fit=", "--only", "fields"];
            let output = run(root(), &args);
            assert!(output.status.success(), "{sample} in {theme}: {}", stderr(&output));
            let said = stdout(&output);
            assert!(said.contains("\nall of "), "{sample} in {theme}:\n{said}");
        }
    }
}

#[test]
fn what_is_not_found_has_something_to_blame() {
    let folder = folder();
    let output = run(folder.path(), &["readback"]);
    assert_eq!(stderr(&output), "");
    assert_eq!(
        stdout(&output),
        "\
resume.yaml in duet, as a program reads it (1 page):

Ada Byron
Contact
ada@byron.example or +44 20 7946 0018
Web Sites
LinkedIn: people.example/in/ada-byron
Location
London, GB
Where I Was
Programmer
Analytical Engines, 1942–1943
- Wrote the first program.
Skills
Mathematics
series, tables of numbers

What simple rules find again in this text:

found      name       Ada Byron
found      e-mail     ada@byron.example
found      phone      +44 20 7946 0018
found      link       https://people.example/in/ada-byron
found      place      London, GB

job 1
not found  employer   Analytical Engines
              because the title `Where I Was` is none that the rules know for `work`; without a `title` in `sections`, the usual one is printed
not found  title      Programmer
              because the title `Where I Was` is none that the rules know for `work`; without a `title` in `sections`, the usual one is printed
not found  dates      1942–1943
              because the title `Where I Was` is none that the rules know for `work`; without a `title` in `sections`, the usual one is printed
not found  bullet     Wrote the first program.
              because the title `Where I Was` is none that the rules know for `work`; without a `title` in `sections`, the usual one is printed

skills
found      skill      series
found      skill      tables of numbers

not found: 4 of 11 fields

This goes by simple rules over the text alone: see docs/readback.md. No vendor's system was tested, and
this is no score.
"
    );
}

#[test]
fn a_pdf_is_held_against_its_resume() {
    let folder = folder();
    let rendered = run(folder.path(), &["-t", "classic", "-q", "--set", "sections="]);
    assert!(rendered.status.success(), "{}", stderr(&rendered));
    let args = ["readback", "resume.pdf", "--against", "resume.yaml", "--only", "fields"];
    let said = stdout(&run(folder.path(), &args));
    assert!(said.contains("found      employer   Analytical Engines\n"), "{said}");
    let said = stdout(&run(folder.path(), &["readback", "resume.pdf", "--only", "fields"]));
    assert_eq!(
        said,
        "\
found      name       Ada Byron
found      e-mail     ada@byron.example
found      phone      +44 20 7946 0018
found      link       people.example/in/ada-byron
found      other      London, GB
found      job        Programmer, Analytical Engines / 1942–1943 (1 bullet)
not found  degree
found      skills     Mathematics: series, tables of numbers

This goes by simple rules over the text alone: see docs/readback.md. No vendor's system was tested, and
this is no score.
"
    );
    let text = stdout(&run(folder.path(), &["readback", "resume.pdf", "--only", "text"]));
    assert!(text.starts_with("Ada Byron\nada@byron.example"), "{text}");
    let piped = fs::read(folder.path().join("resume.pdf")).expect("it was written");
    assert_eq!(readback::text(piped).expect("it is a PDF").replace(readback::GAP, "   "), text);
}

#[test]
fn lines_from_the_right_are_read_from_the_right() {
    let glyphs = root().join("tests/fonts/few");
    let folder = tempfile::tempdir().expect("there is room");
    let yaml = "language: he\nbasics: {name: נועה אלמוג, location: חיפה}\n";
    fs::write(folder.path().join("resume.yaml"), yaml).expect("it can be written");
    let glyphs = glyphs.to_str().expect("it has a plain name");
    let output = run(folder.path(), &["readback", "--only", "text", "--font-path", glyphs]);
    assert_eq!(stderr(&output), "");
    assert!(stdout(&output).starts_with("נועה אלמוג\nחיפה\n"), "{}", stdout(&output));
}

#[test]
fn a_pdf_of_a_variant_is_held_against_that_variant() {
    let folder = tempfile::tempdir().expect("there is room");
    let resume = "\
theme: duet
basics: {name: Ada Byron, label: {en: Engineer, de: Ingenieurin}, phone: +44 20 7946 0018}
work:
  - {name: Engines, position: {en: Head, de: Leiterin}, startDate: 2018, tags: [firm]}
  - {name: Academy, position: Fellow, startDate: 2016, endDate: 2018, tags: [research]}
skills: [{name: Mathematics, keywords: [series, tables]}]
variants: {firm: {tags: [firm], theme: classic}}
";
    fs::write(folder.path().join("resume.yaml"), resume).expect("there is room");
    let more = "basics: {email: ada@byron.example}\n";
    fs::write(folder.path().join("more.yaml"), more).expect("there is room");
    let runs: [&[&str]; 5] = [
        &["--variant", "firm", "--lang", "de"],
        &["--variant", "firm", "--merge", "more.yaml"],
        &["--tags", "research", "--set", "theme=classic"],
        &["--without", "firm", "--set", "theme=classic"],
        &["--public", "--set", "theme=classic"],
    ];
    for chosen in runs {
        let made = run(folder.path(), &[&["render", "-q", "-o", "one.pdf"], chosen].concat());
        assert!(made.status.success(), "{}", stderr(&made));
        let args = ["readback", "one.pdf", "--against", "resume.yaml", "--only", "fields"];
        let said = stdout(&run(folder.path(), &[&args[..], chosen].concat()));
        assert!(said.contains("\nall of "), "{chosen:?}:\n{said}");
        // Without the flags the rest of the file is missed.
        let said = stdout(&run(folder.path(), &args));
        assert!(said.contains("\nnot found: "), "{chosen:?}:\n{said}");
        // A résumé alone is rendered as they say.
        let alone = run(folder.path(), &[&["readback", "--only", "text"], chosen].concat());
        let of_pdf = run(folder.path(), &["readback", "one.pdf", "--only", "text"]);
        assert_eq!(stdout(&alone), stdout(&of_pdf), "{chosen:?}");
    }
}

#[test]
fn a_pdf_that_cannot_be_read_is_an_error() {
    let folder = tempfile::tempdir().expect("there is room");
    let pdf = render("resume.yaml", &[]);
    fs::write(folder.path().join("half.pdf"), &pdf[..2000]).expect("it can be written");
    let output = run(folder.path(), &["readback", "half.pdf"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        stderr(&output),
        "error[bad-pdf]: `half.pdf` cannot be read as a PDF\n |\n \
         = help: it may be broken; let the program that made it write it anew\n\n"
    );
    let locked = root().join("tests/readback/locked.pdf");
    let output = run(folder.path(), &["readback", locked.to_str().expect("plain")]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("locked.pdf` is locked by a password\n"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn what_goes_with_a_pdf_alone_is_refused_of_a_resume() {
    let folder = folder();
    let said = |args: &[&str]| {
        let output = run(folder.path(), args);
        assert_eq!(output.status.code(), Some(3), "{args:?}");
        stderr(&output)
    };
    assert_eq!(
        said(&["readback", "resume.yaml", "--against", "resume.yaml"]),
        "error: `resume.yaml` is no PDF, and `--against` is for one\n"
    );
    fs::write(folder.path().join("ada.pdf"), render("resume.yaml", &[])).expect("there is room");
    assert_eq!(
        said(&["readback", "ada.pdf", "-t", "classic"]),
        "error: `ada.pdf` is a PDF, and its theme cannot be changed\n"
    );
    assert_eq!(
        said(&["readback", "ada.pdf", "--lang", "de"]),
        "error: `ada.pdf` is a PDF: `--lang` is for the résumé that `--against` names\n"
    );
    assert_eq!(
        said(&["readback", "--variant", "all"]),
        "error: one document is read at a time: name one with `--variant`, instead of `all`\n"
    );
    assert_eq!(
        said(&["readback", "none.pdf"]),
        "error: cannot open `none.pdf`: no such file or folder\n"
    );
}

#[test]
fn broken_pdfs_end_in_words() {
    let pdf = render("examples/student.yaml", &["-t", "banking"]);
    // Always the same damage: a few bytes here and there, or the end cut off.
    let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed as usize
    };
    for _ in 0..300 {
        let mut damaged = pdf.clone();
        for _ in 0..1 + next() % 12 {
            let at = next() % damaged.len();
            damaged[at] = next() as u8;
        }
        damaged.truncate(damaged.len() - (next() % 3 / 2) * (next() % damaged.len()));
        match readback::text(damaged) {
            Ok(text) => drop(Fields::of(&text)),
            Err(why) => assert_eq!(why, Unreadable::Broken),
        }
    }
    assert_eq!(readback::text(Vec::new()), Err(Unreadable::Broken));
    assert_eq!(readback::text(b"%PDF-1.7".to_vec()), Err(Unreadable::Broken));
}

#[test]
fn the_rules_find_what_people_write() {
    let text = fs::read_to_string(root().join("tests/readback/word.txt")).expect("it is there");
    let fields = Fields::of(&text);
    let expected =
        fs::read_to_string(root().join("tests/readback/word.fields")).unwrap_or_default();
    let found = format!("{fields:#?}\n");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join("tests/readback/word.fields"), &found).expect("it can be written");
    }
    assert!(found == expected, "UPDATE=1 rewrites it:\n{found}");
}

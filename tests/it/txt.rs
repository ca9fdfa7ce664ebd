//! Plain text: whole files beside their résumés, and that nothing of a résumé is missing.

use std::fs;

use crate::support::{render, root, run, samples, stderr};

fn text(file: &str, args: &[&str]) -> String {
    String::from_utf8(render(file, &[&["-f", "txt"], args].concat())).expect("it is UTF-8")
}

#[test]
fn the_text_is_ready_to_paste() {
    for name in ["everything", "nurse", "student"] {
        let text = text(&format!("examples/{name}.yaml"), &[]);
        let path = root().join(format!("tests/txt/{name}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(root().join("tests/txt")).expect("the folder can be made");
            fs::write(&path, &text).expect("it can be written");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert!(text == expected, "{name} differs; UPDATE=1 rewrites it:\n{text}");
    }
}

#[test]
fn lines_are_clean() {
    for sample in samples() {
        let name = sample.to_str().expect("the samples have plain names");
        let text = text(name, &[]);
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{name}");
        assert!(!text.contains("\n\n\n") && !text.starts_with('\n'), "{name}");
        let odd =
            |c: char| c.is_control() && c != '\n' || matches!(c, '\u{a0}' | '\u{ad}' | '\u{202f}');
        assert!(!text.contains(odd), "{name}");
        assert!(text.lines().all(|line| line == line.trim_end()), "{name}");
    }
}

#[test]
fn the_theme_changes_nothing_but_its_form_of_dates() {
    let classic = text("resume.yaml", &["-t", "classic"]);
    assert_eq!(classic, text("resume.yaml", &["-t", "sidebar"]));
    assert!(text("examples/nurse.yaml", &["--set", "theme.dateFormat=year"]).contains("\n2021–\n"));
}

#[test]
fn the_ending_says_what_to_write() {
    let folder = tempfile::tempdir().expect("there is room");
    let file = folder.path().join("ada.yaml");
    let yaml = "basics: {name: Ada, label: Programmer}\nwork: [{name: Engines, notes: secret}]\n";
    fs::write(&file, yaml).expect("it can be written");
    let output = run(folder.path(), &["ada.yaml", "-o", "ada.txt"]);
    assert_eq!(stderr(&output), "wrote ada.txt: plain text\n");
    let written = fs::read_to_string(folder.path().join("ada.txt")).expect("it was written");
    assert_eq!(written, "Ada\nProgrammer\n\nWORK EXPERIENCE\n\nEngines\n");
    let output = run(folder.path(), &["ada.yaml", "-f", "txt"]);
    assert_eq!(stderr(&output), "wrote ada.txt: plain text\n");
}

#[test]
fn an_empty_text_is_the_same_as_none() {
    let empty = "\
basics:
  name: Ada Byron
  label: ''
  phone: ''
  url: {text: '', url: 'https://ada.example'}
  location: {address: '', city: London, region: ''}
  profiles: [{network: GitHub, username: '', url: 'https://github.com/ada'}]
  details: [{label: Born, value: ''}, {label: Passports, value: [British, '']}]
work:
  - {name: '', position: Engineer, startDate: 2018, description: '', highlights: ['', Built it.]}
  - {name: Engines, position: '', startDate: 2016, url: 'https://engines.example'}
education: [{institution: '', area: Mathematics, studyType: '', score: '', courses: ['']}]
projects: [{name: Loom, type: '', roles: [''], keywords: ['', Weaving]}]
publications: [{name: Notes, publisher: '', releaseDate: 1843}]
skills: ['', {name: Proofs, level: '', keywords: ['', Coq]}, {name: '', keywords: ['']}]
languages: [{language: English, fluency: ''}, '']
interests: ['', {name: Looms, keywords: ['']}]
references: [{name: Charles Babbage, phone: ''}]
custom:
  - {id: more, title: More, labels: [{label: Empty, value: ''}, {label: Full, value: Yes}]}
";
    let none = "\
basics:
  name: Ada Byron
  url: https://ada.example
  location: {city: London}
  profiles: [{network: GitHub, url: 'https://github.com/ada'}]
  details: [{label: Passports, value: [British]}]
work:
  - {position: Engineer, startDate: 2018, highlights: [Built it.]}
  - {name: Engines, startDate: 2016, url: 'https://engines.example'}
education: [{area: Mathematics}]
projects: [{name: Loom, keywords: [Weaving]}]
publications: [{name: Notes, releaseDate: 1843}]
skills: [{name: Proofs, keywords: [Coq]}]
languages: [{language: English}]
interests: [{name: Looms}]
references: [{name: Charles Babbage}]
custom:
  - {id: more, title: More, labels: [{label: Full, value: Yes}]}
";
    let folder = tempfile::tempdir().expect("there is room");
    for format in ["txt", "pdf"] {
        let [empty, none] = [empty, none].map(|text| {
            std::fs::write(folder.path().join("resume.yaml"), text).expect("there is room");
            let output = run(folder.path(), &["render", "-q", "-f", format, "-o", "-"]);
            assert!(output.status.success(), "{}", stderr(&output));
            output.stdout
        });
        if format == "txt" {
            let [empty, none] = [&empty, &none].map(|text| String::from_utf8_lossy(text));
            assert_eq!(empty, none);
        }
        assert!(empty == none, "{format} differs");
    }
}

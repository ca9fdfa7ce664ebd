//! `vitae watch`, by a process of its own and real saves. What is waited for has a deadline that no
//! machine needs; nothing is said of how long it took.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::support::pdf::Pdf;
use crate::support::{root, run, stderr, vitae};

/// How long an event may take on the slowest of machines.
const DEADLINE: Duration = Duration::from_secs(120);

/// A process that watches, ended with the test.
struct Watching {
    folder: TempDir,
    child: Child,
    lines: Receiver<String>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Watching {
    /// Begins in a folder with some files, and waits until it watches.
    fn begin(files: &[(&str, &str)], args: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("there is room");
        for (name, text) in files {
            write(folder.path(), name, text);
        }
        let mut child = vitae(folder.path())
            .arg("watch")
            .args(args)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it runs");
        let (sender, lines) = channel();
        let pipe = child.stderr.take().expect("it is piped");
        thread::spawn(move || {
            for line in BufReader::new(pipe).lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        let watching = Self { folder, child, lines };
        watching.until("Ctrl-C ends it");
        watching
    }

    /// What is said until a line with some words comes, that line with it.
    fn until(&self, words: &str) -> Vec<String> {
        let mut said = Vec::new();
        loop {
            match self.lines.recv_timeout(DEADLINE) {
                Ok(line) => said.push(line),
                Err(error) => panic!("no `{words}` ({error}) after {said:#?}"),
            }
            if said.last().is_some_and(|line| line.contains(words)) {
                return said;
            }
        }
    }

    /// Saves a file as simple editors do.
    fn save(&self, name: &str, text: &str) {
        write(self.folder.path(), name, text);
    }

    /// Saves a file as careful editors do: beside its place first, then in it.
    fn replace(&self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        let beside = path.with_extension("swp");
        fs::write(&beside, text).expect("there is room");
        fs::rename(beside, path).expect("it can be renamed");
    }

    /// Waits for a PDF with some words in it. One save may be rendered twice, where the machine is slow.
    fn until_text(&self, words: &[&str]) {
        loop {
            self.until("wrote resume.pdf");
            let text = self.text();
            if words.iter().all(|word| text.contains(word)) {
                return;
            }
        }
    }

    /// The text of the PDF.
    fn text(&self) -> String {
        let bytes = fs::read(self.folder.path().join("resume.pdf")).expect("it is there");
        Pdf::parse(&bytes).pages().iter().map(|page| page.text()).collect()
    }
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap_or(folder)).expect("there is room");
    fs::write(path, text).expect("there is room");
}

#[test]
fn each_save_is_rendered_and_a_broken_file_leaves_the_last_good_pdf() {
    let watching = Watching::begin(&[("resume.yaml", "basics: {name: Ada One}\n")], &[]);
    assert!(watching.text().contains("Ada One"));
    watching.save("resume.yaml", "basics: {name: Ada Two}\n");
    watching.until_text(&["Ada Two"]);
    watching.replace("resume.yaml", "basics: {name: Ada Three}\n");
    watching.until_text(&["Ada Three"]);

    watching
        .replace("resume.yaml", "basics: {nam: Ada Four}\nwork: [{name: A, startDate: 2018-13}]\n");
    let said = watching.until("resume.pdf stays as it was").join("\n");
    assert!(said.contains("error[bad-date]: month 13 does not exist"), "{said}");
    assert!(said.contains(" --> resume.yaml:1:10"), "{said}");
    assert!(watching.text().contains("Ada Three"));

    // One has gone, the other has not.
    watching.replace("resume.yaml", "basics: {nam: Ada Four}\n");
    let said = watching.until("resume.pdf stays as it was");
    let gone: Vec<_> = said.iter().filter(|line| line.starts_with("gone: ")).collect();
    assert_eq!(gone, ["gone: error[bad-date]: month 13 does not exist"]);
    watching.replace("resume.yaml", "basics: {name: Ada Four}\n");
    let said = watching.until("gone: error[unknown-key]: unknown key `nam`");
    assert!(said.iter().any(|line| line.starts_with("wrote resume.pdf: 1 page")), "{said:#?}");
    assert!(watching.text().contains("Ada Four"));

    // A file that is away for a while is not the end.
    let path = watching.folder.path().join("resume.yaml");
    fs::remove_file(&path).expect("it can be removed");
    watching.until("error: cannot open `resume.yaml`");
    watching.save("resume.yaml", "basics: {name: Ada Five}\n");
    watching.until_text(&["Ada Five"]);
}

#[test]
fn all_files_that_a_resume_needs_are_watched() {
    let drawing = |colour: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\" fill=\"{colour}\"/></svg>"
        )
    };
    let watching = Watching::begin(
        &[
            (
                "resume.yaml",
                "theme: look.yaml\ninclude: parts/work.yaml\nbasics: {name: Ada, image: me/photo.svg}\n\
                 publications: [{bibliography: papers.bib}]\n",
            ),
            ("parts/work.yaml", "work: [{name: First}]\n"),
            ("me/photo.svg", &drawing("red")),
            ("papers.bib", "@book{a, title={Looms}, author={Byron, Ada}, year=1843}\n"),
            ("look.yaml", "name: sidebar\n"),
            ("elsewhere/private.yaml", "basics: {phone: 0123 456}\n"),
        ],
        &["--merge", "elsewhere/private.yaml"],
    );
    let text = watching.text();
    assert!(
        text.contains("First") && text.contains("Looms") && text.contains("0123 456"),
        "{text}"
    );
    watching.replace("parts/work.yaml", "work: [{name: Second}]\ninclude: more.yaml\n");
    // What is not there yet is waited for.
    watching.until("resume.pdf stays as it was");
    watching.save("parts/more.yaml", "interests: [Looking on]\n");
    watching.until_text(&["Second", "Looking on"]);
    watching.replace("elsewhere/private.yaml", "basics: {phone: 0789 012}\n");
    watching.until_text(&["0789 012"]);
    watching.save("papers.bib", "@book{a, title={Engines}, author={Byron, Ada}, year=1843}\n");
    watching.until_text(&["Engines"]);
    watching.replace("me/photo.svg", "no image");
    watching.until("error[bad-image]");
    watching.replace("me/photo.svg", &drawing("blue"));
    watching.until("wrote resume.pdf");
    watching.replace("look.yaml", "name: classic\n");
    watching.until("theme classic");
    // A folder that comes only now, with a font in it.
    watching.save("resume.yaml", "basics: {name: Ada, label: שלום}\n");
    watching.until("error[missing-glyph]");
    let fonts = watching.folder.path().join("fonts");
    fs::create_dir(&fonts).expect("there is room");
    fs::copy(root().join("tests/fonts/few/Hebrew.ttf"), fonts.join("Hebrew.ttf"))
        .expect("it is copied");
    watching.until("wrote resume.pdf");
}

#[test]
fn a_theme_in_a_folder_is_watched_and_runs_in_its_child() {
    let folder = tempfile::tempdir().expect("there is room");
    let output = run(folder.path(), &["themes", "new", "mine"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let theme = fs::read_to_string(folder.path().join("mine/theme.typ")).expect("it is there");
    let manifest = fs::read_to_string(folder.path().join("mine/theme.yaml")).expect("it is there");
    let lib = fs::read_to_string(folder.path().join("mine/lib.typ")).unwrap_or_default();
    let watching = Watching::begin(
        &[
            ("resume.yaml", "basics: {name: Ada}\n"),
            ("mine/theme.typ", &theme),
            ("mine/theme.yaml", &manifest),
            ("mine/lib.typ", &lib),
        ],
        &["-t", "./mine"],
    );
    watching.replace("mine/theme.typ", &format!("{theme}\n#panic(\"not yet\")\n"));
    watching.until("resume.pdf stays as it was");
    watching.replace("mine/theme.typ", &theme);
    watching.until("wrote resume.pdf");
    watching.save("mine/notes/new.txt", "a folder in it");
    watching.save("resume.yaml", "basics: {name: Ada Byron}\n");
    watching.until("wrote resume.pdf");
}

#[test]
fn what_cannot_be_watched_is_said_at_once() {
    let folder = tempfile::tempdir().expect("there is room");
    let cases = [
        (&["watch", "-"][..], "standard input cannot be watched"),
        (&["watch", "-o", "-"], "`watch` writes files"),
        (&["watch"], "cannot open `resume.yaml`"),
    ];
    for (args, words) in cases {
        let output = run(folder.path(), args);
        assert_eq!(output.status.code(), Some(3), "{args:?}");
        assert!(stderr(&output).contains(words), "{args:?}: {}", stderr(&output));
    }
}

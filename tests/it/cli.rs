//! The commands as a user types them: what they write, what they say, how they exit.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use crate::support::pdf::Pdf;
use crate::support::{root, run, stderr, stdout, vitae};

const SMALL: &str = "basics: {name: Ada Example, email: ada@example.com}\n";

/// A folder with a small `resume.yaml` in it.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("resume.yaml"), SMALL).expect("it can be written");
    folder
}

/// Runs the program with a text on its standard input.
fn pipe(folder: &Path, args: &[&str], input: &str) -> std::process::Output {
    let mut child = vitae(folder)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    stdin.write_all(input.as_bytes()).expect("it reads");
    drop(stdin);
    child.wait_with_output().expect("the program ends")
}

/// The names of the files in a folder.
fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there").flatten();
    let mut names: Vec<_> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn without_arguments_resume_yaml_becomes_resume_pdf() {
    let folder = folder();
    let output = run(folder.path(), &[]);
    assert_eq!(stderr(&output), "wrote resume.pdf: 1 page, theme classic\n");
    assert!(output.status.success() && output.stdout.is_empty());
    assert_eq!(files(folder.path()), ["resume.pdf", "resume.yaml"]);
    let pdf = fs::read(folder.path().join("resume.pdf")).expect("it was written");
    assert!(Pdf::parse(&pdf).pages()[0].text().contains("Ada Example"));
}

#[test]
fn the_output_is_the_stem_in_the_current_folder() {
    let folder = folder();
    fs::create_dir(folder.path().join("people")).expect("it can be made");
    fs::write(folder.path().join("people/ada.yaml"), SMALL).expect("it can be written");
    let output = run(folder.path(), &["render", "people/ada.yaml"]);
    assert_eq!(stderr(&output), "wrote ada.pdf: 1 page, theme classic\n");
    let output = run(folder.path(), &["people/ada.yaml", "-o", "people/out.pdf", "-q"]);
    assert_eq!(stderr(&output), "");
    assert_eq!(files(&folder.path().join("people")), ["ada.yaml", "out.pdf"]);
}

#[test]
fn the_file_names_its_documents() {
    let folder = folder();
    let named = "output: {name: '{name} - {label}.pdf'}\nlanguage: de\n\
                 basics: {name: Ada Byron, label: UI/UX Designer}\n\
                 work: [{name: Engines, startDate: 1842-03}]\n";
    fs::write(folder.path().join("resume.yaml"), named).expect("it can be written");
    let said = |args: &[&str]| stderr(&run(folder.path(), args));
    let pages = "1 page, theme classic";
    assert_eq!(said(&[]), format!("wrote Ada Byron - UI-UX Designer.pdf: {pages}\n"));
    assert_eq!(said(&["-f", "txt"]), "wrote Ada Byron - UI-UX Designer.txt: plain text\n");
    assert_eq!(said(&["--set", "basics.label="]), format!("wrote Ada Byron.pdf: {pages}\n"));
    assert_eq!(said(&["-o", "cv.pdf"]), format!("wrote cv.pdf: {pages}\n"));
    let into =
        format!("wrote out{}Ada Byron - UI-UX Designer.pdf: {pages}\n", std::path::MAIN_SEPARATOR);
    assert_eq!(said(&["-o", "out/"]), into);
    let set = "output.name='{date} {lang} {theme} {variant}'";
    assert_eq!(said(&["--set", set]), format!("wrote 1842-03-01 de classic.pdf: {pages}\n"));
    let set = "output.name='{variant}'";
    assert_eq!(said(&["--set", set]), format!("wrote resume.pdf: {pages}\n"));
}

#[test]
fn a_twin_is_the_same_data_in_one_column() {
    let folder = tempfile::tempdir().expect("there is room");
    fs::copy(root().join("examples/portrait.jpg"), folder.path().join("portrait.jpg"))
        .expect("it can be copied");
    let text = fs::read_to_string(root().join("examples/designer.yaml")).expect("it is there");
    fs::write(folder.path().join("resume.yaml"), text).expect("it can be written");
    let output = run(folder.path(), &["--twin", "--paper", "us-letter"]);
    assert_eq!(
        stderr(&output),
        "wrote resume.pdf: 1 page, theme sidebar, fitted with leading 1.549em and gap 1.30\n\
         wrote resume-plain.pdf: 2 pages, theme classic\n"
    );
    let read = |name: &str| Pdf::parse(&fs::read(folder.path().join(name)).expect(name));
    let (pdf, twin) = (read("resume.pdf"), read("resume-plain.pdf"));
    assert_eq!((pdf.images(), twin.images()), (1, 0));
    assert!((twin.pages()[0].size().0 - 612.0).abs() < 0.1);
    let words = |pdf: &Pdf| {
        let text: String = pdf.pages().iter().map(|page| page.text() + "\n").collect();
        let mut words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty() && *word != "Contact")
            .map(str::to_owned)
            .collect();
        words.sort();
        words
    };
    assert_eq!(words(&pdf), words(&twin));
    let args = ["readback", "resume-plain.pdf", "--against", "resume.yaml", "--only", "fields"];
    assert!(stdout(&run(folder.path(), &args)).contains("\nall of "));
}

#[test]
fn columns_are_mentioned_once() {
    let folder = folder();
    let said = |args: &[&str]| stderr(&run(folder.path(), args));
    let wrote = "wrote resume.pdf: 1 page, theme duet\n";
    assert_eq!(
        said(&["-t", "duet"]),
        format!(
            "note[side-by-side]: `duet` sets columns side by side, in which some portals lose their \
             way\n |\n = help: `--twin` writes `resume-plain.pdf` beside it, in one column; this is \
             only said when the file is new\n\n{wrote}"
        )
    );
    assert_eq!(said(&["-t", "duet"]), wrote);
    let remove = || fs::remove_file(folder.path().join("resume.pdf")).expect("it was written");
    remove();
    assert_eq!(said(&["-t", "duet", "--allow", "side-by-side"]), wrote);
    remove();
    assert_eq!(said(&["-t", "duet", "-q"]), "");
    remove();
    let twin = "wrote resume-plain.pdf: 1 page, theme classic\n";
    assert_eq!(said(&["-t", "duet", "--twin"]), format!("{wrote}{twin}"));
    remove();
    assert_eq!(said(&["-t", "duet"]), wrote);
    assert_eq!(said(&["-t", "duet", "-o", "-"]), "");
}

#[test]
fn a_twin_is_a_second_file() {
    let folder = folder();
    for (args, said) in [
        (["--twin", "-o", "-"], "error: `--twin` writes a second file: name the first one\n"),
        (
            ["--twin", "-f", "txt"],
            "error: `--twin` writes a second PDF, and this run writes none\n",
        ),
    ] {
        let output = run(folder.path(), &args);
        assert_eq!((stderr(&output).as_str(), output.status.code()), (said, Some(3)));
    }
    assert_eq!(files(folder.path()), ["resume.yaml"]);
}

#[test]
fn a_dash_is_stdin_and_stdout() {
    let folder = folder();
    let output = pipe(folder.path(), &["render", "-", "-o", "-"], SMALL);
    assert_eq!(stderr(&output), "");
    assert!(output.stdout.starts_with(b"%PDF-1.7"));
    let output = pipe(folder.path(), &["check", "-"], "basics: {nmae: Ada}\n");
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains(" --> <stdin>:1:10\n"), "{}", stderr(&output));
}

#[test]
fn the_theme_is_swapped_without_touching_the_file() {
    let render = |theme: &str| run(root(), &["-t", theme, "--set", "fit=", "-o", "-"]).stdout;
    let pages = ["classic", "duet", "sidebar"].map(render);
    assert!(pages[0] != pages[1] && pages[1] != pages[2] && pages[0] != pages[2]);
}

#[test]
fn the_fit_of_a_file_does_not_stop_another_theme() {
    let folder = tempfile::tempdir().expect("there is room");
    let file = root().join("resume.yaml");
    let output = run(folder.path(), &[file.to_str().expect("plain"), "-t", "classic"]);
    let message = stderr(&output);
    assert!(output.status.success(), "{message}");
    assert!(message.starts_with("warning[does-not-fit]: the résumé is "), "{message}");
    assert!(message.ends_with("wrote resume.pdf: 3 pages, theme classic\n"), "{message}");
}

#[test]
fn options_of_another_theme_carry_over_and_the_rest_is_named() {
    let folder = folder();
    let text = format!("theme: {{name: duet, size: 8.5pt, justify: false}}\n{SMALL}");
    fs::write(folder.path().join("resume.yaml"), text).expect("it can be written");
    let output = run(folder.path(), &["-t", "classic", "-o", "-"]);
    assert!(output.status.success());
    assert_eq!(
        stderr(&output),
        "note[option-left-out]: theme `classic` has no use for `justify`\n\
         \x20--> resume.yaml:1:34\n\
         \x20 |\n\
         1 | theme: {name: duet, size: 8.5pt, justify: false}\n\
         \x20 |                                  ^^^^^^^\n\n"
    );
    let sizes: Vec<_> = Pdf::parse(&output.stdout).pages()[0].lines();
    assert!(sizes.iter().any(|line| (line.size - 8.5).abs() < 0.6), "{sizes:?}");
}

#[test]
fn set_changes_adds_and_removes() {
    let folder = folder();
    let text = |set: &[&str]| {
        let mut args = vec!["render", "-o", "-"];
        for one in set {
            args.extend(["--set", one]);
        }
        let output = run(folder.path(), &args);
        assert!(output.status.success(), "{set:?}: {}", stderr(&output));
        Pdf::parse(&output.stdout).pages()[0].text()
    };
    assert!(text(&["basics.name=Grace Sample"]).contains("Grace Sample"));
    assert!(text(&["work[0].name=Acme", "work[0].startDate=2020"]).contains("Acme"));
    assert!(!text(&["basics.email="]).contains("ada@example.com"));
    assert!(text(&["interests=[tea, chess]"]).contains("chess"));
    assert!(text(&["theme.paper=us-letter"]).contains("Ada Example"));
}

#[test]
fn set_is_checked_like_the_file_and_points_into_the_argument() {
    let folder = folder();
    let output = run(folder.path(), &["--set", "basics.email=nobody"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        stderr(&output),
        "error[bad-email]: `nobody` is not an e-mail address\n\
         \x20--> --set:1:14\n\
         \x20 |\n\
         1 | basics.email=nobody\n\
         \x20 |              ^^^^^^\n\
         \x20 |\n\
         help: an address has an `@`, such as `ada@example.com`\n\n"
    );
}

#[test]
fn timings_name_the_steps() {
    let folder = folder();
    let message = stderr(&run(folder.path(), &["--timings"]));
    for step in ["read", "check", "view", "typeset (1 compile)", "export", "write", "total"] {
        assert!(message.contains(&format!(" ms  {step}\n")), "{message}");
    }
}

#[test]
fn a_broken_file_leaves_the_old_pdf_alone() {
    let folder = folder();
    let pdf = folder.path().join("resume.pdf");
    fs::write(&pdf, "old").expect("it can be written");
    fs::write(folder.path().join("resume.yaml"), "basics: {nmae: Ada}\n")
        .expect("it can be written");
    assert_eq!(run(folder.path(), &[]).status.code(), Some(1));
    assert_eq!(fs::read(&pdf).expect("it is there"), b"old");
    assert_eq!(files(folder.path()), ["resume.pdf", "resume.yaml"]);
}

#[test]
fn the_resume_itself_is_never_overwritten() {
    let folder = folder();
    let output = run(folder.path(), &["-o", "./resume.yaml"]);
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(stderr(&output), "error: `./resume.yaml` is the résumé; name another output\n");
    let text = fs::read_to_string(folder.path().join("resume.yaml")).expect("it is there");
    assert_eq!(text, SMALL);
}

#[test]
fn exit_codes_tell_whose_fault_it_is() {
    let folder = folder();
    let code = |args: &[&str]| run(folder.path(), args).status.code();
    assert_eq!(code(&["check"]), Some(0));
    assert_eq!(code(&["check", "--nonsense"]), Some(2));
    assert_eq!(code(&["render", "--pages", "0"]), Some(2));
    assert_eq!(code(&["check", "absent.yaml"]), Some(3));
    assert_eq!(code(&["render", "-o", "absent/out.pdf"]), Some(3));
    assert_eq!(code(&["-t", "nonsense"]), Some(1));
}

#[test]
fn a_missing_file_says_how_to_begin() {
    let folder = tempfile::tempdir().expect("there is room");
    assert_eq!(
        stderr(&run(folder.path(), &[])),
        "error: cannot open `resume.yaml`: no such file or folder; `vitae new` writes one to begin with\n"
    );
}

#[test]
fn check_takes_many_files_and_says_how_each_stands() {
    let folder = folder();
    fs::write(folder.path().join("bad.yaml"), "basics: {nmae: Ada}\n").expect("it can be written");
    let output = run(folder.path(), &["check", "resume.yaml", "bad.yaml"]);
    let message = stderr(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(message.starts_with("resume.yaml: no problems\n"), "{message}");
    assert!(message.ends_with("bad.yaml: 1 error (`--fix` mends 1)\n"), "{message}");
}

#[test]
fn what_new_writes_renders_at_once_and_is_never_overwritten() {
    for theme in vitae::theme::builtin_names() {
        let folder = tempfile::tempdir().expect("there is room");
        let output = run(folder.path(), &["new", "--name", "O'Hara: \"Jo\"", "-t", theme]);
        assert!(output.status.success(), "{}", stderr(&output));
        assert_eq!(
            stderr(&output),
            "wrote resume.yaml\nwrote resume.schema.json, for your editor\nnow run: vitae\n"
        );
        let text = fs::read_to_string(folder.path().join("resume.yaml")).expect("it was written");
        assert!(text.starts_with("# yaml-language-server: $schema=resume.schema.json\n"), "{text}");
        let output = run(folder.path(), &["--allow", "side-by-side"]);
        assert_eq!(stderr(&output), format!("wrote resume.pdf: 1 page, theme {theme}\n"));
        let pdf = fs::read(folder.path().join("resume.pdf")).expect("it was written");
        assert!(Pdf::parse(&pdf).pages()[0].text().contains("O’Hara: “Jo”"));

        fs::write(folder.path().join("resume.yaml"), "mine").expect("it can be written");
        let output = run(folder.path(), &["new"]);
        assert_eq!(output.status.code(), Some(3));
        assert_eq!(stderr(&output), "error: `resume.yaml` is there already, and stays as it is\n");
        assert_eq!(fs::read(folder.path().join("resume.yaml")).expect("it is there"), b"mine");
    }
}

#[test]
fn themes_are_listed_shown_and_ejected() {
    let list = stdout(&run(root(), &["themes"]));
    let names: Vec<_> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(names, vitae::theme::builtin_names().collect::<Vec<_>>());
    assert!(names.is_sorted() && names.contains(&"classic"), "{names:?}");
    let shown = stdout(&run(root(), &["themes", "show", "duet"]));
    assert!(
        shown.contains("hyphenate") && shown.contains("true or false; default true"),
        "{shown}"
    );

    for theme in names {
        let folder = folder();
        let output = run(folder.path(), &["themes", "eject", theme, "mine"]);
        assert!(output.status.success(), "{}", stderr(&output));
        let expected =
            ["entry.typ", "lib.typ", "options.json", "resume.json", "theme.typ", "theme.yaml"];
        assert_eq!(files(&folder.path().join("mine")), expected);
        let ejected = run(folder.path(), &["-t", "./mine", "-o", "-"]);
        let built_in = run(folder.path(), &["-t", theme, "-o", "-"]);
        assert!(ejected.status.success(), "{}", stderr(&ejected));
        assert!(ejected.stdout == built_in.stdout, "{theme} ejected prints other pages");
        let again = run(folder.path(), &["themes", "eject", theme, "mine"]);
        assert_eq!(again.status.code(), Some(3));
    }
}

#[test]
fn an_error_in_a_theme_points_into_its_file() {
    let folder = folder();
    assert!(run(folder.path(), &["themes", "eject", "classic", "mine"]).status.success());
    let source = "#let resume(data, options) = [#data.nonsense]\n";
    fs::write(folder.path().join("mine/theme.typ"), source).expect("it can be written");
    let output = run(folder.path(), &["-t", "./mine"]);
    assert_eq!(output.status.code(), Some(1));
    let message = stderr(&output);
    assert!(message.contains("error[theme-error]: dictionary does not contain key"), "{message}");
    assert!(message.contains(" --> ./mine/theme.typ:1:37\n"), "{message}");
}

#[cfg(unix)]
#[test]
fn a_theme_reads_nothing_outside_its_folder() {
    let folder = folder();
    assert!(run(folder.path(), &["themes", "eject", "classic", "mine"]).status.success());
    fs::write(folder.path().join("secret.txt"), "secret").expect("it can be written");
    std::os::unix::fs::symlink("../secret.txt", folder.path().join("mine/logo.txt"))
        .expect("a link");
    let message = stderr(&run(folder.path(), &["-t", "./mine"]));
    assert!(message.contains("`logo.txt` leads out of its folder"), "{message}");
    fs::remove_file(folder.path().join("mine/logo.txt")).expect("it is there");
    let source = "#let resume(data, options) = [#read(\"../secret.txt\")]\n";
    fs::write(folder.path().join("mine/theme.typ"), source).expect("it can be written");
    let output = run(folder.path(), &["-t", "./mine"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
}

#[test]
fn text_is_never_evaluated() {
    let folder = folder();
    let text = "basics:\n  name: \"#panic() $x$ <b>\"\n  summary: \"#eval(\\\"1\\\") = `#read(\\\"x\\\")` @ref\"\n";
    fs::write(folder.path().join("resume.yaml"), text).expect("it can be written");
    for theme in vitae::theme::builtin_names() {
        let output = run(folder.path(), &["-t", theme, "-o", "-"]);
        assert!(output.status.success(), "{}", stderr(&output));
        let page = Pdf::parse(&output.stdout).pages()[0].text();
        assert!(page.contains("#panic() $x$ <b>") && page.contains("@ref"), "{page}");
    }
}

#[test]
fn json_resume_is_read_with_its_empty_fields_and_each_section_once() {
    let folder = tempfile::tempdir().expect("there is room");
    let text = r#"{"basics": {"name": "Ada Example", "label": "", "image": "", "url": "",
        "summary": "Writes programs.", "profiles": [{"network": "Somewhere", "username": "ada", "url": ""}]},
        "work": [{"name": "Acme", "url": "", "startDate": "2013-01-01", "endDate": "", "highlights": ["One"]}]}"#;
    fs::write(folder.path().join("resume.json"), text).expect("it can be written");
    let output = run(folder.path(), &["resume.json", "-o", "-"]);
    assert_eq!(stderr(&output), "");
    let page = Pdf::parse(&output.stdout).pages()[0].text();
    for words in ["Summary", "Writes programs.", "Work Experience", "Acme", "Somewhere: ada"] {
        assert_eq!(page.matches(words).count(), 1, "{words} in {page}");
    }
}

#[test]
fn helps_carry_an_example_each() {
    for command in ["render", "check", "new", "themes", "schema", "completions", "man"] {
        let help = stdout(&run(root(), &[command, "--help"]));
        assert!(help.contains("Example") && help.contains("  vitae"), "{command}: {help}");
    }
    assert!(stdout(&run(root(), &["--help"])).contains("Examples:"));
}

#[test]
fn completions_and_the_manual_page_are_written() {
    let bash = stdout(&run(root(), &["completions", "bash"]));
    assert!(bash.contains("_vitae") && bash.contains("--timings"));
    let man = stdout(&run(root(), &["man"]));
    assert!(man.starts_with(".ie") || man.contains(".TH vitae"), "{man}");
    assert!(man.contains("KEY=VALUE"));
}

#[test]
fn a_photo_is_printed_with_its_words() {
    let output = run(root(), &["examples/designer.yaml", "-o", "-"]);
    let tree = Pdf::parse(&output.stdout).tag_tree();
    assert!(tree.contains("Figure alt \""), "{tree}");
}

#[test]
fn no_file_that_the_resume_needs_is_written_over() {
    let folder = folder();
    let write = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("it can be written");
    };
    write("part.yaml", "work: [{name: Engines}]\n");
    write("private.yaml", "basics: {phone: '+1 555 0100'}\n");
    write("look.yaml", "name: swiss\n");
    let included = format!("include: [part.yaml]\ntheme: ./look.yaml\n{SMALL}");
    write("resume.yaml", &included);
    let before = files(folder.path());
    for name in ["part.yaml", "private.yaml", "look.yaml"] {
        let args = ["render", "--merge", "private.yaml", "-o", name];
        let output = run(folder.path(), &args);
        let expected =
            format!("error: `{name}` is a file that the résumé needs; name another output\n");
        assert!(stderr(&output).ends_with(&expected), "{}", stderr(&output));
        assert_eq!(output.status.code(), Some(3));
    }
    let output = run(folder.path(), &["schema", "-o", "resume.yaml"]);
    let expected = "error: `resume.yaml` is there already, and no schema; name another file\n";
    assert_eq!(stderr(&output), expected);
    assert_eq!(files(folder.path()), before);
    let kept = fs::read_to_string(folder.path().join("resume.yaml")).expect("it is there");
    assert_eq!(kept, included);
}

#[test]
fn all_documents_are_written_or_none() {
    let folder = folder();
    let variants = format!("variants: {{a: {{}}, b: {{}}, c: {{}}}}\n{SMALL}");
    fs::write(folder.path().join("resume.yaml"), variants).expect("it can be written");
    fs::write(folder.path().join("resume-a.pdf"), "old").expect("it can be written");
    fs::create_dir(folder.path().join("resume-b.pdf")).expect("it can be made");
    let output = run(folder.path(), &["render", "--variant", "all"]);
    assert_eq!(stderr(&output), "error: cannot write `resume-b.pdf`: it is a folder\n");
    assert_eq!(output.status.code(), Some(3));
    let old = fs::read(folder.path().join("resume-a.pdf")).expect("it is there");
    assert_eq!(old, b"old");
    assert_eq!(files(folder.path()), ["resume-a.pdf", "resume-b.pdf", "resume.yaml"]);
}

#[test]
fn a_word_over_the_margin_is_warned_of() {
    let folder = folder();
    let word = "x".repeat(120);
    let long = format!("{SMALL}work:\n  - name: Engines\n    highlights: [The {word} engine]\n");
    fs::write(folder.path().join("resume.yaml"), long).expect("it can be written");
    let output = run(folder.path(), &[]);
    let said = stderr(&output);
    assert!(said.starts_with("warning[over-the-margin]: `xxxxxxxx"), "{said}");
    assert!(said.contains("…` reaches over the margin of page 1\n"), "{said}");
    assert!(said.contains("resume.yaml:4:22"), "{said}");
    assert!(output.status.success());
    let denied = run(folder.path(), &["render", "--deny", "over-the-margin"]);
    assert_eq!(denied.status.code(), Some(1));
}

#[test]
fn a_word_over_the_edge_of_its_column_is_warned_of() {
    let folder = folder();
    // In the panel of `sidebar`, short of the story; in the first column of `duet`, over words of the second.
    let panel = format!("{SMALL}skills:\n  - name: {}\n", "x".repeat(40));
    let line =
        "      - Built an engine of brass, and a second one beside it, for the use of others.\n";
    let columns = format!(
        "{SMALL}work:\n  - name: Engines\n    highlights:\n      - {}\n{}",
        "x".repeat(80),
        line.repeat(100)
    );
    let cases = [
        ("sidebar", panel, "reaches over the edge of its column on page 1"),
        ("duet", columns, "reaches into the text beside it on page 1"),
    ];
    for (theme, text, said) in cases {
        fs::write(folder.path().join("resume.yaml"), text).expect("it can be written");
        let output = run(folder.path(), &["-t", theme, "--allow", "side-by-side"]);
        let stderr = stderr(&output);
        assert!(stderr.starts_with("warning[over-the-margin]: `xxxxxxxx"), "{theme}: {stderr}");
        assert!(stderr.contains(said), "{theme}: {stderr}");
        assert_eq!(stderr.matches("warning").count(), 1, "{theme}: {stderr}");
    }
}

#[test]
fn the_ending_of_the_output_names_the_format() {
    let folder = folder();
    fs::write(folder.path().join("resume.yaml"), SMALL).expect("it can be written");
    fs::create_dir(folder.path().join("out.d")).expect("it can be made");
    let refused = run(folder.path(), &["-o", "ada.docx"]);
    assert_eq!(refused.status.code(), Some(3));
    assert_eq!(
        stderr(&refused),
        "error: `ada.docx` ends in `.docx`, and vitae writes `.pdf`, `.json` and `.txt`; `-f` names one of them for \
         a file of any name\n"
    );
    for args in [
        &["-o", "ada.PDF"][..],
        &["-o", "ada.draft", "-f", "pdf"],
        &["-o", "out.d"],
        &["-o", "ada"],
    ] {
        assert!(run(folder.path(), args).status.success(), "{args:?}");
    }
    let written = ["ada", "ada.PDF", "ada.draft", "out.d", "resume.yaml"];
    assert_eq!(files(folder.path()), written);
}

#[test]
fn a_name_with_a_date_has_none_where_the_resume_has_none() {
    let folder = folder();
    fs::write(folder.path().join("resume.yaml"), SMALL).expect("it can be written");
    let named = ["--set", "output.name='{name} {date}.pdf'"];
    let output = run(folder.path(), &named);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(files(folder.path()), ["Ada Example.pdf", "resume.yaml"], "{}", stderr(&output));
}

#[test]
fn a_misspelt_command_is_no_file() {
    let folder = folder();
    let said = |args: &[&str]| {
        let output = run(folder.path(), args);
        assert_eq!(output.status.code(), Some(3));
        stderr(&output)
    };
    assert_eq!(
        said(&["chek"]),
        "error: cannot open `chek`: no such file or folder; did you mean the command `check`?\n"
    );
    assert_eq!(said(&["ada.yaml"]), "error: cannot open `ada.yaml`: no such file or folder\n");
}

#[test]
fn what_is_read_before_set_cannot_be_set() {
    let folder = folder();
    let output = run(folder.path(), &["-o", "-", "--set", "include=[x.yaml]"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        stderr(&output),
        "\
error[bad-set]: `include` is read before `--set` changes anything
 --> --set:1:1
  |
1 | include=[x.yaml]
  | ^^^^^^^
  |
help: name the file in the résumé, or lay it over it by `--merge FILE`

"
    );
    let output = run(folder.path(), &["-o", "-", "--set", "variants.a.pages=1"]);
    assert!(stderr(&output).starts_with("error[bad-set]: `variants` is read before `--set`"));
}

#[test]
fn a_hash_in_what_is_set_is_no_comment() {
    let folder = folder();
    let set = ["--set", "basics.label=C# dev #1", "--set", "theme.accent=#1a3a5f"];
    let output = run(folder.path(), &[&["-f", "txt", "-o", "-"], &set[..]].concat());
    assert!(output.status.success(), "{}", stderr(&output));
    let text = String::from_utf8(output.stdout).expect("it is text");
    assert!(text.contains("C# dev #1"), "{text}");
}

#[test]
fn the_case_of_a_language_is_no_matter() {
    let folder = folder();
    let file = folder.path().join("resume.yaml");
    fs::write(&file, "basics: {name: Ada, label: {en: Programmer, de: Programmiererin}}\n")
        .expect("it can be written");
    let output = run(folder.path(), &["-f", "txt", "--lang", "DE"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = fs::read_to_string(folder.path().join("resume-de.txt")).expect("it is written");
    assert!(text.contains("Programmiererin"), "{text}");
}

#[test]
fn a_new_resume_may_go_to_standard_output_with_any_name() {
    let folder = tempfile::tempdir().expect("there is room");
    let output = run(folder.path(), &["new", "-", "--name", "two\nlines: \"x\" # y"]);
    assert!(output.status.success() && files(folder.path()).is_empty());
    let text = pipe(folder.path(), &["render", "-", "-f", "txt", "-o", "-"], &stdout(&output));
    assert_eq!(stderr(&text), "");
    assert!(stdout(&text).starts_with("two lines: “x” # y\n"), "{}", stdout(&text));
}

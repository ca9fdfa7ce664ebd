//! Fonts that are not embedded: beside the résumé, and in folders that the user names.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::support::pdf::Pdf;
use crate::support::{root, run, stderr, vitae};

const ADA: &str = "basics: {name: Ada Byron, label: 개발자}\n";

/// A folder with a résumé.
fn folder(text: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("there is room");
    fs::write(folder.path().join("resume.yaml"), text).expect("there is room");
    folder
}

/// Copies one of the small fonts to a place in a folder.
fn copy(name: &str, to: &Path) {
    fs::create_dir_all(to.parent().expect("it is in a folder")).expect("there is room");
    fs::copy(root().join("tests/fonts/few").join(name), to).expect("there is room");
}

/// The text of the pages of a PDF.
fn text(pdf: &[u8]) -> String {
    Pdf::parse(pdf).pages().iter().map(|page| page.text()).collect()
}

/// The words of the PDF of a folder's résumé, which says nothing besides.
fn words(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, &[&["render", "-q", "-o", "-"], args].concat());
    assert_eq!(stderr(&output), "", "{args:?}");
    text(&output.stdout)
}

#[test]
fn fonts_beside_the_resume_have_what_the_embedded_ones_lack() {
    let folder = folder(ADA);
    let lacking = run(folder.path(), &["render"]);
    let expected = "\
error[missing-glyph]: no font has `개발자` (U+AC1C)
 --> resume.yaml:1:34
  |
1 | basics: {name: Ada Byron, label: 개발자}
  |                                  ^^^^^^
  |
help: `Noto Sans KR` has it: put its files into `fonts/` beside the résumé, or name their folder by `--font-path`

";
    assert_eq!(stderr(&lacking), expected);
    copy("Hangul.otf", &folder.path().join("fonts/korean/Hangul.otf"));
    assert!(words(folder.path(), &[]).contains("개발자"));
    assert!(run(folder.path(), &["check"]).status.success());
}

#[test]
fn font_path_names_folders() {
    let folder = folder(ADA);
    copy("Hangul.otf", &folder.path().join("a/Hangul.otf"));
    copy("Hebrew.ttf", &folder.path().join("b/Hebrew.ttf"));
    assert!(words(folder.path(), &["--font-path", "b", "--font-path", "a"]).contains("개발자"));
    assert!(run(folder.path(), &["check", "--font-path", "a"]).status.success());
    assert!(!run(folder.path(), &["check", "--font-path", "b"]).status.success());
}

#[test]
fn an_option_may_name_a_font_of_the_users_own() {
    let folder = folder("theme: {font: Few Hebrew}\nbasics: {name: Ada Byron}\n");
    let lacking = stderr(&run(folder.path(), &["check"]));
    assert!(lacking.starts_with("error[unknown-font]: there is no font `Few Hebrew`"), "{lacking}");
    assert!(lacking.contains("put the files of another one into `fonts/` beside"), "{lacking}");
    copy("Hebrew.ttf", &folder.path().join("fonts/Hebrew.ttf"));
    let output = run(folder.path(), &["render", "-q", "-o", "-"]);
    assert_eq!(stderr(&output), "");
    // The letters that it lacks are those of the theme's own font.
    assert!(text(&output.stdout).contains("Ada Byron"));
}

#[test]
fn fonts_that_nobody_needs_are_not_read() {
    let folder = folder("basics: {name: Ada Byron}\n");
    let plain = run(folder.path(), &["render", "-q", "-o", "-"]).stdout;
    fs::create_dir(folder.path().join("fonts")).expect("there is room");
    fs::write(folder.path().join("fonts/broken.ttf"), "no font").expect("there is room");
    let output = run(folder.path(), &["render", "-q", "-o", "-"]);
    assert_eq!(stderr(&output), "");
    assert!(output.stdout == plain);
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_fonts_beside_the_resume() {
    let folder = folder(ADA);
    fs::create_dir(folder.path().join("fonts")).expect("there is room");
    let outside = root().join("tests/fonts/few/Hangul.otf");
    std::os::unix::fs::symlink(outside, folder.path().join("fonts/Hangul.otf")).expect("it links");
    assert!(stderr(&run(folder.path(), &["check"])).starts_with("error[missing-glyph]"));
}

#[test]
fn a_folder_of_fonts_that_is_not_there_is_said() {
    let bad_font = "\
warning[bad-font]: cannot open the fonts in `none`: no such file or folder
 |
 = help: `--font-path` and `VITAE_FONT_PATHS` take folders with font files
";
    let plain = folder("basics: {name: Ada Byron}\n");
    let korean = folder(ADA);
    for command in [&["check"][..], &["render", "-o", "-"]] {
        let output = run(plain.path(), &[command, &["--font-path", "none"]].concat());
        assert!(output.status.success());
        assert!(stderr(&output).starts_with(bad_font), "{}", stderr(&output));
        let output = vitae(korean.path()).args(command).env("VITAE_FONT_PATHS", "none").output();
        let said = stderr(&output.expect("the program runs"));
        assert!(said.starts_with("error[missing-glyph]") && said.contains(bad_font), "{said}");
    }
}

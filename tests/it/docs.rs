//! The tutorial on themes: its snippets, in their order, make a theme.

use std::fs;

use crate::support::{root, run, stderr, stdout};

/// The fenced blocks of a page: their languages and texts.
fn blocks(page: &str) -> Vec<(&str, &str)> {
    let mut blocks = Vec::new();
    let mut rest = page;
    while let Some((_, after)) = rest.split_once("\n```") {
        let (language, body) = after.split_once('\n').expect("a fence ends its line");
        let (text, after) = body.split_once("\n```").expect("a block is closed");
        blocks.push((language, text));
        rest = after;
    }
    blocks
}

#[test]
fn the_tutorial_makes_a_theme() {
    let page = fs::read_to_string(root().join("docs/themes.md")).expect("it is there");
    let folder = tempfile::tempdir().expect("there is room");
    fs::copy(root().join("resume.yaml"), folder.path().join("resume.yaml")).expect("a copy");
    let render = || {
        let output =
            run(folder.path(), &["render", "-q", "-t", "./mine", "--set", "fit=", "-o", "-"]);
        assert_eq!(stderr(&output), "");
        output.stdout
    };
    let mut pages: Vec<Vec<u8>> = Vec::new();
    let (mut steps, mut found) = (0, None);
    for (language, text) in blocks(&page) {
        let file = match language {
            "sh" => {
                for line in text.lines() {
                    let words: Vec<&str> = line.split(' ').skip(1).collect();
                    assert!(run(folder.path(), &words).status.success(), "{line}");
                }
                pages.push(render());
                continue;
            }
            "yaml" => "mine/theme.yaml",
            "typ" => "mine/theme.typ",
            _ => continue,
        };
        let Some(old) = found.take() else {
            found = Some(text);
            continue;
        };
        let path = folder.path().join(file);
        let source = fs::read_to_string(&path).expect("it is there");
        assert_eq!(source.matches(old).count(), 1, "{file} has this once:\n{old}");
        fs::write(&path, source.replace(old, text)).expect("there is room");
        steps += 1;
        // An option that nothing uses yet, and one that another line overrules, change nothing alone.
        let alone = text.contains("beside: {type") || text.starts_with("families");
        let now = render();
        assert!(alone || !pages.contains(&now), "this changes nothing:\n{text}");
        pages.push(now);
    }
    assert_eq!((steps, found), (8, None));
    let checked = run(folder.path(), &["themes", "check", "./mine"]);
    assert_eq!(stderr(&checked), "");
    assert!(page.contains(&stdout(&checked)), "{}", stdout(&checked));
    let shown = run(folder.path(), &["themes", "show", "./mine"]);
    assert!(String::from_utf8_lossy(&shown.stdout).contains("  beside "));
}

#[test]
fn the_error_of_the_tutorial_is_the_one_that_is_said() {
    let folder = tempfile::tempdir().expect("there is room");
    fs::copy(root().join("resume.yaml"), folder.path().join("resume.yaml")).expect("a copy");
    assert!(run(folder.path(), &["themes", "new", "mine"]).status.success());
    let path = folder.path().join("mine/theme.typ");
    let source = fs::read_to_string(&path).expect("it is there");
    let source = source.trim_end().strip_suffix('}').expect("it ends with a brace");
    fs::write(&path, source).expect("there is room");
    let said = stderr(&run(folder.path(), &["-t", "./mine"]));
    let page = fs::read_to_string(root().join("docs/themes.md")).expect("it is there");
    let (_, shown) = page.split_once("```console\nerror").expect("it shows an error");
    let shown = format!("error{shown}");
    let (shown, _) = shown.split_once("\n```").expect("a block is closed");
    assert!(said.starts_with(shown), "{said}");
}

//! What a screen reader hears: the tags of pages, and the languages of their words.

use std::fs;

use vitae::load::{self, Input, Overrides};
use vitae::theme::builtin_manifests;
use vitae::typeset;
use vitae::view::model::Runs;

use crate::pdf::{each_page_set, folded, themes};
use crate::support::pdf::Pdf;
use crate::support::{render, root};

#[test]
fn the_tag_tree_is_that_of_a_document() {
    let samples = [
        ("seed", "resume.yaml", "duet"),
        ("everything", "examples/everything.yaml", "classic"),
        ("designer", "examples/designer.yaml", "sidebar"),
        ("languages", "tests/tags/languages.yaml", "classic"),
    ];
    for (name, sample, theme) in samples {
        let args = ["-t", theme, "--font-path", "tests/fonts/few"];
        let tree = Pdf::parse(&render(sample, &args)).tag_tree();
        let path = root().join(format!("tests/tags/{name}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(root().join("tests/tags")).expect("the folder can be made");
            fs::write(&path, &tree).expect("the snapshot can be written");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            tree == expected,
            "{name} differs from tests/tags/{name}.txt; UPDATE=1 rewrites it:\n{tree}"
        );
    }
}

/// What is read aloud in another voice: an employer in letters of another script, words among others, a
/// title whose entry says its language and has its letters.
#[test]
fn text_in_another_language_is_marked() {
    let fonts = "tests/fonts/few";
    let mut failures = Vec::new();
    for theme in themes() {
        let args = ["-t", theme, "--font-path", fonts];
        let tree = Pdf::parse(&render("tests/tags/languages.yaml", &args)).tag_tree();
        let has = |text: &str, lang: &str| {
            let mut lines = tree.lines();
            lines.any(|line| line.contains(text) && line.contains(&format!("lang {lang:?}")))
        };
        let inside = |text: &str, lang: &str| {
            // A language that all of an element has stands at the element.
            let at = tree.find(text).unwrap_or_default();
            let before: Vec<&str> = tree[..at].lines().rev().take(3).collect();
            before.iter().any(|line| line.contains(&format!("lang {lang:?}")))
        };
        let expected = [
            ("Яндекс", "ru"),
            ("Москва", "ru"),
            ("Φως", "el"),
            ("개발", "ko"),
            ("Grundlagen", "de"),
        ];
        for (text, lang) in expected {
            if !has(text, lang) && !inside(text, lang) {
                failures.push(format!("{theme}: {text} is not {lang}\n{tree}"));
            }
        }
        for (text, lang) in [("How to Read", "ko"), ("Engineer", "ru"), ("its β", "el")] {
            if has(text, lang) {
                failures.push(format!("{theme}: {text} is {lang}\n{tree}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What may hold text itself: all else only groups what does.
const BLOCKS: [&str; 9] = ["H1", "H2", "H3", "H4", "P", "Lbl", "LBody", "Caption", "Title"];

/// A line of a tag tree: how deep it is, and its element; text after a child has none.
fn element(line: &str) -> (usize, &str) {
    let rest = line.trim_start();
    let role = rest.split(' ').next().unwrap_or_default();
    ((line.len() - rest.len()) / 2, if role.starts_with('"') { "" } else { role })
}

#[test]
fn no_text_is_bare_in_a_group() {
    let mut failures = Vec::new();
    each_page_set(|name, pdf| {
        let tree = pdf.tag_tree();
        let mut around: Vec<&str> = Vec::new();
        for line in tree.lines() {
            let (depth, role) = element(line);
            around.truncate(depth);
            around.push(role);
            let has_text = line.trim_start().trim_start_matches(role).trim_start().starts_with('"');
            if has_text && !around.iter().any(|role| BLOCKS.contains(role)) {
                failures.push(format!("{name}: {}", line.trim()));
            }
        }
    });
    assert!(failures.is_empty(), "{} {:#?}", failures.len(), &failures[..failures.len().min(60)]);
}

/// The words of each heading of a level, without what differs between data and page.
fn headings(tree: &str, level: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut inside = None;
    for line in tree.lines() {
        let (depth, role) = element(line);
        if inside.is_some_and(|outer| depth <= outer) {
            inside = None;
        }
        if role == level {
            inside = Some(depth);
            found.push(String::new());
        }
        if inside.is_some() {
            // The words are quoted; all else on a line is not.
            let words = line.split('"').skip(1).step_by(2).next().unwrap_or_default();
            let is_text =
                !line.trim_start().trim_start_matches(role).trim_start().starts_with("alt ");
            found.last_mut().expect("it was begun").push_str(if is_text { words } else { "" });
        }
    }
    found.iter().map(|text| folded(&text.replace("\\u{a0}", " "))).collect()
}

#[test]
fn sections_entries_and_positions_are_headings() {
    let name = "examples/everything.yaml";
    let text = fs::read_to_string(root().join(name)).expect("it is there");
    let input = Input::of_text(name, root().join("examples"), text);
    let mut failures = Vec::new();
    for theme in themes() {
        let overrides = Overrides {
            set: vec!["fit=".to_owned()],
            theme: Some(theme.to_owned()),
            ..Overrides::default()
        };
        let view = typeset::view(&load::load(&input, &overrides).checked.expect(name));
        let tree = Pdf::parse(&render(name, &["-t", theme, "--set", "fit="])).tag_tree();
        let [one, two, three, four] = ["H1", "H2", "H3", "H4"].map(|level| headings(&tree, level));
        let plain = |runs: &Runs| folded(&vitae::markup::plain(runs));
        assert_eq!(one, [plain(&view.name)], "{theme}");
        for section in &view.sections {
            let title = plain(&section.title);
            if !title.is_empty() && !two.contains(&title) {
                failures.push(format!("{theme}: no H2 `{title}`"));
            }
            // Jobs and degrees have heads in every theme; what is short may be an item of a list.
            let has_heads = ["work", "education"].contains(&&*section.id);
            for entry in section.entries.iter().filter(|_| has_heads) {
                let lead = plain(entry.organization.as_ref().unwrap_or(&entry.title));
                if !three.iter().any(|heading| heading.contains(&lead)) {
                    failures.push(format!("{theme}: no H3 `{lead}`"));
                }
                for position in &entry.positions {
                    let title = plain(&position.title);
                    if !four.iter().any(|heading| heading.contains(&title)) {
                        failures.push(format!("{theme}: no H4 `{title}`"));
                    }
                }
            }
        }
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
fn a_photo_is_a_figure_and_drawings_are_nothing() {
    let alt = "Figure alt \"Noor Castellane, short dark hair, mustard jumper, smiling\"";
    for theme in builtin_manifests() {
        let has_icons = theme.options.spec("icons").is_some();
        let sets = [&[][..], &["--set", "theme.icons=true"]];
        for set in sets.into_iter().filter(|set| set.is_empty() || has_icons) {
            let args = [&["-t", &*theme.name, "--set", "fit="], set].concat();
            let tree = Pdf::parse(&render("examples/designer.yaml", &args)).tag_tree();
            let figures = tree.lines().map(str::trim).filter(|line| line.contains("Figure"));
            let expected: &[&str] = if theme.photo { &[alt] } else { &[] };
            assert_eq!(figures.collect::<Vec<_>>(), expected, "{} {set:?}", theme.name);
        }
    }
}

#[test]
fn lists_have_items_with_marks_and_bodies() {
    each_page_set(|name, pdf| {
        let tree = pdf.tag_tree();
        let mut around: Vec<&str> = Vec::new();
        for line in tree.lines() {
            let (depth, role) = element(line);
            around.truncate(depth);
            let parent = around.last().copied().unwrap_or_default();
            let fits = match role {
                "LI" => parent == "L",
                "Lbl" | "LBody" => parent == "LI",
                "L" => parent != "P" && !parent.starts_with('H'),
                "H1" | "H2" | "H3" | "H4" | "P" => !BLOCKS[..5].contains(&parent),
                _ => true,
            };
            assert!(fits, "{name}: {role} in {parent}\n{line}");
            around.push(role);
        }
    });
}

#[test]
fn headings_never_skip_a_level() {
    each_page_set(|name, pdf| {
        let mut last = 0;
        let tree = pdf.tag_tree();
        let levels = tree
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix('H')?.chars().next()?.to_digit(10));
        for level in levels {
            assert!(level <= last + 1, "{name}: H{level} after H{last}");
            last = level;
        }
        assert_eq!(tree.matches("H1 ").count(), 1, "{name}: one H1, the person's name");
    });
}

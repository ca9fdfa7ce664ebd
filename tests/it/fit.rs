//! `fit: {pages: N}`: exactly N pages at the loosest setting that holds, in at most five compiles.

use std::fs;
use std::path::Path;

use vitae::diagnostics::Sources;
use vitae::fit::{FitError, Fitted, MAX_COMPILES, fit};
use vitae::load::{self, Checked, Input, Overrides};
use vitae::typeset;

use crate::support::{root, run, stderr};

/// A résumé of the repository, ready to be laid out.
fn checked(file: &str, theme: &str, set: &[&str]) -> Checked {
    let path = root().join(file);
    let text = fs::read_to_string(&path).expect(file);
    let folder = path.parent().unwrap_or(Path::new(".")).to_owned();
    let input = Input::of_text(file, folder, text);
    let set = set.iter().map(|set| (*set).to_owned()).collect();
    let overrides = Overrides { set, theme: Some(theme.to_owned()), ..Overrides::default() };
    load::load(&input, &overrides).checked.expect(file)
}

fn fitted(checked: &Checked, pages: usize) -> Result<Fitted, FitError> {
    let page = typeset::prepare(checked, &Sources::default())
        .unwrap_or_else(|_| panic!("glyphs are missing"));
    fit(&page.world, &checked.theme.manifest, &checked.options, &page.families, Some(pages))
}

/// How many pages a résumé has with some options.
fn pages(file: &str, theme: &str, set: &[&str]) -> usize {
    let checked = checked(file, theme, set);
    let page = typeset::prepare(&checked, &Sources::default())
        .unwrap_or_else(|_| panic!("{file} lacks glyphs"));
    let result = fit(&page.world, &checked.theme.manifest, &checked.options, &page.families, None);
    let Ok(fitted) = result else { panic!("{file} does not compile in {theme}") };
    fitted.document.pages().len()
}

#[test]
fn whatever_is_asked_five_compiles_answer() {
    let files =
        ["resume.yaml", "examples/student.yaml", "examples/nurse.yaml", "examples/designer.yaml"];
    for file in files {
        for theme in vitae::theme::builtin_names() {
            let checked = checked(file, theme, &["fit="]);
            for wanted in 1..=3 {
                if let Ok(fitted) = fitted(&checked, wanted) {
                    assert!(fitted.compiles <= MAX_COMPILES, "{file} in {theme}");
                    assert_eq!(fitted.document.pages().len(), wanted, "{file} in {theme}");
                }
            }
        }
    }
}

#[test]
fn the_sample_fits_its_page_at_the_loosest_setting() {
    let sample = checked("resume.yaml", "duet", &[]);
    let Ok(fitted) = fitted(&sample, 1) else { panic!("the sample does not fit") };
    assert!(fitted.compiles <= MAX_COMPILES);
    let values = fitted.chosen.iter().chain(&sample.options.values);
    let value = |name: &str| {
        let value = values.clone().find(|(known, _)| known == name).expect(name);
        let json = serde_json::to_value(&value.1).expect("a value is JSON");
        json.as_object()
            .and_then(|object| object.values().next()?.as_f64())
            .expect("it is a measure")
    };
    let (leading, gap) = (value("leading"), value("gap"));
    // As chosen it holds; a step looser it does not.
    let at = |leading: f64, gap: f64| {
        let set = [format!("theme.leading={leading}em"), format!("theme.gap={gap}")];
        pages("resume.yaml", "duet", &["fit=", &set[0], &set[1]])
    };
    assert_eq!(at(leading, gap), 1);
    assert_eq!(at(leading + 0.019, gap + 0.038), 2);
}

#[test]
fn what_the_user_set_is_left_alone() {
    let checked = checked("resume.yaml", "duet", &["theme.leading=1.25em"]);
    let Ok(fitted) = fitted(&checked, 1) else { panic!("the sample does not fit") };
    assert!(fitted.chosen.iter().all(|(name, _)| name != "leading"), "{:?}", fitted.chosen);
}

#[test]
fn what_cannot_fit_says_by_how_much_and_writes_nothing() {
    let folder = tempfile::tempdir().expect("there is room");
    let file = root().join("examples/academic.yaml");
    let file = file.to_str().expect("the path is plain");
    let output = run(folder.path(), &["render", file, "--pages", "1"]);
    let message = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(message.contains("error[does-not-fit]: the résumé is "), "{message}");
    assert!(message.contains(" lines too long for 1 page"), "{message}");
    assert!(message.contains("the longest sections are `publications` (line "), "{message}");
    assert_eq!(fs::read_dir(folder.path()).expect("the folder is there").count(), 0);
}

#[test]
fn too_little_text_is_said_likewise() {
    let output = run(root(), &["render", "--pages", "4", "-o", "-"]);
    let message = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(message.contains("error[does-not-fit]: the résumé fills only "), "{message}");
    assert!(output.stdout.is_empty());
}

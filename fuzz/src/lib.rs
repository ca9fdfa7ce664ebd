//! What both fuzz targets hold a file to.

#[path = "../../tests/it/support/mutate.rs"]
pub mod mutate;

use std::path::{Path, PathBuf};

use vitae::diagnostics::{Diagnostic, Sources, Span, render};
use vitae::load::{self, Input, Overrides};
use vitae::typeset;

/// The examples' folder, with the files that they name.
pub fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples")
}

/// Checks a file as `vitae check` does. Whatever is said of it must point at characters of it, and can
/// be printed.
pub fn examine(input: &Input) {
    let load::Loaded { sources, mut diagnostics, checked } =
        load::load(input, &Overrides::default());
    if let Some(checked) = checked {
        diagnostics.extend(typeset::missing_glyphs(&checked, &sources));
    }
    for diagnostic in &diagnostics {
        assert_ne!(diagnostic.code, "internal", "{}", diagnostic.message);
        hold_to_characters(diagnostic, &sources);
    }
    for colour in [false, true] {
        render(&diagnostics, &sources, colour);
    }
}

/// Every place of a diagnostic lies on characters, and its edits do not overlap.
fn hold_to_characters(diagnostic: &Diagnostic, sources: &Sources) {
    let others = diagnostic.related.iter().chain(&diagnostic.fix).map(|(span, _)| span);
    for span in diagnostic.span.iter().chain(others) {
        let text = &sources.get(span.source).text;
        assert!(text.get(span.range()).is_some(), "{span:?}: {diagnostic:?}");
    }
    let mut edits: Vec<Span> = diagnostic.fix.iter().map(|(span, _)| *span).collect();
    edits.sort();
    let apart = |two: &[Span]| two[0].source != two[1].source || two[0].end <= two[1].start;
    assert!(edits.windows(2).all(apart), "edits overlap: {diagnostic:?}");
}

//! What both fuzz targets hold a file to.

#[path = "../../tests/it/support/mutate.rs"]
pub mod mutate;

use std::path::{Path, PathBuf};

use vitae::diagnostics::{Diagnostic, Sources, Span, render};
use vitae::load::{self, Input, LoadedJob, LoadedJobs, Overrides};
use vitae::report::{MessageFormat, Report, Settings};
use vitae::{fix, lint, typeset};

/// The examples' folder, with the files that they name.
pub fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples")
}

/// Checks a file as `vitae check --lint --fix --lang all` does, by our schema and by that of JSON Resume.
/// Whatever is said of it must point at characters of it, and can be printed.
pub fn examine(input: &Input) {
    let read = |input: &Input| {
        load::load_jobs(input, &Overrides::default(), &load::every_job(input, Some("all")))
    };
    let LoadedJobs { sources, mut diagnostics, jobs } = read(input);
    for LoadedJob { checked, draft, .. } in jobs {
        diagnostics.extend(checked.iter().flat_map(|checked| lint::lint(checked, &sources)));
        if let Some(checked) = checked.or(draft) {
            diagnostics.extend(typeset::missing_glyphs(&checked, &sources));
        }
    }
    hold(&diagnostics, &sources);
    let strict = load::by_json_resume(input);
    hold(&strict.diagnostics, &strict.sources);
    if diagnostics.iter().any(|diagnostic| diagnostic.safe) {
        fix::fix(input.clone(), &read);
    }
}

/// Whether all that is said can be shown, in each form.
fn hold(diagnostics: &[Diagnostic], sources: &Sources) {
    for diagnostic in diagnostics {
        assert_ne!(diagnostic.code, "internal", "{}", diagnostic.message);
        hold_to_characters(diagnostic, sources);
    }
    for width in [None, Some(50)] {
        render(diagnostics, sources, width.is_none(), width);
    }
    for format in
        [MessageFormat::Short, MessageFormat::Json, MessageFormat::Github, MessageFormat::Sarif]
    {
        let mut report = Report::new(Settings { format, ..Settings::default() });
        report.take(diagnostics, sources);
        report.finish();
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

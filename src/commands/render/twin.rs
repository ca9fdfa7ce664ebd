//! `--twin`: the same data once more, as plain as a theme can set it, for portals.
//!
//! It is the default theme with its own options, but for paper, font and form of dates, which the
//! résumé may have chosen for its readers or its letters. Links look like text, and there is no photo.

use std::path::Path;

use anyhow::bail;

use crate::cli::Format;
use crate::diagnostics::{Diagnostic, Sources};
use crate::load::{self, Checked, Input, Job, LoadedJobs, Overrides};
use crate::theme::{self, Given, OptionValue};
use crate::words::code;

use super::{Clock, Config, Document, pages_of, summary};

/// The options that a twin takes over from the résumé.
const KEPT: [&str; 3] = ["paper", "font", "dateFormat"];

/// Whether there can be twins of some outputs: they are files, PDFs, and none is another's twin.
pub fn check(format: Format, outputs: &[String]) -> anyhow::Result<()> {
    if format != Format::Pdf {
        bail!("`--twin` writes a second PDF, and this run writes none");
    }
    if outputs.iter().any(|output| output == "-") {
        bail!("`--twin` writes a second file: name the first one");
    }
    match outputs.iter().map(|output| name(output)).find(|twin| outputs.contains(twin)) {
        Some(twin) => bail!("`{twin}` would be a document and the twin of another"),
        None => Ok(()),
    }
}

/// The twin of a document of some output, or why there is none.
pub fn twin(
    input: &Input,
    job: &Job,
    config: &Config,
    output: &str,
    clock: &mut Clock,
) -> Result<Document, (Vec<Diagnostic>, Sources)> {
    let theme = Some(theme::DEFAULT.to_owned());
    // A count of pages was meant for the résumé itself, and so was advice.
    let options_for = config.overrides.theme.clone();
    let overrides = Overrides { theme, options_for, pages: None, ..config.overrides.clone() };
    let config = Config { overrides, lint: false, ..config.clone() };
    let jobs = std::slice::from_ref(job);
    let LoadedJobs { mut sources, diagnostics, jobs: loaded } =
        load::load_jobs(input, &config.overrides, jobs);
    // What is no error is said of the résumé already.
    let errors = |found: Vec<Diagnostic>| found.into_iter().filter(Diagnostic::is_error).collect();
    let Some(mut checked) = loaded.into_iter().find_map(|one| one.checked) else {
        return Err((errors(diagnostics), sources));
    };
    make_plain(&mut checked, &sources);
    let mut notes = Vec::new();
    match pages_of(&checked, &config, &mut sources, &mut notes, clock) {
        Ok((fitted, bytes)) => Ok(Document {
            output: name(output),
            bytes,
            summary: summary(&checked, &fitted),
            remarks: Vec::new(),
        }),
        Err(problems) => Err((errors(problems), sources)),
    }
}

/// Takes away what a portal has no use for.
fn make_plain(checked: &mut Checked, sources: &Sources) {
    let given = Given { options: None, homes: &[], shared: None, fonts: &checked.fonts };
    let (mut plain, _) = theme::resolve(&checked.theme, &given, sources);
    for (name, value) in &mut plain.values {
        let chosen = checked.options.values.iter().find(|(known, _)| known == name);
        if let Some((_, chosen)) = chosen.filter(|(name, _)| KEPT.contains(&name.as_str())) {
            *value = chosen.clone();
        } else if name == "linkStyle" {
            *value = OptionValue::Text("plain".to_owned());
        }
    }
    checked.options = plain;
    checked.photo = None;
    checked.resume.fit = None;
}

/// What a twin is called: `resume-plain.pdf`.
pub fn name(output: &str) -> String {
    let path = Path::new(output);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = match path.extension() {
        Some(ending) => format!("{stem}-plain.{}", ending.to_string_lossy()),
        None => format!("{stem}-plain"),
    };
    path.with_file_name(name).to_string_lossy().into_owned()
}

/// That a theme sets columns side by side. It is said once: when the file is new, and has no twin.
pub fn mention(ready: &[Checked], documents: &[Document]) -> Option<Diagnostic> {
    let mut both =
        ready.iter().zip(documents).filter(|(checked, _)| checked.theme.manifest.columns);
    let (checked, document) = both.next()?;
    let twin = name(&document.output);
    if document.output == "-"
        || [&document.output, &twin].iter().any(|path| Path::new(path).exists())
    {
        return None;
    }
    let message = format!(
        "{} sets columns side by side, in which some portals lose their way",
        code(&checked.theme.manifest.name)
    );
    let note = Diagnostic::note("side-by-side", message).help(format!(
        "`--twin` writes {} beside it, in one column; this is only said when the file is new",
        code(&twin)
    ));
    let chosen = theme::chosen(&checked.root).filter(|_| !checked.foreign_theme);
    Some(match chosen {
        Some((_, node)) => note.at(node.span),
        None => note,
    })
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn a_twin_stands_beside_its_file() {
        for (output, twin) in [
            ("resume.pdf", "resume-plain.pdf"),
            ("out/Ada Byron - Dr. h. c..pdf", "out/Ada Byron - Dr. h. c.-plain.pdf"),
            ("../cv", "../cv-plain"),
        ] {
            assert_eq!(name(output), twin);
        }
    }
}

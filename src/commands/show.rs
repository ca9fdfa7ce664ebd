//! `vitae show`: the variants of a file, or what is in one of them and what is out.

use crate::cli::ShowArgs;
use crate::load::{self, Checked, Input, Job, LoadedJobs, Outlined, Overrides};
use crate::markup;
use crate::words::count;

use super::{Outcome, read_resume, selecting};

/// Shows the variants of a file, or the content of one.
pub fn show(args: ShowArgs) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::reporting(args.report);
    let path = args.file.unwrap_or_else(|| "resume.yaml".to_owned());
    let which = args.which;
    let Some(input) = read_resume(&path, &which.merge, &mut outcome)? else {
        return Ok(outcome);
    };
    let chosen = which.variant.is_some() || which.lang.is_some() || which.tags.is_some();
    let overview = !chosen && which.without.is_empty();
    let jobs = match overview {
        true => load::every_job(&input, None),
        false => load::jobs(&input, which.variant.as_deref(), which.lang.as_deref()),
    };
    let overrides = selecting(which);
    let LoadedJobs { sources, diagnostics, jobs } = load::load_jobs(&input, &overrides, &jobs);
    outcome.report(diagnostics, &sources);
    if outcome.failed {
        return Ok(outcome);
    }
    let checked = jobs.iter().filter_map(|one| Some((&one.job, one.checked.as_ref()?)));
    let text = if overview {
        let documents: Vec<_> = checked.collect();
        overview_of(&input, &documents)
    } else {
        let shown = checked.map(|(job, checked)| content_of(&input, &overrides, job, checked));
        shown.collect::<Vec<_>>().join("\n")
    };
    outcome.out = text.into_bytes();
    Ok(outcome)
}

/// Every variant on a line of its own, then the tags and the languages of the file.
fn overview_of(input: &Input, documents: &[(&Job, &Checked)]) -> String {
    let names =
        documents.iter().filter_map(|(job, checked)| Some((job.variant.as_deref()?, checked)));
    let names: Vec<_> = names.collect();
    let width = names.iter().map(|(name, _)| name.chars().count()).max().unwrap_or_default();
    let mut text = String::new();
    for (name, checked) in &names {
        text += &format!("{name:width$}  {}\n", described(checked));
    }
    if names.is_empty() {
        text += "no variants\n";
    }
    let tags = load::tags_of(input);
    let mut counts: Vec<(String, usize)> = Vec::new();
    for tag in tags {
        match counts.iter_mut().find(|(known, _)| *known == tag) {
            Some((_, times)) => *times += 1,
            None => counts.push((tag, 1)),
        }
    }
    let listed: Vec<String> =
        counts.iter().map(|(tag, times)| format!("{tag} ({times})")).collect();
    let listed = if listed.is_empty() { "none".to_owned() } else { listed.join(", ") };
    let langs = load::jobs(input, None, Some("all")).into_iter().filter_map(|job| job.lang);
    let langs = langs.collect::<Vec<_>>().join(", ");
    text += &format!("\ntags: {listed}\nlanguages: {langs}\n");
    text
}

/// What a document is: `Backend Engineer, theme classic, 1 page, en`.
fn described(checked: &Checked) -> String {
    let resume = &checked.resume;
    let label = resume.basics.label.as_ref().map(|label| markup::plain(&markup::runs(label)));
    let theme = Some(format!("theme {}", checked.theme.manifest.name));
    let pages = resume.fit.as_ref().map(|fit| count(fit.pages as usize, "page"));
    let lang = resume.language.as_ref().map_or("en", |tag| tag);
    let parts = [label, theme, pages, Some(lang.to_owned())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What is in a document and what is out, each with its line and its tags.
fn content_of(input: &Input, overrides: &Overrides, job: &Job, checked: &Checked) -> String {
    let Some(Outlined { rows, sources }) = load::outline(input, overrides, job) else {
        return String::new();
    };
    let file = sources.main();
    let names = [job.variant.as_deref(), job.lang.as_deref()].into_iter().flatten();
    let name = names.collect::<Vec<_>>().join(", ");
    let name = if name.is_empty() { "selected".to_owned() } else { name };
    let mut text = format!("{name}: {}\n\n", described(checked));
    let places: Vec<String> = rows
        .iter()
        .map(|row| {
            let source = &sources.get(row.span.source).name;
            match file == Some(row.span.source) {
                true => sources.line(row.span).to_string(),
                // What the command line sets has no line.
                false if source.starts_with("--") => "-".to_owned(),
                false => format!("{source}:{}", sources.line(row.span)),
            }
        })
        .collect();
    let width = places.iter().map(|place| place.chars().count()).max().unwrap_or_default().max(5);
    for (row, place) in rows.iter().zip(places) {
        let within = if row.within { "in " } else { "out" };
        let tags = match row.tags.is_empty() {
            true => String::new(),
            false => format!("  [{}]", row.tags.join(", ")),
        };
        let indent = "  ".repeat(row.depth);
        text += &format!("{place:>width$}  {within}  {indent}{}{tags}\n", row.name);
    }
    text
}

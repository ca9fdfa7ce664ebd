//! `vitae notes`: the private notes of a résumé, each under the entry that it belongs to.

use crate::cli::NotesArgs;
use crate::load::{self, Checked, LoadedJobs};
use crate::locale::Locale;
use crate::view;
use crate::yaml::Node;

use super::{Outcome, one_job, read_resume, selecting};

/// The keys that say what an entry is about, in the order in which they are told.
const NAMES: &[&str] =
    &["position", "studyType", "area", "name", "title", "institution", "organization", "language"];

/// Prints the notes in the order of the résumé.
pub fn notes(args: NotesArgs) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::reporting(args.report);
    let path = args.file.unwrap_or_else(|| "resume.yaml".to_owned());
    let job = one_job(&args.which)?;
    let Some(input) = read_resume(&path, &args.which.merge, &mut outcome)? else {
        return Ok(outcome);
    };
    let LoadedJobs { sources, diagnostics, mut jobs } =
        load::load_jobs(&input, &selecting(args.which), &[job]);
    outcome.report(diagnostics, &sources);
    let checked = jobs.pop().and_then(|one| one.checked).filter(|_| !outcome.failed);
    let Some(checked) = checked else { return Ok(outcome) };
    let crib = crib(&checked);
    if crib.is_empty() && !outcome.report.is_quiet() {
        outcome.say(&format!("{}: no notes; an entry may have some under `notes`", input.name));
    }
    outcome.out = crib.into_bytes();
    Ok(outcome)
}

/// The notes of a résumé: the section and the entry on a line, what is noted under it.
fn crib(checked: &Checked) -> String {
    let mut locale = Locale::of_tag(checked.resume.language.as_ref());
    if let Some(words) = &checked.resume.locale {
        locale.apply(words);
    }
    let mut crib = String::new();
    for place in view::section_order(&checked.resume, &checked.keys) {
        let custom = checked.root.get("custom").into_iter().flat_map(Node::items);
        let mut custom =
            custom.filter(|section| section.get("id").and_then(Node::text) == Some(&place.id));
        let section = custom.next().or_else(|| checked.root.get(&place.id));
        let Some(section) = section else { continue };
        let own = place.title.as_ref().map(|title| title.to_string());
        let title = own
            .or_else(|| section.get("title").and_then(Node::text).map(str::to_owned))
            .or_else(|| locale.sections.get(place.id.as_str()).cloned())
            .unwrap_or(place.id);
        // A section's own keys name no entry.
        match section.pairs() {
            [] => gather(section, &title, &[], &mut crib),
            pairs => pairs.iter().for_each(|pair| gather(&pair.value, &title, &[], &mut crib)),
        }
    }
    crib
}

/// Adds the notes of a node and of what is in it. The names are those of the entries around it.
fn gather(node: &Node, section: &str, names: &[String], crib: &mut String) {
    let told = NAMES.iter().filter_map(|key| node.get(key)?.text()).filter(|text| !text.is_empty());
    let own: Vec<String> = told.map(str::to_owned).collect();
    let names = if own.is_empty() { names.to_vec() } else { [own, names.to_vec()].concat() };
    if let Some(notes) = node.get("notes").and_then(Node::text) {
        if !crib.is_empty() {
            crib.push('\n');
        }
        let entry = names.join(", ");
        let parts = [section, entry.as_str()].into_iter().filter(|part| !part.is_empty());
        crib.push_str(&parts.collect::<Vec<_>>().join(": "));
        crib.push('\n');
        for line in notes.trim_end().lines() {
            crib.push_str(if line.trim().is_empty() { "" } else { "  " });
            crib.push_str(line);
            crib.push('\n');
        }
    }
    node.items().iter().for_each(|item| gather(item, section, &names, crib));
    for pair in node.pairs().iter().filter(|pair| pair.key != "notes") {
        gather(&pair.value, section, &names, crib);
    }
}

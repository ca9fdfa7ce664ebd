//! `vitae themes check`: what every built-in theme is held to, for a theme of anybody's. A résumé in which each
//! text is there once is typeset on both papers, and the pages are read.

mod pages;

use std::fs;
use std::path::Path;

use anyhow::Context;
use typst_layout::PagedDocument;

use self::pages::{Pages, folded};
use crate::diagnostics::{Diagnostic, Sources};
use crate::fit::{self, FitError};
use crate::load::{self, Checked, Input, Overrides};
use crate::markup;
use crate::theme::{OptionKind, OptionSpec, OptionValue};
use crate::typeset::{self, Prepared};
use crate::view::model::{BulletView, Kind, LabelView, Run, Runs, View};
use crate::words::code;

/// The résumé that themes are tried with.
const SAMPLE: &str = include_str!("contract/sample.yaml");
/// Its photo.
const PHOTO: &str = include_str!("contract/photo.svg");

/// What came of a check.
pub struct Verdict {
    /// What holds, a line each.
    pub held: Vec<String>,
    /// What does not.
    pub broken: Vec<Diagnostic>,
    /// The texts that these point into.
    pub sources: Sources,
}

/// Holds a theme to the contract.
pub fn check(theme: &str) -> anyhow::Result<Verdict> {
    let folder = tempfile::tempdir().context("cannot make a folder for the sample")?;
    fs::write(folder.path().join("photo.svg"), PHOTO).context("cannot write the sample's photo")?;
    let mut verdict = Verdict { held: Vec::new(), broken: Vec::new(), sources: Sources::default() };
    let Some((checked, page)) = verdict.prepare(theme, folder.path(), &[]) else {
        return Ok(verdict);
    };
    let Some(document) = verdict.typeset(&checked, &page) else { return Ok(verdict) };
    verdict.hold("it typesets every kind of section without a warning");
    let pages = Pages::read(&document);
    verdict.words(&page.view, &pages);
    verdict.links(&page.view, &pages);
    verdict.headings(&page.view, &pages);
    verdict.places(&page.view, &pages);
    verdict.letters(&pages);
    verdict.options(theme, folder.path(), &checked, &document);
    verdict.fit(&checked, &page);
    Ok(verdict)
}

/// A fault of a theme.
fn fault(message: String, help: &str) -> Diagnostic {
    Diagnostic::error("theme-contract", message).help(help)
}

impl Verdict {
    /// Notes what holds.
    fn hold(&mut self, what: &str) {
        self.held.push(what.to_owned());
    }

    /// Notes faults, or that there are none.
    fn judge(&mut self, what: &str, faults: Vec<Diagnostic>) {
        if faults.is_empty() {
            self.hold(what);
        }
        self.broken.extend(faults);
    }

    /// The sample in the theme, with some options.
    fn prepare(
        &mut self,
        theme: &str,
        folder: &Path,
        set: &[String],
    ) -> Option<(Checked, Prepared)> {
        let input = Input::of_text("the sample", folder, SAMPLE);
        let overrides =
            Overrides { theme: Some(theme.to_owned()), set: set.to_vec(), ..Overrides::default() };
        let loaded = load::load(&input, &overrides);
        self.sources = loaded.sources;
        let Some(checked) = loaded.checked else {
            self.broken.extend(loaded.diagnostics);
            return None;
        };
        match typeset::prepare(&checked, &self.sources) {
            Ok(page) => Some((checked, page)),
            Err(problems) => {
                self.broken.extend(problems);
                None
            }
        }
    }

    /// The pages; what Typst says of them is a fault.
    fn typeset(&mut self, checked: &Checked, page: &Prepared) -> Option<PagedDocument> {
        let manifest = &checked.theme.manifest;
        let fitted = fit::fit(&page.world, manifest, &checked.options, &page.families, None);
        let (document, problems) = match fitted {
            Ok(fitted) => (Some(fitted.document), fitted.warnings),
            Err(FitError::Theme(errors)) => (None, errors),
            Err(FitError::TooLong { .. } | FitError::TooShort { .. }) => (None, Vec::new()),
        };
        let said = page.world.explain(problems, &checked.theme.folder, &mut self.sources);
        self.broken.extend(said);
        document
    }

    /// Every text of the view is on the pages once.
    fn words(&mut self, view: &View, pages: &Pages) {
        let text = pages.text();
        let mut faults = Vec::new();
        for (what, runs) in texts_of(view) {
            match text.matches(&folded(&runs)).count() {
                1 => {}
                0 if runs.split_whitespace().all(|word| text.contains(&folded(word))) => {}
                0 => faults.push(fault(
                    format!("it does not print {what}: {}", code(&runs)),
                    "print every field that is there; `themes/README.md` lists them",
                )),
                times => faults.push(fault(
                    format!("it prints {what} {times} times: {}", code(&runs)),
                    "print each text once: who hears or copies the page gets it as often",
                )),
            }
        }
        self.judge("it prints every word of every field once", faults);
    }

    /// Every link leads where it should.
    fn links(&mut self, view: &View, pages: &Pages) {
        let mut wanted = Vec::new();
        each_runs(view, &mut |_, runs| urls(runs, &mut wanted));
        wanted.sort();
        wanted.dedup();
        let lost = wanted.into_iter().filter(|url| !pages.links.contains(url));
        let faults = lost.map(|url| {
            fault(
                format!("it prints the words of a link without the link: {}", code(&url)),
                "print rich text by `lib.rich`, not by `lib.plain`",
            )
        });
        self.judge("it prints every link", faults.collect());
    }

    /// The name is the heading of level 1, titles are of level 2, and none is deeper without those above it.
    fn headings(&mut self, view: &View, pages: &Pages) {
        let mut faults = Vec::new();
        let of_level = |level: usize| {
            let texts = pages.headings.iter().filter(move |(one, _)| *one == level);
            texts.map(|(_, text)| folded(text))
        };
        let help =
            "use `heading(level: …)`: 1 for the name, 2 for titles, 3 for entries, 4 for positions";
        let name = markup::plain(&view.name);
        if of_level(1).collect::<Vec<_>>() != [folded(&name)] {
            faults.push(fault(format!("{} is not the one heading of level 1", code(&name)), help));
        }
        let titles = view.sections.iter().filter(|section| section.kind != Kind::Divider);
        for title in titles.map(|section| markup::plain(&section.title)) {
            if of_level(2).filter(|text| *text == folded(&title)).count() != 1 {
                faults.push(fault(format!("{} is no heading of level 2", code(&title)), help));
            }
        }
        let mut last = 0;
        for (level, text) in &pages.headings {
            if *level > last + 1 {
                faults.push(fault(
                    format!(
                        "the heading {} is of level {level}, after one of level {last}",
                        code(text)
                    ),
                    help,
                ));
            }
            last = *level;
        }
        self.judge("its headings are a table of contents", faults);
    }

    /// The name comes first, what is said of an entry after its head, and page breaks where they are asked for.
    fn places(&mut self, view: &View, pages: &Pages) {
        let text = pages.text();
        let place = |runs: &Runs| text.find(&folded(&markup::plain(runs)));
        let mut faults = Vec::new();
        let first = place(&view.name).unwrap_or_default();
        if first > 0 {
            faults.push(fault(
                format!("the name is not read first: {} letters come before it", first),
                "what is placed first is read first, wherever it stands",
            ));
        }
        let mut before: Option<&Runs> = None;
        for entry in view.sections.iter().flat_map(|section| &section.entries) {
            for bullet in &entry.highlights {
                if place(&bullet.body) < place(&entry.title) {
                    let title = markup::plain(&entry.title);
                    faults.push(fault(
                        format!(
                            "bullets are read before the entry that they belong to, {}",
                            code(&title)
                        ),
                        "place the head of an entry before what is said of it",
                    ));
                    break;
                }
            }
            let page = |runs: &Runs| pages.page_of(&markup::plain(runs));
            if let Some(before) = before.filter(|_| entry.page_break)
                && page(before) >= page(&entry.title)
            {
                faults.push(fault(
                    format!(
                        "{} does not begin a page, though it asks for it",
                        code(&markup::plain(&entry.title))
                    ),
                    "print entries by `lib.paged`, or heed `pageBreak`",
                ));
            }
            before = Some(&entry.title);
        }
        self.judge("it reads in order, and breaks pages where it is asked to", faults);
    }

    /// Letters that programs can read.
    fn letters(&mut self, pages: &Pages) {
        let mut faults = Vec::new();
        if let Some(text) = pages.outside.first() {
            faults.push(fault(
                format!("{} stands outside of the paper", code(text.trim())),
                "look for a `place`, `move` or negative space that goes too far",
            ));
        }
        if let Some(text) = pages.narrow.first() {
            faults.push(fault(
                format!(
                    "the words of {} are so near to each other that programs glue them",
                    code(text.trim())
                ),
                "a word space is 0.15 em at least: see `spacing` and `tracking` of `set text`",
            ));
        }
        let private = |c: char| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
        if pages.text().contains(private) {
            faults.push(fault(
                "a letter stands for an icon".to_owned(),
                "draw it, in a `pdf.artifact`: programs read a letter that is none",
            ));
        }
        self.judge("programs can read its letters", faults);
    }

    /// Each option changes the pages.
    fn options(&mut self, theme: &str, folder: &Path, checked: &Checked, usual: &PagedDocument) {
        let mut faults = Vec::new();
        for (name, spec) in checked.theme.manifest.options.iter() {
            let tried = others(name, spec);
            let mut changes = false;
            for set in &tried {
                let mut apart =
                    Verdict { held: Vec::new(), broken: Vec::new(), sources: Sources::default() };
                let page = apart.prepare(theme, folder, set);
                let document = page.and_then(|(checked, page)| apart.typeset(&checked, &page));
                let Some(document) = document else {
                    faults.append(&mut apart.broken);
                    changes = true;
                    break;
                };
                changes |= looks(&document) != looks(usual);
                if changes {
                    break;
                }
            }
            if !changes && !tried.is_empty() {
                faults.push(fault(
                    format!("option `{name}` changes nothing on the pages"),
                    "use it in `theme.typ`, or take it out of `theme.yaml`",
                ));
            }
        }
        self.judge("each of its options does something", faults);
    }

    /// Tighter settings need no more pages than looser ones.
    fn fit(&mut self, checked: &Checked, page: &Prepared) {
        let manifest = &checked.theme.manifest;
        let pages = |loose: bool| {
            let values = checked.options.values.iter().map(|(name, value)| {
                let factors = manifest.fit.stages.iter().filter_map(|stage| stage.get(name));
                let factor = factors.fold(1.0, |product, factors| {
                    let text = factors.get(usize::from(!loose)).map_or("1", String::as_str);
                    product * text.parse::<f64>().unwrap_or(1.0)
                });
                (name.clone(), value.scaled(factor))
            });
            let values: Vec<(String, OptionValue)> = values.collect();
            let world = page.world.with_options(fit::to_json(&values, &page.families));
            typst::compile::<PagedDocument>(&world)
                .output
                .ok()
                .map(|document| document.pages().len())
        };
        let faults = match (pages(true), pages(false)) {
            (Some(loose), Some(tight)) if loose < tight => vec![fault(
                format!("the tightest setting of `fit` needs {tight} pages, the loosest {loose}"),
                "a stage is `[loosest, tightest]`: factors on options that make pages fewer",
            )],
            (Some(_), Some(_)) => Vec::new(),
            _ => vec![fault(
                "a setting of `fit` does not typeset".to_owned(),
                "try the options at the ends of the stages in `theme.yaml`",
            )],
        };
        self.judge("tighter settings take no more pages", faults);
    }
}

/// What pages look like, as a number.
fn looks(document: &PagedDocument) -> u128 {
    let frames: Vec<_> = document.pages().iter().map(|page| (&page.frame, &page.fill)).collect();
    typst::utils::hash128(&frames)
}

/// Other values of an option, as arguments of `--set`.
fn others(name: &str, spec: &OptionSpec) -> Vec<Vec<String>> {
    let set = |value: &str| vec![format!("theme.{name}={}", serde_json::Value::from(value))];
    let plain = |value: &str| vec![format!("theme.{name}={value}")];
    let default = spec.default.as_str();
    match spec.kind {
        OptionKind::Choice => {
            let values = spec.values.iter().flatten().filter(|value| *value != default);
            values.map(|value| set(value)).collect()
        }
        OptionKind::Font => vec![set("IBM Plex Mono")],
        OptionKind::Length | OptionKind::Number => {
            let number = default.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            let unit = &default[number.len()..];
            let value: f64 = number.trim().parse().unwrap_or(1.0);
            let near = [value * 1.08, value * 0.92];
            near.iter()
                .map(|value| format!("{value:.2}{unit}"))
                .map(
                    |value| {
                        if spec.kind == OptionKind::Number { plain(&value) } else { set(&value) }
                    },
                )
                .collect()
        }
        OptionKind::Margins => vec![set("21mm 27mm 23mm")],
        OptionKind::Color => vec![set("#7a1f1f"), set("#1f4e7a")],
        OptionKind::Flag => vec![plain(if default == "true" { "false" } else { "true" })],
    }
}

/// All texts of a view, with what each is.
fn texts_of(view: &View) -> Vec<(&'static str, String)> {
    let mut texts = Vec::new();
    each_runs(view, &mut |what, runs| texts.push((what, markup::plain(runs))));
    for entry in view.sections.iter().flat_map(|section| &section.entries) {
        texts.extend(entry.date.clone().map(|date| ("the date of an entry", date)));
        let positions = entry.positions.iter();
        let dates = positions.filter_map(|position| position.date.clone());
        texts.extend(dates.map(|date| ("the date of a position", date)));
    }
    texts.retain(|(_, text)| !text.is_empty());
    texts
}

/// Calls a function with each rich text of a view.
fn each_runs(view: &View, call: &mut dyn FnMut(&'static str, &Runs)) {
    fn bullets(list: &[BulletView], call: &mut dyn FnMut(&'static str, &Runs)) {
        for bullet in list {
            call("a bullet", &bullet.body);
            bullets(&bullet.children, call);
        }
    }
    fn labels(what: &'static str, list: &[LabelView], call: &mut dyn FnMut(&'static str, &Runs)) {
        for label in list {
            label.label.iter().for_each(|runs| call(what, runs));
            label.value.iter().for_each(|runs| call(what, runs));
        }
    }
    call("the name", &view.name);
    view.label.iter().for_each(|runs| call("the headline", runs));
    for group in &view.contacts {
        group.items.iter().for_each(|item| call("a contact", &item.body));
    }
    labels("a personal detail", &view.details, call);
    for section in &view.sections {
        if section.kind != Kind::Divider {
            call("the title of a section", &section.title);
        }
        section.paragraphs.iter().for_each(|runs| call("a paragraph of a section", runs));
        section.footnotes.iter().for_each(|runs| call("a footnote", runs));
        bullets(&section.bullets, call);
        labels("a label or its value", &section.labels, call);
        for entry in &section.entries {
            if section.kind == Kind::Citations {
                call("a citation", &entry.line);
                continue;
            }
            call("the title of an entry", &entry.title);
            entry.organization.iter().for_each(|runs| call("an organization", runs));
            entry.location.iter().for_each(|runs| call("a location", runs));
            entry.description.iter().for_each(|runs| call("a description", runs));
            entry.paragraphs.iter().for_each(|runs| call("a paragraph of an entry", runs));
            bullets(&entry.highlights, call);
            labels("a fact", &entry.facts, call);
            for position in &entry.positions {
                call("the title of a position", &position.title);
                position.location.iter().for_each(|runs| call("a location", runs));
                position.description.iter().for_each(|runs| call("a description", runs));
                position.paragraphs.iter().for_each(|runs| call("a paragraph of a position", runs));
                bullets(&position.highlights, call);
            }
        }
    }
}

/// The addresses that runs link to.
fn urls(runs: &[Run], found: &mut Vec<String>) {
    for run in runs {
        match run {
            Run::Link(url, body) => {
                found.push(url.clone());
                urls(body, found);
            }
            Run::Bold(body)
            | Run::Italic(body)
            | Run::Super(body)
            | Run::Myself(body)
            | Run::Lang { body, .. } => urls(body, found),
            Run::Text(_) | Run::Code(_) | Run::Break => {}
        }
    }
}

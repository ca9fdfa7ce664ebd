//! `vitae render`: a résumé file → a PDF, plain text, or JSON Resume.

mod kind;
mod names;
mod twin;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::cli::{Format, RenderArgs};
use crate::diagnostics::{self, Diagnostic, Sources};
use crate::export;
use crate::export::pdf::PdfError;
use crate::fit::{self, FitError, Fitted};
use crate::guard;
use crate::lint;
use crate::load::{self, Checked, LoadedJobs, Overrides};
use crate::resume::Output;
use crate::theme::{Margins, OptionValue};
use crate::translate;
use crate::typeset;
use crate::words::{count, list};

use super::{Outcome, read_resume, selecting, with_fonts, write_files};

/// What to render, how and where to.
#[derive(Clone)]
struct Config {
    input: String,
    /// What `-o` says.
    output: Option<String>,
    format: Format,
    variant: Option<String>,
    lang: Option<String>,
    merge: Vec<String>,
    overrides: Overrides,
    lint: bool,
    twin: bool,
    timings: bool,
}

impl Config {
    /// Settles the defaults of the arguments.
    fn new(args: RenderArgs, format: Format) -> Self {
        let input = args.file.unwrap_or_else(|| "resume.yaml".to_owned());
        let overrides = Overrides {
            set: args.set,
            pages: args.pages,
            theme: args.theme,
            keys: kind::keys(&args.kind),
            public: args.public,
            ..selecting(args.which.clone())
        };
        Self {
            input,
            output: args.output,
            format,
            variant: args.which.variant,
            lang: args.which.lang,
            merge: args.which.merge,
            overrides: with_fonts(args.fonts, overrides),
            lint: args.lint,
            twin: args.twin,
            timings: args.timings,
        }
    }
}

/// A document that only needs to be written.
struct Document {
    /// The file to write; `-` is standard output.
    output: String,
    bytes: Vec<u8>,
    /// What was made, after its name: `1 page, theme classic`.
    summary: String,
    /// What the reader may not expect of it.
    remarks: Vec<String>,
}

/// Renders a résumé: read, check, view, typeset, export, write. A run makes one document or several;
/// if one of them cannot be made, none is written.
pub fn render(mut args: RenderArgs) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::reporting(std::mem::take(&mut args.report));
    let by_name = args.output.as_deref().map_or(Ok(Format::Pdf), names::format);
    // That the name is of a file which the résumé needs would be worse.
    let (format, odd_name) = match (args.format, by_name) {
        (Some(format), _) | (None, Ok(format)) => (format, None),
        (None, Err(odd)) => (Format::Pdf, Some(odd)),
    };
    let mut config = Config::new(args, format);
    config.lint |= outcome.report.policy().denies_advice();
    let mut clock = Clock::start();
    let Some(input) = read_resume(&config.input, &config.merge, &mut outcome)? else {
        return Ok(outcome);
    };
    let jobs = load::jobs(&input, config.variant.as_deref(), config.lang.as_deref());
    clock.step("read");

    let loaded = load::load_jobs(&input, &config.overrides, &jobs);
    let LoadedJobs { mut sources, mut diagnostics, jobs: loaded } = loaded;
    let drafts = loaded.iter().map(|one| one.draft.as_ref());
    let missing = drafts.map(|draft| draft.map(|draft| typeset::missing_glyphs(draft, &sources)));
    diagnostics.extend(load::merge(
        &jobs,
        missing.map(Option::unwrap_or_default).collect(),
        &sources,
    ));
    diagnostics::tidy(&mut diagnostics);
    outcome.files = sources.files().to_vec();
    outcome.report(diagnostics, &sources);
    let ready: Vec<Checked> = loaded.into_iter().filter_map(|one| one.checked).collect();
    if outcome.failed || ready.len() < jobs.len() {
        return Ok(outcome);
    }
    clock.step("check");

    let own = jobs.iter().zip(&ready);
    let own = own.map(|(job, one)| names::patterned(one, job, config.format, jobs.len() > 1));
    let given = config.output.as_deref();
    let outputs = names::outputs(&config.input, given, config.format, &jobs, own.collect())?;
    if config.twin {
        twin::check(config.format, &outputs)?;
    }
    let twins = outputs.iter().filter(|_| config.twin).map(|output| twin::name(output));
    outcome.outputs = outputs.iter().cloned().chain(twins).collect();
    names::spare(&outcome.outputs, &needed(&outcome.files, &config.merge))?;
    if let Some(odd) = odd_name {
        return Err(odd);
    }
    let strange = ready.iter().find(|checked| checked.theme.strange);
    if let Some(checked) = strange.filter(|_| config.format == Format::Pdf && !guard::is_inside()) {
        let inputs = std::iter::once(&input).chain(&input.over);
        let stdin = inputs.filter(|one| one.name == "<stdin>").map(|one| one.text.as_str()).next();
        return outcome.guarded(checked, &sources, stdin);
    }
    let (mut documents, mut found) = (Vec::new(), Vec::new());
    let mut twins = Vec::new();
    for ((checked, job), output) in ready.iter().zip(&jobs).zip(outputs) {
        let mut notes = Vec::new();
        if config.twin {
            twins.push((job, output.clone()));
        }
        let made = match config.format {
            Format::Pdf => pdf_of(checked, &config, output, &mut sources, &mut notes, &mut clock),
            Format::Json => {
                Some(json_of(checked, &config, output, &sources, &mut notes, &mut clock))
            }
            Format::Txt => Some(txt_of(checked, &config, output, &sources, &mut notes, &mut clock)),
        };
        documents.extend(made);
        found.push(notes);
        if found.len() % 10 == 0 {
            typeset::forget_old_work();
        }
    }
    outcome.report(load::merge(&jobs, found, &sources), &sources);
    if outcome.failed || documents.len() < ready.len() {
        return Ok(outcome);
    }
    if config.format == Format::Pdf && !config.twin {
        let mention = twin::mention(&ready, &documents);
        outcome.report(mention.into_iter().collect(), &sources);
    }
    for (job, output) in twins {
        match twin::twin(&input, job, &config, &output, &mut clock) {
            Ok(document) => documents.push(document),
            Err((problems, sources)) => {
                outcome.report(problems, &sources);
                return Ok(outcome);
            }
        }
    }
    if outcome.failed {
        return Ok(outcome);
    }
    write(outcome, &config, documents, clock)
}

/// A checked résumé → JSON Resume.
fn json_of(
    checked: &Checked,
    config: &Config,
    output: String,
    sources: &Sources,
    notes: &mut Vec<Diagnostic>,
    clock: &mut Clock,
) -> Document {
    if config.lint {
        notes.extend(lint::lint(checked, sources));
    }
    let (bytes, private) = export::json::json(checked);
    clock.step("export");
    let remarks = remarks(checked, private);
    Document { output, bytes, summary: "JSON Resume 1.0.0".to_owned(), remarks }
}

/// A checked résumé → plain text.
fn txt_of(
    checked: &Checked,
    config: &Config,
    output: String,
    sources: &Sources,
    notes: &mut Vec<Diagnostic>,
    clock: &mut Clock,
) -> Document {
    if config.lint {
        notes.extend(lint::lint(checked, sources));
    }
    let bytes = export::txt::txt(&typeset::view(checked));
    clock.step("export");
    Document { output, bytes, summary: "plain text".to_owned(), remarks: Vec::new() }
}

/// A checked résumé → its pages as PDF, unless the notes say why there is none.
fn pdf_of(
    checked: &Checked,
    config: &Config,
    output: String,
    sources: &mut Sources,
    notes: &mut Vec<Diagnostic>,
    clock: &mut Clock,
) -> Option<Document> {
    match pages_of(checked, config, sources, notes, clock) {
        Ok((fitted, bytes)) => {
            let summary = summary(checked, &fitted);
            Some(Document { output, bytes, summary, remarks: Vec::new() })
        }
        Err(problems) => {
            notes.extend(problems);
            None
        }
    }
}

/// What the reader of a JSON file may not expect of it: what is left out, what is not printed.
fn remarks(checked: &Checked, notes: usize) -> Vec<String> {
    let verb = if notes + checked.variants == 1 { "stays" } else { "stay" };
    let kept = [(notes, "private note"), (checked.variants, "variant")];
    let kept: Vec<String> =
        kept.into_iter().filter(|(n, _)| *n > 0).map(|(n, noun)| count(n, noun)).collect();
    let kept_out = format!("{} {verb} out of it", list(&kept, "and"));
    let omitted = checked.resume.sections.iter().flatten().filter(|section| section.omit);
    let omitted = omitted.filter(|section| checked.keys.contains(&section.id));
    let unprinted = omitted.map(|section| format!("`{}` is in it, though not printed", section.id));
    let lang = checked.resume.language.as_ref().map_or(translate::DEFAULT, |tag| tag);
    let in_one = (checked.translated > 0).then(|| {
        let texts = count(checked.translated, "text");
        format!("of {texts} only the words in `{lang}` are in it: `--lang` takes others")
    });
    let kept = (!kept.is_empty()).then_some(kept_out);
    kept.into_iter().chain(in_one).chain(unprinted).collect()
}

/// The files that a résumé is made of.
fn needed(files: &[PathBuf], merged: &[String]) -> Vec<PathBuf> {
    files.iter().cloned().chain(merged.iter().map(PathBuf::from)).collect()
}

/// Writes what was made, and says so.
fn write(
    mut outcome: Outcome,
    config: &Config,
    documents: Vec<Document>,
    mut clock: Clock,
) -> anyhow::Result<Outcome> {
    let quiet = outcome.report.is_quiet();
    let mut said = Vec::new();
    let files = documents.iter().filter(|document| document.output != "-");
    let files: Vec<_> = files.map(|document| (&*document.output, &*document.bytes)).collect();
    write_files(&files)?;
    for Document { output, bytes, summary, remarks } in documents {
        if output != "-" {
            let parts = [vec![format!("wrote {output}: {summary}")], remarks].concat();
            said.push(parts.join("; "));
        } else {
            outcome.out = bytes;
            said.extend((!remarks.is_empty()).then(|| remarks.join("; ")));
        }
    }
    clock.step("write");

    if config.timings {
        outcome.err.push_str(&clock.report());
    }
    if !quiet {
        said.iter().for_each(|line| outcome.say(line));
    }
    Ok(outcome)
}

/// What some arguments say over the file.
pub(super) fn overrides(args: RenderArgs) -> Overrides {
    Config::new(args, Format::Pdf).overrides
}

/// The PDF of a checked résumé in memory, as a run with some arguments would write it.
pub(super) fn in_memory(
    checked: &Checked,
    args: RenderArgs,
    sources: &mut Sources,
    notes: &mut Vec<Diagnostic>,
) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let config = Config::new(args, Format::Pdf);
    pages_of(checked, &config, sources, notes, &mut Clock::start()).map(|(_, pdf)| pdf)
}

/// View, typeset, export: a checked résumé → its PDF, or why there is none. What does not stop it
/// goes into the notes.
fn pages_of(
    checked: &Checked,
    config: &Config,
    sources: &mut Sources,
    notes: &mut Vec<Diagnostic>,
    clock: &mut Clock,
) -> Result<(Fitted, Vec<u8>), Vec<Diagnostic>> {
    let mut page = typeset::prepare(checked, sources)?;
    notes.append(&mut page.notes);
    clock.step("view");

    let typeset = |pages| {
        let manifest = &checked.theme.manifest;
        fit::fit(&page.world, manifest, &checked.options, &page.families, pages)
    };
    let wanted = checked.resume.fit.as_ref().map(|fit| fit.pages as usize);
    let mut fitted = typeset(wanted);
    // The file's page count was meant for the theme that the file names.
    let binding = config.overrides.pages.is_some() || !checked.foreign_theme;
    if let Err(error @ (FitError::TooLong { .. } | FitError::TooShort { .. })) = &fitted
        && !binding
    {
        let theme = &checked.theme.manifest.name;
        let reason = format!("laid out without the fit, which was not meant for `{theme}`");
        let problems = explain(error, wanted, checked, &page, sources);
        notes.extend(problems.into_iter().map(|problem| problem.lenient().and(&*reason)));
        fitted = typeset(None);
    }
    let fitted = fitted.map_err(|error| explain(&error, wanted, checked, &page, sources))?;
    let folder = &checked.theme.folder;
    notes.extend(page.world.explain(fitted.warnings.clone(), folder, sources));
    notes.extend(typeset::overflows(checked, &fitted.document, sources));
    if config.lint {
        lint::merge(notes, lint::lint(checked, sources));
        lint::merge(notes, lint::lint_pages(checked, &page, &fitted, sources));
    }
    if checked.resume.output.as_ref().is_some_and(Output::is_print) {
        notes.extend(export::pages::unfit_for_print(&fitted.document, checked));
    }
    clock.step(&format!("typeset ({})", count(fitted.compiles, "compile")));

    let pdf = export::pdf::pdf(&fitted.document, checked).map_err(|error| match error {
        PdfError::Refused(problem) => vec![problem],
        PdfError::Other(errors) => page.world.explain(errors, folder, sources),
    })?;
    clock.step("export");
    Ok((fitted, pdf))
}

/// What was written, and what the fit chose.
fn summary(checked: &Checked, fitted: &Fitted) -> String {
    let pages = count(fitted.document.pages().len(), "page");
    let theme = &checked.theme.manifest.name;
    let kind = checked.resume.output.as_ref().map(kind::said).unwrap_or_default();
    let mut line = format!("{pages}, theme {theme}{kind}");
    if fitted.searched {
        let chosen: Vec<_> = fitted
            .chosen
            .iter()
            .map(|(name, value)| format!("{name} {}", written(value)))
            .collect();
        line.push_str(&match chosen.is_empty() {
            true => ", fitted as it is".to_owned(),
            false => format!(", fitted with {}", list(&chosen, "and")),
        });
    }
    line
}

/// A value as it would be written in the file.
fn written(value: &OptionValue) -> String {
    match value {
        OptionValue::Pt(value) => format!("{value:.2}pt"),
        OptionValue::Em(value) => format!("{value:.3}em"),
        OptionValue::Number(value) => format!("{value:.2}"),
        OptionValue::Text(text) | OptionValue::Rgb(text) => text.clone(),
        OptionValue::Flag(flag) => flag.to_string(),
        OptionValue::List(list) => list.join(", "),
        OptionValue::Margins(Margins { top, side, bottom, .. }) => {
            format!("{top:.1}pt {side:.1}pt {bottom:.1}pt")
        }
    }
}

/// Why there are no pages, in the words of the résumé.
fn explain(
    error: &FitError,
    pages: Option<usize>,
    checked: &Checked,
    page: &typeset::Prepared,
    sources: &mut Sources,
) -> Vec<Diagnostic> {
    let wanted = count(pages.unwrap_or_default(), "page");
    let place = checked.root.at("/fit/pages").map(|node| node.span);
    let at = |diagnostic: Diagnostic| match place {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    };
    match error {
        FitError::Theme(errors) => {
            page.world.explain(errors.clone(), &checked.theme.folder, sources)
        }
        FitError::TooLong { document, lines } => {
            let over = count(*lines, "line");
            let sections = typeset::longest_sections(document, &page.view, &checked.root, sources);
            let mut diagnostic = Diagnostic::error(
                "does-not-fit",
                format!("the résumé is {over} too long for {wanted}"),
            )
            .help("shorten a section, allow a page more, or choose a denser theme");
            if !sections.is_empty() {
                diagnostic =
                    diagnostic.and(format!("the longest sections are {}", list(&sections, "and")));
            }
            vec![at(diagnostic)]
        }
        FitError::TooShort { pages: found, lines } => {
            let message = format!("the résumé fills only {found} of {wanted}");
            let help =
                format!("about {} more would do; or ask for fewer pages", count(*lines, "line"));
            vec![at(Diagnostic::error("does-not-fit", message).help(help))]
        }
    }
}

/// Takes the time of each step.
struct Clock {
    last: Instant,
    steps: Vec<(String, Duration)>,
}

impl Clock {
    /// Begins with the first step.
    fn start() -> Self {
        Self { last: Instant::now(), steps: Vec::new() }
    }

    /// Ends a step.
    fn step(&mut self, name: &str) {
        let now = Instant::now();
        self.steps.push((name.to_owned(), now - self.last));
        self.last = now;
    }

    /// A line a step, and their sum.
    fn report(&self) -> String {
        let total: Duration = self.steps.iter().map(|(_, time)| *time).sum();
        let rows = self.steps.iter().map(|(name, time)| (name.as_str(), *time));
        rows.chain([("total", total)])
            .map(|(name, time)| format!("{:>9.2} ms  {name}\n", time.as_secs_f64() * 1000.0))
            .collect()
    }
}

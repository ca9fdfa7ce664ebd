//! `vitae render`: a résumé file → a PDF, or JSON Resume.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::cli::{Format, RenderArgs};
use crate::diagnostics::{self, Diagnostic, Sources};
use crate::export;
use crate::fit::{self, FitError, Fitted};
use crate::guard;
use crate::lint;
use crate::load::{self, Checked, Input, Overrides};
use crate::theme::{Margins, OptionValue};
use crate::typeset;
use crate::words::{count, list};

use super::{Outcome, with_fonts, write_file};

/// What to render, how and where to.
struct Config {
    input: String,
    output: String,
    format: Format,
    overrides: Overrides,
    lint: bool,
    timings: bool,
}

impl Config {
    /// Settles the defaults of the arguments.
    fn new(args: RenderArgs) -> Self {
        let input = args.file.unwrap_or_else(|| "resume.yaml".to_owned());
        let ending = args.output.as_deref().and_then(|path| Path::new(path).extension());
        let by_ending = match ending {
            Some(ending) if ending.eq_ignore_ascii_case("json") => Format::Json,
            _ => Format::Pdf,
        };
        let format = args.format.unwrap_or(by_ending);
        let output = args.output.unwrap_or_else(|| {
            let stem = match input.as_str() {
                "-" => "resume".into(),
                path => Path::new(path).file_stem().unwrap_or_default().to_string_lossy(),
            };
            match format {
                Format::Pdf => format!("{stem}.pdf"),
                Format::Json => format!("{stem}.json"),
            }
        });
        let overrides = Overrides {
            set: args.set,
            pages: args.pages,
            theme: args.theme,
            ..Overrides::default()
        };
        let overrides = with_fonts(args.fonts, overrides);
        Self { input, output, format, overrides, lint: args.lint, timings: args.timings }
    }

    /// A file in the place of the résumé would be the end of the résumé.
    fn spare_the_input(&self) -> anyhow::Result<()> {
        let real = |path: &str| std::fs::canonicalize(path).ok();
        if real(&self.output).is_some_and(|output| real(&self.input) == Some(output)) {
            anyhow::bail!("`{}` is the résumé; name another output", self.output);
        }
        Ok(())
    }
}

/// Renders a résumé: read, check, view, typeset, export, write.
pub fn render(mut args: RenderArgs) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::reporting(std::mem::take(&mut args.report));
    let config = Config::new(args);
    config.spare_the_input()?;
    let mut clock = Clock::start();
    let input = Input::read(&config.input)?;
    clock.step("read");

    let text = input.as_ref().map(|input| input.text.clone()).unwrap_or_default();
    let loaded = input.map(|input| load::load(&input, &config.overrides));
    let load::Loaded { mut sources, mut diagnostics, checked, draft } = match loaded {
        Ok(loaded) => loaded,
        Err(error) => {
            outcome.report(vec![error], &Sources::default());
            return Ok(outcome);
        }
    };
    if let Some(draft) = draft {
        diagnostics.extend(typeset::missing_glyphs(&draft, &sources));
        diagnostics::tidy(&mut diagnostics);
    }
    outcome.report(diagnostics, &sources);
    let Some(checked) = checked.filter(|_| !outcome.failed) else { return Ok(outcome) };
    clock.step("check");

    if config.format == Format::Json {
        if config.lint {
            outcome.report(lint::lint(&checked, &sources), &sources);
        }
        if outcome.failed {
            return Ok(outcome);
        }
        let (json, notes) = export::json::json(&checked);
        clock.step("export");
        let remarks = remarks(&checked, notes);
        let summary =
            [vec![format!("wrote {}: JSON Resume 1.0.0", config.output)], remarks.clone()];
        let summary = summary.concat().join("; ");
        if config.output == "-" && !remarks.is_empty() && !outcome.report.is_quiet() {
            outcome.say(&remarks.join("; "));
        }
        return finish(outcome, &config, json, &summary, clock);
    }

    if checked.theme.strange && !guard::is_inside() {
        let stdin = (config.input == "-").then_some(text.as_str());
        return outcome.guarded(&checked, &sources, stdin);
    }
    let mut notes = Vec::new();
    let written = pages_of(&checked, &config, &mut sources, &mut notes, &mut clock);
    outcome.report(notes, &sources);
    let (fitted, pdf) = match written {
        Ok(_) if outcome.failed => return Ok(outcome),
        Ok(written) => written,
        Err(problems) => {
            outcome.report(problems, &sources);
            return Ok(outcome);
        }
    };
    let summary = summary(&config.output, &checked, &fitted);
    finish(outcome, &config, pdf, &summary, clock)
}

/// What the reader of a JSON file may not expect of it: what is left out, what is not printed.
fn remarks(checked: &Checked, notes: usize) -> Vec<String> {
    let verb = if notes == 1 { "stays" } else { "stay" };
    let kept_out = format!("{} {verb} out of it", count(notes, "private note"));
    let omitted = checked.resume.sections.iter().flatten().filter(|section| section.omit);
    let omitted = omitted.filter(|section| checked.keys.contains(&section.id));
    let unprinted = omitted.map(|section| format!("`{}` is in it, though not printed", section.id));
    (notes > 0).then_some(kept_out).into_iter().chain(unprinted).collect()
}

/// Writes what was made, and says so.
fn finish(
    mut outcome: Outcome,
    config: &Config,
    bytes: Vec<u8>,
    summary: &str,
    mut clock: Clock,
) -> anyhow::Result<Outcome> {
    if config.output == "-" {
        outcome.out = bytes;
    } else {
        write_file(&config.output, &bytes)?;
    }
    clock.step("write");

    if config.timings {
        outcome.err.push_str(&clock.report());
    }
    if !outcome.report.is_quiet() && config.output != "-" {
        outcome.say(summary);
    }
    Ok(outcome)
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
    if config.lint {
        lint::merge(notes, lint::lint(checked, sources));
        lint::merge(notes, lint::lint_pages(checked, &page, &fitted, sources));
    }
    clock.step(&format!("typeset ({})", count(fitted.compiles, "compile")));

    let pdf = export::pdf::pdf(&fitted.document, checked.date)
        .map_err(|errors| page.world.explain(errors, folder, sources))?;
    clock.step("export");
    Ok((fitted, pdf))
}

/// What was written, and what the fit chose.
fn summary(output: &str, checked: &Checked, fitted: &Fitted) -> String {
    let pages = count(fitted.document.pages().len(), "page");
    let theme = &checked.theme.manifest.name;
    let mut line = format!("wrote {output}: {pages}, theme {theme}");
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

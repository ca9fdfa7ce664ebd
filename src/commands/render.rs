//! `vitae render`: a résumé file → a PDF.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::cli::RenderArgs;
use crate::diagnostics::{Diagnostic, Sources};
use crate::export;
use crate::fit::{self, FitError, Fitted};
use crate::load::{self, Checked, Input, Overrides};
use crate::theme::OptionValue;
use crate::typeset;
use crate::words::{count, list};

use super::{Outcome, write_file};

/// What to render, how and where to.
struct Config {
    input: String,
    output: String,
    overrides: Overrides,
    timings: bool,
    quiet: bool,
}

impl Config {
    /// Settles the defaults of the arguments.
    fn new(args: RenderArgs) -> Self {
        let input = args.file.unwrap_or_else(|| "resume.yaml".to_owned());
        let output = args.output.unwrap_or_else(|| match input.as_str() {
            "-" => "resume.pdf".to_owned(),
            path => {
                let stem = Path::new(path).file_stem().unwrap_or_default();
                format!("{}.pdf", stem.to_string_lossy())
            }
        });
        let overrides = Overrides { set: args.set, pages: args.pages, theme: args.theme };
        Self { input, output, overrides, timings: args.timings, quiet: args.quiet }
    }
}

/// Renders a résumé.
pub fn render(args: RenderArgs) -> anyhow::Result<Outcome> {
    let config = Config::new(args);
    let mut outcome = Outcome::default();
    let mut clock = Clock::start();

    let input = match Input::read(&config.input)? {
        Ok(input) => input,
        Err(error) => {
            outcome.report(&[error], &Sources::default(), config.quiet);
            return Ok(outcome);
        }
    };
    clock.step("read");
    let load::Loaded { mut sources, diagnostics, checked } = load::load(&input, &config.overrides);
    outcome.report(&diagnostics, &sources, config.quiet);
    let Some(checked) = checked else { return Ok(outcome) };
    clock.step("check");

    let page = match typeset::prepare(&checked, &sources) {
        Ok(page) => page,
        Err(missing) => {
            outcome.report(&missing, &sources, config.quiet);
            return Ok(outcome);
        }
    };
    clock.step("view");
    let pages = checked.resume.fit.as_ref().map(|fit| fit.pages as usize);
    let typeset = |pages| {
        let manifest = &checked.theme.manifest;
        fit::fit(&page.world, manifest, &checked.options, &page.families, pages)
    };
    let mut fitted = typeset(pages);
    if let Err(error @ (FitError::TooLong { .. } | FitError::TooShort { .. })) = fitted {
        // The file's page count was meant for the theme that the file names.
        if config.overrides.pages.is_some() || !checked.foreign_theme {
            let problems = explain(error, pages.unwrap_or_default(), &checked, &page, &mut sources);
            outcome.report(&problems, &sources, config.quiet);
            return Ok(outcome);
        }
        let theme = &checked.theme.manifest.name;
        let problems = explain(error, pages.unwrap_or_default(), &checked, &page, &mut sources);
        let problems = problems.into_iter().map(|problem| {
            problem
                .lenient()
                .and(format!("laid out without the fit, which was not meant for `{theme}`"))
        });
        outcome.report(&problems.collect::<Vec<_>>(), &sources, config.quiet);
        fitted = typeset(None);
    }
    let fitted = match fitted {
        Ok(fitted) => fitted,
        Err(error) => {
            let problems = explain(error, pages.unwrap_or_default(), &checked, &page, &mut sources);
            outcome.report(&problems, &sources, config.quiet);
            return Ok(outcome);
        }
    };
    let warnings = page.world.explain(fitted.warnings.clone(), &checked.theme.folder, &mut sources);
    outcome.report(&warnings, &sources, config.quiet);
    clock.step(&format!("typeset ({})", count(fitted.compiles, "compile")));

    let pdf = match export::pdf::pdf(&fitted.document, checked.date) {
        Ok(pdf) => pdf,
        Err(errors) => {
            let problems = page.world.explain(errors, &checked.theme.folder, &mut sources);
            outcome.report(&problems, &sources, config.quiet);
            return Ok(outcome);
        }
    };
    clock.step("export");
    if config.output == "-" {
        outcome.out = pdf;
    } else {
        write_file(&config.output, &pdf)?;
    }
    clock.step("write");

    if config.timings {
        outcome.err.push_str(&clock.report());
    }
    if !config.quiet && config.output != "-" {
        outcome.say(&summary(&config.output, &checked, &fitted));
    }
    Ok(outcome)
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
    }
}

/// Why there are no pages, in the words of the résumé.
fn explain(
    error: FitError,
    pages: usize,
    checked: &Checked,
    page: &typeset::Prepared,
    sources: &mut Sources,
) -> Vec<Diagnostic> {
    let wanted = count(pages, "page");
    let place = checked.root.at("/fit/pages").map(|node| node.span);
    let at = |diagnostic: Diagnostic| match place {
        Some(span) => diagnostic.at(span),
        None => diagnostic,
    };
    match error {
        FitError::Theme(errors) => page.world.explain(errors, &checked.theme.folder, sources),
        FitError::TooLong { document, lines } => {
            let over = count(lines, "line");
            let sections = typeset::longest_sections(&document, &page.view, &checked.root, sources);
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
                format!("about {} more would do; or ask for fewer pages", count(lines, "line"));
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

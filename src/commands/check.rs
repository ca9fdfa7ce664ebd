//! `vitae check`: everything that is wrong with some files.

use crate::cli::{CheckArgs, SchemaChoice};
use crate::diagnostics::{self, Diagnostic, Severity, Sources};
use crate::fix::{self, Fixed};
use crate::guard;
use crate::lint;
use crate::load::{self, Input, Job, LoadedJobs, Overrides};
use crate::typeset;
use crate::words::count;

use super::{Outcome, read_merged, with_fonts, write_file};

/// Reads and checks a file, as a whole and in each of its variants.
type Reader<'a> = &'a dyn Fn(&Input) -> LoadedJobs;

/// Checks every file, and says of each how it stands.
pub fn check(args: CheckArgs) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::reporting(args.report);
    let lint = args.lint || outcome.report.policy().denies_advice();
    let files: Vec<&str> = args.files.iter().map(String::as_str).collect();
    let merge = match read_merged(&args.merge, &files)? {
        Ok(merge) => merge,
        Err(error) => {
            outcome.report(vec![error], &Sources::default());
            return Ok(outcome);
        }
    };
    let overrides = with_fonts(args.fonts, Overrides::default());
    let read: Reader = match args.schema {
        SchemaChoice::Vitae => &|input| {
            load::load_jobs(input, &overrides, &load::every_job(input, args.lang.as_deref()))
        },
        SchemaChoice::JsonResume => &load::by_json_resume,
    };
    // Standard input can be read once.
    let first = args.files.iter().position(|path| path == "-");
    let files =
        args.files.iter().enumerate().filter(|(at, path)| *path != "-" || Some(*at) == first);
    let read_input = |path| match Input::read(path) {
        Ok(Ok(input)) => Ok(Ok(Input { over: merge.clone(), ..input })),
        other => other,
    };
    let inputs: Vec<_> = files.map(|(_, path)| (path, read_input(path))).collect();
    // Advice needs pages.
    if lint && !guard::is_inside() {
        let sound = || inputs.iter().filter_map(|(_, input)| input.as_ref().ok()?.as_ref().ok());
        let stdin = sound().chain(&merge).find(|input| input.name == "<stdin>");
        let stdin = stdin.map(|input| input.text.as_str());
        let strange = |input| {
            let LoadedJobs { sources, jobs, .. } = read(input);
            let mut checked = jobs.into_iter().filter_map(|one| one.checked);
            Some((checked.find(|checked| checked.theme.strange)?, sources))
        };
        if let Some((checked, sources)) = sound().find_map(strange) {
            return outcome.guarded(&checked, &sources, stdin);
        }
    }
    for (path, input) in inputs {
        match input {
            Ok(Ok(input)) if args.fix => check_and_fix(path, input, read, lint, &mut outcome)?,
            Ok(Ok(input)) => {
                let loaded = read(&input);
                let found = report(loaded, lint, &mut outcome);
                verdict(&input.name, 0, &found, &mut outcome);
            }
            Ok(Err(error)) => {
                let found = outcome.report(vec![error], &Sources::default());
                verdict(path, 0, &found, &mut outcome);
            }
            // The other files do not wait for one that cannot be read.
            Err(error) => {
                outcome.say(&format!("error: {error:#}"));
                outcome.unread = true;
            }
        }
    }
    Ok(outcome)
}

/// Mends a file, and says what it has mended and what is left.
fn check_and_fix(
    path: &str,
    input: Input,
    read: Reader,
    lint: bool,
    outcome: &mut Outcome,
) -> anyhow::Result<()> {
    let bom = "\u{feff}".get(..input.skipped).unwrap_or_default();
    let Fixed { input, rounds, loaded, more } = fix::fix(input, read);
    let text = format!("{bom}{}", input.text);
    let mended = rounds.iter().map(|(mended, _)| mended.len()).sum();
    if path == "-" {
        outcome.out = text.into_bytes();
    } else if mended > 0 {
        write_file(path, text.as_bytes())?;
    }
    for (mended, sources) in &rounds {
        outcome.report_fixed(mended, sources);
    }
    let found = report(loaded, lint, outcome);
    verdict(&input.name, mended, &found, outcome);
    if more {
        outcome.say(&format!("{}: there is more to fix; run it again", input.name));
    }
    Ok(())
}

/// Reports all that is wrong with a file, and what could be better.
fn report(loaded: LoadedJobs, lint: bool, outcome: &mut Outcome) -> Vec<Diagnostic> {
    let LoadedJobs { sources, mut diagnostics, jobs } = loaded;
    let names: Vec<Job> = jobs.iter().map(|one| one.job.clone()).collect();
    let missing = jobs.iter().map(|one| {
        let checked = one.checked.as_ref().or(one.draft.as_ref());
        checked.map_or(Vec::new(), |checked| typeset::missing_glyphs(checked, &sources))
    });
    diagnostics.extend(load::merge(&names, missing.collect(), &sources));
    diagnostics::tidy(&mut diagnostics);
    if lint {
        // Where there are variants, nobody prints all of the file.
        let printed =
            |job: &Job| job.variant.is_some() || names.iter().all(|one| one.variant.is_none());
        let printed: Vec<_> = jobs.iter().filter(|one| printed(&one.job)).collect();
        let advice = printed.iter().map(|one| {
            one.checked.as_ref().map_or(Vec::new(), |checked| lint::advice(checked, &sources))
        });
        let printed: Vec<Job> = printed.iter().map(|one| one.job.clone()).collect();
        let advice = advice.collect();
        lint::merge(&mut diagnostics, load::merge(&printed, advice, &sources));
    }
    outcome.report(diagnostics, &sources)
}

/// Says how a file stands: `resume.yaml: 2 fixed, 1 error`.
fn verdict(name: &str, mended: usize, found: &[Diagnostic], outcome: &mut Outcome) {
    if outcome.report.is_quiet() || !outcome.report.is_human() {
        return;
    }
    let number = |severity| found.iter().filter(|one| one.severity == severity).count();
    let fixed = (mended > 0).then(|| format!("{mended} fixed"));
    let counts = [(Severity::Error, "error"), (Severity::Warning, "warning")]
        .into_iter()
        .map(|(severity, noun)| (number(severity), noun))
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| count(number, noun));
    let counts: Vec<String> = fixed.into_iter().chain(counts).collect();
    let verdict = if counts.is_empty() { "no problems".to_owned() } else { counts.join(", ") };
    let hint = match found.iter().filter(|one| one.safe).count() {
        0 => String::new(),
        safe => format!(" (`--fix` mends {safe})"),
    };
    outcome.say(&format!("{name}: {verdict}{hint}"));
}

//! `vitae check`: everything that is wrong with some files.

use crate::cli::CheckArgs;
use crate::diagnostics::{Severity, Sources};
use crate::lint;
use crate::load::{self, Input, Overrides};
use crate::typeset;
use crate::words::count;

use super::Outcome;

/// Checks every file, and says of each how it stands.
pub fn check(args: &CheckArgs) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    for path in &args.files {
        let input = match Input::read(path)? {
            Ok(input) => input,
            Err(error) => {
                outcome.report(&[error], &Sources::default(), args.quiet);
                continue;
            }
        };
        let load::Loaded { sources, mut diagnostics, checked } =
            load::load(&input, &Overrides::default());
        if let Some(checked) = checked {
            diagnostics.extend(typeset::missing_glyphs(&checked, &sources));
            if args.lint {
                lint::merge(&mut diagnostics, lint::advice(&checked, &sources));
            }
        }
        outcome.report(&diagnostics, &sources, args.quiet);
        if !args.quiet {
            let number =
                |severity| diagnostics.iter().filter(|one| one.severity == severity).count();
            let counts: Vec<String> = [(Severity::Error, "error"), (Severity::Warning, "warning")]
                .into_iter()
                .map(|(severity, noun)| (number(severity), noun))
                .filter(|(number, _)| *number > 0)
                .map(|(number, noun)| count(number, noun))
                .collect();
            let verdict =
                if counts.is_empty() { "no problems".to_owned() } else { counts.join(", ") };
            outcome.say(&format!("{}: {verdict}", input.name));
        }
    }
    Ok(outcome)
}

//! How diagnostics reach their reader: for people, one line each, or for programs.
//!
//! [`Policy`] settles what counts as an error, [`MessageFormat`] how it looks. What is for people goes to
//! standard error, what is for programs to standard output.

mod github;
mod json;
mod sarif;
mod short;

use std::str::FromStr;

use clap::ValueEnum;
use serde_json::Value as Json;

use crate::cli::ReportArgs;
use crate::diagnostics::{self, Diagnostic, Severity, Sources};
use crate::explain::{self, Page};
use crate::lint;
use crate::words::{closest, code};

/// How diagnostics are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum MessageFormat {
    /// With the lines at fault, for people
    #[default]
    Human,
    /// One line each: file:line:col: error[code]: message
    Short,
    /// One JSON object a line, with the edits of each fix
    Json,
    /// Workflow commands, which annotate a pull request on GitHub
    Github,
    /// A SARIF 2.1.0 log, which code scanning reads
    Sarif,
}

/// What `--deny` takes: a code, or all warnings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    /// Every warning.
    Warnings,
    /// Whatever has this code.
    Code(&'static str),
}

impl FromStr for Denied {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "warnings" => Ok(Self::Warnings),
            _ => known_code(text).map(Self::Code),
        }
    }
}

/// The code of that name, or the words of a usage error.
pub fn known_code(text: &str) -> Result<&'static str, String> {
    known_page(text).map(|page| page.code)
}

/// The page of the code of that name, or the words of a usage error.
pub fn known_page(text: &str) -> Result<&'static Page, String> {
    explain::page(text).ok_or_else(|| {
        let hint = match closest(text, explain::codes()) {
            Some(near) => format!("; a similar one exists: `{near}`"),
            None => "; `vitae explain` lists them".to_owned(),
        };
        format!("there is no code {}{hint}", code(text))
    })
}

/// What counts as an error, and what is not said at all.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// What becomes an error.
    pub deny: Vec<Denied>,
    /// The codes whose warnings and notes are not said.
    pub allow: Vec<&'static str>,
}

impl Policy {
    /// Whether some advice is denied by its name: then it has to be given, too.
    pub fn denies_advice(&self) -> bool {
        self.deny.iter().any(|denied| match denied {
            Denied::Code(code) => lint::CODES.contains(code),
            Denied::Warnings => false,
        })
    }

    /// Settles the severity of diagnostics. A code that is denied by its name is an error even if it
    /// is allowed, too; one that is allowed by its name is none of the denied warnings.
    pub fn apply(&self, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.retain_mut(|one| {
            let allowed = self.allow.contains(&one.code);
            let denied = self.deny.iter().any(|denied| match denied {
                Denied::Code(code) => *code == one.code,
                Denied::Warnings => one.severity == Severity::Warning && !allowed,
            });
            match one.severity {
                Severity::Error if allowed => {
                    one.notes.push("`--allow` silences warnings, and this is an error".to_owned());
                }
                Severity::Warning | Severity::Note if denied => {
                    one.severity = Severity::Error;
                    one.notes.push("`--deny` makes this an error".to_owned());
                }
                Severity::Warning | Severity::Note if allowed => return false,
                Severity::Error | Severity::Warning | Severity::Note => {}
            }
            true
        });
    }
}

/// How a run reports.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// How diagnostics are written.
    pub format: MessageFormat,
    /// What counts as an error.
    pub policy: Policy,
    /// Whether errors alone are said.
    pub quiet: bool,
    /// The columns of the terminal, if it is one.
    pub width: Option<usize>,
}

impl Settings {
    /// Settles the arguments, with the width of the terminal.
    pub fn new(args: ReportArgs) -> Self {
        let terminal = terminal_size::terminal_size_of(std::io::stderr());
        Self {
            format: args.message_format,
            policy: Policy { deny: args.deny, allow: args.allow },
            quiet: args.quiet,
            width: terminal.map(|(width, _)| usize::from(width.0)),
        }
    }
}

/// Diagnostics on their way to the reader.
#[derive(Debug, Default)]
pub struct Report {
    settings: Settings,
    /// What has been written for programs.
    lines: String,
    /// The results of a SARIF log, which is written as a whole.
    results: Vec<Json>,
}

impl Report {
    /// A report without diagnostics.
    pub fn new(settings: Settings) -> Self {
        Self { settings, ..Self::default() }
    }

    /// What counts as an error.
    pub fn policy(&self) -> &Policy {
        &self.settings.policy
    }

    /// Whether errors alone are said.
    pub fn is_quiet(&self) -> bool {
        self.settings.quiet
    }

    /// Whether people read it, with the lines at fault.
    pub fn is_human(&self) -> bool {
        self.settings.format == MessageFormat::Human
    }

    /// Takes diagnostics; what people read of them comes back.
    pub fn take(&mut self, found: &[Diagnostic], sources: &Sources) -> String {
        let quiet = self.settings.quiet;
        let shown = found.iter().filter(|one| one.is_error() || !quiet);
        match self.settings.format {
            MessageFormat::Human => {
                let shown: Vec<_> = shown.cloned().collect();
                return diagnostics::render(&shown, sources, true, self.settings.width);
            }
            MessageFormat::Short => return shown.map(|one| short::line(one, sources)).collect(),
            MessageFormat::Json => self.lines.extend(shown.map(|one| json::line(one, sources))),
            MessageFormat::Github => {
                self.lines.extend(shown.map(|one| github::command(one, sources)))
            }
            MessageFormat::Sarif => {
                self.results.extend(shown.map(|one| sarif::result(one, sources)))
            }
        }
        String::new()
    }

    /// Takes what `--fix` has mended; what people read of it comes back.
    pub fn take_fixed(&mut self, mended: &[Diagnostic], sources: &Sources) -> String {
        match self.settings.format {
            MessageFormat::Human if self.settings.quiet => String::new(),
            MessageFormat::Human => {
                diagnostics::render_fixed(mended, sources, true, self.settings.width)
            }
            MessageFormat::Short if self.settings.quiet => String::new(),
            MessageFormat::Short => {
                mended.iter().map(|one| short::fixed_line(one, sources)).collect()
            }
            MessageFormat::Json => {
                self.lines.extend(mended.iter().map(|one| json::fixed_line(one, sources)));
                String::new()
            }
            // These two tell of what there is to do.
            MessageFormat::Github | MessageFormat::Sarif => String::new(),
        }
    }

    /// What programs read, at the end of the run.
    pub fn finish(self) -> String {
        match self.settings.format {
            MessageFormat::Sarif => sarif::log(self.results),
            _ => self.lines,
        }
    }
}

/// A problem on a line: `error[bad-date]: month 13 does not exist`.
pub fn summary(diagnostic: &Diagnostic) -> String {
    let severity = severity(diagnostic.severity);
    format!("{severity}[{}]: {}", diagnostic.code, in_its_entry(diagnostic))
}

/// The words for a severity that compilers use.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A message with the entry that it is about.
fn in_its_entry(diagnostic: &Diagnostic) -> String {
    match &diagnostic.context {
        Some(context) => format!("{} ({context})", diagnostic.message),
        None => diagnostic.message.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Denied, Policy};
    use crate::diagnostics::Diagnostic;

    /// The messages that a policy leaves, errors marked.
    fn left(policy: &Policy) -> Vec<String> {
        let mut found = vec![
            Diagnostic::error("bad-date", "a"),
            Diagnostic::warning("bad-date", "b"),
            Diagnostic::warning("unknown-key", "c"),
            Diagnostic::note("option-left-out", "d"),
        ];
        policy.apply(&mut found);
        found
            .into_iter()
            .map(|one| if one.is_error() { one.message + "!" } else { one.message })
            .collect()
    }

    #[test]
    fn what_is_denied_fails_and_what_is_allowed_is_not_said() {
        let policy = |deny: &[Denied], allow: &[&'static str]| Policy {
            deny: deny.to_vec(),
            allow: allow.to_vec(),
        };
        let code = Denied::Code;
        assert_eq!(left(&policy(&[], &[])), ["a!", "b", "c", "d"]);
        assert_eq!(left(&policy(&[Denied::Warnings], &[])), ["a!", "b!", "c!", "d"]);
        assert_eq!(left(&policy(&[code("option-left-out")], &[])), ["a!", "b", "c", "d!"]);
        assert_eq!(left(&policy(&[], &["bad-date"])), ["a!", "c", "d"]);
        assert_eq!(left(&policy(&[Denied::Warnings], &["bad-date"])), ["a!", "c!", "d"]);
        assert_eq!(left(&policy(&[code("bad-date")], &["bad-date"])), ["a!", "b!", "c", "d"]);
    }

    #[test]
    fn a_code_that_is_none_says_which_was_meant() {
        assert_eq!("bad-date".parse(), Ok(Denied::Code("bad-date")));
        assert_eq!("warnings".parse(), Ok(Denied::Warnings));
        let wrong = "bad-dates".parse::<Denied>();
        assert_eq!(
            wrong,
            Err("there is no code `bad-dates`; a similar one exists: `bad-date`".into())
        );
        let wrong = "fluffiness".parse::<Denied>();
        assert_eq!(wrong, Err("there is no code `fluffiness`; `vitae explain` lists them".into()));
    }
}

//! The guard of what strangers made. Evaluating Typst has no bound of time or memory, and neither has reading
//! a PDF, so what needs a theme of a folder, or a PDF, runs in a child process: the program once more, with
//! the same arguments, which watches itself and ends when it takes too long or too much. Built-in themes are
//! known to end, and run as they are.

use std::env;
use std::io::Write;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::diagnostics::Diagnostic;
use crate::words::code;

/// Marks the child, for which the limits hold.
const INSIDE: &str = "VITAE_GUARDED";
/// How long a theme may take, in seconds.
const SECONDS: (&str, u64) = ("VITAE_THEME_SECONDS", 20);
/// How much memory it may take, in MiB.
const MEMORY: (&str, u64) = ("VITAE_THEME_MEMORY", 1024);
/// How often the child looks at itself. A fast machine fills some 20 MiB in that time.
const INTERVAL: Duration = Duration::from_millis(10);
/// What the child exits with when it took too long.
const TOO_LONG: u8 = 86;
/// What the child exits with when it took too much memory.
const TOO_MUCH: u8 = 87;
/// What it exits with when it panicked; a release build aborts instead, and has no code.
const PANICKED: u8 = 101;

/// What may take too long or too much.
#[derive(Debug, Clone, Copy)]
pub enum Guarded<'a> {
    /// A theme, by its folder.
    Theme(&'a str),
    /// A PDF, by its name.
    Pdf(&'a str),
}

impl Guarded<'_> {
    /// What is to be said of one that was stopped: what it did, and what to look for in a theme.
    fn stopped(self, what: &str, look: &str, variable: Option<&str>) -> Diagnostic {
        let (code, name, help) = match self {
            Self::Theme(folder) => ("theme-limit", format!("theme {}", code(folder)), look),
            Self::Pdf(name) => (
                "bad-pdf",
                code(name),
                "it may be broken; let the program that made it write it anew",
            ),
        };
        let help = match variable {
            Some(variable) => format!("{help}; `{variable}` sets another limit"),
            None => help.to_owned(),
        };
        Diagnostic::error(code, format!("{name} {what}")).help(help)
    }
}

/// Whether this is the child.
pub fn is_inside() -> bool {
    env::var_os(INSIDE).is_some()
}

/// In the child, watches what it takes from now on, and calls `exit` with a code when it is too much.
pub fn watch(exit: fn(u8)) {
    let begun = Instant::now();
    let (seconds, memory) = (limit(SECONDS), limit(MEMORY));
    thread::spawn(move || {
        loop {
            thread::sleep(INTERVAL);
            if begun.elapsed() > Duration::from_secs(seconds) {
                exit(TOO_LONG);
            }
            let taken = memory_stats::memory_stats().map_or(0, |stats| stats.physical_mem);
            if taken as u64 >> 20 > memory {
                exit(TOO_MUCH);
            }
        }
    });
}

/// A limit as the environment has it, or its default.
fn limit((variable, default): (&str, u64)) -> u64 {
    let given = env::var(variable).ok().and_then(|text| text.parse().ok());
    given.filter(|&limit| limit > 0).unwrap_or(default)
}

/// Runs the program once more as the child; it prints for itself. `stdin` is what was read there. An
/// exit code comes back, or what is to be said of what was stopped.
pub fn run(guarded: Guarded, stdin: Option<&[u8]>) -> anyhow::Result<Result<u8, Diagnostic>> {
    let program = env::current_exe().context("cannot find the program itself")?;
    let mut child = Command::new(program)
        .args(env::args_os().skip(1))
        .env(INSIDE, "1")
        .stdin(if stdin.is_some() { Stdio::piped() } else { Stdio::null() })
        .spawn()
        .context("cannot run the program once more, for what a stranger made")?;
    if let (Some(mut pipe), Some(bytes)) = (child.stdin.take(), stdin) {
        // A child that has ended does not read.
        let _ = pipe.write_all(bytes);
    }
    let status = child.wait().context("cannot wait for the program")?;
    Ok(match status.code().and_then(|code| u8::try_from(code).ok()) {
        Some(TOO_LONG) => Err(guarded.stopped(
            &format!("is not done after {} s", limit(SECONDS)),
            "look for a loop in its files",
            Some(SECONDS.0),
        )),
        Some(TOO_MUCH) => Err(guarded.stopped(
            &format!("takes more than {} MiB of memory", limit(MEMORY)),
            "look for what it makes so much of",
            Some(MEMORY.0),
        )),
        Some(code) if code != PANICKED => Ok(code),
        _ => Err(guarded.stopped(
            "made the program crash",
            "look for something that calls or holds itself without end in its files",
            None,
        )),
    })
}

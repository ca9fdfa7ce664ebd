//! The guard of strangers' themes. Evaluating Typst has no bound of time or memory, so what needs a theme of
//! a folder runs in a child process: the program once more, with the same arguments, which watches itself
//! and ends when it takes too long or too much. Built-in themes are known to end, and run as they are.

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
/// exit code comes back, or what is to be said of the theme.
pub fn run(theme: &str, stdin: Option<&str>) -> anyhow::Result<Result<u8, Diagnostic>> {
    let program = env::current_exe().context("cannot find the program itself")?;
    let mut child = Command::new(program)
        .args(env::args_os().skip(1))
        .env(INSIDE, "1")
        .stdin(if stdin.is_some() { Stdio::piped() } else { Stdio::null() })
        .spawn()
        .context("cannot run the program once more, for a theme of a folder")?;
    if let (Some(mut pipe), Some(text)) = (child.stdin.take(), stdin) {
        // A child that has ended does not read.
        let _ = pipe.write_all(text.as_bytes());
    }
    let status = child.wait().context("cannot wait for the program")?;
    let shown = code(theme);
    let stopped = |message: String, help: String| {
        Ok(Err(Diagnostic::error("theme-limit", message).help(help)))
    };
    match status.code().and_then(|code| u8::try_from(code).ok()) {
        Some(TOO_LONG) => stopped(
            format!("theme {shown} is not done after {} s", limit(SECONDS)),
            format!("look for a loop in its files; `{}` sets another limit", SECONDS.0),
        ),
        Some(TOO_MUCH) => stopped(
            format!("theme {shown} takes more than {} MiB of memory", limit(MEMORY)),
            format!("look for what it makes so much of; `{}` sets another limit", MEMORY.0),
        ),
        Some(code) => Ok(Ok(code)),
        None => stopped(
            format!("theme {shown} made the program crash"),
            "look for something that calls or holds itself without end in its files".to_owned(),
        ),
    }
}

//! `vitae completions`: a shell's completion script.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::Cli;

use super::Outcome;

/// Writes the script of a shell.
pub fn completions(shell: Shell) -> Outcome {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "vitae", &mut out);
    Outcome::print(out)
}

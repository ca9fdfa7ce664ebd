//! `vitae man`: the manual page.

use anyhow::Context;
use clap::CommandFactory;

use crate::cli::Cli;

use super::Outcome;

/// Writes the page, the subcommands behind it.
pub fn man() -> anyhow::Result<Outcome> {
    let mut out = Vec::new();
    let mut command = Cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut out).context("cannot write the page")?;
    let shown = command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help");
    for subcommand in shown {
        let page = clap_mangen::Man::new(subcommand.clone());
        page.render_synopsis_section(&mut out).context("cannot write the page")?;
        page.render_options_section(&mut out).context("cannot write the page")?;
    }
    Ok(Outcome::print(out))
}

//! The command line program: parses arguments, dispatches, prints, and exits.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use vitae::cli::{Cli, Command};
use vitae::commands::{self, Outcome};
use vitae::guard;

/// Typst allocates millions of small pieces; mimalloc is a fifth faster at it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// 0: fine, 1: the résumé has errors, 2: wrong usage (clap's own), 3: I/O or internal.
fn main() -> ExitCode {
    if guard::is_inside() {
        guard::watch(|code| std::process::exit(code.into()));
    }
    let cli = Cli::parse();
    colour(cli.color).write_global();
    let code = match run(cli).and_then(|outcome| Ok(print(outcome)?)) {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(anstream::stderr(), "error: {error:#}");
            3
        }
    };
    ExitCode::from(code)
}

/// Runs the command that the arguments name.
fn run(cli: Cli) -> anyhow::Result<Outcome> {
    match cli.command {
        None => commands::render::render(cli.render),
        Some(Command::Render(args)) => commands::render::render(args),
        Some(Command::Watch(args)) => {
            commands::watch::watch(args, &mut |outcome| print(outcome).map(drop))
        }
        Some(Command::Check(args)) => commands::check::check(args),
        Some(Command::Show(args)) => commands::show::show(args),
        Some(Command::Readback(args)) => commands::readback::readback(args),
        Some(Command::Explain(args)) => Ok(commands::explain::explain(&args)),
        Some(Command::Import(args)) => commands::import::import(args),
        Some(Command::Notes(args)) => commands::notes::notes(args),
        Some(Command::New(args)) => commands::new::new(&args),
        Some(Command::Themes(args)) => commands::themes::themes(args),
        Some(Command::Schema(args)) => commands::schema::schema(&args),
        Some(Command::Completions { shell }) => Ok(commands::completions::completions(shell)),
        Some(Command::Man) => commands::man::man(),
    }
}

/// Prints what a command has to say. A reader that has gone away is no error.
fn print(outcome: Outcome) -> io::Result<u8> {
    let code = outcome.code();
    let (out, err) = outcome.streams();
    // Colour is taken away piece by piece, but what is left is written at once.
    let choice = anstream::AutoStream::choice(&io::stderr());
    let mut stripped = anstream::AutoStream::new(Vec::new(), choice);
    stripped.write_all(err.as_bytes())?;
    io::stderr().write_all(&stripped.into_inner())?;
    let mut stdout = io::stdout().lock();
    match stdout.write_all(&out).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(code),
    }
}

/// When to colour, in anstream's words.
fn colour(choice: clap::ColorChoice) -> anstream::ColorChoice {
    match choice {
        clap::ColorChoice::Auto => anstream::ColorChoice::Auto,
        clap::ColorChoice::Always => anstream::ColorChoice::Always,
        clap::ColorChoice::Never => anstream::ColorChoice::Never,
    }
}

//! `vitae watch`: render, and once more each time that something has changed.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::bail;

use crate::cli::WatchArgs;
use crate::guard;
use crate::typeset;
use crate::watch::Watcher;
use crate::words::count;

use super::{Outcome, render};

/// Renders a résumé after each save. What there is to say is handed to `show` each time; when that
/// fails, nobody listens any more, and the command ends.
pub fn watch(
    args: WatchArgs,
    show: &mut dyn FnMut(Outcome) -> std::io::Result<()>,
) -> anyhow::Result<Outcome> {
    // The child in which a stranger's theme runs renders once.
    if guard::is_inside() {
        return render::render(args.render);
    }
    let resume = args.render.file.clone().unwrap_or_else(|| "resume.yaml".to_owned());
    let given: Vec<&String> = std::iter::once(&resume).chain(&args.render.which.merge).collect();
    if given.iter().any(|path| *path == "-") {
        bail!("standard input cannot be watched; give the file by its name");
    }
    if args.render.output.as_deref() == Some("-") {
        bail!("`watch` writes files; give one by its name");
    }
    let given: Vec<PathBuf> = given.into_iter().map(PathBuf::from).collect();
    let mut watcher = Watcher::new()?;
    // Before the first run, so that no save is missed while it goes on.
    let mut since = SystemTime::now();
    watcher.set(&given, &[], since)?;
    // What is not there at the beginning is a slip in the arguments.
    let mut outcome = render::render(args.render.clone())?;
    let (mut said, mut begun) = (Vec::new(), false);
    loop {
        let files = [&given[..], &outcome.files].concat();
        let outputs: Vec<PathBuf> = outcome.outputs.iter().map(PathBuf::from).collect();
        watcher.set(&files, &outputs, since)?;
        if !outcome.report.is_quiet() {
            announce(&mut outcome, &said);
            if !begun {
                let needed =
                    outcome.files.iter().filter(|file| file.exists() && !given.contains(file));
                outcome.say(&match needed.count() {
                    0 => format!("watching {resume}; Ctrl-C ends it"),
                    needed => {
                        let needed = count(needed, "other");
                        format!("watching {resume} and {needed} that it needs; Ctrl-C ends it")
                    }
                });
            }
        }
        begun = true;
        said = std::mem::take(&mut outcome.said);
        let files = std::mem::take(&mut outcome.files);
        let outputs = std::mem::take(&mut outcome.outputs);
        if show(outcome).is_err() {
            return Ok(Outcome::default());
        }
        typeset::forget_old_work();
        watcher.wait()?;
        since = SystemTime::now();
        outcome = match render::render(args.render.clone()) {
            Ok(outcome) => outcome,
            // A file that cannot be read may be readable again after the next save.
            Err(error) => Outcome { files, ..Outcome::unreadable(&error, said.clone()) },
        };
        // A broken file does not say what it is to be called.
        if outcome.outputs.is_empty() {
            outcome.outputs = outputs;
        }
    }
}

/// Says what has gone since the last run, and what a broken file leaves as it was.
fn announce(outcome: &mut Outcome, said: &[String]) {
    let gone: Vec<String> =
        said.iter().filter(|line| !outcome.said.contains(line)).cloned().collect();
    for line in gone {
        outcome.say(&format!("gone: {line}"));
    }
    if outcome.code() != 0 {
        let kept = outcome.outputs.iter().filter(|output| Path::new(output).exists());
        let kept: Vec<String> = kept.map(|output| format!("{output} stays as it was")).collect();
        kept.iter().for_each(|line| outcome.say(line));
    }
}

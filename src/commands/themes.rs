//! `vitae themes`: what themes there are, what they offer, and a copy to make one's own.

use std::fs;
use std::path::Path;

use anyhow::Context;

use crate::cli::{ThemesArgs, ThemesCommand};
use crate::contract;
use crate::diagnostics::Sources;
use crate::guard::{self, Guarded};
use crate::load::{self, Input, Overrides};
use crate::theme::{self, OptionKind, OptionSpec, Theme};
use crate::typeset;

use super::{Outcome, create_file, new};

/// Lists, shows or ejects themes.
pub fn themes(args: ThemesArgs) -> anyhow::Result<Outcome> {
    match args.command.unwrap_or(ThemesCommand::List) {
        ThemesCommand::List => Ok(list()),
        ThemesCommand::Show { name } => Ok(show(&name)),
        ThemesCommand::New { name, from } => begin(&name, from.as_deref()),
        ThemesCommand::Check { name } => check(&name),
        ThemesCommand::Eject { name, dir } => {
            let dir = dir.unwrap_or_else(|| name.clone());
            eject(&name, Path::new(&dir))
        }
    }
}

/// A line a theme.
fn list() -> Outcome {
    let mut outcome = Outcome::default();
    let mut text = String::new();
    for name in theme::builtin_names() {
        let mut sources = Sources::default();
        match Theme::find(name, Path::new(""), &mut sources) {
            Ok(theme) => text.push_str(&format!("{name:<10} {}\n", theme.manifest.description)),
            Err(error) => {
                outcome.report(vec![error], &sources);
            }
        }
    }
    outcome.out = text.into_bytes();
    outcome
}

/// A theme with its options.
fn show(name: &str) -> Outcome {
    let mut outcome = Outcome::default();
    let mut sources = Sources::default();
    let theme = match Theme::find(name, Path::new(""), &mut sources) {
        Ok(theme) => theme,
        Err(error) => {
            outcome.report(vec![error], &sources);
            return outcome;
        }
    };
    let manifest = &theme.manifest;
    let mut text = format!("{}: {}\n\n", manifest.name, manifest.description);
    text.push_str(&format!("Fonts: {}\n\nOptions:\n", manifest.families.join(", ")));
    let width = manifest.options.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    for (name, spec) in manifest.options.iter() {
        text.push_str(&format!("  {name:<width$}  {}\n", spec.doc));
        text.push_str(&format!("  {:<width$}  {}; default {}\n", "", values(spec), spec.default));
    }
    text.push_str(&format!(
        "\nIn the file:\n  theme: {{name: {name}, size: {}}}\n",
        manifest.options.spec("size").map_or("10pt", |spec| spec.default.as_str())
    ));
    outcome.out = text.into_bytes();
    outcome
}

/// The values that an option takes, in words.
fn values(spec: &OptionSpec) -> String {
    let range = match (&spec.min, &spec.max) {
        (Some(min), Some(max)) => format!(" from {min} to {max}"),
        _ => String::new(),
    };
    match spec.kind {
        OptionKind::Choice => spec.values.as_deref().unwrap_or_default().join(" or "),
        OptionKind::Font => "a font".to_owned(),
        OptionKind::Length => format!("a length{range}"),
        OptionKind::Margins => format!("one to three lengths{range}"),
        OptionKind::Number => format!("a number{range}"),
        OptionKind::Color => "a colour".to_owned(),
        OptionKind::Flag => "true or false".to_owned(),
    }
}

/// Begins a theme of the user's own: the two files that are theirs to change.
fn begin(name: &str, from: Option<&str>) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    if name.is_empty() || !name.chars().all(plain) {
        anyhow::bail!("`{name}` is no name for a theme: use letters, figures, `-` and `_`");
    }
    let mut sources = Sources::default();
    let files = from.map_or(Some(theme::STARTER), theme::builtin_files);
    let from = from.unwrap_or("starter");
    let Some([(_, manifest), source]) = files else {
        match Theme::find(from, Path::new(""), &mut sources) {
            Err(error) => outcome.report(vec![error], &sources),
            Ok(_) => anyhow::bail!("`{from}` is a folder already; copy it"),
        };
        return Ok(outcome);
    };
    // The name is the first line of every built-in theme, which a test holds.
    let manifest = manifest.replacen(&format!("name: {from}"), &format!("name: {name}"), 1);
    let dir = Path::new(name);
    make_folder(dir)?;
    for (file, text) in [("theme.yaml", manifest.as_str()), source] {
        create_file(&dir.join(file), text.as_bytes())?;
    }
    outcome.say(&format!("wrote {name}: theme.yaml and theme.typ are yours to change"));
    outcome.say(&format!("now run: vitae -t ./{name}"));
    Ok(outcome)
}

/// Holds a theme to the contract: a line for what holds, and an error for what does not.
fn check(name: &str) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    if theme::is_folder(name) && !guard::is_inside() {
        return match guard::run(Guarded::Theme(name), None)? {
            Ok(code) => Ok(Outcome::done(code)),
            Err(stopped) => {
                outcome.report(vec![stopped], &Sources::default());
                Ok(outcome)
            }
        };
    }
    let contract::Verdict { held, broken, sources } = contract::check(name)?;
    let lines = held.iter().map(|what| format!("ok  {what}\n"));
    outcome.out = lines.collect::<String>().into_bytes();
    outcome.report(broken, &sources);
    Ok(outcome)
}

/// Makes a new folder.
fn make_folder(dir: &Path) -> anyhow::Result<()> {
    fs::create_dir(dir).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            anyhow::anyhow!("`{}` is there already, and stays as it is", dir.display())
        }
        _ => anyhow::anyhow!("cannot make `{}`: {}", dir.display(), theme::describe(&error)),
    })
}

/// Copies a built-in theme into a folder, with all that stock Typst needs to compile it.
fn eject(name: &str, dir: &Path) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    let mut sources = Sources::default();
    let Some(files) = theme::builtin_files(name) else {
        if let Err(error) = Theme::find(name, Path::new(""), &mut sources) {
            outcome.report(vec![error], &sources);
            return Ok(outcome);
        }
        anyhow::bail!("`{name}` is a folder already; copy it");
    };
    let text = new::starter("Ada Example", name);
    let input = Input::of_text("starter", ".", text);
    let loaded = load::load(&input, &Overrides::default());
    let checked = loaded.checked.context("the starter does not load")?;
    let data = serde_json::to_string_pretty(&typeset::view(&checked))?;
    let options = typeset::options_json(&checked);

    make_folder(dir)?;
    let supplied = [
        ("lib.typ", theme::LIB),
        ("entry.typ", theme::ENTRY),
        ("resume.json", data.as_str()),
        ("options.json", options.as_str()),
    ];
    for (file, text) in files.into_iter().chain(supplied) {
        create_file(&dir.join(file), text.as_bytes())?;
    }
    let shown = dir.display().to_string();
    let folder = if theme::is_folder(&shown) { shown.clone() } else { format!("./{shown}") };
    outcome.say(&format!("wrote {shown}: theme.yaml and theme.typ are yours to change"));
    outcome.say(&format!("now run: vitae -t {folder}, or: typst compile {shown}/entry.typ"));
    Ok(outcome)
}

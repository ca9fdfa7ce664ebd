//! `vitae import`: a PDF with its data inside, or JSON Resume → a résumé in YAML.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::attachment;
use crate::cli::ImportArgs;
use crate::diagnostics::{Diagnostic, Sources};
use crate::export::yaml;
use crate::guard::{self, Guarded};
use crate::load::{self, Input, Overrides};
use crate::theme::describe;
use crate::words::{code, count};

use super::{Outcome, create_file};

/// The largest file that is read.
const MAX_FILE: u64 = 64 << 20;

/// Codes of what is said of a file that is only read to be written anew.
const OF_NO_MATTER: [&str; 2] = ["not-printed", "bad-image"];

/// Reads the data of a file and writes it as YAML. Nothing is overwritten.
pub fn import(mut args: ImportArgs) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::reporting(std::mem::take(&mut args.report));
    let bytes = match read(&args.file)? {
        Ok(bytes) => bytes,
        Err(error) => {
            outcome.report(vec![error], &Sources::default());
            return Ok(outcome);
        }
    };
    let is_pdf = attachment::is_pdf(&bytes);
    if is_pdf && !guard::is_inside() {
        // A file of a stranger's may be made to take all memory, or to crash what reads it.
        let stdin = (args.file == "-").then_some(bytes.as_slice());
        return match guard::run(Guarded::Pdf(&args.file), stdin)? {
            Ok(code) => Ok(Outcome::done(code)),
            Err(stopped) => {
                outcome.report(vec![stopped], &Sources::default());
                Ok(outcome)
            }
        };
    }
    if is_pdf {
        // The parent says what went wrong.
        std::panic::set_hook(Box::new(|_| {}));
    }
    let read = if is_pdf {
        attachment::read(&args.file, bytes)
            .map(|data| (format!("{}: resume.json", args.file), data))
    } else {
        Ok((args.file.clone(), bytes))
    };
    let (name, data) = match read {
        Ok(read) => read,
        Err(error) => {
            outcome.report(vec![error], &Sources::default());
            return Ok(outcome);
        }
    };
    if !is_pdf
        && serde_json::from_slice::<serde::de::IgnoredAny>(&data).is_err()
        && !name.ends_with(".json")
    {
        let message = format!("{} is neither a PDF nor JSON", code(&args.file));
        let error = Diagnostic::error("not-json", message)
            .help("a PDF that `vitae --embed-data` wrote can be imported, and a JSON Resume file");
        outcome.report(vec![error], &Sources::default());
        return Ok(outcome);
    }
    let name = if name.ends_with(".json") { name } else { format!("{name}: resume.json") };
    let folder = match Path::new(&args.file).parent() {
        Some(parent) if parent != Path::new("") => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    let input = match Input::new(name, folder, &data) {
        Ok(input) => input,
        Err(error) => {
            outcome.report(vec![error], &Sources::default());
            return Ok(outcome);
        }
    };
    let mut loaded = load::load(&input, &Overrides::default());
    loaded.diagnostics.retain(|one| one.is_error() || !OF_NO_MATTER.contains(&one.code));
    outcome.report(loaded.diagnostics, &loaded.sources);
    let Some(checked) = loaded.checked.filter(|_| !outcome.failed) else { return Ok(outcome) };
    let text = yaml::yaml(&checked);

    let output = args.output.unwrap_or_else(|| default_output(&args.file));
    if output == "-" {
        outcome.out = text.into_bytes();
        return Ok(outcome);
    }
    create_file(Path::new(&output), text.as_bytes())?;
    let mut said = vec![format!("wrote {output}")];
    if let Some(image) = checked.resume.basics.image.as_ref().filter(|_| checked.photo.is_none()) {
        said.push(format!("the photo is not in it: put {} beside it", code(&image.path)));
    }
    // JSON Resume demands less than a vitae file does.
    let again =
        Input::of_text(&output, Path::new(&output).parent().unwrap_or(Path::new(".")), text);
    let mut wrong = load::load(&again, &Overrides::default()).diagnostics;
    wrong.retain(|one| one.is_error() && !OF_NO_MATTER.contains(&one.code));
    if !wrong.is_empty() {
        let errors = count(wrong.len(), "thing");
        said.push(format!("{errors} in it must be mended: `vitae check {output}` says what"));
    }
    outcome.say(&said.join("; "));
    Ok(outcome)
}

/// The bytes of a file, or of standard input for `-`.
fn read(path: &str) -> anyhow::Result<Result<Vec<u8>, Diagnostic>> {
    let mut bytes = Vec::new();
    if path == "-" {
        let stdin = std::io::stdin();
        stdin.take(MAX_FILE + 1).read_to_end(&mut bytes).context("cannot read stdin")?;
    } else {
        if Path::new(path).is_dir() {
            bail!("`{path}` is a folder, not a file");
        }
        let file = fs::File::open(path)
            .map_err(|error| anyhow::anyhow!("cannot open `{path}`: {}", describe(&error)))?;
        file.take(MAX_FILE + 1)
            .read_to_end(&mut bytes)
            .with_context(|| format!("cannot read `{path}`"))?;
    }
    if bytes.len() as u64 > MAX_FILE {
        let message = format!("{} is larger than {} MiB", code(path), MAX_FILE >> 20);
        let error = Diagnostic::error("too-large", message);
        return Ok(Err(error.help("no résumé is as large; is this the right file?")));
    }
    Ok(Ok(bytes))
}

/// The file that is written without a word of the user's: the same name with another ending, in this folder.
fn default_output(file: &str) -> String {
    let stem = match file {
        "-" => "resume".into(),
        path => Path::new(path).file_stem().unwrap_or_default().to_string_lossy(),
    };
    format!("{stem}.yaml")
}

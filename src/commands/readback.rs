//! `vitae readback`: what a program reads of a PDF, and which fields it can find again.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::cli::{ReadbackArgs, ReadbackPart, RenderArgs};
use crate::diagnostics::{Diagnostic, Sources};
use crate::guard::{self, Guarded};
use crate::load::{self, Checked, Input, LoadedJobs};
use crate::readback::{self, Fields, Finding, GAP, Kind, Made, PAGE, Unreadable};
use crate::theme::{self, OptionValue};
use crate::typeset;
use crate::words::{code, count};

use super::{Outcome, one_job, read_merged, render};

/// The largest PDF that is read.
const MAX_BYTES: u64 = 64 << 20;
/// How much of a value is shown, in characters.
const SHOWN: usize = 66;
/// What is said of all findings.
const CAVEAT: &str = "\
This goes by simple rules over the text alone: see docs/readback.md. No vendor's system was tested, and
this is no score.\n";

/// Reads a PDF, or the PDF of a résumé, and shows what is in it.
pub fn readback(mut args: ReadbackArgs) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::reporting(std::mem::take(&mut args.report));
    one_job(&args.which)?;
    let bytes = read(&args.file)?;
    let shown = if args.file == "-" { "<stdin>" } else { &args.file };
    if !is_pdf(&bytes) {
        if args.against.is_some() {
            bail!("`{shown}` is no PDF, and `--against` is for one");
        }
        return of_resume(args, &bytes, outcome);
    }
    if args.theme.is_some() {
        bail!("`{shown}` is a PDF, and its theme cannot be changed");
    }
    if let Some(flag) = chosen(&args).filter(|_| args.against.is_none()) {
        bail!("`{shown}` is a PDF: `{flag}` is for the résumé that `--against` names");
    }
    if !guard::is_inside() {
        let stdin = (args.file == "-").then_some(bytes.as_slice());
        return Ok(match guard::run(Guarded::Pdf(shown), stdin)? {
            Ok(code) => Outcome::done(code),
            Err(stopped) => {
                outcome.report(vec![stopped], &Sources::default());
                outcome
            }
        });
    }
    let data = match &args.against {
        Some(path) => {
            let Some((checked, _)) = checked(path, &fs_bytes(path)?, &args, &mut outcome)? else {
                return Ok(outcome);
            };
            Some(checked)
        }
        None => None,
    };
    show(shown, bytes, data.as_ref(), &args, &mut outcome);
    Ok(outcome)
}

/// Renders a résumé in memory, and reads that back.
fn of_resume(args: ReadbackArgs, bytes: &[u8], mut outcome: Outcome) -> anyhow::Result<Outcome> {
    let Some((checked, mut sources)) = checked(&args.file, bytes, &args, &mut outcome)? else {
        return Ok(outcome);
    };
    if checked.theme.strange && !guard::is_inside() {
        let text = String::from_utf8_lossy(bytes);
        let stdin = (args.file == "-").then_some(&*text);
        return outcome.guarded(&checked, &sources, stdin);
    }
    let mut notes = Vec::new();
    let made = render::in_memory(&checked, render_args(&args), &mut sources, &mut notes);
    outcome.report(notes, &sources);
    match made {
        Ok(_) if outcome.failed => {}
        Ok(pdf) => {
            let name = format!("{} in {}", args.file, checked.theme.manifest.name);
            show(&name, pdf, Some(&checked), &args, &mut outcome);
        }
        Err(problems) => {
            outcome.report(problems, &sources);
        }
    }
    Ok(outcome)
}

/// The first of the flags that choose what of a résumé is meant.
fn chosen(args: &ReadbackArgs) -> Option<&'static str> {
    let flags = [
        ("--merge", !args.which.merge.is_empty()),
        ("--public", args.public),
        ("--variant", args.which.variant.is_some()),
        ("--lang", args.which.lang.is_some()),
        ("--tags", args.which.tags.is_some()),
        ("--without", !args.which.without.is_empty()),
    ];
    flags.into_iter().find_map(|(flag, given)| given.then_some(flag))
}

/// The arguments with which a résumé would be rendered.
fn render_args(args: &ReadbackArgs) -> RenderArgs {
    RenderArgs {
        theme: args.theme.clone(),
        set: args.set.clone(),
        public: args.public,
        which: args.which.clone(),
        fonts: args.fonts.clone(),
        ..RenderArgs::default()
    }
}

/// A résumé, checked, with the texts that messages point into.
fn checked(
    path: &str,
    bytes: &[u8],
    args: &ReadbackArgs,
    outcome: &mut Outcome,
) -> anyhow::Result<Option<(Checked, Sources)>> {
    let (name, folder) = match path {
        "-" => ("<stdin>".to_owned(), PathBuf::from(".")),
        path => {
            let folder = Path::new(path).parent().filter(|folder| *folder != Path::new(""));
            (path.to_owned(), folder.unwrap_or(Path::new(".")).to_owned())
        }
    };
    let input = match (
        Input::new(name, folder, bytes),
        read_merged(&args.which.merge, &[path, &args.file])?,
    ) {
        (Ok(input), Ok(over)) => Input { over, ..input },
        (Err(error), _) | (_, Err(error)) => {
            outcome.report(vec![error], &Sources::default());
            return Ok(None);
        }
    };
    let job = one_job(&args.which)?;
    let LoadedJobs { sources, diagnostics, mut jobs } =
        load::load_jobs(&input, &render::overrides(render_args(args)), &[job]);
    outcome.report(diagnostics, &sources);
    let checked = jobs.pop().and_then(|job| job.checked).filter(|_| !outcome.failed);
    Ok(checked.map(|checked| (checked, sources)))
}

/// The bytes of a file, or of standard input.
fn read(path: &str) -> anyhow::Result<Vec<u8>> {
    if path != "-" {
        return fs_bytes(path);
    }
    let mut bytes = Vec::new();
    std::io::stdin().take(MAX_BYTES + 1).read_to_end(&mut bytes).context("cannot read stdin")?;
    within_limit("<stdin>", bytes)
}

/// The bytes of a file.
fn fs_bytes(path: &str) -> anyhow::Result<Vec<u8>> {
    let failed = |error: std::io::Error| {
        anyhow::anyhow!("cannot open `{path}`: {}", theme::describe(&error))
    };
    if Path::new(path).is_dir() {
        bail!("`{path}` is a folder");
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(failed)?;
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(failed)?;
    within_limit(path, bytes)
}

/// Bytes, unless there are too many.
fn within_limit(name: &str, bytes: Vec<u8>) -> anyhow::Result<Vec<u8>> {
    if bytes.len() as u64 > MAX_BYTES {
        bail!("`{name}` is larger than {} MiB", MAX_BYTES >> 20);
    }
    Ok(bytes)
}

/// Whether bytes are a PDF: some programs write a little before its mark.
fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-")
}

/// Shows the text of a PDF, and its fields.
fn show(
    name: &str,
    pdf: Vec<u8>,
    data: Option<&Checked>,
    args: &ReadbackArgs,
    outcome: &mut Outcome,
) {
    let text = match readback::text(pdf) {
        Ok(text) => text,
        Err(why) => {
            outcome.report(vec![unreadable(name, why)], &Sources::default());
            return;
        }
    };
    let mut out = String::new();
    if args.only != Some(ReadbackPart::Fields) {
        if args.only.is_none() {
            let pages = count(text.matches(PAGE).count() + 1, "page");
            out.push_str(&format!("{name}, as a program reads it ({pages}):\n\n"));
        }
        match text.trim().is_empty() {
            true => out.push_str("(there is no text in it: its pages are pictures)\n"),
            false => out.push_str(&text.replace(GAP, "   ").replace(PAGE, "\n")),
        }
    }
    if args.only != Some(ReadbackPart::Text) {
        if args.only.is_none() {
            out.push_str("\nWhat simple rules find again in this text:\n\n");
        }
        let fields = Fields::of(&text);
        match data {
            Some(checked) => out.push_str(&beside_data(checked, &text, &fields)),
            None => out.push_str(&alone(&fields)),
        }
        out.push('\n');
        out.push_str(CAVEAT);
    }
    outcome.out = out.into_bytes();
}

/// Why a PDF has no text for us.
fn unreadable(name: &str, why: Unreadable) -> Diagnostic {
    let name = code(name);
    match why {
        Unreadable::Broken => {
            Diagnostic::error("bad-pdf", format!("{name} cannot be read as a PDF"))
                .help("it may be broken; let the program that made it write it anew")
        }
        Unreadable::Locked => {
            Diagnostic::error("bad-pdf", format!("{name} is locked by a password"))
                .help("a parser cannot read it either: save it without a password")
        }
    }
}

/// A line for each field of the data: found or not, and what is to blame.
fn beside_data(checked: &Checked, text: &str, fields: &Fields) -> String {
    let view = typeset::view(checked);
    let hyphenates = checked
        .options
        .values
        .iter()
        .any(|(name, value)| name == "hyphenate" && *value == OptionValue::Flag(true));
    let theme = Some((checked.theme.manifest.name.as_str(), hyphenates));
    let findings = readback::compare(&Made { view: &view, text, fields, theme });
    let mut out = String::new();
    let mut of = "";
    for finding in &findings {
        let Finding { of: group, field, value, blame } = finding;
        if of != group {
            out.push_str(&format!("\n{group}\n"));
            of = group;
        }
        let mark = if blame.is_none() { "found" } else { "not found" };
        out.push_str(&row(mark, field, value));
        if let Some(blame) = blame {
            out.push_str(&format!("{:>22}{blame}\n", "because "));
        }
    }
    let lost = findings.iter().filter(|finding| finding.blame.is_some()).count();
    out.push_str(&match lost {
        0 => format!("\nall of {} are found\n", count(findings.len(), "field")),
        _ => format!("\nnot found: {lost} of {}\n", count(findings.len(), "field")),
    });
    out
}

/// What is found where nothing is known of the data.
fn alone(fields: &Fields) -> String {
    let mut out = String::new();
    let mut list = |field: &str, values: &[String]| {
        if values.is_empty() {
            out.push_str(&row("not found", field, ""));
        }
        for value in values {
            out.push_str(&row("found", field, value));
        }
    };
    list("name", fields.name.as_slice());
    list("e-mail", &fields.emails);
    list("phone", &fields.phones);
    list("link", &fields.links);
    let rest = |other: &&String| fields.name.as_ref() != Some(*other);
    let others: Vec<String> = fields.others.iter().filter(rest).cloned().collect();
    list("other", &others);
    for (kind, field) in [(Kind::Work, "job"), (Kind::Education, "degree")] {
        let entries: Vec<String> = fields
            .entries(kind)
            .map(|entry| format!("{} ({})", entry.line, count(entry.bullets.len(), "bullet")))
            .collect();
        list(field, &entries);
    }
    let skills: Vec<String> =
        fields.lines(Kind::Skills).lines().map(|line| line.replace(GAP, ": ")).collect();
    list("skills", &skills);
    out
}

/// A row of the table.
fn row(mark: &str, field: &str, value: &str) -> String {
    let value: String = match value.chars().count() > SHOWN {
        true => value.chars().take(SHOWN - 1).chain(['…']).collect(),
        false => value.to_owned(),
    };
    format!("{mark:<9}  {field:<9}  {value}").trim_end().to_owned() + "\n"
}

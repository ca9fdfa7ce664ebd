//! Where a résumé comes from, and what is wrong with a text before anything of it is read.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::CommandFactory;

use crate::cli::Cli;
use crate::diagnostics::{Diagnostic, SourceId, Span};
use crate::schema::Dialect;
use crate::theme;
use crate::words::{closest, count};
use crate::yaml::{self, Node};

use super::binary;

/// Where a résumé comes from.
#[derive(Debug, Clone)]
pub struct Input {
    /// The name that messages show: the path as the user wrote it, or `<stdin>`.
    pub name: String,
    /// The folder that the résumé's files are relative to.
    pub folder: PathBuf,
    /// The text.
    pub text: String,
    /// The bytes before the text: those of a byte-order mark.
    pub skipped: usize,
    /// The files that `--merge` lays over it, in order.
    pub over: Vec<Input>,
}

impl Input {
    /// A text that is in no file.
    pub fn of_text(
        name: impl Into<String>,
        folder: impl Into<PathBuf>,
        text: impl Into<String>,
    ) -> Self {
        Self {
            name: name.into(),
            folder: folder.into(),
            text: text.into(),
            skipped: 0,
            over: Vec::new(),
        }
    }

    /// Reads a file, or standard input for `-`.
    pub fn read(path: &str) -> anyhow::Result<Result<Self, Diagnostic>> {
        let (name, folder, bytes) = if path == "-" {
            let mut bytes = Vec::new();
            let limit = yaml::MAX_BYTES as u64 + 1;
            std::io::stdin().take(limit).read_to_end(&mut bytes).context("cannot read stdin")?;
            ("<stdin>".to_owned(), PathBuf::from("."), bytes)
        } else {
            let file = Path::new(path);
            let meta = fs::metadata(file).map_err(|error| missing_file(path, &error))?;
            if meta.is_dir() {
                bail!("`{path}` is a folder, not a résumé");
            }
            let mut bytes = Vec::new();
            let reader = fs::File::open(file).map_err(|error| missing_file(path, &error))?;
            let limit = yaml::MAX_BYTES as u64 + 1;
            reader
                .take(limit)
                .read_to_end(&mut bytes)
                .with_context(|| format!("cannot read `{path}`"))?;
            let folder = match file.parent() {
                Some(parent) if parent != Path::new("") => parent.to_owned(),
                _ => PathBuf::from("."),
            };
            (path.to_owned(), folder, bytes)
        };
        Ok(Self::new(name, folder, &bytes))
    }

    /// A file's bytes as text.
    pub fn new(name: String, folder: PathBuf, bytes: &[u8]) -> Result<Self, Diagnostic> {
        if let Some(error) = binary::no_text(&name, bytes) {
            return Err(error);
        }
        if bytes.len() > yaml::MAX_BYTES {
            let message = format!("`{name}` is larger than {} MiB", yaml::MAX_BYTES >> 20);
            let error = Diagnostic::error("too-large", message);
            return Err(error.help("no résumé is as large; is this the right file?"));
        }
        // Bytes that are none become U+FFFD, which `load` points at.
        let text = String::from_utf8_lossy(bytes);
        // A byte-order mark is no column of the first line.
        let bare = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let skipped = text.len() - bare.len();
        Ok(Self { name, folder, text: bare.to_owned(), skipped, over: Vec::new() })
    }
}

/// A file that cannot be opened, and what to do about it.
fn missing_file(path: &str, error: &std::io::Error) -> anyhow::Error {
    let hint = match error.kind() {
        std::io::ErrorKind::NotFound if path == "resume.yaml" => {
            "; `vitae new` writes one to begin with".to_owned()
        }
        std::io::ErrorKind::NotFound => match meant_command(path) {
            Some(command) => format!("; did you mean the command `{command}`?"),
            None => String::new(),
        },
        _ => String::new(),
    };
    anyhow::anyhow!("cannot open `{path}`: {}{hint}", theme::describe(error))
}

/// The subcommand that was meant by a word that was taken for a file.
fn meant_command(word: &str) -> Option<String> {
    let cli = Cli::command();
    let names: Vec<&str> = cli.get_subcommands().map(clap::Command::get_name).collect();
    closest(word, names.iter().copied()).map(str::to_owned)
}

/// What is wrong with a file that is called JSON, and is only YAML: other programs refuse it.
pub fn not_json(input: &Input, source: SourceId) -> Option<Diagnostic> {
    if !input.name.ends_with(".json") {
        return None;
    }
    let error = serde_json::from_str::<serde::de::IgnoredAny>(&input.text).err()?;
    let lines = input.text.split_inclusive('\n');
    let start: usize = lines.take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = input.text.floor_char_boundary(start + error.column().saturating_sub(1));
    let end = input.text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    Some(
        Diagnostic::error("not-json", format!("this is YAML, but not JSON: {reason}"))
            .at(Span::new(source, at..end))
            .help("other programs refuse the file; correct it, or call it `.yaml`"),
    )
}

/// A place where bytes were no text, or where another program has lost a character.
pub fn lost_character(text: &str, source: SourceId) -> Option<Diagnostic> {
    let lost = char::REPLACEMENT_CHARACTER;
    let at = text.find(lost)?;
    let error =
        Diagnostic::error("not-utf8", "a character is lost here, since the file is not UTF-8 text")
            .at(Span::new(source, at..at + lost.len_utf8()))
            .help("save the file as UTF-8, and write the character anew");
    Some(match text.matches(lost).count() {
        1 => error,
        places => error.and(format!("there are {} like it", count(places, "place"))),
    })
}

/// A file without content.
pub fn empty_file(source: SourceId) -> Diagnostic {
    Diagnostic::error("wrong-type", "the file is empty")
        .at(Span::new(source, 0..0))
        .help("begin with `basics:` and, indented under it, `name: Your Name`; or run `vitae new`")
}

/// Whether a file says that it is JSON Resume: by its name or by its `$schema`.
pub fn dialect(input: &Input, root: &Node) -> Dialect {
    let schema = root.get("$schema").and_then(Node::text).unwrap_or_default();
    let says_so = schema.contains("jsonresume");
    match input.name.ends_with(".json") || says_so {
        true => Dialect::JsonResume,
        false => Dialect::Vitae,
    }
}

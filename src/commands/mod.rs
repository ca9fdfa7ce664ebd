//! The subcommands, one short file each. Each returns what is to be printed; `main` prints it.

pub mod check;
pub mod completions;
pub mod explain;
pub mod import;
pub mod man;
pub mod new;
pub mod notes;
pub mod readback;
pub mod render;
pub mod schema;
pub mod show;
pub mod themes;
pub mod watch;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

use crate::cli::{FontArgs, ReportArgs, WhichArgs};
use crate::diagnostics::{Diagnostic, Sources};
use crate::guard::{self, Guarded};
use crate::load::{Checked, Input, Job, Overrides};
use crate::report::{self, Report, Settings};
use crate::theme::{self, describe};

/// What a command has to say, and how it ended.
#[derive(Debug, Default)]
pub struct Outcome {
    /// For standard output.
    pub out: Vec<u8>,
    /// For standard error.
    pub err: String,
    /// Whether the résumé has errors.
    pub failed: bool,
    /// Whether a file could not be read.
    pub unread: bool,
    /// The files and folders that it depends on.
    files: Vec<PathBuf>,
    /// The files that it is to write.
    outputs: Vec<String>,
    /// The problems that were said, a line each.
    said: Vec<String>,
    /// How a child process ended that did all that was to do.
    done: Option<u8>,
    /// The problems that were found.
    report: Report,
}

impl Outcome {
    /// An outcome that only prints.
    fn print(out: impl Into<Vec<u8>>) -> Self {
        Self { out: out.into(), ..Self::default() }
    }

    /// An outcome that reports as the arguments want.
    fn reporting(args: ReportArgs) -> Self {
        Self { report: Report::new(Settings::new(args)), ..Self::default() }
    }

    /// What the program exits with.
    pub fn code(&self) -> u8 {
        match (self.done, self.unread, self.failed) {
            (Some(code), ..) => code,
            (None, true, _) => 3,
            (None, false, true) => 1,
            (None, false, false) => 0,
        }
    }

    /// A run that could not read a file; the problems of the one before are not known to be gone.
    fn unreadable(error: &anyhow::Error, said: Vec<String>) -> Self {
        Self { err: format!("error: {error:#}\n"), unread: true, said, ..Self::default() }
    }

    /// What a child process has done and said.
    fn done(code: u8) -> Self {
        Self { done: Some(code), ..Self::default() }
    }

    /// Does what the command is to do in a child process, for the theme of a résumé that is a
    /// stranger's. The child says what there is to say; but if the theme was stopped, that is an
    /// error here.
    fn guarded(
        self,
        checked: &Checked,
        sources: &Sources,
        stdin: Option<&str>,
    ) -> anyhow::Result<Self> {
        match guard::run(Guarded::Theme(&checked.theme.folder), stdin.map(str::as_bytes))? {
            Ok(code) => Ok(Self { files: self.files, outputs: self.outputs, ..Self::done(code) }),
            Err(stopped) => {
                let mut outcome = self;
                let named = theme::chosen(&checked.root).filter(|_| !checked.foreign_theme);
                let stopped = match named {
                    Some((_, node)) => stopped.at(node.span),
                    None => stopped,
                };
                outcome.report(vec![stopped], sources);
                Ok(outcome)
            }
        }
    }

    /// Adds diagnostics, as severe as the policy has it.
    fn report(&mut self, mut found: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
        self.report.policy().apply(&mut found);
        self.err.push_str(&self.report.take(&found, sources));
        self.failed |= found.iter().any(Diagnostic::is_error);
        self.said.extend(found.iter().map(report::summary));
        found
    }

    /// Adds what `--fix` has mended.
    fn report_fixed(&mut self, mended: &[Diagnostic], sources: &Sources) {
        self.err.push_str(&self.report.take_fixed(mended, sources));
    }

    /// What goes to standard output and to standard error. What programs read goes to standard
    /// output, or where the PDF is there, to standard error.
    pub fn streams(mut self) -> (Vec<u8>, String) {
        let written = self.report.finish();
        match self.out.is_empty() {
            true => self.out = written.into_bytes(),
            false => self.err.push_str(&written),
        }
        (self.out, self.err)
    }

    /// Adds a line for standard error.
    fn say(&mut self, line: &str) {
        self.err.push_str(line);
        self.err.push('\n');
    }
}

/// Reads the files that are laid over a résumé.
fn read_merged(paths: &[String], input: &[&str]) -> anyhow::Result<Result<Vec<Input>, Diagnostic>> {
    let from_stdin = paths.iter().filter(|path| *path == "-").count();
    if from_stdin + usize::from(from_stdin > 0 && input.contains(&"-")) > 1 {
        anyhow::bail!("standard input can be read once: give one of the files by its name");
    }
    let mut merged = Vec::new();
    for path in paths {
        match Input::read(path)? {
            Ok(input) => merged.push(input),
            Err(error) => return Ok(Err(error)),
        }
    }
    Ok(Ok(merged))
}

/// Reads a résumé and what is laid over it, unless a problem of one of them is reported.
fn read_resume(
    path: &str,
    merge: &[String],
    outcome: &mut Outcome,
) -> anyhow::Result<Option<Input>> {
    match (Input::read(path)?, read_merged(merge, &[path])?) {
        (Ok(input), Ok(over)) => Ok(Some(Input { over, ..input })),
        (Err(error), _) | (_, Err(error)) => {
            outcome.report(vec![error], &Sources::default());
            Ok(None)
        }
    }
}

/// The one document that the arguments name, for commands that show one at a time.
fn one_job(which: &WhichArgs) -> anyhow::Result<Job> {
    for (flag, value) in [("--variant", &which.variant), ("--lang", &which.lang)] {
        if value.as_deref() == Some("all") {
            bail!("one document is read at a time: name one with `{flag}`, instead of `all`");
        }
    }
    Ok(Job { variant: which.variant.clone(), lang: which.lang.clone() })
}

/// What the arguments select of a file.
fn selecting(which: WhichArgs) -> Overrides {
    Overrides { tags: which.tags, without: which.without, ..Overrides::default() }
}

/// What the arguments and the environment say of fonts.
fn with_fonts(args: FontArgs, overrides: Overrides) -> Overrides {
    let paths = std::env::var_os("VITAE_FONT_PATHS").unwrap_or_default();
    let paths = std::env::split_paths(&paths).filter(|path| path != Path::new(""));
    let paths = paths.map(|path| path.to_string_lossy().into_owned());
    Overrides {
        font_paths: args.paths.into_iter().chain(paths).collect(),
        system_fonts: !args.no_system_fonts && std::env::var_os("VITAE_NO_SYSTEM_FONTS").is_none(),
        ..overrides
    }
}

/// Writes a file whole, or leaves it as it was.
fn write_file(path: &str, bytes: &[u8]) -> anyhow::Result<()> {
    write_files(&[(path, bytes)])
}

/// Writes files, each whole. All are made beside their places before the first is put there, so that a
/// full disk, a folder in the way or a missing right leaves all of them as they were.
fn write_files(files: &[(&str, &[u8])]) -> anyhow::Result<()> {
    let staged = files.iter().map(|(path, bytes)| Staged::new(path, bytes));
    let staged: Vec<Staged> = staged.collect::<anyhow::Result<_>>()?;
    staged.into_iter().try_for_each(Staged::put)
}

/// A file that only needs to be put in its place.
struct Staged<'a> {
    /// The path as it was given, for messages.
    path: &'a str,
    /// Where it goes.
    target: PathBuf,
    /// The file beside it, or what a device is to get.
    made: Result<tempfile::NamedTempFile, &'a [u8]>,
}

impl<'a> Staged<'a> {
    /// Writes the file beside its place.
    fn new(path: &'a str, bytes: &'a [u8]) -> anyhow::Result<Self> {
        // What a link points to is replaced, not the link; what is no file, a device, is written to.
        let target = fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
        let old = fs::metadata(&target).ok();
        if old.as_ref().is_some_and(fs::Metadata::is_dir) {
            bail!("cannot write `{path}`: it is a folder");
        }
        if old.as_ref().is_some_and(|old| !old.is_file()) {
            return Ok(Self { path, target, made: Err(bytes) });
        }
        let make = || {
            let folder = match target.parent() {
                Some(parent) if parent != Path::new("") => parent,
                _ => Path::new("."),
            };
            let mut builder = tempfile::Builder::new();
            builder.prefix(".vitae-");
            #[cfg(unix)]
            {
                use std::os::unix::fs::PermissionsExt;
                // As any program would make it: what the umask leaves of rw-rw-rw-.
                builder.permissions(fs::Permissions::from_mode(0o666));
            }
            let mut file = builder.tempfile_in(folder)?;
            file.write_all(bytes)?;
            if let Some(old) = old {
                file.as_file().set_permissions(old.permissions())?;
            }
            Ok(file)
        };
        let file = make().map_err(|error| cannot_write(path, &error))?;
        Ok(Self { path, target, made: Ok(file) })
    }

    /// Puts it in its place.
    fn put(self) -> anyhow::Result<()> {
        let put = match self.made {
            Ok(file) => file.persist(&self.target).map(drop).map_err(|error| error.error),
            Err(bytes) => fs::write(&self.target, bytes),
        };
        put.map_err(|error| cannot_write(self.path, &error))
    }
}

/// Why a file was not written.
fn cannot_write(path: &str, error: &std::io::Error) -> anyhow::Error {
    anyhow::anyhow!("cannot write `{path}`: {}", describe(error))
}

/// Writes a new file; one that is there already stays as it is.
fn create_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut file = fs::File::create_new(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => {
            anyhow::anyhow!("`{}` is there already, and stays as it is", path.display())
        }
        _ => anyhow::anyhow!("cannot write `{}`: {}", path.display(), describe(&error)),
    })?;
    file.write_all(bytes).with_context(|| format!("cannot write `{}`", path.display()))
}

//! What the tests share: running the program, and reading what it wrote.

pub mod mutate;
pub mod pdf;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The program in a folder, without what the environment may change of its output.
pub fn vitae(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vitae"));
    command
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .env("NO_COLOR", "1")
        .env("VITAE_NO_SYSTEM_FONTS", "1")
        .env_remove("VITAE_FONT_PATHS")
        .stdin(Stdio::null());
    command
}

/// Runs the program to its end.
pub fn run(folder: &Path, args: &[&str]) -> Output {
    vitae(folder).args(args).output().expect("the program runs")
}

/// What a run printed on standard error.
pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

/// What a run printed on standard output.
pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text is UTF-8")
}

/// Renders a file of the repository to bytes; it must be fine.
pub fn render(file: &str, args: &[&str]) -> Vec<u8> {
    let output = run(root(), &[&["render", file, "-o", "-"], args].concat());
    assert!(output.status.success(), "{file} {args:?}: {}", stderr(&output));
    output.stdout
}

/// The example résumés and the sample, relative to the root.
pub fn samples() -> Vec<PathBuf> {
    let mut samples: Vec<PathBuf> = std::fs::read_dir(root().join("examples"))
        .expect("there are examples")
        .flatten()
        .map(|entry| Path::new("examples").join(entry.file_name()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    samples.push("resume.yaml".into());
    samples.sort();
    samples
}

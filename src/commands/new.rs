//! `vitae new`: a commented résumé to begin with.

use std::path::Path;

use crate::cli::NewArgs;
use crate::diagnostics::Sources;
use crate::theme::{self, Theme};

use super::{Outcome, create_file, schema};

/// The résumé to begin with; its name and theme are filled in.
pub const STARTER: &str = include_str!("starter.yaml");
/// The name in the starter.
const NAME: &str = "Ada Example";

/// Writes the starter and, beside it, the schema that its first line names. Nothing is overwritten.
pub fn new(args: &NewArgs) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    let name = args.name.as_deref().unwrap_or(NAME);
    let theme = args.theme.as_deref().unwrap_or(theme::DEFAULT);
    if let Err(error) = Theme::find(theme, Path::new(""), &mut Sources::default()) {
        outcome.report(vec![error], &Sources::default());
        return Ok(outcome);
    }
    if args.path == "-" {
        return Ok(Outcome::print(starter(name, theme)));
    }
    let path = Path::new(&args.path);
    create_file(path, starter(name, theme).as_bytes())?;
    outcome.say(&format!("wrote {}", args.path));
    let schema_path = path.with_file_name("resume.schema.json");
    if !schema_path.exists() {
        create_file(&schema_path, schema::text().as_bytes())?;
        outcome.say(&format!("wrote {}, for your editor", schema_path.display()));
    }
    let file =
        if args.path == "resume.yaml" { String::new() } else { format!(" render {}", args.path) };
    outcome.say(&format!("now run: vitae{file}"));
    Ok(outcome)
}

/// The starter with a name and a theme.
pub fn starter(name: &str, theme: &str) -> String {
    // A name is a line, whatever a shell has made of it.
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let scalar =
        |text: &str| serde_yaml::to_string(&line(text)).unwrap_or_default().trim_end().to_owned();
    STARTER.replacen(&format!("name: {NAME}"), &format!("name: {}", scalar(name)), 1).replacen(
        "theme: classic",
        &format!("theme: {}", scalar(theme)),
        1,
    )
}

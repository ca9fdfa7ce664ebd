//! `vitae schema`: the JSON Schema of résumés.

use crate::cli::SchemaArgs;
use crate::schema;

use super::{Outcome, write_file};

/// The schema as it is published.
pub fn text() -> String {
    let mut text = serde_json::to_string_pretty(&schema::json_schema()).unwrap_or_default();
    text.push('\n');
    text
}

/// Writes the schema.
pub fn schema(args: &SchemaArgs) -> anyhow::Result<Outcome> {
    match args.output.as_deref() {
        None | Some("-") => Ok(Outcome::print(text())),
        Some(path) => {
            write_file(path, text().as_bytes())?;
            let mut outcome = Outcome::default();
            outcome.say(&format!("wrote {path}"));
            Ok(outcome)
        }
    }
}

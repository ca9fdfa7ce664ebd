//! `vitae schema`: the JSON Schema of résumés.

use std::fs;

use anyhow::bail;

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
            // A résumé in its place would be gone.
            let old = fs::read(path).unwrap_or_default();
            let is_schema = String::from_utf8_lossy(&old).contains("\"$defs\"");
            if !old.is_empty() && !is_schema {
                bail!("`{path}` is there already, and no schema; name another file");
            }
            write_file(path, text().as_bytes())?;
            let mut outcome = Outcome::default();
            outcome.say(&format!("wrote {path}"));
            Ok(outcome)
        }
    }
}

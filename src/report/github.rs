//! Workflow commands, which GitHub Actions shows beside the lines of a pull request.
//!
//! Source: GitHub's documentation, "Workflow commands for GitHub Actions", and how its toolkit
//! escapes values (`packages/core/src/command.ts`).

use crate::diagnostics::{Diagnostic, Severity, Sources};

use super::in_its_entry;

/// A diagnostic as a workflow command.
pub fn command(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let name = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(span) = diagnostic.span {
        let start = sources.position(span.source, span.start);
        let end = sources.position(span.source, span.end);
        properties.push(format!("file={}", property(&sources.get(span.source).name)));
        properties.push(format!("line={}", start.line));
        properties.push(format!("endLine={}", end.line));
        // GitHub wants columns only of what is on one line, and counts the last one in.
        if start.line == end.line {
            properties.push(format!("col={}", start.column));
            properties.push(format!("endColumn={}", (end.column - 1).max(start.column)));
        }
    }
    properties.push(format!("title={}", property(diagnostic.code)));
    let mut message = in_its_entry(diagnostic);
    for note in &diagnostic.notes {
        message.push_str(&format!("\nnote: {note}"));
    }
    if let Some(help) = &diagnostic.help {
        message.push_str(&format!("\nhelp: {help}"));
    }
    format!("::{name} {}::{}\n", properties.join(","), data(&message))
}

/// The text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

//! One JSON object a line for each diagnostic. Its shape is documented in `docs/check.md`.

use serde_json::{Value as Json, json};

use crate::diagnostics::{Diagnostic, Sources, Span};

use super::severity;

/// A diagnostic as an object on one line.
pub fn line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    format!("{}\n", object(diagnostic, sources))
}

/// A diagnostic that has been mended: its spans are those of the text before.
pub fn fixed_line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let mut object = object(diagnostic, sources);
    object["fixed"] = json!(true);
    format!("{object}\n")
}

fn object(diagnostic: &Diagnostic, sources: &Sources) -> Json {
    let related: Vec<_> = diagnostic
        .related
        .iter()
        .map(|(span, label)| json!({ "message": label, "span": place(*span, sources) }))
        .collect();
    let edits: Vec<_> = diagnostic
        .fix
        .iter()
        .map(|(span, text)| json!({ "span": place(*span, sources), "replacement": text }))
        .collect();
    let fix = (!edits.is_empty()).then(|| json!({ "safe": diagnostic.safe, "edits": edits }));
    json!({
        "severity": severity(diagnostic.severity),
        "code": diagnostic.code,
        "message": diagnostic.message,
        "context": diagnostic.context,
        "span": diagnostic.span.map(|span| place(span, sources)),
        "label": diagnostic.label,
        "related": related,
        "notes": diagnostic.notes,
        "help": diagnostic.help,
        "fix": fix,
    })
}

/// A span: lines and columns from 1, columns in characters, bytes of the file from 0.
fn place(span: Span, sources: &Sources) -> Json {
    let source = sources.get(span.source);
    let at = |byte| {
        let position = sources.position(span.source, byte);
        json!({ "line": position.line, "column": position.column, "byte": source.skipped + byte })
    };
    json!({ "file": source.name, "start": at(span.start), "end": at(span.end) })
}

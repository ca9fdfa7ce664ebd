//! A log in SARIF 2.1.0, which code scanning reads.
//!
//! Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".

use std::fmt::Write;

use serde_json::{Value as Json, json};

use crate::diagnostics::{Diagnostic, Sources, Span};
use crate::explain;

use super::{in_its_entry, severity};

/// The log of a run.
pub fn log(results: Vec<Json>) -> String {
    let said = |code: &str| results.iter().any(|result| result["ruleId"] == code);
    let rules: Vec<_> = explain::PAGES
        .iter()
        .filter(|page| said(page.code))
        .map(|page| {
            json!({
                "id": page.code,
                "shortDescription": { "text": page.summary() },
                "help": { "text": page.text, "markdown": page.text },
            })
        })
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

/// A diagnostic as a result.
pub fn result(diagnostic: &Diagnostic, sources: &Sources) -> Json {
    let mut text = in_its_entry(diagnostic);
    for line in diagnostic.notes.iter().chain(&diagnostic.help) {
        text.push('\n');
        text.push_str(line);
    }
    let mut result = json!({
        "ruleId": diagnostic.code,
        "level": severity(diagnostic.severity),
        "message": { "text": text },
    });
    if let Some(span) = diagnostic.span {
        result["locations"] = json!([{ "physicalLocation": location(span, sources) }]);
    }
    let related: Vec<_> = diagnostic
        .related
        .iter()
        .enumerate()
        .map(|(id, (span, label))| {
            json!({
                "id": id,
                "physicalLocation": location(*span, sources),
                "message": { "text": label },
            })
        })
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    if let [(first, _), ..] = diagnostic.fix.as_slice() {
        let replacements: Vec<_> = diagnostic
            .fix
            .iter()
            .map(|(span, text)| {
                json!({ "deletedRegion": region(*span, sources), "insertedContent": { "text": text } })
            })
            .collect();
        let artifact = artifact(*first, sources);
        result["fixes"] = json!([{
            "description": { "text": diagnostic.help.as_deref().unwrap_or("mend it") },
            "artifactChanges": [{ "artifactLocation": artifact, "replacements": replacements }],
        }]);
    }
    result
}

/// Where a span is.
fn location(span: Span, sources: &Sources) -> Json {
    json!({ "artifactLocation": artifact(span, sources), "region": region(span, sources) })
}

/// The file of a span.
fn artifact(span: Span, sources: &Sources) -> Json {
    json!({ "uri": uri(&sources.get(span.source).name) })
}

/// The lines, columns and bytes of a span.
fn region(span: Span, sources: &Sources) -> Json {
    let start = sources.position(span.source, span.start);
    let end = sources.position(span.source, span.end);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "byteOffset": sources.get(span.source).skipped + span.start,
        "byteLength": span.end - span.start,
    })
}

/// A path as a relative reference (RFC 3986): what a URI keeps for itself is escaped.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(char::from(byte));
            }
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

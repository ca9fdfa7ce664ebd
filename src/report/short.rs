//! One line a diagnostic, as compilers and editors know it: `file:line:col: error[code]: message`.

use crate::diagnostics::{Diagnostic, Sources};

use super::{in_its_entry, severity};

/// A diagnostic on one line.
pub fn line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    line_of(severity(diagnostic.severity), diagnostic, sources)
}

/// A diagnostic that has been mended, on one line.
pub fn fixed_line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    line_of("fixed", diagnostic, sources)
}

fn line_of(level: &str, diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = match diagnostic.span {
        Some(span) => {
            let start = sources.position(span.source, span.start);
            format!("{}:{}:{}: ", sources.get(span.source).name, start.line, start.column)
        }
        None => String::new(),
    };
    format!("{place}{level}[{}]: {}\n", diagnostic.code, in_its_entry(diagnostic))
}

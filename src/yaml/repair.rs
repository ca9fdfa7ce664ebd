//! A syntax error does not hide what comes after it: its fix is applied to a copy of the text, which
//! is read again, and all spans are moved back to where the user wrote them.

use crate::diagnostics::{Diagnostic, SourceId, Span};

use super::Parsed;
use super::read::{Reading, read};
use super::syntax::{Fault, Mend};

/// How many syntax errors one run says. Somebody who makes more has another kind of file.
const MAX_REPAIRS: usize = 20;
/// The largest text that is repaired: each repair reads it anew.
const MAX_REPAIRED: usize = 256 << 10;

/// Reads a YAML text.
pub fn parse(text: &str, source: SourceId) -> Parsed {
    let mut copy = Copy { text: text.to_owned(), edits: Vec::new() };
    let mut reading = read(text, source);
    let mut diagnostics = Vec::new();
    while let Some(fault) = reading.fault.take() {
        let repair = match diagnostics.len() < MAX_REPAIRS && text.len() <= MAX_REPAIRED {
            true => best(&copy, &fault, source),
            false => None,
        };
        let Some(repair) = repair else {
            diagnostics.push(fault.diagnostic.moved(&|span| copy.back(span)));
            reading.node = None;
            break;
        };
        let diagnostic = repair.mend.apply(fault.diagnostic.clone(), source);
        diagnostics.push(diagnostic.moved(&|span| copy.back(span)));
        copy = repair.copy;
        reading = repair.reading;
    }
    let back = |span| copy.back(span);
    diagnostics.extend(reading.diagnostics.into_iter().map(|diagnostic| diagnostic.moved(&back)));
    Parsed { node: reading.node.map(|node| node.moved(&back)), diagnostics }
}

/// A mend that lets the reading go on.
struct Repair<'a> {
    mend: &'a Mend,
    copy: Copy,
    reading: Reading,
}

/// The mend after which the reading comes farthest; none if none gets past the fault.
fn best<'a>(copy: &Copy, fault: &'a Fault, source: SourceId) -> Option<Repair<'a>> {
    let reach = |copy: &Copy, fault: Option<&Fault>| match fault {
        Some(fault) => start(&fault.diagnostic).map_or(0, |start| copy.back_byte(start)),
        None => usize::MAX,
    };
    let mut farthest = reach(copy, Some(fault));
    let mut best = None;
    for mend in &fault.mends {
        let mended = copy.mended(mend);
        let reading = read(&mended.text, source);
        let reached = reach(&mended, reading.fault.as_ref());
        if reached > farthest {
            farthest = reached;
            best = Some(Repair { mend, copy: mended, reading });
        }
    }
    best
}

/// Where a diagnostic begins.
fn start(diagnostic: &Diagnostic) -> Option<usize> {
    diagnostic.span.map(|span| span.start)
}

/// A text with edits, and the way back to the original.
#[derive(Clone)]
struct Copy {
    text: String,
    edits: Vec<Edit>,
}

/// Some bytes that were replaced by others.
#[derive(Clone)]
struct Edit {
    at: usize,
    removed: usize,
    inserted: usize,
}

impl Copy {
    /// The copy after one more mend.
    fn mended(&self, mend: &Mend) -> Self {
        let mut copy = self.clone();
        // From the end, so that the edits before keep their bytes.
        for (range, replacement) in mend.edits.iter().rev() {
            copy.text.replace_range(range.clone(), replacement);
            copy.edits.push(Edit {
                at: range.start,
                removed: range.len(),
                inserted: replacement.len(),
            });
        }
        copy
    }

    /// Where a byte of the copy stood in the original.
    fn back_byte(&self, byte: usize) -> usize {
        self.edits.iter().rev().fold(byte, |byte, edit| {
            if byte <= edit.at {
                byte
            } else if byte >= edit.at + edit.inserted {
                byte - edit.inserted + edit.removed
            } else {
                edit.at + (byte - edit.at).min(edit.removed)
            }
        })
    }

    /// Where a span of the copy stood in the original.
    fn back(&self, span: Span) -> Span {
        Span { start: self.back_byte(span.start), end: self.back_byte(span.end), ..span }
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::diagnostics::Sources;

    #[test]
    fn a_fault_does_not_hide_what_follows_and_spans_point_into_the_original() {
        let text = "a: \"b\nc: d: e\nf:\n\tg: \nh: @i\nj: [k, l\nm: n\nm: o\n";
        let parsed = parse(text, Sources::default().add("test.yaml", text));
        let found: Vec<_> = parsed
            .diagnostics
            .iter()
            .map(|one| (one.code, &text[one.span.expect("it has a place").range()]))
            .collect();
        let expected = [
            ("unclosed-quote", "\""),
            ("unquoted-colon", ":"),
            ("tab", "\t"),
            ("unquoted-value", "@"),
            ("unclosed-bracket", "["),
            ("duplicate-key", "m"),
        ];
        assert_eq!(found, expected);
        let node = parsed.node.expect("the mended text has a tree");
        assert_eq!(&text[node.get("m").expect("m is there").span.range()], "n");
    }
}

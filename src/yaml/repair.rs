//! A syntax error does not hide what comes after it: its fix is applied to a copy of the text, which
//! is read again, and all spans are moved back to where the user wrote them.

use crate::diagnostics::{Diagnostic, SourceId, Span};

use super::Parsed;
use super::read::{Reading, read};
use super::syntax::{Fault, Mend};

/// How many syntax errors one run says. Somebody who makes more has another kind of file.
const MAX_REPAIRS: usize = 60;
/// The largest text that is repaired: each repair reads it anew.
const MAX_REPAIRED: usize = 256 << 10;

/// Reads a YAML text.
pub fn parse(text: &str, source: SourceId) -> Parsed {
    let mut copy = Copy { original: text, text: text.to_owned(), edits: Vec::new() };
    let mut diagnostics = Vec::new();
    if let Some(at) = text.find(is_forbidden) {
        diagnostics.push(forbidden(text, at, source));
        // As many bytes, so that nothing moves.
        let blank =
            |c: char| if is_forbidden(c) { " ".repeat(c.len_utf8()) } else { c.to_string() };
        copy.text = text.chars().map(blank).collect();
    }
    if let Some((diagnostic, mend)) = odd_indentation(&copy.text, source) {
        diagnostics.push(diagnostic);
        copy = copy.mended(&mend);
    }
    let mut reading = read(&copy.text, source);
    while let Some(fault) = reading.fault.take() {
        let repair = match diagnostics.len() < MAX_REPAIRS && text.len() <= MAX_REPAIRED {
            true => best(&copy, &fault, source),
            false => None,
        };
        let Some(repair) = repair else {
            let last = fault.diagnostic.moved(&|span| copy.back(span));
            diagnostics.push(match diagnostics.len() < MAX_REPAIRS {
                true => last,
                false => last.and("the file is read up to here: mend these, and check again"),
            });
            reading.node = None;
            break;
        };
        let mend = &fault.mends[repair.mend];
        let mut diagnostic = mend.apply(fault.diagnostic, source);
        if !copy.is_original(mend) {
            // It mends what an earlier fix has written, which is not in the user's text.
            diagnostic.fix.clear();
            diagnostic.safe = false;
        }
        diagnostics.push(diagnostic.moved(&|span| copy.back(span)));
        copy = repair.copy;
        reading = repair.reading;
    }
    let back = |span| copy.back(span);
    diagnostics.extend(reading.diagnostics.into_iter().map(|diagnostic| diagnostic.moved(&back)));
    Parsed { node: reading.node.map(|node| node.moved(&back)), diagnostics }
}

/// Spaces of other kinds before the first word of a line: YAML takes them for part of the word.
fn odd_indentation(text: &str, source: SourceId) -> Option<(Diagnostic, Mend)> {
    let is_odd = |c: char| c.is_whitespace() && !c.is_ascii() && c != '\u{85}';
    let mut edits = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let blank = line.len() - line.trim_start().len();
        let odd = line[..blank].char_indices().filter(|(_, c)| is_odd(*c));
        edits.extend(odd.map(|(at, c)| (start + at..start + at + c.len_utf8(), " ".to_owned())));
        start += line.len();
    }
    let (first, _) = edits.first()?.clone();
    let message = "this is a no-break space, which YAML does not take for indentation";
    let error = Diagnostic::error("indentation", message)
        .at(Span::new(source, first))
        .help("indent with ordinary spaces")
        .safe();
    let error = edits
        .iter()
        .fold(error, |error, (range, new)| error.fix(Span::new(source, range.clone()), new));
    Some((error, Mend::all(edits)))
}

/// Whether YAML allows a character nowhere.
fn is_forbidden(c: char) -> bool {
    let noncharacter = matches!(c, '\u{fffe}' | '\u{ffff}');
    noncharacter || c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}')
}

/// A character that nobody can see, and YAML does not allow.
fn forbidden(text: &str, at: usize, source: SourceId) -> Diagnostic {
    let number = text[at..].chars().next().map_or(0, u32::from);
    let message = format!("the control character U+{number:04X} cannot be in a file");
    let error = Diagnostic::error("yaml-syntax", message).help(match number {
        0x91..=0x94 => "remove it; another program has meant a quotation mark",
        _ => "remove it",
    });
    let first = Span::new(source, at..at + text[at..].chars().next().map_or(1, char::len_utf8));
    text.match_indices(is_forbidden)
        .map(|(at, c)| Span::new(source, at..at + c.len()))
        .fold(error.at(first), |error, span| error.fix(span, ""))
}

/// A mend that lets the reading go on.
struct Repair<'a> {
    /// Which mend of the fault it is.
    mend: usize,
    copy: Copy<'a>,
    reading: Reading,
}

/// The mend after which the reading comes farthest; none if none gets past the fault.
fn best<'a>(copy: &Copy<'a>, fault: &Fault, source: SourceId) -> Option<Repair<'a>> {
    let mut farthest = start(fault).map_or(0, |start| copy.back_byte(start, false));
    let mut best = None;
    for (index, mend) in fault.mends.iter().enumerate() {
        let mended = copy.mended(mend);
        let reading = read(&mended.text, source);
        let reached = match &reading.fault {
            None => usize::MAX,
            Some(next) => start(next)
                .filter(|&at| !mend.wrote(at))
                .map_or(0, |at| mended.back_byte(at, false)),
        };
        if reached > farthest {
            farthest = reached;
            best = Some(Repair { mend: index, copy: mended, reading });
        }
    }
    best
}

/// Where a fault begins.
fn start(fault: &Fault) -> Option<usize> {
    fault.diagnostic.span.map(|span| span.start)
}

/// A text with edits, and the way back to the original.
#[derive(Clone)]
struct Copy<'a> {
    original: &'a str,
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

impl Copy<'_> {
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

    /// Whether what a mend replaces stands in the original as it does here.
    fn is_original(&self, mend: &Mend) -> bool {
        mend.edits.iter().all(|(range, _)| {
            let start = self.back_byte(range.start, false);
            let original = self.original.get(start..self.back_byte(range.end, true).max(start));
            original == self.text.get(range.clone())
        })
    }

    /// Where a byte of the copy stood in the original. At an edit, what begins there stood after
    /// what was removed, and what ends there before it.
    fn back_byte(&self, byte: usize, ends: bool) -> usize {
        let mut byte = self.edits.iter().rev().fold(byte, |byte, edit| {
            if byte < edit.at || (ends && byte == edit.at) {
                byte
            } else if byte >= edit.at + edit.inserted {
                byte - edit.inserted + edit.removed
            } else {
                edit.at + (byte - edit.at).min(edit.removed)
            }
        });
        // Inside what was replaced, characters have other lengths.
        while !self.original.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }

    /// Where a span of the copy stood in the original.
    fn back(&self, span: Span) -> Span {
        let start = self.back_byte(span.start, false);
        let end = match span.end > span.start {
            true => self.back_byte(span.end, true).max(start),
            false => start,
        };
        Span { start, end, ..span }
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

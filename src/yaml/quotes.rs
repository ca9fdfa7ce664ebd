//! Quotes: those that are missing, those that end too early, and those that a fix puts.

use granit_parser::ErrorKind;

use super::syntax::{Fault, Mend, Problem};

/// A text in quotes that YAML reads back as it is.
pub fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        format!("\"{text}\"")
    }
}

/// A word in the quotes of what it replaces, so that JSON stays JSON.
pub fn written_like(replaced: &str, word: &str) -> String {
    match replaced.as_bytes() {
        [b'"', ..] => format!("\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\"")),
        [b'\'', ..] => format!("'{}'", word.replace('\'', "''")),
        _ => word.to_owned(),
    }
}

impl Problem<'_> {
    /// A quote that is never closed, or that a later quote closes by accident.
    pub fn unclosed_quote(&self, open: usize) -> Fault {
        let quote = &self.text[open..open + 1];
        let end = match self.bracket_around(open) {
            Some(_) => self.item_end(open + 1),
            None => self.line_content_end(open),
        };
        // A key in quotes ends before its colon.
        let key_end = self.text[open..end].find(": ").map(|colon| open + colon);
        let help = format!("close it with `{quote}`");
        Fault::from(self.error(
            "unclosed-quote",
            format!("this `{quote}` is never closed"),
            open..open + 1,
        ))
        .mend(Mend::new(end..end, quote).help(&*help))
        .mends(key_end.map(|end| Mend::new(end..end, quote).help(&*help)))
    }

    /// Text after a closing quote: the quote was meant to be text, or it closes one that an earlier
    /// line forgot to close.
    pub fn text_after_quote(&self, kind: &ErrorKind) -> Fault {
        let quote = if *kind == ErrorKind::InvalidTrailingSingleQuotedScalar { '\'' } else { '"' };
        let close = self.text[..self.at].rfind(quote).unwrap_or(self.at);
        let open = self.last_quoted().unwrap_or(close);
        if self.bracket_around(open).is_some() && self.text[self.at..].starts_with(['"', '\'']) {
            return self.comma_after_quote(close);
        }
        if self.line_start(open) < self.line_start(close) {
            return self.unclosed_quote(open);
        }
        let help = match quote {
            '\'' => "write an apostrophe inside single quotes twice, or use double quotes",
            _ => "write a quote inside double quotes as `\\\"`, or use single quotes",
        };
        let message = "the quoted text ends here, before the value does";
        let fault =
            Fault::from(self.error("misplaced-quote", message, close..close + 1).help(help));
        let end = match self.bracket_around(open) {
            Some(_) => return fault,
            // From behind the quote: a ` #` inside it begins no comment.
            None => self.value_end(self.at),
        };
        let text = self.text[open + 1..end].strip_suffix(quote);
        // What goes on after its last quote was never quoted as a whole.
        let help = text.is_none().then_some("put the whole value in quotes");
        let text = text.unwrap_or(&self.text[open..end]);
        let begins_line =
            self.text[self.line_start(open)..open].trim_matches([' ', '-']).is_empty();
        if text.contains('\\') || (begins_line && self.text[self.at..end].contains(": ")) {
            return fault;
        }
        let written = if text.contains('\'') && !text.contains('"') {
            format!("\"{text}\"")
        } else {
            quoted(text)
        };
        let mend = Mend::new(open..end, written);
        fault.mend(match help {
            Some(help) => mend.help(help),
            None => mend,
        })
    }
}

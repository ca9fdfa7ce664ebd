//! The parser's complaints, in the words of somebody who is thinking of a résumé and not of YAML.

use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};

use crate::diagnostics::{Diagnostic, SourceId, Span};
use crate::words::code;

use super::quoted;
use super::read::too_deep;

/// A problem that ends the reading, with the ways to mend it.
pub struct Fault {
    /// What is wrong.
    pub diagnostic: Diagnostic,
    /// What could be done, the likeliest first.
    pub mends: Vec<Mend>,
}

/// A way to mend a fault.
pub struct Mend {
    /// What to replace by what, in the order of the text.
    pub edits: Vec<(Range<usize>, String)>,
    /// The same in words.
    help: Option<String>,
    /// Whether it is what was meant beyond doubt.
    safe: bool,
}

impl Fault {
    /// Adds a way to mend it.
    pub fn mend(mut self, mend: Mend) -> Self {
        if self.diagnostic.help.is_none() {
            self.diagnostic.help.clone_from(&mend.help);
        }
        self.mends.push(mend);
        self
    }

    /// Adds ways to mend it.
    pub fn mends(self, mends: impl IntoIterator<Item = Mend>) -> Self {
        mends.into_iter().fold(self, Self::mend)
    }
}

impl From<Diagnostic> for Fault {
    fn from(diagnostic: Diagnostic) -> Self {
        Self { diagnostic, mends: Vec::new() }
    }
}

impl Mend {
    /// One edit.
    pub fn new(range: Range<usize>, replacement: impl Into<String>) -> Self {
        Self { edits: vec![(range, replacement.into())], help: None, safe: false }
    }

    /// Several edits.
    pub fn all(edits: Vec<(Range<usize>, String)>) -> Self {
        Self { edits, help: None, safe: false }
    }

    /// Says it in words.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says that it is what was meant beyond doubt.
    pub fn safe(mut self) -> Self {
        self.safe = true;
        self
    }

    /// Whether a byte of the mended text is one that this has written.
    pub fn wrote(&self, byte: usize) -> bool {
        let mut text_before = 0;
        let mut written_before = 0;
        self.edits.iter().any(|(range, replacement)| {
            let start = range.start - text_before + written_before;
            text_before += range.len();
            written_before += replacement.len();
            (start..start + replacement.len()).contains(&byte) && !replacement.trim().is_empty()
        })
    }

    /// A diagnostic that offers this.
    pub fn apply(&self, mut diagnostic: Diagnostic, source: SourceId) -> Diagnostic {
        diagnostic.help = self.help.clone().or(diagnostic.help);
        for (range, replacement) in &self.edits {
            diagnostic = diagnostic.fix(Span::new(source, range.clone()), replacement);
        }
        diagnostic = diagnostic.safe_if(self.safe);
        diagnostic
    }
}

/// Says what is wrong at the place where the parser gave up, and what to do. `last` is the event
/// before.
pub fn explain(error: &ScanError, text: &str, source: SourceId, last: Range<usize>) -> Fault {
    let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    let problem = Problem { text, source, at, last };
    match error.kind() {
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent => problem.unclosed_quote(at),
        kind @ (ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar) => problem.text_after_quote(kind),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidUnicodeEscape => problem.unknown_escape(),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar
        | ErrorKind::InvalidBlockEntryWhitespace
        | ErrorKind::InvalidMappingValueWhitespace => problem.tab(),
        ErrorKind::MappingValueNotAllowed => problem.unexpected_colon(),
        ErrorKind::SimpleKeyExpected => problem.key_without_colon(at),
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation
        | ErrorKind::InvalidBlockScalarIndent => match problem.text_after_bracket() {
            Some(fault) => fault,
            None => problem.indentation(),
        },
        ErrorKind::BlockSequenceEntryNotAllowed => problem
            .error("yaml-syntax", "a list cannot begin on the line of its key", at..at + 1)
            .help("begin the list on the next line, or put the value in quotes if it is text")
            .into(),
        ErrorKind::UnclosedFlowCollection { open } => problem.unclosed_bracket(*open, at),
        ErrorKind::BlockEntryInFlowCollection if problem.before_on_line().trim().is_empty() => {
            problem.in_brackets().unwrap_or_else(|| problem.other(error))
        }
        ErrorKind::BlockEntryInFlowCollection => problem.dash_in_brackets(),
        ErrorKind::InvalidColonPlacement
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::InvalidFlowScalarIndent => {
            problem.in_brackets().unwrap_or_else(|| problem.other(error))
        }
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => {
            problem.mismatched_bracket(*open, *close)
        }
        ErrorKind::MisplacedFlowCollectionEnd => {
            problem.reserved("this bracket closes nothing".to_owned())
        }
        ErrorKind::UnexpectedCharacter { .. }
        | ErrorKind::MissingAnchorOrAliasName
        | ErrorKind::InvalidBlockScalarHeader
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::PlainScalarStartsWithDashFlowIndicator => {
            let character = &text[at..problem.char_end()];
            problem.reserved(format!("a value cannot begin with {}", code(character)))
        }
        _ if text[at..].starts_with(',') && problem.bracket_around(at).is_none() => {
            problem.reserved("a value cannot begin with `,`".to_owned())
        }
        ErrorKind::UnknownAnchor => problem.unknown_alias(),
        ErrorKind::RecursionLimitExceeded => too_deep(problem.span(at..problem.char_end())).into(),
        _ => problem.other(error),
    }
}

/// The place where the parser gave up.
#[derive(Clone)]
pub struct Problem<'a> {
    /// The whole text.
    pub text: &'a str,
    /// Which text it is.
    pub source: SourceId,
    /// The byte at which the parser gave up.
    pub at: usize,
    /// The bytes of the event before.
    pub last: Range<usize>,
}

impl Problem<'_> {
    /// Some bytes of the text.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.source, range)
    }

    /// An error over some bytes.
    pub fn error(
        &self,
        code: &'static str,
        message: impl Into<String>,
        range: Range<usize>,
    ) -> Diagnostic {
        let end = range.end.min(self.text.len());
        Diagnostic::error(code, message).at(self.span(range.start.min(end)..end))
    }

    /// The start of the line that a byte is in.
    pub fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind(['\n', '\r']).map_or(0, |newline| newline + 1)
    }

    /// The end of the line that a byte is in, without its break.
    pub fn line_end(&self, at: usize) -> usize {
        self.text[at..].find(['\n', '\r']).map_or(self.text.len(), |end| at + end)
    }

    /// The end of what stands on the rest of a line.
    pub fn line_content_end(&self, at: usize) -> usize {
        at + self.text[at..self.line_end(at)].trim_end().len()
    }

    /// The end of a value on its line, without a comment after it.
    pub fn value_end(&self, at: usize) -> usize {
        let end = self.line_content_end(at);
        let comment = self.text[at..end].find(" #").unwrap_or(end - at);
        at + self.text[at..at + comment].trim_end().len()
    }

    /// What stands before the place on its line.
    pub fn before_on_line(&self) -> &str {
        &self.text[self.line_start(self.at)..self.at]
    }

    /// The byte after the character at the place.
    pub fn char_end(&self) -> usize {
        self.text[self.at..].chars().next().map_or(self.at, |c| self.at + c.len_utf8())
    }

    /// The value that begins at the place: an item in brackets, or the rest of the line with the lines
    /// that go on with it.
    fn value(&self) -> Range<usize> {
        let end = match self.bracket_around(self.at) {
            Some(_) => self.item_end(self.char_end()),
            None => self.continued_end(self.value_end(self.at)),
        };
        self.at..end.max(self.char_end())
    }

    /// The end of a text whose first line ends at a byte: the lines after it that are indented deeper
    /// go on with it.
    fn continued_end(&self, mut end: usize) -> usize {
        let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let own = indent(&self.text[self.line_start(self.at)..]);
        while let Some(newline) = self.text[end..].find('\n').map(|at| end + at) {
            let line = &self.text[newline + 1..self.line_end(newline + 1)];
            let begins_another = line.trim_start().starts_with("- ") || line.contains(": ");
            if line.trim().is_empty() || indent(line) <= own || begins_another {
                break;
            }
            end = newline + 1 + line.trim_end().len();
        }
        end
    }

    /// A value that needs quotes, since of how it begins.
    fn reserved(&self, message: String) -> Fault {
        let value = self.value();
        let text = &self.text[value.clone()];
        let begins_line = self.before_on_line().trim().is_empty();
        if text.starts_with("* ") && begins_line {
            let message = "an item of a list begins with `-`, not with `*`";
            let mark = self.at..self.at + 1;
            return Fault::from(self.error("unquoted-value", message, mark.clone()))
                .mend(Mend::new(mark, "-").help("write `- `").safe());
        }
        let mend = Mend::new(value, quoted(text));
        let fault = Fault::from(self.error("unquoted-value", message, self.at..self.char_end()));
        // A bar may be the beginning of a block whose text was to follow on its own lines.
        match text.starts_with(['|', '>']) {
            true => fault.mend(mend.help(
                "begin the text on the next line, indented; or put it in quotes with the mark in it",
            )),
            false => fault.mend(mend.help("put the value in quotes").safe()),
        }
    }

    /// A `*` that names nothing, and so was meant as text.
    fn unknown_alias(&self) -> Fault {
        let value = self.value();
        let text = &self.text[value.clone()];
        if let Some(colon) =
            text.find(':').filter(|_| text.starts_with("*:") || text.starts_with("**:"))
        {
            let key = self.at..self.at + colon;
            let message = "a key that begins with `*` needs quotes";
            let written = quoted(&self.text[key.clone()]);
            return Fault::from(self.error("unquoted-value", message, key.clone()))
                .mend(Mend::new(key, written).help("put the key in quotes").safe());
        }
        let word = text.split_whitespace().next().unwrap_or(text);
        let name = word.trim_start_matches('*');
        let message =
            format!("YAML takes {} for an alias, but nothing is named {}", code(word), code(name));
        Fault::from(self.error("unknown-alias", message, self.at..self.at + word.len())).mend(
            Mend::new(value.clone(), quoted(text))
                .help("put the value in quotes if it is text")
                .safe(),
        )
    }

    /// An escape in double quotes that YAML does not know.
    fn unknown_escape(&self) -> Fault {
        const KNOWN: &str = "0abt\tnvfre \"/\\N_LPxuU\n";
        let text = &self.text[self.at..];
        let is_unknown =
            |at: usize| text[at + 1..].chars().next().is_some_and(|c| !KNOWN.contains(c));
        // Of two backslashes the second is escaped.
        let mut backslashes = text.match_indices('\\').map(|(at, _)| at);
        let mut skip = None;
        let unknown = backslashes.find(|&at| {
            let escaped = skip == Some(at);
            skip = (!escaped).then_some(at + 1);
            !escaped && is_unknown(at)
        });
        let backslash = self.at + unknown.or_else(|| text.find('\\')).unwrap_or(0);
        let end = self.text[backslash..]
            .char_indices()
            .nth(2)
            .map_or(self.text.len(), |(at, _)| backslash + at);
        let escape = &self.text[backslash..end];
        Fault::from(self.error(
            "yaml-syntax",
            format!("{} is no escape", code(escape)),
            backslash..end,
        ))
        .mend(
            Mend::new(backslash..backslash, "\\")
                .help("write a backslash inside double quotes twice, or use single quotes"),
        )
    }

    /// Whatever else the parser says.
    fn other(&self, error: &ScanError) -> Fault {
        let info = error.info();
        let message =
            info.rsplit(", ").next().unwrap_or_default().replace("EOF", "end of the file");
        self.error("yaml-syntax", format!("this is not YAML: {message}"), self.at..self.char_end())
            .help("put the value in quotes if it is text")
            .into()
    }
}

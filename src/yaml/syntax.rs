//! The parser's complaints, in the words of somebody who is thinking of a résumé and not of YAML.

use granit_parser::{ErrorKind, ScanError};

use crate::diagnostics::{Diagnostic, SourceId, Span};

/// Characters that YAML reserves at the start of a value.
const RESERVED: &[char] = &['@', '`', '%', '&', '*', '!', '|', '>', '?'];

/// Says what is wrong at the place where the parser gave up, and what to do.
pub fn explain(error: &ScanError, text: &str, source: SourceId) -> Diagnostic {
    let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    let problem = Problem { text, source, at };
    match error.kind() {
        ErrorKind::UnclosedQuotedScalar => problem.unclosed_quote(at),
        ErrorKind::DocumentIndicatorInQuotedScalar | ErrorKind::InvalidQuotedScalarIndent => {
            problem.unclosed_quote(text[..at].rfind(['"', '\'']).unwrap_or(at))
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar => problem
            .error("the quoted text ends before the end of the value", at..problem.word_end())
            .help("write an apostrophe inside single quotes twice, as in `'Ada''s'`"),
        ErrorKind::InvalidTrailingDoubleQuotedScalar => problem
            .error("the quoted text ends before the end of the value", at..problem.word_end())
            .help("write a quote inside double quotes as `\\\"`"),
        ErrorKind::UnknownQuotedScalarEscape => problem
            .error("the escape after `\\` is unknown", at..problem.char_end())
            .help("write a backslash inside double quotes twice, or use single quotes"),
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar
        | ErrorKind::InvalidBlockEntryWhitespace
        | ErrorKind::InvalidMappingValueWhitespace => problem.tab(),
        ErrorKind::MappingValueNotAllowed => problem.unexpected_colon(),
        ErrorKind::SimpleKeyExpected => problem.key_without_colon(),
        ErrorKind::ExpectedBlockMappingKey | ErrorKind::ExpectedBlockSequenceEntry => {
            problem.indentation()
        }
        ErrorKind::InvalidIndentation | ErrorKind::InvalidBlockScalarIndent => {
            problem.indentation()
        }
        ErrorKind::UnclosedFlowCollection { open } => problem.unclosed_bracket(*open, at),
        ErrorKind::InvalidColonPlacement
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::InvalidFlowScalarIndent => match problem.open_bracket() {
            Some((open, place)) => problem.unclosed_bracket(open, place),
            None => problem.other(error),
        },
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => problem
            .error(format!("`{close}` closes what `{open}` opened"), at..problem.char_end())
            .help(format!("close it with `{}`", closing(*open))),
        ErrorKind::MisplacedFlowCollectionEnd => problem
            .error("this bracket closes nothing", at..problem.char_end())
            .help("remove it, or put the value in quotes"),
        ErrorKind::UnexpectedCharacter { character } => problem.reserved(*character),
        ErrorKind::MissingAnchorOrAliasName => match text[..at].chars().next_back() {
            Some(c) if RESERVED.contains(&c) => {
                Problem { at: at - c.len_utf8(), ..problem }.reserved(c)
            }
            _ => problem.other(error),
        },
        ErrorKind::UnknownAnchor => problem
            .error(
                format!("nothing is named `{}`", problem.word().trim_start_matches('*')),
                at..problem.word_end(),
            )
            .help(format!("if this is text, put it in quotes: `\"{}\"`", problem.rest_of_line()))
            .fix(
                problem.span(at..at + problem.rest_of_line().len()),
                quoted(problem.rest_of_line()),
            ),
        ErrorKind::RecursionLimitExceeded => {
            Diagnostic::error("too-large", "the file nests too deep")
                .at(problem.span(at..problem.char_end()))
        }
        _ => problem.other(error),
    }
}

/// The place where the parser gave up.
#[derive(Clone, Copy)]
struct Problem<'a> {
    text: &'a str,
    source: SourceId,
    at: usize,
}

impl Problem<'_> {
    /// Some bytes of the text.
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.source, range)
    }

    /// A syntax error over some bytes.
    fn error(&self, message: impl Into<String>, range: std::ops::Range<usize>) -> Diagnostic {
        Diagnostic::error("yaml-syntax", message).at(self.span(range))
    }

    /// The start of the line that a byte is in.
    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// The end of the line that a byte is in, without its break.
    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find(['\n', '\r']).map_or(self.text.len(), |end| at + end)
    }

    /// From the place to the end of its line.
    fn rest_of_line(&self) -> &str {
        self.text[self.at..self.line_end(self.at)].trim_end()
    }

    /// The word at the place.
    fn word(&self) -> &str {
        &self.text[self.at..self.word_end()]
    }

    /// The end of the word at the place.
    fn word_end(&self) -> usize {
        let rest = &self.text[self.at..];
        let length = rest.find([' ', '\t', '\n', '\r', ',', ']', '}']).unwrap_or(rest.len());
        self.at + length.max(self.char_end() - self.at)
    }

    /// The byte after the character at the place.
    fn char_end(&self) -> usize {
        self.text[self.at..].chars().next().map_or(self.at, |c| self.at + c.len_utf8())
    }

    /// A quote that is never closed.
    fn unclosed_quote(&self, open: usize) -> Diagnostic {
        let quote = self.text[open..].chars().next().unwrap_or('"');
        let end = self.line_end(open);
        let end = open + self.text[open..end].trim_end().len();
        self.error(format!("this `{quote}` is never closed"), open..open + quote.len_utf8())
            .help(format!("close it with `{quote}`"))
            .fix(self.span(end..end), quote.to_string())
    }

    /// A tab where YAML wants spaces.
    fn tab(&self) -> Diagnostic {
        let line = self.line_start(self.at);
        let end = self.line_end(self.at);
        let tab = self.text[line..end].find('\t').map_or(self.at, |tab| line + tab);
        let length = self.text[tab..end].bytes().take_while(|&b| b == b'\t').count();
        self.error("YAML does not indent with tabs", tab..tab + length.max(1))
            .help("indent with two spaces")
            .fix(self.span(tab..tab + length), "  ".repeat(length))
    }

    /// A colon that YAML takes for a second key: `label: Engineer: backend`.
    fn unexpected_colon(&self) -> Diagnostic {
        let line = self.line_start(self.at);
        let before = &self.text[line..self.at];
        let Some(first) = before.find(": ").map(|colon| line + colon) else {
            return self.deeper_than_before();
        };
        let start = first + 2 + (self.text[first + 2..].len() - self.text[first + 2..].trim_start().len());
        let end = self.line_end(self.at);
        let value = self.text[start..end].trim_end();
        self.error("a value with a colon in it needs quotes", self.at..self.at + 1)
            .help("put the value in quotes")
            .fix(self.span(start..start + value.len()), quoted(value))
    }

    /// A key that is indented deeper than the line it follows, which has a value already.
    fn deeper_than_before(&self) -> Diagnostic {
        let line = self.line_start(self.at);
        let key = line + indent(&self.text[line..]);
        let previous = self.previous_line(line);
        let error = self.error("this line is indented too deep", key..self.at);
        match previous {
            Some(start) => {
                let column = self.content_column(start);
                let text_start = start + column;
                error
                    .related(
                        self.span(text_start..self.line_end(text_start)),
                        "it follows this line, which has its value already",
                    )
                    .help(format!("indent it by {column} spaces"))
                    .fix(self.span(line..key), " ".repeat(column))
            }
            None => error,
        }
    }

    /// A line that is no key of the mapping that it stands in.
    fn key_without_colon(&self) -> Diagnostic {
        let text = self.rest_of_line();
        if let Some(item) = text.strip_prefix('-').filter(|item| !item.starts_with(' ')) {
            return self
                .error("a dash needs a space after it", self.at..self.at + 1)
                .help(format!("write `- {item}`"))
                .fix(self.span(self.at + 1..self.at + 1), " ");
        }
        let end = self.at + text.len();
        self.error(format!("the key `{text}` has no value"), self.at..end)
            .help(format!("write `{text}:` and a value, or indent the line if it continues the text above"))
    }

    /// A line whose indentation fits no line above.
    fn indentation(&self) -> Diagnostic {
        let line = self.line_start(self.at);
        let found = indent(&self.text[line..]);
        let start = line + found;
        let end = self.line_end(start);
        let end = start + self.text[start..end].trim_end().len();
        let dash = self.text[start..].starts_with("- ");
        let message = if dash {
            "a list item stands where a key should be".to_owned()
        } else {
            format!("this line is indented by {found}, which fits no line above it")
        };
        let error = self.error(message, start..end.max(start + 1).min(self.text.len()));
        // The nearest line above that begins deeper is the one whose block this line breaks into.
        let mut above = self.previous_line(line);
        while let Some(previous) = above {
            let column = self.content_column(previous);
            if column > found || (column == found && !dash) {
                let text_start = previous + column.min(indent(&self.text[previous..]));
                let place = self.span(text_start..self.line_end(text_start));
                return if column == found {
                    error
                        .related(place, "this begins a list")
                        .help("begin the line with `- `, or indent it under an item")
                } else {
                    error
                        .related(place, "perhaps it belongs to this one")
                        .help(format!("indent it by {column} spaces"))
                        .fix(self.span(line..start), " ".repeat(column))
                };
            }
            above = self.previous_line(previous);
        }
        error.help("indent it like the lines that it belongs with")
    }

    /// The start of the nearest line above that is neither blank nor a comment.
    fn previous_line(&self, line: usize) -> Option<usize> {
        let mut line = line;
        while line > 0 {
            line = self.line_start(line - 1);
            let content = self.text[line..self.line_end(line)].trim();
            if !content.is_empty() && !content.starts_with('#') {
                return Some(line);
            }
        }
        None
    }

    /// The column in which a line's first key begins, after the dashes of lists.
    fn content_column(&self, line: usize) -> usize {
        let mut column = indent(&self.text[line..]);
        while self.text[line + column..].starts_with("- ") {
            column += 2;
        }
        column
    }

    /// A `[` or `{` that is never closed.
    fn unclosed_bracket(&self, open: char, place: usize) -> Diagnostic {
        let end = self.line_end(place);
        let end = place + self.text[place..end].trim_end().len();
        let close = closing(open);
        self.error(format!("this `{open}` is never closed"), place..place + 1)
            .help(format!("close it with `{close}`"))
            .fix(self.span(end..end), close.to_string())
    }

    /// The innermost bracket that is open at the place, with its byte.
    fn open_bracket(&self) -> Option<(char, usize)> {
        let mut open = Vec::new();
        let mut quote = None;
        for (at, c) in self.text[..self.at].char_indices() {
            match (quote, c) {
                (Some(q), _) if q == c => quote = None,
                (Some(_), _) => {}
                // An apostrophe inside a word opens nothing.
                (None, '"' | '\'')
                    if !self.text[..at].ends_with(|c: char| c.is_alphanumeric()) =>
                {
                    quote = Some(c);
                }
                (None, '[' | '{') => open.push((c, at)),
                (None, ']' | '}') => drop(open.pop()),
                _ => {}
            }
        }
        open.pop()
    }

    /// A character that may not begin a value.
    fn reserved(&self, character: char) -> Diagnostic {
        let value = self.rest_of_line();
        self.error(
            format!("a value cannot begin with `{character}`"),
            self.at..self.at + character.len_utf8(),
        )
        .help("put the value in quotes")
        .fix(self.span(self.at..self.at + value.len()), quoted(value))
    }

    /// Whatever else the parser says.
    fn other(&self, error: &ScanError) -> Diagnostic {
        let message = error.info().replace("while parsing a node, ", "");
        self.error(format!("this is not YAML: {message}"), self.at..self.char_end())
            .help("put the value in quotes if it is text")
    }
}

/// How many spaces begin a line.
fn indent(line: &str) -> usize {
    line.bytes().take_while(|&b| b == b' ').count()
}

/// The bracket that closes another.
fn closing(open: char) -> char {
    if open == '{' { '}' } else { ']' }
}

/// A text in quotes that YAML reads back as it is.
fn quoted(text: &str) -> String {
    if text.contains('"') || text.contains('\\') {
        format!("'{}'", text.replace('\'', "''"))
    } else {
        format!("\"{text}\"")
    }
}

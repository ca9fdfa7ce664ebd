//! Brackets and braces that are not closed, and the commas between them.

use super::quoted;
use super::syntax::{Fault, Mend, Problem};

impl Problem<'_> {
    /// Something that no list or mapping in brackets can hold here: the bracket was never closed, or
    /// a comma is missing.
    pub fn in_brackets(&self) -> Option<Fault> {
        let (open, place) = self.bracket_around(self.at)?;
        if let Some(fault) = self.comment_after_bracket(open, place) {
            return Some(fault);
        }
        Some(match self.closes(place) {
            true => self.missing_comma(),
            false => self.unclosed_bracket(open, place),
        })
    }

    /// A `[` or `{` that is never closed.
    pub fn unclosed_bracket(&self, open: char, place: usize) -> Fault {
        if let Some(fault) = self.comment_after_bracket(open, place) {
            return fault;
        }
        let close = closing(open);
        let help = format!("close it with `{close}`");
        let close_at = |at: usize| Mend::new(at..at, close).help(&*help);
        let end = self.text.trim_end().len();
        let error = self.error(
            "unclosed-bracket",
            format!("this `{open}` is never closed"),
            place..place + 1,
        );
        Fault::from(error)
            .mend(close_at(self.line_content_end(place)))
            .mends(
                (self.at < end)
                    .then(|| close_at(self.text[..self.line_start(self.at)].trim_end().len())),
            )
            .mend(close_at(end))
    }

    /// A `#` that makes a comment of the rest of a line in which the bracket is closed: `[a, #b]`.
    fn comment_after_bracket(&self, open: char, place: usize) -> Option<Fault> {
        let line = &self.text[place..self.line_end(place)];
        let outside = |at: &usize| {
            let before = &line[..*at];
            let even = |quote| before.matches(quote).count() % 2 == 0;
            before.ends_with(' ') && even('"') && even('\'')
        };
        let at = line.match_indices('#').map(|(at, _)| at).find(outside)?;
        let rest = &line[at..];
        let end = rest.find([',', ']', '}']).filter(|_| rest.contains(closing(open)))?;
        let value = place + at..place + at + rest[..end].trim_end().len();
        let message = "`#` begins a comment here, which goes to the end of the line";
        let mark = value.start..value.start + 1;
        let written = quoted(&self.text[value.clone()]);
        Some(
            Fault::from(self.error("unquoted-value", message, mark))
                .mend(Mend::new(value, written).help("put the value in quotes").safe()),
        )
    }

    /// A `]` where a `}` is wanted, or the other way round.
    pub fn mismatched_bracket(&self, open: char, close: char) -> Fault {
        let place = self.text[self.at..].find(close).map_or(self.at, |found| self.at + found);
        // The parser stands at the opening bracket if it has looked ahead for a key.
        let place = if self.text[self.at..].starts_with(open) {
            self.first_unmatched(place)
        } else {
            self.at
        };
        let wanted = closing(open);
        let message = format!("`{close}` cannot close what `{open}` opened");
        Fault::from(self.error("unclosed-bracket", message, place..place + 1))
            .mend(Mend::new(place..place + 1, wanted).help(format!("close it with `{wanted}`")))
    }

    /// Two items without a comma between them.
    fn missing_comma(&self) -> Fault {
        let line = self.line_start(self.at);
        let before = self.text[..line].trim_end();
        let first_of_line = !self.text[line..self.at].trim_start().contains([',', '{', '[']);
        if first_of_line && !before.ends_with([',', '{', '[', ':']) {
            let start = before.char_indices().next_back().map_or(0, |(at, _)| at);
            return Fault::from(self.error(
                "yaml-syntax",
                "a comma is missing after this",
                start..before.len(),
            ))
            .mend(
                Mend::new(before.len()..before.len(), ",").help("put a comma between the items"),
            );
        }
        let error =
            self.error("yaml-syntax", "a comma is missing before this", self.at..self.char_end());
        error.help("put a comma between the items, and quotes around a value with a colon").into()
    }

    /// Dashes before items that brackets hold.
    pub fn dash_in_brackets(&self) -> Fault {
        let line = &self.text[self.at..self.line_end(self.at)];
        let dashes = line.match_indices("- ").map(|(dash, _)| self.at + dash).filter(|&dash| {
            let before = self.text[..dash].trim_end();
            before.ends_with([',', '[', '{'])
        });
        let edits = dashes.map(|dash| (dash..dash + 2, String::new())).collect();
        Fault::from(self.error(
            "yaml-syntax",
            "items in brackets have no dash",
            self.at..self.at + 1,
        ))
        .mend(Mend::all(edits).help("remove the dash, or put the value in quotes if it is text"))
    }

    /// Two items in quotes without a comma between them; `close` ends the first.
    pub fn comma_after_quote(&self, close: usize) -> Fault {
        let end = close + 1;
        Fault::from(self.error("yaml-syntax", "a comma is missing after this", close..end))
            .mend(Mend::new(end..end, ",").help("put a comma between the items"))
    }

    /// Where the last quoted text before the place begins.
    pub fn last_quoted(&self) -> Option<usize> {
        let start = self.last.end.min(self.at);
        Brackets::new(&self.text[start..self.at]).quoted.map(|quoted| start + quoted)
    }

    /// The innermost bracket that is open at a byte, with its own byte.
    pub fn bracket_around(&self, at: usize) -> Option<(char, usize)> {
        Brackets::new(&self.text[..at]).open.pop()
    }

    /// Whether a bracket is closed somewhere.
    fn closes(&self, place: usize) -> bool {
        !Brackets::new(self.text).open.iter().any(|(_, at)| *at == place)
    }

    /// The first bracket at or after a byte that closes one of the wrong kind.
    fn first_unmatched(&self, from: usize) -> usize {
        Brackets::new(self.text).mismatched.unwrap_or(from)
    }

    /// The end of an item in brackets: before the comma or the bracket that ends it.
    pub fn item_end(&self, start: usize) -> usize {
        let end = self.line_content_end(start);
        let item = &self.text[start..end];
        start + item[..item.find([',', ']', '}']).unwrap_or(item.len())].trim_end().len()
    }
}

/// The brackets of a text, quotes and comments left out.
struct Brackets {
    /// Those that are open at its end, from the outside in.
    open: Vec<(char, usize)>,
    /// The first that closes one of the other kind.
    mismatched: Option<usize>,
    /// Where the last quoted text begins that is closed.
    quoted: Option<usize>,
}

impl Brackets {
    fn new(text: &str) -> Self {
        let mut brackets = Self { open: Vec::new(), mismatched: None, quoted: None };
        let mut quote: Option<(char, usize)> = None;
        let mut comment = false;
        let mut before = '\n';
        for (at, c) in text.char_indices() {
            match (quote, c) {
                (_, '\n') if comment => comment = false,
                _ if comment => {}
                (Some((q, start)), _) if q == c => {
                    brackets.quoted = Some(start);
                    quote = None;
                }
                (Some(_), _) => {}
                (None, '#') if before.is_whitespace() => comment = true,
                // An apostrophe inside a word opens nothing, nor does a bracket.
                (None, '"' | '\'') if !before.is_alphanumeric() => quote = Some((c, at)),
                (None, '[' | '{') if !brackets.open.is_empty() || !before.is_alphanumeric() => {
                    brackets.open.push((c, at));
                }
                (None, ']' | '}') => {
                    if let Some((open, _)) = brackets.open.pop()
                        && closing(open) != c.to_string()
                    {
                        brackets.mismatched.get_or_insert(at);
                    }
                }
                _ => {}
            }
            before = c;
        }
        brackets
    }
}

/// The bracket that closes another.
fn closing(open: char) -> &'static str {
    if open == '{' { "}" } else { "]" }
}

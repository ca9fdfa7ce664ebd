//! Lines that do not fit together: indentation, tabs, and colons that are missing or too many.

use std::ops::Range;

use crate::words::count;

use super::quoted;
use super::syntax::{Fault, Mend, Problem};

impl Problem<'_> {
    /// Tabs where YAML wants spaces. Whoever indents with tabs does so on every line, and is told
    /// once.
    pub fn tab(&self) -> Fault {
        let mut edits = Vec::new();
        let mut start = self.line_start(self.at);
        while start < self.text.len() {
            let end = self.line_end(start);
            let line = &self.text[start..end];
            let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
            if let Some(tab) = line[..indent].find('\t') {
                let spaces = line[tab..indent].replace('\t', "  ");
                edits.push((start + tab..start + indent, spaces));
            }
            start =
                self.text[end..].find('\n').map_or(self.text.len(), |newline| end + newline + 1);
        }
        let Some((first, _)) = edits.first() else {
            let tab = self.text[self.at..].find('\t').map_or(self.at, |tab| self.at + tab);
            return Fault::from(self.error("tab", "a tab cannot stand here", tab..tab + 1))
                .mend(Mend::new(tab..tab + 1, " ").help("write a space"));
        };
        let tabs = self.text[first.clone()].bytes().take_while(|&b| b == b'\t').count();
        let range = first.start..first.start + tabs;
        Fault::from(self.error("tab", "YAML does not indent with tabs", range))
            .mend(Mend::all(edits).help("indent with two spaces"))
    }

    /// A colon that makes no sense where it stands: `label: Engineer: backend`.
    pub fn unexpected_colon(&self) -> Fault {
        let line = self.line_start(self.at);
        if let Some(first) = self.text[line..self.at].find(": ").map(|colon| line + colon) {
            // `- Result: ten times faster: measured` is text from its dash on.
            let item = self.content_column(line) + line;
            let key = &self.text[item..first];
            let is_key = key.starts_with(|c: char| c.is_ascii_lowercase()) && !key.contains(' ');
            let in_list = self.text[..item].ends_with("- ");
            let start = if in_list && !is_key {
                item
            } else {
                first + 2 + leading(&self.text[first + 2..], ' ')
            };
            let value = start..self.value_end(start);
            let written = quoted(&self.text[value.clone()]);
            let message = "a value with a colon in it needs quotes";
            let mend = Mend::new(value, written).help("put the value in quotes");
            // Whether an item is a text or an entry, its list decides.
            let mend = if in_list && is_key { mend } else { mend.safe() };
            return Fault::from(self.error("unquoted-colon", message, self.at..self.at + 1))
                .mend(mend);
        }
        // The text that the colon would end began on a line above.
        let text = self.last.clone();
        let above = self.line_start(text.start);
        if above == line {
            return self.indentation();
        }
        if self.text[above..text.start].trim_matches([' ', '-']).is_empty() {
            return self.key_without_colon(text.start);
        }
        let key = line + leading(&self.text[line..], ' ');
        if self.text[key..self.at].trim().contains(' ') {
            return self.colon_in_paragraph(text.start);
        }
        let message = "this line is indented too deep";
        let fault = Fault::from(self.error("indentation", message, key..self.at).related(
            self.span(above + leading(&self.text[above..], ' ')..self.line_content_end(text.start)),
            "this line has its value already",
        ));
        fault.mends(self.reindented(line))
    }

    /// A colon in a text that goes over several lines.
    fn colon_in_paragraph(&self, start: usize) -> Fault {
        let base = leading(&self.text[self.line_start(start)..], ' ');
        let mut end = self.line_content_end(self.at);
        while let Some(next) =
            self.next_line(end).filter(|&next| leading(&self.text[next..], ' ') > base)
        {
            end = self.line_content_end(next);
        }
        let message = "a value with a colon in it needs quotes";
        let fault = Fault::from(
            self.error("unquoted-colon", message, self.at..self.at + 1)
                .related(self.span(start..self.line_content_end(start)), "the value begins here")
                .help("put the whole value in quotes, or begin it on a line of its own after `|`"),
        );
        let value = &self.text[start..end];
        fault.mends(
            (!value.contains(['\'', '"', '\\', '#'])).then(|| {
                Mend::all(vec![(start..start, "\"".to_owned()), (end..end, "\"".to_owned())])
            }),
        )
    }

    /// A line that is no key of the mapping that it stands in.
    pub fn key_without_colon(&self, start: usize) -> Fault {
        let end = self.value_end(start);
        let text = &self.text[start..end];
        if let Some(item) = text.strip_prefix('-').filter(|item| !item.starts_with(' ')) {
            return Fault::from(self.error(
                "yaml-syntax",
                "a dash needs a space after it",
                start..start + 1,
            ))
            .mend(Mend::new(start + 1..start + 1, " ").help(format!("write `- {item}`")));
        }
        if let Some(colon) = glued_colon(text).map(|colon| start + colon) {
            return Fault::from(self.error(
                "yaml-syntax",
                "a colon needs a space after it",
                colon..colon + 1,
            ))
            .mend(Mend::new(colon + 1..colon + 1, " ").help("write a space"));
        }
        let error =
            self.error("yaml-syntax", "a key needs a colon and a value after it", start..end);
        let fault =
            Fault::from(error.help(
                "write a colon and a value, or indent the line if it continues the text above",
            ));
        let one_word = !text.contains(' ');
        fault
            .mends(one_word.then(|| Mend::new(end..end, ":")))
            .mends((!one_word).then(|| Mend::new(start..start, "  ")))
    }

    /// Text after the bracket that closes a value: `label: [Senior] Engineer`.
    pub fn text_after_bracket(&self) -> Option<Fault> {
        let line = self.line_start(self.at);
        let before = self.before_on_line().trim_end();
        if !before.ends_with([']', '}']) {
            return None;
        }
        let colon = before.find(": ").map(|colon| line + colon + 2);
        let start = colon
            .unwrap_or_else(|| line + before.len() - before.trim_start_matches([' ', '-']).len());
        let start = start + leading(&self.text[start..], ' ');
        let value = start..self.value_end(start);
        let bracket = line + before.len() - 1;
        let message = "the value ends at this bracket, but the line goes on";
        let written = quoted(&self.text[value.clone()]);
        Some(
            Fault::from(self.error("unquoted-value", message, bracket..bracket + 1))
                .mend(Mend::new(value, written).help("put the value in quotes").safe()),
        )
    }

    /// A line whose indentation fits no line above.
    pub fn indentation(&self) -> Fault {
        let line = self.line_start(self.at);
        let start = line + leading(&self.text[line..], ' ');
        let end = self.line_content_end(start).max(start + 1);
        let message = if self.text[start..].starts_with("- ") {
            "a list item stands where a key should be"
        } else {
            "the indentation of this line fits no line above it"
        };
        let error = self.error("indentation", message, start..end);
        let mends = self.reindented(line);
        if mends.is_empty() {
            return error.help("indent it like the lines that it belongs with").into();
        }
        Fault::from(error).mends(mends)
    }

    /// The indentations that would fit a line, the nearest first: with the lines after it that are
    /// as deep, then the line alone.
    fn reindented(&self, line: usize) -> Vec<Mend> {
        let found = leading(&self.text[line..], ' ');
        let dash = self.text[line + found..].starts_with("- ");
        let mut columns: Vec<usize> = Vec::new();
        let mut limit = usize::MAX;
        let mut above = line;
        while let Some(previous) = self.previous_line(above).filter(|_| limit > 0) {
            let indent = leading(&self.text[previous..], ' ');
            if indent < limit {
                let content = self.content_column(previous);
                let column = if dash { indent } else { content };
                let fits = column < limit && column != found && (!dash || content > indent);
                if fits && !columns.contains(&column) {
                    columns.push(column);
                }
                limit = indent;
            }
            above = previous;
        }
        columns.sort_by_key(|column| column.abs_diff(found));
        let block = self.block(line, found);
        let mut mends = Vec::new();
        for column in columns {
            let help = match column {
                0 => "do not indent it".to_owned(),
                _ => format!("indent it with {} instead of {found}", count(column, "space")),
            };
            let all = match block.len() {
                1 => help.clone(),
                lines => {
                    format!("{help}, and shift the {} after it alike", count(lines - 1, "line"))
                }
            };
            let edit = |line: usize| match column.checked_sub(found) {
                Some(missing) => (line..line, " ".repeat(missing)),
                None => (line..line + found - column, String::new()),
            };
            mends.push(Mend::all(block.iter().map(|&line| edit(line)).collect()).help(all));
            if block.len() > 1 {
                mends.push(Mend::all(vec![edit(line)]).help(help));
            }
        }
        mends
    }

    /// The starts of a line and of those after it that are at least as deep.
    fn block(&self, line: usize, indent: usize) -> Vec<usize> {
        let mut lines = vec![line];
        let mut at = line;
        while let Some(next) =
            self.next_line(at).filter(|&next| leading(&self.text[next..], ' ') >= indent)
        {
            lines.push(next);
            at = next;
        }
        lines
    }

    /// The start of the line after, if it is not blank.
    fn next_line(&self, at: usize) -> Option<usize> {
        let next = at + self.text[at..].find('\n')? + 1;
        (!self.text[next..self.line_end(next)].trim().is_empty()).then_some(next)
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
        let mut column = leading(&self.text[line..], ' ');
        while self.text[line + column..].starts_with("- ") {
            column += 2;
        }
        column
    }
}

/// How often a character stands at the start of a text.
fn leading(text: &str, c: char) -> usize {
    text.len() - text.trim_start_matches(c).len()
}

/// The colon of `name:Ada`, where a space is missing. A URL's colon is none.
pub fn glued_colon(text: &str) -> Option<usize> {
    let colon = text.find(':')?;
    let (key, value) = (&text[..colon], &text[colon + 1..]);
    let word: Range<usize> = 1..31;
    let is_key = word.contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphabetic());
    (is_key && !value.is_empty() && !value.starts_with([' ', '/'])).then_some(colon)
}

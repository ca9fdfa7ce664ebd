//! Inline Markdown → nested runs. Text is data: nothing in it is evaluated, and what is not
//! Markdown's bold, italic, code, link or `^superscript^` is printed as written.

use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};

use crate::resume::{FieldError, Url};
use crate::view::model::{Run, Runs};

/// Everything wrong with the links of a text.
pub fn problems(text: &str) -> Vec<FieldError> {
    if !text.contains("](") && !text.contains('<') {
        return Vec::new();
    }
    let mut errors = Vec::new();
    // Links come in the order of the text, so each is looked for after the one before.
    let mut from = 0;
    for paragraph in paragraphs(text) {
        for event in events(paragraph) {
            let Event::Start(tag) = event else { continue };
            let (Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = &tag else { continue };
            // One with an escape in it is not found as it is.
            let opened = ["](", "<"].iter().filter_map(|open| {
                let at = text[from..].find(&format!("{open}{dest_url}"))?;
                Some(from + at + open.len())
            });
            let alone = || text[from..].find(&**dest_url).map(|at| from + at);
            let start = opened.min().or_else(alone);
            if matches!(tag, Tag::Image { .. }) {
                let mut error = FieldError::new("image-in-text", "text cannot hold an image")
                    .help("remove the `!` to make it a link");
                error.range = start.and_then(|start| {
                    let mark = from + text[from..start].rfind("![")?;
                    Some(mark..(start + dest_url.len() + 1).min(text.len()))
                });
                errors.push(error);
            } else if let Err(mut error) = dest_url.parse::<Url>() {
                error.range = start.map(|start| match error.range {
                    Some(range) => start + range.start..start + range.end,
                    None => start..start + dest_url.len(),
                });
                errors.push(error);
            }
            from = start.map_or(from, |start| start + dest_url.len());
        }
    }
    errors
}

/// The paragraphs of a text: what blank lines part.
pub fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut end = rest.len();
        let mut next = rest.len();
        let mut at = 0;
        while let Some(newline) = rest[at..].find('\n').map(|newline| at + newline) {
            let line_end = rest[newline + 1..].find('\n').map_or(rest.len(), |e| newline + 1 + e);
            if rest[newline + 1..line_end].trim().is_empty() {
                (end, next) = (newline, line_end);
                break;
            }
            at = newline + 1;
        }
        let paragraph = rest[..end].trim();
        rest = rest[next..].trim_start();
        Some(paragraph)
    })
}

/// The runs of one paragraph.
pub fn runs(text: &str) -> Runs {
    let mut stack: Vec<(Frame, Runs)> = vec![(Frame::Root, Vec::new())];
    for event in events(text.trim()) {
        let runs = stack.last_mut().map(|(_, runs)| runs).expect("the root is never popped");
        match event {
            Event::Text(text) => push_with_superscripts(runs, &text),
            Event::Code(text) => runs.push(Run::Code(text.into_string())),
            // Not evaluated: HTML is text like any other.
            Event::InlineHtml(text) | Event::Html(text) => push_text(runs, &text),
            Event::SoftBreak => push_text(runs, " "),
            Event::HardBreak => runs.push(Run::Break),
            Event::Start(Tag::Emphasis) => stack.push((Frame::Italic, Vec::new())),
            Event::Start(Tag::Strong) => stack.push((Frame::Bold, Vec::new())),
            Event::Start(Tag::Link { dest_url, .. }) => {
                stack.push((Frame::Link(dest_url.into_string()), Vec::new()));
            }
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link) => {
                if let Some((frame, body)) = stack.pop()
                    && let Some((_, outer)) = stack.last_mut()
                {
                    outer.extend(frame.close(body));
                }
            }
            _ => {}
        }
    }
    while stack.len() > 1 {
        if let Some((frame, body)) = stack.pop()
            && let Some((_, outer)) = stack.last_mut()
        {
            outer.extend(frame.close(body));
        }
    }
    stack.pop().map(|(_, runs)| runs).unwrap_or_default()
}

/// The words of runs without their form.
pub fn plain(runs: &[Run]) -> String {
    let mut text = String::new();
    for run in runs {
        match run {
            Run::Text(part) | Run::Code(part) => text.push_str(part),
            Run::Bold(body)
            | Run::Italic(body)
            | Run::Super(body)
            | Run::Myself(body)
            | Run::Lang { body, .. }
            | Run::Link(_, body) => text.push_str(&plain(body)),
            Run::Break => text.push(' '),
        }
    }
    text
}

/// What is open around a run.
enum Frame {
    /// Nothing.
    Root,
    /// `**`
    Bold,
    /// `*`
    Italic,
    /// A link to an address.
    Link(String),
}

impl Frame {
    /// The run that the frame makes of its body.
    fn close(self, body: Runs) -> Runs {
        match self {
            Self::Root => body,
            Self::Bold => vec![Run::Bold(body)],
            Self::Italic => vec![Run::Italic(body)],
            Self::Link(url) => vec![Run::Link(url, body)],
        }
    }
}

/// Appends text in which `^word^` is a superscript. The parser's own wants a space before it; ours
/// stands behind a word, and has no space inside.
fn push_with_superscripts(runs: &mut Runs, text: &str) {
    let mut rest = text;
    while let Some(open) = rest.find('^') {
        let after = &rest[open + 1..];
        let raised = after
            .find('^')
            .map(|close| &after[..close])
            .filter(|raised| !raised.is_empty() && !raised.contains(char::is_whitespace));
        match raised {
            Some(raised) => {
                if open > 0 {
                    push_text(runs, &rest[..open]);
                }
                runs.push(Run::Super(vec![Run::Text(raised.to_owned())]));
                rest = &after[raised.len() + 1..];
            }
            None => {
                push_text(runs, &rest[..open + 1]);
                rest = after;
            }
        }
    }
    if !rest.is_empty() {
        push_text(runs, rest);
    }
}

/// Appends text, merging it with text before it.
fn push_text(runs: &mut Runs, text: &str) {
    match runs.last_mut() {
        Some(Run::Text(before)) => before.push_str(text),
        _ => runs.push(Run::Text(text.to_owned())),
    }
}

/// Markdown's inline events of one paragraph.
///
/// The parser also knows blocks: a heading, a quote, a list, a code block, a link definition. The
/// start of a text decides for them, so a punctuation mark that nobody writes is put before it and
/// taken away again; line breaks inside the paragraph become spaces for the same reason.
fn events(paragraph: &str) -> Vec<Event<'static>> {
    const GUARD: char = '\u{2e41}';
    const BREAK: char = '\u{2028}';
    let mut line = String::with_capacity(paragraph.len() + 3);
    line.push(GUARD);
    // What parts words without being a space is one here.
    let paragraph =
        paragraph.replace(['\t', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'], " ");
    let mut lines = paragraph.lines().peekable();
    while let Some(part) = lines.next() {
        // Two spaces or a backslash at a line's end are Markdown's hard break.
        let backslash = part.ends_with('\\') && lines.peek().is_some();
        let hard = backslash || part.ends_with("  ");
        line.push_str(part.strip_suffix('\\').filter(|_| backslash).unwrap_or(part).trim());
        if lines.peek().is_some() {
            line.push(if hard { BREAK } else { ' ' });
        }
    }
    let mut events = Vec::new();
    let mut first = true;
    for event in Parser::new(&line) {
        match event {
            Event::Text(text) => {
                let text = text.strip_prefix(GUARD).filter(|_| first).unwrap_or(&text);
                first = false;
                for (index, part) in text.split(BREAK).enumerate() {
                    if index > 0 {
                        events.push(Event::HardBreak);
                    }
                    if !part.is_empty() {
                        events.push(Event::Text(part.to_owned().into()));
                    }
                }
            }
            Event::Code(text) => events.push(Event::Code(text.replace(BREAK, " ").into())),
            Event::Start(Tag::Link { link_type: LinkType::Email, dest_url, title, id }) => {
                let dest_url = CowStr::from(format!("mailto:{dest_url}"));
                let tag = Tag::Link { link_type: LinkType::Inline, dest_url, title, id };
                events.push(Event::Start(tag).into_static());
            }
            event => events.push(event.into_static()),
        }
    }
    events
}

#[cfg(test)]
mod tests {
    use super::{paragraphs, plain, problems, runs};
    use crate::view::model::Run;

    fn text(text: &str) -> Run {
        Run::Text(text.to_owned())
    }

    #[test]
    fn what_is_no_markup_is_printed_as_written() {
        let cases = [
            "C#",
            "$5M",
            "<x>",
            "@me",
            "a_b",
            "#hashtag",
            "# hash",
            "1986. A year",
            "+ plus",
            "> quote",
            "- dash",
            "* star",
            "C. Kim*",
            "2 * 3 * 4",
            "~~~",
            "---",
            "[x]: y",
            "a < b",
            "mod_autoindex",
            "    code",
            "<b>bold</b>",
            "#panic()",
            "`",
            "```",
            "| a | b |",
            "^",
            "2^10",
        ];
        for case in cases {
            assert_eq!(plain(&runs(case)), case.trim(), "{case:?}");
            assert!(matches!(&*runs(case), [Run::Text(_)]), "{case:?}: {:?}", runs(case));
        }
    }

    #[test]
    fn a_link_with_a_superscript_stays_one_link() {
        let expected = Run::Link(
            "https://example.com".to_owned(),
            vec![text("Blog"), Run::Super(vec![text("ko")])],
        );
        assert_eq!(runs("[Blog^ko^](https://example.com)"), [expected]);
    }

    #[test]
    fn bold_italic_and_code_nest() {
        assert_eq!(
            runs("**a *b*** `c`"),
            [
                Run::Bold(vec![text("a "), Run::Italic(vec![text("b")])]),
                text(" "),
                Run::Code("c".to_owned())
            ]
        );
        assert_eq!(runs("**\"a\"**"), [Run::Bold(vec![text("\"a\"")])]);
    }

    #[test]
    fn blank_lines_part_paragraphs_and_line_breaks_do_not() {
        assert_eq!(paragraphs("a\nb\n\n \nc\n").collect::<Vec<_>>(), ["a\nb", "c"]);
        assert_eq!(runs("a\nb"), [text("a b")]);
        assert_eq!(runs("a\\\nb"), [text("a"), Run::Break, text("b")]);
    }

    #[test]
    fn unsafe_links_are_found_where_they_stand() {
        let found = problems("see [x](javascript:alert) and [y](/z)");
        let ranges: Vec<_> = found.iter().map(|error| (error.code, error.range.clone())).collect();
        assert_eq!(ranges, [("unsafe-link", Some(8..19)), ("bad-url", Some(34..36))]);
        let found = problems("[b](b) [c](b) [d](&amp;e) [f]( b )");
        let ranges: Vec<_> = found.into_iter().map(|error| error.range).collect();
        assert_eq!(ranges, [Some(4..5), Some(11..12), None, Some(31..32)]);
    }
}

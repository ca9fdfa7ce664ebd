//! The parser's events → a tree, within limits.

use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span as ParserSpan, StrInput};

use crate::diagnostics::{Diagnostic, SourceId, Span};
use crate::words::code;

use super::syntax::{self, Fault};
use super::{Node, Pair, Scalar, Value, quoted};

/// How deep collections may nest.
pub const MAX_DEPTH: usize = 64;
/// How many nodes a file may have after its aliases are followed.
const MAX_NODES: usize = 100_000;

/// What came of reading a text once.
pub struct Reading {
    /// The tree, if there is one.
    pub node: Option<Node>,
    /// The problems that leave a tree.
    pub diagnostics: Vec<Diagnostic>,
    /// The problem that ended the reading.
    pub fault: Option<Fault>,
}

/// Reads a text up to its end or its first fault.
pub fn read(text: &str, source: SourceId) -> Reading {
    let options = granit_parser::options! {
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut reader = Reader {
        text,
        source,
        parser: Parser::new_from_str_with_options(text, options),
        last: 0..0,
        anchors: HashMap::new(),
        named_texts: Vec::new(),
        nodes: 0,
        diagnostics: Vec::new(),
    };
    let (node, fault) = match reader.document() {
        Ok(node) => (node, None),
        Err(fault) => (None, Some(*fault)),
    };
    Reading { node, diagnostics: reader.diagnostics, fault }
}

/// A file that nests too deep.
pub fn too_deep(place: Span) -> Diagnostic {
    Diagnostic::error("too-large", format!("the file nests deeper than {MAX_DEPTH} levels"))
        .at(place)
        .help("a résumé nests five levels deep; move this to a higher one")
}

/// What ends the reading.
type Fatal = Box<Fault>;

/// Builds the tree from the parser's events.
struct Reader<'a> {
    text: &'a str,
    source: SourceId,
    parser: Parser<'a, StrInput<'a>>,
    /// The bytes of the last event, where a fault may have its cause.
    last: Range<usize>,
    anchors: HashMap<usize, Node>,
    /// The anchors before texts that no alias has named so far, with the whole value.
    named_texts: Vec<(usize, Span)>,
    nodes: usize,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// The next event.
    fn next(&mut self) -> Result<Option<(Event<'a>, ParserSpan)>, Fatal> {
        let event = self.parser.next().transpose().map_err(|error| {
            Box::new(syntax::explain(&error, self.text, self.source, self.last.clone()))
        })?;
        if let Some(range) = event.as_ref().and_then(|(_, span)| span.byte_range())
            && range.end >= self.last.end
        {
            self.last = range;
        }
        Ok(event)
    }

    /// The only document of the stream.
    fn document(&mut self) -> Result<Option<Node>, Fatal> {
        let mut root = None;
        while let Some((event, span)) = self.next()? {
            match event {
                Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
                Event::DocumentStart(..) if root.is_some() => {
                    self.diagnostics.push(
                        Diagnostic::error("yaml-syntax", "a résumé is one YAML document")
                            .at(self.span(span))
                            .help("remove the `---` and what follows it, or put that into another file"),
                    );
                    return Ok(root);
                }
                Event::DocumentStart(..) => {}
                event => root = Some(self.node(event, span, 0)?),
            }
        }
        self.unused_anchors();
        Ok(root)
    }

    /// The node that an event begins.
    fn node(&mut self, event: Event<'a>, span: ParserSpan, depth: usize) -> Result<Node, Fatal> {
        let place = self.span(span);
        if depth >= MAX_DEPTH {
            return Err(Box::new(too_deep(place).into()));
        }
        self.count(1, place)?;
        let foreign = event.tag().is_some_and(|tag| !tag.is_yaml_core_schema());
        if let Some(tag) = span.tag_span().filter(|_| foreign) {
            self.foreign_tag(self.span(tag), place);
        }
        let (node, anchor) = match event {
            Event::Alias(id) => return self.alias(id, place, depth),
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none();
                let mut text = text.into_owned();
                if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
                    self.end_without_break(&mut text, place);
                }
                let scalar = Scalar { text, plain };
                if plain {
                    self.swallowed_item(place);
                }
                let value = if scalar.is_null() { Value::Null } else { Value::Scalar(scalar) };
                (Node { value, span: place }, anchor)
            }
            Event::SequenceStart(_, anchor, _) => (self.sequence(place, depth)?, anchor),
            Event::MappingStart(_, anchor, _) => (self.mapping(place, depth)?, anchor),
            _ => (Node { value: Value::Null, span: place }, 0),
        };
        if anchor != 0 {
            // What an anchor keeps counts, too, since anchors nest.
            self.count(node.size(), place)?;
            self.anchors.insert(anchor, node.clone());
            if matches!(&node.value, Value::Scalar(scalar) if scalar.plain)
                && let Some(before) = self.text[..place.start].rfind('&')
                && !self.text[before..place.end].contains('\n')
            {
                self.named_texts.push((anchor, Span { start: before, ..place }));
            }
        }
        Ok(node)
    }

    /// Reports texts that begin with `&`, which YAML takes for names: it would drop the word.
    fn unused_anchors(&mut self) {
        for (_, whole) in std::mem::take(&mut self.named_texts) {
            let text = &self.text[whole.range()];
            let word = text.split_whitespace().next().unwrap_or(text);
            let message = format!("YAML takes {} for a name, which nothing uses", code(word));
            self.diagnostics.push(
                Diagnostic::error("unquoted-value", message)
                    .at(Span { end: whole.start + word.len(), ..whole })
                    .help("put the value in quotes if it is text")
                    .fix(whole, quoted(text))
                    .safe(),
            );
        }
    }

    /// A text that begins with `? `, which YAML takes for the mark of a key.
    fn question(&mut self, start: Span, pairs: &[Pair]) -> Option<Node> {
        let [pair] = pairs else { return None };
        let whole = Span { end: pair.key_span.end, ..start };
        let text = &self.text[whole.range()];
        if pair.value.value != Value::Null || !text.starts_with("? ") || text.contains('\n') {
            return None;
        }
        self.diagnostics.push(
            Diagnostic::error("unquoted-value", "YAML takes `?` for the mark of a key")
                .at(Span { end: start.start + 1, ..start })
                .help("put the value in quotes if it is text")
                .fix(whole, quoted(text))
                .safe(),
        );
        let scalar = Scalar { text: text.to_owned(), plain: false };
        Some(Node { value: Value::Scalar(scalar), span: whole })
    }

    /// Takes the last line break from a block of text that ends with the file, if the file has none
    /// there: the parser adds one.
    fn end_without_break(&self, text: &mut String, place: Span) {
        let last = self.text.rsplit(['\n', '\r']).next().unwrap_or_default();
        let Some(body) = text.strip_suffix('\n').filter(|_| !last.is_empty()) else { return };
        let body_last = body.rsplit('\n').next().unwrap_or_default();
        // A last line of spaces belongs to the text only if the text ends with some.
        let spaces = |line: &str| line.trim_start_matches(' ').is_empty();
        let belongs = !body_last.is_empty() && spaces(last) == spaces(body_last);
        if belongs && self.text[place.end..].trim().is_empty() {
            text.pop();
        }
    }

    /// Reports a tag, which is most often text that begins with `!`.
    fn foreign_tag(&mut self, tag: Span, value: Span) {
        let word = &self.text[tag.range()];
        let mut error =
            Diagnostic::error("unquoted-value", format!("YAML takes {} for a tag", code(word)))
                .at(tag)
                .help("put the value in quotes if it is text");
        let whole = Span { start: tag.start, end: value.end.max(tag.end), ..tag };
        let text = &self.text[whole.range()];
        if !text.contains('\n') {
            error = error.fix(whole, quoted(text)).safe();
        }
        self.diagnostics.push(error);
    }

    /// Warns of an item that is indented too deep, which YAML takes for more of the text above.
    fn swallowed_item(&mut self, place: Span) {
        let text = &self.text[place.range()];
        for (at, _) in text.match_indices('\n') {
            let line = &text[at + 1..];
            let dash = at + 1 + (line.len() - line.trim_start_matches(' ').len());
            if text[dash..].starts_with("- ") {
                let start = place.start + dash;
                self.diagnostics.push(
                    Diagnostic::warning("indentation", "this dash is text, it continues the line above")
                        .at(Span { start, end: start + 1, ..place })
                        .help("indent it like the item above it if it begins an item, or else put the text in quotes"),
                );
            }
        }
    }

    /// What an alias stands for.
    fn alias(&mut self, id: usize, place: Span, depth: usize) -> Result<Node, Fatal> {
        let Some(node) = self.anchors.get(&id).cloned() else {
            let error = Diagnostic::error("yaml-syntax", "this alias stands inside what it names")
                .at(place)
                .help("write the value out");
            return Err(Box::new(error.into()));
        };
        self.named_texts.retain(|(named, _)| *named != id);
        self.count(node.size(), place)?;
        if depth + node.depth() > MAX_DEPTH {
            return Err(Box::new(too_deep(place).into()));
        }
        Ok(node)
    }

    /// Counts nodes against the limit.
    fn count(&mut self, nodes: usize, place: Span) -> Result<(), Fatal> {
        self.nodes += nodes;
        if self.nodes <= MAX_NODES {
            return Ok(());
        }
        let message =
            format!("the file has more than {MAX_NODES} values once its aliases are followed");
        let error = Diagnostic::error("too-large", message)
            .at(place)
            .help("write the values out, or use fewer aliases");
        Err(Box::new(error.into()))
    }

    /// The items up to the end of a sequence.
    fn sequence(&mut self, start: Span, depth: usize) -> Result<Node, Fatal> {
        let mut items = Vec::new();
        let mut span = start;
        while let Some((event, place)) = self.next()? {
            if event == Event::SequenceEnd {
                span.end = span.end.max(self.span(place).end);
                break;
            }
            items.push(self.node(event, place, depth + 1)?);
        }
        let span = self.trim(span, items.last().map(|item| item.span.end));
        Ok(Node { value: Value::Sequence(items), span })
    }

    /// The pairs up to the end of a mapping.
    fn mapping(&mut self, start: Span, depth: usize) -> Result<Node, Fatal> {
        let mut pairs: Vec<Pair> = Vec::new();
        let mut seen: HashMap<String, Span> = HashMap::new();
        let before = self.text[..start.start].rsplit('\n').next().unwrap_or_default();
        let is_item = before.trim_end().ends_with('-');
        let mut another_item = false;
        let mut span = start;
        while let Some((event, place)) = self.next()? {
            if event == Event::MappingEnd {
                span.end = span.end.max(self.span(place).end);
                break;
            }
            let key = self.node(event, place, depth + 1)?;
            let Some((event, place)) = self.next()? else { break };
            let value = self.node(event, place, depth + 1)?;
            let text = match &key.value {
                Value::Scalar(scalar) => scalar.text.clone(),
                _ => {
                    self.diagnostics.push(
                        Diagnostic::error("yaml-syntax", "a key must be text")
                            .at(key.span)
                            .help("write a word before the colon, or put the value in quotes"),
                    );
                    continue;
                }
            };
            match seen.get(&text) {
                // The keys of an item that lacks its dash are all there twice.
                Some(_) if another_item => {}
                Some(first) => {
                    another_item = is_item && pairs.first().is_some_and(|pair| pair.key == text);
                    self.diagnostics.push(
                        Diagnostic::error(
                            "duplicate-key",
                            format!("the key {} is there twice", code(&text)),
                        )
                        .at(key.span)
                        .related(*first, "first here")
                        .help(match another_item {
                            true => "write `- ` before it if it begins another item, or keep one of the two",
                            false => "keep one of the two",
                        }),
                    );
                }
                None => {
                    seen.insert(text.clone(), key.span);
                    pairs.push(Pair { key: text, key_span: key.span, value });
                }
            }
        }
        if let Some(text) = self.question(start, &pairs) {
            return Ok(text);
        }
        let span = self.trim(span, pairs.last().map(|pair| pair.value.span.end));
        Ok(Node { value: Value::Mapping(pairs), span })
    }

    /// The bytes of an event, without the white space after it.
    fn span(&self, span: ParserSpan) -> Span {
        let length = self.text.len();
        let range = span.byte_range().unwrap_or_default();
        let start = range.start.min(length);
        let end = range.end.clamp(start, length);
        let end = start + self.text[start..end].trim_end_matches([' ', '\t', '\n', '\r']).len();
        Span { source: self.source, start, end }
    }

    /// Ends a block collection's span with its last item: the parser ends it at the next token.
    fn trim(&self, span: Span, last: Option<usize>) -> Span {
        let flow = self.text[span.start..].starts_with(['[', '{']);
        match last {
            // An alias ends where its anchor stands, before the collection.
            Some(end) if !flow && end >= span.start => Span { end, ..span },
            _ => span,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Reading, read};
    use crate::diagnostics::Sources;

    fn reading(text: &str) -> Reading {
        read(text, Sources::default().add("test.yaml", text))
    }

    /// What a path's span covers.
    fn covered<'a>(text: &'a str, path: &str) -> &'a str {
        let node = reading(text).node.expect("it is YAML");
        &text[node.at(path).expect(path).span.range()]
    }

    #[test]
    fn a_span_covers_its_value_and_nothing_else() {
        let text = "a: b  # c\nd:\n  - e: 'f'\n    g: |\n      h\n\n      i\n\n  - [j, {k: l}]\nm: \"n\"\n";
        assert_eq!(covered(text, "/a"), "b");
        assert_eq!(covered(text, "/d/0/e"), "'f'");
        assert_eq!(covered(text, "/d/0/g"), "h\n\n      i");
        assert_eq!(covered(text, "/d/0"), "e: 'f'\n    g: |\n      h\n\n      i");
        assert_eq!(covered(text, "/d/1"), "[j, {k: l}]");
        assert_eq!(covered(text, "/d/1/1"), "{k: l}");
        assert_eq!(covered(text, "/m"), "\"n\"");
    }

    #[test]
    fn scalars_keep_their_text() {
        let node = reading("a: 0049\nb: No\nc: 3.50\nd: ~\ne: '~'\nf: \"x\\ty\"\n")
            .node
            .expect("it is YAML");
        let text = |key: &str| node.get(key).and_then(|node| node.text().map(str::to_owned));
        let texts = ["a", "b", "c", "d", "e", "f"].map(text);
        let expected = [Some("0049"), Some("No"), Some("3.50"), None, Some("~"), Some("x\ty")];
        assert_eq!(texts.each_ref().map(Option::as_deref), expected);
    }

    #[test]
    fn depth_and_size_have_limits() {
        let nested = |open: &str, close: &str| open.repeat(10_000) + &close.repeat(10_000);
        let deep_block: String = (0..10_000).map(|depth| " ".repeat(depth) + "a:\n").collect();
        let bomb = (1..10).fold("x0: &x0 [a]\n".to_owned(), |bomb, n| {
            let alias = format!("*x{}", n - 1);
            bomb + &format!("x{n}: &x{n} [{}]\n", vec![alias; 10].join(", "))
        });
        let anchors = "a: ".to_owned() + &(0..60).map(|n| format!("&a{n} [")).collect::<String>();
        let wide = anchors + &"x, ".repeat(50_000) + &"]".repeat(60);
        for text in
            [nested("[", "]"), nested("{a: ", "}"), "- ".repeat(10_000), deep_block, bomb, wide]
        {
            let fault = reading(&text).fault.expect("it is too large");
            assert_eq!(fault.diagnostic.code, "too-large");
        }
    }

    #[test]
    fn a_cycle_is_refused() {
        let fault = reading("a: &a\n  - *a\n").fault.expect("it is a cycle");
        assert_eq!(fault.diagnostic.message, "this alias stands inside what it names");
    }

    #[test]
    fn thousands_of_keys_are_read_at_once() {
        let text: String = (0..40_000).map(|n| format!("k{n}: v\n")).collect();
        assert_eq!(reading(&text).node.expect("it is YAML").pairs().len(), 40_000);
    }
}

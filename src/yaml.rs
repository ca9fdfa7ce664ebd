//! YAML text → [`Node`] tree, in which every key and value knows its bytes.
//!
//! The only file that knows the YAML parser. Scalars keep their source text: the field that they
//! stand in settles their type, so `phone: 0049` and `name: No` stay as written. JSON is YAML, so
//! this reads JSON too.

mod de;
mod edit;
mod syntax;

use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, Span as ParserSpan};

use crate::diagnostics::{Diagnostic, SourceId, Span};

pub use self::de::DeError;
pub use self::edit::set;

/// The largest file that is read. A long résumé has 50 KB.
pub const MAX_BYTES: usize = 4 << 20;
/// How deep collections may nest.
const MAX_DEPTH: usize = 64;
/// How many nodes a file may have after its aliases are followed.
const MAX_NODES: usize = 100_000;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Its bytes.
    pub span: Span,
}

/// The shapes of values.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing: the same as absent.
    Null,
    /// A scalar, not yet typed.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// A mapping, in the order of the file.
    Mapping(Vec<Pair>),
}

/// A scalar.
#[derive(Debug, Clone, PartialEq)]
pub struct Scalar {
    /// The text as written, after YAML's escapes and folding.
    pub text: String,
    /// Whether it stands without quotes, on a line, so that it may be a number or a boolean.
    pub plain: bool,
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The key's text.
    pub key: String,
    /// The key's bytes.
    pub key_span: Span,
    /// What it maps to.
    pub value: Node,
}

impl Node {
    /// The value of a key, if this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.pair(key).map(|pair| &pair.value)
    }

    /// The pair of a key, if this is a mapping that has it.
    pub fn pair(&self, key: &str) -> Option<&Pair> {
        self.pairs().iter().find(|pair| pair.key == key)
    }

    /// The pairs of a mapping; none of anything else.
    pub fn pairs(&self) -> &[Pair] {
        match &self.value {
            Value::Mapping(pairs) => pairs,
            _ => &[],
        }
    }

    /// The items of a sequence; none of anything else.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::Sequence(items) => items,
            _ => &[],
        }
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) => Some(&scalar.text),
            _ => None,
        }
    }

    /// The node at a path such as `/work/2/endDate`.
    pub fn at(&self, path: &str) -> Option<&Node> {
        path.split('/').filter(|step| !step.is_empty()).try_fold(self, |node, step| {
            match &node.value {
                Value::Sequence(items) => items.get(step.parse::<usize>().ok()?),
                _ => node.get(step),
            }
        })
    }

    /// The bytes of some part of a scalar's text, as they stand in the source. If escapes or folding
    /// hide the part, the bytes of the whole scalar.
    pub fn span_of(&self, part: std::ops::Range<usize>, source: &str) -> Span {
        let (Some(text), Some(written)) = (self.text(), source.get(self.span.range())) else {
            return self.span;
        };
        let Some(wanted) = text.get(part.clone()).filter(|wanted| !wanted.is_empty()) else {
            return self.span;
        };
        // The n-th occurrence in the text is the n-th in the source: what YAML changes between
        // them is white space, quotes and escapes.
        let before = text.match_indices(wanted).take_while(|(at, _)| *at < part.start).count();
        match written.match_indices(wanted).nth(before) {
            Some((at, _)) => {
                let start = self.span.start + at;
                Span { start, end: start + wanted.len(), ..self.span }
            }
            None => self.span,
        }
    }

    /// Calls a function for every scalar in the order of the file.
    pub fn walk_scalars<'a>(&'a self, visit: &mut impl FnMut(&'a Node, &'a str)) {
        match &self.value {
            Value::Null => {}
            Value::Scalar(scalar) => visit(self, &scalar.text),
            Value::Sequence(items) => items.iter().for_each(|item| item.walk_scalars(visit)),
            Value::Mapping(pairs) => pairs.iter().for_each(|pair| pair.value.walk_scalars(visit)),
        }
    }

    /// How many nodes the tree has.
    fn size(&self) -> usize {
        1 + match &self.value {
            Value::Null | Value::Scalar(_) => 0,
            Value::Sequence(items) => items.iter().map(Self::size).sum(),
            Value::Mapping(pairs) => pairs.iter().map(|pair| 1 + pair.value.size()).sum(),
        }
    }

    /// How deep the tree nests.
    fn depth(&self) -> usize {
        1 + match &self.value {
            Value::Null | Value::Scalar(_) => 0,
            Value::Sequence(items) => items.iter().map(Self::depth).max().unwrap_or(0),
            Value::Mapping(pairs) => {
                pairs.iter().map(|pair| pair.value.depth()).max().unwrap_or(0)
            }
        }
    }
}

impl Scalar {
    /// Whether YAML reads the scalar as nothing.
    fn is_null(&self) -> bool {
        self.plain && matches!(&*self.text, "" | "~" | "null" | "Null" | "NULL")
    }
}

/// What a text holds, and every problem with it that leaves a tree.
pub struct Parsed {
    /// The tree; `None` if the text is not YAML, or empty.
    pub node: Option<Node>,
    /// The problems.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a YAML text.
pub fn parse(text: &str, source: SourceId) -> Parsed {
    parse_part(text, source, 0)
}

/// Reads the part of a text that begins at `offset`.
fn parse_part(text: &str, source: SourceId, offset: usize) -> Parsed {
    let mut reader = Reader {
        text,
        source,
        offset,
        parser: Parser::new_from_str(&text[offset..]),
        anchors: HashMap::new(),
        nodes: 0,
        diagnostics: Vec::new(),
    };
    let node = match reader.document() {
        Ok(node) => node,
        Err(diagnostic) => {
            reader.diagnostics.push(*diagnostic);
            None
        }
    };
    Parsed { node, diagnostics: reader.diagnostics }
}

/// A failure that ends the reading.
type Fatal = Box<Diagnostic>;

/// Builds the tree from the parser's events.
struct Reader<'a> {
    text: &'a str,
    source: SourceId,
    offset: usize,
    parser: Parser<'a, granit_parser::StrInput<'a>>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    /// The next event that matters for the tree.
    fn next(&mut self) -> Result<Option<(Event<'a>, ParserSpan)>, Fatal> {
        self.parser.next().transpose().map_err(|error| {
            let part = &self.text[self.offset..];
            let mut diagnostic = syntax::explain(&error, part, self.source);
            shift(&mut diagnostic, self.offset);
            Box::new(diagnostic)
        })
    }

    /// The only document of the stream.
    fn document(&mut self) -> Result<Option<Node>, Fatal> {
        let mut root = None;
        while let Some((event, span)) = self.next()? {
            match event {
                Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
                Event::DocumentStart(..) if root.is_some() => {
                    let error = Diagnostic::error("yaml-syntax", "a résumé is one YAML document")
                        .at(self.span(span))
                        .help("remove the `---` and what follows it, or put it into another file");
                    return Err(Box::new(error));
                }
                Event::DocumentStart(..) => {}
                event => root = Some(self.node(event, span, 0)?),
            }
        }
        Ok(root)
    }

    /// The node that an event begins.
    fn node(&mut self, event: Event<'a>, span: ParserSpan, depth: usize) -> Result<Node, Fatal> {
        let place = self.span(span);
        if depth >= MAX_DEPTH {
            let message = format!("the file nests deeper than {MAX_DEPTH} levels");
            return Err(Box::new(Diagnostic::error("too-large", message).at(place)));
        }
        self.count(1, place)?;
        if let Some(tag) = event.tag().filter(|tag| !tag.is_yaml_core_schema()) {
            self.diagnostics.push(
                Diagnostic::error("yaml-syntax", format!("the tag `{tag}` means nothing here"))
                    .at(place)
                    .help("remove it, or put the value in quotes if it is text"),
            );
        }
        let (node, anchor) = match event {
            Event::Alias(id) => return self.alias(id, place, depth),
            Event::Scalar(text, style, anchor, tag) => {
                let plain = style == ScalarStyle::Plain && tag.is_none();
                let scalar = Scalar { text: text.into_owned(), plain };
                let value =
                    if scalar.is_null() { Value::Null } else { Value::Scalar(scalar) };
                (Node { value, span: place }, anchor)
            }
            Event::SequenceStart(_, anchor, _) => (self.sequence(place, depth)?, anchor),
            Event::MappingStart(_, anchor, _) => (self.mapping(place, depth)?, anchor),
            _ => (Node { value: Value::Null, span: place }, 0),
        };
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    /// What an alias stands for.
    fn alias(&mut self, id: usize, place: Span, depth: usize) -> Result<Node, Fatal> {
        let Some(node) = self.anchors.get(&id).cloned() else {
            let error = Diagnostic::error("yaml-syntax", "this alias stands inside what it names")
                .at(place)
                .help("write the value out");
            return Err(Box::new(error));
        };
        self.count(node.size(), place)?;
        if depth + node.depth() > MAX_DEPTH {
            let message = format!("the file nests deeper than {MAX_DEPTH} levels");
            return Err(Box::new(Diagnostic::error("too-large", message).at(place)));
        }
        Ok(node)
    }

    /// Counts nodes against the limit.
    fn count(&mut self, nodes: usize, place: Span) -> Result<(), Fatal> {
        self.nodes += nodes;
        if self.nodes <= MAX_NODES {
            return Ok(());
        }
        let message = format!("the file has more than {MAX_NODES} values once its aliases are followed");
        let error = Diagnostic::error("too-large", message)
            .at(place)
            .help("write the values out, or use fewer aliases");
        Err(Box::new(error))
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
                        Diagnostic::error("yaml-syntax", "a key must be text").at(key.span),
                    );
                    continue;
                }
            };
            if let Some(first) = pairs.iter().find(|pair| pair.key == text) {
                self.diagnostics.push(
                    Diagnostic::error("duplicate-key", format!("the key `{text}` is there twice"))
                        .at(key.span)
                        .related(first.key_span, "first here")
                        .help("keep one of the two"),
                );
                continue;
            }
            pairs.push(Pair { key: text, key_span: key.span, value });
        }
        let span = self.trim(span, pairs.last().map(|pair| pair.value.span.end));
        Ok(Node { value: Value::Mapping(pairs), span })
    }

    /// The bytes of an event, without the white space after it.
    fn span(&self, span: ParserSpan) -> Span {
        let length = self.text.len();
        let range = span.byte_range().unwrap_or_default();
        let start = (range.start + self.offset).min(length);
        let end = (range.end + self.offset).clamp(start, length);
        let end = start + self.text[start..end].trim_end().len();
        Span { source: self.source, start, end }
    }

    /// Ends a block collection's span with its last item: the parser ends it at the next token.
    fn trim(&self, span: Span, last: Option<usize>) -> Span {
        let flow = self.text[span.start..].starts_with(['[', '{']);
        match last {
            Some(end) if !flow => Span { end, ..span },
            _ => span,
        }
    }
}

/// Moves a diagnostic of a part of a text to its place in the whole.
fn shift(diagnostic: &mut Diagnostic, offset: usize) {
    let spans = diagnostic
        .span
        .iter_mut()
        .chain(diagnostic.related.iter_mut().map(|(span, _)| span))
        .chain(diagnostic.fix.iter_mut().map(|(span, _)| span));
    for span in spans {
        span.start += offset;
        span.end += offset;
    }
}

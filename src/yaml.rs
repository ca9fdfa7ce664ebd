//! YAML text → [`Node`] tree, in which every key and value knows its bytes.
//!
//! The only module that knows the YAML parser. Scalars keep their source text: the field that they
//! stand in settles their type, so `phone: 0049` and `name: No` stay as written. JSON is YAML, so
//! this reads JSON too.

mod brackets;
mod de;
mod edit;
mod lines;
mod patch;
mod quotes;
mod read;
mod repair;
mod syntax;

use std::ops::Range;

use crate::diagnostics::{Diagnostic, Span};

pub use self::de::DeError;
pub use self::edit::{set, set_at};
pub use self::lines::glued_colon;
pub use self::patch::{Patched, escaped, patch};
pub use self::quotes::{quoted, written_like};
pub use self::repair::parse;

/// The largest file that is read. A long résumé has 50 KB.
pub const MAX_BYTES: usize = 4 << 20;

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
    pub fn span_of(&self, part: Range<usize>, source: &str) -> Span {
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

    /// The tree with its spans moved to where the text came from.
    fn moved(self, to: &impl Fn(Span) -> Span) -> Self {
        let value = match self.value {
            Value::Sequence(items) => {
                Value::Sequence(items.into_iter().map(|item| item.moved(to)).collect())
            }
            Value::Mapping(pairs) => Value::Mapping(
                pairs
                    .into_iter()
                    .map(|pair| Pair {
                        key: pair.key,
                        key_span: to(pair.key_span),
                        value: pair.value.moved(to),
                    })
                    .collect(),
            ),
            scalar => scalar,
        };
        Self { value, span: to(self.span) }
    }

    /// How deep the tree nests.
    pub fn depth(&self) -> usize {
        1 + match &self.value {
            Value::Null | Value::Scalar(_) => 0,
            Value::Sequence(items) => items.iter().map(Self::depth).max().unwrap_or(0),
            Value::Mapping(pairs) => pairs.iter().map(|pair| pair.value.depth()).max().unwrap_or(0),
        }
    }
}

impl Scalar {
    /// Whether YAML reads the scalar as nothing.
    fn is_null(&self) -> bool {
        self.plain && matches!(&*self.text, "" | "~" | "null" | "Null" | "NULL")
    }

    /// Whether YAML's core schema, which types a scalar by its looks, reads it as a boolean.
    pub fn is_flag(&self) -> bool {
        let flags = ["true", "True", "TRUE", "false", "False", "FALSE"];
        self.plain && flags.contains(&&*self.text)
    }

    /// Whether YAML's core schema reads the scalar as a number.
    pub fn is_number(&self) -> bool {
        let unsigned = self.text.strip_prefix(['-', '+']).unwrap_or(&self.text);
        let radix = |prefix: &str, radix: u32| {
            self.text.strip_prefix(prefix).is_some_and(|digits| {
                !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix))
            })
        };
        let special = matches!(unsigned, ".inf" | ".Inf" | ".INF")
            || matches!(&*self.text, ".nan" | ".NaN" | ".NAN");
        // Rust's own numbers are YAML's, but for names such as `inf`.
        let decimal = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
            && unsigned.parse::<f64>().is_ok();
        self.plain && (decimal || special || radix("0o", 8) || radix("0x", 16))
    }
}

/// What a text holds, and every problem with it that leaves a tree.
pub struct Parsed {
    /// The tree; `None` if the text is not YAML, or empty.
    pub node: Option<Node>,
    /// The problems.
    pub diagnostics: Vec<Diagnostic>,
}

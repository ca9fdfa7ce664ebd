//! `--set KEY=VALUE`: edits of the tree before it is validated. Spans of what is set point into the
//! argument.

use crate::diagnostics::{Diagnostic, SourceId, Span};

use super::{Node, Pair, Value, parse_part};

/// One step of a key: `work`, or `[0]`.
enum Step {
    /// A key of a mapping, with its bytes in the argument.
    Key(String, Span),
    /// An index into a sequence, with its bytes in the argument.
    Index(usize, Span),
}

/// Sets, or with an empty value removes, what the argument's key names.
pub fn set(root: &mut Node, argument: &str, source: SourceId) -> Result<(), Vec<Diagnostic>> {
    let Some(equals) = argument.find('=') else {
        let error = Diagnostic::error("bad-set", format!("`{argument}` has no `=`"))
            .at(Span::new(source, 0..argument.len()))
            .help("write `KEY=VALUE`, such as `basics.label=Engineer`; `KEY=` removes the key");
        return Err(vec![error]);
    };
    let steps = steps(&argument[..equals], source).map_err(|error| vec![error])?;
    if argument[equals + 1..].trim().is_empty() {
        remove(root, &steps);
        return Ok(());
    }
    let parsed = parse_part(argument, source, equals + 1);
    if !parsed.diagnostics.is_empty() {
        return Err(parsed.diagnostics);
    }
    match parsed.node {
        Some(value) => put(root, &steps, value).map_err(|error| vec![error]),
        None => {
            remove(root, &steps);
            Ok(())
        }
    }
}

/// Reads a key such as `work[0].name`.
fn steps(key: &str, source: SourceId) -> Result<Vec<Step>, Diagnostic> {
    let malformed = || {
        Diagnostic::error("bad-set", format!("`{key}` is not a key"))
            .at(Span::new(source, 0..key.len()))
            .help("write keys with dots and indices in brackets, such as `work[0].name`")
    };
    let mut steps = Vec::new();
    let mut at = 0;
    for part in key.split('.') {
        let name_end = part.find('[').unwrap_or(part.len());
        let name = &part[..name_end];
        if name.is_empty() {
            return Err(malformed());
        }
        steps.push(Step::Key(name.to_owned(), Span::new(source, at..at + name.len())));
        let mut rest = &part[name_end..];
        let mut rest_at = at + name_end;
        while !rest.is_empty() {
            let close = rest.find(']').ok_or_else(malformed)?;
            let digits = rest[..close].strip_prefix('[').ok_or_else(malformed)?;
            let index = digits.parse().map_err(|_| malformed())?;
            steps.push(Step::Index(index, Span::new(source, rest_at..rest_at + close + 1)));
            rest = &rest[close + 1..];
            rest_at += close + 1;
        }
        at += part.len() + 1;
    }
    Ok(steps)
}

/// Puts a value where the steps lead, making mappings on the way.
fn put(node: &mut Node, steps: &[Step], value: Node) -> Result<(), Diagnostic> {
    let Some((step, rest)) = steps.split_first() else {
        *node = value;
        return Ok(());
    };
    match step {
        Step::Key(key, span) => {
            expand_shorthand(node, key);
            if node.value == Value::Null {
                *node = Node { value: Value::Mapping(Vec::new()), span: *span };
            }
            let Value::Mapping(pairs) = &mut node.value else {
                return Err(Diagnostic::error("bad-set", format!("there is no mapping to hold `{key}`"))
                    .at(*span)
                    .related(node.span, "this is not one"));
            };
            let index = pairs.iter().position(|pair| pair.key == *key).unwrap_or_else(|| {
                let value = Node { value: Value::Null, span: *span };
                pairs.push(Pair { key: key.clone(), key_span: *span, value });
                pairs.len() - 1
            });
            if rest.is_empty() {
                pairs[index].key_span = *span;
            }
            put(&mut pairs[index].value, rest, value)
        }
        Step::Index(index, span) => {
            if node.value == Value::Null {
                *node = Node { value: Value::Sequence(Vec::new()), span: *span };
            }
            let Value::Sequence(items) = &mut node.value else {
                return Err(Diagnostic::error("bad-set", "there is no list to index")
                    .at(*span)
                    .related(node.span, "this is not one"));
            };
            if *index == items.len() {
                items.push(Node { value: Value::Null, span: *span });
            }
            let count = items.len();
            match items.get_mut(*index) {
                Some(item) => put(item, rest, value),
                None => Err(Diagnostic::error("bad-set", format!("the list has {count} items"))
                    .at(*span)
                    .help(format!("indices go from 0 to {count}; the last appends"))),
            }
        }
    }
}

/// `--set theme.size=9pt` on `theme: duet` edits `theme: {name: duet}`.
fn expand_shorthand(node: &mut Node, key: &str) {
    if key != "name" && matches!(node.value, Value::Scalar(_)) {
        let span = node.span;
        let name = node.clone();
        let pair = Pair { key: "name".to_owned(), key_span: span, value: name };
        node.value = Value::Mapping(vec![pair]);
    }
}

/// Removes what the steps lead to, if it is there.
fn remove(node: &mut Node, steps: &[Step]) {
    let Some((step, rest)) = steps.split_first() else { return };
    match (step, &mut node.value) {
        (Step::Key(key, _), Value::Mapping(pairs)) => match rest {
            [] => pairs.retain(|pair| pair.key != *key),
            _ => {
                if let Some(pair) = pairs.iter_mut().find(|pair| pair.key == *key) {
                    remove(&mut pair.value, rest);
                }
            }
        },
        (Step::Index(index, _), Value::Sequence(items)) => match rest {
            [] if *index < items.len() => drop(items.remove(*index)),
            _ => {
                if let Some(item) = items.get_mut(*index) {
                    remove(item, rest);
                }
            }
        },
        _ => {}
    }
}

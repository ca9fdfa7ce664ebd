//! JSON Patch (RFC 6902): edits of the tree that the file itself brings. Spans of what they put in
//! point into the patch.

use std::collections::HashMap;
use std::mem;

use crate::diagnostics::{Diagnostic, Sources, Span};
use crate::words::{closest, code};

use super::read::{MAX_DEPTH, too_deep};
use super::{Node, Pair, Value};

/// What an operation may do.
const OPERATIONS: [&str; 4] = ["add", "replace", "remove", "test"];
/// How many operations a patch may have.
const MAX_OPERATIONS: usize = 10_000;

/// What came of a patch.
#[derive(Debug, Default)]
pub struct Patched {
    /// Why it was not applied to its end.
    pub error: Option<Diagnostic>,
    /// The values that it has replaced or removed by others, each with the path that did it.
    pub replaced: HashMap<Span, Span>,
    /// The entries that are no more what they were, each with the path of its test. What the patch
    /// has for them is left out.
    pub changed: Vec<(Span, Span)>,
}

/// Applies the operations of a patch in their order. What cannot be applied is said, and changes
/// nothing; what follows it would miss its place, so the first one ends it.
pub fn patch(root: &mut Node, patch: &Node, sources: &Sources) -> Patched {
    let mut patched = Patched::default();
    let Value::Sequence(operations) = &patch.value else {
        let error = Diagnostic::error("bad-patch", "a patch must be a list of operations");
        patched.error = Some(error.at(patch.span).help(REMEDY));
        return patched;
    };
    if operations.len() > MAX_OPERATIONS {
        let message = format!("a patch has {MAX_OPERATIONS} operations at most");
        let error = Diagnostic::error("too-large", message).at(patch.span);
        patched.error = Some(error.help(REMEDY));
        return patched;
    }
    // The entries whose tests follow each other, and those whose tests have failed.
    let (mut tested, mut failed): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut together_failed = false;
    for operation in operations {
        let path = operation.get("path").and_then(Node::text).unwrap_or_default();
        let within = |entry: &String| {
            path.strip_prefix(entry.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if operation.get("op").and_then(Node::text) == Some("test") {
            let entry = entry_of(operation, path).to_owned();
            tested.push(entry);
            // What one test of several in a row is about goes with the others.
            if together_failed || failed.iter().any(within) {
                failed.append(&mut tested);
                continue;
            }
            match test(root, operation, sources) {
                Ok(None) => {}
                Ok(Some(changed)) => {
                    patched.changed.push(changed);
                    failed.append(&mut tested);
                    together_failed = true;
                }
                Err(error) => {
                    patched.error = Some(*error);
                    break;
                }
            }
            continue;
        }
        tested.clear();
        together_failed = false;
        if failed.iter().any(within) {
            continue;
        }
        match apply(root, operation, sources) {
            Ok(replaced) => patched.replaced.extend(replaced),
            Err(error) => {
                patched.error = Some(*error);
                break;
            }
        }
    }
    patched
}

/// What to do about a patch that does not fit its file.
const REMEDY: &str = "write the file anew with `vitae render -f json`, or remove the patch";

/// One step of a path with its bytes in the patch.
struct Step {
    key: String,
    span: Span,
}

/// The entry that a test is about: what it compares, or what holds the name that it compares.
fn entry_of<'a>(operation: &Node, path: &'a str) -> &'a str {
    match operation.get("value").map(|value| &value.value) {
        Some(Value::Mapping(_)) => path,
        _ => path.rsplit_once('/').map_or(path, |(entry, _)| entry),
    }
}

/// Whether a value is what a test says; if it is not, where, with the path of the test.
fn test(
    root: &mut Node,
    operation: &Node,
    sources: &Sources,
) -> Result<Option<(Span, Span)>, Box<Diagnostic>> {
    let error = |message: &str| {
        Box::new(Diagnostic::error("bad-patch", message).at(operation.span).help(REMEDY))
    };
    let (Some(path), Some(value)) = (operation.get("path"), operation.get("value")) else {
        return Err(error("an operation needs `path` and `value`"));
    };
    let steps =
        steps(path, sources).ok_or_else(|| error("a path must be text that begins with `/`"))?;
    let mut node = root;
    for step in &steps {
        let place = node.span;
        match child(node, &step.key) {
            Some(inner) => node = inner,
            None => return Ok(Some((place, path.span))),
        }
    }
    Ok((!same(node, value)).then_some((node.span, path.span)))
}

/// Whether two values say the same, in whatever order. Nothing is the same as an empty text.
fn same(one: &Node, other: &Node) -> bool {
    let is_nothing = |node: &Node| node.value == Value::Null || node.text() == Some("");
    match (&one.value, &other.value) {
        (Value::Sequence(one), Value::Sequence(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Mapping(pairs), Value::Mapping(others)) => {
            let find = |key: &str| other.get(key);
            pairs.len() == others.len()
                && pairs
                    .iter()
                    .all(|pair| find(&pair.key).is_some_and(|value| same(&pair.value, value)))
        }
        _ => {
            one.text() == other.text() && one.text().is_some()
                || is_nothing(one) && is_nothing(other)
        }
    }
}

/// Applies one operation. A value that had another in its place comes back as its bytes, with those
/// of the path.
fn apply(
    root: &mut Node,
    operation: &Node,
    sources: &Sources,
) -> Result<Option<(Span, Span)>, Box<Diagnostic>> {
    let error = |node: &Node, message: String| {
        Box::new(Diagnostic::error("bad-patch", message).at(node.span).help(REMEDY))
    };
    if !matches!(operation.value, Value::Mapping(_)) {
        return Err(error(operation, "an operation must be a mapping with `op` and `path`".into()));
    }
    let member = |key: &str| {
        let missing = || error(operation, format!("an operation needs `{key}`"));
        operation.get(key).ok_or_else(missing)
    };
    let word = member("op")?;
    let name = word.text().unwrap_or_default();
    if !OPERATIONS.contains(&name) {
        let unknown = error(word, format!("{} is no operation of a patch", code(name)));
        return Err(Box::new(unknown.help(match closest(name, OPERATIONS) {
            Some(near) => format!("an operation with a similar name exists: `{near}`"),
            None => "the operations are `add`, `replace`, `remove` and `test`".to_owned(),
        })));
    }
    let path = member("path")?;
    let steps = steps(path, sources)
        .ok_or_else(|| error(path, "a path must be text that begins with `/`".into()))?;
    let value = match name {
        "remove" => None,
        _ => Some(member("value")?.clone()),
    };
    if let Some(value) = &value
        && steps.len() + value.depth() > MAX_DEPTH
    {
        return Err(Box::new(too_deep(value.span)));
    }
    let absent = || {
        let place = code(path.text().unwrap_or_default());
        let message = match name {
            _ if steps.is_empty() => "the whole file cannot be removed".to_owned(),
            "add" => format!("{place} has no place in the file"),
            _ => format!("there is no {place} in the file"),
        };
        error(path, message)
    };
    let Some((last, holders)) = steps.split_last() else {
        // The empty path is the whole file.
        *root = value.ok_or_else(absent)?;
        return Ok(None);
    };
    let holder = holders.iter().try_fold(root, |node, step| child(node, &step.key));
    let holder = holder.ok_or_else(absent)?;
    let new = value.as_ref().and_then(|value| value.text().map(str::to_owned));
    let old = edit(holder, last, name == "add", value).ok_or_else(absent)?;
    let changed = old.filter(|old| new.is_none() || old.text() != new.as_deref());
    Ok(changed.map(|old| (old.span, path.span)))
}

/// Adds, replaces or, without a value, removes a child of a node; `None` if it has no place there.
/// What was there before comes back.
fn edit(holder: &mut Node, step: &Step, add: bool, value: Option<Node>) -> Option<Option<Node>> {
    match &mut holder.value {
        Value::Mapping(pairs) => {
            let at = pairs.iter().position(|pair| pair.key == step.key);
            match (at, value) {
                (Some(at), Some(value)) => {
                    pairs[at].key_span = step.span;
                    Some(Some(mem::replace(&mut pairs[at].value, value)))
                }
                (Some(at), None) => Some(Some(pairs.remove(at).value)),
                (None, Some(value)) if add => {
                    pairs.push(Pair { key: step.key.clone(), key_span: step.span, value });
                    Some(None)
                }
                (None, _) => None,
            }
        }
        Value::Sequence(items) => {
            let at = match step.key.as_str() {
                "-" if add => items.len(),
                key => index(key)?,
            };
            match value {
                Some(value) if add && at <= items.len() => {
                    items.insert(at, value);
                    Some(None)
                }
                Some(value) => Some(Some(mem::replace(items.get_mut(at)?, value))),
                None => (at < items.len()).then(|| Some(items.remove(at))),
            }
        }
        Value::Null | Value::Scalar(_) => None,
    }
}

/// The child of a node at a step.
fn child<'a>(node: &'a mut Node, step: &str) -> Option<&'a mut Node> {
    match &mut node.value {
        Value::Mapping(pairs) => {
            pairs.iter_mut().find(|pair| pair.key == step).map(|pair| &mut pair.value)
        }
        Value::Sequence(items) => items.get_mut(index(step)?),
        Value::Null | Value::Scalar(_) => None,
    }
}

/// An index as JSON Pointer writes it: without a sign, without a zero before it.
fn index(step: &str) -> Option<usize> {
    let canonical = step == "0" || !step.starts_with(['0', '+']);
    step.parse().ok().filter(|_| canonical)
}

/// The steps of a JSON Pointer (RFC 6901).
fn steps(path: &Node, sources: &Sources) -> Option<Vec<Step>> {
    let text = path.text()?;
    if text.is_empty() {
        return Some(Vec::new());
    }
    let source = &sources.get(path.span.source).text;
    let mut at = 1;
    let steps = text.strip_prefix('/')?.split('/').map(|part| {
        let span = path.span_of(at..at + part.len(), source);
        at += part.len() + 1;
        Step { key: part.replace("~1", "/").replace("~0", "~"), span }
    });
    Some(steps.collect())
}

/// A key as a step of a JSON Pointer.
pub fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::super::{Node, parse};
    use super::patch;
    use crate::diagnostics::{Diagnostic, Sources};

    /// What a file is after a patch, the text at a path of it, and what was said.
    fn after(operations: &str, path: &str) -> (Option<String>, Option<Diagnostic>) {
        let file = r#"{"a": {"b": "c", "d/e": "f", "g~h": "i"}, "j": ["k", "l"]}"#;
        let mut sources = Sources::default();
        let source = sources.add("file.json", file);
        let mut root = parse(file, source).node.expect("it is JSON");
        let source = sources.add("patch.json", operations);
        let operations = parse(operations, source).node.expect("it is JSON");
        let said = patch(&mut root, &operations, &sources).error;
        (root.at(path).and_then(Node::text).map(str::to_owned), said)
    }

    #[test]
    fn operations_add_replace_and_remove() {
        let cases = [
            (r#"[{"op": "add", "path": "/m", "value": "n"}]"#, "/m", Some("n")),
            (r#"[{"op": "add", "path": "/a/b", "value": "n"}]"#, "/a/b", Some("n")),
            (r#"[{"op": "add", "path": "/j/0", "value": "n"}]"#, "/j/1", Some("k")),
            (r#"[{"op": "add", "path": "/j/-", "value": "n"}]"#, "/j/2", Some("n")),
            (r#"[{"op": "add", "path": "/j/2", "value": {"o": "p"}}]"#, "/j/2/o", Some("p")),
            (r#"[{"op": "replace", "path": "/j/1", "value": "n"}]"#, "/j/1", Some("n")),
            (r#"[{"op": "replace", "path": "/a/g~0h", "value": "n"}]"#, "/a/g~h", Some("n")),
            (r#"[{"op": "remove", "path": "/a/b"}]"#, "/a/b", None),
            (r#"[{"op": "remove", "path": "/j/0"}]"#, "/j/0", Some("l")),
            (r#"[{"op": "remove", "path": "/a/d~1e"}]"#, "/a/b", Some("c")),
            (r#"[{"op": "replace", "path": "", "value": {"q": "r"}}]"#, "/q", Some("r")),
        ];
        for (operations, path, expected) in cases {
            let (found, said) = after(operations, path);
            assert!(said.is_none(), "{operations}: {said:?}");
            assert_eq!(found.as_deref(), expected, "{operations}");
        }
    }

    #[test]
    fn what_cannot_be_applied_is_said() {
        let deep = format!(r#"[{{"op": "add", "path": "{}", "value": 1}}]"#, "/a".repeat(70));
        let cases = [
            ("{}", "a patch must be a list of operations"),
            ("[1]", "an operation must be a mapping with `op` and `path`"),
            (r#"[{"path": "/a"}]"#, "an operation needs `op`"),
            (r#"[{"op": "add", "path": "/a"}]"#, "an operation needs `value`"),
            (r#"[{"op": "ad", "path": "/a"}]"#, "`ad` is no operation of a patch"),
            (r#"[{"op": ["add"], "path": "/a"}]"#, "`` is no operation of a patch"),
            (r#"[{"op": "remove", "path": "a"}]"#, "a path must be text that begins with `/`"),
            (r#"[{"op": "remove", "path": ["a"]}]"#, "a path must be text that begins with `/`"),
            (r#"[{"op": "remove", "path": "/z"}]"#, "there is no `/z` in the file"),
            (r#"[{"op": "remove", "path": "/j/2"}]"#, "there is no `/j/2` in the file"),
            (r#"[{"op": "remove", "path": "/j/01"}]"#, "there is no `/j/01` in the file"),
            (r#"[{"op": "remove", "path": ""}]"#, "the whole file cannot be removed"),
            (
                r#"[{"op": "replace", "path": "/a/z", "value": 1}]"#,
                "there is no `/a/z` in the file",
            ),
            (r#"[{"op": "add", "path": "/j/3", "value": 1}]"#, "`/j/3` has no place in the file"),
            (
                r#"[{"op": "add", "path": "/a/b/c", "value": 1}]"#,
                "`/a/b/c` has no place in the file",
            ),
            (deep.as_str(), "the file nests deeper than 64 levels"),
        ];
        for (operations, message) in cases {
            let said = after(operations, "").1.expect(operations);
            assert_eq!(said.message, message, "{operations}");
        }
    }
}

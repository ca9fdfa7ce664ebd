//! `--set KEY=VALUE`: edits of the tree before it is validated. Spans of what is set point into the
//! argument.

use crate::diagnostics::{Diagnostic, SourceId, Span};
use crate::words::{code, count};

use super::read::{Reading, read};
use super::{Node, Pair, Scalar, Value};

/// One step of a key: `work`, or `[0]`.
enum Step {
    /// A key of a mapping, with its bytes in the argument.
    Key(String, Span),
    /// An index into a sequence, with its bytes in the argument.
    Index(usize, Span),
}

/// Sets, or with an empty value removes, what the argument's key names.
pub fn set(root: &mut Node, argument: &str, source: SourceId) -> Vec<Diagnostic> {
    let Some(equals) = argument.find('=') else {
        let error = Diagnostic::error("bad-set", format!("{} has no `=`", code(argument)))
            .at(Span::new(source, 0..argument.len()))
            .help("write `KEY=VALUE`, such as `basics.label=Engineer`; `KEY=` removes the key");
        return vec![error];
    };
    let steps = match steps(&argument[..equals], source) {
        Ok(steps) => steps,
        Err(error) => return vec![*error],
    };
    let start = equals + 1;
    let in_argument =
        |span: Span| Span { start: span.start + start, end: span.end + start, ..span };
    let mut reading = read(&argument[start..], source);
    if let Some(whole) = without_comment(&argument[start..], &reading, source) {
        reading.node = Some(whole);
    }
    let fault = reading.fault.map(|fault| match fault.mends.first() {
        Some(mend) => mend.apply(fault.diagnostic, source),
        None => fault.diagnostic,
    });
    let found = reading.diagnostics.into_iter().chain(fault);
    let mut diagnostics: Vec<_> = found.map(|one| one.moved(&in_argument)).collect();
    if diagnostics.iter().any(Diagnostic::is_error) {
        return diagnostics;
    }
    let done = match reading.node.map(|node| node.moved(&in_argument)) {
        Some(value) if value.value != Value::Null => put(root, &steps, value, ""),
        _ => remove(root, &steps),
    };
    diagnostics.extend(done.err().map(|error| *error));
    diagnostics
}

/// A text with a `#` in it, whole: nobody writes a comment on a command line, but `C# dev #1` is a label,
/// and `#1a3a5f` a colour. `None` if the value is another than a text without quotes, or has no `#`.
fn without_comment(value: &str, reading: &Reading, source: SourceId) -> Option<Node> {
    let text = value.trim();
    let is_text = match reading.node.as_ref().map(|node| &node.value) {
        // All of it was a comment.
        None | Some(Value::Null) => text.starts_with('#'),
        Some(Value::Scalar(scalar)) => scalar.plain && text.starts_with(&scalar.text),
        Some(Value::Sequence(_) | Value::Mapping(_)) => false,
    };
    let is_whole = reading.node.as_ref().and_then(Node::text) == Some(text);
    if reading.fault.is_some() || !is_text || is_whole || text.contains(char::is_control) {
        return None;
    }
    let start = value.len() - value.trim_start().len();
    let span = Span::new(source, start..start + text.len());
    Some(Node { value: Value::Scalar(Scalar { text: text.to_owned(), plain: true }), span })
}

/// Sets what a key such as `work[0].name` names, or with nothing removes it. The key stands in the file
/// itself, at a place.
pub fn set_at(root: &mut Node, key: &str, place: Span, value: Node) -> Result<(), Box<Diagnostic>> {
    let here = |error: Box<Diagnostic>| {
        // Other places than the key's own are those of the tree.
        let moved = error.span.map(|_| place);
        Box::new(Diagnostic { span: moved, ..*error })
    };
    let steps: Vec<Step> = steps(key, place.source)
        .map_err(here)?
        .into_iter()
        .map(|step| match step {
            Step::Key(name, _) => Step::Key(name, place),
            Step::Index(index, _) => Step::Index(index, place),
        })
        .collect();
    match value.value {
        Value::Null => remove(root, &steps),
        _ => put(root, &steps, value, ""),
    }
}

/// Reads a key such as `work[0].name`.
fn steps(key: &str, source: SourceId) -> Result<Vec<Step>, Box<Diagnostic>> {
    let malformed = || {
        let message = match key {
            "" => "there is no key before the `=`".to_owned(),
            _ => format!("{} is not a key", code(key)),
        };
        Diagnostic::error("bad-set", message)
            .at(Span::new(source, 0..key.len()))
            .help("write keys with dots and indices in brackets, such as `work[0].name`")
    };
    let mut steps = Vec::new();
    let mut at = 0;
    for part in key.split('.') {
        let name_end = part.find('[').unwrap_or(part.len());
        let name = &part[..name_end];
        if name.is_empty() {
            return Err(malformed().into());
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

/// Puts a value where the steps lead, making mappings and lists on the way. `holder` is the key that
/// holds the node.
fn put(node: &mut Node, steps: &[Step], value: Node, holder: &str) -> Result<(), Box<Diagnostic>> {
    let Some((step, rest)) = steps.split_first() else {
        *node = value;
        return Ok(());
    };
    match step {
        Step::Key(key, span) => {
            expand_shorthand(node, holder);
            if node.value == Value::Null {
                *node = Node { value: Value::Mapping(Vec::new()), span: *span };
            }
            let Value::Mapping(pairs) = &mut node.value else {
                return Err(Diagnostic::error(
                    "bad-set",
                    format!("there is no mapping to hold {}", code(key)),
                )
                .at(*span)
                .related(node.span, "this is not one")
                .help("set the whole value instead")
                .into());
            };
            let index = pairs.iter().position(|pair| pair.key == *key).unwrap_or_else(|| {
                let value = Node { value: Value::Null, span: *span };
                pairs.push(Pair { key: key.clone(), key_span: *span, value });
                pairs.len() - 1
            });
            if rest.is_empty() {
                pairs[index].key_span = *span;
            }
            put(&mut pairs[index].value, rest, value, key)
        }
        Step::Index(index, span) => {
            if node.value == Value::Null {
                *node = Node { value: Value::Sequence(Vec::new()), span: *span };
            }
            let Value::Sequence(items) = &mut node.value else {
                return Err(Diagnostic::error(
                    "bad-set",
                    format!("{} is not a list", code(holder)),
                )
                .at(*span)
                .related(node.span, "this is what it is")
                .help("leave the index out")
                .into());
            };
            if *index == items.len() {
                items.push(Node { value: Value::Null, span: *span });
            }
            let number = items.len();
            match items.get_mut(*index) {
                Some(item) => put(item, rest, value, holder),
                None => Err(Diagnostic::error(
                    "bad-set",
                    format!("{} has {}", code(holder), count(number, "item")),
                )
                .at(*span)
                .help(format!("indices go from 0, and `[{number}]` appends"))
                .into()),
            }
        }
    }
}

/// `--set theme.size=9pt` on `theme: duet` edits `theme: {name: duet}`.
fn expand_shorthand(node: &mut Node, holder: &str) {
    let main = match holder {
        "theme" | "publications" | "authors" | "skills" | "interests" | "certificates"
        | "projects" | "references" | "talks" | "teaching" | "grants" | "patents" | "courses"
        | "entries" => "name",
        "sections" => "id",
        "languages" => "language",
        "awards" => "title",
        "image" => "path",
        "phone" | "highlights" | "bullets" => "text",
        "location" => "city",
        "profiles" | "url" => "url",
        _ => return,
    };
    if matches!(node.value, Value::Scalar(_)) {
        let pair = Pair { key: main.to_owned(), key_span: node.span, value: node.clone() };
        node.value = Value::Mapping(vec![pair]);
    }
}

/// Removes what the steps lead to. What is not there is said, since it may be misspelt.
fn remove(node: &mut Node, steps: &[Step]) -> Result<(), Box<Diagnostic>> {
    let absent = |span: Span, what: String| {
        let warning = Diagnostic::warning("bad-set", format!("there is no {what} to remove"));
        Box::new(warning.at(span).help("check how the key is written"))
    };
    match (steps, &mut node.value) {
        ([Step::Key(key, span)], Value::Mapping(pairs)) => {
            let index = pairs.iter().position(|pair| pair.key == *key);
            index.map(|index| drop(pairs.remove(index))).ok_or_else(|| absent(*span, code(key)))
        }
        ([Step::Key(key, span), rest @ ..], Value::Mapping(pairs)) => {
            match pairs.iter_mut().find(|pair| pair.key == *key) {
                Some(pair) => remove(&mut pair.value, rest),
                None => Err(absent(*span, code(key))),
            }
        }
        ([Step::Index(index, span)], Value::Sequence(items)) => {
            let there = *index < items.len();
            there
                .then(|| drop(items.remove(*index)))
                .ok_or_else(|| absent(*span, format!("item {index}")))
        }
        ([Step::Index(index, span), rest @ ..], Value::Sequence(items)) => {
            match items.get_mut(*index) {
                Some(item) => remove(item, rest),
                None => Err(absent(*span, format!("item {index}"))),
            }
        }
        ([Step::Key(key, span), ..], _) => Err(absent(*span, code(key))),
        ([Step::Index(index, span), ..], _) => Err(absent(*span, format!("item {index}"))),
        ([], _) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Value, parse};
    use super::set;
    use crate::diagnostics::{Diagnostic, Sources};

    const FILE: &str = "basics: {name: Ada}\ntheme: duet\nwork: [{name: A}, {name: B}]\n";

    /// The text at a path after an argument, and what was said.
    fn after(argument: &str, path: &str) -> (Option<String>, Vec<Diagnostic>) {
        let mut sources = Sources::default();
        let source = sources.add("test.yaml", FILE);
        let mut root = parse(FILE, source).node.expect("it is YAML");
        let source = sources.add("--set", argument);
        let diagnostics = set(&mut root, argument, source);
        let node = root.at(path);
        if let Some(node) = node.filter(|node| node.span.source == source) {
            assert!(argument[node.span.range()].len() <= argument.len());
        }
        (node.and_then(|node| node.text().map(str::to_owned)), diagnostics)
    }

    #[test]
    fn a_key_is_set_added_or_removed() {
        let cases = [
            ("basics.name=Grace", "/basics/name", Some("Grace")),
            ("basics.label=a: b=c", "/basics/label", None),
            ("basics.label='a: b=c'", "/basics/label", Some("a: b=c")),
            ("basics.label=C# dev #1", "/basics/label", Some("C# dev #1")),
            ("basics.label= #1 # dev ", "/basics/label", Some("#1 # dev")),
            ("theme.accent=#1a3a5f", "/theme/accent", Some("#1a3a5f")),
            ("basics.label=\"a # b\" # c", "/basics/label", Some("a # b")),
            ("skills=[a, b] # c", "/skills/1", Some("b")),
            ("work[1].name=C", "/work/1/name", Some("C")),
            ("work[2].name=C", "/work/2/name", Some("C")),
            ("skills[0]=Rust", "/skills/0", Some("Rust")),
            ("theme.size=9pt", "/theme/name", Some("duet")),
            ("theme.size=9pt", "/theme/size", Some("9pt")),
            ("theme.name=classic", "/theme/name", Some("classic")),
            ("work[0]=", "/work/0/name", Some("B")),
            ("work[0].name=", "/work/0/name", None),
            ("basics=null", "/basics", None),
        ];
        for (argument, path, expected) in cases {
            assert_eq!(after(argument, path).0.as_deref(), expected, "{argument}");
        }
    }

    #[test]
    fn theme_alone_may_be_named_by_its_mapping() {
        let mut sources = Sources::default();
        let mut root = parse(FILE, sources.add("test.yaml", FILE)).node.expect("it is YAML");
        assert!(
            set(&mut root, "theme.name=classic", sources.add("--set", "theme.name=classic"))
                .is_empty()
        );
        assert!(matches!(root.get("theme").map(|node| &node.value), Some(Value::Mapping(_))));
    }

    #[test]
    fn what_cannot_be_set_is_said_in_the_argument() {
        let cases = [
            ("name", "`name` has no `=`"),
            ("=x", "there is no key before the `=`"),
            ("work[x].name=A", "`work[x].name` is not a key"),
            ("work[9].name=A", "`work` has 2 items"),
            ("work.name=A", "there is no mapping to hold `name`"),
            ("basics[0]=A", "`basics` is not a list"),
            ("basics.name.first=A", "there is no mapping to hold `first`"),
            ("basics.label=", "there is no `label` to remove"),
            ("work[5]=", "there is no item 5 to remove"),
            ("basics.label=[a", "this `[` is never closed"),
            ("basics.label=@a", "a value cannot begin with `@`"),
        ];
        for (argument, message) in cases {
            let (_, diagnostics) = after(argument, "");
            let messages: Vec<_> = diagnostics.iter().map(|one| one.message.as_str()).collect();
            assert_eq!(messages, [message], "{argument}");
        }
    }
}

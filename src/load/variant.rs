//! Variants of a file: what one changes of the tree, and tags that are written in vain.

use crate::diagnostics::{Diagnostic, Sources, Span};
use crate::resume::is_variant_name;
use crate::select::{self, Wanted};
use crate::theme;
use crate::words::{closest, code, code_list, only_closest};
use crate::yaml::{self, Node, Pair, Value, written_like};

/// The most variants that a file may have: each is checked with it.
pub const MOST: usize = 50;

/// The variants of a file, in its order.
pub fn variants(root: &Node) -> impl Iterator<Item = &Pair> {
    root.get("variants").map(Node::pairs).unwrap_or_default().iter()
}

/// A variant by its name; the error points into the argument that asks for it.
pub fn find<'a>(
    root: &'a Node,
    name: &str,
    sources: &mut Sources,
) -> Result<&'a Pair, Box<Diagnostic>> {
    if let Some(pair) = variants(root).find(|pair| pair.key == name) {
        return Ok(pair);
    }
    let source = sources.add("--variant", name);
    let error =
        Diagnostic::error("unknown-variant", format!("the file has no variant {}", code(name)))
            .at(Span::new(source, 0..name.len()));
    let names: Vec<&str> = variants(root).map(|pair| pair.key.as_str()).collect();
    Err(Box::new(match closest(name, names.iter().copied()) {
        _ if names.is_empty() => error.help(
            "name some in the file, such as `variants: {backend: {tags: [backend]}}`, or use `--tags`",
        ),
        Some(near) => error.help(format!("a variant with a similar name exists: `{near}`")),
        None => error.help(format!("its variants are {}", code_list(names, "and"))),
    }))
}

/// The texts of a list under a key.
fn texts(node: &Node, key: &str) -> Option<Vec<String>> {
    let list = node.get(key).filter(|list| matches!(list.value, Value::Sequence(_)))?;
    Some(list.items().iter().filter_map(Node::text).map(str::to_owned).collect())
}

/// Variants that are too many, or have a name that no file and no argument could have.
pub fn bad_variants(root: &Node) -> Vec<Diagnostic> {
    let bad = variants(root).filter(|pair| !is_variant_name(&pair.key));
    let said = bad.map(|pair| {
        let message = format!("a variant cannot be called {}", code(&pair.key));
        let help = match pair.key.as_str() {
            "all" => "choose another name: `--variant all` writes all of them",
            _ => "choose a name that a file may have: letters, figures and hyphens",
        };
        Diagnostic::error("bad-id", message).at(pair.key_span).help(help)
    });
    let alike = variants(root).enumerate().filter_map(|(index, pair)| {
        let same = |other: &&Pair| other.key.to_lowercase() == pair.key.to_lowercase();
        let first = variants(root).take(index).find(same)?;
        let message = format!("the variant {} would have the file of another", code(&pair.key));
        let error = Diagnostic::error("bad-id", message).at(pair.key_span);
        let error = error.related(first.key_span, "the same but for capitals");
        Some(error.help("choose another name: not all machines tell capitals in names of files"))
    });
    let many = variants(root).nth(MOST).map(|pair| {
        Diagnostic::error("too-large", format!("a file has {MOST} variants at most"))
            .at(pair.key_span)
            .help("remove some, or make a second file")
    });
    said.chain(alike).chain(many).collect()
}

/// Which tags a variant wants.
pub fn wanted(variant: &Node) -> Wanted {
    Wanted { tags: texts(variant, "tags"), without: texts(variant, "without").unwrap_or_default() }
}

/// Changes a file into one of its variants. What is wrong with `set` is said; what is wrong with the
/// values says the schema, which the file is held to after this.
pub fn apply(root: &mut Node, variant: &Node) -> Vec<Diagnostic> {
    for key in ["fit", "language", "sections"] {
        if let Some(pair) = variant.pair(key) {
            replace(root, pair.clone());
        }
    }
    if let Some(pair) = variant.pair("theme") {
        let theme = merged_theme(root, &pair.value);
        replace(root, Pair { value: theme, ..pair.clone() });
    }
    let mut diagnostics = Vec::new();
    if let Some(pair) = variant.pair("label").filter(|pair| pair.value.value != Value::Null) {
        // Basics that are no mapping are said to be wrong already.
        let _ = yaml::set_at(root, "basics.label", pair.key_span, pair.value.clone());
    }
    for pair in variant.get("set").map(Node::pairs).unwrap_or_default() {
        let set = yaml::set_at(root, &pair.key, pair.key_span, pair.value.clone());
        diagnostics.extend(set.err().map(|error| *error));
    }
    diagnostics
}

/// Puts a pair of a variant in the place of the file's. Nothing leaves the file's as it is.
fn replace(root: &mut Node, new: Pair) {
    let Value::Mapping(pairs) = &mut root.value else { return };
    if new.value.value == Value::Null {
        return;
    }
    match pairs.iter_mut().find(|pair| pair.key == new.key) {
        Some(pair) => *pair = new,
        None => pairs.push(new),
    }
}

/// The theme of a variant. Options for the theme of the file change those that the file sets.
fn merged_theme(root: &Node, own: &Node) -> Node {
    let base = root.get("theme").filter(|node| node.value != Value::Null);
    let name = |node: &Node| match &node.value {
        Value::Scalar(scalar) => Some(scalar.text.clone()),
        _ => node.get("name").and_then(Node::text).map(str::to_owned),
    };
    let of_base = base.and_then(name).unwrap_or_else(|| theme::DEFAULT.to_owned());
    let (Some(base), Value::Mapping(options)) = (base, &own.value) else { return own.clone() };
    if name(own).is_some_and(|name| name != of_base) {
        return own.clone();
    }
    let mut pairs = match &base.value {
        Value::Mapping(pairs) => pairs.clone(),
        _ => vec![Pair { key: "name".to_owned(), key_span: base.span, value: base.clone() }],
    };
    for option in options {
        match pairs.iter_mut().find(|pair| pair.key == option.key) {
            Some(pair) => *pair = option.clone(),
            None => pairs.push(option.clone()),
        }
    }
    Node { value: Value::Mapping(pairs), span: own.span }
}

/// Warns of tags that nothing has, though a variant or an argument names them, and of tags that no
/// variant uses. Each is said of once.
pub fn vain_tags(root: &Node, asked: &[(String, Span)], sources: &Sources) -> Vec<Diagnostic> {
    let given = select::given(root);
    let lists = variants(root)
        .flat_map(|pair| ["tags", "without"].into_iter().filter_map(|key| pair.value.get(key)));
    let tags = lists.flat_map(Node::items).filter_map(|tag| Some((tag.text()?, tag.span)));
    let used: Vec<(&str, Span)> = tags.collect();
    let asked = asked.iter().map(|(tag, span)| (tag.as_str(), *span));
    let has = |list: &[(&str, Span)], tag: &str| list.iter().any(|(one, _)| *one == tag);

    let mut found = Vec::new();
    let mut said: Vec<&str> = Vec::new();
    for (tag, span) in used.iter().copied().chain(asked) {
        if has(&given, tag) || said.contains(&tag) {
            continue;
        }
        said.push(tag);
        let message = format!("nothing has the tag {}", code(tag));
        let names = given.iter().map(|(tag, _)| *tag);
        found.push(advise("unknown-tag", message, tag, span, names, "tag", sources));
    }
    if variants(root).next().is_none() {
        return found;
    }
    for (tag, span) in &given {
        // One slip is one message, at whichever end it was made.
        let known = said.iter().any(|one| one == tag || closest(one, [*tag]).is_some());
        if has(&used, tag) || known {
            continue;
        }
        said.push(tag);
        let message = format!("no variant uses the tag {}", code(tag));
        let names = used.iter().map(|(tag, _)| *tag);
        found.push(advise("unused-tag", message, tag, *span, names, "tag of a variant", sources));
    }
    found
}

/// A warning about a tag, with the tag that was meant, or those there are.
fn advise<'a>(
    kind: &'static str,
    message: String,
    tag: &str,
    span: Span,
    others: impl Iterator<Item = &'a str>,
    noun: &str,
    sources: &Sources,
) -> Diagnostic {
    let mut names: Vec<&str> = others.filter(|other| *other != tag).collect();
    names.sort_unstable();
    names.dedup();
    let warning = Diagnostic::warning(kind, message).at(span);
    match closest(tag, names.iter().copied()) {
        Some(near) => warning
            .help(format!("a similar {noun} exists: `{near}`"))
            .fix(span, written_like(sources.slice(span), near))
            .safe_if(only_closest(tag, names.iter().copied()).is_some()),
        None if names.is_empty() && kind == "unknown-tag" => {
            warning.help("give it to something, as in `tags: [backend]`, or remove it here")
        }
        None if kind == "unknown-tag" => {
            warning.help(format!("the tags there are: {}", code_list(names, "and")))
        }
        None => warning.help("name it in a variant, or remove it here"),
    }
}

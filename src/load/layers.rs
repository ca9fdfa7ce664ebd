//! Files that a résumé includes, and files that are laid over it: many trees → one.
//!
//! Every node keeps its place, so a problem is said of the file that it is in.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Diagnostic, Sources, Span};
use crate::words::code;
use crate::yaml::{self, Node, Pair, Value};

use super::files::{find_beside, unreadable};
use super::{Input, lost_character};

/// How many files a résumé may include, those that they include counted in.
const MAX_FILES: usize = 50;

/// How large they may be together.
const MAX_BYTES: usize = yaml::MAX_BYTES;

/// The keys that name an item of a list, the first that it has.
const NAMES: &[&str] = &[
    "id",
    "name",
    "title",
    "institution",
    "organization",
    "language",
    "position",
    "network",
    "label",
    "text",
];

/// Puts what the files that a tree includes say in the place of its `include`. What the tree says
/// itself comes before them.
pub fn include(
    root: &mut Node,
    input: &Input,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let open = Vec::from_iter(fs::canonicalize(&input.name).ok().map(|path| (path, None)));
    let mut including = Including { input, sources, diagnostics, open, done: Vec::new(), bytes: 0 };
    including.resolve(root, Path::new(""));
}

/// The state of an inclusion.
struct Including<'a> {
    input: &'a Input,
    sources: &'a mut Sources,
    diagnostics: &'a mut Vec<Diagnostic>,
    /// The files that are being read, from the outermost, each with where it is named; the résumé is named
    /// nowhere.
    open: Vec<(PathBuf, Option<Span>)>,
    /// The files that are there already.
    done: Vec<PathBuf>,
    /// How large they are together.
    bytes: usize,
}

impl Including<'_> {
    /// Includes what a tree names. The paths are those of a folder inside the résumé's.
    fn resolve(&mut self, root: &mut Node, folder: &Path) {
        let Value::Mapping(pairs) = &mut root.value else { return };
        let Some(at) = pairs.iter().position(|pair| pair.key == "include") else { return };
        let node = pairs[at].value.clone();
        let named: Vec<&Node> = match &node.value {
            Value::Sequence(items) => items.iter().collect(),
            _ => vec![&node],
        };
        // A value of another shape is left for the schema to complain of.
        if named.iter().any(|path| path.text().is_none()) {
            return;
        }
        pairs.remove(at);
        let mut below = Node { value: Value::Mapping(Vec::new()), span: root.span };
        for path in named {
            if let Some(included) = self.read(path, folder) {
                below = lay(below, included, First::Below, "", self.diagnostics);
            }
        }
        let own = std::mem::replace(&mut root.value, Value::Null);
        let own = Node { value: own, span: root.span };
        let keys: Vec<String> = own.pairs().iter().map(|pair| pair.key.clone()).collect();
        let mut laid = lay(below, own, First::Above, "", self.diagnostics);
        if let Value::Mapping(pairs) = &mut laid.value {
            // What is included stands where it is included.
            let place = |pair: &Pair| match keys.iter().position(|key| *key == pair.key) {
                Some(own) if own < at => (0, own),
                Some(own) => (2, own),
                None => (1, 0),
            };
            pairs.sort_by_key(place);
        }
        root.value = laid.value;
    }

    /// Reads a file, with what it includes.
    fn read(&mut self, node: &Node, folder: &Path) -> Option<Node> {
        let path = folder.join(node.text()?);
        let path = path.to_string_lossy().replace('\\', "/");
        let (what, kind) = ("the included file", "bad-include");
        self.sources.depend_on(self.input.folder.join(&path));
        let real = match find_beside(&path, node, what, kind, self.input) {
            Ok(real) => real,
            Err(error) => {
                self.diagnostics.push(error);
                return None;
            }
        };
        if let Some(outer) = self.open.iter().position(|(open, _)| *open == real) {
            self.diagnostics.push(self.cycle(node, outer));
            return None;
        }
        if self.done.contains(&real) {
            return None;
        }
        let bytes = match fs::read(&real) {
            Ok(bytes) => bytes,
            Err(error) => {
                self.diagnostics.push(unreadable(&path, node, what, kind, &error));
                return None;
            }
        };
        self.bytes += bytes.len();
        if self.done.len() >= MAX_FILES || self.bytes > MAX_BYTES {
            let message = match self.done.len() >= MAX_FILES {
                true => format!("a résumé cannot include more than {MAX_FILES} files"),
                false => format!("the included files are larger than {} MiB", MAX_BYTES >> 20),
            };
            let help = "put some of them together, or leave some out";
            self.diagnostics.push(Diagnostic::error("too-large", message).at(node.span).help(help));
            return None;
        }
        self.done.push(real.clone());
        let name = self.input.folder.join(&path).display().to_string();
        let name = name.trim_start_matches("./").to_owned();
        let input = match Input::new(name, self.input.folder.clone(), &bytes) {
            Ok(input) => input,
            Err(error) => {
                self.diagnostics.push(error.at(node.span));
                return None;
            }
        };
        let mut root = tree_of(&input, node.span, self.sources, self.diagnostics)?;
        self.open.push((real, Some(node.span)));
        let inner = Path::new(&path).parent().unwrap_or(Path::new("")).to_owned();
        self.resolve(&mut root, &inner);
        self.open.pop();
        Some(root)
    }

    /// A file that includes itself, by way of others or at once.
    fn cycle(&self, node: &Node, outer: usize) -> Diagnostic {
        let error =
            Diagnostic::error("include-cycle", "a file cannot include itself").at(node.span);
        let next = self.open.get(outer + 1).and_then(|(_, place)| *place);
        match (self.open[outer].1, next) {
            (Some(place), _) => error
                .label("it is included again")
                .related(place, "it is included here")
                .help("remove one of the two"),
            // The résumé itself is included nowhere else.
            (None, Some(next)) => error
                .label("this is the résumé")
                .related(next, "it includes the files that lead here")
                .help("remove one of the two"),
            (None, None) => error.label("this is the résumé itself").help("remove it"),
        }
    }
}

/// The tree of a file that belongs to a résumé; `None` if it is none, or empty.
fn tree_of(
    input: &Input,
    named: Span,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Node> {
    let source = sources.add_after(input.skipped, &input.name, &*input.text);
    diagnostics.extend(lost_character(&input.text, source));
    let parsed = yaml::parse(&input.text, source);
    diagnostics.extend(parsed.diagnostics);
    let root = parsed.node?;
    if !matches!(root.value, Value::Mapping(_)) {
        let error =
            Diagnostic::error("wrong-type", "a part of a résumé is a mapping of keys to values")
                .at(root.span)
                .help("write keys as in a résumé, such as `basics:` or `work:`");
        let is_other = named.source != source;
        diagnostics.push(if is_other {
            error.related(named, "the file is named here")
        } else {
            error
        });
        return None;
    }
    Some(root)
}

/// Lays a file over a tree, as `--merge` wants it.
pub fn merge(
    root: &mut Node,
    over: &Input,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(mut over) = tree_of(over, root.span, sources, diagnostics) else { return };
    if let Value::Mapping(pairs) = &mut over.value
        && let Some(at) = pairs.iter().position(|pair| pair.key == "include")
    {
        let pair = pairs.remove(at);
        diagnostics.push(
            Diagnostic::error("bad-include", "a file that is merged includes no others")
                .at(pair.key_span)
                .help("give each of them with a `--merge` of its own"),
        );
    }
    let below = std::mem::replace(root, Node { value: Value::Null, span: root.span });
    *root = lay(below, over, First::Below, "", diagnostics);
}

/// Whose items come first where two lists become one. Those that are in both stand with the first.
#[derive(Clone, Copy)]
enum First {
    /// Those of the list below.
    Below,
    /// Those of the list above.
    Above,
}

/// Lays a value over another, under a key. Mappings go together by their keys, lists by the names of
/// their items; any other value stands for the one below, and nothing, or an empty text, stands for none.
fn lay(
    below: Node,
    above: Node,
    first: First,
    key: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Node {
    let span = above.span;
    match (below.value, above.value) {
        (below_value, above) if is_empty(&above) => Node { value: below_value, span: below.span },
        (Value::Mapping(mut pairs), Value::Mapping(over)) => {
            for pair in over {
                let Some(at) = pairs.iter().position(|known| known.key == pair.key) else {
                    pairs.push(pair);
                    continue;
                };
                let known = pairs[at].clone();
                let replaced = !is_empty(&pair.value.value);
                let key_span = if replaced { pair.key_span } else { known.key_span };
                let value = lay(known.value, pair.value, first, &pair.key, diagnostics);
                pairs[at] = Pair { key: pair.key, key_span, value };
            }
            Node { value: Value::Mapping(pairs), span: below.span }
        }
        (Value::Sequence(items), Value::Sequence(over)) if is_named(key, &items, &over) => {
            let items = lay_items(items, over, first, diagnostics);
            Node { value: Value::Sequence(items), span: below.span }
        }
        // `theme: duet` is a mapping with a name.
        (below_value @ Value::Scalar(_), over @ Value::Mapping(_)) if key == "theme" => {
            let name = Node { value: below_value, span: below.span };
            let pair = Pair { key: "name".to_owned(), key_span: below.span, value: name };
            let below = Node { value: Value::Mapping(vec![pair]), span: below.span };
            lay(below, Node { value: over, span }, first, key, diagnostics)
        }
        (_, value) => Node { value, span },
    }
}

/// Whether a value says nothing.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Scalar(scalar) => scalar.text.is_empty(),
        Value::Sequence(_) | Value::Mapping(_) => false,
    }
}

/// Whether two lists are to become one: those of entries are. A list of bare texts, such as keywords
/// or the order of the sections, is a value as a whole.
fn is_named(key: &str, items: &[Node], over: &[Node]) -> bool {
    let is_mapping = |node: &Node| matches!(node.value, Value::Mapping(_));
    key != "sections" && items.iter().chain(over).any(is_mapping)
}

/// Lays the items of a list over those of another, each over the one of its name.
fn lay_items(
    below: Vec<Node>,
    above: Vec<Node>,
    first: First,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Node> {
    let names = |node: &Node| name_of(node).cloned();
    let known: Vec<Option<Node>> = below.iter().map(names).collect();
    let given: Vec<Option<Node>> = above.iter().map(names).collect();
    let mut below: Vec<Option<Node>> = below.into_iter().map(Some).collect();
    let mut new = Vec::new();
    for (index, item) in above.into_iter().enumerate() {
        let Some(name) = &given[index] else {
            new.push(item);
            continue;
        };
        let same = |other: &Option<Node>| other.as_ref().is_some_and(|other| is_same(name, other));
        let twins: Vec<usize> = (0..known.len()).filter(|at| same(&known[*at])).collect();
        match twins.as_slice() {
            [] => new.push(item),
            [at] if given.iter().filter(|other| same(other)).count() == 1 => {
                let Some(under) = below[*at].take() else { continue };
                let laid = lay_item(under, item, first, diagnostics);
                match first {
                    First::Below => below[*at] = Some(laid),
                    First::Above => new.push(laid),
                }
            }
            _ if given[..index].iter().any(same) => {}
            _ => {
                let shown = code(texts(name).next().unwrap_or_default());
                let mut error = Diagnostic::error(
                    "ambiguous-item",
                    format!(
                        "there are several items called {shown}, so it is not clear which is meant"
                    ),
                )
                .at(name.span)
                .help("give each an `id` of its own, in both files");
                for at in &twins {
                    let place = known[*at].as_ref().map_or(name.span, |node| node.span);
                    error = error.related(place, "this is one of them");
                }
                diagnostics.push(error);
            }
        }
    }
    let below = below.into_iter().flatten();
    match first {
        First::Below => below.chain(new).collect(),
        First::Above => new.into_iter().chain(below).collect(),
    }
}

/// Lays an item over the one of its name; either may be the name alone.
fn lay_item(below: Node, above: Node, first: First, diagnostics: &mut Vec<Diagnostic>) -> Node {
    match (&below.value, &above.value) {
        (Value::Mapping(_), Value::Scalar(_)) => below,
        (Value::Mapping(_), Value::Mapping(_)) => lay(below, above, first, "", diagnostics),
        _ => above,
    }
}

/// The node that names an item: its `id`, its main field, or the item itself if it is a bare text.
fn name_of(item: &Node) -> Option<&Node> {
    if item.text().is_some() {
        return Some(item);
    }
    NAMES.iter().filter_map(|key| item.get(key)).find(|name| name.value != Value::Null)
}

/// Whether two names are the same, in one of their languages at least.
fn is_same(one: &Node, other: &Node) -> bool {
    texts(one).any(|text| texts(other).any(|known| known == text))
}

/// The texts of a name: one, or one a language.
fn texts(name: &Node) -> impl Iterator<Item = &str> {
    name.text().into_iter().chain(name.pairs().iter().filter_map(|pair| pair.value.text()))
}

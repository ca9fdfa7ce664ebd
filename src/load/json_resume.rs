//! What JSON Resume files do that a vitae file may not.

use std::collections::HashMap;

use serde_json::Value as Json;

use crate::diagnostics::{Diagnostic, Sources, Span};
use crate::json_resume::{self, PATCH_KEY};
use crate::resume::{Date, EndDate, Resume};
use crate::theme;
use crate::words::{code, code_list};
use crate::yaml::{self, Node, Pair, Patched, Scalar, Value};

/// The fields of a file that say something about it, and are for no page.
const ABOUT_THE_FILE: [&str; 4] =
    ["/$schema", "/meta/canonical", "/meta/version", "/meta/lastModified"];

/// The pairs of a mapping whose keys mean something here, to change them.
fn pairs_mut(pairs: &mut [Pair]) -> impl Iterator<Item = &mut Pair> {
    pairs.iter_mut().filter(|pair| !pair.key.starts_with("x-"))
}

/// Takes empty texts, which editors of JSON Resume leave in unused fields, for absent.
fn drop_empty_texts(node: &mut Node) {
    match &mut node.value {
        Value::Scalar(scalar) if scalar.text.is_empty() => node.value = Value::Null,
        Value::Sequence(items) => items.iter_mut().for_each(drop_empty_texts),
        Value::Mapping(pairs) => {
            pairs_mut(pairs).for_each(|pair| drop_empty_texts(&mut pair.value));
        }
        Value::Null | Value::Scalar(_) => {}
    }
}

/// Drops the items of lists that say nothing.
pub fn drop_empty_items(node: &mut Node) {
    match &mut node.value {
        Value::Sequence(items) => {
            items.retain(|item| !is_empty(item));
            items.iter_mut().for_each(drop_empty_items);
        }
        Value::Mapping(pairs) => {
            pairs_mut(pairs).for_each(|pair| drop_empty_items(&mut pair.value));
        }
        Value::Null | Value::Scalar(_) => {}
    }
}

/// Whether a value says nothing at all.
fn is_empty(node: &Node) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Scalar(_) => false,
        Value::Sequence(items) => items.iter().all(is_empty),
        Value::Mapping(pairs) => pairs.iter().all(|pair| is_empty(&pair.value)),
    }
}

/// The pairs of `meta`, to change them.
fn meta_mut(root: &mut Node) -> Option<&mut Vec<Pair>> {
    let Value::Mapping(pairs) = &mut root.value else { return None };
    let meta = pairs.iter_mut().find(|pair| pair.key == "meta")?;
    match &mut meta.value.value {
        Value::Mapping(pairs) => Some(pairs),
        _ => None,
    }
}

/// Takes a key out of `meta`, and `meta` too if nothing else is in it.
fn take_from_meta(root: &mut Node, key: &str) -> Option<Pair> {
    let meta = meta_mut(root)?;
    let at = meta.iter().position(|pair| pair.key == key)?;
    let taken = meta.remove(at);
    if meta.is_empty()
        && let Value::Mapping(pairs) = &mut root.value
    {
        pairs.retain(|pair| pair.key != "meta");
    }
    Some(taken)
}

/// Puts what JSON Resume has no name for, and a file that vitae wrote holds as a patch, in its place.
/// What the patch puts in is as it was written: an empty text in it is meant.
pub fn unpack(root: &mut Node, sources: &Sources) -> Option<Unpacked> {
    let patch = take_from_meta(root, PATCH_KEY);
    drop_empty_texts(root);
    let file = root.clone();
    let Patched { error, replaced, changed } = yaml::patch(root, &patch?.value, sources);
    Some(Unpacked { error, file, replaced, changed })
}

/// A file to which its patch was applied.
#[derive(Clone)]
pub struct Unpacked {
    /// Why the patch was not applied to its end.
    pub error: Option<Diagnostic>,
    /// The file without it.
    file: Node,
    /// The values of the file that it has replaced, each with the path that did it.
    replaced: HashMap<Span, Span>,
    /// The entries that it does not know any more, each with the path of their test.
    changed: Vec<(Span, Span)>,
}

impl Unpacked {
    /// Warns of what the patch replaces although it has been changed since vitae wrote it: what vitae
    /// would write there now is known from the résumé.
    pub fn changed_since(&self, resume: &Resume) -> Vec<Diagnostic> {
        let message =
            "this is no more what vitae wrote here, so what it kept for the entry is left out";
        let mut found: Vec<Diagnostic> = self
            .changed
            .iter()
            .map(|(place, test)| {
                Diagnostic::warning("stale-patch", message)
                    .at(*place)
                    .related(*test, "this is what it was")
                    .help("change the résumé and write the file anew, or remove `meta.vitae`")
            })
            .collect();
        self.compare(&self.file, Some(&json_resume::plain(resume).file), &mut found);
        found
    }

    /// Compares the values that were replaced with what is written in their place.
    fn compare(&self, node: &Node, written: Option<&Json>, found: &mut Vec<Diagnostic>) {
        if let Some(path) = self.replaced.get(&node.span) {
            let message = "this has been changed since vitae wrote it, and is not printed";
            found.extend(changed(node, written).map(|span| {
                Diagnostic::warning("stale-patch", message)
                    .at(span)
                    .related(*path, "this operation takes its place")
                    .help("change it there, too, or remove that operation")
            }));
            return;
        }
        for pair in node.pairs() {
            let written = written.and_then(|written| written.get(&pair.key));
            self.compare(&pair.value, written, found);
        }
        for (index, item) in node.items().iter().enumerate() {
            self.compare(item, written.and_then(|written| written.get(index)), found);
        }
    }
}

/// Where a value is not what was written, if it is not.
fn changed(node: &Node, written: Option<&Json>) -> Option<Span> {
    let same = match (&node.value, written) {
        (Value::Null, None) => true,
        (Value::Scalar(scalar), Some(Json::String(text))) => scalar.text == *text,
        (Value::Sequence(items), Some(Json::Array(written))) if items.len() == written.len() => {
            return items.iter().zip(written).find_map(|(item, text)| changed(item, Some(text)));
        }
        (Value::Mapping(pairs), Some(Json::Object(written))) => {
            let all = written.keys().all(|key| pairs.iter().any(|pair| pair.key == *key));
            let first = pairs.iter().find_map(|pair| changed(&pair.value, written.get(&pair.key)));
            return first.or((!all).then_some(node.span));
        }
        _ => false,
    };
    (!same).then_some(node.span)
}

/// What `meta` says to other programs.
pub fn kept_meta(root: &Node) -> Vec<Pair> {
    let known = |key: &str| {
        matches!(key, "canonical" | "version" | "lastModified") || key.starts_with("x-")
    };
    let meta = root.get("meta").map(Node::pairs).unwrap_or_default();
    meta.iter().filter(|pair| !known(&pair.key)).cloned().collect()
}

/// Takes the theme that `meta` names for the file's, if we have it and nothing else names one. Its
/// name may be that of the theme's package: `jsonresume-theme-classic`.
pub fn adopt_theme(root: &mut Node, chosen: bool) -> Option<Diagnostic> {
    if !matches!(root.at("/meta/theme")?.value, Value::Null | Value::Scalar(_)) {
        return None;
    }
    let named = theme::chosen(root).is_some();
    let mut pair = take_from_meta(root, "theme")?;
    let Value::Scalar(scalar) = &mut pair.value.value else { return None };
    if named || chosen {
        return None;
    }
    let package = scalar.text.rsplit('/').next().unwrap_or_default();
    let name = package.strip_prefix("jsonresume-theme-").unwrap_or(package);
    if !theme::builtin_names().any(|known| known == name) {
        let message = format!("vitae has no theme {}", code(&scalar.text));
        let names = code_list(theme::builtin_names(), "and");
        let note = Diagnostic::note("unknown-theme", message).at(pair.value.span);
        return Some(
            note.and(format!("the résumé is printed in `{}`", theme::DEFAULT))
                .help(format!("the themes are {names}; choose one with `-t`, or by a key `theme`")),
        );
    }
    scalar.text = name.to_owned();
    if let Value::Mapping(pairs) = &mut root.value {
        // An empty `theme` is in the way.
        pairs.retain(|pair| pair.key != "theme" || pair.value.value != Value::Null);
        match pairs.iter_mut().find(|pair| pair.key == "theme") {
            // Options without a name are for this one.
            Some(Pair { value: Node { value: Value::Mapping(options), .. }, .. }) => {
                options.push(Pair { key: "name".to_owned(), ..pair });
            }
            Some(_) => {}
            None => pairs.push(pair),
        }
    }
    None
}

/// Says which fields of a file are for no page.
pub fn not_printed(root: &Node) -> Option<Diagnostic> {
    let there = |path: &&str| root.at(path).is_some_and(|node| node.value != Value::Null);
    let fields: Vec<&str> = ABOUT_THE_FILE.into_iter().filter(there).collect();
    let first = root.at(fields.first()?)?.span;
    let names = code_list(fields.iter().map(|path| path[1..].replace('/', ".")), "and");
    let (verb, help) = match fields.len() {
        1 => ("is", "nothing needs to be done; other programs read it"),
        _ => ("are", "nothing needs to be done; other programs read them"),
    };
    let message = format!("{names} {verb} about the file, and not printed");
    Some(Diagnostic::note("not-printed", message).at(first).help(help))
}

/// Puts dates that are none into `date`, which prints what it is given.
pub fn print_bad_dates_as_written(node: &mut Node) {
    let pairs = match &mut node.value {
        Value::Sequence(items) => return items.iter_mut().for_each(print_bad_dates_as_written),
        Value::Mapping(pairs) => pairs,
        Value::Null | Value::Scalar(_) => return,
    };
    pairs_mut(pairs).for_each(|pair| print_bad_dates_as_written(&mut pair.value));
    let is_range = |key: &str| matches!(key, "startDate" | "endDate");
    let mut range = pairs.iter().filter(|pair| is_range(&pair.key)).collect::<Vec<_>>();
    range.sort_by_key(|pair| pair.key == "endDate");
    let sound = range.iter().all(|pair| {
        let text = pair.value.text().unwrap_or_default();
        match &*pair.key {
            "startDate" => text.parse::<Date>().is_ok(),
            _ => text.parse::<EndDate>().is_ok(),
        }
    });
    if sound {
        return;
    }
    let written: Vec<&str> = range.iter().filter_map(|pair| pair.value.text()).collect();
    let text = written.join(" – ");
    let first = pairs.iter().position(|pair| is_range(&pair.key));
    if let Some(pair) = first.and_then(|first| pairs.get_mut(first)) {
        "date".clone_into(&mut pair.key);
        pair.value.value = Value::Scalar(Scalar { text, plain: false });
        let place = pair.key_span;
        pairs.retain(|pair| !is_range(&pair.key) && (pair.key != "date" || pair.key_span == place));
    }
}

//! Selection: what of a résumé's tree is wanted. What is out is taken out of the tree, so that no later
//! step can print it, count it or attach it.
//!
//! What has no tag is in. What has tags is in if one of them is wanted and none of them unwanted, and if
//! what it is part of is in, too.

use crate::diagnostics::Span;
use crate::resume::MARKS;
use crate::view::SECTIONS;
use crate::yaml::{Node, Pair, Value};

/// Which tags are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// What has tags needs one of these; `None` takes all of it.
    pub tags: Option<Vec<String>>,
    /// What has one of these is out.
    pub without: Vec<String>,
}

impl Wanted {
    /// Whether nothing is left out by its tags.
    pub fn is_all(&self) -> bool {
        self.tags.is_none() && self.without.is_empty()
    }

    /// Whether a node is wanted by its own tags.
    pub fn takes(&self, node: &Node) -> bool {
        let tags: Vec<&str> = tags(node).collect();
        let any = |list: &[String]| tags.iter().any(|tag| list.iter().any(|one| one == tag));
        !any(&self.without) && (tags.is_empty() || self.tags.as_deref().is_none_or(any))
    }
}

/// The tags of a node.
pub fn tags(node: &Node) -> impl Iterator<Item = &str> {
    node.get("tags").into_iter().flat_map(Node::items).filter_map(Node::text)
}

/// Whether the value of a key is the résumé's content, which tags select.
fn is_content(key: &str) -> bool {
    !matches!(key, "variants" | "theme" | "meta" | "tags" | "notes") && !key.starts_with("x-")
}

/// Every tag that is given to something, with its place, in the order of the file.
pub fn given(root: &Node) -> Vec<(&str, Span)> {
    fn collect<'a>(node: &'a Node, found: &mut Vec<(&'a str, Span)>) {
        for item in node.items() {
            let tags = item.get("tags").into_iter().flat_map(Node::items);
            found.extend(tags.filter_map(|tag| Some((tag.text()?, tag.span))));
            collect(item, found);
        }
        for pair in node.pairs().iter().filter(|pair| is_content(&pair.key)) {
            collect(&pair.value, found);
        }
    }
    let mut found = Vec::new();
    collect(root, &mut found);
    found.sort_by_key(|(_, span)| *span);
    found
}

/// The ids of the sections that an order leaves out: by their tags, or since it says so.
fn left_out<'a>(order: Option<&'a Node>, wanted: &Wanted) -> Vec<&'a str> {
    let places = order.map(Node::items).unwrap_or_default().iter();
    let omitted = |place: &Node| {
        let omit = place.get("omit").and_then(Node::text);
        omit.is_some_and(|omit| omit.eq_ignore_ascii_case("true"))
    };
    places
        .filter(|place| omitted(place) || !wanted.takes(place))
        .filter_map(|place| place.get("id")?.text())
        .collect()
}

/// The sections that are left out: by the order that holds, and, where that says nothing of them, by the
/// file's own, whose place another order may have taken.
pub fn hidden(root: &Node, own: Option<&Node>, wanted: &Wanted) -> Vec<String> {
    let order = root.get("sections");
    let places = order.map(Node::items).unwrap_or_default().iter();
    let listed: Vec<&str> = places.filter_map(id_of).collect();
    let others = left_out(own, wanted).into_iter().filter(|id| !listed.contains(id));
    let hidden = left_out(order, wanted).into_iter().chain(others);
    hidden.filter(|id| *id != "divider").map(str::to_owned).collect()
}

/// The id of a section in an order.
fn id_of(place: &Node) -> Option<&str> {
    place.text().or_else(|| place.get("id")?.text())
}

/// Takes out what is not wanted, with what only that needed, and what only says so: the tags, the
/// variants, and what other programs keep in the file. `own` is the order of the file itself.
pub fn select(root: &mut Node, own: Option<&Node>, wanted: &Wanted) {
    let sections = custom_ids(root);
    let hidden = hidden(root, own, wanted);
    let is_hidden = |id: Option<&str>| id.is_some_and(|id| hidden.iter().any(|one| one == id));
    if let Value::Mapping(pairs) = &mut root.value {
        pairs.retain(|pair| pair.key == "summary" || !is_hidden(Some(&pair.key)));
        for pair in pairs {
            match (&*pair.key, &mut pair.value.value) {
                ("sections", Value::Sequence(places)) => {
                    places.retain(|place| !is_hidden(id_of(place)) && wanted.takes(place));
                }
                ("custom", Value::Sequence(items)) => {
                    items.retain(|item| !is_hidden(item.get("id").and_then(Node::text)));
                }
                ("basics", Value::Mapping(basics)) if is_hidden(Some("summary")) => {
                    basics.retain(|pair| pair.key != "summary");
                }
                _ => {}
            }
        }
    }
    prune(root, "", wanted);
    forget(root);
    let left = custom_ids(root);
    let gone: Vec<String> = sections.into_iter().filter(|id| !left.contains(id)).collect();
    drop_unused(root, &gone);
}

/// The ids of the user's own sections.
fn custom_ids(root: &Node) -> Vec<String> {
    let items = root.get("custom").map(Node::items).unwrap_or_default().iter();
    items.filter_map(|item| Some(item.get("id")?.text()?.to_owned())).collect()
}

/// Takes the unwanted items out of all lists. Whether nothing is left is answered: a list of which all
/// is out is no list.
fn prune(node: &mut Node, holder: &str, wanted: &Wanted) -> bool {
    match &mut node.value {
        Value::Sequence(items) if !items.is_empty() => {
            items.retain_mut(|item| wanted.takes(item) && !prune(item, holder, wanted));
            items.is_empty()
        }
        Value::Mapping(pairs) if !pairs.is_empty() => {
            let mut gutted = false;
            pairs.retain_mut(|pair| {
                let emptied = is_content(&pair.key) && prune(&mut pair.value, &pair.key, wanted);
                gutted |= emptied && is_all_of(holder, &pair.key);
                !emptied
            });
            gutted || pairs.is_empty()
        }
        _ => false,
    }
}

/// Whether an item of a list is nothing without what it has under a key: an employer without the
/// positions there, a section of one's own without its content.
fn is_all_of(holder: &str, key: &str) -> bool {
    match holder {
        "work" => key == "positions",
        "custom" => matches!(key, "entries" | "bullets" | "labels"),
        _ => false,
    }
}

/// Takes away what says what was selected, and what is for other programs.
fn forget(node: &mut Node) {
    match &mut node.value {
        Value::Sequence(items) => items.iter_mut().for_each(forget),
        Value::Mapping(pairs) => {
            pairs.retain(|pair| {
                !matches!(&*pair.key, "variants" | "tags") && !pair.key.starts_with("x-")
            });
            let inner = pairs.iter_mut().filter(|pair| !matches!(&*pair.key, "theme" | "meta"));
            inner.for_each(|pair| forget(&mut pair.value));
        }
        Value::Null | Value::Scalar(_) => {}
    }
}

/// Takes away what was there for something that is out: what names sections that are gone, footnotes
/// that no mark refers to.
fn drop_unused(root: &mut Node, gone: &[String]) {
    forget_absent(root, gone);
    let marks = marks(root);
    let Value::Mapping(pairs) = &mut root.value else { return };
    for pair in pairs.iter_mut() {
        if let ("footnotes", Value::Mapping(notes)) = (&*pair.key, &mut pair.value.value) {
            notes.retain(|note| note.key.chars().next().is_none_or(|mark| marks.contains(&mark)));
        }
    }
    pairs.retain(|Pair { key, value, .. }| match &value.value {
        Value::Mapping(notes) => key != "footnotes" || !notes.is_empty(),
        _ => true,
    });
}

/// Takes away what names sections of which nothing is there: their places in the order, and their titles
/// in the words of the language. `gone` are those of the user's own that were there.
pub fn forget_absent(root: &mut Node, gone: &[String]) {
    let says = |node: Option<&Node>| {
        let empty = |node: &Node| match &node.value {
            Value::Null => true,
            Value::Sequence(items) => items.is_empty(),
            _ => false,
        };
        node.is_some_and(|node| !empty(node))
    };
    let mut absent: Vec<&str> = SECTIONS.to_vec();
    absent.retain(|id| match *id {
        "summary" => !says(root.at("/basics/summary")),
        id => !says(root.get(id)),
    });
    absent.extend(gone.iter().map(String::as_str));
    let is_absent = |id: &str| absent.contains(&id);
    let Value::Mapping(pairs) = &mut root.value else { return };
    for pair in pairs.iter_mut() {
        match (&*pair.key, &mut pair.value.value) {
            ("sections", Value::Sequence(places)) => {
                places.retain(|place| id_of(place).is_none_or(|id| !is_absent(id)));
            }
            ("locale", Value::Mapping(words)) => {
                forget_titles(words, &is_absent);
                // The words may be there in several languages.
                for pair in words.iter_mut() {
                    if let Value::Mapping(words) = &mut pair.value.value {
                        forget_titles(words, &is_absent);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Takes the titles of some sections out of the words of a language.
fn forget_titles(words: &mut [Pair], is_absent: &impl Fn(&str) -> bool) {
    let sections = words.iter_mut().filter(|pair| pair.key == "sections");
    for pair in sections {
        if let Value::Mapping(titles) = &mut pair.value.value {
            titles.retain(|title| !is_absent(&title.key));
        }
    }
}

/// The marks after the names of authors.
fn marks(root: &Node) -> Vec<char> {
    let mut marks = Vec::new();
    let items = ["publications", "patents"].into_iter().filter_map(|section| root.get(section));
    for authors in items.flat_map(Node::items).filter_map(|item| item.get("authors")) {
        authors.walk_scalars(&mut |_, name| {
            marks.extend(name[name.trim_end_matches(MARKS).len()..].chars());
        });
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::{Wanted, given, select};
    use crate::diagnostics::Sources;
    use crate::yaml::{self, Node, Value};

    fn tree(text: &str) -> Node {
        let source = Sources::default().add("test.yaml", text);
        yaml::parse(text, source).node.expect("it is YAML")
    }

    /// A tree in YAML's shortest form.
    fn written(node: &Node) -> String {
        match &node.value {
            Value::Null => String::new(),
            Value::Scalar(scalar) => scalar.text.clone(),
            Value::Sequence(items) => {
                format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", "))
            }
            Value::Mapping(pairs) => {
                let pairs = pairs.iter().map(|one| format!("{}: {}", one.key, written(&one.value)));
                format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// What is left of a file for a tag, with another order than its own if a variant has one.
    fn left(text: &str, order: Option<&str>, tag: &str) -> String {
        let mut root = tree(text);
        let own = root.get("sections").cloned();
        if let (Some(order), Value::Mapping(pairs)) = (order, &mut root.value) {
            let place = pairs.iter_mut().find(|pair| pair.key == "sections");
            place.expect("it has one").value = tree(order);
        }
        let wanted = Wanted { tags: Some(vec![tag.to_owned()]), without: vec!["never".to_owned()] };
        select(&mut root, own.as_ref().filter(|_| order.is_some()), &wanted);
        written(&root)
    }

    #[test]
    fn what_has_tags_needs_one_that_is_wanted_and_none_that_is_not() {
        let text = "work: [{name: A}, {name: B, tags: [a]}, {name: C, tags: [b]}, \
                    {name: D, tags: [a, never]}, {name: E, tags: []}]";
        assert_eq!(left(text, None, "a"), "{work: [{name: A}, {name: B}, {name: E}]}");
        assert_eq!(left(text, None, "c"), "{work: [{name: A}, {name: E}]}");
    }

    #[test]
    fn what_is_left_of_nothing_is_nothing() {
        let cases = [
            ("work: [{name: A, tags: [b]}]", "{}"),
            ("work: [{name: A, highlights: [{text: B, tags: [b]}]}]", "{work: [{name: A}]}"),
            ("work: [{name: A, positions: [{position: B, tags: [b]}]}]", "{}"),
            ("custom: [{id: x, title: X, bullets: [{text: B, tags: [b]}]}]", "{}"),
            ("sections: [x], custom: [{id: x, title: X, tags: [b], text: B}]", "{sections: []}"),
            ("x-mine: [secret], work: [{name: A, x-b: c}]", "{work: [{name: A}]}"),
            (
                "publications: [{name: P, authors: [M*], tags: [b]}, {name: Q, authors: [N†]}], \
                 footnotes: {'*': R, '†': S}",
                "{publications: [{name: Q, authors: [N†]}], footnotes: {†: S}}",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(left(&format!("{{{text}}}"), None, "a"), expected, "{text}");
        }
    }

    #[test]
    fn what_the_file_leaves_out_stays_out_unless_the_variant_lists_it() {
        let text = "{sections: [work, {id: skills, tags: [b]}, {id: talks, omit: true}, summary], \
                    basics: {name: A, summary: S}, work: [W], skills: [K], talks: [T]}";
        assert_eq!(
            left(text, None, "a"),
            "{sections: [work, summary], basics: {name: A, summary: S}, work: [W]}"
        );
        assert_eq!(
            left(text, Some("[talks, {id: summary, omit: true}]"), "a"),
            "{sections: [talks], basics: {name: A}, work: [W], talks: [T]}"
        );
        assert_eq!(
            left(text, Some("[skills]"), "a"),
            "{sections: [skills], basics: {name: A, summary: S}, work: [W], skills: [K]}"
        );
    }

    #[test]
    fn tags_are_those_of_items_of_lists() {
        let text = "{variants: {v: {tags: [x]}}, theme: {tags: [y]}, x-a: [{tags: [z]}], \
                    basics: {profiles: [{url: u, tags: [p]}]}, \
                    work: [{tags: [a], highlights: [{text: t, tags: [b, a]}]}]}";
        let root = tree(text);
        let tags: Vec<&str> = given(&root).into_iter().map(|(tag, _)| tag).collect();
        assert_eq!(tags, ["p", "a", "b", "a"]);
    }
}

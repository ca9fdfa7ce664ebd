//! What is in a variant and what is out, as a list of rows: what `vitae show` prints.

use crate::diagnostics::Span;
use crate::select::{Wanted, hidden, tags};
use crate::view::SECTIONS;
use crate::yaml::Node;

/// The most characters of a name.
const MAX_NAME: usize = 60;
/// Keys that say what something is, the first that is there first.
const NAMES: &[&str] = &[
    "name",
    "position",
    "organization",
    "institution",
    "title",
    "language",
    "text",
    "studyType",
    "area",
    "label",
    "network",
    "username",
    "url",
    "bibliography",
    "id",
];
/// Lists inside of an entry, and whether each item has a row, or only one that has tags.
const INNER: &[(&str, bool)] = &[
    ("positions", true),
    ("entries", true),
    ("labels", true),
    ("bullets", false),
    ("highlights", false),
];

/// Something that may be in or out.
#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it stands.
    pub span: Span,
    /// How deep it is in other things.
    pub depth: usize,
    /// What it is, on one line.
    pub name: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// Whether it is in.
    pub within: bool,
}

/// What is in and what is out of a résumé, in the order of the file: each section, entry and position,
/// and whatever else has tags. `own` is the order of the file itself, where a variant has another.
pub fn outline(root: &Node, own: Option<&Node>, wanted: &Wanted) -> Vec<Row> {
    let hidden = hidden(root, own, wanted);
    let shown = |id: &str| !hidden.iter().any(|one| one == id);
    let mut rows = Vec::new();
    for pair in root.pairs() {
        match pair.key.as_str() {
            "basics" => {
                let row = |span, name: &str, depth, within| Row {
                    span,
                    depth,
                    name: name.to_owned(),
                    tags: Vec::new(),
                    within,
                };
                rows.push(row(pair.key_span, "basics", 0, true));
                if let Some(summary) = pair.value.pair("summary") {
                    rows.push(row(summary.key_span, "summary", 1, shown("summary")));
                }
                for list in
                    ["profiles", "details"].into_iter().filter_map(|key| pair.value.get(key))
                {
                    let tagged = list.items().iter().filter(|item| tags(item).next().is_some());
                    tagged.for_each(|item| add(item, 1, true, wanted, &mut rows));
                }
            }
            "custom" => {
                for section in pair.value.items() {
                    let id = section.get("id").and_then(Node::text).unwrap_or_default();
                    add(section, 0, shown(id), wanted, &mut rows);
                }
            }
            key if SECTIONS.contains(&key) => {
                let place =
                    places(root).find(|place| place.get("id").and_then(Node::text) == Some(key));
                let at = rows.len();
                rows.push(Row {
                    span: pair.key_span,
                    depth: 0,
                    name: key.to_owned(),
                    tags: place.iter().flat_map(|place| tags(place)).map(str::to_owned).collect(),
                    within: false,
                });
                let items = pair.value.items();
                items.iter().for_each(|item| add(item, 1, shown(key), wanted, &mut rows));
                // A section without content has no title.
                rows[at].within = rows[at + 1..].iter().any(|row| row.within);
            }
            _ => {}
        }
    }
    rows
}

/// The places in the order of the sections.
fn places(root: &Node) -> impl Iterator<Item = &Node> {
    root.get("sections").map(Node::items).unwrap_or_default().iter()
}

/// Adds a row for an item of a list, and for what is in it. `within` is whether the list is in.
fn add(item: &Node, depth: usize, within: bool, wanted: &Wanted, rows: &mut Vec<Row>) {
    let at = rows.len();
    let within = within && wanted.takes(item);
    rows.push(Row {
        span: item.span,
        depth,
        name: name(item),
        tags: tags(item).map(str::to_owned).collect(),
        within,
    });
    let mut whole: Option<bool> = None;
    for (key, all) in INNER {
        let items = item.get(key).map(Node::items).unwrap_or_default();
        for inner in items {
            // An employer is out with all its positions, a section with all its content.
            let counts = if depth == 0 { *key != "highlights" } else { *key == "positions" };
            if counts {
                *whole.get_or_insert(false) |= wanted.takes(inner);
            }
            if *all || tags(inner).next().is_some() {
                add(inner, depth + 1, within, wanted, rows);
            }
        }
    }
    if whole == Some(false) {
        rows[at..].iter_mut().for_each(|row| row.within = false);
    }
}

/// What an item is, on one line.
fn name(item: &Node) -> String {
    let named = NAMES.iter().find_map(|key| item.get(key)?.text());
    let mut first = None;
    item.walk_scalars(&mut |_, text| {
        first.get_or_insert(text);
    });
    let text = item.text().or(named).or(first).unwrap_or_default();
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MAX_NAME) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

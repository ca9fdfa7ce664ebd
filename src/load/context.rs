//! The entry that a problem is in, for where its own line does not say: ``in the job at `Acme` ``.

use crate::diagnostics::{Diagnostic, Sources, Span};
use crate::words::code;
use crate::yaml::Node;

/// For the entries of a section: the keys that name one, each with the words before the name.
const NAMES: &[(&str, &[(&str, &str)])] = &[
    ("work", &[("name", "in the job at"), ("position", "in the job as")]),
    ("volunteer", &[("organization", "in the work at"), ("position", "in the work as")]),
    ("education", &[("institution", "in the education at"), ("area", "in the degree in")]),
    ("awards", &[("title", "in the award")]),
    ("certificates", &[("name", "in the certificate")]),
    ("publications", &[("name", "in the publication")]),
    ("skills", &[("name", "in the skills")]),
    ("languages", &[("language", "in the language")]),
    ("interests", &[("name", "in the interest")]),
    ("references", &[("name", "in the reference of")]),
    ("projects", &[("name", "in the project")]),
    ("talks", &[("name", "in the talk")]),
    ("teaching", &[("name", "in the course")]),
    ("grants", &[("name", "in the grant")]),
    ("patents", &[("name", "in the patent")]),
    ("courses", &[("name", "in the course")]),
    ("custom", &[("id", "in the section")]),
];

/// Says of each problem in which entry it is, unless the lines that are shown do.
pub fn name_entries(diagnostics: &mut [Diagnostic], root: &Node, sources: &Sources) {
    for diagnostic in diagnostics {
        let Some(span) = diagnostic.span else { continue };
        let places = diagnostic.related.iter().map(|(place, _)| *place);
        let shown: Vec<_> =
            places.chain([span]).map(|place| (place.source, sources.line(place))).collect();
        diagnostic.context = entry_around(span, root)
            .filter(|entry| {
                let name = entry.name.span;
                !shown.contains(&(name.source, sources.line(name)))
            })
            .map(|entry| entry.words());
    }
}

/// An entry that has a name.
struct Entry<'a> {
    /// The words before its name.
    words: &'static str,
    /// Its name.
    name: &'a Node,
    /// The words after its name, for an entry inside another.
    outer: Option<String>,
}

impl Entry<'_> {
    fn words(&self) -> String {
        let name = self.name.text().unwrap_or_default();
        let outer = self.outer.as_deref().unwrap_or_default();
        format!("{} {}{outer}", self.words, code(name))
    }
}

/// The innermost entry around a place that has a name.
fn entry_around(place: Span, root: &Node) -> Option<Entry<'_>> {
    // The items of a list may come from several files.
    let mut items = root.pairs().iter().flat_map(|section| {
        section
            .value
            .items()
            .iter()
            .filter(|item| contains(item, place))
            .map(move |item| (section, item))
    });
    let (section, item) = items.next()?;
    let (_, names) = NAMES.iter().find(|(key, _)| *key == section.key)?;
    let entry = named(item, names);
    let inner = ["positions", "entries"].into_iter().find_map(|key| {
        let items = item.get(key)?.items();
        let inner = items.iter().find(|inner| contains(inner, place))?;
        named(inner, &[("position", "in the position"), ("name", "in the entry")])
    });
    match (inner, entry) {
        (Some(inner), Some(outer)) if section.key == "work" => {
            let employer = outer.name.text().map(|name| format!(" at {}", code(name)));
            Some(Entry { outer: employer, ..inner })
        }
        (inner, entry) => inner.or(entry),
    }
}

/// An entry by the first of some keys that it has.
fn named<'a>(item: &'a Node, names: &[(&str, &'static str)]) -> Option<Entry<'a>> {
    names.iter().find_map(|(key, words)| {
        let name = item.get(key).filter(|name| name.text().is_some())?;
        Some(Entry { words, name, outer: None })
    })
}

/// Whether a place is in a node, or in what another file has laid over it.
fn contains(node: &Node, place: Span) -> bool {
    let span = node.span;
    let here = span.source == place.source && span.start <= place.start && place.start <= span.end;
    here || node.items().iter().any(|item| contains(item, place))
        || node.pairs().iter().any(|pair| contains(&pair.value, place))
}

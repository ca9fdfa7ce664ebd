//! Advice that people who hire would sign: what `--lint` adds to the diagnostics of a résumé.
//!
//! A rule is a function from a checked résumé to warnings, and stands in [`RULES`] under its code.
//! Rules read the tree, since each warning points at the characters that it is about; they may take
//! it to be valid. What a section holds that is left out of the print, nobody reads, and no rule
//! judges it. Where a rule cannot be sure it says nothing: advice that is wrong or petty costs the
//! trust in all the others.
//!
//! Nothing is said about gaps, overlaps, numbers in bullets or nicknames: that is a person's own
//! story.

mod bullets;
mod dates;
mod entries;
mod pages;
mod person;
mod placeholders;
mod texts;
mod titles;
mod words;

use jiff::civil;

use crate::diagnostics::{Diagnostic, Sources, Span};
use crate::load::{self, Checked};
use crate::yaml::Node;

use self::texts::Printed;

pub use self::pages::lint_pages;

/// A rule: what it says of a résumé.
type Rule = fn(&Lint) -> Vec<Diagnostic>;

/// Every rule that needs no pages, with the code of all that it says.
const RULES: &[(&str, Rule)] = &[
    ("placeholder-text", placeholders::left_over),
    ("no-contact", person::unreachable),
    ("sensitive-data", person::sensitive),
    ("referee-phone", person::referees),
    ("photo-in-region", person::photo),
    ("birth-date-in-region", person::birth_date),
    ("missing-dates", dates::missing),
    ("mixed-dates", dates::mixed),
    ("not-newest-first", dates::order),
    ("many-bullets", bullets::many),
    ("old-job-longer", bullets::old_job),
    ("weak-opener", bullets::weak_openers),
    ("repeated-verb", bullets::repeated_verbs),
    ("mixed-full-stops", bullets::full_stops),
    ("mixed-spelling", words::spellings),
    ("doubled-word", words::doubled),
    ("unknown-section-title", titles::unknown),
];

/// The codes of all advice. None of it fails a run, unless it is denied.
pub const CODES: &[&str] = &{
    let mut codes = [pages::LONG_BULLET; RULES.len() + 1];
    let mut index = 0;
    while index < RULES.len() {
        codes[index] = RULES[index].0;
        index += 1;
    }
    codes
};

/// What can be said of a résumé by its text alone.
pub fn lint(checked: &Checked, sources: &Sources) -> Vec<Diagnostic> {
    let lint = Lint::new(checked, sources);
    in_order(RULES.iter().flat_map(|(_, rule)| rule(&lint)).collect(), checked, sources)
}

/// All advice: what [`lint`] says, and what shows only on the pages, which are typeset for it as
/// `render` does.
pub fn advice(checked: &Checked, sources: &Sources) -> Vec<Diagnostic> {
    let mut found = lint(checked, sources);
    found.extend(pages::typeset_and_lint(checked, sources));
    in_order(found, checked, sources)
}

/// Puts advice among the other diagnostics of a file, in the order of the file.
pub fn merge(diagnostics: &mut Vec<Diagnostic>, advice: Vec<Diagnostic>) {
    diagnostics.extend(advice);
    diagnostics.sort_by_key(place);
}

/// Advice in the order of the file, each with the entry that it is about.
fn in_order(mut found: Vec<Diagnostic>, checked: &Checked, sources: &Sources) -> Vec<Diagnostic> {
    found.sort_by_key(place);
    load::name_entries(&mut found, &checked.root, sources);
    found
}

/// What diagnostics are sorted by: their place, and those without one at the end.
fn place(diagnostic: &Diagnostic) -> (bool, Option<Span>) {
    (diagnostic.span.is_none(), diagnostic.span)
}

/// What the rules read.
struct Lint<'a> {
    /// The checked résumé.
    checked: &'a Checked,
    /// Its tree.
    root: &'a Node,
    /// The texts behind the tree.
    sources: &'a Sources,
    /// The sections that are not printed.
    omitted: Vec<&'a str>,
    /// Every text that is printed.
    texts: Vec<Printed<'a>>,
}

impl<'a> Lint<'a> {
    /// Collects what several rules read.
    fn new(checked: &'a Checked, sources: &'a Sources) -> Self {
        let sections = checked.resume.sections.iter().flatten();
        let omitted: Vec<&str> =
            sections.filter(|section| section.omit).map(|section| section.id.as_str()).collect();
        let texts = texts::printed(&checked.root, &omitted);
        Self { checked, root: &checked.root, sources, omitted, texts }
    }

    /// The items of a section; none if it is not printed.
    fn items(&self, section: &str) -> &'a [Node] {
        match self.root.get(section) {
            Some(list) if !self.omitted.contains(&section) => list.items(),
            _ => &[],
        }
    }

    /// The user's own sections, as far as they are printed, each with its id.
    fn custom(&self) -> impl Iterator<Item = (&'a str, &'a Node)> {
        let sections = self.items("custom").iter();
        sections.filter_map(|section| {
            let id = section.get("id")?.text()?;
            (!self.omitted.contains(&id)).then_some((id, section))
        })
    }

    /// Whether the résumé is in English. Some rules know no other language.
    fn english(&self) -> bool {
        self.language() == "en"
    }

    /// The language of the résumé: `de` of `de-AT`.
    fn language(&self) -> &'a str {
        self.checked.resume.language.as_ref().map_or("en", |tag| tag.primary())
    }

    /// The day that the résumé is of.
    fn today(&self) -> civil::Date {
        self.checked.date.date()
    }

    /// The bytes of a part of a scalar's text. The part may go over a line's end.
    fn span_of(&self, node: &Node, part: std::ops::Range<usize>) -> Span {
        let source = &self.sources.get(node.span.source).text;
        let Some(text) = node.text().and_then(|text| text.get(part.clone())) else {
            return node.span;
        };
        // Folding changes the white space between words, but not the words.
        let first = text.split_whitespace().next().unwrap_or(text);
        let last = text.split_whitespace().next_back().unwrap_or(text);
        let from = part.start + text.find(first).unwrap_or(0);
        let to = part.start + text.rfind(last).unwrap_or(0) + last.len();
        let start = node.span_of(from..from + first.len(), source);
        let end = node.span_of(to - last.len()..to, source);
        if start == node.span || end == node.span || end.end < start.start {
            return node.span;
        }
        Span { end: end.end, ..start }
    }
}

/// The value of a key; `None` if it is absent or nothing.
fn value<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    node.get(key).filter(|value| value.value != crate::yaml::Value::Null)
}

//! Advice about what shows only on the pages.

use crate::diagnostics::{Diagnostic, Sources, Span};
use crate::fit::{self, FitError, Fitted};
use crate::load::{self, Checked};
use crate::typeset::{self, Prepared};
use crate::view::model::{BulletView, SectionView};
use crate::yaml::Node;

use super::entries::text_of;
use super::value;

/// The code of a bullet that is too long.
pub const LONG_BULLET: &str = "long-bullet";

/// How many lines a bullet has at most.
const MAX_LINES: usize = 3;

/// Typesets a résumé as `render` does, and says what the pages show; nothing if there are none.
pub fn typeset_and_lint(checked: &Checked, sources: &Sources) -> Vec<Diagnostic> {
    let Ok(page) = typeset::prepare(checked, sources) else { return Vec::new() };
    let lay_out = |pages| {
        fit::fit(&page.world, &checked.theme.manifest, &checked.options, &page.families, pages)
    };
    let wanted = checked.resume.fit.as_ref().map(|fit| fit.pages as usize);
    // What does not fit is laid out as it comes: its bullets are as long.
    let fitted = match lay_out(wanted) {
        Err(FitError::TooLong { .. } | FitError::TooShort { .. }) => lay_out(None),
        fitted => fitted,
    };
    fitted.map_or(Vec::new(), |fitted| lint_pages(checked, &page, &fitted, sources))
}

/// What the pages of a résumé show: bullets that take more than three lines.
pub fn lint_pages(
    checked: &Checked,
    page: &Prepared,
    fitted: &Fitted,
    sources: &Sources,
) -> Vec<Diagnostic> {
    let mut views: Vec<&BulletView> = Vec::new();
    let mut nodes: Vec<&Node> = Vec::new();
    for section in &page.view.sections {
        let (seen, written) = (views_of(section), nodes_of(&checked.root, &section.id));
        // Both are in the order of the file; if they do not agree, nothing is said.
        if seen.len() == written.len() {
            views.extend(seen);
            nodes.extend(written);
        }
    }
    let lines = typeset::bullet_lines(&fitted.document, &views);
    let long = nodes.iter().zip(lines).filter(|(_, lines)| *lines > MAX_LINES);
    let mut found: Vec<_> = long
        .map(|(node, lines)| {
            let place = first_line(node.span, sources.slice(node.span));
            Diagnostic::warning(LONG_BULLET, format!("this bullet takes {lines} lines on the page"))
                .at(place)
                .help("say it in three lines, or make two bullets of it")
        })
        .collect();
    load::name_entries(&mut found, &checked.root, sources);
    found
}

/// The first line of what is written at a place. A block's is under the sign that opens it.
fn first_line(place: Span, written: &str) -> Span {
    let header = match written.find('\n') {
        Some(end) if written.starts_with(['>', '|']) => end + 1,
        _ => 0,
    };
    let indent = written[header..].len() - written[header..].trim_start().len();
    let start = header + indent;
    let line = written[start..].lines().next().unwrap_or_default();
    let end = start + line.trim_end().len();
    Span { start: place.start + start, end: place.start + end, ..place }
}

/// The bullets of a section as the theme receives them, each before those under it.
fn views_of(section: &SectionView) -> Vec<&BulletView> {
    /// Adds bullets, and those under them.
    fn add<'a>(bullets: &'a [BulletView], all: &mut Vec<&'a BulletView>) {
        for bullet in bullets {
            all.push(bullet);
            add(&bullet.children, all);
        }
    }
    let mut all = Vec::new();
    // Interests and languages are bullets too, but of a word or two.
    if !matches!(section.id.as_str(), "interests" | "languages") {
        add(&section.bullets, &mut all);
    }
    for entry in &section.entries {
        add(&entry.highlights, &mut all);
        for position in &entry.positions {
            add(&position.highlights, &mut all);
        }
    }
    all
}

/// The texts of the bullets of a section in the file, in the same order.
fn nodes_of<'a>(root: &'a Node, id: &str) -> Vec<&'a Node> {
    /// Adds the bullets of a list, and those under them.
    fn add<'a>(list: Option<&'a Node>, all: &mut Vec<&'a Node>) {
        for bullet in list.into_iter().flat_map(Node::items) {
            all.extend(text_of(bullet));
            add(value(bullet, "highlights"), all);
        }
    }
    let mut all = Vec::new();
    let custom = root.get("custom").into_iter().flat_map(Node::items);
    let mut custom = custom.filter(|one| one.get("id").and_then(Node::text) == Some(id));
    let entries = match custom.next() {
        Some(custom) => {
            add(value(custom, "bullets"), &mut all);
            value(custom, "entries")
        }
        None => root.get(id),
    };
    for entry in entries.into_iter().flat_map(Node::items) {
        add(value(entry, "highlights"), &mut all);
        for position in value(entry, "positions").into_iter().flat_map(Node::items) {
            add(value(position, "highlights"), &mut all);
        }
    }
    all
}

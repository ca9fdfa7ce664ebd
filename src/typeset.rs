//! A checked résumé → a document that Typst can compile: its view, its fonts, its world.

mod bullets;
mod overflow;

use std::ops::Range;

use typst::foundations::NativeElement;
use typst::introspection::Tag;
use typst::layout::{Frame, FrameItem, Point};
use typst::model::HeadingElem;
use typst_layout::PagedDocument;

use crate::diagnostics::{Diagnostic, Sources, Span};
use crate::export::json;
use crate::fit;
use crate::fonts;
use crate::load::{self, Checked, Photo};
use crate::locale::DateForm;
use crate::markup;
use crate::schema::Dialect;
use crate::theme::{self, OptionKind, OptionValue};
use crate::view::model::{Kind, View};
use crate::view::{self, Setting};
use crate::words::{code, count};
use crate::world::{self, Beyond, Fonts, ThemeWorld};
use crate::yaml::Node;

pub use self::bullets::bullet_lines;
pub use self::overflow::overflows;

/// A document that only needs its options.
pub struct Prepared {
    /// What the theme receives.
    pub view: View,
    /// The theme with the data.
    pub world: ThemeWorld,
    /// The families in the order in which Typst tries them.
    pub families: Vec<String>,
    /// What is printed otherwise than it is written.
    pub notes: Vec<Diagnostic>,
}

/// Prepares a résumé. An error says which characters no font has, and where they stand.
pub fn prepare(checked: &Checked, sources: &Sources) -> Result<Prepared, Vec<Diagnostic>> {
    let view = view(checked);
    let mut data = serde_json::to_string(&view).unwrap_or_default();
    let fonts = fonts_of(checked, &data);
    let families = fonts.families.clone();
    let missing = fonts.missing(&data);
    let mut notes = Vec::new();
    if !missing.is_empty() {
        let numbered = |c: char| match missing.contains(&c) {
            true => number(c),
            false => c.to_string(),
        };
        data = data.chars().map(numbered).collect();
        notes = explain_missing(&missing, checked, sources);
        if notes.iter().any(Diagnostic::is_error) {
            notes.extend(checked.fonts.problems());
            return Err(notes);
        }
    }
    notes.extend(explain_fonts(&fonts.of_system, checked, sources));
    let photo = photo(checked).map(|photo| (photo.name, photo.bytes.as_slice()));
    if let (None, Some(_)) = (photo, &checked.photo) {
        let theme = &checked.theme.manifest.name;
        let message = format!("theme `{theme}` has no place for `basics.image`");
        let note = Diagnostic::note("photo-left-out", message);
        notes.push(match checked.root.at("/basics/image") {
            Some(node) => note.at(node.span),
            None => note,
        });
    }
    let mut world = ThemeWorld::new(&checked.theme, data, photo, fonts);
    if checked.resume.output.as_ref().is_some_and(|output| output.embed) {
        world.supply("attached.json", json::shown(checked));
    }
    Ok(Prepared { view, world, families, notes })
}

/// The photo, if the theme has a place for one.
fn photo(checked: &Checked) -> Option<&Photo> {
    checked.photo.as_ref().filter(|_| checked.theme.manifest.photo)
}

/// An error for each stretch of characters that no font has. Unlike [`prepare`] it parses no more
/// faces than it takes to find the characters.
pub fn missing_glyphs(checked: &Checked, sources: &Sources) -> Vec<Diagnostic> {
    let data = serde_json::to_string(&view(checked)).unwrap_or_default();
    let manifest = &checked.theme.manifest;
    let (mut missing, of_system) =
        world::missing_everywhere(&manifest.families, &data, &beyond(checked));
    // What a file that is no UTF-8 has lost is said already.
    missing.retain(|&c| c != char::REPLACEMENT_CHARACTER);
    let mut found = explain_missing(&missing, checked, sources);
    found.extend(explain_fonts(&of_system, checked, sources));
    found
}

/// Where fonts of a résumé are looked for besides the embedded ones.
fn beyond(checked: &Checked) -> Beyond<'_> {
    Beyond {
        folders: &checked.fonts,
        system: checked.system_fonts,
        language: checked.resume.language.as_ref(),
    }
}

/// Lets what Typst remembers of older documents go, so that a process that makes many does not grow.
pub fn forget_old_work() {
    /// How many documents ago something was needed for the last time.
    const OLD: usize = 10;
    typst::comemo::evict(OLD);
}

/// What is wrong with the user's fonts, and a note for each font of the machine that the text needs, where it
/// is needed first.
fn explain_fonts(
    of_system: &[(String, Vec<char>)],
    checked: &Checked,
    sources: &Sources,
) -> Vec<Diagnostic> {
    let mut found = checked.fonts.problems();
    for (family, characters) in of_system {
        let mut place = None;
        checked.root.walk_scalars(&mut |node, text| {
            if place.is_none()
                && let Some(start) = text.find(|c| characters.contains(&c))
            {
                let rest = &text[start..];
                let end = rest.find(|c| !characters.contains(&c)).unwrap_or(rest.len());
                let source = &sources.get(node.span.source).text;
                place = Some(node.span_of(start..start + end, source));
            }
        });
        let message = format!("this is set in `{family}`, a font of this machine");
        let note = Diagnostic::note("system-font", message).help(
            "copy its files into `fonts/` beside the résumé: another machine may lack it, or have \
             another version",
        );
        found.push(match place {
            Some(span) => note.at(span),
            None => note,
        });
    }
    found
}

/// What is printed for a character that no font has, where that is allowed.
fn number(c: char) -> String {
    format!("[U+{:04X}]", u32::from(c))
}

/// What the theme receives of a résumé.
pub fn view(checked: &Checked) -> View {
    let setting = Setting {
        keys: &checked.keys,
        today: checked.date.date(),
        image: photo(checked).map(|photo| photo.name),
        dates: date_form(checked),
    };
    view::view(&checked.resume, &setting)
}

/// How dates are written, if the theme lets a résumé choose.
fn date_form(checked: &Checked) -> DateForm {
    let form = checked.options.values.iter().find(|(name, _)| name == "dateFormat");
    match form {
        Some((_, OptionValue::Text(form))) => form.parse().unwrap_or_default(),
        _ => DateForm::default(),
    }
}

/// The options as the theme receives them, before any fit.
pub fn options_json(checked: &Checked) -> String {
    fit::to_json(&checked.options.values, &fonts_of(checked, "").families)
}

/// The fonts of a document, for a text.
fn fonts_of(checked: &Checked, text: &str) -> Fonts {
    let manifest = &checked.theme.manifest;
    let is_font =
        |name: &str| manifest.options.spec(name).is_some_and(|spec| spec.kind == OptionKind::Font);
    let mut chosen: Vec<String> = Vec::new();
    for (name, value) in checked.options.values.iter().filter(|(name, _)| is_font(name)) {
        match value {
            // What the text is set in comes first.
            OptionValue::Text(family) if name == "font" => chosen.insert(0, family.clone()),
            OptionValue::Text(family) if family != theme::INHERIT => chosen.push(family.clone()),
            _ => {}
        }
    }
    let needed: Vec<String> = chosen.into_iter().chain(manifest.families.clone()).collect();
    Fonts::load(&needed, &manifest.fallback, text, &beyond(checked))
}

/// An error for each stretch of characters that no font has, where it first stands in the file. A
/// JSON Resume file is printed all the same, with their numbers.
fn explain_missing(missing: &[char], checked: &Checked, sources: &Sources) -> Vec<Diagnostic> {
    let root = &checked.root;
    let error = |text: &str| {
        let first = text.chars().next().unwrap_or_default();
        let number = u32::from(first);
        let family = fonts::helpful_family(first, checked.resume.language.as_ref());
        Diagnostic::error("missing-glyph", format!("no font has {} (U+{number:04X})", code(text)))
            .help(format!(
                "`{family}` has it: put its files into `fonts/` beside the résumé, or name their \
                 folder by `--font-path`"
            ))
    };
    let mut diagnostics = Vec::new();
    // A character is told of once, however often it stands there.
    let mut untold = missing.to_vec();
    let mut stretches = |text: &str| -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut rest = 0;
        while let Some(start) = text[rest..].find(|c| missing.contains(&c)).map(|at| rest + at) {
            let goes_on = |c: char| missing.contains(&c) || c.is_whitespace();
            let end = text[start..].find(|c| !goes_on(c)).map_or(text.len(), |at| start + at);
            rest = start + text[start..end].trim_end().len();
            let stretch = &text[start..rest];
            if stretch.contains(|c| untold.contains(&c)) {
                untold.retain(|&c| !stretch.contains(c));
                found.push(start..rest);
            }
        }
        found
    };
    root.walk_scalars(&mut |node, text| {
        for stretch in stretches(text) {
            let source = &sources.get(node.span.source).text;
            let error = error(&text[stretch.clone()]);
            diagnostics.push(error.at(node.span_of(stretch, source)));
        }
    });
    // What stands in no scalar comes from a bibliography: from its text, or from an escape in it.
    for id in sources.ids().filter(|id| *id != root.span.source) {
        let text = &sources.get(id).text;
        for stretch in stretches(text) {
            diagnostics.push(error(&text[stretch.clone()]).at(Span::new(id, stretch)));
        }
    }
    let bibliography = root.at("/publications").and_then(bibliography_in);
    diagnostics.extend(untold.iter().map(|c| match bibliography {
        Some(node) => error(&c.to_string()).at(node.span).and("it comes from this bibliography"),
        None => error(&c.to_string()),
    }));
    if checked.dialect == Dialect::JsonResume {
        let lenient = |one: Diagnostic| one.lenient().and("its number is printed in its place");
        diagnostics = diagnostics.into_iter().map(lenient).collect();
    }
    load::name_entries(&mut diagnostics, root, sources);
    diagnostics
}

/// The first bibliography among some publications.
fn bibliography_in(publications: &Node) -> Option<&Node> {
    publications.items().iter().find_map(|item| item.get("bibliography"))
}

/// The three longest sections as typeset, each with its lines and its line in the file.
pub fn longest_sections(
    document: &PagedDocument,
    view: &View,
    root: &Node,
    sources: &Sources,
) -> Vec<String> {
    let titled: Vec<_> =
        view.sections.iter().filter(|section| section.kind != Kind::Divider).collect();
    let titles: Vec<String> = titled.iter().map(|section| markup::plain(&section.title)).collect();
    let mut counter = LineCounter {
        titles: &titles,
        columns: Vec::new(),
        lines: vec![Vec::new(); titled.len()],
        page: 0,
    };
    for (index, page) in document.pages().iter().enumerate() {
        counter.page = index;
        counter.frame(&page.frame, Point::zero());
    }
    let mut longest: Vec<(usize, usize)> =
        counter.lines.iter().map(Vec::len).enumerate().filter(|(_, lines)| *lines > 0).collect();
    longest.sort_by_key(|(_, lines)| std::cmp::Reverse(*lines));
    longest
        .into_iter()
        .take(3)
        .map(|(index, lines)| {
            let id = titled[index].id.as_str();
            let custom = || {
                let sections = root.get("custom")?.items().iter();
                let is_it = |one: &&Node| one.get("id").and_then(Node::text) == Some(id);
                sections.clone().find(is_it).map(|one| one.span)
            };
            let span = match id {
                "summary" => {
                    root.get("basics").and_then(|basics| basics.pair(id)).map(|pair| pair.key_span)
                }
                _ => root.pair(id).map(|pair| pair.key_span),
            };
            match span.or_else(custom) {
                Some(span) => {
                    let line = sources.line(span);
                    let place = match sources.main() == Some(span.source) {
                        true => format!("line {line}"),
                        false => format!("{}:{line}", sources.get(span.source).name),
                    };
                    format!("`{id}` ({place}, {})", count(lines, "line"))
                }
                None => format!("`{id}` ({})", count(lines, "line")),
            }
        })
        .collect()
}

/// Counts the lines of text under each section's heading.
///
/// A text belongs to the last heading of its column, and a column is known by where its headings
/// stand: ink of a side column comes between the pages of the main one.
struct LineCounter<'a> {
    titles: &'a [String],
    /// Where a column begins, and the section that it is in.
    columns: Vec<(f64, usize)>,
    /// The lines of each section: page, column and baseline.
    lines: Vec<Vec<(usize, i64, i64)>>,
    page: usize,
}

impl LineCounter<'_> {
    /// Goes through a frame.
    fn frame(&mut self, frame: &Frame, origin: Point) {
        for (at, item) in frame.items() {
            let at = origin + *at;
            let x = at.x.to_pt();
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, at),
                FrameItem::Tag(Tag::Start(element, _)) if element.elem() == HeadingElem::ELEM => {
                    let Some(heading) = element.to_packed::<HeadingElem>() else { continue };
                    let title = heading.body.plain_text();
                    let found =
                        self.titles.iter().position(|known| known.as_str() == title.as_str());
                    let Some(section) = found else { continue };
                    match self.columns.iter_mut().find(|(left, _)| (left - x).abs() < 20.0) {
                        Some((_, current)) => *current = section,
                        None => self.columns.push((x, section)),
                    }
                }
                FrameItem::Text(text) => {
                    let left_of = self.columns.iter().filter(|(left, _)| *left <= x + 20.0);
                    let Some((left, section)) = left_of.max_by(|a, b| a.0.total_cmp(&b.0)) else {
                        continue;
                    };
                    let baseline = (at.y.to_pt() / text.size.to_pt() / 0.6).round() as i64;
                    let line = (self.page, *left as i64, baseline);
                    if !self.lines[*section].contains(&line) {
                        self.lines[*section].push(line);
                    }
                }
                _ => {}
            }
        }
    }
}

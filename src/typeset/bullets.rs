//! How many lines bullets take on the pages.

use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem, Point};
use typst::pdf::{PdfMarkerTag, PdfMarkerTagKind};
use typst_layout::PagedDocument;

use crate::markup;
use crate::view::model::BulletView;

/// How many lines each bullet takes, without those under it; none for a bullet that the theme does
/// not print as one.
///
/// Typst marks where the body of a list's item begins and ends, for tagged PDF. A bullet is known by
/// its text, so that it counts wherever a theme puts its section, and ink counts for it as long as
/// it goes on with that text: between the two parts of a bullet that is broken over a page there may
/// be another column.
pub fn bullet_lines(document: &PagedDocument, bullets: &[&BulletView]) -> Vec<usize> {
    let bullets: Vec<Bullet> = bullets.iter().map(|bullet| Bullet::new(bullet)).collect();
    let mut counter = Counter { bullets, open: Vec::new(), page: 0 };
    for (index, page) in document.pages().iter().enumerate() {
        counter.page = index;
        counter.frame(&page.frame, Point::zero());
    }
    counter.bullets.into_iter().map(|bullet| bullet.lines).collect()
}

/// A bullet to be found.
struct Bullet {
    /// Its letters and those of all bullets under it.
    whole: String,
    /// Those of its own letters that have not been seen yet.
    rest: String,
    /// Whether it has begun.
    begun: bool,
    /// Its lines so far.
    lines: usize,
    /// Where its last text stands: page, place, size.
    last: Option<(usize, Point, f64)>,
}

impl Bullet {
    /// A bullet that has not been seen.
    fn new(bullet: &BulletView) -> Self {
        let rest = letters(&markup::plain(&bullet.body));
        Self { whole: whole(bullet), rest, begun: false, lines: 0, last: None }
    }

    /// Takes text that goes on with the bullet; whether it does.
    fn take(&mut self, text: &str, page: usize, at: Point, size: f64) -> bool {
        // A hyphen at a line's end is not in the text.
        let unhyphenated = text.trim_end_matches(['-', '\u{2010}']);
        let taken = [text, unhyphenated]
            .into_iter()
            .find(|text| !text.is_empty() && self.rest.starts_with(text));
        let Some(taken) = taken else { return false };
        self.rest.drain(..taken.len());
        // A superscript stands higher, but on the same line.
        let is_new_line = self.last.is_none_or(|(last_page, last, last_size)| {
            let step = (at.y - last.y).to_pt().abs();
            last_page != page || at.x < last.x || step > 0.7 * size.max(last_size)
        });
        self.lines += usize::from(is_new_line);
        self.last = Some((page, at, size));
        true
    }
}

/// The letters of a bullet and of those under it.
fn whole(bullet: &BulletView) -> String {
    let mut text = letters(&markup::plain(&bullet.body));
    text.extend(bullet.children.iter().map(whole));
    text
}

/// A text without white space and what has no ink, in lower case: a theme may print capitals.
fn letters(text: &str) -> String {
    let ink = |c: &char| !c.is_whitespace() && !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}');
    text.chars().filter(ink).flat_map(char::to_lowercase).collect()
}

/// Goes through pages and counts.
struct Counter {
    bullets: Vec<Bullet>,
    /// The bullets that have begun and not ended, the innermost last.
    open: Vec<(Location, usize)>,
    page: usize,
}

impl Counter {
    /// Goes through a frame.
    fn frame(&mut self, frame: &Frame, origin: Point) {
        for (at, item) in frame.items() {
            let at = origin + *at;
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, at),
                FrameItem::Tag(Tag::Start(element, _)) => {
                    let Some(marker) = element.to_packed::<PdfMarkerTag>() else { continue };
                    if marker.kind != PdfMarkerTagKind::ListItemBody {
                        continue;
                    }
                    let text = letters(&marker.body.plain_text());
                    let is_it = |bullet: &Bullet| !bullet.begun && bullet.whole == text;
                    if let Some(index) = self.bullets.iter().position(is_it) {
                        self.bullets[index].begun = true;
                        self.open
                            .push((marker.location().unwrap_or_else(|| Location::new(0)), index));
                    }
                }
                FrameItem::Tag(Tag::End(location, ..)) => {
                    self.open.retain(|(open, _)| open != location);
                }
                FrameItem::Text(text) => {
                    let (letters, size) = (letters(&text.text), text.size.to_pt());
                    for (_, index) in self.open.iter().rev() {
                        if self.bullets[*index].take(&letters, self.page, at, size) {
                            break;
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

//! What stands on typeset pages: the text with its places, the links, the headings.

use typst::foundations::NativeElement;
use typst::introspection::{Location, Tag};
use typst::layout::{Abs, Frame, FrameItem, Point, Size, Transform};
use typst::model::{Destination, HeadingElem};
use typst::pdf::ArtifactElem;
use typst::text::TextItem;
use typst_layout::PagedDocument;

/// What pages show.
#[derive(Default)]
pub struct Pages {
    /// The text without white space and hyphens, in lower case, page by page.
    pub texts: Vec<String>,
    /// Where links lead to.
    pub links: Vec<String>,
    /// The headings with their levels.
    pub headings: Vec<(usize, String)>,
    /// Texts that stand outside of the paper.
    pub outside: Vec<String>,
    /// Texts with a word space that programs lose: under 0.15 em.
    pub narrow: Vec<String>,
    /// The artifacts that have begun and not ended.
    artifacts: Vec<Location>,
}

impl Pages {
    /// Goes through a document.
    pub fn read(document: &PagedDocument) -> Self {
        let mut pages = Self::default();
        for page in document.pages() {
            pages.texts.push(String::new());
            pages.frame(&page.frame, Transform::identity(), page.frame.size());
        }
        pages
    }

    /// All text.
    pub fn text(&self) -> String {
        self.texts.concat()
    }

    /// The page on which a text begins, from 0.
    pub fn page_of(&self, text: &str) -> Option<usize> {
        let wanted = folded(text);
        self.texts.iter().position(|page| page.contains(&wanted))
    }

    /// Goes through a frame that lies on the page by a transformation.
    fn frame(&mut self, frame: &Frame, outer: Transform, paper: Size) {
        for (at, item) in frame.items() {
            let here = outer.pre_concat(Transform::translate(at.x, at.y));
            match item {
                FrameItem::Group(group) => {
                    self.frame(&group.frame, here.pre_concat(group.transform), paper);
                }
                // No reader hears what stands in the foot.
                FrameItem::Tag(Tag::Start(element, _)) if element.elem() == ArtifactElem::ELEM => {
                    self.artifacts.extend(element.location());
                }
                FrameItem::Tag(Tag::End(location, ..)) => {
                    self.artifacts.retain(|one| one != location);
                }
                FrameItem::Text(text) => self.item(text, here, paper),
                FrameItem::Link(Destination::Url(url), _) => self.links.push(url.to_string()),
                FrameItem::Tag(Tag::Start(element, _)) if element.elem() == HeadingElem::ELEM => {
                    if let Some(heading) = element.to_packed::<HeadingElem>() {
                        let level = heading.resolve_level(Default::default()).get();
                        self.headings.push((level, heading.body.plain_text().to_string()));
                    }
                }
                _ => {}
            }
        }
    }

    /// A run of text.
    fn item(&mut self, item: &TextItem, here: Transform, paper: Size) {
        if let Some(page) = self.texts.last_mut().filter(|_| self.artifacts.is_empty()) {
            page.push_str(&folded(&item.text));
        }
        let start = Point::zero().transform(here);
        let end = Point::with_x(item.width()).transform(here);
        let slack = Abs::pt(0.5);
        let inside = |point: Point| {
            point.x >= -slack
                && point.x <= paper.x + slack
                && point.y >= -slack
                && point.y <= paper.y + slack
        };
        let stays = inside(start) && inside(end);
        if !stays && !item.text.trim().is_empty() {
            self.outside.push(item.text.to_string());
        }
        let inner = item.glyphs.iter().skip(1).rev().skip(1);
        let is_narrow = |glyph: &typst::text::Glyph| {
            item.text.get(glyph.range()) == Some(" ") && glyph.x_advance.get() < 0.149
        };
        if inner.clone().any(is_narrow) {
            self.narrow.push(item.text.to_string());
        }
    }
}

/// A text without what lines and pages do to it.
pub fn folded(text: &str) -> String {
    let ink = |c: &char| {
        !c.is_whitespace()
            && !matches!(c, '-' | '\u{2010}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
    };
    text.chars().filter(ink).flat_map(char::to_lowercase).collect()
}

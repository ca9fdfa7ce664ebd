//! PDF → the text that a program reads in it, in the order of the file.
//!
//! The reader is hayro, which knows nothing of vitae: it runs the content of each page and says which
//! glyph stands where, and what it is by the maps in the file. What it cannot know, the ends of lines
//! and the gaps between words, comes from the places of the glyphs, as in other programs that read
//! PDFs. Tags, artifacts and replacement texts in the file are passed over, as most of them do.

use std::borrow::Cow;

use hayro_interpret::font::Glyph;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, TransformExt, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect};
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// What stands between two pages.
pub const PAGE: char = '\u{c}';
/// What stands for a gap that is much wider than a word space.
pub const GAP: char = '\t';

/// The narrowest gap in em that parts two words without a space between them. Programs that read PDFs
/// have it between 0.1 and 0.3.
const WORD: f64 = 0.15;
/// The narrowest gap in em that is no word space.
const WIDE: f64 = 1.0;
/// How far in em a glyph may go up, down or back and still be on the line: raised ones are.
const LINE: f64 = 0.6;

/// Why there is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// It is no PDF, or one that is broken.
    Broken,
    /// A password keeps it closed.
    Locked,
}

/// The text of a PDF: a line each, [`GAP`]s in them, a [`PAGE`] between two pages.
pub fn text(bytes: Vec<u8>) -> Result<String, Unreadable> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(_) => Unreadable::Locked,
        LoadPdfError::Invalid => Unreadable::Broken,
    })?;
    let pages: Vec<String> = pdf
        .pages()
        .iter()
        .map(|page| {
            let transform = page.initial_transform(true).to_kurbo();
            let (width, height) = page.render_dimensions();
            let bounds = Rect::new(0.0, 0.0, width.into(), height.into());
            let cache = InterpreterCache::new();
            let settings = InterpreterSettings { render_annotations: false, ..Default::default() };
            let mut context = Context::new(transform, bounds, &cache, page.xref(), settings);
            let mut glyphs = Glyphs::default();
            interpret_page(page, &mut context, &mut glyphs);
            lines(&glyphs.shown).split_inclusive('\n').map(logical).collect()
        })
        .collect();
    if pages.is_empty() {
        return Err(Unreadable::Broken);
    }
    Ok(pages.join(&PAGE.to_string()))
}

/// A glyph on a page, in points from the top left corner.
struct Shown {
    /// What it stands for; `U+FFFD` if the file does not say.
    text: String,
    /// Where the pen sets it down.
    start: Point,
    /// Where its advance ends.
    end: Point,
    /// The size of the font.
    size: f64,
}

/// Takes down the glyphs of a page, and nothing else.
#[derive(Default)]
struct Glyphs {
    shown: Vec<Shown>,
}

impl<'a> Device<'a> for Glyphs {
    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => char::REPLACEMENT_CHARACTER.to_string(),
        };
        // Glyphs are drawn in thousandths of an em.
        let place = transform * glyph_transform;
        let advance = match glyph {
            Glyph::Outline(outline) => outline.advance_width().unwrap_or(500.0),
            Glyph::Type3(_) => 500.0,
        };
        let start = place * Point::ORIGIN;
        let end = place * Point::new(advance.into(), 0.0);
        let size = (place * Point::new(0.0, 1000.0) - start).hypot();
        if start.is_finite() && end.is_finite() && size.is_finite() && size > 0.0 {
            self.shown.push(Shown { text, start, end, size });
        }
    }

    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: Affine) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// A line in the order in which it is read. In a PDF it stands as it looks, from left to right; to turn
/// round once more what runs from the right undoes that.
fn logical(line: &str) -> Cow<'_, str> {
    let runs_back = |c| matches!(bidi_class(c), BidiClass::R | BidiClass::AL);
    if !line.contains(runs_back) {
        return Cow::Borrowed(line);
    }
    let (text, end) = line.strip_suffix('\n').map_or((line, ""), |text| (text, "\n"));
    let bidi = BidiInfo::new(text, Some(Level::rtl()));
    let turned = bidi.paragraphs.iter().map(|one| bidi.reorder_line(one, one.range.clone()));
    Cow::Owned(turned.collect::<String>() + end)
}

/// Glyphs as lines of text.
fn lines(glyphs: &[Shown]) -> String {
    let mut text = String::new();
    let mut last: Option<&Shown> = None;
    for glyph in glyphs {
        if let Some(last) = last {
            let em = last.size.max(glyph.size);
            let along = (glyph.start.x - last.end.x) / em;
            let across = (glyph.start.y - last.end.y) / em;
            let spaced = text.ends_with(char::is_whitespace);
            if across.abs() > LINE || along < -LINE {
                text.truncate(text.trim_end().len());
                text.push('\n');
            } else if along > WIDE {
                text.truncate(text.trim_end().len());
                text.push(GAP);
            } else if along > WORD && !spaced {
                text.push(' ');
            }
        }
        let is_space = glyph.text.chars().all(char::is_whitespace);
        if !is_space {
            text.push_str(&glyph.text);
            last = Some(glyph);
        } else if last.is_some() && !text.ends_with(char::is_whitespace) {
            // A space may be as wide as a gap: the place of what follows says it.
            text.push(' ');
        }
    }
    text.truncate(text.trim_end().len());
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

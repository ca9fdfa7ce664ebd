//! Sets glyphs into lines of text.
//!
//! The content decides what it can: a space glyph is a space. Where it has none, breaks come from
//! the positions, by the rules of `pdftotext -raw`: half an em up, down or back ends the line, and
//! a gap of 0.15 em parts two words.

use super::content::Glyph;

/// The narrowest gap in em that parts two words without a space between them.
const MIN_WORD_SPACE: f64 = 0.15;

/// A line of text.
#[derive(Debug)]
pub struct Line {
    /// The left end.
    pub x: f64,
    /// The baseline.
    pub y: f64,
    /// The right end.
    pub right: f64,
    /// The size of its largest glyph.
    pub size: f64,
    /// The text, without the spaces around it.
    pub text: String,
    /// The gaps between its words.
    pub word_spaces: Vec<WordSpace>,
}

/// The gap between two words of a line.
#[derive(Debug)]
pub struct WordSpace {
    /// The width in em of the larger neighbour: from ink to ink, whatever makes the gap.
    pub em: f64,
    /// The word on the left.
    pub before: String,
    /// The word on the right.
    pub after: String,
}

/// The lines that glyphs in content order make.
pub fn set<'a>(glyphs: impl IntoIterator<Item = &'a Glyph>) -> Vec<Line> {
    let lines = split(glyphs).into_iter().map(|glyphs| Line::new(&glyphs));
    lines.filter(|line| !line.text.is_empty()).collect()
}

/// Lines as one text.
pub fn text(lines: Vec<Line>) -> String {
    let lines: Vec<String> = lines.into_iter().map(|line| line.text).collect();
    lines.join("\n")
}

/// The text of glyphs with their line breaks undone, the spaces around it kept.
pub fn flow<'a>(glyphs: impl IntoIterator<Item = &'a Glyph>) -> String {
    let mut flow = String::new();
    for line in split(glyphs) {
        let (text, _) = join(&line);
        // A word broken at a hyphen goes on without a space.
        if !flow.is_empty()
            && !flow.ends_with(|c: char| c.is_whitespace() || c == '-' || c == '\u{ad}')
            && !text.starts_with(char::is_whitespace)
        {
            flow.push(' ');
        }
        flow.push_str(&text);
    }
    flow
}

/// Parts glyphs where a line ends.
fn split<'a>(glyphs: impl IntoIterator<Item = &'a Glyph>) -> Vec<Vec<&'a Glyph>> {
    let mut lines: Vec<Vec<&Glyph>> = Vec::new();
    for glyph in glyphs {
        match lines.last_mut() {
            Some(line) if line.last().is_some_and(|last| is_on_line(last, glyph)) => {
                line.push(glyph);
            }
            _ => lines.push(vec![glyph]),
        }
    }
    lines
}

/// Whether the second glyph goes on with the line of the first.
fn is_on_line(last: &Glyph, next: &Glyph) -> bool {
    let (along, across) = step(last, next);
    let turns = last.direction.0 * next.direction.0 + last.direction.1 * next.direction.1 < 0.99;
    !turns && across.abs() <= 0.5 && along >= -0.5
}

/// The way from the end of one glyph to the start of another, along the line and across it, in em
/// of the larger.
fn step(last: &Glyph, next: &Glyph) -> (f64, f64) {
    let (dx, dy) = (next.start.0 - last.end.0, next.start.1 - last.end.1);
    let (x, y) = last.direction;
    let em = last.size.max(next.size);
    ((dx * x + dy * y) / em, (dy * x - dx * y) / em)
}

/// The text of the glyphs of a line, and the gaps between its words in em.
fn join(line: &[&Glyph]) -> (String, Vec<f64>) {
    let mut text = String::new();
    let mut gaps = Vec::new();
    let mut ink: Option<&Glyph> = None;
    for (index, glyph) in line.iter().enumerate() {
        if !glyph.is_space() {
            let spaced = text.ends_with(char::is_whitespace);
            if !spaced && index > 0 && step(line[index - 1], glyph).0 > MIN_WORD_SPACE {
                text.push(' ');
            }
            if let Some(ink) = ink
                && text.ends_with(char::is_whitespace)
            {
                gaps.push(step(ink, glyph).0);
            }
            ink = Some(glyph);
        }
        text.push_str(&glyph.text);
    }
    (text, gaps)
}

impl Line {
    /// Sets one line.
    fn new(glyphs: &[&Glyph]) -> Line {
        let (text, gaps) = join(glyphs);
        let words: Vec<&str> = text.split_whitespace().collect();
        let pairs = gaps.into_iter().zip(words.windows(2));
        let word_spaces = pairs.map(|(em, pair)| {
            let (before, after) = (pair[0].to_owned(), pair[1].to_owned());
            WordSpace { em, before, after }
        });
        let ink = || glyphs.iter().filter(|glyph| !glyph.is_space());
        let first = ink().next().unwrap_or(&glyphs[0]);
        Line {
            x: first.start.0,
            y: first.start.1,
            right: ink().map(|glyph| glyph.end.0).fold(first.end.0, f64::max),
            size: ink().map(|glyph| glyph.size).fold(0.0, f64::max),
            word_spaces: word_spaces.collect(),
            text: text.trim().to_owned(),
        }
    }
}

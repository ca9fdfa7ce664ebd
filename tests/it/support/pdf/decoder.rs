//! Reads from a font what its strings say and how wide they are.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object};

use super::{decoded, descendant, get, number, numbers, stream};

/// How the strings of a font are read.
pub struct Decoder {
    /// The number of bytes a glyph.
    pub code_length: usize,
    /// The text of each glyph.
    texts: HashMap<u32, String>,
    /// The advance of each glyph in em.
    widths: HashMap<u32, f64>,
    /// The advance of all other glyphs.
    other: f64,
}

impl Decoder {
    /// Reads a font, which krilla makes either a composite or a Type 3 one.
    pub fn new(document: &Document, font: &Dictionary) -> Decoder {
        let texts = get(document, font, "ToUnicode").map(read_cmap);
        let texts = texts.unwrap_or_default();
        let (code_length, widths, other) = match descendant(document, font) {
            Some(font) => {
                let widths = get(document, font, "W").map(composite_widths);
                let other = get(document, font, "DW").map_or(1.0, |width| number(width) / 1000.0);
                (2, widths.unwrap_or_default(), other)
            }
            None => (1, simple_widths(document, font), 0.0),
        };
        Decoder { code_length, texts, widths, other }
    }

    /// The text of a glyph; `U+FFFD` when the file does not say.
    pub fn text(&self, code: &[u8]) -> &str {
        self.texts.get(&number_of(code)).map_or("\u{fffd}", String::as_str)
    }

    /// The advance of a glyph in em.
    pub fn width(&self, code: &[u8]) -> f64 {
        *self.widths.get(&number_of(code)).unwrap_or(&self.other)
    }
}

/// A code as a number.
fn number_of(code: &[u8]) -> u32 {
    code.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// The widths of a simple font, which a Type 3 font measures in units of its own.
fn simple_widths(document: &Document, font: &Dictionary) -> HashMap<u32, f64> {
    let unit = get(document, font, "FontMatrix").map_or(0.001, |matrix| numbers(matrix)[0]);
    let first = get(document, font, "FirstChar").map_or(0, |first| number(first) as u32);
    let widths = get(document, font, "Widths").map(numbers).unwrap_or_default();
    let widths = widths.into_iter().map(|width| width * unit);
    (first..).zip(widths).collect()
}

/// The widths of a composite font: `first [width …]` or `first last width`, repeated.
fn composite_widths(object: &Object) -> HashMap<u32, f64> {
    let mut widths = HashMap::new();
    let mut items = object.as_array().expect("there should be an array").iter();
    while let Some(first) = items.next() {
        let first = number(first) as u32;
        match items.next().expect("a width should follow its glyph") {
            Object::Array(list) => {
                widths.extend((first..).zip(list.iter().map(|width| number(width) / 1000.0)));
            }
            last => {
                let width = number(items.next().expect("a width should follow its range")) / 1000.0;
                widths.extend((first..=number(last) as u32).map(|code| (code, width)));
            }
        }
    }
    widths
}

/// The text of each glyph in a `ToUnicode` CMap.
///
/// lopdf reads CMaps too, but ignores that of a Type 3 font, and takes two neighbours with the same
/// text of several letters for a range.
fn read_cmap(object: &Object) -> HashMap<u32, String> {
    let cmap = String::from_utf8_lossy(&decoded(stream(object))).into_owned();
    let cmap = cmap.replace('<', " <").replace('>', "> ");
    let cmap = cmap.replace('[', " [ ").replace(']', " ] ");
    let mut tokens = cmap.split_whitespace();
    let mut texts = HashMap::new();
    while let Some(token) = tokens.next() {
        let has_ranges = match token {
            "beginbfchar" => false,
            "beginbfrange" => true,
            _ => continue,
        };
        while let Some(first) = tokens.next().and_then(hex) {
            let last = if has_ranges { tokens.next().and_then(hex) } else { Some(first.clone()) };
            let last = last.expect("a range should have an end");
            let mut codes = number_of(&first)..=number_of(&last);
            let target = tokens.next().expect("a code should have a text");
            if let Some(text) = hex(target) {
                for (code, step) in codes.zip(0..) {
                    texts.insert(code, utf16(&text, step));
                }
            } else {
                // A list in brackets.
                for text in tokens.by_ref().map_while(hex) {
                    let code = codes.next().expect("a text should have a code");
                    texts.insert(code, utf16(&text, 0));
                }
            }
        }
    }
    texts
}

/// The bytes of a hexadecimal string.
fn hex(token: &str) -> Option<Vec<u8>> {
    let digits = token.strip_prefix('<')?.strip_suffix('>')?.as_bytes();
    let byte = |digits| u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok();
    digits.chunks(2).map(byte).collect()
}

/// A text in UTF-16 whose last unit is counted up.
fn utf16(text: &[u8], step: u16) -> String {
    let units = text.chunks(2).map(|unit| number_of(unit) as u16);
    let mut units: Vec<u16> = units.collect();
    *units.last_mut().expect("a code should have a text") += step;
    String::from_utf16(&units).expect("a CMap should map to UTF-16")
}

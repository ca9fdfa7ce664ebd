//! Reads a PDF back, so that tests can assert on what a parser or a screen reader gets from it:
//! text, links, tags, fonts and metadata.
//!
//! The bytes come from the exporter. `content` runs the content streams into glyphs, with the text
//! that `decoder` finds for them; `lines` sets glyphs into lines; `tags` walks the structure tree;
//! and this file asks the rest of the document.
//! A broken file panics: that is what a test wants.
//!
//! All coordinates are points from the top left corner of the page.

mod content;
mod decoder;
mod lines;
mod raw;
mod tags;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, decode_text_string};

use content::Glyph;
pub use lines::{Line, WordSpace};

/// A parsed document.
pub struct Pdf {
    /// The objects of the file.
    document: Document,
    /// The pages in order.
    pages: Vec<Page>,
}

/// A page with its text.
pub struct Page {
    /// The object of the page, to which annotations belong.
    id: ObjectId,
    /// The box that is shown: left, bottom, right and top in PDF's own coordinates.
    bounds: [f64; 4],
    /// Everything written on the page, in content order.
    glyphs: Vec<Glyph>,
}

/// A link annotation.
#[derive(Debug)]
pub struct Link {
    /// The number of its page, from 1.
    pub page: usize,
    /// Its boxes: at least one for each line that it is broken over.
    pub rects: Vec<Rect>,
    /// Where it leads; `None` when that is a place in the document.
    pub uri: Option<String>,
    /// The text under it.
    pub text: String,
}

/// A box on a page.
#[derive(Clone, Copy, Debug)]
pub struct Rect {
    /// The left edge.
    pub left: f64,
    /// The top edge.
    pub top: f64,
    /// The right edge.
    pub right: f64,
    /// The bottom edge.
    pub bottom: f64,
}

/// A font of the document.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Font {
    /// The PostScript name without the subset's prefix.
    pub name: String,
    /// The six letters before the name of a subset.
    pub subset: Option<String>,
    /// Whether the file carries the font.
    pub embedded: bool,
    /// Whether its glyphs map back to text.
    pub to_unicode: bool,
}

impl Pdf {
    /// Parses a file.
    pub fn parse(bytes: &[u8]) -> Pdf {
        let document = Document::load_mem(bytes).expect("the PDF should parse");
        let ids = document.page_iter();
        let pages = ids.map(|id| Page::read(&document, id)).collect();
        Pdf { document, pages }
    }

    /// The pages in order.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The link annotations in page order.
    pub fn links(&self) -> Vec<Link> {
        let mut links = Vec::new();
        for (number, page) in (1..).zip(&self.pages) {
            let annotations = self.document.get_page_annotations(page.id);
            for dict in annotations.expect("the annotations should be readable") {
                if has_subtype(dict, b"Link") {
                    links.push(self.link(number, page, dict));
                }
            }
        }
        links
    }

    /// The fonts by name.
    pub fn fonts(&self) -> Vec<Font> {
        let mut fonts = Vec::new();
        self.visit(&mut |dict| {
            // The descendant of a composite font is described with it.
            if dict.has_type(b"Font") && !dict.has(b"CIDSystemInfo") {
                fonts.push(Font::read(&self.document, dict));
            }
        });
        fonts.sort();
        fonts
    }

    /// How many images there are.
    pub fn images(&self) -> usize {
        let mut images = 0;
        self.visit(&mut |dict| images += usize::from(has_subtype(dict, b"Image")));
        images
    }

    /// The version of PDF.
    pub fn version(&self) -> &str {
        &self.document.version
    }

    /// The title in the document information.
    pub fn title(&self) -> Option<String> {
        self.info("Title")
    }

    /// An entry of the document information, such as `Author`.
    pub fn info(&self, key: &str) -> Option<String> {
        let info = get_dict(&self.document, &self.document.trailer, "Info")?;
        get(&self.document, info, key).map(string)
    }

    /// The language of the document.
    pub fn lang(&self) -> Option<String> {
        get(&self.document, self.catalog(), "Lang").map(string)
    }

    /// The XMP packet.
    pub fn xmp(&self) -> Option<String> {
        let packet = decoded(stream(get(&self.document, self.catalog(), "Metadata")?));
        Some(String::from_utf8(packet).expect("the metadata should be UTF-8"))
    }

    /// The titles of the bookmarks with one a line, indented by two spaces a level.
    pub fn outline(&self) -> String {
        let mut outline = String::new();
        if let Some(root) = get_dict(&self.document, self.catalog(), "Outlines") {
            self.write_bookmarks(&mut outline, root, 0);
        }
        outline
    }

    /// Whether anything in the file acts by itself (scripts, launches, forms, media) or is an
    /// attached file.
    pub fn has_active_content(&self) -> bool {
        const ACTIONS: &str = "GoToE ImportData JavaScript Launch Movie Rendition Sound SubmitForm";
        const KEYS: &str = "AA EF EmbeddedFiles JS JavaScript XFA";
        let mut found = false;
        self.visit(&mut |dict| {
            let action = dict.get(b"S").ok().filter(|action| action.as_name().is_ok()).map(name);
            found |= action.is_some_and(|action| ACTIONS.split(' ').any(|other| other == action))
                || KEYS.split(' ').any(|key| dict.has(key.as_bytes()))
                || dict.has_type(b"EmbeddedFile");
        });
        found
    }

    /// The catalog, where the document begins.
    fn catalog(&self) -> &Dictionary {
        self.document.catalog().expect("the PDF should have a catalog")
    }

    /// Reads a link on a page.
    fn link(&self, number: usize, page: &Page, dict: &Dictionary) -> Link {
        // A quad is written as its four corners, a plain box as two.
        let is_broken = dict.has(b"QuadPoints");
        let (key, length) = if is_broken { ("QuadPoints", 8) } else { ("Rect", 4) };
        let points = numbers(get(&self.document, dict, key).expect("a link should have a box"));
        let rects = points.chunks(length).map(|corners| page.rect(corners));
        let rects: Vec<Rect> = rects.collect();
        let is_under = |glyph: &&Glyph| rects.iter().any(|rect| rect.covers(glyph));
        let text = lines::flow(page.glyphs.iter().filter(is_under));
        let (uri, text) = (self.uri(dict), text.trim().to_owned());
        Link { page: number, rects, uri, text }
    }

    /// Where a link leads when that is not a place in the document.
    fn uri(&self, link: &Dictionary) -> Option<String> {
        let action = get_dict(&self.document, link, "A")?;
        get(&self.document, action, "URI").map(string)
    }

    /// Writes the titles below a node of the outline.
    fn write_bookmarks(&self, outline: &mut String, node: &Dictionary, depth: usize) {
        let mut next = get_dict(&self.document, node, "First");
        while let Some(bookmark) = next {
            let title = get(&self.document, bookmark, "Title").map_or("?".to_owned(), string);
            outline.push_str(&format!("{}{title}\n", "  ".repeat(depth)));
            self.write_bookmarks(outline, bookmark, depth + 1);
            next = get_dict(&self.document, bookmark, "Next");
        }
    }

    /// Shows every dictionary of the file to `look`, also those within other objects.
    fn visit(&self, look: &mut dyn FnMut(&Dictionary)) {
        let mut queue: Vec<&Object> = self.document.objects.values().collect();
        while let Some(object) = queue.pop() {
            let dict = match object {
                Object::Array(items) => {
                    queue.extend(items);
                    continue;
                }
                Object::Dictionary(dict) => dict,
                Object::Stream(stream) => &stream.dict,
                _ => continue,
            };
            look(dict);
            queue.extend(dict.iter().map(|(_, value)| value));
        }
    }
}

impl Page {
    /// Reads a page and its text.
    fn read(document: &Document, id: ObjectId) -> Page {
        let media = inherited(document, id, "CropBox").or(inherited(document, id, "MediaBox"));
        let bounds = array(media.expect("a page should have a size"));
        let glyphs = content::glyphs(document, id, bounds);
        Page { id, bounds, glyphs }
    }

    /// The width and the height.
    pub fn size(&self) -> (f64, f64) {
        let [left, bottom, right, top] = self.bounds;
        (right - left, top - bottom)
    }

    /// The text in content order without artifacts, with a break where a line ends.
    pub fn text(&self) -> String {
        lines::text(self.lines())
    }

    /// The text of artifacts, such as a running footer.
    pub fn artifact_text(&self) -> String {
        let artifacts = self.glyphs.iter().filter(|glyph| glyph.artifact);
        lines::text(lines::set(artifacts))
    }

    /// The lines that [`Page::text`] is made of.
    pub fn lines(&self) -> Vec<Line> {
        lines::set(self.glyphs.iter().filter(|glyph| !glyph.artifact))
    }

    /// The gaps between the words of each line.
    pub fn word_spaces(&self) -> Vec<WordSpace> {
        let lines = self.lines().into_iter();
        lines.flat_map(|line| line.word_spaces).collect()
    }

    /// The box around points that are given as x, y, x, y, … in PDF's own coordinates.
    fn rect(&self, points: &[f64]) -> Rect {
        let [left, _, _, top] = self.bounds;
        let xs = || points.iter().step_by(2).map(|x| x - left);
        let ys = || points.iter().skip(1).step_by(2).map(|y| top - y);
        Rect {
            left: xs().fold(f64::INFINITY, f64::min),
            top: ys().fold(f64::INFINITY, f64::min),
            right: xs().fold(f64::NEG_INFINITY, f64::max),
            bottom: ys().fold(f64::NEG_INFINITY, f64::max),
        }
    }
}

impl Rect {
    /// Whether the middle of a glyph lies within.
    fn covers(&self, glyph: &Glyph) -> bool {
        let (x, y) = glyph.center();
        self.left <= x && x <= self.right && self.top <= y && y <= self.bottom
    }
}

impl Font {
    /// Reads a font, whose name and program lie in its descendant when it is a composite one.
    fn read(document: &Document, dict: &Dictionary) -> Font {
        let font = descendant(document, dict).unwrap_or(dict);
        let name = get(document, font, "BaseFont").map_or("Type3".to_owned(), name);
        let (subset, name) = match name.split_once('+') {
            Some((prefix, name)) => (Some(prefix.to_owned()), name.to_owned()),
            None => (None, name),
        };
        let descriptor = get_dict(document, font, "FontDescriptor");
        let files: [&[u8]; 3] = [b"FontFile", b"FontFile2", b"FontFile3"];
        let embedded = descriptor.is_some_and(|dict| files.iter().any(|key| dict.has(key)));
        // The glyphs of a Type 3 font are drawings in the file itself.
        let embedded = embedded || font.has(b"CharProcs");
        let to_unicode = dict.has(b"ToUnicode");
        Font { name, subset, embedded, to_unicode }
    }
}

/// The value of a key, found through references.
fn get<'a>(document: &'a Document, dict: &'a Dictionary, key: &str) -> Option<&'a Object> {
    dict.get_deref(key.as_bytes(), document).ok()
}

/// The dictionary that a key holds.
fn get_dict<'a>(document: &'a Document, dict: &'a Dictionary, key: &str) -> Option<&'a Dictionary> {
    get(document, dict, key)?.as_dict().ok()
}

/// The value of a key that a page may have from a node above it.
fn inherited<'a>(document: &'a Document, page: ObjectId, key: &str) -> Option<&'a Object> {
    let mut node = document.get_dictionary(page).ok()?;
    while !node.has(key.as_bytes()) {
        node = get_dict(document, node, "Parent")?;
    }
    get(document, node, key)
}

/// The font that a composite font is made of.
fn descendant<'a>(document: &'a Document, font: &'a Dictionary) -> Option<&'a Dictionary> {
    let fonts = get(document, font, "DescendantFonts")?.as_array().ok()?;
    document.dereference(fonts.first()?).ok()?.1.as_dict().ok()
}

/// Whether an object is of a kind.
fn has_subtype(dict: &Dictionary, kind: &[u8]) -> bool {
    let subtype = dict.get(b"Subtype").and_then(Object::as_name);
    subtype.is_ok_and(|subtype| subtype == kind)
}

/// A dictionary.
fn dict(object: &Object) -> &Dictionary {
    object.as_dict().expect("there should be a dictionary")
}

/// A stream.
fn stream(object: &Object) -> &Stream {
    object.as_stream().expect("there should be a stream")
}

/// What a stream contains.
fn decoded(stream: &Stream) -> Vec<u8> {
    stream.get_plain_content().expect("a stream should decode")
}

/// A number of either kind.
fn number(object: &Object) -> f64 {
    object.as_float().expect("there should be a number").into()
}

/// A list of numbers.
fn numbers(object: &Object) -> Vec<f64> {
    let numbers = object.as_array().expect("there should be an array");
    numbers.iter().map(number).collect()
}

/// A list of so many numbers.
fn array<const N: usize>(object: &Object) -> [f64; N] {
    let numbers = numbers(object);
    numbers.try_into().expect("there should be more or fewer numbers")
}

/// A text string.
fn string(object: &Object) -> String {
    decode_text_string(object).expect("there should be a text string")
}

/// A name.
fn name(object: &Object) -> String {
    let name = object.as_name().expect("there should be a name");
    String::from_utf8_lossy(name).into_owned()
}

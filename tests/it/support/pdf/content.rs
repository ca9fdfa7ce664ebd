//! Runs content streams and keeps the glyphs that they show, with their text and their place.

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId};

use super::decoder::Decoder;
use super::{
    array, decoded, dict, get, get_dict, has_subtype, inherited, name, number, stream, string,
};

/// A shown glyph, or a run of them whose text is replaced as a whole.
pub struct Glyph {
    /// What it stands for; `U+FFFD` when the file does not say.
    pub text: String,
    /// Where the pen sets it down on the baseline.
    pub start: (f64, f64),
    /// Where its advance ends, before any spacing is added.
    pub end: (f64, f64),
    /// The unit vector along the baseline.
    pub direction: (f64, f64),
    /// The font size.
    pub size: f64,
    /// Whether it is no part of the real content.
    pub artifact: bool,
    /// The content stream (a page or a form) and the MCID by which the structure tree finds it.
    pub mark: Option<(ObjectId, i64)>,
    /// The language that its marked content is in, if that says so.
    pub lang: Option<Rc<str>>,
}

impl Glyph {
    /// Whether it is a space of any kind.
    pub fn is_space(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    /// About the middle of its body.
    pub fn center(&self) -> (f64, f64) {
        let rise = self.size / 4.0;
        (
            (self.start.0 + self.end.0) / 2.0 + rise * self.direction.1,
            (self.start.1 + self.end.1) / 2.0 - rise * self.direction.0,
        )
    }
}

/// The glyphs of a page, in content order.
pub fn glyphs(document: &Document, page: ObjectId, bounds: [f64; 4]) -> Vec<Glyph> {
    let [left, _, _, top] = bounds;
    let (glyphs, marks) = (Vec::new(), Vec::new());
    let mut interpreter = Interpreter { document, glyphs, marks };
    let state = State {
        // PDF counts from the bottom, we from the top.
        ctm: [1.0, 0.0, 0.0, -1.0, -left, top],
        pen: IDENTITY,
        font: None,
        size: 0.0,
        char_space: 0.0,
        word_space: 0.0,
    };
    let resources = inherited(document, page, "Resources").expect("a page should have resources");
    interpreter.run(page, &document.get_page_content(page), dict(resources), state);
    interpreter.glyphs
}

/// An affine map as PDF writes it: `a b c d e f`.
type Matrix = [f64; 6];

/// The map that does nothing.
const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// The map that does first `m` and then `n`.
fn concat(m: Matrix, n: Matrix) -> Matrix {
    [
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    ]
}

/// The graphics state, as far as it bears on text.
#[derive(Clone)]
struct State {
    /// From the units in use to the page.
    ctm: Matrix,
    /// The pen, in the units in use.
    pen: Matrix,
    /// `Tf`: the font.
    font: Option<Rc<Decoder>>,
    /// `Tf`: its size.
    size: f64,
    /// `Tc`: what is added to every glyph.
    char_space: f64,
    /// `Tw`: what is added to a space of one byte.
    word_space: f64,
}

impl State {
    /// Moves the pen along the baseline.
    fn advance(&mut self, x: f64) {
        self.pen = concat([1.0, 0.0, 0.0, 1.0, x, 0.0], self.pen);
    }
}

/// A marked-content sequence that is open.
struct Mark {
    /// Whether it or one around it is an artifact.
    artifact: bool,
    /// The nearest MCID.
    id: Option<(ObjectId, i64)>,
    /// The language that it names.
    lang: Option<Rc<str>>,
    /// What replaces the glyphs from an index on.
    replacement: Option<(String, usize)>,
}

/// Runs the content streams of a page.
struct Interpreter<'a> {
    /// Where resources are found.
    document: &'a Document,
    /// What has been shown.
    glyphs: Vec<Glyph>,
    /// The open marked-content sequences.
    marks: Vec<Mark>,
}

impl<'a> Interpreter<'a> {
    /// Runs one content stream.
    fn run(
        &mut self,
        stream: ObjectId,
        content: &[u8],
        resources: &'a Dictionary,
        mut state: State,
    ) {
        let mut saved = Vec::new();
        let mut fonts = HashMap::new();
        let operations = Content::decode_strict(content).expect("the content should parse");
        for operation in operations.operations {
            let operands = operation.operands.as_slice();
            let at = |index: usize| number(&operands[index]);
            let matrix = || -> Matrix { std::array::from_fn(at) };
            match operation.operator.as_str() {
                "q" => saved.push(state.clone()),
                "Q" => state = saved.pop().expect("Q should follow a q"),
                "cm" => state.ctm = concat(matrix(), state.ctm),
                "BT" => state.pen = IDENTITY,
                "Tf" => {
                    let font = fonts.entry(name(&operands[0])).or_insert_with_key(|name| {
                        let (_, font) = self.resource(resources, "Font", name);
                        Rc::new(Decoder::new(self.document, dict(font)))
                    });
                    (state.font, state.size) = (Some(font.clone()), at(1));
                }
                "Tc" => state.char_space = at(0),
                "Tw" => state.word_space = at(0),
                "Tm" => state.pen = matrix(),
                "Tj" => self.show(&mut state, &operands[0]),
                "TJ" => {
                    for item in operands[0].as_array().expect("TJ should have an array") {
                        match item {
                            Object::String(..) => self.show(&mut state, item),
                            kern => state.advance(-number(kern) / 1000.0 * state.size),
                        }
                    }
                }
                unread @ ("Td" | "TD" | "TL" | "T*" | "Ts" | "Tz" | "'" | "\"") => {
                    panic!("`{unread}` is not read, as krilla does not write it")
                }
                "BMC" | "BDC" => self.begin_mark(stream, operands, resources),
                "EMC" => self.end_mark(),
                "Do" => self.run_form(&name(&operands[0]), resources, &state),
                _ => {}
            }
        }
    }

    /// Runs a form; an image shows no glyphs.
    fn run_form(&mut self, name: &str, resources: &'a Dictionary, state: &State) {
        let (id, object) = self.resource(resources, "XObject", name);
        let form = stream(object);
        if !has_subtype(&form.dict, b"Form") {
            return;
        }
        let mut state = state.clone();
        if let Some(matrix) = get(self.document, &form.dict, "Matrix") {
            state.ctm = concat(array(matrix), state.ctm);
        }
        let own = get_dict(self.document, &form.dict, "Resources");
        let id = id.expect("a form should be an object of its own");
        self.run(id, &decoded(form), own.unwrap_or(resources), state);
    }

    /// Shows a string.
    fn show(&mut self, state: &mut State, operand: &Object) {
        let bytes = operand.as_str().expect("a string should be shown");
        let font = state.font.clone();
        let font = font.expect("a font should be set before text");
        let (artifact, mark, lang) = self.mark();
        for code in bytes.chunks(font.code_length) {
            let width = font.width(code) * state.size;
            let [a, b, c, d, x, y] = concat(state.pen, state.ctm);
            let unit = a.hypot(b);
            self.glyphs.push(Glyph {
                text: font.text(code).to_owned(),
                start: (x, y),
                end: (x + width * a, y + width * b),
                direction: (a / unit, b / unit),
                size: c.hypot(d) * state.size,
                artifact,
                mark,
                lang: lang.clone(),
            });
            let word_space = if code == b" " { state.word_space } else { 0.0 };
            state.advance(width + state.char_space + word_space);
        }
    }

    /// Whether an artifact is open, the nearest MCID, and the nearest language.
    fn mark(&self) -> (bool, Option<(ObjectId, i64)>, Option<Rc<str>>) {
        let open = |mark: &Mark| (mark.artifact, mark.id, mark.lang.clone());
        self.marks.last().map_or((false, None, None), open)
    }

    /// Opens a marked-content sequence.
    fn begin_mark(&mut self, stream: ObjectId, operands: &[Object], resources: &'a Dictionary) {
        let (artifact, id, lang) = self.mark();
        let artifact = artifact || name(&operands[0]) == "Artifact";
        let mut mark = Mark { artifact, id, lang, replacement: None };
        if let Some(properties) = operands.get(1) {
            let properties = dict(match properties {
                Object::Name(_) => self.resource(resources, "Properties", &name(properties)).1,
                properties => properties,
            });
            if let Some(id) = get(self.document, properties, "MCID") {
                mark.id = Some((stream, id.as_i64().expect("an MCID should be a number")));
            }
            if let Some(lang) = get(self.document, properties, "Lang") {
                mark.lang = Some(string(lang).into());
            }
            let replacement = get(self.document, properties, "ActualText").map(string);
            mark.replacement = replacement.map(|text| (text, self.glyphs.len()));
        }
        self.marks.push(mark);
    }

    /// Closes a marked-content sequence and makes its glyphs one if they are replaced.
    fn end_mark(&mut self) {
        let mark = self.marks.pop().expect("EMC should follow a BMC or BDC");
        let Some((text, from)) = mark.replacement else {
            return;
        };
        let replaced = self.glyphs.split_off(from);
        let last = replaced.last().or(self.glyphs.last());
        let Some(last) = last.filter(|_| !text.is_empty()) else {
            return;
        };
        // A picture has no pen: its text goes where the pen last was.
        let start = replaced.first().map_or(last.end, |first| first.start);
        let (artifact, id, lang) = (mark.artifact, mark.id, mark.lang);
        let glyph = Glyph { text, start, artifact, mark: id, lang, ..*last };
        self.glyphs.push(glyph);
    }

    /// A resource of a kind by its name, and the object that it is.
    fn resource(
        &self,
        resources: &'a Dictionary,
        kind: &str,
        name: &str,
    ) -> (Option<ObjectId>, &'a Object) {
        let resource = get_dict(self.document, resources, kind)
            .and_then(|kind| kind.get(name.as_bytes()).ok())
            .and_then(|resource| self.document.dereference(resource).ok());
        resource.unwrap_or_else(|| panic!("the {kind} resource `{name}` should exist"))
    }
}

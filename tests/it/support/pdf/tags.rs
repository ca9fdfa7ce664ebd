//! Writes the structure tree as text, as `pdfinfo -struct-text` does.

use std::fmt::Write;

use lopdf::{Dictionary, Object, ObjectId};

use super::content::Glyph;
use super::{Pdf, dict, get, get_dict, has_subtype, lines, name, string};

/// What an element of the structure tree contains.
enum Part<'a> {
    /// Marked content with no other element in between.
    Text(Vec<&'a Glyph>),
    /// Another element.
    Element(&'a Dictionary),
}

impl Pdf {
    /// The structure tree with an element a line: its type, the text that it begins with, its
    /// `/Alt` and `/ActualText`, its language if that is not the document's, and where a link leads.
    /// Text after a child, and text in another language, has its own line. Empty when the document
    /// is not tagged.
    pub fn tag_tree(&self) -> String {
        let mut tree = String::new();
        if let Some(root) = get_dict(&self.document, self.catalog(), "StructTreeRoot") {
            for kid in self.kids(root) {
                self.write_element(&mut tree, dict(kid), None, 0);
            }
        }
        tree
    }

    /// Writes an element and all that it contains. Its marked content is in the stream of its
    /// parent unless it names another.
    fn write_element(
        &self,
        tree: &mut String,
        element: &Dictionary,
        parent: Option<ObjectId>,
        depth: usize,
    ) {
        let stream = reference(element, "Pg").or(parent);
        let mut target = None;
        let mut parts = Vec::new();
        for kid in self.kids(element) {
            match kid {
                Object::Integer(id) => self.push_marked(&mut parts, stream, *id),
                Object::Dictionary(kid) if kid.has(b"MCID") => {
                    let stream = reference(kid, "Stm").or(reference(kid, "Pg")).or(stream);
                    let id = kid.get(b"MCID").and_then(Object::as_i64);
                    self.push_marked(&mut parts, stream, id.expect("an MCID should be a number"));
                }
                Object::Dictionary(kid) if kid.has(b"Obj") => {
                    let object = get_dict(&self.document, kid, "Obj");
                    if let Some(link) = object.filter(|object| has_subtype(object, b"Link")) {
                        target = Some(self.uri(link).unwrap_or("internal".to_owned()));
                    }
                }
                Object::Dictionary(kid) => parts.push(Part::Element(kid)),
                _ => panic!("no kid for an element: {kid:?}"),
            }
        }

        let indent = "  ".repeat(depth);
        let role = name(element.get(b"S").expect("an element should have a type"));
        write!(tree, "{indent}{role}").unwrap();
        let mut parts = parts.into_iter().peekable();
        if let Some(Part::Text(run)) = parts.next_if(|part| matches!(part, Part::Text(_))) {
            write!(tree, " {}", self.quoted(run)).unwrap();
        }
        for (key, label) in [("Alt", "alt"), ("ActualText", "actual"), ("Lang", "lang")] {
            if let Some(text) = get(&self.document, element, key)
                && (key != "Lang" || Some(string(text)) != self.lang())
            {
                write!(tree, " {label} {:?}", string(text)).unwrap();
            }
        }
        if let Some(target) = target {
            write!(tree, " ({target})").unwrap();
        }
        tree.push('\n');
        for part in parts {
            match part {
                Part::Text(run) => writeln!(tree, "{indent}  {}", self.quoted(run)).unwrap(),
                Part::Element(kid) => self.write_element(tree, kid, stream, depth + 1),
            }
        }
    }

    /// Text with the language that it is marked with, if that is not the document's.
    fn quoted(&self, run: Vec<&Glyph>) -> String {
        let lang = run.first().and_then(|glyph| glyph.lang.clone());
        let text = format!("{:?}", lines::flow(run));
        match lang.filter(|lang| Some(&**lang) != self.lang().as_deref()) {
            Some(lang) => format!("{text} lang {lang:?}"),
            None => text,
        }
    }

    /// The kids of an element, found through references.
    fn kids<'a>(&'a self, element: &'a Dictionary) -> Vec<&'a Object> {
        let kids = match get(&self.document, element, "K") {
            Some(Object::Array(kids)) => kids.as_slice(),
            Some(kid) => std::slice::from_ref(kid),
            None => &[],
        };
        let follow = |kid| self.document.dereference(kid).ok().map(|(_, kid)| kid);
        kids.iter().map(|kid| follow(kid).expect("a kid should exist")).collect()
    }

    /// Adds marked content to the text at the end of `parts`. Content without text, such as a
    /// picture, adds nothing.
    fn push_marked<'a>(&'a self, parts: &mut Vec<Part<'a>>, stream: Option<ObjectId>, id: i64) {
        let mark = Some((stream.expect("marked content should be on a page"), id));
        let glyphs = self.pages.iter().flat_map(|page| &page.glyphs);
        for glyph in glyphs.filter(|glyph| glyph.mark == mark && !glyph.artifact) {
            match parts.last_mut() {
                Some(Part::Text(run)) if run.last().is_none_or(|last| last.lang == glyph.lang) => {
                    run.push(glyph);
                }
                _ => parts.push(Part::Text(vec![glyph])),
            }
        }
    }
}

/// The object to which a key refers.
fn reference(dict: &Dictionary, key: &str) -> Option<ObjectId> {
    dict.get(key.as_bytes()).and_then(Object::as_reference).ok()
}

//! The Typst world of one document: a theme's folder mounted at `/`, the résumé's data beside it, and
//! the fonts that it needs. Nothing of the machine is in it, no disk and no clock, but fonts for characters
//! that no other font has.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook, FontInfo};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};

use crate::diagnostics::{Diagnostic, Sources, Span};
use crate::fonts::folders::Face;
use crate::fonts::{FAMILIES, Family, FontFolders, find_in_system};
use crate::resume::LanguageTag;
use crate::theme::{self, Theme};

/// The standard library never changes, so its part of the cache stays warm.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// The fonts of a document.
pub struct Fonts {
    /// The families that are loaded by name, in the order in which Typst tries them.
    pub families: Vec<String>,
    /// Those of them that are the machine's, with the characters that need them.
    pub of_system: Vec<(String, Vec<char>)>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

/// Where fonts are looked for besides the embedded ones.
pub struct Beyond<'a> {
    /// The user's own.
    pub folders: &'a FontFolders,
    /// Whether the machine's may be used.
    pub system: bool,
    /// The language of the text, for the forms of Han characters.
    pub language: Option<&'a LanguageTag>,
}

impl Fonts {
    /// The faces of the families that a theme needs. Its fallbacks, and then all other embedded ones, the
    /// user's own, and the machine's, are looked at only if a character of the text is in none before.
    pub fn load(needed: &[String], fallbacks: &[String], text: &str, beyond: &Beyond) -> Self {
        let mut families: Vec<String> = Vec::new();
        let mut fonts: Vec<Font> = Vec::new();
        let mut of_system = Vec::new();
        let mut characters = drawn(text);
        let mut add = |name: &str, faces: Vec<Font>, characters: &mut Vec<char>| {
            for face in &faces {
                characters.retain(|&c| !face.info().coverage.contains(c as u32));
            }
            fonts.extend(faces);
            families.push(name.to_owned());
        };
        let mut known: Vec<&str> = Vec::new();
        let embedded = FAMILIES.iter().map(|family| family.name);
        let declared = needed.iter().chain(fallbacks).map(String::as_str);
        for (index, name) in declared.chain(embedded).enumerate() {
            if index >= needed.len() && characters.is_empty() {
                break;
            }
            if known.contains(&name) {
                continue;
            }
            if let Some(family) = FAMILIES.iter().find(|family| family.name == name) {
                let faces = family.faces.iter();
                let faces = faces.filter_map(|face| Font::new(Bytes::new(*face), 0)).collect();
                add(name, faces, &mut characters);
                known.push(name);
            } else if beyond.folders.has(name) {
                add(name, own_faces(beyond.folders, name), &mut characters);
                known.push(name);
            }
        }
        if !characters.is_empty() {
            for name in beyond.folders.families() {
                let faces = own_faces(beyond.folders, name);
                let helps = faces.iter().any(|face| {
                    characters.iter().any(|&c| face.info().coverage.contains(c as u32))
                });
                if helps && !known.contains(&name) {
                    add(name, faces, &mut characters);
                }
            }
        }
        if !characters.is_empty() && beyond.system {
            let serif = needed.iter().any(|name| is_serif(name));
            for (name, has, faces) in find_in_system(&characters, beyond.language, serif) {
                add(&name, faces.iter().filter_map(Face::font).collect(), &mut characters);
                of_system.push((name, has));
            }
        }
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Self { families, of_system, book, fonts }
    }

    /// The characters of a text that none of the fonts has, each once.
    pub fn missing(&self, text: &str) -> Vec<char> {
        let mut characters = drawn(text);
        for font in &self.fonts {
            characters.retain(|&c| !font.info().coverage.contains(c as u32));
        }
        characters
    }
}

/// The faces of a family of the user's own.
fn own_faces(folders: &FontFolders, name: &str) -> Vec<Font> {
    let faces = folders.faces().iter().filter(|face| face.info.family == name);
    faces.filter_map(Face::font).collect()
}

/// Whether an embedded family has serifs.
fn is_serif(name: &str) -> bool {
    !["Inter", "IBM Plex Sans", "IBM Plex Mono", "Source Sans 3"].contains(&name)
}

/// The characters of a text that no font has, each once, and the families of the machine that are needed
/// for others. The faces of some embedded families are looked at first; usually the first has them all.
pub fn missing_everywhere(
    first: &[String],
    text: &str,
    beyond: &Beyond,
) -> (Vec<char>, Vec<(String, Vec<char>)>) {
    let mut characters = drawn(text);
    let (wanted, others): (Vec<&Family>, Vec<&Family>) =
        FAMILIES.iter().partition(|family| first.iter().any(|name| name == family.name));
    for face in wanted.iter().chain(&others).flat_map(|family| family.faces) {
        if characters.is_empty() {
            return (characters, Vec::new());
        }
        if let Some(info) = FontInfo::new(face, 0) {
            characters.retain(|&c| !info.coverage.contains(c as u32));
        }
    }
    if characters.is_empty() {
        return (characters, Vec::new());
    }
    for face in beyond.folders.faces() {
        characters.retain(|&c| !face.info.coverage.contains(c as u32));
    }
    let mut of_system = Vec::new();
    if !characters.is_empty() && beyond.system {
        let serif = first.iter().any(|name| is_serif(name));
        for (name, has, _) in find_in_system(&characters, beyond.language, serif) {
            characters.retain(|c| !has.contains(c));
            of_system.push((name, has));
        }
    }
    (characters, of_system)
}

/// The characters of a text that need a glyph and may lack one, each once.
fn drawn(text: &str) -> Vec<char> {
    let mut characters: Vec<char> =
        text.chars().filter(|c| !c.is_ascii() && !is_invisible(*c)).collect();
    characters.sort_unstable();
    characters.dedup();
    characters
}

/// Characters that shape text and have no ink: joiners, marks of direction, line breaks, no-break
/// spaces.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// A document for Typst.
#[derive(Clone)]
pub struct ThemeWorld {
    main: FileId,
    sources: Arc<HashMap<FileId, Source>>,
    files: HashMap<FileId, Bytes>,
    fonts: Arc<Fonts>,
}

impl ThemeWorld {
    /// Mounts a theme with a résumé's data.
    pub fn new(theme: &Theme, data: String, image: Option<(&str, &[u8])>, fonts: Fonts) -> Self {
        let mut sources = HashMap::new();
        let mut files = HashMap::new();
        let own = theme.files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
        let supplied = [("lib.typ", theme::LIB.as_bytes()), ("entry.typ", theme::ENTRY.as_bytes())];
        for (name, bytes) in own.chain(supplied).chain(image) {
            let Some(id) = mounted(name) else { continue };
            match std::str::from_utf8(bytes) {
                Ok(text) if name.ends_with(".typ") => {
                    sources.insert(id, Source::new(id, text.to_owned()));
                }
                _ => drop(files.insert(id, Bytes::new(bytes.to_vec()))),
            }
        }
        let mut world = Self {
            main: mounted("entry.typ").expect("the entry's name is a path"),
            sources: Arc::new(sources),
            files,
            fonts: Arc::new(fonts),
        };
        world.supply("resume.json", data);
        world
    }

    /// The same document with other options.
    pub fn with_options(&self, options: String) -> Self {
        let mut world = self.clone();
        world.supply("options.json", options);
        world
    }

    /// Puts a text beside the theme's files.
    pub fn supply(&mut self, name: &str, text: String) {
        if let Some(id) = mounted(name) {
            self.files.insert(id, Bytes::from_string(text));
        }
    }

    /// What Typst says, pointing into the theme's own files.
    pub fn explain(
        &self,
        problems: impl IntoIterator<Item = SourceDiagnostic>,
        folder: &str,
        sources: &mut Sources,
    ) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for problem in problems {
            let message = problem.message.to_string();
            let mut diagnostic = match problem.severity {
                typst::diag::Severity::Error => Diagnostic::error("theme-error", message),
                typst::diag::Severity::Warning => Diagnostic::warning("theme-warning", message),
            };
            if let Some(id) = problem.span.id()
                && let (Some(range), Some(source)) =
                    (self.range(problem.span), self.sources.get(&id))
            {
                let file = id.vpath().get_without_slash();
                let name = match file {
                    "lib.typ" | "entry.typ" => format!("themes/{file}"),
                    _ => format!("{folder}/{file}"),
                };
                let known = sources.add(name, source.text());
                diagnostic = diagnostic.at(Span::new(known, range));
            }
            if let Some(hint) = problem.hints.first() {
                diagnostic = diagnostic.help(hint.v.to_string());
            }
            diagnostics.push(diagnostic);
        }
        diagnostics
    }
}

/// The id of a file in the theme's mounted folder.
fn mounted(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for ThemeWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| not_found(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match self.files.get(&id) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.source(id).map(|source| Bytes::from_string(source.text().to_owned())),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    /// No clock: the same input gives the same pages at any time.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// A file that the theme's folder does not have.
fn not_found(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}

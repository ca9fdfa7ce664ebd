//! Fonts of a user's own: in `fonts/` beside the résumé, and in the folders of `--font-path`. Nobody who
//! needs none of them pays for them: they are read when a name or a character is not among the embedded
//! fonts.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use typst::foundations::Bytes;
use typst::text::{Font, FontInfo};

use crate::diagnostics::Diagnostic;
use crate::theme::{describe, resolve_inside};
use crate::words::code;

/// The largest file of a font that is read.
const MAX_FILE: u64 = 64 << 20;
/// How deep folders are searched.
const MAX_DEPTH: usize = 8;

/// A face in a file.
#[derive(Debug, Clone)]
pub struct Face {
    /// What it says of itself: family, style, characters.
    pub info: FontInfo,
    bytes: Bytes,
    index: u32,
}

impl Face {
    /// The faces of a file, in its order.
    pub fn all(bytes: Vec<u8>) -> Vec<Self> {
        let bytes = Bytes::new(bytes);
        let count = ttf_faces(&bytes);
        let face = |index| {
            let info = FontInfo::new(&bytes, index)?;
            Some(Self { info, bytes: bytes.clone(), index })
        };
        (0..count).filter_map(face).collect()
    }

    /// A face of a file, with what it says of itself.
    pub fn one(bytes: Vec<u8>, index: u32, info: FontInfo) -> Self {
        Self { info, bytes: Bytes::new(bytes), index }
    }

    /// The face for Typst.
    pub fn font(&self) -> Option<Font> {
        Font::new(self.bytes.clone(), self.index)
    }
}

/// How many faces a file may have: one, or what a collection says.
fn ttf_faces(bytes: &[u8]) -> u32 {
    match bytes.strip_prefix(b"ttcf").and_then(|rest| rest.get(4..8)) {
        Some(count) => u32::from_be_bytes(count.try_into().unwrap_or_default()).min(256),
        None => 1,
    }
}

/// The folders where a user's fonts are.
#[derive(Debug, Default)]
pub struct FontFolders {
    /// The folder beside the résumé, out of which no link leads.
    beside: Option<PathBuf>,
    /// The folders that the user named, as they were written.
    named: Vec<String>,
    read: OnceLock<(Vec<Face>, Vec<Diagnostic>)>,
}

impl FontFolders {
    /// The fonts of a résumé in a folder, and in the folders that the user names.
    pub fn new(folder: &Path, named: &[String]) -> Self {
        let beside = Some(folder.join("fonts"));
        Self { beside, named: named.to_vec(), read: OnceLock::new() }
    }

    /// All faces, in the order of the folders and of their files' names.
    pub fn faces(&self) -> &[Face] {
        &self.read().0
    }

    /// What is wrong with the files that were read. If none were, since none were needed: the folders
    /// that are not there.
    pub fn problems(&self) -> Vec<Diagnostic> {
        match self.read.get() {
            Some((_, problems)) => problems.clone(),
            None => {
                let mut reading = Reading::default();
                for name in &self.named {
                    if let Err(error) = fs::metadata(name) {
                        reading.absent(name, &error);
                    }
                }
                reading.problems
            }
        }
    }

    /// Whether they have a family.
    pub fn has(&self, family: &str) -> bool {
        self.faces().iter().any(|face| face.info.family == family)
    }

    /// The names of the families, in order.
    pub fn families(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for face in self.faces() {
            if !names.contains(&face.info.family.as_str()) {
                names.push(&face.info.family);
            }
        }
        names
    }

    /// Reads the folders, once.
    fn read(&self) -> &(Vec<Face>, Vec<Diagnostic>) {
        self.read.get_or_init(|| {
            let mut reading = Reading::default();
            if let Some(beside) = &self.beside
                && let Ok(root) = fs::canonicalize(beside)
            {
                let shown = beside.strip_prefix(".").unwrap_or(beside).display().to_string();
                reading.folder(&root, &shown, Some(&root), 0);
            }
            for name in &self.named {
                match fs::metadata(name) {
                    Ok(meta) if meta.is_dir() => reading.folder(Path::new(name), name, None, 0),
                    Ok(_) => reading.file(Path::new(name), name),
                    Err(error) => reading.absent(name, &error),
                }
            }
            (reading.faces, reading.problems)
        })
    }
}

/// What has been read of some folders.
#[derive(Default)]
struct Reading {
    faces: Vec<Face>,
    problems: Vec<Diagnostic>,
}

impl Reading {
    /// The fonts in a folder and in the folders in it. Nothing is read outside of `wall`.
    fn folder(&mut self, folder: &Path, shown: &str, wall: Option<&Path>, depth: usize) {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut names: Vec<String> =
            entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        // The order of a folder differs from machine to machine.
        names.sort_unstable();
        for name in names.iter().filter(|name| !name.starts_with('.')) {
            let path = folder.join(name);
            let shown = format!("{}/{name}", shown.trim_end_matches('/'));
            if wall.is_some_and(|wall| resolve_inside(wall, &path).is_none()) {
                continue;
            }
            if path.is_dir() && depth < MAX_DEPTH {
                self.folder(&path, &shown, wall, depth + 1);
            } else if is_font(name) {
                self.file(&path, &shown);
            }
        }
    }

    /// The faces of a file.
    fn file(&mut self, path: &Path, shown: &str) {
        let help = "put a font of TrueType or OpenType there, or take the file away";
        match fs::metadata(path) {
            Ok(meta) if meta.len() > MAX_FILE => {
                let message = format!("{} is larger than {} MiB", code(shown), MAX_FILE >> 20);
                return self.problem(message, help);
            }
            _ => {}
        }
        match fs::read(path) {
            Ok(bytes) => match Face::all(bytes) {
                faces if faces.is_empty() => {
                    self.problem(format!("{} is no font that can be read", code(shown)), help);
                }
                faces => self.faces.extend(faces),
            },
            Err(error) => {
                self.problem(format!("cannot read {}: {}", code(shown), describe(&error)), help);
            }
        }
    }

    /// A folder that the user names and that cannot be opened.
    fn absent(&mut self, name: &str, error: &std::io::Error) {
        self.problem(
            format!("cannot open the fonts in {}: {}", code(name), describe(error)),
            "`--font-path` and `VITAE_FONT_PATHS` take folders with font files",
        );
    }

    /// Something that is wrong with a file; the résumé may be printed without it.
    fn problem(&mut self, message: String, help: &str) {
        self.problems.push(Diagnostic::warning("bad-font", message).help(help));
    }
}

/// Whether a file is a font, by its name.
fn is_font(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ["ttf", "otf", "ttc", "otc"].contains(&ending.as_str()))
}

//! Themes: the built-in ones and folders of the user's, what each declares, and the options that a
//! résumé sets.

mod options;
mod output;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::diagnostics::{Diagnostic, Sources};
use crate::words::{closest, list};
use crate::yaml::{self, Node};

pub use self::options::{
    Given, INHERIT, Margins, OptionKind, OptionSpec, OptionValue, Options, Resolved, resolve,
};

/// The helpers that all themes share.
pub const LIB: &str = include_str!("../themes/lib.typ");
/// What Typst compiles.
pub const ENTRY: &str = include_str!("../themes/entry.typ");
/// The theme of a résumé that names none.
pub const DEFAULT: &str = "classic";
/// Names that a theme's folder may not use for files of its own: they are supplied.
pub const SUPPLIED: &[&str] =
    &["entry.typ", "lib.typ", "resume.json", "options.json", "attached.json"];
/// What [`is_folder`] takes, and presets, as a pattern of the JSON Schema.
pub const FILE_PATTERN: &str = r"^\.|[/\\]|\.ya?ml$";
/// The largest file that a theme may bring.
const MAX_FILE: u64 = 16 << 20;

/// A built-in theme: its name, `theme.yaml` and `theme.typ`.
struct Builtin(&'static str, &'static str, &'static str);

/// The themes of some names, embedded from their folders.
macro_rules! builtin {
    ($($name:literal),* $(,)?) => {
        [$(Builtin(
            $name,
            include_str!(concat!("../themes/", $name, "/theme.yaml")),
            include_str!(concat!("../themes/", $name, "/theme.typ")),
        )),*]
    };
}

/// The built-in themes. A new one needs its folder and a line here.
const BUILTIN: &[Builtin] = &builtin![
    "academic",
    "banking",
    "classic",
    "duet",
    "ivy",
    "letterpress",
    "marquee",
    "sidebar",
    "swiss",
    "timeline"
];

/// What `theme.yaml` declares.
#[derive(Debug, Clone, Deserialize)]
pub struct Manifest {
    /// The theme's name.
    pub name: String,
    /// What it is and for whom, in a line.
    pub description: String,
    /// The families it sets text in. The `font` option stands in for the first.
    pub families: Vec<String>,
    /// The families that stand in, in this order, for characters that those lack.
    #[serde(default)]
    pub fallback: Vec<String>,
    /// The order of the sections of a file that has none of its own.
    pub order: Vec<String>,
    /// Whether it has a place for a photo.
    #[serde(default = "has_photo")]
    pub photo: bool,
    /// Whether it sets columns of text side by side.
    #[serde(default)]
    pub columns: bool,
    /// Its options, by name.
    pub options: Options,
    /// How a résumé is made to fit.
    pub fit: FitSpec,
}

/// A theme has a place for a photo unless it says that it has none.
fn has_photo() -> bool {
    true
}

/// How a theme gives way when a résumé is made to fit.
#[derive(Debug, Clone, Deserialize)]
pub struct FitSpec {
    /// The size that text never goes under, such as `8.4pt`.
    pub floor: String,
    /// Factors on options, `[loosest, tightest]`, stage after stage.
    pub stages: Vec<BTreeMap<String, Vec<String>>>,
}

/// A theme, whole in memory.
#[derive(Debug, Clone)]
pub struct Theme {
    /// What it declares.
    pub manifest: Manifest,
    /// Its files by name, without those that are supplied.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The folder as the user wrote it, or `themes/NAME` for a built-in one; for messages.
    pub folder: String,
    /// Whether it is a stranger's: a folder, and not built in.
    pub strange: bool,
}

impl Theme {
    /// Finds a theme by its name, or reads it from its folder. A folder of a résumé's own is
    /// relative to `base`.
    pub fn find(name: &str, base: &Path, sources: &mut Sources) -> Result<Self, Diagnostic> {
        if is_folder(name) {
            return Self::read(name, &base.join(name), sources);
        }
        match BUILTIN.iter().find(|builtin| builtin.0 == name) {
            Some(Builtin(name, manifest, source)) => {
                let folder = format!("themes/{name}");
                let manifest = read_manifest(manifest, &folder, sources)?;
                let files = BTreeMap::from([("theme.typ".to_owned(), source.as_bytes().to_vec())]);
                Ok(Self { manifest, files, folder, strange: false })
            }
            None => Err(unknown(name)),
        }
    }

    /// Reads a theme from its folder.
    fn read(name: &str, folder: &Path, sources: &mut Sources) -> Result<Self, Diagnostic> {
        let fail = |what: String| Diagnostic::error("bad-theme", format!("theme `{name}`: {what}"));
        sources.depend_on(folder);
        let root = fs::canonicalize(folder).map_err(|error| {
            fail(format!("cannot open its folder: {}", describe(&error)))
                .help("a theme is a folder with `theme.yaml` and `theme.typ`")
        })?;
        let mut files = BTreeMap::new();
        let entries = fs::read_dir(&root).map_err(|error| fail(describe(&error)))?;
        for entry in entries.flatten() {
            let Ok(file) = entry.file_name().into_string() else { continue };
            if SUPPLIED.contains(&file.as_str()) || file.starts_with('.') {
                continue;
            }
            let path = resolve_inside(&root, &entry.path()).ok_or_else(|| {
                fail(format!("`{file}` leads out of its folder"))
                    .help("a theme reads nothing outside its folder; copy the file into it")
            })?;
            let meta = fs::metadata(&path)
                .map_err(|error| fail(format!("`{file}`: {}", describe(&error))))?;
            if !meta.is_file() {
                continue;
            }
            if meta.len() > MAX_FILE {
                return Err(fail(format!("`{file}` is larger than {} MiB", MAX_FILE >> 20)));
            }
            let bytes =
                fs::read(&path).map_err(|error| fail(format!("`{file}`: {}", describe(&error))))?;
            files.insert(file, bytes);
        }
        let manifest =
            files.remove("theme.yaml").ok_or_else(|| fail("it has no `theme.yaml`".into()))?;
        if !files.contains_key("theme.typ") {
            return Err(fail("it has no `theme.typ`".into()));
        }
        let manifest =
            String::from_utf8(manifest).map_err(|_| fail("`theme.yaml` is not UTF-8".into()))?;
        let manifest = read_manifest(&manifest, name, sources)?;
        let folder = name.trim_end_matches('/').to_owned();
        Ok(Self { manifest, files, folder, strange: true })
    }
}

/// Whether a theme's name is a folder.
pub fn is_folder(name: &str) -> bool {
    name.starts_with('.') || name.contains(['/', '\\'])
}

/// The names of the built-in themes.
pub fn builtin_names() -> impl Iterator<Item = &'static str> {
    BUILTIN.iter().map(|builtin| builtin.0)
}

/// The files of a built-in theme as they stand in its folder.
pub fn builtin_files(name: &str) -> Option<[(&'static str, &'static str); 2]> {
    let Builtin(_, manifest, source) = BUILTIN.iter().find(|builtin| builtin.0 == name)?;
    Some([("theme.yaml", manifest), ("theme.typ", source)])
}

/// What `vitae themes new` writes if it is not told what to begin with: a short theme, for somebody who
/// reads it whole.
pub const STARTER: [(&str, &str); 2] = [
    ("theme.yaml", include_str!("../themes/starter/theme.yaml")),
    ("theme.typ", include_str!("../themes/starter/theme.typ")),
];

/// What the built-in themes declare.
pub fn builtin_manifests() -> Vec<Manifest> {
    let themes =
        builtin_names().map(|name| Theme::find(name, Path::new(""), &mut Sources::default()));
    themes.flatten().map(|theme| theme.manifest).collect()
}

/// Reads what `theme.yaml` declares.
fn read_manifest(text: &str, folder: &str, sources: &mut Sources) -> Result<Manifest, Diagnostic> {
    let name = format!("{folder}/theme.yaml");
    let source = sources.add(&name, text);
    let parsed = yaml::parse(text, source);
    if let Some(error) = parsed.diagnostics.into_iter().next() {
        return Err(error);
    }
    let node =
        parsed.node.ok_or_else(|| Diagnostic::error("bad-theme", format!("`{name}` is empty")))?;
    let manifest = node.to::<Manifest>().map_err(|error| {
        Diagnostic::error("bad-theme", format!("`{name}`: {error}"))
            .at(node.pairs().first().map_or(node.span, |pair| pair.key_span))
    })?;
    options::check_manifest(&manifest, &node)?;
    Ok(manifest)
}

/// A name that no theme has.
fn unknown(name: &str) -> Diagnostic {
    let names: Vec<String> = builtin_names().map(|name| format!("`{name}`")).collect();
    let error = Diagnostic::error("unknown-theme", format!("there is no theme `{name}`"));
    match closest(name, builtin_names().collect::<Vec<_>>()) {
        Some(near) => error.help(format!("a theme with a similar name exists: `{near}`")),
        None => error.help(format!(
            "the themes are {}; a theme of your own is a folder, such as `./{name}`",
            list(&names, "and")
        )),
    }
}

/// The real path of a file if it is inside a folder, symbolic links followed.
pub fn resolve_inside(root: &Path, path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok().filter(|real| real.starts_with(root))
}

/// An I/O error in words.
pub fn describe(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        std::io::ErrorKind::AlreadyExists => "it is there already".to_owned(),
        // The system's number of an error helps nobody.
        _ => {
            let words = error.to_string().to_lowercase();
            words.split(" (os error").next().unwrap_or_default().to_owned()
        }
    }
}

/// The theme's name in a résumé, with the node to point at; `None` if it names none.
pub fn chosen(root: &Node) -> Option<(&str, &Node)> {
    let node = root.get("theme")?;
    let name = if node.text().is_some() { node } else { node.get("name")? };
    Some((name.text()?, name))
}

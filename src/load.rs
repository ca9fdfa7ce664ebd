//! A résumé file → a checked résumé with its theme: read, edit, validate, check. Everything that is
//! wrong with the file is said in one go.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use jiff::civil::{Date, DateTime, Time};

use crate::bibliography;
use crate::check;
use crate::diagnostics::{self, Diagnostic, Severity, SourceId, Sources, Span};
use crate::resume::{EndDate, LooseDate, PublicationItem, Resume, Shorthand};
use crate::schema::{self, Dialect};
use crate::theme::{self, Resolved, Theme};
use crate::view::SECTIONS;
use crate::words::closest;
use crate::yaml::{self, Node, Value};

/// Where a résumé comes from.
pub struct Input {
    /// The name that messages show: the path as the user wrote it, or `<stdin>`.
    pub name: String,
    /// The folder that the résumé's files are relative to.
    pub folder: PathBuf,
    /// The text.
    pub text: String,
}

impl Input {
    /// Reads a file, or standard input for `-`.
    pub fn read(path: &str) -> anyhow::Result<Result<Self, Diagnostic>> {
        let (name, folder, bytes) = if path == "-" {
            let mut bytes = Vec::new();
            let limit = yaml::MAX_BYTES as u64 + 1;
            std::io::stdin().take(limit).read_to_end(&mut bytes).context("cannot read stdin")?;
            ("<stdin>".to_owned(), PathBuf::from("."), bytes)
        } else {
            let file = Path::new(path);
            let meta = fs::metadata(file).map_err(|error| missing_file(path, &error))?;
            if meta.is_dir() {
                bail!("`{path}` is a folder, not a résumé");
            }
            let mut bytes = Vec::new();
            let reader = fs::File::open(file).map_err(|error| missing_file(path, &error))?;
            let limit = yaml::MAX_BYTES as u64 + 1;
            reader.take(limit).read_to_end(&mut bytes).with_context(|| format!("cannot read `{path}`"))?;
            let folder = match file.parent() {
                Some(parent) if parent != Path::new("") => parent.to_owned(),
                _ => PathBuf::from("."),
            };
            (path.to_owned(), folder, bytes)
        };
        if bytes.len() > yaml::MAX_BYTES {
            let message = format!("`{name}` is larger than {} MiB, no résumé is", yaml::MAX_BYTES >> 20);
            return Ok(Err(Diagnostic::error("too-large", message)));
        }
        Ok(match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { name, folder, text }),
            Err(error) => {
                let line = error.as_bytes()[..error.utf8_error().valid_up_to()]
                    .iter()
                    .filter(|&&byte| byte == b'\n')
                    .count();
                let message = format!("`{name}` is not UTF-8 text, line {} is not", line + 1);
                Err(Diagnostic::error("not-utf8", message).help("save the file as UTF-8"))
            }
        })
    }
}

/// A file that cannot be opened, and what to do about it.
fn missing_file(path: &str, error: &std::io::Error) -> anyhow::Error {
    let hint = match error.kind() {
        std::io::ErrorKind::NotFound if path == "resume.yaml" => {
            "; `vitae new` writes one to begin with"
        }
        _ => "",
    };
    anyhow::anyhow!("cannot open `{path}`: {}{hint}", theme::describe(error))
}

/// What the command line says over the file.
#[derive(Debug, Default)]
pub struct Overrides {
    /// `--set KEY=VALUE`, in order.
    pub set: Vec<String>,
    /// `--theme`.
    pub theme: Option<String>,
}

/// A photo, read into memory.
pub struct Photo {
    /// The name to mount it under.
    pub name: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A résumé that is ready to be laid out.
pub struct Checked {
    /// The data; bibliographies have become publications.
    pub resume: Resume,
    /// The tree it came from, for places.
    pub root: Node,
    /// The keys of the sections in the order to print.
    pub keys: Vec<String>,
    /// The theme.
    pub theme: Theme,
    /// Whether the command line names another theme than the file.
    pub foreign_theme: bool,
    /// Its options.
    pub options: Resolved,
    /// The photo.
    pub photo: Option<Photo>,
    /// When the document is of.
    pub date: DateTime,
}

/// What came of a file.
pub struct Loaded {
    /// The texts that diagnostics point into.
    pub sources: Sources,
    /// All problems, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// The résumé, if there is no error.
    pub checked: Option<Checked>,
}

/// Reads and checks a résumé.
pub fn load(input: &Input, overrides: &Overrides) -> Loaded {
    let mut sources = Sources::default();
    let source = sources.add(&input.name, &*input.text);
    let mut diagnostics = Vec::new();
    let checked = load_into(input, source, overrides, &mut sources, &mut diagnostics);
    diagnostics::sort(&mut diagnostics);
    let failed = diagnostics.iter().any(Diagnostic::is_error);
    Loaded { sources, diagnostics, checked: checked.filter(|_| !failed) }
}

/// The steps of [`load`]; `None` if a step leaves nothing for the next.
fn load_into(
    input: &Input,
    source: SourceId,
    overrides: &Overrides,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Checked> {
    let parsed = yaml::parse(&input.text, source);
    let syntax_holds = parsed.node.is_some();
    diagnostics.extend(parsed.diagnostics);
    let mut root = match parsed.node {
        Some(root) => root,
        None => {
            if diagnostics.is_empty() {
                diagnostics.push(empty_file(source));
            }
            return None;
        }
    };
    for argument in &overrides.set {
        let source = sources.add("--set", argument);
        if let Err(errors) = yaml::set(&mut root, argument, source) {
            diagnostics.extend(errors);
        }
    }
    let dialect = dialect(input, &root);
    let found = schema::validate(&root, &|span| schema::slice(sources.get(span.source), span), dialect);
    let mapping = matches!(root.value, Value::Mapping(_));
    diagnostics.extend(found);
    if !mapping || !syntax_holds {
        return None;
    }

    // The theme's faults do not wait for the data's.
    let theme = choose_theme(&root, input, overrides, sources, diagnostics);
    if dialect == Dialect::JsonResume {
        print_bad_dates_as_written(&mut root);
    }
    // With an error in a field, that field alone is left out for the rules about two fields.
    let sound = prune(&root, diagnostics);
    let mut resume = match sound.to::<Resume>() {
        Ok(resume) => resume,
        Err(error) => {
            if !diagnostics.iter().any(Diagnostic::is_error) {
                let message = format!("the file passes the schema, but: {error}");
                diagnostics.push(Diagnostic::error("internal", message).at(root.span));
            }
            return None;
        }
    };
    diagnostics.extend(check::check(&resume, &root));
    let photo = read_photo(&resume, &root, input, diagnostics);
    read_bibliographies(&mut resume, &root, input, sources, diagnostics);
    let (theme, options) = theme?;
    let keys = order(&root, dialect, &theme);
    let date = document_date(&resume);
    let foreign_theme = is_foreign(&root, overrides);
    Some(Checked { resume, root, keys, theme, foreign_theme, options, photo, date })
}

/// A file without content.
fn empty_file(source: SourceId) -> Diagnostic {
    Diagnostic::error("wrong-type", "the file is empty")
        .at(Span::new(source, 0..0))
        .help("begin with `basics:` and, indented under it, `name: Your Name`; or run `vitae new`")
}

/// Whether a file says that it is JSON Resume: by its name or by its `$schema`.
fn dialect(input: &Input, root: &Node) -> Dialect {
    let schema = root.get("$schema").and_then(Node::text).unwrap_or_default();
    let says_so = schema.contains("jsonresume");
    match input.name.ends_with(".json") || says_so {
        true => Dialect::JsonResume,
        false => Dialect::Vitae,
    }
}

/// The theme that the command line or the file names, with the options of the file.
fn choose_theme(
    root: &Node,
    input: &Input,
    overrides: &Overrides,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Theme, Resolved)> {
    let chosen = theme::chosen(root);
    let found = match (&overrides.theme, chosen) {
        (Some(name), _) => Theme::find(name, Path::new(""), sources),
        (None, Some((name, node))) => Theme::find(name, &input.folder, sources)
            .map_err(|error| if error.span.is_none() { point_at_theme(error, name, node) } else { error }),
        (None, None) => Theme::find(theme::DEFAULT, Path::new(""), sources),
    };
    let theme = match found {
        Ok(theme) => theme,
        Err(error) => {
            diagnostics.push(error);
            return None;
        }
    };
    let foreign = is_foreign(root, overrides);
    let given = root.get("theme").filter(|node| matches!(node.value, Value::Mapping(_)));
    let (options, found) = theme::resolve(&theme, given, foreign);
    diagnostics.extend(found);
    Some((theme, options))
}

/// Whether the command line names another theme than the file.
fn is_foreign(root: &Node, overrides: &Overrides) -> bool {
    let named = theme::chosen(root).map_or(theme::DEFAULT, |(name, _)| name);
    overrides.theme.as_deref().is_some_and(|theme| theme != named)
}

/// A theme's error at its name in the file, with the fix where there is one.
fn point_at_theme(error: Diagnostic, name: &str, node: &Node) -> Diagnostic {
    let near = (error.code == "unknown-theme").then(|| closest(name, theme::builtin_names().collect::<Vec<_>>()));
    let error = error.at(node.span);
    match near.flatten() {
        Some(near) => error.fix(node.span, near),
        None => error,
    }
}

/// The tree without the values that an error points at.
fn prune(node: &Node, diagnostics: &[Diagnostic]) -> Node {
    let bad: Vec<Span> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .filter_map(|diagnostic| diagnostic.span)
        .collect();
    if bad.is_empty() { node.clone() } else { prune_spans(node, &bad) }
}

/// The tree without the scalars that hold some spans, and the keys that are among them.
fn prune_spans(node: &Node, bad: &[Span]) -> Node {
    let hit = |span: Span| {
        bad.iter().any(|bad| bad.source == span.source && bad.start >= span.start && bad.end <= span.end)
    };
    let exact = |span: Span| bad.contains(&span);
    let drop = |node: &Node| match node.value {
        Value::Scalar(_) | Value::Null => hit(node.span),
        _ => exact(node.span),
    };
    let value = match &node.value {
        Value::Sequence(items) => Value::Sequence(
            items.iter().filter(|item| !drop(item)).map(|item| prune_spans(item, bad)).collect(),
        ),
        Value::Mapping(pairs) => Value::Mapping(
            pairs
                .iter()
                .filter(|pair| !exact(pair.key_span) || !drop(&pair.value))
                .filter(|pair| !drop(&pair.value))
                .map(|pair| yaml::Pair { value: prune_spans(&pair.value, bad), ..pair.clone() })
                .collect(),
        ),
        other => other.clone(),
    };
    Node { value, span: node.span }
}

/// Puts dates of a JSON Resume file that are none into `date`, which prints what it is given.
fn print_bad_dates_as_written(node: &mut Node) {
    match &mut node.value {
        Value::Sequence(items) => items.iter_mut().for_each(print_bad_dates_as_written),
        Value::Mapping(pairs) => {
            pairs.iter_mut().for_each(|pair| print_bad_dates_as_written(&mut pair.value));
            let text = |key: &str| {
                let pair = pairs.iter().find(|pair| pair.key == key)?;
                pair.value.text().map(str::to_owned)
            };
            let (start, end) = (text("startDate"), text("endDate"));
            let bad_start = start.as_ref().is_some_and(|text| text.parse::<crate::resume::Date>().is_err());
            let bad_end = end.as_ref().is_some_and(|text| text.parse::<EndDate>().is_err());
            if !bad_start && !bad_end {
                return;
            }
            let written: Vec<String> =
                [start, end].into_iter().flatten().filter(|text| !text.is_empty()).collect();
            pairs.retain(|pair| pair.key != "endDate");
            if let Some(pair) = pairs.iter_mut().find(|pair| pair.key == "startDate") {
                pair.key = "date".to_owned();
                pair.value.value =
                    Value::Scalar(yaml::Scalar { text: written.join(" – "), plain: false });
            }
        }
        Value::Null | Value::Scalar(_) => {}
    }
}

/// The sections' keys in the order to print: the file's own, or for JSON Resume the theme's.
fn order(root: &Node, dialect: Dialect, theme: &Theme) -> Vec<String> {
    let known = |key: &&str| SECTIONS.contains(key) || *key == "custom";
    let file = root.pairs().iter().map(|pair| pair.key.as_str()).filter(known);
    let keys: Vec<&str> = match dialect {
        Dialect::Vitae => file.collect(),
        Dialect::JsonResume => {
            let declared = theme.manifest.order.iter().map(String::as_str).filter(known);
            let declared: Vec<&str> = declared.collect();
            let rest = file.filter(|key| !declared.contains(key)).collect::<Vec<_>>();
            declared.into_iter().chain(rest).collect()
        }
    };
    keys.into_iter().map(str::to_owned).collect()
}

/// A file of the résumé's folder, read into memory.
fn read_beside(
    path: &str,
    node: &Node,
    what: &str,
    code: &'static str,
    input: &Input,
) -> Result<Vec<u8>, Diagnostic> {
    /// The largest file that a résumé may bring.
    const MAX_FILE: u64 = 20 << 20;
    let outside = || {
        Diagnostic::error("outside-folder", format!("{what} is outside the résumé's folder"))
            .at(node.span)
            .help("copy the file beside the résumé")
    };
    let missing = |error: &std::io::Error| {
        let message = format!("cannot open {what} `{path}`: {}", theme::describe(error));
        Diagnostic::error(code, message).at(node.span).help("write its path relative to the résumé")
    };
    let given = Path::new(path);
    // What leads out is refused whether it is there or not, so that nothing tells which.
    let leaves = given.components().any(|part| matches!(part, std::path::Component::ParentDir));
    if given.is_absolute() || leaves || path.contains("://") {
        return Err(outside());
    }
    let folder = fs::canonicalize(&input.folder).map_err(|error| missing(&error))?;
    let full = folder.join(given);
    if let Err(error) = fs::symlink_metadata(&full) {
        return Err(missing(&error));
    }
    let real = theme::resolve_inside(&folder, &full).ok_or_else(outside)?;
    let meta = fs::metadata(&real).map_err(|error| missing(&error))?;
    if !meta.is_file() {
        return Err(Diagnostic::error(code, format!("{what} `{path}` is not a file")).at(node.span));
    }
    if meta.len() > MAX_FILE {
        let message = format!("{what} `{path}` is larger than {} MiB", MAX_FILE >> 20);
        return Err(Diagnostic::error("too-large", message).at(node.span));
    }
    fs::read(&real).map_err(|error| missing(&error))
}

/// Reads the photo.
fn read_photo(
    resume: &Resume,
    root: &Node,
    input: &Input,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Photo> {
    let path = &resume.basics.image.as_ref()?.path;
    let node = root.at("/basics/image/path").or_else(|| root.at("/basics/image"))?;
    match read_beside(path, node, "the image", "bad-image", input) {
        Ok(bytes) => match image_name(&bytes) {
            Some(name) => Some(Photo { name, bytes }),
            None => {
                diagnostics.push(
                    Diagnostic::error("bad-image", format!("`{path}` is not an image that can be printed"))
                        .at(node.span)
                        .help("use PNG, JPEG, GIF, WebP or SVG"),
                );
                None
            }
        },
        Err(error) => {
            diagnostics.push(error);
            None
        }
    }
}

/// The name to mount an image under, by what its first bytes say it is.
fn image_name(bytes: &[u8]) -> Option<&'static str> {
    let text = bytes.get(..bytes.len().min(1024)).map(String::from_utf8_lossy).unwrap_or_default();
    Some(match bytes {
        [0x89, b'P', b'N', b'G', ..] => "photo.png",
        [0xff, 0xd8, 0xff, ..] => "photo.jpg",
        [b'G', b'I', b'F', b'8', ..] => "photo.gif",
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => "photo.webp",
        _ if text.contains("<svg") => "photo.svg",
        _ => return None,
    })
}

/// Puts the entries of bibliography files in the place of the items that name them.
fn read_bibliographies(
    resume: &mut Resume,
    root: &Node,
    input: &Input,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(items) = resume.publications.take() else { return };
    let mut publications: Vec<Shorthand<PublicationItem>> = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        let Some(path) = &item.bibliography else {
            publications.push(item);
            continue;
        };
        let place = root.at(&format!("/publications/{index}/bibliography"));
        let Some(node) = place else { continue };
        let entries = read_beside(path, node, "the bibliography", "bad-bibliography", input)
            .and_then(|bytes| {
                String::from_utf8(bytes).map_err(|_| {
                    Diagnostic::error("not-utf8", format!("`{path}` is not UTF-8 text"))
                        .at(node.span)
                        .help("save the file as UTF-8")
                })
            })
            .map_err(|error| vec![error])
            .and_then(|text| {
                let name = input.folder.join(path).display().to_string();
                let source = sources.add(name.trim_start_matches("./"), &*text);
                bibliography::read(path, &text, source)
            });
        match entries {
            Ok(entries) => publications.extend(entries.into_iter().map(Shorthand)),
            Err(errors) => diagnostics.extend(errors),
        }
    }
    resume.publications = Some(publications);
}

/// When the document is of: `SOURCE_DATE_EPOCH`, else `meta.lastModified`, else the newest day that
/// the résumé names. Never the clock, so that the same input gives the same bytes.
fn document_date(resume: &Resume) -> DateTime {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse::<i64>().ok());
    if let Some(timestamp) = epoch.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok()) {
        return timestamp.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    }
    if let Some(modified) = resume.meta.as_ref().and_then(|meta| meta.last_modified) {
        return modified.0;
    }
    let newest = named_dates(resume).into_iter().max();
    // A résumé without any date still needs one in its file: PDF/A asks for it.
    newest.unwrap_or(Date::constant(2000, 1, 1)).to_datetime(Time::midnight())
}

/// Every day that the résumé names.
fn named_dates(resume: &Resume) -> Vec<Date> {
    let mut dates = Vec::new();
    let entries = resume.entries();
    for entry in entries {
        dates.extend(entry.start_date.map(|date| date.first_day()));
        if let Some(EndDate::On(date)) = entry.end_date {
            dates.push(date.first_day());
        }
        if let Some(LooseDate::On(date)) = &entry.date {
            dates.push(date.first_day());
        }
    }
    for item in resume.publications.iter().flatten() {
        if let Some(LooseDate::On(date)) = &item.release_date {
            dates.push(date.first_day());
        }
    }
    dates
}

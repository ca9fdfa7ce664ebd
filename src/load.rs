//! A résumé file → a checked résumé with its theme: read, edit, validate, check. Everything that is
//! wrong with the file is said in one go.

mod binary;
mod choice;
mod context;
mod files;
mod jobs;
mod json_resume;
mod layers;
mod preset;
mod variant;

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::CommandFactory;
use jiff::civil::{Date, DateTime, Time};

use crate::check;
use crate::cli::Cli;
use crate::diagnostics::{self, Diagnostic, SourceId, Sources, Span};
use crate::fonts::FontFolders;
use crate::public;
use crate::resume::{EndDate, LooseDate, Resume};
use crate::schema::{self, Dialect};
use crate::select;
use crate::theme::{self, Given, Resolved, Theme};
use crate::translate;
use crate::view::SECTIONS;
use crate::words::{closest, count, only_closest};
use crate::yaml::{self, Node, Pair, Value};

use self::choice::{Choice, asked_tags, choose, own_language, take_variants};
use self::preset::Preset;

pub use self::context::name_entries;
pub use self::jobs::{
    Job, LoadedJob, LoadedJobs, Outlined, every_job, jobs, merge, outline, tags_of,
};

/// Where a résumé comes from.
#[derive(Debug, Clone)]
pub struct Input {
    /// The name that messages show: the path as the user wrote it, or `<stdin>`.
    pub name: String,
    /// The folder that the résumé's files are relative to.
    pub folder: PathBuf,
    /// The text.
    pub text: String,
    /// The bytes before the text: those of a byte-order mark.
    pub skipped: usize,
    /// The files that `--merge` lays over it, in order.
    pub over: Vec<Input>,
}

impl Input {
    /// A text that is in no file.
    pub fn of_text(
        name: impl Into<String>,
        folder: impl Into<PathBuf>,
        text: impl Into<String>,
    ) -> Self {
        Self {
            name: name.into(),
            folder: folder.into(),
            text: text.into(),
            skipped: 0,
            over: Vec::new(),
        }
    }

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
            reader
                .take(limit)
                .read_to_end(&mut bytes)
                .with_context(|| format!("cannot read `{path}`"))?;
            let folder = match file.parent() {
                Some(parent) if parent != Path::new("") => parent.to_owned(),
                _ => PathBuf::from("."),
            };
            (path.to_owned(), folder, bytes)
        };
        Ok(Self::new(name, folder, &bytes))
    }

    /// A file's bytes as text.
    pub fn new(name: String, folder: PathBuf, bytes: &[u8]) -> Result<Self, Diagnostic> {
        if let Some(error) = binary::no_text(&name, bytes) {
            return Err(error);
        }
        if bytes.len() > yaml::MAX_BYTES {
            let message = format!("`{name}` is larger than {} MiB", yaml::MAX_BYTES >> 20);
            let error = Diagnostic::error("too-large", message);
            return Err(error.help("no résumé is as large; is this the right file?"));
        }
        // Bytes that are none become U+FFFD, which `load` points at.
        let text = String::from_utf8_lossy(bytes);
        // A byte-order mark is no column of the first line.
        let bare = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let skipped = text.len() - bare.len();
        Ok(Self { name, folder, text: bare.to_owned(), skipped, over: Vec::new() })
    }
}

/// A file that cannot be opened, and what to do about it.
fn missing_file(path: &str, error: &std::io::Error) -> anyhow::Error {
    let hint = match error.kind() {
        std::io::ErrorKind::NotFound if path == "resume.yaml" => {
            "; `vitae new` writes one to begin with".to_owned()
        }
        std::io::ErrorKind::NotFound => match meant_command(path) {
            Some(command) => format!("; did you mean the command `{command}`?"),
            None => String::new(),
        },
        _ => String::new(),
    };
    anyhow::anyhow!("cannot open `{path}`: {}{hint}", theme::describe(error))
}

/// The subcommand that was meant by a word that was taken for a file.
fn meant_command(word: &str) -> Option<String> {
    let cli = Cli::command();
    let names: Vec<&str> = cli.get_subcommands().map(clap::Command::get_name).collect();
    closest(word, names.iter().copied()).map(str::to_owned)
}

/// What the command line says over the file.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// `--public`: leave out what is for those alone whom one knows.
    pub public: bool,
    /// `--set KEY=VALUE`, in order.
    pub set: Vec<String>,
    /// `--pages`.
    pub pages: Option<u32>,
    /// Other flags that stand for a key of the file: the flag, and what it sets as `--set` would.
    pub keys: Vec<(&'static str, String)>,
    /// `--theme`.
    pub theme: Option<String>,
    /// The theme that the command line names for the résumé itself, where this is a twin of it.
    pub options_for: Option<String>,
    /// `--tags`: what has tags needs one of these.
    pub tags: Option<Vec<String>>,
    /// `--without`: what has one of these is out.
    pub without: Vec<String>,
    /// `--font-path`: folders of fonts.
    pub font_paths: Vec<String>,
    /// Whether the machine's fonts may be used where no other has a character.
    pub system_fonts: bool,
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
    /// Which kind of file it is.
    pub dialect: Dialect,
    /// The keys of the sections in the order to print.
    pub keys: Vec<String>,
    /// The theme.
    pub theme: Theme,
    /// The theme that the command line names.
    pub chosen_theme: Option<String>,
    /// Whether the command line names another theme than the file.
    pub foreign_theme: bool,
    /// Its options.
    pub options: Resolved,
    /// The user's own fonts.
    pub fonts: FontFolders,
    /// Whether the machine's fonts may be used.
    pub system_fonts: bool,
    /// The photo.
    pub photo: Option<Photo>,
    /// The address of a photo that is not in a file, and so is left out.
    pub photo_url: Option<String>,
    /// What `meta` says to other programs.
    pub meta: Vec<Pair>,
    /// How many variants the file has, if this is all of it and none of them.
    pub variants: usize,
    /// How many texts the file has in several languages, if no language was asked for.
    pub translated: usize,
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
    /// The résumé with errors, if enough of it is sound: other texts stand for what is wrong. It is
    /// for further checks, not for printing.
    pub draft: Option<Checked>,
}

/// Reads and checks a résumé: all of it, in its own language.
pub fn load(input: &Input, overrides: &Overrides) -> Loaded {
    let LoadedJobs { sources, diagnostics, mut jobs } =
        load_jobs(input, overrides, &[Job::default()]);
    let (checked, draft) = jobs.pop().map_or((None, None), |job| (job.checked, job.draft));
    Loaded { sources, diagnostics, checked, draft }
}

/// Reads a résumé, and checks it once for each job.
pub fn load_jobs(input: &Input, overrides: &Overrides, jobs: &[Job]) -> LoadedJobs {
    let mut sources = Sources::default();
    let source = sources.add_after(input.skipped, &input.name, &*input.text);
    let mut of_file = Vec::new();
    let tree = read_tree(input, source, &mut sources, &mut of_file);
    if let Some(tree) = &tree {
        let asked = asked_tags(overrides, &mut sources);
        of_file.extend(variant::bad_variants(&tree.root));
        of_file.extend(variant::vain_tags(&tree.root, &asked, &sources));
    }
    let mut found = Vec::new();
    let mut loaded = Vec::new();
    for job in jobs {
        let mut diagnostics = of_file.clone();
        let mut root = None;
        let made = tree.clone().and_then(|mut tree| {
            let choice = choose(&mut tree.root, job, overrides, &mut sources, &mut diagnostics)?;
            root = Some(tree.root.clone());
            check_tree(tree, &choice, input, overrides, &mut sources, &mut diagnostics)
        });
        // `--fix` changes the file alone.
        for one in &mut diagnostics {
            one.safe &= one.fix.iter().all(|(span, _)| span.source == source);
        }
        diagnostics::tidy(&mut diagnostics);
        if let Some(variants) = tree.as_ref().and_then(|tree| tree.root.get("variants")) {
            jobs::say_once(&mut diagnostics, variants);
        }
        if let Some(root) = &root {
            name_entries(&mut diagnostics, root, &sources);
        }
        let failed = diagnostics.iter().any(Diagnostic::is_error);
        let (draft, checked) = if failed { (made, None) } else { (None, made) };
        loaded.push(LoadedJob { job: job.clone(), checked, draft });
        found.push(diagnostics);
    }
    let diagnostics = merge(jobs, found, &sources);
    LoadedJobs { sources, diagnostics, jobs: loaded }
}

/// Reads a file, and holds it to JSON Resume 1.0.0 itself. It is not made ready to print.
pub fn by_json_resume(input: &Input) -> LoadedJobs {
    let mut sources = Sources::default();
    let source = sources.add_after(input.skipped, &input.name, &*input.text);
    let mut diagnostics = Vec::from_iter(lost_character(&input.text, source));
    let parsed = yaml::parse(&input.text, source);
    if parsed.diagnostics.is_empty() {
        diagnostics.extend(not_json(input, source));
    }
    diagnostics.extend(parsed.diagnostics);
    match &parsed.node {
        Some(root) => {
            diagnostics.extend(schema::validate_json_resume(root, &sources));
            name_entries(&mut diagnostics, root, &sources);
        }
        None if diagnostics.is_empty() => diagnostics.push(empty_file(source)),
        None => {}
    }
    diagnostics::tidy(&mut diagnostics);
    LoadedJobs { sources, diagnostics, jobs: Vec::new() }
}

/// A file that has been read.
#[derive(Clone)]
struct Tree {
    root: Node,
    dialect: Dialect,
    /// What `meta.vitae` of a JSON Resume file brought back.
    unpacked: Option<json_resume::Unpacked>,
}

/// The first step of [`load_jobs`]: the tree of the file.
fn read_tree(
    input: &Input,
    source: SourceId,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Tree> {
    diagnostics.extend(lost_character(&input.text, source));
    let parsed = yaml::parse(&input.text, source);
    let is_yaml = parsed.diagnostics.is_empty();
    diagnostics.extend(parsed.diagnostics);
    if is_yaml {
        diagnostics.extend(not_json(input, source).map(Diagnostic::lenient));
    }
    let Some(mut root) = parsed.node else {
        if diagnostics.is_empty() {
            diagnostics.push(empty_file(source));
        }
        return None;
    };
    let dialect = dialect(input, &root);
    let mut unpacked = None;
    if dialect == Dialect::JsonResume {
        unpacked = json_resume::unpack(&mut root, sources);
        if let Some(error) = unpacked.as_mut().and_then(|unpacked| unpacked.error.take()) {
            // A patch that was applied in part says nothing of the rest.
            diagnostics.push(error);
            return None;
        }
    }
    if dialect == Dialect::Vitae {
        layers::include(&mut root, input, sources, diagnostics);
    }
    for over in &input.over {
        layers::merge(&mut root, over, sources, diagnostics);
    }
    Some(Tree { root, dialect, unpacked })
}

/// The further steps of [`load_jobs`], for each job; `None` if a step leaves nothing for the next.
fn check_tree(
    tree: Tree,
    choice: &Choice,
    input: &Input,
    overrides: &Overrides,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Checked> {
    let Tree { mut root, dialect, unpacked } = tree;
    let mut meta = Vec::new();
    if dialect == Dialect::JsonResume {
        json_resume::drop_empty_items(&mut root);
        meta = json_resume::kept_meta(&root);
        diagnostics.extend(json_resume::not_printed(&root));
        diagnostics.extend(json_resume::adopt_theme(&mut root, overrides.theme.is_some()));
    }
    let refused = files::refuse_photo_by_url(&mut root, sources);
    let (photo_url, refusal) = refused.unzip();
    diagnostics.extend(refusal.map(|error| match dialect {
        Dialect::Vitae => error,
        Dialect::JsonResume => error.lenient().and("it is left out"),
    }));
    let validated = schema::validate(&root, sources, dialect);
    diagnostics.extend(validated.diagnostics);
    let mut sound = validated.sound?;

    // The theme's faults do not wait for the data's.
    let fonts = FontFolders::new(&input.folder, &overrides.font_paths);
    sources.depend_on(input.folder.join("fonts"));
    overrides.font_paths.iter().for_each(|folder| sources.depend_on(folder));
    let theme = choose_theme(&root, input, overrides, &fonts, sources, diagnostics);
    if dialect == Dialect::JsonResume {
        json_resume::print_bad_dates_as_written(&mut sound);
        // What was left out may have been all that an item said.
        json_resume::drop_empty_items(&mut sound);
        root = sound.clone();
    }
    let variants = take_variants(&mut root).filter(|_| choice.whole);
    let variants = variants.map_or(0, |variants| variants.pairs().len());
    take_variants(&mut sound);
    for tree in [&mut root, &mut sound] {
        if choice.selects() {
            select::select(tree, choice.own_order.as_ref(), &choice.wanted);
        }
    }
    let translated = match choice.own_words {
        true => translate::count(&root, &validated.translations),
        false => 0,
    };
    diagnostics.extend(choice.translate(&mut root, &validated.translations));
    choice.translate(&mut sound, &validated.translations);
    let mut resume = resume_of(&sound, diagnostics)?;
    // What is set is not in the file, so it says nothing of the file.
    if let Some(unpacked) = unpacked.filter(|_| overrides.set.is_empty() && choice.whole) {
        diagnostics.extend(unpacked.changed_since(&resume));
    }
    let mut found = check::check(&resume, &root, sources);
    if overrides.public {
        public::leave_out(&mut sound);
        found.extend(public::leave_out(&mut root));
        resume = resume_of(&sound, diagnostics)?;
    }
    if let Some(image) = &resume.basics.image {
        sources.depend_on(input.folder.join(&image.path));
    }
    let photo = files::read_photo(&resume, &root, input, &mut found);
    files::read_bibliographies(&mut resume, &root, input, sources, &mut found);
    diagnostics.extend(found.into_iter().map(|one| match dialect {
        Dialect::Vitae => one,
        Dialect::JsonResume if one.code == "bad-image" || one.code == "outside-folder" => {
            one.lenient().and("it is left out")
        }
        Dialect::JsonResume => one.lenient(),
    }));
    let (theme, mut options) = theme?;
    if let Some(output) = &resume.output {
        options.adapt(output);
    }
    let keys = order(&root, dialect, &theme);
    let date = document_date(&resume);
    let foreign_theme = is_foreign(&root, overrides);
    let chosen_theme = overrides.theme.clone();
    Some(Checked {
        resume,
        root,
        dialect,
        keys,
        theme,
        chosen_theme,
        foreign_theme,
        options,
        fonts,
        system_fonts: overrides.system_fonts,
        photo,
        photo_url,
        meta,
        variants,
        translated,
        date,
    })
}

/// The résumé of a tree that has passed the schema.
fn resume_of(sound: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Resume> {
    let failed = |error| {
        let message = format!("the file passes the schema, but: {error}");
        diagnostics.push(Diagnostic::error("internal", message).at(sound.span));
    };
    sound.to::<Resume>().map_err(failed).ok()
}

/// What is wrong with a file that is called JSON, and is only YAML: other programs refuse it.
fn not_json(input: &Input, source: SourceId) -> Option<Diagnostic> {
    if !input.name.ends_with(".json") {
        return None;
    }
    let error = serde_json::from_str::<serde::de::IgnoredAny>(&input.text).err()?;
    let lines = input.text.split_inclusive('\n');
    let start: usize = lines.take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = input.text.floor_char_boundary(start + error.column().saturating_sub(1));
    let end = input.text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    Some(
        Diagnostic::error("not-json", format!("this is YAML, but not JSON: {reason}"))
            .at(Span::new(source, at..end))
            .help("other programs refuse the file; correct it, or call it `.yaml`"),
    )
}

/// A place where bytes were no text, or where another program has lost a character.
fn lost_character(text: &str, source: SourceId) -> Option<Diagnostic> {
    let lost = char::REPLACEMENT_CHARACTER;
    let at = text.find(lost)?;
    let error =
        Diagnostic::error("not-utf8", "a character is lost here, since the file is not UTF-8 text")
            .at(Span::new(source, at..at + lost.len_utf8()))
            .help("save the file as UTF-8, and write the character anew");
    Some(match text.matches(lost).count() {
        1 => error,
        places => error.and(format!("there are {} like it", count(places, "place"))),
    })
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

/// The theme that the command line or the file names, with the options of the file, or of the preset
/// that it names.
fn choose_theme(
    root: &Node,
    input: &Input,
    overrides: &Overrides,
    fonts: &FontFolders,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Theme, Resolved)> {
    // What is named on the command line has no place in a file.
    let (mut name, mut node, mut base) = match (&overrides.theme, theme::chosen(root)) {
        (Some(name), _) => (name.as_str(), None, PathBuf::new()),
        (None, Some((name, node))) => (name, Some(node), input.folder.clone()),
        (None, None) => (theme::DEFAULT, None, PathBuf::new()),
    };
    let mut preset = None;
    if Preset::is_named(name) {
        match Preset::read(name, &base, sources) {
            Ok(read) => preset = Some(read),
            Err(errors) => {
                diagnostics.extend(errors.into_iter().map(|error| match (error.span, node) {
                    (None, Some(node)) => error.at(node.span),
                    _ => error,
                }));
                return None;
            }
        }
    }
    if let Some(preset) = &preset {
        base.clone_from(&preset.folder);
        node = preset.theme.as_ref();
        name = node.and_then(Node::text).unwrap_or(theme::DEFAULT);
    }
    let theme = match (Theme::find(name, &base, sources), node) {
        (Ok(theme), _) => theme,
        (Err(error), node) => {
            diagnostics.push(match node {
                Some(node) if error.span.is_none() => {
                    point_at_theme(error, name, node, sources.slice(node.span))
                }
                _ => error,
            });
            return None;
        }
    };
    let own = root.get("theme").filter(|node| matches!(node.value, Value::Mapping(_)));
    let shared = preset.as_ref().map(|preset| preset.source);
    let merged = preset.and_then(|preset| preset.with(own));
    let homes = homes(root, input, overrides, sources);
    let given = Given { options: merged.as_ref().or(own), homes: &homes, shared, fonts };
    let (options, found) = theme::resolve(&theme, &given, sources);
    diagnostics.extend(found);
    Some((theme, options))
}

/// Whether the command line names another theme than the file.
fn is_foreign(root: &Node, overrides: &Overrides) -> bool {
    let named = theme::chosen(root).map_or(theme::DEFAULT, |(name, _)| name);
    overrides.theme.as_deref().is_some_and(|theme| theme != named)
}

/// The themes that the file's options are for, if the command line names another one. One that cannot
/// be read has no part in this run.
fn homes(root: &Node, input: &Input, overrides: &Overrides, sources: &mut Sources) -> Vec<Theme> {
    if !is_foreign(root, overrides) {
        return Vec::new();
    }
    let named = theme::chosen(root).map_or(theme::DEFAULT, |(name, _)| name);
    let of_file = Some((named, input.folder.as_path()));
    let of_twin = overrides.options_for.as_deref().map(|name| (name, Path::new("")));
    let found = of_file.into_iter().chain(of_twin).filter_map(|(name, base)| {
        if !Preset::is_named(name) {
            return Theme::find(name, base, sources).ok();
        }
        let preset = Preset::read(name, base, sources).ok()?;
        let name = preset.theme.as_ref().and_then(Node::text).unwrap_or(theme::DEFAULT);
        Theme::find(name, &preset.folder, sources).ok()
    });
    found.collect()
}

/// A theme's error at its name in the file, with the fix where there is one.
fn point_at_theme(error: Diagnostic, name: &str, node: &Node, written: &str) -> Diagnostic {
    let near = (error.code == "unknown-theme")
        .then(|| closest(name, theme::builtin_names().collect::<Vec<_>>()));
    let error = error.at(node.span);
    match near.flatten() {
        Some(near) => error
            .fix(node.span, yaml::written_like(written, near))
            .safe_if(only_closest(name, theme::builtin_names().collect::<Vec<_>>()).is_some()),
        None => error,
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

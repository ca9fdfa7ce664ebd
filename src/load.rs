//! A résumé file → a checked résumé with its theme: read, edit, validate, check. Everything that is
//! wrong with the file is said in one go.

mod binary;
mod choice;
mod context;
mod dates;
mod files;
mod input;
mod jobs;
mod json_resume;
mod layers;
mod preset;
mod theming;
mod variant;

use jiff::civil::DateTime;

use crate::check;
use crate::diagnostics::{self, Diagnostic, SourceId, Sources};
use crate::fonts::FontFolders;
use crate::public;
use crate::resume::Resume;
use crate::schema::{self, Dialect};
use crate::select;
use crate::theme::{Resolved, Theme};
use crate::translate;
use crate::view::SECTIONS;
use crate::yaml::{self, Node, Pair};

use self::choice::{Choice, asked_tags, choose, own_language, take_variants};
use self::dates::{UNDATED, document_date};
use self::input::{dialect, empty_file, lost_character, not_json};
use self::theming::{choose_theme, is_foreign};

pub use self::context::name_entries;
pub use self::input::Input;
pub use self::jobs::{
    Job, LoadedJob, LoadedJobs, Outlined, every_job, jobs, merge, outline, tags_of,
};

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
    /// Whether the résumé has that date, or it stands for none.
    pub dated: bool,
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
    if let Some(language) = &resume.language {
        options.part_lines(language);
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
        date: date.unwrap_or(UNDATED),
        dated: date.is_some(),
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

//! Jobs: the documents that one run makes of a file, and what they find wrong with it together.

use std::collections::{HashMap, HashSet};

use crate::diagnostics::{self, Diagnostic, Sources, Span};
use crate::outline::{self, Row};
use crate::resume::LanguageTag;
use crate::schema;
use crate::select;
use crate::translate;
use crate::words::code_list;
use crate::yaml::Node;

use super::{Checked, Input, Overrides, Tree, choose, own_language, read_tree, variant};

/// One document of a file: in a variant of it, in a language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Job {
    /// The variant; `None` is all of the file.
    pub variant: Option<String>,
    /// The language that was asked for; `None` is the file's own.
    pub lang: Option<String>,
}

/// What came of a job.
pub struct LoadedJob {
    /// The job.
    pub job: Job,
    /// The résumé, if there is no error.
    pub checked: Option<Checked>,
    /// The résumé with errors, if enough of it is sound: other texts stand for what is wrong. It is
    /// for further checks, not for printing.
    pub draft: Option<Checked>,
}

/// What came of a file and its jobs.
pub struct LoadedJobs {
    /// The texts that diagnostics point into.
    pub sources: Sources,
    /// All problems, each once, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// The jobs, in the order in which they were asked for.
    pub jobs: Vec<LoadedJob>,
}

/// The name that stands for all variants, or all languages.
const ALL: &str = "all";

/// The jobs that the command line asks for: `all` is a job for each variant of the file, or for each
/// of its languages.
pub fn jobs(input: &Input, variant: Option<&str>, lang: Option<&str>) -> Vec<Job> {
    let names = match variant {
        Some(ALL) => variants(input),
        one => vec![one.map(str::to_owned)],
    };
    combine(names, languages(input, lang))
}

/// A job for the whole file and one for each of its variants, in each language that is asked for.
pub fn every_job(input: &Input, lang: Option<&str>) -> Vec<Job> {
    let mut names = vec![None];
    names.extend(variants(input).into_iter().filter(|name| name.as_deref() != Some(ALL)));
    combine(names, languages(input, lang))
}

/// A job for each variant in each language.
fn combine(variants: Vec<Option<String>>, langs: Vec<Option<String>>) -> Vec<Job> {
    let each = |variant: Option<String>| {
        langs.iter().map(move |lang| Job { variant: variant.clone(), lang: lang.clone() })
    };
    variants.into_iter().flat_map(each).collect()
}

/// The tree of a file, whatever is wrong with it.
fn tree_of(input: &Input) -> Option<(Tree, Sources)> {
    let mut sources = Sources::default();
    let source = sources.add(&input.name, &*input.text);
    let tree = read_tree(input, source, &mut sources, &mut Vec::new())?;
    Some((tree, sources))
}

/// Every tag that something in a file has, as often as it is there.
pub fn tags_of(input: &Input) -> Vec<String> {
    let tree = tree_of(input);
    let given = tree.iter().flat_map(|(tree, _)| select::given(&tree.root));
    given.map(|(tag, _)| tag.to_owned()).collect()
}

/// What is in a job and what is out.
pub struct Outlined {
    /// The texts that the rows are in.
    pub sources: Sources,
    /// A row for each thing that may be in or out.
    pub rows: Vec<Row>,
}

/// What is in a job of a sound file and what is out.
pub fn outline(input: &Input, overrides: &Overrides, job: &Job) -> Option<Outlined> {
    let (Tree { mut root, dialect, .. }, mut sources) = tree_of(input)?;
    let choice = choose(&mut root, job, overrides, &mut sources, &mut Vec::new())?;
    let places = schema::validate(&root, &sources, dialect).translations;
    choice.translate(&mut root, &places);
    let rows = outline::outline(&root, choice.own_order.as_ref(), &choice.wanted);
    Some(Outlined { sources, rows })
}

/// The names of a file's variants. Where there is none, `all` is none of them, too, and is said so.
fn variants(input: &Input) -> Vec<Option<String>> {
    let tree = tree_of(input);
    let pairs = tree.iter().flat_map(|(tree, _)| variant::variants(&tree.root));
    let pairs = pairs.take(variant::MOST);
    let names: Vec<_> = pairs.map(|pair| Some(pair.key.clone())).collect();
    if names.is_empty() { vec![Some(ALL.to_owned())] } else { names }
}

/// The languages that are asked for: none, one, or all that the texts of the file are in.
fn languages(input: &Input, lang: Option<&str>) -> Vec<Option<String>> {
    if lang != Some(ALL) {
        let tidied = |lang| LanguageTag::tidied(lang).unwrap_or_else(|| lang.to_owned());
        return vec![lang.map(tidied)];
    }
    let Some((Tree { root, dialect, .. }, sources)) = tree_of(input) else { return vec![None] };
    let places = schema::validate(&root, &sources, dialect).translations;
    let languages = translate::languages_of(&root, &places, own_language(&root));
    languages.into_iter().map(Some).collect()
}

/// Leaves one of the problems that are the same: what a variant sets is held to the schema where it
/// stands, and again where it is put. Parts of the variants may be in files of their own.
pub fn say_once(diagnostics: &mut Vec<Diagnostic>, variants: &Node) {
    let mut parts = Vec::new();
    collect_spans(variants, &mut parts);
    let within = |span: Span| {
        let contains =
            |part: &Span| part.source == span.source && part.range().contains(&span.start);
        parts.iter().any(contains)
    };
    let mut said = HashSet::new();
    diagnostics.retain(|one| match one.span {
        Some(span) if within(span) => said.insert((one.code, one.message.clone(), span)),
        _ => true,
    });
}

/// The places of the variants, of their keys, and of what those hold.
fn collect_spans(node: &Node, spans: &mut Vec<Span>) {
    spans.push(node.span);
    for pair in node.pairs() {
        spans.push(pair.key_span);
        collect_spans(&pair.value, spans);
    }
}

/// What several jobs have found, each problem once. One that not all of them have says which do.
pub fn merge(jobs: &[Job], found: Vec<Vec<Diagnostic>>, sources: &Sources) -> Vec<Diagnostic> {
    if found.len() < 2 {
        return found.into_iter().flatten().collect();
    }
    let mut merged: Vec<(Diagnostic, Vec<usize>)> = Vec::new();
    let mut known: HashMap<_, usize> = HashMap::new();
    for (job, found) in found.into_iter().enumerate() {
        // A problem that one job has twice is two problems.
        let mut times: HashMap<_, usize> = HashMap::new();
        for one in found {
            let place = one.span.map(|span| (sources.get(span.source).name.as_str(), span.range()));
            let key = (one.code, one.message.clone(), place);
            let time = times.entry(key.clone()).or_default();
            *time += 1;
            let index = *known.entry((key, *time)).or_insert(merged.len());
            match merged.get_mut(index) {
                Some((_, jobs)) => jobs.push(job),
                None => merged.push((one, vec![job])),
            }
        }
    }
    let mut merged: Vec<Diagnostic> = merged
        .into_iter()
        .map(|(mut one, having)| {
            one.notes.extend(those_of(jobs, &having, one.code == "untranslated"));
            one
        })
        .collect();
    diagnostics::tidy(&mut merged);
    merged
}

/// `in the variants `backend` and `research``, if not all jobs are among some. A problem may name its
/// language itself.
fn those_of(jobs: &[Job], having: &[usize], names_language: bool) -> Option<String> {
    let variant = |job: &Job| job.variant.clone();
    let lang = |job: &Job| job.lang.clone();
    let variants = told(jobs, having, variant).map(|names| named("variant", &names));
    let langs = told(jobs, having, lang).map(|names| named("language", &names));
    let langs = langs.filter(|_| !names_language);
    let parts: Vec<String> = variants.into_iter().chain(langs).collect();
    (!parts.is_empty()).then(|| format!("in {}", parts.join(", in ")))
}

/// The names of some jobs, unless all names are among them, or one has none.
fn told(
    jobs: &[Job],
    having: &[usize],
    name: impl Fn(&Job) -> Option<String>,
) -> Option<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    for job in having.iter().filter_map(|index| jobs.get(*index)) {
        let name = name(job)?;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let all = jobs.iter().all(|job| name(job).is_some_and(|name| names.contains(&name)));
    (!all).then_some(names)
}

/// `the variant `backend``, `the variants `backend` and `research``.
fn named(noun: &str, names: &[String]) -> String {
    let ending = if names.len() == 1 { "" } else { "s" };
    format!("the {noun}{ending} {}", code_list(names, "and"))
}

#[cfg(test)]
mod tests {
    use super::{Job, merge};
    use crate::diagnostics::{Diagnostic, Sources};

    fn job(variant: Option<&str>, lang: &str) -> Job {
        Job { variant: variant.map(str::to_owned), lang: Some(lang.to_owned()) }
    }

    #[test]
    fn a_problem_is_said_once_and_names_those_that_have_it() {
        let error = |message: &str| Diagnostic::error("bad-date", message);
        let jobs = [
            job(Some("a"), "en"),
            job(Some("a"), "ko"),
            job(Some("b"), "en"),
            job(Some("b"), "ko"),
        ];
        let found = vec![
            vec![error("everywhere"), error("twice"), error("twice"), error("in a")],
            vec![error("everywhere"), error("twice"), error("twice"), error("in a")],
            vec![error("everywhere"), error("twice"), error("in b and en")],
            vec![error("everywhere"), error("twice")],
        ];
        let merged = merge(&jobs, found, &Sources::default());
        let said: Vec<_> = merged.iter().map(|one| (&*one.message, one.notes.join("; "))).collect();
        let expected = [
            ("everywhere", ""),
            ("twice", ""),
            ("twice", "in the variant `a`"),
            ("in a", "in the variant `a`"),
            ("in b and en", "in the variant `b`, in the language `en`"),
        ];
        assert_eq!(said, expected.map(|(message, note)| (message, note.to_owned())));
    }

    #[test]
    fn what_the_whole_file_has_is_no_variants_own() {
        let jobs = [Job::default(), Job { variant: Some("a".to_owned()), lang: None }];
        let error = |message: &str| Diagnostic::error("bad-date", message);
        let found = vec![vec![error("file")], vec![error("file"), error("variant")]];
        let merged = merge(&jobs, found, &Sources::default());
        let notes: Vec<_> = merged.iter().map(|one| one.notes.join("; ")).collect();
        assert_eq!(notes, ["", "in the variant `a`"]);
    }
}

//! What a job takes of a file: the variant, the language and the keys that it is asked for, put into the
//! tree.

use std::collections::HashSet;

use crate::diagnostics::{Diagnostic, SourceId, Sources, Span};
use crate::locale;
use crate::select::Wanted;
use crate::translate::{self, Languages};
use crate::words::code;
use crate::yaml::{self, Node, Value};

use super::{Job, Overrides, variant};

/// The tags that the command line names, each with its place.
pub fn asked_tags(overrides: &Overrides, sources: &mut Sources) -> Vec<(String, Span)> {
    let tags = overrides.tags.iter().flatten().map(|tag| ("--tags", tag));
    let without = overrides.without.iter().map(|tag| ("--without", tag));
    let mut place = |(name, tag): (&str, &String)| {
        let source = sources.add(name, tag);
        (tag.clone(), Span::new(source, 0..tag.len()))
    };
    tags.chain(without).map(&mut place).collect()
}

/// What a job takes of a file.
pub struct Choice {
    /// Which tags are wanted.
    pub wanted: Wanted,
    /// The order of the sections in the file, where a variant has its own.
    pub own_order: Option<Node>,
    /// The language of the file.
    own_language: String,
    /// Whether the job is a variant.
    variant: bool,
    /// Whether the job takes all of the file, in its language.
    pub whole: bool,
    /// Whether no language was asked for.
    pub own_words: bool,
}

/// Changes the tree of a file into that of a job: by its variant, its language, and by what the command
/// line sets. `None` if there is no such variant.
pub fn choose(
    root: &mut Node,
    job: &Job,
    overrides: &Overrides,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Choice> {
    let own_language = own_language(root).to_owned();
    let mut own_order = None;
    let mut wanted = Wanted { tags: overrides.tags.clone(), without: Vec::new() };
    if let Some(name) = &job.variant {
        match variant::find(root, name, sources) {
            Ok(pair) => {
                let variant = pair.value.clone();
                wanted = variant::wanted(&variant);
                own_order = root.get("sections").cloned();
                diagnostics.extend(variant::apply(root, &variant));
            }
            Err(error) => {
                diagnostics.push(*error);
                return None;
            }
        }
    }
    wanted.without.extend(overrides.without.iter().cloned());
    if let Some(lang) = &job.lang {
        let argument = format!("language={lang}");
        let source = sources.add("--lang", &argument);
        diagnostics.extend(yaml::set(root, &argument, source));
    }
    for argument in &overrides.set {
        let source = sources.add("--set", argument);
        match read_before(argument, source) {
            Some(error) => diagnostics.push(error),
            None => diagnostics.extend(yaml::set(root, argument, source)),
        }
    }
    if let Some(pages) = overrides.pages {
        let argument = format!("fit.pages={pages}");
        let source = sources.add("--pages", &argument);
        diagnostics.extend(yaml::set(root, &argument, source));
    }
    for (flag, argument) in &overrides.keys {
        let source = sources.add(*flag, argument);
        diagnostics.extend(yaml::set(root, argument, source));
    }
    let whole = job.variant.is_none() && job.lang.is_none() && wanted.is_all();
    let (variant, own_words) = (job.variant.is_some(), job.lang.is_none());
    Some(Choice { wanted, own_order, own_language, variant, whole, own_words })
}

/// What is wrong with setting a key that has had its say when `--set` comes.
fn read_before(argument: &str, source: SourceId) -> Option<Diagnostic> {
    let key = argument.split(['.', '[', '=']).next()?;
    let help = match key {
        "include" => "name the file in the résumé, or lay it over it by `--merge FILE`",
        "variants" => "set the key itself, as in `basics.label=Engineer`, whatever the variant",
        _ => return None,
    };
    let message = format!("{} is read before `--set` changes anything", code(key));
    Some(Diagnostic::error("bad-set", message).at(Span::new(source, 0..key.len())).help(help))
}

impl Choice {
    /// Whether some of the file may be left out.
    pub fn selects(&self) -> bool {
        !self.wanted.is_all() || self.variant
    }

    /// Puts the language of a tree in the place of all that a text has; what it lacks is said.
    pub fn translate(&self, root: &mut Node, places: &HashSet<Span>) -> Vec<Diagnostic> {
        let asked = own_language(root).to_owned();
        let wanted = if locale::speaks(&asked) { &asked } else { &self.own_language };
        let languages = Languages { wanted, own: &self.own_language };
        translate::choose_words(root, places, &languages);
        translate::name_degrees(root, &languages);
        translate::translate(root, places, &languages)
    }
}

/// Takes the variants out of a tree.
pub fn take_variants(root: &mut Node) -> Option<Node> {
    let Value::Mapping(pairs) = &mut root.value else { return None };
    let at = pairs.iter().position(|pair| pair.key == "variants")?;
    Some(pairs.remove(at).value)
}

/// The language that a file is written in.
pub fn own_language(root: &Node) -> &str {
    root.get("language").and_then(Node::text).unwrap_or(translate::DEFAULT)
}

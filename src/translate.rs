//! Languages of texts: which of a text's languages is printed.
//!
//! A text may be written once, and is then the same in every language, or once for each language:
//! `{en: …, ko: …}`. [`schema`](crate::schema) says where in the tree the latter stand.

use std::collections::HashSet;

use crate::diagnostics::{Diagnostic, Span};
use crate::locale::Locale;
use crate::resume::{LanguageTag, LocaleWords};
use crate::words::code;
use crate::yaml::{Node, Pair, Value};

/// The language of a résumé that names none.
pub const DEFAULT: &str = "en";

/// Which languages a document is to have.
pub struct Languages<'a> {
    /// The one that it is in.
    pub wanted: &'a str,
    /// The one that the file is written in, for what is not there in the other.
    pub own: &'a str,
}

/// Puts the wanted language in the place of every text that there is in several. What is not there in
/// it comes in the file's own language, or else in the first, and a note says so.
pub fn translate(
    node: &mut Node,
    places: &HashSet<Span>,
    languages: &Languages,
) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    go(node, places, languages, &mut notes);
    notes
}

/// How many texts of a tree there are in several languages.
pub fn count(node: &Node, places: &HashSet<Span>) -> usize {
    match &node.value {
        Value::Mapping(pairs) if places.contains(&node.span) => usize::from(pairs.len() > 1),
        Value::Mapping(pairs) => pairs.iter().map(|pair| count(&pair.value, places)).sum(),
        Value::Sequence(items) => items.iter().map(|item| count(item, places)).sum(),
        Value::Null | Value::Scalar(_) => 0,
    }
}

/// As [`translate`], with the notes that are said so far.
fn go(node: &mut Node, places: &HashSet<Span>, languages: &Languages, notes: &mut Vec<Diagnostic>) {
    match &mut node.value {
        Value::Mapping(pairs) if places.contains(&node.span) => {
            let found = best(languages.wanted, pairs);
            let index = found.or_else(|| best(languages.own, pairs)).unwrap_or_default();
            if index >= pairs.len() {
                return;
            }
            let chosen = pairs.swap_remove(index);
            if found.is_none() {
                notes.push(untranslated(&chosen, languages.wanted));
            }
            *node = chosen.value;
            // A list has items of its own.
            go(node, places, languages, notes);
        }
        Value::Mapping(pairs) => {
            pairs.iter_mut().for_each(|pair| go(&mut pair.value, places, languages, notes));
        }
        Value::Sequence(items) => {
            items.iter_mut().for_each(|item| go(item, places, languages, notes));
        }
        Value::Null | Value::Scalar(_) => {}
    }
}

/// A text that is not there in a language.
fn untranslated(instead: &Pair, wanted: &str) -> Diagnostic {
    let message =
        format!("this is not there in {}, and is printed in {}", code(wanted), code(&instead.key));
    Diagnostic::note("untranslated", message)
        .at(instead.key_span)
        .help(format!("add `{wanted}: …` beside it"))
}

/// The text that a reader of a language reads as their own: that of the tag, of the tag without its
/// last parts, or one in the same script.
pub fn best(wanted: &str, pairs: &[Pair]) -> Option<usize> {
    let at = |tag: &str| pairs.iter().position(|pair| pair.key.eq_ignore_ascii_case(tag));
    let mut tag = wanted;
    loop {
        if let Some(index) = at(tag) {
            return Some(index);
        }
        match tag.rsplit_once('-') {
            Some((shorter, _)) => tag = shorter,
            None => break,
        }
    }
    pairs.iter().position(|pair| is_same(wanted, &pair.key))
}

/// Leaves the words of the file's own that are for the wanted language: those that are written once are for
/// the file's own language, and nobody reads those of another.
pub fn choose_words(root: &mut Node, places: &HashSet<Span>, languages: &Languages) {
    let Value::Mapping(pairs) = &mut root.value else { return };
    let Some(at) = pairs.iter().position(|pair| pair.key == "locale") else { return };
    let words = &mut pairs[at].value;
    let kept = match &mut words.value {
        Value::Mapping(all) if places.contains(&words.span) => {
            best(languages.wanted, all).map(|index| all.swap_remove(index).value)
        }
        _ => is_same(languages.wanted, languages.own).then(|| words.clone()),
    };
    match kept {
        Some(kept) => *words = kept,
        None => drop(pairs.remove(at)),
    }
}

/// Puts degrees that are written once and called by their kind alone, `Master`, into the words of another
/// language than the file's. In its own language a file means what it says: a `Master` is not the same
/// degree in Italy as elsewhere.
pub fn name_degrees(root: &mut Node, languages: &Languages) {
    if is_same(languages.wanted, languages.own) {
        return;
    }
    let own = Locale::of_text(languages.own);
    let mut wanted = Locale::of_text(languages.wanted);
    if let Some(words) = root.get("locale").and_then(|words| words.to::<LocaleWords>().ok()) {
        wanted.apply(&words);
    }
    let Value::Mapping(pairs) = &mut root.value else { return };
    let education = pairs.iter_mut().filter(|pair| pair.key == "education");
    for pair in education {
        let Value::Sequence(items) = &mut pair.value.value else { continue };
        for item in items {
            let Value::Mapping(pairs) = &mut item.value else { continue };
            for pair in pairs.iter_mut().filter(|pair| pair.key == "studyType") {
                let Value::Scalar(scalar) = &mut pair.value.value else { continue };
                if let Some(word) = wanted.degree(&scalar.text, &own) {
                    word.clone_into(&mut scalar.text);
                }
            }
        }
    }
}

/// Whether two tags are of one language in one script. Chinese has two scripts, which the region tells
/// if the tag does not.
pub fn is_same(one: &str, other: &str) -> bool {
    let parts = |tag: &str| {
        let tag: LanguageTag = tag.parse().ok()?;
        let script = tag.script().map(str::to_ascii_lowercase);
        let script = match (tag.primary(), script, tag.region()) {
            ("zh", None, Some("TW" | "HK" | "MO")) => Some("hant".to_owned()),
            ("zh", None, _) => Some("hans".to_owned()),
            (_, script, _) => script,
        };
        Some((tag.primary().to_owned(), script))
    };
    parts(one).is_some_and(|one| parts(other).is_some_and(|other| one == other))
}

/// The languages of a file: its own, and those that some text has, in their order.
pub fn languages_of(root: &Node, places: &HashSet<Span>, own: &str) -> Vec<String> {
    fn collect(node: &Node, places: &HashSet<Span>, languages: &mut Vec<String>) {
        if places.contains(&node.span) {
            for pair in node.pairs() {
                if !languages.iter().any(|known| known.eq_ignore_ascii_case(&pair.key)) {
                    languages.push(pair.key.clone());
                }
            }
        }
        node.pairs().iter().for_each(|pair| collect(&pair.value, places, languages));
        node.items().iter().for_each(|item| collect(item, places, languages));
    }
    let mut languages = vec![own.to_owned()];
    collect(root, places, &mut languages);
    languages
}

#[cfg(test)]
mod tests {
    use super::{best, is_same};
    use crate::diagnostics::Sources;
    use crate::yaml;

    #[test]
    fn a_reader_gets_the_nearest_of_their_language() {
        let chosen = |text: &str, wanted: &str| {
            let source = Sources::default().add("test.yaml", text);
            let node = yaml::parse(text, source).node.expect("it is YAML");
            best(wanted, node.pairs()).map(|index| node.pairs()[index].key.clone())
        };
        let cases = [
            ("{en: a, ko: b}", "ko", Some("ko")),
            ("{en: a, ko: b}", "ko-KR", Some("ko")),
            ("{en: a, pt-BR: b}", "pt", Some("pt-BR")),
            ("{pt: a, pt-BR: b}", "pt-BR", Some("pt-BR")),
            ("{pt: a, pt-BR: b}", "pt-PT", Some("pt")),
            ("{zh-Hans: a, zh-TW: b}", "zh-Hant", Some("zh-TW")),
            ("{zh-Hans: a, zh-TW: b}", "zh-CN", Some("zh-Hans")),
            ("{zh-Hans: a}", "zh-Hant", None),
            ("{en: a}", "de", None),
        ];
        for (text, wanted, expected) in cases {
            assert_eq!(chosen(text, wanted).as_deref(), expected, "{text} {wanted}");
        }
        assert!(is_same("zh", "zh-CN") && !is_same("zh", "zh-TW"));
    }
}

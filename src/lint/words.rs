//! Advice about words: those that stand twice, and those that are spelt in two ways.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostics::{Diagnostic, Span};
use crate::words::code;
use crate::yaml::Node;

use super::Lint;
use super::texts::{Printed, chunks, masked, words};

/// How many words a rule points at: to find the place of each costs a pass over its text.
const MAX_PLACES: usize = 100;

/// Words that may stand twice, in all languages: grammar wants it, or it is a name.
const TWICE: &[&str] = &[
    // English
    "bye", "had", "hush", "is", "knock", "log", "long", "many", "no", "pom", "so", "tut", "very",
    "win", "yo", // German
    "das", "dem", "den", "denen", "der", "die", "sie", // French
    "nous", "vous", // Spanish
    "bla", "lo",
];

/// The same word twice in a row, which is hardly ever meant.
pub fn doubled(lint: &Lint) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for printed in lint.texts.iter().filter(|printed| !printed.address) {
        let masked = masked(printed.text);
        for pair in words(&masked).windows(2) {
            let [first, second] = pair else { continue };
            if !is_doubled(&masked, first, second) {
                continue;
            }
            if found.len() == MAX_PLACES {
                return found;
            }
            let word = &masked[second.clone()];
            let first_span = lint.span_of(printed.node, first.clone());
            let second_span = lint.span_of(printed.node, second.clone());
            let warning =
                Diagnostic::warning("doubled-word", format!("{} stands twice", code(word)));
            found.push(match between(lint, first_span, second_span) {
                Some(gap) => warning
                    .at(second_span)
                    .help("remove one of the two")
                    .fix(Span { end: second_span.end, ..gap }, ""),
                None => warning.at(second_span).help("remove one of the two"),
            });
        }
    }
    found
}

/// Whether two words that follow each other are one by mistake.
fn is_doubled(text: &str, first: &Range<usize>, second: &Range<usize>) -> bool {
    let gap = &text[first.end..second.start];
    let (one, other) = (&text[first.clone()], &text[second.clone()]);
    let lower = other.to_lowercase();
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    !gap.is_empty()
        && gap.chars().all(char::is_whitespace)
        // A blank line parts paragraphs.
        && gap.matches('\n').count() < 2
        && lower.chars().count() > 1
        && lower.chars().all(char::is_alphabetic)
        && one.to_lowercase() == lower
        // `Walla Walla` is a place.
        && !(capital(one) && capital(other))
        && !TWICE.contains(&&*lower)
}

/// The bytes between two spans, if there is nothing but white space.
fn between(lint: &Lint, first: Span, second: Span) -> Option<Span> {
    let gap = Span { start: first.end, end: second.start, ..second };
    let white = first.end < second.start && first.source == second.source;
    (white && lint.sources.slice(gap).chars().all(char::is_whitespace)).then_some(gap)
}

/// Names whose spelling is settled by those who bear them.
const SETTLED: &[&str] = &[
    "ActionScript",
    "AutoCAD",
    "BigQuery",
    "Bitbucket",
    "CircleCI",
    "ClickHouse",
    "CloudFormation",
    "CoffeeScript",
    "CouchDB",
    "Databricks",
    "Datadog",
    "DevOps",
    "DynamoDB",
    "Elasticsearch",
    "Facebook",
    "FastAPI",
    "Firefox",
    "GitHub",
    "GitLab",
    "GraphQL",
    "HubSpot",
    "InDesign",
    "IntelliJ",
    "JavaScript",
    "LaTeX",
    "LinkedIn",
    "MariaDB",
    "Microsoft",
    "MongoDB",
    "MySQL",
    "NumPy",
    "OpenCV",
    "OpenStack",
    "PayPal",
    "Photoshop",
    "PostgreSQL",
    "PowerPoint",
    "PyTorch",
    "QuickBooks",
    "RabbitMQ",
    "Salesforce",
    "SharePoint",
    "SQLite",
    "TensorFlow",
    "TypeScript",
    "VMware",
    "WebSocket",
    "WordPress",
    "YouTube",
    "iPhone",
    "jQuery",
    "macOS",
];

/// How short a word may be that is judged: two short words are easily two words.
const MIN_LETTERS: usize = 5;

/// A word where it stands.
struct Use<'a> {
    /// Its spelling, without a capital that any word may have.
    spelling: String,
    /// Its spelling as it stands there.
    written: &'a str,
    /// The scalar.
    node: &'a Node,
    /// Its bytes in the scalar's text.
    range: Range<usize>,
}

/// Words that are spelt in two ways: `Javascript` and `JavaScript`, `on-site` and `onsite`. One
/// warning a spelling.
pub fn spellings(lint: &Lint) -> Vec<Diagnostic> {
    let mut known: BTreeMap<String, Vec<Use>> = BTreeMap::new();
    for printed in lint.texts.iter().filter(|printed| is_own_language(printed)) {
        for range in spelt_words(printed.text) {
            let written = &printed.text[range.clone()];
            let Some(spelling) = spelling(written) else { continue };
            let plain = spelling.replace(HYPHENS, "").to_lowercase();
            if plain.chars().count() >= MIN_LETTERS {
                let one = Use { spelling, written, node: printed.node, range };
                known.entry(plain).or_default().push(one);
            }
        }
    }
    known.values().flat_map(|uses| two_spellings(lint, uses)).collect()
}

/// The hyphens of a word.
const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{2011}'];

/// Whether the words of a text are the résumé's own: titles of papers and talks are as they are.
fn is_own_language(printed: &Printed) -> bool {
    !printed.address
        && !matches!(printed.section, "publications" | "patents" | "talks" | "references")
}

/// The words of a text that can be judged: those of an address or a file are names.
fn spelt_words(text: &str) -> Vec<Range<usize>> {
    let masked = masked(text);
    let mut found = Vec::new();
    for chunk in chunks(&masked) {
        let part = &masked[chunk.clone()];
        let inner = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !inner.contains(['.', '_', '@', '\\', '#', '=']) {
            let words = words(part).into_iter();
            found.extend(words.map(|word| chunk.start + word.start..chunk.start + word.end));
        }
    }
    found
}

/// A word without the capitals that stand at the beginning of any word; `None` for what is no
/// ordinary word: figures, acronyms, what is in capitals.
fn spelling(word: &str) -> Option<String> {
    if !word.chars().all(|c| c.is_alphabetic() || HYPHENS.contains(&c)) {
        return None;
    }
    let mut parts = Vec::new();
    for part in word.split(HYPHENS) {
        let mut letters = part.chars();
        let first = letters.next()?;
        let rest = letters.as_str();
        let shouted = rest.trim_end_matches('s');
        let is_acronym =
            first.is_uppercase() && !shouted.is_empty() && !shouted.contains(char::is_lowercase);
        if is_acronym {
            return None;
        }
        // `JavaScript` keeps its capitals, `Front` does not.
        parts.push(match rest.contains(char::is_uppercase) {
            true => part.to_owned(),
            false => part.to_lowercase(),
        });
    }
    Some(parts.join("-"))
}

/// The warnings about one word that is spelt in several ways.
fn two_spellings(lint: &Lint, uses: &[Use]) -> Vec<Diagnostic> {
    // In the order of the file.
    let mut spellings: Vec<&str> = Vec::new();
    for one in uses {
        if !spellings.contains(&one.spelling.as_str()) {
            spellings.push(&one.spelling);
        }
    }
    if spellings.len() < 2 {
        return Vec::new();
    }
    let of = |wanted: &str| uses.iter().filter(|one| one.spelling == wanted).collect::<Vec<_>>();
    let settled = SETTLED.iter().find_map(|name| {
        let plain = spelling(name)?;
        let known = spellings.iter().find(|known| **known == plain)?;
        Some((*known, *name))
    });
    // Of two that are as frequent the first is the common one.
    let most = || spellings.iter().rev().max_by_key(|spelling| of(spelling).len()).copied();
    let Some(common) = settled.map(|(common, _)| common).or_else(most) else { return Vec::new() };
    let rights = of(common);
    let replacement = |one: &Use| match settled {
        Some((_, name)) => name.to_owned(),
        None => respelt(one.written, common),
    };
    let place = |one: &Use| lint.span_of(one.node, one.range.clone());
    let mut found = Vec::new();
    for spelling in spellings.iter().filter(|spelling| **spelling != common) {
        let wrongs = of(spelling);
        let (Some(wrong), Some(right)) = (wrongs.first(), rights.first()) else { continue };
        if settled.is_none() && !is_judged(&wrongs, &rights) {
            continue;
        }
        let better = code(&replacement(wrong));
        let message = format!("{} is {} elsewhere", code(wrong.written), code(right.written));
        let mut warning = Diagnostic::warning("mixed-spelling", message)
            .at(place(wrong))
            .related(place(right), "spelt so here");
        if settled.is_some() || rights.len() > wrongs.len() {
            warning = warning.help(format!("write {better}"));
            for one in wrongs.into_iter().take(MAX_PLACES) {
                let span = place(one);
                if lint.sources.slice(span) == one.written {
                    warning = warning.fix(span, replacement(one));
                }
            }
        } else {
            warning = warning.help("choose one of the two");
        }
        found.push(warning);
    }
    found
}

/// Whether two spellings of a word, which nobody has settled, are a mistake.
fn is_judged(some: &[&Use], others: &[&Use]) -> bool {
    let spellings = [some, others].map(|uses| uses.first().map_or("", |one| &one.spelling));
    let [one, other] = spellings.map(|spelling| spelling.matches('-').count());
    if one != other {
        // To be signed again is not to be resigned.
        return !spellings.iter().any(|word| word.starts_with("re-") || word.starts_with("co-op"));
    }
    // `OnBoard` is a name, and `onboard` a verb; `Onboard` may be the name.
    let is_name = |one: &&Use| one.written.contains(char::is_uppercase);
    some.iter().any(is_name) && others.iter().any(is_name)
}

/// A spelling with the capital at the beginning that the word has where it stands.
fn respelt(written: &str, spelling: &str) -> String {
    let mut letters = spelling.chars();
    let plain = !spelling.contains(char::is_uppercase);
    match letters.next() {
        Some(first) if plain && written.starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => spelling.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_doubled, respelt, spelling, spelt_words};
    use crate::lint::texts::words;

    #[test]
    fn only_capitals_inside_count() {
        let cases = [
            ("JavaScript", Some("JavaScript")),
            ("Javascript", Some("javascript")),
            ("javascript", Some("javascript")),
            ("Front-End", Some("front-end")),
            ("e-Commerce", Some("e-commerce")),
            ("iPhone", Some("iPhone")),
            ("US", None),
            ("APIs", None),
            ("REST-based", None),
            ("COVID-19", None),
            ("don't", None),
        ];
        for (word, expected) in cases {
            assert_eq!(spelling(word).as_deref(), expected, "{word}");
        }
    }

    #[test]
    fn names_of_files_and_hosts_are_not_judged() {
        let text = "GitHub, github.com/ada, mod_github, see `github` (Github).";
        let found: Vec<&str> = spelt_words(text).into_iter().map(|word| &text[word]).collect();
        assert_eq!(found, ["GitHub", "see", "Github"]);
    }

    #[test]
    fn a_capital_at_the_beginning_stays() {
        assert_eq!(respelt("Frontend", "front-end"), "Front-end");
        assert_eq!(respelt("frontend", "front-end"), "front-end");
        assert_eq!(respelt("Javascript", "JavaScript"), "JavaScript");
        assert_eq!(respelt("Iphone", "iPhone"), "iPhone");
    }

    #[test]
    fn words_are_doubled_by_mistake_alone() {
        let is =
            |text: &str| words(text).windows(2).any(|pair| is_doubled(text, &pair[0], &pair[1]));
        for text in ["of the the year", "The the year", "all data\ndata sets"] {
            assert!(is(text), "{text}");
        }
        let fine = [
            "all that he had had to do",
            "Walla Walla",
            "more, more",
            "data\n\ndata",
            "a a",
            "10 10",
            "so so",
        ];
        for text in fine {
            assert!(!is(text), "{text}");
        }
    }
}

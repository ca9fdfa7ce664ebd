//! Advice about bullets: how many, how they begin, and how they end.

use std::ops::Range;

use crate::diagnostics::{Diagnostic, Span};
use crate::words::{code, count};
use crate::yaml::Node;

use super::entries::{Item, text_of};
use super::texts::{MASK, masked, words};
use super::{Lint, value};

/// How many bullets a job has at most.
const MAX_BULLETS: usize = 7;

/// Jobs with too many bullets for a reader to remember one.
pub fn many(lint: &Lint) -> Vec<Diagnostic> {
    let jobs = lint.jobs().into_iter().filter(|job| job.bullets().count() > MAX_BULLETS);
    jobs.map(|job| {
        let number = count(job.bullets().count(), "bullet");
        Diagnostic::warning("many-bullets", format!("{number} for {}", job.title))
            .at(job.key_place("highlights"))
            .help("keep the seven that count most for the job you want")
    })
    .collect()
}

/// An old job of which more is said than of the current one. What is said there in paragraphs
/// counts too.
pub fn old_job(lint: &Lint) -> Vec<Diagnostic> {
    longer_than_current(lint).into_iter().collect()
}

/// The old job of which most is said, if that is more than of the current one.
fn longer_than_current(lint: &Lint) -> Option<Diagnostic> {
    let jobs = lint.jobs();
    let (current, old): (Vec<&Item>, Vec<&Item>) =
        jobs.iter().partition(|job| job.is_current(lint.today()));
    let paragraphs = |job: &Item| {
        let summary = value(job.node, "summary").and_then(Node::text).unwrap_or_default();
        crate::markup::paragraphs(summary).count()
    };
    let current = current.into_iter().max_by_key(|job| job.bullets().count() + paragraphs(job))?;
    let now = current.bullets().count();
    // Of those with as many the first is the newest.
    let old = old.into_iter().rev().max_by_key(|job| job.bullets().count())?;
    let then = old.bullets().count();
    let said = now + paragraphs(current);
    if then <= said {
        return None;
    }
    let now = match now {
        0 => "none".to_owned(),
        _ => now.to_string(),
    };
    let message = format!("{} on an old job, {now} on the current one", count(then, "bullet"));
    Some(
        Diagnostic::warning("old-job-longer", message)
            .at(old.key_place("highlights"))
            .related(current.key_place("highlights"), "the current job")
            .help("say most about what you do now: move weight there, or shorten the old job"),
    )
}

/// Openers that hide what somebody did.
const WEAK: &[&str] = &[
    "assisted in",
    "assisted on",
    "assisted with",
    "duties included",
    "duties include",
    "helped in",
    "helped on",
    "helped out",
    "helped the",
    "helped to",
    "helped with",
    "involved in",
    "involved with",
    "participated in",
    "responsibilities included",
    "responsibilities include",
    "responsible for",
    "tasked with",
    "was involved in",
    "was part of",
    "was responsible for",
    "was tasked with",
    "worked on",
];

/// What may stand behind `helped` to say that another did it: `helped build`. Helping people is a
/// deed of its own: `helped 40 families move`.
const BARE_VERBS: &[&str] = &[
    "build",
    "create",
    "define",
    "deliver",
    "design",
    "develop",
    "drive",
    "establish",
    "grow",
    "implement",
    "improve",
    "increase",
    "launch",
    "lead",
    "maintain",
    "make",
    "manage",
    "migrate",
    "organise",
    "organize",
    "plan",
    "prepare",
    "reduce",
    "run",
    "set",
    "ship",
    "support",
    "test",
    "write",
];

/// Bullets that begin with what says little.
pub fn weak_openers(lint: &Lint) -> Vec<Diagnostic> {
    if !lint.english() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for printed in lint.texts.iter().filter(|printed| is_bullet(printed.key)) {
        let masked = masked(printed.text);
        let words = opening(&masked);
        let lower: Vec<String> =
            words.iter().take(3).map(|word| masked[word.clone()].to_lowercase()).collect();
        let begins = |phrase: &str| {
            let mut said = lower.iter();
            phrase.split(' ').all(|word| said.next().is_some_and(|one| one == word))
        };
        let listed =
            WEAK.iter().find(|phrase| begins(phrase)).map(|phrase| phrase.split(' ').count());
        let helped = matches!(&*lower, [helped, verb, ..]
            if helped == "helped" && BARE_VERBS.contains(&verb.as_str()));
        let Some(length) = listed.or(helped.then_some(2)) else { continue };
        let part = words[0].start..words[length - 1].end;
        let opener = code(&printed.text[part.clone()]);
        let span = lint.span_of(printed.node, part);
        found.push(
            Diagnostic::warning("weak-opener", format!("{opener} does not say what you did"))
                .at(span)
                .help("begin with your part in it, as in `Led`, `Built` or `Halved`"),
        );
    }
    found
}

/// Whether a text under a key is a bullet. What is under a bullet has the key of a bullet, too.
fn is_bullet(key: &str) -> bool {
    matches!(key, "highlights" | "bullets")
}

/// The words that a text begins with, as long as only a space is between them; none if the text
/// begins with something that is no word.
fn opening(masked: &str) -> Vec<Range<usize>> {
    let words = words(masked);
    let Some(first) = words.first() else { return Vec::new() };
    if masked[..first.start].contains(MASK) {
        return Vec::new();
    }
    let mut end = first.end;
    let mut opening = vec![first.clone()];
    for word in &words[1..] {
        if !masked[end..word.start].chars().all(char::is_whitespace) {
            break;
        }
        end = word.end;
        opening.push(word.clone());
    }
    opening
}

/// Verbs of résumés that do not end in `ed`.
const VERBS: &[&str] = &[
    "analyse",
    "analyze",
    "architect",
    "automate",
    "began",
    "bring",
    "brought",
    "build",
    "built",
    "chair",
    "chose",
    "coach",
    "collaborate",
    "conduct",
    "coordinate",
    "create",
    "cut",
    "deliver",
    "design",
    "develop",
    "direct",
    "draft",
    "draw",
    "drew",
    "drive",
    "drove",
    "ensure",
    "found",
    "gave",
    "give",
    "grew",
    "grow",
    "handle",
    "held",
    "hire",
    "hold",
    "implement",
    "improve",
    "increase",
    "introduce",
    "keep",
    "kept",
    "launch",
    "lead",
    "led",
    "made",
    "maintain",
    "make",
    "manage",
    "mentor",
    "met",
    "monitor",
    "optimise",
    "optimize",
    "organise",
    "organize",
    "oversaw",
    "oversee",
    "own",
    "perform",
    "plan",
    "prepare",
    "present",
    "provide",
    "ran",
    "rebuilt",
    "redesign",
    "reduce",
    "research",
    "review",
    "rewrote",
    "run",
    "sell",
    "serve",
    "set",
    "shot",
    "sold",
    "spoke",
    "streamline",
    "supervise",
    "support",
    "taught",
    "teach",
    "test",
    "took",
    "train",
    "undertook",
    "use",
    "utilise",
    "utilize",
    "won",
    "work",
    "write",
    "wrote",
];

/// Whether a word is a verb, as far as its form tells.
fn is_verb(word: &str) -> bool {
    let listed = |word: &str| VERBS.contains(&word);
    let stem = word.strip_suffix('s').unwrap_or(word);
    let doing = word.strip_suffix("ing").unwrap_or_default();
    word.len() > 4 && word.ends_with("ed")
        || listed(word)
        || listed(stem)
        || listed(doing)
        || (!doing.is_empty() && listed(&format!("{doing}e")))
}

/// How often the same verb may open bullets of one job.
const MAX_SAME: usize = 2;

/// Jobs that begin three bullets or more with the same verb.
pub fn repeated_verbs(lint: &Lint) -> Vec<Diagnostic> {
    if !lint.english() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for job in lint.jobs().into_iter().chain(lint.entries("volunteer")) {
        // The verbs in the order of their first use, each with its places.
        let mut verbs: Vec<(String, Vec<Span>)> = Vec::new();
        for bullet in job.bullets() {
            let text = bullet.text().unwrap_or_default();
            let masked = masked(text);
            let Some(word) = opening(&masked).into_iter().next() else { continue };
            let verb = masked[word.clone()].to_lowercase();
            let span = lint.span_of(bullet, word);
            match verbs.iter_mut().find(|(known, _)| *known == verb) {
                Some((_, places)) => places.push(span),
                None if is_verb(&verb) => verbs.push((verb, vec![span])),
                None => {}
            }
        }
        for (verb, places) in verbs.into_iter().filter(|(_, places)| places.len() > MAX_SAME) {
            let message =
                format!("{} bullets of {} begin with {}", places.len(), job.title, code(&verb));
            let warning = Diagnostic::warning("repeated-verb", message)
                .at(places[MAX_SAME])
                .help("use another verb where you did something else");
            let others = places.iter().enumerate().filter(|(index, _)| *index != MAX_SAME);
            found.push(others.fold(warning, |warning, (index, place)| {
                warning.related(*place, if index == 0 { "first here" } else { "again here" })
            }));
        }
    }
    found
}

/// How a bullet ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// With a full stop.
    Stop,
    /// Without any.
    Bare,
    /// With something that says neither: another mark, or an abbreviation.
    Open,
}

/// Abbreviations at the end of a bullet, whose full stop may be their own.
const ABBREVIATIONS: &[&str] = &[
    "a.m.", "approx.", "bros.", "bzw.", "ca.", "cie.", "co.", "corp.", "dept.", "e.g.", "etc.",
    "etw.", "i.e.", "inc.", "jr.", "ltd.", "max.", "min.", "mio.", "mrd.", "no.", "nr.", "p.a.",
    "p.m.", "ph.d.", "resp.", "sr.", "st.", "u.a.", "u.k.", "u.s.", "usw.", "vs.", "z.b.",
];

/// How a text ends.
fn end(text: &str) -> End {
    let closing = |c: char| matches!(c, '*' | '_' | '"' | '\'' | '”' | '’' | '»' | '“' | ')' | ']');
    let masked = masked(text);
    let told = masked.trim_end_matches(|c: char| closing(c) || c == MASK || c.is_whitespace());
    let last_word = told.rsplit(char::is_whitespace).next().unwrap_or_default();
    let last_word = last_word.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    // The letters of `U.S.` and `M.Sc.` have stops inside.
    let dotted = last_word.trim_end_matches('.').contains('.')
        && last_word.chars().all(|c| c.is_alphabetic() || c == '.');
    match told.chars().next_back() {
        Some('.') if ABBREVIATIONS.contains(&&*last_word) || dotted => End::Open,
        Some('.' | '。') if told.ends_with("..") => End::Open,
        Some('.' | '。') => End::Stop,
        Some(c) if c.is_alphanumeric() || matches!(c, '%' | '+' | '#' | '°' | '€' | '$' | '£') => {
            End::Bare
        }
        // A code or a link at the end leaves the text bare; other marks say nothing.
        Some(_) => End::Open,
        None if masked.contains(MASK) => End::Bare,
        None => End::Open,
    }
}

/// Whether a text has a sentence that ends before its end.
fn has_inner_sentence(text: &str) -> bool {
    let masked = masked(text);
    masked.match_indices(". ").any(|(at, _)| {
        let word = masked[..at + 1].rsplit(char::is_whitespace).next().unwrap_or_default();
        let next = masked[at + 2..].trim_start().chars().next();
        word.len() > 3
            && !ABBREVIATIONS.contains(&&*word.to_lowercase())
            && next.is_some_and(char::is_uppercase)
    })
}

/// How many places a warning points at: more would fill the terminal.
const MAX_PLACES: usize = 4;

/// Sections in which some bullets end with a full stop and some do not.
pub fn full_stops(lint: &Lint) -> Vec<Diagnostic> {
    let sections = ["work", "volunteer", "education", "projects"];
    let lists = sections.map(|section| {
        let mut texts = Vec::new();
        for entry in lint.items(section) {
            let positions = value(entry, "positions").into_iter().flat_map(Node::items);
            for node in std::iter::once(entry).chain(positions) {
                texts.extend(closed_bullets(value(node, "highlights")));
            }
        }
        (section, texts)
    });
    let custom = lint.custom().map(|(id, section)| {
        let mut texts: Vec<&Node> = closed_bullets(value(section, "bullets")).collect();
        for entry in value(section, "entries").into_iter().flat_map(Node::items) {
            texts.extend(closed_bullets(value(entry, "highlights")));
        }
        (id, texts)
    });
    let lists: Vec<_> = lists.into_iter().chain(custom).collect();
    lists.iter().filter_map(|(section, texts)| uneven(lint, section, texts)).collect()
}

/// Bullets without others under them, which go on there.
fn closed_bullets(list: Option<&Node>) -> impl Iterator<Item = &Node> {
    let items = list.into_iter().flat_map(Node::items);
    items.filter(|item| value(item, "highlights").is_none()).filter_map(text_of)
}

/// A warning that points at the ends of the bullets that end otherwise than most.
fn uneven(lint: &Lint, section: &str, texts: &[&Node]) -> Option<Diagnostic> {
    let text = |node: &'_ Node| node.text().unwrap_or_default().to_owned();
    let ending = |wanted: End| {
        texts.iter().copied().filter(|node| end(&text(node)) == wanted).collect::<Vec<&Node>>()
    };
    let (stops, bare) = (ending(End::Stop), ending(End::Bare));
    // Several sentences need their stops, whatever the others do.
    let needless: Vec<&Node> =
        stops.iter().copied().filter(|node| !has_inner_sentence(&text(node))).collect();
    if needless.is_empty() {
        return None;
    }
    let (stopped, bare, odd) = match stops.len() >= bare.len() {
        true => (stops.len(), bare.len(), bare),
        false => (stops.len(), bare.len(), needless),
    };
    let (first, others) = odd.split_first()?;
    let place = |node: &Node| {
        let text = node.text().unwrap_or_default().trim_end();
        let last = text.split_whitespace().next_back().map_or(0, str::len);
        lint.span_of(node, text.len() - last..text.len())
    };
    let both = stopped + bare;
    let (message, help) = if stopped >= bare {
        (
            format!("no full stop here, where {stopped} of {both} bullets in `{section}` have one"),
            "end all of them with a full stop, or none",
        )
    } else {
        (
            format!("a full stop here, where {bare} of {both} bullets in `{section}` have none"),
            "end none of them with a full stop, or all",
        )
    };
    let warning = Diagnostic::warning("mixed-full-stops", message).at(place(first)).help(help);
    let others = others.iter().take(MAX_PLACES);
    Some(others.fold(warning, |warning, node| warning.related(place(node), "here too")))
}

#[cfg(test)]
mod tests {
    use super::{End, end, has_inner_sentence, is_verb};

    #[test]
    fn ends_of_bullets_are_told_apart() {
        let cases = [
            ("Built it.", End::Stop),
            ("Built it. (In Rust.)", End::Stop),
            ("Said \"no\".", End::Stop),
            ("**Built it.**", End::Stop),
            ("Built [it](https://a.example).", End::Stop),
            ("Built it", End::Bare),
            ("Built [it](https://a.example)", End::Bare),
            ("Built `it`", End::Bare),
            ("Built it (in Rust)", End::Bare),
            ("Cut costs by 40%", End::Bare),
            ("Wrote it in C++", End::Bare),
            ("Pears, apples, etc.", End::Open),
            ("Moved to the U.S.", End::Open),
            ("Built three things:", End::Open),
            ("And so on...", End::Open),
            ("Why not?", End::Open),
            ("", End::Open),
        ];
        for (text, expected) in cases {
            assert_eq!(end(text), expected, "{text}");
        }
    }

    #[test]
    fn sentences_inside_are_seen() {
        assert!(has_inner_sentence("Redrew the map. Bookings rose."));
        assert!(!has_inner_sentence("Won vs. Acme etc. in court."));
        assert!(!has_inner_sentence("Redrew the map."));
    }

    #[test]
    fn verbs_are_known_by_their_form() {
        for verb in ["designed", "led", "manage", "manages", "managing", "wrote", "building"] {
            assert!(is_verb(verb), "{verb}");
        }
        for other in ["for", "red", "the", "python", "customer", "team", "king", "always"] {
            assert!(!is_verb(other), "{other}");
        }
    }
}

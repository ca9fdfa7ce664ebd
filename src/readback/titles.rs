//! The titles of sections that the rules know, and what is under them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::locale::{self, Locale};

use super::words::folded;

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Who somebody is and how to reach them.
    Head,
    /// Jobs.
    Work,
    /// Degrees.
    Education,
    /// Skills.
    Skills,
    /// Anything else.
    Other,
}

/// Titles in English besides ours, by what they are about; those that end with a word after `*` are
/// titles with any words before it.
const TITLES: &[(Kind, &[&str])] = &[
    (
        Kind::Work,
        &[
            "*experience",
            "*employment",
            "employment history",
            "work history",
            "career",
            "career history",
            "professional background",
            "appointments",
            "academic appointments",
            "positions",
            "positions held",
        ],
    ),
    (
        Kind::Education,
        &[
            "*education",
            "education and training",
            "education & training",
            "academic background",
            "qualifications",
            "studies",
            "degrees",
        ],
    ),
    (
        Kind::Skills,
        &[
            "*skills",
            "*competencies",
            "skills and tools",
            "skills & tools",
            "expertise",
            "technologies",
            "tools",
            "methods",
        ],
    ),
    (
        Kind::Head,
        &[
            "contact",
            "contact details",
            "web sites",
            "websites",
            "location",
            "personal details",
            "details",
            "address",
            "links",
        ],
    ),
    (
        Kind::Other,
        &[
            "profile",
            "*summary",
            "about",
            "about me",
            "objective",
            "*projects",
            "*publications",
            "papers",
            "*talks",
            "*speeches",
            "presentations",
            "*awards",
            "honours",
            "honors",
            "honours and awards",
            "*certifications",
            "*certificates",
            "licences",
            "licenses",
            "*languages",
            "*interests",
            "hobbies",
            "*references",
            "*volunteering",
            "volunteer work",
            "*courses",
            "*grants",
            "funding",
            "*patents",
            "*teaching",
            "*service",
            "memberships",
            "*activities",
            "*training",
        ],
    ),
];

/// What a title is about, if it is one that the rules know.
pub fn kind_of(title: &str) -> Option<Kind> {
    let title = folded(title.trim().trim_end_matches([':', '：']));
    let words: Vec<&str> = title.split(' ').collect();
    if title.is_empty() || words.len() > 5 {
        return None;
    }
    known(&title).or_else(|| {
        // `Teaching Experience`, but no list and no sentence that ends with such a word.
        let plain = words.iter().all(|word| !word.ends_with([',', '.', ';', ':']));
        let last = |pattern: &&&str| pattern.strip_prefix('*') == words.last().copied();
        let mut kinds = TITLES.iter().filter(|(_, titles)| titles.iter().any(|one| last(&one)));
        kinds.next().filter(|_| plain).map(|(kind, _)| *kind)
    })
}

/// What a title is about, if all of it is one that the rules know. It is [`folded`].
pub fn known(title: &str) -> Option<Kind> {
    static KNOWN: OnceLock<BTreeMap<String, Kind>> = OnceLock::new();
    let known = KNOWN.get_or_init(|| {
        let mut known = BTreeMap::new();
        // English ones come first, where two languages have one word for two things.
        for (kind, titles) in TITLES {
            known.extend(titles.iter().map(|one| (one.trim_start_matches('*').to_owned(), *kind)));
        }
        for locale in locales() {
            for (key, text) in &locale.sections {
                let kind = match &**key {
                    "work" => Kind::Work,
                    "education" => Kind::Education,
                    "skills" => Kind::Skills,
                    _ => Kind::Other,
                };
                known.entry(folded(text)).or_insert(kind);
            }
            let head = ["contact", "web", "place", "details"].iter();
            for text in head.filter_map(|key| locale.labels.get(key)) {
                known.entry(folded(text)).or_insert(Kind::Head);
            }
        }
        known
    });
    known.get(title).copied()
}

/// Whether a line is the foot of a page in one of our languages: `Page 2 of 4`. It is [`folded`].
pub fn is_foot(line: &str) -> bool {
    static FEET: OnceLock<BTreeSet<String>> = OnceLock::new();
    let feet = FEET.get_or_init(|| {
        locales()
            .iter()
            .map(|locale| folded(&locale.page.replace("{n}", "").replace("{m}", "")))
            .collect()
    });
    let bare = folded(&line.replace(|c: char| c.is_ascii_digit(), ""));
    bare.trim() != line.trim() && feet.iter().any(|foot| foot.trim() == bare.trim())
}

/// All languages, read once.
pub fn locales() -> &'static [Locale] {
    static LOCALES: OnceLock<Vec<Locale>> = OnceLock::new();
    let read = |language| Locale::of(language, None);
    LOCALES.get_or_init(|| locale::languages().filter_map(read).collect())
}

//! Advice about text that was to be replaced, and was not.

use std::ops::Range;

use crate::diagnostics::{Diagnostic, Sources};
use crate::words::code;
use crate::yaml::{self, Node};

use super::texts::{MASK, Printed, chunks, masked, words};
use super::{Lint, value};

/// What `vitae new` writes.
const STARTER: &str = include_str!("../commands/starter.yaml");

/// Text that is a placeholder; one warning a text.
///
/// Addresses at `example.com`, `.org` and `.net` are placeholders, since RFC 2606 keeps them for
/// examples, and programs that make examples write them. It keeps `.example` too, but nobody writes
/// that by mistake: it is where invented people live, as those in our own examples.
pub fn left_over(lint: &Lint) -> Vec<Diagnostic> {
    let starter = starter_texts();
    let mut found = Vec::new();
    for printed in &lint.texts {
        let says = |message: String, part: Range<usize>, help: &str| {
            let place = lint.span_of(printed.node, part);
            Diagnostic::warning("placeholder-text", message).at(place).help(help)
        };
        let text = printed.text;
        let whole = 0..text.len();
        let host = example_host(text);
        if let Some(host) = host.filter(|_| printed.address || !is_from_starter(&starter, printed))
        {
            let message = format!("nothing at {} reaches you", code(&text[host.clone()]));
            let help = "write your own address: this one is kept for examples";
            found.push(says(message, host, help));
        } else if is_from_starter(&starter, printed) {
            let message = format!("{} is what `vitae new` wrote", code(text.trim()));
            found.push(says(message, whole, "replace it with your own, or remove it"));
        } else if let Some(part) = placeholder(printed) {
            let message = format!("{} is a placeholder", code(&text[part.clone()]));
            found.push(says(message, part, "write what belongs here, or remove it"));
        }
    }
    found
}

/// The texts of the starter that a résumé of one's own cannot have, each with its key.
fn starter_texts() -> Vec<(String, String)> {
    let source = Sources::default().add("starter", STARTER);
    let Some(root) = yaml::parse(STARTER, source).node else { return Vec::new() };
    let mut texts = Vec::new();
    let mut add = |key: &str, node: Option<&Node>| {
        let node = node.into_iter();
        let scalars = node.flat_map(|node| match node.items() {
            [] => std::slice::from_ref(node),
            items => items,
        });
        texts.extend(
            scalars.filter_map(|one| Some((key.to_owned(), one.text()?.trim().to_owned()))),
        );
    };
    if let Some(basics) = root.get("basics") {
        for key in ["name", "email", "phone", "url", "profiles", "summary"] {
            add(key, value(basics, key));
        }
    }
    for work in root.get("work").into_iter().flat_map(Node::items) {
        for key in ["name", "url", "description", "highlights"] {
            add(key, value(work, key));
        }
    }
    for education in root.get("education").into_iter().flat_map(Node::items) {
        add("institution", value(education, "institution"));
    }
    texts
}

/// Whether a text stands as it did in the starter.
fn is_from_starter(starter: &[(String, String)], printed: &Printed) -> bool {
    let text = printed.text.trim();
    starter.iter().any(|(key, known)| key == printed.key && known == text)
}

/// The host of an address at `example.com`, if a text has one.
fn example_host(text: &str) -> Option<Range<usize>> {
    let hosts = ["example.com", "example.org", "example.net"];
    hosts.iter().find_map(|host| {
        let is_host = |at: usize| {
            let before = text[..at].chars().next_back();
            let after = text[at + host.len()..].chars().next();
            let begins = matches!(before, Some('@' | '/' | '.'))
                || before.is_none() && !text.contains(char::is_whitespace);
            begins && !after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '.'))
        };
        let found = text.match_indices(host).map(|(at, _)| at).find(|at| is_host(*at));
        found.map(|at| at..at + host.len())
    })
}

/// Whole texts that are placeholders, in lower case.
const WHOLE: &[&str] = &[
    "city, state",
    "company name",
    "employer name",
    "firstname lastname",
    "first last",
    "first name last name",
    "full name",
    "job title",
    "position title",
    "project name",
    "school name",
    "street address",
    "university name",
    "vorname nachname",
    "max mustermann",
    "erika mustermann",
    "nombre apellido",
    "prénom nom",
];

/// Whole texts that are placeholders if they stand under `name`.
const NAMES: &[&str] = &["john doe", "jane doe", "john q. public", "joe bloggs", "john smith doe"];

/// Names of accounts that are placeholders.
const ACCOUNTS: &[&str] = &[
    "firstname.lastname",
    "first.last",
    "jane.doe",
    "jane-doe",
    "janedoe",
    "john.doe",
    "john-doe",
    "johndoe",
    "your-handle",
    "your-name",
    "your-profile",
    "your-username",
    "your.email",
    "your.name",
    "your_email",
    "your_name",
    "youremail",
    "yourhandle",
    "yourname",
    "yourprofile",
    "yourusername",
];

/// Hosts that are placeholders.
const HOSTS: &[&str] = &[
    "domain.com",
    "mydomain.com",
    "yourdomain.com",
    "yourcompany.com",
    "yoursite.com",
    "yourwebsite.com",
];

/// Words of which a placeholder in brackets is made, `[Company Name]`, but for `your`.
const BRACKETED: &[&str] = &[
    "address",
    "amount",
    "area",
    "city",
    "client",
    "company",
    "country",
    "date",
    "degree",
    "department",
    "description",
    "duration",
    "email",
    "employer",
    "end",
    "field",
    "first",
    "full",
    "gpa",
    "here",
    "industry",
    "institution",
    "insert",
    "job",
    "last",
    "major",
    "metric",
    "month",
    "name",
    "number",
    "of",
    "organisation",
    "organization",
    "percent",
    "percentage",
    "phone",
    "position",
    "product",
    "project",
    "result",
    "role",
    "school",
    "skill",
    "skills",
    "start",
    "state",
    "street",
    "study",
    "team",
    "technology",
    "title",
    "tool",
    "university",
    "url",
    "website",
    "x",
    "xx",
    "year",
    "your",
];

/// What may stand behind `TODO` where it is the name of something.
const TODO_THINGS: &[&str] = &[
    "and",
    "api",
    "app",
    "application",
    "applications",
    "apps",
    "board",
    "comment",
    "comments",
    "item",
    "items",
    "list",
    "lists",
    "manager",
    "or",
    "project",
    "task",
    "tasks",
    "tool",
    "tracker",
    "web",
    "website",
];

/// The part of a text that is a placeholder.
fn placeholder(printed: &Printed) -> Option<Range<usize>> {
    let text = printed.text;
    let trimmed = text.trim();
    let start = text.len() - text.trim_start().len();
    let whole = start..start + trimmed.len();
    let lower = trimmed.to_lowercase();
    if WHOLE.contains(&&*lower) || (printed.key == "name" && NAMES.contains(&&*lower)) {
        return Some(whole);
    }
    // `Your Name`, `your e-mail`, `Your Job Title Here`: but no sentence.
    let your = lower.strip_prefix("your ").map(|rest| rest.trim_end_matches(" here"));
    if your.is_some_and(|rest| {
        let noun = rest.replace('-', "");
        noun.split(' ').count() <= 3 && noun.split(' ').all(|word| BRACKETED.contains(&word))
    }) {
        return Some(whole);
    }
    if printed.address
        && let Some(part) = account(text)
    {
        return Some(part);
    }
    let masked = masked(text);
    latin(text).or_else(|| marker(&masked)).or_else(|| bracketed(&masked)).or_else(|| insert(text))
}

/// The part of an address that names nobody: `johndoe`, `yourdomain.com`.
fn account(text: &str) -> Option<Range<usize>> {
    let parts = text.split(['@', '/', ':', '?', '#']).filter(|part| !part.is_empty());
    for part in parts {
        let lower = part.trim().to_lowercase();
        let host = lower.strip_prefix("www.").unwrap_or(&lower);
        if ACCOUNTS.contains(&&*lower) || HOSTS.contains(&host) {
            let start = part.as_ptr() as usize - text.as_ptr() as usize;
            return Some(start..start + part.len());
        }
    }
    None
}

/// The words of a printer's dummy.
fn latin(text: &str) -> Option<Range<usize>> {
    let found = find_ignoring_case(text, "lorem ipsum")?;
    Some(found..found + "lorem ipsum".len())
}

/// Where some ASCII letters are, in upper or lower case.
fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    let same = |window: &[u8]| window.eq_ignore_ascii_case(wanted.as_bytes());
    text.as_bytes().windows(wanted.len()).position(same)
}

/// `TODO`, `TBD`, `FIXME`, `xxx` and the like.
fn marker(text: &str) -> Option<Range<usize>> {
    let words = words(text);
    words.iter().enumerate().find_map(|(index, range)| {
        let word = &text[range.clone()];
        let next = words.get(index + 1).filter(|next| {
            let between = &text[range.end..next.start];
            between == " " || between == "-" || between == "/"
        });
        let next = next.map(|next| text[next.clone()].to_lowercase());
        let alone = text.trim() == word;
        let is_marker = match word {
            // `TODO app` is a thing, and so is `a TODO-list`.
            "TODO" | "FIXME" => !next.as_deref().is_some_and(|next| TODO_THINGS.contains(&next)),
            // Trunk-based development is also a thing.
            "TBD" => alone || !text.to_lowercase().contains("trunk"),
            "TBA" | "TBC" => alone,
            // XXX is thirty, too.
            "XXX" => {
                let before = text[..range.start].chars().next_back();
                let after = text[range.end..].chars().next();
                let touches = |c: Option<char>| c.is_some_and(|c| "$€£%+#".contains(c));
                alone || touches(before) || touches(after)
            }
            _ => {
                let mut parts = word.split('-');
                parts.clone().count() > 1 && parts.all(|part| is_crossed(part, 3))
                    || is_crossed(word, 4)
                    || word.len() >= 3 && word.bytes().all(|b| b == b'x')
            }
        };
        is_marker.then(|| range.clone())
    })
}

/// Whether a word is so many times the letter x, or more.
fn is_crossed(word: &str, least: usize) -> bool {
    word.len() >= least && word.bytes().all(|b| b.eq_ignore_ascii_case(&b'x'))
}

/// `[Company]`, `<Company Name>`, with their brackets.
fn bracketed(text: &str) -> Option<Range<usize>> {
    let mut at = 0;
    while let Some(open) = text[at..].find(['[', '<']).map(|open| at + open) {
        at = open + 1;
        let close = if text[open..].starts_with('[') { ']' } else { '>' };
        let Some(length) = text[at..].find(close) else { continue };
        let inner = &text[at..at + length];
        let before = text[..open].chars().next_back();
        let after = text[at + length + 1..].chars().next();
        // `[Company](https://…)` is a link, and `List<Name>` is code.
        if after == Some(MASK) || before.is_some_and(char::is_alphanumeric) {
            continue;
        }
        let inner = inner.to_lowercase();
        let mut words = inner.split([' ', '/', '_', '-', ',']).filter(|word| !word.is_empty());
        let bare_letter = inner == "x" && close == '>';
        if !bare_letter && !inner.is_empty() && words.all(|word| BRACKETED.contains(&word)) {
            return Some(open..at + length + 1);
        }
    }
    None
}

/// `insert your summary here`.
fn insert(text: &str) -> Option<Range<usize>> {
    let is = |range: &Range<usize>, word: &str| {
        text[range.clone()].trim_matches(|c: char| !c.is_alphanumeric()).eq_ignore_ascii_case(word)
    };
    let chunks: Vec<_> = chunks(text).collect();
    let first = chunks.iter().position(|chunk| is(chunk, "insert"))?;
    let near = chunks.iter().skip(first + 1).take(6);
    let last = near.clone().find(|chunk| is(chunk, "here"))?;
    Some(chunks[first].start..last.end)
}

#[cfg(test)]
mod tests {
    use super::{Printed, example_host, placeholder, starter_texts};
    use crate::diagnostics::{Sources, Span};
    use crate::yaml::{Node, Scalar, Value};

    /// The placeholder in a text that stands under a key.
    fn found(key: &str, text: &str) -> Option<String> {
        let source = Sources::default().add("", text);
        let scalar = Scalar { text: text.to_owned(), plain: true };
        let node = Node { value: Value::Scalar(scalar), span: Span::new(source, 0..text.len()) };
        let address = matches!(key, "email" | "phone" | "url");
        let printed = Printed { node: &node, text, section: "work", key, address };
        placeholder(&printed).map(|part| text[part].to_owned())
    }

    #[test]
    fn placeholders_are_known() {
        let cases = [
            ("summary", "Lorem ipsum dolor sit amet", "Lorem ipsum"),
            ("highlights", "TODO", "TODO"),
            ("highlights", "TODO: add numbers", "TODO"),
            ("highlights", "Raised sales by TODO%", "TODO"),
            ("date", "TBD", "TBD"),
            ("interests", "TBC", "TBC"),
            ("highlights", "FIXME", "FIXME"),
            ("highlights", "Saved $XXX a year", "XXX"),
            ("highlights", "Saved xxx hours", "xxx"),
            ("phone", "XXX-XXX-XXXX", "XXX-XXX-XXXX"),
            ("name", "Your Name", "Your Name"),
            ("position", "Your job title here", "Your job title here"),
            ("email", "your.email@gmail.com", "your.email"),
            ("url", "https://github.com/yourusername", "yourusername"),
            ("url", "https://www.yourdomain.com/", "www.yourdomain.com"),
            ("name", "[Company Name]", "[Company Name]"),
            ("highlights", "Led [X] engineers at <Company Name>", "[X]"),
            ("summary", "Insert your summary here.", "Insert your summary here."),
            ("name", "Jane Doe", "Jane Doe"),
            ("name", "Company Name", "Company Name"),
        ];
        for (key, text, expected) in cases {
            assert_eq!(found(key, text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_one_is_left_alone() {
        let cases = [
            ("highlights", "Built a TODO app in React"),
            ("highlights", "Turned TODO comments into tickets"),
            ("highlights", "Introduced trunk-based development (TBD)"),
            ("highlights", "Treated patients with TBC"),
            ("highlights", "Athlete at the Games of the XXX Olympiad"),
            ("highlights", "Wrote `[Company]` templates"),
            ("highlights", "Worked for [Company](https://company.invalid)"),
            ("highlights", "Parsed List<Name> and <x> in C++"),
            ("highlights", "Your company grows with us"),
            ("highlights", "Quoted the minister [sic]"),
            ("highlights", "Inserted stents, here and abroad"),
            ("position", "Jane Doe Fellow"),
            ("name", "Doe & Sons"),
            ("email", "john@doe.com"),
            ("url", "https://domain.community"),
        ];
        for (key, text) in cases {
            assert_eq!(found(key, text), None, "{text}");
        }
    }

    #[test]
    fn hosts_of_examples_are_known() {
        for text in ["ada@example.com", "https://www.example.org/a", "example.com", "a.example.net"]
        {
            assert!(example_host(text).is_some(), "{text}");
        }
        for text in
            ["ada@my-example.com", "ada@example.com.au", "ada@a.example", "as in example.com"]
        {
            assert!(example_host(text).is_none(), "{text}");
        }
    }

    #[test]
    fn the_starter_has_texts_of_its_own() {
        let texts = starter_texts();
        assert!(texts.len() > 12, "{texts:?}");
        assert!(texts.iter().all(|(_, text)| text.len() > 8), "{texts:?}");
    }
}

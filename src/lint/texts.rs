//! What is printed of a résumé, where it stands, and the words in it.

use std::ops::Range;

use crate::view::SECTIONS;
use crate::yaml::{Node, Value};

/// A text that is printed, or that leads somewhere.
pub struct Printed<'a> {
    /// The scalar.
    pub node: &'a Node,
    /// Its text.
    pub text: &'a str,
    /// The section that it is in, or `basics`.
    pub section: &'a str,
    /// The key that it stands under.
    pub key: &'a str,
    /// Whether it says how to reach somebody or something, and is no language.
    pub address: bool,
}

/// Keys whose values say how to reach somebody or something.
const ADDRESSES: &[&str] = &["email", "phone", "profiles", "url", "username"];
/// Keys whose values are no words.
const NO_TEXT: &[&str] = &[
    "bibliography",
    "countryCode",
    "doi",
    "endDate",
    "id",
    "image",
    "keepTogether",
    "lang",
    "notes",
    "omit",
    "pageBreak",
    "postalCode",
    "self",
    "startDate",
    "tags",
];

/// Every text that is printed, in the order of the file.
pub fn printed<'a>(root: &'a Node, omitted: &[&str]) -> Vec<Printed<'a>> {
    let mut texts = Vec::new();
    for pair in root.pairs() {
        let section = pair.key.as_str();
        if omitted.contains(&section) {
            continue;
        }
        match section {
            "custom" => {
                for custom in pair.value.items() {
                    let id = custom.get("id").and_then(Node::text).unwrap_or_default();
                    if !omitted.contains(&id) {
                        collect(custom, section, section, false, &mut texts);
                    }
                }
            }
            // Of the order only titles are printed: a bare text there is an id.
            "sections" => {
                for title in pair.value.items().iter().filter_map(|one| one.get("title")) {
                    collect(title, section, "title", false, &mut texts);
                }
            }
            "basics" | "footnotes" => collect(&pair.value, section, section, false, &mut texts),
            _ if SECTIONS.contains(&section) => {
                collect(&pair.value, section, section, false, &mut texts);
            }
            _ => {}
        }
    }
    texts
}

/// The texts of a node that stands under a key.
fn collect<'a>(
    node: &'a Node,
    section: &'a str,
    key: &'a str,
    address: bool,
    texts: &mut Vec<Printed<'a>>,
) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(scalar) => {
            texts.push(Printed { node, text: &scalar.text, section, key, address });
        }
        Value::Sequence(items) => {
            items.iter().for_each(|item| collect(item, section, key, address, texts));
        }
        Value::Mapping(pairs) => {
            let read = pairs.iter().filter(|pair| {
                !NO_TEXT.contains(&pair.key.as_str()) && !pair.key.starts_with("x-")
            });
            for pair in read {
                let key = match pair.key.as_str() {
                    // A bullet may be a mapping, and is still what the list says.
                    "text" if matches!(key, "highlights" | "bullets") => key,
                    key => key,
                };
                let address = address || ADDRESSES.contains(&key);
                collect(&pair.value, section, key, address, texts);
            }
        }
    }
}

/// What stands in a masked text for a character that is no language.
pub const MASK: char = '\u{1}';

/// A text in which code, addresses and the destinations of links are masked, byte for byte.
pub fn masked(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    let mut mask = |range: Range<usize>| bytes[range].fill(MASK as u8);
    let mut at = 0;
    while let Some(found) = text[at..].find(['`', '<', ']']).map(|found| at + found) {
        let rest = &text[found..];
        let length = match rest.as_bytes()[0] {
            b'`' => {
                let ticks = rest.len() - rest.trim_start_matches('`').len();
                let close = closing_ticks(&rest[ticks..], ticks);
                close.map_or(ticks, |close| {
                    mask(found..found + ticks + close);
                    ticks + close
                })
            }
            b'<' => match rest.find(['>', ' ']) {
                Some(close) if rest[..close].contains([':', '@']) => {
                    mask(found..found + close + 1);
                    close + 1
                }
                _ => 1,
            },
            _ => match rest.find(')') {
                Some(close) if rest.starts_with("](") => {
                    mask(found + 1..found + close + 1);
                    close + 1
                }
                _ => 1,
            },
        };
        at = found + length;
    }
    for chunk in chunks(text) {
        let written = &text[chunk.clone()];
        let plain = bytes[chunk.clone()].iter().all(|byte| *byte != MASK as u8);
        if plain
            && (written.contains("://") || written.contains('@') || written.starts_with("www."))
        {
            bytes[chunk].fill(MASK as u8);
        }
    }
    // Whole characters were replaced, so this is text.
    String::from_utf8(bytes).unwrap_or_default()
}

/// Where the backticks end that close as many.
fn closing_ticks(text: &str, ticks: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(open) = text[at..].find('`').map(|open| at + open) {
        let run = text[open..].len() - text[open..].trim_start_matches('`').len();
        if run == ticks {
            return Some(open + run);
        }
        at = open + run;
    }
    None
}

/// The stretches of a text that white space parts.
pub fn chunks(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.split_whitespace().map(|chunk| {
        let start = chunk.as_ptr() as usize - text.as_ptr() as usize;
        start..start + chunk.len()
    })
}

/// The words of a text: letters and figures, and hyphens and apostrophes between them.
pub fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut characters = text.char_indices().peekable();
    let mut start = None;
    while let Some((at, c)) = characters.next() {
        let end = at + c.len_utf8();
        let goes_on = characters.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        let joins = matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\'' | '’') && goes_on;
        match start {
            None if c.is_alphanumeric() => start = Some(at),
            Some(_) if c.is_alphanumeric() || joins => {}
            Some(first) => {
                words.push(first..at);
                start = None;
            }
            None => {}
        }
        if let (Some(first), None) = (start, characters.peek()) {
            words.push(first..end);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{MASK, masked, words};

    #[test]
    fn what_is_no_language_is_masked() {
        let cases = [
            ("plain text", "plain text"),
            ("run `a b` now", "run _____ now"),
            ("``a ` b`` c", "_________ c"),
            ("a ` b", "a ` b"),
            ("[the site](https://a.example) is up", "[the site]___________________ is up"),
            ("see https://a.example/x now", "see ___________________ now"),
            ("write to <mailto:ada@a.example> or ada@a.example", ""),
            ("1 < 2 and [x] (y)", "1 < 2 and [x] (y)"),
            ("é `ü` ß", "é ____ ß"),
            ("](", "]("),
        ];
        for (text, expected) in cases {
            let found = masked(text);
            assert_eq!(found.len(), text.len(), "{text}");
            if !expected.is_empty() {
                assert_eq!(found.replace(MASK, "_"), expected, "{text}");
            }
        }
        let address = masked("write to <mailto:ada@a.example> or ada@a.example");
        assert!(!address.contains("ada"), "{address}");
    }

    #[test]
    fn words_have_hyphens_and_apostrophes_inside() {
        let text = "The front-end – isn't 'done', C++, é-b-";
        let found: Vec<&str> = words(text).into_iter().map(|word| &text[word]).collect();
        assert_eq!(found, ["The", "front-end", "isn't", "done", "C", "é-b"]);
    }
}

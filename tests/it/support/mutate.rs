//! Résumés with something wrong in them, made by chance: a part of an example is mutated as a tree,
//! and written as YAML.
//!
//! The chances come from bytes, so that a property test can shrink them and a fuzzer can steer them.
//! Where the bytes end, nothing more is changed. The fuzz targets use this file, too.

use serde_json::Value as Json;

/// Decisions, taken from bytes. Without bytes every decision is the first one.
pub struct Choices<'a>(&'a [u8]);

impl<'a> Choices<'a> {
    /// Decisions from some bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// A number below a bound, which must not be 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let mut number = 0;
        for _ in 0..=usize::from(bound > 256) {
            let Some((first, rest)) = self.0.split_first() else { break };
            number = number << 8 | usize::from(*first);
            self.0 = rest;
        }
        number % bound
    }

    /// One of some values.
    pub fn of<T: Copy>(&mut self, values: &[T]) -> T {
        values[self.below(values.len())]
    }

    /// Yes, once in so many times.
    fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }
}

/// A document, as mutations see it: keys may be there twice, and numbers keep how they are written.
#[derive(Clone)]
enum Tree {
    /// What stands without quotes: a number, a flag, nothing.
    Plain(String),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Tree>),
    /// A mapping.
    Map(Vec<(String, Tree)>),
}

/// What mutations begin with.
pub struct Mutator {
    /// The examples.
    documents: Vec<Tree>,
    /// Every key that they have, and some that no résumé has.
    keys: Vec<String>,
}

/// Keys that no example has.
const KEYS: &[&str] = &[
    "x-note",
    "hobbies",
    "company",
    "title",
    "nmae",
    "sumary",
    "Email",
    "start_date",
    "",
    "<<",
    "0",
    "a: b",
    "名前",
];

/// Themes, and names of none.
const THEMES: &[&str] =
    &["classic", "duet", "sidebar", "Duet", "brutalist", "./mine", "../mine", "a/b", ""];

/// Options of themes, and names of none.
const OPTIONS: &[&str] = &[
    "paper",
    "font",
    "size",
    "leading",
    "gap",
    "accent",
    "justify",
    "hyphenate",
    "panel",
    "x-size",
    "colour",
    "name",
];

/// What stands without quotes.
const PLAIN: &[&str] = &[
    "null", "~", "true", "false", "0", "1", "2", "-1", "50", "51", "18", "999", "1000", "2018",
    "9999", "10000", "1.5", "0.3", "3", "100",
];

/// Dates, and what is none.
const DATES: &[&str] = &[
    "2018",
    "2018-03",
    "2018-3",
    "2018-13",
    "2018-00",
    "2018-02-28",
    "2018-02-30",
    "2018-12-31",
    "2018-12-32",
    "0018",
    "18",
    "03/2018",
    "Sptember 2015",
    "Sept 2015",
    "Fall 2023",
    "present",
    "PRESENT",
    "now",
    "2018 ",
    " 2018",
    "2018-03-01T10:00:00Z",
    "2018-03-01 10:00",
    "2018-03-01T",
    "2018-03-01T10:00:00+09:00",
    "2018-03-01T25:00",
    "2018-03-01T10:00:00.5-0500",
    "20180301",
    "٢٠١٨",
];

/// Addresses of pages, and what is none.
const URLS: &[&str] = &[
    "https://example.com",
    "HTTP://example.com/a?b#c",
    "https://",
    "https://a b",
    "https:///a",
    "https://:80/",
    "https:example.com",
    "example.com",
    "www.example.com/a",
    "javascript:alert(1)",
    "ftp://example.com",
    "file:///etc/passwd",
    "mailto:ada@example.com",
    "mailto:ada",
    "mailto:ada@example.com?subject=a",
    "tel:+44",
    "tel:none",
    "sms:1",
    "//example.com",
    "/a",
    "https://é.example/程",
    "https://[::1]",
    "https://a\u{7f}",
];

/// Mail addresses, and what is none.
const MAILS: &[&str] = &[
    "ada@example.com",
    "ada",
    "ada@",
    "@example.com",
    "a@@b.example",
    "a@b@c",
    "a.b+c@d-e.example",
    "a..b@c.example",
    ".a@b.example",
    "a@-b.example",
    "a@b_c.example",
    "ädä@exämple.com",
    "a b@c.example",
    "\"a\"@b.example",
    "a@[127.0.0.1]",
    "a@localhost",
    "a@b.",
    "<a@b.example>",
    "😀@b.example",
    "a@😀.example",
    "a@b-",
    "a@b-.example",
];

/// Values of options, names of sections and languages, numbers of papers, and what is none.
const WORDS: &[&str] = &[
    "a4",
    "us-letter",
    "a5",
    "9pt",
    "9 pt",
    "9",
    "9.5mm",
    ".5em",
    "1.3em",
    "1.em",
    "-1em",
    "+9pt",
    "99pt",
    "1e1pt",
    "infpt",
    "#123",
    "#12345",
    "#1a2b3c",
    "red",
    "reddish",
    "rgb(1,2,3)",
    "#0000007f",
    "transparent",
    "Faustina",
    "faustina",
    "Source Serif 4",
    "Comic Sans",
    "true",
    "./mine",
    "work",
    "divider",
    "summary",
    "wrok",
    "custom",
    "en",
    "de-CH",
    "en_US",
    "English",
    "eo",
    "x",
    "10.1000/182",
    "doi:10.1000/182",
    "https://doi.org/10.1000/182",
    "11.1/2",
    "10.1000/",
    "10./a",
    "10.1000/1 2",
    "papers.bib",
    "portrait.jpg",
    "../portrait.jpg",
];

/// Texts that are a trial to some reader.
const TEXTS: &[&str] = &[
    "",
    " ",
    "a",
    "C#",
    "a: b",
    "- a",
    "# a",
    "*a*",
    "[a](b)",
    "[a](https://b.example)",
    "[a](javascript:b)",
    "![a](b.png)",
    "<b>",
    "<a@b.example>",
    "a\nb",
    "a\n\nb",
    "a\tb",
    "{a: b}",
    "[a, b]",
    "|",
    ">",
    "&a",
    "*a",
    "!a",
    "@a",
    "`a`",
    "%",
    "\"a\"",
    "'a'",
    "\\",
    "a\\",
    "程序",
    "שלום",
    "é",
    "e\u{301}",
    "😀",
    "\u{200b}",
    "\u{2028}",
    "\u{feff}",
    "\u{fffd}",
    "Ada^*^",
    "A. Byron*",
    "No",
    "yes",
    "null",
    "~",
    ".inf",
    "0x10",
];

impl Mutator {
    /// Mutations of some documents.
    pub fn new(documents: &[Json]) -> Self {
        let documents: Vec<Tree> = documents.iter().map(Tree::of).collect();
        let mut keys: Vec<String> = KEYS.iter().map(|key| (*key).to_owned()).collect();
        documents.iter().for_each(|tree| tree.collect_keys(&mut keys));
        Self { documents, keys }
    }

    /// A part of an example with up to four mutations, as YAML.
    pub fn document(&self, choices: &mut Choices) -> String {
        let mut tree = self.part(choices);
        for _ in 0..choices.below(5) {
            self.mutate(&mut tree, choices);
        }
        let mut text = String::new();
        tree.write(0, choices, &mut text);
        text
    }

    /// The person and some entries of some sections of an example, so that a file is small.
    fn part(&self, choices: &mut Choices) -> Tree {
        let index = choices.below(self.documents.len());
        let Tree::Map(pairs) = &self.documents[index] else { return self.documents[index].clone() };
        let mut part = Vec::new();
        for (key, value) in pairs {
            if key == "basics" || choices.once_in(5) {
                part.push((key.clone(), value.part(choices)));
            }
        }
        Tree::Map(part)
    }

    /// Changes something somewhere.
    fn mutate(&self, tree: &mut Tree, choices: &mut Choices) {
        match choices.below(17) {
            0 => {
                let with = self.value(choices);
                *self.somewhere(tree, choices) = with;
            }
            1 => self.edit(
                tree,
                choices,
                |items, at, _| drop(items.remove(at)),
                |pairs, at, _| {
                    pairs.remove(at);
                },
            ),
            2 => self.edit(
                tree,
                choices,
                |items, at, _| items.insert(at, items[at].clone()),
                |pairs, at, _| pairs.push(pairs[at].clone()),
            ),
            3 | 4 => {
                let key = self.keys[choices.below(self.keys.len())].clone();
                self.edit(tree, choices, |_, _, _| {}, |pairs, at, _| pairs[at].0 = key.clone());
            }
            5 => self.edit(
                tree,
                choices,
                |_, _, _| {},
                |pairs, at, choices| {
                    pairs[at].0 = misspell(&pairs[at].0, choices);
                },
            ),
            6 => {
                let value = self.value(choices);
                let key = self.keys[choices.below(self.keys.len())].clone();
                self.edit(
                    tree,
                    choices,
                    |items, at, _| items.insert(at, value.clone()),
                    |pairs, at, _| pairs.insert(at, (key.clone(), value.clone())),
                );
            }
            7 => {
                let copy = self.somewhere(tree, choices).clone();
                *self.somewhere(tree, choices) = copy;
            }
            8 => {
                let node = self.somewhere(tree, choices);
                let inner = node.clone();
                *node = match choices.below(3) {
                    0 => Tree::List(vec![inner]),
                    1 => {
                        Tree::Map(vec![(self.keys[choices.below(self.keys.len())].clone(), inner)])
                    }
                    _ => Tree::List(vec![Tree::List(vec![inner])]),
                };
            }
            9 => {
                let node = self.somewhere(tree, choices);
                let inner = match node {
                    Tree::List(items) => items.first().cloned(),
                    Tree::Map(pairs) => pairs.first().map(|(_, value)| value.clone()),
                    _ => None,
                };
                *node = inner.unwrap_or_else(|| Tree::List(Vec::new()));
            }
            10 => {
                let node = self.somewhere(tree, choices);
                *node = match choices.below(3) {
                    0 => Tree::Map(Vec::new()),
                    1 => Tree::List(Vec::new()),
                    _ => Tree::Plain("null".to_owned()),
                };
            }
            11 => {
                if let Tree::Text(text) = self.somewhere(tree, choices) {
                    *text = misspell(text, choices);
                }
            }
            12..=14 => {
                // A date for a date, an address for an address, at the first of some places.
                for _ in 0..8 {
                    if let Tree::Text(text) = self.somewhere(tree, choices)
                        && let Some(kind) = kind(text)
                    {
                        *text = choices.of(kind).to_owned();
                        break;
                    }
                }
            }
            _ => {
                let theme = self.theme(choices);
                if let Tree::Map(pairs) = tree {
                    pairs.retain(|(key, _)| key != "theme");
                    pairs.push(("theme".to_owned(), theme));
                }
            }
        }
    }

    /// A node of a tree, most often one that is deep in it.
    fn somewhere<'a>(&self, tree: &'a mut Tree, choices: &mut Choices) -> &'a mut Tree {
        let at = choices.below(tree.size());
        let mut left = at;
        tree.nth(&mut left).expect("the tree has so many nodes")
    }

    /// Changes an item of a list, or a pair of a mapping.
    fn edit(
        &self,
        tree: &mut Tree,
        choices: &mut Choices,
        in_list: impl Fn(&mut Vec<Tree>, usize, &mut Choices),
        in_map: impl Fn(&mut Vec<(String, Tree)>, usize, &mut Choices),
    ) {
        let holders = tree.holders();
        if holders == 0 {
            return;
        }
        let mut left = choices.below(holders);
        match tree.nth_holder(&mut left) {
            Some(Tree::List(items)) => {
                let at = choices.below(items.len());
                in_list(items, at, choices);
            }
            Some(Tree::Map(pairs)) => {
                let at = choices.below(pairs.len());
                in_map(pairs, at, choices);
            }
            _ => {}
        }
    }

    /// Some text.
    fn text(&self, choices: &mut Choices) -> Tree {
        let kind = choices.of(&[TEXTS, DATES, URLS, MAILS, WORDS]);
        Tree::Text(choices.of(kind).to_owned())
    }

    /// Some value.
    fn value(&self, choices: &mut Choices) -> Tree {
        match choices.below(8) {
            0 => Tree::Plain(choices.of(PLAIN).to_owned()),
            1 => {
                let index = choices.below(self.documents.len());
                let document = &self.documents[index];
                let mut left = choices.below(document.size());
                document.clone().nth(&mut left).expect("the tree has so many nodes").part(choices)
            }
            2 => Tree::List(vec![self.text(choices)]),
            _ => self.text(choices),
        }
    }

    /// A theme with options.
    fn theme(&self, choices: &mut Choices) -> Tree {
        let name = Tree::Text(choices.of(THEMES).to_owned());
        if choices.once_in(4) {
            return name;
        }
        let mut pairs = Vec::new();
        if !choices.once_in(4) {
            pairs.push(("name".to_owned(), name));
        }
        for _ in 0..choices.below(3) {
            let option = choices.of(OPTIONS);
            pairs.push((option.to_owned(), self.value(choices)));
        }
        Tree::Map(pairs)
    }
}

/// Texts of the kind that a text is.
fn kind(text: &str) -> Option<&'static [&'static str]> {
    let figures = text.bytes().take(4).filter(u8::is_ascii_digit).count() == 4;
    match text {
        _ if text.contains("://") => Some(URLS),
        _ if text.contains('@') => Some(MAILS),
        _ if figures => Some(DATES),
        _ => None,
    }
}

impl Tree {
    /// The tree of a document.
    fn of(json: &Json) -> Self {
        match json {
            Json::String(text) => Self::Text(text.clone()),
            Json::Array(items) => Self::List(items.iter().map(Self::of).collect()),
            Json::Object(pairs) => {
                Self::Map(pairs.iter().map(|(key, value)| (key.clone(), Self::of(value))).collect())
            }
            // A year is a date like others.
            Json::Number(number) if number.as_u64().is_some_and(|year| year > 1900) => {
                Self::Text(number.to_string())
            }
            plain => Self::Plain(plain.to_string()),
        }
    }

    /// Adds every key that is not known yet.
    fn collect_keys(&self, keys: &mut Vec<String>) {
        match self {
            Self::List(items) => items.iter().for_each(|item| item.collect_keys(keys)),
            Self::Map(pairs) => {
                for (key, value) in pairs {
                    if !keys.contains(key) {
                        keys.push(key.clone());
                    }
                    value.collect_keys(keys);
                }
            }
            _ => {}
        }
    }

    /// The tree with lists of two items at most.
    fn part(&self, choices: &mut Choices) -> Self {
        match self {
            Self::List(items) if items.len() > 2 => {
                let first = choices.below(items.len() - 1);
                Self::List(items[first..first + 2].iter().map(|item| item.part(choices)).collect())
            }
            Self::List(items) => Self::List(items.iter().map(|item| item.part(choices)).collect()),
            Self::Map(pairs) => Self::Map(
                pairs.iter().map(|(key, value)| (key.clone(), value.part(choices))).collect(),
            ),
            // Paragraphs make a file long, and nothing in it new.
            Self::Text(text) => Self::Text(text.lines().next().unwrap_or_default().to_owned()),
            Self::Plain(text) => Self::Plain(text.clone()),
        }
    }

    /// The values in the tree.
    fn size(&self) -> usize {
        1 + match self {
            Self::List(items) => items.iter().map(Self::size).sum(),
            Self::Map(pairs) => pairs.iter().map(|(_, value)| value.size()).sum::<usize>(),
            _ => 0,
        }
    }

    /// The values in a value.
    fn children(&mut self) -> Vec<&mut Self> {
        match self {
            Self::List(items) => items.iter_mut().collect(),
            Self::Map(pairs) => pairs.iter_mut().map(|(_, value)| value).collect(),
            _ => Vec::new(),
        }
    }

    /// The value after so many others; `left` is what is left to count.
    fn nth(&mut self, left: &mut usize) -> Option<&mut Self> {
        if *left == 0 {
            return Some(self);
        }
        *left -= 1;
        self.children().into_iter().find_map(|child| child.nth(left))
    }

    /// The lists and mappings that have something in them.
    fn holders(&self) -> usize {
        match self {
            Self::List(items) => {
                usize::from(!items.is_empty()) + items.iter().map(Self::holders).sum::<usize>()
            }
            Self::Map(pairs) => {
                let inner: usize = pairs.iter().map(|(_, value)| value.holders()).sum();
                usize::from(!pairs.is_empty()) + inner
            }
            _ => 0,
        }
    }

    /// The list or mapping after so many others, of those that have something in them.
    fn nth_holder(&mut self, left: &mut usize) -> Option<&mut Self> {
        let holds = match self {
            Self::List(items) => !items.is_empty(),
            Self::Map(pairs) => !pairs.is_empty(),
            _ => false,
        };
        if holds {
            if *left == 0 {
                return Some(self);
            }
            *left -= 1;
        }
        self.children().into_iter().find_map(|child| child.nth_holder(left))
    }

    /// Writes the tree behind a key, a dash, or at the start of a file.
    fn write(&self, indent: usize, choices: &mut Choices, out: &mut String) {
        match self {
            Self::Plain(text) => out.push_str(text),
            Self::Text(text) => write_text(text, choices, out),
            Self::List(items) if items.is_empty() => out.push_str("[]"),
            Self::Map(pairs) if pairs.is_empty() => out.push_str("{}"),
            Self::List(items) => {
                for item in items {
                    start_line(indent, out);
                    out.push_str("- ");
                    item.write(indent + 1, choices, out);
                }
            }
            Self::Map(pairs) => {
                for (key, value) in pairs {
                    start_line(indent, out);
                    write_text(key, choices, out);
                    out.push_str(": ");
                    value.write(indent + 1, choices, out);
                }
            }
        }
    }
}

/// Begins a line, unless the place is where a collection begins after a dash.
fn start_line(indent: usize, out: &mut String) {
    let inline =
        out.ends_with("- ") && out.len() - out.rfind('\n').map_or(0, |at| at + 1) == indent * 2;
    if !inline && !out.is_empty() {
        let length = out.trim_end_matches(' ').len();
        out.truncate(length);
        out.push('\n');
        out.push_str(&"  ".repeat(indent));
    }
}

/// Writes a text: without quotes where that is the same, and chance wants it.
fn write_text(text: &str, choices: &mut Choices, out: &mut String) {
    let is_plain = text.starts_with(|c: char| c.is_alphabetic())
        && text.ends_with(|c: char| c.is_alphanumeric())
        && text.chars().all(|c| c.is_alphanumeric() || " -./@+".contains(c))
        && !["true", "false", "null"].contains(&&*text.to_lowercase());
    match is_plain && !choices.once_in(4) {
        true => out.push_str(text),
        // JSON's quotes are YAML's, but for what JSON does not escape.
        false => {
            let quoted = Json::from(text).to_string();
            for c in quoted.chars() {
                match c {
                    '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => {
                        out.push_str(&format!("\\u{:04x}", u32::from(c)));
                    }
                    c => out.push(c),
                }
            }
        }
    }
}

/// A word with a letter that is wrong, missing, doubled, swapped or of another case.
fn misspell(word: &str, choices: &mut Choices) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.is_empty() {
        return "a".to_owned();
    }
    let at = choices.below(letters.len());
    match choices.below(6) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 => {
            let next = (at + 1) % letters.len();
            letters.swap(at, next);
        }
        3 => {
            letters[at] = match letters[at].is_uppercase() {
                true => letters[at].to_ascii_lowercase(),
                false => letters[at].to_ascii_uppercase(),
            };
        }
        4 => letters[at] = choices.of(&['x', '0', '-', ' ', '@', ':', '/', 'é', '程', '\u{301}']),
        _ => letters.push(choices.of(&['s', '1', ' ', '.', '*'])),
    }
    letters.into_iter().collect()
}

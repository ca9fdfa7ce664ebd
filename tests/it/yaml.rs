//! Our reader and serde_yaml read the same values from a text that both take for YAML.
//!
//! They differ by design in one thing: our reader leaves the type of a scalar to the field that it
//! stands in, and keeps how it is written. So `3.50` is text to us where serde_yaml has the number
//! 3.5; [`TYPED`] lists the kinds. Where serde_yaml has text, ours is the same text.

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use serde_yaml::Value as Theirs;
use vitae::diagnostics::{Diagnostic, Sources};
use vitae::yaml::{self, Node, Value};

use crate::support::mutate::Choices;

/// What our reader has of a text; `None` if it has an error to say.
fn ours(text: &str) -> Option<Option<Node>> {
    let parsed = yaml::parse(text, Sources::default().add("test.yaml", text));
    (!parsed.diagnostics.iter().any(Diagnostic::is_error)).then_some(parsed.node)
}

/// Scalars that serde_yaml types, and what it makes of them. To us each is the text as written, but
/// for those that are nothing.
const TYPED: &[(&str, &str)] = &[
    // Nothing.
    ("", "null"),
    ("~", "null"),
    ("null", "null"),
    ("Null", "null"),
    ("NULL", "null"),
    // Flags.
    ("true", "true"),
    ("True", "true"),
    ("FALSE", "false"),
    // Whole numbers, by their notations.
    ("0", "0"),
    ("2018", "2018"),
    ("-1", "-1"),
    ("+1", "1"),
    ("0x1F", "31"),
    ("0o17", "15"),
    ("0b11", "3"),
    // Other numbers: zeros at the end, exponents, what is no number.
    ("3.50", "3.5"),
    ("1e3", "1000.0"),
    (".5", "0.5"),
    ("1.", "1.0"),
    (".inf", ".inf"),
    ("-.INF", "-.inf"),
    // Text to both.
    ("0049", "\"0049\""),
    ("No", "\"No\""),
    ("on", "\"on\""),
    ("1_000", "\"1_000\""),
    ("2018-03", "\"2018-03\""),
    ("12:30", "\"12:30\""),
    ("\"3.50\"", "\"3.50\""),
    ("'~'", "\"~\""),
    ("!!str 5", "\"5\""),
];

#[test]
fn scalars_are_typed_by_their_field() {
    for (written, theirs) in TYPED {
        let text = format!("a: {written}\n");
        let read = |text: &str| serde_yaml::from_str::<Theirs>(text).expect("it is YAML");
        assert_eq!(read(&text)["a"], read(theirs), "{written}");
        let node = ours(&text).flatten().expect("it is YAML to us");
        let expected = match read(theirs) {
            Theirs::Null => None,
            Theirs::String(text) => Some(text),
            _ => Some((*written).to_owned()),
        };
        assert_eq!(node.get("a").and_then(Node::text).map(str::to_owned), expected, "{written}");
    }
}

/// Where two readings of a value differ.
fn difference(ours: &Node, theirs: &Theirs) -> Option<String> {
    let differ = || Some(format!("ours {:?}, theirs {theirs:?}", ours.value));
    match (&ours.value, theirs) {
        (Value::Null, Theirs::Null) => None,
        (Value::Scalar(scalar), Theirs::String(text)) if scalar.text == *text => None,
        (Value::Scalar(scalar), Theirs::Number(_) | Theirs::Bool(_)) if scalar.plain => {
            same_scalar(&scalar.text, theirs).then_some(()).map_or_else(differ, |()| None)
        }
        (Value::Sequence(items), Theirs::Sequence(others)) if items.len() == others.len() => {
            items.iter().zip(others).find_map(|(item, other)| difference(item, other))
        }
        (Value::Mapping(pairs), Theirs::Mapping(others)) if pairs.len() == others.len() => {
            pairs.iter().zip(others).find_map(|(pair, (key, value))| {
                match key.as_str() == Some(&pair.key) || same_scalar(&pair.key, key) {
                    true => difference(&pair.value, value),
                    false => Some(format!("ours {:?}, theirs {key:?}", pair.key)),
                }
            })
        }
        _ => differ(),
    }
}

/// Whether a text as we keep it is the scalar that serde_yaml has made of it.
fn same_scalar(text: &str, theirs: &Theirs) -> bool {
    serde_yaml::from_str::<Theirs>(text).is_ok_and(|value| value == *theirs)
}

/// Whether both took a text; an error says where they differ on it.
fn compare(text: &str) -> Result<bool, String> {
    let (Some(ours), Ok(theirs)) = (ours(text), serde_yaml::from_str::<Theirs>(text)) else {
        return Ok(false);
    };
    let difference = match &ours {
        Some(node) => difference(node, &theirs),
        None => (theirs != Theirs::Null).then(|| format!("ours is empty, theirs {theirs:?}")),
    };
    difference.map_or(Ok(true), |difference| Err(format!("{text:?}\n{difference}")))
}

/// YAML in all its styles.
const STYLES: &[&str] = &[
    "a: b\nc: d e\nf:\n  g: h\n",
    "- a\n- b c\n-\n  - d\n- - e\n  - f\n",
    "a:\n- b\n- c: d\n  e: f\n",
    "{a: b, c: [d, e], f: {g: h}}\n",
    "[a, 'b, c', \"d: e\", {f: g}, [h]]\n",
    "{a, b: , \"c\":d}\n",
    "[\n  a,\n  b,\n]\n",
    "a: 'it''s'\nb: \"x\\ty\\u00e9\\x41\\\\\\\"\\/\\_\"\n",
    "a: \"one\n  two\n\n  three \\\n  four\"\nb: 'one\n  two\n\n  three'\n",
    "a: one\n  two\n\n  three\nb: c\n",
    "a: |\n  one\n    two\n\n  three\nb: c\n",
    "a: |-\n  one\n  two\n\nb: |+\n  one\n\n\nc: |2\n   one\n  two\n",
    "a: >\n  one\n  two\n\n  three\n    four\n  five\nb: >-\n  one\n\n\n  two\nc: >+\n  one\n\n",
    "- |\n one\n- >\n two\n  three\n",
    "a: &x b\nc: *x\nd: &y {e: f}\ng: [*y, *x]\n",
    "&a a: &b b\n*a : c\n",
    "a: b # comment\n# another\nc: 'd # e' # f\ng: h#i\n",
    "a: b\r\nc: |\r\n  d\r\n  e\r\nf: \"g\r\n  h\"\r\n",
    "a: !!str 5\nb: !!str\nc: !!map {d: e}\nf: !!seq [g]\n",
    "? a\n: b\n? c\n",
    "? - a\n  - b\n: c\n",
    "---\na: b\n...\n",
    "--- a\n",
    "%YAML 1.2\n---\na: b\n",
    "a: - b\nc: -d\ne: ?f\ng: :h\n",
    "a: b:c\nd: e::f\nurl: https://example.com/?a=b#c\n",
    "名前: 程序\né: ü\nשלום: 😀\n\"\\U0001f600\": \"\\N\\L\\P\\e\\0\"\n",
    "a:\tb\nc: d\t# e\n",
    "\"a\": 1\n'b': 2.50\nc: 0x1F\nd: true\n1: e\n2.0: f\n",
    "a: ~\nb:\nc: null\nd: ''\ne: \"\"\n",
    "a: [b, [c, {d: e}]]\nf: {g: [h], i: }\n",
    "a:\n    b:\n        - c\n        -   d: e\n            f: g\n",
    "- a: b\n  c: d\n-   e: f\n    g:\n    - h\n",
    "a: |\n\n  b\n   \n  c\n\n\nd: e\n",
    "basics:\n  name: Ada Byron\n  phone: 0049 30\n  summary: >\n    One\n    two.\n\n    Three.\n",
    "{\"basics\": {\"name\": \"Ada\\u0021\", \"x\": [1, 2.5, true, null, \"\\ud83d\\ude00\"]}}\n",
    "a: '\n  b'\nc: \"\n\n  d\n  \"\n",
    "a: @b\n",
    "<<: {a: b}\nc: d\n",
    "",
    "# nothing\n",
    "a",
    "'a'\n",
    "[]\n",
];

/// What character mutations put into a text.
const BITS: &[&str] = &[
    " ", "  ", "\n", "\n\n", "\r\n", "\r", "\t", ":", ": ", "- ", "-", "?", "? ", ",", "[", "]",
    "{", "}", "#", " #", "&a ", "*a", "!a ", "!!str ", "|", "|\n  ", ">", ">-\n ", "'", "\"", "''",
    "\\", "\\n", "\\x41", "@", "`", "%", "---\n", "...\n", "~", "null", "true", "1", ".5", "0o7",
    "a", "a: b\n", "- a\n", "é", "程", "😀", "\u{a0}", "\u{85}", "\u{2028}", "\u{feff}", "\0",
];

/// Whether a text has something that YAML 1.1, which serde_yaml reads, and YAML 1.2, which ours
/// reads, take in two ways. Such a text is not compared.
fn apart(text: &str) -> bool {
    // YAML 1.1 has line breaks that YAML 1.2 has not.
    let breaks = text.contains(['\u{85}', '\u{2028}', '\u{2029}']);
    // In brackets, a `?` or a `:` stands alone in YAML 1.1, and begins a word in YAML 1.2 unless a
    // space follows.
    let mut marks = text
        .match_indices(['?', ':'])
        .filter(|(at, mark)| *mark == "?" || text[..*at].ends_with([' ', '{', '[', ',']))
        .map(|(at, _)| text[at + 1..].chars().next());
    let mark = marks.any(|next| next.is_some_and(|next| !next.is_whitespace()));
    // A colon can be a part of a name in YAML 1.2.
    let mut words = text.split([' ', '\n', '[', '{', ',']);
    let names = words.any(|word| word.starts_with(['&', '*', '!']) && word[1..].contains(':'));
    // The mark at the start of a file, which `vitae` takes away before it reads, hides a `---`.
    let mark_of_order = text.starts_with('\u{feff}');
    breaks || (mark && text.contains(['[', '{'])) || names || mark_of_order
}

#[test]
fn both_readers_read_the_same_values() {
    let both = STYLES.iter().filter(|text| compare(text).unwrap_or_else(|error| panic!("{error}")));
    let both = both.count();
    assert!(both * 10 > STYLES.len() * 8, "only {both} of {} are YAML to both", STYLES.len());
}

#[test]
fn both_readers_read_the_same_values_after_damage() {
    let config = Config { cases: 8000, failure_persistence: None, ..Config::default() };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[3; 32]);
    let both = std::cell::Cell::new(0);
    let result = TestRunner::new_with_rng(config, rng).run(&vec(any::<u8>(), 0..24), |bytes| {
        let mut choices = Choices::new(&bytes);
        let mut text = choices.of(STYLES).to_owned();
        for _ in 0..choices.below(4) {
            damage(&mut text, &mut choices);
        }
        if apart(&text) {
            return Ok(());
        }
        both.set(both.get() + u32::from(compare(&text).map_err(TestCaseError::fail)?));
        Ok(())
    });
    if let Err(error) = result {
        panic!("the readers differ on\n{error}");
    }
    assert!(both.get() > 3000, "only {} texts are YAML to both", both.get());
}

#[test]
fn what_once_broke_the_reader_does_not() {
    let texts = [
        // A line break of old, after a quote that another error follows.
        "\"\r\\U0001f600\": \"\\N\\L\"\n",
        // What looks like a comment, in quotes that end too early.
        "' #a'~",
    ];
    for text in texts {
        assert!(ours(text).is_none(), "{text:?}");
    }
}

/// Inserts, removes or replaces a bit of a text.
fn damage(text: &mut String, choices: &mut Choices) {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let index = choices.below(places.len());
    let at = places[index];
    let next = *places.get(index + 1).unwrap_or(&at);
    let bit = choices.of(BITS);
    match choices.below(3) {
        0 => text.insert_str(at, bit),
        1 => text.replace_range(at..next, ""),
        _ => text.replace_range(at..next, bit),
    }
}

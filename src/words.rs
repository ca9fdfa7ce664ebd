//! Small grammar for messages: lists in words, quoted texts, and the word that somebody meant.

use std::borrow::Cow;

/// The longest text that a message repeats whole.
const MAX_QUOTED: usize = 60;

/// `a`, `a or b`, `a, b or c`.
pub fn list(words: &[String], conjunction: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} {conjunction} {last}", head.join(", ")),
    }
}

/// `1 line`, `2 lines`.
pub fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}

/// The user's text in backticks: on one line, cut if it is long, in two backticks if it has one.
pub fn code(text: &str) -> String {
    let line: Cow<str> = match text.contains(char::is_control) {
        true => text
            .split(char::is_control)
            .filter(|p| !p.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
            .into(),
        false => text.into(),
    };
    let short: Cow<str> = match line.char_indices().nth(MAX_QUOTED) {
        Some((end, _)) => format!("{}…", &line[..end]).into(),
        None => line,
    };
    match short.contains('`') {
        true => format!("`` {short} ``"),
        false => format!("`{short}`"),
    }
}

/// `` `a` ``, `` `a` or `b` ``: the words of a list, each in backticks.
pub fn code_list<S: AsRef<str>>(words: impl IntoIterator<Item = S>, conjunction: &str) -> String {
    let words: Vec<_> = words.into_iter().map(|word| code(word.as_ref())).collect();
    list(&words, conjunction)
}

/// The word that was most likely meant, if one is near enough: case and hyphens count for nothing,
/// and a third of the letters may be wrong, doubled, missing or swapped.
pub fn closest<'a, S: AsRef<str> + 'a + ?Sized>(
    word: &str,
    words: impl IntoIterator<Item = &'a S>,
) -> Option<&'a str> {
    near(word, words).min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// The word that was meant beyond doubt: the closest one, if no other is as close, and only a slip of
/// the fingers is between them. `tasks` is near `talks`, but may well be meant.
pub fn only_closest<'a, S: AsRef<str> + 'a + ?Sized>(
    word: &str,
    words: impl IntoIterator<Item = &'a S>,
) -> Option<&'a str> {
    let mut near: Vec<_> = near(word, words).collect();
    near.sort_by_key(|(distance, _)| *distance);
    match near.as_slice() {
        [(first, _), (second, _), ..] if first == second => None,
        [(_, candidate), ..] if is_slip(word, candidate) => Some(candidate),
        _ => None,
    }
}

/// Whether a word is another one with letters forgotten, doubled or swapped inside it. A letter in
/// the place of another, or another ending, may make a word of its own.
fn is_slip(word: &str, meant: &str) -> bool {
    let (word, meant) = (plain(word), plain(meant));
    let (word, meant): (Vec<char>, Vec<char>) = (word.chars().collect(), meant.chars().collect());
    if word == meant {
        return true;
    }
    let subsequence = |short: &[char], long: &[char]| {
        let mut rest = long.iter();
        short.iter().all(|letter| rest.any(|other| other == letter))
    };
    let swapped = word.len() == meant.len()
        && (1..word.len()).any(|at| {
            let mut copy = word.clone();
            copy.swap(at - 1, at);
            copy == meant
        });
    let ends_alike = word.first() == meant.first() && word.last() == meant.last();
    let forgotten = word.len() < meant.len() && subsequence(&word, &meant);
    let doubled = word.len() > meant.len() && subsequence(&meant, &word);
    swapped || ends_alike && (forgotten || doubled)
}

/// A word without what counts for nothing: case, hyphens, underscores and spaces.
fn plain(word: &str) -> String {
    word.to_lowercase().replace(['_', '-', ' '], "")
}

/// The words that are near enough, each with how far it is.
fn near<'a, S: AsRef<str> + 'a + ?Sized>(
    word: &str,
    words: impl IntoIterator<Item = &'a S>,
) -> impl Iterator<Item = (usize, &'a str)> {
    let wanted = plain(word);
    let tolerance = wanted.chars().count() / 3;
    words
        .into_iter()
        .map(|candidate| candidate.as_ref())
        .map(move |candidate| (strsim::damerau_levenshtein(&wanted, &plain(candidate)), candidate))
        .filter(move |(distance, candidate)| {
            *distance <= tolerance && *distance < plain(candidate).chars().count()
        })
}

#[cfg(test)]
mod tests {
    use super::{closest, code, code_list, only_closest};

    #[test]
    fn the_closest_word_has_two_thirds_of_its_letters_right() {
        let keys = ["name", "email", "highlights", "startDate", "url"];
        let cases = [
            ("nmae", Some("name")),
            ("e-mail", Some("email")),
            ("hilights", Some("highlights")),
            ("start_date", Some("startDate")),
            ("Url", Some("url")),
            ("uri", Some("url")),
            ("to", None),
            ("fluffiness", None),
            ("", None),
        ];
        for (word, expected) in cases {
            assert_eq!(closest(word, keys), expected, "{word}");
        }
        assert_eq!(only_closest("nmae", keys), Some("name"));
        assert_eq!(only_closest("uro", ["url", "uri"]), None);
        assert_eq!(only_closest("fluffiness", keys), None);
        let keys = ["talks", "highlights", "issuer", "notes", "startDate", "keywords", "address"];
        for (slip, meant) in [
            ("hilights", "highlights"),
            ("start_date", "startDate"),
            ("kewyords", "keywords"),
            ("adress", "address"),
            ("keyywords", "keywords"),
        ] {
            assert_eq!(only_closest(slip, keys), Some(meant), "{slip}");
        }
        for word in ["tasks", "issued", "note", "keyword"] {
            assert_eq!(only_closest(word, keys), None, "{word}");
        }
    }

    #[test]
    fn quoted_text_stays_on_one_line() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a\n\tb\u{1b}"), "`a b`");
        assert_eq!(code("`a`"), "`` `a` ``");
        assert_eq!(code(&"é".repeat(61)), format!("`{}…`", "é".repeat(60)));
        assert_eq!(code_list(["a", "b", "c"], "or"), "`a`, `b` or `c`");
    }
}

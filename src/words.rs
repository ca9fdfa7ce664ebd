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

/// The word that was meant beyond doubt: the closest one, if no other is as close.
pub fn only_closest<'a, S: AsRef<str> + 'a + ?Sized>(
    word: &str,
    words: impl IntoIterator<Item = &'a S>,
) -> Option<&'a str> {
    let mut near: Vec<_> = near(word, words).collect();
    near.sort_by_key(|(distance, _)| *distance);
    match near.as_slice() {
        [(first, _), (second, _), ..] if first == second => None,
        [(_, candidate), ..] => Some(candidate),
        [] => None,
    }
}

/// The words that are near enough, each with how far it is.
fn near<'a, S: AsRef<str> + 'a + ?Sized>(
    word: &str,
    words: impl IntoIterator<Item = &'a S>,
) -> impl Iterator<Item = (usize, &'a str)> {
    let plain = |word: &str| word.to_lowercase().replace(['_', '-', ' '], "");
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

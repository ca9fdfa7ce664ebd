//! Small grammar for messages: lists in words, and the word that somebody meant.

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

/// The word that was most likely meant, if one is near enough: case and hyphens count for nothing,
/// and a third of the letters may be wrong, doubled, missing or swapped.
pub fn closest<'a, S: AsRef<str> + 'a + ?Sized>(
    word: &str,
    words: impl IntoIterator<Item = &'a S>,
) -> Option<&'a str> {
    let plain = |word: &str| word.to_lowercase().replace(['_', '-', ' '], "");
    let wanted = plain(word);
    let tolerance = (wanted.chars().count() / 3).max(1);
    words
        .into_iter()
        .map(|candidate| candidate.as_ref())
        .map(|candidate| (strsim::damerau_levenshtein(&wanted, &plain(candidate)), candidate))
        .filter(|(distance, candidate)| {
            *distance <= tolerance && *distance < plain(candidate).chars().count()
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

//! The dates that stand at an end of a line, as a parser tells an entry by them.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::text::GAP;
use super::titles::locales;
use super::words::folded;

/// A date at an end of a line, or a range of two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The date as it stands there, folded.
    pub date: String,
    /// What else stands on the line, folded.
    pub rest: String,
}

/// The words that dates are made of, besides figures: those of all our languages.
struct Vocabulary {
    /// Months and seasons.
    months: BTreeSet<String>,
    /// What goes on.
    present: BTreeSet<String>,
    /// What stands between or beside two dates.
    between: BTreeSet<String>,
}

impl Vocabulary {
    /// The words, read once.
    fn get() -> &'static Self {
        static VOCABULARY: OnceLock<Vocabulary> = OnceLock::new();
        VOCABULARY.get_or_init(|| {
            let words = |text: &str| -> Vec<String> {
                folded(&text.replace("{date}", " "))
                    .split(|c: char| !c.is_alphanumeric())
                    .filter(|word| !word.is_empty())
                    .map(str::to_owned)
                    .collect()
            };
            let mut months: BTreeSet<String> =
                ["spring", "summer", "autumn", "fall", "winter"].map(str::to_owned).into();
            let mut present: BTreeSet<String> =
                ["present", "now", "current", "today", "ongoing", "date"].map(str::to_owned).into();
            let mut between: BTreeSet<String> =
                ["to", "until", "till", "since", "from", "de"].map(str::to_owned).into();
            for locale in locales() {
                let names = locale.months.short.iter().chain(&locale.months.long);
                months.extend(names.flat_map(|name| words(name)));
                present.extend(words(&locale.present));
                between.extend(words(&locale.expected));
                between.extend(words(&locale.until));
            }
            Self { months, present, between }
        })
    }

    /// What a word is in a date, if it may stand in one.
    fn kind(&self, word: &str) -> Option<Part> {
        let digits = word.chars().all(|c| c.is_ascii_digit());
        match word.len() {
            4 if digits && ("1900"..="2100").contains(&word) => Some(Part::Year),
            1 | 2 if digits => Some(Part::Word),
            _ if digits => None,
            _ if self.months.contains(word) => Some(Part::Word),
            _ if self.present.contains(word) => Some(Part::Present),
            _ if self.between.contains(word) => Some(Part::Word),
            // `1st`, `2nd`; years and months of Chinese, Japanese and Korean: `2020年4月`.
            _ => {
                let rest = word.trim_start_matches(|c: char| c.is_ascii_digit());
                let figures = &word[..word.len() - rest.len()];
                match rest {
                    "st" | "nd" | "rd" | "th" if figures.len() < 3 => Some(Part::Word),
                    _ => cjk(word),
                }
            }
        }
    }
}

/// What a word of Chinese, Japanese or Korean figures is in a date.
fn cjk(word: &str) -> Option<Part> {
    let marks = |c: char| matches!(c, '年' | '月' | '日' | '년' | '월' | '일');
    let dated = word.contains(marks) && word.chars().all(|c| c.is_ascii_digit() || marks(c));
    let year = word.contains(['年', '년']);
    dated.then_some(if year { Part::Year } else { Part::Word })
}

/// What a word says in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// A year, which every date has.
    Year,
    /// That it goes on.
    Present,
    /// A month, a day, or what parts two dates.
    Word,
}

/// The date at the end of a line, or at its beginning. A line is [`folded`].
pub fn dated(line: &str) -> Option<Dated> {
    let vocabulary = Vocabulary::get();
    let tokens = tokens(line);
    let fits = |&(start, end): &(usize, usize)| {
        let token = &line[start..end];
        match token.chars().next() {
            Some(c) if c.is_alphanumeric() => vocabulary.kind(token).is_some(),
            // What may stand inside a date, and around an expected one.
            Some(c) => "-/.,()~'".contains(c),
            None => false,
        }
    };
    let holds = |tokens: &[(usize, usize)], part: Part| {
        tokens.iter().any(|&(start, end)| vocabulary.kind(&line[start..end]) == Some(part))
    };
    // A gap ends a date.
    let (first_gap, last_gap) =
        (line.find(GAP).unwrap_or(line.len()), line.rfind(GAP).unwrap_or_default());
    let at_end = tokens.iter().rev().take_while(|token| token.0 >= last_gap && fits(token)).count();
    let at_start = tokens.iter().take_while(|token| token.1 <= first_gap && fits(token)).count();
    let candidates = [(tokens.len() - at_end, tokens.len(), true), (0, at_start, false)];
    if at_start == tokens.len() && holds(&tokens, Part::Present) && !holds(&tokens, Part::Year) {
        return Some(Dated { date: line.trim().to_owned(), rest: String::new() });
    }
    for (mut from, mut to, at_end) in candidates {
        // Marks and words between dates belong to none at its edges, but for brackets, a dash at the
        // end, and a word that says which end of a range it is.
        let token = |at: usize| &line[tokens[at].0..tokens[at].1];
        let idle = |token: &str| {
            vocabulary.between.contains(token) || !token.starts_with(char::is_alphanumeric)
        };
        while from < to && idle(token(from)) && !matches!(token(from), "until" | "since" | "from") {
            from += 1;
        }
        while from < to && idle(token(to - 1)) && !matches!(token(to - 1), "-" | ")") {
            to -= 1;
        }
        // The bracket of `(expected)` belongs to the date, that around all of it does not.
        if to > from && token(to - 1) == ")" && !(from..to).any(|at| token(at) == "(") {
            to -= 1;
        }
        let part = &tokens[from..to];
        if !holds(part, Part::Year) {
            continue;
        }
        let (start, end) = (part[0].0, part[part.len() - 1].1);
        let date = line[start..end].trim().to_owned();
        let (before, after) = (line[..start].trim_end_matches(' '), line[end..].trim_start());
        // A sentence may end with a year: a date alone needs a mark before it.
        if at_end && line.ends_with('.') {
            continue;
        }
        let range = date.contains('-') || date.contains(" to ");
        let marked = before.is_empty() || before.ends_with([',', '(', '|', '·', ';', GAP]);
        if at_end && !(range || marked) {
            continue;
        }
        if !at_end && !after.is_empty() && !range && !line[end..].starts_with([GAP, ',', ':', ' '])
        {
            continue;
        }
        let mark = |c: char| c.is_whitespace() || ",|·;:".contains(c);
        let before = before.trim_end_matches(|c| mark(c) || c == '(').trim_start_matches(mark);
        let after = after.trim_start_matches(|c| mark(c) || c == ')').trim_end_matches(mark);
        let rest = [before, after].into_iter().filter(|part| !part.is_empty());
        let rest = rest.collect::<Vec<_>>();
        return Some(Dated { date, rest: rest.join("\n") });
    }
    None
}

/// Whether a line goes on with the date of the line before: with its end, if there is a dash on one of the
/// lines, or with what is said of it in brackets.
pub fn goes_on(date: &str, line: &str) -> bool {
    let end = line.strip_prefix("- ").unwrap_or(line);
    let whole = || dated(end).is_some_and(|end| end.rest.is_empty());
    let words = || {
        let vocabulary = Vocabulary::get();
        let inner = line.trim_start_matches('(').trim_end_matches(')');
        inner.len() < line.len() && vocabulary.between.contains(inner)
    };
    let open = date.ends_with('-') != line.starts_with("- ");
    open && whole() || words()
}

/// A date without what differs between two ways to set it: spaces, and an open end.
pub fn bare(date: &str) -> String {
    folded(date)
        .replace(|c: char| c.is_whitespace() || "()".contains(c), "")
        .trim_end_matches('-')
        .to_owned()
}

/// The words and marks of a line.
fn tokens(line: &str) -> Vec<(usize, usize)> {
    let mut tokens: Vec<(usize, usize)> = Vec::new();
    let mut word = false;
    for (at, c) in line.char_indices() {
        let end = at + c.len_utf8();
        match (c.is_alphanumeric(), word, tokens.last_mut()) {
            (true, true, Some(last)) => last.1 = end,
            _ if c.is_whitespace() => {}
            _ => tokens.push((at, end)),
        }
        word = c.is_alphanumeric();
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::{bare, dated, goes_on};
    use crate::readback::words::folded;

    #[test]
    fn dates_stand_at_the_ends_of_lines() {
        for (line, date, rest) in [
            ("Naver, 2020–", "2020-", "naver"),
            ("Charge Nurse\tSep 2021 – present", "sep 2021 - present", "charge nurse"),
            ("Sep 2021 – present\tCharge Nurse", "sep 2021 - present", "charge nurse"),
            ("1 Jun 2023 – to date", "1 jun 2023 - to date", ""),
            ("Oct 2014 –", "oct 2014 -", ""),
            ("1 Jun 2023 – present", "1 jun 2023 - present", ""),
            ("Bachelor\t2023 – May 2028 (expected)", "2023 - may 2028 (expected)", "bachelor"),
            ("Award, Society 2024\t2025", "2025", "award, society 2024"),
            ("Engineer (03/2018 – 06/2020)", "03/2018 - 06/2020", "engineer"),
            ("Type Design, Grade: pass\tSummer 2019", "summer 2019", "type design, grade: pass"),
            ("開発者\t2020年4月 – 現在", "2020年4月 - 現在", "開発者"),
        ] {
            let found = dated(&folded(line)).expect(line);
            assert_eq!((found.date.as_str(), found.rest.as_str()), (date, rest), "{line}");
        }
    }

    #[test]
    fn a_sentence_may_name_a_year() {
        for line in ["rewrote it in 2019", "nobody has left since 2023.", "a team of 12", "present"]
        {
            let found = dated(line);
            assert!(found.is_none() || line == "present", "{line}: {found:?}");
        }
    }

    #[test]
    fn a_range_may_take_two_lines() {
        assert!(goes_on("oct 2014 -", "mar 2017") && goes_on("oct 2014", "- mar 2017"));
        assert!(goes_on("oct 2014 -", "to date") && goes_on("may 2028", "(expected)"));
        assert!(!goes_on("oct 2014", "mar 2017") && !goes_on("oct 2014", "- wrote 2017 lines"));
    }

    #[test]
    fn two_ways_to_set_a_date_are_one() {
        assert_eq!(bare("Sep\u{a0}2021 – present"), bare("sep 2021 -present"));
        assert_eq!(bare("2020–"), "2020");
    }
}

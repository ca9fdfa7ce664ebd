//! Quotes, dashes and ellipses of a language, over runs of text.

use unicode_script::{Script, UnicodeScript};

use crate::locale::Locale;

use super::model::{Run, Runs};

/// Makes the straight quotes and the typed dashes of runs typographic.
pub fn polish(runs: Runs, locale: &Locale) -> Runs {
    Polisher { quotes: &locale.quotes, before: None, open: Vec::new() }.runs(runs, None)
}

/// The same for plain text.
pub fn polish_text(text: &str, locale: &Locale) -> String {
    let mut polisher = Polisher { quotes: &locale.quotes, before: None, open: Vec::new() };
    polisher.text(text, None)
}

/// Goes through a paragraph's runs with the character before in mind.
struct Polisher<'a> {
    quotes: &'a [String],
    before: Option<char>,
    open: Vec<char>,
}

impl<'a> Polisher<'a> {
    /// The runs of a paragraph, or of a run inside it; `after` follows them.
    fn runs(&mut self, runs: Runs, after: Option<char>) -> Runs {
        let starts: Vec<Option<char>> = runs.iter().map(first_char).collect();
        runs.into_iter()
            .enumerate()
            .map(|(index, run)| {
                let next = starts[index + 1..].iter().flatten().next().copied().or(after);
                self.run(run, next)
            })
            .collect()
    }

    /// One run.
    fn run(&mut self, run: Run, after: Option<char>) -> Run {
        match run {
            Run::Text(text) => Run::Text(self.text(&text, after)),
            Run::Bold(body) => Run::Bold(self.runs(body, after)),
            Run::Italic(body) => Run::Italic(self.runs(body, after)),
            Run::Super(body) => Run::Super(self.runs(body, after)),
            Run::Myself(body) => Run::Myself(self.runs(body, after)),
            Run::Link(url, body) => Run::Link(url, self.runs(body, after)),
            Run::Lang { lang, region, body } => {
                Run::Lang { lang, region, body: self.runs(body, after) }
            }
            // Code stays as typed.
            Run::Code(text) => {
                self.before = text.chars().next_back().or(self.before);
                Run::Code(text)
            }
            Run::Break => {
                self.before = None;
                Run::Break
            }
        }
    }

    /// One text.
    fn text(&mut self, text: &str, after: Option<char>) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let next = rest[c.len_utf8()..].chars().next().or(after);
            let (replacement, taken) = match c {
                '-' if rest.starts_with("---") && !rest.starts_with("----") => ("—", 3),
                '-' if rest.starts_with("--") && !rest.starts_with("---") => self.en_dash(rest),
                '.' if rest.starts_with("...") && !rest.starts_with("....") => ("…", 3),
                ' ' if stays(&out, self.before, &rest[1..]) => ("\u{a0}", 1),
                '"' => (self.quote('"', next), 1),
                '\'' if is_elision(&rest[1..]) => ("’", 1),
                '\'' => (self.quote('\'', next), 1),
                _ => (&rest[..c.len_utf8()], c.len_utf8()),
            };
            // A run of dashes or dots that is no mark is kept whole.
            let run = rest.bytes().take_while(|&b| b == c as u8).count();
            let (replacement, taken) = match c {
                '-' | '.' if replacement.len() == 1 && run > 1 => (&rest[..run], run),
                _ => (replacement, taken),
            };
            out.push_str(replacement);
            self.before = rest[..taken].chars().next_back();
            if replacement != &rest[..taken] {
                self.before = replacement.chars().next_back();
            }
            rest = &rest[taken..];
        }
        out
    }

    /// `--` is a dash between words and figures; before a word, as in `--help`, it is an option.
    fn en_dash<'t>(&self, rest: &'t str) -> (&'t str, usize) {
        let word_follows = rest[2..].starts_with(|c: char| c.is_alphabetic());
        let space_before = self.before.is_none_or(char::is_whitespace);
        if word_follows && space_before { (&rest[..2], 2) } else { ("–", 2) }
    }

    /// A quote that opens or closes, by what stands around it.
    fn quote(&mut self, quote: char, next: Option<char>) -> &'a str {
        let opens = self.before.is_none_or(|c| c.is_whitespace() || "([{–—/=„“«‘‚".contains(c))
            && next.is_some_and(|c| !c.is_whitespace());
        // An apostrophe stands inside a word, after one, or before a year: ’90s.
        let year = next.is_some_and(|c| c.is_ascii_digit());
        if quote == '\'' && (!opens || year) && self.open.last() != Some(&'\'') {
            return "’";
        }
        let index = match (quote, opens) {
            ('"', true) => 0,
            ('"', false) => 1,
            (_, true) => 2,
            (_, false) if next.is_some_and(char::is_alphanumeric) => return "’",
            (_, false) => 3,
        };
        match opens {
            true => self.open.push(quote),
            false => drop(self.open.pop()),
        }
        self.quotes.get(index).map_or("’", |mark| mark)
    }
}

/// Whether no line ends at a space: between a number and its unit, before a dash, after an initial, and in what
/// counts as one: `45 ms`, `a – b`, `J. Penabranca`, `Hydrology 52 (2)`, `Water 8, 90–107`, `Sep 22, 2014`; and
/// after a letter alone that begins a sentence, `. I wrote`. `said` is the text before it, which ends with `before`, or is empty where that stands in another run.
fn stays(said: &str, before: Option<char>, next: &str) -> bool {
    let Some(before) = before.filter(|c| !c.is_whitespace()) else { return false };
    let is_dash = ["– ", "— ", "-- ", "--- "].iter().any(|dash| next.starts_with(dash));
    let is_initial = || {
        let mut last = said.chars().rev().skip(1);
        let letter = last.next().is_some_and(char::is_uppercase);
        let begins = last.next().is_none_or(|c| !c.is_alphanumeric());
        letter && begins && next.starts_with(char::is_uppercase)
    };
    // A volume goes with its issue or pages, a day with its year.
    let is_counted = || {
        let (number, rest) = figures(next);
        let listed =
            |rest: &str| number.len() < 4 && are_pages(rest) || number.len() < 3 && is_year(rest);
        (1..=4).contains(&number.len())
            && (rest.strip_prefix(' ').is_some_and(is_issue)
                || rest.strip_prefix(", ").is_some_and(listed))
    };
    let after_day = || {
        let words = said.trim_end_matches(',');
        let month = words.trim_end_matches(|c: char| c.is_ascii_digit());
        (1..3).contains(&(words.len() - month.len())) && month.ends_with('\u{a0}')
    };
    // `I` does not hang at the end of a line after the end of a sentence.
    let is_alone = || {
        let mut last = said.chars().rev().skip(1);
        before.is_uppercase()
            && last.next() == Some(' ')
            && last.next().is_some_and(|c| ".!?".contains(c))
    };
    // Such a volume follows its journal; of years in a row each is one of its own.
    let after_volume = || {
        let words = said.trim_end_matches(',');
        let journal = words.trim_end_matches(|c: char| c.is_ascii_digit());
        (1..4).contains(&(words.len() - journal.len())) && journal.ends_with('\u{a0}')
    };
    is_dash
        || before.is_ascii_digit() && (is_unit(next) || is_issue(next) || is_counter(next))
        || before == ',' && (after_volume() && are_pages(next) || after_day() && is_year(next))
        || before == '.' && is_initial()
        || before.is_alphabetic() && (is_counted() || is_alone())
}

/// The figures that a text begins with, and what follows them.
fn figures(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
}

/// Whether a Chinese or Japanese word follows, which is a unit or begins with one: `640 家`.
fn is_counter(text: &str) -> bool {
    text.starts_with(|c: char| c.script() == Script::Han)
}

/// Whether the number of an issue follows: `(2)`.
fn is_issue(text: &str) -> bool {
    let (number, rest) = figures(text.strip_prefix('(').unwrap_or_default());
    !number.is_empty() && rest.starts_with(')')
}

/// Whether a range of pages follows: `90–107`.
fn are_pages(text: &str) -> bool {
    let (first, rest) = figures(text);
    let last = rest.strip_prefix('–').unwrap_or_default();
    !first.is_empty() && last.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a year follows.
fn is_year(text: &str) -> bool {
    let (year, rest) = figures(text);
    year.len() == 4 && !rest.starts_with(char::is_alphanumeric)
}

/// Words that have lost their beginning, whose apostrophe looks like a quote that opens.
const ELIDED: &[&str] = &["cause", "em", "n", "s", "t", "til", "tis", "twas"];

/// Whether such a word follows: rock 'n' roll, 't Hart. Another of them in quotes is a word of its own.
fn is_elision(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    ELIDED.contains(&&text[..end]) && text[end..].starts_with('\'') == (&text[..end] == "n")
}

/// Units that stay on the line of their number, as the International System of Units has them, and those
/// of computers.
const UNITS: &[&str] = &[
    "%", "°C", "°F", "A", "B", "EB", "GB", "GHz", "GW", "GWh", "GiB", "Hz", "K", "KB", "KiB", "MB",
    "MHz", "MPa", "MW", "MWh", "MiB", "PB", "Pa", "TB", "TWh", "TiB", "V", "W", "bar", "cm", "dB",
    "dm", "g", "h", "ha", "kB", "kHz", "kPa", "kV", "kW", "kWh", "kg", "km", "kt", "l", "m", "mA",
    "mV", "mW", "mg", "min", "ml", "mm", "ms", "nm", "ns", "ppm", "s", "t", "µg", "µm", "µs", "Ω",
];

/// Whether a text begins with a unit.
fn is_unit(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_alphabetic() && c != '°' && c != '%').unwrap_or(text.len());
    UNITS.contains(&&text[..end])
}

/// The first character that a run prints.
fn first_char(run: &Run) -> Option<char> {
    match run {
        Run::Text(text) | Run::Code(text) => text.chars().next(),
        Run::Bold(body)
        | Run::Italic(body)
        | Run::Super(body)
        | Run::Myself(body)
        | Run::Lang { body, .. }
        | Run::Link(_, body) => body.iter().find_map(first_char),
        Run::Break => Some(' '),
    }
}

#[cfg(test)]
mod tests {
    use super::{polish, polish_text};
    use crate::locale::Locale;
    use crate::markup::{plain, runs};

    #[test]
    fn quotes_and_dashes_become_typographic() {
        let cases = [
            ("en", r#"She said "it's 'fine'"."#, "She said “it’s ‘fine’”."),
            ("en", "rock 'n' roll in the '90s", "rock ’n’ roll in the ’90s"),
            ("en", "'twas 'em', the 's' of 'tis'", "’twas ‘em’, the ‘s’ of ‘tis’"),
            ("nl", "'s avonds bij Ada's 't Hart", "’s avonds bij Ada’s ’t Hart"),
            ("en", r#"<x id="a">"#, "<x id=“a”>"),
            ("en", "pp. 3--7, a -- b, c --- d, wait...", "pp. 3–7, a\u{a0}– b, c\u{a0}— d, wait…"),
            (
                "en",
                "Mires 52 (2), 3 (a), by J. K. Penabranca",
                "Mires\u{a0}52\u{a0}(2), 3 (a), by J.\u{a0}K.\u{a0}Penabranca",
            ),
            ("en", "Water 8, 90–107, 62(3), 7–9", "Water\u{a0}8,\u{a0}90–107, 62(3), 7–9"),
            ("en", "on Sep 22, 2014, or 12, 13", "on Sep\u{a0}22,\u{a0}2014, or 12, 13"),
            ("en", "in 2001, 2003–2005, 2007–2009", "in 2001, 2003–2005, 2007–2009"),
            ("en", "All day. I wrote", "All day. I\u{a0}wrote"),
            ("en", "NASA. Then A. b, – c", "NASA. Then A. b,\u{a0}– c"),
            ("en", "use --help, ---- and ....", "use --help, ---- and ...."),
            ("en", "users' and Ada's", "users’ and Ada’s"),
            ("en", "3.2 km, 0.4 s and 98 %", "3.2\u{a0}km, 0.4\u{a0}s and 98\u{a0}%"),
            ("en", "Level 3 support in 5 months", "Level 3 support in 5 months"),
            ("de", r#"das "gute 'alte' Haus""#, "das „gute ‚alte‘ Haus“"),
            ("zh", "服务 640 家企业", "服务 640\u{a0}家企业"),
            ("fr", r#"un "mot""#, "un «\u{a0}mot\u{a0}»"),
        ];
        for (language, text, expected) in cases {
            let locale = Locale::of(language, None).expect(language);
            assert_eq!(polish_text(text, &locale), expected);
        }
    }

    #[test]
    fn quotes_look_across_runs() {
        let locale = Locale::of("en", None).expect("English is read");
        let polished = polish(runs(r#""**bold**" and **"x"** `"c"`"#), &locale);
        assert_eq!(plain(&polished), "“bold” and “x” \"c\"");
    }
}

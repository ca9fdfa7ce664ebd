//! Finding words again: a text of the data among lines that a PDF gave, however they were broken.

use super::text::GAP;

/// A text in the form in which texts are compared: small letters, plain quotes, dashes and spaces.
pub fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '‘' | '’' | '‚' | '‛' => folded.push('\''),
            '“' | '”' | '„' | '‟' => folded.push('"'),
            '‐' | '‑' | '–' | '—' | '−' | '～' | '〜' => folded.push('-'),
            '…' => folded.push_str("..."),
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{2066}'..='\u{2069}' => {}
            '\n' | GAP => folded.push(c),
            c if c.is_whitespace() => {
                if !folded.ends_with(char::is_whitespace) {
                    folded.push(' ');
                }
            }
            // A capital and its small letter, in one form whatever the theme prints.
            c => folded.extend(c.to_lowercase().filter(|c| *c != '\u{307}')),
        }
    }
    folded
}

/// How a text stands among lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stands {
    /// Nowhere.
    Nowhere,
    /// Only when what parts its words is passed over, and what a hyphen parts.
    Torn,
    /// Word for word, but with other words right before or behind it.
    Within,
    /// By itself: between the ends of lines, gaps, bullets, brackets, commas or other such marks.
    Apart,
}

/// How a text stands in a region of the text. Both are [`folded`].
pub fn stands(region: &str, text: &str) -> Stands {
    let text = text.trim();
    if text.is_empty() {
        return Stands::Apart;
    }
    let mut best = Stands::Nowhere;
    let first = text.chars().next();
    for (start, _) in region.char_indices().filter(|(_, c)| Some(*c) == first) {
        let Some(end) = matched(&region[start..], text).map(|length| start + length) else {
            continue;
        };
        let apart = is_edge(region[..start].trim_end_matches(' ').chars().next_back())
            && is_edge(region[end..].trim_start_matches(' ').chars().next());
        best = best.max(if apart { Stands::Apart } else { Stands::Within });
        if apart {
            return best;
        }
    }
    let bare = |text: &str| text.replace([' ', '\n', GAP, '-', '\u{ad}'], "");
    if best == Stands::Nowhere && bare(region).contains(&bare(text)) {
        best = Stands::Torn;
    }
    best
}

/// The number of lines, counted from the first, that say a text and nothing else. All are [`folded`].
pub fn lines_of(lines: &[String], text: &str) -> Option<usize> {
    let joined = lines.join("\n");
    let rest = &joined[matched(&joined, text.trim())?..];
    // What follows on the line would be a part of it.
    (rest.is_empty() || rest.starts_with('\n'))
        .then(|| joined[..joined.len() - rest.len()].matches('\n').count() + 1)
}

/// How long the beginning of a region is that says a text: a space of the text may be the end of a
/// line, and a line may end inside a word where pages break one, behind a hyphen or a slash.
fn matched(region: &str, text: &str) -> Option<usize> {
    let mut at = 0;
    let mut last = ' ';
    for c in text.chars() {
        if c == ' ' {
            let rest = region[at..].trim_start_matches([' ', '\n']);
            let skipped = region.len() - at - rest.len();
            // A dash at the end of a line may have lost its space.
            if skipped == 0 {
                return None;
            }
            at += skipped;
        } else {
            let mut next = region[at..].chars().next()?;
            if next == '\n' && may_break(last, c) {
                at += 1;
                next = region[at..].chars().next()?;
            }
            if next != c {
                return None;
            }
            at += next.len_utf8();
        }
        last = c;
    }
    Some(at)
}

/// Whether a line may end between two characters of a word.
fn may_break(before: char, after: char) -> bool {
    // Chinese, Japanese and Korean break anywhere.
    let wide = |c: char| ('\u{2e80}'..='\u{ffdc}').contains(&c);
    !before.is_alphanumeric() || !after.is_alphanumeric() || wide(before) || wide(after)
}

/// Whether a character, or the end of the text, parts what stands beside it.
fn is_edge(c: Option<char>) -> bool {
    const MARKS: &str = "\n\t\u{c},;:.·|•▪◦‣*/()[]<>\"'-،؛、，；：（）【】「」";
    c.is_none_or(|c| MARKS.contains(c))
}

#[cfg(test)]
mod tests {
    use super::{Stands, folded, lines_of, stands};

    #[test]
    fn a_text_stands_apart_or_not() {
        let region = folded("Naver, 2020–\nSoftware\nEngineer\tSeoul\nlong-\nterm respec-\ntively");
        for (text, expected) in [
            ("Naver", Stands::Apart),
            ("software engineer", Stands::Apart),
            ("Engineer", Stands::Apart),
            ("Seoul", Stands::Apart),
            ("long-term", Stands::Within),
            ("respectively", Stands::Torn),
            ("Kakao", Stands::Nowhere),
            ("Engineer Seoul", Stands::Torn),
        ] {
            assert_eq!(stands(&region, &folded(text)), expected, "{text}");
        }
    }

    #[test]
    fn a_bullet_is_whole_lines() {
        let lines = ["wrote the first", "program.", "analytical engines"].map(str::to_owned);
        assert_eq!(lines_of(&lines, "wrote the first program."), Some(2));
        assert_eq!(lines_of(&lines, "wrote the"), None);
        assert_eq!(lines_of(&lines, "program."), None);
    }
}

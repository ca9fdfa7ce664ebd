//! A view → plain text, to paste into the boxes of a form.
//!
//! A paragraph, a bullet or a head is one line, however long: the box wraps it. Section titles are in
//! capitals, bullets begin with `- `, and a link's address follows its text, unless the text says it.
//! It is made from the view, so it has what the pages have, in their order, and needs no fonts.

use crate::markup::plain;
use crate::view::model::{
    BulletView, EntryView, Kind, LabelView, PositionView, Run, Runs, SectionView, View,
};

/// A résumé as plain text in UTF-8, its lines ended by LF.
pub fn txt(view: &View) -> Vec<u8> {
    let mut text = Writer { view, out: String::new() };
    text.head();
    for section in view.sections.iter().filter(|section| section.kind != Kind::Divider) {
        text.section(section);
    }
    text.out.into_bytes()
}

/// Writes the parts of a view, one under the other.
struct Writer<'a> {
    view: &'a View,
    out: String,
}

impl Writer<'_> {
    /// Name, label, contacts and details: what the boxes at the top of a form ask for.
    fn head(&mut self) {
        let view = self.view;
        self.line(&words(&view.name));
        self.line_of(view.label.as_ref());
        self.blank();
        for contact in view.contacts.iter().flat_map(|group| &group.items) {
            let body = words(&contact.body);
            // A profile says its network itself.
            match contact.kind {
                "profile" => self.line(&body),
                _ => self.line(&format!("{}{}{body}", contact.label, view.words.colon)),
            }
        }
        self.labels(&view.details);
    }

    /// A section under its title.
    fn section(&mut self, section: &SectionView) {
        self.blank();
        self.line(&capitals(&words(&section.title), &self.view.lang));
        self.blank();
        for paragraph in &section.paragraphs {
            self.paragraph(paragraph);
        }
        self.bullets(&section.bullets, 0);
        self.labels(&section.labels);
        // Heads alone make a list; where one has more to say, each stands apart.
        let heads_alone = section.entries.iter().all(says_only_its_head);
        for entry in &section.entries {
            if !heads_alone {
                self.blank();
            }
            match heads_alone || section.kind == Kind::Citations {
                true => self.line(&words(&entry.line)),
                false => self.entry_head(entry),
            }
            self.entry_body(entry);
        }
        if !section.footnotes.is_empty() {
            self.blank();
        }
        for footnote in &section.footnotes {
            self.line(&words(footnote));
        }
    }

    /// What an entry is about, each on a line of its own: forms have a box for each.
    fn entry_head(&mut self, entry: &EntryView) {
        self.line(&words(&entry.title));
        self.line_of(entry.organization.as_ref());
        self.line_of(entry.location.as_ref());
        self.line(entry.date.as_deref().unwrap_or_default());
    }

    /// What an entry says under its head.
    fn entry_body(&mut self, entry: &EntryView) {
        self.line_of(entry.description.as_ref());
        for paragraph in &entry.paragraphs {
            self.paragraph(paragraph);
        }
        self.bullets(&entry.highlights, 0);
        self.labels(&entry.facts);
        for position in &entry.positions {
            self.blank();
            self.position(position);
        }
    }

    /// One of several positions.
    fn position(&mut self, position: &PositionView) {
        self.line(&words(&position.title));
        self.line_of(position.location.as_ref());
        self.line(position.date.as_deref().unwrap_or_default());
        self.line_of(position.description.as_ref());
        for paragraph in &position.paragraphs {
            self.paragraph(paragraph);
        }
        self.bullets(&position.highlights, 0);
    }

    /// Bullets; those under others are set in by two spaces.
    fn bullets(&mut self, bullets: &[BulletView], depth: usize) {
        for bullet in bullets {
            let indent = "  ".repeat(depth);
            let body = words(&bullet.body).replace('\n', &format!("\n{indent}  "));
            // A bullet may only hold others.
            self.line(&format!("{indent}- {body}"));
            self.bullets(&bullet.children, depth + 1);
        }
    }

    /// Labels with their values.
    fn labels(&mut self, labels: &[LabelView]) {
        for LabelView { label, value, .. } in labels {
            let parts = [label, value].map(|part| part.as_ref().map(words).unwrap_or_default());
            match &parts {
                [label, value] if label.is_empty() || value.is_empty() => {
                    self.line(&format!("{label}{value}"));
                }
                [label, value] => {
                    self.line(&format!("{label}{}{value}", self.view.words.colon));
                }
            }
        }
    }

    /// A paragraph.
    fn paragraph(&mut self, runs: &Runs) {
        self.line(&words(runs));
    }

    /// A line, if there is something to say.
    fn line_of(&mut self, runs: Option<&Runs>) {
        self.line(&runs.map(words).unwrap_or_default());
    }

    /// A line, if something stands on it.
    fn line(&mut self, text: &str) {
        let text = text.trim_end();
        if !text.is_empty() {
            // Spaces that only matter on pages are spaces; hyphens and marks that nobody sees are nothing.
            let unseen = |c: &char| matches!(c, '\u{ad}' | '\u{200b}' | '\u{200f}' | '\u{2060}');
            let plain = text.chars().filter(|c| !unseen(c));
            self.out.extend(plain.map(|c| if c != '\n' && c.is_whitespace() { ' ' } else { c }));
            self.out.push('\n');
        }
    }

    /// An empty line, unless there is one already.
    fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }
}

/// Whether the line of an entry says all of it.
fn says_only_its_head(entry: &EntryView) -> bool {
    entry.description.is_none()
        && entry.paragraphs.is_empty()
        && entry.highlights.is_empty()
        && entry.facts.is_empty()
        && entry.positions.is_empty()
}

/// Runs in plain words, with the addresses of links.
fn words(runs: &Runs) -> String {
    let mut text = String::new();
    push(&mut text, runs);
    text.trim().to_owned()
}

/// Adds runs to a text.
fn push(text: &mut String, runs: &Runs) {
    for run in runs {
        match run {
            Run::Text(part) | Run::Code(part) => text.push_str(part),
            Run::Bold(body) | Run::Italic(body) | Run::Myself(body) | Run::Lang { body, .. } => {
                push(text, body)
            }
            Run::Super(body) => push_raised(text, &plain(body)),
            Run::Link(url, body) => {
                let from = text.len();
                push(text, body);
                if !is_said(url, &text[from..]) {
                    text.push_str(&format!(" ({})", url.strip_prefix("mailto:").unwrap_or(url)));
                }
            }
            Run::Break => text.push('\n'),
        }
    }
}

/// Adds what is raised on a page. Figures would change what stands before them, `10` `6`; a language
/// after a word would be a part of it, `Blog` `ko`; and `1st` is right as it is.
fn push_raised(text: &mut String, raised: &str) {
    const ORDINALS: [&str; 7] = ["st", "nd", "rd", "th", "er", "re", "eme"];
    const FIGURES: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let figure = |c: char| match c {
        '+' => Some('⁺'),
        '-' | '−' | '–' => Some('⁻'),
        _ => FIGURES.get(c.to_digit(10)? as usize).copied(),
    };
    let before = text.chars().rev().take_while(|c| c.is_alphabetic()).count();
    let after_figure = text.ends_with(|c: char| c.is_ascii_digit()) && !ORDINALS.contains(&raised);
    if let Some(figures) = raised.chars().map(figure).collect::<Option<String>>() {
        text.push_str(&figures);
    } else if (before > 2 || after_figure)
        && raised.len() > 1
        && raised.chars().all(|c| c.is_ascii_alphabetic() || c == '-')
    {
        text.push_str(&format!(" ({raised})"));
    } else {
        text.push_str(raised);
    }
}

/// Whether a text says the address that it links to: `github.com/ada`, a mail address, a number.
fn is_said(url: &str, text: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (scheme, rest) = url.split_once(':').unwrap_or_default();
    match scheme {
        "tel" | "sms" => {
            // The text may have a nought where the address has the country.
            let (address, text) = (digits(rest), digits(text));
            let [short, long] = match text.len() < address.len() {
                true => [text.trim_start_matches('0'), &*address],
                false => [address.trim_start_matches('0'), &*text],
            };
            !short.is_empty() && long.ends_with(short)
        }
        "mailto" => text.contains(rest),
        _ => {
            let bare = rest.trim_start_matches('/').trim_end_matches('/');
            let bare = bare.strip_prefix("www.").unwrap_or(bare);
            let named = bare.strip_prefix("doi.org/").unwrap_or(bare);
            text.to_lowercase().contains(&named.to_lowercase())
        }
    }
}

/// A title in capitals. Turkish has two letters that others take for one.
fn capitals(title: &str, language: &str) -> String {
    match language {
        "tr" | "az" => title.replace('i', "İ").to_uppercase(),
        _ => title.to_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::{capitals, is_said, words};
    use crate::markup::runs;

    #[test]
    fn addresses_follow_what_does_not_say_them() {
        for (text, said) in [
            ("[GPipe](https://arxiv.org/abs/1)", "GPipe (https://arxiv.org/abs/1)"),
            ("[ada.example](https://ada.example/)", "ada.example"),
            ("[write me](mailto:ada@ada.example)", "write me (ada@ada.example)"),
            ("[**bold** `x`](https://a.example)", "bold x (https://a.example)"),
        ] {
            assert_eq!(words(&runs(text)), said);
        }
        assert!(is_said("sms:821032152380", "+82 10-3215-2380"));
        assert!(is_said("tel:+15550142", "+1 555 0142"));
        assert!(is_said("tel:+441632960377", "01632 960 377"));
        assert!(!is_said("tel:+15550142", "the office"));
        assert!(is_said("https://doi.org/10.1/x", "doi:10.1/X"));
    }

    #[test]
    fn what_is_raised_stays_apart() {
        for (text, said) in [
            ("10^6^ cells", "10⁶ cells"),
            ("the 1^st^ of May", "the 1st of May"),
            ("M^me^ Curie", "Mme Curie"),
            ("Vol. 3^ko^", "Vol. 3 (ko)"),
            ("[Blog^ko^](https://a.example)", "Blog (ko) (https://a.example)"),
        ] {
            assert_eq!(words(&runs(text)), said);
        }
    }

    #[test]
    fn capitals_are_those_of_the_language() {
        assert_eq!(capitals("Yayınlar ve bildiriler", "tr"), "YAYINLAR VE BİLDİRİLER");
        assert_eq!(capitals("Über mich", "de"), "ÜBER MICH");
    }
}

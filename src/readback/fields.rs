//! Text → the fields that simple rules find in it. Nothing is known here but the text: neither the
//! data that it was made of, nor the theme, nor where anything stands on the page.
//!
//! The rules are those of `docs/readback.md`.

use super::dates::{self, Dated};
use super::text::{GAP, PAGE};
use super::titles::{Kind, is_foot, kind_of, known};
use super::words::folded;

/// What the rules find.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    /// What begins the text, if it looks like a name.
    pub name: Option<String>,
    /// Mail addresses.
    pub emails: Vec<String>,
    /// Telephone numbers.
    pub phones: Vec<String>,
    /// Addresses of pages.
    pub links: Vec<String>,
    /// What else stands in the head: one of these is the place.
    pub others: Vec<String>,
    /// The sections that have titles that the rules know, and the head before them.
    pub sections: Vec<Section>,
}

/// A part of the text under a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is about.
    pub kind: Kind,
    /// Its title as it stands there; empty for the head.
    pub title: String,
    /// Its lines.
    pub lines: Vec<String>,
    /// The entries that dates tell apart, if it is one of jobs or degrees.
    pub entries: Vec<Entry>,
}

/// An entry: a date, and what stands around it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The date or range.
    pub date: String,
    /// The line with the date as it stands there, and the next one if the date is alone on it.
    pub line: String,
    /// The lines around it that may say who, where and what.
    pub head: Vec<String>,
    /// All lines from its date to the next, without the marks of bullets.
    pub body: Vec<String>,
    /// At which of them a bullet begins.
    pub bullets: Vec<usize>,
}

/// How many lines before a date may belong to its entry: employer, what it is, title, place.
const BEFORE: usize = 4;
/// How many lines behind it may.
const BEHIND: usize = 3;

impl Fields {
    /// Finds the fields of a text, as [`text`](super::text) reads it.
    pub fn of(text: &str) -> Self {
        let lines = lines(text);
        let mut fields = Self { sections: sections(&lines), ..Self::default() };
        for line in &lines {
            fields.emails.extend(words(line).filter_map(email));
        }
        let head = fields.sections.iter().filter(|section| section.kind == Kind::Head);
        let head: Vec<String> = head.flat_map(|section| section.lines.clone()).collect();
        fields.name = head.first().map(|line| cells(line)[0].clone()).filter(|cell| is_name(cell));
        for cell in rejoined(&head).iter().flat_map(|line| cells(line)) {
            let links: Vec<String> = words(&cell).filter_map(link).collect();
            let phone = phone(&cell);
            if links.is_empty() && phone.is_none() && words(&cell).filter_map(email).count() == 0 {
                fields.others.push(cell);
            }
            fields.links.extend(links);
            fields.phones.extend(phone);
        }
        fields
    }

    /// The lines of all sections of a kind.
    pub fn lines(&self, kind: Kind) -> String {
        let sections = self.sections.iter().filter(|section| section.kind == kind);
        sections.flat_map(|section| section.lines.iter()).cloned().collect::<Vec<_>>().join("\n")
    }

    /// The entries of all sections of a kind.
    pub fn entries(&self, kind: Kind) -> impl Iterator<Item = &Entry> {
        let sections = self.sections.iter().filter(move |section| section.kind == kind);
        sections.flat_map(|section| &section.entries)
    }
}

/// The lines of a text without those that only number the pages.
fn lines(text: &str) -> Vec<String> {
    let number = |line: &str| {
        let figures = line.chars().filter(|c| c.is_ascii_digit()).count();
        let tail = line.rsplit(['\t', ' ', ',']).next().unwrap_or_default();
        let pages = tail.split_once('/').is_some_and(|(n, m)| {
            let figure = |text: &str| {
                !text.is_empty() && text.len() < 3 && text.chars().all(|c| c.is_ascii_digit())
            };
            figure(n) && figure(m)
        });
        let words = line.split_whitespace().count();
        pages
            || (figures == line.trim().chars().count() && figures < 3)
            || (words <= 4 && is_foot(&folded(line)))
    };
    let lines = text.split(['\n', PAGE]).map(str::trim);
    lines.filter(|line| !line.is_empty() && !number(line)).map(str::to_owned).collect()
}

/// The parts of a line that gaps and marks set apart.
fn cells(line: &str) -> Vec<String> {
    let cells = line.split([GAP, '·', '|', '•', '∙', '⋅']).map(str::trim);
    let cells: Vec<String> = cells.filter(|cell| !cell.is_empty()).map(str::to_owned).collect();
    if cells.is_empty() { vec![String::new()] } else { cells }
}

/// Lines where one that ends inside an address goes on with the next.
fn rejoined(lines: &[String]) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for line in lines {
        match joined.last_mut() {
            Some(last) if is_torn_address(last) => last.push_str(line),
            _ => joined.push(line.clone()),
        }
    }
    joined
}

/// Whether a line ends with a part of an address that cannot be all of it.
fn is_torn_address(line: &str) -> bool {
    let last = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.ends_with('/') && last.contains('.')
}

/// The words of a line, without the marks around them.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let edge = |c: char| ",;:()<>[]{}|·•\"'“”‘’".contains(c);
    line.split(|c: char| c.is_whitespace()).map(move |word| word.trim_matches(edge))
}

/// A mail address.
fn email(word: &str) -> Option<String> {
    let (local, domain) = word.split_once('@')?;
    (!local.is_empty() && is_domain(domain)).then(|| word.to_owned())
}

/// The address of a page, with or without its scheme. `@ada@pixels.example` stands for one, too.
fn link(word: &str) -> Option<String> {
    if let Some((name, host)) = word.strip_prefix('@').and_then(|handle| handle.split_once('@')) {
        return is_domain(host).then(|| format!("{host}/@{name}"));
    }
    let bare = word.split_once("://").map_or(word, |(_, bare)| bare);
    let domain = bare.split(['/', '?', '#']).next().unwrap_or_default();
    (!word.contains('@') && is_domain(domain)).then(|| word.trim_end_matches('.').to_owned())
}

/// Whether a text is the name of a host: labels with dots between, of which the last is a word.
fn is_domain(text: &str) -> bool {
    let labels: Vec<&str> = text.trim_end_matches('.').split('.').collect();
    let label =
        |label: &&str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    labels.len() > 1
        && labels.iter().all(label)
        && labels.last().is_some_and(|last| last.len() > 1 && last.chars().all(char::is_alphabetic))
}

/// A telephone number: seven figures or more, with what people write between them.
fn phone(cell: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_digit() || "+-–().\u{2011}/ \u{a0}".contains(c);
    let mut runs = cell.split(|c: char| !is_part(c));
    let figures = |run: &str| run.chars().filter(char::is_ascii_digit).count();
    let run = runs.find(|run| (7..=15).contains(&figures(run)))?;
    Some(run.trim_matches(|c: char| c.is_whitespace() || "-–./".contains(c)).to_owned())
}

/// Whether a text may be somebody's name.
fn is_name(cell: &str) -> bool {
    let words = cell.split_whitespace().count();
    (1..=6).contains(&words) && !cell.contains('@') && !cell.contains(|c: char| c.is_ascii_digit())
}

/// The lines, parted where a title that the rules know stands.
fn sections(lines: &[String]) -> Vec<Section> {
    let section = |kind, title| Section { kind, title, lines: Vec::new(), entries: Vec::new() };
    let mut sections = vec![section(Kind::Head, String::new())];
    let mut at = 0;
    while at < lines.len() {
        let found = title(lines, at).filter(|_| at > 0);
        let last = sections.len() - 1;
        match found {
            Some(Title { kind, text, lines: taken, rest }) => {
                sections.push(section(kind, text));
                sections[last + 1].lines.extend(rest);
                at += taken;
            }
            None => {
                sections[last].lines.push(lines[at].clone());
                at += 1;
            }
        }
    }
    for section in &mut sections {
        if matches!(section.kind, Kind::Work | Kind::Education) {
            section.entries = entries(&section.lines);
        }
    }
    sections
}

/// A title that the rules know.
struct Title {
    kind: Kind,
    text: String,
    /// How many lines it takes.
    lines: usize,
    /// What stands behind it on its line.
    rest: Option<String>,
}

/// The title that begins at a line: alone on it, before a gap, or on two lines of a narrow column.
fn title(lines: &[String], at: usize) -> Option<Title> {
    let parted = |line: &str| match line.split_once(GAP) {
        Some((first, rest)) => (first.trim().to_owned(), Some(rest.trim().to_owned())),
        None => (line.to_owned(), None),
    };
    let (first, rest) = parted(&lines[at]);
    // The second half of a label that hangs in a narrow column: `Programming`, `Languages`.
    let label = at.checked_sub(1).and_then(|before| lines[before].rsplit_once(GAP));
    if label.is_some_and(|(_, label)| !label.is_empty() && label.chars().all(char::is_alphabetic)) {
        return None;
    }
    if let Some(kind) = kind_of(&first) {
        return Some(Title { kind, text: first, lines: 1, rest });
    }
    let (second, rest) = parted(lines.get(at + 1).filter(|_| rest.is_none())?);
    let both = format!("{first} {second}");
    let kind = known(&folded(&both))?;
    Some(Title { kind, text: both, lines: 2, rest })
}

/// A line without the mark of a bullet, if it has one.
fn bullet(line: &str) -> Option<&str> {
    let rest = line
        .trim_start()
        .strip_prefix(['•', '▪', '◦', '‣', '·', '*', '-', '–', '—', '●', '○', '■'])?;
    // `–2020` and `-x` are no bullets.
    rest.starts_with([' ', GAP]).then(|| rest.trim_start())
}

/// The entries among the lines of a section.
fn entries(lines: &[String]) -> Vec<Entry> {
    let parts = parts(lines);
    let dated: Vec<usize> = (0..parts.len()).filter(|at| parts[*at].dated.is_some()).collect();
    let mut entries = Vec::new();
    for (index, &at) in dated.iter().enumerate() {
        let Some(found) = &parts[at].dated else { continue };
        let next = dated.get(index + 1).copied().unwrap_or(parts.len());
        let before = index.checked_sub(1).map_or(0, |last| dated[last] + 1);
        let before = &parts[before.max(at.saturating_sub(BEFORE))..at];
        let behind = parts[at + 1..next].iter().take(BEHIND).take_while(|part| !part.bullet);
        let mut head: Vec<String> = Vec::new();
        // Lines of what is under a bullet do not stand in the head, as far as their marks say it.
        let from = before.iter().rposition(|part| part.bullet).map_or(0, |bullet| bullet + 1);
        head.extend(before[from..].iter().map(|part| part.text.clone()));
        head.extend(found.rest.lines().map(str::to_owned));
        head.extend(behind.map(|part| part.text.clone()));
        let body = &parts[at + 1..next];
        let shown = &parts[at..(at + 1 + usize::from(found.rest.is_empty())).min(next)];
        let shown: Vec<&str> = shown.iter().map(|part| part.line.as_str()).collect();
        entries.push(Entry {
            date: found.date.clone(),
            line: shown.join(" / ").replace(GAP, " / "),
            head,
            body: body.iter().map(|part| part.text.clone()).collect(),
            bullets: (0..body.len()).filter(|at| body[*at].bullet).collect(),
        });
    }
    entries
}

/// A line of a section.
struct Part {
    /// The line as it stands there.
    line: String,
    /// Its words, folded, without the mark of a bullet.
    text: String,
    /// Whether a bullet begins there.
    bullet: bool,
    /// The date at one of its ends.
    dated: Option<Dated>,
}

/// Lines as the rules see them; a range of dates on two lines is on one.
fn parts(lines: &[String]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for whole in lines {
        let line = folded(whole);
        let part = |text: &str, bullet, dated| Part {
            line: whole.clone(),
            text: text.to_owned(),
            bullet,
            dated,
        };
        if let Some(last) = parts.last_mut()
            && let Some(open) = last.dated.as_mut()
            && dates::goes_on(&open.date, &line)
        {
            open.date = format!("{} {line}", open.date);
            last.line = format!("{} {whole}", last.line);
            continue;
        }
        if let Some(text) = bullet(&line) {
            parts.push(part(text, true, None));
            continue;
        }
        // What says no more than that it goes on is no date without its beginning.
        let dated = dates::dated(&line);
        let dated = dated.filter(|one| one.date.contains(|c: char| c.is_ascii_digit()));
        parts.push(part(&line, false, dated));
    }
    parts
}

//! Dated entries as the rules see them: what they are called, when they were, and their bullets.

use jiff::civil;

use crate::diagnostics::Span;
use crate::resume::{Date, EndDate, LooseDate};
use crate::words::code;
use crate::yaml::Node;

use super::{Lint, value};

/// An entry, or a position in one.
pub struct Item<'a> {
    /// Its mapping.
    pub node: &'a Node,
    /// What it is called in a sentence: ``the job at `Naver` ``.
    pub title: String,
    /// When it began.
    pub start: Option<Date>,
    /// When it ended.
    pub end: Option<EndDate>,
    /// When it was, if it has one date only.
    pub date: Option<LooseDate>,
}

impl<'a> Item<'a> {
    /// Reads an entry; the title says what it is.
    fn new(node: &'a Node, title: String) -> Self {
        let text = |key: &str| value(node, key).and_then(Node::text);
        Self {
            node,
            title,
            start: text("startDate").and_then(|text| text.parse().ok()),
            end: text("endDate").and_then(|text| text.parse().ok()),
            date: text("date").and_then(|text| text.parse().ok()),
        }
    }

    /// Whether it has any date.
    pub fn is_dated(&self) -> bool {
        ["startDate", "endDate", "date"].iter().any(|key| value(self.node, key).is_some())
    }

    /// Whether it goes on at some day: it has no end, or an expected one.
    pub fn is_current(&self, today: civil::Date) -> bool {
        match self.end {
            Some(EndDate::Present) => true,
            Some(EndDate::On(end)) => end.first_day() > today,
            None => self.start.is_some(),
        }
    }

    /// The value by which somebody knows the entry, to point at.
    pub fn place(&self) -> Span {
        let keys = ["name", "organization", "institution", "position", "studyType", "area"];
        let named = keys.iter().find_map(|key| value(self.node, key));
        named.map_or(self.node.span, |name| name.span)
    }

    /// The place of a key with a value; else the entry's.
    pub fn key_place(&self, key: &str) -> Span {
        match self.node.pair(key) {
            Some(pair) if value(self.node, key).is_some() => pair.key_span,
            _ => self.place(),
        }
    }

    /// The value that says when it ended, or began if it has not.
    pub fn date_place(&self) -> Span {
        let keys = ["endDate", "date", "startDate"];
        let date = keys.iter().find_map(|key| value(self.node, key));
        date.map_or(self.place(), |date| date.span)
    }

    /// Its bullets, without those under them.
    pub fn bullets(&self) -> impl Iterator<Item = &'a Node> {
        bullets(value(self.node, "highlights"))
    }
}

/// The texts of some bullets, without those under them.
pub fn bullets(list: Option<&Node>) -> impl Iterator<Item = &Node> {
    list.into_iter().flat_map(Node::items).filter_map(text_of)
}

/// The text of a bullet, which may be written alone.
pub fn text_of(bullet: &Node) -> Option<&Node> {
    match bullet.text() {
        Some(_) => Some(bullet),
        None => value(bullet, "text").filter(|text| text.text().is_some()),
    }
}

impl<'a> Lint<'a> {
    /// The entries of a section.
    pub fn entries(&self, section: &str) -> Vec<Item<'a>> {
        let items = self.items(section).iter();
        items.map(|node| Item::new(node, title(section, node))).collect()
    }

    /// The positions that an employer's entry lists.
    pub fn positions(&self, employer: &'a Node) -> Vec<Item<'a>> {
        let at = value(employer, "name").and_then(Node::text);
        let items = value(employer, "positions").into_iter().flat_map(Node::items);
        items
            .map(|node| {
                let position = value(node, "position").and_then(Node::text).unwrap_or_default();
                let title = match at {
                    Some(at) => format!("the job {} at {}", code(position), code(at)),
                    None => format!("the job {}", code(position)),
                };
                Item::new(node, title)
            })
            .collect()
    }

    /// Every job: positions where an employer lists them, else the employer's entry.
    pub fn jobs(&self) -> Vec<Item<'a>> {
        let mut jobs = Vec::new();
        for entry in self.entries("work") {
            let positions = self.positions(entry.node);
            if positions.is_empty() {
                jobs.push(entry);
            } else {
                jobs.extend(positions);
            }
        }
        jobs
    }
}

/// What an entry is called in a sentence.
fn title(section: &str, node: &Node) -> String {
    let text =
        |keys: &[&str]| keys.iter().find_map(|key| value(node, key)).and_then(Node::text).map(code);
    let (noun, at, other): (_, &[&str], &[&str]) = match section {
        "work" => ("the job", &["name"], &["position"]),
        "volunteer" => ("the work", &["organization"], &["position"]),
        "education" => ("the degree", &["institution"], &["studyType", "area"]),
        _ => ("the entry", &[], &["name"]),
    };
    match (text(at), text(other)) {
        (Some(at), _) => format!("{noun} at {at}"),
        (None, Some(other)) => format!("{noun} {other}"),
        (None, None) => noun.to_owned(),
    }
}

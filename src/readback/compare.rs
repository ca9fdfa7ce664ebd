//! Fields that were found in a text, beside the data that it was made of: which are there again, and
//! what is to blame for those that are not.

use crate::markup::plain;
use crate::view::model::{BulletView, EntryView, PositionView, Run, Runs, View};

use super::dates::bare;
use super::fields::{Entry, Fields};
use super::titles::{Kind, kind_of};
use super::words::{Stands, folded, lines_of, stands};

/// A field of the data, and whether it is there again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it belongs to: `job 2`; empty for the person's own.
    pub of: String,
    /// What it is: `e-mail`, `employer`.
    pub field: &'static str,
    /// What the data says.
    pub value: String,
    /// Why it is not there again; `None` if it is.
    pub blame: Option<String>,
}

/// What is known of how a text was made, to lay blame.
pub struct Made<'a> {
    /// The data as the theme received it.
    pub view: &'a View,
    /// The text.
    pub text: &'a str,
    /// What is found in it.
    pub fields: &'a Fields,
    /// The theme's name, and whether it breaks words at the ends of lines.
    pub theme: Option<(&'a str, bool)>,
}

/// Each field of the data that a parser looks for, in the order of a form.
pub fn compare(made: &Made) -> Vec<Finding> {
    let mut comparison =
        Comparison { made, whole: folded(made.text), findings: Vec::new(), of: String::new() };
    comparison.person();
    comparison.jobs();
    comparison.degrees();
    comparison.skills();
    comparison.findings
}

/// Goes through the data.
struct Comparison<'a> {
    made: &'a Made<'a>,
    /// The whole text, folded.
    whole: String,
    findings: Vec<Finding>,
    /// What the next findings belong to.
    of: String,
}

impl Comparison<'_> {
    /// Adds a finding; whatever is not found has something to blame.
    fn say(
        &mut self,
        field: &'static str,
        value: &str,
        found: bool,
        blame: impl Fn(&Self) -> String,
    ) {
        let blame = (!found).then(|| blame(self));
        self.findings.push(Finding { of: self.of.clone(), field, value: value.to_owned(), blame });
    }

    /// Name, addresses, numbers, place, links.
    fn person(&mut self) {
        let (view, fields) = (self.made.view, self.made.fields);
        let name = plain(&view.name);
        let begins = fields.name.as_deref().is_some_and(|found| folded(found) == folded(&name));
        self.say("name", &name, begins, |this| {
            let first = this.made.text.lines().next().unwrap_or_default();
            let first = first.split(super::text::GAP).next().unwrap_or_default();
            match stands(&folded(first), &folded(&name)) {
                Stands::Torn | Stands::Nowhere if first.trim_end().ends_with('-') => {
                    "the name is broken over two lines".to_owned()
                }
                _ => format!("the text begins with `{first}`"),
            }
        });
        for contact in view.contacts.iter().flat_map(|group| &group.items) {
            let text = plain(&contact.body);
            let url = address(&contact.body);
            match (contact.kind, url) {
                ("email", _) => {
                    let found = fields.emails.contains(&text);
                    self.say("e-mail", &text, found, |this| this.blame(&text));
                }
                ("phone", _) => {
                    let found = fields.phones.iter().any(|phone| figures(phone) == figures(&text));
                    self.say("phone", &text, found, |this| this.blame(&text));
                }
                ("location", _) => {
                    let others = folded(&fields.others.join("\n"));
                    let found = stands(&others, &folded(&text)) == Stands::Apart;
                    self.say("place", &text, found, |this| this.blame(&text));
                }
                (_, Some(url)) => {
                    let found = fields.links.iter().any(|link| same_address(link, url));
                    self.say("link", url, found, |this| match folded(&text).contains(&bare_address(url)) {
                        true => this.blame(&bare_address(url)),
                        false => format!(
                            "the address lies behind `{text}`: the text does not say it; without a \
                             `username` or `text`, the address itself is printed"
                        ),
                    });
                }
                (_, None) => {
                    let found = stands(&folded(&fields.lines(Kind::Head)), &folded(&text));
                    self.say("profile", &text, found == Stands::Apart, |this| this.blame(&text));
                }
            }
        }
    }

    /// Employers, titles, dates, bullets.
    fn jobs(&mut self) {
        for (index, entry) in self.entries("work").into_iter().enumerate() {
            self.of = format!("job {}", index + 1);
            let (employer, title) = match (&entry.organization, entry.positions.is_empty()) {
                (Some(employer), _) => (Some(plain(employer)), Some(plain(&entry.title))),
                (None, false) => (Some(plain(&entry.title)), None),
                (None, true) => (None, Some(plain(&entry.title))),
            };
            let first = Sought {
                names: employer.iter().chain(&title).cloned().collect(),
                date: entry.date.clone(),
                texts: texts(&entry.paragraphs, &entry.highlights),
            };
            if entry.positions.is_empty() {
                self.entry(
                    Kind::Work,
                    &["employer", "title"][usize::from(employer.is_none())..],
                    &first,
                );
                continue;
            }
            for (number, position) in entry.positions.iter().enumerate() {
                let title = plain(&position.title);
                let texts = texts(&position.paragraphs, &position.highlights);
                // The employer of the later ones is that of the first.
                let employer = employer.clone().filter(|_| number == 0);
                let fields: &[&'static str] = match employer {
                    Some(_) => &["employer", "title"],
                    None => &["title"],
                };
                let names = employer.into_iter().chain([title]).collect();
                let date = own_date(position);
                self.entry(Kind::Work, fields, &Sought { names, date, texts });
            }
        }
    }

    /// Degrees, schools, dates.
    fn degrees(&mut self) {
        for (index, entry) in self.entries("education").into_iter().enumerate() {
            self.of = format!("degree {}", index + 1);
            let title = plain(&entry.title);
            let school = entry.organization.as_ref().map(|school| plain(school));
            let names: Vec<String> = [title].into_iter().chain(school).collect();
            let fields = &["degree", "school"][..names.len()];
            let sought = Sought { names, date: entry.date.clone(), texts: Vec::new() };
            self.entry(Kind::Education, fields, &sought);
        }
    }

    /// Skills, each by itself.
    fn skills(&mut self) {
        self.of = "skills".to_owned();
        let region = folded(&self.made.fields.lines(Kind::Skills));
        let sections = self.made.view.sections.iter().filter(|section| section.id == "skills");
        for label in sections.flat_map(|section| &section.labels) {
            let alone = label.label.iter().filter(|_| label.items.is_empty());
            for skill in label.items.iter().chain(alone).map(|skill| plain(skill)) {
                let found = stands(&region, &folded(&skill)) == Stands::Apart;
                self.say("skill", &skill, found, |this| {
                    this.blame_section("skills", Kind::Skills).unwrap_or_else(|| this.blame(&skill))
                });
            }
        }
    }

    /// One job, position or degree.
    fn entry(&mut self, kind: Kind, fields: &[&'static str], sought: &Sought) {
        let all = Entry {
            head: self.made.fields.lines(kind).lines().map(folded).collect(),
            ..Entry::default()
        };
        let date = sought.date.as_deref().map(bare);
        let candidates: Vec<&Entry> = match &date {
            Some(date) => {
                self.made.fields.entries(kind).filter(|entry| bare(&entry.date) == *date).collect()
            }
            // Nothing tells it from the others.
            None => self.made.fields.entries(kind).chain([&all]).collect(),
        };
        let named = |entry: &&Entry| {
            let head = entry.head.join("\n");
            sought.names.iter().filter(|name| is_in(&head, name)).count()
        };
        let said = |entry: &&Entry| sought.texts.iter().filter(|text| text.is_in(entry)).count();
        // The first of those that say the most.
        let best = candidates.iter().rev().max_by_key(|entry| (named(entry), said(entry))).copied();
        let id = if kind == Kind::Work { "work" } else { "education" };
        let section = self.blame_section(id, kind);
        for (field, name) in fields.iter().zip(&sought.names) {
            let found = best.is_some_and(|entry| is_in(&entry.head.join("\n"), name));
            let apart = "it stands apart from its date";
            self.say(field, name, found, |this| {
                section.clone().unwrap_or_else(|| {
                    match (best, stands(&this.whole, &folded(name))) {
                        (None, _) => "its date is not found, by which a parser tells entries apart"
                            .to_owned(),
                        (Some(_), Stands::Apart) => apart.to_owned(),
                        _ => this.blame(name),
                    }
                })
            });
        }
        if let Some(date) = &sought.date {
            self.say("dates", date, best.is_some(), |this| {
                section.clone().unwrap_or_else(|| {
                    let holds = this.whole.replace([' ', '\n'], "").contains(&bare(date));
                    match holds {
                        true => {
                            "it is none that the rules know, or stands inside a line; write years \
                                 or months, such as `2020-03`"
                                .to_owned()
                        }
                        false => this.blame(date),
                    }
                })
            });
        }
        for text in &sought.texts {
            let found = best.is_some_and(|entry| {
                text.is_in(entry) || (sought.date.is_none() && text.is_among(&self.whole))
            });
            self.say(text.field, &text.text, found, |this| {
                section.clone().unwrap_or_else(|| match best {
                    None => {
                        "its date is not found, by which a parser tells entries apart".to_owned()
                    }
                    Some(_) => this.blame(&text.text),
                })
            });
        }
    }

    /// The entries of a section of the data.
    fn entries(&self, id: &str) -> Vec<EntryView> {
        let sections = self.made.view.sections.iter().filter(|section| section.id == id);
        sections.flat_map(|section| section.entries.clone()).collect()
    }

    /// What is to blame if a section is not known by its title.
    fn blame_section(&self, id: &str, kind: Kind) -> Option<String> {
        let section = self.made.view.sections.iter().find(|section| section.id == id)?;
        let title = plain(&section.title);
        if kind_of(&title) != Some(kind) {
            return Some(format!(
                "the title `{title}` is none that the rules know for `{id}`; without a `title` in \
                 `sections`, the usual one is printed"
            ));
        }
        let found = self.made.fields.sections.iter().any(|section| section.kind == kind);
        (!found).then(|| format!("the title `{title}` does not stand on a line of its own"))
    }

    /// What is to blame for a text that is not where it is looked for.
    fn blame(&self, text: &str) -> String {
        let hyphenates = self.made.theme.is_some_and(|(_, hyphenates)| hyphenates);
        match stands(&self.whole, &folded(text)) {
            Stands::Torn if hyphenates => {
                "words are broken at the ends of lines: `theme: {hyphenate: false}` keeps them whole"
                    .to_owned()
            }
            Stands::Torn => match self.made.theme {
                Some((theme, _)) => format!(
                    "it is broken at the end of a line: `{theme}` sets it in too narrow a column"
                ),
                None => "its words are torn or glued together".to_owned(),
            },
            Stands::Nowhere => match self.made.theme {
                Some((theme, _)) => format!("the text does not have it: `{theme}` prints it otherwise"),
                None => "the text does not have it".to_owned(),
            },
            Stands::Within => "other words stand right beside it".to_owned(),
            Stands::Apart => {
                let text = folded(text);
                let whole = self.whole.lines().any(|line| line.contains(&text));
                let holds = |lines: &[String]| stands(&folded(&lines.join("\n")), &text);
                let mut sections = self.made.fields.sections.iter();
                let under = sections.find(|section| holds(&section.lines) == Stands::Apart);
                match under.map(|section| section.title.as_str()) {
                    _ if !whole && !text.contains(' ') => "it is broken over two lines".to_owned(),
                    Some(title) if !title.is_empty() => {
                        format!("it stands under the title `{title}`, and not where it belongs")
                    }
                    _ => "it is there, but not where it belongs".to_owned(),
                }
            }
        }
    }
}

/// What an entry is looked for by.
struct Sought {
    names: Vec<String>,
    date: Option<String>,
    texts: Vec<Said>,
}

/// A bullet or a paragraph.
struct Said {
    field: &'static str,
    text: String,
}

impl Said {
    /// Whether an entry says it, in lines of its own, and a bullet behind its mark.
    fn is_in(&self, entry: &Entry) -> bool {
        let text = folded(&self.text);
        let starts = |at: &usize| self.field != "bullet" || entry.bullets.contains(at);
        (0..entry.body.len()).filter(starts).any(|at| lines_of(&entry.body[at..], &text).is_some())
    }

    /// Whether it stands anywhere.
    fn is_among(&self, whole: &str) -> bool {
        stands(whole, &folded(&self.text)) >= Stands::Within
    }
}

/// The bullets and paragraphs of an entry, nested bullets after those above them.
fn texts(paragraphs: &[Runs], highlights: &[BulletView]) -> Vec<Said> {
    fn bullets(all: &mut Vec<Said>, list: &[BulletView]) {
        for bullet in list {
            all.push(Said { field: "bullet", text: plain(&bullet.body) });
            bullets(all, &bullet.children);
        }
    }
    let paragraphs = paragraphs.iter().map(|text| Said { field: "text", text: plain(text) });
    let mut all: Vec<Said> = paragraphs.collect();
    bullets(&mut all, highlights);
    all.retain(|said| !said.text.is_empty());
    all
}

/// The dates of a position.
fn own_date(position: &PositionView) -> Option<String> {
    position.date.clone()
}

/// Whether a head says a name by itself.
fn is_in(head: &str, name: &str) -> bool {
    stands(head, &folded(name)) == Stands::Apart
}

/// The address that some runs link to.
fn address(runs: &Runs) -> Option<&str> {
    runs.iter().find_map(|run| match run {
        Run::Link(url, _) => Some(url.as_str()),
        _ => None,
    })
}

/// Whether two addresses are one, however they begin and end.
fn same_address(one: &str, other: &str) -> bool {
    bare_address(one) == bare_address(other)
}

/// An address without what people leave out.
fn bare_address(url: &str) -> String {
    let bare = url.split_once("://").map_or(url, |(_, bare)| bare);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    bare.trim_end_matches('/').to_lowercase()
}

/// The figures of a number.
fn figures(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

//! What themes receive: `resume.json`. Every key is always there; what is absent is `null`, lists
//! are lists. Dates, labels, quotes, order and absence are settled; a theme only places ink.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::locale::Direction;

/// A résumé that is ready to print.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// The title of the document: `Heungsub Lee: Résumé`.
    pub title: String,
    /// The person's name in plain text.
    pub author: String,
    /// What the document is about, in one line.
    pub subject: Option<String>,
    /// Words that stand on the page.
    pub keywords: Vec<String>,
    /// The language: `en`.
    pub lang: String,
    /// The region, `US`, if the file names one.
    pub region: Option<String>,
    /// Which way lines run: `ltr` or `rtl`.
    pub dir: Direction,
    /// The person's name.
    pub name: Runs,
    /// What the person is.
    pub label: Option<Runs>,
    /// The photo.
    pub image: Option<ImageView>,
    /// How to reach the person, grouped by kind, in the order to print.
    pub contacts: Vec<ContactGroup>,
    /// What a country expects besides.
    pub details: Vec<LabelView>,
    /// The sections in the order to print; the summary is one of them.
    pub sections: Vec<SectionView>,
    /// Words of the résumé's language that a theme may need.
    pub words: Words,
}

/// The photo, mounted under a name of its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImageView {
    /// The file to give to Typst's `image`.
    pub path: String,
    /// What it shows.
    pub alt: String,
}

/// Contacts of one kind.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ContactGroup {
    /// `contact` (mail, telephone), `web` (site, profiles) or `place`.
    pub id: &'static str,
    /// The group's label: `Contact`.
    pub label: String,
    /// The word between the last two items: `or`; `None` for a comma.
    pub conjunction: Option<String>,
    /// The contacts.
    pub items: Vec<Contact>,
}

/// One way to reach the person.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// `email`, `phone`, `url`, `profile` or `location`.
    pub kind: &'static str,
    /// What it is, for themes that label each: `E-mail`, `GitHub`.
    pub label: String,
    /// What to print, with its link.
    pub body: Runs,
}

/// A section. Only the list of its kind has items; the others are empty.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SectionView {
    /// `work`, `skills` …, or the `id` of a section of the user's own; empty for a divider.
    pub id: String,
    /// The title.
    pub title: Runs,
    /// How its content is shaped.
    pub kind: Kind,
    /// Begin a new page before the section.
    pub page_break: bool,
    /// The content, if the kind is `entries` or `citations`.
    pub entries: Vec<EntryView>,
    /// The content, if the kind is `labels`.
    pub labels: Vec<LabelView>,
    /// The content, if the kind is `bullets`.
    pub bullets: Vec<BulletView>,
    /// The content, if the kind is `text`: its paragraphs.
    pub paragraphs: Vec<Runs>,
    /// What the marks in the section mean, each with its mark before it.
    pub footnotes: Vec<Runs>,
}

/// The shapes of sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// Entries with a head and a body.
    Entries,
    /// Publications: `line` says all of the head.
    Citations,
    /// Labels with values.
    Labels,
    /// Bullets.
    Bullets,
    /// Paragraphs.
    Text,
    /// A rule between parts; it has no content.
    Divider,
}

/// An entry: a job, a degree, a talk …
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EntryView {
    /// What the person was or did: position, degree, name of the project. Never empty.
    pub title: Runs,
    /// Where or for whom: employer, school, event, awarder, publisher.
    pub organization: Option<Runs>,
    /// Whether the section is about organizations, so that the organization leads: `Naver, 2020–`
    /// over `Software Engineer`. Jobs and volunteering; a project or a talk leads with its title.
    pub organization_leads: bool,
    /// The place.
    pub location: Option<Runs>,
    /// The date or dates: `2018–2020`.
    pub date: Option<String>,
    /// Title, organization, location and date in one line, for compact lists: `Remake of Hangulize
    /// at NDC 2018`. It has neither body nor facts.
    pub line: Runs,
    /// As `line`, without the date.
    pub undated_line: Runs,
    /// One line about the organization or project.
    pub description: Option<Runs>,
    /// What the person did, as paragraphs.
    pub paragraphs: Vec<Runs>,
    /// What the person achieved, as bullets.
    pub highlights: Vec<BulletView>,
    /// All other fields, labelled: score, courses, keywords, amount …
    pub facts: Vec<LabelView>,
    /// Several positions under the one organization; then `title` is the organization.
    pub positions: Vec<PositionView>,
    /// Keep the entry on one page.
    pub keep_together: bool,
    /// Begin a new page before the entry.
    pub page_break: bool,
}

/// One of several positions under one organization.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PositionView {
    /// What the person was.
    pub title: Runs,
    /// The place, if it has its own.
    pub location: Option<Runs>,
    /// The dates.
    pub date: Option<String>,
    /// One line about it.
    pub description: Option<Runs>,
    /// What the person did.
    pub paragraphs: Vec<Runs>,
    /// What the person achieved.
    pub highlights: Vec<BulletView>,
    /// Keep the position on one page.
    pub keep_together: bool,
    /// Begin a new page before the position.
    pub page_break: bool,
}

/// A label and what it says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LabelView {
    /// The label: `Programming Languages`. `None` if the value stands alone.
    pub label: Option<Runs>,
    /// The value: `Python (expert), Go`. `None` if the label stands alone.
    pub value: Option<Runs>,
    /// The items of the value, for themes that set them apart.
    pub items: Vec<Runs>,
}

/// A bullet.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BulletView {
    /// What it says.
    pub body: Runs,
    /// Bullets under it.
    pub children: Vec<BulletView>,
}

/// Words of the résumé's language.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Words {
    /// What parts the parts of a line: `, `.
    pub comma: String,
    /// What parts the items of a list.
    pub list: String,
    /// What parts a label from its value: `: `.
    pub colon: String,
    /// What parts a thing from what is said of it: ` – `.
    pub dash: String,
    /// What parts the two dates of a span, ` – `, where a line may break.
    pub range: String,
    /// `Page {n} of {m}`.
    pub page: String,
    /// The title for the personal details: `Personal Details`.
    pub details: String,
    /// The title for the contacts: `Contact`.
    pub contact: String,
}

/// Rich text.
pub type Runs = Vec<Run>;

/// A piece of rich text. In JSON a text is a string; all else is an object with one key that names
/// it: `{"bold": […]}`, `{"link": "https://…", "body": […]}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// Text as it is printed.
    Text(String),
    /// `**bold**`
    Bold(Runs),
    /// `*italic*`
    Italic(Runs),
    /// `` `code` ``
    Code(String),
    /// `^superscript^`
    Super(Runs),
    /// A link.
    Link(String, Runs),
    /// The résumé's own author among others.
    Myself(Runs),
    /// Text in another language than the résumé.
    Lang {
        /// The language: `ko`.
        lang: String,
        /// Its region, if that matters: `TW`.
        region: Option<String>,
        /// The text.
        body: Runs,
    },
    /// A forced line break.
    Break,
}

impl Serialize for Run {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Self::Text(text) = self {
            return serializer.serialize_str(text);
        }
        let mut map = serializer.serialize_map(None)?;
        match self {
            Self::Text(_) => {}
            Self::Bold(body) => map.serialize_entry("bold", body)?,
            Self::Italic(body) => map.serialize_entry("italic", body)?,
            Self::Code(text) => map.serialize_entry("code", text)?,
            Self::Super(body) => map.serialize_entry("super", body)?,
            Self::Link(url, body) => {
                map.serialize_entry("link", url)?;
                map.serialize_entry("body", body)?;
            }
            Self::Myself(body) => map.serialize_entry("self", body)?,
            Self::Lang { lang, region, body } => {
                map.serialize_entry("lang", lang)?;
                map.serialize_entry("region", region)?;
                map.serialize_entry("body", body)?;
            }
            Self::Break => map.serialize_entry("break", &true)?,
        }
        map.end()
    }
}

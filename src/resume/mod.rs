//! The data model: what a résumé file may say, one file a concept.
//!
//! A superset of [JSON Resume 1.0](https://jsonresume.org/schema) with its names. The types come
//! from a [`Node`](crate::yaml::Node) tree that [`schema`](crate::schema) has already found valid,
//! and go to [`check`](crate::check) and [`view`](crate::view). The doc comments here are the
//! descriptions of the published JSON Schema: they speak to the person who writes the file.

mod basics;
mod career;
mod custom;
mod date;
mod entry;
mod file_name;
mod layout;
mod link;
mod locale;
mod output;
mod scalar;
mod scholar;
mod skills;
mod variant;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

pub use self::basics::{Basics, Detail, Image, Location, Place, Profile, WebSite};
pub use self::career::{
    Award, Certificate, Education, Position, Project, Reference, Volunteer, Work,
};
pub use self::custom::{Custom, CustomEntry};
pub use self::date::{Date, EndDate, LooseDate};
pub use self::entry::{Entry, Highlight};
pub use self::file_name::FileName;
pub use self::layout::{Fit, Meta, SectionRef, ThemeChoice, Timestamp};
pub use self::link::{Email, LinkedText, Phone, Scheme, Url};
pub use self::locale::{
    AsidePhrase, DatePatterns, DatePhrase, DayPattern, LocaleWords, MonthPattern, OpenPhrase,
    PagePhrase, RangePhrase, TalkPhrase,
};
pub use self::output::{Bleed, Family, InkProfile, Output, STANDARDS, Standard};
pub use self::scalar::{FieldError, FromText, LanguageTag, OneOrMany, Shorthand, Text};
pub use self::scholar::{
    Author, Course, Doi, Grant, MARKS, Patent, PublicationItem, Talk, Teaching,
};
pub use self::skills::{Interest, Language, Skill};
pub use self::variant::{VARIANT_NAME, Variant, is_variant_name};

/// A résumé.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Resume {
    /// The address of this schema; its value says which kind of résumé the file is.
    #[schemars(example = "resume.schema.json")]
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// The look: a theme's name or folder, or a mapping of its `name` and its options.
    #[schemars(example = &"duet", example = json!({"name": "classic", "size": "10.5pt"}))]
    #[schemars(extend("default" = "classic"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<Shorthand<ThemeChoice>>,
    /// How many pages the résumé shall fill.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fit: Option<Fit>,
    /// What kind of PDF is written: for archives, for a print shop, with its data inside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<Output>,
    /// The language the résumé is written in, as a BCP 47 tag. It settles titles, months and quotes.
    #[schemars(example = &"de", example = "pt-BR", extend("default" = "en"))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<LanguageTag>,
    /// Other YAML files in the résumé's folder that say more of it. What the file says itself comes first.
    #[schemars(example = &"publications.yaml", example = ["work.yaml", "talks/all.yaml"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include: Option<OneOrMany<String>>,
    /// Words in the place of those of the language: titles, months, "present", quotes and labels.
    #[schemars(example = json!({"present": "to date", "sections": {"work": "Career"}}))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<LocaleWords>,
    /// The order of the sections, their titles, and the dividers between them. A section with data
    /// that is not listed follows at the end.
    #[schemars(example = json!(["work", "divider", {"id": "skills", "title": "Tools"}]))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sections: Option<Vec<Shorthand<SectionRef>>>,
    /// Other résumés of this file, each for another reader, by their names. `vitae render --variant NAME`
    /// writes one, `--variant all` each.
    #[schemars(example = json!({"backend": {"label": "Backend Engineer", "tags": ["backend"]}}))]
    #[schemars(extend("propertyNames" = json!({"pattern": VARIANT_NAME}), "maxProperties" = 50))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variants: Option<BTreeMap<String, Variant>>,
    /// Who you are and how to reach you.
    pub basics: Basics,
    /// Jobs, newest first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work: Option<Vec<Work>>,
    /// Unpaid work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volunteer: Option<Vec<Volunteer>>,
    /// Schools and degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub education: Option<Vec<Education>>,
    /// Prizes and honours.
    #[schemars(example = ["Turing Award 2024"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub awards: Option<Vec<Shorthand<Award>>>,
    /// Certificates and licences.
    #[schemars(example = ["Certified Kubernetes Administrator"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificates: Option<Vec<Shorthand<Certificate>>>,
    /// Papers, books and articles.
    #[schemars(example = ["Sketch of the Analytical Engine"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publications: Option<Vec<Shorthand<PublicationItem>>>,
    /// Groups of skills.
    #[schemars(example = ["Rust", "Public speaking"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skills: Option<Vec<Shorthand<Skill>>>,
    /// Languages that you speak.
    #[schemars(example = ["English", "Korean"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<Shorthand<Language>>>,
    /// What you care about.
    #[schemars(example = ["Weaving looms", "Mathematics"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interests: Option<Vec<Shorthand<Interest>>>,
    /// People who speak for you.
    #[schemars(example = ["Charles Babbage"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub references: Option<Vec<Shorthand<Reference>>>,
    /// Projects, your own or others'.
    #[schemars(example = ["Analytical Engine"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub projects: Option<Vec<Shorthand<Project>>>,
    /// Talks that you gave.
    #[schemars(example = ["Poetical Science"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub talks: Option<Vec<Shorthand<Talk>>>,
    /// Courses that you taught.
    #[schemars(example = ["Introduction to Algorithms"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub teaching: Option<Vec<Shorthand<Teaching>>>,
    /// Funding that you won.
    #[schemars(example = ["Royal Society Fellowship"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grants: Option<Vec<Shorthand<Grant>>>,
    /// Patents.
    #[schemars(example = ["Calculating Machine"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patents: Option<Vec<Shorthand<Patent>>>,
    /// Courses that you took.
    #[schemars(example = ["Machine Learning"])]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub courses: Option<Vec<Shorthand<Course>>>,
    /// Sections of your own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub custom: Option<Vec<Custom>>,
    /// What the marks `*`, `†` and `‡` after authors' names mean.
    #[schemars(example = json!({"*": "Contributed equally."}))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footnotes: Option<BTreeMap<String, Text>>,
    /// About the file itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meta: Option<Meta>,
}

impl Resume {
    /// Every dated entry, positions and entries of one's own sections too.
    pub fn entries(&self) -> Vec<&Entry> {
        let mut entries = Vec::new();
        for work in self.work.iter().flatten() {
            entries.push(&work.entry);
            entries.extend(work.positions.iter().flatten().map(|position| &position.entry));
        }
        entries.extend(self.volunteer.iter().flatten().map(|one| &one.entry));
        entries.extend(self.education.iter().flatten().map(|one| &one.entry));
        entries.extend(self.awards.iter().flatten().map(|one| &one.entry));
        entries.extend(self.certificates.iter().flatten().map(|one| &one.entry));
        entries.extend(self.publications.iter().flatten().map(|one| &one.entry));
        entries.extend(self.references.iter().flatten().map(|one| &one.entry));
        entries.extend(self.projects.iter().flatten().map(|one| &one.entry));
        entries.extend(self.talks.iter().flatten().map(|one| &one.entry));
        entries.extend(self.teaching.iter().flatten().map(|one| &one.entry));
        entries.extend(self.grants.iter().flatten().map(|one| &one.entry));
        entries.extend(self.patents.iter().flatten().map(|one| &one.entry));
        entries.extend(self.courses.iter().flatten().map(|one| &one.entry));
        let custom =
            self.custom.iter().flatten().flat_map(|custom| custom.entries.iter().flatten());
        entries.extend(custom.map(|one| &one.entry));
        entries
    }

    /// Whether a section has data: its key in the file, `summary`, or the `id` of one of the user's own.
    pub fn has_section(&self, id: &str) -> bool {
        match id {
            "summary" => self.basics.summary.is_some(),
            "work" => self.work.is_some(),
            "volunteer" => self.volunteer.is_some(),
            "education" => self.education.is_some(),
            "awards" => self.awards.is_some(),
            "certificates" => self.certificates.is_some(),
            "publications" => self.publications.is_some(),
            "skills" => self.skills.is_some(),
            "languages" => self.languages.is_some(),
            "interests" => self.interests.is_some(),
            "references" => self.references.is_some(),
            "projects" => self.projects.is_some(),
            "talks" => self.talks.is_some(),
            "teaching" => self.teaching.is_some(),
            "grants" => self.grants.is_some(),
            "patents" => self.patents.is_some(),
            "courses" => self.courses.is_some(),
            id => self.custom.iter().flatten().any(|custom| custom.id == id),
        }
    }

    /// Takes the data of a section away.
    pub fn remove_section(&mut self, id: &str) {
        match id {
            "summary" => self.basics.summary = None,
            "work" => self.work = None,
            "volunteer" => self.volunteer = None,
            "education" => self.education = None,
            "awards" => self.awards = None,
            "certificates" => self.certificates = None,
            "publications" => self.publications = None,
            "skills" => self.skills = None,
            "languages" => self.languages = None,
            "interests" => self.interests = None,
            "references" => self.references = None,
            "projects" => self.projects = None,
            "talks" => self.talks = None,
            "teaching" => self.teaching = None,
            "grants" => self.grants = None,
            "patents" => self.patents = None,
            "courses" => self.courses = None,
            id => self.custom.iter_mut().for_each(|all| all.retain(|custom| custom.id != id)),
        }
    }
}

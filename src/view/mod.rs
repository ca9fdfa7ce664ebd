//! Resume → what themes receive. Language, order, labels, dates, quotes and absence are settled
//! here, so that a theme only places ink.

mod authors;
mod dates;
mod entries;
pub mod model;
mod tongues;
mod typography;

use jiff::civil;

use crate::locale::{DateForm, Direction, Locale};
use crate::markup;
use crate::resume::{
    Basics, Custom, Highlight, LanguageTag, MARKS, PublicationItem, Resume, SectionRef, Shorthand,
    Text,
};

use self::entries::{is_blank, joined, merge};
use self::model::{
    BulletView, Contact, ContactGroup, EntryView, ImageView, Kind, LabelView, Run, Runs,
    SectionView, View, Words,
};

/// The sections of the data model in JSON Resume's order, then ours.
pub const SECTIONS: &[&str] = &[
    "summary",
    "work",
    "volunteer",
    "education",
    "awards",
    "certificates",
    "publications",
    "skills",
    "languages",
    "interests",
    "references",
    "projects",
    "talks",
    "teaching",
    "grants",
    "patents",
    "courses",
];

/// Unicode's sign that what is beside it runs from the right.
const RIGHT_TO_LEFT_MARK: char = '\u{200f}';

/// What the view needs besides the résumé.
pub struct Setting<'a> {
    /// The keys of the file in their order: sections print in it.
    pub keys: &'a [String],
    /// The day that the document is of; ends after it are expected ones.
    pub today: civil::Date,
    /// The photo's mounted name, if the file has a photo.
    pub image: Option<&'a str>,
    /// How dates are written.
    pub dates: DateForm,
}

/// Prepares a résumé for printing.
pub fn view(resume: &Resume, setting: &Setting) -> View {
    let mut locale = Locale::of_tag(resume.language.as_ref());
    if let Some(words) = &resume.locale {
        locale.apply(words);
    }
    locale.form = setting.dates;
    // Two Latin words with a comma between would run from the left, in a list that runs from the right.
    if locale.dir == Direction::Rtl {
        locale.comma.insert(0, RIGHT_TO_LEFT_MARK);
        locale.list.iter_mut().for_each(|mark| mark.insert(0, RIGHT_TO_LEFT_MARK));
    }
    let author = markup::plain(&markup::runs(&resume.basics.name));
    let builder = Builder { resume, locale: &locale, today: setting.today, author: author.clone() };
    let basics = &resume.basics;
    let image = setting.image.map(|path| ImageView {
        path: path.to_owned(),
        alt: basics
            .image
            .as_ref()
            .and_then(|image| image.alt.as_ref())
            .map(|alt| markup::plain(&builder.text(alt)))
            .unwrap_or_else(|| locale.label("photo").replace("{name}", &author)),
    });
    let sections = builder.sections(setting.keys);
    let mut view = View {
        title: format!("{author}: {}", locale.resume),
        subject: builder.said(basics.label.as_ref()).map(|label| markup::plain(&label)),
        keywords: Builder::keywords(&sections),
        lang: resume.language.as_ref().map_or("en", |tag| tag.primary()).to_owned(),
        region: resume.language.as_ref().and_then(region).map(str::to_owned),
        dir: locale.dir,
        name: builder.text(&basics.name),
        label: builder.said(basics.label.as_ref()),
        image,
        contacts: builder.contacts(basics),
        details: basics
            .details
            .iter()
            .flatten()
            .filter_map(|detail| builder.detail(&detail.label, &detail.value))
            .collect(),
        sections,
        words: Words {
            comma: locale.comma.clone(),
            list: locale.list().to_owned(),
            colon: locale.colon.clone(),
            dash: locale.dash.clone(),
            range: locale.range_sign().to_owned(),
            page: locale.page.clone(),
            details: locale.label("details"),
            contact: locale.label("contact"),
        },
        author,
    };
    tongues::mark(&mut view);
    view
}

/// The region of a language. Fonts and readers tell the two kinds of Chinese characters by it.
fn region(tag: &LanguageTag) -> Option<&str> {
    tag.region().or_else(|| match (tag.primary(), tag.script()) {
        ("zh", Some("Hant")) => Some("TW"),
        ("zh", Some("Hans")) => Some("CN"),
        _ => None,
    })
}

/// Builds the parts of a view in one language.
struct Builder<'a> {
    resume: &'a Resume,
    locale: &'a Locale,
    today: civil::Date,
    author: String,
}

impl Builder<'_> {
    /// A text as runs, with the quotes and dashes of the language. Its paragraphs are put on one
    /// line: fields that have paragraphs ask for them.
    fn text(&self, text: &Text) -> Runs {
        let parts = markup::paragraphs(text).map(markup::runs);
        typography::polish(joined(parts, " "), self.locale)
    }

    /// A text that may be absent. One that is empty is the same.
    fn said(&self, text: Option<&Text>) -> Option<Runs> {
        text.map(|text| self.text(text)).filter(|runs| !runs.is_empty())
    }

    /// How well a language is spoken; a level in words.
    fn fluency(&self, written: &Text) -> Runs {
        match self.locale.fluency(written) {
            Some(words) => vec![Run::Text(words)],
            None => self.text(written),
        }
    }

    /// Runs with something said by the way behind them.
    fn with_aside(&self, mut runs: Runs, aside: Runs) -> Runs {
        let (open, close) = self.locale.aside.split_once("{text}").unwrap_or_default();
        // What is so short stays on the line of what it is about.
        runs.push(Run::Text(open.replace(' ', "\u{a0}")));
        runs.extend(aside);
        runs.push(Run::Text(close.to_owned()));
        merge(runs)
    }

    /// Words for the document's properties: the skills, if they stand on the page.
    fn keywords(sections: &[SectionView]) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        let skills = sections.iter().filter(|section| section.id == "skills");
        for label in skills.flat_map(|section| &section.labels) {
            let names = label.label.iter().filter(|_| label.items.is_empty());
            for name in label.items.iter().chain(names) {
                let word = markup::plain(name);
                if !words.contains(&word) {
                    words.push(word);
                }
            }
        }
        words
    }

    /// How to reach the person, in groups.
    fn contacts(&self, basics: &Basics) -> Vec<ContactGroup> {
        let contact = |kind, label: String, body| Contact { kind, label, body };
        let mut direct = Vec::new();
        if let Some(email) = &basics.email {
            let body =
                vec![Run::Link(format!("mailto:{}", &**email), vec![Run::Text(email.to_string())])];
            direct.push(contact("email", self.locale.label("email"), body));
        }
        if let Some(phone) = &basics.phone {
            direct.push(contact("phone", self.locale.label("phone"), self.phone(phone)));
        }
        let mut web = Vec::new();
        if let Some(site) = &basics.url {
            let text = self.said(site.0.text.as_ref());
            let text = text.unwrap_or_else(|| vec![Run::Text(site.0.url.short().to_owned())]);
            let body = vec![Run::Link(site.0.url.to_string(), text)];
            web.push(contact("url", self.locale.label("url"), body));
        }
        for profile in basics.profiles.iter().flatten() {
            let label = profile.network.as_ref().map(|network| markup::plain(&self.text(network)));
            web.push(contact("profile", label.unwrap_or_default(), self.profile(profile)));
        }
        let place = basics
            .location
            .as_ref()
            .map(|place| contact("location", self.locale.label("place"), self.place(place)));
        // Fields that are all empty say nothing.
        let told = |one: &Contact| !markup::plain(&one.body).is_empty();
        direct.retain(told);
        web.retain(told);
        let place = place.filter(told);
        let group = |id, label: &str, conjunction: Option<&String>, items: Vec<Contact>| {
            let label = self.locale.label(label);
            ContactGroup { id, label, conjunction: conjunction.cloned(), items }
        };
        let groups = [
            group("contact", "contact", Some(&self.locale.or), direct),
            group("web", "web", None, web),
            group("place", "place", None, place.into_iter().collect()),
        ];
        groups.into_iter().filter(|group| !group.items.is_empty()).collect()
    }

    /// A profile: its address, and what the address does not say of network and user name.
    fn profile(&self, profile: &crate::resume::Profile) -> Runs {
        let short = profile.url.as_ref().map(|url| url.short()).unwrap_or_default();
        let said = |text: &str| {
            let text = text.trim_start_matches('@').to_lowercase();
            short.to_lowercase().contains(&text)
        };
        let network = self.said(profile.network.as_ref());
        let username = self.said(profile.username.as_ref());
        let username = username.filter(|username| !said(&markup::plain(username)));
        let mut runs = Runs::new();
        // Where the user name stands for the address, the address says nothing of the network.
        if let Some(network) = network
            && (username.is_some() || !said(&markup::plain(&network).replace(' ', "")))
        {
            runs.extend(network);
            if profile.url.is_some() || username.is_some() {
                runs.push(Run::Text(self.locale.colon.clone()));
            }
        }
        match (&profile.url, username) {
            (Some(url), Some(username)) => runs.push(Run::Link(url.to_string(), username)),
            (Some(url), None) => {
                runs.push(Run::Link(url.to_string(), vec![Run::Text(short.to_owned())]));
            }
            (None, username) => runs.extend(username.unwrap_or_default()),
        }
        merge(runs)
    }

    /// The sections in the order to print.
    fn sections(&self, keys: &[String]) -> Vec<SectionView> {
        let order = section_order(self.resume, keys);
        let shown = order.iter().filter(|section| !section.omit);
        tidy_dividers(shown.filter_map(|section| self.section(section)).collect())
    }

    /// One section; `None` if there is nothing to print in it.
    fn section(&self, place: &SectionRef) -> Option<SectionView> {
        let mut view = SectionView {
            id: place.id.clone(),
            title: Runs::new(),
            kind: Kind::Entries,
            page_break: place.page_break,
            entries: Vec::new(),
            labels: Vec::new(),
            bullets: Vec::new(),
            paragraphs: Vec::new(),
            footnotes: Vec::new(),
        };
        if place.id == "divider" {
            return Some(SectionView { id: String::new(), kind: Kind::Divider, ..view });
        }
        let custom = self.resume.custom.iter().flatten().find(|custom| custom.id == place.id);
        match custom {
            Some(custom) => self.fill_custom(&mut view, custom),
            None => self.fill(&mut view),
        }
        let usual = || match custom {
            Some(custom) => self.text(&custom.title),
            None => {
                vec![Run::Text(
                    self.locale.sections.get(place.id.as_str()).cloned().unwrap_or_default(),
                )]
            }
        };
        view.title = place.title.as_ref().map_or_else(usual, |title| self.text(title));
        view.bullets.retain(|bullet| !is_blank(bullet));
        let empty = view.entries.is_empty()
            && view.labels.is_empty()
            && view.bullets.is_empty()
            && view.paragraphs.is_empty();
        (!empty).then_some(view)
    }

    /// Fills a section of the data model with its content.
    fn fill(&self, view: &mut SectionView) {
        /// The entries of an optional list.
        fn each<T>(list: &Option<Vec<T>>, one: impl Fn(&T) -> EntryView) -> Vec<EntryView> {
            list.iter().flatten().map(one).collect()
        }
        let resume = self.resume;
        match view.id.as_str() {
            "summary" => {
                view.kind = Kind::Text;
                view.paragraphs = self.paragraphs(resume.basics.summary.as_ref());
            }
            "work" => view.entries = each(&resume.work, |one| self.work(one)),
            "volunteer" => view.entries = each(&resume.volunteer, |one| self.volunteer(one)),
            "education" => view.entries = each(&resume.education, |one| self.education(one)),
            "awards" => view.entries = each(&resume.awards, |one| self.award(one)),
            "certificates" => {
                view.entries = each(&resume.certificates, |one| self.certificate(one));
            }
            "projects" => view.entries = each(&resume.projects, |one| self.project(one)),
            "references" => view.entries = each(&resume.references, |one| self.reference(one)),
            "talks" => view.entries = each(&resume.talks, |one| self.talk(one)),
            "teaching" => view.entries = each(&resume.teaching, |one| self.teaching(one)),
            "grants" => view.entries = each(&resume.grants, |one| self.grant(one)),
            "courses" => view.entries = each(&resume.courses, |one| self.course(one)),
            "patents" => {
                view.entries = each(&resume.patents, |one| self.patent(one));
                let authors =
                    resume.patents.iter().flatten().filter_map(|one| one.authors.as_ref());
                view.footnotes = self.footnotes(authors.flatten().map(|author| &author.name));
            }
            "publications" => {
                view.kind = Kind::Citations;
                view.entries = each(&resume.publications, |one| self.publication(one));
                let items = resume.publications.iter().flatten();
                let authors =
                    items.filter_map(|item: &Shorthand<PublicationItem>| item.authors.as_ref());
                view.footnotes = self.footnotes(authors.flatten().map(|author| &author.name));
            }
            "skills" => {
                view.kind = Kind::Labels;
                view.labels = self.skills();
            }
            "languages" => {
                view.kind = Kind::Bullets;
                view.bullets = resume
                    .languages
                    .iter()
                    .flatten()
                    .map(|language| {
                        let fluency = language.fluency.as_ref();
                        let parts = [
                            Some(self.text(&language.language)),
                            fluency.map(|fluency| self.fluency(fluency)),
                        ];
                        bullet(joined(parts.into_iter().flatten(), &self.locale.dash))
                    })
                    .collect();
            }
            "interests" => {
                view.kind = Kind::Bullets;
                view.bullets = resume
                    .interests
                    .iter()
                    .flatten()
                    .map(|interest| {
                        let keywords = interest.keywords.as_deref().unwrap_or_default();
                        let keywords =
                            joined(keywords.iter().map(|word| self.text(word)), self.locale.list());
                        bullet(joined([self.text(&interest.name), keywords], &self.locale.colon))
                    })
                    .collect();
            }
            _ => {}
        }
    }

    /// Fills a section of the user's own.
    fn fill_custom(&self, view: &mut SectionView, custom: &Custom) {
        if let Some(entries) = &custom.entries {
            view.entries = entries.iter().map(|entry| self.custom_entry(entry)).collect();
        } else if let Some(bullets) = &custom.bullets {
            view.kind = Kind::Bullets;
            view.bullets = self.highlights(Some(bullets as &[Shorthand<Highlight>]));
        } else if let Some(labels) = &custom.labels {
            view.kind = Kind::Labels;
            view.labels =
                labels.iter().filter_map(|label| self.detail(&label.label, &label.value)).collect();
        } else {
            view.kind = Kind::Text;
            view.paragraphs = self.paragraphs(custom.text.as_ref());
        }
    }

    /// The groups of skills. Names alone share one line.
    fn skills(&self) -> Vec<LabelView> {
        let skills = self.resume.skills.as_deref().unwrap_or_default();
        let words = |skill: &crate::resume::Skill| -> Vec<Runs> {
            let words = skill.keywords.iter().flatten();
            words.filter_map(|word| self.said(Some(word))).collect()
        };
        let name = |skill: &crate::resume::Skill| {
            let name = self.said(skill.name.as_ref()).unwrap_or_default();
            match self.said(skill.level.as_ref()) {
                Some(level) if name.is_empty() => level,
                Some(level) => self.with_aside(name, level),
                None => name,
            }
        };
        let told = |skill: &&Shorthand<crate::resume::Skill>| {
            !name(skill).is_empty() || !words(skill).is_empty()
        };
        let skills: Vec<_> = skills.iter().filter(told).collect();
        if !skills.is_empty() && skills.iter().all(|skill| skill.keywords.is_none()) {
            let items: Vec<_> = skills.iter().map(|skill| name(skill)).collect();
            return vec![LabelView {
                label: None,
                value: Some(joined(items.clone(), self.locale.list())),
                items,
            }];
        }
        skills
            .iter()
            .map(|skill| {
                let label = Some(name(skill)).filter(|name| !name.is_empty());
                let items = words(skill);
                let value = (!items.is_empty()).then(|| joined(items.clone(), self.locale.list()));
                LabelView { label, value, items }
            })
            .collect()
    }

    /// A label with its values; `None` if they are empty.
    fn detail(&self, label: &Text, values: &[Text]) -> Option<LabelView> {
        let items: Vec<_> = values.iter().filter_map(|value| self.said(Some(value))).collect();
        let value = Some(joined(items.clone(), self.locale.list()));
        let label = self.said(Some(label));
        (!items.is_empty()).then_some(LabelView { label, value, items })
    }

    /// What the marks after some names mean, in the order of the marks.
    fn footnotes<'n>(&self, names: impl Iterator<Item = &'n Text>) -> Vec<Runs> {
        let mut used: Vec<String> = Vec::new();
        for name in names {
            for mark in name[name.trim_end_matches(MARKS).len()..].chars() {
                if !used.iter().any(|known| *known == mark.to_string()) {
                    used.push(mark.to_string());
                }
            }
        }
        let Some(footnotes) = &self.resume.footnotes else { return Vec::new() };
        used.into_iter()
            .filter_map(|mark| {
                let text = self.text(footnotes.get(&mark)?);
                Some(merge([vec![Run::Text(mark)], text].concat()))
            })
            .collect()
    }
}

/// A bullet without bullets under it.
fn bullet(body: Runs) -> BulletView {
    BulletView { body, children: Vec::new() }
}

/// The sections in the order to print: those that the file lists, and then the others by the order
/// of `keys`. The summary leads, if nothing else is said.
pub fn section_order(resume: &Resume, keys: &[String]) -> Vec<SectionRef> {
    let mut order: Vec<SectionRef> =
        resume.sections.iter().flatten().map(|section| section.0.clone()).collect();
    let named = |id: &str| SectionRef { id: id.to_owned(), ..SectionRef::default() };
    let placed =
        order.iter().map(|section| section.id.as_str()).chain(keys.iter().map(String::as_str));
    if resume.basics.summary.is_some() && !placed.clone().any(|id| id == "summary") {
        order.insert(0, named("summary"));
    }
    let custom = || resume.custom.iter().flatten().map(|custom| custom.id.as_str());
    for key in keys {
        let ids: Vec<&str> = if key == "custom" { custom().collect() } else { vec![key] };
        for id in ids {
            if !order.iter().any(|section| section.id == id) {
                order.push(named(id));
            }
        }
    }
    order
}

/// Drops dividers that part nothing: first, last, or after another.
fn tidy_dividers(sections: Vec<SectionView>) -> Vec<SectionView> {
    let mut tidy: Vec<SectionView> = Vec::with_capacity(sections.len());
    for section in sections {
        let after_divider = tidy.last().is_none_or(|last| last.kind == Kind::Divider);
        if section.kind != Kind::Divider || !after_divider {
            tidy.push(section);
        }
    }
    if tidy.last().is_some_and(|last| last.kind == Kind::Divider) {
        tidy.pop();
    }
    tidy
}

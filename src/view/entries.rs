//! How each kind of entry becomes an [`EntryView`]: which field leads, what stands beside it, and
//! what is left over as a labelled fact.

use crate::markup::{self, plain};
use crate::resume::{
    Award, Certificate, Course, CustomEntry, Education, Entry, Grant, Highlight, LanguageTag,
    Location, Patent, Phone, Position, Project, PublicationItem, Reference, Shorthand, Talk,
    Teaching, Text, Url, Volunteer, Work,
};

use super::model::{BulletView, EntryView, LabelView, PositionView, Run, Runs};
use super::{Builder, dates, tongues};

impl Builder<'_> {
    pub(super) fn work(&self, work: &Work) -> EntryView {
        let mut view = self.employment(&work.name, &work.position, &work.entry);
        if let Some(positions) = &work.positions {
            // Under several positions the employer is what the entry is about.
            view.title = view.organization.take().unwrap_or(view.title);
            view.organization_leads = false;
            view.positions = positions.iter().map(|position| self.position(position)).collect();
        }
        view
    }

    pub(super) fn volunteer(&self, volunteer: &Volunteer) -> EntryView {
        self.employment(&volunteer.organization, &volunteer.position, &volunteer.entry)
    }

    /// A position at an organization; whichever is missing, the other leads.
    fn employment(
        &self,
        organization: &Option<Text>,
        position: &Option<Text>,
        entry: &Entry,
    ) -> EntryView {
        let said = |text: &Option<Text>| self.said(text.as_ref());
        let organization = said(organization).map(|name| self.linked(name, entry));
        let position = said(position);
        let title = match (&position, &organization) {
            (Some(position), Some(_)) => position.clone(),
            (Some(position), None) => self.linked(position.clone(), entry),
            (None, _) => organization.clone().unwrap_or_default(),
        };
        let organization = organization.filter(|_| position.is_some());
        let leads = organization.is_some();
        EntryView { organization_leads: leads, ..self.entry(entry, title, organization) }
    }

    fn position(&self, position: &Position) -> PositionView {
        let entry = &position.entry;
        PositionView {
            title: self.lead(&position.position, entry),
            location: entry.location.as_ref().map(|place| self.place(place)),
            date: dates::of_entry(entry, self.locale, self.today),
            description: self.said(entry.description.as_ref()),
            paragraphs: self.paragraphs(entry.summary.as_ref()),
            highlights: self.highlights(entry.highlights.as_deref()),
            keep_together: entry.keep_together,
            page_break: entry.page_break,
        }
    }

    pub(super) fn education(&self, education: &Education) -> EntryView {
        let degree = self.join([&education.study_type, &education.area]);
        let school = self.said(education.institution.as_ref());
        let school = school.map(|school| self.linked(school, &education.entry));
        let (title, school) = match degree {
            Some(degree) if school.is_none() => (self.linked(degree, &education.entry), None),
            Some(degree) => (degree, school),
            None => (school.unwrap_or_default(), None),
        };
        let mut view = self.entry(&education.entry, title, school);
        view.facts.extend(self.fact("score", education.score.as_ref()));
        view.facts.extend(self.facts("courses", education.courses.as_deref()));
        view
    }

    pub(super) fn award(&self, award: &Award) -> EntryView {
        self.titled(&award.title, self.join([&award.awarder]), &award.entry)
    }

    pub(super) fn certificate(&self, certificate: &Certificate) -> EntryView {
        self.titled(&certificate.name, self.join([&certificate.issuer]), &certificate.entry)
    }

    pub(super) fn project(&self, project: &Project) -> EntryView {
        let mut view = self.titled(&project.name, self.join([&project.entity]), &project.entry);
        view.facts.extend(self.facts("roles", project.roles.as_deref()));
        view.facts.extend(self.fact("type", project.kind.as_ref()));
        view.facts.extend(self.facts("keywords", project.keywords.as_deref()));
        view
    }

    pub(super) fn reference(&self, reference: &Reference) -> EntryView {
        let position = self.join([&reference.position]);
        let mut view = self.titled(&reference.name, position, &reference.entry);
        view.paragraphs.extend(self.paragraphs(reference.reference.as_ref()));
        if let Some(email) = &reference.email {
            let body =
                vec![Run::Link(format!("mailto:{}", &**email), vec![Run::Text(email.to_string())])];
            view.facts.push(self.labelled("email", vec![body]));
        }
        if let Some(phone) = &reference.phone {
            let number = Some(self.phone(phone)).filter(|number| !number.is_empty());
            view.facts.extend(number.map(|number| self.labelled("phone", vec![number])));
        }
        view
    }

    pub(super) fn talk(&self, talk: &Talk) -> EntryView {
        let event = self.join([&talk.event]);
        let mut view = self.titled(&talk.name, event.clone(), &talk.entry);
        if let Some(event) = event {
            // The language knows how a talk and its event are put together.
            let head = fill(&self.locale.talk, &view.title, &event);
            let place = view.location.clone();
            view.undated_line = joined(std::iter::once(head).chain(place), &self.locale.comma);
            view.line = self.dated(view.undated_line.clone(), view.date.as_deref());
        }
        view
    }

    pub(super) fn teaching(&self, teaching: &Teaching) -> EntryView {
        let organization = self.join([&teaching.position, &teaching.institution]);
        self.titled(&teaching.name, organization, &teaching.entry)
    }

    pub(super) fn grant(&self, grant: &Grant) -> EntryView {
        let mut view = self.titled(&grant.name, self.join([&grant.funder]), &grant.entry);
        view.facts.extend(self.fact("roles", grant.position.as_ref()));
        view.facts.extend(self.fact("amount", grant.amount.as_ref()));
        view
    }

    pub(super) fn patent(&self, patent: &Patent) -> EntryView {
        let organization = self.join([&patent.office, &patent.number]);
        let mut view = self.titled(&patent.name, organization, &patent.entry);
        view.facts.extend(self.fact("status", patent.status.as_ref()));
        if let Some(authors) = &patent.authors {
            view.facts.push(self.labelled("inventors", vec![self.authors(authors)]));
        }
        view
    }

    pub(super) fn course(&self, course: &Course) -> EntryView {
        let mut view = self.titled(&course.name, self.join([&course.institution]), &course.entry);
        view.facts.extend(self.fact("score", course.score.as_ref()));
        view
    }

    pub(super) fn custom_entry(&self, custom: &CustomEntry) -> EntryView {
        let organization = self.join([&custom.position, &custom.organization]);
        let mut view = self.titled(&custom.name, organization, &custom.entry);
        view.facts.extend(self.facts("keywords", custom.keywords.as_deref()));
        view
    }

    /// A publication: authors, title, where it appeared and when, in one line.
    pub(super) fn publication(&self, item: &PublicationItem) -> EntryView {
        let entry = &item.entry;
        let name = item.name.clone().unwrap_or_default();
        let doi_url = item.doi.as_ref().map(|doi| doi.url());
        let publisher = self.said(item.publisher.as_ref());
        // The address of a paper hangs on the place where it appeared, or on its title.
        let url = entry.url.as_ref().map(|url| url.to_string());
        let (title, publisher) = match publisher {
            Some(publisher) => {
                let title = self.marked(self.text(&name), None, entry.lang.as_ref());
                (title, Some(self.marked(publisher, url.as_deref(), None)))
            }
            None => (self.marked(self.text(&name), url.as_deref(), entry.lang.as_ref()), None),
        };
        let date = item
            .release_date
            .as_ref()
            .map(|date| dates::loose(date, self.locale))
            .or_else(|| dates::of_entry(entry, self.locale, self.today));

        let quoted = |runs: &Runs| {
            let mut quoted = vec![Run::Text(self.locale.quotes[0].clone())];
            quoted.extend(runs.iter().cloned());
            quoted.push(Run::Text(self.locale.quotes[1].clone()));
            quoted
        };
        let mut parts = Vec::new();
        parts.extend(item.authors.as_deref().map(|authors| self.authors(authors)));
        parts.extend((!title.is_empty()).then(|| quoted(&title)));
        parts.extend(publisher.clone());
        parts.extend(entry.location.as_ref().map(|place| self.place(place)));
        if let (Some(doi), Some(url)) = (&item.doi, doi_url) {
            parts.push(vec![Run::Link(url, vec![Run::Text(format!("doi:{}", &**doi))])]);
        }
        let mut undated_line = Runs::new();
        for part in parts {
            // `S. Kim.` already ends with the stop that parts it from what follows.
            let stop = if plain(&undated_line).ends_with('.') { " " } else { ". " };
            if !undated_line.is_empty() {
                undated_line.push(Run::Text(stop.to_owned()));
            }
            undated_line.extend(part);
        }
        let mut date = date;
        if undated_line.is_empty() {
            // A JSON Resume file may say no more than an address or a date.
            let short = entry.url.as_ref().map(|url| vec![Run::Text(url.short().to_owned())]);
            let lead = short.or_else(|| date.take().map(|date| vec![Run::Text(date)]));
            undated_line = self.linked(lead.unwrap_or_else(nothing), entry);
        } else if !plain(&undated_line).ends_with(['.', '?', '!']) {
            undated_line.push(Run::Text(".".to_owned()));
        }
        let line = match &date {
            Some(date) => self.with_aside(undated_line.clone(), vec![Run::Text(date.clone())]),
            None => undated_line.clone(),
        };

        let mut view = self.entry(entry, title, publisher);
        view.date = date;
        view.line = merge(line);
        view.undated_line = merge(undated_line);
        view
    }

    /// An entry whose title leads.
    fn titled(&self, title: &Text, organization: Option<Runs>, entry: &Entry) -> EntryView {
        self.entry(entry, self.lead(title, entry), organization)
    }

    /// What all entries have.
    fn entry(&self, entry: &Entry, title: Runs, organization: Option<Runs>) -> EntryView {
        let mut date = dates::of_entry(entry, self.locale, self.today);
        let said = |runs: &Runs| !plain(runs).is_empty();
        let mut organization = organization.filter(said);
        let mut location = entry.location.as_ref().map(|place| self.place(place)).filter(said);
        let mut description = entry.description.as_ref().map(|text| self.text(text)).filter(said);
        let mut title = title;
        if !said(&title) {
            // A JSON Resume entry may lack what it is about; what it does say leads then.
            let address = entry.url.as_ref().map(|url| vec![Run::Text(url.short().to_owned())]);
            let when = |date: &mut Option<String>| date.take().map(|date| vec![Run::Text(date)]);
            let lead = organization
                .take()
                .or_else(|| location.take())
                .or_else(|| description.take())
                .or(address)
                .or_else(|| when(&mut date));
            title = self.linked(lead.unwrap_or_else(nothing), entry);
        }
        let head = [Some(title.clone()), organization.clone(), location.clone()];
        let undated_line = joined(head.into_iter().flatten(), &self.locale.comma);
        EntryView {
            line: self.dated(undated_line.clone(), date.as_deref()),
            undated_line,
            title,
            organization,
            organization_leads: false,
            location,
            date,
            description,
            paragraphs: self.paragraphs(entry.summary.as_ref()),
            highlights: self.highlights(entry.highlights.as_deref()),
            facts: Vec::new(),
            positions: Vec::new(),
            keep_together: entry.keep_together,
            page_break: entry.page_break,
        }
    }

    /// The text that an entry's address and language hang on.
    fn lead(&self, text: &Text, entry: &Entry) -> Runs {
        self.linked(self.text(text), entry)
    }

    /// Hangs an entry's address and language on runs.
    fn linked(&self, runs: Runs, entry: &Entry) -> Runs {
        self.marked(runs, entry.url.as_deref(), entry.lang.as_ref())
    }

    /// Hangs an address and a language on runs; a link inside them keeps its own address.
    fn marked(&self, mut runs: Runs, url: Option<&str>, lang: Option<&LanguageTag>) -> Runs {
        if runs.is_empty() {
            return runs;
        }
        if let Some(lang) = lang {
            runs = tongues::in_language(runs, lang, self.resume.language.as_ref());
            runs.push(Run::Super(vec![Run::Text(lang.to_string())]));
        }
        match url {
            Some(url) if !runs.iter().any(holds_link) => vec![Run::Link(url.to_owned(), runs)],
            _ => runs,
        }
    }

    /// A place on one line: `Main Street 1, 12345 Springfield, Oregon, US`.
    pub(super) fn place(&self, place: &Location) -> Runs {
        let town = [&place.postal_code, &place.city];
        let town = joined(town.into_iter().flatten().map(|part| self.text(part)), " ");
        let town = (!town.is_empty()).then_some(town);
        let part = |part: &Option<Text>| part.as_ref().map(|part| self.text(part));
        let parts = [part(&place.address), town, part(&place.region), part(&place.country_code)];
        joined(parts.into_iter().flatten(), &self.locale.comma)
    }

    /// A telephone number with its link; alone it links as `tel:`.
    pub(super) fn phone(&self, phone: &Phone) -> Runs {
        let text = self.text(&phone.text);
        let url = phone.url.as_ref().map(Url::to_string).or_else(|| dialled(&plain(&text)));
        self.marked(text, url.as_deref(), None)
    }

    /// The bullets of an entry.
    pub(super) fn highlights(
        &self,
        highlights: Option<&[Shorthand<Highlight>]>,
    ) -> Vec<BulletView> {
        highlights
            .unwrap_or_default()
            .iter()
            .map(|highlight| BulletView {
                body: self.text(&highlight.text),
                children: self.highlights(highlight.highlights.as_deref()),
            })
            .filter(|bullet| !is_blank(bullet))
            .collect()
    }

    /// The paragraphs of a text.
    pub(super) fn paragraphs(&self, text: Option<&Text>) -> Vec<Runs> {
        text.map(|text| {
            markup::paragraphs(text)
                .map(|part| super::typography::polish(markup::runs(part), self.locale))
                .collect()
        })
        .unwrap_or_default()
    }

    /// A field of one text as a labelled fact.
    fn fact(&self, label: &str, value: Option<&Text>) -> Option<LabelView> {
        self.said(value).map(|value| self.labelled(label, vec![value]))
    }

    /// A field of several texts as a labelled fact.
    fn facts(&self, label: &str, values: Option<&[Text]>) -> Option<LabelView> {
        let values = values.unwrap_or_default().iter();
        let values: Vec<_> = values.filter_map(|value| self.said(Some(value))).collect();
        (!values.is_empty()).then(|| self.labelled(label, values))
    }

    /// Items under a label of the language.
    fn labelled(&self, label: &str, items: Vec<Runs>) -> LabelView {
        LabelView {
            label: Some(vec![Run::Text(self.locale.label(label))]),
            value: Some(joined(items.iter().cloned(), self.locale.list())),
            items,
        }
    }

    /// A line with its date behind it.
    fn dated(&self, mut line: Runs, date: Option<&str>) -> Runs {
        line.extend(date.map(|date| Run::Text(format!("{}{date}", self.locale.comma))));
        merge(line)
    }

    /// Texts with commas between; `None` if there are none.
    fn join<const N: usize>(&self, texts: [&Option<Text>; N]) -> Option<Runs> {
        let runs =
            joined(texts.into_iter().flatten().map(|text| self.text(text)), &self.locale.comma);
        (!runs.is_empty()).then_some(runs)
    }
}

/// What stands for the words of a head that has none.
fn nothing() -> Runs {
    vec![Run::Text("–".to_owned())]
}

/// Runs with a separator between.
pub(super) fn joined(parts: impl IntoIterator<Item = Runs>, separator: &str) -> Runs {
    let mut runs = Runs::new();
    for part in parts {
        if !runs.is_empty() && !part.is_empty() {
            runs.push(Run::Text(separator.to_owned()));
        }
        runs.extend(part);
    }
    merge(runs)
}

/// Makes one text of texts that follow each other.
pub(super) fn merge(runs: Runs) -> Runs {
    runs.into_iter().fold(Runs::new(), |mut merged, run| {
        match (merged.last_mut(), run) {
            (Some(Run::Text(before)), Run::Text(text)) => before.push_str(&text),
            (_, run) => merged.push(run),
        }
        merged
    })
}

/// A pattern with its `{title}` and `{event}` filled in.
fn fill(pattern: &str, title: &Runs, event: &Runs) -> Runs {
    let mut runs = Runs::new();
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let close = rest[open..].find('}').map_or(rest.len(), |close| open + close + 1);
        runs.push(Run::Text(rest[..open].to_owned()));
        runs.extend(if &rest[open..close] == "{title}" { title.clone() } else { event.clone() });
        rest = &rest[close..];
    }
    runs.push(Run::Text(rest.to_owned()));
    runs.retain(|run| *run != Run::Text(String::new()));
    merge(runs)
}

/// Whether a run is or holds a link.
fn holds_link(run: &Run) -> bool {
    match run {
        Run::Link(..) => true,
        Run::Bold(body)
        | Run::Italic(body)
        | Run::Super(body)
        | Run::Myself(body)
        | Run::Lang { body, .. } => body.iter().any(holds_link),
        Run::Text(_) | Run::Code(_) | Run::Break => false,
    }
}

/// The `tel:` address of a number as people write it; `None` if it has no digit.
fn dialled(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    digits.chars().any(|c| c.is_ascii_digit()).then(|| format!("tel:{digits}"))
}

/// Whether nothing of a bullet would be printed but its mark.
pub fn is_blank(bullet: &BulletView) -> bool {
    bullet.children.is_empty() && plain(&bullet.body).trim().is_empty()
}

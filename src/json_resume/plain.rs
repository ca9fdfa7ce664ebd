//! A résumé as JSON Resume 1.0.0: every field that it has a name for, in its order. Text stays as
//! it is written in the file, Markdown and all.

use serde_json::{Map, Value as Json};

use crate::resume::{
    Basics, Date, Education, EndDate, Entry, Highlight, Location, LooseDate, Meta, Position,
    Profile, Project, PublicationItem, Resume, Shorthand, Text, Volunteer, Work,
};

use super::{is_date, is_uri};

/// A résumé in the words of JSON Resume.
pub struct Plain {
    /// The file, without `$schema`.
    pub file: Json,
    /// How many items of its `work` stand for each job: one for each position.
    pub jobs: Vec<usize>,
}

/// What JSON Resume can say of a résumé.
pub fn plain(resume: &Resume) -> Plain {
    /// The items of an optional list.
    fn each<T>(list: &Option<Vec<T>>, one: impl Fn(&T) -> Object) -> Option<Vec<Json>> {
        list.as_ref().map(|items| items.iter().map(|item| one(item).into()).collect())
    }
    let jobs: Vec<Vec<Json>> = resume.work.iter().flatten().map(jobs).collect();
    let counts = jobs.iter().map(Vec::len).collect();
    let work = resume.work.as_ref().map(|_| jobs.concat());
    let awards = each(&resume.awards, |award| {
        Object::default()
            .text("title", Some(&award.title))
            .date("date", single_day(&award.entry))
            .text("awarder", award.awarder.as_deref())
            .text("summary", award.entry.summary.as_deref())
    });
    let certificates = each(&resume.certificates, |certificate| {
        Object::default()
            .text("name", Some(&certificate.name))
            // The schema has no date here that is less than a day.
            .date("date", single_day(&certificate.entry).filter(|date| date.day.is_some()))
            .uri("url", certificate.entry.url.as_deref())
            .text("issuer", certificate.issuer.as_deref())
    });
    let skills = each(&resume.skills, |skill| {
        Object::default()
            .text("name", skill.name.as_deref())
            .text("level", skill.level.as_deref())
            .texts("keywords", skill.keywords.as_deref())
    });
    let languages = each(&resume.languages, |language| {
        Object::default()
            .text("language", Some(&language.language))
            .text("fluency", language.fluency.as_deref())
    });
    let interests = each(&resume.interests, |interest| {
        Object::default()
            .text("name", Some(&interest.name))
            .texts("keywords", interest.keywords.as_deref())
    });
    let references = each(&resume.references, |reference| {
        Object::default()
            .text("name", Some(&reference.name))
            .text("reference", reference.reference.as_deref())
    });
    let file = Object::default()
        .value("basics", Some(basics(&resume.basics)))
        .value("work", work)
        .value("volunteer", each(&resume.volunteer, volunteer))
        .value("education", each(&resume.education, education))
        .value("awards", awards)
        .value("certificates", certificates)
        .value("publications", each(&resume.publications, |item| publication(item)))
        .value("skills", skills)
        .value("languages", languages)
        .value("interests", interests)
        .value("references", references)
        .value("projects", each(&resume.projects, |item| project(item)))
        .value("meta", resume.meta.as_ref().map(meta));
    Plain { file: file.into(), jobs: counts }
}

/// An object in the making. What is absent gets no key.
#[derive(Default)]
struct Object(Map<String, Json>);

impl Object {
    /// Adds a value.
    fn value(mut self, key: &str, value: Option<impl Into<Json>>) -> Self {
        if let Some(value) = value {
            self.0.insert(key.to_owned(), value.into());
        }
        self
    }

    /// Adds a text. An empty one says nothing.
    fn text(self, key: &str, text: Option<&str>) -> Self {
        self.value(key, text.filter(|text| !text.is_empty()))
    }

    /// Adds a list of texts.
    fn texts(self, key: &str, texts: Option<&[Text]>) -> Self {
        let texts = texts.map(|texts| texts.iter().map(|text| text.0.clone()));
        self.strings(key, texts)
    }

    /// Adds the bullets of an entry. Those under another follow it.
    fn bullets(self, entry: &Entry) -> Self {
        let mut bullets = Vec::new();
        flatten(entry.highlights.as_deref().unwrap_or_default(), &mut bullets);
        self.strings("highlights", entry.highlights.is_some().then_some(bullets))
    }

    /// Adds a list of strings.
    fn strings(self, key: &str, strings: Option<impl IntoIterator<Item = String>>) -> Self {
        let strings = strings.map(|strings| {
            strings.into_iter().filter(|text| !text.is_empty()).map(Json::from).collect::<Vec<_>>()
        });
        self.value(key, strings)
    }

    /// Adds a date, if it is one by the schema.
    fn date(self, key: &str, date: Option<Date>) -> Self {
        self.value(key, date.map(|date| date.to_string()).filter(|text| is_date(text)))
    }

    /// Adds the dates of an entry. A single one stands for both.
    fn range(self, entry: &Entry) -> Self {
        let start = entry.start_date.or_else(|| single(entry));
        self.date("startDate", start).date("endDate", end(entry))
    }

    /// Adds an address, with what has to be escaped in it escaped.
    fn uri(self, key: &str, url: Option<&str>) -> Self {
        let escaped = |url: &str| url::Url::parse(url).ok().map(|url| url.to_string());
        let uri = url.and_then(|url| if is_uri(url) { Some(url.to_owned()) } else { escaped(url) });
        self.value(key, uri.filter(|uri| is_uri(uri)))
    }
}

impl From<Object> for Json {
    fn from(object: Object) -> Self {
        Self::Object(object.0)
    }
}

/// The texts of bullets and of those under them, in their order.
fn flatten(bullets: &[Shorthand<Highlight>], texts: &mut Vec<String>) {
    for bullet in bullets {
        texts.push(bullet.text.0.clone());
        flatten(bullet.highlights.as_deref().unwrap_or_default(), texts);
    }
}

/// The only date of an entry, if it is no free text.
fn single(entry: &Entry) -> Option<Date> {
    match entry.date {
        Some(LooseDate::On(date)) => Some(date),
        _ => None,
    }
}

/// When an entry ended, or was.
fn end(entry: &Entry) -> Option<Date> {
    match entry.end_date {
        Some(EndDate::On(date)) => Some(date),
        _ => single(entry),
    }
}

/// The date of what has one in JSON Resume.
fn single_day(entry: &Entry) -> Option<Date> {
    end(entry).or(entry.start_date)
}

fn basics(basics: &Basics) -> Object {
    let location = basics.location.as_ref().map(|place| {
        Object::default()
            .text("address", place.address.as_deref())
            .text("postalCode", place.postal_code.as_deref())
            .text("city", place.city.as_deref())
            .text("countryCode", place.country_code.as_deref())
            .text("region", place.region.as_deref())
    });
    let profile = |profile: &Shorthand<Profile>| {
        Object::default()
            .text("network", profile.network.as_deref())
            .text("username", profile.username.as_deref())
            .uri("url", profile.url.as_deref())
    };
    let profiles = basics
        .profiles
        .as_ref()
        .map(|all| all.iter().map(|one| Json::from(profile(one))).collect::<Vec<_>>());
    Object::default()
        .text("name", Some(&basics.name))
        .text("label", basics.label.as_deref())
        .text("image", basics.image.as_ref().map(|image| image.path.as_str()))
        .text("email", basics.email.as_deref())
        .text("phone", basics.phone.as_ref().map(|phone| &*phone.text))
        .uri("url", basics.url.as_ref().map(|site| &*site.0.url))
        .text("summary", basics.summary.as_deref())
        .value("location", location)
        .value("profiles", profiles)
}

/// A job, or an item for each of its positions.
fn jobs(work: &Work) -> Vec<Json> {
    let positions = work.positions.as_deref().unwrap_or_default();
    if positions.is_empty() {
        return vec![job(work, work.position.as_ref(), &work.entry).into()];
    }
    let told = |(index, one): (usize, &Position)| {
        // What is said of the employer goes to the newest position.
        let entry = match index {
            0 => with_employer(&one.entry, &work.entry),
            _ => one.entry.clone(),
        };
        job(work, Some(&one.position), &entry).into()
    };
    positions.iter().enumerate().map(told).collect()
}

/// A position with what is said of its employer before what is said of itself.
fn with_employer(position: &Entry, employer: &Entry) -> Entry {
    let summaries = [&employer.summary, &position.summary].into_iter().flatten();
    let summary: Vec<&str> = summaries.map(|text| text.trim()).collect();
    let bullets = [&employer.highlights, &position.highlights].into_iter().flatten().flatten();
    let highlights: Vec<_> = bullets.cloned().collect();
    Entry {
        summary: (!summary.is_empty()).then(|| Text(summary.join("\n\n"))),
        highlights: (!highlights.is_empty()).then_some(highlights),
        ..position.clone()
    }
}

/// One position. What it does not say of its own is the employer's.
fn job(work: &Work, position: Option<&Text>, entry: &Entry) -> Object {
    let employer = &work.entry;
    let location = entry.location.as_ref().or(employer.location.as_ref());
    let description = entry.description.as_ref().or(employer.description.as_ref());
    Object::default()
        .text("name", work.name.as_deref())
        .text("location", location.map(|location| place(location)).as_deref())
        .text("description", description.map(|text| &**text))
        .text("position", position.map(|text| &**text))
        .uri("url", entry.url.as_ref().or(employer.url.as_ref()).map(|url| &**url))
        .range(entry)
        .text("summary", entry.summary.as_deref())
        .bullets(entry)
}

/// A place on one line.
fn place(place: &Location) -> String {
    let joined = |parts: [Option<&str>; 4], separator: &str| {
        let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(separator)
    };
    let town = joined([place.postal_code.as_deref(), place.city.as_deref(), None, None], " ");
    let (region, country) = (place.region.as_deref(), place.country_code.as_deref());
    joined([place.address.as_deref(), Some(&town), region, country], ", ")
}

fn volunteer(volunteer: &Volunteer) -> Object {
    let entry = &volunteer.entry;
    Object::default()
        .text("organization", volunteer.organization.as_deref())
        .text("position", volunteer.position.as_deref())
        .uri("url", entry.url.as_deref())
        .range(entry)
        .text("summary", entry.summary.as_deref())
        .bullets(entry)
}

fn education(education: &Education) -> Object {
    let entry = &education.entry;
    Object::default()
        .text("institution", education.institution.as_deref())
        .uri("url", entry.url.as_deref())
        .text("area", education.area.as_deref())
        .text("studyType", education.study_type.as_deref())
        .date("startDate", entry.start_date)
        // A single date is that of the degree.
        .date("endDate", end(entry))
        .text("score", education.score.as_deref())
        .texts("courses", education.courses.as_deref())
}

fn publication(item: &PublicationItem) -> Object {
    let released = match item.release_date {
        Some(LooseDate::On(date)) => Some(date),
        _ => single_day(&item.entry),
    };
    let doi = item.doi.as_ref().map(|doi| doi.url());
    Object::default()
        .text("name", item.name.as_deref())
        .text("publisher", item.publisher.as_deref())
        .date("releaseDate", released)
        .uri("url", item.entry.url.as_deref().or(doi.as_deref()))
        .text("summary", item.entry.summary.as_deref())
}

fn project(project: &Project) -> Object {
    let entry = &project.entry;
    // JSON Resume has one text for what a project is and what was done in it.
    let texts = [entry.description.as_deref(), entry.summary.as_deref()];
    let said: Vec<&str> = texts.into_iter().flatten().filter(|text| !text.is_empty()).collect();
    Object::default()
        .text("name", Some(&project.name))
        .text("description", Some(&said.join("\n\n")))
        .bullets(entry)
        .texts("keywords", project.keywords.as_deref())
        .range(entry)
        .uri("url", entry.url.as_deref())
        .texts("roles", project.roles.as_deref())
        .text("entity", project.entity.as_deref())
        .text("type", project.kind.as_deref())
}

/// Data about the file; when it was changed is written as the file has it.
fn meta(meta: &Meta) -> Object {
    Object::default()
        .uri("canonical", meta.canonical.as_deref())
        .text("version", meta.version.as_deref())
}

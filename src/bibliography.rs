//! Bibliography files → publications: BibTeX (`.bib`) or Hayagriva (`.yaml`), read by hayagriva.

use hayagriva::io::{BibLaTeXError, from_biblatex_str, from_yaml_str};
use hayagriva::types::{Date as BibDate, FormatString, Person};

use crate::diagnostics::{Diagnostic, SourceId, Span};
use crate::locale::is_family_first;
use crate::resume::{Author, Date, LooseDate, PublicationItem, Shorthand, Text};

/// The publications of a bibliography, in the order of the file.
pub fn read(
    path: &str,
    text: &str,
    source: SourceId,
) -> Result<Vec<PublicationItem>, Vec<Diagnostic>> {
    let library = if path.ends_with(".yaml") || path.ends_with(".yml") {
        from_yaml_str(text).map_err(|error| {
            let message = format!("`{path}` is not a Hayagriva bibliography: {error}");
            vec![Diagnostic::error("bad-bibliography", message).at(Span::new(source, 0..0))]
        })
    } else {
        from_biblatex_str(text).map_err(|errors| {
            errors.into_iter().map(|error| explain(&error, text, source)).collect()
        })
    }?;
    Ok(library.iter().map(publication).collect())
}

/// What is wrong with a BibTeX file, and where.
fn explain(error: &BibLaTeXError, text: &str, source: SourceId) -> Diagnostic {
    let (message, span) = match error {
        BibLaTeXError::Parse(error) => (error.to_string(), error.span.clone()),
        BibLaTeXError::Type(error) => (error.to_string(), error.span.clone()),
    };
    let start = span.start.min(text.len());
    let end = span.end.clamp(start, text.len());
    // The parser's message repeats the place, which the snippet shows.
    let message = message.rsplit_once(": ").map_or(message.as_str(), |(words, place)| {
        if place.contains("..") || place.chars().all(|c| c.is_ascii_digit() || c == '-') {
            words
        } else {
            &message
        }
    });
    Diagnostic::error("bad-bibliography", format!("the bibliography is not BibTeX here: {message}"))
        .at(Span::new(source, start..end))
}

/// An entry as a publication.
fn publication(entry: &hayagriva::Entry) -> PublicationItem {
    let authors = entry.authors().or_else(|| entry.editors()).unwrap_or_default();
    let authors: Vec<_> = authors.iter().map(|person| Shorthand(author(person))).collect();
    let mut item = PublicationItem {
        name: entry.title().map(|title| Text(escape(&title.to_string()))),
        authors: (!authors.is_empty()).then_some(authors),
        publisher: container(entry).map(|container| Text(escape(&container))),
        release_date: entry.date_any().and_then(date).map(LooseDate::On),
        doi: entry.doi().and_then(|doi| doi.parse().ok()),
        ..PublicationItem::default()
    };
    if item.doi.is_none() {
        item.entry.url = entry.url_any().and_then(|url| url.value.as_str().parse().ok());
    }
    item.entry.notes = None;
    item
}

/// An author as in a list of references: `I. Sørvaag`; `이흥섭`, which has no initials.
fn author(person: &Person) -> Author {
    let name = match &person.given_name {
        Some(given) if is_family_first(&person.name) => format!("{}{given}", person.name),
        _ => person.given_first(true),
    };
    Author { name: Text(escape(&name)), is_self: None }
}

/// Where an entry appeared: the journal with volume, issue and pages, the book, the school.
fn container(entry: &hayagriva::Entry) -> Option<String> {
    let text = |text: Option<&FormatString>| text.map(ToString::to_string);
    let own_publisher =
        |entry: &hayagriva::Entry| entry.publisher().and_then(|publisher| text(publisher.name()));
    let parent = entry.parents().first();
    let title = parent.and_then(|parent| text(parent.title()));
    let volume = entry.volume().or_else(|| parent.and_then(|parent| parent.volume()));
    let issue = entry.issue().or_else(|| parent.and_then(|parent| parent.issue()));
    let mut first = title.unwrap_or_default();
    if let Some(volume) = volume {
        first.push_str(&format!(" {volume}"));
    }
    if let Some(issue) = issue {
        first.push_str(&format!(" ({issue})"));
    }
    let publisher = parent.and_then(own_publisher).or_else(|| own_publisher(entry));
    let school = text(entry.organization()).or_else(|| parent.and_then(|p| text(p.organization())));
    let pages = entry.page_range().map(|pages| pages.to_string().replace('-', "–"));
    let parts = [Some(first.trim().to_owned()), publisher, school, pages];
    let parts: Vec<_> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A date as precise as the file knows it.
fn date(date: &BibDate) -> Option<Date> {
    Some(Date {
        year: i16::try_from(date.year).ok()?,
        month: date.month.and_then(|month| i8::try_from(month + 1).ok()),
        day: date.day.and_then(|day| i8::try_from(day + 1).ok()),
    })
}

/// A text whose characters are no markup.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\*_[]<^`".contains(c) {
            escaped.push('\\');
        }
        escaped.push(if c == '~' { '\u{a0}' } else { c });
    }
    escaped
}

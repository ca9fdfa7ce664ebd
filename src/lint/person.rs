//! Advice about the person: that they can be reached, and what is better not told.

use crate::diagnostics::{Diagnostic, Span};
use crate::words::code;
use crate::yaml::Node;

use super::{Lint, value};

/// A person whom nobody can write to or call.
pub fn unreachable(lint: &Lint) -> Vec<Diagnostic> {
    let Some(basics) = lint.root.pair("basics") else { return Vec::new() };
    let ways = ["email", "phone", "url"];
    let direct = ways.iter().any(|key| value(&basics.value, key).is_some());
    let profiles = value(&basics.value, "profiles").is_some_and(|list| !list.items().is_empty());
    // An address or a number may stand elsewhere: in a detail, in the summary, in the name's line.
    let mut written = false;
    basics.value.walk_scalars(&mut |_, text| {
        written |= text.contains('@') || digits(text) >= 7;
    });
    if direct || profiles || written {
        return Vec::new();
    }
    vec![
        Diagnostic::warning("no-contact", "nothing says how to reach you")
            .at(basics.key_span)
            .help("add `email: …` or `phone: …` to `basics`"),
    ]
}

/// How many figures a text has.
fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// A label with its value.
struct Labelled<'a> {
    /// The label in lower case, without a colon at its end.
    label: String,
    /// The label's place.
    place: Span,
    /// The value.
    value: &'a Node,
}

/// The labels with their values: the person's details, and sections of labels.
fn labelled<'a>(lint: &Lint<'a>) -> Vec<Labelled<'a>> {
    let details = lint.root.at("/basics/details").into_iter();
    let custom = lint.custom().filter_map(|(_, section)| value(section, "labels"));
    let pairs = details.chain(custom).flat_map(Node::items);
    pairs
        .filter_map(|pair| {
            let label = value(pair, "label")?;
            let text = label.text()?.trim().trim_end_matches(':').to_lowercase();
            Some(Labelled { label: text, place: label.span, value: value(pair, "value")? })
        })
        .collect()
}

/// Labels of the marital status in the languages that we speak.
const MARITAL: &[&str] = &[
    "marital status",
    "civil status",
    "family status",
    "familienstand",
    "personenstand",
    "estado civil",
    "état civil",
    "situation de famille",
    "situation familiale",
    "situation matrimoniale",
];

/// What labels of an identity number say. Some of them may hold something else, so that the value
/// must look like a number, too.
const IDENTITY: &[&str] = &[
    "ssn",
    "social security",
    "social insurance",
    "national insurance",
    "nino",
    "passport",
    "identity card",
    "identity number",
    "id card",
    "id number",
    "id no",
    "national id",
    "tax id",
    "personalausweis",
    "ausweisnummer",
    "reisepass",
    "sozialversicherung",
    "steuer-id",
    "dni",
    "nie",
    "nif",
    "seguridad social",
    "pasaporte",
    "sécurité sociale",
    "carte d'identité",
    "carte d’identité",
    "passeport",
    "aadhaar",
    "cpf",
];

/// How few figures an identity number may have.
const IDENTITY_DIGITS: usize = 5;

/// Marital status and identity numbers.
pub fn sensitive(lint: &Lint) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for one in labelled(lint) {
        let label = one.label.as_str();
        if MARITAL.contains(&label) {
            let help = "leave it out: it says nothing about your work, and no one need ask for it";
            found.push(
                Diagnostic::warning("sensitive-data", "the marital status stands in the résumé")
                    .at(one.place)
                    .help(help),
            );
        } else if IDENTITY.iter().any(|known| has_words(label, known))
            && one.value.text().is_some_and(|text| digits(text) >= IDENTITY_DIGITS)
        {
            found.push(identity(one.value.span));
        }
    }
    let labels: Vec<Span> = found.iter().filter_map(|one| one.span).collect();
    for printed in lint.texts.iter().filter(|printed| !labels.contains(&printed.node.span)) {
        let text = printed.text;
        let number = super::texts::words(text)
            .into_iter()
            .find(|word| is_social_security_number(&text[word.clone()]));
        found.extend(number.map(|number| identity(lint.span_of(printed.node, number))));
    }
    found
}

/// The warning of an identity number.
fn identity(place: Span) -> Diagnostic {
    Diagnostic::warning("sensitive-data", "an identity number stands in the résumé")
        .at(place)
        .help("leave it out: who hires you asks for it then, and until then it only helps thieves")
}

/// Whether a label has some words, whole.
fn has_words(label: &str, words: &str) -> bool {
    label.match_indices(words).any(|(at, found)| {
        let before = label[..at].chars().next_back();
        let after = label[at + found.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    }) || (words.len() > 10 && label.starts_with(words))
}

/// `123-45-6789`, which only one kind of number looks like.
fn is_social_security_number(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    parts.iter().map(|part| part.len()).eq([3, 2, 4])
        && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()))
}

/// Telephone numbers of those who speak for the person.
pub fn referees(lint: &Lint) -> Vec<Diagnostic> {
    let phones = lint.items("references").iter().filter_map(|one| value(one, "phone"));
    phones
        .map(|phone| {
            let number = value(phone, "text").unwrap_or(phone);
            Diagnostic::warning(
                "referee-phone",
                "a referee's telephone number stands in the résumé",
            )
            .at(number.span)
            .help("give it to those who ask: the résumé goes to many, and the number is not yours")
        })
        .collect()
}

/// Where those who hire must not know what somebody looks like, or how old they are.
const REGIONS: &[&str] = &["US", "GB", "UK", "CA", "AU", "IE"];

/// The region whose customs hold, if it is one of [`REGIONS`], by the language or by where the
/// person lives. Two that do not agree say nothing.
fn region<'a>(lint: &'a Lint) -> Option<&'a str> {
    let language = lint.checked.resume.language.as_ref().and_then(|tag| tag.region());
    let home = lint.root.at("/basics/location/countryCode").and_then(Node::text);
    let mut regions = home.into_iter().chain(language);
    let first = regions.next()?;
    let known = |region: &str| REGIONS.iter().any(|known| known.eq_ignore_ascii_case(region));
    (known(first) && regions.all(known)).then_some(first)
}

/// The help of what a region does not want.
fn not_there(region: &str) -> String {
    format!("leave it out: in {} those who hire would rather not know", code(region))
}

/// A photo, where a résumé has none.
pub fn photo(lint: &Lint) -> Vec<Diagnostic> {
    let Some(region) = region(lint) else { return Vec::new() };
    let image = lint.root.at("/basics/image").filter(|_| lint.checked.photo.is_some());
    let warning = image.map(|image| {
        let path = value(image, "path").unwrap_or(image);
        let message = format!("a photo in a résumé for {}", code(region));
        Diagnostic::warning("photo-in-region", message).at(path.span).help(not_there(region))
    });
    warning.into_iter().collect()
}

/// Labels of a date of birth in the languages that we speak.
const BIRTH: &[&str] = &[
    "age",
    "alter",
    "birth date",
    "birthdate",
    "birthday",
    "born",
    "d.o.b.",
    "date de naissance",
    "date of birth",
    "dob",
    "edad",
    "fecha de nacimiento",
    "geboren",
    "geburtsdatum",
    "né le",
    "née le",
    "âge",
];

/// A date of birth, where a résumé has none.
pub fn birth_date(lint: &Lint) -> Vec<Diagnostic> {
    let Some(region) = region(lint) else { return Vec::new() };
    let births = labelled(lint).into_iter().filter(|one| BIRTH.contains(&one.label.as_str()));
    births
        .map(|one| {
            let message = format!("a date of birth in a résumé for {}", code(region));
            Diagnostic::warning("birth-date-in-region", message)
                .at(one.place)
                .help(not_there(region))
        })
        .collect()
}

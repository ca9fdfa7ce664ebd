//! Keys: the one that was meant, and what to say of one that is unknown.

use serde_json::{Map, Value as Json};

use crate::diagnostics::{Diagnostic, Span};
use crate::view::SECTIONS;
use crate::words::{closest, code, code_list, only_closest};
use crate::yaml::{Pair, Value, glued_colon, written_like};

/// The key that an unknown one stands for, by its letters or by its sense.
pub fn meant<'a>(key: &str, known: &[&'a str]) -> Option<&'a str> {
    let synonyms = synonyms(key);
    closest(key, known.iter().copied())
        .or_else(|| synonyms.iter().find_map(|one| known.iter().copied().find(|key| key == one)))
}

/// Reports a key that the mapping does not have. `written` is its source.
pub fn unknown_key(
    pair: &Pair,
    written: &str,
    pairs: &[Pair],
    properties: &Map<String, Json>,
) -> Diagnostic {
    let message = format!("unknown key {}", code(&pair.key));
    let known: Vec<&str> = properties.keys().map(String::as_str).collect();
    let diagnostic = Diagnostic::error("unknown-key", message).at(pair.key_span);
    if pair.value.value == Value::Null
        && let Some(colon) = glued_colon(&pair.key)
    {
        let at = pair.key_span.start + colon + 1;
        let place = Span { start: at, end: at, ..pair.key_span };
        let is_known = known.contains(&pair.key[..colon].trim_end());
        let diagnostic = diagnostic.help("a colon needs a space after it").fix(place, " ");
        return diagnostic.safe_if(is_known);
    }
    if pair.key == "<<" {
        return diagnostic.help("YAML 1.2 merges no mappings; write the keys out");
    }
    if let Some(help) = misplaced(&pair.key, &known) {
        return diagnostic.help(help);
    }
    let Some(key) = meant(&pair.key, &known) else {
        return diagnostic.help(format!("the keys here are {}", code_list(known, "and")));
    };
    if let Some(other) = pairs.iter().find(|other| other.key == key) {
        return diagnostic
            .related(other.key_span, "this is there already")
            .help(format!("remove it, or write what it says into `{key}`"));
    }
    let help = match closest(&pair.key, [key]) {
        Some(_) => format!("a key with a similar name exists: `{key}`"),
        None => format!("it is called `{key}` here"),
    };
    diagnostic
        .help(help)
        .fix(pair.key_span, written_like(written, key))
        .safe_if(only_closest(&pair.key, known).is_some())
}

/// Where a key belongs that is known, but not among these.
fn misplaced(key: &str, known: &[&str]) -> Option<String> {
    const PERSON: [&str; 9] =
        ["name", "label", "image", "email", "phone", "summary", "location", "profiles", "details"];
    let top = ["theme", "fit", "sections", "basics", "custom", "footnotes", "meta"];
    let at_top = known.contains(&"basics");
    if at_top && PERSON.contains(&key) {
        return Some(format!("put `{key}` under `basics:`, and indent it with two spaces"));
    }
    let is_section = SECTIONS.contains(&key) && key != "summary";
    (!at_top && (is_section || top.contains(&key)))
        .then(|| format!("`{key}` stands at the left margin, beside `basics`"))
}

/// What people write who know another tool, and what it is called here.
fn synonyms(key: &str) -> &'static [&'static str] {
    match key.to_lowercase().replace(['_', '-', ' '], "").as_str() {
        "company" | "employer" => &["name", "organization"],
        "organization" | "organisation" => &["name", "institution"],
        "title" => &["position", "label", "name"],
        "fullname" => &["name"],
        "name" => &["title", "language", "institution", "organization"],
        "role" | "job" | "jobtitle" => &["position", "label"],
        "school" | "university" | "college" => &["institution"],
        "degree" => &["studyType"],
        "major" | "subject" | "field" => &["area"],
        "from" | "start" | "begin" => &["startDate"],
        "to" | "end" | "until" => &["endDate"],
        "year" | "when" | "published" => &["date", "releaseDate"],
        "bullets" | "achievements" | "responsibilities" | "items" => &["highlights", "keywords"],
        "tools" | "technologies" | "stack" => &["keywords"],
        "website" | "web" | "link" | "homepage" | "href" => &["url"],
        "mail" | "emailaddress" => &["email"],
        "tel" | "telephone" | "mobile" => &["phone"],
        "photo" | "picture" | "avatar" => &["image"],
        "headline" | "tagline" => &["label"],
        "about" | "objective" | "profile" => &["summary"],
        "details" | "text" => &["description", "summary"],
        "experience" | "employment" | "jobs" => &["work"],
        "certifications" | "licenses" => &["certificates"],
        "papers" => &["publications"],
        "hobbies" => &["interests"],
        "gpa" | "grade" => &["score"],
        "venue" | "conference" => &["event", "publisher"],
        "journal" => &["publisher"],
        "level" | "proficiency" => &["fluency"],
        "city" | "place" | "address" => &["location"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn a_key_is_meant_by_its_letters_or_by_its_sense() {
        let work = ["name", "position", "url", "startDate", "endDate", "highlights"];
        let cases = [
            ("hilights", Some("highlights")),
            ("company", Some("name")),
            ("role", Some("position")),
            ("from", Some("startDate")),
            ("to", Some("endDate")),
            ("website", Some("url")),
            ("fluffiness", None),
        ];
        for (key, expected) in cases {
            assert_eq!(meant(key, &work), expected, "{key}");
        }
        assert_eq!(meant("title", &["label", "title"]), Some("title"));
        assert_eq!(meant("name", &["institution", "area"]), Some("institution"));
    }
}

//! `locale:`: words of the résumé's language that the file says in its own way.
//!
//! The tables in `src/locale/` are read by the same types, what differs in a region too, so a file
//! may change whatever a table has. [`Locale`](crate::locale::Locale) lays one over the other.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::scalar::FieldError;

/// Words and forms in the place of those of the résumé's language. What is left out stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LocaleWords {
    /// What a résumé is called, in the title of the document.
    #[schemars(example = "Curriculum Vitae")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resume: Option<String>,
    /// The titles of the sections. A title under `sections` of the file comes before it.
    #[schemars(example = serde_json::json!({"work": "Career"}))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sections: Option<SectionTitles>,
    /// Labels of groups, contacts and fields.
    #[schemars(example = serde_json::json!({"score": "GPA"}))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<Labels>,
    /// What goes on: the end of `2020–present`.
    #[schemars(example = "to date")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub present: Option<String>,
    /// An end that lies ahead.
    #[schemars(example = "exp. {date}")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<DatePhrase>,
    /// An end whose start is not told.
    #[schemars(example = "to {date}")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<DatePhrase>,
    /// The foot of a page.
    #[schemars(example = "{n}/{m}")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<PagePhrase>,
    /// A talk and where it was given.
    #[schemars(example = "{title}, {event}")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub talk: Option<TalkPhrase>,
    /// The word between the last two of some alternatives.
    #[schemars(example = &"or")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub or: Option<String>,
    /// What parts the parts of a line, with its spaces.
    #[schemars(example = ", ")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comma: Option<String>,
    /// What parts the items of a list, with its spaces; as `comma`, unless the language tells them apart.
    #[schemars(example = ", ")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// What parts a label from its value, with its spaces.
    #[schemars(example = ": ")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colon: Option<String>,
    /// The dash that parts a thing from what is said of it, with its spaces.
    #[schemars(example = " – ")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dash: Option<String>,
    /// What is said by the way, in its brackets, with the space before them.
    #[schemars(example = " ({text})")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aside: Option<AsidePhrase>,
    /// Spans of time, with the dash of the language.
    #[schemars(example = serde_json::json!({"dates": "{start} to {end}"}))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ranges: Option<RangeWords>,
    /// How dates are written, by the form that the theme's option `dateFormat` chooses.
    #[schemars(example = serde_json::json!({"short": {"month": "{mm}.{year}"}}))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dates: Option<DateWords>,
    /// The names of the months, from January.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub months: Option<MonthWords>,
    /// Quotation marks: opening and closing, then those inside of them.
    #[schemars(example = ["«", "»", "‹", "›"], length(equal = 4))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quotes: Option<Vec<String>>,
    /// How well a language is spoken, by the levels of the Common European Framework.
    #[schemars(example = serde_json::json!({"C1": "fluent"}))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fluency: Option<FluencyWords>,
    /// Degrees that are called by their kind alone, where a résumé is printed in another language than
    /// that of the file.
    #[schemars(example = serde_json::json!({"master": "Master’s degree"}))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub degrees: Option<DegreeWords>,
}

/// Spans of time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RangeWords {
    /// Between two years.
    #[schemars(example = "{start}–{end}")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub years: Option<RangePhrase>,
    /// Between longer dates.
    #[schemars(example = "{start} – {end}")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dates: Option<RangePhrase>,
    /// From a year, with no end told.
    #[schemars(example = "{start}–")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open: Option<OpenPhrase>,
}

/// How dates are written, by form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DateWords {
    /// With the short names of the months.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<DatePatterns>,
    /// With their whole names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub long: Option<DatePatterns>,
    /// In figures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub numeric: Option<DatePatterns>,
}

/// A month of a year, and a day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DatePatterns {
    /// A month of a year: `{year}`, and the month as `{month}`, `{m}` or `{mm}`.
    #[schemars(example = "{month} {year}")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub month: Option<MonthPattern>,
    /// A day: `{year}`, the month as `{month}`, `{m}` or `{mm}`, and the day as `{day}` or `{dd}`.
    #[schemars(example = "{day} {month} {year}")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day: Option<DayPattern>,
}

/// Names of months, as an example.
const SHORT: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"];
/// Whole names of months, as an example.
const LONG: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The names of the months, from January.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct MonthWords {
    /// Short ones.
    #[schemars(example = SHORT, length(equal = 12))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<Vec<String>>,
    /// Whole ones.
    #[schemars(example = LONG, length(equal = 12))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub long: Option<Vec<String>>,
    /// Short ones beside a day, if they differ there.
    #[schemars(example = SHORT, length(equal = 12))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short_of_day: Option<Vec<String>>,
    /// Whole ones beside a day, if they differ there: `1 marca`, but `marzec`.
    #[schemars(example = LONG, length(equal = 12))]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub long_of_day: Option<Vec<String>>,
}

/// Makes a type of words that have a key each, all of which may be left out.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($field:ident = $key:literal: $what:literal, $example:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
        pub struct $name {
            $(
                #[doc = $what]
                #[schemars(example = &$example)]
                #[serde(rename = $key, skip_serializing_if = "Option::is_none")]
                pub $field: Option<String>,
            )*
        }

        impl $name {
            /// The words that there are, by their keys.
            pub fn pairs(&self) -> impl Iterator<Item = (&'static str, &String)> {
                [$(($key, &self.$field)),*]
                    .into_iter()
                    .filter_map(|(key, word)| Some((key, word.as_ref()?)))
            }
        }
    };
}

words! {
    /// The titles of the sections.
    SectionTitles {
        summary = "summary": "The title of the summary.", "Profile";
        work = "work": "The title of `work`.", "Career";
        volunteer = "volunteer": "The title of `volunteer`.", "Voluntary Work";
        education = "education": "The title of `education`.", "Qualifications";
        awards = "awards": "The title of `awards`.", "Honours";
        certificates = "certificates": "The title of `certificates`.", "Licences";
        publications = "publications": "The title of `publications`.", "Papers";
        skills = "skills": "The title of `skills`.", "Strengths";
        languages = "languages": "The title of `languages`.", "Languages";
        interests = "interests": "The title of `interests`.", "Hobbies";
        references = "references": "The title of `references`.", "Referees";
        projects = "projects": "The title of `projects`.", "Selected Projects";
        talks = "talks": "The title of `talks`.", "Invited Talks";
        teaching = "teaching": "The title of `teaching`.", "Lectures";
        grants = "grants": "The title of `grants`.", "Funding";
        patents = "patents": "The title of `patents`.", "Inventions";
        courses = "courses": "The title of `courses`.", "Training";
    }
}

words! {
    /// Labels of groups, contacts and fields.
    Labels {
        contact = "contact": "Over the ways to reach you.", "Contact";
        web = "web": "Over your addresses on the web.", "Online";
        place = "place": "Over where you live.", "Address";
        details = "details": "Over your personal details.", "About Me";
        email = "email": "Beside a mail address.", "Mail";
        phone = "phone": "Beside a telephone number.", "Mobile";
        url = "url": "Beside your web site.", "Home Page";
        score = "score": "Beside a grade.", "GPA";
        courses = "courses": "Beside the courses of a degree.", "Modules";
        keywords = "keywords": "Beside keywords.", "Tools";
        roles = "roles": "Beside the roles in a project.", "Roles";
        kind = "type": "Beside the type of a project.", "Kind";
        amount = "amount": "Beside the amount of a grant.", "Sum";
        inventors = "inventors": "Beside the inventors of a patent.", "With";
        status = "status": "Beside the status of a patent.", "State";
        photo = "photo": "What a photo shows, unless it says so itself: `Portrait of {name}`.", "Photo of {name}";
    }
}

words! {
    /// How well a language is spoken.
    FluencyWords {
        a1 = "A1": "Breakthrough: a beginner.", "first words";
        a2 = "A2": "Waystage: the basics.", "basic";
        b1 = "B1": "Threshold: intermediate.", "conversational";
        b2 = "B2": "Vantage: upper intermediate.", "good";
        c1 = "C1": "Effective operational proficiency: advanced.", "fluent";
        c2 = "C2": "Mastery.", "near-native";
        native = "native": "The language that one grew up with.", "mother tongue";
    }
}

words! {
    /// Degrees that are called by their kind alone.
    DegreeWords {
        bachelor = "bachelor": "The first degree of a university.", "Bachelor’s degree";
        master = "master": "The second one.", "Master’s degree";
        doctorate = "doctorate": "The third one.", "Doctorate";
    }
}

/// Makes a type of text with places to fill in: a `FromStr` that finds those that are missing or
/// unknown, and a pattern that says the same. Of each group one place must be there.
macro_rules! phrases {
    ($($(#[$doc:meta])* $name:ident($example:literal, needs $needs:expr, takes $takes:expr);)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            const NEEDS: &'static [&'static [&'static str]] = $needs;
            const TAKES: &'static [&'static str] = $takes;
        }

        impl std::str::FromStr for $name {
            type Err = FieldError;

            fn from_str(text: &str) -> Result<Self, FieldError> {
                filled(text, Self::NEEDS, Self::TAKES, $example)?;
                Ok(Self(text.to_owned()))
            }
        }

        impl std::ops::Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "description": description(Self::NEEDS, Self::TAKES),
                    "type": "string",
                    "pattern": pattern(Self::NEEDS, Self::TAKES),
                    "examples": [$example],
                })
            }
        }

        super::scalar::deserialize_by_from_str!($name);
    )*};
}

phrases! {
    /// A phrase with a date in it.
    DatePhrase("until {date}", needs &[&["date"]], takes &[]);
    /// The number of a page, and how many there are.
    PagePhrase("Page {n} of {m}", needs &[&["n"]], takes &["m"]);
    /// A talk and its event.
    TalkPhrase("{title} at {event}", needs &[&["title"], &["event"]], takes &[]);
    /// Something in brackets.
    AsidePhrase(" ({text})", needs &[&["text"]], takes &[]);
    /// A span of time.
    RangePhrase("{start} – {end}", needs &[&["start"], &["end"]], takes &[]);
    /// A span of time without an end.
    OpenPhrase("{start}–", needs &[&["start"]], takes &[]);
    /// A month of a year.
    MonthPattern("{month} {year}", needs &[&["year"], &["month", "m", "mm"]], takes &[]);
    /// A day.
    DayPattern(
        "{day} {month} {year}",
        needs &[&["year"], &["month", "m", "mm"], &["day", "dd"]],
        takes &[]
    );
}

/// Whether a phrase has the places that it needs, and no others.
fn filled(text: &str, needs: &[&[&str]], takes: &[&str], example: &str) -> Result<(), FieldError> {
    let known = |name: &str| needs.concat().contains(&name) || takes.contains(&name);
    let all: Vec<String> = needs
        .iter()
        .flat_map(|group| *group)
        .chain(takes)
        .map(|name| format!("`{{{name}}}`"))
        .collect();
    let help = format!("write it like `{example}`");
    let mut at = 0;
    while let Some(open) = text[at..].find(['{', '}']).map(|found| at + found) {
        let close = text[open..].find('}').map_or(text.len(), |close| open + close + 1);
        let name = text[open..close].trim_start_matches('{').trim_end_matches('}');
        if !known(name) || !text[open..close].ends_with('}') || !text[open..].starts_with('{') {
            let places = crate::words::list(&all, "and");
            let message = match all.len() {
                1 => format!("the only place to fill in here is {places}"),
                _ => format!("the places to fill in here are {places}"),
            };
            return Err(FieldError::new("bad-phrase", message).at(open..close).help(help));
        }
        at = close;
    }
    for group in needs {
        if !group.iter().any(|name| text.contains(&format!("{{{name}}}"))) {
            let names: Vec<String> = group.iter().map(|name| format!("`{{{name}}}`")).collect();
            let message = format!("{} is missing here", crate::words::list(&names, "or"));
            return Err(FieldError::new("bad-phrase", message).help(help));
        }
    }
    Ok(())
}

/// What [`filled`] says, as a pattern of a schema.
fn pattern(needs: &[&[&str]], takes: &[&str]) -> String {
    let ahead = needs.iter().map(|group| format!(r"(?=[\s\S]*\{{({})\}})", group.join("|")));
    let all = needs.iter().flat_map(|group| *group).chain(takes).copied().collect::<Vec<_>>();
    let ahead: String = ahead.collect();
    format!(r"^{ahead}([^{{}}]|\{{({})\}})*$", all.join("|"))
}

/// What [`filled`] says, in words.
fn description(needs: &[&[&str]], takes: &[&str]) -> String {
    let names =
        |names: &[&str]| names.iter().map(|name| format!("`{{{name}}}`")).collect::<Vec<_>>();
    let needed: Vec<String> =
        needs.iter().map(|group| crate::words::list(&names(group), "or")).collect();
    let needed = format!("A text with {} in it", crate::words::list(&needed, "and"));
    match takes {
        [] => format!("{needed}."),
        takes => format!("{needed}, and perhaps {}.", crate::words::list(&names(takes), "or")),
    }
}

#[cfg(test)]
mod tests {
    use super::{DatePhrase, DayPattern, PagePhrase};

    #[test]
    fn a_phrase_has_the_places_that_it_needs_and_no_others() {
        for text in ["{n}/{m}", "p. {n}"] {
            assert!(text.parse::<PagePhrase>().is_ok(), "{text}");
        }
        let cases = [
            ("Page {m}", "`{n}` is missing here"),
            ("Page {n} of {all}", "the places to fill in here are `{n}` and `{m}`"),
            ("Page {n", "the places to fill in here are `{n}` and `{m}`"),
            ("Page n} {n}", "the places to fill in here are `{n}` and `{m}`"),
        ];
        for (text, message) in cases {
            let error = text.parse::<PagePhrase>().expect_err(text);
            assert_eq!(error.message, message, "{text}");
        }
        let error = "until".parse::<DatePhrase>().expect_err("no date");
        assert_eq!(error.message, "`{date}` is missing here");
        let error = "{day} {year}".parse::<DayPattern>().expect_err("no month");
        assert_eq!(error.message, "`{month}`, `{m}` or `{mm}` is missing here");
    }
}

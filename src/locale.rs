//! The words and forms of a language, one data file a language in `src/locale/`.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use unicode_script::{Script, UnicodeScript};

use crate::diagnostics::Sources;
use crate::resume::{DatePatterns, LanguageTag, LocaleWords};
use crate::yaml;

/// The tables of some languages.
macro_rules! locales {
    ($($name:literal),* $(,)?) => {
        /// The languages there are, with their data.
        const LOCALES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("locale/", $name, ".yaml")))),*];
    };
}

locales![
    "ar", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it", "ja",
    "ko", "nb", "nl", "pl", "pt", "pt-BR", "ru", "sv", "th", "tr", "uk", "vi", "zh", "zh-Hant",
];

/// Languages that are called otherwise, too.
const ALIASES: &[(&str, &str)] = &[("no", "nb")];

/// A language's words and forms, with what the file says in its own way.
#[derive(Debug, Clone)]
pub struct Locale {
    /// What a résumé is called.
    pub resume: String,
    /// The usual titles of the sections, by their keys.
    pub sections: BTreeMap<&'static str, String>,
    /// Labels of groups, contacts and fields.
    pub labels: BTreeMap<&'static str, String>,
    /// Which way lines run.
    pub dir: Direction,
    /// What parts the parts of a line.
    pub comma: String,
    /// What parts the items of a list, where the language tells them from the parts of a line.
    pub list: Option<String>,
    /// What parts a label from its value.
    pub colon: String,
    /// What parts a thing from what is said of it.
    pub dash: String,
    /// What is said by the way: ` ({text})`.
    pub aside: String,
    /// The word between the last two of some alternatives.
    pub or: String,
    /// A talk and where it was given: `{title} at {event}`.
    pub talk: String,
    /// The foot of a page: `Page {n} of {m}`.
    pub page: String,
    /// How dates are written, by form.
    pub dates: Dates,
    /// The names of the months.
    pub months: Months,
    /// How spans of time are written.
    pub ranges: Ranges,
    /// The form that dates are to have.
    pub form: DateForm,
    /// What goes on.
    pub present: String,
    /// An end that lies ahead.
    pub expected: String,
    /// An end whose start is not told.
    pub until: String,
    /// Whether the month of such an end has the case that it has beside a day.
    pub until_of_day: bool,
    /// Opening and closing quotes, outer then inner.
    pub quotes: Vec<String>,
    /// How well a language is spoken, by the levels `A1` to `C2`, and `native`.
    pub fluency: BTreeMap<&'static str, String>,
    /// Degrees by their kind: `bachelor`, `master`, `doctorate`.
    pub degrees: BTreeMap<&'static str, String>,
    /// Which part of a name leads.
    pub names: NameOrder,
}

/// A data file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Table {
    #[serde(flatten)]
    words: LocaleWords,
    #[serde(default)]
    dir: Direction,
    #[serde(default)]
    names: NameOrder,
    #[serde(default)]
    until_of_day: Option<String>,
    /// What differs in a region.
    regions: BTreeMap<String, LocaleWords>,
}

/// Which way lines run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From left to right.
    #[default]
    Ltr,
    /// From right to left.
    Rtl,
}

/// Which part of a person's name leads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameOrder {
    /// `Ada Byron`
    #[default]
    GivenFirst,
    /// `Kovács János`
    FamilyFirst,
}

/// How dates with months are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DateForm {
    /// `Mar 2020`
    #[default]
    Short,
    /// `March 2020`
    Long,
    /// `03/2020`
    Numeric,
    /// `2020`
    Year,
}

impl FromStr for DateForm {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Ok(match text {
            "short" => Self::Short,
            "long" => Self::Long,
            "numeric" => Self::Numeric,
            "year" => Self::Year,
            _ => return Err(()),
        })
    }
}

/// How dates are written, by form. A year alone is its number everywhere.
#[derive(Debug, Clone, Default)]
pub struct Dates {
    /// With the short names of the months.
    pub short: Patterns,
    /// With their whole names.
    pub long: Patterns,
    /// In figures.
    pub numeric: Patterns,
}

/// Patterns with `{year}`; `{month}`, `{m}` or `{mm}`; `{day}` or `{dd}`. The numeric ones are those of the
/// Unicode CLDR (`yM` and `yMd`), but that months and days have two figures, so that they align.
#[derive(Debug, Clone, Default)]
pub struct Patterns {
    /// A month of a year.
    pub month: String,
    /// A day.
    pub day: String,
}

/// The names of the months, from January.
#[derive(Debug, Clone, Default)]
pub struct Months {
    /// Short ones.
    pub short: Vec<String>,
    /// Whole ones.
    pub long: Vec<String>,
    /// Short ones beside a day, if they differ there.
    pub short_of_day: Option<Vec<String>>,
    /// Whole ones beside a day, if they differ there.
    pub long_of_day: Option<Vec<String>>,
}

/// How spans of time are written.
#[derive(Debug, Clone)]
pub struct Ranges {
    /// Between years, which stand close: `{start}–{end}`.
    pub years: String,
    /// Between longer dates: `{start} – {end}`.
    pub dates: String,
    /// From a year, with no end told: `{start}–`.
    pub open: String,
}

impl Default for Ranges {
    fn default() -> Self {
        Self {
            years: "{start}–{end}".to_owned(),
            dates: "{start} – {end}".to_owned(),
            open: "{start}–".to_owned(),
        }
    }
}

impl Patterns {
    /// Takes what is there of other patterns.
    fn apply(&mut self, patterns: Option<&DatePatterns>) {
        let Some(patterns) = patterns else { return };
        put(&mut self.month, patterns.month.as_deref());
        put(&mut self.day, patterns.day.as_deref());
    }
}

/// Puts a word in the place of another, if there is one.
fn put(place: &mut String, word: Option<&str>) {
    if let Some(word) = word {
        word.clone_into(place);
    }
}

/// Puts words in the place of others.
fn put_all<'w>(
    place: &mut BTreeMap<&'static str, String>,
    words: impl Iterator<Item = (&'static str, &'w String)>,
) {
    place.extend(words.map(|(key, word)| (key, word.clone())));
}

/// Puts a list in the place of another, if there is one.
fn put_list(place: &mut Vec<String>, list: Option<&Vec<String>>) {
    if let Some(list) = list {
        place.clone_from(list);
    }
}

impl Locale {
    /// The locale of a language; `None` if there is none.
    pub fn of(language: &str, region: Option<&str>) -> Option<Self> {
        let (_, text) = LOCALES.iter().find(|(name, _)| *name == language)?;
        let mut sources = Sources::default();
        let source = sources.add(language, *text);
        let table: Table = yaml::parse(text, source).node?.to().ok()?;
        let mut locale = Self {
            resume: String::new(),
            sections: BTreeMap::new(),
            labels: BTreeMap::new(),
            dir: table.dir,
            comma: ", ".to_owned(),
            list: None,
            colon: ": ".to_owned(),
            dash: " – ".to_owned(),
            aside: " ({text})".to_owned(),
            or: String::new(),
            talk: String::new(),
            page: String::new(),
            dates: Dates::default(),
            months: Months::default(),
            ranges: Ranges::default(),
            form: DateForm::default(),
            present: String::new(),
            expected: String::new(),
            until: String::new(),
            until_of_day: table.until_of_day.is_some(),
            quotes: Vec::new(),
            fluency: BTreeMap::new(),
            degrees: BTreeMap::new(),
            names: table.names,
        };
        locale.apply(&table.words);
        if let Some(words) = region.and_then(|region| table.regions.get(region)) {
            locale.apply(words);
        }
        Some(locale)
    }

    /// The locale of a tag that may be none.
    pub fn of_text(tag: &str) -> Self {
        Self::of_tag(tag.parse().ok().as_ref())
    }

    /// The locale of a résumé, which [`check`](crate::check) has found to exist.
    pub fn of_tag(tag: Option<&LanguageTag>) -> Self {
        tag.and_then(|tag| Self::of(language(tag), tag.region()))
            .or_else(|| Self::of("en", None))
            .expect("the English locale is embedded and tested")
    }

    /// What parts the items of a list.
    pub fn list(&self) -> &str {
        self.list.as_ref().unwrap_or(&self.comma)
    }

    /// Puts words in the place of the language's own: those of a region, or of a file's `locale`.
    pub fn apply(&mut self, words: &LocaleWords) {
        put(&mut self.resume, words.resume.as_deref());
        put_all(&mut self.sections, words.sections.iter().flat_map(|all| all.pairs()));
        put_all(&mut self.labels, words.labels.iter().flat_map(|all| all.pairs()));
        // A file's own comma parts lists, too.
        if words.list.is_some() || words.comma.is_some() {
            self.list.clone_from(&words.list);
        }
        put(&mut self.comma, words.comma.as_deref());
        put(&mut self.colon, words.colon.as_deref());
        put(&mut self.dash, words.dash.as_deref());
        put(&mut self.aside, words.aside.as_deref());
        put(&mut self.or, words.or.as_deref());
        put(&mut self.talk, words.talk.as_deref());
        put(&mut self.page, words.page.as_deref());
        put(&mut self.present, words.present.as_deref());
        put(&mut self.expected, words.expected.as_deref());
        put(&mut self.until, words.until.as_deref());
        put_list(&mut self.quotes, words.quotes.as_ref());
        put_all(&mut self.fluency, words.fluency.iter().flat_map(|all| all.pairs()));
        put_all(&mut self.degrees, words.degrees.iter().flat_map(|all| all.pairs()));
        if let Some(dates) = &words.dates {
            self.dates.short.apply(dates.short.as_ref());
            self.dates.long.apply(dates.long.as_ref());
            self.dates.numeric.apply(dates.numeric.as_ref());
        }
        if let Some(ranges) = &words.ranges {
            put(&mut self.ranges.years, ranges.years.as_deref());
            put(&mut self.ranges.dates, ranges.dates.as_deref());
            put(&mut self.ranges.open, ranges.open.as_deref());
        }
        if let Some(months) = &words.months {
            put_list(&mut self.months.short, months.short.as_ref());
            put_list(&mut self.months.long, months.long.as_ref());
            // Who names the months anew means them beside a day, too, unless they say otherwise.
            if months.short.is_some() || months.short_of_day.is_some() {
                self.months.short_of_day.clone_from(&months.short_of_day);
            }
            if months.long.is_some() || months.long_of_day.is_some() {
                self.months.long_of_day.clone_from(&months.long_of_day);
            }
        }
    }

    /// What parts the two dates of a span, so that a theme may break the line there.
    pub fn range_sign(&self) -> &str {
        let after = self.ranges.dates.split_once("{start}").map_or("", |(_, after)| after);
        after.split_once("{end}").map_or(after, |(between, _)| between)
    }

    /// A degree that a file calls by its kind alone, in the words of this language; `own` is the language of
    /// the file.
    pub fn degree(&self, written: &str, own: &Self) -> Option<&str> {
        let written = written.trim().to_lowercase();
        let is_it = |word: &str| word.to_lowercase() == written;
        let in_own = own.degrees.iter().find(|(_, word)| is_it(word)).map(|(key, _)| *key);
        let in_english = || {
            let known = DEGREES.iter().find(|(_, words)| words.iter().any(|word| is_it(word)));
            known.map(|(key, _)| *key)
        };
        self.degrees.get(in_own.or_else(in_english)?).map(String::as_str)
    }

    /// How well a language is spoken, if it is said by a level or as `native`: in words, with the level
    /// behind them. What is said otherwise stays as it is.
    pub fn fluency(&self, written: &str) -> Option<String> {
        let written = written.trim();
        let (key, words) =
            self.fluency.iter().find(|(key, _)| key.eq_ignore_ascii_case(written))?;
        if *key == "native" {
            let begins_large = written.starts_with(char::is_uppercase);
            return Some(if begins_large { capitalised(words) } else { words.clone() });
        }
        Some(format!("{words}{}", self.aside.replace("{text}", key)))
    }

    /// A label by its key.
    pub fn label(&self, key: &str) -> String {
        self.labels.get(key).cloned().unwrap_or_default()
    }
}

/// Whether a name is written in characters in which the family name leads, whatever the language of
/// the text. A name in kana alone is a foreign one, and is read as it was.
pub fn is_family_first(name: &str) -> bool {
    name.chars().any(|c| matches!(c.script(), Script::Han | Script::Hangul))
}

/// What degrees are called by their kind in English, which is understood in a file of any language. The
/// names of one degree, such as `BSc` or `PhD`, are not among them: they are names in every language.
const DEGREES: &[(&str, &[&str])] = &[
    ("bachelor", &["Bachelor", "Bachelor's degree", "Bachelor’s degree"]),
    ("master", &["Master", "Master's degree", "Master’s degree"]),
    ("doctorate", &["Doctorate", "Doctoral degree"]),
];

/// A text with its first letter large.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The locale of a tag. Chinese has two, by its characters, which the region tells if the script does
/// not; so has Portuguese, by its region.
fn language(tag: &LanguageTag) -> &str {
    match (tag.primary(), tag.script(), tag.region()) {
        ("zh", Some("Hant"), _) | ("zh", None, Some("TW" | "HK" | "MO")) => "zh-Hant",
        ("pt", _, Some("BR")) => "pt-BR",
        (primary, ..) => {
            ALIASES.iter().find(|(alias, _)| *alias == primary).map_or(primary, |(_, name)| name)
        }
    }
}

/// The languages there are, by their primary tags.
pub fn languages() -> impl Iterator<Item = &'static str> {
    let aliases = ALIASES.iter().map(|(alias, _)| *alias);
    LOCALES.iter().map(|(name, _)| *name).filter(|name| !name.contains('-')).chain(aliases)
}

/// The language that was meant by a tag that is none, or none that vitae speaks.
pub fn meant(tag: &str) -> Option<String> {
    if let Some(tidied) = LanguageTag::tidied(tag).filter(|tidied| tidied != tag && speaks(tidied))
    {
        return Some(tidied);
    }
    // Codes of countries, which people take for those of their languages, and names.
    let meant = match tag.to_lowercase().as_str() {
        "kr" | "korean" | "한국어" => "ko",
        "jp" | "japanese" | "日本語" => "ja",
        "cn" | "chinese" | "中文" => "zh",
        "cz" | "czech" | "čeština" => "cs",
        "dk" | "danish" | "dansk" => "da",
        "gr" | "greek" | "ελληνικά" => "el",
        "ua" | "ukrainian" | "українська" => "uk",
        "vn" | "vietnamese" | "tiếng việt" => "vi",
        "se" | "swedish" | "svenska" => "sv",
        "us" | "gb" | "eng" | "english" => "en",
        "at" | "ch" | "ger" | "deu" | "german" | "deutsch" => "de",
        "br" => "pt-BR",
        "no" | "norwegian" | "norsk" => "nb",
        "fra" | "fre" | "french" | "français" | "francais" => "fr",
        "spa" | "spanish" | "español" | "espanol" => "es",
        "ita" | "italian" | "italiano" => "it",
        "por" | "portuguese" | "português" | "portugues" => "pt",
        "dutch" | "nederlands" => "nl",
        "polish" | "polski" => "pl",
        "finnish" | "suomi" => "fi",
        "hungarian" | "magyar" => "hu",
        "turkish" | "türkçe" => "tr",
        "russian" | "русский" => "ru",
        "arabic" | "العربية" => "ar",
        "hebrew" | "עברית" => "he",
        "persian" | "farsi" | "فارسی" => "fa",
        "hindi" | "हिन्दी" => "hi",
        "thai" | "ไทย" => "th",
        "indonesian" => "id",
        _ => return None,
    };
    speaks(meant).then(|| meant.to_owned())
}

/// Whether a text is the tag of a language that there is.
pub fn speaks(tag: &str) -> bool {
    let primary = tag.split('-').next().unwrap_or_default();
    languages().any(|known| known == primary) && tag.parse::<LanguageTag>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::{LOCALES, Locale};

    #[test]
    fn every_locale_is_complete() {
        let english = Locale::of("en", None).expect("English is read");
        for (language, _) in LOCALES {
            let locale = Locale::of(language, None).expect(language);
            let months = [&locale.months.short_of_day, &locale.months.long_of_day];
            let months = [&locale.months.short, &locale.months.long]
                .into_iter()
                .chain(months.into_iter().flatten());
            for names in months {
                assert_eq!(names.len(), 12, "{language}");
            }
            assert_eq!(locale.quotes.len(), 4, "{language}");
            let maps = |locale: &Locale| {
                [&locale.sections, &locale.labels, &locale.fluency, &locale.degrees]
                    .map(|words| words.keys().copied().collect::<Vec<_>>())
            };
            assert_eq!(maps(&locale), maps(&english), "{language}");
            let dates = &locale.dates;
            let words = [&dates.short, &dates.long, &dates.numeric]
                .into_iter()
                .flat_map(|patterns| [&patterns.month, &patterns.day])
                .chain([&locale.resume, &locale.or, &locale.talk, &locale.page])
                .chain([&locale.present, &locale.expected, &locale.until])
                .chain(locale.sections.values())
                .chain(locale.labels.values())
                .chain(locale.fluency.values())
                .chain(locale.degrees.values());
            for word in words {
                assert!(!word.trim().is_empty(), "{language}");
            }
        }
    }

    #[test]
    fn levels_are_put_in_words_and_kept() {
        let cases = [
            ("en", "B2", "upper intermediate (B2)"),
            ("de", "c1", "verhandlungssicher (C1)"),
            ("ja", "C1", "上級（C1）"),
            ("de", "native", "Muttersprache"),
            ("fr", "Native", "Langue maternelle"),
        ];
        for (language, written, expected) in cases {
            let locale = Locale::of(language, None).expect(language);
            assert_eq!(locale.fluency(written).as_deref(), Some(expected));
        }
        let english = Locale::of("en", None).expect("English is read");
        for written in ["fluent", "B2+", "native speaker", ""] {
            assert_eq!(english.fluency(written), None, "{written}");
        }
    }
}

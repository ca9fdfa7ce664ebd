//! Dates as precise as their author knows them: a year, a month or a day.

use std::fmt::{self, Display, Formatter};
use std::str::FromStr;

use jiff::civil;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::scalar::{FieldError, deserialize_by_from_str};

/// What is wrong with a date.
pub type DateError = FieldError;

/// The help of every date that has a wrong form.
const FORMS: &str = "write `2015`, `2015-09` or `2015-09-30`";

/// The first year that has four figures. One with fewer is two that were left out: `18`, `0018`.
const FIRST_YEAR: i16 = 1000;
/// The last year that has four figures.
const LAST_YEAR: i16 = 9999;

/// A year, a month or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// The year, four digits, the first no zero.
    pub year: i16,
    /// The month from 1 to 12, if known.
    pub month: Option<i8>,
    /// The day of the month, if known.
    pub day: Option<i8>,
}

impl Date {
    /// The first day that the date may mean.
    pub fn first_day(&self) -> civil::Date {
        civil::Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .unwrap_or(civil::Date::MIN)
    }

    /// The last day that the date may mean.
    pub fn last_day(&self) -> civil::Date {
        let first = self.first_day();
        match (self.month, self.day) {
            (_, Some(_)) => first,
            (Some(_), None) => first.last_of_month(),
            (None, None) => first.last_of_year(),
        }
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let form = || {
            let error = FieldError::new("bad-date", format!("`{text}` is not a date")).help(FORMS);
            match recognised(text) {
                Some(date) => error.help(format!("write `{date}`")).safe_fix(date.to_string()),
                None => error,
            }
        };
        let digits = |part: &str, len: usize| {
            (part.len() == len && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<i16>().ok())
                .flatten()
        };
        let mut parts = text.split('-');
        let year = parts.next().and_then(|part| digits(part, 4)).ok_or_else(form)?;
        if year < FIRST_YEAR {
            return Err(FieldError::new("bad-date", format!("the year {year:04} is too early"))
                .at(0..4)
                .help("write the year with its four figures, such as `2018`"));
        }
        let month = match parts.next() {
            None => return Ok(Self { year, month: None, day: None }),
            Some(part) => digits(part, 2).ok_or_else(form)? as i8,
        };
        let day = match parts.next() {
            None => None,
            Some(part) => Some(digits(part, 2).ok_or_else(form)? as i8),
        };
        if parts.next().is_some() {
            return Err(form());
        }
        if !(1..=12).contains(&month) {
            return Err(FieldError::new("bad-date", format!("month {month:02} does not exist"))
                .at(5..7)
                .help("months go from `01` to `12`"));
        }
        if let Some(day) = day {
            let last = civil::Date::new(year, month, 1).map_or(31, |date| date.days_in_month());
            if !(1..=last).contains(&day) {
                return Err(FieldError::new(
                    "bad-date",
                    format!("day {day:02} does not exist in {year}-{month:02}"),
                )
                .at(8..10)
                .help(format!("that month has {last} days")));
            }
        }
        Ok(Self { year, month: Some(month), day })
    }
}

/// The date that a text in another form can only mean: `03/2020`, `Sept 2015`, `2020-3`, `1. May 2019`.
/// Where month and day could be swapped, as in `03/04/2020`, it is none.
fn recognised(text: &str) -> Option<Date> {
    let mut day_first = None;
    let mut month = None;
    let mut year = None;
    let mut small = Vec::new();
    let words = text.split(|c: char| c.is_whitespace() || "-/.,–".contains(c));
    for word in words.filter(|word| !word.is_empty()) {
        let figures = word.bytes().all(|b| b.is_ascii_digit());
        match word.len() {
            4 if figures && year.is_none() => {
                day_first = (!small.is_empty() || month.is_some()).then_some(true);
                year = word.parse::<i16>().ok();
            }
            1 | 2 if figures => small.push(word.parse::<i8>().ok()?),
            _ if month.is_none() => month = Some(month_by_name(word)?),
            _ => return None,
        }
    }
    let (month, day) = match (month, small.as_slice()) {
        (Some(month), []) => (month, None),
        (Some(month), [day]) => (month, Some(*day)),
        (None, [month]) => (*month, None),
        (None, [month, day]) if day_first.is_none() => (*month, Some(*day)),
        // Points part day, month and year wherever dates have points.
        (None, [day, month]) if text.contains('.') || *day > 12 => (*month, Some(*day)),
        (None, [month, day]) if *day > 12 => (*month, Some(*day)),
        _ => return None,
    };
    let date = Date { year: year?, month: Some(month), day };
    date.to_string().parse().ok().filter(|known| *known == date)
}

/// The month of an English name, whole or cut after three letters or more.
fn month_by_name(word: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    let found = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(&word))?;
    i8::try_from(found + 1).ok()
}

impl Display for Date {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// When something ended: a date, or `present`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndDate {
    /// It goes on.
    Present,
    /// It ended, or is expected to end, then.
    On(Date),
}

impl FromStr for EndDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        if text.eq_ignore_ascii_case("present") {
            return Ok(Self::Present);
        }
        text.parse().map(Self::On).map_err(|error: DateError| match error.help.as_deref() {
            Some(FORMS) if goes_on(text) => error.help("write `present`").safe_fix("present"),
            Some(FORMS) => error.help(format!("{FORMS}, or `present`")),
            _ => error,
        })
    }
}

/// Whether a word says that something goes on.
fn goes_on(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "now" | "today" | "current" | "ongoing" | "to date")
}

impl Display for EndDate {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        match self {
            Self::Present => f.write_str("present"),
            Self::On(date) => date.fmt(f),
        }
    }
}

/// A single date, or free text such as `Fall 2023` that is printed as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LooseDate {
    /// A date that is put into the résumé's language.
    On(Date),
    /// Text that is printed as written.
    Text(String),
}

impl FromStr for LooseDate {
    type Err = DateError;

    /// What is made of figures alone is meant as a date, and must be one.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let figures = text.bytes().all(|b| b.is_ascii_digit() || b"-/. ".contains(&b));
        if figures {
            return text.parse().map(Self::On);
        }
        Ok(Self::Text(text.to_owned()))
    }
}

impl Display for LooseDate {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        match self {
            Self::On(date) => date.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

deserialize_by_from_str!(Date, EndDate);

impl<'de> Deserialize<'de> for LooseDate {
    /// What is no date is text: a strict file has been told so before it gets here, and a JSON
    /// Resume file prints it as written.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(text.parse().unwrap_or(Self::Text(text)))
    }
}

macro_rules! serialize_by_display {
    ($($type:ty),*) => {$(
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    )*};
}

serialize_by_display!(Date, EndDate, LooseDate);

/// The pattern of a date; which days a month has is beyond it.
const PATTERN: &str = "[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?";

impl JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A year, a month or a day: `2020`, `2020-03` or `2020-03-01`.",
            "type": ["string", "integer"],
            "pattern": format!("^{PATTERN}$"),
            "minimum": FIRST_YEAR,
            "maximum": LAST_YEAR,
            "examples": ["2020", "2020-03", "2020-03-01"],
        })
    }
}

impl JsonSchema for EndDate {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "EndDate".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A year, a month or a day, or `present`.",
            "type": ["string", "integer"],
            "pattern": format!("^({PATTERN}|[Pp][Rr][Ee][Ss][Ee][Nn][Tt])$"),
            "minimum": FIRST_YEAR,
            "maximum": LAST_YEAR,
            "examples": ["2020", "2020-03", "present"],
        })
    }
}

impl JsonSchema for LooseDate {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "LooseDate".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A year, a month or a day, or free text such as `Fall 2023` that is printed as written.",
            "type": ["string", "integer", "boolean"],
            "pattern": format!("^{PATTERN}$|[^-0-9/. ]"),
            "minimum": FIRST_YEAR,
            "maximum": LAST_YEAR,
            "examples": ["2008", "2008-06", "Fall 2023"],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::recognised;

    #[test]
    fn a_date_in_another_form_is_known_where_it_can_mean_one_thing() {
        let cases = [
            ("03/2020", Some("2020-03")),
            ("3/2020", Some("2020-03")),
            ("03.2020", Some("2020-03")),
            ("2020/03", Some("2020-03")),
            ("2020-3", Some("2020-03")),
            ("2020-3-1", Some("2020-03-01")),
            ("2020.03.01", Some("2020-03-01")),
            ("Sept 2015", Some("2015-09")),
            ("Sept. 2015", Some("2015-09")),
            ("september 2015", Some("2015-09")),
            ("2015 Sep", Some("2015-09")),
            ("1 May 2019", Some("2019-05-01")),
            ("May 1, 2019", Some("2019-05-01")),
            ("24.12.2019", Some("2019-12-24")),
            ("04.03.2019", Some("2019-03-04")),
            ("24/12/2019", Some("2019-12-24")),
            ("12/24/2019", Some("2019-12-24")),
            ("03/04/2019", None),
            ("13/2020", None),
            ("2020-02-30", None),
            ("2020-2-30", None),
            ("Sptember 2015", None),
            ("Ju 2015", None),
            ("Fall 2015", None),
            ("2015", None),
            ("2015 2016", None),
            ("May", None),
            ("1 2 3 2015", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let found = recognised(text).map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}

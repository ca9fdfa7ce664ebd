//! Dates in the words of a language.

use jiff::civil;

use crate::locale::Locale;
use crate::resume::{Date, EndDate, Entry, LooseDate};

/// A date: `2020`, `Mar 2020`, `Mar 1, 2020`.
pub fn date(date: &Date, locale: &Locale) -> String {
    let Some(month) = date.month else { return date.year.to_string() };
    let name = locale.months.get(usize::from(month.unsigned_abs()) - 1).map_or("", |name| name);
    let pattern = if date.day.is_some() { &locale.day } else { &locale.month };
    // The parts of one date are not torn apart at a line's end.
    pattern
        .replace(' ', "\u{a0}")
        .replace("{month}", name)
        .replace("{year}", &date.year.to_string())
        .replace("{day}", &date.day.unwrap_or_default().to_string())
}

/// A single date, or what the user wrote in its place.
pub fn loose(loose: &LooseDate, locale: &Locale) -> String {
    match loose {
        LooseDate::On(on) => date(on, locale),
        LooseDate::Text(text) => super::typography::polish_text(text, locale),
    }
}

/// When an entry was: its range, or its single date.
pub fn of_entry(entry: &Entry, locale: &Locale, today: civil::Date) -> Option<String> {
    match (entry.start_date, entry.end_date) {
        (None, None) => entry.date.as_ref().map(|single| loose(single, locale)),
        (start, end) => Some(range(start, end, locale, today)),
    }
}

/// A range: `2018–2020`, `2020–`, `Mar 2018 – Jun 2020`. Years stand close, longer dates apart.
fn range(start: Option<Date>, end: Option<EndDate>, locale: &Locale, today: civil::Date) -> String {
    let end_date = match end {
        Some(EndDate::On(date)) => Some(date),
        _ => None,
    };
    let ahead = end_date.is_some_and(|end| end.first_day() > today);
    let expect = |text: String| match ahead {
        true => locale.expected.replace("{date}", &text),
        false => text,
    };
    let Some(start) = start else {
        return match end {
            Some(EndDate::On(end)) if ahead => expect(date(&end, locale)),
            Some(EndDate::On(end)) => locale.until.replace("{date}", &date(&end, locale)),
            _ => locale.present.clone(),
        };
    };
    let first = date(&start, locale);
    let years = start.month.is_none() && end_date.is_none_or(|end| end.month.is_none());
    match end {
        None if years => format!("{first}–"),
        None | Some(EndDate::Present) if !years => format!("{first} – {}", locale.present),
        None | Some(EndDate::Present) => format!("{first}–{}", locale.present),
        Some(EndDate::On(end)) if end == start => expect(first),
        Some(EndDate::On(end)) if years && !ahead => format!("{first}–{}", date(&end, locale)),
        Some(EndDate::On(end)) => format!("{first} – {}", expect(date(&end, locale))),
    }
}

#[cfg(test)]
mod tests {
    use super::range;
    use crate::locale::Locale;
    use jiff::civil;

    #[test]
    fn ranges_read_as_people_write_them() {
        let cases = [
            ("en", Some("2018"), Some("2020"), "2018–2020"),
            ("en", Some("2020"), None, "2020–"),
            ("en", Some("2020"), Some("present"), "2020–present"),
            ("en", Some("2018-03"), Some("2020"), "Mar\u{a0}2018 – 2020"),
            ("en", Some("2018-03"), None, "Mar\u{a0}2018 – present"),
            ("en", Some("2008"), Some("2008"), "2008"),
            ("en", Some("2024"), Some("2027-06"), "2024 – Jun\u{a0}2027 (expected)"),
            ("en", None, Some("2019"), "until 2019"),
            ("de", Some("2018-03-01"), Some("present"), "1.\u{a0}März\u{a0}2018 – heute"),
        ];
        let today = civil::date(2025, 1, 1);
        for (language, start, end, expected) in cases {
            let locale = Locale::of(language, None).expect(language);
            let start = start.map(|start| start.parse().expect(start));
            let end = end.map(|end| end.parse().expect(end));
            assert_eq!(range(start, end, &locale, today), expected);
        }
    }
}

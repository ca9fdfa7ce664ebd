//! Dates in the words of a language.

use jiff::civil;

use crate::locale::{DateForm, Locale};
use crate::resume::{Date, EndDate, Entry, LooseDate};

/// A date in the form of the locale: `2020`, `Mar 2020`, `Mar 1, 2020`.
pub fn date(date: &Date, locale: &Locale) -> String {
    in_case(date, locale, date.day.is_some())
}

/// A date whose month has the case that it has beside a day, or that of a month alone.
fn in_case(date: &Date, locale: &Locale, of_day: bool) -> String {
    let year = date.year.to_string();
    let Some(month) = date.month else { return year };
    let months = &locale.months;
    let (patterns, names, beside_day) = match locale.form {
        DateForm::Short => (&locale.dates.short, &months.short, &months.short_of_day),
        DateForm::Long => (&locale.dates.long, &months.long, &months.long_of_day),
        DateForm::Numeric => (&locale.dates.numeric, &months.short, &months.short_of_day),
        DateForm::Year => return year,
    };
    let names = beside_day.as_ref().filter(|_| of_day).unwrap_or(names);
    let name = names.get(usize::from(month.unsigned_abs()) - 1).map_or("", |name| name);
    let day = date.day.unwrap_or_default();
    let pattern = if date.day.is_some() { &patterns.day } else { &patterns.month };
    // The parts of one date are not torn apart at a line's end.
    pattern
        .replace("{month}", name)
        .replace(' ', "\u{a0}")
        .replace("{mm}", &format!("{month:02}"))
        .replace("{m}", &month.to_string())
        .replace("{year}", &year)
        .replace("{day}", &day.to_string())
        .replace("{dd}", &format!("{day:02}"))
}

/// A date as exact as the locale's form writes it.
fn shown(date: Date, locale: &Locale) -> Date {
    match locale.form {
        DateForm::Year => Date { month: None, day: None, ..date },
        _ => date,
    }
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
    let ahead = matches!(end, Some(EndDate::On(end)) if end.first_day() > today);
    let start = start.map(|start| shown(start, locale));
    let end = end.map(|end| match end {
        EndDate::On(end) => EndDate::On(shown(end, locale)),
        EndDate::Present => EndDate::Present,
    });
    let end_date = match end {
        Some(EndDate::On(date)) => Some(date),
        _ => None,
    };
    let expect = |text: String| match ahead {
        true => locale.expected.replace("{date}", &text),
        false => text,
    };
    let Some(start) = start else {
        return match end {
            Some(EndDate::On(end)) if ahead => expect(date(&end, locale)),
            Some(EndDate::On(end)) => {
                let of_day = locale.until_of_day || end.day.is_some();
                locale.until.replace("{date}", &in_case(&end, locale, of_day))
            }
            _ => locale.present.clone(),
        };
    };
    let first = date(&start, locale);
    let years = start.month.is_none() && end_date.is_none_or(|end| end.month.is_none());
    let to = |pattern: &str, end: &str| pattern.replace("{start}", &first).replace("{end}", end);
    let (close, apart) = (&locale.ranges.years, &locale.ranges.dates);
    match end {
        None if years => to(&locale.ranges.open, ""),
        None | Some(EndDate::Present) if !years => to(apart, &locale.present),
        None | Some(EndDate::Present) => to(close, &locale.present),
        Some(EndDate::On(end)) if end == start => expect(first),
        Some(EndDate::On(end)) if years && !ahead => to(close, &date(&end, locale)),
        Some(EndDate::On(end)) => to(apart, &expect(date(&end, locale))),
    }
}

#[cfg(test)]
mod tests {
    use super::range;
    use crate::locale::{DateForm, Locale};
    use crate::resume::{Date, EndDate};
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
            ("ko", Some("2018"), Some("2020"), "2018~2020"),
            ("ja", Some("2018-03"), None, "2018年3月～現在"),
            ("ru", Some("2018-03"), None, "март\u{a0}2018 — настоящее время"),
            ("ru", Some("2018"), None, "с 2018"),
            ("vi", Some("2018-03"), None, "thg\u{a0}3\u{a0}2018 – hiện tại"),
            ("cs", None, Some("2019-03"), "do března\u{a0}2019"),
            ("cs", Some("2019-03"), None, "březen\u{a0}2019 – dosud"),
            ("cs", Some("2019-03-09"), None, "9.\u{a0}3.\u{a0}2019 – dosud"),
            ("fa", Some("2018"), Some("2020"), "2018 تا 2020"),
        ];
        let today = civil::date(2025, 1, 1);
        for (language, start, end, expected) in cases {
            let locale = Locale::of(language, None).expect(language);
            let start = start.map(|start| start.parse().expect(start));
            let end = end.map(|end| end.parse().expect(end));
            assert_eq!(range(start, end, &locale, today), expected);
        }
    }

    #[test]
    fn dates_have_the_form_that_is_asked_for() {
        let cases = [
            ("en", "US", DateForm::Long, "March\u{a0}2018 – June\u{a0}1,\u{a0}2020"),
            ("en", "US", DateForm::Numeric, "03/2018 – 06/01/2020"),
            ("en", "GB", DateForm::Long, "March\u{a0}2018 – 1\u{a0}June\u{a0}2020"),
            ("en", "GB", DateForm::Numeric, "03/2018 – 01/06/2020"),
            ("en", "GB", DateForm::Year, "2018–2020"),
            ("de", "DE", DateForm::Long, "März\u{a0}2018 – 1.\u{a0}Juni\u{a0}2020"),
            ("de", "DE", DateForm::Numeric, "03/2018 – 01.06.2020"),
            (
                "es",
                "ES",
                DateForm::Long,
                "marzo\u{a0}de\u{a0}2018 – 1\u{a0}de\u{a0}junio\u{a0}de\u{a0}2020",
            ),
            ("fr", "FR", DateForm::Numeric, "03/2018 – 01/06/2020"),
        ];
        let today = civil::date(2025, 1, 1);
        for (language, region, form, expected) in cases {
            let mut locale = Locale::of(language, Some(region)).expect(language);
            locale.form = form;
            let start = Some("2018-03".parse().expect("it is a date"));
            let end = Some("2020-06-01".parse().expect("it is a date"));
            assert_eq!(range(start, end, &locale, today), expected, "{language} {form:?}");
        }
        let mut locale = Locale::of("en", None).expect("English is read");
        locale.form = DateForm::Year;
        let both: [Date; 2] =
            ["2018-03", "2018-06"].map(|text| text.parse().expect("it is a date"));
        assert_eq!(range(Some(both[0]), Some(EndDate::On(both[1])), &locale, today), "2018");
        let end = Some(EndDate::Present);
        assert_eq!(range(Some(both[0]), end, &locale, today), "2018–present");
    }
}

//! Holds the tables of `src/locale/` against the Unicode CLDR: ICU4X's compiled data for dates and for
//! the word between alternatives, and `delimiters.json`, which is the quotation marks of
//! cldr-misc-full 48.2.0 (Unicode License v3), since ICU4X has none.
//!
//! Where a table differs on purpose, its key `cldr` says where and why. A note without a difference
//! fails like a difference without a note.
#![cfg(test)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{YM, YMD};
use icu_datetime::options::YearStyle;
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale_core::Locale;
use serde_yaml::Value;

/// The folder of the tables.
fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src/locale")
}

/// All tables, by their names.
fn tables() -> BTreeMap<String, Value> {
    let entries = fs::read_dir(folder()).expect("the folder is there").flatten();
    let tables: BTreeMap<_, _> = entries
        .map(|entry| {
            let path = entry.path();
            let name = path.file_stem().expect("it has a name").to_string_lossy().into_owned();
            let text = fs::read_to_string(&path).expect("it is text");
            (name, serde_yaml::from_str(&text).expect("it is YAML"))
        })
        .collect();
    assert!(tables.len() >= 30, "there are only {} tables", tables.len());
    tables
}

/// What ICU calls the language of a table, with European figures.
fn locale(name: &str) -> Locale {
    let tag = match name {
        "pt" => "pt-PT",
        other => other,
    };
    format!("{tag}-u-nu-latn").parse().expect("it is a tag")
}

/// A text with plain spaces and without marks of direction.
fn plain(text: &str) -> String {
    let text = text.replace(['\u{a0}', '\u{202f}', '\u{2009}'], " ");
    text.replace(['\u{200e}', '\u{200f}'], "")
}

/// Figures without the noughts before them, which we write so that dates align.
fn unpadded(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if c == '0' && !out.ends_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        out.push(c);
    }
    out
}

/// A pattern that ICU4X 2.4.0 cannot fill in: it has not loaded the figures that it wants. The names of
/// the months are held by `long.day`.
const UNREADABLE: (&str, &str) = ("pt-BR", "long.month");

/// A date by a table: the form is `short`, `long` or `numeric`, the kind `month` or `day`.
fn ours(table: &Value, form: &str, kind: &str, month: usize) -> String {
    let pattern = table["dates"][form][kind].as_str().expect("it is there");
    let names = &table["months"];
    let width = if form == "long" { "long" } else { "short" };
    let of_day = names.get(format!("{width}OfDay")).filter(|_| kind == "day");
    let names = of_day.unwrap_or(&names[width]);
    let name = names[month - 1].as_str().expect("it has twelve");
    plain(
        &pattern
            .replace("{month}", name)
            .replace("{mm}", &format!("{month:02}"))
            .replace("{m}", &month.to_string())
            .replace("{year}", "2018")
            .replace("{day}", "7")
            .replace("{dd}", "07"),
    )
}

/// The same date by ICU.
fn theirs(name: &str, form: &str, kind: &str, month: usize) -> String {
    let date = Date::try_new_gregorian(2018, month as u8, 7).expect("it is a day");
    macro_rules! format {
        ($fields:expr) => {{
            let fields = $fields.with_year_style(YearStyle::Full);
            let formatter = FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(
                (&locale(name)).into(),
                fields,
            );
            formatter.expect("ICU has the language").format(&date).to_string()
        }};
    }
    plain(&match (form, kind) {
        ("short", "month") => format!(YM::medium()),
        ("short", _) => format!(YMD::medium()),
        ("long", "month") => {
            let f = FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new(
                (&locale(name)).into(),
                YM::long(),
            )
            .expect("x");
            f.format(&date).to_string()
        }
        ("long", _) => format!(YMD::long()),
        (_, "month") => format!(YM::short()),
        (_, _) => format!(YMD::short()),
    })
}

/// What a table and the CLDR say of each thing, by its name in the notes.
fn compared(name: &str, table: &Value) -> Vec<(String, Vec<(String, String)>)> {
    let mut all = Vec::new();
    for form in ["short", "long", "numeric"] {
        for kind in ["month", "day"] {
            let tidy = |text: String| if form == "numeric" { unpadded(&text) } else { text };
            if (name, &*format!("{form}.{kind}")) == UNREADABLE {
                continue;
            }
            let months = 1..=12;
            let pairs = months.map(|month| {
                (tidy(ours(table, form, kind, month)), tidy(theirs(name, form, kind, month)))
            });
            all.push((format!("{form}.{kind}"), pairs.collect()));
        }
    }
    let delimiters: BTreeMap<String, Vec<String>> =
        serde_json::from_str(include_str!("delimiters.json")).expect("it is JSON");
    let quotes = table["quotes"].as_sequence().expect("it is a list");
    let marks =
        quotes.iter().map(|mark| plain(mark.as_str().expect("it is text")).trim().to_owned());
    all.push(("quotes".to_owned(), marks.zip(delimiters[name].clone()).collect()));
    let or = table["or"].as_str().expect("it is text");
    let formatter =
        ListFormatter::try_new_or((&locale(name)).into(), ListFormatterOptions::default())
            .expect("ICU has the language");
    let list = formatter.format(["A", "B"].iter()).to_string();
    let word = list.trim_start_matches('A').trim_end_matches('B').trim().to_owned();
    all.push(("or".to_owned(), vec![(or.to_owned(), word)]));
    all
}

#[test]
fn tables_are_as_the_cldr_has_them_or_say_why_not() {
    let mut wrong = Vec::new();
    for (name, table) in tables() {
        let notes = table.get("cldr");
        let mut noted: Vec<&str> = notes
            .and_then(Value::as_mapping)
            .into_iter()
            .flat_map(|notes| notes.keys())
            .filter_map(Value::as_str)
            .collect();
        for (thing, pairs) in compared(&name, &table) {
            let different: Vec<_> = pairs.iter().filter(|(ours, theirs)| ours != theirs).collect();
            let index = noted.iter().position(|note| *note == thing);
            match (different.first(), index) {
                (Some(_), Some(index)) => drop(noted.remove(index)),
                (Some((ours, theirs)), None) => {
                    wrong.push(format!("{name}: {thing}: ours `{ours}`, the CLDR's `{theirs}`"));
                }
                (None, _) => {}
            }
        }
        wrong.extend(noted.iter().map(|note| format!("{name}: nothing differs in `{note}`")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! Advice about dates: that they are there, equally precise, and newest first.

use crate::diagnostics::{Diagnostic, Span};
use crate::resume::{Date, EndDate, LooseDate};
use crate::yaml::Node;

use super::entries::Item;
use super::{Lint, value};

/// Jobs and degrees without dates. One message for a section in which nothing is dated.
pub fn missing(lint: &Lint) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (section, nouns) in [("work", "jobs"), ("education", "degrees")] {
        let mut undated: Vec<(String, Span)> = Vec::new();
        let mut all = 0;
        for entry in lint.entries(section) {
            let positions = lint.positions(entry.node);
            let dated = entry.is_dated();
            let parts = if positions.is_empty() { vec![entry] } else { positions };
            all += parts.len();
            if !dated {
                let parts = parts.into_iter().filter(|part| !part.is_dated());
                undated.extend(parts.map(|part| (part.title.clone(), part.place())));
            }
        }
        let help = "add `startDate` and `endDate`; years are enough";
        if undated.len() == all && all > 1 {
            let place = lint.root.pair(section).map(|pair| pair.key_span);
            let warning =
                Diagnostic::warning("missing-dates", format!("the {nouns} have no dates"));
            found.push(warning.at(place.unwrap_or(lint.root.span)).help(help));
            continue;
        }
        found.extend(undated.into_iter().map(|(title, place)| {
            Diagnostic::warning("missing-dates", format!("{title} has no dates"))
                .at(place)
                .help(help)
        }));
    }
    found
}

/// How precise a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precision {
    Year,
    Month,
    Day,
}

/// The precision of a date.
fn precision(date: Date) -> Precision {
    match (date.month, date.day) {
        (None, _) => Precision::Year,
        (Some(_), None) => Precision::Month,
        (Some(_), Some(_)) => Precision::Day,
    }
}

/// How many places a warning points at: more would fill the terminal.
const MAX_PLACES: usize = 4;

/// Ranges in one section that are not equally precise.
pub fn mixed(lint: &Lint) -> Vec<Diagnostic> {
    let sections = ["work", "volunteer", "education", "projects", "teaching", "grants"];
    let lists = sections.map(|section| (section, lint.items(section)));
    let custom = lint.custom().map(|(id, node)| {
        (id, value(node, "entries").map_or(&[] as &[Node], |entries| entries.items()))
    });
    let mut found = Vec::new();
    for (section, items) in lists.into_iter().chain(custom) {
        let mut dates: Vec<(Precision, Span)> = Vec::new();
        for item in items {
            let positions = value(item, "positions").into_iter().flat_map(Node::items);
            for node in std::iter::once(item).chain(positions) {
                let values =
                    ["startDate", "endDate"].into_iter().filter_map(|key| value(node, key));
                dates.extend(values.filter_map(|date| {
                    let parsed = date.text()?.parse().ok()?;
                    Some((precision(parsed), date.span))
                }));
            }
        }
        dates.sort_by_key(|(_, span)| *span);
        found.extend(unequal(section, &dates));
    }
    found
}

/// A warning that points at the dates that are not as precise as most.
fn unequal(section: &str, dates: &[(Precision, Span)]) -> Option<Diagnostic> {
    let number = |wanted| dates.iter().filter(|(precision, _)| *precision == wanted).count();
    // Of two that are as frequent, and among all three, the month is what a reader wants to know.
    let kinds = [Precision::Day, Precision::Year, Precision::Month];
    let common = match kinds.iter().all(|kind| number(*kind) > 0) {
        true => Precision::Month,
        false => kinds.into_iter().max_by_key(|kind| number(*kind))?,
    };
    let odd: Vec<_> = dates.iter().filter(|(precision, _)| *precision != common).collect();
    let (first, others) = odd.split_first()?;
    let here = match first.0 {
        Precision::Year => "a year alone",
        Precision::Month => "a month",
        Precision::Day => "a day",
    };
    let rest = if number(common) > odd.len() { "most" } else { "other" };
    let elsewhere = match common {
        Precision::Year => "are years alone",
        Precision::Month => "name the month",
        Precision::Day => "name the day",
    };
    let help = match (common, first.0) {
        (Precision::Day, _) => "months are enough: leave the days out everywhere",
        (Precision::Month, Precision::Year) => "name the month here too, or nowhere in the section",
        (Precision::Month, _) => "leave the day out: the month is enough",
        (Precision::Year, Precision::Month) => {
            "leave the month out here, or name it everywhere in the section"
        }
        (Precision::Year, _) => "leave month and day out here",
    };
    let message = format!("{here}, where {rest} dates in `{section}` {elsewhere}");
    let warning = Diagnostic::warning("mixed-dates", message).at(first.1).help(help);
    let places = others.iter().take(MAX_PLACES);
    Some(places.fold(warning, |warning, (_, span)| warning.related(*span, "here too")))
}

/// The span of time of an entry, as far as its dates tell.
struct Time {
    /// The first and the last day that the end may mean; `None` if it goes on.
    end: Option<(jiff::civil::Date, jiff::civil::Date)>,
}

/// When an entry ended; `None` if nothing says so.
fn time(item: &Item, positions: &[Item], today: jiff::civil::Date) -> Option<Time> {
    if item.is_current(today) {
        return Some(Time { end: None });
    }
    let own = match (item.end, &item.date) {
        (Some(EndDate::On(end)), _) => Some(end),
        (_, Some(LooseDate::On(date))) => Some(*date),
        _ => None,
    };
    if let Some(end) = own {
        return Some(Time { end: Some((end.first_day(), end.last_day())) });
    }
    // An employer without dates of its own is as new as its newest position.
    let times: Vec<Time> =
        positions.iter().filter_map(|position| time(position, &[], today)).collect();
    let newest = times.iter().map(|time| time.end).max_by_key(|end| match end {
        None => (true, jiff::civil::Date::MAX),
        Some((_, last)) => (false, *last),
    });
    newest.map(|end| Time { end })
}

/// Jobs, degrees and unpaid work that do not stand newest first. One message a list.
///
/// Projects and what a scholar lists are often put in the order of their weight, and are let be. So
/// are two that go on at once, and dates that are too vague to tell.
pub fn order(lint: &Lint) -> Vec<Diagnostic> {
    let today = lint.today();
    let mut found = Vec::new();
    for section in ["work", "volunteer", "education"] {
        let mut timed: Vec<(Item, Time)> = Vec::new();
        for entry in lint.entries(section) {
            let positions = lint.positions(entry.node);
            let entry_time = time(&entry, &positions, today);
            timed.extend(entry_time.map(|time| (entry, time)));
            let positions = positions.into_iter().filter_map(|position| {
                let time = time(&position, &[], today)?;
                Some((position, time))
            });
            found.extend(out_of_order(&positions.collect::<Vec<_>>()));
        }
        found.extend(out_of_order(&timed));
    }
    found
}

/// A warning at the first entry that is newer than the one before it.
fn out_of_order(timed: &[(Item, Time)]) -> Option<Diagnostic> {
    let pair = timed.windows(2).find(|pair| match (pair[0].1.end, pair[1].1.end) {
        (None, _) => false,
        (Some(_), None) => true,
        (Some((_, before)), Some((after, _))) => after > before,
    })?;
    let ((before, _), (after, time)) = (&pair[0], &pair[1]);
    let message = match time.end {
        None => format!("{} goes on, but stands under one that has ended", after.title),
        Some(_) => format!("{} is newer than the one above it", after.title),
    };
    Some(
        Diagnostic::warning("not-newest-first", message)
            .at(after.date_place())
            .related(before.date_place(), "this ended then")
            .help("put the newest first: it is what a reader looks for"),
    )
}

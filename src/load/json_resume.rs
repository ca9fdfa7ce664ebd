//! What JSON Resume files do that a vitae file may not.

use crate::resume::{Date, EndDate};
use crate::yaml::{Node, Scalar, Value};

/// Takes empty texts, which editors of JSON Resume leave in unused fields, for absent.
pub fn drop_empty_texts(node: &mut Node) {
    match &mut node.value {
        Value::Scalar(scalar) if scalar.text.is_empty() => node.value = Value::Null,
        Value::Sequence(items) => items.iter_mut().for_each(drop_empty_texts),
        Value::Mapping(pairs) => {
            pairs.iter_mut().for_each(|pair| drop_empty_texts(&mut pair.value))
        }
        Value::Null | Value::Scalar(_) => {}
    }
}

/// Puts dates that are none into `date`, which prints what it is given.
pub fn print_bad_dates_as_written(node: &mut Node) {
    let pairs = match &mut node.value {
        Value::Sequence(items) => return items.iter_mut().for_each(print_bad_dates_as_written),
        Value::Mapping(pairs) => pairs,
        Value::Null | Value::Scalar(_) => return,
    };
    pairs.iter_mut().for_each(|pair| print_bad_dates_as_written(&mut pair.value));
    let is_range = |key: &str| matches!(key, "startDate" | "endDate");
    let mut range = pairs.iter().filter(|pair| is_range(&pair.key)).collect::<Vec<_>>();
    range.sort_by_key(|pair| pair.key == "endDate");
    let sound = range.iter().all(|pair| {
        let text = pair.value.text().unwrap_or_default();
        match &*pair.key {
            "startDate" => text.parse::<Date>().is_ok(),
            _ => text.parse::<EndDate>().is_ok(),
        }
    });
    if sound {
        return;
    }
    let written: Vec<&str> = range.iter().filter_map(|pair| pair.value.text()).collect();
    let text = written.join(" – ");
    let first = pairs.iter().position(|pair| is_range(&pair.key));
    if let Some(pair) = first.and_then(|first| pairs.get_mut(first)) {
        "date".clone_into(&mut pair.key);
        pair.value.value = Value::Scalar(Scalar { text, plain: false });
        let place = pair.key_span;
        pairs.retain(|pair| !is_range(&pair.key) && (pair.key != "date" || pair.key_span == place));
    }
}

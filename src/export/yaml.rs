//! A checked résumé → YAML, as somebody would write it: what an import becomes.

use serde_json::{Map, Value as Json, json};

use crate::load::Checked;
use crate::view::SECTIONS;

use super::json::{typed, whole};

/// A résumé as a file of its own, in the order in which it is printed.
pub fn yaml(checked: &Checked) -> String {
    let mut whole = whole(checked);
    // A vitae file knows no more of `meta` than its own three keys.
    if !checked.meta.is_empty() {
        let meta = whole.entry("meta").or_insert_with(|| Json::Object(Map::new()));
        if let Json::Object(meta) = meta {
            let others = checked.meta.iter();
            meta.extend(others.map(|pair| (format!("x-{}", pair.key), typed(&pair.value))));
        }
    }
    if let (Some(url), Some(Json::Object(basics))) = (&checked.photo_url, whole.get_mut("basics")) {
        basics.insert("x-image".to_owned(), json!(url));
    }
    let mut ordered = Map::new();
    let mut take = |key: &str| {
        let value = whole.shift_remove(key);
        ordered.extend(value.map(|value| (key.to_owned(), value)));
    };
    ["theme", "fit", "output", "language", "sections", "basics"].into_iter().for_each(&mut take);
    checked.keys.iter().for_each(|key| take(key));
    SECTIONS.iter().for_each(|key| take(key));
    ordered.extend(whole);
    let mut file = Json::Object(ordered);
    bare_years(&mut file, "");
    serde_yaml::to_string(&file).unwrap_or_default()
}

/// Years without quotes, as people write them: any reader takes them for dates where dates are wanted.
fn bare_years(value: &mut Json, key: &str) {
    match value {
        Json::Object(object) => object.iter_mut().for_each(|(key, value)| bare_years(value, key)),
        Json::Array(items) => items.iter_mut().for_each(|item| bare_years(item, key)),
        Json::String(text) => {
            let is_date = matches!(key, "date" | "startDate" | "endDate" | "releaseDate");
            if let Ok(year) = text.parse::<u16>()
                && is_date
                && text.len() == 4
                && year >= 1000
            {
                *value = json!(year);
            }
        }
        _ => {}
    }
}

//! What one JSON value says and another does not, as a JSON Patch (RFC 6902).

use serde_json::{Map, Value as Json, json};

use crate::yaml::escaped;

/// The keys by which an entry is known, the best first.
const NAMES: [&str; 8] =
    ["name", "title", "institution", "organization", "position", "language", "url", "summary"];

/// The operations that make `whole` of `plain`. `jobs` says how many items of the plain `work` stand
/// for each item of the whole one.
pub fn difference(plain: &Json, whole: &Json, jobs: &[usize]) -> Vec<Json> {
    let mut operations = Vec::new();
    let (Json::Object(plain), Json::Object(whole)) = (plain, whole) else { return operations };
    objects("", plain, whole, jobs, &mut operations);
    operations
}

/// The operations between two values at a path.
fn values(path: &str, plain: &Json, whole: &Json, operations: &mut Vec<Json>) {
    match (plain, whole) {
        _ if plain == whole => {}
        (Json::Object(plain), Json::Object(whole)) => objects(path, plain, whole, &[], operations),
        (Json::Array(plain), Json::Array(whole)) if plain.len() == whole.len() => {
            for (index, (plain, whole)) in plain.iter().zip(whole).enumerate() {
                item(&format!("{path}/{index}"), plain, whole, operations);
            }
        }
        _ => operations.push(json!({ "op": "replace", "path": path, "value": whole })),
    }
}

/// The operations between two items of a list. They go only for the entry that they were made for, so
/// a test of its name comes first: entries are moved, removed and put in.
fn item(path: &str, plain: &Json, whole: &Json, operations: &mut Vec<Json>) {
    let mut changes = Vec::new();
    values(path, plain, whole, &mut changes);
    let name = NAMES.iter().find_map(|key| Some((key, plain.get(key)?)));
    if let (Some((key, name)), false) = (name, changes.is_empty()) {
        operations.push(json!({ "op": "test", "path": format!("{path}/{key}"), "value": name }));
    }
    operations.extend(changes);
}

/// The operations between two objects at a path.
fn objects(
    path: &str,
    plain: &Map<String, Json>,
    whole: &Map<String, Json>,
    jobs: &[usize],
    operations: &mut Vec<Json>,
) {
    for key in plain.keys().filter(|key| !whole.contains_key(*key)) {
        operations.push(json!({ "op": "remove", "path": format!("{path}/{}", escaped(key)) }));
    }
    for (key, whole) in whole {
        let path = format!("{path}/{}", escaped(key));
        match (plain.get(key), whole) {
            (None, _) => operations.push(json!({ "op": "add", "path": path, "value": whole })),
            (Some(Json::Array(plain)), Json::Array(whole)) if !jobs.is_empty() && key == "work" => {
                merge_jobs(&path, plain, whole, jobs, operations);
            }
            (Some(plain), whole) => values(&path, plain, whole, operations),
        }
    }
}

/// The operations that make one job with its positions of the items that stand for it.
fn merge_jobs(
    path: &str,
    plain: &[Json],
    whole: &[Json],
    jobs: &[usize],
    operations: &mut Vec<Json>,
) {
    let mut rest = plain;
    for (index, (whole, &count)) in whole.iter().zip(jobs).enumerate() {
        let (items, after) = rest.split_at(count.min(rest.len()));
        rest = after;
        if let [first] = items {
            item(&format!("{path}/{index}"), first, whole, operations);
            continue;
        }
        // What several items say is put together from nothing else than these.
        for (offset, item) in items.iter().enumerate() {
            let path = format!("{path}/{}", index + offset);
            operations.push(json!({ "op": "test", "path": path, "value": item }));
        }
        for _ in 1..items.len() {
            let path = format!("{path}/{}", index + 1);
            operations.push(json!({ "op": "remove", "path": path }));
        }
        if let Some(first) = items.first() {
            values(&format!("{path}/{index}"), first, whole, operations);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::difference;
    use serde_json::json;

    #[test]
    fn the_patch_says_what_differs_and_nothing_else() {
        let plain = json!({
            "same": [1, {"a": "b"}],
            "gone": 1,
            "list": ["a", "b"],
            "shorter": ["a", "b"],
            "nested": {"x/y": "a", "z~": {"w": "b"}},
        });
        let whole = json!({
            "same": [1, {"a": "b"}],
            "list": ["a", "c"],
            "shorter": ["a"],
            "nested": {"x/y": "c", "z~": {}},
            "new": {"a": "b"},
        });
        let expected = json!([
            {"op": "remove", "path": "/gone"},
            {"op": "replace", "path": "/list/1", "value": "c"},
            {"op": "replace", "path": "/shorter", "value": ["a"]},
            {"op": "replace", "path": "/nested/x~1y", "value": "c"},
            {"op": "remove", "path": "/nested/z~0/w"},
            {"op": "add", "path": "/new", "value": {"a": "b"}},
        ]);
        assert_eq!(json!(difference(&plain, &whole, &[])), expected);
    }

    #[test]
    fn what_is_added_to_an_entry_goes_for_that_entry_alone() {
        let plain = json!({"awards": [{"title": "A"}, {"title": "B"}]});
        let whole = json!({"awards": [{"title": "A"}, {"title": "B", "tags": ["c"]}]});
        let expected = json!([
            {"op": "test", "path": "/awards/1/title", "value": "B"},
            {"op": "add", "path": "/awards/1/tags", "value": ["c"]},
        ]);
        assert_eq!(json!(difference(&plain, &whole, &[])), expected);
    }

    #[test]
    fn the_positions_of_a_job_become_one_item_again() {
        let plain = json!({"work": [{"n": "A", "p": "1"}, {"n": "A", "p": "2"}, {"n": "B"}]});
        let whole = json!({"work": [{"n": "A", "ps": ["1", "2"]}, {"n": "C"}]});
        let expected = json!([
            {"op": "test", "path": "/work/0", "value": {"n": "A", "p": "1"}},
            {"op": "test", "path": "/work/1", "value": {"n": "A", "p": "2"}},
            {"op": "remove", "path": "/work/1"},
            {"op": "remove", "path": "/work/0/p"},
            {"op": "add", "path": "/work/0/ps", "value": ["1", "2"]},
            {"op": "replace", "path": "/work/1/n", "value": "C"},
        ]);
        assert_eq!(json!(difference(&plain, &whole, &[2, 1])), expected);
    }
}

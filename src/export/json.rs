//! A checked résumé → JSON Resume 1.0.0. What JSON Resume has no name for stands in `meta` as a
//! patch, so that the file gives the same pages back.

mod shown;

use serde_json::{Map, Value as Json, json};

use crate::json_resume::{self, PATCH_KEY, SCHEMA_URL};
use crate::load::Checked;
use crate::resume::{PublicationItem, Resume, Shorthand};
use crate::schema::Dialect;
use crate::view;
use crate::yaml::{Node, Pair, Scalar, Value};

pub use self::shown::shown;

/// A résumé as JSON Resume, and how many private notes stay out of it.
pub fn json(checked: &Checked) -> (Vec<u8>, usize) {
    let json_resume::Plain { file: plain, jobs } = json_resume::plain(&checked.resume);
    let mut plain = object(plain);
    let mut whole = whole(checked);
    // Data about the file may be anything, so it needs no patch.
    let mut meta = object(whole.shift_remove("meta").unwrap_or_default());
    if let Some(Json::Object(known)) = plain.shift_remove("meta") {
        let canonical = known.get("canonical").filter(|url| meta.get("canonical") != Some(url));
        if let Some(canonical) = canonical {
            meta.insert("canonical".to_owned(), canonical.clone());
        }
    }
    let kept = checked.meta.iter().map(|pair| (pair.key.clone(), typed(&pair.value)));
    meta.extend(kept);

    if let Some(url) = &checked.photo_url {
        // It is left out here, and not in other programs.
        let basics = [&mut plain, &mut whole].map(|file| file.get_mut("basics"));
        for basics in basics.into_iter().flatten().filter_map(Json::as_object_mut) {
            basics.insert("image".to_owned(), json!(url));
        }
    }

    (file(plain, whole, &jobs, meta).into_bytes(), count_notes(&checked.root))
}

/// The text of a file: what JSON Resume can say, and all else as a patch in `meta`.
fn file(
    plain: Map<String, Json>,
    whole: Map<String, Json>,
    jobs: &[usize],
    mut meta: Map<String, Json>,
) -> String {
    let (plain, whole) = (Json::Object(plain), Json::Object(whole));
    let patch = json_resume::difference(&plain, &whole, jobs);
    if !patch.is_empty() {
        meta.insert(PATCH_KEY.to_owned(), Json::Array(patch));
    }
    let mut file = Map::new();
    file.insert("$schema".to_owned(), json!(SCHEMA_URL));
    file.extend(object(plain));
    if !meta.is_empty() {
        file.insert("meta".to_owned(), Json::Object(meta));
    }
    let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
    text.push('\n');
    text
}

/// The members of an object; none of anything else.
fn object(value: Json) -> Map<String, Json> {
    match value {
        Json::Object(object) => object,
        _ => Map::new(),
    }
}

/// All that a résumé says, in the words of a vitae file: what the patch leads back to.
pub fn whole(checked: &Checked) -> Map<String, Json> {
    let Checked { resume, root, .. } = checked;
    let mut whole = serde_json::to_value(resume).unwrap_or_default();
    forget(&mut whole, &["notes"]);
    forget_empty_leads(&mut whole);
    graft(&mut whole, root, resume);
    shorten(&mut whole, "");
    let mut whole = object(whole);
    // The file that is written names its own schema.
    whole.shift_remove("$schema");
    if let Some(theme) = theme(checked) {
        whole.insert("theme".to_owned(), theme);
    }
    // A vitae file says the order of its sections by that of its keys, which JSON does not keep.
    if checked.dialect == Dialect::Vitae {
        let keys: Vec<String> =
            checked.keys.iter().filter(|key| whole.contains_key(*key)).cloned().collect();
        let order = view::section_order(resume, &keys);
        if order.len() > 1 || resume.sections.is_some() {
            let mut order = serde_json::to_value(order).unwrap_or_default();
            shorten(&mut order, "sections");
            whole.insert("sections".to_owned(), order);
        }
    }
    if let Some(Json::Object(meta)) = whole.get_mut("meta") {
        // As precise as it is written.
        let modified = root.at("/meta/lastModified").and_then(Node::text);
        if let (Some(modified), Some(known)) = (modified, meta.get_mut("lastModified")) {
            *known = json!(modified);
        }
    }
    // Layout first, as a file would have it, whether it was there or was put in here.
    let mut ordered = Map::new();
    for key in ["theme", "fit", "language", "sections"] {
        ordered.extend(whole.shift_remove(key).map(|value| (key.to_owned(), value)));
    }
    ordered.extend(whole);
    ordered
}

/// The theme with its options as the file has them, or as the command line would have them.
fn theme(checked: &Checked) -> Option<Json> {
    let written = checked.root.get("theme").filter(|node| node.value != Value::Null);
    let Some(chosen) = &checked.chosen_theme else { return written.map(typed) };
    // Options that another theme does not know would be errors in a file that names it.
    let known = |key: &str| checked.theme.manifest.options.spec(key).is_some();
    let options = written.map(Node::pairs).unwrap_or_default().iter();
    let options = options.filter(|pair| pair.key != "name" && known(&pair.key));
    let mut theme = Map::from_iter([("name".to_owned(), json!(chosen))]);
    theme.extend(options.map(|pair| (pair.key.clone(), typed(&pair.value))));
    Some(if theme.len() == 1 { json!(chosen) } else { Json::Object(theme) })
}

/// Takes some keys away wherever they stand, such as the notes, which are for nobody else's eyes.
fn forget(value: &mut Json, keys: &[&str]) {
    match value {
        Json::Object(object) => {
            object.retain(|key, _| !keys.contains(&key.as_str()));
            let others = object.iter_mut().filter(|(key, _)| *key != "footnotes");
            others.for_each(|(_, value)| forget(value, keys));
        }
        Json::Array(items) => items.iter_mut().for_each(|item| forget(item, keys)),
        _ => {}
    }
}

/// Takes away what the reader puts in for an entry that does not say what it is about.
fn forget_empty_leads(whole: &mut Json) {
    let leads = [
        ("awards", "title"),
        ("certificates", "name"),
        ("languages", "language"),
        ("interests", "name"),
        ("references", "name"),
        ("projects", "name"),
    ];
    for (section, lead) in leads {
        let items = whole.get_mut(section).and_then(Json::as_array_mut);
        for item in items.into_iter().flatten().filter_map(Json::as_object_mut) {
            if item.get(lead) == Some(&json!("")) && item.len() > 1 {
                item.shift_remove(lead);
            }
        }
    }
}

/// How many notes a tree has.
fn count_notes(node: &Node) -> usize {
    let in_items: usize = node.items().iter().map(count_notes).sum();
    let in_pairs = node.pairs().iter().map(|pair| match pair.key.as_str() {
        "notes" => usize::from(pair.value.value != Value::Null),
        "footnotes" | "theme" | "meta" => 0,
        key if key.starts_with("x-") => 0,
        _ => count_notes(&pair.value),
    });
    in_items + in_pairs.sum::<usize>()
}

/// Puts in what the types do not hold: keys that begin with `x-`.
fn graft(value: &mut Json, node: &Node, resume: &Resume) {
    match (value, &node.value) {
        (Json::Object(object), Value::Mapping(pairs)) => {
            for pair in pairs {
                if pair.key.starts_with("x-") {
                    object.insert(pair.key.clone(), typed(&pair.value));
                } else if let Some(value) = object.get_mut(&pair.key) {
                    match (&*pair.key, value) {
                        ("publications", Json::Array(items)) => {
                            graft_publications(items, pair, resume);
                        }
                        (_, value) => graft(value, &pair.value, resume),
                    }
                }
            }
        }
        (Json::Array(items), Value::Sequence(nodes)) => {
            items.iter_mut().zip(nodes).for_each(|(item, node)| graft(item, node, resume));
        }
        _ => {}
    }
}

/// As [`graft`], for the section in which a bibliography stands for items of its own: those that
/// are in the file come in its order among them.
fn graft_publications(items: &mut [Json], pair: &Pair, resume: &Resume) {
    let known = resume.publications.as_deref().unwrap_or_default();
    let mut rest = known.iter().zip(items);
    for node in pair.value.items() {
        let Ok(written) = node.to::<Shorthand<PublicationItem>>() else { continue };
        if written.bibliography.is_some() {
            continue;
        }
        if let Some((_, item)) = rest.by_ref().find(|(known, _)| **known == written) {
            graft(item, node, resume);
        }
    }
}

/// Writes objects that only have their main field as the text that stands for them.
fn shorten(value: &mut Json, holder: &str) {
    match value {
        Json::Object(object) => {
            for (key, value) in object.iter_mut() {
                // A place where somebody lives is an object in JSON Resume.
                let whole = holder == "basics" && key == "location";
                if !whole && key != "footnotes" && !key.starts_with("x-") {
                    shorten(value, key);
                }
            }
            let main = match holder {
                "highlights" | "bullets" | "phone" => "text",
                "location" => "city",
                "image" => "path",
                "url" => "url",
                "sections" => "id",
                "authors" | "talks" | "teaching" | "grants" | "patents" | "courses" | "entries" => {
                    "name"
                }
                _ => return,
            };
            if let (1, Some(Json::String(text))) = (object.len(), object.get(main)) {
                *value = Json::String(text.clone());
            }
        }
        Json::Array(items) => items.iter_mut().for_each(|item| shorten(item, holder)),
        _ => {}
    }
}

/// A value whose types are known by its looks alone, as YAML's core schema has it.
pub fn typed(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Scalar(scalar) => typed_scalar(scalar),
        Value::Sequence(items) => items.iter().map(typed).collect(),
        Value::Mapping(pairs) => {
            Json::Object(pairs.iter().map(|one| (one.key.clone(), typed(&one.value))).collect())
        }
    }
}

/// A scalar by its looks. A number that JSON would write otherwise, `007` or `.inf`, stays text.
fn typed_scalar(scalar: &Scalar) -> Json {
    let text = &*scalar.text;
    if scalar.is_flag() {
        return Json::Bool(text.eq_ignore_ascii_case("true"));
    }
    let padded = text.trim_start_matches(['-', '+']).strip_prefix('0');
    let padded = padded.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()));
    if scalar.is_number() && !padded {
        if let Ok(number) = text.parse::<i64>() {
            return json!(number);
        }
        if let Ok(number) = text.parse::<f64>()
            && number.is_finite()
        {
            return json!(number);
        }
    }
    Json::String(scalar.text.clone())
}

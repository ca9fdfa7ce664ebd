//! What stands on the pages as JSON Resume, and no more: it goes into the PDF.

use serde_json::{Map, Value as Json, json};

use crate::json_resume;
use crate::load::Checked;
use crate::resume::Resume;
use crate::schema::Dialect;
use crate::theme::{Margins, OptionValue};
use crate::view;
use crate::yaml::Node;

use super::{file, forget, forget_empty_leads, object, shorten};

/// The data that a résumé shows, with all that makes its pages again. Notes, tags, keys that begin with `x-`,
/// sections that are left out, what `meta` says to other programs, and paths of this machine stay out.
pub fn shown(checked: &Checked) -> String {
    let resume = visible(checked);
    let json_resume::Plain { file: plain, jobs } = json_resume::plain(&resume);
    let mut plain = object(plain);
    plain.shift_remove("meta");
    let mut whole = serde_json::to_value(&resume).unwrap_or_default();
    forget(&mut whole, &["notes", "tags"]);
    forget_empty_leads(&mut whole);
    shorten(&mut whole, "");
    if let Some(titles) = whole.pointer_mut("/locale/sections").and_then(Json::as_object_mut) {
        titles.retain(|id, _| resume.has_section(id));
    }
    let mut whole = object(whole);
    let mut meta = Map::new();
    whole.shift_remove("meta");
    if let Some(modified) = checked.root.at("/meta/lastModified").and_then(Node::text) {
        meta.insert("lastModified".to_owned(), json!(modified));
    }
    if let Some(theme) = theme(checked) {
        whole.insert("theme".to_owned(), theme);
    }
    let order = sections(checked, &resume);
    whole.shift_remove("sections");
    if let Some(order) = order {
        whole.insert("sections".to_owned(), order);
    }
    let mut ordered = Map::new();
    for key in ["theme", "fit", "language", "sections"] {
        ordered.extend(whole.shift_remove(key).map(|value| (key.to_owned(), value)));
    }
    ordered.extend(whole);
    file(plain, ordered, &jobs, meta)
}

/// A résumé without what is not printed.
fn visible(checked: &Checked) -> Resume {
    let mut resume = checked.resume.clone();
    resume.schema = None;
    resume.output = None;
    let omitted = resume.sections.iter().flatten().filter(|section| section.omit);
    let omitted: Vec<String> = omitted.map(|section| section.id.clone()).collect();
    for id in &omitted {
        resume.remove_section(id);
    }
    match (&mut resume.basics.image, checked.photo.is_some() && checked.theme.manifest.photo) {
        // Where the photo lies on this machine is nobody's affair.
        (Some(image), true) => {
            let name = image.0.path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
            image.0.path = name;
        }
        (image, _) => *image = None,
    }
    resume
}

/// The order of the sections that are shown.
fn sections(checked: &Checked, resume: &Resume) -> Option<Json> {
    let mut order = view::section_order(resume, &checked.keys);
    order.retain(|section| {
        !section.omit && (section.id == "divider" || resume.has_section(&section.id))
    });
    if order.len() < 2 && checked.dialect == Dialect::JsonResume {
        return None;
    }
    let mut order = serde_json::to_value(order).unwrap_or_default();
    shorten(&mut order, "sections");
    Some(order)
}

/// The theme and the options that were chosen. A theme in a folder is on this machine alone, and so is what
/// it is called; a preset is written out.
fn theme(checked: &Checked) -> Option<Json> {
    let theme = &checked.theme;
    if theme.strange {
        return None;
    }
    let chosen = checked.options.values.iter();
    let chosen = chosen.filter(|(name, _)| checked.options.pinned.contains(name));
    let options = chosen.map(|(name, value)| (name.clone(), written(value)));
    let mut all = Map::from_iter([("name".to_owned(), json!(theme.manifest.name))]);
    all.extend(options);
    Some(if all.len() == 1 { json!(theme.manifest.name) } else { Json::Object(all) })
}

/// A value of an option as a file would have it.
fn written(value: &OptionValue) -> Json {
    match value {
        OptionValue::Pt(length) => json!(format!("{length}pt")),
        OptionValue::Em(length) => json!(format!("{length}em")),
        OptionValue::Number(number) if number.fract() == 0.0 => json!(*number as i64),
        OptionValue::Number(number) => json!(number),
        OptionValue::Text(text) | OptionValue::Rgb(text) => json!(text),
        OptionValue::Flag(flag) => json!(flag),
        OptionValue::List(list) => json!(list),
        OptionValue::Margins(Margins { top, side, bottom, .. }) => {
            json!(format!("{top}pt {side}pt {bottom}pt"))
        }
    }
}

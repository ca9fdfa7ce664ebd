//! `--public`: a résumé without what is for those alone whom one knows. It is taken out of data and
//! tree before anything is made of them, so that no page, property or attachment can have it.

use crate::diagnostics::Diagnostic;
use crate::resume::{Profile, Resume, Shorthand};
use crate::words::code;
use crate::yaml::{Node, Value};

/// Takes telephone number, street, postal code, personal details and referees out of a résumé.
pub fn leave_out(resume: &mut Resume, root: &mut Node) -> Option<Diagnostic> {
    let basics = &mut resume.basics;
    basics.phone = None;
    basics.details = None;
    if let Some(place) = &mut basics.location {
        place.0.address = None;
        place.0.postal_code = None;
    }
    let note = one_text(root);
    if note.is_some() {
        basics.location = None;
    }
    let kept: Option<Vec<bool>> = basics
        .profiles
        .as_ref()
        .map(|profiles| profiles.iter().map(|profile| !is_dialled(profile)).collect());
    if let (Some(profiles), Some(kept)) = (&mut basics.profiles, &kept) {
        let mut kept = kept.iter();
        profiles.retain(|_| kept.next().copied().unwrap_or_default());
    }
    resume.references = None;

    if let Some(basics) = child(root, "basics") {
        forget(basics, &["phone", "details"]);
        match child(basics, "location") {
            Some(place) if note.is_none() => forget(place, &["address", "postalCode"]),
            _ => forget(basics, &["location"]),
        }
        if let (Some(Value::Sequence(items)), Some(kept)) =
            (child(basics, "profiles").map(|node| &mut node.value), &kept)
        {
            let mut kept = kept.iter();
            items.retain(|_| kept.next().copied().unwrap_or(true));
        }
    }
    forget(root, &["references"]);
    note
}

/// A place that is one text with a figure in it: that may be the number of a house.
fn one_text(root: &Node) -> Option<Diagnostic> {
    let place = root.at("/basics/location")?;
    let town = if place.text().is_some() { place } else { place.get("city")? };
    let text = town.text().filter(|text| text.contains(|c: char| c.is_numeric()))?;
    let message = format!("{} may have a street in it, and is left out", code(text));
    Some(
        Diagnostic::warning("place-left-out", message)
            .at(town.span)
            .help("write its parts, of which the town stays: `{address: …, city: …}`"),
    )
}

/// Whether a profile is a telephone number.
fn is_dialled(profile: &Shorthand<Profile>) -> bool {
    let url = profile.url.as_deref().unwrap_or_default().to_lowercase();
    let hosts = ["://wa.me/", "://api.whatsapp.com/", "://signal.me/#p/"];
    ["tel:", "sms:"].iter().any(|scheme| url.starts_with(scheme))
        || hosts.iter().any(|host| url.contains(host))
}

/// The value of a key.
fn child<'n>(node: &'n mut Node, key: &str) -> Option<&'n mut Node> {
    let Value::Mapping(pairs) = &mut node.value else { return None };
    pairs.iter_mut().find(|pair| pair.key == key).map(|pair| &mut pair.value)
}

/// Takes some keys out of a mapping.
fn forget(node: &mut Node, keys: &[&str]) {
    if let Value::Mapping(pairs) = &mut node.value {
        pairs.retain(|pair| !keys.contains(&pair.key.as_str()));
    }
}

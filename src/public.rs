//! `--public`: a résumé without what is for those alone whom one knows. It is taken out of the tree
//! before anything is made of them, so that no page, property or attachment can have it.

use crate::diagnostics::Diagnostic;
use crate::resume::{LinkedText, Profile, Shorthand, WebSite};
use crate::select;
use crate::words::code;
use crate::yaml::{Node, Value};

/// The fewest digits of a telephone number: with fewer it may be anything.
const MIN_DIGITS: usize = 7;
/// Where people are known by their telephone numbers, as a network is called.
const MESSENGERS: &[&str] = &[
    "whatsapp",
    "telegram",
    "signal",
    "viber",
    "wechat",
    "kakaotalk",
    "line",
    "zalo",
    "imo",
    "imessage",
    "facetime",
    "skype",
    "threema",
    "sms",
    "phone",
    "telephone",
    "tel",
    "telefon",
    "mobile",
    "mobil",
    "handy",
    "cell",
];
/// The hosts of those networks.
const HOSTS: &[&str] = &[
    "wa.me",
    "whatsapp.com",
    "t.me",
    "telegram.me",
    "telegram.dog",
    "signal.me",
    "viber.com",
    "viber.click",
    "zalo.me",
    "imo.im",
    "line.me",
    "skype.com",
];
/// Hosts of which every address is that of a number.
const DIALLED: &[&str] = &["://wa.me/", "://api.whatsapp.com/", "://signal.me/#p/"];

/// Takes telephone number, street, postal code, personal details and referees out of the tree of a résumé,
/// with what names their section.
pub fn leave_out(root: &mut Node) -> Option<Diagnostic> {
    let note = one_text(root);
    if let Some(basics) = child(root, "basics") {
        forget(basics, &["phone", "details"]);
        if child(basics, "url").is_some_and(|site| is_dialled_site(site)) {
            forget(basics, &["url"]);
        }
        match child(basics, "location") {
            Some(place) if note.is_none() => forget(place, &["address", "postalCode"]),
            _ => forget(basics, &["location"]),
        }
        if let Some(Value::Sequence(items)) = child(basics, "profiles").map(|node| &mut node.value)
        {
            items.retain(|item| !is_dialled_profile(item));
        }
    }
    forget(root, &["references"]);
    select::forget_absent(root, &[]);
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

/// Whether a web site is a telephone number.
fn is_dialled_site(node: &Node) -> bool {
    let Ok(WebSite(LinkedText { text, url })) = node.to::<WebSite>() else { return false };
    is_dialled(&url) || text.is_some_and(|text| is_number(&text, false))
}

/// Whether a profile is a telephone number.
fn is_dialled_profile(node: &Node) -> bool {
    let Ok(profile) = node.to::<Shorthand<Profile>>() else { return false };
    let network = profile.network.as_deref().unwrap_or_default().to_lowercase();
    let words = || network.split(|c: char| !c.is_alphanumeric());
    // A number that stands alone can hardly be a name on a page.
    let alone = network.is_empty() && profile.url.is_none();
    let by_number = alone || words().any(|word| MESSENGERS.contains(&word));
    let username = profile.username.as_deref().unwrap_or_default();
    is_number(username, by_number) || profile.url.as_deref().is_some_and(is_dialled)
}

/// Whether an address is that of a telephone number.
fn is_dialled(url: &str) -> bool {
    let url = url.to_lowercase().replace("%2b", "+").replace("%20", " ");
    if ["tel:", "sms:"].iter().any(|scheme| url.starts_with(scheme))
        || DIALLED.iter().any(|host| url.contains(host))
    {
        return true;
    }
    let Some((_, rest)) = url.split_once("://") else { return false };
    let mut parts = rest.split(['/', ':', '?', '#', '&', '=']);
    let host = parts.next().unwrap_or_default();
    let of_messenger = HOSTS.iter().any(|known| {
        host.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    });
    parts.any(|part| is_number(part, of_messenger))
}

/// Whether a text is a telephone number: with a `+`, or, where numbers are names, by its digits alone.
fn is_number(text: &str, by_digits: bool) -> bool {
    let text = text.trim().trim_start_matches('@');
    let digits = text.chars().filter(|c| c.is_numeric()).count();
    let parts = |c: char| c.is_numeric() || c.is_whitespace() || "+＋-–‑./()".contains(c);
    digits >= MIN_DIGITS && text.chars().all(parts) && (by_digits || text.contains(['+', '＋']))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Sources;
    use crate::yaml;

    /// Which of some profiles are left out.
    fn left_out<'p>(profiles: &[&'p str]) -> Vec<&'p str> {
        let mut sources = Sources::default();
        let is_out = |profile: &&&str| {
            let source = sources.add("profile", **profile);
            is_dialled_profile(&yaml::parse(profile, source).node.expect("it is YAML"))
        };
        profiles.iter().filter(is_out).copied().collect()
    }

    #[test]
    fn profiles_that_are_telephone_numbers_go() {
        let numbers = [
            "'+49 171 1234567'",
            "0171 / 123 45-67",
            "{network: Mobile, username: 0171 1234567}",
            "{network: Telegram, username: '+49 171 1234567', url: 'https://t.me/+491711234567'}",
            "{network: Telegram, username: ada, url: 'https://t.me/+491711234567'}",
            "https://t.me/+491711234567",
            "https://t.me/%2B491711234567",
            "t.me/491711234567",
            "https://wa.me/491711234567",
            "https://www.whatsapp.com/send?phone=491711234567",
            "https://signal.me/#p/+491711234567",
            "{network: Viber, username: '+491711234567'}",
            "{network: Viber, username: 491711234567}",
            "{network: Elsewhere, username: '+49 (171) 123-4567'}",
            "{network: Elsewhere, username: me, url: 'https://elsewhere.example/u/+491711234567'}",
            "{network: Post, username: me, url: 'sms:+491711234567'}",
        ];
        assert_eq!(left_out(&numbers), numbers);
        let pages = [
            "github.com/ada",
            "{network: Telegram, username: ada, url: 'https://t.me/ada'}",
            "https://t.me/+AbCdEf1234567",
            "{network: ORCID, username: 0000-0002-1825-0097, url: 'https://orcid.org/0000-0002-1825-0097'}",
            "https://orcid.org/0000-0002-1825-0097",
            "https://stackoverflow.com/users/1234567890/ada",
            "{network: Stack Overflow, username: 1234567890}",
            "{network: ICQ, username: 123456}",
        ];
        assert_eq!(left_out(&pages), [""; 0]);
    }
}

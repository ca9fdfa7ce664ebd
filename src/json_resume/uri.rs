//! What a URI is by RFC 3986, which is narrower than what browsers take for a URL.

use std::net::Ipv6Addr;

/// Whether a text is a URI: with a scheme, and with no character that has to be escaped.
pub fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", rest),
    };
    named
        && is_authority(authority)
        && is_made_of(path, ":@/")
        && is_made_of(query, ":@/?")
        && is_made_of(fragment, ":@/?")
}

/// Whether a text may stand between `//` and the path: `user@host:port`.
fn is_authority(text: &str) -> bool {
    let (user, host) = text.rsplit_once('@').unwrap_or(("", text));
    let (host, port) = match host.rsplit_once(':') {
        // A colon inside brackets is part of the address.
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (host, ""),
    };
    let sound = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        Some(address) => address.parse::<Ipv6Addr>().is_ok(),
        None => is_made_of(host, ""),
    };
    sound && is_made_of(user, ":") && port.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a part has only characters that may stand unescaped, escapes, and some others.
fn is_made_of(part: &str, others: &str) -> bool {
    let mut bytes = part.bytes();
    while let Some(byte) = bytes.next() {
        let sound = match byte {
            b'%' => [bytes.next(), bytes.next()]
                .iter()
                .all(|digit| digit.is_some_and(|digit| digit.is_ascii_hexdigit())),
            _ => {
                byte.is_ascii_alphanumeric()
                    || b"-._~!$&'()*+,;=".contains(&byte)
                    || others.as_bytes().contains(&byte)
            }
        };
        if !sound {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::is_uri;

    #[test]
    fn a_uri_has_a_scheme_and_nothing_to_escape() {
        for text in [
            "https://example.com",
            "https://user:pass@example.com:8080/a/b;c=1?q=[no]#f".replace("[no]", "yes").as_str(),
            "http://[2001:db8::1]:80/",
            "mailto:ada@example.com",
            "tel:+44-20",
            "urn:isbn:0451450523",
            "javascript:alert(1)",
            "https://example.com/a%20b",
            "file:///etc/hosts",
            "a:",
        ] {
            assert!(is_uri(text), "{text}");
        }
        for text in [
            "",
            "example.com",
            "/a",
            "//example.com",
            "1a://b",
            "https://example.com/a b",
            "https://example.com/ü",
            "https://example.com/%2",
            "https://example.com/%zz",
            "https://example.com/[a]",
            "https://exa<mple.com",
            "https://example.com#a#b",
            "https://example.com:8a",
            "https://[::g]/",
            "https://a@b@c/",
        ] {
            assert!(!is_uri(text), "{text}");
        }
    }
}

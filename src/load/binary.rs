//! Files that are no text: what they are, and what was meant instead.

use crate::diagnostics::Diagnostic;
use crate::words::code;

/// How files of a kind begin, what they are, and what to do with one.
const KINDS: &[(&[u8], &str, &str)] = &[
    (
        b"%PDF-",
        "a PDF",
        "`vitae import` takes the data out of a PDF that has it inside, and `vitae readback` shows \
         what a program reads of any",
    ),
    (b"\xff\xd8\xff", "a JPEG image", PHOTO),
    (b"\x89PNG", "a PNG image", PHOTO),
    (b"GIF8", "a GIF image", PHOTO),
    (
        b"PK\x03\x04",
        "a ZIP archive, such as those of word processors",
        "write its text into a YAML file; `vitae new` makes one to begin with",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "a document of a word processor",
        "write its text into a YAML file; `vitae new` makes one to begin with",
    ),
    (
        b"{\\rtf",
        "a document of a word processor",
        "write its text into a YAML file; `vitae new` makes one to begin with",
    ),
    (b"\x1f\x8b", "a compressed file", "unpack it first"),
];

/// What to do with a photo.
const PHOTO: &str = "give the résumé; a photo is named in it, by `image` under `basics`";

/// What is said of a file that is no text; `None` if it may be some.
pub fn no_text(name: &str, bytes: &[u8]) -> Option<Diagnostic> {
    let error = |message: String| Diagnostic::error("not-utf8", message);
    let name = code(name);
    // RIFF holds sounds and films, too.
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    let webp = is_webp.then_some(("a WebP image", PHOTO));
    let kind = KINDS.iter().find(|(head, ..)| bytes.starts_with(head));
    if let Some((kind, help)) = kind.map(|(_, kind, help)| (*kind, *help)).or(webp) {
        return Some(error(format!("{name} is {kind}, not a résumé")).help(help));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Some(error(format!("{name} is UTF-16 text")).help("save the file as UTF-8"));
    }
    let is_text = !bytes.contains(&0);
    (!is_text).then(|| {
        error(format!("{name} is no text"))
            .help("a résumé is text in YAML or JSON, saved as UTF-8; is this the right file?")
    })
}

#[cfg(test)]
mod tests {
    use super::no_text;

    #[test]
    fn what_is_no_text_says_what_it_is() {
        let cases: [(&[u8], Option<&str>); 9] = [
            (b"%PDF-1.7\n%\xe2\xe3", Some("`cv` is a PDF, not a r\u{e9}sum\u{e9}")),
            (b"\xff\xd8\xff\xe0", Some("`cv` is a JPEG image, not a r\u{e9}sum\u{e9}")),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some("`cv` is a WebP image, not a r\u{e9}sum\u{e9}")),
            (
                b"PK\x03\x04\x14",
                Some(
                    "`cv` is a ZIP archive, such as those of word processors, not a r\u{e9}sum\u{e9}",
                ),
            ),
            (b"\xff\xfeb\0", Some("`cv` is UTF-16 text")),
            (b"\x7fELF\0\0", Some("`cv` is no text")),
            (b"basics: {name: Ada}", None),
            (b"basics: {name: Jos\xe9}", None),
            (b"", None),
        ];
        for (bytes, message) in cases {
            let found = no_text("cv", bytes);
            assert_eq!(found.as_ref().map(|one| one.message.as_str()), message, "{bytes:?}");
            assert!(found.is_none_or(|one| one.help.is_some()));
        }
    }
}

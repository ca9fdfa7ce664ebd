//! A page for each code: what it means, a file that gives it, and the file mended.

/// A page.
#[derive(Debug)]
pub struct Page {
    /// The code.
    pub code: &'static str,
    /// The page in Markdown.
    pub text: &'static str,
}

impl Page {
    /// The first sentence of the page, on one line.
    pub fn summary(&self) -> String {
        let body = self.text.split("\n\n").nth(1).unwrap_or_default().replace('\n', " ");
        match body.split_once(". ") {
            Some((first, _)) => format!("{first}."),
            None => body,
        }
    }
}

/// The pages of some codes.
macro_rules! pages {
    ($($code:literal),* $(,)?) => {
        /// All pages, in the order of the alphabet.
        pub const PAGES: &[Page] = &[
            $(Page { code: $code, text: include_str!(concat!("explain/", $code, ".md")) }),*
        ];
    };
}

pages![
    "ambiguous-item",
    "bad-bibliography",
    "bad-bleed",
    "bad-date",
    "bad-doi",
    "bad-email",
    "bad-file-name",
    "bad-font",
    "bad-id",
    "bad-image",
    "bad-include",
    "bad-language",
    "bad-option",
    "bad-patch",
    "bad-pdf",
    "bad-phrase",
    "bad-preset",
    "bad-profile",
    "bad-set",
    "bad-standard",
    "bad-theme",
    "bad-url",
    "birth-date-in-region",
    "coarse-image",
    "conflicting-keys",
    "does-not-fit",
    "doubled-word",
    "duplicate-key",
    "duplicate-section",
    "end-before-start",
    "image-in-text",
    "image-url",
    "include-cycle",
    "indentation",
    "internal",
    "long-bullet",
    "many-bullets",
    "misplaced-quote",
    "missing-dates",
    "missing-glyph",
    "missing-key",
    "mixed-dates",
    "mixed-full-stops",
    "mixed-spelling",
    "no-contact",
    "not-json",
    "not-newest-first",
    "not-printed",
    "not-utf8",
    "old-job-longer",
    "option-left-out",
    "out-of-range",
    "outside-folder",
    "over-the-margin",
    "photo-in-region",
    "photo-left-out",
    "picture-in-colour",
    "place-left-out",
    "placeholder-text",
    "referee-phone",
    "repeated-verb",
    "sensitive-data",
    "side-by-side",
    "stale-patch",
    "system-font",
    "tab",
    "theme-contract",
    "theme-error",
    "theme-limit",
    "theme-warning",
    "too-large",
    "unclosed-bracket",
    "unclosed-quote",
    "unexplained-mark",
    "unknown-alias",
    "unknown-font",
    "unknown-key",
    "unknown-language",
    "unknown-option",
    "unknown-section",
    "unknown-section-title",
    "unknown-tag",
    "unknown-theme",
    "unknown-variant",
    "unprintable-character",
    "unquoted-colon",
    "unquoted-value",
    "unsafe-link",
    "untranslated",
    "unused-tag",
    "weak-opener",
    "wrong-type",
    "yaml-syntax",
];

/// The page of a code.
pub fn page(code: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.code == code)
}

/// All codes.
pub fn codes() -> impl Iterator<Item = &'static str> {
    PAGES.iter().map(|page| page.code)
}

//! Rules that need two fields. Each names a path, `/work/2/endDate`; the tree finds its place.

mod output;

use std::ops::Range;

use crate::diagnostics::{Diagnostic, MAX_PROBLEMS, Sources, Span};
use crate::locale;
use crate::resume::{EndDate, Entry, MARKS, Resume};
use crate::schema::meant;
use crate::view::SECTIONS;
use crate::words::{code, code_list, only_closest};
use crate::yaml::{Node, Value, written_like};

/// Says everything about a résumé that no field says alone. What a field has wrong is not in the
/// résumé, but in the tree: nothing is said of it again.
pub fn check(resume: &Resume, root: &Node, sources: &Sources) -> Vec<Diagnostic> {
    let mut check = Check { root, sources, diagnostics: Vec::new() };
    check.name(resume);
    check.language(resume);
    check.output(resume);
    check.custom(resume);
    check.sections(resume);
    check.entries(resume);
    check.publications(resume);
    check.marks(resume);
    check.diagnostics
}

/// The state of a check.
struct Check<'a> {
    root: &'a Node,
    sources: &'a Sources,
    diagnostics: Vec<Diagnostic>,
}

impl Check<'_> {
    /// The text at a path, as the file has it.
    fn text(&self, path: &str) -> Option<&str> {
        self.root.at(path)?.text()
    }

    /// Those of some keys that a mapping has, with a value that is not empty; `None` if the file has no mapping there.
    /// A misspelt key counts, since it has been reported.
    fn present(&self, path: &str, keys: &[&'static str]) -> Option<Vec<&'static str>> {
        let node = self.root.at(path).filter(|node| matches!(node.value, Value::Mapping(_)))?;
        let is_filled = |node: &Node| match &node.value {
            Value::Null => false,
            Value::Scalar(scalar) => !scalar.text.trim().is_empty(),
            Value::Sequence(_) | Value::Mapping(_) => true,
        };
        let filled = node.pairs().iter().filter(|pair| is_filled(&pair.value));
        Some(filled.filter_map(|pair| meant(&pair.key, keys)).collect())
    }

    /// The bytes of the value at a path.
    fn span(&self, path: &str) -> Span {
        self.root.at(path).map_or(self.root.span, |node| node.span)
    }

    /// Some bytes of the text at a path, or of its name.
    fn part(&self, path: &str, range: Range<usize>) -> Span {
        let Some(node) = self.root.at(path) else { return self.root.span };
        let text = node.get("name").unwrap_or(node);
        text.span_of(range, &self.sources.get(text.span.source).text)
    }

    /// The bytes of the key at a path; of the first key for an item of a list.
    fn key_span(&self, path: &str) -> Span {
        let (holder, key) = path.rsplit_once('/').unwrap_or(("", path));
        let holder_node = if holder.is_empty() { Some(self.root) } else { self.root.at(holder) };
        match holder_node.and_then(|node| node.pair(key)) {
            Some(pair) => pair.key_span,
            None => match self.root.at(path) {
                Some(item) => item.pairs().first().map_or(item.span, |pair| pair.key_span),
                None => self.root.span,
            },
        }
    }

    /// A name has a letter: it is the title of the document.
    fn name(&mut self, resume: &Resume) {
        if self.text("/basics/name").is_some() && resume.basics.name.trim().is_empty() {
            self.diagnostics.push(
                Diagnostic::error("missing-key", "the name is empty")
                    .at(self.span("/basics/name"))
                    .help("write your name"),
            );
        }
    }

    /// The language must be one that we speak.
    fn language(&mut self, resume: &Resume) {
        let Some(tag) = &resume.language else { return };
        if locale::languages().any(|known| known == tag.primary()) {
            return;
        }
        let place = self.span("/language");
        let error =
            Diagnostic::error("unknown-language", format!("vitae does not speak {}", code(tag)))
                .at(place);
        self.diagnostics.push(match locale::meant(tag) {
            Some(meant) => error
                .help(format!("the tag of the language is `{meant}`"))
                .fix(place, written_like(self.sources.slice(place), &meant)),
            None => {
                error.help(format!("the languages are {}", code_list(locale::languages(), "and")))
            }
        });
    }

    /// A section of one's own has one content, and an id that no other has.
    fn custom(&mut self, resume: &Resume) {
        let mut ids: Vec<(&str, usize)> = Vec::new();
        for (index, custom) in resume.custom.iter().flatten().enumerate() {
            let path = format!("/custom/{index}");
            let contents = ["entries", "bullets", "labels", "text"];
            match self.present(&path, &contents).as_deref() {
                None | Some([_]) => {}
                Some([]) => self.diagnostics.push(
                    Diagnostic::error(
                        "missing-key",
                        format!("section {} has no content", code(&custom.id)),
                    )
                    .at(self.key_span(&path))
                    .help(format!("add one of {}", code_list(contents, "and"))),
                ),
                Some([first, second, ..]) => self.diagnostics.push(
                    Diagnostic::error(
                        "conflicting-keys",
                        format!("a section has either `{first}` or `{second}`"),
                    )
                    .at(self.key_span(&format!("{path}/{second}")))
                    .related(self.key_span(&format!("{path}/{first}")), "this is there already")
                    .help("make two sections of it"),
                ),
            }
            let id = custom.id.as_str();
            if self.text(&format!("{path}/id")) != Some(id) {
                continue;
            }
            if SECTIONS.contains(&id) || id == "divider" || id.is_empty() {
                self.diagnostics.push(
                    Diagnostic::error(
                        "bad-id",
                        format!("a section of your own cannot be called {}", code(id)),
                    )
                    .at(self.span(&format!("{path}/id")))
                    .help("choose another id"),
                );
            } else if let Some((_, first)) = ids.iter().find(|(known, _)| *known == id) {
                self.diagnostics.push(
                    Diagnostic::error("bad-id", format!("two sections are called {}", code(id)))
                        .at(self.span(&format!("{path}/id")))
                        .related(self.span(&format!("/custom/{first}/id")), "first here")
                        .help("choose another id"),
                );
            }
            ids.push((id, index));
        }
    }

    /// The order names sections that exist, each once.
    fn sections(&mut self, resume: &Resume) {
        let custom: Vec<&str> = resume.custom.iter().flatten().map(|one| one.id.as_str()).collect();
        let known: Vec<&str> =
            SECTIONS.iter().copied().chain(custom).chain(std::iter::once("divider")).collect();
        let mut seen: Vec<(&str, Span)> = Vec::new();
        for (index, section) in resume.sections.iter().flatten().enumerate() {
            let path = format!("/sections/{index}");
            let written = self.root.at(&format!("{path}/id")).or_else(|| self.root.at(&path));
            let id = section.id.as_str();
            let Some(written) = written.filter(|node| node.text() == Some(id)) else { continue };
            if self.diagnostics.len() > MAX_PROBLEMS {
                return;
            }
            let place = written.span;
            if !known.contains(&id) {
                let error = Diagnostic::error(
                    "unknown-section",
                    format!("there is no section {}", code(id)),
                );
                self.diagnostics.push(match meant(id, &known) {
                    Some(near) => error
                        .at(place)
                        .help(format!("a section with a similar name exists: `{near}`"))
                        .fix(place, written_like(self.sources.slice(place), near))
                        .safe_if(only_closest(id, known.iter().copied()).is_some()),
                    None => error
                        .at(place)
                        .help(format!("the sections are {}", code_list(&known, "and"))),
                });
            } else if let Some((_, first)) =
                seen.iter().find(|(known, _)| *known == id && id != "divider")
            {
                self.diagnostics.push(
                    Diagnostic::error(
                        "duplicate-section",
                        format!("section {} is listed twice", code(id)),
                    )
                    .at(place)
                    .related(*first, "first here")
                    .help("remove one of the two"),
                );
            }
            seen.push((id, place));
        }
    }

    /// Entries say what they are, and end after they start.
    fn entries(&mut self, resume: &Resume) {
        for (index, work) in resume.work.iter().flatten().enumerate() {
            let path = format!("/work/{index}");
            self.entry(&path, &work.entry);
            self.named(&path, "a job", &["name", "position", "positions"]);
            if work.position.is_some() && work.positions.is_some() {
                self.conflict(&path, "position", "positions", "put it into `positions`, too");
            }
            for (inner, position) in work.positions.iter().flatten().enumerate() {
                self.entry(&format!("{path}/positions/{inner}"), &position.entry);
            }
        }
        for (index, one) in resume.volunteer.iter().flatten().enumerate() {
            let path = format!("/volunteer/{index}");
            self.entry(&path, &one.entry);
            self.named(&path, "unpaid work", &["organization", "position"]);
        }
        for (index, one) in resume.education.iter().flatten().enumerate() {
            let path = format!("/education/{index}");
            self.entry(&path, &one.entry);
            self.named(&path, "a degree", &["institution", "area", "studyType"]);
        }
        for index in 0..resume.skills.iter().flatten().count() {
            self.named(&format!("/skills/{index}"), "a group of skills", &["name", "keywords"]);
        }
        for index in 0..resume.basics.profiles.iter().flatten().count() {
            self.named(
                &format!("/basics/profiles/{index}"),
                "a profile",
                &["url", "username", "network"],
            );
        }
        macro_rules! dated {
            ($($section:ident),*) => {$(
                for (index, one) in resume.$section.iter().flatten().enumerate() {
                    self.entry(&format!(concat!("/", stringify!($section), "/{}"), index), &one.entry);
                }
            )*};
        }
        dated!(awards, certificates, publications, references, projects, talks, teaching, grants);
        dated!(patents, courses);
        for (index, custom) in resume.custom.iter().flatten().enumerate() {
            for (inner, one) in custom.entries.iter().flatten().enumerate() {
                self.entry(&format!("/custom/{index}/entries/{inner}"), &one.entry);
            }
        }
    }

    /// An entry ends after it starts, and has either a range or a single date.
    fn entry(&mut self, path: &str, entry: &Entry) {
        if let (Some(start), Some(EndDate::On(end))) = (entry.start_date, entry.end_date)
            && end.last_day() < start.first_day()
        {
            self.diagnostics.push(
                Diagnostic::error(
                    "end-before-start",
                    format!("the end {end} is before the start {start}"),
                )
                .at(self.span(&format!("{path}/endDate")))
                .related(self.span(&format!("{path}/startDate")), "it starts here")
                .help("swap the two, or correct one"),
            );
        }
        if entry.date.is_some() && (entry.start_date.is_some() || entry.end_date.is_some()) {
            let range = if entry.start_date.is_some() { "startDate" } else { "endDate" };
            self.conflict(path, range, "date", "remove one of the two");
        }
    }

    /// Two keys that exclude each other; the second is the one too many.
    fn conflict(&mut self, path: &str, one: &str, other: &str, help: &str) {
        let mut keys = [one, other].map(|key| (self.key_span(&format!("{path}/{key}")), key));
        keys.sort_by_key(|(span, _)| *span);
        let [(first, _), (second, _)] = keys;
        self.diagnostics.push(
            Diagnostic::error(
                "conflicting-keys",
                format!("an entry has either `{one}` or `{other}`"),
            )
            .at(second)
            .related(first, "this is there already")
            .help(help),
        );
    }

    /// An entry says what it is by one of some keys.
    fn named(&mut self, path: &str, what: &str, keys: &[&'static str]) {
        if self.present(path, keys).is_some_and(|present| present.is_empty()) {
            let keys = code_list(keys, "or");
            self.diagnostics.push(
                Diagnostic::error("missing-key", format!("{what} needs {keys}"))
                    .at(self.key_span(path))
                    .help(format!("add {keys}")),
            );
        }
    }

    /// A publication has a title or is a bibliography.
    fn publications(&mut self, resume: &Resume) {
        for (index, item) in resume.publications.iter().flatten().enumerate() {
            let path = format!("/publications/{index}");
            self.named(&path, "a publication", &["name", "bibliography"]);
            if item.bibliography.is_some() {
                let node = self.root.at(&path);
                let other = node.iter().flat_map(|node| node.pairs()).find(|pair| {
                    pair.key != "bibliography" && !pair.key.starts_with("x-") && pair.key != "tags"
                });
                if let Some(other) = other {
                    let (key, span) = (other.key.clone(), other.key_span);
                    self.diagnostics.push(
                        Diagnostic::error(
                            "conflicting-keys",
                            format!("`bibliography` stands alone, without {}", code(&key)),
                        )
                        .at(span)
                        .related(self.key_span(&format!("{path}/bibliography")), "the bibliography")
                        .help("make two items of it"),
                    );
                }
            }
        }
    }

    /// Every mark after an author's name is explained.
    fn marks(&mut self, resume: &Resume) {
        if self.root.get("footnotes").is_some() && resume.footnotes.is_none() {
            return;
        }
        let mut explained: Vec<char> =
            resume.footnotes.iter().flatten().filter_map(|(mark, _)| mark.chars().next()).collect();
        let publications = resume.publications.iter().flatten().map(|one| one.authors.as_deref());
        let patents = resume.patents.iter().flatten().map(|one| one.authors.as_deref());
        let lists = publications
            .enumerate()
            .map(|(index, authors)| (format!("/publications/{index}/authors"), authors))
            .chain(
                patents
                    .enumerate()
                    .map(|(index, authors)| (format!("/patents/{index}/authors"), authors)),
            );
        for (path, authors) in lists {
            for (index, author) in authors.unwrap_or_default().iter().enumerate() {
                let path = format!("{path}/{index}");
                let marks = author.name.trim_end_matches(MARKS).len();
                for (at, mark) in author.name[marks..].char_indices() {
                    if explained.contains(&mark) {
                        continue;
                    }
                    explained.push(mark);
                    let start = marks + at;
                    let place = self.part(&path, start..start + mark.len_utf8());
                    let message = format!("nothing says what the mark `{mark}` means");
                    self.diagnostics.push(
                        Diagnostic::warning("unexplained-mark", message).at(place).help(format!(
                            "add `footnotes: {{\"{mark}\": …}}`, or remove the mark"
                        )),
                    );
                }
            }
        }
    }
}

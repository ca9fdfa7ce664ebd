//! The one type of diagnostic, and how it looks on a terminal.
//!
//! Every step reports into a list of [`Diagnostic`]s. Each points at bytes of a [`Source`]: the
//! résumé, an argument of `--set`, a theme's file. Rendering is rustc's, by annotate-snippets; forms
//! for programs are in [`report`](crate::report).

use std::ops::Range;
use std::path::PathBuf;

use annotate_snippets::renderer::DEFAULT_TERM_WIDTH;
use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};

/// How many problems of a file are said. With more, it is hardly a résumé.
pub const MAX_PROBLEMS: usize = 1000;

/// The fewest columns that a line of a message is cut to.
const MIN_WIDTH: usize = 40;

/// The longest line that a fix is shown with, in letters.
const MAX_EDIT: usize = 500;

/// A text that diagnostics can point into.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its name as the user wrote it.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The bytes of the file that are not part of the text: those of a byte-order mark.
    pub skipped: usize,
    /// The bytes at which its lines begin.
    lines: Vec<usize>,
}

impl Source {
    /// The index of the line that a byte is in, from 0.
    fn line_of(&self, at: usize) -> usize {
        self.lines.partition_point(|&start| start <= at).saturating_sub(1)
    }
}

/// A place in a text as people count: from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Which of the [`Sources`] a span is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u16);

/// All texts that diagnostics of this run may point into.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    texts: Vec<Source>,
    /// The files and folders that the run has read or looked for.
    files: Vec<PathBuf>,
}

impl Sources {
    /// Adds a text.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.add_after(0, name, text)
    }

    /// Adds a text that begins after some bytes of its file.
    pub fn add_after(
        &mut self,
        skipped: usize,
        name: impl Into<String>,
        text: impl Into<String>,
    ) -> SourceId {
        let text = text.into();
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        self.texts.push(Source { name: name.into(), text, skipped, lines });
        SourceId((self.texts.len() - 1) as u16)
    }

    /// Notes a file or a folder that the run depends on, whether it is there or not.
    pub fn depend_on(&mut self, file: impl Into<PathBuf>) {
        let file = file.into();
        if !self.files.contains(&file) {
            self.files.push(file);
        }
    }

    /// The files and folders that the run depends on.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// The text that was added first: the file itself.
    pub fn main(&self) -> Option<SourceId> {
        (!self.texts.is_empty()).then_some(SourceId(0))
    }

    /// All texts.
    pub fn ids(&self) -> impl Iterator<Item = SourceId> {
        (0..self.texts.len()).map(|index| SourceId(index as u16))
    }

    /// The text behind an id.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.texts[usize::from(id.0)]
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.range()).unwrap_or_default()
    }

    /// The line of a span's start, counted from 1.
    pub fn line(&self, span: Span) -> usize {
        self.get(span.source).line_of(span.start) + 1
    }

    /// Where a byte of a text is.
    pub fn position(&self, id: SourceId, byte: usize) -> Position {
        let source = self.get(id);
        let byte = source.text.floor_char_boundary(byte);
        let line = source.line_of(byte);
        let before = &source.text[source.lines[line]..byte];
        Position { line: line + 1, column: before.chars().count() + 1 }
    }
}

/// Some bytes of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text.
    pub source: SourceId,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// The span of some bytes.
    pub fn new(source: SourceId, range: Range<usize>) -> Self {
        Self { source, start: range.start, end: range.end }
    }

    /// The bytes.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The résumé cannot be rendered as it stands.
    Error,
    /// Something that the user should know.
    Warning,
    /// Something that the user may want to know.
    Note,
}

/// One problem.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The stable name of its kind: `unknown-key`.
    pub code: &'static str,
    /// What is wrong, lowercase, without a full stop.
    pub message: String,
    /// Where, if it is at a place.
    pub span: Option<Span>,
    /// A few words beside the underline.
    pub label: Option<String>,
    /// Other places that belong to the problem, each with a few words.
    pub related: Vec<(Span, String)>,
    /// What to do about it.
    pub help: Option<String>,
    /// The edits that would do it.
    pub fix: Vec<(Span, String)>,
    /// Whether these edits are what was meant beyond doubt, so that `--fix` makes them.
    pub safe: bool,
    /// The entry that it is in, where the lines that are shown do not say: ``in the job at `Acme` ``.
    pub context: Option<String>,
    /// More that helps to understand.
    pub notes: Vec<String>,
}

impl Diagnostic {
    /// A diagnostic without a place.
    fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity,
            code,
            message: message.into(),
            span: None,
            label: None,
            related: Vec::new(),
            help: None,
            fix: Vec::new(),
            safe: false,
            context: None,
            notes: Vec::new(),
        }
    }

    /// An error.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// A note.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message)
    }

    /// Points at a place.
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Puts a few words beside the underline.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Points at another place too.
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// Says what to do.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Offers an edit.
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix.push((span, replacement.into()));
        self
    }

    /// Says that the edits are what was meant beyond doubt.
    pub fn safe(self) -> Self {
        self.safe_if(true)
    }

    /// Says whether the edits are what was meant beyond doubt.
    pub fn safe_if(mut self, safe: bool) -> Self {
        self.safe = safe;
        self
    }

    /// Adds an explanation.
    pub fn and(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// The same as a warning.
    pub fn lenient(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// The same with its spans moved to where the text came from.
    pub fn moved(mut self, to: &impl Fn(Span) -> Span) -> Self {
        let related = self.related.iter_mut().map(|(span, _)| span);
        let fix = self.fix.iter_mut().map(|(span, _)| span);
        for span in self.span.iter_mut().chain(related).chain(fix) {
            *span = to(*span);
        }
        self
    }

    /// Whether it stops the rendering.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Brings diagnostics into the order of the file, those without a place at the end, and leaves out
/// what nobody would read.
pub fn tidy(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by_key(|d| (d.span.is_none(), d.span.map(|span| (span.source, span.start))));
    if diagnostics.len() > MAX_PROBLEMS {
        diagnostics.truncate(MAX_PROBLEMS);
        let message =
            format!("there are more than {MAX_PROBLEMS} problems, of which these are the first");
        diagnostics
            .push(Diagnostic::error("too-large", message).help("mend these, and check again"));
    }
}

/// Renders diagnostics as rustc would, with a blank line after each. Without a width lines may have
/// 140 columns.
pub fn render(
    diagnostics: &[Diagnostic],
    sources: &Sources,
    colour: bool,
    width: Option<usize>,
) -> String {
    let renderer = renderer(colour, columns(width));
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&renderer.render(&report(diagnostic, sources, columns(width))));
        out.push_str("\n\n");
    }
    out
}

/// Renders what has been mended, each with its edits.
pub fn render_fixed(
    mended: &[Diagnostic],
    sources: &Sources,
    colour: bool,
    width: Option<usize>,
) -> String {
    let renderer = renderer(colour, columns(width));
    let mut out = String::new();
    for one in mended {
        let level = Level::HELP.with_name("fixed");
        let title = level.primary_title(&one.message).id(one.code);
        let group = Group::with_title(title).elements(patches(one, sources, true));
        out.push_str(&renderer.render(&[group]));
        out.push_str("\n\n");
    }
    out
}

/// How messages are drawn.
fn renderer(colour: bool, width: usize) -> Renderer {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(width)
}

/// How wide messages are, in columns.
fn columns(width: Option<usize>) -> usize {
    width.unwrap_or(DEFAULT_TERM_WIDTH).max(MIN_WIDTH)
}

/// The edits of a diagnostic, if it has some, in the lines around them.
fn patches<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
    named: bool,
) -> Option<Snippet<'a, Patch<'a>>> {
    let (first, _) = diagnostic.fix.first()?;
    let source = sources.get(first.source);
    let window = Window::around(source, diagnostic.fix.iter().map(|(span, _)| *span));
    let snippet = Snippet::source(window.text)
        .line_start(window.line)
        .path(named.then_some(source.name.as_str()));
    let edits = shown_edits(&source.text, &diagnostic.fix);
    Some(edits.into_iter().fold(snippet, |snippet, (range, text)| {
        snippet.patch(Patch::new(window.range(range), text))
    }))
}

/// The edits of a diagnostic on one line that is wider than the terminal, with as much of the line
/// around them as there is room for: the renderer cuts no line of edits.
fn narrow_patches<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a Sources,
    width: usize,
) -> Option<Snippet<'a, Patch<'a>>> {
    let start = diagnostic.fix.iter().map(|(span, _)| span.start).min()?;
    let end = diagnostic.fix.iter().map(|(span, _)| span.end).max()?;
    let source = sources.get(diagnostic.fix[0].0.source);
    let line_start = source.lines[source.line_of(start)];
    let line_end = source.text[end..].find(['\n', '\r']).map_or(source.text.len(), |at| end + at);
    let line = &source.text[line_start..line_end];
    // Numbers, marks and what the edits add stand beside the line.
    let room = width.saturating_sub(20).max(MIN_WIDTH / 2);
    if line.contains('\n') || line.chars().count() <= room {
        return None;
    }
    let (before, after) = (&source.text[line_start..start], &source.text[end..line_end]);
    let half = room.saturating_sub(source.text[start..end].chars().count()) / 2;
    let from = before.char_indices().rev().take(half).last().map_or(before.len(), |(at, _)| at);
    let to = after.char_indices().nth(half).map_or(after.len(), |(at, _)| at);
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    let (head, tail) = (cut(from > 0), cut(to < after.len()));
    let text = format!("{head}{}{tail}", &source.text[line_start + from..end + to]);
    let moved = |at: usize| at - line_start - from + head.len();
    let snippet = Snippet::source(text).line_start(source.line_of(start) + 1).path(None::<&str>);
    let edits = shown_edits(&source.text, &diagnostic.fix);
    Some(edits.into_iter().fold(snippet, |snippet, (range, new)| {
        snippet.patch(Patch::new(moved(range.start)..moved(range.end), new))
    }))
}

/// What annotate-snippets is to print of a diagnostic.
fn report<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources, width: usize) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(&diagnostic.message).id(diagnostic.code);
    let mut group = Group::with_title(title);
    if let Some(span) = diagnostic.span {
        let (near, far): (Vec<_>, Vec<_>) =
            diagnostic.related.iter().partition(|(other, _)| other.source == span.source);
        let label = diagnostic.label.as_deref();
        let places = near.iter().map(|(other, label)| (*other, Some(label.as_str())));
        let places: Vec<_> = [(span, label)].into_iter().chain(places).collect();
        group = group.element(snippet(sources, AnnotationKind::Primary, &places));
        for (other, label) in far {
            let place = [(*other, Some(label.as_str()))];
            group = group.element(snippet(sources, AnnotationKind::Context, &place));
        }
    }
    group = group.elements(
        diagnostic.context.iter().chain(&diagnostic.notes).map(|note| Level::NOTE.message(note)),
    );
    let Some(help) = &diagnostic.help else { return vec![group] };
    if diagnostic.span.is_none() && diagnostic.fix.is_empty() {
        return vec![group.element(Level::HELP.message(help))];
    }
    let help = Group::with_title(Level::HELP.secondary_title(help));
    let narrow = narrow_patches(diagnostic, sources, width);
    let shown = narrow.or_else(|| patches(diagnostic, sources, false));
    let help = help.elements(shown.filter(|_| is_readable(diagnostic, sources)));
    vec![group, help]
}

/// Whether people would read the edits of a diagnostic: no terminal shows a fix of a thousand letters.
fn is_readable(diagnostic: &Diagnostic, sources: &Sources) -> bool {
    let is_long = |text: &str| text.lines().any(|line| line.chars().nth(MAX_EDIT).is_some());
    !diagnostic.fix.iter().any(|(span, new)| is_long(new) || is_long(sources.slice(*span)))
}

/// Places in one source with their labels, of which the first is of a kind and all others context.
fn snippet<'a>(
    sources: &'a Sources,
    first: AnnotationKind,
    places: &[(Span, Option<&'a str>)],
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let source = sources.get(places[0].0.source);
    let window = Window::around(source, places.iter().map(|(span, _)| *span));
    let kinds = std::iter::once(first).chain(std::iter::repeat(AnnotationKind::Context));
    let annotations = places.iter().zip(kinds).map(|((span, label), kind)| {
        kind.span(window.range(visible(&source.text, *span))).label(*label)
    });
    Snippet::source(window.text)
        .line_start(window.line)
        .path(source.name.as_str())
        .annotations(annotations)
}

/// Some lines of a text. Whoever renders it goes through all lines that it is given, which for each of
/// many problems would be the whole file.
struct Window<'a> {
    text: &'a str,
    /// The byte at which it begins.
    start: usize,
    /// The number of its first line.
    line: usize,
}

impl<'a> Window<'a> {
    /// The lines of some spans, with one before them and one after.
    fn around(source: &'a Source, spans: impl Iterator<Item = Span>) -> Self {
        let (first, last) =
            spans.fold((usize::MAX, 0), |(a, b), span| (a.min(span.start), b.max(span.end)));
        let line = source.line_of(first).saturating_sub(1);
        let start = source.lines[line];
        let end = source.lines.get(source.line_of(last) + 2).copied().unwrap_or(source.text.len());
        Self { text: &source.text[start..end], start, line: line + 1 }
    }

    /// Bytes of the text as bytes of the window.
    fn range(&self, range: Range<usize>) -> Range<usize> {
        let within = |at: usize| at.saturating_sub(self.start).min(self.text.len());
        within(range.start)..within(range.end)
    }
}

/// The edits of a fix as they can be shown. The renderer counts what an edit takes away against edits
/// on later lines, and gives up where that goes under zero: such edits become one.
fn shown_edits(text: &str, fix: &[(Span, String)]) -> Vec<(Range<usize>, String)> {
    let mut edits: Vec<_> = fix.iter().map(|(span, new)| (span.range(), new.clone())).collect();
    edits.sort_by_key(|(range, _)| range.start);
    let removes = |edit: &(Range<usize>, String)| !edit.0.is_empty();
    let starts_line = |edit: &(Range<usize>, String)| {
        edit.0.start == 0 || text.as_bytes().get(edit.0.start - 1) == Some(&b'\n')
    };
    let on_one_line = match (edits.first(), edits.last()) {
        (Some(first), Some(last)) => {
            !text.get(first.0.start..last.0.start).unwrap_or_default().contains('\n')
        }
        _ => true,
    };
    if on_one_line || !edits.iter().any(removes) || edits.iter().all(starts_line) {
        return edits;
    }
    let (start, mut at) = (edits[0].0.start, edits[0].0.start);
    let mut written = String::new();
    for (range, new) in edits {
        written.push_str(text.get(at..range.start).unwrap_or_default());
        written.push_str(&new);
        at = at.max(range.end);
    }
    vec![(start..at, written)]
}

/// The part of a span to underline: its first line, since a long underline says nothing.
fn visible(text: &str, span: Span) -> Range<usize> {
    let start = span.start.min(text.len());
    let end = span.end.clamp(start, text.len());
    let line = text[start..end].find(['\n', '\r']).map_or(end, |at| start + at);
    start..line
}

//! The one type of diagnostic, and how it looks on a terminal.
//!
//! Every step reports into a list of [`Diagnostic`]s. Each points at bytes of a [`Source`]: the
//! résumé, an argument of `--set`, a theme's file. Rendering is rustc's, by annotate-snippets.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};

/// How many problems of a file are said. With more, it is hardly a résumé.
pub const MAX_PROBLEMS: usize = 200;

/// A text that diagnostics can point into.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its name as the user wrote it.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Which of the [`Sources`] a span is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u16);

/// All texts that diagnostics of this run may point into.
#[derive(Debug, Clone, Default)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Adds a text.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.0.push(Source { name: name.into(), text: text.into() });
        SourceId((self.0.len() - 1) as u16)
    }

    /// The text behind an id.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[usize::from(id.0)]
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.range()).unwrap_or_default()
    }

    /// The line of a span's start, counted from 1.
    pub fn line(&self, span: Span) -> usize {
        let text = &self.get(span.source).text;
        text.as_bytes()[..span.start.min(text.len())].iter().filter(|&&b| b == b'\n').count() + 1
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

/// Renders diagnostics as rustc would, with a blank line after each.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut out = String::new();
    for diagnostic in diagnostics {
        out.push_str(&renderer.render(&report(diagnostic, sources)));
        out.push_str("\n\n");
    }
    out
}

/// What annotate-snippets is to print of a diagnostic.
fn report<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(&diagnostic.message).id(diagnostic.code);
    let mut group = Group::with_title(title);
    if let Some(span) = diagnostic.span {
        let primary =
            AnnotationKind::Primary.span(visible(sources, span)).label(diagnostic.label.as_deref());
        group = group.element(snippet(sources, span).annotation(primary).annotations(
            diagnostic.related.iter().filter(|(other, _)| other.source == span.source).map(
                |(other, label)| {
                    AnnotationKind::Context.span(visible(sources, *other)).label(label.as_str())
                },
            ),
        ));
        for (other, label) in diagnostic.related.iter().filter(|(o, _)| o.source != span.source) {
            let context = AnnotationKind::Context.span(visible(sources, *other));
            group =
                group.element(snippet(sources, *other).annotation(context.label(label.as_str())));
        }
    }
    group = group.elements(diagnostic.notes.iter().map(|note| Level::NOTE.message(note)));
    let Some(help) = &diagnostic.help else { return vec![group] };
    let mut help = Group::with_title(Level::HELP.secondary_title(help));
    if let Some((first, _)) = diagnostic.fix.first() {
        let source = sources.get(first.source);
        help =
            help.element(diagnostic.fix.iter().fold(
                Snippet::source(&source.text).path(None::<&str>),
                |snippet, (span, text)| snippet.patch(Patch::new(span.range(), text)),
            ));
    }
    vec![group, help]
}

/// The source that a span is in, ready to be annotated.
fn snippet<'a>(sources: &'a Sources, span: Span) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let source = sources.get(span.source);
    Snippet::source(&source.text).path(source.name.as_str())
}

/// The part of a span to underline: its first line, since a long underline says nothing.
fn visible(sources: &Sources, span: Span) -> Range<usize> {
    let text = &sources.get(span.source).text;
    let start = span.start.min(text.len());
    let end = span.end.clamp(start, text.len());
    let line = text[start..end].find(['\n', '\r']).map_or(end, |at| start + at);
    start..line
}

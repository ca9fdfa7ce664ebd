//! Words that reach where no text should be, since they are longer than a line and nothing breaks them: over the
//! margin, over the edge of a panel, into other text.

use typst::layout::{Frame, FrameItem, Point};
use typst::visualize::Geometry;
use typst_layout::PagedDocument;

use crate::diagnostics::{Diagnostic, Sources, Span};
use crate::load::Checked;
use crate::theme::OptionValue;
use crate::words::code;

/// How wide A4 is, in points; a theme's own margins are those on it.
const A4: f64 = 595.28;

/// A stretch along the page, in points.
#[derive(Clone, Copy)]
struct Stretch {
    start: f64,
    end: f64,
}

impl Stretch {
    fn contains(self, point: f64) -> bool {
        self.start <= point && point <= self.end
    }

    /// How far two stretches lie over each other.
    fn overlap(self, other: Self) -> f64 {
        self.end.min(other.end) - self.start.max(other.start)
    }
}

/// A run of text on a page: what it takes of its line, and of the page's height where most letters have ink.
struct Run<'a> {
    text: &'a str,
    size: f64,
    across: Stretch,
    down: Stretch,
}

/// What stands on a page.
#[derive(Default)]
struct Ink<'a> {
    runs: Vec<Run<'a>>,
    /// The filled shapes, across and down.
    panels: Vec<(Stretch, Stretch)>,
}

/// A warning for each word that reaches too far, where it stands in the file.
pub fn overflows(
    checked: &Checked,
    document: &PagedDocument,
    sources: &Sources,
) -> Vec<Diagnostic> {
    let mut words: Vec<(String, String)> = Vec::new();
    for (index, page) in document.pages().iter().enumerate() {
        let width = page.frame.width().to_pt();
        // What hangs, or a title in the margin, may take a part of it.
        let side = side_margin(checked, width) / 2.0;
        let mut ink = Ink::default();
        ink.read(&page.frame, Point::zero());
        // Down the page, so that a run is compared with its neighbours alone.
        ink.runs.sort_by(|a, b| a.down.start.total_cmp(&b.down.start));
        for (at, run) in ink.runs.iter().enumerate() {
            let over_margin = run.across.start < side || run.across.end > width - side;
            let (offender, where_to) = if over_margin {
                (run, format!("over the margin of page {}", index + 1))
            } else if ink.panels.iter().any(|panel| run.leaves(*panel)) {
                (run, format!("over the edge of its column on page {}", index + 1))
            } else if let Some(other) = ink.runs[at + 1..]
                .iter()
                .take_while(|one| run.is_beside(one))
                .find(|one| run.covers(one))
            {
                let longer =
                    if run.across.end - run.across.start > other.across.end - other.across.start {
                        run
                    } else {
                        other
                    };
                (longer, format!("into the text beside it on page {}", index + 1))
            } else {
                continue;
            };
            let words_of = offender.text.split_whitespace();
            let longest = words_of
                .filter(|word| word.contains(char::is_alphanumeric) || word.len() > 9)
                .max_by_key(|word| word.chars().count());
            if let Some(word) = longest
                && words.iter().all(|(known, _)| known != word)
            {
                words.push((word.to_owned(), where_to));
            }
        }
    }
    let theme = &checked.theme.manifest.name;
    let warning = |(word, where_to): (String, String)| {
        let message = format!("{} reaches {where_to}", code(&word));
        let warning = Diagnostic::warning("over-the-margin", message).help(format!(
            "it is too long for a line of `{theme}`: part it, shorten it, or choose wider lines"
        ));
        match place(checked, sources, &word) {
            Some(span) => warning.at(span),
            None => warning,
        }
    };
    words.into_iter().map(warning).collect()
}

/// How wide the margin beside the text is, in points; none where a theme does not say.
fn side_margin(checked: &Checked, width: f64) -> f64 {
    let margins = checked.options.values.iter().find_map(|(_, value)| match value {
        OptionValue::Margins(margins) => Some(margins),
        _ => None,
    });
    match margins {
        Some(margins) if margins.exact => margins.side,
        Some(margins) => margins.side + (width - A4) / 2.0,
        None => 0.0,
    }
}

impl<'a> Ink<'a> {
    /// Notes what stands in a frame.
    fn read(&mut self, frame: &'a Frame, origin: Point) {
        for (at, item) in frame.items() {
            let at = origin + *at;
            let (x, y) = (at.x.to_pt(), at.y.to_pt());
            match item {
                // What is turned or scaled stands elsewhere; no theme of ours does that.
                FrameItem::Group(group) => self.read(&group.frame, at),
                FrameItem::Text(text) if !text.text.trim().is_empty() => {
                    let size = text.size.to_pt();
                    self.runs.push(Run {
                        text: &text.text,
                        size,
                        across: Stretch { start: x, end: x + text.width().to_pt() },
                        down: Stretch { start: y - 0.4 * size, end: y },
                    });
                }
                FrameItem::Shape(shape, _) if shape.fill.is_some() => {
                    if let Geometry::Rect(size) = shape.geometry {
                        let across = Stretch { start: x, end: x + size.x.to_pt() };
                        let down = Stretch { start: y, end: y + size.y.to_pt() };
                        self.panels.push((across, down));
                    }
                }
                _ => {}
            }
        }
    }
}

impl Run<'_> {
    /// Whether it begins or ends in a panel, and does not stay there.
    fn leaves(&self, (across, down): (Stretch, Stretch)) -> bool {
        let Stretch { start, end } = self.across;
        // What touches the edge, as text beside a marked word does, stays.
        let (inside, slack) = (self.across.overlap(across), 0.3 * self.size);
        self.down.overlap(down) > 0.0
            && across.contains(start) != across.contains(end)
            && inside > slack
            && end - start - inside > slack
    }

    /// Whether another run, which is not higher on the page, may stand on the same line.
    fn is_beside(&self, other: &Self) -> bool {
        other.down.start < self.down.end
    }

    /// Whether another run on the same line lies over it, by more than kerning and slanted letters do.
    fn covers(&self, other: &Self) -> bool {
        let smaller = self.size.min(other.size);
        self.down.overlap(other.down) > 0.2 * smaller
            && self.across.overlap(other.across) > 0.3 * smaller
    }
}

/// The first place of a word in the file.
fn place(checked: &Checked, sources: &Sources, word: &str) -> Option<Span> {
    let mut found = None;
    checked.root.walk_scalars(&mut |node, text| {
        if found.is_none()
            && let Some(start) = text.find(word)
        {
            let source = &sources.get(node.span.source).text;
            found = Some(node.span_of(start..start + word.len(), source));
        }
    });
    found
}

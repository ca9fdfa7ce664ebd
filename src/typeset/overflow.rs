//! Words that reach over the margins: they are longer than a line, and nothing breaks them.

use typst::layout::{Frame, FrameItem, Point};
use typst_layout::PagedDocument;

use crate::diagnostics::{Diagnostic, Sources, Span};
use crate::load::Checked;
use crate::theme::OptionValue;
use crate::words::code;

/// How wide A4 is, in points; a theme's own margins are those on it.
const A4: f64 = 595.28;

/// A warning for each word that reaches over half a margin, where it stands in the file.
pub fn overflows(
    checked: &Checked,
    document: &PagedDocument,
    sources: &Sources,
) -> Vec<Diagnostic> {
    let mut words: Vec<(String, usize)> = Vec::new();
    for (index, page) in document.pages().iter().enumerate() {
        let width = page.frame.width().to_pt();
        // What hangs, or a title in the margin, may take a part of it.
        let side = side_margin(checked, width) / 2.0;
        each_text(&page.frame, Point::zero(), &mut |text, start, end| {
            if start.min(end) >= side && start.max(end) <= width - side {
                return;
            }
            let longest = text.split_whitespace().max_by_key(|word| word.chars().count());
            let Some(word) = longest.filter(|word| words.iter().all(|(known, _)| known != word))
            else {
                return;
            };
            words.push((word.to_owned(), index + 1));
        });
    }
    let theme = &checked.theme.manifest.name;
    let warning = |(word, page): (String, usize)| {
        let message = format!("{} reaches over the margin of page {page}", code(&word));
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

/// Calls a function with each text in a frame, and where it begins and ends along the line.
fn each_text(frame: &Frame, origin: Point, call: &mut impl FnMut(&str, f64, f64)) {
    for (at, item) in frame.items() {
        let at = origin + *at;
        match item {
            // What is turned or scaled stands elsewhere; no theme of ours does that.
            FrameItem::Group(group) => each_text(&group.frame, at, call),
            FrameItem::Text(text) if !text.text.trim().is_empty() => {
                let start = at.x.to_pt();
                call(&text.text, start, start + text.width().to_pt());
            }
            _ => {}
        }
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

//! `vitae explain`: what a code means.

use crate::cli::ExplainArgs;
use crate::explain::PAGES;

use super::Outcome;

/// Prints the page of a code, or the list of all codes.
pub fn explain(args: &ExplainArgs) -> Outcome {
    let Some(page) = args.code else {
        let width = PAGES.iter().map(|page| page.code.len()).max().unwrap_or_default();
        let line = |code: &str, summary: &str| format!("{code:width$}  {summary}\n");
        let list: String = PAGES.iter().map(|page| line(page.code, &page.summary())).collect();
        return Outcome::print(list);
    };
    Outcome::print(page.text)
}

//! What the output and the language ask of a theme: values of its options, and some that no theme declares.

use crate::resume::{LanguageTag, Output};

use super::{OptionValue, Resolved};

/// What is said of attached data where a reader lists attachments.
const ATTACHED: &str =
    "The data of this résumé as JSON Resume, from which its pages can be made again";

/// The least leading of scripts with marks over and under their letters, in em: Thai vowels, Arabic dots.
const LEAST_LEADING: &[(&str, f64)] = &[("ar", 1.36), ("fa", 1.36), ("th", 1.4)];

impl Resolved {
    /// Parts the lines of a language whose letters would touch; not if the user has chosen how far they are apart.
    pub fn part_lines(&mut self, language: &LanguageTag) {
        let least = LEAST_LEADING.iter().find(|(known, _)| *known == language.primary());
        let leading = self.values.iter_mut().find(|(name, _)| name == "leading");
        if let (Some((_, least)), Some((_, OptionValue::Em(leading)))) = (least, leading)
            && !self.pinned.iter().any(|name| name == "leading")
        {
            *leading = leading.max(*least);
        }
    }

    /// Changes options for an output. `lib.options` and `entry.typ` know those that are added.
    pub fn adapt(&mut self, output: &Output) {
        if output.is_print()
            && let Some((_, style)) = self.values.iter_mut().find(|(name, _)| name == "linkStyle")
        {
            // Nobody clicks on paper.
            *style = OptionValue::Text("plain".to_owned());
        }
        let mut add = |name: &str, value: OptionValue| {
            self.values.retain(|(known, _)| known != name);
            self.values.push((name.to_owned(), value));
        };
        if let Some(bleed) = &output.bleed {
            add("bleed", OptionValue::Pt(bleed.points));
        }
        if output.embed {
            add("attached", OptionValue::Text(ATTACHED.to_owned()));
        }
    }
}

//! What the output asks of a theme: values of its options, and some that no theme declares.

use crate::resume::Output;

use super::{OptionValue, Resolved};

/// What is said of attached data where a reader lists attachments.
const ATTACHED: &str =
    "The data of this résumé as JSON Resume, from which its pages can be made again";

impl Resolved {
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

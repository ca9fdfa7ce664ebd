//! An option in the JSON Schema.

use serde_json::{Value as Json, json};

use crate::fonts;

use super::{INHERIT, OptionKind, OptionSpec};

impl OptionSpec {
    /// The option as a property of the JSON Schema.
    pub fn to_schema(&self) -> Json {
        let mut schema = match self.kind {
            OptionKind::Flag => json!({ "type": "boolean" }),
            OptionKind::Number => json!({ "type": "number" }),
            OptionKind::Choice => {
                let words = self
                    .values
                    .iter()
                    .flatten()
                    .chain(self.also.iter().flat_map(|also| also.keys()));
                json!({ "type": "string", "enum": words.collect::<Vec<_>>() })
            }
            OptionKind::Font => {
                let inherit = Some(INHERIT).filter(|_| self.default == INHERIT);
                let names = inherit.into_iter().chain(fonts::families()).collect::<Vec<_>>();
                // Another one may be in a folder of the user's.
                json!({ "anyOf": [{ "type": "string", "enum": names }, { "type": "string" }] })
            }
            OptionKind::Length => {
                let units = if self.unit.as_deref() == Some("em") { "em" } else { "(pt|mm|cm|in)" };
                let pattern = format!("^([0-9]+\\.?[0-9]*|\\.[0-9]+) *{units}$");
                json!({ "type": "string", "pattern": pattern })
            }
            OptionKind::Margins => {
                let one = "([0-9]+\\.?[0-9]*|\\.[0-9]+)(pt|mm|cm|in)";
                json!({ "type": "string", "pattern": format!("^{one}( +{one}){{0,2}}$") })
            }
            OptionKind::Color => json!({ "type": "string" }),
        };
        // Flags and numbers are written without quotes.
        let typed = |text: &str| match self.kind {
            OptionKind::Flag | OptionKind::Number => {
                serde_json::from_str(text).unwrap_or_else(|_| json!(text))
            }
            _ => json!(text),
        };
        if self.kind == OptionKind::Number {
            for (keyword, bound) in [("minimum", &self.min), ("maximum", &self.max)] {
                if let Some(bound) = bound {
                    schema[keyword] = typed(bound);
                }
            }
        }
        let range = match (&self.min, &self.max) {
            (Some(min), Some(max)) => format!(" From {min} to {max}."),
            (Some(min), None) => format!(" At least {min}."),
            (None, Some(max)) => format!(" At most {max}."),
            (None, None) => String::new(),
        };
        schema["description"] = json!(format!("{}{range}", self.doc));
        schema["default"] = typed(&self.default);
        if matches!(
            self.kind,
            OptionKind::Font
                | OptionKind::Number
                | OptionKind::Length
                | OptionKind::Margins
                | OptionKind::Color
        ) {
            schema["examples"] = json!([typed(&self.default)]);
        }
        schema
    }
}

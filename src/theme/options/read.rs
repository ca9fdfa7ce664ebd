//! The value of an option as it is written in a résumé, typed, and what is wrong with it.

use crate::fonts::{self, FontFolders};
use crate::words::{closest, code, code_list, only_closest};
use crate::yaml::Scalar;

use super::{INHERIT, Margins, OptionKind, OptionSpec, OptionValue};

/// Why a value is not one of an option.
pub struct Mismatch {
    /// The code of the error.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to write.
    pub help: String,
    /// The value that may have been meant.
    pub fix: Option<String>,
    /// Whether the fix is what was meant beyond doubt.
    pub certain: bool,
}

impl OptionSpec {
    /// Reads a value as it is written in a résumé, without quotes that it may have.
    pub fn read(
        &self,
        name: &str,
        text: &str,
        fonts: &FontFolders,
    ) -> Result<OptionValue, Mismatch> {
        let mismatch = |help: String, fix: Option<String>| Mismatch {
            code: "bad-option",
            message: format!(
                "option `{name}` must be {}, not {}",
                self.kind_in_words(),
                code(text)
            ),
            help,
            certain: fix.is_some(),
            fix,
        };
        let like_default = || format!("write it as in `{}`", self.default);
        let value = match self.kind {
            OptionKind::Choice => return self.choose(name, text),
            OptionKind::Font if text == INHERIT && self.default == INHERIT => {
                OptionValue::Text(INHERIT.to_owned())
            }
            OptionKind::Font => return find_font(text, fonts),
            OptionKind::Margins => return self.read_margins(name, text),
            OptionKind::Length => {
                let unit = self.unit.as_deref().unwrap_or("pt");
                let with_unit = text.parse::<f64>().is_ok().then(|| format!("{text}{unit}"));
                match length(text, unit) {
                    Some(length) => length,
                    None => {
                        return Err(mismatch(
                            format!("write a number and its unit, such as `{}`", self.default),
                            with_unit,
                        ));
                    }
                }
            }
            OptionKind::Number => match text.parse::<f64>() {
                Ok(number) if number.is_finite() => OptionValue::Number(number),
                _ => return Err(mismatch(like_default(), None)),
            },
            OptionKind::Color => match text.parse::<csscolorparser::Color>() {
                // What begins with a figure is a number to YAML.
                Ok(color) if color.a >= 1.0 && !text.starts_with(|c: char| c.is_ascii_digit()) => {
                    OptionValue::Rgb(color.to_css_hex().to_string())
                }
                _ => {
                    let help = format!(
                        "write it as in `\"{}\"`, with quotes, or by its CSS name",
                        self.default
                    );
                    return Err(mismatch(help, None));
                }
            },
            OptionKind::Flag => match text {
                "true" | "True" | "TRUE" => OptionValue::Flag(true),
                "false" | "False" | "FALSE" => OptionValue::Flag(false),
                _ => return Err(mismatch("write `true` or `false`".into(), None)),
            },
        };
        self.in_range(name, text, value)
    }

    /// Reads a scalar. A number and a flag in quotes are text, as they are to the schema.
    pub fn read_scalar(
        &self,
        name: &str,
        scalar: &Scalar,
        fonts: &FontFolders,
    ) -> Result<OptionValue, Mismatch> {
        let text = scalar.text.as_str();
        if scalar.plain || !matches!(self.kind, OptionKind::Number | OptionKind::Flag) {
            return self.read(name, text, fonts);
        }
        let sound = self.read(name, text, fonts).is_ok();
        Err(Mismatch {
            code: "bad-option",
            message: format!("option `{name}` must be {}, not text", self.kind_in_words()),
            help: format!("write it without quotes, as in `{}`", self.default),
            fix: sound.then(|| text.to_owned()),
            certain: sound,
        })
    }

    /// What values the option takes, with an article.
    fn kind_in_words(&self) -> &'static str {
        match (self.kind, self.unit.as_deref()) {
            (OptionKind::Choice, _) => "one of some words",
            (OptionKind::Font, _) => "the name of a font",
            (OptionKind::Length, Some("em")) => "a length in em",
            (OptionKind::Length, _) => "a length with its unit",
            (OptionKind::Margins, _) => "one to three lengths",
            (OptionKind::Number, _) => "a number",
            (OptionKind::Color, _) => "a colour",
            (OptionKind::Flag, _) => "`true` or `false`",
        }
    }

    /// A word that must be one of the option's.
    fn choose(&self, name: &str, text: &str) -> Result<OptionValue, Mismatch> {
        let values = self.values.as_deref().unwrap_or_default();
        let text = self.also.as_ref().and_then(|also| also.get(text)).map_or(text, String::as_str);
        if values.iter().any(|value| value == text) {
            return Ok(OptionValue::Text(text.to_owned()));
        }
        Err(Mismatch {
            code: "bad-option",
            message: format!("option `{name}` has no value {}", code(text)),
            help: format!("write {}", code_list(values, "or")),
            fix: closest(text, values.iter()).map(str::to_owned),
            certain: only_closest(text, values.iter()).is_some(),
        })
    }

    /// Reads margins: `18mm`, `18mm 20mm` or `18mm 20mm 22mm`, each between the option's bounds.
    fn read_margins(&self, name: &str, text: &str) -> Result<OptionValue, Mismatch> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let sizes: Option<Vec<f64>> =
            words.iter().map(|word| length(word, "pt")?.measure()).collect();
        let (top, side, bottom) = match sizes.as_deref() {
            Some(&[all]) => (all, all, all),
            Some(&[over, side]) => (over, side, over),
            Some(&[top, side, bottom]) => (top, side, bottom),
            _ => {
                let bare = words.iter().all(|word| word.parse::<f64>().is_ok());
                let fix = (bare && (1..=3).contains(&words.len()))
                    .then(|| words.iter().map(|word| format!("{word}mm")).collect::<Vec<_>>());
                return Err(Mismatch {
                    code: "bad-option",
                    message: format!(
                        "option `{name}` must be {}, not {}",
                        self.kind_in_words(),
                        code(text)
                    ),
                    help: "write the margins over, beside and under the text, such as \
                           `18mm 20mm 22mm`; or over and under, then beside, `18mm 20mm`; or one \
                           for all"
                        .to_owned(),
                    certain: false,
                    fix: fix.map(|words| words.join(" ")),
                });
            }
        };
        for (word, size) in words.iter().zip(sizes.iter().flatten()) {
            self.in_range(name, word, OptionValue::Pt(*size))?;
        }
        let exact = text != self.default;
        Ok(OptionValue::Margins(Margins { top, side, bottom, exact }))
    }

    /// A value that must lie between the option's bounds.
    fn in_range(
        &self,
        name: &str,
        text: &str,
        value: OptionValue,
    ) -> Result<OptionValue, Mismatch> {
        let unit = self.unit.as_deref().unwrap_or("pt");
        let bound = |bound: &Option<String>| {
            bound.as_deref().and_then(|bound| match self.kind {
                OptionKind::Length | OptionKind::Margins => length(bound, unit)?.measure(),
                _ => bound.parse().ok(),
            })
        };
        let measure = value.measure();
        let under = measure.zip(bound(&self.min)).is_some_and(|(value, min)| value < min);
        let over = measure.zip(bound(&self.max)).is_some_and(|(value, max)| value > max);
        if !under && !over {
            return Ok(value);
        }
        let (min, max) =
            (self.min.as_deref().unwrap_or("any"), self.max.as_deref().unwrap_or("any"));
        Err(Mismatch {
            code: "bad-option",
            message: format!("option `{name}` cannot be {}", code(text)),
            help: format!(
                "write a value from `{min}` to `{max}`; the default is `{}`",
                self.default
            ),
            fix: None,
            certain: false,
        })
    }
}

/// A length of a unit's kind: `em` takes em, `pt` takes any absolute unit.
pub fn length(text: &str, unit: &str) -> Option<OptionValue> {
    let split = text.find(|c: char| c.is_ascii_alphabetic())?;
    let number = text[..split].trim_end_matches(' ');
    // Figures and a dot: the schema has the same pattern.
    let number: f64 = number
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
        .then(|| number.parse().ok())
        .flatten()?;
    let points = match &text[split..] {
        "em" if unit == "em" => return Some(OptionValue::Em(number)),
        "pt" => number,
        "mm" => number * 72.0 / 25.4,
        "cm" => number * 72.0 / 2.54,
        "in" => number * 72.0,
        _ => return None,
    };
    (unit != "em" && points.is_finite()).then_some(OptionValue::Pt(points))
}

/// A family that must be embedded, or the user's own.
fn find_font(text: &str, folders: &FontFolders) -> Result<OptionValue, Mismatch> {
    if fonts::families().any(|family| family == text) || folders.has(text) {
        return Ok(OptionValue::Text(text.to_owned()));
    }
    let mut families: Vec<&str> = Vec::new();
    for family in fonts::families() {
        families.push(family);
    }
    families.extend(folders.families());
    let near = closest(text, families.iter().copied());
    Err(Mismatch {
        code: "unknown-font",
        message: format!("there is no font {}", code(text)),
        help: match near {
            Some(near) => format!("a font with a similar name exists: `{near}`"),
            None => format!(
                "the fonts are {}; put the files of another one into `fonts/` beside the résumé",
                code_list(&families, "and")
            ),
        },
        fix: near.map(str::to_owned),
        certain: only_closest(text, families.iter().copied()).is_some(),
    })
}

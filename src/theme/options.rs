//! Options: what a theme declares of them, and the typed values that a résumé gives them.

use std::collections::BTreeMap;
use std::ops::Deref;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Value as Json, json};

use crate::diagnostics::{Diagnostic, SourceId, Sources};
use crate::fonts::{self, FontFolders};
use crate::words::{closest, code, code_list, only_closest};
use crate::yaml::{Node, Pair, Scalar, Value, written_like};

use super::{Manifest, Theme};

/// The options of a theme in the order that it declares them.
#[derive(Debug, Clone, Default)]
pub struct Options(Vec<(String, OptionSpec)>);

impl Deref for Options {
    type Target = [(String, OptionSpec)];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Options {
    /// The option of a name.
    pub fn spec(&self, name: &str) -> Option<&OptionSpec> {
        self.iter().find(|(known, _)| known == name).map(|(_, spec)| spec)
    }
}

impl<'de> Deserialize<'de> for Options {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OptionsVisitor;

        impl<'de> Visitor<'de> for OptionsVisitor {
            type Value = Options;

            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("a mapping of options")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Options, A::Error> {
                let mut options = Vec::new();
                while let Some(option) = map.next_entry()? {
                    options.push(option);
                }
                Ok(Options(options))
            }
        }

        deserializer.deserialize_map(OptionsVisitor)
    }
}

/// What a theme declares of an option.
#[derive(Debug, Clone, Deserialize)]
pub struct OptionSpec {
    /// What values it takes.
    #[serde(rename = "type")]
    pub kind: OptionKind,
    /// The value of a résumé that sets none, as it would be written there.
    pub default: String,
    /// What it does, in a sentence.
    pub doc: String,
    /// The smallest value.
    pub min: Option<String>,
    /// The largest value.
    pub max: Option<String>,
    /// The unit of a length: `pt` for absolute ones, `em` for ones relative to the text.
    pub unit: Option<String>,
    /// The values of a choice.
    pub values: Option<Vec<String>>,
    /// Other words for some of them: `letter` for `us-letter`.
    pub also: Option<BTreeMap<String, String>>,
}

/// The types of options.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OptionKind {
    /// One of some words.
    Choice,
    /// A family that is embedded.
    Font,
    /// A length with its unit.
    Length,
    /// One to three lengths: all margins; those over and under the text and those beside it; or those
    /// over, beside and under it.
    Margins,
    /// A number.
    Number,
    /// A colour.
    Color,
    /// `true` or `false`.
    Flag,
}

/// The value of an option, as themes receive it.
#[derive(Debug, Clone, PartialEq)]
pub enum OptionValue {
    /// A word or a family.
    Text(String),
    /// An absolute length in points.
    Pt(f64),
    /// A length relative to the size of the text.
    Em(f64),
    /// Margins in points.
    Margins(Margins),
    /// A number.
    Number(f64),
    /// A colour as `#rrggbb`.
    Rgb(String),
    /// `true` or `false`.
    Flag(bool),
    /// Several texts.
    List(Vec<String>),
}

/// The margins of a page, in points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Margins {
    /// Over the text.
    pub top: f64,
    /// On either side of it.
    pub side: f64,
    /// Under it.
    pub bottom: f64,
    /// Whether they are others than the theme's own: then they are as large on any paper.
    pub exact: bool,
}

impl Serialize for OptionValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => json!({ "text": text }),
            Self::Pt(length) => json!({ "pt": length }),
            Self::Em(length) => json!({ "em": length }),
            Self::Margins(margins) => json!({ "margins": margins }),
            Self::Number(number) => json!({ "number": number }),
            Self::Rgb(color) => json!({ "rgb": color }),
            Self::Flag(flag) => json!({ "flag": flag }),
            Self::List(list) => json!({ "list": list }),
        }
        .serialize(serializer)
    }
}

impl OptionValue {
    /// The same value in a proportion; what is no measure stays.
    pub fn scaled(&self, factor: f64) -> Self {
        match self {
            Self::Pt(length) => Self::Pt(length * factor),
            Self::Em(length) => Self::Em(length * factor),
            Self::Number(number) => Self::Number(number * factor),
            Self::Margins(margins) => Self::Margins(Margins {
                top: margins.top * factor,
                side: margins.side * factor,
                bottom: margins.bottom * factor,
                exact: margins.exact,
            }),
            other => other.clone(),
        }
    }

    /// The measure of a value, for comparisons within its kind.
    fn measure(&self) -> Option<f64> {
        match self {
            Self::Pt(measure) | Self::Em(measure) | Self::Number(measure) => Some(*measure),
            _ => None,
        }
    }
}

/// Why a value is not one of an option.
struct Mismatch {
    code: &'static str,
    message: String,
    help: String,
    fix: Option<String>,
    /// Whether the fix is what was meant beyond doubt.
    certain: bool,
}

impl OptionSpec {
    /// Reads a value as it is written in a résumé, without quotes that it may have.
    fn read(&self, name: &str, text: &str, fonts: &FontFolders) -> Result<OptionValue, Mismatch> {
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
    fn read_scalar(
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

/// A length of a unit's kind: `em` takes em, `pt` takes any absolute unit.
fn length(text: &str, unit: &str) -> Option<OptionValue> {
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

/// The value of a font option that follows `font`, if it is the default.
pub const INHERIT: &str = "inherit";

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

/// The options of a résumé in a theme: each that the theme declares, typed.
#[derive(Debug, Clone)]
pub struct Resolved {
    /// Every option with its value, in the order of the theme.
    pub values: Vec<(String, OptionValue)>,
    /// Those that the user set; the fit leaves them alone.
    pub pinned: Vec<String>,
}

/// What a résumé sets of a theme's options.
pub struct Given<'a> {
    /// The mapping that has them.
    pub options: Option<&'a Node>,
    /// The themes that they are for, if the run has another one: the options that it lacks are left out
    /// with a note, if they are right in one of these.
    pub homes: &'a [Theme],
    /// The preset that some of them come from. Those are for this theme.
    pub shared: Option<SourceId>,
    /// The user's own fonts.
    pub fonts: &'a FontFolders,
}

/// Reads the options that a résumé sets.
pub fn resolve(theme: &Theme, given: &Given, sources: &Sources) -> (Resolved, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut left_out: Vec<String> = Vec::new();
    let mut left_at = None;
    let mut set: Vec<(&str, OptionValue)> = Vec::new();
    let pairs = given.options.map(Node::pairs).unwrap_or_default();
    for pair in pairs.iter().filter(|pair| pair.key != "name" && !pair.key.starts_with("x-")) {
        let spec = theme.manifest.options.spec(&pair.key);
        let shared = given.shared == Some(pair.key_span.source);
        let homes = if shared { &[] } else { given.homes };
        let read = |spec| read_pair(spec, pair, given.fonts, sources);
        let error = match spec.map(read) {
            Some(Ok(value)) => {
                set.push((&pair.key, value));
                continue;
            }
            Some(Err(error)) => Some(error),
            None => None,
        };
        let at_home = homes.iter().filter_map(|home| home.manifest.options.spec(&pair.key));
        let at_home: Vec<_> = at_home.map(read).collect();
        // What is right in the theme that it is for is left out, an option or a value of one.
        if at_home.iter().any(Result::is_ok) {
            left_at.get_or_insert(pair.key_span);
            left_out.push(match (&error, pair.value.text()) {
                (Some(_), Some(value)) => format!("{}: {value}", pair.key),
                _ => pair.key.clone(),
            });
            continue;
        }
        let error = error.or_else(|| at_home.into_iter().find_map(Result::err));
        diagnostics.push(error.unwrap_or_else(|| {
            unknown_option(homes.first().unwrap_or(theme), pair, pairs, sources)
        }));
    }
    if let Some(first) = left_at {
        let names = code_list(&left_out, "and");
        let message = format!("theme `{}` has no use for {names}", theme.manifest.name);
        diagnostics.push(Diagnostic::note("option-left-out", message).at(first));
    }
    let pinned = set.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut values = Vec::new();
    for (name, spec) in theme.manifest.options.iter() {
        let value_given =
            set.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone());
        let value = value_given.or_else(|| spec.read(name, &spec.default, given.fonts).ok());
        values.extend(value.map(|value| (name.clone(), value)));
    }
    (Resolved { values, pinned }, diagnostics)
}

/// The value of an option in a résumé.
fn read_pair(
    spec: &OptionSpec,
    pair: &Pair,
    fonts: &FontFolders,
    sources: &Sources,
) -> Result<OptionValue, Diagnostic> {
    let bad = |message: String| Diagnostic::error("bad-option", message);
    let scalar = match &pair.value.value {
        Value::Scalar(scalar) => scalar,
        Value::Null => {
            let help = match spec.kind {
                OptionKind::Color => {
                    format!(
                        "write it in quotes, as in `\"{}\"`: a bare `#` begins a comment",
                        spec.default
                    )
                }
                _ => format!("write it as in `{}`", spec.default),
            };
            return Err(bad(format!("option `{}` has no value", pair.key))
                .at(pair.key_span)
                .help(help));
        }
        Value::Sequence(_) | Value::Mapping(_) => {
            return Err(bad(format!("option `{}` must be one value", pair.key))
                .at(pair.value.span)
                .help(format!("write it as in `{}`", spec.default)));
        }
    };
    spec.read_scalar(&pair.key, scalar, fonts).map_err(|mismatch| {
        let span = pair.value.span;
        let error = Diagnostic::error(mismatch.code, mismatch.message).at(span).help(mismatch.help);
        let error = match mismatch.fix {
            // A number in quotes loses them; a word keeps those that it has.
            Some(fix) if fix == scalar.text => error.fix(span, fix),
            Some(fix) => error.fix(span, written_like(sources.slice(span), &fix)),
            None => error,
        };
        error.safe_if(mismatch.certain)
    })
}

/// An option that the theme does not have.
fn unknown_option(theme: &Theme, pair: &Pair, pairs: &[Pair], sources: &Sources) -> Diagnostic {
    let message = format!("theme `{}` has no option {}", theme.manifest.name, code(&pair.key));
    let error = Diagnostic::error("unknown-option", message).at(pair.key_span);
    let names: Vec<&str> = theme.manifest.options.iter().map(|(name, _)| name.as_str()).collect();
    let Some(near) = closest(&pair.key, names.iter().copied()) else {
        return error.help(format!("its options are {}", code_list(&names, "and")));
    };
    match pairs.iter().find(|other| other.key == near) {
        Some(other) => error
            .related(other.key_span, "this is there already")
            .help(format!("remove it, or write what it says into `{near}`")),
        None => {
            let fix = written_like(sources.slice(pair.key_span), near);
            error
                .help(format!("an option with a similar name exists: `{near}`"))
                .fix(pair.key_span, fix)
                .safe_if(only_closest(&pair.key, names.iter().copied()).is_some())
        }
    }
}

/// Checks that what a theme declares holds together: its defaults are values of its options.
pub fn check_manifest(manifest: &Manifest, node: &Node) -> Result<(), Diagnostic> {
    let at = |path: &str| node.at(path).map_or(node.span, |node| node.span);
    for (name, spec) in manifest.options.iter() {
        if let Err(mismatch) = spec.read(name, &spec.default, &FontFolders::default()) {
            return Err(Diagnostic::error("bad-theme", mismatch.message)
                .at(at(&format!("/options/{name}/default")))
                .help(mismatch.help));
        }
    }
    if length(&manifest.fit.floor, "pt").is_none() {
        return Err(Diagnostic::error("bad-theme", "the floor of the size is a length")
            .at(at("/fit/floor"))
            .help("write it as in `8.8pt`"));
    }
    for (index, stage) in manifest.fit.stages.iter().enumerate() {
        for (name, factors) in stage {
            let numbers =
                factors.iter().filter(|factor| factor.parse::<f64>().is_ok_and(|f| f > 0.0));
            let sound = numbers.count() == 2 && factors.len() == 2;
            if !sound || manifest.options.spec(name).is_none() {
                let message = format!("a stage maps an option to two factors; `{name}` does not");
                return Err(Diagnostic::error("bad-theme", message)
                    .at(at(&format!("/fit/stages/{index}/{name}")))
                    .help("write `[loosest, tightest]`, such as `[1.12, 0.88]`"));
            }
        }
    }
    Ok(())
}

impl Manifest {
    /// The size that text never goes under, in points.
    pub fn floor(&self) -> f64 {
        length(&self.fit.floor, "pt").and_then(|length| length.measure()).unwrap_or(0.0)
    }
}

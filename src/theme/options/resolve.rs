//! The options of a résumé in a theme.

use crate::diagnostics::{Diagnostic, SourceId, Sources};
use crate::fonts::FontFolders;
use crate::words::{closest, code, code_list, only_closest};
use crate::yaml::{Node, Pair, Value, written_like};

use super::super::{Manifest, Theme};
use super::read::length;
use super::{OptionKind, OptionSpec, OptionValue};

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

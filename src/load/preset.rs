//! A preset: a theme and its options in a file of their own, so that several résumés share one look. It
//! has the keys of `theme:` in a résumé, and what the résumé sets itself comes before it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::diagnostics::{Diagnostic, SourceId, Sources};
use crate::theme;
use crate::words::code;
use crate::yaml::{self, Node, Pair, Value};

/// A preset that has been read.
pub struct Preset {
    /// Its text among the sources.
    pub source: SourceId,
    /// The name of its theme, with the place of it; `None` is the default theme.
    pub theme: Option<Node>,
    /// The folder that its theme is relative to.
    pub folder: PathBuf,
    /// The options that it sets.
    options: Vec<Pair>,
}

impl Preset {
    /// Whether what a résumé calls its theme is a preset: a YAML file.
    pub fn is_named(name: &str) -> bool {
        name.ends_with(".yaml") || name.ends_with(".yml")
    }

    /// Reads a preset whose path is relative to a folder. An error without a place is for where the
    /// preset is named.
    pub fn read(name: &str, base: &Path, sources: &mut Sources) -> Result<Self, Vec<Diagnostic>> {
        let bad = |message: String| Diagnostic::error("bad-preset", message);
        let shown = code(name);
        let path = base.join(name);
        sources.depend_on(&path);
        let bytes = match fs::metadata(&path) {
            Ok(meta) if meta.len() > yaml::MAX_BYTES as u64 => {
                let limit = yaml::MAX_BYTES >> 20;
                return Err(vec![
                    bad(format!("the preset {shown} is larger than {limit} MiB"))
                        .help("a preset has the keys of `theme:`; is this the right file?"),
                ]);
            }
            _ => fs::read(&path).map_err(|error| {
                let reason = theme::describe(&error);
                vec![
                    bad(format!("cannot open the preset {shown}: {reason}"))
                        .help("write its path relative to the file that names it"),
                ]
            })?,
        };
        let text = String::from_utf8(bytes).map_err(|_| {
            vec![
                Diagnostic::error("not-utf8", format!("{shown} is not UTF-8 text"))
                    .help("save the file as UTF-8"),
            ]
        })?;
        let source = sources.add(path.display().to_string().trim_start_matches("./"), &*text);
        let parsed = yaml::parse(&text, source);
        if !parsed.diagnostics.is_empty() {
            return Err(parsed.diagnostics);
        }
        let mut options = match parsed.node {
            Some(Node { value: Value::Mapping(pairs), .. }) => pairs,
            // A preset without a key sets nothing.
            None | Some(Node { value: Value::Null, .. }) => Vec::new(),
            Some(node) => {
                return Err(vec![
                    bad("a preset is a mapping of options".into())
                        .at(node.span)
                        .help("write the keys of `theme:`, as in `name: classic`, one a line"),
                ]);
            }
        };
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let theme = options.iter().position(|pair| pair.key == "name");
        let theme = theme.map(|index| options.remove(index).value);
        match theme.as_ref().map(|node| (node, node.text())) {
            Some((node, None)) if node.value != Value::Null => Err(vec![
                Diagnostic::error("wrong-type", "`name` must be the name of a theme")
                    .at(node.span)
                    .help("write it as in `name: classic`"),
            ]),
            Some((node, Some(name))) if Self::is_named(name) => Err(vec![
                bad("a preset cannot be made of another preset".into())
                    .at(node.span)
                    .help("write the name of a theme, and copy what the other one sets"),
            ]),
            _ => Ok(Self {
                source,
                theme: theme.filter(|node| node.value != Value::Null),
                folder,
                options,
            }),
        }
    }

    /// All options of a résumé: what it sets itself, and of the preset what it does not.
    pub fn with(self, own: Option<&Node>) -> Option<Node> {
        let own = own.map(Node::pairs).unwrap_or_default();
        let rest = self.options.into_iter();
        let rest = rest.filter(|pair| own.iter().all(|other| other.key != pair.key));
        let pairs: Vec<Pair> = own.iter().cloned().chain(rest).collect();
        let span = pairs.first()?.key_span;
        Some(Node { value: Value::Mapping(pairs), span })
    }
}

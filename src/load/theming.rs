//! The theme of a résumé with its options: of the command line, of the file, or of the preset that it names.

use std::path::{Path, PathBuf};

use crate::diagnostics::{Diagnostic, Sources};
use crate::fonts::FontFolders;
use crate::theme::{self, Given, Resolved, Theme};
use crate::words::{closest, only_closest};
use crate::yaml::{self, Node, Value};

use super::preset::Preset;
use super::{Input, Overrides};

/// The theme that the command line or the file names, with the options of the file, or of the preset
/// that it names.
pub fn choose_theme(
    root: &Node,
    input: &Input,
    overrides: &Overrides,
    fonts: &FontFolders,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(Theme, Resolved)> {
    // What is named on the command line has no place in a file.
    let (mut name, mut node, mut base) = match (&overrides.theme, theme::chosen(root)) {
        (Some(name), _) => (name.as_str(), None, PathBuf::new()),
        (None, Some((name, node))) => (name, Some(node), input.folder.clone()),
        (None, None) => (theme::DEFAULT, None, PathBuf::new()),
    };
    let mut preset = None;
    if Preset::is_named(name) {
        match Preset::read(name, &base, sources) {
            Ok(read) => preset = Some(read),
            Err(errors) => {
                diagnostics.extend(errors.into_iter().map(|error| match (error.span, node) {
                    (None, Some(node)) => error.at(node.span),
                    _ => error,
                }));
                return None;
            }
        }
    }
    if let Some(preset) = &preset {
        base.clone_from(&preset.folder);
        node = preset.theme.as_ref();
        name = node.and_then(Node::text).unwrap_or(theme::DEFAULT);
    }
    let theme = match (Theme::find(name, &base, sources), node) {
        (Ok(theme), _) => theme,
        (Err(error), node) => {
            diagnostics.push(match node {
                Some(node) if error.span.is_none() => {
                    point_at_theme(error, name, node, sources.slice(node.span))
                }
                _ => error,
            });
            return None;
        }
    };
    let own = root.get("theme").filter(|node| matches!(node.value, Value::Mapping(_)));
    let shared = preset.as_ref().map(|preset| preset.source);
    let merged = preset.and_then(|preset| preset.with(own));
    let homes = homes(root, input, overrides, sources);
    let given = Given { options: merged.as_ref().or(own), homes: &homes, shared, fonts };
    let (options, found) = theme::resolve(&theme, &given, sources);
    diagnostics.extend(found);
    Some((theme, options))
}

/// Whether the command line names another theme than the file.
pub fn is_foreign(root: &Node, overrides: &Overrides) -> bool {
    let named = theme::chosen(root).map_or(theme::DEFAULT, |(name, _)| name);
    overrides.theme.as_deref().is_some_and(|theme| theme != named)
}

/// The themes that the file's options are for, if the command line names another one. One that cannot
/// be read has no part in this run.
fn homes(root: &Node, input: &Input, overrides: &Overrides, sources: &mut Sources) -> Vec<Theme> {
    if !is_foreign(root, overrides) {
        return Vec::new();
    }
    let named = theme::chosen(root).map_or(theme::DEFAULT, |(name, _)| name);
    let of_file = Some((named, input.folder.as_path()));
    let of_twin = overrides.options_for.as_deref().map(|name| (name, Path::new("")));
    let found = of_file.into_iter().chain(of_twin).filter_map(|(name, base)| {
        if !Preset::is_named(name) {
            return Theme::find(name, base, sources).ok();
        }
        let preset = Preset::read(name, base, sources).ok()?;
        let name = preset.theme.as_ref().and_then(Node::text).unwrap_or(theme::DEFAULT);
        Theme::find(name, &preset.folder, sources).ok()
    });
    found.collect()
}

/// A theme's error at its name in the file, with the fix where there is one.
fn point_at_theme(error: Diagnostic, name: &str, node: &Node, written: &str) -> Diagnostic {
    let near = (error.code == "unknown-theme")
        .then(|| closest(name, theme::builtin_names().collect::<Vec<_>>()));
    let error = error.at(node.span);
    match near.flatten() {
        Some(near) => error
            .fix(node.span, yaml::written_like(written, near))
            .safe_if(only_closest(name, theme::builtin_names().collect::<Vec<_>>()).is_some()),
        None => error,
    }
}

//! Files that a résumé brings: its photo and its bibliographies. None may be outside its folder.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::bibliography;
use crate::diagnostics::{Diagnostic, Sources};
use crate::photo;
use crate::resume::{PublicationItem, Resume, Shorthand};
use crate::theme;
use crate::words::code;
use crate::yaml::{Node, Value};

use super::{Input, Photo};

/// The largest file that a résumé may bring.
const MAX_FILE: u64 = 20 << 20;

/// A file of the résumé's folder, read into memory.
fn read_beside(
    path: &str,
    node: &Node,
    what: &str,
    kind: &'static str,
    input: &Input,
) -> Result<Vec<u8>, Diagnostic> {
    let real = find_beside(path, node, what, kind, input)?;
    fs::read(&real).map_err(|error| unreadable(path, node, what, kind, &error))
}

/// A file that cannot be read, and what to do about it.
pub fn unreadable(
    path: &str,
    node: &Node,
    what: &str,
    kind: &'static str,
    error: &std::io::Error,
) -> Diagnostic {
    let message = format!("cannot open {what} {}: {}", code(path), theme::describe(error));
    let base = if kind == "bad-include" { "this file" } else { "the résumé" };
    Diagnostic::error(kind, message)
        .at(node.span)
        .help(format!("write its path relative to {base}"))
}

/// Where a file of the résumé's folder is, links followed.
pub fn find_beside(
    path: &str,
    node: &Node,
    what: &str,
    kind: &'static str,
    input: &Input,
) -> Result<PathBuf, Diagnostic> {
    let shown = code(path);
    let error = |kind, message: String| Diagnostic::error(kind, message).at(node.span);
    let outside = || {
        error("outside-folder", format!("{what} is outside the résumé's folder"))
            .help("copy the file beside the résumé, and write its name alone")
    };
    let missing = |io: &std::io::Error| unreadable(path, node, what, kind, io);
    let given = Path::new(path);
    // What leads out is refused whether it is there or not, so that nothing tells which.
    let leaves = given.components().any(|part| matches!(part, Component::ParentDir));
    if path.contains("://") {
        return Err(error(
            "outside-folder",
            format!("{what} is on the network, where vitae reads nothing"),
        )
        .help("save the file beside the résumé, and write its name"));
    }
    if given.is_absolute() || leaves {
        return Err(outside());
    }
    let folder = fs::canonicalize(&input.folder).map_err(|error| missing(&error))?;
    let full = folder.join(given);
    if let Err(error) = fs::symlink_metadata(&full) {
        return Err(missing(&error));
    }
    let real = theme::resolve_inside(&folder, &full).ok_or_else(outside)?;
    let meta = fs::metadata(&real).map_err(|error| missing(&error))?;
    if !meta.is_file() {
        return Err(
            error(kind, format!("{what} {shown} is not a file")).help("write the path of a file")
        );
    }
    if meta.len() > MAX_FILE {
        let message = format!("{what} {shown} is larger than {} MiB", MAX_FILE >> 20);
        return Err(error("too-large", message).help("use a smaller file"));
    }
    Ok(real)
}

/// Takes a photo that is no file away, and says so: vitae fetches nothing.
pub fn refuse_photo_by_url(root: &mut Node, sources: &Sources) -> Option<(String, Diagnostic)> {
    let image = root.at("/basics/image")?;
    let node = if image.text().is_some() { image } else { image.get("path")? };
    let text = node.text()?.to_owned();
    let is_data = text.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
    let (message, help, span) = if is_data {
        // The rest is the photo itself.
        let head = text.find(',').map_or(text.len(), |comma| comma + 1);
        let span = node.span_of(0..head, &sources.get(node.span.source).text);
        let message = "the photo is written into the file, where vitae does not read it";
        (message, "save it as a file beside the résumé, and write the name of that", span)
    } else if text.contains("://") || text.starts_with("//") {
        let message = "the photo is on the network, and vitae fetches nothing";
        (message, "save it beside the résumé, and write its name", node.span)
    } else {
        return None;
    };
    if let Value::Mapping(pairs) = &mut root.value
        && let Some(basics) = pairs.iter_mut().find(|pair| pair.key == "basics")
        && let Value::Mapping(pairs) = &mut basics.value.value
    {
        pairs.retain(|pair| pair.key != "image");
    }
    Some((text, Diagnostic::error("image-url", message).at(span).help(help)))
}

/// Reads the photo.
pub fn read_photo(
    resume: &Resume,
    root: &Node,
    input: &Input,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Photo> {
    let path = &resume.basics.image.as_ref()?.path;
    let node = root.at("/basics/image/path").or_else(|| root.at("/basics/image"))?;
    // What is no text there has been reported.
    node.text().filter(|text| text == path)?;
    match read_beside(path, node, "the image", "bad-image", input) {
        Ok(bytes) => match photo::name(&bytes) {
            Some("photo.svg") => match photo::linked_picture(&bytes) {
                Some(linked) => {
                    let message = format!(
                        "{} links to the picture {}, which vitae does not read",
                        code(path),
                        code(&linked)
                    );
                    diagnostics.push(Diagnostic::error("bad-image", message).at(node.span).help(
                        "embed the picture in the drawing, or use that picture itself as the image",
                    ));
                    None
                }
                None => Some(Photo { name: "photo.svg", bytes: photo::bare_drawing(bytes) }),
            },
            Some(name) => Some(Photo { name, bytes }),
            None => {
                diagnostics.push(
                    Diagnostic::error(
                        "bad-image",
                        format!("{} is damaged, or no image that can be printed", code(path)),
                    )
                    .at(node.span)
                    .help("use PNG, JPEG, GIF, WebP or SVG"),
                );
                None
            }
        },
        Err(error) => {
            diagnostics.push(error);
            None
        }
    }
}

/// Puts the entries of bibliography files in the place of the items that name them.
pub fn read_bibliographies(
    resume: &mut Resume,
    root: &Node,
    input: &Input,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(items) = resume.publications.take() else { return };
    let mut publications: Vec<Shorthand<PublicationItem>> = Vec::new();
    for (index, item) in items.into_iter().enumerate() {
        let Some(path) = &item.bibliography else {
            publications.push(item);
            continue;
        };
        let place = root.at(&format!("/publications/{index}/bibliography"));
        let Some(node) = place else { continue };
        sources.depend_on(input.folder.join(path));
        let entries = read_beside(path, node, "the bibliography", "bad-bibliography", input)
            .and_then(|bytes| {
                String::from_utf8(bytes).map_err(|_| {
                    Diagnostic::error("not-utf8", format!("{} is not UTF-8 text", code(path)))
                        .at(node.span)
                        .help("save the file as UTF-8")
                })
            })
            .map_err(|error| vec![error])
            .and_then(|text| {
                let name = input.folder.join(path).display().to_string();
                let source = sources.add(name.trim_start_matches("./"), &*text);
                let named = |error: Diagnostic| {
                    let help = error.help.clone();
                    error.related(node.span, "the bibliography is named here").help(
                        help.unwrap_or_else(|| {
                            "correct the entry, or remove it from the file".into()
                        }),
                    )
                };
                bibliography::read(path, &text, source)
                    .map_err(|errors| errors.into_iter().map(named).collect())
            });
        match entries {
            Ok(entries) => publications.extend(entries.into_iter().map(Shorthand)),
            Err(errors) => diagnostics.extend(errors),
        }
    }
    resume.publications = Some(publications);
}

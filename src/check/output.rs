//! Standards of PDF that cannot be kept together, and why.

use crate::diagnostics::Diagnostic;
use crate::resume::{Family, Resume, Standard};

use super::Check;

impl Check<'_> {
    /// The PDF keeps all of its standards, or none could be written.
    pub(super) fn output(&mut self, resume: &Resume) {
        let Some(output) = &resume.output else { return };
        let written = output.standard.as_deref().unwrap_or_default();
        let path = |index: usize| format!("/output/standard/{index}");
        for (index, standard) in written.iter().enumerate() {
            // A name that is none has been reported; an example of ours stands in its place.
            if self.text(&path(index)) != Some(standard.name) {
                continue;
            }
            let span = self.span(&path(index));
            let earlier = written[..index].iter().enumerate();
            let conflict =
                earlier.filter_map(|(at, other)| Some((at, conflict(*other, *standard)?))).next();
            let error = |message: String| Diagnostic::error("bad-standard", message).at(span);
            if let Some((at, Conflict { message, help })) = conflict {
                let first = self.span(&path(at));
                let error = error(message).related(first, "this is the other one");
                self.diagnostics.push(error.help(help));
            } else if standard.family == Family::Archive && output.is_print() {
                let message =
                    format!("`{}` has no CMYK, which the print profile needs", standard.name);
                let error = error(message);
                let error = error.related(self.span("/output/profile"), "the profile is set here");
                self.diagnostics
                    .push(error.help("leave the standard out: the print profile is PDF/UA-1"));
            } else if output.embed && !standard.allows_attachments() {
                let message = format!("`{}` has no room for attached data", standard.name);
                let error = error(message);
                let error = error.related(self.span("/output/embed"), "data is attached by this");
                self.diagnostics.push(error.help(instead_of(*standard)));
            }
        }
    }
}

/// Why two standards cannot be kept by one file.
struct Conflict {
    message: String,
    help: String,
}

/// What is wrong with two standards, if something is.
fn conflict(one: Standard, other: Standard) -> Option<Conflict> {
    let conflict = |message: String, help: &str| Some(Conflict { message, help: help.to_owned() });
    if one.name == other.name {
        return conflict(format!("`{}` is there twice", one.name), "remove one of them");
    }
    if one.family == other.family {
        return match one.family {
            Family::Version => conflict(
                format!("a file has one version of PDF, not both {} and {}", one.name, other.name),
                "keep one of them",
            ),
            Family::Archive => conflict(
                format!(
                    "a file keeps one part of PDF/A, not both `{}` and `{}`",
                    one.name, other.name
                ),
                "keep one of them: `a-2a` has all that `a-2u` and `a-2b` have, and `a-3a` can hold \
                 data besides",
            ),
            Family::Access => None,
        };
    }
    if one.versions.0 <= other.versions.1 && other.versions.0 <= one.versions.1 {
        return None;
    }
    let is = |family: Family| [one, other].into_iter().find(|known| known.family == family);
    let message = format!("`{}` and `{}` cannot be kept together", one.name, other.name);
    match (is(Family::Archive), is(Family::Access), is(Family::Version)) {
        (Some(archive), Some(_), _) if archive.versions.1 == 14 => conflict(
            format!(
                "{message}: PDF 1.4, which {} is, cannot say in which order links are read",
                archive.title()
            ),
            "write `a-2a`, which asks for the same and knows the order",
        ),
        (Some(archive), Some(access), _) => conflict(
            format!(
                "{message}: {} is of PDF 1.7, and {} of PDF 2.0",
                access.title(),
                archive.title()
            ),
            "keep `ua-1` with `a-2a` or `a-3a`, or this part of PDF/A alone",
        ),
        (archive, access, Some(version)) => {
            let kept = archive.or(access)?;
            conflict(
                format!("`{}` is {}, not {}", kept.name, range(kept), version.name),
                "leave the version out: the standard settles it",
            )
        }
        _ => None,
    }
}

/// The versions of PDF that a standard can be written in: `PDF 1.4 to 1.7`.
fn range(standard: Standard) -> String {
    let version = |tenths: u8| format!("{}.{}", tenths / 10, tenths % 10);
    match standard.versions {
        (low, high) if low == high => format!("PDF {}", version(low)),
        (low, high) => format!("PDF {} to {}", version(low), version(high)),
    }
}

/// Which standard has room for data in the place of one that has none.
fn instead_of(standard: Standard) -> String {
    let other = match standard.name {
        "a-4" => "a-4f",
        "a-1b" | "a-2b" => "a-3b",
        "a-2u" => "a-3u",
        _ => "a-3a",
    };
    format!("write `{other}`, which is the same with attachments")
}

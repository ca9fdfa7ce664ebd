//! What kind of PDF the arguments ask for: the keys of the file that they stand for. And what is said of one
//! that is not of the usual kind.

use crate::cli::{OutputArgs, ProfileChoice};
use crate::resume::Output;
use crate::words::list;

/// The keys, each with its flag, for messages.
pub fn keys(args: &OutputArgs) -> Vec<(&'static str, String)> {
    let mut keys = Vec::new();
    if !args.pdf_standard.is_empty() {
        let names: Vec<_> = args.pdf_standard.iter().map(|standard| standard.name).collect();
        keys.push(("--pdf-standard", format!("output.standard=[{}]", names.join(", "))));
    }
    if let Some(profile) = args.profile {
        let name = match profile {
            ProfileChoice::Screen => "screen",
            ProfileChoice::Print => "print",
        };
        keys.push(("--profile", format!("output.profile={name}")));
    }
    if args.grayscale {
        keys.push(("--grayscale", "output.grayscale=true".to_owned()));
    }
    if args.embed_data {
        keys.push(("--embed-data", "output.embed=true".to_owned()));
    }
    if let Some(paper) = &args.paper {
        keys.push(("--paper", format!("theme.paper={paper}")));
    }
    keys
}

/// What is said of a PDF that is not of the usual kind: `, in black ink, as PDF/UA-1 and no PDF/A`.
pub fn said(output: &Output) -> String {
    let mut said = String::new();
    if output.is_print() {
        said.push_str(", in black ink");
    } else if output.grayscale {
        said.push_str(", in grey");
    }
    if output.embed {
        said.push_str(", with its data inside");
    }
    let standards = output.standards();
    if standards != Output::default().standards() {
        let titles: Vec<String> = standards.iter().map(|standard| standard.title()).collect();
        let alone = if output.is_print() { " and no PDF/A" } else { "" };
        said.push_str(&match titles.is_empty() {
            true => ", of no standard".to_owned(),
            false => format!(", as {}{alone}", list(&titles, "and")),
        });
    }
    said
}

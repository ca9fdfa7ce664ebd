//! What kind of PDF the arguments ask for: the keys of the file that they stand for.

use crate::cli::{OutputArgs, ProfileChoice};

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

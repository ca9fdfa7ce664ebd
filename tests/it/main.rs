//! What a user sees: diagnostics, commands and pages, through the program itself.
//!
//! One binary, since each test binary links all of Typst.

mod cli;
mod diagnostics;
mod docs;
mod explain;
mod fit;
mod fonts;
mod import;
mod json_resume;
mod languages;
mod layers;
mod lint;
mod output;
mod own_themes;
mod pdf;
mod readback;
mod report;
mod schema;
mod support;
mod tags;
mod themes;
mod txt;
mod variants;
mod watch;
mod yaml;

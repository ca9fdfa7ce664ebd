//! What a user sees: diagnostics, commands and pages, through the program itself.
//!
//! One binary, since each test binary links all of Typst.

mod cli;
mod diagnostics;
mod fit;
mod pdf;
mod schema;
mod support;
mod yaml;

//! vitae: a résumé is data.
//!
//! Data flows one way, each step a module with one entry point of its name:
//! `yaml → schema → resume → check → view → world → fit → export`. `diagnostics` is the only room
//! that all others open.

pub mod attachment;
pub mod bibliography;
pub mod check;
pub mod cli;
pub mod commands;
pub mod contract;
pub mod diagnostics;
pub mod explain;
pub mod export;
pub mod fit;
pub mod fix;
pub mod fonts;
pub mod guard;
pub mod json_resume;
pub mod lint;
pub mod load;
pub mod locale;
pub mod markup;
pub mod outline;
pub mod photo;
pub mod public;
pub mod readback;
pub mod report;
pub mod resume;
pub mod schema;
pub mod select;
pub mod theme;
pub mod translate;
pub mod typeset;
pub mod view;
pub mod watch;
pub mod words;
pub mod world;
pub mod yaml;

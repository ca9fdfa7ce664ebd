//! Pages → files, one module a format.

pub mod json;
pub mod pdf;
pub mod txt;

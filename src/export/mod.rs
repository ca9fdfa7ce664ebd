//! Pages → files, one module a format.

pub mod pdf;

//! Pages → files, one module a format.

mod drawing;
mod ink;
pub mod json;
pub mod pages;
pub mod pdf;
mod pictures;
pub mod txt;
pub mod yaml;

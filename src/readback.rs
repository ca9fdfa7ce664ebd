//! What a parser reads of a PDF: its text, and the fields that simple rules find again in it.
//!
//! Data flows one way: `text` reads the PDF as any program would, `fields` goes by the text alone, and
//! `compare` lays what it found beside the data. The rules are documented in `docs/readback.md`; they
//! are those of no vendor, and there is no score.

mod compare;
mod dates;
mod fields;
mod text;
mod titles;
mod words;

pub use self::compare::{Finding, Made, compare};
pub use self::fields::Fields;
pub use self::text::{GAP, PAGE, Unreadable, text};
pub use self::titles::Kind;

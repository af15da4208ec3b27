//! FLOOR 1: text to values and back. Everything a user's file can get wrong is found here, at its
//! location in the text. This floor opens no file and prints nothing.
//!
//! ```text
//! text ──► Node (a tree with spans)  ──► checked domain values
//!          yaml | toml | json            answers | questionnaire | rubric
//! ```

pub mod advice;
mod answer;
pub mod answers;
pub mod baseline;
pub mod carried;
pub mod draft;
pub mod edit;
mod emit;
mod fields;
mod fingerprint;
pub mod house;
mod json;
pub mod lint;
pub mod location;
pub mod meaning;
mod mistaken;
pub mod node;
pub mod not_in_sql;
pub mod packed;
pub mod policy;
pub mod portfolio;
pub mod questionnaire;
pub mod read;
pub mod records;
pub mod rubric;
pub mod sheet_value;
pub mod shipped;
pub mod stored;
pub mod template;
mod toml;
pub mod write;
mod yaml;

pub use fields::is_snake_case;
pub use fingerprint::{digest, sha256};
pub use node::{Bounds, Finding, Format, Node, Span};

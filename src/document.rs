//! FLOOR 1: text to values and back. Everything a user's file can get wrong is found here, at its
//! place in the text. This floor opens no file and prints nothing.
//!
//! ```text
//! text ──► Node (a tree with places) ──► checked domain values
//!          yaml | toml | json            answers | questionnaire | rubric
//! ```

pub mod answers;
pub mod baseline;
pub mod draft;
mod fields;
mod json;
pub mod node;
pub mod packed;
pub mod place;
pub mod policy;
pub mod questionnaire;
pub mod rubric;
pub mod shipped;
pub mod stored;
pub mod template;
mod toml;
pub mod words;
pub mod write;
mod yaml;

pub use node::{Bounds, Finding, Format, Span};

/// A questionnaire or rubric together with where it came from.
#[derive(Clone, Debug)]
pub struct Ruler<T> {
    /// The value.
    pub value: T,
    /// The SHA-256 of the YAML file's bytes, in hexadecimal.
    pub sha256: String,
}

/// Returns the SHA-256 of `bytes`, in hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    use std::fmt::Write;
    let digest = sha2::Sha256::digest(bytes);
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

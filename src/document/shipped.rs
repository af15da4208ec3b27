//! The instruments that the program carries: read and checked when it was built, embedded as checked
//! values. The fingerprints are those of the YAML files. What is rarely wanted is carried deflated.

use super::carried::Carried;
use super::packed;
use crate::domain::{Fingerprints, Instrument};
use std::borrow::Cow;

/// A questionnaire and the rubric that judges it.
#[derive(Debug)]
pub struct Shipped {
    /// The id of both, by which they are chosen.
    pub name: &'static str,
    /// The rubric's id, version and fingerprint, for `--version`.
    pub rubric_line: &'static str,
    /// Both, as [`packed`] writes them: all but the texts.
    shape: Carried,
    /// Their texts.
    texts: Carried,
    questions_sha256: &'static str,
    rubric_sha256: &'static str,
    /// The file of the questionnaire.
    questions: Carried,
    /// The file of the rubric.
    rubric: Carried,
}

// `INSTRUMENTS`, as `build.rs` writes it; the default one first.
include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// Returns the names of the instruments that the program carries; the default one first.
pub fn names() -> impl Iterator<Item = &'static str> {
    INSTRUMENTS.iter().map(|one| one.name)
}

/// Returns the shipped instrument of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static Shipped> {
    INSTRUMENTS.iter().find(|one| one.name == name)
}

impl Shipped {
    /// Returns the checked values; nothing only if the program was built from another packed form
    /// than it knows, which a test rules out.
    #[must_use]
    pub fn instrument(&self) -> Option<Instrument> {
        let (shape, texts) = (self.shape.bytes()?, self.texts.text()?);
        let (questionnaire, rubric) = packed::unpack(&shape, &texts)?;
        let fingerprints = Fingerprints {
            questionnaire: self.questions_sha256.to_owned(),
            rubric: self.rubric_sha256.to_owned(),
        };
        Some(Instrument::new(questionnaire, rubric, fingerprints))
    }

    /// Returns the text of the questionnaire's file.
    #[must_use]
    pub fn questions(&self) -> Option<Cow<'static, str>> {
        self.questions.text()
    }

    /// Returns the text of the rubric's file.
    #[must_use]
    pub fn rubric(&self) -> Option<Cow<'static, str>> {
        self.rubric.text()
    }
}

/// Returns the instrument that is used where no other is chosen.
#[must_use]
pub fn default() -> &'static Shipped {
    let [default, ..] = &INSTRUMENTS;
    default
}

/// Returns the checked values of that instrument, as [`Shipped::instrument`] does.
#[must_use]
pub fn instrument() -> Option<Instrument> {
    default().instrument()
}

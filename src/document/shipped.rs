//! The instrument that the program carries: read and checked when it was built, embedded as checked
//! values. The fingerprints are those of the YAML files.

use super::packed;
use crate::domain::{Fingerprints, Instrument};

/// Questionnaire and rubric, as [`packed`] writes them: all but the texts, and the texts.
const SHAPE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/instrument"));
const TEXTS: &str = include_str!(concat!(env!("OUT_DIR"), "/texts"));

/// The text of the rubric's file, for a questionnaire of the user's own.
pub const RUBRIC: &str = include_str!("../../rubrics/oms.yaml");

/// The text of the questionnaire's file.
pub const QUESTIONS: &str = include_str!("../../questions/oms.yaml");

/// The shipped rubric's id, version and fingerprint, for `--version`.
pub const RUBRIC_LINE: &str = env!("RUBRIC_LINE");

/// Returns the shipped instrument; nothing only if the program was built from another packed form
/// than it knows, which a test rules out.
#[must_use]
pub fn instrument() -> Option<Instrument> {
    let (questionnaire, rubric) = packed::unpack(SHAPE, TEXTS)?;
    let fingerprints = Fingerprints {
        questionnaire: env!("QUESTIONS_SHA256").to_owned(),
        rubric: env!("RUBRIC_SHA256").to_owned(),
    };
    Some(Instrument::new(questionnaire, rubric, fingerprints))
}

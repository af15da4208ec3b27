//! The questionnaire and the rubric that the program carries: read and checked when it was built,
//! embedded as checked values. The fingerprints are those of the YAML files.

use super::{Ruler, packed};
use crate::domain::{Questionnaire, Rubric};

/// Questionnaire and rubric, as [`packed`] writes them.
const INSTRUMENT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/instrument"));

/// The text of the rubric's file, for a questionnaire of the user's own.
pub const RUBRIC: &str = include_str!("../../rubrics/oms.yaml");

/// The shipped rubric's id, version and fingerprint, for `--version`.
pub const RUBRIC_LINE: &str = env!("RUBRIC_LINE");

/// Returns the shipped questionnaire and rubric; nothing only if the program was built from another
/// packed form than it knows, which a test rules out.
#[must_use]
pub fn instrument() -> Option<(Ruler<Questionnaire>, Ruler<Rubric>)> {
    let (questionnaire, rubric) = packed::unpack(INSTRUMENT)?;
    let questionnaire = Ruler { value: questionnaire, sha256: env!("QUESTIONS_SHA256").to_owned() };
    Some((questionnaire, Ruler { value: rubric, sha256: env!("RUBRIC_SHA256").to_owned() }))
}

//! What is asked and how it is judged, as one value.

use super::questionnaire::Questionnaire;
use super::rubric::Rubric;
use super::scoring_table::ScoringTable;

/// A questionnaire, the rubric that judges its answers, and what tells both from other versions.
///
/// The two fit each other: the rubric was read against the questionnaire.
#[derive(Clone, Debug)]
pub struct Instrument {
    questionnaire: Questionnaire,
    rubric: Rubric,
    scoring_table: ScoringTable,
    fingerprints: Fingerprints,
}

/// The SHA-256 of the files' bytes, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprints {
    /// That of the questionnaire's file.
    pub questionnaire: String,
    /// That of the rubric's file.
    pub rubric: String,
}

impl Instrument {
    /// Returns the instrument of a questionnaire and a rubric that was read against it.
    #[must_use]
    pub fn new(questionnaire: Questionnaire, rubric: Rubric, fingerprints: Fingerprints) -> Self {
        let scoring_table = ScoringTable::of(&rubric);
        Self { questionnaire, rubric, scoring_table, fingerprints }
    }

    /// Returns what is asked.
    #[must_use]
    pub fn questionnaire(&self) -> &Questionnaire {
        &self.questionnaire
    }

    /// Returns how it is judged.
    #[must_use]
    pub fn rubric(&self) -> &Rubric {
        &self.rubric
    }

    /// Returns what every answer is worth.
    #[must_use]
    pub fn scoring_table(&self) -> &ScoringTable {
        &self.scoring_table
    }

    /// Returns what tells this version from others.
    #[must_use]
    pub fn fingerprints(&self) -> &Fingerprints {
        &self.fingerprints
    }
}

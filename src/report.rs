//! FLOOR 1: a judgement into text. Forms only lay out what was judged; nothing is decided, rounded
//! or sorted here, and nothing is printed.

pub mod arithmetic;
pub mod bar;
pub mod brand;
pub mod checklist;
mod escape;
pub mod gate;
pub mod handout;
pub mod html;
pub mod json;
pub mod markdown;
pub mod moves;
pub mod radar;
pub mod roadmap;
pub mod spreadsheet;
pub mod styled;
pub mod table;
pub mod verify;
pub mod words;

use crate::domain::actions::lacks_report;
use crate::domain::index::DimensionId;
use crate::domain::judgement::Change;
use crate::domain::plan::Start;
use crate::domain::questionnaire::Source;
use crate::domain::rubric::Level;
use crate::domain::score::{Reading, Word, profile};
use crate::domain::sensitivity::{Sensitivity, sensitivity};
use crate::domain::{AnswerSheet, Date, Judgement, Questionnaire, Rubric, judge};

/// A judgement together with all that it was made from.
#[derive(Clone, Debug)]
pub struct Report<'r> {
    /// What was asked.
    pub questionnaire: &'r Questionnaire,
    /// The fingerprint of the questionnaire's file.
    pub questionnaire_sha256: &'r str,
    /// How it is judged.
    pub rubric: &'r Rubric,
    /// The fingerprint of the rubric's file.
    pub rubric_sha256: &'r str,
    /// The accepted answers.
    pub sheet: &'r AnswerSheet,
    /// What follows from them.
    pub judgement: Judgement,
    /// The report on earlier answers, where there is one to compare with.
    pub earlier: Option<Box<Self>>,
    /// Whether those are about another operation.
    pub other_scope: bool,
}

impl<'r> Report<'r> {
    /// Judges a sheet.
    #[must_use]
    pub fn new(
        (questionnaire, questionnaire_sha256): (&'r Questionnaire, &'r str),
        (rubric, rubric_sha256): (&'r Rubric, &'r str),
        sheet: &'r AnswerSheet,
    ) -> Self {
        let judgement = judge(questionnaire, rubric, sheet);
        Self {
            questionnaire,
            questionnaire_sha256,
            rubric,
            rubric_sha256,
            sheet,
            judgement,
            earlier: None,
            other_scope: false,
        }
    }

    /// Returns the report, compared with the one on earlier answers under the same rubric;
    /// `other_scope` says whether those are about another operation.
    #[must_use]
    pub fn compared_with(self, earlier: Self, other_scope: bool) -> Self {
        Self { earlier: Some(Box::new(earlier)), other_scope, ..self }
    }

    /// Returns the day that the answers describe.
    fn date(&self) -> Date {
        self.sheet.given().date
    }

    /// Returns how the level depends on each dimension; nothing where there is no level.
    fn sensitivity(&self) -> Vec<Sensitivity> {
        if self.judgement.too_much_unknown {
            return Vec::new();
        }
        let start = Start::of(self.rubric, self.sheet, &self.judgement);
        let unknowns = self.rubric.unknown_counts_as.into();
        let reading = Reading { word: Word::Claimed, unknowns };
        sensitivity(self.rubric, &profile(self.rubric, self.sheet, reading), &start)
    }

    /// Returns whether a dimension counts less for lack of a report.
    fn lacks_report(&self, dimension: DimensionId) -> bool {
        lacks_report(self.rubric, self.sheet, dimension)
    }

    /// Returns the source of this id.
    fn source(&self, id: &str) -> Option<&'r Source> {
        let sources = self.questionnaire.sources.iter().chain(&self.rubric.sources);
        sources.into_iter().find(|source| source.id == id)
    }

    /// Returns what became of a dimension since the earlier answers.
    fn change_since(&self, earlier: &Self, dimension: DimensionId) -> Change {
        let [then, now] = [earlier, self].map(|report| report.judgement.dimensions.get(dimension));
        then.zip(now).map_or(Change::Same, |(then, now)| Change::of(then, now))
    }

    /// Returns the name of a dimension.
    fn dimension_name(&self, dimension: DimensionId) -> &'r str {
        self.rubric.dimensions.get(dimension).map_or("", |found| found.name.as_str())
    }

    /// Returns the id of a dimension.
    fn dimension_id(&self, dimension: DimensionId) -> &'r str {
        self.rubric.dimensions.get(dimension).map_or("", |found| found.id.as_str())
    }

    /// Returns the overall level; nothing where too much is unknown.
    fn level(&self) -> Option<&'r Level> {
        let judgement = &self.judgement;
        let held = (!judgement.too_much_unknown).then_some(judgement.claimed.level)?;
        self.rubric.levels.iter().find(|row| row.level == held)
    }

    /// Returns whether a dimension is among the lowest, and can be raised.
    fn is_lowest(&self, dimension: DimensionId) -> bool {
        let result = self.judgement.dimensions.get(dimension);
        result.is_some_and(|result| {
            let raisable = result.level().is_some_and(|level| level < self.rubric.scale.highest);
            result.limiting && raisable
        })
    }

    /// Returns the limiting dimensions.
    fn limiting(&self) -> Vec<DimensionId> {
        let results = self.judgement.dimensions.iter().enumerate();
        results.filter(|(_, result)| result.limiting).map(|(dimension, _)| dimension).collect()
    }
}

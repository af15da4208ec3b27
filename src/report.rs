//! FLOOR 2: a judgement into words, numbers as they are shown, and forms. What follows from answers
//! is judged and planned in `domain`; nothing here is printed.

mod against;
mod against_json;
pub mod arithmetic;
pub mod bar;
pub mod blank;
pub mod brand;
pub mod checklist;
pub mod comparing;
pub mod draft_list;
mod effort_json;
mod escape;
pub mod explain;
mod figure_json;
pub mod gate;
mod groups;
pub mod handbook;
pub mod handout;
pub mod heat;
pub mod html;
pub mod json;
mod json_text;
pub mod lines;
pub mod lint;
pub mod markdown;
mod meaning_json;
pub mod merging;
pub mod moves;
mod notice_json;
mod number_json;
pub mod outcomes;
pub mod portfolio;
pub mod prep;
pub mod radar;
pub mod roadmap;
pub mod rubric_diff;
mod section_table;
pub mod sheets;
pub mod spreadsheet;
pub mod sql;
pub mod strip;
pub mod styled;
pub mod table;
pub mod timeline;
pub mod verify;
mod views;
mod views_json;
pub mod words;

use self::bar::Bar;
use crate::domain::change::Change;
use crate::domain::index::DimensionId;
use crate::domain::portfolio::others::Others;
use crate::domain::questionnaire::Source;
use crate::domain::rubric::{Cap, Dimension, Level};
use crate::domain::score::{Basis, Reading, question_scores, score_range};
use crate::domain::scores::DimensionResult;
use crate::domain::{
    AnswerSheet, Date, Exact, Instrument, Judgement, Questionnaire, Rubric, Scores, judge,
};

/// A judgement together with all that it was made from.
#[derive(Clone, Debug)]
pub struct Report<'r> {
    /// What was asked, and how it is judged.
    pub instrument: &'r Instrument,
    /// The accepted answers.
    pub sheet: &'r AnswerSheet,
    /// What follows from them.
    pub judgement: Judgement,
    /// The report on earlier answers, where there is one to compare with.
    pub earlier: Option<Box<Self>>,
    /// Whether those are about another operation.
    pub other_scope: bool,
    /// The portfolio that it is held against, where there is one.
    pub others: Option<Others>,
}

impl<'r> Report<'r> {
    /// Judges a sheet.
    #[must_use]
    pub fn new(instrument: &'r Instrument, sheet: &'r AnswerSheet) -> Self {
        let judgement = judge(instrument, sheet);
        Self { instrument, sheet, judgement, earlier: None, other_scope: false, others: None }
    }

    /// Returns what was asked.
    #[must_use]
    pub fn questionnaire(&self) -> &'r Questionnaire {
        self.instrument.questionnaire()
    }

    /// Returns how it is judged.
    #[must_use]
    pub fn rubric(&self) -> &'r Rubric {
        self.instrument.rubric()
    }

    /// Returns what the answers come to.
    fn scores(&self) -> &Scores {
        &self.judgement.scores
    }

    /// Returns the report, compared with the one on earlier answers under the same rubric;
    /// `other_scope` says whether those are about another operation.
    #[must_use]
    pub fn compared_with(self, earlier: Self, other_scope: bool) -> Self {
        Self { earlier: Some(Box::new(earlier)), other_scope, ..self }
    }

    /// Returns the report, held against a portfolio that was judged by the same rubric.
    #[must_use]
    pub fn against(self, others: Option<Others>) -> Self {
        Self { others, ..self }
    }

    /// Returns the day that the answers describe.
    fn date(&self) -> Date {
        self.sheet.given().date
    }

    /// Returns whether a dimension counts less for lack of a report.
    fn lacks_report(&self, dimension: DimensionId) -> bool {
        self.scores().dimensions.get(dimension.index()).is_some_and(|result| result.lacks_report)
    }

    /// Returns the dimensions, each with its result.
    fn results(&self) -> impl Iterator<Item = (DimensionId, &'r Dimension, &DimensionResult)> {
        let results = DimensionId::each(&self.rubric().dimensions).zip(&self.scores().dimensions);
        results.map(|((id, dimension), result)| (id, dimension, result))
    }

    /// Returns the caps that are put on a dimension.
    fn caps_on(&self, dimension: DimensionId) -> impl Iterator<Item = &'r Cap> {
        self.scores().marks.caps_on(self.rubric(), dimension)
    }

    /// Returns the score of each question of a dimension, in its order.
    fn question_scores(&self, dimension: DimensionId, reading: Reading) -> Vec<Option<Exact>> {
        question_scores(self.instrument.scoring_table(), &self.scores().marks, dimension, reading)
    }

    /// Returns the source of this id.
    fn source(&self, id: &str) -> Option<&'r Source> {
        let sources = self.questionnaire().sources.iter().chain(&self.rubric().sources);
        sources.into_iter().find(|source| source.id == id)
    }

    /// Returns what became of a dimension since the earlier answers.
    fn change_since(&self, earlier: &Self, dimension: DimensionId) -> Change {
        let [then, now] =
            [earlier, self].map(|report| report.judgement.scores.dimensions.get(dimension.index()));
        then.zip(now).map_or(Change::Same, |(then, now)| Change::of(then, now))
    }

    /// Returns the name of a dimension.
    fn dimension_name(&self, dimension: DimensionId) -> &'r str {
        self.rubric().dimensions.get(dimension.index()).map_or("", |found| found.name.as_str())
    }

    /// Returns the id of a dimension.
    fn dimension_id(&self, dimension: DimensionId) -> &'r str {
        self.rubric().dimensions.get(dimension.index()).map_or("", |found| found.id.as_str())
    }

    /// Returns how far what a dimension counts as lies between the least and the most that it can
    /// hold, as a bar; nothing where it does not apply, or the scale is long.
    fn bar(&self, dimension: DimensionId) -> Option<Bar> {
        let result = self.scores().dimensions.get(dimension.index())?;
        if let Some(scale) = self.rubric().levels_of(dimension) {
            return Bar::of(scale, result.level().unwrap_or(scale.lowest));
        }
        let range = score_range(self.rubric(), dimension)?;
        Bar::of_score(&range, result.score.as_ref().unwrap_or(&range.0))
    }

    /// Returns the overall level; nothing where too much is unknown.
    pub(crate) fn level(&self) -> Option<&'r Level> {
        let held = self.scores().level(Basis::Claimed)?;
        self.rubric().levels.iter().find(|row| row.level == held)
    }

    /// Returns whether a dimension is among the lowest, and can be raised.
    fn is_lowest(&self, dimension: DimensionId) -> bool {
        let result = self.judgement.scores.dimensions.get(dimension.index());
        result.is_some_and(|result| {
            let highest = self.rubric().levels_of(dimension).map(|range| range.highest);
            let raisable = result.level().is_some() && result.level() < highest;
            result.limiting && raisable
        })
    }

    /// Returns the limiting dimensions.
    fn limiting(&self) -> Vec<DimensionId> {
        let results = DimensionId::each(&self.judgement.scores.dimensions);
        results.filter(|(_, result)| result.limiting).map(|(dimension, _)| dimension).collect()
    }
}

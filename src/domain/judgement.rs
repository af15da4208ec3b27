//! The judgement: everything that follows from accepted answers under a rubric. Total and
//! deterministic; the same sheet gives the same judgement.

use super::actions::{self, List, Recommendation};
use super::figure_standing::standing;
use super::instrument::Instrument;
use super::notices::{self, Notice};
use super::scenarios::{self, ScenarioResult};
use super::scores::Scores;
use super::sheet::AnswerSheet;
use super::views::Views;

/// What the tool says about answers under a rubric: the scores, and the advice that follows.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// What the answers come to.
    pub scores: Scores,
    /// What to do, in order.
    pub actions: Vec<Recommendation>,
    /// The verdicts on the rubric's scenarios.
    pub scenarios: Vec<ScenarioResult>,
    /// What a reader should know besides.
    pub notices: Vec<Notice>,
    /// How far the views of several people lie apart, where the answers carry them.
    pub views: Option<Box<Views>>,
}

impl Judgement {
    /// Returns the actions of one list, in order.
    pub fn listed(&self, list: List) -> impl Iterator<Item = &Recommendation> + Clone {
        self.actions.iter().filter(move |listed| listed.list == list)
    }
}

/// Judges a sheet.
#[must_use]
pub fn judge(instrument: &Instrument, sheet: &AnswerSheet) -> Judgement {
    let scores = Scores::of(instrument, sheet);
    Judgement {
        actions: actions::recommend(instrument.rubric(), sheet, &scores),
        scenarios: scenarios::verdicts(
            instrument.rubric(),
            &scores.profiles.claimed_extremes,
            &scores.profiles.evidenced_extremes,
            &scores.is_unknown(),
            |need| standing(need, instrument.questionnaire(), sheet),
        ),
        notices: notices::notice(instrument, sheet, &scores),
        views: Views::of(instrument, sheet).map(Box::new),
        scores,
    }
}

//! The figures that scenarios take, for programs.

use super::Report;
use crate::document::write::{FigureDocument, NumberDocument};
use crate::domain::AnswerValue;
use crate::domain::figure_standing::FigureStanding;
use crate::domain::figures::FigureNeed;
use crate::domain::rubric::Scenario;
use crate::domain::scenarios::ScenarioResult;
use serde::Serialize;

/// A figure that a scenario takes; with answers, what there is, and whether that is enough.
#[derive(Serialize)]
pub(super) struct FigureV1<'r> {
    question: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<NumberDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    up_to: Option<NumberDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    above: Option<NumberDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    below: Option<NumberDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<FigureDocument<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    standing: Option<&'static str>,
}

impl<'r> FigureV1<'r> {
    /// Returns the figures that a scenario takes.
    pub(super) fn of(
        scenario: &'r Scenario,
        judged: Option<(&'r Report<'_>, &ScenarioResult)>,
    ) -> Vec<Self> {
        let standing = |at: usize| judged?.1.figures.get(at).copied();
        let figures = scenario.figures.iter().enumerate();
        figures.map(|(at, need)| Self::one(need, judged.map(|it| it.0), standing(at))).collect()
    }

    fn one(
        need: &'r FigureNeed,
        report: Option<&'r Report<'_>>,
        standing: Option<FigureStanding>,
    ) -> Self {
        let given = report.and_then(|report| report.sheet.given_answer(&need.question));
        let limit = &need.limit;
        Self {
            question: &need.question,
            from: limit.from.map(NumberDocument),
            up_to: limit.up_to.map(NumberDocument),
            above: limit.above.map(NumberDocument),
            below: limit.below.map(NumberDocument),
            value: given.and_then(|given| match &given.value {
                AnswerValue::Figure(figure, _) => FigureDocument::of(figure),
                _ => None,
            }),
            standing: standing.map(FigureStanding::word),
        }
    }
}

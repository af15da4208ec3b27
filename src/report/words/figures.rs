//! The figures that scenarios take, in words: what each must be, and what there is.

use super::{answer_in_words, isolated, list, named, shown, with_unit};
use crate::domain::figure_standing::FigureStanding;
use crate::domain::figures::{FigureLimit, FigureNeed};
use crate::domain::rubric::{Hurt, Likelihood, Scenario};
use crate::domain::scenarios::ScenarioResult;
use crate::domain::{AnswerSheet, Decimal, Questionnaire};
use crate::report::Report;

/// Returns what a figure must be: `room at the peak 1.25 x or more`.
#[must_use]
pub fn figure_takes(questionnaire: &Questionnaire, need: &FigureNeed) -> String {
    let title = questionnaire.find(&need.question).map_or("", |asked| asked.title.as_str());
    format!("{} {}", named(title), limit_words(questionnaire, need))
}

/// Returns what a figure must keep to: `1.25 x or more`.
#[must_use]
pub fn limit_words(questionnaire: &Questionnaire, need: &FigureNeed) -> String {
    let measure = questionnaire.find(&need.question).and_then(|asked| asked.measure.as_ref());
    let unit = measure.map_or_else(String::new, |measure| shown(&measure.unit));
    let number = |number: Decimal| with_unit(number, &unit);
    let FigureLimit { from, up_to, above, below } = need.limit;
    let parts = [
        from.map(|at| format!("{} or more", number(at))),
        above.map(|at| format!("more than {}", number(at))),
        up_to.map(|at| format!("{} or less", number(at))),
        below.map(|at| format!("less than {}", number(at))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" and ")
}

/// Returns what a figure is, and what it must be: `room at the peak 1 x, needs 1.25 x or more`.
#[must_use]
pub fn figure_block(
    questionnaire: &Questionnaire,
    sheet: &AnswerSheet,
    need: &FigureNeed,
) -> String {
    let title = questionnaire.find(&need.question).map_or("", |asked| asked.title.as_str());
    let there = answer_in_words(questionnaire, sheet, &need.question);
    format!("{} {there}, needs {}", named(title), limit_words(questionnaire, need))
}

/// Says how often a scenario comes and how much it hurts; nothing where neither is said.
#[must_use]
pub fn weight_words(scenario: &Scenario) -> Option<&'static str> {
    Some(match (scenario.likely, scenario.hurt) {
        (None, None) => return None,
        (None, Some(Hurt::Large)) => "It hurts much.",
        (None, Some(Hurt::Small)) => "It hurts little.",
        (Some(Likelihood::EveryYear), None) => "It comes every year.",
        (Some(Likelihood::SomeYears), None) => "It comes in some years.",
        (Some(Likelihood::Rare), None) => "It comes rarely.",
        (Some(Likelihood::EveryYear), Some(Hurt::Large)) => "It comes every year and hurts much.",
        (Some(Likelihood::SomeYears), Some(Hurt::Large)) => {
            "It comes in some years and hurts much."
        }
        (Some(Likelihood::Rare), Some(Hurt::Large)) => "It comes rarely and hurts much.",
        (Some(Likelihood::EveryYear), Some(Hurt::Small)) => "It comes every year and hurts little.",
        (Some(Likelihood::SomeYears), Some(Hurt::Small)) => {
            "It comes in some years and hurts little."
        }
        (Some(Likelihood::Rare), Some(Hurt::Small)) => "It comes rarely and hurts little.",
    })
}

impl<'r> Report<'r> {
    /// Returns the figures that a scenario takes, each with whether it is there.
    pub fn figures_of(
        &self,
        result: &ScenarioResult,
    ) -> impl Iterator<Item = (&'r FigureNeed, FigureStanding)> {
        let scenario = self.rubric().scenarios.get(result.scenario.index());
        let needs = scenario.into_iter().flat_map(|scenario| &scenario.figures);
        needs.zip(result.figures.clone())
    }

    /// Says which figures a scenario takes that are not surely there.
    #[must_use]
    pub fn open_figures(&self, result: &ScenarioResult) -> Vec<String> {
        let open = self.figures_of(result).filter(|(_, standing)| standing.is_open());
        open.map(|(need, _)| figure_block(self.questionnaire(), self.sheet, need)).collect()
    }

    /// Says without which figures a scenario is judged, as they are said not to apply; nothing where
    /// it has all that it takes.
    #[must_use]
    pub fn figures_left_out(&self, result: &ScenarioResult) -> Option<String> {
        self.left_out(self.figures_of(result))
    }

    /// Says the same of some scenarios together.
    #[must_use]
    pub fn figures_left_out_of<'s>(
        &self,
        results: impl Iterator<Item = &'s ScenarioResult>,
    ) -> Option<String> {
        self.left_out(results.flat_map(|result| self.figures_of(result)))
    }

    fn left_out(
        &self,
        figures: impl Iterator<Item = (&'r FigureNeed, FigureStanding)>,
    ) -> Option<String> {
        let left_out = figures.filter(|(_, standing)| *standing == FigureStanding::NotApplicable);
        let mut ids: Vec<_> = left_out.map(|(need, _)| need.question.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        let title = |id: &str| {
            let title = self.questionnaire().find(id).map_or(id, |asked| asked.title.as_str());
            format!("\u{201c}{}\u{201d}", isolated(title))
        };
        let titles: Vec<_> = ids.into_iter().map(title).collect();
        match titles.as_slice() {
            [] => None,
            [one] => Some(format!("Judged without {one}, which is said not to apply.")),
            several => {
                Some(format!("Judged without {}, which are said not to apply.", list(several)))
            }
        }
    }
}

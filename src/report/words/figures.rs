//! The figures that scenarios take, in words: what each must be, and what there is.

use super::{answer_in_words, isolated, named, shown, with_unit};
use crate::domain::figure_standing::FigureStanding;
use crate::domain::figures::{FigureLimit, FigureNeed};
use crate::domain::rubric::{Hurt, Likelihood, Scenario};
use crate::domain::scenarios::ScenarioResult;
use crate::domain::{AnswerSheet, AnswerValue, Decimal, Figure, Questionnaire};
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

    /// Says which figures of a scenario count as held though none was given: a word stands there.
    #[must_use]
    pub fn held_by_word(&self, result: &ScenarioResult) -> Option<String> {
        let held = self.figures_of(result);
        let held = held.filter(|(_, standing)| *standing == FigureStanding::HeldByWord);
        let word = |(need, _): (&FigureNeed, _)| {
            let asked = self.questionnaire().find(&need.question)?;
            Some(format!("{}: {}", isolated(&asked.title), self.word_meaning(&need.question)?))
        };
        let words: Vec<_> = held.filter_map(word).collect();
        (!words.is_empty()).then(|| format!("Held without a figure. {}.", words.join("; ")))
    }

    /// Returns what the word means that was answered in place of a figure.
    fn word_meaning(&self, id: &str) -> Option<String> {
        let said = &self.sheet.given_answer(id)?.value;
        let AnswerValue::Figure(Figure::Word(word), _) = said else { return None };
        let measure = self.questionnaire().find(id)?.measure.as_ref()?;
        let known = measure.words.iter().find(|known| known.word == *word);
        Some(isolated(known.map_or(word.as_str(), |known| known.meaning.as_str())))
    }
}

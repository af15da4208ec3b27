//! The scenario checklist: a hand-out to tick and, with answers, what becomes of each scenario,
//! what blocks it, what would unblock it, and what breaks first.

pub mod json;
pub mod spreadsheet;
pub mod table;

use super::Report;
use super::roadmap::planner;
use super::words::effort::person_days;
use super::words::figures::{figure_takes, weight_words};
use super::words::requirements::needed_name;
use super::words::{isolated, list, named, scenario_counts, upper_first};
use crate::domain::Instrument;
use crate::domain::Rubric;
use crate::domain::index::{DimensionId, ScenarioId};
use crate::domain::plan::{Goal, Plan, Request};
use crate::domain::rubric::{Need, Scenario};
use crate::domain::scenarios::{Block, ScenarioResult, Verdict};
use crate::domain::sorting;
use crate::domain::stress::{Stress, first_to_break, is_of_a_peak, stress};
use std::fmt::Write;

/// What a hand-out asks for.
pub(super) const HOW_TO_TICK: &str = "Tick what is likely in the next twelve months. A scenario is coped with where every dimension it \
     stresses is at the level it takes, or above.";

/// The same where there are scores only.
const HOW_TO_TICK_SCORES: &str = "Tick what is likely in the next twelve months. A scenario is coped with where every dimension \
     it stresses has the score it takes, or more.";

/// What holds for a list of likely scenarios.
pub(super) const ONLY_LIKELY: &str = "Only the likely scenarios are listed and counted.";

/// A checklist.
#[derive(Debug)]
pub struct Checklist<'a, 'r> {
    /// Whose scenarios they are.
    pub instrument: &'r Instrument,
    /// The judged answers, where there are some.
    pub report: Option<&'a Report<'r>>,
    /// Whether only the likely scenarios are listed.
    pub only_likely: bool,
    /// The scenarios that are listed, in the rubric's order.
    pub entries: Vec<ListedScenario<'r>>,
}

/// A scenario on the list.
#[derive(Debug)]
pub struct ListedScenario<'r> {
    /// The scenario's index in the rubric.
    pub index: ScenarioId,
    /// The scenario.
    pub scenario: &'r Scenario,
    /// What becomes of it, where there are answers.
    pub result: Option<ScenarioResult>,
    /// The steps of least effort after which it is coped with; nothing where it is already, or
    /// where no steps lead there.
    pub unblock: Option<Plan>,
}

impl<'a, 'r> Checklist<'a, 'r> {
    /// Returns the hand-out: the scenarios at `likely`, or all where that is empty.
    #[must_use]
    pub fn to_tick(instrument: &'r Instrument, likely: &[ScenarioId]) -> Self {
        let entry =
            |(index, scenario)| ListedScenario { index, scenario, result: None, unblock: None };
        let entries = listed(instrument.rubric(), likely).map(entry).collect();
        let only_likely = !likely.is_empty();
        Self { instrument, report: None, only_likely, entries }
    }

    /// Returns the checklist with what becomes of each scenario.
    #[must_use]
    pub fn judged(report: &'a Report<'r>, likely: &[ScenarioId]) -> Self {
        let planner = planner(report);
        let entry = |(index, scenario): (ScenarioId, &'r Scenario)| {
            let result = report.judgement.scenarios.iter().find(|r| r.scenario == index)?;
            let goal = Goal { scenarios: vec![index], ..Goal::default() };
            let open = !matches!(result.verdict, Verdict::Copes | Verdict::NotApplicable);
            let plan = || planner.plan(&Request { goal, ..Request::default() }).ok();
            let unblock = open.then(plan).flatten();
            Some(ListedScenario { index, scenario, result: Some(result.clone()), unblock })
        };
        Self {
            instrument: report.instrument,
            report: Some(report),
            only_likely: !likely.is_empty(),
            entries: listed(report.rubric(), likely).filter_map(entry).collect(),
        }
    }

    /// Returns what hangs on each dimension, most first.
    #[must_use]
    pub fn stress(&self) -> Vec<Stress> {
        stress(self.rubric(), self.report.map(|report| &report.judgement), &self.listed())
    }

    /// Returns what breaks first if the peak comes today, worst first.
    #[must_use]
    pub fn first_to_break(&self) -> Vec<&ListedScenario<'r>> {
        let Some(report) = self.report else { return Vec::new() };
        let scenarios = first_to_break(self.rubric(), &report.judgement, &self.listed());
        let entry =
            |scenario: ScenarioId| self.entries.iter().find(|entry| entry.index == scenario);
        scenarios.into_iter().filter_map(entry).collect()
    }

    /// Says how to tick the list; with answers, how many scenarios are coped with.
    pub(super) fn lead(&self) -> String {
        if self.report.is_none() && !self.entries.is_empty() {
            let levels = self.rubric().has_any_levels();
            return if levels { HOW_TO_TICK } else { HOW_TO_TICK_SCORES }.to_owned();
        }
        let results = || self.entries.iter().filter_map(|entry| entry.result.as_ref());
        let counts = scenario_counts(results());
        let left_out = self.report.and_then(|report| report.figures_left_out_of(results()));
        match left_out {
            Some(left_out) => format!("{counts} {left_out}"),
            None => counts,
        }
    }

    /// Says what sets a scenario off, what coping with it looks like, and what that takes.
    pub(super) fn meaning(&self, scenario: &Scenario) -> Vec<String> {
        let trigger = isolated(&scenario.trigger);
        let coping = format!("Coping: {}", isolated(&scenario.coping));
        let takes = format!("Takes {}.", self.needs_words(scenario));
        let parts = [(&scenario.trigger, trigger), (&scenario.coping, coping)];
        let told = parts.into_iter().filter(|(said, _)| !said.is_empty());
        let weight = weight_words(scenario).map(str::to_owned);
        told.map(|(_, part)| part).chain([takes]).chain(weight).collect()
    }

    /// Returns the rubric whose scenarios they are.
    pub(super) fn rubric(&self) -> &'r Rubric {
        self.instrument.rubric()
    }

    fn listed(&self) -> Vec<ScenarioId> {
        self.entries.iter().map(|entry| entry.index).collect()
    }

    /// Says what breaks first if the peak comes today.
    #[must_use]
    pub fn if_the_peak_came(&self) -> String {
        let marked = self.rubric().scenarios.iter().any(|scenario| scenario.at_peak);
        let what = if marked { "scenarios of a peak" } else { "scenarios" };
        if !self.listed().iter().any(|scenario| is_of_a_peak(self.rubric(), *scenario)) {
            return format!("No {what} are on this list.");
        }
        let open = self.first_to_break();
        let Some((first, rest)) = open.split_first() else {
            return format!("Nothing breaks first: the {what} on this list are coped with.");
        };
        let mut text = format!(
            "{} breaks first: it {} ({}).",
            first.name(),
            first.verdict_words(),
            self.blocks_words(first)
        );
        let rest: Vec<_> = rest
            .iter()
            .map(|entry| format!("{} {}", entry.name(), entry.verdict_words()))
            .collect();
        if !rest.is_empty() {
            let _ = write!(text, " Then {}.", list(&rest));
        }
        let scenarios: Vec<_> = open.iter().map(|entry| entry.index).collect();
        let judgement = self.report.map(|report| &report.judgement);
        let most = stress(self.rubric(), judgement, &scenarios).into_iter().next();
        if let Some(most) = most.filter(|most| most.blocked > 1) {
            let name = upper_first(&self.dimension(most.dimension));
            let _ = write!(text, " {name} is behind {} of these {}.", most.blocked, open.len());
        }
        text
    }

    /// Says what blocks a scenario: `cost-to-serve 1, needs 3`.
    #[must_use]
    pub fn blocks_words(&self, entry: &ListedScenario<'_>) -> String {
        let block = |block: &Block| {
            let actual = block.actual.map_or_else(|| "unknown".to_owned(), |l| l.to_string());
            format!("{} {actual}, needs {}", self.needed(block), block.needed)
        };
        let levels = entry.blocks().iter().map(block);
        let judged = self.report.zip(entry.result.as_ref());
        let figures = judged.map(|(report, result)| report.open_figures(result));
        levels.chain(figures.into_iter().flatten()).collect::<Vec<_>>().join("; ")
    }

    /// Says which steps would unblock a scenario, and for how much effort; nothing where it is
    /// coped with.
    #[must_use]
    pub fn unblock_words(&self, entry: &ListedScenario<'_>) -> String {
        if entry.blocks().is_empty() {
            return self.figures_to_reach(entry);
        }
        let Some(plan) = &entry.unblock else {
            return "no steps lead there under this rubric".to_owned();
        };
        let measure = entry.blocks().iter().filter(|block| block.actual.is_none());
        let measure: Vec<_> = measure.map(|block| self.needed(block)).collect();
        let first = if measure.is_empty() {
            String::new()
        } else {
            format!("measure {} first; at the lowest, ", list(&measure))
        };
        let mut raised: Vec<(DimensionId, i64, i64)> = Vec::new();
        for step in &plan.steps {
            match raised.iter_mut().find(|(dimension, ..)| *dimension == step.dimension) {
                Some((_, from, to)) => {
                    (*from, *to) = ((*from).min(step.from_level), (*to).max(step.to_level));
                }
                None => raised.push((step.dimension, step.from_level, step.to_level)),
            }
        }
        let step = |(dimension, from, to): &(DimensionId, i64, i64)| {
            let name = self.dimension(*dimension);
            let from =
                if self.is_in_doubt(*dimension) { String::new() } else { format!(" {from}") };
            format!("{name}{from} to {to}")
        };
        let raised: Vec<_> = raised.iter().map(step).collect();
        let steps = format!("{first}{}: {}", list(&raised), person_days(plan.effort_days));
        match self.figures_to_reach(entry) {
            figures if figures.is_empty() => steps,
            figures => format!("{steps}; {figures}"),
        }
    }

    /// Says which figures must be reached that no step brings about; empty where there are none.
    fn figures_to_reach(&self, entry: &ListedScenario<'_>) -> String {
        let Some(result) = &entry.result else { return String::new() };
        let open = entry.scenario.figures.iter().zip(&result.figures);
        let open = open.filter(|(_, standing)| standing.is_open());
        let takes: Vec<_> =
            open.map(|(need, _)| figure_takes(self.instrument.questionnaire(), need)).collect();
        match takes.len() {
            0 => String::new(),
            1 => format!("besides, it takes {}, a figure that no level stands for", list(&takes)),
            _ => format!("besides, it takes {}, figures that no level stands for", list(&takes)),
        }
    }

    /// Returns the name of the dimension or question that is not surely held.
    fn needed(&self, block: &Block) -> String {
        needed_name(self.instrument, block.dimension, block.question)
    }

    /// Says what a scenario takes: `scalability 3 and overrides 3`.
    #[must_use]
    pub fn needs_words(&self, scenario: &Scenario) -> String {
        let need = |need: &Need| {
            let name = needed_name(self.instrument, need.dimension, need.question);
            format!("{name} {}", need.at_least)
        };
        let questionnaire = self.instrument.questionnaire();
        let figures = scenario.figures.iter().map(|need| figure_takes(questionnaire, need));
        let takes = list(&scenario.needs.iter().map(need).chain(figures).collect::<Vec<_>>());
        if scenario.know.is_empty() {
            return takes;
        }
        let know = list(&scenario.know.iter().map(need).collect::<Vec<_>>());
        format!("{takes}; it is enough to know {know}")
    }

    /// Says what hangs on a dimension.
    #[must_use]
    pub fn stress_words(&self, stress: Stress) -> String {
        let all = if self.only_likely { " likely" } else { "" };
        let scenarios = if stress.scenarios == 1 { "scenario" } else { "scenarios" };
        let count = format!("{}{all} {scenarios}", stress.scenarios);
        match (stress.blocked, stress.alone) {
            (0, _) => count,
            (blocked, 0) => format!("{count}; {blocked} not safe because of it"),
            (blocked, alone) => {
                format!("{count}; {blocked} not safe because of it, {alone} because of it alone")
            }
        }
    }

    /// Returns whether the level of a dimension is not known, or only in part.
    fn is_in_doubt(&self, dimension: DimensionId) -> bool {
        self.report.is_some_and(|report| report.standing(dimension).doubt().is_some())
    }

    fn dimension(&self, dimension: DimensionId) -> String {
        let found = self.rubric().dimensions.get(dimension.index());
        found.map_or_else(String::new, |found| named(&found.name))
    }
}

impl ListedScenario<'_> {
    /// Returns every requirement that is not surely held.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        self.result.as_ref().map(|result| result.blocked_by.as_slice()).unwrap_or_default()
    }

    /// Returns id and title.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.scenario.id, isolated(&self.scenario.title))
    }

    /// Returns the verdict as a statement.
    fn verdict_words(&self) -> &'static str {
        match self.result.as_ref().map(|result| result.verdict) {
            Some(Verdict::Fails) => "fails",
            Some(Verdict::AtRisk) => "is at risk",
            Some(Verdict::CannotSay) => "may or may not be coped with",
            Some(Verdict::NotApplicable) => "does not apply",
            Some(Verdict::Copes) | None => "is coped with",
        }
    }
}

/// Returns the scenarios at `likely`, or all where that is empty: what hurts most first, then what
/// is likeliest, then in the rubric's order.
fn listed<'r>(
    rubric: &'r Rubric,
    likely: &[ScenarioId],
) -> impl Iterator<Item = (ScenarioId, &'r Scenario)> {
    let scenarios = ScenarioId::each(&rubric.scenarios);
    let wanted = |(index, _): &(ScenarioId, _)| likely.is_empty() || likely.contains(index);
    let mut listed: Vec<_> = scenarios.filter(wanted).collect();
    sorting::sort_by_key(&mut listed, |(_, one)| one.weight());
    listed.into_iter()
}

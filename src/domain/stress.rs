//! What hangs on each dimension among a list of scenarios, and what breaks first in a peak.

use super::index::{DimensionId, ScenarioId};
use super::judgement::Judgement;
use super::rubric::{Hurt, Likelihood, Rubric, Scenario};
use super::scenarios::{Block, ScenarioResult};
use super::score::score_range;
use super::sorting;
use std::cmp::Reverse;

/// What hangs on a dimension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stress {
    /// The dimension.
    pub dimension: DimensionId,
    /// How many of the scenarios stress it; none where it does not apply.
    pub scenarios: usize,
    /// How many of those are not surely coped with because of it.
    pub blocked: usize,
    /// How many of those because of it alone.
    pub alone: usize,
}

/// Returns what hangs on each dimension among the scenarios `listed`, most first. Without a
/// judgement nothing is blocked.
#[must_use]
pub fn stress(
    rubric: &Rubric,
    judgement: Option<&Judgement>,
    listed: &[ScenarioId],
) -> Vec<Stress> {
    let dimensions = DimensionId::all(rubric.dimensions.len());
    let mut all: Vec<_> =
        dimensions.map(|dimension| stress_on(dimension, rubric, judgement, listed)).collect();
    sorting::sort_by_key(&mut all, |stress| {
        Reverse((stress.blocked, stress.alone, stress.scenarios))
    });
    all
}

fn stress_on(
    dimension: DimensionId,
    rubric: &Rubric,
    judgement: Option<&Judgement>,
    listed: &[ScenarioId],
) -> Stress {
    let result = judgement.and_then(|judgement| judgement.scores.dimensions.get(dimension.index()));
    let applies = result.is_none_or(|result| result.applies);
    let stresses =
        |scenario: &&Scenario| scenario.needs.iter().any(|need| need.dimension == dimension);
    let scenarios = listed.iter().filter_map(|scenario| rubric.scenarios.get(scenario.index()));
    let blocks = |result: &&ScenarioResult| {
        result.blocked_by.iter().any(|block| block.dimension == dimension)
    };
    let is_alone = |result: &ScenarioResult| {
        result.blocked_by.len() == 1 && !result.figures.iter().any(|figure| figure.is_open())
    };
    let blocked: Vec<_> = results(judgement, listed).filter(blocks).collect();
    Stress {
        dimension,
        scenarios: scenarios.filter(stresses).filter(|_| applies).count(),
        blocked: blocked.len(),
        alone: blocked.iter().filter(|result| is_alone(result)).count(),
    }
}

/// Returns the scenarios that break first if a peak comes today, worst first (by verdict, then by
/// how much they hurt and how often they come, then by what they are short of): those of a peak,
/// among `listed`, that are not surely coped with. Where the rubric marks none as such, of all.
#[must_use]
pub fn first_to_break(
    rubric: &Rubric,
    judgement: &Judgement,
    listed: &[ScenarioId],
) -> Vec<ScenarioId> {
    let open = results(Some(judgement), listed).filter(|result| result.is_blocked());
    let mut open: Vec<_> = open.filter(|r| is_of_a_peak(rubric, r.scenario)).collect();
    let short = |block: &Block| {
        block.needed.saturating_sub(block.actual.unwrap_or_else(|| lowest_of(rubric, block)))
    };
    let levels_short = |result: &ScenarioResult| result.blocked_by.iter().map(short).sum::<i64>();
    sorting::sort_by_key(&mut open, |result| {
        let weight = rubric.scenarios.get(result.scenario.index()).map(Scenario::weight);
        (result.verdict.rank(), weight, Reverse(levels_short(result)))
    });
    open.iter().map(|result| result.scenario).collect()
}

/// How much a scenario weighs, the smaller the more: what nothing is said of weighs least.
pub type Weight = (bool, Option<Hurt>, bool, Option<Likelihood>);

impl Scenario {
    /// Returns how much it weighs: what hurts most first, then what is likeliest.
    #[must_use]
    pub fn weight(&self) -> Weight {
        (self.hurt.is_none(), self.hurt, self.likely.is_none(), self.likely)
    }
}

/// Returns the lowest level or score that what is needed may turn out to have.
fn lowest_of(rubric: &Rubric, block: &Block) -> i64 {
    let dimension = rubric.dimensions.get(block.dimension.index());
    let asked = block.question.and_then(|question| dimension?.questions.get(question));
    match (asked, rubric.levels_of(block.dimension)) {
        (Some(scored), _) => scored.range.0.floor(),
        (None, Some(levels)) => levels.lowest,
        (None, None) => score_range(rubric, block.dimension)
            .map_or(rubric.scale.lowest, |range| range.0.floor()),
    }
}

/// Returns whether the trigger of a scenario belongs to a peak; of any, where the rubric marks
/// none.
#[must_use]
pub fn is_of_a_peak(rubric: &Rubric, scenario: ScenarioId) -> bool {
    let marks = rubric.scenarios.iter().any(|scenario| scenario.at_peak);
    rubric.scenarios.get(scenario.index()).is_some_and(|scenario| scenario.at_peak || !marks)
}

fn results<'j>(
    judgement: Option<&'j Judgement>,
    listed: &[ScenarioId],
) -> impl Iterator<Item = &'j ScenarioResult> {
    let all = judgement.map(|judgement| judgement.scenarios.as_slice()).unwrap_or_default();
    all.iter().filter(move |result| listed.contains(&result.scenario))
}

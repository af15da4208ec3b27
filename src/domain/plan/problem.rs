//! The problem that every search solves: the ladders to climb, what waits for what, what counts.
//! Made once for a rubric and a start.

use super::prerequisites::{Dependency, EarliestEnds, LadderId, Prerequisites};
use super::scenarios::{Scenario, ScenarioNeeds};
use crate::domain::exact::Exact;
use crate::domain::index::{ActionId, DimensionId, PrerequisiteId, ScenarioId};
use crate::domain::integer::{IntegerScores, WeightedScore};
use crate::domain::rubric::{ActionKind, Rubric};
use crate::domain::score::Profile;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A state: the rung that is reached on each ladder.
pub(super) type State = Vec<usize>;

/// The rubric and the start, as a search sees them.
#[derive(Debug)]
pub(super) struct Problem<'r> {
    /// The rubric.
    pub(super) rubric: &'r Rubric,
    /// The dimensions that apply, upstream first.
    pub(super) ladders: Vec<Ladder>,
    /// Which step waits for which.
    pub(super) prerequisites: Prerequisites,
    /// Which steps can be taken, and when.
    pub(super) earliest_ends: EarliestEnds,
    /// What steps add to the mean.
    pub(super) scores: IntegerScores,
    /// The scenarios that count.
    pub(super) scenarios: ScenarioNeeds,
    /// In which order a search decides on ladders: first those that most scenarios and
    /// prerequisites hang on. What is left after them has few rules but effort and gain, and for
    /// those two the search's bound is exact.
    pub(super) branching_order: Vec<LadderId>,
    /// How much work it is to look at all of it, in search steps.
    pub(super) size: usize,
}

/// The steps of one dimension that applies, one above the other, from where it starts.
///
/// Rungs are counted in steps taken: rung 0 is the start, whose score may lie between two levels;
/// every later rung is a whole level.
#[derive(Debug)]
pub(super) struct Ladder {
    /// The dimension.
    pub(super) dimension: DimensionId,
    /// The score at the start and its weight, raised rung by rung.
    pub(super) score: WeightedScore,
    /// The steps for which the rubric names an action, up to the first for which it names none.
    pub(super) steps: Vec<Step>,
    /// The person-days to each rung, from the start.
    efforts: Vec<i64>,
}

/// What one step takes.
#[derive(Clone, Debug, Default)]
pub(super) struct Step {
    /// The person-days of its actions that are not optional.
    pub(super) effort_days: i64,
    /// The weeks of the longest of them.
    pub(super) weeks: i64,
    /// The actions that are not optional.
    pub(super) actions: Vec<ActionId>,
    /// The optional ones.
    pub(super) optional: Vec<ActionId>,
}

impl Ladder {
    /// Returns the level at a rung.
    pub(super) fn level(&self, rung: usize) -> i64 {
        self.score.level(rung)
    }

    /// Returns the rung that holds `level`: 0 where the start does, and a rung above the ladder
    /// where none does.
    pub(super) fn rung_of(&self, level: i64) -> usize {
        usize::try_from(level.saturating_sub(self.level(0))).unwrap_or_default()
    }

    /// Returns the person-days from the start to a rung.
    pub(super) fn effort(&self, rung: usize) -> i64 {
        self.efforts.get(rung).copied().unwrap_or(i64::MAX)
    }
}

impl<'r> Problem<'r> {
    /// Returns the problem under `rubric` from `start`, where the `counted` scenarios count.
    pub(super) fn of(rubric: &'r Rubric, start: &Profile, counted: &[ScenarioId]) -> Self {
        let ladders = ladders(rubric, start);
        let prerequisites = Prerequisites::of(dependencies(rubric, &ladders));
        let rungs: usize = ladders.iter().map(|ladder| ladder.steps.len() + 1).sum();
        let weeks = |ladder: &Ladder| ladder.steps.iter().map(|step| step.weeks).collect();
        let weeks: Vec<Vec<i64>> = ladders.iter().map(weeks).collect();
        let scenarios = counted.iter().filter_map(|id| scenario(rubric, &ladders, *id)).collect();
        let scenarios = ScenarioNeeds::of(ladders.len(), scenarios);
        let scores: Vec<&WeightedScore> = ladders.iter().map(|ladder| &ladder.score).collect();
        Self {
            rubric,
            earliest_ends: EarliestEnds::of(&weeks, &prerequisites),
            scores: IntegerScores::of(&scores),
            branching_order: branching_order(ladders.len(), &prerequisites, &scenarios),
            size: rungs + rubric.prerequisites.len() + scenarios.size,
            ladders,
            prerequisites,
            scenarios,
        }
    }

    /// Returns the effort and the gain of a rung.
    pub(super) fn point(&self, ladder: LadderId, rung: usize) -> (i64, i64) {
        let effort = self.ladders.get(ladder).map_or(0, |ladder| ladder.effort(rung));
        (effort, self.scores.gain(ladder, rung))
    }

    /// Returns the effort of a state.
    pub(super) fn effort(&self, state: &[usize]) -> i64 {
        let efforts = self.ladders.iter().zip(state).map(|(ladder, rung)| ladder.effort(*rung));
        efforts.fold(0, i64::saturating_add)
    }

    /// Returns the gain of a state.
    pub(super) fn gain(&self, state: &[usize]) -> i64 {
        state.iter().enumerate().map(|(ladder, rung)| self.scores.gain(ladder, *rung)).sum()
    }

    /// Returns the weighted sum of the scores of a state.
    pub(super) fn sum(&self, state: &[usize]) -> Exact {
        let weighted = self.ladders.iter().zip(state);
        let weighted = weighted.map(|(ladder, rung)| ladder.score.weighted(*rung));
        weighted.fold(Exact::whole(0), |sum, score| &sum + &score)
    }

    /// Returns the levels of a state.
    pub(super) fn levels(&self, state: &[usize]) -> impl Iterator<Item = i64> {
        self.ladders.iter().zip(state).map(|(ladder, rung)| ladder.level(*rung))
    }

    /// Returns the highest minus the lowest level of a state.
    pub(super) fn spread(&self, state: &[usize]) -> i64 {
        let highest = self.levels(state).max().unwrap_or_default();
        highest.saturating_sub(self.levels(state).min().unwrap_or_default())
    }

    /// Returns the scores of a state, in the rubric's order.
    pub(super) fn profile(&self, state: &[usize]) -> Profile {
        let mut scores = vec![None; self.rubric.dimensions.len()];
        for (ladder, rung) in self.ladders.iter().zip(state) {
            if let Some(score) = scores.get_mut(ladder.dimension.index()) {
                *score = Some(ladder.score.score(*rung));
            }
        }
        scores.into_iter().collect()
    }
}

/// Returns the ladder of a dimension, and the rung of it that holds `level`; nothing where the
/// dimension does not apply.
pub(super) fn rung_of(
    ladders: &[Ladder],
    dimension: DimensionId,
    level: i64,
) -> Option<(LadderId, usize)> {
    let mut all = ladders.iter().enumerate();
    let (id, ladder) = all.find(|(_, ladder)| ladder.dimension == dimension)?;
    Some((id, ladder.rung_of(level)))
}

/// Returns the ladders of the dimensions that apply, upstream first.
fn ladders(rubric: &Rubric, start: &Profile) -> Vec<Ladder> {
    let mut steps = steps(rubric);
    let mut seen = vec![false; rubric.dimensions.len()];
    let mut ladder = |dimension: DimensionId| {
        if std::mem::replace(seen.get_mut(dimension.index())?, true) {
            return None;
        }
        let score: Exact = start.score(dimension).cloned()?;
        let weight = rubric.dimensions.get(dimension.index())?.weight();
        let steps: Vec<Step> = (score.floor()..rubric.scale.highest)
            .map_while(|level| steps.remove(&(dimension, level)))
            .collect();
        let add = |sum: &mut i64, step: &Step| {
            *sum = sum.saturating_add(step.effort_days);
            Some(*sum)
        };
        let efforts = std::iter::once(0).chain(steps.iter().scan(0, add)).collect();
        let score = WeightedScore::new(weight, score, steps.len());
        Some(Ladder { dimension, score, steps, efforts })
    };
    let upstream = rubric.upstream.iter().copied().chain(DimensionId::all(rubric.dimensions.len()));
    upstream.filter_map(&mut ladder).collect()
}

/// Returns the steps that can be taken, by dimension and the level they start from.
fn steps(rubric: &Rubric) -> BTreeMap<(DimensionId, i64), Step> {
    let mut steps: BTreeMap<(DimensionId, i64), Step> = BTreeMap::new();
    for (id, action) in ActionId::each(&rubric.actions) {
        if let ActionKind::Step(from) = action.kind {
            let step = steps.entry((action.dimension, from)).or_default();
            if action.optional {
                step.optional.push(id);
                continue;
            }
            let days = rubric.effort_days.get(&action.effort).copied().unwrap_or_default();
            step.effort_days = step.effort_days.saturating_add(days.max(0));
            step.weeks = step.weeks.max(action.weeks.1);
            step.actions.push(id);
        }
    }
    steps.retain(|_, step| !step.actions.is_empty());
    steps
}

/// Returns the rubric's prerequisites between rungs. What does not apply needs nothing and is not
/// needed, and neither is what holds at the start: rung 0.
fn dependencies(rubric: &Rubric, ladders: &[Ladder]) -> Vec<Dependency> {
    let all = PrerequisiteId::each(&rubric.prerequisites).filter_map(|(prerequisite, rule)| {
        let (ladder, rung) = rung_of(ladders, rule.dimension, rule.level)?;
        let (needs, at_least) = rung_of(ladders, rule.needs, rule.at_least)?;
        let dependency = Dependency { ladder, rung, needs, at_least, prerequisite };
        (rung > 0 && at_least > 0).then_some(dependency)
    });
    all.collect()
}

/// Returns what a scenario needs beyond the start; nothing where none of its needs applies.
fn scenario(rubric: &Rubric, ladders: &[Ladder], id: ScenarioId) -> Option<Scenario> {
    let needs = rubric.scenarios.get(id.index())?.needs.iter();
    let rung = |(dimension, level): &(DimensionId, i64)| rung_of(ladders, *dimension, *level);
    let mut needs: Vec<_> = needs.filter_map(rung).collect();
    let applies = !needs.is_empty();
    needs.retain(|(_, rung)| *rung > 0);
    applies.then_some(Scenario { id, needs })
}

fn branching_order(
    ladders: usize,
    prerequisites: &Prerequisites,
    scenarios: &ScenarioNeeds,
) -> Vec<LadderId> {
    let rules = |ladder: &LadderId| {
        prerequisites.needs(*ladder, 0, usize::MAX).len()
            + prerequisites.dependents(*ladder, 0, usize::MAX).len()
            + scenarios.needing(*ladder).len()
    };
    let mut order: Vec<LadderId> = (0..ladders).collect();
    order.sort_by_key(|ladder| Reverse(rules(ladder)));
    order
}

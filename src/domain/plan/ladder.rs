//! A dimension as a planner sees it: where it starts, and the steps up from there.

use crate::domain::exact::Exact;
use crate::domain::rubric::{Action, ActionKind, Rubric};
use crate::domain::score::Profile;
use std::collections::BTreeMap;

/// The steps of one dimension that applies, one above the other, from where it starts.
///
/// Places on a ladder are counted in steps taken: 0 is the start, whose score may lie between two
/// levels; every later place is a whole level.
#[derive(Debug)]
pub(super) struct Ladder {
    /// The dimension's place in the rubric.
    pub(super) dimension: usize,
    /// The level at the start.
    pub(super) start: i64,
    /// The score at the start.
    pub(super) score: Exact,
    /// How much the dimension counts in the mean.
    pub(super) weight: Exact,
    /// The steps for which the rubric names an action, up to the first for which it names none.
    pub(super) steps: Vec<Step>,
    /// The person-days to each place, from the start.
    pub(super) efforts: Vec<i64>,
}

/// What one step takes.
#[derive(Clone, Debug, Default)]
pub(super) struct Step {
    /// The person-days of its actions that are not optional.
    pub(super) effort_days: i64,
    /// The weeks of the longest of them.
    pub(super) weeks: i64,
    /// The places of the actions that are not optional.
    pub(super) actions: Vec<usize>,
    /// The places of the optional ones.
    pub(super) optional: Vec<usize>,
}

impl Ladder {
    /// Returns the level at a place of the ladder.
    pub(super) fn level(&self, place: usize) -> i64 {
        self.start.saturating_add(i64::try_from(place).unwrap_or(i64::MAX))
    }

    /// Returns the score at a place of the ladder.
    pub(super) fn score_at(&self, place: usize) -> Exact {
        if place == 0 { self.score.clone() } else { Exact::whole(self.level(place)) }
    }

    /// Returns the place that holds `level`: 0 where the start does, and a place above the ladder
    /// where none does.
    pub(super) fn place_of(&self, level: i64) -> usize {
        usize::try_from(level.saturating_sub(self.start)).unwrap_or_default()
    }

    /// Returns the person-days from the start to a place.
    pub(super) fn effort(&self, place: usize) -> i64 {
        self.efforts.get(place).copied().unwrap_or(i64::MAX)
    }
}

/// Returns the ladders of the dimensions that apply, upstream first.
pub(super) fn ladders(rubric: &Rubric, start: &Profile) -> Vec<Ladder> {
    let mut steps = steps(rubric);
    let ladder = |dimension: usize| {
        let score: Exact = start.score(dimension).cloned()?;
        let weight = rubric.dimensions.get(dimension)?.weight();
        let from = score.floor();
        let steps: Vec<Step> = (from..rubric.scale.highest)
            .map_while(|level| steps.remove(&(dimension, level)))
            .collect();
        let efforts = efforts(&steps);
        Some(Ladder { dimension, start: from, score, weight, steps, efforts })
    };
    upstream(rubric).into_iter().filter_map(ladder).collect()
}

/// Returns the ladder of every dimension; nothing for those that do not apply.
pub(super) fn by_dimension(rubric: &Rubric, ladders: &[Ladder]) -> Vec<Option<usize>> {
    let mut found = vec![None; rubric.dimensions.len()];
    for (place, ladder) in ladders.iter().enumerate() {
        if let Some(slot) = found.get_mut(ladder.dimension) {
            *slot = Some(place);
        }
    }
    found
}

/// Returns every dimension's place once, upstream first.
fn upstream(rubric: &Rubric) -> Vec<usize> {
    let mut seen = vec![false; rubric.dimensions.len()];
    let all = rubric.upstream.iter().copied().chain(0..rubric.dimensions.len());
    all.filter(|place| seen.get_mut(*place).is_some_and(|seen| !std::mem::replace(seen, true)))
        .collect()
}

/// Returns the steps that can be taken, by dimension and the level they start from.
fn steps(rubric: &Rubric) -> BTreeMap<(usize, i64), Step> {
    let mut steps: BTreeMap<(usize, i64), Step> = BTreeMap::new();
    for (place, action) in rubric.actions.iter().enumerate() {
        if let ActionKind::Step(from) = action.kind {
            let days = rubric.effort_days.get(&action.effort).copied().unwrap_or_default();
            steps.entry((action.dimension, from)).or_default().add(place, action, days);
        }
    }
    steps.retain(|_, step| !step.actions.is_empty());
    steps
}

impl Step {
    fn add(&mut self, place: usize, action: &Action, days: i64) {
        if action.optional {
            self.optional.push(place);
            return;
        }
        self.actions.push(place);
        self.effort_days = self.effort_days.saturating_add(days.max(0));
        self.weeks = self.weeks.max(action.weeks.1);
    }
}

fn efforts(steps: &[Step]) -> Vec<i64> {
    let add = |sum: &mut i64, step: &Step| {
        *sum = sum.saturating_add(step.effort_days);
        Some(*sum)
    };
    std::iter::once(0).chain(steps.iter().scan(0, add)).collect()
}

//! The problem that every search solves: the ladders to climb, what waits for what, what counts.
//! Made once for a rubric and a start.

use super::prerequisites::{Dependency, EarliestEnds, LadderId, Prerequisites};
use super::scenarios::{AT_RISK, Scenario, ScenarioNeeds};
use crate::domain::decimal::Decimal;
use crate::domain::effort::Effort;
use crate::domain::exact::Exact;
use crate::domain::index::{ActionId, DimensionId, PrerequisiteId, ScenarioId};
use crate::domain::integer::{IntegerScores, NeededSum, WeightedScore};
use crate::domain::rubric::{
    ActionKind, Aggregate, Dimension, DimensionLevels, Level, Member, Need, Rubric, Subject,
};
use crate::domain::score::{Profile, Score, member_score};
use crate::domain::sorting;
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
    /// What steps add to the score of the whole.
    pub(super) scores: IntegerScores,
    /// What adds to it without steps.
    constant: Exact,
    /// Whether the score of the whole is a weighted sum of those of the dimensions.
    pub(super) is_linear: bool,
    /// Whether the rubric takes more of a level than the sum of scores and a level of every
    /// dimension, so that whole states must be looked at.
    pub(super) takes_more: bool,
    /// The start.
    start: Profile,
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
    /// The effort to each rung, from the start.
    efforts: Vec<Effort>,
}

/// What one step takes.
#[derive(Clone, Debug, Default)]
pub(super) struct Step {
    /// The person-days of its actions that are not optional.
    pub(super) effort_days: Effort,
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

    /// Returns the lowest rung at which the dimension holds what a requirement takes; one above the
    /// ladder where none does.
    pub(super) fn rung_holding(&self, rubric: &Rubric, needed: &Decimal) -> usize {
        let levels = rubric.dimensions.get(self.dimension.index()).map(|it| &it.levels);
        let by_level = matches!(levels, Some(DimensionLevels::Table(_)));
        let holds = |rung: &usize| {
            let held =
                if by_level { Exact::whole(self.level(*rung)) } else { self.score.score(*rung) };
            held >= needed.exact()
        };
        let rungs = self.steps.len();
        (0..=rungs).find(holds).unwrap_or(rungs + 1)
    }

    /// Returns the middle of the effort from the start to a rung, in half person-days.
    pub(super) fn effort(&self, rung: usize) -> i64 {
        self.efforts.get(rung).map_or(i64::MAX, |effort| effort.middle().0)
    }
}

impl<'r> Problem<'r> {
    /// Returns the problem under `rubric` from `start`, where the `counted` scenarios count, and the
    /// `failing` ones fail whatever is done.
    pub(super) fn of(
        rubric: &'r Rubric,
        start: &Profile,
        (counted, failing): (&[ScenarioId], &[ScenarioId]),
    ) -> Self {
        let weights = whole_weights(rubric, start);
        let is_linear = weights.is_some();
        let weights = weights.unwrap_or_else(|| vec![Exact::whole(0); rubric.dimensions.len()]);
        let ladders = ladders(rubric, start, &weights);
        let has_ladder = |id| ladders.iter().any(|ladder| ladder.dimension == id);
        let without = DimensionId::all(rubric.dimensions.len()).zip(&weights);
        let constant = without
            .filter(|(id, _)| !has_ladder(*id))
            .filter_map(|(id, weight)| Some(start.score(id)? * weight));
        let constant = constant.fold(Exact::whole(0), |sum, score| &sum + &score);
        let prerequisites = Prerequisites::of(dependencies(rubric, &ladders));
        let rungs: usize = ladders.iter().map(|ladder| ladder.steps.len() + 1).sum();
        let weeks = |ladder: &Ladder| ladder.steps.iter().map(|step| step.weeks).collect();
        let weeks: Vec<Vec<i64>> = ladders.iter().map(weeks).collect();
        let counted = counted.iter().filter_map(|id| {
            let found = scenario(rubric, (&ladders, start), *id)?;
            let beyond = if failing.contains(id) { AT_RISK + 1 } else { 0 };
            let out_of_reach = found.out_of_reach.saturating_add(beyond);
            Some(Scenario { out_of_reach, ..found })
        });
        let scenarios = counted.collect();
        let scenarios = ScenarioNeeds::of(ladders.len(), scenarios);
        let scores: Vec<&WeightedScore> = ladders.iter().map(|ladder| &ladder.score).collect();
        Self {
            rubric,
            earliest_ends: EarliestEnds::of(&weeks, &prerequisites),
            scores: IntegerScores::of(&scores),
            constant,
            is_linear,
            takes_more: !is_linear || takes_more(rubric),
            start: start.clone(),
            branching_order: branching_order(ladders.len(), &prerequisites, &scenarios),
            size: rungs + rubric.prerequisites.len() + scenarios.size,
            ladders,
            prerequisites,
            scenarios,
        }
    }

    /// Returns the start.
    pub(super) fn start(&self) -> &Profile {
        &self.start
    }

    /// Returns the middle of the effort, in half person-days, and the gain of a rung.
    pub(super) fn point(&self, ladder: LadderId, rung: usize) -> (i64, i64) {
        let effort = self.ladders.get(ladder).map_or(0, |ladder| ladder.effort(rung));
        (effort, self.scores.gain(ladder, rung))
    }

    /// Returns the middle of the effort of a state, in half person-days.
    pub(super) fn effort(&self, state: &[usize]) -> i64 {
        let efforts = self.ladders.iter().zip(state).map(|(ladder, rung)| ladder.effort(*rung));
        efforts.fold(0, i64::saturating_add)
    }

    /// Returns the person-days of a state.
    pub(super) fn effort_days(&self, state: &[usize]) -> Effort {
        let efforts = self.ladders.iter().zip(state);
        efforts.filter_map(|(ladder, rung)| ladder.efforts.get(*rung)).copied().sum()
    }

    /// Returns the gain of a state.
    pub(super) fn gain(&self, state: &[usize]) -> i64 {
        state.iter().enumerate().map(|(ladder, rung)| self.scores.gain(ladder, *rung)).sum()
    }

    /// Returns the weighted sum of the scores of a state.
    pub(super) fn sum(&self, state: &[usize]) -> Exact {
        let weighted = self.ladders.iter().zip(state);
        let weighted = weighted.map(|(ladder, rung)| ladder.score.weighted(*rung));
        weighted.fold(self.constant.clone(), |sum, score| &sum + &score)
    }

    /// Returns what it takes to be no lower than a state.
    pub(super) fn needed_of(&self, state: &[usize]) -> NeededSum {
        NeededSum { sum: &self.sum(state) - &self.constant, exceeded: false }
    }

    /// Returns what a score of the whole takes of the scores that steps raise.
    pub(super) fn needed(&self, score: &Exact) -> NeededSum {
        NeededSum { sum: score - &self.constant, exceeded: false }
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
        let at = |(ladder, rung): (&Ladder, &usize)| {
            let score =
                Score { exact: ladder.score.score(*rung), level: Some(ladder.score.level(*rung)) };
            (ladder.dimension, score)
        };
        let scores = sorting::to_map(self.ladders.iter().zip(state).map(at));
        let dimensions = DimensionId::all(self.rubric.dimensions.len());
        let score = |id| scores.get(&id).or_else(|| self.start.at(id)).cloned();
        dimensions.map(score).collect()
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
fn ladders(rubric: &Rubric, start: &Profile, weights: &[Exact]) -> Vec<Ladder> {
    let mut steps = steps(rubric);
    let mut seen = vec![false; rubric.dimensions.len()];
    let mut ladder = |dimension: DimensionId| {
        if std::mem::replace(seen.get_mut(dimension.index())?, true) {
            return None;
        }
        let now = start.at(dimension)?;
        let (level, weight) = (now.level?, weights.get(dimension.index())?.clone());
        let steps: Vec<Step> = (level..rubric.levels_of(dimension)?.highest)
            .map_while(|level| steps.remove(&(dimension, level)))
            .collect();
        let raised = (level + 1..).take(steps.len());
        let raised = raised.filter_map(|level| Some(start.moved(rubric, dimension, level)?.exact));
        let score = WeightedScore::new(weight, now.exact.clone(), level, raised.collect());
        let add = |sum: &mut Effort, step: &Step| {
            *sum = sum.plus(step.effort_days);
            Some(*sum)
        };
        let efforts = std::iter::once(Effort::default())
            .chain(steps.iter().scan(Effort::default(), add))
            .collect();
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
            step.effort_days = step.effort_days.plus(days);
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
fn scenario(
    rubric: &Rubric,
    (ladders, start): (&[Ladder], &Profile),
    id: ScenarioId,
) -> Option<Scenario> {
    let needs = || rubric.scenarios.get(id.index()).into_iter().flat_map(|it| &it.needs);
    let rungs = needs().filter_map(|need| rung_for(rubric, (ladders, start), need));
    let mut rungs: Vec<_> = rungs.collect();
    let applies = needs().any(|need| start.held_for(need).is_some());
    let short = needs().filter_map(|need| {
        let held = out_of_reach(ladders, start, need)?;
        usize::try_from(need.at_least.saturating_sub(held)).ok()
    });
    let out_of_reach = short.fold(0, usize::saturating_add);
    rungs.retain(|(_, rung)| *rung > 0);
    // A ladder stands once: what is needed of a dimension and of a question of it, the more of both.
    rungs.sort_unstable();
    let mut needs: Vec<(LadderId, usize)> = Vec::new();
    for (ladder, rung) in rungs {
        match needs.last_mut().filter(|(last, _)| *last == ladder) {
            Some((_, most)) => *most = rung,
            None => needs.push((ladder, rung)),
        }
    }
    applies.then_some(Scenario { id, needs, out_of_reach })
}

/// Returns the ladder, and the rung of it, that a scenario needs; nothing where the need does not
/// apply or no steps raise it. A step raises a whole dimension: a question is held where it is from
/// the start, and else where its dimension is at a level that sees to it.
pub(super) fn rung_for(
    rubric: &Rubric,
    (ladders, start): (&[Ladder], &Profile),
    need: &Need,
) -> Option<(LadderId, usize)> {
    let Some(question) = need.question else {
        return rung_of(ladders, need.dimension, need.at_least);
    };
    let held = start.held_for(need)?;
    let level = level_seeing_to(rubric, need, question)?;
    let (ladder, rung) = rung_of(ladders, need.dimension, level)?;
    Some((ladder, if held >= need.at_least { 0 } else { rung.max(1) }))
}

/// Returns the lowest level of a dimension that sees to it that a question of it has the score that
/// is needed: that score, where levels are scores rounded down; else the first level that takes it
/// of the question, or the highest.
fn level_seeing_to(rubric: &Rubric, need: &Need, question: usize) -> Option<i64> {
    let dimension = rubric.dimensions.get(need.dimension.index())?;
    let DimensionLevels::Table(rows) = &dimension.levels else { return Some(need.at_least) };
    let needed = Decimal::whole(need.at_least);
    let sees_to = |row: &&Level| {
        row.requires.as_ref().is_some_and(|takes| {
            let named = |(subject, at): &(Subject, Decimal)| {
                *subject == Subject::Question(question) && *at >= needed
            };
            takes.every.is_some_and(|at| at >= needed) || takes.named.iter().any(named)
        })
    };
    rows.iter().find(sees_to).or(rows.last()).map(|row| row.level)
}

/// Returns what is held of a need that is missed and that no steps raise, as its dimension has
/// scores and no levels; nothing for any other.
pub(super) fn out_of_reach(ladders: &[Ladder], start: &Profile, need: &Need) -> Option<i64> {
    let held = start.held_for(need).filter(|held| *held < need.at_least)?;
    let has_ladder = ladders.iter().any(|ladder| ladder.dimension == need.dimension);
    (!has_ladder).then_some(held)
}

/// Returns how much each dimension's score adds to that of the whole, as long as the same
/// dimensions apply; nothing where it is no weighted sum.
fn whole_weights(rubric: &Rubric, start: &Profile) -> Option<Vec<Exact>> {
    let mut weights = vec![Exact::whole(0); rubric.dimensions.len()];
    let whole = (rubric.aggregate, rubric.members.as_slice());
    share_out(rubric, start, whole, &Exact::whole(1), &mut weights)?;
    Some(weights)
}

/// Shares out what members add together.
fn share_out(
    rubric: &Rubric,
    start: &Profile,
    (aggregate, members): (Aggregate, &[Member]),
    share: &Exact,
    weights: &mut [Exact],
) -> Option<()> {
    let counts = |member: &&Member| member_score(rubric, start, **member).is_some();
    let counted: Vec<Member> = members.iter().filter(counts).copied().collect();
    let total = |members: &[Member]| {
        let weights = members.iter().map(|member| rubric.weight(*member));
        weights.fold(Exact::whole(0), |sum, weight| &sum + &weight)
    };
    let factor = match aggregate {
        Aggregate::Mean => Exact::whole(1).over(&total(&counted)),
        Aggregate::Sum => Some(Exact::whole(1)),
        Aggregate::ProratedSum => total(members).over(&total(&counted)),
        Aggregate::Minimum => None,
    };
    for member in &counted {
        let share = match (&factor, counted.len()) {
            (Some(factor), _) => &(share * factor) * &rubric.weight(*member),
            // Of one alone the lowest is that one.
            (None, 1) => share.clone(),
            (None, _) => return None,
        };
        match member {
            Member::Dimension(dimension) => *weights.get_mut(dimension.index())? = share,
            Member::Group(group) => {
                let group = rubric.groups.get(group.index())?;
                share_out(rubric, start, (group.aggregate, &group.members), &share, weights)?;
            }
        }
    }
    Some(())
}

/// Returns whether a level takes more than a score of the whole and a level of every dimension.
fn takes_more(rubric: &Rubric) -> bool {
    let requires = || rubric.levels.iter().filter_map(|row| row.requires.as_ref());
    let rounded = |it: &Dimension| matches!(it.levels, DimensionLevels::RoundedDown(_));
    let every = requires().any(|it| it.every.is_some()) && !rubric.dimensions.iter().all(rounded);
    every || requires().any(|it| !it.named.is_empty() || it.share.is_some())
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
    sorting::sort_by_key(&mut order, |ladder| Reverse(rules(ladder)));
    order
}

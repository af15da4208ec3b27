//! What a state must be to be looked for: between which rungs each ladder may end, and what all of
//! them together must come to.

use super::prerequisites::LadderId;
use super::problem::{Ladder, Problem, State, rung_for, rung_of};
use super::request::{Deadline, Goal, GoalPart, Limits};
use super::scenarios::{AT_RISK, COPED};
use crate::domain::effort::HalfDays;
use crate::domain::integer::NeededSum;
use crate::domain::rubric::Member;
use crate::domain::score::{overall, whole_score};

/// What every state that is looked for has in common.
#[derive(Clone, Debug)]
pub(super) struct Constraints<'p> {
    /// Whose states these are.
    pub(super) problem: &'p Problem<'p>,
    /// The lowest rung that each ladder may end at.
    pub(super) least: State,
    /// The highest rung that each ladder may end at.
    pub(super) most: State,
    /// The most effort, in half person-days.
    pub(super) effort: i64,
    /// The least gain.
    pub(super) gain: i64,
    /// The weighted sum of scores that the least gain stands for.
    pub(super) needed: Option<NeededSum>,
    /// How many scenarios must be coped with, and how many must not fail.
    pub(super) held: [usize; 2],
    /// The overall level to be held, where the rubric takes more of it than the rest says.
    pub(super) level: Option<i64>,
    /// The score of the whole that is needed, where it is no weighted sum.
    pub(super) whole: Option<NeededSum>,
}

/// What makes one state that meets the constraints better than another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Objective {
    /// Nothing: the first will do.
    Any,
    /// Less effort.
    LeastEffort,
    /// A higher weighted sum of scores.
    HighestMean,
    /// More scenarios that are coped with.
    MostCoped,
    /// Fewer scenarios that fail.
    FewestFailing,
}

impl<'p> Constraints<'p> {
    /// Returns what a state must be to keep to `limits`, whatever it reaches.
    pub(super) fn within(problem: &'p Problem<'p>, limits: &Limits) -> Self {
        let top = |(ladder, rungs): (LadderId, &Ladder)| {
            let top = problem.earliest_ends.top(ladder);
            cap(problem, limits, ladder).map_or(top, |cap| rungs.rung_of(cap).min(top))
        };
        let mut constraints = Self {
            problem,
            least: vec![0; problem.ladders.len()],
            most: problem.ladders.iter().enumerate().map(top).collect(),
            effort: limits.budget_days.map_or(i64::MAX, |days| HalfDays::of_days(days).0),
            gain: 0,
            needed: None,
            held: [0; 2],
            level: None,
            whole: None,
        };
        constraints.close();
        constraints
    }

    /// Returns what a state must be to reach `goal` within `limits`.
    pub(super) fn of(problem: &'p Problem<'p>, goal: &Goal, limits: &Limits) -> Self {
        let mut constraints = Self::within(problem, limits);
        for part in goal.parts(problem.rubric) {
            if let (GoalPart::Score { needed, .. }, true) = (&part, problem.is_linear) {
                constraints.need(problem.needed(&needed.exact()));
            }
            for (ladder, rung) in demands(problem, &part) {
                constraints.raise(ladder, rung);
            }
        }
        constraints.level = goal.level.filter(|_| problem.takes_more);
        constraints
    }

    /// Demands the score of the whole that `state` has, or, where it is to be `exceeded`, more.
    pub(super) fn demand_score_of(&mut self, state: &[usize], exceeded: bool) {
        let problem = self.problem;
        if problem.is_linear {
            self.need(NeededSum { exceeded, ..problem.needed_of(state) });
            return;
        }
        let score = whole_score(problem.rubric, &problem.profile(state));
        self.whole = score.map(|sum| NeededSum { sum, exceeded });
    }

    /// Demands a weighted sum of scores.
    pub(super) fn need(&mut self, needed: NeededSum) {
        self.gain = self.problem.scores.least_gain(&needed);
        self.needed = Some(needed);
    }

    /// Demands what is better than `state` by `objective`.
    pub(super) fn demand_better(&mut self, objective: Objective, state: &[usize]) {
        let problem = self.problem;
        let held = || problem.scenarios.held(state);
        match objective {
            Objective::Any => {}
            Objective::LeastEffort => self.effort = problem.effort(state).saturating_sub(1),
            Objective::HighestMean => self.demand_score_of(state, true),
            Objective::MostCoped => self.held[COPED] = held()[COPED] + 1,
            Objective::FewestFailing => self.held[AT_RISK] = held()[AT_RISK] + 1,
        }
    }

    /// Returns the least and the most rung of `ladder`.
    pub(super) fn range(&self, ladder: LadderId) -> (usize, usize) {
        let at = |state: &[usize]| state.get(ladder).copied().unwrap_or_default();
        (at(&self.least), at(&self.most))
    }

    /// Demands at least `rung` of `ladder`.
    pub(super) fn raise(&mut self, ladder: LadderId, rung: usize) {
        if let Some(least) = self.least.get_mut(ladder) {
            *least = rung.max(*least);
        }
    }

    /// Allows at most `rung` to `ladder`.
    pub(super) fn lower(&mut self, ladder: LadderId, rung: usize) {
        if let Some(most) = self.most.get_mut(ladder) {
            *most = rung.min(*most);
        }
    }

    /// Returns whether a state, whose prerequisites are held, meets the constraints.
    pub(super) fn accepts(&self, state: &[usize]) -> bool {
        let problem = self.problem;
        let mut ranges = self.least.iter().zip(&self.most).zip(state);
        let held = problem.scenarios.held(state);
        ranges.all(|((least, most), rung)| (least..=most).contains(&rung))
            && problem.effort(state) <= self.effort
            && problem.gain(state) >= self.gain
            && held.iter().zip(&self.held).all(|(held, needed)| held >= needed)
            && (self.needed.iter())
                .all(|needed| problem.scores.reaches(|| problem.needed_of(state).sum, needed))
            && self.holds_whole(state)
    }

    /// Returns whether a state holds what is asked of the whole that is no weighted sum. What a state
    /// does not hold, none that is lower anywhere does.
    pub(super) fn holds_whole(&self, state: &[usize]) -> bool {
        if self.level.is_none() && self.whole.is_none() {
            return true;
        }
        let result = overall(self.problem.rubric, &self.problem.profile(state));
        let score = result.score.as_ref();
        let reaches = |needed: &NeededSum| match score {
            Some(score) if needed.exceeded => *score > needed.sum,
            Some(score) => *score >= needed.sum,
            None => false,
        };
        self.level.is_none_or(|level| result.level >= Some(level))
            && self.whole.as_ref().is_none_or(reaches)
    }

    /// Returns a state that meets the constraints, in which every ladder is at least at one level,
    /// as far as it may be: the lowest level that is enough.
    pub(super) fn flat_state(&self) -> Option<State> {
        let ladders = self.problem.ladders.iter();
        let ranges = ladders.filter_map(|it| self.problem.rubric.levels_of(it.dimension));
        let ends = ranges.map(|range| (range.lowest, range.highest));
        let (lowest, highest) =
            ends.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1))).unwrap_or((1, 0));
        (lowest..=highest).find_map(|level| {
            let mut flat = self.clone();
            for (ladder, rungs) in self.problem.ladders.iter().enumerate() {
                flat.raise(ladder, rungs.rung_of(level).min(self.range(ladder).1));
            }
            flat.close();
            Some(flat.least).filter(|state| self.accepts(state))
        })
    }

    /// Draws what follows from the prerequisites: what is demanded demands what it needs, and what
    /// cannot have what it needs is not allowed. Returns whether anything is left in every ladder.
    fn close(&mut self) -> bool {
        let problem = self.problem;
        let ladders = 0..self.least.len();
        let mut raised: Vec<(LadderId, usize)> = ladders.clone().map(|id| (id, 0)).collect();
        while let Some((ladder, from)) = raised.pop() {
            for need in problem.prerequisites.needs(ladder, from, self.range(ladder).0) {
                let (had, _) = self.range(need.needs);
                if need.at_least > had {
                    self.raise(need.needs, need.at_least);
                    raised.push((need.needs, had));
                }
            }
        }
        let mut lowered: Vec<(LadderId, usize)> = ladders.map(|id| (id, usize::MAX)).collect();
        while let Some((ladder, from)) = lowered.pop() {
            for dependent in problem.prerequisites.dependents(ladder, self.range(ladder).1, from) {
                let (_, had) = self.range(dependent.ladder);
                if dependent.rung <= had {
                    self.lower(dependent.ladder, dependent.rung - 1);
                    lowered.push((dependent.ladder, had));
                }
            }
        }
        self.least.iter().zip(&self.most).all(|(least, most)| least <= most)
    }

    /// Takes away the rungs that no state which meets the constraints can end at; returns whether
    /// anything may be left.
    pub(super) fn narrow(&mut self) -> bool {
        let problem = self.problem;
        if !self.close() {
            return false;
        }
        // What all states spend at least, and what none can exceed, is common to them: a rung that
        // alone goes beyond the difference is in none of them.
        let effort = self.effort.saturating_sub(problem.effort(&self.least));
        let gain = problem.gain(&self.most).saturating_sub(self.gain);
        if effort < 0 || gain < 0 {
            return false;
        }
        for ladder in 0..problem.ladders.len() {
            let (least, most) = self.range(ladder);
            let (lowest, highest) = (problem.point(ladder, least).0, problem.point(ladder, most).1);
            let affordable =
                |rung: &usize| problem.point(ladder, *rung).0.saturating_sub(lowest) <= effort;
            let enough =
                |rung: &usize| highest.saturating_sub(problem.point(ladder, *rung).1) <= gain;
            if let Some(most) = (least..=most).rev().find(affordable) {
                self.lower(ladder, most);
            }
            if let Some(least) = (least..=most).find(enough) {
                self.raise(ladder, least);
            }
        }
        self.close()
    }
}

/// Returns the highest level that `limits` allow a ladder to be raised to; nothing where nothing
/// caps it.
pub(super) fn cap(problem: &Problem<'_>, limits: &Limits, ladder: LadderId) -> Option<i64> {
    let rungs = problem.ladders.get(ladder)?;
    let set = limits.caps.get(rungs.dimension.index()).copied().flatten();
    let in_time = |by: Deadline| {
        let ends_in_time = |rung: &usize| {
            let end = problem.earliest_ends.end(ladder, *rung);
            end.and_then(|end| by.calendar.after(end.weeks)).is_some_and(|day| day <= by.day)
        };
        let reached = (1..=problem.earliest_ends.top(ladder)).take_while(ends_in_time);
        rungs.level(reached.last().unwrap_or_default())
    };
    set.into_iter().chain(limits.by.map(in_time)).min()
}

/// Returns the rungs that a part of a goal demands of single ladders.
pub(super) fn demands(problem: &Problem<'_>, part: &GoalPart) -> Vec<(LadderId, usize)> {
    match part {
        GoalPart::Score { .. } | GoalPart::Share(_) | GoalPart::Member(Member::Group(_), _) => {
            Vec::new()
        }
        GoalPart::EveryDimension(needed) => {
            let rung = |ladder: &Ladder| ladder.rung_holding(problem.rubric, needed);
            problem.ladders.iter().map(rung).enumerate().collect()
        }
        GoalPart::Member(Member::Dimension(dimension), needed) => {
            let mut all = problem.ladders.iter().enumerate();
            let found = all.find(|(_, ladder)| ladder.dimension == *dimension);
            found
                .map(|(id, it)| (id, it.rung_holding(problem.rubric, needed)))
                .into_iter()
                .collect()
        }
        GoalPart::Dimension(dimension, level) => {
            rung_of(&problem.ladders, *dimension, *level).into_iter().collect()
        }
        GoalPart::Scenario(scenario) => {
            let scenario = problem.rubric.scenarios.get(scenario.index());
            let needs = scenario.map(|scenario| scenario.needs.as_slice()).unwrap_or_default();
            let from = (problem.ladders.as_slice(), problem.start());
            let rung = |need| rung_for(problem.rubric, from, need);
            needs.iter().filter_map(rung).collect()
        }
    }
}

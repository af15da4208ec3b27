//! What a plan is asked for: where it starts, what it must reach, and within which limits.

use crate::domain::calendar::Calendar;
use crate::domain::date::Date;
use crate::domain::decimal::Decimal;
use crate::domain::exact::Exact;
use crate::domain::given::Target;
use crate::domain::index::{DimensionId, ScenarioId};
use crate::domain::rubric::{Member, Rubric, Share, Subject};
use crate::domain::scenarios::Extremes;
use crate::domain::scores::Scores;
use std::ops::RangeInclusive;

/// The scores that a plan starts from, and what is not known about them.
#[derive(Clone, Debug)]
pub struct Start {
    /// The scores with every unknown at its lowest, which is where a plan starts, and at its
    /// highest.
    pub extremes: Extremes,
    /// For each dimension, whether its level is unknown.
    pub unknown: Vec<bool>,
}

impl Start {
    /// Returns the start that scored answers claim, whether or not they give an overall level.
    #[must_use]
    pub fn of(scores: &Scores) -> Self {
        Self { extremes: scores.profiles.claimed_extremes.clone(), unknown: scores.is_unknown() }
    }

    /// Returns the levels that an unknown dimension may turn out to have; nothing where its level
    /// is known or it does not apply.
    #[must_use]
    pub fn may_be(&self, dimension: DimensionId) -> Option<RangeInclusive<i64>> {
        let unknown = self.unknown.get(dimension.index()).copied().unwrap_or_default();
        let Extremes { worst, best } = &self.extremes;
        let levels = worst.level(dimension).zip(best.level(dimension)).filter(|_| unknown);
        levels.map(|(lowest, highest)| lowest..=highest)
    }

    /// Returns the start if `dimension` turns out to be at `level`. Where that is the level it is
    /// taken to have anyhow, its score stays; any other level counts as that whole number.
    pub(super) fn turned_out(&self, rubric: &Rubric, dimension: DimensionId, level: i64) -> Self {
        let mut start = self.clone();
        let Extremes { worst, best } = &mut start.extremes;
        let was = worst.level(dimension);
        if was != Some(level) {
            *worst = worst.with(dimension, worst.moved(rubric, dimension, level));
        }
        *best = best.with(dimension, worst.at(dimension).cloned());
        if let Some(unknown) = start.unknown.get_mut(dimension.index()) {
            *unknown = false;
        }
        start
    }
}

/// What a plan is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// What it must reach.
    pub goal: Goal,
    /// What it must keep to.
    pub limits: Limits,
    /// What it is to make the best of.
    pub aim: Aim,
}

/// What a plan must reach; all of it together. What does not apply is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Goal {
    /// An overall level, with every row of the rubric up to it.
    pub level: Option<i64>,
    /// Dimensions, and the level that each must have.
    pub dimensions: Vec<(DimensionId, i64)>,
    /// Scenarios that must be coped with.
    pub scenarios: Vec<ScenarioId>,
}

/// What a plan must keep to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// The most person-days that it may take.
    pub budget_days: Option<i64>,
    /// For each dimension, the highest level it may be raised to; no entry, no limit.
    pub caps: Vec<Option<i64>>,
    /// By when every step must have ended.
    pub by: Option<Deadline>,
}

/// A day by which every step must have ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// From when on, and around which pause, work is done.
    pub calendar: Calendar,
    /// The last day.
    pub day: Date,
}

/// What a plan is to make the best of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Aim {
    /// The least effort that reaches the goal.
    #[default]
    LeastEffort,
    /// The highest overall level, then the highest mean, that the limits allow; then the least
    /// effort for that. The goal must be reached as well.
    HighestLevel,
}

/// A part of a goal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoalPart {
    /// The score of the whole that a level takes.
    Score {
        /// The score it takes.
        needed: Decimal,
        /// The highest score that can be had; nothing where no dimension applies.
        highest: Option<Exact>,
    },
    /// What an overall level takes of every dimension.
    EveryDimension(Decimal),
    /// What an overall level takes of a dimension or group that it names.
    Member(Member, Decimal),
    /// How many dimensions an overall level takes.
    Share(Share),
    /// The level of one dimension.
    Dimension(DimensionId, i64),
    /// Coping with a scenario.
    Scenario(ScenarioId),
}

impl Goal {
    /// Returns the goal that answers name as their target.
    #[must_use]
    pub fn of_target(rubric: &Rubric, target: &Target) -> Self {
        let known = |(id, level): (&String, &i64)| Some((rubric.dimension(id)?, *level));
        let dimensions = target.dimensions.iter().filter_map(known).collect();
        Self { level: target.level, dimensions, scenarios: Vec::new() }
    }

    /// Returns the parts of the goal; of several rows of the rubric, only the most that they take.
    pub(super) fn parts(&self, rubric: &Rubric) -> Vec<GoalPart> {
        let rows = || {
            // The lowest level takes nothing, whatever its row says.
            let rows = rubric.levels.iter().skip(1).filter(|row| Some(row.level) <= self.level);
            rows.filter_map(|row| row.requires.as_ref())
        };
        let score = rows().filter_map(|row| row.score).max();
        let score = score.map(|needed| GoalPart::Score { needed, highest: None });
        let every = rows().filter_map(|row| row.every).max().map(GoalPart::EveryDimension);
        let named = rows().flat_map(|row| &row.named).filter_map(|(subject, needed)| {
            let Subject::Member(member) = subject else { return None };
            Some(GoalPart::Member(*member, *needed))
        });
        let shares = rows().filter_map(|row| row.share).map(GoalPart::Share);
        let dimensions = self.dimensions.iter().map(|(id, level)| GoalPart::Dimension(*id, *level));
        let scenarios = self.scenarios.iter().map(|id| GoalPart::Scenario(*id));
        let of_level = score.into_iter().chain(every).chain(named).chain(shares);
        of_level.chain(dimensions).chain(scenarios).collect()
    }
}

//! Rubrics and starts made by dice, for tests and benchmarks alike.

use oms_maturity::domain::index::DimensionId;
use oms_maturity::domain::plan::Start;
use oms_maturity::domain::rubric::{
    Action, ActionKind, Aggregate, Dimension, DimensionLevels, Level, Member, Need, Prerequisite,
    Requirement, Rubric, Scale, Scenario, UnknownCountsAs,
};
use oms_maturity::domain::scenarios::Extremes;
use oms_maturity::domain::score::{Profile, Score};
use oms_maturity::domain::sentence::Sentence;
use oms_maturity::domain::{Decimal, Effort, Exact};
use std::collections::BTreeMap;

pub(super) use crate::dice::Dice;

/// How a rubric is made. Levels run from 1.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    /// How many dimensions it has.
    pub(super) dimensions: usize,
    /// The highest level.
    pub(super) highest: i64,
    /// The least and the most person-days of an action.
    pub(super) days: (i64, i64),
    /// How many levels below an overall level every dimension may be.
    pub(super) slack: i64,
    /// What dimensions weigh.
    pub(super) weights: Weights,
    /// How many actions a step has at most; it has one at least.
    pub(super) actions: i64,
    /// How many of a hundred steps have no action that is not optional.
    pub(super) gaps: i64,
    /// How many prerequisites there are.
    pub(super) prerequisites: usize,
    /// How many scenarios there are.
    pub(super) scenarios: usize,
}

/// What dimensions weigh.
#[derive(Clone, Copy, Debug)]
pub(super) enum Weights {
    /// From so many quarters to so many.
    Quarters(i64, i64),
    /// From next to nothing to almost everything: no 64 bits hold their common denominator.
    Wild,
}

impl Weights {
    fn throw(self, dice: &mut Dice) -> Decimal {
        let text = match self {
            Self::Quarters(least, most) => {
                let quarters = dice.from(least, most);
                format!("{}.{:02}", quarters / 4, quarters % 4 * 25)
            }
            Self::Wild => {
                let wild = [
                    "1000000000",
                    "999999999",
                    "0.000000000000001",
                    "0.000000000000002",
                    "0.3",
                    "1",
                ];
                wild[dice.place(wild.len())].to_owned()
            }
        };
        Decimal::parse(&text).unwrap()
    }
}

impl Shape {
    /// Returns a rubric of this shape.
    pub(super) fn rubric(&self, dice: &mut Dice) -> Rubric {
        let (days, actions) = self.actions(dice);
        Rubric {
            id: "made".to_owned(),
            version: "1".to_owned(),
            title: "Made".to_owned(),
            questionnaire: "made".to_owned(),
            scale: Scale { lowest: 1, highest: self.highest },
            unknown_counts_as: UnknownCountsAs::Lowest,
            aggregate: Aggregate::Mean,
            unknown_at_most: None,
            unknown_per_dimension: None,
            not_applicable_at_most: usize::MAX,
            without_report_at_most: None,
            report_needs_source: false,
            follow_ups_answered: false,
            spread_notice: None,
            calibration: None,
            peak_within_days: 84,
            effort_days: days,
            levels: (1..=self.highest).map(|at| self.level(at)).collect(),
            dimensions: (0..self.dimensions).map(|place| self.dimension(place, dice)).collect(),
            groups: Vec::new(),
            members: DimensionId::all(self.dimensions).map(Member::Dimension).collect(),
            not_scored: Vec::new(),
            upstream: shuffled(self.dimensions, dice).into_iter().map(DimensionId::new).collect(),
            caps: Vec::new(),
            symptoms: Vec::new(),
            prerequisites: (0..self.prerequisites).map(|_| self.prerequisite(dice)).collect(),
            actions,
            reached_when: vec![],
            measures: vec![],
            roles: vec![],
            enough: None,
            scenarios: (0..self.scenarios).map(|place| self.scenario(place, dice)).collect(),
            sources: Vec::new(),
        }
    }

    fn level(&self, level: i64) -> Level {
        let requires = Requirement {
            score: Some(Decimal::whole(level)),
            every: Some(Decimal::whole(level - self.slack)),
            ..Requirement::default()
        };
        let requires = (level > 1).then_some(requires);
        let name = format!("Level {level}");
        Level { level, name, sentence: Sentence::default(), held_back: None, requires, up_to: None }
    }

    fn dimension(&self, place: usize, dice: &mut Dice) -> Dimension {
        Dimension {
            id: format!("dimension_{place}"),
            name: format!("Dimension {place}"),
            weight: self.weights.throw(dice),
            definition: String::new(),
            low: String::new(),
            high: String::new(),
            aggregate: Aggregate::Mean,
            levels: DimensionLevels::RoundedDown(Scale { lowest: 1, highest: self.highest }),
            questions: Vec::new(),
        }
    }

    /// Returns the actions, each with an effort word of its own, and what those words mean.
    fn actions(&self, dice: &mut Dice) -> (BTreeMap<String, Effort>, Vec<Action>) {
        let (mut days, mut actions) = (BTreeMap::new(), Vec::new());
        for dimension in 0..self.dimensions {
            for from in 1..self.highest {
                let gap = dice.happens(self.gaps);
                for turn in 0..dice.from(1, self.actions) {
                    let id = format!("A-{}", actions.len());
                    days.insert(id.clone(), Effort::whole(dice.from(self.days.0, self.days.1)));
                    let optional = gap || (turn > 0 && dice.happens(20));
                    actions.push(action(id, dimension, from, optional, dice));
                }
            }
        }
        (days, actions)
    }

    fn prerequisite(&self, dice: &mut Dice) -> Prerequisite {
        let dimension = dice.place(self.dimensions);
        let further = 1 + dice.place(self.dimensions - 1);
        Prerequisite {
            dimension: DimensionId::new(dimension),
            level: dice.from(2, self.highest),
            needs: DimensionId::new((dimension + further) % self.dimensions),
            at_least: dice.from(2, self.highest),
            reason: String::new(),
        }
    }

    fn scenario(&self, place: usize, dice: &mut Dice) -> Scenario {
        let count = dice.from(1, 4);
        let needs: BTreeMap<usize, i64> = (0..count)
            .map(|_| {
                let level = if dice.happens(50) {
                    dice.from(2, self.highest)
                } else {
                    i64::midpoint(self.highest, 2)
                };
                (dice.place(self.dimensions), level)
            })
            .collect();
        Scenario {
            figures: Vec::new(),
            likely: None,
            hurt: None,
            id: format!("S{place}"),
            title: String::new(),
            trigger: String::new(),
            at_peak: false,
            needs: needs.into_iter().map(need).collect(),
            know: Vec::new(),
            coping: String::new(),
            sources: Vec::new(),
        }
    }
}

fn need((dimension, at_least): (usize, i64)) -> Need {
    Need { dimension: DimensionId::new(dimension), question: None, at_least }
}

fn action(id: String, dimension: usize, from: i64, optional: bool, dice: &mut Dice) -> Action {
    let most = dice.from(0, 26);
    Action {
        with: Vec::new(),
        measure: None,
        effort: id.clone(),
        id,
        dimension: DimensionId::new(dimension),
        kind: ActionKind::Step(from),
        measures: false,
        optional,
        peak_ready: false,
        title: String::new(),
        owner: String::new(),
        horizon: String::new(),
        weeks: (most / 2, most),
        proof: String::new(),
        sources: Vec::new(),
    }
}

fn shuffled(count: usize, dice: &mut Dice) -> Vec<usize> {
    let mut left: Vec<usize> = (0..count).collect();
    (0..count).map(|_| left.remove(dice.place(left.len()))).collect()
}

/// Returns a start with these scores in twelfths; nothing for a dimension that does not apply.
pub(super) fn start(twelfths: &[Option<i64>]) -> Start {
    let score = |twelfths: &Option<i64>| {
        let exact = Exact::whole((*twelfths)?).over(&Exact::whole(12))?;
        Some(Score { level: Some(exact.floor()), exact })
    };
    let profile = twelfths.iter().map(score).collect::<Profile>();
    let unknown = vec![false; twelfths.len()];
    Start { extremes: Extremes { worst: profile.clone(), best: profile }, unknown }
}

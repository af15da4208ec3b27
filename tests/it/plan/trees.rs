use super::made::{Dice, Shape, Weights};
use num_bigint::BigInt;
use num_rational::BigRational;
use oms_maturity::domain::index::{DimensionId, GroupId, ScenarioId};
use oms_maturity::domain::plan::{Aim, Goal, Limits, Planner, Request, Start, Unreachable};
use oms_maturity::domain::rubric::{
    ActionKind, Aggregate, AtLeast, DimensionLevels, Group, Level, Member, Requirement, Rubric,
    Share, Subject,
};
use oms_maturity::domain::scenarios::Extremes;
use oms_maturity::domain::score::{Profile, Score};
use oms_maturity::domain::sentence::Sentence;
use oms_maturity::domain::{Decimal, Exact};
use std::cmp::Reverse;
use std::collections::BTreeMap;

const AGGREGATES: [Aggregate; 4] =
    [Aggregate::Mean, Aggregate::Minimum, Aggregate::Sum, Aggregate::ProratedSum];

fn ratio(number: Decimal) -> BigRational {
    let (above, below) = number.ratio();
    BigRational::new(BigInt::from(above), BigInt::from(below))
}

fn whole(number: i64) -> BigRational {
    BigRational::from_integer(BigInt::from(number))
}

/// A rubric with a tree of groups, tables of levels, dimensions of scores only, and levels that take
/// anything.
fn rubric(dice: &mut Dice) -> Rubric {
    let shape = Shape {
        dimensions: 3 + dice.place(2),
        highest: 3,
        days: (0, 40),
        weights: Weights::Quarters(1, 9),
        actions: 2,
        gaps: 5,
        slack: 1,
        prerequisites: dice.place(4),
        scenarios: dice.place(6),
    };
    let mut rubric = shape.rubric(dice);
    for place in 0..rubric.dimensions.len() {
        match dice.below(5) {
            0 => {
                rubric.dimensions[place].levels = DimensionLevels::None;
                let of_it = DimensionId::new(place);
                rubric.actions.retain(|action| action.dimension != of_it);
                rubric.prerequisites.retain(|rule| rule.dimension != of_it && rule.needs != of_it);
            }
            1 => rubric.dimensions[place].levels = DimensionLevels::Table(table(dice)),
            _ => {}
        }
    }
    grow(&mut rubric, dice);
    let rows = rubric.levels.len();
    for at in 1..rows {
        rubric.levels[at].requires = Some(requirement(&rubric, at, dice));
    }
    rubric
}

/// Levels of a dimension by score, each a little above the one before.
fn table(dice: &mut Dice) -> Vec<Level> {
    let mut from = 1;
    let row = |level: i64| {
        from += dice.from(1, 3);
        let score = Decimal::whole(from);
        let requires = Requirement { score: Some(score), ..Requirement::default() };
        Level {
            held_back: None,
            level,
            name: String::new(),
            sentence: Sentence::default(),
            requires: (level > 1).then_some(requires),
            up_to: None,
        }
    };
    (1..=3).map(row).collect()
}

/// Puts dimensions into groups, and some groups into another.
fn grow(rubric: &mut Rubric, dice: &mut Dice) {
    rubric.aggregate = AGGREGATES[dice.place(4)];
    let mut members = rubric.members.clone();
    for turn in 0..dice.place(3) {
        let mut of = Vec::new();
        for _ in 0..=dice.place(2) {
            if members.len() > 1 {
                of.push(members.remove(dice.place(members.len())));
            }
        }
        if of.is_empty() {
            break;
        }
        rubric.groups.push(Group {
            id: format!("g{turn}"),
            name: String::new(),
            weight: Decimal::parse(["1", "2", "0.5"][dice.place(3)]).unwrap(),
            aggregate: AGGREGATES[dice.place(4)],
            members: of,
        });
        members.push(Member::Group(GroupId::new(turn)));
    }
    rubric.members = members;
}

fn requirement(rubric: &Rubric, at: usize, dice: &mut Dice) -> Requirement {
    let level = i64::try_from(at).unwrap() + 1;
    let mut requirement = Requirement::default();
    let kinds = 1 + dice.below(15);
    if kinds & 1 != 0 {
        let factor = if rubric.aggregate.adds_up() { 3 } else { 1 };
        requirement.score = Some(Decimal::whole(level * factor));
    }
    if kinds & 2 != 0 {
        requirement.every = Some(Decimal::whole(level - 1));
    }
    if kinds & 4 != 0 {
        let group = dice.happens(50) && !rubric.groups.is_empty();
        let member = if group {
            Member::Group(GroupId::new(dice.place(rubric.groups.len())))
        } else {
            Member::Dimension(DimensionId::new(dice.place(rubric.dimensions.len())))
        };
        requirement.named.push((Subject::Member(member), Decimal::whole(level)));
    }
    if kinds & 8 != 0 {
        let at_least =
            if dice.happens(50) { AtLeast::Count(1 + dice.place(3)) } else { AtLeast::Of(2, 3) };
        requirement.share = Some(Share { at: Decimal::whole(level), at_least });
    }
    requirement
}

/// A start: for each dimension its score in twelfths and its level; nothing where it does not apply.
type Started = Vec<Option<(i64, Option<i64>)>>;

fn thrown(rubric: &Rubric, dice: &mut Dice) -> Started {
    let one = |levels: &DimensionLevels| {
        if dice.happens(10) {
            return None;
        }
        let twelfths = dice.from(12, 47);
        let level = match levels {
            DimensionLevels::None => None,
            DimensionLevels::RoundedDown(_) => Some(twelfths.div_euclid(12)),
            DimensionLevels::Table(rows) => {
                let held = rows.iter().take_while(|row| {
                    let from = row.requires.as_ref().and_then(|it| it.score);
                    from.is_none_or(|from| ratio(from) * whole(12) <= whole(twelfths))
                });
                held.last().map(|row| row.level)
            }
        };
        Some((twelfths, level))
    };
    rubric.dimensions.iter().map(|dimension| &dimension.levels).map(one).collect()
}

fn start(from: &Started) -> Start {
    let score = |held: &Option<(i64, Option<i64>)>| {
        let (twelfths, level) = (*held)?;
        Some(Score { exact: Exact::ratio(twelfths, 12)?, level })
    };
    let profile: Profile = from.iter().map(score).collect();
    let extremes = Extremes { worst: profile.clone(), best: profile };
    Start { extremes, unknown: vec![false; from.len()] }
}

/// Every state that can be reached, worked out without the planner.
struct Tree<'r> {
    rubric: &'r Rubric,
    from: &'r Started,
}

#[derive(Clone, Debug)]
struct State {
    levels: Vec<Option<i64>>,
    effort: i64,
    score: Option<BigRational>,
    overall: i64,
    copes: Vec<ScenarioId>,
    fails: Vec<ScenarioId>,
}

impl Tree<'_> {
    fn states(&self) -> Vec<State> {
        let first: Vec<_> = self.from.iter().map(|held| held.and_then(|held| held.1)).collect();
        let mut seen = BTreeMap::from([(first.clone(), 0)]);
        let mut open = vec![first];
        while let Some(levels) = open.pop() {
            let effort = seen[&levels];
            for place in 0..levels.len() {
                let Some(level) = levels[place] else { continue };
                let Some(days) = self.days(place, level) else { continue };
                let mut next = levels.clone();
                next[place] = Some(level + 1);
                if self.may(&levels, place, level + 1) && !seen.contains_key(&next) {
                    seen.insert(next.clone(), effort + days);
                    open.push(next);
                }
            }
        }
        seen.into_iter().map(|(levels, effort)| self.state(levels, effort)).collect()
    }

    fn days(&self, place: usize, from: i64) -> Option<i64> {
        let step = ActionKind::Step(from);
        let of_it = self.rubric.actions.iter().filter(|action| {
            action.dimension.index() == place && action.kind == step && !action.optional
        });
        let days: Vec<i64> =
            of_it.map(|action| self.rubric.effort_days[&action.effort].low).collect();
        (!days.is_empty()).then(|| days.iter().sum())
    }

    fn may(&self, levels: &[Option<i64>], place: usize, to: i64) -> bool {
        self.rubric.prerequisites.iter().all(|rule| {
            let started = self.from[place].and_then(|held| held.1) >= Some(rule.level);
            rule.dimension.index() != place
                || rule.level != to
                || started
                || levels[rule.needs.index()].is_none_or(|there| there >= rule.at_least)
        })
    }

    /// Returns the score of each dimension at these levels.
    fn scores(&self, levels: &[Option<i64>]) -> Vec<Option<BigRational>> {
        let score = |place: usize| {
            let (twelfths, started) = self.from[place]?;
            let now = whole(twelfths) / whole(12);
            let (Some(level), Some(started)) = (levels[place], started) else { return Some(now) };
            if level == started {
                return Some(now);
            }
            let least = match &self.rubric.dimensions[place].levels {
                DimensionLevels::Table(rows) => {
                    let row = rows.iter().find(|row| row.level == level).unwrap();
                    ratio(row.requires.as_ref().unwrap().score.unwrap())
                }
                _ => whole(level),
            };
            Some(least.max(now))
        };
        (0..levels.len()).map(score).collect()
    }

    fn member(&self, scores: &[Option<BigRational>], member: Member) -> Option<BigRational> {
        match member {
            Member::Dimension(dimension) => scores[dimension.index()].clone(),
            Member::Group(group) => {
                let group = &self.rubric.groups[group.index()];
                self.made(scores, group.aggregate, &group.members)
            }
        }
    }

    fn made(
        &self,
        scores: &[Option<BigRational>],
        aggregate: Aggregate,
        members: &[Member],
    ) -> Option<BigRational> {
        let weight = |member: &Member| match member {
            Member::Dimension(dimension) => ratio(self.rubric.dimensions[dimension.index()].weight),
            Member::Group(group) => ratio(self.rubric.groups[group.index()].weight),
        };
        let all: BigRational = members.iter().map(weight).sum();
        let counted: Vec<_> = members
            .iter()
            .filter_map(|member| Some((self.member(scores, *member)?, weight(member))))
            .collect();
        let sum: BigRational = counted.iter().map(|(score, weight)| score * weight).sum();
        let weights: BigRational = counted.iter().map(|(_, weight)| weight.clone()).sum();
        let lowest = counted.iter().map(|(score, _)| score.clone()).min()?;
        Some(match aggregate {
            Aggregate::Mean => sum / weights,
            Aggregate::Minimum => lowest,
            Aggregate::Sum => sum,
            Aggregate::ProratedSum => sum / weights * all,
        })
    }

    fn state(&self, levels: Vec<Option<i64>>, effort: i64) -> State {
        let scores = self.scores(&levels);
        let score = self.made(&scores, self.rubric.aggregate, &self.rubric.members);
        let held = |place: usize| match self.rubric.dimensions[place].levels {
            DimensionLevels::Table(_) => levels[place].map(whole),
            _ => scores[place].clone(),
        };
        let parts: Vec<_> = (0..levels.len()).filter_map(held).collect();
        let holds = |requires: &Requirement| {
            let named = requires.named.iter().all(|(subject, needed)| {
                let has = match subject {
                    Subject::Member(Member::Dimension(dimension)) => held(dimension.index()),
                    Subject::Member(group) => self.member(&scores, *group),
                    Subject::Question(_) => None,
                };
                has.is_none_or(|has| has >= ratio(*needed))
            });
            let share = requires.share.is_none_or(|share| {
                let some = parts.iter().filter(|part| **part >= ratio(share.at)).count();
                parts.is_empty()
                    || match share.at_least {
                        AtLeast::Count(count) => some >= count,
                        AtLeast::Of(above, below) => {
                            let wide = |count: usize| i64::try_from(count).unwrap();
                            wide(some) * below >= wide(parts.len()) * above
                        }
                    }
            });
            requires.score.is_none_or(|it| score.as_ref().is_some_and(|has| *has >= ratio(it)))
                && requires.every.is_none_or(|it| parts.iter().all(|part| *part >= ratio(it)))
                && named
                && share
        };
        let held_rows = self.rubric.levels.iter().skip(1);
        let held_rows = held_rows.take_while(|row| holds(row.requires.as_ref().unwrap()));
        let overall = held_rows.last().map_or(1, |row| row.level);
        let [copes, fails] = self.verdicts(&levels, &scores);
        State { levels, effort, score, overall, copes, fails }
    }

    /// Returns the scenarios that are coped with and those that fail.
    fn verdicts(
        &self,
        levels: &[Option<i64>],
        scores: &[Option<BigRational>],
    ) -> [Vec<ScenarioId>; 2] {
        let (mut copes, mut fails) = (Vec::new(), Vec::new());
        for (place, scenario) in self.rubric.scenarios.iter().enumerate() {
            let short: Vec<i64> = scenario
                .needs
                .iter()
                .filter_map(|need| {
                    let place = need.dimension.index();
                    let floor = scores[place].as_ref()?.floor().to_integer();
                    let floor = i64::try_from(floor).unwrap();
                    Some((need.at_least - levels[place].unwrap_or(floor)).max(0))
                })
                .collect();
            match short.iter().sum::<i64>() {
                _ if short.is_empty() => {}
                0 => copes.push(ScenarioId::new(place)),
                1 => {}
                _ => fails.push(ScenarioId::new(place)),
            }
        }
        [copes, fails]
    }

    fn rank(&self, state: &State) -> impl Ord {
        let known = || state.levels.iter().flatten();
        let spread = known().max().unwrap_or(&0) - known().min().unwrap_or(&0);
        let upstream: Vec<_> =
            self.rubric.upstream.iter().map(|at| Reverse(state.levels[at.index()])).collect();
        (state.effort, spread, Reverse(state.copes.len()), upstream)
    }
}

/// Holds the plan for one request against every state; returns what kind of answer it was.
fn assert_best(tree: &Tree<'_>, states: &[State], request: &Request) -> &'static str {
    let planner = Planner::new(tree.rubric, start(tree.from));
    let reaching = states.iter().filter(|state| {
        request.goal.level.is_none_or(|level| state.overall >= level)
            && request.goal.scenarios.iter().all(|id| {
                let needs = &tree.rubric.scenarios[id.index()].needs;
                let applies = needs.iter().any(|need| tree.from[need.dimension.index()].is_some());
                !applies || state.copes.contains(id)
            })
    });
    let budget = request.limits.budget_days.unwrap_or(i64::MAX);
    let (within, beyond): (Vec<&State>, Vec<_>) =
        reaching.partition(|state| state.effort <= budget);
    let best = within.iter().min_by_key(|state| {
        let first = (request.aim == Aim::HighestLevel)
            .then(|| (Reverse(state.overall), Reverse(state.score.clone())));
        (first, tree.rank(state))
    });
    let said = format!("{request:#?}\n{:#?}\n{:?}", tree.rubric, tree.from);
    match (planner.plan(request), best) {
        (Ok(plan), Some(best)) => {
            let levels: Vec<_> =
                DimensionId::all(best.levels.len()).map(|id| plan.profile.level(id)).collect();
            assert_eq!((plan.effort_days.low, &levels), (best.effort, &best.levels), "{said}");
            assert_eq!(plan.overall.level, Some(best.overall), "{said}");
            assert_eq!((&plan.copes, &plan.fails), (&best.copes, &best.fails), "{said}");
            assert!(plan.proven && plan.settled, "{said}");
            "plan"
        }
        (Err(Unreachable::OverBudget { least_days, proven }), None) => {
            let least = beyond.iter().map(|state| state.effort).min();
            assert_eq!((Some(least_days.low), proven), (least, true), "{said}");
            "over budget"
        }
        (Err(Unreachable::Stopped(missed)), None) => {
            assert!(beyond.is_empty() && !missed.is_empty(), "{said}");
            "stopped"
        }
        (answer, best) => panic!("{answer:#?}\n{best:#?}\n{said}"),
    }
}

#[test]
fn under_any_tree_of_groups_every_plan_is_the_best_state() {
    let mut dice = Dice(13);
    let mut tally: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..600 {
        let rubric = rubric(&mut dice);
        let from = thrown(&rubric, &mut dice);
        if from.iter().all(Option::is_none) {
            continue;
        }
        let tree = Tree { rubric: &rubric, from: &from };
        let states = tree.states();
        let goal = |level| Goal { level: Some(level), ..Goal::default() };
        let budget_days = Some(dice.from(0, 90));
        let limits = Limits { budget_days, ..Limits::default() };
        let mut requests = vec![
            Request { goal: goal(2), ..Request::default() },
            Request { goal: goal(3), ..Request::default() },
            Request { goal: goal(3), limits: limits.clone(), ..Request::default() },
            Request { limits, aim: Aim::HighestLevel, ..Request::default() },
        ];
        if !rubric.scenarios.is_empty() {
            let id = ScenarioId::new(dice.place(rubric.scenarios.len()));
            let goal = Goal { scenarios: vec![id], ..Goal::default() };
            requests.push(Request { goal, ..Request::default() });
        }
        for request in &requests {
            *tally.entry(assert_best(&tree, &states, request)).or_default() += 1;
        }
    }
    assert!(tally["plan"] > 800 && tally["stopped"] > 200, "{tally:?}");
    assert!(tally["over budget"] > 30, "{tally:?}");
}

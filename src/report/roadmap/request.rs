//! What a plan was asked for, and why it cannot be had.

use super::start::{planner, start_profile};
use crate::domain::calendar::Calendar;
use crate::domain::index::ScenarioId;
use crate::domain::plan::{Aim, GoalPart, Missed, Obstacle, Request, Stop, Unreachable};
use crate::domain::rubric::Share;
use crate::report::Report;
use crate::report::words::effort::person_days;
use crate::report::words::requirements::share_words;
use crate::report::words::{counted, isolated, list, named};

/// What a request says, and why it cannot be had.
pub(super) struct Words<'a, 'r> {
    pub(super) report: &'a Report<'r>,
    pub(super) request: &'a Request,
    pub(super) calendar: Option<Calendar>,
}

impl Words<'_, '_> {
    pub(super) fn asked(&self) -> String {
        let aim = match self.request.aim {
            Aim::HighestLevel => "the highest level and mean to be had".to_owned(),
            Aim::LeastEffort => self.goal(),
        };
        let budget = self.request.limits.budget_days;
        let budget = budget.map(|days| format!(" for {} at most", counted(days, "person-day")));
        let by = self.request.limits.by;
        let by = by.map(|by| format!(" from {} until {}", by.calendar.today, by.day));
        format!("{aim}{}{}", budget.unwrap_or_default(), by.unwrap_or_default())
    }

    pub(super) fn goal(&self) -> String {
        let goal = &self.request.goal;
        let mut parts: Vec<_> =
            goal.level.map(|level| format!("level {level}")).into_iter().collect();
        parts.extend(goal.dimensions.iter().map(|(dimension, level)| {
            let name = named(self.report.dimension_name(*dimension));
            let result = self.report.judgement.scores.dimensions.get(dimension.index());
            let applies = result.is_some_and(|result| result.applies);
            if applies {
                format!("{name} at {level}")
            } else {
                format!("{name}, which does not apply")
            }
        }));
        let scenarios = goal.scenarios.iter().filter_map(|scenario| self.scenario(*scenario));
        let scenarios: Vec<_> = scenarios.collect();
        if !scenarios.is_empty() {
            parts.push(format!("coping with {}", list(&scenarios)));
        }
        list(&parts)
    }

    fn scenario(&self, scenario: ScenarioId) -> Option<String> {
        let scenario = self.report.rubric().scenarios.get(scenario.index())?;
        Some(format!("{} {}", scenario.id, isolated(&scenario.title)))
    }

    pub(super) fn unreachable(&self, why: &Unreachable) -> String {
        match why {
            Unreachable::Stopped(_) if self.report.rubric().actions.is_empty() => format!(
                "{} cannot be reached: the rubric names no actions, which steps are made of",
                self.goal()
            ),
            Unreachable::Stopped(missed) => {
                let parts: Vec<_> = missed.iter().map(|missed| self.missed(missed)).collect();
                let late = missed.iter().flat_map(|missed| &missed.stops);
                let is_late = late.into_iter().any(|stop| stop.by == Obstacle::Cap);
                let pause = self.pause().filter(|_| is_late).unwrap_or_default();
                format!("{} cannot be reached: {}{pause}", self.goal(), parts.join("; "))
            }
            Unreachable::OverBudget { least_days, proven } => format!(
                "{} takes {}{}, and the budget is {}; leave the goal out to see what the budget \
                 buys",
                self.goal(),
                if *proven { "at least " } else { "as far as was found " },
                person_days(*least_days),
                self.request.limits.budget_days.unwrap_or_default()
            ),
            Unreachable::Undecided => format!(
                "no way to {} was found before the search was cut short, nor proof that there is \
                 none",
                self.goal()
            ),
        }
    }

    fn missed(&self, missed: &Missed) -> String {
        let part = match &missed.part {
            GoalPart::Score { needed, highest } => {
                let highest = highest.as_ref().map(|score| self.report.whole_score(score));
                let highest = highest.unwrap_or_default();
                let noun = self.report.score_noun();
                format!("it takes a {noun} of {needed}, and {highest} is the highest to be had")
            }
            GoalPart::EveryDimension(level) => format!("it takes every dimension at {level}"),
            GoalPart::Member(member, needed) => {
                format!("it takes {} at {needed}", self.report.member_name(*member))
            }
            GoalPart::Share(Share { at, at_least }) => {
                format!("it takes {} the dimensions at {at} or more", share_words(*at_least))
            }
            GoalPart::Dimension(dimension, level) => {
                format!("{} at {level}", named(self.report.dimension_name(*dimension)))
            }
            GoalPart::Scenario(scenario) => self.scenario(*scenario).unwrap_or_default(),
        };
        let is_mean = matches!(missed.part, GoalPart::Score { .. });
        let stops = missed.stops.iter().filter(|stop| !is_mean || stop.by != Obstacle::Top);
        let stops: Vec<_> = stops.map(|stop| self.stop(*stop)).collect();
        match (&missed.part, stops.is_empty()) {
            (_, true) => part,
            (GoalPart::Dimension(..), false) => stops.join("; "),
            (_, false) => format!("{part} ({})", stops.join("; ")),
        }
    }

    /// Says when work pauses, behind what comes too late; nothing where it does not.
    fn pause(&self) -> Option<String> {
        let (from, until) = self.calendar?.pause()?;
        let peak = self.calendar?.freeze?.peak;
        Some(format!("; work pauses from {from} until {until} around the peak of {peak}"))
    }

    /// Says when the step after a stop would be done.
    fn too_late(&self, stop: Stop) -> String {
        let weeks = planner(self.report).weeks(stop.dimension, stop.level + 1);
        let end = self.calendar.zip(weeks).and_then(|(calendar, weeks)| calendar.after(weeks));
        let end = end.map(|day| format!(", only on {day}")).unwrap_or_default();
        format!("the next step cannot be done in time{end}")
    }

    fn stop(&self, stop: Stop) -> String {
        let name = named(self.report.dimension_name(stop.dimension));
        let why = match stop.by {
            Obstacle::Top => "the top of the scale".to_owned(),
            Obstacle::NoActions => "the rubric names no action for the next step".to_owned(),
            Obstacle::NoLevels => {
                "it has scores and no levels, so that no step raises it".to_owned()
            }
            Obstacle::Cap => self.too_late(stop),
            Obstacle::Prerequisite(prerequisite) => {
                let rule = self.report.rubric().prerequisites.get(prerequisite.index());
                rule.map_or_else(String::new, |rule| {
                    let needs = named(self.report.dimension_name(rule.needs));
                    format!("the next step waits for {needs} at {}", rule.at_least)
                })
            }
        };
        let start = start_profile(self.report).level(stop.dimension);
        let doubt = self.report.standing(stop.dimension).doubt();
        match doubt.filter(|_| start == Some(stop.level)) {
            Some(doubt) => format!("{name}, {doubt}, cannot be raised: {why}"),
            None => format!("{name} stops at {}: {why}", stop.level),
        }
    }
}

//! A plan in words: what to do when, what each step unlocks, and why there is no plan where there
//! is none. What is planned is decided in [`crate::domain::plan`].

pub mod goal;
pub mod json;
mod picture;
mod request;
pub mod spreadsheet;
mod start;
pub mod table;
mod timing;

use super::Report;
use super::words::effort::{ends, half_days, person_days};
use super::words::{
    counted, first_few, isolated, list, lower_first, named, upper_first, with_unit,
};
use crate::domain::index::ScenarioId;
use crate::domain::plan::{Aim, Goal, Measuring, Plan, PlannedStep, Request};
use crate::domain::scenarios::Verdict;
use crate::domain::score::whole_score;
use crate::domain::sorting;
use crate::domain::{Date, Effort};
use request::Words;
use start::start_profile;
use std::cmp::Ordering;
use std::fmt::Write;

pub use start::{planner, start_level};
pub use timing::Timing;

/// How many scenarios are named in a sentence; the rest are counted.
const NAMED: usize = 6;
/// How many are where their titles stand with them.
const TITLED: usize = 3;

/// A plan with all that is said beside it.
#[derive(Debug)]
pub struct Roadmap<'a, 'r> {
    /// What is planned for.
    pub report: &'a Report<'r>,
    /// What the plan was asked for.
    pub request: Request,
    /// The plan.
    pub plan: Plan,
    /// A plan with little more effort that leaves fewer scenarios failing.
    pub alternative: Option<Plan>,
    /// What each next step would change if it were taken alone.
    pub next_steps: Vec<PlannedStep>,
    /// How the plan depends on what is not known.
    pub measuring: Vec<Measuring>,
    /// From when on work is done, and around which pause.
    pub timing: Timing,
    /// Whether scenarios and actions stand with their titles, as on a page to hand over.
    pub titled: bool,
}

impl<'a, 'r> Roadmap<'a, 'r> {
    /// Plans for `request`.
    ///
    /// # Errors
    ///
    /// Says why there is no plan, as a sentence without a full stop.
    pub fn of(report: &'a Report<'r>, request: Request, timing: Timing) -> Result<Self, String> {
        let planner = planner(report);
        let words = Words { report, request: &request, calendar: timing.calendar() };
        let plan = planner.plan(&request).map_err(|why| words.unreachable(&why))?;
        Ok(Self {
            report,
            alternative: planner.alternative(&request, &plan),
            next_steps: planner.next_steps(),
            measuring: planner.measuring(&request),
            plan,
            request,
            timing,
            titled: false,
        })
    }

    /// Returns the plan to the target that the answers name; nothing where they name none.
    #[must_use]
    pub fn to_the_target(report: &'a Report<'r>) -> Option<Result<Self, String>> {
        let target = report.sheet.given().target.as_ref()?;
        let goal = Goal::of_target(report.rubric(), target);
        let timing = Timing { today: None, freeze: report.sheet.freeze() };
        let roadmap = Self::of(report, Request { goal, ..Request::default() }, timing);
        Some(roadmap.map(Self::with_titles))
    }

    /// Returns the same, with scenarios and actions named by their titles.
    #[must_use]
    pub fn with_titles(self) -> Self {
        Self { titled: true, ..self }
    }

    fn words(&self) -> Words<'_, 'r> {
        Words { report: self.report, request: &self.request, calendar: self.timing.calendar() }
    }

    /// Returns the overall level that the plan starts from: every unknown at its lowest.
    #[must_use]
    pub fn from_level(&self) -> Option<i64> {
        start_level(self.report)
    }

    /// Says what the plan comes to: `From level 2 to level 3: 1 step, 40 person-days`.
    #[must_use]
    pub fn summary(&self) -> String {
        let plan = &self.plan;
        if plan.steps.is_empty() {
            return "Nothing to do".to_owned();
        }
        let steps = counted(plan.steps.len(), "step");
        let (Some(from), Some(to)) = (self.from_level(), plan.overall.level) else {
            let [from, to] = [&start_profile(self.report), &&plan.profile].map(|profile| {
                let score = whole_score(self.report.rubric(), profile);
                score.map(|score| self.report.whole_score(&score)).unwrap_or_default()
            });
            let noun = self.report.score_noun();
            let days = person_days(plan.effort_days);
            return format!("From a {noun} of {from} to one of {to}: {steps}, {days}");
        };
        let level = match (from == to, self.report.level()) {
            // Where what is not known is left out, more is held than can be planned on.
            (_, Some(held)) if held.level > from => format!(
                "From level {}, or {from} with what is not known at its lowest, to level {to}",
                held.level
            ),
            (true, Some(_)) => format!("The level stays {from}"),
            (false, Some(_)) => format!("From level {from} to level {to}"),
            // Where too much is unknown, no level is held that one could start from.
            (_, None) => format!("From no level to level {to}"),
        };
        format!("{level}: {steps}, {}", person_days(plan.effort_days))
    }

    /// Says how long the plan takes and whether it was proven; why nothing is to be done where
    /// that is so.
    #[must_use]
    pub fn terms(&self) -> String {
        let plan = &self.plan;
        if plan.steps.is_empty() {
            return format!("{}.", upper_first(&self.held()));
        }
        let end = self.end(plan.weeks).map(|day| format!(", done by {day}")).unwrap_or_default();
        format!(
            "{} of work where steps run side by side{end}. {} {}",
            upper_first(&weeks(plan.weeks)),
            self.proof(),
            self.effort_scale()
        )
    }

    fn held(&self) -> String {
        match self.request.aim {
            Aim::HighestLevel => self.no_step(),
            Aim::LeastEffort => format!("no step is needed for {}", self.words().goal()),
        }
    }

    /// Says that the limits buy no step, and what the cheapest one takes.
    fn no_step(&self) -> String {
        let next =
            self.next_steps.iter().min_by_key(|step| (step.effort_days.middle(), step.weeks));
        let Some(next) = next else { return "there is no further step".to_owned() };
        let end = |day: Date| format!(", and would be done only by {day}");
        let dated = self.request.limits.by.and_then(|_| self.end(next.weeks)).map(end);
        format!(
            "the limits buy no further step; the cheapest, {}, takes {}{}",
            lower_first(&self.step_name(next)),
            person_days(next.effort_days),
            dated.unwrap_or_default()
        )
    }

    /// Says what the plan was asked for: `Level 3.`
    #[must_use]
    pub fn asked(&self) -> String {
        format!("{}.", upper_first(&self.words().asked()))
    }

    /// Says that what is unknown is taken for the lowest; nothing where all is known.
    #[must_use]
    pub fn taken_as_lowest(&self) -> Option<String> {
        let unknown = self.report.judgement.scores.unknown;
        let (verb, it) = if unknown == 1 { ("is", "it") } else { ("are", "them") };
        (unknown > 0).then(|| {
            format!(
                "{unknown} of the answers {verb} not known; until measured, the plan takes the \
                 lowest level for {it}."
            )
        })
    }

    /// Says which figures the scenarios of the goal take that no step changes; nothing where they are
    /// there.
    #[must_use]
    pub fn figures_words(&self) -> Option<String> {
        let results = self.report.judgement.scenarios.iter();
        let meant = results.filter(|one| self.request.goal.scenarios.contains(&one.scenario));
        let figures: Vec<_> = meant.flat_map(|one| self.report.open_figures(one)).collect();
        match figures.as_slice() {
            [] => None,
            [only] => Some(format!(
                "Coping hangs on a figure besides, which no level stands for: {only}."
            )),
            several => Some(format!(
                "Coping hangs on figures besides, which no level stands for: {}.",
                several.join("; ")
            )),
        }
    }

    /// Says whether it was proven that nothing is better.
    fn proof(&self) -> &'static str {
        let ranges = self.report.rubric().has_effort_ranges();
        match (self.plan.proven && self.plan.settled, self.request.aim) {
            (true, Aim::LeastEffort) if ranges => {
                "With these ranges of effort, no other set of steps takes fewer \
                 person-days at their middle."
            }
            (true, Aim::HighestLevel) if ranges => {
                "With these ranges of effort, the limits buy no higher level, no \
                 higher mean, and not this with fewer person-days at their middle."
            }
            (true, Aim::LeastEffort) => {
                "Proven: no other set of steps reaches it with less effort."
            }
            (true, Aim::HighestLevel) => {
                "Proven: the limits buy no higher level, no higher mean, and not this with less."
            }
            (false, _) => "The best that was found; the search was cut short before it was proven.",
        }
    }

    /// Says how efforts are counted.
    fn effort_scale(&self) -> String {
        let mut words: Vec<_> = self.report.rubric().effort_days.iter().collect();
        sorting::sort_by_key(&mut words, |(word, effort)| (effort.middle(), word.as_str()));
        let words: Vec<_> =
            words.iter().map(|(word, effort)| format!("{word} {}", ends(**effort))).collect();
        let words = words.join(", ");
        if self.report.rubric().has_effort_ranges() {
            format!("Efforts are ranges of person-days ({words}), without licences or hardware.")
        } else {
            format!("Efforts are internal person-days ({words}), without licences or hardware.")
        }
    }

    /// Returns the day after so many weeks of work, where days are asked for.
    #[must_use]
    pub fn end(&self, weeks: i64) -> Option<Date> {
        self.timing.calendar().and_then(|calendar| calendar.after(weeks))
    }

    /// Returns the name of a step: `Cost-to-serve 1 to 2`. What is not known is not said to start
    /// from a level: `Cost-to-serve, not known, to 2`.
    #[must_use]
    pub fn step_name(&self, step: &PlannedStep) -> String {
        let name = isolated(self.report.dimension_name(step.dimension));
        let start = start_profile(self.report).level(step.dimension);
        let doubt = self.report.standing(step.dimension).doubt();
        match doubt.filter(|_| start == Some(step.from_level)) {
            Some(doubt) => format!("{name}, {doubt}, to {}", step.to_level),
            None => format!("{name} {} to {}", step.from_level, step.to_level),
        }
    }

    /// Says what a step unlocks.
    #[must_use]
    pub fn unlocks(&self, step: &PlannedStep) -> String {
        let mut parts = Vec::new();
        if let Some((_, level)) = lifted(step) {
            parts.push(format!("overall level {level}"));
        }
        parts.extend(self.scenarios_changed(&step.copes, &step.no_longer_fails));
        let next = step.unlocks.iter().filter(|(dimension, _)| *dimension != step.dimension);
        parts.extend(next.map(|(dimension, level)| {
            format!("{} may go to {level}", named(self.report.dimension_name(*dimension)))
        }));
        if parts.is_empty() {
            let value = step.score.as_ref().map(|score| self.report.whole_score(score));
            let value = value.unwrap_or_default();
            parts.push(format!("a {} of {value}", self.report.score_noun()));
        }
        parts.join("; ")
    }

    /// Says which scenarios are coped with, and which others no longer fail.
    fn scenarios_changed(
        &self,
        copes: &[ScenarioId],
        no_longer_fails: &[ScenarioId],
    ) -> Vec<String> {
        let rest: Vec<_> =
            no_longer_fails.iter().filter(|scenario| !copes.contains(scenario)).copied().collect();
        let mut parts = Vec::new();
        if !copes.is_empty() {
            parts.push(format!("copes with {}", self.scenario_names(copes)));
        }
        // What may fail today may do so no longer; whether it does today cannot be said.
        let (open, failing): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|scenario| self.cannot_say(*scenario));
        for (scenarios, words) in
            [(failing, "at risk instead of failing"), (open, "at risk at worst")]
        {
            if !scenarios.is_empty() {
                parts.push(format!("{} {words}", self.scenario_names(&scenarios)));
            }
        }
        parts
    }

    /// Returns whether what becomes of a scenario today depends on what is not known.
    fn cannot_say(&self, scenario: ScenarioId) -> bool {
        let mut results = self.report.judgement.scenarios.iter();
        results.any(|one| one.scenario == scenario && one.verdict == Verdict::CannotSay)
    }

    /// Says that numbers hold for the worst case; nothing where all is known.
    fn at_worst(&self) -> &'static str {
        if self.report.scores().unknown > 0 { ", at worst" } else { "" }
    }

    /// Returns the ids of scenarios for a sentence, with their titles where they are to stand with
    /// them; many are counted.
    #[must_use]
    pub fn scenario_names(&self, scenarios: &[ScenarioId]) -> String {
        let all = &self.report.rubric().scenarios;
        let named = scenarios.iter().filter_map(|scenario| all.get(scenario.index()));
        if self.titled {
            let titled = named.map(|one| format!("{} {}", one.id, isolated(&one.title)));
            return first_few(titled.collect(), TITLED);
        }
        first_few(named.map(|one| one.id.clone()).collect(), NAMED)
    }

    /// Says what the scenarios come to once the plan is carried out.
    #[must_use]
    pub fn scenarios_then(&self) -> Option<String> {
        let plan = &self.plan;
        let all = plan.copes.len() + plan.at_risk.len() + plan.fails.len();
        let likely = if self.report.sheet.given().scenarios.is_empty() { "" } else { "likely " };
        (all > 0).then(|| {
            format!(
                "Then, of {all} {likely}scenarios {} are coped with, {} at risk, and {} fail{}.",
                plan.copes.len(),
                plan.at_risk.len(),
                plan.fails.len(),
                self.at_worst()
            )
        })
    }

    /// Says what the alternative costs, spares and gives up; nothing where there is none.
    #[must_use]
    pub fn alternative_words(&self) -> Option<String> {
        let alternative = self.alternative.as_ref()?;
        let cost = self.cost_of(alternative);
        let without = |some: &[ScenarioId], others: &[ScenarioId]| -> Vec<ScenarioId> {
            some.iter().filter(|scenario| !others.contains(scenario)).copied().collect()
        };
        let spared = without(&self.plan.fails, &alternative.fails);
        let fewer = alternative.fails.len();
        let verb = if fewer == 1 { "fails" } else { "fail" };
        let mut text = format!(
            "{cost} ({} in all), {} {verb} instead of {}{}: {} no longer {}.",
            ends(alternative.effort_days),
            counted(fewer, "scenario"),
            self.plan.fails.len(),
            self.at_worst(),
            self.scenario_names(&spared),
            if spared.len() == 1 { "does" } else { "do" },
        );
        let lost = without(&alternative.fails, &self.plan.fails);
        if !lost.is_empty() {
            let verb = if lost.len() == 1 { "fails" } else { "fail" };
            let _ = write!(text, " But {} {verb} then.", self.scenario_names(&lost));
        }
        if alternative.overall.score < self.plan.overall.score {
            let [own, other] = [&self.plan, alternative].map(|plan| {
                let score = plan.overall.score.as_ref();
                score.map(|score| self.report.whole_score(score)).unwrap_or_default()
            });
            let noun = self.report.score_noun();
            let _ = write!(text, " The {noun} is {other} then, not {own}.");
        }
        text.push_str(&self.other_steps(alternative));
        if !(alternative.proven && alternative.settled) {
            text.push_str(" It is the best that was found before the search was cut short.");
        }
        Some(text)
    }

    /// Says how much more or less effort an alternative takes.
    fn cost_of(&self, alternative: &Plan) -> String {
        let (own, other) = (self.plan.effort_days, alternative.effort_days);
        let ranges = self.report.rubric().has_effort_ranges();
        let difference = with_unit(
            half_days(if own.middle() < other.middle() {
                other.middle().minus(own.middle())
            } else {
                own.middle().minus(other.middle())
            }),
            "person-days",
        );
        match other.middle().cmp(&own.middle()) {
            Ordering::Equal => "For the same effort".to_owned(),
            Ordering::Less if ranges => format!("For {difference} less at the middle"),
            Ordering::Greater if ranges => {
                format!("For {difference} more at the middle")
            }
            Ordering::Less => format!("For {difference} less"),
            Ordering::Greater => format!("For {difference} more"),
        }
    }

    /// Says by which steps an alternative differs.
    fn other_steps(&self, alternative: &Plan) -> String {
        let only_in = |one: &Plan, other: &Plan| -> Vec<String> {
            let own = one.steps.iter();
            let own = own.filter(|step| !other.steps.iter().any(|there| is_same(there, step)));
            own.map(|step| self.step_name(step)).collect()
        };
        let adds = only_in(alternative, &self.plan);
        let drops = only_in(&self.plan, alternative);
        match (adds.is_empty(), drops.is_empty()) {
            (true, true) => String::new(),
            (false, true) => format!(" It adds {}.", list(&adds)),
            (true, false) => format!(" It leaves out {}.", list(&drops)),
            (false, false) => format!(" It adds {} and leaves out {}.", list(&adds), list(&drops)),
        }
    }

    /// Says which single steps lift the overall level.
    #[must_use]
    pub fn single_steps(&self) -> String {
        let lifting = self.next_steps.iter().filter(|step| lifted(step).is_some());
        let dimensions: Vec<_> = lifting.clone().map(|step| step.dimension).collect();
        let Some((from, to)) = lifting.clone().find_map(lifted) else {
            return "No single step lifts the overall level.".to_owned();
        };
        let names: Vec<_> = dimensions
            .iter()
            .map(|dimension| named(self.report.dimension_name(*dimension)))
            .collect();
        if let [only] = names.as_slice() {
            return format!(
                "One level of {only} lifts the overall level from {from} to {to}; no other single \
                 step does."
            );
        }
        format!(
            "One level of any of {} lifts the overall level from {from} to {to}; no other single \
             step does.",
            list(&names)
        )
    }

    /// Says what a single next step would change.
    #[must_use]
    pub fn gain(&self, step: &PlannedStep) -> String {
        let mut parts = Vec::new();
        if let Some((before, after)) = lifted(step) {
            parts.push(format!("level {before} to {after}"));
        }
        let noun = self.report.score_noun();
        let shown = |score| format!("{noun} {}", self.report.whole_score(score));
        parts.extend(step.score.as_ref().map(shown));
        parts.extend(self.scenarios_changed(&step.copes, &step.no_longer_fails));
        parts.join("; ")
    }

    /// Says which unknown is worth measuring first, and why; nothing where all is known.
    #[must_use]
    pub fn measure_first(&self) -> Option<String> {
        let first = self.measuring.first()?;
        if first.plans <= 1 && first.proven {
            return Some("What is unknown changes nothing in this plan.".to_owned());
        }
        let name = named(self.report.dimension_name(first.dimension));
        let out = match first.out_of_reach.as_slice() {
            [] => String::new(),
            levels => {
                let levels: Vec<_> = levels.iter().map(ToString::to_string).collect();
                format!(", and out of reach if it is at {}", list(&levels))
            }
        };
        let plans = counted(first.plans, "different plan");
        let levels = first.level.filter(|_| self.request.aim == Aim::HighestLevel);
        let ranges = self.report.rubric().has_effort_ranges();
        let middle = |effort: Effort| half_days(effort.middle());
        let effort = match (levels, first.effort_days) {
            (Some((lowest, highest)), _) if lowest != highest => {
                format!("the level to be had is {lowest} to {highest}")
            }
            (Some((level, _)), Some((least, most))) if ranges => format!(
                "level {level} takes {} to {} person-days at the middle",
                middle(least),
                middle(most)
            ),
            (Some((level, _)), Some((least, most))) => {
                format!("level {level} takes {} to {} person-days", least.low, most.low)
            }
            (_, Some((least, most))) if least == most => {
                format!("the steps are others, for {} each time", person_days(least))
            }
            (_, Some((least, most))) if ranges => format!(
                "the middle of the effort lies between {} and {} person-days",
                middle(least),
                middle(most)
            ),
            (_, Some((least, most))) => {
                format!("the effort lies between {} and {} person-days", least.low, most.low)
            }
            (_, None) => "the goal is out of reach".to_owned(),
        };
        Some(format!("Measure {name} first: depending on it, {effort} ({plans}){out}."))
    }
}

fn is_same(one: &PlannedStep, other: &PlannedStep) -> bool {
    one.dimension == other.dimension && one.to_level == other.to_level
}

fn weeks(number: i64) -> String {
    counted(number, "week")
}

/// Returns the overall level before and after a step that lifts it.
fn lifted(step: &PlannedStep) -> Option<(i64, i64)> {
    step.level.filter(|(before, after)| after > before)
}

//! A plan for programs.

use super::Roadmap;
use super::start::start_profile;
use crate::domain::index::{ActionId, DimensionId, ScenarioId};
use crate::domain::plan::{Aim, Plan, PlannedStep};
use crate::domain::rubric::Aggregate;
use crate::domain::sorting;
use crate::domain::{Effort, Exact, Rubric};
use crate::report::effort_json::EffortV1;
use crate::report::json::{Number, ReferenceV1};
use crate::report::json_text;
use crate::report::notice_json::NoticeV1;
use serde::Serialize;
use std::collections::BTreeMap;

/// Returns the plan as JSON, version 1, indented, with a line end.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn render(roadmap: &Roadmap<'_, '_>) -> Result<String, serde_json::Error> {
    json_text::text(&V1::from(roadmap))
}

/// Version 1 of the plan. Fields are only ever added.
#[derive(Serialize)]
struct V1<'a> {
    version: u8,
    rubric: ReferenceV1<'a>,
    scope: &'a str,
    date: String,
    goal: GoalV1<'a>,
    from: ScoresV1<'a>,
    /// How many questions the plan takes for the lowest because nobody knows.
    unknown: usize,
    #[serde(flatten)]
    plan: PlanV1<'a>,
    alternative: Option<PlanV1<'a>>,
    next_steps: Vec<NextStepV1<'a>>,
    measure_first: Vec<MeasureV1<'a>>,
    /// The figures that the goal's scenarios take and that no step changes, in words; left out where
    /// they are there.
    #[serde(skip_serializing_if = "Option::is_none")]
    figures: Option<String>,
    effort_days: BTreeMap<&'a str, EffortV1>,
    effort_counts: &'static str,
    /// What keeps the answers from being trusted; left out where nothing does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notices: Vec<NoticeV1>,
}

#[derive(Serialize)]
struct GoalV1<'a> {
    aim: &'static str,
    level: Option<i64>,
    dimensions: BTreeMap<&'a str, i64>,
    scenarios: Vec<&'a str>,
    budget_days: Option<i64>,
    today: Option<String>,
    by: Option<String>,
    pause: Option<PauseV1>,
    /// The first day of the peak that work pauses around, and how many weeks before it.
    next_peak: Option<String>,
    freeze_weeks: Option<i64>,
}

/// The days around the peak on which nothing is done; the last one is the first day of work again.
#[derive(Serialize)]
struct PauseV1 {
    /// Left out only where it lies before the calendar.
    from: Option<String>,
    until: String,
}

#[derive(Serialize)]
struct ScoresV1<'a> {
    level: Option<i64>,
    mean: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<Number>,
    exact: Option<String>,
    dimensions: BTreeMap<&'a str, i64>,
}

#[derive(Serialize)]
struct PlanV1<'a> {
    to: ScoresV1<'a>,
    total_effort_days: EffortV1,
    weeks: i64,
    ends: Option<String>,
    proven: bool,
    scenarios: Scenarios<'a>,
    steps: Vec<StepV1<'a>>,
}

#[derive(Serialize)]
struct Scenarios<'a> {
    copes: Vec<&'a str>,
    at_risk: Vec<&'a str>,
    fails: Vec<&'a str>,
}

#[derive(Serialize)]
struct StepV1<'a> {
    wave: usize,
    dimension: &'a str,
    from_level: i64,
    to_level: i64,
    effort_days: EffortV1,
    weeks: i64,
    starts: Option<String>,
    ends: Option<String>,
    actions: Vec<&'a str>,
    optional_actions: Vec<&'a str>,
    level_after: Option<i64>,
    copes: Vec<&'a str>,
    unlocks: String,
    /// How one sees that it is taken; left out where the rubric does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    reached_when: Option<&'a str>,
}

#[derive(Serialize)]
struct NextStepV1<'a> {
    dimension: &'a str,
    from_level: i64,
    to_level: i64,
    effort_days: EffortV1,
    level_before: Option<i64>,
    level_after: Option<i64>,
    mean: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<Number>,
    copes: Vec<&'a str>,
    no_longer_fails: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reached_when: Option<&'a str>,
}

#[derive(Serialize)]
struct MeasureV1<'a> {
    dimension: &'a str,
    least_effort_days: Option<EffortV1>,
    greatest_effort_days: Option<EffortV1>,
    lowest_level: Option<i64>,
    highest_level: Option<i64>,
    out_of_reach_at: &'a [i64],
    plans: usize,
    proven: bool,
}

impl<'a> From<&'a Roadmap<'_, '_>> for V1<'a> {
    fn from(roadmap: &'a Roadmap<'_, '_>) -> Self {
        let report = roadmap.report;
        let given = report.sheet.given();
        let rubric = report.rubric();
        let days = |effort| EffortV1::of(rubric, effort);
        let words = rubric.effort_days.iter();
        let measuring = roadmap.measuring.iter().map(|one| MeasureV1 {
            dimension: report.dimension_id(one.dimension),
            least_effort_days: one.effort_days.map(|(least, _)| days(least)),
            greatest_effort_days: one.effort_days.map(|(_, most)| days(most)),
            lowest_level: one.level.map(|(lowest, _)| lowest),
            highest_level: one.level.map(|(_, highest)| highest),
            out_of_reach_at: &one.out_of_reach,
            plans: one.plans,
            proven: one.proven,
        });
        Self {
            version: 1,
            rubric: report.rubric_reference(),
            scope: &given.scope,
            date: given.date.to_string(),
            goal: roadmap.goal(),
            from: roadmap.start(),
            unknown: report.judgement.scores.unknown,
            plan: roadmap.plan_v1(&roadmap.plan),
            alternative: roadmap.alternative.as_ref().map(|plan| roadmap.plan_v1(plan)),
            next_steps: roadmap.next_steps_v1(),
            measure_first: measuring.collect(),
            figures: roadmap.figures_words(),
            effort_days: sorting::to_map(
                words.map(|(word, effort)| (word.as_str(), days(*effort))),
            ),
            effort_counts: effort_counts(rubric),
            notices: NoticeV1::of_old_figures(report),
        }
    }
}

impl<'a> Roadmap<'a, '_> {
    fn goal(&self) -> GoalV1<'a> {
        let goal = &self.request.goal;
        let dimensions = goal.dimensions.iter();
        GoalV1 {
            aim: match self.request.aim {
                Aim::LeastEffort => "least_effort",
                Aim::HighestLevel => "highest_level",
            },
            level: goal.level,
            dimensions: dimensions
                .map(|(at, level)| (self.report.dimension_id(*at), *level))
                .collect(),
            scenarios: self.ids(&goal.scenarios),
            budget_days: self.request.limits.budget_days,
            today: self.timing.today.map(|today| today.to_string()),
            by: self.request.limits.by.map(|by| by.day.to_string()),
            pause: self.timing.pause().map(|(from, until)| PauseV1 {
                from: from.map(|day| day.to_string()),
                until: until.to_string(),
            }),
            next_peak: self.timing.freeze.map(|freeze| freeze.peak.to_string()),
            freeze_weeks: self.timing.freeze.map(|freeze| freeze.weeks_before),
        }
    }

    fn start(&self) -> ScoresV1<'a> {
        let profile = start_profile(self.report);
        self.state(self.from_level(), profile)
    }

    fn state(&self, level: Option<i64>, profile: &crate::domain::score::Profile) -> ScoresV1<'a> {
        let score = crate::domain::score::whole_score(self.report.rubric(), profile);
        let is_mean = self.report.rubric().aggregate == Aggregate::Mean;
        let dimensions = DimensionId::all(profile.scores().len());
        let levels =
            dimensions.filter_map(|at| Some((self.report.dimension_id(at), profile.level(at)?)));
        ScoresV1 {
            level,
            exact: score.as_ref().map(Exact::to_string),
            mean: score.as_ref().filter(|_| is_mean).map(Number::from),
            score: score.as_ref().filter(|_| !is_mean).map(Number::from),
            dimensions: sorting::to_map(levels),
        }
    }

    fn plan_v1(&self, plan: &Plan) -> PlanV1<'a> {
        PlanV1 {
            to: self.state(plan.overall.level, &plan.profile),
            total_effort_days: self.effort(plan.effort_days),
            weeks: plan.weeks,
            ends: self.end(plan.weeks).map(|day| day.to_string()),
            proven: plan.proven && plan.settled,
            scenarios: Scenarios {
                copes: self.ids(&plan.copes),
                at_risk: self.ids(&plan.at_risk),
                fails: self.ids(&plan.fails),
            },
            steps: plan.steps.iter().map(|step| self.step_v1(step)).collect(),
        }
    }

    fn step_v1(&self, step: &PlannedStep) -> StepV1<'a> {
        StepV1 {
            wave: step.wave,
            dimension: self.report.dimension_id(step.dimension),
            from_level: step.from_level,
            to_level: step.to_level,
            effort_days: self.effort(step.effort_days),
            weeks: step.weeks,
            starts: self.start_day(step).map(|day| day.to_string()),
            ends: self.end(step.weeks_to_end).map(|day| day.to_string()),
            actions: self.action_ids(&step.actions),
            optional_actions: self.action_ids(&step.optional),
            level_after: step.level.map(|level| level.1),
            copes: self.ids(&step.copes),
            unlocks: self.unlocks(step),
            reached_when: self.report.rubric().reached_when(step.dimension, step.to_level),
        }
    }

    fn next_steps_v1(&self) -> Vec<NextStepV1<'a>> {
        let is_mean = self.report.rubric().aggregate == Aggregate::Mean;
        let step = |step: &PlannedStep| NextStepV1 {
            dimension: self.report.dimension_id(step.dimension),
            from_level: step.from_level,
            to_level: step.to_level,
            effort_days: self.effort(step.effort_days),
            level_before: step.level.map(|level| level.0),
            level_after: step.level.map(|level| level.1),
            mean: step.score.as_ref().filter(|_| is_mean).map(Number::from),
            score: step.score.as_ref().filter(|_| !is_mean).map(Number::from),
            copes: self.ids(&step.copes),
            no_longer_fails: self.ids(&step.no_longer_fails),
            reached_when: self.report.rubric().reached_when(step.dimension, step.to_level),
        };
        self.next_steps.iter().map(step).collect()
    }

    fn ids(&self, scenarios: &[ScenarioId]) -> Vec<&'a str> {
        let all = &self.report.rubric().scenarios;
        scenarios
            .iter()
            .filter_map(|scenario| all.get(scenario.index()))
            .map(|scenario| &*scenario.id)
            .collect()
    }

    fn effort(&self, effort: Effort) -> EffortV1 {
        EffortV1::of(self.report.rubric(), effort)
    }

    fn action_ids(&self, actions: &[ActionId]) -> Vec<&'a str> {
        action_ids(self.report.rubric(), actions)
    }
}

/// Says what efforts are counted in.
fn effort_counts(rubric: &Rubric) -> &'static str {
    if rubric.has_effort_ranges() {
        "ranges of person-days, without licences or hardware; plans are compared by the middle"
    } else {
        "internal person-days, without licences or hardware"
    }
}

/// Returns the ids of actions, as the rubric spells them.
pub(in crate::report) fn action_ids<'r>(rubric: &'r Rubric, actions: &[ActionId]) -> Vec<&'r str> {
    let all = &rubric.actions;
    actions.iter().filter_map(|action| all.get(action.index())).map(|action| &*action.id).collect()
}

//! The checklist for programs.

use super::{Checklist, ListedScenario};
use crate::domain::index::DimensionId;
use crate::domain::rubric::{Hurt, Likelihood, Need};
use crate::domain::sorting;
use crate::report::effort_json::EffortV1;
use crate::report::figure_json::FigureV1;
use crate::report::json::{BlockV1, ReferenceV1};
use crate::report::json_text;
use crate::report::notice_json::NoticeV1;
use crate::report::roadmap::json::action_ids;
use serde::Serialize;
use std::collections::BTreeMap;

/// Returns the checklist as JSON, version 1, indented, with a line end.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn render(checklist: &Checklist<'_, '_>) -> Result<String, serde_json::Error> {
    json_text::text(&V1::from(checklist))
}

/// Version 1 of the checklist. Fields are only ever added.
#[derive(Serialize)]
struct V1<'a> {
    version: u8,
    rubric: ReferenceV1<'a>,
    scope: Option<&'a str>,
    date: Option<String>,
    level: Option<i64>,
    only_likely: bool,
    scenarios: Vec<ScenarioV1<'a>>,
    dimensions: Vec<StressV1<'a>>,
    first_to_break: Vec<&'a str>,
    if_the_peak_came: Option<String>,
    /// What keeps the answers from being trusted; left out where nothing does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notices: Vec<NoticeV1>,
}

#[derive(Serialize)]
struct ScenarioV1<'a> {
    id: &'a str,
    title: &'a str,
    trigger: &'a str,
    coping: &'a str,
    at_peak: bool,
    needs: BTreeMap<String, i64>,
    /// What it is enough to know; left out where there is nothing.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    know: BTreeMap<String, i64>,
    /// The figures that it takes; left out where it takes none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    figures: Vec<FigureV1<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    likely: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hurt: Option<&'static str>,
    verdict: Option<&'static str>,
    evidenced_verdict: Option<&'static str>,
    blocked_by: Vec<BlockV1<'a>>,
    /// What it is enough to know, and is not; left out where there is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_known: Vec<BlockV1<'a>>,
    unblock: Option<UnblockV1<'a>>,
}

#[derive(Serialize)]
struct UnblockV1<'a> {
    effort_days: EffortV1,
    steps: Vec<StepV1<'a>>,
}

#[derive(Serialize)]
struct StepV1<'a> {
    dimension: &'a str,
    from_level: i64,
    to_level: i64,
    actions: Vec<&'a str>,
}

#[derive(Serialize)]
struct StressV1<'a> {
    id: &'a str,
    scenarios: usize,
    blocked: usize,
    alone: usize,
}

impl<'a> From<&'a Checklist<'_, '_>> for V1<'a> {
    fn from(checklist: &'a Checklist<'_, '_>) -> Self {
        let given = checklist.report.map(|report| report.sheet.given());
        let rubric = checklist.rubric();
        let stress = checklist.stress();
        let first = checklist.first_to_break();
        Self {
            version: 1,
            rubric: ReferenceV1 {
                id: &rubric.id,
                version: &rubric.version,
                sha256: &checklist.instrument.fingerprints().rubric,
            },
            scope: given.map(|given| given.scope.as_str()),
            date: given.map(|given| given.date.to_string()),
            level: checklist.report.and_then(super::Report::level).map(|row| row.level),
            only_likely: checklist.only_likely,
            scenarios: checklist.entries.iter().map(|entry| checklist.entry_v1(entry)).collect(),
            dimensions: stress
                .iter()
                .map(|stress| StressV1 {
                    id: checklist.dimension_id(stress.dimension),
                    scenarios: stress.scenarios,
                    blocked: stress.blocked,
                    alone: stress.alone,
                })
                .collect(),
            first_to_break: first.iter().map(|entry| entry.scenario.id.as_str()).collect(),
            if_the_peak_came: checklist.report.map(|_| checklist.if_the_peak_came()),
            notices: checklist.report.map(NoticeV1::of_old_figures).unwrap_or_default(),
        }
    }
}

impl<'r> Checklist<'_, 'r> {
    fn dimension_id(&self, dimension: DimensionId) -> &'r str {
        self.rubric().dimensions.get(dimension.index()).map_or("", |found| found.id.as_str())
    }

    fn entry_v1<'e>(&'e self, entry: &'e ListedScenario<'r>) -> ScenarioV1<'e> {
        let scenario = entry.scenario;
        let result = entry.result.as_ref();
        let ids = |needs: &[Need]| {
            sorting::to_map(needs.iter().map(|need| (self.rubric().need_id(need), need.at_least)))
        };
        let not_known = result.map(|result| result.not_known.as_slice()).unwrap_or_default();
        ScenarioV1 {
            id: &scenario.id,
            title: &scenario.title,
            trigger: &scenario.trigger,
            coping: &scenario.coping,
            at_peak: scenario.at_peak,
            needs: ids(&scenario.needs),
            know: ids(&scenario.know),
            figures: FigureV1::of(scenario, self.report.zip(result)),
            likely: scenario.likely.map(Likelihood::word),
            hurt: scenario.hurt.map(Hurt::word),
            verdict: result.map(|result| result.verdict.word()),
            evidenced_verdict: result.map(|result| result.evidenced_verdict.word()),
            blocked_by: BlockV1::of(self.rubric(), entry.blocks()),
            not_known: BlockV1::of(self.rubric(), not_known),
            unblock: entry.unblock.as_ref().map(|plan| self.unblock_v1(plan)),
        }
    }

    fn unblock_v1(&self, plan: &super::Plan) -> UnblockV1<'r> {
        let step = |step: &crate::domain::plan::PlannedStep| StepV1 {
            dimension: self.dimension_id(step.dimension),
            from_level: step.from_level,
            to_level: step.to_level,
            actions: action_ids(self.rubric(), &step.actions),
        };
        UnblockV1 {
            effort_days: EffortV1::of(self.rubric(), plan.effort_days),
            steps: plan.steps.iter().map(step).collect(),
        }
    }
}

//! `plan`: the steps of least effort to a target.

use super::args::{Global, PlanArgs};
use super::closing::{self, Written};
use super::exit::{Failure, Outcome};
use super::files;
use super::forms::PlanForm;
use super::handover;
use super::house;
use super::instrument::{self, Judged, scenarios};
use super::terminal;
use crate::document::advice::nearest_or_all;
use crate::document::house::House;
use crate::domain::Date;
use crate::domain::calendar::{FREEZE_WEEKS, Freeze, MOST_FREEZE_WEEKS};
use crate::domain::index::{DimensionId, ScenarioId};
use crate::domain::plan::{Deadline, Goal, Limits, Request};
use crate::domain::rubric::Scale;
use crate::domain::scenarios::Verdict;
use crate::report::brand::Brand;
use crate::report::roadmap::{Roadmap, Timing, goal, json, spreadsheet, start_level, table};
use crate::report::{Report, html, markdown};
use anyhow::{Context, anyhow, bail};
use std::path::PathBuf;

/// Runs the command.
pub(super) fn run(global: &Global, args: &PlanArgs) -> Result<Outcome, Failure> {
    let form = args.result.form()?;
    let named = [Some(&args.answers), args.page.logo.as_ref()];
    let named = named.into_iter().flatten().map(PathBuf::as_path);
    let output = files::output(&args.result.output, args.instrument.files().chain(named))?;
    let format = files::input_format(&args.answers, args.input.input_format)?;
    let Judged { instrument, answers: sheet, .. } =
        instrument::answers(&args.instrument, &args.answers, format)?;
    let sheet = if args.page.anonymous { sheet.anonymous() } else { sheet };
    let report = Report::new(instrument, &sheet);
    let house = house::read(instrument)?;
    let brand = handover::brand(form, &args.page, &house)?;
    let builder = RequestBuilder { args, report: &report, house: &house.house };
    let timing = builder.timing()?;
    let request = builder.request(timing)?;
    let roadmap = Roadmap::of(&report, request, timing);
    let roadmap = roadmap.map_err(|why| anyhow!("{why}{}", builder.hint()))?;
    closing::result(global, output.as_ref(), Written::Plan, &rendered(form, roadmap, &brand)?)?;
    Ok(Outcome::Success)
}

fn rendered(form: PlanForm, roadmap: Roadmap<'_, '_>, brand: &Brand) -> anyhow::Result<String> {
    match form {
        PlanForm::Table => Ok(table::render(&roadmap, terminal::width())),
        PlanForm::Json => json::render(&roadmap).context("cannot write the plan"),
        PlanForm::Html => Ok(html::plan(&roadmap.with_titles(), brand)),
        PlanForm::Markdown => Ok(markdown::plan(&roadmap.with_titles(), brand)),
        PlanForm::Csv => {
            spreadsheet::render(&roadmap).map_err(|why| anyhow!("cannot write the plan: {why}"))
        }
    }
}

/// Refuses to name the weeks before a peak that has begun.
fn matters(freeze: Freeze, today: Date) -> anyhow::Result<()> {
    match freeze.end() {
        Some(end) if end <= today => {
            bail!("--freeze changes nothing: the pause around `next_peak` was over on {end}")
        }
        Some(end) if freeze.peak <= today => bail!(
            "--freeze changes nothing: the peak began on {}, and work goes on on {end} in any case",
            freeze.peak
        ),
        _ => Ok(()),
    }
}

/// Turns arguments into what a plan is asked for.
struct RequestBuilder<'a, 'r> {
    args: &'a PlanArgs,
    report: &'a Report<'r>,
    /// What holds where the command line says nothing else.
    house: &'a House,
}

impl RequestBuilder<'_, '_> {
    /// Says how to see what can be had in the time there is, where a goal cannot.
    fn hint(&self) -> &'static str {
        let args = self.args;
        let is_named =
            args.target_level.is_some() || !args.target.is_empty() || !args.cope.is_empty();
        match (args.by.is_some(), is_named) {
            (false, _) => "",
            (true, false) => "; add --budget to see what can be done by then",
            (true, true) => "; leave the goal out and add --budget to see what can be done by then",
        }
    }

    /// Returns around which pause to plan and, where a day is spoken of, from which day on.
    fn timing(&self) -> anyhow::Result<Timing> {
        let weeks_before = self.args.freeze.or(self.house.freeze).unwrap_or(FREEZE_WEEKS);
        if !(0..=MOST_FREEZE_WEEKS).contains(&weeks_before) {
            bail!("--freeze {weeks_before}: write a number of weeks from 0 to {MOST_FREEZE_WEEKS}");
        }
        let peak = self.report.sheet.given().next_peak;
        if self.args.freeze.is_some() && peak.is_none() {
            bail!("--freeze changes nothing: the answers name no `next_peak`");
        }
        let freeze = peak.map(|peak| Freeze { peak, weeks_before });
        if self.args.by.is_none() && self.args.day.today.is_none() {
            return Ok(Timing { today: None, freeze });
        }
        let today = terminal::today(&self.args.day);
        if let Some(by) = self.args.by.filter(|by| *by < today) {
            bail!("--by {by} is before today, {today}: write a later day, or name --today");
        }
        if self.args.freeze.is_some() {
            freeze.map_or(Ok(()), |freeze| matters(freeze, today))?;
        }
        Ok(Timing { today: Some(today), freeze })
    }

    /// Returns the request; every complaint about the arguments at once.
    fn request(&self, timing: Timing) -> anyhow::Result<Request> {
        if let Some(why) = goal::not_offered(self.report) {
            bail!("{why}");
        }
        let mut wrong = Vec::new();
        let goal = Goal {
            level: self.level(&mut wrong),
            dimensions: self.dimensions(&mut wrong),
            scenarios: self.scenarios(&mut wrong),
        };
        let budget_days = self.args.budget;
        if let Some(days) = budget_days.filter(|days| *days < 0) {
            wrong.push(format!("--budget {days}: write person-days, 0 or more"));
        }
        if !wrong.is_empty() {
            bail!("{}", wrong.join("; "));
        }
        let by =
            self.args.by.zip(timing.calendar()).map(|(day, calendar)| Deadline { calendar, day });
        let limits = Limits { budget_days, by, ..Limits::default() };
        let goal = self.or_of_the_house(goal);
        Ok(goal::request(self.report, goal, limits))
    }

    /// Returns the goal that is named, or what the house aims at, where neither the answers aim at
    /// something nor a budget says how far to go.
    fn or_of_the_house(&self, named: Goal) -> Goal {
        let is_named = named != Goal::default();
        let aims = self.report.sheet.given().target.is_some() || self.args.budget.is_some();
        match &self.house.target {
            Some(target) if !is_named && !aims => Goal::of_target(self.report.rubric(), target),
            _ => named,
        }
    }

    fn level(&self, wrong: &mut Vec<String>) -> Option<i64> {
        let level = self.args.target_level?;
        let (range, today) = (self.report.rubric().level_range(), start_level(self.report));
        let Some((scale, today)) = range.zip(today) else {
            let why =
                "this rubric gives scores, and no overall levels; name a dimension with --target";
            wrong.push(format!("--target-level {level}: {why}"));
            return None;
        };
        if let Err(why) = possible(level, today, scale) {
            wrong.push(format!("--target-level {level}: {why}"));
        }
        Some(level)
    }

    fn dimensions(&self, wrong: &mut Vec<String>) -> Vec<(DimensionId, i64)> {
        let mut named: Vec<(DimensionId, i64)> = Vec::new();
        for (id, level) in &self.args.target {
            match self.dimension(id, level) {
                Ok((dimension, _)) if named.iter().any(|(earlier, _)| *earlier == dimension) => {
                    wrong.push(format!("--target {id}: it is named twice"));
                }
                Ok(target) => named.push(target),
                Err(why) => wrong.push(format!("--target {id}={level}: {why}")),
            }
        }
        named
    }

    fn dimension(&self, id: &str, level: &str) -> Result<(DimensionId, i64), String> {
        let rubric = self.report.rubric();
        let known: Vec<_> = rubric.dimensions.iter().map(|known| known.id.as_str()).collect();
        let dimension = rubric
            .dimension(id)
            .ok_or_else(|| format!("there is no such dimension; {}", nearest_or_all(id, &known)))?;
        let scale = rubric.levels_of(dimension).ok_or("it has scores, and no levels")?;
        let level: i64 = level
            .parse()
            .map_err(|_| format!("write a level from {} to {}", scale.lowest, scale.highest))?;
        let result = self.report.judgement.scores.dimensions.get(dimension.index());
        let (today, _) = result.and_then(|result| result.range).ok_or("it does not apply")?;
        possible(level, today, scale)?;
        Ok((dimension, level))
    }

    fn scenarios(&self, wrong: &mut Vec<String>) -> Vec<ScenarioId> {
        let named = scenarios(self.report.rubric(), "--cope", &self.args.cope);
        let named = named.unwrap_or_else(|why| {
            wrong.push(why);
            Vec::new()
        });
        let results = self.report.judgement.scenarios.iter();
        let left_out = results.filter(|result| result.verdict == Verdict::NotApplicable);
        let left_out = left_out.filter(|result| named.contains(&result.scenario));
        for scenario in
            left_out.filter_map(|r| self.report.rubric().scenarios.get(r.scenario.index()))
        {
            wrong.push(format!("--cope {}: it does not apply", scenario.id));
        }
        named
    }
}

/// Refuses a level that is not on the scale, or below what there is today.
fn possible(level: i64, today: i64, scale: Scale) -> Result<(), String> {
    if level < scale.lowest || level > scale.highest {
        return Err(format!("write a level from {} to {}", scale.lowest, scale.highest));
    }
    if level >= today {
        return Ok(());
    }
    let higher = if today < scale.highest { "; write a higher one" } else { "" };
    Err(format!("that is below today's {today}{higher}"))
}

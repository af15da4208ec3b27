//! The roadmap: wave by wave what to do, who does it, and what each step unlocks.

use super::section::{Content, Fact, Section, Table, fact};
use crate::report::Report;
use crate::report::roadmap::Roadmap;
use crate::report::words::actions::owner;
use crate::report::words::effort::only_days;
use crate::report::words::upper_first;

/// Returns the roadmap to the target that the answers name, and for the annex the actions of its
/// steps; nothing where they name none.
pub(super) fn to_the_target(report: &Report<'_>) -> Option<(Section, Option<Section>)> {
    let section = Section::new("roadmap", "Roadmap to the target");
    Some(match Roadmap::to_the_target(report)? {
        Err(why) => (section.with([Content::paragraph(upper_first(&why) + ".")]), None),
        Ok(roadmap) if roadmap.plan.steps.is_empty() => {
            (section.with([Content::Facts(terms(&roadmap))]), None)
        }
        Ok(roadmap) => (of(section, &roadmap), Some(actions(&roadmap))),
    })
}

/// Returns what the roadmap was asked for, and what it comes to.
fn terms(roadmap: &Roadmap<'_, '_>) -> Vec<Fact> {
    let asked = [fact("Goal", roadmap.asked()), fact("Comes to", roadmap.summary() + ".")];
    asked.into_iter().chain(held_to(roadmap)).collect()
}

/// Returns on which terms the roadmap holds.
pub(super) fn held_to(roadmap: &Roadmap<'_, '_>) -> Vec<Fact> {
    let mut facts = vec![fact("On these terms", roadmap.terms())];
    let starts = !roadmap.plan.steps.is_empty();
    facts.extend(starts.then(|| fact("First wave", upper_first(&roadmap.first_start()))));
    facts.extend(roadmap.pause_words().map(|words| fact("Pause", words)));
    let beside = [("Unknown", roadmap.taken_as_lowest()), ("Figures", roadmap.figures_words())];
    facts.extend(beside.into_iter().filter_map(|(name, words)| Some(fact(name, words?))));
    facts
}

/// Returns what becomes of the scenarios, and with other steps.
pub(super) fn then(roadmap: &Roadmap<'_, '_>) -> Vec<Fact> {
    let then = roadmap.scenarios_then().filter(|_| !roadmap.plan.steps.is_empty());
    let facts = [("Scenarios", then), ("Alternative", roadmap.alternative_words())];
    facts.into_iter().filter_map(|(name, words)| Some(fact(name, words?))).collect()
}

/// Returns what is worth measuring first; nothing where all is known.
pub(super) fn measuring(roadmap: &Roadmap<'_, '_>) -> Option<Fact> {
    roadmap.measure_first().map(|words| fact("Worth measuring", words))
}

fn of(section: Section, roadmap: &Roadmap<'_, '_>) -> Section {
    let single = fact("Single steps", roadmap.single_steps());
    let facts = terms(roadmap).into_iter().chain(then(roadmap)).chain([single]);
    let facts = facts.chain(measuring(roadmap)).collect();
    let lead = "What is done in each step, and when it is reached, stands in the annex.";
    section.with([Content::Facts(facts), Content::paragraph(lead)]).with(steps(roadmap))
}

/// Returns the steps: drawn, and as a table.
pub(super) fn steps(roadmap: &Roadmap<'_, '_>) -> Vec<Content> {
    let dated = roadmap.timing.calendar().is_some();
    let time = if dated { "Time" } else { "Weeks" };
    let columns = ["Step", "Wave", "Person-days", time, "Owners", "Unlocks"];
    let mut waves = Table::new("The steps, wave by wave", &columns);
    waves.rows.extend(roadmap.plan.steps.iter().map(|step| {
        let weeks = step.weeks.to_string();
        vec![
            roadmap.step_name(step).into(),
            step.wave.to_string().into(),
            only_days(step.effort_days).into(),
            if dated { roadmap.step_time(step) } else { weeks }.into(),
            roadmap.owners(step).into(),
            roadmap.unlocks(step).into(),
        ]
    }));
    let picture = roadmap.timeline().map(Content::Timeline);
    picture.into_iter().chain([Content::Table(waves)]).collect()
}

/// Says when each step is reached; nothing where the rubric does not.
pub(super) fn reached(roadmap: &Roadmap<'_, '_>) -> Option<Content> {
    let reached = roadmap.plan.steps.iter().filter_map(|step| {
        let reached = roadmap.report.reached_when(step.dimension, step.to_level)?;
        Some(format!("{}: {reached}", roadmap.step_name(step)))
    });
    Content::list("When each step is taken:", reached.collect())
}

/// Returns the part of the annex on what is done in each step.
fn actions(roadmap: &Roadmap<'_, '_>) -> Section {
    Section::new("roadmap-actions", "The actions of the roadmap")
        .with([Content::Table(in_each_step(roadmap))])
        .with(reached(roadmap))
}

/// Returns what is done in each step.
pub(super) fn in_each_step(roadmap: &Roadmap<'_, '_>) -> Table {
    let columns = ["Action", "Step", "What to do", "Owner", "Effort", "Horizon", "Proof"];
    let mut table = Table::new("The actions of each step", &columns);
    let all = &roadmap.report.rubric().actions;
    for step in &roadmap.plan.steps {
        for action in step.actions.iter().chain(&step.optional) {
            let Some(action) = all.get(action.index()) else { continue };
            let optional = if action.optional { " (optional)" } else { "" };
            table.rows.push(vec![
                action.id.as_str().into(),
                roadmap.step_name(step).into(),
                format!("{}{optional}", action.title).into(),
                owner(action).into(),
                action.effort.as_str().into(),
                action.horizon.as_str().into(),
                action.proof.as_str().into(),
            ]);
        }
    }
    table
}

//! A plan as a page of its own: what it leads to, what to do in each wave, and what each next step
//! would change by itself. Judges nothing, and plans nothing.

use super::roadmap::{beside, held_to, in_each_step, steps};
use super::section::{Content, Section, Table, Verdict, fact};
use crate::report::roadmap::Roadmap;
use crate::report::words::effort::only_days;

/// Returns what kind of hand-out it is.
pub(super) fn title(roadmap: &Roadmap<'_, '_>) -> String {
    format!("{}: plan", roadmap.report.rubric().title)
}

/// Returns what stands below the title: the level that is held, and what the plan comes to.
pub(super) fn cover(roadmap: &Roadmap<'_, '_>) -> Vec<Content> {
    let sentence = Some(roadmap.summary() + ".");
    vec![Content::Verdict(Verdict { sentence, ..super::front::verdict(roadmap.report) })]
}

/// Returns the plan, what is done in its steps, and the next steps one by one.
pub(super) fn sections(roadmap: &Roadmap<'_, '_>) -> Vec<Section> {
    [Some(whole(roadmap)), actions(roadmap), next_steps(roadmap)].into_iter().flatten().collect()
}

fn whole(roadmap: &Roadmap<'_, '_>) -> Section {
    let asked = [fact("Goal", roadmap.asked())].into_iter();
    let facts = asked.chain(held_to(roadmap)).chain(beside(roadmap)).collect();
    let section = Section::new("plan", "The plan").with([Content::Facts(facts)]);
    if roadmap.plan.steps.is_empty() { section } else { section.with(steps(roadmap)) }
}

/// Returns what is done in each step; nothing where there is none.
fn actions(roadmap: &Roadmap<'_, '_>) -> Option<Section> {
    let table = in_each_step(roadmap);
    let section = Section::new("actions", "What is done in each step");
    (!table.rows.is_empty()).then(|| section.with([Content::Table(table)]))
}

/// Returns what each next step would change by itself; nothing where every level is the highest.
fn next_steps(roadmap: &Roadmap<'_, '_>) -> Option<Section> {
    let columns = ["Step", "Person-days", "What it changes"];
    let mut table = Table::new("What each next step would change by itself", &columns);
    table.rows.extend(roadmap.next_steps.iter().map(|step| {
        vec![
            roadmap.step_name(step).into(),
            only_days(step.effort_days).into(),
            roadmap.gain(step).into(),
        ]
    }));
    let section = Section::new("next-steps", "Each next step by itself");
    (!table.rows.is_empty()).then(|| section.with([Content::Table(table)]))
}

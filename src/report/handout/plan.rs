//! A plan as a page of its own: what it leads to, what to do in each wave, and what each next step
//! would change by itself. Judges nothing, and plans nothing.

use super::roadmap::{held_to, in_each_step, measuring, reached, steps, then};
use super::section::{Content, Section, Table, Verdict, fact};
use crate::report::roadmap::Roadmap;
use crate::report::words::effort::only_days;

/// Returns what kind of hand-out it is.
pub(super) fn title(roadmap: &Roadmap<'_, '_>) -> String {
    format!("{}: plan", roadmap.report.rubric().title)
}

/// Returns what stands below the title: the level that is held, what the plan comes to, and what
/// was asked for.
pub(super) fn cover(roadmap: &Roadmap<'_, '_>) -> Vec<Content> {
    let sentence = Some(roadmap.summary() + ".");
    let verdict = Verdict { sentence, ..super::front::verdict(roadmap.report) };
    let goal = Content::Facts(vec![fact("Goal", roadmap.asked())]);
    let notices = super::front::may_be_old(roadmap.report);
    notices.chain([Content::Verdict(verdict), goal]).collect()
}

/// Returns the steps, the terms on which they hold, what is done in them, and the next steps one by
/// one.
pub(super) fn sections(roadmap: &Roadmap<'_, '_>) -> Vec<Section> {
    let all = [waves(roadmap), Some(terms(roadmap)), actions(roadmap), next_steps(roadmap)];
    all.into_iter().flatten().collect()
}

/// Returns the steps; nothing where there is none.
fn waves(roadmap: &Roadmap<'_, '_>) -> Option<Section> {
    let section = Section::new("steps", "The steps over time");
    (!roadmap.plan.steps.is_empty()).then(|| section.with(steps(roadmap)))
}

fn terms(roadmap: &Roadmap<'_, '_>) -> Section {
    let facts = held_to(roadmap).into_iter().chain(then(roadmap)).chain(measuring(roadmap));
    let section = Section::new("terms", "Terms, and what to bear in mind");
    section.with([Content::Facts(facts.collect())])
}

/// Returns what is done in each step, and when it is reached; nothing where there is none.
fn actions(roadmap: &Roadmap<'_, '_>) -> Option<Section> {
    let table = in_each_step(roadmap);
    let section = Section::new("actions", "What is done in each step");
    let is_any = !table.rows.is_empty();
    is_any.then(|| section.with([Content::Table(table)]).with(reached(roadmap)))
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
    let single = Content::paragraph(roadmap.single_steps());
    (!table.rows.is_empty()).then(|| section.with([single, Content::Table(table)]))
}

//! The roadmap: wave by wave what to do, who does it, and what each step unlocks.

use super::section::{Content, Section, Table, fact};
use crate::domain::plan::PlannedStep;
use crate::report::Report;
use crate::report::roadmap::Roadmap;
use crate::report::words::{isolated, upper_first};

/// Returns the roadmap to the target that the answers name; nothing where they name none.
pub(super) fn to_the_target(report: &Report<'_>) -> Option<Section> {
    let section = Section::new("roadmap", "Roadmap to the target");
    Some(match Roadmap::to_the_target(report)? {
        Err(why) => section.with([Content::paragraph(upper_first(&why) + ".")]),
        Ok(roadmap) => of(section, &roadmap),
    })
}

fn of(section: Section, roadmap: &Roadmap<'_, '_>) -> Section {
    let mut facts = vec![
        fact("Goal", roadmap.asked()),
        fact("Comes to", roadmap.summary() + "."),
        fact("On these terms", roadmap.terms()),
    ];
    facts.extend(roadmap.pause_words().map(|words| fact("Pause", words)));
    facts.extend(roadmap.taken_as_lowest().map(|words| fact("Unknown", words)));
    if roadmap.plan.steps.is_empty() {
        return section.with([Content::Facts(facts)]);
    }
    facts.extend(roadmap.scenarios_then().map(|then| fact("Scenarios", then)));
    facts.extend(roadmap.alternative_words().map(|words| fact("Alternative", words)));
    facts.push(fact("Single steps", roadmap.single_steps()));
    facts.extend(roadmap.measure_first().map(|words| fact("Worth measuring", words)));
    let mut waves = Table::new(
        "The steps, wave by wave",
        &["Step", "Wave", "Person-days", "Weeks", "Owners", "Unlocks"],
    );
    let mut actions = Table::new(
        "The actions of each step",
        &["Action", "Step", "What to do", "Owner", "Effort", "Horizon", "Proof"],
    );
    for step in &roadmap.plan.steps {
        let first = (step.wave == 1).then(|| format!(", {}", roadmap.first_start()));
        let wave = format!("{}{}", step.wave, first.unwrap_or_default());
        waves.rows.push(vec![
            roadmap.step_name(step).into(),
            wave.into(),
            step.effort_days.to_string().into(),
            step.weeks.to_string().into(),
            owners(roadmap, step).into(),
            roadmap.unlocks(step).into(),
        ]);
        let all = &roadmap.report.rubric().actions;
        for action in step.actions.iter().chain(&step.optional) {
            let Some(action) = all.get(action.index()) else { continue };
            let optional = if action.optional { " (optional)" } else { "" };
            actions.rows.push(vec![
                action.id.as_str().into(),
                roadmap.step_name(step).into(),
                format!("{}{optional}", action.title).into(),
                action.owner.as_str().into(),
                action.effort.as_str().into(),
                action.horizon.as_str().into(),
                action.proof.as_str().into(),
            ]);
        }
    }
    section.with([Content::Facts(facts), Content::Table(waves), Content::Table(actions)])
}

/// Returns who does something in a step, each once.
fn owners(roadmap: &Roadmap<'_, '_>, step: &PlannedStep) -> String {
    let actions =
        step.actions.iter().filter_map(|at| roadmap.report.rubric().actions.get(at.index()));
    let mut owners: Vec<String> = Vec::new();
    for action in actions {
        let owner = isolated(&action.owner);
        if !owners.contains(&owner) {
            owners.push(owner);
        }
    }
    owners.join("; ")
}

//! The scenario checklist as pages: to tick, or with verdicts.

use super::scenarios::tone;
use super::{Cell, Content, Handout, Section, Table, Tick, fact};
use crate::report::checklist::{Checklist, HOW_TO_TICK, ListedScenario, ONLY_LIKELY};
use crate::report::styled::Tone;
use crate::report::words::scenario_counts;
use crate::report::words::verdicts::both_verdicts;

impl Handout {
    /// Returns what a checklist says.
    #[must_use]
    pub fn of_checklist(checklist: &Checklist<'_, '_>) -> Self {
        let rubric = checklist.rubric();
        let given = checklist.report.map(|report| report.sheet.given());
        let sections = match checklist.report {
            None => vec![to_tick(checklist)],
            Some(_) => vec![if_the_peak_came(checklist), stress(checklist), verdicts(checklist)],
        };
        let print = &checklist.instrument.fingerprints().rubric;
        Self {
            title: format!("{}: scenario checklist", rubric.title),
            scope: given.map_or_else(
                || "What is likely in the next twelve months?".to_owned(),
                |given| given.scope.clone(),
            ),
            about: given
                .map(|given| fact("Answers of", given.date.to_string()))
                .into_iter()
                .collect(),
            verdict: checklist.report.map(super::Report::verdict),
            less_on_evidence: checklist.report.and_then(super::Report::less_on_evidence),
            sentence: Some(sentence(checklist)),
            sections,
            imprint: vec![fact(
                "Rubric",
                format!("{} {}, SHA-256 {print}", rubric.id, rubric.version),
            )],
        }
    }
}

fn sentence(checklist: &Checklist<'_, '_>) -> String {
    if checklist.report.is_none() {
        return HOW_TO_TICK.to_owned();
    }
    let counts =
        scenario_counts(checklist.entries.iter().filter_map(|entry| entry.result.as_ref()));
    if checklist.only_likely { format!("{counts} {ONLY_LIKELY}") } else { counts }
}

fn to_tick(checklist: &Checklist<'_, '_>) -> Section {
    let tick = |entry: &ListedScenario<'_>| Tick {
        id: entry.scenario.id.clone(),
        label: entry.name(),
        text: format!(
            "{} Coping: {} Takes {}.",
            entry.scenario.trigger,
            entry.scenario.coping,
            checklist.needs_words(entry.scenario)
        ),
    };
    let ticks = checklist.entries.iter().map(tick).collect();
    Section::new("scenarios", "The scenarios").with([Content::Ticks(ticks)])
}

fn if_the_peak_came(checklist: &Checklist<'_, '_>) -> Section {
    let text = checklist.if_the_peak_came();
    Section::new("peak", "If the peak came today").with([Content::Paragraph(text)])
}

fn stress(checklist: &Checklist<'_, '_>) -> Section {
    let columns = [
        "Dimension",
        "Scenarios that stress it",
        "Not surely coped with because of it",
        "Because of it alone",
    ];
    let mut table = Table::new("How many scenarios hang on each dimension", &columns);
    table.rows.extend(checklist.stress().into_iter().map(|stress| {
        let dimension = checklist.rubric().dimensions.get(stress.dimension);
        let name = dimension.map_or("", |dimension| dimension.name.as_str());
        let tone = if stress.blocked > 0 { Tone::Warning } else { Tone::Plain };
        vec![
            name.into(),
            stress.scenarios.to_string().into(),
            Cell::toned(stress.blocked.to_string(), tone),
            stress.alone.to_string().into(),
        ]
    }));
    Section::new("dimensions", "What hangs on each dimension").with([Content::Table(table)])
}

fn verdicts(checklist: &Checklist<'_, '_>) -> Section {
    let columns = ["Scenario", "Verdict", "Blocked by", "What would unblock it", "What happens"];
    let mut table = Table::new("What becomes of each scenario today", &columns);
    table.rows.extend(checklist.entries.iter().filter_map(|entry| {
        let result = entry.result.as_ref()?;
        Some(vec![
            entry.name().into(),
            Cell::toned(both_verdicts(result), tone(result.worse())),
            checklist.blocks_words(entry).into(),
            checklist.unblock_words(entry).into(),
            entry.scenario.trigger.as_str().into(),
        ])
    }));
    Section::new("scenarios", "The scenarios").on_its_page().with([Content::Table(table)])
}

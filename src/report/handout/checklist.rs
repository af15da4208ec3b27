//! The scenario checklist as pages: to tick, or with verdicts.

use super::prepared::Prepared;
use super::scenarios::tone;
use super::section::{Cell, Content, Section, Table, Tick, Verdict};
use crate::report::checklist::{Checklist, ListedScenario, ONLY_LIKELY};
use crate::report::styled::Tone;
use crate::report::words::verdicts::both_verdicts;

/// Returns what kind of hand-out it is.
pub(super) fn title(checklist: &Checklist<'_, '_>) -> String {
    format!("{}: scenario checklist", checklist.rubric().title)
}

/// Returns the operation that was judged; what is asked where none was.
pub(super) fn scope(checklist: &Checklist<'_, '_>) -> String {
    checklist.report.map_or_else(
        || "What is likely in the next twelve months?".to_owned(),
        |report| report.sheet.given().scope.clone(),
    )
}

/// Returns what stands below the title: how to tick, or the level, how many scenarios are coped
/// with.
pub(super) fn cover(checklist: &Checklist<'_, '_>) -> Vec<Content> {
    let sentence = sentence(checklist);
    let Some(report) = checklist.report else { return vec![Content::Lead(sentence)] };
    let verdict = Verdict { sentence: Some(sentence), ..super::front::verdict(report) };
    super::front::may_be_old(report).chain([Content::Verdict(verdict)]).collect()
}

/// Returns the scenarios to tick; with answers, what becomes of them.
pub(super) fn sections(checklist: &Checklist<'_, '_>) -> Vec<Section> {
    match checklist.report {
        _ if checklist.entries.is_empty() => Vec::new(),
        None => vec![to_tick(checklist)],
        Some(_) => vec![if_the_peak_came(checklist), stress(checklist), verdicts(checklist)],
    }
}

/// Returns when the answers were given, and by whom, where there are some.
pub(super) fn prepared(checklist: &Checklist<'_, '_>) -> Prepared {
    let given = checklist.report.map(|report| report.sheet.given());
    given.map(Prepared::of).unwrap_or_default()
}

/// Returns what is to be said first: how to tick, or how many scenarios are coped with.
fn sentence(checklist: &Checklist<'_, '_>) -> String {
    let lead = checklist.lead();
    let counted = checklist.report.is_some() && checklist.only_likely;
    if counted { format!("{lead} {ONLY_LIKELY}") } else { lead }
}

fn to_tick(checklist: &Checklist<'_, '_>) -> Section {
    let tick = |entry: &ListedScenario<'_>| Tick {
        id: entry.scenario.id.clone(),
        label: entry.name(),
        text: checklist.meaning(entry.scenario).join(" "),
    };
    let ticks = checklist.entries.iter().map(tick).collect();
    Section::new("scenarios", "The scenarios").with([Content::Ticks(ticks)])
}

fn if_the_peak_came(checklist: &Checklist<'_, '_>) -> Section {
    let text = checklist.if_the_peak_came();
    Section::new("peak", "If the peak came today").with([Content::Paragraph(text)])
}

fn stress(checklist: &Checklist<'_, '_>) -> Section {
    let columns =
        ["Dimension", "Scenarios that stress it", "Not safe because of it", "Because of it alone"];
    let mut table = Table::new("How many scenarios hang on each dimension", &columns);
    table.rows.extend(checklist.stress().into_iter().map(|stress| {
        let dimension = checklist.rubric().dimensions.get(stress.dimension.index());
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
            Cell::toned(both_verdicts(checklist.instrument, result), tone(result.worse())),
            checklist.blocks_words(entry).into(),
            checklist.unblock_words(entry).into(),
            entry.scenario.trigger.as_str().into(),
        ])
    }));
    Section::new("verdicts", "The scenarios").with([Content::Table(table)])
}

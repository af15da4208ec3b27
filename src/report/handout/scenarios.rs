//! The scenario matrix: what each scenario takes of each dimension, and what becomes of it.

use super::section::{Cell, Content, Section, Table};
use crate::domain::index::DimensionId;
use crate::domain::rubric::{Need, Scenario};
use crate::domain::scenarios::{ScenarioResult, Verdict};
use crate::report::Report;
use crate::report::styled::Tone;
use crate::report::words::isolated;
use crate::report::words::verdicts::both_verdicts;

/// From how many dimensions on the matrix would be too wide for a page.
const MOST_COLUMNS: usize = 6;

/// Returns the matrix; nothing where the rubric knows no scenarios.
pub(super) fn section(report: &Report<'_>) -> Option<Section> {
    let results = &report.judgement.scenarios;
    if results.is_empty() {
        return None;
    }
    let lead = format!(
        "{} A scenario is coped with where every dimension it stresses has the level it takes, at \
         risk where exactly one is short, by one level, and fails otherwise. It cannot be said \
         where that depends on what is unknown. Which level a scenario takes is the rubric's \
         judgement.",
        report.scenario_counts()
    );
    let section = Section::new("scenarios", "Scenarios").on_its_page();
    let section = section.with([Content::paragraph(lead)]);
    let section = section.with(on_evidence(report).map(Content::Paragraph));
    let section = section.with([Content::Table(matrix(report))]);
    Some(section.with(Content::list("What happens, and what coping looks like:", meanings(report))))
}

/// Says how many scenarios have another verdict on evidence; nothing where none has.
fn on_evidence(report: &Report<'_>) -> Option<String> {
    let results = report.judgement.scenarios.iter();
    let others = results.filter(|result| result.evidenced_verdict != result.verdict).count();
    let verb = if others == 1 { "has" } else { "have" };
    (others > 0).then(|| {
        format!(
            "On evidence {others} of them {verb} another verdict, which stands beside the first."
        )
    })
}

fn meanings(report: &Report<'_>) -> Vec<String> {
    let scenarios = report.rubric().scenarios.iter();
    let described =
        scenarios.filter(|scenario| !(scenario.trigger.is_empty() && scenario.coping.is_empty()));
    described
        .map(|scenario| {
            let coping = if scenario.coping.is_empty() {
                String::new()
            } else {
                format!(" Coping: {}", isolated(&scenario.coping))
            };
            let (title, trigger) = (isolated(&scenario.title), isolated(&scenario.trigger));
            format!("{} {title}: {trigger}{coping}", scenario.id)
        })
        .collect()
}

/// Returns what each scenario takes: a column per dimension, or one for all where there are many.
fn matrix(report: &Report<'_>) -> Table {
    let few = report.rubric().dimensions.len() <= MOST_COLUMNS;
    let names = report.rubric().dimensions.iter().map(|dimension| dimension.name.as_str());
    let columns: Vec<_> = if few {
        ["Scenario", "Verdict"].into_iter().chain(names).collect()
    } else {
        vec!["Scenario", "Verdict", "Takes"]
    };
    let caption = "The level that each scenario takes of a dimension, and what there is where it \
                   is short; where nothing stands, the scenario does not stress it";
    let mut table = Table::new(caption, &columns);
    let scenarios = &report.rubric().scenarios;
    table.rows.extend(report.judgement.scenarios.iter().filter_map(|result| {
        scenarios.get(result.scenario.index()).map(|scenario| row(report, scenario, result, few))
    }));
    table
}

fn row(report: &Report<'_>, scenario: &Scenario, result: &ScenarioResult, few: bool) -> Vec<Cell> {
    let likely = report.sheet.given().scenarios.contains(&scenario.id);
    let likely = if likely { " (likely)" } else { "" };
    let title = format!("{} {}{likely}", scenario.id, scenario.title);
    let mut cells = vec![title.into(), Cell::toned(both_verdicts(result), tone(result.worse()))];
    let dimensions = DimensionId::all(report.rubric().dimensions.len());
    let needs = dimensions.map(|dimension| (dimension, need(report, scenario, result, dimension)));
    if few {
        cells.extend(needs.map(|(_, cell)| cell));
    } else {
        let named = needs.filter(|(_, cell)| !cell.text.is_empty());
        let named =
            named.map(|(dimension, cell)| format!("{} {}", report.names(&[dimension]), cell.text));
        cells.push(named.collect::<Vec<_>>().join("; ").into());
    }
    cells
}

pub(super) fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Copes => Tone::Good,
        Verdict::AtRisk | Verdict::CannotSay => Tone::Warning,
        Verdict::Fails => Tone::Bad,
        Verdict::NotApplicable => Tone::Plain,
    }
}

/// Returns what a scenario takes of a dimension; nothing where it does not stress it.
fn need(
    report: &Report<'_>,
    scenario: &Scenario,
    result: &ScenarioResult,
    dimension: DimensionId,
) -> Cell {
    let of_it = |need: &&Need| need.dimension == dimension;
    let Some(needed) = scenario.needs.iter().filter(of_it).map(|need| need.at_least).max() else {
        return Cell::default();
    };
    let applies =
        report.judgement.scores.dimensions.get(dimension.index()).is_some_and(|d| d.applies);
    let block = result.blocked_by.iter().find(|block| block.dimension == dimension);
    match block {
        _ if !applies => "does not apply".into(),
        None => Cell::toned(needed.to_string(), Tone::Good),
        Some(block) => match block.actual {
            Some(actual) => Cell::toned(format!("{needed}, has {actual}"), Tone::Bad),
            None => Cell::toned(format!("{needed}, unknown"), Tone::Warning),
        },
    }
}

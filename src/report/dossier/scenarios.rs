//! The scenario matrix: what each scenario takes of each dimension, and what becomes of it.

use super::{Block, Cell, Section, Table, Tone};
use crate::domain::rubric::Scenario;
use crate::domain::scenarios::{ScenarioResult, Verdict};
use crate::report::Report;

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
    let dimensions = report.rubric.dimensions.iter().map(|dimension| dimension.name.as_str());
    let columns: Vec<_> = ["Scenario", "Verdict"].into_iter().chain(dimensions).collect();
    let caption = "The level that each scenario takes of a dimension, and what there is where it \
                   is short";
    let mut table = Table::new(caption, &columns);
    let scenarios = &report.rubric.scenarios;
    table.rows.extend(results.iter().filter_map(|result| {
        scenarios.get(result.scenario).map(|scenario| row(report, scenario, result))
    }));
    let section = Section::new("scenarios", "What if: the scenarios").on_its_page();
    Some(section.with([Block::paragraph(lead), Block::Table(table)]))
}

fn row(report: &Report<'_>, scenario: &Scenario, result: &ScenarioResult) -> Vec<Cell> {
    let likely = report.sheet.given().scenarios.contains(&scenario.id);
    let likely = if likely { " (likely)" } else { "" };
    let mut verdict = result.verdict.words().to_owned();
    if result.evidenced_verdict != result.verdict {
        verdict = format!("{verdict}; on evidence: {}", result.evidenced_verdict.words());
    }
    let title = format!("{} {}{likely}", scenario.id, scenario.title);
    let mut cells = vec![title.into(), Cell::toned(verdict, tone(result.verdict))];
    let places = 0..report.rubric.dimensions.len();
    cells.extend(places.map(|place| need(report, scenario, result, place)));
    cells
}

fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Copes => Tone::Good,
        Verdict::AtRisk | Verdict::CannotSay => Tone::Warning,
        Verdict::Fails => Tone::Bad,
        Verdict::NotApplicable => Tone::Plain,
    }
}

/// Returns what a scenario takes of the dimension at `place`; nothing where it does not stress it.
fn need(report: &Report<'_>, scenario: &Scenario, result: &ScenarioResult, place: usize) -> Cell {
    let Some((_, needed)) = scenario.needs.iter().find(|(dimension, _)| *dimension == place) else {
        return Cell::default();
    };
    let applies = report.judgement.dimensions.get(place).is_some_and(|d| d.range.is_some());
    let block = result.blocked_by.iter().find(|block| block.dimension == place);
    match block {
        _ if !applies => "does not apply".into(),
        None => Cell::toned(needed.to_string(), Tone::Good),
        Some(block) => match block.actual {
            Some(actual) => Cell::toned(format!("{needed}, has {actual}"), Tone::Bad),
            None => Cell::toned(format!("{needed}, unknown"), Tone::Warning),
        },
    }
}

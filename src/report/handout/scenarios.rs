//! The scenarios: what becomes of them, and the matrix of what each takes of each dimension.

use super::section::{Cell, Content, Fact, Section, Table, fact};
use crate::domain::index::DimensionId;
use crate::domain::rubric::{Need, Scenario};
use crate::domain::scenarios::{ScenarioResult, Verdict};
use crate::report::Report;
use crate::report::styled::Tone;
use crate::report::words::figures::{figure_block, figure_takes};
use crate::report::words::isolated;
use crate::report::words::requirements::needed_name;
use crate::report::words::verdicts::both_verdicts;

/// From how many dimensions on the matrix would be too wide for a page.
const MOST_COLUMNS: usize = 6;

/// Returns which scenarios are not coped with; nothing where the rubric knows no scenarios.
pub(super) fn section(report: &Report<'_>) -> Option<Section> {
    let results = &report.judgement.scenarios;
    if results.is_empty() {
        return None;
    }
    let lead = format!(
        "{} {}",
        report.scenario_counts(),
        if report.speaks_of_levels() {
            "A scenario is coped with where every dimension it stresses has the level it takes, at \
             risk where exactly one is short, by one level, and fails otherwise. It cannot be said \
             where that depends on what is unknown. Which level a scenario takes is the rubric's \
             judgement."
        } else {
            "A scenario is coped with where every dimension it stresses has the score it takes, at \
             risk where exactly one is short, by one, and fails otherwise. It cannot be said where \
             that depends on what is unknown. Which score a scenario takes is the rubric's \
             judgement."
        }
    );
    let section = Section::new("scenarios", "Scenarios");
    let section = section.with([Content::paragraph(lead)]);
    let section = section.with(takes_figures(report).then(|| Content::paragraph(OF_FIGURES)));
    let section = section.with(on_evidence(report).map(Content::Paragraph));
    let open = VERDICTS.iter().filter_map(|(verdict, name)| with_verdict(report, *verdict, name));
    let open: Vec<_> = open.collect();
    let section = section.with((!open.is_empty()).then_some(Content::Facts(open)));
    Some(section.with([Content::paragraph("What each of them takes stands in the annex.")]))
}

/// What a figure does to a verdict.
const OF_FIGURES: &str = "A scenario may take a figure as well: it fails where the figure is missed, \
    and it cannot be said where the figure is not known.";

fn takes_figures(report: &Report<'_>) -> bool {
    report.rubric().scenarios.iter().any(|scenario| !scenario.figures.is_empty())
}

/// Returns the part of the annex on what each scenario takes; nothing where the rubric knows none.
pub(super) fn taken(report: &Report<'_>) -> Option<Section> {
    let section = Section::new("scenario-matrix", "What each scenario takes");
    let known = !report.judgement.scenarios.is_empty();
    known.then(|| section.with([Content::Table(matrix(report))]))
}

/// The verdicts that leave something to do, the worst first, each with the words above those that have it.
const VERDICTS: [(Verdict, &str); 3] = [
    (Verdict::Fails, "Not coped with"),
    (Verdict::AtRisk, "At risk"),
    (Verdict::CannotSay, "Cannot be said"),
];

/// Names the scenarios that have a verdict, be it on evidence only; nothing where none has.
fn with_verdict(report: &Report<'_>, verdict: Verdict, name: &str) -> Option<Fact> {
    let results = report.judgement.scenarios.iter().filter(|result| result.worse() == verdict);
    let named = results.filter_map(|result| {
        let scenario = report.rubric().scenarios.get(result.scenario.index())?;
        let only = if result.verdict == verdict { "" } else { " (on evidence)" };
        Some(format!("{} {}{only}", scenario.id, isolated(&scenario.title)))
    });
    let named: Vec<_> = named.collect();
    (!named.is_empty()).then(|| fact(name, named.join("; ")))
}

/// Returns the part of the annex that says what each scenario is; nothing where nothing says it.
pub(super) fn in_words(report: &Report<'_>) -> Option<Section> {
    let all = Content::list("What happens, and what coping looks like:", meanings(report))?;
    Some(Section::new("scenarios-in-words", "The scenarios in words").with([all]))
}

/// Says how many scenarios have another verdict on evidence; nothing where none has.
fn on_evidence(report: &Report<'_>) -> Option<String> {
    let results = report.judgement.scenarios.iter();
    let others = results.filter(|result| result.evidenced_verdict != result.verdict).count();
    let verb = if others == 1 { "has" } else { "have" };
    (others > 0).then(|| {
        format!(
            "On evidence {others} of them {verb} another verdict; both verdicts stand in the annex."
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
    // What is taken of single questions takes more room than a column of a page has.
    let mut needs = report.rubric().scenarios.iter().flat_map(|scenario| &scenario.needs);
    let of_questions = needs.any(|need| need.question.is_some());
    let few = report.rubric().dimensions.len() <= MOST_COLUMNS && !of_questions;
    let names = report.rubric().dimensions.iter().map(|dimension| dimension.name.as_str());
    let columns: Vec<_> = if few {
        ["Scenario", "Verdict"].into_iter().chain(names).collect()
    } else {
        vec!["Scenario", "Verdict", "Takes"]
    };
    let what = if report.speaks_of_levels() { "level" } else { "score" };
    let caption = format!(
        "The {what} that each scenario takes of a dimension, and what there is where it is short; \
         where nothing stands, the scenario does not stress it{}",
        if takes_figures(report) {
            "; the figures that it takes stand with the verdict"
        } else {
            ""
        }
    );
    let mut table = Table::new(&caption, &columns);
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
    let mut cells =
        vec![title.into(), Cell::toned(verdict_with_figures(report, result), tone(result.worse()))];
    let dimensions = DimensionId::all(report.rubric().dimensions.len());
    if few {
        cells.extend(dimensions.map(|dimension| on(report, scenario, result, dimension)));
    } else {
        let named = scenario.needs.iter().map(|it| {
            let name = needed_name(report.instrument, it.dimension, it.question);
            format!("{name} {}", need(report, result, it).text)
        });
        cells.push(named.collect::<Vec<_>>().join("; ").into());
    }
    cells
}

/// Returns the verdicts on a scenario, and the figures that it takes: where one is not surely there,
/// with what is there.
fn verdict_with_figures(report: &Report<'_>, result: &ScenarioResult) -> String {
    let verdicts = both_verdicts(report.instrument, result);
    let figures = report.figures_of(result).map(|(need, standing)| {
        if standing.is_open() {
            figure_block(report.questionnaire(), report.sheet, need)
        } else {
            format!("takes {}", figure_takes(report.questionnaire(), need))
        }
    });
    std::iter::once(verdicts).chain(figures).collect::<Vec<_>>().join("; ")
}

pub(super) fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Copes => Tone::Good,
        Verdict::AtRisk | Verdict::CannotSay => Tone::Warning,
        Verdict::Fails => Tone::Bad,
        Verdict::NotApplicable => Tone::Plain,
    }
}

/// Returns what a scenario takes of a dimension and of questions of it; nothing where it does not
/// stress it.
fn on(
    report: &Report<'_>,
    scenario: &Scenario,
    result: &ScenarioResult,
    dimension: DimensionId,
) -> Cell {
    let needs = scenario.needs.iter().filter(|need| need.dimension == dimension);
    let cells = needs.map(|it| {
        let cell = need(report, result, it);
        let question = report.rubric().question_at(it.dimension, it.question);
        let name = question.map(|question| format!("{} ", report.question_name(question)));
        Cell { text: name.unwrap_or_default() + &cell.text, ..cell }
    });
    let worse = |one: Cell, other: Cell| {
        let tone = if other.tone == Tone::Good { one.tone } else { other.tone };
        let tone = if one.tone == Tone::Bad { Tone::Bad } else { tone };
        Cell::toned(format!("{}; {}", one.text, other.text), tone)
    };
    cells.reduce(worse).unwrap_or_default()
}

/// Returns what a scenario takes, and what there is where that is less.
fn need(report: &Report<'_>, result: &ScenarioResult, need: &Need) -> Cell {
    let needed = need.at_least;
    let applies = report.judgement.scores.profiles.claimed_extremes.worst.held_for(need).is_some();
    let mut blocks = result.blocked_by.iter();
    let block = blocks.find(|it| it.dimension == need.dimension && it.question == need.question);
    match block {
        _ if !applies => "does not apply".into(),
        None => Cell::toned(needed.to_string(), Tone::Good),
        Some(block) => match block.actual {
            Some(actual) => Cell::toned(format!("{needed}, has {actual}"), Tone::Bad),
            None => Cell::toned(format!("{needed}, unknown"), Tone::Warning),
        },
    }
}

//! The first page: the profile and what limits it, the level, what is not safe at the next peak,
//! three actions, what the operation achieves, and what is not known. It fits one sheet of paper; every other part says more.

use super::section::{Cell, Content, Section, Table, Verdict};
use crate::domain::actions::{List, Reason};
use crate::domain::calendar::Calendar;
use crate::domain::index::{DimensionId, ScenarioId};
use crate::domain::questionnaire::Question;
use crate::domain::review::review;
use crate::domain::rubric::{Action, Scenario};
use crate::domain::scenarios::{ScenarioResult, Verdict as ScenarioVerdict};
use crate::domain::score::Basis;
use crate::domain::sorting;
use crate::domain::stress::{first_to_break, is_of_a_peak};
use crate::report::Report;
use crate::report::styled::Tone;
use crate::report::words::requirements::needed_name;
use crate::report::words::verdicts::both_verdicts;
use crate::report::words::{Standing, first_few, isolated, upper_first};

/// How many dimensions, scenarios and actions the page has room for.
pub(super) const DIMENSIONS: usize = 12;
const SCENARIOS: usize = 5;
/// How many scenarios where outcomes take some of the room.
const FEWER_SCENARIOS: usize = 3;
const ACTIONS: usize = 3;
/// How much of what a scenario lacks is named; the rest is counted.
const BLOCKS: usize = 2;
/// How many questions without an answer are named; the rest are counted.
const QUESTIONS: usize = 6;

/// Returns the page.
pub(super) fn page(report: &Report<'_>) -> Section {
    let section = Section::new("front", "On one page").with(may_be_old(report));
    // With more dimensions the picture would leave no room for anything else.
    let few = report.rubric().dimensions.len() <= DIMENSIONS;
    let section = section.with(few.then_some(Content::Radar));
    let section = section.with([Content::Table(profile(report))]);
    let section = section.with(limiting(report).map(Content::Paragraph));
    let section = section.with([Content::Verdict(verdict(report))]);
    let section = section.with(why(report).map(Content::Paragraph));
    let achieved = super::outcomes::in_brief(report);
    let peak = at_the_peak(report, achieved.is_some());
    let parts = [peak, first_actions(report), achieved, Some(not_known(report))];
    section.and_parts(parts.into_iter().flatten())
}

/// Says which figures may be meant for an edition before.
pub(super) fn may_be_old(report: &Report<'_>) -> impl Iterator<Item = Content> {
    report.may_be_old().into_iter().map(Content::Paragraph)
}

/// Returns the level, with the sentence that describes it.
pub(super) fn verdict(report: &Report<'_>) -> Verdict {
    Verdict {
        level: report.verdict(),
        less_on_evidence: report.less_on_evidence(),
        sentence: report.level_sentence(),
    }
}

/// Returns the level of each dimension; of many, the lowest.
fn profile(report: &Report<'_>) -> Table {
    let all = report.rubric().dimensions.len();
    let mut shown: Vec<_> = DimensionId::all(all).collect();
    let mut caption = format!("{} of each dimension", report.held_title());
    if all > DIMENSIONS {
        sorting::sort_by_key(&mut shown, |dimension| report.standing(*dimension));
        shown.truncate(DIMENSIONS);
        caption = format!("The lowest {DIMENSIONS} of {all} dimensions");
    }
    let held = |basis| move |id: &DimensionId| report.held_on(*id, basis);
    let differs = |id: &DimensionId| held(Basis::Claimed)(id) != held(Basis::Evidenced)(id);
    let on_evidence = shown.iter().any(differs);
    let columns = ["Dimension", report.held_title(), "On evidence"];
    let columns = columns.get(..if on_evidence { 3 } else { 2 }).unwrap_or_default();
    let mut table = Table::new(&caption, columns);
    table.rows.extend(shown.into_iter().map(|dimension| row(report, dimension, on_evidence)));
    table
}

fn row(report: &Report<'_>, dimension: DimensionId, on_evidence: bool) -> Vec<Cell> {
    let tone = if report.is_lowest(dimension) { Tone::Strong } else { Tone::Plain };
    let name = Cell::toned(report.dimension_name(dimension), tone);
    let is_known = report.standing(dimension).doubt().is_none();
    let has_bar = matches!(report.standing(dimension), Standing::Known(_));
    let bar = report.bar(dimension).filter(|_| has_bar);
    let mut cells = vec![name, Cell { bar, ..Cell::from(report.mark_in_full(dimension)) }];
    if on_evidence {
        let held = |basis| report.held_on(dimension, basis).filter(|_| is_known);
        let less = held(Basis::Evidenced) < held(Basis::Claimed);
        let tone = if less { Tone::Warning } else { Tone::Plain };
        let mark = held(Basis::Evidenced).map(|held| held.to_string());
        cells.push(Cell::toned(mark.unwrap_or_else(|| report.level_mark(dimension)), tone));
    }
    cells
}

/// Says which dimensions hold the rest back; nothing where none can be raised.
fn limiting(report: &Report<'_>) -> Option<String> {
    let lowest = report.lowest_words()?;
    let names = upper_first(&report.names(&lowest.dimensions));
    Some(format!("{}: {names}. {}.", lowest.what, upper_first(lowest.first)))
}

/// Says why it is this level, and what a single other answer would make of it; nothing where there is
/// nothing to say.
fn why(report: &Report<'_>) -> Option<String> {
    let why = (!report.gives_scores_only())
        .then(|| format!("{}: {}", report.why_title(), upper_first(&report.why())));
    let borne_out = report.on_evidence().map(|sentence| upper_first(&sentence));
    let beside = borne_out.into_iter().chain(report.one_off()).chain(report.hangs_on());
    let all: Vec<_> = why.into_iter().chain(beside).collect();
    (!all.is_empty()).then(|| all.join(" "))
}

/// Returns the part on the scenarios of a peak that are not surely coped with; nothing where the
/// rubric knows no scenarios.
fn at_the_peak(report: &Report<'_>, has_outcomes: bool) -> Option<Section> {
    let (rubric, judgement) = (report.rubric(), &report.judgement);
    let listed: Vec<_> = ScenarioId::all(rubric.scenarios.len()).collect();
    if listed.is_empty() {
        return None;
    }
    let mut open = first_to_break(rubric, judgement, &listed);
    let result = |id: ScenarioId| judgement.scenarios.iter().find(|one| one.scenario == id);
    let is_open = |id: &ScenarioId| {
        let verdict = result(*id).map(ScenarioResult::worse);
        !matches!(verdict, None | Some(ScenarioVerdict::Copes | ScenarioVerdict::NotApplicable))
    };
    let of_a_peak = listed.iter().filter(|id| is_of_a_peak(rubric, **id) && is_open(id));
    let mut on_evidence: Vec<_> = of_a_peak.filter(|id| !open.contains(id)).copied().collect();
    let scenario = |id: &ScenarioId| rubric.scenarios.get(id.index());
    sorting::sort_by_key(&mut on_evidence, |id| {
        (result(*id).map(|one| one.worse().rank()), scenario(id).map(Scenario::weight))
    });
    open.extend(on_evidence);
    // What is called likely comes first.
    let likely = &report.sheet.given().scenarios;
    sorting::sort_by_key(&mut open, |id| !scenario(id).is_some_and(|one| likely.contains(&one.id)));
    let title = match report.sheet.given().next_peak {
        Some(peak) => format!("What is not safe at the next peak, {peak}"),
        None => "What is not safe at the next peak".to_owned(),
    };
    let section = Section::new("front-peak", title);
    if open.is_empty() {
        let text =
            "Nothing that is asked about: the scenarios of a peak are coped with.".to_owned();
        let left_out = report.figures_left_out_of(judgement.scenarios.iter());
        let text = left_out.map_or_else(|| text.clone(), |left_out| format!("{text} {left_out}"));
        return Some(section.with([Content::Paragraph(text)]));
    }
    let most = if has_outcomes { FEWER_SCENARIOS } else { SCENARIOS };
    let rest = open.len().saturating_sub(most);
    let named = open.iter().take(most).filter_map(|id| breaking(report, result(*id)?));
    let section = section.with(Content::list("", named.collect()));
    let more = match rest {
        0 => None,
        1 => Some("One more stands under Scenarios.".to_owned()),
        rest => Some(format!("{rest} more stand under Scenarios.")),
    };
    Some(section.with(more.map(Content::Paragraph)))
}

/// Says what becomes of a scenario, and because of what.
fn breaking(report: &Report<'_>, result: &ScenarioResult) -> Option<String> {
    let scenario = report.rubric().scenarios.get(result.scenario.index())?;
    let title = isolated(&scenario.title);
    let verdict = both_verdicts(report.instrument, result);
    let block = result.blocked_by.iter().map(|block| {
        let name = needed_name(report.instrument, block.dimension, block.question);
        match block.actual {
            Some(actual) => format!("{name} {actual}, needs {}", block.needed),
            None => format!("{name} not known, needs {}", block.needed),
        }
    });
    let mut blocks: Vec<_> = block.chain(report.open_figures(result)).collect();
    let more = blocks.len().saturating_sub(BLOCKS);
    blocks.truncate(BLOCKS);
    if more > 0 {
        blocks.push(format!("{more} more"));
    }
    let blocks = blocks.join("; ");
    let why = if blocks.is_empty() { String::new() } else { format!(" ({blocks})") };
    Some(format!("{title}: {verdict}{why}"))
}

/// Returns the part on what to do first; nothing where there is nothing to do.
fn first_actions(report: &Report<'_>) -> Option<Section> {
    let listed = report.judgement.listed(List::First);
    let mut table = Table::new("", &["What to do", "Owner", "Done by"]);
    table.rows.extend(listed.take(ACTIONS).filter_map(|listed| {
        let action = report.rubric().actions.get(listed.action.index())?;
        let by = done_by(report, action, listed.reason).unwrap_or_else(|| action.horizon.clone());
        let named = format!("{}: {}", action.id, isolated(&action.title));
        Some(vec![named.into(), action.owner.as_str().into(), by.into()])
    }));
    if table.rows.is_empty() {
        return None;
    }
    table.caption = format!(
        "Done by: counted from {}, at the end of the time that the action takes",
        report.date()
    );
    let title = match table.rows.len() {
        1 => "The first action",
        2 => "The first two actions",
        _ => "The first three actions",
    };
    Some(Section::new("front-actions", title).with([Content::Table(table)]))
}

/// Returns the day by which an action can be done that begins on the day of the answers.
fn done_by(report: &Report<'_>, action: &Action, reason: Reason) -> Option<String> {
    let freeze = report.sheet.freeze().filter(|_| !reason.only_looks());
    let calendar = Calendar { today: report.date(), freeze };
    let day = calendar.done_by(action.weeks.1, action.peak_ready)?;
    Some(day.to_string())
}

/// Returns the part on what is not known: how far the level hangs on it, and who finds it out.
fn not_known(report: &Report<'_>) -> Section {
    let section = Section::new("front-unknown", "What is not known");
    let sheet = report.sheet;
    let open = |asked: &&Question| sheet.leaves_open(&asked.id) && sheet.applies(&asked.id);
    let scored = report.rubric().dimensions.iter().flat_map(|dimension| &dimension.questions);
    let is_scored = |asked: &&Question| scored.clone().any(|one| one.question == asked.id);
    let questions = report.questionnaire().questions.iter().filter(open).filter(is_scored);
    let titles: Vec<_> = questions.map(|asked| isolated(&asked.title)).collect();
    let first = match (report.outlook(), titles.is_empty()) {
        (_, true) => "Every question that applies has an answer.".to_owned(),
        (Some(outlook), _) if report.rubric().has_levels() => format!("The level: {outlook}."),
        (Some(outlook), _) => format!("The score: {outlook}."),
        (None, _) => upper_first(&report.why()),
    };
    let named = first_few(titles.clone(), QUESTIONS);
    let named = (!titles.is_empty()).then(|| format!("Without an answer: {named}."));
    let unasked = report.questionnaire().follow_ups.iter().filter(open).count();
    let unasked = match unasked {
        0 => None,
        1 => Some("One guard-rail has no answer.".to_owned()),
        count => Some(format!("{count} guard-rails have no answer.")),
    };
    let all = [named, unasked, without_report(report)].into_iter().flatten();
    section
        .with([Content::paragraph(std::iter::once(first).chain(all).collect::<Vec<_>>().join(" "))])
}

/// Says how many answers rest on no report; nothing where all do.
fn without_report(report: &Report<'_>) -> Option<String> {
    let all = review(report.instrument, report.sheet, &report.judgement.scores);
    // One that counts in two dimensions is still one answer.
    let claims = all.iter().filter(|point| point.claim_without_report.is_some());
    match sorting::to_set(claims.map(|point| point.question.id.as_str())).len() {
        0 => None,
        1 => Some("One answer rests on no report.".to_owned()),
        count => Some(format!("{count} answers rest on no report.")),
    }
}

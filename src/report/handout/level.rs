//! The result: which level and why, the profile, what moved, and what comes first.

use super::section::{Cell, Content, Fact, Section, Table, fact};
use crate::domain::actions::{List, Recommendation};
use crate::domain::change::Change;
use crate::domain::index::DimensionId;
use crate::domain::rubric::{Aggregate, Dimension, Member};
use crate::domain::score::Basis;
use crate::domain::scores::Status;
use crate::report::bar::Bar;
use crate::report::styled::Tone;
use crate::report::words::actions::{owner, reason, timing};
use crate::report::words::{self, isolated, upper_first, verdicts};
use crate::report::{Report, moves};

/// How many actions stand under "What comes first".
const FIRST: usize = 5;

/// Returns what is known about the answers.
fn about(report: &Report<'_>) -> Vec<Fact> {
    let given = report.sheet.given();
    let mut facts = vec![fact("Answers of", given.date.to_string())];
    facts.extend(given.respondent.as_ref().map(|who| fact("Answered by", who)));
    let asked = report.questionnaire().facts.iter();
    facts.extend(
        asked.map(|asked| fact(&*asked.title, upper_first(&report.answer_in_words(&asked.id)))),
    );
    facts.extend(given.next_peak.map(|day| fact("Next peak", day.to_string())));
    facts.extend(given.tags.iter().map(|(tag, text)| fact(tag, text)));
    facts
}

/// Returns the section that says which level is held, and why.
pub(super) fn result(report: &Report<'_>) -> Section {
    let judgement = &report.judgement;
    let mut facts = about(report);
    facts
        .push(fact(if report.rubric().has_levels() { "Level" } else { "Score" }, report.verdict()));
    if !report.gives_scores_only() {
        facts.push(fact(report.why_title(), upper_first(&report.why())));
    }
    if !judgement.scores.too_much_unknown {
        let value = judgement.scores.claimed.score.as_ref();
        let value = value.map(|score| report.whole_score(score)).unwrap_or_default();
        let in_groups = !report.rubric().groups.is_empty();
        let (title, text) = match (report.rubric().aggregate, in_groups) {
            (Aggregate::Mean, false) => ("Mean", "the weighted mean of the dimensions' scores"),
            (Aggregate::Mean, true) => {
                ("Mean", "the weighted mean of the groups and of the dimensions in none")
            }
            (Aggregate::Minimum, false) => ("Lowest score", "the lowest of the dimensions' scores"),
            (Aggregate::Minimum, true) => {
                ("Lowest score", "the lowest of the groups and of the dimensions in none")
            }
            (Aggregate::Sum | Aggregate::ProratedSum, false) => {
                ("Sum", "the dimensions' scores added up")
            }
            (Aggregate::Sum | Aggregate::ProratedSum, true) => {
                ("Sum", "the groups and the dimensions in none added up")
            }
        };
        facts.push(fact(title, format!("{value}, {text}")));
    }
    facts.extend(report.one_off().map(|sentence| fact("One answer off", sentence)));
    let range = report.range_of_views().or_else(|| report.outlook());
    facts.extend(range.map(|range| fact("Range", upper_first(&range) + ".")));
    facts.extend(report.on_evidence().map(|sentence| fact("On evidence", upper_first(&sentence))));
    facts.extend(report.to_the_target().map(|sentence| fact("Target", upper_first(&sentence))));
    facts.extend(report.enough_words().map(|sentence| fact("Enough", sentence)));
    facts.extend(report.hangs_on().map(|sentence| fact("Hangs on", sentence)));
    facts.extend(lowest(report));
    let symptoms = report.questionnaire().symptoms.iter();
    let ticked = symptoms.filter(|symptom| report.sheet.given().symptoms.contains(&symptom.id));
    facts.extend(ticked.map(|symptom| fact("Symptom", &*symptom.text)));
    let notices = report.further_notices().collect();
    let title =
        if report.rubric().has_levels() { "The level, and why" } else { "The score, and why" };
    let section = Section::new("level", title).with([Content::Facts(facts)]);
    section.with(Content::list("What to bear in mind:", notices))
}

/// Says which dimensions are the lowest; nothing where none can be raised.
fn lowest(report: &Report<'_>) -> Option<Fact> {
    let lowest = report.lowest_words()?;
    let names = upper_first(&report.names(&lowest.dimensions));
    Some(fact(lowest.what, format!("{names}. {}.", upper_first(lowest.first))))
}

/// Returns the section with the dimensions' levels, and what was answered.
pub(super) fn profile(report: &Report<'_>) -> Section {
    let held = report.held_title();
    let columns = ["Dimension", held, "On evidence", "Possible", "Answer"];
    let mut table = Table::new(&format!("{held} of each dimension"), &columns);
    let dimensions = DimensionId::each(&report.rubric().dimensions);
    table.rows.extend(dimensions.map(|(index, dimension)| profile_row(report, index, dimension)));
    let section = Section::new("profile", "Profile");
    // Where the first page has no room for the picture, it stands here.
    let many = report.rubric().dimensions.len() > super::front::DIMENSIONS;
    let section = section.with(many.then_some(Content::Radar));
    let section = section.with([Content::Table(table)]);
    section.with(report.mark_meaning().map(Content::paragraph))
}

fn profile_row(report: &Report<'_>, index: DimensionId, dimension: &Dimension) -> Vec<Cell> {
    let result = report.judgement.scores.dimensions.get(index.index());
    let limiting = report.is_lowest(index);
    let lowest = match report.standing(index).doubt() {
        _ if !limiting => "",
        None => " (lowest)",
        Some(_) => " (counts as the lowest)",
    };
    let name = if lowest.is_empty() {
        dimension.name.clone()
    } else {
        format!("{}{lowest}", isolated(&dimension.name))
    };
    let possible = report.possible(index);
    let possible = possible.map_or_else(|| "-".to_owned(), words::range);
    let known = result.is_some_and(|result| result.status == Status::Answered);
    let held = |basis| report.held_on(index, basis).filter(|_| known);
    let evidenced = held(Basis::Evidenced).map(|evidenced| {
        let less = Some(evidenced) < held(Basis::Claimed);
        let tone = if less { Tone::Warning } else { Tone::Plain };
        Cell::toned(evidenced.to_string(), tone)
    });
    vec![
        Cell::toned(name, if limiting { Tone::Strong } else { Tone::Plain }),
        Cell { bar: bar(report, index), ..Cell::from(report.mark_in_full(index)) },
        evidenced.unwrap_or_else(|| Cell::from(report.level_mark(index))),
        possible.into(),
        report.answers_in_brief(index).into(),
    ]
}

/// Returns the bar of a dimension; nothing where its level is not known, or the scale is long.
fn bar(report: &Report<'_>, dimension: DimensionId) -> Option<Bar> {
    let result = report.judgement.scores.dimensions.get(dimension.index())?;
    report.bar(dimension).filter(|_| result.status == Status::Answered)
}

/// Returns the section with the groups, each above what stands in it; nothing where there are none.
pub(super) fn groups(report: &Report<'_>) -> Option<Section> {
    let columns = ["Group or dimension", "Weight", "Made of", "Score", "On evidence", "Possible"];
    let mut table = Table::new("What each group comes to", &columns);
    table.rows.extend(report.tree().into_iter().map(|row| {
        let is_group = matches!(row.member, Member::Group(_));
        let of = if is_group { "what is in it" } else { "its questions" };
        let tone = if is_group { Tone::Strong } else { Tone::Plain };
        let tone_on_evidence = if row.evidenced == row.score { Tone::Plain } else { Tone::Warning };
        let depth = if row.depth == 0 { String::new() } else { "\u{203a} ".repeat(row.depth) };
        vec![
            Cell::toned(format!("{depth}{}", isolated(&row.name)), tone),
            row.weight.into(),
            format!("{} of {of}", upper_first(row.made_by)).into(),
            row.score.into(),
            Cell::toned(row.evidenced, tone_on_evidence),
            row.possible.into(),
        ]
    }));
    let lead = "What stands in a group is marked with \u{203a} below it, once for each group around \
                it.";
    (!table.rows.is_empty()).then(|| {
        let content = [Content::paragraph(lead), Content::Table(table)];
        Section::new("groups", "Groups").with(content)
    })
}

/// Returns the section on what moved since the earlier answers; nothing where there are none.
pub(super) fn moved(report: &Report<'_>) -> Option<Section> {
    let earlier = report.earlier.as_deref()?;
    let section = Section::new("moved", format!("What moved since {}", earlier.date()));
    let mut table =
        Table::new("Then and now", &["Dimension", "Then", "Now", "Change", "Answer then"]);
    for (index, dimension) in DimensionId::each(&report.rubric().dimensions) {
        let change = report.change_since(earlier, index);
        table.rows.push(vec![
            dimension.name.as_str().into(),
            earlier.level_mark(index).into(),
            report.level_mark(index).into(),
            Cell::toned(verdicts::change(change), tone(change)),
            earlier.answers_in_brief(index).into(),
        ]);
    }
    let ruler = format!(
        "Both sets of answers are judged here by the same rubric, {} {}.",
        report.rubric().id,
        report.rubric().version
    );
    let sentences = moves::overall(earlier, report);
    let section = section.with([Content::paragraph(ruler)]);
    let section = section.with(moves::caveats(report).into_iter().map(Content::Paragraph));
    let section = section.with(Content::list("What is different:", sentences));
    Some(section.with([Content::Table(table)]))
}

fn tone(change: Change) -> Tone {
    match change {
        Change::Rose | Change::NowKnown => Tone::Good,
        Change::Fell => Tone::Bad,
        Change::NowUnknown => Tone::Warning,
        Change::Same | Change::NowApplicable | Change::NowNotApplicable => Tone::Plain,
    }
}

/// Returns the section on what to do first; nothing where the rubric knows no actions.
pub(super) fn first_actions(report: &Report<'_>) -> Option<Section> {
    if report.rubric().actions.is_empty() {
        return None;
    }
    let section = Section::new("first", "What comes first");
    let first = report.judgement.listed(List::First);
    let all = first.clone().count();
    if report.judgement.actions.is_empty() {
        return Some(section.with([Content::paragraph(report.nothing_to_do())]));
    }
    let which = if all > FIRST {
        format!("The first {FIRST} of {all} actions")
    } else {
        "The actions".to_owned()
    };
    let lead = if report.rubric().has_effort_ranges() {
        format!(
            "{which}, in the order in which they help most. Efforts are those of your own people \
             and of your integrator, without licences or hardware. Every dimension below lists its \
             own."
        )
    } else {
        format!(
            "{which}, in the order in which they help most. Efforts are internal, without licences \
             or hardware. Every dimension below lists its own."
        )
    };
    let table = actions("What to do first", report, first.take(FIRST), true);
    let section = section.with(report.peak_rule().map(Content::Paragraph));
    let reached = reached(report, report.judgement.listed(List::First).take(FIRST));
    let section = section.with([Content::paragraph(lead), Content::Table(table)]);
    Some(section.with(reached))
}

/// Returns the section on what to do against a near peak; nothing where there is nothing to do.
pub(super) fn before_peak(report: &Report<'_>) -> Option<Section> {
    let listed = report.judgement.listed(List::BeforePeak);
    listed.clone().next()?;
    let lead = "Beside what comes first: what helps against the peak, need not pause before it, \
                and can end in time.";
    let table = actions("What to do before the peak", report, listed, true);
    let section = Section::new("before-peak", "Before the peak");
    Some(section.with([Content::paragraph(lead), Content::Table(table)]))
}

/// Says when the steps of the actions that are listed are reached; nothing where the rubric does not.
pub(super) fn reached<'a>(
    report: &Report<'_>,
    listed: impl Iterator<Item = &'a Recommendation>,
) -> Option<Content> {
    let shown: Vec<_> = listed.collect();
    let line = |one: &&Recommendation| {
        let reached = report.step_reached_when(one, &shown)?;
        let action = report.step_action(one)?;
        let name = isolated(report.dimension_name(action.dimension));
        Some(format!("{name} {} to {}: {reached}", one.step.0, one.step.1))
    };
    Content::list("When each step is taken:", shown.iter().filter_map(line).collect())
}

/// Returns a table of actions.
pub(super) fn actions<'a>(
    caption: &str,
    report: &Report<'_>,
    listed: impl Iterator<Item = &'a Recommendation>,
    with_dimension: bool,
) -> Table {
    let columns = ["Action", "What to do", "Owner", "Effort", "Horizon", "Proof", "Why"];
    let mut table = Table::new(caption, &columns);
    table.rows.extend(listed.filter_map(|listed| action(report, listed, with_dimension)));
    table
}

fn action(report: &Report<'_>, listed: &Recommendation, with_dimension: bool) -> Option<Vec<Cell>> {
    let action = report.rubric().actions.get(listed.action.index())?;
    let timing = timing(listed).map(|timing| format!(", {timing}")).unwrap_or_default();
    let optional = if action.optional { " (optional)" } else { "" };
    let why = reason(listed.reason);
    let why = if with_dimension {
        format!("{}: {why}", upper_first(&report.names(&[action.dimension])))
    } else {
        upper_first(why)
    };
    Some(vec![
        action.id.as_str().into(),
        format!("{}{optional}", action.title).into(),
        owner(action).into(),
        action.effort.as_str().into(),
        format!("{}{timing}", action.horizon).into(),
        action.proof.as_str().into(),
        why.into(),
    ])
}

//! What a rubric advises and holds back: actions that never come up, steps that nothing is said of,
//! caps that cannot bind, scenarios that ask too much or nothing, dimensions without a score.

use super::super::fields::Findings;
use super::super::node::{Node, Span, Value};
use super::super::questionnaire::{list, text_at};
use super::places::{entry_of, span_at};
use super::proof::{said, tried};
use crate::domain::index::DimensionId;
use crate::domain::questionnaire::Question;
use crate::domain::reach::{Reach, Trial};
use crate::domain::rubric::{Action, ActionKind, Dimension, Rubric, Scenario, Worth};
use crate::domain::scenarios::{Verdict, verdict_on};
use crate::domain::{Code, Decimal};

/// Looks at dimensions, actions, caps and scenarios.
pub(super) fn look(tree: &Node<'_>, reach: &Reach<'_>, findings: &mut Findings) {
    let rubric = reach.instrument().rubric();
    for (id, dimension) in DimensionId::each(&rubric.dimensions) {
        let Some(node) = entry_of(tree, "dimensions", &dimension.id) else { continue };
        if !reach.is_scored(id) {
            let message = format!(
                "no answers give `{}` a score: facts rule its questions out, or every option \
                 leaves them out",
                dimension.id
            );
            let help = "score an option of it, mend what its questions apply to, or take it out";
            findings.push(Code::DimensionNeverScored, &span_at(node, "id"), message, help);
            continue;
        }
        steps(node, rubric, (id, dimension), findings);
        reached_when(tree, rubric, (id, dimension), findings);
    }
    for action in &rubric.actions {
        never_fires(tree, reach, action, findings);
    }
    for node in list(tree, "caps") {
        cap(node, reach, findings);
    }
    for scenario in &rubric.scenarios {
        asks(tree, reach, scenario, findings);
    }
}

/// Returns the levels from which steps of a dimension lead on.
fn step_levels(dimension: &Dimension) -> std::ops::Range<i64> {
    dimension.level_range().map_or(0..0, |range| range.lowest..range.highest)
}

/// Finds steps without an action that has to be taken. Where there are no actions at all, none is
/// missed.
fn steps(
    node: &Node<'_>,
    rubric: &Rubric,
    (id, dimension): (DimensionId, &Dimension),
    findings: &mut Findings,
) {
    let takes = |from: i64| {
        rubric.actions.iter().any(|action| {
            action.dimension == id && action.kind == ActionKind::Step(from) && !action.optional
        })
    };
    let lacking = step_levels(dimension).filter(|from| !takes(*from));
    let lacking: Vec<_> = lacking.map(|from| format!("from {from} to {}", from + 1)).collect();
    if !rubric.actions.is_empty() && !lacking.is_empty() {
        let message = format!(
            "`{}` has no action for the step {}, so that no plan can take it",
            dimension.id,
            lacking.join(", nor for that ")
        );
        let help = "add an action with this `from_level` that is not `optional`";
        findings.push(Code::StepWithoutAction, &span_at(node, "id"), message, help);
    }
}

/// Finds steps of which the rubric does not say when they are reached, though it does of others.
fn reached_when(
    tree: &Node<'_>,
    rubric: &Rubric,
    (id, dimension): (DimensionId, &Dimension),
    findings: &mut Findings,
) {
    let Some(top) = tree.get("reached_when").filter(|_| !rubric.reached_when.is_empty()) else {
        return;
    };
    let told = |level: i64| {
        rubric.reached_when.iter().any(|line| line.dimension == id && line.level == level)
    };
    let lacking = step_levels(dimension).map(|from| from + 1).filter(|level| !told(*level));
    let lacking: Vec<_> = lacking.map(|level| level.to_string()).collect();
    if !lacking.is_empty() {
        let entry = top.entry(&dimension.id).map(|entry| entry.key_span.clone());
        let first = || match &top.value {
            Value::Map(entries) => entries.first().map(|entry| entry.key_span.clone()),
            _ => None,
        };
        let span = entry.or_else(first).unwrap_or_else(|| top.span.clone());
        let message = format!(
            "nothing says when `{}` has reached level {}",
            dimension.id,
            lacking.join(", nor level ")
        );
        let help =
            format!("write `{}: {{{}: \"...\"}}`", dimension.id, lacking.join(": \"...\", "));
        findings.push(Code::StepWithoutReachedWhen, &span, message, &help);
    }
}

/// Finds an action that no answers lead to.
fn never_fires(tree: &Node<'_>, reach: &Reach<'_>, action: &Action, findings: &mut Findings) {
    let rubric = reach.instrument().rubric();
    let near_peak = action.peak_ready && rubric.peak_within_days > 0;
    let Some(node) = entry_of(tree, "actions", &action.id) else { return };
    let Some(dimension) = rubric.dimensions.get(action.dimension.index()) else { return };
    if action.measures || near_peak {
        return;
    }
    let (key, message, help) = match action.kind {
        ActionKind::Step(from) => {
            let is_at = |trial: &Trial| trial.profile.level(action.dimension) == Some(from);
            if reach.trials().iter().any(is_at) {
                return;
            }
            let message =
                format!("no answers put `{}` at level {from}: {}", dimension.id, tried(reach));
            ("from_level", message, "move it to a step that answers lead to, or take it out")
        }
        ActionKind::SuppliesReport => {
            if may_lack_a_report(rubric, action.dimension, dimension) {
                return;
            }
            let message =
                format!("no answer about `{}` counts less without a report", dimension.id);
            let help = "write `evidenced: {without_report_at_most: SCORE}` with a score below the \
                        highest, or take the action out";
            ("supplies_report", message, help)
        }
    };
    findings.push(Code::ActionNeverFires, &span_at(node, key), message, help);
}

/// Returns whether an answer to a question of the dimension may count less for lack of a report, or
/// for what another answer says.
fn may_lack_a_report(rubric: &Rubric, id: DimensionId, dimension: &Dimension) -> bool {
    let capped = rubric.caps.iter().any(|cap| cap.dimension == id && cap.question.is_some());
    let ceiling = rubric.without_report_at_most;
    let above = |score: Decimal| ceiling.is_some_and(|ceiling| score > ceiling);
    let mut questions = dimension.questions.iter();
    capped
        || questions.any(|scored| {
            let needs_report = |worth: &Worth| matches!(worth, Worth::Score(s) if above(*s));
            let figures = scored.line.iter().map(|(_, score)| *score);
            let words = scored.words.iter().map(|(_, score)| *score);
            scored.options.iter().any(needs_report) || figures.chain(words).any(above)
        })
}

/// Finds a cap that lowers nothing, and conditions of it that nobody can meet.
fn cap(node: &Node<'_>, reach: &Reach<'_>, findings: &mut Findings) {
    let questionnaire = reach.instrument().questionnaire();
    let at_most = node.get("at_most").and_then(number);
    if let (Some(at_most), Some((what, most))) = (at_most, highest(node, reach))
        && at_most >= most
    {
        let message =
            format!("{what} comes to {most} at most, so that a cap at {at_most} lowers it never");
        let help = "cap it lower, or take the cap out";
        findings.push(Code::CapNeverBinds, &span_at(node, "at_most"), message, help);
    }
    let question = text_at(node, "follow_up").and_then(|id| questionnaire.find(id));
    let (Some(question), Some(when)) = (question, node.get("when")) else { return };
    let Value::Map(entries) = &when.value else { return };
    if entries.is_empty() {
        let message = "nothing is said that would put the cap on";
        let help = "write `when: {option: ID}`, or `above`, `below` or `words`";
        findings.push(Code::CapNeverBinds, &when.span, message, help);
    }
    for entry in entries {
        let one = std::slice::from_ref(&entry.value);
        let items = if let Value::List(items) = &entry.value.value { items } else { one };
        for item in items {
            if let Some(message) = never_answered(question, &entry.key, item) {
                let help = "write what can be answered, or take the condition out";
                findings.push(Code::CapNeverBinds, &item.span, message, help);
            }
        }
    }
}

fn number(node: &Node<'_>) -> Option<Decimal> {
    match &node.value {
        Value::Number(number) => Decimal::parse(number).ok(),
        _ => None,
    }
}

/// Returns what a cap is put on, in words, and the highest that it can come to.
fn highest(node: &Node<'_>, reach: &Reach<'_>) -> Option<(String, Decimal)> {
    let rubric = reach.instrument().rubric();
    if let Some(id) = text_at(node, "question") {
        let places = rubric.dimensions.iter().flat_map(|dimension| &dimension.questions);
        let scored = places.filter(|scored| scored.question == id);
        let most = scored.filter_map(crate::domain::rubric::Scored::highest_answer).max()?;
        return Some((format!("the score of `{id}`"), most));
    }
    let id = text_at(node, "dimension")?;
    let dimension = rubric.dimension(id)?;
    let levels = reach.trials().iter().filter_map(|trial| trial.profile.level(dimension));
    if let Some(most) = levels.max() {
        return Some((format!("the level of `{id}`"), Decimal::whole(most)));
    }
    let most = reach.extremes(|trial| trial.profile.score(dimension).cloned())?.1;
    Some((format!("the score of `{id}`"), Decimal::whole(most.ceil())))
}

/// Says that a condition of a cap cannot be met by an answer to `question`.
fn never_answered(question: &Question, key: &str, value: &Node<'_>) -> Option<String> {
    let id = &question.id;
    let measure = question.measure.as_ref();
    let figure = number(value);
    match (key, &value.value) {
        ("option", Value::Text(option)) if question.option(option).is_none() => {
            Some(format!("`{id}` has no option `{}`", super::super::mistaken::spelled(option)))
        }
        ("words", Value::Text(word))
            if !measure.is_some_and(|it| it.words.iter().any(|known| known.word == *word)) =>
        {
            Some(format!("`{id}` knows no word `{}`", super::super::mistaken::spelled(word)))
        }
        ("above" | "below", _) if measure.is_none() => {
            Some(format!("`{id}` is not answered with a figure"))
        }
        ("above", _) => {
            let most = measure?.most?;
            (figure? >= most).then(|| format!("no figure of `{id}` is above {most}"))
        }
        ("below", _) => {
            let least = measure?.least;
            (figure? <= least).then(|| format!("no figure of `{id}` is below {least}"))
        }
        _ => None,
    }
}

/// Finds a scenario that nobody copes with, or everybody.
fn asks(tree: &Node<'_>, reach: &Reach<'_>, scenario: &Scenario, findings: &mut Findings) {
    let Some(node) = entry_of(tree, "scenarios", &scenario.id) else { return };
    let verdicts = reach.trials().iter().map(|trial| verdict_on(scenario, &trial.profile));
    let verdicts: Vec<_> = verdicts.filter(|it| *it != Verdict::NotApplicable).collect();
    let copes = verdicts.iter().filter(|verdict| **verdict == Verdict::Copes).count();
    let span: Span = span_at(node, "needs");
    if copes == 0 {
        let most = reach.trials().get(1).or(reach.trials().first());
        let best = most.map(|trial| said(reach, trial)).unwrap_or_default();
        let message = format!(
            "no answers cope with `{}`, not even the highest: {best}; {}",
            scenario.id,
            tried(reach)
        );
        let help = "ask for less, or let answers score higher";
        findings.push(Code::ScenarioAsksTooMuch, &span, message, help);
    } else if copes == verdicts.len() && scenario.figures.is_empty() {
        let least = reach.trials().first().map(|trial| said(reach, trial)).unwrap_or_default();
        let message = format!(
            "all answers cope with `{}`, even the lowest: {least}; {}",
            scenario.id,
            tried(reach)
        );
        let help = "ask for more, or take it out";
        findings.push(Code::ScenarioAsksNothing, &span, message, help);
    }
}

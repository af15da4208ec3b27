//! What answers are worth: scores that do not follow the options, weights that look like
//! percentages and are none.

use super::super::fields::Findings;
use super::super::node::{Node, Span, Value};
use super::super::questionnaire::{list, text_at};
use super::places::entry_of;
use super::proof::figure;
use crate::domain::questionnaire::{Better, Question};
use crate::domain::rubric::{Dimension, Group, Member, Rubric, Scored, Worth};
use crate::domain::{Code, Decimal, Exact, Instrument};

/// Weights whose sum is that near to 100 are meant as percentages.
const NEAR_HUNDRED: std::ops::RangeInclusive<i64> = 95..=105;

/// Looks at the scores of every question and at all weights.
pub(super) fn look(tree: &Node<'_>, instrument: &Instrument, findings: &mut Findings) {
    let rubric = instrument.rubric();
    for dimension in &rubric.dimensions {
        let Some(node) = entry_of(tree, "dimensions", &dimension.id) else { continue };
        for scored in &dimension.questions {
            let question = instrument.questionnaire().find(&scored.question);
            if let Some(question) = question {
                look_at(tree, node, (question, scored), findings);
            }
        }
        let weights = dimension.questions.iter().map(|scored| {
            (question_node(node, &scored.question).and_then(weight_at), scored.weight)
        });
        hundred(&weights.collect::<Vec<_>>(), "questions", findings);
    }
    hundred(&weights_of(tree, rubric, &rubric.members), "dimensions", findings);
    for Group { members, .. } in &rubric.groups {
        hundred(&weights_of(tree, rubric, members), "members of the group", findings);
    }
}

/// Returns the entry of a question in its dimension: a mapping, or its id alone.
fn question_node<'n, 't>(dimension: &'n Node<'t>, id: &str) -> Option<&'n Node<'t>> {
    list(dimension, "questions").iter().find(|node| match &node.value {
        Value::Text(text) => text == id,
        _ => text_at(node, "id") == Some(id),
    })
}

fn look_at(
    tree: &Node<'_>,
    dimension: &Node<'_>,
    (question, scored): (&Question, &Scored),
    findings: &mut Findings,
) {
    let Some(node) = question_node(dimension, &scored.question) else { return };
    let options = scored.options.iter().filter_map(|worth| match worth {
        Worth::Score(score) => Some(*score),
        Worth::NotApplicable(_) | Worth::LeftOut => None,
    });
    let own = node.get("scores").or_else(|| dimension.get("scores")).or_else(|| tree.get("scores"));
    let span = own.unwrap_or(node).span.clone();
    let id = &scored.question;
    follow(&options.collect::<Vec<_>>(), &span, (id, "its options"), findings);
    let better = question.measure.as_ref().map(|measure| measure.better);
    let mut line: Vec<_> = scored.line.iter().map(|(_, score)| *score).collect();
    if better == Some(Better::Lower) {
        line.reverse();
    }
    let span = node.get("line").unwrap_or(node).span.clone();
    follow(&line, &span, (id, "its figures"), findings);
}

/// Finds scores, from worst to best, that do not rise.
fn follow(scores: &[Decimal], span: &Span, (id, along): (&str, &str), findings: &mut Findings) {
    let steps = || scores.iter().zip(scores.iter().skip(1));
    let (rises, falls) = (steps().any(|(a, b)| a < b), steps().any(|(a, b)| a > b));
    let all = scores.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let (code, message, help) = match (rises, falls) {
        (_, false) => return,
        (false, true) => (
            Code::ScoresFall,
            format!("the scores of `{id}` fall along {along}, from worst to best: {all}"),
            "turn the scores round, or the options; if a high score is meant to be bad, say so in \
             the names of the levels and allow this lint",
        ),
        (true, true) => (
            Code::ScoresZigzag,
            format!("the scores of `{id}` rise and fall along {along}, from worst to best: {all}"),
            "let them rise, or put the options into the order of their scores",
        ),
    };
    findings.push(code, span, message, help);
}

/// A weight that is written, and where.
type Weight = (Option<Span>, Decimal);

fn weight_at(node: &Node<'_>) -> Option<Span> {
    node.get("weight").map(|node| node.span.clone())
}

fn weights_of(tree: &Node<'_>, rubric: &Rubric, members: &[Member]) -> Vec<Weight> {
    let weight = |member: &Member| {
        let (key, id, weight) = match member {
            Member::Dimension(id) => {
                let Dimension { id, weight, .. } = rubric.dimensions.get(id.index())?;
                ("dimensions", id, weight)
            }
            Member::Group(id) => {
                let Group { id, weight, .. } = rubric.groups.get(id.index())?;
                ("groups", id, weight)
            }
        };
        Some((entry_of(tree, key, id).and_then(weight_at), *weight))
    };
    members.iter().filter_map(weight).collect()
}

/// Finds weights that are meant as percentages and do not add up to 100.
fn hundred(weights: &[Weight], of: &str, findings: &mut Findings) {
    let sum = weights.iter().fold(Exact::whole(0), |sum, (_, weight)| &sum + &weight.exact());
    let large = weights.len() > 1
        && weights.iter().all(|(span, weight)| span.is_some() && *weight > Decimal::whole(1));
    let near = NEAR_HUNDRED.contains(&sum.floor()) && sum <= Exact::whole(*NEAR_HUNDRED.end());
    let Some((Some(span), _)) = weights.last().filter(|_| large && near) else { return };
    if sum != Exact::whole(100) {
        let message =
            format!("the weights of these {of} add up to {}, which is nearly 100", figure(&sum));
        let help = "if they are percentages, put right the one that is wrong; if not, write them \
                    in smaller numbers of the same ratio";
        findings.push(Code::WeightsNearHundred, span, message, help);
    }
}

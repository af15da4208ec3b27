//! What is wrong with an instrument though it can be read: levels that nobody reaches, caps that
//! cannot bind, texts that are not finished. One file a family; each finding at its location.

mod advice;
mod levels;
mod names;
mod scores;
mod texts;

use super::fields::Findings;
use super::node::{Finding, Node, Span, Value};
use super::{questionnaire as asked, rubric as judged};
use crate::domain::given::AnswerValue;
use crate::domain::policy::Severity;
use crate::domain::reach::{Reach, Trial};
use crate::domain::{Code, Exact, Fingerprints, Instrument, Questionnaire};

/// Every lint, and how much it counts. What the readers find is an error.
pub const LINTS: [(Code, Severity); 22] = [
    (Code::LevelGap, Severity::Error),
    (Code::LevelOverlap, Severity::Error),
    (Code::LevelNeverReached, Severity::Error),
    (Code::LevelAlwaysReached, Severity::Warn),
    (Code::LevelPassedOver, Severity::Warn),
    (Code::RequirementBeyondRange, Severity::Error),
    (Code::RequirementWeaker, Severity::Error),
    (Code::ScoresFall, Severity::Warn),
    (Code::ScoresZigzag, Severity::Warn),
    (Code::WeightsNearHundred, Severity::Warn),
    (Code::ActionNeverFires, Severity::Warn),
    (Code::StepWithoutAction, Severity::Warn),
    (Code::StepWithoutReachedWhen, Severity::Warn),
    (Code::CapNeverBinds, Severity::Warn),
    (Code::ScenarioAsksTooMuch, Severity::Error),
    (Code::ScenarioAsksNothing, Severity::Warn),
    (Code::DimensionNeverScored, Severity::Error),
    (Code::IdsNearlyAlike, Severity::Warn),
    (Code::LabelsAlike, Severity::Error),
    (Code::ProgramIdInText, Severity::Warn),
    (Code::SourceNotCited, Severity::Warn),
    (Code::TodoLeftIn, Severity::Warn),
];

/// How many answers of a proof are named.
const MOST_ANSWERS: usize = 8;

/// Returns how much a finding of this kind counts.
#[must_use]
pub fn severity(code: Code) -> Severity {
    let lint = LINTS.iter().find(|(lint, _)| *lint == code);
    lint.map_or(Severity::Error, |(_, severity)| *severity)
}

/// Which of the two kinds of files that make up an instrument a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It says what is asked.
    Questionnaire,
    /// It says how answers are judged.
    Rubric,
}

impl Kind {
    /// Tells the kind of a document by the keys that only one of them has; nothing where it has
    /// none of them.
    #[must_use]
    pub fn of(tree: &Node<'_>) -> Option<Self> {
        let has = |keys: &[&str]| keys.iter().filter(|key| tree.entry(key).is_some()).count();
        let asks = has(&["questions", "follow_ups", "facts", "option_sets", "counting_rules"]);
        let judges = has(&[
            "questionnaire",
            "dimensions",
            "levels",
            "dimension_levels",
            "groups",
            "scores",
            "not_scored",
            "caps",
            "actions",
            "scenarios",
        ]);
        match (asks, judges) {
            (0, 0) => None,
            (asks, judges) if asks > judges => Some(Self::Questionnaire),
            _ => Some(Self::Rubric),
        }
    }
}

/// Returns the id of the questionnaire that a rubric judges, and where it stands.
#[must_use]
pub fn questionnaire_of<'n>(rubric: &'n Node<'_>) -> Option<(&'n str, Span)> {
    let node = rubric.get("questionnaire")?;
    Some((asked::text_at(rubric, "questionnaire")?, node.span.clone()))
}

/// Returns the id of a document.
#[must_use]
pub fn id_of<'n>(tree: &'n Node<'_>) -> Option<&'n str> {
    asked::text_at(tree, "id")
}

/// Looks at a questionnaire: what its reader finds, and what is wrong besides. `text` is that of
/// which `tree` was made.
#[must_use]
pub fn questionnaire(text: &str, tree: &Node<'_>) -> Vec<Finding> {
    let mut findings = Findings::default();
    texts::todo(text, &mut findings);
    texts::program_ids(text, tree, &texts::terms(tree), &mut findings);
    names::questions(tree, &mut findings);
    match asked::read(tree) {
        Ok(_) => names::sources(tree, &mut findings),
        Err(found) => findings.0.extend(found),
    }
    in_order(findings)
}

/// Looks at a rubric in the same way. Without the questionnaire that it judges, with its tree, only
/// its texts are looked at.
#[must_use]
pub fn rubric(
    text: &str,
    tree: &Node<'_>,
    judges: Option<(&Questionnaire, &Node<'_>)>,
) -> Vec<Finding> {
    let mut findings = Findings::default();
    texts::todo(text, &mut findings);
    let terms = judges.map(|(_, asked)| texts::terms(asked)).unwrap_or_default();
    texts::program_ids(text, tree, &terms, &mut findings);
    names::dimensions(tree, judges.map(|(_, asked)| asked), &mut findings);
    let Some((questionnaire, _)) = judges else { return in_order(findings) };
    match judged::read(tree, questionnaire) {
        Err(found) => findings.0.extend(found),
        Ok(rubric) => {
            let none = Fingerprints { questionnaire: String::new(), rubric: String::new() };
            let instrument = Instrument::new(questionnaire.clone(), rubric, none);
            let reach = Reach::of(&instrument);
            names::sources(tree, &mut findings);
            scores::look(tree, &instrument, &mut findings);
            levels::look(tree, &reach, &mut findings);
            advice::look(tree, &reach, &mut findings);
        }
    }
    in_order(findings)
}

/// Returns the findings in the order of the text, each once.
fn in_order(findings: Findings) -> Vec<Finding> {
    let mut findings = findings.0;
    findings.sort_by(|one, other| {
        (one.span.start, one.span.end, one.code).cmp(&(
            other.span.start,
            other.span.end,
            other.code,
        ))
    });
    findings.dedup();
    findings
}

/// Returns where the entry called `key` of a mapping stands: its value, else all of the mapping.
fn span_at(node: &Node<'_>, key: &str) -> Span {
    node.get(key).map_or_else(|| node.span.clone(), |node| node.span.clone())
}

/// Returns the entry of the list called `key` that has this id.
fn entry_of<'n, 't>(tree: &'n Node<'t>, key: &str, id: &str) -> Option<&'n Node<'t>> {
    asked::list(tree, key).iter().find(|node| asked::text_at(node, "id") == Some(id))
}

/// Visits every text of a tree, with the keys above it.
fn each_text<'n>(
    node: &'n Node<'_>,
    above: &mut Vec<&'n str>,
    visit: &mut dyn FnMut(&[&'n str], &'n Node<'_>, &'n str),
) {
    match &node.value {
        Value::Text(text) => visit(above, node, text),
        Value::List(items) => items.iter().for_each(|item| each_text(item, above, visit)),
        Value::Map(entries) => {
            for entry in entries {
                above.push(&entry.key);
                each_text(&entry.value, above, visit);
                above.pop();
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Says which answers a trial holds.
fn said(reach: &Reach<'_>, trial: &Trial) -> String {
    let one = |(id, answer): (&str, &AnswerValue)| match answer {
        AnswerValue::Option(option) => format!("`{id}: {option}`"),
        AnswerValue::Figure(figure, _) => format!("`{id}: {figure}`"),
        AnswerValue::Level(level) => format!("`{id}: {level}`"),
        AnswerValue::Unknown => format!("`{id}: unknown`"),
        AnswerValue::NotApplicable(_) => format!("`{id}: not_applicable`"),
    };
    let all: Vec<_> = reach.answers(trial).map(one).collect();
    let more = all.len().saturating_sub(MOST_ANSWERS);
    let named = all.into_iter().take(MOST_ANSWERS).collect::<Vec<_>>().join(", ");
    match more {
        0 if named.is_empty() => "no answer at all".to_owned(),
        0 => named,
        more => format!("{named} and {more} more"),
    }
}

/// Returns a score as it is read: with two decimals at most, and as a ratio where that is not all.
fn figure(score: &Exact) -> String {
    match (score.down_to_hundredths(), score.up_to_hundredths()) {
        (Some(down), Some(up)) if down == up => down.to_string(),
        (Some(down), _) => format!("{down} (exactly {score})"),
        _ => score.to_string(),
    }
}

/// Says how much was tried.
fn tried(reach: &Reach<'_>) -> String {
    let trials = reach.trials().len();
    if reach.tried_every() {
        format!("all {trials} sets of answers were tried")
    } else {
        format!("{trials} sets of answers were tried, from the lowest to the highest")
    }
}

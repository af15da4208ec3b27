//! What is wrong with an instrument though it can be read: levels that nobody reaches, caps that
//! cannot bind, texts that are not finished. One file a family; each finding at its location.

mod advice;
mod defined;
mod levels;
mod names;
mod places;
mod proof;
mod prose;
mod scores;
mod texts;

use super::fields::Findings;
use super::node::{Finding, Node, Span};
use super::{questionnaire as asked, rubric as judged};
use crate::domain::policy::Severity;
use crate::domain::reach::Reach;
use crate::domain::sorting;
use crate::domain::{Code, Fingerprints, Instrument, Questionnaire};

/// Every lint, and how much it counts. What the readers find is an error.
pub const LINTS: [(Code, Severity); 27] = [
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
    (Code::MeasureNotUsed, Severity::Warn),
    (Code::OwnerNotARole, Severity::Warn),
    (Code::CapNeverBinds, Severity::Warn),
    (Code::ScenarioAsksTooMuch, Severity::Error),
    (Code::ScenarioAsksNothing, Severity::Warn),
    (Code::DimensionNeverScored, Severity::Error),
    (Code::IdsNearlyAlike, Severity::Warn),
    (Code::LabelsAlike, Severity::Error),
    (Code::ProgramIdInText, Severity::Warn),
    (Code::PromptTooLong, Severity::Warn),
    (Code::HelpTooLong, Severity::Warn),
    (Code::TermNotUsed, Severity::Warn),
    (Code::SourceNotCited, Severity::Warn),
    (Code::TodoLeftIn, Severity::Warn),
];

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
/// which `tree` was made; `rubrics` are those at hand that judge it.
#[must_use]
pub fn questionnaire(text: &str, tree: &Node<'_>, rubrics: &[&Node<'_>]) -> Vec<Finding> {
    let mut findings = Findings::default();
    texts::todo(text, &mut findings);
    texts::program_ids(text, tree, &texts::terms(tree), &mut findings);
    prose::lengths(tree, &mut findings);
    prose::terms(tree, rubrics, &mut findings);
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
            defined::look(tree, reach.instrument().rubric(), &mut findings);
        }
    }
    in_order(findings)
}

/// Returns the findings in the order of the text, each once.
fn in_order(findings: Findings) -> Vec<Finding> {
    let mut findings = findings.0;
    sorting::sort_by(&mut findings, |one, other| {
        (one.span.start, one.span.end, one.code).cmp(&(
            other.span.start,
            other.span.end,
            other.code,
        ))
    });
    findings.dedup();
    findings
}

//! What was tried, in words: the answers that prove a finding. It finds nothing wrong.

use crate::domain::Exact;
use crate::domain::given::AnswerValue;
use crate::domain::reach::{Reach, Trial};

/// How many answers of a proof are named.
const MOST_ANSWERS: usize = 8;

/// Says which answers a trial holds.
pub(super) fn said(reach: &Reach<'_>, trial: &Trial) -> String {
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
pub(super) fn figure(score: &Exact) -> String {
    match (score.down_to_hundredths(), score.up_to_hundredths()) {
        (Some(down), Some(up)) if down == up => down.to_string(),
        (Some(down), _) => format!("{down} (exactly {score})"),
        _ => score.to_string(),
    }
}

/// Says how much was tried.
pub(super) fn tried(reach: &Reach<'_>) -> String {
    let trials = reach.trials().len();
    if reach.tried_every() {
        format!("all {trials} sets of answers were tried")
    } else {
        format!("{trials} sets of answers were tried, from the lowest to the highest")
    }
}

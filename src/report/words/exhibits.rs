//! Evidence to ask for, in words: what it is, where it stands and who gets it out.

use super::isolated;
use crate::domain::questionnaire::{Exhibit, Question};

/// Returns the evidence to ask for in answer to `question`, each in a line.
#[must_use]
pub fn exhibits(question: &Question) -> Vec<String> {
    let line = |one: &Exhibit| exhibit(&one.what, one.place.as_deref(), one.who.as_deref());
    question.evidence.iter().map(line).collect()
}

/// Returns one piece of evidence: what, and behind it where it stands and who gets it out.
#[must_use]
pub fn exhibit(what: &str, place: Option<&str>, who: Option<&str>) -> String {
    match (place, who) {
        (None, None) => what.to_owned(),
        (Some(known), None) | (None, Some(known)) => {
            format!("{} ({})", isolated(what), isolated(known))
        }
        (Some(place), Some(who)) => {
            format!("{} ({}; {})", isolated(what), isolated(place), isolated(who))
        }
    }
}

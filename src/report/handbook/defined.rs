//! What a rubric defines once: measures, roles, and which level is enough.

use super::book::Book;
use crate::domain::meaning::Meaning;
use crate::report::handout::{Fact, fact, fact_if};
use crate::report::words::isolated;
use crate::report::words::says::{named_thing, says};

/// Returns the measures that proofs refer to, by their names.
pub(super) fn measures(rubric: &Meaning) -> Vec<Fact> {
    let measures = rubric.get("measures").map(Meaning::parts).unwrap_or_default();
    let measure = |(id, measure): &(String, Meaning)| {
        let (formula, unit) = (isolated(measure.text("formula")), isolated(measure.text("unit")));
        fact(named_thing(id, measure), format!("{formula}; in {unit}"))
    };
    measures.iter().map(measure).collect()
}

/// Returns what is asked of what is promised, and which level is enough for which answers.
pub(super) fn enough(book: Book<'_>) -> Vec<Fact> {
    let Some(enough) = book.rubric.get("enough") else { return Vec::new() };
    let mark = fact_if("Rests on", enough.text("mark"));
    let question = |(id, asked): &(String, Meaning)| {
        let options = asked.each("options").iter();
        let options: Vec<_> = options.map(|(id, option)| named_thing(id, option)).collect();
        fact(named_thing(id, asked), options.join("; "))
    };
    let row = |(_, row): &(String, Meaning)| {
        let when = row.get("when").map(says).unwrap_or_default();
        let higher = row.get("dimensions").map(|higher| format!("; with {}", says(higher)));
        let level = row.get("level").map(says).unwrap_or_default();
        fact(when, format!("level {level} is enough{}", higher.unwrap_or_default()))
    };
    let questions = enough.each("questions").iter().map(question);
    mark.into_iter().chain(questions).chain(enough.each("rows").iter().map(row)).collect()
}

/// Returns the roles, with who does it where there is none.
pub(super) fn roles(rubric: &Meaning) -> Vec<Fact> {
    let role = |(_, role): &(String, Meaning)| {
        fact(isolated(role.text("role")), format!("or else {}", isolated(role.text("or_else"))))
    };
    rubric.each("roles").iter().map(role).collect()
}

//! Pages about what stands beside the questions: the glossary, and what the operation achieves.

use super::book::{Book, Page};
use crate::domain::meaning::Meaning;
use crate::report::handout::{Content, Fact, Section, fact};
use crate::report::words::says::{named_thing, says};
use crate::report::words::{isolated, upper_first};

/// Returns the pages about what is called so: `glossary`, `outcomes`, or the id of an outcome.
pub(super) fn pages<'m>(book: Book<'m>, what: &str) -> Vec<Page<'m>> {
    let file = book.questionnaire;
    let found = match what {
        "glossary" => whole("glossary", "Glossary", glossary(file), file.get("glossary")),
        "outcomes" => whole("outcomes", "Outcomes", outcomes(file), file.get("outcomes")),
        id => file.at(&["outcomes", id]).map(|outcome| {
            let facts = vec![described(&(id.to_owned(), outcome))];
            let section = Section::new(id, format!("Outcome: {}", isolated(id)));
            page("outcome", id, section.with([Content::Facts(facts)]), outcome)
        }),
    };
    found.into_iter().collect()
}

fn whole<'m>(
    key: &'static str,
    title: &str,
    facts: Vec<Fact>,
    says: Option<&'m Meaning>,
) -> Option<Page<'m>> {
    Some(page(key, key, Section::new(key, title).with([Content::Facts(facts)]), says?))
}

fn page<'m>(kind: &'static str, id: &str, section: Section, says: &'m Meaning) -> Page<'m> {
    Page { kind, id: id.to_owned(), sections: vec![section], says: vec![(kind, vec![says])] }
}

/// Returns the words of the glossary, each with what is meant by it.
pub(super) fn glossary(asked: &Meaning) -> Vec<Fact> {
    let word = |(term, word): &(String, Meaning)| {
        let also: Vec<_> = word.list("also").iter().map(says).collect();
        let also = if also.is_empty() { String::new() } else { format!(" ({})", also.join(", ")) };
        fact(format!("{}{also}", upper_first(&isolated(term))), word.text("means"))
    };
    asked.each("glossary").iter().map(word).collect()
}

/// Returns what the operation achieves, each with how it is worked out.
pub(super) fn outcomes(asked: &Meaning) -> Vec<Fact> {
    let outcomes = asked.each("outcomes").iter();
    outcomes.map(|(id, outcome)| described(&(id.clone(), outcome))).collect()
}

fn described((id, outcome): &(String, &Meaning)) -> Fact {
    let [formula, unit, better] = ["formula", "unit", "better"].map(|key| outcome.text(key));
    let (formula, unit) = (isolated(formula), isolated(unit));
    fact(named_thing(id, outcome), format!("{formula}. In {unit}; {better} is better."))
}

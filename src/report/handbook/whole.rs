//! The page about a whole instrument, in the order in which it is read.

use super::beside;
use super::book::{Book, Page};
use super::defined::{enough, measures, roles};
use super::judged::takes;
use crate::domain::meaning::Meaning;
use crate::report::handout::{Content, Fact, Section, fact};
use crate::report::words::says::{key_words, named_thing, says};
use crate::report::words::{isolated, list, upper_first};

/// What of a rubric has a section of its own, or is no rule.
const PLACED: [&str; 17] = [
    "enough",
    "reached_when",
    "measures",
    "roles",
    "id",
    "version",
    "title",
    "questionnaire",
    "levels",
    "dimensions",
    "caps",
    "actions",
    "scenarios",
    "symptoms",
    "sources",
    "prerequisites",
    "groups",
];

/// Returns the page.
pub(super) fn page(book: Book<'_>) -> Page<'_> {
    let (asked, judged) = (book.questionnaire, book.rubric);
    let rules = asked.list("counting_rules").iter().filter_map(Meaning::as_text);
    let rules: Vec<_> = rules.map(str::to_owned).collect();
    let version = |file: &Meaning| format!("{} {}", file.text("id"), file.text("version"));
    let titled = |file: &Meaning| format!("{} ({})", isolated(file.text("title")), version(file));
    let sections = [
        Section::new("instrument", "Instrument").with([Content::Facts(vec![
            fact("Questionnaire", titled(asked)),
            fact("Rubric", titled(judged)),
        ])]),
        Section::new("counting", "Counting rules").with(Content::list("", rules)),
        Section::new("levels", "Levels").with(facts(levels(judged))),
        Section::new("rules", "Rules of judging").with(facts(judging(judged))),
        Section::new("dimensions", "Dimensions").with(facts(dimensions(book))),
        questions("questions", "Questions", asked),
        questions("facts", "Questions about the operation", asked),
        questions("follow_ups", "Follow-up questions", asked),
        Section::new("actions", "Actions").with(Content::list("", actions(book))),
        Section::new("measures", "Measures").with(facts(measures(judged))),
        Section::new("roles", "Roles").with(facts(roles(judged))),
        Section::new("enough", "What is enough").with(facts(enough(book))),
        Section::new("scenarios", "Scenarios").with(Content::list("", scenarios(judged))),
        Section::new("symptoms", "Symptoms").with(facts(symptoms(asked))),
        Section::new("outcomes", "Outcomes").with(facts(beside::outcomes(asked))),
        Section::new("glossary", "Glossary").with(facts(beside::glossary(asked))),
        Section::new("sources", "Sources").with(sources(book)),
    ];
    let sections = sections.into_iter().filter(|section| !section.content.is_empty()).collect();
    let says = vec![("questionnaire", vec![asked]), ("rubric", vec![judged])];
    Page { kind: "instrument", id: judged.text("id").to_owned(), sections, says }
}

/// Returns facts as content; none where there are none.
fn facts(facts: Vec<Fact>) -> Option<Content> {
    (!facts.is_empty()).then_some(Content::Facts(facts))
}

fn levels(rubric: &Meaning) -> Vec<Fact> {
    let level = |(number, row): &(String, Meaning)| {
        let name = format!("{} {}", isolated(number), isolated(row.text("name")));
        fact(name, format!("{} It {}.", isolated(row.text("sentence")), takes(row)))
    };
    rubric.each("levels").iter().map(level).collect()
}

/// Returns whatever else the rubric says of the whole.
fn judging(rubric: &Meaning) -> Vec<Fact> {
    let without_effort = rubric.get("actions").is_none();
    let is_said = |key: &str| PLACED.contains(&key) || (without_effort && key == "effort_days");
    let rules = rubric.parts().iter().filter(|(key, _)| !is_said(key));
    let rules = rules.map(|(key, value)| fact(upper_first(&key_words(key)), says(value)));
    let groups = rubric
        .each("groups")
        .iter()
        .map(|(id, group)| fact(format!("Group {}", named_thing(id, group)), says(group)));
    rules.chain(groups).collect()
}

fn dimensions(book: Book<'_>) -> Vec<Fact> {
    let dimension = |(id, dimension): &(String, Meaning)| {
        let questions = dimension.each("questions").iter().map(|(id, _)| isolated(id));
        let questions = list(&questions.collect::<Vec<_>>());
        let definition = isolated(dimension.text("definition"));
        let weight = dimension.text("weight");
        let text = format!("{definition} Weight {weight}; made up of {questions}.");
        fact(named_thing(id, dimension), text.trim_start())
    };
    book.rubric.each("dimensions").iter().map(dimension).collect()
}

fn questions(key: &str, title: &str, asked: &Meaning) -> Section {
    let question = |(id, question): &(String, Meaning)| {
        fact(named_thing(id, question), question.text("prompt"))
    };
    let questions = asked.each(key).iter().map(question).collect();
    Section::new(key, title).with(facts(questions))
}

/// Counts the actions of each dimension.
fn actions(book: Book<'_>) -> Vec<String> {
    let count = |(id, dimension): &(String, Meaning)| {
        let count = book.those("actions", "dimension", id).len();
        (count > 0).then(|| format!("{}: {count}", named_thing(id, dimension)))
    };
    book.rubric.each("dimensions").iter().filter_map(count).collect()
}

fn scenarios(rubric: &Meaning) -> Vec<String> {
    let scenario = |(id, scenario): &(String, Meaning)| {
        format!("{} {}", isolated(id), isolated(scenario.text("title")))
    };
    rubric.each("scenarios").iter().map(scenario).collect()
}

fn symptoms(asked: &Meaning) -> Vec<Fact> {
    asked.each("symptoms").iter().map(|(id, one)| fact(id.clone(), one.text("text"))).collect()
}

/// Counts the sources by their grades.
fn sources(book: Book<'_>) -> Option<Content> {
    let all = [book.questionnaire, book.rubric].map(|file| file.each("sources"));
    let mut known: Vec<(&str, &str)> = Vec::new();
    for (id, source) in all.into_iter().flatten() {
        if !known.contains(&(id.as_str(), source.text("grade"))) {
            known.push((id, source.text("grade")));
        }
    }
    let mut grades: Vec<&str> = known.iter().map(|(_, grade)| *grade).collect();
    grades.sort_unstable();
    grades.dedup();
    let count = |grade: &&str| {
        let count = known.iter().filter(|(_, known)| known == grade).count();
        format!("{count} of grade {}", isolated(grade))
    };
    let counts = list(&grades.iter().map(count).collect::<Vec<_>>());
    (!known.is_empty()).then(|| Content::paragraph(format!("{counts}.")))
}

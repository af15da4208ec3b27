//! Pages about dimensions and groups of them: what they are, what makes them up, and what to do.

use super::asked::cap_words;
use super::book::{Book, Page};
use crate::domain::meaning::Meaning;
use crate::report::handout::{Content, Fact, Section, fact};
use crate::report::words::actions::{owner_with, reached_when as reached_when_words};
use crate::report::words::says::{key_words, named_thing, says};
use crate::report::words::{isolated, upper_first};

/// What has a place of its own on the page.
const PLACED: [&str; 4] = ["id", "name", "definition", "questions"];

/// Returns the page about a dimension or a group, if one is called so.
pub(super) fn pages<'m>(book: Book<'m>, id: &str) -> Option<Page<'m>> {
    let group = || Some((book.rubric.at(&["groups", id])?, "Group", "group"));
    let dimension = book.dimension(id).map(|found| (found, "Dimension", "dimension"));
    let (found, noun, kind) = dimension.or_else(group)?;
    let caps = book.those("caps", "dimension", id);
    let needs = book.those("prerequisites", "dimension", id);
    let actions = book.those("actions", "dimension", id);
    let scenarios = leaning_on(book, id);
    let definition = Some(found.text("definition")).filter(|text| !text.is_empty());
    let heading = format!("{noun}: {}", named_thing(id, found));
    let section = Section::new(id, heading)
        .with(definition.map(Content::paragraph))
        .with([Content::Facts(facts(found))])
        .with(Content::list("Its questions:", questions(book, found)))
        .with(Content::list("What a level takes of it:", requirements(book, id)))
        .with(Content::list("Ceilings:", caps.iter().map(|(_, cap)| ceiling(book, cap)).collect()))
        .with(Content::list("What it needs of others:", prerequisites(book, &needs)))
        .with(Content::list("Scenarios that lean on it:", scenario_words(&scenarios, id)))
        .and_parts(steps(book, id, &actions));
    let things = |all: Vec<(String, &'m Meaning)>| all.into_iter().map(|(_, one)| one).collect();
    let reached = book.rubric.at(&["reached_when", id]).into_iter().collect();
    let says = vec![
        (kind, vec![found]),
        ("reached_when", reached),
        ("caps", things(caps)),
        ("prerequisites", things(needs)),
        ("actions", things(actions)),
        ("scenarios", things(scenarios)),
    ];
    Some(Page { kind, id: id.to_owned(), sections: vec![section], says })
}

fn facts(dimension: &Meaning) -> Vec<Fact> {
    let others = dimension.parts().iter().filter(|(key, _)| !PLACED.contains(&key.as_str()));
    others.map(|(key, value)| fact(upper_first(&key_words(key)), says(value))).collect()
}

/// Returns the questions that make up a score, each with what the rubric says of it.
fn questions(book: Book<'_>, dimension: &Meaning) -> Vec<String> {
    let question = |(id, entry): &(String, Meaning)| {
        let name = book.asked(id).map_or_else(|| isolated(id), |found| named_thing(id, found));
        let rest = entry.parts().iter().filter(|(key, _)| key != "id" && key != "scores");
        format!("{name}: {}", says(&Meaning::Fields(rest.cloned().collect())))
    };
    dimension.each("questions").iter().map(question).collect()
}

/// Returns what each level takes of every dimension, and of this one by name.
fn requirements(book: Book<'_>, id: &str) -> Vec<String> {
    let level = |(number, row): &(String, Meaning)| {
        let requires = row.get("requires")?;
        let by_name = requires.at(&["dimensions", id]).map(says);
        let every = requires.get("every_dimension").map(says);
        let takes = by_name.or(every)?;
        let name = isolated(row.text("name"));
        Some(format!("level {}, {name}: {takes} at least", isolated(number)))
    };
    book.rubric.each("levels").iter().filter_map(level).collect()
}

fn ceiling(book: Book<'_>, cap: &Meaning) -> String {
    let follow_up = cap.text("follow_up");
    let name = book
        .asked(follow_up)
        .map_or_else(|| isolated(follow_up), |found| named_thing(follow_up, found));
    format!("{name}: {}", cap_words(book, cap))
}

fn prerequisites(book: Book<'_>, needs: &[(String, &Meaning)]) -> Vec<String> {
    let need = |(_, need): &(String, &Meaning)| {
        let other = need.text("needs");
        let name = book.dimension(other).map_or_else(|| isolated(other), |d| named_thing(other, d));
        let (level, least) = (need.text("level"), need.text("at_least"));
        format!("level {level} needs {name} at {least}. {}", isolated(need.text("reason")))
    };
    needs.iter().map(need).collect()
}

/// Returns the scenarios that need something of this dimension, or of one of its questions.
fn leaning_on<'m>(book: Book<'m>, id: &str) -> Vec<(String, &'m Meaning)> {
    let leans = |scenario: &Meaning| need_of(scenario, id).next().is_some();
    let scenarios = book.rubric.each("scenarios").iter();
    let leaning = scenarios.filter(|(_, scenario)| leans(scenario));
    leaning.map(|(id, scenario)| (id.clone(), scenario)).collect()
}

fn need_of<'m>(scenario: &'m Meaning, id: &str) -> impl Iterator<Item = &'m (String, Meaning)> {
    let prefix = format!("{id}.");
    let all = scenario.each("needs").iter().chain(scenario.each("know"));
    let id = id.to_owned();
    all.filter(move |(need, _)| *need == id || need.starts_with(&prefix))
}

fn scenario_words(scenarios: &[(String, &Meaning)], dimension: &str) -> Vec<String> {
    let scenario = |(id, scenario): &(String, &Meaning)| {
        let needs: Vec<_> = need_of(scenario, dimension).map(|(_, least)| says(least)).collect();
        format!("{} {}: {}", isolated(id), isolated(scenario.text("title")), needs.join(", "))
    };
    scenarios.iter().map(scenario).collect()
}

/// Returns the actions, step by step; first what supplies a report.
fn steps(book: Book<'_>, dimension: &str, actions: &[(String, &Meaning)]) -> Vec<Section> {
    let mut steps: Vec<&str> =
        actions.iter().map(|(_, action)| action.text("from_level")).collect();
    steps.dedup();
    let mut seen: Vec<&str> = Vec::new();
    steps.retain(|step| {
        !seen.contains(step) && {
            seen.push(step);
            true
        }
    });
    let step = |from: &&str| {
        let title = match from.parse::<i64>() {
            Ok(level) => format!("From {level} to {}", level + 1),
            Err(_) => "To supply a report".to_owned(),
        };
        let own = actions.iter().filter(|(_, action)| action.text("from_level") == *from);
        let own = own.map(|(id, action)| fact(id.clone(), action_words(action))).collect();
        Section::new(format!("from-{from}"), title)
            .with([Content::Facts(own)])
            .with(reached_when(book, dimension, from).map(Content::paragraph))
    };
    steps.iter().map(step).collect()
}

/// Says when the step from a level is reached; nothing where the rubric does not.
pub(super) fn reached_when(book: Book<'_>, dimension: &str, from: &str) -> Option<String> {
    let level = (from.parse::<i64>().ok()? + 1).to_string();
    let text = book.rubric.at(&["reached_when", dimension, &level])?.as_text()?;
    Some(reached_when_words(text))
}

/// Says what to do, who does it, for how long, and how one sees that it is done.
pub(super) fn action_words(action: &Meaning) -> String {
    let horizon = action.at(&["horizon", "words"]).map(says).unwrap_or_default();
    let marks = ["measures", "optional", "peak_ready"].into_iter().filter(|key| action.is_set(key));
    let marks = marks.fold(String::new(), |said, mark| said + ", " + mark_words(mark));
    format!(
        "{}. {}, effort {}, {horizon}{marks}. Proof: {}",
        isolated(action.text("title")),
        owner_words(action),
        isolated(action.text("effort")),
        isolated(action.text("proof"))
    )
}

/// Says who sees to an action, and who helps.
pub(super) fn owner_words(action: &Meaning) -> String {
    let with = action.list("with").iter().filter_map(Meaning::as_text);
    let with: Vec<_> = with.map(str::to_owned).collect();
    owner_with(action.text("owner"), &with)
}

/// Says what a mark of an action means.
pub(super) fn mark_words(mark: &str) -> &'static str {
    match mark {
        "measures" => "measures what is unknown",
        "optional" => "optional",
        _ => "helps before a near peak",
    }
}

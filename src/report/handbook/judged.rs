//! Pages about levels, actions, scenarios, symptoms and sources.

use super::asked::source_words;
use super::book::{Book, Page};
use super::defined::{enough, measures, roles};
use super::dimension::{mark_words, owner_words, reached_when};
use crate::domain::meaning::Meaning;
use crate::report::handout::{Content, Fact, Section, fact, fact_if};
use crate::report::words::says::{key_words, named_thing, says};
use crate::report::words::{isolated, list, with_unit};

/// Returns the pages about what is called so.
pub(super) fn pages<'m>(book: Book<'m>, what: &str) -> Vec<Page<'m>> {
    let found = [level(book, what), action(book, what), scenario(book, what), symptom(book, what)];
    let found = found.into_iter().flatten().chain(source(book, what));
    found.chain(defined(book, what)).collect()
}

/// Returns the page about all the measures, or all the roles, that a rubric defines.
fn defined<'m>(book: Book<'m>, what: &str) -> Option<Page<'m>> {
    let (kind, title, facts) = match what {
        "measures" => ("measures", "Measures that proofs refer to", measures(book.rubric)),
        "roles" => ("roles", "Roles, and who does it where there is none", roles(book.rubric)),
        "enough" => ("enough", "What is enough for what is promised", enough(book)),
        _ => return None,
    };
    let says = vec![(kind, vec![book.rubric.get(kind)?])];
    let section = Section::new(kind, title).with([Content::Facts(facts)]);
    Some(Page { kind, id: kind.to_owned(), sections: vec![section], says })
}

/// Returns the page about a level, by its number or its name.
fn level<'m>(book: Book<'m>, what: &str) -> Option<Page<'m>> {
    let is_called = |(number, row): &&(String, Meaning)| {
        number == what || row.text("name").to_lowercase() == what.to_lowercase()
    };
    let levels = book.rubric.each("levels");
    let at = levels.iter().position(|row| is_called(&row))?;
    let (number, row) = levels.get(at)?;
    let takes = levels.iter().take(at + 1).map(|(number, row)| {
        format!("level {}, {}: {}", isolated(number), isolated(row.text("name")), takes(row))
    });
    let heading = format!("Level {}: {}", isolated(number), isolated(row.text("name")));
    let held_back = Some(row.text("held_back")).filter(|text| !text.is_empty());
    let held_back =
        held_back.map(|text| format!("Where the score alone would give more: {}", isolated(text)));
    let held = "It is held where it and every level below it have what they take:";
    let section = Section::new(format!("level-{number}"), heading)
        .with([Content::paragraph(row.text("sentence"))])
        .with(held_back.map(Content::paragraph))
        .with(Content::list(held, takes.collect()));
    Some(Page {
        kind: "level",
        id: number.clone(),
        sections: vec![section],
        says: vec![("level", vec![row])],
    })
}

/// Says what a level takes.
pub(super) fn takes(row: &Meaning) -> String {
    let placed = ["level", "name", "sentence", "held_back", "requires"];
    let own = row.parts().iter().filter(|(key, _)| !placed.contains(&key.as_str()));
    let required = row.get("requires").map(Meaning::parts).unwrap_or_default();
    let words: Vec<_> = required.iter().chain(own).map(|(key, value)| need(key, value)).collect();
    if words.is_empty() { "takes nothing".to_owned() } else { format!("takes {}", list(&words)) }
}

fn need(key: &str, value: &Meaning) -> String {
    match key {
        "mean" | "sum" | "minimum" | "score" => format!("a {key} of {}", says(value)),
        "every_dimension" | "every_question" => {
            format!("{} at {} or above", key_words(key), says(value))
        }
        _ => format!("{} {}", key_words(key), says(value)),
    }
}

fn action<'m>(book: Book<'m>, id: &str) -> Option<Page<'m>> {
    let action = book.rubric.at(&["actions", id])?;
    let dimension = action.text("dimension");
    let about = book.dimension(dimension).map(|found| named_thing(dimension, found));
    let step = match action.text("from_level").parse::<i64>() {
        Ok(from) => format!("from level {from} to {}", from + 1),
        Err(_) => "supplies the report that a claim lacks".to_owned(),
    };
    let marks = ["measures", "optional", "peak_ready"].into_iter().filter(|key| action.is_set(key));
    let marks: Vec<_> = marks.map(mark_words).collect();
    let horizon = action.at(&["horizon", "words"]).map(says).unwrap_or_default();
    let facts = [
        fact("For", format!("{}, {step}", about.unwrap_or_default())),
        fact("Owner", owner_words(action)),
        fact("Effort", effort(book, action.text("effort"))),
        fact("Horizon", horizon),
        fact("Proof", action.text("proof")),
    ];
    let measure = action.text("measure");
    let measure = book.rubric.at(&["measures", measure]).map(|found| named_thing(measure, found));
    let reached = reached_when(book, dimension, action.text("from_level"));
    let facts = facts.into_iter().chain(fact_if("Measure", &measure.unwrap_or_default()));
    let facts = facts.chain(fact_if("Also", &marks.join(", "))).collect();
    let section = Section::new(id, format!("Action: {}", isolated(id)))
        .with([Content::paragraph(action.text("title")), Content::Facts(facts)])
        .with(reached.map(Content::paragraph))
        .with(Content::list("Sources:", sources(book, action)));
    Some(Page {
        kind: "action",
        id: id.to_owned(),
        sections: vec![section],
        says: vec![("action", vec![action])],
    })
}

/// Returns an effort word with the person-days that the rubric writes for it.
fn effort(book: Book<'_>, word: &str) -> String {
    let Some(days) = book.rubric.at(&["effort_days", word]) else { return isolated(word) };
    let word = isolated(word);
    match (days.get("from"), days.get("to")) {
        (Some(from), Some(to)) => {
            format!("{word}, counted as {}-{} person-days", says(from), says(to))
        }
        _ => format!("{word}, counted as {}", with_unit(says(days), "person-days")),
    }
}

fn scenario<'m>(book: Book<'m>, id: &str) -> Option<Page<'m>> {
    let scenario = book.rubric.at(&["scenarios", id])?;
    let needed = |key: &str| {
        let needs = scenario.each(key).iter();
        let need = needs.map(|(need, least)| {
            let (dimension, question) = need.split_once('.').unwrap_or((need, ""));
            let found =
                if question.is_empty() { book.dimension(dimension) } else { book.asked(question) };
            let name = found.map_or_else(|| isolated(need), |found| named_thing(need, found));
            format!("{name} at {}", says(least))
        });
        need.collect::<Vec<_>>()
    };
    let at_peak = scenario.is_set("at_peak").then_some("its trigger belongs to a peak in trade");
    let facts: Vec<Fact> = [
        fact_if("What happens", scenario.text("trigger")),
        fact_if("Coping is", scenario.text("coping")),
        fact_if("At a peak", at_peak.unwrap_or_default()),
        fact_if("Likely", &key_words(scenario.text("likely"))),
        fact_if("Hurt", scenario.text("hurt")),
    ]
    .into_iter()
    .flatten()
    .collect();
    let section = Section::new(id, format!("Scenario: {}", named_thing(id, scenario)))
        .with([Content::Facts(facts)])
        .with(Content::list("Coping takes:", needed("needs")))
        .with(Content::list("Figures it takes:", figures(book, scenario)))
        .with(Content::list("Enough to know:", needed("know")))
        .with(Content::list("Sources:", sources(book, scenario)));
    let says = vec![("scenario", vec![scenario])];
    Some(Page { kind: "scenario", id: id.to_owned(), sections: vec![section], says })
}

/// Returns the figures that a scenario takes, each with what it must keep to.
fn figures(book: Book<'_>, scenario: &Meaning) -> Vec<String> {
    let figures = scenario.get("figures").map(Meaning::parts).unwrap_or_default();
    let figure = |(id, limit): &(String, Meaning)| {
        let name = book.asked(id).map_or_else(|| isolated(id), |found| named_thing(id, found));
        format!("{name}: {}", says(limit))
    };
    figures.iter().map(figure).collect()
}

fn symptom<'m>(book: Book<'m>, id: &str) -> Option<Page<'m>> {
    let symptom = book.questionnaire.at(&["symptoms", id])?;
    let rule = book.rubric.at(&["symptoms", id]);
    let speaks = rule.map(|rule| {
        let dimension = rule.text("dimension");
        let name = book.dimension(dimension).map(|found| named_thing(dimension, found));
        let name = name.unwrap_or_default();
        match rule.text("contradicts_from") {
            "" => format!("{name}; it contradicts no level"),
            from => format!("{name}; it contradicts a level of {from} or more"),
        }
    });
    let section = Section::new(id, format!("Symptom: {}", isolated(id)))
        .with([Content::paragraph(symptom.text("text"))])
        .with(speaks.map(|speaks| Content::Facts(vec![fact("Speaks about", speaks)])));
    let says = vec![("symptom", vec![symptom]), ("rule", rule.into_iter().collect())];
    Some(Page { kind: "symptom", id: id.to_owned(), sections: vec![section], says })
}

/// Returns a page for each source that is called so: questionnaire and rubric list their own.
fn source<'m>(book: Book<'m>, id: &str) -> Vec<Page<'m>> {
    let cited: Vec<_> = book.cited_by(id).iter().map(|path| place(path)).collect();
    let page = |source: &'m Meaning| {
        let section = Section::new(id, format!("Source: {}", isolated(id)))
            .with([Content::paragraph(source_words(id, source))])
            .with(Content::list("Cited by:", cited.clone()));
        Page {
            kind: "source",
            id: id.to_owned(),
            sections: vec![section],
            says: vec![("source", vec![source])],
        }
    };
    book.sources(id).into_iter().map(page).collect()
}

/// Returns where a source is cited: `questions, overrides, options, up to 8 percent`.
fn place(path: &[String]) -> String {
    let path = path.iter().filter(|key| *key != "basis");
    path.map(|key| key_words(key)).collect::<Vec<_>>().join(", ")
}

fn sources(book: Book<'_>, citing: &Meaning) -> Vec<String> {
    let ids = citing.list("sources").iter().filter_map(Meaning::as_text);
    ids.filter_map(|id| Some(source_words(id, book.rubric.at(&["sources", id])?))).collect()
}

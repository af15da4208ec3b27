//! Pages about what is asked: questions, follow-ups and facts.

use super::book::{Book, Judged, Page};
use crate::domain::Date;
use crate::domain::meaning::Meaning;
use crate::report::handout::{Content, Fact, Section, Table, fact, fact_if};
use crate::report::words::exhibits::exhibit;
use crate::report::words::says::{key_words, named_thing, says, title};
use crate::report::words::sources::titled;
use crate::report::words::{isolated, upper_first};

/// The lists of a questionnaire, each with what one of them is called, by people and by programs.
const KINDS: [(&str, &str, &str); 3] = [
    ("questions", "Question", "question"),
    ("follow_ups", "Follow-up question", "follow_up"),
    ("facts", "Question about the operation", "fact"),
];
/// What has a place of its own on the page.
const PLACED: [&str; 10] =
    ["id", "title", "prompt", "help", "more", "measure", "options", "probes", "evidence", "basis"];

/// Returns the page about a question, if one is called so.
pub(super) fn pages<'m>(book: Book<'m>, id: &str) -> Option<Page<'m>> {
    let found = |(list, noun, kind): &(&str, &'static str, &'static str)| {
        book.questionnaire.at(&[list, id]).map(|question| (*noun, *kind, question))
    };
    let (noun, kind, question) = KINDS.iter().find_map(found)?;
    let judged = book.judged(id);
    let caps = [book.those("caps", "follow_up", id), book.those("caps", "question", id)].concat();
    let heading = format!("{noun}: {}", named_thing(id, question));
    let section = Section::new(id, heading)
        .with(asked(question))
        .with(options(question, &judged).map(Content::Table))
        .with([Content::Facts(counts(book, &judged, &caps))])
        .with(Content::list("What the cuts rest on:", bases(question)))
        .with(Content::list("Evidence to ask for:", evidence(question)))
        .with(Content::list("To get a room talking:", texts(question, "probes")))
        .with(Content::list("Sources:", sources(book, question)));
    let dimensions = judged.iter().map(|judged| judged.dimension).collect();
    let caps = caps.into_iter().map(|(_, cap)| cap).collect();
    let says = vec![(kind, vec![question]), ("dimensions", dimensions), ("caps", caps)];
    Some(Page { kind, id: id.to_owned(), sections: vec![section], says })
}

/// Returns the question as it is put, what counts, and how it is measured.
fn asked(question: &Meaning) -> Vec<Content> {
    let texts = ["prompt", "help", "more"].map(|key| question.text(key));
    let mut content: Vec<_> =
        texts.into_iter().filter(|text| !text.is_empty()).map(Content::paragraph).collect();
    let measure = question.get("measure").map(Meaning::parts).unwrap_or_default();
    let measured = measure.iter().filter(|(key, _)| key != "name");
    let measured = measured.map(|(key, value)| fact(measure_key(key), says(value)));
    let others = question.parts().iter().filter(|(key, _)| !PLACED.contains(&key.as_str()));
    let others = others.map(|(key, value)| fact(question_key(key), says(value)));
    let facts: Vec<Fact> = measured.chain(others).collect();
    if !facts.is_empty() {
        content.push(Content::Facts(facts));
    }
    content
}

/// Returns what a part of a question is called.
fn question_key(key: &str) -> String {
    match key {
        "asked_of" => "Who knows the figure".to_owned(),
        "preparation" => "Time to get it".to_owned(),
        "if_not" => "If it cannot be had".to_owned(),
        _ => upper_first(&key_words(key)),
    }
}

/// Returns what a part of a measure is called.
fn measure_key(key: &str) -> String {
    match key {
        "formula" => "Measure".to_owned(),
        "dated" => "A day may be given instead".to_owned(),
        "better" => "Better is".to_owned(),
        "doubt" => "Asked back".to_owned(),
        _ => upper_first(&key_words(key)),
    }
}

/// Returns the options from worst to best, each with its band and what it is worth.
fn options(question: &Meaning, judged: &[Judged<'_>]) -> Option<Table> {
    let options = question.each("options");
    if options.is_empty() {
        return None;
    }
    let banded = options.iter().any(|(_, option)| option.get("band").is_some());
    let worth = judged.iter().filter(|judged| judged.entry.get("scores").is_some());
    let worth: Vec<_> = worth.collect();
    let mut columns = vec!["Option".to_owned(), "Says".to_owned()];
    columns.extend(banded.then(|| "Band".to_owned()));
    columns.extend(worth.iter().map(|judged| match worth.len() {
        1 => "Worth".to_owned(),
        _ => format!("Worth in {}", isolated(title(judged.dimension))),
    }));
    let row = |(at, (id, option)): (usize, &(String, Meaning))| {
        let band = || option.get("band").map(says).unwrap_or_default();
        let mut row = vec![id.clone(), option.text("label").to_owned()];
        row.extend(banded.then(band));
        row.extend(worth.iter().map(|judged| worth_of(judged.entry, id, at)));
        row.into_iter().map(Into::into).collect()
    };
    let rows = options.iter().enumerate().map(row).collect();
    Some(Table { caption: "Options".to_owned(), columns, rows, names: 0 })
}

/// Returns what an option is worth: by its id, or by its place where scores are listed.
fn worth_of(entry: &Meaning, option: &str, at: usize) -> String {
    let scores = entry.get("scores");
    let by_id = scores.and_then(|scores| scores.get(option));
    by_id.or_else(|| entry.list("scores").get(at)).map(says).unwrap_or_default()
}

/// Returns where the question counts, and what its answer puts a ceiling on.
fn counts(book: Book<'_>, judged: &[Judged<'_>], caps: &[(String, &Meaning)]) -> Vec<Fact> {
    let counts = judged.iter().map(|judged| {
        let dimension = named_thing(judged.dimension_id, judged.dimension);
        let placed = ["id", "scores"];
        let rest = judged.entry.parts().iter().filter(|(key, _)| !placed.contains(&key.as_str()));
        fact(
            "Counts in",
            format!("{dimension}, {}", says(&Meaning::Fields(rest.cloned().collect()))),
        )
    });
    let caps = caps.iter().map(|(_, cap)| fact("Ceiling", cap_words(book, cap)));
    counts.chain(caps).collect()
}

/// Says which answers put a ceiling on what, and why.
pub(super) fn cap_words(book: Book<'_>, cap: &Meaning) -> String {
    let when = cap.get("when").map(says).unwrap_or_default();
    let on = match (cap.text("dimension"), cap.text("question")) {
        ("", question) => book.asked(question).map(|found| named_thing(question, found)),
        (dimension, _) => book.dimension(dimension).map(|found| named_thing(dimension, found)),
    };
    let why = Some(cap.text("why")).filter(|why| !why.is_empty());
    let why = why.map(|why| format!(". {}", isolated(why))).unwrap_or_default();
    let on = on.unwrap_or_default();
    format!("{when}: {on} counts as {} at most{why}", cap.text("at_most"))
}

/// Returns what each cut rests on, and the question itself if it says so.
fn bases(question: &Meaning) -> Vec<String> {
    let own = question.get("basis").map(basis_words);
    let options = question.each("options").iter();
    let options = options.filter_map(|(_, option)| {
        let words = basis_words(option.get("basis")?);
        Some(format!("{}: {words}", isolated(option.text("label"))))
    });
    own.into_iter().chain(options).collect()
}

fn basis_words(basis: &Meaning) -> String {
    let sources = basis.list("sources").iter().filter_map(Meaning::as_text).collect::<Vec<_>>();
    let cited =
        if sources.is_empty() { String::new() } else { format!(", {}", sources.join(", ")) };
    format!("{} ({}{cited})", isolated(basis.text("note")), basis.text("kind"))
}

fn texts(question: &Meaning, key: &str) -> Vec<String> {
    question.list(key).iter().filter_map(Meaning::as_text).map(str::to_owned).collect()
}

/// Returns the evidence to ask for: what, where it stands and who gets it out.
fn evidence(question: &Meaning) -> Vec<String> {
    let known =
        |thing: &Meaning, key: &str| thing.get(key).and_then(Meaning::as_text).map(str::to_owned);
    let line = |(told, thing): &(String, Meaning)| {
        let (place, who) = (known(thing, "where"), known(thing, "who"));
        let what = known(thing, "what").unwrap_or_else(|| told.clone());
        exhibit(&what, place.as_deref(), who.as_deref())
    };
    let plain = texts(question, "evidence");
    if plain.is_empty() { question.each("evidence").iter().map(line).collect() } else { plain }
}

/// Returns the sources that the question's cuts rest on, each with its grade.
fn sources(book: Book<'_>, question: &Meaning) -> Vec<String> {
    let options = question.each("options").iter().map(|(_, option)| option);
    let bases = options.chain([question]).filter_map(|part| part.get("basis"));
    let mut ids: Vec<&str> = Vec::new();
    for id in bases.flat_map(|basis| basis.list("sources")).filter_map(Meaning::as_text) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let file = book.questionnaire;
    let found = ids.iter().filter_map(|id| Some(source_words(id, file.at(&["sources", id])?)));
    found.collect()
}

/// Returns what a source is, where, and how good.
pub(super) fn source_words(id: &str, source: &Meaning) -> String {
    let grade = fact_if("grade", source.text("grade"));
    let grade = grade.map(|grade| format!(", grade {}", isolated(&grade.text))).unwrap_or_default();
    let address = isolated(source.text("address"));
    let read = Date::parse(source.text("read"));
    let title = titled(source.text("title"), source.text("publisher"), read);
    format!("{}: {title}{grade}. {address}", isolated(id))
}

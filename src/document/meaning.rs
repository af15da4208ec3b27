//! From the tree of a questionnaire or rubric to what it says: layout, order of keys, spellings of
//! numbers and defaults that are written out make no difference. Whether it may say so is checked by
//! the readers, and here only where there is nothing that a rubric could be read against.

use super::fields::{Findings, entries};
use super::node::{Entry, Finding, Node, Value};
use super::rubric::EFFORT_DAYS;
use crate::domain::difference::Document;
use crate::domain::meaning::Meaning;
use crate::domain::{Code, Decimal};

/// The keys whose `false` is the same as their absence.
const FLAGS: [&str; 8] = [
    "dated",
    "at_peak",
    "measures",
    "optional",
    "peak_ready",
    "report_needs_source",
    "supplies_report",
    "unknown",
];
/// The keys whose values are texts, even where they are spelled as numbers.
const TEXTS: [&str; 5] = ["version", "title", "name", "label", "text"];
/// What has no id is told by the values of these, all of them.
const TOLD_BY_ALL: [&str; 5] = ["follow_up", "question", "dimension", "level", "needs"];
/// What has none of the first three is told by the first of these.
const TOLD_BY_ONE: [&str; 7] = ["word", "level", "at", "score", "role", "what", "term"];
/// Values of a rubric that hold without being said.
const DEFAULTS: [(&str, &str); 2] = [("aggregate", "mean"), ("peak_within_days", "0")];

/// Returns which of the two documents of an instrument a tree is.
///
/// # Errors
///
/// Returns a finding where it is neither.
pub fn which(tree: &Node<'_>) -> Result<Document, Vec<Finding>> {
    match (tree.get("dimensions").is_some(), tree.get("questions").is_some()) {
        (true, false) => Ok(Document::Rubric),
        (false, true) => Ok(Document::Questionnaire),
        _ => {
            let mut findings = Findings::default();
            let message = "this is neither a questionnaire nor a rubric";
            let help = "at the top a questionnaire has `questions`, and a rubric has `dimensions`";
            findings.push(Code::MissingKey, &(tree.span.start..tree.span.start), message, help);
            Err(findings.0)
        }
    }
}

/// Returns what the tree of a rubric says whose questionnaire is not at hand: as it is written.
///
/// # Errors
///
/// Returns a finding for each key that stands twice, of which nobody knows which one counts, and
/// where what is judged is no list.
pub fn rubric_alone(tree: &Node<'_>) -> Result<Meaning, Vec<Finding>> {
    let mut findings = Findings::default();
    find_doubles(tree, &mut findings);
    if let Some(node) = tree.get("dimensions").filter(|node| !matches!(node.value, Value::List(_)))
    {
        findings.push(Code::WrongType, &node.span, "the dimensions of a rubric are a list", "");
    }
    findings.finish(Some(rubric(tree, None)))
}

fn find_doubles(node: &Node<'_>, findings: &mut Findings) {
    match &node.value {
        Value::Map(_) => {
            for entry in entries(node, findings) {
                find_doubles(&entry.value, findings);
            }
        }
        Value::List(items) => items.iter().for_each(|item| find_doubles(item, findings)),
        _ => {}
    }
}

/// Returns what the tree of a questionnaire says. Options that are named stand where they are used.
#[must_use]
pub fn questionnaire(tree: &Node<'_>) -> Meaning {
    let mut whole = of(tree);
    let sets = whole.remove("option_sets");
    if whole.text("edition") == "1" {
        whole.remove("edition");
    }
    for key in ["questions", "follow_ups", "facts"] {
        for (_, question) in whole.each_mut(key) {
            let Some(Meaning::Text(name)) = question.get("options") else { continue };
            let Some(set) = sets.as_ref().and_then(|sets| sets.get(name)).cloned() else {
                continue;
            };
            question.remove("options");
            question.set_default("options", set);
        }
        for (_, question) in whole.each_mut(key) {
            // One doubt may be written without a list.
            let Some(measure) = question.get_mut("measure") else { continue };
            if let Some(doubt) = measure.remove("doubt") {
                measure.set_default("doubts", things(Meaning::List(vec![doubt])));
            }
        }
    }
    whole
}

/// Returns what the tree of a rubric says of the answers to `asked`, where that is at hand. What
/// options are worth stands at each question, by option.
#[must_use]
pub fn rubric(tree: &Node<'_>, asked: Option<&Meaning>) -> Meaning {
    let mut whole = of(tree);
    let one = || Meaning::Number("1".to_owned());
    let shared = whole.remove("scores");
    for (_, dimension) in whole.each_mut("dimensions") {
        dimension.set_default("weight", one());
        if let Some(ids @ Meaning::List(_)) = dimension.get_mut("questions") {
            *ids = things(std::mem::replace(ids, Meaning::List(Vec::new())));
        }
        let own = dimension.remove("scores").or_else(|| shared.clone());
        for (id, question) in dimension.each_mut("questions") {
            question.set_default("weight", one());
            let scores = question.remove("scores").or_else(|| own.clone());
            let has_line = question.get("line").is_some();
            if let Some(scores) = scores.filter(|_| !has_line) {
                question.set_default("scores", by_option(scores, id, asked));
            }
        }
    }
    for (_, group) in whole.each_mut("groups") {
        group.set_default("weight", one());
    }
    let text = |text: &str| Meaning::Text(text.to_owned());
    let number = |number: i64| Meaning::Number(number.to_string());
    whole.set_default("unknown", Meaning::Fields(Vec::new()));
    whole.set_default("not_applicable", Meaning::Fields(Vec::new()));
    if let Some(unknown) = whole.get_mut("unknown") {
        unknown.set_default("counts_as", text("lowest"));
    }
    if let Some(not_applicable) = whole.get_mut("not_applicable") {
        not_applicable.set_default("at_most", number(0));
    }
    let efforts = EFFORT_DAYS.map(|(word, days)| (word.to_owned(), number(days)));
    whole.set_default("effort_days", Meaning::Fields(efforts.to_vec()));
    single_efforts(&mut whole);
    drop_defaults(&mut whole);
    whole
}

/// Returns scores by the ids of the options, where they are listed in the options' order.
fn by_option(scores: Meaning, question: &str, asked: Option<&Meaning>) -> Meaning {
    let options = asked.and_then(|asked| asked.at(&["questions", question, "options"]));
    match (scores, options) {
        (Meaning::List(scores), Some(options)) if scores.len() == options.parts().len() => {
            let ids = options.parts().iter().map(|(id, _)| id.clone());
            Meaning::Fields(ids.zip(scores).collect())
        }
        (scores, _) => scores,
    }
}

/// Writes a range of person-days that begins where it ends as the number that it is.
fn single_efforts(rubric: &mut Meaning) {
    let Some(Meaning::Fields(words)) = rubric.get_mut("effort_days") else { return };
    for (_, effort) in words {
        let ends = (effort.get("from").cloned(), effort.get("to").cloned());
        if let (Some(from), Some(to)) = ends
            && from == to
        {
            *effort = from;
        }
    }
}

/// Takes out what would hold without being said.
fn drop_defaults(rubric: &mut Meaning) {
    for (key, value) in DEFAULTS {
        if rubric.text(key) == value {
            rubric.remove(key);
        }
    }
    let dimensions: Vec<_> = rubric.each("dimensions").iter().map(|(id, _)| id.clone()).collect();
    let upstream = rubric.list("upstream").iter().filter_map(Meaning::as_text);
    if upstream.zip(&dimensions).all(|(named, dimension)| named == dimension) {
        rubric.remove("upstream");
    }
}

/// Returns what a tree says, without a key that says nothing.
fn of(node: &Node<'_>) -> Meaning {
    match &node.value {
        Value::Null => Meaning::Text(String::new()),
        Value::Bool(flag) => Meaning::Flag(*flag),
        Value::Number(number) => Meaning::Number(shortest(number)),
        Value::Text(text) => Meaning::Text(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        Value::List(items) => list(items),
        Value::Map(entries) => {
            let says = entries.iter().filter(|entry| says_something(entry));
            let part = |entry: &Entry<'_>| {
                let value = match &entry.value.value {
                    // A version 1.10 is not 1.1.
                    Value::Number(text) if TEXTS.contains(&entry.key.as_ref()) => {
                        Meaning::Text(text.clone().into_owned())
                    }
                    _ => of(&entry.value),
                };
                (entry.key.clone().into_owned(), value)
            };
            Meaning::Fields(says.map(part).collect())
        }
    }
}

fn says_something(entry: &Entry<'_>) -> bool {
    match &entry.value.value {
        Value::Null => false,
        Value::Bool(flag) => *flag || !FLAGS.contains(&entry.key.as_ref()),
        Value::Number(_) => true,
        Value::Text(text) => !text.trim().is_empty(),
        Value::List(items) => !items.is_empty(),
        Value::Map(entries) => !entries.is_empty(),
    }
}

/// Returns a number in its shortest spelling: `8` for `8.0`.
fn shortest(number: &str) -> String {
    let Ok(decimal) = Decimal::parse(number) else { return number.to_owned() };
    let text = decimal.to_string();
    if text.contains('.') {
        return text.trim_end_matches('0').trim_end_matches('.').to_owned();
    }
    text
}

fn list(items: &[Node<'_>]) -> Meaning {
    let is_map = |item: &Node<'_>| matches!(item.value, Value::Map(_));
    let list = Meaning::List(items.iter().map(of).collect());
    if items.iter().any(is_map) { things(list) } else { list }
}

/// Returns the things in a list, each under what tells it from the others. An id by itself is a
/// thing of which nothing else is said.
fn things(list: Meaning) -> Meaning {
    let Meaning::List(items) = list else { return list };
    let count = items.len();
    let mut entries: Vec<(String, Meaning)> = Vec::new();
    for (at, item) in items.into_iter().enumerate() {
        let thing = match item {
            fields @ Meaning::Fields(_) => fields,
            id => Meaning::Fields(vec![("id".to_owned(), id)]),
        };
        let told = told_by(&thing).unwrap_or_else(|| (at + 1).to_string());
        let again = (2..=count).map(|again| format!("{told} ({again})"));
        let is_free = |name: &String| !entries.iter().any(|(known, _)| known == name);
        let name = std::iter::once(told.clone()).chain(again).find(is_free);
        entries.push((name.unwrap_or_default(), thing));
    }
    Meaning::Entries(entries)
}

/// Returns what tells a thing from others of its kind; nothing where only its place does.
fn told_by(thing: &Meaning) -> Option<String> {
    let value = |key: &&str| thing.get(key).and_then(Meaning::as_text).map(str::to_owned);
    if let Some(id) = value(&"id") {
        return Some(id);
    }
    let [most, ..] = TOLD_BY_ALL.map(|key| value(&key));
    let is_about = most.is_some() || value(&"dimension").is_some() || value(&"question").is_some();
    if is_about {
        return Some(TOLD_BY_ALL.iter().filter_map(value).collect::<Vec<_>>().join(", "));
    }
    TOLD_BY_ONE.iter().find_map(value)
}

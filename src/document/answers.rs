//! The answers document: what a respondent wrote, checked in shape and in sense.

use super::advice::{self, nearest_or_all};
use super::answer::AnswerReader;
use super::fields::{self, Fields, Findings};
use super::node::{Finding, Node, Span, Value};
use super::questionnaire::text_at;
use crate::domain::given::{GivenOutcome, Target};
use crate::domain::questionnaire::Outcome;
use crate::domain::sorting;
use crate::domain::{
    AnswerSheet, AnswersPath, Code, Date, Decimal, GivenAnswer, GivenAnswers, Instrument, Part,
    Questionnaire, Refusal,
};
use std::collections::BTreeMap;
use std::fmt::Write;

/// The keys at the top of an answers file.
pub const TOP_KEYS: &[&str] = &[
    "scope",
    "date",
    "respondent",
    "questionnaire",
    "edition",
    "next_peak",
    "symptoms",
    "scenarios",
    "tags",
    "target",
    "enough",
    "outcomes",
    "answers",
];

/// Reads a tree as answers and accepts them.
///
/// # Errors
///
/// Returns every finding, in shape and in sense, in the order of the text.
pub fn read(tree: &Node<'_>, instrument: &Instrument) -> Result<AnswerSheet, Vec<Finding>> {
    accepted(tree, instrument, None)
}

/// Answers that somebody is about to complete.
#[derive(Clone, Debug)]
pub struct Unfinished {
    /// The answers; where nobody named a scope yet, it is empty.
    pub sheet: AnswerSheet,
    /// Whether the day is the answers' own, and not the proposed one.
    pub dated: bool,
}

impl Unfinished {
    /// Returns whether the answers name their operation and their day.
    #[must_use]
    pub fn is_headed(&self) -> bool {
        self.dated && !self.sheet.given().scope.is_empty()
    }
}

/// Reads a tree as the answers of one of several people, who may have answered nothing yet.
///
/// # Errors
///
/// Returns every finding, in shape and in sense, in the order of the text.
pub fn read_of_several(
    tree: &Node<'_>,
    instrument: &Instrument,
) -> Result<AnswerSheet, Vec<Finding>> {
    let is_silent = tree.get("answers").is_some_and(|node| node.value == Value::Null);
    if !is_silent || is_open(tree, "respondent") {
        return read(tree, instrument);
    }
    let mut silent = tree.clone();
    if let Value::Map(entries) = &mut silent.value {
        let answers = entries.iter_mut().filter(|entry| entry.key == "answers");
        answers.for_each(|entry| entry.value.value = Value::Map(Vec::new()));
    }
    read(&silent, instrument)
}

/// Reads a tree as answers that are still to be completed: scope, day and answers may be missing or
/// empty. `today` is proposed as their day.
///
/// # Errors
///
/// Returns every finding, in shape and in sense, in the order of the text.
pub fn read_unfinished(
    tree: &Node<'_>,
    instrument: &Instrument,
    today: Date,
) -> Result<Unfinished, Vec<Finding>> {
    let sheet = accepted(tree, instrument, Some(today))?;
    Ok(Unfinished { sheet, dated: !is_open(tree, "date") })
}

/// Returns whether the value called `key` is missing or empty.
fn is_open(tree: &Node<'_>, key: &str) -> bool {
    tree.get(key).is_none_or(|node| match &node.value {
        Value::Null => true,
        Value::Text(text) => text.trim().is_empty(),
        _ => false,
    })
}

/// Returns whether a document says nothing at all.
fn is_empty(tree: &Node<'_>) -> bool {
    match &tree.value {
        Value::Null => true,
        Value::Map(entries) => entries.is_empty(),
        _ => false,
    }
}

/// Reads and accepts answers; with a day to propose, those that are still to be completed.
fn accepted(
    tree: &Node<'_>,
    instrument: &Instrument,
    proposed: Option<Date>,
) -> Result<AnswerSheet, Vec<Finding>> {
    let mut findings = Findings::default();
    if super::stored::given(tree).is_some() {
        let help = "name the answers file that it was made from";
        let span = tree.entry("version").map_or(&tree.span, |entry| &entry.key_span);
        findings.push(Code::UnknownKey, span, "this is a report, not an answers file", help);
        return findings.finish(None);
    }
    if is_empty(tree) && proposed.is_none() {
        let help = "write answers into it: `oms-maturity init` shows how, and `assess` without a \
                    file asks for them";
        findings.push(Code::MissingKey, &tree.span, "the file holds no answers", help);
        return findings.finish(None);
    }
    let nothing = Node { span: tree.span.clone(), value: Value::Map(Vec::new()) };
    let tree = if is_empty(tree) { &nothing } else { tree };
    let Some(given) = given(tree, instrument.questionnaire(), proposed, &mut findings) else {
        return findings.finish(None);
    };
    match AnswerSheet::check(instrument, &given) {
        Ok(sheet) => findings.finish(Some(sheet)),
        Err(refusals) => {
            let located = |refusal: &Refusal| {
                let span = span_of(tree, &refusal.at).unwrap_or_else(|| tree.span.clone());
                let worded = advice::refusal(refusal, instrument);
                Finding { code: refusal.code(), span, message: worded.message, help: worded.help }
            };
            findings.0.extend(refusals.iter().map(located));
            findings.finish(None)
        }
    }
}

/// Returns whether a tree is meant as answers, be they right or wrong: it says what is answered, or
/// what is judged by it. No other kind of file here has a `scope`, and in a baseline `answers` is a
/// list.
#[must_use]
pub fn are_meant(tree: &Node<'_>) -> bool {
    let answers = tree.get("answers").is_some_and(|node| !matches!(node.value, Value::List(_)));
    answers || tree.get("scope").is_some()
}

/// Returns the id of the questionnaire that answers say they are for, be they right or wrong.
#[must_use]
pub fn questionnaire_of<'n>(tree: &'n Node<'_>) -> Option<&'n str> {
    text_at(tree, "questionnaire")
}

/// Returns where in a tree of answers something stands; the nearest thing there is where it is
/// missing.
#[must_use]
pub fn span_near(tree: &Node<'_>, path: &AnswersPath) -> Span {
    let answers = || span_of(tree, &AnswersPath::Top("answers"));
    span_of(tree, path).or_else(answers).unwrap_or_else(|| tree.span.clone())
}

fn span_of(tree: &Node<'_>, path: &AnswersPath) -> Option<Span> {
    let whole = |key: &str| tree.entry(key).map(|entry| entry.key_span.clone());
    let within = |key: &str| {
        let value = tree.get(key)?;
        let scalar = !matches!(value.value, Value::List(_) | Value::Map(_));
        scalar.then(|| value.span.clone()).or_else(|| whole(key))
    };
    match path {
        AnswersPath::Top(key) => within(key),
        AnswersPath::Item(key, index) => tree.get(key)?.item(*index).map(|item| item.span.clone()),
        AnswersPath::Promise(question, is_answer) => {
            let entry = tree.get("enough")?.entry(question)?;
            Some(if *is_answer { entry.value.span.clone() } else { entry.key_span.clone() })
        }
        AnswersPath::Target(dimension) => {
            let entry = tree.get("target")?.get("dimensions")?.entry(dimension)?;
            Some(entry.key_span.clone())
        }
        AnswersPath::Answer(question, part) => {
            let entry = tree.get("answers")?.entry(question)?;
            let inner = part.key().and_then(|key| entry.value.get(key));
            let scalar = !matches!(entry.value.value, Value::List(_) | Value::Map(_));
            Some(match inner {
                Some(inner) => inner.span.clone(),
                None if scalar && *part != Part::Whole => entry.value.span.clone(),
                None => entry.key_span.clone(),
            })
        }
        AnswersPath::Voice(question, index, part) => {
            let voice = tree.get("answers")?.get(question)?.get("said")?.item(*index)?;
            let inner = part.key().and_then(|key| voice.get(key));
            Some(inner.unwrap_or(voice).span.clone())
        }
    }
}

/// Reads what was given. What is missing or broken is a finding, and stands in a harmless form in
/// what is returned, so that the sense of all the rest is checked in the same run.
fn given(
    tree: &Node<'_>,
    questionnaire: &Questionnaire,
    proposed: Option<Date>,
    findings: &mut Findings,
) -> Option<GivenAnswers> {
    let top = Fields::open(tree, "an answers file", TOP_KEYS, findings)?;
    let may_be_open = |key: &str| proposed.is_some() && is_open(tree, key);
    let scope =
        if may_be_open("scope") { None } else { top.required("scope", findings, fields::text) };
    let date = match proposed.filter(|_| may_be_open("date")) {
        None => top.required("date", findings, fields::date),
        proposed => proposed,
    };
    let answers = if may_be_open("answers") {
        None
    } else {
        top.need("answers", findings)
            .filter(|node| !refuse_none(node, questionnaire, findings))
            .map(|node| answers(node, questionnaire, findings))
    };
    let peak = top.optional("next_peak", findings, fields::date);
    let given = GivenAnswers {
        respondent: top.optional("respondent", findings, fields::text),
        questionnaire: top.optional("questionnaire", findings, fields::text),
        edition: top.optional("edition", findings, super::questionnaire::edition),
        next_peak: peak.filter(|_| date.is_some()),
        symptoms: top.list("symptoms", findings, fields::text),
        scenarios: top.list("scenarios", findings, fields::text),
        tags: top.get("tags").map(|node| tags(node, findings)).unwrap_or_default(),
        target: top.get("target").and_then(|node| target(node, findings)),
        enough: top.get("enough").map(|node| promises(node, findings)).unwrap_or_default(),
        outcomes: top
            .get("outcomes")
            .map(|node| outcomes(node, questionnaire, findings))
            .unwrap_or_default(),
        answers: answers.unwrap_or_default(),
        ..GivenAnswers::empty(scope.unwrap_or_default(), date.unwrap_or(Date::LAST))
    };
    Some(given)
}

/// Notes that nothing stands below the key `answers`.
fn refuse_none(node: &Node<'_>, questionnaire: &Questionnaire, findings: &mut Findings) -> bool {
    let is_null = node.value == Value::Null;
    if is_null {
        let first = questionnaire.questions.first().map_or("", |question| question.id.as_str());
        let help = format!(
            "write a line for each question below, such as `{first}: unknown`, or let --ask ask"
        );
        findings.push(Code::NoAnswer, &node.span, "no question is answered here", &help);
    }
    is_null
}

/// Reads what is promised to customers: options by the ids of the questions.
fn promises(node: &Node<'_>, findings: &mut Findings) -> BTreeMap<String, String> {
    let entries = fields::entries(node, findings);
    let promise = |entry: &super::node::Entry<'_>| {
        let option = match entry.value.value {
            // YAML 1.1 reads yes and no so.
            Value::Bool(value) => if value { "yes" } else { "no" }.to_owned(),
            _ => fields::text(&entry.value, findings)?,
        };
        Some((entry.key.clone().into_owned(), option))
    };
    sorting::to_map(entries.iter().filter_map(promise))
}

fn tags(node: &Node<'_>, findings: &mut Findings) -> BTreeMap<String, String> {
    let mut tags = BTreeMap::new();
    for entry in fields::entries(node, findings) {
        if !fields::is_snake_case(&entry.key) {
            let message = format!("`{}` is no id", super::mistaken::spelled(&entry.key));
            let help = "tags have snake_case ids: `country: DE`";
            findings.push(Code::BadId, &entry.key_span, message, help);
        }
        if entry.key == "country" && entry.value.value == Value::Bool(false) {
            let message = "`false` is no country: YAML 1.1 reads `NO`, Norway, as false";
            let help = "write `country: \"NO\"`, in quotes";
            findings.push(Code::WrongType, &entry.value.span, message, help);
        } else if let Some(text) = fields::text(&entry.value, findings) {
            tags.insert(entry.key.clone().into_owned(), text);
        }
    }
    tags
}

fn target(node: &Node<'_>, findings: &mut Findings) -> Option<Target> {
    let fields = Fields::open(node, "a target", &["level", "dimensions"], findings)?;
    let mut target =
        Target { level: fields.optional("level", findings, fields::whole), ..Target::default() };
    for entry in fields.get("dimensions").map_or(&[][..], |node| fields::entries(node, findings)) {
        if let Some(level) = fields::whole(&entry.value, findings) {
            target.dimensions.insert(entry.key.clone().into_owned(), level);
        }
    }
    if fields.get("level").is_none() && fields.get("dimensions").is_none() {
        let help = "write `target: {level: 4}` or `target: {dimensions: {overrides: 4}}`";
        findings.push(Code::MissingKey, &node.span, "the target names no level", help);
    }
    Some(target)
}

/// Reads what the operation achieves, by the ids of the outcomes.
fn outcomes(
    node: &Node<'_>,
    questionnaire: &Questionnaire,
    findings: &mut Findings,
) -> BTreeMap<String, GivenOutcome> {
    let known: Vec<_> = questionnaire.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
    let mut outcomes = BTreeMap::new();
    for entry in fields::entries(node, findings) {
        let asked = questionnaire.outcomes.iter().find(|outcome| outcome.id == entry.key);
        let Some(asked) = asked else {
            let message = format!("there is no outcome `{}`", super::mistaken::spelled(&entry.key));
            let help = if known.is_empty() {
                "the questionnaire lists no outcomes: take `outcomes` out".to_owned()
            } else {
                nearest_or_all(&entry.key, &known)
            };
            findings.push(Code::UnknownId, &entry.key_span, message, &help);
            continue;
        };
        if let Some(outcome) = outcome(&entry.value, findings) {
            refuse_impossible(&entry.value, &outcome, asked, findings);
            outcomes.insert(entry.key.clone().into_owned(), outcome);
        }
    }
    outcomes
}

/// Notes figures that no outcome can have: below 0, or a percentage above 100.
fn refuse_impossible(
    node: &Node<'_>,
    given: &GivenOutcome,
    asked: &Outcome,
    findings: &mut Findings,
) {
    let is_share = asked.unit.starts_with('%');
    let (least, most) = (Decimal::whole(0), Decimal::whole(100));
    for (key, figure) in [("now", given.now), ("year_ago", given.year_ago)] {
        let wrong = figure.filter(|figure| *figure < least || (is_share && *figure > most));
        let (Some(figure), Some(at)) = (wrong, node.get(key)) else { continue };
        let message = format!("{figure} is outside the range of `{}`", asked.id);
        let help = if is_share { "write a number from 0 to 100" } else { "write 0 or more" };
        findings.push(Code::OutOfRange, &at.span, message, help);
    }
}

fn outcome(node: &Node<'_>, findings: &mut Findings) -> Option<GivenOutcome> {
    let fields = Fields::open(node, "an outcome", &["now", "year_ago"], findings)?;
    if fields.get("now").is_none() && fields.get("year_ago").is_none() && !fields.has_unknown() {
        let help = "write `{now: 94.9, year_ago: 93.1}`, or take the line out";
        findings.push(Code::NoAnswer, &node.span, "there is no figure here", help);
    }
    Some(GivenOutcome {
        now: fields.optional("now", findings, fields::decimal),
        year_ago: fields.optional("year_ago", findings, fields::decimal),
    })
}

/// Reads answers by the ids of their questions.
pub(super) fn answers(
    node: &Node<'_>,
    questionnaire: &Questionnaire,
    findings: &mut Findings,
) -> BTreeMap<String, GivenAnswer> {
    let known: Vec<_> = questionnaire.all().map(|question| question.id.as_str()).collect();
    let mut answers = BTreeMap::new();
    for entry in fields::entries(node, findings) {
        let Some(question) = questionnaire.find(&entry.key) else {
            let message =
                format!("there is no question `{}`", super::mistaken::spelled(&entry.key));
            let mut help = nearest_or_all(&entry.key, &known);
            if questionnaire.edition > 1 && help.starts_with("known: ") {
                let _ = write!(
                    help,
                    "; this is edition {}, and docs/answers.md says what earlier ones asked",
                    questionnaire.edition
                );
            }
            findings.push(Code::UnknownId, &entry.key_span, message, &help);
            continue;
        };
        if let Some(answer) = AnswerReader::of(question).read(&entry.value, findings) {
            answers.insert(question.id.clone(), answer);
        }
    }
    answers
}

//! The answers document: what a respondent wrote, checked in shape and in sense.

use super::advice::{self, nearest_or_all};
use super::fields::{self, Fields, Findings};
use super::node::{Finding, Node, Span, Value};
use crate::domain::given::{GivenOutcome, Target};
use crate::domain::questionnaire::{Dated, Measure, Outcome};
use crate::domain::{
    AnswerSheet, AnswerValue, AnswersPath, Code, Date, Decimal, Evidence, Figure, GivenAnswer,
    GivenAnswers, Instrument, Part, Questionnaire, Refusal, TwoDays,
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

/// The keys of one answer that is written as a mapping.
const ANSWER_KEYS: &[&str] = &[
    "value",
    "on",
    "level",
    "option",
    "unknown",
    "not_applicable",
    "evidence",
    "source",
    "note",
    "as_of",
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
    match &tree.get("questionnaire")?.value {
        Value::Text(id) => Some(id),
        _ => None,
    }
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
    entries.iter().filter_map(promise).collect()
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
        let reader = AnswerReader {
            id: &question.id,
            has_yes_no: question.option("yes").is_some(),
            measure: question.measure.as_ref(),
        };
        if let Some(answer) = reader.read(&entry.value, findings) {
            answers.insert(question.id.clone(), answer);
        }
    }
    answers
}

/// How two days are written.
const TWO_DAYS: &str = "write the newest and the one before it: `on: [YYYY-MM-DD, YYYY-MM-DD]`";

/// Reads one answer.
struct AnswerReader<'q> {
    /// The question's id.
    id: &'q str,
    /// Whether true and false stand for the options `yes` and `no`.
    has_yes_no: bool,
    /// What it measures, if it does.
    measure: Option<&'q Measure>,
}

impl AnswerReader<'_> {
    fn read(&self, node: &Node<'_>, findings: &mut Findings) -> Option<GivenAnswer> {
        match &node.value {
            Value::Map(_) => self.mapping(node, findings),
            Value::Text(text) if Decimal::parse(text).is_ok() => {
                self.bare_number(node, text, findings)
            }
            Value::Number(text) => self.bare_number(node, text, findings),
            _ => self.scalar(node, findings).map(GivenAnswer::from),
        }
    }

    /// Reads an option's id, `unknown`, or true and false for yes and no.
    fn scalar(&self, node: &Node<'_>, findings: &mut Findings) -> Option<AnswerValue> {
        match &node.value {
            Value::Text(text) if text.trim() == "unknown" => Some(AnswerValue::Unknown),
            Value::Text(text) if !text.trim().is_empty() => {
                Some(AnswerValue::Option(text.trim().into()))
            }
            Value::Bool(value) if self.has_yes_no => {
                Some(AnswerValue::Option(if *value { "yes" } else { "no" }.to_owned()))
            }
            Value::Null => {
                let help =
                    format!("write `{}: unknown` if nobody knows, or take the line out", self.id);
                findings.push(Code::NoAnswer, &node.span, "there is no answer here", &help);
                None
            }
            _ => {
                let message = format!("an option's id belongs here, not {}", node.value.kind());
                findings.push(Code::WrongType, &node.span, message, "");
                None
            }
        }
    }

    fn bare_number(
        &self,
        node: &Node<'_>,
        spelled: &str,
        findings: &mut Findings,
    ) -> Option<GivenAnswer> {
        let number = match Decimal::parse(spelled) {
            Ok(number) => number.to_string(),
            Err(_) => "5.1".to_owned(),
        };
        let message =
            format!("a bare `{}` may be a level or a figure", super::mistaken::spelled(spelled));
        let help = format!(
            "write `{id}: {{level: {number}}}` or `{id}: {{value: {number}}}`",
            id = self.id
        );
        findings.push(Code::BareNumber, &node.span, message, &help);
        None
    }

    fn mapping(&self, node: &Node<'_>, findings: &mut Findings) -> Option<GivenAnswer> {
        let fields = Fields::open(node, "an answer", ANSWER_KEYS, findings)?;
        let value = self.value(node, &fields, findings);
        let evidence = Evidence::ALL.map(|grade| (grade.word(), grade));
        let grade = fields.get("evidence");
        let answer = GivenAnswer {
            evidence: grade.and_then(|node| fields::one_of(node, &evidence, findings)),
            source: fields.optional("source", findings, fields::text),
            note: fields.optional("note", findings, fields::text),
            as_of: fields.optional("as_of", findings, fields::date),
            ..GivenAnswer::from(value?)
        };
        Some(answer)
    }

    /// Reads the one thing that the mapping says.
    fn value(
        &self,
        node: &Node<'_>,
        fields: &Fields<'_, '_>,
        findings: &mut Findings,
    ) -> Option<AnswerValue> {
        let kinds = ["value", "on", "level", "option", "unknown", "not_applicable"];
        let present: Vec<_> =
            kinds.into_iter().filter_map(|key| Some((key, fields.get(key)?))).collect();
        match present.as_slice() {
            [] if fields.has_unknown() => None,
            [] => {
                let key = node.span.start..node.span.end.max(node.span.start + 1);
                let help = "write one of `value`, `on`, `level`, `option`, `unknown: true` or \
                            `not_applicable: REASON`";
                findings.push(Code::NoAnswer, &key, "this mapping holds no answer", help);
                None
            }
            [(key, node)] => self.one(key, node, findings),
            [("value" | "on", figure), ("level", level)] => {
                let level = fields::decimal(level, findings);
                let key = if fields.get("value").is_some() { "value" } else { "on" };
                match self.one(key, figure, findings)? {
                    AnswerValue::Figure(figure, _) => {
                        Some(AnswerValue::Figure(figure, Some(level?)))
                    }
                    other => Some(other),
                }
            }
            [(first, _), (second, node), ..] => {
                let message = format!("`{first}` and `{second}` are two answers");
                findings.push(Code::TwoAnswers, &node.span, message, "keep one of them");
                None
            }
        }
    }

    fn one(&self, key: &str, node: &Node<'_>, findings: &mut Findings) -> Option<AnswerValue> {
        match key {
            "value" if self.is_day(node, findings) => None,
            "value" => figure(node, findings).map(|figure| AnswerValue::Figure(figure, None)),
            "on" => self.on(node, findings).map(|figure| AnswerValue::Figure(figure, None)),
            "level" => fields::decimal(node, findings).map(AnswerValue::Level),
            "option" => self.scalar(node, findings),
            "unknown" => self.unknown(node, findings),
            _ => not_applicable(node, findings),
        }
    }

    /// Reads a day, or the two that belong together.
    fn on(&self, node: &Node<'_>, findings: &mut Findings) -> Option<Figure> {
        let takes_two = self.measure.is_some_and(Measure::takes_two_days);
        let items = match &node.value {
            Value::List(items) if takes_two => items,
            _ => return self.day(node, findings).map(Figure::On),
        };
        let days: Vec<_> = items.iter().filter_map(|item| self.day(item, findings)).collect();
        match (items.len(), &days[..]) {
            (2, [one, other]) => Some(Figure::OnTwo(TwoDays::of(*one, *other))),
            // One alone is refused with what to write beside it.
            (1, [day]) => Some(Figure::On(*day)),
            (1 | 2, _) => None,
            (number, _) => {
                let message = format!("two days belong here, not {number}");
                findings.push(Code::WrongType, &node.span, message, TWO_DAYS);
                None
            }
        }
    }

    /// Returns which days may be given in place of the measure.
    fn dated(&self) -> Dated {
        self.measure.map_or(Dated::Not, |measure| measure.dated)
    }

    /// Reads one day; a word that stands for a figure belongs elsewhere.
    fn day(&self, node: &Node<'_>, findings: &mut Findings) -> Option<Date> {
        let word = match &node.value {
            Value::Text(text) => self.measure.and_then(|measure| measure.word(text.trim())),
            _ => None,
        };
        if let Some(word) = word {
            let message = format!("`{}` is no date", word.word);
            let help = format!("write `{}: {{value: {}}}`", self.id, word.word);
            findings.push(Code::BadDate, &node.span, message, &help);
            return None;
        }
        if matches!(node.value, Value::List(_) | Value::Map(_)) {
            let takes_two = self.measure.is_some_and(Measure::takes_two_days);
            let help = if takes_two { TWO_DAYS } else { "write `on: YYYY-MM-DD`" };
            let message = format!("a day belongs here, not {}", node.value.kind());
            findings.push(Code::WrongType, &node.span, message, help);
            return None;
        }
        fields::date(node, findings)
    }

    /// Notes a figure that looks like a day where an age is asked for.
    fn is_day(&self, node: &Node<'_>, findings: &mut Findings) -> bool {
        let (Value::Number(spelled) | Value::Text(spelled)) = &node.value else { return false };
        let spelled = super::mistaken::plain(spelled);
        let digits = || Date::of_digits(Decimal::parse(&spelled).ok()?);
        if self.dated() == Dated::Not {
            return false;
        }
        let (what, on) = match Date::parse(&spelled).or_else(digits) {
            Some(day) => ("a day", day.to_string()),
            None if is_month_or_year(&spelled) => ("part of a day", "YYYY-MM-DD".to_owned()),
            None => return false,
        };
        let message = format!("`{spelled}` looks like {what}, and an age belongs here");
        let on = match self.dated() {
            Dated::TwoDays => format!("[{on}, YYYY-MM-DD]"),
            Dated::OneDay | Dated::Not => on,
        };
        let help = format!("write `on: {on}` in place of `value`, or the age");
        findings.push(Code::BadNumber, &node.span, message, &help);
        true
    }

    fn unknown(&self, node: &Node<'_>, findings: &mut Findings) -> Option<AnswerValue> {
        if fields::flag(node, findings)? {
            return Some(AnswerValue::Unknown);
        }
        let help = format!("write `{}: unknown`, or the answer", self.id);
        findings.push(Code::NoAnswer, &node.span, "`unknown: false` is no answer", &help);
        None
    }
}

/// Returns whether digits are a year, or a year and a month: `2026`, `202601`. No age in months is
/// as high.
fn is_month_or_year(digits: &str) -> bool {
    let padded = format!("{digits}0101");
    let first_day = padded.get(..8).and_then(|day| Decimal::parse(day).ok());
    let is_recent = digits.starts_with("19") || digits.starts_with("20");
    matches!(digits.len(), 4 | 6) && is_recent && first_day.and_then(Date::of_digits).is_some()
}

/// Reads the reason why a question does not apply; an empty one is refused later.
fn not_applicable(node: &Node<'_>, findings: &mut Findings) -> Option<AnswerValue> {
    match &node.value {
        Value::Text(reason) => Some(AnswerValue::NotApplicable(reason.trim().to_owned())),
        Value::Null | Value::Bool(_) => Some(AnswerValue::NotApplicable(String::new())),
        _ => fields::text(node, findings).map(AnswerValue::NotApplicable),
    }
}

/// Reads a figure: the measure's number, or one of its words.
fn figure(node: &Node<'_>, findings: &mut Findings) -> Option<Figure> {
    let Value::Text(text) = &node.value else {
        return fields::decimal(node, findings).map(Figure::Number);
    };
    let plain = super::mistaken::plain(text);
    let looks_like_a_number = plain.starts_with(|first: char| "+-.0123456789".contains(first));
    if looks_like_a_number {
        if let Err(why) = Decimal::parse(text) {
            fields::not_decimal(node, text, &why, findings);
            return None;
        }
        return fields::decimal(node, findings).map(Figure::Number);
    }
    fields::text(node, findings).map(Figure::Word)
}

//! One answer of an answers file: its value, what it rests on, and what each person said where
//! several were asked. What it means for a question is decided elsewhere.

use super::fields::{self, Fields, Findings};
use super::node::{Node, Value};
use crate::domain::given::{AgreedBy, Voice, person};
use crate::domain::questionnaire::{Dated, Measure, Question};
use crate::domain::{AnswerValue, Code, Date, Decimal, Evidence, Figure, GivenAnswer, TwoDays};
use std::collections::BTreeSet;

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
    "agreed_by",
    "said",
];

/// The keys of what one of several people said: those of an answer, and who it was.
const VOICE_KEYS: &[&str] = &[
    "respondent",
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

/// How two days are written.
const TWO_DAYS: &str = "write the newest and the one before it: `on: [YYYY-MM-DD, YYYY-MM-DD]`";

/// Reads one answer.
pub(super) struct AnswerReader<'q> {
    /// The question's id.
    id: &'q str,
    /// Whether true and false stand for the options `yes` and `no`.
    has_yes_no: bool,
    /// What it measures, if it does.
    measure: Option<&'q Measure>,
}

impl<'q> AnswerReader<'q> {
    /// Returns the reader of answers to a question.
    pub(super) fn of(question: &'q Question) -> Self {
        Self {
            id: &question.id,
            has_yes_no: question.option("yes").is_some(),
            measure: question.measure.as_ref(),
        }
    }

    /// Reads an answer; nothing where there is none, which is a finding.
    pub(super) fn read(&self, node: &Node<'_>, findings: &mut Findings) -> Option<GivenAnswer> {
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
        let answer = self.answer(node, &fields, findings);
        let ways = AgreedBy::ALL.map(|way| (way.word(), way));
        let way = fields.get("agreed_by");
        let agreed_by = way.and_then(|node| fields::one_of(node, &ways, findings));
        let said = fields.get("said").map(|node| self.voices(node, findings)).unwrap_or_default();
        Some(GivenAnswer { agreed_by, said, ..answer? })
    }

    /// Reads an answer without what others said.
    fn answer(
        &self,
        node: &Node<'_>,
        fields: &Fields<'_, '_>,
        findings: &mut Findings,
    ) -> Option<GivenAnswer> {
        let value = self.value(node, fields, findings);
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

    /// Reads what each person said, of whom there is at least one, and nobody twice.
    fn voices(&self, node: &Node<'_>, findings: &mut Findings) -> Vec<Voice> {
        let before = findings.0.len();
        let items = fields::items(node, findings);
        if items.is_empty() && findings.0.len() == before {
            let help =
                "write who said what, such as `said: [{respondent: Finance, unknown: true}]`";
            findings.push(Code::NoAnswer, &node.span, "nobody said anything here", help);
        }
        let mut voices: Vec<Voice> = Vec::new();
        let mut known = BTreeSet::new();
        for item in items {
            let Some(fields) = Fields::open(item, "what a person said", VOICE_KEYS, findings)
            else {
                continue;
            };
            let respondent = fields.required("respondent", findings, fields::text);
            let answer = self.answer(item, &fields, findings);
            let (Some(respondent), Some(answer)) = (respondent, answer) else { continue };
            let voice = Voice { respondent, answer };
            if !known.insert(person(&voice.respondent)) {
                let span = fields.get("respondent").map_or(&item.span, |node| &node.span);
                let who = super::mistaken::spelled(&voice.respondent);
                let message = format!("`{who}` has already said something about `{}`", self.id);
                let help = "keep one of the two, or tell the two people apart by their names";
                findings.push(Code::DuplicateKey, span, message, help);
            }
            voices.push(voice);
        }
        voices
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

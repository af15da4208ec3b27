//! Answers back into text: the saved file, and the `given` part of a report. What is written reads
//! back as the same answers.

use super::node::{Bounds, Format};
use super::{emit, read};
use crate::domain::given::{AgreedBy, GivenOutcome, Voice};
use crate::domain::sorting;
use crate::domain::{AnswerValue, Decimal, Figure, GivenAnswer, GivenAnswers, Questionnaire};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// Returns a text on one line as YAML spells it: what is written reads back as the same text. Each
/// character for which `is_hidden` holds is written as its number.
#[must_use]
pub fn yaml_text(text: &str, is_hidden: impl Fn(char) -> bool) -> String {
    emit::Spelling::Yaml.text_escaping(text, is_hidden)
}

/// Answers in the shape of an answers file.
#[derive(Debug, Serialize)]
pub struct AnswersDocument<'g> {
    scope: &'g str,
    date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    respondent: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    questionnaire: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_peak: Option<String>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    symptoms: &'g [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    scenarios: &'g [String],
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    tags: &'g BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<TargetDocument<'g>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    enough: &'g BTreeMap<String, String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    outcomes: BTreeMap<&'g str, OutcomeDocument>,
    answers: AnswersInOrder<'g>,
}

/// The answers in the order they are written in.
#[derive(Debug)]
pub(super) struct AnswersInOrder<'g>(Vec<(&'g str, AnswerDocument<'g>)>);

impl Serialize for AnswersInOrder<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, answer)| (id, answer)))
    }
}

impl<'g> From<&'g BTreeMap<String, GivenAnswer>> for AnswersInOrder<'g> {
    fn from(answers: &'g BTreeMap<String, GivenAnswer>) -> Self {
        Self(answers.iter().map(|(id, answer)| (id.as_str(), answer.into())).collect())
    }
}

impl AnswersInOrder<'_> {
    /// Returns whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[derive(Debug, Serialize)]
struct TargetDocument<'g> {
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<i64>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    dimensions: &'g BTreeMap<String, i64>,
}

#[derive(Debug, Serialize)]
struct OutcomeDocument {
    #[serde(skip_serializing_if = "Option::is_none")]
    now: Option<NumberDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year_ago: Option<NumberDocument>,
}

impl From<&GivenOutcome> for OutcomeDocument {
    fn from(outcome: &GivenOutcome) -> Self {
        let number = |figure: Option<Decimal>| figure.map(NumberDocument);
        Self { now: number(outcome.now), year_ago: number(outcome.year_ago) }
    }
}

/// One answer: a bare word where that says it all, else a mapping.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum AnswerDocument<'g> {
    Scalar(&'g str),
    Mapping(Box<MappingDocument<'g>>),
}

/// One answer as a mapping, even where a bare word would say it all.
#[derive(Debug, Default, Serialize)]
pub struct MappingDocument<'g> {
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<FigureDocument<'g>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    on: Option<DaysDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<NumberDocument>,
    #[serde(skip_serializing_if = "Option::is_none")]
    option: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unknown: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_applicable: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'g str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agreed_by: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    said: Vec<VoiceDocument<'g>>,
}

/// What one of several people said.
#[derive(Debug, Serialize)]
struct VoiceDocument<'g> {
    respondent: &'g str,
    #[serde(flatten)]
    answer: MappingDocument<'g>,
}

/// The day of an age, or the two that belong together, as `on` spells them.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum DaysDocument {
    /// One day.
    One(String),
    /// Two days, the newest first.
    Two([String; 2]),
}

impl DaysDocument {
    /// Returns a figure as `on` spells it; nothing for a number or a word, which `value` spells.
    #[must_use]
    pub fn of(figure: &Figure) -> Option<Self> {
        match figure {
            Figure::On(day) => Some(Self::One(day.to_string())),
            Figure::OnTwo(days) => {
                Some(Self::Two([days.newest().to_string(), days.before().to_string()]))
            }
            Figure::Number(_) | Figure::Word(_) => None,
        }
    }
}

/// A figure as files spell it: a number or a word.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum FigureDocument<'g> {
    /// A number.
    Number(NumberDocument),
    /// A word.
    Word(&'g str),
}

/// A decimal as a file's own number, whole where it is whole.
#[derive(Clone, Copy, Debug)]
pub struct NumberDocument(pub Decimal);

impl Serialize for NumberDocument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.decimals() == 0 {
            return serializer.serialize_i64(self.0.floor());
        }
        serializer.serialize_f64(self.0.to_f64())
    }
}

impl<'g> FigureDocument<'g> {
    /// Returns a figure as `value` spells it; nothing for a day, which `on` spells.
    #[must_use]
    pub fn of(figure: &'g Figure) -> Option<Self> {
        match figure {
            Figure::Number(number) => Some(Self::Number(NumberDocument(*number))),
            Figure::Word(word) => Some(Self::Word(word)),
            Figure::On(_) | Figure::OnTwo(_) => None,
        }
    }
}

impl<'g> From<&'g GivenAnswers> for AnswersDocument<'g> {
    fn from(given: &'g GivenAnswers) -> Self {
        Self {
            scope: &given.scope,
            date: given.date.to_string(),
            respondent: given.respondent.as_deref(),
            questionnaire: given.questionnaire.as_deref(),
            edition: given.edition,
            next_peak: given.next_peak.map(|day| day.to_string()),
            symptoms: &given.symptoms,
            scenarios: &given.scenarios,
            tags: &given.tags,
            target: given.target.as_ref().map(|target| TargetDocument {
                level: target.level,
                dimensions: &target.dimensions,
            }),
            enough: &given.enough,
            outcomes: sorting::to_map(
                given.outcomes.iter().map(|(id, outcome)| (id.as_str(), outcome.into())),
            ),
            answers: AnswersInOrder::from(&given.answers),
        }
    }
}

impl<'g> From<&'g GivenAnswer> for AnswerDocument<'g> {
    fn from(answer: &'g GivenAnswer) -> Self {
        let alone = *answer == GivenAnswer::from(answer.value.clone());
        match &answer.value {
            AnswerValue::Unknown if alone => Self::Scalar("unknown"),
            AnswerValue::Option(id) if alone => Self::Scalar(id),
            _ => Self::Mapping(Box::new(answer.into())),
        }
    }
}

impl<'g> From<&'g GivenAnswer> for MappingDocument<'g> {
    fn from(answer: &'g GivenAnswer) -> Self {
        let GivenAnswer { value, evidence, source, note, as_of, agreed_by, said } = answer;
        let voice = |voice: &'g Voice| VoiceDocument {
            respondent: &voice.respondent,
            answer: (&voice.answer).into(),
        };
        let mut document = Self {
            evidence: evidence.map(crate::domain::Evidence::word),
            source: source.as_deref(),
            note: note.as_deref(),
            as_of: as_of.map(|day| day.to_string()),
            agreed_by: agreed_by.map(AgreedBy::word),
            said: said.iter().map(voice).collect(),
            ..Self::default()
        };
        match value {
            AnswerValue::Unknown => document.unknown = Some(true),
            AnswerValue::Option(id) => document.option = Some(id),
            AnswerValue::NotApplicable(reason) => document.not_applicable = Some(reason),
            AnswerValue::Level(level) => document.level = Some(NumberDocument(*level)),
            AnswerValue::Figure(figure, level) => {
                document.value = FigureDocument::of(figure);
                document.level = level.map(NumberDocument);
                document.on = DaysDocument::of(figure);
            }
        }
        document
    }
}

/// Returns the answers as the text of an answers file, in the order of the questionnaire.
///
/// # Errors
///
/// Returns the format library's complaint, should it have one.
pub fn answers(
    given: &GivenAnswers,
    format: Format,
    questionnaire: &Questionnaire,
) -> Result<String, String> {
    let mut document = AnswersDocument::from(given);
    let place = |id: &str| questionnaire.all().position(|question| question.id == id);
    sorting::sort_by_key(&mut document.answers.0, |(id, _)| place(id));
    if format == Format::Json {
        let text = serde_json::to_string_pretty(&document).map_err(|error| error.to_string())?;
        return Ok(text + "\n");
    }
    let json = serde_json::to_string(&document).map_err(|error| error.to_string())?;
    let tree = read::tree(&json, Format::Json, Bounds::ANSWERS);
    let tree = tree.map_err(|_| "the answers are too many".to_owned())?;
    Ok(if format == Format::Toml { emit::toml(&tree) } else { emit::yaml(&tree) })
}

//! Answers as somebody gave them, in a file or at a terminal: readable, but not yet accepted.

use super::date::Date;
use super::decimal::Decimal;
use super::sorting;
use std::collections::BTreeMap;
use std::fmt;

/// What stands for the operation where it is not to be named.
pub const WITHHELD_SCOPE: &str = "Operation not named";
/// What stands for the name of one of several people; a number follows.
const WITHHELD_VOICE: &str = "Voice";
/// What stands for the source of a report, where it counts that one is named.
const WITHHELD_SOURCE: &str = "source withheld";
/// What stands for the reason why a question does not apply.
pub(super) const WITHHELD_REASON: &str = "reason withheld";

/// One respondent's answers about one scope on one date, as given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenAnswers {
    /// The operation that is judged.
    pub scope: String,
    /// The day the answers describe.
    pub date: Date,
    /// Who answered.
    pub respondent: Option<String>,
    /// The questionnaire the answers were written for.
    pub questionnaire: Option<String>,
    /// The edition of the questionnaire they were written for, where they name it.
    pub edition: Option<i64>,
    /// The first day of the next peak.
    pub next_peak: Option<Date>,
    /// The ids of the symptoms that were ticked.
    pub symptoms: Vec<String>,
    /// The ids of the scenarios held to be likely.
    pub scenarios: Vec<String>,
    /// Free labels, id to text.
    pub tags: BTreeMap<String, String>,
    /// The level aimed at.
    pub target: Option<Target>,
    /// What is promised to customers: the answers to the rubric's questions on that.
    pub enough: BTreeMap<String, String>,
    /// What the operation achieves, by the outcomes' ids.
    pub outcomes: BTreeMap<String, GivenOutcome>,
    /// The answers by question id, follow-ups among them.
    pub answers: BTreeMap<String, GivenAnswer>,
}

impl GivenAnswers {
    /// Returns answers that say nothing yet about `scope` on `date`.
    #[must_use]
    pub fn empty(scope: String, date: Date) -> Self {
        Self {
            scope,
            date,
            respondent: None,
            questionnaire: None,
            edition: None,
            next_peak: None,
            symptoms: Vec::new(),
            scenarios: Vec::new(),
            tags: BTreeMap::new(),
            target: None,
            enough: BTreeMap::new(),
            outcomes: BTreeMap::new(),
            answers: BTreeMap::new(),
        }
    }

    /// Returns the same answers without what tells who gave them: scope, respondent, tags, sources
    /// and notes, and the words why something does not apply. They are judged alike: where it counts
    /// that a report's source is named, they say that it is.
    #[must_use]
    pub(super) fn anonymous(&self, withhold_sources: bool) -> Self {
        let names = self.withheld_names();
        let anonymous = |answer: &GivenAnswer| answer.anonymous(withhold_sources, &names);
        let answers = self.answers.iter().map(|(id, answer)| (id.clone(), anonymous(answer)));
        Self {
            scope: WITHHELD_SCOPE.to_owned(),
            respondent: None,
            tags: BTreeMap::new(),
            answers: sorting::to_map(answers),
            ..self.clone()
        }
    }

    /// Returns everybody who said something, each name once, in the order of the alphabet.
    #[must_use]
    pub fn voices(&self) -> Vec<&str> {
        let said = self.answers.values().flat_map(|answer| &answer.said);
        let names = said.map(|voice| (person(&voice.respondent), voice.respondent.as_str()));
        sorting::to_map(names).into_values().collect()
    }

    /// Returns what people are called where they are not to be named; the same in every answer.
    fn withheld_names(&self) -> BTreeMap<String, String> {
        let names = self.voices().into_iter().map(person).enumerate();
        sorting::to_map(
            names.map(|(index, name)| (name, format!("{WITHHELD_VOICE} {}", index + 1))),
        )
    }

    /// Returns whether these answers do not tell who gave them.
    #[must_use]
    pub fn is_anonymous(&self) -> bool {
        self.scope == WITHHELD_SCOPE
    }

    /// Returns whether these answers are about another operation than `other`, as far as both name
    /// theirs.
    #[must_use]
    pub fn is_of_another_scope(&self, other: &Self) -> bool {
        self.scope != other.scope && !self.is_anonymous() && !other.is_anonymous()
    }
}

/// The level aimed at: overall, per dimension, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// The overall level aimed at.
    pub level: Option<i64>,
    /// The levels aimed at, by dimension id.
    pub dimensions: BTreeMap<String, i64>,
}

/// The figures of one outcome: now and a year ago, as far as they are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GivenOutcome {
    /// The figure now.
    pub now: Option<Decimal>,
    /// The figure a year ago.
    pub year_ago: Option<Decimal>,
}

/// One answer as given, with what was said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenAnswer {
    /// The answer itself.
    pub value: AnswerValue,
    /// What it rests on; nothing counts as no report.
    pub evidence: Option<Evidence>,
    /// Where the evidence is.
    pub source: Option<String>,
    /// A remark.
    pub note: Option<String>,
    /// The day of the evidence.
    pub as_of: Option<Date>,
    /// Why this answer stands, where several people were asked.
    pub agreed_by: Option<AgreedBy>,
    /// What each of them said; nothing where one person answers.
    pub said: Vec<Voice>,
}

/// What one of several people said in answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Who said it.
    pub respondent: String,
    /// What was said. Nobody else speaks in it.
    pub answer: GivenAnswer,
}

/// Returns what tells one person from another in a name, however it is spaced or capitalised.
#[must_use]
pub fn person(respondent: &str) -> String {
    respondent.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Why one answer stands for what several people said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgreedBy {
    /// One person alone answered.
    OnlyOne,
    /// All said the same.
    AllSaySo,
    /// It is at the median level.
    Median,
    /// It is at the median level of those who have a report.
    MedianOfReports,
    /// More than half do not know.
    MostSayUnknown,
    /// Nobody gives a value, and not all say that the question does not apply.
    NobodyKnows,
    /// All say that the question does not apply.
    AllSayNotApplicable,
    /// By what was agreed on other questions, this one does not apply.
    TheFacts,
    /// The people talked about it and agreed.
    TheRoom,
}

impl AgreedBy {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::OnlyOne,
        Self::AllSaySo,
        Self::Median,
        Self::MedianOfReports,
        Self::MostSayUnknown,
        Self::NobodyKnows,
        Self::AllSayNotApplicable,
        Self::TheFacts,
        Self::TheRoom,
    ];

    /// Returns the word that stands for the reason in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::OnlyOne => "only_one",
            Self::AllSaySo => "all_say_so",
            Self::Median => "median",
            Self::MedianOfReports => "median_of_reports",
            Self::MostSayUnknown => "most_say_unknown",
            Self::NobodyKnows => "nobody_knows",
            Self::AllSayNotApplicable => "all_say_not_applicable",
            Self::TheFacts => "the_facts",
            Self::TheRoom => "the_room",
        }
    }
}

impl GivenAnswer {
    /// Returns the same answer without source, note and reason; those who spoke are called by
    /// `names`.
    fn anonymous(&self, withhold_source: bool, names: &BTreeMap<String, String>) -> Self {
        let value = match &self.value {
            AnswerValue::NotApplicable(_) => AnswerValue::NotApplicable(WITHHELD_REASON.to_owned()),
            value => value.clone(),
        };
        let is_report = self.evidence == Some(Evidence::Report);
        let withheld = withhold_source && is_report && self.names_source();
        let source = withheld.then(|| WITHHELD_SOURCE.to_owned());
        let voice = |voice: &Voice| Voice {
            respondent: names.get(&person(&voice.respondent)).cloned().unwrap_or_default(),
            answer: voice.answer.anonymous(withhold_source, names),
        };
        let said = self.said.iter().map(voice).collect();
        Self { value, source, note: None, said, ..self.clone() }
    }

    /// Returns whether it is said to stand for what several people said, and none of them said it. A
    /// room may agree on what nobody had said, and facts may rule a question out.
    #[must_use]
    pub fn is_nobodys(&self) -> bool {
        let is_free = matches!(self.agreed_by, Some(AgreedBy::TheRoom | AgreedBy::TheFacts));
        let says_it = |voice: &Voice| voice.answer.value == self.value;
        !self.said.is_empty() && !is_free && !self.said.iter().any(says_it)
    }

    /// Returns whether it names where the evidence is.
    pub(super) fn names_source(&self) -> bool {
        self.source.as_ref().is_some_and(|source| !source.trim().is_empty())
    }
}

impl From<AnswerValue> for GivenAnswer {
    fn from(value: AnswerValue) -> Self {
        Self {
            value,
            evidence: None,
            source: None,
            note: None,
            as_of: None,
            agreed_by: None,
            said: Vec::new(),
        }
    }
}

/// What an answer says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerValue {
    /// The option of this id.
    Option(String),
    /// A figure, and perhaps a level claimed beside it.
    Figure(Figure, Option<Decimal>),
    /// A level, claimed outright.
    Level(Decimal),
    /// Nobody knows.
    Unknown,
    /// The question does not apply, for this reason.
    NotApplicable(String),
}

/// The respondent's own figure for a question's measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// The measure's number, in the measure's unit.
    Number(Decimal),
    /// One of the measure's words, such as `never`.
    Word(String),
    /// A day, where the measure is an age.
    On(Date),
    /// The two newest days, where both spans that they make are an age.
    OnTwo(TwoDays),
}

/// Two days, of which one is the newest. Their order makes no difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TwoDays {
    newest: Date,
    before: Date,
}

impl TwoDays {
    /// Returns two days, given in any order.
    #[must_use]
    pub fn of(one: Date, other: Date) -> Self {
        Self { newest: one.max(other), before: one.min(other) }
    }

    /// Returns the newest day.
    #[must_use]
    pub fn newest(self) -> Date {
        self.newest
    }

    /// Returns the day before the newest.
    #[must_use]
    pub fn before(self) -> Date {
        self.before
    }
}

impl fmt::Display for TwoDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.newest, self.before)
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Word(word) => word.fmt(f),
            Self::On(day) => day.fmt(f),
            Self::OnTwo(days) => days.fmt(f),
        }
    }
}

/// What an answer rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// A report that others can read.
    Report,
    /// Somebody's estimate from figures.
    Estimate,
    /// Somebody's opinion.
    Opinion,
}

impl Evidence {
    /// Every grade, strongest first.
    pub const ALL: [Self; 3] = [Self::Report, Self::Estimate, Self::Opinion];

    /// Returns the word that stands for the grade in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Estimate => "estimate",
            Self::Opinion => "opinion",
        }
    }
}

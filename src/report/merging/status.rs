//! Who has answered what, without a word of the answers: for whoever reminds the others.

use crate::domain::given::person;
use crate::domain::sorting;
use crate::domain::{AnswerValue, GivenAnswer, GivenAnswers, Instrument};
use crate::report::json_text;
use serde::Serialize;
use std::collections::BTreeMap;

/// Who has answered what.
#[derive(Clone, Debug)]
pub struct Status {
    /// The operation that the first file is about.
    pub scope: String,
    /// The questions that everybody is asked: their ids and titles.
    pub questions: Vec<(String, String)>,
    /// Everybody, in the order of the files.
    pub people: Vec<PersonStatus>,
}

/// What one person has answered.
#[derive(Clone, Debug)]
pub struct PersonStatus {
    /// Who it is.
    pub name: String,
    /// What became of each question, in their order.
    pub progress: Vec<Progress>,
}

/// What became of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is answered, be it that it does not apply.
    Answered,
    /// The person says that they do not know.
    Unknown,
    /// Nothing is said yet.
    Open,
    /// By the facts that the person gave it is not asked.
    NotAsked,
}

impl Progress {
    /// Returns the word for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Unknown => "unknown",
            Self::Open => "open",
            Self::NotAsked => "not_asked",
        }
    }

    /// Returns the words for people.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Unknown => "not known",
            Self::Open => "open",
            Self::NotAsked => "not asked",
        }
    }
}

impl Status {
    /// Returns who has answered what in files, each with the name of its person where it names none;
    /// a file that was merged before holds several people's answers.
    #[must_use]
    pub fn of(instrument: &Instrument, files: &[(String, GivenAnswers)]) -> Self {
        let asked: Vec<_> = instrument.questionnaire().for_everybody().collect();
        let one = |(name, answers): (String, GivenAnswers)| PersonStatus {
            name,
            progress: asked
                .iter()
                .map(|question| {
                    let said = answers.answers.get(&question.id);
                    match said.map(|said| &said.value) {
                        None if !instrument.questionnaire().applies(question, &answers) => {
                            Progress::NotAsked
                        }
                        None => Progress::Open,
                        Some(AnswerValue::Unknown) => Progress::Unknown,
                        Some(value) if question.says_unknown(value) => Progress::Unknown,
                        Some(_) => Progress::Answered,
                    }
                })
                .collect(),
        };
        let title = |question: &&&crate::domain::questionnaire::Question| {
            (question.id.clone(), question.title.clone())
        };
        Self {
            scope: files.first().map(|(_, given)| given.scope.clone()).unwrap_or_default(),
            questions: asked.iter().map(|question| title(&question)).collect(),
            people: files.iter().flat_map(each_person).map(one).collect(),
        }
    }

    /// Returns the titles of the questions of which a person's progress is `what`.
    #[must_use]
    pub fn titles(&self, person: &PersonStatus, what: Progress) -> Vec<&str> {
        let all = self.questions.iter().zip(&person.progress);
        all.filter(|(_, is)| **is == what).map(|((_, title), _)| title.as_str()).collect()
    }
}

impl PersonStatus {
    /// Returns of how many questions the progress is `what`.
    #[must_use]
    pub fn count(&self, what: Progress) -> usize {
        self.progress.iter().filter(|is| **is == what).count()
    }
}

/// Returns the people of a file, each with their own answers.
fn each_person((name, given): &(String, GivenAnswers)) -> Vec<(String, GivenAnswers)> {
    let voices = given.voices();
    if voices.is_empty() {
        let name = given.respondent.as_ref().unwrap_or(name);
        return vec![(name.clone(), given.clone())];
    }
    let mut own: BTreeMap<String, BTreeMap<String, GivenAnswer>> = BTreeMap::new();
    for (id, answer) in &given.answers {
        for voice in &answer.said {
            let answers = own.entry(person(&voice.respondent)).or_default();
            answers.insert(id.clone(), voice.answer.clone());
        }
    }
    let head = GivenAnswers { answers: BTreeMap::new(), ..given.clone() };
    let mut one = |who: &str| {
        let answers = own.remove(&person(who)).unwrap_or_default();
        (who.to_owned(), GivenAnswers { answers, ..head.clone() })
    };
    voices.into_iter().map(&mut one).collect()
}

/// Returns who has answered what as JSON, version 1, indented, with a line end.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn json(status: &Status) -> Result<String, serde_json::Error> {
    json_text::text(&V1::from(status))
}

/// Version 1 of who has answered what. Fields are only ever added.
#[derive(Serialize)]
struct V1<'a> {
    version: u8,
    respondents: usize,
    people: Vec<PersonV1<'a>>,
}

#[derive(Serialize)]
struct PersonV1<'a> {
    respondent: &'a str,
    answered: usize,
    unknown: usize,
    open: usize,
    questions: BTreeMap<&'a str, &'static str>,
}

impl<'a> From<&'a Status> for V1<'a> {
    fn from(status: &'a Status) -> Self {
        let person = |person: &'a PersonStatus| PersonV1 {
            respondent: &person.name,
            answered: person.count(Progress::Answered),
            unknown: person.count(Progress::Unknown),
            open: person.count(Progress::Open),
            questions: sorting::to_map(
                status
                    .questions
                    .iter()
                    .zip(&person.progress)
                    .map(|((id, _), progress)| (id.as_str(), progress.word())),
            ),
        };
        Self {
            version: 1,
            respondents: status.people.len(),
            people: status.people.iter().map(person).collect(),
        }
    }
}

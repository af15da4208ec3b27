//! The questionnaire for people without a terminal: what is asked, and the ways to answer, as a form
//! to fill in by hand or in a browser. It says nothing of levels, nor of what an answer is worth.

pub mod html;
pub mod markdown;
pub mod workbook;

use super::words::isolated;
use crate::domain::questionnaire::{Condition, Dated, Measure, Question, Symptom};
use crate::domain::{Date, Decimal, Questionnaire};

/// How to fill it in.
const LEAD: [&str; 3] = [
    "Please answer by yourself, before you speak with the others about it.",
    "Give one answer to each question: the figure if you have it, else the option that is fully \
     true. Leave a question open if it is not for you.",
    "\u{201c}I do not know\u{201d} is an answer, and better than a guess.",
];
/// What stands above the symptoms.
const TICKS: &str = "Tick what is true here, before you look at any figure";
/// What stands above the rules that hold for all questions.
const RULES: &str = "How to count";
/// What stands above what an answer rests on.
const RESTS_ON: &str = "What does your answer rest on?";
/// What an answer can rest on: the word in files, and what it says here.
const GRADES: [(&str, &str); 3] =
    [("report", "a report"), ("estimate", "an estimate"), ("opinion", "an opinion")];
/// What else is said about an answer.
const SOURCE: &str = "Where the figure stands (name of the report, week)";
const NOTE: &str = "Remark";
/// What stands at the top.
const SCOPE: &str = "Operation (banner, country, system)";
const DATE: &str = "Day that the answers describe";
const RESPONDENT: &str = "Answered by";

/// What is filled in before it is sent out.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// The operation.
    pub scope: Option<String>,
    /// The day that the answers describe.
    pub date: Option<Date>,
    /// Who is asked.
    pub respondent: Option<String>,
}

/// The questionnaire as a form to fill in.
#[derive(Clone, Debug)]
pub struct Blank<'q> {
    questionnaire: &'q Questionnaire,
    head: Head,
    parts: Vec<Part<'q>>,
}

/// Questions under one heading.
#[derive(Clone, Debug)]
struct Part<'q> {
    title: &'static str,
    /// What is said of all of them.
    lead: Option<&'static str>,
    asked: Vec<Asked<'q>>,
}

/// One question.
#[derive(Clone, Debug)]
struct Asked<'q> {
    /// Counted through the whole form.
    number: usize,
    question: &'q Question,
    /// When it is to be answered at all: a sentence for each condition.
    only_if: Vec<String>,
    /// How it can be answered.
    ways: Vec<Way<'q>>,
    /// Whether it is asked what the answer rests on.
    rests: bool,
}

/// A way to answer a question.
#[derive(Clone, Copy, Debug)]
enum Way<'q> {
    /// An option: its place among them, its id, what it says.
    Option(usize, &'q str, &'q str),
    /// A figure.
    Figure(&'q Measure),
    /// The day since when.
    Day,
    /// The newest day and the one before it.
    TwoDays,
    /// A word in place of a figure, and what it means.
    Word(&'q str, &'q str),
    /// Nobody knows.
    Unknown,
    /// It does not apply, with the reason.
    NotApplicable,
}

impl<'q> Blank<'q> {
    /// Returns the form of a questionnaire.
    #[must_use]
    pub fn of(questionnaire: &'q Questionnaire, head: Head) -> Self {
        let all: Vec<_> = questionnaire.for_everybody().collect();
        let asked = |question: &&'q Question| {
            let number = all.iter().position(|one| one.id == question.id).map_or(0, |at| at + 1);
            let is_fact = questionnaire.is_fact(&question.id);
            Asked {
                number,
                question,
                only_if: question
                    .applies_if
                    .iter()
                    .filter_map(|condition| only_if(&all, condition))
                    .collect(),
                ways: ways(question, !is_fact),
                rests: !is_fact,
            }
        };
        let mut parts = Vec::new();
        let mut part = |title, lead, questions: &'q [Question]| {
            let here = questions.iter().filter(|question| !question.on_request);
            let asked: Vec<_> = here.map(|question| asked(&question)).collect();
            if !asked.is_empty() {
                parts.push(Part { title, lead, asked });
            }
        };
        let lead = "Your answers decide which of the later questions are for you.";
        part("About the operation", Some(lead), &questionnaire.facts);
        part("The questions", None, &questionnaire.questions);
        let lead = "For whoever has it at hand.";
        part("Asked afterwards", Some(lead), &questionnaire.follow_ups);
        Self { questionnaire, head, parts }
    }

    fn title(&self) -> String {
        format!("Questionnaire: {}", isolated(&self.questionnaire.title))
    }

    /// Names what the answers are answers to.
    fn edition(&self) -> String {
        let Questionnaire { id, version, edition, .. } = self.questionnaire;
        format!("Questionnaire {id}, edition {edition} (version {version})")
    }

    fn symptoms(&self) -> &'q [Symptom] {
        &self.questionnaire.symptoms
    }
}

/// Returns the ways to answer a question, in the order in which they are offered.
fn ways(question: &Question, may_not_apply: bool) -> Vec<Way<'_>> {
    let options = question.options.iter().enumerate();
    let mut ways: Vec<_> =
        options.map(|(at, option)| Way::Option(at, &option.id, &option.label)).collect();
    if let Some(measure) = &question.measure {
        ways.push(Way::Figure(measure));
        match measure.dated {
            Dated::Not => {}
            Dated::OneDay => ways.push(Way::Day),
            Dated::TwoDays => ways.push(Way::TwoDays),
        }
        ways.extend(measure.words.iter().map(|word| Way::Word(&word.word, &word.meaning)));
    }
    ways.push(Way::Unknown);
    ways.extend(may_not_apply.then_some(Way::NotApplicable));
    ways
}

/// Says when a question is to be answered, by the number and the letters of the one it hangs on.
fn only_if(all: &[&Question], condition: &Condition) -> Option<String> {
    let (at, fact) = all.iter().enumerate().find(|(_, one)| one.id == condition.fact)?;
    let letters = condition.options.iter().filter_map(|id| fact.option(id)).map(letter);
    let letters = letters.collect::<Vec<_>>().join(" or ");
    Some(format!("Skip this question unless your answer to question {} is {letters}.", at + 1))
}

/// Returns the letter of an option: a to z, then aa, ab and so on.
fn letter(at: usize) -> String {
    let last = u8::try_from(at % 26).map_or('a', |step| char::from(b'a' + step));
    let before = (at / 26).checked_sub(1).map(letter).unwrap_or_default();
    format!("{before}{last}")
}

/// Says which figures there can be.
fn range(least: Decimal, most: Option<Decimal>) -> String {
    match most {
        Some(most) => format!("from {least} to {most}"),
        None => format!("{least} or more"),
    }
}

/// Returns the paragraphs that explain a question, as far as there are any.
fn help(question: &Question) -> Vec<String> {
    let counted = question.measure.as_ref().map(|measure| {
        let formula = isolated(&measure.formula);
        format!("How the figure is worked out: {formula}")
    });
    let whom = question.asked_of.as_deref();
    let whom = whom.map(|whom| format!("Who usually knows it: {}", isolated(whom)));
    let texts = [Some(question.help.clone()), Some(question.more.clone()), counted, whom];
    texts.into_iter().flatten().filter(|text| !text.is_empty()).collect()
}

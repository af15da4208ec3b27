//! The sheet to mail ahead: what to bring, who knows it, where it stands, and how the time is
//! spent. All of it stands in the files of the instrument; a form lays it out.

pub mod html;
pub mod markdown;

use super::words::exhibits::exhibit;
use super::words::isolated;
use crate::domain::Questionnaire;
use crate::domain::enough::Enough;
use crate::domain::questionnaire::{Exhibit, Question};

/// What the table of the sheet tells of each question.
const COLUMNS: [&str; 7] = [
    "What",
    "In one sentence",
    "Who knows it",
    "Where it stands",
    "Time",
    "If it cannot be had",
    "Figure, its day, its report",
];
/// What is filled in at the top.
const BLANKS: [&str; 3] = ["Operation", "Day of the session", "First day of the next peak"];
/// What stands above the questions on what is promised.
const PROMISES: &str = "What you promise: it decides which level is enough";
/// How many places to look at are named for each question; the interview names all.
const PLACES: usize = 2;
/// The minutes of the running order are multiples of this.
const STEP: usize = 5;

/// What stands on the sheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// What is to be brought, and to what.
    title: String,
    /// What is asked of whoever gets it.
    lead: &'static str,
    /// What is asked about the operation.
    facts: Vec<String>,
    /// A row for each question, with a cell for each of the columns.
    rows: Vec<[String; 7]>,
    /// What is asked afterwards, a line each.
    afterwards: Vec<String>,
    /// Lists to tick.
    boxes: Vec<Boxes>,
    /// Lists to tick on the back: what is promised to customers.
    promises: Vec<Boxes>,
    /// How the time is spent.
    order: Vec<String>,
}

/// Things to tick, behind the words that introduce them.
#[derive(Clone, Debug)]
struct Boxes {
    lead: String,
    items: Vec<String>,
}

impl Sheet {
    /// Returns the sheet to a questionnaire, and to what is asked about promises.
    #[must_use]
    pub fn of(questionnaire: &Questionnaire, enough: Option<&Enough>) -> Self {
        let questions = &questionnaire.questions;
        Self {
            title: title(questionnaire),
            lead: "Please write down the figure, the day it was drawn and the name of the report. \
                   If you cannot find it in the time given, write unknown: that is an answer.",
            facts: questionnaire.facts.iter().map(|fact| fact.prompt.clone()).collect(),
            rows: questions.iter().map(row).collect(),
            afterwards: questionnaire.follow_ups.iter().map(line).collect(),
            boxes: symptoms(questionnaire).into_iter().collect(),
            promises: promises(enough).collect(),
            order: running_order(questionnaire),
        }
    }
}

/// Says how much is to be brought: figures are those that have a measure.
fn title(questionnaire: &Questionnaire) -> String {
    let figures = questionnaire.questions.iter().filter(|one| one.measure.is_some()).count();
    let others = questionnaire.questions.len() - figures;
    let (count, other_count) = (in_words(figures), in_words(others));
    let (title, other_lower) = (isolated(&questionnaire.title), other_count.to_lowercase());
    match (figures, others) {
        (1, 0) => format!("One figure to bring: {title}"),
        (_, 0) => format!("{count} figures to bring: {title}"),
        (0, 1) => format!("One answer to bring: {title}"),
        (0, _) => format!("{other_count} answers to bring: {title}"),
        (1, 1) => format!("One figure and one other answer to bring: {title}"),
        (1, _) => format!("One figure and {other_lower} other answers to bring: {title}"),
        (_, 1) => format!("{count} figures and one other answer to bring: {title}"),
        (_, _) => format!("{count} figures and {other_lower} other answers to bring: {title}"),
    }
}

/// Returns a number at the beginning of a sentence: in words, if it has a short one.
fn in_words(count: usize) -> String {
    let words = [
        "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
        "Eleven", "Twelve",
    ];
    words.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

fn row(question: &Question) -> [String; 7] {
    let known = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        question.title.clone(),
        question.prompt.clone(),
        known(&question.asked_of),
        places(question),
        known(&question.preparation),
        known(&question.if_not),
        String::new(),
    ]
}

/// Returns where to look first; who gets it out is named where it is not who knows it anyway.
fn places(question: &Question) -> String {
    let asked = question.asked_of.as_deref().map(str::to_lowercase);
    let one = |one: &Exhibit| {
        let who = one.who.as_deref().filter(|who| Some(who.to_lowercase()) != asked);
        exhibit(&one.what, one.place.as_deref(), who)
    };
    question.evidence.iter().take(PLACES).map(one).collect::<Vec<_>>().join("; ")
}

/// Returns a follow-up in one line.
fn line(follow_up: &Question) -> String {
    let prompt = isolated(&follow_up.prompt);
    let whom = follow_up.asked_of.as_deref().map(isolated);
    whom.map_or_else(|| prompt.clone(), |whom| format!("{prompt} ({whom})"))
}

fn symptoms(questionnaire: &Questionnaire) -> Option<Boxes> {
    let items: Vec<_> = questionnaire.symptoms.iter().map(|it| it.text.clone()).collect();
    let lead = "Tick what is true here, before you look at any figure:".to_owned();
    (!items.is_empty()).then_some(Boxes { lead, items })
}

/// Returns the questions on what is promised to customers, on which it depends what is enough.
fn promises(enough: Option<&Enough>) -> impl Iterator<Item = Boxes> {
    let questions = enough.into_iter().flat_map(|enough| &enough.questions);
    questions.map(|question| Boxes {
        lead: question.prompt.clone(),
        items: question.options.iter().map(|option| option.label.clone()).collect(),
    })
}

/// Says how long each part of the session takes.
fn running_order(questionnaire: &Questionnaire) -> Vec<String> {
    let (questions, after) = (questionnaire.questions.len(), questionnaire.follow_ups.len());
    // Two and a half minutes for a question whose figure is there, under one for a follow-up.
    let minutes = |tenths: usize| tenths.div_ceil(10 * STEP) * STEP;
    let parts = [
        (questionnaire.symptoms.len(), STEP, "what is true here: the ticks, before any figure"),
        (questionnaire.facts.len(), STEP, "what kind of operation it is"),
        (questions, minutes(questions * 25), "the figures of this sheet, each with its report"),
        (after, minutes(after * 7), "what is asked afterwards, for whoever has it at hand"),
        (1, 2 * STEP, "the result: what holds it back, and what it hangs on"),
        (1, 2 * STEP, "what comes next: each step with a name and a day, signed"),
    ];
    let parts = parts.into_iter().filter(|(count, _, _)| *count > 0);
    parts.map(|(_, minutes, what)| format!("{minutes} minutes: {what}")).collect()
}

//! One of several answers to a question, and where it stands among the others. Whose answer is
//! agreed upon is decided elsewhere.

use crate::domain::date::Date;
use crate::domain::exact::Exact;
use crate::domain::given::{AnswerValue, Evidence, Figure, GivenAnswers, Voice, person};
use crate::domain::index::DimensionId;
use crate::domain::instrument::Instrument;
use crate::domain::marks::Marks;
use crate::domain::questionnaire::{Better, Measure, Question};
use crate::domain::score::{Basis, Reading, Unknowns, question_scores};
use crate::domain::sheet::{Accepted, AnswerSheet};
use std::cmp::Ordering;

/// What one person said in answer to a question, and where it stands.
#[derive(Clone, Debug)]
pub struct Heard {
    /// Who said it, and what.
    pub voice: Voice,
    /// Where it stands.
    pub standing: Standing,
    /// Whether it rests on a report as the rubric takes one.
    reported: bool,
    /// What settles the order among answers of the same rank.
    tie: Tie,
}

/// Where an answer stands among the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It gives a value.
    Ranked(Rank),
    /// It says that nobody knows.
    Unknown,
    /// It says that the question does not apply.
    NotApplicable,
}

/// How good an answer is; the worse one is less.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// Its score; nothing where the question has none.
    pub score: Option<Exact>,
    /// The lowest ceiling that it puts on; where it puts none on, nothing is above it.
    ceiling: i64,
    /// The option, where nothing else ranks it.
    option: usize,
}

/// What settles the order: the worse figure, the value, the evidence, the person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Tie {
    has_no_figure: bool,
    figure: Badness,
    value: String,
    evidence: (bool, Option<Evidence>),
    person: String,
}

/// How bad a figure is; the worse one is less.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Badness {
    /// Worse than any number.
    Worst,
    /// A number, turned so that less is worse.
    Number(Exact),
    /// Better than any number, or no figure at all.
    Best,
}

impl Heard {
    /// Finds out where an answer to `question`, given about `date`, stands.
    #[must_use]
    pub fn of(instrument: &Instrument, question: &Question, voice: &Voice, date: Date) -> Self {
        let standing = standing(instrument, question, voice, date);
        let figure = match &voice.answer.value {
            AnswerValue::Figure(figure, _) => Some(badness(question, figure, date)),
            _ => None,
        };
        let tie = Tie {
            has_no_figure: figure.is_none(),
            figure: figure.unwrap_or(Badness::Best),
            value: format!("{:?}", voice.answer.value),
            evidence: (voice.answer.evidence.is_none(), voice.answer.evidence),
            person: person(&voice.respondent),
        };
        let needs_source = instrument.rubric().report_needs_source;
        let reported = voice.answer.evidence == Some(Evidence::Report)
            && (!needs_source || voice.answer.names_source());
        Self { voice: voice.clone(), standing, reported, tie }
    }

    /// Returns its rank, where it gives a value.
    #[must_use]
    pub fn rank(&self) -> Option<&Rank> {
        match &self.standing {
            Standing::Ranked(rank) => Some(rank),
            Standing::Unknown | Standing::NotApplicable => None,
        }
    }

    /// Returns its score, where it gives a value that has one.
    #[must_use]
    pub fn score(&self) -> Option<&Exact> {
        self.rank()?.score.as_ref()
    }

    /// Returns whether its value rests on a report: where the rubric asks for its source, on one that
    /// names it.
    #[must_use]
    pub fn is_reported(&self) -> bool {
        self.reported
    }

    /// Compares two answers: the worse one is less, and no two people's are equal.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Ordering {
        (self.rank(), &self.tie).cmp(&(other.rank(), &other.tie))
    }
}

/// Judges one answer as if it were the only one.
fn standing(instrument: &Instrument, question: &Question, voice: &Voice, date: Date) -> Standing {
    let mut alone = GivenAnswers::empty(String::new(), date);
    alone.answers.insert(question.id.clone(), voice.answer.clone());
    if matches!(voice.answer.value, AnswerValue::NotApplicable(_)) {
        return Standing::NotApplicable;
    }
    // What cannot be accepted is refused together with all the rest.
    let Ok(sheet) = AnswerSheet::check(instrument, &alone) else { return Standing::Unknown };
    let option = match sheet.answer(&question.id) {
        Some(Accepted::Chosen(chosen)) => chosen.option,
        Some(Accepted::Figure(_)) => 0,
        Some(Accepted::NotApplicable(_)) => return Standing::NotApplicable,
        Some(Accepted::Unknown) | None => return Standing::Unknown,
    };
    let rubric = instrument.rubric();
    let marks = sheet.marks(rubric);
    let scored = rubric.dimension_asking(&question.id);
    let score = scored.and_then(|dimension| score(instrument, &marks, dimension, &question.id));
    if scored.is_some() && score.is_none() {
        return Standing::NotApplicable;
    }
    let caps = rubric.caps.iter().zip(&marks.caps);
    let put_on = caps.filter(|(cap, is_on)| **is_on && cap.follow_up == question.id);
    let has_cap = rubric.caps.iter().any(|cap| cap.follow_up == question.id);
    Standing::Ranked(Rank {
        ceiling: put_on.map(|(cap, _)| cap.at_most).min().unwrap_or(i64::MAX),
        option: if score.is_some() || has_cap { 0 } else { option },
        score,
    })
}

fn score(
    instrument: &Instrument,
    marks: &Marks,
    dimension: DimensionId,
    question: &str,
) -> Option<Exact> {
    let asked = &instrument.rubric().dimensions.get(dimension.index())?.questions;
    let place = asked.iter().position(|scored| scored.question == question)?;
    let reading = Reading { basis: Basis::Claimed, unknowns: Unknowns::LeftOut };
    let scores = question_scores(instrument.scoring_table(), marks, dimension, reading);
    scores.into_iter().nth(place).flatten()
}

/// Tells how bad a figure is. An age is compared in days, however it is given.
fn badness(question: &Question, figure: &Figure, date: Date) -> Badness {
    let higher_is_better =
        question.measure.as_ref().is_some_and(|measure| measure.better == Better::Higher);
    let number = match figure {
        Figure::Number(number) if question.measure.as_ref().is_some_and(Measure::is_dated) => {
            // A month is a twelfth of 365.25 days.
            Exact::ratio(487, 16).map(|days| &number.exact() * &days)
        }
        Figure::Number(number) => Some(number.exact()),
        Figure::On(day) => Some(Exact::whole(day.days_until(date))),
        Figure::OnTwo(days) => {
            let spans = [days.newest().days_until(date), days.before().days_until(days.newest())];
            spans.into_iter().max().map(Exact::whole)
        }
        Figure::Word(_) => None,
    };
    match number {
        Some(number) if higher_is_better => Badness::Number(number),
        Some(number) => Badness::Number(&Exact::whole(0) - &number),
        // A word says `never`: there is no end to it.
        None if higher_is_better => Badness::Best,
        None => Badness::Worst,
    }
}

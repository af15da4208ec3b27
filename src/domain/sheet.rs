//! Accepting answers: from what somebody said to what is judged. [`accept`] is the only maker of
//! an [`Accepted`] answer, for files and for the interview alike.

use super::date::Date;
use super::exact::Decimal;
use super::finding::{At, Code, Objection, Part, Refusal};
use super::given::{Figure, GivenAnswer, GivenAnswers, Said, WITHHELD_REASON};
use super::questionnaire::{Measure, Question, Questionnaire};
use super::rubric::Rubric;

/// Accepted answers, one place per question. Can only be made by [`AnswerSheet::check`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerSheet {
    given: GivenAnswers,
    answers: Vec<Entry>,
}

/// One question's place on the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    question: String,
    given: GivenAnswer,
    accepted: Accepted,
}

/// An accepted answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// An option, by its place, and what stands beside it.
    Chosen(Chosen),
    /// A figure of a follow-up that has no options.
    Figure(Figure),
    /// Nobody knows.
    Unknown,
    /// The question does not apply, for this reason.
    NotApplicable(String),
}

/// A chosen option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The option's place among the question's options.
    pub option: usize,
    /// The respondent's own figure.
    pub figure: Option<Figure>,
    /// The place of the other, better option, where figure and level named two.
    pub claimed_instead: Option<usize>,
}

impl AnswerSheet {
    /// Accepts `given` as answers to `questionnaire`, to be judged by `rubric`.
    ///
    /// # Errors
    ///
    /// Returns every objection, not only the first.
    pub fn check(
        questionnaire: &Questionnaire,
        rubric: &Rubric,
        given: &GivenAnswers,
    ) -> Result<Self, Vec<Objection>> {
        let mut objections = Vec::new();
        let mut answers = Vec::new();
        for question in questionnaire.all() {
            let Some(answer) = given.answers.get(&question.id) else { continue };
            match accept(question, rubric, answer, given.date) {
                Ok(accepted) => answers.push(Entry {
                    question: question.id.clone(),
                    given: answer.clone(),
                    accepted,
                }),
                Err(refusal) => objections.push(refusal.about(&question.id)),
            }
        }
        let sheet = Self { given: given.clone(), answers };
        objections.extend(unknown_ids(questionnaire, rubric, given));
        objections.extend(impossible_dates(given));
        objections.extend(impossible_target(rubric, given));
        objections.extend(sheet.too_little_left(questionnaire, rubric));
        if objections.is_empty() { Ok(sheet) } else { Err(objections) }
    }

    /// Returns what was given, from which the sheet was made.
    #[must_use]
    pub fn given(&self) -> &GivenAnswers {
        &self.given
    }

    /// Returns the sheet without what tells who gave the answers; it is judged alike.
    #[must_use]
    pub fn anonymous(&self) -> Self {
        let answers = self.answers.iter().map(|entry| Entry {
            question: entry.question.clone(),
            given: entry.given.anonymous(),
            accepted: match &entry.accepted {
                Accepted::NotApplicable(_) => Accepted::NotApplicable(WITHHELD_REASON.to_owned()),
                accepted => accepted.clone(),
            },
        });
        Self { given: self.given.anonymous(), answers: answers.collect() }
    }

    /// Returns the accepted answer to the question of this id; nothing where it is unanswered.
    #[must_use]
    pub fn answer(&self, question: &str) -> Option<&Accepted> {
        self.entry(question).map(|entry| &entry.accepted)
    }

    /// Returns what was said in answer to the question of this id.
    #[must_use]
    pub fn said(&self, question: &str) -> Option<&GivenAnswer> {
        self.entry(question).map(|entry| &entry.given)
    }

    fn entry(&self, question: &str) -> Option<&Entry> {
        self.answers.iter().find(|entry| entry.question == question)
    }

    fn is_not_applicable(&self, question: &str) -> bool {
        matches!(self.answer(question), Some(Accepted::NotApplicable(_)))
    }

    /// Objects to more questions left out than the rubric allows, or to all of them.
    fn too_little_left(&self, questionnaire: &Questionnaire, rubric: &Rubric) -> Vec<Objection> {
        let asked = &questionnaire.questions;
        let left_out: Vec<_> =
            asked.iter().filter(|question| self.is_not_applicable(&question.id)).collect();
        let allowed = rubric.not_applicable_at_most;
        let too_many = left_out.iter().skip(allowed).map(|question| Objection {
            code: Code::TooManyNotApplicable,
            at: At::Answer(question.id.clone(), Part::Whole),
            message: format!(
                "{} questions are not applicable, the rubric allows {allowed}",
                left_out.len()
            ),
            help: "answer it, or write `unknown` if nobody knows".to_owned(),
        });
        let mut objections: Vec<_> = too_many.collect();
        if objections.is_empty() && left_out.len() == asked.len() {
            objections.push(Objection {
                code: Code::NothingToJudge,
                at: At::Top("answers"),
                message: "every question is not applicable, so there is nothing to judge"
                    .to_owned(),
                help: "answer at least one question".to_owned(),
            });
        }
        objections
    }
}

/// Accepts one answer to `question`, given about `date`.
///
/// # Errors
///
/// Says which part of the answer is wrong, and what to write instead.
pub fn accept(
    question: &Question,
    rubric: &Rubric,
    answer: &GivenAnswer,
    date: Date,
) -> Result<Accepted, Refusal> {
    match &answer.said {
        Said::Unknown => Ok(Accepted::Unknown),
        Said::NotApplicable(reason) if reason.trim().is_empty() => Err(Refusal {
            code: Code::ReasonMissing,
            part: Part::Whole,
            message: format!("`{}` is not applicable without a reason", question.id),
            help: format!("write `{}: {{not_applicable: \"why\"}}`", question.id),
        }),
        Said::NotApplicable(reason) => Ok(Accepted::NotApplicable(reason.clone())),
        Said::Option(id) => {
            let option = question.option(id).ok_or_else(|| no_such_option(question, id))?;
            Ok(chosen(option, None))
        }
        Said::Level(level) => Ok(chosen(option_worth(question, rubric, *level)?, None)),
        Said::Figure(figure, level) => accept_figure(question, rubric, figure, *level, date),
    }
}

fn chosen(option: usize, figure: Option<Figure>) -> Accepted {
    Accepted::Chosen(Chosen { option, figure, claimed_instead: None })
}

fn accept_figure(
    question: &Question,
    rubric: &Rubric,
    figure: &Figure,
    level: Option<Decimal>,
    date: Date,
) -> Result<Accepted, Refusal> {
    let measure = question.measure.as_ref().ok_or_else(|| no_measure(question, figure))?;
    possible(question, measure, figure, date)?;
    let claimed = level.map(|level| option_worth(question, rubric, level)).transpose()?;
    if question.options.is_empty() {
        return Ok(Accepted::Figure(figure.clone()));
    }
    let Some(measured) = question.option_of(figure, date) else {
        return Err(refusal(
            Code::Bands,
            part_of(figure),
            &format!("{figure} falls into no option"),
        ));
    };
    let scores = rubric.scores_of(&question.id).unwrap_or_default();
    let worth = |option: usize| scores.get(option).copied();
    let (option, claimed_instead) = match claimed {
        Some(claimed) if worth(claimed) < worth(measured) => (claimed, Some(measured)),
        Some(claimed) if worth(claimed) > worth(measured) => (measured, Some(claimed)),
        _ => (measured, None),
    };
    Ok(Accepted::Chosen(Chosen { option, figure: Some(figure.clone()), claimed_instead }))
}

/// Refuses figures that cannot be: out of range, an unknown word, a day after the answers' date.
fn possible(
    question: &Question,
    measure: &Measure,
    figure: &Figure,
    date: Date,
) -> Result<(), Refusal> {
    let refuse = |code, message: &str, help: String| {
        Err(Refusal { code, part: part_of(figure), message: message.to_owned(), help })
    };
    match figure {
        Figure::Number(number) => {
            let too_large = measure.most.is_some_and(|most| *number > most);
            if *number >= measure.least && !too_large {
                return Ok(());
            }
            let message = format!("{number} is outside the range of `{}`", question.id);
            refuse(Code::OutOfRange, &message, format!("write {}", measure.range_in_words()))
        }
        Figure::Word(word) if measure.words.iter().any(|known| known.word == *word) => Ok(()),
        Figure::Word(word) => {
            let message = format!("`{word}` is no figure that `{}` knows", question.id);
            refuse(Code::BadNumber, &message, measure.spellings())
        }
        Figure::On(_) if !measure.dated => {
            let message = format!("`{}` is not an age, so `on` means nothing here", question.id);
            refuse(Code::NoMeasure, &message, measure.spellings())
        }
        Figure::On(day) if *day > date => {
            let message = format!("{day} is after {date}, the day the answers describe");
            refuse(Code::DateOrder, &message, format!("write a day not after {date}"))
        }
        Figure::On(_) => Ok(()),
    }
}

impl Measure {
    /// Returns the possible figures in words: `a number from 0 to 100 (% of orders)`.
    #[must_use]
    pub fn range_in_words(&self) -> String {
        match self.most {
            Some(most) => format!("a number from {} to {most} ({})", self.least, self.unit),
            None => format!("a number, {} or more ({})", self.least, self.unit),
        }
    }

    /// Returns the ways to write a figure.
    fn spellings(&self) -> String {
        let words = self.words.iter().map(|word| format!(", or `{}`", word.word));
        format!("write `value: ` and {}{}", self.range_in_words(), words.collect::<String>())
    }
}

fn part_of(figure: &Figure) -> Part {
    match figure {
        Figure::On(_) => Part::On,
        Figure::Number(_) | Figure::Word(_) => Part::Value,
    }
}

fn refusal(code: Code, part: Part, message: &str) -> Refusal {
    Refusal { code, part, message: message.to_owned(), help: String::new() }
}

/// Returns the option worth exactly `level`.
fn option_worth(question: &Question, rubric: &Rubric, level: Decimal) -> Result<usize, Refusal> {
    let scores = rubric.scores_of(&question.id).unwrap_or_default();
    let mut worth = scores.iter().enumerate().filter(|(_, score)| **score == level);
    if let (Some((option, _)), None) = (worth.next(), worth.next()) {
        return Ok(option);
    }
    let options: Vec<_> = question
        .options
        .iter()
        .zip(scores)
        .map(|(option, score)| format!("{score} `{}`", option.id))
        .collect();
    let help = if options.is_empty() {
        format!("`{}` has no levels; {}", question.id, ways_to_answer(question))
    } else {
        format!("the options are worth {}", options.join(", "))
    };
    let message = format!("no single option of `{}` is worth level {level}", question.id);
    Err(Refusal { code: Code::NoSuchLevel, part: Part::Level, message, help })
}

fn no_such_option(question: &Question, id: &str) -> Refusal {
    let measure = question.measure.as_ref();
    let is_word = measure.is_some_and(|measure| measure.words.iter().any(|word| word.word == id));
    let help = if is_word {
        format!("write `{}: {{value: {id}}}`", question.id)
    } else {
        ways_to_answer(question)
    };
    let message = format!("`{}` has no option `{id}`", question.id);
    Refusal { code: Code::NoSuchOption, part: Part::Option, message, help }
}

fn no_measure(question: &Question, figure: &Figure) -> Refusal {
    let help = match figure {
        Figure::Word(word) if question.option(word).is_some() => {
            format!("write `{}: {word}`", question.id)
        }
        _ => ways_to_answer(question),
    };
    let message = format!("`{}` has options but no figure", question.id);
    Refusal { code: Code::NoMeasure, part: part_of(figure), message, help }
}

/// Returns how `question` can be answered, in one line.
fn ways_to_answer(question: &Question) -> String {
    let options: Vec<_> =
        question.options.iter().map(|option| format!("`{}`", option.id)).collect();
    if options.is_empty() {
        return question.measure.as_ref().map(Measure::spellings).unwrap_or_default();
    }
    format!("write one of {}, or `unknown`", options.join(", "))
}

/// Objects to ids that name nothing: questionnaire, symptoms, scenarios.
fn unknown_ids(q: &Questionnaire, rubric: &Rubric, given: &GivenAnswers) -> Vec<Objection> {
    let mut objections = Vec::new();
    let other = given.questionnaire.as_ref().filter(|id| **id != q.id);
    if let Some(id) = other {
        let message = format!("the answers are for questionnaire `{id}`, this one is `{}`", q.id);
        let help = format!("write `{}`, or name the other questionnaire with --questions", q.id);
        let at = At::Top("questionnaire");
        objections.push(Objection { code: Code::UnknownId, at, message, help });
    }
    let symptoms: Vec<_> = q.symptoms.iter().map(|symptom| symptom.id.as_str()).collect();
    objections.extend(bad_items("symptoms", "symptom", &given.symptoms, &symptoms));
    let scenarios: Vec<_> = rubric.scenarios.iter().map(|scenario| scenario.id.as_str()).collect();
    objections.extend(bad_items("scenarios", "scenario", &given.scenarios, &scenarios));
    objections
}

/// Objects to entries of a list that name nothing, or that stand twice.
fn bad_items(key: &'static str, noun: &str, items: &[String], known: &[&str]) -> Vec<Objection> {
    let check = |(place, item): (usize, &String)| {
        let at = At::Item(key, place);
        if !known.contains(&item.as_str()) {
            let message = format!("there is no {noun} `{item}`");
            let help = nearest_or_all(item, known);
            return Some(Objection { code: Code::UnknownId, at, message, help });
        }
        let twice = items.iter().take(place).any(|earlier| earlier == item);
        twice.then(|| Objection {
            code: Code::DuplicateKey,
            at,
            message: format!("{noun} `{item}` stands here twice"),
            help: "write it once".to_owned(),
        })
    };
    items.iter().enumerate().filter_map(check).collect()
}

/// Returns advice that names the nearest of `known` to `text`, or else all of them.
#[must_use]
pub fn nearest_or_all(text: &str, known: &[&str]) -> String {
    if let Some(nearest) = nearest(text, known) {
        return format!("did you mean `{nearest}`?");
    }
    let all: Vec<_> = known.iter().map(|id| format!("`{id}`")).collect();
    if all.is_empty() { "there are none".to_owned() } else { format!("known: {}", all.join(", ")) }
}

/// Returns the one of `known` that is most like `text`, if any is like it at all.
#[must_use]
pub fn nearest<'k>(text: &str, known: &[&'k str]) -> Option<&'k str> {
    let text = text.to_lowercase();
    let numbered = known.iter().find(|known| is_same_number(&text, &known.to_lowercase()));
    if let Some(same) = numbered {
        return Some(same);
    }
    let likeness = |known: &str| strsim::jaro_winkler(&text, &known.to_lowercase());
    // Of several that are as like, the first.
    let scored = known.iter().rev().map(|known| (likeness(known), *known));
    let alike = scored.filter(|(likeness, _)| *likeness > 0.8);
    alike.max_by(|(one, _), (other, _)| one.total_cmp(other)).map(|(_, known)| known)
}

/// Returns whether two ids end in the same number behind the same letters: `sn7` and `sn07`.
fn is_same_number(one: &str, other: &str) -> bool {
    let parts = |id: &str| -> Option<(String, u32)> {
        let letters = id.trim_end_matches(|c: char| c.is_ascii_digit());
        Some((letters.to_owned(), id.get(letters.len()..)?.parse().ok()?))
    };
    parts(one).is_some_and(|one| parts(other) == Some(one))
}

fn impossible_dates(given: &GivenAnswers) -> Option<Objection> {
    let peak = given.next_peak.filter(|peak| *peak < given.date)?;
    Some(Objection {
        code: Code::DateOrder,
        at: At::Top("next_peak"),
        message: format!("the next peak, {peak}, is before {}, the day described", given.date),
        help: "write the first day of the next peak, not of the last".to_owned(),
    })
}

/// Objects to targets off the scale or for dimensions that do not exist.
fn impossible_target(rubric: &Rubric, given: &GivenAnswers) -> Vec<Objection> {
    let Some(target) = &given.target else { return Vec::new() };
    let scale = rubric.scale;
    let off_scale = |level: i64, at: At| {
        let off = level < scale.lowest || level > scale.highest;
        off.then(|| Objection {
            code: Code::OutOfRange,
            at,
            message: format!("level {level} is not on the scale"),
            help: format!("write a level from {} to {}", scale.lowest, scale.highest),
        })
    };
    let known: Vec<_> = rubric.dimensions.iter().map(|dimension| dimension.id.as_str()).collect();
    let dimensions = target.dimensions.iter().filter_map(|(id, level)| {
        if !known.contains(&id.as_str()) {
            let message = format!("there is no dimension `{id}`");
            let (code, at) = (Code::UnknownId, At::Target(id.clone()));
            return Some(Objection { code, at, message, help: nearest_or_all(id, &known) });
        }
        off_scale(*level, At::Target(id.clone()))
    });
    let overall = target.level.and_then(|level| off_scale(level, At::Top("target")));
    overall.into_iter().chain(dimensions).collect()
}

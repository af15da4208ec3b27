//! Accepting answers: from what somebody said to what is judged. [`accept`] is the only maker of
//! an [`Accepted`] answer, for files and for the interview alike.

use super::calendar::{FREEZE_WEEKS, Freeze};
use super::date::Date;
use super::decimal::Decimal;
use super::finding::{AnswersPath, Part};
use super::given::{
    AnswerValue, Evidence, Figure, GivenAnswer, GivenAnswers, Target, WITHHELD_REASON,
};
use super::instrument::Instrument;
use super::marks::{Answer, Mark, Marks};
use super::questionnaire::{Measure, Question, Questionnaire};
use super::refusal::{Cause, Named, Refusal};
use super::rubric::{Cap, Rubric, Scale, Scored, Worth};
use super::score::line_score;
use std::collections::BTreeMap;

/// Accepted answers, one entry per question. Can only be made by [`AnswerSheet::check`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerSheet {
    given: GivenAnswers,
    answers: Vec<Entry>,
    /// The questions that do not apply, by the facts.
    does_not_apply: Vec<String>,
    /// Whether a report counts only where its source is named.
    report_needs_source: bool,
    /// How many weeks before a peak work pauses, where it is not the usual number.
    freeze_weeks: Option<i64>,
}

/// One question's entry on the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    question: String,
    given: GivenAnswer,
    accepted: Accepted,
}

/// An accepted answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// An option, and what stands beside it.
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
    /// The option's index among the question's options.
    pub option: usize,
    /// The respondent's own figure.
    pub figure: Option<Figure>,
    /// The index of the other, better option, where figure and level named two.
    pub claimed_instead: Option<usize>,
}

impl AnswerSheet {
    /// Accepts `given` as answers to be judged by `instrument`.
    ///
    /// # Errors
    ///
    /// Returns every refusal, not only the first.
    pub fn check(instrument: &Instrument, given: &GivenAnswers) -> Result<Self, Vec<Refusal>> {
        let (questionnaire, rubric) = (instrument.questionnaire(), instrument.rubric());
        let mut refusals = Vec::new();
        let mut answers = Vec::new();
        for question in questionnaire.all() {
            let Some(answer) = given.answers.get(&question.id) else { continue };
            refusals.extend(refused_voices(question, rubric, answer, given.date));
            // Who does not know what does not apply has said nothing about it.
            if question.says_unknown(&answer.value) && !questionnaire.applies(question, given) {
                continue;
            }
            match accept(question, rubric, answer, given.date) {
                Ok(accepted) => answers.push(Entry {
                    question: question.id.clone(),
                    given: answer.clone(),
                    accepted,
                }),
                Err(refusal) => refusals.push(refusal),
            }
        }
        let ruled_out = questionnaire.all().filter(|asked| !questionnaire.applies(asked, given));
        let does_not_apply = ruled_out.map(|question| question.id.clone()).collect();
        let report_needs_source = rubric.report_needs_source;
        let sheet = Self {
            given: given.clone(),
            answers,
            does_not_apply,
            report_needs_source,
            freeze_weeks: None,
        };
        refusals.extend(sheet.answered_in_vain(questionnaire));
        refusals.extend(unknown_ids(questionnaire, rubric, given));
        refusals.extend(impossible_dates(given));
        refusals.extend(impossible_target(rubric, given));
        refusals.extend(sheet.too_little_left(questionnaire, rubric));
        if refusals.is_empty() { Ok(sheet) } else { Err(refusals) }
    }

    /// Returns what was given, from which the sheet was made.
    #[must_use]
    pub fn given(&self) -> &GivenAnswers {
        &self.given
    }

    /// Returns the sheet without what tells who gave the answers; it is judged alike.
    #[must_use]
    pub fn anonymous(&self) -> Self {
        let given = self.given.anonymous(self.report_needs_source);
        let answers = self.answers.iter().map(|entry| Entry {
            question: entry.question.clone(),
            given: given.answers.get(&entry.question).unwrap_or(&entry.given).clone(),
            accepted: match &entry.accepted {
                Accepted::NotApplicable(_) => Accepted::NotApplicable(WITHHELD_REASON.to_owned()),
                accepted => accepted.clone(),
            },
        });
        Self {
            answers: answers.collect(),
            given,
            does_not_apply: self.does_not_apply.clone(),
            report_needs_source: self.report_needs_source,
            freeze_weeks: self.freeze_weeks,
        }
    }

    /// Returns the sheet with this target, where it has none of its own.
    #[must_use]
    pub fn aiming_at(mut self, target: &Target) -> Self {
        self.given.target.get_or_insert_with(|| target.clone());
        self
    }

    /// Returns the sheet with work that pauses so many weeks before a peak.
    #[must_use]
    pub fn pausing(self, weeks: i64) -> Self {
        Self { freeze_weeks: Some(weeks), ..self }
    }

    /// Returns the time around the next peak in which work pauses; nothing where none is named.
    #[must_use]
    pub fn freeze(&self) -> Option<Freeze> {
        let weeks_before = self.freeze_weeks.unwrap_or(FREEZE_WEEKS);
        self.given.next_peak.map(|peak| Freeze { peak, weeks_before })
    }

    /// Returns the accepted answer to the question of this id; nothing where it is unanswered.
    #[must_use]
    pub fn answer(&self, question: &str) -> Option<&Accepted> {
        self.entry(question).map(|entry| &entry.accepted)
    }

    /// Returns what was said in answer to the question of this id.
    #[must_use]
    pub fn given_answer(&self, question: &str) -> Option<&GivenAnswer> {
        self.entry(question).map(|entry| &entry.given)
    }

    /// Returns the answers as a scorer sees them.
    #[must_use]
    pub fn marks(&self, rubric: &Rubric) -> Marks {
        let questions = rubric.dimensions.iter().flat_map(|dimension| &dimension.questions);
        Marks {
            questions: questions.map(|scored| self.mark(scored)).collect(),
            caps: rubric.caps.iter().map(|cap| cap.is_put_on_by(self)).collect(),
            open: rubric.caps.iter().map(|cap| self.misses_answer(rubric, cap)).collect(),
        }
    }

    /// Returns whether the rubric takes an answer to what puts a cap on, and there is none.
    fn misses_answer(&self, rubric: &Rubric, cap: &Cap) -> bool {
        let asked = &cap.follow_up;
        rubric.follow_ups_answered && self.applies(asked) && self.leaves_open(asked)
    }

    /// Returns whether the question of this id has no answer, or one that nobody knows.
    #[must_use]
    pub fn leaves_open(&self, question: &str) -> bool {
        matches!(self.answer(question), None | Some(Accepted::Unknown))
    }

    /// Returns whether a report bears the answer to the question of this id out, as the rubric takes
    /// reports.
    #[must_use]
    pub fn is_reported(&self, question: &str) -> bool {
        self.entry(question).is_some_and(|entry| self.reports(&entry.given))
    }

    fn reports(&self, given: &GivenAnswer) -> bool {
        given.evidence == Some(Evidence::Report)
            && (!self.report_needs_source || given.names_source())
    }

    fn mark(&self, scored: &Scored) -> Mark {
        let question = &scored.question;
        let Some(entry) = self.entry(question) else {
            let answer =
                if self.applies(question) { Answer::Unanswered } else { Answer::NotApplicable };
            return Mark { answer, reported: false };
        };
        let answer = match &entry.accepted {
            Accepted::Chosen(chosen) => match (&chosen.figure, scored.options.get(chosen.option)) {
                (Some(figure), _) if !scored.line.is_empty() => {
                    lower_of(scored, on_line(scored, figure), &entry.given.value)
                }
                (_, Some(Worth::LeftOut)) => Answer::NotApplicable,
                _ => Answer::Option(chosen.option),
            },
            Accepted::NotApplicable(_)
                if scored.not_applicable.is_some() && self.applies(question) =>
            {
                Answer::NotApplicableButCounted
            }
            Accepted::NotApplicable(_) => Answer::NotApplicable,
            Accepted::Figure(figure) => on_line(scored, figure),
            Accepted::Unknown => Answer::Unknown,
        };
        Mark { answer, reported: self.reports(&entry.given) }
    }

    /// Returns how many of the questions that apply and are scored are unknown or unanswered.
    #[must_use]
    pub fn count_unknown(&self, instrument: &Instrument) -> usize {
        let not_scored = &instrument.rubric().not_scored;
        let is_unknown = |id: &String| match self.answer(id) {
            None => self.applies(id),
            answer => matches!(answer, Some(Accepted::Unknown)),
        };
        let scored = instrument.questionnaire().questions.iter().map(|question| &question.id);
        scored.filter(|id| !not_scored.contains(id) && is_unknown(id)).count()
    }

    /// Returns how many questions apply and are scored.
    #[must_use]
    pub fn count_scored(&self, instrument: &Instrument) -> usize {
        let not_scored = &instrument.rubric().not_scored;
        let ids = instrument.questionnaire().questions.iter().map(|question| &question.id);
        ids.filter(|id| !not_scored.contains(id) && self.applies(id)).count()
    }

    /// Returns whether the question of this id applies, by the facts as they were answered.
    #[must_use]
    pub fn applies(&self, question: &str) -> bool {
        !self.does_not_apply.iter().any(|id| id == question)
    }

    fn entry(&self, question: &str) -> Option<&Entry> {
        self.answers.iter().find(|entry| entry.question == question)
    }

    fn is_not_applicable(&self, question: &str) -> bool {
        matches!(self.answer(question), Some(Accepted::NotApplicable(_)))
    }

    /// Refuses answers to questions that do not apply by the facts that were given with them.
    fn answered_in_vain(&self, questionnaire: &Questionnaire) -> Vec<Refusal> {
        let in_vain = |id: &&String| {
            let answer = self.answer(id);
            !matches!(answer, None | Some(Accepted::NotApplicable(_)))
        };
        let refusal = |id: &String| {
            let question = questionnaire.find(id)?;
            let conditions = question.applies_if.iter();
            let unmet = conditions.filter(|one| !questionnaire.holds(one, &self.given));
            let facts = unmet.map(|condition| condition.fact.clone()).collect();
            Some(refused(question, Part::Whole, Cause::DoesNotApply(facts)))
        };
        self.does_not_apply.iter().filter(in_vain).filter_map(refusal).collect()
    }

    /// Refuses more questions left out than the rubric allows, or to all of them.
    fn too_little_left(&self, questionnaire: &Questionnaire, rubric: &Rubric) -> Vec<Refusal> {
        let asked = &questionnaire.questions;
        let is_left_out =
            |id: &String| self.is_not_applicable(id) && !self.does_not_apply.contains(id);
        let left_out: Vec<_> = asked.iter().filter(|question| is_left_out(&question.id)).collect();
        let allowed = rubric.not_applicable_at_most;
        let too_many = left_out.iter().skip(allowed).map(|question| Refusal {
            at: AnswersPath::Answer(question.id.clone(), Part::Whole),
            cause: Cause::TooManyNotApplicable { left_out: left_out.len(), allowed },
        });
        let mut refusals: Vec<_> = too_many.collect();
        let marks = self.marks(rubric).questions;
        if refusals.is_empty() && marks.iter().all(|mark| mark.answer == Answer::NotApplicable) {
            refusals
                .push(Refusal { at: AnswersPath::Top("answers"), cause: Cause::NothingToJudge });
        }
        refusals
    }
}

/// Returns the answer that a figure is where figures are scored on a line.
fn on_line(scored: &Scored, figure: &Figure) -> Answer {
    match figure {
        Figure::Number(number) if !scored.line.is_empty() => Answer::Figure(*number),
        Figure::Word(word) => {
            let word = scored.words.iter().position(|(known, _)| known == word);
            word.map_or(Answer::Unknown, Answer::Word)
        }
        // A word without a score, or a figure of what is not scored.
        Figure::Number(_) | Figure::On(_) | Figure::OnTwo(_) => Answer::Unknown,
    }
}

/// Returns the lower of a figure on a line and the level that was claimed beside it.
fn lower_of(scored: &Scored, measured: Answer, given: &AnswerValue) -> Answer {
    let (AnswerValue::Figure(_, Some(level)), Answer::Figure(figure)) = (given, measured) else {
        return measured;
    };
    let claimed = scored.options.iter().position(|worth| *worth == Worth::Score(*level));
    let is_lower = line_score(&scored.line, figure).is_some_and(|score| level.exact() < score);
    claimed.filter(|_| is_lower).map_or(measured, Answer::Option)
}

impl Cap {
    /// Returns whether the follow-up's answer puts this ceiling on. Without an answer it does not.
    fn is_put_on_by(&self, sheet: &AnswerSheet) -> bool {
        let Some(given) = sheet.given_answer(&self.follow_up) else { return false };
        if sheet.answer(&self.follow_up) == Some(&Accepted::Unknown) {
            return false;
        }
        match &given.value {
            AnswerValue::Option(option) => self.when.option.as_ref() == Some(option),
            AnswerValue::Figure(Figure::Number(number), _) => {
                self.when.above.is_some_and(|above| *number > above)
                    || self.when.below.is_some_and(|below| *number < below)
            }
            AnswerValue::Figure(Figure::Word(word), _) => self.when.words.contains(word),
            AnswerValue::Figure(Figure::On(_) | Figure::OnTwo(_), _)
            | AnswerValue::Level(_)
            | AnswerValue::Unknown
            | AnswerValue::NotApplicable(_) => false,
        }
    }
}

/// Refuses what one of several people said, just as it would be refused from one person alone.
fn refused_voices(
    question: &Question,
    rubric: &Rubric,
    answer: &GivenAnswer,
    date: Date,
) -> Vec<Refusal> {
    let voices = answer.said.iter().enumerate().filter_map(|(index, voice)| {
        let refusal = accept(question, rubric, &voice.answer, date).err()?;
        let AnswersPath::Answer(question, part) = refusal.at else { return None };
        let at = AnswersPath::Voice(question, index, part);
        Some(Refusal { at, cause: refusal.cause })
    });
    voices.collect()
}

/// Accepts one answer to `question`, given about `date`.
///
/// # Errors
///
/// Says which part of the answer is wrong, and why.
pub fn accept(
    question: &Question,
    rubric: &Rubric,
    answer: &GivenAnswer,
    date: Date,
) -> Result<Accepted, Refusal> {
    match &answer.value {
        AnswerValue::Unknown => Ok(Accepted::Unknown),
        AnswerValue::NotApplicable(reason) if reason.trim().is_empty() => {
            Err(refused(question, Part::Whole, Cause::NoReasonGiven))
        }
        AnswerValue::NotApplicable(reason) => Ok(Accepted::NotApplicable(reason.clone())),
        AnswerValue::Option(id) => {
            let none = || refused(question, Part::Option, Cause::NoSuchOption(id.clone()));
            Ok(chosen(question.option(id).ok_or_else(none)?, None))
        }
        AnswerValue::Level(level) => Ok(chosen(option_worth(question, rubric, *level)?, None)),
        AnswerValue::Figure(figure, level) => accept_figure(question, rubric, figure, *level, date),
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
    let refuse = |cause: Cause| refused(question, part_of(figure), cause);
    let measure = question.measure.as_ref();
    let measure = measure.ok_or_else(|| refuse(Cause::NoMeasure(figure.clone())))?;
    possible(measure, figure, date).map_err(refuse)?;
    let claimed = level.map(|level| option_worth(question, rubric, level)).transpose()?;
    if question.says_unknown(&AnswerValue::Figure(figure.clone(), None)) {
        return Ok(Accepted::Unknown);
    }
    if question.options.is_empty() {
        return Ok(Accepted::Figure(figure.clone()));
    }
    let Some(measured) = question.option_of(figure, date) else {
        return Err(refuse(Cause::NoBand(figure.clone())));
    };
    let worth = |option: usize| rubric.score_of(&question.id, option);
    let (option, claimed_instead) = match claimed {
        Some(claimed) if worth(claimed) < worth(measured) => (claimed, Some(measured)),
        Some(claimed) if worth(claimed) > worth(measured) => (measured, Some(claimed)),
        _ => (measured, None),
    };
    Ok(Accepted::Chosen(Chosen { option, figure: Some(figure.clone()), claimed_instead }))
}

/// Refuses figures that cannot be: out of range, an unknown word, a day after the answers' date.
fn possible(measure: &Measure, figure: &Figure, date: Date) -> Result<(), Cause> {
    match figure {
        Figure::Number(number) => {
            let too_large = measure.most.is_some_and(|most| *number > most);
            let possible = *number >= measure.least && !too_large;
            if possible { Ok(()) } else { Err(Cause::OutOfRange(*number)) }
        }
        Figure::Word(word) if measure.word(word).is_some() => Ok(()),
        Figure::Word(word) => Err(Cause::NoSuchWord(word.clone())),
        Figure::On(_) if !measure.is_dated() => Err(Cause::NotAnAge),
        Figure::OnTwo(_) if !measure.takes_two_days() => Err(Cause::NotAnAge),
        Figure::On(day) if *day > date => Err(Cause::DayAfterAnswers { day: *day, date }),
        Figure::OnTwo(days) if days.newest() > date => {
            Err(Cause::DayAfterAnswers { day: days.newest(), date })
        }
        Figure::On(day) if measure.takes_two_days() => Err(Cause::OneDayOfTwo(*day)),
        Figure::OnTwo(days) if days.newest() == days.before() => {
            Err(Cause::SameDayTwice(days.newest()))
        }
        Figure::On(_) | Figure::OnTwo(_) => Ok(()),
    }
}

fn part_of(figure: &Figure) -> Part {
    match figure {
        Figure::On(_) | Figure::OnTwo(_) => Part::On,
        Figure::Number(_) | Figure::Word(_) => Part::Value,
    }
}

fn refused(question: &Question, part: Part, cause: Cause) -> Refusal {
    Refusal { at: AnswersPath::Answer(question.id.clone(), part), cause }
}

/// Returns the option worth exactly `level`.
fn option_worth(question: &Question, rubric: &Rubric, level: Decimal) -> Result<usize, Refusal> {
    let options = rubric.scored(&question.id).map(|scored| scored.options.as_slice());
    let options = options.unwrap_or_default().iter().enumerate();
    let mut worth = options.filter(|(_, worth)| **worth == Worth::Score(level));
    if let (Some((option, _)), None) = (worth.next(), worth.next()) {
        return Ok(option);
    }
    Err(refused(question, Part::Level, Cause::NoSuchLevel(level)))
}

/// Refuses ids that name nothing: questionnaire, symptoms, scenarios.
fn unknown_ids(q: &Questionnaire, rubric: &Rubric, given: &GivenAnswers) -> Vec<Refusal> {
    let other = given.questionnaire.as_ref().filter(|id| **id != q.id);
    let other = other.map(|id| Refusal {
        at: AnswersPath::Top("questionnaire"),
        cause: Cause::OtherQuestionnaire(id.clone()),
    });
    // Which edition of another questionnaire they are for says nothing here.
    let edition = given.edition.filter(|edition| other.is_none() && *edition != q.edition);
    let edition = edition.map(|edition| Refusal {
        at: AnswersPath::Top("edition"),
        cause: Cause::OtherEdition(edition),
    });
    let symptoms: Vec<_> = q.symptoms.iter().map(|symptom| symptom.id.as_str()).collect();
    let symptoms = bad_items("symptoms", Named::Symptom, &given.symptoms, &symptoms);
    let scenarios: Vec<_> = rubric.scenarios.iter().map(|scenario| scenario.id.as_str()).collect();
    let scenarios = bad_items("scenarios", Named::Scenario, &given.scenarios, &scenarios);
    let promises = bad_promises(rubric, &given.enough);
    other.into_iter().chain(edition).chain(symptoms).chain(scenarios).chain(promises).collect()
}

/// Refuses answers on what is promised that the rubric does not ask for.
fn bad_promises(rubric: &Rubric, promises: &BTreeMap<String, String>) -> Vec<Refusal> {
    let check = |(id, option): (&String, &String)| {
        let no_such = |is_answer, named, what: &String| {
            let at = AnswersPath::Promise(id.clone(), is_answer);
            Some(Refusal { at, cause: Cause::NoSuch(named, what.clone()) })
        };
        match rubric.enough.as_ref().and_then(|enough| enough.question(id)) {
            None => no_such(false, Named::Promise, id),
            Some(question) if !question.options.iter().any(|known| known.id == *option) => {
                no_such(true, Named::PromiseOption, option)
            }
            Some(_) => None,
        }
    };
    promises.iter().filter_map(check).collect()
}

/// Refuses entries of a list that name nothing, or that stand twice.
fn bad_items(key: &'static str, named: Named, items: &[String], known: &[&str]) -> Vec<Refusal> {
    let check = |(index, item): (usize, &String)| {
        let at = AnswersPath::Item(key, index);
        if !known.contains(&item.as_str()) {
            return Some(Refusal { at, cause: Cause::NoSuch(named, item.clone()) });
        }
        let twice = items.iter().take(index).any(|earlier| earlier == item);
        twice.then(|| Refusal { at, cause: Cause::Twice(named, item.clone()) })
    };
    items.iter().enumerate().filter_map(check).collect()
}

fn impossible_dates(given: &GivenAnswers) -> Option<Refusal> {
    let peak = given.next_peak.filter(|peak| *peak < given.date)?;
    let cause = Cause::PeakBeforeAnswers { peak, date: given.date };
    Some(Refusal { at: AnswersPath::Top("next_peak"), cause })
}

/// Refuses targets off the scale or for dimensions that do not exist.
fn impossible_target(rubric: &Rubric, given: &GivenAnswers) -> Vec<Refusal> {
    let Some(target) = &given.target else { return Vec::new() };
    let off_scale = |level: i64, range: Option<Scale>, at: AnswersPath| {
        let fits = range.is_some_and(|range| (range.lowest..=range.highest).contains(&level));
        (!fits).then_some(Refusal { at, cause: Cause::OffScale { level, range } })
    };
    let dimensions = target.dimensions.iter().filter_map(|(id, level)| {
        let at = AnswersPath::Target(id.clone());
        let Some(dimension) = rubric.dimension(id) else {
            return Some(Refusal { at, cause: Cause::NoSuch(Named::Dimension, id.clone()) });
        };
        off_scale(*level, rubric.levels_of(dimension), at)
    });
    let overall = target
        .level
        .and_then(|level| off_scale(level, rubric.level_range(), AnswersPath::Top("target")));
    overall.into_iter().chain(dimensions).collect()
}

//! Why answers are refused, and what may be written instead, in words: for the findings on a file
//! and for the interview, so that both say the same.

use crate::domain::enough::PromiseQuestion;
use crate::domain::questionnaire::{Measure, Question};
use crate::domain::refusal::{Cause, Named};
use crate::domain::{AnswersPath, Date, Figure, Instrument, Questionnaire, Refusal, Rubric};

/// What a refusal says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worded {
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// What to write instead; empty where the message says it all.
    pub help: String,
}

/// Words a refusal of answers that `instrument` was to judge.
#[must_use]
pub fn refusal(refusal: &Refusal, instrument: &Instrument) -> Worded {
    let (questionnaire, rubric) = (instrument.questionnaire(), instrument.rubric());
    let id = match &refusal.at {
        AnswersPath::Answer(question, _)
        | AnswersPath::Voice(question, _, _)
        | AnswersPath::Promise(question, _) => question.as_str(),
        AnswersPath::Top(_) | AnswersPath::Item(..) | AnswersPath::Target(_) => "",
    };
    let wording = Wording { id, question: questionnaire.find(id), questionnaire, rubric };
    Worded { message: wording.message(&refusal.cause), help: wording.help(&refusal.cause) }
}

/// Shows how two days are written where one was given twice.
fn two_other_days(day: Date) -> String {
    format!(
        "write the newest and the one before it, in any order: `on: [{day}, YYYY-MM-DD]`; where \
         there was only one, the day on which all began is the other"
    )
}

/// What a refusal is worded with.
struct Wording<'a> {
    /// The id of the question it is about; empty where it is about none.
    id: &'a str,
    question: Option<&'a Question>,
    questionnaire: &'a Questionnaire,
    rubric: &'a Rubric,
}

impl Wording<'_> {
    fn message(&self, cause: &Cause) -> String {
        let id = self.id;
        match cause {
            Cause::NoReasonGiven => format!("`{id}` is not applicable without a reason"),
            Cause::NoSuchOption(option) => format!("`{id}` has no option `{option}`"),
            Cause::NoSuchLevel(level) => {
                format!("no single option of `{id}` is worth level {level}")
            }
            Cause::NoMeasure(_) => format!("`{id}` has options but no figure"),
            Cause::NoBand(figure) => format!("{figure} falls into no option"),
            Cause::OutOfRange(number) => format!("{number} is outside the range of `{id}`"),
            Cause::NoSuchWord(word) => format!("`{word}` is no figure that `{id}` knows"),
            Cause::NotAnAge => format!("`{id}` is not an age, so `on` means nothing here"),
            Cause::OneDayOfTwo(day) => {
                format!("`{id}` takes two days, and {day} is one")
            }
            Cause::SameDayTwice(day) => {
                format!("`{id}` takes two days, and {day} stands there twice")
            }
            Cause::DayAfterAnswers { day, date } => {
                format!("{day} is after {date}, the day the answers describe")
            }
            Cause::TooManyNotApplicable { left_out, allowed } => {
                format!("{left_out} questions are not applicable, the rubric allows {allowed}")
            }
            Cause::DoesNotApply(facts) => {
                format!("`{id}` does not apply, by what is said of {}", listed(facts))
            }
            Cause::NothingToJudge => {
                "every question is not applicable, so there is nothing to judge".to_owned()
            }
            Cause::OtherQuestionnaire(other) => format!(
                "the answers are for questionnaire `{other}`, this one is `{}`",
                self.questionnaire.id
            ),
            Cause::OtherEdition(other) => format!(
                "the answers are for edition {other} of `{}`, this is edition {}",
                self.questionnaire.id, self.questionnaire.edition
            ),
            Cause::NoSuch(named, id) => no_such(*named, id),
            Cause::Twice(named, id) => twice(*named, id),
            Cause::PeakBeforeAnswers { peak, date } => {
                format!("the next peak, {peak}, is before {date}, the day described")
            }
            Cause::OffScale { level, range: Some(_) } => {
                format!("level {level} is not on the scale")
            }
            Cause::OffScale { level, range: None } => {
                format!("level {level} cannot be aimed at, as there are scores only")
            }
        }
    }

    /// Shows how two days are written, and says what an earlier edition asked for instead.
    fn two_days(&self, day: Date) -> String {
        let how = self.question.and_then(|question| question.changed.as_ref());
        let how = how.map_or_else(String::new, |changed| format!(". {}", changed.how));
        format!(
            "write the newest and the one before it, in any order: `on: [{day}, YYYY-MM-DD]`{how}"
        )
    }

    /// Says what to do with answers that name another edition.
    fn other_edition(&self, other: i64) -> String {
        let own = self.questionnaire.edition;
        if other > own {
            return format!(
                "if they are for edition {own}, write `edition: {own}`; else judge them with a \
                 newer version of this program, or with --questions and --rubric"
            );
        }
        format!(
            "judge them by the files of edition {other}, with --questions and --rubric; or bring \
             the answers up to date and write `edition: {own}`: docs/answers.md says how"
        )
    }

    fn help(&self, cause: &Cause) -> String {
        let id = self.id;
        match cause {
            Cause::NoReasonGiven => format!("write `{id}: {{not_applicable: \"why\"}}`"),
            Cause::NoSuchOption(option) => self.other_option(option),
            Cause::NoSuchLevel(_) => self.levels(),
            Cause::NoMeasure(figure) => self.option_instead(figure),
            Cause::NoBand(_) => String::new(),
            Cause::OutOfRange(_) => self
                .measure()
                .map(|measure| format!("write {}", range(measure)))
                .unwrap_or_default(),
            Cause::NoSuchWord(_) | Cause::NotAnAge => {
                self.measure().map(spellings).unwrap_or_default()
            }
            Cause::OneDayOfTwo(day) => self.two_days(*day),
            Cause::SameDayTwice(day) => two_other_days(*day),
            Cause::DayAfterAnswers { date, .. } => format!("write a day not after {date}"),
            Cause::TooManyNotApplicable { .. } => {
                "answer it, or write `unknown` if nobody knows".to_owned()
            }
            Cause::DoesNotApply(facts) => {
                format!("take the answer out, or put {} right", listed(facts))
            }
            Cause::NothingToJudge => "answer at least one question".to_owned(),
            Cause::OtherQuestionnaire(named) => format!(
                "write `{}`, or judge them by their own questions: with `--instrument {named}`, or \
                 with --questions and --rubric where the program does not carry them",
                self.questionnaire.id
            ),
            Cause::OtherEdition(other) => self.other_edition(*other),
            Cause::NoSuch(named, id) => nearest_or_all(id, &self.ids(*named)),
            Cause::Twice(..) => "write it once".to_owned(),
            Cause::PeakBeforeAnswers { .. } => {
                "write the first day of the next peak, not of the last".to_owned()
            }
            Cause::OffScale { range: Some(range), .. } => {
                format!("write a level from {} to {}", range.lowest, range.highest)
            }
            Cause::OffScale { range: None, .. } => {
                "take it out, or give the rubric levels".to_owned()
            }
        }
    }

    fn measure(&self) -> Option<&Measure> {
        self.question.and_then(|question| question.measure.as_ref())
    }

    /// Says what to write instead of an option that there is not.
    fn other_option(&self, option: &str) -> String {
        let is_word = |measure: &Measure| measure.words.iter().any(|word| word.word == option);
        if self.measure().is_some_and(is_word) {
            return format!("write `{}: {{value: {option}}}`", self.id);
        }
        let plain = super::mistaken::plain(option).to_lowercase();
        let options = self.question.into_iter().flat_map(|question| &question.options);
        let mut known = options.map(|option| option.id.as_str()).chain(["unknown"]);
        match known.find(|known| *known == plain) {
            Some(meant) => format!("write `{meant}`"),
            None => match self.question.and_then(|question| question.changed.as_ref()) {
                // It may be an option of an edition before.
                Some(changed) => format!(
                    "{}. {} docs/answers.md says what changed in edition {}",
                    self.ways_to_answer(),
                    changed.how.trim(),
                    changed.edition
                ),
                None => self.ways_to_answer(),
            },
        }
    }

    /// Says what to write instead of a figure of a question without a measure.
    fn option_instead(&self, figure: &Figure) -> String {
        match (figure, self.question) {
            (Figure::Word(word), Some(question)) if question.option(word).is_some() => {
                format!("write `{}: {word}`", self.id)
            }
            _ => self.ways_to_answer(),
        }
    }

    /// Says which levels the question's options are worth.
    fn levels(&self) -> String {
        let options = self.question.map(|question| question.options.as_slice()).unwrap_or_default();
        let worth = options.iter().enumerate().filter_map(|(index, option)| {
            Some(format!("{} `{}`", self.rubric.score_of(self.id, index)?, option.id))
        });
        let worth: Vec<_> = worth.collect();
        if worth.is_empty() {
            format!("`{}` has no levels; {}", self.id, self.ways_to_answer())
        } else {
            format!("the options are worth {}", worth.join(", "))
        }
    }

    /// Says how the question can be answered, in one line.
    fn ways_to_answer(&self) -> String {
        let options = self.question.map(|question| question.options.as_slice()).unwrap_or_default();
        let options: Vec<_> = options.iter().map(|option| format!("`{}`", option.id)).collect();
        if options.is_empty() {
            return self.measure().map(spellings).unwrap_or_default();
        }
        format!("write one of {}, or `unknown`", options.join(", "))
    }

    /// Returns the rubric's questions on what is promised.
    fn promises(&self) -> impl Iterator<Item = &PromiseQuestion> {
        self.rubric.enough.iter().flat_map(|enough| &enough.questions)
    }

    fn ids(&self, named: Named) -> Vec<&str> {
        match named {
            Named::Symptom => self.questionnaire.symptoms.iter().map(|s| s.id.as_str()).collect(),
            Named::Scenario => self.rubric.scenarios.iter().map(|s| s.id.as_str()).collect(),
            Named::Dimension => self.rubric.dimensions.iter().map(|d| d.id.as_str()).collect(),
            Named::Promise => self.promises().map(|asked| asked.id.as_str()).collect(),
            Named::PromiseOption => {
                let asked = self.promises().filter(|asked| asked.id == self.id);
                asked.flat_map(|asked| &asked.options).map(|option| option.id.as_str()).collect()
            }
        }
    }
}

/// Returns ids in one line.
fn listed(ids: &[String]) -> String {
    ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(" and ")
}

fn no_such(named: Named, id: &str) -> String {
    match named {
        Named::Symptom => format!("there is no symptom `{id}`"),
        Named::Scenario => format!("there is no scenario `{id}`"),
        Named::Dimension => format!("there is no dimension `{id}`"),
        Named::Promise => format!("the rubric asks no question `{id}` on what is promised"),
        Named::PromiseOption => format!("the question has no option `{id}`"),
    }
}

fn twice(named: Named, id: &str) -> String {
    match named {
        Named::Symptom => format!("symptom `{id}` stands here twice"),
        Named::Scenario => format!("scenario `{id}` stands here twice"),
        Named::Dimension => format!("dimension `{id}` stands here twice"),
        Named::Promise | Named::PromiseOption => format!("`{id}` stands here twice"),
    }
}

/// Returns the possible figures in words: `a number from 0 to 100 (% of orders)`.
#[must_use]
pub fn range(measure: &Measure) -> String {
    match measure.most {
        Some(most) => format!("a number from {} to {most} ({})", measure.least, measure.unit),
        None => format!("a number, {} or more ({})", measure.least, measure.unit),
    }
}

/// Returns the ways to write a figure.
fn spellings(measure: &Measure) -> String {
    let words = measure.words.iter().map(|word| format!(", or `{}`", word.word));
    format!("write `value: ` and {}{}", range(measure), words.collect::<String>())
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

/// Returns advice that names those of `known` that are most like `text`, best first, three at most;
/// where none is like it, the first of all.
#[must_use]
pub fn nearest_or_some(text: &str, known: &[&str]) -> String {
    let (mut rest, mut near) = (known.to_vec(), Vec::new());
    while let Some(next) = nearest(text, &rest).filter(|_| near.len() < 3) {
        rest.retain(|id| *id != next);
        near.push(format!("`{next}`"));
    }
    let some = || known.iter().take(12).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    match (near.is_empty(), known.len() > 12) {
        (false, _) => format!("did you mean {}?", near.join(" or ")),
        (true, false) => format!("known: {}", some()),
        (true, true) => format!("among others there are {}", some()),
    }
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

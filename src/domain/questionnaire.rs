//! What is asked: questions, their options, and the measures behind them. Nothing here says what
//! an answer is worth; that is the rubric's part.

use super::date::Date;
use super::decimal::Decimal;
use super::given::{AnswerValue, Figure, GivenAnswers, TwoDays};

/// A set of questions about one operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Questionnaire {
    /// Its id, which is also its file's name.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Its edition: answers that name another one are not answers to it.
    pub edition: i64,
    /// What it is called.
    pub title: String,
    /// The counting rules that apply to every question.
    pub counting_rules: Vec<String>,
    /// Symptoms to tick, as a cross-check.
    pub symptoms: Vec<Symptom>,
    /// Facts about the operation, which decide what applies to it: asked first, never scored.
    pub facts: Vec<Question>,
    /// The questions, in the order they are asked.
    pub questions: Vec<Question>,
    /// Guard-rails: further questions, asked of everybody or on request only.
    pub follow_ups: Vec<Question>,
    /// Words that the questions use, and what is meant by them.
    pub glossary: Vec<Term>,
    /// What the operation achieves: shown beside the result, never scored.
    pub outcomes: Vec<Outcome>,
    /// The sources that the bands' bases name.
    pub sources: Vec<Source>,
}

impl Questionnaire {
    /// Returns the question of this id, facts and follow-ups included.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Question> {
        self.all().find(|question| question.id == id)
    }

    /// Returns the facts, the questions and then the follow-ups.
    pub fn all(&self) -> impl Iterator<Item = &Question> {
        self.facts.iter().chain(&self.questions).chain(&self.follow_ups)
    }

    /// Returns what everybody is asked: all but the follow-ups that are asked on request only.
    pub fn for_everybody(&self) -> impl Iterator<Item = &Question> {
        self.all().filter(|question| !question.on_request)
    }

    /// Returns whether the question of this id is a fact about the operation.
    #[must_use]
    pub fn is_fact(&self, id: &str) -> bool {
        self.facts.iter().any(|fact| fact.id == id)
    }

    /// Returns whether a question applies to the operation, by the facts that were given.
    #[must_use]
    pub fn applies(&self, question: &Question, given: &GivenAnswers) -> bool {
        question.applies_if.iter().all(|condition| self.holds(condition, given))
    }

    /// Returns the edition that answers name which are written today: the first one needs no name.
    #[must_use]
    pub fn edition_to_name(&self) -> Option<i64> {
        (self.edition > 1).then_some(self.edition)
    }

    /// Returns the questions, by index among all, of which a figure was given that may be one of an
    /// edition before: since then they measure something else, and the answers name no edition.
    pub fn figures_of_before(&self, given: &GivenAnswers) -> impl Iterator<Item = usize> {
        let may_be_old = move |question: &Question| {
            let answer = given.answers.get(&question.id).map(|answer| &answer.value);
            given.edition.is_none()
                && question.changed.is_some()
                // Two days, and a word, say what is meant whatever the edition.
                && matches!(answer, Some(AnswerValue::Figure(Figure::Number(_) | Figure::On(_), _)))
        };
        let asked = self.all().enumerate();
        asked.filter(move |(_, question)| may_be_old(question)).map(|(index, _)| index)
    }

    /// Returns how many of the questions that apply are answered, and how many apply.
    #[must_use]
    pub fn progress(&self, given: &GivenAnswers) -> (usize, usize) {
        let apply = self.questions.iter().filter(|question| self.applies(question, given));
        let is_answered = |question: &&Question| given.answers.contains_key(&question.id);
        (apply.clone().filter(is_answered).count(), apply.count())
    }

    /// Returns whether a condition holds. Where its fact is not known, it does.
    #[must_use]
    pub fn holds(&self, condition: &Condition, given: &GivenAnswers) -> bool {
        let Some(AnswerValue::Option(said)) =
            given.answers.get(&condition.fact).map(|answer| &answer.value)
        else {
            return true;
        };
        let is_option = self.find(&condition.fact).is_some_and(|fact| fact.option(said).is_some());
        !is_option || condition.options.contains(said)
    }
}

/// A word that the questions use, and what is meant by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The word, or a few of them.
    pub term: String,
    /// Other spellings, such as the plural.
    pub also: Vec<String>,
    /// What is meant by it.
    pub means: String,
}

/// A figure of what the operation achieves, now and a year ago. No level hangs on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its id, in `snake_case`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// How it is worked out, in words.
    pub formula: String,
    /// What stands behind a figure.
    pub unit: String,
    /// Which way it is better.
    pub better: Better,
}

/// Something that people in a struggling operation recognise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symptom {
    /// Its id, such as `S1`.
    pub id: String,
    /// What they recognise.
    pub text: String,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its id, in `snake_case`.
    pub id: String,
    /// For a follow-up, the question it follows.
    pub follows: Option<String>,
    /// For a follow-up, whether it is asked on request only.
    pub on_request: bool,
    /// What must be the case for the question to apply: all of it.
    pub applies_if: Vec<Condition>,
    /// Its short name.
    pub title: String,
    /// The question as it is put.
    pub prompt: String,
    /// What to count and what not; may be empty.
    pub help: String,
    /// Further help, for whoever asks for it; may be empty.
    pub more: String,
    /// Who knows the figure.
    pub asked_of: Option<String>,
    /// How long it takes to get the figure.
    pub preparation: Option<String>,
    /// What to do if the figure cannot be had.
    pub if_not: Option<String>,
    /// The measure behind the options, where there is one.
    pub measure: Option<Measure>,
    /// Since which edition it measures something else than before, and what to do with old figures.
    pub changed: Option<Changed>,
    /// The options from worst to best; a follow-up may have none.
    pub options: Vec<Choice>,
    /// Questions that get a room talking.
    pub probes: Vec<String>,
    /// What to ask for as evidence.
    pub evidence: Vec<Exhibit>,
    /// For a follow-up, why it is asked and what its limit rests on.
    pub rationale: Option<Rationale>,
}

impl Question {
    /// Returns the index of the option of this id.
    #[must_use]
    pub fn option(&self, id: &str) -> Option<usize> {
        self.options.iter().position(|option| option.id == id)
    }

    /// Returns the index of the option that `figure` falls into, for answers about `date`.
    ///
    /// The value itself is compared, never a rounded one. An age given as a day is counted in
    /// calendar months: `up_to: n` holds when the day plus n months is not before `date`.
    #[must_use]
    pub fn option_of(&self, figure: &Figure, date: Date) -> Option<usize> {
        match figure {
            Figure::Number(number) => self.options.iter().position(|option| option.holds(*number)),
            Figure::On(day) => self.option_between(*day, date),
            // Options run from worst to best: the worse of two stands first.
            Figure::OnTwo(days) => {
                let [newest, between] = self.options_of_spans(*days, date);
                newest.zip(between).map(|(one, other)| one.min(other))
            }
            Figure::Word(word) => {
                let words = self.measure.iter().flat_map(|measure| &measure.words);
                let option =
                    words.filter(|known| known.word == *word).find_map(|w| w.option.as_ref());
                option.and_then(|id| self.option(id))
            }
        }
    }
}

impl Question {
    /// Returns the options of the two spans that two days make: from the newest to `date`, and from
    /// the one before it to the newest. Each is counted in calendar months for itself.
    #[must_use]
    pub fn options_of_spans(&self, days: TwoDays, date: Date) -> [Option<usize>; 2] {
        [
            self.option_between(days.newest(), date),
            self.option_between(days.before(), days.newest()),
        ]
    }

    fn option_between(&self, from: Date, to: Date) -> Option<usize> {
        self.options.iter().position(|option| option.holds_since(from, to))
    }

    /// Returns whether an answer says that nobody knows, be it in one of the measure's words.
    #[must_use]
    pub fn says_unknown(&self, answer: &AnswerValue) -> bool {
        if *answer == AnswerValue::Unknown {
            return true;
        }
        let AnswerValue::Figure(Figure::Word(word), _) = answer else { return false };
        let known = self.measure.as_ref().and_then(|measure| measure.word(word));
        known.is_some_and(|known| known.unknown)
    }
}

/// What an edition changed about what a question measures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The edition.
    pub edition: i64,
    /// What to do with a figure of an edition before it.
    pub how: String,
}

/// Something that shows what the answer to a question is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exhibit {
    /// What it is.
    pub what: String,
    /// Where it stands.
    pub place: Option<String>,
    /// Who gets it out.
    pub who: Option<String>,
}

/// An answer to a fact that lets a question apply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The fact's id.
    pub fact: String,
    /// The ids of the options of which one must be the answer.
    pub options: Vec<String>,
}

/// The measure behind a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its name, in `snake_case`.
    pub name: String,
    /// How it is worked out, in words.
    pub formula: String,
    /// What stands behind a figure, such as `months` or `% of orders`.
    pub unit: String,
    /// Which way is better.
    pub better: Better,
    /// The smallest possible figure.
    pub least: Decimal,
    /// The largest possible figure, where there is one.
    pub most: Option<Decimal>,
    /// Whether the measure is an age in months, so that days may be given instead.
    pub dated: Dated,
    /// Words that are figures of their own.
    pub words: Vec<Word>,
    /// Beyond which figures, and how, to ask whether another unit was meant.
    pub doubts: Vec<Doubt>,
}

impl Measure {
    /// Returns whether the measure is an age in months, so that days may be given instead.
    #[must_use]
    pub fn is_dated(&self) -> bool {
        self.dated != Dated::Not
    }

    /// Returns whether two days are given together.
    #[must_use]
    pub fn takes_two_days(&self) -> bool {
        self.dated == Dated::TwoDays
    }

    /// Returns what is known of a word.
    #[must_use]
    pub fn word(&self, word: &str) -> Option<&Word> {
        self.words.iter().find(|known| known.word == word)
    }

    /// Returns the doubts that a figure calls up, by index among the measure's doubts.
    pub fn doubts_about(&self, figure: Decimal) -> impl Iterator<Item = (usize, &Doubt)> {
        self.doubts.iter().enumerate().filter(move |(_, doubt)| doubt.is_about(figure))
    }
}

/// Which days may be given in place of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dated {
    /// None: it is no age.
    Not,
    /// The day since when.
    OneDay,
    /// The newest day and the one before it, of which the longer span counts.
    TwoDays,
}

/// A figure that may be meant in another unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// On which side of `at` figures are doubtful.
    pub beyond: Beyond,
    /// The figure beyond which there is doubt; it is not doubtful itself.
    pub at: Decimal,
    /// What to ask.
    pub ask: String,
}

impl Doubt {
    /// Returns whether a figure is doubtful.
    #[must_use]
    pub fn is_about(&self, figure: Decimal) -> bool {
        match self.beyond {
            Beyond::Below => figure < self.at,
            Beyond::Above => figure > self.at,
        }
    }
}

/// A side of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beyond {
    /// What is less.
    Below,
    /// What is more.
    Above,
}

/// Which way a measure is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// Less is better.
    Lower,
    /// More is better.
    Higher,
}

/// A word that is a figure of its own, such as `never`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word.
    pub word: String,
    /// What it means.
    pub meaning: String,
    /// The option it stands for; nothing in a follow-up without options, or where it says that
    /// nobody knows.
    pub option: Option<String>,
    /// Whether it says that nobody knows.
    pub unknown: bool,
}

/// One option of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its id, in `snake_case`.
    pub id: String,
    /// What it says.
    pub label: String,
    /// What stands for it in a sentence that is composed of answers; the label, where there is none.
    pub phrase: Option<String>,
    /// The stretch of the measure it stands for; nothing where there is no measure.
    pub band: Option<Band>,
    /// What the option rests on; nothing in a follow-up.
    pub rationale: Option<Rationale>,
}

impl Choice {
    /// Returns whether `number` lies in the option's band.
    #[must_use]
    pub fn holds(&self, number: Decimal) -> bool {
        self.band.as_ref().is_some_and(|band| {
            let above = |end: &End| if end.included { number >= end.at } else { number > end.at };
            let below = |end: &End| if end.included { number <= end.at } else { number < end.at };
            band.low.as_ref().is_none_or(above) && band.high.as_ref().is_none_or(below)
        })
    }

    /// Returns whether an age counted from `day` to `date` lies in the option's band of months.
    fn holds_since(&self, day: Date, date: Date) -> bool {
        // The day on which so many months have passed; nothing where that is beyond all calendars.
        let passed = |end: &End| day.plus_months(end.at.floor());
        let above = |end: &End| {
            passed(end).is_some_and(|then| if end.included { then <= date } else { then < date })
        };
        let below = |end: &End| {
            passed(end).is_none_or(|then| if end.included { then >= date } else { then > date })
        };
        self.band.as_ref().is_some_and(|band| {
            band.low.as_ref().is_none_or(above) && band.high.as_ref().is_none_or(below)
        })
    }
}

/// The stretch of a measure that an option stands for. An absent end means none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Where it begins.
    pub low: Option<End>,
    /// Where it ends.
    pub high: Option<End>,
}

/// An end of a band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct End {
    /// The figure.
    pub at: Decimal,
    /// Whether the figure itself lies in the band.
    pub included: bool,
}

/// What a threshold rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rationale {
    /// How it was come by.
    pub kind: RationaleKind,
    /// The ids of the sources it names.
    pub sources: Vec<String>,
    /// What the source says, or why it was judged so.
    pub note: String,
}

/// How a threshold was come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RationaleKind {
    /// A published figure.
    Source,
    /// A published figure from a neighbouring field.
    Analogy,
    /// Worked out from other thresholds.
    Derived,
    /// Set from experience.
    Judgement,
}

impl RationaleKind {
    /// Every kind, strongest first.
    pub const ALL: [Self; 4] = [Self::Source, Self::Analogy, Self::Derived, Self::Judgement];

    /// Returns the word that stands for the kind in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Analogy => "analogy",
            Self::Derived => "derived",
            Self::Judgement => "judgement",
        }
    }
}

/// Something that was read, and that a figure is taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its id, such as `S6`.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Who published it; may be empty.
    pub publisher: String,
    /// The day on which it was read.
    pub read: Option<Date>,
    /// Where it is.
    pub address: String,
    /// A: the rule-setter's own or peer-reviewed; B: industry body or analyst; C: vendor or blog.
    pub grade: String,
}

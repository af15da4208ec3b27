//! Several people's answers in one: for each question one that somebody gave, by a rule that does
//! not hang on the order of the files, and everybody's answer kept beside it.

pub mod agreement;
pub mod head;
pub mod heard;
pub mod people;
pub mod rule;

use self::agreement::Agreement;
use self::head::{Disagreed, Wish, head};
use self::heard::{Heard, Standing};
use self::people::{Conflict, People, people};
use self::rule::choose;
use super::date::Date;
use super::exact::Exact;
use super::given::{AgreedBy, AnswerValue, Evidence, GivenAnswer, GivenAnswers, Voice, person};
use super::index::DimensionId;
use super::instrument::Instrument;
use super::questionnaire::{Question, Questionnaire};
use super::refusal::Refusal;
use super::rubric::Rubric;
use super::scores::Scores;
use super::sheet::AnswerSheet;
use super::sorting;

/// How many levels apart answers must be to be talked about before anything is done.
const APART: i64 = 2;

/// Several people's answers in one.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The answers that are agreed upon; each carries what was said.
    pub sheet: AnswerSheet,
    /// What they come to.
    pub scores: Scores,
    /// What they come to where on every question the lowest answer holds.
    pub lowest: Scores,
    /// What they come to where on every question the highest answer holds.
    pub highest: Scores,
    /// Everybody who answered something, in the order of the alphabet.
    pub people: Vec<String>,
    /// The questions that somebody answered, in the questionnaire's order.
    pub questions: Vec<MergedQuestion>,
    /// What a reader should know besides.
    pub notices: Vec<MergeNotice>,
}

/// What was said about one question, and what is agreed.
#[derive(Clone, Debug)]
pub struct MergedQuestion {
    /// The question's id.
    pub id: String,
    /// What everybody said, the worst first; who gave no value stands before.
    pub heard: Vec<Heard>,
    /// The agreed answer, without what was said.
    pub agreed: GivenAnswer,
    /// Why it is this one.
    pub by: AgreedBy,
    /// The lowest answer that is held; the agreed one where that is unknown.
    lowest: GivenAnswer,
    /// The highest answer that is held.
    highest: GivenAnswer,
    /// Whether two answers lie so far apart that the people should talk first.
    pub discuss: bool,
    /// How far people agree; nothing where too few gave a value, or the question has no levels.
    pub agreement: Option<Agreement>,
}

/// Something that a reader of merged answers should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeNotice {
    /// A person answered nothing.
    Silent(String),
    /// The files disagree on something, so that it is left out.
    LeftOut(Disagreed),
    /// Some say that a question does not apply, and not all: they are left out.
    NotApplicableLeftOut(String, usize),
    /// Most do not know the answer to a question, and somebody has a report on it.
    UnknownThoughReported(String),
    /// A room agreed on a question, and somebody has said more since.
    Reopened(String),
    /// By the facts that are agreed upon a question does not apply, and somebody answered it.
    DoesNotApply(String),
}

/// Why answers cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmergeable {
    /// The files do not go together.
    Files(Vec<Conflict>),
    /// What comes of it cannot be judged.
    Refused(Vec<Refusal>),
}

/// Merges the answers of several files.
///
/// # Errors
///
/// Returns everything that keeps the files from going together, or from being judged as one.
pub fn merge(
    instrument: &Instrument,
    files: &[GivenAnswers],
    wish: &Wish,
) -> Result<Merged, Unmergeable> {
    let (people, head) = (people(files), head(files, wish));
    let (people, (head, disagreed)) = match (people, head) {
        (Ok(people), Ok(head)) => (people, head),
        (people, head) => {
            let conflicts = [people.err(), head.err()].into_iter().flatten().flatten();
            return Err(Unmergeable::Files(conflicts.collect()));
        }
    };
    let asked = instrument.questionnaire();
    let only = if let [only] = files { Some(only) } else { None };
    let each = |question| merged_question(instrument, question, &people, (head.date, only));
    let mut questions: Vec<_> = asked.all().filter_map(each).collect();
    let mut notices: Vec<_> = people.silent.iter().cloned().map(MergeNotice::Silent).collect();
    notices.extend(disagreed.into_iter().map(MergeNotice::LeftOut));
    notices.extend(people.reopened.iter().cloned().map(MergeNotice::Reopened));
    notices.extend(questions.iter().flat_map(doubts));
    let names: Vec<_> = people.names.into_values().collect();
    let given = if let Some(only) = only {
        // One file is what it was.
        GivenAnswers { scope: head.scope, date: head.date, ..only.clone() }
    } else {
        let respondent = (!names.is_empty()).then(|| names.join(", "));
        let (given, ruled_out) = settled(asked, head, &mut questions);
        notices.extend(ruled_out);
        GivenAnswers { respondent, ..given }
    };
    let check =
        |given: &GivenAnswers| AnswerSheet::check(instrument, given).map_err(Unmergeable::Refused);
    let sheet = check(&given)?;
    let scores_with = |part: fn(&MergedQuestion) -> &GivenAnswer| {
        let mut given = given.clone();
        given.answers =
            sorting::to_map(questions.iter().map(|it| (it.id.clone(), part(it).clone())));
        check(&given).map(|sheet| Scores::of(instrument, &sheet))
    };
    Ok(Merged {
        lowest: scores_with(|question| &question.lowest)?,
        highest: scores_with(|question| &question.highest)?,
        scores: Scores::of(instrument, &sheet),
        sheet,
        people: names,
        questions,
        notices,
    })
}

impl Merged {
    /// Returns the same with what there was to know of the files before the room talked about them,
    /// as far as the room did not settle it.
    #[must_use]
    pub fn after(mut self, before: &Self) -> Self {
        let given = self.sheet.given();
        let by = |id: &String| self.question(id).map(|question| question.by);
        let stands = |notice: &&MergeNotice| match notice {
            MergeNotice::Silent(_) => true,
            MergeNotice::LeftOut(Disagreed::Tag(id)) => !given.tags.contains_key(id),
            MergeNotice::LeftOut(Disagreed::Target) => given.target.is_none(),
            MergeNotice::LeftOut(Disagreed::Promise(id)) => !given.enough.contains_key(id),
            MergeNotice::LeftOut(Disagreed::Outcome(id)) => !given.outcomes.contains_key(id),
            MergeNotice::DoesNotApply(id) => by(id) == Some(AgreedBy::TheFacts),
            MergeNotice::NotApplicableLeftOut(id, _)
            | MergeNotice::UnknownThoughReported(id)
            | MergeNotice::Reopened(id) => by(id) != Some(AgreedBy::TheRoom),
        };
        let mut notices: Vec<_> = before.notices.iter().filter(stands).cloned().collect();
        let more = self.notices.iter().filter(|notice| !notices.contains(notice)).cloned();
        let more: Vec<_> = more.collect();
        notices.extend(more);
        self.notices = notices;
        self
    }

    /// Returns what was said about the question of this id; nothing where nobody answered it.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&MergedQuestion> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// Returns what was said about the questions that make up a dimension's score.
    pub fn of<'m>(
        &'m self,
        rubric: &'m Rubric,
        dimension: DimensionId,
    ) -> impl Iterator<Item = &'m MergedQuestion> {
        let scored = rubric.dimensions.get(dimension.index()).into_iter();
        let scored = scored.flat_map(|dimension| &dimension.questions);
        scored.filter_map(|scored| self.question(&scored.question))
    }

    /// Returns whether answers on a dimension lie so far apart that the people should talk first.
    #[must_use]
    pub fn is_to_discuss(&self, rubric: &Rubric, dimension: DimensionId) -> bool {
        self.of(rubric, dimension).any(|question| question.discuss)
    }

    /// Returns how far people agree on a dimension; nothing where too few gave a value.
    #[must_use]
    pub fn agreement(&self, rubric: &Rubric, dimension: DimensionId) -> Option<Agreement> {
        let known = self.of(rubric, dimension).filter_map(|question| question.agreement.clone());
        Agreement::over(&known.collect::<Vec<_>>())
    }
}

impl MergedQuestion {
    /// Returns how many say that nobody knows.
    #[must_use]
    pub fn unknown(&self) -> usize {
        self.heard.iter().filter(|heard| heard.standing == Standing::Unknown).count()
    }

    /// Returns how many say that the question does not apply.
    #[must_use]
    pub fn not_applicable(&self) -> usize {
        self.heard.iter().filter(|heard| heard.standing == Standing::NotApplicable).count()
    }

    /// Returns how many gave answers of each score, the lowest first.
    #[must_use]
    pub fn spread(&self) -> Vec<(Exact, usize)> {
        let mut spread: Vec<(Exact, usize)> = Vec::new();
        for score in self.heard.iter().filter_map(Heard::score) {
            match spread.last_mut() {
                Some((last, count)) if last == score => *count += 1,
                _ => spread.push((score.clone(), 1)),
            }
        }
        spread
    }

    /// Returns how many answers rest on evidence of this grade; those that give a value are counted.
    #[must_use]
    pub fn resting_on(&self, grade: Option<Evidence>) -> usize {
        let valued = self.heard.iter().filter(|heard| heard.rank().is_some());
        valued.filter(|heard| heard.voice.answer.evidence == grade).count()
    }

    /// Returns whether none of those who were heard gave the answer that stands for theirs.
    #[must_use]
    pub fn is_nobodys(&self) -> bool {
        self.entry().is_nobodys()
    }

    /// Returns the agreed answer as a file holds it, with all that was said.
    fn entry(&self) -> GivenAnswer {
        let mut said: Vec<_> = self.heard.iter().map(|heard| heard.voice.clone()).collect();
        sorting::sort_by_key(&mut said, |voice| person(&voice.respondent));
        GivenAnswer { agreed_by: Some(self.by), said, ..self.agreed.clone() }
    }
}

/// Merges what was said about one question; nothing where nobody said anything. What one file alone
/// agrees on stays.
fn merged_question(
    instrument: &Instrument,
    question: &Question,
    people: &People,
    (date, only): (Date, Option<&GivenAnswers>),
) -> Option<MergedQuestion> {
    let voices = people.voices.get(&question.id).map_or(&[][..], Vec::as_slice);
    let hear = |voice: &Voice| Heard::of(instrument, question, voice, date);
    let mut heard: Vec<_> = voices.iter().map(hear).collect();
    sorting::sort_by(&mut heard, Heard::compare);
    let chosen = choose(&heard);
    let fixed = only.and_then(|only| only.answers.get(&question.id));
    let fixed = fixed.or(people.settled.get(&question.id));
    let by_rule = chosen.as_ref().map(|chosen| &chosen.heard.voice.answer);
    let agreed = fixed.or(by_rule)?;
    let by = fixed.and_then(|answer| answer.agreed_by).or(chosen.as_ref().map(|it| it.by));
    // What nobody said, the room did.
    let by = by.unwrap_or(AgreedBy::TheRoom);
    let agreed = GivenAnswer { agreed_by: None, said: Vec::new(), ..agreed.clone() };
    // A room may agree on what nobody had said.
    let own = hear(&Voice { respondent: String::new(), answer: agreed.clone() });
    let held = || heard.iter().chain([&own]).filter(|it| it.rank().is_some());
    let highest = held().max_by(|one, other| one.compare(other));
    let lowest = held().min_by(|one, other| one.compare(other)).filter(|_| own.rank().is_some());
    let answer = |held: Option<&Heard>| held.map_or(&agreed, |held| &held.voice.answer).clone();
    let leaves_out = own.standing == Standing::NotApplicable;
    let scores = || heard.iter().filter_map(Heard::score);
    let apart = scores().max().zip(scores().min()).map(|(most, least)| most - least);
    Some(MergedQuestion {
        id: question.id.clone(),
        lowest: answer(lowest),
        highest: answer(highest.filter(|_| !leaves_out)),
        discuss: apart.is_some_and(|apart| apart >= Exact::whole(APART)),
        agreement: Agreement::on(&heard, question.options.len()),
        agreed,
        by,
        heard,
    })
}

/// Returns what is to be doubted about what is agreed on a question, unless the room settled it.
fn doubts(question: &MergedQuestion) -> Vec<MergeNotice> {
    if question.by == AgreedBy::TheRoom {
        return Vec::new();
    }
    let left_out = question.not_applicable();
    let some = left_out > 0 && left_out < question.heard.len();
    let is_known = |heard: &Heard| heard.rank().is_some() && heard.is_reported();
    let reported = question.by == AgreedBy::MostSayUnknown && question.heard.iter().any(is_known);
    let id = || question.id.clone();
    let some = some.then(|| MergeNotice::NotApplicableLeftOut(id(), left_out));
    some.into_iter().chain(reported.then(|| MergeNotice::UnknownThoughReported(id()))).collect()
}

/// Returns the answers that are agreed upon. What does not apply by the facts that are agreed upon
/// is unknown in them, as nobody can be asked about it.
fn settled(
    asked: &Questionnaire,
    head: GivenAnswers,
    questions: &mut [MergedQuestion],
) -> (GivenAnswers, Vec<MergeNotice>) {
    let answers = questions.iter().map(|question| (question.id.clone(), question.entry()));
    let mut given = GivenAnswers { answers: sorting::to_map(answers), ..head };
    let mut notices = Vec::new();
    for merged in questions {
        let Some(question) = asked.find(&merged.id) else { continue };
        let left_out = matches!(merged.agreed.value, AnswerValue::NotApplicable(_));
        let is_unknown = merged.agreed.value == AnswerValue::Unknown;
        if asked.applies(question, &given) || left_out || is_unknown {
            continue;
        }
        merged.agreed = AnswerValue::Unknown.into();
        merged.by = AgreedBy::TheFacts;
        (merged.lowest, merged.highest) = (merged.agreed.clone(), merged.agreed.clone());
        given.answers.insert(merged.id.clone(), merged.entry());
        notices.push(MergeNotice::DoesNotApply(merged.id.clone()));
    }
    (given, notices)
}

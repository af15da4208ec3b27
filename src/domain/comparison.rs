//! What became of one operation between two judgements under the same rubric: levels, the figures
//! behind them, verdicts and steps; and how fast figures worsen. A comparison judges nothing anew.

use super::change::Change;
use super::date::Date;
use super::exact::Exact;
use super::index::{DimensionId, ScenarioId};
use super::instrument::Instrument;
use super::judgement::Judgement;
use super::measured::{Line, Measured, moved};
use super::questionnaire::Question;
use super::rubric::{Dimension, DimensionLevels, Rubric};
use super::scenarios::Verdict;
use super::score::Basis;
use super::scores::Scores;
use super::sheet::AnswerSheet;
use std::cmp::Ordering;

/// Answers, and what was judged of them.
#[derive(Clone, Copy, Debug)]
pub struct Side<'s> {
    /// The answers.
    pub sheet: &'s AnswerSheet,
    /// What follows from them.
    pub judgement: &'s Judgement,
}

/// What became of the operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// What became of the whole.
    pub overall: Change,
    /// What became of each dimension, in the rubric's order.
    pub dimensions: Vec<Moved>,
    /// The scenarios whose verdict is another: before, and after.
    pub scenarios: Vec<(ScenarioId, Verdict, Verdict)>,
    /// The figures that these scenarios take and that are not there as they were, as a scenario and
    /// the place of the figure among those that it takes.
    pub turned_by: Vec<(ScenarioId, usize)>,
    /// Whether the days are in the order of the comparison, so that a pace can be told.
    pub order: DayOrder,
}

/// In which order two days are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOrder {
    /// The second is later.
    Later,
    /// They are the same day.
    SameDay,
    /// The second is earlier.
    Earlier,
}

/// What became of a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The dimension.
    pub dimension: DimensionId,
    /// What became of its level.
    pub change: Change,
    /// What became of the figures behind it, whatever became of the level.
    pub within: Within,
    /// Its questions that have a measure, each with its figures.
    pub figures: Vec<Figures>,
    /// Its follow-ups that have a measure, each with its figures. They have no say in `within`.
    pub follow_ups: Vec<Figures>,
    /// The levels that it has reached since, lowest first.
    pub reached: Vec<i64>,
}

/// The figures of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// The question's id.
    pub question: String,
    /// The figure before.
    pub before: Option<Measured>,
    /// The figure after.
    pub after: Option<Measured>,
    /// Which way it moved.
    pub within: Within,
    /// When the answer becomes a worse one, at this pace.
    pub pace: Option<Pace>,
}

/// Which way figures moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// For the worse.
    Worse,
    /// For the better.
    Better,
    /// Not at all; or some one way and some the other, with the same score.
    Same,
    /// There are no two figures to compare.
    Unmeasured,
}

impl Within {
    /// Returns the word that stands for it in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Worse => "worse",
            Self::Better => "better",
            Self::Same => "same",
            Self::Unmeasured => "unmeasured",
        }
    }

    /// Returns which way one moves that moved so, better being greater.
    fn of(moved: Option<Ordering>) -> Self {
        match moved {
            Some(Ordering::Less) => Self::Worse,
            Some(Ordering::Greater) => Self::Better,
            Some(Ordering::Equal) => Self::Same,
            None => Self::Unmeasured,
        }
    }
}

/// The fewest days between two figures that a pace is told of: between fewer, chance decides.
const LEAST_DAYS: i64 = 28;
/// For how many months ahead a day is named.
const MOST_MONTHS: i64 = 120;

/// Where a straight line through the first and the last figure leads, and nothing more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pace {
    /// The first day on which the line lies in a worse answer; nothing where that is more than ten
    /// years away.
    pub on: Option<Date>,
    /// The worse answer, an option of the question.
    pub option: usize,
    /// The level that the dimension would have then; nothing where other questions count for it too.
    pub level: Option<i64>,
}

impl Comparison {
    /// Compares two judgements of answers to the same instrument.
    #[must_use]
    pub fn between(instrument: &Instrument, before: Side<'_>, after: Side<'_>) -> Self {
        let dimensions = DimensionId::each(&instrument.rubric().dimensions);
        let moved = dimensions
            .filter_map(|(id, dimension)| Moved::of(instrument, (id, dimension), before, after));
        let verdicts = before.judgement.scenarios.iter().zip(&after.judgement.scenarios);
        let turned = verdicts.filter(|(then, now)| then.verdict != now.verdict);
        let turned_by = turned.clone().flat_map(|(then, now)| {
            let figures = then.figures.iter().zip(&now.figures).enumerate();
            let others = figures.filter(|(_, (then, now))| then != now);
            others.map(|(at, _)| (now.scenario, at))
        });
        let turned_by = turned_by.collect();
        Self {
            overall: overall(
                instrument.rubric(),
                &before.judgement.scores,
                &after.judgement.scores,
            ),
            dimensions: moved.collect(),
            scenarios: turned
                .map(|(then, now)| (now.scenario, then.verdict, now.verdict))
                .collect(),
            turned_by,
            order: DayOrder::of(before.sheet.given().date, after.sheet.given().date),
        }
    }

    /// Returns whether the whole fell, to a lower level or to none, or a dimension to a lower level.
    /// A dimension that is not known any more did not fall by itself, nor did what worsened within
    /// its level.
    #[must_use]
    pub fn has_fallen(&self) -> bool {
        let fell = |change: Change| matches!(change, Change::Fell);
        fell(self.overall)
            || self.overall == Change::NowUnknown
            || self.dimensions.iter().any(|moved| fell(moved.change))
    }

    /// Returns the dimensions whose level holds while a figure behind it worsened.
    pub fn eroding(&self) -> impl Iterator<Item = &Moved> {
        let erodes = |moved: &&Moved| moved.change == Change::Same && moved.within == Within::Worse;
        self.dimensions.iter().filter(erodes)
    }
}

/// Returns what became of the whole: of its level or, where there are scores only, of its score.
fn overall(rubric: &Rubric, before: &Scores, after: &Scores) -> Change {
    let change = |then: Option<Ordering>| match then {
        Some(Ordering::Less) => Change::Fell,
        Some(Ordering::Greater) => Change::Rose,
        Some(Ordering::Equal) | None => Change::Same,
    };
    let held = |scores: &Scores| {
        if rubric.has_levels() {
            return scores.level(Basis::Claimed).map(Exact::whole);
        }
        scores.claimed.score.clone().filter(|_| !scores.too_much_unknown)
    };
    match (held(before), held(after)) {
        (Some(then), Some(now)) => change(Some(now.cmp(&then))),
        (Some(_), None) => Change::NowUnknown,
        (None, Some(_)) => Change::NowKnown,
        (None, None) => Change::Same,
    }
}

impl DayOrder {
    fn of(before: Date, after: Date) -> Self {
        match after.cmp(&before) {
            Ordering::Greater => Self::Later,
            Ordering::Equal => Self::SameDay,
            Ordering::Less => Self::Earlier,
        }
    }
}

impl Moved {
    fn of(
        instrument: &Instrument,
        (id, dimension): (DimensionId, &Dimension),
        before: Side<'_>,
        after: Side<'_>,
    ) -> Option<Self> {
        let then = before.judgement.scores.dimensions.get(id.index())?;
        let now = after.judgement.scores.dimensions.get(id.index())?;
        let asked = dimension.questions.iter();
        let asked = asked.filter_map(|scored| instrument.questionnaire().find(&scored.question));
        let figures = asked.filter(|question| question.measure.is_some());
        let figures: Vec<_> = figures
            .map(|question| Figures::of(dimension, question, before.sheet, after.sheet))
            .collect();
        let follow_ups = follow_ups(instrument, (id, dimension))
            .map(|question| Figures::of(dimension, question, before.sheet, after.sheet))
            .collect();
        let change = Change::of(then, now);
        let known = |status: super::scores::Status| !status.is_unknown();
        let reached = match (then.level(), now.level()) {
            (Some(from), Some(to)) if known(then.status) && known(now.status) => {
                (from.saturating_add(1)..=to).collect()
            }
            _ => Vec::new(),
        };
        let scores = then.score.as_ref().zip(now.score.as_ref());
        let score = scores.map(|(then, now)| now.cmp(then));
        let within = within(&figures, score);
        Some(Self { dimension: id, change, within, figures, follow_ups, reached })
    }
}

/// Returns the follow-ups with a measure that bear on a dimension: that follow one of its questions,
/// or put a ceiling on it.
fn follow_ups<'i>(
    instrument: &'i Instrument,
    (id, dimension): (DimensionId, &'i Dimension),
) -> impl Iterator<Item = &'i Question> {
    let caps = &instrument.rubric().caps;
    instrument.questionnaire().follow_ups.iter().filter(move |question| {
        let follows = |asked: &String| question.follows.as_ref() == Some(asked);
        question.measure.is_some()
            && (dimension.questions.iter().any(|scored| follows(&scored.question))
                || question.follows.is_none()
                    && caps.iter().any(|cap| cap.dimension == id && cap.follow_up == question.id))
    })
}

/// Returns which way the figures of a dimension moved as a whole: the way they all did that moved.
/// Where some did one way and some the other, the score decides.
fn within(figures: &[Figures], score: Option<Ordering>) -> Within {
    let any = |which: Within| figures.iter().any(|figures| figures.within == which);
    match (any(Within::Worse), any(Within::Better)) {
        (true, true) => Within::of(score.or(Some(Ordering::Equal))),
        (true, false) => Within::Worse,
        (false, true) => Within::Better,
        (false, false) if any(Within::Same) => Within::Same,
        (false, false) => Within::Unmeasured,
    }
}

impl Figures {
    fn of(
        dimension: &Dimension,
        question: &Question,
        before: &AnswerSheet,
        after: &AnswerSheet,
    ) -> Self {
        let [then, now] = [before, after].map(|sheet| Measured::of(question, sheet));
        let both = then.as_ref().zip(now.as_ref());
        let within = Within::of(both.and_then(|(then, now)| moved(question, then, now)));
        let numbers = both.and_then(|(then, now)| then.number().zip(now.number()));
        let days = before.given().date.days_until(after.given().date);
        let line = numbers.filter(|_| days >= LEAST_DAYS).map(|(then, now)| Line {
            first: (before.given().date, then),
            last: (after.given().date, now),
        });
        let pace = line.and_then(|line| Pace::of(dimension, question, after, &line));
        Self { question: question.id.clone(), before: then, after: now, within, pace }
    }
}

impl Pace {
    fn of(
        dimension: &Dimension,
        question: &Question,
        after: &AnswerSheet,
        line: &Line,
    ) -> Option<Self> {
        let super::sheet::Accepted::Chosen(chosen) = after.answer(&question.id)? else {
            return None;
        };
        let level = |option: usize| level_alone(dimension, &question.id, option);
        let held = level(chosen.option);
        // Neighbouring answers may be worth the same level: the one counts that is worth less.
        let worse = (0..chosen.option).rev();
        let option = worse.clone().find(|option| held.is_none() || level(*option) < held)?;
        let days = line.leaves(question, option.checked_add(1)?)?;
        let on = line.last.0.plus_days(days);
        let latest = line.last.0.plus_months(MOST_MONTHS);
        let on = on.filter(|on| latest.is_none_or(|latest| *on <= latest));
        Some(Self { on, option, level: level(option) })
    }
}

/// Returns the level that an answer gives to a dimension; nothing where other questions count for it
/// too, or its level does not follow from the score alone.
fn level_alone(dimension: &Dimension, question: &str, option: usize) -> Option<i64> {
    let DimensionLevels::RoundedDown(scale) = &dimension.levels else { return None };
    let [scored] = dimension.questions.as_slice() else { return None };
    if scored.question != question || dimension.aggregate.adds_up() {
        return None;
    }
    let score = scored.options.get(option)?.score()?;
    Some(score.floor().clamp(scale.lowest, scale.highest))
}

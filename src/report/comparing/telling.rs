//! What a comparison says, sentence by sentence. It lays nothing out.

use super::Compared;
use crate::domain::change::Change;
use crate::domain::comparison::{DayOrder, Figures, Moved, Within};
use crate::domain::date::Date;
use crate::domain::figure_standing::FigureStanding;
use crate::domain::figures::FigureNeed;
use crate::domain::index::{DimensionId, ScenarioId};
use crate::domain::measured::Measured;
use crate::domain::questionnaire::Question;
use crate::domain::rubric::Scale;
use crate::domain::scores::Status;
use crate::domain::snapshot::{Point, Snapshot, main_question};
use crate::report::Report;
use crate::report::moves;
use crate::report::words::figures::limit_words;
use crate::report::words::{answer_in_words, counted, isolated, list, shortened, shown, with_unit};
use std::cmp::Ordering;

/// From the lowest level to the highest, a character each.
const STEPS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// The most dates that a trend of characters shows.
const MOST_STEPS: usize = 12;

/// What a trend is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trend {
    /// Characters of rising height.
    Bars,
    /// The levels as digits.
    Digits,
}

/// Returns which of so many dates are shown where there is room for some of them: the first, the
/// last, and those between at even distances.
#[must_use]
pub fn sampled(count: usize, most: usize) -> Vec<usize> {
    if count <= most || most < 2 {
        return (0..count).collect();
    }
    let (last, steps) = (count - 1, most - 1);
    (0..most).map(|step| step * last / steps).collect()
}

/// Returns a figure in the unit of its question: `5.1% of orders`.
#[must_use]
pub fn figure(question: &Question, measured: &Measured) -> String {
    let measure = question.measure.as_ref();
    match measured {
        Measured::Number(number) => {
            let unit = measure.map(|measure| shown(&measure.unit)).filter(|it| !it.is_empty());
            unit.map_or_else(|| number.to_string(), |unit| with_unit(number, &unit))
        }
        Measured::Word(_) => bare(question, Some(measured)),
    }
}

/// Returns a figure without its unit; what a word means; a dash where there is none.
#[must_use]
pub fn bare(question: &Question, measured: Option<&Measured>) -> String {
    match measured {
        None => "-".to_owned(),
        Some(Measured::Number(number)) => number.to_string(),
        Some(Measured::Word(word)) => {
            let known = question.measure.as_ref().and_then(|measure| measure.word(word));
            known.map_or_else(|| shown(word), |known| shown(&known.meaning))
        }
    }
}

/// Returns what figures did within a level, in words.
#[must_use]
pub fn within(within: Within) -> &'static str {
    match within {
        Within::Worse => "worse",
        Within::Better => "better",
        Within::Same => "same",
        Within::Unmeasured => "no two figures",
    }
}

/// Returns what a dimension holds at a date: its level, else its score; what there is instead.
#[must_use]
pub fn held(point: &Point) -> String {
    match (point.status, point.level, point.score) {
        (Status::NotApplicable, ..) => "does not apply".to_owned(),
        (Status::Unknown | Status::Unanswered, ..) => "not known".to_owned(),
        (_, Some(level), _) => level.to_string(),
        (_, None, Some(score)) => shortened(score),
        (_, None, None) => "-".to_owned(),
    }
}

/// Returns what the whole holds at a date.
#[must_use]
pub fn held_overall(snapshot: &Snapshot, has_levels: bool) -> String {
    match (snapshot.level, snapshot.score) {
        (Some(level), _) => level.to_string(),
        (None, Some(score)) if !has_levels => shortened(score),
        _ => "not known".to_owned(),
    }
}

impl<'r> Compared<'r> {
    /// Returns the operation that is compared.
    #[must_use]
    pub fn scope(&self) -> &'r str {
        &self.after.sheet.given().scope
    }

    /// Says which days are compared.
    #[must_use]
    pub fn days(&self) -> String {
        let [before, after] = [self.before, self.after].map(|report| report.sheet.given().date);
        match self.dates.len() {
            0..=2 => format!("From {before} to {after}"),
            count => format!("From {before} to {after}, over {count} dates"),
        }
    }

    /// Says what became of the whole, the level first.
    #[must_use]
    pub fn moves(&self) -> Vec<String> {
        let way = |within: Within| matches!(within, Within::Worse | Within::Better);
        let figures = |moved: &Moved| {
            way(moved.within) || moved.follow_ups.iter().any(|figures| way(figures.within))
        };
        if self.comparison.dimensions.iter().any(figures) && !moves::any(self.before, self.after) {
            return vec!["No level and no score moved. Figures behind them did.".to_owned()];
        }
        moves::whole(self.before, self.after)
    }

    /// Returns how a dimension is named.
    #[must_use]
    pub fn name(&self, dimension: DimensionId) -> String {
        isolated(self.after.dimension_name(dimension))
    }

    /// Returns a question with a measure.
    #[must_use]
    pub fn asked(&self, figures: &Figures) -> Option<&'r Question> {
        self.after.questionnaire().find(&figures.question)
    }

    /// Says of each figure that worsened from where to where, and where a straight line leads:
    /// first of those whose level holds, then of the others.
    #[must_use]
    pub fn erosion(&self) -> [Vec<String>; 2] {
        [true, false].map(|held| {
            let dimensions = self.comparison.dimensions.iter();
            let moved = dimensions.filter(|moved| (moved.change == Change::Same) == held);
            let figures = moved.flat_map(|moved| {
                let all = moved.figures.iter().chain(&moved.follow_ups);
                let worse = all.filter(|figures| figures.within == Within::Worse);
                worse.filter_map(move |figures| self.worsened(moved, figures))
            });
            figures.collect()
        })
    }

    fn worsened(&self, moved: &Moved, figures: &Figures) -> Option<String> {
        let question = self.asked(figures)?;
        let (before, after) = (figures.before.as_ref()?, figures.after.as_ref()?);
        let went = self.went(question, before, after);
        let (name, title) = (self.name(moved.dimension), isolated(&question.title));
        let level = self.after.judgement.scores.dimensions.get(moved.dimension.index());
        let level = level.and_then(crate::domain::scores::DimensionResult::level);
        let alone = moved.figures.len() == 1 && moved.figures.contains(figures);
        let first = match (moved.change, level) {
            (Change::Same, Some(level)) if alone => {
                format!("{name}: still level {level}, but the figure {went}.")
            }
            (Change::Same, Some(level)) => {
                format!("{name}: still level {level}, but \u{201c}{title}\u{201d} {went}.")
            }
            _ if alone => format!("{name}: the figure {went}."),
            _ => format!("{name}: \u{201c}{title}\u{201d} {went}."),
        };
        Some(match pace(question, figures) {
            Some(pace) => format!("{first} {pace}"),
            None => first,
        })
    }

    /// Says from where to where a figure went, and in what time.
    fn went(&self, question: &Question, before: &Measured, after: &Measured) -> String {
        let (from, to) = (bare(question, Some(before)), figure(question, after));
        let way = before.number().zip(after.number()).map(|(before, after)| after.cmp(&before));
        let went = match way {
            Some(Ordering::Greater) => format!("rose from {from} to {to}"),
            Some(Ordering::Less) => format!("fell from {from} to {to}"),
            _ => format!("went from {} to {}", named(question, before), named(question, after)),
        };
        match self.time() {
            Some(time) => format!("{went} in {time}"),
            None => went,
        }
    }

    /// Says how much time lies between the first date and the last; nothing where the days are not
    /// in order.
    fn time(&self) -> Option<String> {
        let [from, to] = [self.before, self.after].map(|report| report.sheet.given().date);
        (self.comparison.order == DayOrder::Later).then(|| span(from, to))
    }

    /// Returns the figures for which a scenario has another verdict: what it takes, and whether that
    /// was there, and is.
    pub fn turned_by(
        &self,
        scenario: ScenarioId,
    ) -> impl Iterator<Item = (&'r FigureNeed, [FigureStanding; 2])> {
        let (before, after) = (self.before, self.after);
        let needs = after.rubric().scenarios.get(scenario.index());
        let turned = self.comparison.turned_by.iter().filter(move |(id, _)| *id == scenario);
        turned.filter_map(move |(_, at)| {
            let standing = |report: &'r Report<'r>| {
                let found = report.judgement.scenarios.get(scenario.index())?;
                found.figures.get(*at).copied()
            };
            Some((needs?.figures.get(*at)?, [standing(before)?, standing(after)?]))
        })
    }

    /// Says which figures turned the verdict on a scenario, and what each was, is and must be.
    #[must_use]
    pub fn why_turned(&self, scenario: ScenarioId) -> String {
        let questions = self.after.questionnaire();
        let told = self.turned_by(scenario).map(|(need, _)| {
            let title = questions.find(&need.question).map_or("", |asked| asked.title.as_str());
            let [before, after] = [self.before, self.after]
                .map(|report| answer_in_words(questions, report.sheet, &need.question));
            let takes = limit_words(questions, need);
            format!("{}: before {before}, now {after}; it takes {takes}.", isolated(title))
        });
        told.collect::<Vec<_>>().join(" ")
    }

    /// Returns the names of the dimensions that became known, and of those that are not known any
    /// more.
    #[must_use]
    pub fn known(&self) -> Vec<String> {
        let all = [
            (Change::NowKnown, "Known now, and not before"),
            (Change::NowUnknown, "Known before, and not now"),
            (Change::NowApplicable, "Applies now, and did not before"),
            (Change::NowNotApplicable, "Applied before, and does not now"),
        ];
        let named = all.into_iter().filter_map(|(change, words)| {
            let found = self.comparison.dimensions.iter().filter(|moved| moved.change == change);
            let names: Vec<_> = found.map(|moved| self.name(moved.dimension)).collect();
            (!names.is_empty()).then(|| format!("{words}: {}.", list(&names)))
        });
        named.collect()
    }

    /// Returns the steps that were reached: the dimension, the level, and how one sees it.
    pub fn reached(&self) -> impl Iterator<Item = (DimensionId, i64, Option<&'r str>)> {
        self.comparison.dimensions.iter().flat_map(|moved| {
            let said = |level: &i64| {
                let said = self.after.rubric().reached_when(moved.dimension, *level);
                (moved.dimension, *level, said)
            };
            moved.reached.iter().map(said)
        })
    }

    /// Returns whether every date is later than the one before it.
    #[must_use]
    pub fn dates_in_order(&self) -> bool {
        self.dates.windows(2).all(|pair| match pair {
            [one, next] => one.snapshot.date < next.snapshot.date,
            _ => true,
        })
    }

    /// Returns the levels of a dimension over time, in few characters.
    #[must_use]
    pub fn trend(&self, dimension: DimensionId, with: Trend) -> String {
        let points: Vec<_> = self.points(dimension).collect();
        let scale = self.after.rubric().levels_of(dimension);
        let shown = sampled(points.len(), MOST_STEPS);
        let shown = shown.into_iter().filter_map(|at| points.get(at));
        if let (Trend::Bars, Some(scale)) = (with, scale) {
            return shown.map(|point| step(scale, point)).collect();
        }
        let digits = shown.map(|point| match point.status {
            Status::Answered => held(point),
            Status::NotApplicable => "-".to_owned(),
            Status::Unknown | Status::Unanswered => "?".to_owned(),
        });
        digits.collect::<Vec<_>>().join(" ")
    }

    /// Returns the unit of the figure that stands for a dimension.
    #[must_use]
    pub fn unit(&self, dimension: DimensionId) -> Option<&'r str> {
        let found = self.after.rubric().dimensions.get(dimension.index())?;
        let question = main_question(self.after.instrument, found)?;
        question.measure.as_ref().map(|measure| measure.unit.as_str())
    }
}

/// Returns a level as a character of its height.
fn step(scale: Scale, point: &Point) -> char {
    let Some(level) = point.level else {
        return if point.status == Status::NotApplicable { '-' } else { '?' };
    };
    let span = scale.highest.saturating_sub(scale.lowest).max(1);
    let above = level.saturating_sub(scale.lowest).clamp(0, span);
    let at = usize::try_from(above * 7 / span).unwrap_or_default();
    STEPS.get(at).copied().unwrap_or('?')
}

/// Returns a figure as it stands in a sentence: a number with its unit, a word in quotes.
fn named(question: &Question, measured: &Measured) -> String {
    let figure = figure(question, measured);
    match measured {
        Measured::Number(_) => figure,
        Measured::Word(_) => format!("\u{201c}{figure}\u{201d}"),
    }
}

/// Says how much time lies between two days: in days up to two months, then in months and, of more
/// than two years, in years, as near as the days come.
fn span(from: Date, to: Date) -> String {
    const LEAST_MONTHS: i64 = 2;
    const LEAST_YEARS: i64 = 2;
    let days = from.days_until(to);
    let (months, over) = from.months_until(to);
    if months < LEAST_MONTHS {
        return if (months, over) == (1, false) {
            counted(1, "month")
        } else {
            counted(days, "day")
        };
    }
    if months % 12 == 0 && months / 12 >= LEAST_YEARS {
        let about = if over { "a little over " } else { "" };
        return format!("{about}{}", counted(months / 12, "year"));
    }
    if !over {
        return counted(months, "month");
    }
    let whole = from.plus_months(months).map_or(0, |whole| whole.days_until(to));
    let nearest = if whole >= 15 { months + 1 } else { months };
    format!("about {}", counted(nearest, "month"))
}

/// Says where a straight line leads; nothing where it leads to no worse answer.
fn pace(question: &Question, figures: &Figures) -> Option<String> {
    let pace = figures.pace.as_ref()?;
    let answer = question.options.get(pace.option).map_or("", |option| &option.label);
    let answer = isolated(answer);
    Some(match (pace.on, pace.level) {
        (Some(on), Some(level)) => format!(
            "At this pace it would be level {level} by {on}: a straight line through these two \
             figures, and nothing more."
        ),
        (Some(on), None) => format!(
            "At this pace the answer would be \u{201c}{answer}\u{201d} by {on}: a straight line \
             through these two figures, and nothing more."
        ),
        (None, Some(level)) => {
            format!("It would not be level {level} within ten years at this pace.")
        }
        (None, None) => format!(
            "The answer would not be \u{201c}{answer}\u{201d} within ten years at this pace."
        ),
    })
}

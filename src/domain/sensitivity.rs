//! How far the overall level hangs on each single dimension.
//!
//! A dimension is moved by one whole level, up and down, while all others stay: from a score of 2.5
//! (level 2) to 3 and to 1. The level moved to counts as that whole number, as it does for a step
//! of a [plan](super::plan): no answer is known that would give another fraction. A dimension whose
//! level is unknown is moved to its lowest and to its highest instead, as it may turn out to be.

use super::index::DimensionId;
use super::instrument::Instrument;
use super::marks::{Answer, Marks};
use super::rubric::{Rubric, Scored, Worth};
use super::scenarios::Extremes;
use super::score::{Basis, Profile, Reading, Score, dimension_score, line_score, overall};
use std::collections::BTreeMap;

/// The overall level, if one dimension were lower or higher.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sensitivity {
    /// The dimension.
    pub dimension: DimensionId,
    /// Whether its level is unknown.
    pub unknown: bool,
    /// The overall level one level lower, or, where it is unknown, at its lowest. Nothing at the
    /// bottom of the scale.
    pub lower: Option<i64>,
    /// The overall level one level higher, or, where it is unknown, at its highest. Nothing at the
    /// top of the scale.
    pub higher: Option<i64>,
}

impl Sensitivity {
    /// Returns whether the overall `level` hangs on the dimension.
    #[must_use]
    pub fn changes(&self, level: Option<i64>) -> bool {
        [self.lower, self.higher].into_iter().flatten().any(|to| Some(to) != level)
    }
}

/// Returns for every dimension that applies how the overall level of `claimed`, the profile by the
/// rubric's own rule for unknowns, depends on it, in the rubric's order. `unknown` says for each
/// dimension whether its level is unknown, and `extremes` what it may turn out to be.
#[must_use]
pub fn sensitivity(
    rubric: &Rubric,
    claimed: &Profile,
    extremes: &Extremes,
    unknown: &[bool],
) -> Vec<Sensitivity> {
    let Extremes { worst, best } = extremes;
    let of = |(dimension, unknown): (DimensionId, &bool)| {
        let level = worst.level(dimension)?;
        let with = |score: Option<Score>| overall(rubric, &claimed.with(dimension, score)).level;
        if *unknown {
            let at = |profile: &Profile| profile.at(dimension).cloned();
            let (lower, higher) = (with(at(worst)), with(at(best)));
            return Some(Sensitivity { dimension, unknown: true, lower, higher });
        }
        let at = |level: i64| with(Some(claimed.moved(rubric, dimension, level)?));
        let (lower, higher) = (at(level - 1), at(level + 1));
        Some(Sensitivity { dimension, unknown: false, lower, higher })
    };
    DimensionId::each(unknown).filter_map(of).collect()
}

/// Returns the lowest and the highest overall level that the answers could come to if one of them
/// were off by one: the option of the next lower or the next higher score, or the next point of a
/// line. What is unknown is no answer; nothing where there is no other. `claimed` is the profile of
/// the answers by the rubric's own rule for unknowns, and `level` what it comes to.
#[must_use]
pub fn one_off(
    instrument: &Instrument,
    marks: &Marks,
    claimed: &Profile,
    level: i64,
) -> Option<(i64, i64)> {
    let rubric = instrument.rubric();
    let reading = Reading { basis: Basis::Claimed, unknowns: rubric.unknown_counts_as.into() };
    let mut moved = marks.clone();
    let mut ends = None;
    for places in places_of_questions(rubric).values() {
        let Some((first, scored_as)) = places.first().map(|place| (place.at, place.scored)) else {
            continue;
        };
        let Some(own) = marks.questions.get(first).map(|mark| mark.answer) else { continue };
        for answer in neighbours(scored_as, own) {
            let mut profile = claimed.clone();
            put(&mut moved, places, answer);
            for place in places {
                let score =
                    dimension_score(instrument.scoring_table(), &moved, place.dimension, reading);
                profile = profile.with(place.dimension, score);
            }
            let to = overall(rubric, &profile).level.unwrap_or(level);
            let (lowest, highest) = ends.unwrap_or((level, level));
            ends = Some((lowest.min(to), highest.max(to)));
        }
        put(&mut moved, places, own);
    }
    ends
}

/// A place where a question counts.
struct Place<'r> {
    dimension: DimensionId,
    /// Where its mark stands.
    at: usize,
    scored: &'r Scored,
}

/// Returns where each question counts, which may be in several dimensions.
fn places_of_questions(rubric: &Rubric) -> BTreeMap<&str, Vec<Place<'_>>> {
    let dimensions = DimensionId::each(&rubric.dimensions);
    let scored = dimensions
        .flat_map(|(dimension, row)| row.questions.iter().map(move |scored| (dimension, scored)));
    let mut places: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (at, (dimension, scored)) in scored.enumerate() {
        let found = places.entry(scored.question.as_str()).or_default();
        found.push(Place { dimension, at, scored });
    }
    places
}

fn put(marks: &mut Marks, places: &[Place<'_>], answer: Answer) {
    for place in places {
        if let Some(mark) = marks.questions.get_mut(place.at) {
            mark.answer = answer;
        }
    }
}

/// Returns the answers of the next lower and the next higher score, of the kind of `answer`.
fn neighbours(scored: &Scored, answer: Answer) -> Vec<Answer> {
    let options = || {
        scored.options.iter().enumerate().filter_map(|(at, worth)| match worth {
            Worth::Score(score) => Some((score.exact(), Answer::Option(at))),
            _ => None,
        })
    };
    let points = || scored.line.iter().map(|(at, score)| (score.exact(), Answer::Figure(*at)));
    let words = || {
        scored.words.iter().enumerate().map(|(at, (_, score))| (score.exact(), Answer::Word(at)))
    };
    let (own, others): (_, Vec<_>) = match answer {
        Answer::Option(_) => {
            (options().find(|(_, option)| *option == answer).map(|own| own.0), options().collect())
        }
        Answer::Figure(figure) => (line_score(&scored.line, figure), points().collect()),
        Answer::Word(_) => {
            let own = words().find(|(_, word)| *word == answer).map(|own| own.0);
            (own, points().chain(words()).collect())
        }
        _ => (None, Vec::new()),
    };
    let Some(own) = own else { return Vec::new() };
    let lower = others.iter().filter(|(score, _)| *score < own);
    let higher = others.iter().filter(|(score, _)| *score > own);
    let lower = lower.max_by(|one, other| one.0.cmp(&other.0));
    let higher = higher.min_by(|one, other| one.0.cmp(&other.0));
    lower.into_iter().chain(higher).map(|(_, answer)| *answer).collect()
}

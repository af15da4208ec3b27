//! The views of several people in words and as strips: who stands where, how wide the range is, and
//! how far they agree. Names nobody.

use super::Report;
use super::strip::{Place, Strip};
use crate::domain::Exact;
use crate::domain::index::DimensionId;
use crate::domain::score::Basis;
use crate::domain::scores::DimensionResult;
use crate::domain::views::{Spread, Views};

/// What a strip calls those who do not know.
const NOT_KNOWN: &str = "?";
/// What is said where answers lie far apart.
pub(super) const DISCUSS: &str = "Answers lie two levels or more apart: discuss before acting";
/// What the figure of agreement means.
pub(super) const AGREEMENT: &str = "Agreement is the average distance from the middle answer, in levels: \
                                    the smaller, the better.";

impl<'r> Report<'r> {
    pub(super) fn views(&self) -> Option<&Views> {
        self.judgement.views.as_deref()
    }

    /// Returns the overall level at worst and at best: with unknowns at their lowest and highest, and
    /// from the lowest view to the highest where several people answered.
    pub(super) fn widest_range(&self) -> Option<(i64, i64)> {
        self.views().map_or(self.scores().range, Views::range)
    }

    /// Returns the score of the whole at worst and at best, as [`Self::widest_range`].
    pub(super) fn widest_score_range(&self) -> Option<(Exact, Exact)> {
        self.views().map_or_else(|| self.scores().score_range.clone(), Views::score_range)
    }

    /// Returns a dimension's level at worst and at best, as [`Self::widest_range`].
    pub(super) fn widest_range_of(
        &self,
        dimension: DimensionId,
        result: &DimensionResult,
    ) -> Option<(i64, i64)> {
        self.views().map_or(result.range, |views| views.range_of(dimension))
    }

    /// Returns a dimension's score at worst and at best, as [`Self::widest_range`].
    pub(super) fn widest_score_range_of(
        &self,
        dimension: DimensionId,
        result: &DimensionResult,
    ) -> Option<(Exact, Exact)> {
        let views = self.views();
        views.map_or_else(|| result.score_range.clone(), |views| views.score_range_of(dimension))
    }

    /// Says what the level is from the lowest view to the highest; nothing where one person answered.
    #[must_use]
    pub fn range_of_views(&self) -> Option<String> {
        let views = self.views()?;
        let people = views.people;
        let (worst, best) = match (views.range(), views.score_range()) {
            (Some((worst, best)), _) => (worst.to_string(), best.to_string()),
            (None, Some((worst, best))) => (self.whole_score(&worst), self.whole_score(&best)),
            (None, None) => return None,
        };
        Some(if worst == best {
            format!("{worst}, whichever of the views of {people} people is taken")
        } else {
            format!("{worst} to {best}, from the lowest to the highest view of {people} people")
        })
    }

    /// Returns where people stand on a dimension; nothing where nobody's view is known.
    #[must_use]
    pub fn strip(&self, dimension: DimensionId) -> Option<Strip> {
        let spread = self.views()?.on_dimension(self.instrument, dimension);
        if spread.answers() == 0 {
            return None;
        }
        let mut scores = spread.scores.clone();
        if let Some(levels) = self.rubric().levels_of(dimension) {
            for level in levels.lowest..=levels.highest {
                let score = Exact::whole(level);
                if let Err(at) = scores.binary_search_by(|(known, _)| known.cmp(&score)) {
                    scores.insert(at, (score, 0));
                }
            }
        }
        let agreed = self.held_on(dimension, Basis::Claimed).map(|held| held.to_string());
        let is_known = !self.standing(dimension).doubt().is_some();
        let place = |(score, voices): &(Exact, usize)| {
            let label = named(score);
            let agreed = is_known && agreed.as_ref() == Some(&label);
            Place { label, voices: *voices, agreed }
        };
        let mut places: Vec<_> = scores.iter().map(place).collect();
        if spread.unknown > 0 {
            places.push(Place {
                label: NOT_KNOWN.to_owned(),
                voices: spread.unknown,
                agreed: !is_known,
            });
        }
        let title = self.dimension_name(dimension).to_owned();
        Some(Strip { title, text: in_words(&spread), places })
    }

    /// Says who stands where on a dimension; nothing where nobody's view is known.
    #[must_use]
    pub fn who_says_what(&self, dimension: DimensionId) -> Option<String> {
        let spread = self.views()?.on_dimension(self.instrument, dimension);
        (spread.answers() > 0).then(|| in_words(&spread))
    }

    /// Says how far people agree on a dimension; nothing where nobody's view is known.
    #[must_use]
    pub fn agreement_in_words(&self, dimension: DimensionId) -> Option<String> {
        let views = self.views()?;
        if views.on_dimension(self.instrument, dimension).answers() == 0 {
            return None;
        }
        let Some(agreement) = views.agreement(self.instrument, dimension) else {
            return Some("No figure: it takes three people who give a value".to_owned());
        };
        let [value, limit] = [&agreement.deviation, &agreement.limit].map(named);
        Some(if agreement.holds() {
            format!("{value}; up to {limit} counts as agreement")
        } else {
            format!("{value}; that is no agreement, which takes {limit} or less")
        })
    }

    /// Returns whether people should talk about a dimension before anything is done.
    #[must_use]
    pub fn is_to_discuss(&self, dimension: DimensionId) -> bool {
        self.views().is_some_and(|views| views.is_to_discuss(self.instrument, dimension))
    }
}

/// Returns a score as it is shown.
fn named(score: &Exact) -> String {
    score.down_to_hundredths().map_or_else(|| score.to_string(), |shown| shown.to_string())
}

/// Says how many hold what, without names.
fn in_words(spread: &Spread) -> String {
    let scores = spread.scores.iter();
    let mut said: Vec<_> =
        scores.map(|(score, count)| format!("level {}: {count}", named(score))).collect();
    for (what, count) in [("not known", spread.unknown), ("does not apply", spread.not_applicable)]
    {
        said.extend((count > 0).then(|| format!("{what}: {count}")));
    }
    said.join(", ")
}

//! The views of several people in words and as strips: who stands where, how wide the range is, and
//! how far they agree. Names nobody.

use super::Report;
use super::strip::{LEGEND, Strip};
use super::words::isolated;
use crate::domain::Exact;
use crate::domain::index::DimensionId;
use crate::domain::merge::agreement::Agreement;
use crate::domain::score::score_range;
use crate::domain::scores::DimensionResult;
use crate::domain::views::{Spread, Views};

/// What a strip calls those who do not know.
const NOT_KNOWN: &str = "not known";
/// What it calls those who say that it does not apply.
const NOT_APPLICABLE: &str = "does not apply";
/// What is said where answers lie far apart.
pub(super) const DISCUSS: &str =
    "Discuss before acting, since answers lie two levels or more apart";
impl Report<'_> {
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

    /// Returns where people stand on a dimension; nothing where nobody's view is known, or where
    /// several questions make it up: each person would have several marks.
    #[must_use]
    pub fn strip(&self, dimension: DimensionId) -> Option<Strip> {
        let asked = &self.rubric().dimensions.get(dimension.index())?.questions;
        if asked.len() > 1 {
            return None;
        }
        let spread = self.views()?.on_dimension(self.instrument, dimension);
        if spread.answers() == 0 {
            return None;
        }
        let scores = || score_range(self.rubric(), dimension);
        let levels = self.rubric().levels_of(dimension).map(|all| (all.lowest, all.highest));
        let range = levels.or_else(|| scores().map(|ends| (ends.0.floor(), ends.1.ceil())))?;
        let held = self.scores().profiles.claimed.score(dimension);
        let is_known = self.standing(dimension).doubt().is_none();
        let title = isolated(self.dimension_name(dimension));
        let said = self.spread_in_words(dimension, &spread);
        let voices = spread.scores.iter();
        Some(Strip {
            id: self.rubric().dimensions.get(dimension.index())?.id.clone(),
            text: format!("{title}: {said}."),
            title,
            legend: Some(LEGEND),
            scale: range,
            voices: voices.map(|(score, count)| (score.hundredths(), *count)).collect(),
            agreed: held.filter(|_| is_known).map(Exact::hundredths),
        })
    }

    /// Returns where people stand on a dimension as a line of text, those without a value behind it;
    /// nothing where there is no strip.
    #[must_use]
    pub fn strip_in_a_line(&self, dimension: DimensionId) -> Option<String> {
        let line = self.strip(dimension)?.drawn();
        let spread = self.views()?.on_dimension(self.instrument, dimension);
        let rest = without_value(&spread).map(|(what, count)| format!(" {what}: {count}"));
        Some(line + &rest.collect::<String>())
    }

    /// Says who stands where on a dimension, without names; nothing where nobody's view is known.
    #[must_use]
    pub fn who_says_what(&self, dimension: DimensionId) -> Option<String> {
        let spread = self.views()?.on_dimension(self.instrument, dimension);
        (spread.answers() > 0).then(|| self.spread_in_words(dimension, &spread))
    }

    /// Says how many hold what, without names.
    fn spread_in_words(&self, dimension: DimensionId, spread: &Spread) -> String {
        let has_levels = self.rubric().levels_of(dimension).is_some();
        let what = if has_levels { "level" } else { "score" };
        let scores = spread.scores.iter();
        let mut said: Vec<_> =
            scores.map(|(score, count)| format!("{what} {}: {count}", named(score))).collect();
        said.extend(without_value(spread).map(|(what, count)| format!("{what}: {count}")));
        said.join(", ")
    }

    /// Says how far people agree on a dimension; nothing where nobody's view is known.
    #[must_use]
    pub fn agreement_in_words(&self, dimension: DimensionId) -> Option<String> {
        let views = self.views()?;
        if views.on_dimension(self.instrument, dimension).answers() == 0 {
            return None;
        }
        let Some(agreement) = views.agreement(self.instrument, dimension) else {
            return Some("No figure: it takes three values".to_owned());
        };
        let [value, limit] = [&agreement.deviation, &agreement.limit].map(named);
        Some(if agreement.holds() {
            format!("{value} from the middle answer on average; up to {limit} is agreement")
        } else {
            format!("{value} from the middle answer on average; agreement takes {limit} or less")
        })
    }

    /// Says in a word whether people agree on a dimension, and how far.
    #[must_use]
    pub fn agreement_in_brief(&self, dimension: DimensionId) -> String {
        let agreement = self.views().and_then(|views| views.agreement(self.instrument, dimension));
        agreement_in_brief(agreement.as_ref())
    }

    /// Returns whether people should talk about a dimension before anything is done.
    #[must_use]
    pub fn is_to_discuss(&self, dimension: DimensionId) -> bool {
        self.views().is_some_and(|views| views.is_to_discuss(self.instrument, dimension))
    }
}

/// Says in a word whether people agree, and how far; that they are too few where there is no figure.
pub(super) fn agreement_in_brief(agreement: Option<&Agreement>) -> String {
    let Some(agreement) = agreement else { return "too few answers".to_owned() };
    let deviation = named(&agreement.deviation);
    let word = if agreement.holds() { "agree" } else { "do not agree" };
    format!("{word} ({deviation})")
}

/// Returns a score as it is shown.
fn named(score: &Exact) -> String {
    score.down_to_hundredths().map_or_else(|| score.to_string(), |shown| shown.to_string())
}

/// Returns what those say who give no value, and how many they are.
fn without_value(spread: &Spread) -> impl Iterator<Item = (&'static str, usize)> {
    let all = [(NOT_KNOWN, spread.unknown), (NOT_APPLICABLE, spread.not_applicable)];
    all.into_iter().filter(|(_, count)| *count > 0)
}

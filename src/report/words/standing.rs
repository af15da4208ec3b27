//! How far a dimension's level is known, in words: what nobody knows is never called a level.

use super::{list, shortened};
use crate::domain::exact::Exact;
use crate::domain::index::DimensionId;
use crate::domain::rubric::{Dimension, Scale, UnknownCountsAs};
use crate::domain::score::{Basis, score_range};
use crate::domain::scores::Status;
use crate::domain::sorting;
use crate::report::Report;
use std::fmt;

/// How far a dimension's level is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum Standing {
    /// It is known.
    Known(Held),
    /// Some of its questions are answered, and it counts as this until the others are.
    InPart(Option<Held>),
    /// Nothing of it is known, and it counts as this.
    NotKnown(Option<Held>),
    /// It does not apply.
    NotApplicable,
}

/// What a dimension holds: a level, or, where it has none, a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::report) enum Held {
    /// A level.
    Level(i64),
    /// A score in hundredths, rounded down.
    Score(i64),
}

impl Held {
    /// Returns a score, cut for people.
    pub(in crate::report) fn of_score(score: &Exact) -> Self {
        Self::Score(score.hundredths())
    }

    /// Returns it in words: `level 2`, `a score of 12.5`.
    pub(in crate::report) fn words(self) -> String {
        match self {
            Self::Level(_) => format!("level {self}"),
            Self::Score(_) => format!("a score of {self}"),
        }
    }
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Level(level) => level.fmt(f),
            Self::Score(hundredths) => shortened(*hundredths).fmt(f),
        }
    }
}

impl Standing {
    /// Returns what a level is called that is not known, or only in part.
    pub(in crate::report) fn doubt(self) -> Option<&'static str> {
        match self {
            Self::InPart(_) => Some("known in part"),
            Self::NotKnown(_) => Some("not known"),
            Self::Known(_) | Self::NotApplicable => None,
        }
    }

    /// Returns how it stands in words of its own: `level 2`, `not known`.
    pub(in crate::report) fn words(self) -> String {
        match self {
            Self::Known(held) => held.words(),
            Self::InPart(Some(held)) => format!("{}, known in part,", held.words()),
            Self::InPart(None) | Self::NotKnown(_) => "not known".to_owned(),
            Self::NotApplicable => "not applicable".to_owned(),
        }
    }

    /// Returns the level that counts, known or not.
    fn counted(self) -> Option<Held> {
        match self {
            Self::Known(level) => Some(level),
            Self::InPart(level) | Self::NotKnown(level) => level,
            Self::NotApplicable => None,
        }
    }
}

impl Report<'_> {
    /// Returns the level of a dimension on a basis, or, where it has none, its score.
    pub(in crate::report) fn held_on(&self, dimension: DimensionId, basis: Basis) -> Option<Held> {
        let result = self.scores().dimensions.get(dimension.index())?;
        let (level, score) = match basis {
            Basis::Claimed => (result.level(), &result.score),
            Basis::Evidenced => (result.evidenced_level(), &result.evidenced_score),
        };
        level.map(Held::Level).or_else(|| score.as_ref().map(Held::of_score))
    }

    /// Returns what a dimension holds at worst and at best, depending on what is unknown; nothing
    /// where it does not apply.
    pub(in crate::report) fn possible(&self, dimension: DimensionId) -> Option<(Held, Held)> {
        let result = self.scores().dimensions.get(dimension.index())?;
        if let Some((worst, best)) = result.range {
            return Some((Held::Level(worst), Held::Level(best)));
        }
        let (worst, best) = result.score_range.as_ref()?;
        Some((Held::of_score(worst), Held::of_score(best)))
    }

    /// Returns the least and the most that a dimension can hold: its levels, or its scores.
    pub(in crate::report) fn span_of(&self, dimension: DimensionId) -> Option<(Held, Held)> {
        if let Some(Scale { lowest, highest }) = self.rubric().levels_of(dimension) {
            return Some((Held::Level(lowest), Held::Level(highest)));
        }
        let (lowest, highest) = score_range(self.rubric(), dimension)?;
        Some((Held::of_score(&lowest), Held::of_score(&highest)))
    }

    /// Returns whether all dimensions hold levels, and the same ones, so that a level alone says
    /// where it stands.
    pub(in crate::report) fn is_one_scale(&self) -> bool {
        let has_levels = |dimension: &Dimension| dimension.level_range().is_some();
        self.rubric().levels_compare() && self.rubric().dimensions.iter().all(has_levels)
    }

    /// Returns whether any part of the result is a level.
    #[must_use]
    pub fn speaks_of_levels(&self) -> bool {
        self.rubric().has_any_levels()
    }

    /// Returns what the dimensions hold: `Level`, `Score`, or both.
    #[must_use]
    pub fn held_title(&self) -> &'static str {
        let has_levels = |dimension: &Dimension| dimension.level_range().is_some();
        let mut dimensions = self.rubric().dimensions.iter();
        match (dimensions.clone().any(has_levels), dimensions.all(has_levels)) {
            (_, true) => "Level",
            (true, false) => "Level or score",
            (false, false) => "Score",
        }
    }

    /// Returns what a dimension holds as a person reads it, with the range it lies in where that is
    /// not the same for all: `1 of 2`, `12 (0 to 27)`.
    #[must_use]
    pub fn mark_in_full(&self, dimension: DimensionId) -> String {
        let mark = self.level_mark(dimension);
        let is_known = matches!(self.standing(dimension), Standing::Known(_) | Standing::InPart(_));
        let span = self.span_of(dimension).filter(|_| is_known && !self.is_one_scale());
        match span {
            None => mark,
            Some((_, highest @ Held::Level(_))) => format!("{mark} of {highest}"),
            Some((lowest, highest)) => format!("{mark} ({lowest} to {highest})"),
        }
    }

    /// Returns how far the level of a dimension is known.
    pub(in crate::report) fn standing(&self, dimension: DimensionId) -> Standing {
        let Some(result) = self.scores().dimensions.get(dimension.index()) else {
            return Standing::NotApplicable;
        };
        let score = result.score.as_ref().map(Held::of_score);
        match (result.status, result.level().map(Held::Level).or(score)) {
            (Status::NotApplicable, _) | (Status::Answered, None) => Standing::NotApplicable,
            (Status::Answered, Some(level)) => Standing::Known(level),
            (_, level) if result.known_in_part => Standing::InPart(level),
            (_, level) => Standing::NotKnown(level),
        }
    }

    /// Returns the level as a person reads it: the number, with a `?` where it is known in part,
    /// and `?` alone where it is not known.
    #[must_use]
    pub fn level_mark(&self, dimension: DimensionId) -> String {
        match self.standing(dimension) {
            Standing::NotApplicable => "-".to_owned(),
            Standing::Known(level) => level.to_string(),
            Standing::InPart(Some(level)) => format!("{level}?"),
            Standing::InPart(None) | Standing::NotKnown(_) => "?".to_owned(),
        }
    }

    /// Says what the mark on a level means that is known in part; nothing where none is.
    #[must_use]
    pub fn mark_meaning(&self) -> Option<&'static str> {
        let mut dimensions = DimensionId::all(self.scores().dimensions.len());
        let any = dimensions.any(|one| matches!(self.standing(one), Standing::InPart(Some(_))));
        any.then_some(match (self.rubric().unknown_counts_as, self.held_title()) {
            (UnknownCountsAs::Lowest, "Level") => {
                "A level with ? is known in part: what is not known of it counts as the lowest."
            }
            (UnknownCountsAs::LeftOut, "Level") => {
                "A level with ? is known in part: what is not known of it is left out."
            }
            (UnknownCountsAs::Lowest, _) => {
                "What has a ? is known in part: what is not known of it counts as the lowest."
            }
            (UnknownCountsAs::LeftOut, _) => {
                "What has a ? is known in part: what is not known of it is left out."
            }
        })
    }

    /// Says which dimensions hold the level: `overrides at level 1 holds`.
    pub(super) fn holding(&self, dimensions: &[DimensionId]) -> String {
        let groups = self.by_standing(dimensions);
        let worded = groups.iter().map(|(standing, names, _)| match standing.doubt() {
            None => {
                let held = standing.counted().map(Held::words);
                format!("{names} at {}", held.unwrap_or_else(|| "nothing".to_owned()))
            }
            Some(doubt) => format!("{names}, {doubt} and so counted as {}", counted(*standing)),
        });
        let words = list(&worded.collect::<Vec<_>>());
        // The doubt stands between two commas.
        let last = groups.last().is_some_and(|(standing, ..)| standing.doubt().is_some());
        let verb = if dimensions.len() == 1 { "holds" } else { "hold" };
        format!("{words}{} {verb}", if last { "," } else { "" })
    }

    /// Says at which levels dimensions are: `overrides is at 1, rules age is not known and so
    /// counts as 1`.
    pub(super) fn at_levels(&self, dimensions: &[DimensionId]) -> String {
        let groups = self.by_standing(dimensions);
        let worded = groups.iter().map(|(standing, names, count)| {
            let (is, counts) = if *count == 1 { ("is", "counts") } else { ("are", "count") };
            match standing.doubt() {
                None => format!("{names} {is} at {}", counted(*standing)),
                Some(doubt) => {
                    format!("{names} {is} {doubt} and so {counts} as {}", counted(*standing))
                }
            }
        });
        worded.collect::<Vec<_>>().join(", ")
    }

    /// Returns dimensions with the names and the number of those that stand alike: the known ones
    /// first, from the lowest level up.
    fn by_standing(&self, dimensions: &[DimensionId]) -> Vec<(Standing, String, usize)> {
        let mut sorted: Vec<_> = dimensions.to_vec();
        sorting::sort_by_key(&mut sorted, |dimension| self.standing(*dimension));
        let groups = sorted.chunk_by(|one, other| self.standing(*one) == self.standing(*other));
        let named = groups.filter_map(|group| {
            Some((self.standing(*group.first()?), self.names(group), group.len()))
        });
        named.collect()
    }

    /// Says which dimensions come first, and how; nothing where none can be raised.
    pub(in crate::report) fn lowest_words(&self) -> Option<LowestWords> {
        let lowest = DimensionId::all(self.scores().dimensions.len());
        let lowest: Vec<_> = lowest.filter(|dimension| self.is_lowest(*dimension)).collect();
        let doubt = |dimension: &DimensionId| self.standing(*dimension).doubt().is_some();
        let open = lowest.iter().filter(|dimension| doubt(dimension)).count();
        let (what, first) = match (open, lowest.len()) {
            (_, 0) => return None,
            (0, _) => ("Lowest", "raising it comes first"),
            (open, all) if open == all => ("Not known", "measuring it comes first"),
            _ => ("Lowest or not known", "raising or measuring it comes first"),
        };
        Some(LowestWords { what, first, dimensions: lowest })
    }
}

/// What is said of the dimensions that come first.
pub(in crate::report) struct LowestWords {
    /// What they are.
    pub(in crate::report) what: &'static str,
    /// What comes first, of each of them.
    pub(in crate::report) first: &'static str,
    /// Which they are.
    pub(in crate::report) dimensions: Vec<DimensionId>,
}

fn counted(standing: Standing) -> String {
    standing.counted().map_or_else(|| "nothing".to_owned(), |held| held.to_string())
}

//! What a level takes, compared with what there is: for the whole, whose parts are dimensions, and
//! for a dimension, whose parts are questions. One comparison for both.

use super::decimal::Decimal;
use super::exact::Exact;
use super::rubric::{Requirement, Share, Subject};

/// What a requirement is compared with.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'s> {
    /// The score of the whole or of the dimension; nothing where it is left out.
    pub score: Option<&'s Exact>,
    /// What each dimension or question holds, in order; nothing for one that is left out.
    pub parts: &'s [Option<Exact>],
    /// What those hold that the requirement names, in its order; nothing for one that is left out.
    pub named: &'s [Option<Exact>],
}

/// A requirement that is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmet {
    /// The score is too low.
    Score {
        /// The score it takes.
        needed: Decimal,
        /// The score there is.
        actual: Option<Exact>,
    },
    /// A dimension or question is too low.
    Every {
        /// What it takes of each.
        needed: Decimal,
        /// The lowest there is.
        actual: Exact,
        /// Those that are too low, by index.
        below: Vec<usize>,
    },
    /// One that is named is too low.
    Named {
        /// Who.
        subject: Subject,
        /// What it takes.
        needed: Decimal,
        /// What there is.
        actual: Exact,
    },
    /// Too few hold something.
    Share {
        /// What it takes.
        share: Share,
        /// How many hold it.
        some: usize,
        /// Of how many.
        all: usize,
    },
}

/// Returns what of `requirement` is not met.
#[must_use]
pub fn unmet(requirement: &Requirement, standing: Standing<'_>) -> Vec<Unmet> {
    let score = requirement
        .score
        .filter(|needed| standing.score.is_none_or(|score| *score < needed.exact()));
    let score = score.map(|needed| Unmet::Score { needed, actual: standing.score.cloned() });
    let every = requirement.every.and_then(|needed| every(needed, standing.parts));
    let named = requirement.named.iter().zip(standing.named);
    let named = named.filter_map(|((subject, needed), actual)| {
        let actual = actual.clone().filter(|actual| *actual < needed.exact())?;
        Some(Unmet::Named { subject: *subject, needed: *needed, actual })
    });
    let share = requirement.share.and_then(|share| too_few(share, standing.parts));
    score.into_iter().chain(every).chain(named).chain(share).collect()
}

fn every(needed: Decimal, parts: &[Option<Exact>]) -> Option<Unmet> {
    let least = needed.exact();
    let low =
        parts.iter().enumerate().filter(|(_, part)| part.as_ref().is_some_and(|p| *p < least));
    let below = low.clone().map(|(index, _)| index).collect();
    let actual = low.filter_map(|(_, part)| part.clone()).min()?;
    Some(Unmet::Every { needed, actual, below })
}

/// Where nothing counts, nothing is too few of it.
fn too_few(share: Share, parts: &[Option<Exact>]) -> Option<Unmet> {
    let counted: Vec<_> = parts.iter().flatten().collect();
    let some = counted.iter().filter(|part| ***part >= share.at.exact()).count();
    let met = counted.is_empty() || share.at_least.is_met(some, counted.len());
    (!met).then_some(Unmet::Share { share, some, all: counted.len() })
}

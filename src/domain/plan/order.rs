//! In which order the search decides on ladders.

use super::links::Links;
use super::stakes::Stakes;

/// An order of ladders: first those that most scenarios and prerequisites hang on. What is left
/// after them has few rules but effort and gain, and for those two the bounds are exact.
#[derive(Debug)]
pub(super) struct Order {
    /// The ladders, in their order.
    ladders: Vec<usize>,
    /// The turn of each ladder.
    turns: Vec<usize>,
}

impl Order {
    /// Returns the order of so many ladders.
    pub(super) fn of(count: usize, links: &Links, stakes: &Stakes) -> Self {
        let rules = |ladder: &usize| {
            links.waiting(*ladder, 0, usize::MAX).len()
                + links.awaited(*ladder, 0, usize::MAX).len()
                + stakes.wanting(*ladder).len()
        };
        let mut ladders: Vec<usize> = (0..count).collect();
        ladders.sort_by_key(|ladder| std::cmp::Reverse(rules(ladder)));
        let mut turns = vec![0; count];
        for (turn, ladder) in ladders.iter().enumerate() {
            if let Some(slot) = turns.get_mut(*ladder) {
                *slot = turn;
            }
        }
        Self { ladders, turns }
    }

    /// Returns the ladder whose turn it is; a ladder that does not exist after the last turn.
    pub(super) fn at(&self, turn: usize) -> usize {
        self.ladders.get(turn).copied().unwrap_or(usize::MAX)
    }

    /// Returns the turn of a ladder.
    pub(super) fn turn(&self, ladder: usize) -> usize {
        self.turns.get(ladder).copied().unwrap_or(usize::MAX)
    }

    /// Returns the ladders, the last one first.
    pub(super) fn backwards(&self) -> impl Iterator<Item = usize> {
        self.ladders.iter().rev().copied()
    }
}

//! The states that are still open: from which place to which each ladder may end.

use super::ground::Ground;

/// The lowest and the highest place that each ladder may end at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Room {
    /// The lowest places.
    pub(super) least: Vec<usize>,
    /// The highest places.
    pub(super) most: Vec<usize>,
}

impl Room {
    /// Returns the least and the most place of `ladder`.
    pub(super) fn of(&self, ladder: usize) -> (usize, usize) {
        let at = |places: &[usize]| places.get(ladder).copied().unwrap_or_default();
        (at(&self.least), at(&self.most))
    }

    /// Demands at least `place` of `ladder`.
    pub(super) fn raise(&mut self, ladder: usize, place: usize) {
        if let Some(least) = self.least.get_mut(ladder) {
            *least = place.max(*least);
        }
    }

    /// Allows at most `place` to `ladder`.
    pub(super) fn lower(&mut self, ladder: usize, place: usize) {
        if let Some(most) = self.most.get_mut(ladder) {
            *most = place.min(*most);
        }
    }

    /// Allows and demands exactly `place` of `ladder`.
    pub(super) fn fix(&mut self, ladder: usize, place: usize) {
        self.raise(ladder, place);
        self.lower(ladder, place);
    }

    /// Draws what follows from the prerequisites: what is demanded demands what it needs, and what
    /// cannot have what it needs is not allowed. Returns whether anything is left in every ladder.
    pub(super) fn close(&mut self, ground: &Ground<'_>) -> bool {
        self.raise_what_is_needed(ground);
        self.lower_what_lacks(ground);
        self.least.iter().zip(&self.most).all(|(least, most)| least <= most)
    }

    fn raise_what_is_needed(&mut self, ground: &Ground<'_>) {
        let mut raised: Vec<(usize, usize)> =
            (0..self.least.len()).map(|ladder| (ladder, 0)).collect();
        while let Some((ladder, from)) = raised.pop() {
            for link in ground.links.waiting(ladder, from, self.of(ladder).0) {
                let had = self.of(link.needs).0;
                if link.at_least > had {
                    self.raise(link.needs, link.at_least);
                    raised.push((link.needs, had));
                }
            }
        }
    }

    fn lower_what_lacks(&mut self, ground: &Ground<'_>) {
        let mut lowered: Vec<(usize, usize)> =
            (0..self.most.len()).map(|ladder| (ladder, usize::MAX)).collect();
        while let Some((ladder, from)) = lowered.pop() {
            for link in ground.links.awaited(ladder, self.of(ladder).1, from) {
                let had = self.of(link.ladder).1;
                if link.place <= had {
                    self.lower(link.ladder, link.place - 1);
                    lowered.push((link.ladder, had));
                }
            }
        }
    }
}

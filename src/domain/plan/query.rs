//! What a state must be to be looked for.

use super::ground::Ground;
use super::room::Room;
use super::stakes::Lack;
use super::weighing::Need;

/// What every state that is looked for has in common.
#[derive(Clone, Debug)]
pub(super) struct Query {
    /// Where each ladder may end.
    pub(super) room: Room,
    /// The most effort.
    pub(super) effort: i64,
    /// The least weighted sum of scores.
    pub(super) need: Option<Need>,
    /// How many stakes must be coped with.
    pub(super) coped: usize,
    /// How many stakes must not fail.
    pub(super) standing: usize,
}

impl Query {
    /// Returns the least gain that the need takes.
    pub(super) fn gain(&self, ground: &Ground<'_>) -> i64 {
        self.need.as_ref().map_or(0, |need| ground.weighing.least_gain(need))
    }

    /// Returns how many stakes must lack no more than `lack`.
    pub(super) fn least(&self, lack: Lack) -> usize {
        match lack {
            Lack::Nothing => self.coped,
            Lack::OneLevel => self.standing,
        }
    }

    /// Demands that at least `count` stakes lack no more than `lack`.
    pub(super) fn demand_held(&mut self, lack: Lack, count: usize) {
        match lack {
            Lack::Nothing => self.coped = count,
            Lack::OneLevel => self.standing = count,
        }
    }

    /// Returns whether a state, whose prerequisites are held, is one that is looked for.
    pub(super) fn accepts(&self, ground: &Ground<'_>, state: &[usize]) -> bool {
        let inside = |(ladder, place): (usize, &usize)| {
            let (least, most) = self.room.of(ladder);
            (least..=most).contains(place)
        };
        state.iter().enumerate().all(inside)
            && ground.effort(state) <= self.effort
            && ground.gain(state) >= self.gain(ground)
            && self
                .need
                .as_ref()
                .is_none_or(|need| ground.weighing.meets(|| ground.sum(state), need))
            && ground.stakes.count(state, Lack::Nothing) >= self.coped
            && ground.stakes.count(state, Lack::OneLevel) >= self.standing
    }

    /// Narrows the room to what the limits leave; returns whether anything is left.
    pub(super) fn narrow(&mut self, ground: &Ground<'_>) -> bool {
        if !self.room.close(ground) {
            return false;
        }
        let (effort, gain) = (self.spare_effort(ground), self.spare_gain(ground));
        if effort < 0 || gain < 0 {
            return false;
        }
        for ladder in 0..ground.ladders.len() {
            self.narrow_ladder(ground, ladder, effort, gain);
        }
        self.room.close(ground)
    }

    /// Returns how much effort is left after all that is demanded.
    fn spare_effort(&self, ground: &Ground<'_>) -> i64 {
        self.effort.saturating_sub(ground.effort(&self.room.least))
    }

    /// Returns how much gain can be missed of all that is allowed.
    fn spare_gain(&self, ground: &Ground<'_>) -> i64 {
        ground.gain(&self.room.most).saturating_sub(self.gain(ground))
    }

    /// Takes from one ladder the places that alone go beyond what is to spare.
    fn narrow_ladder(&mut self, ground: &Ground<'_>, ladder: usize, effort: i64, gain: i64) {
        let (least, most) = self.room.of(ladder);
        let (lowest, highest) = (ground.point(ladder, least), ground.point(ladder, most));
        let affordable =
            |place: &usize| ground.point(ladder, *place).0.saturating_sub(lowest.0) <= effort;
        let enough =
            |place: &usize| highest.1.saturating_sub(ground.point(ladder, *place).1) <= gain;
        if let Some(most) = (least..=most).rev().find(affordable) {
            self.room.lower(ladder, most);
        }
        if let Some(least) = (least..=most).find(enough) {
            self.room.raise(ladder, least);
        }
    }
}

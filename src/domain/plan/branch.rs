//! One branch of a search: the ladders decided so far, what follows from them, and what can still
//! come of it.
//!
//! A branch is cut off where one of its bounds says that no state that is looked for is left on it:
//! by effort and gain ([`frontier`](super::frontier)), by what has been demanded of ladders still
//! open ([`price`](super::price)), or by the stakes that could still be held
//! ([`bills`](super::bills)).

use super::frontier::Frontier;
use super::ground::Ground;
use super::patience::Patience;
use super::price::Price;
use super::query::Query;
use super::stakes::Lack;
use super::weighing::Need;

/// The most points that all frontiers of one search hold together.
const MOST_POINTS: usize = 1 << 20;
/// The most points that are gone through to make them.
const MOST_MERGED: usize = 1 << 24;
/// How many looks it is to decide a ladder, besides one for each need of a stake.
const LOOKS_PER_CHOICE: usize = 12;

/// The choices made so far, ladder by ladder, and what follows from them.
pub(super) struct Branch<'g> {
    /// What the search stands on.
    pub(super) ground: &'g Ground<'g>,
    /// What is looked for.
    pub(super) query: Query,
    /// The least gain that the query takes.
    pub(super) gain_needed: i64,
    /// By turn: what the ladder of that turn and all after it can add.
    frontiers: Vec<Frontier>,
    /// The bounds that know what has been demanded.
    pub(super) prices: [Price; 2],
    /// The places decided and, of ladders still open, demanded.
    pub(super) places: Vec<usize>,
    /// The levels that each stake surely lacks.
    pub(super) lacking: Vec<usize>,
    /// Every demand: the ladder, and what was demanded of it before.
    demands: Vec<(usize, usize)>,
    /// For each ladder decided, the sums as they were before.
    before: Vec<Sums>,
    /// The sums as they are.
    pub(super) sums: Sums,
}

/// What is added up along a branch.
#[derive(Clone, Copy)]
pub(super) struct Sums {
    /// The effort of the ladders decided.
    effort: i64,
    /// Their gain.
    gain: i64,
    /// What the branch costs at least at each price.
    pub(super) priced: [i128; 2],
    /// How many stakes may still lack nothing, and one level.
    pub(super) held: [usize; 2],
    /// How many demands have been made.
    demands: usize,
}

impl<'g> Branch<'g> {
    /// Returns the branch on which nothing has been decided, where gain has this price; nothing
    /// where patience ends.
    pub(super) fn start(
        ground: &'g Ground<'g>,
        query: Query,
        price: Price,
        patience: &mut Patience,
    ) -> Option<Self> {
        let gain_needed = query.gain(ground);
        let room = &query.room;
        let prices = [price, Price::free(ground, room)];
        let frontiers = frontiers(ground, &query, &prices[0], patience)?;
        let lacking: Vec<usize> = ground.stakes.lacking(&room.most).collect();
        let held = |lack: Lack| lacking.iter().filter(|levels| **levels <= lack.levels()).count();
        let sums = Sums {
            effort: 0,
            gain: 0,
            priced: prices.each_ref().map(|price| price.total(room)),
            held: Lack::BOTH.map(held),
            demands: 0,
        };
        let places = room.least.clone();
        let (demands, before) = (Vec::new(), Vec::new());
        Some(Self {
            ground,
            query,
            gain_needed,
            frontiers,
            prices,
            places,
            lacking,
            demands,
            before,
            sums,
        })
    }

    /// Returns how much work it is to decide a ladder.
    pub(super) fn looks(&self) -> usize {
        let counting = Lack::BOTH.into_iter().filter(|lack| self.query.least(*lack) > 0).count();
        LOOKS_PER_CHOICE + counting * self.bill_looks()
    }

    /// Returns whether every ladder has been decided.
    pub(super) fn is_whole(&self) -> bool {
        self.before.len() >= self.places.len()
    }

    /// Returns whether a ladder has been decided.
    pub(super) fn is_decided(&self, ladder: usize) -> bool {
        self.ground.order.turn(ladder) < self.before.len()
    }

    /// Changes the need of what is looked for.
    pub(super) fn need(&mut self, need: Need) {
        self.gain_needed = self.ground.weighing.least_gain(&need);
        self.query.need = Some(need);
    }

    /// Returns the ladder that is to be decided next.
    fn next(&self) -> usize {
        self.ground.order.at(self.before.len())
    }

    /// Returns the places that are open for the next ladder.
    pub(super) fn choices(&self) -> std::ops::RangeInclusive<usize> {
        let ladder = self.next();
        self.place(ladder)..=self.query.room.of(ladder).1
    }

    /// Returns the least effort with which a place for the next ladder can be completed; nothing
    /// where it cannot be.
    pub(super) fn bound(&self, place: usize) -> Option<i64> {
        let (effort, gain) = self.ground.point(self.next(), place);
        let missing = self.gain_needed.saturating_sub(self.sums.gain.saturating_add(gain));
        let rest = self.frontiers.get(self.before.len() + 1)?.cheapest(missing)?;
        Some(self.sums.effort.saturating_add(effort).saturating_add(rest))
    }

    /// Returns what a place for the next ladder costs beyond what its gain is worth.
    pub(super) fn cost(&self, place: usize) -> i128 {
        let [price, _] = &self.prices;
        price.cost(self.ground.point(self.next(), place))
    }

    /// Returns whether a place for the next ladder can be completed within the effort.
    pub(super) fn may_take(&self, place: usize) -> bool {
        self.bound(place).is_some_and(|bound| bound <= self.query.effort)
    }

    /// Decides the next ladder; returns whether a state that is looked for can still come of it.
    pub(super) fn decide(&mut self, place: usize) -> bool {
        let ladder = self.next();
        self.before.push(self.sums);
        let (effort, gain) = self.ground.point(ladder, place);
        self.sums.effort = self.sums.effort.saturating_add(effort);
        self.sums.gain = self.sums.gain.saturating_add(gain);
        self.lose(ladder, place);
        self.demand(ladder, place) && self.is_affordable() && self.may_hold_enough()
    }

    /// Takes the last decision back, if there is one.
    pub(super) fn take_back(&mut self) {
        let Some(before) = self.before.pop() else { return };
        let ladder = self.next();
        let place = self.place(ladder);
        let ground = self.ground;
        for (stake, wanted) in ground.stakes.wanting(ladder) {
            let lost = self.lost(ladder, place, *wanted);
            if let Some(lacking) = self.lacking.get_mut(*stake) {
                *lacking -= lost;
            }
        }
        for (ladder, had) in self.demands.drain(before.demands..).rev() {
            if let Some(slot) = self.places.get_mut(ladder) {
                *slot = had;
            }
        }
        self.sums = before;
    }

    /// Returns what is decided or demanded of a ladder.
    pub(super) fn place(&self, ladder: usize) -> usize {
        self.places.get(ladder).copied().unwrap_or_default()
    }

    /// Returns the levels that a stake which wants a place of a ladder lacks besides those that the
    /// room denies it anyhow, when the ladder ends at `place`.
    fn lost(&self, ladder: usize, place: usize, wanted: usize) -> usize {
        wanted.saturating_sub(place) - wanted.saturating_sub(self.query.room.of(ladder).1)
    }

    /// Notes what the stakes lack when `ladder` ends at `place`.
    fn lose(&mut self, ladder: usize, place: usize) {
        let ground = self.ground;
        for (stake, wanted) in ground.stakes.wanting(ladder) {
            let lost = self.lost(ladder, place, *wanted);
            let Some(lacking) = self.lacking.get_mut(*stake) else { continue };
            for (held, lack) in self.sums.held.iter_mut().zip(Lack::BOTH) {
                let crosses = *lacking <= lack.levels() && *lacking + lost > lack.levels();
                *held -= usize::from(crosses);
            }
            *lacking += lost;
        }
    }

    /// Demands a place of the ladder just decided, and all that it needs; returns whether that can
    /// be had.
    fn demand(&mut self, ladder: usize, place: usize) -> bool {
        let before = self.demand_one(ladder, place);
        let point = self.ground.point(ladder, place);
        for (priced, price) in self.sums.priced.iter_mut().zip(&self.prices) {
            let more = price.cost(point).saturating_sub(price.cheapest(ladder, place));
            *priced = priced.saturating_add(more);
        }
        let mut open = vec![(ladder, before)];
        while let Some((ladder, from)) = open.pop() {
            for link in self.ground.links.waiting(ladder, from, self.place(ladder)) {
                if link.at_least <= self.place(link.needs) {
                    continue;
                }
                if self.is_decided(link.needs) || link.at_least > self.query.room.of(link.needs).1 {
                    return false;
                }
                open.push((link.needs, self.demand_one(link.needs, link.at_least)));
            }
        }
        true
    }

    /// Demands a place of one ladder; returns what was demanded of it before.
    fn demand_one(&mut self, ladder: usize, place: usize) -> usize {
        let Some(slot) = self.places.get_mut(ladder) else { return place };
        let before = std::mem::replace(slot, place);
        self.demands.push((ladder, before));
        self.sums.demands += 1;
        for (priced, price) in self.sums.priced.iter_mut().zip(&self.prices) {
            *priced = priced.saturating_add(price.rise(ladder, before, place));
        }
        before
    }

    /// Returns whether what is decided and demanded can be had within the effort.
    fn is_affordable(&self) -> bool {
        self.spare().iter().all(|spare| *spare >= 0)
    }

    /// Returns what is left to spend at each price.
    pub(super) fn spare(&self) -> [i128; 2] {
        let [worth, free] =
            self.prices.each_ref().map(|price| price.allowed(self.query.effort, self.gain_needed));
        let [priced, demanded] = self.sums.priced;
        [worth.saturating_sub(priced), free.saturating_sub(demanded)]
    }
}

/// Returns by turn the frontier of the ladder of that turn and all after it; last that of none.
fn frontiers(
    ground: &Ground<'_>,
    query: &Query,
    price: &Price,
    patience: &mut Patience,
) -> Option<Vec<Frontier>> {
    let allowed = price.allowed(query.effort, query.gain(ground));
    let choices =
        query.room.least.iter().zip(&query.room.most).map(|(least, most)| most - least + 1);
    let merged = MOST_MERGED / choices.sum::<usize>().max(1);
    let most = (MOST_POINTS / ground.ladders.len().max(1)).min(merged).max(2);
    let mut others = price.total(&query.room);
    let mut frontiers = vec![Frontier::empty()];
    for ladder in ground.order.backwards() {
        let (least, top) = query.room.of(ladder);
        others = others.saturating_sub(price.cheapest(ladder, least));
        let choices: Vec<_> = (least..=top).map(|place| ground.point(ladder, place)).collect();
        let keep = |point| price.cost(point).saturating_add(others) <= allowed;
        let after = frontiers.last()?;
        frontiers.push(after.with(&choices, most, keep, patience)?);
    }
    frontiers.reverse();
    Some(frontiers)
}

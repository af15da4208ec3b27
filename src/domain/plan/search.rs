//! Depth-first branch and bound: finds states that meet a query, or proves that there are none.

use super::frontier::Frontier;
use super::ground::Ground;
use super::patience::Patience;
use super::price::{Price, SHARES};
use super::query::Query;
use super::stakes::Lack;
use super::weighing::Need;

/// The most points that all frontiers of one search hold together.
const MOST_POINTS: usize = 12;
/// How many looks a choice is worth, besides one for each need of a stake.
const LOOKS_PER_CHOICE: usize = 12;
/// With more needs than this, it is not worked out at every choice what they cost together.
const MOST_NEEDS: usize = 1000;

/// What makes one state that meets the query better than another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seek {
    /// Nothing: the first will do.
    Any,
    /// Less effort.
    LessEffort,
    /// More gain.
    MoreGain,
    /// More stakes that lack no more than this.
    MoreHeld(Lack),
}

/// What a search came to.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// The best state that it found.
    pub(super) state: Option<Vec<usize>>,
    /// Whether it looked everywhere.
    pub(super) complete: bool,
}

/// Returns the best state that meets `query`.
pub(super) fn search(
    ground: &Ground<'_>,
    mut query: Query,
    seek: Seek,
    patience: &mut Patience,
) -> Found {
    if !patience.spend(ground.size) {
        return Found::default();
    }
    if !query.narrow(ground) {
        return Found { state: None, complete: true };
    }
    if ground.ladders.is_empty() {
        return Found { state: query.accepts(ground, &[]).then(Vec::new), complete: true };
    }
    let Some(mut branch) = Branch::start(ground, query, seek, patience) else {
        return Found::default();
    };
    let complete = branch.grow(patience);
    Found { state: branch.best, complete }
}

/// The choices made so far, ladder by ladder, and what follows from them.
struct Branch<'g> {
    ground: &'g Ground<'g>,
    query: Query,
    seek: Seek,
    /// The least gain that the query takes.
    gain_needed: i64,
    /// By ladder: what this ladder and all after it can add.
    frontiers: Vec<Frontier>,
    /// The bounds that know what has been demanded.
    prices: [Price; 2],
    /// The places decided and, of ladders still open, demanded.
    places: Vec<usize>,
    /// The levels that each stake surely lacks.
    lacking: Vec<usize>,
    /// Every demand: the ladder, and what was demanded of it before.
    demands: Vec<(usize, usize)>,
    /// For each ladder decided, the sums as they were before.
    before: Vec<Sums>,
    sums: Sums,
    best: Option<Vec<usize>>,
}

/// What is added up along a branch.
#[derive(Clone, Copy)]
struct Sums {
    /// The effort of the ladders decided.
    effort: i64,
    /// Their gain.
    gain: i64,
    /// What the branch costs at least at each price.
    priced: [i128; 2],
    /// How many stakes may still lack nothing, and one level.
    held: [usize; 2],
    /// How many demands have been made.
    demands: usize,
}

impl<'g> Branch<'g> {
    /// Returns the branch on which nothing has been decided; nothing where patience ends.
    fn start(
        ground: &'g Ground<'g>,
        query: Query,
        seek: Seek,
        patience: &mut Patience,
    ) -> Option<Self> {
        let gain_needed = query.gain(ground);
        let room = &query.room;
        let prices = [Price::of(ground, room, gain_needed), Price::free(ground, room)];
        let priced = prices.each_ref().map(|price| price.total(room));
        let frontiers = frontiers(ground, &query, &prices[0], patience)?;
        let lack = |needs: &Vec<(usize, usize)>| {
            needs.iter().map(|(ladder, place)| place.saturating_sub(room.of(*ladder).1)).sum()
        };
        let lacking: Vec<usize> = ground.stakes.needs.iter().map(lack).collect();
        let held = Lack::BOTH
            .map(|lack| lacking.iter().filter(|lacking| **lacking <= lack.levels()).count());
        Some(Self {
            places: room.least.clone(),
            sums: Sums { effort: 0, gain: 0, priced, held, demands: 0 },
            ground,
            query,
            seek,
            gain_needed,
            frontiers,
            prices,
            lacking,
            demands: Vec::new(),
            before: Vec::new(),
            best: None,
        })
    }

    /// Tries every choice that may lead to a better state; returns whether all were tried.
    fn grow(&mut self, patience: &mut Patience) -> bool {
        let mut untried = vec![self.choices()];
        while let Some(choices) = untried.last_mut() {
            let Some(place) = choices.pop() else {
                untried.pop();
                self.take_back();
                continue;
            };
            if !patience.spend(self.looks()) {
                return false;
            }
            if !self.decide(place) {
                self.take_back();
            } else if self.before.len() < self.places.len() {
                untried.push(self.choices());
            } else {
                if self.note() && self.seek == Seek::Any {
                    return true;
                }
                self.take_back();
            }
        }
        true
    }

    /// Returns how much work it is to decide the next ladder.
    fn looks(&self) -> usize {
        let counting = Lack::BOTH.into_iter().filter(|lack| self.query.least(*lack) > 0).count();
        LOOKS_PER_CHOICE + counting * self.ground.stakes.size.min(MOST_NEEDS)
    }

    /// Returns the places to try for the next ladder, the most promising last.
    fn choices(&self) -> Vec<usize> {
        let ladder = self.ground.order.at(self.before.len());
        let (_, most) = self.query.room.of(ladder);
        let least = self.places.get(ladder).copied().unwrap_or_default();
        if self.seek != Seek::LessEffort {
            return (least..=most).collect();
        }
        let bounded = |place: usize| Some((self.bound(ladder, place)?, place));
        let mut choices: Vec<(i64, usize)> = (least..=most).filter_map(bounded).collect();
        choices.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        choices.into_iter().map(|(_, place)| place).collect()
    }

    /// Returns the least effort with which `place` can be completed; nothing where it cannot be.
    fn bound(&self, ladder: usize, place: usize) -> Option<i64> {
        let (effort, gain) = self.ground.point(ladder, place);
        let missing = self.gain_needed.saturating_sub(self.sums.gain.saturating_add(gain));
        let rest = self.frontiers.get(self.before.len() + 1)?.cheapest(missing)?;
        Some(self.sums.effort.saturating_add(effort).saturating_add(rest))
    }

    /// Decides the next ladder; returns whether a better state can still come of it.
    fn decide(&mut self, place: usize) -> bool {
        let ladder = self.ground.order.at(self.before.len());
        let bound = self.bound(ladder, place);
        self.before.push(self.sums);
        let (effort, gain) = self.ground.point(ladder, place);
        self.sums.effort = self.sums.effort.saturating_add(effort);
        self.sums.gain = self.sums.gain.saturating_add(gain);
        self.lose(ladder, place);
        self.demand(ladder, place)
            && bound.is_some_and(|bound| bound <= self.query.effort)
            && self.is_affordable()
            && self.holds_enough()
    }

    /// Notes what the stakes lack when `ladder` ends at `place`.
    fn lose(&mut self, ladder: usize, place: usize) {
        let most = self.query.room.of(ladder).1;
        for (stake, wanted) in self.ground.stakes.wanting(ladder) {
            let Some(lacking) = self.lacking.get_mut(*stake) else { continue };
            let lost = wanted.saturating_sub(place) - wanted.saturating_sub(most);
            for (held, lack) in self.sums.held.iter_mut().zip(Lack::BOTH) {
                let crosses = *lacking <= lack.levels() && *lacking + lost > lack.levels();
                *held -= usize::from(crosses);
            }
            *lacking += lost;
        }
    }

    /// Demands a place of a ladder and all that it needs; returns whether that can be had.
    fn demand(&mut self, ladder: usize, place: usize) -> bool {
        let before = self.demand_one(ladder, place);
        let point = self.ground.point(ladder, place);
        for (priced, price) in self.sums.priced.iter_mut().zip(&self.prices) {
            *priced += price.cost(point) - price.cheapest(ladder, place);
        }
        let mut open = vec![(ladder, before)];
        while let Some((ladder, from)) = open.pop() {
            let up_to = self.places.get(ladder).copied().unwrap_or_default();
            for link in self.ground.links.waiting(ladder, from, up_to) {
                let had = self.places.get(link.needs).copied().unwrap_or_default();
                if link.at_least <= had {
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
            *priced += price.cheapest(ladder, place) - price.cheapest(ladder, before);
        }
        before
    }

    /// Returns whether what is decided and demanded can be had within the effort.
    fn is_affordable(&self) -> bool {
        let mut prices = self.sums.priced.iter().zip(&self.prices);
        prices.all(|(priced, price)| *priced <= price.allowed(self.query.effort, self.gain_needed))
    }

    /// Returns whether enough stakes may still be held.
    fn holds_enough(&self) -> bool {
        let mut held = self.sums.held.iter().zip(Lack::BOTH);
        held.all(|(held, lack)| *held >= self.query.least(lack))
            && self.prices.iter().zip(self.sums.priced).all(|(price, priced)| {
                Lack::BOTH.into_iter().all(|lack| self.can_pay_for_enough(lack, price, priced))
            })
    }

    /// Returns whether what is to spare at a price can pay for as many stakes as are needed.
    ///
    /// Each step is paid for by all the stakes that want it, in equal shares. Whichever stakes are
    /// held in the end, their shares are then no more than what their steps cost together; so those
    /// that have the smallest shares must be affordable, or no others are.
    fn can_pay_for_enough(&self, lack: Lack, price: &Price, priced: i128) -> bool {
        let needed = self.query.least(lack);
        if needed == 0 || self.ground.stakes.size > MOST_NEEDS {
            return true;
        }
        let spare = price.allowed(self.query.effort, self.gain_needed).saturating_sub(priced);
        let stakes = self.ground.stakes.needs.iter().zip(&self.lacking);
        let bill = |(needs, lacking): (&Vec<(usize, usize)>, &usize)| {
            let may_lack = lack.levels().checked_sub(*lacking)?;
            let bill = self.bill(needs, may_lack > 0, price);
            (bill.whole <= spare).then_some(bill.shares)
        };
        let mut shares: Vec<i128> = stakes.filter_map(bill).collect();
        if shares.len() < needed {
            return false;
        }
        shares.sort_unstable();
        let least =
            shares.iter().take(needed).fold(0, |sum: i128, share| sum.saturating_add(*share));
        least <= spare.saturating_mul(SHARES)
    }

    /// Returns what the steps cost that a stake still wants, where it may lack one of them or none.
    fn bill(&self, needs: &[(usize, usize)], may_lack: bool, price: &Price) -> Bill {
        let mut bill = Bill::default();
        let mut dearest = Bill::default();
        for (ladder, wanted) in needs {
            let from = self.places.get(*ladder).copied().unwrap_or_default();
            let wanted = self.query.room.of(*ladder).1.min(*wanted);
            if wanted <= from || self.is_decided(*ladder) {
                continue;
            }
            bill.whole += price.rise(*ladder, from, wanted);
            bill.shares += price.shared(*ladder, from, wanted);
            dearest.whole = dearest.whole.max(price.rise(*ladder, wanted - 1, wanted));
            dearest.shares = dearest.shares.max(price.shared(*ladder, wanted - 1, wanted));
        }
        if may_lack {
            bill.whole -= dearest.whole;
            bill.shares -= dearest.shares;
        }
        bill
    }

    /// Returns whether a ladder has been decided.
    fn is_decided(&self, ladder: usize) -> bool {
        self.ground.order.turn(ladder) < self.before.len()
    }

    /// Takes the last decision back, if there is one.
    fn take_back(&mut self) {
        let Some(before) = self.before.pop() else { return };
        let ladder = self.ground.order.at(self.before.len());
        let place = self.places.get(ladder).copied().unwrap_or_default();
        let most = self.query.room.of(ladder).1;
        for (stake, wanted) in self.ground.stakes.wanting(ladder) {
            if let Some(lacking) = self.lacking.get_mut(*stake) {
                *lacking -= wanted.saturating_sub(place) - wanted.saturating_sub(most);
            }
        }
        for (ladder, had) in self.demands.drain(before.demands..).rev() {
            if let Some(slot) = self.places.get_mut(ladder) {
                *slot = had;
            }
        }
        self.sums = before;
    }

    /// Notes the state that has been decided, if it meets the query, and looks only for better
    /// ones from here; returns whether it did.
    fn note(&mut self) -> bool {
        let (ground, state) = (self.ground, &self.places);
        if self.query.need.as_ref().is_some_and(|need| !ground.weighing.meets(state, need)) {
            return false;
        }
        match self.seek {
            Seek::Any => {}
            Seek::LessEffort => self.query.effort = self.sums.effort.saturating_sub(1),
            Seek::MoreGain => {
                let need = Need { sum: ground.weighing.sum(state), beyond: true };
                self.gain_needed = ground.weighing.least_gain(&need);
                self.query.need = Some(need);
            }
            Seek::MoreHeld(lack) => {
                self.query.demand_held(lack, ground.stakes.count(state, lack) + 1)
            }
        }
        self.best = Some(self.places.clone());
        true
    }
}

/// What a stake still wants costs.
#[derive(Clone, Copy, Default)]
struct Bill {
    /// If it were alone in wanting it.
    whole: i128,
    /// Its shares, counted in [`SHARES`] to the whole.
    shares: i128,
}

/// Returns the frontiers of each ladder with all that come after it, and of none.
fn frontiers(
    ground: &Ground<'_>,
    query: &Query,
    price: &Price,
    patience: &mut Patience,
) -> Option<Vec<Frontier>> {
    let gain_needed = query.gain(ground);
    let allowed = price.allowed(query.effort, gain_needed);
    let most = (MOST_POINTS / ground.ladders.len().max(1)).max(2);
    let mut others = price.total(&query.room);
    let mut frontiers = vec![Frontier::empty()];
    for ladder in ground.order.backwards() {
        let (least, top) = query.room.of(ladder);
        others -= price.cheapest(ladder, least);
        let choices: Vec<_> = (least..=top).map(|place| ground.point(ladder, place)).collect();
        let keep = |point| price.cost(point).saturating_add(others) <= allowed;
        let after = frontiers.last()?;
        frontiers.push(after.with(&choices, most, keep, patience)?);
    }
    frontiers.reverse();
    Some(frontiers)
}

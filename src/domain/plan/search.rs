//! Depth-first branch and bound: finds states that meet a query, or proves that there are none.

use super::branch::Branch;
use super::ground::Ground;
use super::patience::Patience;
use super::price::Price;
use super::query::Query;
use super::stakes::Lack;
use super::weighing::Need;

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
    /// Whether it looked everywhere, or as far as it had to.
    pub(super) complete: bool,
}

impl Found {
    /// Returns what a search came to that ended with this state, or with none.
    fn complete(state: Option<Vec<usize>>) -> Self {
        Self { state, complete: true }
    }
}

/// Returns the best state that meets `query`.
pub(super) fn search(
    ground: &Ground<'_>,
    query: Query,
    seek: Seek,
    patience: &mut Patience,
) -> Found {
    if !patience.spend(ground.size) {
        return Found::default();
    }
    if ground.ladders.is_empty() {
        return Found::complete(query.accepts(ground, &[]).then(Vec::new));
    }
    let Some((query, price)) = opened(ground, query) else { return Found::complete(None) };
    let Some(branch) = Branch::start(ground, query, price, patience) else {
        return Found::default();
    };
    let mut search = Search { branch, seek, best: None };
    let complete = search.run(patience);
    Found { state: search.best, complete }
}

/// Returns what is left of a query after a first look, and the price of gain in it; nothing where
/// nothing is left.
pub(super) fn opened(ground: &Ground<'_>, mut query: Query) -> Option<(Query, Price)> {
    if !query.narrow(ground) {
        return None;
    }
    let gain = query.gain(ground);
    let price = Price::of(ground, &query.room, gain);
    (price.total(&query.room) <= price.allowed(query.effort, gain)).then_some((query, price))
}

/// A search under way.
struct Search<'g> {
    branch: Branch<'g>,
    seek: Seek,
    best: Option<Vec<usize>>,
}

impl Search<'_> {
    /// Tries every choice that may lead to a better state; returns whether all were tried that had
    /// to be.
    fn run(&mut self, patience: &mut Patience) -> bool {
        let mut untried = vec![self.choices()];
        while let Some(choices) = untried.last_mut() {
            let Some(place) = choices.pop() else {
                untried.pop();
                self.branch.take_back();
                continue;
            };
            if !patience.spend(self.branch.looks()) {
                return false;
            }
            if !self.branch.may_take(place) {
                continue;
            }
            let may_grow = self.branch.decide(place);
            if may_grow && !self.branch.is_whole() {
                untried.push(self.choices());
                continue;
            }
            if may_grow && self.is_better() && self.seek == Seek::Any {
                return true;
            }
            self.branch.take_back();
        }
        true
    }

    /// Returns the places to try for the next ladder, the most promising last: of those that are
    /// equally promising, the highest.
    fn choices(&self) -> Vec<usize> {
        let places = self.branch.choices();
        let promising = |place: usize| match self.seek {
            Seek::Any | Seek::MoreHeld(_) => Some((0, place)),
            Seek::LessEffort => Some((i128::from(self.branch.bound(place)?), place)),
            Seek::MoreGain => Some((self.branch.cost(place), place)),
        };
        let mut choices: Vec<(i128, usize)> = places.filter_map(promising).collect();
        choices.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        choices.into_iter().map(|(_, place)| place).collect()
    }

    /// Returns whether the whole branch is a state that is better than the best so far. Keeps it
    /// then, and looks only for better ones from here.
    fn is_better(&mut self) -> bool {
        let branch = &mut self.branch;
        let ground = branch.ground;
        if !branch.query.accepts(ground, &branch.places) {
            return false;
        }
        let state = branch.places.clone();
        match self.seek {
            Seek::Any => {}
            Seek::LessEffort => branch.query.effort = ground.effort(&state).saturating_sub(1),
            Seek::MoreGain => {
                let sum = ground.sum(&state);
                branch.need(Need { sum, beyond: true });
            }
            Seek::MoreHeld(lack) => {
                let held = ground.stakes.count(&state, lack);
                branch.query.demand_held(lack, held + 1);
            }
        }
        self.best = Some(state);
        true
    }
}

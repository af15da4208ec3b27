//! What the scenarios that count need, and by how much a state falls short of it.
//!
//! A scenario's shortfall is the number of levels by which its needs are missed, all together.

use super::prerequisites::LadderId;
use crate::domain::index::ScenarioId;
use crate::domain::scenarios::Verdict;

/// The shortfall up to which a scenario is coped with.
pub(super) const COPED: usize = 0;
/// The shortfall up to which it does not fail: one need, missed by one level, puts it at risk.
pub(super) const AT_RISK: usize = 1;

/// The scenarios that count and apply.
#[derive(Debug)]
pub(super) struct ScenarioNeeds {
    /// All of them.
    pub(super) all: Vec<Scenario>,
    /// By ladder: which of them need it, by their index in `all`, and the rung that they need.
    by_ladder: Vec<Vec<(usize, usize)>>,
    /// How many needs there are.
    pub(super) size: usize,
}

/// A scenario, and what it needs beyond the start.
#[derive(Debug)]
pub(super) struct Scenario {
    /// Which it is.
    pub(super) id: ScenarioId,
    /// Ladders, each once, and a rung on each.
    pub(super) needs: Vec<(LadderId, usize)>,
    /// By how much it is missed where there is no ladder to climb.
    pub(super) out_of_reach: usize,
}

impl ScenarioNeeds {
    /// Arranges the needs of `all` scenarios on so many ladders.
    pub(super) fn of(ladders: usize, all: Vec<Scenario>) -> Self {
        let mut by_ladder = vec![Vec::new(); ladders];
        for (index, scenario) in all.iter().enumerate() {
            for (ladder, rung) in &scenario.needs {
                if let Some(needing) = by_ladder.get_mut(*ladder) {
                    needing.push((index, *rung));
                }
            }
        }
        let size = all.iter().map(|scenario| scenario.needs.len()).sum();
        Self { all, by_ladder, size }
    }

    /// Returns the indexes of the scenarios that need something of `ladder`, and the rung needed.
    pub(super) fn needing(&self, ladder: LadderId) -> &[(usize, usize)] {
        self.by_ladder.get(ladder).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns for each scenario by how many levels a state falls short of it.
    pub(super) fn shortfalls(&self, state: &[usize]) -> impl Iterator<Item = usize> {
        let missed = |(ladder, rung): &(LadderId, usize)| {
            rung.saturating_sub(state.get(*ladder).copied().unwrap_or_default())
        };
        self.all.iter().map(move |scenario| {
            let raised: usize = scenario.needs.iter().map(missed).sum();
            raised.saturating_add(scenario.out_of_reach)
        })
    }

    /// Returns of how many scenarios a state falls short by no more than [`COPED`], and of how many
    /// by no more than [`AT_RISK`].
    pub(super) fn held(&self, state: &[usize]) -> [usize; 2] {
        self.shortfalls(state).fold([0; 2], |[coped, not_failing], missed| {
            [coped + usize::from(missed == COPED), not_failing + usize::from(missed <= AT_RISK)]
        })
    }

    /// Returns the scenarios on which the verdict in a state is `verdict`.
    pub(super) fn with_verdict(&self, state: &[usize], verdict: Verdict) -> Vec<ScenarioId> {
        let is_such = |shortfall| match shortfall {
            COPED => verdict == Verdict::Copes,
            AT_RISK => verdict == Verdict::AtRisk,
            _ => verdict == Verdict::Fails,
        };
        let all = self.all.iter().zip(self.shortfalls(state));
        all.filter(|(_, shortfall)| is_such(*shortfall)).map(|(scenario, _)| scenario.id).collect()
    }
}

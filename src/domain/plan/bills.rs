//! Whether enough scenarios can still be held on a branch: what each would cost, and what it costs
//! to hold as many as are needed.

use super::branch::Branch;
use super::price::{Price, SHARES};
use super::stakes::{Lack, Stake};

/// With more needs than this, it is not worked out for every choice what they cost together.
const MOST_NEEDS: usize = 1000;

/// What it costs to hold a stake.
#[derive(Clone, Copy, Default)]
struct Bill {
    /// If nothing else wanted the same steps.
    alone: i128,
    /// Its shares in the steps that it wants, counted in [`SHARES`] to the whole.
    shares: i128,
}

impl Branch<'_> {
    /// Returns how much work the bills are, for one kind of lack.
    pub(super) fn bill_looks(&self) -> usize {
        self.ground.stakes.size.min(MOST_NEEDS)
    }

    /// Returns whether enough stakes may still be held.
    pub(super) fn may_hold_enough(&self) -> bool {
        let mut held = self.sums.held.iter().zip(Lack::BOTH);
        held.all(|(held, lack)| *held >= self.query.least(lack))
            && Lack::BOTH.into_iter().all(|lack| self.can_pay_for_enough(lack))
    }

    fn can_pay_for_enough(&self, lack: Lack) -> bool {
        let needed = self.query.least(lack);
        if needed == 0 || self.ground.stakes.size > MOST_NEEDS {
            return true;
        }
        let mut prices = self.prices.iter().zip(self.spare());
        prices.all(|(price, spare)| self.can_pay(needed, lack, price, spare))
    }

    /// Returns whether what is to spare at a price can pay for as many stakes as are needed.
    ///
    /// Each step is paid for by all the stakes that want it, in equal shares. Whichever stakes are
    /// held in the end, their shares are then no more than what their steps cost together; so those
    /// that have the smallest shares must be affordable, or no others are.
    fn can_pay(&self, needed: usize, lack: Lack, price: &Price, spare: i128) -> bool {
        let stakes = self.ground.stakes.all.iter().zip(&self.lacking);
        let bill = |(stake, lacking): (&Stake, &usize)| {
            let may_lack = lack.levels().checked_sub(*lacking)?;
            let bill = self.bill(stake, may_lack > 0, price);
            (bill.alone <= spare).then_some(bill.shares)
        };
        let mut shares: Vec<i128> = stakes.filter_map(bill).collect();
        if shares.len() < needed {
            return false;
        }
        shares.sort_unstable();
        let smallest = shares.into_iter().take(needed).fold(0, i128::saturating_add);
        smallest <= spare.saturating_mul(SHARES)
    }

    /// Returns what it costs to hold a stake, which may lack one level still or none.
    fn bill(&self, stake: &Stake, may_lack: bool, price: &Price) -> Bill {
        let mut bill = Bill::default();
        let mut dearest = Bill::default();
        for (ladder, wanted) in &stake.needs {
            let from = self.place(*ladder);
            let wanted = self.query.room.of(*ladder).1.min(*wanted);
            if wanted <= from || self.is_decided(*ladder) {
                continue;
            }
            bill.alone += price.rise(*ladder, from, wanted);
            bill.shares += price.shared(*ladder, from, wanted);
            dearest.alone = dearest.alone.max(price.rise(*ladder, wanted - 1, wanted));
            dearest.shares = dearest.shares.max(price.shared(*ladder, wanted - 1, wanted));
        }
        if may_lack {
            bill.alone -= dearest.alone;
            bill.shares -= dearest.shares;
        }
        bill
    }
}

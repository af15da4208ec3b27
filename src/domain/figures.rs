//! Figures that scenarios take: what a limit is, and whether a figure keeps to it.

use super::decimal::Decimal;
use super::questionnaire::Band;

/// A figure that a scenario takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureNeed {
    /// The id of the follow-up or question.
    pub question: String,
    /// What its figure must keep to.
    pub limit: FigureLimit,
}

/// What a figure must keep to: all that is stated, and at least one thing is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FigureLimit {
    /// At least this.
    pub from: Option<Decimal>,
    /// At most this.
    pub up_to: Option<Decimal>,
    /// More than this.
    pub above: Option<Decimal>,
    /// Less than this.
    pub below: Option<Decimal>,
}

impl FigureLimit {
    /// Returns whether a figure keeps to it.
    #[must_use]
    pub fn keeps(&self, figure: Decimal) -> bool {
        self.from.is_none_or(|least| figure >= least)
            && self.up_to.is_none_or(|most| figure <= most)
            && self.above.is_none_or(|most| figure > most)
            && self.below.is_none_or(|least| figure < least)
    }

    /// Returns whether every figure of a band keeps to it; nothing where some do and some do not.
    #[must_use]
    pub fn keeps_all(&self, band: &Band) -> Option<bool> {
        // Where a band begins or ends, and whether that figure itself lies in it.
        let begins = |at: Decimal, or_at: bool| {
            band.low.is_some_and(|low| low.at > at || (low.at == at && (or_at || !low.included)))
        };
        let ends = |at: Decimal, or_at: bool| {
            band.high
                .is_some_and(|high| high.at < at || (high.at == at && (or_at || !high.included)))
        };
        let held = self.from.is_none_or(|least| begins(least, true))
            && self.above.is_none_or(|most| begins(most, false))
            && self.up_to.is_none_or(|most| ends(most, true))
            && self.below.is_none_or(|least| ends(least, false));
        let missed = self.from.is_some_and(|least| ends(least, false))
            || self.above.is_some_and(|most| ends(most, true))
            || self.up_to.is_some_and(|most| begins(most, false))
            || self.below.is_some_and(|least| begins(least, true));
        match (held, missed) {
            (_, true) => Some(false),
            (true, false) => Some(true),
            (false, false) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::questionnaire::End;
    use proptest::prelude::*;

    fn number(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn the_ends_of_a_limit_are_as_they_say() {
        let of = |limit: FigureLimit, figure: &str| limit.keeps(number(figure));
        let at = Some(number("1.25"));
        let none = FigureLimit::default();
        assert!(of(FigureLimit { from: at, ..none }, "1.25"));
        assert!(!of(FigureLimit { above: at, ..none }, "1.25"));
        assert!(of(FigureLimit { up_to: at, ..none }, "1.25"));
        assert!(!of(FigureLimit { below: at, ..none }, "1.25"));
        assert!(of(FigureLimit { above: at, below: Some(number("2")), ..none }, "1.26"));
        assert!(!of(FigureLimit { from: at, up_to: Some(number("2")), ..none }, "2.01"));
    }

    fn ends() -> impl Strategy<Value = Option<End>> {
        let end = |(at, included)| End { at: Decimal::whole(at), included };
        prop::option::of((0_i64..6, any::<bool>()).prop_map(end))
    }

    proptest! {
        /// What is said of a band holds for each of its figures, in steps of a half.
        #[test]
        fn a_band_is_judged_as_all_of_its_figures(
            (low, high) in (ends(), ends()),
            limits in prop::array::uniform4(prop::option::of(0_i64..6)),
        ) {
            let [from, up_to, above, below] = limits.map(|it| it.map(Decimal::whole));
            let limit = FigureLimit { from, up_to, above, below };
            let figures = (-2_i64..14).map(|half| number(&format!("{}.{}", half.div_euclid(2), half.rem_euclid(2) * 5)));
            let within = |figure: &Decimal| {
                low.is_none_or(|end| *figure > end.at || (end.included && *figure == end.at))
                    && high.is_none_or(|end| *figure < end.at || (end.included && *figure == end.at))
            };
            let kept: Vec<_> = figures.filter(within).map(|figure| limit.keeps(figure)).collect();
            if let Some(keeps) = limit.keeps_all(&Band { low, high }) {
                prop_assert!(kept.iter().all(|one| *one == keeps));
            }
        }
    }
}

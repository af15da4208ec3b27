//! What the parts of a query share: for whom it is written, and how answers are read.

use super::dialect::Dialect;
use crate::domain::rubric::UnknownCountsAs;
use crate::domain::tabular::Tabular;

/// The type of figures and levels: ten digits before the point and fifteen after it, as many as a
/// figure may have.
pub(super) const FIGURE: &str = "DECIMAL(25, 15)";

/// What is written, and for whom.
#[derive(Clone, Copy)]
pub(super) struct Writer<'t> {
    pub(super) tabular: &'t Tabular<'t>,
    pub(super) dialect: Dialect,
}

/// One common table expression: what it is for, its name and its text.
pub(super) struct Part {
    pub(super) note: &'static str,
    pub(super) name: &'static str,
    pub(super) text: String,
}

/// A way to read answers: its name in columns, and whether reports and ceilings count.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    pub(super) name: &'static str,
    pub(super) unknown: Unknown,
    pub(super) on_evidence: bool,
}

/// What an unknown question counts as.
#[derive(Clone, Copy)]
pub(super) enum Unknown {
    Lowest,
    Highest,
    LeftOut,
}

impl Writer<'_> {
    /// Returns the readings. Where unknowns count as the lowest anyway, the claim is the worst case.
    pub(super) fn readings(self) -> Vec<Reading> {
        let rule = self.tabular.rubric().unknown_counts_as;
        let by_rule = match rule {
            UnknownCountsAs::Lowest => Unknown::Lowest,
            UnknownCountsAs::LeftOut => Unknown::LeftOut,
        };
        let reading = |name, unknown, on_evidence| Reading { name, unknown, on_evidence };
        let worst = matches!(rule, UnknownCountsAs::LeftOut).then_some(reading(
            "worst",
            Unknown::Lowest,
            false,
        ));
        let first =
            [reading("claimed", by_rule, false), reading("evidenced", by_rule, true)].into_iter();
        first.chain(worst).chain([reading("best", Unknown::Highest, false)]).collect()
    }

    /// Returns the name of the reading with every unknown at its lowest.
    pub(super) fn worst(self) -> &'static str {
        match self.tabular.rubric().unknown_counts_as {
            UnknownCountsAs::Lowest => "claimed",
            UnknownCountsAs::LeftOut => "worst",
        }
    }

    /// Returns a text as it is written.
    pub(super) fn quoted(self, text: &str) -> String {
        self.dialect.quoted(text)
    }

    /// Returns `above` divided by `below`, rounded down.
    pub(super) fn rounded_down(self, above: &str, below: &str) -> String {
        if below == "1" {
            return above.to_owned();
        }
        if self.tabular.has_negative_scores() {
            // Remainders have the sign of what is divided.
            let rest = format!("(({above} % {below} + {below}) % {below})");
            return self.dialect.quotient(&format!("({above} - {rest})"), below);
        }
        self.dialect.quotient(above, below)
    }
}

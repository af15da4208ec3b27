//! Where one assessment stands among those of a portfolio, for programs; with all that it follows
//! from, so that it can be recomputed.

use super::Report;
use super::against::Beside;
use super::number_json::Number;
use crate::domain::portfolio::others::{Share, Unit};
use serde::Serialize;

/// The portfolio, and where this one stands.
#[derive(Serialize)]
pub(super) struct AgainstV1<'r> {
    portfolio: PortfolioV1,
    overall: BesideV1<'r>,
    dimensions: Vec<BesideV1<'r>>,
}

#[derive(Serialize)]
struct PortfolioV1 {
    judged_on: String,
    records: u64,
}

#[derive(Serialize)]
struct BesideV1<'r> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'r str>,
    by: &'static str,
    at: Option<Number>,
    at_or_below: Option<u64>,
    of: u64,
    percent: Option<Number>,
    counts: Vec<CountV1>,
}

#[derive(Serialize)]
struct CountV1 {
    at: Number,
    records: u64,
}

impl<'r> AgainstV1<'r> {
    /// Returns what stands of it in a report; nothing where it is held against none.
    pub(super) fn of(report: &'r Report<'_>) -> Option<Self> {
        let others = report.others.as_ref()?;
        let mut all = report.beside().into_iter().map(|beside| BesideV1::of(report, &beside));
        Some(Self {
            portfolio: PortfolioV1 {
                judged_on: others.judged_on.to_string(),
                records: others.records,
            },
            overall: all.next()?,
            dimensions: all.collect(),
        })
    }
}

impl<'r> BesideV1<'r> {
    fn of(report: &'r Report<'_>, beside: &Beside<'_>) -> Self {
        let number = |held: i64| {
            Number::of_hundredths(match beside.unit {
                Unit::Level => held.saturating_mul(100),
                Unit::Score => held,
            })
        };
        let share = beside.share();
        let counts =
            beside.others.counts().map(|(at, records)| CountV1 { at: number(at), records });
        Self {
            id: beside.dimension.map(|id| report.dimension_id(id)),
            by: match beside.unit {
                Unit::Level => "level",
                Unit::Score => "score",
            },
            at: beside.held.map(number),
            at_or_below: share.map(|share| share.at_or_below),
            of: beside.others.total(),
            percent: share.and_then(Share::percent_hundredths).map(Number::of_hundredths),
            counts: counts.collect(),
        }
    }
}

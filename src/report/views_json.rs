//! The views of several people, for programs: how many hold what, and how far they agree.

use crate::document::write::NumberDocument;
use crate::domain::Exact;
use crate::domain::merge::agreement::Agreement;
use crate::domain::sorting;
use crate::domain::views::Spread;
use serde::Serialize;
use std::collections::BTreeMap;

/// How far several people agree.
#[derive(Serialize)]
pub(super) struct AgreementV1 {
    /// Which figure it is: the average deviation from the median.
    measure: &'static str,
    exact: String,
    value: Option<NumberDocument>,
    /// The most that counts as agreement.
    limit: Option<NumberDocument>,
    voices: usize,
}

/// How far several people agree, as far as that can be told.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum MaybeAgreementV1 {
    /// The figure.
    Told(AgreementV1),
    /// Too few gave a value: null.
    TooFew,
}

impl From<Option<Agreement>> for MaybeAgreementV1 {
    fn from(agreement: Option<Agreement>) -> Self {
        agreement.as_ref().map_or(Self::TooFew, |agreement| Self::Told(agreement.into()))
    }
}

/// How many people gave answers of each score, and how many gave none.
#[derive(Serialize)]
pub(super) struct VoicesV1 {
    levels: BTreeMap<String, usize>,
    unknown: usize,
    not_applicable: usize,
}

impl From<&Agreement> for AgreementV1 {
    fn from(agreement: &Agreement) -> Self {
        let shown = |number: &Exact| number.down_to_hundredths().map(NumberDocument);
        Self {
            measure: "AD_Md",
            exact: agreement.deviation.to_string(),
            value: shown(&agreement.deviation),
            limit: shown(&agreement.limit),
            voices: agreement.voices,
        }
    }
}

impl From<&Spread> for VoicesV1 {
    fn from(spread: &Spread) -> Self {
        let shown = |score: &Exact| {
            score.down_to_hundredths().map_or_else(|| score.to_string(), |it| it.to_string())
        };
        Self {
            levels: sorting::to_map(
                spread.scores.iter().map(|(score, count)| (shown(score), *count)),
            ),
            unknown: spread.unknown,
            not_applicable: spread.not_applicable,
        }
    }
}

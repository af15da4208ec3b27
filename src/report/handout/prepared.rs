//! Who prepared a hand-out, when, and for whom, in one sentence. Knows no part of the report.

use crate::domain::{Date, GivenAnswers};
use crate::report::brand::Brand;
use crate::report::words::isolated;

/// What the answers say of when a hand-out was prepared, and by whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prepared {
    /// The day that the answers describe, where there are some.
    pub on: Option<Date>,
    /// Who answered, where it is said.
    pub respondent: Option<String>,
}

impl Prepared {
    /// Returns what these answers say of it.
    pub(super) fn of(given: &GivenAnswers) -> Self {
        Self { on: Some(given.date), respondent: given.respondent.clone() }
    }

    /// Says when the hand-out was prepared, by whom and for which operation: by whom `brand` names,
    /// else by who answered. Without answers it is for everybody; nothing where nobody is named
    /// either.
    pub(crate) fn words(&self, brand: &Brand, scope: &str) -> Option<String> {
        let named = brand.prepared_by.as_ref().or(brand.name.as_ref());
        let by = named.or(self.respondent.as_ref()).map(|by| isolated(by));
        let house = brand.name.as_ref().filter(|_| brand.prepared_by.is_some());
        let (house, scope) = (house.map(|house| isolated(house)), isolated(scope));
        match (by, house, self.on) {
            (Some(by), Some(house), Some(on)) => {
                Some(format!("Prepared by {by}, {house}, on {on} for {scope}"))
            }
            (Some(by), None, Some(on)) => Some(format!("Prepared by {by} on {on} for {scope}")),
            (None, _, Some(on)) => Some(format!("Prepared on {on} for {scope}")),
            (Some(by), Some(house), None) => Some(format!("Prepared by {by}, {house}")),
            (Some(by), None, None) => Some(format!("Prepared by {by}")),
            (None, _, None) => None,
        }
    }
}

//! Who prepared a hand-out, when, and for whom, in one sentence. Knows no part of the report.

use crate::domain::merge::people::is_merged;
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
    /// Whether it is withheld which operation they are about.
    pub is_anonymous: bool,
}

impl Prepared {
    /// Returns what these answers say of it. Several people's were prepared by none of them.
    pub(super) fn of(given: &GivenAnswers) -> Self {
        Self {
            on: Some(given.date),
            respondent: given.respondent.clone().filter(|_| !is_merged(given)),
            is_anonymous: given.is_anonymous(),
        }
    }

    /// Says when the hand-out was prepared, by whom and for which operation: by whom `brand` names,
    /// else by who answered. One that names no operation is for nobody, and without answers it is for
    /// everybody; nothing where nobody is named
    /// either.
    pub(crate) fn words(&self, brand: &Brand, scope: &str) -> Option<String> {
        let named = brand.prepared_by.as_ref().or(brand.name.as_ref());
        let by = named.or(self.respondent.as_ref()).map(|by| isolated(by));
        let house = brand.name.as_ref().filter(|_| brand.prepared_by.is_some());
        let house = house.map(|house| isolated(house));
        let scope = Some(isolated(scope)).filter(|_| !self.is_anonymous);
        Some(match (by, house, self.on, scope) {
            (Some(by), Some(house), Some(on), Some(scope)) => {
                format!("Prepared by {by}, {house}, on {on} for {scope}")
            }
            (Some(by), Some(house), Some(on), None) => {
                format!("Prepared by {by}, {house}, on {on}")
            }
            (Some(by), None, Some(on), Some(scope)) => {
                format!("Prepared by {by} on {on} for {scope}")
            }
            (Some(by), None, Some(on), None) => format!("Prepared by {by} on {on}"),
            (None, _, Some(on), Some(scope)) => format!("Prepared on {on} for {scope}"),
            (None, _, Some(on), None) => format!("Prepared on {on}"),
            (Some(by), Some(house), None, _) => format!("Prepared by {by}, {house}"),
            (Some(by), None, None, _) => format!("Prepared by {by}"),
            (None, _, None, _) => return None,
        })
    }
}

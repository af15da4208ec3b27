//! Who prepared a hand-out, when, and for whom, in one sentence. Knows no part of the report.

use crate::domain::Date;
use crate::report::brand::Brand;
use crate::report::words::isolated;

/// What the answers say of when a hand-out was prepared, and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    /// The day that the answers describe.
    pub on: Date,
    /// Who answered, where it is said.
    pub respondent: Option<String>,
}

impl Prepared {
    /// Says when the hand-out was prepared, by whom and for which operation: by whom `brand` names,
    /// else by who answered.
    pub(crate) fn words(&self, brand: &Brand, scope: &str) -> String {
        let (on, scope) = (self.on, isolated(scope));
        match (&brand.prepared_by, &brand.name, &self.respondent) {
            (Some(person), Some(house), _) => {
                let (person, house) = (isolated(person), isolated(house));
                format!("Prepared by {person}, {house}, on {on} for {scope}")
            }
            (Some(by), None, _) | (None, Some(by), _) | (None, None, Some(by)) => {
                let by = isolated(by);
                format!("Prepared by {by} on {on} for {scope}")
            }
            (None, None, None) => format!("Prepared on {on} for {scope}"),
        }
    }
}

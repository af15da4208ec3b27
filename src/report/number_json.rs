//! A number as it is shown, for programs.

use crate::domain::Exact;
use crate::domain::exact::Hundredths;
use serde::{Serialize, Serializer};

/// A number of hundredths, written as a JSON number: `3.33`, `4`.
#[derive(Clone, Copy)]
pub(super) struct Number(i64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % 100 == 0 {
            return serializer.serialize_i64(self.0 / 100);
        }
        let spelled = Hundredths(self.0).to_string();
        serializer.serialize_f64(spelled.parse().unwrap_or_default())
    }
}

impl Number {
    /// Returns the number of so many hundredths.
    pub(super) fn of_hundredths(hundredths: i64) -> Self {
        Self(hundredths)
    }
}

impl From<&Exact> for Number {
    fn from(exact: &Exact) -> Self {
        Self(exact.hundredths())
    }
}

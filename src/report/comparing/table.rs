//! A comparison for people at a terminal.

use super::Compared;
use super::telling::Trend;
use crate::report::handout::Handout;
use crate::report::section_table::page;
use crate::report::table::{judged_by, readable};
use crate::report::words::isolated;

/// Returns the comparison as text for a terminal of so many columns, with colour.
#[must_use]
pub fn render(compared: &Compared<'_>, columns: u16, trend: Trend) -> String {
    let width = readable(columns);
    let handout = Handout::of_comparison(compared, trend);
    let title = format!("{}. {}", isolated(&handout.scope), compared.days());
    let instrument = compared.after.instrument;
    let judged = judged_by(instrument.rubric(), &instrument.fingerprints().rubric, width);
    (page(&title, &handout.sections, width) + judged).coloured()
}

//! A portfolio for people at a terminal.

use super::Portfolio;
use super::telling::Shades;
use crate::report::handout::Handout;
use crate::report::section_table::page;
use crate::report::table::{judged_by, readable};

/// Returns the portfolio as text for a terminal of so many columns, with colour.
#[must_use]
pub fn render(portfolio: &Portfolio<'_>, columns: u16, shades: Shades) -> String {
    let width = readable(columns);
    let handout = Handout::of_portfolio(portfolio, shades);
    let instrument = portfolio.instrument;
    let judged = judged_by(instrument.rubric(), &instrument.fingerprints().rubric, width);
    (page(&portfolio.counted(), &handout.sections, width) + judged).coloured()
}

//! A portfolio as CSV in its long form: one row per number. Columns are only ever added, at the
//! end.

use super::Portfolio;
use super::telling::{Spread, of_dimension};
use crate::domain::index::DimensionId;
use crate::domain::portfolio::histogram::Histogram;
use crate::domain::portfolio::tally::{Counts, GroupTags};
use crate::report::escape::cell;
use crate::report::spreadsheet::csv;
use crate::report::words::shortened;

/// The columns behind those of the tags.
const COLUMNS: [&str; 4] = ["dimension", "measure", "at", "value"];
/// What the five numbers of a spread are called.
const SPREAD: [&str; 5] = ["lowest", "lower_quartile", "median", "upper_quartile", "highest"];

/// Returns the portfolio as CSV (RFC 4180), with a header.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn render(portfolio: &Portfolio<'_>) -> Result<String, String> {
    let tags = portfolio.group_by.iter().map(|id| format!("tags.{id}"));
    let columns: Vec<_> = std::iter::once("part".to_owned()).chain(tags).collect();
    let columns: Vec<_> = columns.iter().map(String::as_str).chain(COLUMNS).collect();
    let mut rows = Rows { rows: Vec::new(), begin: Vec::new() };
    rows.part("all", &vec![None; portfolio.group_by.len()]);
    rows.push("", "records", "", portfolio.records().to_string());
    rows.push("", "invalid", "", portfolio.tally.invalid.to_string());
    rows.counts(portfolio, &portfolio.tally.all);
    for group in portfolio.groups() {
        if let Some(counts) = group.counts {
            rows.part("group", group.tags);
            rows.counts(portfolio, counts);
        }
    }
    csv(&columns, rows.rows.into_iter())
}

/// The rows, and what each of those to come begins with.
struct Rows {
    rows: Vec<Vec<String>>,
    begin: Vec<String>,
}

impl Rows {
    fn part(&mut self, part: &str, tags: &GroupTags) {
        let tags = tags.iter().map(|tag| tag.as_deref().map(cell).unwrap_or_default());
        self.begin = std::iter::once(part.to_owned()).chain(tags).collect();
    }

    fn push(&mut self, dimension: &str, measure: &str, at: &str, value: String) {
        let mut row = self.begin.clone();
        row.extend([cell(dimension), measure.to_owned(), at.to_owned(), value]);
        self.rows.push(row);
    }

    fn counts(&mut self, portfolio: &Portfolio<'_>, counts: &Counts) {
        let level = |level: i64| level.to_string();
        for (measure, count) in [
            ("judged", counts.records),
            ("too_much_unknown", counts.too_much_unknown),
            ("stale", counts.stale),
        ] {
            self.push("", measure, "", count.to_string());
        }
        self.spread("", "level", &counts.levels, level);
        self.at_each("", "records_at_level", &counts.levels);
        self.spread("", "evidenced_level", &counts.evidenced_levels, level);
        self.at_each("", "records_at_evidenced_level", &counts.evidenced_levels);
        self.spread("", "score", &counts.scores, shortened);
        let dimensions = &portfolio.instrument.rubric().dimensions;
        for (id, dimension) in DimensionId::each(dimensions) {
            let Some(counts) = of_dimension(counts, id) else { continue };
            self.spread(&dimension.id, "level", &counts.levels, level);
            self.at_each(&dimension.id, "records_at_level", &counts.levels);
            self.spread(&dimension.id, "score", &counts.scores, shortened);
            for (measure, count) in [
                ("unknown", counts.unknown),
                ("not_applicable", counts.not_applicable),
                ("limiting", counts.limiting),
            ] {
                self.push(&dimension.id, measure, "", count.to_string());
            }
        }
    }

    /// Adds where the numbers lie; nothing where there are none.
    fn spread(&mut self, of: &str, measure: &str, held: &Histogram, shown: fn(i64) -> String) {
        let Some(spread) = Spread::of(held) else { return };
        for (name, number) in SPREAD.into_iter().zip(spread.in_order()) {
            self.push(of, measure, name, shown(number));
        }
    }

    /// Adds how many stand at each number.
    fn at_each(&mut self, of: &str, measure: &str, held: &Histogram) {
        for (number, records) in held.counts() {
            self.push(of, measure, &number.to_string(), records.to_string());
        }
    }
}

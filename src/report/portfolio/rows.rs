//! Each record of a portfolio as a row of cells: the columns of tables and workbooks.

use super::each::Located;
use crate::domain::instrument::Instrument;
use crate::domain::portfolio::Record;
use crate::domain::portfolio::judge::Judged;
use crate::domain::rubric::Aggregate;
use crate::report::sheets::Cell;

/// Returns the names of the columns; the tags by which records are grouped have one each.
#[must_use]
pub fn columns(instrument: &Instrument, group_by: &[String]) -> Vec<String> {
    let score = match instrument.rubric().aggregate {
        Aggregate::Mean => "mean",
        _ => "score",
    };
    let first = ["record", "scope", "date", "level", score, "worst", "best", "evidenced_level"];
    let first = first.into_iter().chain(["unknown", "limiting"]).map(str::to_owned);
    let dimensions = instrument.rubric().dimensions.iter();
    let dimensions = dimensions.map(|dimension| format!("{}.level", dimension.id));
    let tags = group_by.iter().map(|tag| format!("tags.{tag}"));
    let last = ["tags", "wrong"].map(str::to_owned);
    first.chain(dimensions).chain(tags).chain(last).collect()
}

/// Returns a record that was judged.
#[must_use]
pub fn judged(
    instrument: &Instrument,
    group_by: &[String],
    (number, record): (u64, &Record<'_>),
    judged: &Judged,
) -> Vec<Cell> {
    let number = Cell::number(i64::try_from(number).ok());
    let dimensions = || instrument.rubric().dimensions.iter().zip(&judged.dimensions);
    let limiting = dimensions().filter(|(_, one)| judged.is_limiting(one));
    let limiting: Vec<_> = limiting.map(|(dimension, _)| dimension.id.as_str()).collect();
    let mut cells = vec![
        number,
        Cell::text(&record.scope),
        Cell::Day(record.date),
        Cell::number(judged.level),
        Cell::hundredths(judged.hundredths),
        Cell::number(judged.range.map(|(worst, _)| worst)),
        Cell::number(judged.range.map(|(_, best)| best)),
        Cell::number(judged.evidenced_level),
        Cell::number(i64::try_from(judged.unknown).ok()),
        Cell::text(&limiting.join(" ")),
    ];
    cells.extend(dimensions().map(|(_, one)| Cell::number(one.level())));
    let tag = |id: &String| record.tags.iter().find(|(known, _)| known == id);
    cells.extend(
        group_by.iter().map(|id| tag(id).map_or(Cell::Empty, |(_, text)| Cell::text(text))),
    );
    let tags: Vec<_> = record.tags.iter().map(|(id, text)| format!("{id}={text}")).collect();
    cells.push(Cell::text(&tags.join("; ")));
    cells
}

/// Returns a record that could not be judged: its number, and in the last column what is wrong.
#[must_use]
pub fn invalid(
    instrument: &Instrument,
    group_by: &[String],
    number: u64,
    findings: &[Located],
) -> Vec<Cell> {
    let wrong: Vec<_> = findings.iter().map(Located::line).collect();
    let between = columns(instrument, group_by).len().saturating_sub(2);
    let mut cells = vec![Cell::number(i64::try_from(number).ok())];
    cells.extend(std::iter::repeat_n(Cell::Empty, between));
    cells.push(Cell::text(&wrong.join(" | ")));
    cells
}

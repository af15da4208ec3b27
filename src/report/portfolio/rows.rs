//! Each record of a portfolio as a row of cells: the columns of tables and workbooks.

use super::each::Located;
use crate::domain::instrument::Instrument;
use crate::domain::portfolio::Record;
use crate::domain::portfolio::judge::Judged;
use crate::domain::rubric::Aggregate;
use crate::report::sheets::Cell;

/// What the rows of a run have in common.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a> {
    /// What the records were judged by.
    pub instrument: &'a Instrument,
    /// The tags that have a column each: those by which records are grouped.
    pub group_by: &'a [String],
    /// Whether operations are not to be named.
    pub anonymous: bool,
}

impl Columns<'_> {
    /// Returns their names.
    #[must_use]
    pub fn names(self) -> Vec<String> {
        let rubric = self.instrument.rubric();
        let is_mean = rubric.aggregate == Aggregate::Mean;
        let score = if is_mean { "mean" } else { "score" };
        let first = ["record", "scope", "date", "level", score, "worst", "best"];
        let first = first.into_iter().chain(["evidenced_level", "unknown", "limiting"]);
        let dimensions =
            rubric.dimensions.iter().map(|dimension| format!("{}.level", dimension.id));
        let tags = self.group_by.iter().map(|tag| format!("tags.{tag}"));
        let last = ["tags", "invalid"].map(str::to_owned);
        first.map(str::to_owned).chain(dimensions).chain(tags).chain(last).collect()
    }

    /// Returns the cells of a record that was judged.
    #[must_use]
    pub fn judged(self, number: u64, record: &Record<'_>, judged: &Judged) -> Vec<Cell> {
        let dimensions = || self.instrument.rubric().dimensions.iter().zip(&judged.dimensions);
        let limiting = dimensions().filter(|(_, one)| judged.is_limiting(one));
        let limiting: Vec<_> = limiting.map(|(dimension, _)| dimension.id.as_str()).collect();
        let mut cells = vec![
            Cell::number(i64::try_from(number).ok()),
            if self.anonymous { Cell::Empty } else { Cell::text(&record.scope) },
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
        let tags = self.group_by.iter().map(tag);
        cells.extend(tags.map(|tag| tag.map_or(Cell::Empty, |(_, text)| Cell::text(text))));
        let tags: Vec<_> = record.tags.iter().map(|(id, text)| format!("{id}={text}")).collect();
        cells.push(if self.anonymous { Cell::Empty } else { Cell::text(&tags.join("; ")) });
        cells
    }

    /// Returns the cells of a record that could not be judged: its number, and in the last column
    /// what is wrong.
    #[must_use]
    pub fn invalid(self, number: u64, findings: &[Located]) -> Vec<Cell> {
        let wrong: Vec<_> = findings.iter().map(Located::to_string).collect();
        let between = self.names().len().saturating_sub(2);
        let mut cells = vec![Cell::number(i64::try_from(number).ok())];
        cells.extend(std::iter::repeat_n(Cell::Empty, between));
        cells.push(Cell::text(&wrong.join(" | ")));
        cells
    }
}

//! Each record of a portfolio as a row of cells: the columns of tables and workbooks.

use super::each::Located;
use crate::domain::instrument::Instrument;
use crate::domain::portfolio::Record;
use crate::domain::portfolio::judge::Judged;
use crate::domain::rubric::Aggregate;
use crate::report::sheets::Cell;

/// The columns before those of the dimensions.
const FIRST: [&str; 12] = [
    "record",
    "scope",
    "date",
    "tags",
    "level",
    "mean",
    "score",
    "worst",
    "best",
    "evidenced_level",
    "unknown",
    "limiting",
];

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
    /// Returns their names: those of the rows of a table, and the tags.
    #[must_use]
    pub fn names(self) -> Vec<String> {
        let dimensions = self.instrument.rubric().dimensions.iter();
        let dimensions = dimensions.map(|dimension| format!("dimensions.{}", dimension.id));
        let tags = self.group_by.iter().map(|tag| format!("tags.{tag}"));
        let first = FIRST.map(str::to_owned).into_iter().chain(dimensions);
        first.chain(["invalid".to_owned()]).chain(tags).collect()
    }

    /// Returns the cells of a record that was judged.
    #[must_use]
    pub fn judged(self, number: u64, record: &Record<'_>, judged: &Judged) -> Vec<Cell> {
        let dimensions = || self.instrument.rubric().dimensions.iter().zip(&judged.dimensions);
        let limiting = dimensions().filter(|(_, one)| judged.is_limiting(one));
        let limiting: Vec<_> = limiting.map(|(dimension, _)| dimension.id.as_str()).collect();
        let tags: Vec<_> = record.tags.iter().map(|(id, text)| format!("{id}={text}")).collect();
        let is_mean = self.instrument.rubric().aggregate == Aggregate::Mean;
        let score = |is_it: bool| Cell::hundredths(judged.hundredths.filter(|_| is_it));
        let said = |text: &str| if self.anonymous { Cell::Empty } else { Cell::text(text) };
        let mut cells = vec![
            Cell::number(i64::try_from(number).ok()),
            said(&record.scope),
            Cell::Day(record.date),
            said(&tags.join("; ")),
            Cell::number(judged.level),
            score(is_mean),
            score(!is_mean),
            Cell::number(judged.range.map(|(worst, _)| worst)),
            Cell::number(judged.range.map(|(_, best)| best)),
            Cell::number(judged.evidenced_level),
            Cell::number(i64::try_from(judged.unknown).ok()),
            Cell::text(&limiting.join(" ")),
        ];
        cells.extend(dimensions().map(|(_, one)| Cell::number(one.level())));
        cells.push(Cell::Empty);
        let tag = |id: &String| record.tags.iter().find(|(known, _)| known == id);
        let tags = self.group_by.iter().map(tag);
        cells.extend(tags.map(|tag| tag.map_or(Cell::Empty, |(_, text)| Cell::text(text))));
        cells
    }

    /// Returns the cells of a record that could not be judged: its number, and what is wrong.
    #[must_use]
    pub fn invalid(self, number: u64, findings: &[Located]) -> Vec<Cell> {
        let wrong: Vec<_> = findings.iter().map(ToString::to_string).collect();
        let between = FIRST.len() - 1 + self.instrument.rubric().dimensions.len();
        let mut cells = vec![Cell::number(i64::try_from(number).ok())];
        cells.extend(std::iter::repeat_n(Cell::Empty, between));
        cells.push(Cell::text(&wrong.join("; ")));
        cells
    }
}

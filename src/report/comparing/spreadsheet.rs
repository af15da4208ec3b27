//! A comparison as CSV in its long form: one row per file and dimension. Columns are only ever
//! added, at the end.

use super::{Compared, Dated};
use crate::domain::measured::Measured;
use crate::domain::rubric::Dimension;
use crate::domain::snapshot::Point;
use crate::report::escape::cell;
use crate::report::spreadsheet::csv;
use crate::report::words::shortened;

/// The columns.
const COLUMNS: &[&str] = &[
    "file",
    "scope",
    "date",
    "dimension",
    "level",
    "evidenced_level",
    "value",
    "unit",
    "name",
    "status",
    "score",
    "overall_level",
];

/// Returns the comparison as CSV (RFC 4180), with a header.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn render(compared: &Compared<'_>) -> Result<String, String> {
    let rows = compared.dates.iter().flat_map(|dated| {
        let dimensions = compared.after.rubric().dimensions.iter();
        let points = dimensions.zip(&dated.snapshot.dimensions).enumerate();
        points.map(move |(index, (dimension, point))| {
            let id = crate::domain::index::DimensionId::new(index);
            row(dated, dimension, point, compared.unit(id))
        })
    });
    csv(COLUMNS, rows)
}

fn row(dated: &Dated, dimension: &Dimension, point: &Point, unit: Option<&str>) -> Vec<String> {
    let number = |level: Option<i64>| level.map_or_else(String::new, |level| level.to_string());
    let value = match &point.value {
        Some(Measured::Number(number)) => number.to_string(),
        Some(Measured::Word(word)) => cell(word),
        None => String::new(),
    };
    vec![
        cell(&dated.file),
        cell(&dated.snapshot.scope),
        dated.snapshot.date.to_string(),
        cell(&dimension.id),
        number(point.level),
        number(point.evidenced_level),
        value,
        cell(unit.unwrap_or_default()),
        cell(&dimension.name),
        point.status.word().to_owned(),
        point.score.map(shortened).unwrap_or_default(),
        number(dated.snapshot.level),
    ]
}

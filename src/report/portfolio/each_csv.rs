//! Each record of a portfolio by itself as a row of a table: CSV (RFC 4180). Columns are only ever
//! added, at the end.

use super::each::Located;
use crate::domain::exact::Hundredths;
use crate::domain::instrument::Instrument;
use crate::domain::portfolio::Record;
use crate::domain::portfolio::judge::Judged;
use crate::domain::rubric::Aggregate;
use crate::report::escape::cell;

/// The columns before those of the dimensions.
const COLUMNS: [&str; 12] = [
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

/// How much is written at once: most rows are shorter.
const ROW: usize = 512;

/// Writes the names of the columns.
pub fn header(to: &mut Vec<u8>, instrument: &Instrument) {
    let dimensions = instrument.rubric().dimensions.iter();
    let dimensions = dimensions.map(|dimension| format!("dimensions.{}", dimension.id));
    let columns = COLUMNS.iter().map(|column| (*column).to_owned());
    line(to, columns.chain(dimensions).chain(["invalid".to_owned()]));
}

/// Writes a record that was judged as a row. `day` is its date, spelled.
pub fn row(
    to: &mut Vec<u8>,
    instrument: &Instrument,
    (number, record, day): (u64, &Record<'_>, &str),
    judged: &Judged,
) {
    let level = |level: Option<i64>| level.map_or_else(String::new, |level| level.to_string());
    let tags: Vec<_> = record.tags.iter().map(|(id, text)| format!("{id}={text}")).collect();
    let score = judged.hundredths.map(|score| Hundredths(score).to_string()).unwrap_or_default();
    let is_mean = instrument.rubric().aggregate == Aggregate::Mean;
    let (mean, score) = if is_mean { (score, String::new()) } else { (String::new(), score) };
    let dimensions = || instrument.rubric().dimensions.iter().zip(&judged.dimensions);
    let limiting = dimensions().filter(|(_, one)| judged.is_limiting(one));
    let limiting: Vec<_> = limiting.map(|(dimension, _)| dimension.id.as_str()).collect();
    let cells = [
        number.to_string(),
        cell(&record.scope),
        day.to_owned(),
        cell(&tags.join("; ")),
        level(judged.level),
        mean,
        score,
        level(judged.range.map(|range| range.0)),
        level(judged.range.map(|range| range.1)),
        level(judged.evidenced_level),
        judged.unknown.to_string(),
        limiting.join(" "),
    ];
    let levels = dimensions().map(|(_, judged)| level(judged.level()));
    line(to, cells.into_iter().chain(levels).chain([String::new()]));
}

/// Writes a record that could not be judged as a row: its number, and what is wrong.
pub fn invalid_row(to: &mut Vec<u8>, instrument: &Instrument, number: u64, findings: &[Located]) {
    let between = COLUMNS.len() - 1 + instrument.rubric().dimensions.len();
    let wrong: Vec<_> = findings.iter().map(Located::to_string).collect();
    let empty = std::iter::repeat_n(String::new(), between);
    line(to, [number.to_string()].into_iter().chain(empty).chain([cell(&wrong.join("; "))]));
}

fn line(to: &mut Vec<u8>, cells: impl Iterator<Item = String>) {
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::NonNumeric)
        .terminator(csv::Terminator::CRLF)
        .buffer_capacity(ROW)
        .from_writer(to);
    // Writing into memory does not fail.
    let _ = writer.write_record(cells.collect::<Vec<_>>());
    let _ = writer.flush();
}

//! Each record of a portfolio by itself: one row, as it is judged.

use crate::domain::instrument::Instrument;
use crate::domain::portfolio::Record;
use crate::domain::portfolio::judge::Judged;
use crate::domain::rubric::Aggregate;
use crate::report::json::{Number, Range};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::fmt;

/// A record that was judged, for programs.
#[derive(Serialize)]
struct JudgedV1<'a> {
    record: u64,
    scope: &'a str,
    date: &'a str,
    tags: Tags<'a>,
    level: Option<i64>,
    /// The score of the whole, where it is no mean.
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<Number>,
    mean: Option<Number>,
    range: Option<Range>,
    evidenced_level: Option<i64>,
    unknown: usize,
    limiting: Vec<&'a str>,
    dimensions: Levels<'a>,
}

/// A record that could not be judged, for programs.
#[derive(Serialize)]
struct InvalidV1<'a> {
    record: u64,
    invalid: &'a [Located],
}

/// What is wrong with a record, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Located {
    /// What the file is called.
    pub file: String,
    /// The line, from 1; nothing where there is none.
    pub line: Option<u64>,
    /// The column, in characters from 1; nothing where there is none.
    pub column: Option<usize>,
    /// The sheet and the cell, such as `Answers!C7`; nothing where it stands in no workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// The code of the finding; nothing where the file could not be read.
    pub code: Option<&'static str>,
    /// What is wrong.
    pub message: String,
    /// What to write instead; empty where the message says it all.
    pub help: String,
}

impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(cell) = &self.cell {
            write!(f, ": {cell}")?;
        } else {
            self.line.map_or(Ok(()), |line| write!(f, ":{line}"))?;
            self.column.map_or(Ok(()), |column| write!(f, ":{column}"))?;
        }
        f.write_str(": error")?;
        self.code.map_or(Ok(()), |code| write!(f, "[{code}]"))?;
        write!(f, ": {}", self.message)?;
        if self.help.is_empty() { Ok(()) } else { write!(f, "; {}", self.help) }
    }
}

struct Tags<'a>(&'a Record<'a>);

impl Serialize for Tags<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.tags.iter().map(|(id, text)| (id, text)))
    }
}

/// The levels of the dimensions by their ids; null where one does not apply or has no levels.
struct Levels<'a>(&'a Instrument, &'a Judged);

impl Serialize for Levels<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let dimensions = self.0.rubric().dimensions.iter().zip(&self.1.dimensions);
        let mut map = serializer.serialize_map(Some(self.1.dimensions.len()))?;
        for (dimension, judged) in dimensions {
            map.serialize_entry(dimension.id.as_str(), &judged.level())?;
        }
        map.end()
    }
}

/// Writes a record that was judged as one line of JSON. `day` is its date, spelled.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn ndjson(
    to: &mut Vec<u8>,
    instrument: &Instrument,
    (number, record, day): (u64, &Record<'_>, &str),
    judged: &Judged,
) -> Result<(), serde_json::Error> {
    let dimensions = instrument.rubric().dimensions.iter().zip(&judged.dimensions);
    let limiting = dimensions.filter(|(_, one)| judged.is_limiting(one));
    let is_mean = instrument.rubric().aggregate == Aggregate::Mean;
    let score = judged.hundredths.map(Number::of_hundredths);
    let row = JudgedV1 {
        record: number,
        scope: &record.scope,
        date: day,
        tags: Tags(record),
        level: judged.level,
        score: score.filter(|_| !is_mean),
        mean: score.filter(|_| is_mean),
        range: judged.range.map(Range::from),
        evidenced_level: judged.evidenced_level,
        unknown: judged.unknown,
        limiting: limiting.map(|(dimension, _)| dimension.id.as_str()).collect(),
        dimensions: Levels(instrument, judged),
    };
    line(to, &row)
}

/// Writes a record that could not be judged as one line of JSON.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn ndjson_invalid(
    to: &mut Vec<u8>,
    number: u64,
    findings: &[Located],
) -> Result<(), serde_json::Error> {
    line(to, &InvalidV1 { record: number, invalid: findings })
}

fn line(to: &mut Vec<u8>, row: &impl Serialize) -> Result<(), serde_json::Error> {
    serde_json::to_writer(&mut *to, row)?;
    to.push(b'\n');
    Ok(())
}

//! A portfolio into an Excel workbook, while it is judged: the rows of records go into a file that
//! nobody sees, which is put into its place when all is well.

use super::judging::{Done, Task};
use crate::cli::files::plain;
use crate::cli::workbook::writing::Growing;
use crate::domain::Date;
use crate::domain::portfolio::tally::Tally;
use crate::report::portfolio::Portfolio;
use crate::report::portfolio::workbook::{self, MOST_RECORDS, ONLY_SHEET, SECOND_SHEET};
use anyhow::{Context, anyhow, bail};
use std::fs::File;

/// What is done with a record that no sheet has room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TooMany {
    /// The run ends: rows are what was asked for.
    Refused,
    /// It is left out, and the overview says so.
    LeftOut,
}

/// A workbook that grows while records are judged.
pub(super) struct Book {
    growing: Growing,
    today: Date,
    records: u64,
    too_many: TooMany,
}

impl Book {
    /// Begins the workbook of a row for each record.
    pub(super) fn of_each(task: &Task, today: Date) -> anyhow::Result<Self> {
        let base = workbook::each(task.columns(), today).map_err(|why| worded(&why))?;
        Self::begin(task, today, (&base, ONLY_SHEET), TooMany::Refused)
    }

    /// Begins the workbook of a summary.
    pub(super) fn of_summary(task: &Task, today: Date) -> anyhow::Result<Self> {
        // It has the same parts, whatever the records come to.
        let nothing = Portfolio {
            instrument: task.instrument,
            tally: &Tally::new(task.counting.clone()),
            judged_on: today,
            group_by: &task.counting.group_by,
            small_groups: false,
            stale: None,
            files: &[],
            anonymous: task.anonymous,
        };
        let base = workbook::summary(&nothing, today).map_err(|why| worded(&why))?;
        Self::begin(task, today, (&base, SECOND_SHEET), TooMany::LeftOut)
    }

    fn begin(
        task: &Task,
        today: Date,
        (base, sheet): (&[u8], &'static str),
        too_many: TooMany,
    ) -> anyhow::Result<Self> {
        let file = tempfile::tempfile().map_err(plain).context(CANNOT)?;
        let headings = workbook::headings(task.columns());
        let growing = Growing::begin(file, base, sheet, &headings).map_err(plain);
        Ok(Self { growing: growing.context(CANNOT)?, today, records: 0, too_many })
    }

    /// Returns whether it is the workbook of a summary.
    pub(super) fn is_of_summary(&self) -> bool {
        self.too_many == TooMany::LeftOut
    }

    /// Adds the rows of a batch.
    pub(super) fn add(&mut self, done: &Done) -> anyhow::Result<()> {
        self.records += done.records;
        if self.too_many == TooMany::Refused {
            refuse_more_than_fit(self.records)?;
        }
        self.growing.add(&done.rows).map_err(plain).context(CANNOT)
    }

    /// Ends the workbook of a row for each record.
    pub(super) fn finish_each(self, task: &Task) -> anyhow::Result<File> {
        let base = workbook::each(task.columns(), self.today).map_err(|why| worded(&why))?;
        self.growing.finish(&base).map_err(plain).context(CANNOT)
    }

    /// Ends the workbook of a summary.
    pub(super) fn finish(self, portfolio: &Portfolio<'_>) -> anyhow::Result<File> {
        let base = workbook::summary(portfolio, self.today).map_err(|why| worded(&why))?;
        self.growing.finish(&base).map_err(plain).context(CANNOT)
    }
}

const CANNOT: &str = "cannot write the workbook";

/// Refuses so many records as no sheet has rows for.
pub(super) fn refuse_more_than_fit(records: u64) -> anyhow::Result<()> {
    if records > MOST_RECORDS {
        bail!(
            "--each xlsx: there are more than {MOST_RECORDS} records, and a sheet has no more rows; \
             take --each csv or --each ndjson"
        );
    }
    Ok(())
}

fn worded(why: &str) -> anyhow::Error {
    anyhow!("{CANNOT}: {why}")
}

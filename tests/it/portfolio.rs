//! `portfolio`: many assessments at once.

/// What is hostile: lines without an end, bombs, circles, files that vanish, interruptions.
#[cfg(unix)]
mod hostile;
/// Streams that come packed.
mod packed;
/// How far long work is.
#[cfg(unix)]
mod progress;
/// A row for each record, and where it goes.
mod rows;
/// Tables: a record in each row.
mod tables;
/// Excel workbooks: what is in them, and what is written into them.
mod workbooks;

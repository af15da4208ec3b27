//! `portfolio`: many assessments at once.

/// Tables: a record in each row.
mod tables;
/// Excel workbooks: what is in them, and what is written into them.
mod workbooks;

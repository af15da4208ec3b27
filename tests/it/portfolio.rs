//! `portfolio`: many assessments at once.

/// Tables: a record in each row.
mod tables;
mod against;
mod forms;
mod worked;

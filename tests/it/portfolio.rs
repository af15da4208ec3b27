//! `portfolio`: many assessments at once.

mod against;
mod forms;
mod worked;

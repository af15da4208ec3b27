//! FLOOR 3: the interview as a pure state machine. It says what stands on a page and what an input
//! does; it reaches no terminal and no file. Both faces, [`full`] and [`plain`], show and steer the
//! same pages, and every answer goes through the same acceptance as a file's.
//!
//! Levels and scores are shown on no page before the result, so that nobody answers to the score.

mod agreeing;
mod day;
mod doing;
mod facts;
pub mod figure;
pub mod full;
pub mod layout;
pub mod line;
mod moving;
pub mod page;
pub mod plain;
mod reading;
mod state;
mod taking;
pub mod view;

pub use state::{Effect, Interview, KeptDraft, Settings, State};
pub use view::PageCommand;

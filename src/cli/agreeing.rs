//! `merge --agree`: walks the room through what people do not agree on, and takes what it agrees.

use super::args::{DayArgs, Global};
use super::ask::{AskContext, Asked, Asking, Start, is_simple_terminal, on_terminal};
use super::exit::Failure;
use super::files::AnswersFile;
use crate::domain::Instrument;
use crate::domain::merge::Merged;
use crate::domain::views::disputed;
use anyhow::anyhow;
use std::path::Path;

/// How many actions the result shows.
const ACTIONS: usize = 5;

/// Checks that there is a room to ask.
pub(super) fn can_agree() -> Result<(), Failure> {
    if on_terminal() {
        return Ok(());
    }
    Err(anyhow!("--agree needs a terminal; leave it out to take the answers at the median").into())
}

/// Asks the room about what people do not agree on, and saves what it agrees; nothing where they
/// agree on everything.
pub(super) fn agree(
    global: &Global,
    instrument: &Instrument,
    merged: &Merged,
    (path, save): (&Path, &AnswersFile),
    plain: bool,
) -> Result<Option<Asked>, Failure> {
    let ids = disputed(merged);
    if ids.is_empty() {
        return Ok(None);
    }
    let day = DayArgs { today: None };
    let asking =
        Asking { answers: None, save: Some(path), large: false, actions: ACTIONS, day: &day };
    let plain = plain || is_simple_terminal();
    let context = AskContext { global, asking, instrument, save: Some(save), plain };
    context.ask(Start::Disputed(merged.sheet.given().clone(), ids), None).map(Some)
}

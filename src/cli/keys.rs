//! Whose the keys are: from when a stopped interview gives the terminal back to when it takes it again,
//! nobody here reads any. Reads none itself.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
#[cfg(unix)]
use std::time::Duration;

/// Whose the keys are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Keys {
    /// The interview reads them.
    Ours,
    /// The terminal is about to be given back, and the interview may still read.
    #[cfg_attr(not(unix), expect(dead_code, reason = "there is no job control"))]
    AskedFor,
    /// The interview reads none until it has the terminal again.
    LeftAlone,
}

static KEYS: Mutex<Keys> = Mutex::new(Keys::Ours);

/// Told of whenever the keys change hands.
static CHANGED: Condvar = Condvar::new();

fn keys() -> MutexGuard<'static, Keys> {
    KEYS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Where the keys were asked for, leaves them alone until they are the interview's again; returns
/// whether it was so. Only who reads the keys may call it.
pub(super) fn leave_where_asked() -> bool {
    let mut keys = keys();
    if *keys == Keys::Ours {
        return false;
    }
    *keys = Keys::LeftAlone;
    CHANGED.notify_all();
    while *keys != Keys::Ours {
        keys = CHANGED.wait(keys).unwrap_or_else(PoisonError::into_inner);
    }
    true
}

/// Leaves the keys alone from before `stop` stops the program until the terminal is the interview's
/// again; returns what `stop` does: whether it can. Only who reads the keys may call it.
#[cfg(unix)]
pub(super) fn leave_while_stopped(stop: impl FnOnce() -> bool) -> bool {
    ask_for();
    let stops = stop();
    if !stops {
        return_to_interview();
    }
    leave_where_asked();
    stops
}

/// Asks whoever reads the keys to leave them alone.
#[cfg(unix)]
pub(super) fn ask_for() {
    let mut keys = keys();
    if *keys == Keys::Ours {
        *keys = Keys::AskedFor;
    }
}

/// Waits until nobody here reads keys, but no longer than `patience`.
#[cfg(unix)]
pub(super) fn wait_until_left(patience: Duration) {
    let asked_for = |keys: &mut Keys| *keys == Keys::AskedFor;
    drop(CHANGED.wait_timeout_while(keys(), patience, asked_for));
}

/// Lets the interview read the keys again.
#[cfg(unix)]
pub(super) fn return_to_interview() {
    *keys() = Keys::Ours;
    CHANGED.notify_all();
}

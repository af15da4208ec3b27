//! Stopping an interview and going on with it, as a shell with job control does it: the terminal is
//! given back first, and taken over again afterwards. Judges and asks nothing.

#[cfg(unix)]
use super::{console, keys};
#[cfg(unix)]
use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};
#[cfg(unix)]
use signal_hook::consts::{SIGCONT, SIGSTOP, SIGTSTP, SIGWINCH};
#[cfg(unix)]
use signal_hook::low_level::raise;
use std::io;
#[cfg(unix)]
use std::time::Duration;

/// How long whoever reads the keys may take to leave them alone.
#[cfg(unix)]
const PATIENCE: Duration = Duration::from_secs(1);

/// Gives the terminal back before the program is stopped, and takes it over when it goes on.
#[cfg(unix)]
pub(super) fn watch() -> io::Result<()> {
    let mut signals = signal_hook::iterator::Signals::new([SIGTSTP, SIGCONT])?;
    std::thread::spawn(move || {
        for signal in signals.forever() {
            if signal == SIGTSTP {
                give_back();
                let _ = raise(SIGSTOP);
                continue;
            }
            let is_ours = console::take_back();
            keys::return_to_interview();
            if is_ours {
                // The screen is drawn anew, at the size that it has by now.
                let _ = raise(SIGWINCH);
            }
        }
    });
    Ok(())
}

/// Gives the terminal back, once nobody here reads its keys: what is typed from then on is meant for
/// whoever has it next, even before the program is really stopped.
#[cfg(unix)]
fn give_back() {
    if console::is_open() {
        keys::ask_for();
        // Who waits for keys wakes up at this, and sees that they are asked for.
        let _ = raise(SIGWINCH);
        keys::wait_until_left(PATIENCE);
    }
    console::release();
}

/// Stops the program with all that runs in its job, as Ctrl-Z does at other times, until it goes on;
/// returns whether there is a shell to go back to.
#[cfg(unix)]
pub(super) fn stop() -> bool {
    // A shell with job control gives each job a group of its own. Without one nobody would let a
    // stopped program go on.
    let is_a_job = getsid(None).is_ok_and(|session| session != getpgrp());
    is_a_job && keys::leave_while_stopped(|| kill_current_process_group(Signal::TSTP).is_ok())
}

/// There is no job control here.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
pub(super) fn watch() -> io::Result<()> {
    Ok(())
}

/// There is no job control here.
#[cfg(not(unix))]
pub(super) fn stop() -> bool {
    false
}

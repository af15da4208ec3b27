//! Signals and files: none is left half written by an interruption.

use crate::cli::exit::INTERRUPTED;
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, Once, PoisonError, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

/// Held while files beside others come and go, so that an interruption leaves none of them.
static WRITING: Mutex<()> = Mutex::new(());
/// The file to clear away should the run end before it is whole.
static UNFINISHED: Mutex<Option<PathBuf>> = Mutex::new(None);
/// Done once interruptions are listened for.
static LISTENING: Once = Once::new();
/// How long an interruption waits for a file to be written.
const PATIENCE: Duration = Duration::from_secs(1);

/// Keeps interruptions from ending the run until what is returned is dropped, and a limit on the
/// size of files from ending it at all: the write fails instead.
pub(crate) fn uninterrupted() -> MutexGuard<'static, ()> {
    LISTENING.call_once(|| {
        endure_limits();
        listen();
    });
    WRITING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Says which file an interruption has to clear away, or that there is none any more.
pub(super) fn clear_away_when_interrupted(file: Option<PathBuf>) {
    *UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner) = file;
}

/// Clears away what was being written for a long time.
fn clear_away() {
    let unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(file) = unfinished {
        let _ = fs::remove_file(file);
    }
}

/// Notes that interruptions are listened for already.
pub(crate) fn is_listened_for() {
    LISTENING.call_once(endure_limits);
}

/// Makes a write past the limit on the size of files fail instead of ending the run.
fn endure_limits() {
    #[cfg(unix)]
    {
        use signal_hook::{consts::SIGXFSZ, flag};
        let _ = flag::register(SIGXFSZ, std::sync::Arc::default());
    }
}

/// Lets an interruption wait for what is being written.
fn listen() {
    let set = ctrlc::try_set_handler(|| {
        wait_until_written();
        clear_away();
        #[expect(clippy::exit, reason = "the main thread knows nothing of the interruption")]
        std::process::exit(INTERRUPTED.into());
    });
    // In the background ctrl-C is ignored, and stays so; what ends a run there is listened for.
    #[cfg(unix)]
    if set.is_err()
        && let Ok(mut signals) = signal_hook::iterator::Signals::new([signal_hook::consts::SIGTERM])
    {
        thread::spawn(move || {
            for signal in signals.forever() {
                wait_until_written();
                clear_away();
                let _ = signal_hook::low_level::emulate_default_handler(signal);
            }
        });
    }
    #[cfg(not(unix))]
    let _ = set;
}

/// Waits until no file is being written, for a while at most.
pub(crate) fn wait_until_written() {
    let start = Instant::now();
    while let Err(TryLockError::WouldBlock) = WRITING.try_lock()
        && start.elapsed() < PATIENCE
    {
        thread::sleep(Duration::from_millis(5));
    }
}

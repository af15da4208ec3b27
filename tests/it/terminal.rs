use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use rustix::process::{Pid, kill_process};
use rustix::termios::{LocalModes, tcgetattr};
use std::fs::File;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::process::{Child, ExitStatus};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

pub(crate) use rustix::process::Signal;

/// How long anything may take before a test gives up on it.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a screen must stand still to be taken for finished.
const SETTLED: Duration = Duration::from_millis(50);
/// How long to rest before asking again for what does not announce itself.
const REST: Duration = Duration::from_millis(2);
/// How many rows above the screen are kept, to come back where it grows.
const ABOVE: usize = 1000;

/// One terminal at a time is opened and handed to its program: a pseudo-terminal is born without
/// the flag that keeps it from the programs that other tests start, and one that leaked would not
/// hang up.
static OPENING: Mutex<()> = Mutex::new(());

/// What a program is started with.
#[derive(Clone, Debug)]
pub(crate) struct Setup {
    pub(crate) columns: u16,
    pub(crate) rows: u16,
    /// The kind of terminal, for `TERM`.
    pub(crate) term: &'static str,
    pub(crate) arguments: Vec<String>,
    /// The folder that the program runs in.
    pub(crate) folder: PathBuf,
    /// The folder that `HOME` and `XDG_STATE_HOME` lie in.
    pub(crate) home: PathBuf,
    /// The file that takes the program's standard output instead of the terminal.
    pub(crate) stdout: Option<PathBuf>,
    /// What a shell does before it becomes the program, such as `ulimit -f 0;`.
    pub(crate) shell_prefix: Option<String>,
}

impl Setup {
    /// Sets up a terminal of the usual kind and size, with everything in one folder, for the
    /// questions of the first edition.
    pub(crate) fn new(folder: &Path, arguments: &[&str]) -> Self {
        Self::shipped(folder, &crate::of_first_edition(arguments))
    }

    /// Sets the same up for the questions that the program carries.
    pub(crate) fn shipped(folder: &Path, arguments: &[&str]) -> Self {
        Self {
            columns: 80,
            rows: 24,
            term: "xterm-256color",
            arguments: arguments.iter().map(|&argument| argument.to_owned()).collect(),
            folder: folder.to_owned(),
            home: folder.to_owned(),
            stdout: None,
            shell_prefix: None,
        }
    }

    /// Returns the command, with no word of the environment that the tests themselves run in.
    fn command(&self) -> Command {
        let program = env!("CARGO_BIN_EXE_oms-maturity");
        let command = match &self.shell_prefix {
            None => Command::new(program),
            Some(prefix) => {
                let script = format!("{prefix} exec \"$0\" \"$@\"");
                Command::new("sh").args(["-c", &script, program])
            }
        };
        let command = command
            .args(&self.arguments)
            .current_dir(&self.folder)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", &self.home)
            .env("XDG_STATE_HOME", self.home.join("state"))
            .env("TERM", self.term)
            .env("LANG", "C.UTF-8");
        match &self.stdout {
            None => command,
            Some(path) => command.stdout(File::create(path).unwrap()),
        }
    }
}

/// The program at a pseudo-terminal of its own; it is killed where a test leaves it running.
///
/// Nobody reads between two calls. A program that says more than the kernel holds for it (some
/// kilobytes) waits for the next call, as at a terminal that was stopped.
pub(crate) struct Terminal {
    child: Child,
    /// The terminal's end; none once it hung up.
    pty: Option<Pty>,
    model: vt100::Parser,
    raw: Vec<u8>,
    /// Whether nothing can be said any more: every program has let go of the terminal.
    silent: bool,
}

impl Terminal {
    /// Starts the program.
    pub(crate) fn start(setup: &Setup) -> Self {
        let (rows, columns) = (setup.rows, setup.columns);
        let command = setup.command();
        let (pty, child) = {
            let _alone = OPENING.lock().unwrap_or_else(PoisonError::into_inner);
            let (pty, program_end) = open().unwrap();
            pty.resize(Size::new(rows, columns)).unwrap();
            (pty, command.spawn(program_end).unwrap())
        };
        rustix::io::ioctl_fionbio(&pty, true).unwrap();
        let model = vt100::Parser::new(whole(rows), whole(columns), ABOVE);
        Self { child, pty: Some(pty), model, raw: Vec::new(), silent: false }
    }

    /// Types, or whatever else comes from a terminal, such as `\x1b[B` for the Down key.
    ///
    /// As at every terminal, a line that a program reads as a line is cut at 4095 bytes.
    pub(crate) fn send(&mut self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        let mut rest = text.as_bytes();
        while !rest.is_empty() {
            if left(deadline).is_zero() {
                self.give_up("nobody reads what is typed");
            }
            let ready = self.ready(PollFlags::IN | PollFlags::OUT, left(deadline));
            if ready.intersects(!PollFlags::OUT) {
                self.take();
            }
            if ready.contains(PollFlags::OUT) {
                match self.pty.as_ref().unwrap().write(rest) {
                    Ok(count) => rest = &rest[count..],
                    Err(error) if is_for_now(&error) => {}
                    Err(error) => self.give_up(&format!("cannot type: {error}")),
                }
            } else if self.silent {
                self.give_up("the program ended before it was all typed");
            }
        }
    }

    /// Waits until the screen shows `text`.
    ///
    /// What stood there before counts too: wait for something that only the next screen has.
    pub(crate) fn wait_for(&mut self, text: &str) {
        self.wait_until(&format!("{text:?} on the screen"), |screen| screen.contains(text));
    }

    /// Waits until something holds of the screen.
    pub(crate) fn wait_until(&mut self, what: &str, holds: impl Fn(&str) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        while !holds(&self.text()) {
            if self.silent {
                let status = self.wait();
                self.give_up(&format!("waited for {what}, and the program ended: {status}"));
            }
            if left(deadline).is_zero() {
                self.give_up(&format!("waited {PATIENCE:?} for {what}"));
            }
            self.receive(left(deadline));
        }
    }

    /// Returns the rows of the screen once it stands still.
    ///
    /// A busy machine can rest in the middle of a picture: wait for its last words first.
    pub(crate) fn screen(&mut self) -> String {
        let deadline = Instant::now() + PATIENCE;
        while self.receive(SETTLED) {
            if left(deadline).is_zero() {
                self.give_up("the screen does not stand still");
            }
        }
        self.text()
    }

    /// Returns everything that was received.
    pub(crate) fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// Names what the program has changed about the terminal and not put back, as far as received;
    /// after [`Self::finish`], what it left behind.
    pub(crate) fn altered(&self) -> Vec<&'static str> {
        let screen = self.model.screen();
        let local = tcgetattr(self.pty.as_ref().unwrap()).unwrap().local_modes;
        let cooked = LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
        let mouse = screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None;
        let altered = [
            ("alternate screen", screen.alternate_screen()),
            ("hidden cursor", screen.hide_cursor()),
            ("bracketed paste", screen.bracketed_paste()),
            ("mouse", mouse),
            ("application keys", screen.application_cursor() || screen.application_keypad()),
            ("raw mode", !local.contains(cooked)),
        ];
        altered.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect()
    }

    /// Makes the terminal another size; the kernel tells the program.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        // What was said for the old size is shown at the old size.
        while self.receive(Duration::ZERO) {}
        self.model.set_size(whole(rows), whole(columns));
        self.pty.as_ref().unwrap().resize(Size::new(rows, columns)).unwrap();
    }

    /// Sends the program a signal.
    pub(crate) fn signal(&mut self, signal: Signal) {
        // Until it is waited for, its id is nobody else's.
        if let Some(status) = self.child.try_wait().unwrap() {
            self.give_up(&format!("cannot send {signal:?}: the program ended, {status}"));
        }
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Takes the terminal away, waits for the program to end, and returns how it did.
    pub(crate) fn hang_up(mut self) -> ExitStatus {
        self.pty = None;
        self.silent = true;
        self.wait()
    }

    /// Waits for the program to end; returns its exit code, or none where a signal ended it.
    pub(crate) fn finish(&mut self) -> Option<i32> {
        let status = self.wait();
        // Its last words may still be on their way.
        while self.receive(Duration::ZERO) {}
        status.code()
    }

    fn wait(&mut self) -> ExitStatus {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            if left(deadline).is_zero() {
                self.give_up(&format!("the program did not end in {PATIENCE:?}"));
            }
            if self.silent {
                std::thread::sleep(REST);
            } else {
                self.receive(REST);
            }
        }
    }

    /// Waits a while for the program to say something; returns whether it did.
    fn receive(&mut self, patience: Duration) -> bool {
        !self.silent && !self.ready(PollFlags::IN, patience).is_empty() && self.take()
    }

    /// Waits a while until the terminal is ready for something; returns what for.
    fn ready(&self, wanted: PollFlags, patience: Duration) -> PollFlags {
        let mut watched = [PollFd::new(self.pty.as_ref().unwrap(), wanted)];
        match poll(&mut watched, Some(&Timespec::try_from(patience).unwrap())) {
            Ok(_) => watched[0].revents(),
            Err(Errno::INTR) => PollFlags::empty(),
            Err(error) => panic!("cannot watch the terminal: {error}"),
        }
    }

    /// Takes what the program said; returns whether it was anything.
    fn take(&mut self) -> bool {
        let mut chunk = [0; 16 * 1024];
        match self.pty.as_ref().unwrap().read(&mut chunk) {
            Ok(count) if count > 0 => {
                self.raw.extend_from_slice(&chunk[..count]);
                self.model.process(&chunk[..count]);
                true
            }
            Err(error) if is_for_now(&error) => false,
            // Linux calls it an error, others the end, where the last program has let go.
            Ok(_) | Err(_) => {
                self.silent = true;
                false
            }
        }
    }

    fn text(&self) -> String {
        let screen = self.model.screen();
        let rows: Vec<_> = screen.rows(0, screen.size().1.get()).collect();
        rows.join("\n")
    }

    fn give_up(&self, why: &str) -> ! {
        panic!("{why}; the screen:\n{}\n(end of the screen)", self.text())
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            // It may end by itself just now.
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

fn whole(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}

fn left(deadline: Instant) -> Duration {
    deadline.saturating_duration_since(Instant::now())
}

/// Returns whether trying again later is all it takes.
fn is_for_now(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{Interrupted, WouldBlock};
    matches!(error.kind(), Interrupted | WouldBlock)
}

#[test]
fn the_screen_is_what_a_program_drew_at_the_size_it_was_told() {
    let folder = tempfile::tempdir().unwrap();
    let script = r"
        trap 'stty size; exit 7' WINCH
        stty raw -echo
        printf '\033[?1049h\033[?25l\033[?2004h\033[2J\033[3;5Hhi \344\275\240'
        while :; do sleep 0.02; done;";
    let mut terminal = Terminal::start(&Setup {
        columns: 40,
        rows: 5,
        shell_prefix: Some(script.to_owned()),
        ..Setup::new(folder.path(), &[])
    });
    terminal.wait_for("hi \u{4f60}");
    assert_eq!(terminal.screen(), "\n\n    hi \u{4f60}\n\n");
    terminal.resize(132, 50);
    terminal.wait_for("50 132");
    assert_eq!(terminal.finish(), Some(7));
    let left = ["alternate screen", "hidden cursor", "bracketed paste", "raw mode"];
    assert_eq!(terminal.altered(), left);
    assert!(terminal.raw().starts_with(b"\x1b[?1049h"));
}

#[test]
fn more_is_typed_and_said_than_the_kernel_holds() {
    let folder = tempfile::tempdir().unwrap();
    let script = "stty raw -echo; printf ready; head -c 100000; exit 0;";
    let mut terminal = Terminal::start(&Setup {
        shell_prefix: Some(script.to_owned()),
        ..Setup::new(folder.path(), &[])
    });
    terminal.wait_for("ready");
    let typed = "0123456789".repeat(10_000);
    terminal.send(&typed);
    assert_eq!(terminal.finish(), Some(0));
    assert_eq!(terminal.raw(), format!("ready{typed}").as_bytes());
}

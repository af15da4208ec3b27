//! Asking on the terminal: an interview with one of its two faces, whose draft is on disk after
//! every input.

use super::args::{AssessArgs, Global};
use super::console::{self, Console, Input};
use super::drafts::{DraftFolder, FoundDrafts, LockedDraft};
use super::exit::{Failure, INTERRUPTED};
use super::files::{self, AnswersFile};
use super::terminal;
use crate::document::advice;
use crate::domain::{AnswerSheet, Draft, GivenAnswers, Instrument};
use crate::interview::full::Full;
use crate::interview::plain::Plain;
use crate::interview::{Effect, Interview, KeptDraft, Settings, State};
use crate::report::words::shown;
use anyhow::{Context, anyhow};
use std::fmt::Write;
use std::io::{self, BufRead, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The widest lines of the plain face.
const WIDEST: u16 = 100;
/// How long putting the terminal back may take once the run was interrupted.
const RESTORE_TIMEOUT: Duration = Duration::from_secs(1);
/// The longest line that is read in the plain face, in bytes.
const LONGEST_LINE: u64 = 1 << 16;

/// Answers that were asked for, and the draft to be removed once they are safe.
#[derive(Debug)]
pub(super) struct Asked {
    sheet: AnswerSheet,
    draft: Option<LockedDraft>,
    /// Whether they are in a file.
    pub(super) saved: bool,
}

impl Asked {
    /// Returns answers that nobody had to be asked for.
    pub(super) fn not(sheet: AnswerSheet) -> Self {
        Self { sheet, draft: None, saved: true }
    }

    /// Returns the answers.
    pub(super) fn sheet(&self) -> &AnswerSheet {
        &self.sheet
    }

    /// Removes the draft: the answers have reached whoever wanted them.
    pub(super) fn finish(self) -> anyhow::Result<()> {
        self.draft.map_or(Ok(()), LockedDraft::remove)
    }
}

/// Returns whether there is somebody to ask.
pub(super) fn on_terminal() -> bool {
    use std::io::IsTerminal;
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Returns whether the terminal can only take one line after the other.
pub(super) fn is_simple_terminal() -> bool {
    let term = std::env::var("TERM").unwrap_or_default();
    cfg!(unix) && (term.is_empty() || term == "dumb")
}

/// Everything that an interview is held with.
#[derive(Clone, Copy, Debug)]
pub(super) struct AskContext<'r> {
    pub(super) global: &'r Global,
    pub(super) args: &'r AssessArgs,
    pub(super) instrument: &'r Instrument,
    /// Where the answers are saved in the end.
    pub(super) save: Option<&'r AnswersFile>,
    /// Whether it goes line by line.
    pub(super) plain: bool,
}

impl AskContext<'_> {
    /// Asks until the person has seen the result, starting from answers that were read.
    pub(super) fn ask(self, read: Option<AnswerSheet>) -> Result<Asked, Failure> {
        let (mut session, offers, alert) = Session::open(self);
        let mut interview = self.interview(read, offers);
        interview.set_alert(alert);
        session.last = Some(interview.draft());
        on_interrupt_leave(Arc::clone(&session.kept))?;
        let interview = if self.plain {
            let width = terminal::width().min(WIDEST);
            line_by_line(&mut session, Plain::new(interview, width))?
        } else {
            let face = Full::new(interview, Console::size(), self.args.face.large);
            full_screen(&mut session, face)?
        };
        if interview.state() == State::Left {
            return Err(Failure::Interrupted(session.remark()));
        }
        let sheet = AnswerSheet::check(self.instrument, interview.given());
        let sheet = sheet.map_err(|refusals| {
            let worded = |refusal| advice::refusal(refusal, self.instrument).message;
            let said: Vec<_> = refusals.iter().map(worded).collect();
            Failure::Error(anyhow!(said.join("; ")))
        })?;
        Ok(Asked { sheet, draft: session.held, saved: interview.is_saved() })
    }

    fn interview(&self, read: Option<AnswerSheet>, offers: Vec<KeptDraft>) -> Interview<'_> {
        let settings = Settings {
            instrument: self.instrument,
            actions: self.args.most_actions(),
            saves: self.save.is_some(),
            plain: self.plain,
        };
        if let Some(sheet) = read {
            Interview::about_open(settings, sheet.given().clone(), offers)
        } else {
            let given = GivenAnswers::empty(folder_name(), terminal::today(&self.args.day));
            Interview::new(settings, given, offers)
        }
    }
}

fn full_screen<'f>(
    session: &mut Session<'_>,
    mut face: Full<'f>,
) -> Result<Interview<'f>, Failure> {
    let console = Console::open(terminal::is_coloured(session.context.global, &io::stderr()));
    let console = console.context("cannot take the terminal over; try --plain")?;
    while face.interview.state() == State::Asking {
        console.draw(&face.screen()).context("cannot write to the terminal")?;
        for input in Console::inputs().context("cannot read the terminal")? {
            match input {
                Input::Key(key) => face.key(&key),
                Input::Typed(text) => face.typed(&text),
                Input::Resized(size) => face.resize(size),
            }
            session.perform(&mut face.interview);
            if face.interview.state() != State::Asking {
                break;
            }
        }
        session.update_draft(&mut face.interview);
    }
    Ok(face.interview)
}

fn line_by_line<'f>(
    session: &mut Session<'_>,
    mut face: Plain<'f>,
) -> Result<Interview<'f>, Failure> {
    let global = session.context.global;
    let mut lines = io::stdin().lock();
    while face.interview.state() == State::Asking {
        let text = face.say();
        terminal::say(global, &format!("{}\n> ", text.trim_end()))?;
        let mut line = Vec::new();
        let length = lines.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line);
        if length.context("cannot read the terminal")? == 0 {
            let error = anyhow!("the input ended before the result{}", session.remark());
            return Err(error.into());
        }
        let reply = face.take(&String::from_utf8_lossy(&line));
        session.perform(&mut face.interview);
        session.update_draft(&mut face.interview);
        terminal::say(global, &reply)?;
    }
    terminal::say(global, "\n")?;
    Ok(face.interview)
}

/// What surrounds an interview: its draft, and the drafts that were left unfinished.
struct Session<'s> {
    context: AskContext<'s>,
    /// Where drafts lie; nothing where they cannot be kept.
    folder: Option<DraftFolder>,
    held: Option<LockedDraft>,
    /// The drafts that are offered, in the order of the offers, each with the file it is about.
    offered: Vec<(LockedDraft, Option<(String, String)>)>,
    /// What the draft on disk says, or what it would say if nothing were answered.
    last: Option<Draft>,
    /// Whether there is a draft on disk.
    kept: Arc<AtomicBool>,
}

impl<'s> Session<'s> {
    /// Opens the folder for drafts; returns the drafts to offer as well, and what to be alert to.
    fn open(context: AskContext<'s>) -> (Self, Vec<KeptDraft>, String) {
        let AskContext { args, instrument, .. } = context;
        let mut session = Self {
            context,
            folder: None,
            held: None,
            offered: Vec::new(),
            last: None,
            kept: Arc::default(),
        };
        let about = args.answers.as_deref().filter(|path| !files::is_stdin(path));
        let opened = DraftFolder::of(args.save.as_deref(), about);
        let (folder, found) = match opened.and_then(|folder| Ok((folder.find(instrument)?, folder)))
        {
            Ok((found, folder)) => (folder, found),
            Err(error) => return (session, Vec::new(), unkept(&error)),
        };
        let alert = alert(args, &found);
        let mut offers = Vec::new();
        for (held, document) in found.drafts {
            let outdated = folder.is_outdated(&document);
            let changed = if outdated { ", before the file changed" } else { "" };
            offers.push(KeptDraft { when: when(&document.saved) + changed, draft: document.draft });
            session.offered.push((held, document.file));
        }
        session.folder = Some(folder);
        (session, offers, alert)
    }

    /// Does what only the surroundings can do.
    fn perform(&mut self, interview: &mut Interview<'_>) {
        match interview.take_effect() {
            None => {}
            Some(Effect::Resumed(index)) => {
                if index < self.offered.len() {
                    let (held, about) = self.offered.remove(index);
                    self.held = Some(held);
                    if let Some(folder) = &mut self.folder {
                        folder.stays_about(about);
                    }
                }
                self.offered.clear();
                self.last = Some(interview.draft());
                self.kept.store(self.held.is_some(), Ordering::Relaxed);
            }
            Some(Effect::Afresh) => self.offered.clear(),
            Some(Effect::Discard(index)) => {
                if index < self.offered.len()
                    && let Err(error) = self.offered.remove(index).0.remove()
                {
                    interview.show_message(format!("{error:#}"));
                }
            }
            Some(Effect::Save(name)) => {
                let file = AnswersFile::open(Path::new(&name), false);
                let saved = file.and_then(|file| file.save(interview.given()).map(|()| file));
                saved_or_not(interview, saved.map(|file| file.name()));
            }
            Some(Effect::Finish) => {
                let saved = self.context.save.context("there is no file to save to");
                let saved = saved.and_then(|file| file.save(interview.given()).map(|()| file));
                saved_or_not(interview, saved.map(AnswersFile::name));
            }
        }
    }

    /// Brings the draft on disk up to date.
    fn update_draft(&mut self, interview: &mut Interview<'_>) {
        let draft = interview.draft();
        if self.last.as_ref() == Some(&draft) || !self.offered.is_empty() {
            return;
        }
        let Some(folder) = &self.folder else { return };
        match self.write(folder, draft.clone()) {
            Ok(held) => {
                self.kept.store(true, Ordering::Relaxed);
                self.held = held.or(self.held.take());
                self.last = Some(draft);
                interview.set_alert(String::new());
            }
            Err(error) => {
                self.kept.store(false, Ordering::Relaxed);
                interview.set_alert(unkept(&error));
            }
        }
    }

    /// Writes the draft; returns its lock where it is a new one.
    fn write(&self, folder: &DraftFolder, draft: Draft) -> anyhow::Result<Option<LockedDraft>> {
        let document = folder.document(self.context.instrument, draft);
        if let Some(held) = &self.held {
            held.write(&document)?;
            return Ok(None);
        }
        let held = folder.create()?;
        held.write(&document)?;
        Ok(Some(held))
    }

    /// Says that the answers are kept, if they are.
    fn remark(&self) -> &'static str {
        if self.kept.load(Ordering::Relaxed) { KEPT } else { "" }
    }
}

const KEPT: &str = "; what was answered is kept: start again to go on";

/// Says what there is to be alert to among the drafts that were found.
fn alert(args: &AssessArgs, found: &FoundDrafts) -> String {
    let mut alert = String::new();
    if !found.broken.is_empty() {
        let names: Vec<_> = found.broken.iter().map(|path| files::name(path)).collect();
        alert = format!("A draft cannot be read, and is left as it is: {}. ", names.join(", "));
    }
    if found.older > 0 {
        let _ =
            write!(alert, "Older drafts that are offered once these are gone: {}. ", found.older);
    }
    if found.busy && args.save.is_some() {
        alert.push_str("Another session is answering into the same file just now.");
    }
    alert
}

/// Says that the draft is behind.
fn unkept(error: &anyhow::Error) -> String {
    format!(
        "What was answered is not safe on disk: {}. Going on is possible.",
        shown(&format!("{error:#}"))
    )
}

/// Tells the interview what became of saving its answers.
fn saved_or_not(interview: &mut Interview<'_>, saved: anyhow::Result<String>) {
    match saved {
        Ok(name) => interview.saved(&name),
        Err(error) => interview.unsaved(&shown(&format!("{error:#}"))),
    }
}

/// Returns an instant as people read it, in their own time zone.
fn when(saved: &str) -> String {
    let instant = saved.parse::<jiff::Timestamp>();
    let local =
        instant.map(|instant| jiff::ZonedDateTime::new(instant, jiff::tz::TimeZone::system()));
    local.map_or_else(|_| shown(saved), |local| local.strftime("%Y-%m-%d at %H:%M").to_string())
}

/// Returns the name of the current folder, as a first guess at the scope.
fn folder_name() -> String {
    let folder = std::env::current_dir().ok();
    let name = folder.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy());
    let name = name.map(|name| shown(&name).trim().to_owned());
    name.filter(|name| !name.is_empty()).unwrap_or_else(|| "our operation".to_owned())
}

/// Makes an interruption from outside end the run with its own exit code, the terminal as it was.
fn on_interrupt_leave(kept: Arc<AtomicBool>) -> Result<(), Failure> {
    #[expect(clippy::exit, reason = "the main thread waits for the terminal and cannot return")]
    let set = ctrlc::set_handler(move || {
        // A terminal that takes nothing any more must not keep the run from ending.
        std::thread::spawn(|| {
            std::thread::sleep(RESTORE_TIMEOUT);
            std::process::exit(i32::from(INTERRUPTED));
        });
        console::restore();
        let remark = if kept.load(Ordering::Relaxed) { KEPT } else { "" };
        let _ = io::Write::write_all(&mut io::stderr(), format!("\nstopped{remark}\n").as_bytes());
        std::process::exit(i32::from(INTERRUPTED));
    });
    Ok(set.context("cannot listen for ctrl-C")?)
}

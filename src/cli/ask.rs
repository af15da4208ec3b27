//! Asking on the terminal: an interview with one of its two faces, whose draft is on disk after
//! every input.

use super::args::{AssessArgs, DayArgs, Global};
use super::closing::{self, Answers};
use super::console::{self, Console, Input};
use super::drafts::{DraftFolder, FoundDrafts, LockedDraft};
use super::exit::{Failure, INTERRUPTED};
use super::files::{self, AnswersFile, ChangedSince};
use super::jobs;
use super::terminal;
use crate::document::answers::Unfinished;
use crate::document::draft::{DraftDocument, Origin};
use crate::document::{advice, shipped};
use crate::domain::{AnswerSheet, Draft, GivenAnswers, Instrument};
use crate::interview::full::{Full, Key};
use crate::interview::plain::Plain;
use crate::interview::{Effect, Interview, KeptDraft, Settings, State};
use crate::report::words::shown;
use anyhow::{Context, anyhow};
use std::fmt::Write;
use std::io::{self, BufRead, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The widest lines of the plain face.
const WIDEST: u16 = 100;
/// How long putting the terminal back may take once the run was interrupted.
const RESTORE_TIMEOUT: Duration = Duration::from_secs(1);
/// The longest line that is read in the plain face, in bytes.
const LONGEST_LINE: u64 = 1 << 16;

/// Answers that were asked for, and the draft to be removed if they are in a file.
#[derive(Debug)]
pub(super) struct Asked {
    sheet: AnswerSheet,
    draft: Option<LockedDraft>,
    answers: Answers,
}

impl Asked {
    /// Returns answers that nobody had to be asked for.
    pub(super) fn not(sheet: AnswerSheet, answers: Answers) -> Self {
        Self { sheet, draft: None, answers }
    }

    /// Returns the answers.
    pub(super) fn sheet(&self) -> &AnswerSheet {
        &self.sheet
    }

    /// Removes the draft of answers that are in a file; returns what became of them.
    pub(super) fn finish(self) -> anyhow::Result<Answers> {
        if let (Answers::Saved(_), Some(draft)) = (&self.answers, self.draft) {
            draft.remove()?;
        }
        Ok(self.answers)
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

/// A draft that was chosen to be gone on with before the interview begins.
#[derive(Debug)]
pub(super) struct ResumedDraft {
    pub(super) folder: DraftFolder,
    pub(super) held: LockedDraft,
    pub(super) document: DraftDocument,
}

/// What an interview is told on the command line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asking<'r> {
    /// The file that is read, if it is one alone.
    pub(super) answers: Option<&'r Path>,
    /// The file that the answers are saved to.
    pub(super) save: Option<&'r Path>,
    /// Whether fewer lines stand on the screen.
    pub(super) large: bool,
    /// How many actions the result shows.
    pub(super) actions: usize,
    /// What day it is.
    pub(super) day: &'r DayArgs,
}

impl<'r> From<&'r AssessArgs> for Asking<'r> {
    fn from(args: &'r AssessArgs) -> Self {
        Self {
            answers: args.answers.as_deref(),
            save: args.save.as_deref(),
            large: args.report.face.large,
            actions: args.report.most_actions(),
            day: &args.report.day,
        }
    }
}

/// What an interview starts from.
#[derive(Clone, Debug)]
pub(super) enum Start {
    /// Nothing: everything is asked.
    Afresh,
    /// Answers that were read, whose open ends are asked about.
    Read(Unfinished),
    /// Several people's answers, of which the questions of these ids are asked about.
    Disputed(GivenAnswers, Vec<String>),
}

/// Everything that an interview is held with.
#[derive(Clone, Copy, Debug)]
pub(super) struct AskContext<'r> {
    pub(super) global: &'r Global,
    pub(super) asking: Asking<'r>,
    pub(super) instrument: &'r Instrument,
    /// Where the answers are saved in the end.
    pub(super) save: Option<&'r AnswersFile>,
    /// Whether it goes line by line.
    pub(super) plain: bool,
}

impl AskContext<'_> {
    /// Asks until the person has seen the result, starting from answers that were read, or where
    /// a draft stopped.
    pub(super) fn ask(self, start: Start, resumed: Option<ResumedDraft>) -> Result<Asked, Failure> {
        let is_resumed = resumed.is_some();
        let (mut session, offers, alert) = match resumed {
            None => Session::open(self),
            Some(resumed) => Session::resume(self, resumed),
        };
        let mut interview = self.interview(start, offers);
        interview.set_alert(alert);
        session.last = Some(interview.draft());
        if is_resumed {
            interview.resume(0);
            session.perform(&mut interview);
        }
        on_interrupt_leave(Arc::clone(&session.kept))?;
        let interview = if self.plain {
            let width = terminal::width().min(WIDEST);
            line_by_line(&mut session, Plain::new(interview, width))?
        } else {
            let face = Full::new(interview, Console::size(), self.asking.large);
            full_screen(&mut session, face)?
        };
        if interview.state() == State::Left {
            return Err(Failure::Interrupted(remark(&session.kept)));
        }
        let sheet = AnswerSheet::check(self.instrument, interview.given());
        let sheet = sheet.map_err(|refusals| {
            let worded = |refusal| advice::refusal(refusal, self.instrument).message;
            let said: Vec<_> = refusals.iter().map(worded).collect();
            Failure::Error(anyhow!(said.join("; ")))
        })?;
        let kept = session.kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let answers = match (session.saved_to.filter(|_| interview.is_saved()), kept) {
            (Some(file), _) => Answers::Saved(file),
            (None, Some(id)) => Answers::Draft(id),
            (None, None) => Answers::Nowhere,
        };
        Ok(Asked { sheet, draft: session.held, answers })
    }

    fn interview(&self, start: Start, offers: Vec<KeptDraft>) -> Interview<'_> {
        let settings = Settings {
            instrument: self.instrument,
            actions: self.asking.actions,
            saves: self.save.is_some(),
            plain: self.plain,
        };
        let today = terminal::today(self.asking.day);
        let interview = match start {
            Start::Afresh => {
                let empty = GivenAnswers::empty(String::new(), today);
                Interview::new(settings, self.of_this_edition(empty), offers)
            }
            Start::Disputed(given, ids) => Interview::about_disputed(settings, given, offers, &ids),
            Start::Read(read) => {
                let dated = read.dated;
                let given = self.of_this_edition(read.sheet.given().clone());
                let interview = Interview::about_open(settings, given, offers);
                if dated { interview } else { interview.from_the_start() }
            }
        };
        interview.on_day(today)
    }

    /// Names the edition in answers that may be taken for answers to it, and the questionnaire where
    /// they would else be taken for answers to the default one.
    fn of_this_edition(&self, given: GivenAnswers) -> GivenAnswers {
        let questionnaire = self.instrument.questionnaire();
        let other =
            shipped::named(&questionnaire.id).filter(|it| it.name != shipped::default().name);
        let named = given.questionnaire.clone().or_else(|| other.map(|it| it.name.to_owned()));
        let given = GivenAnswers { questionnaire: named, ..given };
        if questionnaire.figures_of_before(&given).next().is_some() {
            return given;
        }
        GivenAnswers { edition: given.edition.or(questionnaire.edition_to_name()), ..given }
    }
}

fn full_screen<'f>(
    session: &mut Session<'_>,
    mut face: Full<'f>,
) -> Result<Interview<'f>, Failure> {
    let console = Console::open(terminal::is_coloured(session.context.global, &io::stderr()));
    let console = console.context("cannot take the terminal over; try --plain")?;
    jobs::watch().context("cannot listen for Ctrl-Z")?;
    while face.interview.state() == State::Asking {
        console.draw(&face.screen()).context("cannot write to the terminal")?;
        for input in Console::inputs().context("cannot read the terminal")? {
            match input {
                Input::Key(Key::Control('z')) => {
                    session.update_draft(&mut face.interview);
                    if jobs::stop() {
                        face.resize(Console::size());
                    } else {
                        let message = "There is no shell to go back to; Ctrl-C stops.";
                        face.interview.show_message(message.to_owned());
                    }
                }
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
            let error = anyhow!("the input ended before the result{}", remark(&session.kept));
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
    /// The drafts that are offered, in the order of the offers, each with where it belongs.
    offered: Vec<(LockedDraft, Origin)>,
    /// What the draft on disk says, or what it would say if nothing were answered.
    last: Option<Draft>,
    /// The id of the draft on disk, if it says what was answered.
    kept: KeptId,
    /// The file that the answers were saved to last, or read from.
    saved_to: Option<String>,
}

/// The id of the draft that what was answered is kept in.
type KeptId = Arc<Mutex<Option<String>>>;

impl<'s> Session<'s> {
    /// Opens the folder for drafts; returns the drafts to offer as well, and what to be alert to.
    fn open(context: AskContext<'s>) -> (Self, Vec<KeptDraft>, String) {
        let AskContext { asking, instrument, .. } = context;
        let mut session = Self::without_drafts(context);
        let about = asking.answers.filter(|path| !files::is_stdin(path));
        let opened = DraftFolder::of(asking.save, about);
        let (folder, found) = match opened.and_then(|folder| Ok((folder.find(instrument)?, folder)))
        {
            Ok((found, folder)) => (folder, found),
            Err(error) => return (session, Vec::new(), unkept(&error)),
        };
        let alert = alert(&found);
        let mut offers = Vec::new();
        for (held, document) in found.drafts {
            let outdated = folder.is_outdated(&document.origin);
            let changed = if outdated { ", before the file changed" } else { "" };
            offers.push(KeptDraft { when: when(&document.saved) + changed, draft: document.draft });
            session.offered.push((held, document.origin));
        }
        session.folder = Some(folder);
        (session, offers, alert)
    }

    /// Opens the session around one draft, which is the only one to offer.
    fn resume(context: AskContext<'s>, resumed: ResumedDraft) -> (Self, Vec<KeptDraft>, String) {
        let ResumedDraft { folder, held, document } = resumed;
        let outdated = folder.is_outdated(&document.origin);
        let alert =
            if outdated { "The answers file is another one than when this was left." } else { "" };
        let offer = KeptDraft { when: when(&document.saved), draft: document.draft };
        let offered = vec![(held, document.origin)];
        let session = Self { folder: Some(folder), offered, ..Self::without_drafts(context) };
        (session, vec![offer], alert.to_owned())
    }

    fn without_drafts(context: AskContext<'s>) -> Self {
        Self {
            context,
            folder: None,
            held: None,
            offered: Vec::new(),
            last: None,
            kept: KeptId::default(),
            saved_to: context.asking.answers.map(files::name),
        }
    }

    /// Notes the draft on disk that says what was answered, if there is one.
    fn note_kept(&self, is_kept: bool) {
        let id = self.held.as_ref().filter(|_| is_kept).map(|held| held.id().to_owned());
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = id;
    }

    /// Does what only the surroundings can do.
    fn perform(&mut self, interview: &mut Interview<'_>) {
        match interview.take_effect() {
            None => {}
            Some(Effect::Resumed(index)) => {
                if index < self.offered.len() {
                    let (held, origin) = self.offered.remove(index);
                    self.held = Some(held);
                    if let (Some(save), Some((_, sha256))) = (self.context.save, &origin.file)
                        && save.is_read()
                    {
                        save.was_read(sha256.clone());
                    }
                    if let Some(folder) = &mut self.folder {
                        folder.goes_on(origin);
                    }
                }
                self.offered.clear();
                self.last = Some(interview.draft());
                self.note_kept(true);
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
                let saved = self.save_to(Path::new(&name), interview.given());
                self.saved_or_not(interview, Path::new(&name), saved);
            }
            Some(Effect::Finish) => {
                let saved = self.context.save.context("there is no file to save to");
                let instrument = self.context.instrument;
                let saved =
                    saved.and_then(|file| file.save(interview.given(), instrument).map(|()| file));
                let path = self.context.asking.save.unwrap_or(Path::new(""));
                self.saved_or_not(interview, path, saved.map(AnswersFile::name));
            }
        }
    }

    /// Saves answers to a file that was named just now; returns its name. The file that they are
    /// about may be named as well: that it changed meanwhile was told.
    fn save_to(&self, path: &Path, given: &GivenAnswers) -> anyhow::Result<String> {
        let AskContext { save, asking, instrument, .. } = self.context;
        let is_it = |named: &Path| files::is_same(named, path);
        let known = save.filter(|file| file.is_read() && asking.save.is_some_and(is_it));
        if let Some(file) = known {
            return file.save(given, instrument).map(|()| file.name());
        }
        let file = AnswersFile::open(path, files::format_of(path)?, false)?;
        file.save(given, instrument).map(|()| file.name())
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
                self.held = held.or(self.held.take());
                self.note_kept(true);
                self.last = Some(draft);
                interview.set_alert(String::new());
            }
            Err(error) => {
                self.note_kept(false);
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

    /// Tells the interview what became of saving its answers to `path`. What went into a device or
    /// a pipe is in no file.
    fn saved_or_not(
        &mut self,
        interview: &mut Interview<'_>,
        path: &Path,
        saved: anyhow::Result<String>,
    ) {
        match saved {
            Ok(name) => {
                interview.saved(&name);
                self.saved_to = Some(name).filter(|_| path.is_file());
            }
            Err(error) => {
                let over = "; b and its own name saves all the same";
                let over = if error.is::<ChangedSince>() { over } else { "" };
                interview.unsaved(&shown(&format!("{error:#}{over}")));
            }
        }
    }
}

/// Says where what was answered is kept, if it is.
fn remark(kept: &KeptId) -> String {
    let kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.as_deref().map_or_else(String::new, |id| {
        format!("; what was answered is kept: {} goes on", closing::resumes(id))
    })
}

/// Says what there is to be alert to among the drafts that were found, naming none of them: others
/// may be watching.
fn alert(found: &FoundDrafts) -> String {
    let mut alert = String::new();
    if found.broken {
        alert.push_str(
            "A draft cannot be read, and is left as it is; `oms-maturity drafts` says which. ",
        );
    }
    if found.older > 0 {
        let _ = write!(alert, "Older drafts, which `oms-maturity drafts` lists: {}. ", found.older);
    }
    if found.busy {
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

/// Returns an instant as people read it, in their own time zone.
pub(super) fn when(saved: &str) -> String {
    let instant = saved.parse::<jiff::Timestamp>();
    let local =
        instant.map(|instant| jiff::ZonedDateTime::new(instant, jiff::tz::TimeZone::system()));
    local.map_or_else(|_| shown(saved), |local| local.strftime("%Y-%m-%d at %H:%M").to_string())
}

/// Makes an interruption from outside end the run with its own exit code, the terminal as it was.
fn on_interrupt_leave(kept: KeptId) -> Result<(), Failure> {
    #[expect(clippy::exit, reason = "the main thread waits for the terminal and cannot return")]
    let set = ctrlc::set_handler(move || {
        // A terminal that takes nothing any more must not keep the run from ending.
        std::thread::spawn(|| {
            std::thread::sleep(RESTORE_TIMEOUT);
            std::process::exit(i32::from(INTERRUPTED));
        });
        console::restore();
        let remark = remark(&kept);
        let _ = io::Write::write_all(&mut io::stderr(), format!("\nstopped{remark}\n").as_bytes());
        files::wait_until_written();
        std::process::exit(i32::from(INTERRUPTED));
    });
    files::is_listened_for();
    Ok(set.context("cannot listen for ctrl-C")?)
}

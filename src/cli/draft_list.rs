//! `drafts`: every unfinished interview there is to be found, to go on with or to throw away. It is
//! run away from the projector, and so names them.

use super::args::{
    AssessArgs, DraftsAction, DraftsArgs, Global, InputArgs, InstrumentArgs, RemoveArgs, ResumeArgs,
};
use super::ask::{self, ResumedDraft};
use super::assess;
use super::closing::{self, Written};
use super::draft_places;
use super::drafts::{self, DraftFolder, LockedDraft};
use super::exit::{Failure, Outcome};
use super::files;
use super::forms::DraftsForm;
use super::instrument;
use crate::document::draft::{DraftDocument, Outline};
use crate::domain::Instrument;
use crate::domain::sorting;
use crate::report::draft_list::{self, DraftState, ListedDraft};
use anyhow::{Context, anyhow, bail};
use std::path::{Path, PathBuf};

/// The most drafts that are named where another one was asked for.
const NAMED: usize = 8;

/// Runs the command.
pub(super) fn run(global: &Global, args: DraftsArgs) -> Result<Outcome, Failure> {
    match args.action {
        None => list(global, &args),
        Some(DraftsAction::Resume(args)) => resume(global, *args),
        Some(DraftsAction::Remove(args)) => remove(global, &args),
    }
}

fn list(global: &Global, args: &DraftsArgs) -> Result<Outcome, Failure> {
    let form = args.result.form()?;
    let output = files::output(&args.result.output, args.instrument.files())?;
    let found = found(&args.instrument)?;
    let listed: Vec<_> = found.into_iter().map(|(_, listed)| listed).collect();
    let text = match form {
        DraftsForm::Table => draft_list::table(&listed),
        DraftsForm::Json => draft_list::json(&listed).context("cannot write the list")?,
    };
    closing::result(global, output.as_ref(), Written::Drafts, &text)?;
    Ok(Outcome::Success)
}

/// Returns every draft there is with its path, the newest first, what cannot be read last.
fn found(args: &InstrumentArgs) -> Result<Vec<(PathBuf, ListedDraft)>, Failure> {
    let candidates = instrument::candidates(args)?;
    let paths = draft_places::all()?.into_iter();
    let mut found: Vec<_> = paths
        .map(|path| {
            let listed = listed(&path, &candidates);
            (path, listed)
        })
        .collect();
    sorting::sort_by(&mut found, |(_, one), (_, other)| other.saved.cmp(&one.saved));
    Ok(found)
}

fn listed(path: &Path, candidates: &[Candidate]) -> ListedDraft {
    let mut listed = ListedDraft {
        id: draft_places::id_of(path).unwrap_or_default().to_owned(),
        state: DraftState::Unreadable,
        saved: None,
        when: String::new(),
        answered: None,
        questions: None,
        scope: None,
        respondent: None,
        folder: None,
        file: None,
        save: draft_places::saved_to(path).map(|path| path.to_string_lossy().into_owned()),
        path: path.to_string_lossy().into_owned(),
    };
    let held = matches!(LockedDraft::take(path), Ok(None));
    if let Ok((outline, document)) = read_by(path, candidates) {
        listed.state = match document {
            _ if held => DraftState::Held,
            Some(_) => DraftState::Unfinished,
            None => DraftState::OtherQuestions,
        };
        if let Some(((_, instrument), document)) = &document {
            let (answered, all) = instrument.questionnaire().progress(&document.draft.given);
            (listed.answered, listed.questions) = (Some(answered), Some(all));
        }
        listed.when = ask::when(&outline.saved);
        listed.saved = Some(outline.saved);
        (listed.scope, listed.respondent) = (outline.scope, outline.respondent);
        listed.folder = outline.origin.folder;
        listed.file = outline.origin.file.map(|(path, _)| path);
    } else if held {
        listed.state = DraftState::Held;
    }
    listed
}

/// An instrument that a draft may be of, with its name where it is a shipped one.
type Candidate = (Option<&'static str>, &'static Instrument);

/// Reads a draft by the instrument that it was written for, else by the first that it fits.
fn read_by(
    path: &Path,
    candidates: &[Candidate],
) -> anyhow::Result<(Outline, Option<(Candidate, DraftDocument)>)> {
    let outline = drafts::read_outline(path)?;
    let is_of = |(_, instrument): &&Candidate| {
        instrument.fingerprints().questionnaire == outline.questionnaire
    };
    let meant = candidates.iter().find(is_of).or(candidates.first());
    let (candidate, document) = match meant {
        Some(candidate) => (candidate, drafts::read_draft(path, candidate.1)?.1),
        None => return Ok((outline, None)),
    };
    Ok((outline, document.map(|document| (*candidate, document))))
}

/// Returns the draft of this id among those that were found.
fn one<'f>(
    found: &'f [(PathBuf, ListedDraft)],
    id: &str,
) -> anyhow::Result<&'f (PathBuf, ListedDraft)> {
    let mut called = found.iter().filter(|(_, listed)| listed.id == id);
    match (called.next(), called.next()) {
        (Some(draft), None) => Ok(draft),
        (Some((one, _)), Some((other, _))) => bail!(
            "two drafts are called {id}: {} and {}; move one of them elsewhere",
            files::name(one),
            files::name(other)
        ),
        (None, _) if found.is_empty() => {
            bail!("there is no draft {id}; no interview was left unfinished")
        }
        (None, _) => {
            let ids = found.iter().take(NAMED).map(|(_, listed)| listed.id.as_str());
            let ids = ids.collect::<Vec<_>>().join(", ");
            let more = match found.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more, which `oms-maturity drafts` lists"),
            };
            bail!("there is no draft {id}; there are {ids}{more}")
        }
    }
}

/// Returns the draft, held by this session.
fn hold(path: &Path, id: &str) -> anyhow::Result<LockedDraft> {
    LockedDraft::take(path)?.ok_or_else(|| anyhow!("a running session holds the draft {id}"))
}

fn resume(global: &Global, args: ResumeArgs) -> Result<Outcome, Failure> {
    if !ask::on_terminal() {
        return Err(anyhow!("going on with an interview needs a terminal").into());
    }
    let mut args = args;
    let found = found(&args.report.instrument)?;
    let (path, listed) = one(&found, &args.id)?;
    let held = hold(path, &listed.id)?;
    let (_, document) = read_by(path, &instrument::candidates(&args.report.instrument)?)?;
    let ((name, _), document) = document.with_context(|| {
        format!("the draft {} was asked with other questions; name them with --questions", args.id)
    })?;
    // The file that it is about may not say which instrument is meant.
    let instrument = &mut args.report.instrument;
    instrument.instrument = name.map(str::to_owned).or(instrument.instrument.take());
    let about = document.origin.file.as_ref().map(|(path, _)| PathBuf::from(path));
    let is_readable = |path: &PathBuf| {
        let format = files::input_format(path, None).map_err(Failure::from);
        let instrument = &args.report.instrument;
        format.and_then(|format| instrument::answers(instrument, path, format)).is_ok()
    };
    // What the draft holds can be gone on with even where the file it is about is away.
    let answers = about.filter(is_readable);
    let folder = DraftFolder::around(path, answers.as_deref())?;
    let assess = AssessArgs {
        answers,
        ask: true,
        save: args.save.or_else(|| draft_places::saved_to(path)),
        input: InputArgs { input_format: None },
        report: args.report,
    };
    assess::resume(global, &assess, ResumedDraft { folder, held, document })
}

/// Returns the drafts of these ids, held by this session.
fn named(
    found: &[(PathBuf, ListedDraft)],
    ids: &[String],
) -> anyhow::Result<Vec<(LockedDraft, ListedDraft)>> {
    let ids = sorting::to_set(ids).into_iter();
    ids.map(|id| {
        let (path, listed) = one(found, id)?;
        Ok((hold(path, id)?, listed.clone()))
    })
    .collect()
}

/// Returns all drafts that may go at once, held by this session. Those of running sessions stay,
/// and so do those beside a file that cannot be read: they may be a colleague's in a shared folder.
fn held_of(
    found: Vec<(PathBuf, ListedDraft)>,
    left: &mut Vec<ListedDraft>,
) -> Vec<(LockedDraft, ListedDraft)> {
    let mut chosen = Vec::new();
    for (path, listed) in found {
        if listed.state == DraftState::Unreadable && listed.save.is_some() {
            left.push(listed);
            continue;
        }
        match LockedDraft::take(&path) {
            Ok(Some(held)) => chosen.push((held, listed)),
            Ok(None) => left.push(ListedDraft { state: DraftState::Held, ..listed }),
            // Where it lies nothing can be removed just now; the others go all the same.
            Err(_) => left.push(ListedDraft { state: DraftState::Unreadable, ..listed }),
        }
    }
    chosen
}

fn remove(global: &Global, args: &RemoveArgs) -> Result<Outcome, Failure> {
    let form = args.result.form()?;
    let output = files::output(&args.result.output, [])?;
    let found = found(&InstrumentArgs::default())?;
    let (mut removed, mut left) = (Vec::new(), Vec::new());
    // All of them are held before the first is removed, so that a slip removes none.
    let chosen = if args.all { held_of(found, &mut left) } else { named(&found, &args.ids)? };
    for (held, listed) in chosen {
        held.remove()?;
        removed.push(listed);
    }
    let text = match form {
        DraftsForm::Table => draft_list::removed_table(&removed, &left),
        DraftsForm::Json => {
            draft_list::removed_json(&removed, &left).context("cannot write the list")?
        }
    };
    closing::result(global, output.as_ref(), Written::Drafts, &text)?;
    Ok(Outcome::Success)
}

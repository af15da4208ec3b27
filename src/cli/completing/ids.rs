//! The ids that a line can go on with: those of the rubric that the line names, or of the shipped
//! one; of drafts; and codes. Where one cannot be read there are none.

use crate::cli::args::InstrumentArgs;
use crate::cli::{draft_places, instrument};
use crate::domain::Instrument;
use crate::domain::policy::{Rule, Severity};
use crate::domain::rubric::Level;
use crate::domain::score::Basis;
use crate::report::explain;
use crate::report::handbook::Book;
use crate::report::words::shown;
use clap_complete::CompletionCandidate;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// Returns the codes that can be explained.
pub(super) fn codes() -> Vec<CompletionCandidate> {
    explain::all().iter().map(|one| candidate(one.code, one.meaning)).collect()
}

/// Returns the ids of unfinished interviews.
pub(super) fn drafts() -> Vec<CompletionCandidate> {
    let paths = draft_places::all().unwrap_or_default();
    paths.iter().filter_map(|path| draft_places::id_of(path)).map(Into::into).collect()
}

/// Returns the ids of scenarios.
pub(super) fn scenarios() -> Vec<CompletionCandidate> {
    let scenarios = instrument().into_iter().flat_map(|loaded| &loaded.rubric().scenarios);
    scenarios.map(|scenario| candidate(&scenario.id, &scenario.title)).collect()
}

/// Returns the ids of dimensions.
pub(super) fn dimensions() -> Vec<CompletionCandidate> {
    let dimensions = instrument().into_iter().flat_map(|loaded| &loaded.rubric().dimensions);
    dimensions.map(|dimension| candidate(&dimension.id, &dimension.name)).collect()
}

/// Returns the ids that there is a page about, of whatever an instrument holds.
pub(super) fn things() -> Vec<CompletionCandidate> {
    let files = instrument::with_texts(&named());
    let Ok((questionnaire, rubric)) = files.and_then(|files| files.meaning()) else {
        return Vec::new();
    };
    let book = Book { questionnaire: &questionnaire, rubric: &rubric };
    let help = |id: &str| match id {
        "glossary" => "Words that are explained",
        "outcomes" => "What the operation achieves",
        "measures" => "What proofs speak of",
        "roles" => "Who is asked",
        "enough" => "Which level is enough",
        _ => "",
    };
    let page =
        |(id, name): (&str, &str)| candidate(id, if name.is_empty() { help(id) } else { name });
    book.pages().into_iter().map(page).collect()
}

/// Returns dimensions with a level, `ID=LEVEL`.
pub(super) fn leveled_dimensions(typed: &OsStr) -> Vec<CompletionCandidate> {
    let Some(rubric) = instrument().map(Instrument::rubric) else { return Vec::new() };
    let level = |row: &Level| (row.level.to_string(), row.name.clone());
    let levels: Vec<_> = rubric.levels.iter().map(level).collect();
    let ids = rubric.dimensions.iter().map(|dimension| (&*dimension.id, &*dimension.name));
    pairs(typed, ids.collect(), &levels)
}

/// Returns rules with how much they count, `RULE=SEVERITY`.
pub(super) fn severities(typed: &OsStr) -> Vec<CompletionCandidate> {
    let words = Severity::ALL.map(|(word, _)| (word.to_owned(), String::new()));
    pairs(typed, Rule::ALL.iter().map(|(name, _)| (*name, "")).collect(), &words)
}

/// Returns the results that a policy can look at.
pub(super) fn results() -> Vec<CompletionCandidate> {
    Basis::ALL.iter().map(|(name, _)| CompletionCandidate::new(*name)).collect()
}

/// Returns `NAME=`, and `NAME=VALUE` as soon as only one name is left; each with its help.
fn pairs(
    typed: &OsStr,
    names: Vec<(&str, &str)>,
    values: &[(String, String)],
) -> Vec<CompletionCandidate> {
    let typed = typed.to_string_lossy();
    let is_meant = |name: &str| format!("{name}=").starts_with(&*typed);
    let chosen = typed.split_once('=').map(|(name, _)| name);
    let meant: Vec<_> = names
        .into_iter()
        .filter(|(name, _)| chosen.map_or_else(|| is_meant(name), |chosen| chosen == *name))
        .collect();
    let [(name, _)] = meant.as_slice() else {
        return meant.iter().map(|(name, help)| candidate(&format!("{name}="), help)).collect();
    };
    let whole = values.iter().map(|(value, help)| (format!("{name}={value}"), help));
    let whole = whole.filter(|(pair, _)| pair.starts_with(&*typed));
    whole.map(|(pair, help)| candidate(&pair, help)).collect()
}

/// Returns a word to go on with. What stands beside it is text of whoever wrote the rubric.
fn candidate(word: &str, help: &str) -> CompletionCandidate {
    let help = Some(shown(help)).filter(|help| !help.is_empty());
    CompletionCandidate::new(word).help(help.map(Into::into))
}

/// Returns what the line is about; nothing where it cannot be read.
fn instrument() -> Option<&'static Instrument> {
    instrument::load(&named()).ok()
}

/// Returns which instrument the line names.
fn named() -> InstrumentArgs {
    let words: Vec<_> = std::env::args_os().skip(1).collect();
    InstrumentArgs {
        instrument: value_of("--instrument", &words)
            .and_then(|name| Some(name.to_str()?.to_owned())),
        questions: value_of("--questions", &words),
        rubric: value_of("--rubric", &words),
    }
}

/// Returns the file that an option names in a line. Bash takes the sign between them for a word.
fn value_of(option: &str, words: &[OsString]) -> Option<PathBuf> {
    let mut words = words.iter();
    let rest = words.find_map(|word| word.to_str()?.strip_prefix(option))?;
    match rest.strip_prefix('=') {
        Some(value) => Some(value.into()),
        None => words.find(|word| rest.is_empty() && *word != "=").map(PathBuf::from),
    }
}

//! What several files say besides their answers, in one: scope, day, what is likely and promised.

use super::people::Conflict;
use crate::domain::date::Date;
use crate::domain::given::{GivenAnswers, GivenOutcome};
use crate::domain::sorting;
use std::collections::{BTreeMap, BTreeSet};

/// What is to hold where files say different things.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// The operation.
    pub scope: Option<String>,
    /// The day.
    pub date: Option<Date>,
}

/// Something on which files do not agree, so that it is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Disagreed {
    /// A tag, by its id.
    Tag(String),
    /// The levels aimed at.
    Target,
    /// What is promised, by the question's id.
    Promise(String),
    /// What is achieved, by the outcome's id.
    Outcome(String),
}

/// Returns what files say besides their answers, and what is left out of it.
///
/// # Errors
///
/// Returns on what they would have to agree, and do not.
pub fn head(
    files: &[GivenAnswers],
    wish: &Wish,
) -> Result<(GivenAnswers, Vec<Disagreed>), Vec<Conflict>> {
    let conflicts = conflicts(files, wish);
    let (Some(first), true) = (files.first(), conflicts.is_empty()) else { return Err(conflicts) };
    let mut disagreed = Vec::new();
    let outcomes =
        |file: &GivenAnswers| -> BTreeMap<String, GivenOutcome> { file.outcomes.clone() };
    let (tags, open) = shared(files.iter().map(|file| file.tags.clone()));
    disagreed.extend(open.into_iter().map(Disagreed::Tag));
    let (enough, open) = shared(files.iter().map(|file| file.enough.clone()));
    disagreed.extend(open.into_iter().map(Disagreed::Promise));
    let (outcomes, open) = shared(files.iter().map(outcomes));
    disagreed.extend(open.into_iter().map(Disagreed::Outcome));
    let mut targets = files.iter().filter_map(|file| file.target.as_ref());
    let target = targets.next();
    let is_one = targets.all(|other| Some(other) == target);
    disagreed.extend((!is_one).then_some(Disagreed::Target));
    let edition = first.edition.filter(|one| files.iter().all(|it| it.edition == Some(*one)));
    let given = GivenAnswers {
        questionnaire: files.iter().find_map(|file| file.questionnaire.clone()),
        edition,
        next_peak: files.iter().filter_map(|file| file.next_peak).min(),
        symptoms: union(files.iter().map(|file| &file.symptoms)),
        scenarios: union(files.iter().map(|file| &file.scenarios)),
        tags,
        target: target.filter(|_| is_one).cloned(),
        enough,
        outcomes,
        ..GivenAnswers::empty(
            wish.scope.clone().unwrap_or_else(|| first.scope.clone()),
            wish.date.unwrap_or(first.date),
        )
    };
    Ok((given, disagreed))
}

/// Returns on what files do not agree with the first one that says anything of it.
fn conflicts(files: &[GivenAnswers], wish: &Wish) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    let (mut questionnaire, mut edition) = (None, None);
    for (place, file) in files.iter().enumerate() {
        let first = files.first().unwrap_or(file);
        if wish.scope.is_none() && file.scope.trim() != first.scope.trim() {
            conflicts.push(Conflict::OtherScope(0, place));
        }
        if wish.date.is_none() && file.date != first.date {
            conflicts.push(Conflict::OtherDay(0, place));
        }
        if let Some(named) = &file.questionnaire {
            let (first, known) = *questionnaire.get_or_insert((place, named));
            if known != named {
                conflicts.push(Conflict::OtherQuestionnaire(first, place));
            }
        }
        if let Some(named) = file.edition {
            let (first, known) = *edition.get_or_insert((place, named));
            if known != named {
                conflicts.push(Conflict::OtherEdition(first, place));
            }
        }
    }
    conflicts
}

/// Returns the ids of all lists, each once, in the order of the alphabet.
fn union<'f>(lists: impl Iterator<Item = &'f Vec<String>>) -> Vec<String> {
    sorting::to_set(lists.flatten().cloned()).into_iter().collect()
}

/// Returns the entries on which all agree who have one, and the keys of the others.
fn shared<V: PartialEq>(
    all: impl Iterator<Item = BTreeMap<String, V>>,
) -> (BTreeMap<String, V>, Vec<String>) {
    let (mut shared, mut open) = (BTreeMap::new(), BTreeSet::new());
    for (key, value) in all.flatten() {
        if shared.get(&key).is_some_and(|known| *known != value) {
            open.insert(key);
        } else {
            shared.insert(key, value);
        }
    }
    shared.retain(|key, _| !open.contains(key));
    (shared, open.into_iter().collect())
}

//! Who said what, taken out of several files: a file that was merged before holds several people's
//! answers.

use crate::domain::given::{AgreedBy, GivenAnswer, GivenAnswers, Voice, person};
use crate::domain::sorting;
use std::collections::BTreeMap;

/// What everybody said.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// The voices on each question, by its id.
    pub voices: BTreeMap<String, Vec<Voice>>,
    /// What a room agreed upon, by the question's id, where nobody has said more since.
    pub settled: BTreeMap<String, GivenAnswer>,
    /// The questions that a room agreed upon, and on which somebody has said more since.
    pub reopened: Vec<String>,
    /// Everybody who answered something: what tells them apart, and their name.
    pub names: BTreeMap<String, String>,
    /// The people who answered nothing.
    pub silent: Vec<String>,
}

/// Why files cannot be merged; a file is meant by its place among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// A file does not say who answered.
    NobodyNamed(usize),
    /// Two files hold answers of the same person.
    SamePerson(usize, usize, String),
    /// Two files are about other operations.
    OtherScope(usize, usize),
    /// Two files are about other days.
    OtherDay(usize, usize),
    /// Two files are for other questionnaires.
    OtherQuestionnaire(usize, usize),
    /// Two files are for other editions of the questionnaire.
    OtherEdition(usize, usize),
}

/// Takes the voices out of files.
///
/// # Errors
///
/// Returns everything that keeps it from being told who said what.
pub fn people(files: &[GivenAnswers]) -> Result<People, Vec<Conflict>> {
    let (mut people, mut conflicts) = (People::default(), Vec::new());
    let mut from: BTreeMap<String, usize> = BTreeMap::new();
    for (place, file) in files.iter().enumerate() {
        let said = voices(file);
        let whole = if said.is_empty() { alone(file) } else { Ok(said) };
        let Ok(whole) = whole else {
            conflicts.push(Conflict::NobodyNamed(place));
            continue;
        };
        let mut named: Vec<_> = whole.iter().map(|(_, voice)| voice.respondent.clone()).collect();
        named.extend(file.respondent.clone().filter(|_| whole.is_empty()));
        sorting::sort_by_key(&mut named, |name| person(name));
        named.dedup_by_key(|name| person(name));
        for name in named {
            if let Some(first) = from.insert(person(&name), place) {
                conflicts.push(Conflict::SamePerson(first, place, name.clone()));
            }
            if whole.is_empty() {
                people.silent.push(name);
            } else {
                people.names.insert(person(&name), name);
            }
        }
        for (question, voice) in whole {
            people.voices.entry(question).or_default().push(voice);
        }
    }
    settle(files, &mut people);
    if conflicts.is_empty() { Ok(people) } else { Err(conflicts) }
}

/// Returns whether a file holds what several people said.
#[must_use]
pub fn is_merged(file: &GivenAnswers) -> bool {
    file.answers.values().any(|answer| !answer.said.is_empty())
}

/// Returns what is said in a file that was merged before.
fn voices(file: &GivenAnswers) -> Vec<(String, Voice)> {
    let answers = file.answers.iter();
    let voices = answers
        .flat_map(|(id, answer)| answer.said.iter().map(move |voice| (id.clone(), voice.clone())));
    voices.collect()
}

/// Returns what the one person of a file said; nothing to be had where it names nobody.
fn alone(file: &GivenAnswers) -> Result<Vec<(String, Voice)>, ()> {
    let respondent = file.respondent.as_ref().ok_or(())?;
    let voice = |answer: &GivenAnswer| Voice {
        respondent: respondent.clone(),
        answer: GivenAnswer { agreed_by: None, ..answer.clone() },
    };
    Ok(file.answers.iter().map(|(id, answer)| (id.clone(), voice(answer))).collect())
}

/// Finds out on which questions the room has agreed, and whether that still stands: somebody whom
/// the room did not hear opens it again. An answer of a merged file that nobody had given is the
/// room's as well.
fn settle(files: &[GivenAnswers], people: &mut People) {
    for file in files.iter().filter(|file| is_merged(file)) {
        for (id, answer) in &file.answers {
            if answer.agreed_by != Some(AgreedBy::TheRoom) && !answer.said.is_empty() {
                continue;
            }
            let heard = people.voices.get(id).map_or(0, Vec::len);
            if heard == answer.said.len() {
                // Where two rooms agreed on what nobody had said, the order of the files is nothing.
                let known = people.settled.remove(id).into_iter();
                let one = known.chain([answer.clone()]).min_by_key(|it| format!("{it:?}"));
                people.settled.extend(one.map(|one| (id.clone(), one)));
            } else {
                people.reopened.push(id.clone());
            }
        }
    }
    sorting::sort(&mut people.reopened);
    people.reopened.dedup();
}

//! What fell since a baseline was written, in words.

use crate::domain::Instrument;
use crate::domain::gate::Levels;
use crate::domain::measured::moved;

/// Says which levels are lower now than before, and which figures are worse.
pub(super) fn falls(before: &Levels, now: &Levels, instrument: &Instrument) -> Vec<String> {
    let rubric = instrument.rubric();
    let fall = |what: &str, before: i64, now: Option<i64>| {
        let now = now.map_or_else(|| "unknown".to_owned(), |level| level.to_string());
        format!("{what} {before} to {now}")
    };
    let level = before.level.filter(|level| now.level < Some(*level));
    let level = level.map(|level| fall("level", level, now.level));
    let dimensions = before.dimensions.iter().filter_map(|(dimension, level)| {
        let id = &rubric.dimensions.get(dimension.index())?.id;
        let now = now.dimensions.get(dimension).copied();
        (now < Some(*level)).then(|| fall(id, *level, now))
    });
    let figures = before.figures.iter().filter_map(|(id, figure)| {
        let question = instrument.questionnaire().find(id)?;
        let now = now.figures.get(id);
        let is_better = now
            .is_some_and(|now| moved(question, figure, now).is_some_and(std::cmp::Ordering::is_ge));
        let now = now.map_or_else(|| "unknown".to_owned(), ToString::to_string);
        (!is_better).then(|| format!("{id} {figure} to {now}"))
    });
    level.into_iter().chain(dimensions).chain(figures).collect()
}

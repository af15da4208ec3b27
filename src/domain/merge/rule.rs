//! The rule by which one answer stands for several: it is one that somebody gave.

use super::heard::{Heard, Standing};
use crate::domain::given::AgreedBy;
use crate::domain::sorting;

/// The answer that is agreed upon.
#[derive(Clone, Copy, Debug)]
pub struct Chosen<'h> {
    /// Whose it is.
    pub heard: &'h Heard,
    /// Why it is this one.
    pub by: AgreedBy,
}

/// Returns the answer that stands for all of `heard`, in whatever order they are; nothing where
/// nobody said anything.
///
/// Who does not know is left out, unless that is more than half of all. Who says that the question
/// does not apply is left out, unless all say so. Of the rest, or of those who have a report where
/// somebody has one, it is the answer at the median, which is the lower one in the middle of an even
/// number; of several at that level the one with the worse figure.
#[must_use]
pub fn choose(heard: &[Heard]) -> Option<Chosen<'_>> {
    let is = |standing: &Standing| heard.iter().filter(|it| it.standing == *standing).count();
    let (unknown, left_out) = (is(&Standing::Unknown), is(&Standing::NotApplicable));
    let by = if heard.len() == 1 {
        AgreedBy::OnlyOne
    } else if left_out == heard.len() {
        AgreedBy::AllSayNotApplicable
    } else if 2 * unknown > heard.len() {
        AgreedBy::MostSayUnknown
    } else if unknown + left_out == heard.len() {
        AgreedBy::NobodyKnows
    } else {
        return median(heard, unknown + left_out == 0);
    };
    let wanted = match by {
        AgreedBy::OnlyOne => None,
        AgreedBy::AllSayNotApplicable => Some(Standing::NotApplicable),
        _ => Some(Standing::Unknown),
    };
    let fitting = heard.iter().filter(|it| wanted.as_ref().is_none_or(|one| it.standing == *one));
    let heard = fitting.min_by(|one, other| one.compare(other))?;
    Some(Chosen { heard, by })
}

/// Returns the answer at the median of those that give a value.
fn median(heard: &[Heard], all_give_one: bool) -> Option<Chosen<'_>> {
    let valued = || heard.iter().filter(|it| it.rank().is_some());
    let reported: Vec<_> = valued().filter(|it| it.is_reported()).collect();
    let by_reports = !reported.is_empty();
    let mut counted = if by_reports { reported } else { valued().collect() };
    sorting::sort_by(&mut counted, |one, other| one.compare(other));
    let middle = counted.get(counted.len().saturating_sub(1) / 2)?;
    // At the same level the worse figure comes first.
    let heard = counted.iter().find(|it| it.rank() == middle.rank())?;
    let is_same = |it: &Heard| it.voice.answer.value == heard.voice.answer.value;
    let by = match () {
        () if all_give_one && valued().all(is_same) => AgreedBy::AllSaySo,
        () if by_reports => AgreedBy::MedianOfReports,
        () => AgreedBy::Median,
    };
    Some(Chosen { heard, by })
}

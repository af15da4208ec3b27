//! What to bear in mind when two dates are compared, in sentences: another operation, days that give
//! no pace, and another rubric.

use super::{Compared, Dated, Ruler};
use crate::domain::comparison::DayOrder;
use crate::report::words::{isolated, shown};

/// How many files of days to come are named.
const NAMED: usize = 3;

impl Compared<'_> {
    /// Says what to bear in mind: another operation, days that give no pace, another rubric.
    #[must_use]
    pub fn notices(&self) -> Vec<String> {
        let all = [
            self.scopes(),
            self.order(),
            self.order_between(),
            self.judged_by_others(),
            self.old_figures(),
        ];
        all.into_iter().flatten().chain(self.days_to_come()).collect()
    }

    /// Says which files describe days that are still to come: the first few, and how many more.
    #[must_use]
    pub fn days_to_come(&self) -> Vec<String> {
        let Some(today) = self.doubts.today else { return Vec::new() };
        let mut to_come = self.dates.iter().filter(|dated| dated.snapshot.date > today);
        let mut doubts: Vec<_> = to_come
            .by_ref()
            .take(NAMED)
            .map(|Dated { file, snapshot }| {
                let (file, day) = (isolated(file), snapshot.date);
                format!(
                    "{file}: the answers describe {day}, a day that is still to come: is it \
                     mistyped?"
                )
            })
            .collect();
        match to_come.count() {
            0 => {}
            1 => doubts.push("A day still to come stands in 1 more file.".to_owned()),
            more => doubts.push(format!("Days still to come stand in {more} more files.")),
        }
        doubts
    }

    fn scopes(&self) -> Option<String> {
        if !self.doubts.other_scope {
            return None;
        }
        let last = self.after.sheet.given();
        let others = self.dates.iter().rev().map(|dated| &dated.snapshot.scope);
        let other = others.into_iter().find(|scope| **scope != last.scope);
        Some(match other.filter(|_| !last.is_anonymous()) {
            Some(other) => format!(
                "Mind the scope: the last answers are about \u{201c}{}\u{201d}, others about \
                 \u{201c}{}\u{201d}.",
                isolated(&last.scope),
                isolated(other)
            ),
            None => "Mind the scope: the answers are about different operations.".to_owned(),
        })
    }

    fn order(&self) -> Option<String> {
        let [before, after] = [self.before, self.after].map(|report| report.sheet.given().date);
        match self.comparison.order {
            DayOrder::Later => None,
            DayOrder::SameDay => Some(format!(
                "The first answers and the last are of {after}, so no pace can be told."
            )),
            DayOrder::Earlier => Some(format!(
                "The days are out of order: the first answers are of {before}, the last of {after}. \
                 They are compared as they were named, and no pace is told."
            )),
        }
    }

    fn order_between(&self) -> Option<String> {
        let only_between = self.comparison.order == DayOrder::Later && !self.dates_in_order();
        only_between.then(|| {
            "The days between the first and the last are out of order. They are shown as they were \
             named."
                .to_owned()
        })
    }

    fn judged_by_others(&self) -> Option<String> {
        match self.doubts.judged_anew {
            0 => None,
            1 => Some(
                "One of the later files is a report by another rubric. Its answers are judged by the \
                 present one."
                    .to_owned(),
            ),
            count => Some(format!(
                "Of the later files {count} are reports by another rubric. Their answers are judged \
                 by the present one."
            )),
        }
    }
}

impl Compared<'_> {
    fn old_figures(&self) -> Option<String> {
        (self.doubts.old_figures > 0).then(|| {
            "Some answers name no edition, and hold figures that meant something else in an edition \
             before. `assess` says which."
                .to_owned()
        })
    }
}

impl Ruler {
    /// Says what the other rubric makes of the difference as a whole; `present` names the present
    /// one, and `after` is the level of the last answers.
    #[must_use]
    pub fn words(&self, present: (&str, &str), after: Option<i64>) -> Vec<String> {
        let (id, version) = present;
        let mut sentences = vec![format!(
            "The first answers were judged by the rubric {} {}, the last by {} {}.",
            shown(&self.id),
            shown(&self.version),
            shown(id),
            shown(version)
        )];
        if self.moved().next().is_none() && self.level.0 == self.level.1 {
            sentences.push("Both give the first answers the same levels.".to_owned());
            return sentences;
        }
        if let ((Some(then), Some(now)), Some(after)) = (self.level, after) {
            sentences.push(if then == now {
                format!("The ruler did not move the overall level: both say {now}.")
            } else {
                format!("The ruler moved the overall level from {then} to {now}.")
            });
            sentences.push(if now == after {
                "You did not move it.".to_owned()
            } else {
                format!("You moved it from {now} to {after}.")
            });
        }
        sentences
    }
}

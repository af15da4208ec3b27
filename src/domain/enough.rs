//! Which level is enough for what a business promises to its customers. It decides nothing.

use super::index::DimensionId;
use std::collections::BTreeMap;

/// What is enough, and what that hangs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enough {
    /// What it rests on, such as `judgement`; may be empty.
    pub mark: String,
    /// What is asked of what is promised.
    pub questions: Vec<PromiseQuestion>,
    /// What is enough, from least to most.
    pub rows: Vec<EnoughRow>,
}

/// A question on what is promised to customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseQuestion {
    /// Its id.
    pub id: String,
    /// The question.
    pub prompt: String,
    /// What can be answered.
    pub options: Vec<PromiseOption>,
}

/// What can be answered to such a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromiseOption {
    /// Its id.
    pub id: String,
    /// What it says.
    pub label: String,
}

/// What is enough where certain answers are given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnoughRow {
    /// The answers that must all be given: question and option.
    pub when: BTreeMap<String, String>,
    /// The level of the whole that is enough.
    pub level: i64,
    /// The dimensions that are to be higher.
    pub dimensions: Vec<(DimensionId, i64)>,
}

impl Enough {
    /// Returns the question of this id.
    #[must_use]
    pub fn question(&self, id: &str) -> Option<&PromiseQuestion> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// Returns what is enough for these answers: the highest level of all rows that fit, and the
    /// highest of each dimension, so that who promises more is never asked for less.
    #[must_use]
    pub fn row_for(&self, answers: &BTreeMap<String, String>) -> Option<EnoughRow> {
        self.rows.iter().filter(|row| row.fits(answers)).cloned().reduce(EnoughRow::with)
    }

    /// Returns how many of the questions on what is promised have no answer.
    #[must_use]
    pub fn unanswered(&self, answers: &BTreeMap<String, String>) -> usize {
        self.questions.iter().filter(|question| !answers.contains_key(&question.id)).count()
    }
}

impl EnoughRow {
    /// Returns what is enough where both rows fit.
    fn with(mut self, other: Self) -> Self {
        self.when.extend(other.when);
        self.level = self.level.max(other.level);
        for (dimension, level) in other.dimensions {
            match self.dimensions.iter_mut().find(|(known, _)| *known == dimension) {
                Some((_, known)) => *known = (*known).max(level),
                None => self.dimensions.push((dimension, level)),
            }
        }
        self.dimensions.sort_unstable();
        self
    }

    /// Returns whether all that it speaks of is answered so.
    fn fits(&self, answers: &BTreeMap<String, String>) -> bool {
        self.when.iter().all(|(question, option)| answers.get(question) == Some(option))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(id, option)| ((*id).to_owned(), (*option).to_owned())).collect()
    }

    #[test]
    fn who_promises_more_is_never_asked_for_less() {
        let [stock, cost] = [0, 1].map(DimensionId::new);
        let row = |when: &[(&str, &str)], level, dimensions: &[(DimensionId, i64)]| EnoughRow {
            when: answers(when),
            level,
            dimensions: dimensions.to_vec(),
        };
        let rows = vec![
            row(&[("reach", "small")], 2, &[]),
            row(&[("reach", "large")], 3, &[(stock, 4)]),
            row(&[("fast", "yes")], 4, &[(cost, 5), (stock, 3)]),
            row(&[("shops", "yes")], 2, &[]),
        ];
        let enough = Enough { mark: String::new(), questions: Vec::new(), rows };
        let level = |pairs: &[(&str, &str)]| enough.row_for(&answers(pairs)).map(|row| row.level);
        assert_eq!(level(&[]), None);
        assert_eq!(level(&[("fast", "no")]), None);
        assert_eq!(level(&[("reach", "small"), ("fast", "yes")]), Some(4));
        assert_eq!(level(&[("reach", "large")]), Some(3));
        let all = answers(&[("reach", "large"), ("fast", "yes"), ("shops", "yes")]);
        let most = enough.row_for(&all).unwrap();
        assert_eq!((most.level, most.dimensions), (4, vec![(stock, 4), (cost, 5)]));
    }
}

//! How far the views of several people lie apart, where answers carry what each of them said: what the
//! answers come to from the lowest to the highest view, and who agrees.

use super::exact::Exact;
use super::given::{AgreedBy, Voice};
use super::index::DimensionId;
use super::instrument::Instrument;
use super::merge::agreement::Agreement;
use super::merge::head::Wish;
use super::merge::heard::Heard;
use super::merge::{Merged, MergedQuestion, merge};
use super::scores::Scores;
use super::sheet::AnswerSheet;

/// The views of several people.
#[derive(Clone, Debug)]
pub struct Views {
    /// How many people said something.
    pub people: usize,
    merged: Merged,
    /// The ids of the questions about which nobody's view is known.
    of_nobody: Vec<String>,
}

/// The views on one dimension, or on one question of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    /// How many answers there are of each score, the lowest first.
    pub scores: Vec<(Exact, usize)>,
    /// How many say that nobody knows.
    pub unknown: usize,
    /// How many say that it does not apply.
    pub not_applicable: usize,
}

impl Views {
    /// Returns the views in answers that carry what several people said; nothing where they are one
    /// person's.
    #[must_use]
    pub fn of(instrument: &Instrument, sheet: &AnswerSheet) -> Option<Self> {
        let given = sheet.given();
        let people = given.voices().len();
        if people < 2 {
            return None;
        }
        let mut whole = given.clone();
        let mut of_nobody = Vec::new();
        for (id, answer) in &mut whole.answers {
            if answer.said.is_empty() {
                of_nobody.push(id.clone());
                let voice = Voice { respondent: String::new(), answer: answer.clone() };
                answer.said = vec![voice];
            }
        }
        let merged = merge(instrument, &[whole], &Wish::default()).ok()?;
        Some(Self { people, merged, of_nobody })
    }

    /// Returns the overall level from the lowest to the highest view, unknowns at their lowest and at
    /// their highest; nothing where there are scores only.
    #[must_use]
    pub fn range(&self) -> Option<(i64, i64)> {
        widest(self.readings().map(|scores| scores.range))
    }

    /// Returns the score of the whole from the lowest to the highest view.
    #[must_use]
    pub fn score_range(&self) -> Option<(Exact, Exact)> {
        widest(self.readings().map(|scores| scores.score_range.clone()))
    }

    /// Returns a dimension's level from the lowest to the highest view; nothing where it does not
    /// apply or has no levels.
    #[must_use]
    pub fn range_of(&self, dimension: DimensionId) -> Option<(i64, i64)> {
        let at = dimension.index();
        widest(self.readings().map(|scores| scores.dimensions.get(at)?.range))
    }

    /// Returns a dimension's score from the lowest to the highest view; nothing where it does not
    /// apply.
    #[must_use]
    pub fn score_range_of(&self, dimension: DimensionId) -> Option<(Exact, Exact)> {
        let at = dimension.index();
        widest(self.readings().map(|scores| scores.dimensions.get(at)?.score_range.clone()))
    }

    /// Returns the answers at their lowest, as agreed, and at their highest.
    fn readings(&self) -> [&Scores; 3] {
        [&self.merged.lowest, &self.merged.scores, &self.merged.highest]
    }

    /// Returns the views on a question; nothing where nobody's is known.
    #[must_use]
    pub fn on(&self, question: &str) -> Option<Spread> {
        self.question(question).map(spread)
    }

    fn question(&self, question: &str) -> Option<&MergedQuestion> {
        let is_known = !self.of_nobody.iter().any(|id| id == question);
        self.merged.question(question).filter(|_| is_known)
    }

    /// Returns the views on the questions that make up a dimension, taken together.
    #[must_use]
    pub fn on_dimension(&self, instrument: &Instrument, dimension: DimensionId) -> Spread {
        let asked = instrument.rubric().dimensions.get(dimension.index()).into_iter();
        let asked = asked.flat_map(|dimension| &dimension.questions);
        let spreads = asked.filter_map(|scored| self.on(&scored.question));
        spreads.fold(Spread::default(), Spread::and)
    }

    /// Returns how far people agree on a dimension; nothing where too few gave a value.
    #[must_use]
    pub fn agreement(&self, instrument: &Instrument, dimension: DimensionId) -> Option<Agreement> {
        self.merged.agreement(instrument.rubric(), dimension)
    }

    /// Returns whether answers on a dimension lie so far apart that the people should talk first.
    #[must_use]
    pub fn is_to_discuss(&self, instrument: &Instrument, dimension: DimensionId) -> bool {
        self.merged.is_to_discuss(instrument.rubric(), dimension)
    }
}

/// Returns from where to where ranges reach together; nothing where there is none.
fn widest<T: Ord + Clone>(ranges: [Option<(T, T)>; 3]) -> Option<(T, T)> {
    let ranges: Vec<_> = ranges.into_iter().flatten().collect();
    let worst = ranges.iter().map(|range| &range.0).min()?;
    let best = ranges.iter().map(|range| &range.1).max()?;
    Some((worst.clone(), best.clone()))
}

fn spread(question: &MergedQuestion) -> Spread {
    Spread {
        scores: question.spread(),
        unknown: question.unknown(),
        not_applicable: question.not_applicable(),
    }
}

impl Spread {
    fn and(mut self, other: Self) -> Self {
        for (score, count) in other.scores {
            match self.scores.binary_search_by(|(known, _)| known.cmp(&score)) {
                Ok(at) => {
                    if let Some((_, known)) = self.scores.get_mut(at) {
                        *known += count;
                    }
                }
                Err(at) => self.scores.insert(at, (score, count)),
            }
        }
        self.unknown += other.unknown;
        self.not_applicable += other.not_applicable;
        self
    }

    /// Returns how many answers there are.
    #[must_use]
    pub fn answers(&self) -> usize {
        let valued: usize = self.scores.iter().map(|(_, count)| count).sum();
        valued + self.unknown + self.not_applicable
    }
}

/// Returns the ids of the questions about which the people are to talk: somebody's answer is worth
/// another than somebody else's, or the question applies for some alone, or most do not know what
/// others do. What a room has agreed on is settled.
#[must_use]
pub fn disputed(merged: &Merged) -> Vec<String> {
    let questions = merged.questions.iter().filter(|question| is_disputed(question));
    questions.map(|question| question.id.clone()).collect()
}

fn is_disputed(question: &MergedQuestion) -> bool {
    if matches!(question.by, AgreedBy::TheRoom | AgreedBy::TheFacts) {
        return false;
    }
    let mut ranks: Vec<_> = question.heard.iter().filter_map(Heard::rank).collect();
    ranks.dedup();
    let some_know = !ranks.is_empty();
    let left_out = some_know && question.not_applicable() > 0;
    let unknown = some_know && question.by == AgreedBy::MostSayUnknown;
    ranks.len() > 1 || left_out || unknown
}

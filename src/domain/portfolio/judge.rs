//! The judgement of one record after the other: the scores that [`Scores::of_today`] gives, where
//! what was worked out for the marks of a dimension is remembered for the next record.
//!
//! [`Scores::of_today`]: crate::domain::Scores::of_today

use super::Record;
use crate::domain::exact::Exact;
use crate::domain::index::DimensionId;
use crate::domain::instrument::Instrument;
use crate::domain::marks::{Answer, Mark, Marks};
use crate::domain::score::{
    Basis, Profile, Reading, Score, Unknowns, dimension_score, overall, settled,
};
use crate::domain::scores::{Status, count_unknown, status};
use foldhash::fast::RandomState;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// How many different dimensions, and how many profiles, are remembered. Beyond it, all is forgotten
/// and learnt anew: memory has a bound.
const REMEMBERED: usize = 1 << 17;

/// The number of a dimension that is left out.
const LEFT_OUT: u32 = 0;

/// The readings that a record is judged under.
const READINGS: usize = 4;
const CLAIMED: usize = 0;
const EVIDENCED: usize = 1;
const WORST: usize = 2;
const BEST: usize = 3;

/// What one record comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The overall level as claimed; nothing where too much is unknown, or where there are scores
    /// only.
    pub level: Option<i64>,
    /// The overall level on what reports and guard-rails bear out.
    pub evidenced_level: Option<i64>,
    /// The overall level with every unknown at its lowest and at its highest, and from the lowest to
    /// the highest view where several people answered; nothing where there are scores only.
    pub range: Option<(i64, i64)>,
    /// The score of the whole as claimed; nothing where every dimension is left out.
    pub score: Option<Exact>,
    /// The score of the whole in hundredths, cut as it is shown.
    pub hundredths: Option<i64>,
    /// How many questions are unknown or unanswered.
    pub unknown: usize,
    /// Whether that is more than the rubric allows, in all or in a dimension.
    pub too_much_unknown: bool,
    /// The lowest level among the dimensions, where their levels compare.
    pub lowest: Option<i64>,
    /// The dimensions' results, in the rubric's order.
    pub dimensions: Vec<Rc<DimensionJudged>>,
}

impl Judged {
    /// Returns whether no other dimension is lower than this one.
    #[must_use]
    pub fn is_limiting(&self, dimension: &DimensionJudged) -> bool {
        self.lowest.is_some() && dimension.level() == self.lowest
    }
}

/// What one dimension of a record comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DimensionJudged {
    /// Whether its level is known.
    pub status: Status,
    /// Whether more of its questions are unknown than the rubric allows in one dimension.
    pub too_much_unknown: bool,
    /// Its score in hundredths, cut as it is shown; nothing where it is left out.
    pub hundredths: Option<i64>,
    /// By reading: the score, and its number among the scores that were met.
    scores: [(Option<Score>, u32); READINGS],
}

impl DimensionJudged {
    /// Returns the level as claimed.
    #[must_use]
    pub fn level(&self) -> Option<i64> {
        self.at(CLAIMED)?.level
    }

    /// Returns the level on what reports and guard-rails bear out.
    #[must_use]
    pub fn evidenced_level(&self) -> Option<i64> {
        self.at(EVIDENCED)?.level
    }

    /// Returns the score as claimed; nothing where it is left out.
    #[must_use]
    pub fn score(&self) -> Option<&Exact> {
        self.at(CLAIMED).map(|score| &score.exact)
    }

    /// Returns whether any of its questions counts.
    #[must_use]
    pub fn applies(&self) -> bool {
        self.at(WORST).is_some()
    }

    fn is_same(&self, one: usize, other: usize) -> bool {
        let number = |reading: usize| self.scores.get(reading).map(|at| at.1);
        number(one) == number(other)
    }

    fn at(&self, reading: usize) -> Option<&Score> {
        self.scores.get(reading)?.0.as_ref()
    }
}

/// What the whole comes to under one reading.
#[derive(Clone, Debug)]
struct Whole {
    level: Option<i64>,
    lowest: Option<i64>,
    score: Option<Exact>,
    hundredths: Option<i64>,
}

/// What is known of one dimension of the rubric.
#[derive(Debug, Default)]
struct Known {
    /// Where its marks begin, and how many there are.
    marks: (usize, usize),
    /// The caps on it, by index.
    caps: Vec<usize>,
    /// By its marks, packed: what it comes to.
    judged: HashMap<u128, Rc<DimensionJudged>, RandomState>,
    /// The number of each score that was met, with its level.
    scores: BTreeMap<(Exact, Option<i64>), u32>,
}

/// Judges records by one instrument. Not to be shared: each thread has its own.
#[derive(Debug)]
pub struct Judge<'i> {
    instrument: &'i Instrument,
    dimensions: Vec<Known>,
    /// By the numbers of the dimensions' scores, packed: what the whole comes to.
    wholes: HashMap<u128, Rc<Whole>, RandomState>,
}

impl<'i> Judge<'i> {
    /// Returns a judge that has judged nothing yet.
    #[must_use]
    pub fn new(instrument: &'i Instrument) -> Self {
        let rubric = instrument.rubric();
        let mut first = 0;
        let known = |(id, dimension): (DimensionId, &crate::domain::rubric::Dimension)| {
            let marks = (first, dimension.questions.len());
            first += dimension.questions.len();
            let caps = rubric.caps.iter().enumerate().filter(|(_, cap)| cap.dimension == id);
            Known { marks, caps: caps.map(|(index, _)| index).collect(), ..Known::default() }
        };
        Self {
            instrument,
            dimensions: DimensionId::each(&rubric.dimensions).map(known).collect(),
            wholes: HashMap::default(),
        }
    }

    /// Judges one record.
    pub fn judge(&mut self, record: &Record<'_>) -> Judged {
        let (marks, unknown) = (&record.marks, record.unknown);
        self.forget_what_is_too_much();
        let count = self.dimensions.len();
        let dimensions: Vec<_> =
            DimensionId::all(count).filter_map(|id| self.dimension(marks, id)).collect();
        let claimed = self.whole(&dimensions, CLAIMED);
        let mut other = |reading| {
            let is_same = |judged: &Rc<DimensionJudged>| judged.is_same(reading, CLAIMED);
            if dimensions.iter().all(is_same) {
                return Rc::clone(&claimed);
            }
            self.whole(&dimensions, reading)
        };
        let (evidenced, worst, best) = (other(EVIDENCED), other(WORST), other(BEST));
        let rubric = self.instrument.rubric();
        let over = rubric.unknown_at_most.is_some_and(|most| unknown > most);
        let over_in_one = dimensions.iter().any(|judged| judged.too_much_unknown);
        let too_much_unknown = over || over_in_one || claimed.score.is_none();
        Judged {
            level: claimed.level.filter(|_| !too_much_unknown),
            evidenced_level: evidenced.level.filter(|_| !too_much_unknown),
            range: record.views.or_else(|| worst.level.zip(best.level)),
            score: claimed.score.clone(),
            hundredths: claimed.hundredths,
            unknown,
            too_much_unknown,
            lowest: claimed.lowest.filter(|_| rubric.levels_compare()),
            dimensions,
        }
    }

    fn forget_what_is_too_much(&mut self) {
        // There, what a follow-up without an answer does hangs on the level of the dimension.
        let hangs_together = !self.instrument.scoring_table().compared_as_levels.is_empty();
        let is_full =
            |known: &Known| known.judged.len() >= REMEMBERED || known.scores.len() >= REMEMBERED;
        if hangs_together || self.wholes.len() >= REMEMBERED || self.dimensions.iter().any(is_full)
        {
            self.wholes.clear();
            for known in &mut self.dimensions {
                known.judged.clear();
                known.scores.clear();
            }
        }
    }

    /// Returns what a dimension comes to.
    fn dimension(&mut self, marks: &Marks, id: DimensionId) -> Option<Rc<DimensionJudged>> {
        let known = self.dimensions.get_mut(id.index())?;
        let (first, count) = known.marks;
        let questions = marks.questions.get(first..first + count)?;
        let questions = questions.iter().map(|mark| Some((code(*mark)?, MARK_BITS)));
        let is = |of: &[bool], cap: usize| u32::from(of.get(cap) == Some(&true));
        let cap = |cap: &usize| Some((is(&marks.caps, *cap) | is(&marks.open, *cap) << 1, 2));
        let key = packed(questions.chain(known.caps.iter().map(cap)));
        if let Some(judged) = key.and_then(|key| known.judged.get(&key)) {
            return Some(Rc::clone(judged));
        }
        let judged = Rc::new(judged(self.instrument, marks, id, &mut known.scores));
        if let Some(key) = key {
            known.judged.insert(key, Rc::clone(&judged));
        }
        Some(judged)
    }

    /// Returns what the whole comes to under a reading.
    fn whole(&mut self, dimensions: &[Rc<DimensionJudged>], reading: usize) -> Rc<Whole> {
        // All that there is room for, shared out.
        let bits = u32::try_from(dimensions.len()).ok().and_then(|all| u128::BITS.checked_div(all));
        let bits = bits.unwrap_or_default().min(16);
        let number = |judged: &Rc<DimensionJudged>| Some((judged.scores.get(reading)?.1, bits));
        let key = packed(dimensions.iter().map(number));
        if let Some(whole) = key.and_then(|key| self.wholes.get(&key)) {
            return Rc::clone(whole);
        }
        let scores = dimensions.iter().map(|judged| judged.at(reading).cloned());
        let overall = overall(self.instrument.rubric(), &scores.collect::<Profile>());
        let whole = Rc::new(Whole {
            level: overall.level,
            lowest: overall.lowest,
            hundredths: overall.score.as_ref().map(Exact::hundredths),
            score: overall.score,
        });
        if let Some(key) = key {
            self.wholes.insert(key, Rc::clone(&whole));
        }
        whole
    }
}

/// How many bits the code of a mark takes.
const MARK_BITS: u32 = 12;

/// Returns the number that stands for a mark; nothing for figures, of which there is no end.
fn code(mark: Mark) -> Option<u32> {
    let (index, kind) = match mark.answer {
        Answer::Option(option) => (option, 0),
        Answer::Word(word) => (word, 1),
        Answer::Unknown => (0, 2),
        Answer::Unanswered => (0, 3),
        Answer::NotApplicable => (0, 4),
        Answer::NotApplicableButCounted => (0, 5),
        Answer::Figure(_) => return None,
    };
    Some(u32::try_from(index).ok()?.checked_mul(16)? | u32::from(mark.reported) << 3 | kind)
}

/// Returns one number for several, each with how many bits it may take; nothing where they do not
/// fit, and are not remembered.
fn packed(numbers: impl Iterator<Item = Option<(u32, u32)>>) -> Option<u128> {
    let mut packed = 0;
    let mut left = u128::BITS;
    for number in numbers {
        let (number, bits) = number?;
        left = left.checked_sub(bits).filter(|_| number >> bits == 0)?;
        packed = packed << bits | u128::from(number);
    }
    Some(packed)
}

/// Works out what a dimension comes to; each of its scores gets a number in `met`.
fn judged(
    instrument: &Instrument,
    marks: &Marks,
    id: DimensionId,
    met: &mut BTreeMap<(Exact, Option<i64>), u32>,
) -> DimensionJudged {
    let (rubric, table) = (instrument.rubric(), instrument.scoring_table());
    let rule = rubric.unknown_counts_as.into();
    let reading = |basis, unknowns| Reading { basis, unknowns };
    let readings: [Reading; READINGS] = [
        reading(Basis::Claimed, rule),
        reading(Basis::Evidenced, rule),
        reading(Basis::Claimed, Unknowns::Lowest),
        reading(Basis::Claimed, Unknowns::Highest),
    ];
    let mut read = |reading: Reading| {
        let score = dimension_score(table, &settled(table, marks, reading), id, reading);
        let Some(Score { exact, level }) = &score else { return (None, LEFT_OUT) };
        let next = u32::try_from(met.len() + 1).unwrap_or(u32::MAX);
        let number = *met.entry((exact.clone(), *level)).or_insert(next);
        (score, number)
    };
    let scores = readings.map(&mut read);
    let own = marks.of(rubric, id);
    let most = rubric.unknown_per_dimension.unwrap_or(usize::MAX);
    let claimed = scores.first().and_then(|(score, _)| score.as_ref());
    DimensionJudged {
        status: status(own),
        too_much_unknown: count_unknown(own) > most,
        hundredths: claimed.map(|score| score.exact.hundredths()),
        scores,
    }
}

//! The scores: what answers come to, before any advice. Total and deterministic; the same answers
//! give the same scores.

use super::exact::Exact;
use super::given::Target;
use super::index::DimensionId;
use super::instrument::Instrument;
use super::marks::{Answer, Mark, Marks};
use super::requirement::Unmet;
use super::rubric::{Cap, Rubric};
use super::scenarios::Extremes;
use super::score::{
    Basis, NextLevel, Overall, Profile, Reading, Unknowns, overall, profile, question_scores,
    settled, unmet_at,
};
use super::sensitivity::{Sensitivity, one_off, sensitivity};
use super::sheet::AnswerSheet;

/// What answers come to under a rubric.
#[derive(Clone, Debug)]
pub struct Scores {
    /// The answers, as they were scored.
    pub marks: Marks,
    /// The dimensions' scores under each reading.
    pub profiles: Profiles,
    /// The dimensions' results, in the rubric's order.
    pub dimensions: Vec<DimensionResult>,
    /// The overall result on the answers as claimed.
    pub claimed: Overall,
    /// The overall result on what reports and guard-rails bear out.
    pub evidenced: Overall,
    /// The overall level with every unknown at its lowest and at its highest; nothing where there
    /// are scores only.
    pub range: Option<(i64, i64)>,
    /// The score of the whole with every unknown at its lowest and at its highest; nothing where
    /// nothing counts.
    pub score_range: Option<(Exact, Exact)>,
    /// How many questions are unknown or unanswered.
    pub unknown: usize,
    /// Whether that is more than the rubric allows, in all or in a dimension, so that there is no
    /// overall level.
    pub too_much_unknown: bool,
    /// What is missing to the target, where the answers name one.
    pub gap: Option<Gap>,
    /// How the overall level depends on each dimension; empty where there is no level.
    pub sensitivity: Vec<Sensitivity>,
}

/// The profiles from which everything else follows.
#[derive(Clone, Debug)]
pub struct Profiles {
    /// As claimed, unknowns by the rubric's rule.
    pub claimed: Profile,
    /// As evidenced, unknowns by the rubric's rule.
    pub evidenced: Profile,
    /// As claimed, with unknowns at their lowest and at their highest.
    pub claimed_extremes: Extremes,
    /// As evidenced, with unknowns at their lowest and at their highest.
    pub evidenced_extremes: Extremes,
}

impl Scores {
    /// Returns what a sheet's answers come to.
    #[must_use]
    pub fn of(instrument: &Instrument, sheet: &AnswerSheet) -> Self {
        let rubric = instrument.rubric();
        let here = Self::of_today(instrument, sheet);
        let extremes = &here.profiles.claimed_extremes;
        let sensitivity = if here.too_much_unknown || !rubric.has_levels() {
            Vec::new()
        } else {
            sensitivity(rubric, &here.profiles.claimed, extremes, &here.is_unknown())
        };
        let target = sheet.given().target.as_ref();
        let gap = target.map(|target| gap(rubric, &here.profiles.claimed, target));
        Self { gap, sensitivity, ..here }
    }

    /// Returns the same without what would be if something were otherwise: `gap` and `sensitivity`
    /// are empty. Enough for a snapshot, of which there may be thousands.
    #[must_use]
    pub fn of_today(instrument: &Instrument, sheet: &AnswerSheet) -> Self {
        let rubric = instrument.rubric();
        let marks = sheet.marks(rubric);
        let profiles = Profiles::of(instrument, &marks);
        let claimed = overall(rubric, &profiles.claimed);
        let dimensions = dimension_results(instrument, &marks, &profiles, &claimed);
        let unknown = sheet.count_unknown(instrument);
        let over = rubric.unknown_at_most.is_some_and(|most| unknown > most);
        let over_in_one = dimensions.iter().any(|result| result.too_much_unknown);
        let too_much_unknown = over || over_in_one || claimed.score.is_none();
        let extremes = &profiles.claimed_extremes;
        let (worst, best) = (overall(rubric, &extremes.worst), overall(rubric, &extremes.best));
        Self {
            range: worst.level.zip(best.level),
            score_range: worst.score.zip(best.score),
            evidenced: overall(rubric, &profiles.evidenced),
            gap: None,
            profiles,
            dimensions,
            unknown,
            marks,
            claimed,
            too_much_unknown,
            sensitivity: Vec::new(),
        }
    }

    /// Returns for each dimension whether its level is unknown.
    #[must_use]
    pub fn is_unknown(&self) -> Vec<bool> {
        is_unknown(&self.dimensions)
    }

    /// Returns the dimensions' scores on one basis.
    #[must_use]
    pub fn profile(&self, basis: Basis) -> &Profile {
        match basis {
            Basis::Claimed => &self.profiles.claimed,
            Basis::Evidenced => &self.profiles.evidenced,
        }
    }

    /// Returns the overall result on one basis.
    #[must_use]
    pub fn overall(&self, basis: Basis) -> &Overall {
        match basis {
            Basis::Claimed => &self.claimed,
            Basis::Evidenced => &self.evidenced,
        }
    }

    /// Returns the overall level on one basis; nothing where too much is unknown, or where there are
    /// scores only.
    #[must_use]
    pub fn level(&self, basis: Basis) -> Option<i64> {
        self.overall(basis).level.filter(|_| !self.too_much_unknown)
    }

    /// Returns the lowest and the highest overall level, if one answer were off by one; nothing where
    /// there is no level. `instrument` is the one that the answers were scored by.
    #[must_use]
    pub fn one_off(&self, instrument: &Instrument) -> Option<(i64, i64)> {
        let level = self.level(Basis::Claimed).filter(|_| instrument.rubric().has_levels())?;
        one_off(instrument, &self.marks, &self.profiles.claimed, level)
    }

    /// Returns whether everything that `gap` aims at is held.
    #[must_use]
    pub fn reaches(&self, gap: &Gap) -> bool {
        let level = gap.level.as_ref().is_none_or(|(_, missing)| missing.is_empty());
        let reached = |(_, needed, actual): &(DimensionId, i64, Option<i64>)| {
            actual.is_none_or(|actual| actual >= *needed)
        };
        level && !self.too_much_unknown && gap.dimensions.iter().all(reached)
    }
}

impl Profiles {
    fn of(instrument: &Instrument, marks: &Marks) -> Self {
        let table = instrument.scoring_table();
        let read = |basis, unknowns| profile(table, marks, Reading { basis, unknowns });
        let extremes = |basis| Extremes {
            worst: read(basis, Unknowns::Lowest),
            best: read(basis, Unknowns::Highest),
        };
        let rule = instrument.rubric().unknown_counts_as.into();
        Self {
            claimed: read(Basis::Claimed, rule),
            evidenced: read(Basis::Evidenced, rule),
            claimed_extremes: extremes(Basis::Claimed),
            evidenced_extremes: extremes(Basis::Evidenced),
        }
    }
}

/// One dimension's result.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says another thing, and none rules one out"
)]
pub struct DimensionResult {
    /// Whether its level is known.
    pub status: Status,
    /// Whether some of its questions are answered while others are not known.
    pub known_in_part: bool,
    /// Its score as claimed; nothing where it is left out.
    pub score: Option<Exact>,
    /// Its score as borne out by reports and guard-rails.
    pub evidenced_score: Option<Exact>,
    /// The levels of both scores.
    levels: (Option<i64>, Option<i64>),
    /// Whether any of its questions counts.
    pub applies: bool,
    /// Whether more of its questions are unknown than the rubric allows in one dimension.
    pub too_much_unknown: bool,
    /// Its level with unknowns at their lowest and at their highest; nothing where it does not
    /// apply or has no levels.
    pub range: Option<(i64, i64)>,
    /// Its score with unknowns at their lowest and at their highest; nothing where it does not
    /// apply.
    pub score_range: Option<(Exact, Exact)>,
    /// Whether no other dimension is lower; no where their levels do not compare.
    pub limiting: bool,
    /// Whether a question counts less for lack of a report in the evidenced score.
    pub lacks_report: bool,
    /// Caps, by index, of which each stands for a follow-up without an answer for which a question
    /// counts less in the evidenced score.
    pub open_caps: Vec<usize>,
}

impl DimensionResult {
    /// Returns the level as claimed.
    #[must_use]
    pub fn level(&self) -> Option<i64> {
        self.levels.0
    }

    /// Returns the level as borne out by reports and guard-rails.
    #[must_use]
    pub fn evidenced_level(&self) -> Option<i64> {
        self.levels.1
    }
}

/// Whether a dimension's level is known: the worst among its questions that apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// None of its questions applies.
    NotApplicable,
    /// All of them are answered.
    Answered,
    /// One of them is known to be unknown.
    Unknown,
    /// One of them has no answer.
    Unanswered,
}

impl Status {
    /// Returns the word that stands for the status in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NotApplicable => "not_applicable",
            Self::Answered => "answered",
            Self::Unknown => "unknown",
            Self::Unanswered => "unanswered",
        }
    }

    /// Returns whether the level is unknown.
    #[must_use]
    pub fn is_unknown(self) -> bool {
        matches!(self, Self::Unknown | Self::Unanswered)
    }
}

/// What is missing to the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The overall level aimed at, with the unmet requirements of every row up to it.
    pub level: Option<(i64, Vec<NextLevel>)>,
    /// The dimensions aimed at: which, level aimed at, level there is.
    pub dimensions: Vec<(DimensionId, i64, Option<i64>)>,
}

fn is_unknown(dimensions: &[DimensionResult]) -> Vec<bool> {
    dimensions.iter().map(|result| result.status.is_unknown()).collect()
}

fn dimension_results(
    instrument: &Instrument,
    marks: &Marks,
    profiles: &Profiles,
    claimed: &Overall,
) -> Vec<DimensionResult> {
    let Extremes { worst, best } = &profiles.claimed_extremes;
    let most_unknown = instrument.rubric().unknown_per_dimension.unwrap_or(usize::MAX);
    let lowest = claimed.lowest.filter(|_| instrument.rubric().levels_compare());
    let result = |dimension: DimensionId| DimensionResult {
        applies: worst.score(dimension).is_some(),
        too_much_unknown: count_unknown(marks.of(instrument.rubric(), dimension)) > most_unknown,
        score_range: worst.score(dimension).cloned().zip(best.score(dimension).cloned()),
        status: status(marks.of(instrument.rubric(), dimension)),
        known_in_part: known_in_part(marks.of(instrument.rubric(), dimension)),
        score: profiles.claimed.score(dimension).cloned(),
        evidenced_score: profiles.evidenced.score(dimension).cloned(),
        levels: (profiles.claimed.level(dimension), profiles.evidenced.level(dimension)),
        range: worst.level(dimension).zip(best.level(dimension)),
        limiting: lowest.is_some() && profiles.claimed.level(dimension) == lowest,
        lacks_report: lacking_reports(instrument, marks, dimension).contains(&true),
        open_caps: open_caps(instrument, marks, dimension),
    };
    DimensionId::all(instrument.rubric().dimensions.len()).map(result).collect()
}

/// Returns the status of a dimension whose questions have these answers: the worst among them.
pub(super) fn status(marks: &[Mark]) -> Status {
    marks.iter().map(|mark| mark.answer.into()).max().unwrap_or(Status::NotApplicable)
}

pub(super) fn count_unknown(marks: &[Mark]) -> usize {
    marks.iter().filter(|mark| Status::from(mark.answer).is_unknown()).count()
}

/// Returns whether some of these answers are known and others are not.
fn known_in_part(marks: &[Mark]) -> bool {
    let known = marks.iter().any(|mark| Status::from(mark.answer) == Status::Answered);
    known && status(marks).is_unknown()
}

/// Returns of each question of the dimension whether it counts less for lack of a report.
pub(super) fn lacking_reports(
    instrument: &Instrument,
    marks: &Marks,
    dimension: DimensionId,
) -> Vec<bool> {
    // What counts less for a follow-up without an answer lacks no report for that.
    let answered = Marks { open: Vec::new(), ..marks.clone() };
    let (claimed, evidenced) = known_scores(instrument, &answered, dimension);
    claimed.iter().zip(&evidenced).map(|(claimed, evidenced)| evidenced < claimed).collect()
}

/// Returns the scores of a dimension's questions, as claimed and on evidence, without those that are
/// not known, and before any cap is put on.
fn known_scores(
    instrument: &Instrument,
    marks: &Marks,
    dimension: DimensionId,
) -> (Vec<Option<Exact>>, Vec<Option<Exact>>) {
    let uncapped = Marks { caps: Vec::new(), ..marks.clone() };
    let scores = |basis| {
        let reading = Reading { basis, unknowns: Unknowns::LeftOut };
        question_scores(instrument.scoring_table(), &uncapped, dimension, reading)
    };
    (scores(Basis::Claimed), scores(Basis::Evidenced))
}

/// Returns one cap, the lowest, of each follow-up without an answer that a claim takes.
fn open_caps(instrument: &Instrument, marks: &Marks, dimension: DimensionId) -> Vec<usize> {
    let (rubric, table) = (instrument.rubric(), instrument.scoring_table());
    let reading = Reading { basis: Basis::Evidenced, unknowns: Unknowns::LeftOut };
    let marks = &*settled(table, marks, reading);
    let open = rubric.caps.iter().zip(&marks.open).enumerate();
    let open = open.filter(|(_, (cap, open))| **open && cap.dimension == dimension);
    let open: Vec<_> = open.map(|(index, (cap, _))| (index, cap)).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let (claimed, evidenced) = known_scores(instrument, marks, dimension);
    let lowered: Vec<_> = claimed.iter().zip(&evidenced).enumerate().collect();
    let is_missed = |index: usize, cap: &Cap| {
        let at_most = table.claims_up_to(index);
        lowered.iter().any(|(question, (claimed, evidenced))| {
            cap.question.is_none_or(|capped| capped == *question)
                && evidenced < claimed
                && claimed.as_ref() > at_most.as_ref()
        })
    };
    let missed: Vec<_> = open.into_iter().filter(|(index, cap)| is_missed(*index, cap)).collect();
    let is_lowest = |(index, cap): &&(usize, &Cap)| {
        let same = missed.iter().filter(|(_, other)| other.follow_up == cap.follow_up);
        same.min_by_key(|(_, cap)| cap.at_most).is_some_and(|(lowest, _)| lowest == index)
    };
    missed.iter().filter(is_lowest).map(|(index, _)| *index).collect()
}

impl From<Answer> for Status {
    fn from(answer: Answer) -> Self {
        match answer {
            Answer::Option(_)
            | Answer::Figure(_)
            | Answer::Word(_)
            | Answer::NotApplicableButCounted => Self::Answered,
            Answer::Unknown => Self::Unknown,
            Answer::Unanswered => Self::Unanswered,
            Answer::NotApplicable => Self::NotApplicable,
        }
    }
}

fn gap(rubric: &Rubric, claimed: &Profile, target: &Target) -> Gap {
    let score = overall(rubric, claimed).score;
    let rows = |aim: i64| {
        let levels = rubric.levels.iter().map(|row| row.level).filter(move |level| *level <= aim);
        let missing = levels.map(|level| NextLevel {
            level,
            unmet: unmet_at(rubric, claimed, score.as_ref(), level),
        });
        missing.filter(|row| !row.unmet.is_empty()).collect()
    };
    let aimed = target.dimensions.iter().filter_map(|(id, level)| {
        let dimension = rubric.dimension(id)?;
        Some((dimension, *level, claimed.level(dimension)))
    });
    Gap { level: target.level.map(|aim| (aim, rows(aim))), dimensions: aimed.collect() }
}

/// Which requirement stops the next level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecidedBy {
    /// The score of the whole (also where others do, too).
    Score,
    /// The weakest dimension.
    Weakest,
    /// Dimensions or groups that the level names.
    Named,
    /// How many dimensions hold something.
    Share,
}

impl NextLevel {
    /// Returns which requirement stops this level.
    #[must_use]
    pub fn decided_by(&self) -> DecidedBy {
        // The score comes first among what is not met, then the weakest, then who is named.
        match self.unmet.first() {
            Some(Unmet::Score { .. }) | None => DecidedBy::Score,
            Some(Unmet::Every { .. }) => DecidedBy::Weakest,
            Some(Unmet::Named { .. }) => DecidedBy::Named,
            Some(Unmet::Share { .. }) => DecidedBy::Share,
        }
    }
}

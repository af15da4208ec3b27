//! The judgement: everything that follows from accepted answers under a rubric. Total and
//! deterministic; the same sheet gives the same judgement.

use super::actions::{self, Recommendation};
use super::exact::Exact;
use super::given::Target;
use super::notices::{self, Notice};
use super::questionnaire::Questionnaire;
use super::rubric::{Dimension, Rubric};
use super::scenarios::{self, Extremes, ScenarioResult};
use super::score::{
    NextLevel, Overall, Profile, Reading, Unknowns, Unmet, Word, count_unknown, overall, profile,
    unmet,
};
use super::sheet::{Accepted, AnswerSheet};
use std::cmp::Ordering;

/// What the tool says about answers under a rubric.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// The dimensions' results, in the rubric's order.
    pub dimensions: Vec<DimensionResult>,
    /// The overall result on the answers as claimed.
    pub claimed: Overall,
    /// The overall result on what reports and guard-rails bear out.
    pub evidenced: Overall,
    /// The overall level with every unknown at its lowest and at its highest.
    pub range: (i64, i64),
    /// How many questions are unknown or unanswered.
    pub unknown: usize,
    /// Whether that is more than the rubric allows, so that there is no overall level.
    pub too_much_unknown: bool,
    /// What is missing to the target, where the answers name one.
    pub gap: Option<Gap>,
    /// What to do, in order.
    pub actions: Vec<Recommendation>,
    /// The verdicts on the rubric's scenarios.
    pub scenarios: Vec<ScenarioResult>,
    /// What a reader should know besides.
    pub notices: Vec<Notice>,
}

impl Judgement {
    /// Returns whether everything that `gap` aims at is held.
    #[must_use]
    pub fn reaches(&self, gap: &Gap) -> bool {
        let level = gap.level.as_ref().is_none_or(|(_, missing)| missing.is_empty());
        let reached = |(_, needed, actual): &(usize, i64, Option<i64>)| {
            actual.is_none_or(|actual| actual >= *needed)
        };
        level && !self.too_much_unknown && gap.dimensions.iter().all(reached)
    }
}

/// One dimension's result.
#[derive(Clone, Debug)]
pub struct DimensionResult {
    /// Whether its level is known.
    pub status: Status,
    /// Its score as claimed; nothing where it is left out.
    pub score: Option<Exact>,
    /// Its score as borne out by reports and guard-rails.
    pub evidenced_score: Option<Exact>,
    /// Its level with unknowns at their lowest and at their highest.
    pub range: Option<(i64, i64)>,
    /// Whether no other dimension is lower.
    pub limiting: bool,
}

impl DimensionResult {
    /// Returns the level as claimed.
    #[must_use]
    pub fn level(&self) -> Option<i64> {
        self.score.as_ref().map(Exact::floor)
    }

    /// Returns the level as borne out by reports and guard-rails.
    #[must_use]
    pub fn evidenced_level(&self) -> Option<i64> {
        self.evidenced_score.as_ref().map(Exact::floor)
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

/// What became of a dimension between two judgements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Its level is higher.
    Rose,
    /// Its level is lower.
    Fell,
    /// Its level is the same, or neither is known.
    Same,
    /// Its level was not known before.
    NowKnown,
    /// Its level is not known any more.
    NowUnknown,
    /// It did not apply before.
    NowApplicable,
    /// It does not apply any more.
    NowNotApplicable,
}

impl Change {
    /// Returns what became of a dimension.
    #[must_use]
    pub fn of(before: &DimensionResult, after: &DimensionResult) -> Self {
        match (before.status, after.status) {
            (Status::NotApplicable, Status::NotApplicable) => Self::Same,
            (Status::NotApplicable, _) => Self::NowApplicable,
            (_, Status::NotApplicable) => Self::NowNotApplicable,
            (Status::Answered, Status::Answered) => match after.level().cmp(&before.level()) {
                Ordering::Greater => Self::Rose,
                Ordering::Less => Self::Fell,
                Ordering::Equal => Self::Same,
            },
            (Status::Answered, _) => Self::NowUnknown,
            (_, Status::Answered) => Self::NowKnown,
            _ => Self::Same,
        }
    }

    /// Returns the word that stands for the change in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Rose => "rose",
            Self::Fell => "fell",
            Self::Same => "same",
            Self::NowKnown => "now_known",
            Self::NowUnknown => "now_unknown",
            Self::NowApplicable => "now_applicable",
            Self::NowNotApplicable => "now_not_applicable",
        }
    }
}

/// What is missing to the target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The overall level aimed at, with the unmet requirements of every row up to it.
    pub level: Option<(i64, Vec<NextLevel>)>,
    /// The dimensions aimed at: place, level aimed at, level there is.
    pub dimensions: Vec<(usize, i64, Option<i64>)>,
}

/// The four profiles from which everything else follows.
struct Profiles {
    claimed: Profile,
    evidenced: Profile,
    claimed_extremes: Extremes,
    evidenced_extremes: Extremes,
}

/// Judges a sheet.
#[must_use]
pub fn judge(questionnaire: &Questionnaire, rubric: &Rubric, sheet: &AnswerSheet) -> Judgement {
    let profiles = profiles(rubric, sheet);
    let claimed = overall(rubric, &profiles.claimed);
    let dimensions = dimension_results(rubric, sheet, &profiles, &claimed);
    let unknown: Vec<bool> = dimensions.iter().map(|result| result.status.is_unknown()).collect();
    let scenarios = scenarios::verdicts(
        rubric,
        &profiles.claimed_extremes,
        &profiles.evidenced_extremes,
        &unknown,
    );
    let count = count_unknown(questionnaire, sheet);
    let too_much_unknown = count > rubric.unknown_at_most || claimed.mean.is_none();
    let extremes = &profiles.claimed_extremes;
    let mut judgement = Judgement {
        range: (overall(rubric, &extremes.worst).level, overall(rubric, &extremes.best).level),
        evidenced: overall(rubric, &profiles.evidenced),
        gap: sheet.given().target.as_ref().map(|target| gap(rubric, &profiles.claimed, target)),
        claimed,
        dimensions,
        unknown: count,
        too_much_unknown,
        actions: Vec::new(),
        scenarios,
        notices: Vec::new(),
    };
    judgement.actions = actions::recommend(rubric, sheet, &judgement);
    judgement.notices = notices::notice(questionnaire, rubric, sheet, &judgement);
    judgement
}

fn profiles(rubric: &Rubric, sheet: &AnswerSheet) -> Profiles {
    let read = |word, unknowns| profile(rubric, sheet, Reading { word, unknowns });
    let extremes = |word| Extremes {
        worst: read(word, Unknowns::Lowest),
        best: read(word, Unknowns::Highest),
    };
    let rule = rubric.unknown_counts_as.into();
    Profiles {
        claimed: read(Word::Claimed, rule),
        evidenced: read(Word::Evidenced, rule),
        claimed_extremes: extremes(Word::Claimed),
        evidenced_extremes: extremes(Word::Evidenced),
    }
}

fn dimension_results(
    rubric: &Rubric,
    sheet: &AnswerSheet,
    profiles: &Profiles,
    claimed: &Overall,
) -> Vec<DimensionResult> {
    let score = |profile: &Profile, place: usize| profile.scores.get(place).cloned().flatten();
    let extremes = &profiles.claimed_extremes;
    let result = |(place, dimension): (usize, &Dimension)| DimensionResult {
        status: status(dimension, sheet),
        score: score(&profiles.claimed, place),
        evidenced_score: score(&profiles.evidenced, place),
        range: extremes.worst.level(place).zip(extremes.best.level(place)),
        limiting: claimed.lowest.is_some() && profiles.claimed.level(place) == claimed.lowest,
    };
    rubric.dimensions.iter().enumerate().map(result).collect()
}

fn status(dimension: &Dimension, sheet: &AnswerSheet) -> Status {
    let of_question = |question: &str| match sheet.answer(question) {
        None => Status::Unanswered,
        Some(Accepted::Unknown) => Status::Unknown,
        Some(Accepted::NotApplicable(_)) => Status::NotApplicable,
        Some(Accepted::Chosen(_) | Accepted::Figure(_)) => Status::Answered,
    };
    let statuses = dimension.questions.iter().map(|scored| of_question(&scored.question));
    statuses.max().unwrap_or(Status::NotApplicable)
}

fn gap(rubric: &Rubric, claimed: &Profile, target: &Target) -> Gap {
    let mean = overall(rubric, claimed).mean;
    let rows = |aim: i64| {
        let levels = rubric.levels.iter().map(|row| row.level).filter(move |level| *level <= aim);
        let missing = levels
            .map(|level| NextLevel { level, unmet: unmet(rubric, claimed, mean.as_ref(), level) });
        missing.filter(|row| !row.unmet.is_empty()).collect()
    };
    let aimed = target.dimensions.iter().filter_map(|(id, level)| {
        let place = rubric.dimension(id)?;
        Some((place, *level, claimed.level(place)))
    });
    Gap { level: target.level.map(|aim| (aim, rows(aim))), dimensions: aimed.collect() }
}

/// Which requirement stops the next level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecidedBy {
    /// The mean (also where both do).
    Mean,
    /// The weakest dimension.
    Weakest,
}

impl NextLevel {
    /// Returns which requirement stops this level.
    #[must_use]
    pub fn decided_by(&self) -> DecidedBy {
        let by_mean = self.unmet.iter().any(|unmet| matches!(unmet, Unmet::Mean { .. }));
        if by_mean { DecidedBy::Mean } else { DecidedBy::Weakest }
    }
}

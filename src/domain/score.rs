//! From accepted answers to scores and an overall level, under one reading of the answers.
//!
//! There is one computation, [`profile`]; claimed and evidenced results, the worst and the best
//! case are the same computation under another [`Reading`].

use super::exact::Exact;
use super::given::Evidence;
use super::questionnaire::Questionnaire;
use super::rubric::{Cap, Rubric, Scored, UnknownCountsAs};
use super::sheet::{Accepted, AnswerSheet};

/// How answers are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Whose word counts.
    pub word: Word,
    /// What unknown questions count as.
    pub unknowns: Unknowns,
}

/// Whose word counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// The respondent's.
    Claimed,
    /// The report's: high scores need one, and guard-rails put ceilings on.
    Evidenced,
}

impl Word {
    /// Both, with the word that stands for each in files.
    pub const ALL: [(&'static str, Self); 2] =
        [(Self::Claimed.word(), Self::Claimed), (Self::Evidenced.word(), Self::Evidenced)];

    /// Returns the word that stands for it in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Evidenced => "evidenced",
        }
    }
}

/// What unknown and unanswered questions count as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknowns {
    /// The lowest score of the scale.
    Lowest,
    /// The highest score of the scale, as it may turn out to be.
    Highest,
    /// Nothing.
    LeftOut,
}

impl From<UnknownCountsAs> for Unknowns {
    fn from(rule: UnknownCountsAs) -> Self {
        match rule {
            UnknownCountsAs::Lowest => Self::Lowest,
            UnknownCountsAs::LeftOut => Self::LeftOut,
        }
    }
}

/// The dimensions' scores under one reading; nothing for a dimension that is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// In the rubric's order.
    pub scores: Vec<Option<Exact>>,
}

impl Profile {
    /// Returns the level of the dimension at `place`: its score rounded down.
    #[must_use]
    pub fn level(&self, place: usize) -> Option<i64> {
        self.scores.get(place).and_then(Option::as_ref).map(Exact::floor)
    }

    /// Returns the levels of the dimensions that are not left out.
    pub fn levels(&self) -> impl Iterator<Item = i64> {
        self.scores.iter().flatten().map(Exact::floor)
    }
}

/// Returns every dimension's score under `reading`: the weighted mean of its questions' scores.
///
/// Questions that do not apply are left out; a dimension with no question left is left out.
#[must_use]
pub fn profile(rubric: &Rubric, sheet: &AnswerSheet, reading: Reading) -> Profile {
    let score = |(place, dimension): (usize, &super::rubric::Dimension)| {
        let counted: Vec<_> = dimension
            .questions
            .iter()
            .filter_map(|scored| {
                let score = question_score(rubric, scored, sheet, reading)?;
                Some((score, scored.weight.exact()))
            })
            .collect();
        let mean = Exact::weighted_mean(counted.iter().map(|(score, weight)| (score, weight)))?;
        Some(match reading.word {
            Word::Claimed => mean,
            Word::Evidenced => caps_on(rubric, sheet, place)
                .map(|cap| Exact::whole(cap.at_most))
                .fold(mean, std::cmp::min),
        })
    };
    Profile { scores: rubric.dimensions.iter().enumerate().map(score).collect() }
}

/// Returns one question's score under `reading`; nothing where it is left out.
#[must_use]
pub fn question_score(
    rubric: &Rubric,
    scored: &Scored,
    sheet: &AnswerSheet,
    reading: Reading,
) -> Option<Exact> {
    match sheet.answer(&scored.question) {
        Some(Accepted::NotApplicable(_)) => None,
        Some(Accepted::Chosen(chosen)) => {
            let score = scored.scores.get(chosen.option)?.exact();
            let ceiling = match reading.word {
                Word::Claimed => None,
                Word::Evidenced => report_ceiling(rubric, sheet, &scored.question),
            };
            Some(ceiling.map_or_else(|| score.clone(), |ceiling| score.clone().min(ceiling)))
        }
        Some(Accepted::Unknown | Accepted::Figure(_)) | None => match reading.unknowns {
            Unknowns::Lowest => Some(Exact::whole(rubric.scale.lowest)),
            Unknowns::Highest => Some(Exact::whole(rubric.scale.highest)),
            Unknowns::LeftOut => None,
        },
    }
}

/// Returns what an answer without a report counts as at most; nothing where there is a report.
fn report_ceiling(rubric: &Rubric, sheet: &AnswerSheet, question: &str) -> Option<Exact> {
    let evidence = sheet.said(question).and_then(|said| said.evidence);
    let ceiling = rubric.without_report_at_most.filter(|_| evidence != Some(Evidence::Report));
    ceiling.map(super::exact::Decimal::exact)
}

/// Returns the caps that follow-ups put on the dimension at `place`.
pub fn caps_on<'r>(
    rubric: &'r Rubric,
    sheet: &'r AnswerSheet,
    place: usize,
) -> impl Iterator<Item = &'r Cap> {
    let caps = rubric.caps.iter().filter(move |cap| cap.dimension == place);
    caps.filter(move |cap| cap.is_put_on_by(sheet))
}

impl Cap {
    /// Returns whether the follow-up's answer puts this ceiling on. Without an answer it does not.
    #[must_use]
    pub fn is_put_on_by(&self, sheet: &AnswerSheet) -> bool {
        use super::given::{Figure, Said};
        let Some(given) = sheet.said(&self.follow_up) else { return false };
        match &given.said {
            Said::Option(option) => self.when.option.as_ref() == Some(option),
            Said::Figure(Figure::Number(number), _) => {
                self.when.above.is_some_and(|above| *number > above)
                    || self.when.below.is_some_and(|below| *number < below)
            }
            Said::Figure(Figure::Word(word), _) => self.when.words.contains(word),
            Said::Figure(Figure::On(_), _)
            | Said::Level(_)
            | Said::Unknown
            | Said::NotApplicable(_) => false,
        }
    }
}

/// Returns how many questions are unknown or unanswered.
#[must_use]
pub fn count_unknown(questionnaire: &Questionnaire, sheet: &AnswerSheet) -> usize {
    let unknown = |id: &str| matches!(sheet.answer(id), None | Some(Accepted::Unknown));
    questionnaire.questions.iter().filter(|question| unknown(&question.id)).count()
}

/// The overall result of one profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overall {
    /// The highest level whose row, and every row below it, holds.
    pub level: i64,
    /// The weighted mean of the dimension scores; nothing where every dimension is left out.
    pub mean: Option<Exact>,
    /// The lowest dimension level.
    pub lowest: Option<i64>,
    /// The highest dimension level.
    pub highest: Option<i64>,
    /// What is missing for the next level; nothing at the top.
    pub next: Option<NextLevel>,
}

/// The next level, and the requirements of it that are not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextLevel {
    /// The level.
    pub level: i64,
    /// Its unmet requirements.
    pub unmet: Vec<Unmet>,
}

/// A requirement that is not met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmet {
    /// The mean is too low.
    Mean {
        /// The mean it takes.
        needed: super::exact::Decimal,
        /// The mean there is.
        actual: Option<Exact>,
    },
    /// A dimension is too low.
    EveryDimension {
        /// The level it takes of every dimension.
        needed: i64,
        /// The lowest level there is.
        actual: i64,
        /// The places of the dimensions below the level it takes.
        dimensions: Vec<usize>,
    },
}

/// Returns the weighted mean of dimension scores; nothing where every dimension is left out.
#[must_use]
pub fn mean(rubric: &Rubric, profile: &Profile) -> Option<Exact> {
    let weights: Vec<_> = rubric.dimensions.iter().map(super::rubric::Dimension::weight).collect();
    let counted = profile.scores.iter().zip(&weights);
    Exact::weighted_mean(
        counted.filter_map(|(score, weight)| score.as_ref().map(|score| (score, weight))),
    )
}

/// Returns the level that a mean and a lowest dimension level hold, as [`overall`] says it of a
/// whole profile.
#[must_use]
pub fn level_held(rubric: &Rubric, mean: Option<&Exact>, lowest: Option<i64>) -> i64 {
    let holds = |row: &super::rubric::Requirement| {
        let mean = mean.is_some_and(|mean| *mean >= row.mean.exact());
        mean && lowest.is_none_or(|lowest| lowest >= row.every_dimension)
    };
    let mut rows = rubric.levels.iter().skip(1);
    let missed = rows.find(|row| row.requires.as_ref().is_some_and(|requires| !holds(requires)));
    missed.map_or(rubric.scale.highest, |row| row.level - 1)
}

/// Returns the overall result of `profile`: the weighted mean of dimension scores, and the level
/// that mean and weakest dimension hold.
#[must_use]
pub fn overall(rubric: &Rubric, profile: &Profile) -> Overall {
    let mean = mean(rubric, profile);
    let missing = rubric.levels.iter().skip(1).find_map(|row| {
        let unmet = unmet(rubric, profile, mean.as_ref(), row.level);
        (!unmet.is_empty()).then_some(NextLevel { level: row.level, unmet })
    });
    let held = missing.as_ref().map_or(rubric.scale.highest, |next| next.level - 1);
    Overall {
        level: held,
        lowest: profile.levels().min(),
        highest: profile.levels().max(),
        mean,
        next: missing,
    }
}

/// Returns the requirements of the row for `level` that are not met.
#[must_use]
pub fn unmet(rubric: &Rubric, profile: &Profile, mean: Option<&Exact>, level: i64) -> Vec<Unmet> {
    let row = rubric.levels.iter().find(|row| row.level == level);
    let Some(requires) = row.and_then(|row| row.requires) else { return Vec::new() };
    let mut unmet = Vec::new();
    if mean.is_none_or(|mean| *mean < requires.mean.exact()) {
        unmet.push(Unmet::Mean { needed: requires.mean, actual: mean.cloned() });
    }
    let needed = requires.every_dimension;
    let below = |place: &usize| profile.level(*place).is_some_and(|level| level < needed);
    let dimensions: Vec<_> = (0..profile.scores.len()).filter(below).collect();
    if let Some(actual) = dimensions.iter().filter_map(|place| profile.level(*place)).min() {
        unmet.push(Unmet::EveryDimension { needed, actual, dimensions });
    }
    unmet
}

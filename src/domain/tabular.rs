//! An instrument as rows of whole numbers: what it takes to judge a table of answers where no program
//! of ours runs. What such rows cannot hold is named, and nothing is judged by halves.

use super::decimal::Decimal;
use super::exact::common_divisor;
use super::index::DimensionId;
use super::instrument::Instrument;
use super::questionnaire::{Band, Choice, Dated, Question, Word};
use super::rubric::{
    Aggregate, Cap, Dimension, Level, Member, Requirement, Rubric, Scored, Subject, Worth,
};
use super::scoring_table::{Numbers, Row, Table};

/// The longest id of a dimension: with what stands behind it, a database still tells columns apart.
pub const LONGEST_ID: usize = 40;
/// The largest number that rows may lead to: sums of a few of them still fit 64 bits.
const LARGEST: i128 = 1 << 60;

/// An instrument as rows.
#[derive(Clone, Debug)]
pub struct Tabular<'i> {
    /// What the rows are made of.
    pub instrument: &'i Instrument,
    /// How many units one level has: all scores are counted in units.
    pub per_level: i64,
    /// What a question counts as at most without a report.
    pub without_report_at_most: Option<i64>,
    /// Everything that is asked.
    pub asked: Vec<AskedRow<'i>>,
    /// The options.
    pub choices: Vec<ChoiceRow<'i>>,
    /// The words that stand for figures.
    pub words: Vec<WordRow<'i>>,
    /// Which answers to facts rule questions out.
    pub rules_out: Vec<RulesOutRow<'i>>,
    /// Where questions count.
    pub scored: Vec<ScoredRow<'i>>,
    /// What options are worth there.
    pub worths: Vec<WorthRow<'i>>,
    /// What caps put ceilings on, one row for each answer that does and each question below it.
    pub ceilings: Vec<CeilingRow<'i>>,
    /// The dimensions.
    pub dimensions: Vec<DimensionRow<'i>>,
    /// One unit of weight of the whole, as a part of the weights that the rubric writes.
    pub weight_scale: i64,
}

/// A fact, question or follow-up.
#[derive(Clone, Copy, Debug)]
pub struct AskedRow<'i> {
    /// The question.
    pub question: &'i Question,
    /// Whether it is one of the questions, and no fact or follow-up.
    pub is_main: bool,
}

impl AskedRow<'_> {
    /// Returns how many days may stand in place of its figure.
    #[must_use]
    pub fn days(&self) -> i64 {
        match self.question.measure.as_ref().map_or(Dated::Not, |measure| measure.dated) {
            Dated::Not => 0,
            Dated::OneDay => 1,
            Dated::TwoDays => 2,
        }
    }
}

/// An option.
#[derive(Clone, Copy, Debug)]
pub struct ChoiceRow<'i> {
    /// The question's id.
    pub question: &'i str,
    /// Its place among the question's options, from worst to best.
    pub place: usize,
    /// The option.
    pub choice: &'i Choice,
    /// The level that names it and no other option.
    pub level: Option<Decimal>,
    /// How many other scores of the question are lower.
    pub rank: usize,
}

impl<'i> ChoiceRow<'i> {
    /// Returns the stretch of the measure that it stands for.
    #[must_use]
    pub fn band(&self) -> Option<&'i Band> {
        self.choice.band.as_ref()
    }
}

/// A word that stands for a figure.
#[derive(Clone, Copy, Debug)]
pub struct WordRow<'i> {
    /// The question's id.
    pub question: &'i str,
    /// The word.
    pub word: &'i Word,
}

/// An answer to a fact by which a question does not apply.
#[derive(Clone, Copy, Debug)]
pub struct RulesOutRow<'i> {
    /// The question's id.
    pub question: &'i str,
    /// The fact's id.
    pub fact: &'i str,
    /// The option's id.
    pub option: &'i str,
}

/// A question of a dimension.
#[derive(Clone, Copy, Debug)]
pub struct ScoredRow<'i> {
    /// The dimension's id.
    pub dimension: &'i str,
    /// The question's id.
    pub question: &'i str,
    /// Its place among the dimension's questions.
    pub place: usize,
    /// Whether it counts here among what may be unknown: each question does once.
    pub counts: bool,
    /// How much it counts.
    pub weight: i64,
    /// The lowest score that it may have.
    pub lowest: i64,
    /// The highest score that it may have.
    pub highest: i64,
    /// What it counts as where it is said not to apply; nothing where it is left out then.
    pub not_applicable: Option<i64>,
}

/// An option of a question of a dimension.
#[derive(Clone, Copy, Debug)]
pub struct WorthRow<'i> {
    /// The dimension's id.
    pub dimension: &'i str,
    /// The question's id.
    pub question: &'i str,
    /// The option's place.
    pub place: usize,
    /// Its score; nothing where it leaves the question out.
    pub score: Option<i64>,
    /// Whether a high score takes a report.
    pub needs_report: bool,
}

/// An answer that puts a ceiling on a question, or on the dimension above it.
#[derive(Clone, Copy, Debug)]
pub struct CeilingRow<'i> {
    /// The id of what is answered.
    pub follow_up: &'i str,
    /// The answer.
    pub when: Trigger<'i>,
    /// The dimension's id.
    pub dimension: &'i str,
    /// The question's id.
    pub question: &'i str,
    /// The highest score of the question.
    pub question_at_most: Option<i64>,
    /// The highest score of the dimension.
    pub dimension_at_most: Option<i64>,
    /// The highest level of the dimension.
    pub level_at_most: Option<i64>,
    /// Claims above this take an answer; nothing where none does.
    pub claims_up_to: Option<i64>,
}

/// An answer that puts a ceiling on.
#[derive(Clone, Copy, Debug)]
pub enum Trigger<'i> {
    /// An option.
    Option(&'i str),
    /// A figure above this one.
    Above(Decimal),
    /// A figure below this one.
    Below(Decimal),
    /// A word.
    Word(&'i str),
}

/// A dimension.
#[derive(Clone, Copy, Debug)]
pub struct DimensionRow<'i> {
    /// The dimension.
    pub dimension: &'i Dimension,
    /// How much it counts in the whole, in units of weight.
    pub weight: i64,
    /// The sum of its questions' weights.
    pub all_weights: i64,
}

/// What rows cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTabular {
    /// Dimensions in groups, whose scores have no common unit.
    Groups,
    /// The scores of a question's figures lie on a line, which has no unit.
    Line {
        /// The dimension's id.
        dimension: String,
        /// The question's id.
        question: String,
    },
    /// Weights whose scores have no unit that fits 64 bits.
    TooFine,
    /// Claims that take an answer to a follow-up are compared as levels of a dimension that adds up.
    ClaimedLevels {
        /// The dimension's id.
        dimension: String,
    },
    /// The id of a dimension is longer than columns' names are.
    LongId {
        /// The dimension's id.
        dimension: String,
    },
}

/// Returns the instrument as rows.
///
/// # Errors
///
/// Returns everything that rows cannot hold.
pub fn tabular(instrument: &Instrument) -> Result<Tabular<'_>, Vec<NotTabular>> {
    let rubric = instrument.rubric();
    let mut found: Vec<_> = named(rubric).collect();
    let table = match &instrument.scoring_table().numbers {
        Numbers::Units { per_level, table } if found.is_empty() => Some((*per_level, table)),
        _ => None,
    };
    let rows = table.and_then(|(per_level, table)| rows(instrument, per_level, table));
    let fits = |tabular: &Tabular<'_>| tabular.largest().is_some_and(|most| most <= LARGEST);
    if let Some(tabular) = rows.filter(fits) {
        return Ok(tabular);
    }
    if found.is_empty() {
        found.push(NotTabular::TooFine);
    }
    Err(found)
}

/// Returns what in a rubric rows cannot hold, but for the size of numbers.
fn named(rubric: &Rubric) -> impl Iterator<Item = NotTabular> {
    let groups = (!rubric.groups.is_empty()).then_some(NotTabular::Groups);
    let of_dimension = |(id, dimension): (DimensionId, &Dimension)| {
        let lines = dimension.questions.iter().filter(|scored| !scored.line.is_empty());
        let line = |scored: &Scored| NotTabular::Line {
            dimension: dimension.id.clone(),
            question: scored.question.clone(),
        };
        let takes_answers = |cap: &Cap| cap.dimension == id && cap.question.is_none();
        let claimed = rubric.follow_ups_answered
            && dimension.aggregate.adds_up()
            && rubric.caps.iter().any(takes_answers);
        let id = || dimension.id.clone();
        let claimed = claimed.then(|| NotTabular::ClaimedLevels { dimension: id() });
        let is_long = dimension.id.len() > LONGEST_ID;
        let long = is_long.then(|| NotTabular::LongId { dimension: id() });
        lines.map(line).chain(claimed).chain(long).collect::<Vec<_>>()
    };
    groups.into_iter().chain(DimensionId::each(&rubric.dimensions).flat_map(of_dimension))
}

fn rows<'i>(
    instrument: &'i Instrument,
    per_level: i64,
    table: &'i Table<i64>,
) -> Option<Tabular<'i>> {
    let (questionnaire, rubric) = (instrument.questionnaire(), instrument.rubric());
    let asked = questionnaire.all().map(|question| {
        let is_main = questionnaire.questions.iter().any(|main| main.id == question.id);
        AskedRow { question, is_main }
    });
    let words = questionnaire.all().flat_map(|question| {
        let words = question.measure.iter().flat_map(|measure| &measure.words);
        words.map(|word| WordRow { question: &question.id, word })
    });
    let (weight_scale, weights) = weights(rubric)?;
    let dimensions = rubric.dimensions.iter().zip(&table.dimensions).zip(weights);
    let dimensions = dimensions.map(|((dimension, row), weight)| {
        let all_weights = row.questions.iter().map(|question| question.weight).sum();
        DimensionRow { dimension, weight, all_weights }
    });
    Some(Tabular {
        instrument,
        per_level,
        without_report_at_most: table.without_report_at_most,
        asked: asked.collect(),
        choices: questionnaire.all().flat_map(|asked| choices(asked, rubric)).collect(),
        words: words.collect(),
        rules_out: questionnaire.all().flat_map(|asked| rules_out(instrument, asked)).collect(),
        scored: scored(instrument, table),
        worths: each_dimension(rubric, table).flat_map(|(one, row)| worths(one, row)).collect(),
        ceilings: ceilings(instrument, table),
        dimensions: dimensions.collect(),
        weight_scale,
    })
}

fn each_dimension<'i>(
    rubric: &'i Rubric,
    table: &'i Table<i64>,
) -> impl Iterator<Item = (&'i Dimension, &'i Row<i64>)> {
    rubric.dimensions.iter().zip(&table.dimensions)
}

/// Returns the options of a question, with the levels that name them and their order by worth.
fn choices<'i>(question: &'i Question, rubric: &Rubric) -> Vec<ChoiceRow<'i>> {
    let options = rubric.scored(&question.id).map(|scored| scored.options.as_slice());
    let worths = options.unwrap_or_default();
    let worth = |place: usize| worths.get(place).copied();
    let score = |place: usize| worth(place).and_then(Worth::score);
    let mut scores: Vec<_> = (0..question.options.len()).map(score).collect();
    scores.sort_unstable();
    scores.dedup();
    let row = |(place, choice)| {
        let level = match worth(place) {
            Some(Worth::Score(level)) => Some(level),
            _ => None,
        };
        let names_one = |level: &Decimal| {
            worths.iter().filter(|worth| **worth == Worth::Score(*level)).count() == 1
        };
        let rank = scores.iter().position(|other| *other == score(place)).unwrap_or_default();
        let level = level.filter(names_one);
        ChoiceRow { question: &question.id, place, choice, level, rank }
    };
    question.options.iter().enumerate().map(row).collect()
}

/// Returns the answers to facts by which a question does not apply.
fn rules_out<'i>(instrument: &'i Instrument, question: &'i Question) -> Vec<RulesOutRow<'i>> {
    let mut rows: Vec<RulesOutRow<'i>> = Vec::new();
    for condition in &question.applies_if {
        let fact = instrument.questionnaire().find(&condition.fact);
        let options = fact.map(|fact| fact.options.as_slice()).unwrap_or_default();
        let others = options.iter().filter(|option| !condition.options.contains(&option.id));
        for option in others {
            let is_there =
                rows.iter().any(|row| row.fact == condition.fact && row.option == option.id);
            if !is_there {
                let (question, fact) = (&question.id, &condition.fact);
                rows.push(RulesOutRow { question, fact, option: &option.id });
            }
        }
    }
    rows
}

fn scored<'i>(instrument: &'i Instrument, table: &'i Table<i64>) -> Vec<ScoredRow<'i>> {
    let (questionnaire, rubric) = (instrument.questionnaire(), instrument.rubric());
    let mut rows: Vec<ScoredRow<'i>> = Vec::new();
    for (dimension, row) in each_dimension(rubric, table) {
        for (place, (scored, row)) in dimension.questions.iter().zip(&row.questions).enumerate() {
            let question = scored.question.as_str();
            let is_main = questionnaire.questions.iter().any(|main| main.id == question);
            let is_first = rows.iter().all(|earlier| earlier.question != question);
            let is_scored = !rubric.not_scored.contains(&scored.question);
            rows.push(ScoredRow {
                dimension: &dimension.id,
                question,
                place,
                counts: is_main && is_first && is_scored,
                weight: row.weight,
                lowest: row.lowest,
                highest: row.highest,
                not_applicable: row.not_applicable,
            });
        }
    }
    rows
}

fn worths<'i>(dimension: &'i Dimension, row: &'i Row<i64>) -> impl Iterator<Item = WorthRow<'i>> {
    let questions = dimension.questions.iter().zip(&row.questions);
    questions.flat_map(|(scored, row)| {
        row.options.iter().enumerate().map(|(place, option)| WorthRow {
            dimension: &dimension.id,
            question: &scored.question,
            place,
            score: option.as_ref().map(|option| option.score),
            needs_report: option.as_ref().is_some_and(|option| option.needs_report),
        })
    })
}

/// Returns what caps put ceilings on: a cap of a dimension stands at each question of it.
fn ceilings<'i>(instrument: &'i Instrument, table: &Table<i64>) -> Vec<CeilingRow<'i>> {
    let rubric = instrument.rubric();
    let levels = &instrument.scoring_table().level_caps;
    let caps = rubric.caps.iter().zip(&table.caps).zip(levels);
    let rows = caps.flat_map(|((cap, ceiling), level)| {
        let dimension = rubric.dimensions.get(cap.dimension.index());
        let is_of_all = cap.question.is_none();
        let questions = dimension.into_iter().flat_map(|dimension| {
            let questions = dimension.questions.iter().enumerate();
            questions.map(move |(place, scored)| (dimension, place, scored))
        });
        let below =
            questions.filter(move |(_, place, _)| is_of_all || cap.question == Some(*place));
        below.flat_map(move |(dimension, _, scored)| {
            let row = move |when| CeilingRow {
                follow_up: &cap.follow_up,
                when,
                dimension: &dimension.id,
                question: &scored.question,
                question_at_most: ceiling.at_most.filter(|_| !is_of_all),
                dimension_at_most: ceiling.at_most.filter(|_| is_of_all),
                level_at_most: level.map(|(_, level)| level),
                claims_up_to: ceiling.claims_up_to.filter(|_| rubric.follow_ups_answered),
            };
            triggers(cap).map(row)
        })
    });
    rows.collect()
}

fn triggers(cap: &Cap) -> impl Iterator<Item = Trigger<'_>> {
    let when = &cap.when;
    let option = when.option.iter().map(|option| Trigger::Option(option));
    let above = when.above.into_iter().map(Trigger::Above);
    let below = when.below.into_iter().map(Trigger::Below);
    option.chain(above).chain(below).chain(when.words.iter().map(|word| Trigger::Word(word)))
}

/// Returns the dimensions' weights as whole numbers, and how many of them make one.
fn weights(rubric: &Rubric) -> Option<(i64, Vec<i64>)> {
    let weights = || rubric.dimensions.iter().map(|dimension| dimension.weight);
    let decimals = weights().map(Decimal::decimals).max().unwrap_or_default();
    let scale = 10_i64.checked_pow(decimals)?;
    let whole = weights().map(|weight| {
        let (above, below) = weight.ratio();
        above.checked_mul(scale / below)
    });
    let whole: Vec<i64> = whole.collect::<Option<_>>()?;
    let divisor = whole.iter().fold(scale, |divisor, weight| common_divisor(divisor, *weight));
    let divisor = divisor.max(1);
    Some((scale / divisor, whole.into_iter().map(|weight| weight / divisor).collect()))
}

impl<'i> Tabular<'i> {
    /// Returns the rubric.
    #[must_use]
    pub fn rubric(&self) -> &'i Rubric {
        self.instrument.rubric()
    }

    /// Returns a score in units, rounded up: what is at least this score has as many units.
    #[must_use]
    pub fn units(&self, score: Decimal) -> i64 {
        let (above, below) = score.ratio();
        let units = i128::from(above) * i128::from(self.per_level);
        let up = -(-units).div_euclid(i128::from(below));
        i64::try_from(up).unwrap_or(i64::MAX)
    }

    /// Returns whether a score may be below zero.
    #[must_use]
    pub fn has_negative_scores(&self) -> bool {
        self.scored.iter().any(|row| row.lowest < 0)
            || self.worths.iter().any(|row| row.score.is_some_and(|score| score < 0))
    }

    /// Returns the sum of the dimensions' weights.
    #[must_use]
    pub fn all_weights(&self) -> i64 {
        self.dimensions.iter().map(|row| row.weight).fold(0, i64::saturating_add)
    }

    /// Returns the position of a dimension that a requirement of the whole names; nothing of others.
    #[must_use]
    pub fn named_dimension(subject: &Subject) -> Option<DimensionId> {
        match subject {
            Subject::Member(Member::Dimension(dimension)) => Some(*dimension),
            Subject::Member(Member::Group(_)) | Subject::Question(_) => None,
        }
    }

    /// Returns a bound of all numbers that the whole is worked out with; nothing where it is beyond
    /// all bounds.
    fn largest(&self) -> Option<i128> {
        let rubric = self.rubric();
        let ends = |row: &ScoredRow<'_>| [row.lowest, row.highest, row.not_applicable.unwrap_or(0)];
        let scores = self.scored.iter().flat_map(ends);
        let scores = scores.chain(self.worths.iter().filter_map(|row| row.score));
        let score = scores.map(|score| i128::from(score).abs()).max().unwrap_or(1);
        let heaviest = self.dimensions.iter().map(|row| row.all_weights).max().unwrap_or(1);
        let weights = i128::from(heaviest).checked_mul(i128::from(heaviest))?;
        let dimension = score.max(i128::from(self.per_level)).checked_mul(weights)?;
        let all = i128::from(self.all_weights());
        let whole = dimension.checked_mul(all)?.checked_mul(all)?;
        let whole = whole.checked_mul(i128::from(self.weight_scale))?;
        let needed = rubric.levels.iter().filter_map(|row| row.requires.as_ref()?.score);
        let factor = needed.map(|needed| {
            let (above, below) = needed.ratio();
            i128::from(above).abs().max(i128::from(below))
        });
        // Hundredths are shown.
        whole.checked_mul(factor.max().unwrap_or(1).max(100))
    }
}

/// Returns what each level but the lowest takes, lowest first.
pub fn requirements(levels: &[Level]) -> impl Iterator<Item = (i64, &Requirement)> {
    let above = levels.iter().zip(levels.iter().skip(1));
    above.filter_map(|(held, row)| Some((held.level, row.requires.as_ref()?)))
}

/// Returns whether what is made of scores takes how many of them count.
#[must_use]
pub fn is_divided(aggregate: Aggregate) -> bool {
    matches!(aggregate, Aggregate::Mean | Aggregate::ProratedSum)
}

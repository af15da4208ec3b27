//! Which scenarios an operation copes with today.

use super::figure_standing::FigureStanding;
use super::figures::FigureNeed;
use super::index::{DimensionId, ScenarioId};
use super::rubric::{Need, Rubric, Scenario};
use super::score::Profile;

/// What becomes of a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Every requirement is held.
    Copes,
    /// Exactly one requirement is missed, by one level.
    AtRisk,
    /// More than that is missed.
    Fails,
    /// It depends on what is unknown.
    CannotSay,
    /// Every dimension it needs is left out.
    NotApplicable,
}

impl Verdict {
    /// Returns the word that stands for the verdict in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Copes => "copes",
            Self::AtRisk => "at_risk",
            Self::Fails => "fails",
            Self::CannotSay => "cannot_say",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// Returns how bad the news is: the smaller, the worse.
    #[must_use]
    pub fn rank(self) -> u8 {
        match self {
            Self::Fails => 0,
            Self::CannotSay => 1,
            Self::AtRisk => 2,
            Self::Copes => 3,
            Self::NotApplicable => 4,
        }
    }
}

/// The same answers with every unknown at its lowest and at its highest.
#[derive(Clone, Debug)]
pub struct Extremes {
    /// Every unknown at the lowest score.
    pub worst: Profile,
    /// Every unknown at the highest score.
    pub best: Profile,
}

/// One scenario's result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioResult {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The verdict on the claimed levels.
    pub verdict: Verdict,
    /// The verdict on the evidenced levels.
    pub evidenced_verdict: Verdict,
    /// Every requirement not surely held, on the claimed levels.
    pub blocked_by: Vec<Block>,
    /// What it is enough to know, and is not surely known well enough; it decides nothing.
    pub not_known: Vec<Block>,
    /// Whether each figure that it takes is there, in the rubric's order.
    pub figures: Vec<FigureStanding>,
}

impl ScenarioResult {
    /// Returns whether anything that it takes is not surely held.
    #[must_use]
    pub fn is_blocked(&self) -> bool {
        !self.blocked_by.is_empty() || self.figures.iter().any(|figure| figure.is_open())
    }

    /// Returns the worse one of the two verdicts.
    #[must_use]
    pub fn worse(&self) -> Verdict {
        let evidenced = self.evidenced_verdict;
        if evidenced.rank() < self.verdict.rank() { evidenced } else { self.verdict }
    }
}

/// A requirement that is not surely held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// The dimension.
    pub dimension: DimensionId,
    /// The question of it, by index, where it is that one.
    pub question: Option<usize>,
    /// The level it takes of the dimension, or the score of the question.
    pub needed: i64,
    /// The level or score there is, rounded down; nothing where it is unknown.
    pub actual: Option<i64>,
}

/// Returns the verdict on every scenario of the rubric.
///
/// `unknown` says for each dimension whether its level is unknown, and `figure` whether a figure is
/// there.
#[must_use]
pub fn verdicts(
    rubric: &Rubric,
    claimed: &Extremes,
    evidenced: &Extremes,
    unknown: &[bool],
    figure: impl Fn(&FigureNeed) -> FigureStanding,
) -> Vec<ScenarioResult> {
    let result = |(id, scenario): (ScenarioId, &Scenario)| {
        let figures: Vec<_> = scenario.figures.iter().map(&figure).collect();
        ScenarioResult {
            scenario: id,
            verdict: verdict(scenario, claimed, &figures),
            evidenced_verdict: verdict(scenario, evidenced, &figures),
            blocked_by: blocks(&scenario.needs, claimed, unknown),
            not_known: blocks(&scenario.know, claimed, unknown),
            figures,
        }
    };
    ScenarioId::each(&rubric.scenarios).map(result).collect()
}

/// Returns the verdict where worst and best case agree.
fn verdict(scenario: &Scenario, extremes: &Extremes, figures: &[FigureStanding]) -> Verdict {
    let on = |profile, unknown| {
        let standings = figures.iter().map(|figure| match figure {
            FigureStanding::Unknown => unknown,
            known => *known,
        });
        with_figures(verdict_on(scenario, profile), standings)
    };
    let worst = on(&extremes.worst, FigureStanding::Missed);
    let best = on(&extremes.best, FigureStanding::Held);
    if worst == best { worst } else { Verdict::CannotSay }
}

/// Returns the verdict on levels and figures together: a figure that is missed fails.
fn with_figures(
    on_levels: Verdict,
    figures: impl Iterator<Item = FigureStanding> + Clone,
) -> Verdict {
    let mut counted = figures.filter(|figure| *figure != FigureStanding::NotApplicable).peekable();
    match (counted.peek().is_some(), on_levels) {
        (true, _) if counted.any(|figure| figure == FigureStanding::Missed) => Verdict::Fails,
        (true, Verdict::NotApplicable) => Verdict::Copes,
        _ => on_levels,
    }
}

/// Returns the verdict on one scenario, on the levels of one profile, whatever figures it takes.
#[must_use]
pub fn verdict_on(scenario: &Scenario, profile: &Profile) -> Verdict {
    let known = |need: &Need| Some(need.at_least - profile.held_for(need)?);
    let mut short_by = scenario.needs.iter().filter_map(known).peekable();
    if short_by.peek().is_none() {
        return Verdict::NotApplicable;
    }
    let mut missed = short_by.filter(|levels| *levels > 0);
    match (missed.next(), missed.next()) {
        (None, _) => Verdict::Copes,
        (Some(1), None) => Verdict::AtRisk,
        (Some(_), _) => Verdict::Fails,
    }
}

/// Returns what of `needs` is not surely held.
fn blocks(needs: &[Need], extremes: &Extremes, unknown: &[bool]) -> Vec<Block> {
    let block = |need: &Need| {
        let level = extremes.worst.held_for(need)?;
        let is_unknown = match need.question {
            Some(_) => extremes.best.held_for(need) != Some(level),
            None => unknown.get(need.dimension.index()).copied().unwrap_or_default(),
        };
        let actual = (!is_unknown).then_some(level);
        let Need { dimension, question, at_least: needed } = *need;
        (level < needed).then_some(Block { dimension, question, needed, actual })
    };
    needs.iter().filter_map(block).collect()
}

//! What to do next, in order, each with its reason.

use super::calendar::Calendar;
use super::index::{ActionId, DimensionId};
use super::rubric::{Action, ActionKind, Rubric};
use super::scores::{Scores, Status};
use super::sheet::AnswerSheet;
use super::sorting;

/// An action, why it is listed, and where it stands to the next peak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommendation {
    /// The action.
    pub action: ActionId,
    /// The level it starts from and the level it leads to.
    pub step: (i64, i64),
    /// On which list it stands.
    pub list: List,
    /// Why it is listed.
    pub reason: Reason,
    /// Whether it can end before the near peak; nothing where no peak is near.
    pub before_peak: Option<bool>,
}

/// A list of actions. An action stands on one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// What helps against a near peak, and can end before it.
    BeforePeak,
    /// What comes first, whether or not a peak is near.
    First,
}

impl List {
    /// Returns the word that stands for the list in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::BeforePeak => "before_peak",
            Self::First => "first",
        }
    }
}

/// Why an action is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The peak is near, and it can end before.
    PeakIsNear,
    /// The dimension is unknown; this measures it.
    Unknown,
    /// The dimension was left unanswered; this measures it.
    Unanswered,
    /// A claim counts less because no report was named.
    NoReport,
    /// The dimension is the lowest.
    LowestDimension,
    /// The dimension's next step.
    NextStep,
}

impl Reason {
    /// Returns whether what is done for it measures or names a report: that changes nothing in a
    /// system, so that no peak holds it up.
    #[must_use]
    pub fn only_looks(self) -> bool {
        matches!(self, Self::Unknown | Self::Unanswered | Self::NoReport)
    }
}

/// Returns the actions for `scores`, list by list, first things first.
///
/// Before a near peak: what is ready for it, can end in time, and leads above the level that is
/// surely held.
///
/// What comes first: 1. For each unknown, the one action that measures it. 2. For each claim that
/// counts less for lack of a report, the action that supplies it. 3. The next step of each
/// dimension, lowest first; equals take turns, upstream before downstream. A peak takes nothing
/// from this list but further next steps: what a lowest dimension takes stays at its head. With
/// too much unknown, only (1).
#[must_use]
pub fn recommend(rubric: &Rubric, sheet: &AnswerSheet, scores: &Scores) -> Vec<Recommendation> {
    let recommender = Recommender { rubric, sheet, scores };
    let measuring = recommender.measuring();
    let (before_peak, first) = if scores.too_much_unknown {
        (Vec::new(), measuring)
    } else {
        let first = [measuring, recommender.reports(), recommender.next_steps()].concat();
        (recommender.ready_for_peak(&first), first)
    };
    let lists = [(List::BeforePeak, before_peak), (List::First, first)];
    let mut listed: Vec<Recommendation> = Vec::new();
    for (list, (action, reason)) in
        lists.into_iter().flat_map(|(list, all)| all.into_iter().map(move |one| (list, one)))
    {
        if listed.iter().any(|earlier| earlier.action == action) {
            continue;
        }
        listed.extend(recommender.recommendation(list, action, reason));
    }
    listed
}

struct Recommender<'a> {
    rubric: &'a Rubric,
    sheet: &'a AnswerSheet,
    scores: &'a Scores,
}

/// An action, and why it is listed.
type Listed = (ActionId, Reason);

impl Recommender<'_> {
    /// Returns the actions that `wanted` picks, in the rubric's order.
    fn actions(&self, wanted: impl Fn(&Action) -> bool) -> Vec<ActionId> {
        let picked = ActionId::each(&self.rubric.actions).filter(|(_, action)| wanted(action));
        picked.map(|(action, _)| action).collect()
    }

    fn status(&self, dimension: DimensionId) -> Status {
        self.scores.dimensions.get(dimension.index()).map_or(Status::NotApplicable, |r| r.status)
    }

    /// Returns whether an action can end before the next peak; nothing where none is near.
    fn ends_before_peak(&self, action: &Action, reason: Reason) -> Option<bool> {
        let (today, freeze) = (self.sheet.given().date, self.sheet.freeze()?);
        if today.days_until(freeze.peak) >= self.rubric.peak_within_days {
            return None;
        }
        let calendar = Calendar { today, freeze: Some(freeze) };
        calendar.ends_before_peak(action.weeks.1, action.peak_ready || reason.only_looks())
    }

    /// Returns what is ready for a near peak, but for what stands at the head of `first` anyhow.
    fn ready_for_peak(&self, first: &[Listed]) -> Vec<Listed> {
        let ready = |action: &Action| {
            action.peak_ready
                && self.leads_higher(action)
                && self.ends_before_peak(action, Reason::PeakIsNear) == Some(true)
        };
        let stays = |ready: &ActionId| {
            first.iter().any(|(action, reason)| action == ready && *reason != Reason::NextStep)
        };
        let ready = self.actions(ready).into_iter().filter(|action| !stays(action));
        ready.map(|action| (action, Reason::PeakIsNear)).collect()
    }

    /// Returns whether an action leads above the level that its dimension surely holds.
    fn leads_higher(&self, action: &Action) -> bool {
        let result = self.scores.dimensions.get(action.dimension.index());
        match (result.and_then(|result| result.range), action.kind) {
            (None, _) => false,
            (Some((held, _)), ActionKind::Step(from)) => from >= held,
            (Some(_), ActionKind::SuppliesReport) => true,
        }
    }

    fn measuring(&self) -> Vec<Listed> {
        let measure = |dimension: &DimensionId| {
            let reason = match self.status(*dimension) {
                Status::Unknown => Reason::Unknown,
                Status::Unanswered => Reason::Unanswered,
                Status::Answered | Status::NotApplicable => return Vec::new(),
            };
            let of = |action: &Action| action.measures && action.dimension == *dimension;
            self.actions(of).into_iter().map(|action| (action, reason)).collect()
        };
        self.rubric.upstream.iter().flat_map(measure).collect()
    }

    fn reports(&self) -> Vec<Listed> {
        let lacks = |dimension: &&DimensionId| {
            self.scores.dimensions.get(dimension.index()).is_some_and(|result| result.lacks_report)
        };
        let lacking = self.rubric.upstream.iter().filter(lacks);
        let supplies = |dimension: &DimensionId| {
            self.actions(|action| {
                action.kind == ActionKind::SuppliesReport && action.dimension == *dimension
            })
        };
        lacking.flat_map(supplies).map(|action| (action, Reason::NoReport)).collect()
    }

    fn next_steps(&self) -> Vec<Listed> {
        let known = |dimension: &DimensionId| {
            let result = self.scores.dimensions.get(dimension.index())?;
            let level = result.level().filter(|_| result.status == Status::Answered)?;
            let highest = self.rubric.levels_of(*dimension)?.highest;
            (level < highest).then_some((level, *dimension))
        };
        let mut open: Vec<(i64, DimensionId)> =
            self.rubric.upstream.iter().filter_map(known).collect();
        sorting::sort_by_key(&mut open, |(level, _)| *level);
        let groups = open.chunk_by(|one, other| one.0 == other.0);
        groups.flat_map(|group| self.in_turn(group)).collect()
    }

    /// Returns the first action of each dimension, then the second of each, and so on.
    fn in_turn(&self, group: &[(i64, DimensionId)]) -> Vec<Listed> {
        let step = |(level, dimension): &(i64, DimensionId)| {
            let actions = self.actions(|action| {
                action.kind == ActionKind::Step(*level) && action.dimension == *dimension
            });
            let limiting =
                self.scores.dimensions.get(dimension.index()).is_some_and(|d| d.limiting);
            let reason = if limiting { Reason::LowestDimension } else { Reason::NextStep };
            (actions, reason)
        };
        let steps: Vec<(Vec<ActionId>, Reason)> = group.iter().map(step).collect();
        let rounds = steps.iter().map(|(actions, _)| actions.len()).max().unwrap_or_default();
        let round = |turn: usize| {
            steps.iter().filter_map(move |(actions, reason)| Some((*actions.get(turn)?, *reason)))
        };
        (0..rounds).flat_map(round).collect()
    }

    fn recommendation(&self, list: List, id: ActionId, reason: Reason) -> Option<Recommendation> {
        let action = self.rubric.actions.get(id.index())?;
        let step = match action.kind {
            ActionKind::Step(from) => (from, from + 1),
            ActionKind::SuppliesReport => {
                let result = self.scores.dimensions.get(action.dimension.index())?;
                result.evidenced_level().zip(result.level())?
            }
        };
        let before_peak = self.ends_before_peak(action, reason);
        Some(Recommendation { action: id, step, list, reason, before_peak })
    }
}

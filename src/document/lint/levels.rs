//! Tables of levels, of the whole and of dimensions: what lies between them, what nobody or
//! everybody reaches, what takes more than there is or less than the level below.

use super::super::fields::Findings;
use super::super::node::{Node, Span, Value};
use super::places::{entry_of, span_at};
use super::proof::{figure, said, tried};
use crate::domain::index::DimensionId;
use crate::domain::reach::{Reach, Trial};
use crate::domain::rubric::{Dimension, DimensionLevels, Level, Member, Requirement, Subject};
use crate::domain::score::member_score;
use crate::domain::sorting;
use crate::domain::{Code, Decimal, Exact};

/// The keys under which the score stands that a level takes.
const SCORE: [&str; 4] = ["score", "mean", "sum", "minimum"];

/// A table and those whose levels it holds.
struct Table<'n, 't, 'r> {
    rows: &'r [Level],
    nodes: &'n [Node<'t>],
    /// The dimensions; nothing where it is the whole.
    of: Option<Vec<DimensionId>>,
    reach: &'r Reach<'r>,
}

/// What a trial comes to: its score, the level that it is at, and the trial.
type Result<'r> = (Exact, i64, &'r Trial);

/// Looks at every table of levels.
pub(super) fn look(tree: &Node<'_>, reach: &Reach<'_>, findings: &mut Findings) {
    let rubric = reach.instrument().rubric();
    let levels = nodes(tree.get("levels"));
    let table = |rows, nodes, of| Table { rows, nodes, of, reach };
    table(&rubric.levels, levels, None).look(findings);
    let shared = nodes(tree.get("dimension_levels"));
    let mut sharing: Vec<(DimensionId, &Dimension)> = Vec::new();
    for (id, dimension) in DimensionId::each(&rubric.dimensions) {
        let DimensionLevels::Table(rows) = &dimension.levels else { continue };
        let own = entry_of(tree, "dimensions", &dimension.id).and_then(|node| node.get("levels"));
        match own {
            Some(node) => table(rows, nodes(Some(node)), Some(vec![id])).look(findings),
            None => sharing.push((id, dimension)),
        }
    }
    if let Some((_, Dimension { levels: DimensionLevels::Table(rows), .. })) = sharing.first() {
        let of = sharing.iter().map(|(id, _)| *id).collect();
        table(rows, shared, Some(of)).look(findings);
    }
}

fn nodes<'n, 't>(node: Option<&'n Node<'t>>) -> &'n [Node<'t>] {
    match node.map(|node| &node.value) {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

impl<'r> Table<'_, '_, 'r> {
    fn look(&self, findings: &mut Findings) {
        if self.rows.is_empty() || self.rows.len() != self.nodes.len() {
            return;
        }
        let results = self.results();
        let weaker = self.weaker(findings);
        self.gaps(&results, &weaker, findings);
        let beyond = self.beyond(findings);
        self.reached(&results, beyond, &weaker, findings);
    }

    /// Returns what every trial comes to, for each dimension that the table is one of.
    fn results(&self) -> Vec<Result<'r>> {
        let of_whole = |trial: &'r Trial| Some((trial.score.clone()?, trial.level?, trial));
        let trials = self.reach.trials().iter();
        let Some(of) = &self.of else { return trials.filter_map(of_whole).collect() };
        let of_one = |trial: &'r Trial, dimension: DimensionId| {
            let score = trial.profile.at(dimension)?;
            Some((score.exact.clone(), score.level?, trial))
        };
        let each = |trial| of.iter().filter_map(move |dimension| of_one(trial, *dimension));
        trials.flat_map(each).collect()
    }

    fn rows(&self) -> impl Iterator<Item = (&'r Level, &Node<'_>)> {
        self.rows.iter().zip(self.nodes)
    }

    /// Finds scores that lie in no row, and rows that claim the same score.
    fn gaps(&self, results: &[Result<'_>], weaker: &[i64], findings: &mut Findings) {
        let find = |low: Option<Decimal>, high: Option<Decimal>| {
            results.iter().find(|(score, ..)| {
                low.is_none_or(|low| *score > low.exact())
                    && high.is_none_or(|high| *score < high.exact())
            })
        };
        let answers = |trial| said(self.reach, trial);
        for ((row, node), (next, next_node)) in self.rows().zip(self.rows().skip(1)) {
            let (Some(to), Some(from)) = (row.up_to, score_of(next)) else { continue };
            let (level, above) = (row.level, next.level);
            let is_upside_down = written_from(node).is_some_and(|from| to < from);
            if weaker.contains(&above) || is_upside_down {
                continue;
            }
            if to >= from {
                let message = format!(
                    "level {level} goes up to {to}, and level {above} begins at {from}: both \
                     claim what lies between"
                );
                let help = "let one level end below where the next begins";
                findings.push(Code::LevelOverlap, &span_at(node, "to"), message, help);
            } else if let Some((score, _, trial)) = find(Some(to), Some(from)) {
                let message = format!(
                    "{} lies in no level: {level} goes up to {to}, and {above} begins at \
                     {from}; it comes of {}",
                    figure(score),
                    answers(trial)
                );
                let help = "the level below is what counts; write so, or begin the next one lower";
                findings.push(Code::LevelGap, &score_span(next_node), message, help);
            }
        }
        self.ends(&find, findings);
    }

    /// Finds rows that end before they begin, and scores beyond the outermost.
    fn ends<'f>(
        &self,
        find: &dyn Fn(Option<Decimal>, Option<Decimal>) -> Option<&'f Result<'f>>,
        findings: &mut Findings,
    ) {
        for (row, node) in self.rows() {
            let (Some(from), Some(to)) = (written_from(node), row.up_to) else { continue };
            if to < from {
                let message = format!("level {} ends at {to}, before it begins", row.level);
                findings.push(Code::LevelOverlap, &span_at(node, "to"), message, "turn them round");
            }
        }
        let first =
            self.rows().next().and_then(|(row, node)| Some((row, written_from(node)?, node)));
        if let Some((row, from, node)) = first
            && let Some((score, _, trial)) = find(None, Some(from))
        {
            let message = format!(
                "{} lies below the lowest level, {}, which begins at {from}; it comes of {}",
                figure(score),
                row.level,
                said(self.reach, trial)
            );
            let help = "begin the lowest level at the lowest score";
            findings.push(Code::LevelGap, &span_at(node, "from"), message, help);
        }
        let last = self.rows().last().and_then(|(row, node)| Some((row, row.up_to?, node)));
        if let Some((row, to, node)) = last
            && let Some((score, _, trial)) = find(Some(to), None)
        {
            let message = format!(
                "{} lies above the highest level, {}, which goes up to {to}; it comes of {}",
                figure(score),
                row.level,
                said(self.reach, trial)
            );
            let help = "let the highest level go up to the highest score, or take its `to` out";
            findings.push(Code::LevelGap, &span_at(node, "to"), message, help);
        }
    }

    /// Finds rows that take less of something than the row below; returns their levels.
    fn weaker(&self, findings: &mut Findings) -> Vec<i64> {
        let mut weaker = Vec::new();
        for ((row, _), (next, node)) in self.rows().zip(self.rows().skip(1)) {
            let (Some(below), Some(above)) = (&row.requires, &next.requires) else { continue };
            for (what, span) in less(below, above, node) {
                let message = format!(
                    "level {} takes {what} than level {} below it, which it takes as well",
                    next.level, row.level
                );
                let help = "write what it takes more, or leave it out: every level takes what those \
                            below it take";
                findings.push(Code::RequirementWeaker, &span, message, help);
                weaker.push(next.level);
            }
        }
        weaker
    }

    /// Finds what no answers can give; returns the lowest level that takes it.
    fn beyond(&self, findings: &mut Findings) -> Option<i64> {
        let mut lowest = None;
        for (row, node) in self.rows() {
            let Some(requires) = &row.requires else { continue };
            for (needed, most, span, what) in self.too_much(requires, node) {
                let message = format!(
                    "level {} takes {needed} of {what}, and no answers give more than {}; {}",
                    row.level,
                    figure(&most),
                    tried(self.reach)
                );
                let help = format!("write {} at most, or let answers score higher", figure(&most));
                findings.push(Code::RequirementBeyondRange, &span, message, &help);
                lowest = lowest.or(Some(row.level));
            }
        }
        lowest
    }

    /// Returns of what a requirement takes too much: how much, how much there is, where it stands,
    /// and of what.
    fn too_much(
        &self,
        requires: &Requirement,
        node: &Node<'_>,
    ) -> Vec<(Decimal, Exact, Span, String)> {
        let mut found = Vec::new();
        let mut take = |needed: Option<Decimal>, most: Option<Exact>, span: Span, what: String| {
            if let (Some(needed), Some(most)) = (needed, most)
                && most < needed.exact()
            {
                found.push((needed, most, span, what));
            }
        };
        let whole = match &self.of {
            None => self.reach.extremes(|trial| trial.score.clone()).map(|ends| ends.1),
            Some(of) => of.iter().filter_map(|one| self.highest(*one)).max(),
        };
        take(requires.score, whole, score_span(node), "the score".to_owned());
        let parts = self.parts();
        let (key, span) = match &self.of {
            None => ("every_dimension", requires_span(node, "every_dimension")),
            Some(_) => ("every_question", requires_span(node, "every_question")),
        };
        let worst = parts.iter().filter_map(|(id, most)| Some((most.clone()?, id))).min();
        if let Some((most, id)) = worst {
            take(requires.every, Some(most), span, format!("`{key}`, and so of `{id}`"));
        }
        for (subject, needed) in &requires.named {
            if let Some((id, most)) = self.subject(*subject) {
                let span = requires_span(node, &id);
                take(Some(*needed), most, span, format!("`{id}`"));
            }
        }
        if let Some(share) = requires.share {
            let mut all: Vec<_> = parts.into_iter().filter_map(|(_, most)| most).collect();
            sorting::sort(&mut all);
            let holds = |at: Decimal| all.iter().filter(|most| **most >= at.exact()).count();
            if !share.at_least.is_met(holds(share.at), all.len()) {
                let span = requires_span(node, "share");
                take(Some(share.at), all.first().cloned(), span, "too many of them".to_owned());
            }
        }
        found
    }

    /// Returns the highest score of a dimension.
    fn highest(&self, dimension: DimensionId) -> Option<Exact> {
        let score = |trial: &Trial| trial.profile.score(dimension).cloned();
        self.reach.extremes(score).map(|ends| ends.1)
    }

    /// Returns the dimensions or questions that a requirement may be about, and the highest that
    /// each of them can hold.
    fn parts(&self) -> Vec<(String, Option<Exact>)> {
        let rubric = self.reach.instrument().rubric();
        let Some(of) = &self.of else {
            let held = |dimension: DimensionId| {
                if !self.reach.is_scored(dimension) {
                    return None;
                }
                self.reach.extremes(|trial| trial.profile.held(rubric, dimension))
            };
            let each = DimensionId::each(&rubric.dimensions);
            let each = each.map(|(id, it)| (it.id.clone(), held(id).map(|ends| ends.1)));
            return each.collect();
        };
        let dimensions = of.iter().filter_map(|id| rubric.dimensions.get(id.index()));
        let questions = dimensions.flat_map(|dimension| &dimension.questions);
        questions
            .map(|scored| {
                let most = scored.highest_answer().map(Decimal::exact);
                (scored.question.clone(), most)
            })
            .collect()
    }

    /// Returns who is named by a requirement, and the highest that they can hold.
    fn subject(&self, subject: Subject) -> Option<(String, Option<Exact>)> {
        let rubric = self.reach.instrument().rubric();
        match subject {
            Subject::Question(question) => self.parts().into_iter().nth(question),
            Subject::Member(Member::Dimension(dimension)) => {
                self.parts().into_iter().nth(dimension.index())
            }
            Subject::Member(Member::Group(group)) => {
                let id = rubric.groups.get(group.index())?.id.clone();
                let score =
                    |trial: &Trial| member_score(rubric, &trial.profile, Member::Group(group));
                Some((id, self.reach.extremes(score).map(|ends| ends.1)))
            }
        }
    }

    /// Finds levels that nobody reaches, that everybody reaches, or at which nobody stops.
    fn reached(
        &self,
        results: &[Result<'_>],
        beyond: Option<i64>,
        weaker: &[i64],
        findings: &mut Findings,
    ) {
        let by_level =
            |one: &&Result<'_>, other: &&Result<'_>| (one.1, &one.0).cmp(&(other.1, &other.0));
        let lowest = results.iter().min_by(by_level);
        let highest = results.iter().max_by(by_level);
        let (Some((_, low, least)), Some((_, high, most))) = (lowest, highest) else { return };
        for (row, node) in self.rows().skip(1) {
            let (level, span) = (row.level, span_at(node, "level"));
            let stops = results.iter().any(|(_, held, _)| *held == level);
            let explained = weaker.contains(&(level + 1)) || beyond.is_some_and(|at| at <= level);
            if level == high + 1 && beyond.is_none_or(|at| at > level) {
                let message = format!(
                    "no answers reach level {level}: {}, and the best come to level {high}: {}",
                    tried(self.reach),
                    said(self.reach, most)
                );
                let help = "take less for it, or take it out";
                findings.push(Code::LevelNeverReached, &span, message, help);
            } else if level == *low {
                let message = format!(
                    "all answers reach level {level}, even these: {}; {}",
                    said(self.reach, least),
                    tried(self.reach)
                );
                let help = "take more for it, or begin the table with it";
                findings.push(Code::LevelAlwaysReached, &span, message, help);
            } else if level > *low && level < *high && !stops && !explained {
                let message = format!(
                    "answers end below level {level} and above it, and none at it: {}",
                    tried(self.reach)
                );
                let help = "take more for the level above it, or take this one out";
                findings.push(Code::LevelPassedOver, &span, message, help);
            }
        }
    }
}

fn score_of(row: &Level) -> Option<Decimal> {
    row.requires.as_ref().and_then(|requires| requires.score)
}

/// Returns the score that stands beside a level as its beginning.
fn written_from(node: &Node<'_>) -> Option<Decimal> {
    match &node.get("from")?.value {
        Value::Number(number) => Decimal::parse(number).ok(),
        _ => None,
    }
}

/// Returns where the score stands that a level takes.
fn score_span(node: &Node<'_>) -> Span {
    let inside = SCORE.iter().find_map(|key| node.get("requires")?.get(key));
    let span = inside.map(|node| node.span.clone());
    span.unwrap_or_else(|| span_at(node, "from"))
}

/// Returns where a part of a requirement stands, be it among those that are named.
fn requires_span(node: &Node<'_>, key: &str) -> Span {
    let requires = node.get("requires");
    let named = ["dimensions", "questions"].iter().filter_map(|list| requires?.get(list));
    let found = requires.into_iter().chain(named).find_map(|node| node.get(key));
    found.or(requires).unwrap_or(node).span.clone()
}

/// Returns of what a level takes less than the level below, and where it stands.
fn less(below: &Requirement, above: &Requirement, node: &Node<'_>) -> Vec<(String, Span)> {
    let falls = |below: Option<Decimal>, above: Option<Decimal>| {
        below.zip(above).filter(|(below, above)| above < below)
    };
    let mut found = Vec::new();
    if let Some((needed, less)) = falls(below.score, above.score) {
        found.push((format!("a lower score ({less} after {needed})"), score_span(node)));
    }
    if let Some((needed, less)) = falls(below.every, above.every) {
        let key = ["every_dimension", "every_question"];
        let key =
            key.iter().find(|key| node.get("requires").is_some_and(|it| it.get(key).is_some()));
        let span = requires_span(node, key.unwrap_or(&""));
        found.push((format!("less of every one ({less} after {needed})"), span));
    }
    for (subject, needed) in &below.named {
        let same = above.named.iter().find(|(other, _)| other == subject);
        if let Some((needed, less)) = falls(Some(*needed), same.map(|(_, needed)| *needed)) {
            let span = requires_span(node, "dimensions");
            found.push((format!("less of one that is named ({less} after {needed})"), span));
        }
    }
    let shares = below.share.zip(above.share);
    let lower =
        shares.filter(|(below, above)| below.at_least == above.at_least && above.at < below.at);
    if let Some((below, above)) = lower {
        let span = requires_span(node, "share");
        found.push((format!("less of as many ({} after {})", above.at, below.at), span));
    }
    found
}

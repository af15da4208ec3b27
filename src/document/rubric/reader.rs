//! What every part of a rubric is read against: the scale, the ids that may be named, and the small
//! values that stand in many places.

use super::super::advice::nearest_or_all;
use super::super::fields::{self, Fields, Findings};
use super::super::mistaken::spelled;
use super::super::node::{Node, Span, Value};
use crate::domain::index::{DimensionId, GroupId};
use crate::domain::questionnaire::Questionnaire;
use crate::domain::rubric::{Aggregate, Dimension, Level, Member, Scale};
use crate::domain::{Code, Decimal};

/// The decimals that a score may have.
const MOST_DECIMALS: u32 = 6;

/// What the parts of a rubric are read against.
pub(super) struct Reader<'n, 't> {
    pub(super) tree: &'n Node<'t>,
    pub(super) top: Fields<'n, 't>,
    pub(super) questionnaire: &'n Questionnaire,
    /// The scale of scores, where one is written.
    pub(super) scale: Option<Scale>,
    /// The ids of the dimensions.
    pub(super) dimensions: Vec<&'n str>,
    /// The ids of the groups.
    pub(super) groups: Vec<&'n str>,
}

/// The parts of a rubric that the others refer to.
pub(super) struct Frame {
    pub(super) scale: Scale,
    pub(super) dimensions: Vec<Dimension>,
    pub(super) levels: Vec<Level>,
    /// Whether scale and levels could be read, so that a level that is missing is missing.
    pub(super) is_whole: bool,
}

impl Reader<'_, '_> {
    /// Returns the dimension called `id`.
    pub(super) fn dimension_id(
        &self,
        node: &Node<'_>,
        id: &str,
        findings: &mut Findings,
    ) -> Option<DimensionId> {
        let dimension = self.dimensions.iter().position(|known| *known == id);
        // A dimension whose id could not be read has its finding.
        let all = super::super::questionnaire::list(self.tree, "dimensions").len();
        if dimension.is_some() {
            findings.use_of(id);
        } else if all > 0 && all == self.dimensions.len() {
            let message = format!("there is no dimension `{}`", spelled(id));
            let help = nearest_or_all(id, &self.dimensions);
            findings.push(Code::UnknownId, &node.span, message, &help);
        }
        dimension.map(DimensionId::new)
    }

    pub(super) fn dimension_at(
        &self,
        fields: &Fields<'_, '_>,
        key: &str,
        findings: &mut Findings,
    ) -> Option<DimensionId> {
        let node = fields.need(key, findings)?;
        let id = fields::id(node, findings)?;
        self.dimension_id(node, &id, findings)
    }

    /// Reads a level of a dimension; where it has none, a score.
    pub(super) fn level_at(
        &self,
        fields: &Fields<'_, '_>,
        key: &str,
        (dimension, frame): (Option<DimensionId>, &Frame),
        findings: &mut Findings,
    ) -> Option<i64> {
        let node = fields.need(key, findings)?;
        self.level_of(node, dimension, frame, findings)
    }

    pub(super) fn level_of(
        &self,
        node: &Node<'_>,
        dimension: Option<DimensionId>,
        frame: &Frame,
        findings: &mut Findings,
    ) -> Option<i64> {
        let level = fields::whole(node, findings)?;
        let dimension = dimension.and_then(|id| frame.dimensions.get(id.index()));
        let scale = match dimension.map(Dimension::level_range) {
            Some(Some(range)) => range,
            // A dimension of scores only, with a scale or without.
            Some(None) => match self.scale {
                Some(scale) if dimension.is_some_and(|it| !it.aggregate.adds_up()) => scale,
                _ => return Some(level),
            },
            None => frame.scale,
        };
        on_scale(&node.span, level, scale, findings)
    }

    /// Returns the dimension or group that a node names.
    pub(super) fn member(&self, node: &Node<'_>, findings: &mut Findings) -> Option<Member> {
        let id = fields::id(node, findings)?;
        self.member_called(node, &id, findings)
    }

    /// Returns the dimension or group of this id, which stands at `node`.
    pub(super) fn member_called(
        &self,
        node: &Node<'_>,
        id: &str,
        findings: &mut Findings,
    ) -> Option<Member> {
        let place = |ids: &[&str]| ids.iter().position(|known| *known == id);
        if let Some(group) = place(&self.groups) {
            findings.use_of(id);
            return Some(Member::Group(GroupId::new(group)));
        }
        if self.groups.is_empty() || place(&self.dimensions).is_some() {
            return self.dimension_id(node, id, findings).map(Member::Dimension);
        }
        let known = [self.dimensions.as_slice(), self.groups.as_slice()].concat();
        let message = format!("there is no dimension or group `{}`", spelled(id));
        findings.push(Code::UnknownId, &node.span, message, &nearest_or_all(id, &known));
        None
    }

    /// Reads a score: on the scale, where one is written.
    pub(super) fn score(&self, node: &Node<'_>, findings: &mut Findings) -> Option<Decimal> {
        let score = fields::decimal(node, findings)?;
        let on_scale = self.scale.is_none_or(|scale| {
            score >= Decimal::whole(scale.lowest) && score <= Decimal::whole(scale.highest)
        });
        if !on_scale || score.decimals() > MOST_DECIMALS {
            let within =
                self.scale.map(|scale| format!(" from {} to {}", scale.lowest, scale.highest));
            let help = format!(
                "write a number{}, {MOST_DECIMALS} decimals at most",
                within.unwrap_or_default()
            );
            let message = format!("{score} is no score on this scale");
            findings.push(Code::Scores, &node.span, message, &help);
        }
        Some(score)
    }
}

pub(super) fn aggregate(fields: &Fields<'_, '_>, findings: &mut Findings) -> Aggregate {
    let node = fields.get("aggregate");
    let given = node.and_then(|node| fields::one_of(node, &Aggregate::ALL, findings));
    given.unwrap_or(Aggregate::Mean)
}

/// Returns whether a score says that the question is left out.
pub(super) fn is_left_out(node: &Node<'_>) -> bool {
    matches!(&node.value, Value::Text(text) if text == "left_out")
}

/// Returns `level` where it is on the scale.
pub(super) fn on_scale(
    span: &Span,
    level: i64,
    scale: Scale,
    findings: &mut Findings,
) -> Option<i64> {
    let Scale { lowest, highest } = scale;
    if level < lowest || level > highest {
        let help = format!("write a level from {lowest} to {highest}");
        findings.push(Code::OutOfRange, span, format!("{level} is not on the scale"), &help);
        return None;
    }
    Some(level)
}

/// Reads a weight above 0; a missing one is 1.
pub(super) fn weight(fields: &Fields<'_, '_>, findings: &mut Findings) -> Decimal {
    let Some(node) = fields.get("weight") else { return Decimal::whole(1) };
    let weight = fields::decimal(node, findings).unwrap_or_else(|| Decimal::whole(1));
    if weight <= Decimal::whole(0) {
        let message = format!("a weight of {weight} does not weigh anything");
        findings.push(Code::OutOfRange, &node.span, message, "write a number above 0");
    }
    weight
}

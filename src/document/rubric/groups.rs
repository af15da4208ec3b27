//! The groups of dimensions, and what the whole is made of: a tree, read from lists of ids.

use super::super::fields::{self, Fields, Findings};
use super::super::node::{Node, Value};
use super::reader::{Reader, aggregate, weight};
use crate::domain::Code;
use crate::domain::index::{DimensionId, GroupId};
use crate::domain::rubric::{Aggregate, Group, Member};

/// The groups, and what belongs to none.
pub(super) struct GroupTree {
    pub(super) groups: Vec<Group>,
    pub(super) members: Vec<Member>,
    /// By dimension, whether anything that it belongs to adds up.
    pub(super) added_up: Vec<bool>,
}

impl Reader<'_, '_> {
    /// Reads the groups below a whole that makes this of its members.
    pub(super) fn groups(&self, whole: Aggregate, findings: &mut Findings) -> GroupTree {
        let groups = self.top.list("groups", findings, |node, f| self.group(node, f));
        let everything = DimensionId::all(self.dimensions.len()).map(Member::Dimension);
        let everything = everything.chain(GroupId::all(groups.len()).map(Member::Group));
        for member in everything.clone() {
            self.check_place(member, &groups, findings);
        }
        let members = everything.filter(|member| parents(&groups, *member).next().is_none());
        let adds_up = |dimension| {
            let above = ancestors(&groups, Member::Dimension(dimension));
            let mut above = above.iter().filter_map(|group| groups.get(group.index()));
            whole.adds_up() || above.any(|group| group.aggregate.adds_up())
        };
        let added_up = DimensionId::all(self.dimensions.len()).map(adds_up).collect();
        GroupTree { members: members.collect(), added_up, groups }
    }

    fn group(&self, node: &Node<'_>, findings: &mut Findings) -> Option<Group> {
        let keys = ["id", "name", "weight", "aggregate", "of"];
        let fields = Fields::open(node, "a group", &keys, findings)?;
        let id = fields.required("id", findings, fields::id);
        let name = fields.required("name", findings, fields::text);
        fields.need("of", findings);
        let members = fields.list("of", findings, |node, f| self.member(node, f));
        if let Some(of) = fields.get("of")
            && matches!(&of.value, Value::List(items) if items.is_empty())
        {
            let help = "name the dimensions or groups that it holds, or take it out";
            findings.push(Code::Groups, &of.span, "the group holds nothing", help);
        }
        Some(Group {
            weight: weight(&fields, findings),
            aggregate: aggregate(&fields, findings),
            members,
            id: id?,
            name: name?,
        })
    }

    /// Finds a member that stands in two groups, and a group that holds itself.
    fn check_place(&self, member: Member, groups: &[Group], findings: &mut Findings) {
        let Some(node) = self.top.get("groups") else { return };
        let id = match member {
            Member::Dimension(dimension) => self.dimensions.get(dimension.index()),
            Member::Group(group) => self.groups.get(group.index()),
        };
        let id = id.copied().unwrap_or_default();
        if parents(groups, member).count() > 1 {
            let help = "put it into one group; to count it twice, give it a weight";
            findings.push(Code::Groups, &node.span, format!("`{id}` stands in two groups"), help);
        }
        if let Member::Group(group) = member
            && ancestors(groups, member).contains(&group)
        {
            let message = format!("group `{id}` is part of itself");
            let help = "take it out of the groups that it holds";
            findings.push(Code::Groups, &node.span, message, help);
        }
    }
}

/// Returns the groups in which a member stands directly, as often as it stands there.
fn parents(groups: &[Group], member: Member) -> impl Iterator<Item = GroupId> {
    let holding = GroupId::each(groups);
    holding.flat_map(move |(id, group)| {
        group.members.iter().filter(move |held| **held == member).map(move |_| id)
    })
}

/// Returns every group that a member belongs to, directly or not.
fn ancestors(groups: &[Group], member: Member) -> Vec<GroupId> {
    let mut found: Vec<GroupId> = parents(groups, member).collect();
    let mut next = 0;
    while let Some(group) = found.get(next).copied() {
        next += 1;
        let more = parents(groups, Member::Group(group)).filter(|id| !found.contains(id));
        let more: Vec<_> = more.collect();
        found.extend(more);
    }
    found
}

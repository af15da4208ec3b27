//! The groups of dimensions as a tree, each with what it comes to: rows that forms lay out. Prints
//! nothing.

use super::Report;
use super::words::points;
use super::words::requirements::noun;
use crate::domain::Exact;
use crate::domain::index::GroupId;
use crate::domain::rubric::Member;
use crate::domain::score::{Profile, member_score};

/// A group, or a dimension below it.
#[derive(Clone, Debug)]
pub(super) struct TreeRow {
    /// Which it is.
    pub(super) member: Member,
    /// How many groups it stands in.
    pub(super) depth: usize,
    /// Its name, as its author wrote it.
    pub(super) name: String,
    /// How much it counts in what it stands in.
    pub(super) weight: String,
    /// What it makes of its members or questions: `mean`.
    pub(super) made_by: &'static str,
    /// Its score.
    pub(super) score: String,
    /// Its score on evidence.
    pub(super) evidenced: String,
    /// Its score with every unknown at its lowest and at its highest.
    pub(super) possible: String,
}

impl Report<'_> {
    /// Returns every group with all that stands below it, from the top; nothing where there are no
    /// groups. What is in none stands beside them.
    pub(super) fn tree(&self) -> Vec<TreeRow> {
        let mut rows = Vec::new();
        if !self.rubric().groups.is_empty() {
            self.grow(&self.rubric().members, 0, &mut rows);
        }
        rows
    }

    fn grow(&self, members: &[Member], depth: usize, rows: &mut Vec<TreeRow>) {
        for member in members {
            rows.extend(self.tree_row(*member, depth));
            if let Member::Group(group) = member
                && let Some(group) = self.rubric().groups.get(group.index())
            {
                self.grow(&group.members, depth + 1, rows);
            }
        }
    }

    fn tree_row(&self, member: Member, depth: usize) -> Option<TreeRow> {
        let rubric = self.rubric();
        let (name, weight, aggregate) = match member {
            Member::Dimension(dimension) => {
                let found = rubric.dimensions.get(dimension.index())?;
                (&found.name, found.weight, found.aggregate)
            }
            Member::Group(group) => {
                let found = rubric.groups.get(group.index())?;
                (&found.name, found.weight, found.aggregate)
            }
        };
        let profiles = &self.scores().profiles;
        let score = |profile: &Profile| member_score(rubric, profile, member);
        let shown = |score: Option<Exact>| score.as_ref().map_or_else(|| "-".to_owned(), points);
        let extremes = &profiles.claimed_extremes;
        let possible = match (score(&extremes.worst), score(&extremes.best)) {
            (Some(worst), Some(best)) if worst == best => points(&worst),
            (Some(worst), Some(best)) => format!("{} to {}", points(&worst), points(&best)),
            _ => "-".to_owned(),
        };
        Some(TreeRow {
            member,
            depth,
            name: name.clone(),
            weight: weight.to_string(),
            made_by: noun(aggregate),
            score: shown(score(&profiles.claimed)),
            evidenced: shown(score(&profiles.evidenced)),
            possible,
        })
    }

    /// Returns the groups that each dimension stands in, outermost first, by dimension.
    pub(super) fn paths(&self) -> Vec<Vec<GroupId>> {
        let mut paths = vec![Vec::new(); self.rubric().dimensions.len()];
        self.walk(&self.rubric().members, &mut Vec::new(), &mut paths);
        paths
    }

    fn walk(&self, members: &[Member], above: &mut Vec<GroupId>, paths: &mut [Vec<GroupId>]) {
        for member in members {
            match member {
                Member::Dimension(dimension) => {
                    if let Some(path) = paths.get_mut(dimension.index()) {
                        path.clone_from(above);
                    }
                }
                Member::Group(id) => {
                    let Some(group) = self.rubric().groups.get(id.index()) else { continue };
                    above.push(*id);
                    self.walk(&group.members, above, paths);
                    above.pop();
                }
            }
        }
    }
}

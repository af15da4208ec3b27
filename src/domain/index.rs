//! Positions in the lists of a rubric, by which its parts name each other.

/// A dimension: its position in the rubric's list, counted from 0.
pub type DimensionId = usize;

/// A scenario: its position in the rubric's list, counted from 0.
pub type ScenarioId = usize;

/// An action: its position in the rubric's list, counted from 0.
pub type ActionId = usize;

/// A prerequisite: its position in the rubric's list, counted from 0.
pub type PrerequisiteId = usize;

//! Positions in the lists of a rubric by which its parts name each other: each of those lists has a
//! type of its own, so that nobody takes a scenario for an action.

/// Declares a position in one of the lists.
macro_rules! ids {
    ($($(#[$meaning:meta])* $id:ident;)*) => {$(
        $(#[$meaning])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $id(usize);

        impl $id {
            /// Returns the one at `index`, counted from 0.
            #[must_use]
            pub const fn new(index: usize) -> Self {
                Self(index)
            }

            /// Returns its index, counted from 0.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0
            }

            /// Returns the entries of a list of this kind, each with its position.
            pub fn each<T>(list: &[T]) -> impl ExactSizeIterator<Item = (Self, &T)> + Clone {
                list.iter().enumerate().map(|(index, entry)| (Self(index), entry))
            }

            /// Returns the positions of a list of so many.
            pub fn all(count: usize) -> impl ExactSizeIterator<Item = Self> + Clone {
                (0..count).map(Self)
            }
        }
    )*};
}

ids! {
    /// A dimension: its position in the rubric's list, counted from 0.
    DimensionId;
    /// A group of dimensions: its position in the rubric's list, counted from 0.
    GroupId;
    /// A scenario: its position in the rubric's list, counted from 0.
    ScenarioId;
    /// An action: its position in the rubric's list, counted from 0.
    ActionId;
    /// A prerequisite: its position in the rubric's list, counted from 0.
    PrerequisiteId;
}

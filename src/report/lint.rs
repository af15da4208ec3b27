//! What `rubric lint` finds, in the forms that it has of its own.

pub mod json;

//! How a run ends.

use crate::document::Finding;
use std::process::ExitCode;

/// The exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// 0: the job is done. A low level is a success.
    Success,
    /// 1: the answer is no.
    No,
    /// 2: there is no answer: usage, unreadable or invalid input, I/O.
    NoAnswer,
    /// 130: interrupted.
    Interrupted,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Success => 0,
            Outcome::No => 1,
            Outcome::NoAnswer => 2,
            Outcome::Interrupted => INTERRUPTED,
        })
    }
}

/// The exit code of an interrupted run.
pub(super) const INTERRUPTED: u8 = 130;

/// Why there is no answer.
#[derive(Debug)]
pub(super) enum Failure {
    /// A document is wrong.
    Document {
        /// What the document is called.
        name: String,
        /// Its text; empty where it could not be decoded.
        text: String,
        /// What was found.
        findings: Vec<Finding>,
    },
    /// Flags are wrong: of each the flag as it was typed, what is wrong and what to type instead.
    Flags(Vec<String>),
    /// Something else is wrong.
    Error(anyhow::Error),
    /// Whoever read our output has stopped reading.
    ClosedPipe,
    /// The person stopped; what there is to say about what was answered.
    Interrupted(String),
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Error(error)
    }
}

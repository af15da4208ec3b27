//! The rules of a policy, explained: what each demands, and how to meet it.

use super::explanation::{CodeKind, Explained, Explanation};
use crate::domain::policy::Rule;

explain! { Rule, Rule, name;
    MinLevel: "The overall level, or that of a dimension, is at least as demanded.",
        "See `oms-maturity explain below-min-level`.";
    MinMean: "The overall mean is at least as demanded.",
        "See `oms-maturity explain below-min-mean`.";
    RequireEvidenceFrom: "Claims from this level on name a report.",
        "See `oms-maturity explain no-report`.";
    MaxUnknown: "No more questions are unknown or unanswered than allowed.",
        "See `oms-maturity explain too-many-unknown`.";
    MaxUnanswered: "No more questions are unanswered than allowed.",
        "See `oms-maturity explain too-many-unanswered`.";
    MaxAgeDays: "The answers are no older than allowed.",
        "See `oms-maturity explain answers-too-old`.";
    MaxEvidenceAgeDays: "No answer's evidence is older than allowed.",
        "See `oms-maturity explain evidence-too-old`.";
    Baseline: "No level has fallen below the baseline.",
        "See `oms-maturity explain fell-below-baseline`.";
    MaxErosion: "No figure has worsened by more than allowed against the baseline.",
        "See `oms-maturity explain eroded-too-far`.";
    NotInBaseline: "The baseline knows the answers file.",
        "See `oms-maturity explain not-in-baseline`.";
    MustCope: "The scenario is coped with.",
        "See `oms-maturity explain scenario-not-coped`.";
    FutureDate: "No date lies after today.",
        "See `oms-maturity explain date-in-future`.";
    Waiver: "No waiver has expired.",
        "See `oms-maturity explain waiver-expired`.";
    UnusedWaiver: "Every waiver waives something.",
        "See `oms-maturity explain waiver-unused`.";
}

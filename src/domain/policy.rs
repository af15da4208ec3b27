//! What a gate demands of answers. Every part may be missing: what is not demanded is not checked.

use super::date::Date;
use super::decimal::Decimal;
use super::index::{DimensionId, ScenarioId};
use super::score::Basis;
use std::collections::{BTreeMap, BTreeSet};

/// What is demanded of the answers to one questionnaire, judged by one rubric.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// Whether the claimed or the evidenced result is held against the demands; claimed unless it
    /// says otherwise.
    pub basis: Option<Basis>,
    /// The lowest overall level.
    pub min_level: Option<i64>,
    /// The lowest level of dimensions.
    pub min_dimensions: BTreeMap<DimensionId, i64>,
    /// The lowest overall mean.
    pub min_mean: Option<Decimal>,
    /// The level from which on a claim needs a report.
    pub require_evidence_from: Option<i64>,
    /// How many questions may be unknown or unanswered.
    pub max_unknown: Option<usize>,
    /// How many questions may be unanswered.
    pub max_unanswered: Option<usize>,
    /// How old the answers may be, in calendar days before today.
    pub max_age_days: Option<i64>,
    /// How old the evidence of an answer may be, in calendar days before today.
    pub max_evidence_age_days: Option<i64>,
    /// The file of levels that may not be fallen below; a path, which this floor never follows.
    pub baseline: Option<String>,
    /// By how much figures may worsen against the baseline, though the level holds: by question, in
    /// the unit of its measure.
    pub max_erosion: BTreeMap<String, Decimal>,
    /// The dimensions that may fall all the same.
    pub allow_fall: Vec<DimensionId>,
    /// The scenarios that must be coped with.
    pub must_cope: Vec<MustCope>,
    /// Violations that are tolerated for a time.
    pub waivers: Vec<Waiver>,
    /// How much a violation of a rule counts, where it is not the rule's own severity.
    pub severity: BTreeMap<Rule, Severity>,
    /// Whether warnings count as errors.
    pub strict: bool,
}

/// A scenario that must be coped with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MustCope {
    /// The scenario.
    pub scenario: ScenarioId,
    /// The first day on which it counts; every day where there is none.
    pub from: Option<Date>,
}

/// A violation that is tolerated for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The rule whose violation is tolerated.
    pub rule: Rule,
    /// The id of the dimension, question or scenario it is about; any where there is none.
    pub subject: Option<String>,
    /// The last day on which it is tolerated.
    pub until: Date,
    /// Why.
    pub reason: String,
    /// Who decided so.
    pub by: String,
}

/// A waiver: its position in the policy's list, counted from 0.
pub type WaiverId = usize;

impl Waiver {
    /// Returns whether the waiver still holds on this day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.until >= day
    }

    /// Returns why the waiver does no good today, if it does none; `used` says whether it waived
    /// something.
    #[must_use]
    fn defect(&self, used: bool, today: Date) -> Option<WaiverDefect> {
        if self.holds_on(today) {
            (!used).then_some(WaiverDefect::Unused)
        } else {
            Some(WaiverDefect::Expired)
        }
    }
}

/// Returns the waivers that do no good today, each with the reason why; `used` are those that were
/// meant for something. Where not all answers were read none is called unused: what was not read
/// may be what it waives.
#[must_use]
pub fn defective_waivers(
    waivers: &[Waiver],
    used: &BTreeSet<WaiverId>,
    all_read: bool,
    today: Date,
) -> Vec<(WaiverId, WaiverDefect)> {
    let defective = waivers.iter().enumerate().filter_map(|(id, waiver)| {
        Some((id, waiver.defect(!all_read || used.contains(&id), today)?))
    });
    defective.collect()
}

/// Why something is to be said about a waiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaiverDefect {
    /// Its last day is over.
    Expired,
    /// It waives nothing.
    Unused,
}

/// How much a violation counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It is shown, and does not fail the gate.
    Warn,
    /// It fails the gate.
    Error,
}

impl Severity {
    /// Every severity with the word that stands for it in policies.
    pub const ALL: [(&'static str, Self); 2] =
        [(Self::Error.word(), Self::Error), (Self::Warn.word(), Self::Warn)];

    /// Returns the word that stands for it in policies.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warn => "warn",
        }
    }
}

/// Declares the rules once: variant, the name it has in policies, how much it counts. What each
/// means to people stands in `report`.
macro_rules! rules {
    ($($(#[$said:meta])* $variant:ident = $name:literal, $severity:ident;)*) => {
        /// A rule of a policy.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Rule {
            $($(#[$said])* $variant,)*
        }

        impl Rule {
            /// Every rule with its name in policies.
            pub const ALL: &[(&'static str, Self)] = &[$(($name, Self::$variant),)*];

            /// Returns the rule's name in policies.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// Returns how much a violation counts, unless a policy says otherwise.
            #[must_use]
            pub fn severity(self) -> Severity {
                match self {
                    $(Self::$variant => Severity::$severity,)*
                }
            }
        }
    };
}

rules! {
    /// The overall level, or that of a dimension, is at least as demanded.
    MinLevel = "min_level", Error;
    /// The overall mean is at least as demanded.
    MinMean = "min_mean", Error;
    /// Claims from this level on name a report.
    RequireEvidenceFrom = "require_evidence_from", Error;
    /// No more questions are unknown or unanswered than allowed.
    MaxUnknown = "max_unknown", Error;
    /// No more questions are unanswered than allowed.
    MaxUnanswered = "max_unanswered", Error;
    /// The answers are no older than allowed.
    MaxAgeDays = "max_age_days", Error;
    /// No answer's evidence is older than allowed.
    MaxEvidenceAgeDays = "max_evidence_age_days", Error;
    /// No level has fallen below the baseline.
    Baseline = "baseline", Error;
    /// No figure has worsened by more than allowed against the baseline.
    MaxErosion = "max_erosion", Error;
    /// The baseline knows the answers file.
    NotInBaseline = "not_in_baseline", Error;
    /// The scenario is coped with.
    MustCope = "must_cope", Error;
    /// No date lies after today.
    FutureDate = "future_date", Error;
    /// No waiver has expired.
    Waiver = "waiver", Error;
    /// Every waiver waives something.
    UnusedWaiver = "unused_waiver", Warn;
}

impl Policy {
    /// Returns whether nothing at all is demanded.
    #[must_use]
    pub fn demands_nothing(&self) -> bool {
        let of_itself =
            |rule: Rule| matches!(rule, Rule::FutureDate | Rule::Waiver | Rule::UnusedWaiver);
        Rule::ALL.iter().all(|(_, rule)| of_itself(*rule) || !self.demands(*rule))
    }

    /// Returns whether a rule is there to be broken.
    #[must_use]
    pub fn demands(&self, rule: Rule) -> bool {
        match rule {
            Rule::MinLevel => self.min_level.is_some() || !self.min_dimensions.is_empty(),
            Rule::MinMean => self.min_mean.is_some(),
            Rule::RequireEvidenceFrom => self.require_evidence_from.is_some(),
            Rule::MaxUnknown => self.max_unknown.is_some(),
            Rule::MaxUnanswered => self.max_unanswered.is_some(),
            Rule::MaxAgeDays => self.max_age_days.is_some(),
            Rule::MaxEvidenceAgeDays => self.max_evidence_age_days.is_some(),
            Rule::Baseline | Rule::NotInBaseline => self.baseline.is_some(),
            Rule::MaxErosion => !self.max_erosion.is_empty(),
            Rule::MustCope => !self.must_cope.is_empty(),
            // They hold of themselves, whatever else is demanded.
            Rule::FutureDate | Rule::Waiver | Rule::UnusedWaiver => true,
        }
    }

    /// Returns this policy with whatever `other` says instead.
    #[must_use]
    pub fn overlaid(mut self, other: Self) -> Self {
        // Taken apart whole, so that a new part that is forgotten here does not compile.
        let Self {
            basis,
            min_level,
            min_dimensions,
            min_mean,
            require_evidence_from,
            max_unknown,
            max_unanswered,
            max_age_days,
            max_evidence_age_days,
            baseline,
            max_erosion,
            allow_fall,
            must_cope,
            waivers,
            severity,
            strict,
        } = other;
        self.basis = basis.or(self.basis);
        self.min_level = min_level.or(self.min_level);
        self.min_dimensions.extend(min_dimensions);
        self.min_mean = min_mean.or(self.min_mean);
        self.require_evidence_from = require_evidence_from.or(self.require_evidence_from);
        self.max_unknown = max_unknown.or(self.max_unknown);
        self.max_unanswered = max_unanswered.or(self.max_unanswered);
        self.max_age_days = max_age_days.or(self.max_age_days);
        self.max_evidence_age_days = max_evidence_age_days.or(self.max_evidence_age_days);
        self.baseline = baseline.or(self.baseline);
        self.max_erosion.extend(max_erosion);
        if !allow_fall.is_empty() {
            self.allow_fall = allow_fall;
        }
        let named = |cope: &MustCope| must_cope.iter().any(|o| o.scenario == cope.scenario);
        self.must_cope.retain(|cope| !named(cope));
        self.must_cope.extend(must_cope);
        self.waivers.extend(waivers);
        self.severity.extend(severity);
        self.strict |= strict;
        self
    }

    /// Returns whether the claimed or the evidenced result is judged.
    #[must_use]
    pub fn basis(&self) -> Basis {
        self.basis.unwrap_or(Basis::Claimed)
    }

    /// Returns how much a violation of `rule` counts.
    #[must_use]
    pub fn severity_of(&self, rule: Rule) -> Severity {
        let severity = self.severity.get(&rule).copied().unwrap_or(rule.severity());
        if self.strict { Severity::Error } else { severity }
    }

    /// Returns the waivers that are meant for a violation of `rule` about what `subjects` name,
    /// whether or not they have expired.
    #[must_use]
    pub(super) fn waivers_for(&self, rule: Rule, subjects: &[&str]) -> Vec<WaiverId> {
        let fits = |waiver: &Waiver| {
            let about = waiver.subject.as_deref().is_none_or(|id| subjects.contains(&id));
            waiver.rule == rule && about
        };
        let fitting = self.waivers.iter().enumerate().filter(|(_, waiver)| fits(waiver));
        fitting.map(|(id, _)| id).collect()
    }

    /// Returns the waiver that tolerates a violation today: of those that are `meant` for it the
    /// one that holds longest.
    #[must_use]
    pub(super) fn holding(&self, meant: &[WaiverId], today: Date) -> Option<&Waiver> {
        let meant = meant.iter().filter_map(|id| self.waivers.get(*id));
        meant.filter(|waiver| waiver.holds_on(today)).max_by_key(|waiver| waiver.until)
    }
}

//! The words for what is met, and for what falls due.

use super::{FileReport, GateDue, GateFinding, GateMargin, Position, measured};
use crate::domain::margins::{Due, Margin};
use crate::domain::policy::{Policy, Rule, Severity, Waiver};
use crate::domain::scenarios::Verdict;
use crate::domain::violation::{Measured, Subject};
use crate::domain::{Code, Date, exact::Hundredths};
use crate::report::Report;
use crate::report::words::shown;

impl FileReport {
    /// Says what the file passes with: its level, and how far it is from each limit.
    pub(super) fn standing(&self) -> String {
        let has_level =
            |margin: &GateMargin| margin.rule == Rule::MinLevel && margin.subject == "overall";
        let level = match self.level {
            _ if self.is_policy || self.margins.iter().any(has_level) => None,
            Some(level) => Some(format!("level {level}")),
            None if self.score.is_some() => self.score.clone(),
            None => Some("no level, since too much is unknown".to_owned()),
        };
        let margins = self.margins.iter().map(|margin| margin.message.clone());
        level.into_iter().chain(margins).collect::<Vec<_>>().join("; ")
    }
}

impl GateMargin {
    /// Words a demand that is met, or does not hold yet.
    #[must_use]
    pub fn new(report: &Report<'_>, margin: &Margin) -> Self {
        Self {
            rule: margin.rule,
            subject: report.subject(&margin.subject),
            needed: measured(&margin.needed),
            found: measured(&margin.found),
            message: report.margin(margin),
        }
    }
}

impl GateDue {
    /// Words what will not be met from a day on.
    #[must_use]
    pub fn new(
        report: &Report<'_>,
        due: &Due,
        today: Date,
        (severity, at): (Severity, Position),
    ) -> Self {
        let mut finding = GateFinding::new(report, &due.violation, severity, at);
        let days = today.days_until(due.on);
        finding.message = format!("from {} on ({}): {}", due.on, in_days(days), finding.message);
        Self { on: due.on, days, finding }
    }

    /// Says that a waiver ends.
    #[must_use]
    pub fn of_waiver(
        (policy, waiver): (&Policy, &Waiver),
        on: Date,
        today: Date,
        at: Position,
    ) -> Self {
        let about = waiver.subject.as_ref().map(|id| format!(" for `{id}`")).unwrap_or_default();
        let (rule, days) = (waiver.rule.name(), today.days_until(on));
        let message = format!(
            "the waiver of `{rule}`{about} ends with {} ({})",
            waiver.until,
            in_days(days - 1)
        );
        let finding = GateFinding {
            code: Code::WaiverExpired,
            severity: policy.severity_of(Rule::Waiver),
            at,
            rule: Some(Rule::Waiver),
            subject: waiver.subject.clone().unwrap_or_else(|| "answers".to_owned()),
            needed: on.to_string(),
            found: waiver.until.to_string(),
            message,
            help: "mend what it waives, or decide anew and write a new day".to_owned(),
            action: None,
        };
        Self { on, days, finding }
    }
}

fn in_days(days: i64) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        _ => format!("in {days} days"),
    }
}

/// Says how far a number lies above what is demanded.
fn above(by: &str, is_more: bool, needed: &str) -> String {
    if is_more { format!("{by} above the {needed} demanded") } else { "as demanded".to_owned() }
}

impl Report<'_> {
    /// Says how far what there is lies from what is demanded.
    fn margin(&self, margin: &Margin) -> String {
        let (needed, found) = (measured(&margin.needed), measured(&margin.found));
        let subject = self.subject(&margin.subject);
        match (margin.rule, &margin.needed, &margin.found) {
            (Rule::MinLevel, Measured::Level(Some(least)), Measured::Level(Some(level))) => {
                let what = match margin.subject {
                    Subject::Overall => "level".to_owned(),
                    _ => format!("`{subject}`"),
                };
                let by = (level - least).to_string();
                format!("{what} {found}, {}", above(&by, level > least, &needed))
            }
            (Rule::MinMean, Measured::Mean(Some(least)), Measured::Mean(Some(mean))) => {
                let by = Hundredths(mean - least).to_string();
                let needed = needed.trim_end_matches('0').trim_end_matches('.');
                format!("{} {found}, {}", self.score_noun(), above(&by, mean > least, needed))
            }
            (Rule::MaxUnknown, Measured::Count(most), Measured::Count(open)) => {
                format!("{found} unknown or unanswered, {}", more_may_be(*most, *open))
            }
            (Rule::MaxUnanswered, Measured::Count(most), Measured::Count(open)) => {
                format!("{found} unanswered, {}", more_may_be(*most, *open))
            }
            (Rule::MaxAgeDays, Measured::Days(most), Measured::Days(age)) => {
                format!("answers {found} old, {}", days_left(most - age))
            }
            (Rule::MaxEvidenceAgeDays, Measured::Days(most), Measured::Days(age)) => {
                format!("oldest evidence (`{subject}`) {found} old, {}", days_left(most - age))
            }
            (Rule::Baseline, ..) => {
                format!("no level below the baseline, {found} of {needed} above it")
            }
            (Rule::MaxErosion, Measured::FigureWithin(before, most), _) => {
                let before = shown(&before.to_string());
                format!("`{subject}` {found}, {before} in the baseline, and may be worse by {most}")
            }
            (Rule::MaxErosion, ..) => format!(
                "`{subject}` cannot be held against the baseline, which has no figure of it yet; \
                 --write-baseline adds it"
            ),
            (Rule::MustCope, Measured::Day(from), Measured::Verdict(verdict)) => match verdict {
                Verdict::Copes => format!("copes with {subject}, demanded from {from}"),
                _ => format!("does not cope with {subject} yet, demanded from {from}"),
            },
            (Rule::MustCope, ..) => format!("copes with {subject}"),
            _ => String::new(),
        }
    }
}

fn more_may_be(most: usize, open: usize) -> String {
    match most - open {
        0 => "and no more may be".to_owned(),
        more => format!("and {more} more may be"),
    }
}

fn days_left(days: i64) -> String {
    match days {
        0 => "and may get no older".to_owned(),
        1 => "and may get 1 day older".to_owned(),
        _ => format!("and may get {days} days older"),
    }
}

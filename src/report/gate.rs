//! What a gate found, worded: one value from which every form is laid out. A form adds nothing to
//! it, and decides nothing.

pub mod azure;
mod entries;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
mod margins;
pub mod markdown;
pub mod sarif;
pub mod table;
pub mod tap;

use super::Report;
use super::words::figures::limit_words;
use super::words::{list, shown};
use crate::domain::notices::Notice;
use crate::domain::policy::{Policy, Rule, Severity, Waiver, WaiverDefect};
use crate::domain::scenarios::Verdict;
use crate::domain::violation::{Measured, Subject, Violation};
use crate::domain::{Code, Date, exact::Hundredths};

/// What became of every file that was held against a policy.
#[derive(Clone, Debug)]
pub struct GateReport {
    /// The day it was held against.
    pub today: Date,
    /// The rubric, as `id version`.
    pub rubric: String,
    /// The files, in the order they were named; policies of which something is to be said last.
    pub files: Vec<FileReport>,
}

/// What became of one file.
#[derive(Clone, Debug, Default)]
pub struct FileReport {
    /// The file's one path, whatever it was named by: from the root of its repository, where there
    /// is one. As it is, be there in it what may.
    pub file: String,
    /// The file's name for people, as it was named.
    pub named: String,
    /// Whether it could be read and judged; a policy always can. Where not, a finding says why.
    pub readable: bool,
    /// Whether it is a policy, of which something is to be said.
    pub is_policy: bool,
    /// The operation that was judged.
    pub scope: Option<String>,
    /// The overall level that was held against the policy.
    pub level: Option<i64>,
    /// The score of the whole, where the rubric gives no levels.
    pub score: Option<String>,
    /// What was found, warnings among it.
    pub findings: Vec<GateFinding>,
    /// What would have been found, were it not waived for now.
    pub waived: Vec<Waived>,
    /// What is demanded and met.
    pub margins: Vec<GateMargin>,
    /// What will be found before long, if nothing changes.
    pub due: Vec<GateDue>,
}

/// A demand that is met, or does not hold yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateMargin {
    /// The rule of the policy.
    pub rule: Rule,
    /// What it is about: `overall`, `answers`, or the id of a dimension, question or scenario.
    pub subject: String,
    /// What is demanded.
    pub needed: String,
    /// What there is.
    pub found: String,
    /// How far the one lies from the other, as a phrase.
    pub message: String,
}

/// What will be found before long, if nothing changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateDue {
    /// The first day on which it is found.
    pub on: Date,
    /// In how many days that is.
    pub days: i64,
    /// What is found then; the message says when.
    pub finding: GateFinding,
}

/// Something that was found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateFinding {
    /// Its kind.
    pub code: Code,
    /// Whether it fails the gate.
    pub severity: Severity,
    /// Where in the file it stands.
    pub at: Position,
    /// The rule of the policy; nothing where the file itself is wrong.
    pub rule: Option<Rule>,
    /// What it is about: `overall`, `answers`, or the id of a dimension, question or scenario.
    pub subject: String,
    /// What is demanded.
    pub needed: String,
    /// What there is.
    pub found: String,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// What to do about it; may be empty.
    pub help: String,
    /// The id of the first action that mends it.
    pub action: Option<String>,
}

/// A finding that is waived for now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// The finding.
    pub finding: GateFinding,
    /// The last day of the waiver.
    pub until: Date,
    /// Why it is waived.
    pub reason: String,
    /// Who decided so.
    pub by: String,
}

/// How a gate ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ending {
    /// Everything demanded is met.
    Passed,
    /// Something demanded is not met.
    Failed,
    /// A file could not be judged.
    NoAnswer,
}

impl Ending {
    /// Returns the word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Passed => "PASSED",
            Self::Failed => "FAILED",
            Self::NoAnswer => "NO ANSWER",
        }
    }
}

impl FileReport {
    /// Returns whether the file passes.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.readable && self.findings.iter().all(|found| found.severity == Severity::Warn)
    }
}

impl GateReport {
    /// Returns how the gate ends: the worst of its files.
    #[must_use]
    pub fn ending(&self) -> Ending {
        let ending = |file: &FileReport| match (file.readable, file.passed()) {
            (false, _) => Ending::NoAnswer,
            (true, false) => Ending::Failed,
            (true, true) => Ending::Passed,
        };
        self.files.iter().map(ending).max().unwrap_or(Ending::Passed)
    }

    /// Says how many files passed, failed and could not be judged; of what there is none, nothing.
    #[must_use]
    pub fn counts(&self) -> String {
        let answers = || self.files.iter().filter(|file| !file.is_policy);
        let failed = answers().filter(|file| file.readable && !file.passed()).count();
        let unread = answers().filter(|file| !file.readable).count();
        let passed = answers().count() - failed - unread;
        let policies = self.files.iter().filter(|file| file.is_policy && !file.passed()).count();
        let counts = [
            (passed, "passed"),
            (failed, "failed"),
            (unread, "could not be judged"),
            (policies, "policy at fault"),
        ];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        counts.map(|(count, what)| format!("{count} {what}")).collect::<Vec<_>>().join(", ")
    }
}

/// Where a finding stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column it begins at, in characters from 1.
    pub column: usize,
    /// The column behind its end.
    pub end_column: usize,
}

impl GateFinding {
    /// Says that a file cannot be judged, or what in it keeps it from being so.
    #[must_use]
    pub fn of_document(code: Code, at: Position, message: String, help: String) -> Self {
        Self {
            code,
            severity: Severity::Error,
            at,
            rule: None,
            subject: "answers".to_owned(),
            needed: String::new(),
            found: String::new(),
            message,
            help,
            action: None,
        }
    }

    /// Says that a waiver has expired, or that it waives nothing.
    #[must_use]
    pub fn of_waiver(
        (policy, waiver): (&Policy, &Waiver),
        defect: WaiverDefect,
        today: Date,
        at: Position,
    ) -> Self {
        let about = waiver.subject.as_ref().map(|id| format!(" for `{id}`")).unwrap_or_default();
        let what = format!("the waiver of `{}`{about}", waiver.rule.name());
        let (code, rule, message, help) = match defect {
            WaiverDefect::Expired => (
                Code::WaiverExpired,
                Rule::Waiver,
                format!("{what} expired on {}", waiver.until),
                "mend what it waived, or decide anew and write a new day",
            ),
            WaiverDefect::Unused => (
                Code::WaiverUnused,
                Rule::UnusedWaiver,
                format!("{what} waives nothing in the files of this run"),
                "take it out, if no other file needs it",
            ),
        };
        Self {
            code,
            severity: policy.severity_of(rule),
            at,
            rule: Some(rule),
            subject: waiver.subject.clone().unwrap_or_else(|| "answers".to_owned()),
            needed: today.to_string(),
            found: waiver.until.to_string(),
            message,
            help: help.to_owned(),
            action: None,
        }
    }

    /// Words a violation of a policy.
    #[must_use]
    pub fn new(
        report: &Report<'_>,
        violation: &Violation,
        severity: Severity,
        at: Position,
    ) -> Self {
        let action =
            violation.action.and_then(|action| report.rubric().actions.get(action.index()));
        let help = match (action, violation.rule) {
            (Some(action), _) => format!("{}: {}", action.id, action.title),
            (None, Rule::MaxAgeDays) => "answer anew, and write the new day".to_owned(),
            (None, Rule::MaxEvidenceAgeDays) => "name newer evidence, and its day".to_owned(),
            (None, Rule::NotInBaseline) => "add it with --write-baseline".to_owned(),
            (None, Rule::FutureDate) => "write the day it describes".to_owned(),
            (
                None,
                Rule::MinLevel
                | Rule::MinMean
                | Rule::RequireEvidenceFrom
                | Rule::MaxUnknown
                | Rule::MaxUnanswered
                | Rule::Baseline
                | Rule::MaxErosion
                | Rule::MustCope
                | Rule::Waiver
                | Rule::UnusedWaiver,
            ) => String::new(),
        };
        Self {
            code: violation.code,
            severity,
            at,
            rule: Some(violation.rule),
            subject: report.subject(&violation.subject),
            needed: measured(&violation.needed),
            found: measured(&violation.found),
            message: report.violation(violation),
            help,
            action: action.map(|action| action.id.clone()),
        }
    }
}

/// Returns what is demanded or found, by itself.
fn measured(measured: &Measured) -> String {
    let number = |level: &Option<i64>| level.map_or_else(|| "none".to_owned(), |l| l.to_string());
    match measured {
        Measured::Level(level) => number(level),
        Measured::Mean(mean) => {
            mean.map_or_else(|| "none".to_owned(), |mean| Hundredths(mean).to_string())
        }
        Measured::Count(count) => count.to_string(),
        Measured::Days(1) => "1 day".to_owned(),
        Measured::Days(days) => format!("{days} days"),
        Measured::Day(day) => day.to_string(),
        Measured::Evidence(grade) => grade.map_or("none", crate::domain::Evidence::word).to_owned(),
        Measured::Verdict(verdict) => verdict.word().to_owned(),
        Measured::NotApplicable => "not_applicable".to_owned(),
        Measured::Unknown => "unknown".to_owned(),
        Measured::Figure(figure) => {
            figure.as_ref().map_or_else(|| "none".to_owned(), |figure| shown(&figure.to_string()))
        }
        Measured::FigureWithin(of, most) => {
            format!("{}, worse by {most} at most", shown(&of.to_string()))
        }
        Measured::Entry(there) => if *there { "an entry" } else { "none" }.to_owned(),
    }
}

impl<'r> Report<'r> {
    /// Returns each question whose figure may be meant for an edition before, what is wrong with
    /// it, and what to do: no gate can rest on such figures.
    #[must_use]
    pub fn old_figures_found(&self) -> Vec<(&'r str, String, String)> {
        let questionnaire = self.questionnaire();
        let found = self.old_figures().filter_map(|notice| {
            let Notice::MeasureChanged { asked } = notice else { return None };
            let question = questionnaire.all().nth(asked)?;
            let changed = question.changed.as_ref()?;
            let unit = question.measure.as_ref().map_or("", |measure| measure.unit.as_str());
            let message = format!(
                "{}: since edition {} the figure is in {unit}, and the answers name no edition",
                question.title, changed.edition
            );
            let help = format!(
                "{} If the figure is meant so, write `edition: {}` at the top of the answers",
                changed.how.trim(),
                questionnaire.edition
            );
            Some((question.id.as_str(), message, help))
        });
        found.collect()
    }
}

impl Report<'_> {
    fn subject(&self, subject: &Subject) -> String {
        match subject {
            Subject::Overall => "overall".to_owned(),
            Subject::Answers => "answers".to_owned(),
            Subject::Dimension(dimension) => self.dimension_id(*dimension).to_owned(),
            Subject::Question(id) => id.clone(),
            Subject::Scenario(scenario) => self
                .rubric()
                .scenarios
                .get(scenario.index())
                .map_or_else(String::new, |s| s.id.clone()),
        }
    }

    /// Says what is wrong, as a sentence without a full stop.
    fn violation(&self, violation: &Violation) -> String {
        let (needed, found) = (measured(&violation.needed), measured(&violation.found));
        let subject = self.subject(&violation.subject);
        match violation.rule {
            Rule::MinLevel => {
                format!("{}, and {needed} is demanded", level_there_is(violation, &subject, &found))
            }
            Rule::Baseline => {
                let there_is = level_there_is(violation, &subject, &found);
                format!("{there_is}, and it was {needed} in the baseline")
            }
            Rule::MinMean if violation.found == Measured::Mean(None) => {
                let noun = self.score_noun();
                format!("too much is unknown for a {noun}, and {needed} is demanded")
            }
            Rule::MinMean => {
                format!("the {} is {found}, and {needed} is demanded", self.score_noun())
            }
            Rule::RequireEvidenceFrom => {
                format!("`{subject}` claims a level that takes a report, and names {found}")
            }
            Rule::MaxUnknown => {
                format!("{} unknown or unanswered, and {needed} may be", questions_are(&found))
            }
            Rule::MaxUnanswered => {
                format!("{} unanswered, and {needed} may be", questions_are(&found))
            }
            Rule::MaxAgeDays => format!("the answers are {found} old, and may be {needed}"),
            Rule::MaxEvidenceAgeDays => {
                format!("the evidence for `{subject}` is {found} old, and may be {needed}")
            }
            Rule::MaxErosion => eroded(violation, &subject, &found),
            Rule::NotInBaseline => "the baseline knows nothing of this file".to_owned(),
            Rule::MustCope => self.not_coped(violation, &subject),
            Rule::FutureDate => {
                format!("{found} lies after today, which is {needed} at the latest")
            }
            Rule::Waiver | Rule::UnusedWaiver => String::new(),
        }
    }

    /// Says which scenario is not coped with, and what it takes.
    fn not_coped(&self, violation: &Violation, subject: &str) -> String {
        let Subject::Scenario(scenario) = violation.subject else { return String::new() };
        let title = self.rubric().scenarios.get(scenario.index()).map_or("", |s| s.title.as_str());
        let takes = violation.takes.iter().map(|block| {
            let actual = block.actual.map_or_else(|| "?".to_owned(), |level| level.to_string());
            let id = self.rubric().place_id(block.dimension, block.question);
            format!("`{id}` {} (is {actual})", block.needed)
        });
        let needs = self.rubric().scenarios.get(scenario.index()).map(|it| it.figures.as_slice());
        let figure = |at: &usize| {
            let need = needs?.get(*at)?;
            Some(format!("`{}` {}", need.question, limit_words(self.questionnaire(), need)))
        };
        let takes: Vec<_> = takes.chain(violation.figures.iter().filter_map(figure)).collect();
        let verdict = match &violation.found {
            Measured::Verdict(Verdict::Fails) => "fails",
            Measured::Verdict(Verdict::AtRisk) => "is at risk",
            Measured::Verdict(Verdict::NotApplicable) => "does not apply to what was answered",
            _ => "cannot be said to be coped with",
        };
        let takes =
            if takes.is_empty() { String::new() } else { format!("; it takes {}", list(&takes)) };
        format!("scenario {subject} ({}) {verdict}, and must be coped with{takes}", shown(title))
    }
}

/// Says from where to where a figure went.
fn eroded(violation: &Violation, subject: &str, found: &str) -> String {
    let Measured::FigureWithin(before, most) = &violation.needed else { return String::new() };
    let before = shown(&before.to_string());
    if violation.found == Measured::Figure(None) {
        return format!("`{subject}` has no figure now, and it was {before} in the baseline");
    }
    format!("`{subject}` is {found}, it was {before} in the baseline, and may be worse by {most}")
}

fn questions_are(count: &str) -> String {
    if count == "1" { "1 question is".to_owned() } else { format!("{count} questions are") }
}

/// Says which level there is.
fn level_there_is(violation: &Violation, subject: &str, found: &str) -> String {
    let what = match violation.subject {
        Subject::Overall => "the overall level".to_owned(),
        _ => format!("`{subject}`"),
    };
    let is = match &violation.found {
        Measured::Level(None) => "cannot be told".to_owned(),
        Measured::NotApplicable => "is left out as not applicable".to_owned(),
        Measured::Unknown => "is not known".to_owned(),
        _ => format!("is {found}"),
    };
    format!("{what} {is}")
}

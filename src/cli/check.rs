//! `check`: the gate. Every file is judged, whatever becomes of the others; the worst decides.

use super::args::{CheckArgs, Form, Global};
use super::exit::{Failure, Outcome};
use super::files::{self, Target};
use super::policies::{Loaded, Policies};
use super::stage::Stage;
use super::terminal;
use crate::document::place::Place;
use crate::document::{Bounds, Finding, Span, answers, node};
use crate::domain::gate::{Gate, Levels};
use crate::domain::policy::{Rule, Severity, Waiver};
use crate::domain::score::Word;
use crate::domain::{AnswerSheet, Code, Date};
use crate::report::gate::{
    Ending, FileReport, GateFinding, GateReport, Position, Waived, azure, github, gitlab, json,
    junit, markdown, sarif, table, tap,
};
use anyhow::{Context, anyhow};
use std::path::Path;

/// Runs the command.
pub(super) fn run(global: &Global, args: &CheckArgs) -> Result<Outcome, Failure> {
    refuse_one_file_for_two(global, args)?;
    let open = |path: &Path| Target::open(path, global.force);
    let output = global.output.as_deref().map(open).transpose()?;
    let further: Vec<_> = args
        .report
        .iter()
        .map(|(form, path)| Ok::<_, anyhow::Error>((*form, open(path)?)))
        .collect::<Result<_, _>>()?;
    let stage = Stage::set(global)?;
    let mut policies = Policies::new(global, &args.policy, args.write_baseline, &stage)?;
    let gate = Checker { stage: &stage, today: terminal::today(global), args };
    let mut report = GateReport {
        today: gate.today,
        rubric: format!("{} {}", stage.rubric.value.id, stage.rubric.value.version),
        files: Vec::new(),
    };
    for path in &args.answers {
        // A file that is not there has no policy above it, and must not keep the others from theirs.
        if !files::is_stdin(path) && !path.exists() {
            report.files.push(unreadable(path, "there is no such file".to_owned()));
            continue;
        }
        let writing = policies.writing();
        report.files.push(gate.file(path, policies.of(path)?, writing));
    }
    let all_read = report.files.iter().all(|file| file.readable);
    report.files.extend(policies.all().filter_map(|policy| gate.waivers(policy, all_read)));
    for name in policies.write_baselines()? {
        if !global.quiet {
            terminal::stderr(global, &format!("{name}: written\n"))?;
        }
    }
    for (form, target) in &further {
        target.write(&anstream::adapter::strip_str(&rendered(*form, &report)?).to_string())?;
    }
    if std::env::var_os("GITHUB_ACTIONS").is_some_and(|on| on == "true")
        && global.format != Form::Github
    {
        terminal::stderr(global, &github::render(&report))?;
    }
    terminal::result(global, output.as_ref(), &rendered(global.format, &report)?)?;
    Ok(match report.ending() {
        Ending::Passed => Outcome::Success,
        Ending::Failed => Outcome::No,
        Ending::NoAnswer => Outcome::NoAnswer,
    })
}

/// Refuses a file that two results would be written to.
fn refuse_one_file_for_two(global: &Global, args: &CheckArgs) -> Result<(), Failure> {
    let further = args.report.iter().map(|(_, path)| path);
    let all: Vec<_> = global.output.iter().chain(further).collect();
    for (place, path) in all.iter().enumerate() {
        if all.iter().skip(place + 1).any(|other| files::is_same(path, other)) {
            let why = anyhow!("{} is named for two results", files::name(path));
            return Err(why.into());
        }
    }
    Ok(())
}

fn rendered(form: Form, report: &GateReport) -> Result<String, Failure> {
    let text = match form {
        Form::Table => Ok(table::render(report)),
        Form::Json => json::render(report).context("json"),
        Form::Junit => junit::render(report).map_err(|error| anyhow!(error)),
        Form::Sarif => sarif::render(report).context("sarif"),
        Form::Github => Ok(github::render(report)),
        Form::Azure => Ok(azure::render(report)),
        Form::Gitlab => gitlab::render(report).context("gitlab"),
        Form::Tap => tap::render(report).context("tap"),
        Form::Markdown => Ok(markdown::render(report)),
    };
    Ok(text.context("cannot write the report")?)
}

/// What every file is held against, beside its policy.
struct Checker<'c> {
    stage: &'c Stage,
    today: Date,
    args: &'c CheckArgs,
}

impl Checker<'_> {
    /// Judges one file and holds it against its policy.
    fn file(&self, path: &Path, policy: &mut Loaded, writing: Option<bool>) -> FileReport {
        let read = files::input_format(path, self.args.input_format)
            .and_then(|format| Ok((files::read(path, Bounds::ANSWERS)?, format)));
        let (bytes, format) = match read {
            Ok(read) => read,
            Err(error) => return unreadable(path, format!("{error:#}")),
        };
        let text = match node::decode(&bytes, Bounds::ANSWERS) {
            Ok(text) => text,
            Err(found) => return refused(path, "", &[found]),
        };
        let tree = match node::read(text, format, Bounds::ANSWERS) {
            Ok(tree) => tree,
            Err(found) => return refused(path, text, &found),
        };
        match self.stage.accepted(&tree) {
            Ok(sheet) => self.judged(path, &sheet, (text, &tree), policy, writing),
            Err(found) => refused(path, text, &found),
        }
    }

    fn judged(
        &self,
        path: &Path,
        sheet: &AnswerSheet,
        (text, tree): (&str, &node::Node<'_>),
        loaded: &mut Loaded,
        writing: Option<bool>,
    ) -> FileReport {
        let report = self.stage.report(sheet);
        let judge = loaded.policy.judge.unwrap_or(Word::Claimed);
        let levels = Levels::of(&report.judgement, judge);
        let baseline = loaded.levels(path, &levels, writing);
        let gate = Gate {
            questionnaire: report.questionnaire,
            rubric: report.rubric,
            sheet,
            judgement: &report.judgement,
            policy: &loaded.policy,
            baseline: baseline.as_ref(),
            today: self.today,
        };
        let mut file = FileReport {
            file: files::name(path),
            readable: true,
            scope: Some(sheet.given().scope.clone()),
            level: levels.level,
            ..FileReport::default()
        };
        for breach in gate.breaches() {
            let severity = loaded.policy.severity_of(breach.rule);
            let at = position(text, &answers::place(tree, &breach.at));
            let found = GateFinding::new(&report, &breach, severity, at);
            let about = [found.subject.as_str(), report.dimension_of(&breach.subject)];
            let place = loaded.policy.waiver(breach.rule, &about, self.today);
            let waiver = place.and_then(|place| loaded.policy.waivers.get(place));
            match waiver.filter(|waiver| waiver.until >= self.today) {
                None => file.findings.push(found),
                Some(waiver) => file.waived.push(waived(found, waiver)),
            }
            if let Some(used) = place.and_then(|place| loaded.used.get_mut(place)) {
                *used = true;
            }
        }
        file.findings.sort_by_key(|found| (found.line, found.column));
        file
    }

    /// Says which waivers of a policy have expired, and which waive nothing; the latter only where
    /// all files were read, since what was not read may be what they waive.
    fn waivers(&self, policy: &Loaded, all_read: bool) -> Option<FileReport> {
        let all = policy.policy.waivers.iter().zip(&policy.used).enumerate();
        let findings: Vec<_> = all
            .filter_map(|(place, (waiver, used))| {
                let position =
                    policy.waivers.get(place).map_or(START, |span| position(&policy.text, span));
                self.waiver(policy, waiver, *used || !all_read, position)
            })
            .collect();
        let file = policy.name.clone();
        (!findings.is_empty()).then(|| FileReport {
            file,
            readable: true,
            is_policy: true,
            findings,
            ..FileReport::default()
        })
    }

    fn waiver(
        &self,
        policy: &Loaded,
        waiver: &Waiver,
        used: bool,
        position: Position,
    ) -> Option<GateFinding> {
        let about = waiver.subject.as_ref().map(|id| format!(" for `{id}`")).unwrap_or_default();
        let rule = waiver.rule.name();
        let (code, kind, message, help) = if waiver.until < self.today {
            let message = format!("the waiver of `{rule}`{about} expired on {}", waiver.until);
            let help = "mend what it waived, or decide anew and write a new day";
            (Code::WaiverExpired, Rule::Waiver, message, help)
        } else if used {
            return None;
        } else {
            let message = format!("the waiver of `{rule}`{about} waives nothing");
            (Code::WaiverUnused, Rule::UnusedWaiver, message, "take it out")
        };
        Some(GateFinding {
            code,
            severity: policy.policy.severity_of(kind),
            line: position.line,
            column: position.column,
            end_column: position.end_column,
            rule: Some(kind),
            subject: waiver.subject.clone().unwrap_or_else(|| "answers".to_owned()),
            needed: self.today.to_string(),
            found: waiver.until.to_string(),
            message,
            help: help.to_owned(),
            action: None,
        })
    }
}

fn waived(finding: GateFinding, waiver: &Waiver) -> Waived {
    let Waiver { until, reason, by, .. } = waiver.clone();
    Waived { finding, until, reason, by }
}

/// Where something stands that has no place of its own.
const START: Position = Position { line: 1, column: 1, end_column: 1 };

fn position(text: &str, span: &Span) -> Position {
    let place = Place::of(text, span);
    Position { line: place.number, column: place.column, end_column: place.end_column() }
}

/// Reports a file that is no answers file, with every finding.
fn refused(path: &Path, text: &str, found: &[Finding]) -> FileReport {
    let findings = found.iter().map(|found| {
        let at = position(text, &found.span);
        document_finding(found.code, at, found.message.clone(), found.help.clone())
    });
    FileReport { file: files::name(path), findings: findings.collect(), ..FileReport::default() }
}

fn unreadable(path: &Path, why: String) -> FileReport {
    let findings = vec![document_finding(Code::Unreadable, START, why, String::new())];
    FileReport { file: files::name(path), findings, ..FileReport::default() }
}

fn document_finding(code: Code, at: Position, message: String, help: String) -> GateFinding {
    GateFinding {
        code,
        severity: Severity::Error,
        line: at.line,
        column: at.column,
        end_column: at.end_column,
        rule: None,
        subject: "answers".to_owned(),
        needed: String::new(),
        found: String::new(),
        message,
        help,
        action: None,
    }
}

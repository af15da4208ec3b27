//! `check`: the gate. Every file is judged, whatever becomes of the others; the worst decides.

mod falls;
mod flags;
mod policies;

use super::args::{CheckArgs, Global};
use super::exit::{Failure, Outcome};
use super::files::{self, OutputFile};
use super::findings;
use super::forms::CheckForm;
use super::inputs::{Input, Inputs};
use super::instrument;
use super::terminal;
use crate::document::location::Location;
use crate::document::{Bounds, Finding, Node, Span, answers, read};
use crate::domain::finding::{AnswersPath, Part};
use crate::domain::gate::{Gate, Levels};
use crate::domain::margins::ending_waivers;
use crate::domain::policy::{Waiver, defective_waivers};
use crate::domain::sorting;
use crate::domain::{AnswerSheet, Code, Date, Instrument};
use crate::report::Report;
use crate::report::gate::{
    Ending, FileReport, GateDue, GateFinding, GateMargin, GateReport, Position, Waived, azure,
    github, gitlab, json, junit, markdown, sarif, table, tap,
};
use crate::report::words::no_command;
use anyhow::{Context, anyhow};
use policies::{COMMAND_LINE, Loaded, Policies};
use std::path::{Path, PathBuf};

/// Returns whether GitHub Actions reads what is said.
fn on_github() -> bool {
    std::env::var_os("GITHUB_ACTIONS").is_some_and(|on| on == "true")
}

/// Runs the command.
pub(super) fn run(global: &Global, args: &CheckArgs) -> Result<Outcome, Failure> {
    let mut inputs = Inputs::of(&args.answers, args.input.input_format);
    let outputs = Outputs::open(args, &inputs)?;
    let meant = if args.instrument.names_questions() {
        None
    } else {
        inputs.questionnaire(args.input.input_format)
    };
    let instrument = instrument::load_for(&args.instrument, meant.as_deref())?;
    let mut policies = Policies::new(args, instrument)?;
    let (today, latest) = (terminal::today(&args.day), terminal::latest_day(&args.day));
    let checker = Checker { instrument, today, latest, args, inputs };
    let report = checker.report(global, &mut policies)?;
    policies.refuse_idle_flags()?;
    policies.refuse_outputs(output_paths(args))?;
    remark(global, checker.inputs.remark());
    remark(global, policies.write_baselines()?);
    remark(global, policies.kept_levels());
    outputs.write(global, &report)?;
    Ok(match report.ending() {
        Ending::Passed => Outcome::Success,
        Ending::Failed => Outcome::No,
        Ending::NoAnswer => Outcome::NoAnswer,
    })
}

/// Where the result goes, and in which form.
struct Outputs {
    form: CheckForm,
    /// Instead of standard output.
    file: Option<OutputFile>,
    further: Vec<(CheckForm, OutputFile)>,
}

impl Outputs {
    /// Checks forms and files before anything is read.
    fn open(args: &CheckArgs, inputs: &Inputs) -> Result<Self, Failure> {
        let form = args.result.form()?;
        refuse_one_file_for_two(args, inputs)?;
        let open = |path: &Path| OutputFile::open(path, args.result.output.force);
        let file = args.result.output.file().map(open).transpose()?;
        let further = args.report.iter().map(|(form, path)| Ok((*form, open(path)?)));
        Ok(Self { form, file, further: further.collect::<anyhow::Result<_>>()? })
    }

    /// Writes the result in every form that was asked for.
    fn write(&self, global: &Global, report: &GateReport) -> Result<(), Failure> {
        for (form, file) in &self.further {
            file.write(&anstream::adapter::strip_str(&rendered(*form, report)?).to_string())?;
        }
        let text = rendered(self.form, report)?;
        ignore_closed_pipe(terminal::result(global, self.file.as_ref(), &text))?;
        // GitHub reads annotations from either stream; they are not said twice.
        if on_github() && (self.form != CheckForm::Github || self.file.is_some()) {
            ignore_closed_pipe(terminal::stderr(global, &github::render(report)))?;
        }
        Ok(())
    }
}

/// Returns the files that results are written to.
fn output_paths(args: &CheckArgs) -> impl Iterator<Item = &Path> {
    let further = args.report.iter().map(|(_, path)| path.as_path());
    args.result.output.file().into_iter().chain(further)
}

/// Says what else there is to say, a line each.
fn remark(global: &Global, remarks: impl IntoIterator<Item = String>) {
    for remark in remarks {
        terminal::remark(global, &no_command(&remark));
    }
}

/// Lets nobody's having stopped reading take the place of the verdict.
fn ignore_closed_pipe(said: Result<(), Failure>) -> Result<(), Failure> {
    match said {
        Err(Failure::ClosedPipe) => Ok(()),
        said => said,
    }
}

/// Refuses a file for two results, and one for a result that is read as well.
fn refuse_one_file_for_two(args: &CheckArgs, inputs: &Inputs) -> Result<(), Failure> {
    let outputs: Vec<_> = output_paths(args).collect();
    let answers = inputs.files.iter().map(|input| &input.path);
    let read = answers.chain(&args.policy.config).chain(&args.policy.baseline);
    let read: Vec<_> = read.map(PathBuf::as_path).chain(args.instrument.files()).collect();
    for (index, path) in outputs.iter().enumerate() {
        let mut others = outputs.iter().skip(index + 1).chain(&read);
        if others.any(|other| files::is_same(path, other)) {
            return Err(anyhow!("{} is named for two things", files::name(path)).into());
        }
    }
    Ok(())
}

fn rendered(form: CheckForm, report: &GateReport) -> Result<String, Failure> {
    let text = match form {
        CheckForm::Table => Ok(table::render(report)),
        CheckForm::Json => json::render(report).context("json"),
        CheckForm::Junit => junit::render(report).map_err(|error| anyhow!(error)),
        CheckForm::Sarif => sarif::render(report).context("sarif"),
        CheckForm::Github => Ok(github::render(report)),
        CheckForm::Azure => Ok(azure::render(report)),
        CheckForm::Gitlab => gitlab::render(report).context("gitlab"),
        CheckForm::Tap => tap::render(report).context("tap"),
        CheckForm::Markdown => Ok(markdown::render(report)),
    };
    Ok(text.context("cannot write the report")?)
}

/// What every file is held against, beside its policy.
struct Checker<'c> {
    instrument: &'c Instrument,
    today: Date,
    /// The latest day that it is anywhere on earth.
    latest: Date,
    args: &'c CheckArgs,
    inputs: Inputs,
}

impl Checker<'_> {
    /// Judges every file, and then the waivers of the policies that were met with on the way.
    fn report(&self, global: &Global, policies: &mut Policies<'_>) -> Result<GateReport, Failure> {
        let rubric = self.instrument.rubric();
        let mut report = GateReport {
            today: self.today,
            rubric: format!("{} {}", rubric.id, rubric.version),
            files: Vec::new(),
        };
        for input in &self.inputs.files {
            self.add(global, input, policies, &mut report)?;
        }
        let all_read = report.files.iter().all(|file| file.readable);
        report.files.extend(policies.all().filter_map(|loaded| self.waivers(loaded, all_read)));
        report.files.extend(self.waivers_of_flags(policies, all_read));
        Ok(report)
    }

    /// Adds what becomes of one file. A policy that is wrong is one of the files, told of once, and
    /// keeps no other file from being judged.
    fn add(
        &self,
        global: &Global,
        input: &Input,
        policies: &mut Policies<'_>,
        report: &mut GateReport,
    ) -> Result<(), Failure> {
        // A file that is not there has no policy above it.
        let missing = || "there is no such file".to_owned();
        let there = files::is_stdin(&input.path) || input.path.try_exists().unwrap_or(true);
        if let Some(why) = input.wrong.clone().or_else(|| (!there).then(missing)) {
            report.files.push(unreadable(about(input), why));
            return Ok(());
        }
        let failure = match policies.of(&input.path) {
            Ok(policy) => {
                report.files.push(self.file(input, policy));
                return Ok(());
            }
            Err(failure) => failure,
        };
        let policy = match &failure {
            Failure::Document { name, text, findings } => {
                refused(named(&policies.place_of(name), name), text, findings)
            }
            Failure::Error(error) if policies.are_found() => {
                report.files.push(unreadable(about(input), format!("{error:#}")));
                return Ok(());
            }
            // What every file needs, or nobody can be told, ends the run.
            Failure::Error(_)
            | Failure::Flags(_)
            | Failure::ClosedPipe
            | Failure::Interrupted(_) => return Err(failure),
        };
        let why = format!("its policy {} is wrong", policy.named);
        report.files.push(unreadable(about(input), why));
        // Two repositories may each have a policy of this path; for people they have two names.
        let is_told = |file: &FileReport| file.is_policy && file.named == policy.named;
        if !report.files.iter().any(is_told) {
            ignore_closed_pipe(terminal::stderr(global, &findings::describe(&failure)))?;
            report.files.push(FileReport { is_policy: true, ..policy });
        }
        Ok(())
    }

    /// Judges one file and holds it against its policy.
    fn file(&self, input: &Input, policy: &mut Loaded) -> FileReport {
        let path = &input.path;
        let read = files::input_format(path, self.args.input.input_format)
            .and_then(|format| Ok((input.bytes()?, format)));
        let (bytes, format) = match read {
            Ok(read) => read,
            Err(error) => return unreadable(about(input), format!("{error:#}")),
        };
        let text = match read::decode(&bytes, Bounds::ANSWERS) {
            Ok(text) => text,
            Err(found) => {
                let text = read::marked(&bytes, &found);
                return refused(about(input), &text, &[found]);
            }
        };
        let tree = match read::tree(text, format, Bounds::ANSWERS) {
            Ok(tree) => tree,
            Err(found) => return refused(about(input), text, &found),
        };
        match answers::read(&tree, self.instrument) {
            Ok(sheet) => self.judged(input, &sheet, (text, &tree), policy),
            Err(found) => refused(about(input), text, &found),
        }
    }

    fn judged(
        &self,
        input: &Input,
        sheet: &AnswerSheet,
        (text, tree): (&str, &Node<'_>),
        loaded: &mut Loaded,
    ) -> FileReport {
        let report = Report::new(self.instrument, sheet);
        let levels = Levels::of(&report.judgement, loaded.policy.basis());
        let questionnaire = self.instrument.questionnaire();
        let levels = levels.with_figures(&loaded.policy, questionnaire, sheet);
        let baseline = loaded.levels(&input.path, &levels, questionnaire);
        let gate = Gate {
            instrument: self.instrument,
            sheet,
            judgement: &report.judgement,
            policy: &loaded.policy,
            baseline: baseline.as_ref(),
            today: self.today,
            latest: self.latest,
        };
        let mut file = FileReport {
            readable: true,
            scope: Some(sheet.given().scope.clone()),
            level: levels.level,
            score: report.gives_scores_only().then(|| report.score_words()),
            margins: gate.margins().iter().map(|held| GateMargin::new(&report, held)).collect(),
            ..about(input)
        };
        file.due.extend(gate.due().iter().map(|due| {
            let at = position(text, &answers::span_near(tree, &due.violation.at));
            let severity = loaded.policy.severity_of(due.violation.rule);
            GateDue::new(&report, due, self.today, (severity, at))
        }));
        for judged in gate.judge() {
            let at = position(text, &answers::span_near(tree, &judged.violation.at));
            let found = GateFinding::new(&report, &judged.violation, judged.severity, at);
            loaded.used.extend(judged.meant);
            match judged.waiver {
                None => file.findings.push(found),
                Some(waiver) => file.waived.push(waived(found, waiver)),
            }
        }
        for (question, message, help) in report.old_figures_found() {
            let at = AnswersPath::Answer(question.to_owned(), Part::Value);
            let at = position(text, &answers::span_near(tree, &at));
            let found = GateFinding::of_document(Code::OtherEdition, at, message, help);
            file.findings.push(GateFinding { subject: question.to_owned(), ..found });
        }
        sorting::sort_by_key(&mut file.findings, |found| (found.at.line, found.at.column));
        file
    }

    /// Says which waivers of a policy file have expired, and which waive nothing; the latter only
    /// where all files were read, since what was not read may be what they waive.
    fn waivers(&self, loaded: &Loaded, all_read: bool) -> Option<FileReport> {
        let policy = &loaded.policy;
        let idle = defective_waivers(&policy.waivers, &loaded.used, all_read, self.today);
        let findings = idle.into_iter().filter_map(|(index, why)| {
            // Those of the command line come after these, and stand in no file.
            let (waiver, span) = policy.waivers.get(index).zip(loaded.waivers.get(index))?;
            let at = position(&loaded.text, span);
            Some(GateFinding::of_waiver((policy, waiver), why, self.today, at))
        });
        let ending = ending_waivers(&policy.waivers, self.today).into_iter();
        let due = ending.filter_map(|(index, day)| {
            let (waiver, span) = policy.waivers.get(index).zip(loaded.waivers.get(index))?;
            let at = position(&loaded.text, span);
            Some(GateDue::of_waiver((policy, waiver), day, self.today, at))
        });
        about_policy(named(&loaded.place, &loaded.name), findings.collect(), due.collect())
    }

    /// Says the same of the waivers of the command line, which hold for every policy.
    fn waivers_of_flags(&self, policies: &Policies<'_>, all_read: bool) -> Option<FileReport> {
        let policy = &policies.all().next()?.policy;
        let waivers = policies.waivers_of_flags();
        let idle = defective_waivers(waivers, &policies.used_of_flags(), all_read, self.today);
        let findings = idle.into_iter().filter_map(|(index, why)| {
            let waiver = waivers.get(index)?;
            Some(GateFinding::of_waiver((policy, waiver), why, self.today, START))
        });
        let due = ending_waivers(waivers, self.today).into_iter().filter_map(|(index, day)| {
            Some(GateDue::of_waiver((policy, waivers.get(index)?), day, self.today, START))
        });
        about_policy(named(COMMAND_LINE, COMMAND_LINE), findings.collect(), due.collect())
    }
}

/// Reports what there is to say about a policy, if anything.
fn about_policy(
    policy: FileReport,
    findings: Vec<GateFinding>,
    due: Vec<GateDue>,
) -> Option<FileReport> {
    let anything = !findings.is_empty() || !due.is_empty();
    anything.then_some(FileReport { readable: true, is_policy: true, findings, due, ..policy })
}

/// Begins the report of a file that is called `file` by machines and `named` by people.
fn named(file: &str, named: &str) -> FileReport {
    FileReport { file: file.to_owned(), named: named.to_owned(), ..FileReport::default() }
}

fn about(input: &Input) -> FileReport {
    named(&input.place, &files::name(&input.path))
}

fn waived(finding: GateFinding, waiver: &Waiver) -> Waived {
    let Waiver { until, reason, by, .. } = waiver.clone();
    Waived { finding, until, reason, by }
}

/// How many findings a file that cannot be judged gets; the rest are counted.
const MOST: usize = 50;
/// Where something stands that is nowhere in a text.
const START: Position = Position { line: 1, column: 1, end_column: 1 };

fn position(text: &str, span: &Span) -> Position {
    let location = Location::of(text, span);
    Position { line: location.number, column: location.column, end_column: location.end_column() }
}

/// Reports a file that is not what it should be: the first findings, and how many more there are.
fn refused(about: FileReport, text: &str, found: &[Finding]) -> FileReport {
    let worded = |found: &Finding| {
        let at = position(text, &found.span);
        GateFinding::of_document(found.code, at, found.message.clone(), found.help.clone())
    };
    let mut findings: Vec<_> = found.iter().take(MOST).map(worded).collect();
    if let Some(next) = found.get(MOST) {
        let more = format!("and {} more from here on", found.len() - MOST);
        let at = position(text, &next.span);
        findings.push(GateFinding::of_document(next.code, at, more, String::new()));
    }
    FileReport { findings, ..about }
}

fn unreadable(about: FileReport, why: String) -> FileReport {
    let findings = vec![GateFinding::of_document(Code::Unreadable, START, why, String::new())];
    FileReport { findings, ..about }
}

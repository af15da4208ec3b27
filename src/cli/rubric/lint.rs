//! `rubric lint`: what is wrong with questionnaires and rubrics, be they readable or not.

mod inputs;

use crate::cli::args::{Global, LintArgs};
use crate::cli::closing::{self, Written};
use crate::cli::exit::{Failure, Outcome};
use crate::cli::forms::LintForm;
use crate::cli::{files, findings};
use crate::document::advice::nearest_or_all;
use crate::document::lint::{self, Kind};
use crate::document::location::Location;
use crate::document::{Finding, Node, Span, questionnaire as asked};
use crate::domain::policy::Severity;
use crate::domain::{Code, Questionnaire};
use crate::report::gate::{FileReport, GateFinding, Position, github, sarif};
use crate::report::lint::json;
use crate::report::styled::Tone;
use crate::report::words::{first_few, list, no_command};
use anyhow::{Context, anyhow};
use inputs::{Input, Unread};

/// Where something stands that is nowhere in a text.
const START: Position = Position { line: 1, column: 1, end_column: 1 };

/// How many files are named in the last line.
const MOST_FILES: usize = 4;

/// What was found in a file.
struct Linted<'i> {
    input: &'i Input,
    found: Vec<Finding>,
}

/// How much was found, and how much of it counts.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    unread: usize,
    errors: usize,
    warnings: usize,
}

/// Runs the command.
pub(super) fn run(global: &Global, args: &LintArgs) -> Result<Outcome, Failure> {
    let form = args.result.form()?;
    let allowed = allowed(&args.allow)?;
    let reads = args.files.iter().map(std::path::PathBuf::as_path);
    let output = files::output(&args.result.output, reads.chain(args.instrument.files()))?;
    let inputs = inputs::all(args);
    let mut linted = linted(&inputs);
    for file in &mut linted {
        file.found.retain(|found| !allowed.contains(&found.code));
    }
    let counts = Counts::of(&linted);
    let outcome = counts.outcome(args.strict);
    let text = rendered(form, &linted, counts, outcome)?;
    closing::result(global, output.as_ref(), Written::Lint, &text)?;
    Ok(outcome)
}

impl Counts {
    fn of(linted: &[Linted<'_>]) -> Self {
        let mut counts = Self::default();
        for file in linted {
            counts.unread += usize::from(file.input.text.is_err());
            for found in file.found.iter().filter(|_| file.input.text.is_ok()) {
                match lint::severity(found.code) {
                    Severity::Error => counts.errors += 1,
                    Severity::Warn => counts.warnings += 1,
                }
            }
        }
        counts
    }

    fn outcome(self, strict: bool) -> Outcome {
        match self {
            Self { unread: 1.., .. } => Outcome::NoAnswer,
            Self { errors: 1.., .. } => Outcome::No,
            Self { warnings: 1.., .. } if strict => Outcome::No,
            _ => Outcome::Success,
        }
    }
}

/// Returns the lints that are not to be told of; only such as are warnings can be.
fn allowed(names: &[String]) -> Result<Vec<Code>, Failure> {
    let known = lint::LINTS.iter().filter(|(_, severity)| *severity == Severity::Warn);
    let known: Vec<_> = known.map(|(code, _)| *code).collect();
    let (mut codes, mut wrong) = (Vec::new(), Vec::new());
    for name in names.iter().map(|name| name.trim()) {
        if let Some(code) = known.iter().find(|code| code.as_str() == name) {
            codes.push(*code);
            continue;
        }
        let names: Vec<_> = known.iter().map(|code| code.as_str()).collect();
        let help = nearest_or_all(name, &names);
        wrong.push(format!("--allow {name}: there is no such warning; {help}"));
    }
    if wrong.is_empty() { Ok(codes) } else { Err(Failure::Flags(wrong)) }
}

/// A questionnaire of the run, as it was read, and its tree.
type Asked<'t> = (Questionnaire, &'t Node<'t>);

/// Looks at every file.
fn linted(inputs: &[Input]) -> Vec<Linted<'_>> {
    let carried = inputs::shipped_questions();
    let trees: Vec<_> = inputs.iter().map(Input::tree).collect();
    let carried: Vec<_> = carried.iter().filter_map(Input::tree).collect();
    let each = || {
        let trees = inputs.iter().zip(&trees);
        trees.filter_map(|(input, tree)| Some((input, tree.as_ref()?.as_ref().ok()?)))
    };
    let is_asked =
        |(input, tree): &(&Input, &Node<'_>)| input.kind_of(tree) == Some(Kind::Questionnaire);
    let named = || each().filter(is_asked).map(|(_, tree)| tree);
    let carried = carried.iter().filter_map(|tree| tree.as_ref().ok());
    let readable: Vec<Asked<'_>> =
        named().chain(carried).filter_map(|tree| Some((asked::read(tree).ok()?, tree))).collect();
    let rubrics: Vec<_> = each().map(|(_, tree)| tree).filter(|tree| is_rubric(tree)).collect();
    let broken: Vec<_> = named().filter(|tree| asked::read(tree).is_err()).collect();
    let trees = inputs.iter().zip(&trees);
    trees
        .map(|(input, tree)| Linted {
            input,
            found: found(input, tree.as_ref(), &readable, &broken, &rubrics),
        })
        .collect()
}

/// Returns what is wrong with one file.
fn found(
    input: &Input,
    tree: Option<&Result<Node<'_>, Vec<Finding>>>,
    readable: &[Asked<'_>],
    broken: &[&Node<'_>],
    rubrics: &[&Node<'_>],
) -> Vec<Finding> {
    let text = match &input.text {
        Ok(text) => text,
        Err(Unread::NoText(finding)) => return vec![finding.clone()],
        Err(Unread::Closed(why)) => {
            return vec![finding(Code::Unreadable, &(0..0), why.clone(), "")];
        }
    };
    let tree = match tree {
        Some(Ok(tree)) => tree,
        Some(Err(found)) => return found.clone(),
        None => return Vec::new(),
    };
    match input.kind_of(tree) {
        Some(Kind::Questionnaire) => lint::questionnaire(text, tree, &judging(tree, rubrics)),
        Some(Kind::Rubric) => rubric(input, text, tree, readable, broken),
        None if inputs::holds_answers(tree) => {
            let help = "name questionnaires and rubrics here; `oms-maturity check` judges answers";
            vec![finding(Code::WrongType, &(0..0), "these are answers".to_owned(), help)]
        }
        None => {
            let message = "this is neither a questionnaire nor a rubric".to_owned();
            let help = "a questionnaire has `questions`, a rubric has `dimensions`";
            vec![finding(Code::WrongType, &(0..0), message, help)]
        }
    }
}

fn is_rubric(tree: &Node<'_>) -> bool {
    lint::questionnaire_of(tree).is_some()
}

/// Returns those of the rubrics that judge answers to this questionnaire.
fn judging<'n, 't>(questionnaire: &Node<'_>, rubrics: &[&'n Node<'t>]) -> Vec<&'n Node<'t>> {
    let id = lint::id_of(questionnaire);
    let judges = |tree: &&&Node<'_>| lint::questionnaire_of(tree).map(|(id, _)| id) == id;
    rubrics.iter().filter(judges).copied().collect()
}

/// Looks at a rubric, with the questionnaire that it names.
fn rubric(
    input: &Input,
    text: &str,
    tree: &Node<'_>,
    readable: &[Asked<'_>],
    broken: &[&Node<'_>],
) -> Vec<Finding> {
    let named = lint::questionnaire_of(tree);
    let id = named.as_ref().map(|(id, _)| *id);
    let judged = readable.iter().find(|(asked, _)| Some(asked.id.as_str()) == id);
    if let Some((asked, asked_tree)) = judged {
        return lint::rubric(text, tree, Some((asked, asked_tree)));
    }
    let mut found = lint::rubric(text, tree, None);
    // Its own findings stand with it, and the rubric waits until it can be read.
    if broken.iter().any(|tree| id.is_some() && lint::id_of(tree) == id) {
        return found;
    }
    let Some((id, span)) = named else {
        // A reader says that it is missing, whatever it is read against.
        if let Some((asked, asked_tree)) = readable.first() {
            found = lint::rubric(text, tree, Some((asked, asked_tree)));
        }
        return found;
    };
    let ids: Vec<_> = readable.iter().map(|(asked, _)| format!("`{}`", asked.id)).collect();
    let message =
        format!("the questionnaire `{id}` is not at hand, so that only the texts were looked at");
    let beside =
        if input.kind.is_none() { "lay it beside the rubric as questions.yaml, or " } else { "" };
    let help = format!("{beside}name its file as well; there is {}", list(&ids));
    found.insert(0, finding(Code::UnknownId, &span, message, &help));
    found
}

fn finding(code: Code, span: &Span, message: String, help: &str) -> Finding {
    Finding { code, span: span.clone(), message, help: help.to_owned() }
}

fn rendered(
    form: LintForm,
    linted: &[Linted<'_>],
    counts: Counts,
    outcome: Outcome,
) -> Result<String, Failure> {
    let reports = || linted.iter().map(report).collect::<Vec<_>>();
    let text = match form {
        LintForm::Table => Ok(table(linted, counts, outcome)),
        LintForm::Json => json::render(&reports(), outcome == Outcome::Success),
        LintForm::Sarif => sarif::of_files(&reports(), counts.unread == 0),
        LintForm::Github => Ok(github::of_files(&reports())),
    };
    Ok(text.map_err(|error| anyhow!(error)).context("cannot write what was found")?)
}

/// Returns the file's findings as the forms for machines take them.
fn report(linted: &Linted<'_>) -> FileReport {
    let text = linted.input.text.as_deref().unwrap_or_default();
    let worded = |found: &Finding| {
        let location = Location::of(text, &found.span);
        let at = Position {
            line: location.number,
            column: location.column,
            end_column: location.end_column(),
        };
        let at = if text.is_empty() { START } else { at };
        let (message, help) = (found.message.clone(), found.help.clone());
        let severity = lint::severity(found.code);
        GateFinding {
            severity,
            subject: String::new(),
            ..GateFinding::of_document(found.code, at, message, help)
        }
    };
    FileReport {
        file: linted.input.place.clone(),
        named: linted.input.named.clone(),
        readable: linted.input.text.is_ok(),
        findings: linted.found.iter().map(worded).collect(),
        ..FileReport::default()
    }
}

/// Returns what was found for people: the line that each finding is about, underlined; and how much
/// there is in all.
fn table(linted: &[Linted<'_>], counts: Counts, outcome: Outcome) -> String {
    let mut said = String::new();
    for Linted { input, found } in linted {
        let text = input.text.as_deref().unwrap_or_default();
        said += &findings::listed(&input.named, text, found, lint::severity);
    }
    let noun = |count: usize, one: &str, many: &str| {
        (count > 0).then(|| format!("{count} {}", if count == 1 { one } else { many }))
    };
    let Counts { unread, errors, warnings } = counts;
    let found = [
        noun(errors, "error", "errors"),
        noun(warnings, "warning", "warnings"),
        noun(unread, "file that cannot be read", "files that cannot be read"),
    ];
    let found: Vec<_> = found.into_iter().flatten().collect();
    let found = if found.is_empty() { "nothing to mend".to_owned() } else { list(&found) };
    let files: Vec<_> = linted.iter().map(|file| file.input.named.clone()).collect();
    let tone = if outcome == Outcome::Success { Tone::Good } else { Tone::Bad };
    no_command(&format!("{said}{}: {}\n", first_few(files, MOST_FILES), tone.coloured(&found)))
}

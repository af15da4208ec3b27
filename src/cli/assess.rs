//! `assess`: judge a file's answers, or ask and then judge.

use super::args::{AssessArgs, Form, Global};
use super::exit::{Failure, INTERRUPTED, Outcome};
use super::files::{self, Target};
use super::stage::Stage;
use super::terminal;
use crate::document::{Format, write};
use crate::domain::{AnswerSheet, GivenAnswers};
use crate::interview::{Interview, State};
use crate::report::{Report, arithmetic, json, table};
use anyhow::{Context, anyhow};
use std::io::{self, BufRead, IsTerminal};
use std::path::Path;

/// Runs the command.
pub(super) fn run(global: &Global, args: &AssessArgs) -> Result<Outcome, Failure> {
    let asks = args.ask || args.answers.is_none();
    if asks && !on_terminal() {
        return Err(no_terminal(args).into());
    }
    let output =
        global.output.as_deref().map(|path| Target::open(path, global.force)).transpose()?;
    let save = args.save.as_deref().map(|path| save_target(global, args, path)).transpose()?;
    if args.save.is_some() && args.save == global.output {
        return Err(anyhow!("--save and --output name the same file").into());
    }
    let stage = Stage::set(global)?;
    let read = match &args.answers {
        None => None,
        Some(path) => Some(stage.answers(path, input_format(args, path)?)?),
    };
    let sheet = match read {
        Some(sheet) if !args.ask => sheet,
        read => ask(global, &stage, read)?,
    };
    if let Some((target, format)) = &save {
        let text = write::answers(sheet.given(), *format).map_err(|error| anyhow!(error))?;
        target.write(&text)?;
    }
    let (questionnaire, rubric) = (&stage.questionnaire, &stage.rubric);
    let report = Report::new(
        (&questionnaire.value, &questionnaire.sha256),
        (&rubric.value, &rubric.sha256),
        &sheet,
    );
    let text = rendered(global, args, &report)?;
    terminal::result(global, output.as_ref(), &text)?;
    Ok(Outcome::Success)
}

fn rendered(global: &Global, args: &AssessArgs, report: &Report<'_>) -> Result<String, Failure> {
    match global.format {
        Form::Json => Ok(json::render(report).context("cannot write the report")?),
        Form::Table => {
            let layout = table::Layout { width: terminal::width(), actions: args.actions.0 };
            let mut text = table::render(report, layout);
            if args.arithmetic {
                text += &arithmetic::render(report);
            }
            Ok(text)
        }
    }
}

/// Checks the file to save to; the file that was just read may be replaced without being asked.
fn save_target(
    global: &Global,
    args: &AssessArgs,
    path: &Path,
) -> Result<(Target, Format), Failure> {
    let same = |read: &Path| match (read.canonicalize(), path.canonicalize()) {
        (Ok(read), Ok(path)) => read == path,
        _ => false,
    };
    let replace = global.force || args.answers.as_deref().is_some_and(same);
    Ok((Target::open(path, replace)?, files::format_of(path)?))
}

fn input_format(args: &AssessArgs, path: &Path) -> anyhow::Result<Format> {
    match args.input_format {
        Some(format) => Ok(format.into()),
        None if files::is_stdin(path) => Ok(Format::Yaml),
        None => files::format_of(path),
    }
}

fn on_terminal() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

fn no_terminal(args: &AssessArgs) -> anyhow::Error {
    if args.ask {
        return anyhow!("--ask needs a terminal; leave it out to judge the file as it is");
    }
    anyhow!(
        "no answers, and no terminal to ask on: name an answers file (`oms-maturity assess \
         answers.yaml`), read standard input (`oms-maturity assess -`), or write a file to fill in \
         (`oms-maturity init --output answers.yaml`)"
    )
}

/// Asks on the terminal, line by line, until every answer is there.
fn ask(global: &Global, stage: &Stage, read: Option<AnswerSheet>) -> Result<AnswerSheet, Failure> {
    on_interrupt_leave()?;
    let (questionnaire, rubric) = (&stage.questionnaire.value, &stage.rubric.value);
    let mut interview = if let Some(sheet) = read {
        Interview::about_open(questionnaire, rubric, sheet.given().clone())
    } else {
        let given = GivenAnswers::empty(folder_name(), terminal::today(global));
        Interview::new(questionnaire, rubric, given)
    };
    if interview.state() == State::Asking {
        say(global, &interview.opening())?;
    }
    let mut lines = io::stdin().lock();
    while interview.state() == State::Asking {
        say(global, &format!("\n{}\n> ", interview.screen().trim_end()))?;
        let mut line = Vec::new();
        let length = lines.read_until(b'\n', &mut line).context("cannot read the terminal")?;
        if length == 0 {
            let (answered, all) = interview.progress();
            let error = anyhow!("the input ended with {answered} of {all} questions answered");
            return Err(error.into());
        }
        let reply = interview.take(&String::from_utf8_lossy(&line));
        if !reply.is_empty() {
            say(global, &format!("{}\n", reply.trim_end()))?;
        }
    }
    if interview.state() == State::Left {
        return Err(Failure::Interrupted);
    }
    say(global, "\n")?;
    AnswerSheet::check(questionnaire, rubric, interview.given()).map_err(|objections| {
        let said: Vec<_> = objections.into_iter().map(|objection| objection.message).collect();
        Failure::Error(anyhow!(said.join("; ")))
    })
}

/// Says something on the terminal, in lines that fit, with no control character of the user's.
fn say(global: &Global, text: &str) -> Result<(), Failure> {
    let width = terminal::width().min(100);
    let mut wrapped = String::new();
    for line in text.split_inclusive('\n') {
        let body = line.trim_end_matches('\n');
        if body.is_empty() || body == "> " {
            wrapped += line;
        } else {
            let indent = body.len() - body.trim_start().len();
            let indent = u16::try_from(indent).unwrap_or_default();
            wrapped +=
                &table::paragraph(&crate::report::words::shown(body.trim_start()), width, indent);
        }
    }
    terminal::stderr(global, &wrapped)
}

/// Returns the name of the current folder, as a first guess at the scope.
fn folder_name() -> String {
    let folder = std::env::current_dir().ok();
    let name = folder.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy());
    name.map_or_else(|| "our operation".to_owned(), |name| crate::report::words::shown(&name))
}

/// Makes ctrl-C end the run with its own exit code, on a line of its own.
fn on_interrupt_leave() -> Result<(), Failure> {
    #[expect(clippy::exit, reason = "the main thread waits for the terminal and cannot return")]
    let set = ctrlc::set_handler(|| {
        let _ = io::Write::write_all(&mut io::stderr(), b"\ninterrupted\n");
        std::process::exit(i32::from(INTERRUPTED));
    });
    Ok(set.context("cannot listen for ctrl-C")?)
}

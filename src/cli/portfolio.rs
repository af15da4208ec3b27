//! `portfolio`: many assessments at once, from a folder of files to a stream of millions of records.

mod batches;
mod judging;
mod mapping;
mod progress;
mod sheets;
mod sources;
mod streaming;
mod tables;
mod unpacking;
mod workbooks;

use super::args::portfolio::{EachForm, PortfolioFlags};
use super::args::{Global, PortfolioArgs};
use super::closing::{self, Written};
use super::exit::{Failure, Outcome};
use super::files::{self, Content, OutputFile};
use super::forms::PortfolioForm;
use super::instrument::load_for;
use super::terminal;
use crate::document::{Bounds, answers, is_snake_case, read};
use crate::domain::Date;
use crate::domain::portfolio::tally::{Counting, GROUPS_AT_MOST, Tally};
use crate::report::portfolio::{Portfolio, json};
use anyhow::{Context, anyhow, bail};
use judging::{Task, judge_all};
use mapping::MapFile;
use sources::{Kind, Sources};
use std::sync::Arc;
use streaming::Streaming;
use unpacking::Stream;
use workbooks::Book;

/// Runs the command.
pub(super) fn run(global: &Global, args: &PortfolioArgs) -> Result<Outcome, Failure> {
    let flags = &args.flags;
    let form = form(args)?;
    let by = group_by(flags)?;
    let reads = flags.inputs.iter().chain(&flags.map).map(std::path::PathBuf::as_path);
    let output = files::output(&args.result.output, reads.chain(args.instrument.files()))?;
    let sources = Sources::of(flags)?;
    for remark in &sources.remarks {
        terminal::remark(global, remark);
    }
    let map = MapFile::of(flags, &sources)?;
    let (questionnaire, opened) = first_of(&sources)?;
    let questionnaire = map.as_ref().and_then(MapFile::questionnaire).or(questionnaire);
    let instrument = load_for(&args.instrument, questionnaire.as_deref())?;
    let stale = terminal::today(&args.day).plus_months(-i64::from(flags.stale_after));
    let counting = Counting { group_by: by, fresh_from: stale };
    let mapping = map.map(|map| map.read(instrument)).transpose()?;
    let mapping = Arc::new(mapping.unwrap_or_default());
    let (each, sheet) = (rows_of(flags, form), flags.sheet.clone());
    let task = Task { instrument, counting, each, mapping, sheet, anonymous: flags.anonymous };
    let book = book(&task, args, output.as_ref())?;
    let sources = Arc::new(sources);
    let mut streaming = Streaming::open(global, &task, &sources, output.as_ref(), book)?;
    let tally = judge_all(&task, &sources, opened, |done| streaming.take(done))?;
    let book = streaming.finish(tally.all.records + tally.invalid)?;
    if tally.all.records + tally.invalid == 0 {
        return Err(anyhow!("there are no records in what was named").into());
    }
    if flags.each.is_some() {
        close_rows(global, output.as_ref(), &task, book)?;
    } else {
        refuse_many_groups(&tally)?;
        let stale = stale.map(|day: Date| (day, i64::from(flags.stale_after)));
        let portfolio = Portfolio {
            instrument,
            tally: &tally,
            group_by: &task.counting.group_by,
            small_groups: flags.small_groups,
            stale,
            files: &sources.names,
            anonymous: flags.anonymous,
        };
        close_summary(global, output.as_ref(), &portfolio, (form, book))?;
    }
    let too_many = tally.invalid > flags.max_invalid;
    Ok(if too_many { Outcome::NoAnswer } else { Outcome::Success })
}

/// Puts the rows of a workbook in their place; others are there already.
fn close_rows(
    global: &Global,
    output: Option<&OutputFile>,
    task: &Task,
    book: Option<Book>,
) -> Result<(), Failure> {
    let Some(book) = book else { return Ok(()) };
    let file = book.finish_each(task)?;
    closing::binary(global, output, Written::Records, Content::File(&file))
}

/// Writes the summary in its form.
fn close_summary(
    global: &Global,
    output: Option<&OutputFile>,
    portfolio: &Portfolio<'_>,
    (form, book): (PortfolioForm, Option<Book>),
) -> Result<(), Failure> {
    match (form, book) {
        (PortfolioForm::Xlsx, Some(book)) => {
            let file = book.finish(portfolio)?;
            closing::binary(global, output, Written::Portfolio, Content::File(&file))
        }
        (PortfolioForm::Json | PortfolioForm::Xlsx, _) => {
            let text = json::render(portfolio).context("cannot write the portfolio")?;
            closing::result(global, output, Written::Portfolio, &text)
        }
    }
}

/// Returns the form of the summary; a row for each record has forms of its own.
fn form(args: &PortfolioArgs) -> anyhow::Result<PortfolioForm> {
    if args.flags.each.is_none() {
        return args.result.form();
    }
    if args.result.is_named() {
        bail!("--each writes a row for each record instead of the summary: take --format out");
    }
    Ok(PortfolioForm::default())
}

/// Returns the form of the rows that are made of records: those that were asked for, or those that a
/// workbook has beside its summary.
fn rows_of(flags: &PortfolioFlags, form: PortfolioForm) -> Option<EachForm> {
    flags.each.or_else(|| (form == PortfolioForm::Xlsx).then_some(EachForm::Xlsx))
}

/// Begins the workbook that rows go into, where one is asked for.
fn book(
    task: &Task,
    args: &PortfolioArgs,
    output: Option<&OutputFile>,
) -> anyhow::Result<Option<Book>> {
    if task.each != Some(EachForm::Xlsx) {
        return Ok(None);
    }
    closing::refuse_terminal(output)?;
    let today = terminal::today(&args.day);
    let is_summary = args.flags.each.is_none();
    let book = if is_summary { Book::of_summary(task, today) } else { Book::of_each(task, today) };
    book.map(Some)
}

/// Returns the tags to group by, each once.
fn group_by(flags: &PortfolioFlags) -> anyhow::Result<Vec<String>> {
    let mut by: Vec<String> = Vec::new();
    for id in flags.group_by.iter().map(|id| id.trim()) {
        if !is_snake_case(id) {
            bail!("--group-by: `{id}` is no tag; write ids of tags, such as country,format");
        }
        if !by.iter().any(|known| known == id) {
            by.push(id.to_owned());
        }
    }
    Ok(by)
}

fn refuse_many_groups(tally: &Tally) -> anyhow::Result<()> {
    if tally.has_more_groups() {
        bail!(
            "--group-by: there are more than {GROUPS_AT_MOST} groups; group by tags with fewer \
             different texts, or take a row for each record with --each"
        );
    }
    Ok(())
}

/// Returns the id of the questionnaire that the first record says it is for, and its stream where it
/// had to be opened for that: a pipe can be read but once.
fn first_of(sources: &Sources) -> anyhow::Result<(Option<String>, Option<Stream>)> {
    let Some(source) = sources.list.first().filter(|source| source.wrong.is_none()) else {
        return Ok((None, None));
    };
    match source.kind {
        Kind::Lines | Kind::Table => {
            let mut stream = source.open()?;
            Ok((sources::questionnaire(&mut stream, source.kind), Some(stream)))
        }
        Kind::Workbook => {
            let sheet = sources.sheet.as_deref();
            Ok((sheets::peek(&source.path, sheet, "questionnaire"), None))
        }
        Kind::Document(_) if files::is_stdin(&source.path) => Ok((None, None)),
        Kind::Document(format) => {
            let questionnaire = files::read(&source.path, Bounds::ANSWERS).ok().and_then(|bytes| {
                let text = read::decode(&bytes, Bounds::ANSWERS).ok()?;
                let tree = read::tree(text, format, Bounds::ANSWERS).ok()?;
                answers::questionnaire_of(&tree).map(str::to_owned)
            });
            Ok((questionnaire, None))
        }
    }
}

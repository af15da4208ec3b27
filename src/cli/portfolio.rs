//! `portfolio`: many assessments at once, from a folder of files to a stream of millions of records.

mod batches;
mod headers;
mod judging;
mod mapping;
mod progress;
mod sheets;
mod sources;
mod streaming;
mod summary;
mod tables;
mod unpacking;
mod workbooks;

use super::args::portfolio::{EachForm, PortfolioFlags};
use super::args::{Global, PortfolioArgs};
use super::closing::{self, Written};
use super::exit::{Failure, Outcome};
use super::files::{self, Content, OutputFile};
use super::forms::{PortfolioForm, only_for};
use super::handover;
use super::instrument::load_for;
use super::terminal;
use crate::document::{Bounds, answers, is_snake_case, read};
use crate::domain::Date;
use crate::domain::portfolio::tally::{Counting, GROUPS_AT_MOST, Tally};
use crate::report::brand::Brand;
use crate::report::portfolio::Portfolio;
use anyhow::{anyhow, bail};
use judging::{Task, judge_all};
use mapping::MapFile;
use sources::{Kind, Sources};
use std::fs::File;
use std::sync::Arc;
use streaming::Streaming;
use unpacking::Stream;
use workbooks::Book;

/// Runs the command.
pub(super) fn run(global: &Global, args: &PortfolioArgs) -> Result<Outcome, Failure> {
    let flags = &args.flags;
    let form = form(args)?;
    only_for("--plain", flags.plain, form, &[PortfolioForm::Table])?;
    let group_by = group_by(flags)?;
    let reads = flags.inputs.iter().chain(&flags.map).map(std::path::PathBuf::as_path);
    let reads = reads.chain(args.page.logo.as_deref()).chain(args.instrument.files());
    let output = files::output(&args.result.output, reads)?;
    let sources = Sources::of(flags)?;
    for remark in &sources.remarks {
        terminal::remark(global, remark);
    }
    let map = MapFile::of(flags, &sources)?;
    let (questionnaire, opened) = first_of(&sources)?;
    let questionnaire = map.as_ref().and_then(MapFile::questionnaire).or(questionnaire);
    let instrument = load_for(&args.instrument, questionnaire.as_deref())?;
    let house = handover::house_of(form, instrument)?;
    let brand = handover::brand(form, &args.page, &house)?;
    let told = Told { global, args, form, brand, output, today: terminal::today(&args.day) };
    let mapping = map.map(|map| map.read(instrument)).transpose()?.unwrap_or_default();
    let task = Task {
        instrument,
        counting: Counting { group_by, fresh_from: told.fresh_from() },
        // A workbook has the rows beside its summary.
        each: flags.each.or_else(|| (form == PortfolioForm::Xlsx).then_some(EachForm::Xlsx)),
        mapping: Arc::new(mapping),
        sheet: flags.sheet.clone(),
        anonymous: args.page.anonymous,
    };
    headers::check(&sources, &task.reading())?;
    let sources = Arc::new(sources);
    let rows = (told.output.as_ref(), told.book(&task)?);
    let mut streaming = Streaming::open(global, &task, &sources, rows)?;
    let tally = judge_all(&task, &sources, opened, |done| streaming.take(done))?;
    let records = tally.all.records + tally.invalid;
    let book = streaming.finish(records)?;
    if records == 0 {
        return Err(anyhow!("there are no records in what was named").into());
    }
    match (flags.each, book) {
        (Some(_), None) => {}
        (Some(_), Some(book)) => told.rows(&task, book)?,
        (None, book) => told.summary(&task, &sources.names, &tally, book)?,
    }
    let too_many = tally.invalid > flags.max_invalid;
    Ok(if too_many { Outcome::NoAnswer } else { Outcome::Success })
}

/// How the result is told, and where it goes.
struct Told<'r> {
    global: &'r Global,
    args: &'r PortfolioArgs,
    form: PortfolioForm,
    brand: Brand,
    output: Option<OutputFile>,
    today: Date,
}

impl Told<'_> {
    /// Returns the first day whose answers are not stale.
    fn fresh_from(&self) -> Option<Date> {
        self.today.plus_months(-i64::from(self.args.flags.stale_after))
    }

    /// Begins the workbook that rows go into, where one is asked for.
    fn book(&self, task: &Task) -> anyhow::Result<Option<Book>> {
        if task.each != Some(EachForm::Xlsx) {
            return Ok(None);
        }
        closing::refuse_terminal(self.output.as_ref())?;
        let is_summary = self.args.flags.each.is_none();
        let begin = if is_summary { Book::of_summary } else { Book::of_each };
        begin(task, self.today).map(Some)
    }

    /// Hands over the workbook of a row for each record.
    fn rows(&self, task: &Task, book: Book) -> Result<(), Failure> {
        let file = book.finish_each(task)?;
        self.binary(Written::Records, &file)
    }

    /// Tells what all records come to.
    fn summary(
        &self,
        task: &Task,
        files: &[String],
        tally: &Tally,
        book: Option<Book>,
    ) -> Result<(), Failure> {
        refuse_many_groups(tally)?;
        let flags = &self.args.flags;
        let portfolio = Portfolio {
            instrument: task.instrument,
            tally,
            judged_on: self.today,
            group_by: &task.counting.group_by,
            small_groups: flags.small_groups,
            stale: self.fresh_from().map(|day| (day, i64::from(flags.stale_after))),
            files,
            anonymous: task.anonymous,
        };
        if let Some(book) = book {
            let file = book.finish(&portfolio)?;
            return self.binary(Written::Portfolio, &file);
        }
        let text = summary::rendered(self.form, &portfolio, &self.brand, flags.plain)?;
        closing::result(self.global, self.output.as_ref(), Written::Portfolio, &text)
    }

    fn binary(&self, written: Written, file: &File) -> Result<(), Failure> {
        closing::binary(self.global, self.output.as_ref(), written, Content::File(file))
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

//! `merge`: several people's answers in one, with what they do not agree on; or who has answered
//! what.

use super::agreeing;
use super::args::{Global, MergeArgs};
use super::closing::{self, Answers, Written};
use super::exit::{Failure, Outcome};
use super::files::{self, AnswersFile, OutputFile};
use super::findings;
use super::forms::{HandedOver, MergeForm};
use super::handover;
use super::inputs::Inputs;
use super::instrument::{self, read_document};
use super::terminal;
use crate::document::answers::{self, read_unfinished};
use crate::document::{Bounds, Format, advice, sha256, write};
use crate::domain::given::person;
use crate::domain::merge::head::Wish;
use crate::domain::merge::people::{Conflict, is_merged};
use crate::domain::merge::{Merged, Unmergeable, merge};
use crate::domain::{AnswersPath, Date, GivenAnswers, Instrument, Refusal};
use crate::report::brand::Brand;
use crate::report::merging::MergedReport;
use crate::report::merging::status::{self, Status};
use crate::report::merging::{json, table};
use crate::report::words::isolated;
use crate::report::{html, markdown};
use anyhow::{Context, anyhow, bail, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A person's file, as it was read.
struct PersonsFile {
    name: String,
    format: Format,
    bytes: Vec<u8>,
    given: GivenAnswers,
}

/// Runs the command.
pub(super) fn run(global: &Global, args: &MergeArgs) -> Result<Outcome, Failure> {
    let form = args.result.form()?;
    let flags = &args.flags;
    if flags.agree {
        agreeing::can_agree()?;
    }
    refuse_same_path(&flags.answers)?;
    let inputs = Inputs::of(&flags.answers, args.input.input_format);
    all_of(inputs.files.iter().filter_map(|input| input.wrong.clone()).collect())?;
    let paths: Vec<_> = inputs.files.iter().map(|input| input.path.as_path()).collect();
    let reads = args.instrument.files().chain(paths.iter().copied());
    let output = files::output(&args.result.output, reads)?;
    let save = flags.save.as_deref();
    let save = save.map(|path| saved_to(args, path, &paths)).transpose()?;
    let (instrument, read) = read_all(global, args, &paths)?;
    if let Some(remark) = inputs.remark() {
        terminal::remark(global, &remark);
    }
    refuse_same_text(&read)?;
    if let Some(save) = &save {
        refuse_own(save, &paths, &read)?;
    }
    let house = handover::house_of(form, instrument)?;
    let brand = if form.is_of_a_house() { house.brand()? } else { Brand::default() };
    if flags.status {
        let text = rendered_status(form, &status_of(instrument, &read)?, &brand)?;
        closing::result(global, output.as_ref(), Written::Status, &text)?;
        return Ok(Outcome::Success);
    }
    merge_all(global, args, (instrument, &read), save.as_ref(), output.as_ref(), &brand)
}

/// Merges the files that were read, asks the room where it is to be asked, and writes both what is
/// shown and what is saved.
fn merge_all(
    global: &Global,
    args: &MergeArgs,
    (instrument, read): (&'static Instrument, &[PersonsFile]),
    save: Option<&Saved>,
    output: Option<&OutputFile>,
    brand: &Brand,
) -> Result<Outcome, Failure> {
    let flags = &args.flags;
    let form = args.result.form()?;
    let names: Vec<_> = read.iter().map(|file| file.name.clone()).collect();
    let given: Vec<_> = read.iter().map(|file| file.given.clone()).collect();
    let scope = flags.scope.as_ref().map(|scope| scope.trim().to_owned());
    if scope.as_ref().is_some_and(String::is_empty) {
        return Err(anyhow!("--scope says nothing; write a text, or leave it out").into());
    }
    let wish = Wish { scope, date: flags.date };
    let merged = merge(instrument, &given, &wish);
    let merged = merged.map_err(|why| unmergeable(&why, read, instrument))?;
    let asked = match (flags.agree, &flags.save, save) {
        (true, Some(path), Some(save)) => {
            save.can_hold(&merged, instrument)?;
            agreeing::agree(global, instrument, &merged, (path, &save.answers), flags.plain)?
        }
        _ => None,
    };
    // What the room agreed is merged with what each said, which it carries.
    let merged = match &asked {
        Some(asked) => merge(instrument, &[asked.sheet().given().clone()], &Wish::default())
            .map_err(|why| unmergeable(&why, read, instrument))?
            .after(&merged),
        None => merged,
    };
    let page = MergedReport::new(instrument, &merged, &names, flags.names);
    let text = rendered(form, &page, brand)?;
    if let Some(save) = save.filter(|_| asked.is_none()) {
        save.write(&merged, read, &wish, instrument)?;
    }
    closing::result(global, output, Written::Merged, &text)?;
    let saved = match (asked, save) {
        (Some(asked), _) => Some(asked.finish()?),
        (None, save) => save.map(|save| Answers::Saved(save.answers.name())),
    };
    if let Some(saved) = saved {
        closing::say(global, &saved, None);
    }
    Ok(Outcome::Success)
}

/// Where merged answers are saved to.
struct Saved {
    answers: AnswersFile,
    file: OutputFile,
    format: Format,
}

/// Checks that the merged answers may be saved, before any work is done.
fn saved_to(args: &MergeArgs, path: &Path, read: &[&Path]) -> anyhow::Result<Saved> {
    let is_it = |other: &Path| files::is_same(other, path);
    ensure!(
        !args.result.output.file().is_some_and(is_it),
        "--save and --output name the same file"
    );
    // What was just read is replaced without more ado.
    let is_read = read.iter().any(|file| is_it(file));
    let (format, replace) = (files::format_of(path)?, args.result.output.force || is_read);
    let file = OutputFile::open(path, replace)?;
    Ok(Saved { answers: AnswersFile::open(path, format, replace)?, file, format })
}

/// Refuses to save what is merged over one person's answers; a merged file may be the one that was
/// read.
fn refuse_own(save: &Saved, paths: &[&Path], read: &[PersonsFile]) -> anyhow::Result<()> {
    let is_it = |path: &Path| files::is_same(path, save.file.path());
    let Some((_, file)) = paths.iter().zip(read).find(|(path, _)| is_it(path)) else {
        return Ok(());
    };
    ensure!(
        is_merged(&file.given),
        "--save names {}, which is one person's answers; name another file",
        file.name
    );
    // Nothing that somebody writes into it meanwhile is lost.
    save.answers.was_read(sha256(&file.bytes));
    Ok(())
}

impl Saved {
    /// Writes the merged answers. One file alone, merged with nothing, stays as it is.
    fn write(
        &self,
        merged: &Merged,
        read: &[PersonsFile],
        wish: &Wish,
        instrument: &Instrument,
    ) -> anyhow::Result<()> {
        if let ([only], true) = (read, *wish == Wish::default())
            && only.format == self.format
            && let Ok(text) = std::str::from_utf8(&only.bytes)
        {
            return self.file.write(text);
        }
        self.can_hold(merged, instrument)?;
        self.answers.save(merged.sheet.given(), instrument)
    }

    /// Checks that a file of answers may be as long as these are.
    fn can_hold(&self, merged: &Merged, instrument: &Instrument) -> anyhow::Result<()> {
        let given = merged.sheet.given();
        let text = write::answers(given, self.format, instrument.questionnaire());
        if !text.is_ok_and(|text| text.len() <= Bounds::ANSWERS.bytes) {
            bail!(
                "the answers of {} people are more than one file of answers holds: leave --save \
                 out, or merge fewer people",
                merged.people.len()
            );
        }
        Ok(())
    }
}

/// Reads every file; each that cannot be read is told of.
fn read_all(
    global: &Global,
    args: &MergeArgs,
    paths: &[&Path],
) -> Result<(&'static Instrument, Vec<PersonsFile>), Failure> {
    let (mut instrument, mut read, mut failures) = (None, Vec::new(), Vec::new());
    for path in paths {
        match read_one(args, path, &mut instrument) {
            Ok(file) => read.push(file),
            Err(failure) => failures.push(failure),
        }
    }
    match (failures.pop(), instrument) {
        (Some(last), _) => {
            for failure in failures {
                terminal::stderr(global, &findings::describe(&failure))?;
            }
            Err(last)
        }
        (None, Some(instrument)) => Ok((instrument, read)),
        (None, None) => Err(anyhow!("there are no answers to merge").into()),
    }
}

/// Reads one file by the instrument of the first.
fn read_one(
    args: &MergeArgs,
    path: &Path,
    known: &mut Option<&'static Instrument>,
) -> Result<PersonsFile, Failure> {
    let format = files::input_format(path, args.input.input_format)?;
    let bytes = files::read(path, Bounds::ANSWERS)?;
    let name = files::name(path);
    let given = read_document(name.clone(), &bytes, Bounds::ANSWERS, format, |tree| {
        let questionnaire = answers::questionnaire_of(tree);
        let loaded =
            known.map_or_else(|| instrument::load_for(&args.instrument, questionnaire), Ok);
        let loaded = match loaded {
            Ok(loaded) => *known.insert(loaded),
            Err(failure) => return Ok(Err(failure)),
        };
        // Who has not begun yet has a status all the same.
        let sheet = if args.flags.status {
            read_unfinished(tree, loaded, Date::LAST)?.sheet
        } else {
            answers::read_of_several(tree, loaded)?
        };
        Ok(Ok(sheet.given().clone()))
    })??;
    Ok(PersonsFile { name, format, bytes, given })
}

/// Refuses the same file under two names, or twice under one.
fn refuse_same_path(paths: &[PathBuf]) -> Result<(), Failure> {
    let mut known: BTreeMap<PathBuf, &Path> = BTreeMap::new();
    let twice = paths.iter().filter_map(|path| {
        let first = known.insert(files::canonical(path), path)?;
        let (first, again) = (files::name(first), files::name(path));
        Some(if first == again {
            format!("{again} is named twice: name it once")
        } else {
            format!("{first} and {again} are the same file: name it once")
        })
    });
    all_of(twice.collect())
}

/// Refuses two files that say the same, letter by letter.
fn refuse_same_text(read: &[PersonsFile]) -> Result<(), Failure> {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    let twice = read.iter().filter_map(|file| {
        let first = known.insert(sha256(&file.bytes), &file.name)?;
        Some(format!("{first} and {} say the same, letter by letter: name one of them", file.name))
    });
    all_of(twice.collect())
}

fn all_of(wrong: Vec<String>) -> Result<(), Failure> {
    if wrong.is_empty() { Ok(()) } else { Err(Failure::Flags(wrong)) }
}

/// Returns who has answered what; nobody stands there twice.
fn status_of(instrument: &Instrument, read: &[PersonsFile]) -> Result<Status, Failure> {
    let files: Vec<_> = read.iter().map(|file| (file.name.clone(), file.given.clone())).collect();
    let status = Status::of(instrument, &files);
    let mut known = BTreeSet::new();
    let twice = status.people.iter().filter_map(|one| {
        let is_new = known.insert(person(&one.name));
        let who = isolated(&one.name);
        (!is_new).then(|| format!("two of the files hold answers of {who}: name one of them"))
    });
    all_of(twice.collect())?;
    Ok(status)
}

/// Says why files cannot be merged.
fn unmergeable(why: &Unmergeable, read: &[PersonsFile], instrument: &Instrument) -> Failure {
    Failure::Flags(match why {
        Unmergeable::Files(conflicts) => {
            let (twice, other) = merged_twice(conflicts, read);
            let other = other.into_iter().map(|conflict| conflict_words(conflict, read));
            twice.into_iter().chain(other).collect()
        }
        Unmergeable::Refused(refusals) => {
            refusals.iter().map(|refusal| refusal_words(refusal, instrument)).collect()
        }
    })
}

/// Says once of each merged file that others hold answers of its people; returns what else is wrong.
fn merged_twice<'c>(
    conflicts: &'c [Conflict],
    read: &[PersonsFile],
) -> (Vec<String>, Vec<&'c Conflict>) {
    let merged = |place: &usize| read.get(*place).is_some_and(|file| is_merged(&file.given));
    let (mut twice, mut other) = (BTreeMap::<usize, BTreeSet<&str>>::new(), Vec::new());
    for conflict in conflicts {
        let places = match conflict {
            Conflict::SamePerson(one, two, _) if merged(two) => Some((*two, *one)),
            Conflict::SamePerson(one, two, _) if merged(one) => Some((*one, *two)),
            _ => None,
        };
        let Some((place, again)) = places else {
            other.push(conflict);
            continue;
        };
        let again = read.get(again).map(|file| file.name.as_str());
        twice.entry(place).or_default().extend(again);
    }
    let words = |(place, again): (usize, BTreeSet<&str>)| {
        let name = read.get(place).map_or("", |file| file.name.as_str());
        let again = again.into_iter().collect::<Vec<_>>().join(", ");
        format!(
            "{name} is a merged file and holds answers of the same people as {again}: leave it \
             out, or merge it without those"
        )
    };
    (twice.into_iter().map(words).collect(), other)
}

fn conflict_words(conflict: &Conflict, read: &[PersonsFile]) -> String {
    let name = |place: &usize| read.get(*place).map_or("", |file| file.name.as_str());
    let given = |place: &usize| read.get(*place).map(|file| &file.given);
    let scope = |place| given(place).map_or(String::new(), |given| isolated(&given.scope));
    let date = |place| given(place).map_or(String::new(), |given| given.date.to_string());
    match conflict {
        Conflict::NobodyNamed(place) => format!(
            "{} does not say who answered: write `respondent: NAME OR ROLE` into it",
            name(place)
        ),
        Conflict::SamePerson(one, other, who) => format!(
            "{} and {} both hold answers of {}: name one of them, or tell the two people apart in \
             `respondent`",
            name(one),
            name(other),
            isolated(who)
        ),
        Conflict::OtherScope(one, other) => format!(
            "{} is about \u{201c}{}\u{201d}, and {} about \u{201c}{}\u{201d}: merge them anyhow \
             with --scope TEXT, which then holds",
            name(one),
            scope(one),
            name(other),
            scope(other)
        ),
        Conflict::OtherDay(one, other) => format!(
            "{} describes {}, and {} describes {}: merge them anyhow with --date YYYY-MM-DD, which \
             then holds",
            name(one),
            date(one),
            name(other),
            date(other)
        ),
        Conflict::OtherQuestionnaire(one, other) => format!(
            "{} and {} answer different questionnaires: they cannot be merged",
            name(one),
            name(other)
        ),
        Conflict::OtherEdition(one, other) => format!(
            "{} and {} answer different editions of the questionnaire: bring the older one up to \
             date first",
            name(one),
            name(other)
        ),
    }
}

fn refusal_words(refusal: &Refusal, instrument: &Instrument) -> String {
    let worded = advice::refusal(refusal, instrument);
    let help = if worded.help.is_empty() { String::new() } else { format!(": {}", worded.help) };
    let question = match &refusal.at {
        AnswersPath::Answer(question, _) | AnswersPath::Voice(question, _, _) => {
            format!("`{question}`: ")
        }
        _ => String::new(),
    };
    format!("the merged answers cannot be judged: {question}{}{help}", worded.message)
}

fn rendered(form: MergeForm, page: &MergedReport<'_>, brand: &Brand) -> anyhow::Result<String> {
    match form {
        MergeForm::Table => Ok(table::render(page, terminal::width())),
        MergeForm::Json => json::render(page).context("cannot write the merged answers"),
        MergeForm::Html => Ok(html::merged(page, brand)),
        MergeForm::Markdown => Ok(markdown::merged(page, brand)),
    }
}

fn rendered_status(form: MergeForm, shown: &Status, brand: &Brand) -> anyhow::Result<String> {
    match form {
        MergeForm::Table => Ok(table::status(shown, terminal::width())),
        MergeForm::Json => status::json(shown).context("cannot write the status"),
        MergeForm::Html => Ok(html::status(shown, brand)),
        MergeForm::Markdown => Ok(markdown::status(shown, brand)),
    }
}

//! Every test that is not private arithmetic, in one binary.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::panic, reason = "a test fails by panicking")]
#![expect(clippy::indexing_slicing, reason = "a test fails by panicking")]

/// What a rubric advises beyond levels.
mod advised;
/// `merge --agree`: what a room agrees on.
#[cfg(unix)]
mod agreeing;
/// The report agrees with itself: what comes first, the plan, the pause, and what is not known.
mod agreement;
/// Every form of a result, under every kind of rubric there is.
mod any_rubric;
/// The floors: who may use what.
mod architecture;
/// Files for each person of a round, and the questionnaire as a form.
mod blank;
/// The HTML report in a real browser.
mod browser;
/// Own questionnaires and rubrics that are wrong: one finding for each cause.
mod causes;
/// The scenario checklist: every verdict on every scenario.
mod checklist;
/// The CI examples: their files are well-formed, and the commands in them run.
#[cfg(unix)]
mod ci_examples;
/// README and examples, run as a user types them.
mod commands;
/// `compare`: what moved between dates, what eroded, and what the ruler did.
mod comparing;
/// Completions, as shells ask for them.
mod completions;
/// Whole dialogues at a pseudo-terminal.
#[cfg(unix)]
mod dialogue;
/// Dice for what tests make up.
mod dice;
/// Answers into the text that they were read from.
mod editing;
/// Typed, saved and read back are the same.
mod equivalence;
/// Codes, explained.
mod explain;
/// The interview's two faces: what keys and lines do, and what stands on the screen.
mod faces;
/// Facts about the operation, and the questions that hang on them.
mod facts;
/// Bad documents and the words they get.
mod findings;
/// Flags, help, and the spellings that people use.
mod flags;
/// What fuzzing ever failed on, and what it starts from.
mod fuzzed;
/// The gate: every rule, broken and just passed.
mod gate;
/// The gate's report in the forms that machines read.
mod gate_forms;
/// Plans and checklists to hand over: forms, brand, anonymity, hostile texts.
mod handed;
/// Reports to hand over: forms, brand, anonymity, what moved.
mod handover;
mod house;
/// The example instruments, with scores worked out by hand.
mod instruments;
/// Any instrument that can be written, judged anew from the rules, and its laws.
mod judging;
/// The contract's scoring laws, as properties.
mod laws;
/// Every way an interview ends, and where unfinished ones are found again.
#[cfg(unix)]
mod leaving;
/// Every limit, reached and passed, with the figures of the page that lists them.
mod limits;
/// What is wrong with an instrument: each lint, its smallest cause, and what just is none.
mod lint;
/// The manual.
mod man;
/// What a question measures, what counts as evidence, and which edition a file means.
mod measures;
/// Several people's answers in one.
mod merging;
/// No command reaches the network.
#[cfg(unix)]
mod offline;
/// What is published, and under which names.
mod packaging;
/// Plans: the least effort, held against every state there is.
mod plan;
/// `plan` as a user types it, the roadmap, and what the level hangs on.
mod planning;
/// `portfolio`: many assessments at once.
mod portfolio;
/// Before and in the room: the sheet to mail ahead, help in depth, the glossary, outcomes.
mod prep;
/// The program, run as a user types it.
mod program;
/// Records: read one after the other as each would be alone.
mod records;
/// The deeper review: thirty questions, and every command with them.
mod review;
/// Interrupted, pasted into, suspended: the interview in a room where things happen.
#[cfg(unix)]
mod room;
/// `rubric diff`: what changed in meaning, and whether answers stay comparable.
mod rubric_diff;
/// `rubric export`: the files as they are, and what they are good for.
mod rubric_export;
/// `rubric show`: a handbook of any instrument.
mod rubric_show;
/// Files as they are written: links, streams, modes, full disks, other writers.
#[cfg(unix)]
mod saving;
/// The schemas of files, and what `check` does beside judging.
mod schema;
/// Scores: whole units, ratios and the rules say the same.
mod scoring;
/// The second edition of the shipped instrument, held against the contract.
mod second_edition;
/// The shipped files are whole, and their two encodings say the same.
mod shipped;
/// A program at a pseudo-terminal, and what its screen shows.
#[cfg(unix)]
mod terminal;
/// The text of the world: every script, and files as people and their tools save them.
mod texts;
/// Stored reports, recomputed.
mod verify;
/// Reports on what several people said.
mod views;
/// The retailers and boundaries of the field, worked out by hand.
mod worked;

use oms_maturity::document::{
    Bounds, Finding, Format, answers, questionnaire, read, rubric, sha256, shipped as carried,
};
use oms_maturity::domain::{AnswerSheet, Fingerprints, Instrument, Judgement, judge};
use oms_maturity::report::{Report, json};

/// Where the questionnaire and the rubric of the first edition lie.
const FIRST_EDITION: [&str; 2] = [
    concat!(env!("CARGO_MANIFEST_DIR"), "/examples/instruments/oms-1.0/questions.yaml"),
    concat!(env!("CARGO_MANIFEST_DIR"), "/examples/instruments/oms-1.0/rubric.yaml"),
];

/// Returns arguments with the options that choose the first edition, but for what they name themselves.
fn of_first_edition<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    let mut all = arguments.to_vec();
    for (option, path) in ["--questions", "--rubric"].into_iter().zip(FIRST_EDITION) {
        if !arguments.iter().any(|argument| argument.starts_with(option)) {
            all.extend([option, path]);
        }
    }
    all
}

/// An instrument.
struct Field {
    instrument: Instrument,
}

impl Field {
    fn shipped() -> Self {
        Self { instrument: carried::instrument().unwrap() }
    }

    /// The instrument of the first edition, whose content changes no more: what the program does with
    /// an instrument is tested with it.
    fn first_edition() -> Self {
        let [questions, rubric] = FIRST_EDITION.map(|path| std::fs::read_to_string(path).unwrap());
        let tree = read::tree(&questions, Format::Yaml, Bounds::RUBRIC).unwrap();
        let questionnaire = questionnaire::read(&tree).unwrap();
        let tree = read::tree(&rubric, Format::Yaml, Bounds::RUBRIC).unwrap();
        let judged = rubric::read(&tree, &questionnaire).unwrap();
        let [questionnaire_sha256, rubric_sha256] =
            [&questions, &rubric].map(|text| sha256(text.as_bytes()));
        let fingerprints =
            Fingerprints { questionnaire: questionnaire_sha256, rubric: rubric_sha256 };
        Self { instrument: Instrument::new(questionnaire, judged, fingerprints) }
    }

    fn read(&self, text: &str, format: Format) -> Result<AnswerSheet, Vec<Finding>> {
        let tree = read::tree(text, format, Bounds::ANSWERS)?;
        answers::read(&tree, &self.instrument)
    }

    /// Reads YAML answers about 2026-06-30; `answers` is the flow mapping of the answers.
    fn sheet(&self, answers: &str) -> AnswerSheet {
        let text = format!("scope: Shop\ndate: 2026-06-30\n{answers}\n");
        self.read(&text, Format::Yaml).unwrap_or_else(|found| panic!("{text}\n{found:#?}"))
    }

    fn judge(&self, answers: &str) -> Judgement {
        judge(&self.instrument, &self.sheet(answers))
    }

    fn json(&self, sheet: &AnswerSheet) -> String {
        json::render(&self.report(sheet)).unwrap()
    }

    fn report<'r>(&'r self, sheet: &'r AnswerSheet) -> Report<'r> {
        Report::new(&self.instrument, sheet)
    }
}

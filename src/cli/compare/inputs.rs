//! The files that `compare` reads, one after the other: of all but the first and the last only so
//! much is kept that thousands fit in memory.

use crate::cli::args::CompareArgs;
use crate::cli::exit::Failure;
use crate::cli::files;
use crate::cli::instrument::{load_for, read_document};
use crate::document::shipped;
use crate::document::stored::{self, Reference, StoredLevels};
use crate::document::{Bounds, Finding, answers};
use crate::domain::given::WITHHELD_SCOPE;
use crate::domain::snapshot::Snapshot;
use crate::domain::{AnswerSheet, Instrument, Scores};
use crate::report::comparing::Dated;
use crate::report::words::shown;
use anyhow::{anyhow, bail};
use std::path::Path;

/// All files, read and accepted.
pub(super) struct Inputs {
    /// What they are judged by.
    pub(super) instrument: &'static Instrument,
    /// The answers of the first file.
    pub(super) first: AnswerSheet,
    /// The answers of the last file.
    pub(super) last: AnswerSheet,
    /// What is kept of each file.
    pub(super) dates: Vec<Dated>,
    /// Where the first file is a report by another rubric: that rubric, and its levels.
    pub(super) stored: Option<(Reference, StoredLevels)>,
    /// How many of the others are such reports.
    pub(super) judged_anew: usize,
    /// Whether any of the answers are about another operation than the first.
    pub(super) other_scope: bool,
    /// How many files hold figures that may be of an edition before.
    pub(super) old_figures: usize,
}

/// One file.
struct OneFile {
    sheet: AnswerSheet,
    /// Where it is a report: the rubric that it names, and its levels.
    stored: Option<(Reference, StoredLevels)>,
}

impl Inputs {
    /// Reads the files in the order in which they were named.
    pub(super) fn read(args: &CompareArgs) -> Result<Self, Failure> {
        let stdin = args.compared.files.iter().filter(|path| files::is_stdin(path)).count();
        if stdin > 1 {
            let why = "standard input is one file: name another one to compare it with";
            return Err(anyhow!(why).into());
        }
        let mut inputs: Option<Self> = None;
        for path in &args.compared.files {
            let known = inputs.as_ref().map(|inputs| inputs.instrument);
            let (instrument, file) = one(args, known, path)?;
            let other_rubric =
                |stored: &(Reference, _)| stored.0.sha256 != instrument.fingerprints().rubric;
            let stored = file.stored.filter(other_rubric);
            match &mut inputs {
                None => inputs = Some(Self::begun(instrument, file.sheet, stored)),
                Some(inputs) => inputs.go_on(file.sheet, stored.is_some()),
            }
            if let Some(inputs) = &mut inputs {
                inputs.keep(args, path);
            }
        }
        let mut inputs = inputs.ok_or_else(|| anyhow!("name two files or more to compare"))?;
        if args.page.anonymous {
            inputs.first = inputs.first.anonymous();
            inputs.last = inputs.last.anonymous();
        }
        Ok(inputs)
    }

    fn begun(
        instrument: &'static Instrument,
        first: AnswerSheet,
        stored: Option<(Reference, StoredLevels)>,
    ) -> Self {
        let last = first.clone();
        Self {
            instrument,
            first,
            last,
            dates: Vec::new(),
            stored,
            judged_anew: 0,
            other_scope: false,
            old_figures: 0,
        }
    }

    fn go_on(&mut self, sheet: AnswerSheet, by_another_rubric: bool) {
        self.judged_anew += usize::from(by_another_rubric);
        self.other_scope |= sheet.given().is_of_another_scope(self.first.given());
        self.last = sheet;
    }

    /// Keeps what is needed of the file that was read last.
    fn keep(&mut self, args: &CompareArgs, path: &Path) {
        let mut old = self.instrument.questionnaire().figures_of_before(self.last.given());
        self.old_figures += usize::from(old.next().is_some());
        let scores = Scores::of_today(self.instrument, &self.last);
        let mut snapshot = Snapshot::of(self.instrument, &self.last, &scores);
        let mut file = files::name(path);
        if args.page.anonymous {
            // A file is likely to be called as the operation is.
            file = format!("file {}", self.dates.len() + 1);
            WITHHELD_SCOPE.clone_into(&mut snapshot.scope);
        }
        self.dates.push(Dated { file, snapshot });
    }
}

/// Reads one file: by the instrument that is known, else by the one that it is for.
fn one(
    args: &CompareArgs,
    known: Option<&'static Instrument>,
    path: &Path,
) -> Result<(&'static Instrument, OneFile), Failure> {
    let format = files::input_format(path, args.input.input_format)?;
    let bytes = files::read(path, Bounds::REPORT)?;
    let name = files::name(path);
    read_document(name.clone(), &bytes, Bounds::REPORT, format, |tree| {
        let given = stored::given(tree);
        let report = given.map(|_| stored::read(tree)).transpose()?;
        let asked = match &report {
            Some(report) => Some(report.questionnaire.id.as_str()),
            None => answers::questionnaire_of(tree),
        };
        let instrument = match known.map_or_else(|| load_for(&args.instrument, asked), Ok) {
            Ok(instrument) => instrument,
            Err(failure) => return Ok(Err(failure)),
        };
        let named = given.unwrap_or(tree).get("edition").and_then(stored::whole);
        let by = report.as_ref().map(|report| &report.questionnaire);
        // Answers that name no questionnaire are to the default one, unless another is named here.
        let meant =
            asked.or_else(|| (!args.instrument.is_named()).then_some(shipped::default().name));
        if let Err(other) = same_questions(instrument, (meant, named, by), &name) {
            return Ok(Err(other.into()));
        }
        let stored = report.map(|report| (report.rubric, stored::levels(tree)));
        let sheet: Result<AnswerSheet, Vec<Finding>> =
            answers::read(given.unwrap_or(tree), instrument);
        Ok(Ok((instrument, OneFile { sheet: sheet?, stored })))
    })?
}

/// How to go on where answers are to another edition.
const OTHER_EDITION: &str = "the same figure does not mean the same in both. Answer anew what changed \
                             (`oms-maturity rubric diff` lists it) and name the edition in the file, \
                             or compare all files by the files of their own edition (--questions, \
                             --rubric)";

/// Refuses answers to other questions than those of the first file: by the questionnaire and the
/// edition that they name, and, of a stored report, by what it was made by.
fn same_questions(
    instrument: &Instrument,
    (asked, named, by): (Option<&str>, Option<i64>, Option<&Reference>),
    file: &str,
) -> anyhow::Result<()> {
    let (questionnaire, fingerprints) = (instrument.questionnaire(), instrument.fingerprints());
    if let Some(other) = asked.filter(|id| *id != questionnaire.id) {
        bail!(
            "{file}: its answers are to the questionnaire {}, and these are compared by {}; only \
             answers to the same questions compare",
            shown(other),
            questionnaire.id
        );
    }
    if let Some(other) = named.filter(|edition| *edition != questionnaire.edition) {
        bail!(
            "{file}: its answers are to edition {other} of the questions, and these are compared by \
             edition {}; {OTHER_EDITION}",
            questionnaire.edition
        );
    }
    // Whoever writes answers to the first edition need not name it.
    let first = named.is_none() && questionnaire.edition_to_name().is_some();
    if let Some(by) = by.filter(|by| first && by.sha256 != fingerprints.questionnaire) {
        bail!(
            "{file}: the report was made by the questions {} {}, and these are compared by {}; \
             {OTHER_EDITION}",
            shown(&by.id),
            shown(&by.version),
            questionnaire.version
        );
    }
    Ok(())
}

//! `compare`: what changed between dated answers, and whether performance erodes.

mod inputs;

use super::args::{CompareArgs, Global, InstrumentArgs};
use super::closing::{self, Written};
use super::exit::{Failure, Outcome};
use super::files;
use super::forms::{CompareForm, only_for};
use super::handover;
use super::instrument::with_texts;
use super::terminal;
use crate::document::stored::{Reference, StoredLevels};
use crate::domain::snapshot::Snapshot;
use crate::domain::{AnswerSheet, Instrument, Scores};
use crate::report::brand::Brand;
use crate::report::comparing::telling::Trend;
use crate::report::comparing::{Compared, Doubts, json, spreadsheet, table};
use crate::report::{Report, html, markdown};
use anyhow::{Context, anyhow, ensure};
use inputs::Inputs;

/// Runs the command.
pub(super) fn run(global: &Global, args: &CompareArgs) -> Result<Outcome, Failure> {
    let form = args.result.form()?;
    only_for("--plain", args.compared.plain, form, &[CompareForm::Table])?;
    let reads = args.compared.reads().chain(args.page.logo.as_deref());
    let output = files::output(&args.result.output, reads.chain(args.instrument.files()))?;
    let inputs = Inputs::read(args)?;
    let house = handover::house_of(form, inputs.instrument)?;
    let brand = handover::brand(form, &args.page, &house)?;
    let before = Report::new(inputs.instrument, &inputs.first);
    let after = Report::new(inputs.instrument, &inputs.last);
    let mut compared = Compared::between(&before, &after, inputs.dates);
    compared.doubts = Doubts {
        judged_anew: inputs.judged_anew,
        other_scope: inputs.other_scope,
        old_figures: inputs.old_figures,
        today: Some(terminal::latest_day(&args.day)),
    };
    for doubt in compared.days_to_come() {
        terminal::remark(global, &doubt);
    }
    let compared = match ruled_before(args, inputs.instrument, &inputs.first, inputs.stored)? {
        Some((reference, then)) => compared.ruled_before_by(reference, &then),
        None => compared,
    };
    let text = rendered(form, &compared, &brand, args.compared.plain)?;
    closing::result(global, output.as_ref(), Written::Comparison, &text)?;
    let fell = args.compared.fail_on_fall && compared.comparison.has_fallen();
    Ok(if fell { Outcome::No } else { Outcome::Success })
}

fn rendered(
    form: CompareForm,
    compared: &Compared<'_>,
    brand: &Brand,
    plain: bool,
) -> anyhow::Result<String> {
    match form {
        CompareForm::Table => {
            let trend = if plain { Trend::Digits } else { Trend::Bars };
            Ok(table::render(compared, terminal::width(), trend))
        }
        CompareForm::Json => json::render(compared).context("cannot write the comparison"),
        CompareForm::Html => Ok(html::comparison(compared, brand)),
        CompareForm::Markdown => Ok(markdown::comparison(compared, brand)),
        CompareForm::Csv => spreadsheet::render(compared)
            .map_err(|why| anyhow!("cannot write the comparison: {why}")),
    }
}

/// Returns the rubric that the first answers were judged by, and the levels it gave them: the one
/// that is named, else the one that a stored report names; nothing where it is the present one.
fn ruled_before(
    args: &CompareArgs,
    present: &Instrument,
    first: &AnswerSheet,
    stored: Option<(Reference, StoredLevels)>,
) -> Result<Option<(Reference, StoredLevels)>, Failure> {
    let Some(rubric) = &args.compared.before_rubric else { return Ok(stored) };
    let named = InstrumentArgs {
        instrument: Some(present.questionnaire().id.clone()),
        questions: args
            .compared
            .before_questions
            .clone()
            .or_else(|| args.instrument.questions.clone()),
        rubric: Some(rubric.clone()),
    };
    let then = with_texts(&named)?.instrument;
    same_questions(present, &then)?;
    if then.fingerprints().rubric == present.fingerprints().rubric {
        return Ok(None);
    }
    let sheet = AnswerSheet::check(&then, first.given()).map_err(|_| {
        let name = files::name(rubric);
        anyhow!(
            "--before-rubric {name}: the first answers are none to it; name the questions that go \
             with it with --before-questions, or judge them with `assess --rubric` to see why"
        )
    })?;
    let snapshot = Snapshot::of(&then, &sheet, &Scores::of(&then, &sheet));
    let dimensions = then.rubric().dimensions.iter().zip(&snapshot.dimensions);
    let levels = StoredLevels {
        level: snapshot.level,
        dimensions: dimensions.map(|(found, point)| (found.id.clone(), point.level)).collect(),
    };
    let reference = Reference {
        id: then.rubric().id.clone(),
        version: then.rubric().version.clone(),
        sha256: then.fingerprints().rubric.clone(),
    };
    Ok(Some((reference, levels)))
}

/// Refuses a rubric of before that judges other questions.
fn same_questions(present: &Instrument, then: &Instrument) -> anyhow::Result<()> {
    let [asked, before] = [present, then].map(Instrument::questionnaire);
    ensure!(
        asked.id == before.id && asked.edition == before.edition,
        "--before-rubric: it judges answers to {} (edition {}), and these are to {} (edition {}); \
         only answers to the same questions compare",
        before.id,
        before.edition,
        asked.id,
        asked.edition
    );
    Ok(())
}

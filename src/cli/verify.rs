//! `verify`: recompute a stored report from the answers that it carries.

use super::args::{Global, VerifyArgs};
use super::closing::{self, Written};
use super::exit::{Failure, Outcome};
use super::files;
use super::forms::VerifyForm;
use super::instrument::{self, read_document};
use crate::document::answers::read as accepted;
use crate::document::location::Locations;
use crate::document::portfolio;
use crate::document::stored::{self, ADVICE, Reference, Stored};
use crate::document::{Bounds, Finding, Format, Node, Span, read, write};
use crate::domain::Fingerprints;
use crate::domain::portfolio::others::Others;
use crate::domain::sorting;
use crate::domain::{AnswerSheet, Code, Instrument};
use crate::report::Report;
use crate::report::verify::{Comparison, Located, Verification};
use crate::report::words::list;
use crate::report::{json, verify};
use anyhow::{Context, anyhow, bail};

/// Runs the command.
pub(super) fn run(global: &Global, args: &VerifyArgs) -> Result<Outcome, Failure> {
    let form = args.result.form()?;
    let output = files::output(
        &args.result.output,
        args.instrument.files().chain([args.report.as_path()]).chain(args.answers.as_deref()),
    )?;
    let bytes = files::read(&args.report, Bounds::REPORT)?;
    let name = files::name(&args.report);
    let compared = read_document(name.clone(), &bytes, Bounds::REPORT, Format::Json, |tree| {
        let stored = stored::read(tree)?;
        Ok(match Judges::load(args, &stored.questionnaire.id) {
            Ok(judges) => {
                let comparison = judges.verifier().compare(tree, &stored)?;
                comparison.map(|compared| (judges.instrument, compared, stored.tool.clone()))
            }
            .map_err(Failure::from),
            Err(failure) => Err(failure),
        })
    });
    let (instrument, comparison, tool) = compared.map_err(advised)??;
    let text = std::str::from_utf8(&bytes).unwrap_or_default();
    let (rubric, fingerprints) = (instrument.rubric(), instrument.fingerprints());
    let verification = Verification {
        file: name,
        rubric: (rubric.id.clone(), rubric.version.clone(), fingerprints.rubric.clone()),
        tool,
        answers: args.answers.as_deref().map(files::name),
        values: comparison.values,
        not_compared: comparison.not_compared,
        differences: located(text, comparison),
    };
    let text = match form {
        VerifyForm::Json => {
            verify::json::render(&verification).context("cannot write the result")?
        }
        VerifyForm::Table => verify::table::render(&verification),
    };
    closing::result(global, output.as_ref(), Written::Verification, &text)?;
    Ok(if verification.differences.is_empty() { Outcome::Success } else { Outcome::No })
}

/// Says what to name where a file is not JSON at all.
fn advised(mut failure: Failure) -> Failure {
    if let Failure::Document { findings, text, .. } = &mut failure {
        // A page is likely to be the same report in its other form.
        let page = text.starts_with('<');
        let bare = |finding: &&mut Finding| {
            finding.code == Code::Syntax && (page || finding.help.is_empty())
        };
        findings.iter_mut().filter(bare).for_each(|finding| ADVICE.clone_into(&mut finding.help));
    }
    failure
}

/// Gives every difference its line and column, in one pass over the text.
fn located(text: &str, comparison: Comparison) -> Vec<Located> {
    let mut differences = comparison.differences;
    sorting::sort_by_key(&mut differences, |difference| difference.span.start);
    let mut counted = Locations::of(text);
    let located = differences.into_iter().map(|difference| {
        let (line, column) = counted.next(difference.span.start);
        Located { line, column, difference }
    });
    located.collect()
}

/// What a report is held against.
struct Judges {
    instrument: &'static Instrument,
    /// The answers that are named, with what their file is called.
    named: Option<(AnswerSheet, String)>,
}

impl Judges {
    /// Reads what is named, for a report of this questionnaire.
    fn load(args: &VerifyArgs, questionnaire: &str) -> Result<Self, Failure> {
        let instrument = instrument::load_for(&args.instrument, Some(questionnaire))?;
        let named = args.answers.as_deref().map(|path| {
            let format = files::input_format(path, args.input.input_format)?;
            let sheet = instrument::answers_for(instrument, path, format)?;
            Ok::<_, Failure>((sheet, files::name(path)))
        });
        Ok(Self { instrument, named: named.transpose()? })
    }

    fn verifier(&self) -> Verifier<'_> {
        let (named, file) = self.named.as_ref().map(|(sheet, file)| (sheet, file.as_str())).unzip();
        Verifier { instrument: self.instrument, named, file: file.unwrap_or_default() }
    }
}

struct Verifier<'v> {
    instrument: &'v Instrument,
    /// The answers that the report should carry.
    named: Option<&'v AnswerSheet>,
    /// What the file is called that they stand in.
    file: &'v str,
}

impl Verifier<'_> {
    /// Compares a report with a fresh one. Findings say that its answers cannot be judged; the
    /// inner error, that it cannot be recomputed here.
    fn compare(
        &self,
        tree: &Node<'_>,
        stored: &Stored<'_, '_>,
    ) -> Result<anyhow::Result<Comparison>, Vec<Finding>> {
        if let Err(error) = self.check_instrument(stored) {
            return Ok(Err(error));
        }
        let sheet = accepted(stored.given, self.instrument)?;
        let earlier = stored.earlier.map(|node| accepted(node, self.instrument)).transpose()?;
        let others = stored.against.map(|node| portfolio::carried(node, self.instrument));
        let others = others.transpose()?;
        Ok(self.compare_sheets(tree, stored, &sheet, (earlier.as_ref(), others)))
    }

    fn compare_sheets(
        &self,
        tree: &Node<'_>,
        stored: &Stored<'_, '_>,
        sheet: &AnswerSheet,
        (earlier, others): (Option<&AnswerSheet>, Option<Others>),
    ) -> anyhow::Result<Comparison> {
        let report = Report::new(self.instrument, sheet).against(others);
        let report = match earlier {
            Some(earlier) => {
                let other = earlier.given().is_of_another_scope(sheet.given());
                report.compared_with(Report::new(self.instrument, earlier), other)
            }
            None => report,
        };
        let text = json::render(&report).context("cannot recompute the report")?;
        let mut comparison = verify::reports(tree, &reread(&text)?);
        if let Some(named) = self.named {
            let differences =
                answers(self.instrument, (sheet, named), self.file, &stored.given.span)?;
            comparison.differences.extend(differences.differences);
        }
        Ok(comparison)
    }

    /// Refuses a report that was made by another questionnaire or rubric than those at hand.
    fn check_instrument(&self, stored: &Stored<'_, '_>) -> anyhow::Result<()> {
        let Fingerprints { questionnaire, rubric } = self.instrument.fingerprints();
        let rulers = [
            ("questionnaire", "--questions", &stored.questionnaire, questionnaire),
            ("rubric", "--rubric", &stored.rubric, rubric),
        ];
        let others = rulers.iter().filter(|(.., named, at_hand)| named.sha256 != **at_hand);
        let (made_by, options): (Vec<_>, Vec<_>) = others
            .map(|(what, option, named, at_hand)| {
                let Reference { id, version, sha256 } = named;
                let words = format!(
                    "{what} {id} {version} with SHA-256 {sha256} (the one at hand has {at_hand})"
                );
                (words, (*option).to_owned())
            })
            .unzip();
        if made_by.is_empty() {
            return Ok(());
        }
        bail!("the report was made by {}: name its file with {}", list(&made_by), list(&options))
    }
}

/// Compares the answers carried with those named; an anonymous report carries them without
/// what tells who gave them.
fn answers(
    instrument: &Instrument,
    (carried, named): (&AnswerSheet, &AnswerSheet),
    file: &str,
    span: &Span,
) -> anyhow::Result<Comparison> {
    let hidden = named.anonymous();
    let named = if carried.given().is_anonymous() { &hidden } else { named };
    let text = |sheet: &AnswerSheet| {
        let questionnaire = instrument.questionnaire();
        write::answers(sheet.given(), Format::Json, questionnaire).map_err(|why| anyhow!(why))
    };
    let (carried, named) = (text(carried)?, text(named)?);
    Ok(verify::answers(&reread(&carried)?, &reread(&named)?, file, span))
}

/// Reads again what this program has just written.
fn reread(text: &str) -> anyhow::Result<Node<'_>> {
    let read = read::tree(text, Format::Json, Bounds::REPORT);
    read.map_err(|_| anyhow!("cannot recompute the report: it is too large"))
}

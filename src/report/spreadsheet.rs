//! The CSV form: one row per dimension. Columns are only ever added, at the end.

use super::Report;
use super::escape::cell;
use super::words::mean;
use crate::domain::index::{DimensionId, GroupId};
use crate::domain::rubric::{Dimension, Member};
use crate::domain::score::{Basis, member_score, score_range};
use crate::domain::scores::DimensionResult;
use crate::domain::{Evidence, Exact};

/// The columns.
const COLUMNS: &[&str] = &[
    "scope",
    "date",
    "respondent",
    "rubric",
    "rubric_version",
    "rubric_sha256",
    "overall_level",
    "overall_mean",
    "overall_evidenced_level",
    "dimension",
    "name",
    "weight",
    "status",
    "score",
    "level",
    "evidenced_level",
    "worst",
    "best",
    "limiting",
    "earlier_level",
    "answer",
    "evidence",
    "source",
    "note",
    "next_actions",
    "evidenced_score",
    "worst_score",
    "best_score",
    "lowest_score",
    "highest_score",
    "groups",
    "group_scores",
];
/// The column behind them where figures may be meant for an edition before.
const NOTICES: [&str; 1] = ["notices"];

/// Returns the report as CSV (RFC 4180), with a header.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn render(report: &Report<'_>) -> Result<String, String> {
    let rows = report.results().zip(report.paths());
    let notices = report.may_be_old().join(" ");
    let notices: Option<String> = (!notices.is_empty()).then(|| cell(&notices));
    let further: &[&str] = if notices.is_some() { &NOTICES } else { &[] };
    csv(
        &[COLUMNS, further].concat(),
        rows.map(|((id, dimension, result), groups)| {
            let mut cells = row(report, id, dimension, result);
            cells.extend(scores(report, id, result));
            cells.extend(above(report, &groups));
            cells.extend(notices.clone());
            cells
        }),
    )
}

/// Returns rows as CSV (RFC 4180) under a header.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub(super) fn csv(
    columns: &[&str],
    rows: impl Iterator<Item = Vec<String>>,
) -> Result<String, String> {
    let mut writer = csv::WriterBuilder::new()
        .quote_style(csv::QuoteStyle::NonNumeric)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let header = columns.iter().map(|&column| column.to_owned()).collect();
    for row in std::iter::once(header).chain(rows) {
        writer.write_record(&row).map_err(|error| error.to_string())?;
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

fn row(
    report: &Report<'_>,
    index: DimensionId,
    dimension: &Dimension,
    result: &DimensionResult,
) -> Vec<String> {
    let given = report.sheet.given();
    let judgement = &report.judgement;
    let evidenced = judgement.scores.level(Basis::Evidenced);
    let earlier = report.earlier.as_ref();
    let earlier =
        earlier.and_then(|earlier| earlier.judgement.scores.dimensions.get(index.index()));
    vec![
        cell(&given.scope),
        given.date.to_string(),
        cell(given.respondent.as_deref().unwrap_or_default()),
        cell(&report.rubric().id),
        cell(&report.rubric().version),
        report.instrument.fingerprints().rubric.clone(),
        number(report.level().map(|row| row.level)),
        judgement.scores.claimed.score.as_ref().map(mean).unwrap_or_default(),
        number(evidenced),
        dimension.id.clone(),
        cell(&dimension.name),
        dimension.weight.to_string(),
        result.status.word().to_owned(),
        result.score.as_ref().map(mean).unwrap_or_default(),
        number(result.level()),
        number(result.evidenced_level()),
        number(report.widest_range_of(index, result).map(|range| range.0)),
        number(report.widest_range_of(index, result).map(|range| range.1)),
        if result.limiting { "yes" } else { "no" }.to_owned(),
        number(earlier.filter(|then| !then.status.is_unknown()).and_then(DimensionResult::level)),
        cell(&report.answers_in_words(index)),
        texts(report, dimension, |said| said.evidence.map(Evidence::word)),
        texts(report, dimension, |said| said.source.as_deref()),
        texts(report, dimension, |said| said.note.as_deref()),
        next_actions(report, index),
    ]
}

/// Returns the scores beside the claimed one: on evidence, at worst, at best, and the ends of its
/// range.
fn scores(report: &Report<'_>, id: DimensionId, result: &DimensionResult) -> [String; 5] {
    let shown = |score: Option<&Exact>| score.map(mean).unwrap_or_default();
    let possible = report.widest_score_range_of(id, result);
    let possible = possible.as_ref();
    let range = score_range(report.rubric(), id);
    [
        shown(result.evidenced_score.as_ref()),
        shown(possible.map(|possible| &possible.0)),
        shown(possible.map(|possible| &possible.1)),
        shown(range.as_ref().map(|range| &range.0)),
        shown(range.as_ref().map(|range| &range.1)),
    ]
}

/// Returns the groups that a dimension stands in, outermost first, and what they come to.
fn above(report: &Report<'_>, groups: &[GroupId]) -> [String; 2] {
    let profile = &report.scores().profiles.claimed;
    let found = groups.iter().filter_map(|id| report.rubric().groups.get(id.index()));
    let ids: Vec<_> = found.map(|group| group.id.as_str()).collect();
    let score = |id: &GroupId| {
        let score = member_score(report.rubric(), profile, Member::Group(*id));
        score.as_ref().map(mean).unwrap_or_default()
    };
    let scores: Vec<_> = groups.iter().map(score).collect();
    [cell(&ids.join(" / ")), cell(&scores.join(" / "))]
}

/// Returns what stands beside the answers to a dimension's questions, joined.
fn texts<'r>(
    report: &Report<'r>,
    dimension: &Dimension,
    of: impl Fn(&'r crate::domain::GivenAnswer) -> Option<&'r str>,
) -> String {
    let said =
        dimension.questions.iter().filter_map(|scored| report.sheet.given_answer(&scored.question));
    let texts: Vec<_> = said.filter_map(of).collect();
    cell(&texts.join("; "))
}

fn next_actions(report: &Report<'_>, dimension: DimensionId) -> String {
    let listed = report.judgement.actions.iter();
    let actions = listed.filter_map(|listed| report.rubric().actions.get(listed.action.index()));
    let of_it = actions.filter(|action| action.dimension == dimension);
    cell(&of_it.map(|action| action.id.as_str()).collect::<Vec<_>>().join(" "))
}

fn number(level: Option<i64>) -> String {
    level.map_or_else(String::new, |level| level.to_string())
}

//! Several people's answers for programs.

use super::{MergedReport, Views, kind};
use crate::document::write::MappingDocument;
use crate::domain::exact::Exact;
use crate::domain::index::DimensionId;
use crate::domain::merge::MergedQuestion;
use crate::domain::merge::agreement::Agreement;
use crate::domain::merge::heard::Heard;
use crate::domain::sorting;
use crate::report::json::ReferenceV1;
use crate::report::json_text;
use serde::Serialize;
use std::collections::BTreeMap;

/// Returns merged answers as JSON, version 1, indented, with a line end.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn render(merged: &MergedReport<'_>) -> Result<String, serde_json::Error> {
    json_text::text(&V1::from(merged))
}

/// Version 1 of merged answers. Fields are only ever added.
#[derive(Serialize)]
struct V1<'a> {
    version: u8,
    rubric: ReferenceV1<'a>,
    scope: &'a str,
    date: String,
    respondents: usize,
    /// Who they are, where people are named.
    #[serde(skip_serializing_if = "Option::is_none")]
    people: Option<&'a [String]>,
    files: &'a [String],
    overall: OverallV1<'a>,
    dimensions: Vec<DimensionV1<'a>>,
    questions: Vec<QuestionV1<'a>>,
    notices: Vec<String>,
}

#[derive(Serialize)]
struct OverallV1<'a> {
    level: Option<i64>,
    name: Option<&'a str>,
    mean: Option<f64>,
    exact: Option<String>,
    lowest: Option<i64>,
    highest: Option<i64>,
}

#[derive(Serialize)]
struct DimensionV1<'a> {
    id: &'a str,
    name: &'a str,
    /// What became of its questions: answered, unknown, unanswered or `not_applicable`.
    status: Option<&'static str>,
    level: Option<i64>,
    lowest: Option<i64>,
    highest: Option<i64>,
    discuss: bool,
    agreement: Option<AgreementV1>,
}

#[derive(Serialize)]
struct AgreementV1 {
    measure: &'static str,
    exact: String,
    value: f64,
    limit: f64,
    agrees: bool,
    voices: usize,
}

#[derive(Serialize)]
struct QuestionV1<'a> {
    id: &'a str,
    agreed: MappingDocument<'a>,
    agreed_by: &'static str,
    discuss: bool,
    voices: VoicesV1,
    evidence: BTreeMap<&'static str, usize>,
    said: Vec<SaidV1<'a>>,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct VoicesV1 {
    /// How many gave an answer of each score.
    levels: BTreeMap<String, usize>,
    /// How many gave a value, with a score or without.
    values: usize,
    unknown: usize,
    not_applicable: usize,
}

#[derive(Serialize)]
struct SaidV1<'a> {
    /// Left out where nobody is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    respondent: Option<&'a str>,
    says: &'static str,
    level: Option<f64>,
    answer: MappingDocument<'a>,
}

impl<'a> From<&'a MergedReport<'a>> for V1<'a> {
    fn from(page: &'a MergedReport<'a>) -> Self {
        let instrument = page.report.instrument;
        let rubric = instrument.rubric();
        let given = page.merged.sheet.given();
        let dimension = |(id, dimension): (DimensionId, &'a crate::domain::rubric::Dimension)| {
            let Views { agreed, lowest, highest } = page.views(id);
            DimensionV1 {
                id: &dimension.id,
                name: &dimension.name,
                status: page.status(id).map(crate::domain::scores::Status::word),
                level: agreed,
                lowest,
                highest,
                discuss: page.is_to_discuss(id),
                agreement: page.agreement(id).as_ref().map(AgreementV1::from),
            }
        };
        Self {
            version: 1,
            rubric: ReferenceV1 {
                id: &rubric.id,
                version: &rubric.version,
                sha256: &instrument.fingerprints().rubric,
            },
            scope: &given.scope,
            date: given.date.to_string(),
            respondents: page.merged.people.len(),
            people: page.names.then_some(&*page.merged.people),
            files: page.files,
            overall: OverallV1::from(page),
            dimensions: DimensionId::each(&rubric.dimensions).map(dimension).collect(),
            questions: page.merged.questions.iter().map(|it| question(page, it)).collect(),
            notices: page.notices(),
        }
    }
}

impl<'a> From<&'a MergedReport<'a>> for OverallV1<'a> {
    fn from(page: &'a MergedReport<'a>) -> Self {
        let Views { agreed, lowest, highest } = page.overall();
        let score = page.merged.scores.claimed.score.as_ref();
        Self {
            level: agreed,
            name: page.report.level().map(|level| level.name.as_str()),
            mean: score.map(hundredths),
            exact: score.map(Exact::to_string),
            lowest,
            highest,
        }
    }
}

impl From<&Agreement> for AgreementV1 {
    fn from(agreement: &Agreement) -> Self {
        Self {
            measure: "AD_Md",
            exact: agreement.deviation.to_string(),
            value: hundredths(&agreement.deviation),
            limit: hundredths(&agreement.limit),
            agrees: agreement.holds(),
            voices: agreement.voices,
        }
    }
}

fn question<'a>(page: &MergedReport<'a>, question: &'a MergedQuestion) -> QuestionV1<'a> {
    let grades = crate::domain::Evidence::ALL.map(|grade| (grade.word(), Some(grade)));
    let grades = grades.into_iter().chain([("none", None)]);
    let counted = grades.map(|(word, grade)| (word, question.resting_on(grade)));
    let levels = question.spread().into_iter();
    let said = |heard: &'a Heard| SaidV1 {
        respondent: page.names.then_some(&*heard.voice.respondent),
        says: kind(&heard.standing),
        level: heard.score().map(hundredths),
        answer: MappingDocument::from(&heard.voice.answer),
    };
    QuestionV1 {
        id: &question.id,
        agreed: MappingDocument::from(&question.agreed),
        agreed_by: question.by.word(),
        discuss: question.discuss,
        voices: VoicesV1 {
            levels: sorting::to_map(levels.map(|(score, count)| (score.to_string(), count))),
            values: question.heard.iter().filter(|heard| heard.rank().is_some()).count(),
            unknown: question.unknown(),
            not_applicable: question.not_applicable(),
        },
        evidence: sorting::to_map(counted.filter(|(_, count)| *count > 0)),
        said: question.heard.iter().map(said).collect(),
        notes: page.notes(question),
    }
}

/// Returns a number as it is shown: hundredths, rounded down.
fn hundredths(number: &Exact) -> f64 {
    number.down_to_hundredths().map_or(f64::MAX, crate::domain::Decimal::to_f64)
}

//! A comparison for programs.

use super::{Compared, Dated, Ruler};
use crate::document::write::{FigureDocument, NumberDocument};
use crate::domain::comparison::{Figures, Moved, Pace};
use crate::domain::measured::Measured;
use crate::domain::snapshot::{Point, Snapshot};
use crate::report::json::{Number, ReferenceV1};
use crate::report::json_text;
use serde::Serialize;

/// Returns the comparison as JSON, version 1, indented, with a line end.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn render(compared: &Compared<'_>) -> Result<String, serde_json::Error> {
    json_text::text(&V1::from(compared))
}

/// Version 1 of the comparison. Fields are only ever added.
#[derive(Serialize)]
struct V1<'a> {
    version: u8,
    rubric: ReferenceV1<'a>,
    before: Option<DateV1<'a>>,
    after: Option<DateV1<'a>>,
    overall: OverallV1,
    dimensions: Vec<DimensionV1<'a>>,
    scenarios: Vec<ScenarioV1<'a>>,
    /// The steps that were reached.
    reached: Vec<ReachedV1<'a>>,
    ruler: RulerV1<'a>,
    /// All dates in the order in which they were named.
    dates: Vec<DateV1<'a>>,
    notices: Vec<NoticeV1>,
    /// Whether the whole or a dimension fell.
    fell: bool,
}

#[derive(Serialize)]
struct DateV1<'a> {
    file: &'a str,
    scope: &'a str,
    date: String,
    level: Option<i64>,
    evidenced_level: Option<i64>,
    score: Option<Number>,
    dimensions: Vec<PointV1<'a>>,
}

#[derive(Serialize)]
struct PointV1<'a> {
    id: &'a str,
    #[serde(flatten)]
    held: HeldV1<'a>,
}

/// What a dimension holds. Null is what is not known, does not apply or is not there.
#[derive(Serialize)]
struct HeldV1<'a> {
    status: &'static str,
    level: Option<i64>,
    evidenced_level: Option<i64>,
    score: Option<Number>,
    value: Option<FigureDocument<'a>>,
}

#[derive(Serialize)]
struct OverallV1 {
    before: Option<i64>,
    after: Option<i64>,
    change: &'static str,
}

#[derive(Serialize)]
struct DimensionV1<'a> {
    id: &'a str,
    name: &'a str,
    before: Option<HeldV1<'a>>,
    after: Option<HeldV1<'a>>,
    change: &'static str,
    within_level: &'static str,
    /// The unit of `value`; null where several questions have figures, or none has.
    unit: Option<&'a str>,
    figures: Vec<FiguresV1<'a>>,
    /// The figures of its follow-ups, which have no say in `within_level` of the dimension.
    follow_ups: Vec<FiguresV1<'a>>,
}

#[derive(Serialize)]
struct FiguresV1<'a> {
    question: &'a str,
    unit: &'a str,
    before: Option<FigureDocument<'a>>,
    after: Option<FigureDocument<'a>>,
    within_level: &'static str,
    /// Where a straight line through both leads; null where it leads to no worse answer.
    pace: Option<PaceV1<'a>>,
}

#[derive(Serialize)]
struct PaceV1<'a> {
    /// Null where that day is more than ten years away.
    on: Option<String>,
    option: &'a str,
    level: Option<i64>,
}

#[derive(Serialize)]
struct ScenarioV1<'a> {
    id: &'a str,
    title: &'a str,
    before: &'static str,
    after: &'static str,
    /// The figures that it takes and that are not there as they were; empty where levels alone
    /// turned it.
    figures: Vec<TurnedV1<'a>>,
}

#[derive(Serialize)]
struct TurnedV1<'a> {
    question: &'a str,
    before: &'static str,
    after: &'static str,
}

#[derive(Serialize)]
struct ReachedV1<'a> {
    dimension: &'a str,
    level: i64,
    reached_when: Option<&'a str>,
}

#[derive(Serialize)]
struct RulerV1<'a> {
    same: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    before: Option<ReferenceV1<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<ReferenceV1<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    overall: Option<RuledV1>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dimensions: Option<Vec<RuledDimensionV1<'a>>>,
}

/// The level of the first answers by the rubric of then, and by the present one.
#[derive(Serialize)]
struct RuledV1 {
    then: Option<i64>,
    now: Option<i64>,
}

#[derive(Serialize)]
struct RuledDimensionV1<'a> {
    id: &'a str,
    #[serde(flatten)]
    level: RuledV1,
}

#[derive(Serialize)]
struct NoticeV1 {
    message: String,
}

impl<'a> From<&'a Compared<'_>> for V1<'a> {
    fn from(compared: &'a Compared<'_>) -> Self {
        let comparison = &compared.comparison;
        let date = |dated: &'a Dated| date(compared, dated);
        let [before, after] = [compared.dates.first(), compared.dates.last()]
            .map(|dated| dated.map(|it| &it.snapshot));
        let level = |snapshot: Option<&Snapshot>| snapshot.and_then(|snapshot| snapshot.level);
        let dimensions = comparison.dimensions.iter();
        let notices = compared.notices().into_iter();
        Self {
            version: 1,
            rubric: present(compared),
            before: compared.dates.first().map(date),
            after: compared.dates.last().map(date),
            overall: OverallV1 {
                before: level(before),
                after: level(after),
                change: comparison.overall.word(),
            },
            dimensions: dimensions
                .filter_map(|moved| dimension(compared, moved, (before, after)))
                .collect(),
            scenarios: scenarios(compared),
            reached: compared
                .reached()
                .map(|(dimension, level, reached_when)| ReachedV1 {
                    dimension: compared.after.dimension_id(dimension),
                    level,
                    reached_when,
                })
                .collect(),
            ruler: ruler(compared),
            dates: compared.dates.iter().map(date).collect(),
            notices: notices.map(|message| NoticeV1 { message }).collect(),
            fell: comparison.has_fallen(),
        }
    }
}

fn present<'a>(compared: &'a Compared<'_>) -> ReferenceV1<'a> {
    let (rubric, sha256) =
        (compared.after.rubric(), &compared.after.instrument.fingerprints().rubric);
    ReferenceV1 { id: &rubric.id, version: &rubric.version, sha256 }
}

fn date<'a>(compared: &'a Compared<'_>, dated: &'a Dated) -> DateV1<'a> {
    let snapshot = &dated.snapshot;
    let dimensions = compared.after.rubric().dimensions.iter().zip(&snapshot.dimensions);
    DateV1 {
        file: &dated.file,
        scope: &snapshot.scope,
        date: snapshot.date.to_string(),
        level: snapshot.level,
        evidenced_level: snapshot.evidenced_level,
        score: snapshot.score.map(Number::of_hundredths),
        dimensions: dimensions
            .map(|(dimension, point)| PointV1 { id: &dimension.id, held: held(point) })
            .collect(),
    }
}

fn held(point: &Point) -> HeldV1<'_> {
    HeldV1 {
        status: point.status.word(),
        level: point.level,
        evidenced_level: point.evidenced_level,
        score: point.score.map(Number::of_hundredths),
        value: point.value.as_ref().map(value),
    }
}

fn value(measured: &Measured) -> FigureDocument<'_> {
    match measured {
        Measured::Number(number) => FigureDocument::Number(NumberDocument(*number)),
        Measured::Word(word) => FigureDocument::Word(word),
    }
}

fn dimension<'a>(
    compared: &'a Compared<'_>,
    moved: &'a Moved,
    (before, after): (Option<&'a Snapshot>, Option<&'a Snapshot>),
) -> Option<DimensionV1<'a>> {
    let found = compared.after.rubric().dimensions.get(moved.dimension.index())?;
    let point = |snapshot: Option<&'a Snapshot>| {
        snapshot.and_then(|snapshot| snapshot.dimensions.get(moved.dimension.index())).map(held)
    };
    Some(DimensionV1 {
        id: &found.id,
        name: &found.name,
        before: point(before),
        after: point(after),
        change: moved.change.word(),
        within_level: moved.within.word(),
        unit: compared.unit(moved.dimension),
        figures: moved.figures.iter().filter_map(|one| figures(compared, one)).collect(),
        follow_ups: moved.follow_ups.iter().filter_map(|one| figures(compared, one)).collect(),
    })
}

fn figures<'a>(compared: &'a Compared<'_>, figures: &'a Figures) -> Option<FiguresV1<'a>> {
    let question = compared.asked(figures)?;
    let pace = |pace: &Pace| PaceV1 {
        on: pace.on.map(|on| on.to_string()),
        option: question.options.get(pace.option).map_or("", |option| &option.id),
        level: pace.level,
    };
    Some(FiguresV1 {
        question: &figures.question,
        unit: question.measure.as_ref().map_or("", |measure| &measure.unit),
        before: figures.before.as_ref().map(value),
        after: figures.after.as_ref().map(value),
        within_level: figures.within.word(),
        pace: figures.pace.as_ref().map(pace),
    })
}

fn scenarios<'a>(compared: &'a Compared<'_>) -> Vec<ScenarioV1<'a>> {
    let turned = compared.comparison.scenarios.iter().filter_map(|(id, then, now)| {
        let scenario = compared.after.rubric().scenarios.get(id.index())?;
        Some(ScenarioV1 {
            id: &scenario.id,
            title: &scenario.title,
            before: then.word(),
            after: now.word(),
            figures: compared
                .turned_by(*id)
                .map(|(need, [before, after])| TurnedV1 {
                    question: &need.question,
                    before: before.word(),
                    after: after.word(),
                })
                .collect(),
        })
    });
    turned.collect()
}

fn ruler<'a>(compared: &'a Compared<'_>) -> RulerV1<'a> {
    let Some(ruler) = &compared.ruler else {
        return RulerV1 { same: true, before: None, after: None, overall: None, dimensions: None };
    };
    let Ruler { id, version, sha256, level, dimensions } = ruler;
    let dimensions = dimensions.iter().map(|moved| RuledDimensionV1 {
        id: &moved.id,
        level: RuledV1 { then: moved.then, now: moved.now },
    });
    RulerV1 {
        same: false,
        before: Some(ReferenceV1 { id, version, sha256 }),
        after: Some(present(compared)),
        overall: Some(RuledV1 { then: level.0, now: level.1 }),
        dimensions: Some(dimensions.collect()),
    }
}

//! A portfolio for programs.

use super::{Portfolio, SMALL_GROUP};
use crate::domain::portfolio::attention::Needy;
use crate::domain::portfolio::histogram::Histogram;
use crate::domain::portfolio::tally::{Counts, DimensionCounts};
use crate::domain::rubric::Dimension;
use crate::report::json::{Number, ReferenceV1};
use crate::report::json_text;
use serde::Serialize;
use serde::ser::Serializer;
use std::collections::BTreeMap;

/// Returns the portfolio as JSON, version 1, indented, with a line end.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn render(portfolio: &Portfolio<'_>) -> Result<String, serde_json::Error> {
    json_text::text(&V1::from(portfolio))
}

/// Version 1 of a portfolio. Fields are only ever added.
#[derive(Serialize)]
struct V1<'a> {
    version: u8,
    /// The day that the records were judged on.
    judged_on: String,
    portfolio: Totals,
    rubric: ReferenceV1<'a>,
    questionnaire: ReferenceV1<'a>,
    #[serde(flatten)]
    all: CountsV1<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stale: Option<StaleV1>,
    attention: Vec<NeedyV1<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    groups: Option<GroupsV1<'a>>,
}

/// How many records there are.
#[derive(Serialize)]
struct Totals {
    records: u64,
    judged: u64,
    invalid: u64,
    too_much_unknown: u64,
}

/// What a set of records comes to.
#[derive(Serialize)]
struct CountsV1<'a> {
    overall: OverallV1,
    dimensions: Vec<DimensionV1<'a>>,
}

#[derive(Serialize)]
struct OverallV1 {
    levels: Distribution,
    evidenced_levels: Distribution,
    scores: Distribution,
    too_much_unknown: u64,
}

#[derive(Serialize)]
struct DimensionV1<'a> {
    id: &'a str,
    name: &'a str,
    levels: Distribution,
    scores: Distribution,
    unknown: u64,
    not_applicable: u64,
    /// In how many records no other dimension is lower, and its level is known.
    limiting: u64,
}

/// How often each number occurs, and what stands at a quarter, half and three quarters of the way.
#[derive(Serialize)]
struct Distribution {
    counts: Vec<Count>,
    lowest: Option<Number>,
    lower_quartile: Option<Number>,
    median: Option<Number>,
    upper_quartile: Option<Number>,
    highest: Option<Number>,
}

#[derive(Serialize)]
struct Count {
    at: Number,
    records: u64,
}

#[derive(Serialize)]
struct StaleV1 {
    before: String,
    months: i64,
    records: u64,
}

#[derive(Serialize)]
struct NeedyV1<'a> {
    record: u64,
    /// Where it stands; the record's number says so alone where nobody is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    line: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<&'a str>,
    date: String,
    level: Option<i64>,
    worst: Option<i64>,
    mean: Option<Number>,
    unknown: usize,
    too_much_unknown: bool,
    stale: bool,
    limiting: Vec<&'a str>,
}

#[derive(Serialize)]
struct GroupsV1<'a> {
    by: &'a [String],
    /// Groups of fewer records than this are not shown; nothing where all are.
    suppressed_below: Option<u64>,
    /// How many groups are not shown, and how many records they have.
    suppressed: Suppressed,
    groups: Vec<GroupV1<'a>>,
}

#[derive(Serialize)]
struct Suppressed {
    groups: u64,
    records: u64,
}

#[derive(Serialize)]
struct GroupV1<'a> {
    #[serde(serialize_with = "by_id")]
    tags: BTreeMap<&'a str, Option<&'a str>>,
    records: u64,
    #[serde(flatten)]
    counts: CountsV1<'a>,
}

fn by_id<S: Serializer>(
    tags: &BTreeMap<&str, Option<&str>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(tags)
}

impl<'a> From<&Portfolio<'a>> for V1<'a> {
    fn from(portfolio: &Portfolio<'a>) -> Self {
        let instrument = portfolio.instrument;
        let (questionnaire, rubric) = (instrument.questionnaire(), instrument.rubric());
        let fingerprints = instrument.fingerprints();
        let (tally, dimensions) = (portfolio.tally, &rubric.dimensions);
        let needy = tally.attention.list().iter();
        let groups = (!portfolio.group_by.is_empty()).then(|| GroupsV1::from(portfolio));
        Self {
            version: 1,
            judged_on: portfolio.judged_on.to_string(),
            portfolio: Totals {
                records: portfolio.records(),
                judged: tally.all.records,
                invalid: tally.invalid,
                too_much_unknown: tally.all.too_much_unknown,
            },
            rubric: ReferenceV1 {
                id: &rubric.id,
                version: &rubric.version,
                sha256: &fingerprints.rubric,
            },
            questionnaire: ReferenceV1 {
                id: &questionnaire.id,
                version: &questionnaire.version,
                sha256: &fingerprints.questionnaire,
            },
            all: CountsV1::of(&tally.all, dimensions),
            stale: portfolio.stale.map(|(before, months)| StaleV1 {
                before: before.to_string(),
                months,
                records: tally.all.stale,
            }),
            attention: needy.map(|one| NeedyV1::of(one, portfolio)).collect(),
            groups,
        }
    }
}

impl<'a> CountsV1<'a> {
    fn of(counts: &Counts, dimensions: &'a [Dimension]) -> Self {
        let none = DimensionCounts::default();
        let dimension = |(index, dimension): (usize, &'a Dimension)| {
            let counts = counts.dimensions.get(index).unwrap_or(&none);
            DimensionV1 {
                id: &dimension.id,
                name: &dimension.name,
                levels: Distribution::of_levels(&counts.levels),
                scores: Distribution::of_hundredths(&counts.scores),
                unknown: counts.unknown,
                not_applicable: counts.not_applicable,
                limiting: counts.limiting,
            }
        };
        Self {
            overall: OverallV1 {
                levels: Distribution::of_levels(&counts.levels),
                evidenced_levels: Distribution::of_levels(&counts.evidenced_levels),
                scores: Distribution::of_hundredths(&counts.scores),
                too_much_unknown: counts.too_much_unknown,
            },
            dimensions: dimensions.iter().enumerate().map(dimension).collect(),
        }
    }
}

impl Distribution {
    fn of_levels(histogram: &Histogram) -> Self {
        Self::of(histogram, |level| Number::of_hundredths(level.saturating_mul(100)))
    }

    fn of_hundredths(histogram: &Histogram) -> Self {
        Self::of(histogram, Number::of_hundredths)
    }

    fn of(histogram: &Histogram, number: fn(i64) -> Number) -> Self {
        let counts = histogram.counts().map(|(at, records)| Count { at: number(at), records });
        let ends = histogram.ends();
        let [lower, median, upper] = match histogram.quartiles() {
            Some(quartiles) => quartiles.map(Some),
            None => [None; 3],
        };
        Self {
            counts: counts.collect(),
            lowest: ends.map(|(lowest, _)| number(lowest)),
            lower_quartile: lower.map(number),
            median: median.map(number),
            upper_quartile: upper.map(number),
            highest: ends.map(|(_, highest)| number(highest)),
        }
    }
}

impl<'a> NeedyV1<'a> {
    fn of(needy: &'a Needy, portfolio: &Portfolio<'a>) -> Self {
        let dimensions = &portfolio.instrument.rubric().dimensions;
        let limiting = needy.limiting.iter().filter_map(|id| dimensions.get(id.index()));
        let file = portfolio.files.get(needy.place.file).map(String::as_str);
        Self {
            record: needy.place.record,
            file: file.filter(|_| !portfolio.anonymous),
            line: needy.place.line.filter(|_| !portfolio.anonymous),
            scope: (!portfolio.anonymous).then_some(needy.scope.as_str()),
            date: needy.date.to_string(),
            level: needy.level,
            worst: needy.worst,
            mean: needy.hundredths.map(Number::of_hundredths),
            unknown: needy.unknown,
            too_much_unknown: needy.too_much_unknown,
            stale: needy.stale,
            limiting: limiting.map(|dimension| dimension.id.as_str()).collect(),
        }
    }
}

impl<'a> From<&Portfolio<'a>> for GroupsV1<'a> {
    fn from(portfolio: &Portfolio<'a>) -> Self {
        let dimensions = &portfolio.instrument.rubric().dimensions;
        let (groups, records) = portfolio.withheld();
        let suppressed = Suppressed { groups, records };
        let shown = portfolio.groups().into_iter().filter_map(|group| {
            let tags = portfolio.group_by.iter().zip(group.tags);
            Some(GroupV1 {
                tags: tags.map(|(id, text)| (id.as_str(), text.as_deref())).collect(),
                records: group.records,
                counts: CountsV1::of(group.counts?, dimensions),
            })
        });
        let groups = shown.collect();
        let suppressed_below = (!portfolio.small_groups).then_some(SMALL_GROUP);
        Self { by: portfolio.group_by, suppressed_below, suppressed, groups }
    }
}

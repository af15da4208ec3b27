//! A comparison of two dates or more as pages: what moved, what eroded, every level and figure, and
//! the lines over time. Judges nothing, and compares nothing.

use super::section::{Cell, Content, Section, Table};
use crate::domain::change::Change;
use crate::domain::comparison::{Moved, Within};
use crate::domain::index::DimensionId;
use crate::domain::measured::Measured;
use crate::domain::questionnaire::Better;
use crate::domain::rubric::Scale;
use crate::domain::scores::Status;
use crate::domain::snapshot::{Point, main_question};
use crate::report::comparing::telling::{Trend, bare, figure, held, held_overall, sampled, within};
use crate::report::comparing::{Compared, Ruler};
use crate::report::lines::{Lines, Panel};
use crate::report::styled::Tone;
use crate::report::words::actions::reached_when;
use crate::report::words::isolated;
use crate::report::words::verdicts::{change, verdict};

/// The most dates that a table has columns for, and that a picture has marks for.
const MOST_COLUMNS: usize = 6;
const MOST_MARKS: usize = 60;

/// Returns what kind of hand-out it is.
pub(super) fn title(compared: &Compared<'_>) -> String {
    format!("{}: what changed", compared.after.rubric().title)
}

/// Returns what stands below the title: which days are compared.
pub(super) fn cover(compared: &Compared<'_>) -> Vec<Content> {
    vec![Content::Paragraph(compared.days())]
}

/// Returns the parts; the trend of a table is drawn with characters.
pub(super) fn sections(compared: &Compared<'_>, with: Trend) -> Vec<Section> {
    let parts = [
        Some(levels(compared, with)),
        figures(compared),
        over_time(compared),
        scenarios(compared),
        reached(compared),
        compared.ruler.as_ref().map(|ruler| self::ruler(compared, ruler)),
    ];
    let first = std::iter::once(moved(compared)).chain(erosion(compared));
    first.chain(parts.into_iter().flatten()).collect()
}

fn moved(compared: &Compared<'_>) -> Section {
    let mut moves = compared.moves().into_iter();
    let section = Section::new("moved", "What moved").with(moves.next().map(Content::Lead));
    let section = section.with(moves.chain(compared.known()).map(Content::Paragraph));
    section.with(Content::list("What to bear in mind:", compared.notices()))
}

/// Returns what worsened: within a level that holds, and elsewhere.
fn erosion(compared: &Compared<'_>) -> impl Iterator<Item = Section> + use<> {
    let titles = [("erosion", "Erosion inside a level"), ("worse", "Other figures that worsened")];
    let told = titles.into_iter().zip(compared.erosion());
    told.filter(|(_, sentences)| !sentences.is_empty()).map(|((id, title), sentences)| {
        Section::new(id, title).with(sentences.into_iter().map(Content::Paragraph))
    })
}

fn levels(compared: &Compared<'_>, with: Trend) -> Section {
    let many = compared.dates.len() > 2;
    let mut columns = vec!["Dimension", "Before", "After", "Level", "Figure"];
    columns.extend(many.then_some("Over time"));
    let mut table = Table::new("Each dimension, before and after", &columns);
    table.rows.extend(compared.comparison.dimensions.iter().map(|moved| {
        let mut points = compared.points(moved.dimension);
        let first = points.next();
        let last = points.last().or(first);
        let mut row = vec![
            Cell::from(compared.name(moved.dimension)),
            Cell::from(first.map(held).unwrap_or_default()),
            Cell::from(last.map(held).unwrap_or_default()),
            Cell::toned(change(moved.change), tone_of(moved.change)),
            Cell::toned(within(moved.within), tone_within(moved)),
        ];
        row.extend(many.then(|| Cell::from(compared.trend(moved.dimension, with))));
        row
    }));
    let section = Section::new("levels", "Levels");
    let section = section.with([Content::Table(table)]);
    let lines = picture(compared).filter(|_| compared.dates.len() > 1);
    let given = compared.comparison.dimensions.iter().flat_map(|moved| &moved.follow_ups);
    let mut given = given.filter(|figures| figures.before.is_some() || figures.after.is_some());
    let aside = given.next().map(|_| {
        Content::Paragraph(
            "The column of figures is about the main questions. The figures of follow-ups stand \
             below."
                .to_owned(),
        )
    });
    section.with(aside).with(lines.map(Content::Lines))
}

fn tone_of(change: Change) -> Tone {
    match change {
        Change::Fell => Tone::Bad,
        Change::NowUnknown => Tone::Warning,
        Change::Rose | Change::NowKnown => Tone::Good,
        Change::Same | Change::NowApplicable | Change::NowNotApplicable => Tone::Plain,
    }
}

fn tone_within(moved: &Moved) -> Tone {
    match moved.within {
        Within::Worse => Tone::Warning,
        Within::Better => Tone::Good,
        Within::Same | Within::Unmeasured => Tone::Plain,
    }
}

/// Returns every figure that was given at either date; nothing where there is none.
fn figures(compared: &Compared<'_>) -> Option<Section> {
    let columns = ["Measured", "Unit", "Before", "After", "Figure"];
    let mut table = Table::new("The figures behind the levels", &columns);
    let all = compared
        .comparison
        .dimensions
        .iter()
        .flat_map(|moved| moved.figures.iter().chain(&moved.follow_ups));
    let given = all.filter(|figures| figures.before.is_some() || figures.after.is_some());
    table.rows.extend(given.filter_map(|figures| {
        let question = compared.asked(figures)?;
        let unit = question.measure.as_ref().map_or("", |measure| &measure.unit);
        Some(vec![
            Cell::from(isolated(&question.title)),
            Cell::from(unit),
            Cell::from(bare(question, figures.before.as_ref())),
            Cell::from(bare(question, figures.after.as_ref())),
            Cell::from(within(figures.within)),
        ])
    }));
    let section = Section::new("figures", "Figures");
    (!table.rows.is_empty()).then(|| section.with([Content::Table(table)]))
}

/// Returns the levels and figures of all dates, or of as many as fit; nothing of two dates, which
/// stand in the tables before.
fn over_time(compared: &Compared<'_>) -> Option<Section> {
    let count = compared.dates.len();
    if count <= 2 {
        return None;
    }
    let shown = sampled(count, MOST_COLUMNS);
    let dates: Vec<_> = shown.iter().filter_map(|at| compared.dates.get(*at)).collect();
    let days: Vec<_> = dates.iter().map(|dated| dated.snapshot.date.to_string()).collect();
    let mut columns = vec!["Dimension"];
    columns.extend(days.iter().map(String::as_str));
    let mut table = Table::new("Level and figure at each date", &columns);
    let has_levels = compared.after.rubric().has_levels();
    let whole = dates.iter().map(|dated| held_overall(&dated.snapshot, has_levels).into());
    let title = if has_levels { "Overall level" } else { "The whole" };
    table.rows.push(std::iter::once(Cell::toned(title, Tone::Strong)).chain(whole).collect());
    let dimensions = DimensionId::all(compared.after.rubric().dimensions.len());
    table.rows.extend(dimensions.map(|dimension| {
        let cells = dates.iter().map(|dated| {
            let point = dated.snapshot.dimensions.get(dimension.index());
            Cell::from(
                point.map(|point| with_figure(compared, dimension, point)).unwrap_or_default(),
            )
        });
        std::iter::once(Cell::from(compared.name(dimension))).chain(cells).collect()
    }));
    let section = Section::new("dates", "Date by date");
    let left_out = (shown.len() < count).then(|| {
        let shown = shown.len();
        Content::Paragraph(format!(
            "Of {count} dates {shown} are shown, the first and the last among them. The CSV form \
             has all."
        ))
    });
    Some(section.with(left_out).with([Content::Table(table)]))
}

/// Returns what a dimension holds at a date, with the figure behind it: `3 (5.1)`.
fn with_figure(compared: &Compared<'_>, dimension: DimensionId, point: &Point) -> String {
    let held = held(point);
    let found = compared.after.rubric().dimensions.get(dimension.index());
    let question = found.and_then(|found| main_question(compared.after.instrument, found));
    match question.zip(point.value.as_ref()) {
        Some((question, value @ Measured::Number(_))) => {
            format!("{held} ({})", bare(question, Some(value)))
        }
        _ => held,
    }
}

fn scenarios(compared: &Compared<'_>) -> Option<Section> {
    let turned = &compared.comparison.turned_by;
    let mut columns = vec!["Scenario", "Title", "Before", "After"];
    columns.extend((!turned.is_empty()).then_some("Figure that turned it"));
    let mut table = Table::new("Scenarios with another verdict", &columns);
    table.rows.extend(compared.comparison.scenarios.iter().filter_map(|(id, then, now)| {
        let scenario = compared.after.rubric().scenarios.get(id.index())?;
        let tone = if now.rank() < then.rank() { Tone::Bad } else { Tone::Good };
        let mut row = vec![
            Cell::from(scenario.id.as_str()),
            Cell::from(isolated(&scenario.title)),
            Cell::from(verdict(*then)),
            Cell::toned(verdict(*now), tone),
        ];
        row.extend((!turned.is_empty()).then(|| Cell::from(compared.why_turned(*id))));
        Some(row)
    }));
    let section = Section::new("scenarios", "Scenarios");
    (!table.rows.is_empty()).then(|| section.with([Content::Table(table)]))
}

fn reached(compared: &Compared<'_>) -> Option<Section> {
    let items = compared.reached().map(|(dimension, level, said)| {
        let name = compared.name(dimension);
        match said {
            Some(said) => format!("{name}, level {level}. {}", reached_when(said)),
            None => format!("{name}, level {level}."),
        }
    });
    let list = Content::list("These steps are reached now:", items.collect());
    list.map(|list| Section::new("reached", "Steps reached").with([list]))
}

/// Returns what another rubric makes of the difference: what the ruler moved, and what you did.
fn ruler(compared: &Compared<'_>, ruler: &Ruler) -> Section {
    let rubric = compared.after.rubric();
    let last = compared.dates.last().map(|dated| &dated.snapshot);
    let sentences = ruler.words((&rubric.id, &rubric.version), last.and_then(|last| last.level));
    let columns = ["Dimension", "By the ruler of then", "By the present one", "Now"];
    let mut table = Table::new("What the ruler moved, and what you moved", &columns);
    let level =
        |level: Option<i64>| level.map_or_else(|| "-".to_owned(), |level| level.to_string());
    table.rows.extend(ruler.dimensions.iter().map(|moved| {
        let found = rubric.dimension(&moved.id);
        let name = found.map_or_else(|| isolated(&moved.id), |id| compared.name(id));
        let now = found.and_then(|id| last?.dimensions.get(id.index())?.level);
        vec![
            Cell::from(name),
            Cell::from(level(moved.then)),
            Cell::from(level(moved.now)),
            Cell::from(level(now)),
        ]
    }));
    let section = Section::new("ruler", "The ruler moved, and you moved");
    section.with(sentences.into_iter().map(Content::Paragraph)).with([Content::Table(table)])
}

/// Returns the lines over time.
fn picture(compared: &Compared<'_>) -> Option<Lines> {
    let shown = sampled(compared.dates.len(), MOST_MARKS);
    let dates: Vec<_> = shown.iter().filter_map(|at| compared.dates.get(*at)).collect();
    let day = |at: Option<&&crate::report::comparing::Dated>| {
        at.map(|dated| dated.snapshot.date.to_string()).unwrap_or_default()
    };
    let dimensions = DimensionId::all(compared.after.rubric().dimensions.len());
    let panels: Vec<_> =
        dimensions.filter_map(|dimension| panel(compared, dimension, &shown)).collect();
    let (from, to) = (day(dates.first()), day(dates.last()));
    let dimensions = DimensionId::all(compared.after.rubric().dimensions.len());
    let drawn = dimensions.filter(|id| compared.after.rubric().levels_of(*id).is_some());
    let said: Vec<_> = drawn.map(|dimension| in_words(compared, dimension)).collect();
    (!panels.is_empty()).then(|| Lines {
        title: "Levels and figures over time".to_owned(),
        text: format!("From {from} to {to}. {}", said.join(" ")),
        legend: "Line: the level. Dashes: the figure behind it; down is worse.".to_owned(),
        ends: (from, to),
        at: places(compared, &shown),
        panels,
    })
}

/// Says what a line leads from and to: `Overrides: from 3 to 3, the figure from 5.1 to 6.7% of
/// orders.`
fn in_words(compared: &Compared<'_>, dimension: DimensionId) -> String {
    let mut points = compared.points(dimension);
    let first = points.next();
    let last = points.last().or(first);
    let [from, to] = [first, last].map(|point| point.map(held).unwrap_or_default());
    let name = compared.name(dimension);
    let found = compared.after.rubric().dimensions.get(dimension.index());
    let question = found.and_then(|found| main_question(compared.after.instrument, found));
    let value = |point: Option<&Point>| point.and_then(|point| point.value.clone());
    match question.zip(value(first).zip(value(last))) {
        Some((question, (before, after))) => {
            let (before, after) = (bare(question, Some(&before)), figure(question, &after));
            format!("{name}: from {from} to {to}, the figure from {before} to {after}.")
        }
        None => format!("{name}: from {from} to {to}."),
    }
}

/// Returns where each date stands: by its day where they are in order, else evenly.
fn places(compared: &Compared<'_>, shown: &[usize]) -> Vec<i64> {
    let days = shown.iter().filter_map(|at| compared.dates.get(*at));
    let days: Vec<_> = days.map(|dated| dated.snapshot.date).collect();
    let last = i64::try_from(days.len().saturating_sub(1)).unwrap_or(1).max(1);
    match days.first().zip(days.last()) {
        Some((from, to)) if compared.dates_in_order() => {
            let all = from.days_until(*to).max(1);
            days.iter().map(|day| from.days_until(*day) * 1000 / all).collect()
        }
        _ => (0..=last).map(|at| at * 1000 / last).take(days.len()).collect(),
    }
}

fn panel(compared: &Compared<'_>, dimension: DimensionId, shown: &[usize]) -> Option<Panel> {
    let rubric = compared.after.rubric();
    let scale = rubric.levels_of(dimension)?;
    let found = rubric.dimensions.get(dimension.index())?;
    let better = main_question(compared.after.instrument, found)
        .and_then(|question| question.measure.as_ref())
        .map(|measure| measure.better);
    let points: Vec<_> = compared.points(dimension).collect();
    let points: Vec<_> = shown.iter().filter_map(|at| points.get(*at).copied()).collect();
    Some(Panel {
        name: found.name.clone(),
        levels: points.iter().map(|point| Some(height(scale, point.level?))).collect(),
        figures: better.map(|better| figure_heights(&points, better)).unwrap_or_default(),
        ends: (
            points.first().map(|point| mark(point)).unwrap_or_default(),
            points.last().map(|point| mark(point)).unwrap_or_default(),
        ),
    })
}

/// Returns the level as it stands beside a line, where there is little room.
fn mark(point: &Point) -> String {
    match point.status {
        Status::Answered => held(point),
        Status::NotApplicable => "-".to_owned(),
        Status::Unknown | Status::Unanswered => "?".to_owned(),
    }
}

fn height(scale: Scale, level: i64) -> i64 {
    let span = scale.highest.saturating_sub(scale.lowest).max(1);
    level.saturating_sub(scale.lowest).clamp(0, span) * 1000 / span
}

/// Returns how high figures lie between the worst and the best of them.
fn figure_heights(points: &[&Point], better: Better) -> Vec<Option<i64>> {
    let number = |point: &&Point| point.value.as_ref().and_then(Measured::number);
    let numbers: Vec<_> = points.iter().filter_map(number).collect();
    let (least, most) = (numbers.iter().min().copied(), numbers.iter().max().copied());
    let Some((least, most)) = least.zip(most) else { return Vec::new() };
    let (least, most) = (least.exact(), most.exact());
    let span = &most - &least;
    let share = |number: crate::domain::Decimal| {
        let above = match better {
            Better::Higher => &number.exact() - &least,
            Better::Lower => &most - &number.exact(),
        };
        let share = above.over(&span).map(|share| share.hundredths() * 10);
        share.unwrap_or(500)
    };
    points.iter().map(|point| number(point).map(share)).collect()
}

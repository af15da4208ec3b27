//! A portfolio as an Excel workbook. The rows of its records are no part of what is written here:
//! they come one after the other, between the two halves of their sheet.

use super::rows::Columns;
use super::{Portfolio, SMALL_GROUP, ShownGroup};
use crate::domain::Date;
use crate::domain::portfolio::histogram::Histogram;
use crate::domain::portfolio::tally::{Counts, DimensionCounts};
use crate::report::sheets::{self, Cell, Looks, write_headings, write_row};
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

/// The name of the sheet of records.
const RECORDS: &str = "Records";
/// How many records fit on a sheet, below its headings.
pub const MOST_RECORDS: u64 = crate::document::sheet_value::ROWS as u64 - 1;
/// The part of the file that the sheet of records is, where it is the only one.
pub const ONLY_SHEET: &str = "xl/worksheets/sheet1.xml";
/// The same where others stand beside it.
pub const SECOND_SHEET: &str = "xl/worksheets/sheet2.xml";

/// What the columns of distributions are called.
const SPREAD: [&str; 5] = ["lowest", "lower_quartile", "median", "upper_quartile", "highest"];

/// Returns a workbook for a row of each record, without the rows.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn each(columns: Columns<'_>, today: Date) -> Result<Vec<u8>, String> {
    let looks = Looks::new();
    let mut workbook = sheets::new("Portfolio", &looks, today);
    records(workbook.add_worksheet(), columns)
        .and_then(|()| workbook.save_to_buffer())
        .map_err(|why| why.to_string())
}

/// Returns the row that stands above the records.
#[must_use]
pub fn headings(columns: Columns<'_>) -> Vec<u8> {
    let names: Vec<_> = columns.names().into_iter().map(Cell::Heading).collect();
    let mut row = Vec::new();
    sheets::row_xml(&mut row, 1, &names);
    row
}

/// Adds the row of a record, below the headings; nothing where no sheet has so many rows.
pub fn add_row(to: &mut Vec<u8>, number: u64, cells: &[Cell]) {
    if number <= MOST_RECORDS {
        sheets::row_xml(to, number + 1, cells);
    }
}

/// Returns the workbook of a portfolio, without the rows of its records.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn summary(portfolio: &Portfolio<'_>, today: Date) -> Result<Vec<u8>, String> {
    let looks = Looks::new();
    let mut workbook = sheets::new("Portfolio", &looks, today);
    write(&mut workbook, &looks, portfolio)
        .and_then(|()| workbook.save_to_buffer())
        .map_err(|why| why.to_string())
}

fn write(
    workbook: &mut Workbook,
    looks: &Looks,
    portfolio: &Portfolio<'_>,
) -> Result<(), XlsxError> {
    overview(workbook.add_worksheet(), looks, portfolio)?;
    let Portfolio { instrument, group_by, anonymous, .. } = *portfolio;
    records(workbook.add_worksheet(), Columns { instrument, group_by, anonymous })?;
    dimensions(workbook.add_worksheet(), looks, portfolio)?;
    groups(workbook.add_worksheet(), looks, portfolio)
}

fn records(sheet: &mut Worksheet, columns: Columns<'_>) -> Result<(), XlsxError> {
    sheet.set_name(RECORDS)?;
    sheets::set_columns(sheet, &columns.names())
}

fn count(count: u64) -> Cell {
    Cell::number(i64::try_from(count).ok())
}

/// Returns what stands at the ends and the quarters of a distribution.
fn spread(histogram: &Histogram, number: fn(Option<i64>) -> Cell) -> Vec<Cell> {
    let ends = histogram.ends();
    let quartiles = histogram.quartiles();
    let [lower, median, upper] = [0, 1, 2].map(|at| quartiles.and_then(|all| all.get(at).copied()));
    let [lowest, highest] = [ends.map(|ends| ends.0), ends.map(|ends| ends.1)];
    [lowest, lower, median, upper, highest].map(number).to_vec()
}

/// Returns the levels that there are, the lowest first.
fn levels(portfolio: &Portfolio<'_>) -> Vec<i64> {
    let all = &portfolio.tally.all;
    let of_dimensions = all.dimensions.iter().map(|counts| &counts.levels);
    let histograms = of_dimensions.chain([&all.levels, &all.evidenced_levels]);
    let levels = histograms.flat_map(|histogram| histogram.counts().map(|(level, _)| level));
    levels.collect::<std::collections::BTreeSet<_>>().into_iter().collect()
}

fn overview(
    sheet: &mut Worksheet,
    looks: &Looks,
    portfolio: &Portfolio<'_>,
) -> Result<(), XlsxError> {
    sheet.set_name("Overview")?;
    sheet.set_column_width(0, 34)?;
    sheet.write_string_with_format(0, 0, "Portfolio", &looks.title)?;
    let (tally, rubric) = (portfolio.tally, portfolio.instrument.rubric());
    let text = |text: &str| Cell::Text(text.to_owned());
    let mut lines = vec![
        vec![text("Records"), count(portfolio.records())],
        vec![text("Judged"), count(tally.all.records)],
        vec![text("Invalid"), count(tally.invalid)],
        vec![text("Too much unknown"), count(tally.all.too_much_unknown)],
    ];
    if let Some((day, months)) = portfolio.stale {
        let stale = format!("Older than {months} months");
        lines.push(vec![Cell::Text(stale), count(tally.all.stale), text("before"), Cell::Day(day)]);
    }
    lines.push(vec![text("Rubric"), text(&format!("{} {}", rubric.id, rubric.version))]);
    if portfolio.records() > MOST_RECORDS {
        let note = format!("The sheet Records has the first {MOST_RECORDS}: no sheet takes more");
        lines.push(vec![Cell::Text(note)]);
    }
    lines.push(Vec::new());
    let levels = levels(portfolio);
    let mut heading = vec![Cell::Empty];
    heading.extend(levels.iter().map(|level| Cell::Text(format!("level {level}"))));
    heading.extend(SPREAD.map(text));
    lines.push(heading);
    for (name, histogram) in
        [("Overall level", &tally.all.levels), ("Evidenced level", &tally.all.evidenced_levels)]
    {
        let mut line = vec![text(name)];
        line.extend(levels.iter().map(|level| count(histogram.count(*level))));
        line.extend(spread(histogram, Cell::number));
        lines.push(line);
    }
    lines.push(Vec::new());
    lines.extend(attention(portfolio));
    for (row, line) in (1..).zip(lines) {
        write_row(sheet, looks, row, &line)?;
    }
    Ok(())
}

/// Returns the records that need attention first.
fn attention(portfolio: &Portfolio<'_>) -> Vec<Vec<Cell>> {
    let needy = portfolio.tally.attention.list();
    if needy.is_empty() {
        return Vec::new();
    }
    let dimensions = &portfolio.instrument.rubric().dimensions;
    let names =
        ["Needs attention first", "record", "date", "level", "worst", "unknown", "limiting"];
    let mut lines = vec![names.map(|name| Cell::Text(name.to_owned())).to_vec()];
    for one in needy {
        let limiting = one.limiting.iter().filter_map(|id| dimensions.get(id.index()));
        let limiting: Vec<_> = limiting.map(|dimension| dimension.id.as_str()).collect();
        let scope = if portfolio.anonymous { "" } else { &one.scope };
        lines.push(vec![
            Cell::text(scope),
            count(one.place.record),
            Cell::Day(one.date),
            Cell::number(one.level),
            Cell::number(one.worst),
            Cell::number(i64::try_from(one.unknown).ok()),
            Cell::text(&limiting.join(" ")),
        ]);
    }
    lines
}

fn dimensions(
    sheet: &mut Worksheet,
    looks: &Looks,
    portfolio: &Portfolio<'_>,
) -> Result<(), XlsxError> {
    sheet.set_name("Dimensions")?;
    let levels = levels(portfolio);
    let mut names: Vec<_> = ["dimension", "name"].map(str::to_owned).to_vec();
    names.extend(levels.iter().map(|level| format!("level_{level}")));
    names.extend(SPREAD.map(|name| format!("level_{name}")));
    names.extend(SPREAD.map(|name| format!("score_{name}")));
    names.extend(["unknown", "not_applicable", "limiting"].map(str::to_owned));
    write_headings(sheet, looks, &names)?;
    let of_it = portfolio.instrument.rubric().dimensions.iter();
    let none = DimensionCounts::default();
    for (at, dimension) in of_it.enumerate() {
        let counts = portfolio.tally.all.dimensions.get(at).unwrap_or(&none);
        let mut line = vec![Cell::text(&dimension.id), Cell::text(&dimension.name)];
        line.extend(levels.iter().map(|level| count(counts.levels.count(*level))));
        line.extend(spread(&counts.levels, Cell::number));
        line.extend(spread(&counts.scores, Cell::hundredths));
        line.extend([counts.unknown, counts.not_applicable, counts.limiting].map(count));
        write_row(sheet, looks, u32::try_from(at + 1).unwrap_or(u32::MAX), &line)?;
    }
    Ok(())
}

fn groups(
    sheet: &mut Worksheet,
    looks: &Looks,
    portfolio: &Portfolio<'_>,
) -> Result<(), XlsxError> {
    sheet.set_name("Groups")?;
    if portfolio.group_by.is_empty() {
        sheet.write_string(0, 0, "There are no groups: --group-by names the tags to group by")?;
        return Ok(());
    }
    let of_it = &portfolio.instrument.rubric().dimensions;
    let mut names = portfolio.group_by.to_vec();
    names.push("records".to_owned());
    names.extend(SPREAD.map(|name| format!("level_{name}")));
    names.extend(of_it.iter().map(|dimension| format!("{}.median_level", dimension.id)));
    write_headings(sheet, looks, &names)?;
    let mut row = 1;
    let (mut small, mut hidden) = (0, 0);
    for group in portfolio.groups() {
        if let Some(counts) = group.counts {
            write_row(sheet, looks, row, &of_group(&group, counts))?;
            row += 1;
        } else {
            (small, hidden) = (small + 1, hidden + group.records);
        }
    }
    if small > 0 {
        let note = format!(
            "Not shown: {small} groups with {hidden} records in all: groups of fewer than \
             {SMALL_GROUP}, and what could be worked out from the others"
        );
        sheet.write_string(row + 1, 0, note)?;
    }
    Ok(())
}

fn of_group(group: &ShownGroup<'_>, counts: &Counts) -> Vec<Cell> {
    let tags = group.tags.iter().map(|tag| tag.as_deref().map_or(Cell::Empty, Cell::text));
    let mut line: Vec<_> = tags.collect();
    line.push(count(counts.records));
    line.extend(spread(&counts.levels, Cell::number));
    let median = |counts: &DimensionCounts| counts.levels.quartiles().map(|[_, median, _]| median);
    line.extend(counts.dimensions.iter().map(|counts| Cell::number(median(counts))));
    line
}

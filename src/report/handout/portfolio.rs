//! A portfolio as pages: what many assessments come to, where they stand, how far apart they are,
//! the groups, and what needs attention first. Judges and counts nothing.

use super::prepared::Prepared;
use super::section::{Cell, Content, Section, Table, fact};
use crate::domain::index::DimensionId;
use crate::domain::portfolio::histogram::Histogram;
use crate::domain::portfolio::tally::Counts;
use crate::report::portfolio::telling::{Shades, Spread, of_dimension};
use crate::report::portfolio::{Portfolio, ShownGroup};
use crate::report::styled::Tone;
use crate::report::words::requirements::noun;
use crate::report::words::{isolated, shortened, upper_first};

/// Returns what kind of hand-out it is.
pub(super) fn title(portfolio: &Portfolio<'_>) -> String {
    format!("{}: portfolio", portfolio.instrument.rubric().title)
}

/// Returns that it is of no single operation; the cover says when it was judged.
pub(super) fn prepared() -> Prepared {
    Prepared { on: None, respondent: None, is_anonymous: true }
}

/// Returns what stands below the title: how many there are.
pub(super) fn cover(portfolio: &Portfolio<'_>) -> Vec<Content> {
    vec![Content::Paragraph(portfolio.counted())]
}

/// Returns the parts.
pub(super) fn sections(portfolio: &Portfolio<'_>, shades: Shades) -> Vec<Section> {
    if portfolio.tally.all.records == 0 {
        return Vec::new();
    }
    let mut sections = vec![summary(portfolio)];
    sections.extend(standing(portfolio, shades));
    sections.push(spread(portfolio));
    sections.extend(groups(portfolio, shades));
    sections.push(attention(portfolio));
    sections
}

fn summary(portfolio: &Portfolio<'_>) -> Section {
    let section = Section::new("summary", "What they come to");
    let section = section.with(portfolio.spread().map(Content::Lead));
    section.with(portfolio.remarks().into_iter().map(Content::Paragraph))
}

/// Returns how many stand at each level, overall and in each dimension, as a map; nothing where
/// there are no levels, or too many for columns.
fn standing(portfolio: &Portfolio<'_>, shades: Shades) -> Option<Section> {
    let levels = portfolio.levels();
    let all = &portfolio.tally.all;
    let mut columns = vec!["Level".to_owned()];
    columns.extend(levels.iter().map(i64::to_string));
    columns.extend(["Unknown", "Not applicable"].map(str::to_owned));
    let mut table = Table::new("How many stand at each level", &[]);
    table.columns = columns;
    let share = |count: u64| share(count, all.records, shades);
    let row = |name: Cell, held: &Histogram, unknown: u64, not_applicable: u64| {
        let cells = levels.iter().map(|level| share(held.count(*level)));
        let mut row = vec![name];
        row.extend(cells);
        row.extend([share(unknown), share(not_applicable)]);
        row
    };
    if portfolio.instrument.rubric().has_levels() {
        let name = Cell::toned("Overall", Tone::Strong);
        table.rows.push(row(name, &all.levels, all.too_much_unknown, 0));
    }
    let dimensions = DimensionId::all(portfolio.instrument.rubric().dimensions.len());
    let dimensions = dimensions.filter(|id| portfolio.instrument.rubric().levels_of(*id).is_some());
    table.rows.extend(dimensions.filter_map(|id| {
        let counts = of_dimension(all, id)?;
        let name = Cell::from(isolated(portfolio.dimension_name(id)));
        Some(row(name, &counts.levels, counts.unknown, counts.not_applicable))
    }));
    let section = Section::new("levels", "Where they stand");
    let legend = "The darker a number, the more of all stand there: a step for each quarter begun.";
    let legend = (shades == Shades::Drawn).then(|| Content::paragraph(legend));
    (!levels.is_empty()).then(|| section.with([Content::Table(table)]).with(legend))
}

fn share(count: u64, all: u64, shades: Shades) -> Cell {
    match shades {
        Shades::Drawn => Cell::share(count, all),
        Shades::LeftOut => Cell::from(count.to_string()),
    }
}

/// Returns how far apart they are, and what limits.
fn spread(portfolio: &Portfolio<'_>) -> Section {
    let columns =
        ["What", "Lowest", "Lower quartile", "Median", "Upper quartile", "Highest", "Limits in"];
    let mut table = Table::new("The lowest, the middle half and the highest", &columns);
    let (all, rubric) = (&portfolio.tally.all, portfolio.instrument.rubric());
    let level = |level: i64| level.to_string();
    let whole = |score: i64| portfolio.score(score);
    if rubric.has_levels() {
        table.rows.push(spread_row("Overall level", &all.levels, level, String::new()));
        let evidenced = &all.evidenced_levels;
        table.rows.push(spread_row("Level on evidence", evidenced, level, String::new()));
    }
    let score = upper_first(noun(rubric.aggregate));
    table.rows.push(spread_row(&score, &all.scores, whole, String::new()));
    table.rows.extend(DimensionId::all(rubric.dimensions.len()).filter_map(|id| {
        let counts = of_dimension(all, id)?;
        let name = isolated(portfolio.dimension_name(id));
        let limits = format!("{} of {}", counts.limiting, all.records);
        Some(match rubric.levels_of(id) {
            Some(_) => spread_row(&name, &counts.levels, level, limits),
            None => spread_row(&name, &counts.scores, shortened, limits),
        })
    }));
    let section = Section::new("spread", "How far apart they are");
    section.with([Content::Table(table)])
}

fn spread_row(
    name: &str,
    held: &Histogram,
    shown: impl Fn(i64) -> String,
    limits: String,
) -> Vec<Cell> {
    let mut row = vec![Cell::from(name)];
    match Spread::of(held) {
        Some(spread) => row.extend(spread.in_order().map(|number| Cell::from(shown(number)))),
        None => row.extend(["\u{2013}"; 5].map(Cell::from)),
    }
    row.push(limits.into());
    row
}

/// Returns the groups: how many of each stand at each level, and where its middle stands in each
/// dimension. Nothing where there are none.
fn groups(portfolio: &Portfolio<'_>, shades: Shades) -> Option<Section> {
    if portfolio.group_by.is_empty() {
        return None;
    }
    let section = Section::new("groups", "Groups");
    let section = section.with([Content::Paragraph(portfolio.about_groups())]);
    let groups = portfolio.groups();
    let groups: Vec<_> = groups.iter().filter_map(|group| Some((group, group.counts?))).collect();
    if groups.is_empty() {
        return Some(section);
    }
    let levels = Content::Table(group_levels(portfolio, &groups, shades));
    let medians = Content::Table(group_medians(portfolio, &groups));
    let parts = [("group-levels", "Levels", levels), ("group-medians", "Medians", medians)];
    Some(section.and_parts(parts.map(|(id, title, table)| Section::new(id, title).with([table]))))
}

type Shown<'a> = (&'a ShownGroup<'a>, &'a Counts);

fn group_levels(portfolio: &Portfolio<'_>, groups: &[Shown<'_>], shades: Shades) -> Table {
    let has_levels = portfolio.instrument.rubric().has_levels();
    let levels = if has_levels { portfolio.levels() } else { Vec::new() };
    let mut table = Table::new("How many of each group stand at each level", &[]);
    table.columns = group_columns(portfolio);
    table.names = table.columns.len();
    table.columns.push("All".to_owned());
    table.columns.extend(levels.iter().map(i64::to_string));
    table.columns.extend(["Unknown", "Old"].map(str::to_owned));
    table.rows.extend(groups.iter().map(|(group, counts)| {
        let share = |count: u64| share(count, counts.records, shades);
        let mut row = tags(group);
        row.push(counts.records.to_string().into());
        row.extend(levels.iter().map(|level| share(counts.levels.count(*level))));
        row.push(share(counts.too_much_unknown));
        row.push(counts.stale.to_string().into());
        row
    }));
    table
}

fn group_medians(portfolio: &Portfolio<'_>, groups: &[Shown<'_>]) -> Table {
    let rubric = portfolio.instrument.rubric();
    let mut table = Table::new("The median of each group", &[]);
    table.columns = group_columns(portfolio);
    table.names = table.columns.len();
    let score = upper_first(noun(rubric.aggregate));
    table.columns.push(if rubric.has_levels() { "Overall".to_owned() } else { score });
    let dimensions = || DimensionId::all(rubric.dimensions.len());
    table.columns.extend(dimensions().map(|id| isolated(portfolio.dimension_name(id))));
    let middle = |held: &Histogram, shown: &dyn Fn(i64) -> String| {
        let quartiles = held.quartiles();
        Cell::from(quartiles.map_or_else(|| "\u{2013}".to_owned(), |[_, middle, _]| shown(middle)))
    };
    let level = |level: i64| level.to_string();
    table.rows.extend(groups.iter().map(|(group, counts)| {
        let mut row = tags(group);
        row.push(if rubric.has_levels() {
            middle(&counts.levels, &level)
        } else {
            middle(&counts.scores, &|score| portfolio.score(score))
        });
        row.extend(dimensions().map(|id| match (of_dimension(counts, id), rubric.levels_of(id)) {
            (Some(counts), Some(_)) => middle(&counts.levels, &level),
            (Some(counts), None) => middle(&counts.scores, &shortened),
            (None, _) => Cell::default(),
        }));
        row
    }));
    table
}

fn group_columns(portfolio: &Portfolio<'_>) -> Vec<String> {
    portfolio.group_by.iter().map(|id| upper_first(&isolated(id))).collect()
}

fn tags(group: &ShownGroup<'_>) -> Vec<Cell> {
    let tag = |tag: &Option<String>| match tag {
        Some(text) => Cell::from(isolated(text)),
        None => Cell::from("(none)"),
    };
    group.tags.iter().map(tag).collect()
}

fn attention(portfolio: &Portfolio<'_>) -> Section {
    let needy = portfolio.tally.attention.list();
    let facts = needy.iter().map(|one| fact(portfolio.needy_name(one), portfolio.needy_words(one)));
    let lead = "The lowest level comes first, then the lowest score, then the oldest answers.";
    let section = Section::new("attention", "What needs attention first");
    section.with([Content::paragraph(lead), Content::Facts(facts.collect())])
}

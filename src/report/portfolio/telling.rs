//! What a portfolio says, sentence by sentence. It lays nothing out.

use super::{Portfolio, SMALL_GROUP};
use crate::domain::exact::Hundredths;
use crate::domain::index::DimensionId;
use crate::domain::portfolio::attention::Needy;
use crate::domain::portfolio::histogram::Histogram;
use crate::domain::portfolio::tally::{Counts, DimensionCounts};
use crate::domain::rubric::{Aggregate, UnknownCountsAs};
use crate::domain::sorting;
use crate::report::words::requirements::noun;
use crate::report::words::{counted, isolated, list, named, shortened, shown_path, upper_first};

/// How many of the dimensions that limit are named in a sentence.
const LIMITS_NAMED: usize = 3;

/// Whether numbers in a map have shades behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shades {
    /// They have.
    Drawn,
    /// They have none: for those who hear them.
    LeftOut,
}

impl Portfolio<'_> {
    /// Returns what was judged: `24 assessments`.
    #[must_use]
    pub fn scope(&self) -> String {
        counted(self.tally.all.records, "assessment")
    }

    /// Says how many records there are, and how many could not be judged.
    #[must_use]
    pub fn counted(&self) -> String {
        let (judged, invalid) = (self.tally.all.records, self.tally.invalid);
        let day = self.judged_on;
        let records = counted(self.records(), "record");
        match (judged, invalid) {
            (judged, 0) => format!("{} judged on {day}.", counted(judged, "assessment")),
            (0, _) => format!("{records} on {day}, none of which could be judged."),
            (judged, invalid) => format!(
                "{} judged on {day}, of {records}: {invalid} could not be judged.",
                counted(judged, "assessment")
            ),
        }
    }

    /// Says where the middle one stands, the middle half, and the ends.
    #[must_use]
    pub fn spread(&self) -> Option<String> {
        let all = &self.tally.all;
        let rubric = self.instrument.rubric();
        if let Some(spread) = Spread::of(&all.levels) {
            let highest = rubric.level_range().map_or(0, |range| range.highest);
            let [lower, median, upper] = spread.quartiles;
            let half = match (lower == upper, lower) {
                (true, level) => format!("the middle half at level {level} as well"),
                (false, _) => format!("the middle half at levels {lower} to {upper}"),
            };
            let (lowest, highest_held) = spread.ends;
            return Some(format!(
                "The middle operation is at level {median} of {highest}, {half}, the lowest at \
                 {lowest} and the highest at {highest_held}."
            ));
        }
        if rubric.has_levels() {
            let none = "No operation has a level: too much is unknown of each.";
            return (all.records > 0).then(|| none.to_owned());
        }
        let spread = Spread::of(&all.scores)?;
        let [lower, median, upper] = spread.quartiles.map(|score| self.score(score));
        let (lowest, highest) = (self.score(spread.ends.0), self.score(spread.ends.1));
        Some(format!(
            "The middle operation has a {} of {median}, the middle half {lower} to {upper}, the \
             lowest {lowest} and the highest {highest}.",
            noun(rubric.aggregate)
        ))
    }

    /// Says what the summary is to be read with: the level on evidence, what limits, what is not
    /// known, and what is old.
    #[must_use]
    pub fn remarks(&self) -> Vec<String> {
        let all = [self.on_evidence(), self.limits(), self.not_known(), self.old()];
        all.into_iter().flatten().collect()
    }

    fn on_evidence(&self) -> Option<String> {
        let all = &self.tally.all;
        let [claimed, evidenced] =
            [&all.levels, &all.evidenced_levels].map(|levels| Some(levels.quartiles()?[1]));
        let (claimed, evidenced) = (claimed?, evidenced?);
        let still = if claimed == evidenced { "still at" } else { "at" };
        Some(format!(
            "Counting only what reports and guard-rails bear out, the middle operation is {still} \
             level {evidenced}."
        ))
    }

    /// Names the dimensions that no other is below most often.
    fn limits(&self) -> Option<String> {
        let all = self.tally.all.records;
        let dimensions = DimensionId::each(&self.tally.all.dimensions);
        let mut limits: Vec<_> = dimensions.filter(|(_, counts)| counts.limiting > 0).collect();
        sorting::sort_by_key(&mut limits, |(_, counts)| std::cmp::Reverse(counts.limiting));
        limits.truncate(LIMITS_NAMED);
        let said = |(at, (id, counts)): (usize, &(DimensionId, &DimensionCounts))| {
            let of = if at == 0 {
                format!("in {} of {all}", counts.limiting)
            } else {
                format!("in {}", counts.limiting)
            };
            format!("{} {of}", named(self.dimension_name(*id)))
        };
        let said: Vec<_> = limits.iter().enumerate().map(said).collect();
        (!said.is_empty()).then(|| format!("What limits most often: {}.", list(&said)))
    }

    fn not_known(&self) -> Option<String> {
        let what = if self.instrument.rubric().has_levels() { "level" } else { "result" };
        match self.tally.all.too_much_unknown {
            0 => None,
            // That was said of each already.
            all if all == self.tally.all.records => None,
            1 => Some(format!("1 assessment has no {what}: too much is unknown.")),
            many => Some(format!("{many} assessments have no {what}: too much is unknown.")),
        }
    }

    fn old(&self) -> Option<String> {
        let (before, months) = self.stale?;
        let old = match self.tally.all.stale {
            0 => return None,
            1 => "1 assessment is old: its answers describe a day".to_owned(),
            many => format!("{many} assessments are old: their answers describe a day"),
        };
        Some(format!("{old} before {before}, more than {} ago.", counted(months, "month")))
    }

    /// Says what the groups are, and why some are withheld.
    #[must_use]
    pub fn about_groups(&self) -> String {
        let by: Vec<_> = self.group_by.iter().map(|id| isolated(id)).collect();
        let by = format!("Grouped by {}.", list(&by));
        let (groups, records) = self.withheld();
        if groups == 0 {
            return by;
        }
        let are = if groups == 1 { "is" } else { "are" };
        format!(
            "{by} {} with {} in all {are} not shown: groups of fewer than {SMALL_GROUP}, and what \
             could be worked out from the others.",
            counted(groups, "group"),
            counted(records, "assessment")
        )
    }

    /// Returns what one that needs attention is called, and where it stands.
    #[must_use]
    pub fn needy_name(&self, needy: &Needy) -> String {
        let place = needy.place;
        if self.anonymous {
            return format!("Record {}", place.record);
        }
        let file = self.files.get(place.file).map_or("", String::as_str);
        let line = place.line.map(|line| format!(":{line}")).unwrap_or_default();
        format!("{} ({}{line})", isolated(&needy.scope), isolated(&shown_path(file)))
    }

    /// Says why one needs attention.
    #[must_use]
    pub fn needy_words(&self, needy: &Needy) -> String {
        let mut said = vec![self.held(needy)];
        said.extend(self.lowest_of(needy));
        if needy.unknown > 0 && !needy.too_much_unknown {
            let are = if needy.unknown == 1 { "question is" } else { "questions are" };
            let lowest = self.instrument.rubric().unknown_counts_as == UnknownCountsAs::Lowest;
            let count = if needy.unknown == 1 { "counts" } else { "count" };
            let so = if lowest { format!(", and {count} as lowest") } else { String::new() };
            said.push(format!("{} {are} unknown{so}.", needy.unknown));
        }
        let date = needy.date;
        said.push(if needy.stale {
            format!("The answers are old: they describe {date}.")
        } else {
            format!("The answers describe {date}.")
        });
        said.join(" ")
    }

    /// Names the dimensions that no other is below.
    fn lowest_of(&self, needy: &Needy) -> Option<String> {
        let names = needy.limiting.iter().map(|id| named(self.dimension_name(*id)));
        let names: Vec<_> = names.collect();
        let all = self.instrument.rubric().dimensions.len();
        match names.len() {
            0 => None,
            1 => Some(format!("{} is lowest.", upper_first(&list(&names)))),
            many if many == all => Some("All dimensions are at the same level.".to_owned()),
            _ => Some(format!("{} are lowest.", upper_first(&list(&names)))),
        }
    }

    /// Says which level or score it has, or why it has none.
    fn held(&self, needy: &Needy) -> String {
        let rubric = self.instrument.rubric();
        let unknown = counted(needy.unknown, "question");
        let are = if needy.unknown == 1 { "is" } else { "are" };
        let score = needy.hundredths.map(|score| self.score(score));
        let what = noun(rubric.aggregate);
        match (needy.level, needy.worst, score) {
            (Some(level), _, Some(score)) => {
                let highest = rubric.level_range().map_or(level, |range| range.highest);
                format!("Level {level} of {highest}, {what} {score}.")
            }
            (None, Some(worst), _) => {
                format!("No level, as {unknown} {are} unknown; at worst it is {worst}.")
            }
            (_, _, Some(score)) if !needy.too_much_unknown => {
                format!("{} {score}.", upper_first(what))
            }
            _ => format!("No result, as {unknown} {are} unknown."),
        }
    }

    /// Returns the name of a dimension.
    #[must_use]
    pub fn dimension_name(&self, id: DimensionId) -> &str {
        self.instrument.rubric().dimensions.get(id.index()).map_or("", |found| &found.name)
    }

    /// Returns a score of the whole as it is shown: a mean that levels are held by with all its
    /// digits, anything else as short as it is.
    #[must_use]
    pub fn score(&self, hundredths: i64) -> String {
        let rubric = self.instrument.rubric();
        if rubric.aggregate == Aggregate::Mean && rubric.has_levels() {
            Hundredths(hundredths).to_string()
        } else {
            shortened(hundredths)
        }
    }

    /// Returns the levels that the whole or a dimension can have, from the lowest to the highest,
    /// where they are few enough for columns of a table.
    #[must_use]
    pub fn levels(&self) -> Vec<i64> {
        let rubric = self.instrument.rubric();
        let dimensions = DimensionId::all(rubric.dimensions.len());
        let ranges = dimensions.filter_map(|id| rubric.levels_of(id)).chain(rubric.level_range());
        let ends = ranges.map(|range| (range.lowest, range.highest));
        let ends =
            ends.reduce(|(low, high), (lowest, highest)| (low.min(lowest), high.max(highest)));
        ends.filter(|(lowest, highest)| highest.saturating_sub(*lowest) < MOST_COLUMNS)
            .map_or_else(Vec::new, |(lowest, highest)| (lowest..=highest).collect())
    }
}

/// The most levels that a table has columns for.
const MOST_COLUMNS: i64 = 10;

/// Where numbers lie: their ends, and what stands at a quarter, half and three quarters of the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// The lowest and the highest.
    pub ends: (i64, i64),
    /// A quarter, half and three quarters of the way.
    pub quartiles: [i64; 3],
}

impl Spread {
    /// Returns where numbers lie; nothing where there are none.
    #[must_use]
    pub fn of(histogram: &Histogram) -> Option<Self> {
        Some(Self { ends: histogram.ends()?, quartiles: histogram.quartiles()? })
    }

    /// Returns the five numbers in ascending order.
    #[must_use]
    pub fn in_order(self) -> [i64; 5] {
        let [lower, median, upper] = self.quartiles;
        [self.ends.0, lower, median, upper, self.ends.1]
    }
}

/// Returns what is counted of a dimension; nothing of it where no record was judged.
#[must_use]
pub fn of_dimension(counts: &Counts, id: DimensionId) -> Option<&DimensionCounts> {
    counts.dimensions.get(id.index())
}

//! From dimensions to the level of the whole, and what is selected.

use super::scores::{by_dimension, enough};
use super::writer::{Part, Writer};
use crate::domain::Decimal;
use crate::domain::rubric::{Aggregate, DimensionLevels, Requirement};
use crate::domain::tabular::{Tabular, requirements};

/// Returns the parts that judge the whole.
pub(super) fn parts(writer: Writer<'_>) -> Vec<Part> {
    vec![wholes(writer), judged(writer)]
}

impl Writer<'_> {
    /// Returns what a dimension holds, as requirements speak of it: its level where it has a table of
    /// them, else its score.
    fn held(self, reading: &str) -> String {
        let per_level = self.tabular.per_level;
        by_dimension(
            self,
            &self.tabular.dimensions,
            |row| matches!(row.dimension.levels, DimensionLevels::Table(_)),
            |has_table| {
                if has_table {
                    format!("{reading}_level * {per_level}")
                } else {
                    reading.to_owned()
                }
            },
        )
    }

    /// Returns the score of the whole under a reading, as a ratio.
    fn ratio(self, reading: &str) -> [String; 2] {
        let per_level = self.tabular.per_level;
        let sum = format!("CAST(SUM(weight * {reading}) AS BIGINT)");
        let weights =
            format!("CAST(SUM(CASE WHEN {reading} IS NOT NULL THEN weight END) AS BIGINT)");
        let scaled = per_level.saturating_mul(self.tabular.weight_scale);
        match self.tabular.rubric().aggregate {
            Aggregate::Mean => [sum, times(&weights, per_level)],
            Aggregate::Minimum => {
                [format!("MIN({reading})"), format!("CAST({per_level} AS BIGINT)")]
            }
            Aggregate::Sum => [sum, format!("CAST({scaled} AS BIGINT)")],
            Aggregate::ProratedSum => {
                let all = self.tabular.all_weights();
                [times(&sum, all), times(&weights, scaled)]
            }
        }
    }

    /// Returns what the levels of the whole take of the dimensions, under a reading.
    fn parts_held(self, reading: &str) -> Vec<String> {
        let held = self.held(reading);
        let all = || requirements(&self.tabular.rubric().levels).map(|(_, requires)| requires);
        let mut columns = Vec::new();
        if all().any(|requires| requires.every.is_some()) {
            columns.push(format!("  MIN({held}) AS {reading}_least"));
        }
        if all().any(|requires| requires.share.is_some()) {
            columns.push(format!("  COUNT({held}) AS {reading}_count"));
        }
        for (index, at) in self.shares_of_whole().iter().enumerate() {
            let units = self.tabular.units(*at);
            columns.push(format!(
                "  COUNT(CASE WHEN {held} >= {units} THEN 1 END) AS {reading}_reach_{index}"
            ));
        }
        let named = all().flat_map(|requires| &requires.named);
        let mut named: Vec<_> =
            named.filter_map(|(subject, _)| Tabular::named_dimension(subject)).collect();
        named.sort_unstable();
        named.dedup();
        for dimension in named {
            let row = self.tabular.dimensions.get(dimension.index());
            let id = row.map_or("", |row| row.dimension.id.as_str());
            columns.push(format!(
                "  MIN(CASE WHEN dimension = {} THEN {held} END) AS {reading}_of_{}",
                self.quoted(id),
                dimension.index()
            ));
        }
        columns
    }

    /// Returns the shares that the levels of the whole take, each once.
    fn shares_of_whole(self) -> Vec<Decimal> {
        let requires = requirements(&self.tabular.rubric().levels);
        let mut at: Vec<_> = requires.filter_map(|(_, it)| Some(it.share?.at)).collect();
        at.sort_unstable();
        at.dedup();
        at
    }

    /// Returns whether the whole meets what a level takes, under a reading.
    fn whole_meets(self, requires: &Requirement, reading: &str) -> String {
        let units = |score: Decimal| self.tabular.units(score);
        let score = requires.score.map(|needed| {
            let (above, below) = needed.ratio();
            let has = times(&format!("{reading}_above"), below);
            format!("COALESCE({has} >= {}, FALSE)", times(&format!("{reading}_below"), above))
        });
        let every = requires
            .every
            .map(|needed| format!("COALESCE({reading}_least >= {}, TRUE)", units(needed)));
        let named = requires.named.iter().filter_map(|(subject, needed)| {
            let dimension = Tabular::named_dimension(subject)?.index();
            Some(format!("COALESCE({reading}_of_{dimension} >= {}, TRUE)", units(*needed)))
        });
        let shares = self.shares_of_whole();
        let share = requires.share.and_then(|share| {
            let index = shares.iter().position(|at| *at == share.at)?;
            Some(enough(share, &format!("{reading}_reach_{index}"), &format!("{reading}_count")))
        });
        let all: Vec<_> = score.into_iter().chain(every).chain(named).chain(share).collect();
        all.join(" AND ")
    }

    /// Returns the level of the whole under a reading.
    fn whole_level(self, reading: &str) -> String {
        let levels = &self.tabular.rubric().levels;
        let Some(top) = levels.last() else { return "CAST(NULL AS BIGINT)".to_owned() };
        let when = requirements(levels).map(|(held, requires)| {
            format!("\n    WHEN NOT ({}) THEN {held}", self.whole_meets(requires, reading))
        });
        let when: String = when.collect();
        if when.is_empty() {
            return format!("CAST({} AS BIGINT)", top.level);
        }
        format!("CAST(CASE{when}\n    ELSE {}\n  END AS BIGINT)", top.level)
    }

    /// Returns a ratio in hundredths, rounded down, as a decimal number.
    fn hundredths(self, above: &str, below: &str) -> String {
        let hundredths = self.rounded_down(&format!("({above} * 100)"), below);
        format!("CAST(({hundredths}) * 0.01 AS DECIMAL(18, 2))")
    }
}

fn times(number: &str, factor: i64) -> String {
    if factor == 1 { number.to_owned() } else { format!("{number} * {factor}") }
}

fn wholes(writer: Writer<'_>) -> Part {
    let mut columns = Vec::new();
    for reading in writer.readings() {
        let name = reading.name;
        let [above, below] = writer.ratio(name);
        columns.push(format!("  {above} AS {name}_above"));
        columns.push(format!("  {below} AS {name}_below"));
        columns.extend(writer.parts_held(name));
    }
    for row in &writer.tabular.dimensions {
        let id = &row.dimension.id;
        let quoted = writer.quoted(id);
        let pivot = |column: &str, name: &str| {
            format!("  MIN(CASE WHEN dimension = {quoted} THEN {column} END) AS {id}_{name}")
        };
        columns.push(pivot("claimed", "units"));
        columns.push(pivot("claimed_level", "level"));
        columns.push(pivot("evidenced_level", "level_evidenced"));
    }
    let text = format!(
        "SELECT\n  record,\n  \
         CAST(SUM(counted_unknown) AS BIGINT) AS unknown,\n  \
         MAX(unknown) AS most_unknown,\n  \
         MIN(claimed_level) AS level_lowest,\n{}\n\
         FROM dimension_levels\n\
         GROUP BY record",
        columns.join(",\n")
    );
    let note = "The score of the whole as a ratio, what its levels take of the dimensions, and a column\n\
                for each of them.";
    Part { note, name: "wholes", text }
}

fn judged(writer: Writer<'_>) -> Part {
    let rubric = writer.tabular.rubric();
    let at_most = rubric.unknown_at_most.map(|most| format!(" OR unknown > {most}"));
    let in_one = rubric.unknown_per_dimension.map(|most| format!(" OR most_unknown > {most}"));
    let levels = [
        ("claimed", "level_claimed"),
        ("evidenced", "level_evidenced"),
        (writer.worst(), "level_worst"),
        ("best", "level_best"),
    ];
    let levels =
        levels.map(|(reading, name)| format!("  {} AS {name}", writer.whole_level(reading)));
    let text = format!(
        "SELECT\n  wholes.*,\n  \
         -- Where everything is left out, there is nothing to judge.\n  \
         is_accepted AND best_above IS NOT NULL AS is_valid,\n  \
         claimed_above IS NULL{}{} AS is_too_unknown,\n{}\n\
         FROM wholes\n\
         JOIN records ON records.record = wholes.record",
        at_most.unwrap_or_default(),
        in_one.unwrap_or_default(),
        levels.join(",\n"),
    );
    let note = "The levels of the whole: each is held when what it takes, and what every level below it\n\
                takes, is met.";
    Part { note, name: "judged", text }
}

/// Returns what is selected.
pub(super) fn selected(writer: Writer<'_>) -> String {
    let tabular = writer.tabular;
    let mut columns = vec!["  record".to_owned(), "  is_valid AS valid".to_owned()];
    let mut valid = |expression: &str, name: &str| {
        columns.push(format!("  CASE WHEN is_valid THEN {expression} END AS {name}"));
    };
    let known = |level: &str| format!("CASE WHEN NOT is_too_unknown THEN {level} END");
    valid(&known("level_claimed"), "level");
    let score = if tabular.rubric().aggregate == Aggregate::Mean { "mean" } else { "score" };
    valid(&writer.hundredths("claimed_above", "claimed_below"), score);
    valid("level_worst", "level_worst");
    valid("level_best", "level_best");
    valid(&known("level_evidenced"), "level_evidenced");
    valid("unknown", "unknown");
    let is_limiting = |id: &str| {
        format!("\n    CASE WHEN {id}_level = level_lowest THEN {} END", writer.quoted(id))
    };
    let ids = || tabular.dimensions.iter().map(|row| row.dimension.id.as_str());
    let limiting: Vec<_> = ids().map(is_limiting).collect();
    if tabular.rubric().levels_compare() {
        valid(&format!("CONCAT_WS(',',{}\n  )", limiting.join(",")), "limiting");
    } else {
        valid("''", "limiting");
    }
    for id in ids() {
        let score = writer.hundredths(&format!("{id}_units"), &tabular.per_level.to_string());
        valid(&format!("{id}_level"), &format!("{id}_level"));
        valid(&score, &format!("{id}_score"));
        valid(&format!("{id}_level_evidenced"), &format!("{id}_level_evidenced"));
    }
    format!("SELECT\n{}\nFROM judged", columns.join(",\n"))
}

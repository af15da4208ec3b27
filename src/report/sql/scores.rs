//! From options to the scores and levels of dimensions, in whole parts of a level.

use super::writer::{Part, Reading, Unknown, Writer};
use crate::domain::Decimal;
use crate::domain::rubric::{
    Aggregate, AtLeast, DimensionLevels, Level, Requirement, Share, Subject,
};
use crate::domain::tabular::{DimensionRow, requirements};

/// Returns the parts that work out scores.
pub(super) fn parts(writer: Writer<'_>) -> Vec<Part> {
    let ceilings = writer.has_ceilings().then(|| ceilings(writer));
    let rest = [marks(writer), scores(writer), dimension_scores(writer), dimension_levels(writer)];
    ceilings.into_iter().chain(rest).collect()
}

impl Writer<'_> {
    fn has_ceilings(self) -> bool {
        !self.tabular.ceilings.is_empty()
    }

    /// Returns the shares that the levels of dimensions take, each once.
    fn shares(self) -> Vec<Decimal> {
        let tables = self.tabular.dimensions.iter().filter_map(|row| table_of(row));
        let shares = tables.flat_map(requirements).filter_map(|(_, it)| it.share);
        let mut at: Vec<_> = shares.map(|share| share.at).collect();
        at.sort_unstable();
        at.dedup();
        at
    }
}

/// Returns the table of levels of a dimension.
fn table_of<'t>(row: &DimensionRow<'t>) -> Option<&'t [Level]> {
    match &row.dimension.levels {
        DimensionLevels::Table(rows) => Some(rows),
        DimensionLevels::RoundedDown(_) | DimensionLevels::None => None,
    }
}

fn ceilings(writer: Writer<'_>) -> Part {
    let put_on = "h.state = 'known' AND (\n      \
                  h.option = c.option OR h.value > c.above OR h.value < c.below OR h.word = c.word\n    )";
    let at_most = ["question_at_most", "dimension_at_most", "level_at_most"];
    let at_most =
        at_most.map(|name| format!("  MIN(CASE WHEN {put_on} THEN c.{name} END) AS {name}"));
    let is_open = if writer.has_facts() {
        "(h.state IS NULL OR h.state = 'unknown') AND x.question IS NULL"
    } else {
        "h.state IS NULL OR h.state = 'unknown'"
    };
    let ruled = "\nLEFT JOIN ruled_out AS x ON x.record = r.record AND x.question = c.follow_up";
    let text = format!(
        "SELECT\n  r.record,\n  c.dimension,\n  c.question,\n{},\n  \
         MIN(CASE WHEN {is_open} THEN c.claims_up_to END) AS claims_up_to\n\
         FROM records AS r\n\
         CROSS JOIN caps AS c\n\
         LEFT JOIN heard AS h ON h.record = r.record AND h.question = c.follow_up{}\n\
         GROUP BY r.record, c.dimension, c.question",
        at_most.join(",\n"),
        if writer.has_facts() { ruled } else { "" },
    );
    let note = "What follow-ups do to evidence: the ceilings that answers put on, and the highest claim\n\
                that is sure where a follow-up has no answer.";
    Part { note, name: "ceilings", text }
}

fn marks(writer: Writer<'_>) -> Part {
    let ruled = "LEFT JOIN ruled_out AS x ON x.record = r.record AND x.question = s.question\n";
    let put_on = "LEFT JOIN ceilings AS c\n  \
                  ON c.record = r.record AND c.dimension = s.dimension AND c.question = s.question\n";
    let names = ["question_at_most", "dimension_at_most", "level_at_most", "claims_up_to"];
    let columns = names.map(|name| {
        if writer.has_ceilings() {
            format!("  c.{name}")
        } else {
            format!("  CAST(NULL AS BIGINT) AS {name}")
        }
    });
    let rule_out = "\n    WHEN x.question IS NOT NULL THEN TRUE";
    let text = format!(
        "SELECT\n  r.record,\n  s.dimension,\n  s.question,\n  s.place,\n  s.weight,\n  s.counts,\n  \
         s.lowest,\n  s.highest,\n  CASE{}\n    \
         WHEN h.state = 'not_applicable' THEN s.not_applicable IS NULL\n    \
         ELSE h.place IS NOT NULL AND w.score IS NULL\n  END AS is_left_out,\n  \
         CASE WHEN h.state = 'not_applicable' THEN s.not_applicable ELSE w.score END AS score,\n  \
         COALESCE(w.needs_report, FALSE) AS needs_report,\n  \
         COALESCE(h.is_reported, FALSE) AS is_reported,\n{}\n\
         FROM records AS r\n\
         CROSS JOIN scored AS s\n\
         LEFT JOIN heard AS h ON h.record = r.record AND h.question = s.question\n\
         LEFT JOIN worths AS w\n  \
         ON w.dimension = s.dimension AND w.question = s.question AND w.place = h.place\n{}{}",
        if writer.has_facts() { rule_out } else { "" },
        columns.join(",\n"),
        if writer.has_facts() { ruled } else { "" },
        if writer.has_ceilings() { put_on } else { "" },
    );
    let note = "What is known of each question that counts: its score, or that it is left out; no score:\n\
                nobody knows.";
    Part { note, name: "marks", text: text.trim_end().to_owned() }
}

/// Returns the score of a question under a reading.
fn score(writer: Writer<'_>, reading: Reading) -> String {
    let unknown = match reading.unknown {
        Unknown::Lowest => "COALESCE(score, lowest)",
        Unknown::Highest => "COALESCE(score, highest)",
        Unknown::LeftOut => "score",
    };
    if !reading.on_evidence {
        return format!("CASE WHEN is_left_out THEN NULL ELSE {unknown} END");
    }
    let without = match writer.tabular.without_report_at_most {
        Some(most) => format!(
            "CASE\n      WHEN score > {most} AND needs_report\n        \
             AND NOT (is_reported AND score <= COALESCE(claims_up_to, score)) THEN {most}\n      \
             ELSE {unknown}\n    END"
        ),
        None => unknown.to_owned(),
    };
    format!(
        "CASE\n    WHEN is_left_out OR {unknown} IS NULL THEN NULL\n    \
         ELSE LEAST(question_at_most, {without})\n  END"
    )
}

fn scores(writer: Writer<'_>) -> Part {
    let readings = writer.readings();
    let readings =
        readings.iter().map(|reading| format!("  {} AS {}", score(writer, *reading), reading.name));
    let readings: Vec<_> = readings.collect();
    let text = format!(
        "SELECT\n  record,\n  dimension,\n  place,\n  weight,\n  dimension_at_most,\n  level_at_most,\n  \
         NOT is_left_out AND score IS NULL AS is_unknown,\n  \
         counts AND NOT is_left_out AND score IS NULL AS counts_as_unknown,\n{}\n\
         FROM marks",
        readings.join(",\n")
    );
    let note = "The score of each question: as claimed, as evidence bears it out, and with what nobody\n\
                knows at its ends.";
    Part { note, name: "scores", text }
}

/// Returns what a dimension makes of its questions' scores under a reading.
fn made_of(writer: Writer<'_>, aggregate: Aggregate, all: i64, reading: &str) -> String {
    let sum = format!("SUM(weight * {reading})");
    let whole = |sum: &str| format!("CAST({sum} AS BIGINT)");
    let weights = format!("SUM(CASE WHEN {reading} IS NOT NULL THEN weight END)");
    let mean = || writer.dialect.quotient(&whole(&sum), &whole(&weights));
    match aggregate {
        Aggregate::Mean => mean(),
        Aggregate::Minimum => format!("MIN({reading})"),
        Aggregate::Sum => whole(&sum),
        Aggregate::ProratedSum => format!("({}) * {all}", mean()),
    }
}

/// Returns the score of any dimension under a reading.
fn dimension_score(writer: Writer<'_>, reading: &str) -> String {
    let rows = &writer.tabular.dimensions;
    let made = |row: &DimensionRow<'_>| {
        let aggregate = row.dimension.aggregate;
        let all = if aggregate == Aggregate::ProratedSum { row.all_weights } else { 0 };
        (aggregate, all)
    };
    by_dimension(writer, rows, made, |(aggregate, all)| made_of(writer, aggregate, all, reading))
}

/// Returns an expression that differs by dimension only where it must.
pub(super) fn by_dimension<'t, K: PartialEq + Copy>(
    writer: Writer<'_>,
    rows: &[DimensionRow<'t>],
    key: impl Fn(&DimensionRow<'t>) -> K,
    write: impl Fn(K) -> String,
) -> String {
    let mut kinds: Vec<(K, Vec<String>)> = Vec::new();
    for row in rows {
        let (key, id) = (key(row), writer.quoted(&row.dimension.id));
        match kinds.iter_mut().find(|(kind, _)| *kind == key) {
            Some((_, ids)) => ids.push(id),
            None => kinds.push((key, vec![id])),
        }
    }
    match &kinds[..] {
        [(key, _)] => write(*key),
        kinds => {
            let when = |(key, ids): &(K, Vec<String>)| {
                format!("\n    WHEN dimension IN ({}) THEN {}", ids.join(", "), write(*key))
            };
            format!("CASE{}\n  END", kinds.iter().map(when).collect::<String>())
        }
    }
}

fn dimension_scores(writer: Writer<'_>) -> Part {
    let mut columns = Vec::new();
    for reading in writer.readings() {
        let name = reading.name;
        let score = dimension_score(writer, name);
        let score = if reading.on_evidence && writer.has_ceilings() {
            format!(
                "CASE WHEN MIN({name}) IS NOT NULL THEN\n    \
                 LEAST(MIN(dimension_at_most), {score})\n  END"
            )
        } else {
            score
        };
        columns.push(format!("  {score} AS {name}"));
        columns.extend(writer.parts_of(name));
    }
    let text = format!(
        "SELECT\n  record,\n  dimension,\n{},\n  \
         MIN(level_at_most) AS level_at_most,\n  \
         COUNT(CASE WHEN is_unknown THEN 1 END) AS unknown,\n  \
         COUNT(CASE WHEN counts_as_unknown THEN 1 END) AS counted_unknown\n\
         FROM scores\n\
         GROUP BY record, dimension",
        columns.join(",\n")
    );
    let note = "What each dimension makes of the scores of its questions.";
    Part { note, name: "dimension_scores", text }
}

impl Writer<'_> {
    /// Returns what the levels of dimensions take of their questions, under a reading.
    fn parts_of(self, reading: &str) -> Vec<String> {
        let tables: Vec<_> = self.tabular.dimensions.iter().filter_map(table_of).collect();
        let all = || tables.iter().flat_map(|rows| requirements(rows)).map(|(_, it)| it);
        let mut columns = Vec::new();
        if all().any(|requires| requires.every.is_some()) {
            columns.push(format!("  MIN({reading}) AS {reading}_least"));
        }
        let shares = self.shares();
        if !shares.is_empty() {
            columns.push(format!("  COUNT({reading}) AS {reading}_count"));
        }
        for (index, at) in shares.iter().enumerate() {
            let units = self.tabular.units(*at);
            columns.push(format!(
                "  COUNT(CASE WHEN {reading} >= {units} THEN 1 END) AS {reading}_reach_{index}"
            ));
        }
        let named = all().flat_map(|requires| &requires.named);
        let mut places: Vec<_> = named
            .filter_map(|(subject, _)| match subject {
                Subject::Question(place) => Some(*place),
                Subject::Member(_) => None,
            })
            .collect();
        places.sort_unstable();
        places.dedup();
        columns.extend(places.iter().map(|place| {
            format!("  MIN(CASE WHEN place = {place} THEN {reading} END) AS {reading}_of_{place}")
        }));
        columns
    }

    /// Returns whether a dimension meets what a level takes, under a reading.
    fn meets(self, requires: &Requirement, reading: &str) -> String {
        let units = |score: Decimal| self.tabular.units(score);
        let score = requires.score.map(|needed| format!("{reading} >= {}", units(needed)));
        let every = requires
            .every
            .map(|needed| format!("COALESCE({reading}_least >= {}, TRUE)", units(needed)));
        let named = requires.named.iter().filter_map(|(subject, needed)| match subject {
            Subject::Question(place) => {
                Some(format!("COALESCE({reading}_of_{place} >= {}, TRUE)", units(*needed)))
            }
            Subject::Member(_) => None,
        });
        let shares = self.shares();
        let share = requires.share.and_then(|share| {
            let index = shares.iter().position(|at| *at == share.at)?;
            Some(enough(share, &format!("{reading}_reach_{index}"), &format!("{reading}_count")))
        });
        let all: Vec<_> = score.into_iter().chain(every).chain(named).chain(share).collect();
        all.join(" AND ")
    }

    /// Returns the level of any dimension under a reading.
    fn level(self, reading: &str) -> String {
        let rounded_down = self.rounded_down(reading, &self.tabular.per_level.to_string());
        by_dimension(
            self,
            &self.tabular.dimensions,
            |row| &row.dimension.levels,
            |levels| match levels {
                DimensionLevels::None => "CAST(NULL AS BIGINT)".to_owned(),
                DimensionLevels::RoundedDown(_) => rounded_down.clone(),
                DimensionLevels::Table(rows) => {
                    let when = requirements(rows).map(|(held, requires)| {
                        format!("\n    WHEN NOT ({}) THEN {held}", self.meets(requires, reading))
                    });
                    let top = rows.last().map_or(0, |row| row.level);
                    format!(
                        "CASE\n    WHEN {reading} IS NULL THEN NULL{}\n    ELSE {top}\n  END",
                        when.collect::<String>()
                    )
                }
            },
        )
    }
}

/// Returns whether so many of those that count are enough.
pub(super) fn enough(share: Share, some: &str, all: &str) -> String {
    let is_met = match share.at_least {
        AtLeast::Count(count) => format!("{some} >= {count}"),
        AtLeast::Of(above, below) => format!("{some} * {below} >= {all} * {above}"),
    };
    format!("({all} = 0 OR {is_met})")
}

fn dimension_levels(writer: Writer<'_>) -> Part {
    let mut columns = Vec::new();
    for reading in writer.readings() {
        let name = reading.name;
        let level = writer.level(name);
        let level = if reading.on_evidence && writer.has_ceilings() {
            format!("CASE WHEN {name} IS NOT NULL THEN\n    LEAST(level_at_most, {level})\n  END")
        } else {
            level
        };
        columns.push(format!("  {name}"));
        columns.push(format!("  CAST({level} AS BIGINT) AS {name}_level"));
    }
    let rows = &writer.tabular.dimensions;
    let weight = by_dimension(writer, rows, |row| row.weight, |weight| weight.to_string());
    let text = format!(
        "SELECT\n  record,\n  dimension,\n  CAST({weight} AS BIGINT) AS weight,\n  unknown,\n  \
         counted_unknown,\n{}\nFROM dimension_scores",
        columns.join(",\n")
    );
    let note = "The levels of the dimensions, and how much each counts in the whole.";
    Part { note, name: "dimension_levels", text }
}

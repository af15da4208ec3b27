//! What answers say, and whether they can be accepted at all: as the program accepts them.

use super::writer::{Part, Writer};

/// Returns the parts that read the table of answers.
pub(super) fn parts(writer: Writer<'_>) -> Vec<Part> {
    let ruled_out = writer.has_facts().then(ruled_out);
    ruled_out.into_iter().chain([matched(writer), heard(writer), records(writer)]).collect()
}

fn ruled_out() -> Part {
    Part {
        note: "The questions that do not apply, by the facts of the record.",
        name: "ruled_out",
        text: "SELECT a.record, r.question\n\
               FROM answers AS a\n\
               JOIN rules_out AS r ON r.fact = a.question AND r.option = a.option\n\
               GROUP BY a.record, r.question"
            .to_owned(),
    }
}

impl Writer<'_> {
    /// Returns whether facts may rule questions out.
    pub(super) fn has_facts(self) -> bool {
        !self.tabular.rules_out.is_empty()
    }

    fn has_words(self) -> bool {
        !self.tabular.words.is_empty()
    }

    /// Returns whether a measure takes so many days in place of its figure.
    fn takes_days(self, days: i64) -> bool {
        self.tabular.asked.iter().any(|row| row.days() == days)
    }

    /// Returns whether a figure of an age in months looks like a year, a month or a day of these
    /// times.
    fn looks_like_day(self) -> String {
        let whole = "CAST(value AS BIGINT)";
        let part = |below: &str| self.dialect.quotient(whole, below);
        let (month, year) = (format!("({}) % 100", part("100")), format!("({})", part("10000")));
        format!(
            "days > 0 AND value = FLOOR(value) AND (\n      \
             value BETWEEN 1900 AND 2099\n      \
             OR (value BETWEEN 190001 AND 209912 AND {whole} % 100 BETWEEN 1 AND 12)\n      \
             OR (value BETWEEN 19000101 AND 21001231\n        \
             AND {month} BETWEEN 1 AND 12\n        \
             AND {whole} % 100 BETWEEN 1 AND CASE\n          \
             WHEN {month} IN (4, 6, 9, 11) THEN 30\n          \
             WHEN {month} <> 2 THEN 31\n          \
             WHEN {year} % 4 = 0 AND ({year} % 100 <> 0 OR {year} % 400 = 0) THEN 29\n          \
             ELSE 28 END))"
        )
    }

    /// Returns whether the time between two days lies in the band of the option `choice`.
    fn lasts(self, choice: &str, from: &str, to: &str) -> String {
        let end = |end: &str, sign: &str| {
            let months = format!("CAST(FLOOR({choice}.{end}) AS INTEGER)");
            let then = self.dialect.plus_months(from, &months);
            format!("({choice}.{end} IS NULL OR {then} {sign} {to})")
        };
        let ends = [("above", "<"), ("at_least", "<="), ("up_to", ">="), ("below", ">")];
        let ends = ends.map(|(column, sign)| end(column, sign));
        format!("{choice}.has_band AND {from} IS NOT NULL\n      AND {}", ends.join("\n      AND "))
    }
}

/// The columns of the table of answers.
const COLUMNS: [&str; 16] = [
    "record",
    "date",
    "questionnaire",
    "edition",
    "question",
    "option",
    "value",
    "word",
    "newest",
    "one_before",
    "level",
    "unknown",
    "not_applicable",
    "evidence",
    "source",
    "malformed",
];

/// Returns when an answer means an option, but for the second of two spans.
fn means(writer: Writer<'_>, newest: &str) -> String {
    let mut named = vec!["m.option = a.option".to_owned()];
    if writer.has_words() {
        named.push("m.option = w.option".to_owned());
    }
    named.push(
        "(m.has_band AND (m.above IS NULL OR a.value > m.above)\n      \
         AND (m.at_least IS NULL OR a.value >= m.at_least)\n      \
         AND (m.up_to IS NULL OR a.value <= m.up_to)\n      \
         AND (m.below IS NULL OR a.value < m.below) AND a.value IS NOT NULL)"
            .to_owned(),
    );
    if writer.takes_days(1) || writer.takes_days(2) {
        named.push(format!("({})", writer.lasts("m", newest, "a.date")));
    }
    named.join("\n    OR ")
}

fn matched(writer: Writer<'_>) -> Part {
    let two = writer.takes_days(2);
    // The order of two days makes no difference.
    let newest = if two { "GREATEST(a.newest, a.one_before)" } else { "a.newest" };
    let second = format!(
        "LEFT JOIN choices AS s ON s.question = a.question AND a.newest IS NOT NULL AND (\n    {}\n  )\n",
        writer.lasts("s", "LEAST(a.newest, a.one_before)", newest)
    );
    let words = "LEFT JOIN words AS w ON w.question = a.question AND w.word = a.word\n";
    let ruled = "LEFT JOIN ruled_out AS x ON x.record = a.record AND x.question = a.question\n";
    let column = |is: bool, name: &str, column: &str, otherwise: &str| {
        format!("  {} AS {name}", if is { column } else { otherwise })
    };
    let of_second =
        |name: &str| format!("CASE WHEN a.one_before IS NULL THEN m.{name} ELSE s.{name} END");
    let columns = [
        column(writer.has_words(), "is_word", "w.word IS NOT NULL", "FALSE"),
        column(writer.has_words(), "word_is_unknown", "COALESCE(w.is_unknown, FALSE)", "FALSE"),
        column(true, "measured", "m.place", ""),
        column(true, "measured_worth", "m.worth", ""),
        column(two, "second", &of_second("place"), "m.place"),
        column(two, "second_worth", &of_second("worth"), "m.worth"),
        column(true, "claimed", "c.place", ""),
        column(true, "claimed_worth", "c.worth", ""),
        column(writer.has_facts(), "is_ruled_out", "x.question IS NOT NULL", "FALSE"),
    ];
    let text = format!(
        "SELECT\n{}\n  q.question IS NOT NULL AS is_asked,\n  \
         q.is_main,\n  q.has_options,\n  q.least,\n  q.most,\n  q.days,\n{}\n\
         FROM answers AS a\n\
         LEFT JOIN asked AS q ON q.question = a.question\n\
         {}LEFT JOIN choices AS m ON m.question = a.question AND (\n    {}\n  )\n\
         {}LEFT JOIN choices AS c ON c.question = a.question AND c.level = a.level\n{}",
        COLUMNS.map(|name| format!("  a.{name},")).join("\n"),
        columns.join(",\n"),
        if writer.has_words() { words } else { "" },
        means(writer, newest),
        if two { &second } else { "" },
        if writer.has_facts() { ruled } else { "" },
    );
    let note = "The answers beside the options that they mean: by name, by figure, by word, by days (of\n\
                two spans, each for itself), and by the level that is claimed.";
    Part { note, name: "matched", text }
}

fn heard(writer: Writer<'_>) -> Part {
    let said = ["option", "value", "word"].map(|column| format!("{column} IS NOT NULL")).to_vec();
    let days = "newest IS NOT NULL OR one_before IS NOT NULL".to_owned();
    let others = ["COALESCE(unknown, FALSE)".to_owned(), "not_applicable IS NOT NULL".to_owned()];
    let kinds = said.into_iter().chain([days]).chain(others);
    let kinds: Vec<_> = kinds.map(|is| format!("(CASE WHEN {is} THEN 1 ELSE 0 END)")).collect();
    let source = writer.dialect.says_something("source");
    let reported = if writer.tabular.rubric().report_needs_source {
        format!("COALESCE(evidence = 'report' AND {source}, FALSE)")
    } else {
        "COALESCE(evidence = 'report', FALSE)".to_owned()
    };
    let text = format!(
        "SELECT\n  record,\n  date,\n  questionnaire,\n  edition,\n  question,\n  option,\n  value,\n  \
         word,\n  is_main,\n  is_ruled_out,\n  {reported} AS is_reported,\n  CASE\n    \
         WHEN not_applicable IS NOT NULL THEN 'not_applicable'\n    \
         WHEN COALESCE(unknown, FALSE) OR word_is_unknown THEN 'unknown'\n    \
         ELSE 'known'\n  END AS state,\n  CASE\n    \
         WHEN word_is_unknown THEN NULL\n    \
         WHEN claimed IS NULL THEN LEAST(measured, second)\n    \
         WHEN measured IS NULL THEN claimed\n    \
         WHEN claimed_worth < CASE WHEN second < measured THEN second_worth ELSE measured_worth END\n      \
         THEN claimed\n    \
         ELSE LEAST(measured, second)\n  END AS place,\n{}\n\
         FROM (\n  SELECT\n    *,\n    {}\n    AS said\n  FROM matched\n) AS counted",
        fits(writer),
        kinds.join("\n    + "),
    );
    let note = "What each answer says: whether it can be accepted, and the place of its option; of two\n\
                options, by figure and by level, the one that is worth less.";
    Part { note, name: "heard", text }
}

/// Returns whether days may stand in place of a figure.
fn days_fit(writer: Writer<'_>) -> String {
    let day = |days: i64, fits: &str| {
        let one = writer.takes_days(days);
        one.then(|| format!("\n      WHEN days = {days} THEN COALESCE({fits}, FALSE)"))
    };
    let days: String = [
        day(1, "one_before IS NULL AND newest <= date"),
        day(2, "newest <> one_before AND GREATEST(newest, one_before) <= date"),
    ]
    .into_iter()
    .flatten()
    .collect();
    if days.is_empty() { "FALSE".to_owned() } else { format!("CASE{days}\n      ELSE FALSE END") }
}

/// Returns the column that says whether an answer can be accepted.
fn fits(writer: Writer<'_>) -> String {
    let reason = writer.dialect.says_something("not_applicable");
    let digits = "TRIM(BOTH '0' FROM REPLACE(CAST(ABS(value) AS TEXT), '.', ''))";
    let digits = digits.replace("TEXT", writer.dialect.text());
    let day_as_figure = if writer.takes_days(1) || writer.takes_days(2) {
        let looks = writer.looks_like_day();
        format!("-- A year, a month or a day is no age.\n    WHEN {looks} THEN FALSE\n    ")
    } else {
        String::new()
    };
    format!(
        "  CASE\n    \
         WHEN COALESCE(malformed, FALSE) THEN FALSE\n    \
         WHEN question IS NULL THEN TRUE\n    \
         WHEN NOT is_asked THEN FALSE\n    \
         WHEN evidence NOT IN ('report', 'estimate', 'opinion') THEN FALSE\n    \
         WHEN said > 1 OR (said = 0 AND level IS NULL) THEN FALSE\n    \
         WHEN level IS NOT NULL AND (option IS NOT NULL OR unknown OR not_applicable IS NOT NULL)\n      \
         THEN FALSE\n    \
         -- Who does not know what does not apply has said nothing; any other answer is in vain.\n    \
         WHEN is_ruled_out AND not_applicable IS NULL THEN\n      \
         COALESCE(unknown, FALSE) OR word_is_unknown\n    \
         WHEN not_applicable IS NOT NULL THEN {reason}\n    \
         WHEN unknown THEN TRUE\n    \
         WHEN option IS NOT NULL THEN measured IS NOT NULL\n    \
         WHEN level IS NOT NULL AND claimed IS NULL THEN FALSE\n    \
         WHEN said = 0 THEN TRUE\n    \
         -- A figure, which takes a measure, and lies within its bounds and in a band.\n    \
         WHEN least IS NULL THEN FALSE\n    \
         WHEN has_options AND NOT word_is_unknown AND (measured IS NULL OR second IS NULL)\n      \
         THEN FALSE\n    \
         WHEN word IS NOT NULL THEN is_word\n    \
         {day_as_figure}\
         WHEN value IS NOT NULL THEN value >= least AND (most IS NULL OR value <= most)\n      \
         AND ABS(value) <= 1000000000\n      \
         AND LENGTH({digits}) <= 15\n    \
         ELSE {days}\n  END AS fits",
        days = days_fit(writer),
    )
}

fn records(writer: Writer<'_>) -> Part {
    let questionnaire = writer.tabular.instrument.questionnaire();
    let allowed = writer.tabular.rubric().not_applicable_at_most;
    let id = writer.quoted(&questionnaire.id);
    let edition = questionnaire.edition;
    let text = format!(
        "SELECT\n  record,\n  \
         MIN(CASE WHEN fits THEN 1 ELSE 0 END) = 1\n    \
         AND COUNT(question) = COUNT(DISTINCT question)\n    \
         AND COUNT(date) = COUNT(*) AND MIN(date) = MAX(date)\n    \
         AND COUNT(CASE WHEN questionnaire <> {id} OR edition <> {edition} THEN 1 END) = 0\n    \
         AND COUNT(CASE WHEN is_main AND state = 'not_applicable' AND NOT is_ruled_out THEN 1 END)\n      \
         <= {allowed}\n    AS is_accepted\n\
         FROM heard\n\
         GROUP BY record",
    );
    let note = "The records, and whether all that they say can be accepted together.";
    Part { note, name: "records", text }
}

//! The judgement of an instrument as one `SELECT` over a table of answers, for engines that hold more
//! answers than one machine reads. It computes what the scorer does, in whole numbers.

mod answers;
mod dialect;
mod lists;
mod scores;
mod whole;
mod writer;

pub use dialect::Dialect;

use crate::domain::tabular::Tabular;
use writer::{Part, Writer};

/// Returns the `SELECT` that judges a table of answers, below a comment on the table that it expects.
#[must_use]
pub fn select(tabular: &Tabular<'_>, dialect: Dialect) -> String {
    let writer = Writer { tabular, dialect };
    let parts: Vec<Part> = lists::parts(writer)
        .into_iter()
        .chain(answers::parts(writer))
        .chain(scores::parts(writer))
        .chain(whole::parts(writer))
        .collect();
    let parts = parts.iter().map(|part| {
        let note: Vec<_> = part.note.lines().map(|line| format!("-- {line}")).collect();
        format!("{}\n{} AS (\n{}\n)", note.join("\n"), part.name, indented(&part.text))
    });
    let parts: Vec<_> = parts.collect();
    format!("{}WITH\n{}\n{};\n", writer.head(), parts.join(",\n\n"), whole::selected(writer))
}

/// Returns lines, each two columns further in.
fn indented(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(|line| format!("  {line}")).collect();
    lines.join("\n")
}

impl Writer<'_> {
    /// Returns the comment at the top: what this is, and the table that it expects.
    fn head(self) -> String {
        let instrument = self.tabular.instrument;
        let (asked, rubric) = (instrument.questionnaire(), instrument.rubric());
        let [asked, judged] = [(&asked.id, &asked.version), (&rubric.id, &rubric.version)]
            .map(|(id, version)| format!("{id} {}", version.replace(['\n', '\r'], " ")));
        let fingerprints = instrument.fingerprints();
        format!(
            "-- Judges a table of answers as {program} {version} does, on {name}.\n\
             -- Questions: {asked}, SHA-256 {asked_sha}\n\
             -- Rubric: {judged}, SHA-256 {judged_sha}\n\
             -- Scores are counted in whole parts of a level, {per_level} to the level.\n\
             {table}\n",
            program = env!("CARGO_PKG_NAME"),
            version = env!("CARGO_PKG_VERSION"),
            name = self.dialect.name(),
            asked_sha = fingerprints.questionnaire,
            judged_sha = fingerprints.rubric,
            per_level = self.tabular.per_level,
            table = self.expected(),
        )
    }

    /// Returns the table that is expected.
    fn expected(self) -> String {
        let text = self.dialect.text();
        let rows = [
            ("record BIGINT", "which set of answers; the rows of one set have the same number"),
            ("date DATE", "the day that the answers describe; the same in every row of a record"),
            ("questionnaire TEXT", "what the answers are for; NULL where they do not say"),
            ("edition BIGINT", "the edition they are for; NULL where they do not say"),
            ("question TEXT", "what is answered; NULL in the one row of a record without answers"),
            ("option TEXT", "the answer: an option's id"),
            ("value DECIMAL(25, 15)", "or a figure, exactly as it was given"),
            ("word TEXT", "or a word in place of a figure, such as never"),
            ("newest DATE", "or a day in place of a figure; of two days, the newest"),
            ("one_before DATE", "and the one before it, where two days belong together"),
            ("level DECIMAL(25, 15)", "or a level; it may stand beside a figure, word or day"),
            ("unknown BOOLEAN", "or TRUE: nobody knows"),
            ("not_applicable TEXT", "or the reason why the question does not apply"),
            ("evidence TEXT", "report, estimate or opinion; or NULL"),
            ("source TEXT", "where the evidence stands; or NULL"),
            ("malformed BOOLEAN", "TRUE where the answer did not fit these columns; else NULL"),
        ];
        let last = rows.len() - 1;
        let rows = rows.iter().enumerate().map(|(index, (column, meaning))| {
            let comma = if index == last { "" } else { "," };
            let column = format!("{}{comma}", column.replace("TEXT", text));
            format!("  {column:<24} -- {meaning}\n")
        });
        let rows: String = rows.collect();
        format!(
            "/* The table that it expects, a row for each answer:\nCREATE TABLE answers (\n{rows});\n*/"
        )
    }
}

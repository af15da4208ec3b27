//! The dialects of SQL that are written, and all in which they differ.

/// A dialect of SQL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `DuckDB`.
    DuckDb,
    /// `PostgreSQL`.
    Postgres,
    /// Spark SQL.
    Spark,
}

impl Dialect {
    /// Every dialect, with the word that stands for it.
    pub const ALL: [(&'static str, Self); 3] =
        [("duckdb", Self::DuckDb), ("postgres", Self::Postgres), ("spark", Self::Spark)];

    /// Returns what it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::DuckDb => "DuckDB",
            Self::Postgres => "PostgreSQL",
            Self::Spark => "Spark",
        }
    }

    /// Returns the type of texts.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::DuckDb | Self::Postgres => "TEXT",
            Self::Spark => "STRING",
        }
    }

    /// Returns a text as it is written.
    #[must_use]
    pub fn quoted(self, text: &str) -> String {
        let text = match self {
            Self::DuckDb | Self::Postgres => text.replace('\'', "''"),
            Self::Spark => text.replace('\\', r"\\").replace('\'', r"\'"),
        };
        format!("'{text}'")
    }

    /// Returns the quotient of whole numbers, as a whole number.
    pub(super) fn quotient(self, above: &str, below: &str) -> String {
        let sign = match self {
            Self::DuckDb => "//",
            Self::Postgres => "/",
            Self::Spark => "DIV",
        };
        format!("{above} {sign} {below}")
    }

    /// Returns the day that is so many months later, or the last one of a shorter month.
    pub(super) fn plus_months(self, day: &str, months: &str) -> String {
        match self {
            Self::DuckDb => format!("CAST({day} + to_months({months}) AS DATE)"),
            Self::Postgres => format!("CAST({day} + {months} * INTERVAL '1 month' AS DATE)"),
            Self::Spark => format!("add_months({day}, {months})"),
        }
    }

    /// Returns whether a text says something, and is not all blanks.
    pub(super) fn says_something(self, text: &str) -> String {
        match self {
            Self::DuckDb => format!(r"regexp_matches({text}, '\S')"),
            Self::Postgres => format!(r"{text} ~ '\S'"),
            Self::Spark => format!(r"{text} RLIKE '\\S'"),
        }
    }
}

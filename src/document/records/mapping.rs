//! A mapping table: what the columns, texts, dates and numbers of somebody else's table mean here.

use super::target::{Target, advice};
use crate::domain::{Date, Decimal, Questionnaire};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What somebody else's table means.
#[derive(Clone, Debug, Default)]
pub struct Mapping {
    /// What their columns hold; nothing for one that is ignored.
    pub(super) columns: BTreeMap<String, Option<Target>>,
    /// Whether all further columns are ignored.
    pub(super) ignores_others: bool,
    /// What texts mean, by what the column holds.
    pub(super) texts: BTreeMap<Target, BTreeMap<String, Meant>>,
    /// What is the same in every row.
    pub(super) fixed: BTreeMap<Target, String>,
    /// How days are written, where they are written in another way.
    pub(super) dates: Option<DatePattern>,
    /// Whether decimals stand behind a comma.
    pub(super) has_decimal_comma: bool,
}

/// What a text means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// Another text.
    Text(String),
    /// A level.
    Level(Decimal),
}

/// How days are written: `DD.MM.YYYY`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DatePattern(String);

impl Mapping {
    /// Returns the columns whose contents are taken.
    pub(super) fn taken(&self) -> impl Iterator<Item = &str> {
        let taken = self.columns.iter().filter(|(_, target)| target.is_some());
        taken.map(|(name, _)| name.as_str())
    }

    /// Returns what is the same in every row.
    pub(super) fn fixed(&self) -> impl Iterator<Item = (&Target, &str)> {
        self.fixed.iter().map(|(target, text)| (target, text.as_str()))
    }

    /// Returns what a column holds; nothing where it is ignored.
    ///
    /// # Errors
    ///
    /// Says what to write where it means nothing.
    pub(super) fn target(
        &self,
        name: &str,
        questionnaire: &Questionnaire,
    ) -> Result<Option<Target>, String> {
        if let Some(target) = self.columns.get(&words(name)) {
            return Ok(target.clone());
        }
        match Target::of(name, questionnaire) {
            None if self.ignores_others => Ok(None),
            None => Err(advice(name, questionnaire)),
            found => Ok(found),
        }
    }

    /// Returns whether a column of this name is known.
    #[must_use]
    pub fn knows(&self, name: &str, questionnaire: &Questionnaire) -> bool {
        self.columns.contains_key(&words(name)) || Target::of(name, questionnaire).is_some()
    }

    /// Returns what a text means in a column, if the mapping says so.
    pub(super) fn meant(&self, target: &Target, text: &str) -> Option<&Meant> {
        self.texts.get(target)?.get(&words(text))
    }

    /// Returns whether texts of this column are named.
    pub(super) fn has_texts_of(&self, target: Option<&Target>) -> bool {
        target.is_some_and(|target| self.texts.contains_key(target))
    }

    /// Returns a day as it is written here; anything else as it is.
    pub(super) fn day<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let day = self.dates.as_ref().and_then(|pattern| pattern.read(text));
        day.map_or(Cow::Borrowed(text), |day| Cow::Owned(day.to_string()))
    }

    /// Returns whether the mapping says how days are written.
    pub(super) fn has_dates(&self) -> bool {
        self.dates.is_some()
    }

    /// Says how days are written.
    pub(super) fn how_dates_are_written(&self) -> String {
        let pattern = self.dates.as_ref().map_or("YYYY-MM-DD", |pattern| pattern.0.as_str());
        format!("write it as {pattern}, as the map says")
    }

    /// Returns a number as it is written here; anything else as it is.
    pub(super) fn number<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let is_one = self.has_decimal_comma && !text.contains('.');
        match text.split_once(',') {
            Some((whole, behind)) if is_one && !behind.contains(',') => {
                Cow::Owned(format!("{whole}.{behind}"))
            }
            _ => Cow::Borrowed(text),
        }
    }
}

impl DatePattern {
    /// Returns the pattern that is written so; nothing where it does not name year, month and day.
    pub(super) fn parse(written: &str) -> Option<Self> {
        let runs: Vec<_> = written.as_bytes().chunk_by(|a, b| a == b).collect();
        let has = |runs: &[&[u8]], named: &[&[u8]]| {
            runs.iter().filter(|run| named.contains(run)).count() == 1
        };
        let letters = runs.iter().filter(|run| run.first().is_some_and(u8::is_ascii_alphabetic));
        let is_whole = has(&runs, &[b"YYYY"])
            && has(&runs, &[b"MM", b"M"])
            && has(&runs, &[b"DD", b"D"])
            && letters.count() == 3;
        is_whole.then(|| Self(written.to_owned()))
    }

    /// Reads a day, and passes over the time of day behind it.
    fn read(&self, text: &str) -> Option<Date> {
        let (mut year, mut month, mut day) = ("", "", "");
        let mut rest = text;
        let mut pattern = self.0.chars().peekable();
        while let Some(letter) = pattern.next() {
            let mut width = 1;
            while letter.is_ascii_uppercase() && pattern.next_if_eq(&letter).is_some() {
                width += 1;
            }
            let part = match letter {
                'Y' => &mut year,
                'M' => &mut month,
                'D' => &mut day,
                _ => {
                    rest = rest.strip_prefix(letter)?;
                    continue;
                }
            };
            let digits = rest.bytes().take(width).take_while(u8::is_ascii_digit).count();
            let is_enough = if letter == 'Y' { digits == 4 } else { digits > 0 };
            (*part, rest) = rest.split_at_checked(digits).filter(|_| is_enough)?;
        }
        let is_alone = rest.is_empty() || rest.starts_with([' ', 'T']);
        let day = is_alone.then(|| Date::parse(&format!("{year}-{month:0>2}-{day:0>2}")));
        day.flatten()
    }
}

/// Returns a text with one blank between its words: survey tools break the lines of long questions.
#[must_use]
pub(super) fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

//! Reads the values of single options. An error says how the value is written; what it names is
//! not looked up.

use crate::cli::forms::{self, CheckForm};
use crate::document::policy::WAIVER_KEYS;
use crate::domain::Date;
use clap::ValueEnum;
use std::path::PathBuf;

/// Reads a day.
pub(super) fn parse_date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| {
        // A month that ends earlier is the likeliest slip.
        let last = (28..31).rev().filter_map(|day| {
            Date::parse(&format!("{}-{day}", text.get(..7).filter(|_| text.len() == 10)?))
        });
        last.into_iter().next().map_or_else(
            || "write a day as YYYY-MM-DD, such as 2026-06-30".to_owned(),
            |last| format!("there is no such day; the last of its month is {last}"),
        )
    })
}

/// Reads a name: blanks around it are no part of it.
pub(super) fn parse_name(text: &str) -> Result<String, String> {
    let name = text.trim();
    if name.is_empty() { Err("write a name".to_owned()) } else { Ok(name.to_owned()) }
}

/// Reads a whole number.
pub(super) fn parse_whole(text: &str) -> Result<i64, String> {
    text.parse().map_err(|_| "write a whole number".to_owned())
}

/// Reads a number of things.
pub(super) fn parse_count(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| "write a whole number, 0 or more".to_owned())
}

/// Reads the level that a dimension should reach.
pub(super) fn parse_target(text: &str) -> Result<(String, String), String> {
    parse_pair(text).map_err(|_| "write it as ID=LEVEL, such as DIMENSION=4".to_owned())
}

/// Keys and their texts.
#[derive(Clone, Debug)]
pub(crate) struct Pairs(pub(crate) Vec<(String, String)>);

/// Reads `NAME=VALUE`.
pub(super) fn parse_pair(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').ok_or("write it as NAME=VALUE")?;
    Ok((pair.0.trim().to_owned(), pair.1.trim().to_owned()))
}

/// Takes `key=text,key=text` apart; a comma in a text stays where no key follows it.
pub(super) fn parse_waiver(text: &str) -> Result<Pairs, String> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for part in text.split(',') {
        let begins = |pair: &(String, String)| WAIVER_KEYS.contains(&pair.0.as_str());
        match (parse_pair(part), pairs.last_mut()) {
            (Ok(pair), None) => pairs.push(pair),
            (Ok(pair), _) if begins(&pair) => pairs.push(pair),
            (_, Some((_, value))) => *value = format!("{value},{part}"),
            (Err(why), None) => return Err(why),
        }
    }
    Ok(Pairs(pairs))
}

/// Reads a form of the result of `check` and the file that it goes to.
pub(super) fn parse_form_file(text: &str) -> Result<(CheckForm, PathBuf), String> {
    let (form, file) = text.split_once('=').ok_or("write it as FORM=FILE: sarif=check.sarif")?;
    if file.is_empty() {
        return Err("name a file behind the `=`: sarif=check.sarif".to_owned());
    }
    let forms: Vec<_> = CheckForm::value_variants().iter().map(forms::name).collect();
    let known = CheckForm::from_str(form, true);
    Ok((known.map_err(|_| format!("the forms are {}", forms.join(", ")))?, file.into()))
}

/// How many of something to show.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Most(pub(crate) usize);

impl Most {
    /// All there are.
    pub(crate) const ALL: Self = Self(usize::MAX);
}

impl Default for Most {
    fn default() -> Self {
        Self(5)
    }
}

/// Reads how many of something to show.
pub(super) fn parse_most(text: &str) -> Result<Most, String> {
    if text == "all" {
        return Ok(Most::ALL);
    }
    text.parse().map(Most).map_err(|_| "write a number, or `all`".to_owned())
}

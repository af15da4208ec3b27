//! What a cell of an Excel workbook says: numbers as they are shown, days behind their numbers, and
//! the names of cells. Nothing here reads a workbook.

use crate::domain::Date;

/// How many rows a sheet has.
pub const ROWS: u32 = 1_048_576;
/// How many columns a sheet has.
pub const COLUMNS: usize = 16_384;
/// The most letters that a cell takes, as workbooks count them.
pub const LONGEST_TEXT: usize = 32_767;
/// The largest row of a workbook that is read, with what stands between it and the one before.
pub const LARGEST_ROW: u64 = 1 << 20;
/// The most that the texts which rows share are unpacked to.
pub const LARGEST_TEXTS: u64 = 64 << 20;
/// The most that any other part of a workbook is unpacked to, its sheets apart.
pub const LARGEST_PART: u64 = 16 << 20;
/// The most that is read of a workbook's list of parts.
pub const LARGEST_LIST: u64 = 4 << 20;

/// How many digits of a number a workbook keeps for people: what stands behind them is an accident
/// of binary fractions.
const DIGITS: usize = 15;
/// The last day that a workbook knows: 9999-12-31.
const LAST_DAY: f64 = 2_958_466.0;

/// From which day on the days of a workbook are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Epoch {
    /// 1 January 1900 is the day 1, and there is a 29 February 1900.
    #[default]
    Of1900,
    /// 1 January 1904 is the day 0.
    Of1904,
}

/// What the format of a cell makes of its number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumberFormat {
    /// A number.
    #[default]
    Plain,
    /// A hundred times the number, with a sign behind it.
    Percent,
    /// A day, maybe with a time.
    Day,
    /// A time of the day, or a span of it.
    Time,
}

impl NumberFormat {
    /// Returns what a built-in format is; nothing where the number names none.
    #[must_use]
    pub fn built_in(id: u32) -> Self {
        match id {
            9 | 10 => Self::Percent,
            14..=17 | 22 | 27..=31 | 34..=36 | 50..=58 => Self::Day,
            18..=21 | 32 | 33 | 45..=47 => Self::Time,
            _ => Self::Plain,
        }
    }

    /// Returns what a format is by its code, such as `dd/mm/yyyy` or `0.0%`.
    #[must_use]
    pub fn of_code(code: &str) -> Self {
        if code.eq_ignore_ascii_case("general") {
            return Self::Plain;
        }
        let letters = bare(code);
        let has = |letters_of: &[char]| letters.contains(letters_of);
        if has(&['%']) {
            return Self::Percent;
        }
        if has(&['y', 'd']) {
            return Self::Day;
        }
        match (has(&['h', 's']), has(&['m'])) {
            (true, _) => Self::Time,
            (false, true) => Self::Day,
            (false, false) => Self::Plain,
        }
    }
}

/// Returns the letters of a format's first part that stand for something: without texts, colours and
/// fill, but with the spans of time that stand in brackets.
fn bare(code: &str) -> String {
    let mut letters = String::new();
    let mut rest = code.chars();
    while let Some(letter) = rest.next() {
        match letter {
            ';' => break,
            '"' => drop(rest.by_ref().find(|letter| *letter == '"')),
            '\\' | '_' | '*' => drop(rest.next()),
            '[' => {
                let inside: String = rest.by_ref().take_while(|letter| *letter != ']').collect();
                let span = inside.to_ascii_lowercase();
                let is_span = !span.is_empty()
                    && ["h", "m", "s"].iter().any(|unit| span.replace(unit, "").is_empty());
                letters.push_str(if is_span { "h" } else { "" });
            }
            letter => letters.push(letter.to_ascii_lowercase()),
        }
    }
    letters
}

/// Returns a number as a cell of this format says it: a day as `2026-06-30`, everything else as a
/// plain decimal number, with a sign where the format shows one.
#[must_use]
pub fn number(value: f64, format: NumberFormat, epoch: Epoch) -> String {
    match format {
        NumberFormat::Percent => decimal(value * 100.0) + "%",
        NumberFormat::Time if (0.0..1.0).contains(&value) => time(value),
        NumberFormat::Day if (0.0..LAST_DAY).contains(&value) => moment(value, epoch),
        // What no day and no time can be is shown as the number it is.
        NumberFormat::Plain | NumberFormat::Time | NumberFormat::Day => decimal(value),
    }
}

/// Returns a number in plain digits: the fifteen that count.
fn decimal(value: f64) -> String {
    if !value.is_finite() {
        return value.to_string();
    }
    let written = format!("{value:.*e}", DIGITS - 1);
    // The shortest of what means the same.
    let rounded: f64 = written.parse().unwrap_or(value);
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

/// Returns a day with its time, where that is not midnight.
fn moment(value: f64, epoch: Epoch) -> String {
    let seconds = (value.fract() * 86_400.0).round();
    let day = if seconds >= 86_400.0 { value.trunc() + 1.0 } else { value.trunc() };
    let day = day_of(day, epoch);
    if seconds <= 0.0 || seconds >= 86_400.0 { day } else { format!("{day}T{}", time(value)) }
}

/// Returns a whole day by its number.
fn day_of(number: f64, epoch: Epoch) -> String {
    // The bounds are checked: a day's number is small and not negative.
    #[expect(clippy::cast_possible_truncation, reason = "days are counted in millions at most")]
    let number = number as i64;
    let (first, days) = match epoch {
        Epoch::Of1904 => ("1904-01-01", number),
        // The day that there never was is refused by whoever reads it.
        Epoch::Of1900 if number == 60 => return "1900-02-29".to_owned(),
        Epoch::Of1900 if number < 60 => ("1899-12-31", number),
        Epoch::Of1900 => ("1899-12-30", number),
    };
    let day = Date::parse(first).and_then(|first| first.plus_days(days));
    day.map_or_else(|| number.to_string(), |day| day.to_string())
}

/// Returns the time of the day of what stands behind the point.
fn time(value: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "a day has 86,400 seconds")]
    let seconds = (value.fract() * 86_400.0).round() as i64;
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Returns the letters of a column, counted from 0: A to Z, then AA.
#[must_use]
pub fn column_letters(column: usize) -> String {
    let last = u8::try_from(column % 26).map_or('A', |step| char::from(b'A' + step));
    let before = (column / 26).checked_sub(1).map(column_letters).unwrap_or_default();
    format!("{before}{last}")
}

/// Returns the row and the column, each counted from 0, of a cell's name such as `C7`; nothing where
/// a workbook has no such cell.
#[must_use]
pub fn cell_of(name: &str) -> Option<(u32, usize)> {
    let digits = name.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, digits) = name.split_at(digits);
    let row: u32 = digits.parse().ok()?;
    if letters.is_empty() || letters.len() > 3 || !digits.bytes().all(|one| one.is_ascii_digit()) {
        return None;
    }
    let mut column = 0;
    for letter in letters.bytes() {
        let letter = letter.to_ascii_uppercase();
        let step = letter.is_ascii_uppercase().then(|| usize::from(letter - b'A'))?;
        column = column * 26 + step + 1;
    }
    (column <= COLUMNS && (1..=ROWS).contains(&row)).then(|| (row - 1, column - 1))
}

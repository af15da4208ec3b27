//! From a figure as people in a room type it to the domain's [`Figure`]. Other spellings
//! and other units of the same quantity are taken; what could mean two things is refused.

use super::day::{Spelled, day};
use crate::document::advice;
use crate::domain::questionnaire::{Better, Dated, Measure, Word};
use crate::domain::{Date, Decimal, Exact, Figure, TwoDays};

/// A figure as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    /// The figure, in the measure's unit.
    pub figure: Figure,
    /// Whether it was converted from another unit or notation, so that the echo has to show the
    /// result.
    pub converted: bool,
}

/// Returns the figure that `typed` says, in the unit of `measure`. Its range is not checked here.
///
/// A figure in the measure's own unit is kept exactly as typed. One in another unit (`8 weeks`
/// where months are asked; a month is 365.25/12 days), or one given as a part of a whole (`41 of
/// 800`), is converted exactly and then cut to hundredths on the side that is worse for the
/// respondent: up where lower is better, down where higher is better. With limits in hundredths,
/// the option found is then the one the exact value falls into.
///
/// # Errors
///
/// Says what to type instead, in a sentence for the person in the room.
pub fn understand(measure: &Measure, typed: &str) -> Result<Understood, String> {
    let text = tidied(typed);
    let unconverted = |figure| Understood { figure, converted: false };
    let says = |known: &&Word| [&known.word, &known.meaning].iter().any(|one| tidied(one) == text);
    if let Some(known) = measure.words.iter().find(says) {
        return Ok(unconverted(Figure::Word(known.word.clone())));
    }
    if measure.takes_two_days()
        && let Some(days) = two_days(&text)
    {
        return Ok(unconverted(Figure::OnTwo(days)));
    }
    let own_unit = tidied(&measure.unit);
    let is_time = matches!(Unit::of(&tokens(&own_unit)), Unit::Time(_));
    let says_a_day = match Spelled::of(&text) {
        Spelled::NoDay => false,
        Spelled::Day(_) => is_time,
        Spelled::Month | Spelled::Year | Spelled::NoYear | Spelled::Unsure => measure.is_dated(),
    };
    if says_a_day || is_shaped_like_a_day(&text) {
        let refused = || Err(how_to_type("one figure, not a day: ", measure));
        let on = |day| unconverted(Figure::On(day));
        return match measure.dated {
            Dated::Not => refused(),
            Dated::OneDay => day(&text).map(on),
            Dated::TwoDays => Err(the_other_day(day(&text)?)),
        };
    }
    // How long ago something was is its age.
    let text = text.strip_suffix(" ago").filter(|_| measure.is_dated()).unwrap_or(&text);
    let tokens = tokens(text);
    match amount(measure, &tokens) {
        Ok(Amount::Typed(number)) => Ok(unconverted(Figure::Number(number))),
        Ok(Amount::Converted(exact)) => {
            let cut = match measure.better {
                Better::Lower => exact.up_to_hundredths(),
                Better::Higher => exact.down_to_hundredths(),
            };
            let number = cut.ok_or("That figure is too large: 1,000,000,000 at most.")?;
            Ok(Understood { figure: Figure::Number(number), converted: true })
        }
        Err(Refused::Because(why)) => Err(why),
        Err(Refused::Shape) => Err(how_to_type(mistake(&tokens), measure)),
    }
}

/// Returns how a figure of `measure` can be typed, in one line and with an example; its words are
/// choices of their own.
#[must_use]
pub fn spelled(measure: &Measure) -> String {
    let range = advice::range(measure);
    let example = match Unit::of(&tokens(&measure.unit)) {
        Unit::Time(_) if measure.takes_two_days() => "`8 weeks` or `2026-03-01, 2025-09-14`",
        Unit::Time(_) if measure.is_dated() => "`8 weeks` or `20.1.2026`",
        Unit::Time(_) => "`2 weeks`",
        Unit::Share(1000) => "`150%`",
        Unit::Share(10) => "`41 of 800`",
        Unit::Share(_) => "`0.8%`",
        Unit::Other => return range,
    };
    format!("{range}, also as {example}")
}

/// Returns the two days that a text spells, with a comma, a blank or a word between them.
fn two_days(text: &str) -> Option<TwoDays> {
    let day_of = |text: &str| match Spelled::of(text) {
        Spelled::Day(day) => Some(day),
        _ => None,
    };
    let joins = |c: char| c.is_whitespace() || [',', ';', '&', '.'].contains(&c);
    let gaps = text.char_indices().filter(|(_, c)| [' ', ',', ';', '&'].contains(c));
    let mut pairs = gaps.filter_map(|(at, _)| {
        let (one, other) = text.split_at_checked(at)?;
        let other = other.trim_start_matches(joins);
        let other = other.strip_prefix("and ").unwrap_or(other).trim_start();
        let one = one.trim_end_matches(joins);
        day_of(one).zip(day_of(other))
    });
    pairs.next().map(|(one, other)| TwoDays::of(one, other))
}

/// Says that one day alone does not do, and how both are typed.
fn the_other_day(day: Date) -> String {
    format!(
        "{day} is one of two days: type the one before it as well, or the one after it, such as \
         `{day}, YYYY-MM-DD`."
    )
}

/// Why a text is no figure.
enum Refused {
    /// It has the shape of none.
    Shape,
    /// For this reason, a sentence.
    Because(String),
}

/// A number as understood.
enum Amount {
    /// In the measure's own unit, as typed.
    Typed(Decimal),
    /// Worked out from something else, and not yet cut.
    Converted(Exact),
}

/// A piece of a tidied text.
#[derive(Clone, Copy)]
enum Token<'t> {
    /// Digits, with all separators between them; the first of a text may carry a sign.
    Number(&'t str),
    /// Letters, or any other single character.
    Word(&'t str),
}

/// What a unit counts.
#[derive(Clone, Copy)]
enum Unit {
    /// Time; the unit's length in half hours.
    Time(i64),
    /// A part of a whole; the unit's size in thousandths.
    Share(i64),
    /// Anything else, which is never converted.
    Other,
}

impl Unit {
    /// Returns what the unit of these tokens counts. Rates, such as `hours per order`, are no time.
    fn of(unit: &[Token]) -> Self {
        let is_rate = unit.iter().any(|token| matches!(token, Token::Word("per")));
        match unit {
            [Token::Word("per"), whole, ..] if is_same(whole, &Token::Number("1000")) => {
                Self::Share(1)
            }
            [Token::Word("times"), ..] => Self::Other,
            [Token::Word("calendar"), Token::Word(word), ..] | [Token::Word(word), ..] => {
                let time = half_hours(word).filter(|_| !is_rate).map(Self::Time);
                time.or_else(|| thousandths(word).map(Self::Share)).unwrap_or(Self::Other)
            }
            _ => Self::Other,
        }
    }
}

/// Returns the length of a unit of time in half hours, in which a month is whole as well.
fn half_hours(word: &str) -> Option<i64> {
    match singular(word) {
        "hour" | "hr" | "h" => Some(2),
        "day" | "d" => Some(48),
        "week" | "wk" | "w" => Some(7 * 48),
        "month" | "mth" | "mo" => Some(1461),
        "year" | "yr" | "y" => Some(12 * 1461),
        _ => None,
    }
}

/// Returns the size in thousandths of the part of a whole that a sign stands for.
fn thousandths(sign: &str) -> Option<i64> {
    match sign {
        "‰" => Some(1),
        "%" | "percent" | "pct" => Some(10),
        "x" | "×" | "times" => Some(1000),
        _ => None,
    }
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

/// Returns `typed` in lower case with single blanks, without a word for `about` before it.
fn tidied(typed: &str) -> String {
    const ABOUT: [&str; 9] =
        ["~", "≈", "about ", "circa ", "ca.", "ca ", "approx.", "approx ", "approximately "];
    let lower = typed.to_lowercase().replace('\u{2212}', "-");
    let text = lower.split_whitespace().collect::<Vec<_>>().join(" ").replace("per cent", "%");
    let text = text.strip_suffix('.').unwrap_or(&text);
    let bare = ABOUT.into_iter().find_map(|about| text.strip_prefix(about));
    bare.unwrap_or(text).trim().to_owned()
}

/// Returns whether a text has the shape of a day in any order, which no number has.
fn is_shaped_like_a_day(text: &str) -> bool {
    let text: String = text.split_whitespace().collect();
    let parts: Vec<_> = text.split(['-', '.', '/']).collect();
    let digits = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(digits) && parts.iter().any(|part| part.len() == 4)
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let number = number_length(rest, tokens.is_empty());
        let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let length = if number > 0 { number } else { letters.max(first.len_utf8()) };
        let (token, after) = rest.split_at(length);
        tokens.push(if number > 0 { Token::Number(token) } else { Token::Word(token) });
        rest = after.trim_start();
    }
    tokens
}

/// Returns how many bytes of `text` are its leading number; none where it starts with no number.
fn number_length(text: &str, may_be_signed: bool) -> usize {
    let unsigned = text.strip_prefix(['+', '-']).filter(|_| may_be_signed).unwrap_or(text);
    let is_digit = |at: usize| unsigned.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let belongs = |at, c| is_digit(at) || (matches!(c, '.' | ',' | ' ') && is_digit(at + 1));
    let end = unsigned.char_indices().find(|(at, c)| !belongs(*at, *c)).map(|(at, _)| at);
    match end.unwrap_or(unsigned.len()) {
        0 => 0,
        length => text.len() - unsigned.len() + length,
    }
}

/// Returns the number that one token spells. Where things are counted, a comma before three digits
/// stands between thousands; where something is measured, nobody knows.
fn number(text: &str, counted: bool) -> Result<Decimal, Refused> {
    let unsigned = text.trim_start_matches(['+', '-']);
    let separators: Vec<_> = unsigned.chars().filter(|c| !c.is_ascii_digit()).collect();
    let spelled = match separators.as_slice() {
        [] => unsigned.to_owned(),
        [separator @ (',' | '.')] => match grouped(unsigned, *separator) {
            Some(whole) if counted && *separator == ',' => whole,
            // The point is plain in `1.250`, but a count such as `41 of 12.000` may be German.
            Some(whole) if counted || *separator == ',' => {
                return Err(ambiguous(unsigned, &whole));
            }
            _ => unsigned.replace(',', "."),
        },
        [group, .., point @ (',' | '.')] if group != point => {
            let (whole, fraction) = unsigned.rsplit_once(*point).ok_or(Refused::Shape)?;
            format!("{}.{fraction}", grouped(whole, *group).ok_or(Refused::Shape)?)
        }
        [group, ..] => grouped(unsigned, *group).ok_or(Refused::Shape)?,
    };
    let unpadded = spelled.trim_start_matches('0');
    let zero = if unpadded.is_empty() || unpadded.starts_with('.') { "0" } else { "" };
    let sign = if text.starts_with('-') { "-" } else { "" };
    Decimal::parse(&format!("{sign}{zero}{unpadded}")).map_err(|_| {
        let quoted: String = text.chars().take(40).collect();
        let most = "15 digits and 1,000,000,000 at most";
        Refused::Because(format!("`{quoted}` is too long or too large: {most}."))
    })
}

/// Returns the digits of a number whose thousands are set apart: `1,250,000`.
fn grouped(text: &str, separator: char) -> Option<String> {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (first, rest) = text.split_once(separator)?;
    let leads = (1..=3).contains(&first.len()) && digits(first) && !first.starts_with('0');
    let follow = rest.split(separator).all(|group| group.len() == 3 && digits(group));
    (leads && follow).then(|| text.replace(separator, ""))
}

fn ambiguous(text: &str, whole: &str) -> Refused {
    let decimal = Decimal::parse(&text.replace(',', ".")).map(|number| number.to_string());
    let decimal = decimal.unwrap_or_default();
    Refused::Because(format!("`{text}` may be {whole} or {decimal}: type the one you mean."))
}

/// Returns the number that the tokens say, in the unit of `measure`.
fn amount(measure: &Measure, typed: &[Token]) -> Result<Amount, Refused> {
    let unit_text = tidied(&measure.unit);
    let unit_tokens = tokens(&unit_text);
    let unit = Unit::of(&unit_tokens);
    let (figure, tail) = match typed {
        [Token::Number(figure), tail @ ..] => (figure, tail),
        [Token::Word("x" | "×"), Token::Number(figure)] if matches!(unit, Unit::Share(1000)) => {
            (figure, [].as_slice())
        }
        _ => return Err(Refused::Shape),
    };
    let begins_unit = tail.len() <= unit_tokens.len()
        && tail.iter().zip(&unit_tokens).all(|(typed, own)| is_same(typed, own));
    match unit {
        _ if begins_unit => number(figure, false).map(Amount::Typed),
        Unit::Time(own) => time(typed, own),
        Unit::Share(own) => share(figure, tail, own, &unit_tokens),
        Unit::Other => Err(Refused::Shape),
    }
}

fn is_same(one: &Token, other: &Token) -> bool {
    match (one, other) {
        (Token::Word(one), Token::Word(other)) => singular(one) == singular(other),
        (Token::Number(one), Token::Number(other)) => {
            matches!((number(one, true), number(other, true)), (Ok(a), Ok(b)) if a == b)
        }
        _ => false,
    }
}

/// Returns a stretch of time, such as `1 year 3 months`, in a unit of `own` half hours.
fn time(typed: &[Token], own: i64) -> Result<Amount, Refused> {
    let fills = |token: &&Token| matches!(token, Token::Word("calendar" | "and" | ","));
    let tokens: Vec<_> = typed.iter().filter(|token| !fills(token)).collect();
    let mut sum = Exact::whole(0);
    let mut longer = i64::MAX;
    for pair in tokens.chunks(2) {
        let [Token::Number(figure), Token::Word(word)] = pair else { return Err(Refused::Shape) };
        if *word == "m" {
            let why = "`m` may mean months or minutes: type the word in full.";
            return Err(Refused::Because(why.to_owned()));
        }
        let worth = half_hours(word).filter(|worth| *worth < longer).ok_or(Refused::Shape)?;
        let figure_typed = number(figure, false)?;
        if worth == own && tokens.len() == 2 {
            return Ok(Amount::Typed(figure_typed));
        }
        if tokens.len() > 2 && figure.starts_with('-') {
            return Err(Refused::Shape);
        }
        sum = &sum + &(&figure_typed.exact() * &Exact::whole(worth));
        longer = worth;
    }
    sum.over(&Exact::whole(own)).map(Amount::Converted).ok_or(Refused::Shape)
}

/// Returns a part of a whole, such as `2.5 %`, `8 per 1,000` or `41 of 800`, in a unit of `own`
/// thousandths.
fn share(part: &str, tail: &[Token], own: i64, unit: &[Token]) -> Result<Amount, Refused> {
    let fits = |token: &Token| match token {
        Token::Word("of" | "out" | "in" | "per" | "/") => true,
        Token::Word(word) => thousandths(word).is_none() && unit.iter().any(|u| is_same(token, u)),
        Token::Number(_) => false,
    };
    if let [Token::Word(sign), rest @ ..] = tail
        && let Some(worth) = thousandths(sign).filter(|worth| *worth < 1000 || *worth == own)
        && rest.iter().all(fits)
    {
        let part = number(part, false)?;
        let converted = (&part.exact() * &Exact::whole(worth)).over(&Exact::whole(own));
        let converted = converted.filter(|_| worth != own).map(Amount::Converted);
        return Ok(converted.unwrap_or(Amount::Typed(part)));
    }
    let at = tail.iter().position(|token| matches!(token, Token::Number(_)));
    let (between, rest) = tail.split_at(at.ok_or(Refused::Shape)?);
    let [Token::Number(whole), rest @ ..] = rest else { return Err(Refused::Shape) };
    let joined = matches!(between.last(), Some(Token::Word("of" | "in" | "per" | "/")));
    if !joined || !between.iter().chain(rest).all(fits) {
        return Err(Refused::Shape);
    }
    let (whole, scale) = (number(whole, true)?, 1000 / own);
    if whole == Decimal::whole(scale) {
        return number(part, false).map(Amount::Typed);
    }
    let scaled = &number(part, true)?.exact() * &Exact::whole(scale);
    let why = "A part of 0 is no figure: type how many there were in all.";
    let quotient = scaled.over(&whole.exact()).map(Amount::Converted);
    quotient.ok_or_else(|| Refused::Because(why.to_owned()))
}

/// Returns what is wrong with tokens of no known shape, as the beginning of what to type instead.
fn mistake(tokens: &[Token]) -> &'static str {
    const LIMITS: [&str; 14] = [
        "<", ">", "≤", "≥", "+", "under", "over", "below", "above", "more", "less", "least",
        "most", "up",
    ];
    let says = |words: &[&str]| {
        tokens.iter().any(|token| matches!(token, Token::Word(word) if words.contains(word)))
    };
    let figures = tokens.iter().map(|token| match token {
        Token::Number(text) => text.split(' ').count(),
        Token::Word(_) => 0,
    });
    match figures.sum::<usize>() {
        0 => "",
        _ if says(&LIMITS) => "one figure, not a limit: ",
        1 if tokens.len() > 1 => "the figure in its own unit: ",
        _ if says(&["-", "–", "—", "to", "and"]) => "one figure, not a range: ",
        _ => "one figure: ",
    }
}

fn how_to_type(mistake: &str, measure: &Measure) -> String {
    let day = match measure.dated {
        Dated::Not => "",
        Dated::OneDay => " The day it was, as 2026-01-20, does it too.",
        Dated::TwoDays => " The two newest days, as 2026-03-01, 2025-09-14, do it too.",
    };
    format!("Type {mistake}{}.{day}", spelled(measure))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MONTHS: &str = "months";
    const DAYS: &str = "calendar days";
    const PERCENT: &str = "% of orders";
    const ON_HAND: &str = "% of units on hand";
    const PER_1000: &str = "per 1,000 confirmed orders";
    const TIMES: &str = "x the forecast peak hour";
    const MONEY: &str = "EUR per order";
    const WORK: &str = "hours per order";
    const UNITS: [&str; 8] = [MONTHS, DAYS, PERCENT, ON_HAND, PER_1000, TIMES, MONEY, WORK];

    /// A measure of this unit; those of months are dated, and those of time know `never`.
    fn measure(unit: &str) -> Measure {
        let more = unit == ON_HAND || unit == TIMES;
        let never = Word {
            word: "never".to_owned(),
            meaning: "No such thing".to_owned(),
            option: None,
            unknown: false,
        };
        Measure {
            name: "measure".to_owned(),
            formula: String::new(),
            unit: unit.to_owned(),
            better: if more { Better::Higher } else { Better::Lower },
            least: Decimal::whole(0),
            most: unit.starts_with('%').then(|| Decimal::whole(100)),
            dated: if unit == MONTHS { Dated::OneDay } else { Dated::Not },
            words: if [MONTHS, DAYS].contains(&unit) { vec![never] } else { vec![] },
            doubts: Vec::new(),
        }
    }

    fn check(unit: &str, typed: &str, expected: &str, converted: bool) {
        let understood = understand(&measure(unit), typed);
        let understood = understood.unwrap_or_else(|why| panic!("{unit}: `{typed}`: {why}"));
        assert_eq!(understood.figure.to_string(), expected, "{unit}: `{typed}`");
        assert_eq!(understood.converted, converted, "{unit}: `{typed}`");
    }

    #[test]
    fn a_figure_in_its_own_unit_is_kept_as_typed() {
        for (unit, expected, spellings) in [
            (MONTHS, "never", "never|  NEVER |Never.|about never"),
            (MONTHS, "2026-01-20", "2026-01-20|20.1.2026|20. 01. 2026|about 20.1.2026|20260120"),
            (
                MONTHS,
                "2026-01-20",
                "2026.01.20|2026/01/20|20 Jan 2026|Jan 20, 2026|January 20 2026",
            ),
            (
                MONTHS,
                "2026-01-20",
                "20th of January 2026|Tue 20-Jan-2026|2026 jan. 20|20. January 2026",
            ),
            (MONTHS, "24", "24 months ago"),
            (MONTHS, "20260120", "20260120 months"),
            (MONTHS, "5.1", "5.1|5,1|5.1 months|5.1 Month|5,1 mo|5.1mths"),
            (DAYS, "4", "4|4 days|4 day|4d|4 calendar days|4 calendar|04 days|4\u{a0}days."),
            (DAYS, "2026", "2026"),
            (DAYS, "-4", "-4|\u{2212}4 days"),
            (PERCENT, "5.1", "5.1|5,1|5.1%|5,1 %|5.1 % of orders|5.10|+5.1|5.1\u{202f}%|5.1 pct"),
            (PERCENT, "5", "5|05|~5|~ 5 %|about 5|ca. 5|ca.5|approx. 5|Approximately 5 per cent"),
            (PERCENT, "0.5", ".5|,5|0,5|00.5|.5%"),
            (PERCENT, "0", "0|00|0,0|0 %|-0"),
            (PERCENT, "1.234567", "1.234567|1,234567"),
            (PERCENT, "5", "5 in 100|5 of 100 orders"),
            (PER_1000, "8", "8|8 per 1,000|8 per 1000|8 in 1,000|8 in 1000|8 ‰|8‰|8 / 1000"),
            (PER_1000, "8.125", "8.125 per 1 000 confirmed orders|8.125 of 1,000 orders"),
            (TIMES, "1.6", "1.6|1,6|1.6x|1.6 x|x 1.6|x1.6|1.6 ×|1.6 times the forecast peak hour"),
            (MONEY, "5.4", "5.40|5,40 eur|5.4 EUR per order"),
            (MONEY, "1250000", "1,250,000|1.250.000|1 250 000|1\u{a0}250\u{a0}000 EUR|1250000"),
            (MONEY, "1250", "1250|1 250"),
            (MONEY, "1250.5", "1,250.5|1.250,5|1 250,5|1 250.50"),
            (MONEY, "1.25", "1.250|1.25"),
            (MONEY, "0.125", "0,125|0.125|,125"),
            (MONEY, "1000000000", "1000000000|1,000,000,000"),
            (WORK, "2", "2 hours|2 hour|2 hours per order"),
        ] {
            for typed in spellings.split('|') {
                check(unit, typed, expected, false);
            }
        }
    }

    #[test]
    fn other_units_are_converted_and_cut_on_the_worse_side() {
        for (unit, expected, spellings) in [
            // 56 / 30.4375 = 1.8398..
            (MONTHS, "1.84", "8 weeks|8w|8 WKS|56 days|about 8 weeks"),
            // 90 / 30.4375 = 2.9568..
            (MONTHS, "2.96", "90 days|90d|2160 h"),
            (MONTHS, "16", "487 days"),
            (MONTHS, "18", "1,5 years|1.5y"),
            (MONTHS, "24", "2 years ago|about 2 years ago"),
            (MONTHS, "15", "1 year 3 months|1y3mo|1 year and 3 months|1 yr, 3 mths"),
            (DAYS, "17", "2 weeks 3 days|2w 3d"),
            (DAYS, "1.5", "36 hours|36h|1 day 12 hours"),
            // 30.4375
            (DAYS, "30.44", "1 month|1 mo|1 calendar month"),
            (DAYS, "365.25", "1 year|12 months"),
            // 1 / 24 = 0.0416..
            (DAYS, "0.05", "1 hour"),
            // 41 / 800 = 5.125%
            (PERCENT, "5.13", "41 of 800|41 in 800|41 per 800|41 out of 800|41/800|41 / 800"),
            (PERCENT, "5.13", "41 of 800 orders|41 orders of 800 orders|~41 of 800"),
            (ON_HAND, "5.12", "41 of 800|41 of 800 units on hand"),
            (PERCENT, "0.8", "8 per 1,000|8 per 1000|8‰|8 ‰ of orders|8 in 1 000"),
            (PERCENT, "33.34", "1 in 3"),
            (ON_HAND, "66.66", "2 of 3"),
            (PERCENT, "15", "12,000 of 80,000|12 000 / 80 000|12000/80000"),
            (PER_1000, "25", "2.5%|2,5 %|2.5 % of orders|2.5 percent"),
            (PER_1000, "51.25", "41 of 800|41 per 800 confirmed orders"),
            (TIMES, "1.6", "160%|160 % of the forecast peak hour"),
            (TIMES, "1.5", "12000 / 8000|12,000 / 8,000|12000 of 8000"),
            (TIMES, "0.66", "2/3"),
        ] {
            for typed in spellings.split('|') {
                check(unit, typed, expected, true);
            }
        }
    }

    fn refuses(unit: &str, typed: &str, word: &str) {
        match understand(&measure(unit), typed) {
            Ok(understood) => panic!("{unit}: `{typed}` was taken as {}", understood.figure),
            Err(why) => {
                assert!(why.contains(word), "{unit}: `{typed}`: {why}");
                assert!(why.ends_with('.'), "{why}");
            }
        }
    }

    #[test]
    fn what_is_not_one_figure_is_refused_with_what_to_type() {
        for (unit, typed, word) in [
            (PERCENT, "", "Type a number from 0 to 100 (% of orders), also as `41 of 800`."),
            (PERCENT, "5-8", "Type one figure, not a range: a number from 0 to 100 (% of orders)"),
            (PERCENT, "3 to 5", "not a range"),
            (DAYS, "between 3 and 5 days", "not a range"),
            (DAYS, "5 – 8 days", "not a range"),
            (PERCENT, "<5", "not a limit"),
            (PERCENT, "5+", "not a limit"),
            (DAYS, "more than 4 days", "not a limit"),
            (PERCENT, "5 8", "one figure"),
            (PERCENT, "1.2.3", "one figure"),
            (MONEY, "1,25,000", "one figure"),
            (PERCENT, "plenty", "Type a number"),
            (MONTHS, "often", "also as `8 weeks` or `20.1.2026`."),
        ] {
            refuses(unit, typed, word);
        }
    }

    #[test]
    fn what_could_mean_two_things_or_nothing_is_refused() {
        for (unit, typed, word) in [
            (PERCENT, "1,250", "`1,250` may be 1250 or 1.25"),
            (DAYS, "-1,250 hours", "1250 or 1.25"),
            (PERCENT, "41 of 12.000", "`12.000` may be 12000 or 12"),
            (PER_1000, "8,125 per 1,000", "8125 or 8.125"),
            (DAYS, "5 %", "in its own unit"),
            (DAYS, "4 working days", "in its own unit"),
            (PERCENT, "5 days", "in its own unit"),
            (PERCENT, "5 % of changes", "in its own unit"),
            (PERCENT, "41 orders", "in its own unit"),
            (PERCENT, "1.6x", "in its own unit"),
            (WORK, "2 days", "in its own unit"),
            (MONTHS, "5 m", "months or minutes"),
            (DAYS, "41 of 800", "one figure"),
            (MONEY, "41 of 800", "one figure"),
            (PERCENT, "41 % of 800", "one figure"),
            (PERCENT, "41 of 800 of 3", "one figure"),
            (PERCENT, "41 of 800 changes", "one figure"),
            (PERCENT, "41 of 0", "A part of 0"),
            (TIMES, "0/0", "A part of 0"),
            (DAYS, "3 days 2 weeks", "one figure"),
            (DAYS, "2 weeks 3", "one figure"),
            (DAYS, "-2 weeks 3 days", "one figure"),
            (MONEY, "1000000001", "too large"),
            (MONEY, "0.1234567890123456", "too long"),
            (DAYS, "100000000 years", "too large"),
            (PERCENT, "1000000000 of 0.01", "too large"),
            (PERCENT, "1e3", "one figure"),
            (PERCENT, "nan", "Type a number"),
            (PERCENT, "٥", "Type a number"),
        ] {
            refuses(unit, typed, word);
        }
    }

    #[test]
    fn a_day_is_asked_for_in_full_and_only_where_it_is_an_age() {
        for (unit, typed, word) in [
            (DAYS, "20.1.2026", "not a day"),
            (DAYS, "20260120", "not a day"),
            (DAYS, "20 Jan 2026", "not a day"),
            (
                MONTHS,
                "January 2026",
                "a month, not a day. Write a day of the calendar as 2026-06-30",
            ),
            (MONTHS, "2026-01", "a month"),
            (MONTHS, "01.2026", "a month"),
            (MONTHS, "2026", "a year, not a day. Write a day of the calendar as 2026-06-30"),
            (MONTHS, "20.1.26", "year in full. Write a day of the calendar as 2026-06-30"),
            (MONTHS, "20 Jan 26", "year in full"),
            (MONTHS, "20 Jan", "year in full"),
            (MONTHS, "20261320", "looks like a day"),
            (MONTHS, "200126", "looks like a day"),
            (MONTHS, "202601", "a month"),
            (MONTHS, "20012026", "looks like a day"),
            (MONTHS, "last spring", "The day it was, as 2026-01-20"),
            (MONTHS, "yesterday", "The day it was, as 2026-01-20"),
            (MONTHS, "1/2/2026", "ambiguous"),
            (MONTHS, "1/20/2026", "ambiguous"),
            (MONTHS, "2026-02-30", "YYYY-MM-DD"),
            (MONTHS, "2026-1-20", "YYYY-MM-DD"),
        ] {
            refuses(unit, typed, word);
        }
    }

    #[test]
    fn what_is_quoted_is_cut() {
        let why = understand(&measure(MONEY), &"9".repeat(5000)).unwrap_err();
        assert!(why.len() < 120, "{why}");
        assert!(why.contains(&format!("`{}`", "9".repeat(40))), "{why}");
    }

    fn unit() -> impl Strategy<Value = &'static str> {
        proptest::sample::select(UNITS.to_vec())
    }

    /// Text made of what figures are made of, so that the inner paths are reached.
    fn nearly_a_figure() -> impl Strategy<Value = String> {
        let pieces = "[0-9]{1,18}|[.,/ %‰x<~-]|of|per|out|in|weeks|d|m|year|and|1,000| ";
        proptest::collection::vec(pieces, 0..9).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn any_text_is_understood_or_refused(
            text in prop_oneof![any::<String>(), nearly_a_figure()], unit in unit(),
        ) {
            match understand(&measure(unit), &text) {
                Ok(Understood { figure: Figure::Number(number), converted }) => {
                    let again = Decimal::parse(&number.to_string());
                    prop_assert_eq!(again, Ok(number), "{} is no decimal of the domain", number);
                    prop_assert!(!converted || number.decimals() <= 2);
                }
                Ok(_) => {}
                Err(why) => prop_assert!(why.ends_with('.'), "{}", why),
            }
            let _ = day(&text);
            // The measure's own unit is a user's text too.
            let _ = understand(&measure(&text), "41 of 800");
        }

        #[test]
        fn point_comma_and_unit_make_no_difference(
            whole in 0..100_000_u32, fraction in "[0-9]{1,2}|[0-9]{4,6}", unit in unit(),
        ) {
            // That would be a month of a year.
            prop_assume!(unit != MONTHS || !(1900..2100).contains(&whole));
            prop_assume!(unit != MONTHS || !(1..=12).contains(&whole) || !(1900..2100).contains(&fraction.parse().unwrap_or(0_u32)));
            let expected = Decimal::parse(&format!("{whole}.{fraction}")).unwrap();
            for separator in ['.', ','] {
                for ending in ["", " ", unit, &format!(" {unit}"), &format!("\u{a0}{unit}.")] {
                    let typed = format!("{whole}{separator}{fraction}{ending}");
                    let understood = understand(&measure(unit), &typed);
                    let figure = Figure::Number(expected);
                    prop_assert_eq!(understood, Ok(Understood { figure, converted: false }));
                }
            }
        }

        #[test]
        fn a_converted_age_stays_on_its_side_of_every_limit(
            weeks in 0..50_000_i64, near in -3..=3_i64,
        ) {
            // weeks / 100 * 7 / (487 / 16) months, against a limit in hundredths of a month.
            let limit = weeks * 112 / 487 + near;
            let exactly_within = weeks * 112 <= limit * 487;
            let typed = format!("{}.{:02} weeks", weeks / 100, weeks % 100);
            let understood = understand(&measure(MONTHS), &typed).unwrap();
            let Figure::Number(months) = understood.figure else { panic!("{typed}") };
            let limit = Exact::whole(limit).over(&Exact::whole(100)).unwrap();
            prop_assert_eq!(months.exact() <= limit, exactly_within, "{} is {}", typed, months);
        }

        #[test]
        fn a_converted_part_stays_on_its_side_of_every_limit(
            part in 0..100_000_i64, whole in 1..100_000_i64, near in -3..=3_i64,
        ) {
            let limit = part * 10_000 / whole + near;
            let (under, over) = (part * 10_000 <= limit * whole, part * 10_000 >= limit * whole);
            let limit = Exact::whole(limit).over(&Exact::whole(100)).unwrap();
            let typed = format!("{part} of {whole}");
            for unit in [PERCENT, ON_HAND] {
                let understood = understand(&measure(unit), &typed).unwrap();
                let Figure::Number(percent) = understood.figure else { panic!("{typed}") };
                let kept = match measure(unit).better {
                    Better::Lower => (percent.exact() <= limit) == under,
                    Better::Higher => (percent.exact() >= limit) == over,
                };
                prop_assert!(kept, "{} is {}% beside {}", typed, percent, limit);
            }
        }
    }
}

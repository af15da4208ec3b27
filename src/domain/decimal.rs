//! Decimal numbers as people write them, kept exactly. Nothing here rounds on its own account, and
//! nothing is a floating-point number.

use std::borrow::Cow;
use std::fmt;

/// A decimal number as a person wrote it: at most 15 significant digits, at most 1e9 in size.
///
/// Kept without trailing zeros, so that `5.10` and `5.1` are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// All digits as one integer.
    digits: i64,
    /// How many of them stand after the point.
    decimals: u32,
}

/// Why a text is no [`Decimal`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotDecimal {
    /// Not a plain decimal number; where another spelling was meant, that spelling.
    Spelling(Option<String>),
    /// More than 15 significant digits.
    TooLong,
    /// Larger than 1e9, or not finite.
    TooLarge,
}

/// The largest size of a number in a user's file.
const LARGEST: i64 = 1_000_000_000;
/// The most significant digits that are kept (and that every JSON reader keeps).
const MOST_DIGITS: usize = 15;
/// The most digits after the point.
const MOST_DECIMALS: i64 = 15;

impl Decimal {
    /// Returns the decimal that `text` spells: `5`, `5.1`, `-0.25`, `1e3`.
    ///
    /// # Errors
    ///
    /// Says why the text is none, with the spelling that was probably meant.
    pub fn parse(text: &str) -> Result<Self, NotDecimal> {
        let (negative, unsigned) = match text.strip_prefix(['-', '+']) {
            Some(rest) => (text.starts_with('-'), rest),
            None => (false, text),
        };
        if [".nan", "nan", ".inf", "inf"].iter().any(|word| unsigned.eq_ignore_ascii_case(word)) {
            return Err(NotDecimal::TooLarge);
        }
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => {
                (mantissa, exponent.parse::<i64>().map_err(|_| NotDecimal::Spelling(None))?)
            }
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = if fraction.is_empty() {
            Cow::Borrowed(whole)
        } else {
            Cow::Owned([whole, fraction].concat())
        };
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let padded = whole.len() > 1 && whole.starts_with('0');
        if !plain || padded {
            return Err(NotDecimal::Spelling(meant(text)));
        }
        let significant = digits.trim_start_matches('0');
        let kept = significant.trim_end_matches('0');
        let dropped_zeros = significant.len() - kept.len();
        if kept.is_empty() {
            return Ok(Self { digits: 0, decimals: 0 });
        }
        if kept.len() > MOST_DIGITS {
            return Err(NotDecimal::TooLong);
        }
        let size = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
        let shift =
            exponent.saturating_sub(size(fraction.len())).saturating_add(size(dropped_zeros));
        let kept: i64 = kept.parse().map_err(|_| NotDecimal::TooLong)?;
        let value = scaled(kept, shift)?;
        Ok(if negative { Self { digits: -value.digits, ..value } } else { value })
    }

    /// Returns the whole number `value`.
    #[must_use]
    pub fn whole(value: i64) -> Self {
        Self { digits: value, decimals: 0 }
    }

    /// Returns the decimal of so many hundredths; nothing where its size is more than 1e9.
    #[must_use]
    pub fn of_hundredths(hundredths: i64) -> Option<Self> {
        let within = hundredths.unsigned_abs() <= 100 * LARGEST.unsigned_abs();
        within.then_some(match (hundredths % 100, hundredths % 10) {
            (0, _) => Self::whole(hundredths / 100),
            (_, 0) => Self { digits: hundredths / 10, decimals: 1 },
            _ => Self { digits: hundredths, decimals: 2 },
        })
    }

    /// Returns all digits as one whole number, and how many of them stand after the point.
    #[must_use]
    pub fn parts(self) -> (i64, u32) {
        (self.digits, self.decimals)
    }

    /// Returns the decimal of these [`Self::parts`]; nothing where there are more digits after the
    /// point than a decimal has.
    #[must_use]
    pub fn of_parts(digits: i64, decimals: u32) -> Option<Self> {
        (i64::from(decimals) <= MOST_DECIMALS).then_some(Self { digits, decimals })
    }

    /// Returns how many digits stand after the point.
    #[must_use]
    pub fn decimals(self) -> u32 {
        self.decimals
    }

    /// Returns the number rounded down to a whole one.
    #[must_use]
    pub fn floor(self) -> i64 {
        let (above, below) = self.ratio();
        above.div_euclid(below)
    }

    /// Returns the number as a ratio of whole numbers, the second one a power of ten.
    #[must_use]
    pub fn ratio(self) -> (i64, i64) {
        // At most 15 decimals: a power far within 64 bits.
        (self.digits, 10_i64.pow(self.decimals))
    }

    /// Returns the nearest floating-point number, for formats that know no other.
    /// With at most 15 digits, its shortest spelling is this number again.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.to_string().parse().unwrap_or_default()
    }
}

/// Returns `digits` times ten to the power of `shift`.
fn scaled(digits: i64, shift: i64) -> Result<Decimal, NotDecimal> {
    if shift < -MOST_DECIMALS {
        return Err(NotDecimal::TooLong);
    }
    if shift <= 0 {
        let decimals = u32::try_from(-shift).map_err(|_| NotDecimal::TooLong)?;
        let value = Decimal { digits, decimals };
        let within = value <= Decimal::whole(LARGEST);
        return if within { Ok(value) } else { Err(NotDecimal::TooLarge) };
    }
    let power = u32::try_from(shift).ok().and_then(|shift| 10_i64.checked_pow(shift));
    let value = power.and_then(|power| digits.checked_mul(power)).filter(|value| *value <= LARGEST);
    value.map(Decimal::whole).ok_or(NotDecimal::TooLarge)
}

/// Returns the spelling a person probably meant by a number in another notation.
fn meant(text: &str) -> Option<String> {
    let bare = text.trim().trim_start_matches('+');
    if !bare.starts_with(|first: char| first.is_ascii_digit() || ".-".contains(first)) {
        return None;
    }
    let radix = |prefix: &str, radix: u32| {
        bare.strip_prefix(prefix).and_then(|digits| i64::from_str_radix(digits, radix).ok())
    };
    if let Some(value) = radix("0x", 16).or_else(|| radix("0o", 8)).or_else(|| radix("0b", 2)) {
        return Some(value.to_string());
    }
    let candidate = if bare.matches(',').count() == 1 && !bare.contains('.') {
        bare.replace(',', ".")
    } else {
        bare.replace(['_', ' '], "")
    };
    let unpadded = candidate.trim_start_matches('0');
    let candidate = match unpadded {
        "" => "0".to_owned(),
        rest if rest.starts_with('.') => format!("0{rest}"),
        rest => rest.to_owned(),
    };
    (candidate != text).then_some(candidate).filter(|text| Decimal::parse(text).is_ok())
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        // At most 15 digits, shifted by at most 15 places: far within 128 bits.
        let shifted = |number: &Self, decimals: u32| {
            i128::from(number.digits) * 10_i128.pow(decimals - number.decimals)
        };
        let decimals = self.decimals.max(other.decimals);
        shifted(self, decimals).cmp(&shifted(other, decimals))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.decimals as usize;
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = format!("{:0>1$}", self.digits.unsigned_abs(), width + 1);
        let (whole, fraction) = digits.split_at(digits.len() - width);
        let point = if width == 0 { "" } else { "." };
        write!(f, "{sign}{whole}{point}{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::exact::Exact;

    fn shown(text: &str) -> String {
        Decimal::parse(text).map_or_else(|why| format!("{why:?}"), |value| value.to_string())
    }

    #[test]
    fn decimals_are_kept_exactly() {
        for (text, expected) in [
            ("5.10", "5.1"),
            ("0.25", "0.25"),
            (".5", "0.5"),
            ("-5", "-5"),
            ("+5", "5"),
            ("1e3", "1000"),
            ("12.5e-1", "1.25"),
            ("1000000000", "1000000000"),
            ("0.000", "0"),
            ("100", "100"),
            ("123456789.012345", "123456789.012345"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn other_spellings_are_refused_with_the_right_one() {
        for (text, meant) in [
            ("5,1", Some("5.1")),
            ("0x1F", Some("31")),
            ("1_000", Some("1000")),
            ("007", Some("7")),
            ("five", None),
            ("", None),
            ("1.2.3", None),
            ("1,000,000.5", None),
        ] {
            let refusal = NotDecimal::Spelling(meant.map(str::to_owned));
            assert_eq!(Decimal::parse(text), Err(refusal), "{text}");
        }
    }

    #[test]
    fn digits_and_size_are_bounded() {
        assert_eq!(Decimal::parse("24.0000000000000001"), Err(NotDecimal::TooLong));
        assert_eq!(Decimal::parse("1e-400000000"), Err(NotDecimal::TooLong));
        assert_eq!(Decimal::parse("1000000001"), Err(NotDecimal::TooLarge));
        assert_eq!(Decimal::parse("1e400000000"), Err(NotDecimal::TooLarge));
        assert_eq!(Decimal::parse(".nan"), Err(NotDecimal::TooLarge));
    }

    #[test]
    fn a_decimal_is_its_digits_and_how_many_stand_after_the_point() {
        for (text, parts, ratio) in [
            ("5.10", (51, 1), (51, 10)),
            ("-0.25", (-25, 2), (-25, 100)),
            ("12", (12, 0), (12, 1)),
            ("0.000000000000001", (1, 15), (1, 1_000_000_000_000_000)),
        ] {
            let decimal = Decimal::parse(text).unwrap();
            assert_eq!((decimal.parts(), decimal.ratio()), (parts, ratio), "{text}");
            assert_eq!(decimal.decimals(), parts.1, "{text}");
            assert_eq!(Decimal::of_parts(parts.0, parts.1), Some(decimal), "{text}");
            assert_eq!(
                decimal.exact().to_string(),
                Exact::ratio(ratio.0, ratio.1).unwrap().to_string()
            );
        }
        assert_eq!(Decimal::of_parts(1, 16), None);
        let spelled = |text: &str| Decimal::parse(text).unwrap().to_f64().to_string();
        for text in ["0.25", "-5.1", "123456789.012345", "0.1"] {
            assert_eq!(spelled(text), text);
        }
    }

    /// The most digits after the point are 15, and so are the most significant ones.
    #[test]
    fn the_ends_of_what_is_kept() {
        for (text, expected) in [
            ("1e-15", "0.000000000000001"),
            ("123456789012345e-15", "0.123456789012345"),
            ("-1e9", "-1000000000"),
            ("1e9", "1000000000"),
            ("1000000000.0", "1000000000"),
            ("0e99", "0"),
            ("100e-2", "1"),
            ("1e-16", "TooLong"),
            ("1e-300", "TooLong"),
            ("1e-270", "TooLong"),
            ("1e10", "TooLarge"),
            ("-1e10", "TooLarge"),
            ("1000000000.1", "TooLarge"),
            ("1e19", "TooLarge"),
            ("1234567890123456", "TooLong"),
            ("inf", "TooLarge"),
            ("-NaN", "TooLarge"),
            ("1e", "Spelling(None)"),
            ("-", "Spelling(None)"),
            ("+.5", "0.5"),
            ("5.", "5"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn decimals_are_ordered_by_what_they_are_worth() {
        let ordered =
            ["-1000000000", "-5.1", "-5", "-0.25", "0", "0.2", "0.25", "1", "1.05", "1.5"];
        let ordered = ordered.map(|text| Decimal::parse(text).unwrap());
        for (at, one) in ordered.iter().enumerate() {
            for (before, other) in ordered.iter().enumerate() {
                assert_eq!(one.cmp(other), at.cmp(&before), "{one} {other}");
                assert_eq!(one.partial_cmp(other), Some(at.cmp(&before)), "{one} {other}");
            }
        }
        let floors = ["-5.1", "-5", "-0.25", "0.25", "1.5"]
            .map(|text| Decimal::parse(text).unwrap().floor());
        assert_eq!(floors, [-6, -5, -1, 0, 1]);
    }

    #[test]
    fn hundredths_are_written_with_no_digit_too_many() {
        for (hundredths, expected) in [
            (0, Some("0")),
            (100, Some("1")),
            (150, Some("1.5")),
            (155, Some("1.55")),
            (-155, Some("-1.55")),
            (-150, Some("-1.5")),
            (100_000_000_000, Some("1000000000")),
            (-100_000_000_000, Some("-1000000000")),
            (100_000_000_001, None),
            (-100_000_000_001, None),
            (i64::MIN, None),
        ] {
            let shown = Decimal::of_hundredths(hundredths).map(|decimal| decimal.to_string());
            assert_eq!(shown.as_deref(), expected, "{hundredths}");
        }
    }

    #[test]
    fn more_spellings_are_answered_with_what_was_meant() {
        for (text, meant) in [
            ("0o17", Some("15")),
            ("0b101", Some("5")),
            ("1 000", Some("1000")),
            ("00.5", Some("0.5")),
            ("000", Some("0")),
            ("-5,1", Some("-5.1")),
            ("1,2,3", None),
            ("5,1.2", None),
            ("0xZZ", None),
            ("12abc", None),
        ] {
            let refusal = NotDecimal::Spelling(meant.map(str::to_owned));
            assert_eq!(Decimal::parse(text), Err(refusal), "{text}");
        }
    }
}

//! Exact numbers: decimals as people write them, and ratios of them. Nothing here rounds on its
//! own account, and nothing is a floating-point number.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};
use std::fmt;
use std::ops::{Add, Mul, Sub};

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
        if matches!(unsigned.to_ascii_lowercase().as_str(), ".nan" | "nan" | ".inf" | "inf") {
            return Err(NotDecimal::TooLarge);
        }
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => {
                (mantissa, exponent.parse::<i64>().map_err(|_| NotDecimal::Spelling(None))?)
            }
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits: String = [whole, fraction].concat();
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
    fn of_hundredths(hundredths: &BigInt) -> Option<Self> {
        let hundredths =
            hundredths.to_i64().filter(|h| h.unsigned_abs() <= 100 * LARGEST.unsigned_abs())?;
        Some(match (hundredths % 100, hundredths % 10) {
            (0, _) => Self::whole(hundredths / 100),
            (_, 0) => Self { digits: hundredths / 10, decimals: 1 },
            _ => Self { digits: hundredths, decimals: 2 },
        })
    }

    /// Returns how many digits stand after the point.
    #[must_use]
    pub fn decimals(self) -> u32 {
        self.decimals
    }

    /// Returns the number rounded down to a whole one.
    #[must_use]
    pub fn floor(self) -> i64 {
        self.digits.div_euclid(10_i64.pow(self.decimals))
    }

    /// Returns the number as a ratio.
    #[must_use]
    pub fn exact(self) -> Exact {
        if self.decimals == 0 {
            return Exact::whole(self.digits);
        }
        let divisor = BigInt::from(10).pow(self.decimals);
        Exact(BigRational::new(BigInt::from(self.digits), divisor))
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
    if shift < -(MOST_DECIMALS + i64::from(u8::MAX)) || -shift > MOST_DECIMALS {
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

/// An exact ratio, shown as `10/3` or `4`. Unitless; scores and means are such ratios.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exact(BigRational);

impl Exact {
    /// Returns the whole number `value`.
    #[must_use]
    pub fn whole(value: i64) -> Self {
        Self(BigRational::from_integer(BigInt::from(value)))
    }

    /// Returns the number in hundredths, rounded down: 899/300 = 2.9966.. gives 299.
    ///
    /// Rounded down, so that the number shown and the comparison with a threshold never disagree.
    #[must_use]
    pub fn hundredths(&self) -> i64 {
        let scaled = &self.0 * BigRational::from_integer(BigInt::from(100));
        scaled.floor().to_integer().to_i64().unwrap_or(i64::MAX)
    }

    /// Returns the number rounded down to a whole one.
    #[must_use]
    pub fn floor(&self) -> i64 {
        self.0.floor().to_integer().to_i64().unwrap_or(i64::MAX)
    }

    /// Returns the number rounded up to a whole one.
    #[must_use]
    pub fn ceil(&self) -> i64 {
        self.0.ceil().to_integer().to_i64().unwrap_or(i64::MAX)
    }

    /// Returns the smallest whole number by which each of `values` can be multiplied to be whole;
    /// nothing where it has more than `bits` bits.
    pub fn common_denominator<'v>(
        values: impl IntoIterator<Item = &'v Self>,
        bits: u64,
    ) -> Option<Self> {
        let mut common = BigInt::from(1);
        for value in values {
            // A ratio is kept in lowest terms: what is left below the line is what is missing.
            let missing = BigRational::new(common.clone(), value.0.denom().clone());
            common *= missing.denom();
            if common.bits() > bits {
                return None;
            }
        }
        Some(Self(BigRational::from_integer(common)))
    }

    /// Returns this number divided by `divisor`; nothing where that is zero.
    #[must_use]
    pub fn over(&self, divisor: &Self) -> Option<Self> {
        (!divisor.0.is_zero()).then(|| Self(&self.0 / &divisor.0))
    }

    /// Returns the number rounded down to hundredths; nothing where it is larger than 1e9.
    #[must_use]
    pub fn down_to_hundredths(&self) -> Option<Decimal> {
        Decimal::of_hundredths(&(&self.0 * BigInt::from(100)).floor().to_integer())
    }

    /// Returns the number rounded up to hundredths; nothing where it is larger than 1e9.
    #[must_use]
    pub fn up_to_hundredths(&self) -> Option<Decimal> {
        Decimal::of_hundredths(&(&self.0 * BigInt::from(100)).ceil().to_integer())
    }

    /// Returns the mean of `values`, each counted with its weight; nothing if no weight is left.
    pub fn weighted_mean<'v>(
        values: impl IntoIterator<Item = (&'v Self, &'v Self)>,
    ) -> Option<Self> {
        let nothing = (Self::whole(0), Self::whole(0));
        let (sum, weights) = values.into_iter().fold(nothing, |(sum, weights), (value, weight)| {
            (&sum + &(value * weight), &weights + weight)
        });
        (!weights.0.is_zero()).then(|| Self(sum.0 / weights.0))
    }
}

impl Add for &Exact {
    type Output = Exact;

    fn add(self, other: Self) -> Exact {
        Exact(&self.0 + &other.0)
    }
}

impl Sub for &Exact {
    type Output = Exact;

    fn sub(self, other: Self) -> Exact {
        Exact(&self.0 - &other.0)
    }
}

impl Mul for &Exact {
    type Output = Exact;

    fn mul(self, other: Self) -> Exact {
        Exact(&self.0 * &other.0)
    }
}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A number of hundredths, shown with both digits: `3.33`, `4.00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hundredths(pub i64);

impl fmt::Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn a_quotient_is_cut_to_hundredths_on_the_side_asked_for() {
        for (number, divisor, down, up) in [
            (10, 3, Some("3.33"), Some("3.34")),
            (-10, 3, Some("-3.34"), Some("-3.33")),
            (41, 8, Some("5.12"), Some("5.13")),
            (1, 2, Some("0.5"), Some("0.5")),
            (20, 2, Some("10"), Some("10")),
            (i64::MAX, 1, None, None),
            (1_000_000_000, 1, Some("1000000000"), Some("1000000000")),
        ] {
            let quotient = Exact::whole(number).over(&Exact::whole(divisor)).unwrap();
            let shown = |cut: Option<Decimal>| cut.map(|cut| cut.to_string());
            assert_eq!(shown(quotient.down_to_hundredths()).as_deref(), down, "{quotient}");
            assert_eq!(shown(quotient.up_to_hundredths()).as_deref(), up, "{quotient}");
        }
        assert_eq!(Exact::whole(1).over(&Exact::whole(0)), None);
    }

    #[test]
    fn ratios_are_brought_to_one_denominator() {
        let ratio =
            |above: i64, below: i64| Exact::whole(above).over(&Exact::whole(below)).unwrap();
        let values = [ratio(1, 6), ratio(3, 4), ratio(2, 1), ratio(-5, 10)];
        assert_eq!(Exact::common_denominator(&values, 8), Some(Exact::whole(12)));
        assert_eq!(Exact::common_denominator(&values, 3), None);
        assert_eq!(Exact::common_denominator([], 1), Some(Exact::whole(1)));
        assert_eq!((ratio(7, 2).floor(), ratio(7, 2).ceil(), ratio(-7, 2).ceil()), (3, 4, -3));
        assert_eq!(&ratio(7, 2) - &ratio(1, 2), Exact::whole(3));
    }

    #[test]
    fn a_mean_is_shown_rounded_down() {
        let mean = Exact(BigRational::new(BigInt::from(899), BigInt::from(300)));
        assert_eq!((mean.hundredths(), mean.floor()), (299, 2));
        assert_eq!(Hundredths(mean.hundredths()).to_string(), "2.99");
        assert_eq!(mean.to_string(), "899/300");
        assert!(mean < Exact::whole(3));
    }
}

//! Exact ratios: scores and means. Nothing here rounds on its own account, and nothing is a
//! floating-point number.
//!
//! A ratio is two machine integers as long as it fits, and two numbers without a bound behind that:
//! every result is exact, and total.

use super::decimal::Decimal;
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Mul, Sub};

/// An exact ratio, shown as `10/3` or `4`. Unitless; scores and means are such ratios.
#[derive(Clone, Debug)]
pub struct Exact(Ratio);

#[derive(Clone, Debug)]
enum Ratio {
    /// `above / below`; `below` is positive. It need not be in lowest terms: numbers that are
    /// counted in the same unit are then added and compared without a division.
    Small { above: i64, below: i64 },
    /// What fits no machine integers, or once did not.
    Large(Box<BigRational>),
}

impl Exact {
    /// Returns the whole number `value`.
    #[must_use]
    pub fn whole(value: i64) -> Self {
        Self::small(value, 1)
    }

    /// Returns `above / below`; nothing where that divides by zero.
    #[must_use]
    pub fn ratio(above: i64, below: i64) -> Option<Self> {
        (below != 0).then(|| Self::of(i128::from(above), i128::from(below)))
    }

    /// Returns `above / below`, which must be positive.
    pub(super) fn small(above: i64, below: i64) -> Self {
        Self(Ratio::Small { above, below })
    }

    /// Returns `above / below`, which must not be zero. Neither may be `i128::MIN`.
    fn of(above: i128, below: i128) -> Self {
        let (above, below) = if below < 0 { (-above, -below) } else { (above, below) };
        let fits = |above, below| {
            let (above, below) = (i64::try_from(above).ok()?, i64::try_from(below).ok()?);
            Some(Self::small(above, below))
        };
        let lowest = || {
            let common = greatest_common_divisor(above.unsigned_abs(), below.unsigned_abs());
            let common = i128::try_from(common).unwrap_or(1);
            fits(above / common, below / common)
        };
        fits(above, below).or_else(lowest).unwrap_or_else(|| {
            let large = BigRational::new(BigInt::from(above), BigInt::from(below));
            Self(Ratio::Large(Box::new(large)))
        })
    }

    fn of_large(ratio: BigRational) -> Self {
        match (ratio.numer().to_i64(), ratio.denom().to_i64()) {
            (Some(above), Some(below)) => Self::small(above, below),
            _ => Self(Ratio::Large(Box::new(ratio))),
        }
    }

    /// Returns the number without a bound, in lowest terms.
    fn large(&self) -> BigRational {
        match &self.0 {
            Ratio::Small { above, below } => {
                BigRational::new(BigInt::from(*above), BigInt::from(*below))
            }
            Ratio::Large(ratio) => (**ratio).clone(),
        }
    }

    /// Returns both as machine integers, `above` and `below` of each, where they are such.
    fn both_small(&self, other: &Self) -> Option<([i128; 2], [i128; 2])> {
        match (&self.0, &other.0) {
            (Ratio::Small { above, below }, Ratio::Small { above: a, below: b }) => {
                Some(([*above, *below].map(i128::from), [*a, *b].map(i128::from)))
            }
            _ => None,
        }
    }

    /// Returns `factor` times the number, rounded down; nothing where that fits no 64 bits.
    fn floor_of_times(&self, factor: i64) -> Option<i64> {
        match &self.0 {
            Ratio::Small { above, below } => {
                let scaled = i128::from(*above) * i128::from(factor);
                i64::try_from(scaled.div_euclid(i128::from(*below))).ok()
            }
            Ratio::Large(ratio) => (&**ratio * BigInt::from(factor)).floor().to_integer().to_i64(),
        }
    }

    /// Returns `factor` times the number, rounded up; nothing where that fits no 64 bits.
    fn ceil_of_times(&self, factor: i64) -> Option<i64> {
        match &self.0 {
            Ratio::Small { above, below } => {
                let scaled = i128::from(*above) * i128::from(factor);
                // Down on the other side of zero is up on this one.
                i64::try_from(-(-scaled).div_euclid(i128::from(*below))).ok()
            }
            Ratio::Large(ratio) => (&**ratio * BigInt::from(factor)).ceil().to_integer().to_i64(),
        }
    }

    /// Returns the number in hundredths, rounded down: 899/300 = 2.9966.. gives 299.
    ///
    /// Rounded down, so that the number shown and the comparison with a threshold never disagree.
    #[must_use]
    pub fn hundredths(&self) -> i64 {
        self.floor_of_times(100).unwrap_or(i64::MAX)
    }

    /// Returns the number rounded down to a whole one.
    #[must_use]
    pub fn floor(&self) -> i64 {
        self.floor_of_times(1).unwrap_or(i64::MAX)
    }

    /// Returns the number rounded up to a whole one.
    #[must_use]
    pub fn ceil(&self) -> i64 {
        self.ceil_of_times(1).unwrap_or(i64::MAX)
    }

    /// Returns the smallest whole number by which each of `values` can be multiplied to be whole;
    /// nothing where it fits no 64 bits.
    pub fn common_denominator<'v>(values: impl IntoIterator<Item = &'v Self>) -> Option<i64> {
        let mut values = values.into_iter();
        values.try_fold(1, |common, value| least_common_multiple(common, value.denominator()?))
    }

    /// Returns what stands below the line in lowest terms; nothing where it fits no 64 bits.
    fn denominator(&self) -> Option<i64> {
        match &self.0 {
            Ratio::Small { above, below } => Some(below / common_divisor(*above, *below)),
            Ratio::Large(ratio) => ratio.denom().to_i64(),
        }
    }

    /// Returns this number divided by `divisor`; nothing where that is zero.
    #[must_use]
    pub fn over(&self, divisor: &Self) -> Option<Self> {
        if let Some(([above, below], [a, b])) = self.both_small(divisor) {
            return (a != 0).then(|| Self::of(above * b, below * a));
        }
        let divisor = divisor.large();
        (!divisor.is_zero()).then(|| Self::of_large(self.large() / divisor))
    }

    /// Returns the number rounded down to hundredths; nothing where it is larger than 1e9.
    #[must_use]
    pub fn down_to_hundredths(&self) -> Option<Decimal> {
        Decimal::of_hundredths(self.floor_of_times(100)?)
    }

    /// Returns the number rounded up to hundredths; nothing where it is larger than 1e9.
    #[must_use]
    pub fn up_to_hundredths(&self) -> Option<Decimal> {
        Decimal::of_hundredths(self.ceil_of_times(100)?)
    }

    /// Returns the mean of `values`, each counted with its weight; nothing if no weight is left.
    pub fn weighted_mean<'v>(
        values: impl IntoIterator<Item = (&'v Self, &'v Self)>,
    ) -> Option<Self> {
        let nothing = (Self::whole(0), Self::whole(0));
        let (sum, weights) = values.into_iter().fold(nothing, |(sum, weights), (value, weight)| {
            (&sum + &(value * weight), &weights + weight)
        });
        sum.over(&weights)
    }
}

impl Decimal {
    /// Returns the number as a ratio.
    #[must_use]
    pub fn exact(self) -> Exact {
        let (above, below) = self.ratio();
        Exact::small(above, below)
    }
}

/// Returns the smallest multiple of two positive numbers; nothing where it fits no 64 bits.
pub(super) fn least_common_multiple(one: i64, other: i64) -> Option<i64> {
    (one / common_divisor(one, other)).checked_mul(other)
}

/// Returns the greatest common divisor of two numbers, of which one at least is positive.
pub(super) fn common_divisor(one: i64, other: i64) -> i64 {
    let divisor = greatest_common_divisor(one.unsigned_abs().into(), other.unsigned_abs().into());
    // No larger than the positive one.
    i64::try_from(divisor).unwrap_or(1)
}

fn greatest_common_divisor(one: u128, other: u128) -> u128 {
    let (mut one, mut other) = (one, other);
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

impl Add for &Exact {
    type Output = Exact;

    fn add(self, other: Self) -> Exact {
        match self.both_small(other) {
            Some(([above, below], [a, b])) if below == b => Exact::of(above + a, below),
            Some(([above, below], [a, b])) => Exact::of(above * b + a * below, below * b),
            None => Exact::of_large(self.large() + other.large()),
        }
    }
}

impl Sub for &Exact {
    type Output = Exact;

    fn sub(self, other: Self) -> Exact {
        match self.both_small(other) {
            Some(([above, below], [a, b])) if below == b => Exact::of(above - a, below),
            Some(([above, below], [a, b])) => Exact::of(above * b - a * below, below * b),
            None => Exact::of_large(self.large() - other.large()),
        }
    }
}

impl Mul for &Exact {
    type Output = Exact;

    fn mul(self, other: Self) -> Exact {
        match self.both_small(other) {
            Some(([above, below], [a, b])) => Exact::of(above * a, below * b),
            None => Exact::of_large(self.large() * other.large()),
        }
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match self.both_small(other) {
            Some(([above, below], [a, b])) => (above * b).cmp(&(a * below)),
            None => self.large().cmp(&other.large()),
        }
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Ratio::Small { above, below } => {
                let common = common_divisor(*above, *below);
                match below / common {
                    1 => write!(f, "{}", above / common),
                    below => write!(f, "{}/{below}", above / common),
                }
            }
            Ratio::Large(ratio) => write!(f, "{ratio}"),
        }
    }
}

/// A number of hundredths, shown with both digits: `3.33`, `4.00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hundredths(pub i64);

impl fmt::Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, size) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        write!(f, "{sign}{}.{:02}", size / 100, size % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hundredths_below_zero_have_one_sign() {
        let shown = |hundredths| Hundredths(hundredths).to_string();
        assert_eq!(
            [shown(-275), shown(-5), shown(0), shown(5)],
            ["-2.75", "-0.05", "0.00", "0.05"]
        );
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
        assert_eq!(Exact::common_denominator(&values), Some(12));
        assert_eq!(Exact::common_denominator([]), Some(1));
        let primes = [ratio(1, 4_294_967_291), ratio(1, 4_294_967_279)];
        assert_eq!(Exact::common_denominator(&primes), None);
        assert_eq!(Exact::common_denominator(&primes[..1]), Some(4_294_967_291));
        assert_eq!(Exact::common_denominator([&(&primes[0] * &primes[1])]), None);
        assert_eq!((ratio(7, 2).floor(), ratio(7, 2).ceil(), ratio(-7, 2).ceil()), (3, 4, -3));
        assert_eq!(&ratio(7, 2) - &ratio(1, 2), Exact::whole(3));
    }

    #[test]
    fn a_mean_is_shown_rounded_down() {
        let mean = Exact::ratio(899, 300).unwrap();
        assert_eq!((mean.hundredths(), mean.floor()), (299, 2));
        assert_eq!(Hundredths(mean.hundredths()).to_string(), "2.99");
        assert_eq!(mean.to_string(), "899/300");
        assert!(mean < Exact::whole(3));
    }

    /// What fits machine integers is kept in them, wherever it came from: all speed rests on that.
    #[test]
    fn what_fits_is_small() {
        let is_small = |number: &Exact| matches!(number.0, Ratio::Small { .. });
        let ratio = |above: i64, below: i64| Exact::ratio(above, below).unwrap();
        let huge = ratio(i64::MAX, 2);
        let large = &(&huge * &huge) * &huge;
        assert!(!is_small(&large));
        assert!(is_small(&large.over(&(&huge * &huge)).unwrap()));
        assert!(is_small(&(&large - &large)));
        assert!(is_small(&(&ratio(1, 3) + &ratio(1, 6))));
        // Twice the largest, over two: too large on the way, and whole again in lowest terms.
        assert!(is_small(&(&ratio(i64::MAX, 2) + &ratio(i64::MAX, 2))));
        assert!(ratio(1, 3).both_small(&ratio(1, 6)).is_some());
        assert!(ratio(1, 3).both_small(&large).is_none());
    }

    /// Numbers of which one part is too long for machine integers are cut like all others.
    #[test]
    fn what_is_not_small_is_cut_on_the_side_asked_for() {
        let tiny = Exact::ratio(1, i64::MAX).unwrap();
        let tiny = &tiny * &tiny;
        let beside = |whole: i64| &Exact::whole(whole) + &tiny;
        let shown = |cut: Option<Decimal>| cut.map(|cut| cut.to_string());
        for (whole, down, up) in [(3, "3", "3.01"), (0, "0", "0.01"), (-3, "-3", "-2.99")] {
            let number = beside(whole);
            assert_eq!(shown(number.down_to_hundredths()).as_deref(), Some(down), "{whole}");
            assert_eq!(shown(number.up_to_hundredths()).as_deref(), Some(up), "{whole}");
            assert_eq!((number.floor(), number.ceil()), (whole, whole + 1));
            assert_eq!(number.hundredths(), whole * 100);
        }
    }

    /// Numbers small and large, of either sign, near the ends of what fits too.
    fn numbers() -> impl Strategy<Value = i64> {
        prop_oneof![-20..20_i64, any::<i64>(), (0..4_i64).prop_map(|n| i64::MAX - n)]
    }

    fn ratios() -> impl Strategy<Value = (i64, i64)> {
        (numbers(), numbers().prop_filter("no division by zero", |below| *below != 0))
    }

    fn reference((above, below): (i64, i64)) -> BigRational {
        BigRational::new(BigInt::from(above), BigInt::from(below))
    }

    fn exact((above, below): (i64, i64)) -> Exact {
        Exact::ratio(above, below).unwrap()
    }

    proptest! {
        /// Whatever fits or does not fit machine integers on the way: the same as without a bound.
        #[test]
        fn machine_integers_say_what_numbers_without_a_bound_say(
            one in ratios(), two in ratios(), three in ratios(),
        ) {
            let [a, b, c] = [one, two, three].map(exact);
            let [x, y, z] = [one, two, three].map(reference);
            let (sum, product) = (&(&a + &b) + &c, &(&a * &b) * &c);
            prop_assert_eq!(sum.to_string(), (&x + &y + &z).to_string());
            prop_assert_eq!((&(&a - &b) - &c).to_string(), (&x - &y - &z).to_string());
            prop_assert_eq!(product.to_string(), (&x * &y * &z).to_string());
            prop_assert_eq!(sum.cmp(&product), (&x + &y + &z).cmp(&(&x * &y * &z)));
            prop_assert_eq!(a.partial_cmp(&b), x.partial_cmp(&y));
            prop_assert_eq!(a == b, x == y);
            let quotient = sum.over(&product);
            let expected = (!z.is_zero() && !x.is_zero() && !y.is_zero())
                .then(|| ((&x + &y + &z) / (&x * &y * &z)).to_string());
            prop_assert_eq!(quotient.map(|quotient| quotient.to_string()), expected);
        }

        #[test]
        fn cuts_are_those_of_numbers_without_a_bound(one in ratios(), two in ratios()) {
            for (cut, whole) in [
                (exact(one), reference(one)),
                (&exact(one) * &exact(two), &reference(one) * &reference(two)),
            ] {
                let hundred = BigInt::from(100);
                let to_i64 = |value: BigRational| value.to_integer().to_i64().unwrap_or(i64::MAX);
                prop_assert_eq!(cut.floor(), to_i64(whole.floor()));
                prop_assert_eq!(cut.ceil(), to_i64(whole.ceil()));
                prop_assert_eq!(cut.hundredths(), to_i64((&whole * hundred).floor()));
            }
        }

        /// However it was come by, a number is itself: what fits again is as good as new.
        #[test]
        fn what_was_too_large_once_is_small_again(one in ratios(), two in ratios()) {
            let (a, b) = (exact(one), exact(two));
            prop_assert_eq!(&(&(&a + &b) - &b), &a);
            let back = (&a * &b).over(&b);
            prop_assert_eq!(back.is_some(), two.0 != 0);
            prop_assert_eq!(back.map(|back| back.to_string()), (two.0 != 0).then(|| a.to_string()));
        }
    }
}

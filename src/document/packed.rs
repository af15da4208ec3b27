//! The form in which the program carries its own instrument: checked values, written when it is
//! built and taken up again when it starts, in a fraction of the time that reading and checking
//! text takes. No other program reads it, and nothing in it is checked again.
//!
//! Numbers and lengths are written seven bits to the byte, the lowest first; a text is its length
//! and its bytes; a structure is its fields, one after the other.

use crate::domain::Decimal;
use crate::domain::questionnaire::{
    Band, Better, Choice, Measure, Question, Questionnaire, Rationale, RationaleKind, Source,
    Symptom, Word,
};
use crate::domain::rubric::{
    Action, ActionKind, Cap, CapWhen, Dimension, Level, Prerequisite, Requirement, Rubric, Scale,
    Scenario, Scored, SymptomRule, UnknownCountsAs,
};
use std::collections::BTreeMap;

/// Returns the packed form of `value`.
#[must_use]
pub fn pack<T: Packed>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    value.write(&mut bytes);
    bytes
}

/// Returns the value of a packed form; nothing where the bytes are no such form.
#[must_use]
pub fn unpack<T: Packed>(mut bytes: &[u8]) -> Option<T> {
    T::take(&mut bytes).filter(|_| bytes.is_empty())
}

/// What can be packed.
pub trait Packed: Sized {
    /// Appends the packed form.
    fn write(&self, bytes: &mut Vec<u8>);

    /// Takes a value off the front; nothing where there is none.
    fn take(bytes: &mut &[u8]) -> Option<Self>;
}

/// Packs a structure field by field: one that is forgotten here does not compile.
macro_rules! packed {
    ($($kind:ident { $($field:ident),* $(,)? })*) => {$(
        impl Packed for $kind {
            fn write(&self, bytes: &mut Vec<u8>) {
                let Self { $($field),* } = self;
                $($field.write(bytes);)*
            }

            fn take(bytes: &mut &[u8]) -> Option<Self> {
                // Fields are evaluated in the order in which they are written here.
                Some(Self { $($field: Packed::take(bytes)?),* })
            }
        }
    )*};
}

/// Packs a choice by the number that each variant has here: one that is forgotten does not compile.
macro_rules! packed_choice {
    ($($kind:ident { $($variant:ident = $number:literal),* $(,)? })*) => {$(
        impl Packed for $kind {
            fn write(&self, bytes: &mut Vec<u8>) {
                bytes.push(match self { $(Self::$variant => $number),* });
            }

            fn take(bytes: &mut &[u8]) -> Option<Self> {
                match take_byte(bytes)? { $($number => Some(Self::$variant),)* _ => None }
            }
        }
    )*};
}

packed! {
    Questionnaire { id, version, title, counting_rules, symptoms, questions, follow_ups, sources }
    Symptom { id, text }
    Question {
        id, follows, title, prompt, help, measure, options, probes, evidence, basis,
    }
    Measure { name, formula, unit, better, least, most, dated, words, doubt }
    Word { word, meaning, option }
    Choice { id, label, band, basis }
    Rationale { kind, sources, note }
    Source { id, title, address, grade }
    Rubric {
        id, version, title, questionnaire, scale, unknown_counts_as, unknown_at_most,
        not_applicable_at_most, without_report_at_most, spread_notice, peak_within_days,
        effort_days, levels, dimensions, upstream, caps, symptoms, prerequisites, actions,
        scenarios, sources,
    }
    Scale { lowest, highest }
    Level { level, name, sentence, requires }
    Requirement { mean, every_dimension }
    Dimension { id, name, weight, definition, low, high, questions }
    Scored { question, weight, scores }
    Cap { follow_up, dimension, when, at_most, why }
    CapWhen { option, above, below, words }
    SymptomRule { symptom, dimension, contradicts_from }
    Prerequisite { dimension, level, needs, at_least, reason }
    Action {
        id, dimension, kind, measures, optional, peak_ready, title, owner, effort, horizon, weeks,
        proof, sources,
    }
    Scenario { id, title, trigger, needs, at_peak, coping, sources }
}

packed_choice! {
    Better { Lower = 0, Higher = 1 }
    RationaleKind { Source = 0, Analogy = 1, Derived = 2, Judgement = 3 }
    UnknownCountsAs { Lowest = 0, LeftOut = 1 }
}

impl Packed for Band {
    fn write(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Lower { above, up_to } => (false, (*above, *up_to)).write(bytes),
            Self::Higher { from, below } => (true, (*from, *below)).write(bytes),
        }
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        let higher = bool::take(bytes)?;
        let (one, other) = Packed::take(bytes)?;
        Some(if higher {
            Self::Higher { from: one, below: other }
        } else {
            Self::Lower { above: one, up_to: other }
        })
    }
}

impl Packed for ActionKind {
    fn write(&self, bytes: &mut Vec<u8>) {
        let from = match self {
            Self::Step(from) => Some(*from),
            Self::SuppliesReport => None,
        };
        from.write(bytes);
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        let from: Option<i64> = Packed::take(bytes)?;
        Some(from.map_or(Self::SuppliesReport, Self::Step))
    }
}

impl Packed for Decimal {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.parts().write(bytes);
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        let (digits, decimals) = Packed::take(bytes)?;
        Self::of_parts(digits, decimals)
    }
}

fn take_byte(bytes: &mut &[u8]) -> Option<u8> {
    let (first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(*first)
}

impl Packed for u64 {
    fn write(&self, bytes: &mut Vec<u8>) {
        let mut rest = *self;
        while rest >= 0x80 {
            bytes.push(rest.to_le_bytes()[0] | 0x80);
            rest >>= 7;
        }
        bytes.push(rest.to_le_bytes()[0]);
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        let mut value = 0;
        for shift in (0..Self::BITS).step_by(7) {
            let byte = take_byte(bytes)?;
            value |= Self::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }
}

impl Packed for i64 {
    fn write(&self, bytes: &mut Vec<u8>) {
        // The sign in the lowest bit, so that small numbers of either sign are short.
        ((self.unsigned_abs() << 1) | u64::from(*self < 0)).write(bytes);
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        let packed = u64::take(bytes)?;
        let size = Self::try_from(packed >> 1).ok()?;
        Some(if packed & 1 == 1 { -size } else { size })
    }
}

impl Packed for usize {
    fn write(&self, bytes: &mut Vec<u8>) {
        u64::try_from(*self).unwrap_or(u64::MAX).write(bytes);
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        // What a rubric leaves without a limit is the largest number there is, on any machine.
        u64::take(bytes).map(|value| Self::try_from(value).unwrap_or(Self::MAX))
    }
}

impl Packed for u32 {
    fn write(&self, bytes: &mut Vec<u8>) {
        u64::from(*self).write(bytes);
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        u64::take(bytes)?.try_into().ok()
    }
}

impl Packed for bool {
    fn write(&self, bytes: &mut Vec<u8>) {
        bytes.push(u8::from(*self));
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        match take_byte(bytes)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Packed for String {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.len().write(bytes);
        bytes.extend_from_slice(self.as_bytes());
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        let length = usize::take(bytes)?;
        let (text, rest) = bytes.split_at_checked(length)?;
        *bytes = rest;
        std::str::from_utf8(text).ok().map(str::to_owned)
    }
}

impl<T: Packed> Packed for Option<T> {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.is_some().write(bytes);
        if let Some(value) = self {
            value.write(bytes);
        }
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        if bool::take(bytes)? { T::take(bytes).map(Some) } else { Some(None) }
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.len().write(bytes);
        for value in self {
            value.write(bytes);
        }
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        let length = usize::take(bytes)?;
        // Every value takes a byte at least: more than are left there cannot be.
        let mut values = Self::with_capacity(length.min(bytes.len()));
        for _ in 0..length {
            values.push(T::take(bytes)?);
        }
        Some(values)
    }
}

impl<K: Packed + Ord, V: Packed> Packed for BTreeMap<K, V> {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.len().write(bytes);
        for (key, value) in self {
            key.write(bytes);
            value.write(bytes);
        }
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        let pairs: Vec<(K, V)> = Packed::take(bytes)?;
        Some(pairs.into_iter().collect())
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn write(&self, bytes: &mut Vec<u8>) {
        self.0.write(bytes);
        self.1.write(bytes);
    }

    fn take(bytes: &mut &[u8]) -> Option<Self> {
        Some((A::take(bytes)?, B::take(bytes)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(
            numbers in any::<(i64, u64, u32)>(),
            texts in any::<Vec<(String, Option<bool>)>>(),
            named in any::<BTreeMap<String, usize>>(),
        ) {
            prop_assume!(numbers.0 != i64::MIN);
            let value = ((numbers.0, (numbers.1, numbers.2)), (texts, named));
            prop_assert_eq!(unpack(&pack(&value)), Some(value));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in any::<Vec<u8>>()) {
            let _: Option<Vec<(String, Option<Decimal>)>> = unpack(&bytes);
            let _: Option<Rubric> = unpack(&bytes);
        }

        /// What is cut short or goes on is no packed form.
        #[test]
        fn nothing_but_the_whole_form_is_taken(texts in any::<Vec<String>>(), cut in any::<prop::sample::Index>()) {
            let whole = pack(&texts);
            let part = &whole[..cut.index(whole.len())];
            prop_assert_eq!(unpack::<Vec<String>>(part), None);
            prop_assert_eq!(unpack::<Vec<String>>(&[&whole[..], &[0]].concat()), None);
        }
    }
}

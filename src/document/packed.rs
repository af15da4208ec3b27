//! The form in which the program carries its own instrument: checked values, written when it is
//! built and taken up again when it starts, in a fraction of the time that reading and checking
//! text takes. No other program reads it, and nothing in it is checked again.
//!
//! Texts stand apart from all the rest, one after the other, so that whoever carries them knows
//! them to be texts. Numbers and lengths are written seven bits to the byte, the lowest first; a
//! text is its length; a structure is its fields, one after the other.

use crate::domain::enough::{Enough, EnoughRow, PromiseOption, PromiseQuestion};
use crate::domain::figures::{FigureLimit, FigureNeed};
use crate::domain::index::{DimensionId, GroupId};
use crate::domain::questionnaire::{
    Band, Better, Beyond, Changed, Choice, Condition, Dated, Doubt, End, Exhibit, Measure, Outcome,
    Question, Questionnaire, Rationale, RationaleKind, Source, Symptom, Term, Word,
};
use crate::domain::rubric::{
    Action, ActionKind, Aggregate, AtLeast, Cap, CapWhen, DefinedMeasure, Dimension,
    DimensionLevels, Group, Hurt, Level, Likelihood, Member, Need, Prerequisite, ReachedWhen,
    Requirement, Role, Rubric, Scale, Scenario, Scored, Share, Subject, SymptomRule,
    UnknownCountsAs, Worth,
};
use crate::domain::sentence::{Piece, Sentence};
use crate::domain::sorting;
use crate::domain::{Date, Decimal, Effort};
use std::collections::BTreeMap;

/// A packed value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackedForm {
    /// Everything but the texts.
    pub shape: Vec<u8>,
    /// The texts.
    pub texts: String,
}

/// A packed value of which some has been taken.
#[derive(Clone, Copy, Debug)]
pub struct Rest<'p> {
    shape: &'p [u8],
    texts: &'p str,
}

/// Returns the packed form of `value`.
#[must_use]
pub fn pack<T: Packed>(value: &T) -> PackedForm {
    let mut form = PackedForm::default();
    value.write(&mut form);
    form
}

/// Returns the value of a packed form; nothing where it is no such form.
#[must_use]
pub fn unpack<T: Packed>(shape: &[u8], texts: &str) -> Option<T> {
    let mut rest = Rest { shape, texts };
    T::take(&mut rest).filter(|_| rest.shape.is_empty() && rest.texts.is_empty())
}

/// What can be packed.
pub trait Packed: Sized {
    /// Appends the packed form.
    fn write(&self, form: &mut PackedForm);

    /// Takes a value off the front; nothing where there is none.
    fn take(rest: &mut Rest<'_>) -> Option<Self>;
}

/// Packs a structure field by field: one that is forgotten here does not compile.
macro_rules! packed {
    ($($kind:ident { $($field:ident),* $(,)? })*) => {$(
        impl Packed for $kind {
            fn write(&self, form: &mut PackedForm) {
                let Self { $($field),* } = self;
                $($field.write(form);)*
            }

            fn take(rest: &mut Rest<'_>) -> Option<Self> {
                // Fields are evaluated in the order in which they are written here.
                Some(Self { $($field: Packed::take(rest)?),* })
            }
        }
    )*};
}

/// Packs a choice by the number that each variant has here: one that is forgotten does not compile.
macro_rules! packed_choice {
    ($($kind:ident { $($variant:ident = $number:literal),* $(,)? })*) => {$(
        impl Packed for $kind {
            fn write(&self, form: &mut PackedForm) {
                form.shape.push(match self { $(Self::$variant => $number),* });
            }

            fn take(rest: &mut Rest<'_>) -> Option<Self> {
                match take_byte(rest)? { $($number => Some(Self::$variant),)* _ => None }
            }
        }
    )*};
}

packed! {
    Questionnaire {
        id, version, edition, title, counting_rules, symptoms, facts, questions, follow_ups,
        glossary, outcomes, sources,
    }
    Term { term, also, means }
    Outcome { id, title, formula, unit, better }
    Symptom { id, text }
    Question {
        id, follows, on_request, applies_if, title, prompt, help, more, asked_of, preparation,
        if_not, measure, changed, options, probes, evidence, rationale,
    }
    Changed { edition, how }
    Exhibit { what, place, who }
    Condition { fact, options }
    Measure { name, formula, unit, better, least, most, dated, words, doubts }
    Doubt { beyond, at, ask }
    Word { word, meaning, option, unknown }
    Choice { id, label, phrase, band, rationale }
    Band { low, high }
    End { at, included }
    Rationale { kind, sources, note }
    Source { id, title, publisher, read, address, grade }
    Rubric {
        id, version, title, questionnaire, scale, aggregate, unknown_counts_as, unknown_at_most,
        unknown_per_dimension, not_applicable_at_most, without_report_at_most,
        report_needs_source, follow_ups_answered, spread_notice, calibration,
        peak_within_days, effort_days, levels, dimensions, groups, members, not_scored, upstream,
        caps, symptoms, prerequisites, actions, reached_when, measures, roles, enough, scenarios,
        sources,
    }
    Scale { lowest, highest }
    Effort { low, high }
    Level { level, name, sentence, held_back, requires, up_to }
    Sentence { pieces }
    Requirement { score, every, named, share }
    Share { at, at_least }
    Dimension { id, name, weight, definition, low, high, aggregate, levels, questions }
    Group { id, name, weight, aggregate, members }
    Scored { question, weight, options, line, words, not_applicable, range }
    Cap { follow_up, dimension, question, when, at_most, why }
    Need { dimension, question, at_least }
    CapWhen { option, above, below, words }
    SymptomRule { symptom, dimension, contradicts_from }
    Prerequisite { dimension, level, needs, at_least, reason }
    Action {
        id, dimension, kind, measures, optional, peak_ready, title, owner, with, effort, horizon,
        weeks, proof, measure, sources,
    }
    ReachedWhen { dimension, level, sentence }
    DefinedMeasure { id, name, formula, unit }
    Role { role, or_else }
    Scenario {
        id, title, trigger, needs, know, figures, likely, hurt, at_peak, coping, sources,
    }
    FigureNeed { question, limit }
    FigureLimit { from, up_to, above, below }
    Enough { mark, questions, rows }
    PromiseQuestion { id, prompt, options }
    PromiseOption { id, label }
    EnoughRow { when, level, dimensions }
}

packed_choice! {
    Better { Lower = 0, Higher = 1 }
    Beyond { Below = 0, Above = 1 }
    Dated { Not = 0, OneDay = 1, TwoDays = 2 }
    RationaleKind { Source = 0, Analogy = 1, Derived = 2, Judgement = 3 }
    UnknownCountsAs { Lowest = 0, LeftOut = 1 }
    Aggregate { Mean = 0, Minimum = 1, Sum = 2, ProratedSum = 3 }
    Likelihood { EveryYear = 0, SomeYears = 1, Rare = 2 }
    Hurt { Large = 0, Small = 1 }
}

/// Packs a choice whose variants hold one value each, by the number that each has here.
macro_rules! packed_variants {
    ($($kind:ident { $($variant:ident = $number:literal),* $(,)? })*) => {$(
        impl Packed for $kind {
            fn write(&self, form: &mut PackedForm) {
                match self { $(Self::$variant(value) => {
                    form.shape.push($number);
                    value.write(form);
                })* }
            }

            fn take(rest: &mut Rest<'_>) -> Option<Self> {
                match take_byte(rest)? {
                    $($number => Packed::take(rest).map(Self::$variant),)*
                    _ => None,
                }
            }
        }
    )*};
}

packed_variants! {
    Member { Dimension = 0, Group = 1 }
    Subject { Member = 0, Question = 1 }
}

impl Packed for Piece {
    fn write(&self, form: &mut PackedForm) {
        let (number, text) = match self {
            Self::Text(text) => (0, Some(text)),
            Self::Answer(id) => (1, Some(id)),
            Self::Level(id) => (2, Some(id)),
            Self::ByScore => (3, None),
            Self::Whole => (4, None),
            Self::Limiting => (5, None),
            Self::LimitingLevel => (6, None),
        };
        form.shape.push(number);
        if let Some(text) = text {
            text.write(form);
        }
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        match take_byte(rest)? {
            0 => Packed::take(rest).map(Self::Text),
            1 => Packed::take(rest).map(Self::Answer),
            2 => Packed::take(rest).map(Self::Level),
            3 => Some(Self::ByScore),
            4 => Some(Self::Whole),
            5 => Some(Self::Limiting),
            6 => Some(Self::LimitingLevel),
            _ => None,
        }
    }
}

impl Packed for AtLeast {
    fn write(&self, form: &mut PackedForm) {
        let (count, of) = match self {
            Self::Count(count) => (Some(*count), (0, 0)),
            Self::Of(above, below) => (None, (*above, *below)),
        };
        (count, of).write(form);
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        let (count, (above, below)) = Packed::take(rest)?;
        Some(match count {
            Some(count) => Self::Count(count),
            None => Self::Of(above, below),
        })
    }
}

impl Packed for Worth {
    fn write(&self, form: &mut PackedForm) {
        (self.score(), matches!(self, Self::NotApplicable(_))).write(form);
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        let (score, not_applicable) = Packed::take(rest)?;
        Some(match score {
            None => Self::LeftOut,
            Some(score) if not_applicable => Self::NotApplicable(score),
            Some(score) => Self::Score(score),
        })
    }
}

impl Packed for DimensionLevels {
    fn write(&self, form: &mut PackedForm) {
        let (rows, scale) = match self {
            Self::Table(rows) => (Some(rows.clone()), None),
            Self::RoundedDown(scale) => (None, Some(*scale)),
            Self::None => (None, None),
        };
        (rows, scale).write(form);
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        let (rows, scale) = Packed::take(rest)?;
        Some(match (rows, scale) {
            (Some(rows), _) => Self::Table(rows),
            (None, Some(scale)) => Self::RoundedDown(scale),
            (None, None) => Self::None,
        })
    }
}

impl Packed for ActionKind {
    fn write(&self, form: &mut PackedForm) {
        let from = match self {
            Self::Step(from) => Some(*from),
            Self::SuppliesReport => None,
        };
        from.write(form);
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        let from: Option<i64> = Packed::take(rest)?;
        Some(from.map_or(Self::SuppliesReport, Self::Step))
    }
}

impl Packed for Decimal {
    fn write(&self, form: &mut PackedForm) {
        self.parts().write(form);
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        let (digits, decimals) = Packed::take(rest)?;
        Self::of_parts(digits, decimals)
    }
}

impl Packed for Date {
    fn write(&self, form: &mut PackedForm) {
        self.to_string().write(form);
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        Self::parse(&String::take(rest)?)
    }
}

impl Packed for GroupId {
    fn write(&self, form: &mut PackedForm) {
        self.index().write(form);
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        usize::take(rest).map(Self::new)
    }
}

impl Packed for DimensionId {
    fn write(&self, form: &mut PackedForm) {
        self.index().write(form);
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        usize::take(rest).map(Self::new)
    }
}

fn take_byte(rest: &mut Rest<'_>) -> Option<u8> {
    let (first, others) = rest.shape.split_first()?;
    rest.shape = others;
    Some(*first)
}

impl Packed for u64 {
    fn write(&self, form: &mut PackedForm) {
        let mut value = *self;
        while value >= 0x80 {
            form.shape.push(value.to_le_bytes()[0] | 0x80);
            value >>= 7;
        }
        form.shape.push(value.to_le_bytes()[0]);
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        let first = take_byte(rest)?;
        if first < 0x80 {
            // Nearly all are so small.
            return Some(Self::from(first));
        }
        let mut value = Self::from(first & 0x7F);
        for shift in (7..Self::BITS).step_by(7) {
            let byte = take_byte(rest)?;
            value |= Self::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }
}

impl Packed for i64 {
    fn write(&self, form: &mut PackedForm) {
        // The sign in the lowest bit, so that small numbers of either sign are short.
        ((self.unsigned_abs() << 1) | u64::from(*self < 0)).write(form);
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        let packed = u64::take(rest)?;
        let size = Self::try_from(packed >> 1).ok()?;
        Some(if packed & 1 == 1 { -size } else { size })
    }
}

impl Packed for usize {
    fn write(&self, form: &mut PackedForm) {
        u64::try_from(*self).unwrap_or(u64::MAX).write(form);
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        u64::take(rest).and_then(|value| Self::try_from(value).ok())
    }
}

impl Packed for u32 {
    fn write(&self, form: &mut PackedForm) {
        u64::from(*self).write(form);
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        u64::take(rest)?.try_into().ok()
    }
}

impl Packed for bool {
    fn write(&self, form: &mut PackedForm) {
        form.shape.push(u8::from(*self));
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        match take_byte(rest)? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Packed for String {
    fn write(&self, form: &mut PackedForm) {
        self.len().write(form);
        form.texts.push_str(self);
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        let length = usize::take(rest)?;
        let (text, others) = rest.texts.split_at_checked(length)?;
        rest.texts = others;
        Some(text.to_owned())
    }
}

impl<T: Packed> Packed for Option<T> {
    fn write(&self, form: &mut PackedForm) {
        self.is_some().write(form);
        if let Some(value) = self {
            value.write(form);
        }
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        if bool::take(rest)? { T::take(rest).map(Some) } else { Some(None) }
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn write(&self, form: &mut PackedForm) {
        self.len().write(form);
        for value in self {
            value.write(form);
        }
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        let length = usize::take(rest)?;
        // Every value takes a byte at least: more than are left there cannot be.
        let mut values = Self::with_capacity(length.min(rest.shape.len()));
        for _ in 0..length {
            values.push(T::take(rest)?);
        }
        Some(values)
    }
}

impl<K: Packed + Ord, V: Packed> Packed for BTreeMap<K, V> {
    fn write(&self, form: &mut PackedForm) {
        self.len().write(form);
        for (key, value) in self {
            key.write(form);
            value.write(form);
        }
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        let pairs: Vec<(K, V)> = Packed::take(rest)?;
        Some(sorting::to_map(pairs))
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn write(&self, form: &mut PackedForm) {
        self.0.write(form);
        self.1.write(form);
    }

    fn take(rest: &mut Rest<'_>) -> Option<Self> {
        Some((A::take(rest)?, B::take(rest)?))
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
            let form = pack(&value);
            prop_assert_eq!(unpack(&form.shape, &form.texts), Some(value));
        }

        #[test]
        fn nothing_makes_it_panic(shape in any::<Vec<u8>>(), texts in any::<String>()) {
            let _: Option<Vec<(String, Option<Decimal>)>> = unpack(&shape, &texts);
            let _: Option<Rubric> = unpack(&shape, &texts);
        }

        /// What is cut short or goes on is no packed form.
        #[test]
        fn nothing_but_the_whole_form_is_taken(
            texts in any::<Vec<String>>(),
            cut in any::<prop::sample::Index>(),
        ) {
            let whole = pack(&texts);
            let part = &whole.shape[..cut.index(whole.shape.len())];
            prop_assert_eq!(unpack::<Vec<String>>(part, &whole.texts), None);
            let more = [&whole.shape[..], &[0]].concat();
            prop_assert_eq!(unpack::<Vec<String>>(&more, &whole.texts), None);
            prop_assert_eq!(unpack::<Vec<String>>(&whole.shape, &(whole.texts + "x")), None);
        }
    }
}

//! The bands of a question's options: each stands for a stretch of the measure, and together they
//! cover it without gap or overlap.

use super::super::fields::{self, Fields, Findings};
use super::super::node::{Node, Span};
use crate::domain::Code;
use crate::domain::questionnaire::{Band, Better, Choice, End, Measure, Question};

/// The key of each end, and whether the figure itself lies in the band.
const LOW: [(&str, bool); 2] = [("above", false), ("from", true)];
const HIGH: [(&str, bool); 2] = [("up_to", true), ("below", false)];

/// What the measure of a question says about the bands of its options.
#[derive(Clone, Copy)]
pub(super) enum Measured {
    /// There is one.
    Rightly,
    /// There is one, and a finding about it.
    Wrongly,
    /// There is none.
    Not,
}

/// Reads a band: one key at most for each end.
pub(super) fn band(node: &Node<'_>, measured: Measured, findings: &mut Findings) -> Option<Band> {
    let Measured::Rightly = measured else { return None };
    let keys = ["above", "from", "up_to", "below"];
    let fields = Fields::open(node, "a band", &keys, findings)?;
    let mut end = |keys: [(&'static str, bool); 2]| {
        let given = keys.map(|(key, included)| {
            let at = fields.optional(key, findings, fields::decimal)?;
            Some(End { at, included })
        });
        if let [Some(_), Some(_)] = given {
            let [(one, _), (other, _)] = keys;
            let message = format!("the band has both `{one}` and `{other}`");
            let help = "`above` and `below` leave the figure itself out, `from` and `up_to` take \
                        it in: write one of them for each end";
            findings.push(Code::Bands, &node.span, message, help);
        }
        let [one, other] = given;
        one.or(other)
    };
    let (low, high) = (end(LOW), end(HIGH));
    Some(Band { low, high })
}

/// Finds options without a band, and bands that overlap or leave a gap. `list` holds the options.
pub(super) fn check_options(
    list: &Node<'_>,
    node: &Node<'_>,
    question: &Question,
    findings: &mut Findings,
) {
    if question.options.is_empty() && question.measure.is_none() {
        let help = "give it `options`, a `measure`, or both";
        findings.push(Code::MissingKey, &node.span, "the question cannot be answered", help);
    }
    let Some(measure) = question.measure.as_ref().filter(|_| !question.options.is_empty()) else {
        return;
    };
    let span = |option: usize| {
        let node = list.item(option).unwrap_or(node);
        node.get("band").unwrap_or(node).span.clone()
    };
    // From worst to best, each band ends where the next begins; the outer ends are open.
    // After one without an end nothing is known of where the next should begin.
    let mut end: Option<Option<End>> = Some(None);
    let outermost = question.options.len().saturating_sub(1);
    for (at, option) in question.options.iter().enumerate() {
        let Some((toward_worse, toward_better)) = ends(option, measure.better) else {
            let message = format!("option `{}` has no band", option.id);
            let help = format!("say which stretch of `{}` it stands for", measure.name);
            findings.push(Code::Bands, &span(at), message, &help);
            return;
        };
        let is_open = toward_better.is_none() && at != outermost;
        let fits = end.is_none_or(|end| meets(end, toward_worse));
        if !fits || is_open || (at == outermost && toward_better.is_some()) {
            let message =
                format!("the band of `{}` does not begin where the last one ends", option.id);
            let help = "options run from worst to best: each band begins where the last one ends, \
                        with the figure between them in one of the two, and only the outer two \
                        are open";
            findings.push(Code::Bands, &span(at), message, help);
        }
        end = (!is_open).then_some(toward_better);
    }
    check_whole_months(question, measure, &span, findings);
}

/// Returns the ends of an option's band: toward what is worse, and toward what is better.
fn ends(option: &Choice, better: Better) -> Option<(Option<End>, Option<End>)> {
    let Band { low, high } = option.band.as_ref()?;
    Some(match better {
        Better::Lower => (*high, *low),
        Better::Higher => (*low, *high),
    })
}

/// Returns whether two bands meet at these ends: the figure between them lies in just one.
fn meets(one: Option<End>, other: Option<End>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => one.at == other.at && one.included != other.included,
        _ => false,
    }
}

fn check_whole_months(
    question: &Question,
    measure: &Measure,
    span: &dyn Fn(usize) -> Span,
    findings: &mut Findings,
) {
    let whole = |end: &Option<End>| end.is_none_or(|end| end.at.decimals() == 0);
    for (at, option) in question.options.iter().enumerate().filter(|_| measure.is_dated()) {
        let fits = option.band.as_ref().is_some_and(|band| whole(&band.low) && whole(&band.high));
        if !fits {
            let message = "an age that may be given as a date has bands of whole months";
            findings.push(Code::Bands, &span(at), message, "write whole months");
        }
    }
}

//! What moves between two reports on the same operation under the same rubric, in sentences.

use super::Report;
use super::words::{Standing, first_few, isolated, upper_first};
use crate::domain::index::DimensionId;
use crate::domain::rubric::Level;
use crate::domain::scenarios::Verdict;
use crate::domain::score::Basis;

/// How many scenarios are named; the rest are counted.
const NAMED: usize = 4;

/// Says what is different in `after`, the most important first: what becomes of the level, even if
/// it stays, and why.
#[must_use]
pub fn between(before: &Report<'_>, after: &Report<'_>) -> Vec<String> {
    let mut sentences = since(before, after);
    if sentences.len() > 1
        && after.rubric().has_levels()
        && !after.judgement.scores.too_much_unknown
    {
        sentences.insert(1, upper_first(&after.why()));
    }
    sentences
}

/// Says what is different since earlier answers; that nothing is, where that is so.
#[must_use]
pub fn since(earlier: &Report<'_>, report: &Report<'_>) -> Vec<String> {
    let level: Vec<_> = level(earlier, report).into_iter().collect();
    let mut sentences: Vec<_> = totals(earlier, report).collect();
    sentences.extend(dimensions(earlier, report));
    sentences.extend(scenarios(earlier, report));
    if sentences.is_empty() { vec![nothing(report)] } else { [level, sentences].concat() }
}

/// Says what is different since earlier answers as a whole, dimensions aside.
#[must_use]
pub fn overall(earlier: &Report<'_>, report: &Report<'_>) -> Vec<String> {
    let level: Vec<_> = level(earlier, report).into_iter().collect();
    let mut sentences: Vec<_> = totals(earlier, report).collect();
    sentences.extend(scenarios(earlier, report));
    let nothing_else = sentences.is_empty() && dimensions(earlier, report).next().is_none();
    if nothing_else { vec![nothing(report)] } else { [level, sentences].concat() }
}

/// Says what became of the whole: of its level, and of its scores; that nothing did, where nothing
/// at all moved.
#[must_use]
pub fn whole(earlier: &Report<'_>, report: &Report<'_>) -> Vec<String> {
    if !any(earlier, report) {
        return vec![nothing(report)];
    }
    level(earlier, report).into_iter().chain(totals(earlier, report)).collect()
}

/// Returns whether anything is different since earlier answers.
#[must_use]
pub fn any(earlier: &Report<'_>, report: &Report<'_>) -> bool {
    totals(earlier, report).next().is_some()
        || dimensions(earlier, report).next().is_some()
        || !scenarios(earlier, report).is_empty()
}

fn totals(before: &Report<'_>, after: &Report<'_>) -> impl Iterator<Item = String> {
    let noun = format!("The {}", after.score_noun());
    let mean = changed(&noun, &overall_mean(before), &overall_mean(after));
    let on_evidence = if after.rubric().has_levels() {
        "The level on evidence".to_owned()
    } else {
        format!("{noun} on evidence")
    };
    mean.into_iter().chain(changed(&on_evidence, &evidenced(before), &evidenced(after)))
}

fn dimensions<'r>(
    before: &'r Report<'_>,
    after: &'r Report<'_>,
) -> impl Iterator<Item = String> + use<'r> {
    DimensionId::all(after.rubric().dimensions.len()).filter_map(move |dimension| {
        let name = isolated(after.dimension_name(dimension));
        let standings = [before, after].map(|report| report.standing(dimension));
        if let [Standing::Known(old), Standing::Known(new)] = standings {
            return changed(&name, &old.to_string(), &new.to_string());
        }
        let [old, new] = standings.map(Standing::words);
        (old != new).then(|| format!("{name}: {new} now, {old} before."))
    })
}

/// Says that nothing moved.
fn nothing(report: &Report<'_>) -> String {
    if report.gives_scores_only() {
        return "Nothing moved: every dimension stands where it stood.".to_owned();
    }
    if !report.rubric().has_levels() {
        return "Nothing moved: there is still no result, as too much is unknown, and every \
                dimension stands where it stood."
            .to_owned();
    }
    let level = report.level().map_or_else(
        || "there is still no level, as too much is unknown".to_owned(),
        |row| format!("the level stays at {}", numbered(row)),
    );
    format!("Nothing moved: {level}, and every dimension stands where it stood.")
}

/// Says what to mind when a report is held against its earlier answers: another operation, or days
/// in the other order.
#[must_use]
pub fn caveats(report: &Report<'_>) -> Vec<String> {
    let Some(earlier) = report.earlier.as_deref() else { return Vec::new() };
    let mut sentences = Vec::new();
    if report.other_scope {
        let scope = isolated(&earlier.sheet.given().scope);
        let which = if earlier.sheet.given().is_anonymous() {
            "another operation".to_owned()
        } else {
            format!("\u{201c}{scope}\u{201d}")
        };
        sentences.push(format!("Mind the scope: the earlier answers are about {which}."));
    }
    if earlier.date() > report.date() {
        let (then, now) = (earlier.date(), report.date());
        sentences
            .push(format!("Mind the days: the earlier answers are of {then}, these of {now}."));
    }
    sentences
}

/// Returns a level's number and name.
fn numbered(row: &Level) -> String {
    format!("{}, {}", row.level, isolated(&row.name))
}

fn changed(what: &str, before: &str, after: &str) -> Option<String> {
    (before != after).then(|| format!("{what} moves from {before} to {after}."))
}

/// Says what becomes of the level; nothing where there are scores only.
fn level(before: &Report<'_>, after: &Report<'_>) -> Option<String> {
    if !after.rubric().has_levels() {
        return None;
    }
    Some(match (before.level(), after.level()) {
        (Some(old), Some(new)) if old == new => format!("The level stays at {}.", numbered(new)),
        (Some(old), Some(new)) => {
            let verb = if new.level > old.level { "rises" } else { "falls" };
            format!("The level {verb} from {} to {}.", old.level, numbered(new))
        }
        (Some(old), None) => format!("Level {} is lost: too much is unknown.", old.level),
        (None, Some(new)) => format!("There is a level now: {}.", numbered(new)),
        (None, None) => "There is still no level: too much is unknown.".to_owned(),
    })
}

fn overall_mean(report: &Report<'_>) -> String {
    let score = report.judgement.scores.claimed.score.as_ref();
    score.map_or_else(|| "nothing".to_owned(), |score| report.whole_score(score))
}

fn evidenced(report: &Report<'_>) -> String {
    let level = report.judgement.scores.level(Basis::Evidenced);
    if !report.rubric().has_levels() {
        let score = report.judgement.scores.evidenced.score.as_ref();
        return score.map_or_else(|| "nothing".to_owned(), |score| report.whole_score(score));
    }
    level.map_or_else(|| "none".to_owned(), |level| level.to_string())
}

/// Names the scenarios whose verdict is another, by what it is now.
fn scenarios(before: &Report<'_>, after: &Report<'_>) -> Vec<String> {
    let pairs = before.judgement.scenarios.iter().zip(&after.judgement.scenarios);
    let turned = |verdict: Verdict| -> Vec<String> {
        let found = pairs.clone().filter(|(o, n)| o.verdict != n.verdict && n.verdict == verdict);
        let named = found.filter_map(|(_, new)| after.rubric().scenarios.get(new.scenario.index()));
        named.map(|scenario| format!("{} {}", scenario.id, isolated(&scenario.title))).collect()
    };
    let groups = [
        (Verdict::Copes, "Coped with now"),
        (Verdict::AtRisk, "At risk now"),
        (Verdict::Fails, "Failing now"),
        (Verdict::CannotSay, "Cannot be said now"),
    ];
    let titled = groups.into_iter().map(|(verdict, words)| (words, turned(verdict)));
    let worded = titled.filter(|(_, titles)| !titles.is_empty());
    worded.map(|(words, titles)| format!("{words}: {}.", first_few(titles, NAMED))).collect()
}

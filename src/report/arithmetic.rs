//! The working behind every number, so that a sceptic can redo it by hand.

use super::Report;
use super::table::{paragraph, readable};
use super::words::verdicts::verdict;
use super::words::{Standing, isolated, list, mean};
use crate::domain::Exact;
use crate::domain::index::DimensionId;
use crate::domain::score::{Basis, Overall, Reading, Unknowns, overall};
use std::fmt::Write;

/// How much further what a line goes on with is set in.
const HANGING: u16 = 4;

/// Returns the working under its heading, as plain text for a terminal of `columns`.
#[must_use]
pub fn render(report: &Report<'_>, columns: u16) -> String {
    let head = "\n  ARITHMETIC\n Scores are exact; what is shown is cut after two decimals.\n";
    let width = readable(columns);
    (head.to_owned() + &working(report)).lines().map(|line| fitted(line, width)).collect()
}

/// Returns a line broken to `width` columns, what goes on below it set in.
fn fitted(line: &str, width: u16) -> String {
    let text = line.trim_start();
    let indent = line.len() - text.len();
    let lines = paragraph(text, width.saturating_sub(HANGING), u16::try_from(indent).unwrap_or(0));
    let broken = lines.coloured();
    if broken.lines().count() < 2 {
        return line.to_owned() + "\n";
    }
    broken.trim_end().replace('\n', &format!("\n{}", " ".repeat(usize::from(HANGING)))) + "\n"
}

/// Returns the working of every number, as plain text.
#[must_use]
pub fn working(report: &Report<'_>) -> String {
    let working = Working { report };
    let mut text = working.dimensions();
    text += &working.overall();
    text += &working.levels();
    text += &working.scenarios();
    text
}

struct Working<'r> {
    report: &'r Report<'r>,
}

impl Working<'_> {
    fn reading(&self, basis: Basis) -> Reading {
        Reading { basis, unknowns: Unknowns::from(self.report.rubric().unknown_counts_as) }
    }

    fn dimensions(&self) -> String {
        let mut text =
            String::from("\n Dimensions (score = sum of weight x score / sum of weights)\n");
        for (index, dimension) in DimensionId::each(&self.report.rubric().dimensions) {
            let Some(result) = self.report.judgement.scores.dimensions.get(index.index()) else {
                continue;
            };
            let said = self.report.answers_in_words(index);
            let _ = writeln!(text, "  {}: {said}", dimension.id);
            let _ = writeln!(text, "    claimed    {}", self.sum(index, Basis::Claimed));
            let capped = result.evidenced_score != result.score;
            if capped {
                let sum = self.sum(index, Basis::Evidenced);
                let _ = writeln!(text, "    evidenced  {sum}{}", self.caps(index));
            }
        }
        text
    }

    /// Writes a dimension's weighted mean out: `(1 x 4 + 2 x 3) / (1 + 2) = 10/3 = 3.33, level 3`.
    fn sum(&self, id: DimensionId, basis: Basis) -> String {
        let scores = self.report.question_scores(id, self.reading(basis));
        let Some(dimension) = self.report.rubric().dimensions.get(id.index()) else {
            return String::new();
        };
        let scores: Vec<_> = scores
            .into_iter()
            .zip(&dimension.questions)
            .filter_map(|(score, scored)| Some((score?, scored.weight.exact())))
            .collect();
        match (weighted(&scores), self.report.standing(id)) {
            (None, _) => "left out: nothing to count".to_owned(),
            (Some(_), Standing::NotKnown(Some(level))) => format!("not known, counted as {level}"),
            (Some(sum), standing) => match standing.doubt() {
                Some(doubt) => format!("{sum}, {doubt}"),
                None => sum,
            },
        }
    }

    fn caps(&self, dimension: DimensionId) -> String {
        let caps = self
            .report
            .caps_on(dimension)
            .map(|cap| format!("; `{}` caps it at {}", cap.follow_up, cap.at_most));
        caps.collect()
    }

    fn overall(&self) -> String {
        let rubric = self.report.rubric();
        let mut text = String::from("\n Overall (mean of the dimension scores)\n");
        let profiles = &self.report.scores().profiles;
        for (name, profile) in [
            ("claimed", &profiles.claimed),
            ("evidenced", &profiles.evidenced),
            ("worst case", &profiles.claimed_extremes.worst),
            ("best case", &profiles.claimed_extremes.best),
        ] {
            let counted = profile
                .scores()
                .zip(&rubric.dimensions)
                .filter_map(|(score, d)| score.map(|score| (score.clone(), d.weight())));
            let sum = weighted(&counted.collect::<Vec<_>>());
            let result = overall(rubric, profile);
            let _ = writeln!(text, "  {name:<11} {}{}", sum.unwrap_or_default(), weakest(&result));
        }
        text
    }

    fn levels(&self) -> String {
        let claimed = &self.report.judgement.scores.claimed;
        let mut text =
            String::from("\n Levels (a level is held when its row and every row below it hold)\n");
        for row in &self.report.rubric().levels {
            let Some(requires) = row.requires else { continue };
            let enough = claimed.mean.as_ref().is_some_and(|mean| *mean >= requires.mean.exact());
            let weakest = claimed.lowest.is_some_and(|lowest| lowest >= requires.every_dimension);
            let _ = writeln!(
                text,
                "  level {}: mean {} >= {}: {}; lowest dimension {} >= {}: {}",
                row.level,
                claimed.mean.as_ref().map_or_else(|| "?".to_owned(), mean),
                requires.mean,
                yes(enough),
                claimed.lowest.map_or_else(|| "?".to_owned(), |lowest| lowest.to_string()),
                requires.every_dimension,
                yes(weakest),
            );
        }
        let held = if self.report.judgement.scores.too_much_unknown {
            "no level: too much is unknown".to_owned()
        } else {
            format!("level {}", claimed.level)
        };
        let _ = writeln!(text, "  held: {held}");
        text
    }

    fn scenarios(&self) -> String {
        let results = &self.report.judgement.scenarios;
        if results.is_empty() {
            return String::new();
        }
        let mut text = String::from(
            "\n Scenarios (copes: all held; at risk: one missed, by one level; fails: otherwise)\n",
        );
        for result in results {
            let Some(scenario) = self.report.rubric().scenarios.get(result.scenario.index()) else {
                continue;
            };
            let evidenced = if result.evidenced_verdict == result.verdict {
                String::new()
            } else {
                format!("; on evidence: {}", verdict(result.evidenced_verdict))
            };
            let blocks: Vec<_> = result
                .blocked_by
                .iter()
                .map(|block| {
                    let actual =
                        block.actual.map_or_else(|| "?".to_owned(), |level| level.to_string());
                    let id = self.report.dimension_id(block.dimension);
                    format!("{id} {actual}, takes {}", block.needed)
                })
                .collect();
            let blocked =
                if blocks.is_empty() { String::new() } else { format!(": {}", list(&blocks)) };
            let title = isolated(&scenario.title);
            let word = verdict(result.verdict);
            let _ = writeln!(text, "  {:<5} {word:<14} {title}{blocked}{evidenced}", scenario.id);
        }
        text
    }
}

/// Writes a weighted mean out; nothing where there is nothing to count.
fn weighted(scores: &[(Exact, Exact)]) -> Option<String> {
    let result = Exact::weighted_mean(scores.iter().map(|(score, weight)| (score, weight)))?;
    let one = Exact::whole(1);
    let equal = scores.iter().all(|(_, weight)| *weight == one);
    let shown = format!("{result} = {}, level {}", mean(&result), result.floor());
    if let [(score, _)] = scores {
        return Some(if score.to_string().contains('/') {
            shown
        } else {
            format!("{score}, level {}", result.floor())
        });
    }
    let terms: Vec<_> = scores
        .iter()
        .map(
            |(score, weight)| if equal { score.to_string() } else { format!("{weight} x {score}") },
        )
        .collect();
    let weights: Vec<_> = scores.iter().map(|(_, weight)| weight.to_string()).collect();
    let divisor =
        if equal { scores.len().to_string() } else { format!("({})", weights.join(" + ")) };
    Some(format!("({}) / {divisor} = {shown}", terms.join(" + ")))
}

fn weakest(result: &Overall) -> String {
    let lowest = result.lowest.map_or_else(|| "?".to_owned(), |lowest| lowest.to_string());
    format!("; lowest dimension {lowest}; holds level {}", result.level)
}

fn yes(held: bool) -> &'static str {
    if held { "yes" } else { "no" }
}

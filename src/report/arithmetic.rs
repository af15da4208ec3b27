//! The working behind every number, so that a sceptic can redo it by hand.

use super::Report;
use super::table::{paragraph, readable};
use super::words::requirements::{needed_name, noun, share_words};
use super::words::verdicts::{claimed_verdict, verdict};
use super::words::{Standing, isolated, list, mean};
use crate::domain::Exact;
use crate::domain::index::DimensionId;
use crate::domain::marks::{Answer, Mark};
use crate::domain::rubric::{
    Aggregate, Cap, Dimension, DimensionLevels, Member, Requirement, Rubric, Scored, Share, Subject,
};
use crate::domain::score::{
    Basis, Overall, Profile, Reading, Unknowns, aggregated, line_score, member_score, overall,
    question_unmet,
};
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
        let rule = match self.common_aggregate() {
            Some(aggregate) => format!(" (score = {})", formula(aggregate)),
            None => String::new(),
        };
        let mut text = format!("\n Dimensions{rule}\n");
        for (index, dimension, result) in self.report.results() {
            let said = self.report.answers_in_words(index);
            let rule = match self.common_aggregate() {
                Some(_) => String::new(),
                None => format!(" (score = {})", formula(dimension.aggregate)),
            };
            let _ = writeln!(text, "  {}{rule}: {said}", isolated(&dimension.name));
            text += &self.lines(index);
            let _ = writeln!(text, "    claimed    {}", self.sum(index, Basis::Claimed));
            let differs = result.evidenced_score != result.score
                || result.evidenced_level() != result.level();
            if differs {
                let sum = self.sum(index, Basis::Evidenced);
                let _ = writeln!(text, "    evidenced  {sum}{}", self.caps(index));
            }
            text += &self.table_of(dimension, index);
        }
        text
    }

    /// Returns what all dimensions make of their questions, where that is the same.
    fn common_aggregate(&self) -> Option<Aggregate> {
        let mut all = self.report.rubric().dimensions.iter().map(|dimension| dimension.aggregate);
        let first = all.next()?;
        all.all(|other| other == first).then_some(first)
    }

    /// Returns the title of a question.
    fn title(&self, id: &str) -> String {
        let question = self.report.questionnaire().find(id);
        isolated(question.map_or(id, |question| &question.title))
    }

    /// Writes out how figures are scored on lines.
    fn lines(&self, id: DimensionId) -> String {
        let rubric = self.report.rubric();
        let questions = rubric.dimensions.get(id.index()).map(|dimension| &dimension.questions);
        let marks = self.report.scores().marks.of(rubric, id);
        let line = |(scored, mark): (&Scored, &Mark)| {
            let Answer::Figure(figure) = mark.answer else { return None };
            let score = line_score(&scored.line, figure)?;
            let points = scored.line.iter().map(|(at, score)| format!("{at} is {score}"));
            let points = list(&points.collect::<Vec<_>>());
            Some(format!(
                "    {}: on a straight line, where {points}, {figure} is {score}\n",
                self.title(&scored.question)
            ))
        };
        questions.into_iter().flatten().zip(marks).filter_map(line).collect()
    }

    /// Writes a dimension's score out: `(1 x 4 + 2 x 3) / (1 + 2) = 10/3 = 3.33, level 3`.
    fn sum(&self, id: DimensionId, basis: Basis) -> String {
        let scores = self.report.question_scores(id, self.reading(basis));
        let Some(dimension) = self.report.rubric().dimensions.get(id.index()) else {
            return String::new();
        };
        let weights = dimension.questions.iter().map(|scored| scored.weight.exact());
        let scores: Vec<_> = scores.into_iter().zip(weights).collect();
        let profile = self.report.scores().profile(basis);
        let level = profile.level(id);
        match (written(dimension.aggregate, &scores), self.report.standing(id)) {
            (None, _) => "left out: nothing to count".to_owned(),
            (Some(_), Standing::NotKnown(Some(held))) => format!("not known, counted as {held}"),
            (Some(sum), standing) => {
                let level = level.map(|level| format!(", level {level}")).unwrap_or_default();
                let doubt = standing.doubt().map(|doubt| format!(", {doubt}")).unwrap_or_default();
                format!("{sum}{level}{doubt}")
            }
        }
    }

    /// Writes out what each level of a dimension takes that has a table of its own.
    fn table_of(&self, dimension: &Dimension, id: DimensionId) -> String {
        let DimensionLevels::Table(rows) = &dimension.levels else { return String::new() };
        let Some(score) = self.report.scores().profiles.claimed.score(id) else {
            return String::new();
        };
        let questions = self.report.question_scores(id, self.reading(Basis::Claimed));
        let mut text = String::new();
        for row in rows {
            let Some(requires) = &row.requires else { continue };
            let unmet = question_unmet(requires, score, &questions);
            let parts = parts_of(requires, dimension, &questions, score);
            let held = yes(unmet.is_empty());
            let _ = writeln!(text, "    level {} takes {}: {held}", row.level, list(&parts));
        }
        text
    }

    fn caps(&self, dimension: DimensionId) -> String {
        let rubric = self.report.rubric();
        let cap = |cap: &Cap| match rubric.question_at(cap.dimension, cap.question) {
            Some(question) => {
                let (by, capped) = (self.title(&cap.follow_up), self.title(question));
                format!("; {by} caps {capped} at {}", cap.at_most)
            }
            None => format!("; {} caps it at {}", self.title(&cap.follow_up), cap.at_most),
        };
        let caps: String = self.report.caps_on(dimension).map(cap).collect();
        let (titles, number) = self.report.open_follow_ups(dimension);
        let open = match number {
            0 => String::new(),
            1 => format!("; {titles} could lower it and has no answer"),
            _ => format!("; {titles} could lower it and have no answer"),
        };
        caps + &open
    }

    fn overall(&self) -> String {
        let rubric = self.report.rubric();
        let mut text = String::new();
        if !rubric.groups.is_empty() {
            text += "\n Groups\n";
        }
        let profiles = &self.report.scores().profiles;
        for group in &rubric.groups {
            let sum = |profile| self.members(group.aggregate, &group.members, profile);
            let (claimed, evidenced) = (sum(&profiles.claimed), sum(&profiles.evidenced));
            let _ = writeln!(
                text,
                "  {} (score = {})",
                isolated(&group.name),
                formula(group.aggregate)
            );
            let _ = writeln!(text, "    claimed    {claimed}");
            if evidenced != claimed {
                let _ = writeln!(text, "    evidenced  {evidenced}");
            }
        }
        let noun = noun(rubric.aggregate);
        let _ = if rubric.groups.is_empty() {
            writeln!(text, "\n Overall ({noun} of the dimension scores)")
        } else {
            writeln!(text, "\n Overall ({noun} of the groups and of what is in none)")
        };
        for (name, profile) in [
            ("claimed", &profiles.claimed),
            ("evidenced", &profiles.evidenced),
            ("worst case", &profiles.claimed_extremes.worst),
            ("best case", &profiles.claimed_extremes.best),
        ] {
            let sum = self.members(rubric.aggregate, &rubric.members, profile);
            let result = overall(rubric, profile);
            let floor = result.score.as_ref().filter(|_| rounds_down(rubric)).map(Exact::floor);
            let floor = floor.map(|level| format!(", level {level}")).unwrap_or_default();
            let _ = writeln!(text, "  {name:<11} {sum}{floor}{}", weakest(rubric, &result));
        }
        text
    }

    /// Writes out what is made of dimensions and groups.
    fn members(&self, aggregate: Aggregate, members: &[Member], profile: &Profile) -> String {
        let rubric = self.report.rubric();
        let score =
            |member: &Member| (member_score(rubric, profile, *member), rubric.weight(*member));
        let scores: Vec<_> = members.iter().map(score).collect();
        written(aggregate, &scores).unwrap_or_else(|| "left out: nothing to count".to_owned())
    }

    fn levels(&self) -> String {
        if !self.report.rubric().has_levels() {
            return String::new();
        }
        let mut text =
            String::from("\n Levels (a level is held when its row and every row below it hold)\n");
        for row in &self.report.rubric().levels {
            let Some(requires) = &row.requires else { continue };
            let parts = self.row(requires);
            let _ = writeln!(text, "  level {}: {}", row.level, parts.join("; "));
        }
        let held = match self.report.scores().level(Basis::Claimed) {
            Some(level) => format!("level {level}"),
            None => "no level: too much is unknown".to_owned(),
        };
        let _ = writeln!(text, "  held: {held}");
        text
    }

    /// Writes out the parts of what a level takes, and whether each is there.
    fn row(&self, requires: &Requirement) -> Vec<String> {
        let report = self.report;
        let (rubric, profile) = (report.rubric(), &report.scores().profiles.claimed);
        let claimed = &report.scores().claimed;
        let dimensions = DimensionId::all(rubric.dimensions.len());
        let held: Vec<_> = dimensions.filter_map(|id| profile.held(rubric, id)).collect();
        let mut parts = Vec::new();
        if let Some(needed) = requires.score {
            let has = claimed.score.as_ref().map_or_else(|| "?".to_owned(), mean);
            let noun = report.score_noun();
            let enough = claimed.score.as_ref().is_some_and(|score| *score >= needed.exact());
            parts.push(format!("{noun} {has} >= {needed}: {}", yes(enough)));
        }
        if let Some(needed) = requires.every {
            let by_level = needed.decimals() == 0 && rubric.dimensions.iter().all(is_rounded);
            let lowest = claimed.lowest.filter(|_| by_level).map(Exact::whole);
            let lowest = lowest.or_else(|| held.iter().min().cloned());
            let enough = held.iter().all(|held| *held >= needed.exact());
            let lowest = lowest.map_or_else(|| "?".to_owned(), |lowest| plain(&lowest));
            parts.push(format!("lowest dimension {lowest} >= {needed}: {}", yes(enough)));
        }
        for (subject, needed) in &requires.named {
            let Subject::Member(member) = subject else { continue };
            let has = match member {
                Member::Dimension(dimension) => profile.held(rubric, *dimension),
                Member::Group(_) => member_score(rubric, profile, *member),
            };
            let enough = has.as_ref().is_none_or(|has| *has >= needed.exact());
            let has = has.map_or_else(|| "left out".to_owned(), |has| plain(&has));
            let name = report.member_name(*member);
            parts.push(format!("{name} {has} >= {needed}: {}", yes(enough)));
        }
        if let Some(Share { at, at_least }) = requires.share {
            let some = held.iter().filter(|held| **held >= at.exact()).count();
            let enough = held.is_empty() || at_least.is_met(some, held.len());
            let (share, all) = (share_words(at_least), held.len());
            parts.push(format!("{share} the dimensions at {at}, {some} of {all}: {}", yes(enough)));
        }
        parts
    }

    fn scenarios(&self) -> String {
        let results = &self.report.judgement.scenarios;
        if results.is_empty() {
            return String::new();
        }
        let by = if self.report.speaks_of_levels() { "one level" } else { "one" };
        let mut text = format!(
            "\n Scenarios (copes: all held; at risk: one missed, by {by}; fails: otherwise)\n"
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
                    let name = needed_name(self.report.instrument, block.dimension, block.question);
                    format!("{name} {actual}, needs {}", block.needed)
                })
                .chain(self.report.open_figures(result))
                .collect();
            let blocked =
                if blocks.is_empty() { String::new() } else { format!(": {}", list(&blocks)) };
            let title = isolated(&scenario.title);
            let word = claimed_verdict(self.report.instrument, result);
            let _ = writeln!(text, "  {:<5} {word:<14} {title}{blocked}{evidenced}", scenario.id);
        }
        text
    }
}

/// Writes out the parts of what a level of a dimension takes, with what there is.
fn parts_of(
    requires: &Requirement,
    dimension: &Dimension,
    questions: &[Option<Exact>],
    score: &Exact,
) -> Vec<String> {
    let said = |score: Option<&Exact>| score.map_or_else(|| "left out".to_owned(), mean);
    let mut parts = Vec::new();
    if let Some(needed) = requires.score {
        let noun = noun(dimension.aggregate);
        parts.push(format!("a {noun} of {needed} (has {})", mean(score)));
    }
    if let Some(needed) = requires.every {
        let lowest = said(questions.iter().flatten().min());
        parts.push(format!("every question at {needed} (the lowest is {lowest})"));
    }
    for (subject, needed) in &requires.named {
        let Subject::Question(question) = subject else { continue };
        let id = dimension.questions.get(*question).map_or("", |it| it.question.as_str());
        let has = said(questions.get(*question).and_then(Option::as_ref));
        parts.push(format!("{id} at {needed} (has {has})"));
    }
    if let Some(Share { at, at_least }) = requires.share {
        let counted = questions.iter().flatten();
        let some = counted.clone().filter(|score| **score >= at.exact()).count();
        let (share, all) = (share_words(at_least), counted.count());
        parts.push(format!("{share} the questions at {at} ({some} of {all} are)"));
    }
    parts
}

/// Says how an aggregate is worked out.
fn formula(aggregate: Aggregate) -> &'static str {
    match aggregate {
        Aggregate::Mean => "sum of weight x score / sum of weights",
        Aggregate::Minimum => "the lowest score",
        Aggregate::Sum => "sum of weight x score",
        Aggregate::ProratedSum => {
            "sum of weight x score / sum of the weights that count x sum of all weights"
        }
    }
}

/// Returns whether the whole's level is its score rounded down, where nothing else stops it.
fn rounds_down(rubric: &Rubric) -> bool {
    rubric.aggregate == Aggregate::Mean && rubric.dimensions.iter().all(is_rounded)
}

fn is_rounded(dimension: &Dimension) -> bool {
    matches!(dimension.levels, DimensionLevels::RoundedDown(_))
}

/// Writes out what an aggregate makes of scores; nothing where there is nothing to count.
fn written(aggregate: Aggregate, scores: &[(Option<Exact>, Exact)]) -> Option<String> {
    let result =
        aggregated(aggregate, scores.iter().map(|(score, weight)| (score.clone(), weight)));
    let result = result?;
    let shown = if result.to_string().contains('/') {
        format!("{result} = {}", mean(&result))
    } else {
        result.to_string()
    };
    let one = Exact::whole(1);
    let counted: Vec<_> =
        scores.iter().filter_map(|(score, weight)| Some((score.as_ref()?, weight))).collect();
    let all: Vec<_> = scores.iter().map(|(_, weight)| weight).collect();
    let equal = all.iter().all(|weight| **weight == one);
    let whole = counted.len() == scores.len();
    if let ([(score, weight)], true) = (&counted[..], whole || aggregate != Aggregate::ProratedSum)
        && (**weight == one || matches!(aggregate, Aggregate::Mean | Aggregate::Minimum))
    {
        // One score alone is what it is.
        return Some(if score.to_string().contains('/') { shown } else { score.to_string() });
    }
    let terms = counted.iter().map(|(score, weight)| {
        let plain = equal || aggregate == Aggregate::Minimum;
        if plain { score.to_string() } else { format!("{weight} x {score}") }
    });
    let terms: Vec<_> = terms.collect();
    let total = |weights: &[&Exact]| {
        let weights: Vec<_> = weights.iter().map(ToString::to_string).collect();
        if equal { weights.len().to_string() } else { format!("({})", weights.join(" + ")) }
    };
    let weights: Vec<_> = counted.iter().map(|(_, weight)| *weight).collect();
    let sum = terms.join(" + ");
    Some(match aggregate {
        Aggregate::Mean => format!("({sum}) / {} = {}", total(&weights), in_full(&result)),
        Aggregate::Minimum => format!("the lowest of {} = {shown}", terms.join(", ")),
        Aggregate::Sum => format!("{sum} = {shown}"),
        Aggregate::ProratedSum if whole => format!("{sum} = {shown}"),
        Aggregate::ProratedSum => {
            format!("({sum}) / {} x {} = {shown}", total(&weights), total(&all))
        }
    })
}

/// Returns what is held: a whole number as such, anything else as it is shown.
fn plain(held: &Exact) -> String {
    let whole = held.to_string();
    if whole.contains('/') { mean(held) } else { whole }
}

/// Returns a mean as the ratio that it is, and as it is shown.
fn in_full(result: &Exact) -> String {
    format!("{result} = {}", mean(result))
}

fn weakest(rubric: &Rubric, result: &Overall) -> String {
    let lowest = result.lowest.filter(|_| rubric.levels_compare());
    let lowest = lowest.map(|lowest| format!("; lowest dimension {lowest}"));
    let level = result.level.map(|level| format!("; holds level {level}"));
    lowest.unwrap_or_default() + &level.unwrap_or_default()
}

fn yes(held: bool) -> &'static str {
    if held { "yes" } else { "no" }
}

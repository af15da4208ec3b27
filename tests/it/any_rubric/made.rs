//! Instruments of every shape as text, for tests and benchmarks alike.

use std::fmt::Write;

/// A questionnaire with its rubric, as YAML.
pub(super) struct Made {
    pub(super) name: &'static str,
    pub(super) questions: String,
    pub(super) rubric: String,
}

/// The options that most questions have.
const OPTIONS: &str = "option_sets:\n  often:\n    - {id: a, label: Never}\n    - {id: b, label: Some \
                       days}\n    - {id: c, label: Most days}\n    - {id: d, label: Every day}\n";

/// Returns a questionnaire of `count` questions with four options each.
fn asked(count: usize) -> String {
    let mut text = format!("id: made\nversion: '1'\ntitle: Made\n{OPTIONS}questions:\n");
    for index in 0..count {
        let _ = writeln!(
            text,
            "  - {{id: q{index}, title: Point {index}, prompt: How often is it point {index}?, \
             options: often}}"
        );
    }
    text
}

fn head(title: &str) -> String {
    format!("id: made\nversion: '1'\ntitle: {title}\nquestionnaire: made\n")
}

/// Returns dimensions of so many questions each, with what else is said of each of them.
fn dimensions(count: usize, each: usize, more: &str) -> String {
    let mut text = String::from("dimensions:\n");
    for index in 0..count {
        let of_it: Vec<_> = (0..each).map(|at| format!("q{}", index * each + at)).collect();
        let _ = writeln!(
            text,
            "  - {{id: d{index}, name: Part {index}, {more}questions: [{}]}}",
            of_it.join(", ")
        );
    }
    text
}

fn rows(levels: std::ops::RangeInclusive<i64>, takes: impl Fn(i64) -> String) -> String {
    let first = *levels.start();
    let mut text = String::from("levels:\n");
    for level in levels {
        let takes =
            if level == first { String::new() } else { format!(", requires: {}", takes(level)) };
        let _ = writeln!(
            text,
            "  - {{level: {level}, name: Row {level}, sentence: As in row {level}.{takes}}}"
        );
    }
    text
}

/// One dimension of one question.
pub(super) fn one() -> Made {
    let levels = rows(0..=3, |level| format!("{{mean: {level}}}"));
    let scale = "scale: {lowest: 0, highest: 3}\nscores: [0, 1, 2, 3]\n";
    Made {
        name: "one",
        questions: asked(1),
        rubric: head("One") + scale + &levels + &dimensions(1, 1, ""),
    }
}

/// Thirty dimensions, of two questions each.
pub(super) fn thirty() -> Made {
    let levels = rows(1..=4, |level| format!("{{mean: {level}, every_dimension: {}}}", level - 1));
    let scale = "scale: {lowest: 1, highest: 4}\nscores: [1, 2, 3, 4]\n";
    let actions = (0..30).map(|index| {
        format!(
            "  - {{id: A{index}, dimension: d{index}, from_level: 1, title: Do it, owner: They, \
             effort: S, horizon: {{words: a week, from: 1, to: 1}}, proof: It is done}}\n"
        )
    });
    let actions = actions.collect::<String>();
    Made {
        name: "thirty",
        questions: asked(60),
        rubric: head("Thirty") + scale + &levels + &dimensions(30, 2, "") + "actions:\n" + &actions,
    }
}

/// Nine questions added up, and nothing else said of them.
pub(super) fn scores_only() -> Made {
    let rubric = "aggregate: sum\nscores: [0, 1, 2, 3]\nevidenced: {without_report_at_most: 2}\n\
                  unknown: {counts_as: lowest, at_most: 3}\n";
    let scenarios = "scenarios:\n  - {id: S1, title: Rain, needs: {d0: 4, d1.q3: 2}}\n";
    Made {
        name: "scores only",
        questions: asked(9),
        rubric: head("Nine points") + rubric + &dimensions(3, 3, "aggregate: sum, ") + scenarios,
    }
}

/// A sum of 600 with bands, each part scored on a line.
pub(super) fn sum_of_600() -> Made {
    let mut questions = String::from("id: made\nversion: '1'\ntitle: Made\nquestions:\n");
    let mut dimensions = String::from("dimensions:\n");
    for index in 0..6 {
        let _ = writeln!(
            questions,
            "  - {{id: q{index}, title: Point {index}, prompt: How much?, measure: {{name: m{index}, \
             formula: counted, unit: '%', better: higher, range: {{min: 0, max: 100}}}}}}"
        );
        let _ = writeln!(
            dimensions,
            "  - {{id: d{index}, name: Part {index}, aggregate: prorated_sum, questions: [{{id: \
             q{index}, line: [{{at: 0, score: 0}}, {{at: 80, score: 100}}]}}]}}"
        );
    }
    let bands = "aggregate: sum\nlevels:\n  - {level: 1, name: Low, sentence: Below 300., from: 0, to: \
                 299}\n  - {level: 2, name: Middle, sentence: Below 500., from: 300, to: 499}\n  - \
                 {level: 3, name: High, sentence: All of it., from: 500, to: 600}\n";
    Made { name: "sum of 600", questions, rubric: head("Six hundred") + bands + &dimensions }
}

/// Every answer is worth nothing.
pub(super) fn zero() -> Made {
    let rubric = head("Zero") + "scores: [0, 0, 0, 0]\n" + &dimensions(3, 1, "");
    Made { name: "zero", questions: asked(3), rubric }
}

/// Scores below zero, and the lowest of them counts.
pub(super) fn negative() -> Made {
    let levels = rows(-2..=1, |level| format!("{{minimum: {level}}}"));
    let rubric = head("Below zero")
        + "scale: {lowest: -2, highest: 1}\naggregate: minimum\nscores: [-2, -1, 0.5, 1]\n"
        + &levels
        + &dimensions(4, 2, "");
    Made { name: "negative", questions: asked(8), rubric }
}

/// Fewer levels than the scale has steps, and levels of another kind in dimensions.
pub(super) fn short_table() -> Made {
    let levels = rows(1..=3, |level| {
        format!("{{mean: {}, share: {{at: {level}, at_least: 2/3}}}}", 2 * level - 1)
    });
    let own = "dimension_levels:\n  - {level: 1, name: Some}\n  - {level: 2, requires: {mean: 2, \
               every_question: 1}}\n  - {level: 3, name: All, requires: {mean: 4, share: {at: 4, \
               at_least: 1}}}\n";
    let rubric = head("Short")
        + "scale: {lowest: 0, highest: 5}\nscores: [0, 1, 3, 5]\n\
           unknown: {counts_as: left_out, per_dimension: 1}\n"
        + &levels
        + own
        + &dimensions(5, 3, "");
    Made { name: "short table", questions: asked(15), rubric }
}

/// Two hundred questions in forty dimensions and forty groups, of which eight hold four others each.
pub(super) fn forty_groups() -> Made {
    let levels = rows(0..=3, |level| format!("{{mean: {level}, every_dimension: {}}}", level - 1));
    let mut groups = String::from("groups:\n");
    for group in 0..32 {
        let of = if group < 8 { format!("d{group}, d{}", group + 32) } else { format!("d{group}") };
        let aggregate = if group % 4 == 1 { "minimum" } else { "mean" };
        let _ = writeln!(
            groups,
            "  - {{id: g{group}, name: Group {group}, aggregate: {aggregate}, weight: {}, of: \
             [{of}]}}",
            1 + group % 3
        );
    }
    for above in 0..8 {
        let of: Vec<_> = (0..4).map(|at| format!("g{}", above * 4 + at)).collect();
        let _ =
            writeln!(groups, "  - {{id: h{above}, name: Area {above}, of: [{}]}}", of.join(", "));
    }
    let rubric = head("Forty")
        + "scale: {lowest: 0, highest: 3}\nscores: [0, 1, 2, 3]\n"
        + &levels
        + &dimensions(40, 5, "")
        + &groups;
    Made { name: "forty groups", questions: asked(200), rubric }
}

//! Seven records and one that cannot be judged, each number worked out by hand.
//!
//! ```text
//!    dimensions in the rubric's order   mean          level
//! A  3 3 3 3 3 3                        18/6  3.00    3
//! B  4 4 4 1 4 4                        21/6  3.50    2  one above its weakest
//! C  2 2 2 2 2 2                        12/6  2.00    2
//! D  1 1 1 1 1 1                         6/6  1.00    1  of 2025-01-01
//! E  ? ? ? 3 3 3                        12/6  2.00    -  three unknown; 2 at worst
//! F  5 5 5 5 5 -                        25/5  5.00    5
//! G  2 ? 2 2 2 2                        11/6  1.83    1  the unknown counts as 1
//! ```

use crate::program::run;
use serde_json::{Value, json};

const IDS: [&str; 6] =
    ["rules_age", "overrides", "adaptability", "cost_to_serve", "inventory_trust", "scalability"];

/// Returns a record: a digit for a level, `?` for unknown, `-` for not applicable.
fn record(scope: &str, date: &str, levels: &str) -> String {
    let answer = |mark: &str| match mark {
        "?" => json!("unknown"),
        "-" => json!({"not_applicable": "pilot"}),
        level => json!({"level": level.parse::<i64>().unwrap()}),
    };
    let answers =
        IDS.iter().zip(levels.split(' ')).map(|(id, mark)| ((*id).to_owned(), answer(mark)));
    let answers: serde_json::Map<_, _> = answers.collect();
    json!({"scope": scope, "date": date, "edition": 2, "answers": answers}).to_string()
}

fn seven() -> String {
    let lines = [
        record("A", "2026-06-30", "3 3 3 3 3 3"),
        record("B", "2026-06-30", "4 4 4 1 4 4"),
        record("C", "2026-06-30", "2 2 2 2 2 2"),
        record("D", "2025-01-01", "1 1 1 1 1 1"),
        record("wrong", "2026-06-30", "9 1 1 1 1 1"),
        record("E", "2026-05-31", "? ? ? 3 3 3"),
        record("F", "2026-06-30", "5 5 5 5 5 -"),
        record("G", "2026-06-30", "2 ? 2 2 2 2"),
    ];
    lines.join("\n")
}

fn summary() -> Value {
    let args = ["portfolio", "-", "--format", "json", "--today", "2026-11-29"];
    let ran = run(&[&args[..], &["--max-invalid", "1"]].concat(), &seven());
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.starts_with("<stdin>:5:"), "{}", ran.stderr);
    serde_json::from_str(&ran.stdout).unwrap()
}

/// Returns a distribution as the counts, and the five numbers.
fn distribution(value: &Value) -> (Value, [f64; 5]) {
    let counts = value["counts"].as_array().unwrap().iter();
    let counts = counts.map(|count| json!([count["at"], count["records"]])).collect();
    let names = ["lowest", "lower_quartile", "median", "upper_quartile", "highest"];
    (counts, names.map(|name| value[name].as_f64().unwrap()))
}

#[test]
fn records_are_counted_by_what_became_of_them() {
    let summary = summary();
    let totals = json!({"records": 8, "judged": 7, "invalid": 1, "too_much_unknown": 1});
    assert_eq!(summary["portfolio"], totals);
    assert_eq!(summary["judged_on"], "2026-11-29");
    let stale = json!({"before": "2025-11-29", "months": 12, "records": 1});
    assert_eq!(summary["stale"], stale);
}

/// Six have a level: 1 1 2 2 3 5. A quarter of six is 1.5, so the second; half is the third; three
/// quarters are 4.5, so the fifth. On evidence, claims of 4 and 5 count as 3, as no report bears
/// them out: B is at 2 with 16/6, F at 3, and the others stay: 1 1 2 2 3 3.
#[test]
fn levels_and_scores_of_the_whole_have_their_quartiles() {
    let overall = &summary()["overall"];
    let levels = (json!([[1, 2], [2, 2], [3, 1], [5, 1]]), [1.0, 1.0, 2.0, 3.0, 5.0]);
    assert_eq!(distribution(&overall["levels"]), levels);
    let evidenced = (json!([[1, 2], [2, 2], [3, 2]]), [1.0, 1.0, 2.0, 3.0, 3.0]);
    assert_eq!(distribution(&overall["evidenced_levels"]), evidenced);
    let scores = json!([[1, 1], [1.83, 1], [2, 1], [3, 1], [3.5, 1], [5, 1]]);
    assert_eq!(distribution(&overall["scores"]), (scores, [1.0, 1.83, 2.0, 3.5, 5.0]));
}

/// Overrides: 3 4 2 1 5, and E and G unknown. Cost-to-serve: 3 1 2 1 3 5 2. It is lowest in A, B,
/// C, D and F; in E and G what is unknown counts as 1 and is below it. Overrides is lowest in A, C,
/// D and F.
#[test]
fn dimensions_are_counted_where_they_are_known() {
    let dimensions = summary()["dimensions"].clone();
    let of = |id: &str| IDS.iter().position(|known| *known == id).unwrap();
    let overrides = &dimensions[of("overrides")];
    let each_once = json!([[1, 1], [2, 1], [3, 1], [4, 1], [5, 1]]);
    assert_eq!(distribution(&overrides["levels"]), (each_once, [1.0, 2.0, 3.0, 4.0, 5.0]));
    let others = |of: &Value| ["unknown", "not_applicable", "limiting"].map(|key| of[key].clone());
    assert_eq!(others(overrides), [json!(2), json!(0), json!(4)]);
    let cost = &dimensions[of("cost_to_serve")];
    let levels = json!([[1, 2], [2, 2], [3, 2], [5, 1]]);
    assert_eq!(distribution(&cost["levels"]), (levels, [1.0, 1.0, 2.0, 3.0, 5.0]));
    assert_eq!(others(cost), [json!(0), json!(0), json!(5)]);
    assert_eq!(others(&dimensions[of("scalability")]), [json!(0), json!(1), json!(3)]);
}

/// D and G are at 1, D with the lower mean. E at worst, C and B are at 2; E and C have the same
/// mean, and E is older. Then A and F.
#[test]
fn who_needs_attention_comes_by_level_then_mean_then_age() {
    let summary = summary();
    let needy = summary["attention"].as_array().unwrap();
    let order: Vec<_> = needy.iter().map(|one| one["scope"].as_str().unwrap()).collect();
    assert_eq!(order, ["D", "G", "E", "C", "B", "A", "F"]);
    let e = &needy[2];
    assert_eq!((&e["level"], &e["worst"], &e["unknown"]), (&json!(null), &json!(2), &json!(3)));
    assert_eq!((&e["record"], &e["line"]), (&json!(6), &json!(6)));
    assert_eq!(needy[4]["limiting"], json!(["cost_to_serve"]));
    assert_eq!(needy[1]["limiting"], json!([]));
    assert_eq!(needy[0]["stale"], json!(true));
}

/// The same numbers in words.
#[test]
fn the_table_says_so_in_words() {
    let args = ["portfolio", "-", "--today", "2026-11-29", "--max-invalid", "1"];
    let text = run(&args, &seven()).stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "7 assessments judged on 2026-11-29, of 8 records: 1 could not be judged.",
        "The middle operation is at level 2 of 5, the middle half at levels 1 to 3, the lowest at 1 \
         and the highest at 5.",
        "the middle operation is still at level 2.",
        "What limits most often: cost-to-serve in 5 of 7, rules age in 4 and overrides in 4.",
        "1 assessment has no level: too much is unknown.",
        "1 assessment is old: its answers describe a day before 2025-11-29, more than 12 months ago.",
        "D (<stdin>:4): Level 1 of 5, mean 1.00. All dimensions are at the same level. The \
         answers are old: they describe 2025-01-01.",
        "G (<stdin>:8): Level 1 of 5, mean 1.83. 1 question is unknown, and counts as lowest. \
         The answers describe 2026-06-30.",
        "E (<stdin>:6): No level, as 3 questions are unknown; at worst it is 2. The answers",
        "B (<stdin>:2): Level 2 of 5, mean 3.50. Cost-to-serve is lowest.",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
}

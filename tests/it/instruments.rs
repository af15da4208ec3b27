//! The instruments of `examples/instruments`, with their scores worked out by hand.

use crate::program::{Ran, run};
use serde_json::Value;

fn assess(name: &str, further: &[&str]) -> Ran {
    let file = |file: &str| format!("examples/instruments/{name}/{file}.yaml");
    let (answers, questions, rubric) = (file("answers"), file("questions"), file("rubric"));
    let args = ["assess", &answers, "--questions", &questions, "--rubric", &rubric];
    run(&[&args[..], further].concat(), "")
}

fn judged(name: &str) -> Value {
    let ran = assess(name, &["--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let expected = format!("examples/instruments/{name}/expected.json");
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(expected);
    snapbox::assert_data_eq!(ran.stdout.clone(), snapbox::Data::read_from(&path, None).raw());
    serde_json::from_str(&ran.stdout).unwrap()
}

/// 2 + 1 + 3 + 2 + 2 + 0 + 3 + 1 = 14 for eight of nine, so 14 / 8 x 9 = 15.75; with the ninth at 0
/// or 3 it is 14 or 17. Bands: 15 to 19 is level 4, 10 to 14 level 3.
#[test]
fn nine_habits_add_up_and_what_is_missing_counts_as_the_mean_of_the_rest() {
    let report = judged("nine-habits");
    let overall = &report["overall"];
    assert_eq!((&overall["exact"], &overall["aggregate"]), (&"63/4".into(), &"sum".into()));
    assert_eq!((&overall["score"], &overall["mean"]), (&15.75.into(), &Value::Null));
    assert_eq!((&overall["level"], &overall["name"]), (&4.into(), &"Steady".into()));
    let ends = |range: &Value| [range["worst"].clone(), range["best"].clone()];
    assert_eq!(ends(&overall["score_range"]), ["14", "17"]);
    assert_eq!(ends(&overall["range"]), [3, 4]);
    assert_eq!(overall["next"]["unmet"][0]["requirement"], "sum");
}

/// Stock has 3, 2 | 3 | 1: level 2, as level 3 takes a 2. The rules have 3 | 1, 3 | 3: level 1, and
/// the practice of level 3 does not help. The whole is the lower of both.
#[test]
fn a_gate_that_is_missed_stops_every_gate_behind_it() {
    let report = judged("gates");
    let levels: Vec<_> =
        report["dimensions"].as_array().unwrap().iter().map(|it| it["level"].clone()).collect();
    assert_eq!(levels, [2, 1]);
    assert_eq!(report["overall"]["level"], 1);
    assert_eq!(report["overall"]["decided_by"], "weakest");
    let said = assess("gates", &[]).stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains("level 2 takes at least 2 everywhere, but order rules is at 1"),
        "{said}"
    );
}

/// France is 60, Germany (40 + 40) / 2 = 40, Europe (60 + 40) / 2 = 50; a mean of the three places
/// would be 140 / 3 = 46.66.
#[test]
fn what_is_left_out_counts_as_the_tree_says() {
    let report = judged("nested");
    assert_eq!(report["overall"]["exact"], "50");
    assert_eq!(
        (&report["overall"]["level"], &report["overall"]["range"]),
        (&Value::Null, &Value::Null)
    );
    let groups: Vec<_> =
        report["groups"].as_array().unwrap().iter().map(|it| it["exact"].clone()).collect();
    assert_eq!(groups, ["50", "60", "40"]);
    let said = assess("nested", &[]).stdout;
    assert!(!said.to_lowercase().contains("level"), "{said}");
}

/// 12.5 x 14 / 20 = 8.75; (2 x 50 + 1 x 100) / 3 = 200/3; the mean of 35/4, 60 and 200/3 is 1625/36.
/// Level 3 takes a mean of 60 and 85 of stock; two of three dimensions at 50 are there.
#[test]
fn a_figure_on_a_line_and_levels_that_name_dimensions() {
    let report = judged("percent");
    let exact: Vec<_> =
        report["dimensions"].as_array().unwrap().iter().map(|it| it["exact"].clone()).collect();
    assert_eq!(exact, ["35/4", "60", "200/3"]);
    assert_eq!(report["overall"]["exact"], "1625/36");
    assert_eq!(report["overall"]["level"], 2);
    let unmet = report["overall"]["next"]["unmet"].as_array().unwrap();
    let unmet: Vec<_> =
        unmet.iter().map(|it| (it["requirement"].as_str().unwrap(), &it["needed"])).collect();
    assert_eq!(unmet, [("mean", &60.into()), ("dimensions", &85.into())]);
    let said = assess("percent", &[]).stdout;
    assert!(said.contains("Stock is fairly reliable: a few stores may try."), "{said}");
}

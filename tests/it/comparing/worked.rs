//! Worked by hand: levels, figures, pace, verdicts and exit codes.

use super::{DATES, compare, dimension, done, folder, json, of};
use serde_json::{Value, json as value};
use std::path::Path;

/// The overrides rise by 1.6 points in the 273 days from 2025-09-30 to 2026-06-30. From 6.7 it is 1.3
/// to the end of level 3, which is 8 itself: 1.3 * 273 / 1.6 = 221.8, so on the 222nd day.
#[test]
fn the_example_erodes_inside_a_level() {
    let compared = json(Path::new("."), &DATES);
    assert_eq!(compared["overall"], value!({"before": 2, "after": 3, "change": "rose"}));
    let overrides = dimension(&compared, "overrides");
    assert_eq!(overrides["change"], "same");
    assert_eq!(overrides["within_level"], "worse");
    assert_eq!(
        (&overrides["before"]["value"], &overrides["after"]["value"]),
        (&value!(5.1), &value!(6.7))
    );
    assert_eq!(
        (&overrides["before"]["level"], &overrides["after"]["level"]),
        (&value!(3), &value!(3))
    );
    let pace = value!({"on": "2027-02-07", "option": "up_to_15_percent", "level": 2});
    assert_eq!(overrides["figures"][0]["pace"], pace);
    let told = done(Path::new("."), &DATES);
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = "Overrides: still level 3, but the figure rose from 5.1 to 6.7% of orders in 9 \
                    months. At this pace it would be level 2 by 2027-02-07: a straight line through these \
                    two figures, and nothing more.";
    assert!(told.contains(sentence), "{told}");
    let words: Vec<_> =
        ["rules_age", "adaptability", "cost_to_serve", "inventory_trust", "scalability"]
            .map(|id| {
                let moved = dimension(&compared, id);
                [&moved["change"], &moved["within_level"]].map(|word| word.as_str().unwrap())
            })
            .into();
    assert_eq!(
        words,
        [
            ["fell", "worse"],
            ["rose", "better"],
            ["rose", "unmeasured"],
            ["fell", "worse"],
            ["now_known", "unmeasured"]
        ]
    );
    assert_eq!(compared["ruler"], value!({"same": true}));
    let days: Vec<_> = compared["dates"].as_array().unwrap().iter().map(|it| &it["date"]).collect();
    assert_eq!(days, ["2025-09-30", "2025-12-31", "2026-03-31", "2026-06-30"]);
    let levels = |at: usize| {
        let dimensions = compared["dates"][at]["dimensions"].as_array().unwrap().iter();
        dimensions.map(|it| it["level"].as_i64().unwrap_or(0)).collect::<Vec<_>>()
    };
    assert_eq!([levels(0), levels(2)], [vec![4, 3, 2, 2, 4, 0], vec![3, 3, 3, 2, 4, 3]]);
}

/// From 2025-08-12 to 2025-09-30 a month and 18 of 30 days have passed; between the two reviews five
/// months and 8 of 31 days: 5.25. At the end between 2025-08-12 and 2026-02-17 lie six months and 5
/// of 28 days: 6.17, which is longer than the 4 months and 13 days since.
#[test]
fn days_are_compared_as_months() {
    let compared = json(Path::new("."), &[DATES[0], DATES[3]]);
    let figures = &dimension(&compared, "rules_age")["figures"][0];
    assert_eq!([&figures["before"], &figures["after"]], [&value!(5.25), &value!(6.17)]);
    // A number of months and days stand beside each other.
    let folder = folder(&[
        ("a.yaml", &of("2025-06-30", "rules_age: {value: 5}")),
        ("b.yaml", &of("2026-06-30", "rules_age: {on: [2026-05-30, 2026-01-30]}")),
    ]);
    let compared = json(folder.path(), &["a.yaml", "b.yaml"]);
    let moved = dimension(&compared, "rules_age");
    assert_eq!((&moved["after"]["value"], &moved["within_level"]), (&value!(4), &value!("better")));
}

#[test]
fn a_word_is_held_against_a_figure_by_what_it_means() {
    for (before, after, within) in [
        ("{value: 30}", "{value: never}", "worse"),
        ("{value: never}", "{value: 30}", "better"),
        ("{value: never}", "{value: never}", "same"),
        ("{value: never}", "{value: 3}", "better"),
        ("{option: up_to_6_months}", "{value: 5}", "unmeasured"),
        ("{unknown: true}", "{value: 5}", "unmeasured"),
    ] {
        let folder = folder(&[
            ("a.yaml", &of("2025-06-30", &format!("rules_age: {before}"))),
            ("b.yaml", &of("2026-06-30", &format!("rules_age: {after}"))),
        ]);
        let compared = json(folder.path(), &["a.yaml", "b.yaml"]);
        assert_eq!(dimension(&compared, "rules_age")["within_level"], within, "{before} {after}");
    }
}

/// More is better for the first edition's scalability: from 1.6 to 1.3 times in 365 days, and level 4
/// takes 1.25 and more: 0.05 * 365 / 0.3 = 60.8, so on the 61st day.
#[test]
fn a_figure_of_which_more_is_better_erodes_downwards() {
    let of = |date: &str, value: &str| {
        format!("scope: Shop\ndate: {date}\nanswers: {{scalability: {{value: {value}}}}}\n")
    };
    let folder =
        folder(&[("a.yaml", &of("2025-06-30", "1.4")), ("b.yaml", &of("2026-06-30", "1.3"))]);
    let args = crate::of_first_edition(&["a.yaml", "b.yaml"]);
    let compared = json(folder.path(), &args);
    let moved = dimension(&compared, "scalability");
    assert_eq!((&moved["change"], &moved["within_level"]), (&value!("same"), &value!("worse")));
    let pace = &moved["figures"][0]["pace"];
    let level = moved["after"]["level"].as_i64().unwrap();
    assert_eq!(pace["level"], level - 1, "{pace}");
}

#[test]
fn out_of_order_or_on_one_day_there_is_a_notice_and_no_pace() {
    let worse = |first: &str, last: &str| {
        let folder = folder(&[
            ("a.yaml", &of(first, "overrides: {value: 5}")),
            ("b.yaml", &of(last, "overrides: {value: 7}")),
        ]);
        json(folder.path(), &["a.yaml", "b.yaml"])
    };
    for (first, last, says) in [
        ("2026-06-30", "2025-06-30", "out of order"),
        ("2026-06-30", "2026-06-30", "no pace can be told"),
    ] {
        let compared = worse(first, last);
        let overrides = dimension(&compared, "overrides");
        assert_eq!(overrides["within_level"], "worse");
        assert_eq!(overrides["figures"][0]["pace"], Value::Null);
        let notice = compared["notices"][0]["message"].as_str().unwrap();
        assert!(notice.contains(says), "{notice}");
    }
    let compared = worse("2025-06-30", "2026-06-30");
    assert_eq!(compared["notices"], value!([]));
    assert_eq!(dimension(&compared, "overrides")["figures"][0]["pace"]["on"], "2026-12-30");
}

#[test]
fn the_order_of_the_files_rules_and_not_their_days() {
    let compared = json(Path::new("."), &[DATES[3], DATES[0]]);
    assert_eq!(compared["overall"], value!({"before": 3, "after": 2, "change": "fell"}));
    assert_eq!(compared["before"]["date"], "2026-06-30");
}

/// It fails for a level that fell, and for a lost one; not for erosion, nor for what is now unknown.
#[test]
fn fail_on_fall_looks_at_levels_alone() {
    let code = |before: &str, after: &str| {
        let folder =
            folder(&[("a.yaml", &of("2025-06-30", before)), ("b.yaml", &of("2026-06-30", after))]);
        assert_eq!(compare(folder.path(), &["a.yaml", "b.yaml"]).code, Some(0));
        compare(folder.path(), &["a.yaml", "b.yaml", "--fail-on-fall"]).code
    };
    let rest = "rules_age: {level: 3}, adaptability: {level: 3}, cost_to_serve: {level: 3}, \
                inventory_trust: {level: 3}, scalability: {level: 3}";
    let with = |value: &str| format!("{rest}, overrides: {{value: {value}}}");
    assert_eq!(code(&with("5"), &with("5")), Some(0));
    assert_eq!(code(&with("5"), &with("7.9")), Some(0));
    assert_eq!(code(&with("5"), &with("8.1")), Some(1));
    assert_eq!(code(&with("5"), &with("2")), Some(0));
    // More is unknown than the rubric allows, so that the level is lost.
    assert_eq!(code(&with("5"), "overrides: {value: 5}"), Some(1));
}

#[test]
fn steps_that_are_reached_are_told_as_the_rubric_words_them() {
    let compared = json(Path::new("."), &[DATES[0], DATES[3]]);
    let reached = compared["reached"].as_array().unwrap();
    let steps: Vec<_> = reached
        .iter()
        .map(|it| (it["dimension"].as_str().unwrap(), it["level"].as_i64().unwrap()))
        .collect();
    assert_eq!(steps, [("adaptability", 3), ("cost_to_serve", 3)]);
    assert!(reached[0]["reached_when"].as_str().unwrap().starts_with("Reached when"));
    let scenarios = compared["scenarios"].as_array().unwrap();
    let turned = scenarios.iter().find(|it| it["id"] == "SN36").unwrap();
    assert_eq!([&turned["before"], &turned["after"]], ["at_risk", "fails"]);
}

/// Several questions to a dimension: the way all moved that moved at all; the score decides where
/// some went one way and some the other.
#[test]
fn several_figures_of_one_dimension_are_weighed() {
    let compared =
        json(Path::new("."), &["examples/review/answers.yaml", "examples/review/answers.yaml"]);
    let dimensions = compared["dimensions"].as_array().unwrap();
    assert!(dimensions.iter().any(|it| it["figures"].as_array().unwrap().len() > 1));
    for moved in dimensions {
        assert!(["same", "unmeasured"].contains(&moved["within_level"].as_str().unwrap()));
    }
}

#[test]
fn the_long_form_has_a_row_for_each_file_and_dimension() {
    let text = done(Path::new("."), &[&DATES[..], &["--format", "csv"]].concat());
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head: Vec<_> = reader.headers().unwrap().iter().take(8).map(str::to_owned).collect();
    let columns =
        ["file", "scope", "date", "dimension", "level", "evidenced_level", "value", "unit"];
    assert_eq!(head, columns);
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 4 * 6);
    let found = rows.iter().find(|row| &row[2] == "2026-03-31" && &row[3] == "overrides").unwrap();
    assert_eq!([&found[4], &found[6], &found[7]], ["3", "6.2", "% of orders"]);
}

#[test]
fn a_trend_is_drawn_in_characters_or_in_digits() {
    let bars = done(Path::new("."), &DATES);
    assert!(bars.contains("▆▆▄▄") && bars.contains("??▄▄"), "{bars}");
    let digits = done(Path::new("."), &[&DATES[..], &["--plain"]].concat());
    assert!(digits.contains("4 4 3 3") && digits.contains("? ? 3 3"), "{digits}");
    assert!(digits.is_ascii(), "{digits}");
    let many: Vec<_> = DATES.iter().cycle().take(40).copied().collect();
    let many = done(Path::new("."), &many);
    assert!(many.contains("Of 40 dates 6 are shown"), "{many}");
}

#[test]
fn the_page_draws_lines_that_are_told_in_words_as_well() {
    let page = done(Path::new("."), &[&DATES[..], &["--format", "html"]].concat());
    assert!(page.contains("<title id=\"lines-title\">Levels and figures over time</title>"));
    let said = "From 2025-09-30 to 2026-06-30. ";
    assert!(page.contains(said) && page.contains("Scalability: from not known to 3."), "{page}");
    let said = "Overrides: from 3 to 3, the figure from 5.1 to 6.7% of orders.";
    assert!(page.contains(said) && page.contains("stroke-dasharray=\"3 3\""));
    for part in ["Each dimension, before and after", "Level and figure at each date"] {
        assert!(page.contains(part), "{part}");
    }
}

/// Between fewer than 28 days no pace is told, and no day is named that is more than ten years away.
#[test]
fn a_pace_is_told_of_no_few_days_and_names_no_far_day() {
    for (last, value, says, on) in [
        ("2026-02-01", "7", "rose from 5 to 7% of orders in 1 month. At this pace", true),
        ("2026-01-28", "7", "rose from 5 to 7% of orders in 27 days.", false),
        ("2026-01-02", "7", "rose from 5 to 7% of orders in 1 day.", false),
        ("2026-07-02", "7", "rose from 5 to 7% of orders in about 6 months. At this", true),
        ("2028-01-01", "7", "rose from 5 to 7% of orders in 2 years. At this pace", true),
        ("2026-07-01", "5.01", "It would not be level 2 within ten years at this pace.", false),
    ] {
        let folder = folder(&[
            ("a.yaml", &of("2026-01-01", "overrides: {value: 5}")),
            ("b.yaml", &of(last, &format!("overrides: {{value: {value}}}"))),
        ]);
        let told = done(folder.path(), &["a.yaml", "b.yaml"]);
        let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(says), "{told}");
        let compared = json(folder.path(), &["a.yaml", "b.yaml"]);
        let pace = &dimension(&compared, "overrides")["figures"][0]["pace"];
        assert_eq!(pace["on"].is_string(), on, "{pace}");
    }
    let folder = folder(&[
        ("a.yaml", &of("2026-01-01", "rules_age: {value: 30}")),
        ("b.yaml", &of("2026-07-01", "rules_age: {value: never}")),
    ]);
    let told = done(folder.path(), &["a.yaml", "b.yaml"]);
    assert!(told.contains("went from 30 months to \u{201c}"), "{told}");
}

/// Room at the peak is asked after scalability; the flash drop takes twice the peak, so it is lost
/// by this figure alone. What the dimension's own question says is told apart from it.
#[test]
fn figures_of_follow_ups_are_compared_and_tell_why_a_scenario_turned() {
    let rest = "rules_age: {level: 4}, overrides: {value: 5}, adaptability: {level: 4}, \
                cost_to_serve: {level: 4}, inventory_trust: {level: 4}, scalability: {level: 4}";
    let with =
        |day: &str, value: &str| of(day, &format!("{rest}, peak_headroom: {{value: {value}}}"));
    let folder =
        folder(&[("a.yaml", &with("2025-06-30", "2")), ("b.yaml", &with("2026-06-30", "1.6"))]);
    let compared = json(folder.path(), &["a.yaml", "b.yaml"]);
    let scalability = dimension(&compared, "scalability");
    assert_eq!(
        scalability["follow_ups"],
        value!([{
            "question": "peak_headroom", "unit": "x the forecast peak hour", "before": 2,
            "after": 1.6, "within_level": "worse", "pace": null,
        }])
    );
    assert_eq!(scalability["within_level"], "unmeasured");
    let scenarios = compared["scenarios"].as_array().unwrap();
    let turned = scenarios.iter().find(|it| it["id"] == "SN02").unwrap();
    let figures = value!([{"question": "peak_headroom", "before": "held", "after": "missed"}]);
    assert_eq!(turned["figures"], figures);
    for form in ["html", "markdown"] {
        let told = done(folder.path(), &["a.yaml", "b.yaml", "--format", form]);
        for says in [
            "still level 4, but \u{201c}Room at the peak\u{201d} fell from 2 to 1.6 x",
            "Room at the peak: before 2 x the forecast peak hour, now 1.6 x the forecast peak hour",
            "The figures of follow-ups stand below.",
        ] {
            assert!(told.contains(says), "{form}: {says}: {told}");
        }
    }
}

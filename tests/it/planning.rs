//! `plan` as a user types it, the roadmap in the report, and what the level hangs on.

use crate::program::run_first as run;
use serde_json::Value;

/// Answers with a level per dimension, in the rubric's order; 0 stands for unknown.
fn levels(levels: [i64; 6], more: &str) -> String {
    let ids = [
        "rules_age",
        "overrides",
        "adaptability",
        "cost_to_serve",
        "inventory_trust",
        "scalability",
    ];
    let answers = ids.iter().zip(levels).map(|(id, level)| match level {
        0 => format!("  {id}: unknown\n"),
        _ => format!("  {id}: {{level: {level}}}\n"),
    });
    format!("scope: Shop\ndate: 2026-06-30\n{more}answers:\n{}", answers.collect::<String>())
}

/// Returns the plan for answers as JSON.
fn plan(answers: &str, more: &[&str]) -> Value {
    let args = [&["plan", "-", "--format", "json"][..], more].concat();
    let ran = run(&args, answers);
    assert_eq!(ran.code, Some(0), "{more:?}: {}", ran.stderr);
    serde_json::from_str(&ran.stdout).unwrap()
}

/// Every step of a plan: `wave dimension from-to days`.
fn steps(plan: &Value) -> Vec<String> {
    let steps = plan["steps"].as_array().unwrap().iter();
    let step = |step: &Value| {
        format!(
            "{} {} {}-{} {}",
            step["wave"],
            step["dimension"].as_str().unwrap(),
            step["from_level"],
            step["to_level"],
            step["effort_days"]
        )
    };
    steps.map(step).collect()
}

/// Kestrel & Vane is held at 2 by cost-to-serve at 1: CS-1a (S 5), CS-1b (M 30), CS-1c (S 5).
#[test]
fn the_next_level_takes_the_least_effort_that_there_is() {
    let ran = run(
        &["plan", "examples/instruments/oms-1.0/kestrel-and-vane.yaml", "--format", "json"],
        "",
    );
    let plan: Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(plan["version"], 1);
    assert_eq!((&plan["from"]["level"], &plan["to"]["level"]), (&2.into(), &3.into()));
    assert_eq!((&plan["total_effort_days"], &plan["proven"]), (&40.into(), &true.into()));
    assert_eq!(steps(&plan), ["1 cost_to_serve 1-2 40"]);
    assert_eq!(plan["steps"][0]["actions"], serde_json::json!(["CS-1a", "CS-1b", "CS-1c"]));
    assert_eq!(plan["from"]["dimensions"]["cost_to_serve"], 1);
    assert_eq!(plan["to"]["dimensions"]["cost_to_serve"], 2);
    assert_eq!(plan["weeks"], 8);
    let unlocks = plan["steps"][0]["unlocks"].as_str().unwrap();
    assert!(unlocks.starts_with("overall level 3; copes with SN25 and SN29"), "{unlocks}");
    // Exactly one of the next steps lifts the level.
    let lifting: Vec<_> = plan["next_steps"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|step| step["level_after"] != step["level_before"])
        .map(|step| step["dimension"].as_str().unwrap())
        .collect();
    assert_eq!(lifting, ["cost_to_serve"]);
    let table = run(&["plan", "examples/instruments/oms-1.0/kestrel-and-vane.yaml"], "").stdout;
    for said in [
        "From level 2 to level 3: 1 step, 40 person-days",
        "WAVE 1: start now",
        "Proven: no other set of steps",
        "One level of cost-to-serve lifts the overall level from 2 to 3; no other",
        "internal person-days (S 5, S-M 15, M",
        "Supply-chain finance, effort S, 3 weeks. Proof: stores",
    ] {
        assert!(table.contains(said), "{said}\n{table}");
    }
}

/// The prerequisites of the field: overrides 5 needs rules age 5; adaptability 5 needs rules age 5
/// and cost-to-serve 4; scalability 5 needs inventory trust 4.
#[test]
fn prerequisites_are_planned_first() {
    let overrides = plan(&levels([4; 6], ""), &["--target", "overrides=5"]);
    assert_eq!(steps(&overrides), ["1 rules_age 4-5 125", "2 overrides 4-5 125"]);
    let unlocks = overrides["steps"][0]["unlocks"].as_str().unwrap();
    assert!(unlocks.contains("overrides may go to 5"), "{unlocks}");
    let adaptability = plan(&levels([4, 4, 4, 3, 4, 4], ""), &["--target", "adaptability=5"]);
    let dimensions: Vec<_> =
        steps(&adaptability).iter().map(|s| s.rsplit_once(' ').unwrap().0.to_owned()).collect();
    assert_eq!(dimensions, ["1 rules_age 4-5", "1 cost_to_serve 3-4", "2 adaptability 4-5"]);
    let scalability = plan(&levels([4, 4, 4, 4, 3, 4], ""), &["--target", "scalability=5"]);
    assert!(steps(&scalability)[1].starts_with("2 scalability 4-5"));
    // What is held without its prerequisite is not taken away, nor mended unasked.
    let held = plan(&levels([1, 5, 3, 3, 3, 3], ""), &["--target", "inventory_trust=4"]);
    assert_eq!(steps(&held).len(), 1);
}

#[test]
fn targets_come_from_flags_from_the_answers_or_are_the_next_level() {
    let threes = levels([3; 6], "");
    assert_eq!(plan(&threes, &[])["to"]["level"], 4);
    let aims = levels([3; 6], "target: {dimensions: {overrides: 4}}\n");
    assert_eq!(steps(&plan(&aims, &[])), ["1 overrides 3-4 65"]);
    assert_eq!(plan(&aims, &["--target-level", "4"])["to"]["level"], 4);
    let both = plan(&threes, &["--target", "overrides=4,cost_to_serve=4", "--cope", "SN22,SN27"]);
    assert_eq!(steps(&both).len(), 2);
    // SN22 takes overrides 4, SN27 cost-to-serve 4.
    assert_eq!(steps(&plan(&threes, &["--cope", "SN22,SN27"])), steps(&both));
    let said = run(&["plan", "-", "--cope", "SN22,SN27"], &threes).stdout;
    assert!(said.contains("Goal: coping with SN22 Order desk short of people and SN27"), "{said}");
    let goal = &plan(&threes, &["--cope", "SN22"])["goal"];
    assert_eq!((&goal["scenarios"], &goal["level"]), (&serde_json::json!(["SN22"]), &Value::Null));
}

#[test]
fn nothing_to_do_is_a_success() {
    for (answers, more) in [
        (levels([5; 6], ""), &[][..]),
        (levels([3; 6], ""), &["--target-level", "3"]),
        (levels([3; 6], "target: {level: 2}\n"), &[]),
        (levels([3; 6], ""), &["--cope", "SN01"]),
        (levels([3; 6], ""), &["--target", "overrides=3"]),
        (levels([3; 6], ""), &["--budget", "0"]),
    ] {
        let plan = plan(&answers, more);
        assert_eq!(plan["steps"], serde_json::json!([]), "{more:?}");
        assert_eq!(plan["total_effort_days"], 0);
        let ran = run(&[&["plan", "-"][..], more].concat(), &answers);
        assert!(ran.code == Some(0) && ran.stdout.contains("Nothing to do"), "{}", ran.stdout);
    }
}

/// 3,3,3,3,3,2 holds level 2. One more step makes the mean 3 and the level 3; scalability 2 to 3 is
/// 125 days, the cheapest other step cost-to-serve or overrides: whatever it is, a budget below it
/// buys no level, and money is not spent for nothing.
#[test]
fn a_budget_buys_the_highest_level_and_then_the_highest_mean() {
    let answers = levels([3, 3, 3, 3, 3, 2], "");
    let cheapest = plan(&answers, &[])["total_effort_days"].as_i64().unwrap();
    let just = plan(&answers, &["--budget", &cheapest.to_string()]);
    assert_eq!(just["to"]["level"], 3);
    assert_eq!(just["total_effort_days"], cheapest);
    let less = plan(&answers, &["--budget", &(cheapest - 1).to_string()]);
    assert_eq!(less["to"]["level"], 2);
    assert_eq!(less["steps"], serde_json::json!([]));
    let more = plan(&answers, &["--budget", &(3 * cheapest).to_string()]);
    assert_eq!(more["to"]["level"], 3);
    assert!(more["to"]["mean"].as_f64() > just["to"]["mean"].as_f64());
    assert!(more["total_effort_days"].as_i64().unwrap() <= 3 * cheapest);
    let both = ["plan", "-", "--target-level", "4", "--budget", "50"];
    let ran = run(&both, &answers);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("level 4 takes at least"), "{}", ran.stderr);
    assert!(ran.stderr.contains("the budget is 50"), "{}", ran.stderr);
}

/// CS-1a to CS-1c take up to 8 weeks: from 1 July until 26 August. With the peak on 23 November the
/// freeze begins on 28 September and ends on 4 January.
#[test]
fn what_cannot_be_finished_in_time_is_left_out() {
    let kestrel = "examples/instruments/oms-1.0/kestrel-and-vane.yaml";
    let by = |day: &str, today: &str| {
        run(&["plan", kestrel, "--by", day, "--today", today, "--format", "json"], "")
    };
    let in_time = by("2026-08-26", "2026-07-01");
    assert_eq!(in_time.code, Some(0), "{}", in_time.stderr);
    let plan: Value = serde_json::from_str(&in_time.stdout).unwrap();
    assert_eq!(plan["steps"][0]["ends"], "2026-08-26");
    let late = by("2026-08-25", "2026-07-01");
    assert_eq!(late.code, Some(2));
    assert!(late.stderr.contains("cannot be done in time, only on 2026-08-26"), "{}", late.stderr);

    let answers = levels([4, 3, 4, 1, 4, 4], "next_peak: 2026-11-23\n");
    let ends = |today: &str, more: &[&str]| {
        let plan = self::plan(&answers, &[&["--today", today][..], more].concat());
        plan["steps"][0]["ends"].as_str().unwrap().to_owned()
    };
    assert_eq!(ends("2026-08-03", &[]), "2026-09-28");
    assert_eq!(ends("2026-08-10", &[]), "2027-01-11");
    assert_eq!(ends("2026-08-10", &["--freeze", "0"]), "2026-10-05");
    assert_eq!(ends("2026-12-01", &[]), "2027-03-01");
    // Without a day nobody asks for days, and none is made up.
    assert_eq!(self::plan(&answers, &[])["ends"], Value::Null);
    // By a day and with a budget: the best of both.
    let most = ["--by", "2026-12-30", "--today", "2026-07-01", "--budget", "500"];
    let plan = self::plan(&levels([4, 3, 4, 1, 4, 4], ""), &most);
    let weeks = plan["steps"].as_array().unwrap().iter().map(|step| step["ends"].as_str().unwrap());
    assert!(weeks.clone().count() >= 2 && weeks.into_iter().all(|day| day <= "2026-12-30"));
}

#[test]
fn unknowns_start_at_the_lowest_and_the_one_to_measure_first_is_named() {
    let northmoor = run(
        &["plan", "examples/instruments/oms-1.0/northmoor-outfitters.yaml", "--target-level", "3"],
        "",
    );
    assert!(northmoor.stdout.contains("Measure overrides first"), "{}", northmoor.stdout);
    assert!(northmoor.stdout.contains("1 of the answers is not known"), "{}", northmoor.stdout);
    // With two unknowns, the one whose levels cost more to climb moves the plan more.
    let two =
        plan(&levels([4, 4, 0, 0, 4, 4], ""), &["--target", "adaptability=4,cost_to_serve=2"]);
    let first = &two["measure_first"][0];
    assert_eq!(first["dimension"], "adaptability");
    assert_eq!(two["measure_first"][1]["dimension"], "cost_to_serve");
    assert_eq!(
        two["measure_first"][1]["least_effort_days"],
        two["total_effort_days"].as_i64().unwrap() - 40
    );
    // Too much is unknown for a level, and there is a plan all the same.
    let null = plan(&levels([0, 0, 0, 4, 4, 4], ""), &["--target-level", "2"]);
    assert_eq!((&null["unknown"], &null["from"]["level"]), (&3.into(), &2.into()));
    let none = plan(&levels([0, 0, 0, 0, 0, 0], ""), &[]);
    assert_eq!((&none["from"]["level"], &none["to"]["level"]), (&1.into(), &2.into()));
}

/// Least effort alone leaves a wound open where a tenth more would close it.
#[test]
fn an_alternative_spares_scenarios_for_a_tenth_more() {
    let ran = run(
        &[
            "plan",
            "examples/instruments/oms-1.0/northmoor-outfitters.yaml",
            "--target-level",
            "3",
            "--format",
            "json",
        ],
        "",
    );
    let plan: Value = serde_json::from_str(&ran.stdout).unwrap();
    let other = &plan["alternative"];
    let days = |plan: &Value| plan["total_effort_days"].as_i64().unwrap();
    let fails = |plan: &Value| plan["scenarios"]["fails"].as_array().unwrap().len();
    assert!(fails(other) < fails(&plan));
    assert!(10 * days(other) <= 11 * days(&plan));
    assert!(
        run(
            &[
                "plan",
                "examples/instruments/oms-1.0/northmoor-outfitters.yaml",
                "--target-level",
                "3"
            ],
            ""
        )
        .stdout
        .contains("scenarios fail instead of")
    );
}

#[test]
fn bad_input_is_refused_with_the_nearest_right_thing() {
    let answers = levels([4, 3, 4, 1, 4, 4], "");
    let left_out = answers.replace("{level: 1}", "{not_applicable: pilot}");
    let no_overrides =
        answers.replace("overrides: {level: 3}", "overrides: {not_applicable: pilot}");
    for (answers, more, why) in [
        (&answers, &["--target", "overides=4"][..], "did you mean `overrides`?"),
        (&answers, &["--target", "speed=4"], "known: `rules_age`"),
        (&answers, &["--target", "overrides=2"], "that is below today's 3; write a higher one"),
        (&answers, &["--target", "overrides=6"], "write a level from 1 to 5"),
        (&answers, &["--target", "overrides=high"], "write a level from 1 to 5"),
        (&answers, &["--target", "overrides"], "write it as ID=LEVEL"),
        (&answers, &["--target", "overrides=4,overrides=5"], "it is named twice"),
        (&left_out, &["--target", "cost_to_serve=4"], "it does not apply"),
        (&answers, &["--target-level", "1"], "that is below today's 2"),
        (&answers, &["--target-level", "0"], "write a level from 1 to 5"),
        (&answers, &["--target-level", "-1"], "write a level from 1 to 5"),
        (&answers, &["--target-level", "six"], "invalid value 'six'"),
        (&answers, &["--cope", "SN5"], "did you mean `SN05`?"),
        (&answers, &["--cope", ""], "--cope: name a scenario"),
        (&no_overrides, &["--cope", "SN22"], "--cope SN22: it does not apply"),
        (&answers, &["--by", "2026-02-30"], "the last of its month is 2026-02-28"),
        (&answers, &["--by", "30.06.2026"], "write a day as YYYY-MM-DD"),
        (&answers, &["--freeze", "soon"], "write a whole number"),
        (&answers, &["--budget", "99999999999999999999"], "write a whole number"),
        (&answers, &["--by", "2026-01-01", "--today", "2026-06-30"], "is before today, 2026-06-30"),
        (&answers, &["--budget", "-1"], "write person-days, 0 or more"),
        (&answers, &["--budget", "1.5"], "invalid value '1.5'"),
        (&answers, &["--freeze", "-1"], "write a number of weeks from 0 to 52"),
        (&answers, &["--freeze", "4"], "--freeze changes nothing: the answers name no `next_peak`"),
        (&answers, &["--by", "2026-07-01", "--today", "2026-07-01"], "; add --budget to see"),
        (&answers, &["--format", "svg"], "[possible values: table, json, html, markdown, csv]"),
    ] {
        let ran = run(&[&["plan", "-"][..], more].concat(), answers);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{more:?}");
        assert!(ran.stderr.contains(why), "{more:?}: {}", ran.stderr);
    }
    // All of it at once.
    let ran =
        run(&["plan", "-", "--target", "overides=4", "--cope", "SN5", "--budget", "-3"], &answers);
    for why in ["`overrides`", "`SN05`", "--budget -3"] {
        assert!(ran.stderr.contains(why), "{}", ran.stderr);
    }
    assert_eq!(run(&["plan"], "").code, Some(2));
    assert_eq!(run(&["plan", "no-such.yaml"], "").code, Some(2));
}

#[test]
fn a_rubric_without_actions_says_why_there_is_no_plan() {
    let rulers = [
        "--questions",
        "examples/custom/questions.yaml",
        "--rubric",
        "examples/custom/rubric.yaml",
    ];
    let ran = run(&[&["plan", "examples/custom/answers.yaml"][..], &rulers].concat(), "");
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("the rubric names no action"), "{}", ran.stderr);
}

#[test]
fn the_report_has_a_roadmap_where_a_target_is_given() {
    let aims = levels([4, 3, 4, 1, 4, 4], "target: {level: 3}\n");
    for form in ["html", "markdown"] {
        let with = run(&["assess", "-", "--format", form], &aims).stdout;
        assert!(with.contains("Roadmap to the target"), "{form}");
        assert!(with.contains("The steps, wave by wave") && with.contains("Start now"), "{form}");
        assert!(with.contains("The actions of each step"), "{form}");
        let without = run(&["assess", "-", "--format", form], &levels([4, 3, 4, 1, 4, 4], ""));
        assert!(!without.stdout.contains("Roadmap"), "{form}");
    }
    let held = levels([4; 6], "target: {level: 3}\n");
    let said = run(&["assess", "-", "--format", "markdown"], &held).stdout;
    assert!(said.contains("No step is needed for level 3."), "{said}");
    let left_out = levels([4, 0, 4, 4, 4, 4], "target: {dimensions: {overrides: 4}}\n")
        .replace("overrides: unknown", "overrides: {not_applicable: pilot}");
    let said = run(&["plan", "-"], &left_out).stdout;
    assert!(said.contains("No step is needed for overrides, which does not apply."), "{said}");
    let far = levels([1; 6], "target: {level: 5}\n");
    let rulers = [
        "--questions",
        "examples/custom/questions.yaml",
        "--rubric",
        "examples/custom/rubric.yaml",
    ];
    let custom = "scope: S\ndate: 2026-06-30\ntarget: {level: 3}\nanswers: {reasons: nobody}\n";
    let said =
        run(&[&["assess", "-", "--format", "markdown"][..], &rulers].concat(), custom).stdout;
    assert!(said.contains("cannot be reached"), "{said}");
    assert!(run(&["assess", "-", "--format", "html"], &far).stdout.contains("Roadmap"));
}

/// Worked by hand. Kestrel & Vane (4,3,4,1,4,4; mean 20/6, weakest 1): only the weakest holds it at
/// 2. With 3,3,3,3,3,3 every single step down makes the mean 17/6 and the level 2; none up helps.
#[test]
fn the_level_hangs_on_what_it_hangs_on() {
    let sensitivity = |answers: &str| -> Vec<String> {
        let ran = run(&["assess", "-", "--format", "json"], answers);
        let report: Value = serde_json::from_str(&ran.stdout).unwrap();
        let all = report["sensitivity"].as_array().unwrap().iter();
        all.map(|one| format!("{} {} {}", one["lower"], one["higher"], one["changes_level"]))
            .collect()
    };
    let kestrel = sensitivity(&levels([4, 3, 4, 1, 4, 4], ""));
    assert_eq!(
        kestrel,
        ["2 2 false", "2 2 false", "2 2 false", "null 3 true", "2 2 false", "2 2 false"]
    );
    assert_eq!(sensitivity(&levels([3; 6], "")), ["2 3 true"; 6]);
    assert_eq!(sensitivity(&levels([5; 6], "")), ["4 null true"; 6]);
    // Unknown: what it may turn out to be. 0 is unknown; mean 16/6 to 20/6, weakest 1 to 3.
    assert_eq!(sensitivity(&levels([0, 3, 3, 3, 3, 3], ""))[0], "2 3 true");
    assert_eq!(sensitivity(&levels([0, 0, 0, 3, 3, 3], "")), Vec::<String>::new());
    let said = |answers: &str| run(&["assess", "-"], answers).stdout.replace("\n ", "");
    let kestrel = said(&levels([4, 3, 4, 1, 4, 4], ""));
    assert!(kestrel.contains("WHAT THE LEVEL HANGS ON"), "{kestrel}");
    assert!(
        kestrel.contains("One level more in cost-to-serve lifts it to 3. No other single answer"),
        "{kestrel}"
    );
    let open = said(&levels([0, 3, 3, 3, 3, 3], ""));
    assert!(open.contains("Rules age, once known, may lift it to 3"), "{open}");
    assert!(!said(&levels([0, 0, 0, 3, 3, 3], "")).contains("HANGS ON"));
}

/// A plan with everything that it can say: waves, days around a peak, an alternative, an optional
/// action, an unknown. Read once by a person, and kept.
#[test]
fn a_plan_with_everything_in_it_is_the_one_that_was_read() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    for (form, ending) in [("table", "txt"), ("json", "json")] {
        let asked = ["--target-level", "5", "--by", "2030-12-31", "--today", "2026-10-05"];
        let args = [&["plan", "tests/stored/everything.yaml"][..], &asked, &["--format", form]];
        let ran = run(&args.concat(), "");
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let stored = root.join("tests/stored").join(format!("plan.{ending}"));
        snapbox::assert_data_eq!(ran.stdout, snapbox::Data::read_from(&stored, None).raw());
    }
}

/// With a budget the alternative may cost less, and gives something up: both are said.
#[test]
fn an_alternative_says_what_it_costs_and_what_it_gives_up() {
    let answers = levels([1, 3, 2, 2, 4, 2], "");
    let said = run(&["plan", "-", "--budget", "499"], &answers).stdout.replace("\n  ", " ");
    assert!(said.contains("ALTERNATIVE"), "{said}");
    assert!(!said.contains("For -"), "{said}");
    let plan = plan(&answers, &["--budget", "499"]);
    let fails = |plan: &Value| -> Vec<String> {
        let fails = plan["scenarios"]["fails"].as_array().unwrap().iter();
        fails.map(|id| id.as_str().unwrap().to_owned()).collect()
    };
    let (own, other) = (fails(&plan), fails(&plan["alternative"]));
    for lost in other.iter().filter(|id| !own.contains(id)) {
        let but = said.split("But ").nth(1).unwrap();
        assert!(but.contains(lost.as_str()), "{said}");
    }
    let [mean, less] = [&plan, &plan["alternative"]].map(|plan| plan["to"]["mean"].as_f64());
    assert_eq!(less < mean, said.contains("The mean is"), "{said}");
}

/// With a budget it is the level that depends on what is unknown, not the effort.
#[test]
fn what_a_budget_buys_depends_on_what_is_unknown() {
    let answers = levels([3, 3, 0, 3, 3, 0], "");
    let said = run(&["plan", "-", "--budget", "83"], &answers).stdout.replace("\n  ", " ");
    assert!(said.contains("first: depending on it, the level to be had is"), "{said}");
    let nothing = run(&["plan", "-", "--target", "rules_age=4"], &levels([3, 0, 3, 3, 3, 3], ""));
    assert!(nothing.stdout.contains("What is unknown changes nothing in this plan."));
}

/// Effort words mean what the contract says unless a rubric writes others.
#[test]
fn effort_words_have_a_meaning_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let rubric = std::fs::read_to_string(crate::FIRST_EDITION[1]).unwrap();
    let line = "effort_days: {S: 5, S-M: 15, M: 30, M-L: 60, L: 90}\n";
    for (other, days) in [("", 40), ("effort_days: {S: 1, S-M: 2, M: 3, M-L: 4, L: 5}\n", 5)] {
        let path = folder.path().join("rubric.yaml");
        #[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
        std::fs::write(&path, rubric.replace(line, other)).unwrap();
        let path = path.display().to_string();
        let args = [
            "plan",
            "examples/instruments/oms-1.0/kestrel-and-vane.yaml",
            "--rubric",
            &path,
            "--format",
            "json",
        ];
        let plan: Value = serde_json::from_str(&run(&args, "").stdout).unwrap();
        assert_eq!(plan["total_effort_days"], days);
    }
}

/// Where a rubric leaves unknowns out, the level hangs on the others as they are.
#[test]
fn the_level_hangs_on_the_claimed_level_where_unknowns_are_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let rubric = std::fs::read_to_string(crate::FIRST_EDITION[1]).unwrap();
    let path = folder.path().join("rubric.yaml");
    #[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
    std::fs::write(&path, rubric.replace("counts_as: lowest", "counts_as: left_out")).unwrap();
    let path = path.display().to_string();
    let answers = levels([0, 4, 4, 4, 4, 4], "");
    let args = ["assess", "-", "--rubric", &path, "--format", "json"];
    let report: Value = serde_json::from_str(&run(&args, &answers).stdout).unwrap();
    assert_eq!(report["overall"]["level"], 4);
    let all = &report["sensitivity"];
    // Without rules age the mean is 4, and any 3 makes it 19/5; at its lowest rules age holds it at 2.
    assert_eq!((&all[1]["lower"], &all[1]["higher"]), (&3.into(), &4.into()));
    assert_eq!((&all[0]["lower"], &all[0]["higher"]), (&2.into(), &4.into()));
    let said = run(&["assess", "-", "--rubric", &path], &answers).stdout.replace("\n  ", " ");
    assert!(said.contains("rules age, once known, may lower it to 2"), "{said}");
}

/// Every dimension is named with the level it has, and nothing is missed where nothing can be said.
#[test]
fn a_target_that_is_missed_says_by_how_much_and_where() {
    let answers = levels([4, 4, 4, 4, 2, 0], "target: {level: 4}\n");
    let said = run(&["assess", "-"], &answers).stdout.replace("\n ", "");
    let each = "level 4 takes at least 3 everywhere, and scalability are at 1 and inventory trust";
    assert!(said.contains("scalability") && !said.contains(each), "{said}");
    assert!(
        said.contains("inventory trust are at 2") || said.contains("inventory trust is at 2"),
        "{said}"
    );
    let open = levels([0; 6], "target: {level: 4}\n");
    let said = run(&["assess", "-"], &open).stdout.replace("\n ", "");
    assert!(said.contains("whether level 4 is held cannot be said"), "{said}");
    let report: Value =
        serde_json::from_str(&run(&["assess", "-", "--format", "json"], &open).stdout).unwrap();
    assert_eq!(report["gap"]["reached"], Value::Null);
}

/// Where the answers name likely scenarios, no other one is counted.
#[test]
fn likely_scenarios_are_those_that_count() {
    let all = plan(&levels([1, 1, 2, 2, 1, 2], ""), &["--target-level", "3"]);
    let some =
        plan(&levels([1, 1, 2, 2, 1, 2], "scenarios: [SN25, SN09]\n"), &["--target-level", "3"]);
    let count = |plan: &Value| -> usize {
        let lists = ["copes", "at_risk", "fails"].map(|key| plan["scenarios"][key].as_array());
        lists.into_iter().flatten().map(Vec::len).sum()
    };
    assert_eq!((count(&all), count(&some)), (30, 2));
    assert_eq!(all["total_effort_days"], some["total_effort_days"]);
    let said = run(&["plan", "-"], &levels([3; 6], "scenarios: [SN25, SN09]\n")).stdout;
    assert!(said.contains("of 2 likely scenarios"), "{said}");
}

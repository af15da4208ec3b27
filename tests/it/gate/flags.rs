//! What is wrong with a flag is said of the flag, as it was typed.

use super::*;

#[test]
fn a_bad_flag_is_named_as_it_was_typed() {
    let shop = Shop::new().with("answers.yaml", &else_3(&[]));
    for (flags, said) in [
        (&["--min-level", "6"][..], "--min-level 6: level 6 is not on the scale; write a level"),
        (&["--min-level", "-1"], "--min-level -1: level -1 is not on the scale"),
        (
            &["--dimension", "ovrides=3"],
            "--dimension ovrides=3: there is no dimension `ovrides`; did you mean `overrides`?",
        ),
        (&["--dimension", "overrides=7"], "--dimension overrides=7: level 7 is not on the scale"),
        (&["--dimension", "overrides=x"], "--dimension overrides=x: `x`"),
        (&["--min-mean", "5.01"], "--min-mean 5.01: no mean is shown as 5.01"),
        (&["--min-mean", "3,3"], "--min-mean 3,3: `3,3` is not a plain decimal number; write 3.3"),
        (&["--judge", "evidence"], "--judge evidence: `evidence` means nothing here"),
        (&["--require-evidence-from", "9"], "--require-evidence-from 9: level 9"),
        (&["--allow-fall", "overide"], "--allow-fall overide: there is no dimension `overide`"),
        (&["--must-cope", "SN31"], "--must-cope SN31: there is no scenario `SN31`"),
        (
            &["--must-cope", "SN22@2026-13-01"],
            "--must-cope SN22@2026-13-01: there is no day 2026-13-01",
        ),
        (&["--severity", "min_levl=warn"], "--severity min_levl=warn: there is no rule `min_levl`"),
        (&["--severity", "min_level=w"], "--severity min_level=w: `w` means nothing here"),
        (
            &["--waiver", "rule=min_level,until=2026-09-31,reason=r,by=b"],
            "--waiver rule=min_level,until=2026-09-31,reason=r,by=b: there is no day 2026-09-31",
        ),
        (&["--baseline", "none.toml"], "--baseline none.toml: there is no such file"),
    ] {
        let ran = shop.run(&[&["answers.yaml"], flags].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""), "{flags:?}");
        let first = ran.stderr.lines().next().unwrap_or_default();
        assert!(first.starts_with(&format!("error: {said}")), "{flags:?}: {}", ran.stderr);
        for foreign in ["<command line>", "{", "-->"] {
            assert!(!ran.stderr.contains(foreign), "{flags:?}: {}", ran.stderr);
        }
    }
}

#[test]
fn every_bad_flag_is_named_in_one_run_and_nothing_else_is() {
    let shop = Shop::new().with("answers.yaml", &else_3(&[]));
    let args = "answers.yaml --min-level 3 --dimension ovrides=3 --dimension scalability=3 \
                --must-cope SN99 --must-cope SN01 --judge x";
    let ran = shop.run(&args.split_whitespace().collect::<Vec<_>>());
    assert_eq!(ran.code, Some(2));
    assert_eq!(ran.stderr.lines().count(), 3, "{}", ran.stderr);
    for flag in ["--dimension ovrides=3: ", "--must-cope SN99: ", "--judge x: "] {
        assert!(ran.stderr.contains(flag), "{flag}: {}", ran.stderr);
    }
}

#[test]
fn flags_of_a_kind_add_up_and_the_last_about_a_thing_counts() {
    let shop = Shop::new().with("answers.yaml", &else_3(&["overrides: {level: 2}"]));
    let code = |args: &str| {
        let args: Vec<_> = args.split_whitespace().collect();
        shop.run(&[&["answers.yaml"][..], &args].concat()).code
    };
    assert_eq!(code("--dimension overrides=3 --dimension overrides=2"), Some(0));
    assert_eq!(code("--dimension overrides=2 --dimension overrides=3"), Some(1));
    assert_eq!(code("--dimension overrides=3 --dimension scalability=3"), Some(1));
    // Means are numbers, however many noughts they are written with.
    assert_eq!(code("--min-mean 2.80"), Some(0));
    assert_eq!(code("--min-mean 2.90"), Some(1));
    shop.write("answers.yaml", &else_3(&[]));
    assert_eq!(code("--baseline b.toml --write-baseline"), Some(0));
    let low = ["overrides: {level: 2}", "scalability: {level: 2}"];
    shop.write("answers.yaml", &else_3(&low));
    let both = "--baseline b.toml --severity baseline=error --allow-fall overrides";
    // The overall level falls with them: 16/6 is below 3.
    assert_eq!(lines(&shop.json(&[&["answers.yaml"][..], &split(both)].concat()).1).len(), 2);
    let both = format!("{both} --allow-fall scalability");
    assert_eq!(lines(&shop.json(&[&["answers.yaml"][..], &split(&both)].concat()).1).len(), 1);
}

fn split(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

#[test]
fn further_reports_have_the_forms_of_check_and_no_other() {
    let shop = Shop::new().with("answers.yaml", &else_3(&[]));
    for form in ["foo", "html", "csv", "svg", ""] {
        let report = format!("{form}=x.out");
        let ran = shop.run(&["answers.yaml", "--min-level", "1", "--report", &report]);
        assert_eq!(ran.code, Some(2), "{form}");
        let said = format!("'{form}=x.out' for '--report <FORM=FILE>': the forms are table, json,");
        assert!(ran.stderr.contains(&said), "{}", ran.stderr);
        let known = ran.stderr.split_once("the forms are").unwrap().1;
        for other in ["html", "csv", "svg"] {
            assert!(!known.contains(other), "{}", ran.stderr);
        }
        assert!(!shop.has("x.out"));
    }
}

#[test]
fn replacing_a_report_and_lowering_a_baseline_are_two_things() {
    let shop = Shop::demanding("baseline = \"b.toml\"").with("answers.yaml", &else_3(&[]));
    let write = |flags: &str| {
        let args = "answers.yaml --write-baseline --report junit=x.xml";
        shop.run(&[split(args), split(flags)].concat())
    };
    assert_eq!(write("").code, Some(0));
    let before = shop.read("b.toml");
    // A second run replaces the report when it is told to, and lowers nothing by that.
    shop.write("answers.yaml", &else_3(&["overrides: {level: 1}", "scalability: {level: 4}"]));
    let refused = write("");
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("x.xml exists already; add --force"), "{}", refused.stderr);
    assert!(!refused.stderr.contains("lower"), "{}", refused.stderr);
    assert_eq!(shop.read("b.toml"), before);
    let kept = write("--force");
    assert_eq!(kept.code, Some(1), "{}", kept.stdout);
    let said = "b.toml: kept, though levels have fallen: answers.yaml (level 3 to 2, overrides 3 \
                to 1); --lower-baseline lowers them";
    assert!(kept.stderr.lines().any(|line| line == said), "{}", kept.stderr);
    assert!(shop.read("b.toml").contains("overrides = 3"));
    assert!(shop.read("b.toml").contains("scalability = 4"));
    // The other flag lowers it, and replaces no report.
    assert_eq!(write("--lower-baseline").code, Some(2));
    assert!(shop.read("b.toml").contains("overrides = 3"));
    let lowered = write("--force --lower-baseline");
    assert_eq!(lowered.code, Some(0), "{}{}", lowered.stdout, lowered.stderr);
    assert!(lowered.stderr.contains("answers.yaml was lowered"), "{}", lowered.stderr);
    assert!(shop.read("b.toml").contains("overrides = 1"));
    // It means nothing by itself.
    let alone = shop.run(&["answers.yaml", "--lower-baseline"]);
    assert_eq!(alone.code, Some(2));
    assert!(alone.stderr.contains("--write-baseline"), "{}", alone.stderr);
}

/// From known to unknown is a fall as well.
#[test]
fn a_level_that_is_no_longer_known_is_told_as_such() {
    let shop = Shop::demanding("baseline = \"b.toml\"").with("answers.yaml", &else_3(&[]));
    assert_eq!(shop.run(&["answers.yaml", "--write-baseline"]).code, Some(0));
    shop.write("answers.yaml", &else_3(&["overrides: unknown"]));
    let ran = shop.run(&["answers.yaml", "--write-baseline"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.stderr.contains("overrides 3 to unknown"), "{}", ran.stderr);
}

//! What is tolerated for a time, and how much a rule counts.

use super::*;

const WAIVED: &str = r#"dimensions = {overrides = 3}
[[check.waiver]]
rule = "min_level"
dimension = "overrides"
until = 2026-09-30
reason = "the new order desk starts in September"
by = "Head of omnichannel operations""#;

#[test]
fn a_waiver_holds_until_the_end_of_its_last_day() {
    let low = || else_3(&["overrides: {level: 2}"]);
    hold(&[Case::new(
        WAIVED,
        low(),
        &[
            "answers.yaml:4:3 error below-min-level min_level overrides: 3, 2 -> OV-2a",
            "oms-maturity.toml:3:1 error waiver-expired waiver overrides: 2026-10-01, 2026-09-30 -> -",
        ],
        low(),
    )
    .on("2026-10-01", "2026-09-30")]);

    let shop = Shop::demanding(WAIVED).with("answers.yaml", &low());
    let (code, report) = shop.json_on("2026-09-30", &["answers.yaml"]);
    assert_eq!(code, Some(0));
    let waived = &report["files"][0]["waived"][0];
    assert_eq!(waived["code"], "below-min-level");
    assert_eq!((&waived["line"], &waived["column"]), (&4.into(), &3.into()));
    assert_eq!(waived["until"], "2026-09-30");
    assert_eq!(waived["reason"], "the new order desk starts in September");
    assert_eq!(waived["by"], "Head of omnichannel operations");
}

#[test]
fn a_waiver_whose_last_day_is_over_is_an_error_whatever_it_waives() {
    let expired =
        "oms-maturity.toml:3:1 error waiver-expired waiver overrides: 2026-10-01, 2026-09-30 -> -";
    let shop = Shop::demanding(WAIVED).with("answers.yaml", &else_3(&[]));
    let (code, report) = shop.json_on("2026-10-01", &["answers.yaml"]);
    assert_eq!((code, lines(&report)), (Some(1), vec![expired.to_owned()]));
}

#[test]
fn a_waiver_that_waives_nothing_is_a_warning() {
    let unused = "oms-maturity.toml:3:1 warn waiver-unused unused_waiver overrides: 2026-07-01, 2026-09-30 -> -";
    let shop = Shop::demanding(WAIVED).with("answers.yaml", &else_3(&[]));
    let (code, report) = shop.json(&["answers.yaml"]);
    assert_eq!((code, lines(&report)), (Some(0), vec![unused.to_owned()]));
    let (code, report) = shop.json(&["answers.yaml", "--strict"]);
    assert_eq!((code, lines(&report)), (Some(1), vec![unused.replace("warn ", "error ")]));
}

#[test]
fn a_waiver_is_about_one_thing_or_about_any() {
    let low = "answers.yaml:4:3 error below-min-level min_level overrides: 3, 2 -> OV-2a";
    let waiver = |about: &str| {
        format!(
            "dimensions = {{overrides = 3, rules_age = 3}}\n[[check.waiver]]\nrule = \"min_level\"\n\
             {about}\nuntil = 2026-09-30\nreason = \"r\"\nby = \"b\""
        )
    };
    let answers = else_3(&["overrides: {level: 2}", "rules_age: {level: 2}"]);
    for (about, code, found) in
        [("", Some(0), vec![]), ("dimension = \"rules_age\"", Some(1), vec![low.to_owned()])]
    {
        let shop = Shop::demanding(&waiver(about)).with("answers.yaml", &answers);
        let (ended, report) = shop.json(&["answers.yaml"]);
        assert_eq!((ended, lines(&report)), (code, found), "{about}");
    }
    for (rule, about, policy, answers) in [
        ("require_evidence_from", "question", "require_evidence_from = 4", "overrides: {level: 4}"),
        ("must_cope", "scenario", "must_cope = [\"SN22\"]", "overrides: {level: 3}"),
    ] {
        let id = if about == "scenario" { "SN22" } else { "overrides" };
        let policy = format!(
            "{policy}\n[[check.waiver]]\nrule = \"{rule}\"\n{about} = \"{id}\"\n\
             until = 2026-09-30\nreason = \"r\"\nby = \"b\""
        );
        let shop = Shop::demanding(&policy).with("answers.yaml", &bare(&[answers]));
        let (code, report) = shop.json(&["answers.yaml"]);
        assert_eq!((code, lines(&report)), (Some(0), vec![]), "{rule}");
    }
}

#[test]
fn a_rule_counts_as_much_as_the_policy_says() {
    let answers = else_3(&["overrides: {level: 2}"]);
    let found = |severity: &str| {
        vec![format!(
            "answers.yaml:4:3 {severity} below-min-level min_level overrides: 3, 2 -> OV-2a"
        )]
    };
    let policy = "dimensions = {overrides = 3}\nseverity = {min_level = \"warn\"}";
    let shop = Shop::demanding(policy).with("answers.yaml", &answers);
    let (code, report) = shop.json(&["answers.yaml"]);
    assert_eq!((code, lines(&report)), (Some(0), found("warn")));
    assert_eq!(report["files"][0]["passed"], true);
    let (code, report) = shop.json(&["answers.yaml", "--strict"]);
    assert_eq!((code, lines(&report)), (Some(1), found("error")));

    let strict =
        Shop::demanding(&format!("strict = true\n{policy}")).with("answers.yaml", &answers);
    let (code, report) = strict.json(&["answers.yaml"]);
    assert_eq!((code, lines(&report)), (Some(1), found("error")));

    let policy = "baseline = \"b.toml\"\nseverity = {not_in_baseline = \"error\"}";
    let shop = Shop::demanding(policy).with("first.yaml", &answers);
    assert_eq!(shop.run(&["first.yaml", "--write-baseline"]).code, Some(0));
    shop.write("second.yaml", &answers);
    let new = "second.yaml:1:8 error not-in-baseline not_in_baseline answers: an entry, none -> -";
    let (code, report) = shop.json(&["first.yaml", "second.yaml"]);
    assert_eq!((code, lines(&report)), (Some(1), vec![new.to_owned()]));
    let (code, report) =
        shop.json(&["first.yaml", "second.yaml", "--severity", "not_in_baseline=warn"]);
    assert_eq!((code, lines(&report)), (Some(0), vec![new.replace("error ", "warn ")]));
}

#[test]
fn waivers_that_fit_the_same_breach_are_both_used() {
    let waiver = |until: &str| {
        format!(
            "[[check.waiver]]\nrule = \"min_level\"\nuntil = {until}\nreason = \"r\"\nby = \"b\"\n"
        )
    };
    let policy = format!("min_level = 4\n{}{}", waiver("2026-09-30"), waiver("2026-08-31"));
    let shop = Shop::demanding(&policy).with("answers.yaml", &else_3(&[]));
    let (code, report) = shop.json(&["answers.yaml", "--strict"]);
    assert_eq!((code, lines(&report)), (Some(0), Vec::new()));
    assert_eq!(report["files"][0]["waived"][0]["until"], "2026-09-30");
}

//! Figures that may worsen only so much against the baseline, though the level holds.

use super::*;

/// From 5.1 by 1 at most: 6.1 is just held, and 6.2 is not. Levels hold either way.
#[test]
fn a_figure_may_worsen_so_much_and_no_more() {
    hold(&[
        Case::new(
            "baseline = \"b.toml\"\nmax_erosion = {overrides = 1}",
            else_3(&["overrides: {value: 6.2}"]),
            &["answers.yaml:4:3 error eroded-too-far max_erosion overrides: 5.1, worse by 1 at most, 6.2 -> OV-3a"],
            else_3(&["overrides: {value: 6.1}"]),
        )
        .before(else_3(&["overrides: {value: 5.1}"])),
        // A figure that is not given any more cannot be held against the one that was.
        Case::new(
            "baseline = \"b.toml\"\nmax_erosion = {overrides = 1}",
            else_3(&["overrides: {level: 3}"]),
            &["answers.yaml:4:3 error eroded-too-far max_erosion overrides: 5.1, worse by 1 at most, none -> OV-3a"],
            else_3(&["overrides: {value: 2}"]),
        )
        .before(else_3(&["overrides: {value: 5.1}"])),
        // More is better of these: 1.9 times the peak may become 1.8.
        Case::new(
            "baseline = \"b.toml\"\nmax_erosion = {scalability = 0.1}",
            else_3(&["scalability: {value: 1.79}"]),
            &["answers.yaml:4:3 error eroded-too-far max_erosion scalability: 1.9, worse by 0.1 at most, 1.79 -> SC-4a"],
            else_3(&["scalability: {value: 1.8}"]),
        )
        .before(else_3(&["scalability: {value: 1.9}"])),
    ]);
}

fn margins(shop: &Shop) -> String {
    let ran = shop.run(&["answers.yaml", "--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    ran.stdout
}

/// A baseline of before the rule holds no figure, breaks nothing, and says so.
#[test]
fn a_baseline_of_before_is_read_and_said_to_have_no_figure() {
    let shop = Shop::demanding("baseline = \"b.toml\"");
    shop.write("answers.yaml", &else_3(&["overrides: {value: 5.1}"]));
    assert_eq!(shop.run(&["answers.yaml", "--write-baseline"]).code, Some(0));
    assert!(!shop.read("b.toml").contains("figures"));
    let shop = shop.with(
        "oms-maturity.toml",
        "[check]\nbaseline = \"b.toml\"\nmax_erosion = {overrides = 0}\n",
    );
    shop.write("answers.yaml", &else_3(&["overrides: {value: 7.9}"]));
    assert!(margins(&shop).contains("which has no figure of it yet"), "{}", margins(&shop));
    assert_eq!(shop.run(&["answers.yaml", "--write-baseline"]).code, Some(0));
    assert!(
        shop.read("b.toml").contains("[answers.figures]\noverrides = 7.9\n"),
        "{}",
        shop.read("b.toml")
    );
    assert!(margins(&shop).contains("`overrides` 7.9, 7.9 in the baseline, and may be worse by 0"));
}

/// The better figure is kept, as the higher level is, until the baseline is lowered.
#[test]
fn the_baseline_keeps_the_better_figure() {
    let shop =
        Shop::demanding("baseline = \"b.toml\"\nmax_erosion = {overrides = 1, rules_age = 3}");
    let write = |overrides: &str, age: &str, flags: &[&str]| {
        let (overrides, age) = (format!("overrides: {overrides}"), format!("rules_age: {age}"));
        shop.write("answers.yaml", &else_3(&[&overrides, &age]));
        let ran = shop.run(&[&["answers.yaml", "--write-baseline"], flags].concat());
        let levels: toml::Table = shop.read("b.toml").parse().unwrap();
        let figures = levels["answers"][0]["figures"].as_table().unwrap().clone();
        let text = |id: &str| figures[id].to_string();
        (ran.code, text("overrides"), text("rules_age"), ran.stderr)
    };
    let (code, overrides, age, _) = write("{value: 5.5}", "{value: 8}", &[]);
    assert_eq!((code, overrides.as_str(), age.as_str()), (Some(0), "5.5", "8"));
    let (code, overrides, age, _) = write("{value: 5}", "{value: 9}", &[]);
    assert_eq!((code, overrides.as_str(), age.as_str()), (Some(0), "5", "8"));
    let (code, overrides, age, said) = write("{value: 7}", "{value: never}", &[]);
    assert_eq!((code, overrides.as_str(), age.as_str()), (Some(1), "5", "8"));
    assert!(said.contains("overrides 5 to 7") && said.contains("rules_age 8 to never"), "{said}");
    let (code, overrides, age, _) = write("{value: 7}", "{value: never}", &["--lower-baseline"]);
    assert_eq!((code, overrides.as_str(), age.as_str()), (Some(0), "7", "\"never\""));
    let (code, _, age, _) = write("{value: 7}", "{value: 11}", &[]);
    assert_eq!((code, age.as_str()), (Some(0), "11"));
}

#[test]
fn what_is_wrong_with_the_rule_is_said() {
    for (policy, says) in [
        (
            "baseline = \"b.toml\"\nmax_erosion = 5",
            "write it by question, in the unit of its figure",
        ),
        ("baseline = \"b.toml\"\nmax_erosion = {overides = 1}", "did you mean `overrides`?"),
        ("baseline = \"b.toml\"\nmax_erosion = {cost_to_serve = 1}", "no question with a figure"),
        ("baseline = \"b.toml\"\nmax_erosion = {overrides = -1}", "0 or more"),
        ("baseline = \"b.toml\"\nmax_erosion = {overrides = \"1\"}", "overrides"),
        ("max_erosion = {overrides = 1}", "is held against a baseline, and none is named"),
    ] {
        let shop = Shop::demanding(policy).with("answers.yaml", &else_3(&[]));
        let ran = shop.run(&["answers.yaml"]);
        assert_eq!(ran.code, Some(2), "{policy}: {}{}", ran.stdout, ran.stderr);
        assert!(ran.stderr.contains(says), "{policy}: {}", ran.stderr);
    }
    let shop = Shop::demanding("min_level = 1").with("answers.yaml", &else_3(&[]));
    let ran = shop.run(&["answers.yaml", "--max-erosion", "overrides"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    assert!(ran.stderr.contains("NAME=VALUE"), "{}", ran.stderr);
}

/// A baseline whose figures cannot be figures is refused where they stand.
#[test]
fn a_broken_figure_in_a_baseline_is_found() {
    let shop = Shop::demanding("baseline = \"b.toml\"\nmax_erosion = {overrides = 1}");
    shop.write("answers.yaml", &else_3(&["overrides: {value: 5}"]));
    assert_eq!(shop.run(&["answers.yaml", "--write-baseline"]).code, Some(0));
    let good = shop.read("b.toml");
    for wrong in ["overrides = \"often\"", "overides = 5", "cost_to_serve = 5", "overrides = true"]
    {
        shop.write("b.toml", &good.replace("overrides = 5", wrong));
        let ran = shop.run(&["answers.yaml"]);
        assert_eq!(ran.code, Some(2), "{wrong}: {}{}", ran.stdout, ran.stderr);
    }
}

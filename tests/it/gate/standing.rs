//! What passes: with which level, how far from each limit, and what falls due within 30 days; and
//! which days lie in the future.

use super::*;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Overrides at 2 and scalability at 4: the mean is (4 * 3 + 2 + 4) / 6 = 3.00.
fn answers() -> String {
    else_3(&["overrides: {level: 2}", "scalability: {level: 4, as_of: 2026-06-20}"])
}

fn passes_with(policy: &str, today: &str) -> String {
    let shop = Shop::demanding(policy).with("a.yaml", &answers());
    let ran = shop.run_on(today, &["./a.yaml"]);
    assert_eq!(ran.code, Some(0), "{policy}: {}{}", ran.stdout, ran.stderr);
    ran.stdout
}

#[test]
fn what_passes_says_how_far_it_is_from_each_limit() {
    for (policy, said) in [
        ("max_unknown = 2", "level 3; 0 unknown or unanswered, and 2 more may be"),
        ("max_unanswered = 0", "level 3; 0 unanswered, and no more may be"),
        ("min_level = 3", "level 3, as demanded"),
        ("min_level = 1", "level 3, 2 above the 1 demanded"),
        ("min_mean = 3", "level 3; mean 3.00, as demanded"),
        ("min_mean = 2.7", "level 3; mean 3.00, 0.30 above the 2.7 demanded"),
        ("dimensions = {overrides = 2}", "level 3; `overrides` 2, as demanded"),
        ("dimensions = {scalability = 1}", "level 3; `scalability` 4, 3 above the 1 demanded"),
        ("max_age_days = 180", "level 3; answers 1 day old, and may get 179 days older"),
        ("max_age_days = 1", "level 3; answers 1 day old, and may get no older"),
        (
            "max_evidence_age_days = 365",
            "level 3; oldest evidence (`scalability`) 11 days old, and may get 354 days older",
        ),
        (
            "must_cope = [{scenario = \"SN22\", from = 2026-10-01}]",
            "level 3; does not cope with SN22 yet, demanded from 2026-10-01",
        ),
    ] {
        let out = passes_with(policy, TODAY);
        let first = out.lines().next().unwrap();
        assert_eq!(first, format!("./a.yaml: passed: {said}"), "{policy}");
    }
    let out = passes_with("min_level = 3\nmin_mean = 2.5\nmax_age_days = 90", TODAY);
    let said = "./a.yaml: passed: level 3, as demanded; mean 3.00, 0.50 above the 2.5 demanded; \
                answers 1 day old, and may get 89 days older\nPASSED: 1 passed";
    assert!(out.starts_with(said), "{out}");
}

#[test]
fn a_baseline_that_is_kept_says_what_rose() {
    let shop = Shop::demanding("baseline = \"b.toml\"").with("a.yaml", &answers());
    assert_eq!(shop.run(&["a.yaml", "--write-baseline"]).code, Some(0));
    shop.write("a.yaml", &answers().replace("overrides: {level: 2}", "overrides: {level: 3}"));
    let ran = shop.run(&["a.yaml"]);
    assert!(ran.stdout.contains("no level below the baseline, 1 of 7 above it"), "{}", ran.stdout);
}

const WAIVED: &str = "dimensions = {overrides = 3}\n[[check.waiver]]\nrule = \"min_level\"\n\
                      dimension = \"overrides\"\nuntil = 2026-09-30\nreason = \"r\"\nby = \"b\"";

/// A policy that first breaks on 1 October, and what is said of it 30 days before.
const DUE: [(&str, &str); 4] = [
    (
        "must_cope = [{scenario = \"SN22\", from = 2026-10-01}]",
        "a.yaml:4:3: due[scenario-not-coped]: from 2026-10-01 on (in 30 days): scenario SN22",
    ),
    (
        "max_age_days = 92",
        "a.yaml:2:7: due[answers-too-old]: from 2026-10-01 on (in 30 days): the answers are 93",
    ),
    (
        "max_evidence_age_days = 102",
        "a.yaml:5:34: due[evidence-too-old]: from 2026-10-01 on (in 30 days): the evidence for",
    ),
    (
        WAIVED,
        "oms-maturity.toml:3:1: due[waiver-expired]: the waiver of `min_level` for `overrides` \
         ends with 2026-09-30 (in 29 days)",
    ),
];
const SOON: &str = "2026-09-01";
const BREAKS: &str = "2026-10-01";

#[test]
fn what_falls_due_within_thirty_days_is_told_and_fails_nothing() {
    for (policy, said) in DUE {
        let shop = Shop::demanding(policy).with("a.yaml", &answers());
        for (day, code, due) in
            [("2026-08-31", 0, false), (SOON, 0, true), ("2026-09-30", 0, true), (BREAKS, 1, false)]
        {
            let ran = shop.run_on(day, &["a.yaml"]);
            assert_eq!(ran.code, Some(code), "{policy} on {day}: {}", ran.stdout);
            assert_eq!(ran.stdout.contains(": due["), due, "{policy} on {day}: {}", ran.stdout);
        }
        let ran = shop.run_on(SOON, &["a.yaml"]);
        assert!(ran.stdout.lines().any(|line| line.starts_with(said)), "{said}\n{}", ran.stdout);
    }
}

/// Machines are told by what fails no build.
#[test]
fn what_falls_due_is_a_note_in_forms_for_machines() {
    for (policy, _) in DUE {
        let shop = Shop::demanding(policy).with("a.yaml", &answers());
        let (code, report) = shop.json_on(SOON, &["a.yaml", "--strict"]);
        assert_eq!((code, &report["passed"]), (Some(0), &true.into()), "{policy}");
        let files = report["files"].as_array().unwrap().iter();
        let due: Vec<_> = files.flat_map(|file| file["due"].as_array().unwrap()).collect();
        assert_eq!(due.len(), 1, "{report:#}");
        assert_eq!((&due[0]["on"], &due[0]["days"]), (&BREAKS.into(), &30.into()));
        let form = |form: &str| {
            let ran = shop.run_on(SOON, &["a.yaml", "--format", form]);
            assert_eq!(ran.code, Some(0), "{form}");
            ran.stdout
        };
        let notices = form("github");
        // What is waived is a notice of its own.
        assert_eq!(notices.matches("::notice ").count(), 1 + usize::from(policy == WAIVED));
        assert!(!notices.contains("::error") && !notices.contains("::warning"), "{notices}");
        let sarif: Value = serde_json::from_str(&form("sarif")).unwrap();
        let results = sarif["runs"][0]["results"].as_array().unwrap();
        assert_eq!(results.iter().filter(|result| result["level"] == "note").count(), 1);
        let gitlab: Value = serde_json::from_str(&form("gitlab")).unwrap();
        assert!(gitlab.as_array().unwrap().iter().all(|issue| issue["severity"] == "info"));
        let junit = form("junit");
        assert!(junit.contains("failures=\"0\"") && junit.contains("due: "), "{junit}");
        let tap = form("tap");
        assert!(tap.contains("\n# ") && tap.contains(": due: "), "{tap}");
        assert_eq!(tap.matches("not ok").count(), tap.matches(" # TODO ").count(), "{tap}");
        assert!(form("markdown").contains("### Falls due"), "{}", form("markdown"));
    }
}

/// What is met by then, or waived then, does not fall due.
#[test]
fn what_will_hold_is_not_called_due() {
    let shop = Shop::demanding("must_cope = [{scenario = \"SN22\", from = 2026-10-01}]")
        .with("a.yaml", &else_3(&["overrides: {level: 5}"]));
    assert!(!shop.run_on("2026-09-15", &["a.yaml"]).stdout.contains("due["));
    let waiver = "must_cope = [{scenario = \"SN22\", from = 2026-10-01}]\n[[check.waiver]]\n\
                  rule = \"must_cope\"\nscenario = \"SN22\"\nuntil = 2027-01-31\nreason = \"r\"\nby = \"b\"";
    let shop = Shop::demanding(waiver).with("a.yaml", &answers());
    assert!(!shop.run_on("2026-09-15", &["a.yaml"]).stdout.contains("due["));
}

/// A waiver of the command line ends as well.
#[test]
fn a_waiver_of_the_command_line_falls_due() {
    let shop = Shop::new().with("a.yaml", &answers());
    let waiver = "rule=min_level,dimension=overrides,until=2026-07-10,reason=r,by=b";
    let ran = shop.run(&["a.yaml", "--dimension", "overrides=3", "--waiver", waiver]);
    assert_eq!(ran.code, Some(0), "{}", ran.stdout);
    assert!(ran.stdout.contains("ends with 2026-07-10 (in 9 days)"), "{}", ran.stdout);
}

/// Runs by the clock of a machine in `zone`, on answers that describe `day`, with evidence of it.
fn on_a_machine_in(zone: &str, day: &str) -> Ran {
    let answers = format!(
        "scope: S\ndate: {day}\nanswers:\n  overrides: {{level: 3, as_of: {day}}}\n  \
         rules_age: {{level: 3}}\n  adaptability: {{level: 3}}\n  cost_to_serve: {{level: 3}}\n"
    );
    let shop = Shop::new().with("a.yaml", &answers);
    let ran = Command::new(env!("CARGO_BIN_EXE_oms-maturity"))
        .current_dir(&shop.0)
        .args(["check", "a.yaml", "--min-level", "1", "--max-age-days", "9"])
        .args(crate::of_first_edition(&[]))
        .env("TZ", zone)
        .env("NO_COLOR", "1")
        .env_remove("GITHUB_ACTIONS")
        .output();
    Ran::from(ran.unwrap())
}

#[test]
fn a_day_that_has_begun_somewhere_is_not_the_future() {
    let ahead = |hours| {
        let then = Timestamp::now() + SignedDuration::from_hours(hours);
        TimeZone::UTC.to_datetime(then).date().to_string()
    };
    for zone in ["UTC", "Etc/GMT+12", "Pacific/Kiritimati"] {
        // An hour before the earliest zone's midnight the day may turn between here and there.
        let first = ahead(14);
        let ran = on_a_machine_in(zone, &first);
        assert_eq!(ran.code, Some(0), "{zone} {first}: {}", ran.stdout);
        let next = ahead(14 + 48);
        let ran = on_a_machine_in(zone, &next);
        assert_eq!(ran.code, Some(1), "{zone} {next}: {}", ran.stdout);
        assert_eq!(ran.stdout.matches("error[date-in-future]").count(), 2, "{}", ran.stdout);
        assert!(ran.stdout.contains(&format!("{next} lies after today, ")), "{}", ran.stdout);
    }
}

#[test]
fn a_day_that_is_named_is_today_for_everybody() {
    let shop = Shop::demanding("min_level = 1").with("a.yaml", &else_3(&[]));
    assert_eq!(shop.run_on("2026-06-30", &["a.yaml"]).code, Some(0));
    let ran = shop.run_on("2026-06-29", &["a.yaml"]);
    assert_eq!(ran.code, Some(1));
    let said = "2026-06-30 lies after today, which is 2026-06-29 at the latest";
    assert!(ran.stdout.contains(said), "{}", ran.stdout);
    // A date that was typed wrong, far ahead, is found.
    shop.write("a.yaml", &else_3(&[]).replace("2026-06-30", "2062-06-30"));
    let ran = shop.run(&["a.yaml"]);
    assert!(ran.stdout.contains("a.yaml:2:7: error[date-in-future]"), "{}", ran.stdout);
}

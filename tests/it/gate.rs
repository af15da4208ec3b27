//! The gate through the real program: for every rule the smallest answers that break it and the
//! smallest that just pass; where a policy comes from; what a bad one gets.
//!
//! What is expected follows from the field's rules, by hand: an unanswered or unknown question
//! counts 1, more than two of them leave no overall level; level n takes a mean of n and n - 1
//! everywhere; evidenced, a 4 or 5 without a report counts 3.

use super::Field;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A repository, above which no policy is looked for.
struct Shop(tempfile::TempDir);

/// How a run ended, and what it said.
struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Shop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".git")).unwrap();
        Self(folder)
    }

    /// A shop with a policy: the lines under `[check]`.
    fn demanding(policy: &str) -> Self {
        Self::new().with("oms-maturity.toml", &format!("[check]\n{policy}\n"))
    }

    fn with(self, name: &str, text: &str) -> Self {
        self.write(name, text);
        self
    }

    #[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
    fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    fn has(&self, name: &str) -> bool {
        self.0.path().join(name).exists()
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.run_on("2026-07-01", args)
    }

    fn run_on(&self, today: &str, args: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_oms-maturity"));
        command.current_dir(&self.0).arg("check").args(args).args(["--today", today]);
        for name in ["GITHUB_ACTIONS", "CI", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        Ran::from(command.env("NO_COLOR", "1").output().unwrap())
    }

    /// Runs with the JSON form and returns it beside the exit code.
    fn json_on(&self, today: &str, args: &[&str]) -> (Option<i32>, Value) {
        let ran = self.run_on(today, &[args, &["--format", "json"]].concat());
        let said = serde_json::from_str(&ran.stdout);
        (ran.code, said.unwrap_or_else(|error| panic!("{error}\n{}{}", ran.stdout, ran.stderr)))
    }

    fn json(&self, args: &[&str]) -> (Option<i32>, Value) {
        self.json_on("2026-07-01", args)
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

/// Every finding in a line: `file:line:column severity code rule subject: needed, found -> action`.
fn lines(report: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let mut lines = Vec::new();
    for file in report["files"].as_array().unwrap() {
        for found in file["findings"].as_array().unwrap() {
            lines.push(format!(
                "{}:{}:{} {} {} {} {}: {}, {} -> {}",
                text(&file["file"]),
                found["line"],
                found["column"],
                text(&found["severity"]),
                text(&found["code"]),
                text(&found["rule"]),
                text(&found["subject"]),
                text(&found["needed"]),
                text(&found["found"]),
                text(&found["action"]),
            ));
        }
    }
    lines
}

/// Answers of 2026-06-30: a line each from line 4 on, at column 3.
fn bare(answers: &[&str]) -> String {
    dated("2026-06-30", answers)
}

fn dated(date: &str, answers: &[&str]) -> String {
    let answers: Vec<_> = answers.iter().map(|line| format!("  {line}\n")).collect();
    let body =
        if answers.is_empty() { " {}\n".to_owned() } else { format!("\n{}", answers.concat()) };
    format!("scope: Shop\ndate: {date}\nanswers:{body}")
}

/// The same, with every other dimension at level 3 on the lines behind.
fn else_3(answers: &[&str]) -> String {
    let named = |id: &str| answers.iter().any(|line| line.starts_with(&format!("{id}:")));
    let rest = DIMENSIONS.iter().filter(|id| !named(id)).map(|id| format!("{id}: {{level: 3}}"));
    let rest: Vec<_> = rest.collect();
    let rest = rest.iter().map(String::as_str);
    bare(&answers.iter().copied().chain(rest).collect::<Vec<_>>())
}

const DIMENSIONS: [&str; 6] =
    ["rules_age", "overrides", "adaptability", "cost_to_serve", "inventory_trust", "scalability"];

/// A rule of a policy, what just breaks it, and what just passes.
struct Case {
    /// The lines under `[check]`.
    policy: &'static str,
    /// The answers at the time of the baseline.
    before: Option<String>,
    /// Answers that break it, and the day they are held against it.
    breaks: (String, &'static str),
    /// What is found then.
    found: &'static [&'static str],
    /// Answers that pass, and the day.
    passes: (String, &'static str),
}

const TODAY: &str = "2026-07-01";

impl Case {
    fn new(
        policy: &'static str,
        breaks: String,
        found: &'static [&'static str],
        passes: String,
    ) -> Self {
        Self { policy, before: None, breaks: (breaks, TODAY), found, passes: (passes, TODAY) }
    }

    fn before(self, before: String) -> Self {
        Self { before: Some(before), ..self }
    }

    fn on(mut self, breaking: &'static str, passing: &'static str) -> Self {
        (self.breaks.1, self.passes.1) = (breaking, passing);
        self
    }

    /// Runs both, collecting what is not as it should be.
    fn check(&self) -> Vec<String> {
        let sides = [(&self.breaks, 1, self.found), (&self.passes, 0, &[][..])];
        let wrong = sides.into_iter().filter_map(|((answers, today), code, expected)| {
            let shop = Shop::demanding(self.policy);
            if let Some(before) = &self.before {
                shop.write("answers.yaml", before);
                let ran = shop.run(&["answers.yaml", "--write-baseline"]);
                assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
            }
            shop.write("answers.yaml", answers);
            let (ended, report) = shop.json_on(today, &["answers.yaml"]);
            let found = lines(&report);
            let passed = report["passed"] == (code == 0) && report["today"] == *today;
            (ended != Some(code) || found != expected || !passed).then(|| {
                format!(
                    "policy:\n{}\nanswers on {today}:\n{answers}exit {ended:?}, not {code}; \
                     passed {}\nfound:    {found:#?}\nexpected: {expected:#?}\n",
                    self.policy, report["passed"]
                )
            })
        });
        wrong.collect()
    }
}

fn hold(cases: &[Case]) {
    let wrong: Vec<_> = cases.iter().flat_map(Case::check).collect();
    assert!(wrong.is_empty(), "{} wrong:\n\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_overall_level_is_held_where_it_is_just_reached() {
    hold(&[
        // More than two unknown leave no level, and that fails even the lowest minimum.
        Case::new(
            "min_level = 1",
            bare(&["rules_age: {level: 1}", "overrides: {level: 1}", "adaptability: {level: 1}"]),
            // Four to six are unanswered; of those inventory trust is furthest upstream.
            &["answers.yaml:3:1 error below-min-level min_level overall: 1, none -> IT-1a"],
            bare(&[
                "rules_age: {level: 1}",
                "overrides: {level: 1}",
                "adaptability: {level: 1}",
                "cost_to_serve: {level: 1}",
            ]),
        ),
        // The mean decides: (3 + 2 + 2 + 2 + 1 + 1) / 6 = 11/6, and with one more 12/6.
        Case::new(
            "min_level = 2",
            bare(&[
                "rules_age: {level: 3}",
                "overrides: {level: 2}",
                "adaptability: {level: 2}",
                "cost_to_serve: {level: 2}",
            ]),
            // The lowest is inventory trust, which stands nowhere: the place is that of `answers`.
            &["answers.yaml:3:1 error below-min-level min_level overall: 2, 1 -> IT-1a"],
            bare(&[
                "rules_age: {level: 3}",
                "overrides: {level: 3}",
                "adaptability: {level: 2}",
                "cost_to_serve: {level: 2}",
            ]),
        ),
        // The weakest decides: (4 + 4 + 3 + 3 + 3 + 1) / 6 = 18/6 is enough, a 1 is not; with a 2,
        // (4 + 3 + 3 + 3 + 3 + 2) / 6 = 18/6 is level 3.
        Case::new(
            "min_level = 3",
            else_3(&[
                "cost_to_serve: {level: 1}",
                "rules_age: {level: 4, evidence: report}",
                "overrides: {level: 4, evidence: report}",
            ]),
            &["answers.yaml:4:3 error below-min-level min_level overall: 3, 2 -> CS-1a"],
            else_3(&["cost_to_serve: {level: 2}", "rules_age: {level: 4, evidence: report}"]),
        ),
    ]);
}

#[test]
fn dimensions_and_means_are_held_where_they_are_just_reached() {
    hold(&[
        Case::new(
            "dimensions = {overrides = 3}",
            else_3(&["overrides: {value: 8.1}"]),
            &["answers.yaml:4:3 error below-min-level min_level overrides: 3, 2 -> OV-2a"],
            bare(&["overrides: {value: 8}"]),
        ),
        Case::new(
            "dimensions = {overrides = 2}",
            else_3(&["overrides: unknown"]),
            &["answers.yaml:4:3 error below-min-level min_level overrides: 2, unknown -> OV-1a"],
            bare(&["overrides: {level: 2}"]),
        ),
        Case::new(
            "[check.dimensions]\noverrides = 1\n",
            else_3(&["overrides: {not_applicable: pilot}"]),
            &["answers.yaml:4:3 error below-min-level min_level overrides: 1, not_applicable -> -"],
            bare(&["overrides: {level: 1}"]),
        ),
        // (3 + 3 + 3 + 3 + 2 + 2) / 6 = 16/6, shown as 2.66; 17/6 is shown as 2.83 and above it.
        Case::new(
            "min_mean = 2.83",
            else_3(&["scalability: {level: 2}", "inventory_trust: {level: 2}"]),
            &["answers.yaml:5:3 error below-min-mean min_mean overall: 2.83, 2.66 -> IT-2a"],
            else_3(&["scalability: {level: 2}"]),
        ),
        // Shown and compared alike: 17/6 is shown as 2.83, and below 2.84.
        Case::new(
            "min_mean = 2.84",
            else_3(&["scalability: {level: 2}"]),
            &["answers.yaml:4:3 error below-min-mean min_mean overall: 2.84, 2.83 -> SC-2a"],
            else_3(&[]),
        ),
    ]);
}

#[test]
fn the_evidenced_result_is_held_against_the_same_demands() {
    let reported = |but: &str| {
        let rest = DIMENSIONS.iter().filter(|id| !but.starts_with(**id));
        let rest: Vec<_> = rest.map(|id| format!("{id}: {{level: 4, evidence: report}}")).collect();
        let rest = rest.iter().map(String::as_str);
        bare(&[but].into_iter().chain(rest).collect::<Vec<_>>())
    };
    let estimated = || reported("adaptability: {level: 4, evidence: estimate}");
    let whole = || reported("adaptability: {level: 4, evidence: report}");
    hold(&[
        // Claimed 4; evidenced (5 * 4 + 3) / 6 = 23/6 = 3.83.
        Case::new(
            "judge = \"evidenced\"\nmin_level = 4",
            estimated(),
            &["answers.yaml:4:3 error below-min-level min_level overall: 4, 3 -> AD-0"],
            whole(),
        ),
        Case::new(
            "judge = \"evidenced\"\ndimensions = {adaptability = 4}",
            estimated(),
            &["answers.yaml:4:3 error below-min-level min_level adaptability: 4, 3 -> AD-0"],
            whole(),
        ),
        Case::new(
            "judge = \"evidenced\"\nmin_mean = 3.84",
            estimated(),
            &["answers.yaml:4:3 error below-min-mean min_mean overall: 3.84, 3.83 -> AD-0"],
            whole(),
        ),
    ]);
}

#[test]
fn reports_and_guard_rails_count_where_evidence_is_judged() {
    hold(&[
        Case::new(
            "judge = \"evidenced\"\nmust_cope = [\"SN22\"]",
            else_3(&["overrides: {level: 4}"]),
            &["answers.yaml:4:3 error scenario-not-coped must_cope SN22: copes, at_risk -> OV-0"],
            bare(&["overrides: {level: 4, evidence: report}"]),
        ),
        Case::new(
            "judge = \"evidenced\"\nbaseline = \"b.toml\"",
            else_3(&["overrides: {level: 4, evidence: opinion}"]),
            &["answers.yaml:4:3 error fell-below-baseline baseline overrides: 4, 3 -> OV-0"],
            else_3(&["overrides: {level: 4, evidence: report}"]),
        )
        .before(else_3(&["overrides: {level: 4, evidence: report}"])),
        // A guard-rail caps what is evidenced at 2: the next step from there keeps reviews in time.
        Case::new(
            "judge = \"evidenced\"\ndimensions = {rules_age = 3}",
            else_3(&["rules_age: {level: 5, evidence: report}", "stale_after_change: yes"]),
            &["answers.yaml:4:3 error below-min-level min_level rules_age: 3, 2 -> RA-2a"],
            else_3(&["rules_age: {level: 5, evidence: report}", "stale_after_change: no"]),
        ),
        // Claimed answers are left alone by reports and guard-rails.
        Case::new(
            "judge = \"claimed\"\ndimensions = {rules_age = 5}",
            else_3(&["rules_age: {level: 4, evidence: report}"]),
            &["answers.yaml:4:3 error below-min-level min_level rules_age: 5, 4 -> RA-4a"],
            bare(&["rules_age: {level: 5}", "stale_after_change: yes"]),
        ),
    ]);
}

#[test]
fn a_scenario_is_missed_where_the_evidence_is_missing() {
    hold(&[
        // Claimed, every requirement is held; evidenced, adaptability is at 3 and misses 4.
        Case::new(
            "judge = \"evidenced\"\nmust_cope = [\"SN06\"]",
            else_3(&["cost_to_serve: {level: 4, evidence: report}", "adaptability: {level: 4}"]),
            &["answers.yaml:5:3 error scenario-not-coped must_cope SN06: copes, at_risk -> AD-0"],
            else_3(&[
                "cost_to_serve: {level: 4, evidence: report}",
                "adaptability: {level: 4, evidence: report}",
            ]),
        ),
    ]);
}

#[test]
fn claims_from_a_level_on_take_a_report() {
    hold(&[
        Case::new(
            "require_evidence_from = 4",
            bare(&["overrides: {level: 4}"]),
            &[
                "answers.yaml:4:3 error no-report require_evidence_from overrides: report, none -> OV-0",
            ],
            bare(&["overrides: {level: 4, evidence: report}"]),
        ),
        Case::new(
            "require_evidence_from = 4",
            bare(&["overrides: {level: 4, evidence: estimate}"]),
            &[
                "answers.yaml:4:3 error no-report require_evidence_from overrides: report, estimate -> OV-0",
            ],
            bare(&["overrides: {level: 3}"]),
        ),
        // A bare option stands at its own place; the place of the answer is that of its name.
        Case::new(
            "require_evidence_from = 3",
            bare(&["overrides: unknown", "cost_to_serve: path"]),
            &[
                "answers.yaml:5:3 error no-report require_evidence_from cost_to_serve: report, none -> CS-0",
            ],
            bare(&["overrides: unknown", "cost_to_serve: channel"]),
        ),
    ]);
}

#[test]
fn unknown_and_unanswered_questions_are_counted() {
    hold(&[
        // Overrides is unknown and scalability unanswered: two.
        Case::new(
            "max_unknown = 1",
            bare(&[
                "overrides: unknown",
                "rules_age: {level: 3}",
                "adaptability: {level: 3}",
                "cost_to_serve: {level: 3}",
                "inventory_trust: {level: 3}",
            ]),
            &["answers.yaml:4:3 error too-many-unknown max_unknown answers: 1, 2 -> OV-1a"],
            else_3(&["overrides: unknown"]),
        ),
        Case::new(
            "max_unknown = 0",
            else_3(&["overrides: {unknown: true}"]),
            &["answers.yaml:4:3 error too-many-unknown max_unknown answers: 0, 1 -> OV-1a"],
            else_3(&["overrides: {not_applicable: pilot}"]),
        ),
        Case::new(
            "max_unanswered = 0",
            bare(&[
                "rules_age: {level: 3}",
                "overrides: {level: 3}",
                "adaptability: {level: 3}",
                "cost_to_serve: {level: 3}",
                "inventory_trust: {level: 3}",
            ]),
            &["answers.yaml:3:1 error too-many-unanswered max_unanswered answers: 0, 1 -> SC-1a"],
            else_3(&["scalability: unknown"]),
        ),
        // Guard-rail follow-ups are counted nowhere.
        Case::new(
            "max_unanswered = 5",
            bare(&[]),
            &["answers.yaml:3:1 error too-many-unanswered max_unanswered answers: 5, 6 -> RA-1a"],
            bare(&["rules_age: {level: 1}"]),
        ),
    ]);
}

#[test]
fn ages_count_in_calendar_days_and_the_last_day_passes() {
    hold(&[
        // 2026-06-30 and 180 days are 2026-12-27: July 31, August 31, September 30, October 31,
        // November 30 are 153, and 27 more.
        Case::new(
            "max_age_days = 180",
            bare(&[]),
            &["answers.yaml:2:7 error answers-too-old max_age_days answers: 180 days, 181 days -> -"],
            bare(&[]),
        )
        .on("2026-12-28", "2026-12-27"),
        Case::new(
            "max_age_days = 0",
            bare(&[]),
            &["answers.yaml:2:7 error answers-too-old max_age_days answers: 0 days, 1 days -> -"],
            bare(&[]),
        )
        .on("2026-07-01", "2026-06-30"),
        // 2026-04-02 and 90 days are 2026-07-01: April 28, May 31, June 30, and 1 more.
        Case::new(
            "max_evidence_age_days = 90",
            bare(&["overrides: {level: 3, as_of: 2026-04-01}"]),
            &["answers.yaml:4:32 error evidence-too-old max_evidence_age_days overrides: 90 days, 91 days -> -"],
            bare(&["overrides: {level: 3, as_of: 2026-04-02}", "rules_age: {level: 3}"]),
        ),
    ]);
}

#[test]
fn nothing_falls_below_the_baseline() {
    let policy = "baseline = \"b.toml\"";
    hold(&[
        // The dimension may fall, the overall level may not: 17/6 is below 3, 18/6 is not.
        Case::new(
            "baseline = \"b.toml\"\nallow_fall = [\"overrides\"]",
            else_3(&["overrides: {level: 2}"]),
            &["answers.yaml:4:3 error fell-below-baseline baseline overall: 3, 2 -> OV-2a"],
            else_3(&["overrides: {level: 2}", "scalability: {level: 4, evidence: report}"]),
        )
        .before(else_3(&[])),
        Case::new(
            policy,
            else_3(&["overrides: {level: 3}"]),
            &["answers.yaml:4:3 error fell-below-baseline baseline overrides: 4, 3 -> OV-3a"],
            // Worse within its level is no fall, and another level may rise.
            else_3(&["overrides: {value: 3}", "rules_age: {level: 4}"]),
        )
        .before(else_3(&["overrides: {value: 1.1}"])),
        Case::new(
            "baseline = \"b.toml\"\nallow_fall = [\"overrides\"]",
            else_3(&["overrides: {level: 3}", "adaptability: {level: 3}"]),
            &["answers.yaml:5:3 error fell-below-baseline baseline adaptability: 4, 3 -> AD-3a"],
            else_3(&["overrides: {level: 3}", "adaptability: {level: 4}"]),
        )
        .before(else_3(&["overrides: {level: 4}", "adaptability: {level: 4}"])),
        // A 1 that is not known any more is a fall, although it counts the same.
        Case::new(
            policy,
            else_3(&["overrides: unknown"]),
            &["answers.yaml:4:3 error fell-below-baseline baseline overrides: 1, unknown -> OV-1a"],
            else_3(&["overrides: {level: 1}"]),
        )
        .before(else_3(&["overrides: {level: 1}"])),
        Case::new(
            policy,
            else_3(&["overrides: {not_applicable: pilot}"]),
            &["answers.yaml:4:3 error fell-below-baseline baseline overrides: 3, not_applicable -> -"],
            else_3(&["overrides: {level: 3}"]),
        )
        .before(else_3(&["overrides: {level: 3}"])),
        // What was not known has no level to fall from; 16/6 before and 13/6 after are both level 2.
        Case::new(
            policy,
            else_3(&["overrides: unknown", "scalability: {level: 2}", "adaptability: unknown"]),
            &[
                "answers.yaml:5:3 error fell-below-baseline baseline scalability: 3, 2 -> SC-2a",
                "answers.yaml:6:3 error fell-below-baseline baseline adaptability: 3, unknown -> AD-1a",
            ],
            else_3(&["overrides: {level: 1}"]),
        )
        .before(else_3(&["overrides: unknown"])),
    ]);
}

#[test]
fn scenarios_must_be_coped_with() {
    hold(&[
        // SN22 takes overrides at 4: one level short is at risk, two levels fail.
        Case::new(
            "must_cope = [\"SN22\"]",
            else_3(&["overrides: {level: 3}"]),
            &["answers.yaml:4:3 error scenario-not-coped must_cope SN22: copes, at_risk -> OV-3a"],
            bare(&["overrides: {level: 4}"]),
        ),
        Case::new(
            "must_cope = [\"SN22\"]",
            else_3(&["overrides: {level: 2}"]),
            &["answers.yaml:4:3 error scenario-not-coped must_cope SN22: copes, fails -> OV-2a"],
            bare(&["overrides: {level: 5}"]),
        ),
        // Overrides may be anything from 1 to 5.
        Case::new(
            "must_cope = [\"SN22\"]",
            else_3(&["overrides: unknown"]),
            &[
                "answers.yaml:4:3 error scenario-not-coped must_cope SN22: copes, cannot_say -> OV-1a",
            ],
            else_3(&["overrides: {level: 4}"]),
        ),
        // It counts from the first day on.
        Case::new(
            "must_cope = [{scenario = \"SN22\", from = 2026-10-01}]",
            else_3(&["overrides: {level: 3}"]),
            &["answers.yaml:4:3 error scenario-not-coped must_cope SN22: copes, at_risk -> OV-3a"],
            else_3(&["overrides: {level: 3}"]),
        )
        .on("2026-10-01", "2026-09-30"),
        // SN06 takes cost-to-serve and adaptability at 4; the one that is short is meant.
        Case::new(
            "must_cope = [\"SN06\", \"SN22\"]",
            else_3(&[
                "overrides: {level: 4, evidence: report}",
                "cost_to_serve: {level: 4, evidence: report}",
            ]),
            &["answers.yaml:7:3 error scenario-not-coped must_cope SN06: copes, at_risk -> AD-3a"],
            else_3(&[
                "overrides: {level: 4}",
                "cost_to_serve: {level: 4}",
                "adaptability: {level: 4}",
            ]),
        ),
    ]);
}

#[test]
fn a_day_after_today_is_found() {
    hold(&[
        Case::new(
            "max_unknown = 6",
            bare(&[]),
            &["answers.yaml:2:7 error date-in-future future_date answers: 2026-06-29, 2026-06-30 -> -"],
            bare(&[]),
        )
        .on("2026-06-29", "2026-06-30"),
        Case::new(
            "max_unknown = 6",
            bare(&["overrides: {level: 3, as_of: 2026-07-02}"]),
            &["answers.yaml:4:32 error date-in-future future_date overrides: 2026-07-01, 2026-07-02 -> -"],
            bare(&["overrides: {level: 3, as_of: 2026-07-01}"]),
        ),
    ]);
}

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

/// What a report mends is the evidenced level; a claimed one is mended by the next step.
#[test]
fn the_action_is_one_that_mends_the_breach() {
    let four = |id: &str| format!("{id}: {{level: 4}}");
    let rest: Vec<_> =
        DIMENSIONS.iter().filter(|id| **id != "cost_to_serve").map(|id| four(id)).collect();
    let mut held_back = vec!["cost_to_serve: {level: 1}"];
    held_back.extend(rest.iter().map(String::as_str));
    hold(&[
        // (5 * 4 + 1) / 6 is 3.5, and cost-to-serve at 1 holds it at 2.
        Case::new(
            "min_level = 3",
            bare(&held_back),
            &["answers.yaml:4:3 error below-min-level min_level overall: 3, 2 -> CS-1a"],
            else_3(&[]),
        ),
        Case::new(
            "dimensions = {adaptability = 5}",
            else_3(&["adaptability: {level: 4}"]),
            &["answers.yaml:4:3 error below-min-level min_level adaptability: 5, 4 -> AD-4a"],
            bare(&["adaptability: {level: 5}"]),
        ),
        // SN02 takes scalability at 5, where a report is lacking for 4.
        Case::new(
            "must_cope = [\"SN02\"]",
            else_3(&["scalability: {level: 4}", "inventory_trust: {level: 4}"]),
            &["answers.yaml:4:3 error scenario-not-coped must_cope SN02: copes, at_risk -> SC-4a"],
            else_3(&["scalability: {level: 5}", "inventory_trust: {level: 4}"]),
        ),
    ]);
}

#[test]
fn an_action_is_named_however_much_is_unknown() {
    hold(&[
        // Four questions are open, and the step from 2 to 3 is still what mends this one.
        Case::new(
            "dimensions = {overrides = 3}",
            bare(&["overrides: {level: 2}"]),
            &["answers.yaml:4:3 error below-min-level min_level overrides: 3, 2 -> OV-2a"],
            bare(&["overrides: {level: 3}"]),
        ),
    ]);
}

/// A key of the policy: strict and lenient, in the file and on the command line.
struct Key {
    strict: &'static str,
    lenient: &'static str,
    strict_flags: &'static [&'static str],
    lenient_flags: &'static [&'static str],
}

const KEYS: &[Key] = &[
    Key {
        strict: "min_level = 3",
        lenient: "min_level = 2",
        strict_flags: &["--min-level", "3"],
        lenient_flags: &["--min-level", "2"],
    },
    Key {
        strict: "dimensions = {overrides = 3}",
        lenient: "dimensions = {overrides = 2}",
        strict_flags: &["--dimension", "overrides=3"],
        lenient_flags: &["--dimension", "overrides=2"],
    },
    Key {
        strict: "min_mean = 2.84",
        lenient: "min_mean = 2.5",
        strict_flags: &["--min-mean", "2.84"],
        lenient_flags: &["--min-mean", "2.5"],
    },
    Key {
        strict: "judge = \"evidenced\"\ndimensions = {scalability = 4}",
        lenient: "judge = \"claimed\"\ndimensions = {scalability = 4}",
        strict_flags: &["--judge", "evidenced", "--dimension", "scalability=4"],
        lenient_flags: &["--judge", "claimed"],
    },
    Key {
        strict: "require_evidence_from = 4",
        lenient: "require_evidence_from = 5",
        strict_flags: &["--require-evidence-from", "4"],
        lenient_flags: &["--require-evidence-from", "5"],
    },
    Key {
        strict: "max_unknown = 1",
        lenient: "max_unknown = 2",
        strict_flags: &["--max-unknown", "1"],
        lenient_flags: &["--max-unknown", "2"],
    },
    Key {
        strict: "max_unanswered = 0",
        lenient: "max_unanswered = 1",
        strict_flags: &["--max-unanswered", "0"],
        lenient_flags: &["--max-unanswered", "1"],
    },
    Key {
        strict: "max_age_days = 0",
        lenient: "max_age_days = 1",
        strict_flags: &["--max-age-days", "0"],
        lenient_flags: &["--max-age-days", "1"],
    },
    Key {
        strict: "max_evidence_age_days = 0",
        lenient: "max_evidence_age_days = 1",
        strict_flags: &["--max-evidence-age-days", "0"],
        lenient_flags: &["--max-evidence-age-days", "1"],
    },
    Key {
        strict: "baseline = \"high.toml\"",
        lenient: "baseline = \"low.toml\"",
        strict_flags: &["--baseline", "high.toml"],
        lenient_flags: &["--baseline", "low.toml"],
    },
    Key {
        strict: "baseline = \"high.toml\"\nallow_fall = [\"scalability\"]",
        lenient: "baseline = \"high.toml\"\nallow_fall = [\"overrides\"]",
        strict_flags: &["--baseline", "high.toml", "--allow-fall", "scalability"],
        lenient_flags: &["--allow-fall", "overrides"],
    },
    Key {
        strict: "must_cope = [\"SN25\"]",
        lenient: "must_cope = [{scenario = \"SN25\", from = 2026-07-02}]",
        strict_flags: &["--must-cope", "SN25"],
        lenient_flags: &["--must-cope", "SN25@2026-07-02"],
    },
    Key {
        strict: "min_level = 3\nseverity = {min_level = \"error\"}",
        lenient: "min_level = 3\nseverity = {min_level = \"warn\"}",
        strict_flags: &["--min-level", "3", "--severity", "min_level=error"],
        lenient_flags: &["--severity", "min_level=warn"],
    },
];

/// Overrides at 2, scalability claimed at 4, adaptability unknown, rules age unanswered: the mean
/// is (1 + 2 + 1 + 3 + 5 + 4) / 6 = 16/6 = 2.66, the level 2.
fn mixed() -> String {
    bare(&[
        "overrides: {level: 2, as_of: 2026-06-30}",
        "adaptability: unknown",
        "cost_to_serve: {level: 3}",
        "inventory_trust: {level: 5, evidence: report}",
        "scalability: {level: 4}",
    ])
}

#[test]
fn every_key_has_a_flag_and_the_flag_wins() {
    let shop = || {
        let shop = Shop::new().with("answers.yaml", &mixed());
        for (name, level) in [("high.toml", "3"), ("low.toml", "2")] {
            let before = mixed().replace("{level: 2, as", &format!("{{level: {level}, as"));
            shop.write("before/answers.yaml", &before);
            let args = ["before/answers.yaml", "--baseline", name, "--write-baseline"];
            assert_eq!(shop.run(&args).code, Some(0));
            let moved = shop.read(name).replace("before/answers.yaml", "answers.yaml");
            shop.write(name, &moved);
        }
        shop
    };
    for key in KEYS {
        let file = |text: &str| shop().with("oms-maturity.toml", &format!("[check]\n{text}\n"));
        let ended = |shop: &Shop, flags: &[&str]| {
            let (code, report) = shop.json(&[&["answers.yaml"], flags].concat());
            (code, lines(&report))
        };
        let strict = ended(&file(key.strict), &[]);
        assert_eq!(strict.0, Some(1), "{}: {:#?}", key.strict, strict.1);
        assert_eq!(ended(&file(key.lenient), &[]).0, Some(0), "{}", key.lenient);
        assert_eq!(ended(&shop(), key.strict_flags), strict, "{:?}", key.strict_flags);
        assert_eq!(ended(&file(key.lenient), key.strict_flags), strict, "{:?}", key.strict_flags);
        let lenient = ended(&file(key.strict), key.lenient_flags);
        assert_eq!(lenient.0, Some(0), "{:?}: {:#?}", key.lenient_flags, lenient.1);
    }
}

#[test]
fn waivers_and_strictness_have_flags_too() {
    let shop = Shop::new().with("answers.yaml", &else_3(&["overrides: {level: 2}"]));
    let waiver = "rule=min_level,dimension=overrides,until=2026-09-30,reason=new desk, soon,by=Ops";
    let flags = ["answers.yaml", "--dimension", "overrides=3", "--waiver", waiver];
    let (code, report) = shop.json(&flags);
    assert_eq!((code, lines(&report)), (Some(0), vec![]));
    assert_eq!(report["files"][0]["waived"][0]["reason"], "new desk, soon");
    let (code, report) = shop.json_on("2026-10-01", &flags);
    assert_eq!(code, Some(1));
    assert_eq!(lines(&report).len(), 2, "{report:#}");

    let weak = ["answers.yaml", "--dimension", "overrides=3", "--severity", "min_level=warn"];
    assert_eq!(shop.run(&weak).code, Some(0));
    assert_eq!(shop.run(&[&weak[..], &["--strict"]].concat()).code, Some(1));
}

#[test]
fn the_nearest_policy_above_counts_and_the_search_ends_at_the_repository() {
    let answers = else_3(&["overrides: {level: 2}"]);
    let strict = "[check]\ndimensions = {overrides = 3}\n";
    let lenient = "[check]\ndimensions = {overrides = 2}\n";
    let shop = Shop::new()
        .with("oms-maturity.toml", strict)
        .with("deep/down/answers.yaml", &answers)
        .with("mild/oms-maturity.toml", lenient)
        .with("mild/answers.yaml", &answers)
        .with("other/.git/HEAD", "")
        .with("other/answers.yaml", &answers)
        .with("worktree/.git", "gitdir: elsewhere\n")
        .with("worktree/answers.yaml", &answers);
    assert_eq!(shop.run(&["deep/down/answers.yaml"]).code, Some(1));
    assert_eq!(shop.run(&["mild/answers.yaml"]).code, Some(0));
    for folder in ["other", "worktree"] {
        let ran = shop.run(&[&format!("{folder}/answers.yaml")]);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
        assert!(ran.stderr.contains("no policy"), "{}", ran.stderr);
    }
    // Each file is held against its own, whatever the order; the worst decides.
    let (code, report) = shop.json(&["mild/answers.yaml", "deep/down/answers.yaml"]);
    assert_eq!(code, Some(1));
    assert_eq!(report["files"][0]["passed"], true);
    assert_eq!(report["files"][1]["passed"], false);
    // From within a folder it is found all the same, above the folder one stands in.
    let ran = Command::new(env!("CARGO_BIN_EXE_oms-maturity"))
        .current_dir(shop.0.path().join("deep/down"))
        .args(["check", "answers.yaml", "--today", TODAY])
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(1));
}

#[test]
fn a_named_policy_is_the_only_one() {
    let shop = Shop::demanding("dimensions = {overrides = 3}")
        .with("answers.yaml", &else_3(&["overrides: {level: 2}"]))
        .with("policies/mild.toml", "[check]\ndimensions = {overrides = 2}\n");
    assert_eq!(shop.run(&["answers.yaml"]).code, Some(1));
    assert_eq!(shop.run(&["answers.yaml", "--config", "policies/mild.toml"]).code, Some(0));
    let ran = shop.run(&["answers.yaml", "--config", "policies/none.toml"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("policies/none.toml"), "{}", ran.stderr);
}

#[test]
fn a_policy_that_demands_nothing_is_no_policy() {
    for text in [
        "",
        "strict = true",
        "judge = \"evidenced\"",
        "severity = {min_level = \"warn\"}",
        "allow_fall = [\"overrides\"]",
        "must_cope = []\ndimensions = {}",
    ] {
        let shop = Shop::demanding(text).with("answers.yaml", &else_3(&[]));
        let ran = shop.run(&["answers.yaml"]);
        assert!(ran.code == Some(2) && ran.stdout.contains("NO ANSWER"), "{}", ran.stdout);
        assert!(ran.stderr.contains("error[nothing-demanded]"), "{text}: {}", ran.stderr);
        assert!(ran.stderr.contains("oms-maturity.toml:1:1"), "{text}: {}", ran.stderr);
        // A flag that demands something is enough.
        assert_eq!(shop.run(&["answers.yaml", "--min-level", "3"]).code, Some(0), "{text}");
    }
    let shop = Shop::new().with("answers.yaml", &else_3(&[]));
    for flags in [&[][..], &["--strict"], &["--judge", "claimed"], &["--severity", "baseline=warn"]]
    {
        let ran = shop.run(&[&["answers.yaml"], flags].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    }
}

#[test]
fn what_cannot_be_judged_is_listed_and_the_others_are_judged() {
    let shop = Shop::demanding("dimensions = {overrides = 3}")
        .with("good.yaml", &else_3(&[]))
        .with("low.yaml", &else_3(&["overrides: {level: 2}"]))
        .with("invalid.yaml", &bare(&["overides: {level: 3}"]))
        .with("broken.yaml", "scope: [\n")
        .with("notes.txt", "hello");
    fs::create_dir(shop.0.path().join("folder.yaml")).unwrap();
    let bad = ["invalid.yaml", "broken.yaml", "notes.txt", "folder.yaml", "missing.yaml"];
    for file in bad {
        let (code, report) = shop.json(&["good.yaml", file, "low.yaml"]);
        assert_eq!(code, Some(2), "{file}");
        assert_eq!(report["passed"], false, "{file}");
        let files = report["files"].as_array().unwrap();
        let names: Vec<_> = files.iter().map(|f| f["file"].as_str().unwrap()).collect();
        assert_eq!(names, ["good.yaml", file, "low.yaml"]);
        let readable: Vec<_> = files.iter().map(|f| f["readable"].as_bool().unwrap()).collect();
        assert_eq!(readable, [true, false, true], "{file}");
        let passed: Vec<_> = files.iter().map(|f| f["passed"].as_bool().unwrap()).collect();
        assert_eq!(passed, [true, false, false], "{file}");
        assert!(!files[1]["findings"].as_array().unwrap().is_empty(), "{file}");
        assert_eq!(files[1]["level"], Value::Null, "{file}");
    }
    let (_, report) = shop.json(&["invalid.yaml"]);
    assert_eq!(lines(&report), ["invalid.yaml:4:3 error unknown-id - answers: ,  -> -"]);
    let help = report["files"][0]["findings"][0]["help"].as_str().unwrap();
    assert!(help.contains("overrides"), "{help}");
    // Unreadable ones are not made up for by a severity.
    let ran = shop.run(&["invalid.yaml", "--severity", "min_level=warn"]);
    assert_eq!(ran.code, Some(2));
}

/// Even where the whole folder is missing, the others are judged.
#[test]
fn a_missing_folder_is_a_missing_file() {
    let shop = Shop::demanding("dimensions = {overrides = 3}").with("good.yaml", &else_3(&[]));
    let (code, report) = shop.json(&["nowhere/missing.yaml", "good.yaml"]);
    assert_eq!(code, Some(2));
    assert_eq!(report["files"][0]["readable"], false);
    assert_eq!(report["files"][1]["passed"], true);
}

#[test]
fn the_worst_of_several_files_decides() {
    let shop = Shop::demanding("dimensions = {overrides = 3}")
        .with("good.yaml", &else_3(&[]))
        .with("low.yaml", &else_3(&["overrides: {level: 2}"]));
    for (files, code) in [
        (&["good.yaml"][..], 0),
        (&["good.yaml", "low.yaml"], 1),
        (&["low.yaml", "good.yaml"], 1),
        (&["low.yaml", "missing.yaml", "good.yaml"], 2),
        (&["missing.yaml", "low.yaml"], 2),
    ] {
        assert_eq!(shop.run(files).code, Some(code), "{files:?}");
    }
}

/// A bad policy, where it is found, and what is said.
const BAD: &[(&str, &str, &[&str])] = &[
    ("min_levl = 3", "2:1", &["unknown-key", "`min_level`"]),
    ("min_level = 6", "2:13", &["out-of-range", "1 to 5"]),
    ("min_level = 0", "2:13", &["out-of-range", "1 to 5"]),
    ("min_level = \"3\"", "2:13", &["error["]),
    ("require_evidence_from = 9", "2:25", &["out-of-range"]),
    ("min_mean = 5.01", "2:12", &["out-of-range"]),
    ("min_mean = 2.833", "2:12", &["out-of-range", "two decimals"]),
    ("max_unknown = -1", "2:15", &["error["]),
    ("max_age_days = 1.5", "2:16", &["error["]),
    ("judge = \"evidence\"", "2:9", &["evidenced"]),
    ("dimensions = {overides = 3}", "2:15", &["unknown-id", "`overrides`"]),
    ("dimensions = {overrides = 7}", "2:27", &["out-of-range"]),
    ("[check.dimensions]\nscaleability = 3", "3:1", &["unknown-id", "`scalability`"]),
    ("must_cope = [\"SN01\", \"SN31\"]", "2:22", &["unknown-id", "SN3"]),
    ("must_cope = [{scenario = \"sn01\"}]", "2:26", &["unknown-id", "SN01"]),
    ("must_cope = [{scenario = \"SN01\", from = 2026-02-30}]", "2:41", &["2026-02-30"]),
    ("must_cope = [{scenario = \"SN01\", form = 2026-02-28}]", "2:34", &["unknown-key", "`from`"]),
    ("baseline = \"b.toml\"\nallow_fall = [\"overide\"]", "3:15", &["unknown-id", "`overrides`"]),
    ("min_level = 3\nseverity = {min_levels = \"warn\"}", "3:13", &["unknown-id", "`min_level`"]),
    ("min_level = 3\nseverity = {min_level = \"warning\"}", "3:25", &["`warn`"]),
    ("min_level = 3\n[chek]\nmin_level = 3", "3:2", &["unknown-key", "`check`"]),
    ("min_level = 3\n[check.wavier]\nrule = \"min_level\"", "3:8", &["unknown-key", "`waiver`"]),
    ("min_level = 3\nmin_level = 4", "3:1", &["duplicate"]),
    ("min_level = ", "2:13", &["syntax"]),
];

/// A bad waiver: the lines behind `[[check.waiver]]`, which stands on line 3. What is missing is
/// found at the last key there is, where it may be added.
const BAD_WAIVERS: &[(&str, &str, &[&str])] = &[
    (
        "rule = \"min_level\"\nuntil = 2026-09-31\nreason = \"r\"\nby = \"b\"",
        "5:9",
        &["2026-09-31"],
    ),
    (
        "rule = \"min_level\"\nuntil = \"2026-09-31\"\nreason = \"r\"\nby = \"b\"",
        "5:9",
        &["bad-date"],
    ),
    ("rule = \"min_level\"\nuntil = 2026-09-30\nby = \"b\"", "6:1", &["missing-key", "reason"]),
    ("rule = \"min_level\"\nuntil = 2026-09-30\nreason = \"\"\nby = \"b\"", "6:10", &["empty"]),
    ("rule = \"min_level\"\nreason = \"r\"\nby = \"b\"", "6:1", &["missing-key", "until"]),
    ("rule = \"min_level\"\nuntil = 2026-09-30\nreason = \"r\"", "6:1", &["missing-key", "by"]),
    ("until = 2026-09-30\nreason = \"r\"\nby = \"b\"", "6:1", &["missing-key", "rule"]),
    (
        "rule = \"max_age\"\nuntil = 2026-09-30\nreason = \"r\"\nby = \"b\"",
        "4:8",
        &["unknown-id", "`max_age_days`"],
    ),
    (
        "rule = \"min_level\"\ndimension = \"overrides\"\nscenario = \"SN01\"\nuntil = 2026-09-30\n\
         reason = \"r\"\nby = \"b\"",
        "3:",
        &["one thing"],
    ),
    (
        "rule = \"min_level\"\ndimension = \"overides\"\nuntil = 2026-09-30\nreason = \"r\"\nby = \"b\"",
        "5:13",
        &["unknown-id", "`overrides`"],
    ),
    (
        "rule = \"must_cope\"\nscenario = \"SN99\"\nuntil = 2026-09-30\nreason = \"r\"\nby = \"b\"",
        "5:12",
        &["unknown-id", "SN"],
    ),
];

#[test]
fn a_bad_policy_is_refused_where_it_is_wrong() {
    let waivers = BAD_WAIVERS.iter().map(|(waiver, place, said)| {
        (format!("min_level = 1\n[[check.waiver]]\n{waiver}"), place, said)
    });
    let bad = BAD.iter().map(|(policy, place, said)| ((*policy).to_owned(), place, said));
    let mut wrong = Vec::new();
    for (policy, place, said) in bad.chain(waivers) {
        let shop = Shop::demanding(&policy).with("answers.yaml", &else_3(&[]));
        let ran = shop.run(&["answers.yaml"]);
        let at = format!("oms-maturity.toml:{place}");
        let located = ran.stderr.contains(&at);
        let worded = said.iter().all(|word| ran.stderr.contains(word));
        let refused = ran.stdout.contains("NO ANSWER");
        if ran.code != Some(2) || !refused || !located || !worded {
            wrong.push(format!("{policy}\n{at} {said:?}, exit {:?}\n{}", ran.code, ran.stderr));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn every_fault_of_a_policy_is_named_in_one_run() {
    let policy = "min_levl = 3\nmin_mean = 6\nmust_cope = [\"SN31\"]\ndimensions = {overides = 3}";
    let shop = Shop::demanding(policy).with("answers.yaml", &else_3(&[]));
    let ran = shop.run(&["answers.yaml"]);
    assert_eq!(ran.code, Some(2));
    for at in ["2:1", "3:12", "4:14", "5:15"] {
        assert!(ran.stderr.contains(&format!("oms-maturity.toml:{at}")), "{at}\n{}", ran.stderr);
    }
}

#[test]
fn bad_flags_are_refused_like_bad_keys() {
    let shop = Shop::new().with("answers.yaml", &else_3(&[]));
    for (flags, said) in [
        (&["--min-level", "6"][..], "1 to 5"),
        (&["--min-mean", "x"], "error"),
        (&["--min-mean", "1.2.3"], "error"),
        (&["--judge", "evidence"], "evidenced"),
        (&["--dimension", "overides=3"], "`overrides`"),
        (&["--dimension", "overrides"], "NAME=VALUE"),
        (&["--must-cope", "SN31"], "SN3"),
        (&["--must-cope", "SN22@2026-13-01"], "2026-13-01"),
        (&["--severity", "min_levl=warn", "--min-level", "3"], "`min_level`"),
        (&["--waiver", "rule=min_level", "--min-level", "3"], "until"),
        (&["--allow-fall", "overide", "--baseline", "b.toml"], "`overrides`"),
        (&["--baseline", "none.toml"], "none.toml"),
        (&["--write-baseline", "--min-level", "3"], "--baseline"),
        (&["--max-age-days", "-1"], "error"),
    ] {
        let ran = shop.run(&[&["answers.yaml"], flags].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
        assert!(ran.stderr.contains(said), "{flags:?}: {}", ran.stderr);
    }
    assert_eq!(shop.run(&[]).code, Some(2));
}

#[test]
fn a_baseline_is_written_as_it_is_kept() {
    let shop = Shop::demanding("baseline = \"levels/b.toml\"")
        .with("answers/home.yaml", &else_3(&["overrides: unknown"]));
    fs::create_dir(shop.0.path().join("levels")).unwrap();
    let ran = shop.run(&["answers/home.yaml", "--write-baseline"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("levels/b.toml"), "{}", ran.stderr);
    // (5 * 3 + 1) / 6 = 16/6 is level 2; the way to the file is that from the baseline's folder.
    let expected = format!(
        "# Written by `oms-maturity check --write-baseline`; no level may fall below it.\n\
         judge = \"claimed\"\n\n[rubric]\nid = \"oms\"\nversion = \"1.0.0\"\nsha256 = \"{}\"\n\n\
         [[answers]]\nfile = \"../answers/home.yaml\"\nlevel = 2\n\n[answers.dimensions]\n\
         adaptability = 3\ncost_to_serve = 3\ninventory_trust = 3\nrules_age = 3\nscalability = 3\n",
        Field::shipped().rubric.sha256
    );
    assert_eq!(shop.read("levels/b.toml"), expected);
}

#[test]
fn a_baseline_rises_and_never_falls_unless_it_is_forced() {
    let shop = Shop::demanding("baseline = \"b.toml\"");
    let write = |level: u8, flags: &[&str]| {
        let answers = else_3(&[&format!("overrides: {{level: {level}, evidence: report}}")]);
        shop.write("answers.yaml", &answers);
        let ran = shop.run(&[&["answers.yaml", "--write-baseline"], flags].concat());
        let levels: toml::Table = shop.read("b.toml").parse().unwrap();
        let entry = &levels["answers"][0];
        (ran.code, entry["dimensions"]["overrides"].as_integer(), entry["level"].as_integer())
    };
    assert_eq!(write(3, &[]), (Some(0), Some(3), Some(3)));
    assert_eq!(write(4, &[]), (Some(0), Some(4), Some(3)));
    // A fall is a fall while it is written: (5 * 3 + 2) / 6 is below 3.
    assert_eq!(write(2, &[]), (Some(1), Some(4), Some(3)));
    assert_eq!(write(2, &["--force"]), (Some(0), Some(2), Some(2)));
    assert_eq!(write(5, &[]), (Some(0), Some(5), Some(3)));

    // Nothing changed, nothing is written: not even what a person wrote beside it.
    let kept = format!("# kept by hand\n{}", shop.read("b.toml"));
    shop.write("b.toml", &kept);
    assert_eq!(write(5, &[]).0, Some(0));
    assert_eq!(shop.read("b.toml"), kept);
    assert_eq!(write(4, &[]).0, Some(1));
    assert_eq!(shop.read("b.toml"), kept);
    assert_eq!(shop.run(&["answers.yaml"]).code, Some(1));
    assert_eq!(shop.read("b.toml"), kept);
}

#[test]
fn a_baseline_keeps_what_was_not_judged_this_time() {
    let shop = Shop::demanding("baseline = \"b.toml\"")
        .with("b/two.yaml", &else_3(&[]))
        .with("one.yaml", &else_3(&[]));
    assert_eq!(shop.run(&["one.yaml", "b/two.yaml", "--write-baseline"]).code, Some(0));
    let both = shop.read("b.toml");
    shop.write("one.yaml", &else_3(&["overrides: {level: 4}"]));
    let absolute = shop.0.path().join("b/../one.yaml");
    // However a file is named, it is the same file; its entry is the second of two.
    assert_eq!(shop.run(&[absolute.to_str().unwrap(), "--write-baseline"]).code, Some(0));
    assert_eq!(
        shop.read("b.toml"),
        both.replacen("overrides = 3", "overrides = 4", 2).replacen(
            "overrides = 4",
            "overrides = 3",
            1
        )
    );
    let (code, report) = shop.json(&["b/two.yaml", "./one.yaml"]);
    assert_eq!((code, lines(&report)), (Some(0), vec![]));
    // What could not be read leaves its entry alone.
    shop.write("one.yaml", "scope: [\n");
    let before = shop.read("b.toml");
    assert_eq!(shop.run(&["one.yaml", "b/two.yaml", "--write-baseline"]).code, Some(2));
    assert_eq!(shop.read("b.toml"), before);
}

#[test]
fn a_baseline_of_something_else_is_refused() {
    let shop = Shop::demanding("baseline = \"b.toml\"").with("answers.yaml", &else_3(&[]));
    let ran = shop.run(&["answers.yaml"]);
    assert!(ran.code == Some(2) && ran.stdout.contains("NO ANSWER"), "{}", ran.stdout);
    assert!(ran.stderr.contains("no baseline b.toml"), "{}", ran.stderr);
    assert!(ran.stderr.contains("--write-baseline"), "{}", ran.stderr);
    assert!(!shop.has("b.toml"));

    assert_eq!(shop.run(&["answers.yaml", "--write-baseline"]).code, Some(0));
    let right = shop.read("b.toml");
    let other = right.replace(&Field::shipped().rubric.sha256, &"0".repeat(64));
    for (text, at, said) in [
        (other.clone(), "b.toml:7:10", "baseline-mismatch"),
        (right.replace("claimed", "evidenced"), "b.toml:2:9", "baseline-mismatch"),
        (right.replace("overrides =", "overides ="), "b.toml:17:1", "unknown-id"),
        (right.replace("[rubric]", "[rubrik]"), "b.toml:4:2", "`rubric`"),
        (right.replace("level = 3", "level = \"3\""), "b.toml:11:9", "error["),
    ] {
        shop.write("b.toml", &text);
        let ran = shop.run(&["answers.yaml"]);
        assert!(ran.code == Some(2) && ran.stdout.contains("NO ANSWER"), "{}", ran.stdout);
        assert!(
            ran.stderr.contains(at) && ran.stderr.contains(said),
            "{at} {said}: {}",
            ran.stderr
        );
    }
    // It is written anew only where that is forced.
    shop.write("b.toml", &other);
    assert_eq!(shop.run(&["answers.yaml", "--write-baseline"]).code, Some(2));
    assert_eq!(shop.read("b.toml"), other);
    assert_eq!(shop.run(&["answers.yaml", "--write-baseline", "--force"]).code, Some(0));
    assert_eq!(shop.read("b.toml"), right);
}

#[test]
fn a_misspelt_dimension_of_a_baseline_gets_the_right_spelling() {
    let shop = Shop::demanding("baseline = \"b.toml\"").with("answers.yaml", &else_3(&[]));
    assert_eq!(shop.run(&["answers.yaml", "--write-baseline"]).code, Some(0));
    shop.write("b.toml", &shop.read("b.toml").replace("overrides =", "overides ="));
    let ran = shop.run(&["answers.yaml"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("`overrides`"), "{}", ran.stderr);
}

/// Two entries for one file are what a careless merge leaves: the lower must not win unseen.
#[test]
fn a_baseline_names_a_file_once() {
    let shop = Shop::demanding("baseline = \"b.toml\"").with("answers.yaml", &else_3(&[]));
    assert_eq!(shop.run(&["answers.yaml", "--write-baseline"]).code, Some(0));
    let right = shop.read("b.toml");
    let entry = right.get(right.find("[[answers]]").unwrap()..).unwrap();
    let entry = entry.replace("overrides = 3", "overrides = 1").replace("level = 3", "level = 1");
    shop.write("b.toml", &format!("{right}\n{entry}"));
    shop.write("answers.yaml", &else_3(&["overrides: {level: 2}"]));
    let ran = shop.run(&["answers.yaml"]);
    assert_eq!(ran.code, Some(2), "{}{}", ran.stdout, ran.stderr);
    // The second entry begins at 20:1, and names its file at 21:8.
    assert!(ran.stderr.contains("b.toml:2"), "{}", ran.stderr);
}

/// Answers from standard input have a name of their own, which no folder's depth changes.
#[test]
fn standard_input_has_one_name_in_a_baseline() {
    let shop = Shop::new().with("answers.yaml", &else_3(&[]));
    fs::create_dir_all(shop.0.path().join("a/b")).unwrap();
    for name in ["b.toml", "a/b/b.toml"] {
        let input = fs::File::open(shop.0.path().join("answers.yaml")).unwrap();
        let ran = Command::new(env!("CARGO_BIN_EXE_oms-maturity"))
            .current_dir(&shop.0)
            .args(["check", "-", "--baseline", name, "--write-baseline", "--today", TODAY])
            .stdin(input)
            .output()
            .unwrap();
        assert_eq!(ran.status.code(), Some(0));
        assert!(shop.read(name).contains("file = \"-\""), "{}", shop.read(name));
    }
}

#[test]
fn a_thousand_files_are_judged_in_one_call() {
    let shop = Shop::demanding("min_level = 3\nmax_age_days = 180");
    let names: Vec<_> = (0..1000).map(|number| format!("answers/{number:04}.yaml")).collect();
    for (number, name) in names.iter().enumerate() {
        let low = number % 100 == 7;
        shop.write(name, &else_3(if low { &["overrides: {level: 1}"] } else { &[] }));
    }
    let args: Vec<_> = names.iter().map(String::as_str).collect();
    let (code, report) = shop.json(&args);
    assert_eq!(code, Some(1));
    let files = report["files"].as_array().unwrap();
    let order: Vec<_> = files.iter().map(|file| file["file"].as_str().unwrap()).collect();
    assert_eq!(order, args);
    let failed: Vec<_> = files.iter().filter(|file| file["passed"] == false).collect();
    assert_eq!(failed.len(), 10);
    assert_eq!(failed[0]["file"], "answers/0007.yaml");
    let ran = shop.run(&args);
    assert!(ran.stdout.contains("990 passed, 10 failed"), "{}", ran.stdout);
    assert_eq!(ran.stdout.lines().count(), 21, "{}", ran.stdout);
}

#[test]
fn a_baseline_of_many_files_can_be_read_again() {
    let shop = Shop::demanding("baseline = \"b.toml\"");
    // Some 400 bytes an entry, and more than a MiB of them.
    let long = "banner".repeat(33);
    let names: Vec<_> = (0..2700).map(|number| format!("{number:04}{long}.yaml")).collect();
    for name in &names {
        shop.write(name, &else_3(&[]));
    }
    let args: Vec<_> = names.iter().map(String::as_str).collect();
    let written = shop.run(&[&args[..], &["--write-baseline"]].concat());
    let read = shop.run(&args);
    assert_eq!((written.code, read.code), (Some(0), Some(0)), "{}{}", written.stderr, read.stderr);
}

/// Escapes, a colour code in one character, lines, and text that runs the other way.
const HOSTILE: &str = "\u{1b}[31mred\u{7}\u{9b}2J\u{202e}evil\u{2066}\u{200f}\\r\\n::error::x";

#[test]
fn hostile_text_stays_text() {
    let yaml = HOSTILE
        .chars()
        .map(|c| {
            if u32::from(c) < 32 || u32::from(c) > 126 {
                format!("\\u{:04x}", u32::from(c))
            } else {
                c.to_string()
            }
        })
        .collect::<String>();
    let answers = format!(
        "scope: \"{yaml}\"\ndate: 2026-06-30\nrespondent: \"{yaml}\"\nanswers:\n  \
         overrides: {{level: 2, note: \"{yaml}\", source: \"{yaml}\"}}\n  \
         scalability: {{not_applicable: \"{yaml}\"}}\n"
    );
    let policy = format!(
        "dimensions = {{overrides = 3, scalability = 3}}\nmust_cope = [\"SN22\"]\n[[check.waiver]]\n\
         rule = \"min_level\"\ndimension = \"overrides\"\nuntil = 2026-09-30\nreason = \"{yaml}\"\n\
         by = \"{yaml}\""
    );
    let shop = Shop::demanding(&policy)
        .with("answers.yaml", &answers)
        .with(
            "invalid.yaml",
            &format!("scope: \"{yaml}\"\ndate: \"{yaml}\"\nanswers: {{\"{yaml}\": 3}}\n"),
        )
        .with("bad.toml", &format!("[check]\n\"{yaml}\" = 3\njudge = \"{yaml}\"\n"));
    let harmless = |text: &str| {
        let bad = |c: char| {
            (c.is_control() && c != '\n')
                || ('\u{200e}'..='\u{200f}').contains(&c)
                || ('\u{202a}'..='\u{202e}').contains(&c)
                || ('\u{2066}'..='\u{2069}').contains(&c)
        };
        !text.contains(bad)
    };
    for (files, code) in [(&["answers.yaml"][..], 1), (&["answers.yaml", "invalid.yaml"], 2)] {
        let ran = shop.run(files);
        assert_eq!(ran.code, Some(code), "{}{}", ran.stdout, ran.stderr);
        assert!(harmless(&ran.stdout) && harmless(&ran.stderr), "{:?}", ran.stdout);
        let begins = |line: &str| line.trim_start().starts_with("::");
        assert!(!ran.stdout.lines().any(begins), "{}", ran.stdout);
    }
    let ran = shop.run(&["answers.yaml", "--config", "bad.toml"]);
    assert_eq!(ran.code, Some(2));
    assert!(harmless(&ran.stderr), "{:?}", ran.stderr);
    // The same in the name of a file.
    let named = format!("{}.yaml", "\u{1b}[31m\u{202e}");
    shop.write(&named, &answers);
    let ran = shop.run(&[&named]);
    assert!(harmless(&ran.stdout) && harmless(&ran.stderr), "{:?}", ran.stdout);
}

#[test]
fn endless_text_is_cut_and_many_findings_are_counted() {
    let long = "x".repeat(100_000);
    let many: Vec<_> = (0..200).map(|number| format!("unknown_{number}: {{level: 3}}")).collect();
    let shop = Shop::demanding("min_level = 1")
        .with("long.yaml", &bare(&[&format!("{long}: {{level: 3}}")]))
        .with("many.yaml", &bare(&many.iter().map(String::as_str).collect::<Vec<_>>()));
    let ran = shop.run(&["long.yaml"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stdout.len() < 5_000, "{} bytes", ran.stdout.len());
    let ran = shop.run(&["many.yaml"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stdout.contains("150 more"), "{}", ran.stdout);
}

/// Answers in another format, with a byte-order mark and other line ends, are found where they are.
#[test]
fn places_hold_in_every_format() {
    let toml = "scope = \"Shop\"\ndate = 2026-06-30\n[answers]\noverrides = {level = 2}\n";
    let json = "{\n  \"scope\": \"Shop\",\n  \"date\": \"2026-06-30\",\n  \"answers\": {\n    \"overrides\": {\"level\": 2}\n  }\n}\n";
    let yaml = format!("\u{feff}{}", bare(&["overrides: {level: 2}"]).replace('\n', "\r\n"));
    let shop = Shop::demanding("dimensions = {overrides = 3}")
        .with("a.toml", toml)
        .with("a.json", json)
        .with("a.yaml", &yaml);
    for (file, place) in [("a.toml", (4, 1)), ("a.json", (5, 5)), ("a.yaml", (4, 3))] {
        let (code, report) = shop.json(&[file]);
        assert_eq!(code, Some(1), "{file}");
        let found = &report["files"][0]["findings"][0];
        assert_eq!(found["line"], place.0, "{file}");
        assert_eq!(found["column"], place.1, "{file}");
    }
}

#[test]
fn further_forms_go_to_files_and_replace_none() {
    let shop = Shop::demanding("min_level = 3").with("answers.yaml", &else_3(&[]));
    let args = ["answers.yaml", "--report", "json=check.json"];
    let ran = shop.run(&args);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.starts_with("PASSED: 1 passed"), "{}", ran.stdout);
    let report: Value = serde_json::from_str(&shop.read("check.json")).unwrap();
    assert_eq!((&report["version"], &report["passed"]), (&1.into(), &true.into()));
    assert_eq!(shop.run(&args).code, Some(2));
    assert_eq!(shop.run(&[&args[..], &["--force"]].concat()).code, Some(0));
    assert!(Path::new(shop.0.path()).join("check.json").is_file());
}

#[test]
fn policies_that_share_a_baseline_lose_none_of_its_entries() {
    let policy = "[check]\nbaseline = \"../base.toml\"\n";
    let shop = Shop::new()
        .with("a/oms-maturity.toml", policy)
        .with("b/oms-maturity.toml", policy)
        .with("a/x.yaml", &else_3(&[]))
        .with("b/y.yaml", &else_3(&[]));
    let both = ["a/x.yaml", "b/y.yaml"];
    assert_eq!(shop.run(&[&both[..], &["--write-baseline"]].concat()).code, Some(0));
    let base = shop.read("base.toml");
    assert!(base.contains("a/x.yaml") && base.contains("b/y.yaml"), "{base}");
    shop.write("a/x.yaml", &else_3(&["overrides: {level: 2}"]));
    assert_eq!(shop.run(&both).code, Some(1));
}

#[test]
fn a_settings_file_that_cannot_be_read_is_not_overlooked() {
    let shop = Shop::demanding("min_level = 1").with("s/answers.yaml", &else_3(&[]));
    std::os::unix::fs::symlink("nowhere", shop.0.path().join("s/oms-maturity.toml")).unwrap();
    let ran = shop.run(&["s/answers.yaml"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stdout);
}

#[test]
fn nobody_reading_changes_no_verdict() {
    use std::io::Read;
    let shop = Shop::demanding("min_level = 4").with("answers.yaml", &else_3(&[]));
    let names = vec!["answers.yaml"; 2000];
    let mut program = Command::new(env!("CARGO_BIN_EXE_oms-maturity"))
        .current_dir(&shop.0)
        .arg("check")
        .args(&names)
        .args(["--today", TODAY])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0];
    program.stdout.take().unwrap().read_exact(&mut first).unwrap();
    assert_eq!(program.wait().unwrap().code(), Some(1));
}

#[test]
fn a_bad_policy_keeps_no_other_file_from_being_judged() {
    let shop = Shop::demanding("min_level = 4")
        .with("answers.yaml", &else_3(&[]))
        .with("b/oms-maturity.toml", "[check]\nmin_levl = 3\n")
        .with("b/answers.yaml", &else_3(&[]));
    let (code, report) = shop.json(&["b/answers.yaml", "answers.yaml"]);
    assert_eq!(code, Some(2));
    assert_eq!(
        lines(&report),
        [
            "b/answers.yaml:1:1 error unreadable - answers: ,  -> -",
            "b/oms-maturity.toml:2:1 error unknown-key - answers: ,  -> -",
            "answers.yaml:4:3 error below-min-level min_level overall: 4, 3 -> RA-3a",
        ]
    );
}

#[test]
fn no_result_takes_the_place_of_what_is_read() {
    let shop = Shop::demanding("baseline = \"b.toml\"").with("answers.yaml", &else_3(&[]));
    assert_eq!(shop.run(&["answers.yaml", "--write-baseline"]).code, Some(0));
    let before = shop.read("b.toml");
    for file in ["answers.yaml", "b.toml", "oms-maturity.toml"] {
        let report = format!("json=./{file}");
        let ran = shop.run(&["answers.yaml", "--force", "--report", &report]);
        assert_eq!(ran.code, Some(2), "{file}");
        assert!(ran.stderr.contains("two things"), "{}", ran.stderr);
    }
    assert_eq!(shop.read("b.toml"), before);
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

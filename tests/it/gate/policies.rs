//! Where a policy comes from, its flags, and what a bad one gets.

use super::*;

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
        assert_eq!(ran.code, Some(2));
        assert!(ran.stdout.contains("error[unreadable]: no policy"), "{}", ran.stdout);
    }
    // One that has none keeps no other from being judged.
    for files in
        [["other/answers.yaml", "mild/answers.yaml"], ["mild/answers.yaml", "other/answers.yaml"]]
    {
        let (code, report) = shop.json(&files);
        assert_eq!(code, Some(2));
        for (place, file) in files.iter().enumerate() {
            let judged = file.starts_with("mild");
            assert_eq!(report["files"][place]["readable"], judged, "{file}");
            assert_eq!(report["files"][place]["passed"], judged, "{file}");
        }
    }
    // Each file is held against its own, whatever the order; the worst decides.
    let (code, report) = shop.json(&["mild/answers.yaml", "deep/down/answers.yaml"]);
    assert_eq!(code, Some(1));
    assert_eq!(report["files"][0]["passed"], true);
    assert_eq!(report["files"][1]["passed"], false);
    // What speaks of reports only hides no policy above it.
    shop.write("deep/oms-maturity.toml", "[report]\nbrand = \"Vane\"\n");
    assert_eq!(shop.run(&["deep/down/answers.yaml"]).code, Some(1));
    // From within a folder it is found all the same, above the folder one stands in.
    let ran = Command::new(env!("CARGO_BIN_EXE_oms-maturity"))
        .current_dir(shop.0.path().join("deep/down"))
        .args(["check", "answers.yaml", "--today", TODAY])
        .args(crate::of_first_edition(&[]))
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
        assert_eq!(ran.code, Some(2));
        assert!(ran.stdout.contains("error[unreadable]: no policy"), "{}", ran.stdout);
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
    ("must_cope = [\"SN01\", \"SN31\"]", "2:22", &["unknown-id", "did you mean `SN"]),
    (
        "must_cope = [\"SN01@2026-08-02\"]",
        "2:14",
        &["wrong-type", "write {scenario = \"SN01\", from = 2026-08-02}"],
    ),
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
        &["unknown-id", "did you mean `SN"],
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
        (&["--must-cope", "SN31"], "did you mean `SN"),
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
fn a_settings_file_that_cannot_be_read_is_not_overlooked() {
    let shop = Shop::demanding("min_level = 1").with("s/answers.yaml", &else_3(&[]));
    std::os::unix::fs::symlink("nowhere", shop.0.path().join("s/oms-maturity.toml")).unwrap();
    let ran = shop.run(&["s/answers.yaml"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stdout);
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

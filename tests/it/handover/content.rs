//! What a report to hand over says, and what it leaves out.

use super::{FIELD, FORMS, Ran, cell, example, form, root, rows, run, run_in, write};
use oms_maturity::domain::review::{Doubt, review};
use oms_maturity::report::words::exhibits::exhibits;
use oms_maturity::report::{html, moves};

const EXAMPLES: [&str; 3] =
    ["kestrel-and-vane.yaml", "northmoor-outfitters.yaml", "pindle-and-rook.yaml"];

/// Returns a page's text without its tags.
fn text_of(page: &str) -> String {
    let page = page.replace("<wbr>", "");
    let body = page.split_once("<body>").unwrap().1;
    let mut text = String::new();
    for part in body.split('<') {
        text += part.split_once('>').map_or(part, |(_, text)| text);
        text.push(' ');
    }
    let text = quick_xml::escape::unescape(&text.replace("&#39;", "&apos;")).unwrap().into_owned();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The retailers of the field, worked out by hand: level, mean, limiting dimension, scenarios.
#[test]
fn a_page_says_what_the_field_says() {
    for (name, facts) in [
        (
            "kestrel-and-vane.yaml",
            &[
                "Level 2 of 5: Reactive",
                "Why 2 and not 3 The mean of 3.33 is enough for level 3; cost-to-serve at level 1 \
                 holds it at 2.",
                "The dimensions lie 3 levels apart",
                "Of 30 scenarios 10 fail today (15 coped with, 5 at risk).",
                "Every question that applies has an answer.",
            ][..],
        ),
        (
            "northmoor-outfitters.yaml",
            &[
                "Level 1 of 5: Workaround",
                "1 to 2 once overrides is known.",
                "Of 30 scenarios 25 fail today (2 at risk, 3 cannot be said).",
                "How to find out OV-1a",
                "Claim without a report level 2 rests on an estimate",
                "caps the level on evidence at 2",
            ],
        ),
        (
            "pindle-and-rook.yaml",
            &[
                "Level 4 of 5: Adaptive",
                "Still level 4 (mean 4.00), counting only what reports and guard-rails bear out.",
                "3: without a report a claim counts as 3 at most",
                "level 5 rests on an opinion; it counts less for that on evidence",
                "copes; on evidence: fails",
            ],
        ),
    ] {
        let sheet = example(name);
        let text = text_of(&html::render(&FIELD.report(&sheet), &oms_brand()));
        for fact in facts {
            assert!(text.contains(fact), "{name}: {fact}\n{text}");
        }
    }
}

fn oms_brand() -> oms_maturity::report::brand::Brand {
    oms_maturity::report::brand::Brand::default()
}

/// Every dimension has its page: definition, both pictures, evidence, and each of its actions with
/// owner, effort, horizon and proof. Markdown says the same.
#[test]
fn html_and_markdown_hold_every_dimension_whole() {
    for name in EXAMPLES {
        let sheet = example(name);
        let report = FIELD.report(&sheet);
        let rubric = FIELD.instrument.rubric();
        let page = text_of(&form(&report, "html"));
        let markdown = form(&report, "markdown").replace(['\\'], "").replace("&#8203;", "");
        for dimension in &rubric.dimensions {
            let question = FIELD.instrument.questionnaire().find(&dimension.id).unwrap();
            let said = [&dimension.definition, &dimension.low, &dimension.high, &question.prompt];
            for said in said.into_iter().chain(&exhibits(question)) {
                assert!(page.contains(said.as_str()), "{name}: {said}");
                assert!(markdown.contains(said.as_str()), "{name}: {said}");
            }
        }
        for listed in &report.judgement.actions {
            let action = &rubric.actions[listed.action.index()];
            for said in [&action.title, &action.owner, &action.horizon, &action.proof] {
                assert!(page.contains(said.as_str()), "{name}: {said}");
                let escaped = said.replace('&', "&#38;");
                assert!(markdown.contains(escaped.as_str()), "{name}: {said}");
            }
        }
        for scenario in &rubric.scenarios {
            assert!(page.contains(&format!("{} {}", scenario.id, scenario.title)));
        }
        for fact in [
            &FIELD.instrument.fingerprints().rubric,
            &FIELD.instrument.fingerprints().questionnaire,
        ] {
            assert!(page.contains(fact) && markdown.contains(fact));
        }
        for line in oms_maturity::report::arithmetic::working(&report).lines() {
            let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(page.contains(&line), "{name}: {line}");
        }
    }
}

/// Headings go down one by one, every table has a caption and headings, every id is there once and
/// every link leads somewhere.
#[test]
fn a_page_is_well_built() {
    for name in EXAMPLES {
        let sheet = example(name);
        let page = html::render(&FIELD.report(&sheet), &oms_brand());
        let mut last = 0;
        for heading in page.split("<h").skip(1).filter(|part| part.starts_with(char::is_numeric)) {
            let level = heading[..1].parse::<usize>().unwrap();
            assert!(level <= last + 1, "{heading:.80}");
            last = level;
        }
        assert_eq!(page.matches("<h1>").count(), 1);
        let tables = page.matches("<table").count();
        assert!(tables >= 15);
        assert_eq!(page.matches("<caption>").count(), tables);
        assert_eq!(page.matches("<thead").count(), tables);
        let ids: Vec<_> =
            page.split(" id=\"").skip(1).map(|id| id.split('"').next().unwrap()).collect();
        for (place, id) in ids.iter().enumerate() {
            assert!(!ids[..place].contains(id), "{id}");
        }
        for link in page.split("href=\"#").skip(1) {
            assert!(ids.contains(&link.split('"').next().unwrap()));
        }
        assert!(page.len() <= 150_000, "{name}: {}", page.len());
    }
}

#[test]
fn the_same_answers_give_the_same_bytes_whatever_the_day() {
    for form in ["html", "markdown", "csv", "svg", "json", "table"] {
        let on = |day: &str| {
            run(&[
                "assess",
                "examples/instruments/oms-1.0/pindle-and-rook.yaml",
                "--format",
                form,
                "--today",
                day,
            ])
        };
        let (one, other) = (on("2026-07-01"), on("2031-12-31"));
        assert_eq!(one.code, Some(0));
        assert_eq!(one.stdout, other.stdout, "{form}");
    }
}

#[test]
fn csv_has_a_row_per_dimension_under_stable_headings() {
    let sheet = example("pindle-and-rook.yaml");
    let rows = rows(&form(&FIELD.report(&sheet), "csv"));
    assert_eq!(
        rows[0].join(","),
        "scope,date,respondent,rubric,rubric_version,rubric_sha256,overall_level,overall_mean,\
         overall_evidenced_level,dimension,name,weight,status,score,level,evidenced_level,worst,\
         best,limiting,earlier_level,answer,evidence,source,note,next_actions,evidenced_score,\
         worst_score,best_score,lowest_score,highest_score,groups,group_scores"
    );
    assert_eq!(rows.len(), 7);
    let scalability = 6;
    for (column, value) in [
        ("dimension", "scalability"),
        ("overall_level", "4"),
        ("overall_mean", "4.33"),
        ("overall_evidenced_level", "4"),
        ("level", "5"),
        ("evidenced_level", "3"),
        ("status", "answered"),
        ("limiting", "no"),
        ("earlier_level", ""),
        ("evidence", "opinion"),
        ("next_actions", "SC-0"),
        ("evidenced_score", "3.00"),
        ("worst_score", "5.00"),
        ("best_score", "5.00"),
        ("lowest_score", "1.00"),
        ("highest_score", "5.00"),
        ("groups", ""),
        ("group_scores", ""),
    ] {
        assert_eq!(cell(&rows, scalability, column), value, "{column}");
    }
}

const TELLING: &str = "scope: SECRET shop\ndate: 2026-06-30\nrespondent: SECRET person\n\
    next_peak: 2026-11-20\ntags: {country: SECRET land}\nanswers:\n  \
    rules_age: {value: 2, evidence: report, source: SECRET source, note: SECRET note}\n  \
    overrides: {unknown: true, note: SECRET note}\n  \
    adaptability: {level: 4, evidence: opinion, source: SECRET source}\n  \
    cost_to_serve: {option: path, note: SECRET note}\n  inventory_trust: {level: 3}\n  \
    scalability: {not_applicable: SECRET reason}\n  stale_after_change: {option: \"yes\", note: SECRET}\n";

#[test]
fn anonymous_forms_hold_no_word_of_the_respondents_and_judge_alike() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "answers.yaml", TELLING);
    write(folder.path(), "earlier.yaml", TELLING.replace("level: 4", "level: 2"));
    let assess = |form: &str, more: &[&str]| {
        let args = ["assess", "answers.yaml", "--compare-with", "earlier.yaml", "--format", form];
        let working = if form == "table" { &["--arithmetic"][..] } else { &[] };
        run_in(folder.path(), &[&args[..], working, more].concat())
    };
    for form in ["table", "json", "html", "markdown", "csv", "svg"] {
        let named = assess(form, &[]);
        let hidden = assess(form, &["--anonymous"]);
        assert_eq!((named.code, hidden.code), (Some(0), Some(0)), "{form}: {}", hidden.stderr);
        assert!(form == "svg" || named.stdout.contains("SECRET"), "{form}");
        assert!(!hidden.stdout.contains("SECRET"), "{form}: {}", hidden.stdout);
    }
    let judged = |ran: &Ran| {
        let mut report: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        for dimension in report["dimensions"].as_array_mut().unwrap() {
            dimension.as_object_mut().unwrap().remove("answers");
        }
        let kept = ["overall", "dimensions", "actions", "scenarios"];
        kept.map(|key| report[key].clone())
    };
    assert_eq!(judged(&assess("json", &[])), judged(&assess("json", &["--anonymous"])));
}

#[test]
fn earlier_answers_are_drawn_and_what_moved_is_said() {
    let (now, then) = (example("pindle-and-rook.yaml"), example("kestrel-and-vane.yaml"));
    let report = FIELD.report(&now).compared_with(FIELD.report(&then), true);
    for name in FORMS {
        let text = form(&report, name);
        match name {
            "svg" => assert!(text.contains("r-earlier") && text.contains("earlier 1")),
            "csv" => {
                let rows = rows(&text);
                let levels: Vec<_> = (1..7).map(|row| cell(&rows, row, "earlier_level")).collect();
                assert_eq!(levels, ["4", "3", "4", "1", "4", "4"]);
            }
            "json" => {
                let report: serde_json::Value = serde_json::from_str(&text).unwrap();
                let compared = &report["compared_with"];
                assert_eq!((&compared["level"], &compared["exact"]), (&2.into(), &"10/3".into()));
                assert_eq!(compared["dimensions"][3]["change"], "rose");
                assert_eq!(compared["dimensions"][2]["change"], "same");
            }
            "html" => assert!(text.contains("r-earlier") && text.contains("rises from 2 to 4")),
            _ => assert!(text.contains("rises from 2 to 4"), "{name}: {text}"),
        }
    }
    assert!(moves::caveats(&report)[0].contains("Kestrel & Vane"));
    let back = FIELD.report(&then).compared_with(FIELD.report(&now), false);
    assert!(moves::caveats(&back).is_empty());
}

#[test]
fn the_earlier_profile_may_come_from_a_stored_report() {
    let from = |file: &str| {
        let now = ["assess", "examples/pindle-and-rook.yaml", "--format", "html"];
        crate::program::run(&[&now[..], &["--compare-with", file]].concat(), "")
    };
    let answers = from("examples/kestrel-and-vane.yaml");
    let report = from("examples/expected/kestrel-and-vane.json");
    assert_eq!((answers.code, report.code), (Some(0), Some(0)), "{}", report.stderr);
    assert_eq!(answers.stdout, report.stdout);
    let missing = from("examples/no-such.yaml");
    assert_eq!(missing.code, Some(2));
    assert!(missing.stderr.contains("no-such.yaml"), "{}", missing.stderr);
}

/// Probes are asked where an answer is open, unproved or contradicted; evidence is missing where no
/// report was named.
#[test]
fn the_review_asks_where_there_is_something_to_ask() {
    let sheet = FIELD.sheet(
        "symptoms: [S3]\nanswers:\n  rules_age: {value: 2, level: 4, evidence: report}\n  \
         overrides: unknown\n  adaptability: {level: 3}\n  cost_to_serve: {option: path, evidence: \
         report}\n  inventory_trust: {level: 4, evidence: report}\n  change_rollback_rate: {value: 20}\n",
    );
    let field = &*FIELD;
    let judgement = field.report(&sheet).judgement;
    let found = review(&field.instrument, &sheet, &judgement.scores);
    let doubts: Vec<_> = found
        .iter()
        .map(|point| {
            let words = point.doubts.iter().map(|doubt| match doubt {
                Doubt::Unanswered => "unanswered",
                Doubt::Unknown => "unknown",
                Doubt::NoReport => "no report",
                Doubt::Contradicted => "contradicted",
                Doubt::Capped(_) => "capped",
                Doubt::Symptom(_) => "symptom",
            });
            let missing = if point.evidence_missing { "evidence missing" } else { "" };
            format!("{}: {} {missing}", point.question.id, words.collect::<Vec<_>>().join(", "))
        })
        .collect();
    assert_eq!(
        doubts,
        [
            "rules_age: contradicted ",
            "overrides: unknown evidence missing",
            "adaptability: no report, capped evidence missing",
            "cost_to_serve:  ",
            "inventory_trust: symptom ",
            "scalability: unanswered evidence missing",
        ]
    );
    let claims: Vec<_> = found.iter().filter(|p| p.claim_without_report.is_some()).collect();
    assert_eq!(claims.len(), 1);
    assert_eq!(claims[0].question.id, "adaptability");
    assert!(!claims[0].claim_without_report.unwrap().counts_less);
}

/// A rubric of another field, with several questions per dimension and few dimensions.
#[test]
fn another_fields_report_is_whole_and_its_radar_says_what_it_takes() {
    let assess = |form: &str| {
        let rulers = [
            "--questions",
            "examples/custom/questions.yaml",
            "--rubric",
            "examples/custom/rubric.yaml",
        ];
        let args = ["assess", "examples/custom/answers.yaml", "--format", form];
        run(&[&args[..], &rulers[..]].concat())
    };
    let page = assess("html");
    assert_eq!(page.code, Some(0), "{}", page.stderr);
    assert!(!page.stdout.contains("<svg") && page.stdout.contains("id=\"review-refund_days\""));
    assert_eq!(assess("markdown").code, Some(0));
    assert_eq!(rows(&assess("csv").stdout).len(), 3);
    let picture = assess("svg");
    assert_eq!((picture.code, picture.stdout.as_str()), (Some(2), ""));
    assert!(picture.stderr.contains("takes 3 dimensions or more"), "{}", picture.stderr);
}

#[test]
fn forms_are_written_to_files_and_only_replaced_by_force() {
    let folder = tempfile::tempdir().unwrap();
    let example =
        root().join("examples/instruments/oms-1.0/kestrel-and-vane.yaml").display().to_string();
    let args = ["assess", &example, "--format", "html", "--output", "report.html"];
    assert_eq!(run_in(folder.path(), &args).code, Some(0));
    let written = std::fs::read_to_string(folder.path().join("report.html")).unwrap();
    assert!(written.starts_with("<!DOCTYPE html>") && written.ends_with("</html>\n"));
    let again = run_in(folder.path(), &args);
    assert!(again.code == Some(2) && again.stderr.contains("--force"), "{}", again.stderr);
    // What is read is not written over, not even by force.
    write(folder.path(), "r.yaml", "rubric");
    let over = ["assess", &example, "--rubric", "r.yaml", "-o", "r.yaml", "--force"];
    let over = [&over[..], &["--format", "html"]].concat();
    let ran = run_in(folder.path(), &over);
    assert!(ran.code == Some(2) && ran.stderr.contains("which is read"), "{}", ran.stderr);
    assert_eq!(std::fs::read_to_string(folder.path().join("r.yaml")).unwrap(), "rubric");
}

/// Answers about which a report has everything to say, compared with earlier ones, in every form to
/// hand over: read once by a person, and kept.
#[test]
fn a_report_with_everything_in_it_is_the_one_that_was_read() {
    for (form, ending) in [("markdown", "md"), ("svg", "svg"), ("csv", "csv"), ("table", "txt")] {
        let ran = run(&[
            "assess",
            "tests/stored/everything.yaml",
            "--compare-with",
            "examples/instruments/oms-1.0/northmoor-outfitters.yaml",
            "--format",
            form,
        ]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
        let stored = root().join("tests/stored").join(format!("everything.{ending}"));
        let said = ran.stdout.replace("\r\n", "\n");
        snapbox::assert_data_eq!(said, snapbox::Data::read_from(&stored, None).raw());
    }
}

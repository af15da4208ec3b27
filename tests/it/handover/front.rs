//! The page that comes first, and what stands on every page.

use super::{FIELD, example, form, run};
use oms_maturity::document::Format;

/// Returns the first page in Markdown.
fn front(text: &str) -> &str {
    let front = text.split_once("## On one page").unwrap().1;
    front.split_once("\n## ").unwrap().0
}

/// Profile and limiting dimension, then the level, the peak, three actions with owner and date, and
/// what is not known; worked out by hand.
#[test]
fn the_first_page_says_it_all_in_order() {
    let sheet = example("northmoor-outfitters.yaml");
    let text = form(&FIELD.report(&sheet), "markdown");
    let mut rest = front(&text);
    for said in [
        "| **Rules age** | 1 ",
        "| **Overrides** | ? |",
        "Lowest or not known: Rules age, overrides and inventory trust.",
        "**Level 1 of 5: Workaround**",
        "Why 1 and not 2: The mean of 1.50 is below the 2.00 that level 2 takes.",
        "### What is not safe at the next peak",
        "- Main DC down in a peak week: fails \\(",
        "### The first three actions",
        "| OV-1a: Query the order audit trail every night",
        // Four weeks from 30 June.
        "| 2026-07-28 |",
        "### What is not known",
        "Without an answer: Overrides.",
        "guard-rails have no answer.",
    ] {
        let found = rest.split_once(said);
        rest = found.unwrap_or_else(|| panic!("{said}\n{rest}")).1;
    }
}

/// What would run into the pause before a peak is due after it.
#[test]
fn actions_are_due_around_the_pause() {
    let due = |peak: &str| {
        let answers = format!(
            "scope: S\ndate: 2026-06-30\nnext_peak: {peak}\nanswers: {{rules_age: {{level: 1}}, \
             overrides: {{level: 3}}, adaptability: {{level: 3}}, cost_to_serve: path, \
             inventory_trust: {{level: 3}}, scalability: {{level: 3}}}}\n"
        );
        let sheet = FIELD.read(&answers, Format::Yaml).unwrap();
        let text = form(&FIELD.report(&sheet), "markdown");
        let table = front(&text).split_once("### The first").unwrap().1.to_owned();
        let rows = table.lines().filter(|line| line.starts_with("| RA-"));
        let day = |row: &str| row.trim_end_matches(" |").rsplit("| ").next().unwrap().to_owned();
        rows.map(day).collect::<Vec<_>>()
    };
    let free = due("2028-11-20");
    assert!(!free.is_empty() && free.iter().all(|day| day.starts_with("2026-")), "{free:?}");
    // The peak of 17 August pauses work from 22 June to 27 September.
    let paused = due("2026-08-17");
    assert_eq!(paused.len(), free.len());
    assert!(paused.iter().zip(&free).all(|(paused, free)| paused > free), "{paused:?}");
}

/// Who prepared it stands on the cover and at the foot of each page, and who may read it; nothing of
/// it can end the style sheet.
#[test]
fn who_prepared_it_and_who_may_read_it_stand_on_every_page() {
    let hostile = "A\"}</style><script>alert(1)</script>\\ | *b*";
    let args = |form: &str| {
        let assess =
            ["assess", "examples/instruments/oms-1.0/kestrel-and-vane.yaml", "--format", form];
        let more = ["--prepared-by", hostile, "--confidential", hostile];
        run(&[&assess[..], &more[..]].concat())
    };
    let page = args("html");
    assert_eq!((page.code, page.stderr.as_str()), (Some(0), ""));
    let (style, body) = page.stdout.split_once("</style>").unwrap();
    assert!(!style.contains("alert(1)") && !body.contains("<script"), "{style}");
    assert!(
        style.contains("@bottom-left{content:\"Prepared\\000020by\\000020A\\000022"),
        "{style}"
    );
    assert!(style.contains("@top-left{content:\"A\\000022\\00007d\\00003c"), "{style}");
    assert!(body.contains("<p class=\"confidential\">A&quot;}&lt;/"), "{body}");
    assert!(body.contains("<p class=\"prepared\">Prepared by A&quot;}&lt;/"), "{body}");
    let markdown = args("markdown");
    assert_eq!(markdown.stdout.matches("**A\\\"").count(), 2, "{}", markdown.stdout);
    assert!(!markdown.stdout.contains("<script") && !markdown.stdout.contains(" *b*"));
    for (form, flag) in [("table", "--confidential"), ("json", "--prepared-by")] {
        let assess = [
            "assess",
            "examples/instruments/oms-1.0/kestrel-and-vane.yaml",
            "--format",
            form,
            flag,
            "x",
        ];
        let ran = run(&assess);
        assert_eq!(ran.code, Some(2));
        assert!(ran.stderr.contains(&format!("{flag} is for --format html")), "{}", ran.stderr);
    }
}

/// Without a flag it is who answered; without names, nobody.
#[test]
fn who_answered_prepared_it_unless_somebody_else_did() {
    let markdown = |more: &[&str]| {
        let assess = [
            "assess",
            "examples/instruments/oms-1.0/kestrel-and-vane.yaml",
            "--format",
            "markdown",
        ];
        run(&[&assess[..], more].concat()).stdout
    };
    let said = "Prepared by Head of omnichannel operations on 2026-06-30 for Kestrel";
    assert!(markdown(&[]).contains(said));
    assert!(markdown(&["--brand", "Vane"]).contains("Prepared by Vane on 2026-06-30 for Kestrel"));
    let both = markdown(&["--brand", "Vane", "--prepared-by", "Mary"]);
    assert!(both.contains("Prepared by Mary, Vane, on 2026-06-30 for Kestrel"));
    assert!(markdown(&["--anonymous"]).contains("Prepared on 2026-06-30\n"));
}

/// No scenario and no action is named by its id alone, wherever it stands.
#[test]
fn no_id_stands_without_its_title() {
    let ran = run(&["assess", "tests/stored/everything.yaml", "--format", "markdown"]);
    let body = ran.stdout.split_once("## Annex").unwrap().0;
    let plain = body.replace(['\\', '|', '*', '\u{201c}'], " ").replace("&#38;", "&");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let rubric = FIELD.instrument.rubric();
    let scenarios = rubric.scenarios.iter().map(|one| (&one.id, &one.title));
    let actions = rubric.actions.iter().map(|one| (&one.id, &one.title));
    let mut seen = 0;
    for (id, title) in scenarios.chain(actions) {
        // Some actions speak of others.
        if rubric.actions.iter().any(|one| one.title.contains(id.as_str())) {
            continue;
        }
        let begin: String = title.chars().take(15).collect();
        for (place, _) in plain.match_indices(id.as_str()) {
            let rest = &plain[place + id.len()..];
            if rest.starts_with(char::is_alphanumeric) {
                continue;
            }
            let near: String = rest.chars().take(30).collect();
            assert!(near.contains(&begin), "{id}: {near}");
            seen += 1;
        }
    }
    assert!(seen > 40, "{seen}");
}

/// The roadmap is drawn: a bar for each step, with its wave, its owners, and the same in words.
#[test]
fn the_roadmap_is_drawn_over_its_weeks() {
    let sheet = FIELD.sheet(
        "target: {level: 3}\nanswers: {rules_age: {level: 1}, overrides: {level: 2}, adaptability: \
         {level: 3}, cost_to_serve: path, inventory_trust: {level: 3}, scalability: {level: 3}}",
    );
    let page = form(&FIELD.report(&sheet), "html");
    let picture = page.split_once("<svg class=\"timeline\"").unwrap().1;
    let picture = picture.split_once("</svg>").unwrap().0;
    assert!(picture.contains("<title id=\"timeline-title\">The steps of the roadmap"));
    let steps = picture.matches("<rect ").count();
    assert!(steps > 0 && picture.contains("Wave 1: "), "{picture}");
    let words = picture.split_once("<desc ").unwrap().1.split_once("</desc>").unwrap().0;
    assert_eq!(words.matches(": weeks ").count(), steps, "{words}");
    assert!(words.contains("Rules age 1 to 2: weeks 1 to "), "{words}");
}

/// The rings have the numbers of the levels, and what is claimed is filled.
#[test]
fn the_radar_has_numbered_rings_and_a_filled_profile() {
    let sheet = example("kestrel-and-vane.yaml");
    let picture = form(&FIELD.report(&sheet), "svg");
    let rings = picture.split_once("<g class=\"r-ring\"").unwrap().1.split_once("</g>").unwrap().0;
    for level in 1..=5 {
        assert!(rings.contains(&format!(">{level}</text>")), "{rings}");
    }
    assert!(picture.contains("<polygon fill=\"#14507a\" fill-opacity=\"0.16\""), "{picture}");
}

/// What is withheld is not said to be missing, and nobody is named as the one it was prepared for.
#[test]
fn a_page_without_names_says_that_they_are_withheld() {
    let answers = "scope: Vane\ndate: 2026-06-30\nanswers: {overrides: {level: 5, evidence: \
                   report, source: Ledger 7}}\n";
    let args = ["assess", "-", "--anonymous", "--format", "markdown"];
    let first = crate::program::run_first(&args, answers);
    assert_eq!(first.code, Some(0), "{}", first.stderr);
    assert!(first.stdout.contains("Prepared on 2026-06-30\n"), "{}", first.stdout);
    assert!(!first.stdout.contains("No report was named"), "{}", first.stdout);
    assert!(first.stdout.contains("Which report was named is withheld here"), "{}", first.stdout);
    // Where a report counts with its source only, it shows that none was named.
    let bare = answers.replace(", evidence: report, source: Ledger 7", "");
    let second = crate::program::run(&args, &bare);
    assert!(second.stdout.contains("No report was named"), "{}", second.stdout);
}

/// What is coped with by word only is named below as it is on the front page.
#[test]
fn scenarios_that_fail_on_evidence_only_are_named() {
    let answers = "scope: S\ndate: 2026-06-30\nanswers: {rules_age: {level: 4}, overrides: {level: \
                   4}, adaptability: {level: 4}, cost_to_serve: path, inventory_trust: {level: 4}, \
                   scalability: {level: 4}}\n";
    let page = crate::program::run(&["assess", "-", "--format", "markdown"], answers).stdout;
    let part = page.split_once("\n## Scenarios").unwrap().1;
    let part = part.split_once("\n## ").unwrap().0;
    assert!(part.contains("SN36 Collect in two hours \\(on evidence\\)"), "{part}");
    assert!(part.contains("it fails where the figure is missed"), "{part}");
    assert!(part.contains("both verdicts stand in the annex"), "{part}");
}

/// Nobody's answer is the lowest.
#[test]
fn a_question_without_an_answer_holds_nothing_back() {
    let answers = "questionnaire: review\nscope: S\ndate: 2026-06-30\nanswers: {overrides: {level: \
                   4}, desk_hours: {level: 2}, reasons: unknown}\n";
    let page = crate::program::run(&["assess", "-", "--format", "markdown"], answers);
    assert_eq!(page.code, Some(0), "{}", page.stderr);
    let line = page.stdout.lines().find(|line| line.contains("Held back by")).unwrap();
    assert!(line.contains("Hours at the order desk") || line.contains("desk"), "{line}");
    assert!(line.ends_with("the lowest answer"), "{line}");
}

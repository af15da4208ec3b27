use crate::faces::{PROJECTED, flowing, press, shown, text};
use crate::program::{Ran, run, run_first, run_in};
use oms_maturity::document::{Bounds, Format, questionnaire, read, rubric};
use oms_maturity::domain::{Date, Fingerprints, GivenAnswers, Instrument};
use oms_maturity::interview::full::{Full, Key};
use oms_maturity::interview::layout::Size;
use oms_maturity::interview::plain::Plain;
use oms_maturity::interview::{Interview, Settings};
use serde_json::Value;
use std::path::Path;
use std::sync::LazyLock;

const QUESTIONS: &str = "\
id: own
version: 1.0.0
title: Our bakery
symptoms:
  - {id: S1, text: The queue is long.}
questions:
  - id: loaves
    title: Loaves
    prompt: Of 100 loaves, how many are sold the same day?
    help: Count every loaf. A roll is none. A half counts as one. Cakes stay out.
    more: Loaves that are given away are not sold.
    asked_of: Head baker
    preparation: an hour
    if_not: count one day by hand
    measure: {name: sold, formula: loaves sold / loaves baked, unit: '%', better: higher}
    options: [{id: few, label: Few, band: {below: 50}}, {id: many, label: Many, band: {from: 50}}]
    evidence:
      - A till roll
      - {what: The oven book, where: beside the oven, who: the apprentice}
      - {what: A list of orders, where: the counter}
  - id: warmth
    title: Warmth
    prompt: Is it warm?
    options: [{id: cold, label: Cold}, {id: warm, label: Warm}]
follow_ups:
  - {id: rolls, follows: loaves, ask: everybody, title: Rolls, prompt: Are there rolls?, asked_of: Head baker, options: [{id: none_at_all, label: None}, {id: some, label: Some}]}
glossary:
  - {term: loaf, also: [loaves], means: Bread in one piece}
  - {term: sourdough, means: Dough that rose by itself}
outcomes:
  - {id: waste, title: Waste, formula: kilos thrown away, unit: kilos a day, better: lower}
  - {id: sales, title: Sales, formula: loaves sold, unit: loaves a day, better: higher}
  - {id: calm, title: Calm, formula: days without a quarrel, unit: days, better: higher}
";

const RUBRIC: &str = "\
id: own
version: 1.0.0
title: Own rubric
questionnaire: own
scale: {lowest: 1, highest: 2}
scores: [1, 2]
levels:
  - {level: 1, name: Low, sentence: It is low.}
  - {level: 2, name: High, sentence: It is high., requires: {mean: 2}}
dimensions:
  - {id: bread, name: Bread, questions: [loaves]}
  - {id: place, name: Place, questions: [warmth]}
";

const ANSWERS: &str = "\
scope: Bakery
date: 2026-06-30
outcomes:
  waste: {now: 12.50, year_ago: 14}
  sales: {now: 300, year_ago: 310}
answers:
  loaves: many
  warmth: cold
";

const FLAGS: [&str; 4] = ["--questions", "q.yaml", "--rubric", "r.yaml"];

static BAKERY: LazyLock<Instrument> = LazyLock::new(|| instrument(QUESTIONS));

fn instrument(questions: &str) -> Instrument {
    let tree = |text| read::tree(text, Format::Yaml, Bounds::RUBRIC).unwrap();
    let asked = questionnaire::read(&tree(questions)).unwrap_or_else(|f| panic!("{f:#?}"));
    let judged = rubric::read(&tree(RUBRIC), &asked).unwrap_or_else(|f| panic!("{f:#?}"));
    let fingerprints = Fingerprints { questionnaire: String::new(), rubric: String::new() };
    Instrument::new(asked, judged, fingerprints)
}

/// A folder with the instrument and answers to it.
#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn folder(questions: &str, answers: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("q.yaml", questions), ("r.yaml", RUBRIC), ("a.yaml", answers)] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn done(ran: Ran) -> String {
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    ran.stdout
}

/// Runs a command on the instrument in a folder.
fn own(folder: &Path, args: &[&str]) -> Ran {
    run_in(folder, &[args, &FLAGS[..]].concat(), "")
}

fn interview(instrument: &'static Instrument, plain: bool) -> Interview<'static> {
    let settings = Settings { instrument, actions: 5, saves: false, plain };
    let date = Date::parse("2026-06-30").unwrap();
    Interview::new(settings, GivenAnswers::empty("Bakery".to_owned(), date), Vec::new())
}

/// Returns the full-screen face at the first question.
fn at_first_question(size: Size) -> Full<'static> {
    let mut face = Full::new(interview(&BAKERY, false), size, false);
    press(&mut face, "\n");
    while !shown(&face).contains("Of 100 loaves") {
        press(&mut face, ">");
    }
    face
}

#[test]
fn a_question_shows_who_knows_it_and_three_sentences_of_help() {
    let mut face = at_first_question(PROJECTED);
    let screen = shown(&face);
    let whole = "how many are sold the same day? Who knows it: Head baker Count every loaf. A \
                 roll is none. A half counts as one. (?\u{a0}for\u{a0}more)";
    assert!(screen.contains(&flowing(whole)), "{screen}");
    assert!(!screen.contains("Cakes stay out"), "{screen}");
    face.key(&Key::Char('?'));
    let guide = shown(&face);
    let more = guide.find("Loaves that are given away").unwrap();
    assert!(more < guide.find("Count every loaf.").unwrap(), "{guide}");
    assert!(guide.contains("Cakes stay out."), "{guide}");
    // Only the words that this question uses are explained.
    assert!(guide.contains("Loaf: Bread in one piece"), "{guide}");
    assert!(!guide.contains("Sourdough"), "{guide}");
}

#[test]
fn who_knows_it_is_said_line_by_line_too_and_help_holds_the_rest() {
    let mut plain = Plain::new(interview(&BAKERY, true), 80);
    let mut said = plain.say();
    let _ = plain.take("");
    for _ in 0..3 {
        said = plain.say();
        if said.contains("Of 100 loaves") {
            break;
        }
        let _ = plain.take("on");
    }
    assert!(said.contains("Who knows it: Head baker\n"), "{said}");
    let help = flowing(&plain.take("?"));
    for part in ["Loaves that are given away", "Cakes stay out.", "Loaf: Bread in one piece"] {
        assert!(help.contains(part), "{help}");
    }
    let evidence = plain.take("evidence");
    assert!(evidence.contains("- The oven book (beside the oven; the apprentice)"), "{evidence}");
    assert!(evidence.contains("- A list of orders (the counter)"), "{evidence}");
}

/// Who knows the figure gives way before any choice does.
#[test]
fn on_a_small_screen_the_choices_stay() {
    for rows in 8..24 {
        let face = at_first_question(Size { columns: 80, rows });
        let screen = text(&face.screen());
        assert_eq!(screen.lines().count(), usize::from(rows));
        let choices = ["Few", "Many", "Unknown"].iter().filter(|it| screen.contains(**it)).count();
        let knows = screen.contains("Who knows it");
        assert!(!knows || choices == 3, "{rows}: {screen}");
        assert!(rows < 18 || knows, "{rows}: {screen}");
    }
}

#[test]
fn the_sheet_holds_what_is_to_be_brought_in_both_forms() {
    let folder = folder(QUESTIONS, ANSWERS);
    let markdown = done(own(folder.path(), &["init", "--format", "prep"])).replace('\\', "");
    let html = done(own(folder.path(), &["init", "--format", "prep-html"]));
    for said in [
        "One figure and one other answer to bring: Our bakery",
        "write unknown: that is an answer.",
        "Operation",
        "First day of the next peak",
        "Of 100 loaves, how many are sold the same day?",
        "Head baker",
        "A till roll; The oven book (beside the oven; the apprentice)",
        "an hour",
        "count one day by hand",
        "Are there rolls? (Head baker)",
        "The queue is long.",
        "5 minutes: what is true here",
        "signed",
    ] {
        assert!(markdown.contains(said), "{said}: {markdown}");
        assert!(html.contains(said), "{said}: {html}");
    }
    assert!(markdown.contains("- [ ] The queue is long."), "{markdown}");
    let rows: Vec<_> = markdown.lines().filter(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), 2 + 2);
    assert!(rows.iter().all(|row| row.matches('|').count() == 8), "{rows:?}");
    assert!(!html.contains("<script") && html.contains("default-src 'none'"));
}

#[test]
fn the_sheet_takes_the_form_of_its_file() {
    let folder = folder(QUESTIONS, ANSWERS);
    let prep = ["init", "--format", "prep", "-o"];
    for (file, begins) in
        [("s.md", "# One figure and one other"), ("s.html", "<!DOCTYPE html>"), ("s", "# ")]
    {
        let ran = own(folder.path(), &[&prep[..], &[file]].concat());
        assert!(ran.stderr.contains("sheet to mail ahead in "), "{}", ran.stderr);
        assert!(std::fs::read_to_string(folder.path().join(file)).unwrap().starts_with(begins));
    }
    for (args, why) in [
        (&["init", "--format", "prep", "x.yaml"][..], "name it .md or .html"),
        (&["init", "--format", "prep-html", "-o", "x.md"], "write --format prep"),
        (&["init", "x.html"], "--format prep writes the sheet to mail ahead"),
        (&["init", "-o", "x.md"], "--format prep writes the sheet to mail ahead"),
        (&["init", "--format", "prep", "-o", "s.md"], "exists"),
    ] {
        let ran = own(folder.path(), args);
        assert_eq!(ran.code, Some(2), "{args:?}");
        assert!(ran.stderr.contains(why), "{args:?}: {}", ran.stderr);
    }
}

#[test]
fn a_sheet_needs_nothing_but_questions() {
    for args in [&["init", "--format", "prep"][..], &["init", "--format", "prep-html"]] {
        let shipped = done(run(args, ""));
        assert!(shipped.contains("Five figures and one other answer to bring"), "{shipped}");
        let custom = ["--questions", "examples/custom/questions.yaml"];
        let rubric = ["--rubric", "examples/custom/rubric.yaml"];
        done(run(&[args, &custom, &rubric].concat(), ""));
    }
}

#[test]
fn no_text_of_a_questionnaire_runs_on_its_sheet() {
    let hostile = "</td><script>1</script>| x [y](javascript:1) \u{202e}\u{1b}[31m";
    let written = serde_json::to_string(hostile).unwrap();
    let questions = QUESTIONS
        .replace("Head baker", &written)
        .replace("an hour", &written)
        .replace("The queue is long.", &written)
        .replace("A till roll", &written);
    let folder = folder(&questions, ANSWERS);
    for form in ["prep", "prep-html"] {
        let sheet = done(own(folder.path(), &["init", "--format", form]));
        assert!(!sheet.contains("<script"), "{sheet}");
        assert!(!sheet.contains(['\u{1b}', '\u{202e}']), "{sheet}");
        assert!(form != "prep" || !sheet.contains("](javascript"), "{sheet}");
    }
}

#[test]
fn outcomes_are_shown_with_their_change_and_what_is_missing() {
    let folder = folder(QUESTIONS, ANSWERS);
    let form = |form: &str| done(own(folder.path(), &["assess", "a.yaml", "--format", form]));
    let table = flowing(&form("table"));
    for said in [
        "WHAT THE OPERATION ACHIEVES",
        "Waste (kilos a day) 12.5 14 \u{2193} better",
        "Sales (loaves a day) 300 310 \u{2193} worse",
        "Calm (days) not given not given",
        "No level hangs on these figures.",
    ] {
        assert!(table.contains(said), "{said}: {table}");
    }
    let markdown = form("markdown").replace('\\', "");
    assert!(
        markdown.contains("| Waste (kilos a day) | 12.5 | 14 | \u{2193} better |"),
        "{markdown}"
    );
    assert!(markdown.contains("| Calm (days) | not given | not given |"), "{markdown}");
    assert!(form("html").contains("\u{2193} worse"));
    let json: Value = serde_json::from_str(&form("json")).unwrap();
    let outcomes = serde_json::json!([
        {"id": "waste", "title": "Waste", "unit": "kilos a day", "better": "lower",
         "now": 12.5, "year_ago": 14, "change": "better"},
        {"id": "sales", "title": "Sales", "unit": "loaves a day", "better": "higher",
         "now": 300, "year_ago": 310, "change": "worse"},
        {"id": "calm", "title": "Calm", "unit": "days", "better": "higher",
         "now": null, "year_ago": null, "change": null},
    ]);
    assert_eq!(json["outcomes"], outcomes);
}

/// No level hangs on outcomes: a report without them says the same of everything else.
#[test]
fn outcomes_change_nothing_else() {
    let without = ANSWERS
        .replace("  waste: {now: 12.50, year_ago: 14}\n", "  waste: {now: 14, year_ago: 14}\n");
    let [with, without] = [ANSWERS, &without].map(|answers| {
        let folder = folder(QUESTIONS, answers);
        let said = done(own(folder.path(), &["assess", "a.yaml", "--format", "json"]));
        let mut said: Value = serde_json::from_str(&said).unwrap();
        let taken = said.as_object_mut().unwrap().remove("outcomes").unwrap();
        said["given"].as_object_mut().unwrap().remove("outcomes");
        (said, taken[0]["change"].clone())
    });
    assert_eq!(with.0, without.0);
    assert_eq!((with.1, without.1), ("better".into(), "same".into()));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
fn outcomes_are_kept_when_saved_stored_and_verified() {
    let folder = folder(QUESTIONS, ANSWERS);
    let report = done(own(folder.path(), &["assess", "a.yaml", "--format", "json"]));
    std::fs::write(folder.path().join("report.json"), &report).unwrap();
    done(own(folder.path(), &["verify", "report.json"]));
    std::fs::write(folder.path().join("report.json"), report.replace("310", "290")).unwrap();
    let ran = own(folder.path(), &["verify", "report.json"]);
    assert_eq!(ran.code, Some(1), "{}{}", ran.stdout, ran.stderr);
    for file in ["b.yaml", "b.toml", "b.json"] {
        done(own(folder.path(), &["assess", "a.yaml", "--save", file]));
        let again = done(own(folder.path(), &["assess", file, "--format", "json"]));
        let [before, after] =
            [&report, &again].map(|text| -> Value { serde_json::from_str(text).unwrap() });
        assert_eq!(before, after, "{file}");
    }
}

#[test]
fn what_is_wrong_with_outcomes_is_found_where_it_stands() {
    for (outcomes, code, help) in [
        ("{wast: {now: 1}}", "unknown-id", "did you mean `waste`?"),
        ("{waste: {now: many}}", "bad-number", ""),
        ("{waste: {now: \"1\"}}", "bad-number", "without quotes"),
        ("{waste: {last_year: 1}}", "unknown-key", "`year_ago`"),
        ("{waste: {}}", "no-answer", "take the line out"),
        ("{waste: 12}", "wrong-type", ""),
        ("[waste]", "wrong-type", ""),
    ] {
        let answers = format!(
            "scope: B\ndate: 2026-06-30\noutcomes: {outcomes}\nanswers: {{loaves: many, warmth: cold}}\n"
        );
        let folder = folder(QUESTIONS, &answers);
        let ran = own(folder.path(), &["assess", "a.yaml"]);
        assert_eq!(ran.code, Some(2), "{outcomes}");
        assert!(ran.stderr.contains(&format!("error[{code}]")), "{outcomes}: {}", ran.stderr);
        assert!(ran.stderr.contains("a.yaml:3:"), "{outcomes}: {}", ran.stderr);
        assert!(ran.stderr.contains(help), "{outcomes}: {}", ran.stderr);
    }
    // The shipped questionnaire of edition 1 lists none.
    let ran = run(
        &["-"],
        "scope: S\ndate: 2026-06-30\noutcomes: {waste: {now: 1}}\nanswers: {overrides: unknown}\n",
    );
    assert_eq!(ran.code, Some(2), "{}", ran.stdout);
}

#[test]
fn a_file_to_fill_in_offers_the_outcomes() {
    let folder = folder(QUESTIONS, ANSWERS);
    let text = done(own(folder.path(), &["init"]));
    assert!(text.contains("# outcomes:"), "{text}");
    for line in
        ["#   waste: {now: N, year_ago: N}", "#       Waste (kilos a day): kilos thrown away"]
    {
        assert!(text.contains(line), "{text}");
    }
    assert!(!done(run_first(&["init"], "")).contains("outcomes"));
}

#[test]
fn the_words_that_a_report_uses_are_explained_at_its_end() {
    let folder = folder(QUESTIONS, ANSWERS);
    for form in ["markdown", "html"] {
        let said = done(own(folder.path(), &["assess", "a.yaml", "--format", form]));
        let words = said.rfind("Words").unwrap();
        assert!(said[words..].contains("Bread in one piece"), "{said}");
        assert!(!said.contains("Dough that rose"), "{said}");
    }
}

#[test]
fn the_handbook_shows_glossary_outcomes_and_who_knows_what() {
    let folder = folder(QUESTIONS, ANSWERS);
    let show = |what: &str| flowing(&done(own(folder.path(), &["rubric", "show", what])));
    let glossary = show("glossary");
    assert!(glossary.contains("Loaf (loaves): Bread in one piece"), "{glossary}");
    assert!(glossary.contains("Sourdough: Dough that rose by itself"), "{glossary}");
    let outcomes = show("outcomes");
    assert!(
        outcomes.contains("Waste (waste): kilos thrown away. In kilos a day; lower is better.")
    );
    assert!(show("waste").contains("kilos thrown away"), "{}", show("waste"));
    let question = show("loaves");
    for said in [
        "Loaves that are given away are not sold.",
        "Who knows the figure: Head baker",
        "Time to get it: an hour",
        "If it cannot be had: count one day by hand",
        "- A till roll",
        "- The oven book (beside the oven; the apprentice)",
    ] {
        assert!(question.contains(said), "{said}: {question}");
    }
}

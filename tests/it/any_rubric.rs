/// Instruments of every shape.
mod made;

use made::Made;
use oms_maturity::document::{
    Bounds, Format, answers, questionnaire, read, rubric, sha256, stored,
};
use oms_maturity::domain::plan::{Goal, Limits};
use oms_maturity::domain::{AnswerSheet, Fingerprints, Instrument};
use oms_maturity::report::brand::Brand;
use oms_maturity::report::checklist::{self, Checklist};
use oms_maturity::report::roadmap::{self, Roadmap, Timing, goal};
use oms_maturity::report::{
    Report, arithmetic, html, json, markdown, radar, spreadsheet, table, verify,
};

const EVERYTHING: [&str; 4] = [
    include_str!("../instruments/everything/questions.yaml"),
    include_str!("../instruments/everything/rubric.yaml"),
    include_str!("../instruments/everything/answers.yaml"),
    include_str!("../instruments/everything/earlier.yaml"),
];

fn everything() -> Made {
    let [questions, rubric, ..] = EVERYTHING.map(str::to_owned);
    Made { name: "everything", questions, rubric }
}

fn all() -> [Made; 9] {
    [
        everything(),
        made::one(),
        made::thirty(),
        made::scores_only(),
        made::sum_of_600(),
        made::zero(),
        made::negative(),
        made::short_table(),
        made::forty_groups(),
    ]
}

impl Made {
    fn instrument(&self) -> Instrument {
        let tree = |text| read::tree(text, Format::Yaml, Bounds::RUBRIC).unwrap();
        let asked = questionnaire::read(&tree(&self.questions));
        let asked = asked.unwrap_or_else(|found| panic!("{}: {found:#?}", self.name));
        let judged = rubric::read(&tree(&self.rubric), &asked);
        let judged = judged.unwrap_or_else(|found| panic!("{}: {found:#?}", self.name));
        let fingerprints = Fingerprints {
            questionnaire: sha256(self.questions.as_bytes()),
            rubric: sha256(self.rubric.as_bytes()),
        };
        Instrument::new(asked, judged, fingerprints)
    }
}

/// Returns instruments of every shape, each with its name.
pub(crate) fn instruments() -> Vec<(&'static str, Instrument)> {
    all().iter().map(|made| (made.name, made.instrument())).collect()
}

fn sheet(instrument: &Instrument, text: &str) -> AnswerSheet {
    let tree = read::tree(text, Format::Yaml, Bounds::ANSWERS).unwrap();
    answers::read(&tree, instrument).unwrap_or_else(|found| panic!("{text}\n{found:#?}"))
}

/// Returns answers of every kind: none, all unknown, all worst, all best, and a mix of them.
fn answered(instrument: &Instrument) -> Vec<String> {
    let asked = || instrument.questionnaire().questions.iter();
    let head = "scope: Shop\ndate: 2026-06-30\nanswers:\n";
    let answer = |question: &oms_maturity::domain::questionnaire::Question, turn: usize| {
        let id = &question.id;
        let options = &question.options;
        let figure = |figure: i64| format!("  {id}: {{value: {figure}}}\n");
        match (turn, options.first(), options.last()) {
            (0, ..) => String::new(),
            (1, ..) => format!("  {id}: unknown\n"),
            (2, Some(worst), _) => format!("  {id}: {{option: {}}}\n", worst.id),
            (3, _, Some(best)) => format!("  {id}: {{option: {}}}\n", best.id),
            (2, None, _) => figure(0),
            _ => figure(77),
        }
    };
    let same = (0..4).map(|turn| asked().map(|question| answer(question, turn)).collect());
    let mixed = (1..4).map(|shift| {
        let turn = |place: usize| [3, 2, 3, 3, 1, 3, 3][(place * shift + shift) % 7];
        asked().enumerate().map(|(place, question)| answer(question, turn(place))).collect()
    });
    let all = same.chain(mixed);
    let whole = |lines: String| {
        if lines.is_empty() {
            head.replace("answers:", "answers: {}")
        } else {
            head.to_owned() + &lines
        }
    };
    all.map(whole).collect()
}

/// Returns what every form says, under its name; programs' forms aside.
fn said(report: &Report<'_>) -> Vec<(&'static str, String)> {
    let layout = |plain| table::Layout { width: 80, actions: usize::MAX, plain };
    let brand = Brand::default();
    let judged = Checklist::judged(report, &[]);
    let ticked = Checklist::to_tick(report.instrument, &[]);
    let mut forms = vec![
        ("table", table::render(report, layout(false))),
        ("plain", table::render(report, layout(true))),
        ("arithmetic", arithmetic::render(report, 80)),
        ("html", text_of(&html::render(report, &brand))),
        ("markdown", markdown::render(report, &brand)),
        ("checklist", checklist::table::render(&judged, 80)),
        ("list", checklist::table::render(&ticked, 80)),
        ("list html", text_of(&html::checklist(&judged, &Brand::default()))),
        ("list markdown", markdown::checklist(&judged, &Brand::default())),
    ];
    forms.extend(radar::picture(report, radar::CLAIMED).map(|svg| ("svg", text_of(&svg))));
    if goal::not_offered(report).is_none() {
        let request = goal::request(report, Goal::default(), Limits::default());
        let text = match Roadmap::of(report, request, Timing::default()) {
            Ok(roadmap) => {
                roadmap::json::render(&roadmap).unwrap();
                roadmap::table::render(&roadmap, 80)
            }
            Err(why) => why,
        };
        assert!(!text.is_empty());
        forms.push(("plan", text));
    }
    forms
}

/// Returns the text of a page or picture, without tags and styles.
fn text_of(page: &str) -> String {
    let body = page.split_once("<body>").map_or(page, |(_, body)| body);
    let mut text = String::new();
    for part in body.replace("<wbr>", "").split('<') {
        text += part.split_once('>').map_or(part, |(_, text)| text);
        text.push(' ');
    }
    let text = quick_xml::escape::unescape(&text.replace("&#39;", "&apos;")).unwrap().into_owned();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words(text: &str) -> String {
    let plain = text.replace('\\', "").replace("&#8203;", "").replace("&#96;", "`");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Runs `check` on every report of every instrument, compared with the one before and alone.
fn each_report(check: impl Fn(&Made, &Report<'_>)) {
    for made in all() {
        let instrument = made.instrument();
        let mut texts = answered(&instrument);
        if made.name == "everything" {
            texts.extend([EVERYTHING[3].to_owned(), EVERYTHING[2].to_owned()]);
        }
        let accepted = |text: &String| {
            let tree = read::tree(text, Format::Yaml, Bounds::ANSWERS).unwrap();
            answers::read(&tree, &instrument).ok()
        };
        let sheets: Vec<_> = texts.iter().filter_map(accepted).collect();
        assert!(sheets.len() >= 6, "{}: {}", made.name, sheets.len());
        let mut before: Option<&AnswerSheet> = None;
        for sheet in &sheets {
            let report = Report::new(&instrument, sheet);
            check(&made, &report);
            if let Some(earlier) = before.replace(sheet) {
                let earlier = Report::new(&instrument, earlier);
                check(&made, &report.compared_with(earlier, false));
            }
        }
    }
}

#[test]
fn no_form_is_lost_for_words_under_any_rubric() {
    each_report(|made, report| {
        for (form, text) in said(report) {
            let name = made.name;
            assert!(!text.trim().is_empty(), "{name}: {form}");
            for odd in ["Some(", "None,", "NaN", "  ,", " ;", ": :", "()", "..", "inf "] {
                assert!(!text.contains(odd) || odd == "None,", "{name}: {form}: {odd}\n{text}");
            }
            if !report.speaks_of_levels() {
                let levels = text
                    .to_lowercase()
                    .split(|c: char| !c.is_alphanumeric())
                    .any(|word| ["level", "levels"].contains(&word));
                assert!(!levels, "{name}: {form} speaks of levels\n{text}");
            }
            let narrow = ["table", "plain", "arithmetic", "checklist", "list", "plan"];
            if narrow.contains(&form) && text.lines().count() > 1 {
                let wide = text.lines().find(|line| visible(line) > 80);
                assert_eq!(wide, None, "{name}: {form}\n{text}");
            }
        }
        spreadsheet::render(report).unwrap();
        let judged = Checklist::judged(report, &[]);
        checklist::json::render(&judged).unwrap();
        checklist::spreadsheet::render(&judged).unwrap();
    });
}

/// Returns how many columns a line takes, colours aside.
fn visible(line: &str) -> usize {
    let mut plain = String::new();
    for (place, part) in line.split('\u{1b}').enumerate() {
        plain += if place == 0 { part } else { part.split_once('m').map_or("", |(_, rest)| rest) };
    }
    plain.chars().count()
}

#[test]
fn pages_of_any_rubric_say_the_same_and_are_well_built() {
    each_report(|made, report| {
        let page = html::render(report, &Brand::default());
        let (text, other) = (text_of(&page), words(&markdown::render(report, &Brand::default())));
        let rubric = report.rubric();
        let names = rubric.dimensions.iter().map(|dimension| &dimension.name);
        for name in names.chain(rubric.groups.iter().map(|group| &group.name)) {
            assert!(text.contains(name.as_str()) && other.contains(name.as_str()), "{name}");
        }
        for question in &report.questionnaire().questions {
            let title = &question.title;
            assert!(text.contains(title.as_str()) && other.contains(title.as_str()), "{title}");
        }
        for line in arithmetic::working(report).lines() {
            let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains(&line), "{}: {line}", made.name);
        }
        let mut ids: Vec<_> =
            page.split(" id=\"").skip(1).map(|id| id.split('"').next().unwrap()).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{}: an id stands twice", made.name);
        assert!(page.len() < 1_500_000, "{}: {}", made.name, page.len());
    });
}

#[test]
fn every_report_under_any_rubric_is_recomputed() {
    each_report(|made, report| {
        let text = json::render(report).unwrap();
        let tree = read::tree(&text, Format::Json, Bounds::REPORT).unwrap();
        let stored = stored::read(&tree).unwrap();
        let accepted = |node| answers::read(node, report.instrument).unwrap();
        let (given, earlier) = (accepted(stored.given), stored.earlier.map(accepted));
        let again = Report::new(report.instrument, &given);
        let again = match &earlier {
            Some(earlier) => again.compared_with(Report::new(report.instrument, earlier), false),
            None => again,
        };
        let fresh = json::render(&again).unwrap();
        let fresh = read::tree(&fresh, Format::Json, Bounds::REPORT).unwrap();
        let comparison = verify::reports(&tree, &fresh);
        let differences = &comparison.differences;
        assert!(differences.is_empty() && comparison.values > 20, "{}: {differences:?}", made.name);
    });
}

/// Every number of a report under the rubric that has everything is one that `verify` looks at.
#[test]
fn no_number_under_a_rubric_with_everything_can_be_changed_unseen() {
    let instrument = everything().instrument();
    let sheet = sheet(&instrument, EVERYTHING[2]);
    let text = json::render(&Report::new(&instrument, &sheet)).unwrap();
    let fresh = read::tree(&text, Format::Json, Bounds::REPORT).unwrap();
    let given = text.find("\"given\"").unwrap()..text.find("\"overall\"").unwrap();
    let version = text.find("\"version\": \"0").unwrap()..text.find("\"rubric\"").unwrap();
    let digits = text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at);
    let mut seen = 0;
    for at in digits.filter(|at| !given.contains(at) && !version.contains(at)) {
        let mut changed = text.clone().into_bytes();
        changed[at] = if changed[at] == b'9' { b'8' } else { changed[at] + 1 };
        let changed = String::from_utf8(changed).unwrap();
        let Ok(tree) = read::tree(&changed, Format::Json, Bounds::REPORT) else { continue };
        let found = verify::reports(&tree, &fresh).differences;
        assert!(!found.is_empty(), "{}", &text[at.saturating_sub(60)..at + 5]);
        seen += 1;
    }
    assert!(seen > 250, "{seen}");
}

/// What a rubric with everything must say somewhere, worked out by hand.
#[test]
fn what_a_rubric_with_everything_says_is_what_was_worked_out() {
    let instrument = everything().instrument();
    let sheet = sheet(&instrument, EVERYTHING[2]);
    let report = Report::new(&instrument, &sheet);
    let page = text_of(&html::render(&report, &Brand::default()));
    for fact in [
        "Checks happen Most of the time; stock is at level 2 {of 2}.",
        "Shops No Country Germany",
        "Goods 2 Mean of what is in it 3.08",
        "\u{203a} \u{203a} Safety 1 Sum of its questions 10 9.5 10",
        "2 of 2: Known, as claimed",
        "Level 1 takes a mean of 1 and every question at 1; ideas is below that at 0.",
        "2.5, on a straight line: 0 is worth 4, 2 is worth 1 and 10 is worth 0",
        "None: means that it does not apply, and counts as 4",
        "Crates for shops Does not apply to this operation",
        "caps the score of morning talk on evidence at 1",
        "cannot say; picking not known",
        "3, has 2; checks at the bench 3",
        "Asked, and not scored These questions are asked and count in no score. Mood Never",
        "at least 75% of the dimensions at 2",
        "a lowest score of 3 and counting at 3",
        "Checks happen {pick_check}; stock is at level {stock.level} {{of 2}}.",
    ] {
        assert!(page.contains(fact), "{fact}\n{page}");
    }
}

#[test]
fn scores_only_are_told_as_a_score_on_its_range() {
    let made = made::scores_only();
    let instrument = made.instrument();
    let answers = (0..9).map(|q| format!("q{q}: {{option: {}}}", if q < 6 { "c" } else { "a" }));
    let answers: Vec<_> = answers.collect();
    let text = format!("scope: S\ndate: 2026-06-30\nanswers: {{{}}}\n", answers.join(", "));
    let sheet = sheet(&instrument, &text);
    let report = Report::new(&instrument, &sheet);
    assert_eq!(report.verdict(), "Nine points: 12 on a range from 0 to 27");
    let layout = table::Layout { width: 80, actions: 5, plain: false };
    let table = table::render(&report, layout);
    assert!(table.contains("Part 0 \u{2588}\u{2588}\u{2588}\u{2588}\u{2588}\u{2588}"), "{table}");
    assert!(table.contains("6 (0 to 9)"), "{table}");
    assert!(goal::not_offered(&report).is_some());
}

#[test]
fn what_is_too_much_unknown_is_said_by_name() {
    let made = made::short_table();
    let instrument = made.instrument();
    let mut answers: Vec<_> = (0..15).map(|q| format!("q{q}: {{option: d}}")).collect();
    answers[3] = "q3: unknown".to_owned();
    answers[4] = "q4: unknown".to_owned();
    let text = format!("scope: S\ndate: 2026-06-30\nanswers: {{{}}}\n", answers.join(", "));
    let sheet = sheet(&instrument, &text);
    let report = Report::new(&instrument, &sheet);
    for (form, text) in said(&report) {
        if ["table", "plain", "html", "markdown"].contains(&form) {
            let text = words(&text);
            let said = "2 of 15 questions are unknown or unanswered, and at most 1 may be in one \
                        dimension, as in part 1.";
            assert!(text.contains(said), "{form}\n{text}");
        }
    }
}

use crate::faces::{PROJECTED, flowing, press, shown, text};
use crate::program::{Ran, run, run_in};
use oms_maturity::document::{
    Bounds, Format, answers, draft, edit, questionnaire, read, rubric, template, write,
};
use oms_maturity::domain::given::AgreedBy;
use oms_maturity::domain::{
    AnswerSheet, AnswerValue, Date, Fingerprints, GivenAnswers, Instrument,
};
use oms_maturity::interview::full::Full;
use oms_maturity::interview::page::Page;
use oms_maturity::interview::plain::Plain;
use oms_maturity::interview::view::RowAction;
use oms_maturity::interview::{Interview, KeptDraft, PageCommand, Settings};
use oms_maturity::report::{Report, json};
use proptest::prelude::*;
use std::fmt::Write as _;
use std::sync::LazyLock;

const QUESTIONS: &str = include_str!("../../examples/facts/questions.yaml");
const RUBRIC: &str = include_str!("../../examples/facts/rubric.yaml");
const FLAGS: [&str; 4] =
    ["--questions", "examples/facts/questions.yaml", "--rubric", "examples/facts/rubric.yaml"];

static SHOPS: LazyLock<Instrument> = LazyLock::new(|| instrument(QUESTIONS, RUBRIC));

/// Judges the same questions by their scores alone.
static SCORES_ONLY: LazyLock<Instrument> = LazyLock::new(|| {
    let (head, rest) = RUBRIC.split_once("scale:").unwrap();
    let (_, rest) = rest.split_once("dimensions:\n").unwrap();
    let rubric = format!("{head}aggregate: sum\ndimensions:\n{rest}");
    instrument(QUESTIONS, &rubric)
});

fn instrument(questions: &str, judged: &str) -> Instrument {
    let tree = |text| read::tree(text, Format::Yaml, Bounds::RUBRIC).unwrap();
    let asked = questionnaire::read(&tree(questions)).unwrap_or_else(|f| panic!("{f:#?}"));
    let judged = rubric::read(&tree(judged), &asked).unwrap_or_else(|f| panic!("{f:#?}"));
    let fingerprints = Fingerprints { questionnaire: String::new(), rubric: String::new() };
    Instrument::new(asked, judged, fingerprints)
}

fn settings(instrument: &'static Instrument, plain: bool) -> Settings<'static> {
    Settings { instrument, actions: 5, saves: false, plain }
}

fn beginning() -> GivenAnswers {
    GivenAnswers::empty("Shop".to_owned(), Date::parse("2026-06-30").unwrap())
}

fn face(instrument: &'static Instrument) -> Full<'static> {
    let interview = Interview::new(settings(instrument, false), beginning(), Vec::new());
    Full::new(interview, PROJECTED, false)
}

fn sheet(text: &str) -> AnswerSheet {
    let text = format!("scope: Shop\ndate: 2026-06-30\nanswers: {text}\n");
    let tree = read::tree(&text, Format::Yaml, Bounds::ANSWERS).unwrap();
    answers::read(&tree, &SHOPS).unwrap_or_else(|found| panic!("{text}\n{found:#?}"))
}

/// Returns the ids that were answered.
fn answered(interview: &Interview<'_>) -> Vec<String> {
    interview.given().answers.keys().cloned().collect()
}

/// Runs a command on answers to the questions about shops.
fn command(name: &str, answers: &str, more: &[&str]) -> Ran {
    let text = format!("scope: Shop\ndate: 2026-06-30\nanswers: {answers}\n");
    run(&[&[name, "-"], &FLAGS[..], more].concat(), &text)
}

#[test]
fn who_has_stores_is_asked_about_them_and_who_has_none_is_not() {
    let mut face = face(&SHOPS);
    press(&mut face, "\n");
    assert!(shown(&face).contains("About the operation, 1 of 3 Stores"), "{}", shown(&face));
    press(&mut face, "n");
    let screen = shown(&face);
    assert!(screen.contains("About the operation, 2 of 2 Other sellers"), "{screen}");
    press(&mut face, "a");
    let screen = shown(&face);
    assert!(screen.contains("Question 1 of 2 Late parcels"), "{screen}");
    // Stores and sellers are behind, and so is what hangs on them.
    press(&mut face, "5\n");
    assert!(shown(&face).contains("Question 2 of 2 Tickets"), "{}", shown(&face));
    press(&mut face, "4\n-");
    assert_eq!(face.interview.page(), Page::Review);
    let screen = shown(&face);
    assert!(screen.contains("Every question has an answer."), "{screen}");
    for ruled_out in ["Pick-up in store", "Store stock", "Pick-up time", "Promises of others"] {
        assert!(screen.contains(&format!("{ruled_out} does not apply")), "{ruled_out}: {screen}");
    }
    let mut pages = Vec::new();
    while face.interview.page() != Page::Start {
        press(&mut face, "<");
        pages.push(face.interview.page());
    }
    let expected = [
        Page::FollowUp(1),
        Page::Question(4),
        Page::Question(0),
        Page::Fact(2),
        Page::Fact(0),
        Page::Start,
    ];
    assert_eq!(pages, expected, "back skips what forward skips");
}

#[test]
fn with_a_fact_unknown_everything_is_asked_and_follow_ups_for_everybody_last() {
    let mut face = face(&SHOPS);
    press(&mut face, "\n");
    let mut pages = Vec::new();
    while face.interview.page() != Page::Review {
        pages.push(face.interview.page());
        let key = if matches!(face.interview.page(), Page::Fact(_)) { "u" } else { ">" };
        press(&mut face, key);
    }
    let expected = [
        Page::Fact(0),
        Page::Fact(1),
        Page::Fact(2),
        Page::Question(0),
        Page::Question(1),
        Page::Question(2),
        Page::Question(3),
        Page::Question(4),
        Page::FollowUp(0),
        Page::FollowUp(1),
    ];
    assert_eq!(pages, expected);
    let screen = shown(&face);
    let open = "5 questions are open; the result counts 4 of them as unknown. 3 facts about the \
                operation are not known; what hangs on them counts as applying.";
    assert!(screen.contains(open), "{screen}");
}

#[test]
fn a_changed_fact_takes_answers_away_and_gives_them_back() {
    let mut face = face(&SHOPS);
    press(&mut face, "\nyya5\nc2\n4\ny-");
    let before = face.interview.given().clone();
    assert_eq!(face.interview.page(), Page::Review);
    press(&mut face, "an");
    let screen = shown(&face);
    let told = "Stores: No. 4 answers are taken away, as they do not apply now: Pick-up in store, \
                Store stock and 2 more.";
    assert!(screen.contains(told), "{screen}");
    assert_eq!(answered(&face.interview), ["late_parcels", "sellers", "stores", "tickets"]);
    press(&mut face, "ay");
    let screen = shown(&face);
    let told = "Stores: Yes. 4 former answers are back: Pick-up in store, Store stock and 2 more.";
    assert!(screen.contains(told), "{screen}");
    assert_eq!(face.interview.given(), &before);
}

#[test]
fn what_does_not_apply_opens_nothing_and_says_why() {
    let mut face = face(&SHOPS);
    press(&mut face, "\nna5\n4\n-");
    press(&mut face, "↓↓↓↓↓\n");
    let screen = shown(&face);
    assert_eq!(face.interview.page(), Page::Review);
    assert!(screen.contains("Store stock does not apply here. Stores: No."), "{screen}");
    // The walk through what the answers rest on leaves it out as well.
    press(&mut face, "\t\n");
    assert_eq!(face.interview.page(), Page::Details(4), "{}", shown(&face));
}

#[test]
fn a_question_that_was_open_below_the_review_goes_with_its_fact() {
    let mut face = face(&SHOPS);
    press(&mut face, "\nyya5\n");
    assert_eq!(face.interview.page(), Page::Question(1));
    press(&mut face, "@an");
    assert_eq!(face.interview.page(), Page::Review);
    press(&mut face, "<");
    assert_ne!(face.interview.page(), Page::Question(1), "{}", shown(&face));
}

#[test]
fn line_by_line_a_fact_takes_no_reason_and_a_figure_alone_is_taken() {
    let interview = Interview::new(settings(&SHOPS, true), beginning(), Vec::new());
    let mut plain = Plain::new(interview, 80);
    let mut said = plain.say();
    for line in ["", "na we do not know", "no", "nobody", "5", "", "review"] {
        said += &plain.take(line);
        said += &plain.say();
    }
    let said = flowing(&said);
    for expected in [
        "About the operation, 1 of 3: Stores",
        "y Yes",
        "About the operation, 2 of 2: Other sellers",
        "Question 1 of 2: Late parcels",
        "or type a number from 0 to 100 (% of parcels)",
        "5% of parcels. Enter takes it",
        "- Store stock: does not apply",
        "a Stores: No",
        "1 Late parcels: 5% of parcels",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert!(!said.contains("we do not know"), "{said}");
    assert_eq!(answered(&plain.interview), ["late_parcels", "sellers", "stores"]);
}

#[test]
fn facts_typed_are_facts_in_a_file() {
    let mut face = face(&SHOPS);
    press(&mut face, "\nnb5\nb40\n-");
    let written = include_str!("../../examples/facts/answers.yaml");
    let tree = read::tree(written, Format::Yaml, Bounds::ANSWERS).unwrap();
    let written = answers::read(&tree, &SHOPS).unwrap();
    assert_eq!(face.interview.given().answers, written.given().answers);
    let text = write::answers(face.interview.given(), Format::Yaml, SHOPS.questionnaire()).unwrap();
    let order = ["stores:", "sellers:", "late_parcels:", "sellers_promises:", "tickets:"];
    let places = order.map(|key| text.find(&format!("\n  {key}")).unwrap());
    assert!(places.is_sorted(), "facts come first, then the questions:\n{text}");
}

#[test]
fn a_file_with_another_fact_keeps_its_comments_and_what_is_not_known() {
    let text = "# Ours\nscope: Shop\ndate: 2026-06-30\nanswers:\n  stores: yes  # two of them\n  \
                late_parcels: {value: 5}  # carrier's report\n  store_stock: always\n  \
                # nobody came\n  pick_up_time: unknown\n";
    let tree = read::tree(text, Format::Yaml, Bounds::ANSWERS).unwrap();
    let given = answers::read(&tree, &SHOPS).unwrap().given().clone();
    let interview = Interview::new(settings(&SHOPS, false), given, Vec::new());
    let mut face = Full::new(interview, PROJECTED, false);
    press(&mut face, "\nn");
    assert!(
        shown(&face).contains("Its answer is taken away, as it does not apply now: Store stock.")
    );
    let given = face.interview.given();
    let edited = edit::answers(text, Format::Yaml, given, &SHOPS).unwrap();
    let expected =
        text.replace("stores: yes", "stores: \"no\"").replace("  store_stock: always\n", "");
    assert_eq!(edited.text, expected);
    assert_eq!(edited.lost_comments, [""; 0]);
}

#[test]
fn asking_for_what_is_open_asks_for_open_facts_and_leaves_ruled_out_questions_alone() {
    let pages = |answers: &str| {
        let given = sheet(answers).given().clone();
        let interview = Interview::about_open(settings(&SHOPS, false), given, Vec::new());
        let mut face = Full::new(interview, PROJECTED, false);
        let mut pages = Vec::new();
        while face.interview.page() != Page::Review {
            pages.push(face.interview.page());
            press(&mut face, ">");
        }
        pages
    };
    let none = "{stores: no, sellers: nobody, late_parcels: unknown, store_stock: unknown}";
    assert_eq!(pages(none), [Page::Question(0), Page::Question(4), Page::FollowUp(1)]);
    let some = "{stores: unknown, pick_up: yes, sellers: nobody, late_parcels: {value: 1}, \
                store_stock: never, counted_how: yes, pick_up_time: {value: 1}, \
                tickets: {value: 1}, returns_desk: {value: 1}}";
    assert_eq!(pages(some), [Page::Fact(0)]);
}

#[test]
fn what_if_speaks_of_levels_where_there_are_some_and_of_what_is_left_out() {
    let mut shops = face(&SHOPS);
    press(&mut shops, "\nnb5\nb40\n-\na2");
    let screen = shown(&shops);
    assert!(screen.contains("level 2: It is seen and told to them"), "{screen}");
    assert!(screen.contains("left out: No day is promised for them"), "{screen}");

    let mut scores = face(&SCORES_ONLY);
    press(&mut scores, "\nnb5\nb40\n-\na2");
    let screen = shown(&scores);
    assert!(screen.contains("score 2: It is seen and told to them"), "{screen}");
    assert!(!screen.to_lowercase().contains("level"), "{screen}");
    press(&mut scores, "<<<<<<<<<<<<<<");
    assert_eq!(scores.interview.page(), Page::Start, "{}", shown(&scores));
    press(&mut scores, "e");
    assert_eq!(scores.interview.page(), Page::Goal, "{}", shown(&scores));
    assert!(!shown(&scores).contains("Level to reach"), "{}", shown(&scores));
}

#[test]
fn a_draft_counts_what_applies_and_keeps_what_was_taken_away() {
    let mut face = face(&SHOPS);
    press(&mut face, "\nyya5\nc2\n>y@an");
    let again = resumed(&face.interview);
    assert_eq!(again.draft(), face.interview.draft());
    let kept = KeptDraft { draft: again.draft(), when: "today".to_owned() };
    let offers = Interview::new(settings(&SHOPS, false), beginning(), vec![kept]);
    let screen = shown(&Full::new(offers, PROJECTED, false));
    assert!(screen.contains("today, 1 of 2 answered"), "{screen}");
    let mut face = Full::new(again, PROJECTED, false);
    press(&mut face, "ay");
    let expected =
        ["counted_how", "late_parcels", "pick_up", "pick_up_time", "sellers", "store_stock"];
    assert_eq!(answered(&face.interview)[..6], expected);
}

/// Writes the draft of an interview, reads it back, and goes on from there.
fn resumed(interview: &Interview<'static>) -> Interview<'static> {
    let document = draft::DraftDocument {
        saved: "2026-11-24T06:22:31Z".to_owned(),
        questionnaire: "shops".to_owned(),
        origin: draft::Origin::default(),
        draft: interview.draft(),
    };
    let text = draft::write(&document).unwrap();
    let tree = read::tree(&text, Format::Yaml, Bounds::ANSWERS).unwrap();
    let back = draft::read(&tree, &SHOPS).unwrap_or_else(|found| panic!("{text}\n{found:#?}"));
    assert_eq!(back, document, "{text}");
    let offer = KeptDraft { draft: back.draft, when: "today".to_owned() };
    let mut again = Interview::new(settings(&SHOPS, false), beginning(), vec![offer]);
    again.choose(1);
    again
}

#[test]
fn answers_that_do_not_apply_are_found_at_their_place_with_all_the_rest() {
    let answers = "\n  stores: no\n  store: yes\n  sellers: nobdy\n  store_stock: always\n  \
                   worst_store: yes\n  pick_up_time: unknown\n  sellers_promises: seen";
    let ran = command("assess", answers, &[]);
    assert_eq!(ran.code, Some(2));
    for expected in [
        "unknown-id]: there is no question `store`\n --> <stdin>:5:3",
        "did you mean `stores`?",
        "no-such-option]: `sellers` has no option `nobdy`\n --> <stdin>:6:12",
        "write one of `nobody`, `drop_ship`, `marketplace`, or `unknown`",
        "does-not-apply]: `store_stock` does not apply, by what is said of `stores`\n --> <stdin>:7:3",
        "does-not-apply]: `worst_store` does not apply, by what is said of `stores`\n --> <stdin>:8:3",
        "take the answer out, or put `stores` right",
        "4 findings",
    ] {
        assert!(ran.stderr.contains(expected), "{expected}:\n{}", ran.stderr);
    }
    assert!(!ran.stderr.contains("pick_up_time"), "unknown says nothing: {}", ran.stderr);
}

#[test]
fn the_report_says_of_a_fact_that_it_is_not_known() {
    let ran = command("assess", "{late_parcels: {value: 5}}", &["--format", "json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let said = "Stores: not known, so every question that hangs on it counts as applying.";
    assert!(ran.stdout.contains(said), "{}", ran.stdout);
    assert!(ran.stdout.contains("\"fact-not-known\""), "{}", ran.stdout);
    let ran = command("assess", "{stores: no, sellers: nobody, late_parcels: {value: 5}}", &[]);
    assert!(!ran.stdout.contains("not known, so"), "{}", ran.stdout);
}

#[test]
fn the_gate_counts_neither_facts_nor_what_does_not_apply_nor_what_is_not_scored() {
    let check = |answers: &str, more: &[&str]| {
        let more = [&["--today", "2026-06-30"], more].concat();
        let ran = command("check", answers, &more);
        (ran.code, ran.stdout + &ran.stderr)
    };
    let known = "{stores: no, sellers: nobody, late_parcels: {value: 5}}";
    let none = ["--max-unanswered", "0", "--max-unknown", "0"];
    let (code, said) = check(known, &none);
    assert_eq!(code, Some(0), "{said}");
    // Without the fact, two questions about stores are open.
    let open = "{sellers: nobody, late_parcels: {value: 5}}";
    let (code, said) = check(open, &["--max-unanswered", "2"]);
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = check(open, &["--max-unanswered", "1"]);
    assert_eq!(code, Some(1), "{said}");
    // A fact rests on nothing, and is too old by no day.
    let old = "{stores: {option: no, as_of: 2020-01-01}, sellers: nobody, \
               late_parcels: {value: 5, evidence: report, as_of: 2026-06-29}}";
    let (code, said) =
        check(old, &["--max-evidence-age-days", "30", "--require-evidence-from", "0"]);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn what_does_not_apply_leaves_the_limit_of_what_is_left_out_alone() {
    let left_out = "{stores: no, sellers: nobody, store_stock: {not_applicable: no stores}, \
                    pick_up_time: {not_applicable: no stores}, late_parcels: {value: 5}}";
    assert_eq!(command("assess", left_out, &[]).code, Some(0));
    let too_many = "{store_stock: {not_applicable: pilot}, pick_up_time: {not_applicable: pilot}}";
    let ran = command("assess", too_many, &[]);
    assert!(ran.stderr.contains("the rubric allows 1"), "{}", ran.stderr);
}

#[test]
fn the_file_to_fill_in_has_facts_first_and_says_what_hangs_on_them() {
    let folder = tempfile::tempdir().unwrap();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/facts");
    let [questions, rubric] = ["questions.yaml", "rubric.yaml"].map(|name| root.join(name));
    let (questions, rubric) = (questions.to_str().unwrap(), rubric.to_str().unwrap());
    let flags = ["--questions", questions, "--rubric", rubric];
    let ran = run_in(folder.path(), &[&["init", "new.yaml"], &flags[..]].concat(), "");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let text = std::fs::read_to_string(folder.path().join("new.yaml")).unwrap();
    for expected in [
        "  # Applies only where `stores` (Stores) is yes; else leave it as it is.\n",
        "  #   {value: N}: a number from 0 to 100 (% of parcels)\n",
        "# target: {level: 3}",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    assert!(text.find("  stores: unknown") < text.find("  late_parcels: unknown"), "{text}");
    // It is filled in where something is known; the rest stays as it is.
    let filled = text
        .replace("scope:  ", "scope: A ")
        .replace("stores: unknown", "stores: no")
        .replace("late_parcels: unknown", "late_parcels: {value: 5}");
    let ran = run_in(folder.path(), &[&["assess", "-"], &flags[..]].concat(), &filled);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let scores = template::answers(
        &SCORES_ONLY,
        Date::parse("2026-06-30").unwrap(),
        &template::Head::default(),
    );
    assert!(!scores.contains("level"), "{scores}");
}

/// Forty groups of five questions, a fact for each group, and more follow-ups than letters.
static LARGE: LazyLock<Instrument> = LazyLock::new(|| {
    let mut asked = "id: large\nversion: 1.0.0\ntitle: Large\nfacts:\n".to_owned();
    for group in 1..=40 {
        let _ =
            writeln!(asked, "  - {{id: has_{group}, title: Part {group}, prompt: Is it there?}}");
    }
    asked += "questions:\n";
    for (group, question) in (1..=40).flat_map(|group| (1..=5).map(move |one| (group, one))) {
        let _ = writeln!(
            asked,
            "  - {{id: q_{group}_{question}, title: Question {group} {question}, prompt: How?, \
             applies_if: {{has_{group}: yes}}, options: [{{id: badly, label: Badly}}, \
             {{id: well, label: Well}}]}}"
        );
    }
    asked += "follow_ups:\n";
    for group in 1..=30 {
        let _ = writeln!(
            asked,
            "  - {{id: more_{group}, title: More {group}, prompt: Why?, follows: q_{group}_1, \
             options: [{{id: so, label: So}}, {{id: thus, label: Thus}}]}}"
        );
    }
    let mut judged =
        "id: large\nversion: 1.0.0\ntitle: Large\nquestionnaire: large\nunknown: {counts_as: lowest}\n\
         not_applicable: {at_most: 200}\naggregate: sum\nscores: [0, 1]\ndimensions:\n"
            .to_owned();
    for group in 1..=40 {
        let questions: Vec<_> = (1..=5).map(|one| format!("q_{group}_{one}")).collect();
        let questions = questions.join(", ");
        let _ = writeln!(
            judged,
            "  - {{id: d_{group}, name: Dimension {group}, questions: [{questions}]}}"
        );
    }
    instrument(&asked, &judged)
});

#[test]
fn two_hundred_questions_in_forty_groups_stay_usable() {
    let mut face = face(&LARGE);
    press(&mut face, "\n");
    press(&mut face, &"yn".repeat(20));
    assert!(shown(&face).contains("Question 1 of 100"), "{}", shown(&face));
    press(&mut face, &"b".repeat(99));
    assert!(shown(&face).contains("Question 100 of 100"), "{}", shown(&face));
    press(&mut face, "@");
    let screen = text(&face.screen());
    assert!(screen.contains("One question is open") && screen.contains("more:"), "{screen}");
    // A number goes to its question, and to a follow-up beyond the letters.
    press(&mut face, "57\n");
    assert!(shown(&face).contains("Question 57 of 100"), "{}", shown(&face));
    press(&mut face, "<");
    let rows = face.interview.rows();
    let mut marks: Vec<_> = rows.iter().map(|row| row.mark.as_str()).collect();
    marks.retain(|mark| !mark.is_empty());
    let all = marks.len();
    marks.sort_unstable();
    marks.dedup();
    assert_eq!(marks.len(), all, "each mark stands once");
    let last = rows.iter().rfind(|row| row.text == "More 29").unwrap().mark.clone();
    press(&mut face, &format!("{last}\n"));
    assert!(shown(&face).contains("More 29"), "{last}: {}", shown(&face));
}

/// What a room settles on: an option of each fact or none, and a letter or figure for each question.
fn wanted() -> impl Strategy<Value = Vec<Option<usize>>> {
    let all = SHOPS.questionnaire().all().map(|asked| {
        let options = asked.options.len();
        // Figures alone are 0, 1 or 2.
        proptest::option::weighted(0.8, 0..if options == 0 { 3 } else { options })
    });
    all.collect::<Vec<_>>()
}

/// Returns how an answer is written by hand.
fn by_hand(wanted: &[Option<usize>]) -> String {
    let said: Vec<_> = SHOPS.questionnaire().all().zip(wanted).collect();
    let fact = |id: &str| {
        let (question, wanted) = said.iter().find(|(question, _)| question.id == id).unwrap();
        wanted.map(|option| question.options[option].id.as_str())
    };
    let stores = fact("stores") != Some("no");
    let pick_up = stores && fact("pick_up") != Some("no");
    let sellers = fact("sellers") != Some("nobody");
    let mut text = String::new();
    for (question, wanted) in &said {
        let applies = match question.id.as_str() {
            "pick_up" | "store_stock" | "counted_how" | "worst_store" => stores,
            "pick_up_time" => pick_up,
            "sellers_promises" => sellers,
            _ => true,
        };
        let Some(wanted) = wanted.filter(|_| applies) else { continue };
        let answer = match question.options.get(wanted) {
            Some(option) => option.id.clone(),
            None => format!("{{value: {wanted}}}"),
        };
        let _ = write!(text, "{}: {answer}, ", question.id);
    }
    format!("{{{text}}}")
}

/// Opens the page of a question from all answers, and answers it, if it applies by then.
fn answer(face: &mut Full<'static>, place: usize, wanted: Option<usize>) {
    face.interview.command(PageCommand::Review);
    let asked = SHOPS.questionnaire();
    let question = asked.all().nth(place).unwrap();
    let rows = face.interview.rows();
    let row = rows.iter().position(
        |row| matches!(row.action, RowAction::Open(page) if page.question(asked) == Some(question)),
    );
    face.interview.choose(row.unwrap());
    let Some(wanted) = wanted.filter(|_| face.interview.page() != Page::Review) else { return };
    if question.options.is_empty() {
        press(face, &format!("{wanted}\n"));
    } else {
        face.interview.choose(wanted);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// In whatever order a room answers, and however often it changes its facts, the answers are
    /// those that somebody would have written who knew the facts from the beginning.
    #[test]
    fn the_order_of_the_answers_leaves_no_trace(
        before in proptest::collection::vec((0..10_usize, 0..2_usize), 0..20),
        wanted in wanted(),
        order in Just((0..11_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        let mut face = face(&SHOPS);
        for (place, option) in before {
            answer(&mut face, place, Some(option));
        }
        // What must not stay is taken back, and what was ruled out by then with it.
        for _ in 0..3 {
            for (place, wanted) in wanted.iter().enumerate() {
                answer(&mut face, place, None);
                if wanted.is_none() && face.interview.page() != Page::Review {
                    face.interview.command(PageCommand::Clear);
                }
            }
            for place in &order {
                answer(&mut face, *place, wanted[*place]);
            }
        }
        let written = sheet(&by_hand(&wanted));
        prop_assert_eq!(face.interview.given(), written.given());
        let typed = AnswerSheet::check(&SHOPS, face.interview.given()).unwrap();
        let report = |sheet| json::render(&Report::new(&SHOPS, sheet)).unwrap();
        prop_assert_eq!(report(&typed), report(&written));
    }

    /// Whatever happened before: a fact that is changed and changed back changes nothing, even if the
    /// interview was put aside in between.
    #[test]
    fn a_fact_there_and_back_changes_nothing(
        before in proptest::collection::vec((0..11_usize, 0..2_usize), 0..30),
        fact in 0..3_usize,
        put_aside in any::<bool>(),
    ) {
        let mut face = face(&SHOPS);
        for (place, option) in before {
            answer(&mut face, place, Some(option));
        }
        let given = face.interview.given().clone();
        let id = &SHOPS.questionnaire().facts[fact].id;
        let Some(held) = given.answers.get(id).cloned() else { return Ok(()) };
        let options = &SHOPS.questionnaire().facts[fact].options;
        let held = options.iter().position(|option| {
            held.value == AnswerValue::Option(option.id.clone())
        });
        let held = held.unwrap();
        answer(&mut face, fact, Some(usize::from(held == 0)));
        prop_assert_ne!(face.interview.given(), &given);
        if put_aside {
            face = Full::new(resumed(&face.interview), PROJECTED, false);
        }
        answer(&mut face, fact, Some(held));
        prop_assert_eq!(face.interview.given(), &given);
    }
}

/// A fact that the room changes takes no voice away, and gives the answer back with itself.
#[test]
fn a_changed_fact_keeps_what_several_people_said() {
    let given = sheet(
        "{stores: {option: yes, said: [{respondent: A, option: yes}]}, store_stock: {option: never, \
         agreed_by: median, said: [{respondent: A, option: never}, {respondent: B, option: always}]}}",
    );
    let given = given.given().clone();
    let disputed = ["stores".to_owned()];
    let mut interview =
        Interview::about_disputed(settings(&SHOPS, true), given.clone(), Vec::new(), &disputed);
    let page = interview.page();
    let answer = |interview: &mut Interview<'_>, mark: &str| {
        let row = interview.rows().iter().position(|row| row.mark == mark).unwrap();
        interview.choose(row);
    };
    answer(&mut interview, "n");
    let without = interview.given().answers["store_stock"].clone();
    assert_eq!(without.value, AnswerValue::Unknown);
    assert_eq!(without.agreed_by, Some(AgreedBy::TheFacts));
    assert_eq!(without.said, given.answers["store_stock"].said);
    let mut interview = Interview::about_disputed(
        settings(&SHOPS, true),
        interview.given().clone(),
        vec![KeptDraft { draft: interview.draft(), when: String::new() }],
        &disputed,
    );
    interview.resume(0);
    while interview.page() != page {
        interview.command(PageCommand::Back);
    }
    answer(&mut interview, "y");
    assert_eq!(interview.given().answers["store_stock"], given.answers["store_stock"]);
}

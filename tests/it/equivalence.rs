use super::Field;
use oms_maturity::document::draft::{self, DraftDocument, Origin};
use oms_maturity::document::{Bounds, Format, read, write};
use oms_maturity::domain::questionnaire::Question;
use oms_maturity::domain::{AnswerSheet, AnswerValue, Date, Figure, GivenAnswers};
use oms_maturity::interview::full::{Full, Key};
use oms_maturity::interview::layout::Size;
use oms_maturity::interview::page::Page;
use oms_maturity::interview::plain::Plain;
use oms_maturity::interview::{Interview, KeptDraft, PageCommand, Settings, State};
use proptest::prelude::*;
use std::fmt::Write;
use std::sync::LazyLock;

static FIELD: LazyLock<Field> = LazyLock::new(Field::first_edition);

const SIZE: Size = Size { columns: 80, rows: 24 };

fn setting() -> Settings<'static> {
    Settings { instrument: &FIELD.instrument, actions: 5, saves: true, plain: false }
}

fn beginning() -> GivenAnswers {
    let date = Date::parse("2026-06-30").unwrap();
    GivenAnswers::empty("Shop: \"one\" # two".to_owned(), date)
}

/// What a room does at the keyboard: sense and nonsense, in either face.
#[derive(Clone, Debug)]
enum Step {
    Key(Key),
    Line(String),
    /// Stops, and goes on from the draft on disk.
    PutAside,
}

fn key() -> impl Strategy<Value = Key> {
    prop_oneof![
        10 => "[a-gruxyn?]".prop_map(|text| Key::Char(text.chars().next().unwrap())),
        6 => "[0-9.,]".prop_map(|text| Key::Char(text.chars().next().unwrap())),
        6 => Just(Key::Enter),
        2 => Just(Key::Esc),
        2 => Just(Key::Left),
        2 => Just(Key::Right),
        3 => Just(Key::Up),
        4 => Just(Key::Down),
        2 => Just(Key::Tab),
        1 => Just(Key::Delete),
        1 => Just(Key::Backspace),
        1 => (1_u8..5).prop_map(Key::Function),
        1 => Just(Key::PageDown),
        1 => "[a-z]".prop_map(|text| Key::Control(text.chars().next().unwrap()))
            .prop_filter("stopping is a step of its own", |key| *key != Key::Control('c')),
        1 => any::<String>().prop_map(Key::Paste),
        1 => any::<char>().prop_map(Key::Char),
    ]
}

fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[a-gruxyn]",
        3 => "[0-9]{1,2}(\\.[0-9]{1,2})?",
        1 => Just("unknown".to_owned()),
        1 => Just("never".to_owned()),
        1 => Just("5,1 %".to_owned()),
        1 => Just("8 weeks".to_owned()),
        1 => Just("2026-01-20".to_owned()),
        1 => "na [a-z\": #'-]{0,12}",
        4 => prop_oneof![
            Just("back"), Just("on"), Just("details"), Just("review"), Just("clear"),
            Just("help"), Just("-"), Just("report"), Just("S1"),
        ].prop_map(str::to_owned),
        1 => any::<String>(),
        2 => Just(String::new()),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => key().prop_map(Step::Key),
        3 => line().prop_map(Step::Line),
        1 => Just(Step::PutAside),
    ];
    proptest::collection::vec(step, 0..60)
}

/// Writes the draft of an interview, reads it back, and goes on from there.
fn resumed(interview: &Interview<'static>) -> Interview<'static> {
    let document = DraftDocument {
        saved: "2026-11-24T06:22:31Z".to_owned(),
        questionnaire: FIELD.instrument.fingerprints().questionnaire.clone(),
        origin: Origin::default(),
        draft: interview.draft(),
    };
    let text = draft::write(&document).unwrap();
    let tree = read::tree(&text, Format::Yaml, Bounds::ANSWERS).unwrap();
    let back = draft::read(&tree, &FIELD.instrument);
    let back = back.unwrap_or_else(|found| panic!("{text}\n{found:#?}"));
    assert_eq!(back, document, "{text}");
    let offer = KeptDraft { draft: back.draft, when: "today".to_owned() };
    let mut interview = Interview::new(setting(), beginning(), vec![offer]);
    interview.choose(1);
    interview
}

/// Does the steps, each through the face it is meant for.
fn done(steps: &[Step]) -> Interview<'static> {
    let mut interview = Interview::new(setting(), beginning(), Vec::new());
    for step in steps {
        if interview.state() != State::Asking {
            break;
        }
        interview = match step {
            Step::Key(key) => {
                let mut face = Full::new(interview, SIZE, false);
                face.key(key);
                face.interview
            }
            Step::Line(line) => {
                let mut face = Plain::new(interview, 80);
                face.take(line);
                face.interview
            }
            Step::PutAside => resumed(&interview),
        };
    }
    interview
}

proptest! {
    #[test]
    fn typed_saved_and_read_back_are_the_same(steps in steps()) {
        let interview = done(&steps);
        let typed = interview.given();
        let sheet = match AnswerSheet::check(&FIELD.instrument, typed) {
            Ok(sheet) => sheet,
            Err(objections) => panic!("the interview took what a file may not say: {objections:#?}"),
        };
        for format in [Format::Yaml, Format::Toml, Format::Json] {
            let text = write::answers(typed, format, FIELD.instrument.questionnaire()).unwrap();
            let back = FIELD.read(&text, format);
            let back = back.unwrap_or_else(|found| panic!("{text}\n{found:#?}"));
            prop_assert_eq!(back.given(), typed, "{}", text);
            prop_assert_eq!(FIELD.json(&back), FIELD.json(&sheet));
        }
    }

    #[test]
    fn what_a_report_was_given_gives_the_same_report(steps in steps()) {
        let interview = done(&steps);
        let sheet = AnswerSheet::check(
            &FIELD.instrument,
            interview.given(),
        )
        .unwrap();
        let report = FIELD.json(&sheet);
        let value: serde_json::Value = serde_json::from_str(&report).unwrap();
        let given = serde_json::to_string(&value["given"]).unwrap();
        let again = FIELD.read(&given, Format::Json).unwrap_or_else(|f| panic!("{given}\n{f:#?}"));
        prop_assert_eq!(FIELD.json(&again), report);
    }

    #[test]
    fn stopping_and_going_on_changes_nothing(steps in steps()) {
        let interview = done(&steps);
        let mut again = resumed(&interview);
        prop_assert_eq!(again.given(), interview.given());
        prop_assert_eq!(again.draft(), interview.draft());
        if matches!(interview.page(), Page::Result | Page::WhatIf | Page::Instead(_)) {
            // The result is made anew; the answers wait on the review.
            prop_assert_eq!(again.page(), Page::Review);
            let mut there = interview;
            while there.page() != Page::Review {
                there.command(PageCommand::Back);
            }
            for interview in [&mut again, &mut there] {
                interview.command(PageCommand::Back);
            }
            prop_assert_eq!(again.page(), there.page());
        } else {
            prop_assert_eq!(again.page(), interview.page());
            prop_assert_eq!(again.rows(), interview.rows());
        }
    }

    /// However a room got there: the same answers are the same file and the same report as if
    /// somebody had written them by hand.
    #[test]
    fn the_way_to_the_answers_leaves_no_trace(
        steps in steps(),
        wanted in wanted(),
        in_lines in any::<bool>(),
    ) {
        let interview = done(&steps);
        let mut hands = Hands::on(&interview, in_lines);
        hands.answer(&wanted);
        let typed = hands.interview();
        let text = by_hand(&wanted);
        let written = FIELD.read(&text, Format::Yaml);
        let written = written.unwrap_or_else(|found| panic!("{text}\n{found:#?}"));
        prop_assert_eq!(typed.given(), written.given(), "{}", text);
        let questionnaire = FIELD.instrument.questionnaire();
        let saved = |given| write::answers(given, Format::Yaml, questionnaire).unwrap();
        prop_assert_eq!(saved(typed.given()), saved(written.given()));
        let sheet = AnswerSheet::check(
            &FIELD.instrument,
            typed.given(),
        );
        prop_assert_eq!(FIELD.json(&sheet.unwrap()), FIELD.json(&written));
    }
}

/// What a room settles on.
#[derive(Clone, Debug)]
struct Wanted {
    answers: Vec<WantedAnswer>,
    /// The question that does not apply, of those without an answer.
    left_out: usize,
    /// The share of stock on offer, a guard-rail.
    exposure: Option<u8>,
    /// Which symptoms are ticked.
    symptoms: Vec<bool>,
    has_peak: bool,
}

/// An answer that a room settles on, as it is typed and as it is written in a file.
#[derive(Clone, Debug)]
struct WantedAnswer {
    /// The key and the text after it; no key leaves the question open.
    typed: Option<(char, String)>,
    /// The answer in a file, without what it rests on.
    written: String,
    /// The letter that grades the evidence, and its word.
    grade: (char, Option<&'static str>),
    source: Option<String>,
}

const REASON: &str = "a \"pilot\": no #peak";

fn wanted() -> impl Strategy<Value = Wanted> {
    let questions = FIELD.instrument.questionnaire().questions.iter();
    let each: Vec<_> = questions.map(wanted_answer).collect();
    let symptoms = proptest::collection::vec(any::<bool>(), 5);
    let exposure = proptest::option::of(0..=100_u8);
    (each, 0..6_usize, exposure, symptoms, any::<bool>()).prop_map(
        |(mut answers, left_out, exposure, symptoms, has_peak)| {
            let answer = &mut answers[left_out];
            if answer.typed.is_none() {
                answer.typed = Some(('x', String::new()));
                answer.written =
                    format!("not_applicable: {}", serde_json::to_string(REASON).unwrap());
            }
            Wanted { answers, left_out, exposure, symptoms, has_peak }
        },
    )
}

fn wanted_answer(question: &Question) -> impl Strategy<Value = WantedAnswer> + use<> {
    let options: Vec<_> = question.options.iter().map(|option| option.id.clone()).collect();
    let measured = question.measure.is_some();
    let words: Vec<_> = question.measure.iter().flat_map(|measure| &measure.words).collect();
    let word = words.first().map(|word| word.word.clone());
    let source = proptest::option::of("[a-z][a-z \"':#]{0,10}[a-z]");
    (0..9_usize, 0..4_usize, source).prop_map(move |(choice, grade, source)| {
        let letter = |place: usize| char::from(b'a' + u8::try_from(place).unwrap());
        let (typed, written) = match (choice, &word) {
            (0..5, _) => {
                (Some((letter(choice), String::new())), format!("option: {}", options[choice]))
            }
            (5, _) => (Some(('u', String::new())), "unknown: true".to_owned()),
            (6, _) if measured => (Some(('0', ".75".to_owned())), "value: 0.75".to_owned()),
            (7, Some(word)) => {
                (Some((letter(options.len()), String::new())), format!("value: {word}"))
            }
            _ => (None, String::new()),
        };
        let grades = [('a', Some("report")), ('b', Some("estimate")), ('c', Some("opinion"))];
        let grade = grades.get(grade).copied().unwrap_or(('d', None));
        WantedAnswer { typed, written, grade, source }
    })
}

/// Writes answers the way a person does.
fn by_hand(wanted: &Wanted) -> String {
    let mut text = "scope: Kestrel\ndate: 2026-06-29\nrespondent: Ada\n".to_owned();
    if wanted.has_peak {
        text.push_str("next_peak: 2026-11-20\n");
    }
    let symptoms = FIELD.instrument.questionnaire().symptoms.iter().zip(&wanted.symptoms);
    let ticked: Vec<_> = symptoms.filter(|(_, on)| **on).map(|(s, _)| s.id.as_str()).collect();
    let _ = writeln!(text, "symptoms: [{}]\nanswers:", ticked.join(", "));
    for (question, answer) in FIELD.instrument.questionnaire().questions.iter().zip(&wanted.answers)
    {
        if answer.typed.is_none() {
            continue;
        }
        let _ = write!(text, "  {}: {{{}", question.id, answer.written);
        if let Some(word) = answer.grade.1 {
            let _ = write!(text, ", evidence: {word}");
        }
        if let Some(source) = &answer.source {
            let _ = write!(text, ", source: {}", serde_json::to_string(source).unwrap());
        }
        text.push_str("}\n");
    }
    if let Some(exposure) = wanted.exposure {
        let _ = writeln!(text, "  stock_exposure: {{value: {exposure}}}");
    }
    if text.ends_with("answers:\n") {
        text = text.replace("answers:\n", "answers: {}\n");
    }
    text
}

/// Hands on a keyboard, in front of either face.
enum Hands {
    Keys(Full<'static>),
    Lines(Plain<'static>),
}

impl Hands {
    fn on(interview: &Interview<'static>, in_lines: bool) -> Self {
        // A finished interview is gone on with from its draft.
        let interview = resumed(interview);
        if in_lines {
            Self::Lines(Plain::new(interview, 80))
        } else {
            Self::Keys(Full::new(interview, SIZE, false))
        }
    }

    fn interview(&self) -> &Interview<'static> {
        match self {
            Self::Keys(face) => &face.interview,
            Self::Lines(face) => &face.interview,
        }
    }

    fn press(&mut self, key: &Key, word: &str) {
        match self {
            Self::Keys(face) => face.key(key),
            Self::Lines(face) => drop(face.take(word)),
        }
    }

    fn choose(&mut self, mark: char) {
        self.press(&Key::Char(mark), &mark.to_string());
    }

    fn review(&mut self) {
        if self.interview().open_field().is_some() {
            self.press(&Key::Esc, "back");
        }
        self.take_old_grounds_away();
        self.press(&Key::Function(4), "review");
        assert_eq!(self.interview().page(), Page::Review);
    }

    /// What a former answer rested on is not what the wanted one rests on.
    fn take_old_grounds_away(&mut self) {
        if matches!(self.interview().page(), Page::StillHolds(_)) {
            self.choose('n');
        }
    }

    /// Takes the goal and the labels away, on the page of scope and day.
    fn clear_the_goal(&mut self) {
        self.choose('e');
        self.fill('a', "");
        self.choose('b');
        let known = &FIELD.instrument.rubric().scenarios;
        for id in self.interview().given().scenarios.clone() {
            let number = known.iter().position(|scenario| scenario.id == id).unwrap() + 1;
            let number = number.to_string();
            match self {
                Self::Keys(_) => self.type_in(number.chars().next().unwrap(), &number[1..]),
                Self::Lines(face) => drop(face.take(&number)),
            }
        }
        self.press(&Key::Right, "on");
        self.choose('c');
        while !self.interview().given().tags.is_empty() {
            self.choose('b');
        }
        self.press(&Key::Right, "on");
        self.press(&Key::Right, "on");
    }

    /// Replaces the text of the field that is open, or that `mark` opens.
    fn fill(&mut self, mark: char, text: &str) {
        self.choose(mark);
        match self {
            Self::Keys(face) => {
                face.key(&Key::Control('u'));
                face.key(&Key::Paste(text.to_owned()));
                face.key(&Key::Enter);
            }
            Self::Lines(face) => drop(face.take(if text.is_empty() { "-" } else { text })),
        }
        assert_eq!(self.interview().open_field(), None, "{text:?} was refused");
    }

    /// Opens the question or the row of this mark on the review page.
    fn open(&mut self, mark: char) {
        self.review();
        self.choose(mark);
    }

    /// Types a figure or text and takes it.
    fn type_in(&mut self, mark: char, rest: &str) {
        match self {
            Self::Keys(face) => {
                face.key(&Key::Char(mark));
                rest.chars().for_each(|letter| face.key(&Key::Char(letter)));
                face.key(&Key::Enter);
            }
            Self::Lines(face) => {
                face.take(&format!("{mark}{rest}"));
                face.take("");
            }
        }
    }

    fn answer(&mut self, wanted: &Wanted) {
        self.clear_what_must_not_stay(wanted);
        self.open('g');
        let peak = if wanted.has_peak { "2026-11-20" } else { "" };
        for (mark, text) in
            [('d', ""), ('b', "2026-06-29"), ('d', peak), ('a', "Kestrel"), ('c', "Ada")]
        {
            self.fill(mark, text);
        }
        self.clear_the_goal();
        self.open('f');
        for ((symptom, mark), wanted) in
            FIELD.instrument.questionnaire().symptoms.iter().zip('a'..).zip(&wanted.symptoms)
        {
            if self.interview().given().symptoms.contains(&symptom.id) != *wanted {
                self.choose(mark);
            }
        }
        if let Some(exposure) = wanted.exposure {
            let digits = exposure.to_string();
            self.open('e');
            self.type_in(digits.chars().next().unwrap(), &digits[1..]);
        }
        for (number, answer) in ('1'..).zip(&wanted.answers) {
            self.open(number);
            match &answer.typed {
                None => self.press(&Key::Delete, "clear"),
                Some(('x', _)) => self.fill('x', REASON),
                Some((mark, rest)) if rest.is_empty() => self.choose(*mark),
                Some((mark, rest)) => self.type_in(*mark, rest),
            }
            self.take_old_grounds_away();
            if answer.typed.is_some() {
                self.rest_on(number, answer);
            }
        }
    }

    /// Answers that would bar the way to the wanted ones go first.
    fn clear_what_must_not_stay(&mut self, wanted: &Wanted) {
        for number in '1'..='6' {
            let place = number as usize - '1' as usize;
            let question = &FIELD.instrument.questionnaire().questions[place];
            let said = self.interview().given().answers.get(&question.id).map(|a| &a.value);
            let bars = match said {
                Some(AnswerValue::NotApplicable(_)) => place != wanted.left_out,
                // A day may lie after the day that the answers describe in the end.
                Some(AnswerValue::Figure(Figure::On(_), _)) => true,
                _ => false,
            };
            if bars {
                self.open(number);
                self.press(&Key::Delete, "clear");
            }
        }
        for mark in 'a'..='e' {
            self.open(mark);
            self.press(&Key::Delete, "clear");
        }
    }

    fn rest_on(&mut self, number: char, answer: &WantedAnswer) {
        self.open(number);
        self.press(&Key::Tab, "details");
        self.choose(answer.grade.0);
        self.fill('e', answer.source.as_deref().unwrap_or_default());
        self.fill('f', "");
        self.fill('g', "");
    }
}

#[test]
fn an_answered_form_reads_back() {
    use oms_maturity::document::template;
    let date = Date::parse("2026-06-30").unwrap();
    let form = template::answers(&FIELD.instrument, date, &template::Head::default());
    let open = FIELD.read(&form, Format::Yaml).unwrap_err();
    assert_eq!(open.len(), 1, "only the scope is missing: {open:#?}");
    let filled = form
        .replacen("scope: ", "scope: Shop ", 1)
        .replace("  overrides: unknown", "  overrides: {value: 5.1, evidence: report}")
        .replace("  # stock_exposure: unknown", "  stock_exposure: {value: 86}");
    let sheet = FIELD.read(&filled, Format::Yaml).unwrap_or_else(|f| panic!("{filled}\n{f:#?}"));
    assert_eq!(sheet.given().answers.len(), 7);
    for question in FIELD.instrument.questionnaire().all() {
        assert!(form.contains(&format!("{}: ", question.id)), "{}", question.id);
        for option in &question.options {
            assert!(form.contains(&option.id), "{}", option.id);
        }
    }
}

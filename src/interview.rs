//! FLOOR 1: the dialogue as a pure state machine. It says what stands on the screen and what a
//! typed line does; it reaches no terminal. Every line goes through the same acceptance as a file.
//!
//! Levels and scores are never shown here, so that nobody answers to the score.

use crate::domain::questionnaire::{Measure, Question};
use crate::domain::sheet::accept;
use crate::domain::{
    Date, Decimal, Evidence, Figure, GivenAnswer, GivenAnswers, Questionnaire, Rubric, Said,
};
use std::fmt::Write;

/// A dialogue in progress.
#[derive(Clone, Debug)]
pub struct Interview<'q> {
    questionnaire: &'q Questionnaire,
    rubric: &'q Rubric,
    given: GivenAnswers,
    steps: Vec<Step>,
    at: usize,
    /// Whether the last line asked to leave a question out, and a reason is awaited.
    awaits_reason: bool,
    state: State,
}

/// Where the dialogue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// There is something to ask.
    Asking,
    /// Everything was asked.
    Done,
    /// The person wants to stop.
    Left,
}

/// One thing to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Scope,
    Date,
    Respondent,
    Peak,
    /// The question at this place.
    Question(usize),
    /// Whether to go on to evidence, guard-rails and symptoms.
    Details,
    /// What the answer to the question at this place rests on.
    Evidence(usize),
    /// The follow-up at this place.
    FollowUp(usize),
    Symptoms,
}

impl<'q> Interview<'q> {
    /// Opens a dialogue that starts from `given`, in which every answer can be changed.
    #[must_use]
    pub fn new(questionnaire: &'q Questionnaire, rubric: &'q Rubric, given: GivenAnswers) -> Self {
        let questions = (0..questionnaire.questions.len()).map(Step::Question);
        let mut steps = vec![Step::Scope, Step::Date, Step::Respondent, Step::Peak];
        steps.extend(questions);
        steps.push(Step::Details);
        let state = State::Asking;
        Self { questionnaire, rubric, given, steps, at: 0, awaits_reason: false, state }
    }

    /// Opens a dialogue about the questions that `given` leaves open, and nothing else.
    #[must_use]
    pub fn about_open(
        questionnaire: &'q Questionnaire,
        rubric: &'q Rubric,
        given: GivenAnswers,
    ) -> Self {
        let open = questionnaire.questions.iter().enumerate();
        let open = open.filter(|(_, question)| !given.answers.contains_key(&question.id));
        let steps: Vec<_> = open.map(|(place, _)| Step::Question(place)).collect();
        let state = if steps.is_empty() { State::Done } else { State::Asking };
        Self { questionnaire, rubric, given, steps, at: 0, awaits_reason: false, state }
    }

    /// Returns where the dialogue stands.
    #[must_use]
    pub fn state(&self) -> State {
        self.state
    }

    /// Returns what was answered so far.
    #[must_use]
    pub fn given(&self) -> &GivenAnswers {
        &self.given
    }

    /// Returns how many of the questions have an answer, and how many there are.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        let questions = &self.questionnaire.questions;
        let answered = questions.iter().filter(|q| self.given.answers.contains_key(&q.id)).count();
        (answered, questions.len())
    }

    /// Returns what is said once, before the first question.
    #[must_use]
    pub fn opening(&self) -> String {
        let mut text = format!("{}\n\n", self.questionnaire.title);
        for rule in &self.questionnaire.counting_rules {
            let _ = writeln!(text, "- {rule}");
        }
        text.push_str(
            "\nAt any question: a letter chooses an option, a figure finds it; `unknown`; \
             `na REASON` where it does not apply; `help` for probes and evidence; `back`; `quit`.\n",
        );
        text
    }

    /// Returns what stands on the screen now.
    #[must_use]
    pub fn screen(&self) -> String {
        if self.awaits_reason {
            return "Why does it not apply?".to_owned();
        }
        match self.step() {
            None => String::new(),
            Some(Step::Scope) => {
                format!("Which operation is judged? [{}]", self.given.scope)
            }
            Some(Step::Date) => format!("Which day do the answers describe? [{}]", self.given.date),
            Some(Step::Respondent) => {
                let known = self.given.respondent.as_deref().unwrap_or("nobody named");
                format!("Who answers? [{known}]")
            }
            Some(Step::Peak) => {
                let known = self.given.next_peak.map(|day| day.to_string());
                let known = known.unwrap_or_else(|| "none named".to_owned());
                format!("First day of the next peak? [{known}]")
            }
            Some(Step::Question(place)) => self.question_screen(place),
            Some(Step::Details) => "Add what the answers rest on, guard-rails and symptoms? \
                                    `yes`, or Enter for the result."
                .to_owned(),
            Some(Step::Evidence(place)) => self.evidence_screen(place),
            Some(Step::FollowUp(place)) => self.follow_up_screen(place),
            Some(Step::Symptoms) => self.symptoms_screen(),
        }
    }

    /// Takes a typed line; returns what to say about it.
    pub fn take(&mut self, line: &str) -> String {
        if line.starts_with('\u{1b}') {
            return self.back();
        }
        let line: String = line.chars().filter(|c| !c.is_control()).collect();
        let line = line.trim();
        if self.awaits_reason {
            return self.take_reason(line);
        }
        match line.to_lowercase().as_str() {
            "back" | "<" => return self.back(),
            "quit" => {
                self.state = State::Left;
                return String::new();
            }
            _ => {}
        }
        match self.step() {
            None => String::new(),
            Some(Step::Scope) => self.keep_or(line, |given, text| {
                text.clone_into(&mut given.scope);
                Ok(())
            }),
            Some(Step::Date) => self.keep_or(line, |given, text| {
                given.date = parse_date(text)?;
                Ok(())
            }),
            Some(Step::Respondent) => self.keep_or(line, |given, text| {
                given.respondent = Some(text.to_owned());
                Ok(())
            }),
            Some(Step::Peak) => self.keep_or(line, |given, text| {
                let day = parse_date(text)?;
                if day < given.date {
                    return Err(format!("{day} is before {}, the day described.", given.date));
                }
                given.next_peak = Some(day);
                Ok(())
            }),
            Some(Step::Question(place)) => {
                self.take_answer(self.questionnaire.questions.get(place), line)
            }
            Some(Step::FollowUp(place)) => {
                let question = self.questionnaire.follow_ups.get(place);
                if line.is_empty() { self.advance() } else { self.take_answer(question, line) }
            }
            Some(Step::Details) => self.take_details(line),
            Some(Step::Evidence(place)) => self.take_evidence(place, line),
            Some(Step::Symptoms) => self.take_symptoms(line),
        }
    }

    fn step(&self) -> Option<Step> {
        self.steps.get(self.at).copied()
    }

    fn advance(&mut self) -> String {
        self.at += 1;
        if self.at >= self.steps.len() {
            self.state = State::Done;
        }
        String::new()
    }

    fn back(&mut self) -> String {
        self.awaits_reason = false;
        if self.at == 0 {
            return "This is the first question.".to_owned();
        }
        self.at -= 1;
        String::new()
    }

    /// Keeps what is there for an empty line, else lets `set` take the text.
    fn keep_or(
        &mut self,
        line: &str,
        set: impl FnOnce(&mut GivenAnswers, &str) -> Result<(), String>,
    ) -> String {
        if line.is_empty() {
            return self.advance();
        }
        match set(&mut self.given, line) {
            Ok(()) => self.advance(),
            Err(why) => why,
        }
    }

    fn question_screen(&self, place: usize) -> String {
        let Some(question) = self.questionnaire.questions.get(place) else { return String::new() };
        let total = self.questionnaire.questions.len();
        let mut text = format!(
            "Question {} of {total}: {}\n\n{}\n",
            place + 1,
            question.title,
            question.prompt
        );
        if !question.help.is_empty() {
            let _ = write!(text, "\n{}\n", question.help);
        }
        text.push('\n');
        for (letter, option) in letters().zip(&question.options) {
            let _ = writeln!(text, "  {letter}  {}", option.label);
        }
        if let Some(measure) = &question.measure {
            let _ = writeln!(text, "  or the figure itself: {}", spellings(measure));
        }
        text += &self.current(question);
        text
    }

    fn follow_up_screen(&self, place: usize) -> String {
        let Some(question) = self.questionnaire.follow_ups.get(place) else { return String::new() };
        let mut text = format!("{}\n{}\n", question.prompt, question.help);
        for (letter, option) in letters().zip(&question.options) {
            let _ = writeln!(text, "  {letter}  {}", option.label);
        }
        if let Some(measure) = &question.measure {
            let _ = writeln!(text, "  the figure: {}", spellings(measure));
        }
        text += &self.current(question);
        text.push_str("Enter leaves it open; `skip` goes to the result.");
        text
    }

    /// Says what is answered already.
    fn current(&self, question: &Question) -> String {
        let Some(answer) = self.given.answers.get(&question.id) else { return String::new() };
        format!("Enter keeps: {}\n", in_words(question, &answer.said))
    }

    fn take_answer(&mut self, question: Option<&'q Question>, line: &str) -> String {
        let Some(question) = question else { return self.advance() };
        if line.is_empty() {
            let kept = self.given.answers.contains_key(&question.id);
            return if kept {
                self.advance()
            } else {
                "Choose an option, or type `unknown`.".into()
            };
        }
        match line.to_lowercase().as_str() {
            "help" | "?" => return guidance(question),
            "skip" if question.follows.is_some() => return self.finish(),
            "na" => {
                self.awaits_reason = true;
                return String::new();
            }
            _ => {}
        }
        match parse_answer(question, line) {
            Ok(said) => self.answer(question, said),
            Err(why) => why,
        }
    }

    fn take_reason(&mut self, line: &str) -> String {
        let question = match self.step() {
            Some(Step::Question(place)) => self.questionnaire.questions.get(place),
            Some(Step::FollowUp(place)) => self.questionnaire.follow_ups.get(place),
            _ => None,
        };
        self.awaits_reason = false;
        match question {
            Some(question) if !line.is_empty() && line != "back" => {
                self.answer(question, Said::NotApplicable(line.to_owned()))
            }
            _ => String::new(),
        }
    }

    /// Takes an answer through the same acceptance as a file's.
    fn answer(&mut self, question: &Question, said: Said) -> String {
        let mut answer = GivenAnswer::from(said);
        if let Some(before) = self.given.answers.get(&question.id) {
            let GivenAnswer { evidence, source, note, as_of, .. } = before.clone();
            answer = GivenAnswer { evidence, source, note, as_of, ..answer };
        }
        if let Err(refusal) = accept(question, self.rubric, &answer, self.given.date) {
            return format!("{}. {}", refusal.message, refusal.help);
        }
        if let Some(why) = self.left_out_too_often(question, &answer) {
            return why;
        }
        let echo = self.echo(question, &answer.said);
        self.given.answers.insert(question.id.clone(), answer);
        self.advance();
        echo
    }

    fn left_out_too_often(&self, question: &Question, answer: &GivenAnswer) -> Option<String> {
        let allowed = self.rubric.not_applicable_at_most;
        let left_out = |id: &str| {
            let said = self.given.answers.get(id).map(|answer| &answer.said);
            matches!(said, Some(Said::NotApplicable(_)))
        };
        let asked = self.questionnaire.questions.iter();
        let others = asked.filter(|other| other.id != question.id && left_out(&other.id)).count();
        let too_often = matches!(answer.said, Said::NotApplicable(_))
            && question.follows.is_none()
            && others >= allowed;
        too_often
            .then(|| format!("At most {allowed} may be left out. Answer it, or type `unknown`."))
    }

    /// Says how a figure was understood.
    fn echo(&self, question: &Question, said: &Said) -> String {
        let Said::Figure(figure, _) = said else { return String::new() };
        let option = question.option_of(figure, self.given.date);
        let found = option.and_then(|place| letters().zip(&question.options).nth(place));
        let heard = in_words(question, said);
        match found {
            Some((letter, option)) => format!("{heard}: that is {letter}, {}", option.label),
            None => heard,
        }
    }

    fn take_details(&mut self, line: &str) -> String {
        if !matches!(line.to_lowercase().as_str(), "yes" | "y") {
            return if line.is_empty() || line.eq_ignore_ascii_case("no") {
                self.finish()
            } else {
                "Type `yes`, or press Enter for the result.".to_owned()
            };
        }
        self.steps.truncate(self.at + 1);
        let answered = |question: &Question| {
            let said = self.given.answers.get(&question.id).map(|answer| &answer.said);
            matches!(said, Some(Said::Option(_) | Said::Figure(..) | Said::Level(_)))
        };
        let questions = self.questionnaire.questions.iter().enumerate();
        let evidence: Vec<_> = questions
            .filter(|(_, question)| answered(question))
            .map(|(place, _)| Step::Evidence(place))
            .collect();
        self.steps.extend(evidence);
        self.steps.extend((0..self.questionnaire.follow_ups.len()).map(Step::FollowUp));
        if !self.questionnaire.symptoms.is_empty() {
            self.steps.push(Step::Symptoms);
        }
        self.advance()
    }

    fn finish(&mut self) -> String {
        self.state = State::Done;
        String::new()
    }

    fn evidence_screen(&self, place: usize) -> String {
        let Some(question) = self.questionnaire.questions.get(place) else { return String::new() };
        let given = self.given.answers.get(&question.id);
        let said = given.map(|answer| in_words(question, &answer.said)).unwrap_or_default();
        let grade = given.and_then(|answer| answer.evidence).map_or("none named", Evidence::word);
        format!(
            "{}: {said}\nWhat does it rest on? `report`, `estimate` or `opinion`, then its source \
             if you like. [{grade}]\nEnter goes on; `skip` goes to the result.",
            question.title
        )
    }

    fn take_evidence(&mut self, place: usize, line: &str) -> String {
        match line.to_lowercase().as_str() {
            "" => return self.advance(),
            "skip" => return self.finish(),
            _ => {}
        }
        let (word, source) = line.split_once([' ', ',', ':']).unwrap_or((line, ""));
        let Some(grade) = Evidence::from_word(&word.to_lowercase()) else {
            return "Type `report`, `estimate` or `opinion`, and the source behind it.".to_owned();
        };
        let question = self.questionnaire.questions.get(place);
        let answer = question.and_then(|question| self.given.answers.get_mut(&question.id));
        if let Some(answer) = answer {
            answer.evidence = Some(grade);
            let source = source.trim();
            answer.source = (!source.is_empty()).then(|| source.to_owned());
        }
        self.advance()
    }

    fn symptoms_screen(&self) -> String {
        let mut text = "Which of these do you recognise?\n".to_owned();
        for symptom in &self.questionnaire.symptoms {
            let _ = writeln!(text, "  {}  {}", symptom.id, symptom.text);
        }
        text.push_str("Type their ids, or press Enter.");
        text
    }

    fn take_symptoms(&mut self, line: &str) -> String {
        let mut ticked: Vec<String> = Vec::new();
        for word in line.split([' ', ',', ';']).filter(|word| !word.is_empty()) {
            let known = &self.questionnaire.symptoms;
            match known.iter().find(|symptom| symptom.id.eq_ignore_ascii_case(word)) {
                Some(symptom) if !ticked.contains(&symptom.id) => ticked.push(symptom.id.clone()),
                Some(_) => {}
                None => return format!("There is no symptom `{word}`."),
            }
        }
        if !line.is_empty() {
            self.given.symptoms = ticked;
        }
        self.advance()
    }
}

/// Returns the letters that stand for options.
fn letters() -> impl Iterator<Item = char> {
    'a'..='z'
}

fn parse_date(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| "Write the day as YYYY-MM-DD, such as 2026-06-30.".to_owned())
}

/// Returns how a measure's figure can be typed.
fn spellings(measure: &Measure) -> String {
    let mut text = measure.range_in_words();
    for word in &measure.words {
        let _ = write!(text, ", or `{}` ({})", word.word, word.meaning);
    }
    if measure.dated {
        text.push_str(", or the day as YYYY-MM-DD");
    }
    text
}

/// Returns what a typed line says in answer to `question`.
fn parse_answer(question: &Question, line: &str) -> Result<Said, String> {
    let lower = line.to_lowercase();
    if lower == "unknown" {
        return Ok(Said::Unknown);
    }
    if let Some(reason) = lower.strip_prefix("na ").and_then(|_| line.get(3..)) {
        return Ok(Said::NotApplicable(reason.trim().to_owned()));
    }
    let lettered = letters().zip(&question.options);
    for (letter, option) in lettered {
        if lower == letter.to_string() || lower == option.id {
            return Ok(Said::Option(option.id.clone()));
        }
    }
    let Some(measure) = &question.measure else {
        return Err("Type the letter of an option, or `unknown`.".to_owned());
    };
    if measure.words.iter().any(|word| word.word == lower) {
        return Ok(Said::Figure(Figure::Word(lower), None));
    }
    if let Some(day) = Date::parse(line).filter(|_| measure.dated) {
        return Ok(Said::Figure(Figure::On(day), None));
    }
    let spelled = without_unit(&lower, &measure.unit);
    let number = Decimal::parse(&spelled.replace(',', "."));
    number
        .map(|number| Said::Figure(Figure::Number(number), None))
        .map_err(|_| format!("Type the letter of an option, or {}.", spellings(measure)))
}

/// Takes the unit, or its first word, off a typed figure.
fn without_unit<'l>(line: &'l str, unit: &str) -> &'l str {
    let unit = unit.to_lowercase();
    let first = unit.split(' ').next().unwrap_or_default();
    let singular = first.trim_end_matches('s');
    let endings = [unit.as_str(), first, singular, "%"];
    let stripped = endings
        .into_iter()
        .filter(|ending| !ending.is_empty() && (*ending != "%" || unit.contains('%')))
        .find_map(|ending| line.strip_suffix(ending));
    stripped.unwrap_or(line).trim()
}

/// Returns an answer as the person would say it.
fn in_words(question: &Question, said: &Said) -> String {
    let unit = question.measure.as_ref().map_or("", |measure| measure.unit.as_str());
    match said {
        Said::Unknown => "unknown".to_owned(),
        Said::NotApplicable(reason) => format!("not applicable: {reason}"),
        Said::Level(_) => "as in the file".to_owned(),
        Said::Option(id) => {
            let option = question.option(id).and_then(|place| question.options.get(place));
            option.map(|option| option.label.clone()).unwrap_or_default()
        }
        Said::Figure(Figure::Number(number), _) => {
            format!("{number}{}{unit}", if unit.starts_with('%') { "" } else { " " })
        }
        Said::Figure(figure, _) => figure.to_string(),
    }
}

/// Returns the probes and the evidence of a question.
fn guidance(question: &Question) -> String {
    let mut text = "To get the room talking:\n".to_owned();
    for probe in &question.probes {
        let _ = writeln!(text, "  - {probe}");
    }
    text.push_str("Evidence to ask for:\n");
    for item in &question.evidence {
        let _ = writeln!(text, "  - {item}");
    }
    text
}

//! The pages around the questions: drafts, start, evidence, symptoms and the review.

use super::{PageCommand, Row, RowAction, View, lettered, row};
use crate::domain::questionnaire::Question;
use crate::domain::{AnswerSheet, AnswerValue, Evidence, GivenAnswer};
use crate::interview::page::{Field, Page};
use crate::interview::reading::grounds;
use crate::interview::state::Interview;
use crate::report::words::exhibits::exhibits;
use crate::report::words::lower_first;

impl Interview<'_> {
    /// Asks whether to go on with a draft. Others may be watching, so nothing of what the drafts
    /// hold stands here, and who chooses nothing opens none of them.
    pub(super) fn drafts_page() -> View {
        View {
            step: "Before you start".to_owned(),
            title: "An interview was left unfinished".to_owned(),
            prompt: vec!["Go on where it stopped?".to_owned()],
            ..View::default()
        }
    }

    pub(super) fn draft_rows(&self) -> Vec<Row> {
        let drafts = || (0..self.drafts.len()).map(|index| (index, self.draft_in_words(index)));
        let afresh = row("Start afresh, and leave what is there", RowAction::Afresh);
        let resume = drafts().map(|(index, words)| {
            row("Go on with it", RowAction::Resume(index)).reading(format!("left on {words}"))
        });
        let throw_away = drafts().map(|(index, words)| {
            let page = Page::Discard(index);
            row("Throw it away", RowAction::Open(page)).reading(format!("left on {words}"))
        });
        lettered(std::iter::once(afresh).chain(resume).chain(throw_away).collect())
    }

    /// Says of a draft when it was left and how far it came, and nothing of what it holds.
    fn draft_in_words(&self, index: usize) -> String {
        let Some(kept) = self.drafts.get(index) else { return String::new() };
        let given = &kept.draft.given;
        let (answered, all) = self.questionnaire().progress(given);
        format!("{}, {answered} of {all} answered", kept.when)
    }

    pub(super) fn discard_page() -> View {
        View {
            step: "Before you start".to_owned(),
            title: "An interview was left unfinished".to_owned(),
            prompt: vec!["Throw it away for good?".to_owned()],
            ..View::default()
        }
    }

    pub(super) fn discard_rows(&self, draft: usize) -> Vec<Row> {
        let words = format!("left on {}", self.draft_in_words(draft));
        vec![
            row("Keep it", RowAction::On).marked("n"),
            row("Throw it away", RowAction::ThrowAway(draft)).reading(words).marked("y"),
        ]
    }

    pub(super) fn start_page(&self) -> View {
        let asked = self.questionnaire();
        let rules = if asked.counting_rules.is_empty() {
            "One operation, one day."
        } else {
            "One operation, one day, and these rules for every question:"
        };
        View {
            step: "Start".to_owned(),
            title: asked.title.clone(),
            prompt: vec![rules.to_owned()],
            text: asked.counting_rules.iter().map(|rule| format!("- {rule}")).collect(),
            ..View::default()
        }
    }

    pub(super) fn start_rows(&self) -> Vec<Row> {
        let given = &self.given;
        let begin = if self.trail.len() > 1 { "Back to the review" } else { "Begin" };
        let respondent = given.respondent.as_deref().unwrap_or("nobody named");
        let peak = given.next_peak.map_or_else(|| "none named".to_owned(), |day| day.to_string());
        let mut fields = vec![
            row("Operation that is judged", RowAction::Write(Field::Scope)).reading(&given.scope),
            row("Day described", RowAction::Write(Field::Date)).reading(given.date.to_string()),
            row("Who answers", RowAction::Write(Field::Respondent)).reading(respondent),
            row("First day of the next peak", RowAction::Write(Field::Peak)).reading(peak),
            row("Goal and labels", RowAction::Open(Page::Goal)).reading(self.goal_in_words()),
        ];
        let is_name = |row: &Row| row.action == RowAction::Write(Field::Respondent);
        fields.retain(|row| !is_name(row) || !self.names_nobody());
        [vec![row(begin, RowAction::On)], lettered(fields)].concat()
    }

    fn goal_in_words(&self) -> String {
        let given = &self.given;
        let target = given.target.as_ref().map(|_| format!("level {}", self.target_in_words()));
        let count = given.scenarios.len();
        let scenarios = (count > 0).then(|| format!("scenarios: {}", ticked(count)));
        let tags = (!given.tags.is_empty()).then(|| self.tags_in_words());
        let parts: Vec<_> = target.into_iter().chain(scenarios).chain(tags).collect();
        if parts.is_empty() { "none named".to_owned() } else { parts.join("; ") }
    }

    pub(super) fn goal_page() -> View {
        View {
            step: "Start".to_owned(),
            title: "Goal and labels".to_owned(),
            prompt: vec!["All of this may stay open; the plan and the report use it.".to_owned()],
            ..View::default()
        }
    }

    pub(super) fn goal_rows(&self) -> Vec<Row> {
        let scenarios = ticked(self.given.scenarios.len());
        let level =
            row("Level to reach", RowAction::Write(Field::Target)).reading(self.target_in_words());
        // Where there are scores only, there is none.
        let level = Some(level).filter(|_| self.rubric().has_levels());
        let rest = [
            row("Likely scenarios", RowAction::Open(Page::Scenarios)).reading(scenarios),
            row("Labels", RowAction::Open(Page::Tags)).reading(self.tags_in_words()),
        ];
        let rows = lettered(level.into_iter().chain(rest).collect());
        [vec![row("Done", RowAction::On)], rows].concat()
    }

    fn target_in_words(&self) -> String {
        let Some(target) = &self.given.target else { return "none named".to_owned() };
        let dimension = |(id, level): (&String, &i64)| {
            let dimension = self.rubric().dimensions.iter().find(|known| known.id == *id);
            format!("{} {level}", dimension.map_or(id.as_str(), |known| &known.name))
        };
        let overall = target.level.map(|level| level.to_string());
        let parts = overall.into_iter().chain(target.dimensions.iter().map(dimension));
        parts.collect::<Vec<_>>().join(", ")
    }

    fn tags_in_words(&self) -> String {
        let tags = self.given.tags.iter().map(|(name, text)| format!("{name}: {text}"));
        let tags: Vec<_> = tags.collect();
        if tags.is_empty() { "none".to_owned() } else { tags.join(", ") }
    }

    pub(super) fn still_holds_page(&self) -> View {
        let Some(question) = self.question() else { return View::default() };
        let stood = self.given.answers.get(&question.id).and_then(grounds).unwrap_or_default();
        let said = self.answer_in_words(&self.given, question);
        View {
            step: "Evidence".to_owned(),
            title: question.title.clone(),
            prompt: vec![
                format!("The answer is now: {said}. Beside the former one stood: {stood}."),
                "Does that hold for the new answer too?".to_owned(),
            ],
            ..View::default()
        }
    }

    pub(super) fn still_holds_rows() -> Vec<Row> {
        vec![
            row("Yes: keep it", RowAction::StillHolds(true)).marked("y"),
            row("No: take it away", RowAction::StillHolds(false)).marked("n"),
        ]
    }

    pub(super) fn scenarios_page() -> View {
        View {
            step: "Start".to_owned(),
            title: "Likely scenarios".to_owned(),
            prompt: vec![
                "Which of these are likely here? The checklist is about them alone.".into(),
            ],
            ..View::default()
        }
    }

    pub(super) fn scenario_rows(&self) -> Vec<Row> {
        let likely = |id: &String| self.given.scenarios.contains(id);
        let scenarios = self.rubric().scenarios.iter().enumerate().map(|(index, scenario)| {
            let text = format!("{}  {}", scenario.id, scenario.title);
            row(text, RowAction::Tick(scenario.id.clone()))
                .marked((index + 1).to_string())
                .current_if(likely(&scenario.id))
        });
        std::iter::once(row("Done", RowAction::On)).chain(scenarios).collect()
    }

    pub(super) fn tags_page() -> View {
        View {
            step: "Start".to_owned(),
            title: "Labels".to_owned(),
            prompt: vec!["Labels tell several answers files apart: `country: DE`.".to_owned()],
            ..View::default()
        }
    }

    pub(super) fn tag_rows(&self) -> Vec<Row> {
        let tags = self.given.tags.iter().map(|(name, text)| {
            row(format!("Take away {name}"), RowAction::Untag(name.clone())).reading(text)
        });
        let add = row("Add a label, or change one", RowAction::Write(Field::Tag));
        let rows = std::iter::once(add).chain(tags).collect();
        [vec![row("Done", RowAction::On)], lettered(rows)].concat()
    }

    pub(super) fn details_page(&self) -> View {
        let Some(question) = self.question() else { return View::default() };
        let prompt = if self.given.answers.contains_key(&question.id) {
            format!("{}. What does that rest on?", self.answer_in_words(&self.given, question))
        } else {
            "There is no answer yet that could rest on anything.".to_owned()
        };
        let items = exhibits(question).into_iter().map(|item| format!("- {item}"));
        View {
            step: "Evidence and guard-rails".to_owned(),
            title: question.title.clone(),
            prompt: vec![prompt],
            text: std::iter::once("Evidence to ask for:".to_owned()).chain(items).collect(),
            commands: vec![PageCommand::On, PageCommand::Review],
            values_behind: true,
            ..View::default()
        }
    }

    pub(super) fn details_rows(&self) -> Vec<Row> {
        let Some(question) = self.question() else { return Vec::new() };
        let on = if self.next_details().is_some() { "On to the next one" } else { "Back" };
        let answer = self.given.answers.get(&question.id);
        let mut rows = answer.map(about).unwrap_or_default();
        for (index, follow_up) in self.questionnaire().follow_ups.iter().enumerate() {
            let follows = follow_up.follows.as_deref() == Some(question.id.as_str());
            if follows && self.applies(Page::FollowUp(index)) {
                let said = self.answer_in_words(&self.given, follow_up);
                let text = format!("Guard-rail: {}", lower_first(&follow_up.title));
                rows.push(row(text, RowAction::Open(Page::FollowUp(index))).reading(said));
            }
        }
        [vec![row(on, RowAction::On)], lettered(rows)].concat()
    }

    pub(super) fn symptoms_page(&self) -> View {
        // Asked in its turn it leads on; from all answers there is the way back.
        let on = (self.trail.len() == 1).then_some(PageCommand::On);
        View {
            step: "Cross-check".to_owned(),
            title: "Symptoms".to_owned(),
            prompt: vec!["Which of these do you recognise?".to_owned()],
            commands: on.into_iter().chain([PageCommand::Review]).collect(),
            ..View::default()
        }
    }

    pub(super) fn symptom_rows(&self) -> Vec<Row> {
        let ticked = |id: &String| self.given.symptoms.contains(id);
        let symptoms = self.questionnaire().symptoms.iter().map(|symptom| {
            row(symptom.text.as_str(), RowAction::Tick(symptom.id.clone()))
                .current_if(ticked(&symptom.id))
        });
        [vec![row("Done", RowAction::On)], lettered(symptoms.collect())].concat()
    }

    /// Returns the facts and questions that apply and have no answer.
    fn open_pages(&self) -> impl Iterator<Item = (Page, &Question)> {
        let pages = Page::in_turn(self.questionnaire()).into_iter();
        let pages = pages.filter(|page| matches!(page, Page::Fact(_) | Page::Question(_)));
        let pages = pages.filter(|page| self.applies(*page));
        let asked = pages.filter_map(|page| Some((page, page.question(self.questionnaire())?)));
        asked.filter(|(_, question)| !self.given.answers.contains_key(&question.id))
    }

    pub(super) fn review_page(&self) -> View {
        let said = std::iter::once(self.open_in_words()).chain(self.facts_in_words());
        let said = said.chain(self.not_borne_out());
        View {
            step: "Review".to_owned(),
            title: self.given.scope.clone(),
            prompt: said.collect(),
            commands: vec![PageCommand::Details],
            ..View::default()
        }
    }

    /// Says how many questions are open, and what the result makes of them.
    fn open_in_words(&self) -> String {
        let open = self.open_pages().filter(|(page, _)| matches!(page, Page::Question(_)));
        let open: Vec<_> = open.map(|(_, question)| &question.id).collect();
        let is_counted = |id: &&&String| !self.rubric().not_scored.contains(*id);
        let counted = open.iter().filter(is_counted).count();
        match (open.len(), counted) {
            (0, _) => self.all_asked(),
            (1, 0) => "One question is open; it does not count in the result.".to_owned(),
            (1, _) => "One question is open; the result counts it as unknown.".to_owned(),
            (open, 0) => format!("{open} questions are open; they do not count in the result."),
            (open, counted) if open == counted => {
                format!("{open} questions are open; the result counts them as unknown.")
            }
            (open, counted) => {
                format!(
                    "{open} questions are open; the result counts {counted} of them as unknown."
                )
            }
        }
    }

    /// Says which claims count less on evidence for what is not answered or not named, where the
    /// rubric takes that.
    fn not_borne_out(&self) -> Vec<String> {
        let said = self.reported(&self.given, |report| report.not_borne_out().collect());
        said.unwrap_or_default()
    }

    /// Says how many facts are not known, and what follows.
    fn facts_in_words(&self) -> Option<String> {
        let facts = self.questionnaire().facts.iter().enumerate();
        let facts = facts.filter(|(index, _)| self.applies(Page::Fact(*index)));
        let is_open = |id: &String| {
            let answer = self.given.answers.get(id).map(|answer| &answer.value);
            !matches!(answer, Some(AnswerValue::Option(_)))
        };
        match facts.filter(|(_, fact)| is_open(&fact.id)).count() {
            0 => None,
            1 => Some(
                "One fact about the operation is not known; what hangs on it counts as applying."
                    .to_owned(),
            ),
            open => Some(format!(
                "{open} facts about the operation are not known; what hangs on them counts as \
                 applying."
            )),
        }
    }

    /// Says that no question is open, and how many answers nobody knows; of those that follow, how many
    /// have no answer.
    fn all_asked(&self) -> String {
        let asked = self.questionnaire().questions.iter();
        let is_unknown = |question: &&Question| {
            let said = self.given.answers.get(&question.id).map(|said| &said.value);
            said.is_some_and(|said| question.says_unknown(said))
        };
        let follow_ups = self.questionnaire().follow_ups.iter();
        let is_open = |question: &&Question| {
            !question.on_request
                && !self.given.answers.contains_key(&question.id)
                && self.questionnaire().applies(question, &self.given)
        };
        let said = match asked.filter(is_unknown).count() {
            0 => "Every question has an answer.".to_owned(),
            1 => "Every question was asked; one answer is not known.".to_owned(),
            open => format!("Every question was asked; {open} answers are not known."),
        };
        match follow_ups.filter(is_open).count() {
            0 => said,
            1 => format!("{said} One that follows has none yet."),
            open => format!("{said} {open} that follow have none yet."),
        }
    }

    pub(super) fn review_rows(&self) -> Vec<Row> {
        let show = row("Show the result", RowAction::Show(Page::Result)).marked("r");
        let next = self.open_pages().next().map(|(page, question)| {
            let text = format!("On to what is open: {}", lower_first(&question.title));
            row(text, RowAction::Show(page))
        });
        let sheet = self.sheet(&self.given);
        let (facts, questions) =
            (self.fact_rows(sheet.as_ref()), self.question_rows(sheet.as_ref()));
        let numbers = questions.iter().filter(|row| !row.mark.is_empty()).count();
        let mut lettered: Vec<_> =
            lettered([facts.clone(), self.further_rows(sheet.as_ref())].concat());
        // Beyond the letters there are numbers.
        let beyond = lettered.iter_mut().filter(|row| row.mark.is_empty());
        for (row, number) in beyond.zip(numbers + 1..) {
            row.mark = number.to_string();
        }
        let rest = lettered.split_off(facts.len());
        // Whatever is open comes first, so that Enter never skips it by accident.
        let head = next.into_iter().chain([show]);
        let groups = [lettered, questions, rest]
            .map(|group| group.into_iter().enumerate().map(|(index, row)| first_apart(index, row)));
        head.chain(groups.into_iter().flatten()).collect()
    }

    fn fact_rows(&self, sheet: Option<&AnswerSheet>) -> Vec<Row> {
        let facts = self.questionnaire().facts.iter().enumerate();
        let facts = facts.map(|(index, fact)| {
            row(fact.title.as_str(), RowAction::Open(Page::Fact(index)))
                .reading(self.on_sheet(sheet, fact))
        });
        facts.collect()
    }

    /// Returns the questions; those that apply are numbered.
    fn question_rows(&self, sheet: Option<&AnswerSheet>) -> Vec<Row> {
        let mut numbers = 1..;
        let questions = self.questionnaire().questions.iter().enumerate();
        let questions = questions.map(|(index, question)| {
            let page = Page::Question(index);
            let number = if self.applies(page) { numbers.next() } else { None };
            row(question.title.as_str(), RowAction::Open(page))
                .reading(self.on_sheet(sheet, question) + &self.grounded(question))
                .marked(number.map(|number: usize| number.to_string()).unwrap_or_default())
        });
        questions.collect()
    }

    /// Returns what stands behind the questions.
    fn further_rows(&self, sheet: Option<&AnswerSheet>) -> Vec<Row> {
        let asked = self.questionnaire();
        let follow_ups = asked.follow_ups.iter().enumerate().map(|(index, question)| {
            row(question.title.as_str(), RowAction::Open(Page::FollowUp(index)))
                .reading(self.on_sheet(sheet, question))
        });
        let mut rest: Vec<_> = follow_ups.collect();
        if !asked.symptoms.is_empty() {
            let ticked = ticked(self.given.symptoms.len());
            rest.push(row("Symptoms", RowAction::Open(Page::Symptoms)).reading(ticked));
        }
        let about = format!("{}, {}", self.given.date, self.given.scope);
        rest.push(row("Day, operation, goal", RowAction::Open(Page::Start)).reading(about));
        rest
    }

    /// Says what the answer to `question` rests on, behind it.
    pub(in crate::interview) fn grounded(&self, question: &Question) -> String {
        let answer = self.given.answers.get(&question.id);
        let grade = answer.and_then(|answer| answer.evidence).map(Evidence::word);
        grade.map(|grade| format!(" ({grade})")).unwrap_or_default()
    }
}

/// Says how many of a list are ticked.
fn ticked(count: usize) -> String {
    if count == 0 { "none ticked".to_owned() } else { format!("{count} ticked") }
}

/// Sets the first row of a group apart.
fn first_apart(index: usize, row: Row) -> Row {
    if index == 0 { row.apart() } else { row }
}

/// Returns the rows that say what an answer rests on.
fn about(answer: &GivenAnswer) -> Vec<Row> {
    let mut rows: Vec<_> = grades()
        .into_iter()
        .map(|(grade, words)| {
            let current = answer.evidence == Some(grade);
            row(format!("It rests on {words}"), RowAction::Grade(Some(grade))).current_if(current)
        })
        .collect();
    let none = row("Not discussed", RowAction::Grade(None));
    rows.push(none.current_if(answer.evidence.is_none()));
    let day = answer.as_of.map(|day| day.to_string());
    for (text, field, value) in [
        ("Source", Field::Source, answer.source.as_deref()),
        ("Note", Field::Note, answer.note.as_deref()),
        ("Day of the evidence", Field::AsOf, day.as_deref()),
    ] {
        rows.push(row(text, RowAction::Write(field)).reading(value.unwrap_or("none")));
    }
    rows
}

/// Returns the grades of evidence with what they mean, strongest first.
fn grades() -> [(Evidence, &'static str); 3] {
    [
        (Evidence::Report, "a report that others can read"),
        (Evidence::Estimate, "an estimate from figures"),
        (Evidence::Opinion, "an opinion"),
    ]
}

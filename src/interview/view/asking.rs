//! The page of a question: what is asked, what can be answered, and what was just answered.

use super::{Guide, PageCommand, Row, RowAction, View, letters, row};
use crate::domain::prose::{SENTENCES_AT_ONCE, sentences};
use crate::domain::questionnaire::{Question, Term};
use crate::domain::rubric::{DimensionLevels, Worth};
use crate::domain::{AnswerValue, Figure, GivenAnswer};
use crate::interview::figure;
use crate::interview::page::{Field, Page};
use crate::interview::state::Interview;
use crate::report::words::exhibits::exhibits;
use crate::report::words::glossary::of_question;
use crate::report::words::{lower_first, upper_first};

impl Interview<'_> {
    pub(super) fn question_page(&self) -> View {
        let Some(question) = self.question() else { return View::default() };
        let step = match self.page() {
            Page::Fact(_) => format!("About the operation, {}", self.progress(Page::Fact)),
            Page::Question(_) => format!("Question {}", self.progress(Page::Question)),
            Page::FollowUp(_) => "Guard-rail".to_owned(),
            _ => "What if".to_owned(),
        };
        let alone = self.trail.len() == 1;
        let commands = match self.page() {
            Page::Question(_) => {
                vec![PageCommand::Details, PageCommand::On, PageCommand::Clear, PageCommand::Review]
            }
            Page::Fact(_) => vec![PageCommand::On, PageCommand::Clear, PageCommand::Review],
            Page::FollowUp(_) if alone => vec![PageCommand::On, PageCommand::Review],
            _ => vec![PageCommand::Review],
        };
        let (help, waits) = first_help(question);
        View {
            step,
            title: question.title.clone(),
            prompt: self
                .said_so_far(question)
                .into_iter()
                .chain([question.prompt.clone()])
                .collect(),
            whom: question.asked_of.as_deref().map(whom).unwrap_or_default(),
            text: Some(help).filter(|help| waits || !help.is_empty()).into_iter().collect(),
            more_waits: waits,
            commands,
            ..View::default()
        }
    }

    /// Says which the page is of those of its kind that apply.
    fn progress(&self, kind: impl Fn(usize) -> Page) -> String {
        let questions = self.questionnaire();
        let pages = (0..questions.facts.len().max(questions.questions.len())).map(kind);
        let pages = pages.filter(|page| page.question(questions).is_some());
        let pages: Vec<_> = pages.filter(|page| self.applies(*page)).collect();
        let place = pages.iter().position(|page| *page == self.page());
        format!("{} of {}", place.map_or(0, |place| place + 1), pages.len())
    }

    pub(super) fn answer_rows(&self) -> Vec<Row> {
        let Some(question) = self.question() else { return Vec::new() };
        let answer = self.answers().answers.get(&question.id);
        let value = answer.map(|answer| &answer.value);
        let tried = matches!(self.page(), Page::Instead(_));
        let mut rows = self.option_rows(question, value);
        if let Some(measure) = &question.measure {
            let text = figure::spelled(measure);
            let figure = is_figure(answer);
            let found =
                if figure { self.answer_in_words(self.answers(), question) } else { String::new() };
            let write = row(text, RowAction::Write(Field::Figure)).marked("0-9");
            rows.push(write.reading(found).current_if(figure));
        }
        let unknown =
            row("Unknown: nobody here knows", RowAction::Say(AnswerValue::Unknown)).marked("u");
        rows.push(unknown.current_if(value == Some(&AnswerValue::Unknown)));
        let left_out = row("Not applicable, and why", RowAction::Write(Field::Reason)).marked("x");
        let left_out = match value {
            Some(AnswerValue::NotApplicable(reason)) => left_out.reading(reason).current_if(true),
            _ => left_out,
        };
        rows.extend(Some(left_out).filter(|_| Field::Reason.is_on(self.page())));
        // What several people answered is not left open: nobody's answer is lost.
        let is_one_persons = answer.is_none_or(|answer| answer.said.is_empty());
        if self.is_follow_up(question) && !tried && is_one_persons {
            rows.push(
                row("Leave it open", RowAction::Clear).marked("-").current_if(answer.is_none()),
            );
        }
        rows
    }

    /// Returns the options and, as choices of their own, the measure's words.
    pub(super) fn option_rows(&self, question: &Question, value: Option<&AnswerValue>) -> Vec<Row> {
        let chosen = match value {
            Some(AnswerValue::Level(level)) => {
                let options = 0..question.options.len();
                let score = |option: &usize| self.rubric().score_of(&question.id, *option);
                options.into_iter().find(|option| score(option).as_ref() == Some(level))
            }
            Some(AnswerValue::Option(id)) => question.option(id),
            _ => None,
        };
        let worth = |option: usize| {
            // The level is the point there: nothing may part or cut it.
            let shown = matches!(self.page(), Page::Instead(_));
            let worth = self.rubric().scored(&question.id)?.options.get(option);
            Some(match worth.filter(|_| shown)? {
                Worth::LeftOut => "left out: ".to_owned(),
                Worth::Score(score) | Worth::NotApplicable(score) => {
                    format!("{}\u{a0}{score}: ", self.worth_noun(question))
                }
            })
        };
        let worth = |option: usize| worth(option).unwrap_or_default();
        let options = question.options.iter().enumerate().map(|(index, option)| {
            let text = worth(index) + &option.label;
            row(text, RowAction::Say(AnswerValue::Option(option.id.clone())))
                .current_if(chosen == Some(index))
        });
        let words = question.measure.iter().flat_map(|measure| &measure.words).map(|word| {
            let figure = AnswerValue::Figure(Figure::Word(word.word.clone()), None);
            let current = value == Some(&figure);
            let option = word.option.as_deref().and_then(|id| question.option(id));
            let worth = option.map(worth).unwrap_or_default();
            let text = if worth.is_empty() {
                upper_first(&word.meaning)
            } else {
                format!("{worth}{}", lower_first(&word.meaning))
            };
            row(text, RowAction::Say(figure)).current_if(current)
        });
        let marks = option_marks(question);
        options.chain(words).zip(marks).map(|(row, mark)| row.marked(mark)).collect()
    }

    /// Returns what an option's worth is called: a level where a dimension's level is its score.
    fn worth_noun(&self, question: &Question) -> &'static str {
        let rubric = self.rubric();
        let dimension = rubric.dimension_asking(&question.id);
        let levels = dimension.and_then(|dimension| rubric.dimensions.get(dimension.index()));
        match levels.map(|dimension| &dimension.levels) {
            Some(DimensionLevels::RoundedDown(_)) => "level",
            _ => "score",
        }
    }

    /// Says what was just answered to `question`.
    pub(in crate::interview) fn taken(&self, question: &Question) -> String {
        let answer = self.answers().answers.get(&question.id);
        let said = self.answer_in_words(self.answers(), question);
        let said = match answer.map(|answer| &answer.value) {
            Some(AnswerValue::Figure(figure, _)) => self.found(question, figure, said),
            _ => said,
        };
        let (title, grounded) = (&question.title, self.grounded(question));
        format!("{title}: {said}{grounded}.{}", self.aftermath)
    }

    /// Says how a typed figure is understood, or why it cannot be; nothing where it is none yet.
    pub(super) fn understood(&self, text: &str) -> Option<Result<String, String>> {
        let question = self.question()?;
        let measure = question.measure.as_ref()?;
        let figure::Understood { figure, converted } = figure::understand(measure, text).ok()?;
        let said = AnswerValue::Figure(figure.clone(), None);
        let tried = match self.tried(|given, id| drop(given.answers.insert(id, said.into()))) {
            Ok(tried) => tried,
            Err(why) => return Some(Err(why)),
        };
        let said = self.answer_in_words(&tried, question);
        let said = if converted { format!("understood as {said}") } else { said };
        let mut answer = self.found(question, &figure, said);
        if let Figure::Number(number) = figure {
            for (_, doubt) in measure.doubts_about(number) {
                answer += ". ";
                answer += &doubt.ask;
            }
        }
        Some(Ok(answer))
    }

    /// Says which option a figure falls into.
    pub(super) fn found(&self, question: &Question, figure: &Figure, said: String) -> String {
        let option = question.option_of(figure, self.given.date);
        let named = option.and_then(|option| {
            Some((
                option_marks(question).get(option)?.clone(),
                &question.options.get(option)?.label,
            ))
        });
        match named {
            Some((mark, label)) => format!("{said}; that is {mark}, {}", lower_first(label)),
            None => said,
        }
    }

    /// Returns further reading on the page's question: a title and its paragraphs.
    #[must_use]
    pub fn guide(&self, guide: Guide) -> (String, Vec<String>) {
        let Some(question) = self.question().filter(|_| self.page().asks()) else {
            let page = self.view(0);
            return (page.title, page.text);
        };
        let items = |items: &[String]| items.iter().map(|item| format!("- {item}")).collect();
        match guide {
            Guide::Probes => ("To get the room talking".to_owned(), items(&question.probes)),
            Guide::Evidence => ("Evidence to ask for".to_owned(), items(&exhibits(question))),
            Guide::Help => {
                // The page shows the help already, as far as there is room.
                let mut text = vec![question.more.clone(), question.help.clone()];
                if let Some(measure) = &question.measure {
                    text.push(format!("Worked out as: {}.", lower_first(&measure.formula)));
                    text.push(format!("The figure: {}.", figure::spelled(measure)));
                }
                let terms = of_question(self.questionnaire(), question);
                let term = |term: &Term| format!("{}: {}", upper_first(&term.term), term.means);
                text.extend(terms.into_iter().map(term));
                text.retain(|paragraph| !paragraph.is_empty());
                (question.title.clone(), text)
            }
        }
    }
}

/// Returns who knows the figure, in words.
fn whom(asked_of: &str) -> String {
    format!("Who knows it: {asked_of}")
}

/// Returns the help that stands on the page, and whether more waits for whoever asks for it.
fn first_help(question: &Question) -> (String, bool) {
    let all = sentences(&question.help);
    let first = all.iter().take(SENTENCES_AT_ONCE).copied().collect::<Vec<_>>().join(" ");
    (first, all.len() > SENTENCES_AT_ONCE || !question.more.is_empty())
}

/// Returns the marks of a question's options and of its measure's words, in this order.
fn option_marks(question: &Question) -> Vec<String> {
    let mut letters = letters();
    let options = question.options.iter().map(|option| match option.id.as_str() {
        "yes" => "y".to_owned(),
        "no" => "n".to_owned(),
        _ => letters.next().unwrap_or_default(),
    });
    let mut marks: Vec<_> = options.collect();
    let words = question.measure.iter().flat_map(|measure| &measure.words);
    marks.extend(words.map(|_| letters.next().unwrap_or_default()));
    marks
}

/// Returns whether an answer is a figure.
fn is_figure(answer: Option<&GivenAnswer>) -> bool {
    matches!(answer.map(|answer| &answer.value), Some(AnswerValue::Figure(figure, _)) if !matches!(figure, Figure::Word(_)))
}

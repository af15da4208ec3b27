//! The pages of the interview, the fields on them, and the names both have in a draft.

use crate::domain::Questionnaire;
use crate::domain::questionnaire::Question;

/// A page: what is asked or shown at one time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Which draft to go on with.
    Drafts,
    /// Whether the draft of this index is really to be thrown away.
    Discard(usize),
    /// Scope, date, respondent, next peak; the counting rules; how to move around.
    Start,
    /// The fact about the operation of this index.
    Fact(usize),
    /// The question of this index.
    Question(usize),
    /// What the answer to the question of this index rests on, and its guard-rails.
    Details(usize),
    /// Whether what an answer rested on holds for another one too. Of the facts, the questions and
    /// then the follow-ups, it is the one of this index.
    StillHolds(usize),
    /// The follow-up of this index.
    FollowUp(usize),
    /// The symptoms.
    Symptoms,
    /// Where it is to go: the level to reach, likely scenarios, labels.
    Goal,
    /// The scenarios held to be likely.
    Scenarios,
    /// The labels.
    Tags,
    /// All answers.
    Review,
    /// The result.
    Result,
    /// What would move if an answer were another.
    WhatIf,
    /// Another answer to the question of this index, for the sake of argument.
    Instead(usize),
}

impl Page {
    /// Returns whether the page asks a question.
    #[must_use]
    pub fn asks(self) -> bool {
        matches!(self, Self::Fact(_) | Self::Question(_) | Self::FollowUp(_) | Self::Instead(_))
    }

    /// Returns the pages that are asked one after the other: the symptoms, from the second edition
    /// of a questionnaire on, before anybody has looked at a figure; the facts, the questions, and
    /// then the follow-ups that everybody is asked.
    #[must_use]
    pub fn in_turn(asked: &Questionnaire) -> Vec<Self> {
        let has_symptoms = asked.edition > 1 && !asked.symptoms.is_empty();
        let symptoms = has_symptoms.then_some(Self::Symptoms);
        let facts = (0..asked.facts.len()).map(Self::Fact);
        let questions = (0..asked.questions.len()).map(Self::Question);
        let follow_ups = asked.follow_ups.iter().enumerate().filter(|(_, one)| !one.on_request);
        let follow_ups = follow_ups.map(|(index, _)| Self::FollowUp(index));
        symptoms.into_iter().chain(facts).chain(questions).chain(follow_ups).collect()
    }

    /// Returns the question that the page is about.
    #[must_use]
    pub fn question(self, asked: &Questionnaire) -> Option<&Question> {
        match self {
            Self::Fact(index) => asked.facts.get(index),
            Self::Question(index) | Self::Details(index) | Self::Instead(index) => {
                asked.questions.get(index)
            }
            Self::StillHolds(index) => asked.all().nth(index),
            Self::FollowUp(index) => asked.follow_ups.get(index),
            _ => None,
        }
    }

    /// Returns the page's name in a draft; nothing for pages that are not gone back to.
    #[must_use]
    pub fn name(self, asked: &Questionnaire) -> Option<String> {
        let id = || self.question(asked).map(|question| question.id.as_str());
        Some(match self {
            Self::Start => "start".to_owned(),
            Self::Fact(_) => format!("fact {}", id()?),
            Self::Question(_) => format!("question {}", id()?),
            Self::Details(_) => format!("details {}", id()?),
            Self::FollowUp(_) => format!("follow_up {}", id()?),
            Self::StillHolds(_) => format!("still_holds {}", id()?),
            Self::Symptoms => "symptoms".to_owned(),
            Self::Goal => "goal".to_owned(),
            Self::Scenarios => "scenarios".to_owned(),
            Self::Tags => "tags".to_owned(),
            Self::Review => "review".to_owned(),
            Self::Drafts | Self::Discard(_) | Self::Result | Self::WhatIf | Self::Instead(_) => {
                return None;
            }
        })
    }

    /// Returns the page of this name.
    #[must_use]
    pub fn named(name: &str, asked: &Questionnaire) -> Option<Self> {
        let (kind, id) = name.split_once(' ').unwrap_or((name, ""));
        let fact = || asked.facts.iter().position(|fact| fact.id == id);
        let question = || asked.questions.iter().position(|question| question.id == id);
        let follow_up = || asked.follow_ups.iter().position(|question| question.id == id);
        let any = || asked.all().position(|question| question.id == id);
        match kind {
            "start" => Some(Self::Start),
            "fact" => fact().map(Self::Fact),
            "question" => question().map(Self::Question),
            "details" => question().map(Self::Details),
            "follow_up" => follow_up().map(Self::FollowUp),
            "still_holds" => any().map(Self::StillHolds),
            "symptoms" => Some(Self::Symptoms),
            "goal" => Some(Self::Goal),
            "scenarios" => Some(Self::Scenarios),
            "tags" => Some(Self::Tags),
            "review" => Some(Self::Review),
            _ => None,
        }
    }
}

/// A field that text is typed into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The operation that is judged.
    Scope,
    /// The day the answers describe.
    Date,
    /// Who answers.
    Respondent,
    /// The first day of the next peak.
    Peak,
    /// The level to reach.
    Target,
    /// A label: its name and its text.
    Tag,
    /// The respondent's own figure.
    Figure,
    /// Why the question does not apply.
    Reason,
    /// Where the evidence is.
    Source,
    /// A remark.
    Note,
    /// The day of the evidence.
    AsOf,
    /// The number of a row to go to.
    Number,
    /// The file to save the answers to.
    File,
}

impl Field {
    /// The fields that a draft keeps, under their names.
    const NAMED: [(Self, &'static str); 11] = [
        (Self::Scope, "scope"),
        (Self::Date, "date"),
        (Self::Respondent, "respondent"),
        (Self::Peak, "next_peak"),
        (Self::Target, "target"),
        (Self::Tag, "tag"),
        (Self::Figure, "figure"),
        (Self::Reason, "reason"),
        (Self::Source, "source"),
        (Self::Note, "note"),
        (Self::AsOf, "as_of"),
    ];

    /// Returns the field's name in a draft; nothing where it holds no part of the answers.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        Self::NAMED.into_iter().find(|(field, _)| *field == self).map(|(_, name)| name)
    }

    /// Returns the field of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMED.into_iter().find(|(_, known)| *known == name).map(|(field, _)| field)
    }

    /// Returns whether the field can be typed into on `page`.
    #[must_use]
    pub fn is_on(self, page: Page) -> bool {
        match self {
            Self::Scope | Self::Date | Self::Respondent | Self::Peak => page == Page::Start,
            Self::Target => page == Page::Goal,
            Self::Tag => page == Page::Tags,
            Self::Figure => page.asks(),
            // What is the case is known or not; there is nothing that could leave it out.
            Self::Reason => page.asks() && !matches!(page, Page::Fact(_)),
            Self::Source | Self::Note | Self::AsOf => matches!(page, Page::Details(_)),
            Self::Number => matches!(page, Page::Review | Page::WhatIf | Page::Scenarios),
            Self::File => page == Page::Result,
        }
    }
}

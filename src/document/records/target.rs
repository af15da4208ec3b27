//! What a column of a table of records can hold, and what such columns are called.

use crate::document::advice::{nearest, nearest_or_some};
use crate::document::is_snake_case;
use crate::domain::questionnaire::{Measure, Question, Questionnaire};

/// The columns that say what a record is about.
const TOP: [&str; 6] = ["scope", "date", "respondent", "questionnaire", "edition", "next_peak"];

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    /// What the record is about.
    Top(&'static str),
    /// A tag, by its id.
    Tag(String),
    /// Part of the answer to a question, by its number among all.
    Answer(usize, Part),
}

/// A part of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// An option's id, or `unknown`.
    Bare,
    Value,
    Level,
    Option,
    On,
    /// The day before that one, where two are given in two cells.
    OnBefore,
    Unknown,
    NotApplicable,
    Evidence,
    Source,
    Note,
    AsOf,
}

impl Part {
    pub(super) const ALL: [Self; 12] = [
        Self::Bare,
        Self::Value,
        Self::Level,
        Self::Option,
        Self::On,
        Self::OnBefore,
        Self::Unknown,
        Self::NotApplicable,
        Self::Evidence,
        Self::Source,
        Self::Note,
        Self::AsOf,
    ];

    /// Returns the key of an answer that it stands for.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Bare | Self::Option => "option",
            Self::Value => "value",
            Self::Level => "level",
            Self::On => "on",
            Self::OnBefore => "on_before",
            Self::Unknown => "unknown",
            Self::NotApplicable => "not_applicable",
            Self::Evidence => "evidence",
            Self::Source => "source",
            Self::Note => "note",
            Self::AsOf => "as_of",
        }
    }

    /// Returns whether answers to a question have such a part.
    fn fits(self, question: &Question) -> bool {
        let takes_two = || question.measure.as_ref().is_some_and(Measure::takes_two_days);
        self != Self::OnBefore || takes_two()
    }

    /// Returns whether it answers, rather than saying what an answer rests on.
    pub(super) fn is_answer(self) -> bool {
        !matches!(self, Self::Evidence | Self::Source | Self::Note | Self::AsOf)
    }
}

impl Target {
    /// Returns what a column of this name holds.
    pub(super) fn of(name: &str, questionnaire: &Questionnaire) -> Option<Self> {
        if let Some(top) = TOP.iter().find(|top| **top == name) {
            return Some(Self::Top(top));
        }
        if let Some(tag) = name.strip_prefix("tags.") {
            return is_snake_case(tag).then(|| Self::Tag(tag.to_owned()));
        }
        let (id, part) = match name.split_once('.') {
            None => (name, Part::Bare),
            Some((id, key)) => {
                let mut parts = Part::ALL.into_iter().filter(|part| *part != Part::Bare);
                (id, parts.find(|part| part.key() == key)?)
            }
        };
        let mut asked = questionnaire.all().enumerate();
        let (number, question) = asked.find(|(_, question)| question.id == id)?;
        part.fits(question).then_some(Self::Answer(number, part))
    }

    /// Returns the name of the column that holds it.
    pub(super) fn name(&self, questionnaire: &Questionnaire) -> String {
        match self {
            Self::Top(key) => (*key).to_owned(),
            Self::Tag(id) => format!("tags.{id}"),
            Self::Answer(question, part) => {
                let id = questionnaire.all().nth(*question).map_or("", |asked| asked.id.as_str());
                if *part == Part::Bare { id.to_owned() } else { format!("{id}.{}", part.key()) }
            }
        }
    }

    /// Returns a number that targets share which stand in one mapping of the document.
    pub(super) fn group(&self) -> usize {
        match self {
            Self::Top(_) => 0,
            Self::Tag(_) => 1,
            Self::Answer(question, _) => 2 + question,
        }
    }
}

/// Returns the names of all columns that a table can have, but for tags of its own.
#[must_use]
pub fn names(questionnaire: &Questionnaire) -> Vec<String> {
    let top = TOP.iter().map(|top| (*top).to_owned());
    let answers = questionnaire.all().enumerate().flat_map(|(number, question)| {
        let parts = Part::ALL.into_iter().filter(|part| part.fits(question));
        let targets = parts.map(move |part| Target::Answer(number, part));
        targets.map(|target| target.name(questionnaire))
    });
    top.chain(["tags.country".to_owned()]).chain(answers).collect()
}

/// Says what to write in place of a name that no column has.
pub(super) fn advice(name: &str, questionnaire: &Questionnaire) -> String {
    let names = names(questionnaire);
    let names: Vec<_> = names.iter().map(String::as_str).collect();
    if let Some(nearest) = nearest(name, &names) {
        return format!("did you mean `{nearest}`?");
    }
    let some = nearest_or_some(name, &names);
    format!("{some}; what other names mean says a map: --map FILE")
}

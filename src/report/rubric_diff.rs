//! What changed in meaning between two instruments, and whether answers stay comparable: in words,
//! for people and for programs. What changed is found in `domain`; only its words stand here.

pub mod json;
mod lines;

use super::handout::{Content, Fact, Section, fact};
use super::table::readable;
use super::words::isolated;
use super::{markdown, section_table};
use crate::domain::difference::{
    Change, Comparable, Difference, Document, QuestionChange, Said, Touch, Turn,
};
use crate::domain::meaning::Meaning;
use lines::change_fact;

/// One of the two sides: what was named, and what it says.
#[derive(Clone, Debug)]
pub struct Side {
    /// What it is called.
    pub name: String,
    /// The fingerprint of its questionnaire, where it has one.
    pub questionnaire_sha256: Option<String>,
    /// The fingerprint of its rubric, where it has one.
    pub rubric_sha256: Option<String>,
    /// What it says.
    pub said: Said,
}

/// Two sides, and what is different.
#[derive(Clone, Debug)]
pub struct Comparison {
    old: Side,
    new: Side,
    difference: Difference,
}

/// What a change is about, what that is called, and what it means for answers; weightiest first.
const TOUCHES: [(Touch, &str, &str); 4] = [
    (
        Touch::Asked,
        "Asked differently",
        "These change what an answer says. Other words are taken for another question; whoever reads \
         both may find that they mean the same.",
    ),
    (Touch::Judged, "Judged differently", "The same answers may come to another result."),
    (Touch::Advised, "Advised differently", "No level changes; what to do next may."),
    (Touch::Worded, "Worded differently", "Neither answers nor results change."),
];

impl Comparison {
    /// Compares two sides; nothing where they have no kind of file in common.
    #[must_use]
    pub fn of(old: Side, new: Side) -> Option<Self> {
        let (one, other) = (&old.said, &new.said);
        let questionnaires = one.questionnaire.is_some() && other.questionnaire.is_some();
        let rubrics = one.rubric.is_some() && other.rubric.is_some();
        let difference = Difference::between(one, other);
        (questionnaires || rubrics).then_some(Self { old, new, difference })
    }

    fn title(&self) -> String {
        format!("{} and {}", isolated(&self.old.name), isolated(&self.new.name))
    }

    fn sections(&self) -> Vec<Section> {
        let verdict = Section::new("verdict", "Do old answers still hold?")
            .with([Content::paragraph(self.verdict()), Content::Facts(self.compared())]);
        let asked = self.asked_is_compared();
        let questions = self.difference.questions.iter().map(|one| question_fact(one, asked));
        let questions: Vec<_> = questions.collect();
        let questions = (!questions.is_empty()).then_some(Content::Facts(questions));
        let questions =
            questions.map(|facts| Section::new("questions", "Question by question").with([facts]));
        let changes = TOUCHES.into_iter().filter_map(|(touch, title, meaning)| {
            let all = self.difference.changes.iter().filter(|change| change.touches == touch);
            let facts: Vec<Fact> = all.map(change_fact).collect();
            let content = [Content::paragraph(meaning), Content::Facts(facts)];
            let is_told = matches!(&content, [_, Content::Facts(facts)] if !facts.is_empty());
            is_told.then(|| Section::new(title.to_lowercase(), title).with(content))
        });
        [verdict].into_iter().chain(questions).chain(changes).collect()
    }

    /// Returns whether what is asked was compared, and not only how it is judged.
    fn asked_is_compared(&self) -> bool {
        [&self.old, &self.new].iter().all(|side| side.said.questionnaire.is_some())
    }

    /// Says in a sentence or two whether old answers can still be used.
    fn verdict(&self) -> String {
        let difference = &self.difference;
        match difference.comparable {
            Comparable::Same | Comparable::Judged if !self.asked_is_compared() => {
                let counts = match (difference.comparable, difference.changes.is_empty()) {
                    (Comparable::Same, true) => "Nothing changed in meaning: answers count the same.",
                    (Comparable::Same, false) => {
                        "Answers count the same; what changed are words and advice."
                    }
                    _ => {
                        "Answers are judged differently: judge old answers again before you compare \
                         results."
                    }
                };
                format!("{counts} Only the rubrics were compared, and not what is asked.")
            }
            Comparable::Same if difference.changes.is_empty() => {
                "Nothing changed in meaning: answers mean the same and count the same.".to_owned()
            }
            Comparable::Same => {
                "Answers mean the same and count the same; what changed are words and advice."
                    .to_owned()
            }
            Comparable::Judged => {
                "Answers mean the same and are judged differently: judge old answers again before you \
                 compare results."
                    .to_owned()
            }
            Comparable::Asked => {
                let is_asked = |question: &&QuestionChange| question.turn != Some(Turn::Removed);
                let asked: Vec<_> = difference.questions.iter().filter(is_asked).collect();
                let holds = |question: &&&QuestionChange| question.comparable < Comparable::Asked;
                let hold = asked.iter().filter(holds).count();
                format!(
                    "Asked differently: old answers do not answer what is asked now. They still answer \
                     {hold} of {} questions.",
                    asked.len()
                )
            }
        }
    }

    /// Says which files were compared, by their ids and versions.
    fn compared(&self) -> Vec<Fact> {
        let pairs = [
            ("Questionnaire", &self.old.said.questionnaire, &self.new.said.questionnaire),
            ("Rubric", &self.old.said.rubric, &self.new.said.rubric),
        ];
        let named =
            |said: &Meaning| isolated(&format!("{} {}", said.text("id"), said.text("version")));
        let told = pairs.into_iter().map(|(what, old, new)| {
            let text = match (old, new) {
                (Some(old), Some(new)) => format!("{}, held against {}", named(old), named(new)),
                _ => "not compared, as it is not on both sides".to_owned(),
            };
            fact(what, text)
        });
        told.chain(self.kept_versions()).collect()
    }

    /// Names the files that changed in meaning and kept their version.
    fn kept_versions(&self) -> Vec<Fact> {
        let files = [
            (Document::Questionnaire, "questionnaire", self.old.said.questionnaire.as_ref()),
            (Document::Rubric, "rubric", self.old.said.rubric.as_ref()),
        ];
        let kept = files.into_iter().filter_map(|(document, noun, old)| {
            let mut changes = self.difference.changes.iter();
            let about = |path: &[String], key: &str| matches!(path, [only] if only == key);
            let own: Vec<_> = changes.by_ref().filter(|one| one.document == document).collect();
            let renamed = |one: &&&Change| about(&one.path, "version") || about(&one.path, "id");
            let version = old?.text("version");
            let is_kept = !own.is_empty() && own.iter().find(renamed).is_none();
            let text = format!("the {noun} changed and is still {version}; give it a new one");
            is_kept.then(|| fact("Version", text))
        });
        kept.collect()
    }
}

/// Says of one question whether old answers to it can still be used.
fn question_fact(question: &QuestionChange, asked: bool) -> Fact {
    let name = match question.title.as_str() {
        "" => isolated(&question.id),
        title => format!("{} ({})", isolated(title), isolated(&question.id)),
    };
    fact(name, question_words(question, asked))
}

fn question_words(question: &QuestionChange, asked: bool) -> String {
    let only_figures = "An answer by figure holds; one by option or level has to be given again.";
    match (question.turn, question.comparable) {
        (Some(Turn::Added), _) => "new: there are no old answers to it".to_owned(),
        (Some(_), _) => "no longer asked: take old answers to it out".to_owned(),
        (None, Comparable::Same) if !asked => "judged the same".to_owned(),
        (None, Comparable::Same) => "answers mean the same".to_owned(),
        (None, Comparable::Judged) if question.options_hold => "judged differently".to_owned(),
        (None, Comparable::Judged) => format!("judged differently. {only_figures}"),
        (None, Comparable::Asked) => {
            "asked differently: old answers do not answer the new question".to_owned()
        }
    }
}

/// Returns the comparison as text for a terminal of so many columns, with colour.
#[must_use]
pub fn table(comparison: &Comparison, columns: u16) -> String {
    let (title, sections) = (comparison.title(), comparison.sections());
    section_table::page(&title, &sections, readable(columns)).coloured()
}

/// Returns the comparison in Markdown.
#[must_use]
pub fn markdown(comparison: &Comparison) -> String {
    markdown::page(&comparison.title(), &comparison.sections())
}

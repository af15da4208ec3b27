//! Words of a questionnaire's glossary, as people read them.

use crate::domain::prose::used;
use crate::domain::questionnaire::{Question, Questionnaire, Term};

/// Returns the words that a question uses.
#[must_use]
pub fn of_question<'q>(questionnaire: &'q Questionnaire, question: &Question) -> Vec<&'q Term> {
    let mut texts = vec![&*question.title, &*question.prompt, &*question.help, &*question.more];
    texts.extend(question.options.iter().map(|option| &*option.label));
    texts.extend(question.measure.iter().flat_map(|it| [&*it.formula, &*it.unit]));
    used(&questionnaire.glossary, &texts)
}

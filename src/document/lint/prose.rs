//! Texts that a room cannot take in at once, and words that are explained and never used.

use super::super::fields::{self, Findings};
use super::super::node::Node;
use super::super::questionnaire::{list, text_at};
use super::places::{each_text, span_at};
use crate::domain::Code;
use crate::domain::prose::{SENTENCES_AT_ONCE, count_words, sentences, used};
use crate::domain::questionnaire::Term;

/// The lists of questions.
const LISTS: [&str; 3] = ["facts", "questions", "follow_ups"];
/// The most words of a prompt.
const PROMPT_WORDS: usize = 45;
/// The most sentences of a prompt.
const PROMPT_SENTENCES: usize = 2;

/// Finds prompts and help that are longer than a room reads.
pub(super) fn lengths(tree: &Node<'_>, findings: &mut Findings) {
    for question in LISTS.iter().flat_map(|key| list(tree, key)) {
        if let Some(prompt) = text_at(question, "prompt") {
            let (words, parts) = (count_words(prompt), sentences(prompt).len());
            if words > PROMPT_WORDS || parts > PROMPT_SENTENCES {
                let counted =
                    format!("{} in {}", counted(words, "word"), counted(parts, "sentence"));
                let message = format!("the prompt has {counted}: too long to be read out");
                let help = "write at most two sentences of 45 words in all, and the rest as `help`";
                findings.push(Code::PromptTooLong, &span_at(question, "prompt"), message, help);
            }
        }
        let parts = text_at(question, "help").map_or(0, |help| sentences(help).len());
        if parts > SENTENCES_AT_ONCE {
            let message = format!("the help has {parts} sentences, and three of them are seen");
            let help = "write at most three sentences, and the rest as `more`";
            findings.push(Code::HelpTooLong, &span_at(question, "help"), message, help);
        }
    }
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// Finds words of the glossary that neither the questionnaire nor any of its rubrics uses. Where no
/// rubric is at hand, nobody knows which words one uses.
pub(super) fn terms(tree: &Node<'_>, rubrics: &[&Node<'_>], findings: &mut Findings) {
    if rubrics.is_empty() {
        return;
    }
    let mut texts = Vec::new();
    each_text(tree, &mut Vec::new(), &mut |above, _, text| {
        if above.first() != Some(&"glossary") {
            texts.push(text);
        }
    });
    for rubric in rubrics {
        each_text(rubric, &mut Vec::new(), &mut |_, _, text| texts.push(text));
    }
    let word = |node| {
        let also = list(node, "also").iter();
        let also = also.filter_map(|one| fields::any_text(one, &mut Findings::default()));
        let term = text_at(node, "term")?.to_owned();
        Some((node, Term { term, also: also.collect(), means: String::new() }))
    };
    let (nodes, glossary): (Vec<_>, Vec<_>) =
        list(tree, "glossary").iter().filter_map(word).unzip();
    let mut used = used(&glossary, &texts).into_iter().peekable();
    for (node, word) in nodes.into_iter().zip(&glossary) {
        if used.next_if(|used| std::ptr::eq(*used, word)).is_none() {
            let message = "no text uses this word of the glossary";
            let help = "take it out, or list under `also` how the texts spell it";
            findings.push(Code::TermNotUsed, &span_at(node, "term"), message, help);
        }
    }
}

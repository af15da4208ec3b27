//! The answers file to fill in: YAML, with every question, option and unit in its comments.

use super::advice;
use crate::domain::enough::PromiseQuestion;
use crate::domain::questionnaire::{Condition, Dated, Outcome, Question};
use crate::domain::{Date, Instrument, Questionnaire, Rubric};
use std::fmt::Write;

/// The longest comment line, in characters.
const WIDTH: usize = 88;
/// Tells editors which schema checks the file, where it lies beside it.
const EDITOR_LINE: &str = "# yaml-language-server: $schema=answers.schema.json";

/// What is known before anybody answers, each text spelled as YAML has it.
#[derive(Clone, Debug, Default)]
pub struct Head {
    /// The operation.
    pub scope: Option<String>,
    /// Who is asked.
    pub respondent: Option<String>,
}

/// Returns an answers file for `instrument` whose answers are still open.
///
/// Where nobody says which operation it is about, `scope` is left empty on purpose: the file is
/// refused until it names one.
#[must_use]
pub fn answers(instrument: &Instrument, today: Date, head: &Head) -> String {
    let questionnaire = instrument.questionnaire();
    let mut text = format!("{EDITOR_LINE}\n");
    comment(&mut text, "", &format!("Answers: {}", questionnaire.title));
    for rule in &questionnaire.counting_rules {
        comment(&mut text, "", &format!("- {rule}"));
    }
    let rubric = instrument.rubric();
    let target = rubric
        .has_levels()
        .then_some((rubric.scale.highest - 1).max(rubric.scale.lowest))
        .map_or_else(String::new, |level| {
            format!("# target: {{level: {level}}}  # the level to reach; `plan` says how\n")
        });
    let edition = questionnaire.edition_to_name();
    let edition = edition.map_or_else(String::new, |edition| {
        format!("edition: {edition}  # of the questionnaire\n")
    });
    let scope = head.scope.as_deref().unwrap_or("           ");
    let respondent = head.respondent.as_ref().map_or_else(
        || "# respondent: Head of omnichannel operations".to_owned(),
        |name| format!("respondent: {name}"),
    );
    let _ = write!(
        text,
        "\nscope: {scope}  # which operation: banner, country, OMS instance\n\
         date: {today}  # the day the answers describe\n\
         questionnaire: {}\n{edition}\
         {respondent}\n\
         # next_peak: {today}  # first day of the next peak\n\
         {target}\
         # scenarios: []  # ids of those held to be likely, as the report names them\n\
         # tags: {{name: text}}  # labels that tell several answers files apart\n",
        questionnaire.id
    );
    if !questionnaire.symptoms.is_empty() {
        text.push_str("# symptoms: []  # those you recognise, as a cross-check:\n");
        for symptom in &questionnaire.symptoms {
            comment(&mut text, "", &format!("  {}: {}", symptom.id, symptom.text));
        }
    }
    write_promises(&mut text, rubric);
    write_outcomes(&mut text, questionnaire);
    let open = write_how(&mut text, today, head);
    text.push_str("answers:\n");
    write_questions(&mut text, questionnaire, open);
    text
}

/// Says how an answer is written; returns what stands before each line for one. One of several people
/// leaves a question open that they say nothing about.
fn write_how(text: &mut String, today: Date, head: &Head) -> &'static str {
    text.push_str(
        "\n# An answer is an option's id, `unknown`, or a mapping such as\n\
         #   {value: 5.1, evidence: report, source: \"BI dashboard 12\", note: \"...\", as_of: ",
    );
    let _ = writeln!(text, "{today}}}\n#   {{not_applicable: \"why\"}}");
    text.push_str("# evidence is report, estimate or opinion.\n");
    if head.respondent.is_some() {
        let about = "Each question has a line with # before it. Take the # and the blank behind it \
                     away and write the answer. A line left as it is says nothing.";
        comment(text, "", about);
        "# "
    } else {
        ""
    }
}

/// Offers lines for what is promised to customers.
fn write_promises(text: &mut String, rubric: &Rubric) {
    let Some(enough) = &rubric.enough else { return };
    comment(
        text,
        "",
        "enough:  # what you promise; the report says which level is enough for that",
    );
    for PromiseQuestion { id, prompt, options } in &enough.questions {
        let ids: Vec<_> = options.iter().map(|option| option.id.as_str()).collect();
        comment(text, "", &format!("  {id}: {}", ids.join(" | ")));
        comment(text, "", &format!("      {prompt}"));
    }
}

/// Offers lines for what the operation achieves.
fn write_outcomes(text: &mut String, questionnaire: &Questionnaire) {
    if questionnaire.outcomes.is_empty() {
        return;
    }
    let about = "outcomes:  # what it achieves, now and a year ago; no level hangs on it";
    comment(text, "", about);
    for Outcome { id, title, formula, unit, .. } in &questionnaire.outcomes {
        comment(text, "", &format!("  {id}: {{now: N, year_ago: N}}"));
        comment(text, "", &format!("      {title} ({unit}): {formula}"));
    }
}

/// Writes every question with a line for its answer, behind `open`: one of several people leaves a
/// question open that they say nothing about, so that it is no voice on it.
fn write_questions(text: &mut String, questionnaire: &Questionnaire, open: &str) {
    if !questionnaire.facts.is_empty() {
        let about =
            "About the operation: it decides which questions apply. Nothing here is scored.";
        comment(text, "  ", about);
    }
    for question in questionnaire.facts.iter().chain(&questionnaire.questions) {
        write_question(text, questionnaire, question);
        let _ = writeln!(text, "  {open}{}: unknown\n", question.id);
    }
    let (asked, on_request): (Vec<_>, Vec<_>) =
        questionnaire.follow_ups.iter().partition(|question| !question.on_request);
    for question in asked {
        write_question(text, questionnaire, question);
        let _ = writeln!(text, "  {open}{}: unknown\n", question.id);
    }
    if !on_request.is_empty() {
        comment(text, "  ", "Guard-rails. They may stay out.");
        for question in on_request {
            text.push('\n');
            write_question(text, questionnaire, question);
            let _ = writeln!(text, "  # {}: unknown", question.id);
        }
    }
}

fn write_question(text: &mut String, questionnaire: &Questionnaire, question: &Question) {
    comment(text, "  ", &format!("{}: {}", question.title, question.prompt));
    if !question.help.is_empty() {
        comment(text, "  ", &question.help);
    }
    if !question.more.is_empty() {
        comment(text, "  ", &question.more);
    }
    if let Some(whom) = &question.asked_of {
        comment(text, "  ", &format!("Who knows it: {whom}"));
    }
    if !question.applies_if.is_empty() {
        let applies = conditions(questionnaire, &question.applies_if);
        comment(text, "  ", &format!("Applies only where {applies}; else leave it as it is."));
    }
    let width = question.options.iter().map(|option| option.id.len()).max().unwrap_or_default();
    for option in &question.options {
        comment(text, "  ", &format!("  {:<width$}  {}", option.id, option.label));
    }
    if let Some(measure) = &question.measure {
        let day = match measure.dated {
            Dated::Not => "",
            Dated::OneDay => ", or {on: YYYY-MM-DD}",
            Dated::TwoDays => ", or {on: [YYYY-MM-DD, YYYY-MM-DD]}",
        };
        let mut words = String::new();
        for word in &measure.words {
            let _ = write!(words, ", or {{value: {}}} ({})", word.word, word.meaning);
        }
        let range = advice::range(measure);
        let or = if question.options.is_empty() { "" } else { "or " };
        comment(text, "  ", &format!("  {or}{{value: N}}: {range}{words}{day}"));
        comment(text, "  ", &format!("  N = {}", measure.formula));
    }
}

/// Says what must be the case for a question to apply, in the ids that are written here.
fn conditions(questionnaire: &Questionnaire, conditions: &[Condition]) -> String {
    let one = |condition: &Condition| {
        let title = questionnaire.find(&condition.fact).map_or("", |fact| fact.title.as_str());
        format!("`{}` ({title}) is {}", condition.fact, condition.options.join(" or "))
    };
    conditions.iter().map(one).collect::<Vec<_>>().join(" and ")
}

/// Writes a comment, broken into lines.
fn comment(text: &mut String, margin: &str, words: &str) {
    let indent = words.len() - words.trim_start().len();
    let hanging = " ".repeat(indent);
    let mut line = String::new();
    let lead = format!("{margin}# {hanging}");
    // The first words keep their spacing: they are an id and its label, laid out in columns.
    for word in words.trim_start().split_inclusive(' ') {
        if line.chars().count() + word.trim_end().chars().count() + lead.len() > WIDTH {
            let _ = writeln!(text, "{lead}{}", line.trim_end());
            line.clear();
            line.push_str("  ");
        }
        line.push_str(word);
    }
    let _ = writeln!(text, "{lead}{}", line.trim_end());
}

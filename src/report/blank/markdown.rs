//! The questionnaire to fill in, in Markdown: to print, or to answer in a mail.

use super::{
    Asked, Blank, DATE, GRADES, LEAD, NOTE, RESPONDENT, RESTS_ON, RULES, SCOPE, SOURCE, TICKS, Way,
    help, letter, range,
};
use crate::domain::Date;
use crate::report::escape::markdown as plain;
use std::fmt::Write;

/// Where something is to be written.
const LINE: &str = "................";

/// Returns the form in Markdown (`CommonMark`).
#[must_use]
pub fn render(blank: &Blank<'_>) -> String {
    let mut text = format!("# {}\n", plain(&blank.title()));
    for paragraph in LEAD {
        let _ = write!(text, "\n{paragraph}\n");
    }
    text.push('\n');
    let date = blank.head.date.as_ref().map(Date::to_string);
    for (label, known) in
        [(SCOPE, &blank.head.scope), (DATE, &date), (RESPONDENT, &blank.head.respondent)]
    {
        let known = known.as_deref().map_or_else(|| LINE.to_owned(), plain);
        let _ = writeln!(text, "- **{label}:** {known}");
    }
    let rules = &blank.questionnaire.counting_rules;
    if !rules.is_empty() {
        let _ = write!(text, "\n## {RULES}\n\n");
        text.extend(rules.iter().map(|rule| format!("- {}\n", plain(rule))));
    }
    if !blank.symptoms().is_empty() {
        let _ = write!(text, "\n## {TICKS}\n\n");
        text.extend(blank.symptoms().iter().map(|it| format!("- [ ] {}\n", plain(&it.text))));
    }
    for part in &blank.parts {
        let _ = write!(text, "\n## {}\n", part.title);
        if let Some(lead) = part.lead {
            let _ = write!(text, "\n{lead}\n");
        }
        text.extend(part.asked.iter().map(asked));
    }
    let _ = write!(text, "\n{}\n", plain(&blank.edition()));
    text
}

fn asked(asked: &Asked<'_>) -> String {
    let question = asked.question;
    let mut text = format!("\n### {}. {}\n", asked.number, plain(&question.title));
    let _ = write!(text, "\n**{}**\n", plain(&question.prompt));
    text.extend(asked.only_if.iter().map(|only| format!("\n{only}\n")));
    text.extend(help(question).iter().map(|help| format!("\n{}\n", plain(help))));
    text.push('\n');
    text.extend(asked.ways.iter().map(|way| format!("- [ ] {}\n", way_to_answer(*way))));
    if asked.rests {
        let grades = GRADES.map(|(_, grade)| format!("[ ] {grade}")).join(" ");
        let _ = write!(text, "\n{RESTS_ON} {grades}\n\n{SOURCE}: {LINE}\n\n{NOTE}: {LINE}\n");
    }
    text
}

fn way_to_answer(way: Way<'_>) -> String {
    match way {
        Way::Option(at, _, label) => format!("**{}** {}", letter(at), plain(label)),
        Way::Figure(measure) => {
            let range = range(measure.least, measure.most);
            format!("The figure: {LINE} {} ({range})", plain(&measure.unit))
        }
        Way::Day => format!("The day since when: {LINE}"),
        Way::TwoDays => format!("The two days: the newest {LINE} the one before it {LINE}"),
        Way::Word(_, meaning) => plain(meaning),
        Way::Unknown => "I do not know".to_owned(),
        Way::NotApplicable => format!("Does not apply here, because: {LINE}"),
    }
}

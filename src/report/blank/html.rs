//! The questionnaire to fill in as one HTML file: in any browser without a network, where its script
//! makes an answers file of it, or on paper. What an author wrote stands in it as text, and nothing
//! but the one script runs.

use super::{
    Asked, Blank, DATE, GRADES, LEAD, NOTE, Part, RESPONDENT, RESTS_ON, RULES, SCOPE, SOURCE,
    TICKS, Way, help, letter, range,
};
use crate::domain::Date;
use crate::domain::questionnaire::{Measure, Symptom};
use crate::report::escape::{html, html_flowing};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::fmt::Write;

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("form.js");
/// The longest piece of a word.
const LONGEST: usize = 24;

/// Returns the form as a page.
#[must_use]
pub fn render(blank: &Blank<'_>) -> String {
    let title = flowing(&blank.title());
    let digest = BASE64_STANDARD.encode(crate::document::digest(SCRIPT.as_bytes()));
    // Nothing may be fetched or sent, and only this script may run, whatever stands in the page.
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; \
         base-uri 'none'; form-action 'none'"
    );
    let mut text = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>{title}</title>\n<style>\n\
         {STYLE}</style>\n</head>\n<body>\n{}\n<h1>{title}</h1>\n",
        main(blank)
    );
    text.extend(LEAD.iter().map(|paragraph| format!("<p>{paragraph}</p>\n")));
    text += &head(blank);
    let rules = &blank.questionnaire.counting_rules;
    if !rules.is_empty() {
        let _ = writeln!(text, "<h2>{RULES}</h2>\n<ul>");
        text.extend(rules.iter().map(|rule| format!("<li>{}</li>\n", flowing(rule))));
        text += "</ul>\n";
    }
    text += &symptoms(blank.symptoms());
    text.extend(blank.parts.iter().map(part));
    let _ = writeln!(text, "<p class=\"help\">{}</p>\n</main>", flowing(&blank.edition()));
    text + "<script>" + SCRIPT + "</script>\n</body>\n</html>\n"
}

fn flowing(text: &str) -> String {
    html_flowing(text, LONGEST)
}

/// Opens what holds the form, and says there what it asks.
fn main(blank: &Blank<'_>) -> String {
    let edition = blank.questionnaire.edition_to_name();
    let edition =
        edition.map_or_else(String::new, |edition| format!(" data-edition=\"{edition}\""));
    format!("<main data-questionnaire=\"{}\"{edition}>", html(&blank.questionnaire.id))
}

/// Returns what is filled in at the top. A text that is known is written as it is: a name is not
/// changed by what it is shown as.
fn head(blank: &Blank<'_>) -> String {
    let date = blank.head.date.as_ref().map(Date::to_string);
    let fields = [
        ("scope", "text", SCOPE, &blank.head.scope),
        ("date", "date", DATE, &date),
        ("respondent", "text", RESPONDENT, &blank.head.respondent),
    ];
    let mut text = "<ul class=\"head\">\n".to_owned();
    for (id, kind, label, known) in fields {
        let known = known.as_deref().map(value).unwrap_or_default();
        let _ = writeln!(
            text,
            "<li><label for=\"{id}\">{label}</label>\
             <input id=\"{id}\" type=\"{kind}\" dir=\"auto\" autocomplete=\"off\"{known}></li>"
        );
    }
    text + "</ul>\n"
}

/// Returns the attribute that holds a text exactly as it is.
fn value(text: &str) -> String {
    let mut spelled = String::new();
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() || letter == ' ' {
            spelled.push(letter);
        } else {
            let _ = write!(spelled, "&#{};", u32::from(letter));
        }
    }
    format!(" value=\"{spelled}\"")
}

fn symptoms(symptoms: &[Symptom]) -> String {
    if symptoms.is_empty() {
        return String::new();
    }
    let mut text = format!("<fieldset>\n<legend>{TICKS}</legend>\n<ul class=\"symptoms\">\n");
    for symptom in symptoms {
        let (id, says) = (html(&symptom.id), flowing(&symptom.text));
        let _ = writeln!(
            text,
            "<li><label class=\"tick\"><input type=\"checkbox\" value=\"{id}\">{says}</label></li>"
        );
    }
    text + "</ul>\n</fieldset>\n"
}

fn part(part: &Part<'_>) -> String {
    let mut text = format!("<h2>{}</h2>\n", part.title);
    if let Some(lead) = part.lead {
        let _ = writeln!(text, "<p>{lead}</p>");
    }
    text.extend(part.asked.iter().map(asked));
    text
}

fn asked(asked: &Asked<'_>) -> String {
    let (at, question) = (asked.number, asked.question);
    let (id, title) = (html(&question.id), flowing(&question.title));
    let mut text = format!(
        "<fieldset class=\"question\" data-id=\"{id}\" aria-describedby=\"ask{at}\">\n\
         <legend>{at}. {title}</legend>\n<p class=\"ask\" id=\"ask{at}\">{}</p>\n",
        flowing(&question.prompt)
    );
    let only = asked.only_if.iter();
    text.extend(only.map(|only| format!("<p class=\"only\">{}</p>\n", flowing(only))));
    text.extend(help(question).iter().map(|it| format!("<p class=\"help\">{}</p>\n", flowing(it))));
    text += "<ul class=\"ways\">\n";
    text.extend(asked.ways.iter().map(|way| format!("<li>{}</li>\n", way_to_answer(at, *way))));
    text += "</ul>\n";
    if asked.rests {
        text += &rests(at);
    }
    text + "</fieldset>\n"
}

fn way_to_answer(at: usize, way: Way<'_>) -> String {
    let tick = |kind: &str, value: &str, says: &str| {
        format!(
            "<label class=\"tick\"><input type=\"radio\" name=\"q{at}\" data-kind=\"{kind}\" \
             value=\"{}\">{says}</label>",
            html(value)
        )
    };
    let day = |label: &str| {
        format!(
            " <label class=\"beside\">{label} <input type=\"date\" data-of=\"on\" \
             autocomplete=\"off\"></label>"
        )
    };
    match way {
        Way::Option(of, id, label) => {
            tick("option", id, &format!("<b>{})</b> {}", letter(of), flowing(label)))
        }
        Way::Figure(measure) => tick("value", "", "The figure:") + &figure(measure),
        Way::Day => tick("on", "", "The day:") + &day("since when"),
        Way::TwoDays => {
            tick("on", "", "The two days:") + &day("the newest") + &day("the one before it")
        }
        Way::Word(word, meaning) => tick("word", word, &flowing(meaning)),
        Way::Unknown => tick("unknown", "", "I do not know"),
        Way::NotApplicable => {
            tick("not_applicable", "", "Does not apply here:")
                + " <label class=\"wide beside\">because <input type=\"text\" dir=\"auto\" \
                    data-of=\"not_applicable\" autocomplete=\"off\"></label>"
        }
    }
}

fn figure(measure: &Measure) -> String {
    let (least, most) = (measure.least, measure.most);
    let limit = most.map_or_else(String::new, |most| format!(" data-most=\"{most}\""));
    format!(
        " <label class=\"beside\"><input class=\"figure\" type=\"text\" inputmode=\"decimal\" \
         data-of=\"value\" data-least=\"{least}\"{limit} autocomplete=\"off\"> {} ({})</label>",
        flowing(&measure.unit),
        range(least, most)
    )
}

/// Asks what the answer rests on.
fn rests(at: usize) -> String {
    let mut text = format!(
        "<div class=\"rests\" role=\"radiogroup\" aria-labelledby=\"rests{at}\">\n\
         <p id=\"rests{at}\">{RESTS_ON}</p>\n"
    );
    for (word, says) in GRADES {
        let _ = writeln!(
            text,
            "<label class=\"tick\"><input type=\"radio\" name=\"e{at}\" value=\"{word}\">{says}</label>"
        );
    }
    text += "</div>\n";
    for (key, says) in [("source", SOURCE), ("note", NOTE)] {
        let _ = writeln!(
            text,
            "<label class=\"wide\">{says} <input type=\"text\" dir=\"auto\" data-key=\"{key}\" \
             autocomplete=\"off\"></label>"
        );
    }
    text
}

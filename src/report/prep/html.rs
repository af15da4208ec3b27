//! The sheet to mail ahead as one HTML file, for paper: one page in front, the running order on its
//! back. Nothing runs and nothing is fetched; what an author wrote stands in it as text.

use super::{BLANKS, Boxes, COLUMNS, PROMISES, Sheet};
use crate::report::escape::html_flowing;
use std::fmt::Write;

const STYLE: &str = include_str!("style.css");
/// Nothing may run and nothing may be fetched, whatever stands in the page.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";
/// The longest piece of a word in a cell.
const LONGEST: usize = 18;

/// Returns the sheet as a page.
#[must_use]
pub fn render(sheet: &Sheet) -> String {
    let title = flowing(&sheet.title);
    let mut text = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>{title}</title>\n<style>\n\
         {STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<p>{}</p>\n",
        sheet.lead
    );
    let blanks = BLANKS.iter().map(|blank| format!("<li>{blank}: <i></i></li>\n"));
    let facts = sheet.facts.iter().map(|fact| format!("<li>{} <i></i></li>\n", flowing(fact)));
    let _ =
        writeln!(text, "<ul class=\"blanks\">\n{}</ul>", blanks.chain(facts).collect::<String>());
    text += &table(sheet);
    text += "<div class=\"foot\">\n";
    if !sheet.afterwards.is_empty() {
        let lead = "Asked afterwards, for whoever has it at hand:";
        text += &list(lead, "afterwards", sheet.afterwards.iter().map(|line| flowing(line)));
    }
    text.extend(sheet.boxes.iter().map(to_tick));
    text += "</div>\n<section class=\"back\">\n<h2>How the time is spent</h2>\n";
    let parts = sheet.order.iter().map(|part| format!("<li>{}</li>\n", flowing(part)));
    let _ = writeln!(text, "<ol>\n{}</ol>", parts.collect::<String>());
    if !sheet.promises.is_empty() {
        let _ = writeln!(text, "<h2>{PROMISES}</h2>");
        text.extend(sheet.promises.iter().map(to_tick));
    }
    text += "</section>\n";
    text + "</main>\n</body>\n</html>\n"
}

fn to_tick(boxes: &Boxes) -> String {
    let item =
        |item: &String| format!("<label><input type=\"checkbox\"> {}</label>", flowing(item));
    list(&flowing(&boxes.lead), "boxes", boxes.items.iter().map(item))
}

fn flowing(text: &str) -> String {
    html_flowing(text, LONGEST)
}

/// Returns the table. On a narrow screen it becomes cards, so its parts say what they are.
fn table(sheet: &Sheet) -> String {
    let mut text =
        String::from("<table role=\"table\">\n<thead role=\"rowgroup\"><tr role=\"row\">");
    for column in COLUMNS {
        let _ = write!(text, "<th scope=\"col\" role=\"columnheader\">{column}</th>");
    }
    text += "</tr></thead>\n<tbody role=\"rowgroup\">\n";
    for [title, rest @ ..] in &sheet.rows {
        let title = flowing(title);
        let _ = write!(text, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">{title}</th>");
        for (column, cell) in COLUMNS.iter().skip(1).zip(rest) {
            let _ = write!(text, "<td role=\"cell\" data-of=\"{column}\">{}</td>", flowing(cell));
        }
        text += "</tr>\n";
    }
    text + "</tbody>\n</table>\n"
}

fn list(lead: &str, class: &str, items: impl Iterator<Item = String>) -> String {
    let mut text = format!("<div class=\"{class}\">\n<p>{lead}</p>\n<ul>\n");
    for item in items {
        let _ = writeln!(text, "<li>{item}</li>");
    }
    text + "</ul>\n</div>\n"
}

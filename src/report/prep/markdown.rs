//! The sheet to mail ahead in Markdown.

use super::{BLANKS, Boxes, COLUMNS, PROMISES, Sheet};
use crate::report::escape::markdown as plain;
use std::fmt::Write;

/// Returns the sheet in Markdown (`CommonMark` with tables).
#[must_use]
pub fn render(sheet: &Sheet) -> String {
    let mut text = format!("# {}\n\n{}\n\n", plain(&sheet.title), sheet.lead);
    text.extend(BLANKS.iter().map(|blank| format!("- **{blank}**:\n")));
    text.extend(sheet.facts.iter().map(|fact| format!("- {}\n", plain(fact))));
    let _ = writeln!(text, "\n| {} |\n|{}", COLUMNS.join(" | "), "---|".repeat(COLUMNS.len()));
    for row in &sheet.rows {
        let _ = writeln!(text, "| {} |", row.each_ref().map(|cell| plain(cell)).join(" | "));
    }
    if !sheet.afterwards.is_empty() {
        text += "\nAsked afterwards, for whoever has it at hand:\n\n";
        text.extend(sheet.afterwards.iter().map(|line| format!("- {}\n", plain(line))));
    }
    text.extend(sheet.boxes.iter().map(to_tick));
    text += "\n## How the time is spent\n\n";
    text.extend(sheet.order.iter().map(|part| format!("- {}\n", plain(part))));
    if !sheet.promises.is_empty() {
        let _ = writeln!(text, "\n## {PROMISES}");
        text.extend(sheet.promises.iter().map(to_tick));
    }
    text
}

fn to_tick(boxes: &Boxes) -> String {
    let items = boxes.items.iter().map(|item| format!("- [ ] {}\n", plain(item)));
    format!("\n{}\n\n{}", plain(&boxes.lead), items.collect::<String>())
}

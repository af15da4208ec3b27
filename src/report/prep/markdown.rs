//! The sheet to mail ahead in Markdown.

use super::{BLANKS, COLUMNS, Sheet};
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
    for boxes in &sheet.boxes {
        let _ = writeln!(text, "\n{}\n", plain(&boxes.lead));
        text.extend(boxes.items.iter().map(|item| format!("- [ ] {}\n", plain(item))));
    }
    text += "\n## How the hour runs\n\n";
    text.extend(sheet.order.iter().map(|part| format!("- {}\n", plain(part))));
    text
}

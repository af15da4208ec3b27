//! Several people's answers as a page: first what to talk about, then what is agreed on each
//! dimension and question, and what was noted. Names nobody unless that was asked for.

use super::prepared::Prepared;
use super::section::{Cell, Content, Section, Table, Verdict, fact};
use crate::domain::merge::MergedQuestion;
use crate::report::merging::{MergedReport, reason_of};
use crate::report::strip::LEGEND;
use crate::report::styled::Tone;
use crate::report::words::{isolated, list};

/// Returns what kind of hand-out it is.
pub(super) fn title(page: &MergedReport<'_>) -> String {
    format!("{}: several people's answers", page.report.rubric().title)
}

/// Returns when the answers were given. It was prepared by none of those who gave them.
pub(super) fn prepared(page: &MergedReport<'_>) -> Prepared {
    let given = page.merged.sheet.given();
    Prepared { respondent: None, ..Prepared::of(given) }
}

/// Returns the level that is agreed, and what it would be by the lowest and the highest answers.
pub(super) fn cover(page: &MergedReport<'_>) -> Vec<Content> {
    let verdict = super::front::verdict(&page.report);
    let sentence = Some(page.overall_words());
    vec![Content::Verdict(Verdict { sentence, ..verdict }), Content::paragraph(page.lead())]
}

/// Returns the parts of the page.
pub(super) fn sections(page: &MergedReport<'_>) -> Vec<Section> {
    let mut sections = vec![to_discuss(page), dimensions(page), questions(page)];
    sections.extend(who(page));
    sections.extend(notes(page));
    let notices = Content::list("", page.notices());
    let bear = Section::new("notices", "What to bear in mind");
    sections.extend(notices.map(|notices| bear.with([notices])));
    sections
}

fn to_discuss(page: &MergedReport<'_>) -> Section {
    let apart = page.dimensions().into_iter().filter(|(id, _)| page.is_to_discuss(*id));
    let apart: Vec<_> = apart.map(|(id, _)| page.discuss_words(id)).collect();
    let section = Section::new("discuss", "Discuss before acting");
    match Content::list("Answers two or more levels apart:", apart) {
        Some(apart) => section.with([apart]),
        None => section.with([Content::paragraph(
            "No two answers to the same question lie two or more levels apart.",
        )]),
    }
}

fn dimensions(page: &MergedReport<'_>) -> Section {
    let columns =
        ["Dimension", "Agreed level", "Lowest view", "Highest view", "Agreement", "To do"];
    let mut table = Table::new("What is agreed on each dimension, and how far", &columns);
    let level = |level: Option<i64>, none: &str| {
        level.map_or_else(|| none.to_owned(), |level| level.to_string())
    };
    for (id, dimension) in page.dimensions() {
        let views = page.views(id);
        let discuss = page.is_to_discuss(id);
        let tone = if discuss { Tone::Warning } else { Tone::Plain };
        table.rows.push(vec![
            dimension.name.as_str().into(),
            Cell::toned(level(views.agreed, page.without_level(id)), Tone::Strong),
            level(views.lowest, "\u{2013}").into(),
            level(views.highest, "\u{2013}").into(),
            page.agreement_words(id).into(),
            Cell::toned(if discuss { "discuss before acting" } else { "" }, tone),
        ]);
    }
    let about = Content::paragraph(MergedReport::about_agreement());
    let strips = page.dimensions().into_iter().flat_map(|(id, _)| page.strips(id));
    let mut strips: Vec<_> = strips.collect();
    if let Some(first) = strips.first_mut() {
        first.legend = Some(LEGEND);
    }
    let strips = strips.into_iter().map(Content::Strip);
    let section = Section::new("dimensions", "What is agreed");
    section.with([Content::Table(table), about]).with(strips)
}

fn questions(page: &MergedReport<'_>) -> Section {
    let columns = ["Question", "Agreed answer", "Why this one", "What was said", "Rests on"];
    let mut table = Table::new("What was said to each question, counted", &columns);
    table.rows.extend(page.merged.questions.iter().map(|question| {
        vec![
            page.title(&question.id).into(),
            Cell::toned(page.agreed_words(question), Tone::Strong),
            reason_of(question).into(),
            page.spread_words(question).into(),
            MergedReport::evidence_words(question).into(),
        ]
    }));
    let section = Section::new("questions", "Question by question");
    section.with([Content::Table(table)])
}

/// Returns who stands where; nothing where nobody is to be named.
fn who(page: &MergedReport<'_>) -> Option<Section> {
    let lines = |question: &MergedQuestion| {
        let said = page.who_words(question).into_iter();
        let said = said.map(|(who, said)| fact(isolated(&who), said)).collect();
        Section::new(format!("who-{}", question.id), page.title(&question.id))
            .with([Content::Facts(said)])
    };
    let people: Vec<_> = page.merged.people.iter().map(|who| isolated(who)).collect();
    let section = Section::new("who", "Who stands where");
    page.names.then(|| {
        section
            .with([Content::paragraph(format!("People: {}.", list(&people)))])
            .and_parts(page.merged.questions.iter().map(lines))
    })
}

/// Returns what was noted; nothing where nobody noted anything.
fn notes(page: &MergedReport<'_>) -> Option<Section> {
    let noted = page.merged.questions.iter().filter_map(|question| {
        let lead = format!("{}:", isolated(page.title(&question.id)));
        Content::list(&lead, page.notes(question))
    });
    let noted: Vec<_> = noted.collect();
    (!noted.is_empty()).then(|| Section::new("notes", "What people noted").with(noted))
}

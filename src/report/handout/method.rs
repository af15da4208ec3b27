//! How the numbers come about: the working, the method with its limits, the sources, the imprint.

use super::section::{Cell, Content, Fact, Section, Table, fact};
use crate::domain::questionnaire::{Rationale, Source};
use crate::domain::rubric::UnknownCountsAs;
use crate::report::words::isolated;
use crate::report::{Report, arithmetic};

/// Returns the working of every number.
pub(super) fn working(report: &Report<'_>) -> Section {
    let lead = "Every number above, to be redone by hand. Scores are exact; what is shown is cut \
                after two decimals, never rounded up.";
    let content = [Content::paragraph(lead), Content::Working(arithmetic::working(report))];
    Section::new("arithmetic", "The arithmetic, complete").on_its_page().with(content)
}

/// Returns how the method works, and where it ends.
pub(super) fn method(report: &Report<'_>) -> Section {
    let rubric = report.rubric();
    let mut how = vec![
        "An answer earns what its option is worth. A dimension's score is the weighted mean of its \
         questions, its level that score rounded down."
            .to_owned(),
        "A level is held when its own requirement and all those below it are met. Weights change \
         the mean, never what is required of the weakest dimension."
            .to_owned(),
        unknown_rule(report),
        format!(
            "Not applicable needs a reason and leaves the question out; at most {} may be.",
            questions(rubric.not_applicable_at_most)
        ),
    ];
    how.extend(rubric.without_report_at_most.map(|most| {
        format!(
            "The level on evidence counts no answer above {most} that has no report, and then puts \
             on the caps of the guard-rails. A guard-rail that nobody answered puts no cap on."
        )
    }));
    let section = Section::new("method", "How the method works, and its limits").on_its_page();
    let section = section
        .with(Content::list("How a level comes about:", how))
        .with([Content::Table(levels(report))])
        .with(Content::list(
            "What holds for every answer:",
            report.questionnaire().counting_rules.clone(),
        ));
    section.with(Content::list("What the method cannot do:", limits()))
}

fn questions(count: usize) -> String {
    if count == 1 { "1 question".to_owned() } else { format!("{count} questions") }
}

fn unknown_rule(report: &Report<'_>) -> String {
    let rubric = report.rubric();
    let counts = match rubric.unknown_counts_as {
        UnknownCountsAs::Lowest => {
            "counts as the lowest score, since what is not measured cannot be managed"
        }
        UnknownCountsAs::LeftOut => "is left out",
    };
    let bound = rubric.unknown_at_most.map_or_else(
        || "How many may be unknown is not bounded.".to_owned(),
        |most| format!("With more than {} unknown there is no level.", questions(most)),
    );
    format!(
        "What is unknown or unanswered {counts}; the range says what is still possible. {bound}"
    )
}

fn levels(report: &Report<'_>) -> Table {
    let columns = ["Level", "What it is like", "Takes"];
    let mut table = Table::new("The levels, and what each takes", &columns);
    table.rows.extend(report.rubric().levels.iter().map(|row| {
        let takes = row.requires.as_ref();
        let takes = takes.map_or_else(|| "nothing".to_owned(), |takes| report.takes(takes));
        let name = format!("{} {}", row.level, isolated(&row.name));
        vec![Cell::from(name), row.sentence.as_written().into(), takes.into()]
    }));
    table
}

fn limits() -> Vec<String> {
    [
        "It is a self-assessment. It is as good as its answers; the level on evidence and the \
         review pack are there to check them.",
        "It describes one operation on one day. Repeat it after half a year, or when the way of \
         working has changed.",
        "Levels are ranks, not measurements: from 2 to 3 is not as far as from 3 to 4. The mean is \
         a threshold to pass, not a mark.",
        "It ranks nobody. It is an aid to planning, not a comparison with other companies and not a \
         target for people.",
        "Where no published figure was found, a threshold is judgement, and says so. Published \
         figures from other fields are marked as such.",
        "The highest level is not the goal for everybody. What is enough depends on what the \
         business promises to its customers.",
    ]
    .map(str::to_owned)
    .into()
}

/// Returns the sources that the thresholds name; nothing where they name none.
pub(super) fn sources(report: &Report<'_>) -> Option<Section> {
    let mut table = Table::new("Sources by their marks", &["Mark", "Source", "Grade", "Where"]);
    table.rows.extend(cited(report).into_iter().map(|source| {
        vec![
            source.id.as_str().into(),
            source.title.as_str().into(),
            source.grade.as_str().into(),
            source.address.as_str().into(),
        ]
    }));
    if table.rows.is_empty() {
        return None;
    }
    let lead = "Grade A is peer-reviewed or from the rule-setter, B an industry body, analyst or \
                consultancy, C a vendor or a blog. Published rules may have moved on since they \
                were read.";
    Some(Section::new("sources", "Sources").with([Content::paragraph(lead), Content::Table(table)]))
}

/// Returns the sources that the report's thresholds name.
fn cited<'r>(report: &Report<'r>) -> Vec<&'r Source> {
    let options = report.questionnaire().questions.iter().flat_map(|question| &question.options);
    let bases = options.filter_map(|option| option.rationale.as_ref());
    let mut ids: Vec<&String> =
        bases.flat_map(|rationale: &Rationale| &rationale.sources).collect();
    ids.sort_by_key(|id| (id.len(), id.as_str()));
    ids.dedup();
    ids.into_iter().filter_map(|id| report.source(id)).collect()
}

/// Returns which rubric, questionnaire and program made the report.
pub(super) fn imprint(report: &Report<'_>) -> Vec<Fact> {
    let ruler = |id: &str, version: &str, sha256: &str| format!("{id} {version}, SHA-256 {sha256}");
    let (rubric, asked) = (report.rubric(), report.questionnaire());
    vec![
        fact(
            "Rubric",
            ruler(&rubric.id, &rubric.version, &report.instrument.fingerprints().rubric),
        ),
        fact(
            "Questionnaire",
            ruler(&asked.id, &asked.version, &report.instrument.fingerprints().questionnaire),
        ),
        fact("Made with", format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))),
        fact(
            "To check it",
            "judge the same answers with --format json, and run `oms-maturity verify` on that report",
        ),
    ]
}

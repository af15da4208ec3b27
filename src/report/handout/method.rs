//! How the numbers come about: the working, the method with its limits, the sources, the imprint.

use super::section::{Cell, Content, Fact, Section, Table, fact};
use crate::domain::index::DimensionId;
use crate::domain::questionnaire::{Question, Rationale, Source};
use crate::domain::rubric::{
    Aggregate, Dimension, DimensionLevels, Rubric, Scored, UnknownCountsAs,
};
use crate::domain::sorting;
use crate::domain::{Decimal, Instrument};
use crate::report::words::enough::{higher_words, when_words};
use crate::report::words::sources::source_title;
use crate::report::words::{isolated, list};
use crate::report::{Report, arithmetic};

/// Returns the annex: what stands behind the numbers, on pages of its own, with what there is to
/// say `of_the_roadmap`.
pub(super) fn annex(report: &Report<'_>, of_the_roadmap: Option<Section>) -> Section {
    let lead = "What stands behind the numbers: what each answer is worth, how they come about, where \
                the method ends, and the sources.";
    let parts = [
        Some(super::dimensions::worth(report)),
        super::scenarios::taken(report),
        super::scenarios::in_words(report),
        of_the_roadmap,
        Some(working(report)),
        Some(method(report)),
        enough(report),
        defined(report),
        sources(report),
    ];
    Section::new("annex", "Annex: method, arithmetic and sources")
        .on_its_page()
        .with([Content::paragraph(lead), Content::Facts(imprint(report))])
        .and_parts(parts.into_iter().flatten())
}

/// Returns the working of every number.
fn working(report: &Report<'_>) -> Section {
    let lead = "Every number above, to be redone by hand. Scores are exact; what is shown is cut \
                after two decimals, never rounded up.";
    let content = [Content::paragraph(lead), Content::Working(arithmetic::working(report))];
    Section::new("arithmetic", "The arithmetic, complete").with(content)
}

/// Returns how the method works, and where it ends.
fn method(report: &Report<'_>) -> Section {
    let rubric = report.rubric();
    let mut how = made_of(report);
    how.push(unknown_rule(report));
    how.push(not_applicable_rule(report));
    let noun = if report.speaks_of_levels() { "level" } else { "score" };
    how.extend(rubric.without_report_at_most.map(|most| evidence_rule(rubric, most, noun)));
    let section = Section::new("method", "How the method works, and its limits");
    let tried = rubric.calibration.as_deref();
    let section = section
        .with(tried.map(|said| Content::paragraph(isolated(said))))
        .with(Content::list(&format!("How a {noun} comes about:"), how))
        .with(rubric.has_levels().then(|| Content::Table(levels(report))))
        .with(dimension_levels(report).into_iter().map(Content::Table))
        .with(Content::list(
            "What holds for every answer:",
            report.questionnaire().counting_rules.clone(),
        ));
    section.with(Content::list("What the method cannot do:", limits(report)))
}

/// Says what the result on evidence counts.
fn evidence_rule(rubric: &Rubric, most: Decimal, noun: &str) -> String {
    let rule = if rubric.report_needs_source {
        format!(
            "The {noun} on evidence counts no answer above {most} that has no report with its \
             source, and then puts on the caps of the guard-rails."
        )
    } else {
        format!(
            "The {noun} on evidence counts no answer above {most} that has no report, and then \
             puts on the caps of the guard-rails."
        )
    };
    let open = if rubric.follow_ups_answered {
        "A guard-rail that nobody answered and that could lower a claim counts as a missing report \
         does."
    } else {
        "A guard-rail that nobody answered limits nothing."
    };
    format!("{rule} {open}")
}

/// Says what scores and levels are made of.
fn made_of(report: &Report<'_>) -> Vec<String> {
    let rubric = report.rubric();
    let rounded = |it: &Dimension| matches!(it.levels, DimensionLevels::RoundedDown(_));
    let is_mean = |it: &Dimension| it.aggregate == Aggregate::Mean;
    let plain = rubric.dimensions.iter().all(|it| rounded(it) && is_mean(it));
    let mut how = vec![if plain {
        "An answer earns what its option is worth. A dimension's score is the weighted mean of its \
         questions, its level that score rounded down."
            .to_owned()
    } else {
        dimensions_rule(report)
    }];
    if !rubric.groups.is_empty() {
        how.push(
            "Groups make one score of the dimensions and groups in them, and the whole makes one \
             of the groups and of what stands in none. What does not apply is left out where it \
             stands, and nowhere else."
                .to_owned(),
        );
    }
    if rubric.has_levels() {
        how.push(if plain && rubric.aggregate == Aggregate::Mean {
            "A level is held when its own requirement and all those below it are met. Weights \
             change the mean, never what is required of the weakest dimension."
                .to_owned()
        } else {
            "A level is held when its own requirement and all those below it are met.".to_owned()
        });
    }
    how
}

/// Says what the scores and levels of dimensions are made of, where that is not the usual.
fn dimensions_rule(report: &Report<'_>) -> String {
    let rubric = report.rubric();
    let all = [
        (Aggregate::Mean, "the weighted mean of its questions"),
        (Aggregate::Minimum, "the lowest score of its questions"),
        (Aggregate::Sum, "the sum of its questions"),
        (
            Aggregate::ProratedSum,
            "the sum of its questions, where those left out count as the mean of the rest",
        ),
    ];
    let used = all.into_iter().filter_map(|(aggregate, words)| {
        let of_it = |it: &&Dimension| it.aggregate == aggregate;
        let count = rubric.dimensions.iter().filter(of_it).count();
        (count > 0).then_some((count, words))
    });
    let used: Vec<_> = used.collect();
    let made = match used.as_slice() {
        [(_, words)] => format!("A dimension's score is {words}."),
        several => {
            let words = several.iter().map(|(count, words)| format!("{words} ({count} of them)"));
            format!(
                "A dimension's score is {}.",
                list(&words.collect::<Vec<_>>()).replace(" and ", " or ")
            )
        }
    };
    let rounded = |it: &Dimension| matches!(it.levels, DimensionLevels::RoundedDown(_));
    let rounded = rubric.dimensions.iter().any(rounded);
    let tables = rubric.dimensions.iter().any(|it| matches!(it.levels, DimensionLevels::Table(_)));
    let levels = match (rounded, tables) {
        (true, true) => " Its level is that score rounded down, or what its table below says.",
        (true, false) => " Its level, where it has levels, is that score rounded down.",
        (false, true) => " Its level is what its table below says.",
        (false, false) => "",
    };
    format!("An answer earns what its option is worth. {made}{levels}")
}

/// Says what becomes of a question that does not apply.
fn not_applicable_rule(report: &Report<'_>) -> String {
    let rubric = report.rubric();
    let counted = |scored: &Scored| scored.not_applicable.is_some();
    let counts = rubric.dimensions.iter().flat_map(|it| &it.questions).any(counted);
    let ruled_out = report.questionnaire().all().any(|question| !question.applies_if.is_empty());
    let most = questions(rubric.not_applicable_at_most);
    let rule = if counts {
        format!(
            "Not applicable needs a reason and leaves the question out, or counts as the rubric \
             says; at most {most} may be."
        )
    } else {
        format!("Not applicable needs a reason and leaves the question out; at most {most} may be.")
    };
    if ruled_out {
        format!("{rule} What does not apply to this kind of operation is left out besides.")
    } else {
        rule
    }
}

/// Returns the tables of levels that dimensions have of their own; those that share one have it
/// once.
fn dimension_levels(report: &Report<'_>) -> Vec<Table> {
    let mut tables: Vec<(&Dimension, Vec<DimensionId>)> = Vec::new();
    for (id, dimension) in DimensionId::each(&report.rubric().dimensions) {
        if !matches!(dimension.levels, DimensionLevels::Table(_)) {
            continue;
        }
        // What names questions says another thing of each dimension.
        let same = |other: &Dimension| {
            other.levels == dimension.levels
                && other.aggregate == dimension.aggregate
                && !names_questions(&dimension.levels)
        };
        match tables.iter_mut().find(|(other, _)| same(other)) {
            Some((_, ids)) => ids.push(id),
            None => tables.push((dimension, vec![id])),
        }
    }
    tables.into_iter().map(|(one, ids)| levels_of(report, one, &ids)).collect()
}

fn names_questions(levels: &DimensionLevels) -> bool {
    let DimensionLevels::Table(rows) = levels else { return false };
    rows.iter().filter_map(|row| row.requires.as_ref()).any(|takes| !takes.named.is_empty())
}

fn levels_of(report: &Report<'_>, dimension: &Dimension, ids: &[DimensionId]) -> Table {
    let caption = format!("The levels of {}, and what each takes", report.names(ids));
    let mut table = Table::new(&caption, &["Level", "Takes"]);
    let DimensionLevels::Table(rows) = &dimension.levels else { return table };
    table.rows.extend(rows.iter().map(|row| {
        let takes = row.requires.as_ref();
        let takes =
            takes.map_or_else(|| "nothing".to_owned(), |takes| report.takes_of(dimension, takes));
        let name = format!("{} {}", row.level, isolated(&row.name));
        vec![Cell::from(name.trim_end().to_owned()), takes.into()]
    }));
    table
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
    let result = if rubric.has_levels() { "level" } else { "result" };
    let bound = match (rubric.unknown_at_most, rubric.unknown_per_dimension) {
        (None, None) => "How many may be unknown is not bounded.".to_owned(),
        (Some(most), None) => {
            format!("With more than {} unknown there is no {result}.", questions(most))
        }
        (None, Some(one)) => format!(
            "With more than {} of one dimension unknown there is no {result}.",
            questions(one)
        ),
        (Some(most), Some(one)) => format!(
            "With more than {} unknown, or more than {one} in one dimension, there is no {result}.",
            questions(most)
        ),
    };
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

fn limits(report: &Report<'_>) -> Vec<String> {
    let levels = report.speaks_of_levels();
    let mut limits = vec![
        if levels {
            "It is a self-assessment. It is as good as its answers; the level on evidence and the \
             review pack are there to check them."
        } else {
            "It is a self-assessment. It is as good as its answers; the score on evidence and the \
             review pack are there to check them."
        },
        "It describes one operation on one day. Repeat it after half a year, or when the way of \
         working has changed.",
        match (levels, report.rubric().aggregate) {
            (false, _) => {
                "Scores are points, not measurements: twice as many are not twice as good."
            }
            (true, Aggregate::Mean) => {
                "Levels are ranks, not measurements: from 2 to 3 is not as far as from 3 to 4. The \
                 mean is a threshold to pass, not a mark."
            }
            (true, _) => {
                "Levels are ranks, not measurements: from 2 to 3 is not as far as from 3 to 4."
            }
        },
        "It ranks nobody. It is an aid to planning, not a comparison with other companies and not a \
         target for people.",
        "Where no published figure was found, a threshold is judgement, and says so. Published \
         figures from other fields are marked as such.",
    ];
    limits.push(if levels {
        "The highest level is not the goal for everybody. What is enough depends on what the \
         business promises to its customers."
    } else {
        "The highest score is not the goal for everybody. What is enough depends on what the \
         business promises to its customers."
    });
    limits.into_iter().map(str::to_owned).collect()
}

/// Returns the sources that the thresholds name; nothing where they name none.
fn sources(report: &Report<'_>) -> Option<Section> {
    let mut table = Table::new("Sources by their marks", &["Mark", "Source", "Grade", "Where"]);
    table.rows.extend(cited(report).into_iter().map(|source| {
        vec![
            source.id.as_str().into(),
            source_title(source).into(),
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

/// Returns which level is enough for what is promised; nothing where the rubric does not say.
pub(super) fn enough(report: &Report<'_>) -> Option<Section> {
    let enough = report.rubric().enough.as_ref()?;
    let columns = ["What is promised", "Level that is enough", "Higher"];
    let mut table = Table::new("Which level is enough, from least to most", &columns);
    table.rows.extend(enough.rows.iter().map(|row| {
        vec![
            when_words(enough, row).into(),
            row.level.to_string().into(),
            higher_words(report.rubric(), row).unwrap_or_default().into(),
        ]
    }));
    let rests = format!("It rests on {}.", isolated(&enough.mark));
    let rests = (!enough.mark.is_empty()).then(|| Content::paragraph(rests));
    let lead = "Of all rows that fit, the highest counts, of the level and of each dimension. More than is enough may cost more than it returns.";
    let section = Section::new("enough", "What is enough").with([Content::paragraph(lead)]);
    Some(section.with(rests).with([Content::Table(table)]))
}

/// Returns the measures and the roles that actions name; nothing where the rubric defines neither.
pub(super) fn defined(report: &Report<'_>) -> Option<Section> {
    let rubric = report.rubric();
    let mut measures =
        Table::new("The measures that proofs refer to", &["Measure", "How it is worked out", "In"]);
    measures.rows.extend(rubric.measures.iter().map(|measure| {
        vec![
            measure.name.as_str().into(),
            measure.formula.as_str().into(),
            measure.unit.as_str().into(),
        ]
    }));
    let mut roles =
        Table::new("Who does it where there is no such role", &["Role", "Where there is none"]);
    roles.rows.extend(
        rubric
            .roles
            .iter()
            .map(|role| vec![role.role.as_str().into(), role.or_else.as_str().into()]),
    );
    let tables: Vec<_> =
        [measures, roles].into_iter().filter(|table| !table.rows.is_empty()).collect();
    let section = Section::new("measures", "Measures and roles");
    (!tables.is_empty()).then(|| section.with(tables.into_iter().map(Content::Table)))
}

/// Returns the sources that the report's thresholds name, of what it prints.
fn cited<'r>(report: &Report<'r>) -> Vec<&'r Source> {
    let is_printed = |question: &&Question| {
        report.sheet.applies(&question.id) && report.rubric().scored(&question.id).is_some()
    };
    let printed = report.questionnaire().questions.iter().filter(is_printed);
    let options = printed.flat_map(|question| &question.options);
    let bases = options.filter_map(|option| option.rationale.as_ref());
    let mut ids: Vec<&String> =
        bases.flat_map(|rationale: &Rationale| &rationale.sources).collect();
    sorting::sort_by_key(&mut ids, |id| (id.len(), id.as_str()));
    ids.dedup();
    ids.into_iter().filter_map(|id| report.source(id)).collect()
}

/// Returns which rubric, questionnaire and program made the report.
pub(super) fn imprint(report: &Report<'_>) -> Vec<Fact> {
    let asked = report.questionnaire();
    let print = &report.instrument.fingerprints().questionnaire;
    vec![
        judged_by(report.instrument),
        fact("Questionnaire", ruler(&asked.id, &asked.version, print)),
        fact("Made with", format!("{} {}", env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"))),
        fact(
            "To check it",
            "judge the same answers with --format json, and run `oms-maturity verify` on that report",
        ),
    ]
}

/// Returns which rubric judged.
pub(super) fn judged_by(instrument: &Instrument) -> Fact {
    let rubric = instrument.rubric();
    fact("Rubric", ruler(&rubric.id, &rubric.version, &instrument.fingerprints().rubric))
}

fn ruler(id: &str, version: &str, sha256: &str) -> String {
    format!("{id} {version}, SHA-256 {sha256}")
}

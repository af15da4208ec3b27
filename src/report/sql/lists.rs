//! The instrument as lists of values.

use super::writer::{FIGURE, Part, Writer};
use crate::domain::Decimal;
use crate::domain::questionnaire::End;
use crate::domain::tabular::{AskedRow, CeilingRow, ChoiceRow, Trigger};

/// The type of a column of a list.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Whole,
    Figure,
    Truth,
}

/// Returns the lists.
pub(super) fn parts(writer: Writer<'_>) -> Vec<Part> {
    let tabular = writer.tabular;
    let always = [asked(writer), choices(writer)];
    let words = (!tabular.words.is_empty()).then(|| words(writer));
    let rules = (!tabular.rules_out.is_empty()).then(|| rules_out(writer));
    let scored = [scored(writer), worths(writer)];
    let ceilings = (!tabular.ceilings.is_empty()).then(|| ceilings(writer));
    always.into_iter().chain(words).chain(rules).chain(scored).chain(ceilings).collect()
}

impl Writer<'_> {
    /// Returns a list of rows with columns of these names and kinds.
    fn list(self, columns: &[(&str, Kind)], rows: &[Vec<String>]) -> String {
        let cast = |(name, kind): &(&str, Kind)| {
            let kind = match kind {
                Kind::Text => self.dialect.text(),
                Kind::Whole => "BIGINT",
                Kind::Figure => FIGURE,
                Kind::Truth => "BOOLEAN",
            };
            format!("  CAST({name} AS {kind}) AS {name}")
        };
        let casts: Vec<_> = columns.iter().map(cast).collect();
        let names: Vec<_> = columns.iter().map(|(name, _)| *name).collect();
        let rows: Vec<_> = rows.iter().map(|row| format!("  ({})", row.join(", "))).collect();
        format!(
            "SELECT\n{}\nFROM (VALUES\n{}\n) AS listed ({})",
            casts.join(",\n"),
            rows.join(",\n"),
            names.join(", ")
        )
    }
}

fn null() -> String {
    "NULL".to_owned()
}

fn whole(number: Option<i64>) -> String {
    number.map_or_else(null, |number| number.to_string())
}

fn figure(figure: Option<Decimal>) -> String {
    figure.map_or_else(null, |figure| figure.to_string())
}

fn truth(is: bool) -> String {
    if is { "TRUE" } else { "FALSE" }.to_owned()
}

fn asked(writer: Writer<'_>) -> Part {
    let row = |row: &AskedRow<'_>| {
        let measure = row.question.measure.as_ref();
        vec![
            writer.quoted(&row.question.id),
            truth(row.is_main),
            truth(!row.question.options.is_empty()),
            figure(measure.map(|measure| measure.least)),
            figure(measure.and_then(|measure| measure.most)),
            row.days().to_string(),
        ]
    };
    let rows: Vec<_> = writer.tabular.asked.iter().map(row).collect();
    let columns = [
        ("question", Kind::Text),
        ("is_main", Kind::Truth),
        ("has_options", Kind::Truth),
        ("least", Kind::Figure),
        ("most", Kind::Figure),
        ("days", Kind::Whole),
    ];
    Part {
        note: "Everything that is asked: whether it is a main question and has options, the bounds\n\
               of its figure (NULL: it has none), how many days may stand in place of it.",
        name: "asked",
        text: writer.list(&columns, &rows),
    }
}

fn choices(writer: Writer<'_>) -> Part {
    let row = |row: &ChoiceRow<'_>| {
        let band = row.band();
        let end = |end: Option<End>, included: bool| {
            figure(end.filter(|end| end.included == included).map(|end| end.at))
        };
        let (low, high) = (band.and_then(|band| band.low), band.and_then(|band| band.high));
        vec![
            writer.quoted(row.question),
            row.place.to_string(),
            writer.quoted(&row.choice.id),
            figure(row.level),
            row.rank.to_string(),
            truth(band.is_some()),
            end(low, false),
            end(low, true),
            end(high, true),
            end(high, false),
        ]
    };
    let rows: Vec<_> = writer.tabular.choices.iter().map(row).collect();
    let columns = [
        ("question", Kind::Text),
        ("place", Kind::Whole),
        ("option", Kind::Text),
        ("level", Kind::Figure),
        ("worth", Kind::Whole),
        ("has_band", Kind::Truth),
        ("above", Kind::Figure),
        ("at_least", Kind::Figure),
        ("up_to", Kind::Figure),
        ("below", Kind::Figure),
    ];
    Part {
        note: "The options, from worst to best: the level that names one, its place among what the\n\
               others are worth, and the figures that it stands for.",
        name: "choices",
        text: writer.list(&columns, &rows),
    }
}

fn words(writer: Writer<'_>) -> Part {
    let rows = writer.tabular.words.iter().map(|row| {
        let option = row.word.option.as_ref();
        vec![
            writer.quoted(row.question),
            writer.quoted(&row.word.word),
            option.map_or_else(null, |option| writer.quoted(option)),
            truth(row.word.unknown),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let columns = [
        ("question", Kind::Text),
        ("word", Kind::Text),
        ("option", Kind::Text),
        ("is_unknown", Kind::Truth),
    ];
    Part { note: "Words in place of figures.", name: "words", text: writer.list(&columns, &rows) }
}

fn rules_out(writer: Writer<'_>) -> Part {
    let rows = writer.tabular.rules_out.iter();
    let rows = rows.map(|row| [row.question, row.fact, row.option].map(|id| writer.quoted(id)));
    let rows: Vec<_> = rows.map(Vec::from).collect();
    let columns = [("question", Kind::Text), ("fact", Kind::Text), ("option", Kind::Text)];
    Part {
        note: "The answers to facts by which questions do not apply.",
        name: "rules_out",
        text: writer.list(&columns, &rows),
    }
}

fn scored(writer: Writer<'_>) -> Part {
    let rows = writer.tabular.scored.iter().map(|row| {
        vec![
            writer.quoted(row.dimension),
            writer.quoted(row.question),
            row.place.to_string(),
            truth(row.counts),
            row.weight.to_string(),
            row.lowest.to_string(),
            row.highest.to_string(),
            whole(row.not_applicable),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let columns = [
        ("dimension", Kind::Text),
        ("question", Kind::Text),
        ("place", Kind::Whole),
        ("counts", Kind::Truth),
        ("weight", Kind::Whole),
        ("lowest", Kind::Whole),
        ("highest", Kind::Whole),
        ("not_applicable", Kind::Whole),
    ];
    Part {
        note: "Where questions count: whether among those that may be unknown, how much, and the ends\n\
               of their scores.",
        name: "scored",
        text: writer.list(&columns, &rows),
    }
}

fn worths(writer: Writer<'_>) -> Part {
    let rows = writer.tabular.worths.iter().map(|row| {
        vec![
            writer.quoted(row.dimension),
            writer.quoted(row.question),
            row.place.to_string(),
            whole(row.score),
            truth(row.needs_report),
        ]
    });
    let rows: Vec<_> = rows.collect();
    let columns = [
        ("dimension", Kind::Text),
        ("question", Kind::Text),
        ("place", Kind::Whole),
        ("score", Kind::Whole),
        ("needs_report", Kind::Truth),
    ];
    Part {
        note: "What options are worth; NULL: the question is left out.",
        name: "worths",
        text: writer.list(&columns, &rows),
    }
}

fn ceilings(writer: Writer<'_>) -> Part {
    let row = |row: &CeilingRow<'_>| {
        let mut when = [null(), null(), null(), null()];
        let [option, above, below, word] = &mut when;
        match row.when {
            Trigger::Option(id) => *option = writer.quoted(id),
            Trigger::Above(at) => *above = at.to_string(),
            Trigger::Below(at) => *below = at.to_string(),
            Trigger::Word(id) => *word = writer.quoted(id),
        }
        let ids = [row.follow_up, row.dimension, row.question].map(|id| writer.quoted(id));
        let at_most = [row.question_at_most, row.dimension_at_most, row.level_at_most];
        let at_most = at_most.into_iter().chain([row.claims_up_to]).map(whole);
        ids.into_iter().chain(when).chain(at_most).collect::<Vec<_>>()
    };
    let rows: Vec<_> = writer.tabular.ceilings.iter().map(row).collect();
    let columns = [
        ("follow_up", Kind::Text),
        ("dimension", Kind::Text),
        ("question", Kind::Text),
        ("option", Kind::Text),
        ("above", Kind::Figure),
        ("below", Kind::Figure),
        ("word", Kind::Text),
        ("question_at_most", Kind::Whole),
        ("dimension_at_most", Kind::Whole),
        ("level_at_most", Kind::Whole),
        ("claims_up_to", Kind::Whole),
    ];
    Part {
        note: "The ceilings that answers put on: of a question, of a dimension's score and level; and the\n\
               highest claim that takes no answer to the follow-up.",
        name: "caps",
        text: writer.list(&columns, &rows),
    }
}

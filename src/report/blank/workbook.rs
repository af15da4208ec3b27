//! The questionnaire as an Excel workbook: a row for each operation, with lists to choose from, and
//! a sheet that says what is asked.

use super::{Head, LEAD, help, range};
use crate::domain::questionnaire::{Dated, Measure, Question};
use crate::domain::rubric::{Rubric, Worth};
use crate::domain::{Date, Instrument};
use crate::report::sheets::{self, Cell, Looks, fitting, write_row};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, Formula, Workbook, Worksheet,
    XlsxError,
};

/// The names of the sheets.
const ANSWERS: &str = "Answers";
const QUESTIONS: &str = "Questions";
const LISTS: &str = "Lists";
/// The last row that lists are offered in.
const LAST_ROW: u32 = 1_048_575;
/// How long the title and the text beside a cell may be.
const TITLE: usize = 32;
const MESSAGE: usize = 255;
/// Labels by which groups are told apart, offered because many use them.
const TAGS: [(&str, &str); 3] = [
    ("country", "The country, such as DE"),
    ("banner", "The banner or brand"),
    ("format", "The kind of business, such as grocery or fashion"),
];

/// A column of the sheet to fill in.
struct Column {
    name: String,
    /// What is said beside its cells.
    title: String,
    message: String,
    takes: Takes,
    /// Whether its heading has the darker shade.
    is_shaded: bool,
    width: f64,
    /// What stands in the first row already.
    first: Cell,
}

/// What a cell takes.
enum Takes {
    Anything,
    OneOf(Vec<String>),
    Figure(f64, Option<f64>),
    Day,
}

/// Returns the workbook, as a file.
///
/// # Errors
///
/// Returns the library's complaint, should it have one.
pub fn render(instrument: &Instrument, head: &Head, today: Date) -> Result<Vec<u8>, String> {
    let columns = columns(instrument, head, today);
    workbook(instrument, &columns, today)
        .and_then(|mut workbook| workbook.save_to_buffer())
        .map_err(|why| why.to_string())
}

fn workbook(
    instrument: &Instrument,
    columns: &[Column],
    today: Date,
) -> Result<Workbook, XlsxError> {
    let looks = Looks::new();
    let mut workbook = sheets::new(&instrument.questionnaire().title, &looks, today);
    write_answers(workbook.add_worksheet(), &looks, columns)?;
    write_questions(workbook.add_worksheet(), &looks, instrument)?;
    write_lists(workbook.add_worksheet(), &looks, columns)?;
    Ok(workbook)
}

/// Returns the columns, in the order in which they are filled in.
fn columns(instrument: &Instrument, head: &Head, today: Date) -> Vec<Column> {
    let (questionnaire, rubric) = (instrument.questionnaire(), instrument.rubric());
    let mut columns = about_operations(instrument, head, today);
    for (at, question) in questionnaire.all().enumerate() {
        let is_fact = questionnaire.is_fact(&question.id);
        let of_question = of_question(question, rubric, is_fact);
        let shaded =
            of_question.into_iter().map(|column| Column { is_shaded: at % 2 == 0, ..column });
        columns.extend(shaded);
    }
    columns
}

/// Returns the columns that say which operation a row is about.
fn about_operations(instrument: &Instrument, head: &Head, today: Date) -> Vec<Column> {
    let questionnaire = instrument.questionnaire();
    let text = |name: &str, message: &str| Column {
        name: name.to_owned(),
        title: name.to_owned(),
        message: message.to_owned(),
        takes: Takes::Anything,
        is_shaded: false,
        width: 16.0,
        first: Cell::Empty,
    };
    let given = |given: &Option<String>| given.as_deref().map_or(Cell::Empty, Cell::text);
    let edition = questionnaire.edition_to_name();
    let mut columns = vec![
        Column {
            first: given(&head.scope),
            width: 30.0,
            ..text("scope", "Which operation: banner, country, system. Each row is one.")
        },
        Column {
            takes: Takes::Day,
            first: Cell::Day(head.date.unwrap_or(today)),
            ..text("date", "The day that the answers describe.")
        },
        Column { first: given(&head.respondent), ..text("respondent", "Who answered.") },
        Column {
            takes: Takes::OneOf(vec![questionnaire.id.clone()]),
            first: Cell::text(&questionnaire.id),
            ..text("questionnaire", "What the answers are answers to.")
        },
    ];
    columns.extend(edition.map(|edition| Column {
        takes: Takes::OneOf(vec![edition.to_string()]),
        first: Cell::number(Some(edition)),
        ..text("edition", "The edition of the questionnaire.")
    }));
    columns.extend(TAGS.map(|(tag, message)| text(&format!("tags.{tag}"), message)));
    columns
}

/// Returns the columns of a question: the answer, what it rests on, and a remark.
fn of_question(question: &Question, rubric: &Rubric, is_fact: bool) -> Vec<Column> {
    let id = &question.id;
    let column = |field: &str, message: &str| Column {
        name: if field.is_empty() { id.clone() } else { format!("{id}.{field}") },
        title: question.title.clone(),
        message: message.to_owned(),
        takes: Takes::Anything,
        is_shaded: false,
        width: 18.0,
        first: Cell::Empty,
    };
    let mut ids: Vec<_> = question.options.iter().map(|option| option.id.clone()).collect();
    ids.push("unknown".to_owned());
    let mut columns = vec![Column { takes: Takes::OneOf(ids), ..column("", &question.prompt) }];
    if let Some(measure) = &question.measure {
        columns.push(Column { takes: figures(measure), ..column("value", &figure(measure)) });
        match measure.dated {
            Dated::Not => {}
            Dated::OneDay => {
                columns.push(Column { takes: Takes::Day, ..column("on", "The day instead.") });
            }
            Dated::TwoDays => {
                let message = "The two days instead, such as 2026-03-01 2025-09-14";
                columns.push(column("on", message));
            }
        }
    }
    if is_fact {
        return columns;
    }
    let levels = levels(question, rubric);
    if !levels.is_empty() {
        let message = "A level that is claimed outright, in place of an option or a figure.";
        columns.push(Column { takes: Takes::OneOf(levels), ..column("level", message) });
    }
    let grades = super::GRADES.map(|(word, _)| word.to_owned()).to_vec();
    columns.push(Column { takes: Takes::OneOf(grades), ..column("evidence", super::RESTS_ON) });
    columns.push(column("source", super::SOURCE));
    columns.push(column("note", super::NOTE));
    columns.push(column("not_applicable", "Why the question does not apply."));
    columns
}

/// Returns the levels of which each belongs to one option.
fn levels(question: &Question, rubric: &Rubric) -> Vec<String> {
    let options = rubric.scored(&question.id).map(|scored| scored.options.as_slice());
    let options = options.unwrap_or_default();
    let worth: Vec<_> = options
        .iter()
        .filter_map(|worth| match worth {
            Worth::Score(level) => Some(*level),
            _ => None,
        })
        .collect();
    let is_only = |level: &&_| worth.iter().filter(|other| *other == *level).count() == 1;
    worth.iter().filter(is_only).map(ToString::to_string).collect()
}

/// Says what figure is asked for.
fn figure(measure: &Measure) -> String {
    let range = range(measure.least, measure.most);
    let words = measure.words.iter().map(|word| format!("; or {}: {}", word.word, word.meaning));
    format!("{}, {range}{}", measure.unit, words.collect::<String>())
}

/// Returns what a cell for a figure takes: any number in the range, where no word stands for one.
fn figures(measure: &Measure) -> Takes {
    if measure.words.is_empty() {
        Takes::Figure(measure.least.to_f64(), measure.most.map(crate::domain::Decimal::to_f64))
    } else {
        Takes::Anything
    }
}

fn write_answers(
    sheet: &mut Worksheet,
    looks: &Looks,
    columns: &[Column],
) -> Result<(), XlsxError> {
    sheet.set_name(ANSWERS)?;
    let mut list = 0;
    for (at, column) in (0..).zip(columns) {
        let heading = if column.is_shaded { &looks.shaded } else { &looks.heading };
        sheet.write_string_with_format(0, at, &column.name, heading)?;
        sheet.set_column_width(at, column.width)?;
        if matches!(column.takes, Takes::Day) {
            sheet.set_column_format(at, &looks.day)?;
        }
        sheet.add_data_validation(1, at, LAST_ROW, at, &offered(column, list)?)?;
        list += u16::from(matches!(column.takes, Takes::OneOf(_)));
    }
    sheet.set_row_height(0, 45)?;
    let first: Vec<_> = columns.iter().map(|column| column.first.clone()).collect();
    write_row(sheet, looks, 1, &first)?;
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

/// Returns what is offered beside the cells of a column, and what they refuse.
fn offered(column: &Column, list: u16) -> Result<DataValidation, XlsxError> {
    let validation = match &column.takes {
        Takes::Anything => DataValidation::new().allow_any_value(),
        Takes::OneOf(texts) => {
            let letters = crate::document::sheet_value::column_letters(usize::from(list));
            let range = format!("={LISTS}!${letters}$2:${letters}${}", texts.len() + 1);
            DataValidation::new().allow_list_formula(Formula::new(range))
        }
        Takes::Figure(least, None) => DataValidation::new()
            .allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(*least)),
        Takes::Figure(least, Some(most)) => {
            DataValidation::new().allow_decimal_number(DataValidationRule::Between(*least, *most))
        }
        Takes::Day => {
            let first = rust_xlsxwriter::ExcelDateTime::from_ymd(1901, 1, 1)?;
            DataValidation::new().allow_date(DataValidationRule::GreaterThanOrEqualTo(&first))
        }
    };
    let refused = match &column.takes {
        Takes::OneOf(_) => "Choose one of the list; the sheet Questions says what they mean.",
        Takes::Figure(..) => "Write a plain number within the range.",
        Takes::Day | Takes::Anything => "Write a day, such as 2026-06-30.",
    };
    validation
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_error_message(refused)?
        .set_input_title(fitting(&column.title, TITLE))?
        .set_input_message(fitting(&column.message, MESSAGE))
}

/// Writes the texts of each list below each other.
fn write_lists(sheet: &mut Worksheet, looks: &Looks, columns: &[Column]) -> Result<(), XlsxError> {
    sheet.set_name(LISTS)?;
    let mut list = 0;
    for column in columns {
        let Takes::OneOf(texts) = &column.takes else { continue };
        sheet.write_string_with_format(0, list, &column.name, &looks.heading)?;
        for (row, text) in (1..).zip(texts) {
            match text.parse::<f64>() {
                // What is chosen is to be a number where a number is meant.
                Ok(number) if number.is_finite() => sheet.write_number(row, list, number)?,
                _ => sheet.write_string(row, list, text)?,
            };
        }
        list += 1;
    }
    sheet.set_hidden(true);
    Ok(())
}

/// Writes what is asked, and what each option says.
fn write_questions(
    sheet: &mut Worksheet,
    looks: &Looks,
    instrument: &Instrument,
) -> Result<(), XlsxError> {
    let questionnaire = instrument.questionnaire();
    sheet.set_name(QUESTIONS)?;
    for (column, width) in (0..).zip([22.0, 24.0, 70.0]) {
        sheet.set_column_width(column, width)?;
    }
    sheet.write_string_with_format(0, 0, fitting(&questionnaire.title, 255), &looks.title)?;
    let mut row = 1;
    let how = [
        "Each row of the sheet Answers is one operation. `scope` and `date` are always needed; a cell \
         that is empty says nothing.",
        "Answer a question in one way: choose from the list, or write the figure under `.value`.",
    ];
    let lead = LEAD.iter().skip(1).copied();
    let rules = questionnaire.counting_rules.iter().map(String::as_str);
    for line in how.into_iter().chain(lead).chain(rules) {
        write_text(sheet, looks, row, (0, line))?;
        row += 1;
    }
    for question in questionnaire.all() {
        row = write_question(sheet, looks, row + 1, question)?;
    }
    Ok(())
}

/// Writes a question; returns the row below it.
fn write_question(
    sheet: &mut Worksheet,
    looks: &Looks,
    mut row: u32,
    question: &Question,
) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(row, 0, &question.id, &looks.shaded)?;
    sheet.write_string_with_format(row, 1, fitting(&question.title, 255), &looks.shaded)?;
    sheet.write_string_with_format(row, 2, fitting(&question.prompt, 4000), &looks.shaded)?;
    row += 1;
    for paragraph in help(question) {
        write_text(sheet, looks, row, (2, &paragraph))?;
        row += 1;
    }
    for option in &question.options {
        sheet.write_string_with_format(row, 1, &option.id, &looks.bold)?;
        write_text(sheet, looks, row, (2, &option.label))?;
        row += 1;
    }
    if let Some(measure) = &question.measure {
        sheet.write_string_with_format(row, 1, ".value", &looks.bold)?;
        write_text(sheet, looks, row, (2, &figure(measure)))?;
        row += 1;
    }
    sheet.write_string_with_format(row, 1, "unknown", &looks.bold)?;
    write_text(sheet, looks, row, (2, "Nobody knows"))?;
    Ok(row + 1)
}

fn write_text(
    sheet: &mut Worksheet,
    looks: &Looks,
    row: u32,
    (column, text): (u16, &str),
) -> Result<(), XlsxError> {
    let look = if column == 0 { &rust_xlsxwriter::Format::new() } else { &looks.wrapped };
    sheet.write_string_with_format(row, column, fitting(text, 4000), look)?;
    Ok(())
}

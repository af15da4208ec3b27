//! Whatever a user writes stands in every form as text.

use super::{FIELD, FORMS, form, rows};
use crate::gate_forms::{HOSTILE, elements, harmless};
use oms_maturity::domain::given::Evidence;
use oms_maturity::domain::{AnswerSheet, AnswerValue, GivenAnswer};
use oms_maturity::report::words::shown;
use pulldown_cmark::{Event, Options, Parser, Tag};

/// Answers in which every free text is `text`.
pub(crate) fn saying(text: &str) -> AnswerSheet {
    let sheet = FIELD.sheet("answers: {overrides: {level: 5}}");
    let mut given = sheet.given().clone();
    text.clone_into(&mut given.scope);
    given.respondent = Some(text.to_owned());
    given.tags.insert("country".to_owned(), text.to_owned());
    let answer = |value| GivenAnswer {
        value,
        evidence: Some(Evidence::Estimate),
        source: Some(text.to_owned()),
        note: Some(text.to_owned()),
        as_of: None,
        agreed_by: None,
        said: Vec::new(),
    };
    for (id, option) in [("overrides", "over_15_percent"), ("cost_to_serve", "path")] {
        given.answers.insert(id.to_owned(), answer(AnswerValue::Option(option.to_owned())));
    }
    given.answers.insert("rules_age".to_owned(), answer(AnswerValue::Unknown));
    given
        .answers
        .insert("scalability".to_owned(), answer(AnswerValue::NotApplicable(format!("x{text}"))));
    AnswerSheet::check(&FIELD.instrument, &given).unwrap()
}

fn texts() -> impl Iterator<Item = String> {
    const FORMULAS: &[&str] =
        &["=cmd()", "+1", "-2+3", "@SUM(A1)", "a;=cmd()", "＝cmd()", " =1", "a\t=1"];
    const PAGES: &[&str] = &[
        "</style><script>alert(1)</script>",
        "</title></pre></table><script>alert(2)</script>",
        "\"><img src=x onerror=alert(3)>",
        "' onmouseover='alert(4)",
        "javascript:alert(5)",
        "    indented\n\n# heading\n- item\n> quote\n---\n1. one",
    ];
    let all = HOSTILE.iter().chain(FORMULAS).chain(PAGES).map(|text| (*text).to_owned());
    all.filter(|text: &String| !text.is_empty()).chain([HOSTILE.concat(), "w".repeat(100_000)])
}

#[test]
fn no_form_holds_a_character_that_steers() {
    for text in texts() {
        let sheet = saying(&text);
        let report = FIELD.report(&sheet).compared_with(FIELD.report(&sheet), true);
        // The table carries colour, and is tested at the terminal.
        for name in FORMS.iter().filter(|name| **name != "table") {
            harmless(&form(&report, name).replace("\r\n", "\n"));
        }
    }
}

/// The tags of a page: each one's name and attributes.
fn tags(page: &str) -> Vec<(String, String)> {
    let mut tags = Vec::new();
    for part in page.split('<').skip(1) {
        let (tag, _) = part.split_once('>').unwrap_or((part, ""));
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap();
        tags.push((name.to_ascii_lowercase(), tag.to_owned()));
    }
    tags
}

#[test]
fn a_page_holds_the_tags_of_a_calm_page_and_no_others() {
    let sheet = saying("calm");
    let page = &form(&FIELD.report(&sheet), "html");
    let count = |page: &str| tags(page).into_iter().filter(|(name, _)| name != "wbr").count();
    let expected = count(page);
    assert!(expected > 500);
    for text in texts() {
        let sheet = saying(&text);
        let page = &form(&FIELD.report(&sheet), "html");
        assert_eq!(count(page), expected, "{}", &text[..text.len().min(80)]);
        for (name, tag) in tags(page) {
            assert!(!["script", "iframe", "object", "link", "base"].contains(&name.as_str()));
            let names: String = tag.split('"').step_by(2).collect();
            assert!(!names.to_ascii_lowercase().contains(" on"), "{tag}");
        }
        for link in page.split("href=\"").skip(1) {
            assert!(link.starts_with('#'), "{}", &link[..40]);
        }
    }
}

#[test]
fn a_page_shows_each_text_as_it_is() {
    for text in texts() {
        let sheet = saying(&text);
        let page = &form(&FIELD.report(&sheet), "html");
        let plain = page.replace("<wbr>", "");
        let plain = plain.replace("&#39;", "&apos;");
        let unescaped = quick_xml::escape::unescape(&plain).unwrap();
        let needle = format!("<dt>Note</dt><dd>{}</dd>", shown(&text));
        assert!(unescaped.contains(&needle), "{needle}");
    }
}

#[test]
fn markdown_holds_no_markup_of_a_users() {
    let sheet = saying("calm");
    let count = |text: &str| -> Vec<String> {
        let all = Parser::new_ext(text, Options::all() - Options::ENABLE_SMART_PUNCTUATION);
        let kind = |event: Event<'_>| match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => panic!("a link: {text:.200}"),
            Event::Html(html) | Event::InlineHtml(html) => panic!("{html}"),
            Event::Start(tag) => {
                let name = format!("{tag:?}");
                Some(name.split([' ', '(']).next().unwrap().to_owned())
            }
            Event::Rule => Some("Rule".to_owned()),
            _ => None,
        };
        all.filter_map(kind).collect()
    };
    let expected = count(&form(&FIELD.report(&sheet), "markdown"));
    for text in texts() {
        let sheet = saying(&text);
        let said = &form(&FIELD.report(&sheet), "markdown");
        assert_eq!(count(said), expected, "{}", &text[..text.len().min(80)]);
    }
}

#[test]
fn no_cell_is_a_formula() {
    let begins = |cell: &str| {
        cell.trim_start().starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff20}'])
    };
    for text in texts() {
        let sheet = saying(&text);
        let report = FIELD.report(&sheet);
        let said = &form(&report, "csv");
        let rows = rows(said);
        assert_eq!(rows.len(), 7, "{text}");
        for cell in rows.iter().flatten() {
            assert!(!begins(cell), "{cell}");
            // Where semicolons part cells, as in half of Europe, a text may become several.
            assert!(!cell.split([';', ',', '\t']).any(begins), "{cell}");
        }
    }
}

#[test]
fn a_picture_holds_text_as_text() {
    for text in texts() {
        let sheet = saying(&text);
        let report = FIELD.report(&sheet).compared_with(FIELD.report(&sheet), true);
        let said = &form(&report, "svg");
        assert_eq!(elements(said, "svg"), 1);
        assert_eq!(elements(said, "script") + elements(said, "a") + elements(said, "image"), 0);
    }
}

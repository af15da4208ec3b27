//! The questionnaire and the rubric that the program carries. The build step turned their YAML
//! into JSON, which loads in a fraction of the time; the fingerprints are those of the YAML.

use super::node::{Finding, Node};
use super::{Ruler, json};
use crate::domain::{Code, Questionnaire, Rubric};

const QUESTIONNAIRE: &str = include_str!(concat!(env!("OUT_DIR"), "/questions.json"));
const RUBRIC: &str = include_str!(concat!(env!("OUT_DIR"), "/rubric.json"));

/// The shipped rubric's id, version and fingerprint, for `--version`.
pub const RUBRIC_LINE: &str = env!("RUBRIC_LINE");

/// Returns the shipped questionnaire.
///
/// # Errors
///
/// Returns findings only if the program was built from a broken file; a test rules that out.
pub fn questionnaire() -> Result<Ruler<Questionnaire>, Vec<Finding>> {
    let value = super::questionnaire::read(&tree(QUESTIONNAIRE)?)?;
    Ok(Ruler { value, sha256: env!("QUESTIONS_SHA256").to_owned() })
}

/// Returns the shipped rubric.
///
/// # Errors
///
/// Returns findings if the rubric does not fit `questionnaire`: for the shipped one it always does.
pub fn rubric(questionnaire: &Questionnaire) -> Result<Ruler<Rubric>, Vec<Finding>> {
    let value = super::rubric::read(&tree(RUBRIC)?, questionnaire)?;
    Ok(Ruler { value, sha256: env!("RUBRIC_SHA256").to_owned() })
}

fn tree(text: &str) -> Result<Node<'_>, Vec<Finding>> {
    json::read_embedded(text).map_err(|error| {
        let message = format!("the embedded document is broken: {error}");
        vec![Finding { code: Code::Syntax, span: 0..0, message, help: String::new() }]
    })
}

//! Checks the shipped questionnaires and rubrics with the program's own readers, and embeds what they
//! read. A mistake in a file stops the build, at its line.

use document::{Bounds, Finding, Format, Node, packed, questionnaire, rubric};
use miniz_oxide::deflate::compress_to_vec;
use program::{document, domain};
use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::{env, fs};

/// The instruments that are carried; the first is the one used where none is named.
const NAMES: [&str; 2] = ["oms", "review"];

/// The kinds of files whose schemas are carried.
const SCHEMAS: [&str; 6] = ["answers", "questions", "rubric", "policy", "report", "portfolio"];

/// The part of the program that reads the two files.
#[path = "src"]
#[expect(
    dead_code,
    unreachable_pub,
    unused_imports,
    clippy::struct_field_names,
    reason = "of the program, only what reads the two files runs here"
)]
mod program {
    pub mod domain;
    pub mod document {
        pub mod advice;
        mod fields;
        pub mod fingerprint;
        mod json;
        mod mistaken;
        pub mod node;
        pub mod packed;
        pub mod questionnaire;
        pub mod read;
        pub mod rubric;
        mod toml;
        mod yaml;

        pub use fingerprint::sha256;
        pub use node::{Bounds, Finding, Format, Node};
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=src/domain.rs");
    println!("cargo::rerun-if-changed=src/domain");
    println!("cargo::rerun-if-changed=src/document");
    let folder = env::var("OUT_DIR")?;
    let folder = Path::new(&folder);
    let instruments = NAMES.iter().enumerate();
    let instruments = instruments.map(|(index, name)| shipped(folder, name, index == 0));
    let instruments = instruments.collect::<Result<Vec<_>, _>>()?;
    let text = format!(
        "/// The instruments that the program carries; the default one first.\n\
         pub const INSTRUMENTS: [Shipped; {}] = [{}];\n",
        instruments.len(),
        instruments.join(", ")
    );
    put(&folder.join("shipped.rs"), text.as_bytes())?;
    for kind in SCHEMAS {
        let name = format!("schemas/{kind}.json");
        println!("cargo::rerun-if-changed={name}");
        let deflated = compress_to_vec(&fs::read(name)?, 10);
        put(&folder.join(format!("{kind}.schema")), &deflated)?;
    }
    Ok(())
}

/// Writes what is carried of an instrument; returns the expression that embeds it. What every start
/// reads of the default one lies there as it is, all else is deflated.
fn shipped(folder: &Path, name: &str, is_default: bool) -> Result<String, Box<dyn Error>> {
    let (questions, rubric) = (format!("questions/{name}.yaml"), format!("rubrics/{name}.yaml"));
    let (questionnaire, questions) = read(&questions, questionnaire::read)?;
    let (judged, rubric) = read(&rubric, |tree| rubric::read(tree, &questionnaire))?;
    if questionnaire.id != name || judged.id != name {
        return Err(format!("{name}: both files must have this id").into());
    }
    let (questions_sha256, rubric_sha256) = (fingerprint(&questions), fingerprint(&rubric));
    let line = format!("{} {} ({rubric_sha256})", judged.id, judged.version);
    let form = packed::pack(&(questionnaire, judged));
    let carry = |part: &str, kind: &str, bytes: &[u8]| -> Result<String, Box<dyn Error>> {
        let (kind, include) = match kind {
            "Text" if is_default => (kind, "include_str"),
            "Plain" if is_default => (kind, "include_bytes"),
            _ => ("Deflated", "include_bytes"),
        };
        let deflated = (kind == "Deflated").then(|| compress_to_vec(bytes, 10));
        let file = folder.join(format!("{name}.{part}"));
        put(&file, deflated.as_deref().unwrap_or(bytes))?;
        Ok(format!("Carried::{kind}({include}!({:?}))", file.display().to_string()))
    };
    Ok(format!(
        "Shipped {{ name: {name:?}, rubric_line: {line:?}, shape: {}, texts: {}, \
         questions_sha256: {questions_sha256:?}, rubric_sha256: {rubric_sha256:?}, questions: {}, \
         rubric: {} }}",
        carry("shape", "Plain", &form.shape)?,
        carry("texts", "Text", form.texts.as_bytes())?,
        carry("questions", "Deflated", questions.as_bytes())?,
        carry("rubric", "Deflated", rubric.as_bytes())?,
    ))
}

/// Puts bytes into a file of the build's own.
fn put(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    fs::File::create(path)?.write_all(bytes)
}

fn fingerprint(text: &str) -> String {
    document::sha256(text.as_bytes())
}

/// Reads the YAML file called `name`; returns what it says, and its text.
fn read<T>(
    name: &str,
    read: impl FnOnce(&Node<'_>) -> Result<T, Vec<Finding>>,
) -> Result<(T, String), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={name}");
    let text = fs::read_to_string(name)?;
    let tree = document::read::tree(&text, Format::Yaml, Bounds::RUBRIC);
    let value = tree.and_then(|tree| read(&tree)).map_err(|found| worded(name, &text, &found))?;
    Ok((value, text))
}

/// Returns every finding on a line of its own, behind the line of the file that it is about.
fn worded(name: &str, text: &str, found: &[Finding]) -> String {
    let line = |finding: &Finding| {
        let before = text.get(..finding.span.start).unwrap_or(text);
        let number = before.matches('\n').count() + 1;
        format!("{name}:{number}: {}; {}", finding.message, finding.help)
    };
    found.iter().map(line).collect::<Vec<_>>().join("\n")
}

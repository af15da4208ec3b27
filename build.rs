//! Checks the shipped questionnaire and rubric with the program's own readers, and embeds what they
//! read. A mistake in either file stops the build, at its line.

use document::{Bounds, Finding, Format, Node, packed, questionnaire, rubric};
use program::{document, domain};
use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::{env, fs};

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
    let (questionnaire, questions_sha256) = read("questions/oms.yaml", questionnaire::read)?;
    let (rubric, rubric_sha256) =
        read("rubrics/oms.yaml", |tree| rubric::read(tree, &questionnaire))?;
    println!("cargo::rustc-env=QUESTIONS_SHA256={questions_sha256}");
    println!("cargo::rustc-env=RUBRIC_SHA256={rubric_sha256}");
    println!("cargo::rustc-env=RUBRIC_LINE={} {} ({rubric_sha256})", rubric.id, rubric.version);
    let form = packed::pack(&(questionnaire, rubric));
    for (name, bytes) in [("instrument", &form.shape[..]), ("texts", form.texts.as_bytes())] {
        let target = Path::new(&env::var("OUT_DIR")?).join(name);
        fs::File::create(target)?.write_all(bytes)?;
    }
    Ok(())
}

/// Reads the YAML file called `name`; returns what it says and the SHA-256 of its bytes.
fn read<T>(
    name: &str,
    read: impl FnOnce(&Node<'_>) -> Result<T, Vec<Finding>>,
) -> Result<(T, String), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={name}");
    let text = fs::read_to_string(name)?;
    let tree = document::read::tree(&text, Format::Yaml, Bounds::RUBRIC);
    let value = tree.and_then(|tree| read(&tree)).map_err(|found| worded(name, &text, &found))?;
    Ok((value, document::sha256(text.as_bytes())))
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

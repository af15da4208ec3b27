//! Re-encodes the shipped YAML as JSON, which loads in a fraction of the time, and takes its
//! fingerprint. Nothing is judged here: a test checks the sense of both files, and that both
//! encodings say the same.

use serde_json::Value;
use sha2::Digest;
use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let questions = encode("questions/oms.yaml", "questions.json")?;
    println!("cargo::rustc-env=QUESTIONS_SHA256={}", questions.1);
    let (rubric, sha256) = encode("rubrics/oms.yaml", "rubric.json")?;
    println!("cargo::rustc-env=RUBRIC_SHA256={sha256}");
    let text = |key: &str| rubric.get(key).and_then(Value::as_str).unwrap_or_default();
    println!("cargo::rustc-env=RUBRIC_LINE={} {} ({sha256})", text("id"), text("version"));
    Ok(())
}

/// Writes `yaml` as JSON to the build folder; returns the document and the YAML's SHA-256.
fn encode(yaml: &str, json: &str) -> Result<(Value, String), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={yaml}");
    let bytes = fs::read(yaml)?;
    let document: Value = serde_yaml::from_slice(&bytes)?;
    let target = Path::new(&env::var("OUT_DIR")?).join(json);
    serde_json::to_writer(fs::File::create(target)?, &document)?;
    let mut sha256 = String::new();
    for byte in sha2::Sha256::digest(&bytes) {
        write!(sha256, "{byte:02x}")?;
    }
    Ok((document, sha256))
}

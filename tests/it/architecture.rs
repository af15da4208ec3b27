/// No two files of the program need each other.
mod circles;
/// What ARCHITECTURE.md names is there.
mod names;

use std::fs;
use std::path::{Path, PathBuf};

/// A floor: its folder, what of ours it may use, and the crates and parts of `std` it may name.
struct Floor {
    name: &'static str,
    ours: &'static [&'static str],
    crates: &'static [&'static str],
    forbidden: &'static [&'static str],
}

const WORLD: &[&str] = &[
    "std::fs",
    "std::io",
    "std::env",
    "std::process",
    "std::net",
    "std::time",
    "std::thread",
    "println!",
    "eprintln!",
    "print!(",
    "::now(",
    "stdin",
    "stdout()",
    "stderr()",
];

/// The one file below the edge that names `std::io`: for the traits in which the library's formatter is
/// written, and to write into memory.
const INTO_MEMORY: (&str, &str) = ("report/json_text.rs", "use std::io::{self, Write};");

const FLOORS: &[Floor] = &[
    Floor {
        name: "domain",
        ours: &[],
        crates: &["jiff", "num_bigint", "num_rational", "num_traits"],
        forbidden: WORLD,
    },
    Floor {
        name: "document",
        ours: &["domain"],
        crates: &["serde", "serde_json", "serde_yaml", "sha2", "strsim", "toml"],
        forbidden: WORLD,
    },
    Floor {
        name: "report",
        ours: &["domain", "document"],
        crates: &[
            "serde",
            "serde_json",
            "comfy_table",
            "anstyle",
            "quick_xml",
            "base64",
            "csv",
            "rust_xlsxwriter",
            "unicode_segmentation",
        ],
        forbidden: WORLD,
    },
    Floor {
        name: "interview",
        ours: &["domain", "document", "report"],
        crates: &["textwrap", "unicode_segmentation", "unicode_width"],
        forbidden: WORLD,
    },
    Floor {
        name: "cli",
        ours: &["domain", "document", "report", "interview"],
        crates: &[
            "annotate_snippets",
            "anstream",
            "anyhow",
            "clap",
            "clap_complete",
            "clap_mangen",
            "crossterm",
            "ctrlc",
            "etcetera",
            "jiff",
            "quick_xml",
            "tempfile",
            "terminal_size",
            "zip",
        ],
        forbidden: &["println!", "eprintln!"],
    },
];

/// Every crate that a floor may be allowed; one that is not listed here is listed nowhere.
const CRATES: &[&str] = &[
    "annotate_snippets",
    "anstream",
    "anstyle",
    "anyhow",
    "base64",
    "clap",
    "clap_complete",
    "clap_mangen",
    "comfy_table",
    "crossterm",
    "csv",
    "ctrlc",
    "etcetera",
    "jiff",
    "num_bigint",
    "num_integer",
    "num_rational",
    "num_traits",
    "quick_xml",
    "rust_xlsxwriter",
    "serde",
    "serde_json",
    "serde_yaml",
    "sha2",
    "strsim",
    "tempfile",
    "terminal_size",
    "textwrap",
    "toml",
    "unicode_segmentation",
    "unicode_width",
    "zip",
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn floor_of(path: &Path) -> String {
    let inside = path.strip_prefix(source()).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// Returns what breaks the rules of a floor in one file's text.
fn breaches(floor: &Floor, text: &str) -> Vec<String> {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = lines.collect::<Vec<_>>().join("\n");
    let others = FLOORS.iter().map(|floor| floor.name).filter(|name| *name != floor.name);
    let ours = others.filter(|name| !floor.ours.contains(name)).flat_map(|name| {
        [format!("crate::{name}::"), format!("crate::{name};"), format!("super::super::{name}::")]
    });
    let strange = CRATES.iter().filter(|name| !floor.crates.contains(name));
    let strange =
        strange.flat_map(|name| [format!(" {name}::"), format!("({name}::"), format!("<{name}::")]);
    let world = floor.forbidden.iter().map(|name| (*name).to_owned());
    ours.chain(strange).chain(world).filter(|name| code.contains(name.as_str())).collect()
}

#[test]
fn no_floor_reaches_what_is_not_its_own() {
    for path in files(&source()) {
        let name = floor_of(&path);
        if name == "main" || name == "lib" {
            continue;
        }
        let floor = FLOORS.iter().find(|floor| floor.name == name);
        let floor = floor.unwrap_or_else(|| panic!("{} stands on no floor", path.display()));
        let mut text = fs::read_to_string(&path).unwrap();
        if path.ends_with(INTO_MEMORY.0) {
            text = text.replacen(INTO_MEMORY.1, "", 1);
        }
        let found = breaches(floor, &text);
        assert!(found.is_empty(), "{}: {found:?}", path.display());
    }
}

#[test]
fn each_kind_of_breach_is_noticed() {
    for (name, text) in [
        ("domain", "use crate::cli::run;"),
        ("domain", "use serde::Serialize;"),
        ("domain", "let text = std::fs::read_to_string(path);"),
        ("report", "println!(\"level\")"),
        ("interview", "let line = std::io::stdin().lines();"),
        ("interview", "let key = crossterm::event::read();"),
        ("document", "use crate::report::Report;"),
        ("domain", "let today = jiff::Timestamp::now();"),
    ] {
        let floor = FLOORS.iter().find(|floor| floor.name == name).unwrap();
        assert!(!breaches(floor, text).is_empty(), "{name}: {text}");
    }
}

#[test]
fn nothing_about_order_management_stands_in_the_code() {
    let ids = ["rules_age", "cost_to_serve", "inventory_trust", "RA-1", "SN0", "Workaround"];
    for path in files(&source()) {
        let text = fs::read_to_string(&path).unwrap();
        let code: String =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for id in ids {
            assert!(!code.contains(id), "{} names {id}", path.display());
        }
    }
}

/// The sorter of the standard library is there once more for each kind of item that it is asked for.
#[test]
fn one_sorter_is_there_for_all_kinds_of_items() {
    for path in files(&source()).iter().filter(|path| !path.ends_with("domain/sorting.rs")) {
        let text = fs::read_to_string(path).unwrap();
        for name in [".sort()", ".sort_by(", ".sort_by_key(", ".sort_by_cached_key("] {
            assert!(!text.contains(name), "{}: {name} stands in domain::sorting", path.display());
        }
    }
}

#[test]
fn no_module_is_called_after_nothing() {
    for path in files(&source()) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        for vague in ["util", "utils", "helper", "helpers", "common", "misc", "mod"] {
            assert_ne!(name, vague, "{}", path.display());
        }
    }
}

//! A row for each record: the forms, and the file that takes its place when it is whole.
#![expect(clippy::disallowed_methods, reason = "a test's own files need no care")]

use crate::program::{Ran, run, run_in};
use std::fs;
use std::path::Path;

const TABLE: &str = "scope,date,tags.country,tags.format,overrides.value\n\
                     =1+1,2026-06-30,DE,store,5\n\
                     \"@home, too\",2026-06-30,,,\"5,1\"\n\
                     Läden,2026-06-30,,,16\n";

#[test]
fn a_row_of_a_table_is_written_for_each_record() {
    let args = ["portfolio", "-", "--input-format", "csv", "--each", "csv"];
    let ran = run(&args, TABLE);
    assert_eq!(ran.code, Some(2));
    let expected = "\
\"record\",\"scope\",\"date\",\"tags\",\"level\",\"mean\",\"score\",\"worst\",\"best\",\
\"evidenced_level\",\"unknown\",\"limiting\",\"dimensions.rules_age\",\"dimensions.overrides\",\
\"dimensions.adaptability\",\"dimensions.cost_to_serve\",\"dimensions.inventory_trust\",\
\"dimensions.scalability\",\"invalid\"\r\n\
1,\"'=1+1\",\"2026-06-30\",\"country=DE; format=store\",\"\",1.33,\"\",1,4,\"\",5,\
\"rules_age adaptability cost_to_serve inventory_trust scalability\",1,3,1,1,1,1,\"\"\r\n\
2,\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\
\"<stdin>:3:27: error[bad-number]: in column `overrides.value`: `5,1` is not a plain decimal \
number; write 5.1\"\r\n\
3,\"Läden\",\"2026-06-30\",\"\",\"\",1.00,\"\",1,2,\"\",5,\
\"rules_age overrides adaptability cost_to_serve inventory_trust scalability\",1,1,1,1,1,1,\"\"\r\n";
    assert_eq!(ran.stdout, expected);
}

/// Writes rows into a file of a folder.
fn write(folder: &Path, input: &str, further: &[&str]) -> Ran {
    let args = ["portfolio", "-", "--input-format", "csv", "--each", "ndjson", "-o", "rows.ndjson"];
    run_in(folder, &[&args, further].concat(), input)
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn rows_are_in_their_file_as_on_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    let ran = write(folder.path(), TABLE, &[]);
    assert_eq!((ran.code, &*ran.stdout), (Some(2), ""));
    assert!(ran.stderr.ends_with("a row for each record in rows.ndjson\n"), "{}", ran.stderr);
    let rows = fs::read_to_string(folder.path().join("rows.ndjson")).unwrap();
    let shown = run(&["portfolio", "-", "--input-format", "csv", "--each", "ndjson"], TABLE);
    assert_eq!(rows, shown.stdout);
    let again = write(folder.path(), "scope,date,overrides\nA,2026-06-30,unknown\n", &[]);
    assert_eq!(again.code, Some(2));
    assert!(again.stderr.contains("rows.ndjson exists already; add --force"), "{}", again.stderr);
    assert_eq!(fs::read_to_string(folder.path().join("rows.ndjson")).unwrap(), rows);
    let forced = ["--force", "--quiet"];
    let forced = write(folder.path(), "scope,date,overrides\nA,2026-06-30,unknown\n", &forced);
    assert_eq!((forced.code, &*forced.stderr), (Some(0), ""));
    let now = fs::read_to_string(folder.path().join("rows.ndjson")).unwrap();
    assert!(now.starts_with("{\"record\":1,\"scope\":\"A\""));
    assert_eq!(names(folder.path()), ["rows.ndjson"]);
}

#[test]
fn where_there_are_no_records_there_is_no_file() {
    for input in ["scope,date,overrides\n", "scope,overides\n", ""] {
        let folder = tempfile::tempdir().unwrap();
        let ran = write(folder.path(), input, &[]);
        assert_eq!(ran.code, Some(2), "{input}");
        assert_eq!(names(folder.path()), <[&str; 0]>::default(), "{input}");
    }
}

#[test]
fn a_form_of_the_summary_beside_rows_is_refused() {
    let ran = run(&["portfolio", "-", "--each", "ndjson", "--format", "json"], "{}");
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("take --format out"), "{}", ran.stderr);
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("/dev/full", folder.path().join("rows.ndjson")).unwrap();
    let ran = write(folder.path(), TABLE, &[]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("error: cannot write rows.ndjson: "), "{}", ran.stderr);
    assert_eq!(names(folder.path()), ["rows.ndjson"]);
}

/// A limit on the size of files stands for a disk that fills up while rows are written.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_cannot_grow_is_taken_away() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "A,2026-06-30,5\n".repeat(3000);
    fs::write(folder.path().join("a.csv"), format!("scope,date,overrides.value\n{rows}")).unwrap();
    let program = env!("CARGO_BIN_EXE_oms-maturity");
    let line = format!("ulimit -f 16; exec {program} portfolio a.csv --each csv -o rows.csv");
    let ran = std::process::Command::new("bash")
        .args(["-c", &line])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot write rows.csv"), "{said}");
    assert_eq!(names(folder.path()), ["a.csv"]);
}

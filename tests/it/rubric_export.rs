use crate::program::{Ran, run, run_in};
use oms_maturity::document::sha256;
use std::fs;
use std::path::Path;

const QUESTIONS: &str = "examples/custom/questions.yaml";
const RUBRIC: &str = "examples/custom/rubric.yaml";

fn whole(path: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path).to_string_lossy().into_owned()
}

fn read(folder: &Path, path: &str) -> Vec<u8> {
    fs::read(folder.join(path)).unwrap()
}

fn done(ran: &Ran) -> &str {
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""), "{}", ran.stderr);
    &ran.stderr
}

#[test]
fn the_shipped_files_come_out_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let ran = run_in(folder.path(), &["rubric", "export"], "");
    assert_eq!(
        done(&ran),
        "questions in questions/oms.yaml, rubric in rubrics/oms.yaml\n\
         use them with: oms-maturity assess --questions questions/oms.yaml --rubric rubrics/oms.yaml\n"
    );
    let report = run(&["assess", "examples/kestrel-and-vane.yaml", "--format", "json"], "").stdout;
    for (file, part) in [("questions/oms.yaml", "questionnaire"), ("rubrics/oms.yaml", "rubric")] {
        let bytes = read(folder.path(), file);
        assert!(bytes == fs::read(whole(file)).unwrap(), "{file}");
        let stated: serde_json::Value = serde_json::from_str(&report).unwrap();
        assert_eq!(stated[part]["sha256"], sha256(&bytes), "{file}");
    }
}

#[test]
fn the_exported_files_give_the_same_report() {
    let folder = tempfile::tempdir().unwrap();
    done(&run_in(folder.path(), &["rubric", "export", "--to", "a b/my own", "--quiet"], ""));
    let answers = whole("examples/kestrel-and-vane.yaml");
    for form in ["table", "json", "html", "csv"] {
        let shipped = ["assess", &answers, "--format", form];
        let own = ["--questions", "a b/my own/questions/oms.yaml"];
        let judged = ["--rubric", "a b/my own/rubrics/oms.yaml"];
        let exported = [&shipped[..], &own, &judged].concat();
        let [one, other] = [&shipped[..], &exported].map(|args| run_in(folder.path(), args, ""));
        assert_eq!(one.code, Some(0), "{}", one.stderr);
        assert!(one.stdout == other.stdout, "{form}: {}", other.stderr);
    }
}

#[test]
fn files_of_ones_own_come_out_as_well_whatever_their_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let marked = [&b"\xEF\xBB\xBF"[..], &fs::read(whole(QUESTIONS)).unwrap()].concat();
    let ends = String::from_utf8(fs::read(whole(RUBRIC)).unwrap()).unwrap().replace('\n', "\r\n");
    #[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
    {
        fs::write(folder.path().join("q.yaml"), &marked).unwrap();
        fs::write(folder.path().join("r.yaml"), &ends).unwrap();
    }
    let args = ["rubric", "export", "--questions", "q.yaml", "--rubric", "r.yaml", "--to", "it's"];
    let ran = run_in(folder.path(), &args, "");
    let typed = "--questions 'it'\\''s/questions/returns.yaml'";
    assert!(done(&ran).contains(typed), "{}", ran.stderr);
    assert_eq!(read(folder.path(), "it's/questions/returns.yaml"), marked);
    assert_eq!(read(folder.path(), "it's/rubrics/returns.yaml"), ends.as_bytes());
}

#[test]
fn nothing_is_replaced_unasked_and_nothing_is_written_by_halves() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("rubrics")).unwrap();
    let there = folder.path().join("rubrics/oms.yaml");
    #[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
    fs::write(&there, "mine\n").unwrap();
    let ran = run_in(folder.path(), &["rubric", "export"], "");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    assert!(ran.stderr.contains("rubrics/oms.yaml exists already; add --force"), "{}", ran.stderr);
    assert!(!folder.path().join("questions").exists());
    assert_eq!(fs::read_to_string(&there).unwrap(), "mine\n");
    done(&run_in(folder.path(), &["rubric", "export", "--force"], ""));
    assert_eq!(fs::read(&there).unwrap(), fs::read(whole("rubrics/oms.yaml")).unwrap());
}

#[test]
fn a_folder_that_cannot_be_and_an_instrument_that_is_wrong_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    #[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
    fs::write(folder.path().join("taken"), "").unwrap();
    let ran = run_in(folder.path(), &["rubric", "export", "--to", "taken"], "");
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("cannot make the folder taken/questions"), "{}", ran.stderr);
    let questions = whole(QUESTIONS);
    let args = ["rubric", "export", "--questions", &questions, "--to", "out"];
    let ran = run_in(folder.path(), &args, "");
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("embedded rubrics/oms.yaml"), "{}", ran.stderr);
    assert!(!folder.path().join("out").exists());
}

//! The CI examples: every file parses, and the commands in them do in a copy of the layout what is
//! promised. A form that the program does not offer yet is left out of its command, so that these
//! tests grow stricter by themselves.

use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_oms-maturity");
/// The day on which the answers in the layout pass.
const TODAY: &str = "2026-07-15";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn example(name: &str) -> String {
    fs::read_to_string(root().join("examples/ci").join(name)).unwrap()
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// A copy of the layout in a repository of its own, where `oms-maturity` is the program that was
/// built, with the clock stopped.
struct Copy(tempfile::TempDir);

impl Copy {
    fn new() -> Self {
        Self::on(TODAY)
    }

    fn on(today: &str) -> Self {
        let copy = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(copy.path(".git")).unwrap();
        fs::create_dir_all(copy.path("answers")).unwrap();
        fs::create_dir_all(copy.path("bin")).unwrap();
        for file in layout() {
            copy.write(&file, &example(&file));
        }
        let script = format!("#!/bin/sh\nexec '{PROGRAM}' \"$@\" --today {today}\n");
        copy.write("bin/oms-maturity", &script);
        let program = fs::Permissions::from_mode(0o755);
        fs::set_permissions(copy.path("bin/oms-maturity"), program).unwrap();
        copy
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    #[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
    fn write(&self, file: &str, text: &str) {
        fs::write(self.path(file), text).unwrap();
    }

    fn change(&self, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(file)).unwrap();
        assert_eq!(text.matches(from).count(), 1, "{from} in {file}");
        self.write(file, &text.replace(from, to));
    }

    /// Runs a command as a runner does, in the shell.
    fn run(&self, command: &str) -> Output {
        let path = std::env::var("PATH").unwrap();
        Command::new("sh")
            .args(["-e", "-c", command])
            .current_dir(&self.0)
            .env("PATH", format!("{}:{path}", self.path("bin").display()))
            .env("GITHUB_STEP_SUMMARY", self.path("summary.md"))
            .env("NO_COLOR", "1")
            .env_remove("GITHUB_ACTIONS")
            .output()
            .unwrap()
    }

    fn ends(&self, command: &str) -> (Option<i32>, String) {
        let output = self.run(command);
        let stderr = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap() + &stderr)
    }
}

/// The files of the layout that a retailer copies.
fn layout() -> Vec<String> {
    let mut files = vec!["oms-maturity.toml".to_owned(), "oms-maturity-baseline.toml".to_owned()];
    for entry in fs::read_dir(root().join("examples/ci/answers")).unwrap() {
        files.push(format!("answers/{}", entry.unwrap().file_name().to_str().unwrap()));
    }
    files.sort();
    files
}

/// The forms that the program offers.
fn forms() -> Vec<String> {
    let help = Command::new(PROGRAM).args(["check", "--help"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let (_, from) = help.split_once("--format <FORM>").unwrap();
    let (list, _) = from.split_once("\n      --").unwrap();
    let names = list.lines().filter_map(|line| line.trim().strip_prefix("- "));
    let names = names.filter_map(|line| Some(line.split_once(':')?.0.trim().to_owned()));
    let names: Vec<_> = names.collect();
    assert!(names.contains(&"table".to_owned()), "{help}");
    names
}

/// A command with its further forms apart: on one line, without those that are not offered yet,
/// and the forms that are, each with its file.
fn settled(command: &str) -> (String, Vec<(String, String)>) {
    let offered = forms();
    let joined = command.replace("\\\n", " ");
    let (mut kept, mut written) = (Vec::new(), Vec::new());
    let mut words = joined.split_whitespace();
    while let Some(word) = words.next() {
        if word != "--report" {
            kept.push(word.to_owned());
            continue;
        }
        let report = words.next().unwrap_or_else(|| panic!("nothing behind --report: {command}"));
        let (form, file) = report.split_once('=').unwrap_or_else(|| panic!("no FORM=: {report}"));
        if offered.iter().any(|name| name == form) {
            kept.extend(["--report".to_owned(), report.to_owned()]);
            written.push((form.to_owned(), file.to_owned()));
        }
    }
    (kept.join(" "), written)
}

/// Every command in a tree that runs the gate: the texts under `run` and `script`.
fn commands(tree: &Value) -> Vec<String> {
    let mut found = Vec::new();
    match tree {
        Value::Object(entries) => {
            for (key, value) in entries {
                match (key.as_str(), value) {
                    ("run" | "script", Value::String(text)) => found.push(text.clone()),
                    ("run" | "script", Value::Array(texts)) => {
                        found.extend(texts.iter().map(|text| text.as_str().unwrap().to_owned()));
                    }
                    _ => found.extend(commands(value)),
                }
            }
        }
        Value::Array(items) => found.extend(items.iter().flat_map(commands)),
        _ => {}
    }
    found.retain(|text| text.contains("oms-maturity check"));
    found
}

/// The command of a pipeline, which has one.
fn command_in(file: &str) -> String {
    let found = commands(&yaml(&example(file)));
    assert_eq!(found.len(), 1, "{file}: {found:?}");
    found.concat()
}

#[test]
fn every_yaml_file_is_one() {
    let mut read = 0;
    for entry in fs::read_dir(root().join("examples/ci")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "yml" || ending == "yaml") {
            assert!(yaml(&fs::read_to_string(path).unwrap()).is_object());
            read += 1;
        }
    }
    assert_eq!(read, 3);
    for file in layout().iter().filter(|file| file.starts_with("answers/")) {
        assert!(yaml(&example(file))["scope"].is_string(), "{file}");
    }
}

#[test]
fn the_policy_explains_every_key_and_names_a_schema() {
    let text = example("oms-maturity.toml");
    let policy: toml::Table = text.parse().unwrap();
    let check = policy["check"].as_table().unwrap();
    for key in oms_maturity::document::policy::KEYS {
        assert!(check.contains_key(*key), "{key} is not shown");
    }
    let schema = text.lines().next().and_then(|line| line.strip_prefix("#:schema ")).unwrap();
    // The path leads to the schema of this repository, once it holds one.
    let path = root().join("examples/ci").join(schema);
    let schemas = root().join("schemas");
    assert_eq!(path.exists(), schemas.join("policy.json").exists(), "{schema}");
}

#[test]
fn the_baseline_is_what_the_program_writes() {
    let copy = Copy::new();
    fs::remove_file(copy.path("oms-maturity-baseline.toml")).unwrap();
    let (code, said) = copy.ends("oms-maturity check answers/*.yaml --write-baseline");
    assert_eq!(code, Some(0), "{said}");
    let written = fs::read_to_string(copy.path("oms-maturity-baseline.toml")).unwrap();
    assert_eq!(written, example("oms-maturity-baseline.toml"));
}

#[test]
fn the_commands_of_the_pipelines_pass_and_fail_as_they_should() {
    for file in ["github-actions.yml", "gitlab-ci.yml"] {
        let (command, written) = settled(&command_in(file));
        let copy = Copy::new();
        let (code, said) = copy.ends(&command);
        assert_eq!(code, Some(0), "{file}: {command}\n{said}");
        for (form, report) in &written {
            let text = fs::read_to_string(copy.path(report)).unwrap();
            match form.as_str() {
                "json" | "sarif" | "gitlab" => {
                    serde_json::from_str::<Value>(&text).unwrap();
                }
                "junit" => assert!(text.starts_with("<?xml"), "{text}"),
                _ => assert!(!text.is_empty(), "{form}"),
            }
        }
        let copy = Copy::new();
        copy.change("answers/kestrel-home.yaml", "{value: 0.8,", "{value: 1.2,");
        let (code, said) = copy.ends(&command);
        assert_eq!(code, Some(1), "{file}: {command}\n{said}");
        assert!(
            said.contains("answers/kestrel-home.yaml:13:3: error[fell-below-baseline]"),
            "{said}"
        );
        for (_, report) in &written {
            assert!(copy.path(report).is_file(), "{report} is written where the gate fails too");
        }
    }
}

/// Every report that a pipeline collects is one that its command writes.
#[test]
fn the_pipelines_collect_what_is_written() {
    let github = example("github-actions.yml");
    let tree = yaml(&github);
    let command = command_in("github-actions.yml");
    let steps = tree["jobs"]["check"]["steps"].as_array().unwrap();
    let sarif = steps.iter().find_map(|step| step["with"]["sarif_file"].as_str()).unwrap();
    assert!(command.contains(&format!("--report sarif={sarif}")), "{command}");
    assert!(command.contains("--report markdown=oms-maturity.md"), "{command}");
    let summary = steps.iter().filter_map(|step| step["run"].as_str());
    let summary: Vec<_> = summary.filter(|run| run.contains("GITHUB_STEP_SUMMARY")).collect();
    let copy = Copy::new();
    copy.write("oms-maturity.md", "# Passed\n");
    assert_eq!(copy.ends(&summary.concat()).0, Some(0));
    assert_eq!(fs::read_to_string(copy.path("summary.md")).unwrap(), "# Passed\n");

    let tree = yaml(&example("gitlab-ci.yml"));
    let command = command_in("gitlab-ci.yml");
    let reports = &tree["oms-maturity"]["artifacts"]["reports"];
    for (form, key) in [("gitlab", "codequality"), ("junit", "junit")] {
        let file = reports[key].as_str().unwrap();
        assert!(command.contains(&format!("--report {form}={file}")), "{command}");
    }
    assert_eq!(tree["oms-maturity"]["artifacts"]["when"], "always");
}

#[test]
fn the_hooks_run_on_the_files_that_changed() {
    let hooks = yaml(&fs::read_to_string(root().join(".pre-commit-hooks.yaml")).unwrap());
    let hooks = hooks.as_array().unwrap();
    for hook in hooks {
        for key in ["id", "name", "description", "entry", "language", "files"] {
            assert!(hook[key].is_string(), "{key} in {hook}");
        }
        let entry = hook["entry"].as_str().unwrap();
        assert_eq!(Copy::new().ends(&format!("{entry} answers/kestrel-kids.yaml")).0, Some(0));
        let copy = Copy::new();
        copy.change("answers/kestrel-home.yaml", "{value: 0.8,", "{value: 1.2,");
        assert_eq!(copy.ends(&format!("{entry} answers/kestrel-kids.yaml")).0, Some(0));
        assert_eq!(copy.ends(&format!("{entry} answers/kestrel-home.yaml")).0, Some(1));
    }
    let config = yaml(&example("pre-commit-config.yaml"));
    for hook in config["repos"][0]["hooks"].as_array().unwrap() {
        assert!(hooks.iter().any(|known| known["id"] == hook["id"]), "{hook}");
    }
    let version = format!("v{}", env!("CARGO_PKG_VERSION"));
    assert_eq!(config["repos"][0]["rev"], *version);
    for file in ["github-actions.yml", "gitlab-ci.yml"] {
        assert!(example(file).contains(&format!("--tag {version}")), "{file}");
    }
}

#[test]
fn the_readme_shows_what_happens() {
    let text = example("README.md");
    let command = "oms-maturity check answers/*.yaml";
    assert!(text.contains(&format!("{command} --today {TODAY}")));
    assert_eq!(Copy::new().ends(command).0, Some(0));

    let copy = Copy::new();
    copy.change("answers/kestrel-home.yaml", "{value: 0.8,", "{value: 1.2,");
    let (code, said) = copy.ends(command);
    assert_eq!(code, Some(1));
    let shown = text.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    assert!(said.contains(shown), "shown:\n{shown}\nsaid:\n{said}");

    // From October on a peak week must be coped with, and one banner does not.
    assert_eq!(Copy::on("2026-09-30").ends(command).0, Some(0));
    for (today, told) in [("2026-08-31", false), ("2026-09-01", true), ("2026-09-30", true)] {
        let due = "answers/kestrel-outlet.yaml:10:3: due[scenario-not-coped]: from 2026-10-01 on";
        let (code, said) = Copy::on(today).ends(command);
        assert_eq!((code, said.contains(due)), (Some(0), told), "{today}: {said}");
    }
    // The whole folder is judged alike.
    assert_eq!(Copy::new().ends("oms-maturity check answers/").0, Some(0));
    let (code, said) = Copy::on("2026-10-01").ends(command);
    assert_eq!(code, Some(1));
    let peak = "answers/kestrel-outlet.yaml:10:3: error[scenario-not-coped]: scenario SN01";
    assert!(said.contains(peak), "{said}");
    // At the turn of the year the waiver expires, and what it waived is back.
    let (code, said) = Copy::on("2027-01-01").ends(command);
    assert_eq!(code, Some(1));
    assert!(said.contains("oms-maturity.toml:70:1: error[waiver-expired]"), "{said}");
    assert!(said.contains("answers/kestrel-home.yaml:12:3: error[below-min-level]"), "{said}");

    // Every file that is spoken of is there.
    for name in text.split('`').filter(|word| word.ends_with("yml") || word.ends_with("toml")) {
        let here = root().join("examples/ci").join(name);
        let there = [".github/workflows/oms-maturity.yml", ".gitlab-ci.yml"];
        assert!(here.is_file() || there.contains(&name), "{name}");
    }
}

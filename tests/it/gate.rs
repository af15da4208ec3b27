//! The gate through the real program.

mod baselines;
mod erosion;
mod flags;
mod folders;
mod places;
mod policies;
mod rules;
mod runs;
mod standing;
mod waivers;

use super::Field;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The day on which all is judged that names no other.
const TODAY: &str = "2026-07-01";

/// A repository, above which no policy is looked for.
struct Shop(tempfile::TempDir);

/// How a run ended, and what it said.
struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Shop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".git")).unwrap();
        Self(folder)
    }

    /// A shop with a policy: the lines under `[check]`.
    fn demanding(policy: &str) -> Self {
        Self::new().with("oms-maturity.toml", &format!("[check]\n{policy}\n"))
    }

    fn with(self, name: &str, text: &str) -> Self {
        self.write(name, text);
        self
    }

    #[expect(clippy::disallowed_methods, reason = "a test's own files need no care")]
    fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    fn has(&self, name: &str) -> bool {
        self.0.path().join(name).exists()
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.run_on(TODAY, args)
    }

    fn run_on(&self, today: &str, args: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_oms-maturity"));
        command.current_dir(&self.0).arg("check");
        command.args(crate::of_first_edition(args)).args(["--today", today]);
        for name in ["GITHUB_ACTIONS", "CI", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        Ran::from(command.env("NO_COLOR", "1").output().unwrap())
    }

    /// Runs with the JSON form and returns it beside the exit code.
    fn json_on(&self, today: &str, args: &[&str]) -> (Option<i32>, Value) {
        let ran = self.run_on(today, &[args, &["--format", "json"]].concat());
        let said = serde_json::from_str(&ran.stdout);
        (ran.code, said.unwrap_or_else(|error| panic!("{error}\n{}{}", ran.stdout, ran.stderr)))
    }

    fn json(&self, args: &[&str]) -> (Option<i32>, Value) {
        self.json_on(TODAY, args)
    }
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }
}

/// Every finding in a line: `file:line:column severity code rule subject: needed, found -> action`.
fn lines(report: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let mut lines = Vec::new();
    for file in report["files"].as_array().unwrap() {
        for found in file["findings"].as_array().unwrap() {
            lines.push(format!(
                "{}:{}:{} {} {} {} {}: {}, {} -> {}",
                text(&file["file"]),
                found["line"],
                found["column"],
                text(&found["severity"]),
                text(&found["code"]),
                text(&found["rule"]),
                text(&found["subject"]),
                text(&found["needed"]),
                text(&found["found"]),
                text(&found["action"]),
            ));
        }
    }
    lines
}

/// Answers of 2026-06-30: a line each from line 4 on, at column 3.
fn bare(answers: &[&str]) -> String {
    dated("2026-06-30", answers)
}

fn dated(date: &str, answers: &[&str]) -> String {
    let answers: Vec<_> = answers.iter().map(|line| format!("  {line}\n")).collect();
    let body =
        if answers.is_empty() { " {}\n".to_owned() } else { format!("\n{}", answers.concat()) };
    format!("scope: Shop\ndate: {date}\nanswers:{body}")
}

/// The same, with every other dimension at level 3 on the lines behind.
fn else_3(answers: &[&str]) -> String {
    let named = |id: &str| answers.iter().any(|line| line.starts_with(&format!("{id}:")));
    let rest = DIMENSIONS.iter().filter(|id| !named(id)).map(|id| format!("{id}: {{level: 3}}"));
    let rest: Vec<_> = rest.collect();
    let rest = rest.iter().map(String::as_str);
    bare(&answers.iter().copied().chain(rest).collect::<Vec<_>>())
}

const DIMENSIONS: [&str; 6] =
    ["rules_age", "overrides", "adaptability", "cost_to_serve", "inventory_trust", "scalability"];

/// A rule of a policy, what just breaks it, and what just passes.
struct Case {
    /// The lines under `[check]`.
    policy: &'static str,
    /// The answers at the time of the baseline.
    before: Option<String>,
    /// Answers that break it, and the day they are held against it.
    breaks: (String, &'static str),
    /// What is found then.
    found: &'static [&'static str],
    /// Answers that pass, and the day.
    passes: (String, &'static str),
}

impl Case {
    fn new(
        policy: &'static str,
        breaks: String,
        found: &'static [&'static str],
        passes: String,
    ) -> Self {
        Self { policy, before: None, breaks: (breaks, TODAY), found, passes: (passes, TODAY) }
    }

    fn before(self, before: String) -> Self {
        Self { before: Some(before), ..self }
    }

    fn on(mut self, breaking: &'static str, passing: &'static str) -> Self {
        (self.breaks.1, self.passes.1) = (breaking, passing);
        self
    }

    /// Runs both, collecting what is not as it should be.
    fn check(&self) -> Vec<String> {
        let sides = [(&self.breaks, 1, self.found), (&self.passes, 0, &[][..])];
        let wrong = sides.into_iter().filter_map(|((answers, today), code, expected)| {
            let shop = Shop::demanding(self.policy);
            if let Some(before) = &self.before {
                shop.write("answers.yaml", before);
                let ran = shop.run(&["answers.yaml", "--write-baseline"]);
                assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
            }
            shop.write("answers.yaml", answers);
            let (ended, report) = shop.json_on(today, &["answers.yaml"]);
            let found = lines(&report);
            let passed = report["passed"] == (code == 0) && report["today"] == *today;
            (ended != Some(code) || found != expected || !passed).then(|| {
                format!(
                    "policy:\n{}\nanswers on {today}:\n{answers}exit {ended:?}, not {code}; \
                     passed {}\nfound:    {found:#?}\nexpected: {expected:#?}\n",
                    self.policy, report["passed"]
                )
            })
        });
        wrong.collect()
    }
}

fn hold(cases: &[Case]) {
    let wrong: Vec<_> = cases.iter().flat_map(Case::check).collect();
    assert!(wrong.is_empty(), "{} wrong:\n\n{}", wrong.len(), wrong.join("\n"));
}

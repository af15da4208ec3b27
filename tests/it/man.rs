//! The manual: a page for every command, as `man` reads it.

use super::program::{Ran, run, run_in};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

/// What stands on every page.
const SECTIONS: [&str; 9] = [
    "NAME",
    "SYNOPSIS",
    "DESCRIPTION",
    "EXAMPLES",
    "OPTIONS",
    "EXIT STATUS",
    "FILES",
    "ENVIRONMENT",
    "SEE ALSO",
];
/// Commands that no file is for, other than those they are told to write.
const WITHOUT_FILES: [&str; 4] = ["schema", "explain", "completions", "man"];

fn done(ran: Ran) -> String {
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    ran.stdout
}

/// Returns every page, written to a folder that is not there yet.
fn pages(folder: &Path) -> Vec<(String, String)> {
    let ran = run_in(folder, &["man", "--to", "share/man1"], "");
    assert!(
        ran.stdout.is_empty() && ran.stderr.ends_with("pages in share/man1\n"),
        "{}",
        ran.stderr
    );
    done(ran);
    let entries = fs::read_dir(folder.join("share/man1")).unwrap();
    let mut pages: Vec<_> = entries
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    pages.sort();
    pages
}

/// Returns the commands that a help lists, also those in the line below the list.
fn commands() -> BTreeSet<String> {
    let help = done(run(&["help"], ""));
    let list =
        help.split("Commands:\n").nth(1).unwrap().lines().take_while(|line| !line.is_empty());
    let listed = list.map(|line| line.split_whitespace().next().unwrap());
    let also = help.split("Also: ").nth(1).unwrap().split("\n\n").next().unwrap().split(", ");
    listed.chain(also).filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn every_command_has_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let written = pages(folder.path());
    let names: BTreeSet<_> = written.iter().map(|(name, _)| name.clone()).collect();
    let below = [
        "drafts-resume",
        "drafts-remove",
        "rubric-diff",
        "rubric-export",
        "rubric-lint",
        "rubric-show",
    ]
    .map(str::to_owned);
    let commands = commands().into_iter().chain(below);
    let expected = commands.map(|name| format!("oms-maturity-{name}.1"));
    let expected: BTreeSet<_> = expected.chain(["oms-maturity.1".to_owned()]).collect();
    assert_eq!(names, expected);
    for (name, text) in &written {
        let title = name.trim_end_matches(".1").to_uppercase();
        assert!(text.contains(&format!(".TH {title} 1 ")), "{name}: {text}");
        let is_bare = WITHOUT_FILES.iter().any(|bare| *name == format!("oms-maturity-{bare}.1"));
        for section in SECTIONS.iter().filter(|section| **section != "FILES" || !is_bare) {
            let heading = [format!(".SH {section}\n"), format!(".SH \"{section}\"\n")];
            assert!(
                heading.iter().any(|heading| text.contains(heading)),
                "{name}: {section}\n{text}"
            );
        }
    }
    // The page of the whole program is the one that is printed.
    let (_, whole) = written.iter().find(|(name, _)| name == "oms-maturity.1").unwrap();
    assert_eq!(&done(run(&["man"], "")), whole);
}

/// What the short help leaves out has its words on the page, and every page that one names is there.
#[test]
fn a_page_says_what_the_long_help_says() {
    let folder = tempfile::tempdir().unwrap();
    let written = pages(folder.path());
    let plain = |text: &str| text.replace("\\-", "-").replace("\\fR", "").replace("\\fB", "");
    let check = &written.iter().find(|(name, _)| name == "oms-maturity-check.1").unwrap().1;
    let check = plain(check);
    for said in [
        "--min-mean",
        "Lowest overall mean",
        "--waiver",
        "0 the policy is met, 1 it is not",
        "oms-maturity.toml",
        "oms-maturity check answers.yaml --min-level 3",
        "oms-maturity check [OPTIONS] <ANSWERS>...",
        "GITHUB_ACTIONS",
    ] {
        assert!(check.contains(said), "{said}\n{check}");
    }
    let names: BTreeSet<_> = written.iter().map(|(name, _)| name.as_str()).collect();
    for (name, text) in &written {
        for named in plain(text).split([' ', '\n', ',']).filter_map(|word| word.strip_suffix("(1)"))
        {
            assert!(names.contains(&*format!("{named}.1")), "{name}: {named}");
        }
    }
}

#[test]
fn pages_that_are_there_are_replaced_only_on_request() {
    let folder = tempfile::tempdir().unwrap();
    let written = pages(folder.path());
    let page = folder.path().join("share/man1/oms-maturity-plan.1");
    let others = written.iter().filter(|(name, _)| name != "oms-maturity-plan.1");
    others.for_each(|(name, _)| {
        fs::remove_file(folder.path().join("share/man1").join(name)).unwrap();
    });
    let again = run_in(folder.path(), &["man", "--to", "share/man1"], "");
    assert!(again.code == Some(2) && again.stderr.contains("--force"), "{}", again.stderr);
    // None was written before one was refused.
    assert_eq!(fs::read_dir(page.parent().unwrap()).unwrap().count(), 1);
    let quiet = run_in(folder.path(), &["man", "--to", "share/man1", "--force", "--quiet"], "");
    assert_eq!((quiet.code, quiet.stderr.as_str()), (Some(0), ""));
    assert_eq!(fs::read_dir(page.parent().unwrap()).unwrap().count(), written.len());
    for (args, why) in [
        (&["man", "--to", "-"][..], "name a folder"),
        (&["man", "--to", "share/man1/oms-maturity.1"], "cannot make the folder"),
        (&["man", "--to", "x", "-o", "y"], "cannot be used with"),
    ] {
        let ran = run_in(folder.path(), args, "");
        assert!(ran.code == Some(2) && ran.stderr.contains(why), "{args:?}: {}", ran.stderr);
    }
    done(run_in(folder.path(), &["man", "-o", "one.1"], ""));
    assert!(folder.path().join("one.1").exists());
}

#[test]
#[ignore = "needs groff and its man macros (Debian: groff)"]
fn groff_has_nothing_to_complain_about() {
    let folder = tempfile::tempdir().unwrap();
    for (name, _) in pages(folder.path()) {
        let output = Command::new("groff")
            .args(["-man", "-ww", "-Kutf8", "-Tutf8", "-P-cbou"])
            .arg(folder.path().join("share/man1").join(&name))
            .output()
            .unwrap();
        let complaints = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && complaints.is_empty(), "{name}: {complaints}");
        let shown = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(shown.contains("EXIT STATUS") && shown.contains("SEE ALSO"), "{shown}");
    }
}

//! One path a file: from the root of its repository, however and wherever from it was named.

use super::*;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

/// What a server for continuous integration sets; none of it reaches a test that does not ask.
const WORKSPACES: [&str; 5] = [
    "GITHUB_WORKSPACE",
    "CI_PROJECT_DIR",
    "BUILD_SOURCESDIRECTORY",
    "SYSTEM_DEFAULTWORKINGDIRECTORY",
    "WORKSPACE",
];

const FORMS: [&str; 8] = ["json", "github", "gitlab", "azure", "sarif", "junit", "tap", "markdown"];

/// Runs in `folder`, with the workspace that `variables` name.
fn run_in(folder: &Path, variables: &[(&str, &Path)], args: &[&OsStr]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_oms-maturity"));
    for name in WORKSPACES.iter().chain(&["GITHUB_ACTIONS", "CI", "CLICOLOR_FORCE"]) {
        command.env_remove(name);
    }
    command.envs(variables.iter().copied()).env("NO_COLOR", "1");
    let ran = command.current_dir(folder).arg("check").args(args);
    let ran = ran.args(crate::of_first_edition(&["--today", TODAY]));
    Ran::from(ran.output().unwrap())
}

fn form_in(folder: &Path, variables: &[(&str, &Path)], file: &str, form: &str) -> String {
    let args = [file, "--min-level", "5", "--format", form].map(OsStr::new);
    let ran = run_in(folder, variables, &args);
    assert_eq!(ran.code, Some(1), "{file} {form}: {}{}", ran.stdout, ran.stderr);
    ran.stdout
}

/// Returns the path that a form gives its only finding.
fn path_in(form: &str, text: &str) -> String {
    let between = |from: &str, to: &str| {
        let rest = text.split_once(from).unwrap_or_else(|| panic!("{from} in {text}")).1;
        rest.split_once(to).unwrap().0.to_owned()
    };
    match form {
        "github" => between("::error file=", ","),
        "azure" => between("sourcepath=", ";"),
        "gitlab" => between("\"path\": \"", "\""),
        "sarif" => between("\"uri\": \"", "\""),
        "junit" => between("file=\"", "\""),
        "tap" => between("file: \"", "\""),
        "markdown" => between("---|\n| ", ":4:"),
        _ => between("\"file\": \"", "\""),
    }
}

fn shop_below(folder: &str) -> Shop {
    let shop = Shop::new();
    shop.write(&format!("{folder}/a.yaml"), &else_3(&["overrides: {level: 2}"]));
    shop
}

#[test]
fn a_file_has_one_path_in_every_form_however_it_is_named() {
    let shop = shop_below("apps/shop");
    let root = shop.0.path();
    let sub = root.join("apps/shop");
    symlink("apps/shop", root.join("current")).unwrap();
    symlink("a.yaml", sub.join("link.yaml")).unwrap();
    let whole = sub.join("a.yaml");
    let whole = whole.to_str().unwrap();
    for form in FORMS {
        let mut said = BTreeMap::new();
        for (folder, file) in [
            (root, "apps/shop/a.yaml"),
            (root, "./apps/shop/../shop/a.yaml"),
            (root, "apps//shop/a.yaml"),
            (root, whole),
            (root, "current/a.yaml"),
            (root, "current/link.yaml"),
            (&sub, "a.yaml"),
            (&sub, "./a.yaml"),
            (&sub, whole),
            (&sub, "../../apps/shop/a.yaml"),
            (&sub, "link.yaml"),
        ] {
            let text = form_in(folder, &[], file, form);
            assert_eq!(path_in(form, &text), "apps/shop/a.yaml", "{file} {form}");
            // JSON says beside it how the file was named; nothing else differs.
            let lines: Vec<_> = text.lines().filter(|line| !line.contains("\"named\"")).collect();
            said.insert(lines.join("\n"), file);
        }
        assert_eq!(said.len(), 1, "{form}: {said:#?}");
    }
    // People find it from where they are.
    let ran = run_in(&sub, &[], &["./a.yaml", "--min-level", "5"].map(OsStr::new));
    assert!(ran.stdout.starts_with("./a.yaml:4:3: error"), "{}", ran.stdout);
}

#[test]
fn the_root_is_the_repository_else_the_workspace_else_the_folder() {
    // A worktree and a submodule have a file of that name.
    let shop = shop_below("apps/shop");
    fs::remove_dir(shop.0.path().join(".git")).unwrap();
    shop.write("apps/.git", "gitdir: elsewhere\n");
    let sub = shop.0.path().join("apps/shop");
    assert_eq!(path_in("sarif", &form_in(&sub, &[], "a.yaml", "sarif")), "shop/a.yaml");
    // The repository counts before what the server says.
    let server = [("GITHUB_WORKSPACE", shop.0.path())];
    assert_eq!(path_in("sarif", &form_in(&sub, &server, "a.yaml", "sarif")), "shop/a.yaml");

    fs::remove_file(shop.0.path().join("apps/.git")).unwrap();
    for name in WORKSPACES {
        for form in ["github", "gitlab", "azure", "sarif", "junit"] {
            let text = form_in(&sub, &[(name, shop.0.path())], "./a.yaml", form);
            assert_eq!(path_in(form, &text), "apps/shop/a.yaml", "{name} {form}");
        }
    }
    // One that the file does not lie below, or an empty one, says nothing about it.
    let elsewhere = tempfile::tempdir().unwrap();
    for folder in [elsewhere.path(), Path::new("")] {
        let text = form_in(&sub, &[("WORKSPACE", folder)], "./a.yaml", "github");
        assert_eq!(path_in("github", &text), "a.yaml");
    }
    // Below none of them it has its whole path.
    let file = sub.canonicalize().unwrap().join("a.yaml");
    let text = form_in(elsewhere.path(), &[], file.to_str().unwrap(), "gitlab");
    assert_eq!(path_in("gitlab", &text), file.to_str().unwrap());
}

#[test]
fn a_policy_has_one_path_as_well() {
    let shop = Shop::new()
        .with("conf/oms-maturity.toml", "[check]\nmin_levl = 3\n")
        .with("conf/a.yaml", &else_3(&[]));
    let sub = shop.0.path().join("conf");
    for (folder, file) in [(shop.0.path(), "conf/a.yaml"), (&sub, "./a.yaml")] {
        let ran = run_in(folder, &[], &[file, "--format", "gitlab"].map(OsStr::new));
        assert_eq!(ran.code, Some(2));
        assert!(ran.stdout.contains("\"path\": \"conf/oms-maturity.toml\""), "{}", ran.stdout);
    }
    // So has one that only says something about its waivers, and a baseline that is broken.
    shop.write(
        "conf/oms-maturity.toml",
        "[check]\nmin_level = 1\n[[check.waiver]]\nrule = \"min_level\"\nuntil = 2026-06-30\n\
         reason = \"r\"\nby = \"b\"\n",
    );
    let ran = run_in(&sub, &[], &["./a.yaml", "--format", "github"].map(OsStr::new));
    assert!(ran.stdout.contains("file=conf/oms-maturity.toml,line=3"), "{}", ran.stdout);
    shop.write("conf/oms-maturity.toml", "[check]\nbaseline = \"b.toml\"\n");
    shop.write("conf/b.toml", "[rubrik]\n");
    let ran = run_in(&sub, &[], &["a.yaml", "--format", "github"].map(OsStr::new));
    assert!(ran.stdout.contains("file=conf/b.toml,line=1"), "{}", ran.stdout);
}

#[test]
fn a_file_that_is_named_twice_is_judged_once() {
    let shop = shop_below("x");
    let whole = shop.0.path().join("x/a.yaml");
    symlink("x/a.yaml", shop.0.path().join("b.yaml")).unwrap();
    let args = ["x/a.yaml", "./x/a.yaml", whole.to_str().unwrap(), "b.yaml", "x", "no", "./no"];
    let (code, report) = shop.json(&[&args[..], &["--min-level", "2"]].concat());
    let files = report["files"].as_array().unwrap();
    let names: Vec<_> = files.iter().map(|file| file["file"].as_str().unwrap()).collect();
    assert_eq!((code, names), (Some(2), vec!["x/a.yaml", "no"]));
}

/// Two repositories may each have a file of the same path; what is found in one is not the other's.
#[test]
fn files_of_two_repositories_stay_apart() {
    let shop = Shop::new()
        .with("one/.git/HEAD", "")
        .with("two/.git/HEAD", "")
        .with("one/a.yaml", &else_3(&[]))
        .with("two/a.yaml", &else_3(&[]));
    let (code, report) = shop.json(&["one/a.yaml", "two/a.yaml", "--min-level", "4"]);
    assert_eq!(code, Some(1));
    assert_eq!(report["files"][0]["file"], "a.yaml");
    let second = shop.0.path().canonicalize().unwrap().join("two/a.yaml");
    assert_eq!(report["files"][1]["file"], second.to_str().unwrap());
    // Each one's wrong policy is told of.
    shop.write("one/oms-maturity.toml", "[check]\nmin_levl = 3\n");
    shop.write("two/oms-maturity.toml", "[check]\nmin_mena = 3\n");
    let ran = shop.run(&["one/a.yaml", "two/a.yaml"]);
    assert_eq!(ran.code, Some(2));
    for said in ["one/oms-maturity.toml:2:1", "two/oms-maturity.toml:2:1"] {
        assert!(ran.stderr.contains(said), "{said}: {}", ran.stderr);
    }
}

/// A name that is not UTF-8 is refused, and those that differ in such bytes alone stay apart.
#[test]
fn a_name_that_is_not_utf8_is_refused_in_every_form() {
    let shop = Shop::demanding("baseline = \"b.toml\"").with("good.yaml", &else_3(&[]));
    let names = [&b"caf\xe9.yaml"[..], b"caf\xe8.yaml"].map(OsStr::from_bytes);
    for name in names {
        fs::copy(shop.0.path().join("good.yaml"), shop.0.path().join(name)).unwrap();
    }
    let all = [OsStr::new("good.yaml"), names[0], names[1], OsStr::new("--write-baseline")];
    let ran = run_in(shop.0.path(), &[], &all);
    assert_eq!(ran.code, Some(2), "{}{}", ran.stdout, ran.stderr);
    for name in [r"caf\xE9.yaml:1:1: error", r"caf\xE8.yaml:1:1: error", "not UTF-8", "rename"] {
        assert!(ran.stdout.contains(name), "{name}: {}", ran.stdout);
    }
    // What could be judged was, and nothing else got an entry.
    let baseline = shop.read("b.toml");
    assert_eq!(baseline.matches("[[answers]]").count(), 1, "{baseline}");
    for form in FORMS {
        let args = [names[0], names[1], OsStr::new("--format"), OsStr::new(form)];
        let ran = run_in(shop.0.path(), &[], &args);
        assert_eq!(ran.code, Some(2), "{form}");
        let [one, other] = match form {
            "sarif" => ["caf%5CxE9.yaml", "caf%5CxE8.yaml"],
            "gitlab" | "json" | "tap" | "markdown" => [r"caf\\xE9.yaml", r"caf\\xE8.yaml"],
            _ => [r"caf\xE9.yaml", r"caf\xE8.yaml"],
        };
        assert!(ran.stdout.contains(one) && ran.stdout.contains(other), "{form}: {}", ran.stdout);
        assert!(!ran.stdout.contains('\u{fffd}'), "{form}: {}", ran.stdout);
    }
    // A folder of that name is found by the walk, and so is a baseline by its flag.
    fs::remove_file(shop.0.path().join("good.yaml")).unwrap();
    assert_eq!(run_in(shop.0.path(), &[], &[OsStr::new(".")]).code, Some(2));
    let args = [OsStr::new("good.yaml"), OsStr::new("--baseline"), names[0]];
    let ran = run_in(shop.0.path(), &[], &args);
    assert!(ran.stderr.contains(r"--baseline caf\xE9.yaml: "), "{}", ran.stderr);
}

/// A folder above the repository may be called anything.
#[test]
fn only_the_path_in_the_repository_must_be_utf8() {
    let outer = tempfile::tempdir().unwrap();
    let inner = outer.path().join(OsStr::from_bytes(b"caf\xe9"));
    fs::create_dir_all(inner.join(".git")).unwrap();
    let shop = Shop::new().with("a.yaml", &else_3(&[]));
    fs::copy(shop.0.path().join("a.yaml"), inner.join("a.yaml")).unwrap();
    let ran = run_in(&inner, &[], &["a.yaml", "--min-level", "3"].map(OsStr::new));
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
}

/// Names that look alike, or hold what a form gives a meaning.
const AWKWARD: &[&str] = &[
    "plain.yaml",
    "a b.yaml",
    "a\nb.yaml",
    "a\tb.yaml",
    "a%20b.yaml",
    "a#b.yaml",
    "a\\b.yaml",
    "a:b,c.yaml",
    "caf\u{e9}.yaml",
    "cafe\u{301}.yaml",
    "a]b;c.yaml",
    "a&b<c>\"'.yaml",
    "a.b.yaml",
    "a_b.yaml",
    "a\u{1b}[31m.yaml",
    "-x.yaml",
];

/// A folder with a file of each awkward name, in a form; each fails.
fn awkward(form: &str) -> String {
    let shop = Shop::new();
    for name in AWKWARD {
        shop.write(name, &else_3(&[]));
    }
    let args = [".", "--min-level", "4", "--format", form].map(OsStr::new);
    let ran = run_in(shop.0.path(), &[], &args);
    assert_eq!(ran.code, Some(1), "{form}: {}", ran.stderr);
    ran.stdout
}

fn set<'v>(values: impl IntoIterator<Item = &'v Value>) -> BTreeSet<String> {
    values.into_iter().map(|value| value.as_str().unwrap().to_owned()).collect()
}

#[test]
fn awkward_names_are_whole_in_json_of_any_kind() {
    let expected: BTreeSet<_> = AWKWARD.iter().map(|name| (*name).to_owned()).collect();
    let json: Value = serde_json::from_str(&awkward("json")).unwrap();
    assert_eq!(set(json["files"].as_array().unwrap().iter().map(|f| &f["file"])), expected);
    let gitlab: Value = serde_json::from_str(&awkward("gitlab")).unwrap();
    let issues = gitlab.as_array().unwrap();
    assert_eq!(set(issues.iter().map(|issue| &issue["location"]["path"])), expected);
    assert_eq!(set(issues.iter().map(|issue| &issue["fingerprint"])).len(), AWKWARD.len());
    let sarif: Value = serde_json::from_str(&awkward("sarif")).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap().iter();
    let places = results.map(|result| &result["locations"][0]["physicalLocation"]);
    let uris = set(places.map(|place| &place["artifactLocation"]["uri"]));
    assert_eq!(uris.iter().map(|uri| percent_decoded(uri)).collect::<BTreeSet<_>>(), expected);
}

/// Where steering characters are spelled out, the rest is written as the form has it.
#[test]
fn awkward_names_stay_apart_in_forms_of_lines() {
    let spelled = |name: &str| name.replace('\t', "\\u{9}").replace('\u{1b}', "\\u{1b}");
    let expected: BTreeSet<_> = AWKWARD.iter().map(|name| spelled(name)).collect();
    let files = awkward("github");
    let files = files.lines().map(|line| {
        let file = line.strip_prefix("::error file=").unwrap().split(',').next().unwrap();
        percent_decoded(file)
    });
    assert_eq!(files.collect::<BTreeSet<_>>(), expected);
    let files = awkward("azure");
    let files = files.lines().map(|line| {
        let file = line.split_once("sourcepath=").unwrap().1.split(';').next().unwrap();
        let file = file.replace("%0A", "\n").replace("%3B", ";").replace("%5D", "]");
        file.replace("%AZP25", "%")
    });
    assert_eq!(files.collect::<BTreeSet<_>>(), expected);
    let junit = awkward("junit");
    for attribute in [" file=\"", " classname=\""] {
        let values: BTreeSet<_> =
            junit.split(attribute).skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert_eq!(values.len(), AWKWARD.len(), "{attribute}: {values:#?}");
    }
}

fn percent_decoded(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.bytes());
    while let Some(byte) = rest.next() {
        let digits = |rest: &mut std::str::Bytes<'_>| {
            let two = [rest.next().unwrap(), rest.next().unwrap()];
            u8::from_str_radix(std::str::from_utf8(&two).unwrap(), 16).unwrap()
        };
        bytes.push(if byte == b'%' { digits(&mut rest) } else { byte });
    }
    String::from_utf8(bytes).unwrap()
}

/// Readers take what stands before the last dot of a class name for its package.
#[test]
fn a_class_of_junit_has_no_ending_and_every_part_a_time() {
    let shop = Shop::new();
    let names = ["v1.2/shop.de.yaml", "v1.2/shop_de.yaml", "shop.de/a.json", "a:b.yaml", "a.b.yml"];
    for name in names {
        let text = else_3(&[]);
        shop.write(name, if name.ends_with("json") { "{}" } else { &text });
    }
    let args = [&names[..], &["--min-level", "3", "--format", "junit"]].concat();
    let junit = shop.run(&args).stdout;
    let classes: Vec<_> =
        junit.split(" classname=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(classes.len() >= names.len());
    assert!(classes.iter().all(|class| !class.contains('.')), "{classes:#?}");
    assert_eq!(classes.iter().collect::<BTreeSet<_>>().len(), names.len(), "{classes:#?}");
    assert!(classes[0].contains("v1") && classes[0].contains("shop"), "{classes:#?}");
    let parts = ["<testsuites ", "<testsuite ", "<testcase "].map(|tag| junit.matches(tag).count());
    assert_eq!(junit.matches(" time=\"0\"").count(), parts.iter().sum::<usize>(), "{junit}");
}

/// The way to a file counts for nobody: the first of two runs may be anywhere.
#[test]
fn a_baseline_knows_a_file_wherever_it_is_named_from() {
    let shop = shop_below("apps/shop");
    shop.write("oms-maturity.toml", "[check]\nbaseline = \"b.toml\"\n");
    let sub: PathBuf = shop.0.path().join("apps/shop");
    assert_eq!(run_in(&sub, &[], &["a.yaml", "--write-baseline"].map(OsStr::new)).code, Some(0));
    assert!(shop.read("b.toml").contains("file = \"apps/shop/a.yaml\""));
    assert_eq!(shop.run(&["./apps/../apps/shop/a.yaml"]).code, Some(0));
}

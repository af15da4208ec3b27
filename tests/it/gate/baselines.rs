//! The levels that may not be fallen below: written, raised, refused.

use super::*;

#[test]
fn a_baseline_is_written_as_it_is_kept() {
    let shop = Shop::demanding("baseline = \"levels/b.toml\"")
        .with("answers/home.yaml", &else_3(&["overrides: unknown"]));
    fs::create_dir(shop.0.path().join("levels")).unwrap();
    let ran = shop.run(&["answers/home.yaml", "--write-baseline"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stderr.contains("levels/b.toml"), "{}", ran.stderr);
    // (5 * 3 + 1) / 6 = 16/6 is level 2; the way to the file is that from the baseline's folder.
    let expected = format!(
        "# Written by `oms-maturity check --write-baseline`; no level may fall below it.\n\
         judge = \"claimed\"\n\n[rubric]\nid = \"oms\"\nversion = \"1.0.0\"\nsha256 = \"{}\"\n\n\
         [[answers]]\nfile = \"../answers/home.yaml\"\nlevel = 2\n\n[answers.dimensions]\n\
         adaptability = 3\ncost_to_serve = 3\ninventory_trust = 3\nrules_age = 3\nscalability = 3\n",
        Field::first_edition().instrument.fingerprints().rubric.clone()
    );
    assert_eq!(shop.read("levels/b.toml"), expected);
}

#[test]
fn a_baseline_rises_and_never_falls_unless_it_is_lowered() {
    let shop = Shop::demanding("baseline = \"b.toml\"");
    let write = |level: u8, flags: &[&str]| {
        let answers = else_3(&[&format!("overrides: {{level: {level}, evidence: report}}")]);
        shop.write("answers.yaml", &answers);
        let ran = shop.run(&[&["answers.yaml", "--write-baseline"], flags].concat());
        let levels: toml::Table = shop.read("b.toml").parse().unwrap();
        let entry = &levels["answers"][0];
        (ran.code, entry["dimensions"]["overrides"].as_integer(), entry["level"].as_integer())
    };
    assert_eq!(write(3, &[]), (Some(0), Some(3), Some(3)));
    assert_eq!(write(4, &[]), (Some(0), Some(4), Some(3)));
    // A fall is a fall while it is written: (5 * 3 + 2) / 6 is below 3.
    assert_eq!(write(2, &[]), (Some(1), Some(4), Some(3)));
    assert_eq!(write(2, &["--force"]), (Some(1), Some(4), Some(3)));
    assert_eq!(write(2, &["--lower-baseline"]), (Some(0), Some(2), Some(2)));
    assert_eq!(write(5, &[]), (Some(0), Some(5), Some(3)));

    // Nothing changed, nothing is written: not even what a person wrote beside it.
    let kept = format!("# kept by hand\n{}", shop.read("b.toml"));
    shop.write("b.toml", &kept);
    assert_eq!(write(5, &[]).0, Some(0));
    assert_eq!(shop.read("b.toml"), kept);
    assert_eq!(write(4, &[]).0, Some(1));
    assert_eq!(shop.read("b.toml"), kept);
    assert_eq!(shop.run(&["answers.yaml"]).code, Some(1));
    assert_eq!(shop.read("b.toml"), kept);
}

#[test]
fn a_baseline_keeps_what_was_not_judged_this_time() {
    let shop = Shop::demanding("baseline = \"b.toml\"")
        .with("b/two.yaml", &else_3(&[]))
        .with("one.yaml", &else_3(&[]));
    assert_eq!(shop.run(&["one.yaml", "b/two.yaml", "--write-baseline"]).code, Some(0));
    let both = shop.read("b.toml");
    shop.write("one.yaml", &else_3(&["overrides: {level: 4}"]));
    let absolute = shop.0.path().join("b/../one.yaml");
    // However a file is named, it is the same file; its entry is the second of two.
    assert_eq!(shop.run(&[absolute.to_str().unwrap(), "--write-baseline"]).code, Some(0));
    assert_eq!(
        shop.read("b.toml"),
        both.replacen("overrides = 3", "overrides = 4", 2).replacen(
            "overrides = 4",
            "overrides = 3",
            1
        )
    );
    let (code, report) = shop.json(&["b/two.yaml", "./one.yaml"]);
    assert_eq!((code, lines(&report)), (Some(0), vec![]));
    // What could not be read leaves its entry alone.
    shop.write("one.yaml", "scope: [\n");
    let before = shop.read("b.toml");
    assert_eq!(shop.run(&["one.yaml", "b/two.yaml", "--write-baseline"]).code, Some(2));
    assert_eq!(shop.read("b.toml"), before);
}

#[test]
fn a_baseline_of_something_else_is_refused() {
    let shop = Shop::demanding("baseline = \"b.toml\"").with("answers.yaml", &else_3(&[]));
    let ran = shop.run(&["answers.yaml"]);
    assert!(ran.code == Some(2) && ran.stdout.contains("NO ANSWER"), "{}", ran.stdout);
    assert!(ran.stderr.contains("no baseline b.toml"), "{}", ran.stderr);
    assert!(ran.stderr.contains("--write-baseline"), "{}", ran.stderr);
    assert!(!shop.has("b.toml"));

    assert_eq!(shop.run(&["answers.yaml", "--write-baseline"]).code, Some(0));
    let right = shop.read("b.toml");
    let other =
        right.replace(&Field::first_edition().instrument.fingerprints().rubric, &"0".repeat(64));
    for (text, at, said) in [
        (other.clone(), "b.toml:7:10", "baseline-mismatch"),
        (right.replace("claimed", "evidenced"), "b.toml:2:9", "baseline-mismatch"),
        (right.replace("overrides =", "overides ="), "b.toml:17:1", "unknown-id"),
        (right.replace("[rubric]", "[rubrik]"), "b.toml:4:2", "`rubric`"),
        (right.replace("level = 3", "level = \"3\""), "b.toml:11:9", "error["),
    ] {
        shop.write("b.toml", &text);
        let ran = shop.run(&["answers.yaml"]);
        assert!(ran.code == Some(2) && ran.stdout.contains("NO ANSWER"), "{}", ran.stdout);
        assert!(
            ran.stderr.contains(at) && ran.stderr.contains(said),
            "{at} {said}: {}",
            ran.stderr
        );
    }
    // It is written anew only where it may fall.
    shop.write("b.toml", &other);
    assert_eq!(shop.run(&["answers.yaml", "--write-baseline"]).code, Some(2));
    assert_eq!(shop.read("b.toml"), other);
    assert_eq!(shop.run(&["answers.yaml", "--write-baseline", "--lower-baseline"]).code, Some(0));
    assert_eq!(shop.read("b.toml"), right);
}

#[test]
fn a_misspelt_dimension_of_a_baseline_gets_the_right_spelling() {
    let shop = Shop::demanding("baseline = \"b.toml\"").with("answers.yaml", &else_3(&[]));
    assert_eq!(shop.run(&["answers.yaml", "--write-baseline"]).code, Some(0));
    shop.write("b.toml", &shop.read("b.toml").replace("overrides =", "overides ="));
    let ran = shop.run(&["answers.yaml"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("`overrides`"), "{}", ran.stderr);
}

/// Two entries for one file are what a careless merge leaves: the lower must not win unseen.
#[test]
fn a_baseline_names_a_file_once() {
    let shop = Shop::demanding("baseline = \"b.toml\"").with("answers.yaml", &else_3(&[]));
    assert_eq!(shop.run(&["answers.yaml", "--write-baseline"]).code, Some(0));
    let right = shop.read("b.toml");
    let entry = right.get(right.find("[[answers]]").unwrap()..).unwrap();
    let entry = entry.replace("overrides = 3", "overrides = 1").replace("level = 3", "level = 1");
    shop.write("b.toml", &format!("{right}\n{entry}"));
    shop.write("answers.yaml", &else_3(&["overrides: {level: 2}"]));
    let ran = shop.run(&["answers.yaml"]);
    assert_eq!(ran.code, Some(2), "{}{}", ran.stdout, ran.stderr);
    // The second entry begins at 20:1, and names its file at 21:8.
    assert!(ran.stderr.contains("b.toml:2"), "{}", ran.stderr);
}

/// Answers from standard input have a name of their own, which no folder's depth changes.
#[test]
fn standard_input_has_one_name_in_a_baseline() {
    let shop = Shop::new().with("answers.yaml", &else_3(&[]));
    fs::create_dir_all(shop.0.path().join("a/b")).unwrap();
    for name in ["b.toml", "a/b/b.toml"] {
        let input = fs::File::open(shop.0.path().join("answers.yaml")).unwrap();
        let ran = Command::new(env!("CARGO_BIN_EXE_oms-maturity"))
            .current_dir(&shop.0)
            .args(["check", "-", "--baseline", name, "--write-baseline", "--today", TODAY])
            .args(crate::of_first_edition(&[]))
            .stdin(input)
            .output()
            .unwrap();
        assert_eq!(ran.status.code(), Some(0));
        assert!(shop.read(name).contains("file = \"-\""), "{}", shop.read(name));
    }
}

/// A file of that very name is another one.
#[test]
fn no_file_takes_the_entry_of_standard_input() {
    let shop = Shop::new().with("-", &else_3(&[])).with("a.yaml", &else_3(&[]));
    let args = ["--input-format", "yaml", "--baseline", "b.toml"];
    assert_eq!(shop.run(&[&args[..], &["./-", "--write-baseline"]].concat()).code, Some(0));
    let input = fs::File::open(shop.0.path().join("a.yaml")).unwrap();
    let ran = Command::new(env!("CARGO_BIN_EXE_oms-maturity"))
        .current_dir(&shop.0)
        .args(["check", "-", "--today", TODAY])
        .args(crate::of_first_edition(&[]))
        .args(args)
        .stdin(input)
        .output();
    let ran = Ran::from(ran.unwrap());
    assert!(ran.code == Some(1) && ran.stdout.contains("not-in-baseline"), "{}", ran.stdout);
    assert_eq!(shop.run(&[&args[..], &["./-"]].concat()).code, Some(0));
}

#[test]
fn a_baseline_of_many_files_can_be_read_again() {
    let shop = Shop::demanding("baseline = \"b.toml\"");
    // Some 400 bytes an entry, and more than a MiB of them.
    let long = "banner".repeat(33);
    let names: Vec<_> = (0..2700).map(|number| format!("{number:04}{long}.yaml")).collect();
    for name in &names {
        shop.write(name, &else_3(&[]));
    }
    let args: Vec<_> = names.iter().map(String::as_str).collect();
    let written = shop.run(&[&args[..], &["--write-baseline"]].concat());
    let read = shop.run(&args);
    assert_eq!((written.code, read.code), (Some(0), Some(0)), "{}{}", written.stderr, read.stderr);
}

#[test]
fn policies_that_share_a_baseline_lose_none_of_its_entries() {
    let policy = "[check]\nbaseline = \"../base.toml\"\n";
    let shop = Shop::new()
        .with("a/oms-maturity.toml", policy)
        .with("b/oms-maturity.toml", policy)
        .with("a/x.yaml", &else_3(&[]))
        .with("b/y.yaml", &else_3(&[]));
    let both = ["a/x.yaml", "b/y.yaml"];
    assert_eq!(shop.run(&[&both[..], &["--write-baseline"]].concat()).code, Some(0));
    let base = shop.read("base.toml");
    assert!(base.contains("a/x.yaml") && base.contains("b/y.yaml"), "{base}");
    shop.write("a/x.yaml", &else_3(&["overrides: {level: 2}"]));
    assert_eq!(shop.run(&both).code, Some(1));
}

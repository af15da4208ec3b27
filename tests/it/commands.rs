/// Runs every console block of the README and of `tests/cmd`.
#[test]
fn the_readme_and_the_commands_do_what_they_show() {
    let cases = trycmd::TestCases::new();
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI", "LANG", "TERM"] {
        cases.env(name, "");
    }
    cases.env("COLUMNS", "80").env("TERM", "xterm").env("NO_COLOR", "1");
    cases.case("README.md").case("docs/*.md");
}

/// A block that was recorded where its files were not would be true, and show nothing.
#[test]
fn no_document_shows_a_file_that_is_not_there() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let documents =
        std::fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path());
    for path in documents.chain([root.join("README.md")]) {
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(!text.contains("No such file"), "{}", path.display());
    }
}

/// Each example gives the table and the JSON that lie beside it, whatever format it is written in;
/// one of them gives every form to hand over as well.
#[test]
fn the_examples_give_what_lies_beside_them() {
    for (file, name) in [
        ("kestrel-and-vane.yaml", "kestrel-and-vane"),
        ("northmoor-outfitters.yaml", "northmoor-outfitters"),
        ("northmoor-outfitters.toml", "northmoor-outfitters"),
        ("northmoor-outfitters.json", "northmoor-outfitters"),
        ("pindle-and-rook.yaml", "pindle-and-rook"),
    ] {
        gives(file, "table", &format!("{name}.txt"));
        gives(file, "json", &format!("{name}.json"));
    }
    for (form, ending) in [("html", "html"), ("markdown", "md"), ("csv", "csv"), ("svg", "svg")] {
        gives("kestrel-and-vane.yaml", form, &format!("kestrel-and-vane.{ending}"));
    }
}

fn gives(file: &str, form: &str, expected: &str) {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_oms-maturity"))
        .arg("assess")
        .arg(root.join(file))
        .args(["--format", form, "--actions", "all"])
        .env("COLUMNS", "80")
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{file}");
    // CSV ends its lines as its standard says; git may keep them otherwise.
    let said = said.replace("\r\n", "\n");
    let expected = root.join("expected").join(expected);
    snapbox::assert_data_eq!(said, snapbox::Data::read_from(&expected, None).raw());
}

//! What is published, under the names that others look for.

use std::fs;
use std::path::Path;

fn file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

fn manifest() -> toml::Table {
    file("Cargo.toml").parse().unwrap()
}

/// The archives that the workflow packs are those that `cargo binstall` asks for.
#[test]
fn an_archive_is_found_by_the_name_that_it_is_packed_under() {
    let manifest = manifest();
    let binstall = &manifest["package"]["metadata"]["binstall"];
    let address = binstall["pkg-url"].as_str().unwrap();
    let asked_for = "/v{ version }/oms-maturity-{ version }-{ target }{ archive-suffix }";
    assert!(address.ends_with(asked_for), "{address}");
    let pack = file(".ci/pack");
    assert!(pack.contains("name=oms-maturity-$version-$target\n"));
    assert!(pack.contains("dist/$name.tar.gz") && pack.contains("dist/$name.zip"));
    let folder = binstall["bin-dir"].as_str().unwrap();
    assert_eq!(folder, "oms-maturity-{ version }-{ target }/{ bin }{ binary-ext }");
    let workflow = file(".github/workflows/release.yml");
    let targets = workflow.lines().filter_map(|line| {
        let (_, target) = line.split_once("{target: ")?;
        let (target, rest) = target.split_once(',')?;
        Some((target, rest.contains("pack: zip")))
    });
    let targets: Vec<_> = targets.collect();
    assert_eq!(targets.len(), 5);
    for (target, zipped) in targets {
        let own = binstall["overrides"].as_table().unwrap().get(target);
        assert_eq!(own.map(|own| own["pkg-fmt"].as_str().unwrap()), zipped.then_some("zip"));
        // What is built without libraries is configured so, and nothing else is.
        let is_static = file(".cargo/static.toml").contains(&format!("[target.{target}]"));
        assert_eq!(is_static, target.contains("linux"), "{target}");
    }
}

/// A system without glibc takes the archive that looks for no library.
#[test]
fn a_system_without_glibc_gets_the_static_archive() {
    let manifest = manifest();
    let binstall = &manifest["package"]["metadata"]["binstall"];
    let workflow = file(".github/workflows/release.yml");
    for machine in ["x86_64", "aarch64"] {
        let packed = format!("{machine}-unknown-linux-gnu");
        assert!(workflow.contains(&format!("target: {packed}, ")), "{packed}");
        let own = &binstall["overrides"][&format!("{machine}-unknown-linux-musl")];
        for key in ["pkg-url", "bin-dir"] {
            // As for the target itself, but for its name.
            let usual = binstall[key].as_str().unwrap().replace("{ target }", &packed);
            assert_eq!(own[key].as_str(), Some(&*usual), "{key}");
        }
    }
}

/// Only what publishes may write to the repository.
#[test]
fn only_the_last_job_may_publish() {
    let text = file(".github/workflows/release.yml");
    let workflow: serde_json::Value = serde_yaml::from_str(&text).unwrap();
    assert_eq!(workflow["permissions"]["contents"], "read");
    let jobs = workflow["jobs"].as_object().unwrap();
    let writers = jobs.iter().filter(|(_, job)| job["permissions"]["contents"] == "write");
    assert_eq!(writers.map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["publish"]);
    assert_eq!(workflow["jobs"]["publish"]["needs"], serde_json::json!(["build", "debian"]));
}

#[test]
fn the_workflow_is_yaml_and_builds_only_what_holds() {
    let workflow = file(".github/workflows/release.yml");
    let tree: serde_json::Value = serde_yaml::from_str(&workflow).unwrap();
    for job in ["build", "debian"] {
        assert_eq!(tree["jobs"][job]["needs"], "hold");
    }
    assert!(workflow.contains("sha256sum * > SHA256SUMS"));
}

/// The Debian package holds what `.ci/deb` lays out, and files that are there.
#[test]
fn the_debian_package_names_what_is_laid_out() {
    let manifest = manifest();
    let assets = manifest["package"]["metadata"]["deb"]["assets"].as_array().unwrap();
    let script = file(".ci/deb");
    for asset in assets {
        let from = asset[0].as_str().unwrap();
        match from.strip_prefix("target/deb/") {
            Some(laid_out) => {
                let folder = laid_out.split('/').next().unwrap();
                assert!(script.contains(&format!("target/deb/{folder}")), "{from}");
            }
            None => assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(from).is_file(), "{from}"),
        }
    }
}

/// The page on installing speaks of this version, and of files that the scripts make.
#[test]
fn the_page_on_installing_names_this_version() {
    let (page, version) = (file("docs/install.md"), env!("CARGO_PKG_VERSION"));
    for named in [
        format!("oms-maturity_{version}-1_amd64.deb"),
        format!("dist/oms-maturity-{version}-TARGET.tar.gz"),
        format!("a tag `v{version}`"),
    ] {
        assert!(page.contains(&named), "{named}");
    }
}

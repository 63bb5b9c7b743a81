//! What is in the app's wasm, as CycloneDX: for whoever must know whether a hole in a crate is theirs.

use crate::place;
use crate::step::output;
use crate::wasm_target::{self, TARGET};
use anyhow::{Context as _, Result};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

const APP: &str = "portal-tasks";

/// A crate and its version.
type Name = (String, String);

/// What cargo tells of a crate.
#[derive(Debug, Default, PartialEq, Eq)]
struct Crate {
    licence: String,
    uses: BTreeSet<Name>,
}

/// The text of `sbom.cdx.json`. Without time and serial number: the same crates are the same bytes.
pub(crate) fn sbom() -> Result<String> {
    // Normal dependencies of the app alone, as built for the browser: macros and build scripts stay behind.
    let mut tree = Command::new("cargo");
    wasm_target::prepare(&mut tree);
    tree.args(["tree", "--package", APP, "--target", TARGET])
        .args(["--edges", "normal,no-proc-macro", "--prefix", "depth"])
        .args(["--format", " {p} | {l}", "--locked"]);
    let tree = output(&mut tree).context("cargo tree failed")?;
    let mut rustc = Command::new("rustc");
    wasm_target::prepare(&mut rustc);
    let compiler = output(rustc.arg("--version")).context("rustc --version failed")?;
    let lock = std::fs::read_to_string(place::root().join("Cargo.lock"))?;
    let told = describe(&crates(&tree)?, &compiler, &checksums(&lock))?;
    Ok(serde_json::to_string_pretty(&told)? + "\n")
}

/// Reads lines like `1leptos v0.8.23 | MIT`: depth, crate, licence. ` (*)` and a path may follow.
fn crates(tree: &str) -> Result<BTreeMap<Name, Crate>> {
    let mut all: BTreeMap<Name, Crate> = BTreeMap::new();
    let mut above: Vec<Name> = Vec::new();
    for line in tree.lines() {
        let unread = || format!("cargo tree said what is not understood: {line}");
        let (depth, rest) = line.split_once(' ').with_context(unread)?;
        let depth: usize = depth.parse().with_context(unread)?;
        let (package, licence) = rest.split_once(" | ").with_context(unread)?;
        let mut words = package.split(' ');
        let name = words.next().with_context(unread)?.to_owned();
        let version = words.next().with_context(unread)?;
        let name = (name, version.trim_start_matches('v').to_owned());
        let licence = licence.trim_end_matches(" (*)").replace('/', " OR ");
        all.entry(name.clone()).or_default().licence = licence;
        above.truncate(depth);
        if let Some(user) = above.last() {
            all.entry(user.clone())
                .or_default()
                .uses
                .insert(name.clone());
        }
        above.push(name);
    }
    Ok(all)
}

/// The SHA-256 of each crate's package, from Cargo.lock. Crates of this project have none.
fn checksums(lock: &str) -> BTreeMap<Name, String> {
    let value = |package: &str, key: &str| {
        let (_, rest) = package.split_once(&format!("\n{key} = \""))?;
        rest.split_once('"').map(|(value, _)| value.to_owned())
    };
    let entry = |package: &str| {
        let name = (value(package, "name")?, value(package, "version")?);
        Some((name, value(package, "checksum")?))
    };
    lock.split("[[package]]").filter_map(entry).collect()
}

fn reference((name, version): &Name) -> String {
    format!("pkg:cargo/{name}@{version}")
}

fn describe(
    crates: &BTreeMap<Name, Crate>,
    compiler: &str,
    checksums: &BTreeMap<Name, String>,
) -> Result<Value> {
    let component = |(name, told): (&Name, &Crate)| {
        let purl = reference(name);
        let mut component = json!({
            "type": "library",
            "bom-ref": purl,
            "name": name.0,
            "version": name.1,
            "purl": purl,
            "licenses": [{"expression": told.licence}],
        });
        if let Some(checksum) = checksums.get(name) {
            component["hashes"] = json!([{"alg": "SHA-256", "content": checksum}]);
        }
        component
    };
    let is_app = |(name, _): &(&Name, &Crate)| name.0 == APP;
    let app = crates.iter().find(is_app).context("the app is missing")?;
    let mut app = component(app);
    app["type"] = json!("application");
    let version = compiler.split(' ').nth(1).unwrap_or_default();
    let std = json!({
        "type": "library",
        "bom-ref": "rust-std",
        "name": "rust-std",
        "version": version,
        "description": format!("The standard library of {compiler}"),
        "licenses": [{"expression": "MIT OR Apache-2.0"}],
    });
    let others = crates.iter().filter(|each| !is_app(each)).map(component);
    let uses = crates.iter().map(|(name, told)| {
        let uses: Vec<String> = told.uses.iter().map(reference).collect();
        json!({"ref": reference(name), "dependsOn": uses})
    });
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": app},
        "components": others.chain([std]).collect::<Vec<_>>(),
        "dependencies": uses.collect::<Vec<_>>(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "0 portal-tasks v0.1.0 (/here) | MIT OR Apache-2.0\n\
                        1 leptos v0.8.23 | MIT\n\
                        2 serde v1.0.0 | MIT/Apache-2.0\n\
                        1 serde v1.0.0 | MIT/Apache-2.0 (*)";

    fn name(name: &str, version: &str) -> Name {
        (name.to_owned(), version.to_owned())
    }

    #[test]
    fn every_crate_is_told_once_with_what_it_uses() {
        let all = crates(TREE).unwrap();
        assert_eq!(all.len(), 3);
        let app = &all[&name("portal-tasks", "0.1.0")];
        assert_eq!(
            app.uses,
            [name("leptos", "0.8.23"), name("serde", "1.0.0")].into()
        );
        assert_eq!(all[&name("serde", "1.0.0")].licence, "MIT OR Apache-2.0");
        assert!(crates("what is this").is_err());
    }

    #[test]
    fn a_crate_from_the_registry_has_its_checksum() {
        let lock = "version = 4\n\n[[package]]\nname = \"serde\"\nversion = \"1.0.0\"\nchecksum = \"abc\"\n\n[[package]]\nname = \"portal-tasks\"\nversion = \"0.1.0\"\n";
        let sums = checksums(lock);
        assert_eq!(sums, [(name("serde", "1.0.0"), "abc".to_owned())].into());
        let told = describe(&crates(TREE).unwrap(), "rustc 1.95.0 (x)", &sums).unwrap();
        assert_eq!(told["metadata"]["component"]["name"], "portal-tasks");
        let components = told["components"].as_array().unwrap();
        let named: Vec<&Value> = components.iter().map(|each| &each["name"]).collect();
        assert_eq!(named, ["leptos", "serde", "rust-std"]);
        assert_eq!(components[1]["hashes"][0]["content"], "abc");
        assert_eq!(components[0].get("hashes"), None);
    }
}

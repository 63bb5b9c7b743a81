//! What is built into the project: licences and sources always, known holes where their databases can
//! be reached.

use crate::place;
use crate::step::run;
use crate::tools::CARGO_DENY;
use anyhow::{Result, bail};
use serde_json::Value;
use std::process::{Command, Stdio};

pub(crate) fn check() -> Result<()> {
    run(
        "Checking licences and sources of crates",
        "",
        deny()?.args(["check", "licenses", "bans", "sources"]),
    )?;
    crates_holes()?;
    packages_holes()
}

fn deny() -> Result<Command> {
    let mut deny = Command::new(CARGO_DENY.bin()?.join(CARGO_DENY.program));
    deny.args(["--workspace", "--log-level", "error"]);
    Ok(deny)
}

fn crates_holes() -> Result<()> {
    let fetched = deny()?
        .args(["fetch", "db"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    if !fetched.success() {
        eprintln!(
            "  RustSec’s database cannot be reached: crates were not checked for known holes"
        );
        return Ok(());
    }
    run(
        "Checking crates for known holes",
        "",
        deny()?.args(["check", "--disable-fetch", "advisories"]),
    )
}

/// npm's packages are for tests alone.
fn packages_holes() -> Result<()> {
    let mut npm = Command::new("npm");
    npm.current_dir(place::root().join("tests/e2e"))
        .args(["audit", "--json"]);
    let told = npm.stderr(Stdio::null()).output()?;
    match holes(&told.stdout) {
        None => {
            eprintln!(
                "  npm’s database cannot be reached: packages were not checked for known holes"
            );
            Ok(())
        }
        Some(0) => Ok(()),
        Some(n) => bail!("npm audit tells of {n} holes in the packages of tests/e2e: run it there"),
    }
}

/// How many holes npm tells of; None where it could not ask.
fn holes(told: &[u8]) -> Option<u64> {
    let told: Value = serde_json::from_slice(told).ok()?;
    told["metadata"]["vulnerabilities"]["total"].as_u64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn npm_that_could_not_ask_is_told_from_one_that_found_nothing() {
        let found =
            br#"{"auditReportVersion":2,"metadata":{"vulnerabilities":{"high":1,"total":1}}}"#;
        let nothing = br#"{"auditReportVersion":2,"metadata":{"vulnerabilities":{"total":0}}}"#;
        let unreachable = br#"{"message":"405 Method Not Allowed","error":{"summary":""}}"#;
        assert_eq!(holes(found), Some(1));
        assert_eq!(holes(nothing), Some(0));
        assert_eq!(holes(unreachable), None);
        assert_eq!(holes(b""), None);
    }
}

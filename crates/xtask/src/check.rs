//! What can be said without running the app: formatting, lints on both targets, the order of the rooms, the
//! headers of each host, licences and sources.

use crate::step::run;
use crate::wasm_target::{self, TARGET};
use crate::{headers, supply, tools};
use anyhow::Result;
use std::process::Command;

pub(crate) fn check() -> Result<()> {
    headers::check()?;

    let mut fmt = Command::new("cargo");
    fmt.args(["fmt", "--all", "--check"]);
    run("Checking the formatting", "", &mut fmt)?;

    let mut leptosfmt = Command::new("leptosfmt");
    leptosfmt
        .env("PATH", tools::path()?)
        .args(["--quiet", "--check", "src", "tests/web"]);
    run("Checking the formatting of views", "", &mut leptosfmt)?;

    let mut native = Command::new("cargo");
    native.args([
        "clippy",
        "--quiet",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]);
    run(
        "Linting for this machine",
        "2 minutes the first time",
        &mut native,
    )?;

    let mut wasm = wasm_target::cargo();
    wasm.args([
        "clippy",
        "--quiet",
        "--package",
        "portal-tasks",
        "--target",
        TARGET,
    ])
    .args(["--lib", "--bins", "--test", "web", "--", "-D", "warnings"]);
    run(
        "Linting for the browser",
        "2 minutes the first time",
        &mut wasm,
    )?;

    let mut layers = Command::new("cargo");
    layers.args([
        "test",
        "--quiet",
        "--package",
        "portal-tasks",
        "--test",
        "layers",
    ]);
    run(
        "Checking that no room uses one below it",
        "a minute the first time",
        &mut layers,
    )?;
    supply::check()
}

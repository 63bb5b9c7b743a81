//! What each command needs, installed where it is missing. A second run finds everything and does
//! nothing.

use crate::step::run;
use crate::tools::{
    CARGO_DENY, LEPTOSFMT, TRUNK, WASM_BINDGEN, WASM_SPLIT, ensure_npm, ensure_wasm_opt,
};
use crate::{browsers, hosts, place, wasm_target};
use anyhow::Result;
use std::process::Command;

pub(crate) fn for_building() -> Result<()> {
    wasm_target::ensure()?;
    wasm_target::ensure_sources()?;
    wasm_target::ensure_crates()?;
    ensure_wasm_opt()?;
    TRUNK.ensure()?;
    WASM_BINDGEN.ensure()?;
    WASM_SPLIT.ensure()
}

pub(crate) fn for_checking() -> Result<()> {
    wasm_target::ensure()?;
    ensure_npm()?;
    LEPTOSFMT.ensure()?;
    CARGO_DENY.ensure()
}

/// Playwright and axe, as the lock file of the end-to-end tests names them.
pub(crate) fn for_e2e() -> Result<()> {
    ensure_npm()?;
    let folder = place::root().join("tests/e2e");
    let wanted = std::fs::read(folder.join("package-lock.json"))?;
    let stamp = folder.join("node_modules/.portal-tasks-lock");
    if std::fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let mut npm = Command::new("npm");
    npm.current_dir(&folder)
        .args(["ci", "--silent", "--no-audit", "--no-fund"]);
    run("Installing Playwright and axe", "half a minute", &mut npm)?;
    std::fs::write(stamp, wanted)?;
    Ok(())
}

pub(crate) fn everything() -> Result<()> {
    for_building()?;
    for_checking()?;
    browsers::ensure()?;
    hosts::ensure()?;
    for_e2e()
}

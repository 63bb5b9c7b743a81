//! Every check and test there is.

use crate::step::run;
use crate::wasm_target::{self, TARGET};
use crate::{archive, browsers, build, check, hosts, place, serve, setup, step};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// A part's name and what it does.
type Part = (&'static str, fn() -> Result<()>);

/// The parts, in the order in which a mistake is found soonest.
const PARTS: [Part; 5] = [
    ("check", checks),
    ("native", native),
    ("browser", browser),
    ("e2e", e2e),
    ("hosting", hosting),
];

pub(crate) fn test(wanted: &[&str]) -> Result<()> {
    if let Some(unknown) = wanted
        .iter()
        .find(|part| PARTS.iter().all(|(name, _)| name != *part))
    {
        bail!("There is no part “{unknown}”: use check, native, browser, e2e or hosting.");
    }
    let started = Instant::now();
    let mut lines = Vec::new();
    let mut failed = 0;
    for (name, part) in PARTS {
        if !wanted.is_empty() && !wanted.contains(&name) {
            continue;
        }
        let began = Instant::now();
        let outcome = part();
        let word = if outcome.is_ok() { "passed" } else { "FAILED" };
        lines.push(format!(
            "{name:<10} {word}  {:>5} s",
            began.elapsed().as_secs()
        ));
        if let Err(error) = outcome {
            eprintln!("\n\x1b[31m{name}: {error:#}\x1b[0m\n");
            failed += 1;
            // Later parts test what this one found broken.
            break;
        }
    }
    println!(
        "\n{}\nall        {:>13} s\n",
        lines.join("\n"),
        started.elapsed().as_secs()
    );
    println!("{} passed, {failed} failed", lines.len() - failed);
    if failed == 0 {
        Ok(())
    } else {
        bail!("not everything passed")
    }
}

fn checks() -> Result<()> {
    setup::for_checking()?;
    check::check()
}

fn native() -> Result<()> {
    let mut cargo = Command::new("cargo");
    cargo.args(["test", "--quiet", "--workspace"]);
    run("Testing natively", "3 minutes the first time", &mut cargo)
}

fn browser() -> Result<()> {
    setup::for_building()?;
    browsers::ensure()?;
    for (name, driver, at) in [
        ("Chromium", "CHROMEDRIVER", browsers::chromedriver()?),
        ("Firefox", "GECKODRIVER", browsers::geckodriver()?),
    ] {
        let mut cargo = wasm_target::cargo();
        cargo
            .env("PATH", crate::tools::path()?)
            .env(driver, at)
            .env("WASM_BINDGEN_TEST_TIMEOUT", "180")
            .args([
                "test",
                "--package",
                "portal-tasks",
                "--target",
                TARGET,
                "--test",
                "web",
            ]);
        run(
            &format!("Testing components in {name}"),
            "4 minutes the first time",
            &mut cargo,
        )?;
    }
    Ok(())
}

fn e2e() -> Result<()> {
    run(
        "Testing whole flows in Chromium",
        "10 minutes",
        &mut playwright(&["test", "--project=sandbox"])?,
    )
}

fn hosting() -> Result<()> {
    hosts::ensure()?;
    let mut playwright = playwright(&["test", "--project=nginx", "--project=caddy"])?;
    // Of the bundle that Playwright is given.
    let archive = archive::make(
        &place::root().join("dist"),
        &place::target().join("archive"),
    )?;
    run(
        "Testing the app behind nginx and Caddy",
        "3 minutes",
        playwright.env("PORTAL_ARCHIVE", archive),
    )
}

/// Pictures of every page.
pub(crate) fn shots(folder: &str) -> Result<()> {
    let folder = std::env::current_dir()?.join(folder);
    let mut command = playwright(&["test", "--config", "shots.config.ts"])?;
    run("Taking pictures", "a minute", command.env("SHOTS", folder))
}

/// What the app takes of a browser's time.
pub(crate) fn bench() -> Result<()> {
    let mut command = playwright(&["test", "--config", "bench.config.ts"])?;
    run("Timing the app in Chromium", "a minute", &mut command)
}

/// Playwright, with the bundle, the sandbox and the browser told by the environment.
fn playwright(arguments: &[&str]) -> Result<Command> {
    setup::for_building()?;
    setup::for_e2e()?;
    browsers::ensure()?;
    build::build()?;
    let sandbox = serve::sandbox()?;
    let folder = place::root().join("tests/e2e");
    let mut command = Command::new(Path::new("node_modules/.bin/playwright"));
    command
        .current_dir(folder)
        .env("PORTAL_SANDBOX", sandbox)
        .env("PORTAL_APP", place::root().join("dist"))
        .env("CHROMIUM", browsers::chromium()?)
        .env("HEADLESS", browsers::headless()?)
        .env("IS_ROOT", if step::is_root() { "1" } else { "" })
        .args(arguments);
    Ok(command)
}

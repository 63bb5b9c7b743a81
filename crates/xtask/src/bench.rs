//! Speed and size, as ratios of one run: what is measured here is never a timed test.

use crate::build::{self, SMALL};
use crate::step::{output, run};
use crate::tools::{self, WASM_FEATURES};
use crate::{place, setup, wasm_target};
use anyhow::{Context as _, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The engine in the bundle, brotli 11, in bytes.
const ENGINE_LIMIT: u64 = 16_000;

/// The engine beside the other crates, natively and in WebAssembly, and what it weighs.
pub(crate) fn cron() -> Result<()> {
    setup::for_building()?;
    let mut bench = Command::new("cargo");
    bench.args(["bench", "--quiet", "--package", "quartz-cron"]);
    run("Timing the engine", "4 minutes", &mut bench)?;
    let in_wasm = race()?;

    println!(
        "\n{:<18} {:>12} {:>12} {:>12}",
        "", "quartz-cron", "croner", "cron"
    );
    for group in ["next fire", "a year of hours", "parse"] {
        let [ours, croner, cron] =
            ["quartz-cron", "croner", "cron"].map(|name| median(group, name));
        let (ours, croner, cron) = (ours?, croner?, cron?);
        println!(
            "{group:<18} {:>12} {:>11.1}× {:>11.1}×",
            "1",
            croner / ours,
            cron / ours
        );
    }
    println!("{in_wasm}");
    size()
}

/// What the engine adds to a page: the probe with it, less the probe without.
pub(crate) fn size() -> Result<()> {
    let (without, with) = (weigh(&[])?, weigh(&["--features", "engine"])?);
    let engine = with.saturating_sub(without);
    println!("size in the bundle {engine:>12} bytes (brotli) of {ENGINE_LIMIT}\n");
    ensure!(engine <= ENGINE_LIMIT, "the engine is too large");
    Ok(())
}

/// Criterion's median of a benchmark, nanoseconds for all of its elements.
fn median(group: &str, name: &str) -> Result<f64> {
    let file = place::target()
        .join("criterion")
        .join(group)
        .join(name)
        .join("new/estimates.json");
    let text = std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let value: serde_json::Value = serde_json::from_str(&text)?;
    value["median"]["point_estimate"]
        .as_f64()
        .context("criterion wrote no median")
}

/// Brotli bytes of the probe, built and squeezed as the bundle is.
fn weigh(features: &[&str]) -> Result<u64> {
    let module = probe(features, "web")?;
    let small = module.with_extension("small");
    let mut wasm_opt = Command::new("wasm-opt");
    wasm_opt
        .env("PATH", tools::path()?)
        .arg("-Oz")
        .args(WASM_FEATURES)
        .args(["--strip-debug", "--strip-producers"])
        .arg(&module)
        .arg("-o")
        .arg(&small);
    run("Squeezing the probe", "", &mut wasm_opt)?;
    let raw = std::fs::read(small)?;
    Ok(build::brotli(&raw)?.len() as u64)
}

/// Next fire times in WebAssembly, in V8.
fn race() -> Result<String> {
    let module = probe(&["--features", "race"], "nodejs")?;
    let mut node = Command::new("node");
    node.arg(place::root().join("crates/probe/race.cjs"))
        .arg(module.with_file_name("cron_probe.js"))
        .arg(place::root().join("crates/quartz-cron/tests/vectors/quartz-utc.tsv"));
    let told = output(&mut node).context("node could not run the probe")?;
    let told: serde_json::Value = serde_json::from_str(&told)?;
    let number = |name: &str| told[name].as_f64().context("the probe told no figure");
    let (ours, theirs) = (number("ours")?, number("theirs")?);
    Ok(format!(
        "next fire in wasm  {ours:>9.0} ns {:>11.1}×",
        theirs / ours
    ))
}

/// Builds the probe and returns its module.
fn probe(features: &[&str], target: &str) -> Result<PathBuf> {
    let mut cargo = wasm_target::cargo();
    cargo
        .envs(SMALL)
        .args(["build", "--quiet", "--package", "cron-probe"])
        .args(["--profile", "wasm-release", "--target", wasm_target::TARGET])
        .args(features);
    run("Building the probe", "a minute the first time", &mut cargo)?;
    let built = place::target()
        .join(wasm_target::TARGET)
        .join("wasm-release/cron_probe.wasm");
    let out = place::target().join("probe").join(target);
    let mut bindgen = Command::new("wasm-bindgen");
    bindgen
        .env("PATH", tools::path()?)
        .args(["--target", target, "--out-dir"])
        .arg(&out)
        .arg(Path::new(&built));
    run("Binding the probe", "", &mut bindgen)?;
    Ok(out.join("cron_probe_bg.wasm"))
}

//! The engine under hard light: fuzzing, coverage, mutants. They take long, and tools of their own; the
//! tests do not need them.

use crate::place;
use crate::step::{output, run};
use crate::tools::{CARGO_FUZZ, CARGO_LLVM_COV, CARGO_MUTANTS, Tool};
use anyhow::{Context as _, Result, bail};
use std::process::Command;

/// Per cent of the engine's lines that its tests must reach.
const COVERED: &str = "95";

const TARGETS: [&str; 3] = ["parse", "paste", "fires"];

/// Each fuzz target for so many seconds.
pub(crate) fn fuzz(seconds: u32) -> Result<()> {
    let engine = place::root().join("crates/quartz-cron");
    for target in TARGETS {
        // What was found in an earlier run stays in the corpus; these are where a first one begins.
        let corpus = engine.join("fuzz/corpus").join(target);
        std::fs::create_dir_all(&corpus)?;
        seed(&corpus)?;
        let mut fuzz = subcommand(CARGO_FUZZ)?;
        fuzz.current_dir(&engine)
            // The sanitizer's flags are not stable.
            .env("RUSTC_BOOTSTRAP", "1")
            .args(["fuzz", "run", target, "--", "-timeout=5"])
            .arg(format!("-max_total_time={seconds}"))
            .args(["-print_final_stats=1", "-verbosity=0"]);
        run(
            &format!("Fuzzing {target}"),
            &format!("{seconds} s"),
            &mut fuzz,
        )?;
    }
    Ok(())
}

/// The expressions of the vectors of odd forms, one a file.
fn seed(corpus: &std::path::Path) -> Result<()> {
    let vectors = place::root().join("crates/quartz-cron/tests/vectors/quartz-quirks.tsv");
    let rows = std::fs::read_to_string(&vectors).context("the vectors")?;
    for (n, row) in rows.lines().enumerate() {
        let expression = row.split('\t').next().unwrap_or_default();
        std::fs::write(corpus.join(format!("quirk-{n}")), expression)?;
    }
    Ok(())
}

/// Which lines of the engine its tests reach.
pub(crate) fn coverage() -> Result<()> {
    // It reads what the compiler counted, with tools of the compiler's own release.
    if output(Command::new("rustup").args(["component", "add", "llvm-tools"])).is_none() {
        bail!("rustup could not add llvm-tools, which reads what was covered");
    }
    let mut coverage = subcommand(CARGO_LLVM_COV)?;
    coverage
        .args(["llvm-cov", "--package", "quartz-cron", "--quiet"])
        .args(["--fail-under-lines", COVERED]);
    run("Measuring what tests reach", "3 minutes", &mut coverage)
}

/// Where a wrong answer would go unseen: what reads an expression and what finds its fire times.
const MUTATED: [&str; 5] = ["parse", "scan", "fires", "days", "wall"];

/// The engine changed in many small ways, in a copy: the tests must notice each. `file` is one of
/// [`MUTATED`]; all of them where none is named.
pub(crate) fn mutants(file: Option<&str>) -> Result<()> {
    let mut mutants = subcommand(CARGO_MUTANTS)?;
    mutants.args(["mutants", "--package", "quartz-cron"]);
    for file in MUTATED
        .into_iter()
        .filter(|name| file.is_none_or(|wanted| wanted == *name))
    {
        mutants
            .arg("--file")
            .arg(format!("crates/quartz-cron/src/{file}.rs"));
    }
    mutants
        .arg("--output")
        .arg(place::target().join("mutants"))
        .args(["--colors", "never", "--no-times"])
        .args(["--", "--lib", "--tests"]);
    run("Trying mutants", "an hour", &mut mutants)
}

/// cargo with a subcommand, which is installed where it is missing.
fn subcommand(tool: Tool) -> Result<Command> {
    tool.ensure()?;
    let before = std::env::var_os("PATH").unwrap_or_default();
    let folders = [tool.bin()?].into_iter();
    let path = std::env::join_paths(folders.chain(std::env::split_paths(&before)))?;
    let mut cargo = Command::new("cargo");
    cargo.env("PATH", path);
    Ok(cargo)
}

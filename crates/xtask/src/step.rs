//! Running other programs, so that one always sees what is going on and how long it may take.

use anyhow::{Context as _, Result, bail};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Says what it does and how long that may take, runs it with its output on screen, says how long it
/// took. A failure names the step.
pub(crate) fn run(what: &str, may_take: &str, command: &mut Command) -> Result<()> {
    let hint = if may_take.is_empty() {
        String::new()
    } else {
        format!(" ({may_take})")
    };
    eprintln!("\x1b[1m▸ {what}\x1b[0m{hint}");
    let started = Instant::now();
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command
        .status()
        .with_context(|| format!("{what}: {program} cannot be started"))?;
    if !status.success() {
        bail!("{what}: {program} ended with {status}; its output stands above");
    }
    eprintln!("  done in {} s", started.elapsed().as_secs());
    Ok(())
}

/// What a program prints, or None when it is missing or fails.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}

/// True when a program of this name can be started.
pub(crate) fn is_there(program: &str) -> bool {
    output(Command::new(program).arg("--version")).is_some()
}

/// True for the user who may install Debian's packages.
pub(crate) fn is_root() -> bool {
    output(Command::new("id").arg("-u")).as_deref() == Some("0")
}

/// Installs Debian's packages, or says who must.
pub(crate) fn apt_install(what: &str, packages: &[&str]) -> Result<()> {
    let line = format!("apt-get install {}", packages.join(" "));
    if !is_there("apt-get") {
        bail!(
            "{what} is missing, and this project can install it on Debian only. Install it by hand, so that it is on the PATH."
        );
    }
    if !is_root() {
        bail!("{what} is missing. As root, run: {line}");
    }
    run(
        "Reading Debian's package lists",
        "half a minute",
        Command::new("apt-get").args(["-qq", "update"]),
    )?;
    let mut install = Command::new("apt-get");
    install
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["-qq", "install", "--yes", "--no-install-recommends"])
        .args(packages);
    run(
        &format!("Installing {what}"),
        "a minute or two",
        &mut install,
    )
}

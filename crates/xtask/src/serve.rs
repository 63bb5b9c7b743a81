//! A living system from one command.

use crate::step::run;
use crate::{build, place, setup};
use anyhow::{Context as _, Result, bail};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;

const DEFAULT_PORT: u16 = 7080;

pub(crate) fn serve(options: &[&str]) -> Result<()> {
    let (port, is_fresh) = read(options)?;
    if TcpListener::bind(("127.0.0.1", port)).is_err() {
        bail!(
            "Port {port} is taken. Choose another one: cargo xtask serve --port {}",
            port + 1
        );
    }
    setup::for_building()?;
    build::build()?;
    let sandbox = sandbox()?;
    let data = place::target().join("sandbox");
    if is_fresh && data.exists() {
        std::fs::remove_dir_all(&data)?;
    }
    println!(
        "\n  Portal Tasks    http://127.0.0.1:{port}/gis/apps/tasks/\n  Administrator   siteadmin / sandbox.admin1\n  Publisher       publisher / sandbox.publisher1   (may not see tasks)\n  Operator        operator / sandbox.operator1     (looks after backups, not after tasks)\n  Backups         passcode sandbox.backup1         (of those that a new portal holds)\n  Bad days        http://127.0.0.1:{port}/sandbox/   (faults, and a clock that runs ahead)\n\n  Ctrl-C ends it. What you change is kept; --fresh starts anew.\n"
    );
    let status = Command::new(sandbox)
        .args([
            "--listen",
            &format!("127.0.0.1:{port}"),
            "--context",
            "gis",
            "--seed",
            "documented",
        ])
        .arg("--data")
        .arg(data)
        .arg("--app")
        .arg(place::root().join("dist"))
        .status()
        .context("the sandbox cannot be started")?;
    // Ctrl-C ends the sandbox by a signal: that is no failure.
    if status.success() || status.code().is_none() {
        Ok(())
    } else {
        bail!("the sandbox ended with {status}")
    }
}

/// Builds the sandbox and tells where it is.
pub(crate) fn sandbox() -> Result<PathBuf> {
    let mut cargo = Command::new("cargo");
    cargo.args(["build", "--quiet", "--package", "portal-sandbox"]);
    run(
        "Building the sandbox portal",
        "2 minutes the first time",
        &mut cargo,
    )?;
    Ok(place::target().join("debug/portal-sandbox"))
}

fn read(options: &[&str]) -> Result<(u16, bool)> {
    match *options {
        [] => Ok((DEFAULT_PORT, false)),
        ["--fresh", ref rest @ ..] => Ok((read(rest)?.0, true)),
        ["--port", port, ref rest @ ..] => {
            let port = port
                .parse()
                .with_context(|| format!("{port} is not a port"))?;
            Ok((port, read(rest)?.1))
        }
        [other, ..] => bail!("serve takes --port N and --fresh, not {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_come_in_any_order() {
        assert_eq!(read(&["--fresh", "--port", "9000"]).unwrap(), (9000, true));
        assert_eq!(read(&["--port", "9000"]).unwrap(), (9000, false));
        assert!(read(&["--port"]).is_err());
        assert!(read(&["--open"]).is_err());
    }
}

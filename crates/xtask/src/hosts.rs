//! nginx and Caddy, as `deploy/` sets them up: the system's, or Debian's packages.

use crate::step::{apt_install, is_there, output};
use anyhow::{Context as _, Result};
use std::path::Path;
use std::process::Command;

/// Where Debian puts nginx's brotli.
const BROTLI: &str = "/etc/nginx/modules-enabled/50-mod-http-brotli-static.conf";

/// Both servers, nginx with its brotli, and what fills in nginx's templates.
pub(crate) fn ensure() -> Result<()> {
    let says = |program: &str, word: &str| output(Command::new(program).arg(word)).is_some();
    let mut missing = Vec::new();
    if !says("nginx", "-v") {
        missing.push("nginx-light");
    }
    if !Path::new(BROTLI).exists() {
        missing.push("libnginx-mod-http-brotli-static");
    }
    if !says("caddy", "version") {
        missing.push("caddy");
    }
    if !is_there("envsubst") {
        missing.push("gettext-base");
    }
    if missing.is_empty() {
        return Ok(());
    }
    apt_install("What hosts the app in tests", &missing)
        .context("Tests of hosting need nginx with its brotli module, Caddy and envsubst")
}

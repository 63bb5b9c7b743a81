//! The compiler's wasm32 target: there already, added by rustup, or, where rustup may not download,
//! built from the sources that Debian packages.

use crate::step::{apt_install, output, run};
use crate::tools::has_apt;
use anyhow::{Context as _, Result, bail, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";
/// The rustup name of Debian's compiler, linked by [`ensure`].
const DEBIAN: &str = "debian";
const DEBIAN_LIBRARIES: &str = "/usr/lib/rustlib/wasm32-unknown-unknown/lib";
const DEBIAN_PACKAGES: [&str; 6] = [
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-llvm",
    "rust-web-clippy",
    "lld-22",
];

/// Which toolchain builds wasm: None for the one in use.
pub(crate) fn toolchain() -> Option<&'static str> {
    (!has_core(&default_libraries()) && has_core(Path::new(DEBIAN_LIBRARIES))).then_some(DEBIAN)
}

/// A cargo that builds wasm.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new("cargo");
    prepare(&mut cargo);
    cargo
}

/// Lets a program that calls cargo build wasm.
pub(crate) fn prepare(command: &mut Command) {
    if let Some(toolchain) = toolchain() {
        command.env("RUSTUP_TOOLCHAIN", toolchain);
    }
}

pub(crate) fn ensure() -> Result<()> {
    if has_core(&default_libraries()) || is_debian_ready() {
        return Ok(());
    }
    let mut add = Command::new("rustup");
    add.args(["target", "add", TARGET]);
    if run("Adding the wasm32 target", "half a minute", &mut add).is_ok() {
        return Ok(());
    }
    if !has_apt() {
        bail!("rustup could not add the target {TARGET}. Add it by hand, then try again.");
    }
    eprintln!("  rustup may not download here; Debian's sources of the standard library will do.");
    apt_install("Debian's Rust for the web", &DEBIAN_PACKAGES)?;
    build_library()?;
    let mut link = Command::new("rustup");
    link.args(["toolchain", "link", DEBIAN, "/usr"]);
    run("Linking Debian's toolchain", "", &mut link)
}

/// The sources of the standard library, which a release builds anew.
pub(crate) fn ensure_sources() -> Result<()> {
    if library_sources().is_some_and(|library| library.is_dir()) {
        return Ok(());
    }
    if toolchain() == Some(DEBIAN) {
        let link = Path::new("/usr/lib/rustlib/src/rust");
        if let Some(folder) = link.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let library = debian_sources()?;
        let target = library.parent().context("no folder above the library")?;
        return std::os::unix::fs::symlink(target, link).context("cannot link Debian's sources");
    }
    let mut add = Command::new("rustup");
    add.args(["component", "add", "rust-src"]);
    run("Adding the library's sources", "half a minute", &mut add).context(
        "A release builds the standard library anew. Add the component rust-src by hand, then try again",
    )
}

/// The crates that the app and the standard library are built from: trunk may not ask for any itself,
/// or it would fetch tools too.
pub(crate) fn ensure_crates() -> Result<()> {
    let library = library_sources().context("rustc does not tell where its library is")?;
    let mut app = cargo();
    app.args(["fetch", "--quiet", "--locked"]);
    let mut std = cargo();
    std.env("RUSTC_BOOTSTRAP", "1")
        .args(["fetch", "--quiet", "--locked", "--manifest-path"])
        .arg(library.join("Cargo.toml"));
    for (what, fetch) in [("the app", &mut app), ("the standard library", &mut std)] {
        let fetched = fetch.status().context("cargo does not start")?;
        ensure!(
            fetched.success(),
            "the crates of {what} could not be fetched"
        );
    }
    Ok(())
}

/// Where the compiler in use looks for the sources of its library.
fn library_sources() -> Option<PathBuf> {
    let mut rustc = Command::new("rustc");
    prepare(&mut rustc);
    let sysroot = output(rustc.args(["--print", "sysroot"]))?;
    Some(PathBuf::from(sysroot).join("lib/rustlib/src/rust/library"))
}

/// The library among Debian's sources.
fn debian_sources() -> Result<PathBuf> {
    std::fs::read_dir("/usr/src")?
        .flatten()
        .map(|entry| entry.path().join("library"))
        .find(|library| library.is_dir())
        .context("Debian's rust-web-src has left no library below /usr/src")
}

fn default_libraries() -> PathBuf {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "target-libdir", "--target", TARGET]);
    output(&mut rustc).map(PathBuf::from).unwrap_or_default()
}

fn is_debian_ready() -> bool {
    let linked = output(Command::new("rustup").args(["toolchain", "list"])).unwrap_or_default();
    has_core(Path::new(DEBIAN_LIBRARIES))
        && linked
            .lines()
            .any(|line| line.split(' ').next() == Some(DEBIAN))
        && Path::new("/usr/bin/cargo-clippy").is_file()
}

fn has_core(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return false;
    };
    entries.flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with("libcore-") && name.ends_with(".rlib")
    })
}

/// Builds the standard library for wasm. Without bitcode in it, link-time optimisation fails
/// ("Can't find section .llvmbc").
fn build_library() -> Result<()> {
    let sources = debian_sources()?;
    let scratch = crate::place::target().join("wasm-library");
    if scratch.exists() {
        std::fs::remove_dir_all(&scratch)?;
    }
    std::fs::create_dir_all(&scratch)?;
    let mut copy = Command::new("cp");
    copy.arg("-r").arg(&sources).arg(&scratch);
    run("Copying the library's sources", "", &mut copy)?;
    let library = scratch.join("library");
    let mut cargo = Command::new("/usr/bin/cargo");
    cargo
        .current_dir(&library)
        .env_remove("CARGO_TARGET_DIR")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", "/usr/bin/rustc")
        .env(
            "RUSTFLAGS",
            "-Zforce-unstable-if-unmarked -Cembed-bitcode=yes",
        )
        .args([
            "build",
            "--quiet",
            "--locked",
            "--release",
            "--target",
            TARGET,
        ])
        .args([
            "--manifest-path",
            "sysroot/Cargo.toml",
            "--features",
            "panic-unwind",
        ]);
    run(
        "Building the standard library for wasm",
        "half a minute",
        &mut cargo,
    )?;
    std::fs::create_dir_all(DEBIAN_LIBRARIES)?;
    let built = library.join("target").join(TARGET).join("release/deps");
    for entry in std::fs::read_dir(built)?.flatten() {
        let name = entry.file_name();
        let text = name.to_string_lossy();
        if text.ends_with(".rlib") && !text.starts_with("libsysroot") {
            std::fs::copy(entry.path(), Path::new(DEBIAN_LIBRARIES).join(&name))?;
        }
    }
    // What was built against another library of the same version cannot be linked with this one.
    let stale = crate::place::target().join(TARGET);
    if stale.exists() {
        std::fs::remove_dir_all(stale)?;
    }
    Ok(())
}

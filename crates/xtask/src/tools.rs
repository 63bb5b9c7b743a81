//! Tools that cargo and npm can install, each in a folder of its own name and version.

use crate::place;
use crate::step::{apt_install, is_there, output, run};
use anyhow::{Context as _, Result, bail};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

/// A program that cargo installs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tool {
    pub(crate) package: &'static str,
    pub(crate) program: &'static str,
    /// None: the version of the library of that name in Cargo.lock.
    version: Option<&'static str>,
    library: &'static str,
    minutes: &'static str,
    features: &'static str,
}

pub(crate) const TRUNK: Tool = Tool {
    package: "trunk",
    program: "trunk",
    // 0.22 wants a newer compiler than this project.
    version: Some("0.21.14"),
    library: "",
    minutes: "about 4 minutes",
    features: "",
};
pub(crate) const WASM_BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: None,
    library: "wasm-bindgen",
    minutes: "about 4 minutes",
    features: "",
};
/// Cuts the app into parts that are fetched when they are needed.
pub(crate) const WASM_SPLIT: Tool = Tool {
    package: "wasm_split_cli_support",
    program: "wasm-split-cli",
    version: Some("0.2.4"),
    library: "",
    minutes: "about a minute",
    features: "build-binary",
};
pub(crate) const LEPTOSFMT: Tool = Tool {
    package: "leptosfmt",
    program: "leptosfmt",
    version: Some("0.1.33"),
    library: "",
    minutes: "about 2 minutes",
    features: "",
};
pub(crate) const GECKODRIVER: Tool = Tool {
    package: "geckodriver",
    program: "geckodriver",
    version: Some("0.37.1"),
    library: "",
    minutes: "about 3 minutes",
    features: "",
};

/// Licences, sources and known holes of crates.
pub(crate) const CARGO_DENY: Tool = Tool {
    package: "cargo-deny",
    program: "cargo-deny",
    version: Some("0.20.2"),
    library: "",
    minutes: "about 2 minutes",
    features: "",
};
pub(crate) const CARGO_FUZZ: Tool = Tool {
    package: "cargo-fuzz",
    program: "cargo-fuzz",
    version: Some("0.13.2"),
    library: "",
    minutes: "a minute",
    features: "",
};
pub(crate) const CARGO_LLVM_COV: Tool = Tool {
    package: "cargo-llvm-cov",
    program: "cargo-llvm-cov",
    version: Some("0.9.1"),
    library: "",
    minutes: "a minute",
    features: "",
};
pub(crate) const CARGO_MUTANTS: Tool = Tool {
    package: "cargo-mutants",
    program: "cargo-mutants",
    version: Some("27.1.0"),
    library: "",
    minutes: "2 minutes",
    features: "",
};

/// What the compiler uses of WebAssembly and wasm-opt must be told; index.html tells it to trunk.
pub(crate) const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Of the npm package that carries wasm-opt.
const BINARYEN: &str = "132.0.0";

impl Tool {
    fn version(self) -> Result<String> {
        if let Some(version) = self.version {
            return Ok(version.to_owned());
        }
        let lock =
            std::fs::read_to_string(place::root().join("Cargo.lock")).context("Cargo.lock")?;
        locked(&lock, self.library).with_context(|| format!("Cargo.lock has no {}", self.library))
    }

    fn folder(self) -> Result<PathBuf> {
        Ok(place::tools().join(format!("{}-{}", self.package, self.version()?)))
    }

    /// The folder of the program.
    pub(crate) fn bin(self) -> Result<PathBuf> {
        Ok(self.folder()?.join("bin"))
    }

    /// Builds it where it is missing. Its own lock file first; some name a release that a registry
    /// lacks.
    pub(crate) fn ensure(self) -> Result<()> {
        if self.bin()?.join(self.program).is_file() {
            return Ok(());
        }
        let install = |locked: &[&str]| -> Result<()> {
            let mut cargo = Command::new("cargo");
            // Optimising a tool that is run a few times takes longer than it saves.
            cargo
                .env("CARGO_PROFILE_RELEASE_LTO", "off")
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
                .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
                .env("CARGO_TARGET_DIR", place::target().join("tools"))
                .args([
                    "install",
                    "--quiet",
                    self.package,
                    "--version",
                    &self.version()?,
                    "--features",
                    self.features,
                ])
                .args(locked)
                .arg("--root")
                .arg(self.folder()?);
            run(
                &format!("Building {}", self.package),
                self.minutes,
                &mut cargo,
            )
        };
        install(&["--locked"]).or_else(|_| install(&[]))
    }
}

/// The version of a package in the text of Cargo.lock.
fn locked(lock: &str, package: &str) -> Option<String> {
    let (_, rest) = lock.split_once(&format!("name = \"{package}\"\nversion = \""))?;
    rest.split_once('"').map(|(version, _)| version.to_owned())
}

fn binaryen() -> PathBuf {
    place::tools().join(format!("binaryen-{BINARYEN}"))
}

/// npm, which brings wasm-opt and Playwright.
pub(crate) fn ensure_npm() -> Result<()> {
    if is_there("npm") && is_there("node") {
        return Ok(());
    }
    apt_install("Node.js with npm", &["nodejs", "npm"])
        .context("Node.js 20 or later with npm is needed, from your system or nodejs.org")
}

/// wasm-opt, from the npm package binaryen.
pub(crate) fn ensure_wasm_opt() -> Result<()> {
    let program = binaryen().join("node_modules/.bin/wasm-opt");
    if program.is_file() {
        return Ok(());
    }
    ensure_npm()?;
    std::fs::create_dir_all(binaryen())?;
    let mut npm = Command::new("npm");
    npm.args([
        "install",
        "--silent",
        "--no-save",
        "--no-package-lock",
        "--prefix",
    ])
    .arg(binaryen())
    .arg(format!("binaryen@{BINARYEN}"));
    run("Installing wasm-opt", "half a minute", &mut npm)?;
    if !program.is_file() {
        bail!("npm installed binaryen, but there is no wasm-opt in it");
    }
    Ok(())
}

/// The PATH with our tools in front.
pub(crate) fn path() -> Result<OsString> {
    let ours = [TRUNK, WASM_BINDGEN, WASM_SPLIT, LEPTOSFMT, GECKODRIVER].map(Tool::bin);
    let mut folders = ours.into_iter().collect::<Result<Vec<_>>>()?;
    folders.push(binaryen().join("node_modules/.bin"));
    let before = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&before));
    Ok(std::env::join_paths(folders)?)
}

/// True when this is Debian or one of its children.
pub(crate) fn has_apt() -> bool {
    output(Command::new("apt-get").arg("--version")).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_librarys_version_is_found_in_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked(lock, "trunk"), None);
    }
}

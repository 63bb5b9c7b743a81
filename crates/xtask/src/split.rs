//! The app in parts: what the first visit needs, and what is fetched when a page is first opened.
//!
//! Cutting must happen between the compiler and wasm-bindgen, and trunk runs both. So this program
//! stands in for wasm-bindgen on trunk's PATH: it cuts, then hands the main part to the real one.

use crate::step::run;
use crate::tools::{self, WASM_BINDGEN, WASM_SPLIT};
use crate::{integrity, place};
use anyhow::{Context as _, Result, bail};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The name by which trunk calls wasm-bindgen.
const STAND_IN: &str = "wasm-bindgen";
const PARTS: &str = "PORTAL_TASKS_PARTS";
const BINDGEN: &str = "PORTAL_TASKS_WASM_BINDGEN";
const SPLITTER: &str = "PORTAL_TASKS_WASM_SPLIT";
/// The stem of the app's files.
const APP: &str = "portal-tasks";
/// The script that fetches parts; the main script imports it by this name.
const LOADER: &str = "__wasm_split.js";

fn parts() -> PathBuf {
    place::target().join("parts")
}

/// True for a file of the bundle that the first visit does not fetch.
pub(crate) fn is_later(name: &str) -> bool {
    ["split_", "chunk_", "later-"]
        .iter()
        .any(|stem| name.starts_with(stem))
}

/// Makes trunk call this program in the place of wasm-bindgen.
pub(crate) fn prepare(trunk: &mut Command) -> Result<()> {
    let folder = place::target().join("stand-in");
    std::fs::create_dir_all(&folder)?;
    let program = folder.join(STAND_IN);
    // A program that runs cannot be written over.
    if program.exists() {
        std::fs::remove_file(&program)?;
    }
    std::fs::copy(std::env::current_exe()?, program)?;
    let path = tools::path()?;
    let folders = std::iter::once(folder).chain(std::env::split_paths(&path));
    trunk
        .env("PATH", std::env::join_paths(folders)?)
        .env(BINDGEN, WASM_BINDGEN.bin()?.join(WASM_BINDGEN.program))
        .env(SPLITTER, WASM_SPLIT.bin()?.join(WASM_SPLIT.program))
        .env(PARTS, parts());
    Ok(())
}

/// True when trunk has called this program by the name of wasm-bindgen.
pub(crate) fn is_stand_in() -> bool {
    let name = std::env::args_os().next().map(PathBuf::from);
    name.is_some_and(|name| name.file_stem().is_some_and(|stem| stem == STAND_IN))
}

/// Cuts the module that wasm-bindgen was asked to work on, and lets it work on the main part.
pub(crate) fn stand_in() -> Result<()> {
    let mut arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let is_module = |argument: &OsString| Path::new(argument).extension() == Some("wasm".as_ref());
    if let Some(module) = arguments.iter_mut().find(|argument| is_module(argument)) {
        let parts = PathBuf::from(variable(PARTS)?);
        if parts.exists() {
            std::fs::remove_dir_all(&parts)?;
        }
        let mut splitter = Command::new(variable(SPLITTER)?);
        splitter.arg(&*module).arg(&parts).args(["--out-name", APP]);
        finish(splitter)?;
        *module = parts.join(format!("{APP}.wasm")).into();
        // The parts share its memory and its table.
        arguments.push("--keep-lld-exports".into());
    }
    let mut bindgen = Command::new(variable(BINDGEN)?);
    bindgen.args(arguments);
    finish(bindgen)
}

fn variable(name: &str) -> Result<OsString> {
    std::env::var_os(name).with_context(|| format!("{name} is not set"))
}

fn finish(mut command: Command) -> Result<()> {
    let status = command.status().context("cannot be started")?;
    if !status.success() {
        bail!("{command:?} ended with {status}");
    }
    Ok(())
}

/// Puts the parts beside the built app: optimised, named by their hashes, fetched with integrity.
pub(crate) fn ship(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let html = std::fs::read_to_string(&page)?;
    let main = main_script(&html).context("index.html names no main script")?;
    let mut loader = std::fs::read_to_string(parts().join(LOADER))
        .context("the app was not cut into parts")?
        .replace(&format!("./{APP}.js"), main);
    for entry in std::fs::read_dir(parts())?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".wasm").filter(|stem| is_later(stem)) else {
            continue;
        };
        let optimised = parts().join(format!("{stem}.opt"));
        let mut wasm_opt = Command::new("wasm-opt");
        wasm_opt
            .env("PATH", tools::path()?)
            .args(["-Oz", "--strip-debug", "--strip-producers"])
            .args(tools::WASM_FEATURES)
            .arg(entry.path())
            .arg("-o")
            .arg(&optimised);
        run(&format!("Optimising {name}"), "", &mut wasm_opt)?;
        let bytes = std::fs::read(optimised)?;
        let shipped = format!("{stem}-{}.wasm", integrity::short_hash(&bytes));
        loader = fetched_with(&loader, &name, &shipped, &integrity::attribute(&bytes))?;
        std::fs::write(dist.join(shipped), bytes)?;
    }
    // Preloading a module with integrity is what makes the browser check an imported one.
    let link = format!(
        "<link rel=\"modulepreload\" href=\"./{LOADER}\" crossorigin=\"anonymous\" integrity=\"{}\"></head>",
        integrity::attribute(loader.as_bytes())
    );
    std::fs::write(dist.join(LOADER), loader)?;
    std::fs::write(page, html.replacen("</head>", &link, 1))?;
    Ok(())
}

fn main_script(html: &str) -> Option<&str> {
    let (_, rest) = html.split_once("rel=\"modulepreload\" href=\"")?;
    rest.split_once('"').map(|(name, _)| name)
}

/// Rewrites the fetch of one part.
fn fetched_with(loader: &str, name: &str, shipped: &str, integrity: &str) -> Result<String> {
    let before = format!("fetch(new URL(\"./{name}\", import.meta.url))");
    if !loader.contains(&before) {
        bail!("{LOADER} does not fetch {name} as expected");
    }
    let after = format!(
        "fetch(new URL(\"./{shipped}\", import.meta.url), {{ integrity: \"{integrity}\" }})"
    );
    Ok(loader.replace(&before, &after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_fetched_by_its_hashed_name_and_checked() {
        let loader = "const src = fetch(new URL(\"./split_a.wasm\", import.meta.url));";
        assert_eq!(
            fetched_with(loader, "split_a.wasm", "split_a-1.wasm", "sha384-x").ok(),
            Some(
                "const src = fetch(new URL(\"./split_a-1.wasm\", import.meta.url), { integrity: \"sha384-x\" });"
                    .to_owned()
            )
        );
        assert!(fetched_with(loader, "split_b.wasm", "", "").is_err());
    }

    #[test]
    fn the_main_script_is_the_first_one_preloaded() {
        let html = "<link rel=\"modulepreload\" href=\"./portal-tasks-1.js\" crossorigin>";
        assert_eq!(main_script(html), Some("./portal-tasks-1.js"));
    }
}

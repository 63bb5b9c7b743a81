//! Chromium and Firefox with their drivers: the system's, or Debian's packages.

use crate::step::{apt_install, is_there};
use crate::tools::GECKODRIVER;
use anyhow::{Context as _, Result};
use std::path::{Path, PathBuf};

const CHROMIUM: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
/// Chromium without the parts that a window needs.
const HEADLESS: [&str; 2] = ["chromium-headless-shell", "chrome-headless-shell"];
const FIREFOX: [&str; 2] = ["firefox-esr", "firefox"];

pub(crate) fn ensure() -> Result<()> {
    let mut missing = Vec::new();
    if find(&CHROMIUM).is_none() {
        missing.push("chromium");
    }
    if find(&["chromedriver"]).is_none() {
        missing.push("chromium-driver");
    }
    if find(&FIREFOX).is_none() {
        missing.push("firefox-esr");
    }
    if !missing.is_empty() {
        apt_install("The browsers", &missing).context(
            "Tests need Chromium (or Chrome), its ChromeDriver and Firefox on the PATH. With internet, \
             `npx @puppeteer/browsers install chrome@stable chromedriver@stable firefox@stable` brings them",
        )?;
    }
    if find(&HEADLESS).is_none() {
        // Flows do without it, only slower.
        let _ = apt_install("Chromium's headless shell", &["chromium-headless-shell"]);
    }
    if !is_there("geckodriver") {
        GECKODRIVER.ensure()?;
    }
    Ok(())
}

pub(crate) fn chromium() -> Result<PathBuf> {
    find(&CHROMIUM).context("There is no Chromium on the PATH")
}

/// What flows run in that need no window: it draws and runs a page as Chromium does, in half the time.
pub(crate) fn headless() -> Result<PathBuf> {
    find(&HEADLESS).map_or_else(chromium, Ok)
}

pub(crate) fn chromedriver() -> Result<PathBuf> {
    find(&["chromedriver"]).context("There is no ChromeDriver on the PATH")
}

pub(crate) fn geckodriver() -> Result<PathBuf> {
    let ours = GECKODRIVER.bin()?.join("geckodriver");
    if ours.is_file() {
        Ok(ours)
    } else {
        find(&["geckodriver"]).context("There is no geckodriver")
    }
}

fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| Path::is_file(file))
}

//! The release bundle: what a web server hands out, with everything compressed beforehand.

use crate::step::{output, run};
use crate::{bundle_css, bundle_page, integrity, place, split, strict, wasm_target};
use anyhow::{Context as _, Result, ensure};
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

/// The first load (html, css, js, wasm, icons), brotli 11, in bytes: no build may be larger.
const FIRST_LOAD_LIMIT: u64 = 250_000;

/// What makes the app small beyond its profile: the standard library is built with it, for size; a
/// panic stops at once, without words that nobody would see; views share their code. Two of these
/// are not stable yet, hence the first line. What each saves is in docs/decisions.md.
pub(crate) const SMALL: [(&str, &str); 6] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    ("CARGO_UNSTABLE_PANIC_IMMEDIATE_ABORT", "true"),
    ("CARGO_PROFILE_WASM_RELEASE_PANIC", "immediate-abort"),
    ("RUSTFLAGS", SMALL_FLAGS),
];
const SMALL_FLAGS: &str = "--cfg erase_components -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

/// Files that an operator may change: a compressed one beside them would go on telling what was before.
const CHANGEABLE: [&str; 2] = ["config.json", "index.html"];

/// A file of the bundle.
struct Asset {
    name: String,
    raw: u64,
    brotli: u64,
}

/// Builds the bundle where something that goes into it has changed, and tells its sizes.
pub(crate) fn build() -> Result<()> {
    let dist = place::root().join("dist");
    let stamp = place::target().join("bundle.stamp");
    let sources = sources()?;
    let built = std::fs::read_to_string(&stamp).unwrap_or_default();
    if is_current(&built, &sources, &dist) {
        eprintln!("\x1b[1m▸ The bundle in dist/ is up to date\x1b[0m");
    } else {
        // Half a bundle must not pass for a whole one.
        let _ = std::fs::remove_file(&stamp);
        bundle(&dist)?;
        std::fs::write(stamp, stamp_of(&sources, &dist)?)?;
    }
    report(&assets(&dist)?)
}

/// Tells a bundle: what it was built from, and what it is.
fn stamp_of(sources: &str, dist: &Path) -> Result<String> {
    let mut content = Vec::new();
    gather(dist, &mut content)?;
    Ok(format!("{sources}\n{}\n", integrity::attribute(&content)))
}

/// True for a bundle that was built from these sources and not touched since.
fn is_current(built: &str, sources: &str, dist: &Path) -> bool {
    stamp_of(sources, dist).is_ok_and(|stamp| stamp == built)
}

/// A hash of everything that goes into the bundle.
fn sources() -> Result<String> {
    const PLACES: [&str; 12] = [
        "Cargo.lock",
        "Cargo.toml",
        "Trunk.toml",
        "config.json",
        "crates/quartz-cron/Cargo.toml",
        "crates/quartz-cron/src",
        "crates/wasm-streams",
        "crates/xtask/src",
        "deploy/headers.txt",
        "index.html",
        "src",
        "style",
    ];
    let mut rustc = Command::new("rustc");
    wasm_target::prepare(&mut rustc);
    let compiler = output(rustc.arg("--version"));
    let mut content = format!("{SMALL:?}{compiler:?}").into_bytes();
    for place in PLACES {
        gather(&place::root().join(place), &mut content)?;
    }
    Ok(integrity::attribute(&content))
}

/// Names and contents of a file, or of a folder's files in the order of their names.
fn gather(at: &Path, content: &mut Vec<u8>) -> Result<()> {
    content.extend(at.to_string_lossy().bytes());
    if at.is_dir() {
        let mut inside: Vec<_> = std::fs::read_dir(at)?
            .flatten()
            .map(|entry| entry.path())
            .collect();
        inside.sort();
        return inside.iter().try_for_each(|path| gather(path, content));
    }
    content.extend(std::fs::read(at).with_context(|| at.display().to_string())?);
    Ok(())
}

fn bundle(dist: &Path) -> Result<()> {
    let mut trunk = Command::new("trunk");
    trunk
        .env_remove("NO_COLOR")
        .envs(SMALL)
        .env(
            "RUSTFLAGS",
            format!("{SMALL_FLAGS} --cfg split -Clink-arg=--emit-relocs"),
        )
        // Cutting needs names and relocations; wasm-opt takes both away in the end.
        .env("CARGO_PROFILE_WASM_RELEASE_STRIP", "none")
        .args(["build", "--release", "--offline", "--quiet"]);
    wasm_target::prepare(&mut trunk);
    split::prepare(&mut trunk)?;
    run(
        "Building the app",
        "4 minutes the first time, seconds later",
        &mut trunk,
    )?;
    bundle_css::merge(dist)?;
    bundle_page::compact(dist)?;
    split::ship(dist)?;
    strict::seal(dist)?;
    compress(dist)
}

/// The names of the bundle's files, without the compressed ones beside them.
fn names(dist: &Path) -> Result<Vec<String>> {
    let mut names: Vec<String> = std::fs::read_dir(dist)?
        .flatten()
        .filter(|entry| entry.path().is_file())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.ends_with(".br") && !name.ends_with(".gz"))
        .collect();
    names.sort();
    Ok(names)
}

/// Compressed as much as brotli can.
pub(crate) fn brotli(raw: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: raw.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*raw, &mut out, &params).context("brotli")?;
    Ok(out)
}

/// Compressed as much as gzip can, without a time or a name.
fn gzip(raw: &[u8]) -> Result<Vec<u8>> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(raw)?;
    Ok(gzip.finish()?)
}

fn compress(dist: &Path) -> Result<()> {
    let fixed = |name: &String| !CHANGEABLE.contains(&name.as_str());
    for name in names(dist)?.into_iter().filter(fixed) {
        let raw = std::fs::read(dist.join(&name))?;
        std::fs::write(dist.join(format!("{name}.br")), brotli(&raw)?)?;
        std::fs::write(dist.join(format!("{name}.gz")), gzip(&raw)?)?;
    }
    Ok(())
}

fn assets(dist: &Path) -> Result<Vec<Asset>> {
    let asset = |name: String| {
        let raw = std::fs::read(dist.join(&name))?;
        let packed = match std::fs::metadata(dist.join(format!("{name}.br"))) {
            Ok(packed) => packed.len(),
            Err(_) => brotli(&raw)?.len() as u64,
        };
        Ok(Asset {
            raw: raw.len() as u64,
            brotli: packed,
            name,
        })
    };
    names(dist)?.into_iter().map(asset).collect()
}

fn report(assets: &[Asset]) -> Result<()> {
    let (later, first): (Vec<&Asset>, Vec<&Asset>) = assets
        .iter()
        .partition(|asset| split::is_later(&asset.name));
    let total: u64 = first.iter().map(|asset| asset.brotli).sum();
    let tell = |asset: &Asset| {
        println!("{:<48} {:>9} {:>9}", asset.name, asset.raw, asset.brotli);
    };
    println!("{:<48} {:>9} {:>9}", "file", "raw", "brotli");
    first.into_iter().for_each(tell);
    println!(
        "{:<48} {:>9} {total:>9} of {FIRST_LOAD_LIMIT}",
        "first load", ""
    );
    println!("when its page is first opened:");
    later.into_iter().for_each(tell);
    ensure!(
        total <= FIRST_LOAD_LIMIT,
        "the first load has {total} bytes, {} more than it may",
        total - FIRST_LOAD_LIMIT
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_that_was_edited_or_is_incomplete_is_built_again() {
        let dist = std::env::temp_dir().join(format!("portal-tasks-dist-{}", std::process::id()));
        std::fs::create_dir_all(&dist).unwrap();
        for name in ["index.html", "config.json"] {
            std::fs::write(dist.join(name), name).unwrap();
        }
        let built = stamp_of("sources", &dist).unwrap();
        assert!(is_current(&built, "sources", &dist));
        assert!(!is_current(&built, "other sources", &dist));
        std::fs::write(dist.join("config.json"), "{}").unwrap();
        assert!(!is_current(&built, "sources", &dist));
        std::fs::remove_dir_all(&dist).unwrap();
        assert!(!is_current(&built, "sources", &dist));
    }

    #[test]
    fn the_same_file_is_compressed_to_the_same_bytes() {
        let raw = b"portal tasks ".repeat(1000);
        assert_eq!(brotli(&raw).unwrap(), brotli(&raw).unwrap());
        assert_eq!(gzip(&raw).unwrap(), gzip(&raw).unwrap());
    }
}

//! The archive that operators are given: `portal-tasks-<version>.tar.gz`. The same input makes the same bytes.

use crate::{build, place, sbom};
use anyhow::{Context as _, Result};
use flate2::{Compression, GzBuilder};
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const NAME: &str = concat!("portal-tasks-", env!("CARGO_PKG_VERSION"));

/// Paths in the archive and contents, in the order of the paths.
type Files = BTreeMap<String, Vec<u8>>;

/// Builds the bundle, puts it with all that hosting needs into an archive, and says where that is.
pub(crate) fn archive() -> Result<()> {
    build::build()?;
    let made = make(
        &place::root().join("dist"),
        &place::target().join("archive"),
    )?;
    let line = std::fs::read_to_string(checksum_of(&made))?;
    println!("{}\n{line}", made.display());
    Ok(())
}

/// Puts a bundle that is there into an archive, with its checksum beside it, and tells where the archive is.
pub(crate) fn make(dist: &Path, folder: &Path) -> Result<PathBuf> {
    let bytes = pack(&files(dist)?)?;
    let file = format!("{NAME}.tar.gz");
    let made = folder.join(&file);
    std::fs::create_dir_all(folder)?;
    std::fs::write(&made, &bytes)?;
    let line = format!("{}  {file}\n", sha256(&bytes));
    std::fs::write(checksum_of(&made), line)?;
    Ok(made)
}

fn checksum_of(archive: &Path) -> PathBuf {
    let mut name = archive.as_os_str().to_owned();
    name.push(".sha256");
    name.into()
}

fn files(dist: &Path) -> Result<Files> {
    let mut files = Files::new();
    let root = place::root();
    gather(dist, "bundle", &mut files)?;
    gather(&root.join("deploy"), "deploy", &mut files)?;
    // What a person reads first.
    if let Some(readme) = files.remove("deploy/README.md") {
        files.insert("README.md".to_owned(), readme);
    }
    for (from, to) in [
        ("docs/hosting.md", "docs/hosting.md"),
        ("docs/security.md", "docs/security.md"),
        ("LICENSE-MIT", "LICENSE-MIT"),
        ("LICENSE-APACHE", "LICENSE-APACHE"),
    ] {
        files.insert(to.to_owned(), std::fs::read(root.join(from)).context(from)?);
    }
    files.insert("sbom.cdx.json".to_owned(), sbom::sbom()?.into_bytes());
    files.insert("SHA256SUMS".to_owned(), sums(&files).into_bytes());
    Ok(files)
}

/// Every file of a folder, below another name.
fn gather(folder: &Path, below: &str, files: &mut Files) -> Result<()> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = file_name(&path)?;
        let place = format!("{below}/{name}");
        if path.is_dir() {
            gather(&path, &place, files)?;
        } else {
            files.insert(place, std::fs::read(path)?);
        }
    }
    Ok(())
}

fn file_name(path: &Path) -> Result<String> {
    let name = path.file_name().and_then(|name| name.to_str());
    name.map(str::to_owned)
        .with_context(|| format!("a name that is no text: {}", path.display()))
}

fn sha256(content: &[u8]) -> String {
    let mut text = String::new();
    for byte in Sha256::digest(content) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// As `sha256sum --check` reads it.
fn sums(files: &Files) -> String {
    let line = |(path, content): (&String, &Vec<u8>)| format!("{}  {path}\n", sha256(content));
    files.iter().map(line).collect()
}

/// A time that follows from the content, between 2000 and 2025. Web servers make the mark by which a browser
/// asks whether a file has changed of its time and its size: with one time for all, another version of the same
/// size would pass for the one before.
fn time_of(content: &[u8]) -> u64 {
    const YEAR_2000: u64 = 946_684_800;
    const SPAN: u64 = 25 * 365 * 86_400;
    let digest = Sha256::digest(content);
    let number = digest
        .iter()
        .take(7)
        .fold(0, |n, byte| n << 8 | u64::from(*byte));
    YEAR_2000 + number % SPAN
}

/// No time, no owner and no order but that of the paths comes from the machine.
fn pack(files: &Files) -> Result<Vec<u8>> {
    let gzip = GzBuilder::new()
        .operating_system(255)
        .write(Vec::new(), Compression::best());
    let mut tar = tar::Builder::new(gzip);
    for (path, content) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(content.len() as u64);
        header.set_mtime(time_of(content));
        header.set_uid(0);
        header.set_gid(0);
        header.set_mode(if content.starts_with(b"#!") {
            0o755
        } else {
            0o644
        });
        let path: PathBuf = [NAME, path].iter().collect();
        tar.append_data(&mut header, path, content.as_slice())?;
    }
    Ok(tar.into_inner()?.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Files {
        [
            ("bundle/index.html", "<p>"),
            ("deploy/nginx/start", "#!/bin/sh\n"),
        ]
        .map(|(path, content)| (path.to_owned(), content.as_bytes().to_vec()))
        .into()
    }

    #[test]
    fn the_same_files_are_the_same_bytes_whatever_their_order_on_disk() {
        let folder =
            std::env::temp_dir().join(format!("portal-tasks-archive-{}", std::process::id()));
        let packed = [["b", "a", "c"], ["c", "b", "a"]].map(|order| {
            let _ = std::fs::remove_dir_all(&folder);
            std::fs::create_dir_all(folder.join("inside")).unwrap();
            for name in order {
                std::fs::write(folder.join(name), name).unwrap();
                std::fs::write(folder.join("inside").join(name), name).unwrap();
            }
            let mut files = Files::new();
            gather(&folder, "bundle", &mut files).unwrap();
            assert_eq!(files.len(), 6);
            pack(&files).unwrap()
        });
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(packed[0] == packed[1]);
    }

    #[test]
    fn an_archive_that_is_made_again_is_the_same_bytes() {
        let folder =
            std::env::temp_dir().join(format!("portal-tasks-again-{}", std::process::id()));
        let dist = folder.join("dist");
        let made = ["first", "second"].map(|place| {
            let _ = std::fs::remove_dir_all(&dist);
            std::fs::create_dir_all(&dist).unwrap();
            for name in ["index.html", "config.json"] {
                std::fs::write(dist.join(name), name).unwrap();
            }
            let made = make(&dist, &folder.join(place)).unwrap();
            let line = std::fs::read_to_string(checksum_of(&made)).unwrap();
            (std::fs::read(made).unwrap(), line)
        });
        std::fs::remove_dir_all(&folder).unwrap();
        assert!(made[0] == made[1]);
        let (bytes, line) = &made[0];
        assert_eq!(*line, format!("{}  {NAME}.tar.gz\n", sha256(bytes)));
    }

    #[test]
    fn entries_are_nobodys_and_programs_may_be_run() {
        let packed = pack(&files()).unwrap();
        let mut tar = tar::Archive::new(flate2::read::GzDecoder::new(packed.as_slice()));
        let mut seen = Vec::new();
        for entry in tar.entries().unwrap() {
            let entry = entry.unwrap();
            let header = entry.header();
            assert_eq!((header.uid().unwrap(), header.gid().unwrap()), (0, 0));
            let path = entry.path().unwrap().display().to_string();
            seen.push((path, header.mode().unwrap()));
        }
        assert_eq!(
            seen,
            [
                (format!("{NAME}/bundle/index.html"), 0o644),
                (format!("{NAME}/deploy/nginx/start"), 0o755),
            ]
        );
    }

    #[test]
    fn another_content_of_the_same_size_has_another_time() {
        assert_eq!(time_of(b"one"), time_of(b"one"));
        assert_ne!(time_of(b"one"), time_of(b"two"));
        assert!((946_684_800..1_735_084_800).contains(&time_of(b"one")));
    }

    #[test]
    fn checksums_are_as_sha256sum_reads_them() {
        let told = sums(&files());
        assert!(told.ends_with("  deploy/nginx/start\n"), "{told}");
        assert_eq!(
            told.lines().next().map(|line| line.find(' ')),
            Some(Some(64))
        );
    }
}

//! A volume: the folder that a backup store stands for.
//!
//! Each backup is a folder of its own with an archive and a manifest. It gets its name by one move
//! when both are on the disk, and loses it by one move before they are removed: at any moment a
//! backup is there whole or not at all, and what is there is what the list tells.

use super::durable;
use super::manifest::Manifest;
use crate::random;
use anyhow::{Context as _, Result, anyhow};
use std::fs;
use std::io;
use std::path::PathBuf;

const MANIFEST: &str = "manifest.json";
const ARCHIVE: &str = "archive.age";
/// No backup begins with it: what is not a backup yet, or any more.
const HIDDEN: &str = ".";

#[derive(Clone, Debug)]
pub struct Volume(PathBuf);

/// A backup that is being written.
pub struct Unfinished {
    folder: PathBuf,
    volume: PathBuf,
}

impl Volume {
    /// The volume in a folder, which is made when it is missing.
    pub fn open(folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(&folder).context("the volume cannot be made")?;
        folder.parent().map_or(Ok(()), durable::sync_folder)?;
        Ok(Self(folder))
    }

    /// The volume as it is; nothing is made.
    pub fn at(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// Every complete backup, the oldest first.
    pub fn backups(&self) -> Result<Vec<Manifest>> {
        let mut backups = Vec::new();
        for entry in fs::read_dir(&self.0).context("the volume cannot be read")? {
            let name = entry?.file_name();
            if let Some(backup) = name.to_str().and_then(|name| self.backup(name)) {
                backups.push(backup);
            }
        }
        backups
            .sort_by(|a, b| (a.whole.start, &a.backup_name).cmp(&(b.whole.start, &b.backup_name)));
        Ok(backups)
    }

    /// The backup of a name, where it is complete: its manifest is readable and its archive has the
    /// length that the manifest tells.
    pub fn backup(&self, name: &str) -> Option<Manifest> {
        if !is_name(name) {
            return None;
        }
        let manifest = fs::read(self.0.join(name).join(MANIFEST)).ok()?;
        let manifest: Manifest = serde_json::from_slice(&manifest).ok()?;
        let archive = fs::metadata(self.archive(name)).ok()?;
        let is_whole = archive.len() == manifest.bytes && manifest.backup_name == name;
        is_whole.then_some(manifest)
    }

    /// Whether the name is taken, be it by something that is not a complete backup.
    pub fn holds(&self, name: &str) -> bool {
        self.0.join(name).exists()
    }

    /// The archive of a backup that is there.
    pub fn archive(&self, name: &str) -> PathBuf {
        self.0.join(name).join(ARCHIVE)
    }

    /// A place to write a backup to.
    pub fn begin(&self) -> Result<Unfinished> {
        let folder = self.0.join(format!("{HIDDEN}unfinished-{}", token()?));
        fs::create_dir(&folder).context("the volume cannot be written to")?;
        Ok(Unfinished {
            folder,
            volume: self.0.clone(),
        })
    }

    /// Keeps a backup until another date. False when there is none of that name.
    pub fn keep_until(&self, name: &str, retention_date: Option<i64>) -> Result<bool> {
        let Some(mut manifest) = self.backup(name) else {
            return Ok(false);
        };
        manifest.retention_date = retention_date;
        let text = serde_json::to_vec_pretty(&manifest)?;
        durable::write(&self.0.join(name).join(MANIFEST), &text)
            .context("the manifest cannot be written")?;
        Ok(true)
    }

    /// Deletes a backup. False when there is none of that name.
    pub fn delete(&self, name: &str) -> Result<bool> {
        if self.backup(name).is_none() {
            return Ok(false);
        }
        let gone = self.0.join(format!("{HIDDEN}deleted-{}", token()?));
        durable::move_to(&self.0.join(name), &gone).context("the backup cannot be deleted")?;
        // It is deleted already; what remains of it is removed now or at the next start.
        if let Err(error) = fs::remove_dir_all(&gone) {
            tracing::warn!("a deleted backup could not be removed yet: {error}");
        }
        Ok(true)
    }

    /// Removes what a killed process left: unfinished and half deleted backups, half written manifests.
    pub fn tidy(&self) -> io::Result<()> {
        for entry in fs::read_dir(&self.0)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(HIDDEN) {
                fs::remove_dir_all(entry.path())?;
            } else {
                let half = entry.path().join(MANIFEST).with_extension("new");
                if half.exists() {
                    fs::remove_file(half)?;
                }
            }
        }
        Ok(())
    }

    /// Whether the volume can be written to: tries it.
    pub fn try_out(&self) -> Result<()> {
        let unfinished = self.begin()?;
        durable::write(&unfinished.archive(), b"written and read").context("not writable")?;
        Ok(())
    }
}

impl Unfinished {
    /// Where the archive is to be written.
    pub fn archive(&self) -> PathBuf {
        self.folder.join(ARCHIVE)
    }

    /// Makes it a backup. From here on it is listed.
    pub fn finish(&self, manifest: &Manifest) -> Result<()> {
        let text = serde_json::to_vec_pretty(manifest)?;
        durable::write(&self.folder.join(MANIFEST), &text)?;
        durable::sync_folder(&self.folder)?;
        durable::move_to(&self.folder, &self.volume.join(&manifest.backup_name))?;
        Ok(())
    }
}

impl Drop for Unfinished {
    /// What was not finished is removed; after [`Unfinished::finish`] the folder has another name.
    fn drop(&mut self) {
        if self.folder.exists()
            && let Err(error) = fs::remove_dir_all(&self.folder)
        {
            tracing::warn!("an unfinished backup could not be removed yet: {error}");
        }
    }
}

/// A name that a backup or a store may have: it is also the name of a folder.
pub fn is_name(name: &str) -> bool {
    let is_end = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    name.len() <= 200
        && is_end(name.chars().next())
        && is_end(name.chars().next_back())
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || " .-_".contains(c))
}

fn token() -> Result<String> {
    random::hex::<8>().map_err(|refusal| anyhow!("{refusal:?}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_within_its_folder() {
        for name in [
            "nightly",
            "before upgrade",
            "a",
            "schedule2-2021-10-23-040002",
            "Sicherung_é",
        ] {
            assert!(is_name(name), "{name}");
        }
        for name in [
            "",
            ".",
            "..",
            ".hidden",
            "a/b",
            "a\\b",
            "../x",
            "a\0b",
            "a.",
            " a",
            "a\n",
            &"x".repeat(201),
        ] {
            assert!(!is_name(name), "{name:?}");
        }
    }
}

//! The portal's data folder: one sandbox at a time.

use anyhow::{Context as _, Result, bail};
use std::fs::{self, File, TryLockError};
use std::path::Path;

/// Takes the folder for this process, until the file is dropped or the process is gone, however it went.
///
/// # Errors
///
/// When another sandbox has it.
pub fn claim(folder: &Path) -> Result<File> {
    let place = folder.display();
    fs::create_dir_all(folder).with_context(|| format!("cannot make {place}"))?;
    let file = File::create(folder.join("sandbox.lock"))
        .with_context(|| format!("cannot write to {place}"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => bail!(
            "another sandbox is using {place}: stop it first, or take another folder with --data"
        ),
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("cannot take {place}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_sandbox_does_not_start_over_the_same_folder() {
        let folder = tempfile::tempdir().unwrap();
        let first = claim(folder.path()).unwrap();
        let refused = claim(folder.path()).unwrap_err().to_string();
        assert!(refused.contains("another sandbox is using"), "{refused}");
        drop(first);
        claim(folder.path()).unwrap();
    }
}

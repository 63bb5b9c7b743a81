//! How long backups are kept, and their end.

use super::stores::BackupStore;
use super::trouble::Trouble;
use super::volume::Volume;
use crate::portal::Portal;
use anyhow::Result;
use std::sync::Arc;

/// Keeps a backup until another date; `None` is for ever.
///
/// # Errors
///
/// When there is no such backup, or the volume cannot be written to.
pub fn keep_until(
    portal: &Portal,
    store: &str,
    backup: &str,
    retention_date: Option<i64>,
) -> Result<(), Trouble> {
    change(portal, store, backup, |volume| {
        volume.keep_until(backup, retention_date)
    })
}

/// Deletes a backup.
///
/// # Errors
///
/// As [`keep_until`].
pub fn delete(portal: &Portal, store: &str, backup: &str) -> Result<(), Trouble> {
    change(portal, store, backup, |volume| volume.delete(backup))
}

fn change(
    portal: &Portal,
    store: &str,
    backup: &str,
    change: impl FnOnce(&Volume) -> Result<bool>,
) -> Result<(), Trouble> {
    let recovery = &portal.recovery;
    let found = recovery.find(store)?;
    let _changing = recovery.changing();
    if change(&recovery.volume(&found))? {
        Ok(())
    } else {
        Err(Trouble::NoBackup {
            store: store.to_owned(),
            backup: backup.to_owned(),
        })
    }
}

/// The work of a `BackupRetentionCleaner` task: deletes every backup of a registered store whose
/// retention date has passed, and nothing else.
///
/// # Errors
///
/// A sentence that tells what could not be deleted; the rest is deleted all the same.
pub async fn clean_expired(portal: &Arc<Portal>) -> Result<String, String> {
    let portal = Arc::clone(portal);
    tokio::task::spawn_blocking(move || clean(&portal))
        .await
        .unwrap_or_else(|_| Err("The portal was stopped meanwhile.".to_owned()))
}

fn clean(portal: &Portal) -> Result<String, String> {
    let recovery = &portal.recovery;
    if recovery.is_down() {
        return Err(Trouble::Down.to_string());
    }
    let stores = recovery
        .catalogue
        .stores()
        .map_err(|error| Trouble::from(error).to_string())?;
    let _changing = recovery.changing();
    let now = portal.clock.now_ms();
    let (mut deleted, mut unreachable) = (0, Vec::new());
    for store in stores {
        match clean_store(&recovery.volume(&store), now) {
            Ok(n) => deleted += n,
            Err(error) => {
                tracing::error!("{error:#}");
                let BackupStore { name, .. } = store;
                unreachable.push(format!("'{name}'"));
            }
        }
    }
    let done = match deleted {
        0 => "No backup was past its retention.".to_owned(),
        1 => "1 backup past its retention was deleted.".to_owned(),
        n => format!("{n} backups past their retention were deleted."),
    };
    if unreachable.is_empty() {
        Ok(done)
    } else {
        let stores = unreachable.join(", ");
        Err(format!(
            "{done} Backup stores that could not be cleaned: {stores}."
        ))
    }
}

fn clean_store(volume: &Volume, now_ms: i64) -> Result<usize> {
    let mut deleted = 0;
    for backup in volume.backups()? {
        if backup.is_past_retention(now_ms) && volume.delete(&backup.backup_name)? {
            deleted += 1;
        }
    }
    Ok(deleted)
}

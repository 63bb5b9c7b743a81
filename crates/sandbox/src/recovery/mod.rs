//! Disaster recovery: backup stores, backups, and the way back. Section 3 of docs/portal-api.md.
//!
//! Below the data folder: `recovery.sqlite` (what this room keeps for itself), `volumes/` (a folder a
//! backup store) and `staging/` (where a backup is put together and a restore is taken apart).

mod archive;
mod backup;
mod catalogue;
pub(crate) mod durable;
mod manifest;
mod operation;
mod progress;
mod restart;
mod restore;
mod retention;
mod seed;
mod settings;
mod stores;
mod trouble;
mod volume;

pub use backup::{Order, create, scheduled_backup};
pub use catalogue::Catalogue;
pub use manifest::{Manifest, ScheduleType};
pub use restore::restore;
pub use retention::{clean_expired, delete, keep_until};
pub use seed::{DEMO_PASSCODE, seed, seed_backups};
pub use settings::{set_settings, settings};
pub use stores::{BackupStore, NewStore, register, set_default, unregister, validate};
pub use trouble::Trouble;
pub use volume::{Volume, is_name};

use crate::jobs::{Job, JobStatus};
use anyhow::Result;
use progress::Progress;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// What disaster recovery keeps in mind while the portal runs.
pub struct Recovery {
    /// The portal's data folder.
    folder: PathBuf,
    catalogue: Catalogue,
    /// How long a stage lasts at least, by the portal's clock.
    pace: Duration,
    /// Whoever holds it carries out the one operation that may be under way.
    turn: Arc<tokio::sync::Mutex<()>>,
    /// Held while backups that are there are changed or deleted.
    changes: Mutex<()>,
    /// The operation under way, or the last one.
    last: Mutex<Option<Progress>>,
    is_down: AtomicBool,
}

impl Recovery {
    /// Opens what is kept in the data folder, and clears up after a process that was killed.
    ///
    /// `pace` is how long each stage of a backup or a restore lasts at least, by the portal's clock:
    /// a real portal takes minutes, and its progress is worth watching.
    ///
    /// # Errors
    ///
    /// When the folder or the database cannot be used.
    pub fn open(data: &Path, pace: Duration, now_ms: i64) -> Result<Self> {
        std::fs::create_dir_all(data)?;
        let catalogue = Catalogue::open(&data.join("recovery.sqlite"))?;
        let recovery = Self {
            folder: data.to_owned(),
            catalogue,
            pace,
            turn: Arc::default(),
            changes: Mutex::default(),
            last: Mutex::default(),
            is_down: AtomicBool::new(false),
        };
        restart::clear_up(&recovery, now_ms)?;
        Ok(recovery)
    }

    /// What is kept of stores and jobs.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Whether a restore is under way: nothing below the portal's context answers then.
    pub fn is_down(&self) -> bool {
        self.is_down.load(Ordering::Acquire)
    }

    /// The volume of a store.
    pub fn volume(&self, store: &BackupStore) -> Volume {
        Volume::at(self.volumes().join(&store.volume))
    }

    /// `{"status": {...}}` of the operation under way, or of the last one.
    pub fn status(&self, now_ms: i64) -> Value {
        self.last()
            .as_ref()
            .map_or_else(|| json!({"status": {}}), |last| last.told(now_ms))
    }

    /// A job, as far as it is by now.
    ///
    /// # Errors
    ///
    /// When the database cannot be used.
    pub fn job(&self, id: &str) -> Result<Option<Job>> {
        let last = self.last();
        let mut job = self.catalogue.job(id)?;
        if let Some(job) = job.as_mut().filter(|job| !job.is_over())
            && let Some(last) = last.as_ref()
        {
            job.status = JobStatus::Executing;
            let updated = last.stages.iter().map(|stage| stage.updated_ms).max();
            job.updated_ms = job.updated_ms.max(updated.unwrap_or_default());
        }
        Ok(job)
    }

    /// Keeps the record of a job.
    ///
    /// # Errors
    ///
    /// When the database cannot be used.
    pub fn keep(&self, job: &Job) -> Result<()> {
        self.catalogue.set_job(job)
    }

    fn last(&self) -> MutexGuard<'_, Option<Progress>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Backups that are there may be changed while this is held.
    fn changing(&self) -> MutexGuard<'_, ()> {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn volumes(&self) -> PathBuf {
        self.folder.join("volumes")
    }

    /// A file of the staging volume.
    fn staged(&self, name: &str) -> PathBuf {
        self.folder.join("staging").join(name)
    }

    fn find(&self, store: &str) -> Result<BackupStore, Trouble> {
        let found = self.catalogue.store(store)?;
        found.ok_or_else(|| Trouble::NoStore(store.to_owned()))
    }
}

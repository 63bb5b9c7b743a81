//! What disaster recovery keeps for itself: stores, settings, jobs, and the last operation.
//!
//! A database of its own. It is no part of a backup, so that after a restore the stores are still
//! registered and `status` tells how the restore went.

use super::progress::Progress;
use super::stores::BackupStore;
use crate::jobs::Job;
use anyhow::{Context as _, Result};
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};
use serde_json::Value;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS stores (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        is_default INTEGER NOT NULL,
        volume TEXT NOT NULL UNIQUE,
        body TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX IF NOT EXISTS one_default ON stores(is_default) WHERE is_default = 1;
    CREATE TABLE IF NOT EXISTS facts (
        name TEXT PRIMARY KEY,
        body TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS jobs (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        ended_ms INTEGER NOT NULL,
        body TEXT NOT NULL
    ) STRICT;
";

/// The database `recovery.sqlite`, one connection behind a lock.
pub struct Catalogue(Mutex<Connection>);

impl Catalogue {
    pub(super) fn open(file: &Path) -> Result<Self> {
        let connection =
            Connection::open(file).with_context(|| format!("cannot open {}", file.display()))?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.execute_batch(SCHEMA)?;
        Ok(Self(Mutex::new(connection)))
    }

    /// A statement that panicked has not written half of anything: its transaction was rolled back.
    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All registered stores, the first registered first.
    pub fn stores(&self) -> Result<Vec<BackupStore>> {
        let connection = self.lock();
        let mut select = connection.prepare_cached(
            "SELECT name, is_default, volume, body FROM stores ORDER BY position",
        )?;
        let rows = select.query_map([], read_store)?;
        rows.map(|row| Ok(row?)).collect()
    }

    /// A registered store, by its name.
    pub fn store(&self, name: &str) -> Result<Option<BackupStore>> {
        let sql = "SELECT name, is_default, volume, body FROM stores WHERE name = ?1";
        Ok(self.lock().query_row(sql, [name], read_store).optional()?)
    }

    /// Registers a store; where it is the default, no other one is any more.
    pub(super) fn add_store(&self, store: &BackupStore) -> Result<()> {
        self.write(|transaction| {
            if store.is_default {
                transaction.execute("UPDATE stores SET is_default = 0", [])?;
            }
            transaction.execute(
                "INSERT INTO stores (name, is_default, volume, body) VALUES (?1, ?2, ?3, ?4)",
                params![
                    store.name,
                    store.is_default,
                    store.volume,
                    store.body.to_string()
                ],
            )
        })?;
        Ok(())
    }

    pub(super) fn set_default(&self, name: &str, is_default: bool) -> Result<()> {
        self.write(|transaction| {
            if is_default {
                transaction.execute("UPDATE stores SET is_default = 0", [])?;
            }
            transaction.execute(
                "UPDATE stores SET is_default = ?2 WHERE name = ?1",
                params![name, is_default],
            )
        })?;
        Ok(())
    }

    /// False when there was none.
    pub(super) fn remove_store(&self, name: &str) -> Result<bool> {
        let removed = self
            .lock()
            .execute("DELETE FROM stores WHERE name = ?1", [name])?;
        Ok(removed > 0)
    }

    /// A value that there is one of, such as the settings.
    pub(super) fn fact(&self, name: &str) -> Result<Option<Value>> {
        let sql = "SELECT body FROM facts WHERE name = ?1";
        let body: Option<String> = self
            .lock()
            .query_row(sql, [name], |row| row.get(0))
            .optional()?;
        Ok(body.map(|body| serde_json::from_str(&body)).transpose()?)
    }

    pub(super) fn set_fact(&self, name: &str, value: &Value) -> Result<()> {
        self.write(|transaction| set_fact(transaction, name, value))?;
        Ok(())
    }

    /// The last operation, where there was one.
    pub(super) fn progress(&self) -> Result<Option<Progress>> {
        let value = self.fact("progress")?;
        Ok(value.map(serde_json::from_value).transpose()?)
    }

    /// Writes down how far an operation is and, in the same moment, the job that it is done for.
    pub(super) fn record(&self, progress: &Progress, job: Option<&Job>) -> Result<()> {
        let (progress, job) = (
            serde_json::to_value(progress)?,
            job.map(|job| Ok::<_, serde_json::Error>((job, serde_json::to_string(job)?)))
                .transpose()?,
        );
        self.write(|transaction| {
            if let Some((job, body)) = &job {
                set_job(transaction, job, body)?;
            }
            set_fact(transaction, "progress", &progress)
        })?;
        Ok(())
    }

    pub(super) fn set_job(&self, job: &Job) -> Result<()> {
        let body = serde_json::to_string(job)?;
        self.write(|transaction| set_job(transaction, job, &body))?;
        Ok(())
    }

    /// A job as it was written down last.
    pub fn job(&self, id: &str) -> Result<Option<Job>> {
        let sql = "SELECT body FROM jobs WHERE id = ?1";
        let body: Option<String> = self
            .lock()
            .query_row(sql, [id], |row| row.get(0))
            .optional()?;
        Ok(body.map(|body| serde_json::from_str(&body)).transpose()?)
    }

    /// The jobs that are not over.
    pub(super) fn open_jobs(&self) -> Result<Vec<Job>> {
        let connection = self.lock();
        let mut select = connection.prepare("SELECT body FROM jobs WHERE ended_ms = 0")?;
        let rows = select.query_map([], |row| row.get::<_, String>(0))?;
        rows.map(|body| Ok(serde_json::from_str(&body?)?)).collect()
    }

    /// The ids of all jobs, the oldest first.
    pub fn jobs(&self) -> Result<Vec<String>> {
        let connection = self.lock();
        let mut select = connection.prepare_cached("SELECT id FROM jobs ORDER BY position")?;
        let rows = select.query_map([], |row| row.get(0))?;
        rows.map(|id| Ok(id?)).collect()
    }

    /// Removes the records of jobs that ended before a time. How many they were.
    pub fn remove_jobs(&self, ended_before_ms: i64) -> Result<usize> {
        let sql = "DELETE FROM jobs WHERE ended_ms > 0 AND ended_ms < ?1";
        Ok(self.lock().execute(sql, [ended_before_ms])?)
    }

    fn write(
        &self,
        change: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<usize>,
    ) -> rusqlite::Result<()> {
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        change(&transaction)?;
        transaction.commit()
    }
}

fn read_store(row: &Row<'_>) -> rusqlite::Result<BackupStore> {
    let body: String = row.get(3)?;
    Ok(BackupStore {
        name: row.get(0)?,
        is_default: row.get(1)?,
        volume: row.get(2)?,
        body: serde_json::from_str(&body).unwrap_or_default(),
    })
}

fn set_fact(transaction: &Transaction<'_>, name: &str, value: &Value) -> rusqlite::Result<usize> {
    transaction.execute(
        "INSERT INTO facts (name, body) VALUES (?1, ?2)
         ON CONFLICT (name) DO UPDATE SET body = excluded.body",
        params![name, value.to_string()],
    )
}

fn set_job(transaction: &Transaction<'_>, job: &Job, body: &str) -> rusqlite::Result<usize> {
    transaction.execute(
        "INSERT INTO jobs (id, ended_ms, body) VALUES (?1, ?2, ?3)
         ON CONFLICT (id) DO UPDATE SET ended_ms = excluded.ended_ms, body = excluded.body",
        params![job.id, job.ended_ms, body],
    )
}

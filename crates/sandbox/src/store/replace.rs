//! Another database in the place of the portal's, as a restore needs it.

use super::{Store, connect};
use crate::recovery::durable::sync_folder;
use anyhow::{Context as _, Result, ensure};
use rusqlite::Connection;
use std::fs;
use std::path::Path;

/// The tables of sessions: each has a `username`.
const OF_SESSIONS: [&str; 3] = ["tokens", "refresh_tokens", "oauth_tokens"];

impl Store {
    /// Moves a database that is whole and on the disk into the place of this one. Killed at any moment,
    /// the portal has the old one or the new one afterwards, whole.
    ///
    /// Sessions are those of now: a token that was given out stays good where its account is still
    /// there, and one that only the new database knows is not brought back. Schedules are followed from
    /// where the portal was, not from where it had been.
    ///
    /// # Errors
    ///
    /// The portal then has the database that it had.
    pub fn replace(&self, staged: &Path) -> Result<()> {
        let mut live = self.lock();
        let file = live.path().context("the database has no file")?.to_owned();
        let file = Path::new(&file);
        carry_over(staged, file)?;
        // A log that outlives its database would be applied to the new one: the old one is closed without.
        live.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        let mode = live.pragma_update_and_check(None, "journal_mode", "DELETE", |row| {
            row.get::<_, String>(0)
        })?;
        ensure!(mode == "delete", "the database is in use");
        let old = std::mem::replace(&mut *live, Connection::open_in_memory()?);
        drop(old);
        let moved = fs::rename(staged, file).and_then(|()| {
            [staged, file]
                .into_iter()
                .filter_map(Path::parent)
                .try_for_each(sync_folder)
        });
        *live = connect(file)?;
        moved.context("the restored database could not take its place")
    }
}

/// Opens the staged database as this release would, and gives it what the live one knows better:
/// sessions, and how far schedules have been followed.
fn carry_over(staged: &Path, live: &Path) -> Result<()> {
    let connection = connect(staged)?;
    connection.execute("ATTACH DATABASE ?1 AS live", [live.to_str()])?;
    connection.execute_batch("BEGIN")?;
    for table in OF_SESSIONS {
        connection.execute_batch(&format!(
            "DELETE FROM main.{table};
             INSERT INTO main.{table} SELECT * FROM live.{table}
             WHERE username IN (SELECT username FROM main.users);"
        ))?;
    }
    connection.execute_batch(
        "UPDATE main.schedules SET handled_ms =
             max(handled_ms, coalesce((SELECT max(handled_ms) FROM live.schedules), handled_ms));
         COMMIT;
         DETACH DATABASE live;",
    )?;
    // Into one file again, and to the disk: `FULL` synchronises the log before it goes.
    connection.pragma_update(None, "journal_mode", "DELETE")?;
    Ok(())
}

//! The portal's database: one SQLite file.
//!
//! Write-ahead log with full synchronisation: what was answered with success is on the disk, also when
//! the process is killed the moment after.

mod oauth;
mod replace;
mod runs;
mod schedules;

pub use oauth::RefreshRow;
pub use runs::succeed_in;
pub use schedules::{Fire, Followed};

use crate::run::NewRun;
use anyhow::{Context as _, Result};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS tasks (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        body TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS users (
        username TEXT PRIMARY KEY,
        full_name TEXT NOT NULL,
        role TEXT NOT NULL,
        password TEXT NOT NULL,
        failures INTEGER NOT NULL DEFAULT 0,
        locked_until_ms INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE IF NOT EXISTS tokens (
        digest TEXT PRIMARY KEY,
        username TEXT NOT NULL REFERENCES users(username),
        referer TEXT,
        expires_ms INTEGER NOT NULL
    ) STRICT;
";

/// The id of a custom role that may look after disaster recovery, and not after tasks.
pub const BACKUP_OPERATOR: &str = "bK7opR2tQx9LmZ4w";

pub struct Store(Mutex<Connection>);

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    pub username: String,
    pub full_name: String,
    /// `org_admin`, `org_publisher`, or the id of a custom role.
    pub role: String,
    /// Argon2 in PHC form.
    pub password: String,
    pub failures: u32,
    pub locked_until_ms: i64,
}

impl User {
    /// Whether the account has the privilege that the portal calls "Security and infrastructure".
    pub fn manages_security(&self) -> bool {
        matches!(self.role.as_str(), "org_admin" | BACKUP_OPERATOR)
    }
}

/// What is kept of a token: its digest, never itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRow {
    pub digest: String,
    pub username: String,
    /// Requests that tell another one are refused.
    pub referer: Option<String>,
    pub expires_ms: i64,
}

impl Store {
    /// Opens or makes the database in a folder. True when it is new.
    pub fn open(folder: &Path) -> Result<(Self, bool)> {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make {}", folder.display()))?;
        let file = folder.join("portal.sqlite");
        let connection = connect(&file)?;
        let users: i64 =
            connection.query_row("SELECT count(*) FROM users", [], |row| row.get(0))?;
        Ok((Self(Mutex::new(connection)), users == 0))
    }

    /// The file of the database.
    pub fn file(&self) -> PathBuf {
        self.lock().path().map(PathBuf::from).unwrap_or_default()
    }

    /// A statement that panicked has not written half of anything: its transaction was rolled back.
    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Fills a new database: all of it, or, when killed meanwhile, nothing.
    /// A run comes with its task as it was then. Schedules are followed from now on.
    pub fn fill(
        &self,
        users: &[User],
        tasks: impl Iterator<Item = Value>,
        runs: impl Iterator<Item = (Value, NewRun)>,
        now_ms: i64,
    ) -> Result<()> {
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        for user in users {
            transaction.execute(
                "INSERT INTO users (username, full_name, role, password) VALUES (?1, ?2, ?3, ?4)",
                params![user.username, user.full_name, user.role, user.password],
            )?;
        }
        {
            let mut insert = transaction.prepare("INSERT INTO tasks (id, body) VALUES (?1, ?2)")?;
            for task in tasks {
                insert.execute(params![task["id"].as_str(), task.to_string()])?;
            }
        }
        transaction.execute(
            "INSERT INTO schedules SELECT id, ?1, 0 FROM tasks",
            [now_ms],
        )?;
        for (task, run) in runs {
            runs::insert(&transaction, &task, &run)?;
        }
        transaction.execute(
            "UPDATE schedules SET occurrences = (
                 SELECT count(*) FROM runs
                 WHERE runs.task_id = schedules.task_id AND status <> 'skipped')",
            [],
        )?;
        transaction.commit()?;
        Ok(())
    }

    /// Every task, oldest first in the order of their making.
    pub fn tasks(&self) -> Result<Vec<Value>> {
        let connection = self.lock();
        let mut select = connection.prepare_cached("SELECT body FROM tasks ORDER BY position")?;
        let rows = select.query_map([], |row| row.get::<_, String>(0))?;
        let mut tasks = Vec::new();
        for body in rows {
            tasks.push(serde_json::from_str(&body?)?);
        }
        Ok(tasks)
    }

    pub fn task(&self, id: &str) -> Result<Option<Value>> {
        read_task(&self.lock(), id)
    }

    /// Adds a task; its schedule is followed from now on.
    pub fn add_task(&self, task: &Value, now_ms: i64) -> Result<()> {
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        let id = task["id"].as_str().unwrap_or_default();
        transaction.execute(
            "INSERT INTO tasks (id, body) VALUES (?1, ?2)",
            params![id, task.to_string()],
        )?;
        schedules::write(&transaction, id, Followed::from(now_ms))?;
        transaction.commit()?;
        Ok(())
    }

    /// Reads, changes and writes a task in one piece; its schedule is followed as it is from now on.
    /// False when there is none; an error of `change` leaves it as it was.
    pub fn change_task<E: From<anyhow::Error>>(
        &self,
        id: &str,
        now_ms: i64,
        change: impl FnOnce(&mut Value) -> Result<(), E>,
    ) -> Result<bool, E> {
        let mut connection = self.lock();
        let Some(before) = read_task(&connection, id)? else {
            return Ok(false);
        };
        let mut task = before.clone();
        change(&mut task)?;
        write_changed(&mut connection, &before, &task, now_ms)?;
        Ok(true)
    }

    /// False when there was none.
    pub fn delete_task(&self, id: &str) -> Result<bool> {
        let connection = self.lock();
        let deleted = connection.execute("DELETE FROM tasks WHERE id = ?1", [id])? > 0;
        forget(&connection)?;
        Ok(deleted)
    }

    pub fn user(&self, username: &str) -> Result<Option<User>> {
        let read = |row: &rusqlite::Row<'_>| {
            Ok(User {
                username: row.get(0)?,
                full_name: row.get(1)?,
                role: row.get(2)?,
                password: row.get(3)?,
                failures: row.get(4)?,
                locked_until_ms: row.get(5)?,
            })
        };
        let sql = "SELECT username, full_name, role, password, failures, locked_until_ms
                   FROM users WHERE username = ?1";
        Ok(self.lock().query_row(sql, [username], read).optional()?)
    }

    pub fn set_failures(&self, username: &str, failures: u32, locked_until_ms: i64) -> Result<()> {
        self.lock().execute(
            "UPDATE users SET failures = ?2, locked_until_ms = ?3 WHERE username = ?1",
            params![username, failures, locked_until_ms],
        )?;
        Ok(())
    }

    pub fn add_token(&self, token: &TokenRow, now_ms: i64) -> Result<()> {
        let connection = self.lock();
        connection.execute("DELETE FROM tokens WHERE expires_ms <= ?1", [now_ms])?;
        connection.execute(
            "INSERT INTO tokens (digest, username, referer, expires_ms) VALUES (?1, ?2, ?3, ?4)",
            params![
                token.digest,
                token.username,
                token.referer,
                token.expires_ms
            ],
        )?;
        Ok(())
    }

    pub fn token(&self, digest: &str) -> Result<Option<TokenRow>> {
        let read = |row: &rusqlite::Row<'_>| {
            Ok(TokenRow {
                digest: row.get(0)?,
                username: row.get(1)?,
                referer: row.get(2)?,
                expires_ms: row.get(3)?,
            })
        };
        let sql = "SELECT digest, username, referer, expires_ms FROM tokens WHERE digest = ?1";
        Ok(self.lock().query_row(sql, [digest], read).optional()?)
    }

    /// What SQLite says of the file: `ok`.
    pub fn integrity(&self) -> Result<String> {
        Ok(self
            .lock()
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))?)
    }
}

/// Opens or makes a database, with every table that this release knows.
fn connect(file: &Path) -> Result<Connection> {
    let connection =
        Connection::open(file).with_context(|| format!("cannot open {}", file.display()))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What was deleted is overwritten: a passcode of yesterday is not to be found in the file.
    connection.pragma_update(None, "secure_delete", true)?;
    connection.execute_batch(SCHEMA)?;
    connection.execute_batch(oauth::SCHEMA)?;
    connection.execute_batch(runs::SCHEMA)?;
    connection.execute_batch(schedules::SCHEMA)?;
    Ok(connection)
}

/// Empties the log: what was overwritten in the file is not to be found there either.
fn forget(connection: &Connection) -> Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

fn read_task(connection: &Connection, id: &str) -> Result<Option<Value>> {
    let body: Option<String> = connection
        .prepare_cached("SELECT body FROM tasks WHERE id = ?1")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(body.map(|body| serde_json::from_str(&body)).transpose()?)
}

fn write_changed(
    connection: &mut Connection,
    before: &Value,
    task: &Value,
    now_ms: i64,
) -> Result<()> {
    let id = task["id"].as_str().unwrap_or_default();
    let transaction = connection.transaction()?;
    write_task(&transaction, task)?;
    let followed = schedules::read(&transaction, id)?.after_change(before, task, now_ms);
    schedules::write(&transaction, id, followed)?;
    transaction.commit()?;
    if task.pointer("/parameters/passcode") != before.pointer("/parameters/passcode") {
        forget(connection)?;
    }
    Ok(())
}

fn write_task(connection: &Connection, task: &Value) -> Result<()> {
    connection
        .prepare_cached("UPDATE tasks SET body = ?2 WHERE id = ?1")?
        .execute(params![task["id"].as_str(), task.to_string()])?;
    Ok(())
}

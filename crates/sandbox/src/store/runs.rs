//! The runs, in a table of their own.
//!
//! Each run tells the whole task as it was then. What does not change from run to run is kept once;
//! only the generation and the last start are the run's own.

use super::{Store, forget};
use crate::run::{NewRun, Status};
use anyhow::Result;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;

pub(super) const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS run_tasks (
        position INTEGER PRIMARY KEY,
        task_id TEXT NOT NULL REFERENCES tasks(id) ON DELETE CASCADE,
        body TEXT NOT NULL,
        UNIQUE (task_id, body)
    ) STRICT;
    CREATE TABLE IF NOT EXISTS runs (
        position INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        task_id TEXT NOT NULL REFERENCES tasks(id) ON DELETE CASCADE,
        status TEXT NOT NULL,
        result TEXT NOT NULL,
        created_ms INTEGER NOT NULL,
        modified_ms INTEGER NOT NULL,
        generation INTEGER NOT NULL,
        last_start_ms INTEGER,
        run_task INTEGER NOT NULL REFERENCES run_tasks(position) ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX IF NOT EXISTS runs_of_task ON runs(task_id);
    CREATE INDEX IF NOT EXISTS runs_under_way ON runs(status)
        WHERE status IN ('scheduled', 'executing');
    CREATE INDEX IF NOT EXISTS runs_of_run_task ON runs(run_task);
";

const SELECT: &str = "
    SELECT runs.result, body, created_ms, modified_ms, id, status, generation, last_start_ms
    FROM runs JOIN run_tasks ON run_tasks.position = run_task
    WHERE runs.task_id = ?1";

/// Tells in a copy of the database that the run of a task that is under way has succeeded.
///
/// # Errors
///
/// When the copy cannot be written to.
pub fn succeed_in(copy: &Path, task_id: &str, result: &str, now_ms: i64) -> Result<()> {
    let copy = Connection::open(copy)?;
    copy.pragma_update(None, "journal_mode", "MEMORY")?;
    copy.execute(
        "UPDATE runs SET status = 'succeeded', result = ?2, modified_ms = ?3
         WHERE task_id = ?1 AND status = 'executing'",
        params![task_id, result, now_ms],
    )?;
    Ok(())
}

impl Store {
    /// The runs of a task as a JSON array, the newest first, and how many they are.
    pub fn runs(&self, task_id: &str) -> Result<(String, usize)> {
        let connection = self.lock();
        let mut select =
            connection.prepare_cached(&format!("{SELECT} ORDER BY runs.position DESC"))?;
        let mut rows = select.query([task_id])?;
        let (mut text, mut total) = ("[".to_owned(), 0);
        while let Some(row) = rows.next()? {
            if total > 0 {
                text.push(',');
            }
            write_json(row, &mut text)?;
            total += 1;
        }
        text.push(']');
        Ok((text, total))
    }

    /// One run as a JSON object.
    pub fn run(&self, task_id: &str, id: &str) -> Result<Option<String>> {
        let connection = self.lock();
        let mut select = connection.prepare_cached(&format!("{SELECT} AND id = ?2"))?;
        let mut rows = select.query([task_id, id])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let mut text = String::new();
        write_json(row, &mut text)?;
        Ok(Some(text))
    }

    /// Changes a run's state, and its message where there is a new one. False when there is no such run.
    pub fn edit_run(
        &self,
        task_id: &str,
        id: &str,
        status: Status,
        result: Option<&str>,
        now_ms: i64,
    ) -> Result<bool> {
        let changed = self.lock().execute(
            "UPDATE runs SET status = ?3, result = coalesce(?4, result), modified_ms = ?5
             WHERE task_id = ?1 AND id = ?2",
            params![task_id, id, status.name(), result, now_ms],
        )?;
        Ok(changed > 0)
    }

    /// A run goes on: executing, which is when it begins, or over, with its message.
    pub fn advance_run(
        &self,
        id: &str,
        status: Status,
        result: Option<&str>,
        now_ms: i64,
    ) -> Result<()> {
        let begins = status == Status::Executing;
        self.lock().execute(
            "UPDATE runs SET status = ?2, result = coalesce(?3, result), modified_ms = ?4,
                             created_ms = iif(?5, ?4, created_ms)
             WHERE id = ?1",
            params![id, status.name(), result, now_ms, begins],
        )?;
        Ok(())
    }

    /// Runs that were under way when the portal went away have failed.
    pub fn close_open_runs(&self, now_ms: i64) -> Result<()> {
        self.lock().execute(
            "UPDATE runs SET status = 'failed', modified_ms = ?1,
                             result = 'The portal was stopped during this run.'
             WHERE status IN ('scheduled', 'executing')",
            [now_ms],
        )?;
        Ok(())
    }

    /// False when there was none.
    pub fn delete_run(&self, task_id: &str, id: &str) -> Result<bool> {
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        let run_task: Option<i64> = transaction
            .query_row(
                "DELETE FROM runs WHERE task_id = ?1 AND id = ?2 RETURNING run_task",
                [task_id, id],
                |row| row.get(0),
            )
            .optional()?;
        if let Some(run_task) = run_task {
            transaction.execute(
                "DELETE FROM run_tasks WHERE position = ?1
                 AND NOT EXISTS (SELECT 1 FROM runs WHERE run_task = ?1)",
                [run_task],
            )?;
        }
        transaction.commit()?;
        // It may have been the last that kept the passcode of then.
        forget(&connection)?;
        Ok(run_task.is_some())
    }
}

/// Records a run of a task as it is in `task`, its generation and last start already counted.
pub(super) fn insert(connection: &Connection, task: &Value, run: &NewRun) -> Result<()> {
    let (id, generation) = (task["id"].as_str(), task["generation"].as_i64());
    let last_start = task["lastStart"].as_i64();
    let mut rest = task.clone();
    if let Some(rest) = rest.as_object_mut() {
        rest.shift_remove("generation");
        rest.shift_remove("lastStart");
    }
    let run_task: i64 = connection
        .prepare_cached(
            "INSERT INTO run_tasks (task_id, body) VALUES (?1, ?2)
             ON CONFLICT DO UPDATE SET body = body RETURNING position",
        )?
        .query_row(params![id, rest.to_string()], |row| row.get(0))?;
    connection
        .prepare_cached(
            "INSERT INTO runs (id, task_id, status, result, created_ms, modified_ms,
                               generation, last_start_ms, run_task)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            run.id,
            id,
            run.status.name(),
            run.result,
            run.created_ms,
            run.modified_ms,
            generation.unwrap_or(1),
            last_start,
            run_task,
        ])?;
    Ok(())
}

/// Written by hand: a task with a hundred thousand runs would be a tree of two million values.
fn write_json(row: &Row<'_>, text: &mut String) -> Result<()> {
    let of = |index| -> Result<&str> { Ok(row.get_ref(index)?.as_str()?) };
    let result = serde_json::to_string(of(0)?)?;
    // The object without its opening brace.
    let task = of(1)?.strip_prefix('{').unwrap_or_default();
    let (created, modified): (i64, i64) = (row.get(2)?, row.get(3)?);
    let (id, status) = (of(4)?, of(5)?);
    let generation: i64 = row.get(6)?;
    write!(
        text,
        "{{\"result\":{result},\"task\":{{\"generation\":{generation},"
    )?;
    if let Some(last_start) = row.get::<_, Option<i64>>(7)? {
        write!(text, "\"lastStart\":{last_start},")?;
    }
    write!(
        text,
        "{task},\"created\":{created},\"modified\":{modified},\"runId\":\"{id}\",\"url\":\"\",\"status\":\"{status}\"}}"
    )?;
    Ok(())
}

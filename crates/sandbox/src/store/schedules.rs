//! What the scheduler must not forget: how far each task's schedule has been followed.

use super::{Store, read_task, runs, write_task};
use crate::run::{NewRun, Status};
use anyhow::Result;
use rusqlite::{Connection, Row, params};
use serde_json::Value;

pub(super) const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS schedules (
        task_id TEXT PRIMARY KEY REFERENCES tasks(id) ON DELETE CASCADE,
        handled_ms INTEGER NOT NULL,
        occurrences INTEGER NOT NULL
    ) STRICT;
    -- Of a database that is older than this table.
    INSERT INTO schedules SELECT id, unixepoch() * 1000, 0 FROM tasks
        WHERE id NOT IN (SELECT task_id FROM schedules);
";

/// How far a task's schedule has been followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Followed {
    /// Every fire time up to this one has been handled: run, or passed over. Epoch milliseconds.
    pub handled_ms: i64,
    /// How many runs of this schedule have begun.
    pub occurrences: i64,
}

impl Followed {
    /// A schedule that is new now. A fire time of this very moment is still to come.
    pub(super) fn from(now_ms: i64) -> Self {
        Self {
            handled_ms: now_ms - 1,
            occurrences: 0,
        }
    }

    /// After an admin's change. What was not followed while a task was paused is not missed. Another
    /// schedule counts its runs from the beginning.
    pub(super) fn after_change(self, before: &Value, task: &Value, now_ms: i64) -> Self {
        let members = ["cronExpression", "startDate", "endDate", "maxOccurrences"];
        let is_same = members.iter().all(|name| before[name] == task[name]);
        Self {
            handled_ms: self.handled_ms.max(now_ms - 1),
            occurrences: if is_same { self.occurrences } else { 0 },
        }
    }
}

/// A fire time of a task, and the run that it becomes.
pub struct Fire {
    pub task_id: String,
    /// The scheduled instant, epoch milliseconds.
    pub at_ms: i64,
    pub run: NewRun,
}

impl Store {
    /// Every task with how far it is.
    pub fn schedules(&self) -> Result<Vec<(Value, Followed)>> {
        let connection = self.lock();
        let mut select = connection.prepare_cached(
            "SELECT body, handled_ms, occurrences FROM tasks JOIN schedules ON task_id = id
             ORDER BY position",
        )?;
        let rows = select.query_map([], |row| Ok((row.get::<_, String>(0)?, followed(row, 1)?)))?;
        let mut schedules = Vec::new();
        for row in rows {
            let (body, followed) = row?;
            schedules.push((serde_json::from_str(&body)?, followed));
        }
        Ok(schedules)
    }

    /// A task with how far it is.
    pub fn schedule(&self, id: &str) -> Result<Option<(Value, Followed)>> {
        let connection = self.lock();
        let task = read_task(&connection, id)?;
        task.map(|task| Ok((task, read(&connection, id)?)))
            .transpose()
    }

    /// Records what became of fire times, all of it or nothing: the run, one more generation, and the
    /// task's last start where it was not passed over. The tasks as they are now, without those that
    /// are gone meanwhile.
    pub fn fire(&self, fires: &[Fire]) -> Result<Vec<(Value, Followed)>> {
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        let mut fired = Vec::new();
        for fire in fires {
            let Some(mut task) = read_task(&transaction, &fire.task_id)? else {
                continue;
            };
            let mut followed = read(&transaction, &fire.task_id)?;
            followed.handled_ms = followed.handled_ms.max(fire.at_ms);
            task["generation"] = (task["generation"].as_i64().unwrap_or(1) + 1).into();
            if fire.run.status != Status::Skipped {
                followed.occurrences += 1;
                task["lastStart"] = fire.at_ms.into();
            }
            write_task(&transaction, &task)?;
            runs::insert(&transaction, &task, &fire.run)?;
            write(&transaction, &fire.task_id, followed)?;
            fired.push((task, followed));
        }
        transaction.commit()?;
        Ok(fired)
    }
}

pub(super) fn read(connection: &Connection, task_id: &str) -> Result<Followed> {
    Ok(connection
        .prepare_cached("SELECT handled_ms, occurrences FROM schedules WHERE task_id = ?1")?
        .query_row([task_id], |row| followed(row, 0))?)
}

pub(super) fn write(connection: &Connection, task_id: &str, followed: Followed) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO schedules (task_id, handled_ms, occurrences) VALUES (?1, ?2, ?3)
             ON CONFLICT DO UPDATE SET handled_ms = excluded.handled_ms,
                                       occurrences = excluded.occurrences",
        )?
        .execute(params![task_id, followed.handled_ms, followed.occurrences])?;
    Ok(())
}

fn followed(row: &Row<'_>, from: usize) -> rusqlite::Result<Followed> {
    Ok(Followed {
        handled_ms: row.get(from)?,
        occurrences: row.get(from + 1)?,
    })
}

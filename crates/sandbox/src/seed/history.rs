//! What the tasks of a new portal have done so far.

use crate::run::{NewRun, Status};
use quartz_cron::{Cron, Timestamp, Utc};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
/// This run of a backup takes longer than an hour; the next one is skipped.
const LONG: i64 = 60;

/// Every run from a task's making, or its start date, to its last start: as many as its generation
/// counts. Most succeed.
pub(super) fn of(task: &Value) -> Vec<(Value, NewRun)> {
    let date = |name: &str| task[name].as_i64();
    let expression = task["cronExpression"].as_str().unwrap_or_default();
    let (Some(created), Some(last), Ok(cron)) = (
        date("created"),
        date("lastStart"),
        expression.parse::<Cron>(),
    ) else {
        return Vec::new();
    };
    let from = date("startDate").unwrap_or(created).max(created);
    let fires = cron
        .fires_after(Timestamp::from_secs((from - 1).div_euclid(1000)), &Utc)
        .map(|fire| fire.as_secs() * 1000)
        .take_while(|fire| *fire <= last);
    let mut task = as_it_ran(task);
    (1..)
        .zip(fires)
        .map(|(nth, fire)| {
            let run = run(&task, nth, fire);
            task["generation"] = (nth + 1).into();
            if run.status != Status::Skipped {
                task["lastStart"] = fire.into();
            }
            (task.clone(), run)
        })
        .collect()
}

/// The task before it was paused and had run.
fn as_it_ran(task: &Value) -> Value {
    let mut task = task.clone();
    task["active"] = true.into();
    task["taskState"] = "active".into();
    task["updated"] = task["created"].clone();
    if let Some(task) = task.as_object_mut() {
        task.shift_remove("lastStart");
    }
    task
}

/// The nth run: always the same for a task.
fn run(task: &Value, nth: i64, fire_ms: i64) -> NewRun {
    let digest = Sha256::digest(format!("{}/{nth}", task["id"]));
    let by_chance = |index: usize, below: i64| i64::from(digest[index]) % below;
    let late_ms = 1000 + by_chance(16, 30) * 1000;
    let is_backup = task["taskType"] == "CreateBackup";
    let (status, result, took_ms) = match (nth, by_chance(17, 40)) {
        (nth, _) if is_backup && nth == LONG + 1 => {
            (Status::Skipped, "The run before was still executing.", 0)
        }
        (LONG, _) if is_backup => (Status::Succeeded, "Backup completed.", 71 * MINUTE_MS),
        (2.., 0) if is_backup => (
            Status::Failed,
            "Unable to create the backup. The backup store did not answer in time.",
            10 * MINUTE_MS,
        ),
        _ if is_backup => (
            Status::Succeeded,
            "Backup completed.",
            MINUTE_MS + by_chance(18, 240) * 2500,
        ),
        (2.., 0) => (
            Status::Failed,
            "The job store did not answer in time.",
            30_000,
        ),
        _ if task["taskType"] == "CleanGPJobs" => (
            Status::Succeeded,
            "GP Jobs have been cleaned.",
            by_chance(18, 250) * 40,
        ),
        _ => (
            Status::Succeeded,
            "Backups past their retention have been deleted.",
            by_chance(18, 250) * 60,
        ),
    };
    let is_skipped = status == Status::Skipped;
    let created_ms = if is_skipped {
        fire_ms
    } else {
        fire_ms + late_ms
    };
    NewRun {
        id: hex::encode(&digest[..16]),
        status,
        result: result.to_owned(),
        created_ms,
        modified_ms: created_ms + took_ms,
    }
}

/// A task that has run so often, every hour up to now.
pub(super) fn lengthen(task: &mut Value, runs: u32, now_ms: i64) {
    let last = now_ms - now_ms.rem_euclid(HOUR_MS);
    let created = last - i64::from(runs) * HOUR_MS + 8 * MINUTE_MS;
    task["created"] = created.into();
    task["updated"] = created.into();
    task["lastStart"] = last.into();
    task["generation"] = (runs + 1).into();
}

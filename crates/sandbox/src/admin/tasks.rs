//! The tasks: list, one, enable, disable, delete. Sections 1.2, 1.3, 1.7 and 1.10 of docs/portal-api.md.

use super::{administrator, operation};
use crate::http::{Answer, Call, Refusal};
use crate::portal::Portal;
use crate::scheduler;
use axum::extract::{Path, State};
use serde_json::{Value, json};
use std::sync::Arc;

/// All tasks in one page: `nextStart` is 0, as in the documented reply.
pub(super) async fn list(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    let tasks = administrator(&portal, &call).and_then(|_| {
        let tasks = portal.store.tasks()?;
        let total = tasks.len();
        Ok(json!({"result": tasks, "total": total, "num": total, "start": 0, "nextStart": 0}))
    });
    Answer::of(&call, "Tasks", tasks)
}

pub(super) async fn one(
    State(portal): State<Arc<Portal>>,
    Path(id): Path<String>,
    call: Call,
) -> Answer {
    let task = administrator(&portal, &call).and_then(|_| find(&portal, &id));
    Answer::of(&call, "Task", task)
}

pub(super) async fn enable(
    State(portal): State<Arc<Portal>>,
    Path(id): Path<String>,
    call: Call,
) -> Answer {
    operation(&portal, &call, "Enable Task", &[], |_| {
        change(&portal, &id, |task, _| Ok(switch(task, true)))
    })
}

pub(super) async fn disable(
    State(portal): State<Arc<Portal>>,
    Path(id): Path<String>,
    call: Call,
) -> Answer {
    operation(&portal, &call, "Disable Task", &[], |_| {
        change(&portal, &id, |task, _| Ok(switch(task, false)))
    })
}

/// With the task go its runs.
pub(super) async fn delete(
    State(portal): State<Arc<Portal>>,
    Path(id): Path<String>,
    call: Call,
) -> Answer {
    operation(&portal, &call, "Delete Task", &[], |_| {
        let task = find(&portal, &id)?;
        if task["taskType"] != "CreateBackup" {
            return Err(Refusal::Invalid {
                message: "Unable to delete task.",
                details: vec!["A task of the system cannot be deleted.".to_owned()],
            });
        }
        let mut plan = portal.scheduler.plan();
        portal.store.delete_task(&id)?;
        scheduler::changed(&portal, &mut plan, &id)?;
        Ok(json!({"status": "success"}))
    })
}

pub(super) fn find(portal: &Portal, id: &str) -> Result<Value, Refusal> {
    portal.store.task(id)?.ok_or_else(|| unknown(id))
}

fn unknown(id: &str) -> Refusal {
    Refusal::NotFound(format!("There is no task {id}."))
}

/// An admin's change: one more generation, and a new `updated`, where `edit` says that it changed
/// something.
pub(super) fn change(
    portal: &Portal,
    id: &str,
    edit: impl FnOnce(&mut Value, i64) -> Result<bool, Refusal>,
) -> Result<Value, Refusal> {
    let mut plan = portal.scheduler.plan();
    let now = portal.clock.now_ms();
    let is_there = portal.store.change_task(id, now, |task| {
        if edit(task, now)? {
            task["generation"] = (task["generation"].as_i64().unwrap_or(1) + 1).into();
            task["updated"] = now.into();
        }
        Ok::<_, Refusal>(())
    })?;
    scheduler::changed(portal, &mut plan, id)?;
    is_there
        .then(|| json!({"status": "success"}))
        .ok_or_else(|| unknown(id))
}

/// Switching what is already so changes nothing.
fn switch(task: &mut Value, active: bool) -> bool {
    if task["active"] == active {
        return false;
    }
    task["active"] = active.into();
    task["taskState"] = if active { "active" } else { "paused" }.into();
    true
}

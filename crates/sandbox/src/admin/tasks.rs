//! The tasks: list, one, enable, disable, delete. Sections 1.2, 1.3, 1.7 and 1.10.

use super::administrator;
use crate::http::{Answer, Call, Refusal};
use crate::portal::Portal;
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
    operation(&portal, &call, "Enable Task", || switch(&portal, &id, true))
}

pub(super) async fn disable(
    State(portal): State<Arc<Portal>>,
    Path(id): Path<String>,
    call: Call,
) -> Answer {
    operation(&portal, &call, "Disable Task", || {
        switch(&portal, &id, false)
    })
}

pub(super) async fn delete(
    State(portal): State<Arc<Portal>>,
    Path(id): Path<String>,
    call: Call,
) -> Answer {
    operation(&portal, &call, "Delete Task", || {
        let task = find(&portal, &id)?;
        if task["taskType"] != "CreateBackup" {
            return Err(Refusal::Invalid {
                message: "Unable to delete task.",
                details: vec!["A task of the system cannot be deleted.".to_owned()],
            });
        }
        portal.store.delete_task(&id)?;
        Ok(())
    })
}

/// Carries out a POST of an administrator; a GET shows a form and does nothing.
fn operation(
    portal: &Portal,
    call: &Call,
    title: &str,
    act: impl FnOnce() -> Result<(), Refusal>,
) -> Answer {
    if !call.is_post {
        let mut answer = Answer::of(call, title, Err(Refusal::PostOnly));
        answer.form = Some(&[]);
        return answer;
    }
    let result = administrator(portal, call).and_then(|_| act());
    Answer::of(call, title, result.map(|()| json!({"status": "success"})))
}

fn find(portal: &Portal, id: &str) -> Result<Value, Refusal> {
    portal
        .store
        .task(id)?
        .ok_or_else(|| Refusal::NotFound(format!("There is no task {id}.")))
}

/// One more generation for each change; switching what is already so changes nothing.
fn switch(portal: &Portal, id: &str, active: bool) -> Result<(), Refusal> {
    let mut task = find(portal, id)?;
    if task["active"] == active {
        return Ok(());
    }
    task["active"] = active.into();
    task["taskState"] = if active { "active" } else { "paused" }.into();
    task["generation"] = (task["generation"].as_i64().unwrap_or(1) + 1).into();
    task["updated"] = portal.clock.now_ms().into();
    portal.store.replace_task(&task)?;
    Ok(())
}

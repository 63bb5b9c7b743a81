//! The runs of a task: list, one, edit, delete. Sections 1.8 and 1.9 of docs/portal-api.md.

use super::tasks::find;
use super::{administrator, operation};
use crate::http::{Answer, Call, Refusal};
use crate::portal::Portal;
use crate::run::Status;
use axum::extract::{Path, State};
use serde_json::json;
use std::sync::Arc;

/// All runs in one page, the newest first.
pub(super) async fn list(
    State(portal): State<Arc<Portal>>,
    Path(id): Path<String>,
    call: Call,
) -> Answer {
    let runs = administrator(&portal, &call).and_then(|_| {
        find(&portal, &id)?;
        let (runs, total) = portal.store.runs(&id)?;
        Ok(format!(
            "{{\"result\":{runs},\"total\":{total},\"num\":{total},\"start\":0,\"nextStart\":0}}"
        ))
    });
    Answer::of_text(&call, "Runs", runs)
}

pub(super) async fn one(
    State(portal): State<Arc<Portal>>,
    Path((id, run)): Path<(String, String)>,
    call: Call,
) -> Answer {
    let found = administrator(&portal, &call).and_then(|_| {
        let found = portal.store.run(&id, &run)?;
        found.ok_or_else(|| unknown(&run))
    });
    Answer::of_text(&call, "Run", found)
}

/// Takes the message as `result`, as documented, and as `results`, as Esri's Python client sends it.
pub(super) async fn update(
    State(portal): State<Arc<Portal>>,
    Path((id, run)): Path<(String, String)>,
    call: Call,
) -> Answer {
    operation(&portal, &call, "Edit Run", &["status", "result"], |_| {
        let sent = call.param("status").unwrap_or_default();
        let Some(status) = Status::named(sent) else {
            let names = Status::ALL.map(Status::name).join(", ");
            return Err(Refusal::Invalid {
                message: "Unable to edit run.",
                details: vec![format!("'status' must be one of {names}.")],
            });
        };
        let result = call.param("result").or_else(|| call.param("results"));
        let now = portal.clock.now_ms();
        let is_there = portal.store.edit_run(&id, &run, status, result, now)?;
        is_there
            .then(|| json!({"status": "success"}))
            .ok_or_else(|| unknown(&run))
    })
}

pub(super) async fn delete(
    State(portal): State<Arc<Portal>>,
    Path((id, run)): Path<(String, String)>,
    call: Call,
) -> Answer {
    operation(&portal, &call, "Delete Run", &[], |_| {
        let was_there = portal.store.delete_run(&id, &run)?;
        was_there
            .then(|| json!({"status": "success"}))
            .ok_or_else(|| unknown(&run))
    })
}

fn unknown(run: &str) -> Refusal {
    Refusal::NotFound(format!("There is no run {run} of this task."))
}

//! `update`: what is sent replaces what was, what is not sent stays. Section 1.6 of docs/portal-api.md.

use super::{form, operation};
use crate::http::{Answer, Call, Refusal};
use crate::portal::Portal;
use axum::extract::{Path, State};
use serde_json::{Value, json};
use std::sync::Arc;

const FORM: &[&str] = &[
    "title",
    "type",
    "parameters",
    "itemId",
    "startDate",
    "endDate",
    "minute",
    "hour",
    "dayOfMonth",
    "month",
    "dayOfWeek",
    "maxOccurrences",
];

pub(super) async fn update(
    State(portal): State<Arc<Portal>>,
    Path(id): Path<String>,
    call: Call,
) -> Answer {
    operation(&portal, &call, "Edit Task", FORM, |_| {
        super::tasks::change(&portal, &id, |task, now| edit(&call, task, now))?;
        Ok(json!({"success": true, "status": "success", "taskId": id}))
    })
}

fn edit(call: &Call, task: &mut Value, now_ms: i64) -> Result<bool, Refusal> {
    let mut wrong = Vec::new();
    let kind = task["taskType"].as_str().unwrap_or_default();
    if call.param("type").is_some_and(|sent| sent != kind) {
        wrong.push(format!("'type' of this task is {kind} and cannot change."));
    }
    let item = task["itemId"].as_str();
    if item.is_some() && call.param("itemId").is_some_and(|sent| Some(sent) != item) {
        wrong.push("'itemId' belongs to another task.".to_owned());
    }
    wrong.extend(form::write(call, task, now_ms).err().unwrap_or_default());
    if wrong.is_empty() {
        Ok(true)
    } else {
        Err(Refusal::Invalid {
            message: "Unable to edit task.",
            details: wrong,
        })
    }
}

//! `createTask`. Section 1.4 of docs/portal-api.md.

use super::form::{self, FORM};
use super::operation;
use crate::http::{Answer, Call, Refusal};
use crate::portal::Portal;
use crate::random;
use crate::scheduler;
use crate::seed::{ORG_ID, owner_id};
use axum::extract::State;
use serde_json::{Value, json};
use std::sync::Arc;

pub(super) async fn create(State(portal): State<Arc<Portal>>, call: Call) -> Answer {
    operation(&portal, &call, "Create Task", FORM, |user| {
        let mut plan = portal.scheduler.plan();
        let now = portal.clock.now_ms();
        let task = task(&call, &owner_id(&user.username), now)?;
        portal.store.add_task(&task, now)?;
        let id = task["id"].as_str().unwrap_or_default();
        scheduler::changed(&portal, &mut plan, id)?;
        Ok(json!({"success": true, "status": "success", "taskId": task["id"]}))
    })
}

/// The task that the form describes, or everything that is wrong with it.
fn task(call: &Call, owner: &str, now_ms: i64) -> Result<Value, Refusal> {
    let id = random::hex::<16>()?;
    let mut task = json!({
        "generation": 1,
        "created": now_ms,
        "active": true,
        "ownerId": owner,
        "type": "CREATE_BACKUP_TASK_TYPE",
        "orgId": ORG_ID,
        "cronSchedule": {},
        "cronExpression": "",
        "runIntervalSeconds": 0,
        "taskType": "CreateBackup",
        "taskState": "active",
        "taskTitle": "",
        "maxOccurrences": -1,
        "id": id,
        "parameters": {"itemId": ""},
        "updated": now_ms,
        "taskId": id,
    });
    let mut wrong = Vec::new();
    let kind = call.param("type").unwrap_or_default();
    if kind != "CreateBackup" {
        wrong.push(format!("'type' must be CreateBackup, not '{kind}'."));
    }
    wrong.extend(
        form::write(call, &mut task, now_ms)
            .err()
            .unwrap_or_default(),
    );
    if !wrong.is_empty() {
        return Err(Refusal::Invalid {
            message: "Unable to create task.",
            details: wrong,
        });
    }
    if task["taskTitle"] == "" {
        task["taskTitle"] = task["parameters"]["name"].clone();
    }
    Ok(task)
}

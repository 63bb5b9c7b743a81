//! A run, from its beginning to its end.

use crate::portal::Portal;
use crate::run::Status;
use crate::work;
use serde_json::Value;
use std::sync::Arc;

/// Carries out a scheduled run, and records how it went.
pub(super) async fn carry_out(portal: Arc<Portal>, task: Value, run: String) {
    let clock = &portal.clock;
    clock.work(execute(&portal, &task, &run)).await;
    let id = task["id"].as_str().unwrap_or_default();
    portal.scheduler.running().remove(id);
}

async fn execute(portal: &Arc<Portal>, task: &Value, run: &str) {
    record(portal, run, Status::Executing, None);
    let done = work::carry_out(portal, task).await;
    match done {
        Ok(message) => record(portal, run, Status::Succeeded, Some(&message)),
        Err(message) => record(portal, run, Status::Failed, Some(&message)),
    }
}

fn record(portal: &Portal, run: &str, status: Status, result: Option<&str>) {
    let now = portal.clock.now_ms();
    if let Err(error) = portal.store.advance_run(run, status, result, now) {
        tracing::error!("a run could not be recorded: {error:#}");
    }
}

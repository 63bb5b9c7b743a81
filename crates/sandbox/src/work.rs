//! What each type of task does when it runs.

use crate::portal::Portal;
use crate::{jobs, recovery};
use serde_json::Value;
use std::sync::Arc;

/// Does the work of a task. The message of its run.
///
/// # Errors
///
/// A sentence: why it failed.
pub async fn carry_out(portal: &Arc<Portal>, task: &Value) -> Result<String, String> {
    match task["taskType"].as_str().unwrap_or_default() {
        "CreateBackup" => recovery::scheduled_backup(portal, task).await,
        "BackupRetentionCleaner" => longer(portal, recovery::clean_expired(portal).await).await,
        "CleanGPJobs" => longer(portal, jobs::clean(portal).await).await,
        other => Err(format!(
            "The portal has no work for tasks of type '{other}'."
        )),
    }
}

/// A fault on demand; a backup takes longer itself, and may be cancelled for it.
async fn longer(portal: &Portal, done: Result<String, String>) -> Result<String, String> {
    portal.clock.sleep(portal.faults.longer_runs()).await;
    done
}

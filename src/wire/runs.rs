//! `system/tasks/<taskId>/runs`: what a task has done.

use serde::Deserialize;
use serde_json::Value;

/// One run. Its embedded `task`, which holds the passcode again, is passed over unread. Members are
/// untyped: one odd value must not hide the run.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Run {
    pub run_id: Value,
    /// `scheduled`, `executing`, `succeeded`, `skipped`, `failed`, `submitfailed`, or something newer.
    pub status: Value,
    /// The message.
    pub result: Value,
    /// When the run began: a date.
    pub created: Value,
    /// When this record changed last: of a run that is over, its end.
    pub modified: Value,
}

//! `system/tasks`: the list and one task.

use super::date::Date;
use super::page::Page;
use serde::Deserialize;
use serde_json::Value;

/// A page of the list, untyped: one odd task must not hide the others.
pub type TaskPage = Page<Value>;

/// One task. Everything is optional but the identifier; what is not here is in the raw JSON.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    pub id: Option<String>,
    pub task_id: Option<String>,
    pub task_title: Option<String>,
    /// `CreateBackup`, `BackupRetentionCleaner`, `CleanGPJobs`, or something newer.
    pub task_type: Option<String>,
    /// `CREATE_BACKUP_TASK_TYPE` and so on: the fallback where `taskType` is missing.
    #[serde(rename = "type")]
    pub internal_type: Option<String>,
    /// `active` or `paused`.
    pub task_state: Option<String>,
    pub active: Option<bool>,
    pub cron_schedule: Option<CronSchedule>,
    /// Six Quartz fields, seconds first.
    pub cron_expression: Option<String>,
    pub run_interval_seconds: Option<i64>,
    /// -1: unlimited.
    pub max_occurrences: Option<i64>,
    pub generation: Option<i64>,
    pub created: Option<Date>,
    pub updated: Option<Date>,
    pub last_start: Option<Date>,
    pub start_date: Option<Date>,
    pub end_date: Option<Date>,
    pub owner_id: Option<String>,
    pub item_id: Option<String>,
    pub parameters: Option<Parameters>,
}

/// The five fields as the request wrote them.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CronSchedule {
    pub minute: String,
    pub hour: String,
    pub day_of_month: String,
    pub month: String,
    pub day_of_week: String,
}

/// `parameters` of a `CreateBackup` task. The passcode that stands beside these is not read.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Parameters {
    pub name: Option<String>,
    pub store_name: Option<String>,
    pub description: Option<String>,
    pub retention_offset: Option<i64>,
    pub meta_data: Option<MetaData>,
}

/// What the portal's own page keeps about the schedule.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MetaData {
    pub recurring: Option<bool>,
    /// `HH:mm`, GMT.
    pub start_time: Option<String>,
    pub retention: Option<Retention>,
}

/// `{"type": "day", "value": 14}`.
#[derive(Debug, Deserialize)]
pub struct Retention {
    #[serde(rename = "type")]
    pub unit: String,
    pub value: u32,
}

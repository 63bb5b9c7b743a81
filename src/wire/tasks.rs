//! `system/tasks`: the list and one task.

use super::date::Date;
use serde::Deserialize;
use std::borrow::Cow;
use std::ops::Deref;

/// A text, in the reply itself where it stands there as it is. (serde borrows no `Option<Cow<str>>`.)
#[derive(Debug, Deserialize)]
pub struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

/// One task. Everything is optional, also an identifier, whose absence is told; what is not here is in the raw JSON.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Task<'a> {
    #[serde(borrow)]
    pub id: Option<Text<'a>>,
    #[serde(borrow)]
    pub task_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub task_title: Option<Text<'a>>,
    /// `CreateBackup`, `BackupRetentionCleaner`, `CleanGPJobs`, or something newer.
    #[serde(borrow)]
    pub task_type: Option<Text<'a>>,
    /// `CREATE_BACKUP_TASK_TYPE` and so on: the fallback where `taskType` is missing.
    #[serde(rename = "type")]
    #[serde(borrow)]
    pub internal_type: Option<Text<'a>>,
    /// `active` or `paused`.
    #[serde(borrow)]
    pub task_state: Option<Text<'a>>,
    pub active: Option<bool>,
    #[serde(borrow)]
    pub cron_schedule: Option<CronSchedule<'a>>,
    /// Six Quartz fields, seconds first.
    #[serde(borrow)]
    pub cron_expression: Option<Text<'a>>,
    pub run_interval_seconds: Option<i64>,
    /// -1: unlimited.
    pub max_occurrences: Option<i64>,
    pub generation: Option<i64>,
    pub created: Option<Date>,
    pub updated: Option<Date>,
    pub last_start: Option<Date>,
    pub start_date: Option<Date>,
    pub end_date: Option<Date>,
    #[serde(borrow)]
    pub owner_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub item_id: Option<Text<'a>>,
    #[serde(borrow)]
    pub parameters: Option<Parameters<'a>>,
}

/// The five fields as the request wrote them.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CronSchedule<'a> {
    #[serde(borrow)]
    pub minute: Text<'a>,
    #[serde(borrow)]
    pub hour: Text<'a>,
    #[serde(borrow)]
    pub day_of_month: Text<'a>,
    #[serde(borrow)]
    pub month: Text<'a>,
    #[serde(borrow)]
    pub day_of_week: Text<'a>,
}

/// `parameters` of a `CreateBackup` task. The passcode that stands beside these is not read.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Parameters<'a> {
    #[serde(borrow)]
    pub name: Option<Text<'a>>,
    #[serde(borrow)]
    pub store_name: Option<Text<'a>>,
    #[serde(borrow)]
    pub description: Option<Text<'a>>,
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

//! `system/disasterrecovery` and `jobs`. `identityKey`, `encryptKey` and `metadata`, which stand
//! beside these members, are not read.

use super::date::Date;
use serde::Deserialize;
use serde_json::Value;

/// `stores`. The member may be missing or null; elements stay untyped, as in a page of tasks.
#[derive(Debug, Deserialize)]
pub struct Stores {
    #[serde(rename = "backupStores")]
    pub stores: Option<Vec<Value>>,
}

/// One store.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Store {
    pub name: String,
    pub default: Option<bool>,
    /// `HOSTED`, `S3`, `AZURE_BLOBSTORE`.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Of a hosted store.
    pub storage_config: Option<StorageConfig>,
    /// Of an S3 store.
    pub bucket_name: Option<String>,
    /// Of an Azure store.
    pub container_name: Option<String>,
    /// From release 12.0 on.
    #[serde(rename = "supportBDSBackup")]
    pub support_bds_backup: Option<bool>,
}

/// A volume: that of a hosted store, or the one on which backups are put together.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StorageConfig {
    pub storage_class: Option<String>,
    /// `64Gi`.
    pub size: Option<String>,
    /// `STATIC` or `DYNAMIC`.
    pub provisioning_type: Option<String>,
    /// Names and values; of a volume that is there.
    #[serde(default)]
    pub labels: Value,
}

/// What `validate` answers.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Validated {
    pub is_ready: Option<bool>,
    /// Why not: a text or several.
    #[serde(default)]
    pub messages: Value,
}

/// `backups` of a store.
#[derive(Debug, Deserialize)]
pub struct Backups {
    pub backups: Option<Vec<Value>>,
}

/// One backup.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Backup {
    pub backup_name: String,
    pub description: Option<String>,
    /// `completed`.
    pub status: Option<String>,
    pub release: Option<String>,
    pub start_time: Option<Date>,
    pub complete_time: Option<Date>,
    /// -1: never.
    pub retention_date: Option<Date>,
    /// `MANUAL` or `SCHEDULED`.
    pub schedule_type: Option<String>,
    /// Bytes. In no documented release.
    #[serde(default)]
    pub size: Value,
}

/// `status`. Empty before the first operation.
#[derive(Debug, Deserialize)]
pub struct StatusReply {
    pub status: Option<Status>,
}

/// The operation that is under way, or the last one.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    /// `Backup`, `Restore`.
    pub operation: Option<String>,
    /// `success`, `completed_with_warnings`, `failed`; any other text while it runs.
    pub state: Option<String>,
    pub schedule_type: Option<String>,
    pub backup_store: Option<String>,
    pub backup_name: Option<String>,
    pub message: Option<String>,
    pub start_time: Option<Date>,
    pub complete_time: Option<Date>,
    pub stages: Option<Vec<Stage>>,
}

/// A stage of an operation. While it runs, those are listed that it has reached.
#[derive(Debug, Deserialize)]
pub struct Stage {
    pub name: Option<String>,
    pub state: Option<String>,
    /// `3096 millis (~ 0 minutes)`.
    pub duration: Option<String>,
}

/// `settings`.
#[derive(Debug, Deserialize)]
pub struct Settings {
    /// Missing: not configured.
    #[serde(rename = "stagingVolumeConfig")]
    pub staging: Option<Value>,
    /// Seconds. Not in every release.
    #[serde(rename = "timeoutInSeconds", default)]
    pub timeout: Value,
}

/// What `create` answers, and any operation that was asked for with `async`.
#[derive(Debug, Deserialize)]
pub struct Submitted {
    pub jobid: Option<String>,
    /// The job's address; the fall-back where `jobid` is missing.
    #[serde(rename = "jobsUrl")]
    pub jobs_url: Option<String>,
}

/// `jobs/<jobid>`, in lower case on the wire.
#[derive(Debug, Deserialize)]
pub struct Job {
    /// `SUBMITTED`, `EXECUTING`, `CANCELLING`, `CANCELLED`, `FAILED`, `COMPLETED`, `TIMED OUT`,
    /// `UNAVAILABLE`.
    pub status: Option<String>,
    /// Why it failed: a text or several.
    #[serde(default)]
    pub messages: Value,
}

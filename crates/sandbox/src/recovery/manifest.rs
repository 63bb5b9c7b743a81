//! What is written beside the archive of a backup, and what the API tells of it. Section 3.3 of docs/portal-api.md.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Who asked for a backup: a person, or a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ScheduleType {
    Manual,
    Scheduled,
}

/// From when to when, epoch milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    pub start: i64,
    pub end: i64,
}

/// The manifest of a backup: written last, so that a backup with one is complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest {
    pub backup_name: String,
    pub description: String,
    /// The release of the portal; only the same one can restore it.
    pub release: String,
    pub schedule_type: ScheduleType,
    /// Until when it is kept, epoch milliseconds; `None` is for ever.
    pub retention_date: Option<i64>,
    /// Begin and end of the whole.
    pub whole: Span,
    pub relational_store: Span,
    pub object_store: Span,
    /// A random text: a portal tells one with each backup.
    pub encrypt_key: String,
    /// The length of the archive. Another length is no backup.
    pub bytes: u64,
}

impl Manifest {
    /// Whether the cleaner may delete it.
    pub fn is_past_retention(&self, now_ms: i64) -> bool {
        self.retention_date.is_some_and(|date| date <= now_ms)
    }

    /// As the API tells it, in a store.
    pub fn told(&self, store: &str) -> Value {
        let (relational, object) = (self.relational_store, self.object_store);
        json!({
            "release": self.release,
            "siteName": "arcgis",
            "description": self.description,
            "completeTime": self.whole.end,
            "backupStore": store,
            "retentionDate": self.retention_date.unwrap_or(-1),
            "encryptKey": self.encrypt_key,
            "backupType": "FULL",
            "relationalStore": [{
                "metadata": format!("{{crypt}}{}", self.encrypt_key),
                "geodatabases": [],
                "systemDatabases": ["portal"],
                "startTime": relational.start,
                "clusterID": "wqlxr",
                "endTime": relational.end,
                "status": "completed",
            }],
            "scheduleType": self.schedule_type,
            "objectStore": [{
                "metadata": format!("{{crypt}}{}", self.encrypt_key),
                "buckets": [],
                "startTime": object.start,
                "clusterID": "tni5n",
                "endTime": object.end,
                "status": "completed",
            }],
            "namespace": "arcgis",
            "startTime": self.whole.start,
            "infrastructures": {"startTime": object.end},
            "backupName": self.backup_name,
            "status": "completed",
        })
    }
}

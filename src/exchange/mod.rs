//! Tasks as files: out as JSON or CSV, in again as JSON. No passcode is in any of them.

pub mod csv;
pub mod json;
pub mod outcome;
pub mod plan;

use crate::task::Kind;
use quartz_cron::Timestamp;

/// What a file is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Json,
    Csv,
}

impl Format {
    /// The name of a file written now: `portal-tasks-20261023-1402.json`.
    pub fn file_name(self, now: Timestamp) -> String {
        let c = now.civil(0);
        let ending = match self {
            Self::Json => "json",
            Self::Csv => "csv",
        };
        format!(
            "portal-tasks-{:04}{:02}{:02}-{:02}{:02}.{ending}",
            c.year, c.month, c.day, c.hour, c.minute
        )
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv",
        }
    }
}

/// As the portal spells it.
fn type_name(kind: &Kind) -> &str {
    match kind {
        Kind::CreateBackup => "CreateBackup",
        Kind::BackupRetentionCleaner => "BackupRetentionCleaner",
        Kind::CleanGpJobs => "CleanGPJobs",
        Kind::Other(name) => name,
    }
}

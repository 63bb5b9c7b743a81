//! Tasks as files: out as JSON or CSV, in again as JSON. No passcode is in any of them.

pub mod csv;
pub mod json;
pub mod outcome;
pub mod plan;

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

    /// What the browser takes the file for: its MIME type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Csv => "text/csv",
        }
    }
}

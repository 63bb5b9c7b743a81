//! How the domain is put into words, in one place for every component.

use crate::schedule::times;
use crate::task::{Kept, Kind, NextRun, Schedule, State};
use quartz_cron::{Style, describe};

/// The type of a task, as it stands beneath its title.
pub fn kind(kind: &Kind) -> String {
    match kind {
        Kind::CreateBackup => "Backup".to_owned(),
        Kind::BackupRetentionCleaner => "Retention cleaner · system".to_owned(),
        Kind::CleanGpJobs => "GP jobs cleaner · system".to_owned(),
        Kind::Other(name) => name.clone(),
    }
}

/// The schedule as a sentence without its full stop.
pub fn schedule(schedule: &Schedule) -> String {
    match schedule {
        Schedule::Cron(cron) => describe(cron, &Style::default()),
        Schedule::Unreadable { .. } => "Not a schedule this page can read".to_owned(),
        Schedule::Missing => "No schedule".to_owned(),
    }
}

/// How long backups are kept: `14 days`.
pub fn kept(kept: Option<Kept>) -> String {
    match kept {
        Some(Kept::For(retention)) => retention.to_string(),
        Some(Kept::Offset(ms)) if ms < 0 => "for ever".to_owned(),
        Some(Kept::Offset(ms)) => times::span(ms / 1000),
        None => "–".to_owned(),
    }
}

/// The state in a word.
pub fn state(state: &State) -> String {
    match state {
        State::Active => "Active".to_owned(),
        State::Paused => "Paused".to_owned(),
        State::Other(name) => name.clone(),
    }
}

/// Why there is no next run; None when there is one.
pub fn no_next_run(next: NextRun) -> Option<&'static str> {
    match next {
        NextRun::At(_) => None,
        NextRun::Paused(_) => Some("Paused"),
        NextRun::Ended => Some("Ended"),
        NextRun::Never => Some("Never"),
        NextRun::Unknown => Some("Unknown"),
    }
}

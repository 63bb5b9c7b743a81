//! How the domain is put into words, in one place for every component.

use super::icon::Icon;
use crate::draft::Field;
use crate::foreign;
use crate::runs::RunState;
use crate::schedule::times;
use crate::task::{Kept, Kind, NextRun, Schedule, State};
use quartz_cron::{Style, describe};

/// The type of a task, as it stands beneath its title.
pub fn kind(kind: &Kind) -> String {
    match kind {
        Kind::CreateBackup => "Backup".to_owned(),
        Kind::BackupRetentionCleaner => "Retention cleaner · system".to_owned(),
        Kind::CleanGpJobs => "GP jobs cleaner · system".to_owned(),
        Kind::Other(name) => foreign::line(name),
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
        State::Other(name) => foreign::line(name),
    }
}

/// How a run ended or how far it is: an icon, a word, and the name of its colour.
pub fn run_state(state: &RunState) -> (Icon, String, &'static str) {
    if let RunState::Other(name) = state {
        return (Icon::More, foreign::line(name), "other");
    }
    let (icon, word, tone) = match state {
        RunState::Failed => (Icon::Fail, "Failed", "failed"),
        RunState::SubmitFailed => (Icon::Fail, "Submit failed", "failed"),
        RunState::Skipped => (Icon::Skip, "Skipped", "skipped"),
        RunState::Executing => (Icon::Running, "Executing", "running"),
        RunState::Scheduled => (Icon::Clock, "Scheduled", "scheduled"),
        RunState::Succeeded => (Icon::Ok, "Succeeded", "succeeded"),
        RunState::Other(_) => (Icon::More, "", "other"),
    };
    (icon, word.to_owned(), tone)
}

/// The label of a field of the form.
pub fn field(field: Field) -> &'static str {
    match field {
        Field::Title => "Title",
        Field::BackupName => "Backup name",
        Field::Store => "Backup store",
        Field::Description => "Description",
        Field::Schedule => "Schedule",
        Field::Start => "Start",
        Field::End => "End",
        Field::MaxRuns => "Maximum runs",
        Field::Keep => "Keep for",
        Field::Passcode => "Passcode",
        Field::ConfirmPasscode => "Confirm passcode",
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

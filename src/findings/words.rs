//! What is said of a finding, how much it matters and what would mend it.

use super::{Finding, Repair, Severity, What};
use crate::foreign;
use crate::recovery::store::Trouble;
use crate::retention::{Retention, Unit};
use crate::schedule::times;

const DAY_MS: i64 = 86_400_000;

impl Finding {
    /// By what was found alone. Of a store's troubles only one that is gone is an error.
    pub fn severity(&self) -> Severity {
        match &self.what {
            What::Store {
                trouble: Trouble::Gone,
                ..
            }
            | What::RetentionDiffers { .. }
            | What::NeverRuns
            | What::Unreadable { .. } => Severity::Error,
            What::Store { .. }
            | What::PasscodeShared { .. }
            | What::CleanerDisabled
            | What::CleanerEnded
            | What::CleanerMissing
            | What::OutOfRuns { .. } => Severity::Warning,
            What::StartTimeDiffers { .. } | What::Ended { .. } => Severity::Note,
        }
    }

    /// What is so and what follows from it.
    pub fn sentence(&self) -> String {
        match &self.what {
            What::RetentionDiffers { told, offset_ms } => format!(
                "The task says that backups are kept for {told}, but the portal counts with {}.",
                length(*offset_ms)
            ),
            What::StartTimeDiffers { told, first } => format!(
                "The task says that it starts at {} UTC, but its schedule does not run then; the first run of a day is at {first} UTC. The schedule counts.",
                foreign::short(told)
            ),
            What::Store { name, trouble } => format!("Store “{}”: {}", foreign::short(name), trouble.sentence()),
            What::PasscodeShared { others } => format!(
                "It has the same passcode as {}: whoever learns one can read the backups of all.",
                listed(others)
            ),
            What::CleanerDisabled => {
                "The retention cleaner is disabled: no backup is deleted when its time is up, and stores fill."
                    .to_owned()
            }
            What::CleanerEnded => {
                "The retention cleaner's end has passed: no backup is deleted when its time is up, and stores fill."
                    .to_owned()
            }
            What::CleanerMissing => {
                "No retention cleaner is listed: nothing tells when a backup is deleted whose time is up. The portal makes this task itself and documents no request for one; until it is there, delete old backups by hand."
                    .to_owned()
            }
            What::Ended { at } => {
                let civil = at.civil(0);
                format!(
                    "It ended on {}, {} UTC and does not run again.",
                    times::full_date(civil),
                    times::clock(civil)
                )
            }
            What::OutOfRuns { most: 1 } => {
                "It may run once, and a run is recorded: it does not run again.".to_owned()
            }
            What::OutOfRuns { most } => format!(
                "It may run {most} times, and as many runs are recorded: it does not run again."
            ),
            What::NeverRuns => "No date fits its schedule any more: it never runs.".to_owned(),
            What::Unreadable { why } => {
                format!("Its schedule cannot be read, so nothing can be foreseen: {}", foreign::line(why))
            }
        }
    }

    /// What would mend it, the best first.
    pub fn repairs(&self) -> Vec<Repair> {
        match &self.what {
            What::RetentionDiffers { told, offset_ms } => {
                let counted = days(*offset_ms).map(Repair::Keep);
                [Repair::Keep(*told)].into_iter().chain(counted).collect()
            }
            What::StartTimeDiffers { first, .. } => vec![Repair::StartTime(*first)],
            What::Store {
                name,
                trouble: Trouble::Gone,
            } => vec![Repair::ChooseStore, Repair::RegisterStore(name.clone())],
            What::Store { .. } => vec![Repair::ChooseStore],
            What::PasscodeShared { .. } => vec![Repair::NewPasscode],
            What::CleanerDisabled => vec![Repair::Enable],
            What::CleanerEnded => vec![Repair::Extend],
            What::CleanerMissing => vec![Repair::LookAtBackups],
            What::Ended { .. } => vec![Repair::Extend, Repair::Delete],
            What::OutOfRuns { .. } => vec![Repair::RaiseRuns, Repair::Delete],
            What::NeverRuns | What::Unreadable { .. } => {
                vec![Repair::EditSchedule, Repair::Delete]
            }
        }
    }
}

/// The retention that is exactly so many milliseconds.
fn days(ms: i64) -> Option<Retention> {
    let days = (ms % DAY_MS == 0).then_some(ms / DAY_MS)?;
    Retention::new(u32::try_from(days).ok()?, Unit::Day).ok()
}

fn length(ms: i64) -> String {
    match days(ms) {
        Some(days) => days.to_string(),
        None if ms < 0 => "no end at all".to_owned(),
        None => times::span(ms / 1000),
    }
}

/// The first few titles, the others by their number.
fn listed(titles: &[String]) -> String {
    const NAMED: usize = 3;
    let mut names: Vec<String> = titles
        .iter()
        .take(NAMED)
        .map(|title| format!("“{}”", foreign::short(title)))
        .collect();
    if let more @ 1.. = titles.len().saturating_sub(NAMED) {
        names.push(format!("{more} more"));
    }
    match names.len() {
        0 | 1 => names.concat(),
        n => format!("{} and {}", names[..n - 1].join(", "), names[n - 1]),
    }
}

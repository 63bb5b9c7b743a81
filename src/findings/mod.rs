//! What the portal holds that does not fit together, and what would mend it.

pub mod passcodes;
mod words;

use crate::recovery::store::{Destinations, Trouble};
use crate::retention::Retention;
use crate::schedule::day_times::DayTimes;
use crate::schedule::times::TimeOfDay;
use crate::task::{Backup, Kept, Kind, Listed, NextRun, Schedule, Task, TaskId};
use quartz_cron::Timestamp;
use std::collections::HashMap;

/// How much it matters; the worst comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Backups are not made, or not kept as long as it seems.
    Error,
    /// Something will go wrong, or is not as safe as it could be.
    Warning,
    /// Worth knowing.
    Note,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The task that it is about, and its title; None when it is about the portal as a whole.
    pub task: Option<(TaskId, String)>,
    pub what: What,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// `metaData.retention` and `retentionOffset` say different things.
    RetentionDiffers {
        told: Retention,
        offset_ms: i64,
    },
    /// `metaData.startTime` is no time at which the schedule runs.
    StartTimeDiffers {
        told: String,
        first: TimeOfDay,
    },
    Store {
        name: String,
        trouble: Trouble,
    },
    /// The titles of the others.
    PasscodeShared {
        others: Vec<String>,
    },
    /// Backups whose time is up stay.
    CleanerDisabled,
    CleanerEnded,
    CleanerMissing,
    Ended {
        at: Timestamp,
    },
    /// As many runs as it may make have begun.
    OutOfRuns {
        most: u32,
    },
    NeverRuns,
    Unreadable {
        why: String,
    },
}

/// What would mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Repair {
    /// Edit the task so that backups are kept this long, in both places.
    Keep(Retention),
    /// Write the start time that the schedule has: any edit of the task does.
    StartTime(TimeOfDay),
    ChooseStore,
    RegisterStore(String),
    NewPasscode,
    Enable,
    /// Take the end away, or set a later one.
    Extend,
    RaiseRuns,
    EditSchedule,
    Delete,
    /// Delete backups by hand, as nothing else does.
    LookAtBackups,
}

/// What is known beside the list of tasks.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub destinations: Destinations,
    /// Groups of tasks with one passcode, as [`passcodes::Comparison`] tells them.
    pub shared_passcodes: Vec<Vec<TaskId>>,
    /// How many runs count against its maximum, of tasks whose runs were read: see
    /// `runs::counted`.
    pub recorded_runs: HashMap<TaskId, u32>,
    /// False while the list has pages that were not read, or elements that could not be.
    pub is_complete: bool,
}

/// Everything that was found, the worst first, then in the order of the list.
pub fn findings(tasks: &[Listed], known: &Known, now: Timestamp) -> Vec<Finding> {
    let all = || tasks.iter().filter_map(Listed::task);
    let mut found = Vec::new();
    for task in all() {
        let mut add = |what| {
            let task = Some((task.id.clone(), task.title.clone()));
            found.push(Finding { task, what });
        };
        runs(task, known, now, &mut add);
        if let Some(backup) = task
            .backup
            .as_ref()
            .filter(|_| task.kind == Kind::CreateBackup)
        {
            kept(backup, &mut add);
            start_time(task, backup, &mut add);
            store(backup, &known.destinations, &mut add);
            passcode(task, tasks, known, &mut add);
        }
    }
    let has = |kind: Kind| all().any(|task| task.kind == kind);
    if known.is_complete && has(Kind::CreateBackup) && !has(Kind::BackupRetentionCleaner) {
        found.push(Finding {
            task: None,
            what: What::CleanerMissing,
        });
    }
    found.sort_by_key(Finding::severity);
    found
}

/// Whether a task still runs.
fn runs(task: &Task, known: &Known, now: Timestamp, add: &mut impl FnMut(What)) {
    let is_cleaner = task.kind == Kind::BackupRetentionCleaner;
    if let Schedule::Unreadable { why, .. } = &task.schedule {
        return add(What::Unreadable { why: why.clone() });
    }
    if is_cleaner && !task.is_active() {
        return add(What::CleanerDisabled);
    }
    match (task.next_run(now), task.end) {
        (NextRun::Ended, _) if is_cleaner => return add(What::CleanerEnded),
        (NextRun::Ended, Some(at)) => return add(What::Ended { at }),
        (NextRun::Never, _) => return add(What::NeverRuns),
        _ => {}
    }
    let recorded = known.recorded_runs.get(&task.id).copied();
    if let Some(most) = task.max_runs.filter(|most| recorded >= Some(*most)) {
        add(What::OutOfRuns { most });
    }
}

fn kept(backup: &Backup, add: &mut impl FnMut(What)) {
    if let (Some(Kept::For(told)), Some(offset_ms)) = (backup.kept, backup.offset_ms)
        && !told.agrees_with(offset_ms)
    {
        add(What::RetentionDiffers { told, offset_ms });
    }
}

fn start_time(task: &Task, backup: &Backup, add: &mut impl FnMut(What)) {
    let (Some(told), Some(cron)) = (&backup.start_time, task.schedule.cron()) else {
        return;
    };
    let minute = |time: i64| TimeOfDay::new((time / 3600) as u8, (time / 60 % 60) as u8);
    let first = DayTimes::of(cron).each().next().and_then(minute);
    if let Some(first) = first.filter(|_| !task.start_time_fits()) {
        let told = told.clone();
        add(What::StartTimeDiffers { told, first });
    }
}

fn store(backup: &Backup, destinations: &Destinations, add: &mut impl FnMut(What)) {
    if let Some(name) = &backup.store
        && let Some(trouble) = destinations.trouble(name)
    {
        let name = name.clone();
        add(What::Store { name, trouble });
    }
}

/// Told once a group, at its first task of the list.
fn passcode(task: &Task, tasks: &[Listed], known: &Known, add: &mut impl FnMut(What)) {
    let group = known
        .shared_passcodes
        .iter()
        .find(|group| group.contains(&task.id));
    let Some(group) = group else { return };
    let members = || {
        let all = tasks.iter().filter_map(Listed::task);
        all.filter(|member| group.contains(&member.id))
    };
    let is_first = members().next().is_some_and(|first| first.id == task.id);
    let others: Vec<String> = members().skip(1).map(|other| other.title.clone()).collect();
    if is_first && !others.is_empty() {
        add(What::PasscodeShared { others });
    }
}

#[cfg(test)]
mod tests;

//! Which schedule made a backup.
//!
//! The portal keeps no link between them. A scheduled backup's name is the schedule's backup name
//! with the date appended, in a format that is not documented: the longest name that fits is taken.

use super::backup::{Backup, Trigger};
use crate::task::{Kind, Listed, Task, TaskId};

/// What made a backup.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// A person, here or elsewhere.
    Hand,
    Schedule {
        id: TaskId,
        title: String,
    },
    /// Several schedules write backups of this name.
    OneOf(usize),
    /// A schedule that is not listed: deleted, renamed, or hidden from this account.
    SomeSchedule,
    /// The portal does not say, in words of its own or not at all.
    Other(Option<String>),
}

impl Origin {
    /// The portal tells whether a person or a schedule made it; which schedule, its name and store tell.
    pub fn of(backup: &Backup, tasks: &[Listed]) -> Self {
        match &backup.trigger {
            Trigger::Manual => Self::Hand,
            Trigger::Other(word) => Self::Other(word.clone()),
            Trigger::Scheduled => by_name(backup, tasks),
        }
    }
}

fn by_name(backup: &Backup, tasks: &[Listed]) -> Origin {
    let fitting = || {
        tasks
            .iter()
            .filter_map(Listed::task)
            .filter_map(|task| Some((prefix_length(task, backup)?, task)))
    };
    let longest = fitting().map(|(length, _)| length).max();
    let mut makers = fitting().filter(|(length, _)| Some(*length) == longest);
    match (makers.next(), makers.count()) {
        (None, _) => Origin::SomeSchedule,
        (Some((_, task)), 0) => Origin::Schedule {
            id: task.id.clone(),
            title: task.title.clone(),
        },
        (Some(_), others) => Origin::OneOf(others + 1),
    }
}

/// Whether the name and the store of a backup are those that the task gives.
pub(super) fn may_have_made(task: &Task, backup: &Backup) -> bool {
    prefix_length(task, backup).is_some()
}

/// How much of the backup's name is the name that the task gives, where the task writes to its store.
fn prefix_length(task: &Task, backup: &Backup) -> Option<usize> {
    let made = task
        .backup
        .as_ref()
        .filter(|_| task.kind == Kind::CreateBackup)?;
    let name = made.name.as_deref()?;
    let date = backup.name.as_str().strip_prefix(name)?;
    let is_same_store = made.store.as_deref() == Some(backup.store.as_str());
    (!date.is_empty() && is_same_store).then_some(name.len())
}

#[cfg(test)]
mod tests {
    use super::super::Name;
    use super::super::backup::{Expiry, State};
    use super::*;
    use crate::task::{self, Schedule};
    use std::sync::Arc;

    fn schedule(title: &str, name: &str, store: &str) -> Listed {
        Listed::Task(Arc::new(Task {
            id: TaskId::new(title).unwrap(),
            title: title.into(),
            kind: Kind::CreateBackup,
            state: task::State::Active,
            schedule: Schedule::Missing,
            expression: String::new(),
            start: None,
            end: None,
            max_runs: None,
            last_start: None,
            created: None,
            updated: None,
            generation: None,
            owner_id: None,
            backup: Some(task::Backup {
                name: Some(name.into()),
                store: Some(store.into()),
                ..task::Backup::default()
            }),
            raw: "{}".into(),
        }))
    }

    fn backup(name: &str, trigger: Trigger) -> Backup {
        Backup {
            name: Name::new(name).unwrap(),
            store: Name::new("default").unwrap(),
            description: None,
            state: State::Completed,
            release: None,
            started: None,
            completed: None,
            expiry: Expiry::Never,
            trigger,
            size: None,
        }
    }

    fn made_by(name: &str, tasks: &[Listed]) -> Origin {
        Origin::of(&backup(name, Trigger::Scheduled), tasks)
    }

    #[test]
    fn the_longest_name_that_fits_made_it() {
        let tasks = [
            schedule("Nightly", "nightly", "default"),
            schedule("NightlyFull", "nightly-full", "default"),
            schedule("Elsewhere", "nightly-full-2", "nas"),
        ];
        assert_eq!(
            made_by("nightly-full-20261023", &tasks),
            Origin::Schedule {
                id: TaskId::new("NightlyFull").unwrap(),
                title: "NightlyFull".into()
            }
        );
    }

    #[test]
    fn two_schedules_of_one_name_cannot_be_told_apart() {
        let tasks = [
            schedule("A", "nightly", "default"),
            schedule("B", "nightly", "default"),
        ];
        assert_eq!(made_by("nightly20261023", &tasks), Origin::OneOf(2));
    }

    #[test]
    fn a_deleted_or_hidden_schedule_is_still_a_schedule() {
        assert_eq!(made_by("nightly20261023", &[]), Origin::SomeSchedule);
    }

    #[test]
    fn a_backup_made_by_hand_belongs_to_no_schedule_whatever_its_name() {
        let tasks = [schedule("A", "nightly", "default")];
        let by_hand = backup("nightly-before-upgrade", Trigger::Manual);
        assert_eq!(Origin::of(&by_hand, &tasks), Origin::Hand);
    }
}

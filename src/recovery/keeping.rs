//! What a schedule keeps: its backups that are in the store now, and which of them goes next.

use super::Name;
use super::backup::{Backup, Expiry};
use super::origin::{self, Origin};
use crate::retention::cleaner::Cleaner;
use crate::task::{Kind, Listed, Task};
use quartz_cron::Timestamp;

/// The backups that one schedule made, as far as their names tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keeping {
    /// In the store now.
    pub count: usize,
    /// Backups of its name that another schedule may have made.
    pub shared: usize,
    /// The moment that the oldest of them restores.
    pub oldest: Option<Timestamp>,
    /// The next one that is deleted; None where none expires.
    pub next: Option<Deletion>,
}

/// The end of a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deletion {
    pub name: Name,
    pub when: When,
}

/// When a backup goes, as far as it is known who deletes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The run of the retention cleaner that deletes it.
    At(Timestamp),
    /// It expires then, but the cleaner is paused or does not run again.
    Halted(Timestamp),
    /// It expires then; the cleaner is not among the tasks that are known, or its schedule cannot be read.
    Expiry(Timestamp),
}

impl Keeping {
    /// Of `task`, one of `tasks`, among the backups of its store.
    pub fn of<'a>(
        task: &Task,
        tasks: &[Listed],
        backups: impl Iterator<Item = &'a Backup>,
        now: Timestamp,
    ) -> Self {
        let mut keeping = Self::default();
        let mut first: Option<(Timestamp, &Name)> = None;
        for backup in backups {
            match Origin::of(backup, tasks) {
                Origin::Schedule { id, .. } if id == task.id => {}
                Origin::OneOf(_) if origin::may_have_made(task, backup) => {
                    keeping.shared += 1;
                    continue;
                }
                _ => continue,
            }
            keeping.count += 1;
            keeping.oldest = [keeping.oldest, backup.point()].into_iter().flatten().min();
            if let Expiry::At(at) = backup.expiry
                && first.is_none_or(|first| (at, &backup.name) < first)
            {
                first = Some((at, &backup.name));
            }
        }
        keeping.next = first.map(|(at, name)| Deletion {
            name: name.clone(),
            when: When::of(at, tasks, now),
        });
        keeping
    }
}

impl When {
    /// The first run of the retention cleaner from an expiry on, or from now on where that is past.
    fn of(expiry: Timestamp, tasks: &[Listed], now: Timestamp) -> Self {
        let mut tasks = tasks.iter().filter_map(Listed::task);
        let cleaner = tasks.find(|task| task.kind == Kind::BackupRetentionCleaner);
        match cleaner.map(|task| (task, task.schedule.cron())) {
            Some((task, _)) if !task.is_active() => Self::Halted(expiry),
            Some((task, Some(cron))) => Cleaner::new(cron, task.window(), now)
                .run_from(expiry.max(now))
                .map_or(Self::Halted(expiry), Self::At),
            Some((_, None)) | None => Self::Expiry(expiry),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::backup::{State as BackupState, Trigger};
    use super::*;
    use crate::task::{self, Schedule, State, TaskId};
    use std::sync::Arc;

    const NOW: Timestamp = Timestamp::from_secs(1_792_764_120);
    const HOUR: i64 = 3600;

    fn task(id: &str, kind: Kind, state: State, name: &str) -> Task {
        Task {
            id: TaskId::new(id).unwrap(),
            title: id.into(),
            kind,
            state,
            schedule: Schedule::Cron("0 0 * * * ?".parse().unwrap()),
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
                store: Some("default".into()),
                ..task::Backup::default()
            }),
            raw: "{}".into(),
        }
    }

    fn schedule(id: &str, name: &str) -> Task {
        task(id, Kind::CreateBackup, State::Active, name)
    }

    fn backup(name: &str, hours_ago: i64, hours_left: Option<i64>) -> Backup {
        let at = |hours: i64| Timestamp::from_secs(NOW.as_secs() + hours * HOUR);
        Backup {
            name: Name::new(name).unwrap(),
            store: Name::new("default").unwrap(),
            description: None,
            state: BackupState::Completed,
            release: None,
            started: Some(at(-hours_ago)),
            completed: None,
            expiry: hours_left.map_or(Expiry::Never, |hours| Expiry::At(at(hours))),
            trigger: Trigger::Scheduled,
            size: None,
        }
    }

    fn keeping(tasks: &[Task], backups: &[Backup]) -> Keeping {
        let listed: Vec<Listed> = tasks
            .iter()
            .cloned()
            .map(Arc::new)
            .map(Listed::Task)
            .collect();
        Keeping::of(&tasks[0], &listed, backups.iter(), NOW)
    }

    #[test]
    fn only_its_own_backups_are_counted_and_the_first_to_expire_goes_next() {
        let cleaner = task("c", Kind::BackupRetentionCleaner, State::Active, "");
        let tasks = [schedule("a", "nightly"), schedule("b", "weekly"), cleaner];
        let kept = keeping(
            &tasks,
            &[
                backup("nightly-2", 24, Some(30)),
                backup("nightly-1", 48, Some(6)),
                backup("weekly-1", 999, Some(1)),
            ],
        );
        assert_eq!((kept.count, kept.shared), (2, 0));
        assert_eq!(
            kept.oldest,
            Some(Timestamp::from_secs(NOW.as_secs() - 48 * HOUR))
        );
        // It expires at 20:02; the cleaner runs on the hour.
        let run = Timestamp::from_secs(NOW.as_secs() + 7 * HOUR - 120);
        let next = kept.next.unwrap();
        assert_eq!(
            (next.name.as_str(), next.when),
            ("nightly-1", When::At(run))
        );
    }

    #[test]
    fn a_cleaner_that_is_paused_deletes_nothing() {
        let paused = task("c", Kind::BackupRetentionCleaner, State::Paused, "");
        let backups = [backup("nightly-1", 48, Some(6))];
        let when = |tasks: &[Task]| keeping(tasks, &backups).next.unwrap().when;
        let expiry = Timestamp::from_secs(NOW.as_secs() + 6 * HOUR);
        let nightly = schedule("a", "nightly");
        assert_eq!(when(&[nightly.clone(), paused]), When::Halted(expiry));
        assert_eq!(when(&[nightly]), When::Expiry(expiry));
    }

    #[test]
    fn a_cleaner_whose_time_is_over_deletes_nothing() {
        let cleaner = task("c", Kind::BackupRetentionCleaner, State::Active, "");
        let expiry = Timestamp::from_secs(NOW.as_secs() + 6 * HOUR);
        let ended = Task {
            end: Some(expiry),
            ..cleaner.clone()
        };
        let unread = Task {
            schedule: Schedule::Missing,
            ..cleaner
        };
        let backups = [backup("nightly-1", 48, Some(6))];
        let when = |cleaner: Task| {
            let tasks = [schedule("a", "nightly"), cleaner];
            keeping(&tasks, &backups).next.unwrap().when
        };
        assert_eq!(when(ended), When::Halted(expiry));
        assert_eq!(when(unread), When::Expiry(expiry));
    }

    #[test]
    fn what_another_schedule_of_that_name_may_have_made_is_counted_apart() {
        let tasks = [schedule("a", "nightly"), schedule("b", "nightly")];
        let kept = keeping(&tasks, &[backup("nightly-1", 1, None)]);
        assert_eq!((kept.count, kept.shared, kept.next), (0, 1, None));
    }
}

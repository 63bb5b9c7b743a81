//! What the list as a whole says: the answer that stands above it.

use crate::schedule::times;
use crate::task::{Kind, Listed, NextRun, Task};
use quartz_cron::Timestamp;

/// The figures of the headline strip.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overview {
    pub active: usize,
    pub paused: usize,
    /// Schedules that make backups, active or not.
    pub backups: usize,
    /// The earliest next run of an active backup schedule, and its title.
    pub next_backup: Option<(Timestamp, String)>,
    /// The latest start of any backup, and its schedule's title.
    pub last_backup: Option<(Timestamp, String)>,
}

impl Overview {
    /// Of all tasks that could be read; what runs next is what runs after `now`.
    pub fn of(tasks: &[Listed], now: Timestamp) -> Self {
        let mut overview = Self::default();
        for task in tasks.iter().filter_map(Listed::task) {
            if task.is_active() {
                overview.active += 1;
            } else {
                overview.paused += 1;
            }
            if task.kind == Kind::CreateBackup {
                overview.add_backup(task, now);
            }
        }
        overview
    }

    fn add_backup(&mut self, task: &Task, now: Timestamp) {
        self.backups += 1;
        if let NextRun::At(at) = task.next_run(now)
            && self.next_backup.as_ref().is_none_or(|(next, _)| at < *next)
        {
            self.next_backup = Some((at, task.title.clone()));
        }
        if let Some(at) = task.last_start
            && self.last_backup.as_ref().is_none_or(|(last, _)| at > *last)
        {
            self.last_backup = Some((at, task.title.clone()));
        }
    }

    /// The page's title: a sentence about what is so.
    pub fn headline(&self, now: Timestamp) -> String {
        match (&self.next_backup, self.backups) {
            (_, 0) => "No backup is scheduled".to_owned(),
            (Some((at, _)), _) => format!("The next backup runs {}", times::relative(*at, now)),
            (None, 1) => "No backup will run: the one schedule is paused or over".to_owned(),
            (None, 2) => "No backup will run: both schedules are paused or over".to_owned(),
            (None, n) => format!("No backup will run: all {n} schedules are paused or over"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::{Backup, Schedule, State, TaskId};
    use std::sync::Arc;

    const NOW: Timestamp = Timestamp::from_secs(1_792_764_120);

    fn listed(title: &str, kind: Kind, state: State) -> Listed {
        Listed::Task(Arc::new(Task {
            id: TaskId::new("a").unwrap(),
            title: title.into(),
            kind,
            state,
            schedule: Schedule::Cron("0 0 * * * ?".parse().unwrap()),
            expression: String::new(),
            start: None,
            end: None,
            max_runs: None,
            last_start: Some(NOW),
            created: None,
            updated: None,
            generation: None,
            owner_id: None,
            backup: Some(Backup::default()),
            raw: "{}".into(),
        }))
    }

    #[test]
    fn a_portal_that_only_cleans_up_has_no_backup_scheduled() {
        let tasks = [listed("gpCleanerTask", Kind::CleanGpJobs, State::Active)];
        let overview = Overview::of(&tasks, NOW);
        assert_eq!(overview.headline(NOW), "No backup is scheduled");
        assert_eq!((overview.active, overview.paused), (1, 0));
    }

    #[test]
    fn paused_schedules_make_no_backup() {
        let paused = listed("schedule1", Kind::CreateBackup, State::Paused);
        let overview = Overview::of(&[paused.clone(), paused], NOW);
        assert_eq!(
            overview.headline(NOW),
            "No backup will run: both schedules are paused or over"
        );
        assert_eq!(overview.next_backup, None);
    }

    #[test]
    fn the_earliest_active_backup_is_the_next() {
        let tasks = [
            listed("schedule1", Kind::CreateBackup, State::Paused),
            listed("schedule2", Kind::CreateBackup, State::Active),
        ];
        let overview = Overview::of(&tasks, NOW);
        assert_eq!(overview.headline(NOW), "The next backup runs in 58 min");
        assert_eq!(overview.next_backup.unwrap().1, "schedule2");
    }
}

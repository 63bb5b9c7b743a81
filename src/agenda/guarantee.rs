//! How far back the portal can be taken: now, and as each schedule promises.

use super::deleting::deleting;
use crate::retention::outlook::Deleting;
use crate::retention::simulate::{Making, Points, Simulation, Steady, Stored};
use crate::schedule::loss::{Loss, in_two_years};
use crate::schedule::plan::Plan;
use crate::schedule::preview::fires;
use crate::task::{Kept, Kind, Listed, Task, TaskId};
use quartz_cron::Timestamp;

const DAY: i64 = 86_400;
/// Longer plans are cut: what is made every few minutes is in its stride long before.
const MOST: usize = 5000;

/// What a schedule promises.
#[derive(Clone, Debug, PartialEq)]
pub struct Guarantee {
    pub id: TaskId,
    pub title: String,
    pub kept: Option<Kept>,
    pub promise: Promise,
}

/// What may be counted on.
#[derive(Clone, Debug, PartialEq)]
pub enum Promise {
    /// It is paused, over, or cannot be read.
    Nothing,
    Kept {
        /// The longest time between two of its backups, seconds; None where it ends or runs once.
        worst_secs: Option<i64>,
        /// Where the longest gap lies.
        why: String,
        stock: Stock,
    },
}

/// How many of its backups there will be in the long run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stock {
    /// As many go as come. `is_assumed`: the retention cleaner's own schedule is not known.
    Steady { steady: Steady, is_assumed: bool },
    /// No cleaner runs.
    Uncleaned,
    /// They are kept without an end.
    Endless,
    /// The portal does not tell how long they are kept.
    Untold,
    /// More are made than can be looked at.
    TooMany,
}

/// What each schedule that makes backups promises, in the order of the list. `made` tells how many runs of a
/// task count against its maximum.
pub fn guarantees(
    tasks: &[Listed],
    made: impl Fn(&TaskId) -> u32,
    now: Timestamp,
) -> Vec<Guarantee> {
    let deleting = deleting(tasks, now);
    let all = tasks.iter().filter_map(Listed::task);
    let backups = all.filter(|task| task.kind == Kind::CreateBackup);
    let guarantee = |task: &Task| Guarantee {
        id: task.id.clone(),
        title: task.title.clone(),
        kept: task.backup.as_ref().and_then(|backup| backup.kept),
        promise: promise(task, made(&task.id), &deleting, now).unwrap_or(Promise::Nothing),
    };
    backups.map(guarantee).collect()
}

fn promise(task: &Task, made: u32, deleting: &Deleting, now: Timestamp) -> Option<Promise> {
    let cron = task.schedule.cron().filter(|_| task.is_active())?;
    let window = task.window_left(made);
    let mut coming = fires(cron, window, now);
    let first = coming.next()?;
    // Of a 29 February the second run may be eight years away, and the long run begins with it.
    let second = coming.next().unwrap_or(first);
    let from = if first < in_two_years(now) {
        now
    } else {
        first
    };
    let loss = Loss::of_plan(&Plan::new(cron, window, from, in_two_years(from)))?;
    let stock = |kept: Kept| {
        let kept_secs = kept.ms() / 1000;
        let Some(cleaner) = deleting.cleaner() else {
            return Stock::Uncleaned;
        };
        if kept_secs <= 0 {
            return Stock::Endless;
        }
        let ahead = kept_secs.saturating_mul(2).saturating_add(370 * DAY);
        let to = Timestamp::from_secs(second.as_secs().saturating_add(ahead));
        let runs: Vec<Timestamp> = Plan::new(cron, window, now, to).runs().take(MOST).collect();
        let to = match runs.last() {
            Some(last) if runs.len() == MOST => *last,
            _ => to,
        };
        let making = Making {
            runs,
            takes_secs: 0,
            kept_secs: Some(kept_secs),
        };
        let simulation = Simulation::new(&[], &[making], Some(cleaner), now, to);
        let is_assumed = matches!(deleting, Deleting::Assumed(_));
        simulation
            .steady()
            .map_or(Stock::TooMany, |steady| Stock::Steady {
                steady,
                is_assumed,
            })
    };
    let kept = task.backup.as_ref().and_then(|backup| backup.kept);
    Some(Promise::Kept {
        worst_secs: loss.worst_secs(0),
        why: loss.sentence(),
        stock: kept.map_or(Stock::Untold, stock),
    })
}

/// What can be restored right now, by its age.
pub fn points(stored: &[Stored], now: Timestamp) -> Points {
    let next = Timestamp::from_secs(now.as_secs() + 1);
    Simulation::new(stored, &[], None, now, next).points(now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agenda::tests::{NOW, task};
    use crate::task::{Backup, State};
    use std::sync::Arc;

    const FORTNIGHT: i64 = 14 * DAY * 1000;

    fn promised(cron: &str, kept_ms: i64, change: impl Fn(&mut Task)) -> Promise {
        let cleaner = Task {
            kind: Kind::BackupRetentionCleaner,
            ..task("cleaner", "0 0 * * * ?")
        };
        let mut backup = task("backup", cron);
        backup.backup = Some(Backup {
            kept: Some(Kept::Offset(kept_ms)),
            ..Backup::default()
        });
        let mut both = [backup, cleaner];
        both.iter_mut().for_each(change);
        let tasks = both.map(|task| Listed::Task(Arc::new(task)));
        guarantees(&tasks, |_| 3, NOW).swap_remove(0).promise
    }

    fn stock(promise: &Promise) -> Stock {
        match promise {
            Promise::Kept { stock, .. } => *stock,
            Promise::Nothing => panic!("it promises nothing"),
        }
    }

    fn numbers(promise: &Promise) -> Option<(usize, usize)> {
        match stock(promise) {
            Stock::Steady { steady, .. } => Some((steady.least, steady.most)),
            _ => None,
        }
    }

    #[test]
    fn a_nightly_schedule_is_in_its_stride_when_its_first_backup_is_gone() {
        let nightly = promised("0 0 4 * * ?", FORTNIGHT, |_| ());
        let Stock::Steady { steady, is_assumed } = stock(&nightly) else {
            panic!("{nightly:?}");
        };
        assert_eq!((steady.least, steady.most, is_assumed), (14, 14, false));
        assert_eq!(steady.from.civil(0).day, 7);
    }

    #[test]
    fn a_schedule_of_leap_days_is_looked_at_past_its_second_run() {
        let leap = promised("0 0 4 29 2 ?", FORTNIGHT, |_| ());
        assert_eq!(numbers(&leap), Some((0, 1)));
        // Seen from 2029 its first run is three years away.
        let later = |task: &mut Task| task.start = Some(Timestamp::from_secs(1_861_920_000));
        let Promise::Kept { worst_secs, .. } = promised("0 0 4 29 2 ?", FORTNIGHT, later) else {
            panic!("it promises nothing");
        };
        assert_eq!(worst_secs, Some(1461 * DAY));
    }

    #[test]
    fn where_nothing_is_known_no_number_is_made_up() {
        let every_minute = promised("0 * * * * ?", FORTNIGHT, |_| ());
        assert_eq!(stock(&every_minute), Stock::TooMany);
        let for_ever = promised("0 0 4 * * ?", -1, |_| ());
        assert_eq!(stock(&for_ever), Stock::Endless);
        let uncleaned = promised("0 0 4 * * ?", FORTNIGHT, |task| {
            if task.kind == Kind::BackupRetentionCleaner {
                task.state = State::Paused;
            }
        });
        assert_eq!(stock(&uncleaned), Stock::Uncleaned);
        let untold = promised("0 0 4 * * ?", FORTNIGHT, |task| task.backup = None);
        assert_eq!(stock(&untold), Stock::Untold);
        let unread = promised("0 0 4 * * ?", FORTNIGHT, |task| {
            if task.kind == Kind::BackupRetentionCleaner {
                task.kind = Kind::CleanGpJobs;
            }
        });
        assert!(matches!(
            stock(&unread),
            Stock::Steady {
                is_assumed: true,
                ..
            }
        ));
    }

    #[test]
    fn runs_that_were_made_are_no_promise_any_more() {
        let of = |most| {
            promised("0 0 4 * * ?", FORTNIGHT, |task| {
                if task.kind == Kind::CreateBackup {
                    task.max_runs = Some(most);
                }
            })
        };
        assert_eq!(of(3), Promise::Nothing);
        // Of the two that are left one is there when the other goes.
        assert_eq!(numbers(&of(5)), Some((0, 1)));
    }
}

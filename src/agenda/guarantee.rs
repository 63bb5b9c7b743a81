//! How far back the portal can be taken: now, and as each schedule promises.

use super::deleting::deleting;
use crate::retention::cleaner::Cleaner;
use crate::retention::simulate::{Making, Points, Simulation, Steady, Stored};
use crate::schedule::loss::{Loss, in_two_years};
use crate::schedule::plan::Plan;
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
        /// How many of its backups there are once as many go as come. None where they pile up, or where that
        /// is not known.
        points: Option<Steady>,
    },
}

/// What each schedule that makes backups promises, in the order of the list.
pub fn guarantees(tasks: &[Listed], now: Timestamp) -> Vec<Guarantee> {
    let deleting = deleting(tasks, now);
    let all = tasks.iter().filter_map(Listed::task);
    let backups = all.filter(|task| task.kind == Kind::CreateBackup);
    let guarantee = |task: &Task| {
        let kept = task.backup.as_ref().and_then(|backup| backup.kept);
        Guarantee {
            id: task.id.clone(),
            title: task.title.clone(),
            kept,
            promise: promise(task, kept, deleting.cleaner(), now).unwrap_or(Promise::Nothing),
        }
    };
    backups.map(guarantee).collect()
}

fn promise(
    task: &Task,
    kept: Option<Kept>,
    cleaner: Option<&Cleaner>,
    now: Timestamp,
) -> Option<Promise> {
    let cron = task.schedule.cron().filter(|_| task.is_active())?;
    let window = task.window();
    let loss = Loss::of_plan(&Plan::new(cron, window, now, in_two_years(now)))?;
    let points = kept
        .map(|kept| kept.ms() / 1000)
        .filter(|kept| *kept > 0)
        .and_then(|kept| {
            let to = Timestamp::from_secs(
                now.as_secs()
                    .checked_add(2 * kept)?
                    .checked_add(370 * DAY)?,
            );
            let runs: Vec<Timestamp> = Plan::new(cron, window, now, to).runs().take(MOST).collect();
            let to = if runs.len() < MOST { to } else { *runs.last()? };
            let making = Making {
                runs,
                takes_secs: 0,
                kept_secs: Some(kept),
            };
            Simulation::new(&[], &[making], cleaner, now, to).steady()
        });
    Some(Promise::Kept {
        worst_secs: loss.worst_secs(0),
        why: loss.sentence(),
        points,
    })
}

/// What can be restored right now, by its age.
pub fn points(stored: &[Stored], now: Timestamp) -> Points {
    let next = Timestamp::from_secs(now.as_secs() + 1);
    Simulation::new(stored, &[], None, now, next).points(now)
}

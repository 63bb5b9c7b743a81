//! A task's plan held against what the portal recorded, with what the runs of other tasks tell of it.

use crate::audit::Audit;
use crate::audit::outage::{Record, outages};
use crate::audit::signs::Sign;
use crate::runs::{Run, RunState, counted};
use crate::schedule::plan::Plan;
use crate::schedule::preview::Window;
use crate::task::Task;
use quartz_cron::{Cron, Timestamp};

const DAY: i64 = 86_400;
/// So many days are looked back, the most that have no more than [`MOST`] planned runs.
const BACK: [i64; 5] = [365, 90, 30, 7, 1];
const MOST: u64 = 1000;

/// What became of the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Reality {
    pub audit: Audit,
    pub signs: Vec<Sign>,
    /// From here on it was looked at.
    pub since: Timestamp,
    /// True where that is when the task was last edited: before, its schedule may have been another.
    pub is_since_edit: bool,
}

/// None of a task that is paused or whose schedule cannot be read: nothing is planned then. `others` are
/// tasks that run beside it.
pub fn reality(
    task: &Task,
    runs: &[Run],
    others: &[(&Task, &[Run])],
    now: Timestamp,
) -> Option<Reality> {
    let cron = task.schedule.cron().filter(|_| task.is_active())?;
    let edited = edited(task, runs)?;
    let since = first(cron, task, edited, now);
    let planned = planned(cron, task, runs, since, now);
    let record = |task: &Task, runs: &[Run]| {
        let cron = task.schedule.cron().filter(|_| task.is_active())?;
        let since = self::edited(task, runs)?.max(since);
        Some(Record {
            planned: self::planned(cron, task, runs, since, now),
            ran: began(runs),
        })
    };
    let mut records = vec![Record {
        planned: planned.clone(),
        ran: began(runs),
    }];
    records.extend(others.iter().filter_map(|(task, runs)| record(task, runs)));
    let down = outages(&records, now);
    let audit = Audit::of(&planned, runs, &down, now);
    Some(Reality {
        signs: Sign::of(cron, &audit, runs),
        audit,
        since,
        is_since_edit: since == edited,
    })
}

/// When a task became what it is. Where the portal tells nothing of that, its first run is the first that
/// is known of it.
pub(super) fn edited(task: &Task, runs: &[Run]) -> Option<Timestamp> {
    let told = task.updated.or(task.created);
    let known = told.or_else(|| runs.iter().filter_map(|run| run.start).min());
    let from = known.or(task.start)?;
    Some(task.start.map_or(from, |start| from.max(start)))
}

fn first(cron: &Cron, task: &Task, edited: Timestamp, now: Timestamp) -> Timestamp {
    let spans = BACK.map(|days| Timestamp::from_secs(now.as_secs() - days * DAY).max(edited));
    let fits = |from: &Timestamp| Plan::new(cron, window(task), *from, now).count() <= MOST;
    spans
        .into_iter()
        .find(fits)
        .unwrap_or(spans[BACK.len() - 1])
}

pub(super) fn planned(
    cron: &Cron,
    task: &Task,
    runs: &[Run],
    from: Timestamp,
    now: Timestamp,
) -> Vec<Timestamp> {
    let plan = Plan::new(
        cron,
        window(task),
        from,
        Timestamp::from_secs(now.as_secs() + 1),
    );
    let mut planned: Vec<Timestamp> = plan.runs().collect();
    // With its last run made, nothing more is planned.
    let is_spent = task.max_runs.is_some_and(|most| counted(runs) >= most);
    if let Some(last) = began(runs).last().copied().filter(|_| is_spent) {
        planned.retain(|at| *at <= last);
    }
    planned
}

/// How many runs a task had made by then is not known: its maximum does not count here.
fn window(task: &Task) -> Window {
    Window {
        max_runs: None,
        ..task.window()
    }
}

pub(super) fn began(runs: &[Run]) -> Vec<Timestamp> {
    let ran = runs.iter().filter(|run| run.state != RunState::Skipped);
    let mut began: Vec<Timestamp> = ran.filter_map(|run| run.start).collect();
    began.sort_unstable();
    began
}

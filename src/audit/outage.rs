//! When the portal was down, as its tasks tell together: planned runs of several tasks in a row without
//! any run of any task.

use super::{ON_TIME, Span};
use quartz_cron::Timestamp;

/// So many planned runs in a row must be without a run, of so many tasks.
const RUNS: usize = 3;
const TASKS: usize = 2;

/// What one task had planned and when it ran, both ascending. Runs that the portal recorded as skipped
/// are none: it may write them when it is back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    pub planned: Vec<Timestamp>,
    pub ran: Vec<Timestamp>,
}

/// The times at which the portal must have been down, ascending: from the first planned run without a
/// run up to the next run of any task. Where none came since, it is no outage: the portal answers, and what
/// stands still is its scheduler.
pub fn outages(records: &[Record], now: Timestamp) -> Vec<Span> {
    let mut planned: Vec<(Timestamp, usize)> = Vec::new();
    let mut ran: Vec<Timestamp> = Vec::new();
    for (task, record) in records.iter().enumerate() {
        planned.extend(record.planned.iter().map(|at| (*at, task)));
        ran.extend(&record.ran);
    }
    planned.retain(|(at, _)| at.as_secs() + ON_TIME <= now.as_secs());
    planned.sort_unstable();
    ran.sort_unstable();
    // Between two runs of whatever task nothing ran: the planned ones in there belong together.
    let mut spans = Vec::new();
    let mut rest = planned.as_slice();
    while let Some((first, _)) = rest.first() {
        let next = ran.partition_point(|run| run < first);
        let Some(until) = ran.get(next).copied() else {
            break;
        };
        let size = rest.partition_point(|(at, _)| *at < until).max(1);
        let (here, later) = rest.split_at(size);
        rest = later;
        // What a run made on time is not without one.
        let silent: Vec<_> = here
            .iter()
            .filter(|(at, _)| until.as_secs() - at.as_secs() > ON_TIME)
            .collect();
        let mut tasks: Vec<usize> = silent.iter().map(|(_, task)| *task).collect();
        tasks.sort_unstable();
        tasks.dedup();
        if silent.len() >= RUNS
            && tasks.len() >= TASKS
            && let Some((from, _)) = silent.first()
        {
            spans.push(Span {
                from: *from,
                to: until,
            });
        }
    }
    spans
}

//! What became of the runs of a stretch of days, of all tasks of the calendar together.

use super::reality::{began, edited, planned};
use crate::audit::outage::{Record, outages};
use crate::audit::{Audit, Verdict};
use crate::calendar::month::Day;
use crate::runs::{Run, RunId};
use crate::task::Task;
use quartz_cron::Timestamp;

/// A task with more planned runs in the stretch is not looked at: one of every minute has 44 640 a month.
const MOST: usize = 10_000;
/// A run that begins that much behind the stretch may belong to a plan inside of it, seconds.
const LATEST: i64 = 86_400;

/// A run that was planned, or made, or both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// The position of the task's entry in the calendar.
    pub of: usize,
    /// When it was planned; of one that was not, when it began.
    pub at: Timestamp,
    /// None: it was not planned.
    pub verdict: Option<Verdict>,
    pub made: Option<Made>,
}

/// What the portal recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    pub id: RunId,
    pub from: Timestamp,
    /// When it was over; the same instant where that is not known.
    pub to: Timestamp,
}

/// How many runs of a day were not as planned, by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amiss {
    pub failed: usize,
    pub missed: usize,
    pub down: usize,
    pub skipped: usize,
    pub late: usize,
    pub unplanned: usize,
}

/// What is known of the tasks, each with its recorded runs and the position of its entry, from an instant
/// on up to another. Ascends.
pub fn past(
    tasks: &[(usize, &Task, &[Run])],
    from: Timestamp,
    to: Timestamp,
    now: Timestamp,
) -> Vec<Past> {
    let until = Timestamp::from_secs(to.as_secs() + LATEST).min(now);
    let looked_at: Vec<(usize, &[Run], Vec<Timestamp>)> = tasks
        .iter()
        .filter_map(|(of, task, runs)| {
            let cron = task.schedule.cron().filter(|_| task.is_active())?;
            let since = edited(task, runs)?.max(from);
            let planned = planned(cron, task, runs, since, until);
            (planned.len() <= MOST).then_some((*of, *runs, planned))
        })
        .collect();
    let record = |(_, runs, planned): &(usize, &[Run], Vec<Timestamp>)| Record {
        planned: planned.clone(),
        ran: began(runs),
    };
    let records: Vec<Record> = looked_at.iter().map(record).collect();
    let down = outages(&records, now);
    let mut told = Vec::new();
    for (of, runs, planned) in looked_at {
        let audit = Audit::of(&planned, runs, &down, now);
        let of_plan = audit.entries.iter().map(|entry| Past {
            of,
            at: entry.planned,
            verdict: Some(entry.verdict),
            made: entry.run.and_then(|i| Made::of(&runs[i])),
        });
        let unplanned = audit.unexpected.iter().filter_map(|i| {
            let made = Made::of(&runs[*i])?;
            Some(Past {
                of,
                at: made.from,
                verdict: None,
                made: Some(made),
            })
        });
        told.extend(of_plan.chain(unplanned).filter(|run| run.at < to));
    }
    told.sort_by_key(|run| (run.at, run.of));
    told
}

/// Those of a day.
pub fn of_day<'a>(all: &'a [Past], day: &Day) -> &'a [Past] {
    let first = all.partition_point(|run| run.at < day.from);
    let behind = all.partition_point(|run| run.at < day.to);
    &all[first..behind]
}

impl Made {
    fn of(run: &Run) -> Option<Self> {
        let from = run.start?;
        let took = run.took_ms.unwrap_or(0) / 1000;
        Some(Self {
            id: run.id.clone(),
            from,
            to: Timestamp::from_secs(from.as_secs() + took),
        })
    }
}

impl Amiss {
    /// Those of one day. What was on time, or is due now, is not counted.
    pub fn of(day: &[Past]) -> Self {
        let mut amiss = Self::default();
        for run in day {
            match run.verdict {
                Some(Verdict::Failed(_)) => amiss.failed += 1,
                Some(Verdict::Missed) => amiss.missed += 1,
                Some(Verdict::PortalDown) => amiss.down += 1,
                Some(Verdict::Skipped) => amiss.skipped += 1,
                Some(Verdict::Late(_)) => amiss.late += 1,
                Some(Verdict::OnTime | Verdict::Due) => {}
                None => amiss.unplanned += 1,
            }
        }
        amiss
    }

    /// Each that there is, the gravest first: `2 missed`, `1 late`.
    pub fn words(self) -> Vec<String> {
        let all = [
            (self.failed, "failed"),
            (self.missed, "missed"),
            (self.down, "missed, portal down"),
            (self.skipped, "skipped"),
            (self.late, "late"),
            (self.unplanned, "not planned"),
        ];
        let some = all.into_iter().filter(|(n, _)| *n > 0);
        some.map(|(n, what)| format!("{n} {what}")).collect()
    }

    /// True where a run that should have been made was not, or failed.
    pub fn is_grave(self) -> bool {
        self.failed + self.missed + self.down > 0
    }
}

/// What is drawn beneath a day's strip, on its width: one lane.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traces {
    /// Outlines of the runs that were made.
    pub made: String,
    /// From when they should have begun to when they did.
    pub late: String,
    /// Where a run should have been.
    pub missed: String,
}

impl Traces {
    /// `past` are the runs of that day; one that is due now and has not begun is not drawn.
    pub fn of(day: &Day, past: &[Past]) -> Self {
        let mut traces = Self::default();
        for run in past {
            match &run.made {
                Some(made) => {
                    traces.made.push_str(&day.across(made.from, made.to, 0));
                    if let Some(Verdict::Late(_)) = run.verdict {
                        traces.late.push_str(&day.across(run.at, made.from, 0));
                    }
                }
                None if run.verdict == Some(Verdict::Due) => {}
                None => traces.missed.push_str(&day.across(run.at, run.at, 0)),
            }
        }
        traces
    }
}

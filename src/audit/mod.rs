//! Whether reality followed: the planned runs of a task held against those that the portal recorded.

pub mod outage;
pub mod signs;

use crate::runs::{Run, RunState};
use crate::schedule::times;
use quartz_cron::Timestamp;

/// A run that begins this many seconds behind its time is on time: the sample of the API's
/// documentation shows half a minute.
pub const ON_TIME: i64 = 5 * 60;
/// Clocks differ: so many seconds before its time a run belongs to it.
const EARLY: i64 = 60;

/// What became of a planned run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    OnTime,
    /// It began so many seconds behind its time.
    Late(i64),
    /// It began so many seconds behind its time, 0 for on time, and failed.
    Failed(i64),
    /// The portal recorded that it passed it over.
    Skipped,
    /// Nothing was recorded.
    Missed,
    /// Nothing was recorded, of no task: see [`outage`].
    PortalDown,
    /// Its time has just come.
    Due,
}

/// A planned run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub planned: Timestamp,
    pub verdict: Verdict,
    /// The position of the recorded run.
    pub run: Option<usize>,
}

/// A span of time, from its first instant up to the first behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: Timestamp,
    pub to: Timestamp,
}

impl Span {
    /// True from its first instant on; `to` itself lies behind it.
    pub fn holds(self, at: Timestamp) -> bool {
        self.from <= at && at < self.to
    }
}

/// The planned runs of a span and what became of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    /// In the order of their times.
    pub entries: Vec<Entry>,
    /// Positions of recorded runs that belong to no planned one.
    pub unexpected: Vec<usize>,
}

impl Audit {
    /// `planned` ascends and begins where the schedule is known to have been as it is: at the task's
    /// last edit. A run belongs to the last planned time before it, so one that is late by more than the
    /// time to the next one is told as belonging to that. Another one there is unexpected.
    pub fn of(planned: &[Timestamp], runs: &[Run], down: &[Span], now: Timestamp) -> Self {
        let mut entries: Vec<Entry> = planned
            .iter()
            .map(|planned| Entry {
                planned: *planned,
                verdict: unrecorded(*planned, down, now),
                run: None,
            })
            .collect();
        let mut unexpected = Vec::new();
        for (start, position) in by_start(runs) {
            let latest = Timestamp::from_secs(start.as_secs() + EARLY);
            let behind = planned.partition_point(|planned| *planned <= latest);
            let entry = behind.checked_sub(1).and_then(|i| entries.get_mut(i));
            match entry {
                Some(entry) if entry.run.is_none() => {
                    entry.run = Some(position);
                    entry.verdict = recorded(entry.planned, start, &runs[position].state);
                }
                // Before the first one nothing is known of the schedule.
                None => {}
                Some(_) => unexpected.push(position),
            }
        }
        Self {
            entries,
            unexpected,
        }
    }

    /// How many planned runs had that verdict.
    pub fn count(&self, is: impl Fn(Verdict) -> bool) -> usize {
        self.entries
            .iter()
            .filter(|entry| is(entry.verdict))
            .count()
    }

    /// Planned runs whose time has passed, and how many of them were made, late ones too. One that failed
    /// was not.
    pub fn made(&self) -> (usize, usize) {
        let due = self.count(|verdict| verdict != Verdict::Due);
        let made = self.count(|v| matches!(v, Verdict::OnTime | Verdict::Late(_)));
        (made, due)
    }

    /// `96 of 100 planned runs were made, 2 of them late; 1 failed, 3 were missed.`
    pub fn headline(&self) -> String {
        let (made, due) = self.made();
        if due == 0 {
            return "No planned run has been due yet.".to_owned();
        }
        let runs = if due == 1 { "run was" } else { "runs were" };
        let mut told = format!("{made} of {due} planned {runs} made");
        let late = self.count(|verdict| matches!(verdict, Verdict::Late(_)));
        if late > 0 {
            told.push_str(&format!(", {late} of them late"));
        }
        let failed = self.count(|verdict| matches!(verdict, Verdict::Failed(_)));
        let passed = [
            (Verdict::Missed, "missed"),
            (Verdict::Skipped, "skipped by the portal"),
            (Verdict::PortalDown, "missed while the portal was down"),
        ];
        let passed = passed.map(|(verdict, what)| (self.count(|v| v == verdict), what));
        let passed = passed.into_iter().filter(|(n, _)| *n > 0);
        let passed = passed.map(|(n, what)| match n {
            1 => format!("1 was {what}"),
            n => format!("{n} were {what}"),
        });
        let failed = (failed > 0).then(|| format!("{failed} failed"));
        let told_parts: Vec<String> = failed.into_iter().chain(passed).collect();
        if !told_parts.is_empty() {
            told.push_str(&format!("; {}", told_parts.join(", ")));
        }
        if let n @ 1.. = self.unexpected.len() {
            let runs = if n == 1 { "run was" } else { "runs were" };
            told.push_str(&format!(". {n} {runs} not planned"));
        }
        told.push('.');
        told
    }
}

impl Verdict {
    /// In the list: `Late by 12 min`.
    pub fn words(self) -> String {
        match self {
            Self::OnTime => "On time".to_owned(),
            Self::Late(secs) => format!("Late by {}", times::span(secs)),
            Self::Failed(0) => "Failed".to_owned(),
            Self::Failed(secs) => format!("Failed, late by {}", times::span(secs)),
            Self::Skipped => "Skipped by the portal".to_owned(),
            Self::Missed => "Missed".to_owned(),
            Self::PortalDown => "The portal was down".to_owned(),
            Self::Due => "Due now".to_owned(),
        }
    }

    /// True when the run began, whatever came of it.
    pub fn has_begun(self) -> bool {
        matches!(self, Self::OnTime | Self::Late(_) | Self::Failed(_))
    }
}

fn unrecorded(planned: Timestamp, down: &[Span], now: Timestamp) -> Verdict {
    if planned.as_secs() + ON_TIME > now.as_secs() {
        Verdict::Due
    } else if down.iter().any(|span| span.holds(planned)) {
        Verdict::PortalDown
    } else {
        Verdict::Missed
    }
}

fn recorded(planned: Timestamp, start: Timestamp, state: &RunState) -> Verdict {
    let late = start.as_secs() - planned.as_secs();
    match if late > ON_TIME { late } else { 0 } {
        _ if *state == RunState::Skipped => Verdict::Skipped,
        late if state.is_failure() => Verdict::Failed(late),
        0 => Verdict::OnTime,
        late => Verdict::Late(late),
    }
}

/// Runs with a start, the oldest first.
fn by_start(runs: &[Run]) -> Vec<(Timestamp, usize)> {
    let dated = runs.iter().enumerate();
    let mut dated: Vec<_> = dated.filter_map(|(i, run)| Some((run.start?, i))).collect();
    dated.sort_unstable();
    dated
}

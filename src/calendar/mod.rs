//! All schedules at once: how a week is filled, what a month holds, what runs into each other, and how
//! to move it apart.

pub mod crowd;
pub mod heat;
pub mod month;
pub mod overlap;
pub mod shift;
pub mod spread;

use crate::schedule::plan::Plan;
use crate::schedule::preview::Window;
use quartz_cron::{Cron, Timestamp};

/// A schedule in the calendar. Others name it by its position.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    pub cron: Cron,
    pub window: Window,
    /// How long a run is expected to take, seconds, at least one.
    pub takes_secs: i64,
}

/// One run of a schedule, from its beginning to its expected end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bar {
    pub from: Timestamp,
    pub to: Timestamp,
    /// The position of its schedule.
    pub of: usize,
}

impl Planned {
    /// Its runs that begin in a span, and until when each is expected to be at work: until the next
    /// one begins at the latest, since a schedule is at work once, not twice.
    fn bars(&self, of: usize, from: Timestamp, to: Timestamp) -> Vec<Bar> {
        let plan = Plan::new(&self.cron, self.window, from, to);
        let mut runs = plan.runs().chain(plan.next()).peekable();
        let mut bars = Vec::with_capacity(usize::try_from(plan.count()).unwrap_or(0));
        while let Some(run) = runs.next() {
            if run >= to {
                break;
            }
            let end = run.as_secs().saturating_add(self.takes_secs.max(1));
            let end = runs.peek().map_or(end, |next| next.as_secs().min(end));
            bars.push(Bar {
                from: run,
                to: Timestamp::from_secs(end),
                of,
            });
        }
        bars
    }
}

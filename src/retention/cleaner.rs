//! When a backup whose time is up is really gone: the next time that the retention cleaner runs.

use crate::schedule::preview::{Window, fires};
use quartz_cron::{Cron, Timestamp, Utc};

/// The schedule of the portal's retention cleaner.
#[derive(Clone, Debug, PartialEq)]
pub struct Cleaner {
    cron: Cron,
    start: Option<Timestamp>,
    /// Its last run may be no later.
    end: Option<Timestamp>,
}

impl Cleaner {
    /// As it runs from now on. Of a cleaner with a most number of runs it is taken that none has been
    /// made.
    pub fn new(cron: &Cron, window: Window, now: Timestamp) -> Self {
        let last = window.max_runs.map(|most| match most {
            // Before everything: it never runs.
            0 => Timestamp::from_secs(i64::MIN),
            _ => {
                let last = fires(cron, window, now).last();
                last.unwrap_or(Timestamp::from_secs(i64::MIN))
            }
        });
        Self {
            cron: cron.clone(),
            start: window.start,
            end: last.or(window.end),
        }
    }

    /// Its first run at or after an instant; None when it does not run again.
    pub fn run_from(&self, at: Timestamp) -> Option<Timestamp> {
        let from = self.start.map_or(at, |start| start.max(at)).as_secs();
        let run = self
            .cron
            .after(Timestamp::from_secs(from.saturating_sub(1)), &Utc)?;
        self.end.is_none_or(|end| run <= end).then_some(run)
    }
}

/// The runs of a cleaner, for many instants that mostly ascend: what lies before the run that was found
/// last leads to it as well.
pub struct Cleanings<'a> {
    cleaner: &'a Cleaner,
    /// From which instant on it was looked, and what was found.
    last: Option<(Timestamp, Option<Timestamp>)>,
}

impl<'a> Cleanings<'a> {
    /// Nothing has been looked for yet.
    pub fn of(cleaner: &'a Cleaner) -> Self {
        Self {
            cleaner,
            last: None,
        }
    }

    /// As [`Cleaner::run_from`].
    pub fn from(&mut self, at: Timestamp) -> Option<Timestamp> {
        let is_same = |(asked, run): &(Timestamp, Option<Timestamp>)| {
            *asked <= at && run.is_none_or(|run| at <= run)
        };
        let known = self.last.filter(is_same);
        let (_, run) = *self
            .last
            .insert(known.unwrap_or_else(|| (at, self.cleaner.run_from(at))));
        run
    }
}

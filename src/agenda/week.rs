//! A usual week, hour by hour: who runs, how long, and how many at once.

use super::Entry;
use crate::calendar::crowd::{Crowd, crowd};
use crate::calendar::heat::Heat;
use crate::foreign;
use crate::schedule::times;
use crate::schedule::zone::LocalZone;
use quartz_cron::Timestamp;

const WEEK: i64 = 7 * 86_400;
/// Runs are counted over a year of whole weeks, so that what runs once a year is among them.
const WEEKS: i64 = 52;
/// Overlaps are looked for over six weeks.
pub const NEAR: i64 = 6 * WEEK;
/// Schedules that are named in an hour; the others are counted.
const NAMED: usize = 5;

/// The days as the calendars head them, in the order of [`Week::hours`].
pub const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A schedule in an hour of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Its position.
    pub of: usize,
    /// How many of its runs begin in this hour, over the year.
    pub runs: u64,
    /// Seconds of work in this hour of a usual week.
    pub secs: u64,
}

/// An hour of the week.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hour {
    /// Those that are at work the longest come first.
    pub shares: Vec<Share>,
    /// How many are at work at once, at most, over the coming weeks; 0 for no two.
    pub at_once: u16,
}

impl Hour {
    /// Minutes of work in a usual week, rounded up: what runs at all is no zero.
    pub fn minutes(&self) -> u64 {
        let secs: u64 = self.shares.iter().map(|share| share.secs).sum();
        secs.div_ceil(60)
    }

    /// How it is coloured, 0 to 3: none, under 25 minutes, up to 45, more.
    pub fn load(&self) -> u8 {
        match (self.shares.is_empty(), self.minutes()) {
            (true, _) => 0,
            (false, ..25) => 1,
            (false, 25..=45) => 2,
            (false, _) => 3,
        }
    }
}

/// The hours of a usual week, on the clock of a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// Monday to Sunday, each from 00:00 to 23:00.
    pub hours: Vec<[Hour; 24]>,
    /// How often each schedule runs in the coming year of 52 weeks, by its position.
    pub runs: Vec<u64>,
}

impl Week {
    /// From the runs of 52 weeks from `now` on; what is at work at once is put in by [`Self::with`].
    pub fn of(entries: &[Entry], now: Timestamp, zone: &LocalZone) -> Self {
        let to = Timestamp::from_secs(now.as_secs() + WEEKS * WEEK);
        let mut hours: Vec<[Hour; 24]> = (0..7).map(|_| Default::default()).collect();
        let mut runs = Vec::with_capacity(entries.len());
        for (of, entry) in entries.iter().enumerate() {
            let heat = Heat::of(std::slice::from_ref(&entry.planned), now, to, zone);
            let mut all = 0;
            for (day, cells) in heat.cells.iter().enumerate() {
                for (hour, cell) in cells.iter().enumerate() {
                    all += cell.runs;
                    if cell.busy_secs > 0 {
                        hours[day][hour].shares.push(Share {
                            of,
                            runs: cell.runs,
                            secs: heat.usual_secs(day, hour),
                        });
                    }
                }
            }
            runs.push(all);
        }
        for hour in hours.iter_mut().flatten() {
            hour.shares
                .sort_by_key(|share| (std::cmp::Reverse(share.secs), share.of));
        }
        Self { hours, runs }
    }

    /// With what runs into each other, as [`crowded`] found it.
    pub fn with(mut self, crowd: &Crowd) -> Self {
        for (hours, crowd) in self.hours.iter_mut().zip(crowd) {
            for (hour, at_once) in hours.iter_mut().zip(crowd) {
                hour.at_once = *at_once;
            }
        }
        self
    }

    /// An hour of a day, both from 0; the days begin with Monday. None outside of the week.
    pub fn hour(&self, day: usize, hour: usize) -> Option<&Hour> {
        self.hours.get(day)?.get(hour)
    }

    /// What an hour is said to hold: `Sun 01:00: Nightly 52 min, Archive 30 min; 2 at once`.
    pub fn told(&self, entries: &[Entry], day: usize, hour: usize) -> String {
        let Some(here) = self.hour(day, hour) else {
            return String::new();
        };
        let name = |share: &Share| {
            let title = entries.get(share.of).map_or("", |entry| &entry.title);
            let title = foreign::short(title);
            match share.secs {
                0 => format!("{title}, now and then"),
                secs => format!("{title} {}", times::span(secs.min(3600) as i64)),
            }
        };
        let mut names: Vec<String> = here.shares.iter().take(NAMED).map(name).collect();
        if let more @ 1.. = here.shares.len().saturating_sub(NAMED) {
            names.push(format!("{more} more"));
        }
        let mut told = format!("{} {hour:02}:00: ", DAYS[day % 7]);
        if names.is_empty() {
            told.push_str("nothing runs");
        }
        told.push_str(&names.join(", "));
        if here.at_once > 1 {
            told.push_str(&format!("; {} at once", here.at_once));
        }
        told
    }

    /// The longest stretch of whole hours in which nothing runs on any day, as its first hour and the
    /// first behind it; it may cross midnight.
    pub fn quiet(&self) -> Option<(usize, usize)> {
        let is_quiet = |hour: usize| {
            let mut days = self.hours.iter();
            days.all(|day| day[hour % 24].shares.is_empty())
        };
        let length = |first: usize| (first..first + 24).take_while(|h| is_quiet(*h)).count();
        let first = (0..24).max_by_key(|first| (length(*first), std::cmp::Reverse(*first)))?;
        let length = length(first);
        (1..24)
            .contains(&length)
            .then_some((first, (first + length) % 24))
    }
}

/// How many schedules are at work at once, over the coming weeks.
pub fn crowded(entries: &[Entry], now: Timestamp, zone: &LocalZone) -> Crowd {
    let to = Timestamp::from_secs(now.as_secs() + NEAR);
    crowd(&super::planned(entries), now, to, zone)
}

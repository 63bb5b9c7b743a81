//! The times of a day at which an expression fires: the same on each day that fits, in UTC.
//!
//! Whatever is counted here is worked out from the three fields, not fire by fire: a schedule of every
//! second costs what a daily one does.

use super::times::TimeOfDay;
use quartz_cron::{Cron, Steps, TimeRule};

/// Every hour of a list, with every minute of another, with every second of a third. None is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayTimes {
    /// Each ascending, in seconds: 7200 for two o'clock.
    hours: Vec<i64>,
    minutes: Vec<i64>,
    seconds: Vec<i64>,
}

/// Neighbouring times of one day that are equally far apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Neighbours {
    pub(super) secs: i64,
    /// How many such pairs a day has.
    pub(super) pairs: u64,
    /// The earlier time of the first pair, seconds of the day.
    pub(super) first: i64,
}

impl DayTimes {
    /// From the fields for hours, minutes and seconds; on which days it fires is not looked at.
    pub fn of(cron: &Cron) -> Self {
        let (hours, minutes, seconds) = match cron.meaning().times {
            TimeRule::At(times) => (
                distinct(times.iter().map(|time| time.0)),
                distinct(times.iter().map(|time| time.1)),
                distinct(times.iter().map(|time| time.2)),
            ),
            TimeRule::EveryHours {
                step,
                first,
                minute,
                seconds,
            } => (
                (first..24).step_by(step.into()).collect(),
                vec![minute],
                values(&seconds),
            ),
            TimeRule::Each {
                hours,
                minutes,
                seconds,
            } => (
                if hours.is_empty() {
                    (0..24).collect()
                } else {
                    hours
                },
                values(&minutes),
                values(&seconds),
            ),
        };
        let scaled = |values: Vec<u8>, by| values.into_iter().map(|v| i64::from(v) * by).collect();
        Self {
            hours: scaled(hours, 3600),
            minutes: scaled(minutes, 60),
            seconds: scaled(seconds, 1),
        }
    }

    /// How many times a day has.
    pub fn count(&self) -> u64 {
        (self.hours.len() * self.minutes.len() * self.seconds.len()) as u64
    }

    /// Seconds of the day, ascending.
    pub fn each(&self) -> impl Iterator<Item = i64> + '_ {
        let of_hour = move |hour: i64| {
            let of_minute = move |minute: i64| {
                self.seconds
                    .iter()
                    .map(move |second| hour + minute + second)
            };
            self.minutes
                .iter()
                .flat_map(move |minute| of_minute(*minute))
        };
        self.hours.iter().flat_map(move |hour| of_hour(*hour))
    }

    /// Whether one of them lies in a minute of the day.
    pub fn holds(&self, minute: TimeOfDay) -> bool {
        self.hours.contains(&(i64::from(minute.hour()) * 3600))
            && self.minutes.contains(&(i64::from(minute.minute()) * 60))
    }

    /// The hours, 0 to 23, ascending.
    pub fn hours(&self) -> Vec<i64> {
        self.hours.iter().map(|hour| hour / 3600).collect()
    }

    /// The minutes of each of them, 0 to 59, ascending.
    pub fn minutes(&self) -> Vec<i64> {
        self.minutes.iter().map(|minute| minute / 60).collect()
    }

    pub(super) fn first(&self) -> i64 {
        [&self.hours, &self.minutes, &self.seconds]
            .into_iter()
            .filter_map(|values| values.first())
            .sum()
    }

    pub(super) fn last(&self) -> i64 {
        [&self.hours, &self.minutes, &self.seconds]
            .into_iter()
            .filter_map(|values| values.last())
            .sum()
    }

    /// How far apart neighbours are, in no order.
    pub(super) fn neighbours(&self) -> Vec<Neighbours> {
        let (in_minute, in_hour) = (width(&self.seconds), width(&self.minutes));
        let (hours, minutes) = (self.hours.len() as u64, self.minutes.len() as u64);
        let mut found = Vec::new();
        // Between two values of a field lies the rest of the fields below.
        let mut each = |values: &[i64], below: i64, pairs: u64, first: i64| {
            found.extend(values.windows(2).map(|pair| Neighbours {
                secs: pair[1] - pair[0] - below,
                pairs,
                first: first + pair[0] + below,
            }));
        };
        let first = |values: &[i64]| values.first().copied().unwrap_or(0);
        let (hour, minute, second) = (
            first(&self.hours),
            first(&self.minutes),
            first(&self.seconds),
        );
        each(&self.seconds, 0, hours * minutes, hour + minute);
        each(&self.minutes, in_minute, hours, hour + second);
        each(&self.hours, in_hour + in_minute, 1, minute + second);
        found
    }
}

fn width(values: &[i64]) -> i64 {
    values.last().unwrap_or(&0) - values.first().unwrap_or(&0)
}

fn distinct(values: impl Iterator<Item = u8>) -> Vec<u8> {
    let mut all: Vec<u8> = values.collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn values(steps: &Steps) -> Vec<u8> {
    match steps {
        Steps::Every => (0..60).collect(),
        Steps::From { first, step } => (*first..60).step_by(usize::from(*step)).collect(),
        Steps::These(values) => values.clone(),
    }
}

//! When a schedule runs over a span of time, in UTC, as the portal's scheduler counts: whole days that
//! fit and what lies before and after them.
//!
//! A month costs one question to the engine, however often the schedule runs in it.

use super::day_times::DayTimes;
use super::preview::Window;
use quartz_cron::{Cron, Timestamp, Utc};

pub(super) const DAY: i64 = 86_400;

/// The planned runs of a span.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    times: DayTimes,
    /// Runs of a first day that lies only partly in the span.
    head: Vec<Timestamp>,
    /// Days since 1970 on which the schedule runs at each of its times.
    days: Vec<i64>,
    /// Runs of a last day that lies only partly in the span.
    tail: Vec<Timestamp>,
    /// The first run behind the span.
    next: Option<Timestamp>,
}

impl Plan {
    /// From an instant on (it counts) up to another (it does not). Of a schedule with a most number of
    /// runs it is taken that none has been made before the span.
    pub fn new(cron: &Cron, window: Window, from: Timestamp, to: Timestamp) -> Self {
        let first = window.start.map_or(from, |start| start.max(from)).as_secs();
        let last = window.end.map_or(i64::MAX, Timestamp::as_secs);
        let to = to.as_secs().min(last.saturating_add(1));
        let mut plan = Self {
            times: DayTimes::of(cron),
            head: Vec::new(),
            days: Vec::new(),
            tail: Vec::new(),
            next: None,
        };
        let days = cron.fire_days(first.div_euclid(DAY));
        for day in days.take_while(|day| day * DAY < to) {
            let (midnight, end) = (day * DAY, (day + 1) * DAY);
            if midnight >= first && end <= to {
                plan.days.push(day);
            } else {
                let inside = plan.times.each().map(|time| midnight + time);
                let inside = inside.filter(|at| (first..to).contains(at));
                let inside: Vec<_> = inside.map(Timestamp::from_secs).collect();
                if midnight < first {
                    plan.head = inside;
                } else {
                    plan.tail = inside;
                }
            }
        }
        let behind = Timestamp::from_secs(to.max(first).saturating_sub(1));
        let next = cron.after(behind, &Utc);
        plan.next = next.filter(|next| next.as_secs() <= last);
        if let Some(most) = window.max_runs {
            plan.keep(most.into());
        }
        plan
    }

    /// Leaves the first `most` runs.
    fn keep(&mut self, most: u64) {
        let runs = self.count();
        if runs >= most {
            self.next = None;
        }
        if runs <= most {
            return;
        }
        let a_day = self.times.count();
        self.head
            .truncate(usize::try_from(most).unwrap_or(usize::MAX));
        let rest = most - self.head.len() as u64;
        let whole = usize::try_from(rest / a_day).unwrap_or(usize::MAX);
        if whole < self.days.len() {
            let (midnight, times) = (self.days[whole] * DAY, self.times.each());
            let left = usize::try_from(rest % a_day).unwrap_or(usize::MAX);
            let left = times.take(left);
            self.tail = left
                .map(|time| Timestamp::from_secs(midnight + time))
                .collect();
            self.days.truncate(whole);
        } else {
            let left = rest - self.days.len() as u64 * a_day;
            self.tail
                .truncate(usize::try_from(left).unwrap_or(usize::MAX));
        }
    }

    /// How many runs there are.
    pub fn count(&self) -> u64 {
        self.head.len() as u64
            + self.days.len() as u64 * self.times.count()
            + self.tail.len() as u64
    }

    /// The first run of the span.
    pub fn first(&self) -> Option<Timestamp> {
        let of_days = || self.days.first().map(|day| at(*day, self.times.first()));
        let head = self.head.first().copied();
        head.or_else(of_days).or_else(|| self.tail.first().copied())
    }

    /// The last run of the span.
    pub fn last(&self) -> Option<Timestamp> {
        let of_days = || self.days.last().map(|day| at(*day, self.times.last()));
        let tail = self.tail.last().copied();
        tail.or_else(of_days).or_else(|| self.head.last().copied())
    }

    /// The first run behind the span; None when the schedule is over by then.
    pub fn next(&self) -> Option<Timestamp> {
        self.next
    }

    /// Each run, ascending.
    pub fn runs(&self) -> impl Iterator<Item = Timestamp> + '_ {
        let of_day = |day: &i64| {
            let day = *day;
            self.times.each().map(move |time| at(day, time))
        };
        let days = self.days.iter().flat_map(of_day);
        let ends = (self.head.iter().copied(), self.tail.iter().copied());
        ends.0.chain(days).chain(ends.1)
    }

    /// Days since 1970 with runs, and how many, ascending.
    pub fn by_day(&self) -> impl Iterator<Item = (i64, u64)> + '_ {
        let part = |runs: &[Timestamp]| {
            let first = runs.first()?;
            Some((first.as_secs().div_euclid(DAY), runs.len() as u64))
        };
        let a_day = self.times.count();
        let days = self.days.iter().map(move |day| (*day, a_day));
        part(&self.head)
            .into_iter()
            .chain(days)
            .chain(part(&self.tail))
    }

    pub(crate) fn times(&self) -> &DayTimes {
        &self.times
    }

    /// First and last run of each day that lies wholly in the span.
    pub(crate) fn whole_days(&self) -> impl Iterator<Item = (Timestamp, Timestamp)> + '_ {
        let (first, last) = (self.times.first(), self.times.last());
        self.days
            .iter()
            .map(move |day| (at(*day, first), at(*day, last)))
    }

    /// First and last run of each day that has any, ascending.
    pub(crate) fn busy_days(&self) -> impl Iterator<Item = (Timestamp, Timestamp)> + '_ {
        let ends = |runs: &[Timestamp]| Some((*runs.first()?, *runs.last()?));
        let (head, tail) = (ends(&self.head), ends(&self.tail));
        head.into_iter().chain(self.whole_days()).chain(tail)
    }

    pub(crate) fn head(&self) -> &[Timestamp] {
        &self.head
    }

    pub(crate) fn tail(&self) -> &[Timestamp] {
        &self.tail
    }
}

fn at(day: i64, time: i64) -> Timestamp {
    Timestamp::from_secs(day * DAY + time)
}

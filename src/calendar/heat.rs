//! How a week is filled: the runs and the work of each of its hours.

use super::Planned;
use crate::schedule::plan::Plan;
use crate::schedule::zone::{LocalZone, transitions};
use quartz_cron::Timestamp;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = 7 * DAY;

/// An hour of the week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// How many runs begin in it, over the whole span.
    pub runs: u64,
    /// Seconds of work in it, over the whole span: of each schedule at most one at a time.
    pub busy_secs: u64,
}

/// The hours of a week, on the clock of a zone. Work that goes on while the clock changes is put down as
/// if it did not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heat {
    /// Monday to Sunday, each from 00:00 to 23:00.
    pub cells: [[Cell; 24]; 7],
    /// Seconds of the span: divide by a week for what is usual.
    pub span_secs: i64,
}

impl Heat {
    /// Of the runs that begin from an instant on up to another.
    pub fn of(planned: &[Planned], from: Timestamp, to: Timestamp, zone: &LocalZone) -> Self {
        let offsets = Offsets::new(zone, from, to);
        let mut week = Week::default();
        for schedule in planned {
            week.add(schedule, from, to, &offsets);
        }
        Self {
            cells: week.cells,
            span_secs: to.as_secs() - from.as_secs(),
        }
    }

    /// Seconds of work of an hour in a usual week.
    pub fn usual_secs(&self, weekday: usize, hour: usize) -> u64 {
        let cell = self.cells.get(weekday).and_then(|day| day.get(hour));
        let busy = cell.map_or(0, |cell| u128::from(cell.busy_secs));
        let span = self.span_secs.max(1).unsigned_abs();
        (busy * u128::from(WEEK.unsigned_abs()) / u128::from(span)) as u64
    }
}

/// The offsets of a zone over a span.
struct Offsets(Vec<(i64, i64)>);

impl Offsets {
    fn new(zone: &LocalZone, from: Timestamp, to: Timestamp) -> Self {
        let minute = |at: Timestamp| at.as_secs().div_euclid(60) * 60;
        let offset = |at| zone.offset(Timestamp::from_secs(at));
        let changes = transitions(minute(from), minute(to) + DAY, DAY, offset);
        let rows = changes.into_iter();
        Self(
            rows.map(|(at, offset)| (at.as_secs(), i64::from(offset)))
                .collect(),
        )
    }

    /// The position of the row that holds at an instant.
    fn row(&self, at: i64) -> usize {
        self.0
            .partition_point(|(from, _)| *from <= at)
            .saturating_sub(1)
    }

    fn of(&self, row: usize) -> i64 {
        self.0.get(row).map_or(0, |(_, offset)| *offset)
    }
}

#[derive(Default)]
struct Week {
    cells: [[Cell; 24]; 7],
}

impl Week {
    /// Days of the same weekday and offset are alike but for their last run, which may be followed by
    /// the next one on another day: all of them are counted, and added once.
    fn add(&mut self, schedule: &Planned, from: Timestamp, to: Timestamp, offsets: &Offsets) {
        let plan = Plan::new(&schedule.cron, schedule.window, from, to);
        let takes = schedule.takes_secs.max(1);
        let times: Vec<i64> = plan.times().each().collect();
        let mut alike = vec![[0u64; 7]; offsets.0.len()];
        let mut before: Option<i64> = None;
        // The run before is at work until the next one begins, or it is done.
        let lone = |week: &mut Self, next: Option<i64>, before: &mut Option<i64>| {
            if let Some(run) = before.take() {
                let busy = next.map_or(takes, |next| takes.min(next - run));
                week.put(run + offsets.of(offsets.row(run)), busy, 1);
            }
        };
        for run in plan.head() {
            lone(self, Some(run.as_secs()), &mut before);
            before = Some(run.as_secs());
        }
        for (first, last) in plan.whole_days() {
            let (first, last) = (first.as_secs(), last.as_secs());
            lone(self, Some(first), &mut before);
            before = Some(last);
            let row = offsets.row(first);
            if row == offsets.row(last) {
                alike[row][weekday(first)] += 1;
                continue;
            }
            let midnight = first.div_euclid(DAY) * DAY;
            for pair in times.windows(2) {
                let run = midnight + pair[0];
                let busy = takes.min(pair[1] - pair[0]);
                self.put(run + offsets.of(offsets.row(run)), busy, 1);
            }
        }
        for run in plan.tail() {
            lone(self, Some(run.as_secs()), &mut before);
            before = Some(run.as_secs());
        }
        lone(self, plan.next().map(Timestamp::as_secs), &mut before);
        for (row, days) in alike.iter().enumerate() {
            for (day, n) in days.iter().enumerate().filter(|(_, n)| **n > 0) {
                let midnight = day as i64 * DAY + offsets.of(row);
                for pair in times.windows(2) {
                    // Day 0 of the week is a Monday; 5 January 1970 was one.
                    let run = 4 * DAY + midnight + pair[0];
                    self.put(run, takes.min(pair[1] - pair[0]), *n);
                }
            }
        }
    }

    /// So many runs that begin at a local time and are at work for so long.
    fn put(&mut self, local: i64, busy: i64, times: u64) {
        let in_week = (local - 4 * DAY).rem_euclid(WEEK);
        self.cell(in_week).runs += times;
        let (mut at, mut left) = (in_week, busy);
        while left > 0 {
            let here = left.min(HOUR - at % HOUR);
            self.cell(at).busy_secs += here.unsigned_abs() * times;
            at = (at + here) % WEEK;
            left -= here;
        }
    }

    fn cell(&mut self, in_week: i64) -> &mut Cell {
        &mut self.cells[(in_week / DAY) as usize][(in_week % DAY / HOUR) as usize]
    }
}

/// 0 for Monday, of a day in UTC.
fn weekday(at: i64) -> usize {
    (at.div_euclid(DAY) - 4).rem_euclid(7) as usize
}

//! A month as a calendar shows it: whole weeks from Monday on, a strip a day.

use super::Entry;
use crate::calendar::month::{Day, days};
use crate::calendar::{Bar, Planned};
use crate::schedule::preview::Window;
use crate::schedule::times;
use crate::schedule::zone::LocalZone;
use quartz_cron::{Civil, Timestamp};

const DAY: i64 = 86_400;
/// Bars that lie over each other in a day's strip.
pub const LANES: usize = 4;

/// A month of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    pub year: i32,
    pub month: u8,
}

impl Month {
    /// The month of a moment, on the clock of a zone.
    pub fn at(now: Timestamp, zone: &LocalZone) -> Self {
        let civil = zone.civil(now);
        Self {
            year: civil.year,
            month: civil.month,
        }
    }

    /// `2026-10`, in years that a schedule may name.
    pub fn parse(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let (year, month) = (year.parse().ok()?, month.parse().ok()?);
        let fits = (1970..=2099).contains(&year) && (1..=12).contains(&month);
        fits.then_some(Self { year, month })
    }

    /// `2026-10`.
    pub fn slug(self) -> String {
        format!("{:04}-{:02}", self.year, self.month)
    }

    /// `October 2026`.
    pub fn title(self) -> String {
        format!("{} {}", times::month_name(self.month), self.year)
    }

    /// So many months later, or earlier.
    pub fn moved(self, by: i32) -> Self {
        let months = self.year * 12 + i32::from(self.month) - 1 + by;
        Self {
            year: months.div_euclid(12),
            month: months.rem_euclid(12) as u8 + 1,
        }
    }

    fn first(self) -> i64 {
        let first = Civil::new(self.year, self.month, 1, 0, 0, 0);
        first.map_or(0, |first| first.timestamp(0).as_secs().div_euclid(DAY))
    }

    /// From the Monday on or before its first day to the one behind its last, as the first instants of
    /// those days in a zone.
    pub fn span(self, zone: &LocalZone) -> (Timestamp, Timestamp) {
        // 1 January 1970 was a Thursday.
        let weekday = |day: i64| (day + 3).rem_euclid(7);
        let (first, behind) = (self.first(), self.moved(1).first());
        let from = first - weekday(first);
        let to = behind + (7 - weekday(behind)) % 7;
        (midnight(from, zone), midnight(to, zone))
    }
}

/// The first instant of a day, counted from 1970, on the clock of a zone.
fn midnight(day: i64, zone: &LocalZone) -> Timestamp {
    let utc = day * DAY;
    let offset = |at: i64| i64::from(zone.offset(Timestamp::from_secs(at)));
    let near = utc - offset(utc);
    Timestamp::from_secs(utc - offset(near))
}

/// What runs in a month. A schedule with a most number of runs makes them from now on.
pub fn bars(entries: &[Entry], month: Month, now: Timestamp, zone: &LocalZone) -> Vec<Day> {
    let (from, to) = month.span(zone);
    let planned: Vec<Planned> = entries
        .iter()
        .map(|entry| Planned {
            window: Window {
                max_runs: None,
                ..entry.planned.window
            },
            ..entry.planned.clone()
        })
        .collect();
    let mut found = days(&planned, from, to, zone);
    let last = last_runs(entries, now, to);
    let is_made = |bar: &Bar| last.get(bar.of).is_none_or(|last| bar.from <= *last);
    for day in &mut found {
        let (before, all) = (day.bars.len(), day.runs);
        day.bars.retain(is_made);
        day.runs = all - (before - day.bars.len());
    }
    found
}

/// The last run of each schedule that may be shown.
fn last_runs(entries: &[Entry], now: Timestamp, to: Timestamp) -> Vec<Timestamp> {
    let last = |entry: &Entry| match entry.planned.window.max_runs {
        None => to,
        Some(_) => {
            let runs =
                crate::schedule::preview::fires(&entry.planned.cron, entry.planned.window, now);
            runs.last().unwrap_or(now)
        }
    };
    entries.iter().map(last).collect()
}

/// A day's strip, drawn on a width of 1440 minutes and a height of [`LANES`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strip {
    /// The outlines of bars that meet no other, and of those that do.
    pub alone: String,
    pub meeting: String,
    /// The most at work at once.
    pub at_once: usize,
}

impl Strip {
    /// `bars` ascend and include those of the days before that are still at work.
    pub fn of(day: &Day, bars: &[Bar]) -> Self {
        let mut strip = Self::default();
        let mut lanes: Vec<Timestamp> = Vec::new();
        for (i, bar) in bars.iter().enumerate() {
            let meets = |other: &Bar| meets(bar, other);
            let before = bars[..i].iter().filter(|other| meets(other)).count();
            // Bars ascend: the first behind that begins too late ends the search.
            let mut behind = bars[i + 1..].iter().take_while(|other| other.from < bar.to);
            let is_meeting = before > 0 || behind.any(meets);
            strip.at_once = strip.at_once.max(before + 1);
            let free = lanes.iter().position(|until| *until <= bar.from);
            let lane = free.unwrap_or(lanes.len());
            match lanes.get_mut(lane) {
                Some(until) => *until = bar.to,
                None => lanes.push(bar.to),
            }
            let into = if is_meeting {
                &mut strip.meeting
            } else {
                &mut strip.alone
            };
            into.push_str(&day.across(bar.from, bar.to, lane.min(LANES - 1)));
        }
        strip
    }
}

impl Day {
    /// The outline of a stretch of its time, in a lane of its strip.
    pub(super) fn across(&self, from: Timestamp, to: Timestamp, lane: usize) -> String {
        let along = |at: Timestamp| {
            let secs = at.as_secs().clamp(self.from.as_secs(), self.to.as_secs());
            // A day of 23 or 25 hours fills the same width.
            let all = (self.to.as_secs() - self.from.as_secs()).max(1);
            (secs - self.from.as_secs()) as f64 * 1440.0 / all as f64
        };
        let (x, end) = (along(from), along(to));
        // What is short can still be seen.
        let wide = (end - x).max(12.0);
        format!("M{x:.0} {lane}h{wide:.0}v.8h-{wide:.0}z")
    }
}

/// Whether runs of two schedules share a minute: less is told of nowhere.
pub fn meets(one: &Bar, other: &Bar) -> bool {
    let shared = one.to.min(other.to).as_secs() - one.from.max(other.from).as_secs();
    one.of != other.of && shared >= 60
}

/// The strips of a month, in the order of its days.
pub fn strips(days: &[Day]) -> Vec<Strip> {
    let mut at_work: Vec<Bar> = Vec::new();
    let strip = |day: &Day| {
        at_work.retain(|bar| bar.to > day.from);
        at_work.extend(&day.bars);
        Strip::of(day, &at_work)
    };
    days.iter().map(strip).collect()
}

//! How often a schedule runs: a day, a month, a year.

use super::plan::Plan;
use super::preview::Window;
use quartz_cron::{Civil, Cron, Timestamp};

const MONTHS: usize = 24;

/// The fewest and the most runs of one day, month or year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub least: u64,
    pub most: u64,
}

impl Range {
    fn of(counts: impl Iterator<Item = u64>) -> Self {
        let none = Self {
            least: u64::MAX,
            most: 0,
        };
        let range = counts.fold(none, |range, n| Self {
            least: range.least.min(n),
            most: range.most.max(n),
        });
        Self {
            least: range.least.min(range.most),
            ..range
        }
    }

    /// `28 to 31`, or `4`.
    pub fn words(self) -> String {
        if self.least == self.most {
            self.most.to_string()
        } else {
            format!("{} to {}", self.least, self.most)
        }
    }
}

/// Runs counted over the 24 whole months of UTC behind the one that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// The first of these months: its first instant, and the first behind the last of them.
    pub from: Timestamp,
    pub to: Timestamp,
    /// All runs of the two years.
    pub runs: u64,
    pub day: Range,
    pub month: Range,
    /// Of the first twelve months and of the last twelve.
    pub year: Range,
    /// On how many days it runs at all.
    pub busy_days: u64,
    /// Runs of each of the months.
    pub months: [u64; MONTHS],
}

impl Rhythm {
    /// `1 a day, 28 to 31 a month, 365 to 366 a year`
    pub fn words(&self) -> String {
        format!(
            "{} a day, {} a month, {} a year",
            self.day.words(),
            self.month.words(),
            self.year.words()
        )
    }

    /// Year and month of each count.
    pub fn by_month(&self) -> impl Iterator<Item = ((i32, u8), u64)> + '_ {
        let first = self.from.civil(0);
        let first = i64::from(first.year) * 12 + i64::from(first.month) - 1;
        (first..).zip(self.months).map(|(month, runs)| {
            let year = month.div_euclid(12) as i32;
            ((year, month.rem_euclid(12) as u8 + 1), runs)
        })
    }

    /// The month of `now` is not counted. Of a schedule with a most number of runs it is taken that none is
    /// made before the first month that is.
    pub fn of(cron: &Cron, window: Window, now: Timestamp) -> Self {
        let begins: Vec<Timestamp> = (1..=MONTHS + 1).map(|n| month_after(now, n)).collect();
        let (from, to) = (begins[0], begins[MONTHS]);
        let plan = Plan::new(cron, window, from, to);
        let mut months = [0; MONTHS];
        let mut busy_days = 0;
        let mut day: Option<Range> = None;
        let mut month = 0;
        for (at, runs) in plan.by_day() {
            let midnight = at * super::plan::DAY;
            while month + 1 < MONTHS && midnight >= begins[month + 1].as_secs() {
                month += 1;
            }
            months[month] += runs;
            busy_days += 1;
            let so_far = day.get_or_insert(Range {
                least: runs,
                most: runs,
            });
            so_far.least = so_far.least.min(runs);
            so_far.most = so_far.most.max(runs);
        }
        let all_days = (to.as_secs() - from.as_secs()) / super::plan::DAY;
        let mut day = day.unwrap_or(Range { least: 0, most: 0 });
        if busy_days < all_days.unsigned_abs() {
            day.least = 0;
        }
        Self {
            from,
            to,
            runs: plan.count(),
            day,
            month: Range::of(months.iter().copied()),
            year: Range::of(months.chunks(12).map(|year| year.iter().sum())),
            busy_days,
            months,
        }
    }
}

/// The first instant of the n-th month after the one that it is, UTC.
fn month_after(now: Timestamp, n: usize) -> Timestamp {
    let civil = now.civil(0);
    let months = civil.year * 12 + i32::from(civil.month) - 1 + n as i32;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) as u8 + 1);
    Civil::new(year, month, 1, 0, 0, 0).map_or(now, |civil| civil.timestamp(0))
}

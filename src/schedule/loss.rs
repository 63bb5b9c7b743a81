//! How much could be lost: the longest time between two runs of a schedule that makes backups.
//!
//! Whatever was written behind a backup is lost when the portal fails just before the next one. The
//! next one counts once it is finished, so what it takes comes on top: [`Loss::worst_secs`].

use super::gaps::{Crosses, Gaps};
use super::plan::Plan;
use super::preview::Window;
use super::times;
use quartz_cron::{Civil, Cron, Gap, Timestamp};

/// Two years ahead are looked at: 29 February may lie in them, or not.
pub const YEARS: i32 = 2;

/// The worst case of a schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// None where no run of the two years is followed by another.
    pub longest: Option<Longest>,
    /// The last run of all, where the schedule is over within the two years: nothing is saved after it.
    pub ends: Option<Timestamp>,
    gaps: Vec<Gaps>,
}

/// The longest gap, the first of its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Longest {
    pub gap: Gap,
    /// How many gaps of the two years are that long.
    pub times: u64,
    pub why: Why,
}

/// What makes the longest gap longer than others: each is so of every longest gap, and not so of
/// every other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Why {
    pub weekend: bool,
    pub month_end: bool,
    pub leap_day: bool,
    /// The first and the last of the whole months without a run inside the first longest gap, as year
    /// and month.
    pub months: Option<((i32, u8), (i32, u8))>,
}

/// How the longest gap stands to what an administrator allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// The longest gap is that much below the target, seconds.
    Within(i64),
    /// So many gaps of the two years are above it, the first of which is the longest.
    Above { times: u64, by_secs: i64 },
    /// Nothing is saved after some moment, or ever: no target can be met.
    Never,
}

impl Loss {
    /// Of the two years from now on; gaps that begin in them count. None when there is no run in them.
    pub fn of(cron: &Cron, window: Window, now: Timestamp) -> Option<Self> {
        Self::of_plan(&Plan::new(cron, window, now, in_two_years(now)))
    }

    /// As [`Self::of`], over the span of a plan, which is to be two years. None when it has no run.
    pub fn of_plan(plan: &Plan) -> Option<Self> {
        let last = plan.last()?;
        let gaps = plan.gaps();
        let longest = gaps.last().map(|longest| Longest {
            gap: longest.first,
            times: longest.times,
            why: Why::of(longest, &gaps),
        });
        Some(Self {
            longest,
            ends: plan.next().is_none().then_some(last),
            gaps,
        })
    }

    /// Seconds between the last moment that is surely saved and a failure, at worst; `takes_secs` is
    /// how long a run takes. None where the schedule ends or there is no second run.
    pub fn worst_secs(&self, takes_secs: i64) -> Option<i64> {
        let longest = self.longest.filter(|_| self.ends.is_none())?;
        Some(longest.gap.secs() + takes_secs)
    }

    /// Held against the longest gap that is allowed, seconds.
    pub fn against(&self, target_secs: i64) -> Against {
        let Some(longest) = self.longest.filter(|_| self.ends.is_none()) else {
            return Against::Never;
        };
        let above = self
            .gaps
            .iter()
            .filter(|gaps| gaps.first.secs() > target_secs);
        match above.map(|gaps| gaps.times).sum() {
            0 => Against::Within(target_secs - longest.gap.secs()),
            times => Against::Above {
                times,
                by_secs: longest.gap.secs() - target_secs,
            },
        }
    }

    /// All gaps by their length, the shortest first.
    pub fn gaps(&self) -> &[Gaps] {
        &self.gaps
    }

    /// `The longest gap is 3 d, as from Fri 30 Oct 2026 04:00 to Mon 2 Nov 2026 04:00 UTC, over a weekend.`
    pub fn sentence(&self) -> String {
        let ends = self
            .ends
            .map(|at| format!("The last run is on {}.", moment(at)));
        let Some(longest) = &self.longest else {
            return ends.unwrap_or_else(|| "No run is followed by another.".to_owned());
        };
        let mut told = format!(
            "The longest gap is {}, {}.",
            times::span(longest.gap.secs()),
            longest.reason()
        );
        if let Some(ends) = ends {
            told.push_str(&format!(" {ends} Nothing is saved after it."));
        }
        told
    }
}

impl Longest {
    /// `as from Fri 30 Oct 2026 04:00 to Mon 2 Nov 2026 04:00 UTC, over a weekend`
    pub fn reason(&self) -> String {
        let Self { gap, why, .. } = self;
        format!(
            "as from {} to {}{}",
            clock(gap.from),
            moment(gap.to),
            why.words()
        )
    }
}

impl Against {
    /// True when the schedule goes on, and no gap is longer than the target; one may be just as long.
    pub fn is_met(self) -> bool {
        matches!(self, Self::Within(_))
    }

    /// `Missed: 104 gaps of the coming two years are longer, the longest by 2 d.`
    pub fn sentence(self) -> String {
        match self {
            Self::Within(0) => "Met, with nothing to spare.".to_owned(),
            Self::Within(secs) => format!("Met, with {} to spare.", times::span(secs)),
            Self::Above { times: 1, by_secs } => format!(
                "Missed: one gap of the coming two years is longer, by {}.",
                times::span(by_secs)
            ),
            Self::Above { times, by_secs } => format!(
                "Missed: {times} gaps of the coming two years are longer, the longest by {}.",
                times::span(by_secs)
            ),
            Self::Never => "Missed: after the last run nothing is saved.".to_owned(),
        }
    }
}

impl Why {
    fn of(longest: &Gaps, all: &[Gaps]) -> Self {
        let others: Vec<Crosses> = all[..all.len() - 1].iter().map(|g| g.all_cross).collect();
        let only = |crosses: fn(Crosses) -> bool| {
            crosses(longest.all_cross) && others.iter().any(|other| !crosses(*other))
        };
        Self {
            weekend: only(|crosses| crosses.weekend),
            month_end: only(|crosses| crosses.month_end),
            leap_day: only(|crosses| crosses.leap_day),
            months: months_inside(longest.first).filter(|_| !others.is_empty()),
        }
    }

    fn words(&self) -> String {
        if let Some((first, last)) = self.months {
            let name = |(year, month): (i32, u8)| format!("{} {year}", times::month_name(month));
            return if first == last {
                format!(": {} has no run", name(first))
            } else {
                format!(": {} to {} have no run", name(first), name(last))
            };
        }
        match self {
            Self { leap_day: true, .. } => ", over a 29 February",
            Self {
                month_end: true, ..
            } => ", over the end of a month",
            Self { weekend: true, .. } => ", over a weekend",
            _ => "",
        }
        .to_owned()
    }
}

/// The same date two years later; of a 29 February the day after.
pub fn in_two_years(now: Timestamp) -> Timestamp {
    let c = now.civil(0);
    let at = |month, day| Civil::new(c.year + YEARS, month, day, c.hour, c.minute, c.second);
    let then = at(c.month, c.day).or_else(|| at(3, 1));
    then.map_or(now, |civil| civil.timestamp(0))
}

/// The whole months inside a gap.
fn months_inside(gap: Gap) -> Option<((i32, u8), (i32, u8))> {
    let (from, to) = (gap.from.civil(0), gap.to.civil(0));
    let first = i64::from(from.year) * 12 + i64::from(from.month);
    let last = i64::from(to.year) * 12 + i64::from(to.month) - 2;
    let named = |month: i64| (month.div_euclid(12) as i32, month.rem_euclid(12) as u8 + 1);
    (first <= last).then(|| (named(first), named(last)))
}

/// `Fri 23 Oct 2026 01:30`.
fn clock(at: Timestamp) -> String {
    let civil = at.civil(0);
    format!("{} {}", times::full_date(civil), times::clock(civil))
}

fn moment(at: Timestamp) -> String {
    format!("{} UTC", clock(at))
}

//! What another schedule in the place of one changes: runs that are lost, runs that are gained.

use super::day_times::DayTimes;
use super::plan::Plan;
use super::preview::Window;
use super::times;
use quartz_cron::{Cron, DayRule, Timestamp, Weekday};

/// Schedules that do not repeat each week are compared over a year.
const YEAR: i64 = 365 * 86_400;
/// So many runs are compared one by one; of more it is told only how many there are.
const MOST: u64 = 10_000;
/// How many losses and gains are named.
const NAMED: usize = 3;

/// A time of a week, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    pub weekday: Weekday,
    /// Seconds of the day.
    pub time: i64,
}

/// What is lost and what is gained, ascending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Both repeat each week.
    Weekly { lost: Vec<Slot>, gained: Vec<Slot> },
    /// The runs of the coming year.
    Yearly {
        lost: Vec<Timestamp>,
        gained: Vec<Timestamp>,
    },
    /// Too many to be compared: the runs of the coming year.
    Counted { before: u64, after: u64 },
}

impl Difference {
    /// From `before` to `after`, each an expression and its bounds.
    pub fn of(before: (&Cron, Window), after: (&Cron, Window), now: Timestamp) -> Self {
        let weeks = weekly(before.0).zip(weekly(after.0));
        match weeks.filter(|_| before.1 == after.1) {
            Some((old, new)) => {
                let (lost, gained) = only(&old, &new);
                Self::Weekly { lost, gained }
            }
            None => {
                let year = Timestamp::from_secs(now.as_secs() + YEAR);
                let from = Timestamp::from_secs(now.as_secs() + 1);
                let plan = |(cron, window): (&Cron, Window)| Plan::new(cron, window, from, year);
                let (before, after) = (plan(before), plan(after));
                if before == after {
                    return Self::Yearly {
                        lost: Vec::new(),
                        gained: Vec::new(),
                    };
                }
                if before.count().max(after.count()) > MOST {
                    return Self::Counted {
                        before: before.count(),
                        after: after.count(),
                    };
                }
                let runs = |plan: &Plan| plan.runs().collect::<Vec<_>>();
                let (lost, gained) = only(&runs(&before), &runs(&after));
                Self::Yearly { lost, gained }
            }
        }
    }

    /// True when no run is lost and none gained; never where the runs were only counted.
    pub fn is_none(&self) -> bool {
        match self {
            Self::Weekly { lost, gained } => lost.is_empty() && gained.is_empty(),
            Self::Yearly { lost, gained } => lost.is_empty() && gained.is_empty(),
            Self::Counted { .. } => false,
        }
    }

    /// `+4 runs a week: loses Sunday 03:00, gains Monday 03:00, … UTC.`
    pub fn sentence(&self) -> String {
        let (lost, gained, span, names) = match self {
            _ if self.is_none() => return "The runs stay the same.".to_owned(),
            Self::Counted { before, after } => {
                let more = after.cast_signed() - before.cast_signed();
                return format!("{more:+} runs in the coming year: {after} instead of {before}.");
            }
            Self::Weekly { lost, gained } => (
                lost.len(),
                gained.len(),
                "a week",
                (named_slots(lost), named_slots(gained)),
            ),
            Self::Yearly { lost, gained } => (
                lost.len(),
                gained.len(),
                "in the coming year",
                (named_runs(lost), named_runs(gained)),
            ),
        };
        let more = gained as i64 - lost as i64;
        let runs = if more.abs() == 1 { "run" } else { "runs" };
        let head = match more {
            0 => format!("As many runs {span}"),
            _ => format!("{more:+} {runs} {span}"),
        };
        let tail = [("loses", names.0), ("gains", names.1)]
            .into_iter()
            .filter_map(|(verb, names)| Some(format!("{verb} {}", names?)))
            .collect::<Vec<_>>()
            .join(", ");
        format!("{head}: {tail} (UTC).")
    }
}

/// The times of its week, where an expression fires in every week alike.
fn weekly(cron: &Cron) -> Option<Vec<Slot>> {
    let meaning = cron.meaning();
    let days = match meaning.days {
        DayRule::Every => Weekday::ALL.to_vec(),
        DayRule::Weekdays(days) => days,
        _ => return None,
    };
    if !meaning.months.is_empty() || meaning.years.is_some() {
        return None;
    }
    let times = DayTimes::of(cron);
    if times.count() * days.len() as u64 > MOST {
        return None;
    }
    let slots = days
        .into_iter()
        .flat_map(|weekday| times.each().map(move |time| Slot { weekday, time }));
    Some(slots.collect())
}

/// What only the first has, and what only the second; all ascending.
fn only<T: Ord + Copy>(old: &[T], new: &[T]) -> (Vec<T>, Vec<T>) {
    let missing = |from: &[T], in_: &[T]| -> Vec<T> {
        let lone = from.iter().filter(|one| in_.binary_search(one).is_err());
        lone.copied().collect()
    };
    (missing(old, new), missing(new, old))
}

fn named_slots(slots: &[Slot]) -> Option<String> {
    let time = |slot: &Slot| format!("{:02}:{:02}", slot.time / 3600, slot.time / 60 % 60);
    let first = slots.first()?;
    let every_day = slots.len() == 7 && slots.iter().all(|slot| slot.time == first.time);
    if every_day {
        return Some(format!("every day {}", time(first)));
    }
    let name = |slot: &Slot| format!("{} {}", times::weekday_name(slot.weekday), time(slot));
    Some(listed(slots, name))
}

fn named_runs(runs: &[Timestamp]) -> Option<String> {
    runs.first()?;
    Some(listed(runs, |run| {
        let civil = run.civil(0);
        format!("{} {}", times::full_date(civil), times::clock(civil))
    }))
}

/// The first few by name, the others by their number.
fn listed<T>(all: &[T], name: impl Fn(&T) -> String) -> String {
    let mut names: Vec<String> = all.iter().take(NAMED).map(name).collect();
    match all.len().saturating_sub(NAMED) {
        0 => {}
        more => names.push(format!("{more} more")),
    }
    match names.len() {
        1 => names.swap_remove(0),
        n => format!("{} and {}", names[..n - 1].join(", "), names[n - 1]),
    }
}

//! What a pattern of missed and misplaced runs is known to come from.

use super::{Audit, ON_TIME, Verdict};
use crate::runs::Run;
use crate::schedule::times;
use crate::schedule::zone::offset_label;
use quartz_cron::{Civil, Cron, Field, Item, Timestamp};

/// Fewer runs are no pattern.
const FEWEST: usize = 3;
const QUARTER_HOUR: i64 = 900;

/// A signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A day counted from the end of the month, or nearest to a weekday, was missed in every month of
    /// fewer than 31 days, and made in every longer one.
    SkipsShortMonths { missed: usize },
    /// Runs lie beside their times by the same number of seconds; two where summer time comes in. The
    /// scheduler counts in a zone that is that much behind UTC.
    OtherZone { by_secs: Vec<i64> },
    /// The last planned runs were all missed, since this one.
    Stopped { since: Timestamp, missed: usize },
}

impl Sign {
    /// All signatures of an audit. `planned` is the expression of the task.
    pub fn of(cron: &Cron, audit: &Audit, runs: &[Run]) -> Vec<Self> {
        let signs = [
            short_months(cron, audit),
            other_zone(audit, runs),
            stopped(audit),
        ];
        signs.into_iter().flatten().collect()
    }

    /// What was seen, and what the scheduler seems to do. Times are those of UTC.
    pub fn sentence(&self) -> String {
        match self {
            Self::SkipsShortMonths { missed } => format!(
                "All {missed} missed runs were planned in months of fewer than 31 days, and in the longer ones none was missed: this scheduler seems to pass over “L” and “W” in short months."
            ),
            Self::OtherZone { by_secs } => {
                let beside = |by: &i64| {
                    let side = if *by > 0 { "after" } else { "before" };
                    format!("{} {side}", times::span(*by))
                };
                let zone =
                    |by: &i64| i32::try_from(-by).map_or_else(|_| String::new(), offset_label);
                let join = |texts: Vec<String>| texts.join(" or ");
                format!(
                    "Runs begin {} their planned time: the scheduler seems to count in {} in the place of UTC.",
                    join(by_secs.iter().map(beside).collect()),
                    join(by_secs.iter().map(zone).collect()),
                )
            }
            Self::Stopped { since, missed } => {
                let at = since.civil(0);
                format!(
                    "None of the last {missed} planned runs was made, the first of them on {} at {} UTC: the scheduler seems to have stopped.",
                    times::full_date(at),
                    times::clock(at)
                )
            }
        }
    }
}

fn short_months(cron: &Cron, audit: &Audit) -> Option<Sign> {
    let is_special = |item: &Item| {
        matches!(
            item,
            Item::Last
                | Item::LastOffset(_)
                | Item::LastWeekday
                | Item::LastOffsetWeekday(_)
                | Item::NearestWeekday(_)
                | Item::LastOfMonth { .. }
        )
    };
    let fields = [Field::DayOfMonth, Field::DayOfWeek];
    if !fields
        .iter()
        .any(|field| cron.items(*field).iter().any(is_special))
    {
        return None;
    }
    let is_short = |at: Timestamp| {
        let civil = at.civil(0);
        Civil::new(civil.year, civil.month, 31, 0, 0, 0).is_none()
    };
    let (mut missed, mut made) = (0, 0);
    for entry in &audit.entries {
        match (entry.verdict, is_short(entry.planned)) {
            (Verdict::Missed, true) => missed += 1,
            (verdict, false) if verdict.has_begun() => made += 1,
            (Verdict::Missed, false) => return None,
            (verdict, true) if verdict.has_begun() => return None,
            _ => {}
        }
    }
    (missed >= 2 && made >= 1).then_some(Sign::SkipsShortMonths { missed })
}

/// The distance of each run to the planned time that is nearest, in quarters of an hour.
fn other_zone(audit: &Audit, runs: &[Run]) -> Option<Sign> {
    let planned: Vec<i64> = audit.entries.iter().map(|e| e.planned.as_secs()).collect();
    let known = planned.first()?..=planned.last()?;
    let mut by_secs: Vec<i64> = Vec::new();
    let mut seen = 0;
    for run in runs.iter().filter_map(|run| run.start) {
        let run = run.as_secs();
        if !known.contains(&&run) {
            continue;
        }
        let behind = planned.partition_point(|at| *at <= run);
        let near = planned[behind.saturating_sub(1)..(behind + 1).min(planned.len())].iter();
        let by = near.map(|at| run - at).min_by_key(|by| by.abs())?;
        let rounded = (by + QUARTER_HOUR / 2).div_euclid(QUARTER_HOUR) * QUARTER_HOUR;
        if rounded == 0 || (by - rounded).abs() > ON_TIME || rounded.abs() > 14 * 3600 {
            return None;
        }
        seen += 1;
        if !by_secs.contains(&rounded) {
            by_secs.push(rounded);
        }
    }
    by_secs.sort_unstable();
    let is_zone = match *by_secs {
        [_] => true,
        // Winter and summer.
        [a, b] => b - a == 3600,
        _ => false,
    };
    (seen >= FEWEST && is_zone).then_some(Sign::OtherZone { by_secs })
}

fn stopped(audit: &Audit) -> Option<Sign> {
    let past = audit
        .entries
        .iter()
        .rev()
        .filter(|e| e.verdict != Verdict::Due);
    let missed: Vec<_> = past.take_while(|e| e.verdict == Verdict::Missed).collect();
    let since = missed.last()?.planned;
    (missed.len() >= FEWEST).then_some(Sign::Stopped {
        since,
        missed: missed.len(),
    })
}

//! How many schedules are at work at once, hour by hour of the week.

use super::{Bar, Planned};
use crate::schedule::zone::LocalZone;
use quartz_cron::Timestamp;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Sharing less than that is no crowd: tasks of the system take seconds, and each hour begins with them.
const LEAST: i64 = 60;

/// The most schedules at work at once in each hour: Monday to Sunday, each from 00:00 to 23:00 on the
/// clock of a zone. 0 and 1 are no crowd and told as 0.
pub type Crowd = [[u16; 24]; 7];

/// Of the runs that begin from an instant on up to another.
pub fn crowd(planned: &[Planned], from: Timestamp, to: Timestamp, zone: &LocalZone) -> Crowd {
    let bars = planned.iter().enumerate();
    let bars = bars.flat_map(|(of, schedule)| schedule.bars(of, from, to));
    // At the same instant one ends before another begins.
    let mut changes: Vec<(i64, i32)> = bars
        .flat_map(|Bar { from, to, .. }| [(from.as_secs(), 1), (to.as_secs(), -1)])
        .collect();
    changes.sort_unstable();
    let mut crowd = Crowd::default();
    let (mut at_work, mut since) = (0_i32, 0);
    for (at, change) in changes {
        if at_work > 1 && at - since >= LEAST {
            mark(&mut crowd, since, at, at_work, zone);
        }
        (at_work, since) = (at_work + change, at);
    }
    crowd
}

fn mark(crowd: &mut Crowd, from: i64, to: i64, at_work: i32, zone: &LocalZone) {
    let at_work = u16::try_from(at_work).unwrap_or(u16::MAX);
    let mut at = from;
    while at < to {
        let local = at + i64::from(zone.offset(Timestamp::from_secs(at)));
        // 1 January 1970 was a Thursday.
        let day = (local.div_euclid(DAY) + 3).rem_euclid(7) as usize;
        let hour = local.rem_euclid(DAY) / HOUR;
        let cell = &mut crowd[day][hour as usize];
        *cell = (*cell).max(at_work);
        at += HOUR - local.rem_euclid(HOUR);
    }
}

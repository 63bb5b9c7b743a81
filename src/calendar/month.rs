//! The runs of a stretch of days as bars, day by day.

use super::{Bar, Planned};
use crate::schedule::zone::LocalZone;
use quartz_cron::Timestamp;

/// Bars of one day are drawn up to this number; a page says how many more there are.
pub const BARS_A_DAY: usize = 200;

/// A day of the calendar, on the clock of a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// Its first instant, and the first of the day after: 23 or 25 hours apart when the clock changes.
    pub from: Timestamp,
    pub to: Timestamp,
    /// The runs that begin on it, ascending, the first [`BARS_A_DAY`].
    pub bars: Vec<Bar>,
    /// How many begin on it.
    pub runs: usize,
}

/// The days between two instants, of which both are the first of a day in that zone.
pub fn days(planned: &[Planned], from: Timestamp, to: Timestamp, zone: &LocalZone) -> Vec<Day> {
    let mut bars: Vec<Bar> = planned
        .iter()
        .enumerate()
        .flat_map(|(of, schedule)| schedule.bars(of, from, to))
        .collect();
    bars.sort_unstable();
    let mut rest = bars.as_slice();
    let mut days = Vec::new();
    let mut begin = from;
    while begin < to {
        let end = day_after(begin, zone).min(to);
        let (today, later) = rest.split_at(rest.partition_point(|bar| bar.from < end));
        days.push(Day {
            from: begin,
            to: end,
            bars: today.iter().take(BARS_A_DAY).copied().collect(),
            runs: today.len(),
        });
        (rest, begin) = (later, end);
    }
    days
}

/// The first instant of the day after, on the clock of a zone.
fn day_after(at: Timestamp, zone: &LocalZone) -> Timestamp {
    // Behind every midnight there is a noon, however the clock changes in between.
    let next_noon = Timestamp::from_secs(at.as_secs() + 36 * 3600);
    let civil = zone.civil(next_noon);
    let of_day =
        i64::from(civil.hour) * 3600 + i64::from(civil.minute) * 60 + i64::from(civil.second);
    let midnight = Timestamp::from_secs(next_noon.as_secs() - of_day);
    let moved = i64::from(zone.offset(next_noon) - zone.offset(midnight));
    Timestamp::from_secs(midnight.as_secs() + moved)
}

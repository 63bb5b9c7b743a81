//! Fire times.

use crate::cron::Cron;
use crate::time::{Timestamp, days_from};
use crate::wall;
use crate::zone::Zone;

/// Quartz gives up a hundred years after the year it was started in. This crate has no clock: it
/// gives up at the end of this year.
pub(crate) const LAST_YEAR: i32 = 2126;
/// The first year that an expression can name.
pub(crate) const FIRST_YEAR: i32 = 1970;

impl Cron {
    /// The first fire time after an instant, on the wall clock of a zone.
    ///
    /// Quartz's rules for a clock that changes: a wall time that does not exist is skipped, one that
    /// exists twice fires on the second pass. None when there is none up to the year 2126.
    ///
    /// ```
    /// use quartz_cron::{Cron, Timestamp, Utc};
    /// let daily: Cron = "0 0 4 * * ?".parse().unwrap();
    /// let next = daily.after(Timestamp::from_secs(0), &Utc).unwrap();
    /// assert_eq!(next.as_secs(), 4 * 3600);
    /// assert_eq!(daily.after(next, &Utc).unwrap().as_secs(), 28 * 3600);
    /// ```
    pub fn after(&self, at: Timestamp, zone: &impl Zone) -> Option<Timestamp> {
        let local = at.as_secs().saturating_add(i64::from(zone.offset_at(at)));
        let mut wall = wall::repeated_from(at, zone).map_or(local, |first| first - 1);
        loop {
            wall = self.wall_after(wall)?;
            match zone.resolve(Timestamp::from_secs(wall)) {
                Some(fire) if fire > at => return Some(fire),
                Some(_) => {}
                None => wall = wall::gap_around(wall, zone).map_or(wall, |(_, behind)| behind - 1),
            }
        }
    }

    /// Fire times after an instant, one after the other.
    ///
    /// ```
    /// use quartz_cron::{Cron, Timestamp, Utc};
    /// let hourly: Cron = "0 0 * * * ?".parse().unwrap();
    /// let hours = hourly.fires_after(Timestamp::from_secs(0), &Utc).take(3);
    /// assert_eq!(hours.map(|at| at.as_secs() / 3600).collect::<Vec<_>>(), [1, 2, 3]);
    /// ```
    pub fn fires_after<'a>(
        &'a self,
        at: Timestamp,
        zone: &'a impl Zone,
    ) -> impl Iterator<Item = Timestamp> + 'a {
        std::iter::successors(self.after(at, zone), move |at| self.after(*at, zone))
    }

    /// The first fitting wall-clock time after another, both in seconds as if they were UTC.
    pub(crate) fn wall_after(&self, wall: i64) -> Option<i64> {
        let from = Timestamp::from_secs(wall.checked_add(1)?);
        let civil = from.civil(0);
        let time = (civil.hour, civil.minute, civil.second);
        let mut year = civil.year.max(FIRST_YEAR);
        let (mut month, mut day, mut time) = if year > civil.year {
            (1, 1, (0, 0, 0))
        } else {
            (civil.month, civil.day, time)
        };
        while year <= LAST_YEAR {
            if !self.fits_year(year) {
                (year, month, day, time) = (year + 1, 1, 1, (0, 0, 0));
                continue;
            }
            let Some(found) = next_bit(self.months, month) else {
                (year, month, day, time) = (year + 1, 1, 1, (0, 0, 0));
                continue;
            };
            if found != month {
                (month, day, time) = (found, 1, (0, 0, 0));
            }
            #[cfg(test)]
            crate::steps::step();
            let days = self.days.in_month(year, month);
            while let Some(found) = next_bit(u64::from(days), day) {
                if found != day {
                    (day, time) = (found, (0, 0, 0));
                }
                if let Some(second) = self.second_of_day(time) {
                    return Some(days_from(year, month, day) * 86_400 + second);
                }
                (day, time) = (day + 1, (0, 0, 0));
            }
            (month, day, time) = (month + 1, 1, (0, 0, 0));
        }
        None
    }

    pub(crate) fn fits_year(&self, year: i32) -> bool {
        #[cfg(test)]
        crate::steps::step();
        self.names_year(year)
    }

    /// The first fitting second of a day at or after a time of day.
    fn second_of_day(&self, (hour, minute, second): (u8, u8, u8)) -> Option<i64> {
        let found_hour = next_bit(self.hours, hour)?;
        let (minute, second) = if found_hour > hour {
            (0, 0)
        } else {
            (minute, second)
        };
        let in_hour = next_bit(self.minutes, minute).and_then(|found_minute| {
            let second = if found_minute > minute { 0 } else { second };
            match next_bit(self.seconds, second) {
                Some(second) => Some((found_minute, second)),
                None => {
                    let next = next_bit(self.minutes, found_minute + 1)?;
                    Some((next, next_bit(self.seconds, 0)?))
                }
            }
        });
        match in_hour {
            Some((minute, second)) => {
                Some(i64::from(found_hour) * 3600 + i64::from(minute) * 60 + i64::from(second))
            }
            None => {
                let hour = next_bit(self.hours, found_hour + 1)?;
                let (minute, second) = (next_bit(self.minutes, 0)?, next_bit(self.seconds, 0)?);
                Some(i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second))
            }
        }
    }
}

/// The lowest set bit at or above a position.
fn next_bit(mask: u64, from: u8) -> Option<u8> {
    let above = u64::MAX.checked_shl(u32::from(from))? & mask;
    (above != 0).then(|| above.trailing_zeros() as u8)
}

/// The highest set bit at or below a position.
pub(crate) fn prev_bit(mask: u64, from: u8) -> Option<u8> {
    let below = u64::MAX >> 63u32.saturating_sub(u32::from(from)) & mask;
    (below != 0).then(|| 63 - below.leading_zeros() as u8)
}

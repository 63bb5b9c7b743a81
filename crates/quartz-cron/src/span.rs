//! Fire times over a span of time: back from an instant, between two, how many, how far apart.

use crate::cron::Cron;
use crate::fires::{FIRST_YEAR, prev_bit};
use crate::time::{Timestamp, days_from};
use crate::wall;
use crate::zone::Zone;

/// Two fire times with none between them.
///
/// ```
/// use quartz_cron::{Gap, Timestamp};
/// let night = Gap { from: Timestamp::from_secs(0), to: Timestamp::from_secs(28_800) };
/// assert_eq!(night.secs() / 3600, 8);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The earlier one.
    pub from: Timestamp,
    /// The later one.
    pub to: Timestamp,
}

impl Gap {
    /// Its length, seconds.
    ///
    /// ```
    /// use quartz_cron::{Gap, Timestamp};
    /// let gap = Gap { from: Timestamp::from_secs(60), to: Timestamp::from_secs(90) };
    /// assert_eq!(gap.secs(), 30);
    /// ```
    pub fn secs(self) -> i64 {
        self.to.as_secs() - self.from.as_secs()
    }
}

/// The shortest and the longest gap of a span; each the first of its length.
///
/// ```
/// use quartz_cron::{Cron, Timestamp, Utc};
/// let cron: Cron = "0 0 4,16 * * ?".parse().unwrap();
/// let gaps = cron.gaps(Timestamp::from_secs(0), Timestamp::from_secs(604_800), &Utc).unwrap();
/// assert_eq!((gaps.shortest.secs(), gaps.longest.secs()), (43_200, 43_200));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Gaps {
    pub shortest: Gap,
    pub longest: Gap,
}

impl Cron {
    /// The last fire time before an instant: the mirror of [`Cron::after`]. None when there is none
    /// since 1970, the first year that an expression can name.
    ///
    /// ```
    /// use quartz_cron::{Cron, Timestamp, Utc};
    /// let daily: Cron = "0 0 4 * * ?".parse().unwrap();
    /// let noon = Timestamp::from_secs(12 * 3600);
    /// assert_eq!(daily.before(noon, &Utc).unwrap().as_secs(), 4 * 3600);
    /// assert_eq!(daily.before(Timestamp::from_secs(4 * 3600), &Utc), None);
    /// ```
    pub fn before(&self, at: Timestamp, zone: &impl Zone) -> Option<Timestamp> {
        let local = at.as_secs().saturating_add(i64::from(zone.offset_at(at)));
        let mut wall = wall::repeated_from(at, zone).unwrap_or(local);
        loop {
            wall = self.wall_before(wall)?;
            match zone.resolve(Timestamp::from_secs(wall)) {
                Some(fire) if fire < at => return Some(fire),
                Some(_) => {}
                None => wall = wall::gap_around(wall, zone).map_or(wall, |(first, _)| first),
            }
        }
    }

    /// Fire times before an instant, the latest first.
    ///
    /// ```
    /// use quartz_cron::{Cron, Timestamp, Utc};
    /// let hourly: Cron = "0 0 * * * ?".parse().unwrap();
    /// let hours = hourly.fires_before(Timestamp::from_secs(10_000), &Utc);
    /// assert_eq!(hours.map(|at| at.as_secs() / 3600).collect::<Vec<_>>(), [2, 1, 0]);
    /// ```
    pub fn fires_before<'a>(
        &'a self,
        at: Timestamp,
        zone: &'a impl Zone,
    ) -> impl Iterator<Item = Timestamp> + 'a {
        std::iter::successors(self.before(at, zone), move |at| self.before(*at, zone))
    }

    /// Fire times from an instant on (it counts) up to another (it does not).
    ///
    /// ```
    /// use quartz_cron::{Cron, Timestamp, Utc};
    /// let hourly: Cron = "0 0 * * * ?".parse().unwrap();
    /// let day = hourly.between(Timestamp::from_secs(0), Timestamp::from_secs(86_400), &Utc);
    /// assert_eq!(day.count(), 24);
    /// ```
    pub fn between<'a>(
        &'a self,
        from: Timestamp,
        to: Timestamp,
        zone: &'a impl Zone,
    ) -> impl Iterator<Item = Timestamp> + 'a {
        let just_before = Timestamp::from_secs(from.as_secs().saturating_sub(1));
        self.fires_after(just_before, zone)
            .take_while(move |at| *at < to)
    }

    /// How many fire times [`Cron::between`] tells. Each is visited: a second-by-second schedule over
    /// a year takes 31 million steps.
    ///
    /// ```
    /// use quartz_cron::{Cron, Timestamp, Utc};
    /// let hourly: Cron = "0 0 * * * ?".parse().unwrap();
    /// assert_eq!(hourly.count(Timestamp::from_secs(0), Timestamp::from_secs(86_400), &Utc), 24);
    /// ```
    pub fn count(&self, from: Timestamp, to: Timestamp, zone: &impl Zone) -> u64 {
        self.between(from, to, zone).fold(0, |count, _| count + 1)
    }

    /// The shortest and the longest gap between two fire times of a span, from `from` on up to `to`.
    /// None when there are fewer than two.
    ///
    /// ```
    /// use quartz_cron::{Cron, Timestamp, Utc};
    /// let cron: Cron = "0 0/45 * * * ?".parse().unwrap();
    /// let gaps = cron.gaps(Timestamp::from_secs(0), Timestamp::from_secs(86_400), &Utc).unwrap();
    /// assert_eq!((gaps.shortest.secs(), gaps.longest.secs()), (15 * 60, 45 * 60));
    /// ```
    pub fn gaps(&self, from: Timestamp, to: Timestamp, zone: &impl Zone) -> Option<Gaps> {
        let mut gaps: Option<Gaps> = None;
        let mut last = None;
        for at in self.between(from, to, zone) {
            if let Some(from) = last.replace(at) {
                let gap = Gap { from, to: at };
                let so_far = gaps.get_or_insert(Gaps {
                    shortest: gap,
                    longest: gap,
                });
                if gap.secs() < so_far.shortest.secs() {
                    so_far.shortest = gap;
                }
                if gap.secs() > so_far.longest.secs() {
                    so_far.longest = gap;
                }
            }
        }
        gaps
    }

    /// True when no date fits, in any year up to 2126: 30 February.
    ///
    /// ```
    /// use quartz_cron::Cron;
    /// assert!("0 0 0 30 2 ?".parse::<Cron>().unwrap().never_fires());
    /// assert!(!"0 0 0 29 2 ?".parse::<Cron>().unwrap().never_fires());
    /// ```
    pub fn never_fires(&self) -> bool {
        self.wall_after(-1).is_none()
    }

    /// The last fitting wall-clock time before another, both in seconds as if they were UTC.
    fn wall_before(&self, wall: i64) -> Option<i64> {
        const END: (u8, u8, u8) = (23, 59, 59);
        let civil = Timestamp::from_secs(wall.checked_sub(1)?).civil(0);
        let mut year = civil.year.min(crate::fires::LAST_YEAR);
        let (mut month, mut day, mut time) = if year < civil.year {
            (12, 31, END)
        } else {
            (
                civil.month,
                civil.day,
                (civil.hour, civil.minute, civil.second),
            )
        };
        while year >= FIRST_YEAR {
            let found = prev_bit(self.months, month).filter(|_| self.fits_year(year));
            let Some(found) = found else {
                (year, month, day, time) = (year - 1, 12, 31, END);
                continue;
            };
            if found != month {
                (month, day, time) = (found, 31, END);
            }
            #[cfg(test)]
            crate::steps::step();
            let days = self.days.in_month(year, month);
            while let Some(found) = prev_bit(u64::from(days), day) {
                if found != day {
                    (day, time) = (found, END);
                }
                if let Some(second) = self.last_second_of_day(time) {
                    return Some(days_from(year, month, day) * 86_400 + second);
                }
                (day, time) = (day - 1, END);
            }
            (month, day, time) = (month - 1, 31, END);
        }
        None
    }

    /// The last fitting second of a day at or before a time of day.
    fn last_second_of_day(&self, (hour, minute, second): (u8, u8, u8)) -> Option<i64> {
        let last = |mask| prev_bit(mask, 59);
        let found_hour = prev_bit(self.hours, hour)?;
        let at = |hour: u8, minute: u8, second: u8| {
            i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second)
        };
        if found_hour < hour {
            return Some(at(found_hour, last(self.minutes)?, last(self.seconds)?));
        }
        let found_minute = prev_bit(self.minutes, minute);
        if let Some(found) = found_minute.filter(|found| *found < minute) {
            return Some(at(hour, found, last(self.seconds)?));
        }
        if found_minute.is_some() {
            if let Some(second) = prev_bit(self.seconds, second) {
                return Some(at(hour, minute, second));
            }
            let earlier = minute
                .checked_sub(1)
                .and_then(|below| prev_bit(self.minutes, below));
            if let Some(earlier) = earlier {
                return Some(at(hour, earlier, last(self.seconds)?));
            }
        }
        let earlier = prev_bit(self.hours, hour.checked_sub(1)?)?;
        Some(at(earlier, last(self.minutes)?, last(self.seconds)?))
    }
}

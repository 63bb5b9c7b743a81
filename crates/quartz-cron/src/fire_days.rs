//! The days on which an expression fires.

use crate::cron::Cron;
use crate::fires::LAST_YEAR;
use crate::time::{Timestamp, days_from};

const DAY: i64 = 86_400;

impl Cron {
    /// The days on the wall clock on which it fires, from one of them on (it counts), ascending: days since
    /// 1 January 1970, up to the year 2126.
    ///
    /// On each it fires at the same times of day, except those that a zone's clock leaves out. Whoever needs
    /// years of days has them for a look at each month, where [`Cron::after`] is asked anew for each day.
    ///
    /// ```
    /// use quartz_cron::Cron;
    /// let cron: Cron = "0 0 4 1,15 * ?".parse().unwrap();
    /// assert_eq!(cron.fire_days(10).take(3).collect::<Vec<_>>(), [14, 31, 45]);
    /// ```
    pub fn fire_days(&self, from: i64) -> impl Iterator<Item = i64> + '_ {
        let from = from.max(0);
        let civil = Timestamp::from_secs(from.saturating_mul(DAY)).civil(0);
        let years = civil.year..=LAST_YEAR;
        let months = years
            .filter(|year| self.fits_year(*year))
            .flat_map(|year| (1..=12u8).map(move |month| (year, month)));
        months
            .skip_while(move |(year, month)| *year == civil.year && *month < civil.month)
            .filter(|(_, month)| self.months >> month & 1 == 1)
            .flat_map(|(year, month)| {
                #[cfg(test)]
                crate::steps::step();
                let first = days_from(year, month, 1);
                let days = self.days.in_month(year, month);
                (1..=31u8)
                    .filter(move |day| days >> day & 1 == 1)
                    .map(move |day| first + i64::from(day) - 1)
            })
            .skip_while(move |day| *day < from)
    }
}

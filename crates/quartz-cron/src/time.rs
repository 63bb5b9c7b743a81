//! Instants, civil dates and weekdays. Proleptic Gregorian calendar, no leap seconds.

const DAY: i64 = 86_400;

/// An instant: whole seconds since 1970-01-01T00:00:00Z.
///
/// ```
/// use quartz_cron::Timestamp;
/// assert!(Timestamp::from_secs(0) < Timestamp::from_secs(1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The instant so many seconds after 1970-01-01T00:00:00Z, or before it.
    ///
    /// ```
    /// let before_1970 = quartz_cron::Timestamp::from_secs(-86_400);
    /// assert_eq!(before_1970.civil(0).year, 1969);
    /// ```
    pub const fn from_secs(secs: i64) -> Self {
        Self(secs)
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    ///
    /// ```
    /// let midnight = quartz_cron::Civil::new(1970, 1, 2, 0, 0, 0).unwrap();
    /// assert_eq!(midnight.timestamp(0).as_secs(), 86_400);
    /// ```
    pub const fn as_secs(self) -> i64 {
        self.0
    }

    /// What a wall clock shows that is `offset` seconds ahead of UTC.
    ///
    /// ```
    /// let noon = quartz_cron::Timestamp::from_secs(43_200);
    /// assert_eq!(noon.civil(3_600).hour, 13);
    /// ```
    pub fn civil(self, offset: i32) -> Civil {
        let local = self.0.saturating_add(i64::from(offset));
        let (year, month, day) = from_days(local.div_euclid(DAY));
        let second = local.rem_euclid(DAY);
        Civil {
            year,
            month,
            day,
            hour: (second / 3600) as u8,
            minute: (second / 60 % 60) as u8,
            second: (second % 60) as u8,
        }
    }
}

/// A date and a time of day on some wall clock.
///
/// ```
/// let noon = quartz_cron::Timestamp::from_secs(43_200).civil(0);
/// assert_eq!((noon.year, noon.month, noon.day, noon.hour), (1970, 1, 1, 12));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Civil {
    /// Proleptic Gregorian.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
}

impl Civil {
    /// A date and time that exists in the calendar, or None.
    ///
    /// ```
    /// use quartz_cron::Civil;
    /// assert!(Civil::new(2028, 2, 29, 0, 0, 0).is_some());
    /// assert!(Civil::new(2026, 2, 29, 0, 0, 0).is_none());
    /// ```
    pub fn new(year: i32, month: u8, day: u8, hour: u8, minute: u8, second: u8) -> Option<Self> {
        let exists = (-9999..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=last_day(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second < 60;
        exists.then_some(Self {
            year,
            month,
            day,
            hour,
            minute,
            second,
        })
    }

    /// The day of the week.
    ///
    /// ```
    /// use quartz_cron::{Civil, Weekday};
    /// let day = Civil::new(2026, 10, 23, 0, 0, 0).unwrap();
    /// assert_eq!(day.weekday(), Weekday::Fri);
    /// ```
    pub fn weekday(self) -> Weekday {
        weekday_of(days_from(self.year, self.month, self.day))
    }

    /// The instant at which a clock that is `offset` seconds ahead of UTC shows this.
    ///
    /// ```
    /// let noon = quartz_cron::Civil::new(1970, 1, 1, 12, 0, 0).unwrap();
    /// assert_eq!(noon.timestamp(3_600).as_secs(), 11 * 3_600);
    /// ```
    pub fn timestamp(self, offset: i32) -> Timestamp {
        let secs =
            i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second);
        let days = days_from(self.year, self.month, self.day);
        Timestamp(days * DAY + secs - i64::from(offset))
    }
}

/// A day of the week, numbered as Quartz does: `Weekday::Sat as u8 == 7`.
///
/// ```
/// use quartz_cron::Weekday;
/// assert_eq!((Weekday::Sun as u8, Weekday::Sat as u8), (1, 7));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Sun = 1,
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
}

impl Weekday {
    /// Sunday to Saturday, the order of their numbers.
    ///
    /// ```
    /// use quartz_cron::Weekday;
    /// assert_eq!(Weekday::ALL.first(), Some(&Weekday::Sun));
    /// ```
    pub const ALL: [Self; 7] = [
        Self::Sun,
        Self::Mon,
        Self::Tue,
        Self::Wed,
        Self::Thu,
        Self::Fri,
        Self::Sat,
    ];

    /// From Quartz's number, 1 (Sunday) to 7 (Saturday).
    ///
    /// ```
    /// use quartz_cron::Weekday;
    /// assert_eq!(Weekday::from_number(7), Some(Weekday::Sat));
    /// assert_eq!(Weekday::from_number(0), None);
    /// ```
    pub fn from_number(number: u16) -> Option<Self> {
        Self::ALL.get(usize::from(number).checked_sub(1)?).copied()
    }

    /// The English name: `Saturday`.
    ///
    /// ```
    /// assert_eq!(quartz_cron::Weekday::Sat.name(), "Saturday");
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Self::Sun => "Sunday",
            Self::Mon => "Monday",
            Self::Tue => "Tuesday",
            Self::Wed => "Wednesday",
            Self::Thu => "Thursday",
            Self::Fri => "Friday",
            Self::Sat => "Saturday",
        }
    }
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The number of days in a month, 1 to 12.
pub(crate) fn last_day(year: i32, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

pub(crate) fn weekday_of(days: i64) -> Weekday {
    // Day 0 was a Thursday.
    Weekday::ALL[(days + 4).rem_euclid(7) as usize]
}

/// Days since 1970-01-01. Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
/// `days_from_civil`: years begin in March, so that the leap day comes last.
pub(crate) fn days_from(year: i32, month: u8, day: u8) -> i64 {
    let (year, month) = (i64::from(year), i64::from(month));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_of_year = (month + 9) % 12;
    let day_of_year = (153 * month_of_year + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse of [`days_from`].
fn from_days(days: i64) -> (i32, u8, u8) {
    let days = days.saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_of_year = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_of_year + 2) / 5 + 1;
    let month = if month_of_year < 10 {
        month_of_year + 3
    } else {
        month_of_year - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let year = i32::try_from(year).unwrap_or(if year < 0 { i32::MIN } else { i32::MAX });
    (year, month as u8, day as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn civil_and_instant_are_each_others_inverse() {
        for days in (-800_000..800_000).step_by(97) {
            let at = Timestamp(days * DAY + 12_345);
            let civil = at.civil(0);
            assert_eq!(civil.timestamp(0), at);
            assert!(Civil::new(civil.year, civil.month, civil.day, 0, 0, 0).is_some());
        }
    }

    #[test]
    fn a_known_saturday_is_a_saturday() {
        let at = Timestamp(1_634_961_600);
        let civil = at.civil(0);
        assert_eq!(
            (civil.year, civil.month, civil.day, civil.hour),
            (2021, 10, 23, 4)
        );
        assert_eq!(civil.weekday(), Weekday::Sat);
    }

    #[test]
    fn instants_beyond_any_calendar_do_not_panic() {
        for secs in [i64::MIN, i64::MAX] {
            let _ = Timestamp(secs).civil(i32::MAX);
        }
    }
}

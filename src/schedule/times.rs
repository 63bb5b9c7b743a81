//! Times of day and how times are told.
//!
//! The portal's scheduler lives in UTC; local time is a translation. Every time on screen names its
//! zone, its weekday, and counts 24 hours: `Sat 24 Oct 2026, 04:00 UTC`.

use quartz_cron::{Civil, Timestamp, Weekday};
use std::fmt;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A minute of the day, 00:00 to 23:59.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay {
    minutes: u16,
}

impl TimeOfDay {
    const DAY: i32 = 24 * 60;

    /// Hour 0 to 23 and minute 0 to 59; None for any other: 24:00 is none.
    pub fn new(hour: u8, minute: u8) -> Option<Self> {
        (hour < 24 && minute < 60).then(|| Self {
            minutes: u16::from(hour) * 60 + u16::from(minute),
        })
    }

    /// Reads `4:00`, `04:00`, `0400` and `4`.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        let (hour, minute) = match typed.split_once([':', '.']) {
            Some((hour, minute)) if minute.len() == 2 => (hour, minute),
            Some(_) => return None,
            None if typed.len() == 4 && typed.is_ascii() => typed.split_at(2),
            None => (typed, "00"),
        };
        let digits = |text: &str| {
            let plain = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| text.parse().ok()).flatten()
        };
        Self::new(digits(hour)?, digits(minute)?)
    }

    /// 0 to 23.
    pub fn hour(self) -> u8 {
        (self.minutes / 60) as u8
    }

    /// The minute of its hour, 0 to 59.
    pub fn minute(self) -> u8 {
        (self.minutes % 60) as u8
    }

    /// Moved by so many seconds, and by how many days that carries it: -1, 0 or 1.
    pub fn shifted(self, seconds: i32) -> (Self, i8) {
        let moved = i32::from(self.minutes) + seconds.div_euclid(60);
        let minutes = moved.rem_euclid(Self::DAY) as u16;
        (Self { minutes }, moved.div_euclid(Self::DAY) as i8)
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

/// The English name of a month, 1 to 12.
pub fn month_name(month: u8) -> &'static str {
    MONTHS
        .get(usize::from(month).wrapping_sub(1))
        .copied()
        .unwrap_or("?")
}

/// `Saturday`.
pub fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Sun => "Sunday",
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
    }
}

/// `Sat`.
pub fn weekday_short(day: Weekday) -> &'static str {
    &weekday_name(day)[..3]
}

/// `04:00`.
pub fn clock(civil: Civil) -> String {
    format!("{:02}:{:02}", civil.hour, civil.minute)
}

/// `Sat 24 Oct`, and the year where it is not `this_year`.
pub fn date(civil: Civil, this_year: i32) -> String {
    let day = weekday_short(civil.weekday());
    let month = &month_name(civil.month)[..3];
    if civil.year == this_year {
        format!("{day} {} {month}", civil.day)
    } else {
        format!("{day} {} {month} {}", civil.day, civil.year)
    }
}

/// `Sat 24 Oct 2026`.
pub fn full_date(civil: Civil) -> String {
    // No schedule names this year: no year is left out.
    date(civil, i32::MIN)
}

/// `Sat 24 Oct 2026, 04:00`.
pub fn moment(civil: Civil) -> String {
    format!("{}, {}", full_date(civil), clock(civil))
}

/// The begin of the minute, hour or other span of so many seconds that a moment lies in, counted from 1970.
pub fn floor(at: Timestamp, span_secs: i64) -> Timestamp {
    let secs = at.as_secs();
    Timestamp::from_secs(secs - secs.rem_euclid(span_secs))
}

/// `2026-10-24`, for inputs and attributes.
pub fn iso_date(civil: Civil) -> String {
    format!("{:04}-{:02}-{:02}", civil.year, civil.month, civil.day)
}

/// `2026-10-24T04:00:00Z`, for `<time datetime>`.
pub fn iso(at: Timestamp) -> String {
    let c = at.civil(0);
    format!(
        "{}T{:02}:{:02}:{:02}Z",
        iso_date(c),
        c.hour,
        c.minute,
        c.second
    )
}

/// Midnight UTC of `2026-10-24`.
pub fn parse_iso_date(text: &str) -> Option<Timestamp> {
    let mut parts = text.trim().splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let day = parts.next()?.parse().ok()?;
    Civil::new(year, month, day, 0, 0, 0).map(|civil| civil.timestamp(0))
}

/// A length of time in its two largest units: `2 d 14 h`, `5 h 58 min`, `40 s`.
pub fn span(seconds: i64) -> String {
    let s = seconds.abs();
    let (days, hours, minutes) = (s / 86_400, s / 3600 % 24, s / 60 % 60);
    match (days, hours, minutes) {
        (0, 0, 0) => format!("{s} s"),
        (0, 0, m) => format!("{m} min"),
        (0, h, 0) => format!("{h} h"),
        (0, h, m) => format!("{h} h {m} min"),
        (1..=99, 0, _) => format!("{days} d"),
        (1..=99, h, _) => format!("{days} d {h} h"),
        (..730, ..) => format!("{days} d"),
        _ => format!("{} y", days / 365),
    }
}

/// How long something took, to the second below an hour: `0.4 s`, `42 s`, `1 min 15 s`, `2 h 5 min`.
pub fn took(ms: i64) -> String {
    let s = ms / 1000;
    match (s / 60, s % 60) {
        (0, 0..=9) => format!("{}.{} s", s, ms / 100 % 10),
        (1..=59, 1..) => format!("{} min {} s", s / 60, s % 60),
        _ => span(s),
    }
}

/// `in 5 h 58 min`, `9 h ago`, `now`.
pub fn relative(at: Timestamp, now: Timestamp) -> String {
    match at.as_secs() - now.as_secs() {
        -1..=1 => "now".to_owned(),
        ahead @ 2.. => format!("in {}", span(ahead)),
        behind => format!("{} ago", span(behind)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_however_it_is_typed() {
        for (typed, told) in [
            ("04:00", "04:00"),
            ("4:05", "04:05"),
            ("0405", "04:05"),
            ("4", "04:00"),
            (" 23.59 ", "23:59"),
            ("0", "00:00"),
        ] {
            assert_eq!(
                TimeOfDay::parse(typed).unwrap().to_string(),
                told,
                "{typed}"
            );
        }
        for typed in [
            "", "24:00", "4:5", "12:60", "-1:00", "4 pm", "04:00:00", "ää:00", "+4", "1a",
        ] {
            assert_eq!(TimeOfDay::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn what_took_a_moment_is_told_finer_than_what_took_hours() {
        for (ms, told) in [
            (0, "0.0 s"),
            (449, "0.4 s"),
            (9_950, "9.9 s"),
            (42_600, "42 s"),
            (60_000, "1 min"),
            (75_000, "1 min 15 s"),
            (3_599_000, "59 min 59 s"),
            (7_530_000, "2 h 5 min"),
        ] {
            assert_eq!(took(ms), told);
        }
    }

    #[test]
    fn moving_a_time_over_midnight_tells_the_day() {
        let early = TimeOfDay::new(1, 30).unwrap();
        assert_eq!(early.shifted(-7200), (TimeOfDay::new(23, 30).unwrap(), -1));
        assert_eq!(early.shifted(7200), (TimeOfDay::new(3, 30).unwrap(), 0));
        let late = TimeOfDay::new(23, 0).unwrap();
        assert_eq!(
            late.shifted(5 * 3600 + 1800),
            (TimeOfDay::new(4, 30).unwrap(), 1)
        );
    }

    #[test]
    fn spans_are_told_in_two_units_at_most() {
        for (seconds, told) in [
            (40, "40 s"),
            (119, "1 min"),
            (5 * 3600 + 58 * 60, "5 h 58 min"),
            (9 * 3600, "9 h"),
            (2 * 86_400 + 14 * 3600 + 59, "2 d 14 h"),
            (3 * 86_400, "3 d"),
            (357 * 86_400 + 3600, "357 d"),
            (5 * 365 * 86_400, "5 y"),
        ] {
            assert_eq!(span(seconds), told);
        }
    }

    #[test]
    fn dates_name_the_weekday_and_another_year() {
        let civil = Civil::new(2026, 10, 24, 4, 0, 0).unwrap();
        assert_eq!(date(civil, 2026), "Sat 24 Oct");
        assert_eq!(date(civil, 2025), "Sat 24 Oct 2026");
        assert_eq!(clock(civil), "04:00");
        assert_eq!(iso(civil.timestamp(0)), "2026-10-24T04:00:00Z");
        assert_eq!(
            parse_iso_date("2026-10-24"),
            Some(Civil::new(2026, 10, 24, 0, 0, 0).unwrap().timestamp(0))
        );
        assert_eq!(parse_iso_date("2026-02-30"), None);
        assert_eq!(parse_iso_date("24/10/2026"), None);
    }

    #[test]
    fn what_is_near_is_told_from_here() {
        let now = Timestamp::from_secs(1_000_000);
        assert_eq!(relative(Timestamp::from_secs(1_000_001), now), "now");
        assert_eq!(relative(Timestamp::from_secs(1_003_600), now), "in 1 h");
        assert_eq!(relative(Timestamp::from_secs(996_400), now), "1 h ago");
    }
}

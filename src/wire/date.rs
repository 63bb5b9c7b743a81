//! Dates come as epoch milliseconds (10.9.1 and later) or as text (10.9).

use serde::de::{Deserializer, Error, Unexpected, Visitor};
use std::fmt;

/// An instant in epoch milliseconds, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(pub i64);

impl<'de> serde::Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DateVisitor)
    }
}

struct DateVisitor;

impl Visitor<'_> for DateVisitor {
    type Value = Date;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("epoch milliseconds or a date such as \"Apr 21, 2021, 10:42:17 PM\"")
    }

    fn visit_i64<E: Error>(self, ms: i64) -> Result<Date, E> {
        Ok(Date(ms))
    }

    fn visit_u64<E: Error>(self, ms: u64) -> Result<Date, E> {
        i64::try_from(ms)
            .map(Date)
            .map_err(|_| E::invalid_value(Unexpected::Unsigned(ms), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Date, E> {
        parse_text(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// `MMM d, yyyy, h:mm:ss a`, taken as UTC since it names no zone. Newer Java runtimes write a
/// narrow no-break space before AM and PM.
fn parse_text(text: &str) -> Option<Date> {
    let mut parts = text.split([' ', ',', '\u{202f}']).filter(|p| !p.is_empty());
    let (month, day, year, time, half) = (
        parts.next()?,
        parts.next()?,
        parts.next()?,
        parts.next()?,
        parts.next()?,
    );
    if parts.next().is_some() {
        return None;
    }
    let month = MONTHS.iter().position(|m| *m == month)?;
    let mut clock = time.split(':').map(str::parse::<u8>);
    let (hour, minute, second) = (
        clock.next()?.ok()?,
        clock.next()?.ok()?,
        clock.next()?.ok()?,
    );
    if !(1..=12).contains(&hour) || clock.next().is_some() {
        return None;
    }
    let afternoon = match half {
        "AM" => 0,
        "PM" => 12,
        _ => return None,
    };
    let civil = quartz_cron::Civil::new(
        year.parse().ok()?,
        u8::try_from(month + 1).ok()?,
        day.parse().ok()?,
        hour % 12 + afternoon,
        minute,
        second,
    )?;
    Some(Date(civil.timestamp(0).as_secs() * 1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Date, String> {
        serde_json::from_str(json).map_err(|e| e.to_string())
    }

    #[test]
    fn milliseconds_are_taken_as_they_are() {
        assert_eq!(read("1634961600000"), Ok(Date(1_634_961_600_000)));
        assert_eq!(read("-1"), Ok(Date(-1)));
    }

    #[test]
    fn the_text_of_release_10_9_is_read_as_utc() {
        for (text, ms) in [
            ("Apr 22, 2021, 2:00:00 AM", 1_619_056_800_000),
            ("Apr 21, 2021, 10:42:17 PM", 1_619_044_937_000),
            ("Jan 1, 2021, 12:00:00 AM", 1_609_459_200_000),
            ("Jan 1, 2021, 12:00:00 PM", 1_609_502_400_000),
            ("Apr 22, 2021, 2:00:00\u{202f}AM", 1_619_056_800_000),
        ] {
            assert_eq!(
                read(&format!("{text:?}").replace("\\u{202f}", "\u{202f}")),
                Ok(Date(ms))
            );
        }
    }

    #[test]
    fn anything_else_is_refused_and_named() {
        for json in [
            "\"yesterday\"",
            "\"Apr 31, 2021, 2:00:00 AM\"",
            "\"Apr 22, 2021, 13:00:00 PM\"",
            "\"\"",
            "true",
            "18446744073709551615",
        ] {
            let error = read(json).unwrap_err();
            assert!(error.contains("epoch milliseconds"), "{error}");
        }
    }
}

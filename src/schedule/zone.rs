//! A time zone as a table of offsets, with the abbreviations that people know.

use super::times;
use quartz_cron::{Civil, OffsetTable, Timestamp, Zone};

/// A zone for showing times: the portal's own clock is UTC.
#[derive(Clone, Debug, PartialEq)]
pub struct LocalZone {
    /// IANA name, such as `Europe/Copenhagen`.
    name: String,
    table: OffsetTable,
    /// For each offset in the table what the zone is called then, such as `CEST`.
    labels: Vec<(i32, String)>,
}

impl LocalZone {
    /// `labels` name the offsets, in seconds ahead of UTC; one without a label is told as `UTC+2`.
    pub fn new(name: String, table: OffsetTable, labels: Vec<(i32, String)>) -> Self {
        Self {
            name,
            table,
            labels,
        }
    }

    /// UTC itself, as a zone to show times in.
    pub fn utc() -> Self {
        let labels = vec![(0, "UTC".to_owned())];
        Self::new("UTC".to_owned(), OffsetTable::fixed(0), labels)
    }

    /// True when its times are those of UTC and need not be told twice.
    pub fn is_utc(&self) -> bool {
        self.labels.iter().all(|(offset, _)| *offset == 0)
    }

    /// The IANA name, such as `Europe/Copenhagen`; `UTC` for [`Self::utc`].
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The last part of the name: `Copenhagen`.
    pub fn city(&self) -> String {
        let city = self.name.rsplit('/').next().unwrap_or(&self.name);
        city.replace('_', " ")
    }

    /// Seconds that local time is ahead of UTC at this instant.
    pub fn offset(&self, at: Timestamp) -> i32 {
        self.table.offset_at(at)
    }

    /// Date and time of an instant on the clock of the zone.
    pub fn civil(&self, at: Timestamp) -> Civil {
        at.civil(self.offset(at))
    }

    /// `CEST`, or `UTC+2` where the zone has no letters.
    pub fn label(&self, at: Timestamp) -> String {
        let offset = self.offset(at);
        self.labels
            .iter()
            .find(|(of, _)| *of == offset)
            .map_or_else(|| offset_label(offset), |(_, label)| label.clone())
    }

    /// `16:02 CEST`, with the weekday in front where it is not the day of UTC.
    pub fn clock(&self, at: Timestamp) -> String {
        let (local, utc) = (self.civil(at), at.civil(0));
        let time = times::clock(local);
        let label = self.label(at);
        if local.day == utc.day {
            format!("{time} {label}")
        } else {
            format!("{} {time} {label}", times::weekday_short(local.weekday()))
        }
    }

    /// `16:02 CEST`, with the date in front where it is not that of `now` here.
    pub fn moment(&self, at: Timestamp, now: Timestamp) -> String {
        let (local, today) = (self.civil(at), self.civil(now));
        let time = format!("{} {}", times::clock(local), self.label(at));
        match times::iso_date(local) == times::iso_date(today) {
            true => time,
            false => format!("{}, {time}", times::date(local, today.year)),
        }
    }
}

/// `UTC+2`, `UTC-3:30`.
pub fn offset_label(offset: i32) -> String {
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.abs() / 60;
    match minutes % 60 {
        0 => format!("UTC{sign}{}", minutes / 60),
        m => format!("UTC{sign}{}:{m:02}", minutes / 60),
    }
}

/// Seconds ahead of UTC, as `Intl` writes them: `GMT+05:45`, `GMT-02:30`, `GMT`.
pub fn offset_of(text: &str) -> Option<i32> {
    let clock = text.strip_prefix("GMT")?;
    let Some(digits) = clock.get(1..) else {
        return Some(0);
    };
    let (hours, minutes) = digits.split_once(':')?;
    let seconds = hours.parse::<i32>().ok()? * 3600 + minutes.parse::<i32>().ok()? * 60;
    match clock.as_bytes()[0] {
        b'+' => Some(seconds),
        b'-' => Some(-seconds),
        _ => None,
    }
}

/// Clocks change on the minute.
const MINUTE: i64 = 60;

/// Finds every change of offset between two instants by asking for offsets: once a `step`, then by
/// halving between two answers that differ, down to the minute. Seconds throughout; `from` and `step`
/// are whole minutes.
pub fn transitions(
    from: i64,
    to: i64,
    step: i64,
    mut offset_at: impl FnMut(i64) -> i32,
) -> Vec<(Timestamp, i32)> {
    let to = to - to.rem_euclid(MINUTE);
    let mut before = offset_at(from);
    let mut found = vec![(Timestamp::from_secs(from), before)];
    let mut at = from;
    while at < to {
        let next = at.saturating_add(step).min(to);
        let after = offset_at(next);
        if after != before {
            let (mut low, mut high) = (at, next);
            while high - low > MINUTE {
                let middle = low + (high - low) / 2 / MINUTE * MINUTE;
                if offset_at(middle) == before {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            before = offset_at(high);
            found.push((Timestamp::from_secs(high), before));
            at = high;
            continue;
        }
        at = next;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Copenhagen in 2026: CET, CEST from 29 March 01:00 UTC, CET from 25 October 01:00 UTC.
    const SPRING: i64 = 1_774_746_000;
    const AUTUMN: i64 = 1_792_890_000;

    fn copenhagen(at: i64) -> i32 {
        if (SPRING..AUTUMN).contains(&at) {
            7200
        } else {
            3600
        }
    }

    fn zone() -> LocalZone {
        let rows = transitions(
            SPRING - 90 * 86_400,
            AUTUMN + 60 * 86_400,
            30 * 86_400,
            copenhagen,
        );
        LocalZone::new(
            "Europe/Copenhagen".into(),
            OffsetTable::new(rows).unwrap(),
            vec![(3600, "CET".into()), (7200, "CEST".into())],
        )
    }

    #[test]
    fn both_changes_of_the_year_are_found_to_the_second() {
        let rows = transitions(
            SPRING - 90 * 86_400,
            AUTUMN + 60 * 86_400,
            30 * 86_400,
            copenhagen,
        );
        let changes: Vec<_> = rows[1..].iter().map(|(at, o)| (at.as_secs(), *o)).collect();
        assert_eq!(changes, [(SPRING, 7200), (AUTUMN, 3600)]);
    }

    #[test]
    fn a_time_names_its_own_half_of_the_year() {
        let zone = zone();
        assert_eq!(zone.clock(Timestamp::from_secs(AUTUMN - 1)), "02:59 CEST");
        assert_eq!(zone.clock(Timestamp::from_secs(AUTUMN)), "02:00 CET");
        assert_eq!(zone.city(), "Copenhagen");
        assert!(!zone.is_utc());
    }

    #[test]
    fn another_day_than_that_of_utc_is_named() {
        let late = Timestamp::from_secs(AUTUMN - 2 * 3600 - 60);
        assert_eq!(late.civil(0).hour, 22);
        assert_eq!(zone().clock(late), "Sun 00:59 CEST");
    }

    #[test]
    fn a_moment_of_another_day_than_today_has_its_date() {
        let at = Timestamp::from_secs(AUTUMN);
        let later = |secs| zone().moment(at, Timestamp::from_secs(AUTUMN + secs));
        assert_eq!(later(3600), "02:00 CET");
        assert_eq!(later(86_400), "Sun 25 Oct, 02:00 CET");
        assert_eq!(later(366 * 86_400), "Sun 25 Oct 2026, 02:00 CET");
        assert_eq!(LocalZone::utc().moment(at, at), "01:00 UTC");
    }

    #[test]
    fn offsets_are_read_as_browsers_write_them() {
        assert_eq!(offset_of("GMT+05:45"), Some(20_700));
        assert_eq!(offset_of("GMT-02:30"), Some(-9_000));
        assert_eq!(offset_of("GMT+00:00"), Some(0));
        assert_eq!(offset_of("GMT"), Some(0));
        assert_eq!(offset_of("GMT+2"), None);
        assert_eq!(offset_of("CEST"), None);
    }

    #[test]
    fn a_zone_without_letters_is_told_by_its_offset() {
        assert_eq!(offset_label(-12_600), "UTC-3:30");
        assert_eq!(offset_label(7200), "UTC+2");
        assert!(LocalZone::utc().is_utc());
    }
}

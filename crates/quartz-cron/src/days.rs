//! Which days of a month fit.

use crate::cron::mask;
use crate::field::Field;
use crate::item::Item;
use crate::time::{Weekday, days_from, last_day, weekday_of};

/// The rule of the day field that is not `?`.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Days {
    /// Bits 1 to 31.
    OfMonth(u32),
    /// So many days before the last.
    Last(u8),
    /// The Monday to Friday nearest to that.
    LastWeekday(u8),
    NearestWeekday(u8),
    /// Bits 1 (Sunday) to 7.
    OfWeek(u8),
    Nth(Weekday, u8),
    LastOf(Weekday),
    Listed(Listed),
}

/// A list with an `L` in it: a day fits when any part of the list fits it. Bits 1 to 31 are days of
/// the month, bits 0 to 30 so many days before its last.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Listed {
    pub(crate) days: u32,
    pub(crate) nearest: u32,
    pub(crate) last: u32,
    pub(crate) last_weekday: u32,
}

impl Days {
    /// From the two day fields, of which exactly one is `?`.
    pub(crate) fn new(day_of_month: &[Item], day_of_week: &[Item]) -> Self {
        if day_of_month.iter().any(Item::is_open) {
            if let [Item::LastOfMonth { weekday }] = *day_of_week {
                return Self::LastOf(weekday);
            }
            let weekdays = mask(Field::DayOfWeek, day_of_week) as u8;
            return match nth_in_list(day_of_week) {
                // `#` holds for the whole list, and of the list only the first weekday is looked at.
                Some((weekday, n)) => {
                    let others = Weekday::from_number(weekdays.trailing_zeros() as u16);
                    Self::Nth(others.map_or(weekday, |other| other.min(weekday)), n)
                }
                None => Self::OfWeek(weekdays),
            };
        }
        match *day_of_month {
            [Item::Last] => Self::Last(0),
            [Item::LastOffset(n)] => Self::Last(n),
            [Item::LastWeekday] => Self::LastWeekday(0),
            [Item::LastOffsetWeekday(n)] => Self::LastWeekday(n),
            _ if day_of_month.iter().any(Item::counts_from_the_end) => {
                Self::Listed(Listed::new(day_of_month))
            }
            _ => {
                let days = mask(Field::DayOfMonth, day_of_month) as u32;
                match nearest_in_list(day_of_month) {
                    // `W` holds for the whole list, and of the list only the first day is looked at.
                    Some(day) => Self::NearestWeekday(day.min(days.trailing_zeros() as u8)),
                    None => Self::OfMonth(days),
                }
            }
        }
    }

    /// Bits 1 to 31 of a month's days that fit.
    pub(crate) fn in_month(self, year: i32, month: u8) -> u32 {
        let last = last_day(year, month);
        let first = weekday_of(days_from(year, month, 1));
        let all = u32::MAX >> (31 - last) & !1;
        match self {
            Self::OfMonth(days) => days & all,
            Self::Last(before) => bit(last.saturating_sub(before)) & all,
            Self::LastWeekday(before) => last_weekday(before, first, last) & all,
            Self::NearestWeekday(day) => bit(nearest_weekday(day, first, last)) & all,
            Self::Listed(listed) => {
                let days = positions(listed.nearest).map(|day| nearest_weekday(day, first, last));
                let from_end = positions(listed.last).map(|before| last.saturating_sub(before));
                let weekdays =
                    positions(listed.last_weekday).map(|before| last_weekday(before, first, last));
                let found = days.chain(from_end).map(bit).chain(weekdays);
                found.fold(listed.days, |all, days| all | days) & all
            }
            Self::OfWeek(weekdays) => {
                // Bit n for the n-th day: the first week, then the same week over and over.
                let twice = u32::from(weekdays >> 1) * 0b1000_0001;
                let week = (twice >> (first as u32 - 1)) & 0x7f;
                ((u64::from(week) * 0x1020_4081) << 1) as u32 & all
            }
            Self::Nth(weekday, n) => bit(first_of(weekday, first) + 7 * (n - 1)) & all,
            Self::LastOf(weekday) => {
                let day = first_of(weekday, first);
                bit(day + (last - day) / 7 * 7)
            }
        }
    }
}

impl Listed {
    fn new(items: &[Item]) -> Self {
        let mut listed = Self {
            days: mask(Field::DayOfMonth, items) as u32,
            ..Self::default()
        };
        for item in items {
            match *item {
                Item::Last => listed.last |= 1,
                Item::LastOffset(n) => listed.last |= bit(n),
                Item::LastWeekday => listed.last_weekday |= 1,
                Item::LastOffsetWeekday(n) => listed.last_weekday |= bit(n),
                Item::NearestWeekday(day) => listed.nearest |= bit(day),
                _ => {}
            }
        }
        listed
    }
}

/// The positions of the set bits, from the lowest on.
fn positions(bits: u32) -> impl Iterator<Item = u8> {
    let next = |bits: &u32| Some(bits & (bits - 1)).filter(|rest| *rest != 0);
    std::iter::successors(Some(bits).filter(|bits| *bits != 0), next)
        .map(|bits| bits.trailing_zeros() as u8)
}

/// The bit of the Monday to Friday nearest to so many days before the last; none where the month is
/// shorter than that.
fn last_weekday(before: u8, first: Weekday, last: u8) -> u32 {
    match last.saturating_sub(before) {
        0 => 0,
        day => bit(nearest_weekday(day, first, last)),
    }
}

fn nth_in_list(items: &[Item]) -> Option<(Weekday, u8)> {
    items.iter().find_map(|item| match *item {
        Item::NthWeekday { weekday, n } => Some((weekday, n)),
        _ => None,
    })
}

fn nearest_in_list(items: &[Item]) -> Option<u8> {
    let days = items.iter().filter_map(|item| match item {
        Item::NearestWeekday(day) => Some(*day),
        _ => None,
    });
    days.min()
}

fn bit(day: u8) -> u32 {
    1u32.checked_shl(u32::from(day)).unwrap_or(0)
}

/// The weekday of a day of a month that begins on `first`.
fn weekday_on(day: u8, first: Weekday) -> Weekday {
    Weekday::ALL[usize::from((first as u8 - 1 + day - 1) % 7)]
}

/// The first day that is this weekday.
fn first_of(weekday: Weekday, first: Weekday) -> u8 {
    1 + (7 + weekday as u8 - first as u8) % 7
}

/// The Monday to Friday nearest to a day, without leaving the month. A day behind the month's end is
/// taken on the calendar that goes on (`31` of June is the first of July): where that is a Saturday,
/// the Friday before it belongs to the month and counts. That is what Quartz 2.3.2 does.
fn nearest_weekday(day: u8, first: Weekday, last: u8) -> u8 {
    match weekday_on(day, first) {
        Weekday::Sat if day == 1 => 3,
        Weekday::Sat => day - 1,
        Weekday::Sun if day == last => day - 2,
        Weekday::Sun => day + 1,
        _ => day,
    }
}

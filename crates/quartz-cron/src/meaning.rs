//! An expression taken apart for telling: what another language, or another evaluator, can start from.

use crate::cron::Cron;
use crate::days;
use crate::field::Field;
use crate::time::Weekday;

/// More times of day than this are told by their rule, not one by one.
const MOST_TIMES: usize = 6;

/// What an expression means: at which times of day, on which days, in which months and years. All four
/// must fit.
///
/// ```
/// use quartz_cron::{Cron, DayRule, TimeRule, Weekday};
/// let cron: Cron = "0 30 4 ? * 6L".parse().unwrap();
/// let meaning = cron.meaning();
/// assert_eq!(meaning.times, TimeRule::At(vec![(4, 30, 0)]));
/// assert_eq!(meaning.days, DayRule::LastOf(Weekday::Fri));
/// assert!(meaning.months.is_empty(), "every month");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// The times of a day.
    pub times: TimeRule,
    /// The days of a month.
    pub days: DayRule,
    /// 1 to 12, ascending; empty for every month.
    pub months: Vec<u8>,
    /// First and last year of each run of years; None for every year.
    pub years: Option<Vec<(u16, u16)>>,
}

/// The times of a day.
///
/// ```
/// use quartz_cron::{Cron, TimeRule};
/// let cron: Cron = "0 0 4,16 * * ?".parse().unwrap();
/// assert_eq!(cron.meaning().times, TimeRule::At(vec![(4, 0, 0), (16, 0, 0)]));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimeRule {
    /// These few: hour, minute, second; ascending.
    At(Vec<(u8, u8, u8)>),
    /// Every `step` hours of a day, beginning with `first`, at one minute and these seconds.
    EveryHours {
        /// Hours, 2 to 23.
        step: u8,
        /// The first hour of each day.
        first: u8,
        /// The minute of each.
        minute: u8,
        /// The seconds of that minute.
        seconds: Steps,
    },
    /// These seconds of these minutes of these hours.
    Each {
        /// 0 to 23, ascending; empty for every hour.
        hours: Vec<u8>,
        /// The minutes of each of those hours.
        minutes: Steps,
        /// The seconds of each of those minutes.
        seconds: Steps,
    },
}

/// Values of a minute or an hour, 0 to 59.
///
/// ```
/// use quartz_cron::{Cron, Steps, TimeRule};
/// let cron: Cron = "0 5/20 * * * ?".parse().unwrap();
/// let TimeRule::Each { minutes, .. } = cron.meaning().times else { unreachable!() };
/// assert_eq!(minutes, Steps::From { first: 5, step: 20 });
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Steps {
    /// All sixty.
    Every,
    /// From `first` on, up to the end.
    From {
        /// The first value, smaller than `step`.
        first: u8,
        /// The distance, at least 2.
        step: u8,
    },
    /// These, ascending.
    These(Vec<u8>),
}

/// The days of a month.
///
/// ```
/// use quartz_cron::{Cron, DayRule};
/// let cron: Cron = "0 0 4 LW * ?".parse().unwrap();
/// assert_eq!(cron.meaning().days, DayRule::LastWeekday(0));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DayRule {
    /// Every day.
    Every,
    /// These weekdays, from Sunday on.
    Weekdays(Vec<Weekday>),
    /// These days, 1 to 31, ascending.
    Days(Vec<u8>),
    /// So many days before the last one; 0 for the last itself.
    Last(u8),
    /// The Monday to Friday nearest to that, within the month.
    LastWeekday(u8),
    /// The Monday to Friday nearest to a day, within the month.
    Nearest(u8),
    /// The n-th of a weekday, 1 to 5.
    Nth(Weekday, u8),
    /// The last of a weekday.
    LastOf(Weekday),
    /// Any of these; none of them is `Every` or `AnyOf`.
    AnyOf(Vec<DayRule>),
}

impl Cron {
    /// What it means, taken apart.
    ///
    /// ```
    /// use quartz_cron::Cron;
    /// let cron: Cron = "0 0 4 ? 1-3 7".parse().unwrap();
    /// assert_eq!(cron.meaning().months, [1, 2, 3]);
    /// ```
    pub fn meaning(&self) -> Meaning {
        let months = bits(self.months);
        Meaning {
            times: times(self),
            days: days(self),
            months: if months.len() == 12 {
                Vec::new()
            } else {
                months
            },
            years: self.years.as_ref().map(|_| runs_of_years(self)),
        }
    }
}

fn times(cron: &Cron) -> TimeRule {
    let (seconds, minutes, hours) = (bits(cron.seconds), bits(cron.minutes), bits(cron.hours));
    if let ([minute], Some((first, step))) = (minutes.as_slice(), stride(&hours, 24)) {
        return TimeRule::EveryHours {
            step,
            first,
            minute: *minute,
            seconds: steps(seconds),
        };
    }
    if seconds.len() * minutes.len() * hours.len() > MOST_TIMES {
        return TimeRule::Each {
            hours: if hours.len() == 24 { Vec::new() } else { hours },
            minutes: steps(minutes),
            seconds: steps(seconds),
        };
    }
    let mut times = Vec::new();
    for hour in &hours {
        for minute in &minutes {
            times.extend(seconds.iter().map(|second| (*hour, *minute, *second)));
        }
    }
    TimeRule::At(times)
}

fn days(cron: &Cron) -> DayRule {
    match cron.days {
        days::Days::OfMonth(days) => match bits(u64::from(days)) {
            all if all.len() == 31 => DayRule::Every,
            days => DayRule::Days(days),
        },
        days::Days::OfWeek(days) => {
            let weekday = |day: u8| Weekday::from_number(u16::from(day));
            let weekdays: Vec<Weekday> = bits(u64::from(days))
                .into_iter()
                .filter_map(weekday)
                .collect();
            match weekdays.len() {
                7 => DayRule::Every,
                _ => DayRule::Weekdays(weekdays),
            }
        }
        days::Days::Last(before) => DayRule::Last(before),
        days::Days::LastWeekday(before) => DayRule::LastWeekday(before),
        days::Days::NearestWeekday(day) => DayRule::Nearest(day),
        days::Days::Nth(weekday, n) => DayRule::Nth(weekday, n),
        days::Days::LastOf(weekday) => DayRule::LastOf(weekday),
        days::Days::Listed(listed) => any_of(listed),
    }
}

fn any_of(listed: days::Listed) -> DayRule {
    let mut rules = Vec::new();
    match bits(u64::from(listed.days)) {
        all if all.len() == 31 => return DayRule::Every,
        days if days.is_empty() => {}
        days => rules.push(DayRule::Days(days)),
    }
    let mut each = |mask: u32, rule: fn(u8) -> DayRule| {
        rules.extend(bits(u64::from(mask)).into_iter().map(rule));
    };
    each(listed.nearest, DayRule::Nearest);
    each(listed.last_weekday, DayRule::LastWeekday);
    each(listed.last, DayRule::Last);
    match rules.len() {
        1 => rules.swap_remove(0),
        _ => DayRule::AnyOf(rules),
    }
}

fn steps(values: Vec<u8>) -> Steps {
    match stride(&values, 60) {
        _ if values.len() == 60 => Steps::Every,
        Some((first, step)) => Steps::From { first, step },
        None => Steps::These(values),
    }
}

fn runs_of_years(cron: &Cron) -> Vec<(u16, u16)> {
    let (low, high) = Field::Year.range();
    let mut runs: Vec<(u16, u16)> = Vec::new();
    for year in (low..=high).filter(|year| cron.names_year(i32::from(*year))) {
        match runs.last_mut() {
            Some((_, to)) if *to + 1 == year => *to = year,
            _ => runs.push((year, year)),
        }
    }
    runs
}

/// First value and distance, when the values are all those from the first on at that distance, at
/// least 2, to the end of the field. Two values are no rhythm.
fn stride(values: &[u8], size: u8) -> Option<(u8, u8)> {
    let [first, second, _, ..] = *values else {
        return None;
    };
    let step = second - first;
    let last = values.last()?;
    let is_even = values.windows(2).all(|pair| pair[1] - pair[0] == step);
    (step > 1 && is_even && first < step && last + step >= size).then_some((first, step))
}

/// The positions of the set bits.
fn bits(mask: u64) -> Vec<u8> {
    (0..64).filter(|bit| mask & 1 << bit != 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rhythm_goes_to_the_end_of_its_field() {
        assert_eq!(stride(&[5, 25, 45], 60), Some((5, 20)));
        assert_eq!(stride(&[0, 10, 20], 60), None, "it stops too early");
        assert_eq!(stride(&[0, 45], 60), None, "two values are no rhythm");
        assert_eq!(stride(&[25, 35, 45, 55], 60), None, "it begins too late");
    }
}

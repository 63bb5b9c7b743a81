//! The sentence is told from [`Meaning`] alone; here another reader evaluates it, day by day and second
//! by second, and must find the very fire times that the engine finds.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use proptest::prelude::*;
use quartz_cron::{
    Civil, Cron, DayRule, Meaning, Steps, Style, TimeRule, Timestamp, Utc, Weekday, describe,
};

const DAY: i64 = 86_400;

fn steps(steps: &Steps, value: u8) -> bool {
    match steps {
        Steps::Every => true,
        Steps::From { first, step } => value >= *first && (value - first).is_multiple_of(*step),
        Steps::These(values) => values.contains(&value),
    }
}

fn fits_time(rule: &TimeRule, (hour, minute, second): (u8, u8, u8)) -> bool {
    match rule {
        TimeRule::At(times) => times.contains(&(hour, minute, second)),
        TimeRule::EveryHours {
            step,
            first,
            minute: at,
            seconds,
        } => {
            hour >= *first && (hour - first) % step == 0 && minute == *at && steps(seconds, second)
        }
        TimeRule::Each {
            hours,
            minutes,
            seconds,
        } => {
            (hours.is_empty() || hours.contains(&hour))
                && steps(minutes, minute)
                && steps(seconds, second)
        }
    }
}

fn last_of(year: i32, month: u8) -> u8 {
    (28..=31)
        .rev()
        .find(|day| Civil::new(year, month, *day, 0, 0, 0).is_some())
        .unwrap()
}

fn weekday(year: i32, month: u8, day: u8) -> Weekday {
    Civil::new(year, month, day, 0, 0, 0).unwrap().weekday()
}

/// The Monday to Friday nearest to a day of a month, searched outwards, the earlier one first.
fn nearest(year: i32, month: u8, day: u8) -> Option<u8> {
    let last = last_of(year, month);
    let works = |day: i16| {
        (1..=i16::from(last)).contains(&day)
            && !matches!(weekday(year, month, day as u8), Weekday::Sat | Weekday::Sun)
    };
    if day > last {
        // A day behind the month's end is that of the next month: a Saturday's Friday may be in this one.
        let behind = Civil::new(year, month, last, 0, 0, 0)
            .unwrap()
            .timestamp(0)
            .as_secs()
            + i64::from(day - last) * DAY;
        let is_saturday = Timestamp::from_secs(behind).civil(0).weekday() == Weekday::Sat;
        return (is_saturday && day - 1 == last).then_some(last);
    }
    let day = i16::from(day);
    [0, -1, 1, -2, 2]
        .into_iter()
        .map(|by| day + by)
        .find(|day| works(*day))
        .map(|day| day as u8)
}

fn fits_day(rule: &DayRule, (year, month, day): (i32, u8, u8)) -> bool {
    let last = last_of(year, month);
    let of = weekday(year, month, day);
    match rule {
        DayRule::Every => true,
        DayRule::Weekdays(days) => days.contains(&of),
        DayRule::Days(days) => days.contains(&day),
        DayRule::Last(before) => last.checked_sub(*before) == Some(day),
        DayRule::LastWeekday(before) => match last.saturating_sub(*before) {
            0 => false,
            target => nearest(year, month, target) == Some(day),
        },
        DayRule::Nearest(target) => nearest(year, month, *target) == Some(day),
        DayRule::Nth(weekday, n) => of == *weekday && (day - 1) / 7 + 1 == *n,
        DayRule::LastOf(weekday) => of == *weekday && day + 7 > last,
        DayRule::AnyOf(rules) => rules.iter().any(|rule| fits_day(rule, (year, month, day))),
    }
}

fn fits(meaning: &Meaning, second: i64) -> bool {
    let at = Timestamp::from_secs(second).civil(0);
    let year = u16::try_from(at.year).unwrap_or(0);
    let fits_year =
        |runs: &Vec<(u16, u16)>| runs.iter().any(|(from, to)| (*from..=*to).contains(&year));
    fits_time(&meaning.times, (at.hour, at.minute, at.second))
        && fits_day(&meaning.days, (at.year, at.month, at.day))
        && (meaning.months.is_empty() || meaning.months.contains(&at.month))
        && meaning.years.as_ref().is_none_or(fits_year)
}

fn field(high: u8) -> impl Strategy<Value = String> {
    let value = 0..=high;
    prop_oneof![
        Just("*".to_owned()),
        value.clone().prop_map(|a| a.to_string()),
        (value.clone(), value.clone()).prop_map(|(a, b)| format!("{a}-{b}")),
        (value.clone(), value.clone(), value.clone()).prop_map(|(a, b, c)| format!("{a},{b},{c}")),
        (value.clone(), 1..=high).prop_map(|(a, s)| format!("{a}/{s}")),
        (1..=high).prop_map(|s| format!("*/{s}")),
    ]
}

fn days() -> impl Strategy<Value = String> {
    let day = 1..=31u8;
    let weekday = 1..=7u8;
    prop_oneof![
        Just("* * ?".to_owned()),
        (day.clone(), 1..=12u8).prop_map(|(d, m)| format!("{d} {m} ?")),
        (day.clone(), day.clone()).prop_map(|(a, b)| format!("{a}-{b} * ?")),
        (day.clone(), 1..=31u8).prop_map(|(a, s)| format!("{a}/{s} 3-11 ?")),
        day.clone().prop_map(|d| format!("{d}W * ?")),
        (0..=30u8).prop_map(|n| format!("L-{n} * ?")),
        (0..=30u8).prop_map(|n| format!("L-{n}W 2,6,12 ?")),
        Just("LW * ?".to_owned()),
        (day.clone(), 0..=30u8).prop_map(|(d, n)| format!("{d},L-{n} * ?")),
        (day.clone(), 0..=30u8).prop_map(|(d, n)| format!("LW,{d}W,L-{n}W,L 1-6 ?")),
        (weekday.clone(), weekday.clone()).prop_map(|(a, b)| format!("? * {a}-{b}")),
        (weekday.clone(), weekday.clone()).prop_map(|(a, b)| format!("? 11-2 {a},{b}")),
        (weekday.clone(), 1..=5u8).prop_map(|(a, n)| format!("? * {a}#{n}")),
        weekday.prop_map(|a| format!("? * {a}L")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn another_reader_of_the_meaning_finds_the_same_days(
        days in days(), years in prop_oneof![9 => Just(""), 1 => Just(" 2023"), 1 => Just(" 2001-2027"), 1 => Just(" 1999/3")], from in 0i64..20_000,
    ) {
        let cron: Cron = format!("0 0 4 {days}{years}").parse().unwrap();
        let meaning = cron.meaning();
        let first = from * DAY;
        let ours: Vec<i64> = cron
            .between(Timestamp::from_secs(first), Timestamp::from_secs(first + 800 * DAY), &Utc)
            .map(Timestamp::as_secs)
            .collect();
        let read: Vec<i64> = (0..800).map(|n| first + n * DAY + 4 * 3600).filter(|at| fits(&meaning, *at)).collect();
        prop_assert_eq!(ours, read, "{}: {}", cron, describe(&cron, &Style::default()));
    }

    #[test]
    fn another_reader_of_the_meaning_finds_the_same_times_of_day(
        second in field(59), minute in field(59), hour in field(23),
    ) {
        let cron: Cron = format!("{second} {minute} {hour} * * ?").parse().unwrap();
        let meaning = cron.meaning();
        let ours: Vec<i64> = cron
            .between(Timestamp::from_secs(0), Timestamp::from_secs(DAY), &Utc)
            .map(Timestamp::as_secs)
            .collect();
        let read: Vec<i64> = (0..DAY).filter(|at| fits(&meaning, *at)).collect();
        prop_assert_eq!(ours, read, "{}: {}", cron, describe(&cron, &Style::default()));
    }

    #[test]
    fn every_expression_has_a_sentence_without_a_gap(second in field(59), minute in field(59), hour in field(23), days in days()) {
        let cron: Cron = format!("{second} {minute} {hour} {days}").parse().unwrap();
        let told = describe(&cron, &Style::default());
        prop_assert!(!told.starts_with(|c: char| c.is_lowercase()), "{}", told);
        prop_assert!(!told.contains("  ") && !told.contains(" ,") && !told.ends_with(' '), "{}", told);
    }
}

//! Backwards, between, how many, how far apart: held against going forward one by one.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use proptest::prelude::*;
use quartz_cron::{Cron, OffsetTable, Timestamp, Utc};

/// A wall clock with a summer time that is not a whole hour, and a jump over a day.
fn awkward() -> OffsetTable {
    let at = Timestamp::from_secs;
    OffsetTable::new(vec![
        (at(0), 37_800),
        (at(700_000_000), 39_600),
        (at(710_000_000), 37_800),
        (at(800_000_000), -39_600),
        (at(900_000_000), 46_800),
        (at(1_700_000_000), 3_600),
        (at(1_711_846_800), 7_200),
        (at(1_729_990_800), 3_600),
    ])
    .unwrap()
}

fn expressions() -> impl Strategy<Value = String> {
    let time = "(0|30|\\*/20|5,50) (0|\\*/15|7/9|59) (\\*|2|1-3|22-2|\\*/5)";
    let day = "(\\*|1,15,31|L|LW|L-3|15W|\\*/9) (\\*|2|1-3|11-2) \\?|\\? (\\*|6|NOV-FEB) (2-6|SAT,SUN|6L|2#1|6#5)";
    (time, day).prop_map(|(time, day)| format!("{time} {day}"))
}

proptest! {
    #[test]
    fn before_undoes_after(expression in expressions(), secs in 300_000_000i64..1_900_000_000) {
        let cron: Cron = expression.parse().unwrap();
        let (at, zone) = (Timestamp::from_secs(secs), awkward());
        let Some(next) = cron.after(at, &zone) else { return Ok(()) };
        prop_assert!(next > at);
        let back = cron.before(next, &zone);
        prop_assert!(back.is_none_or(|back| back <= at), "{} {:?} {:?}", expression, at, back);
        // No fire time lies between the two.
        if let Some(back) = back {
            prop_assert_eq!(cron.after(back, &zone), Some(next), "{}", expression);
        }
        let just_behind = Timestamp::from_secs(next.as_secs() + 1);
        prop_assert_eq!(cron.before(just_behind, &zone), Some(next), "{}", expression);
    }

    #[test]
    fn fire_times_ascend_and_going_back_tells_the_same(expression in expressions(), secs in 300_000_000i64..1_900_000_000) {
        let cron: Cron = expression.parse().unwrap();
        let (at, zone) = (Timestamp::from_secs(secs), awkward());
        let forward: Vec<Timestamp> = cron.fires_after(at, &zone).take(30).collect();
        prop_assert!(forward.windows(2).all(|pair| pair[0] < pair[1]));
        let Some(last) = forward.last() else { return Ok(()) };
        let end = Timestamp::from_secs(last.as_secs() + 1);
        let mut backward: Vec<Timestamp> = cron.fires_before(end, &zone).take(forward.len()).collect();
        backward.reverse();
        prop_assert_eq!(forward, backward, "{}", expression);
    }

    #[test]
    fn a_span_is_counted_and_measured_as_one_by_one(expression in expressions(), secs in 300_000_000i64..1_900_000_000, days in 0i64..400) {
        let cron: Cron = expression.parse().unwrap();
        let zone = awkward();
        let (from, to) = (Timestamp::from_secs(secs), Timestamp::from_secs(secs + days * 86_400));
        let mut all = Vec::new();
        let mut at = Timestamp::from_secs(secs - 1);
        while let Some(next) = cron.after(at, &zone).filter(|next| *next < to) {
            all.push(next.as_secs());
            at = next;
        }
        prop_assert_eq!(cron.count(from, to, &zone), all.len() as u64);
        let gaps: Vec<i64> = all.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let told = cron.gaps(from, to, &zone);
        prop_assert_eq!(told.map(|gaps| gaps.shortest.secs()), gaps.iter().min().copied());
        prop_assert_eq!(told.map(|gaps| gaps.longest.secs()), gaps.iter().max().copied());
    }

    #[test]
    fn the_days_are_those_of_the_fire_times(expression in expressions(), year in "( (1990|2030|2028-2040/4))?", from in -100i64..25_000) {
        let cron: Cron = format!("{expression}{year}").parse().unwrap();
        let days: Vec<i64> = cron.fire_days(from).take(40).collect();
        let mut at = Timestamp::from_secs(from * 86_400 - 1);
        let mut one_by_one = Vec::new();
        while let Some(next) = cron.after(at, &Utc).filter(|_| one_by_one.len() < 40) {
            let day = next.as_secs().div_euclid(86_400);
            one_by_one.push(day);
            at = Timestamp::from_secs((day + 1) * 86_400 - 1);
        }
        prop_assert_eq!(days, one_by_one, "{}{} from {}", expression, year, from);
    }
}

#[test]
fn no_day_is_told_behind_the_last_year_and_none_of_an_expression_that_never_fires() {
    let daily: Cron = "0 0 4 * * ?".parse().unwrap();
    let last = daily.fire_days(0).last().unwrap();
    assert_eq!(Timestamp::from_secs(last * 86_400).civil(0).year, 2126);
    assert_eq!(daily.fire_days(last + 1).next(), None);
    assert_eq!(daily.fire_days(i64::MAX).next(), None);
    assert_eq!(daily.fire_days(i64::MIN).next(), Some(0));
    let never: Cron = "0 0 4 30 2 ?".parse().unwrap();
    assert_eq!(never.fire_days(0).next(), None);
}

#[test]
fn the_first_of_two_equal_gaps_is_told() {
    let cron: Cron = "0 0 4 * * ?".parse().unwrap();
    let day = |n: i64| Timestamp::from_secs(n * 86_400);
    let gaps = cron.gaps(day(0), day(5), &Utc).unwrap();
    assert_eq!(gaps.longest.from, Timestamp::from_secs(4 * 3600));
    assert_eq!(gaps.longest, gaps.shortest);
}

#[test]
fn before_1970_the_first_fire_time_of_1970_is_next() {
    let new_year: Cron = "0 0 4 1 1 ?".parse().unwrap();
    let summer_of_1969 = Timestamp::from_secs(-200 * 86_400);
    let next = new_year.after(summer_of_1969, &Utc);
    assert_eq!(next, Some(Timestamp::from_secs(4 * 3600)));
}

#[test]
fn instants_at_the_ends_of_time_are_no_reason_to_panic() {
    let cron: Cron = "* * * * * ?".parse().unwrap();
    for secs in [i64::MIN, i64::MIN + 1, -1, 0, i64::MAX - 1, i64::MAX] {
        let at = Timestamp::from_secs(secs);
        let _ = (cron.after(at, &awkward()), cron.before(at, &awkward()));
    }
    assert_eq!(cron.before(Timestamp::from_secs(0), &Utc), None);
    assert_eq!(cron.after(Timestamp::from_secs(i64::MAX), &Utc), None);
}

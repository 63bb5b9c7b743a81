//! Tests only: what one call may cost, counted and not timed.
//!
//! A step is a look at a year or at a month, a question to the zone, or an expression put together from
//! its elements: all but the last take some ten nanoseconds. Ten thousand are a tenth of a millisecond.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use crate::{Cron, OffsetTable, Style, Timestamp, Zone, describe};
use proptest::prelude::*;
use std::cell::Cell;

/// More than any call takes, with a clock that changes twice a year.
const MOST: u32 = 10_000;
/// More than it takes to look an expression through: one fix for each rule of each field, at most.
const MOST_TO_LINT: u32 = 30;
/// More bytes than any sentence has.
const LONGEST_SENTENCE: usize = 1_500;

thread_local! {
    static STEPS: Cell<u32> = const { Cell::new(0) };
}

/// One step.
pub(crate) fn step() {
    STEPS.with(|steps| steps.set(steps.get() + 1));
}

/// A zone whose questions are counted.
struct Counted(OffsetTable);

impl Zone for Counted {
    fn offset_at(&self, at: Timestamp) -> i32 {
        step();
        self.0.offset_at(at)
    }
}

/// Summer time each year from 1970 to 2130, an hour skipped in March and one repeated in October.
fn summer_times() -> Counted {
    let rows = (0..160).flat_map(|year| {
        let january = year * 31_556_952;
        let at = |days: i64| Timestamp::from_secs(january + days * 86_400 + 3_600);
        [(at(86), 7_200), (at(296), 3_600)]
    });
    Counted(OffsetTable::new(rows.collect()).unwrap())
}

/// The steps of a call.
fn cost<T>(call: impl FnOnce() -> T) -> u32 {
    STEPS.with(|steps| steps.set(0));
    let _ = call();
    STEPS.with(Cell::get)
}

#[track_caller]
fn stays_cheap(expression: &str, secs: i64) {
    let Ok(cron) = expression.parse::<Cron>() else {
        return;
    };
    let (at, zone) = (Timestamp::from_secs(secs), summer_times());
    let after = cost(|| cron.after(at, &zone));
    let before = cost(|| cron.before(at, &zone));
    let never = cost(|| cron.never_fires());
    let day = cost(|| cron.fire_days(secs.div_euclid(86_400)).next());
    assert!(
        after.max(before).max(never).max(day) < MOST,
        "{expression} at {secs}: {after}, {before}, {never}, {day} steps"
    );
    stays_cheap_to_tell(expression);
}

/// However long the text is.
#[track_caller]
fn stays_cheap_to_tell(expression: &str) {
    let cron: Cron = expression.parse().unwrap();
    let lint = cost(|| Cron::lint(expression));
    assert!(lint < MOST_TO_LINT, "{lint} steps to lint");
    assert_eq!(cost(|| describe(&cron, &Style::default())), 0);
    let sentence = describe(&cron, &Style::default());
    assert!(sentence.len() < LONGEST_SENTENCE, "{sentence}");
}

#[test]
fn no_call_takes_more_than_ten_thousand_steps_however_rare_its_fire_times() {
    for expression in [
        "0 0 0 30 2 ?",
        "0 0 0 31 2,4,6,9,11 ?",
        "0 0 0 29 2 ? 2096",
        "0 0 0 ? 2 1#5",
        "0 0 0 L-30W * ?",
        "59 59 23 31 12 ? 2099",
        "0 0 0 1 1 ? 1970",
        // Exists only in the hour that is skipped, or in the one that is repeated.
        "0 30 2 28 3 ?",
        "* * 2 * 3 ?",
        "* * * * * ?",
    ] {
        let day = 86_400;
        for secs in [
            i64::MIN,
            -day,
            0,
            1_000_000_000,
            86 * day + 3_599,
            296 * day,
            297 * day,
            5_000_000_000,
            i64::MAX,
        ] {
            stays_cheap(expression, secs);
        }
    }
}

#[test]
fn every_second_of_a_night_with_a_changing_clock_costs_the_same() {
    let cron: Cron = "* * * * * ?".parse().unwrap();
    let zone = summer_times();
    let mut most = 0;
    for at in (85 * 86_400..88 * 86_400).chain(295 * 86_400..298 * 86_400) {
        let at = Timestamp::from_secs(at);
        most = most.max(cost(|| cron.after(at, &zone)));
        most = most.max(cost(|| cron.before(at, &zone)));
    }
    assert!(most < 100, "{most} steps");
}

#[test]
fn a_text_of_ten_thousand_elements_is_looked_through_and_told_as_a_short_one_is() {
    let list = |elements: [&str; 4]| elements.repeat(2_500).join(",");
    let minutes = list(["0a", "59/15", "", "7,11,13-55/2"]);
    let days = list(["1W", "15W", "31", "L-3"]);
    let weekdays = list(["MONDAY", "FRI/2", "2-6W", "7/3"]);
    for expression in [
        format!(
            "{minutes} {minutes} 0-23/0,{} {days} JANUARY,3 ?",
            list(["1", "4", "9", "0-1"])
        ),
        format!(
            "0 {minutes} 4 ? * {weekdays} {}",
            list(["2027", "2029", "2031/4", "2090"])
        ),
    ] {
        stays_cheap(&expression, 0);
    }
}

proptest! {
    #[test]
    fn no_expression_is_expensive(
        text in "[0-5,*/]{1,4} [0-9,*/-]{1,5} [0-9,*/-]{1,5} ([0-9,*/LW-]{1,5} [0-9,*/-]{1,4} \\?|\\? [0-9,*/-]{1,4} [1-7L#,]{1,4})( 20[0-9]{2})?",
        secs in -1_000_000_000i64..6_000_000_000,
    ) {
        stays_cheap(&text, secs);
    }
}

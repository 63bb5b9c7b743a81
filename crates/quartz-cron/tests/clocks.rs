//! Around the hours that a wall clock skips or shows twice: held against trying every wall time.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use proptest::prelude::*;
use quartz_cron::{Cron, OffsetTable, Timestamp, Utc, Zone};

const HOUR: i64 = 3_600;
const SPRING: i64 = 1_711_846_800;
const AUTUMN: i64 = 1_729_990_800;

/// Central Europe in 2024: one hour ahead, two in summer.
fn berlin() -> OffsetTable {
    let at = Timestamp::from_secs;
    OffsetTable::new(vec![
        (at(0), 3_600),
        (at(SPRING), 7_200),
        (at(AUTUMN), 3_600),
    ])
    .unwrap()
}

/// The fire times around an instant, found without the engine's search: every wall time that fits, at
/// the instant that Quartz's rule gives it.
fn around(cron: &Cron, at: i64, zone: &OffsetTable) -> Vec<Timestamp> {
    let edge = |hours: i64| Timestamp::from_secs(at + hours * HOUR);
    let walls = cron.between(edge(-60), edge(60), &Utc);
    let mut fires: Vec<Timestamp> = walls.filter_map(|wall| zone.resolve(wall)).collect();
    fires.sort_unstable();
    fires
}

#[test]
fn the_first_second_of_a_repeated_hour_fires_on_its_second_pass() {
    let cron: Cron = "0 0 2 * * ?".parse().unwrap();
    let first_pass = Timestamp::from_secs(AUTUMN - HOUR / 2);
    let second_pass = Timestamp::from_secs(AUTUMN);
    assert_eq!(cron.after(first_pass, &berlin()), Some(second_pass));
}

proptest! {
    #[test]
    fn near_a_change_the_search_finds_what_trying_finds(
        change in prop_oneof![Just(SPRING), Just(AUTUMN)],
        quarters in -20i64..20,
        second in -1i64..=1,
        minute in "(0|59|30|\\*/7|0/15)",
        hour in "(\\*|1|2|3|1-3|\\*/2)",
    ) {
        let cron: Cron = format!("0 {minute} {hour} * * ?").parse().unwrap();
        let (zone, secs) = (berlin(), change + quarters * 900 + second);
        let at = Timestamp::from_secs(secs);
        let fires = around(&cron, secs, &zone);
        let next = fires.iter().copied().find(|fire| *fire > at);
        let last = fires.iter().copied().rfind(|fire| *fire < at);
        prop_assert_eq!(cron.after(at, &zone), next);
        prop_assert_eq!(cron.before(at, &zone), last);
    }
}

#[test]
fn in_a_zone_whose_clock_changes_again_within_hours_fires_still_come_in_order() {
    let cron: Cron = "0 */15 * * * ?".parse().unwrap();
    let quarter = |n: i64| Timestamp::from_secs(AUTUMN + n * 900);
    let offsets = [-7_200, -3_600, 0, 3_600, 7_200];
    for zone in 0..125 {
        let [first, second, third] = [zone % 5, zone / 5 % 5, zone / 25].map(|n: usize| offsets[n]);
        for between in [1, 2, 3, 5, 9, 17] {
            let rows = [
                (-400, 0),
                (0, first),
                (between, second),
                (between + 5, third),
            ];
            let rows = rows.map(|(at, offset)| (quarter(at), offset));
            let zone = OffsetTable::new(rows.to_vec()).unwrap();
            for at in (-40..60).map(quarter) {
                assert!(cron.after(at, &zone).unwrap() > at, "{zone:?} {at:?}");
                assert!(cron.before(at, &zone).unwrap() < at, "{zone:?} {at:?}");
            }
        }
    }
}

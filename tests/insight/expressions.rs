//! Random schedules in the forms that the portal documents, and runs counted one by one.

use portal_tasks::schedule::preview::Window;
use portal_tasks::schedule::zone::{LocalZone, transitions};
use proptest::prelude::*;
use quartz_cron::{Cron, OffsetTable, Timestamp, Utc};

pub(crate) const DAY: i64 = 86_400;
/// Thursday 1 January 2026.
const BEGIN: i64 = 1_767_225_600;

pub(crate) fn at(secs: i64) -> Timestamp {
    Timestamp::from_secs(secs)
}

/// Hourly or rarer for the most part, on days of every form: `L`, `W`, `#`, lists, ranges, steps.
pub(crate) fn expressions() -> impl Strategy<Value = Cron> {
    let time = prop_oneof![
        6 => "0 (0|5|30|59) (0|4|23|1,13|2-4|22-1)",
        3 => "0 (0|0,30|7/20) (\\*|\\*/6|3/5|9-17)",
        1 => "(0|0,30) (\\*/15|5/10) (8-9|\\*/8)",
    ];
    let day = prop_oneof![
        4 => "(\\*|1,15|31|30|L|LW|L-3|15W|1W|\\*/9|10-20|25-5|29) (\\*|\\*|2|1-3|11-2|FEB,APR) \\?",
        4 => "\\? (\\*|\\*|6|NOV-FEB) (2-6|SAT,SUN|6L|2#1|6#5|1|3,5|\\*|7-2)",
    ];
    (time, day).prop_map(|(time, day)| format!("{time} {day}").parse().unwrap())
}

/// A few times a day at most: for what is counted pair by pair.
pub(crate) fn rare_expressions() -> impl Strategy<Value = Cron> {
    let time = "0 (0|5|30|59) (0|4|23|1,13|22-1)";
    let day = prop_oneof![
        1 => Just("* * ?".to_owned()),
        3 => "(1,15|31|30|L|LW|L-3|15W|1W|\\*/9|10-20|25-5|29) (\\*|\\*|2|1-3|11-2|FEB,APR) \\?",
        4 => "\\? (\\*|\\*|6|NOV-FEB) (2-6|SAT,SUN|6L|2#1|6#5|1|3,5|7-2)",
    ];
    (time, day).prop_map(|(time, day)| format!("{time} {day}").parse().unwrap())
}

/// A moment of the years 2026 to 2034.
pub(crate) fn moments() -> impl Strategy<Value = Timestamp> {
    prop_oneof![
        3 => (0..8 * 365 * DAY).prop_map(|secs| at(BEGIN + secs)),
        1 => (0..8 * 365i64).prop_map(|day| at(BEGIN + day * DAY)),
    ]
}

/// Mostly open; else bounds somewhere in the two years behind a moment.
pub(crate) fn windows(now: Timestamp) -> impl Strategy<Value = Window> {
    let moment = move || prop::option::weighted(0.3, 0..700 * DAY);
    let most = prop::option::weighted(0.2, prop_oneof![0u32..5, 5u32..2000]);
    (moment(), moment(), most).prop_map(move |(start, length, max_runs)| {
        let start = start.map(|secs| at(now.as_secs() + secs));
        let from = start.unwrap_or(now).as_secs();
        Window {
            start,
            end: length.map(|secs| at(from + secs)),
            max_runs,
        }
    })
}

/// The runs from an instant on up to another, one by one.
pub(crate) fn runs(cron: &Cron, window: Window, from: Timestamp, to: Timestamp) -> Vec<Timestamp> {
    let first = window.start.map_or(from, |start| start.max(from));
    let most = window.max_runs.map_or(usize::MAX, |most| most as usize);
    cron.between(first, to, &Utc)
        .take_while(|run| window.end.is_none_or(|end| *run <= end))
        .take(most)
        .collect()
}

/// Copenhagen from an instant on: CET, and CEST from the last Sunday of March to that of October.
pub(crate) fn copenhagen(from: Timestamp) -> LocalZone {
    let last_sunday = |year, month| {
        let cron: Cron = format!("0 0 1 ? {month} 1L {year}").parse().unwrap();
        cron.after(at(0), &Utc).unwrap().as_secs()
    };
    let offset = |at: i64| {
        let year = Timestamp::from_secs(at).civil(0).year;
        let summer = last_sunday(year, 3)..last_sunday(year, 10);
        if summer.contains(&at) { 7200 } else { 3600 }
    };
    let from = from.as_secs().div_euclid(60) * 60;
    let rows = transitions(from, from + 800 * DAY, DAY, offset);
    let labels = vec![(3600, "CET".into()), (7200, "CEST".into())];
    LocalZone::new(
        "Europe/Copenhagen".into(),
        OffsetTable::new(rows).unwrap(),
        labels,
    )
}

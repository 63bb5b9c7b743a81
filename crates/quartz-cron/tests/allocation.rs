//! Looking for fire times takes no memory: only reading an expression does.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use allocation_counter::measure;
use quartz_cron::{Cron, OffsetTable, Timestamp, Utc};

#[test]
fn ten_thousand_fire_times_are_found_without_an_allocation() {
    let at = Timestamp::from_secs;
    let zone = OffsetTable::new(vec![(at(0), 3600), (at(1_774_746_000), 7200)]).unwrap();
    let crons: Vec<Cron> = ["0 */5 * * * ?", "0 0 4 LW * ? 2026-2099", "0 30 2 ? * 6#3"]
        .map(|text| text.parse().unwrap())
        .into();
    let mut seen = 0;
    let taken = measure(|| {
        for cron in &crons {
            seen += cron
                .fires_after(at(1_774_000_000), &zone)
                .take(3_000)
                .count();
            seen += cron
                .fires_before(at(4_000_000_000), &zone)
                .take(3_000)
                .count();
            seen += cron.count(at(1_774_000_000), at(1_776_000_000), &Utc) as usize;
            assert!(
                cron.gaps(at(1_774_000_000), at(1_800_000_000), &zone)
                    .is_some()
            );
            assert!(!cron.never_fires());
            seen += cron.fire_days(20_000).count();
        }
    });
    assert!(seen > 10_000, "{seen}");
    assert_eq!(taken.count_total, 0);
}

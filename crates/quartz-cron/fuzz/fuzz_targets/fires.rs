//! Fire times of any expression, from any instant, on any wall clock: they ascend, and looking back
//! finds the way.

#![no_main]

use libfuzzer_sys::{arbitrary, fuzz_target};
use quartz_cron::{Cron, OffsetTable, Timestamp};

#[derive(arbitrary::Arbitrary, Debug)]
struct Input<'a> {
    text: &'a str,
    at: i64,
    /// Days between two changes of the clock, and quarters of an hour that it is ahead then.
    changes: Vec<(u16, i8)>,
}

fuzz_target!(|input: Input| {
    let Ok(cron) = input.text.parse::<Cron>() else {
        return;
    };
    let mut from = 0;
    let rows = input.changes.iter().map(|(days, quarters)| {
        from += (i64::from(*days) + 3) * 86_400;
        // From UTC-12 to UTC+12: no clock was ever set by more than a day.
        (Timestamp::from_secs(from), (i32::from(*quarters).rem_euclid(97) - 48) * 900)
    });
    let zone = OffsetTable::new(rows.collect()).unwrap_or_else(|_| OffsetTable::fixed(0));
    let at = Timestamp::from_secs(input.at);
    let mut last = at;
    for fire in cron.fires_after(at, &zone).take(20) {
        assert!(fire > last, "{input:?}");
        let back = cron.before(fire, &zone);
        assert!(back.is_none_or(|back| back <= last.max(at)), "{input:?}: {back:?}");
        if last > at {
            assert_eq!(back, Some(last), "{input:?}");
        }
        last = fire;
    }
    if let Some(back) = cron.before(at, &zone) {
        assert!(back < at, "{input:?}");
    }
});

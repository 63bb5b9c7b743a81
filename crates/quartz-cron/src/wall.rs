//! Wall clocks that change: where a repeated hour begins, where a skipped one ends.

use crate::time::Timestamp;
use crate::zone::Zone;

/// No clock goes back by more than a day.
const DAY: i64 = 86_400;

/// The first wall-clock second that the clock is going to show again, when it shows one of those for
/// the first time at this instant.
pub(crate) fn repeated_from(at: Timestamp, zone: &impl Zone) -> Option<i64> {
    let tomorrow = Timestamp::from_secs(at.as_secs().saturating_add(DAY));
    let (now, later) = (zone.offset_at(at), zone.offset_at(tomorrow));
    if later >= now {
        return None;
    }
    let change = change_between(at, tomorrow, zone);
    let first = change.as_secs().saturating_add(i64::from(later));
    (local(at, now) >= first).then_some(first)
}

/// The wall-clock seconds that the clock skips around this one: the first, and the first behind them.
pub(crate) fn gap_around(wall: i64, zone: &impl Zone) -> Option<(i64, i64)> {
    let instant = |secs: i64| Timestamp::from_secs(secs);
    let (low, high) = (
        instant(wall.saturating_sub(2 * DAY)),
        instant(wall.saturating_add(2 * DAY)),
    );
    let (before, after) = (zone.offset_at(low), zone.offset_at(high));
    if before >= after {
        return None;
    }
    let change = change_between(low, high, zone);
    let gap = (local(change, before), local(change, after));
    (gap.0..gap.1).contains(&wall).then_some(gap)
}

fn local(at: Timestamp, offset: i32) -> i64 {
    at.as_secs().saturating_add(i64::from(offset))
}

/// The first instant with another offset than the first of the two, which have different ones. Halves
/// the span: two days take 18 questions.
fn change_between(low: Timestamp, high: Timestamp, zone: &impl Zone) -> Timestamp {
    let before = zone.offset_at(low);
    let (mut low, mut high) = (low.as_secs(), high.as_secs());
    while high - low > 1 {
        let middle = low.midpoint(high);
        if zone.offset_at(Timestamp::from_secs(middle)) == before {
            low = middle;
        } else {
            high = middle;
        }
    }
    Timestamp::from_secs(high)
}

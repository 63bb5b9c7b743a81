//! How far apart the runs of a plan are.

use super::plan::{DAY, Plan};
use quartz_cron::{Civil, Gap, Timestamp};
use std::collections::BTreeMap;

/// What lies in a gap between two runs. Days are those of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crosses {
    /// A whole Saturday and the whole Sunday behind it.
    pub weekend: bool,
    /// The end of a month.
    pub month_end: bool,
    /// A whole 29 February.
    pub leap_day: bool,
}

/// All gaps of one length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gaps {
    /// The first of them.
    pub first: Gap,
    pub times: u64,
    /// What lies in every one of them.
    pub all_cross: Crosses,
}

impl Crosses {
    const NOTHING: Self = Self {
        weekend: false,
        month_end: false,
        leap_day: false,
    };

    /// What lies in a gap.
    pub fn of(gap: Gap) -> Self {
        let (from, to) = (gap.from.as_secs(), gap.to.as_secs());
        let (first, last) = (gap.from.civil(0), gap.to.civil(0));
        // The first midnight, and the first one of a Saturday: 3 January 1970 was one.
        let midnight = from.div_euclid(DAY) + i64::from(from.rem_euclid(DAY) > 0);
        let saturday = midnight + (2 - midnight).rem_euclid(7);
        let is_inside = |year| {
            let day = Civil::new(year, 2, 29, 0, 0, 0).map(|civil| civil.timestamp(0).as_secs());
            day.is_some_and(|day| from <= day && day + DAY <= to)
        };
        Self {
            weekend: (saturday + 2) * DAY <= to,
            month_end: (first.year, first.month) != (last.year, last.month),
            leap_day: (first.year..=last.year).any(is_inside),
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            weekend: self.weekend && other.weekend,
            month_end: self.month_end && other.month_end,
            leap_day: self.leap_day && other.leap_day,
        }
    }
}

impl Plan {
    /// The gaps that begin with a run of the span, by their length, the shortest first. The last one
    /// may end behind the span.
    pub fn gaps(&self) -> Vec<Gaps> {
        let mut found = Found::default();
        for pair in self.head().windows(2) {
            found.add(pair[0], pair[1]);
        }
        let mut before = self.head().last().copied();
        for (first, last) in self.whole_days() {
            if let Some(before) = before {
                found.add(before, first);
            }
            before = Some(last);
        }
        self.add_days(&mut found);
        let behind = self.tail().iter().copied().chain(self.next());
        for at in behind {
            if let Some(before) = before {
                found.add(before, at);
            }
            before = Some(at);
        }
        found.by_secs.into_values().collect()
    }

    /// The gaps inside the whole days.
    fn add_days(&self, found: &mut Found) {
        let Some((first, _)) = self.whole_days().next() else {
            return;
        };
        let midnight = first.as_secs().div_euclid(DAY) * DAY;
        let days = self.whole_days().count() as u64;
        for pairs in self.times().neighbours() {
            let from = midnight + pairs.first;
            let gap = Gap {
                from: Timestamp::from_secs(from),
                to: Timestamp::from_secs(from + pairs.secs),
            };
            found.add_all(Gaps {
                first: gap,
                times: pairs.pairs * days,
                all_cross: Crosses::NOTHING,
            });
        }
    }
}

#[derive(Default)]
struct Found {
    by_secs: BTreeMap<i64, Gaps>,
}

impl Found {
    fn add(&mut self, from: Timestamp, to: Timestamp) {
        let first = Gap { from, to };
        // What lies in none of them, or not in every one, need not be looked for again.
        let before = self.by_secs.get(&first.secs());
        let all_cross = match before.map(|gaps| gaps.all_cross) {
            Some(Crosses::NOTHING) => Crosses::NOTHING,
            _ => Crosses::of(first),
        };
        self.add_all(Gaps {
            first,
            times: 1,
            all_cross,
        });
    }

    fn add_all(&mut self, more: Gaps) {
        let so_far = self
            .by_secs
            .entry(more.first.secs())
            .or_insert(Gaps { times: 0, ..more });
        so_far.times += more.times;
        so_far.all_cross = so_far.all_cross.and(more.all_cross);
        if more.first.from < so_far.first.from {
            so_far.first = more.first;
        }
    }
}

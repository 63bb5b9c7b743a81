//! Runs of different schedules that are at work at the same time.

use super::{Bar, Planned};
use quartz_cron::Timestamp;
use std::collections::BTreeMap;

/// Overlaps are counted up to this number; then the search ends where it is.
const MOST: usize = 250_000;

/// Two schedules that meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// Positions, the smaller one first.
    pub of: (usize, usize),
    /// How often a run of one meets a run of the other.
    pub times: u64,
    /// The first such time, from the later beginning to the earlier end.
    pub from: Timestamp,
    pub to: Timestamp,
    /// Seconds that they share over the whole span.
    pub secs: i64,
}

impl Overlap {
    /// A minute each time: tasks of the system take seconds, and meet each other every hour.
    pub fn is_worth_telling(&self) -> bool {
        u64::try_from(self.secs / 60).is_ok_and(|minutes| minutes >= self.times)
    }
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlaps {
    /// Those that meet most often come first.
    pub pairs: Vec<Overlap>,
    /// Up to here all was looked at: the end of the span, unless there were too many.
    pub until: Timestamp,
}

impl Overlaps {
    /// Of the runs that begin from an instant on up to another.
    pub fn of(planned: &[Planned], from: Timestamp, to: Timestamp) -> Self {
        let mut bars: Vec<Bar> = planned
            .iter()
            .enumerate()
            .flat_map(|(of, schedule)| schedule.bars(of, from, to))
            .collect();
        bars.sort_unstable();
        let mut found: BTreeMap<(usize, usize), Overlap> = BTreeMap::new();
        let (mut at_work, mut until, mut seen): (Vec<Bar>, _, _) = (Vec::new(), to, 0);
        for bar in bars {
            at_work.retain(|other| other.to > bar.from);
            if seen > MOST {
                until = bar.from;
                break;
            }
            for other in at_work.iter().filter(|other| other.of != bar.of) {
                let end = other.to.min(bar.to);
                let shared = end.as_secs() - bar.from.as_secs();
                let of = (bar.of.min(other.of), bar.of.max(other.of));
                seen += 1;
                found
                    .entry(of)
                    .and_modify(|overlap| {
                        overlap.times += 1;
                        overlap.secs += shared;
                    })
                    .or_insert(Overlap {
                        of,
                        times: 1,
                        from: bar.from,
                        to: end,
                        secs: shared,
                    });
            }
            at_work.push(bar);
        }
        let mut pairs: Vec<Overlap> = found.into_values().collect();
        pairs.sort_by_key(|pair| (std::cmp::Reverse(pair.times), pair.of));
        Self { pairs, until }
    }
}

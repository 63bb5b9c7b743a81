//! Time zones as tables of offsets, handed in by the caller.

use crate::time::Timestamp;
use std::fmt;

/// Where a wall clock stands relative to UTC at every instant.
///
/// ```
/// use quartz_cron::{Cron, Timestamp, Zone};
/// /// Two hours ahead, all year.
/// struct Cairo;
/// impl Zone for Cairo {
///     fn offset_at(&self, _: Timestamp) -> i32 {
///         7_200
///     }
/// }
/// let daily: Cron = "0 0 4 * * ?".parse().unwrap();
/// assert_eq!(daily.after(Timestamp::from_secs(0), &Cairo).unwrap().as_secs(), 2 * 3_600);
/// ```
pub trait Zone {
    /// Seconds that the wall clock is ahead of UTC.
    fn offset_at(&self, at: Timestamp) -> i32;

    /// The instant of a wall-clock time, given as the instant at which UTC shows it. A time that the
    /// clock skips has none; of a time that it shows twice, the second counts. This is Quartz's rule.
    fn resolve(&self, wall: Timestamp) -> Option<Timestamp> {
        // No zone is a day and two hours from UTC, so the answer's offset is one of these two.
        const REACH: i64 = 26 * 3600;
        let secs = wall.as_secs();
        let try_offset = |near: i64| {
            let offset = self.offset_at(Timestamp::from_secs(near));
            let at = Timestamp::from_secs(secs.saturating_sub(i64::from(offset)));
            (self.offset_at(at) == offset).then_some(at)
        };
        try_offset(secs.saturating_add(REACH)).max(try_offset(secs.saturating_sub(REACH)))
    }
}

/// Coordinated Universal Time.
///
/// ```
/// use quartz_cron::{Timestamp, Utc, Zone};
/// assert_eq!(Utc.offset_at(Timestamp::from_secs(0)), 0);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Utc;

impl Zone for Utc {
    fn offset_at(&self, _: Timestamp) -> i32 {
        0
    }

    fn resolve(&self, wall: Timestamp) -> Option<Timestamp> {
        Some(wall)
    }
}

/// A zone as rows of (instant, offset in seconds), sorted: each offset holds from its instant to that
/// of the next row. The first also holds before its instant, the last for ever.
///
/// ```
/// use quartz_cron::{OffsetTable, Timestamp, Zone};
/// let spring = Timestamp::from_secs(1_774_746_000);
/// let zone = OffsetTable::new(vec![(Timestamp::from_secs(0), 3600), (spring, 7200)]).unwrap();
/// // 02:30 of that Sunday is skipped.
/// assert_eq!(zone.resolve(Timestamp::from_secs(1_774_746_000 + 3600 + 1800)), None);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OffsetTable(Vec<(Timestamp, i32)>);

/// The rows of a table are none, or not in ascending order of their instants.
///
/// ```
/// use quartz_cron::{OffsetTable, Unsorted};
/// assert_eq!(OffsetTable::new(vec![]), Err(Unsorted));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsorted;

impl fmt::Display for Unsorted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an offset table needs rows in ascending order")
    }
}

impl std::error::Error for Unsorted {}

impl OffsetTable {
    /// A table of at least one row, in strictly ascending order.
    ///
    /// ```
    /// use quartz_cron::{OffsetTable, Timestamp, Zone};
    /// let (winter, summer) = (Timestamp::from_secs(0), Timestamp::from_secs(1_774_746_000));
    /// let zone = OffsetTable::new(vec![(winter, 3600), (summer, 7200)]).unwrap();
    /// assert_eq!(zone.offset_at(summer), 7200);
    /// assert!(OffsetTable::new(vec![]).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// [`Unsorted`] when there is no row or the instants do not ascend.
    pub fn new(rows: Vec<(Timestamp, i32)>) -> Result<Self, Unsorted> {
        let ascends = rows.windows(2).all(|pair| pair[0].0 < pair[1].0);
        if rows.is_empty() || !ascends {
            Err(Unsorted)
        } else {
            Ok(Self(rows))
        }
    }

    /// A zone that never changes its clock.
    ///
    /// ```
    /// use quartz_cron::{OffsetTable, Timestamp, Zone};
    /// assert_eq!(OffsetTable::fixed(-18_000).offset_at(Timestamp::from_secs(0)), -18_000);
    /// ```
    pub fn fixed(offset: i32) -> Self {
        Self(vec![(Timestamp::from_secs(0), offset)])
    }
}

impl Zone for OffsetTable {
    fn offset_at(&self, at: Timestamp) -> i32 {
        let behind = self.0.partition_point(|(from, _)| *from <= at);
        let row = self.0.get(behind.saturating_sub(1));
        row.map_or(0, |(_, offset)| *offset)
    }
}

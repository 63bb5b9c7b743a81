//! The parts of a field, as they were written.

use crate::time::Weekday;

/// One element of a field's comma-separated list.
///
/// ```
/// use quartz_cron::{Cron, Field, Item};
/// let cron: Cron = "0 0/20 4 L-3 * ?".parse().unwrap();
/// let step = Item::Step { from: Some(0), to: None, step: 20 };
/// assert_eq!(cron.items(Field::Minute), [step]);
/// assert_eq!(cron.items(Field::DayOfMonth), [Item::LastOffset(3)]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// `*`: every value.
    Any,
    /// `?`: no specific value, in one of the two day fields.
    NoSpecificValue,
    /// One value.
    Value(u16),
    /// `from-to`; wraps where `from` is larger.
    Range {
        /// The first value.
        from: u16,
        /// The last value.
        to: u16,
    },
    /// `*/step`, `from/step` (to the end of the field) and `from-to/step`.
    Step {
        /// None for `*`.
        from: Option<u16>,
        /// None for "to the end".
        to: Option<u16>,
        /// At least 1.
        step: u16,
    },
    /// `L` in day of month: the last day.
    Last,
    /// `L-n`: so many days before the last.
    LastOffset(u8),
    /// `LW`: the last Monday to Friday.
    LastWeekday,
    /// `L-nW`: the Monday to Friday nearest to the n-th day before the last.
    LastOffsetWeekday(u8),
    /// `nW`: the Monday to Friday nearest to a day, within its month.
    NearestWeekday(u8),
    /// `weekday#n`: the n-th of a weekday in its month, 1 to 5.
    NthWeekday {
        /// The weekday.
        weekday: Weekday,
        /// 1 to 5.
        n: u8,
    },
    /// `weekdayL`: the last of a weekday in its month.
    LastOfMonth {
        /// The weekday.
        weekday: Weekday,
    },
}

impl Item {
    /// `?`.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self, Self::NoSpecificValue)
    }

    /// `*`.
    pub(crate) fn is_any(&self) -> bool {
        matches!(self, Self::Any)
    }

    /// One of the forms with an `L` that stand in day of month.
    pub(crate) fn counts_from_the_end(&self) -> bool {
        matches!(
            self,
            Self::Last | Self::LastOffset(_) | Self::LastWeekday | Self::LastOffsetWeekday(_)
        )
    }
}

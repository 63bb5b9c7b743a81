//! Quartz cron expressions: read, written, explained, and turned into fire times.
//!
//! A [`Cron`] that exists is one that Quartz accepts. The crate has no dependency, no clock and no
//! time-zone database: instants are handed in, and zones come as tables of offsets ([`OffsetTable`]).
//!
//! ```
//! use quartz_cron::{describe, Civil, Cron, Style, Utc};
//!
//! let cron: Cron = "0 0 4 ? * SAT".parse().unwrap();
//! assert_eq!(describe(&cron, &Style::default()), "Every Saturday at 04:00 UTC");
//!
//! let friday = Civil::new(2026, 10, 23, 14, 2, 0).unwrap().timestamp(0);
//! let next = cron.after(friday, &Utc).unwrap().civil(0);
//! assert_eq!((next.day, next.hour), (24, 4));
//! ```

#![warn(missing_docs)]

mod cron;
mod days;
mod describe;
mod error;
mod field;
mod fire_days;
mod fires;
mod item;
mod lint;
mod meaning;
mod parse;
mod paste;
mod print;
mod scan;
mod span;
#[cfg(test)]
mod steps;
mod suggest;
mod time;
mod wall;
mod zone;

pub use cron::{Cron, RequestFields};
pub use describe::{Style, describe};
pub use error::{ErrorKind, ParseError};
pub use field::Field;
pub use item::Item;
pub use lint::{Lint, Rule};
pub use meaning::{DayRule, Meaning, Steps, TimeRule};
pub use paste::{Change, Dialect, Outcome, Paste, Question, paste};
pub use span::{Gap, Gaps};
pub use time::{Civil, Timestamp, Weekday};
pub use zone::{OffsetTable, Unsorted, Utc, Zone};

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct ReadMe;

//! The pieces of the calendar.

pub mod counted;
pub mod day;
pub mod heat;
pub mod month;
pub mod overlaps;
pub mod proposal;

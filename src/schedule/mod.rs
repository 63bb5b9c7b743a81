//! What a schedule means, apart from the portal that keeps it and the page that shows it.

pub mod builder;
pub mod choice;
pub mod day_times;
pub mod diff;
pub mod figures;
pub mod gaps;
pub mod grid;
pub mod itself;
pub mod loss;
pub mod nights;
pub mod plan;
pub mod preview;
pub mod rhythm;
pub mod target;
pub mod times;
pub mod zone;

use quartz_cron::Timestamp;

/// Fire times after this moment count: the start itself does, the present does not.
pub fn first_moment(start: Option<Timestamp>, now: Timestamp) -> Timestamp {
    start.map_or(now, |start| {
        now.max(Timestamp::from_secs(start.as_secs() - 1))
    })
}

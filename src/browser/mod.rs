//! The browser as the app needs it: its clock, its time zone, its page. Thin, and without rules.

pub mod channel;
pub mod clock;
pub mod page;
pub mod zone;

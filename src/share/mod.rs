//! What leaves the page: an expression as a link, planned runs for another calendar. Neither has a
//! place for a secret.

pub mod ical;
pub mod link;

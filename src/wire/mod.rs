//! What the portal writes, exactly as it writes it: serde structs, no rules, no words.
//!
//! The portal's names stand (`taskTitle` in a reply is `title` in a request). A field that some
//! release leaves out is an `Option`; a field of no use to the app is not here, and a passcode has
//! no place in any of these types.

pub mod date;
pub mod page;
pub mod recovery;
pub mod reply;
pub mod runs;
pub mod sharing;
pub mod tasks;

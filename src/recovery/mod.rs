//! Disaster recovery as the app knows it: stores, the backups in them, and what is being made or
//! restored. No key, passcode or metadata of the portal has a place in any of these types.

pub mod backup;
pub mod keeping;
pub mod order;
pub mod origin;
pub mod outage;
pub mod progress;
pub mod reach;
pub mod register;
pub mod settings;
pub mod shelf;
pub mod stock;
pub mod store;
pub mod volume;
pub mod watch;

use crate::foreign;
use std::fmt;
use std::sync::Arc;

/// The name of a store or of a backup: any text that can be one part of an address once it is
/// percent-encoded.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name(Arc<str>);

impl Name {
    /// None for what no server sees as a part of its own: nothing, `.` and `..`.
    pub fn new(text: &str) -> Option<Self> {
        (!matches!(text, "" | "." | "..")).then(|| Self(text.into()))
    }

    /// As the portal knows it, for requests and comparisons: it may hold what must not be shown as it is.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// As it may be shown: see [`foreign`]. What goes to the portal is [`Name::as_str`].
impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&foreign::line(&self.0))
    }
}

/// What could be read of a list, and how many of its elements could not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing<T> {
    pub items: Vec<T>,
    pub unreadable: usize,
}

impl<T> Default for Listing<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            unreadable: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_would_climb_in_an_address_is_no_name() {
        assert_eq!(Name::new(""), None);
        assert_eq!(Name::new(".."), None);
        assert_eq!(Name::new("a/../b").unwrap().as_str(), "a/../b");
    }
}

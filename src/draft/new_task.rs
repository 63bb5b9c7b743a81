//! Proof that a backup schedule may be sent.

use super::Timing;
use crate::passcode::Passcode;
use crate::retention::Retention;

/// A backup schedule that the portal can be asked to create, or to keep in the place of another. Only
/// a [`super::TaskDraft`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTask {
    pub(super) title: String,
    pub(super) backup_name: String,
    pub(super) store: String,
    pub(super) description: Option<String>,
    pub(super) retention: Retention,
    pub(super) passcode: Passcode,
    pub(super) timing: Timing,
}

impl NewTask {
    pub fn title(&self) -> &str {
        &self.title
    }
    pub fn backup_name(&self) -> &str {
        &self.backup_name
    }
    pub fn store(&self) -> &str {
        &self.store
    }
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }
    pub fn retention(&self) -> Retention {
        self.retention
    }
    pub fn passcode(&self) -> &Passcode {
        &self.passcode
    }
    pub fn timing(&self) -> &Timing {
        &self.timing
    }
}

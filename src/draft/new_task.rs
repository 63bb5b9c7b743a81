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
    /// What the task is called in the portal's list.
    pub fn title(&self) -> &str {
        &self.title
    }
    /// `parameters.name`: what the names of its backups begin with.
    pub fn backup_name(&self) -> &str {
        &self.backup_name
    }
    /// `parameters.storeName`: the backup store to write to.
    pub fn store(&self) -> &str {
        &self.store
    }
    /// `parameters.description`; None where the field was left empty.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }
    /// How long each of its backups is kept. It is sent as units and once more in milliseconds.
    pub fn retention(&self) -> Retention {
        self.retention
    }
    /// What its backups are encrypted with. An edit has it too, since the portal demands it.
    pub fn passcode(&self) -> &Passcode {
        &self.passcode
    }
    /// When it runs: schedule, start, end and maximum of runs.
    pub fn timing(&self) -> &Timing {
        &self.timing
    }
}

//! Why an operation of disaster recovery was not carried out, or failed.

use crate::http::Refusal;

/// Each is a sentence for whoever asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    #[error("There is no backup store '{0}'.")]
    NoStore(String),
    #[error("There is no backup '{backup}' in the backup store '{store}'.")]
    NoBackup { store: String, backup: String },
    #[error("There is no backup '{0}' in any backup store.")]
    NoBackupAnywhere(String),
    #[error("Another disaster recovery operation is in progress: wait until it is done.")]
    Busy,
    #[error("The portal is being restored.")]
    Down,
    #[error("The staging volume is not configured: update the disaster recovery settings first.")]
    NoStaging,
    #[error("The volume of the backup store '{0}' cannot be written to.")]
    NotReady(String),
    #[error("The backup store '{store}' already holds a backup named '{backup}'.")]
    BackupExists { store: String, backup: String },
    #[error("A backup store named '{0}' is registered already.")]
    StoreExists(String),
    #[error("The storage is in use by the backup store '{0}'.")]
    StorageInUse(String),
    #[error(
        "The backup took longer than {0} seconds and was cancelled: 'timeoutInSeconds' in the disaster recovery settings allows no more."
    )]
    TimedOut(i64),
    #[error("The passcode is not the one that the backup was made with.")]
    WrongPasscode,
    #[error("The backup is damaged and cannot be restored. Nothing was changed.")]
    Damaged,
    #[error("The backup is of release {0}; only the same release can restore it.")]
    OtherRelease(String),
    /// Everything that is wrong with a request.
    #[error("{}", .0.join(" "))]
    Wrong(Vec<String>),
    /// The sandbox itself failed; what happened is in its log.
    #[error("{0}")]
    Broken(&'static str),
}

impl Trouble {
    /// As an answer to an operation, under its heading such as `Unable to create backup.`
    pub fn refusal(self, message: &'static str) -> Refusal {
        match self {
            Self::NoStore(_) | Self::NoBackup { .. } | Self::NoBackupAnywhere(_) => {
                Refusal::NotFound(self.to_string())
            }
            Self::Broken(what) => Refusal::Broken(what.to_owned()),
            Self::Busy
            | Self::Down
            | Self::BackupExists { .. }
            | Self::StoreExists(_)
            | Self::StorageInUse(_) => Refusal::Conflict {
                message,
                details: vec![self.to_string()],
            },
            Self::Wrong(details) => Refusal::Invalid { message, details },
            _ => Refusal::Invalid {
                message,
                details: vec![self.to_string()],
            },
        }
    }
}

impl From<anyhow::Error> for Trouble {
    fn from(error: anyhow::Error) -> Self {
        tracing::error!("{error:#}");
        Self::Broken("The portal's disk could not be used.")
    }
}

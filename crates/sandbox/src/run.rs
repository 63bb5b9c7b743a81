//! A run of a task. Section 1.8 of docs/portal-api.md.

/// How far a run is, in the words of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Scheduled,
    Executing,
    Succeeded,
    Skipped,
    Failed,
    SubmitFailed,
}

impl Status {
    pub const ALL: [Self; 6] = [
        Self::Scheduled,
        Self::Executing,
        Self::Succeeded,
        Self::Skipped,
        Self::Failed,
        Self::SubmitFailed,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Executing => "executing",
            Self::Succeeded => "succeeded",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
            Self::SubmitFailed => "submitfailed",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// A run that is about to be recorded, of a task as it stands.
#[derive(Clone, Debug)]
pub struct NewRun {
    /// 32 hexadecimal digits.
    pub id: String,
    pub status: Status,
    /// The message: why it was skipped or failed, or what it did.
    pub result: String,
    /// When it began, or was passed over. Epoch milliseconds.
    pub created_ms: i64,
    /// The last change of this record: of a run that is over, its end.
    pub modified_ms: i64,
}

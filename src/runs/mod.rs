//! A run: one time that a task was carried out, as the portal recorded it.

pub mod chart;
pub mod duration;
pub mod shown;

use crate::task::is_identifier;
use quartz_cron::Timestamp;
use std::sync::Arc;

/// The identifier of a run, safe to stand in an address.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RunId(Arc<str>);

impl RunId {
    /// None for text that could change the meaning of an address.
    pub fn new(text: &str) -> Option<Self> {
        is_identifier(text).then(|| Self(text.into()))
    }

    /// The portal's own text for it, as an address holds it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How far a run is. Source: Run, `status`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RunState {
    Failed,
    SubmitFailed,
    Skipped,
    Executing,
    Scheduled,
    Succeeded,
    /// A state of a newer release, as the portal spells it.
    Other(String),
}

impl RunState {
    /// Those that the API documents, in the order in which they matter.
    pub const KNOWN: [Self; 6] = [
        Self::Failed,
        Self::SubmitFailed,
        Self::Skipped,
        Self::Executing,
        Self::Scheduled,
        Self::Succeeded,
    ];

    /// By the portal's spelling, in which case matters; a word that is not known is kept.
    pub fn named(name: &str) -> Self {
        let known = Self::KNOWN.into_iter().find(|state| state.name() == name);
        known.unwrap_or_else(|| Self::Other(name.to_owned()))
    }

    /// How the portal spells it.
    pub fn name(&self) -> &str {
        match self {
            Self::Failed => "failed",
            Self::SubmitFailed => "submitfailed",
            Self::Skipped => "skipped",
            Self::Executing => "executing",
            Self::Scheduled => "scheduled",
            Self::Succeeded => "succeeded",
            Self::Other(name) => name,
        }
    }

    /// True when nothing more will happen. Of a state that is not known nobody can tell.
    pub fn is_over(&self) -> bool {
        match self {
            Self::Failed | Self::SubmitFailed | Self::Skipped | Self::Succeeded => true,
            Self::Executing | Self::Scheduled | Self::Other(_) => false,
        }
    }

    /// True when the work was to be done and was not.
    pub fn is_failure(&self) -> bool {
        matches!(self, Self::Failed | Self::SubmitFailed)
    }
}

/// One run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub id: RunId,
    pub state: RunState,
    /// What it did or why it failed, in the portal's words; may be empty.
    pub message: String,
    /// `created`: when it began.
    pub start: Option<Timestamp>,
    /// From `created` to `modified`, milliseconds, of a run that is over.
    pub took_ms: Option<i64>,
}

/// How many count against a task's maximum: those that began. What the scheduler passed over was none.
pub fn counted(runs: &[Run]) -> u32 {
    let counted = runs.iter().filter(|run| run.state != RunState::Skipped);
    u32::try_from(counted.count()).unwrap_or(u32::MAX)
}

/// What may be written into the record of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunEdit {
    pub state: RunState,
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_found_again_by_its_name_and_others_keep_theirs() {
        for state in RunState::KNOWN {
            assert_eq!(RunState::named(state.name()), state);
        }
        assert_eq!(RunState::named("Succeeded").name(), "Succeeded");
    }

    #[test]
    fn an_identifier_cannot_climb_out_of_its_address() {
        assert!(RunId::new("dae1bfa5d6ec44349790ebb3f27dd4e1").is_some());
        for text in ["", "..", "a/b", "a?b", "a#b", "a%2fb"] {
            assert!(RunId::new(text).is_none(), "{text}");
        }
    }
}

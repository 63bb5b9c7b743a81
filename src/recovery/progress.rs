//! What the portal is making or restoring, or did last: its `status` resource and its jobs. Source:
//! section 3.5 of docs/portal-api.md.

use quartz_cron::Timestamp;

/// The stages of a backup in their order, as `status` names them. A running one lists those that it
/// has reached.
const BACKUP_STAGES: [&str; 5] = [
    "Validation",
    "Stage Relational store",
    "Stage Object store",
    "Stage system configuration",
    "Post backup operation cleanup",
];

/// The operation that `status` tells of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    pub operation: Operation,
    pub state: State,
    pub backup: Option<String>,
    pub store: Option<String>,
    /// True for one that a schedule started.
    pub is_scheduled: bool,
    pub stages: Vec<Stage>,
    pub started: Option<Timestamp>,
    pub completed: Option<Timestamp>,
    pub message: Option<String>,
}

/// What the portal is doing, or did last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    Backup,
    Restore,
    /// As the portal spells it.
    Other(String),
}

impl Operation {
    /// From `operation`; case does not matter. A text that is missing is the empty [`Self::Other`].
    pub fn from_name(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "backup" => Self::Backup,
            "restore" => Self::Restore,
            _ => Self::Other(name.to_owned()),
        }
    }
}

/// How an operation stands. Esri's own command line tool takes every text but three for "running".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Running,
    Succeeded,
    SucceededWithWarnings,
    Failed,
}

impl State {
    /// From `state`; case does not matter.
    pub fn from_name(name: &str) -> Self {
        match name.to_ascii_lowercase().as_str() {
            "success" => Self::Succeeded,
            "completed_with_warnings" => Self::SucceededWithWarnings,
            "failed" => Self::Failed,
            _ => Self::Running,
        }
    }

    /// True when nothing more will happen, whether it succeeded or failed.
    pub fn is_over(self) -> bool {
        self != Self::Running
    }
}

/// One stage of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    pub name: String,
    pub state: StageState,
    /// Seconds.
    pub took: Option<i64>,
}

/// How a stage stands. Those that the portal has not listed yet wait: see [`Progress::all_stages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageState {
    Waiting,
    Running,
    Done,
    Failed,
}

impl StageState {
    /// From `state`; `completed` is the only documented value.
    pub fn from_name(name: Option<&str>) -> Self {
        match name.map(str::to_ascii_lowercase).as_deref() {
            Some("completed" | "success" | "completed_with_warnings") => Self::Done,
            Some("failed") => Self::Failed,
            Some("waiting" | "pending" | "not_started") => Self::Waiting,
            _ => Self::Running,
        }
    }
}

impl Progress {
    /// True while its state is none of the three that end an operation.
    pub fn is_running(&self) -> bool {
        self.state == State::Running
    }

    /// The stages told, and those still to come where they are known.
    pub fn all_stages(&self) -> Vec<Stage> {
        let mut stages = self.stages.clone();
        if self.is_running() && self.operation == Operation::Backup {
            let missing = BACKUP_STAGES
                .iter()
                .filter(|name| self.stages.iter().all(|stage| stage.name != **name));
            stages.extend(missing.map(|name| Stage {
                name: (*name).to_owned(),
                state: StageState::Waiting,
                took: None,
            }));
        }
        stages
    }

    /// Stages done, of all that are known.
    pub fn steps(&self) -> (usize, usize) {
        let stages = self.all_stages();
        let done = stages.iter().filter(|s| s.state == StageState::Done);
        (done.count(), stages.len())
    }
}

/// Seconds of `3096 millis (~ 0 minutes)`, rounded up: a stage that took a moment did take one.
pub fn millis(text: &str) -> Option<i64> {
    let (number, rest) = text.trim().split_once(' ')?;
    let ms: i64 = number.parse().ok()?;
    (rest.starts_with("milli") && ms >= 0).then(|| ms / 1000 + i64::from(ms % 1000 > 0))
}

/// A job of `jobs`: what an operation answers with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    pub state: JobState,
    /// Why it failed, where the portal says it.
    pub message: Option<String>,
}

/// How a job stands. On release 11.4 a backup's job is `COMPLETED` the moment it is submitted
/// (arcgis-gitops issue 165): it is a hint, never a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobState {
    Running,
    Completed,
    /// `FAILED`, `CANCELLED` or `TIMED OUT`, as the portal spells it.
    Failed(String),
    /// `UNAVAILABLE` or a word of a newer release.
    Other(String),
}

impl JobState {
    /// From `status` of a job, in the portal's capitals: in any other spelling it is [`Self::Other`].
    pub fn from_name(name: &str) -> Self {
        match name {
            "SUBMITTED" | "EXECUTING" | "CANCELLING" => Self::Running,
            "COMPLETED" => Self::Completed,
            "FAILED" | "CANCELLED" | "TIMED OUT" => Self::Failed(name.to_owned()),
            _ => Self::Other(name.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn running(stages: &[(&str, StageState)]) -> Progress {
        Progress {
            operation: Operation::Backup,
            state: State::Running,
            backup: None,
            store: None,
            is_scheduled: false,
            stages: stages
                .iter()
                .map(|(name, state)| Stage {
                    name: (*name).to_owned(),
                    state: *state,
                    took: None,
                })
                .collect(),
            started: None,
            completed: None,
            message: None,
        }
    }

    #[test]
    fn the_stages_to_come_are_counted_before_the_portal_lists_them() {
        let begun = running(&[
            ("Validation", StageState::Done),
            ("Stage Relational store", StageState::Running),
        ]);
        assert_eq!(begun.steps(), (1, 5));
        assert_eq!(begun.all_stages()[4].name, "Post backup operation cleanup");
        assert_eq!(running(&[]).steps(), (0, 5));
    }

    #[test]
    fn a_stage_of_a_newer_release_is_counted_too() {
        let newer = running(&[("Stage Spatiotemporal store", StageState::Done)]);
        assert_eq!(newer.steps(), (1, 6));
    }

    #[test]
    fn every_state_but_three_is_running() {
        assert_eq!(State::from_name("success"), State::Succeeded);
        assert_eq!(State::from_name("failed"), State::Failed);
        assert!(State::from_name("completed_with_warnings").is_over());
        for name in ["", "in progress", "RUNNING"] {
            assert!(!State::from_name(name).is_over(), "{name}");
        }
    }

    #[test]
    fn a_stage_that_took_a_moment_took_a_second() {
        assert_eq!(millis("3096 millis (~ 0 minutes)"), Some(4));
        assert_eq!(millis("12 millis"), Some(1));
        assert_eq!(millis("0 millis"), Some(0));
        assert_eq!(millis("soon"), None);
    }
}

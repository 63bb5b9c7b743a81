//! A backup that was asked for here, followed until it is certain how it ended.

use super::Name;
use super::backup::Backup;
use super::progress::{Job, JobState, Operation, Progress, State};
use quartz_cron::Timestamp;

/// Clocks and answers need a moment: what began so many seconds before it was asked for is still it.
const SLACK: i64 = 60;

/// The identifier of a job, of the same letters as a task's.
pub type JobId = crate::task::TaskId;

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    pub store: Name,
    pub name: Name,
    /// When, on the portal's clock.
    pub since: Timestamp,
    pub job: Option<JobId>,
}

/// What is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Accepted; neither the status nor the list shows it yet.
    Waiting,
    Running,
    Done,
    /// It is there, and the portal has something to say about it.
    DoneWithWarnings(Option<String>),
    Failed(Option<String>),
}

impl Watch {
    /// Judges by the status and by the list of backups. A job that says `COMPLETED` proves nothing;
    /// one that says `FAILED` is believed.
    pub fn verdict(
        &self,
        status: Option<&Progress>,
        job: Option<&Job>,
        listed: &[Backup],
    ) -> Verdict {
        if let Some(status) = status.filter(|status| self.is_about_it(status)) {
            return match status.state {
                State::Running => Verdict::Running,
                State::Succeeded => Verdict::Done,
                State::SucceededWithWarnings => Verdict::DoneWithWarnings(status.message.clone()),
                State::Failed => Verdict::Failed(status.message.clone()),
            };
        }
        let is_it = |backup: &Backup| backup.name == self.name && backup.store == self.store;
        if listed.iter().any(|b| is_it(b) && b.can_be_restored()) {
            return Verdict::Done;
        }
        match job {
            Some(Job {
                state: JobState::Failed(word),
                message,
            }) => Verdict::Failed(message.clone().or_else(|| Some(word.clone()))),
            _ => Verdict::Waiting,
        }
    }

    /// The status keeps telling of the operation before until this one has begun.
    fn is_about_it(&self, status: &Progress) -> bool {
        let is_named = match &status.backup {
            Some(name) => name == self.name.as_str(),
            None => true,
        };
        let is_new = match status.started {
            Some(at) => at.as_secs() >= self.since.as_secs() - SLACK,
            None => status.is_running(),
        };
        status.operation == Operation::Backup && is_named && is_new
    }
}

#[cfg(test)]
mod tests {
    use super::super::backup::{self, Expiry, Trigger};
    use super::*;

    const SINCE: Timestamp = Timestamp::from_secs(1_792_764_120);

    fn watch() -> Watch {
        Watch {
            store: Name::new("default").unwrap(),
            name: Name::new("before-upgrade").unwrap(),
            since: SINCE,
            job: JobId::new("j47c0c626"),
        }
    }

    fn status(backup: &str, state: State, seconds_after: i64) -> Progress {
        Progress {
            operation: Operation::Backup,
            state,
            backup: Some(backup.to_owned()),
            store: Some("default".to_owned()),
            is_scheduled: false,
            stages: Vec::new(),
            started: Some(Timestamp::from_secs(SINCE.as_secs() + seconds_after)),
            completed: None,
            message: Some("No space left.".to_owned()),
        }
    }

    fn listed(name: &str) -> Backup {
        Backup {
            name: Name::new(name).unwrap(),
            store: Name::new("default").unwrap(),
            description: None,
            state: backup::State::Completed,
            release: None,
            started: None,
            completed: None,
            expiry: Expiry::Never,
            trigger: Trigger::Manual,
            size: None,
        }
    }

    const COMPLETED: Job = Job {
        state: JobState::Completed,
        message: None,
    };

    #[test]
    fn a_job_that_is_completed_at_once_is_not_believed() {
        let before = status("nightly", State::Succeeded, -3600);
        assert_eq!(
            watch().verdict(Some(&before), Some(&COMPLETED), &[]),
            Verdict::Waiting
        );
        let running = status("before-upgrade", State::Running, 2);
        assert_eq!(
            watch().verdict(Some(&running), Some(&COMPLETED), &[]),
            Verdict::Running
        );
    }

    #[test]
    fn the_status_or_the_list_is_the_proof() {
        let over = status("before-upgrade", State::Succeeded, 2);
        assert_eq!(watch().verdict(Some(&over), None, &[]), Verdict::Done);
        let next = status("nightly", State::Running, 90);
        assert_eq!(
            watch().verdict(Some(&next), None, &[listed("before-upgrade")]),
            Verdict::Done
        );
    }

    #[test]
    fn an_older_backup_of_the_same_name_is_not_it() {
        let older = status("before-upgrade", State::Failed, -7200);
        assert_eq!(watch().verdict(Some(&older), None, &[]), Verdict::Waiting);
    }

    #[test]
    fn a_failure_is_told_in_the_portals_words() {
        let failed = status("before-upgrade", State::Failed, 2);
        assert_eq!(
            watch().verdict(Some(&failed), None, &[]),
            Verdict::Failed(Some("No space left.".into()))
        );
        let job = Job {
            state: JobState::Failed("TIMED OUT".into()),
            message: None,
        };
        assert_eq!(
            watch().verdict(None, Some(&job), &[]),
            Verdict::Failed(Some("TIMED OUT".into()))
        );
    }
}

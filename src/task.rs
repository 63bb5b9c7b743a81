//! A scheduled task as the app knows it: typed, complete, and without its passcode.

use crate::raw::Raw;
use crate::retention::Retention;
use crate::schedule::day_times::DayTimes;
use crate::schedule::first_moment;
use crate::schedule::preview::Window;
use crate::schedule::times::TimeOfDay;
use quartz_cron::{Cron, Timestamp, Utc};
use std::sync::Arc;

/// The identifier of a task: 32 hexadecimal digits on every portal seen, here any letters, digits,
/// `-` and `_`, so that it can stand in an address as it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TaskId(Arc<str>);

impl TaskId {
    /// None for text that could change the meaning of an address.
    pub fn new(text: &str) -> Option<Self> {
        is_identifier(text).then(|| Self(text.into()))
    }

    /// As the portal wrote it; it may stand in an address as it is.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// True for text that may stand in an address as it is.
pub fn is_identifier(text: &str) -> bool {
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    (1..=128).contains(&text.len()) && text.bytes().all(is_plain)
}

/// What a task does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    CreateBackup,
    BackupRetentionCleaner,
    CleanGpJobs,
    /// A type of a newer release, as the portal spells it.
    Other(String),
}

impl Kind {
    /// From `taskType`, or from the internal `type` where that is missing.
    pub fn from_names(task_type: Option<&str>, internal: Option<&str>) -> Self {
        match (task_type, internal) {
            (Some("CreateBackup"), _) | (None, Some("CREATE_BACKUP_TASK_TYPE")) => {
                Self::CreateBackup
            }
            (Some("BackupRetentionCleaner"), _) | (None, Some("BACKUP_RETENTION_TASK_TYPE")) => {
                Self::BackupRetentionCleaner
            }
            (Some("CleanGPJobs"), _) | (None, Some("GP_JOBS_CLEANER_TASK_TYPE")) => {
                Self::CleanGpJobs
            }
            (Some(other), _) | (None, Some(other)) => Self::Other(other.to_owned()),
            (None, None) => Self::Other("unknown".to_owned()),
        }
    }

    /// `taskType`, as the portal spells it and as a request names it.
    pub fn name(&self) -> &str {
        match self {
            Self::CreateBackup => "CreateBackup",
            Self::BackupRetentionCleaner => "BackupRetentionCleaner",
            Self::CleanGpJobs => "CleanGPJobs",
            Self::Other(name) => name,
        }
    }

    /// True for the types that the API takes in an edit. Source: Edit Task, `type`.
    pub fn can_be_edited(&self) -> bool {
        !matches!(self, Self::Other(_))
    }

    /// True for the tasks that the portal made for itself: they can be disabled, not deleted.
    pub fn is_system(&self) -> bool {
        matches!(self, Self::BackupRetentionCleaner | Self::CleanGpJobs)
    }
}

/// Whether the portal's scheduler runs a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Active,
    Paused,
    /// A state of a newer release, as the portal spells it.
    Other(String),
}

/// The schedule that the portal holds. It may be one that this app cannot read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Schedule {
    Cron(Cron),
    /// The text as it came, and why it could not be read.
    Unreadable {
        text: String,
        why: String,
    },
    Missing,
}

impl Schedule {
    /// The expression; None where it is missing or cannot be read.
    pub fn cron(&self) -> Option<&Cron> {
        match self {
            Self::Cron(cron) => Some(cron),
            Self::Unreadable { .. } | Self::Missing => None,
        }
    }
}

/// What can be done to a task with nothing but its identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    Enable,
    Disable,
    Delete,
}

impl Operation {
    /// What is asked for: `Enable`.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Enable => "Enable",
            Self::Disable => "Disable",
            Self::Delete => "Delete",
        }
    }

    /// What was done: `enabled`.
    pub fn past(self) -> &'static str {
        match self {
            Self::Enable => "enabled",
            Self::Disable => "disabled",
            Self::Delete => "deleted",
        }
    }

    /// Whether it would change a task, and may.
    pub fn concerns(self, task: &Task) -> bool {
        match self {
            Self::Enable => !task.is_active(),
            Self::Disable => task.is_active(),
            Self::Delete => !task.kind.is_system(),
        }
    }
}

/// How long the backups of a task are kept, as the portal tells it twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// `metaData.retention`.
    For(Retention),
    /// Only `retentionOffset`, milliseconds.
    Offset(i64),
}

impl Kept {
    /// Milliseconds from a backup's creation to its deletion.
    pub fn ms(self) -> i64 {
        match self {
            Self::For(retention) => retention.offset_ms(),
            Self::Offset(ms) => ms,
        }
    }
}

/// What only a `CreateBackup` task has. The passcode is not among it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backup {
    /// Prefix of the backups' names.
    pub name: Option<String>,
    pub store: Option<String>,
    pub description: Option<String>,
    pub kept: Option<Kept>,
    /// `retentionOffset`, milliseconds: what the portal counts with, beside what `metaData` says.
    pub offset_ms: Option<i64>,
    /// `metaData.startTime` as the portal wrote it: the time of day of the first run, `04:00`, UTC.
    pub start_time: Option<String>,
}

/// One scheduled task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    pub id: TaskId,
    pub title: String,
    pub kind: Kind,
    pub state: State,
    pub schedule: Schedule,
    /// The text of the schedule as the portal wrote it.
    pub expression: String,
    pub start: Option<Timestamp>,
    pub end: Option<Timestamp>,
    /// None: unlimited.
    pub max_runs: Option<u32>,
    pub last_start: Option<Timestamp>,
    pub created: Option<Timestamp>,
    pub updated: Option<Timestamp>,
    pub generation: Option<i64>,
    pub owner_id: Option<String>,
    pub backup: Option<Backup>,
    /// The whole reply.
    pub raw: Raw,
}

/// When a task runs next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextRun {
    At(Timestamp),
    /// It is paused; had it been active it would run then.
    Paused(Option<Timestamp>),
    /// Its end lies before its next fire time.
    Ended,
    /// Its expression has no fire time left.
    Never,
    /// Its schedule cannot be read.
    Unknown,
}

impl Task {
    /// True for the state active alone: a state of a newer release is not taken for it.
    pub fn is_active(&self) -> bool {
        self.state == State::Active
    }

    /// What bounds its schedule. The list does not say how often a task has run: what looks ahead from now
    /// takes [`Self::window_left`], or leaves the maximum out.
    pub fn window(&self) -> Window {
        Window {
            start: self.start,
            end: self.end,
            max_runs: self.max_runs,
        }
    }

    /// What bounds it from now on, when so many of its runs were made: see `runs::counted`.
    pub fn window_left(&self, made: u32) -> Window {
        Window {
            max_runs: self.max_runs.map(|most| most.saturating_sub(made)),
            ..self.window()
        }
    }

    /// Whether `metaData.startTime` is a time at which it runs: the documented samples agree on this much.
    pub fn start_time_fits(&self) -> bool {
        let told = self.backup.as_ref().and_then(|b| b.start_time.as_ref());
        let told = told.and_then(|told| TimeOfDay::parse(told));
        let times = self.schedule.cron().map(DayTimes::of);
        told.zip(times)
            .is_some_and(|(told, times)| times.holds(told))
    }

    /// The first fire time after `now` inside the task's start and end. `maxOccurrences` is left
    /// out: the list does not say how often a task has run.
    pub fn next_run(&self, now: Timestamp) -> NextRun {
        let Some(cron) = self.schedule.cron() else {
            return NextRun::Unknown;
        };
        let next = cron.after(first_moment(self.start, now), &Utc);
        match next {
            None => NextRun::Never,
            Some(at) if self.end.is_some_and(|end| at > end) => NextRun::Ended,
            next if !self.is_active() => NextRun::Paused(next),
            Some(at) => NextRun::At(at),
        }
    }
}

/// An element of the list: a task, or something that is not one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listed {
    Task(Arc<Task>),
    /// What could be made out of it, why it could not be read, and the JSON.
    Unreadable {
        title: String,
        why: String,
        raw: Raw,
    },
}

impl Listed {
    /// None for an element that could not be read.
    pub fn task(&self) -> Option<&Task> {
        match self {
            Self::Task(task) => Some(task),
            Self::Unreadable { .. } => None,
        }
    }

    /// The element as the portal wrote it.
    pub fn raw(&self) -> &Raw {
        match self {
            Self::Task(task) => &task.raw,
            Self::Unreadable { raw, .. } => raw,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saturdays(state: State) -> Task {
        Task {
            id: TaskId::new("5f0cdc50cf36460990bb6edfe9b60e08").unwrap(),
            title: "schedule2".into(),
            kind: Kind::CreateBackup,
            state,
            schedule: Schedule::Cron("0 0 4 ? * 7".parse().unwrap()),
            expression: "0 0 4 ? * 7".into(),
            start: None,
            end: None,
            max_runs: None,
            last_start: None,
            created: None,
            updated: None,
            generation: None,
            owner_id: None,
            backup: None,
            raw: "{}".into(),
        }
    }

    /// Saturday 23 October 2021, 04:00 UTC: the documented start of schedule2.
    const SATURDAY: Timestamp = Timestamp::from_secs(1_634_961_600);

    #[test]
    fn the_start_itself_is_a_fire_time() {
        let mut task = saturdays(State::Active);
        task.start = Some(SATURDAY);
        let week_before = Timestamp::from_secs(SATURDAY.as_secs() - 7 * 86_400);
        assert_eq!(task.next_run(week_before), NextRun::At(SATURDAY));
    }

    #[test]
    fn a_paused_task_tells_when_it_would_have_run() {
        let task = saturdays(State::Paused);
        let just_before = Timestamp::from_secs(SATURDAY.as_secs() - 1);
        assert_eq!(task.next_run(just_before), NextRun::Paused(Some(SATURDAY)));
    }

    #[test]
    fn after_its_end_a_task_has_ended() {
        let mut task = saturdays(State::Active);
        task.end = Some(SATURDAY);
        assert_eq!(task.next_run(SATURDAY), NextRun::Ended);
    }

    #[test]
    fn an_expression_without_a_day_never_runs() {
        let mut task = saturdays(State::Active);
        task.schedule = Schedule::Cron("0 0 4 31 2 ?".parse().unwrap());
        assert_eq!(task.next_run(SATURDAY), NextRun::Never);
    }

    #[test]
    fn an_identifier_cannot_climb_out_of_its_address() {
        assert!(TaskId::new("../../security").is_none());
        assert!(TaskId::new("a/b").is_none());
        assert!(TaskId::new("a?b").is_none());
        assert!(TaskId::new("").is_none());
        assert!(TaskId::new("e34d3851b7f34510a3097f23cb7adab3").is_some());
    }

    #[test]
    fn types_of_newer_releases_keep_their_name() {
        assert_eq!(
            Kind::from_names(Some("CreateHealthCheckReports"), None),
            Kind::Other("CreateHealthCheckReports".into())
        );
        assert_eq!(
            Kind::from_names(None, Some("GP_JOBS_CLEANER_TASK_TYPE")),
            Kind::CleanGpJobs
        );
    }
}

//! The tasks of a portal as a calendar sees them: which are shown, and how long each is expected to take.

pub mod deleting;
pub mod export;
pub mod guarantee;
pub mod month;
pub mod past;
pub mod reality;
pub mod week;
mod words;

pub use words::{headline, how_often, summary};

use crate::calendar::Planned;
use crate::runs::duration::Expected;
use crate::runs::{Run, counted};
use crate::task::{Kind, Listed, Task, TaskId};

/// What is chosen to be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Those that make backups, and no others.
    pub only_backups: bool,
    /// Paused ones as if they ran.
    pub paused: bool,
}

impl Choice {
    /// True when every schedule is shown.
    pub fn is_widest(self) -> bool {
        self.paused && !self.only_backups
    }

    fn holds(self, task: &Task) -> bool {
        (self.paused || task.is_active()) && (!self.only_backups || task.kind == Kind::CreateBackup)
    }
}

/// What the recorded runs of a task tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    pub expected: Expected,
    /// How many runs count against the task's maximum.
    pub runs: u32,
}

impl Record {
    /// From all that the portal recorded of one task, in any order.
    pub fn of(runs: &[Run]) -> Self {
        Self {
            expected: Expected::of(runs),
            runs: counted(runs),
        }
    }
}

/// How long a run is taken to last, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lasts {
    /// The median of so many runs.
    Measured { secs: i64, runs: usize },
    /// A backup of which too few runs are known: the portal's time-out.
    TimeOut(i64),
    /// Nothing is known of a task that makes no backups: it is drawn as a minute.
    Unknown,
}

impl Lasts {
    fn of(task: &Task, record: Option<&Record>) -> Self {
        match record.map(|record| record.expected) {
            Some(expected @ Expected::Measured { runs, .. }) => Self::Measured {
                secs: expected.usual_secs().max(1),
                runs,
            },
            _ if task.kind == Kind::CreateBackup => Self::TimeOut(Expected::TimeOut.usual_secs()),
            _ => Self::Unknown,
        }
    }

    /// At least one.
    pub fn secs(self) -> i64 {
        match self {
            Self::Measured { secs, .. } | Self::TimeOut(secs) => secs,
            Self::Unknown => 60,
        }
    }
}

/// A task in the calendar.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    pub id: TaskId,
    pub title: String,
    pub kind: Kind,
    pub is_active: bool,
    pub lasts: Lasts,
    /// From now on.
    pub planned: Planned,
}

/// The tasks that are shown, in the order of the list. Those without a schedule that can be read are
/// not among them, nor those that have made all their runs.
pub fn entries(
    tasks: &[Listed],
    choice: Choice,
    record: impl Fn(&TaskId) -> Option<Record>,
) -> Vec<Entry> {
    let tasks = tasks.iter().filter_map(Listed::task);
    let entry = |task: &Task| {
        let record = record(&task.id);
        let window = task.window_left(record.map_or(0, |record| record.runs));
        let lasts = Lasts::of(task, record.as_ref());
        (window.max_runs != Some(0)).then_some(Entry {
            id: task.id.clone(),
            title: task.title.clone(),
            kind: task.kind.clone(),
            is_active: task.is_active(),
            lasts,
            planned: Planned {
                cron: task.schedule.cron()?.clone(),
                window,
                takes_secs: lasts.secs(),
            },
        })
    };
    tasks
        .filter(|task| choice.holds(task))
        .filter_map(entry)
        .collect()
}

/// What is planned of each.
pub fn planned(entries: &[Entry]) -> Vec<Planned> {
    entries.iter().map(|entry| entry.planned.clone()).collect()
}

#[cfg(test)]
mod tests;

//! In what order the tasks stand.

use super::by_column::{self, Columns};
use super::frequency::runs_a_year;
use crate::task::{Listed, NextRun};
use quartz_cron::Timestamp;

/// A column to order by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    Title,
    /// By how often it runs.
    Schedule,
    #[default]
    NextRun,
    LastRun,
    Keeps,
    Store,
}

/// The order of the table of tasks.
pub type Sort = by_column::Sort<Column>;

impl Columns for Column {
    const ALL: &'static [Self] = &[
        Self::Title,
        Self::Schedule,
        Self::NextRun,
        Self::LastRun,
        Self::Keeps,
        Self::Store,
    ];

    fn slug(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Schedule => "schedule",
            Self::NextRun => "next",
            Self::LastRun => "last",
            Self::Keeps => "keeps",
            Self::Store => "store",
        }
    }
}

/// The positions of all tasks, in order.
pub fn order(tasks: &[Listed], sort: Sort, now: Timestamp) -> Vec<usize> {
    let runs = match sort.by {
        Column::Schedule => runs_a_year(tasks),
        _ => Vec::new(),
    };
    let key = |(i, listed): (usize, &Listed)| {
        let runs = runs.get(i).copied().flatten();
        (i, Key::of(listed, runs, sort.by, now))
    };
    let mut keyed: Vec<(usize, Option<Key>)> = tasks.iter().enumerate().map(key).collect();
    keyed.sort_by(|(i, a), (j, b)| sort.compare(a.as_ref(), b.as_ref()).then(i.cmp(j)));
    keyed.into_iter().map(|(i, _)| i).collect()
}

/// What a row is ordered by: within a column all are of one kind.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Text(String),
    Number(i64),
}

impl Key {
    fn of(listed: &Listed, runs_a_year: Option<u64>, by: Column, now: Timestamp) -> Option<Self> {
        let task = listed.task()?;
        let backup = task.backup.as_ref();
        match by {
            Column::Title => Some(Self::Text(task.title.to_lowercase())),
            // The most frequent first.
            Column::Schedule => i64::try_from(runs_a_year?).ok().map(|n| Self::Number(-n)),
            Column::NextRun => match task.next_run(now) {
                NextRun::At(at) => Some(Self::Number(at.as_secs())),
                _ => None,
            },
            Column::LastRun => Some(Self::Number(task.last_start?.as_secs())),
            Column::Keeps => Some(Self::Number(backup?.kept?.ms())),
            Column::Store => Some(Self::Text(backup?.store.as_ref()?.to_lowercase())),
        }
    }
}

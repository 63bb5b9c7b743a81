//! In what order the tasks stand.

use super::frequency::runs_a_year;
use crate::task::{Kept, Listed, NextRun};
use quartz_cron::Timestamp;
use std::cmp::Ordering;

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

impl Column {
    pub const ALL: [Self; 6] = [
        Self::Title,
        Self::Schedule,
        Self::NextRun,
        Self::LastRun,
        Self::Keeps,
        Self::Store,
    ];

    /// In the address.
    pub fn slug(self) -> &'static str {
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

/// A column and a direction: `next` or `-next` in the address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    pub by: Column,
    pub is_descending: bool,
}

impl Sort {
    pub fn from_slug(slug: &str) -> Option<Self> {
        let (is_descending, name) = match slug.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, slug),
        };
        let by = Column::ALL.into_iter().find(|by| by.slug() == name)?;
        Some(Self { by, is_descending })
    }

    pub fn slug(self) -> String {
        let sign = if self.is_descending { "-" } else { "" };
        format!("{sign}{}", self.by.slug())
    }

    /// What a click on a column's head asks for: that column, or the other direction of it.
    pub fn clicked(self, by: Column) -> Self {
        Self {
            by,
            is_descending: self.by == by && !self.is_descending,
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
    let mut keyed: Vec<(usize, Key)> = tasks.iter().enumerate().map(key).collect();
    keyed.sort_by(|(i, a), (j, b)| a.compare(b, sort.is_descending).then(i.cmp(j)));
    keyed.into_iter().map(|(i, _)| i).collect()
}

/// What a row is ordered by. Rows without a value stay at the end in both directions.
enum Key {
    Text(String),
    Number(i64),
    Missing,
}

impl Key {
    fn of(listed: &Listed, runs_a_year: Option<u64>, by: Column, now: Timestamp) -> Self {
        let Listed::Task(task) = listed else {
            return Self::Missing;
        };
        let backup = task.backup.as_ref();
        match by {
            Column::Title => Self::Text(task.title.to_lowercase()),
            // The most frequent first.
            Column::Schedule => {
                Self::number(runs_a_year.and_then(|n| i64::try_from(n).ok()).map(|n| -n))
            }
            Column::NextRun => match task.next_run(now) {
                NextRun::At(at) => Self::Number(at.as_secs()),
                _ => Self::Missing,
            },
            Column::LastRun => Self::number(task.last_start.map(Timestamp::as_secs)),
            Column::Keeps => Self::number(backup.and_then(|b| b.kept).map(Kept::ms)),
            Column::Store => backup
                .and_then(|b| b.store.as_ref())
                .map_or(Self::Missing, |store| Self::Text(store.to_lowercase())),
        }
    }

    fn number(value: Option<i64>) -> Self {
        value.map_or(Self::Missing, Self::Number)
    }

    fn compare(&self, other: &Self, is_descending: bool) -> Ordering {
        let turn = |order: Ordering| {
            if is_descending {
                order.reverse()
            } else {
                order
            }
        };
        match (self, other) {
            (Self::Missing, Self::Missing) => Ordering::Equal,
            (Self::Missing, _) => Ordering::Greater,
            (_, Self::Missing) => Ordering::Less,
            (Self::Text(a), Self::Text(b)) => turn(a.cmp(b)),
            (Self::Number(a), Self::Number(b)) => turn(a.cmp(b)),
            (Self::Text(_), Self::Number(_)) | (Self::Number(_), Self::Text(_)) => Ordering::Equal,
        }
    }
}

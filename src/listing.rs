//! Which tasks the list shows, and in what order. All of it is kept in the page's address.

use crate::task::{Kind, Listed, NextRun, State};
use quartz_cron::Timestamp;
use std::cmp::Ordering;

/// What a person chose to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that must all be found in title, schedule, name or store; case does not matter.
    pub text: String,
    pub kind: Option<KindFilter>,
    pub state: Option<StateFilter>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KindFilter {
    Backup,
    System,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StateFilter {
    Active,
    Paused,
}

impl KindFilter {
    pub const ALL: [Self; 3] = [Self::Backup, Self::System, Self::Other];

    /// In the address.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Backup => "backup",
            Self::System => "system",
            Self::Other => "other",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.slug() == slug)
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Backup => "Backups",
            Self::System => "System",
            Self::Other => "Other types",
        }
    }

    fn fits(self, kind: &Kind) -> bool {
        match self {
            Self::Backup => *kind == Kind::CreateBackup,
            Self::System => kind.is_system(),
            Self::Other => matches!(kind, Kind::Other(_)),
        }
    }
}

impl StateFilter {
    pub const ALL: [Self; 2] = [Self::Active, Self::Paused];

    /// In the address.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
        }
    }

    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.slug() == slug)
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Paused => "Paused",
        }
    }

    fn fits(self, state: &State) -> bool {
        match self {
            Self::Active => *state == State::Active,
            Self::Paused => *state != State::Active,
        }
    }
}

/// A column to order by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    Title,
    #[default]
    NextRun,
    LastRun,
    Keeps,
    Store,
}

impl Column {
    pub const ALL: [Self; 5] = [
        Self::Title,
        Self::NextRun,
        Self::LastRun,
        Self::Keeps,
        Self::Store,
    ];

    /// In the address.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Title => "title",
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

impl Filter {
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.kind.is_none() && self.state.is_none()
    }

    fn fits(&self, listed: &Listed) -> bool {
        match listed {
            // What cannot be read cannot be filtered by what it is: only its title counts.
            Listed::Unreadable { title, .. } => {
                self.kind.is_none() && self.state.is_none() && holds_words(&self.text, &[title])
            }
            Listed::Task(task) => {
                let backup = task.backup.as_ref();
                let name = backup.and_then(|b| b.name.as_deref()).unwrap_or_default();
                let store = backup.and_then(|b| b.store.as_deref()).unwrap_or_default();
                self.kind.is_none_or(|kind| kind.fits(&task.kind))
                    && self.state.is_none_or(|state| state.fits(&task.state))
                    && holds_words(
                        &self.text,
                        &[&task.title, &task.expression, name, store, task.id.as_str()],
                    )
            }
        }
    }
}

/// True when each of the words is found in one of the texts, in any case.
pub fn holds_words(words: &str, texts: &[&str]) -> bool {
    let texts: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
    words
        .to_lowercase()
        .split_whitespace()
        .all(|word| texts.iter().any(|text| text.contains(word)))
}

/// Positions in `tasks` of what is shown, in order.
pub fn shown(tasks: &[Listed], filter: &Filter, sort: Sort, now: Timestamp) -> Vec<usize> {
    let mut keyed: Vec<(usize, Key)> = tasks
        .iter()
        .enumerate()
        .filter(|(_, listed)| filter.fits(listed))
        .map(|(i, listed)| (i, Key::of(listed, sort.by, now)))
        .collect();
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
    fn of(listed: &Listed, by: Column, now: Timestamp) -> Self {
        let Listed::Task(task) = listed else {
            return Self::Missing;
        };
        let backup = task.backup.as_ref();
        match by {
            Column::Title => Self::Text(task.title.to_lowercase()),
            Column::NextRun => match task.next_run(now) {
                NextRun::At(at) => Self::Number(at.as_secs()),
                _ => Self::Missing,
            },
            Column::LastRun => Self::number(task.last_start.map(Timestamp::as_secs)),
            Column::Keeps => Self::number(backup.and_then(|b| b.kept).map(super::task::Kept::ms)),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::{Backup, Schedule, Task, TaskId};
    use std::sync::Arc;

    const NOW: Timestamp = Timestamp::from_secs(1_792_764_120);

    fn task(title: &str, cron: &str, state: State, store: Option<&str>) -> Listed {
        Listed::Task(Arc::new(Task {
            id: TaskId::new("a1").unwrap(),
            title: title.into(),
            kind: store.map_or(Kind::CleanGpJobs, |_| Kind::CreateBackup),
            state,
            schedule: Schedule::Cron(cron.parse().unwrap()),
            expression: cron.into(),
            start: None,
            end: None,
            max_runs: None,
            last_start: None,
            created: None,
            updated: None,
            generation: None,
            owner_id: None,
            backup: store.map(|store| Backup {
                store: Some(store.into()),
                ..Backup::default()
            }),
            raw: "{}".into(),
        }))
    }

    fn three() -> [Listed; 4] {
        [
            task("Zürich nightly", "0 0 3 * * ?", State::Active, Some("nas")),
            task("parcels", "0 0 * * * ?", State::Active, Some("default")),
            task("gpCleanerTask", "0 0 * * * ?", State::Paused, None),
            Listed::Unreadable {
                title: "odd".into(),
                why: "it has no usable id".into(),
                raw: "{}".into(),
            },
        ]
    }

    fn titles(filter: &Filter, sort: &str) -> Vec<usize> {
        shown(&three(), filter, Sort::from_slug(sort).unwrap(), NOW)
    }

    #[test]
    fn every_word_must_be_found_somewhere_in_any_case() {
        let text = |text: &str| Filter {
            text: text.into(),
            ..Filter::default()
        };
        assert_eq!(titles(&text("ZÜRICH nas"), "title"), [0]);
        assert_eq!(titles(&text("zürich default"), "title"), [0; 0]);
        assert_eq!(titles(&text("odd"), "title"), [3]);
        assert_eq!(titles(&text("  "), "title").len(), 4);
    }

    #[test]
    fn type_and_state_narrow_the_list() {
        let filter = Filter {
            kind: KindFilter::from_slug("backup"),
            state: StateFilter::from_slug("active"),
            ..Filter::default()
        };
        assert_eq!(titles(&filter, "title"), [1, 0]);
        let paused = Filter {
            state: StateFilter::from_slug("paused"),
            ..Filter::default()
        };
        assert_eq!(titles(&paused, "title"), [2]);
    }

    #[test]
    fn rows_without_a_value_stay_at_the_end_in_both_directions() {
        let all = Filter::default();
        assert_eq!(titles(&all, "next"), [1, 0, 2, 3]);
        assert_eq!(titles(&all, "-next"), [0, 1, 2, 3]);
        assert_eq!(titles(&all, "store"), [1, 0, 2, 3]);
    }

    #[test]
    fn the_order_survives_its_way_through_the_address() {
        for by in Column::ALL {
            for is_descending in [false, true] {
                let sort = Sort { by, is_descending };
                assert_eq!(Sort::from_slug(&sort.slug()), Some(sort));
            }
        }
        assert_eq!(Sort::from_slug("generation"), None);
    }

    #[test]
    fn a_second_click_turns_the_direction() {
        let once = Sort::default().clicked(Column::Title);
        assert!(!once.is_descending);
        assert!(once.clicked(Column::Title).is_descending);
        assert!(
            !once
                .clicked(Column::Title)
                .clicked(Column::Store)
                .is_descending
        );
    }
}
